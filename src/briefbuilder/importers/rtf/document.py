"""Header tables and text flows of an RTF file as WordprocessingML, and its pictures."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from lxml.etree import Element, SubElement, _Element

from briefbuilder.domain.article import Picture
from briefbuilder.domain.list_labels import NumberStyle
from briefbuilder.importers.clean import CJK, RTL, clean
from briefbuilder.importers.limits import PICTURE_BYTES, TREE_DEPTH
from briefbuilder.importers.office.xml_names import qn
from briefbuilder.importers.rtf.syntax import (
    CHARSETS,
    DEFAULT_SIZE,
    NAMED_CHARSETS,
    SYMBOL_CHARSET,
    CharacterFormat,
    ParagraphFormat,
    add_language,
)

_BULLETS = frozenset({23, 255})
_NUMBER_STYLES: dict[int, NumberStyle] = {
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
}
_LANGUAGES = (b"lang", b"langfe", b"alang")
_MAX_ENTRIES = 5000  # the maximum number of styles, lists or fonts
_EDGE_TOLERANCE = 25  # twips: cell edges that differ by no more are one
_MAX_CELLS = 1000
_WORDS = re.compile(r"(?i)(?!\b[ivxlcdm]+\b)\b[^\W\d_]{3,}")

_NUMBER = re.compile(r"(\d{1,6})\W*$")
"""The last number of a list mark: "2.", "1.2)"."""

_SWITCHES = {"bold": "w:b", "italic": "w:i", "underline": "w:u", "strike": "w:strike", "hidden": "w:vanish"}

_MEDIA_TYPES = {
    b"pngblip": "image/png", b"jpegblip": "image/jpeg", b"emfblip": "image/emf", b"wmetafile": "image/wmf",
}  # fmt: skip
_SIGNATURES = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8"}


# Header tables (fonts, styles, lists)


@dataclass(slots=True)
class _Style:
    kind: str = "s"
    number: int = 0
    based_on: int | None = None
    outline: int | None = None
    numbering: int = 0
    level: int = 0
    name: str = ""
    form: set[str] = field(default_factory=set)
    languages: list[int] = field(default_factory=lambda: [0, 0, 0])


@dataclass(slots=True)
class _Level:
    bullets: bool = False
    style: NumberStyle = "decimal"
    start: int = 1


@dataclass(slots=True)
class _List:
    number: int = 0
    levels: list[_Level] = field(default_factory=list)
    starts: dict[int, int] = field(default_factory=dict)
    key: int = 0

    def define_level(self, word: bytes, number: int) -> None:
        """Process a control word that defines the last level."""
        if word in {b"levelnfc", b"levelnfcn"}:
            self.levels[-1].bullets = number in _BULLETS
            self.levels[-1].style = _NUMBER_STYLES.get(number, "decimal")
        elif word == b"levelstartat":
            self.levels[-1].start = self.starts[len(self.levels) - 1] = min(max(number, 0), 99_999)


class HeaderTables:
    """Collects the header tables while their groups are read."""

    def __init__(self) -> None:
        self.charset = "cp1252"
        self.default_font: int | None = None
        self.languages: dict[bytes, int] = {}
        self._fonts: dict[int, int] = {}
        self._names: dict[int, str] = {}
        self._styles: list[_Style] = []
        self._style = _Style()
        self._forms: dict[int, frozenset[str]] = {}
        self._lists: list[_List] = []
        self._overrides: list[_List] = []

    def font_word(self, word: bytes, number: int, current: int | None) -> None:
        """Process a control word of the font table."""
        if word == b"fcharset" and current is not None and len(self._fonts) < _MAX_ENTRIES:
            self._fonts[current] = number

    def font_text(self, text: str, current: int | None) -> None:
        """Add text to a font's name, which ends with its character set in older files."""
        if current is None or (current not in self._names and len(self._names) >= _MAX_ENTRIES):
            return
        name = self._names[current] = (self._names.get(current, "") + text)[:100]
        named_charset = next(
            (charset for end, charset in NAMED_CHARSETS.items() if name.rstrip("; ").endswith(end)), None
        )
        if named_charset is not None and self._fonts.get(current, 0) in {0, 1}:
            self._fonts[current] = named_charset

    def codec(self, font: int | None) -> str | None:
        """Return the character set of a font, None for symbol fonts."""
        chosen = self.default_font if font is None else font
        charset = self._fonts.get(chosen) if chosen is not None else None
        if charset == SYMBOL_CHARSET:
            return None
        return CHARSETS.get(charset, self.charset) if charset is not None else self.charset

    def style_word(self, word: bytes, number: int | None) -> None:
        """Process a control word of the style sheet."""
        style, value = self._style, number or 0
        if word in {b"s", b"cs", b"ds", b"ts"}:
            style.kind, style.number = word.decode("ascii"), value
        elif word == b"sbasedon":
            style.based_on = value
        elif word in {b"outlinelevel", b"soutlvl"}:
            style.outline = value
        elif word == b"ls":
            style.numbering = value
        elif word == b"ilvl":
            style.level = value
        elif word in _LANGUAGES and value != 1024:
            style.languages[_LANGUAGES.index(word)] = value
        elif word in {b"b", b"i"} and number != 0:
            style.form.add(f"w:{word.decode('ascii')}")

    def style_formats(self, number: int | None) -> frozenset[str]:
        """Return the properties that a paragraph style gives to all its letters."""
        return self._forms.get(number or 0, frozenset())

    def style_text(self, text: str) -> None:
        """Add text to a style's name; a semicolon ends the style."""
        head, end, _ = text.partition(";")
        self._style.name += head
        if end:
            if len(self._styles) < _MAX_ENTRIES:
                self._styles.append(self._style)
            if self._style.kind == "s":
                self._forms[self._style.number] = frozenset(self._style.form)
            self._style = _Style()

    def list_word(self, word: bytes, number: int | None, *, overrides: bool) -> None:
        """Process a control word of the list table, or of the list override table."""
        lists, begins, level = self._lists, b"list", b"listlevel"
        if overrides:
            lists, begins, level = self._overrides, b"listoverride", b"lfolevel"
        value = number or 0
        if word == begins and len(lists) < _MAX_ENTRIES:
            lists.append(_List())
        elif not lists:
            return
        elif word == level and len(lists[-1].levels) < 9:
            lists[-1].levels.append(_Level())
        elif word == b"listid":
            lists[-1].number = value
        elif word == b"ls":
            lists[-1].key = value
        elif lists[-1].levels:
            lists[-1].define_level(word, value)

    def styles_part(self) -> _Element:
        """Return the styles part of a Word document."""
        root = Element(qn("w:styles"))
        element = root
        for tag in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
            element = SubElement(element, qn(tag))
        _add_value(element, "w:sz", str(DEFAULT_SIZE))
        add_language(
            element, *(self.languages.get(word, 0) for word in (b"deflang", b"deflangfe", b"adeflang"))
        )
        for rtf_style in self._styles:
            prefix = "cs" if rtf_style.kind == "cs" else "s"
            style = SubElement(root, qn("w:style"))
            style.set(qn("w:type"), "character" if rtf_style.kind == "cs" else "paragraph")
            style.set(qn("w:styleId"), f"{prefix}{rtf_style.number}")
            if rtf_style.kind == "s" and not rtf_style.number:
                style.set(qn("w:default"), "1")
            style_name = clean(rtf_style.name)[0].strip()
            _add_value(style, "w:name", style_name or f"{prefix}{rtf_style.number}")
            form = SubElement(style, qn("w:rPr"))
            if rtf_style.kind == "s" and "w:b" in rtf_style.form:
                SubElement(form, qn("w:b"))
            add_language(form, *rtf_style.languages)
            if rtf_style.based_on is not None and rtf_style.based_on != 222:  # 222 means none
                _add_value(style, "w:basedOn", f"{prefix}{rtf_style.based_on}")
            properties = SubElement(style, qn("w:pPr"))
            if rtf_style.outline is not None:
                _add_value(properties, "w:outlineLvl", str(rtf_style.outline))
            if rtf_style.numbering:
                numbering = SubElement(properties, qn("w:numPr"))
                _add_value(numbering, "w:ilvl", str(rtf_style.level))
                _add_value(numbering, "w:numId", str(rtf_style.numbering))
        return root

    def numbering_part(self) -> _Element:
        """Return the numbering part of a Word document, with two lists for old-style numbering."""
        root = Element(qn("w:numbering"))
        for rtf_list in self._lists:
            _add_abstract_list(root, str(rtf_list.number), rtf_list.levels)
        for number, bullets in (("bullets", True), ("numbers", False)):
            _add_abstract_list(root, number, [_Level(bullets=bullets) for _ in range(9)])
        for rtf_list in self._overrides:
            self._add_list(root, str(rtf_list.key), str(rtf_list.number), rtf_list.starts)
        for number in ("bullets", "numbers"):
            self._add_list(root, number, number, {})
        return root

    @staticmethod
    def _add_list(root: _Element, key: str, abstract: str, starts: dict[int, int]) -> None:
        list_element = SubElement(root, qn("w:num"))
        list_element.set(qn("w:numId"), key)
        _add_value(list_element, "w:abstractNumId", abstract)
        for level, start in starts.items():
            override = SubElement(list_element, qn("w:lvlOverride"))
            override.set(qn("w:ilvl"), str(level))
            _add_value(override, "w:startOverride", str(start))


