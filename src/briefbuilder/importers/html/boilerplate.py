"""Find the boilerplate of a page and the region of its running text, without an extraction library.

The region is found by descending from the body to the child with most of the text outside links, as long as one child
has most of it. Elements with the names of menus, related links, comments and the like are boilerplate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain, islice, takewhile
from operator import attrgetter
from typing import NamedTuple

from lxml.html import HtmlElement

from briefbuilder.domain.text import Figure, Heading, Paragraph, Quote
from briefbuilder.importers.html.candidates import MAX_LINKED, RUNNING_LETTERS, Candidate, total_size
from briefbuilder.importers.html.hidden import OWN_TEXT, show_hidden_text

# Corrections to an extraction by the structure of the page.

_MIN_ALIKE = 2
"""Chosen blocks with the same signature before others with it count as a continuation."""

_MISSING_SHARE = 0.15
"""The share of the chosen text that the text left out among it must have to be a part of it."""

_CUT_SHARE = 0.5
"""The same for what follows the chosen text in its element, where an extraction may have ended too early."""

_MAX_TAIL_SHARE = 0.35

_MIN_SECTION = 3
_MIN_SECTION_LETTERS = 300
"""Paragraphs and their letters that make a section of the text."""

_ACTION_TAGS = ("a", "form", "input", "button")
_MIN_OPENING = 100
"""Letters of a paragraph that opens the text."""

_MIN_LONG = 150
_MIN_BETWEEN = 20
_MAX_LINKED_BETWEEN = 0.1
"""Letters of a paragraph anywhere among the chosen text, of one directly between two chosen blocks, and their share of links."""


def add_continuation(
    candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]
) -> list[int]:
    """Add the running text that continues in elements with the same signature as the chosen ones.

    Advertisements may interrupt a text, and an extraction may end there.
    """
    chosen_set = set(chosen)
    signatures = Counter(build_signature(candidates[index].element) for index in chosen)
    added: list[int] = []
    for index in region:
        candidate = candidates[index]
        if index in chosen_set or (chosen and index < chosen[0]):
            continue
        alike = signatures[build_signature(candidate.element)] >= _MIN_ALIKE
        if alike and candidate.size >= RUNNING_LETTERS and candidate.linked < MAX_LINKED:
            added.append(index)
    return sorted({*chosen, *added})


def add_missing_text(
    candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]
) -> list[int]:
    """Add the running text among the chosen blocks that the extraction left out, if it is a large part of the text.

    A small part are insertions, such as a promotion. Text that is alike may also precede or follow the chosen blocks.
    """
    if not chosen:
        return []
    chosen_set = set(chosen)
    inside = set(find_container(candidates, chosen).iter())
    unchosen = [
        index
        for index in region
        if index not in chosen_set and candidates[index].element in inside and candidates[index].weight
    ]
    between = [index for index in unchosen if chosen[0] < index < chosen[-1]]
    if total_size(candidates, between) < _MISSING_SHARE * total_size(candidates, chosen):
        between = [index for index in unchosen if index > chosen[-1]]
        if total_size(candidates, between) < _CUT_SHARE * total_size(candidates, chosen):
            return list(chosen)
    alike = {build_signature(candidates[index].element) for index in between}
    beside = [index for index in unchosen if build_signature(candidates[index].element) in alike]
    first, last = min(chosen[0], *beside), max(chosen[-1], *beside)
    short = [
        index
        for index in region
        if first < index < last
        and candidates[index].element in inside
        and candidates[index].linked < MAX_LINKED
    ]
    return sorted({*chosen, *beside, *short})


def drop_tail(candidates: Sequence[Candidate], chosen: list[int], region: Sequence[int]) -> list[int]:
    """Drop chosen blocks after the end of the running text that have a different signature.

    These are related stories, notes about the author and calls to comment; a long tail is part of the text, and so are a
    quotation and a section of several paragraphs without links, pictures or fields.
    """
    within = set(region)
    inside = [index for index in chosen if index in within]
    if not inside:
        return chosen
    signatures = Counter(
        build_signature(candidates[index].element) for index in chosen if index <= inside[-1]
    )
    ends = [
        index
        for index in chosen
        if index in within or signatures[build_signature(candidates[index].element)] >= _MIN_ALIKE
    ]
    below = [index for index in chosen if index > ends[-1]]
    last = max((*ends, *_find_sections(candidates, below)))
    kept = [index for index in chosen if index <= last]
    if total_size(candidates, kept) < (1 - _MAX_TAIL_SHARE) * total_size(candidates, chosen):
        return chosen
    for index in below:
        # With one long paragraph before it, a short last one has no other to be like.
        before, after = candidates[ends[-1]].element, candidates[index].element
        is_next = after.getprevious() is before and not candidates[index].linked
        if is_next and build_signature(after) == build_signature(before):
            ends.append(index)
    return [index for index in chosen if index <= max(last, ends[-1])]


def _find_sections(candidates: Sequence[Candidate], indexes: Sequence[int]) -> Iterator[int]:
    """Yield the quotations, and the paragraphs in elements of several ones, without links, pictures or fields."""
    sections: dict[HtmlElement | None, list[int]] = {}
    for index in indexes:
        if isinstance(candidates[index].block, Paragraph | Quote) and candidates[index].weight:
            sections.setdefault(candidates[index].element.getparent(), []).append(index)
    for section, inside in sections.items():
        is_long = isinstance(candidates[inside[0]].block, Quote) or (
            len(inside) >= _MIN_SECTION and total_size(candidates, inside) >= _MIN_SECTION_LETTERS
        )
        if (
            section is not None
            and is_long
            and next(section.iter(*_ACTION_TAGS, "img", "video"), None) is None
        ):
            yield from inside


def add_sections_below(
    candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]
) -> list[int]:
    """Add the parts of the region below the chosen text up to the last one with much running text, as page builders divide it.

    They end at a part with links, fields or pictures.
    """
    outside = _find_around(candidates, chosen)
    parts: dict[HtmlElement, list[int]] = {}
    for index in region if chosen else ():
        if index > chosen[-1]:
            part = _find_part(candidates[index].element, outside)
            if part is None or next(part.iter(*_ACTION_TAGS, "img", "video"), None) is not None:
                break
            parts.setdefault(part, []).append(index)
    below = [*parts.values()]
    while below and not _is_section(candidates, below[-1]):
        below.pop()
    return [*chosen, *chain.from_iterable(below)]


def _is_section(candidates: Sequence[Candidate], indexes: Sequence[int]) -> bool:
    """Return whether blocks are several of running text."""
    running = [index for index in indexes if candidates[index].weight]
    return len(running) >= _MIN_ALIKE and total_size(candidates, running) >= _MIN_SECTION_LETTERS


def add_opening(
    candidates: Sequence[Candidate], chosen: list[int], boilerplate: AbstractSet[int]
) -> list[int]:
    """Add the paragraphs between the main heading and the chosen text, if they are in elements of their own.

    Elements with links or pictures are about the authors or other articles, and a paragraph below a picture is its caption.
    """
    first = next((index for index in chosen if candidates[index].weight), 0)
    tops = (index for index in range(first - 1, -1, -1) if _is_main_heading(candidates[index]))
    top = next(tops, first)
    outside = _find_around(candidates, (top, first)) if chosen else set()
    opening = []
    plain: dict[HtmlElement | None, bool] = {}  # Thousands of paragraphs may be in one part.
    for index in range(top + 1, first):
        candidate = candidates[index]
        announces = index + 1 in chosen and candidate.text.endswith(":")
        is_running = isinstance(candidate.block, Paragraph) and (
            candidate.weight >= _MIN_OPENING or announces
        )
        if index in boilerplate or not is_running or isinstance(candidates[index - 1].block, Figure):
            continue
        part = _find_part(candidate.element, outside)
        if part not in plain:
            plain[part] = part is not None and next(part.iter("a", "img"), None) is None
        if plain[part]:
            opening.append(index)
    is_minor = total_size(candidates, opening) <= total_size(candidates, chosen)
    return sorted({*opening, *chosen}) if is_minor else chosen


def add_paragraphs_between(
    candidates: Sequence[Candidate], chosen: Sequence[int], region: Sequence[int]
) -> list[int]:
    """Add the paragraphs of the region that are long, or directly between two chosen ones, and almost without links.

    Single ones are left out if their element has links, fields or buttons, as it has in a promotion.
    """
    if not chosen:
        return []
    chosen_set = set(chosen)
    paragraphs = [
        index
        for index in region
        if index not in chosen_set
        and chosen[0] < index < chosen[-1]
        and isinstance(candidates[index].block, Paragraph)
        and candidates[index].linked < _MAX_LINKED_BETWEEN
    ]
    chosen_set.update(index for index in paragraphs if candidates[index].weight >= _MIN_LONG)
    # A sign such as an emoji may stand beside the text of a box.
    signs = (index for index in range(chosen[0], chosen[-1]) if not candidates[index].words)
    around = chosen_set.union(signs)
    single = {
        index
        for index in paragraphs
        if {index - 1, index + 1} <= around
        and candidates[index].size >= _MIN_BETWEEN
        and not isinstance(candidates[index - 1].block, Figure)
    }
    around_text = _find_around(candidates, chosen_set) if single else set()
    parts = {index: _find_part(candidates[index].element, around_text) for index in single}
    plain = {
        index
        for index, part in parts.items()
        if part is not None and next(part.iter(*_ACTION_TAGS), None) is None
    }
    return sorted(chosen_set | plain)


def _find_around(candidates: Sequence[Candidate], indexes: Iterable[int]) -> set[HtmlElement]:
    """Return the elements of the given blocks and those around them."""
    elements = [candidates[index].element for index in indexes]
    return {around for element in elements for around in (element, *element.iterancestors())}


def _find_part(element: HtmlElement, outside: AbstractSet[HtmlElement]) -> HtmlElement | None:
    """Return the outermost element around another, or this itself, that is not in `outside`."""
    part = None
    for around in takewhile(lambda element: element not in outside, (element, *element.iterancestors())):
        part = around
    return part


def build_signature(element: HtmlElement) -> tuple[str, ...]:
    """Return the tags and classes of an element and its two ancestors."""
    built = [str(element.tag)]
    for ancestor in islice(element.iterancestors(), 2):
        built += [str(ancestor.tag), ancestor.get("class") or ""]
    return tuple(built)


# Boilerplate and the region of the running text

_DESCENT_SHARE = 0.7
"""The share of the text that one child must have for the descent to go on."""

_MAIN_SHARE = 0.4
"""An element with more than this share of the running text is not boilerplate, whatever its name."""

_OUTSIDE_SHARE = 0.6
"""The share of the running text outside boilerplate that makes a separate text."""


PAGE_TAGS = frozenset({"html", "body", "article", "main"})
_BOILERPLATE_TAGS = frozenset({"nav", "footer", "aside", "menu", "form"})
_BOILERPLATE_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search"})
_BOILERPLATE_WORDS = frozenset({"comment", "comments", "related", "cookie", "cookies", "menu", "footer"})
"""Words in the names of parts that are not text of the article, even if they are running text."""

_GALLERY_WORDS = frozenset({"gallery", "galleries", "photogallery", "imagegallery"})
_LOOSE_WORDS = frozenset({"share", "promo", "ad", "ads", "sidebar", "widget", "newsletter", "sns"})
"""Words that pages also use in the names of parts with text of the article."""

_BUILDER_WORDS = frozenset({"widget"})
"""The words in the names of all parts of pages that a page builder made."""

_OTHER_WIDGETS = frozenset({"popup", "breadcrumb", "breadcrumbs"})
"""Words in the names of widgets that are not text of the article."""

_CONTENT_CLASSES = ("with-", "has-", "no-", "without-")
"""How classes about the content of an element begin, such as "has-sidebar"."""

_PART_SHARE = 0.15
"""The share of the page's running text that such an element must have."""

