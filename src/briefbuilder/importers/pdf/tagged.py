"""Chunks by the file's own structure: what its elements say, and the lines that their characters make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefbuilder.importers.pdf.furniture import without_furniture
from briefbuilder.importers.pdf.grid import words_of
from briefbuilder.importers.pdf.kinds import tell_kinds
from briefbuilder.importers.pdf.measures import measure
from briefbuilder.importers.pdf.notes import NOTE_HEIGHT, NOTE_SIZE, note_mark
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
        _tell_notes(found, page, body_size)
        for chunk in found:
            if not _joins(chunks, chunk):
                chunks.append(chunk)
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


def _tell_notes(chunks: Sequence[Chunk], page: Page, body_size: float) -> None:
    """Make notes of small blocks with a mark at the page's foot: some programs tag them as anything else."""
    lowest = min(
        (line.baseline for chunk in chunks for line in chunk.lines if line.size > NOTE_SIZE * body_size),
        default=0.0,
    )
    for chunk in chunks:
        if chunk.role != "paragraph" or not chunk.lines or chunk.size > NOTE_SIZE * body_size:
            continue
        mark = note_mark(chunk.lines[0])
        if mark and chunk.lines[0].baseline < min(lowest, NOTE_HEIGHT * page.height):
            chunk.role, chunk.mark, chunk.marked = "note", mark, True


def _joins(before: Sequence[Chunk], head: Chunk) -> bool:
    """Join a block that goes on at the head of a column or page with its beginning, and tell whether it did."""
    if head.role == "note":
        return _joins_note(before, head)
    tail = next((chunk for chunk in reversed(before) if chunk.role != "note"), None)
    if tail is None or tail.role != head.role:
        return False
    if tail.role == "table":
        return _joins_table(tail, head)
    if tail.role not in {"paragraph", "quote", "list_item"} or not _goes_on(tail, head):
        return False
    tail.lines += head.lines
    return True


def _joins_note(before: Sequence[Chunk], head: Chunk) -> bool:
    """Join what a page's first note goes on with, if it has no mark, with the last note before."""
    last = next((chunk for chunk in reversed(before) if chunk.role == "note"), None)
    if last is None or not last.mark or head.mark or last.lines[-1].page != head.page - 1:
        return False
    last.lines += head.lines
    return True


def _goes_on(tail: Chunk, head: Chunk) -> bool:
    if not tail.lines or not head.lines or head.marked:
        return False
    last, first = tail.lines[-1], head.lines[0]
    if last.page == first.page and first.baseline < last.baseline + first.size:
        return False  # right below: two blocks
    open_end = last.hyphen or last.text.endswith(("-", "‐")) or not ends_sentence(last.text)
    begins = head.role == "list_item" and bool(head.mark or not tail.mark)
    return open_end and not begins and abs(last.size - first.size) <= 0.3


def _joins_table(tail: Chunk, head: Chunk) -> bool:
    if not tail.rows or not head.rows or head.lines or len(tail.rows[-1]) != len(head.rows[0]):
        return False
    repeated = tail.header_rows == head.header_rows and words_of(tail.rows[0]) == words_of(head.rows[0])
    if head.at == tail.at and not repeated:
        return False
    tail.rows += head.rows[head.header_rows if repeated else 0 :]
    return True


def _tell_rest(chunks: list[Chunk]) -> None:
    """Tell headings by their form where the file marks none: many programs tag every block as a paragraph."""
    if any(chunk.role == "heading" for chunk in chunks):
        return
    lines = [line for chunk in chunks for line in chunk.lines]
    tell_kinds(chunks, measure(lines))