def _add_abstract_list(root: _Element, number: str, levels: list[_Level]) -> None:
    abstract = SubElement(root, qn("w:abstractNum"))
    abstract.set(qn("w:abstractNumId"), number)
    for index, list_level in enumerate(levels):
        level = SubElement(abstract, qn("w:lvl"))
        level.set(qn("w:ilvl"), str(index))
        _add_value(level, "w:start", str(list_level.start))
        _add_value(level, "w:numFmt", "bullet" if list_level.bullets else list_level.style)


def _add_value(parent: _Element, tag: str, value: str) -> None:
    SubElement(parent, qn(tag)).set(qn("w:val"), value)


@dataclass(slots=True)
class CellDefinition:
    """A cell definition: its right edge in twips, and whether it continues or starts a merged cell."""

    edge: int = 0
    from_left: bool = False
    from_above: bool = False
    starts_merge: bool = False


_MERGES = {b"clmrg": "from_left", b"clvmrg": "from_above", b"clvmgf": "starts_merge"}


@dataclass(slots=True)
class RowDefinition:
    """A row definition, with its cells and the cell that is being defined."""

    left: int = 0
    header: bool = False
    cells: list[CellDefinition] = field(default_factory=list)
    next: CellDefinition = field(default_factory=CellDefinition)

    def define(self, word: bytes, number: int) -> None:
        """Process a control word that defines the row or its next cell."""
        if word == b"trleft":
            self.left = number
        elif word == b"trhdr":
            self.header = True
        elif word in _MERGES:
            setattr(self.next, _MERGES[word], True)
        elif word == b"cellx" and len(self.cells) < _MAX_CELLS:
            self.cells.append(replace(self.next, edge=number))
            self.next = CellDefinition()


