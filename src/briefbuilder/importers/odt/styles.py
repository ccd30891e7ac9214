"""Styles of an OpenDocument text: roles, outline levels, formatting and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import Element, _Element

from briefbuilder.domain.languages import EAST_ASIAN, RIGHT_TO_LEFT, base_language
from briefbuilder.domain.list_labels import EastAsianStyle, ListLabel, NumberStyle, numeral
from briefbuilder.domain.styles import heading_level_of
from briefbuilder.domain.text import Script, Span
from briefbuilder.importers.clean import CJK, RTL
from briefbuilder.importers.office.blocks import CODE_STYLES, role_of_style
from briefbuilder.importers.office.xml_names import prefixed_name, qn

_ESCAPED = re.compile(r"_([0-9a-f]{2,4})_")
_LIST = re.compile(r"^(?:list|list bullet|list number|numbering) ([2-5])$")

_SCRIPT_LANGUAGES = {"-asian": EAST_ASIAN, "-complex": RIGHT_TO_LEFT | {"ku"}}
"""The languages of each script; some programs declare them with the wrong attribute."""

_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_DEFAULT_SIZE = 24
_MAX_CHAIN = 30
_MAX_SPACES = 200


def attribute(element: _Element, prefixed: str) -> str:
    """Return the value of an attribute, "" if it is missing."""
    return element.get(qn(prefixed)) or ""


def int_attribute(element: _Element, prefixed: str, default: int, maximum: int) -> int:
    """Return the value of an attribute as an integer from 0 to `maximum`, the default for anything else."""
    text = attribute(element, prefixed)
    return min(int(text), maximum) if text.isdecimal() and len(text) < 10 else default


def spaces_of(element: _Element) -> str:
    """Return the spaces that an element stands for."""
    return " " * int_attribute(element, "text:c", 1, _MAX_SPACES)


_LENGTH = re.compile(r"(\d{1,5}(?:\.\d+)?)(cm|mm|in|pt)\Z")
_TWIPS = {"cm": 567.0, "mm": 56.7, "in": 1440.0, "pt": 20.0}


def twips(length: str) -> int:
    """Return a length in twentieths of a point, 0 for anything else."""
    found = _LENGTH.match(length)
    return round(float(found[1]) * _TWIPS[found[2]]) if found else 0


def display_name(style_name: str) -> str:
    """Return the display name of a style in lower case: "Text_20_body" is "text body"."""
    return " ".join(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), style_name).lower().split())


def paragraph_text(element: _Element) -> str:
    """Return the text of all paragraphs under an element."""
    paragraphs = element.iter(qn("text:p"), qn("text:h"))
    return " ".join(" ".join("".join(paragraph.itertext()).split()) for paragraph in paragraphs).strip()


def child_elements(element: _Element) -> Iterator[_Element]:
    """Yield the children that are elements."""
    return (child for child in element if isinstance(child.tag, str))


Letters = tuple[bool, float]
"""Whether letters are bold, and their size in half-points."""


class OdtStyles:
    """The styles of a document, including automatic ones."""

    def __init__(self, roots: Iterable[_Element | None]) -> None:
        self._styles: dict[tuple[str, str], _Element] = {}
        self._lists: dict[str, _Element] = {}
        self.outline: dict[int, _Element] = {}
        self._automatic: set[tuple[str, str]] = set()
        self._unknown = self._default = Element(qn("style:style"))
        languages: dict[str, str] = {}
        for root in roots:
            for element in root.iter(qn("style:style"), qn("text:list-style")) if root is not None else ():
                self._add_style(element)
            for level_style in root.iter(qn("text:outline-level-style")) if root is not None else ():
                self.outline[int_attribute(level_style, "text:level", 0, 10)] = level_style
            for default in root.iter(qn("style:default-style")) if root is not None else ():
                family = attribute(default, "style:family")
                if family == "paragraph":
                    self._default = default
                if family in {"paragraph", "graphic"}:
                    languages[family] = languages.get(family) or _language(_text_properties(default), "")
        self.language = languages.get("paragraph") or languages.get("graphic") or ""

    def property(self, family: str, name: str, prefixed: str) -> str:
        """Return a property of a style, "" if the style does not set it itself."""
        style = self._styles.get((family, name))
        found = (attribute(part, prefixed) for part in (style if style is not None else ()))
        return next(filter(None, found), "")

    def _add_style(self, element: _Element) -> None:
        name = attribute(element, "style:name")
        if prefixed_name(element) == "text:list-style":
            self._lists[name] = element
            return
        key = (attribute(element, "style:family"), name)
        self._styles[key] = element
        parent = element.getparent()
        if parent is not None and prefixed_name(parent) == "office:automatic-styles":
            self._automatic.add(key)

    def _chain(self, family: str, style: str) -> Iterator[tuple[str, _Element]]:
        """Yield a style and the styles it is based on, nearest first, stopping at cycles."""
        seen: set[str] = set()
        while style and style not in seen and len(seen) < _MAX_CHAIN and (family, style) in self._styles:
            seen.add(style)
            element = self._styles[family, style]
            yield style, element
            style = attribute(element, "style:parent-style-name")
        if style and style not in seen:
            yield style, self._unknown

    def role(self, style: str) -> str:
        """Return the role of a paragraph style, "paragraph" by default."""
        for name, _ in self._chain("paragraph", style):
            if role := role_of_style(display_name(name)):
                return role
        return "paragraph"

    def heading_level(self, style: str) -> int:
        """Return the heading level (1 to 6) of a paragraph style, 0 if it is not for headings."""
        for name, element in self._chain("paragraph", style):
            level = int_attribute(element, "style:default-outline-level", 0, 6)
            if level := level or heading_level_of(display_name(name)):
                return level
        return 0

    def list_depth(self, style: str) -> int:
        """Return the list depth, from 0, in the name of a paragraph style ("List Bullet 2")."""
        matches = (_LIST.match(display_name(name)) for name, _ in self._chain("paragraph", style))
        return next((int(found[1]) - 1 for found in matches if found), 0)

    def list_level(self, style: str, level: int) -> _Element | None:
        """Return the definition of a list level, counted from 1."""
        element = self._lists.get(style)
        level_text = str(level)
        children = child_elements(element) if element is not None else iter(())
        return next((child for child in children if attribute(child, "text:level") == level_text), None)

    def is_hidden(self, family: str, style: str) -> bool:
        """Return whether a style hides its text."""
        return any(
            attribute(properties, "text:display") == "none"
            for _, element in self._chain(family, style)
            for properties in [_text_properties(element)]
            if properties is not None
        )

    def inherited(self, style: str, prefixed: str) -> str:
        """Return a property of a paragraph style or of one that it is based on."""
        found = (self.property("paragraph", name, prefixed) for name, _ in self._chain("paragraph", style))
        return next(filter(None, found), "")

    def letters(self, family: str, style: str, text: str, outer: Letters) -> Letters:
        """Return whether a style makes the letters of a text bold, and their size, within others."""
        bold, size = outer
        suffix = _script_suffix(text)
        for _, element in reversed(list(self._chain(family, style))):
            properties = _text_properties(element)
            if properties is not None:
                weight, height = (_of_script(properties, name, suffix) for name in ("weight", "size"))
                bold = weight in _BOLD if weight else bold
                size = _letter_size(height, size)
        return bold, size

    def default_letters(self, text: str) -> Letters:
        """Return the letters of a text without a style."""
        properties = _text_properties(self._default)
        height = "" if properties is None else _of_script(properties, "size", _script_suffix(text))
        return False, _letter_size(height, _DEFAULT_SIZE)

    def paragraph_format(self, style: str, text: str) -> Span:
        """Return the character format in a paragraph's automatic style; the script of `text` selects its language."""
        if ("paragraph", style) not in self._automatic:
            return Span("")
        return self._apply_properties(Span(""), _text_properties(self._styles["paragraph", style]), text)

    def span_format(self, outer: Span, style: str, text: str) -> Span:
        """Return the format of a run within another's; the script of `text` selects its language."""
        layers = list(self._chain("text", style))
        span = outer
        for name, element in reversed(layers):
            span = self._apply_properties(span, _text_properties(element), text)
            if display_name(name) in CODE_STYLES:
                span = replace(span, code=True)
            if display_name(name) in {"strong emphasis", "emphasis"}:
                span = replace(
                    span,
                    bold=display_name(name) != "emphasis" or span.bold,
                    italic=display_name(name) == "emphasis",
                )
        return span

    def _apply_properties(self, span: Span, properties: _Element | None, text: str) -> Span:
        if properties is None:
            return span
        weight, slant = (_of_script(properties, name, _script_suffix(text)) for name in ("weight", "style"))
        underline = attribute(properties, "style:text-underline-style")
        line_through = attribute(properties, "style:text-line-through-style")
        position = attribute(properties, "style:text-position")
        language = _language(properties, text)
        document_language = base_language(self.language)
        return replace(
            span,
            bold=weight in _BOLD if weight else span.bold,
            italic=slant in {"italic", "oblique"} if slant else span.italic,
            underline=underline != "none" if underline else span.underline,
            strike=line_through != "none" if line_through else span.strike,
            script=_vertical_position(position) if position else span.script,
            language=(language if base_language(language) != document_language else None)
            if language
            else span.language,
        )


