"""Headings in unmarked text: short units without a sentence's end that stand over something longer.

Each unit is judged by its form, then by the text as a whole: headings of one article are alike in
length, form and the space above them, and they are few beside the paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from briefbuilder.importers.plaintext.layout import Unit, columns, ends_sentence
from briefbuilder.importers.plaintext.marks import mark_of

_WIDEST = 120
_CREDIT = re.compile(
    r"^(?:by|di|par|von|por|photo|foto|image|immagine|fig(?:ure|ura)?\.?|source|fonte|quelle|fuente|copyright|credits?"
    r"|illustration|video|table|tabella|tableau|tabelle|caption|crédit|share|follow)\b|^[©@#(\[]|https?://|www\.|\S@\S+\.\S"
    r"|\((?:AP|Reuters|AFP|ANSA)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^[\"“„«‹「『‘'].*[\"”“»›」』’'][.,]?$")
_DATE_LIKE = re.compile(r"^[\W\d]*(?:\w+[\W\d]+){0,2}(?:19|20)\d\d[\W\d]*(?:\w{1,4}[\W\d]*)?$")
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]|[A-Z][.)])\s+\S")
_SPEAKER = re.compile(r"^[^.!?]{1,40}:\s|^[-–—]\s")


def find_headings(units: Sequence[Unit]) -> dict[int, int]:
    """Return the level, from 2, of each unit that is a heading, by its place."""
    marked = _marked(units)
    guessed = [place for place in range(len(units)) if place not in marked and _may_be(units, place)]
    kept = _alike(units, _over_text(units, guessed))
    return marked | _levels(units, kept)


def _marked(units: Sequence[Unit]) -> dict[int, int]:
    """Return what is marked as a heading by underlining or number signs."""
    found: dict[int, int] = {}
    for place, unit in enumerate(units):
        mark = mark_of(unit.text)
        if unit.underline:
            found[place] = 1 if unit.underline == "=" else 2
        elif mark and mark.kind == "heading":
            found[place] = mark.value
    return found


def has_title_form(unit: Unit) -> bool:
    """Tell whether a unit may be a title by its own form."""
    text = unit.text
    if unit.underline or text.startswith("# "):
        return True
    width = columns(text)
    if width > 2 * _WIDEST or unit.lines > 3 or not any(map(str.isalpha, text)):
        return False
    return not ends_sentence(text) or (text.rstrip("\"'”’»").endswith(("?", "!", "…", "？", "！")))


def _may_be(units: Sequence[Unit], place: int) -> bool:  # noqa: PLR0911 - one line a rule
    """Tell whether a unit may be a heading by its form and what follows it."""
    unit = units[place]
    text = unit.text
    width = columns(text)
    if place + 1 >= len(units) or width > _WIDEST or unit.lines > 2 or width < 2:
        return False
    if (
        not any(map(str.isalpha, text))
        or _CREDIT.search(text)
        or _QUOTED.match(text)
        or _DATE_LIKE.match(text)
    ):
        return False
    if text.endswith((",", ";", ":", "：", "、", ".", "。", "…")) or text[0].islower():
        return False
    if _SPEAKER.match(text) and (width > 70 or text[0] in "-–—"):
        return False
    if ends_sentence(text) and (not text.endswith(("?", "？", "!", "！")) or width > 70):
        return False
    mark = mark_of(text)
    if mark and not (mark.kind == "number" and not _in_run(units, place)):
        return False
    return _is_alone(units, place)


def _in_run(units: Sequence[Unit], place: int) -> bool:
    """Tell whether a numbered unit is an item of a list: its neighbour carries the next number."""
    own = mark_of(units[place].text)
    near = [mark_of(units[other].text) for other in (place - 1, place + 1) if 0 <= other < len(units)]
    return own is not None and any(mark and mark.kind == own.kind for mark in near)


def _is_alone(units: Sequence[Unit], place: int) -> bool:
    """Tell whether space stands around a unit where the text has spaces between its units."""
    spaced = sum(unit.gap > 0 for unit in units[1:]) >= 0.5 * max(1, len(units) - 1)
    return not spaced or place == 0 or units[place].gap > 0 or units[place].lines == 1


def _over_text(units: Sequence[Unit], candidates: Sequence[int]) -> list[int]:
    """Keep candidates that stand over something longer, or over another one that does."""
    short = set(candidates)
    kept: list[int] = []
    for place in reversed(candidates):
        below = _text_below(units, place)
        longer = columns(below.text) >= max(1.4 * columns(units[place].text), 40)
        stacked = place + 1 in kept and (place + 2) not in kept
        listed = mark_of(below.text) is not None and place + 1 not in short
        if (longer and place + 1 not in short) or listed or (stacked and _form(units[place]) != _form(below)):
            kept.append(place)
    return sorted(kept)


def _text_below(units: Sequence[Unit], place: int) -> Unit:
    """Return the unit below, past one line of credits."""
    below = units[place + 1]
    if place + 2 < len(units) and _CREDIT.search(below.text) and columns(below.text) < 60:
        return units[place + 2]
    return below


def _form(unit: Unit) -> tuple[bool, bool]:
    text = unit.text
    return bool(_NUMBERED.match(text)), text.isupper()


def _alike(units: Sequence[Unit], kept: list[int]) -> list[int]:
    """Drop what does not fit the other headings, and all where they are too many to be headings."""
    paragraphs = len(units) - len(kept)
    if not kept or len(kept) > max(1, paragraphs):
        return []
    middle = median(columns(units[place].text) for place in kept)
    gaps = median(units[place].gap for place in kept)
    return [
        place
        for place in kept
        if columns(units[place].text) <= max(60, 2.5 * middle) and units[place].gap >= min(1, gaps)
    ]


def _levels(units: Sequence[Unit], kept: Sequence[int]) -> dict[int, int]:
    """Return the levels: by numbers where they are numbered, else capitals over the others, else one."""
    capitals = {place for place in kept if units[place].text.isupper()}
    mixed = 0 < len(capitals) < len(kept)
    found: dict[int, int] = {}
    for place in kept:
        numbered = re.match(r"\d+(?:\.\d+)*", units[place].text)
        if numbered and _NUMBERED.match(units[place].text):
            found[place] = min(6, 2 + numbered[0].count("."))
        else:
            found[place] = 3 if mixed and place not in capitals else 2
    return found
