"""Read the inline content of HTML elements: formatted spans, links, languages and notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypedDict
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.domain.inline import merge_spans
from briefbuilder.domain.inline import replace_text as with_span_text
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.links import SAFE_LINK
from briefbuilder.domain.text import Inline, NoteReference, Span, plain_text
from briefbuilder.domain.values import value
from briefbuilder.importers.clean import collapse_spaces
from briefbuilder.importers.draft import NO_ADDRESS

SKIPPED_TAGS = frozenset([
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas",
    "audio", "video", "button", "select", "option", "input", "textarea", "head", "map", "dialog",
])  # fmt: skip
"""Elements without text of an article."""

_UNFORMATTED_TAGS = frozenset({"span", "font", "small", "abbr", "time", "mark", "label"})
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FORMAT_ATTRIBUTES = frozenset({"style", "lang", _XML_LANGUAGE})
PLAIN_SPAN = Span("")
"""Unformatted text."""

_STYLE = re.compile(
    r"(?P<bold>font-weight\s*:\s*(?:bold|[6-9]00))|(?P<italic>font-style\s*:\s*italic)"
    r"|vertical-align\s*:\s*(?P<script>super|sub)\b",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0+(?:\.0+)?(?![.\d])", re.IGNORECASE
)
_LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*$")
_NEEDS_JOINING = re.compile(r"/\.|[#?;]$")


@value
class HtmlContext:
    """The address and language of the page, and the ids of its notes."""

    base: str | None = None
    language: str | None = None
    notes: frozenset[str] = frozenset()


class _SpanChanges(TypedDict, total=False):
    """The formatting that an element changes."""

    bold: bool
    italic: bool
    underline: bool
    strike: bool
    code: bool
    script: Literal["sub", "super"]
    language: str
    link: str


_NO_CHANGES = _SpanChanges()
_TAG_CHANGES: Mapping[str, _SpanChanges] = {
    **dict.fromkeys(("b", "strong"), _SpanChanges(bold=True)),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), _SpanChanges(italic=True)),
    **dict.fromkeys(("u", "ins"), _SpanChanges(underline=True)),
    **dict.fromkeys(("s", "strike", "del"), _SpanChanges(strike=True)),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), _SpanChanges(code=True)),
    "sub": _SpanChanges(script="sub"),
    "sup": _SpanChanges(script="super"),
}
"""What elements change by their tag."""


def with_text(span: Span, text: str) -> Span:
    """Return a text formatted as a span; plain spans, the most frequent, are made without copying."""
    return Span(text) if span is PLAIN_SPAN else with_span_text(span, text)


HIDING_ATTRIBUTES = ("hidden", "aria-hidden", "style")
"""The attributes that hide an element."""

MAY_BE_HIDDEN = etree.XPath("descendant-or-self::*[@hidden or @aria-hidden or @style]")
"""The elements with such an attribute: a page has few of them."""


def is_hidden(element: HtmlElement) -> bool:
    """Return whether an element is hidden from view or from screen readers."""
    # Most elements have no attributes at all, which one call tells.
    names = element.keys()
    return bool(names) and (
        ("aria-hidden" in names and element.get("aria-hidden") == "true")
        or (("hidden" in names or "style" in names) and is_hidden_from_view(element))
    )


def is_hidden_from_view(element: HtmlElement) -> bool:
    """Return whether an element is hidden from view."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _HIDDEN.search(style))


def declared_language(element: HtmlElement, context: HtmlContext) -> str | None:
    """Return the declared language of an element if it differs from the page's."""
    declared = element.get("lang") or element.get(_XML_LANGUAGE)
    if not declared:
        return None
    declared = declared.strip()
    if not _LANGUAGE.match(declared):
        return None
    page_language = base_language(context.language)
    return declared if base_language(declared) != page_language else None


