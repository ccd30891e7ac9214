"""What hangs on a paragraph: pictures inside the file, text boxes, lettering, diagrams; what else is there is said."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.etree import Element, SubElement, _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Block, Figure
from briefbuilder.importers.charset import decode
from briefbuilder.importers.docx.package import Package, Relationship
from briefbuilder.importers.docx.wordml import effective_children, prefixed_name, qn
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.limits import MEBIBYTE

# A chart of a Word document as a table of what it shows: its title, its series and their values, as the file holds them.

_MAX_ROWS, _MAX_SERIES = 60, 12
"""More values than these are for the eye alone."""


def convert_chart(root: _Element) -> _Element | None:
    """Return a chart's title and values as a container of a Word document, None where it has none or very many."""
    series = [one for one in _iter_local(root, "ser") if _read_points(one, "val", "yVal", "bubbleSize")]
    rows = _collect_categories(series)
    if not series or len(series) > _MAX_SERIES or not 0 < len(rows) <= _MAX_ROWS:
        return None
    box = Element(qn("w:txbxContent"))
    title = _read_title(root)
    if title:
        _add_paragraph(box, title)
    table = SubElement(box, qn("w:tbl"))
    heads = [_read_text(_find_local(one, "tx")) for one in series]
    if any(heads):
        head = _add_row(table, ["", *heads])
        properties = Element(qn("w:trPr"))
        SubElement(properties, qn("w:tblHeader"))
        head.insert(0, properties)
    for place, label in rows:
        _add_row(
            table, [label, *(_read_points(one, "val", "yVal", "bubbleSize").get(place, "") for one in series)]
        )
    return box


def _collect_categories(series: list[_Element]) -> list[tuple[int, str]]:
    """Return the places of the values in order, each with its category."""
    labels: dict[int, str] = {}
    for one in series:
        for place, label in _read_points(one, "cat", "xVal").items():
            labels.setdefault(place, label)
        for place in _read_points(one, "val", "yVal", "bubbleSize"):
            labels.setdefault(place, "")
    return sorted(labels.items())[: _MAX_ROWS + 1]


def _read_points(series: _Element, *kinds: str) -> dict[int, str]:
    for kind in kinds:
        held = _find_local(series, kind)
        if held is None:
            continue
        found: dict[int, str] = {}
        for point in _iter_local(held, "pt"):
            index = point.get("idx") or ""
            value = _find_local(point, "v")
            if index.isascii() and index.isdecimal() and value is not None:
                told = _format_value(value.text or "")
                found[int(index)] = f"{told} {found[int(index)]}" if int(index) in found else told
        return found
    return {}


def _format_value(value: str) -> str:
    """Return a value as people write it: what a program counts with has more digits than it knows."""
    try:
        number = float(value)
    except ValueError:
        return " ".join(value.split())
    if not math.isfinite(number):
        return value
    return f"{number:.10g}" if "e" not in f"{number:.10g}" else value


def _read_title(root: _Element) -> str:
    held = _find_local(root, "title")
    return _read_text(held) if held is not None and _is_chart_title(held) else ""


def _is_chart_title(title: _Element) -> bool:
    parent = title.getparent()
    return parent is not None and prefixed_name(parent).endswith(":chart")


def _read_text(element: _Element | None) -> str:
    if element is None:
        return ""
    words = [one.text or "" for one in element.iter() if prefixed_name(one) == "a:t"]
    return " ".join("".join(words or [one.text or "" for one in _iter_local(element, "v")]).split())


def _iter_local(element: _Element, local: str) -> Iterator[_Element]:
    """Yield the elements of a chart's own namespace under one, by their local name."""
    return (one for one in element.iter() if prefixed_name(one).rpartition(":")[2] == local)


def _find_local(element: _Element, local: str) -> _Element | None:
    return next(_iter_local(element, local), None)


