"""One flow of text (the body, a note, a box) as the paragraphs, runs and tables of a Word document."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml.etree import Element, SubElement, _Element

from briefbuilder.importers.clean import clean
from briefbuilder.importers.docx.names import name
from briefbuilder.importers.limits import TREE_DEPTH
from briefbuilder.importers.rtf.languages import add_language
from briefbuilder.importers.rtf.state import Letters, Setting

_SAME_EDGE = 25
"""Twips that the edges of cells may differ and yet be one."""

_MOST_CELLS = 1000

_WORDS = re.compile(r"(?i)(?!\b[ivxlcdm]+\b)\b[^\W\d_]{3,}")
_NUMBER = re.compile(r"(\d{1,6})\W*$")
"""The last number of a list's mark: "2.", "1.2)"."""

_SWITCHES = {"bold": "w:b", "italic": "w:i", "underline": "w:u", "strike": "w:strike", "hidden": "w:vanish"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellForm:
    """A cell as its row defines it: its right edge in twips, whether it goes on from the left or above, or downwards."""

    edge: int
    from_left: bool = False
    from_above: bool = False
    merged: bool = False


@dataclass(slots=True)
class RowForm:
    """A row as it is defined, with what was said of its next cell."""

    left: int = 0
    header: bool = False
    cells: list[CellForm] = field(default_factory=list)
    from_left: bool = False
    from_above: bool = False
    merged: bool = False

    def define(self, word: bytes, number: int) -> None:
        """Take a control word that defines the row or its next cell."""
        if word == b"trleft":
            self.left = number
        elif word == b"trhdr":
            self.header = True
        elif word == b"clmrg":
            self.from_left = True
        elif word == b"clvmrg":
            self.from_above = True
        elif word == b"clvmgf":
            self.merged = True
        elif word == b"cellx" and len(self.cells) < _MOST_CELLS:
            self.cells.append(
                CellForm(
                    edge=number, from_left=self.from_left, from_above=self.from_above, merged=self.merged
                )
            )
            self.from_left = self.from_above = self.merged = False


@dataclass(slots=True)
class _Table:
    rows: list[tuple[RowForm, list[list[_Element]]]] = field(default_factory=list)
    cells: list[list[_Element]] = field(default_factory=list)
    cell: list[_Element] = field(default_factory=list)


class Flow:
    """Collects what is written; `blocks` holds the finished paragraphs and tables.

    `style_form` returns the forms that a paragraph style gives to all its letters, as "w:b".
    """

    def __init__(
        self, kind: str, style_form: Callable[[int | None], frozenset[str]], number: int = 0
    ) -> None:
        self._style_form = style_form
        self.kind = kind
        self.number = number
        self.blocks: list[_Element] = []
        self._tables: list[_Table] = []
        self._paragraph = Element(name("w:p"))
        self._text: list[str] = []
        self._letters = Letters()

    def write(self, text: str, letters: Letters) -> None:
        """Add characters to the paragraph that is open."""
        if letters != self._letters:
            self._flush()
            self._letters = letters
        self._text.append(text)

    def hang(self, *parts: _Element) -> None:
        """Add elements of a run (a mark, a picture, a box) to the paragraph that is open."""
        self._flush()
        run = SubElement(self._paragraph, name("w:r"))
        run.extend(parts)

    def end_paragraph(self, setting: Setting) -> None:
        """Close the paragraph that is open, in the table that it stands in."""
        self._flush()
        paragraph, self._paragraph = self._paragraph, Element(name("w:p"))
        for tag in self._style_form(setting.style):
            for found in list(paragraph.iter(name(tag))):  # every letter of such a style has that form
                parent = found.getparent()
                if parent is not None:
                    parent.remove(found)
        if len(paragraph):
            paragraph.insert(0, _properties(setting))
            self._level(setting.tables).append(paragraph)
        elif not setting.tables:
            self._close_tables(0)

    def end_cell(self, setting: Setting, depth: int) -> None:
        """Close a cell of the table at a depth, counted from 1."""
        if len(self._paragraph) or self._text:
            self.end_paragraph(setting)
        self._level(depth)
        table = self._tables[depth - 1]
        table.cells.append(table.cell)
        table.cell = []

    def end_row(self, form: RowForm, depth: int) -> None:
        """Close a row of the table at a depth; cells beyond those that its form defines are kept."""
        self._level(depth)
        table = self._tables[depth - 1]
        if table.cell:
            table.cells.append(table.cell)
        if table.cells:
            table.rows.append((form, table.cells))
        table.cells, table.cell = [], []

    def finish(self, setting: Setting) -> list[_Element]:
        """Close all that is open and return the blocks."""
        self.end_paragraph(setting)
        self._close_tables(0)
        return self.blocks

    def _level(self, depth: int) -> list[_Element]:
        """Return what blocks at a depth are added to, tables opened and closed as it needs."""
        depth = min(depth, TREE_DEPTH // 4)
        self._close_tables(depth)
        while len(self._tables) < depth:
            self._tables.append(_Table())
        return self._tables[-1].cell if self._tables else self.blocks

    def _close_tables(self, depth: int) -> None:
        while len(self._tables) > depth:
            table = self._tables.pop()
            if table.cells or table.cell:
                table.rows.append((RowForm(), [*table.cells, table.cell]))
            target = self._tables[-1].cell if self._tables else self.blocks
            if table.rows:
                target.append(_table(table))

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if not text:
            return
        if "\ud800" <= max(text) <= "\udfff" or any("\ud800" <= sign <= "\udfff" for sign in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        parent = self._paragraph
        if self._letters.deleted:
            parent = SubElement(parent, name("w:del"))
        run = SubElement(parent, name("w:r"))
        _form(run, self._letters)
        for number, line in enumerate(clean(text)[0].split("\n")):
            if number:
                SubElement(run, name("w:br"))
            if line:
                SubElement(run, name("w:delText" if self._letters.deleted else "w:t")).text = line


def _form(run: _Element, letters: Letters) -> None:
    if letters == Letters():
        return
    properties = SubElement(run, name("w:rPr"))
    if letters.style is not None:
        SubElement(properties, name("w:rStyle")).set(name("w:val"), f"cs{letters.style}")
    for attribute, tag in _SWITCHES.items():
        if getattr(letters, attribute):
            SubElement(properties, name(tag)).set(name("w:val"), "single" if tag == "w:u" else "1")
    if letters.script:
        SubElement(properties, name("w:vertAlign")).set(name("w:val"), letters.script)
    add_language(properties, letters.language, letters.eastern, letters.leftward)


def _properties(setting: Setting) -> _Element:
    properties = Element(name("w:pPr"))
    if setting.style is not None:
        SubElement(properties, name("w:pStyle")).set(name("w:val"), f"s{setting.style}")
    if setting.outline is not None:
        SubElement(properties, name("w:outlineLvl")).set(name("w:val"), str(setting.outline))
    listed = str(setting.list) if setting.list else ""
    if setting.bullet is not None and not listed:
        listed = "bullets" if setting.bullet else "numbers"
    if listed:
        numbering = SubElement(properties, name("w:numPr"))
        number = _NUMBER.search(setting.shown)
        if number:
            numbering.set("shown", number[1])
        if _WORDS.search(setting.shown):
            numbering.set("label", setting.shown)
        SubElement(numbering, name("w:ilvl")).set(name("w:val"), str(setting.level))
        SubElement(numbering, name("w:numId")).set(name("w:val"), listed)
    if setting.indent > 0:
        SubElement(properties, name("w:ind")).set(name("w:left"), str(setting.indent))
    return properties


def _table(table: _Table) -> _Element:
    element = Element(name("w:tbl"))
    edges = _edges(table)
    for form, cells in table.rows:
        row = SubElement(element, name("w:tr"))
        properties = SubElement(row, name("w:trPr"))
        if form.header:
            SubElement(properties, name("w:tblHeader"))
        before = _columns(edges, edges[0] if edges else 0, form.left) if form.cells else 0
        if before:
            SubElement(properties, name("w:gridBefore")).set(name("w:val"), str(before))
        _cells(row, form, cells, edges)
    return element


def _cells(row: _Element, form: RowForm, cells: Sequence[list[_Element]], edges: Sequence[int]) -> None:
    left = form.left
    last: _Element | None = None
    for place, blocks in enumerate(cells):
        defined = form.cells[place] if place < len(form.cells) else None
        span = max(1, _columns(edges, left, defined.edge)) if defined else 1
        left = defined.edge if defined else left
        if defined and defined.from_left and last is not None:
            last.set(name("w:val"), str(int(last.get(name("w:val")) or "1") + span))
            continue
        cell = SubElement(row, name("w:tc"))
        properties = SubElement(cell, name("w:tcPr"))
        last = SubElement(properties, name("w:gridSpan"))
        last.set(name("w:val"), str(span))
        if defined and (defined.from_above or defined.merged):
            merge = SubElement(properties, name("w:vMerge"))
            merge.set(name("w:val"), "continue" if defined.from_above else "restart")
        cell.extend(blocks)


def _edges(table: _Table) -> list[int]:
    """Return the edges of all cells of a table, those that are nearly one as one."""
    edges: list[int] = []
    for edge in sorted(
        {edge for form, _ in table.rows for edge in (form.left, *(c.edge for c in form.cells))}
    ):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _columns(edges: Sequence[int], left: int, right: int) -> int:
    """Return how many columns lie between two edges."""
    return sum(left + _SAME_EDGE < edge <= right + _SAME_EDGE for edge in edges[:2000])
