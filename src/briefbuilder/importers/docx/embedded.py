"""Pictures, text boxes, charts and embedded files of a Word document."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.etree import Element, SubElement, _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Block, Cell, Figure, Paragraph, Row, Span, Table
from briefbuilder.importers.charset import decode
from briefbuilder.importers.docx.package import PICTURE_TYPES, Package, Relationship, local_name
from briefbuilder.importers.docx.wordml import effective_children
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.limits import MEBIBYTE
from briefbuilder.importers.office.xml_names import prefixed_name, qn
from briefbuilder.importers.sheets.number_formats import format_number, is_date_code

_MAX_ROWS, _MAX_SERIES = 60, 12  # larger charts are not converted
_MAX_FILES = 200  # the maximum number of embedded files; each costs as much as a separate file

_MAX_BYTES = 24 * MEBIBYTE
"""The maximum total size of the embedded files, pictures included."""

_TEXT_BOX = "w:txbxContent"
_PICTURE_ELEMENTS = frozenset({"a:blip", "v:imagedata"})


# Charts, converted to tables of their series.


def _read_chart(root: _Element) -> Table | None:
    """Return a chart's values as a table with its title as the caption, or None if it has no values or too many."""
    all_series = [
        element for element in root.iter("{*}ser") if _read_points(element, "val", "yVal", "bubbleSize")
    ]
    categories = _collect_categories(all_series)
    if not all_series or len(all_series) > _MAX_SERIES or not 0 < len(categories) <= _MAX_ROWS:
        return None
    headers = [_read_text(_find_local(element, "tx")) for element in all_series]
    values = [_read_points(element, "val", "yVal", "bubbleSize") for element in all_series]
    rows = [_chart_row("", headers, header=True)] if any(headers) else []
    rows += (_chart_row(label, [points.get(index, "") for points in values]) for index, label in categories)
    title = _read_title(root)
    caption = (Span(title),) if title else ()
    return Table(id="", rows=tuple(rows), header_rows=int(any(headers)), content=caption)


def _chart_row(label: str, values: list[str], *, header: bool = False) -> Row:
    contents = ((Paragraph(id="", content=(Span(text),)),) if text else () for text in (label, *values))
    return Row(cells=tuple(Cell(blocks=blocks, header=header) for blocks in contents))


def read_chart_part(
    builder: DraftBuilder, package: Package, relation: Relationship | None, *, repeats: bool = False
) -> Iterator[Table]:
    """Yield the values of a chart as a table; report what becomes of the chart.

    One that `repeats` what is read elsewhere is not read.
    """
    readable = relation is not None and not relation.external and not repeats
    root = package.optional_xml(relation.target) if relation is not None and readable else None
    table = _read_chart(root) if root is not None else None
    name = relation.target.rpartition("/")[2] if relation is not None else ""
    builder.notice("part-not-read" if table is None else "chart-as-table", name)
    if table is not None:
        yield table


def _collect_categories(series: list[_Element]) -> list[tuple[int, str]]:
    """Return the indexes of the values in order, each with its category."""
    labels: dict[int, str] = {}
    for element in series:
        for index, label in _read_points(element, "cat", "xVal").items():
            labels.setdefault(index, label)
        for index in _read_points(element, "val", "yVal", "bubbleSize"):
            labels.setdefault(index, "")
    return sorted(labels.items())[: _MAX_ROWS + 1]


def _read_points(series: _Element, *kinds: str) -> dict[int, str]:
    for kind in kinds:
        container = _find_local(series, kind)
        if container is None:
            continue
        values: dict[int, str] = {}
        stated = _find_local(container, "formatCode")
        code = (stated.text if stated is not None else None) or ""
        since_1904 = _counts_from_1904(series)
        for point in container.iter("{*}pt"):
            index = point.get("idx") or ""
            value = _find_local(point, "v")
            if index.isascii() and index.isdecimal() and value is not None:
                value_text = _format_value(
                    value.text or "", point.get("formatCode") or code, since_1904=since_1904
                )
                values[int(index)] = (
                    f"{value_text} {values[int(index)]}" if int(index) in values else value_text
                )
        return values
    return {}


def _counts_from_1904(series: _Element) -> bool:
    stated = _find_local(series.getroottree().getroot(), "date1904")
    return stated is not None and stated.get("val", "1") in {"1", "true"}


def _format_value(value: str, code: str = "", *, since_1904: bool = False) -> str:
    """Return a number without excess digits, a day or a percentage if its format shows one."""
    try:
        number = float(value)
    except ValueError:
        return " ".join(value.split())
    if not math.isfinite(number):
        return value
    if is_date_code(code):
        return format_number(number, code, since_1904=since_1904)
    if code.endswith("%"):
        return f"{_format_value(repr(number * 100))}%"
    return f"{number:.10g}" if "e" not in f"{number:.10g}" else value


def _read_title(root: _Element) -> str:
    """Return the title of the chart; an axis may have one, too."""
    title = _find_local(root, "title")
    parent = title.getparent() if title is not None else None
    return _read_text(title) if parent is not None and local_name(parent) == "chart" else ""


def _read_text(element: _Element | None) -> str:
    if element is None:
        return ""
    texts = [
        child_element.text or "" for child_element in element.iter() if prefixed_name(child_element) == "a:t"
    ]
    return " ".join(
        "".join(texts or [child_element.text or "" for child_element in element.iter("{*}v")]).split()
    )