def read_inlines(element: HtmlElement, span: Span, context: HtmlContext) -> list[Inline]:
    """Return the content of an inline element, without its tail."""
    tag = str(element.tag)
    if tag in SKIPPED_TAGS or is_hidden(element):
        return []
    if tag == "br":
        return [with_text(span, "\n")]
    if tag == "wbr":
        return []
    note = find_note_target(element, context)
    if note is not None:
        return [NoteReference(note=note, mark=mark_text(element))]
    if tag == "a" and _is_navigation_sign(element):
        return []
    inner = _format_of(element, tag, span, context)
    content: list[Inline] = []
    if element.text:
        content.append(with_text(inner, collapse_spaces(element.text)))
    for child in element:
        content.extend(read_inlines(child, inner, context))
        if child.tail:
            content.append(with_text(inner, collapse_spaces(child.tail)))
    return content


def find_note_target(element: HtmlElement, context: HtmlContext) -> str | None:
    """Return the id of the note that an element refers to, or None."""
    if not context.notes or element.tag not in {"a", "sup"}:
        return None
    anchor = element if element.tag == "a" else element.find(".//a")
    if anchor is None:
        return None
    note = f"note:{(anchor.get('href') or '').partition('#')[2]}"
    return note if note in context.notes and len(mark_text(element)) <= _MAX_MARK else None


def _is_navigation_sign(anchor: HtmlElement) -> bool:
    """Return whether a link is a sign that leads to a place of its page: "↩" after a note, or "¶" after a heading."""
    if not (anchor.get("href") or "").startswith("#") or len(anchor):
        return False
    text = (anchor.text or "").strip()
    return bool(text) and not any(character.isalnum() for character in text)


_LABELLED_MARK = re.compile(r"[^\W\d][^\d\[\]()]{1,38}\s([0-9]{1,3})")


def mark_text(element: HtmlElement) -> str:
    """Return the mark of a note without brackets and without a label in any language, such as "Fussnote 3"."""
    text = "".join(element.itertext()).strip().strip("[]()")
    labelled = _LABELLED_MARK.fullmatch(text) if _is_raised(element) else None
    return labelled[1] if labelled else text


def _format_of(element: HtmlElement, tag: str, span: Span, context: HtmlContext) -> Span:
    """Return the format of an inline element within a formatted span."""
    if tag in _UNFORMATTED_TAGS and _FORMAT_ATTRIBUTES.isdisjoint(element.keys()):
        return span
    changes = _find_changes(element, tag, context)
    return _apply_changes(span, changes) if changes else span


def _apply_changes(span: Span, changes: _SpanChanges) -> Span:
    """Change a format as `dataclasses.replace` does, but much faster."""
    return Span(
        "",
        changes.get("bold", span.bold),
        changes.get("italic", span.italic),
        changes.get("underline", span.underline),
        changes.get("strike", span.strike),
        changes.get("code", span.code),
        changes.get("script", span.script),
        changes.get("link", span.link),
        changes.get("language", span.language),
    )


def _find_changes(element: HtmlElement, tag: str, context: HtmlContext) -> _SpanChanges:
    """Return the formatting that an inline element changes."""
    changes = _TAG_CHANGES.get(tag, _NO_CHANGES)
    if tag == "span":
        changes = _style_changes(element.get("style") or "")
    elif tag == "a":
        link = read_link(element, context)
        if link:
            changes = _SpanChanges(link=link)
    language = declared_language(element, context)
    return _SpanChanges(**changes, language=language) if language else changes


def _style_changes(style: str) -> _SpanChanges:
    """Return the formatting that an element changes by its own style."""
    changes = _SpanChanges()
    for found in _STYLE.finditer(style):
        if found["bold"]:
            changes["bold"] = True
        elif found["italic"]:
            changes["italic"] = True
        else:
            changes["script"] = "super" if found["script"].lower() == "super" else "sub"
    return changes


