"""The tables at the head of an RTF file (fonts, styles, lists) in the terms of a Word document."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import Element, SubElement, _Element

from briefbuilder.importers.clean import clean
from briefbuilder.importers.docx.names import name
from briefbuilder.importers.rtf.codes import CHARSETS, NAMED_CHARSETS, SYMBOLS
from briefbuilder.importers.rtf.languages import add_language

_BULLETS = frozenset({23, 255})
_LANGUAGES = (b"lang", b"langfe", b"alang")
_MOST = 5000
"""Styles, lists or fonts: no document has as many."""


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
    start: int = 1


@dataclass(slots=True)
class _List:
    number: int = 0
    levels: list[_Level] = field(default_factory=list)
    starts: dict[int, int] = field(default_factory=dict)
    key: int = 0


class Sheets:
    """Collects the tables while their groups are read."""

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

    def font(self, word: bytes, number: int, current: int | None) -> None:
        """Take a control word of the table of fonts."""
        if word == b"fcharset" and current is not None and len(self._fonts) < _MOST:
            self._fonts[current] = number

    def font_text(self, text: str, current: int | None) -> None:
        """Take a part of a font's name, which in older files tells its charset at its end."""
        if current is None or (current not in self._names and len(self._names) >= _MOST):
            return
        whole = self._names[current] = (self._names.get(current, "") + text)[:100]
        told = next(
            (charset for end, charset in NAMED_CHARSETS.items() if whole.rstrip("; ").endswith(end)), None
        )
        if told is not None and self._fonts.get(current, 0) in {0, 1}:
            self._fonts[current] = told

    def codec(self, font: int | None) -> str | None:
        """Return the charset of a font, None for one of signs without a meaning in text."""
        chosen = self.default_font if font is None else font
        charset = self._fonts.get(chosen) if chosen is not None else None
        if charset == SYMBOLS:
            return None
        return CHARSETS.get(charset, self.charset) if charset is not None else self.charset

    def style(self, word: bytes, number: int | None) -> None:
        """Take a control word of the stylesheet."""
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

    def form(self, number: int | None) -> frozenset[str]:
        """Return the forms that a paragraph style gives to all its letters."""
        return self._forms.get(number or 0, frozenset())

    def style_text(self, text: str) -> None:
        """Take a part of a style's name; a semicolon ends the style."""
        head, end, _ = text.partition(";")
        self._style.name += head
        if end:
            if len(self._styles) < _MOST:
                self._styles.append(self._style)
            if self._style.kind == "s":
                self._forms[self._style.number] = frozenset(self._style.form)
            self._style = _Style()

    def list_word(self, word: bytes, number: int | None) -> None:
        """Take a control word of the table of lists."""
        value = number or 0
        if word == b"list" and len(self._lists) < _MOST:
            self._lists.append(_List())
        elif not self._lists:
            return
        elif word == b"listlevel" and len(self._lists[-1].levels) < 9:
            self._lists[-1].levels.append(_Level())
        elif word == b"listid":
            self._lists[-1].number = value
        elif self._lists[-1].levels and word in {b"levelnfc", b"levelnfcn"}:
            self._lists[-1].levels[-1].bullets = value in _BULLETS
        elif self._lists[-1].levels and word == b"levelstartat":
            self._lists[-1].levels[-1].start = min(max(value, 0), 99_999)

    def override_word(self, word: bytes, number: int | None) -> None:
        """Take a control word of the table that gives lists their numbers in the text."""
        value = number or 0
        if word == b"listoverride" and len(self._overrides) < _MOST:
            self._overrides.append(_List())
        elif not self._overrides:
            return
        elif word == b"listid":
            self._overrides[-1].number = value
        elif word == b"ls":
            self._overrides[-1].key = value
        elif word == b"lfolevel":
            self._overrides[-1].levels.append(_Level())
        elif word == b"levelstartat" and self._overrides[-1].levels:
            self._overrides[-1].starts[len(self._overrides[-1].levels) - 1] = min(max(value, 0), 99_999)

    def styles_part(self) -> _Element:
        """Return the styles as that part of a Word document."""
        root = Element(name("w:styles"))
        outer = root
        for tag in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
            outer = SubElement(outer, name(tag))
        add_language(
            outer, *(self.languages.get(word, 0) for word in (b"deflang", b"deflangfe", b"adeflang"))
        )
        for one in self._styles:
            prefix = "cs" if one.kind == "cs" else "s"
            style = SubElement(root, name("w:style"))
            style.set(name("w:type"), "character" if one.kind == "cs" else "paragraph")
            style.set(name("w:styleId"), f"{prefix}{one.number}")
            if one.kind == "s" and not one.number:
                style.set(name("w:default"), "1")
            told = clean(one.name)[0].strip()
            _value(style, "w:name", told or f"{prefix}{one.number}")
            add_language(SubElement(style, name("w:rPr")), *one.languages)
            if one.based_on is not None and one.based_on != 222:  # 222 stands for none
                _value(style, "w:basedOn", f"{prefix}{one.based_on}")
            properties = SubElement(style, name("w:pPr"))
            if one.outline is not None:
                _value(properties, "w:outlineLvl", str(one.outline))
            if one.numbering:
                numbering = SubElement(properties, name("w:numPr"))
                _value(numbering, "w:ilvl", str(one.level))
                _value(numbering, "w:numId", str(one.numbering))
        return root

    def numbering_part(self) -> _Element:
        """Return the lists as that part of a Word document, with two for lists of the old kind."""
        root = Element(name("w:numbering"))
        for one in self._lists:
            _abstract(root, str(one.number), one.levels)
        for number, bullets in (("bullets", True), ("numbers", False)):
            _abstract(root, number, [_Level(bullets=bullets) for _ in range(9)])
        for one in self._overrides:
            self._number(root, str(one.key), str(one.number), one.starts)
        for number in ("bullets", "numbers"):
            self._number(root, number, number, {})
        return root

    @staticmethod
    def _number(root: _Element, key: str, abstract: str, starts: dict[int, int]) -> None:
        number = SubElement(root, name("w:num"))
        number.set(name("w:numId"), key)
        _value(number, "w:abstractNumId", abstract)
        for level, start in starts.items():
            override = SubElement(number, name("w:lvlOverride"))
            override.set(name("w:ilvl"), str(level))
            _value(override, "w:startOverride", str(start))


def _abstract(root: _Element, number: str, levels: list[_Level]) -> None:
    abstract = SubElement(root, name("w:abstractNum"))
    abstract.set(name("w:abstractNumId"), number)
    for place, one in enumerate(levels):
        level = SubElement(abstract, name("w:lvl"))
        level.set(name("w:ilvl"), str(place))
        _value(level, "w:start", str(one.start))
        _value(level, "w:numFmt", "bullet" if one.bullets else "decimal")


def _value(parent: _Element, tag: str, value: str) -> None:
    SubElement(parent, name(tag)).set(name("w:val"), value)
