"""A block of a page as it may be chosen for the article: with where it stands and how much of it is links."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from briefbuilder.domain.text import Block, Figure, Inline, NoteReference, Span, Table, walk_blocks
from briefbuilder.domain.values import value
from briefbuilder.importers.clean import collapse_spaces, count_letters, match_key
from briefbuilder.importers.html.inline import PLAIN_SPAN, HtmlContext, read_inlines, tag_name

# Pieces of a page's blocks: pictures with their captions, numbers of items, languages of code.

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "legend",
    ]
)
"""Elements that stand on lines of their own."""


_SEEN = frozenset({"img", "hr", "br", "table", "pre"})


def find_visible_elements(root: HtmlElement) -> set[HtmlElement]:
    """Return the elements that show something; scripts and extensions put void ones into the midst of lines."""
    shown: set[HtmlElement] = set()
    for element in root.iter():
        text, tail = element.text, element.tail
        if element.tag in _SEEN or (text and not text.isspace()):
            _mark(element, shown)
        if tail and not tail.isspace():
            _mark(element.getparent(), shown)
    return shown


def _mark(element: HtmlElement | None, shown: set[HtmlElement]) -> None:
    """Add an element and all around it."""
    while element is not None and element not in shown:
        shown.add(element)
        element = element.getparent()


def make_figure(picture: HtmlElement | None, content: tuple[Inline, ...]) -> Figure:
    """Return a figure; `picture` holds the address until the page's own pictures are put in."""
    alternative = " ".join((picture.get("alt") or "").split()) if picture is not None else ""
    address = picture.get("src") if picture is not None else None
    return Figure(id="", content=content, picture=address, alternative_text=alternative)


def iter_inlines(block: Block) -> Iterator[Inline]:
    """Yield a block's inline content, that of a table's cells too."""
    return (inline for one in walk_blocks((block,)) for inline in one.content)


def find_pictures(element: HtmlElement) -> list[HtmlElement]:
    """Return the pictures within an element, without those that repeat one for browsers without scripts."""
    every = list(element.iter("img"))
    shown = [picture for picture in every if next(picture.iterancestors("noscript"), None) is None]
    return shown or every


def flatten_inlines(element: HtmlElement, setting: HtmlContext) -> Iterator[Inline]:
    """Yield all content of an element as one run, blocks in it parted by a line end."""
    if element.text:
        yield Span(collapse_spaces(element.text))
    for child in element:
        yield from read_inlines(child, PLAIN_SPAN, setting)
        if tag_name(child) in BLOCK_TAGS or next(child.iter(*BLOCK_TAGS), None) is not None:
            yield Span("\n")
        if child.tail:
            yield Span(collapse_spaces(child.tail))


def iter_outside_caption(
    element: HtmlElement, tag: str, caption: HtmlElement | None
) -> Iterator[HtmlElement]:
    """Yield elements of that name that are not within the caption."""
    within = set(caption.iter(tag)) if caption is not None else set()
    return (found for found in element.iter(tag) if found not in within)


def parse_number(text: str | None, default: int) -> int:
    """Return the whole number that an attribute holds, or a default."""
    return int(text) if text and text.strip().isdecimal() and len(text) < 7 else default


def find_code_language(element: HtmlElement) -> str | None:
    """Return the programming language that a class names, as highlighters write it."""
    classes = [*(element.get("class") or "").split()]
    for code in element.iter("code"):
        classes += (code.get("class") or "").split()
    found = (name.partition("-")[2] for name in classes if name.startswith(("language-", "lang-")))
    return next(found, None)


@value
class Candidate:
    """A block of the page with the element that it comes from, its text, and its letters and digits alone.

    `size` counts those, signs of some scripts of Asia as the letters that say as much elsewhere.
    """

    block: Block
    element: HtmlElement
    text: str
    words: str
    size: int

    linked: float = 0.0
    """The share of the text that is links, 0 to 1."""


def make_candidate(block: Block, element: HtmlElement) -> Candidate:
    """Return the candidate that a block of an element is."""
    text = block.text
    words = _marked_words(block) or match_key(text)
    return Candidate(
        block=block,
        element=element,
        text=text,
        words=words,
        size=count_letters(words),
        linked=_linked(block),
    )


def _marked_words(block: Block) -> str:
    """Return the letters and digits of a block with the marks of its notes, which stand in the page's text."""
    if isinstance(block, Table) or not any(isinstance(inline, NoteReference) for inline in block.content):
        return ""
    return match_key("".join(inline.text or getattr(inline, "mark", "") for inline in block.content))


def _linked(block: Block) -> float:
    """Return the share of a block's text that is links, 0 to 1; a table's cells count as its text."""
    total = linked = 0
    for inline in iter_inlines(block):
        if isinstance(inline, Span):
            size = len(inline.text.strip())
            total += size
            linked += size if inline.link else 0
    return linked / total if total else 0.0
