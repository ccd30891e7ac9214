"""What the extraction missed or took too much, told by the page's structure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from briefbuilder.domain.text import Heading
from briefbuilder.importers.html.candidate import Candidate

_RUNNING = 40
"""Letters: a block as long as this is running text, shorter ones may be a menu's."""

_MENU_SHARE = 0.4
_TEXT_SHARE = 0.8
_ALIKE = 2
"""Chosen blocks that an element must hold before others that are built like it count as its continuation."""

_FALLEN = 5
_MOST_LINKED = 0.3
_LONGEST_TAIL = 0.35
_STATED = 400
_SHOWN = 0.8
_MOST_CUT = 0.25


def is_menu(candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]) -> bool:
    """Tell whether what was chosen is short lines for the most part, while the page's region is running text."""
    return (
        _running_share(candidates, chosen) < _MENU_SHARE and _running_share(candidates, region) > _TEXT_SHARE
    )


def continued(candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]) -> list[int]:
    """Add the running text that goes on in elements built like those of the chosen text.

    Pages part a text around advertisements, and an extraction may end at the first of them. A heading of the
    first level or another article's element ends the text.
    """
    known = set(chosen)
    homes = Counter(_built(candidates[place].element) for place in chosen)
    article = _article(candidates[chosen[-1]].element) if chosen else None
    added: list[int] = []
    for place in region:
        candidate = candidates[place]
        if place in known or (chosen and place < chosen[0]):
            continue
        if _article(candidate.element) is not article or (
            isinstance(candidate.block, Heading) and candidate.block.level == 1
        ):
            break
        alike = homes[_built(candidate.element)] >= _ALIKE
        if alike and candidate.size >= _RUNNING and candidate.linked < _MOST_LINKED:
            added.append(place)
    return sorted({*chosen, *added, *_fallen_out(candidates, chosen, region)})


def _fallen_out(candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]) -> list[int]:
    """Return the paragraphs below the chosen ones that stand in the page's body itself: an end too many let them out."""
    found = [
        place
        for place in region
        if chosen
        and place > chosen[-1]
        and candidates[place].element.tag == "p"
        and getattr(candidates[place].element.getparent(), "tag", None) == "body"
        and candidates[place].size >= _RUNNING
        and candidates[place].linked < _MOST_LINKED
    ]
    return found if len(found) >= _FALLEN else []


def without_tail(candidates: Sequence[Candidate], chosen: list[int], region: Sequence[int]) -> list[int]:
    """Drop what was chosen behind the end of the page's running text and is not built like it.

    So end related stories, notes about the author and calls to comment; a long tail is a part of the text.
    """
    within = set(region)
    inside = [place for place in chosen if place in within]
    homes = Counter(_built(candidates[place].element) for place in inside)
    ends = [
        place for place in chosen if place in within or homes[_built(candidates[place].element)] >= _ALIKE
    ]
    if not inside:
        return chosen
    kept = [place for place in chosen if place <= ends[-1]]
    return (
        kept if _letters(candidates, kept) >= (1 - _LONGEST_TAIL) * _letters(candidates, chosen) else chosen
    )


def _letters(candidates: Sequence[Candidate], places: Sequence[int]) -> int:
    return sum(candidates[place].size for place in places)


def within_stated(candidates: Sequence[Candidate], chosen: list[int], stated: str) -> list[int]:
    """Return the chosen blocks with those added that a page states to be the article, and its ends cut to it.

    `stated` is the article's text as letters and digits. It is not trusted where the page does not show most of
    it, nor to cut much: pages state shortened texts, too.
    """
    if len(stated) < _STATED:
        return chosen
    told = [
        place
        for place, one in enumerate(candidates)
        if one.size >= _RUNNING and one.linked < _MOST_LINKED and one.words in stated
    ]
    if _letters(candidates, told) < _SHOWN * len(stated):
        return chosen
    known = {candidates[place].words for place in chosen}
    missing = {candidates[place].words: place for place in reversed(told)}
    grown = sorted({*chosen, *(place for words, place in missing.items() if words not in known)})
    kept = [place for place in grown if told[0] - 2 <= place <= told[-1]]
    cut = _letters(candidates, grown) - _letters(candidates, kept)
    return kept if cut <= _MOST_CUT * _letters(candidates, grown) else grown


def _running_share(candidates: Sequence[Candidate], places: Sequence[int]) -> float:
    total = _letters(candidates, places)
    running = sum(
        candidates[place].size * (1 - candidates[place].linked)
        for place in places
        if candidates[place].size >= _RUNNING
    )
    return running / total if total else 0.0


def _built(element: HtmlElement) -> tuple[str, ...]:
    """Return how an element and the two around it are built: their names and classes."""
    built = [str(element.tag)]
    for around in element.iterancestors():
        built += [str(around.tag), around.get("class") or ""]
        if len(built) > 4:
            break
    return tuple(built)


def _article(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("article"), None)
