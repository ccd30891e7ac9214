"""What an extraction leaves out inside the article's own elements: links that stand as paragraphs, items, short lines.

An extraction weighs each block alone, so short lines and links in the midst of running text are lost. How the
blocks that it did find stand in the tree tells what belongs to them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.html import HtmlElement

from briefbuilder.domain.text import Figure, Heading, Paragraph, Quote, Table
from briefbuilder.importers.html.candidate import Candidate

_RUNNING = 40
"""Letters: a block as long as this is running text."""

_MOST_LINKED = 0.3
_ALIKE = 3
"""Blocks of running text that are built alike before another one like them belongs to them, whatever is in it."""

_LOOSE = 2
"""Blocks of running text in an element before loose lines in it belong to them."""

_LIST_SHARE = 0.3
"""The share of a list's words that must have been found for all its items to belong to the text."""

_SHORT_ITEMS = 25
"""Letters: items that are links and shorter than this on the average list things; longer ones are headlines."""

_HEAD = 12
"""Blocks between a title and its text."""

_CLOCK = re.compile(
    r"^\W*(?:\w{0,12}\W+)?(?:\d{1,2}[:.h]\d{2}|\d{1,2}\s*(?:am|pm|uhr)\b|(?:上午|下午|午前|午後)?\d{1,2}[時时]\d{1,2}分?)",
    re.IGNORECASE,
)
_CLOCK_LETTERS = 24
_ENTRIES = 2
"""Times over as many entries are a part of the text; one alone is when it was published."""

_LISTS = frozenset({"ul", "ol", "dl"})


_PLAIN = frozenset({"p", "ul", "center"})
"""Elements without a name in which a paragraph may stand; a list without items only sets its text in."""


class _Built(NamedTuple):
    """How a block stands in the tree."""

    home: HtmlElement | None
    tag: str
    classes: str


@dataclass(slots=True)
class _Frame:
    """How the running text that was found stands in the tree."""

    alike: Counter[_Built] = field(default_factory=Counter)
    homes: Counter[HtmlElement | None] = field(default_factory=Counter)
    first: dict[HtmlElement, int] = field(default_factory=dict)
    last: dict[HtmlElement, int] = field(default_factory=dict)

    def holds(self, place: int, element: HtmlElement) -> bool:
        """Tell whether a block belongs to the text by where it stands."""
        if self.alike[_built(element)] >= _ALIKE or self.homes[element] >= _LOOSE:
            return True
        home = element.getparent()
        plain = element.tag in _PLAIN and not element.get("class")
        return plain and home is not None and self.first.get(home, place) < place < self.last.get(home, place)


def completed(
    candidates: Sequence[Candidate], chosen: Sequence[int], furniture: set[int], region: Sequence[int]
) -> tuple[list[int], set[int]]:
    """Return the chosen blocks with what is missing among them, and the places that count whatever links they hold."""
    if not chosen:
        return [], set()
    frame = _frame_of(candidates, chosen)
    lists = _lists_of_text(candidates, chosen, furniture, frame)
    clocks = _clocks(candidates, chosen)
    sure = {
        place
        for place in range(chosen[0], chosen[-1] + 1)
        if candidates[place].words
        and place not in furniture
        and (
            place in clocks
            or frame.holds(place, candidates[place].element)
            or _list_of(candidates[place].element) in lists
        )
    }
    sure |= _within_items(candidates, chosen, furniture) | _lines_above(candidates, chosen, furniture)
    among = _among(candidates, chosen, region)
    above = _pictures_above(candidates, chosen[0], furniture, frame)
    below_title = _pictures_below_title(candidates, chosen[0], furniture)
    found = {*chosen, *sure, *among, *above, *below_title, *_heading_above(candidates, chosen[0], furniture)}
    return sorted({*found, *(place + 1 for place in found if _is_second(candidates, place + 1))}), sure


def _frame_of(candidates: Sequence[Candidate], chosen: Sequence[int]) -> _Frame:
    frame = _Frame()
    for place in chosen:
        candidate = candidates[place]
        if candidate.size < _RUNNING or candidate.linked >= _MOST_LINKED:
            continue
        frame.alike[_built(candidate.element)] += 1
        frame.homes[candidate.element.getparent()] += isinstance(candidate.block, Paragraph)
        for around in candidate.element.iterancestors():
            frame.first.setdefault(around, place)
            frame.last[around] = place
    return frame


def _clocks(candidates: Sequence[Candidate], chosen: Sequence[int]) -> set[int]:
    """Return the times that stand over the entries of a report that was written as things happened."""
    known = set(chosen)
    clocks = {
        place
        for place, candidate in enumerate(candidates)
        if candidate.size <= _CLOCK_LETTERS
        and (place + 1 in known or place - 1 in known)
        and _CLOCK.match(candidate.text)
    }
    return clocks if len(clocks) >= _ENTRIES else set()


