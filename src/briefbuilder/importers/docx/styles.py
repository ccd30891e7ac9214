"""Styles, lists and list items of a Word document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml.etree import _Element

from briefbuilder.domain.list_labels import (
    NUMBER_STYLES,
    EastAsianStyle,
    ListLabel,
    NumberStyle,
    numeral,
    own_label,
)
from briefbuilder.domain.styles import heading_level_of
from briefbuilder.domain.text import Block, Inline, ListItem, Paragraph, Span
from briefbuilder.domain.values import value as domain_value
from briefbuilder.importers.docx.wordml import child, parse_int, read_switch, value
from briefbuilder.importers.office.blocks import CODE_STYLES, role_of_style
from briefbuilder.importers.office.xml_names import qn

_LIST = re.compile(r"^list (?P<kind>bullet|number|paragraph)(?: (?P<depth>[2-5]))?$")
_CONTINUES = re.compile(r"^list continue(?: [2-5])?$")
_MAX_CHAIN = 30
_DEFAULT_SIZE = 20
"""Half-points: the size of letters for which a document states none (ISO/IEC 29500-1, 17.3.2.38)."""

_LEVEL_REFERENCE = re.compile(r"%([1-9])")
_WORD = re.compile(r"[^\W\d_]{2,}")

_UNORDERED = frozenset({"bullet", "none"})
_MAX_DEPTH = 8


@domain_value
class DocxStyle:
    """A style definition."""

    id: str
    name: str
    based_on: str | None
    element: _Element


class DocxStyles:
    """The styles of a document."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, DocxStyle] = {}
        self._default: str | None = None
        self._defaults = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        self._letters: dict[str | None, tuple[bool, int]] = {}
        self._paragraph_run_properties: dict[str | None, tuple[_Element, ...]] = {}
        for element in root.iter(qn("w:style")) if root is not None else ():
            style_id = element.get(qn("w:styleId")) or ""
            self._styles[style_id] = DocxStyle(
                id=style_id,
                name=" ".join((value(element, "w:name") or style_id).lower().split()),
                based_on=value(element, "w:basedOn"),
                element=element,
            )
            if element.get(qn("w:default")) in {"1", "true"} and element.get(qn("w:type")) == "paragraph":
                self._default = style_id

    def chain(self, style_id: str | None) -> Iterator[DocxStyle]:
        """Yield a style and the styles it is based on, nearest first, stopping at cycles."""
        seen: set[str] = set()
        while style_id and style_id in self._styles and style_id not in seen and len(seen) < _MAX_CHAIN:
            seen.add(style_id)
            style = self._styles[style_id]
            yield style
            style_id = style.based_on

    def role(self, style_id: str | None) -> str:
        """Return the role of a paragraph style, "paragraph" by default."""
        for style in self.chain(style_id):
            if role := role_of_style(style.name):
                return role
            if heading_level_of(style.name):
                return "paragraph"
        return "paragraph"

    def heading_level(self, paragraph: _Element | None, style_id: str | None) -> int:
        """Return the heading level (1 to 6) of a paragraph or its styles, 0 if it is not a heading."""
        outline_level = parse_int(value(paragraph, "w:outlineLvl"))
        if outline_level is not None:
            return min(outline_level + 1, 6) if 0 <= outline_level < 9 else 0
        if style_id and style_id not in self._styles:  # only the id is known, as simple programs write it
            return heading_level_of(style_id)
        for style in self.chain(style_id):
            if level := heading_level_of(style.name):
                return level
            outline = parse_int(value(style.element, "w:pPr", "w:outlineLvl"))
            if outline is not None:
                return min(outline + 1, 6) if 0 <= outline < 9 else 0
        return 0

    def indents(self, paragraph: _Element | None, style_id: str | None) -> tuple[int, int]:
        """Return the left and right indents of a paragraph, also those of its style if one is given, in twentieths of a point."""
        inherited = (child(style.element, "w:pPr") for style in self.chain(style_id))
        found = [child(properties, "w:ind") for properties in (paragraph, *inherited)]
        sides = (("w:left", "w:start"), ("w:right", "w:end"))
        widths = (
            [
                parse_int(element.get(qn(old)) or element.get(qn(new)))
                for element in found
                if element is not None
            ]
            for old, new in sides
        )
        left, right = (next((width for width in side if width is not None), 0) for side in widths)
        return left, right

    def numbering(self, style_id: str | None) -> tuple[str | None, int, str]:
        """Return the list id, the level and the defining style of a style's numbering."""
        level: int | None = None
        for style in self.chain(style_id):
            numbering = child(style.element, "w:pPr", "w:numPr")
            if numbering is None:
                continue
            level = parse_int(value(numbering, "w:ilvl")) if level is None else level
            if value(numbering, "w:numId") is not None:
                return value(numbering, "w:numId"), level or 0, style.id
        return None, level or 0, ""

    def named_list(self, style_id: str | None) -> tuple[bool, int] | None:
        """Return whether a style with a list name is ordered, and its depth; None for other styles."""
        for style in self.chain(style_id):
            match = _LIST.match(style.name)
            if match and match["kind"] != "paragraph":
                return match["kind"] == "number", int(match["depth"] or 1) - 1
        return None

    def continues_list(self, style_id: str | None) -> bool:
        """Return whether a style is for further paragraphs of a list item."""
        return any(_CONTINUES.match(style.name) for style in self.chain(style_id))

    def run_properties(self, style_id: str | None) -> Iterator[_Element]:
        """Yield the run properties of a style and its base styles, nearest first."""
        for style in self.chain(style_id):
            found = child(style.element, "w:rPr")
            if found is not None:
                yield found

    def paragraph_run_properties(self, style_id: str | None) -> tuple[_Element, ...]:
        """Return the run properties of a paragraph style that hide text or set its language, nearest first."""
        if style_id not in self._paragraph_run_properties:
            self._paragraph_run_properties[style_id] = tuple(
                form
                for form in self.run_properties(style_id if style_id in self._styles else self._default)
                if child(form, "w:vanish") is not None or child(form, "w:lang") is not None
            )
        return self._paragraph_run_properties[style_id]

    def letters(self, style_id: str | None) -> tuple[bool, int]:
        """Return whether a paragraph style makes its letters bold, and their size in half-points."""
        if style_id not in self._letters:
            own = style_id if style_id in self._styles else self._default
            layers = (*self.run_properties(own), self._defaults)
            bold = (read_switch(layer, "w:b") for layer in layers)
            sizes = (parse_int(value(layer, "w:sz")) for layer in layers)
            self._letters[style_id] = (
                next((found for found in bold if found is not None), False),
                next(filter(None, sizes), _DEFAULT_SIZE),
            )
        return self._letters[style_id]

    def is_code(self, style_id: str | None) -> bool:
        """Return whether a character style is for code."""
        return any(style.name in CODE_STYLES for style in self.chain(style_id))


