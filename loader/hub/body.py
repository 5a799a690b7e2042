"""Reads an answer of bounded size, and the JSON in it so that one odd record does not cost the page it stands on."""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from loader.errors import LoaderError
from loader.hub.limits import MIB
from loader.hub.patience import Trouble

if TYPE_CHECKING:
    from httpx2 import Response

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{},]', re.DOTALL)
GZIP = zlib.MAX_WBITS | 16
UNPACKED = ("", "identity")


class TooLarge(LoaderError):  # noqa: N818  # noqa: N818 - at times a smaller one is asked for
    """An answer is larger than any that a Hub gives."""

    def __init__(self, what: str, than: str) -> None:
        super().__init__(
            f"The Hub's answer for {what} is larger than {than}.",
            "No Hub answers like that: check HF_ENDPOINT, and try again later.",
        )


def read(response: Response, most: int, what: str) -> bytearray:
    """The content of an answer to a request that accepts gzip alone. Raises TooLarge, and Trouble where it is damaged.

    No more than `most` bytes are taken, neither from the wire nor out of what is packed.
    """
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in (*UNPACKED, "gzip"):
        raise LoaderError(f"The Hub packs {what} in a way that it was not asked for.", "Check HF_ENDPOINT.")
    unpacker = None if encoding in UNPACKED else zlib.decompressobj(GZIP)
    content, received = bytearray(), 0
    for piece in response.iter_raw():
        received += len(piece)
        try:
            content += unpacker.decompress(piece, most + 1 - len(content)) if unpacker else piece
        except zlib.error:
            raise Trouble("The connection to the Hub broke") from None
        if max(received, len(content)) > most:
            raise TooLarge(what, f"{most / MIB:g} MiB")
    if unpacker and received and not unpacker.eof:
        raise Trouble("The connection to the Hub broke")
    return content


def parse(content: bytes | bytearray, most: int = sys.maxsize, what: str = "") -> Any:
    """The value that the content holds. Raises ValueError where it holds none, TooLarge where it may hold too many.

    An item of a list that is nested too deeply for Python is given as its own text, unread.
    """
    if sum(content.count(each) for each in b",[{") > most:
        raise TooLarge(what, f"{most:,} values")
    text = content.decode("utf-8", "replace")
    try:
        return _loads(text)
    except RecursionError:
        return [_item(item) for item in _items(text)]


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # an integer of more digits than Python reads
        return json.loads(text, parse_int=float)


def _item(text: str) -> Any:
    try:
        return _loads(text)
    except RecursionError:
        return text


def _items(text: str) -> Iterator[str]:
    """The text of each item of the list that a text is. Raises ValueError where it is no list that ends."""
    depth = start = 0
    if not text.lstrip().startswith("["):
        raise ValueError("nested too deeply")
    for token in TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth == 1 and token[0] == "[":
            start = token.end()
        elif depth == 0 or (depth == 1 and token[0] == ","):
            yield text[start : token.start()].strip()
            start = token.end()
    if depth:
        raise ValueError("cut")
