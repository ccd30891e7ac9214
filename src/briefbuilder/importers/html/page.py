"""From a page's bytes to a tree, within limits; pictures inside the page are taken out before it is parsed.

The parser empties a page in silence where it is nested too deeply or holds one text of over 10 MB, and
extraction libraries run for minutes on pages with very many tags: so size, tags and depth are counted first.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from html import unescape
from urllib.parse import unquote_to_bytes

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from briefbuilder.domain.article import Picture
from briefbuilder.domain.text import Block, Figure, with_blocks_within
from briefbuilder.domain.values import value
from briefbuilder.importers.charset import DecodedText, decode
from briefbuilder.importers.clean import clean, first_words
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.limits import (
    FALLBACK_CHARACTERS,
    MARKUP_CHARACTERS,
    MARKUP_DEPTH,
    MARKUP_TAG_LENGTH,
    MARKUP_TAGS,
    PICTURE_BYTES,
)

# Ends of paragraphs that a page leaves out, as HTML lets it: the parser knows them for the elements of HTML 4 alone.
#
# Pages that are made small (SingleFile does it) write "<p>text<figure>…": without an end the figure, and all that
# follows, would lie within the paragraph.

_NEW = frozenset(
    [b"article", b"aside", b"details", b"dialog", b"figcaption", b"figure", b"footer", b"header", b"hgroup", b"main",
     b"nav", b"section", b"summary"]
)  # fmt: skip
"""Elements that HTML 5 ends a paragraph before, and HTML 4 did not know."""

_TAGS = re.compile(
    rb"<(?P<end>/?)(?P<name>p|div|ul|ol|li|dl|dt|dd|table|tr|td|th|blockquote|pre|form|h[1-6]|hr|body"
    rb"|" + b"|".join(sorted(_NEW)) + rb")(?=[\s/>])",
    re.IGNORECASE,
)


def close_paragraphs(page: bytes) -> bytes:
    """Return a page (UTF-8) with the ends of its paragraphs before elements of HTML 5; one that writes its ends stays."""
    ends = page.count(b"</p>")
    # Pictures, drawings and old listings begin so, too: where even with them there are no more, all have ends.
    if page.count(b"<p") <= ends or page.count(b"<p>") + page.count(b"<p ") <= ends:
        return page
    pieces: list[bytes] = []
    last, inside = 0, False
    for tag in _TAGS.finditer(page):
        name = tag["name"].lower()
        if inside and not tag["end"] and name in _NEW:
            pieces += (page[last : tag.start()], b"</p>")
            last = tag.start()
        inside = name == b"p" and not tag["end"]
    return b"".join((*pieces, page[last:]))


# A page that is too large or too deep for a tree: its text without its structure.

_UNSEEN = re.compile(r"<(?:(script|style|noscript|template|svg|head)\b|!--)", re.IGNORECASE)
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,1000})<", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|tr|table|section|article|blockquote|pre|header|footer|main|figure|dt|dd)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_LONG_NUMBER = re.compile(r"&#[0-9]{8,};?")
"""No character has such a number, and Python refuses to read those of thousands of digits."""

_SPACES = re.compile(r"[ \t\r\f]+")


def markup_to_text(markup: str) -> str:
    """Return the text of markup: its title, then a blank line between two blocks."""
    titled = _TITLE.search(markup)
    body = _without_unseen(markup[: 8 * FALLBACK_CHARACTERS])
    body = _SPACES.sub(" ", body.replace("\n", " "))
    body = _TAG.sub("", _BREAK.sub("\n", _BLOCK.sub("\n\n", body)))
    text = f"{titled[1].strip()}\n\n{body}" if titled else body
    text = unescape(_LONG_NUMBER.sub("\ufffd", text))
    lines = (line.strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_unseen(markup: str) -> str:
    """Cut out what a page does not show; an end that is not there is looked for once, not at each beginning."""
    kept: list[str] = []
    endless: set[str] = set()
    end = 0
    for opening in _UNSEEN.finditer(markup):
        kind = (opening[1] or "!--").lower()
        if opening.start() < end or kind in endless:
            continue
        closing = "-->" if opening[1] is None else rf"</{kind}\s*>"
        closed = re.compile(closing, re.IGNORECASE).search(markup, opening.end())
        if closed is None:
            endless.add(kind)
            continue
        kept.append(markup[end : opening.start()])
        end = closed.end()
    return " ".join((*kept, markup[end:]))


PICTURE_SCHEME = "x-inner-picture:"
"""Stands in an address, with a number, for a picture that was inside the page."""

_HEAD = 4096
_DECLARED = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
_QUOTED_DATA = re.compile(r"""=\s*(?:"\s*(data:[^"]*)"|'\s*(data:[^']*)')""", re.IGNORECASE)
_LOOSE_DATA = re.compile(r"data:[\w/.+;=-]*;(?i:base64),[A-Za-z0-9+/=%\s]*")
"""Begins in one case alone, as all write it: a search for a fixed beginning takes a sixth of the time."""

