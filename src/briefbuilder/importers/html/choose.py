"""Choose the blocks of a page that are the article: those that trafilatura kept, and what belongs to them.

trafilatura separates text from boilerplate, but loses links, formatting and repeated paragraphs; so its result only
chooses among the page's own blocks. It is not asked where the page has one series of paragraphs and hardly any other text,
and asked again where much text that is not in paragraphs was left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from lxml.html import HtmlElement

from briefbuilder.domain.text import Figure, Heading, Paragraph, Table
from briefbuilder.domain.values import value
from briefbuilder.importers.clean import match_key
from briefbuilder.importers.html.boilerplate import (
    BoilerplateRegions,
    add_continuation,
    add_missing_text,
    add_opening,
    add_paragraphs_between,
    add_sections_below,
    drop_tail,
    find_boilerplate,
    find_main_region,
)
from briefbuilder.importers.html.candidates import (
    MAX_LINKED,
    Candidate,
    title_index,
    total_size,
    total_weight,
)
from briefbuilder.importers.html.completion import complete_selection, find_answers
from briefbuilder.importers.html.extraction import extract_texts
from briefbuilder.importers.html.hidden import OWN_TEXT
from briefbuilder.importers.html.insertions import (
    MAX_BOX,
    drop_insertions,
    drop_teasers,
    find_appeal_stems,
    is_announcement,
    is_related_link,
    may_be_text_link,
)

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

_MIN_EXTRACTED_SHARE = 0.5
"""The share of the running text that an extraction without boilerplate must find."""

_LOST_SHARE = 0.2
"""The share of the chosen text that running text outside paragraphs must have for a second choice."""

_MIN_GAIN = 1.2
"""How many times as much running text a second choice must have as the first."""

_MIN_SERIES = 500
"""Letters of running text that make a series of paragraphs."""

_SERIES_SHARE = 0.95
"""The share of a series that is directly in one element."""

_SERIES_DENSITY = 0.85
"""The share of running text in everything between the first and the last block of a series."""

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


def choose(root: HtmlElement, candidates: Sequence[Candidate]) -> ChosenCandidates:
    """Choose the blocks of the article."""
    body = root.find("body")
    top = root if body is None else body
    boilerplate = find_boilerplate(candidates, top)
    region = find_main_region(candidates, top, boilerplate.indexes)
    chosen, failed = _choose_text(root, candidates, boilerplate, region)
    if not failed and _has_lost_lines(candidates, chosen, boilerplate.indexes):
        other, _ = _choose_text(root, candidates, boilerplate, region, as_paragraphs=True)
        if total_weight(candidates, other) > _MIN_GAIN * total_weight(candidates, chosen):
            chosen = other
    if total_size(candidates, range(len(candidates))) < _MIN_PAGE or not total_size(candidates, chosen):
        chosen = _choose_all_outside(candidates)
    return ChosenCandidates(indexes=tuple(chosen), boilerplate=frozenset(boilerplate.indexes), failed=failed)


def _choose_text(
    root: HtmlElement,
    candidates: Sequence[Candidate],
    boilerplate: BoilerplateRegions,
    region: Sequence[int],
    *,
    as_paragraphs: bool = False,
) -> tuple[list[int], bool]:
    """Return the indexes of the text, and whether the extraction failed."""
    chosen, failed = _run_extraction(root, candidates, boilerplate, region, as_paragraphs=as_paragraphs)
    chosen = _drop_boilerplate(candidates, chosen, boilerplate.indexes)
    if _is_wrong(candidates, chosen, region):
        opening = [] if _is_above_title(candidates, chosen) else _find_opening(candidates, chosen, region)
        chosen = [*opening, *region]
    chosen = drop_tail(candidates, add_continuation(candidates, chosen, region), region)
    chosen = add_missing_text(candidates, chosen, region)
    chosen = add_sections_below(candidates, chosen, region)
    chosen = add_opening(candidates, chosen, boilerplate.indexes)
    chosen = _add_enclosed_text(candidates, chosen, boilerplate)
    chosen = add_paragraphs_between(candidates, chosen, region)
    chosen = find_answers(candidates, chosen, boilerplate.indexes)
    chosen, certain_indexes = complete_selection(candidates, chosen, boilerplate.indexes, region)
    chosen = drop_teasers(candidates, chosen)
    chosen = _drop_second_copy(candidates, _drop_related_links(candidates, chosen, certain_indexes))
    chosen = drop_insertions(candidates, chosen)
    return chosen, failed


def _has_lost_lines(
    candidates: Sequence[Candidate], chosen: Sequence[int], boilerplate: AbstractSet[int]
) -> bool:
    """Return whether much running text that is not in paragraphs was left out."""
    kept = {*chosen, *boilerplate}
    lost = (
        index
        for index, candidate in enumerate(candidates)
        if index not in kept and candidate.element.tag != "p" and isinstance(candidate.block, Paragraph)
    )
    return total_weight(candidates, lost) > _LOST_SHARE * total_weight(candidates, chosen)


def _add_enclosed_text(
    candidates: Sequence[Candidate], chosen: list[int], boilerplate: BoilerplateRegions
) -> list[int]:
    """Add the text among the chosen blocks in parts that only have the name of boilerplate, and no pictures or forms.

    An `aside` may be of any length if it has running text or a heading, no links, and less than half of it repeats the text.
    """
    elements = {
        element for element in boilerplate.elements if element.tag not in _BOILERPLATE_TAGS - {"aside"}
    }
    parts: dict[HtmlElement, list[int]] = {}
    for index in range(chosen[0], chosen[-1]) if chosen else ():
        if index in boilerplate.indexes and index not in boilerplate.hidden:
            own = candidates[index].element
            part = next((around for around in (own, *own.iterancestors()) if around in elements), own)
            parts.setdefault(part, []).append(index)
    whole = total_weight(candidates, chosen)
    has_box = any(part.tag == "aside" for part in parts)
    known = "\n".join(candidates[index].words for index in chosen) if has_box else ""
    added: set[int] = set()
    for part, indexes in parts.items():
        is_box = part.tag == "aside"
        repeated = (index for index in indexes if is_box and candidates[index].words in known)
        if 2 * total_size(candidates, repeated) >= total_size(candidates, indexes):
            continue
        weight = total_weight(candidates, indexes)
        if is_box and len(indexes) > 1 and isinstance(candidates[indexes[0]].block, Heading):
            weight = total_size(candidates, indexes)
        least = 1 if is_box else max(_MIN_OPENING, _RUNNING_SHARE * total_size(candidates, indexes))
        other = next(part.iter("img", "video", "form", "input", "button", *(["a"] if is_box else [])), None)
        if part in elements and least <= weight < whole and other is None:
            added.update(index for index in indexes if candidates[index].linked < MAX_LINKED)
    return sorted({*chosen, *added})


def _run_extraction(
    root: HtmlElement,
    candidates: Sequence[Candidate],
    boilerplate: BoilerplateRegions,
    region: Sequence[int],
    *,
    as_paragraphs: bool,
) -> tuple[list[int], bool]:
    """Return the indexes that the extraction selects, and whether it failed.

    It is given the page without boilerplate first, and the whole page if it finds little. A page whose only text is a
    series of paragraphs needs no extraction.
    """
    if boilerplate.is_minor and _is_series(candidates, region, boilerplate.indexes):
        return _add_siblings(candidates, [index for index in region if candidates[index].weight]), False
    if boilerplate.is_minor:
        extracted, failed = extract_texts(root, boilerplate.elements, as_paragraphs=as_paragraphs)
        chosen = _match_extraction(candidates, extracted, boilerplate.indexes) if extracted else []
        if total_size(candidates, chosen) >= _MIN_EXTRACTED_SHARE * total_size(candidates, region):
            return chosen, failed
    extracted, failed = extract_texts(root, as_paragraphs=as_paragraphs)
    return _match_extraction(candidates, extracted, boilerplate.hidden) if extracted else [], failed


def _is_series(candidates: Sequence[Candidate], region: Sequence[int], boilerplate: AbstractSet[int]) -> bool:
    """Return whether a region is a series of paragraphs in one element, and hardly any other text is on the page."""
    weights: dict[HtmlElement | None, float] = {}
    for index in region:
        container = _container(candidates[index])
        weights[container] = weights.get(container, 0.0) + candidates[index].weight
    whole = sum(weights.values())
    if whole < _MIN_SERIES or max(weights.values()) < _SERIES_SHARE * whole:
        return False
    if whole < _SERIES_DENSITY * total_size(candidates, range(region[0], region[-1] + 1)):
        return False
    text = sum(candidate.weight for index, candidate in enumerate(candidates) if index not in boilerplate)
    return text - whole < _MIN_OPENING


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
        elif candidate.size >= _MIN_CERTAIN and (words in blocks or words in joined):
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
    stems = find_appeal_stems(candidates[index].text for index in chosen)
    related = {
        index
        for index in chosen
        if is_related_link(
            candidates[index],
            stems,
            links=index in certain_indexes and may_be_text_link(candidates[index]),
        )
    }
    related |= _find_appeal_boxes(candidates, chosen, related)
    kept = [index for index in chosen if index not in related]
    end = len(kept)
    while end > 1 and is_announcement(candidates[kept[end - 1]]):
        end -= 1
    return kept[:end] if end > 1 else kept


def _find_appeal_boxes(
    candidates: Sequence[Candidate], chosen: Sequence[int], related: AbstractSet[int]
) -> set[int]:
    """Return the little text in the elements of such headings as "Sign up to our newsletter"."""
    boxes: dict[HtmlElement | None, list[int]] = {
        candidates[index].element.getparent(): []
        for index in related
        if isinstance(candidates[index].block, Heading)
    }
    for index in chosen if boxes else ():
        boxes.get(candidates[index].element.getparent(), []).append(index)
    most = min(MAX_BOX, _SCRAP_SHARE * total_size(candidates, chosen))
    little = (box for box in boxes.values() if total_size(candidates, box) <= most)
    return {index for box in little for index in box}


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
