"""The blocks of a page among which the article is chosen, each with its element and its share of links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from briefbuilder.domain.text import (
    Block,
    Figure,
    Heading,
    Inline,
    NoteReference,
    Paragraph,
    Span,
    Table,
    walk_blocks,
)
from briefbuilder.importers.clean import collapse_spaces, count_letters, match_key
from briefbuilder.importers.html.inline import PLAIN_SPAN, HtmlContext, read_inlines

BLOCK_TAGS = frozenset([
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "legend",
])  # fmt: skip
"""Block-level elements."""

RUNNING_LETTERS = 40
"""Letters: blocks of this length are running text; shorter ones may be labels."""

_MIN_SENTENCE = 10
MAX_LINKED = 0.3
"""The greatest share of links in running text."""

_SENTENCE_ENDS = tuple('.!?…。？！।»”"')

_VISIBLE_TAGS = frozenset({"img", "hr", "br", "table", "pre"})


def find_visible_elements(root: HtmlElement) -> set[HtmlElement]:
    """Return the elements with visible content; scripts and extensions insert empty ones within lines."""
    visible: set[HtmlElement] = set()
    for element in root.iter():
        text, tail = element.text, element.tail
        if element not in visible and ((text and not text.isspace()) or element.tag in _VISIBLE_TAGS):
            add_with_ancestors(element, visible)
        if tail and not tail.isspace() and (parent := element.getparent()) not in visible:
            add_with_ancestors(parent, visible)
    return visible


def add_with_ancestors(element: HtmlElement | None, visible: set[HtmlElement]) -> None:
    """Add an element and its ancestors."""
    while element is not None and element not in visible:
        visible.add(element)
        element = element.getparent()


def make_figure(picture: HtmlElement | None, content: tuple[Inline, ...]) -> Figure:
    """Make a figure; its picture is an address until the page's pictures are embedded."""
    alternative_text = " ".join((picture.get("alt") or "").split()) if picture is not None else ""
    address = picture.get("src") if picture is not None else None
    return Figure(id="", content=content, picture=address, alternative_text=alternative_text)


def iter_inlines(block: Block) -> Iterator[Inline]:
    """Iterate over the inline content of a block, including the cells of a table."""
    return (inline for inner_block in walk_blocks((block,)) for inline in inner_block.content)


def find_pictures(element: HtmlElement) -> list[HtmlElement]:
    """Return the pictures within an element, without the fallbacks in `noscript`."""
    pictures = list(element.iter("img"))
    visible = [picture for picture in pictures if next(picture.iterancestors("noscript"), None) is None]
    return visible or pictures


def flatten_inlines(element: HtmlElement, context: HtmlContext) -> Iterator[Inline]:
    """Yield all inline content of an element, with line ends between its blocks."""
    if element.text:
        yield Span(collapse_spaces(element.text))
    for child in element:
        yield from read_inlines(child, PLAIN_SPAN, context)
        if child.tag in BLOCK_TAGS or next(child.iter(*BLOCK_TAGS), None) is not None:
            yield Span("\n")
        if child.tail:
            yield Span(collapse_spaces(child.tail))


def iter_outside_caption(
    element: HtmlElement, tag: str, caption: HtmlElement | None
) -> Iterator[HtmlElement]:
    """Iterate over the descendants with a tag that are not within the caption."""
    within = set(caption.iter(tag)) if caption is not None else set()
    return (found for found in element.iter(tag) if found not in within)


def parse_number(text: str | None, default: int) -> int:
    """Parse an integer attribute, or return the default."""
    return int(text) if text and text.strip().isdecimal() and len(text) < 7 else default


_LINE_NUMBER_NAMES = frozenset(
    {"gutter", "ln", "lineno", "linenos", "linenumber", "linenumbers", "line-number", "line-numbers"}
)
_LINE_TAGS = frozenset({"div", "li", "tr"})
_MAX_AROUND = 2
"""The elements between the cell of a table and the numbers of lines in it."""


def read_code(element: HtmlElement) -> str:
    """Return the text of a code block: a line for each element that holds one, without the numbers of the lines."""
    if any(map(is_line_number, (element, *islice(element.iterancestors(), _MAX_AROUND)))):
        return ""
    pieces: list[str] = []
    _add_code(element, pieces)
    return "".join(pieces)