def _among(candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]) -> Iterator[int]:
    """Yield the captions, tables and quotations that stand among the text, in the part of the page where it lies.

    A post from a network is a quotation; who wrote it, and when, stands behind it as a link.
    """
    for place in region:
        candidate = candidates[place]
        block = candidate.block
        stands = chosen[0] < place < chosen[-1] and isinstance(block, Figure | Table | Quote)
        signs = isinstance(block, Quote) and block.continues
        if stands and (signs or candidate.linked < _MOST_LINKED):
            yield place


def _is_second(candidates: Sequence[Candidate], place: int) -> bool:
    """Tell whether a caption is the second line of one: whose the picture is."""
    if place >= len(candidates) or not isinstance(candidates[place].block, Figure):
        return False
    before = candidates[place - 1]
    return isinstance(before.block, Figure) and before.element is candidates[place].element


def _lines_above(candidates: Sequence[Candidate], chosen: Sequence[int], furniture: set[int]) -> set[int]:
    """Return the short lines that stand loose above a chosen block, time after time in elements built alike: steps."""
    known = set(chosen)
    found: dict[tuple[str, str], list[int]] = {}
    for place in chosen:
        above, home = candidates[place - 1], candidates[place].element.getparent()
        if (
            place
            and place - 1 not in known | furniture
            and above.element is home
            and above.linked < _MOST_LINKED
        ):
            built = (str(home.tag), home.get("class") or "")
            if 0 < above.size < _RUNNING:
                found.setdefault(built, []).append(place - 1)
    return {place for places in found.values() if len(places) >= _ALIKE for place in places}


def _pictures_above(
    candidates: Sequence[Candidate], first: int, furniture: set[int], frame: _Frame
) -> Iterator[int]:
    """Yield the pictures with a caption directly above the text, in the element that it stands in."""
    for place in range(first - 1, -1, -1):
        candidate = candidates[place]
        inside = frame.homes[candidate.element.getparent()] >= _LOOSE and place not in furniture
        if not inside or not isinstance(candidate.block, Figure) or candidate.linked >= _MOST_LINKED:
            return
        yield place


def _pictures_below_title(candidates: Sequence[Candidate], first: int, furniture: set[int]) -> list[int]:
    """Return the pictures with a caption between the heading of the first level above the text and the text."""
    found: list[int] = []
    for place in range(first - 1, max(-1, first - 1 - _HEAD), -1):
        candidate = candidates[place]
        if isinstance(candidate.block, Heading) and candidate.block.level == 1:
            return found
        if isinstance(candidate.block, Figure) and place not in furniture and candidate.words:
            found += [place] if candidate.linked < _MOST_LINKED else []
    return []


def _within_items(candidates: Sequence[Candidate], chosen: Sequence[int], furniture: set[int]) -> set[int]:
    """Return the items of lists within a chosen item that has words of its own, whatever links they hold."""
    items = {
        candidates[place].element
        for place in chosen
        if candidates[place].element.tag == "li" and candidates[place].linked < _MOST_LINKED
    }
    return {
        place
        for place in range(chosen[0], chosen[-1] + 1)
        if place not in furniture
        and candidates[place].element.tag == "li"
        and next(candidates[place].element.iterancestors("li"), None) in items
    }


def _heading_above(candidates: Sequence[Candidate], first: int, furniture: set[int]) -> Iterator[int]:
    """Yield the place of a heading that stands directly before the text, in the same element."""
    above = first - 1
    if above < 0 or above in furniture or not isinstance(candidates[above].block, Heading):
        return
    if candidates[above].element.getparent() is candidates[first].element.getparent():
        yield above


def _lists_of_text(
    candidates: Sequence[Candidate], chosen: Sequence[int], furniture: set[int], frame: _Frame
) -> set[HtmlElement]:
    """Return the lists that belong to the text: much of them was found, or they list short names beside it."""
    found: Counter[HtmlElement] = Counter()
    held: Counter[HtmlElement] = Counter()
    items: Counter[HtmlElement] = Counter()
    known = set(chosen)
    for place, candidate in enumerate(candidates):
        whole = _list_of(candidate.element) if place not in furniture else None
        if whole is not None:
            held[whole] += candidate.size
            items[whole] += 1
            if place in known and candidate.linked < 1 - _MOST_LINKED:
                found[whole] += candidate.size

    def belongs(whole: HtmlElement) -> bool:
        beside = frame.homes[whole.getparent()] > 0
        plain = not whole.get("class") and held[whole] < _SHORT_ITEMS * items[whole]
        return found[whole] >= _LIST_SHARE * held[whole] or (beside and (found[whole] > 0 or plain))

    return set(filter(belongs, held))


def _built(element: HtmlElement) -> _Built:
    return _Built(element.getparent(), str(element.tag), element.get("class") or "")


def _list_of(element: HtmlElement) -> HtmlElement | None:
    """Return the list that an element is an item of, the outermost one."""
    found = None
    for around in element.iterancestors():
        if around.tag in _LISTS:
            found = around
        elif found is not None and around.tag != "li":
            break
    return found
