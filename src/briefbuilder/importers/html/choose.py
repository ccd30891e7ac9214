"""Choose the blocks of a page that are the article: those that trafilatura kept, and what belongs to them.

trafilatura separates text from boilerplate, but loses links, formatting and repeated paragraphs; so its result only
chooses among the page's own blocks.
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
    add_missing_text,
    drop_tail,
    find_boilerplate,
    find_main_region,
    is_menu,
    match_stated_text,
)
from briefbuilder.importers.html.candidates import Candidate, total_size, weigh
from briefbuilder.importers.html.extraction import copy_without, extract_texts
from briefbuilder.importers.html.service_lines import is_announcement, is_related_link, may_be_text_link

# An extraction rates each block alone and so loses short lines, links and list items within running text. The position
# of the blocks that it found shows which others belong to them.

_RUNNING_LETTERS = 40
"""Letters: blocks of this length are running text."""

_MAX_LINKED = 0.3
_MIN_ALIKE = 3
"""Blocks of running text with the same signature before any other block with it belongs to the text."""

_MIN_LOOSE = 2
"""Paragraphs of running text in an element before its loose lines belong to the text."""

_LIST_SHARE = 0.3
"""The share of a list's letters that must be chosen for all items to belong to the text."""

_MAX_LINK_ITEM = 25
"""Letters: items that are longer links on average are headlines."""

_HEAD_BLOCKS = 12
"""The most blocks between a title and its text."""

_TIME = re.compile(
    r"^\W*(?:\w{0,12}\W+)?(?:\d{1,2}[:.h]\d{2}|\d{1,2}\s*(?:am|pm|uhr)\b|(?:上午|下午|午前|午後)?\d{1,2}[時时]\d{1,2}分?)",
    re.IGNORECASE,
)
_MAX_TIME_LETTERS = 24
_MIN_ENTRIES = 2
"""Times of this many entries are part of the text; a single one is the time of publication."""

_LIST_TAGS = frozenset({"ul", "ol", "dl"})


_PLAIN_TAGS = frozenset({"p", "ul", "center"})
"""Tags of paragraphs; lists without items are used to indent text."""


class _Signature(NamedTuple):
    """The parent, tag and classes of a block."""

    container: HtmlElement | None
    tag: str
    classes: str


@dataclass(slots=True)
class _TextStructure:
    """The elements that contain the chosen running text."""

    alike: Counter[_Signature] = field(default_factory=Counter)
    containers: Counter[HtmlElement | None] = field(default_factory=Counter)
    first: dict[HtmlElement, int] = field(default_factory=dict)
    last: dict[HtmlElement, int] = field(default_factory=dict)

    def holds(self, index: int, element: HtmlElement) -> bool:
        """Return whether a block belongs to the text by its position."""
        if self.alike[_signature(element)] >= _MIN_ALIKE or self.containers[element] >= _MIN_LOOSE:
            return True
        container = element.getparent()
        plain = element.tag in _PLAIN_TAGS and not element.get("class")
        return (
            plain
            and container is not None
            and self.first.get(container, index) < index < self.last.get(container, index)
        )


def complete_selection(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: set[int], region: Sequence[int]
) -> tuple[list[int], set[int]]:
    """Add what is missing among the chosen blocks; also return the indexes that may be links."""
    if not chosen:
        return [], set()
    structure = _find_structure(candidates, chosen)
    lists = _find_text_lists(candidates, chosen, boilerplate, structure)
    times = _find_entry_times(candidates, chosen)
    certain_indexes = {
        index
        for index in range(chosen[0], chosen[-1] + 1)
        if candidates[index].words
        and index not in boilerplate
        and (
            index in times
            or structure.holds(index, candidates[index].element)
            or _outermost_list(candidates[index].element) in lists
        )
    }
    certain_indexes |= _find_nested_items(candidates, chosen, boilerplate) | _find_step_titles(
        candidates, chosen, boilerplate
    )
    embedded = _find_embedded(candidates, chosen, region)
    above = _find_pictures_above(candidates, chosen[0], boilerplate, structure)
    below_title = _find_pictures_below_title(candidates, chosen[0], boilerplate)
    found = {
        *chosen,
        *certain_indexes,
        *embedded,
        *above,
        *_find_pictures_below(candidates, chosen[-1], boilerplate, structure),
        *below_title,
        *_find_headings_above(candidates, chosen, boilerplate),
    }
    return sorted(
        {*found, *(index + 1 for index in found if _is_second_caption_line(candidates, index + 1))}
    ), certain_indexes


