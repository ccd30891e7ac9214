"""Parse the bytes of a page within limits; embedded pictures are taken out first.

The parser silently drops the content of pages that are nested too deeply or have a text of over 10 MB, and extraction
libraries run for minutes on pages with very many tags: so size, tags and depth are checked first.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from html import unescape
from itertools import chain
from urllib.parse import unquote_to_bytes

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from briefbuilder.domain.article import Picture
from briefbuilder.domain.text import Block, Figure, map_child_blocks
from briefbuilder.domain.values import value
from briefbuilder.importers.charset import DecodedText, decode
from briefbuilder.importers.clean import clean, first_words
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.limits import (
    FALLBACK_CHARACTERS,
    MARKUP_ATTRIBUTES,
    MARKUP_CHARACTERS,
    MARKUP_DEPTH,
    MARKUP_TAGS,
    PICTURE_BYTES,
)

# HTML allows pages to omit end tags of paragraphs, but the parser implies them only before elements of HTML 4. In
# minified pages ("<p>text<figure>…") the figure and all that follows would be inside the paragraph.

_HTML5_TAGS = (
    "article", "aside", "details", "dialog", "figcaption", "figure", "footer", "header", "hgroup", "main", "nav", "section",
    "summary",
)  # fmt: skip
"""Elements of HTML 5 that end a paragraph."""

_PARAGRAPH_TAGS = re.compile(
    rb"<(?P<end>/?)(?P<name>p|div|ul|ol|li|dl|dt|dd|table|tr|td|th|blockquote|pre|form|h[1-6]|hr|body"
    rb"|" + "|".join(_HTML5_TAGS).encode() + rb")(?=[\s/>])",
    re.IGNORECASE,
)


def close_paragraphs(page: bytes) -> bytes:
    """Add the omitted end tags of paragraphs before elements of HTML 5 to a page in UTF-8."""
    if page.count(b"<p>") + page.count(b"<p ") <= page.count(b"</p>"):
        return page
    pieces: list[bytes] = []
    last, inside = 0, False
    for tag in _PARAGRAPH_TAGS.finditer(page):
        name = tag["name"].lower().decode()
        if inside and not tag["end"] and name in _HTML5_TAGS:
            pieces += (page[last : tag.start()], b"</p>")
            last = tag.start()
        inside = name == "p" and not tag["end"]
    return b"".join((*pieces, page[last:]))


_VOID_TAG = re.compile(
    rb"""<(?:wbr|source|track|embed|keygen|bgsound|command)(?=[\s/>])(?:[^<>"']|"[^"<]*"|'[^'<]*')*>""",
    re.IGNORECASE,
)
"""Elements without content that the parser does not know as such: it would put all that follows into them."""


def close_void_elements(page: bytes) -> bytes:
    """Close the elements of HTML 5 that cannot have content in a page in UTF-8."""
    return _VOID_TAG.sub(lambda tag: tag.group()[:-1].rstrip(b"/") + b"/>", page)


# React sends the parts of a page that take longer after the page, as hidden elements; a script puts them into their places.

_PLACE_ID = re.compile(r"(?P<prefix>.*)[BP]:(?P<number>[0-9a-f]+)")
"""The id of the place of a part; the id of the part has `S` instead of `B` or `P`."""

_WAITING_PLACE = re.compile(rb'<!--\$\?--><template id="([^"<>]{0,60})B:([0-9a-f]+)"></template>')
_WAITING_END = b"<!--/$-->"
_SENT_PART = re.compile(rb'id="([^"<>]{0,60})S:([0-9a-f]+)"')


def drop_waiting_signs(page: bytes) -> bytes:
    """Drop what a page in UTF-8 shows until a part has come, such as "Loading…", if the part is in the page."""
    pieces: list[bytes] = []
    last = 0
    sent = {part.groups() for part in _SENT_PART.finditer(page)} if _WAITING_END in page else set()
    for place in _WAITING_PLACE.finditer(page) if sent else ():
        if place.start() < last or place.groups() not in sent:
            continue
        end = page.find(_WAITING_END, place.end())
        if end < 0:
            break
        pieces.append(page[last : place.end()])
        last = end
    return b"".join((*pieces, page[last:]))


def fill_places(root: HtmlElement) -> None:
    """Put the parts that follow a page into their places."""
    found = [(place, _PLACE_ID.fullmatch(place.get("id") or "")) for place in root.iter("template")]
    places = {f"{match['prefix']}S:{match['number']}": place for place, match in found if match}
    if not places:
        return
    parts = {part.get("id"): part for part in root.iter("div") if part.get("hidden") is not None}
    for name, place in places.items():
        part = parts.get(name)
        if part is not None and part not in place.iterancestors():
            place.addprevious(part)
            place.drop_tree()
            part.drop_tag()


_MIN_WITHOUT_SCRIPTS = 300
"""Code points of paragraphs that are a text; fewer are a hint to switch scripts on."""


def open_frames(root: HtmlElement) -> None:
    """Put the pages that frames hold in themselves, as saved pages do, in their places, if these have a text."""
    tags = 0
    for frame in list(root.iter("iframe")):
        markup, parent = frame.get("srcdoc") or "", frame.getparent()
        tags += markup.count("<")
        if parent is None or len(markup) < _MIN_WITHOUT_SCRIPTS or tags > MARKUP_TAGS:
            continue
        held = _parse(markup)
        body = None if held is None else held.find("body")
        if body is not None and _sum_paragraphs(body) >= _MIN_WITHOUT_SCRIPTS:
            body.tag, body.tail = "div", frame.tail
            parent.replace(frame, body)


def _sum_paragraphs(element: HtmlElement) -> int:
    return sum(len(inner.text_content().strip()) for inner in element.iter("p"))


def show_without_scripts(root: HtmlElement) -> None:
    """Open the `noscript` elements that hold a text: HTML shows their content if no scripts run, as here."""
    for element in list(root.iter("noscript")):
        if _sum_paragraphs(element) >= _MIN_WITHOUT_SCRIPTS:
            element.drop_tag()


# The text of a page that is too large or too deep to be parsed.

_INVISIBLE = re.compile(r"<(?:(script|style|noscript|template|svg|head)\b|!--)", re.IGNORECASE)
_CODE = re.compile(r"<(?:(script|style)\b|!--)", re.IGNORECASE)
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,1000})<", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|tr|table|section|article|blockquote|pre|header|footer|main|figure|dt|dd)\b[^<>]*>",
    re.IGNORECASE,
)
_LINE_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_LONG_REFERENCE = re.compile(r"&#[0-9]{8,};?")
"""No character has such a number, and Python refuses to parse thousands of digits."""