def read_link(element: HtmlElement, context: HtmlContext) -> str | None:
    """Return the target of a link: NO_ADDRESS for scripts and unknown schemes, None for anchors in the page."""
    address = (element.get("href") or "").strip()
    if not address or address.startswith("#"):
        return None
    if context.base and not SAFE_LINK.match(address) and not address.startswith("javascript:"):
        try:
            address = _join_address(context.base, address)
        except ValueError:
            return NO_ADDRESS
    return address if SAFE_LINK.match(address) else NO_ADDRESS


def _join_address(base: str, address: str) -> str:
    """Resolve an address; most are absolute paths, for which a fast way is taken."""
    if address.startswith("/") and not address.startswith("//") and not _NEEDS_JOINING.search(address):
        return _find_origin(base) + address
    return urljoin(base, address)


@lru_cache(maxsize=8)
def _find_origin(base: str) -> str:
    return urljoin(base, "/").removesuffix("/")


def tidy_spaces(content: Sequence[Inline]) -> tuple[Inline, ...]:
    """Remove repeated spaces and spaces around line ends."""
    if len(content) == 1 and isinstance(content[0], Span):
        text = content[0].text.strip(" ")
        return (content[0] if text is content[0].text else with_span_text(content[0], text),) if text else ()
    kept: list[Inline] = []
    last = "\n"
    for inline in content:
        if isinstance(inline, NoteReference):
            kept.append(inline)
            continue
        text = inline.text
        if last in " \n":
            text = text.lstrip(" ")
        if not text:
            continue
        if text.startswith("\n"):
            _strip_end(kept)
        kept.append(with_span_text(inline, text) if text is not inline.text else inline)
        last = text[-1]
    _strip_end(kept)
    return merge_spans(tuple(kept))


def _strip_end(content: list[Inline]) -> None:
    """Strip the spaces at the end of the last span."""
    for index in range(len(content) - 1, -1, -1):
        inline = content[index]
        if isinstance(inline, Span):
            if inline.text.endswith(" "):
                content[index] = with_span_text(inline, inline.text.rstrip(" "))
            return


def split_paragraphs(content: tuple[Inline, ...]) -> list[tuple[Inline, ...]]:
    """Split content at double line breaks, which many pages use for paragraphs."""
    return _split_at(content, "\n\n")


def split_lines(content: tuple[Inline, ...]) -> list[tuple[Inline, ...]]:
    """Split content at line breaks."""
    return _split_at(content, "\n")


def _split_at(content: tuple[Inline, ...], breaks: str) -> list[tuple[Inline, ...]]:
    """Split content at this many or more consecutive line breaks."""
    text = plain_text(content)
    if breaks not in text:
        return [content] if text.strip() else []
    divided: list[list[Inline]] = [[]]
    for inline in content:
        if isinstance(inline, NoteReference) or breaks not in inline.text:
            divided[-1].append(inline)
            continue
        pieces = re.split(rf"{breaks}\n*", inline.text)
        for index, piece in enumerate(pieces):
            if index:
                divided.append([])
            if piece:
                divided[-1].append(with_span_text(inline, piece))
    return [tuple(part) for part in divided if any(inline.text.strip() for inline in part)]


# Footnotes and endnotes: raised links in the text, and the elements that they link to.

_NOTE_TAGS = frozenset({"li", "p", "div", "aside", "dd"})
_MAX_MARK = 4  # code points


