"""Write a document with the program's own writers of Word files and OpenDocument texts."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from briefbuilder.domain.document import (
    Content,
    Document,
    DocumentPicture,
    DrawnCell,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    ListEntry,
    PictureFile,
    PictureSamples,
    Run,
)
from briefbuilder.domain.document import (
    NoteMark as DrawnMark,
)
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.odt.writer import render_odt
from office.model import (
    CodeBlock,
    Grid,
    Image,
    Inline,
    Item,
    Line,
    Link,
    Node,
    NoteMark,
    OfficeText,
    Text,
    group_lists,
    make_png,
)

BASE = Path(__file__).resolve().parents[2] / "resources" / "docx" / "base.docx"
_PICTURE = DocumentPicture(
    file=PictureFile(suffix="png", data=make_png(), width=4, height=4),
    samples=PictureSamples(width=4, height=4, gray=True, data=zlib.compress(bytes(16))),
)


def write(text: OfficeText, suffix: str) -> bytes:
    """Return a document as `docx` or `odt`."""
    notes: list[DrawnNote] = []
    document = Document(
        title=text.title,
        language=text.language,
        elements=tuple(_elements(text, notes)),
        notes=tuple(notes),
        pictures={"picture": _PICTURE},
    )
    if suffix == "docx":
        return render_docx(document, base=BASE.read_bytes(), page_numbers={})
    return render_odt(document, page_numbers={})


def _elements(text: OfficeText, notes: list[DrawnNote]) -> Iterator[Element]:
    for block in group_lists(text.blocks):
        if isinstance(block, list):
            yield DrawnList(entries=tuple(_entries(block, 0, notes)))
        elif isinstance(block, Line):
            yield _line(block, notes)
        elif isinstance(block, CodeBlock):
            yield DrawnText(role="code", content=(Run(text=block.text),))
        elif isinstance(block, Grid):
            yield _table(block)
        elif isinstance(block, Image):
            yield DrawnFigure(
                picture="picture",
                alternative_text=block.alternative,
                caption=(Run(text=block.caption),),
                width=57.0,
            )


def _line(line: Line, notes: list[DrawnNote]) -> Element:
    content = _content(line.content, notes)
    if line.kind == "heading":
        return DrawnHeading(level=line.level, content=content)
    if line.kind == "quote":
        return DrawnQuotation(paragraphs=(content,))
    return DrawnText(role="body" if line.kind == "paragraph" else line.kind, content=content)


def _entries(nodes: Sequence[Node], depth: int, notes: list[DrawnNote]) -> Iterator[ListEntry]:
    for node in nodes:
        item: Item = node.item
        yield ListEntry(
            content=_content(item.content, notes), depth=depth, ordered=item.ordered, number=node.number
        )
        yield from _entries(node.inner, depth + 1, notes)


def _table(grid: Grid) -> DrawnTable:
    rows = tuple(
        tuple(
            DrawnCell(
                elements=(
                    DrawnText(role="table" if number else "table-header", content=(Run(text=cell.text),)),
                ),
                header=not number,
            )
            for cell in row
        )
        for number, row in enumerate(grid.rows)
    )
    widths = (1.0 / grid.columns,) * grid.columns
    return DrawnTable(rows=rows, widths=widths, header_rows=1, caption=(Run(text=grid.caption),))


def _content(content: Iterable[Inline], notes: list[DrawnNote]) -> Content:
    found: list[Run | DrawnMark] = []
    for inline in content:
        if isinstance(inline, Text):
            found.append(Run(text=inline.text, bold=inline.format.bold, italic=inline.format.italic))
        elif isinstance(inline, Link):
            found.append(Run(text=inline.text, link=inline.address))
        elif isinstance(inline, NoteMark):
            note = DrawnNote(id=f"n{len(notes)}", content=(Run(text=" ".join(inline.paragraphs)),))
            notes.append(note)
            found.append(DrawnMark(note=note.id))
    return tuple(found)
