"""Slices, splits and joins inline content; offsets count code points."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from operator import attrgetter

from briefbuilder.domain.text import Block, Inline, NoteReference, Script, Span, Table, plain_text

formatting_of = attrgetter(*(field.name for field in fields(Span) if field.name != "text"))
"""Returns the fields of a span except its text, in order."""


def replace_text(span: Span, text: str) -> Span:
    """Return a span with the same format and another text; much faster than `dataclasses.replace`."""
    return Span(text, *formatting_of(span))


def rename_notes(content: tuple[Inline, ...], names: Mapping[str, str]) -> tuple[Inline, ...]:
    """Return content that refers to notes by their new names, without references to notes that have none."""
    if not any(isinstance(inline, NoteReference) for inline in content):
        return content
    return tuple(
        replace(inline, note=names[inline.note]) if isinstance(inline, NoteReference) else inline
        for inline in content
        if not isinstance(inline, NoteReference) or inline.note in names
    )


def slice_content(content: tuple[Inline, ...], start: int, end: int) -> tuple[Inline, ...]:
    """Return the content between two offsets.

    A note reference belongs to the word before it: it is kept at the end of the slice, not at its start.
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
    """Return the content before `end` and the content from `start` on; note references are all kept.

    A note reference at the split goes with the word before it.
    """
    before: list[Inline] = []
    between: list[Inline] = []
    place = 0
    for inline in content:
        place += len(inline.text)
        if isinstance(inline, NoteReference):
            if place == 0:
                before.append(inline)
            elif end < place <= start:
                between.append(inline)
    return (*before, *slice_content(content, 0, end), *between), slice_content(content, start, place)


def replace_range(content: tuple[Inline, ...], start: int, end: int, text: str) -> tuple[Inline, ...]:
    """Return the content with the text between two offsets replaced.

    The new text has the format of the first character that it replaces; inserted text has that of the character
    before it, but extends no link. Note references are all kept: those of the replaced words come after the new text.
    """
    before, between, after = _split_in_three(content, start, end)
    if start == end and _continues_word(content, start, text):
        # A reference belongs to the word before it, which the new text goes on.
        at = len(before)
        while at and isinstance(before[at - 1], NoteReference):
            at -= 1
        before, between = before[:at], (*before[at:], *between)
    notes = tuple(inline for inline in between if isinstance(inline, NoteReference))
    added = (replace_text(_format_at(content, start, end), text),) if text else ()
    return merge_spans((*before, *added, *notes, *after))


def _split_in_three(
    content: tuple[Inline, ...], start: int, end: int
) -> tuple[tuple[Inline, ...], tuple[Inline, ...], tuple[Inline, ...]]:
    """Return the content before, between and after two offsets; a note reference goes with the word before it."""
    parts: tuple[list[Inline], list[Inline], list[Inline]] = ([], [], [])
    place = 0
    for inline in content:
        if isinstance(inline, NoteReference):
            parts[0 if place <= start else 1 if place <= end else 2].append(inline)
            continue
        size = len(inline.text)
        for part, (low, high) in zip(parts, ((0, start), (start, end), (end, place + size)), strict=True):
            first, last = max(low - place, 0), min(high - place, size)
            if first < last:
                part.append(replace_text(inline, inline.text[first:last]))
        place += size
    return tuple(parts[0]), tuple(parts[1]), tuple(parts[2])


def _continues_word(content: tuple[Inline, ...], place: int, text: str) -> bool:
    before = plain_text(content)[:place]
    return before[-1:].isalnum() and text[:1].isalnum()


def _format_at(content: tuple[Inline, ...], start: int, end: int) -> Span:
    """Return a span with the format of new text between two offsets."""
    at = start if end > start else start - 1
    found, place = Span(""), 0
    for inline in content:
        if isinstance(inline, Span) and inline.text:
            found, low = inline, place
            place += len(inline.text)
            if at < place:
                is_inside = end > start or low < start < place
                return found if is_inside else replace(found, link=None)
    return replace(found, link=None)


def merge_spans(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the content with neighbouring spans of the same format joined and empty spans removed."""
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
    """Return the content without leading and trailing white space; note references are all kept."""
    text = plain_text(content)
    start = len(text) - len(text.lstrip())
    return _cut(content, start, len(text.rstrip()), all_notes=True)


_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_PLAIN_DIGITS = re.compile("([0-9]+)")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋−", "0123456789+-" * 2 + "-")


def numeric_text(content: tuple[Inline, ...]) -> str:
    """Return the text of inline content in which the powers, fractions and note marks of numbers are not part of them.

    Raised and lowered digits after a number have their own characters (Unicode, "Superscripts and Subscripts"), so
    that offsets stay the same: 10² is not 102.
    """
    if len(content) == 1:
        return content[0].text
    pieces: list[str] = []
    last = ""
    for inline in content:
        text = inline.text
        if isinstance(inline, Span) and (last.isdigit() or last == "/"):
            text = script_digits(text, inline.script)
        pieces.append(text)
        last = text[-1:] or last
    return "".join(pieces)


def numeric_block_text(block: Block) -> str:
    """Return the text of a block, also that of a table's cells, as `numeric_text` does."""
    if not isinstance(block, Table):
        return numeric_text(block.content)
    rows = ((" ".join(map(numeric_block_text, cell.blocks)) for cell in row.cells) for row in block.rows)
    return "\n".join(map("\t".join, rows))


def captioned_block_text(block: Block) -> str:
    """Return the text of a block as `numeric_block_text` does, that of a table below its caption."""
    caption = f"{numeric_text(block.content)}\n" if isinstance(block, Table) and block.content else ""
    return f"{caption}{numeric_block_text(block)}"


def script_digits(text: str, script: Script) -> str:
    """Return a text with the characters of raised or lowered digits and signs, of as many code points."""
    return text if script == "baseline" else text.translate(_RAISED if script == "super" else _LOWERED)


def plain_digits(text: str) -> str:
    """Return a text with plain digits and signs for raised and lowered ones."""
    return text if text.isascii() else text.translate(_PLAIN)


def with_script_digits(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return content in which the digits of raised and lowered text have their own characters."""
    return tuple(
        replace_text(inline, script_digits(inline.text, inline.script))
        if isinstance(inline, Span)
        else inline
        for inline in content
    )


def without_script_digits(content: tuple[Inline, ...], before: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Undo `with_script_digits` of `before`; plain digits that were since written into raised and lowered text are neither."""
    known = dict(zip(with_script_digits(before), before, strict=True))
    found: list[Inline] = []
    for inline in content:
        if inline in known:
            found.append(known[inline])
        elif isinstance(inline, Span) and inline.script != "baseline":
            for piece in _PLAIN_DIGITS.split(inline.text):
                is_plain = bool(_PLAIN_DIGITS.fullmatch(piece))
                span = replace_text(inline, plain_digits(piece))
                found.append(replace(span, script="baseline") if is_plain else span)
        else:
            found.append(inline)
    return merge_spans(tuple(found))
