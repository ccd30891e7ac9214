"""Styles of an OpenDocument text: roles, outline levels, formatting and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml.etree import Element, _Element

from briefbuilder.domain.text import Script, Span
from briefbuilder.importers.clean import cjk_pattern

# OpenDocument names (ISO/IEC 26300) and element helpers.

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = {
    "office": f"{_OASIS}:office:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "style": f"{_OASIS}:style:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "meta": f"{_OASIS}:meta:1.0",
    "manifest": f"{_OASIS}:manifest:1.0",
    "presentation": f"{_OASIS}:presentation:1.0",
    "chart": f"{_OASIS}:chart:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_PREFIXES = {space: prefix for prefix, space in _NAMESPACES.items()}
_ESCAPED = re.compile(r"_([0-9a-f]{2,4})_")
_HEADING = re.compile(r"^heading ([1-9]|10)$")
_LIST = re.compile(r"^(?:list|list bullet|list number|numbering) ([2-5])$")
_CONTENTS = re.compile(r"^(?:contents|user index|illustration index|table index) (?:heading|\d+)$")

_ROLES = {
    "title": "title", "subtitle": "subtitle", "author": "author", "byline": "author", "quotations": "quote", "quote": "quote", "block quotation": "quote",
    "preformatted text": "code", "caption": "caption", "illustration": "caption", "table": "caption",
    "figure": "caption", "drawing": "caption", "text": "caption",
}  # fmt: skip
_CODE_STYLES = frozenset({"source text", "source_text", "teletype", "example", "user entry"})
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_SCRIPT_LANGUAGES = {"-asian": {"ja", "zh", "ko"}, "-complex": {"ar", "he", "fa", "ur", "ps", "yi"}}
"""The languages of each script; some programs declare them with the wrong attribute."""

_MAX_CHAIN = 30


def qn(prefixed: str) -> str:
    """Return the qualified name of a prefixed name such as "text:p"."""
    prefix, _, local_name = prefixed.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local_name}"


def prefixed_name(element: _Element) -> str:
    """Return the prefixed name of an element, "?:local" in unknown namespaces, "" for comments and the like."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    namespace, _, local_name = tag[1:].rpartition("}")
    return f"{_PREFIXES.get(namespace, '?')}:{local_name}"


def attribute(element: _Element, prefixed: str) -> str:
    """Return the value of an attribute, "" if it is missing."""
    return element.get(qn(prefixed)) or ""


def int_attribute(element: _Element, prefixed: str, default: int, maximum: int) -> int:
    """Return the value of an attribute as an integer from 0 to `maximum`, the default for anything else."""
    text = attribute(element, prefixed)
    return min(int(text), maximum) if text.isdecimal() and len(text) < 10 else default


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


class OdtStyles:
    """The styles of a document, including automatic ones."""

    def __init__(self, roots: Iterable[_Element | None]) -> None:
        self._styles: dict[tuple[str, str], _Element] = {}
        self._lists: dict[str, _Element] = {}
        self.outline: dict[int, _Element] = {}
        self._automatic: set[tuple[str, str]] = set()
        self._unknown = Element(qn("style:style"))
        languages: dict[str, str] = {}
        for root in roots:
            for element in root.iter(qn("style:style"), qn("text:list-style")) if root is not None else ():
                self._add_style(element)
            for level_style in root.iter(qn("text:outline-level-style")) if root is not None else ():
                self.outline[int_attribute(level_style, "text:level", 0, 10)] = level_style
            for default in root.iter(qn("style:default-style")) if root is not None else ():
                family = attribute(default, "style:family")
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
            if display_name(name) in _ROLES:
                return _ROLES[display_name(name)]
            if _CONTENTS.match(display_name(name)):
                return "contents"
        return "paragraph"

    def heading_level(self, style: str) -> int:
        """Return the heading level (1 to 6) of a paragraph style, 0 if it is not for headings."""
        for name, element in self._chain("paragraph", style):
            level = int_attribute(element, "style:default-outline-level", 0, 6)
            match = _HEADING.match(display_name(name))
            if level or match:
                return level or min(int(match[1]) if match else 6, 6)
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

    def paragraph_format(self, style: str) -> Span:
        """Return the character format in a paragraph's automatic style."""
        if ("paragraph", style) not in self._automatic:
            return Span("")
        return self._apply_properties(Span(""), _text_properties(self._styles["paragraph", style]), "")

    def span_format(self, outer: Span, style: str, text: str) -> Span:
        """Return the format of a run within another's; the script of `text` selects its language."""
        layers = list(self._chain("text", style))
        span = outer
        for name, element in reversed(layers):
            span = self._apply_properties(span, _text_properties(element), text)
            if display_name(name) in _CODE_STYLES:
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
        weight, slant = attribute(properties, "fo:font-weight"), attribute(properties, "fo:font-style")
        underline = attribute(properties, "style:text-underline-style")
        line_through = attribute(properties, "style:text-line-through-style")
        position = attribute(properties, "style:text-position")
        language = _language(properties, text)
        document_language = self.language.partition("-")[0]
        return replace(
            span,
            bold=weight in {"bold", "600", "700", "800", "900"} if weight else span.bold,
            italic=slant in {"italic", "oblique"} if slant else span.italic,
            underline=underline != "none" if underline else span.underline,
            strike=line_through != "none" if line_through else span.strike,
            script=_vertical_position(position) if position else span.script,
            language=(language if language.partition("-")[0] != document_language else None)
            if language
            else span.language,
        )


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
    script = "-asian" if cjk_pattern().search(text) else "-complex" if _RIGHT_TO_LEFT.search(text) else ""
    namespace = "style" if script else "fo"
    language = attribute(properties, f"{namespace}:language{script}")
    country = attribute(properties, f"{namespace}:country{script}")
    if script and not language and attribute(properties, "fo:language") in _SCRIPT_LANGUAGES[script]:
        language, country = attribute(properties, "fo:language"), attribute(properties, "fo:country")
    if not language.isalpha() or language in {"none", "zxx"}:
        return ""
    return f"{language}-{country}" if country.isalpha() and country != "none" else language
