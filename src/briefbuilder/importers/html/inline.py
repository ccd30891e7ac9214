"""Inline content of a page's tree: spans with their form, links and languages, white space as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, TypedDict
from urllib.parse import urljoin

from lxml.html import HtmlElement

from briefbuilder.domain.inline import merged
from briefbuilder.domain.inline import with_text as of_form
from briefbuilder.domain.text import Inline, NoteReference, Span
from briefbuilder.domain.values import value
from briefbuilder.importers.clean import collapse_spaces
from briefbuilder.importers.draft import NO_ADDRESS

SKIPPED_TAGS = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "head",
        "map",
        "dialog",
    ]
)
"""Elements that hold no text of an article."""

_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em", "cite", "dfn", "var"})
_UNDERLINE = frozenset({"u", "ins"})
_STRIKE = frozenset({"s", "strike", "del"})
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_FORMLESS = frozenset({"span", "font", "small", "abbr", "time", "mark", "label"})
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
PLAIN_SPAN = Span("")
"""The form of text that nothing changes."""

_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)|(?P<italic>font-style\s*:\s*italic)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*$")
_PARTED = re.compile(r"/\.|[#?;]$")
_ADDRESS = re.compile(r"^(?:https?://|mailto:)\S+$", re.IGNORECASE)


@value
class HtmlContext:
    """What inline content stands in: the page's address and language, and the notes that marks may name."""

    base: str | None = None
    language: str | None = None
    notes: frozenset[str] = frozenset()


class _Form(TypedDict, total=False):
    """What an element may change of a span's form."""

    bold: bool
    italic: bool
    underline: bool
    strike: bool
    code: bool
    script: Literal["sub", "super"]
    language: str
    link: str


def tag_name(element: HtmlElement) -> str:
    """Return an element's name, empty for what is no element; the parser of pages writes all names small."""
    tag = element.tag
    return tag if isinstance(tag, str) else ""


def with_text(form: Span, text: str) -> Span:
    """Return a span of some form; a plain one, by far the most frequent, is made without copying."""
    return Span(text) if form is PLAIN_SPAN else of_form(form, text)


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether the page itself hides an element, from the eye or from those who have it read to them."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style and _HIDDEN.search(style))


def declared_language(element: HtmlElement, setting: HtmlContext) -> str | None:
    """Return the language that an element declares where it differs from the page's."""
    declared = (element.get("lang") or element.get(_XML_LANGUAGE) or "").strip()
    if not _LANGUAGE.match(declared):
        return None
    own = (setting.language or "").partition("-")[0].lower()
    return declared if declared.partition("-")[0].lower() != own else None


def read_inlines(element: HtmlElement, form: Span, setting: HtmlContext) -> list[Inline]:
    """Return the content of an inline element, its tail not included."""
    tag = tag_name(element)
    if not tag or tag in SKIPPED_TAGS or is_hidden(element):
        return []
    if tag == "br":
        return [with_text(form, "\n")]
    if tag == "wbr":
        return []
    note = find_note_target(element, setting)
    if note is not None:
        return [NoteReference(note=note, mark=mark_text(element))]
    own = _formed(element, tag, form, setting)
    found: list[Inline] = []
    if element.text:
        found.append(with_text(own, collapse_spaces(element.text)))
    for child in element:
        found.extend(read_inlines(child, own, setting))
        if child.tail:
            found.append(with_text(own, collapse_spaces(child.tail)))
    return found


def find_note_target(element: HtmlElement, setting: HtmlContext) -> str | None:
    """Return the id of the note that a mark refers to, None for anything else."""
    if not setting.notes or tag_name(element) not in {"a", "sup"}:
        return None
    anchor = element if element.tag == "a" else element.find(".//a")
    if anchor is None:
        return None
    target = (anchor.get("href") or "").partition("#")[2]
    if target not in setting.notes or len(mark_text(element)) > 4:
        return None
    return f"note:{target}"


def mark_text(element: HtmlElement) -> str:
    """Return a note's mark without its brackets."""
    return "".join(element.itertext()).strip().strip("[]()")


def _formed(element: HtmlElement, tag: str, form: Span, setting: HtmlContext) -> Span:
    """Return the form of an inline element within another's."""
    attributes = element.attrib
    if tag in _FORMLESS and not (
        "style" in attributes or "lang" in attributes or _XML_LANGUAGE in attributes
    ):
        return form
    changes = _changes(element, tag, form, setting)
    return _changed(form, changes) if changes else form


def _changed(form: Span, changes: _Form) -> Span:
    """Return a form with some of it changed; what `dataclasses.replace` does, and far quicker."""
    return Span(
        "",
        changes.get("bold", form.bold),
        changes.get("italic", form.italic),
        changes.get("underline", form.underline),
        changes.get("strike", form.strike),
        changes.get("code", form.code),
        changes.get("script", form.script),
        changes.get("link", form.link),
        changes.get("language", form.language),
    )