_BODY_SHARE = 0.5
"""The share of running text that makes an element with a loose name a part of the text."""


class BoilerplateRegions(NamedTuple):
    """The boilerplate of a page.

    `indexes` are those of its candidates, `elements` the outermost elements; `is_minor` says whether most of the
    running text is outside. `hidden` are the indexes of the hidden candidates among them.
    """

    indexes: set[int]
    elements: list[HtmlElement]
    is_minor: bool
    hidden: frozenset[int]


def find_boilerplate(candidates: Sequence[Candidate], root: HtmlElement) -> BoilerplateRegions:
    """Find the boilerplate of a page by the names of its elements, and the hidden text that is not the article's."""
    by_name: dict[HtmlElement, bool] = {}
    is_built = _is_built_of_widgets(candidates, root)
    loose = _LOOSE_WORDS - _BUILDER_WORDS | _OTHER_WIDGETS if is_built else _LOOSE_WORDS
    hidden = show_hidden_text(candidates, lambda element: is_boilerplate(element, by_name, loose))
    weights = sum_letters(
        candidates, (index for index in range(len(candidates)) if index not in hidden.indexes)
    )
    main = _MAIN_SHARE * weights.get(root, 0.0)
    galleries = _find_galleries(weights)
    named = {element: False for element, own in weights.items() if own > main}
    named |= dict.fromkeys(_find_named_text(candidates, weights, hidden.indexes), False)
    for gallery in galleries:
        named |= dict.fromkeys((element for element in gallery.iter() if element in weights), True)
    named |= dict.fromkeys(hidden.elements, True)
    indexes = hidden.indexes | {
        index for index, candidate in enumerate(candidates) if is_boilerplate(candidate.element, named, loose)
    }
    removed = {element for element, is_named in named.items() if is_named}
    elements = [element for element in named if element in removed and element.getparent() not in removed]
    outside = sum(candidate.weight for index, candidate in enumerate(candidates) if index not in indexes)
    is_minor = outside >= max(OWN_TEXT, _OUTSIDE_SHARE * weights.get(root, 0.0))
    return BoilerplateRegions(set(indexes), elements, is_minor, hidden.indexes)