def _find_local(element: _Element, local: str) -> _Element | None:
    return next(element.iter(f"{{*}}{local}"), None)


def _add_paragraph(holder: _Element, text: str) -> None:
    run = SubElement(SubElement(holder, qn("w:p")), qn("w:r"))
    SubElement(run, qn("w:t")).text = text


# Files embedded in place of text (`w:altChunk`), written by programs that can only produce web pages.


ReadInnerDocument = Callable[[bytes, DraftBuilder, str], tuple[Block, ...]]
"""Reads the body of an embedded Word document; the last argument is the prefix of its note ids."""


@dataclass(frozen=True, slots=True)
class EmbeddedFormats:
    """The readers of embedded files in other formats.

    `detect` returns the importer id for data with a file name and raises ImportRefusedError if no importer reads it;
    `read_rtf` returns the blocks of RTF data.
    """

    detect: Callable[[bytes, str], str]
    read_rtf: Callable[[bytes, str], tuple[Block, ...]]


@dataclass(slots=True)
class EmbeddedFileReader:
    """Reads the embedded files of a part; `walk` reads Word documents, None if they may not be nested."""

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
        """Return the blocks of an embedded file, or None if it cannot be read."""
        relationship = self.relations.get(relation)
        self.file_count += 1
        if relationship is None or relationship.external or self.file_count > _MAX_FILES:
            return None
        try:
            data = self.package.data(relationship.target, _MAX_BYTES - self.size) or b""
            self.size += len(data)
            return self._convert(data, relationship.target) if data else None
        except ImportRefusedError:
            return None

    def _convert(self, data: bytes, name: str) -> tuple[Block, ...] | None:
        from briefbuilder.importers.html.markup import scope_block

        importer_id = self.formats.detect(data, name)
        if importer_id == "docx":
            return self.walk(data, self.builder, self._scope) if self.walk else None
        if importer_id == "rtf":
            return tuple(scope_block(block, self._scope) for block in self.formats.read_rtf(data, name))
        text = _decode_markup(data, name, importer_id)
        return None if text is None else self._add_markup(text, plain=importer_id == "text")

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
    """Return the text of an HTML page or a text file, None for other kinds."""
    if kind == "mhtml":
        from briefbuilder.importers.saved_page import load_mhtml

        return decode(load_mhtml(data, name).to_html()).text
    return decode(data).text if kind in {"html", "text"} else None


def read_figure(builder: DraftBuilder, package: Package, part: str, alternative: str) -> Iterator[Figure]:
    """Yield the picture in a part of a package as a figure; report one that cannot be read."""
    data = package.picture(part)
    media_type = PICTURE_TYPES.get(part.rpartition(".")[2].lower())
    if data is None or media_type is None:
        builder.notice("picture-unreadable", part.rpartition("/")[2])
        return
    picture = builder.picture(media_type, data)
    yield Figure(
        id="", picture=picture, media_type=media_type, alternative_text=" ".join(alternative.split())
    )


class DrawingReader:
    """Reads the drawings of one part."""

    def __init__(self, builder: DraftBuilder, package: Package, relations: dict[str, Relationship]) -> None:
        self.external_count = 0
        self._builder = builder
        self._package = package
        self._relations = relations

    def read_parts(self, drawing: _Element) -> Iterator[Figure | Table | _Element]:
        """Yield the figures and charts of a drawing and its texts as containers of paragraphs, in file order."""
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
            yield from read_figure(
                self._builder, self._package, relation.target, _alternative_text(drawing, picture)
            )

    def _read_linked_part(self, kind: str, element: _Element) -> Iterator[Table | _Element]:
        """Yield the text of a diagram or the values of a chart, which are separate parts; report what was not read."""
        relation = self._relations.get(element.get(qn("r:dm")) or element.get(qn("r:id")) or "")
        if kind == "?:chart":
            yield from read_chart_part(self._builder, self._package, relation)
        elif kind == "o:OLEObject":
            target = relation.target.rpartition("/")[2] if relation is not None else ""
            self._builder.notice("part-not-read", target or element.get("ProgID") or "")
        elif relation is not None and (root := self._package.optional_xml(relation.target)) is not None:
            yield _make_text_box(_paragraph_texts(root))


def _iter_parts(drawing: _Element) -> Iterator[_Element]:
    """Yield the elements of a drawing, resolving alternatives, but not those within its text boxes."""
    for part in effective_children(drawing):
        yield part
        if prefixed_name(part) not in {_TEXT_BOX, "a:txBody"}:
            yield from _iter_parts(part)


def _paragraph_texts(element: _Element) -> list[str]:
    return [
        "".join(text.text or "" for text in paragraph.iter(qn("a:t")))
        for paragraph in element.iter(qn("a:p"))
    ]


def _make_text_box(texts: list[str]) -> _Element:
    box = Element(qn(_TEXT_BOX))
    for text in texts:
        _add_paragraph(box, text)
    return box


def _alternative_text(drawing: _Element, picture: _Element) -> str:
    for properties in drawing.iter(qn("wp:docPr")):
        text = properties.get("descr") or properties.get("title")
        if text:
            return " ".join(text.split())
    shape = picture.getparent()
    return " ".join(((shape.get("alt") if shape is not None else None) or "").split())
