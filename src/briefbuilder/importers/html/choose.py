"""Which blocks of a page are the article: those whose words trafilatura kept, and what belongs to them.

trafilatura tells what is text and what is furniture, but loses links, forms and repeated paragraphs; so its
answer only chooses among the page's own blocks, which keep all of that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import NamedTuple

from lxml.html import HtmlElement

from briefbuilder.domain.text import Figure, Heading, ListItem, Paragraph, Quote, Table
from briefbuilder.domain.values import value
from briefbuilder.importers.clean import match_key
from briefbuilder.importers.html.boilerplate import (
    BoilerplateRegions,
    add_continuation,
    drop_tail,
    find_boilerplate,
    find_main_region,
    is_announcement,
    is_menu,
    is_related_link,
    match_stated_text,
    may_be_text_link,
)
from briefbuilder.importers.html.candidates import Candidate
from briefbuilder.importers.html.extraction import copy_without, extract_texts

# What an extraction leaves out inside the article's own elements: links that stand as paragraphs, items, short lines.
#
# An extraction weighs each block alone, so short lines and links in the midst of running text are lost. How the
# blocks that it did find stand in the tree tells what belongs to them.

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
class _TextFrame:
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


def complete_selection(
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


def _frame_of(candidates: Sequence[Candidate], chosen: Sequence[int]) -> _TextFrame:
    frame = _TextFrame()
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
    candidates: Sequence[Candidate], first: int, furniture: set[int], frame: _TextFrame
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
    candidates: Sequence[Candidate], chosen: Sequence[int], furniture: set[int], frame: _TextFrame
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


_CERTAIN = 25
"""Letters: a block as long as this that stands in the extracted text is meant by it."""

_WITHIN = 40
"""Letters: an extracted block as long as this that stands in a longer block of the page means that one."""

_LITTLE = 300
_SHARE = 0.3
"""Fewer letters than `_LITTLE`, and a smaller share of the page's running text than this, is no article."""

_TEXT = 150
"""Letters outside furniture that are the page's text where all that was found stands in furniture."""

_BELOW = 5
"""Blocks between a title and the text below it."""

_SCRAP = 0.15
"""A smaller share of a running text of some length is none of it, however many letters it has."""

_ENOUGH = 0.5
"""The share of the running text's letters that an extraction without the furniture must find."""

_OF_ITS_OWN = 1500
"""Letters: as much outside furniture is a text of its own, however much stands in it."""

_NOTE = 60
"""Letters: a page with less than this on it is read as it stands."""

_ITEM_LINKED = 0.2
"""Items of lists with a greater share of links are teasers of other texts."""

_SHORT = 12
_MARGIN = 3
"""Blocks outside the certain ones among which short ones still count."""

_STRUCTURED = frozenset({"heading", "quote", "code", "figure", "table", "list_item"})
_WHOLES = frozenset({"ul", "ol", "li", "dl", "blockquote", "table", "thead", "tbody", "tr"})
_FURNITURE = frozenset({"nav", "header", "footer", "aside", "menu", "form"})


@value
class ChosenCandidates:
    """The places of the chosen candidates, in order; `failed` where the extraction library gave up.

    `boilerplate` are the places of those that stand in parts which are furniture by their name.
    """

    places: tuple[int, ...]
    boilerplate: frozenset[int] = frozenset()
    failed: bool = False


def choose(root: HtmlElement, candidates: Sequence[Candidate], stated: str = "") -> ChosenCandidates:
    """Choose the article's blocks among a page's; `stated` is the text that the page states to be the article."""
    body = root.find("body")
    top = root if body is None else body
    furniture = find_boilerplate(candidates, top)
    region = find_main_region(candidates, top, furniture.indexes)
    chosen, failed = _extraction(root, candidates, furniture, region)
    if _are_teasers(candidates, chosen, region, furniture.indexes):
        chosen = [place for place in chosen if place not in furniture.indexes] or list(region)
    chosen = _without_named(candidates, chosen, furniture.indexes)
    if _is_wrong(candidates, chosen, region):
        chosen = region
    chosen = add_continuation(candidates, chosen, region)
    chosen = match_stated_text(candidates, drop_tail(candidates, chosen, region), match_key(stated))
    chosen, sure = complete_selection(candidates, chosen, furniture.indexes, region)
    chosen = _without_furniture(candidates, chosen, sure)
    if _letters(candidates, range(len(candidates))) < _NOTE or not _letters(candidates, chosen):
        chosen = _plain_choice(candidates)
    return ChosenCandidates(places=tuple(chosen), boilerplate=frozenset(furniture.indexes), failed=failed)