def _is_built_of_widgets(candidates: Sequence[Candidate], root: HtmlElement) -> bool:
    """Return whether a page builder made a page: most of the running text is in its widgets."""
    within = {root: False}
    text = [candidate for candidate in candidates if candidate.weight]
    inside = [candidate.weight for candidate in text if _is_within(candidate.element, within, _is_widget)]
    return bool(inside) and sum(inside) >= _BODY_SHARE * sum(candidate.weight for candidate in text)


def _is_widget(element: HtmlElement) -> bool:
    return "widget" in (element.get("class") or "") and bool(_name_words(element) & _BUILDER_WORDS)


def _find_named_text(
    candidates: Sequence[Candidate],
    weights: Mapping[HtmlElement, float],
    hidden: AbstractSet[int],
) -> list[HtmlElement]:
    """Return the elements with loose names whose content is running text: a name alone removes no text."""
    least = _PART_SHARE * max(weights.values(), default=0.0)
    found = []
    for element, weight in weights.items():
        if weight < least or element.tag in PAGE_TAGS or not _name_words(element) & _LOOSE_WORDS:
            continue
        inside = set(element.iter())
        size = sum(
            candidate.size
            for index, candidate in enumerate(candidates)
            if candidate.element in inside and index not in hidden
        )
        if weight >= _BODY_SHARE * size and not _is_boilerplate(element, frozenset()):
            found.append(element)
    return found


