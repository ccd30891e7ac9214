"""Choose the blocks of a page that are the article: those that trafilatura kept, and what belongs to them.

trafilatura separates text from boilerplate, but loses links, formatting and repeated paragraphs; so its result only
chooses among the page's own blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from briefbuilder.domain.text import Figure, Heading, Paragraph, Quote, Table
from briefbuilder.domain.values import value
from briefbuilder.importers.clean import match_key
from briefbuilder.importers.html.boilerplate import (
    OWN_TEXT,
    BoilerplateRegions,
    add_continuation,
    add_missing_text,
    add_opening,
    add_paragraphs_between,
    drop_tail,
    find_boilerplate,
    find_main_region,
    shares_loose_name,
)
from briefbuilder.importers.html.candidates import Candidate, title_index, total_size
from briefbuilder.importers.html.extraction import extract_texts
from briefbuilder.importers.html.insertions import (
    drop_insertions,
    drop_other_articles,
    drop_teasers,
    is_announcement,
    is_related_link,
    may_be_text_link,
)

# An extraction rates each block alone and so loses short lines, links and list items within running text. The position
# of the blocks that it found shows which others belong to them.

_RUNNING_LETTERS = 40
"""Letters: blocks of this length are running text."""

_MAX_LINKED = 0.3
_MIN_ALIKE = 3
"""Blocks of running text with the same signature before any other block with it belongs to the text."""

_MIN_LOOSE = 2
"""Paragraphs of running text in an element before its loose lines belong to the text."""

_MAIN_SHARE = 0.8
"""The share of the chosen running text in the element that holds the text."""

_LIST_SHARE = 0.3
"""The share of a list's letters that must be chosen for all items to belong to the text."""

_MAX_LINK_ITEM = 25
"""Letters: items that are longer links on average are headlines."""

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
    letters: Counter[HtmlElement] = field(default_factory=Counter)
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
    certain_indexes = {
        index
        for index in range(chosen[0], len(candidates))
        if candidates[index].words
        and index not in boilerplate
        and (
            _outermost_list(candidates[index].element) in lists
            or (index <= chosen[-1] and structure.holds(index, candidates[index].element))
        )
    }
    certain_indexes |= _find_lines_above(candidates, chosen, boilerplate)
    certain_indexes |= _find_loose_text(candidates, chosen, boilerplate, structure)
    found = {
        *chosen,
        *certain_indexes,
        *_find_embedded(candidates, chosen, region),
        *_find_pictures_around(candidates, chosen, boilerplate, structure),
        *_find_headings_above(candidates, chosen, boilerplate),
    }
    return sorted(found), certain_indexes


def _find_structure(candidates: Sequence[Candidate], chosen: Sequence[int]) -> _TextStructure:
    structure = _TextStructure()
    for index in chosen:
        candidate = candidates[index]
        if candidate.size < _RUNNING_LETTERS or candidate.linked >= _MAX_LINKED:
            continue
        structure.alike[_signature(candidate.element)] += 1
        structure.containers[candidate.element.getparent()] += isinstance(candidate.block, Paragraph)
        for around in candidate.element.iterancestors():
            structure.letters[around] += candidate.size
            structure.first.setdefault(around, index)
            structure.last[around] = index
    return structure


def _find_embedded(
    candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]
) -> Iterator[int]:
    """Yield the captions, tables and quotations within the text, and what follows in chosen quotations, such as the speaker.

    An embedded post is a quotation, followed by its author and date as a link.
    """
    for index in chosen:
        below = candidates[index + 1].block if index + 1 < len(candidates) else None
        if isinstance(candidates[index].block, Quote) and isinstance(below, Quote) and below.continues:
            yield index + 1
    for index in region:
        candidate = candidates[index]
        block = candidate.block
        is_embedded = chosen[0] < index < chosen[-1] and isinstance(block, Figure | Table | Quote)
        is_signature = isinstance(block, Quote) and block.continues
        if is_embedded and (is_signature or candidate.linked < _MAX_LINKED):
            yield index


