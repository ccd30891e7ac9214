"""Compares two texts word by word, by what a reader sees and by what is left without the ways of writing signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from briefbuilder.domain.export_record import Form, FormRange
from briefbuilder.domain.styles import heading_level_of
from briefbuilder.domain.values import value
from briefbuilder.domain.word_changes import Hunk
from briefbuilder.returned.text_keys import text_key

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcodes

_OPEN_DOCUMENT_NAMES = {
    "block quotation": frozenset({"quote"}),
    "quoted list": frozenset({"list bullet", "list number", "list continue"}),
    "table contents": frozenset({"table text"}),
    "table heading": frozenset({"table header"}),
}
"""The styles of OpenDocument exports by the names that LibreOffice has for them, with those of exports to Word."""
_TEXT_STYLES = frozenset({"body text", "numbered paragraph"})
"""The styles of paragraphs, of which a template says whether they are numbered."""
_WORD_STYLE = re.compile(
    "list |(?:intense )?quote|title|subtitle|normal|body text|caption|plain text|html preformatted"
)
"""The styles that Word calls by these names in every language, casefolded."""
_PIECE = re.compile(
    r"(?<!\d)\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:,\d+)?(?![^\W_])|\d+(?:[.,:’']\d+)+(?![^\W_])|[^\W_]+|\s+|[\W_]",
    re.UNICODE,
)
"""A number with its separators, a word, a gap or a sign."""
_SPACE = re.compile(r"\s+")
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
DiffKind = Literal["same", "gone", "new"]
_Pieces = list[tuple[str, int]]
_FORM_BITS: dict[Form, int] = {"bold": 1, "italic": 2, "underline": 4, "strike": 8}


def is_same_style(exported: str, returned: str) -> bool:
    """Return whether the names of two styles mean the same.

    An OpenDocument export that was saved for Word has other names, and some programs translate those of headings.
    """
    one, other = exported.casefold(), returned.casefold()
    if one == other or one in _OPEN_DOCUMENT_NAMES.get(other, ()) or _TEXT_STYLES.issuperset((one, other)):
        return True
    return 0 < heading_level_of(one) == heading_level_of(other)


def renamed_styles(pairs: Iterable[tuple[str, str]], defined: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Return the pairs of styles that a program has renamed, of the styles that paragraphs had and have now.

    A style was renamed if the file no longer defines it, and all its paragraphs have the same other style, whose name
    was not in the export and is not one of Word's own. A name with a number after it ("caption1") is that of a copy,
    which programs make if they have a style of that name themselves.
    """
    found: dict[str, set[str]] = {}
    for old, new in pairs:
        found.setdefault(old.casefold(), set()).add(new.casefold())
    kept = {name.casefold() for name in defined}
    return frozenset(
        (old, new)
        for old, (new, *others) in found.items()
        if not others
        and new not in found
        and (
            (new.startswith(old) and new[len(old) :].isdecimal())
            or not (old in kept or heading_level_of(new) or _WORD_STYLE.match(new))
        )
    )


@value(kw_only=False)
class DiffSegment:
    """A run of text that is in both texts, only in the first ("gone") or only in the second ("new").

    `one` and `other` are the code points where it begins in each.
    """

    kind: DiffKind
    text: str
    one: int
    other: int


def diff_texts(one: str, other: str, *, spaces: bool = False) -> tuple[DiffSegment, ...]:
    """Return both texts as segments, in order; white space alone makes no difference, unless `spaces` is true."""
    from rapidfuzz.distance import Indel

    left, right = _pieces(one), _pieces(other)
    known: dict[str, int] = {}
    codes = [
        [known.setdefault(text if spaces else _SPACE.sub(" ", text), len(known)) for text, _ in side]
        for side in (left, right)
    ]
    found: list[DiffSegment] = []
    for same, (start, end), (low, high) in _difference_runs(Indel.opcodes(*codes), left):
        if same:
            found.append(_segment("same", right, low, high, left, start))
            continue
        if end > start:
            found.append(
                DiffSegment("gone", _text(left, start, end), _place(left, start), _place(right, low))
            )
        if high > low:
            found.append(_segment("new", right, low, high, left, start))
    return tuple(found)


def _difference_runs(
    steps: Opcodes, left: _Pieces
) -> Iterator[tuple[bool, tuple[int, int], tuple[int, int]]]:
    """Yield whether the pieces are equal, and which they are in each text; adjacent changes are joined.

    A gap between two changed words is changed with them, so that they read as one phrase.
    """
    listed = list(steps)
    last = len(listed) - 1
    same_at = [
        step.tag == "equal" and not (0 < index < last and _text(left, step.src_start, step.src_end).isspace())
        for index, step in enumerate(listed)
    ]
    for same, group in groupby(range(len(listed)), key=lambda at: same_at[at]):
        run = [listed[at] for at in group]
        yield same, (run[0].src_start, run[-1].src_end), (run[0].dest_start, run[-1].dest_end)


def _segment(kind: DiffKind, right: _Pieces, start: int, end: int, left: _Pieces, at: int) -> DiffSegment:
    return DiffSegment(kind, _text(right, start, end), _place(left, at), _place(right, start))


def _text(pieces: _Pieces, start: int, end: int) -> str:
    return "".join(text for text, _ in pieces[start:end])


def _place(pieces: _Pieces, index: int) -> int:
    if index < len(pieces):
        return pieces[index][1]
    return pieces[-1][1] + len(pieces[-1][0]) if pieces else 0


def _pieces(text: str) -> _Pieces:
    return list(split_words(text))


def split_words(text: str) -> Iterator[tuple[str, int]]:
    """Yield words, gaps and punctuation with their places; characters of scripts without spaces one by one."""
    for match in _PIECE.finditer(text):
        if _UNSPACED.match(match[0]):
            yield from ((character, match.start() + index) for index, character in enumerate(match[0]))
        else:
            yield match[0], match.start()


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
    """Return whether words that are in both texts got another form, such as bold; spaces do not count."""
    one, other = _forms_by_place(before, forms), _forms_by_place(after, new_forms)
    if before == after:
        return any(
            first != second and not character.isspace()
            for first, second, character in zip(one, other, before, strict=True)
        )
    for segment in diff_texts(before, after, spaces=True):
        if segment.kind != "same":
            continue
        for index, character in enumerate(segment.text):
            if not character.isspace() and one[segment.one + index] != other[segment.other + index]:
                return True
    return False


def _forms_by_place(text: str, ranges: Iterable[FormRange]) -> list[int]:
    found = [0] * len(text)
    for form_range in ranges:
        for at in range(max(form_range.start, 0), min(form_range.end, len(text))):
            found[at] |= _FORM_BITS[form_range.form]
    return found
