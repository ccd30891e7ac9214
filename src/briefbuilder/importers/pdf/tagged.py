"""Chunks by the file's own structure: what its elements say, and the lines that their characters make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefbuilder.importers.pdf.furniture import without_furniture
from briefbuilder.importers.pdf.kinds import tell_kinds
from briefbuilder.importers.pdf.measures import measure
from briefbuilder.importers.pdf.paragraphs import ends_sentence
from briefbuilder.importers.pdf.shapes import Chunk, Line, Page
from briefbuilder.importers.pdf.tags import Trees
from briefbuilder.importers.pdf.walk import chunks_within

_MOST_UNTAGGED = 0.03
"""The share of the text, running heads aside, that may stand outside the structure for it to be relied on."""


@dataclass(slots=True)
class ByTags:
    """Chunks with their roles, and the lines that are no part of the text."""

    chunks: list[Chunk]
    artifacts: list[Line]


def tagged_chunks(pages: Sequence[Page], trees: Trees, body_size: float) -> ByTags | None:
    """Return the chunks that the structure tells, or None where there is none that holds the text."""
    if not any(trees.pages.values()):
        return None
    chunks: list[Chunk] = []
    rest: list[Page] = []
    for page in pages:
        roots = trees.pages.get(page.number, [])
        inside = {mark for root in roots for mark in root.marks()}
        found = chunks_within(page, roots)
        _join_pages(chunks, found)
        chunks += found
        rest.append(_untagged(page, inside))
    artifacts = _artifacts(pages, rest, body_size)
    if artifacts is None or not chunks:
        return None
    _tell_rest(chunks)
    held = [chunk for chunk in chunks if chunk.lines or chunk.rows or chunk.images]
    # Notes stand behind the text, as they do in articles from other formats.
    held.sort(key=lambda chunk: chunk.role == "note")
    return ByTags(held, artifacts)


def _untagged(page: Page, inside: set[int]) -> Page:
    """Return a page that holds only the lines which the structure does not."""
    lines = [
        line
        for line in page.lines
        if not any(glyph.run.mark in inside for glyph in line.glyphs if glyph.text.strip())
    ]
    return Page(page.number, page.width, page.height, lines)


def _artifacts(pages: Sequence[Page], rest: Sequence[Page], body_size: float) -> list[Line] | None:
    """Return the lines outside the structure; None where there are more than running heads among them."""
    whole = sum(len(line.text) for page in pages for line in page.lines)
    artifacts = [line for page in rest for line in page.lines]
    # The whole page is looked at, so that a number at its edge is seen to stand alone.
    copies = [Page(page.number, page.width, page.height, list(page.lines)) for page in pages]
    furniture = {id(line) for line in without_furniture(copies, body_size)}
    other = sum(len(line.text) for line in artifacts if id(line) not in furniture and len(line.text) > 3)
    return artifacts if other <= _MOST_UNTAGGED * whole else None


def _join_pages(before: list[Chunk], after: list[Chunk]) -> None:
    """Join a block that goes on at the head of a page with its beginning."""
    tail = next((chunk for chunk in reversed(before) if chunk.role != "note"), None)
    head = next((chunk for chunk in after if chunk.role != "note"), None)
    if tail is None or head is None or tail.role != head.role:
        return
    if tail.role == "table":
        same = tail.rows and head.rows and len(tail.rows[-1]) == len(head.rows[0])
        if same and not head.lines:
            repeated = min(tail.header_rows, head.header_rows)
            tail.rows += head.rows[repeated:]
            after.remove(head)
        return
    if (
        tail.role not in {"paragraph", "quote", "list_item"}
        or not tail.lines
        or not head.lines
        or head.marked
    ):
        return
    last, first = tail.lines[-1], head.lines[0]
    goes_on = last.hyphen or last.text.endswith(("-", "‐")) or not ends_sentence(last.text)
    if goes_on and abs(last.size - first.size) < 0.3:
        tail.lines += head.lines
        after.remove(head)


def _tell_rest(chunks: list[Chunk]) -> None:
    """Tell headings by their form where the file marks none: many programs tag every block as a paragraph."""
    if any(chunk.role == "heading" for chunk in chunks):
        return
    lines = [line for chunk in chunks for line in chunk.lines]
    tell_kinds(chunks, measure(lines))