def _add_row(table: _Element, cells: list[str]) -> _Element:
    row = SubElement(table, qn("w:tr"))
    for cell in cells:
        _add_paragraph(SubElement(row, qn("w:tc")), cell)
    return row


def _add_paragraph(holder: _Element, text: str) -> None:
    run = SubElement(SubElement(holder, qn("w:p")), qn("w:r"))
    SubElement(run, qn("w:t")).text = text


# Files that a Word document holds in place of text (`w:altChunk`), as programs write it that only know web pages.

_MAX_FILES = 200
"""Files within one document: each costs as much as a file of its own."""

_MAX_BYTES = 24 * MEBIBYTE
"""What those files may have together, pictures included."""

ReadInnerDocument = Callable[[bytes, DraftBuilder, str], tuple[Block, ...]]
"""Walks the body of another Word document; the last argument keeps the ids of its notes apart."""


@dataclass(frozen=True, slots=True)
class EmbeddedFormats:
    """What a reader of Word documents knows of other formats.

    `kind_of` returns the id of the importer for some bytes of a name and raises ImportRefusedError where there is
    none; `read_rtf` returns the blocks of some RTF.
    """

    detect: Callable[[bytes, str], str]
    read_rtf: Callable[[bytes, str], tuple[Block, ...]]


@dataclass(slots=True)
class EmbeddedFileReader:
    """Reads the files that one part names; `walk` reads Word documents, None where none may be within."""

    builder: DraftBuilder
    package: Package
    relations: dict[str, Relationship]
    formats: EmbeddedFormats
    walk: ReadInnerDocument | None = None
    file_count: int = 0
    size: int = 0

    @property
    def _scope(self) -> str:
        return f"chunk{self.file_count}:"

    def read_blocks(self, relation: str) -> tuple[Block, ...] | None:
        """Return the blocks of a file, None where it cannot be read."""
        found = self.relations.get(relation)
        self.file_count += 1
        if found is None or found.external or self.file_count > _MAX_FILES:
            return None
        try:
            data = self.package.data(found.target, _MAX_BYTES - self.size) or b""
            self.size += len(data)
            return self._convert(data, found.target) if data else None
        except ImportRefusedError:
            return None

    def _convert(self, data: bytes, name: str) -> tuple[Block, ...] | None:
        from briefbuilder.importers.html.markup import scope_block

        kind = self.formats.detect(data, name)
        if kind == "docx":
            return self.walk(data, self.builder, self._scope) if self.walk else None
        if kind == "rtf":
            return tuple(scope_block(block, self._scope) for block in self.formats.read_rtf(data, name))
        text = _decode_markup(data, name, kind)
        return None if text is None else self._add_markup(text, plain=kind == "text")

    def _add_markup(self, text: str, *, plain: bool) -> tuple[Block, ...]:
        from briefbuilder.importers.html.markup import MarkupContext, add_markup, add_plain_text

        before = len(self.builder.blocks)
        if plain:
            add_plain_text(self.builder, text)
        else:
            add_markup(self.builder, text, MarkupContext(scope=self._scope))
        added = tuple(self.builder.blocks[before:])
        del self.builder.blocks[before:]
        return added


def _decode_markup(data: bytes, name: str, kind: str) -> str | None:
    """Return the characters of a page or a text, None for another kind."""
    if kind == "mhtml":
        from briefbuilder.importers.saved_page import load_mhtml

        return decode(load_mhtml(data, name).to_html()).text
    return decode(data).text if kind in {"html", "text"} else None


_MEDIA_TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp",
    "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp", "svg": "image/svg+xml", "emf": "image/emf",
    "wmf": "image/wmf",
}  # fmt: skip
_TEXT_BOX = "w:txbxContent"
_PICTURE_ELEMENTS = frozenset({"a:blip", "v:imagedata"})