def _find_loose_text(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: set[int], structure: _TextStructure
) -> set[int]:
    """Return the running text that is directly in the element of most of the text, or in that of chosen loose text.

    It is looked for among the chosen text, and directly above and below it.
    """
    text = [index for index in chosen if candidates[index].size >= _RUNNING_LETTERS]
    whole = sum(candidates[index].size for index in text)
    homes = {candidates[index].element for index in text}

    def is_loose(index: int) -> bool:
        candidate = candidates[index]
        inside = candidate.element in homes or structure.letters[candidate.element] >= _MAIN_SHARE * whole
        return inside and candidate.size >= _RUNNING_LETTERS and candidate.linked < _MAX_LINKED

    if not text:
        return set()
    found = set(filter(is_loose, range(text[0], text[-1]))) - boilerplate
    for indexes in (range(text[0] - 1, -1, -1), range(text[-1] + 1, len(candidates))):
        for index in indexes:
            if index in boilerplate or not candidates[index].words:
                continue
            if not is_loose(index):
                break
            found.add(index)
    return found


def _find_lines_above(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: set[int]
) -> set[int]:
    """Return the short lines above chosen blocks that recur in similar elements, such as titles of steps and times of entries."""
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


def _find_pictures_around(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: set[int], structure: _TextStructure
) -> Iterator[int]:
    """Yield the pictures directly above and below the text in the same element."""
    for indexes in (range(chosen[0] - 1, -1, -1), range(chosen[-1] + 1, len(candidates))):
        for index in indexes:
            candidate = candidates[index]
            around = candidate.element.getparent()
            while around is not None and len(around) == 1:
                around = around.getparent()  # an element only for the picture
            inside = structure.containers[around] >= _MIN_LOOSE and index not in boilerplate
            if not inside or not isinstance(candidate.block, Figure) or candidate.linked >= _MAX_LINKED:
                break
            if candidate.words or candidate.element.tag == "figure":
                yield index


def _find_headings_above(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: set[int]
) -> Iterator[int]:
    """Yield the headings directly above chosen text, also those in a separate element, and above the first block."""
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

_MIN_ARTICLE = 300
_MIN_ARTICLE_SHARE = 0.3
"""With fewer letters than `_MIN_ARTICLE` and less than this share of the running text, the extraction failed."""

_SCRAP_SHARE = 0.25
"""With a smaller share of the running text, the extraction failed."""

_MAX_LINKS_BETWEEN = 0.15
"""The share of links in running text; there are more between teasers."""

_MIN_OPENING = 150
"""Letters of running text before the region that open a text; fewer may be a promotion."""

_RUNNING_SHARE = 0.8
"""The share of running text in a part that is not boilerplate despite its name."""

_LONG_BLOCK = 60
_MIN_COPIED = 4
_COPY_SHARE = 0.3
"""The number of long repeated blocks, and their share of the text, that make a second copy."""

_MAX_STATED = 200_000
"""Code points of the stated text that are searched."""

_MAX_OTHERS = 500
"""Blocks that are searched for in the stated text."""

_MIN_EXTRACTED_SHARE = 0.5
"""The share of the running text that an extraction without boilerplate must find."""

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


def choose(
    root: HtmlElement, candidates: Sequence[Candidate], stated: Sequence[str] = ()
) -> ChosenCandidates:
    """Choose the blocks of the article; `stated` are the texts that the page states as its own."""
    body = root.find("body")
    top = root if body is None else body
    boilerplate = find_boilerplate(candidates, top)
    region = find_main_region(candidates, top, boilerplate.indexes)
    chosen, failed = _run_extraction(root, candidates, boilerplate, region)
    chosen = _drop_boilerplate(candidates, chosen, boilerplate.indexes)
    if _is_wrong(candidates, chosen, region):
        opening = [] if _is_above_title(candidates, chosen) else _find_opening(candidates, chosen, region)
        chosen = [*opening, *region]
    chosen = drop_tail(candidates, add_continuation(candidates, chosen, region), region)
    chosen = add_missing_text(candidates, chosen, region)
    chosen = add_opening(candidates, chosen, boilerplate.indexes)
    chosen = _add_stated_text(candidates, chosen, stated)
    chosen = _add_enclosed_text(candidates, chosen, boilerplate)
    chosen = add_paragraphs_between(candidates, chosen, region)
    chosen, certain_indexes = complete_selection(candidates, chosen, boilerplate.indexes, region)
    chosen = drop_teasers(candidates, chosen)
    chosen = _drop_second_copy(candidates, _drop_related_links(candidates, chosen, certain_indexes))
    chosen = drop_insertions(candidates, chosen)
    chosen = drop_other_articles(candidates, chosen, root.findtext("head/title") or "")
    if total_size(candidates, range(len(candidates))) < _MIN_PAGE or not total_size(candidates, chosen):
        chosen = _choose_all_outside(candidates)
    return ChosenCandidates(indexes=tuple(chosen), boilerplate=frozenset(boilerplate.indexes), failed=failed)