_DATA = re.compile(r"data:(?P<type>image/[\w.+-]+)(?P<options>[^,]*),(?P<body>.*)", re.IGNORECASE | re.DOTALL)
_OF_HEAD = frozenset(
    [
        "base",
        "basefont",
        "bgsound",
        "command",
        "isindex",
        "link",
        "meta",
        "noscript",
        "object",
        "script",
        "style",
        "template",
        "title",
    ]
)
"""What HTML lets a head hold, and what older pages put there."""
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{MARKUP_TAG_LENGTH},}}")

_CLASSES = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement)
"""One class for all elements: lxml's own choice asks Python for each of them, for what forms alone need."""


@value
class HtmlPage:
    """A page's characters without the pictures that were inside it; those in their order of appearance."""

    decoded: DecodedText
    text: str
    inner: tuple[str, ...] = ()

    def picture(self, address: str) -> Picture | None:
        """Return the picture that an address stands for, None where it is not inside the page."""
        number = address.removeprefix(PICTURE_SCHEME)
        if number == address or not number.isdecimal() or int(number) >= len(self.inner):
            return None
        return _picture(self.inner[int(number)])


def load_page(data: bytes) -> HtmlPage:
    """Decode a page and take the pictures out of it."""
    head = data[:_HEAD].replace(b"\0", b"")
    declared = _DECLARED.search(head)
    name = (declared[1] or declared[2]).decode("ascii") if declared else None
    decoded = decode(data, name)
    text, _ = clean(decoded.text)
    inner: list[str] = []
    if "data:" in text:
        text = _QUOTED_DATA.sub(lambda found: _set_aside(found[1] or found[2], inner), text)
        text = _LOOSE_DATA.sub("data:,", text)
    return HtmlPage(decoded=decoded, text=text, inner=tuple(inner))


def find_exceeded_limit(text: str) -> str | None:
    """Return the limit that a page breaks ("size", "tags" or "attributes"), or None."""
    if len(text) > MARKUP_CHARACTERS:
        return "size"
    if len(text) > MARKUP_TAGS and text.count("<") > MARKUP_TAGS:
        return "tags"
    if len(text) > MARKUP_TAG_LENGTH and _LONG_TAG.search(text):
        return "attributes"
    return None


def parse_page(text: str) -> lxml_html.HtmlElement | None:
    """Return the root of a page, None where it is empty or nested too deeply; nothing is ever fetched."""
    elements = parse_elements(text)
    return elements[0] if elements else None


def parse_elements(text: str) -> tuple[lxml_html.HtmlElement, ...]:
    """Return all elements of a page in their order, the root first; none where `parse` has None.

    An element that nothing holds is made anew each time it is come upon: whoever walks a page often holds all.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    parser.set_element_class_lookup(_CLASSES)
    try:
        root = lxml_html.document_fromstring(close_paragraphs(text.encode("utf-8", "replace")), parser=parser)
    except (etree.LxmlError, ValueError):
        return ()
    _leave_head(root)
    elements = tuple(root.iter())
    return () if _is_deep(root) else elements


def _leave_head(root: lxml_html.HtmlElement) -> None:
    """Put what no head can hold at the beginning of the body: the parser keeps elements it does not know in a head."""
    head = root.find("head")
    shown = [] if head is None else [child for child in head if child.tag not in _OF_HEAD]
    if not shown:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    body[:0] = shown


def _is_deep(root: lxml_html.HtmlElement) -> bool:
    """Tell whether the parser reached the depth at which it drops the rest of a page."""
    return bool(_deep()(root))


@cache
def _deep() -> etree.XPath:
    """Find an element at the greatest depth; step by step within the parser's library, for Python is slow at it."""
    return etree.XPath(f"boolean({'/*' * (MARKUP_DEPTH + 1)})")


