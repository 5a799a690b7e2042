"""Reads the JSON of an answer so that one odd record does not cost the page it stands on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{},]', re.DOTALL)


def parse(content: bytes) -> Any:
    """The value that the content holds. Raises ValueError where it holds none.

    An item of a list that is nested too deeply for Python is given as its own text, unread.
    """
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