def _extraction(
    root: HtmlElement, candidates: Sequence[Candidate], furniture: BoilerplateRegions, region: Sequence[int]
) -> tuple[list[int], bool]:
    """Return the places that the extraction means, and whether it failed.

    It is handed the page without its furniture, which is much of it, and the whole page where it finds little so.
    """
    if furniture.is_minor:
        extracted, failed = extract_texts(copy_without(root, furniture.elements))
        chosen = _matched(candidates, extracted) if extracted else []
        if _letters(candidates, chosen) >= _ENOUGH * _letters(candidates, region):
            return chosen, failed
    extracted, failed = extract_texts(root)
    return _matched(candidates, extracted) if extracted else [], failed


def _matched(candidates: Sequence[Candidate], extracted: Sequence[str]) -> list[int]:
    """Return the candidates that the extraction means: certain ones, and short ones among them."""
    joined, blocks = extracted[0], set(extracted[1:])
    long = [block for block in blocks if len(block) >= _WITHIN]
    certain: list[int] = []
    likely: list[int] = []
    for place, candidate in enumerate(candidates):
        words = candidate.words
        if isinstance(candidate.block, Table):
            (certain if _table_matches(candidate.block, joined) else likely[:0]).append(place)
        elif candidate.size >= _CERTAIN and words in joined:
            certain.append(place)
        elif words in blocks or (len(words) >= _SHORT and words in joined):
            likely.append(place)
        elif candidate.size > _WITHIN and any(block in words for block in long):
            certain.append(place)
        elif isinstance(candidate.block, Figure) and not words:
            likely.append(place)
    certain = _with_siblings(candidates, certain)
    spine = certain or [place for place in likely if candidates[place].words]
    if not spine:
        return []
    low, high = spine[0] - _MARGIN, spine[-1] + _MARGIN
    near = (place for place in likely if low <= place <= high and _stands(candidates, place, spine))
    return _with_outer_items(candidates, {*certain, *near})


def _with_outer_items(candidates: Sequence[Candidate], chosen: set[int]) -> list[int]:
    """Add the items of lists that hold a chosen item of a list within them."""
    outer = {item for place in chosen for item in candidates[place].element.iterancestors("li")}
    added = (place for place, candidate in enumerate(candidates) if candidate.element in outer)
    return sorted({*chosen, *(place for place in added if candidates[place].linked < 0.5)})


def _with_siblings(candidates: Sequence[Candidate], certain: Sequence[int]) -> list[int]:
    """Add what stands beside certain blocks and without links: of the same name, or a block with structure.

    The extraction drops repeated and very short paragraphs, headings over few words, captions and items of
    lists; their neighbours show where they belong.
    """
    if not certain:
        return []
    kept = set(certain)
    named = Counter((_home(candidates[place]), candidates[place].element.tag) for place in certain)
    homes = Counter(_home(candidates[place]) for place in certain)
    for place in range(max(0, certain[0] - _MARGIN), min(len(candidates), certain[-1] + _MARGIN + 1)):
        candidate = candidates[place]
        if place in kept or not candidate.words or candidate.linked >= 0.5:
            continue
        inside = certain[0] < place < certain[-1] and candidate.block.kind in _STRUCTURED
        inside = inside and not (candidate.block.kind == "list_item" and candidate.linked > _ITEM_LINKED)
        alike = named[_home(candidate), candidate.element.tag] > 1
        if alike or (inside and homes[_home(candidate)]):
            kept.add(place)
    return sorted(kept)


def _home(candidate: Candidate) -> HtmlElement | None:
    """Return the element that a block stands in; a list, a table or a quotation stands there as a whole."""
    home = candidate.element.getparent()
    while home is not None and home.tag in _WHOLES:
        home = home.getparent()
    return home


def _stands(candidates: Sequence[Candidate], place: int, spine: Sequence[int]) -> bool:
    """Tell whether a picture without a caption stands within the article rather than beside it."""
    return bool(candidates[place].words) or spine[0] <= place <= spine[-1]