def _changes(element: HtmlElement, tag: str, form: Span, setting: HtmlContext) -> _Form:
    """Return what an inline element changes of the form around it."""
    changes = _Form()
    style = _STYLE.search(element.get("style") or "") if tag == "span" else None
    italic = tag in _ITALIC or bool(style and style["italic"])
    bold = tag in _BOLD or bool(style and not style["italic"])
    if bold and not form.bold:
        changes["bold"] = True
    if italic and not form.italic:
        changes["italic"] = True
    if tag in _UNDERLINE:
        changes["underline"] = True
    if tag in _STRIKE:
        changes["strike"] = True
    if tag in _CODE:
        changes["code"] = True
    if tag in {"sub", "sup"}:
        changes["script"] = "sub" if tag == "sub" else "super"
    language = declared_language(element, setting)
    if language:
        changes["language"] = language
    link = read_link(element, setting) if tag == "a" else None
    if link:
        changes["link"] = link
    return changes


def read_link(element: HtmlElement, setting: HtmlContext) -> str | None:
    """Return where a link leads, NO_ADDRESS for scripts and unknown places, None for places within the page."""
    address = (element.get("href") or "").strip()
    if not address or address.startswith("#"):
        return None
    if setting.base and not _ADDRESS.match(address) and not address.startswith("javascript:"):
        try:
            address = _joined(setting.base, address)
        except ValueError:
            return NO_ADDRESS
    return address if _ADDRESS.match(address) else NO_ADDRESS


def _joined(base: str, address: str) -> str:
    """Return an address seen from another; most are paths from the root of the same host, which is quick to see."""
    if address.startswith("/") and not address.startswith("//") and not _PARTED.search(address):
        return _origin(base) + address
    return urljoin(base, address)


@lru_cache(maxsize=8)
def _origin(base: str) -> str:
    return urljoin(base, "/").removesuffix("/")


def tidy_spaces(content: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return content without doubled spaces and without spaces around line ends."""
    if len(content) == 1 and isinstance(content[0], Span):
        text = content[0].text.strip(" ")
        return (content[0] if text is content[0].text else of_form(content[0], text),) if text else ()
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
        kept.append(of_form(inline, text) if text is not inline.text else inline)
        last = text[-1]
    _strip_end(kept)
    return merged(tuple(kept))


def _strip_end(content: list[Inline]) -> None:
    """Take spaces from the end of the last span."""
    for place in range(len(content) - 1, -1, -1):
        inline = content[place]
        if isinstance(inline, Span):
            if inline.text.endswith(" "):
                content[place] = of_form(inline, inline.text.rstrip(" "))
            return


def split_paragraphs(content: tuple[Inline, ...]) -> list[tuple[Inline, ...]]:
    """Divide content where two line breaks stand together: many pages write paragraphs so."""
    return _divided(content, "\n\n")


def split_lines(content: tuple[Inline, ...]) -> list[tuple[Inline, ...]]:
    """Divide content at its line breaks."""
    return _divided(content, "\n")


def _divided(content: tuple[Inline, ...], breaks: str) -> list[tuple[Inline, ...]]:
    """Divide content where as many line breaks, or more of them, stand together."""
    if not any(breaks in inline.text for inline in content):
        return [content] if any(inline.text.strip() for inline in content) else []
    divided: list[list[Inline]] = [[]]
    for inline in content:
        if isinstance(inline, NoteReference) or breaks not in inline.text:
            divided[-1].append(inline)
            continue
        pieces = re.split(rf"{breaks}\n*", inline.text)
        for place, piece in enumerate(pieces):
            if place:
                divided.append([])
            if piece:
                divided[-1].append(of_form(inline, piece))
    return [tuple(part) for part in divided if any(inline.text.strip() for inline in part)]


# Foot- and endnotes of a page: small linked marks in the text, and the elements that they lead to.

_HOLDERS = frozenset({"li", "p", "div", "aside", "dd"})


def find_notes(root: HtmlElement) -> dict[HtmlElement, str]:
    """Return the elements that are notes, each with its id."""
    targets = {_target(anchor) for anchor in root.iter("a")} - {None}
    if not targets:
        return {}
    found: dict[HtmlElement, str] = {}
    for element in root.iter(*_HOLDERS):
        own = element.get("id")
        if own is not None and own in targets and not _has_blocks(element):
            found[element] = own
    return found


def _target(anchor: HtmlElement) -> str | None:
    """Return the id that a note's mark leads to, None for any other link."""
    address = anchor.get("href") or ""
    if not address.startswith("#") or len(address) < 2:
        return None
    mark = mark_text(anchor)
    parent = anchor.getparent()
    raised = parent is not None and tag_name(parent) == "sup"
    raised = raised or anchor.find("sup") is not None or anchor.get("role") == "doc-noteref"
    return address[1:] if raised and 0 < len(mark) <= 4 else None


def _has_blocks(element: HtmlElement) -> bool:
    return any(element.find(f".//{tag}") is not None for tag in ("ul", "ol", "table", "h2", "h3"))
