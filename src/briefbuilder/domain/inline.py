"""Cutting and joining inline content by code points."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter

from briefbuilder.domain.text import Inline, NoteReference, Span, plain_text

formatting_of = attrgetter(*(field.name for field in fields(Span) if field.name != "text"))
"""Returns all of a span but its text, in the order of its fields."""


def replace_text(span: Span, text: str) -> Span:
    """Return a span of the same form with other characters; far quicker than a general copy."""
    return Span(text, *formatting_of(span))


def slice_content(content: tuple[Inline, ...], start: int, end: int) -> tuple[Inline, ...]:
    """Return what stands between two code-point offsets.

    A note reference is kept where it stands after the first and not after the last character,
    since a mark belongs to the word before it.
    """
    return _cut(content, start, end, all_notes=False)


def _cut(content: tuple[Inline, ...], start: int, end: int, *, all_notes: bool) -> tuple[Inline, ...]:
    kept: list[Inline] = []
    place = 0
    for inline in content:
        if isinstance(inline, NoteReference):
            if all_notes or start < place <= end:
                kept.append(inline)
            continue
        size = len(inline.text)
        low, high = max(start - place, 0), min(end - place, size)
        if low < high:
            kept.append(inline if high - low == size else replace_text(inline, inline.text[low:high]))
        place += size
    return tuple(kept)


def split_content(
    content: tuple[Inline, ...], end: int, start: int
) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Return what stands before one code point and what stands from another one on; every note stays.

    A note at the cut goes with the word before it.
    """
    size = len(plain_text(content))
    first: list[Inline] = [*_cut(content, 0, end, all_notes=False)]
    second: list[Inline] = []
    place = 0
    head: list[Inline] = []
    for inline in content:
        place += len(inline.text)
        if isinstance(inline, NoteReference):
            if place == 0:
                head.append(inline)
            elif end < place <= start:
                first.append(inline)
    second = [*_cut(content, start, size, all_notes=False)]
    return (*head, *first), tuple(second)


def merge_spans(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the same content with neighbours of one form joined and empty spans dropped."""
    result: list[Inline] = []
    for inline in content:
        last = result[-1] if result else None
        if isinstance(inline, Span):
            if not inline.text:
                continue
            if isinstance(last, Span) and formatting_of(last) == formatting_of(inline):
                result[-1] = replace_text(last, last.text + inline.text)
                continue
        result.append(inline)
    return tuple(result)


def strip_content(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the content without white space at its two ends; every note stays."""
    text = plain_text(content)
    start = len(text) - len(text.lstrip())
    return _cut(content, start, len(text.rstrip()), all_notes=True)
