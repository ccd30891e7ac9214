"""Helpers of the tests of the Word writer: an independent reader that counts as Word does, and validators."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from lxml import etree
from tests.narrowing import not_none

from briefbuilder.domain.document import (
    Content,
    Document,
    DrawnCallout,
    DrawnChart,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnInline,
    DrawnList,
    DrawnNote,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    InlinePicture,
    NoteMark,
    PageField,
    Run,
    has_picture,
)
from briefbuilder.export.docx.lint import lint_docx
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.labels import format_list_label, format_note_label

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NO_FORM = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
SPACES = re.compile(r"[\s\u2028\u2029\x85]+")

Render = Callable[..., bytes]
Make = Callable[..., Document]


@pytest.fixture(scope="session")
def base(root: Path) -> bytes:
    """The empty document that exports start from."""
    return (root / "resources" / "docx" / "base.docx").read_bytes()


@pytest.fixture(scope="session")
def render(base: bytes) -> Render:
    """Write a Document, and let the lint and the auditor find nothing in the file."""

    def rendered(document: Document, pages: dict[str, int] | None = None) -> bytes:
        data = render_docx(document, base=base, page_numbers=pages or {})
        assert lint_docx(data) == ()
        assert audit(data) == []
        return data

    return rendered


@pytest.fixture(scope="session")
def audited() -> Callable[[bytes], list[str]]:
    """The auditor alone."""
    return audit


def audit(data: bytes) -> list[str]:
    """Return what the independent auditor of Office files finds.

    Each file gets its own auditor: a kept one mistakes a new package for an old one at the same address.
    """
    from openxml_audit import OpenXmlValidator

    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(data)
        file.flush()
        return [str(error) for error in OpenXmlValidator().validate(file.name).errors]


def fold(text: str) -> str:
    """Return a text as both writers must show it: no characters without form, white space as one space."""
    text = NO_FORM.sub("", text)
    return SPACES.sub(
        " ", text.replace("\x0b", " ").replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    ).strip()


class WordFile:
    """A Word file as its reader sees it: paragraphs with their labels, counted as Word counts."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._nums: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._marks = {"footnote": 0, "endnote": 0}
        self._styled = {
            style.get(f"{W}styleId", ""): style.find(f"{W}pPr/{W}numPr")
            for style in self.xml("word/styles.xml").iter(f"{W}style")
        }
        self._read_numbering()

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    def names(self, start: str) -> list[str]:
        return sorted(name for name in self.parts if name.startswith(start))

    def body(self) -> list[str]:
        """The folded text of each paragraph that has any."""
        return self.paragraphs("word/document.xml")

    def paragraphs(self, name: str) -> list[str]:
        """The folded text of each paragraph that has any, without those of text boxes."""
        root = self.xml(name)
        for box in list(root.iter(f"{W}txbxContent")):
            box.getparent().remove(box)  # type: ignore[union-attr]
        texts = [fold(f"{self._label(node)}\t{self._text(node)}") for node in root.iter(f"{W}p")]
        return [text for text in texts if text]

    def notes(self, kind: str) -> list[str]:
        """The text of each note, without its own mark."""
        root = self.xml(f"word/{kind}s.xml")
        found = [node for node in root.iter(f"{W}{kind}") if int(node.get(f"{W}id", "0")) > 0]
        return [fold(" ".join(self._text(paragraph) for paragraph in note.iter(f"{W}p"))) for note in found]

    def styles(self) -> dict[str, str]:
        """The names of the styles by their ids."""
        return {
            node.get(f"{W}styleId", ""): node.find(f"{W}name").get(f"{W}val", "")  # type: ignore[union-attr]
            for node in self.xml("word/styles.xml").iter(f"{W}style")
        }

    def _text(self, paragraph: etree._Element) -> str:
        text = ""
        for node in paragraph.iter(f"{W}*"):
            name = etree.QName(node).localname
            if name == "t":
                text += node.text or ""
            elif name in {"tab", "br"} and node.getparent().tag == f"{W}r":  # type: ignore[union-attr]
                text += " "
            elif name == "softHyphen":
                text += "\u00ad"
            elif name in {"footnoteReference", "endnoteReference"}:
                kind = name.removesuffix("Reference")
                self._marks[kind] += 1
                text += format_note_label(self._marks[kind], "foot" if kind == "footnote" else "end")
        return text

    def _read_numbering(self) -> None:
        root = self.xml("word/numbering.xml")
        for node in root.iter(f"{W}abstractNum"):
            levels = {}
            for level in node.iter(f"{W}lvl"):
                values = {etree.QName(child).localname: child.get(f"{W}val", "") for child in level}
                place = int(level.get(f"{W}ilvl", "0"))
                levels[place] = (values["numFmt"], values["lvlText"], int(values["start"]))
            self._levels[node.get(f"{W}abstractNumId", "")] = levels
        for node in root.iter(f"{W}num"):
            starts = {
                int(override.get(f"{W}ilvl", "0")): int(start.get(f"{W}val", "1"))
                for override in node.iter(f"{W}lvlOverride")
                for start in override.iter(f"{W}startOverride")
            }
            abstract = not_none(node.find(f"{W}abstractNumId"))
            self._nums[node.get(f"{W}numId", "")] = (abstract.get(f"{W}val", ""), starts)

    def _label(self, paragraph: etree._Element) -> str:
        """Return the label that Word shows; lists of one definition share their counters."""
        number = paragraph.find(f"{W}pPr/{W}numPr")
        if number is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            number = self._styled.get("" if style is None else style.get(f"{W}val", ""))
        if number is None:
            return ""
        num, level = number.find(f"{W}numId"), number.find(f"{W}ilvl")
        assert num is not None
        assert level is not None
        name, place = num.get(f"{W}val", ""), int(level.get(f"{W}val", "0"))
        abstract, starts = self._nums[name]
        levels, counts = self._levels[abstract], self._counts.setdefault(abstract, {})
        if (name, place) not in self._begun and place in starts:
            counts[place] = starts[place]
        else:
            counts[place] = counts.get(place, levels[place][2] - 1) + 1
        self._begun.add((name, place))
        for deeper in [key for key in counts if key > place]:
            del counts[deeper]
        form, text, _ = levels[place]
        if form in {"none", "bullet"}:
            return text
        for index in range(place + 1):
            if f"%{index + 1}" in text:
                shown = written(counts.get(index, levels[index][2]), levels[index][0])
                text = text.replace(f"%{index + 1}", shown)
        return text