def _script_suffix(text: str) -> str:
    """Return the end of the names of the properties for the script of a text."""
    return "-asian" if CJK.search(text) else "-complex" if RTL.search(text) else ""


def _of_script(properties: _Element, name: str, suffix: str) -> str:
    """Return a property of fonts for a script, or that for Latin text."""
    own = attribute(properties, f"style:font-{name}{suffix}") if suffix else ""
    return own or attribute(properties, f"fo:font-{name}")


def _letter_size(written: str, outer: float) -> float:
    """Return a size in half-points that may be a percentage of another."""
    percentage = written.removesuffix("%")
    if written.endswith("%") and percentage.isdecimal() and len(percentage) < 5:
        return outer * int(percentage) / 100
    return twips(written) / 10 or outer


def _text_properties(element: _Element) -> _Element | None:
    return element.find(qn("style:text-properties"))


def _vertical_position(position: str) -> Script:
    offset = position.partition(" ")[0]
    if offset == "super" or (offset.rstrip("%").isdecimal() and offset != "0%"):
        return "super"
    return "sub" if offset == "sub" or offset.startswith("-") else "baseline"


def _language(properties: _Element | None, text: str) -> str:
    if properties is None:
        return ""
    script = _script_suffix(text)
    namespace = "style" if script else "fo"
    language = attribute(properties, f"{namespace}:language{script}")
    country = attribute(properties, f"{namespace}:country{script}")
    if script and not language and attribute(properties, "fo:language") in _SCRIPT_LANGUAGES[script]:
        language, country = attribute(properties, "fo:language"), attribute(properties, "fo:country")
    if not language.isalpha() or language in {"none", "zxx"}:
        return ""
    return f"{language}-{country}" if country.isalpha() and country != "none" else language