def _add_stated_text(
    candidates: Sequence[Candidate], chosen: Sequence[int], stated: Sequence[str]
) -> list[int]:
    """Add the running text that the page states as its own for search engines, such as the answers to questions."""
    words = match_key("\n".join(stated)[:_MAX_STATED]) if chosen else ""
    chosen_set = set(chosen)
    others = (
        index
        for index, candidate in enumerate(candidates)
        if index not in chosen_set and candidate.weight and candidate.size >= _RUNNING_LETTERS
    )
    found = [
        index for index in islice(others, _MAX_OTHERS if words else 0) if candidates[index].words in words
    ]
    known = {candidates[index].words for index in chosen}
    for index in found:
        if candidates[index].words not in known:
            known.add(candidates[index].words)
            chosen_set.add(index)
    return sorted(chosen_set)


def _add_enclosed_text(
    candidates: Sequence[Candidate], chosen: list[int], boilerplate: BoilerplateRegions
) -> list[int]:
    """Add the text among the chosen blocks in parts that only have the name of boilerplate, and no pictures or forms."""
    elements = {element for element in boilerplate.elements if element.tag not in _BOILERPLATE_TAGS}
    parts: dict[HtmlElement, list[int]] = {}
    for index in range(chosen[0], chosen[-1]) if chosen else ():
        if index in boilerplate.indexes and index not in boilerplate.hidden:
            own = candidates[index].element
            part = next((around for around in (own, *own.iterancestors()) if around in elements), own)
            parts.setdefault(part, []).append(index)
    whole = sum(candidates[index].weight for index in chosen)
    chosen_set = set(chosen)
    added: set[int] = set()
    for part, indexes in parts.items():
        weight = sum(candidates[index].weight for index in indexes)
        least = max(_MIN_OPENING, _RUNNING_SHARE * total_size(candidates, indexes))
        other = next(part.iter("img", "video", "form", "input", "button"), None)
        is_like_text = {indexes[0] - 1, indexes[-1] + 1} <= chosen_set and shares_loose_name(
            part, candidates[indexes[-1] + 1].element
        )
        if part in elements and (is_like_text or least <= weight < whole) and other is None:
            added.update(index for index in indexes if candidates[index].linked < _MAX_LINKED)
    return sorted({*chosen, *added})


def _run_extraction(
    root: HtmlElement, candidates: Sequence[Candidate], boilerplate: BoilerplateRegions, region: Sequence[int]
) -> tuple[list[int], bool]:
    """Return the indexes that the extraction selects, and whether it failed.

    It is given the page without boilerplate first, and the whole page if it finds little.
    """
    if boilerplate.is_minor:
        extracted, failed = extract_texts(root, boilerplate.elements)
        chosen = _match_extraction(candidates, extracted, boilerplate.indexes) if extracted else []
        if total_size(candidates, chosen) >= _MIN_EXTRACTED_SHARE * total_size(candidates, region):
            return chosen, failed
    extracted, failed = extract_texts(root)
    return _match_extraction(candidates, extracted, boilerplate.hidden) if extracted else [], failed