def _set_aside(address: str, inner: list[str]) -> str:
    if not address[:11].lower().startswith("data:image/"):
        return '=""'
    inner.append(address)
    return f'="{PICTURE_SCHEME}{len(inner) - 1}"'


def _picture(address: str) -> Picture | None:
    found = _DATA.match(address)
    if found is None or len(found["body"]) > 2 * PICTURE_BYTES:
        return None
    try:
        body = unquote_to_bytes(found["body"].strip())
        if "base64" in found["options"].lower():
            body = base64.b64decode(re.sub(rb"\s+", b"", body), validate=True)
    except (binascii.Error, ValueError):
        return None
    return Picture(media_type=found["type"].lower(), data=body) if body else None


def first_of(values: Sequence[str | None]) -> str | None:
    """Return the first value that holds something."""
    return next((value for value in values if value), None)


# Pictures of a page: those in it or saved beside it come along, the others are counted and never fetched.

FindSavedPicture = Callable[[str], Picture | None]
"""Returns the picture that was saved beside a page under an address of it."""


class EmbeddedPictures:
    """Puts pictures in the place of their addresses; `outside` counts those that are nowhere at hand.

    `beside` finds those that were saved beside the page.
    """

    def __init__(self, builder: DraftBuilder, page: HtmlPage, beside: FindSavedPicture | None = None) -> None:
        self.outside = 0
        self._builder = builder
        self._page = page
        self._beside = beside

    def embed(self, block: Block) -> Block | None:
        """Return a block with its pictures, those in a table's cells too; None where nothing is left of it."""
        if isinstance(block, Figure):
            return self._figure(block)
        return with_blocks_within(block, self.embed)

    def _figure(self, figure: Figure) -> Figure | None:
        """Return a figure with its picture, one without it where a caption stands, else None."""
        if figure.picture is None:
            return figure if figure.content else None
        picture = self._page.picture(figure.picture)
        if picture is None and self._beside is not None:
            picture = self._beside(figure.picture)
        if picture is None:
            self.outside += 1
            return replace(figure, picture=None) if figure.content else None
        held = self._builder.picture(picture.media_type, picture.data)
        return replace(figure, picture=held, media_type=picture.media_type)


# What a page shows only when somebody points at a word: small windows that stand in the midst of its sentences.

_NAMED = re.compile(r"(?:^|[\s_-])(?:tool-?tip|pop-?over|pop-?up|roll-?over|hover-?card)(?:$|[\s_-])")
_FEWEST_LINKS = 2


def remove_popups(root: HtmlElement) -> list[str]:
    """Take such windows out of a page's sentences; return the first words of each.

    A word that only bears such a name stays: a window holds a picture or several links, and stands among inline
    content.
    """
    named = [element for element in root.iter("span") if _is_named(element.get("class") or "")]
    if not named:
        return []
    inner = {around for element in named for around in element.iterancestors("span")}
    taken: list[str] = []
    for element in named:
        if element not in inner and _is_window(element) and element.getparent() is not None:
            taken.append(first_words(" ".join(filter(None, map(str.strip, element.itertext())))))
            element.drop_tree()
    return [words for words in taken if words]


@lru_cache(maxsize=1024)
def _is_named(names: str) -> bool:
    """Tell whether classes name such a window; a page says the same ones over and over."""
    return bool(_NAMED.search(names))


def _is_window(element: HtmlElement) -> bool:
    links = sum(1 for _ in element.iter("a"))
    return links >= _FEWEST_LINKS or (links > 0 and element.find(".//img") is not None)