def _find_galleries(weights: Mapping[HtmlElement, float]) -> Iterator[HtmlElement]:
    """Find the galleries of a page, whose captions may be longer than the text."""
    return (
        element
        for element in weights
        if element.tag not in PAGE_TAGS and _name_words(element) & _GALLERY_WORDS
    )


def find_main_region(candidates: Sequence[Candidate], root: HtmlElement, boilerplate: set[int]) -> list[int]:
    """Return the indexes of the text candidates in the main region of a page."""
    outside = [index for index in range(len(candidates)) if index not in boilerplate]
    weights = sum_letters(candidates, outside)
    region = _descend(root, weights)
    inside = set(region.iter())
    return [index for index in outside if candidates[index].element in inside and _is_text(candidates[index])]


def find_container(candidates: Sequence[Candidate], chosen: Sequence[int]) -> HtmlElement:
    """Return the element that contains most of the chosen running text."""
    root = candidates[chosen[0]].element.getroottree().getroot()
    return _descend(root, sum_letters(candidates, chosen))


def _descend(element: HtmlElement, weights: Mapping[HtmlElement, float]) -> HtmlElement:
    """Return the smallest element with most of the text."""
    while True:
        best = max(element, key=lambda child: weights.get(child, 0.0), default=None)
        if best is None or weights.get(best, 0.0) < _DESCENT_SHARE * weights.get(element, 1.0):
            return element
        if best.tag == "table" and not any(map(weights.get, best)):
            return element  # a table with data may be most of an article, but not all of it
        element = best