@dataclass(slots=True)
class _Table:
    rows: list[tuple[RowDefinition, list[list[_Element]]]] = field(default_factory=list)
    cells: list[list[_Element]] = field(default_factory=list)
    cell: list[_Element] = field(default_factory=list)


class RtfFlow:
    """A text flow (body, note or box); `blocks` holds the finished paragraphs and tables.

    `style_form` returns the properties that a paragraph style gives to all its letters, such as "w:b".
    """

    def __init__(
        self, kind: str, style_form: Callable[[int | None], frozenset[str]], number: int = 0
    ) -> None:
        self._style_form = style_form
        self.kind = kind
        self.number = number
        self.blocks: list[_Element] = []
        self._tables: list[_Table] = []
        self._paragraph = Element(qn("w:p"))
        self._text: list[str] = []
        self._letters = CharacterFormat()

    def write(self, text: str, characters: CharacterFormat) -> None:
        """Add text to the open paragraph."""
        if characters != self._letters:
            self._flush()
            self._letters = characters
        self._text.append(text)

    def add_run(self, *parts: _Element) -> None:
        """Add a run with elements (a mark, picture or box) to the open paragraph."""
        self._flush()
        run = SubElement(self._paragraph, qn("w:r"))
        run.extend(parts)

    def add_note_mark(self, mark: _Element) -> None:
        """Add the mark of a note, without the raised space that LibreOffice writes before it in right-to-left text."""
        if self._letters.script == "superscript" and not "".join(self._text).strip():
            self._text.clear()
        self.add_run(mark)

    def end_paragraph(self, paragraph_format: ParagraphFormat) -> None:
        """Close the open paragraph, in its table if any."""
        self._flush()
        paragraph, self._paragraph = self._paragraph, Element(qn("w:p"))
        for tag in self._style_form(paragraph_format.style):
            for found in list(paragraph.iter(qn(tag))):  # the style already has the property
                parent = found.getparent()
                if parent is not None:
                    parent.remove(found)
        if len(paragraph):
            paragraph.insert(0, _paragraph_properties(paragraph_format))
            self._blocks_at_depth(paragraph_format.table_depth).append(paragraph)
        elif not paragraph_format.table_depth:
            self._close_tables(0)

    def end_cell(self, paragraph_format: ParagraphFormat, depth: int) -> None:
        """Close a cell of the table at a depth, counted from 1."""
        if len(self._paragraph) or self._text:
            self.end_paragraph(paragraph_format)
        self._blocks_at_depth(depth)
        table = self._tables[depth - 1]
        table.cells.append(table.cell)
        table.cell = []

    def end_row(self, definition: RowDefinition, depth: int) -> None:
        """Close a row of the table at a depth; cells without a definition are kept."""
        self._blocks_at_depth(depth)
        table = self._tables[depth - 1]
        if table.cell:
            table.cells.append(table.cell)
        if table.cells:
            table.rows.append((definition, table.cells))
        table.cells, table.cell = [], []

    def finish(self, paragraph_format: ParagraphFormat) -> list[_Element]:
        """Close everything and return the blocks."""
        self.end_paragraph(paragraph_format)
        self._close_tables(0)
        return self.blocks

    def _blocks_at_depth(self, depth: int) -> list[_Element]:
        """Return the list of blocks at a table depth, opening and closing tables as needed."""
        depth = min(depth, TREE_DEPTH // 4)
        self._close_tables(depth)
        while len(self._tables) < depth:
            self._tables.append(_Table())
        return self._tables[-1].cell if self._tables else self.blocks

    def _close_tables(self, depth: int) -> None:
        while len(self._tables) > depth:
            table = self._tables.pop()
            if table.cells or table.cell:
                table.rows.append((RowDefinition(), [*table.cells, table.cell]))
            target = self._tables[-1].cell if self._tables else self.blocks
            if table.rows:
                target.append(_make_table(table))

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if not text:
            return
        if "\ud800" <= max(text) <= "\udfff" or any("\ud800" <= character <= "\udfff" for character in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        parent = self._paragraph
        if self._letters.deleted:
            parent = SubElement(parent, qn("w:del"))
        run = SubElement(parent, qn("w:r"))
        _add_run_properties(run, self._letters, has_associated=bool(RTL.search(text) or CJK.search(text)))
        for number, line in enumerate(clean(text)[0].split("\n")):
            if number:
                SubElement(run, qn("w:br"))
            if line:
                SubElement(run, qn("w:delText" if self._letters.deleted else "w:t")).text = line


def _add_run_properties(run: _Element, characters: CharacterFormat, *, has_associated: bool) -> None:
    """Add the properties of a run, in whose script programs write them as associated ones or as those of Latin text."""
    if characters == CharacterFormat():
        return
    properties = SubElement(run, qn("w:rPr"))
    if characters.style is not None:
        _add_value(properties, "w:rStyle", f"cs{characters.style}")
    if has_associated:
        bold = characters.bold or characters.associated_bold
        size = max(characters.size, characters.associated_size)
        characters = replace(characters, bold=bold, size=size)
    if characters.size != DEFAULT_SIZE:
        _add_value(properties, "w:sz", str(characters.size))
    for attribute, tag in _SWITCHES.items():
        if getattr(characters, attribute):
            _add_value(properties, tag, "single" if tag == "w:u" else "1")
    if characters.script:
        _add_value(properties, "w:vertAlign", characters.script)
    add_language(properties, characters.language, characters.east_asian, characters.right_to_left)


def _paragraph_properties(paragraph: ParagraphFormat) -> _Element:
    properties = Element(qn("w:pPr"))
    if paragraph.style is not None:
        _add_value(properties, "w:pStyle", f"s{paragraph.style}")
    if paragraph.outline is not None:
        _add_value(properties, "w:outlineLvl", str(paragraph.outline))
    list_id = str(paragraph.list) if paragraph.list else ""
    if paragraph.bullet is not None and not list_id:
        list_id = "bullets" if paragraph.bullet else "numbers"
    if list_id:
        numbering = SubElement(properties, qn("w:numPr"))
        match = _NUMBER.search(paragraph.list_text)
        if match:
            numbering.set("shown", match[1])
        numbering.set("typed", paragraph.list_text.strip())
        if _WORDS.search(paragraph.list_text):
            numbering.set("label", paragraph.list_text)
        _add_value(numbering, "w:ilvl", str(paragraph.level))
        _add_value(numbering, "w:numId", list_id)
    if paragraph.indent > 0 or paragraph.right_indent > 0:
        indents = SubElement(properties, qn("w:ind"))
        indents.set(qn("w:left"), str(max(0, paragraph.indent)))
        indents.set(qn("w:right"), str(max(0, paragraph.right_indent)))
    return properties


def _make_table(table: _Table) -> _Element:
    element = Element(qn("w:tbl"))
    edges = _column_edges(table)
    for definition, cells in table.rows:
        row = SubElement(element, qn("w:tr"))
        properties = SubElement(row, qn("w:trPr"))
        if definition.header:
            SubElement(properties, qn("w:tblHeader"))
        columns_before = (
            _count_columns(edges, edges[0] if edges else 0, definition.left) if definition.cells else 0
        )
        if columns_before:
            _add_value(properties, "w:gridBefore", str(columns_before))
        _add_cells(row, definition, cells, edges)
    return element


def _add_cells(
    row: _Element, definition: RowDefinition, cells: Sequence[list[_Element]], edges: Sequence[int]
) -> None:
    left = definition.left
    last_span: _Element | None = None
    for index, blocks in enumerate(cells):
        cell_definition = definition.cells[index] if index < len(definition.cells) else None
        span = max(1, _count_columns(edges, left, cell_definition.edge)) if cell_definition else 1
        left = cell_definition.edge if cell_definition else left
        if cell_definition and cell_definition.from_left and last_span is not None:
            last_span.set(qn("w:val"), str(int(last_span.get(qn("w:val")) or "1") + span))
            continue
        cell = SubElement(row, qn("w:tc"))
        properties = SubElement(cell, qn("w:tcPr"))
        last_span = SubElement(properties, qn("w:gridSpan"))
        last_span.set(qn("w:val"), str(span))
        if cell_definition and (cell_definition.from_above or cell_definition.starts_merge):
            merge = SubElement(properties, qn("w:vMerge"))
            merge.set(qn("w:val"), "continue" if cell_definition.from_above else "restart")
        cell.extend(blocks)


def _column_edges(table: _Table) -> list[int]:
    """Return the cell edges of a table, merging almost equal ones."""
    edges: list[int] = []
    for edge in sorted(
        {
            edge
            for definition, _ in table.rows
            for edge in (definition.left, *(cell.edge for cell in definition.cells))
        }
    ):
        if not edges or edge - edges[-1] > _EDGE_TOLERANCE:
            edges.append(edge)
    return edges


def _count_columns(edges: Sequence[int], left: int, right: int) -> int:
    """Return the number of columns between two edges."""
    return sum(left + _EDGE_TOLERANCE < edge <= right + _EDGE_TOLERANCE for edge in edges[:2000])


# Pictures


class PictureCollector:
    """Collects the data of a picture, written as hexadecimal digits or as binary data."""

    def __init__(self) -> None:
        self._kind = ""
        self._digits = bytearray()
        self._bytes = b""

    def take_word(self, word: bytes) -> None:
        """Process a control word of the picture group."""
        self._kind = _MEDIA_TYPES.get(word, self._kind)

    def take_hexadecimal(self, data: bytes) -> None:
        """Add hexadecimal digits."""
        if len(self._digits) <= 2 * PICTURE_BYTES:
            self._digits += data

    def take_binary(self, data: bytes) -> None:
        """Set binary data."""
        self._bytes = data

    def picture(self) -> Picture | None:
        """Return the picture, or None if it is unknown, broken or too large."""
        data = self._bytes
        if not data:
            digits = bytes(self._digits).translate(None, b" \t")
            try:
                data = binascii.unhexlify(digits[: len(digits) - len(digits) % 2])
            except binascii.Error:
                return None
        if not self._kind or not data or len(data) > PICTURE_BYTES:
            return None
        if not data.startswith(_SIGNATURES.get(self._kind, b"")):
            return None
        return Picture(media_type=self._kind, data=data)