# Numbering definitions and counters.


@domain_value
class DocxListLevel:
    """A list level; `blank` means that its items show no mark."""

    ordered: bool
    start: int
    blank: bool = False
    style: NumberStyle = "decimal"


class DocxNumbering:
    """The numbering definitions of a document, with counters."""

    def __init__(self, root: _Element | None, styles: DocxStyles) -> None:
        self._abstract: dict[str, _Element] = {}
        self._numbers: dict[str, _Element] = {}
        self.styles = styles
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        for element in root.iter(qn("w:abstractNum")) if root is not None else ():
            self._abstract[element.get(qn("w:abstractNumId")) or ""] = element
        for element in root.iter(qn("w:num")) if root is not None else ():
            self._numbers[element.get(qn("w:numId")) or ""] = element

    def has_list(self, num_id: str | None) -> bool:
        """Return whether a list exists; "0" takes a paragraph out of its list."""
        return num_id is not None and num_id in self._numbers

    def level(self, num_id: str, depth: int) -> DocxListLevel:
        """Return a level of a list."""
        found = self._level_element(num_id, depth)
        start = parse_int(
            value(_child_of_level(self._numbers[num_id], "w:lvlOverride", depth), "w:startOverride")
        )
        if start is None:
            start = parse_int(value(found, "w:start"))
        ordered = (value(found, "w:numFmt") or "decimal") not in _UNORDERED
        return DocxListLevel(
            ordered=ordered,
            start=1 if start is None else start,
            blank=not ordered and _is_blank(found),
            style=number_style(value(found, "w:numFmt")),
        )

    def level_of_style(self, num_id: str, style_id: str) -> int | None:
        """Return the level of a list linked to a paragraph style, or None."""
        abstract_list = self._definition(num_id)
        for level in abstract_list.iterchildren(qn("w:lvl")) if abstract_list is not None else ():
            if value(level, "w:pStyle") == style_id:
                return parse_int(level.get(qn("w:ilvl")))
        return None

    def count(self, num_id: str, depth: int, shown: int | None = None) -> int:
        """Advance to the next item and return its number, `shown` if given; deeper levels restart."""
        key = value(self._numbers[num_id], "w:abstractNumId") or num_id
        counters = self._counters.setdefault(key, {})
        own = _child_of_level(self._numbers[num_id], "w:lvlOverride", depth)
        restarts = own is not None and child(own, "w:startOverride") is not None
        if restarts and (num_id, depth) not in self._restarted:
            self._restarted.add((num_id, depth))
            counters.pop(depth, None)
        for deeper in [place for place in counters if place > depth]:
            if value(self._level_element(num_id, deeper), "w:lvlRestart") != "0":
                del counters[deeper]
        counters[depth] = counters[depth] + 1 if depth in counters else self.level(num_id, depth).start
        if shown is not None:
            counters[depth] = shown
        return counters[depth]

    def label(self, num_id: str, depth: int, *, with_words: bool = True) -> str:
        """Return the label of the last number, "" for a bullet, or if it needs words ("Article 5") and has none."""
        found = self._level_element(num_id, depth)
        pattern = value(found, "w:lvlText") or ""
        if with_words and not _WORD.search(_LEVEL_REFERENCE.sub(" ", pattern)):
            return ""
        if value(found, "w:numFmt") == "bullet":
            return ""
        return self._written(num_id, pattern, legal=child(found, "w:isLgl") is not None).strip()

    def item_label(self, num_id: str, depth: int) -> ListLabel | None:
        """Return how the last number is written, with the numbers above it as they are now; None if it is not known."""
        found = self._level_element(num_id, depth)
        pattern, own = value(found, "w:lvlText") or "", f"%{depth + 1}"
        if pattern.count(own) != 1:
            return None
        legal = child(found, "w:isLgl") is not None
        prefix, suffix = (self._written(num_id, part, legal=legal) for part in pattern.split(own))
        style = number_style("decimal" if legal else value(found, "w:numFmt"))
        return ListLabel(style, prefix.lstrip(), suffix.rstrip())

    def _written(self, num_id: str, pattern: str, *, legal: bool = False) -> str:
        """Return the text of a label with the current numbers of the levels it refers to."""
        counters = self._counters.get(value(self._numbers[num_id], "w:abstractNumId") or num_id, {})

        def format_level(reference: re.Match[str]) -> str:
            level = int(reference[1]) - 1
            form = value(self._level_element(num_id, level), "w:numFmt") or "decimal"
            number = counters.get(level, self.level(num_id, level).start)
            return "" if form == "none" else format_number(number, "decimal" if legal else form)

        return _LEVEL_REFERENCE.sub(format_level, pattern)

    def _level_element(self, num_id: str, depth: int) -> _Element | None:
        """Return the definition of a level: the list's override or the abstract list's."""
        override = child(_child_of_level(self._numbers[num_id], "w:lvlOverride", depth), "w:lvl")
        return override if override is not None else _child_of_level(self._definition(num_id), "w:lvl", depth)

    def _definition(self, num_id: str) -> _Element | None:
        """Return the abstract list of a list, resolving a numbering style link."""
        found = self._abstract.get(value(self._numbers[num_id], "w:abstractNumId") or "")
        linked = value(found, "w:numStyleLink")
        if linked:
            other = self.styles.numbering(linked)[0]
            if other in self._numbers and other is not None:
                return self._abstract.get(value(self._numbers[other], "w:abstractNumId") or "")
        return found