# Lists

_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER_STYLES: dict[str, NumberStyle] = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}  # fmt: skip
_EAST_ASIAN_STYLES: dict[str, EastAsianStyle] = {
    "ア": "aiueoFullWidth", "イ": "irohaFullWidth", "一": "chineseCountingThousand", "가": "ganada",
}  # fmt: skip
"""How headings are counted by the first number of a format, such as "ア, イ, ウ, ..."."""
_MAX_DEPTH = 8
_MAX_NUMBER = 99_999


@dataclass(slots=True)
class _NumberSeries:
    """Lists with continuing numbers: the last number at each depth."""

    style: str
    numbers: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPosition:
    """The position of a paragraph in a list: its depth from 0, and whether it continues an item."""

    series: _NumberSeries
    depth: int
    ordered: bool = False
    header: bool = False
    continues: bool = False
    start: int | None = None


class OutlineNumbering:
    """The numbers of headings: "2.1", "Part I"."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._counts: dict[int, int] = {}

    def label(self, level: int) -> str:
        """Count a heading of a level from 1, and return its label, "" if headings of the level have no number."""
        for deeper in [other for other in self._counts if other > level]:
            del self._counts[deeper]
        style = self._styles.outline.get(level)
        start = 1 if style is None else int_attribute(style, "text:start-value", 1, _MAX_NUMBER)
        self._counts[level] = self._counts[level] + 1 if level in self._counts else start
        if style is None:
            return ""
        first = level + 1 - int_attribute(style, "text:display-levels", 1, level)
        written = (self._written(shown) for shown in range(first, level + 1))
        before, after = attribute(style, "style:num-prefix"), attribute(style, "style:num-suffix")
        numbers = ".".join(filter(None, written)) if attribute(style, "style:num-format") else ""
        return f"{before}{numbers}{after}".strip() if numbers or _WORD.search(f"{before} {after}") else ""

    def _written(self, level: int) -> str:
        """Return the number of a level in its own form, "" if it has none."""
        definition = self._styles.outline.get(level)
        form = "" if definition is None else attribute(definition, "style:num-format")
        number = self._counts.get(level, 1)
        style = _EAST_ASIAN_STYLES.get(form[:1]) or _NUMBER_STYLES.get(form, "decimal")
        return (numeral(number, style) or str(number)) if form else ""


class OdtLists:
    """The lists of a document, with counters."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._by_id: dict[str, _NumberSeries] = {}
        self._by_style: dict[str, _NumberSeries] = {}

    def open_list(self, element: _Element, outer: ListPosition | None) -> ListPosition:
        """Return the position of a new list, within the item that contains it."""
        if outer is not None:
            style = attribute(element, "text:style-name") or outer.series.style
            depth = min(outer.depth + 1, _MAX_DEPTH)
            series = outer.series
            if style != series.style:
                series = _NumberSeries(style=style, numbers=dict(series.numbers))
            series.numbers.pop(depth, None)
            series.begun.discard(depth)
            return ListPosition(series=series, depth=depth)
        style = attribute(element, "text:style-name")
        continued_list = attribute(element, "text:continue-list")
        continued = self._by_id.get(continued_list)
        if continued is None and attribute(element, "text:continue-numbering") == "true":
            continued = self._by_style.get(style)
        series = continued or _NumberSeries(style=style)
        self._by_style[style] = series
        if attribute(element, "xml:id"):
            self._by_id[attribute(element, "xml:id")] = series
        return ListPosition(series=series, depth=0)

    def place_item(self, position: ListPosition, element: _Element, *, header: bool) -> ListPosition:
        """Return the position of a list item."""
        definition = self._styles.list_level(position.series.style, position.depth + 1)
        ordered = (
            definition is not None
            and prefixed_name(definition) == "text:list-level-style-number"
            and bool(attribute(definition, "style:num-format"))
        )
        start: int | None = None
        if attribute(element, "text:start-value"):
            start = int_attribute(element, "text:start-value", 1, _MAX_NUMBER)
        return replace(position, ordered=ordered, header=header, start=start)

    def label(self, position: ListPosition, number: int) -> str:
        """Return an item's label if it contains words ("Article 5"), else ""."""
        definition = self._styles.list_level(position.series.style, position.depth + 1)
        around = "" if definition is None else (
            f"{attribute(definition, 'style:num-prefix')} {attribute(definition, 'style:num-suffix')}"
        )  # fmt: skip
        return self.item_label(position).text(number).strip() if _WORD.search(around) else ""

    def item_label(self, position: ListPosition) -> ListLabel:
        """Return how the last number is written, with the numbers above it as they are now."""
        found = self._styles.list_level(position.series.style, position.depth + 1)
        shown = 1 if found is None else int_attribute(found, "text:display-levels", 1, position.depth + 1)
        above = [
            f"{self._written(position, depth)}."
            for depth in range(position.depth + 1 - shown, position.depth)
            if depth in position.series.numbers
        ]
        prefix, suffix = ("", ".") if found is None else (
            attribute(found, "style:num-prefix"), attribute(found, "style:num-suffix")
        )  # fmt: skip
        return ListLabel(
            self._style(position, position.depth), f"{prefix.lstrip()}{''.join(above)}", suffix.rstrip()
        )

    def _style(self, position: ListPosition, depth: int) -> NumberStyle:
        """Return the style of the numbers of a level; those of other scripts are written in digits."""
        found = self._styles.list_level(position.series.style, depth + 1)
        form = "1" if found is None else attribute(found, "style:num-format")
        return _NUMBER_STYLES.get(form, "decimal")

    def _written(self, position: ListPosition, depth: int) -> str:
        number = position.series.numbers[depth]
        return numeral(number, self._style(position, depth)) or str(number)

    def begin_item(self, position: ListPosition) -> bool:
        """Return whether an item is the first of its list, and record that the list has begun."""
        begun = position.series.begun
        is_first = position.depth not in begun
        begun.add(position.depth)
        return is_first

    def count(self, position: ListPosition) -> int:
        """Advance to the next item and return its number; deeper levels restart."""
        numbers = position.series.numbers
        for deeper in [depth for depth in numbers if depth > position.depth]:
            del numbers[deeper]
        if position.start is not None:
            numbers[position.depth] = position.start
        elif position.depth in numbers:
            numbers[position.depth] += 1
        else:
            definition = self._styles.list_level(position.series.style, position.depth + 1)
            start = 1
            if definition is not None:
                start = int_attribute(definition, "text:start-value", 1, _MAX_NUMBER)
            numbers[position.depth] = start
        return numbers[position.depth]