def _find_structure(candidates: Sequence[Candidate], chosen: Sequence[int]) -> _TextStructure:
    structure = _TextStructure()
    for index in chosen:
        candidate = candidates[index]
        if candidate.size < _RUNNING_LETTERS or candidate.linked >= _MAX_LINKED:
            continue
        structure.alike[_signature(candidate.element)] += 1
        structure.containers[candidate.element.getparent()] += isinstance(candidate.block, Paragraph)
        for around in candidate.element.iterancestors():
            structure.first.setdefault(around, index)
            structure.last[around] = index
    return structure


def _find_entry_times(candidates: Sequence[Candidate], chosen: Sequence[int]) -> set[int]:
    """Return the times above the entries of a live report."""
    chosen_set = set(chosen)
    times = {
        index
        for index, candidate in enumerate(candidates)
        if candidate.size <= _MAX_TIME_LETTERS
        and (index + 1 in chosen_set or index - 1 in chosen_set)
        and _TIME.match(candidate.text)
    }
    return times if len(times) >= _MIN_ENTRIES else set()


def _find_embedded(
    candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]
) -> Iterator[int]:
    """Yield the captions, tables and quotations within the text.

    An embedded post is a quotation, followed by its author and date as a link.
    """
    for index in region:
        candidate = candidates[index]
        block = candidate.block
        is_embedded = chosen[0] < index < chosen[-1] and isinstance(block, Figure | Table | Quote)
        is_signature = isinstance(block, Quote) and block.continues
        if is_embedded and (is_signature or candidate.linked < _MAX_LINKED):
            yield index


def _is_second_caption_line(candidates: Sequence[Candidate], index: int) -> bool:
    """Return whether a caption is the credit line of another one."""
    if index >= len(candidates) or not isinstance(candidates[index].block, Figure):
        return False
    before = candidates[index - 1]
    return isinstance(before.block, Figure) and before.element is candidates[index].element


def _find_step_titles(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: set[int]
) -> set[int]:
    """Return the short lines above chosen blocks that recur in similar elements, such as the titles of steps."""
    chosen_set = set(chosen)
    found: dict[tuple[str, str], list[int]] = {}
    for index in chosen:
        above, container = candidates[index - 1], candidates[index].element.getparent()
        if (
            index
            and index - 1 not in chosen_set | boilerplate
            and above.element is container
            and above.linked < _MAX_LINKED
        ):
            built = (str(container.tag), container.get("class") or "")
            if 0 < above.size < _RUNNING_LETTERS:
                found.setdefault(built, []).append(index - 1)
    return {index for indexes in found.values() if len(indexes) >= _MIN_ALIKE for index in indexes}


def _find_pictures_above(
    candidates: Sequence[Candidate], first: int, boilerplate: set[int], structure: _TextStructure
) -> Iterator[int]:
    """Yield the pictures with a caption directly above the text in the same element."""
    for index in range(first - 1, -1, -1):
        candidate = candidates[index]
        inside = (
            structure.containers[candidate.element.getparent()] >= _MIN_LOOSE and index not in boilerplate
        )
        if not inside or not isinstance(candidate.block, Figure) or candidate.linked >= _MAX_LINKED:
            return
        yield index


def _find_pictures_below(
    candidates: Sequence[Candidate], last: int, boilerplate: set[int], structure: _TextStructure
) -> Iterator[int]:
    """Yield the pictures directly below the text in the same element: those with a caption, and marked-up figures."""
    for index in range(last + 1, len(candidates)):
        candidate = candidates[index]
        around = candidate.element.getparent()
        while around is not None and len(around) == 1:
            around = around.getparent()  # an element for the picture alone
        inside = structure.containers[around] >= _MIN_LOOSE and index not in boilerplate
        if not inside or not isinstance(candidate.block, Figure) or candidate.linked >= _MAX_LINKED:
            return
        if candidate.words or candidate.element.tag == "figure":
            yield index


