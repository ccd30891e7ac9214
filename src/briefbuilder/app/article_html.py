"""Writes an article as HTML for mail programs and word processors, only from its blocks.

No markup of the source is copied: every element is made here, and all text is escaped. Styles are attributes of the elements,
since mail programs drop style sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import assert_never

from briefbuilder.domain.inline import captioned_block_text
from briefbuilder.domain.list_labels import ListLabel
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Span,
    Table,
)
from briefbuilder.export.labels import LIST_TYPES, css_list_marker

_LINKS = ("https://", "http://", "mailto:")
_SCRIPTS = {"sub": "sub", "super": "sup"}
_CELL = "border: 1px solid #999; padding: 2px 6px; vertical-align: top"


def article_as_html(
    title: str, details: str, lead: str, blocks: tuple[Block, ...], language: str | None
) -> str:
    """Return a whole HTML page with a title, a line of details, a lead and blocks."""
    marks = note_marks(blocks)
    parts = [f"<p>{escape(details)}</p>" if details else "", f"<h1>{escape(title)}</h1>" if title else ""]
    parts.append(f"<p><strong>{escape(lead)}</strong></p>" if lead else "")
    parts += _blocks(blocks, marks)
    attribute = f' lang="{escape(language)}"' if language else ""
    body = "\n".join(part for part in parts if part)
    return f'<!doctype html>\n<html{attribute}><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>\n'


def article_as_text(title: str, details: str, lead: str, blocks: tuple[Block, ...]) -> str:
    """Return the same as plain text, with an empty line between paragraphs."""
    marks = note_marks(blocks)
    texts = [details, title, lead]
    for block in blocks:
        mark = f"[{marks[block.id]}] " if isinstance(block, Note) else _bullet(block)
        texts.append(f"{mark}{_shown_text(block)}")
    return "\n\n".join(text for text in texts if text.strip()) + "\n"


def note_marks(blocks: tuple[Block, ...]) -> dict[str, str]:
    """Return the mark of each note, or its number if it has none."""
    notes = [block for block in blocks if isinstance(block, Note)]
    return {note.id: note.mark or str(number) for number, note in enumerate(notes, start=1)}


def _bullet(block: Block) -> str:
    if not isinstance(block, ListItem) or block.continues:
        return ""
    return f"{block.label_text or '–'} "


def _shown_text(block: Block) -> str:
    if isinstance(block, Figure) and not block.text.strip():
        return f"[{block.alternative_text}]" if block.alternative_text else ""
    return captioned_block_text(block)


def _blocks(blocks: Iterable[Block], marks: dict[str, str]) -> Iterator[str]:
    """Yield the elements of blocks; open lists are closed before what follows them."""
    open_lists: list[tuple[str, ListLabel | None]] = []
    for block in blocks:
        if isinstance(block, ListItem):
            yield _list_item(block, open_lists, marks)
            continue
        yield _closed(open_lists, 0)
        yield _element(block, marks)
    yield _closed(open_lists, 0)


def _list_item(item: ListItem, open_lists: list[tuple[str, ListLabel | None]], marks: dict[str, str]) -> str:
    content = _content(item.content, marks)
    depth = min(item.depth, len(open_lists))
    if item.continues and open_lists:
        return f"{_closed(open_lists, depth + 1)}<p>{content}</p>"
    name = "ol" if item.ordered else "ul"
    keeps = depth < len(open_lists) and open_lists[depth] == (name, item.label) and not item.starts
    before = _closed(open_lists, depth + 1 if keeps else depth)
    marker = css_list_marker(item.label, item.number) if item.ordered and item.number is not None else ""
    begin = f"<li style='{marker}'>" if marker else "<li>"
    if keeps:
        return f"{before}</li>\n{begin}{content}"
    open_lists.append((name, item.label))
    start = f' start="{item.number}"' if item.ordered and item.number not in {None, 1} else ""
    kind = f' type="{LIST_TYPES[item.label.style]}"' if item.ordered and item.label else ""
    return f"{before}<{name}{kind}{start}>\n{begin}{content}"


def _closed(open_lists: list[tuple[str, ListLabel | None]], depth: int) -> str:
    """Close the lists that are deeper than some depth."""
    closed = "".join(f"</li>\n</{name}>" for name, _ in reversed(open_lists[depth:]))
    del open_lists[depth:]
    return closed


def _element(block: Block, marks: dict[str, str]) -> str:
    content = _content(block.content, marks)
    match block:
        case Heading():
            level = min(max(block.level + 1, 2), 6)
            element = f"<h{level}>{content}</h{level}>"
        case Paragraph() | ListItem():
            element = f"<p>{content}</p>"
        case Quote():
            element = f"<blockquote><p>{content}</p></blockquote>"
        case Code():
            element = f"<pre>{escape(block.text)}</pre>"
        case Note():
            element = f"<p><sup>{escape(marks.get(block.id, '*'))}</sup> {content}</p>"
        case Figure():
            words = content or escape(block.alternative_text)
            element = f"<p><em>{words}</em></p>" if words else ""
        case Table():
            element = _table(block, marks)
        case _:
            assert_never(block)
    return element


def _table(table: Table, marks: dict[str, str]) -> str:
    rows = [
        "<tr>"
        + "".join(_cell(cell, marks, header=number < table.header_rows) for cell in row.cells)
        + "</tr>"
        for number, row in enumerate(table.rows)
    ]
    caption = f"<caption>{_content(table.content, marks)}</caption>" if table.content else ""
    return f'<table style="border-collapse: collapse">{caption}\n' + "\n".join(rows) + "\n</table>"


def _cell(cell: Cell, marks: dict[str, str], *, header: bool) -> str:
    name = "th" if header or cell.header else "td"
    spans = "".join(
        f' {attribute}="{count}"'
        for attribute, count in (("colspan", cell.column_span), ("rowspan", cell.row_span))
        if count > 1
    )
    one = cell.blocks[0] if len(cell.blocks) == 1 else None
    content = (
        _content(one.content, marks) if isinstance(one, Paragraph) else "\n".join(_blocks(cell.blocks, marks))
    )
    return f'<{name}{spans} style="{_CELL}">{content}</{name}>'


def _content(content: tuple[Inline, ...], marks: dict[str, str]) -> str:
    return "".join(_inline(inline, marks) for inline in content)


def _inline(inline: Inline, marks: dict[str, str]) -> str:
    if isinstance(inline, NoteReference):
        return f"<sup>{escape(inline.mark or marks.get(inline.note, '*'))}</sup>"
    text = escape(inline.text).replace("\n", "<br>")
    for name in _tags(inline):
        text = f"<{name}>{text}</{name}>"
    if inline.link is not None and inline.link.strip().lower().startswith(_LINKS):
        text = f'<a href="{escape(inline.link.strip())}">{text}</a>'
    return text


def _tags(span: Span) -> Iterator[str]:
    named = (
        ("code", span.code), ("strong", span.bold), ("em", span.italic), ("u", span.underline), ("s", span.strike),
    )  # fmt: skip
    yield from (name for name, is_set in named if is_set)
    if span.script in _SCRIPTS:
        yield _SCRIPTS[span.script]