def written(number: int, form: str) -> str:
    """Return a number as Word writes it, by counting up rather than by a formula."""
    if form == "decimal":
        return str(number)
    if form.endswith("Letter"):
        text = "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * ((number - 1) // 26 + 1)
    else:
        text = ""
        for value, letters in zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
            strict=True,
        ):
            while number >= value:
                text, number = text + letters, number - value
    return text.upper() if form.startswith("upper") else text


class Expected:
    """The text that a Document must show, worked out from the Document alone."""

    def __init__(self, document: Document, pages: dict[str, int] | None = None) -> None:
        self._document = document
        self._pages = pages or {}
        self._notes = {note.id: note for note in document.notes}
        self._order: dict[str, list[str]] = {"foot": [], "end": []}
        self._anchors = {element.anchor for element in _all(document.elements) if element.anchor}
        lines = [fold(line) for element in document.elements for line in self._lines(element)]
        self.body = [line for line in lines if line]
        self.footnotes = [self._note(name) for name in self._order["foot"]]
        self.endnotes = [self._note(name) for name in self._order["end"]]

    def _note(self, name: str) -> str:
        content = (inline for inline in self._notes[name].content if not isinstance(inline, NoteMark))
        return fold("".join(self._inline(inline) for inline in content))

    def _text(self, content: Content) -> str:
        texts = []
        for place, inline in enumerate(content):
            shown = self._inline(inline)
            before = content[place - 1] if place else None
            after_mark = isinstance(before, NoteMark) and before.note in self._notes
            texts.append(f",{shown}" if shown and after_mark and isinstance(inline, NoteMark) else shown)
        return "".join(texts)

    def _inline(self, inline: DrawnInline) -> str:
        if isinstance(inline, InlinePicture):
            return inline.alternative_text
        if isinstance(inline, Run):
            return inline.text
        if isinstance(inline, PageField):
            return {"page": "1", "pages": str(max(self._pages.values(), default=1)), "section": ""}[
                inline.name
            ]
        note = self._notes.get(inline.note)
        if note is None:
            return ""
        order = self._order[note.placement]
        if note.id not in order:
            order.append(note.id)
        return format_note_label(order.index(note.id) + 1, note.placement)

    def _lines(self, element: Element) -> Iterator[str]:
        match element:
            case DrawnHeading() | DrawnText():
                yield f"{element.number}\t{self._text(element.content)}"
            case DrawnList():
                for entry in element.entries:
                    label = "" if entry.continues else format_list_label(entry)
                    yield f"{label}\t{self._text(entry.content)}"
            case DrawnQuotation():
                yield from map(self._text, (*element.paragraphs, element.source))
            case DrawnContents():
                yield self._text(element.title)
                for line in element.entries:
                    known = (
                        element.page_numbers and line.target in self._anchors and line.target in self._pages
                    )
                    yield f"{line.number}\t{line.text}\t{self._pages[line.target] if known else ''}"
            case _:
                yield from self._framed_lines(element)

    def _framed_lines(self, element: Element) -> Iterator[str]:
        match element:
            case DrawnCallout():
                yield self._text(element.title)
                yield from self._all_lines(element.elements)
            case DrawnTable():
                yield self._text(element.caption)
                for row in element.rows:
                    for cell in row:
                        yield from self._all_lines(cell.elements)
            case DrawnFigure() if has_picture(self._document, element):
                yield self._text(element.caption)
            case DrawnChart() if element.is_drawn:
                yield self._text(element.title)
            case DrawnPair():
                yield from self._all_lines((*element.left, *element.right))
            case DrawnEndnotes() if self._order["end"]:
                yield self._text(element.title)

    def _all_lines(self, elements: tuple[Element, ...]) -> Iterator[str]:
        for element in elements:
            yield from self._lines(element)