def _find_pictures_below_title(
    candidates: Sequence[Candidate], first: int, boilerplate: set[int]
) -> list[int]:
    """Return the pictures with a caption between the first-level heading and the text."""
    found: list[int] = []
    for index in range(first - 1, max(-1, first - 1 - _HEAD_BLOCKS), -1):
        candidate = candidates[index]
        if isinstance(candidate.block, Heading) and candidate.block.level == 1:
            return found
        if isinstance(candidate.block, Figure) and index not in boilerplate and candidate.words:
            found += [index] if candidate.linked < _MAX_LINKED else []
    return []


def _find_nested_items(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: set[int]
) -> set[int]:
    """Return the items nested in chosen items with text, even if they are links."""
    items = {
        candidates[index].element
        for index in chosen
        if candidates[index].element.tag == "li" and candidates[index].linked < _MAX_LINKED
    }
    return {
        index
        for index in range(chosen[0], chosen[-1] + 1)
        if index not in boilerplate
        and candidates[index].element.tag == "li"
        and next(candidates[index].element.iterancestors("li"), None) in items
    }


def _find_headings_above(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: set[int]
) -> Iterator[int]:
    """Yield the headings directly above chosen text, also those in an element of their own, and above the first block."""
    text = [index for index in chosen if not isinstance(candidates[index].block, Heading)]
    for index in text:
        above = index - 1
        if above < 0 or above in boilerplate or not isinstance(candidates[above].block, Heading):
            continue
        same = candidates[above].element.getparent() is candidates[index].element.getparent()
        if same or (index > chosen[0] and candidates[above].linked < _MAX_LINKED):
            yield above


def _find_text_lists(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: set[int], structure: _TextStructure
) -> set[HtmlElement]:
    """Return the lists that belong to the text: much of them is chosen, or they are short items next to it."""
    found: Counter[HtmlElement] = Counter()
    held: Counter[HtmlElement] = Counter()
    items: Counter[HtmlElement] = Counter()
    chosen_set = set(chosen)
    for index, candidate in enumerate(candidates):
        list_element = _outermost_list(candidate.element) if index not in boilerplate else None
        if list_element is not None:
            held[list_element] += candidate.size
            items[list_element] += 1
            if index in chosen_set and candidate.linked < 1 - _MAX_LINKED:
                found[list_element] += candidate.size

    def belongs(list_element: HtmlElement) -> bool:
        beside = structure.containers[list_element.getparent()] > 0
        plain = not list_element.get("class") and held[list_element] < _MAX_LINK_ITEM * items[list_element]
        return found[list_element] >= _LIST_SHARE * held[list_element] or (
            beside and (found[list_element] > 0 or plain)
        )

    return set(filter(belongs, held))


def _signature(element: HtmlElement) -> _Signature:
    return _Signature(element.getparent(), str(element.tag), element.get("class") or "")


def _outermost_list(element: HtmlElement) -> HtmlElement | None:
    """Return the outermost list around an element, or None."""
    found = None
    for around in element.iterancestors():
        if around.tag in _LIST_TAGS:
            found = around
        elif found is not None and around.tag != "li":
            break
    return found


_MIN_CERTAIN = 25
"""Letters: blocks of this length are certain if the extracted text contains them."""

_MIN_CONTAINED = 40
"""Letters: extracted blocks of this length select the longer block that contains them."""

_MIN_ARTICLE = 300
_MIN_ARTICLE_SHARE = 0.3
"""With fewer letters than `_MIN_ARTICLE` and less than this share of the running text, the extraction failed."""

_MIN_REGION = 150
"""Letters of the main region that replace a result within boilerplate."""

_TITLE_DISTANCE = 5
"""The most blocks between a title and the main region."""

_SCRAP_SHARE = 0.15
"""With a smaller share of a long running text, the extraction failed."""

_AGREEMENT = 0.7
"""The share of the letters that two readings must have in common."""

_LONG_BLOCK = 60
_MIN_COPIED = 4
_COPY_SHARE = 0.3
"""The number of long repeated blocks, and their share of the text, that make a second copy."""

_MAX_LINKS_BETWEEN = 0.15
_MIN_EXTRACTED_SHARE = 0.5
"""The share of the running text that an extraction without boilerplate must find."""

_MIN_OWN_TEXT = 1500
"""Letters outside boilerplate that are enough as a text."""