def sum_letters(
    candidates: Sequence[Candidate],
    indexes: Iterable[int],
    count: Callable[[Candidate], float] = attrgetter("weight"),
) -> dict[HtmlElement, float]:
    """Return the letters of running text in each element, or what `count` counts of a block."""
    weights: dict[HtmlElement, float] = {}
    for index in indexes:
        own = count(candidates[index])
        if own:
            element = candidates[index].element
            weights[element] = weights.get(element, 0.0) + own
    beneath: dict[HtmlElement, float] = {}
    for element, own in weights.items():
        parent = element.getparent()
        if parent is not None:
            beneath[parent] = beneath.get(parent, 0.0) + own
    for parent, own in beneath.items():
        for around in (parent, *parent.iterancestors()):
            weights[around] = weights.get(around, 0.0) + own
    return weights


def is_boilerplate(
    element: HtmlElement, named: dict[HtmlElement, bool], loose: AbstractSet[str] = frozenset()
) -> bool:
    """Return whether an element is inside boilerplate, also by the words in `loose`; `named` caches the results."""
    known = named.get(element)
    return (
        _is_within(element, named, lambda around: _is_boilerplate(around, loose)) if known is None else known
    )


def _is_within(
    element: HtmlElement, known: dict[HtmlElement, bool], is_meant: Callable[[HtmlElement], bool]
) -> bool:
    """Return whether an element or one around it is meant; `known` caches the results."""
    if element in known:
        return known[element]
    path: list[HtmlElement] = [element]
    current: HtmlElement | None = element.getparent()
    found = False
    while current is not None:
        if current in known:
            found = known[current]
            break
        path.append(current)
        current = current.getparent()
    for ancestor in reversed(path):
        found = found or is_meant(ancestor)
        known[ancestor] = found
    return found


def _is_boilerplate(element: HtmlElement, loose: AbstractSet[str]) -> bool:
    if element.tag in PAGE_TAGS:
        return False
    if element.tag in _BOILERPLATE_TAGS and next(element.iterancestors("blockquote"), None) is None:
        return True
    if element.get("role") in _BOILERPLATE_ROLES:
        return True
    words = _name_words(element)
    return bool(words & _BOILERPLATE_WORDS or words & _GALLERY_WORDS or words & loose)


def _name_words(element: HtmlElement) -> frozenset[str]:
    return split_name(f"{element.get('class') or ''} {element.get('id') or ''}")


@lru_cache(maxsize=4096)
def split_name(name: str) -> frozenset[str]:
    """Return the words of classes or of an id; cached, since pages repeat them. The widget of a tweet is a quotation."""
    classes = [own for own in name.lower().split() if not own.startswith(_CONTENT_CLASSES)]
    words = frozenset(word for own in classes for word in own.replace("_", "-").split("-"))
    return words - {"widget"} if "tweet" in name.lower() or "quote" in name.lower() else words


def _is_main_heading(candidate: Candidate) -> bool:
    return isinstance(candidate.block, Heading) and candidate.block.level == 1


def _is_text(candidate: Candidate) -> bool:
    return bool(candidate.words) and (candidate.linked < 0.6 or isinstance(candidate.block, Heading))