_EAST_ASIAN_STYLES: dict[EastAsianStyle, tuple[str, ...]] = {
    "aiueoFullWidth": ("aiueo", "aiueoFullWidth"),
    "irohaFullWidth": ("iroha", "irohaFullWidth"),
    "chineseCountingThousand": (
        "japaneseCounting", "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
    ),
    "ganada": ("ganada",),
}  # fmt: skip
"""The number formats of Word that count headings alike."""


def format_number(count: int, number_format: str) -> str:
    """Return a number in one of Word's number formats; unsupported formats use digits."""
    if number_format == "decimalZero":
        return f"{count:02d}"
    style = next((style for style in _EAST_ASIAN_STYLES if number_format in _EAST_ASIAN_STYLES[style]), None)
    return numeral(count, style or number_style(number_format)) or str(count)


def number_style(number_format: str | None) -> NumberStyle:
    """Return the style of numbers that a format of Word names; those of other scripts are written in digits."""
    return next((style for style in NUMBER_STYLES if style == number_format), "decimal")


def _is_blank(level: _Element | None) -> bool:
    """Return whether a level shows no mark, as for further paragraphs of an item."""
    text = value(level, "w:lvlText")
    return text is not None and not text.strip() and child(level, "w:lvlPicBulletId") is None


def _child_of_level(element: _Element | None, tag: str, depth: int) -> _Element | None:
    if element is None:
        return None
    level = str(depth)
    return next((found for found in element.iterchildren(qn(tag)) if found.get(qn("w:ilvl")) == level), None)