_MIN_PAGE = 60
"""Letters: shorter pages are read completely."""

_MAX_ITEM_LINKED = 0.2
"""List items with a greater share of links are teasers."""

_MIN_LIKELY = 12
_MARGIN = 3
"""Blocks around the certain ones among which short ones still count."""

_STRUCTURED_KINDS = frozenset({"heading", "quote", "code", "figure", "table", "list_item"})
_COMPOUND_TAGS = frozenset({"ul", "ol", "li", "dl", "blockquote", "table", "thead", "tbody", "tr"})
_BOILERPLATE_TAGS = frozenset({"nav", "header", "footer", "aside", "menu", "form"})


@value
class ChosenCandidates:
    """The indexes of the chosen candidates, in order; `failed` if the extraction library raised an error.

    `boilerplate` are the indexes of those in boilerplate.
    """

    indexes: tuple[int, ...]
    boilerplate: frozenset[int] = frozenset()
    failed: bool = False


def choose(root: HtmlElement, candidates: Sequence[Candidate], stated: str = "") -> ChosenCandidates:
    """Choose the blocks of the article; `stated` is the article text in the page's metadata."""
    body = root.find("body")
    top = root if body is None else body
    boilerplate = find_boilerplate(candidates, top)
    region = find_main_region(candidates, top, boilerplate.indexes)
    chosen, failed = _run_extraction(root, candidates, boilerplate, region)
    if _are_teasers(candidates, chosen, region, boilerplate.indexes):
        chosen = [index for index in chosen if index not in boilerplate.indexes] or list(region)
    chosen = _drop_boilerplate(candidates, chosen, boilerplate.indexes)
    if _is_wrong(candidates, chosen, region):
        chosen = region
    chosen = add_continuation(candidates, chosen, region)
    chosen = match_stated_text(candidates, drop_tail(candidates, chosen, region), match_key(stated))
    chosen = add_missing_text(candidates, chosen, region)
    chosen, certain_indexes = complete_selection(candidates, chosen, boilerplate.indexes, region)
    chosen = _drop_second_copy(candidates, _drop_related_links(candidates, chosen, certain_indexes))
    if total_size(candidates, range(len(candidates))) < _MIN_PAGE or not total_size(candidates, chosen):
        chosen = _choose_all_outside(candidates)
    return ChosenCandidates(indexes=tuple(chosen), boilerplate=frozenset(boilerplate.indexes), failed=failed)


def _run_extraction(
    root: HtmlElement, candidates: Sequence[Candidate], boilerplate: BoilerplateRegions, region: Sequence[int]
) -> tuple[list[int], bool]:
    """Return the indexes that the extraction selects, and whether it failed.

    It is given the page without boilerplate first, and the whole page if it finds little.
    """
    if boilerplate.is_minor:
        extracted, failed = extract_texts(copy_without(root, boilerplate.elements))
        chosen = _match_extraction(candidates, extracted, boilerplate.indexes) if extracted else []
        if total_size(candidates, chosen) >= _MIN_EXTRACTED_SHARE * total_size(candidates, region):
            return chosen, failed
        if _is_within(candidates, chosen, region) and not _has_links_between(candidates, region):
            extracted, failed = extract_texts(root, fast=False)
            compared = _match_extraction(candidates, extracted, boilerplate.hidden) if extracted else []
            if _is_within(candidates, compared, region) and _is_within(candidates, region, compared):
                return compared, failed
    extracted, failed = extract_texts(root)
    return _match_extraction(candidates, extracted, boilerplate.hidden) if extracted else [], failed


def _is_within(candidates: Sequence[Candidate], chosen: Sequence[int], others: Sequence[int]) -> bool:
    """Return whether most of the chosen text is also among others."""
    common = total_size(candidates, set(chosen).intersection(others))
    return common >= _AGREEMENT * total_size(candidates, chosen)


def _has_links_between(candidates: Sequence[Candidate], region: Sequence[int]) -> bool:
    """Return whether there are many links among the blocks of a region, as between teasers."""
    between = range(region[0], region[-1] + 1)
    linked = sum(candidates[index].size * candidates[index].linked for index in between)
    return linked > _MAX_LINKS_BETWEEN * total_size(candidates, between)