class DrawingReader:
    """Reads the drawings of one part."""

    def __init__(self, builder: DraftBuilder, package: Package, relations: dict[str, Relationship]) -> None:
        self.external_count = 0
        self._builder = builder
        self._package = package
        self._relations = relations

    def read_parts(self, drawing: _Element) -> Iterator[Figure | _Element]:
        """Yield the figures of a drawing, and its texts as containers of paragraphs, in the file's order."""
        seen: set[str] = set()
        for part in _iter_parts(drawing):
            kind = prefixed_name(part)
            if kind in _PICTURE_ELEMENTS:
                yield from self._picture(drawing, part, seen)
            elif kind == _TEXT_BOX:
                yield part
            elif kind == "v:textpath" and part.get("string"):
                yield _make_text_box([part.get("string") or ""])
            elif kind == "a:txBody":
                yield _make_text_box(_paragraph_texts(part))
            elif kind in {"?:relIds", "?:chart", "o:OLEObject"}:
                yield from self._read_linked_part(kind, part)

    def _picture(self, drawing: _Element, picture: _Element, seen: set[str]) -> Iterator[Figure]:
        own = picture.get(qn("r:embed")) or picture.get(qn("r:id"))
        relation = self._relations.get(own or "")
        if relation is None or relation.external:
            self.external_count += 1
        elif relation.target not in seen:
            seen.add(relation.target)
            yield from self._make_figure(relation.target, _alternative_text(drawing, picture))

    def _make_figure(self, part: str, alternative: str) -> Iterator[Figure]:
        data = self._package.picture(part)
        media_type = _MEDIA_TYPES.get(part.rpartition(".")[2].lower())
        if data is None or media_type is None:
            self._builder.notice("picture-unreadable", part.rpartition("/")[2])
            return
        picture = self._builder.picture(media_type, data)
        yield Figure(id="", picture=picture, media_type=media_type, alternative_text=alternative)

    def _read_linked_part(self, kind: str, part: _Element) -> Iterator[_Element]:
        """Yield the text of a diagram and the values of a chart, which are parts of their own; say what was not read."""
        relation = self._relations.get(part.get(qn("r:dm")) or part.get(qn("r:id")) or "")
        chart = (
            self._package.optional_xml(relation.target)
            if relation is not None and kind == "?:chart"
            else None
        )
        box = convert_chart(chart) if chart is not None else None
        if box is not None:
            self._builder.notice("chart-as-table", relation.target.rpartition("/")[2] if relation else "")
            yield box
            return
        if kind != "?:relIds":
            target = relation.target.rpartition("/")[2] if relation is not None else ""
            self._builder.notice("part-not-read", target or part.get("ProgID") or "")
            return
        root = self._package.optional_xml(relation.target) if relation is not None else None
        if root is not None:
            yield _make_text_box(_paragraph_texts(root))


def _iter_parts(drawing: _Element) -> Iterator[_Element]:
    """Yield what is in a drawing, of alternatives only what counts, and not what is within its text boxes."""
    for part in effective_children(drawing):
        yield part
        if prefixed_name(part) not in {_TEXT_BOX, "a:txBody"}:
            yield from _iter_parts(part)


def _paragraph_texts(element: _Element) -> list[str]:
    """Return the texts of the paragraphs of a drawing."""
    return ["".join(text.text or "" for text in one.iter(qn("a:t"))) for one in element.iter(qn("a:p"))]


def _make_text_box(texts: list[str]) -> _Element:
    box = Element(qn(_TEXT_BOX))
    for text in texts:
        run = SubElement(SubElement(box, qn("w:p")), qn("w:r"))
        SubElement(run, qn("w:t")).text = text
    return box


def _alternative_text(drawing: _Element, picture: _Element) -> str:
    """Return a picture's alternative text; what the program itself put there is none."""
    for properties in drawing.iter(qn("wp:docPr")):
        found = properties.get("descr") or properties.get("title")
        if found:
            return " ".join(found.split())
    shape = picture.getparent()
    return " ".join(((shape.get("alt") if shape is not None else None) or "").split())