def _all(elements: tuple[Element, ...]) -> Iterator[Element]:
    for element in elements:
        yield element
        if isinstance(element, DrawnCallout):
            yield from _all(element.elements)
        elif isinstance(element, DrawnPair):
            yield from _all((*element.left, *element.right))
        elif isinstance(element, DrawnTable):
            for row in element.rows:
                for cell in row:
                    yield from _all(cell.elements)


@pytest.fixture(scope="session")
def read() -> type[WordFile]:
    """The reader of Word files."""
    return WordFile


@pytest.fixture(scope="session")
def expected() -> type[Expected]:
    """The text that a Document must show."""
    return Expected


@pytest.fixture(scope="session")
def make_document() -> Make:
    """Return a Document of elements."""

    def made(*elements: Element, notes: tuple[DrawnNote, ...] = (), **more: object) -> Document:
        values: dict[str, object] = {"title": "Nota", "language": "it", "moment": "2026-11-25T08:00:00Z"}
        return Document(elements=elements, notes=notes, **(values | more))  # type: ignore[arg-type]

    return made


@pytest.fixture(scope="session")
def convert(
    convert_all: Callable[[Mapping[str, bytes], str], dict[str, Path]],
) -> Callable[[bytes, str], Path]:
    """Turn a Word file into another format by LibreOffice."""

    def converted(data: bytes, to: str) -> Path:
        return convert_all({"briefing.docx": data}, to)["briefing.docx"]

    return converted