def _add_code(element: HtmlElement, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if child.tag == "br":
            pieces.append("\n")
        elif isinstance(child.tag, str) and not is_line_number(child):
            _add_code(child, pieces)
            if child.tag in _LINE_TAGS and not "".join(pieces[-2:]).endswith("\n"):
                pieces.append("\n")
        pieces.append(child.tail or "")


def is_line_number(element: HtmlElement) -> bool:
    """Return whether an element that is set apart from the code beside it holds nothing but numbers of lines."""
    names = (element.get("class") or "").lower().split()
    if element.get("aria-hidden") != "true" and _LINE_NUMBER_NAMES.isdisjoint(names):
        return False
    return all(word.isdecimal() for word in "".join(element.itertext()).split())


def find_code_language(element: HtmlElement) -> str | None:
    """Return the programming language in a class such as "language-python"."""
    classes = [*(element.get("class") or "").split()]
    for code in element.iter("code"):
        classes += (code.get("class") or "").split()
    found = (name.partition("-")[2] for name in classes if name.startswith(("language-", "lang-")))
    return next(found, None)


class Candidate(NamedTuple):
    """A block of the page with its element and text.

    `words` are the letters and digits of the text, and `size` counts them as `count_letters` does. `linked` is the share
    of the text in links, 0 to 1. `weight` counts the letters of running text outside links; it is 0 for headings, figures
    and short blocks that are not sentences.
    """

    block: Block
    element: HtmlElement
    text: str
    words: str
    size: int
    linked: float
    weight: float


def make_candidate(block: Block, element: HtmlElement) -> Candidate:
    """Make the candidate of a block and its element."""
    text, content = block.text, block.content
    if len(content) == 1 and isinstance(content[0], Span) and not isinstance(block, Table):
        words, linked = match_key(text), 1.0 if content[0].link and text.strip() else 0.0
    else:
        words, linked = _key_with_note_marks(block) or match_key(text), _linked_share(block)
    size = count_letters(words)
    return Candidate(block, element, text, words, size, linked, _weigh(block, text, size, linked))


def total_size(candidates: Sequence[Candidate], indexes: Iterable[int]) -> int:
    """Return the letters of all candidates at the given indexes."""
    return sum(candidates[index].size for index in indexes)


def total_weight(candidates: Sequence[Candidate], indexes: Iterable[int]) -> float:
    """Return the letters of running text of all candidates at the given indexes."""
    return sum(candidates[index].weight for index in indexes)


def title_index(candidates: Sequence[Candidate]) -> int:
    """Return the index of the first main heading, 0 without one."""
    blocks = enumerate(candidate.block for candidate in candidates)
    return next((index for index, block in blocks if isinstance(block, Heading) and block.level == 1), 0)


def _weigh(block: Block, text: str, size: int, linked: float) -> float:
    if isinstance(block, Heading | Figure):
        return 0.0
    if size < RUNNING_LETTERS:
        is_sentence = isinstance(block, Paragraph) and text.rstrip().endswith(_SENTENCE_ENDS)
        if not is_sentence or size < _MIN_SENTENCE or linked >= MAX_LINKED:
            return 0.0
    return size * (0.5 if isinstance(block, Table) else 1.0 - linked)


def _key_with_note_marks(block: Block) -> str:
    """Return the letters and digits of a block with note marks, which the page's text contains, or an empty text."""
    if isinstance(block, Table) or NoteReference not in map(type, block.content):
        return ""
    return match_key("".join(inline.text or getattr(inline, "mark", "") for inline in block.content))


def _linked_share(block: Block) -> float:
    """Return the share of a block's text in links, 0 to 1, including the cells of a table."""
    total = linked = 0
    for inline in iter_inlines(block) if isinstance(block, Table) else block.content:
        if isinstance(inline, Span):
            size = len(inline.text.strip())
            total += size
            linked += size if inline.link else 0
    return linked / total if total else 0.0


_MAX_LINE = 160
"""Code points of a short block."""

_LONG_PARAGRAPH = 60
"""Letters of the first paragraph of a text."""


def read_line(candidate: Candidate) -> str:
    """Return the text of a short block with spaces between its elements, which style sheets may separate."""
    if len(candidate.text) > _MAX_LINE or not len(candidate.element) or "\n" in candidate.text:
        return candidate.text
    line = " ".join(" ".join(candidate.element.itertext()).split())
    return line if match_key(line) == candidate.words else candidate.text


def find_first_paragraph(candidates: Sequence[Candidate], chosen: Sequence[int]) -> int:
    """Return the index of the first long chosen paragraph."""
    long = (
        index
        for index in chosen
        if isinstance(candidates[index].block, Paragraph) and candidates[index].size > _LONG_PARAGRAPH
    )
    return next(long, chosen[0])
