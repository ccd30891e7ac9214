"""What a document's styles mean: roles by their invariant names, outline levels, lists, forms, along basedOn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from briefbuilder.importers.docx.names import child, name, number, value

_HEADING = re.compile(
    r"^(?:heading|überschrift|berschrift|titre|titolo|título|kop|rubrik|overskrift|nagłówek|nadpis|見出し|标题|標題|заголовок)\s*([1-9])$"
)
_LIST = re.compile(r"^list (?P<kind>bullet|number|paragraph)(?: (?P<depth>[2-5]))?$")
_ROLES = {
    "title": "title", "titolo": "title", "titre": "title", "titel": "title", "subtitle": "subtitle",
    "sottotitolo": "subtitle", "sous-titre": "subtitle", "untertitel": "subtitle", "quote": "quote",
    "intense quote": "quote", "block quotation": "quote", "quotations": "quote", "block text": "quote", "citazione": "quote", "citation": "quote",
    "zitat": "quote", "caption": "caption", "didascalia": "caption", "html preformatted": "code",
    "preformatted text": "code", "source code": "code", "code": "code", "plain text": "paragraph",
    "toc heading": "contents", "table of figures": "contents", "toa heading": "contents", "header": "paragraph",
}  # fmt: skip
_CONTINUES = re.compile(r"^list continue(?: [2-5])?$")
_CODE_FORMS = frozenset(
    {"html code", "source text", "verbatim char", "html typewriter", "code char", "inline code"}
)
_MOST_STEPS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One style as the document defines it."""

    id: str
    name: str
    based_on: str | None
    element: _Element


class Styles:
    """The styles of a document."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        self._lasting: dict[str | None, tuple[_Element, ...]] = {}
        for element in root.iter(name("w:style")) if root is not None else ():
            style_id = element.get(name("w:styleId")) or ""
            self._styles[style_id] = Style(
                id=style_id,
                name=" ".join((value(element, "w:name") or style_id).lower().split()),
                based_on=value(element, "w:basedOn"),
                element=element,
            )
            if element.get(name("w:default")) in {"1", "true"} and element.get(name("w:type")) == "paragraph":
                self._default = style_id

    def chain(self, style_id: str | None) -> Iterator[Style]:
        """Yield a style and those that it is based on, nearest first; a circle ends it."""
        seen: set[str] = set()
        while style_id and style_id in self._styles and style_id not in seen and len(seen) < _MOST_STEPS:
            seen.add(style_id)
            style = self._styles[style_id]
            yield style
            style_id = style.based_on

    def role(self, style_id: str | None) -> str:
        """Return what a paragraph style is for: "paragraph", "title", "subtitle", "quote", "code", "caption", "contents"."""
        for style in self.chain(style_id):
            if style.name in _ROLES:
                return _ROLES[style.name]
            if style.name.startswith("toc ") or style.name.startswith("contents "):
                return "contents"
            if _HEADING.match(style.name):
                return "paragraph"
        return "paragraph"

    def heading_level(self, paragraph: _Element | None, style_id: str | None) -> int:
        """Return a heading's level, 1 to 6, from the paragraph itself or its styles; 0 for anything else."""
        own = number(value(paragraph, "w:outlineLvl"))
        if own is not None:
            return min(own + 1, 6) if 0 <= own < 9 else 0
        if style_id and style_id not in self._styles:  # named by its id alone, as poor programs write
            told = _HEADING.match(style_id.lower())
            return min(int(told[1]), 6) if told else 0
        for style in self.chain(style_id):
            named = _HEADING.match(style.name)
            if named:
                return min(int(named[1]), 6)
            outline = number(value(style.element, "w:pPr", "w:outlineLvl"))
            if outline is not None:
                return min(outline + 1, 6) if 0 <= outline < 9 else 0
        return 0

    def numbering(self, style_id: str | None) -> tuple[str | None, int, str]:
        """Return the list that a style puts its paragraphs in: its id, the level, and the style that says so."""
        level: int | None = None
        for style in self.chain(style_id):
            found = child(style.element, "w:pPr", "w:numPr")
            if found is None:
                continue
            level = number(value(found, "w:ilvl")) if level is None else level
            if value(found, "w:numId") is not None:
                return value(found, "w:numId"), level or 0, style.id
        return None, level or 0, ""

    def named_list(self, style_id: str | None) -> tuple[bool, int] | None:
        """Return whether a style named as a list is ordered, and its depth; None for any other."""
        for style in self.chain(style_id):
            found = _LIST.match(style.name)
            if found and found["kind"] != "paragraph":
                return found["kind"] == "number", int(found["depth"] or 1) - 1
        return None

    def continues_list(self, style_id: str | None) -> bool:
        """Tell whether a style is for further paragraphs of an item."""
        return any(_CONTINUES.match(style.name) for style in self.chain(style_id))

    def forms(self, style_id: str | None) -> Iterator[_Element]:
        """Yield the run properties of a character style and those it is based on, nearest first."""
        for style in self.chain(style_id):
            found = child(style.element, "w:rPr")
            if found is not None:
                yield found

    def lasting_forms(self, style_id: str | None) -> tuple[_Element, ...]:
        """Return the properties of a paragraph style, nearest first, that hide its letters or name their language."""
        if style_id not in self._lasting:
            self._lasting[style_id] = tuple(
                form
                for form in self.forms(style_id if style_id in self._styles else self._default)
                if child(form, "w:vanish") is not None or child(form, "w:lang") is not None
            )
        return self._lasting[style_id]

    def is_code(self, style_id: str | None) -> bool:
        """Tell whether a character style is one for code."""
        return any(style.name in _CODE_FORMS for style in self.chain(style_id))

    def linked_numbering(self, style_id: str) -> str | None:
        """Return the id of the list that a numbering style stands for."""
        return self.numbering(style_id)[0]
