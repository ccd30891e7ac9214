"""Cutting and joining inline content by code points."""

from __future__ import annotations

from dataclasses import fields, replace
from operator import attrgetter

from briefbuilder.domain.text import Inline, NoteReference, Span, plain

_form = attrgetter(*(field.name for field in fields(Span) if field.name != "text"))
"""Returns all of a span but its text."""


def cut(content: tuple[Inline, ...], start: int, end: int) -> tuple[Inline, ...]:
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
            kept.append(inline if high - low == size else replace(inline, text=inline.text[low:high]))
        place += size
    return tuple(kept)


def merged(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the same content with neighbours of one form joined and empty spans dropped."""
    result: list[Inline] = []
    for inline in content:
        last = result[-1] if result else None
        if isinstance(inline, Span):
            if not inline.text:
                continue
            if isinstance(last, Span) and _form(last) == _form(inline):
                result[-1] = replace(last, text=last.text + inline.text)
                continue
        result.append(inline)
    return tuple(result)


def stripped(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the content without white space at its two ends; every note stays."""
    text = plain(content)
    start = len(text) - len(text.lstrip())
    return _cut(content, start, len(text.rstrip()), all_notes=True)
