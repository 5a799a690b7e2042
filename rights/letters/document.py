"""What a letter in Markdown says, without its markup: blocks of spans, as the plain text and the PDF need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.tree import SyntaxTreeNode

Block = dict[str, Any]
"""`heading` and `paragraph` (with spans), `list` (with items, each of blocks), `quote` (with blocks), `rule`."""
Span = dict[str, Any]
"""`text`, `code` and `link` (with a text), `strong` and `emphasis` (with spans), `break`."""


def blocks(markdown: str) -> list[Block]:
    """The blocks of a text in CommonMark, in which HTML is no markup."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark", {"html": False})
    return [_block(node) for node in SyntaxTreeNode(parser.parse(markdown)).children]


def _block(node: SyntaxTreeNode) -> Block:
    match node.type:
        case "heading":
            return {"kind": "heading", "level": int(node.tag[1:]), "spans": _spans(node.children)}
        case "bullet_list" | "ordered_list":
            items = [[_block(block) for block in item.children] for item in node.children]
            first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
            return {"kind": "list", "first": first, "items": items}
        case "blockquote":
            return {"kind": "quote", "blocks": [_block(block) for block in node.children]}
        case "hr":
            return {"kind": "rule"}
        case "paragraph":
            return {"kind": "paragraph", "spans": _spans(node.children)}
        case _:
            spans = [{"kind": "code", "text": line} for line in node.content.splitlines()]
            return {"kind": "paragraph", "spans": _joined(spans)}


def _spans(nodes: Iterable[SyntaxTreeNode]) -> list[Span]:
    return [span for node in nodes for span in _span(node)]


def _span(node: SyntaxTreeNode) -> list[Span]:
    match node.type:
        case "inline":
            return _spans(node.children)
        case "strong":
            return [{"kind": "strong", "spans": _spans(node.children)}]
        case "em":
            return [{"kind": "emphasis", "spans": _spans(node.children)}]
        case "code_inline":
            return [{"kind": "code", "text": node.content}]
        case "link" | "image":
            address = str(node.attrs.get("href", node.attrs.get("src", "")))
            return [*_spans(node.children), {"kind": "text", "text": f" ({address})"}]
        case "hardbreak":
            return [{"kind": "break"}]
        case "softbreak":
            return [{"kind": "text", "text": " "}]
        case _:
            return [{"kind": "text", "text": node.content}]


def _joined(spans: list[Span]) -> list[Span]:
    return [part for span in spans for part in ({"kind": "break"}, span)][1:]
