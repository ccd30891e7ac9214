"""Headings in unmarked text: short lines judged by their form, by what stands around them and by the text as a whole.

What is underlined or begins with number signs is a heading on its own word; all else is weighed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefbuilder.importers.plaintext.evidence import Evidence
from briefbuilder.importers.plaintext.forest import fitted_forest
from briefbuilder.importers.plaintext.forms import NUMBERED, ends_abbreviated
from briefbuilder.importers.plaintext.layout import Unit, columns, ends_sentence
from briefbuilder.importers.plaintext.marks import mark_of

_MARKED = 2
"""Headings with a mark of their own from which on no line without one is a heading."""

LEAST = -700
"""What must speak for a heading, as `forest` weighs it: a missed heading costs as much as a false one."""

_NEARLY = 200
"""How far below `LEAST` a line may be that stands as the headings of its text do."""

_WIDEST_TITLE = 240
"""Columns."""


def find_headings(units: Sequence[Unit], title: str = "") -> dict[int, int]:
    """Return the level, from 2, of each unit that is a heading, by its place; `title` is the text's, where it has one."""
    marked = _marked(units)
    if len(marked) >= _MARKED or not any(ends_sentence(unit.text) or mark_of(unit.text) for unit in units):
        return marked
    evidence = Evidence(units, title)
    kept = sorted((_weighed(evidence) | evidence.sure) - marked.keys())
    return marked | _levels(units, kept)


def _weighed(evidence: Evidence) -> set[int]:
    """Return the places of what is weighed as headings.

    Where nothing that stands alone between paragraphs is refused but what nearly passed, and most passed, it is one too.
    """
    weights = {place: fitted_forest().weigh(evidence.of(place)) for place in evidence.places}
    passed = {place for place, weight in weights.items() if weight > LEAST}
    refused = (evidence.alone & weights.keys()) - passed
    nearly = all(weights[place] > LEAST - _NEARLY for place in refused)
    most = 2 * len(refused) <= len(passed & evidence.alone)
    return passed | refused if nearly and most else passed


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
    if columns(text) > _WIDEST_TITLE or unit.lines > 3 or not any(map(str.isalpha, text)):
        return False
    return (
        not ends_sentence(text) or ends_abbreviated(text) or text.rstrip("\"'”’»").endswith(tuple("?!…？！"))
    )


def _levels(units: Sequence[Unit], kept: Sequence[int]) -> dict[int, int]:
    """Return the levels: by numbers where they are numbered, else capitals over the others, else one."""
    capitals = {place for place in kept if units[place].text.isupper()}
    mixed = 0 < len(capitals) < len(kept)
    found: dict[int, int] = {}
    for place in kept:
        numbered = re.match(r"\d+(?:\.\d+)*", units[place].text)
        if numbered and NUMBERED.match(units[place].text):
            found[place] = min(6, 2 + numbered[0].count("."))
        else:
            found[place] = 3 if mixed and place not in capitals else 2
    return found