_SPACES = re.compile(r"[ \t\r\f]+")


def markup_to_text(markup: str) -> str:
    """Return the title and text of markup, with blank lines between blocks."""
    title = _TITLE.search(markup)
    body = _remove_elements(_INVISIBLE, markup[: 8 * FALLBACK_CHARACTERS])
    body = _SPACES.sub(" ", body.replace("\n", " "))
    body = _ANY_TAG.sub("", _LINE_BREAK.sub("\n", _BLOCK_TAG.sub("\n\n", body)))
    text = f"{title[1].strip()}\n\n{body}" if title else body
    text = unescape(_LONG_REFERENCE.sub("\ufffd", text))
    lines = (line.strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _remove_elements(tags: re.Pattern[str], markup: str) -> str:
    """Remove comments and the elements with the given tags; a missing end tag is searched for only once."""
    kept: list[str] = []
    unclosed: set[str] = set()
    end = 0
    for opening in tags.finditer(markup):
        kind = (opening[1] or "!--").lower()
        if opening.start() < end or kind in unclosed:
            continue
        closing = "-->" if opening[1] is None else rf"</{kind}\s*>"
        closed = re.compile(closing, re.IGNORECASE).search(markup, opening.end())
        if closed is None:
            unclosed.add(kind)
            continue
        kept.append(markup[end : opening.start()])
        end = closed.end()
    return " ".join((*kept, markup[end:]))


PICTURE_SCHEME = "x-inner-picture:"
"""The scheme of addresses of embedded pictures, followed by their number."""

_HEAD_BYTES = 4096
_DECLARED_CHARSET = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
_QUOTED_DATA = re.compile(r"""=\s*(?:"\s*(data:[^"]*)"|'\s*(data:[^']*)')""", re.IGNORECASE)
_UNQUOTED_DATA = re.compile(r"data:[\w/.+;=-]*;(?i:base64),[A-Za-z0-9+/=%\s]*")
"""Case-sensitive at the beginning: a search for a fixed prefix is six times as fast."""

_DATA_URL = re.compile(
    r"data:(?P<type>image/[\w.+-]+)(?P<options>[^,]*),(?P<body>.*)", re.IGNORECASE | re.DOTALL
)
_HEAD_TAGS = frozenset([
    "base", "basefont", "bgsound", "command", "isindex", "link", "meta", "noscript", "object", "script",
    "style", "template", "title",
])  # fmt: skip
"""Elements allowed in a head, also by older versions of HTML."""

_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{2 * MARKUP_ATTRIBUTES},}}")
_QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")

