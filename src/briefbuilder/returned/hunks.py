"""The changed runs of a paragraph's text, and where its forms differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefbuilder.domain.export_record import Form, FormRange
from briefbuilder.domain.word_changes import Hunk
from briefbuilder.returned.keys import text_key
from briefbuilder.returned.text_diff import diff_texts

_COMPARED_FORMS: frozenset[Form] = frozenset({"bold", "italic"})
"""The forms that a reader sets; underlines and strokes come with links and with other programs' styles."""


def make_hunks(before: str, after: str) -> tuple[Hunk, ...]:
    """Return what turns one text into the other, word by word, without differences that no reader sees."""
    hunks: list[Hunk] = []
    for segment in diff_texts(before, after, spaces=True):
        if segment.kind == "gone":
            hunks.append(Hunk(start=segment.one, end=segment.one + len(segment.text), text=""))
        elif segment.kind == "new" and hunks and hunks[-1].start == segment.one:
            # New words follow those that they replace, and have the same place.
            hunks[-1] = Hunk(start=segment.one, end=hunks[-1].end, text=segment.text)
        elif segment.kind == "new":
            hunks.append(Hunk(start=segment.one, end=segment.one, text=segment.text))
    return tuple(hunk for hunk in hunks if _is_seen(before, hunk))


def _is_seen(before: str, hunk: Hunk) -> bool:
    """Return whether a hunk changes what a reader sees where it stands."""
    if text_key(before[hunk.start : hunk.end]) != text_key(hunk.text):
        return True
    old = before[: hunk.start] + before[hunk.start : hunk.end] + before[hunk.end :]
    new = before[: hunk.start] + hunk.text + before[hunk.end :]
    return text_key(old) != text_key(new)


def differ_in_form(
    before: str, forms: Sequence[FormRange], after: str, new_forms: Sequence[FormRange]
) -> bool:
    """Return whether words that are in both texts became bold or italic, or no longer are; spaces do not count."""
    one, other = _forms_by_place(before, forms), _forms_by_place(after, new_forms)
    if before == after:
        return any(
            first != second and not character.isspace()
            for first, second, character in zip(one, other, before, strict=True)
        )
    for segment in diff_texts(before, after, spaces=True):
        if segment.kind != "same":
            continue
        for at, character in enumerate(segment.text):
            if not character.isspace() and one[segment.one + at] != other[segment.other + at]:
                return True
    return False


def _forms_by_place(text: str, ranges: Iterable[FormRange]) -> list[int]:
    found = [0] * len(text)
    for one in ranges:
        if one.form in _COMPARED_FORMS:
            bit = 1 if one.form == "bold" else 2
            for at in range(max(one.start, 0), min(one.end, len(text))):
                found[at] |= bit
    return found
