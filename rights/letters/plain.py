"""A letter as plain text: what Markdown says, in lines of a width that reads well."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rights.letters.document import Block, Span, blocks

WIDTH = 78
LETTERHEAD_INDENT = 38
UNDERLINES = {1: "=", 2: "-"}


def plain(markdown: str) -> str:
    """The text of a letter. What stands above its first heading is the sender, at the left, then the recipient, the
    place and the date, at the right."""
    document = blocks(markdown)
    head = next((place for place, block in enumerate(document) if block["kind"] == "heading"), 0)
    pieces = [
        textwrap.indent(_block(block, WIDTH - indent), " " * indent)
        for place, block in enumerate(document)
        for indent in [LETTERHEAD_INDENT if 0 < place < head else 0]
    ]
    return "\n\n".join(pieces) + "\n"


def _block(block: Block, width: int) -> str:
    match block["kind"]:
        case "heading":
            return _heading(_wrapped(block["spans"], width), block["level"])
        case "paragraph":
            return _wrapped(block["spans"], width)
        case "list":
            return "\n".join(_items(block, width))
        case "quote":
            return textwrap.indent(_blocks(block["blocks"], width - 2), "  ")
        case _:
            return "* * *".center(width).rstrip()


def _blocks(some: list[Block], width: int) -> str:
    return "\n\n".join(_block(block, width) for block in some)


def _heading(text: str, level: int) -> str:
    underline = UNDERLINES.get(level)
    return f"{text}\n{underline * max(map(len, text.splitlines()), default=0)}" if underline else text


def _items(block: Block, width: int) -> Iterator[str]:
    last = len(block["items"]) + (block["first"] or 0)
    for number, item in enumerate(block["items"], start=block["first"] or 0):
        mark = "- " if block["first"] is None else f"{number}. ".ljust(len(str(last)) + 2)
        yield mark + textwrap.indent(_blocks(item, width - len(mark)), " " * len(mark))[len(mark) :]


def _wrapped(spans: list[Span], width: int) -> str:
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in _text(spans).split("\n")
    )


def _text(spans: list[Span]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    match span["kind"]:
        case "break":
            return "\n"
        case "code":
            return f'"{span["text"]}"' if " " in span["text"] else str(span["text"])
        case "text":
            return str(span["text"])
        case _:
            return _text(span["spans"])