def _table_matches(table: Table, joined: str) -> bool:
    cells = [match_key(cell.text) for row in table.rows for cell in row.cells]
    cells = [cell for cell in cells if cell]
    return sum(cell in joined for cell in cells) >= 0.8 * len(cells) > 0


def _are_teasers(
    candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int], furniture: AbstractSet[int]
) -> bool:
    """Tell whether what was found in furniture stands below a text that the page's title stands directly above."""
    apart = [place for place in chosen if place in furniture]
    if not apart or not region or apart[0] < region[-1]:
        return False
    above = range(max(0, region[0] - _BELOW), region[0] + 1)
    titles = (place for place in above if place not in furniture and _is_first(candidates[place]))
    return next(titles, None) is not None and _letters(candidates, region) >= _TEXT


def _is_first(candidate: Candidate) -> bool:
    return isinstance(candidate.block, Heading) and candidate.block.level == 1


def _is_wrong(candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]) -> bool:
    """Tell whether the extraction found a scrap of the page's running text, or a menu instead of it."""
    letters = _letters(candidates, chosen)
    running = _letters(candidates, region)
    if letters < _LITTLE and letters < _SHARE * running:
        return True
    if letters < min(_OF_ITS_OWN, _SCRAP * running):
        return True
    return is_menu(candidates, chosen, region)


def _without_named(candidates: Sequence[Candidate], chosen: list[int], furniture: set[int]) -> list[int]:
    """Drop what stands in parts that are furniture by their name, unless most of the text stands there."""
    kept = [place for place in chosen if place not in furniture]
    left = _letters(candidates, kept)
    return kept if left >= _OF_ITS_OWN or 2 * left >= _letters(candidates, chosen) else chosen


def _letters(candidates: Sequence[Candidate], places: Sequence[int]) -> int:
    return sum(candidates[place].size for place in places)


def _without_furniture(candidates: Sequence[Candidate], chosen: Sequence[int], sure: set[int]) -> list[int]:
    """Drop blocks that are one link, "read also" lines, and headings with nothing under them."""
    total = sum(candidates[place].size for place in chosen)
    linked = sum(candidates[place].size for place in chosen if candidates[place].linked > 0.95)
    link_page = linked >= 0.3 * total
    leading = {
        place
        for place in chosen
        if is_related_link(
            candidates[place],
            links=link_page or (place in sure and may_be_text_link(candidates[place])),
        )
    }
    leading -= set(_over_kept_lists(candidates, chosen, leading))
    kept = [place for place in chosen if place not in leading]
    end = len(kept)
    while end > 1 and is_announcement(candidates[kept[end - 1]]):
        end -= 1
    return _without_doubles(candidates, kept[:end] if end > 1 else kept)


def _over_kept_lists(
    candidates: Sequence[Candidate], chosen: Sequence[int], leading: AbstractSet[int]
) -> Iterator[int]:
    """Yield the headings, as "See also", whose list is a part of the text after all."""
    for place, below in pairwise(chosen):
        is_list = isinstance(candidates[below].block, ListItem) and below not in leading
        beside = candidates[below].element.getparent()
        if is_list and isinstance(candidates[place].block, Heading) and beside is not None:
            home = candidates[place].element.getparent()
            if home in (beside.getparent(), *islice(beside.iterancestors(), 1, 3)):
                yield place


def _without_doubles(candidates: Sequence[Candidate], chosen: Sequence[int]) -> list[int]:
    """Drop a caption that follows itself: pages hold a picture twice, for wide screens and for small ones."""
    return [
        place
        for before, place in zip([None, *chosen], chosen, strict=False)
        if before is None
        or not isinstance(candidates[place].block, Figure)
        or not candidates[place].words
        or candidates[before].text != candidates[place].text
    ]


def _plain_choice(candidates: Sequence[Candidate]) -> list[int]:
    """Choose everything outside the page's furniture, where the extraction found nothing."""
    found = [
        place
        for place, candidate in enumerate(candidates)
        if candidate.words and not any(tag in _FURNITURE for tag in _ancestors(candidate.element))
    ]
    return found or [place for place, candidate in enumerate(candidates) if candidate.words]


def _ancestors(element: HtmlElement) -> list[str]:
    return [str(ancestor.tag) for ancestor in (element, *element.iterancestors())]