_ELEMENT_CLASSES = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement)
"""One class for all elements: the default lookup calls Python for each, and only forms need it."""

_IS_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MARKUP_DEPTH + 1)})")
"""Whether there is an element at the depth at which the parser drops content; a search in Python would be slow."""


@value
class HtmlPage:
    """The text of a page without its embedded pictures; these in order of appearance."""

    decoded: DecodedText
    text: str
    pictures: tuple[str, ...] = ()

    def picture(self, address: str) -> Picture | None:
        """Return the embedded picture of an address, or None."""
        number = address.removeprefix(PICTURE_SCHEME)
        if number == address or not number.isdecimal() or int(number) >= len(self.pictures):
            return None
        return _decode_data_url(self.pictures[int(number)])


def load_page(data: bytes) -> HtmlPage:
    """Decode a page and take out its embedded pictures."""
    head = data[:_HEAD_BYTES].replace(b"\0", b"")
    declared = _DECLARED_CHARSET.search(head)
    name = (declared[1] or declared[2]).decode("ascii") if declared else None
    decoded = decode(data, name)
    text, _ = clean(decoded.text)
    pictures: list[str] = []
    if "data:" in text:
        text = _QUOTED_DATA.sub(lambda match: _extract_picture(match[1] or match[2], pictures), text)
        text = _UNQUOTED_DATA.sub("data:,", text)
    return HtmlPage(decoded=decoded, text=text, pictures=tuple(pictures))


def find_exceeded_limit(text: str) -> str | None:
    """Return the limit that a page exceeds ("size", "tags" or "attributes"), or None."""
    if len(text) > MARKUP_CHARACTERS:
        return "size"
    if len(text) > MARKUP_TAGS and text.count("<") > MARKUP_TAGS:
        return "tags"
    if len(text) > MARKUP_ATTRIBUTES and _has_long_tag(text) and _has_many_attributes(text):
        return "attributes"
    return None


def _has_long_tag(text: str) -> bool:
    """Return whether `_LONG_TAG` is in a text, which a search would find more slowly."""
    longest = 2 * MARKUP_ATTRIBUTES
    start = text.find("<")
    while start >= 0:
        # The last of the next signs is as good a start as the first, and most signs are never looked at.
        last = text.rfind("<", start + 1, start + longest + 2)
        if last < 0 and start + longest + 1 < len(text):
            if text.find(">", start, start + longest + 2) < 0:
                return True
            last = text.find("<", start + longest + 2)
        start = last
    return False


def _has_many_attributes(text: str) -> bool:
    """Return whether a tag has very many attributes; a single one may be long, and so may a script."""
    of_code = (tag for tag in _LONG_TAG.finditer(text) if _CODE.match(tag.group()))
    for tag in chain(of_code, _LONG_TAG.finditer(_remove_elements(_CODE, text))):
        names = _QUOTED.sub("= ", tag.group())
        if max(names.count("="), len(names.split())) > MARKUP_ATTRIBUTES:
            return True
    return False


def parse_page(text: str) -> lxml_html.HtmlElement | None:
    """Parse a page; return None if it is empty or nested too deeply. Nothing is fetched."""
    elements = parse_elements(text)
    return elements[0] if elements else None


def parse_elements(text: str) -> tuple[lxml_html.HtmlElement, ...]:
    """Parse a page and return all its elements, the root first; none if `parse_page` returns None.

    lxml recreates an element without references on each access: callers that walk a page repeatedly keep them all.
    """
    root = _parse(text)
    if root is None:
        return ()
    if "srcdoc" in text:
        open_frames(root)
    elements = tuple(root.iter())
    return () if _IS_TOO_DEEP(root) else elements