def _match_extraction(
    candidates: Sequence[Candidate], extracted: Sequence[str], unread: AbstractSet[int]
) -> list[int]:
    """Return the candidates that the extraction selects: certain ones, and short ones among them.

    It was not given those in `unread`.
    """
    joined, blocks = extracted[0], set(extracted[1:])
    long = [block for block in blocks if len(block) >= _MIN_CONTAINED]
    certain: list[int] = []
    likely: list[int] = []
    for index, candidate in enumerate(candidates):
        words = candidate.words
        if index in unread:
            continue
        if isinstance(candidate.block, Table):
            (certain if _table_matches(candidate.block, joined) else likely[:0]).append(index)
        elif candidate.size >= _MIN_CERTAIN and words in joined:
            certain.append(index)
        elif words in blocks or (len(words) >= _MIN_LIKELY and words in joined):
            likely.append(index)
        elif candidate.size > _MIN_CONTAINED and any(block in words for block in long):
            certain.append(index)
        elif isinstance(candidate.block, Figure) and not words:
            likely.append(index)
    certain = _add_siblings(candidates, certain)
    core = certain or [index for index in likely if candidates[index].words]
    if not core:
        return []
    low, high = core[0] - _MARGIN, core[-1] + _MARGIN
    near = (index for index in likely if low <= index <= high and _is_within_article(candidates, index, core))
    return _add_outer_items(candidates, {*certain, *near})


def _add_outer_items(candidates: Sequence[Candidate], chosen: set[int]) -> list[int]:
    """Add the list items that contain a chosen nested item."""
    outer = {item for index in chosen for item in candidates[index].element.iterancestors("li")}
    added = (index for index, candidate in enumerate(candidates) if candidate.element in outer)
    return sorted({*chosen, *(index for index in added if candidates[index].linked < 0.5)})


def _add_siblings(candidates: Sequence[Candidate], certain: Sequence[int]) -> list[int]:
    """Add siblings of certain blocks that have the same tag or structure and few links.

    The extraction drops repeated and very short paragraphs, headings above few words, captions and list items.
    """
    if not certain:
        return []
    kept = set(certain)
    named = Counter((_container(candidates[index]), candidates[index].element.tag) for index in certain)
    containers = Counter(_container(candidates[index]) for index in certain)
    for index in range(max(0, certain[0] - _MARGIN), min(len(candidates), certain[-1] + _MARGIN + 1)):
        candidate = candidates[index]
        if index in kept or not candidate.words or candidate.linked >= 0.5:
            continue
        inside = certain[0] < index < certain[-1] and candidate.block.kind in _STRUCTURED_KINDS
        inside = inside and not (candidate.block.kind == "list_item" and candidate.linked > _MAX_ITEM_LINKED)
        alike = named[_container(candidate), candidate.element.tag] > 1
        if alike or (inside and containers[_container(candidate)]):
            kept.add(index)
    return sorted(kept)


def _container(candidate: Candidate) -> HtmlElement | None:
    """Return the container of a block, outside lists, tables and quotations."""
    container = candidate.element.getparent()
    while container is not None and container.tag in _COMPOUND_TAGS:
        container = container.getparent()
    return container


def _is_within_article(candidates: Sequence[Candidate], index: int, core: Sequence[int]) -> bool:
    """Return whether a block has text or is within the article."""
    return bool(candidates[index].words) or core[0] <= index <= core[-1]


def _table_matches(table: Table, joined: str) -> bool:
    cells = [match_key(cell.text) for row in table.rows for cell in row.cells]
    cells = [cell for cell in cells if cell]
    return sum(cell in joined for cell in cells) >= 0.8 * len(cells) > 0


def _are_teasers(
    candidates: Sequence[Candidate],
    chosen: Sequence[int],
    region: Sequence[int],
    boilerplate: AbstractSet[int],
) -> bool:
    """Return whether chosen boilerplate follows a main region that starts with the page's title."""
    in_boilerplate = [index for index in chosen if index in boilerplate]
    if not in_boilerplate or not region or in_boilerplate[0] < region[-1]:
        return False
    above = range(max(0, region[0] - _TITLE_DISTANCE), region[0] + 1)
    titles = (index for index in above if index not in boilerplate and _is_first_level(candidates[index]))
    return next(titles, None) is not None and total_size(candidates, region) >= _MIN_REGION


