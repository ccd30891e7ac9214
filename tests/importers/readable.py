"""A reading as lines of text, for people to compare: one line a block, forms of letters in braces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.text import Block, Figure, Heading, Inline, ListItem, Note, NoteReference, Table

_FORMS = ("bold", "italic", "underline", "strike", "code")


def lines_of(reading: ImportedArticle) -> list[str]:
    """Return the metadata, the blocks and the notices of a reading."""
    told = reading.article.metadata
    lines = [f"title: {told.title}", f"lead: {told.lead}", f"language: {told.language}"]
    lines += [f"authors: {', '.join(told.authors)}", f"published: {told.published}"]
    for block in reading.article.blocks:
        lines.extend(_block(block))
    return [*lines, *sorted(f"notice {one.code}: {one.subject}" for one in reading.notices)]


def _block(block: Block, indent: str = "") -> Iterator[str]:
    head = f"{indent}{_kind(block)}"
    language = f" [{block.language}]" if block.language else ""
    yield f"{head}{language}: {content_of(block.content)}"
    if isinstance(block, Table):
        for row in block.rows:
            yield f"{indent}  row"
            for cell in row.cells:
                spans = f"{cell.column_span}x{cell.row_span}{' head' if cell.header else ''}"
                inner = [line for held in cell.blocks for line in _block(held)]
                yield f"{indent}    cell {spans}: {' / '.join(inner)}"


def _kind(block: Block) -> str:
    if isinstance(block, Heading):
        return f"heading {block.level}"
    if isinstance(block, ListItem):
        mark = f"{block.number}." if block.ordered else "-"
        return f"item {block.depth} {'+' if block.continues else mark}{' starts' if block.starts else ''}"
    if isinstance(block, Note):
        return f"{block.placement}note {block.mark}"
    if isinstance(block, Figure):
        return f"figure {block.media_type} ({block.alternative_text})"
    if isinstance(block, Table):
        return f"table, {block.header_rows} header rows"
    return block.kind + (" continues" if getattr(block, "continues", False) else "")


def content_of(content: Sequence[Inline]) -> str:
    """Return inline content with its forms."""
    parts: list[str] = []
    for one in content:
        if isinstance(one, NoteReference):
            parts.append(f"{{note {one.mark}}}")
            continue
        forms = [name for name in _FORMS if getattr(one, name)]
        forms += [one.script] if one.script != "baseline" else []
        forms += [f"link={one.link}"] if one.link else []
        forms += [f"lang={one.language}"] if one.language else []
        text = one.text.replace("\n", "⏎").replace("\u00a0", "°")
        parts.append(f"{{{' '.join(forms)}|{text}}}" if forms else text)
    return "".join(parts)


def block_texts(reading: ImportedArticle) -> list[str]:
    """Return the texts of the blocks."""
    return [block.text for block in reading.article.blocks]


def notice_codes(reading: ImportedArticle) -> list[str]:
    """Return the codes of the notices."""
    return [notice.code for notice in reading.notices]


def notice_subjects(reading: ImportedArticle, code: str) -> list[str]:
    """Return the subjects of the notices with a code."""
    return [notice.subject for notice in reading.notices if notice.code == code]