# List items: depth, number, and paragraphs whose label contains words.


@dataclass(slots=True, eq=False, repr=False)
class DocxListState:
    """The adjacent lists: the open one at each depth, the last one, and the last indent."""

    last_list: str | None = None
    open_lists: dict[int, str] = field(default_factory=dict)
    indent: int = 0


class DocxListItems:
    """Reads the list items of a document."""

    def __init__(self, numbering: DocxNumbering) -> None:
        self._numbering = numbering
        self._styles = numbering.styles

    def count_paragraph(
        self, properties: _Element | None, style_id: str | None, *, with_words: bool = True
    ) -> str:
        """Count a numbered paragraph that is not an item, and return its label, which may have to contain words."""
        num_id, depth = self._find_list(properties, style_id)
        if num_id is None or not self._numbering.has_list(num_id):
            return ""
        self._numbering.count(num_id, depth, _converted_number(properties))
        shown: Literal["label", "typed"] = (
            "label" if with_words or not self._numbering.level(num_id, depth).ordered else "typed"
        )
        return _converted_text(properties, shown) or self._numbering.label(
            num_id, depth, with_words=with_words
        )

    def read_item(
        self,
        series: DocxListState,
        before: Block | None,
        properties: _Element | None,
        content: tuple[Inline, ...],
    ) -> ListItem | Paragraph | None:
        """Return a paragraph as a list item, or None if it is not one; `before` is the block above."""
        style_id = value(properties, "w:pStyle")
        num_id, depth = self._find_list(properties, style_id)
        if self._continues_item(series, properties, style_id, num_id):
            return _continue_item(series, before, content)
        list_style = self._styles.named_list(style_id)
        if num_id is not None and self._numbering.has_list(num_id):
            return self._read_numbered_item(series, before, properties, content, (num_id, depth))
        if num_id == "0" or list_style is None:
            return None
        ordered, depth = list_style
        continues = isinstance(before, ListItem) and before.depth == depth and series.last_list == style_id
        count = (before.number or 0) + 1 if continues and isinstance(before, ListItem) else 1
        starts = _begins_list(series, before, style_id or "", depth)
        number = count if ordered else None
        return ListItem(id="", content=content, depth=depth, ordered=ordered, number=number, starts=starts)

    def _read_numbered_item(
        self,
        series: DocxListState,
        before: Block | None,
        properties: _Element | None,
        content: tuple[Inline, ...],
        place: tuple[str, int],
    ) -> ListItem | Paragraph | None:
        """Return an item of a list with a numbering definition; `place` is the list and the level."""
        level = self._numbering.level(*place)
        if level.blank:
            return _continue_item(series, before, content)
        count = self._numbering.count(*place, _converted_number(properties))
        label = _converted_text(properties, "label") or self._numbering.label(*place)
        if label:
            return Paragraph(id="", content=add_label(label, content))
        num_id, depth = place
        list_style = self._styles.named_list(value(properties, "w:pStyle"))
        shown_depth = max(depth, list_style[1] if list_style else 0)
        written = self._numbering.item_label(num_id, depth) or _converted_form(properties, level, count)
        series.indent = self._styles.indents(properties, None)[0]
        return ListItem(
            id="",
            content=content,
            depth=shown_depth,
            ordered=level.ordered,
            number=count if level.ordered else None,
            starts=_begins_list(series, before, num_id, shown_depth),
            label=own_label(written, shown_depth) if level.ordered and written else None,
        )

    def _find_list(self, properties: _Element | None, style_id: str | None) -> tuple[str | None, int]:
        """Return the list and level of a paragraph, from its own properties or its style."""
        numbering = child(properties, "w:numPr")
        style_list, style_depth, style_with_numbering = self._styles.numbering(style_id)
        num_id = (value(numbering, "w:numId") if numbering is not None else None) or style_list
        depth = parse_int(value(numbering, "w:ilvl")) if numbering is not None else None
        if depth is None and style_list is not None and num_id == style_list:
            linked = (
                self._numbering.level_of_style(style_list, style_with_numbering)
                if self._numbering.has_list(style_list)
                else None
            )
            depth = style_depth if linked is None else linked
        return num_id, min(max(depth or 0, 0), _MAX_DEPTH)

    def _continues_item(
        self, series: DocxListState, properties: _Element | None, style_id: str | None, num_id: str | None
    ) -> bool:
        """Return whether an unmarked paragraph has the indent of the item above, or a continuation style.

        A quotation by its style stays one.
        """
        if num_id not in {None, "0"} or self._styles.role(style_id) == "quote":
            return False
        if self._styles.continues_list(style_id):
            return True
        indent = self._styles.indents(properties, None)[0]
        return indent > 0 and (num_id == "0" or indent == series.indent)


