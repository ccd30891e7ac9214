"""Complete the blocks that an extraction chose by those around them that belong to the text.

An extraction rates each block alone and so loses short lines, links and list items within running text. The position
of the blocks that it found shows which others belong to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.html import HtmlElement

from briefbuilder.domain.text import Figure, Heading, ListItem, Paragraph, Quote, Table
from briefbuilder.importers.html.boilerplate import build_signature
from briefbuilder.importers.html.candidates import (
    MAX_LINKED,
    RUNNING_LETTERS,
    Candidate,
    title_index,
    total_size,
)

_MIN_ALIKE = 3
"""Blocks of running text with the same signature before any other block with it belongs to the text."""

_MIN_POINTS, _MIN_POINT, _MIN_POINT_OUTSIDE = 2, 15, 30
"""The items of a list of key points, and their letters on average, in the region of the text and outside."""

_MAX_QUESTION, _MAX_ANSWER = 200, 12
"""Code points of a question, and the blocks of its answer."""

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
            (lists and _outermost_list(candidates[index].element) in lists)
            or (index <= chosen[-1] and structure.holds(index, candidates[index].element))
        )
    }
    certain_indexes |= _find_lines_above(candidates, chosen, boilerplate)
    certain_indexes |= _find_key_points(candidates, chosen, boilerplate, region)
    certain_indexes |= _find_loose_text(candidates, chosen, boilerplate, structure)
    found = {
        *chosen,
        *certain_indexes,
        *_find_embedded(candidates, chosen, region),
        *_find_closing_lines(candidates, chosen, boilerplate, structure),
        *_find_pictures_around(candidates, chosen, boilerplate, structure),
        *_find_headings_above(candidates, chosen, boilerplate),
    }
    return sorted(found), certain_indexes


def _find_structure(candidates: Sequence[Candidate], chosen: Sequence[int]) -> _TextStructure:
    structure = _TextStructure()
    for index in chosen:
        candidate = candidates[index]
        if candidate.size < RUNNING_LETTERS or candidate.linked >= MAX_LINKED:
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
        if is_embedded and (is_signature or candidate.linked < MAX_LINKED):
            yield index


def _find_closing_lines(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: set[int], structure: _TextStructure
) -> Iterator[int]:
    """Yield the plain lines directly below the chosen text in the same element, such as the place and date of a statement."""
    last = candidates[chosen[-1]].element
    above = _outermost_list(last)
    above = last if above is None else above
    for index in range(chosen[-1] + 1, len(candidates)):
        candidate = candidates[index]
        element = candidate.element
        is_alike = not element.get("class") or structure.alike[_signature(element)] > 0
        is_text = (element.tag == "p" and is_alike) or isinstance(candidate.block, Quote)
        is_plain = is_text and candidate.words and not candidate.linked
        is_next = element.getprevious() is above and structure.containers[element.getparent()] > 0
        if index in boilerplate or not is_plain or not is_next:
            break
        yield index
        above = element


def _find_loose_text(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: set[int], structure: _TextStructure
) -> set[int]:
    """Return the running text that is directly in the element of most of the text, or in that of chosen loose text.

    It is looked for among the chosen text, and directly above and below it.
    """
    text = [index for index in chosen if candidates[index].size >= RUNNING_LETTERS]
    whole = sum(candidates[index].size for index in text)
    homes = {candidates[index].element for index in text}

    def is_loose(index: int) -> bool:
        candidate = candidates[index]
        inside = candidate.element in homes or structure.letters[candidate.element] >= _MAIN_SHARE * whole
        return inside and candidate.size >= RUNNING_LETTERS and candidate.linked < MAX_LINKED

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
    """Return the short lines above chosen blocks that recur in similar elements, such as titles of steps and times of entries.

    Two are enough if they are questions.
    """
    found: dict[tuple[str, ...], list[int]] = {}
    for index in chosen:
        above = candidates[index - 1]
        if (
            index
            and index - 1 not in boilerplate
            and 0 < above.size < RUNNING_LETTERS
            and above.linked < MAX_LINKED
            and (above.element.get("class") or above.element is candidates[index].element.getparent())
        ):
            found.setdefault(build_signature(above.element), []).append(index - 1)
    recurring = (
        indexes
        for indexes in found.values()
        if len({candidates[index].words for index in indexes})
        >= _MIN_ALIKE - all(_is_question(candidates[index]) for index in indexes)
    )
    return {index for indexes in recurring for index in indexes}


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
            if not inside or not isinstance(candidate.block, Figure) or candidate.linked >= MAX_LINKED:
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
        if same or (index > chosen[0] and candidates[above].linked < MAX_LINKED):
            yield above


def _find_text_lists(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: set[int], structure: _TextStructure
) -> set[HtmlElement]:
    """Return the lists that belong to the text: much of them is chosen, a chosen line announces them, or they are short items next to it."""
    found: Counter[HtmlElement] = Counter()
    held: Counter[HtmlElement] = Counter()
    linked: Counter[HtmlElement] = Counter()
    items: Counter[HtmlElement] = Counter()
    announced: set[HtmlElement] = set()
    chosen_set = set(chosen)
    for index, candidate in enumerate(candidates):
        list_element = _outermost_list(candidate.element) if index not in boilerplate else None
        if list_element is not None:
            held[list_element] += candidate.size
            linked[list_element] += round(candidate.size * candidate.linked)
            items[list_element] += 1
            if index - 1 in chosen_set and candidates[index - 1].text.endswith((":", "：")):
                announced.add(list_element)
            if index in chosen_set and candidate.linked < 1 - MAX_LINKED:
                found[list_element] += candidate.size

    def belongs(list_element: HtmlElement) -> bool:
        beside = structure.containers[list_element.getparent()] > 0
        plain = not list_element.get("class") and held[list_element] < _MAX_LINK_ITEM * items[list_element]
        if list_element in announced and linked[list_element] < MAX_LINKED * held[list_element]:
            return True
        return found[list_element] >= _LIST_SHARE * held[list_element] or (
            beside and (found[list_element] > 0 or plain)
        )

    return set(filter(belongs, held))


def _find_key_points(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: set[int], region: Sequence[int]
) -> set[int]:
    """Return the items of lists between the title and the text that say what is in it; lists of contents have links.

    Outside the region of the text, short items may be controls of the page.
    """
    title, region_set = title_index(candidates), set(region)
    has_title = isinstance(candidates[title].block, Heading)
    lists: dict[HtmlElement, list[int]] = {}
    for index in range(title + 1, chosen[0]):
        if index not in boilerplate and (has_title or index in region_set):
            list_element = _outermost_list(candidates[index].element)
            if list_element is not None:
                lists.setdefault(list_element, []).append(index)
    found: set[int] = set()
    for list_element, indexes in lists.items():
        least = _MIN_POINT if region_set.issuperset(indexes) else _MIN_POINT_OUTSIDE
        is_long = total_size(candidates, indexes) >= least * len(indexes)
        other = next(list_element.iter("a", "button", "input", "img"), None)
        if len(indexes) >= _MIN_POINTS and is_long and other is None:
            is_headed = isinstance(candidates[indexes[0] - 1].block, Heading)
            found.update(indexes, [indexes[0] - 1] if is_headed else [])
    return found


def find_answers(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: AbstractSet[int]
) -> list[int]:
    """Add the series of questions with their answers below the beginning of the text, and the heading above each."""
    found: set[int] = set()
    series: list[int] = []
    shape: tuple[str, ...] = ()
    asked = [
        index
        for index in range(chosen[0] if chosen else len(candidates), len(candidates))
        if index not in boilerplate and _is_question(candidates[index])
    ]
    for index in asked:
        own = build_signature(candidates[index].element)
        if series and (own != shape or not _is_answer(candidates, series[-1] + 1, index, boilerplate)):
            found |= _with_answers(candidates, series)
            series = []
        shape = own
        series.append(index)
    return sorted({*chosen, *found, *_with_answers(candidates, series)})


def _is_question(candidate: Candidate) -> bool:
    return (
        isinstance(candidate.block, Heading | Paragraph | ListItem)
        and candidate.linked < MAX_LINKED
        and len(candidate.text) <= _MAX_QUESTION
        and candidate.text.endswith(("?", "？", "؟"))
    )


def _is_answer(candidates: Sequence[Candidate], first: int, end: int, boilerplate: AbstractSet[int]) -> bool:
    """Return whether blocks are an answer: some running text, hardly a link."""
    indexes = range(first, min(end, first + _MAX_ANSWER + 1))
    size = total_size(candidates, indexes)
    linked = sum(candidates[index].size * candidates[index].linked for index in indexes)
    return (
        0 < len(indexes) <= _MAX_ANSWER
        and boilerplate.isdisjoint(indexes)
        and any(candidates[index].weight for index in indexes)
        and linked < MAX_LINKED * size
    )


def _with_answers(candidates: Sequence[Candidate], questions: Sequence[int]) -> set[int]:
    """Return the indexes of several questions and their answers; the last answer has blocks like those before it."""
    if len(questions) < _MIN_ALIKE:
        return set()
    first, last = questions[0], questions[-1]
    shapes = {build_signature(candidates[index].element) for index in range(first, last)}
    end = last + 1
    while end < len(candidates) and build_signature(candidates[end].element) in shapes:
        end += 1
    above = first - 1 if first and isinstance(candidates[first - 1].block, Heading) else first
    return {
        index
        for index in range(above, end)
        if candidates[index].words and candidates[index].linked < MAX_LINKED
    }


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
