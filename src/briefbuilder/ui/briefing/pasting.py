"""Cleans what is pasted: words, headings, lists, bold, italic, underline and web links; nothing else."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QMimeData

from briefbuilder.domain.inline import merged
from briefbuilder.domain.text import Inline, Paragraph, Span
from briefbuilder.ui.briefing.rich_text import EditableBlock, SealedDocument, read_blocks, safe_link
from briefbuilder.ui.passages import passage_in


def blocks_in(data: QMimeData) -> tuple[EditableBlock, ...]:
    """Return the blocks of what is on the clipboard or in a drag. Nothing is loaded from anywhere."""
    if data.hasHtml() and passage_in(data) is None:
        document = SealedDocument()
        document.setHtml(data.html())
        found = tuple(_cleaned(block) for block in read_blocks(document))
        if found:
            return found
    lines = data.text().replace("\r\n", "\n").split("\n")
    return tuple(Paragraph(id="", content=(Span(line),)) for line in lines if line.strip())


def _cleaned(block: EditableBlock) -> EditableBlock:
    heading_bold = block.kind == "heading"
    return replace(
        block, id="", content=merged(tuple(_clean(inline, bold=not heading_bold) for inline in block.content))
    )


def _clean(inline: Inline, *, bold: bool) -> Inline:
    if not isinstance(inline, Span):
        return inline
    link = safe_link(inline.link) if inline.link else None
    return Span(
        inline.text,
        bold=inline.bold and bold,
        italic=inline.italic,
        # The underline of a link is its look on the page it came from, not a form of its words.
        underline=inline.underline and not inline.link,
        strike=inline.strike,
        script=inline.script,
        link=link,
    )