def _parse(text: str) -> lxml_html.HtmlElement | None:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    parser.set_element_class_lookup(_ELEMENT_CLASSES)
    try:
        page = close_void_elements(drop_waiting_signs(text.encode("utf-8", "replace")))
        root = lxml_html.document_fromstring(page, parser=parser)
        if any(next(element.iterancestors("p"), None) is not None for element in root.iter(*_HTML5_TAGS)):
            closed = close_paragraphs(page)
            root = root if closed is page else lxml_html.document_fromstring(closed, parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    _move_out_of_head(root)
    fill_places(root)
    show_without_scripts(root)
    return root


def _move_out_of_head(root: lxml_html.HtmlElement) -> None:
    """Move elements that no head can contain to the body: the parser leaves unknown elements in the head."""
    head = root.find("head")
    shown = [] if head is None else [child for child in head if child.tag not in _HEAD_TAGS]
    if not shown:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    body[:0] = shown


def _extract_picture(address: str, pictures: list[str]) -> str:
    if not address[:11].lower().startswith("data:image/"):
        return '=""'
    pictures.append(address)
    return f'="{PICTURE_SCHEME}{len(pictures) - 1}"'


def _decode_data_url(address: str) -> Picture | None:
    match = _DATA_URL.match(address)
    if match is None or len(match["body"]) > 2 * PICTURE_BYTES:
        return None
    try:
        body = unquote_to_bytes(match["body"].strip())
        if "base64" in match["options"].lower():
            body = base64.b64decode(re.sub(rb"\s+", b"", body), validate=True)
    except (binascii.Error, ValueError):
        return None
    return Picture(media_type=match["type"].lower(), data=body) if body else None


FindSavedPicture = Callable[[str], Picture | None]
"""Returns the picture that was saved with a page for an address."""


class EmbeddedPictures:
    """Replaces the addresses of figures by pictures in the page or saved with it, and counts the others; nothing is fetched."""

    def __init__(
        self, builder: DraftBuilder, page: HtmlPage, find_saved: FindSavedPicture | None = None
    ) -> None:
        self._outside = 0
        self._builder = builder
        self._page = page
        self._beside = find_saved

    def embed(self, block: Block) -> Block | None:
        """Embed the pictures of a block and its cells; return None if nothing is left of it."""
        if isinstance(block, Figure):
            return self._figure(block)
        return map_child_blocks(block, self.embed)

    def report_outside(self) -> None:
        """Report how many pictures are neither in the page nor beside it."""
        if self._outside:
            self._builder.notice("pictures-not-in-file", str(self._outside))

    def _figure(self, figure: Figure) -> Figure | None:
        """Return a figure with its picture, or with its caption only, or None."""
        if figure.picture is None:
            return figure if figure.content else None
        picture = self._page.picture(figure.picture)
        if picture is None and self._beside is not None:
            picture = self._beside(figure.picture)
        if picture is None:
            self._outside += 1
            return replace(figure, picture=None) if figure.content else None
        reference = self._builder.picture(picture.media_type, picture.data)
        return replace(figure, picture=reference, media_type=picture.media_type)


# Tooltips and popups within sentences, which pages show when the mouse is over a word.

_POPUP_CLASS = re.compile(r"(?:^|[\s_-])(?:tool-?tip|pop-?over|pop-?up|roll-?over|hover-?card)(?:$|[\s_-])")
_MIN_LINKS = 2


def remove_popups(root: HtmlElement) -> list[str]:
    """Remove popups from a page; return the first words of each.

    Only spans with a picture and a link, or with several links, are popups; the class alone is not enough.
    """
    named = [element for element in root.iter("span") if _has_popup_class(element.get("class") or "")]
    if not named:
        return []
    pictures = {around for element in named for around in element.iterancestors("span")}
    removed: list[str] = []
    for element in named:
        if element not in pictures and _is_popup(element) and element.getparent() is not None:
            removed.append(first_words(" ".join(filter(None, map(str.strip, element.itertext())))))
            element.drop_tree()
    return [words for words in removed if words]


@lru_cache(maxsize=1024)
def _has_popup_class(names: str) -> bool:
    """Return whether classes name a popup; cached, since pages repeat them."""
    return bool(_POPUP_CLASS.search(names))


def _is_popup(element: HtmlElement) -> bool:
    links = sum(1 for _ in element.iter("a"))
    return links >= _MIN_LINKS or (links > 0 and element.find(".//img") is not None)


def page_text(data: bytes, _name: str) -> str:
    """Return the text of a web page."""
    return markup_to_text(load_page(data).text)
