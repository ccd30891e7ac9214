"""A block of a page as it may be chosen for the article: with where it stands and how much of it is links."""

from __future__ import annotations

from lxml.html import HtmlElement

from briefbuilder.domain.text import Block, NoteReference, Span, Table
from briefbuilder.domain.values import value
from briefbuilder.importers.clean import key, letters_of
from briefbuilder.importers.html.pieces import contents_of


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


def candidate_of(block: Block, element: HtmlElement) -> Candidate:
    """Return the candidate that a block of an element is."""
    text = block.text
    words = _marked_words(block) or key(text)
    return Candidate(
        block=block,
        element=element,
        text=text,
        words=words,
        size=letters_of(words),
        linked=_linked(block),
    )


def _marked_words(block: Block) -> str:
    """Return the letters and digits of a block with the marks of its notes, which stand in the page's text."""
    if isinstance(block, Table) or not any(isinstance(inline, NoteReference) for inline in block.content):
        return ""
    return key("".join(inline.text or getattr(inline, "mark", "") for inline in block.content))


def _linked(block: Block) -> float:
    """Return the share of a block's text that is links, 0 to 1; a table's cells count as its text."""
    total = linked = 0
    for inline in contents_of(block):
        if isinstance(inline, Span):
            size = len(inline.text.strip())
            total += size
            linked += size if inline.link else 0
    return linked / total if total else 0.0
