"""Drop elements among and below the paragraphs of a text that do not belong to it: interactive boxes, labels and teasers.

Their class names do not count. A box has a field, or several buttons or links without a target, and little text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.domain.text import Code, Heading, Quote, Table
from briefbuilder.importers.html.boilerplate import OWN_TEXT, find_container
from briefbuilder.importers.html.candidates import Candidate, title_index, total_size

_MAX_BOX = 300
"""The most letters of running text in a box."""

_MAX_BOX_SHARE = 0.4
"""The greatest share that all boxes have of the text."""

_MIN_AROUND_SHARE = 0.5
_MIN_AROUND = 1500
"""The share or the letters of the running text that are in the element around a box."""

_MIN_ALIKE = 2
"""How many parts of the same shape belong to the text, such as sections that each have buttons."""

_FIELD_TAGS = ("input", "select", "textarea")
_ACCOUNT_FIELDS = etree.XPath("descendant::input[@type='email' or @type='password']")
"""Fields that only a newsletter or a login has: their boxes do not belong to the text even if they recur."""

_MIN_ACTIONS = 2
"""The fewest buttons and links without a target in a box without a field."""


def drop_insertions(candidates: Sequence[Candidate], chosen: list[int]) -> list[int]:
    """Drop boxes, and then the headings of elements without other chosen text, but not between the title and the running text."""
    text = [index for index in chosen if candidates[index].weight]
    letters = _sum_letters(candidates, text)
    parts = {index: _find_part(candidates[index].element, letters) for index in chosen}
    interactive = _find_interactive(candidates, {candidates[index].element for index in text})
    first = next((index for index in text if parts[index] not in interactive), None)
    if first is None:
        return chosen
    title = title_index(candidates)
    boxes: dict[HtmlElement, list[int]] = {}
    whole = sum(candidates[index].size for index in text)
    for index, part in parts.items():
        if part is not None and part in interactive and part in letters and (index > first or index < title):
            around = letters.get(part.getparent(), 0)
            if around >= min(_MIN_AROUND, _MIN_AROUND_SHARE * whole):
                boxes.setdefault(part, []).append(index)
    alike = Counter(_shape(part) for part in set(parts.values()) if part is not None)
    dropped = {
        index
        for part, indexes in boxes.items()
        if alike[_shape(part)] < _MIN_ALIKE or _ACCOUNT_FIELDS(part)
        for index in indexes
        if not any(isinstance(candidates[one].block, Code | Quote | Table) for one in indexes)
    }
    if total_size(candidates, dropped) <= _MAX_BOX_SHARE * total_size(candidates, chosen):
        chosen = [index for index in chosen if index not in dropped]
    labels = set(_find_labels(candidates, chosen))
    return [index for index in chosen if index < first or index not in labels]


def _shape(part: HtmlElement) -> tuple[object, ...]:
    """Return what parts have in common that were made in the same way."""
    return part.tag, part.get("class") or tuple(child.tag for child in part)


def _sum_letters(candidates: Sequence[Candidate], indexes: Iterable[int]) -> Mapping[HtmlElement | None, int]:
    """Return the letters of some blocks in each element."""
    letters: dict[HtmlElement | None, int] = {}
    for index in indexes:
        own = candidates[index].element
        for around in (own, *own.iterancestors()):
            letters[around] = letters.get(around, 0) + candidates[index].size
    return letters


def _find_part(element: HtmlElement, letters: Mapping[HtmlElement | None, int]) -> HtmlElement | None:
    """Return the outermost element around another with at most the text of a box."""
    part = None
    for around in (element, *element.iterancestors()):
        if letters.get(around, 0) > _MAX_BOX:
            break
        part = around
    return part


def _find_interactive(
    candidates: Sequence[Candidate], running: AbstractSet[HtmlElement]
) -> AbstractSet[HtmlElement]:
    """Return the elements around a field, or around several buttons or links without a target, outside running text."""
    interactive: set[HtmlElement] = set()
    actions: Counter[HtmlElement] = Counter()
    root = candidates[0].element.getroottree().getroot()
    for element in root.iter(*_FIELD_TAGS, "button", "a"):
        is_field = element.tag in _FIELD_TAGS
        if element.get("type") == "hidden" or (element.tag == "a" and not _lacks_target(element)):
            continue
        around = list(element.iterancestors())
        if running.isdisjoint(around):
            actions.update(around)
            interactive.update(one for one in around if is_field or actions[one] >= _MIN_ACTIONS)
    return interactive


def _lacks_target(link: HtmlElement) -> bool:
    target = (link.get("href") or "").strip()
    return target == "#" or target.startswith("javascript:") or (not target and link.get("role") == "button")


def _find_labels(candidates: Sequence[Candidate], chosen: Sequence[int]) -> Iterator[int]:
    """Yield the chosen headings of elements whose other blocks were all left out."""
    chosen_set = set(chosen)
    headings = {index for index in chosen if isinstance(candidates[index].block, Heading)}
    around_text = {
        around
        for index in chosen_set - headings
        for around in (candidates[index].element, *candidates[index].element.iterancestors())
    }
    for index in headings:
        parts = takewhile(lambda around: around not in around_text, candidates[index].element.iterancestors())
        inside = {one for part in [*parts][-1:] for one in part.iter()}
        left_out = 0
        for below in range(index + 1, len(candidates)):
            if candidates[below].element not in inside or below in chosen_set:
                break
            left_out += candidates[below].size
        if left_out > candidates[index].size:
            yield index


# Teasers among and below the text.

_MIN_TEASERS = 3
_LINK_SHARE = 0.7
"""The share of links in the heading of a teaser."""

_MAX_TEASER = 800
"""Letters: an element with more text is no teaser."""

_MAX_TEASERS_SHARE = 2
"""The greatest size of the teasers, as a share of the text."""


def drop_teasers(candidates: Sequence[Candidate], chosen: list[int]) -> list[int]:
    """Drop teasers, if a text remains: headings that are links, each with little text in an element of its own.

    They follow the element that holds the text, or are short `article` elements.
    """
    linked = [
        index
        for index in chosen
        if isinstance(candidates[index].block, Heading) and candidates[index].linked > _LINK_SHARE
    ]
    if len(linked) < _MIN_TEASERS:
        return chosen
    dropped = _find_teaser_articles(candidates, chosen, linked) or _find_teasers_below(
        candidates, chosen, linked
    )
    kept = [index for index in chosen if index not in dropped]
    size = total_size(candidates, kept)
    is_text = size >= max(OWN_TEXT, total_size(candidates, dropped) / _MAX_TEASERS_SHARE)
    return kept if is_text else chosen


def _find_teaser_articles(
    candidates: Sequence[Candidate], chosen: Sequence[int], linked: Sequence[int]
) -> set[int]:
    """Return the chosen blocks in `article` elements of little text with a heading that is a link."""
    around = {index: next(candidates[index].element.iterancestors("article"), None) for index in chosen}
    sizes = _sum_sizes(candidates, around)
    teasers = {around[index] for index in linked if sizes[around[index]] <= _MAX_TEASER} - {None}
    return {index for index in chosen if around[index] in teasers} if len(teasers) >= _MIN_TEASERS else set()


def _sum_sizes(
    candidates: Sequence[Candidate], around: Mapping[int, HtmlElement | None]
) -> Counter[HtmlElement | None]:
    """Return the letters of the blocks in each element around some of them."""
    sizes: Counter[HtmlElement | None] = Counter()
    for index, element in around.items():
        sizes[element] += candidates[index].size
    return sizes


def _find_teasers_below(
    candidates: Sequence[Candidate], chosen: Sequence[int], linked: Sequence[int]
) -> set[int]:
    """Return the chosen blocks after the element of the text, if several elements of little text have one such heading each."""
    around = {index: candidates[index].element.getparent() for index in chosen}
    headings = Counter(around[index] for index in linked)
    sizes = _sum_sizes(candidates, around)
    teasers = {parent for parent, held in headings.items() if held == 1 and sizes[parent] <= _MAX_TEASER}
    own = [index for index in chosen if candidates[index].weight and around[index] not in teasers]
    inside = set(find_container(candidates, own).iter()) if own else set()
    last = max((index for index in chosen if candidates[index].element in inside), default=chosen[-1])
    below = {index for index in chosen if index > last}
    return below if len(teasers.intersection(map(around.get, below))) >= _MIN_TEASERS else set()