def add_label(label: str, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the content with a label before it."""
    return (Span(f"{label} "), *content) if label else content


def _begins_list(series: DocxListState, before: Block | None, list_id: str, depth: int) -> bool:
    """Return whether an item is the first of its list, and record it as the last one."""
    if not isinstance(before, ListItem):
        series.open_lists.clear()
    for deeper_level in [level for level in series.open_lists if level > depth]:
        del series.open_lists[deeper_level]
    starts = series.open_lists.get(depth) != list_id
    series.open_lists[depth] = series.last_list = list_id
    return starts


def _continue_item(
    series: DocxListState, before: Block | None, content: tuple[Inline, ...]
) -> ListItem | None:
    """Return a further, unmarked paragraph of the item above, or None outside a list."""
    if not isinstance(before, ListItem) or series.last_list is None:
        return None
    return replace(before, content=content, number=None, starts=False, continues=True, label=None)


def _converted_number(properties: _Element | None) -> int | None:
    """Return the number that the source of a converted file shows, or None."""
    numbering = child(properties, "w:numPr")
    return parse_int(numbering.get("shown")) if numbering is not None else None


def _converted_text(properties: _Element | None, name: Literal["label", "typed"]) -> str:
    """Return the label with words, or the one as typed, that the source of a converted file shows, or ""."""
    numbering = child(properties, "w:numPr")
    return (numbering.get(name) or "") if numbering is not None else ""


def _converted_form(properties: _Element | None, level: DocxListLevel, number: int) -> ListLabel | None:
    """Return how the source of a converted file writes a number, or None."""
    typed = _converted_text(properties, "typed")
    prefix, written, suffix = typed.rpartition(numeral(number, level.style) or str(number))
    return ListLabel(level.style, prefix, suffix) if written else None
