"""Which blocks of a page are the article: those whose words trafilatura kept, and what belongs to them.

trafilatura tells what is text and what is furniture, but loses links, forms and repeated paragraphs; so its
answer only chooses among the page's own blocks, which keep all of that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice, pairwise

from lxml.html import HtmlElement

from briefbuilder.domain.text import Figure, Heading, ListItem, Table
from briefbuilder.domain.values import value
from briefbuilder.importers.clean import key
from briefbuilder.importers.html.amend import continued, is_menu, within_stated, without_tail
from briefbuilder.importers.html.candidate import Candidate
from briefbuilder.importers.html.complete import completed
from briefbuilder.importers.html.elsewhere import announces, leads_elsewhere, may_be_link
from briefbuilder.importers.html.extraction import extracted_texts, without_parts
from briefbuilder.importers.html.region import Furniture, furniture_of, in_region

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
class Choice:
    """The places of the chosen candidates, in order; `failed` where the extraction library gave up.

    `furniture` are the places of those that stand in parts which are furniture by their name.
    """

    places: tuple[int, ...]
    furniture: frozenset[int] = frozenset()
    failed: bool = False


def choose(root: HtmlElement, candidates: Sequence[Candidate], stated: str = "") -> Choice:
    """Choose the article's blocks among a page's; `stated` is the text that the page states to be the article."""
    body = root.find("body")
    top = root if body is None else body
    furniture = furniture_of(candidates, top)
    region = in_region(candidates, top, furniture.places)
    chosen, failed = _extraction(root, candidates, furniture, region)
    if _are_teasers(candidates, chosen, region, furniture.places):
        chosen = [place for place in chosen if place not in furniture.places] or list(region)
    chosen = _without_named(candidates, chosen, furniture.places)
    if _is_wrong(candidates, chosen, region):
        chosen = region
    chosen = continued(candidates, chosen, region)
    chosen = within_stated(candidates, without_tail(candidates, chosen, region), key(stated))
    chosen, sure = completed(candidates, chosen, furniture.places, region)
    chosen = _without_furniture(candidates, chosen, sure)
    if _letters(candidates, range(len(candidates))) < _NOTE or not _letters(candidates, chosen):
        chosen = _plain_choice(candidates)
    return Choice(places=tuple(chosen), furniture=frozenset(furniture.places), failed=failed)


def _extraction(
    root: HtmlElement, candidates: Sequence[Candidate], furniture: Furniture, region: Sequence[int]
) -> tuple[list[int], bool]:
    """Return the places that the extraction means, and whether it failed.

    It is handed the page without its furniture, which is much of it, and the whole page where it finds little so.
    """
    if furniture.is_less:
        extracted, failed = extracted_texts(without_parts(root, furniture.parts))
        chosen = _matched(candidates, extracted) if extracted else []
        if _letters(candidates, chosen) >= _ENOUGH * _letters(candidates, region):
            return chosen, failed
    extracted, failed = extracted_texts(root)
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
    cells = [key(cell.text) for row in table.rows for cell in row.cells]
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
        if leads_elsewhere(
            candidates[place],
            links=link_page or (place in sure and may_be_link(candidates[place])),
        )
    }
    leading -= set(_over_kept_lists(candidates, chosen, leading))
    kept = [place for place in chosen if place not in leading]
    end = len(kept)
    while end > 1 and announces(candidates[kept[end - 1]]):
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
