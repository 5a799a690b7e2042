"""Reads an answer of bounded size, and parses its JSON so that one odd record does not cost the whole page."""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from loader.errors import LoaderError
from loader.hub.limits import MEBIBYTE
from loader.hub.patience import TemporaryError

if TYPE_CHECKING:
    from httpx2 import Response

JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{},]', re.DOTALL)
GZIP = zlib.MAX_WBITS | 16
UNPACKED = ("", "identity")


class AnswerTooLargeError(LoaderError):
    """An answer is larger than any of a real Hub."""


def read(response: Response, most: int, what: str) -> bytearray:
    """Return the unpacked content of an answer to a request that accepts only gzip.

    At most `most` bytes are received, and at most as many are unpacked. Raises AnswerTooLargeError if there are more,
    and TemporaryError if the content is damaged.
    """
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in (*UNPACKED, "gzip"):
        raise LoaderError("hub-answer-in-unknown-encoding", subject=what)
    unpacker = None if encoding in UNPACKED else zlib.decompressobj(GZIP)
    content, received = bytearray(), 0
    for piece in response.iter_raw():
        received += len(piece)
        try:
            if unpacker is None:
                content += piece
            elif not unpacker.eof:
                content += unpacker.decompress(piece, most + 1 - len(content))
        except zlib.error:
            raise TemporaryError("hub-connection-broke") from None
        if max(received, len(content)) > most:
            raise AnswerTooLargeError("hub-answer-too-large", subject=what, mebibytes=f"{most / MEBIBYTE:g}")
    if unpacker and received and not unpacker.eof:
        raise TemporaryError("hub-connection-broke")
    return content


def parse(content: bytes | bytearray, most: int = sys.maxsize, what: str = "") -> Any:
    """Return the JSON value in the content. An item of a list that is nested too deeply for Python becomes its text.

    Raises ValueError if the content is not JSON, and AnswerTooLargeError if it may hold more than `most` values.
    """
    if sum(content.count(each) for each in b",[{") > most:
        raise AnswerTooLargeError("hub-answer-of-too-many-values", subject=what, values=f"{most:,}")
    text = content.decode("utf-8", "replace")
    del content  # a text may be four times as large
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
    """Yield the text of each item of a list in JSON. Raises ValueError if the text is not a complete list."""
    depth = start = 0
    if not text.lstrip().startswith("["):
        raise ValueError("nested too deeply")
    for token in JSON_TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth == 1 and token[0] == "[":
            start = token.end()
        elif depth == 0 or (depth == 1 and token[0] == ","):
            yield text[start : token.start()].strip()
            start = token.end()
    if depth:
        raise ValueError("cut")