def find_notes(root: HtmlElement) -> dict[HtmlElement, NoteReference]:
    """Find the elements that are notes, each with the last reference to it.

    References are raised, or the note begins with a link back to them; the mark in that link is removed.
    """
    anchors = [anchor for anchor in root.iter("a") if _is_own_mark(anchor)]
    marks = {_own_target(anchor): mark_text(anchor) for anchor in anchors if is_note_mark(anchor)}
    notes: dict[HtmlElement, NoteReference] = {}
    for element in root.iter(*_NOTE_TAGS) if marks else ():
        target = element.get("id")
        if target is not None and target in marks and not has_blocks(element):
            notes[element] = NoteReference(note=f"note:{target}", mark=marks[target])
    references: dict[tuple[str, str], HtmlElement] = {}
    for anchor in anchors:
        target, names = _own_target(anchor), own_names(anchor)
        reference = next((references[target, name] for name in names if (target, name) in references), None)
        references |= dict.fromkeys(((name, target) for name in names), anchor)
        if reference is None or _begins_block(reference):
            continue
        note = _find_note_around(anchor)
        if note is not None and notes.keys().isdisjoint((note, *note.iter())):
            notes[note] = NoteReference(note=f"note:{_own_target(reference)}", mark=mark_text(reference))
            anchor.drop_tree()
    return notes


def _own_target(anchor: HtmlElement) -> str:
    """Return the id that a link in the page leads to."""
    return (anchor.get("href") or "")[1:]


def own_names(anchor: HtmlElement) -> set[str]:
    """Return the names by which links lead to a mark: its own, or the id of the element around it."""
    parent = anchor.getparent()
    names = (anchor.get("id"), anchor.get("name"), None if parent is None else parent.get("id"))
    return {name for name in names if name}


def _find_note_around(anchor: HtmlElement) -> HtmlElement | None:
    """Return the element that begins with the link back from a note and holds its text, if it holds no other note."""
    mark = "".join(anchor.itertext()).strip()
    for inner, around in pairwise((anchor, *anchor.iterancestors())):
        if _has_text_before(inner):
            return None
        if around.tag in _NOTE_TAGS and len("".join(around.itertext()).strip()) > len(mark):
            marks = [link for link in around.iter("a") if _is_own_mark(link)]
            return around if len(marks) == 1 and not has_blocks(around) else None
    return None


def _begins_block(anchor: HtmlElement) -> bool:
    """Return whether nothing is before a link in its block, as in lists of contents: a reference follows words."""
    for inner, around in pairwise((anchor, *anchor.iterancestors())):
        if _has_text_before(inner):
            return False
        if around.tag in _NOTE_TAGS or around.tag in {"td", "th", "dt"}:
            return True
    return True


def _has_text_before(element: HtmlElement) -> bool:
    """Return whether there is text before an element in the element around it."""
    parent = element.getparent()
    if parent is None or (parent.text or "").strip():
        return True
    return any(
        (other.tail or "").strip() or (isinstance(other.tag, str) and any(map(str.strip, other.itertext())))
        for other in element.itersiblings(preceding=True)
    )


def strip_own_mark(content: tuple[Inline, ...], mark: str) -> tuple[Inline, ...]:
    """Return the content of a note without the raised mark at its beginning, which would join a number after it."""
    first = content[0] if content else None
    is_mark = (
        isinstance(first, Span) and first.script == "super" and first.text.strip().strip("[]().") == mark
    )
    return tidy_spaces(content[1:]) if is_mark else content


def _is_own_mark(anchor: HtmlElement) -> bool:
    """Return whether a link in the page is as short as the mark of a note."""
    address = anchor.get("href") or ""
    return address.startswith("#") and len(address) > 1 and 0 < len(mark_text(anchor)) <= _MAX_MARK


def is_note_mark(anchor: HtmlElement) -> bool:
    """Return whether a link is raised or declared as one to a note, and as short as a mark."""
    return _is_raised(anchor) and 0 < len(mark_text(anchor)) <= _MAX_MARK


def _is_raised(anchor: HtmlElement) -> bool:
    parent = anchor.getparent()
    is_inside = parent is not None and parent.tag == "sup"
    return is_inside or anchor.find("sup") is not None or anchor.get("role") == "doc-noteref"


def has_blocks(element: HtmlElement) -> bool:
    """Return whether an element has lists, tables or headings, which no note has."""
    return any(element.find(f".//{tag}") is not None for tag in ("ul", "ol", "table", "h2", "h3"))
