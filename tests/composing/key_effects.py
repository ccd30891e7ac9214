"""What each key of a template does, as a table: where it shows in a DOCX, and where in a PDF.

A row lays a change over BASE. In the DOCX a fragment of XML (or what a pattern finds) is there with the change and
not without it; in the PDF a value that is read from its pages is the one named with the change, and another without.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pypdfium2
from pypdfium2 import raw

LONG = (
    "Long words fill several lines so that the space between them can be measured well, again and again. " * 3
)
BASE: Mapping[str, Any] = {
    "version": 1,
    "id": "note",
    "name": "Kind of note",
    "languages": ["en"],
    "marking": {"profile": "none"},
    "contents": {"show": False},
    "sources": {"list": False},
    "fields": [{"key": "for", "kind": "text", "label": "Reader"}],
    "parts": [
        {"key": "text", "kind": "written", "label": "Words"},
        {"key": "all", "kind": "gathered", "label": "Gathered"},
    ],
}


class Docx:
    """A written DOCX, by its parts."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as packed:
            self.parts = {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}

    def where(self, place: str) -> str:
        """Return the XML of a place: `body`, `style:ID`, `section`, `bands`, `notes`, or all that tells of the file."""
        body = self.parts["word/document.xml"]
        if place.startswith("style:"):
            name = place.removeprefix("style:")
            # What a style does not say itself comes from the defaults.
            wanted = rf'<w:docDefaults>.*?</w:docDefaults>|<w:style [^>]*w:styleId="{name}".*?</w:style>'
            return "".join(re.findall(wanted, self.parts["word/styles.xml"], re.DOTALL))
        if place == "section":
            found = re.search(r"<w:sectPr.*</w:sectPr>", body, re.DOTALL)
            return found[0] if found else ""
        if place == "bands":
            return "".join(text for name, text in self.parts.items() if re.search("header|footer", name))
        if place == "notes":
            return "".join(
                text for name, text in self.parts.items() if re.search("(foot|end)notes.xml", name)
            )
        if place == "about":
            return "".join(text for name, text in self.parts.items() if name.startswith("docProps"))
        return body


@dataclass(frozen=True)
class Letter:
    """The first letter of some words in a PDF: its page from 1, its place in points, and its form."""

    page: int
    x: float
    y: float
    size: float
    font: str
    colour: str


class Pdf:
    """A written PDF, by its letters."""

    def __init__(self, data: bytes) -> None:
        self._document = pypdfium2.PdfDocument(data)
        self._pages = [page.get_textpage() for page in self._document]
        self.texts = ["".join(_characters(page)) for page in self._pages]

    @property
    def text(self) -> str:
        """All words, with one space between two."""
        return " ".join(" ".join(self.texts).split())

    @property
    def size(self) -> tuple[int, int]:
        """The first page's width and height in whole points."""
        width, height = self._document.get_page_size(0)
        return round(width), round(height)

    def letter(self, words: str, nth: int = 0) -> Letter | None:
        """Return the first letter of some words, None where they are not there."""
        for number, text in enumerate(self.texts):
            places = [found.start() for found in re.finditer(re.escape(words), text)]
            if nth < len(places):
                return self._read(number, places[nth])
        return None

    def _read(self, number: int, place: int) -> Letter:
        page = self._pages[number]
        left, bottom, *_ = page.get_charbox(place, loose=True)
        return Letter(
            page=number + 1,
            x=round(left, 1),
            y=round(bottom, 1),
            size=round(raw.FPDFText_GetFontSize(page, place), 1),
            font=_font(page, place),
            colour=_colour(page, place),
        )

    def property(self, name: str) -> str:
        """Return a property of the document, "" where it has none."""
        return str(self._document.get_metadata_value(name))

    def fills(self) -> set[str]:
        """Return the colours of all shapes."""
        found: set[str] = set()
        for page in self._document:
            for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
                found.add(_shape(shape))
        return found


def _characters(page: Any) -> Iterator[str]:
    """Yield a page's characters, one for each place; what breaks lines is a space."""
    for place in range(page.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(page, place))
        yield " " if character in "\r\n\0" else character


def _font(page: Any, place: int) -> str:
    buffer = ctypes.create_string_buffer(200)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(page, place, buffer, 200, flags)
    return buffer.value.decode().partition("+")[2] or buffer.value.decode()


def _colour(page: Any, place: int) -> str:
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(page, place, *parts)
    return "#" + "".join(f"{part.value:02x}" for part in parts[:3])


def _shape(shape: Any) -> str:
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(shape, *parts)
    return "#" + "".join(f"{part.value:02x}" for part in parts[:3])


Probe = Callable[[Pdf], object]