def _match_extraction(
    candidates: Sequence[Candidate], extracted: Sequence[str], unread: AbstractSet[int]
) -> list[int]:
    """Return the candidates that the extraction selects: certain ones, and short ones among them.

    It was not given those in `unread`.
    """
    joined, blocks = extracted[0], set(extracted[1:])
    certain: list[int] = []
    likely: list[int] = []
    for index, candidate in enumerate(candidates):
        words = candidate.words
        if index in unread:
            continue
        if isinstance(candidate.block, Table):
            long_enough = certain if candidate.size >= _MIN_CERTAIN else likely
            (long_enough if _table_matches(candidate.block, joined) else likely[:0]).append(index)
        elif candidate.size >= _MIN_CERTAIN and words in joined:
            certain.append(index)
        elif (
            words in blocks
            or (len(words) >= _MIN_LIKELY and words in joined)
            or (isinstance(candidate.block, Figure) and not words)
        ):
            likely.append(index)
    certain = _add_siblings(candidates, certain)
    core = certain or [index for index in likely if candidates[index].words]
    if not core:
        return []
    low, high = core[0] - _MARGIN, core[-1] + _MARGIN
    near = (index for index in likely if low <= index <= high)
    return sorted({*certain, *near})


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


def _table_matches(table: Table, joined: str) -> bool:
    cells = [match_key(cell.text) for row in table.rows for cell in row.cells]
    cells = [cell for cell in cells if cell]
    return sum(cell in joined for cell in cells) >= 0.8 * len(cells) > 0


def _is_wrong(candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]) -> bool:
    """Return whether the extraction found mostly what is above the title, or only a small part of a text without teasers."""
    letters = total_size(candidates, chosen)
    running = total_size(candidates, region)
    if _is_above_title(candidates, chosen) and not _is_above_title(candidates, region) and running > letters:
        return True
    if letters < _MIN_ARTICLE and letters < _MIN_ARTICLE_SHARE * running:
        return True
    between = range(region[0], region[-1] + 1) if region else range(0)
    linked = sum(candidates[index].size * candidates[index].linked for index in between)
    return letters < _SCRAP_SHARE * running and linked <= _MAX_LINKS_BETWEEN * total_size(candidates, between)


def _is_above_title(candidates: Sequence[Candidate], chosen: Sequence[int]) -> bool:
    """Return whether most of the given blocks are above the first main heading."""
    title = title_index(candidates)
    above = total_size(candidates, (index for index in chosen if index < title))
    return 2 * above > total_size(candidates, chosen)


def _find_opening(candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]) -> list[int]:
    """Return the running text that the extraction found before the region, and that is not a copy of its text."""
    words = "\n".join(candidates[index].words for index in region)
    opening = [
        index
        for index in chosen
        if index < region[0] and candidates[index].weight and candidates[index].words not in words
    ]
    return opening if total_size(candidates, opening) >= _MIN_OPENING else []


def _drop_boilerplate(candidates: Sequence[Candidate], chosen: list[int], boilerplate: set[int]) -> list[int]:
    """Drop boilerplate, unless most of the chosen text is in it."""
    kept = [index for index in chosen if index not in boilerplate]
    left = total_size(candidates, kept)
    return kept if left >= OWN_TEXT or 2 * left >= total_size(candidates, chosen) else chosen


def _drop_related_links(
    candidates: Sequence[Candidate], chosen: Sequence[int], certain_indexes: set[int]
) -> list[int]:
    """Drop whole links, read-also lines, and headings at the end."""
    related = {
        index
        for index in chosen
        if is_related_link(
            candidates[index],
            links=index in certain_indexes and may_be_text_link(candidates[index]),
        )
    }
    kept = [index for index in chosen if index not in related]
    end = len(kept)
    while end > 1 and is_announcement(candidates[kept[end - 1]]):
        end -= 1
    return kept[:end] if end > 1 else kept


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
        if candidates[index].weight >= _LONG_BLOCK
        and candidates[index].element.getparent() is not candidates[above].element.getparent()
    }
    size = total_size(candidates, long)
    if len(set(long.values())) < _MIN_COPIED or size < _COPY_SHARE * total_size(candidates, chosen):
        return chosen
    return [index for index in chosen if index not in repeated]


def _choose_all_outside(candidates: Sequence[Candidate]) -> list[int]:
    """Choose all blocks outside boilerplate elements; used if the extraction found nothing."""
    found = [
        index
        for index, candidate in enumerate(candidates)
        if candidate.words
        and candidate.element.tag not in _BOILERPLATE_TAGS
        and next(candidate.element.iterancestors(*_BOILERPLATE_TAGS), None) is None
    ]
    return found or [index for index, candidate in enumerate(candidates) if candidate.words]