def _is_first_level(candidate: Candidate) -> bool:
    return isinstance(candidate.block, Heading) and candidate.block.level == 1


def _is_wrong(candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]) -> bool:
    """Return whether the extraction found only a small part of the running text, or a menu."""
    letters = total_size(candidates, chosen)
    running = total_size(candidates, region)
    if letters < _MIN_ARTICLE and letters < _MIN_ARTICLE_SHARE * running:
        return True
    if letters < min(_MIN_OWN_TEXT, _SCRAP_SHARE * running):
        return True
    return is_menu(candidates, chosen, region)


def _drop_boilerplate(candidates: Sequence[Candidate], chosen: list[int], boilerplate: set[int]) -> list[int]:
    """Drop boilerplate, unless most of the chosen text is in it."""
    kept = [index for index in chosen if index not in boilerplate]
    left = total_size(candidates, kept)
    return kept if left >= _MIN_OWN_TEXT or 2 * left >= total_size(candidates, chosen) else chosen


def _drop_related_links(
    candidates: Sequence[Candidate], chosen: Sequence[int], certain_indexes: set[int]
) -> list[int]:
    """Drop whole links, read-also lines, and headings at the end."""
    total = sum(candidates[index].size for index in chosen)
    linked = sum(candidates[index].size for index in chosen if candidates[index].linked > 0.95)
    link_page = linked >= 0.3 * total
    related = {
        index
        for index in chosen
        if is_related_link(
            candidates[index],
            links=link_page or (index in certain_indexes and may_be_text_link(candidates[index])),
        )
    }
    related -= set(_find_list_headings(candidates, chosen, related))
    kept = [index for index in chosen if index not in related]
    end = len(kept)
    while end > 1 and is_announcement(candidates[kept[end - 1]]):
        end -= 1
    return _drop_repeated_captions(candidates, kept[:end] if end > 1 else kept)


def _drop_second_copy(candidates: Sequence[Candidate], chosen: list[int]) -> list[int]:
    """Drop the second copy of a text that a page has twice, for wide and narrow screens; single repetitions stay."""
    first: dict[str, int] = {}
    repeated: dict[int, int] = {}
    for index in chosen:
        words = candidates[index].words
        if words in first:
            repeated[index] = first[words]
        elif words:
            first[words] = index
    long = {
        index: above
        for index, above in repeated.items()
        if weigh(candidates[index]) >= _LONG_BLOCK
        and candidates[index].element.getparent() is not candidates[above].element.getparent()
    }
    size = total_size(candidates, long)
    if len(set(long.values())) < _MIN_COPIED or size < _COPY_SHARE * total_size(candidates, chosen):
        return chosen
    return [index for index in chosen if index not in repeated]


def _find_list_headings(
    candidates: Sequence[Candidate], chosen: Sequence[int], related: AbstractSet[int]
) -> Iterator[int]:
    """Yield headings such as "See also" whose list is part of the text."""
    for index, below in pairwise(chosen):
        is_list = isinstance(candidates[below].block, ListItem) and below not in related
        beside = candidates[below].element.getparent()
        if is_list and isinstance(candidates[index].block, Heading) and beside is not None:
            container = candidates[index].element.getparent()
            if container in (beside.getparent(), *islice(beside.iterancestors(), 1, 3)):
                yield index


def _drop_repeated_captions(candidates: Sequence[Candidate], chosen: Sequence[int]) -> list[int]:
    """Drop repeated captions: some pages have pictures twice, for wide and narrow screens."""
    return [
        index
        for before, index in zip([None, *chosen], chosen, strict=False)
        if before is None
        or not isinstance(candidates[index].block, Figure)
        or not candidates[index].words
        or candidates[before].text != candidates[index].text
    ]


def _choose_all_outside(candidates: Sequence[Candidate]) -> list[int]:
    """Choose all blocks outside boilerplate elements; used if the extraction found nothing."""
    found = [
        index
        for index, candidate in enumerate(candidates)
        if candidate.words and not any(tag in _BOILERPLATE_TAGS for tag in _ancestor_tags(candidate.element))
    ]
    return found or [index for index, candidate in enumerate(candidates) if candidate.words]


def _ancestor_tags(element: HtmlElement) -> list[str]:
    return [str(ancestor.tag) for ancestor in (element, *element.iterancestors())]
