"""A document as LibreOffice saved it in another format, beside the Word file that it was made of."""

from __future__ import annotations

from pathlib import Path

from tests.article_files import read_file

from briefbuilder.domain.text import Block, Figure, Heading, ListItem, Span, Table


def _form(block: Block, *, italics: bool) -> tuple[object, ...]:
    """Return what both formats of a document must share."""
    level = block.level if isinstance(block, Heading) else None
    item = (block.depth, block.ordered, block.number, block.starts) if isinstance(block, ListItem) else None
    cells = (
        [[(c.text, c.column_span) for c in row.cells] for row in block.rows]
        if isinstance(block, Table)
        else None
    )
    spans = [
        (entry.text, entry.bold, entry.italic and italics, entry.script, entry.link)
        for entry in block.content
        if isinstance(entry, Span)
    ]
    figure = (block.alternative_text, block.picture) if isinstance(block, Figure) else None
    return block.kind, level, item, cells, spans, figure


def check_same_as_word(data: Path, path: Path, *, italics: bool = True) -> None:
    """Check that a file is read as the Word file of the harbours."""
    word, other = read_file(data / "odt" / "harbours.docx"), read_file(path)
    assert [_form(block, italics=italics) for block in other.article.blocks] == [
        _form(block, italics=italics) for block in word.article.blocks
    ]
    assert other.article.metadata == word.article.metadata
    assert sorted(entry.code for entry in other.notices) == sorted(entry.code for entry in word.notices)
    assert other.pictures == word.pictures