@dataclass(frozen=True)
class Shown:
    """A key that shows in both files. `before` is what the change is laid over beside BASE."""

    change: Mapping[str, Any]
    docx: tuple[str, str]
    pdf: tuple[Probe, object]
    before: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """A key that shows no letter, but a finding on what is exported."""

    change: Mapping[str, Any]
    code: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """A key whose wrong value is a fault of the template."""

    change: Mapping[str, Any]
    code: str


@dataclass(frozen=True)
class Offered:
    """A key that shows where the officer fills in, before anything is exported."""

    change: Mapping[str, Any]
    read: Callable[[Any], object]
    expected: object


Effect = Shown | Told | Refused | Offered


def size(pdf: Pdf) -> object:
    """The paper of the first page."""
    return pdf.size


def at(words: str, what: str, nth: int = 0) -> Probe:
    """Return a probe of a letter's form or place."""

    def probe(pdf: Pdf) -> object:
        letter = pdf.letter(words, nth)
        return getattr(letter, what) if letter is not None else None

    return probe


def has(words: str) -> Probe:
    """Return a probe of whether words are there."""
    return lambda pdf: words in pdf.text


def filled(colour: str) -> Probe:
    """Return a probe of whether a shape has a colour."""
    return lambda pdf: colour in pdf.fills()


def gap(upper: str, lower: str) -> Probe:
    """Return a probe of the distance of two lines."""

    def probe(pdf: Pdf) -> object:
        one, other = pdf.letter(upper), pdf.letter(lower)
        return None if one is None or other is None else round(one.y - other.y)

    return probe


def ahead(first: str, second: str) -> Probe:
    """Return a probe of whether some words come before others."""
    return lambda pdf: -1 < pdf.text.find(first) < pdf.text.find(second)


def apart(words: str) -> Probe:
    """Return a probe of the distance of two lines that begin or hold the same words."""

    def probe(pdf: Pdf) -> object:
        one, other = pdf.letter(words), pdf.letter(words, 1)
        return None if one is None or other is None else round(one.y - other.y)

    return probe


def after(heading: str, first: str, second: str) -> Probe:
    """Return a probe of whether, below a heading, some words come before others."""

    def probe(pdf: Pdf) -> object:
        text = pdf.text.rpartition(heading)[2]
        return -1 < text.find(first) < text.find(second)

    return probe


def numbered(pdf: Pdf) -> object:
    """Tell whether a page number stands at the end of the contents' first line."""
    line = pdf.letter("Words")
    letters = [pdf.letter("1", nth) for nth in range(pdf.texts[0].count("1"))]
    return any(line and one and abs(one.y - line.y) < 3 and one.x > 500 for one in letters)


def twice(words: str) -> Probe:
    """Return a probe of whether words are there more than once."""
    return lambda pdf: pdf.text.count(words) > 1


def parts(*more: Mapping[str, Any], text: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    """Return the parts of BASE with more behind them, and more said of the first."""
    first = {**BASE["parts"][0], **(text or {})}
    return {"parts": [first, BASE["parts"][1], *more]}


def gathered(**said: Any) -> Mapping[str, Any]:
    """Return the parts of BASE with more said of the gathered one."""
    return {"parts": [BASE["parts"][0], {**BASE["parts"][1], **said}]}


def fields(*more: Mapping[str, Any], reader: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    """Return the fields of BASE with more behind them, and more said of the first."""
    return {"fields": [{**BASE["fields"][0], **(reader or {})}, *more]}


def body(**said: Any) -> Mapping[str, Any]:
    """Return a change of running text."""
    return {"styles": {"body": said}}


CHOICE = {
    "key": "urgency",
    "kind": "choice",
    "label": "Urgency",
    "choices": [{"value": "high", "label": "Very high"}],
}
NUMBER = {"key": "copies", "kind": "number", "label": "Copies"}
DAY = {"key": "day", "kind": "date", "label": "Day"}
TOPICS = {"key": "topics", "kind": "topics", "label": "Themes"}
ANNEX = {"key": "annex", "kind": "annex", "label": "Annex"}
TABLE = {
    "key": "text",
    "kind": "table",
    "label": "Words",
    "columns": [{"label": "Partner"}, {"label": "Says"}],
}
EVENTS = {"key": "events", "kind": "chronology", "label": "Events"}
ACTORS = {"key": "actors", "kind": "actors", "label": "Actors"}
COVERAGE = {"key": "coverage", "kind": "coverage", "label": "Coverage"}
EU = {"marking": {"profile": "eu"}}
HIGH = {"urgency": "high"}
ONLY_HIGH = {"urgency": "high"}
RED = "#b3001b"
