"""Tell the hidden text that belongs to an article from windows, menus and copies for other screens.

Pages that are sent in parts, accordions, tabs and soft pay walls keep text hidden until a script shows it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from lxml.html import HtmlElement

from briefbuilder.importers.html.candidates import RUNNING_LETTERS, Candidate, total_size, total_weight
from briefbuilder.importers.html.inline import HIDING_ATTRIBUTES, is_hidden, is_hidden_from_view

OWN_TEXT = 1500
"""Letters of running text that are a separate text, whatever else is on the page."""

_HIDDEN_SHARE = 0.4
"""The share of the running text that a hidden element must have if the page shows less than that."""

_RUNNING_SHARE = 0.5
"""The share of a hidden element's letters that must be running text."""

_PAGE_SHARE = 0.8
"""The share of the letters of a page in a hidden element that is the page itself, hidden until it is ready."""

_TEXT_TAGS = frozenset({"article", "main"})


class HiddenText(NamedTuple):
    """The indexes of the hidden candidates that do not belong to the text, and their hidden elements."""

    indexes: frozenset[int] = frozenset()
    elements: tuple[HtmlElement, ...] = ()


def show_hidden_text(
    candidates: Sequence[Candidate], is_boilerplate: Callable[[HtmlElement], bool]
) -> HiddenText:
    """Show the hidden elements that belong to the text, by removing their marks, and return the others."""
    for page in _find_hidden_pages(candidates):
        _show(page)
    nearest: dict[HtmlElement, HtmlElement | None] = {}
    hiding = [_find_hiding(candidate.element, nearest) for candidate in candidates]
    if not any(element is not None for element in hiding):
        return HiddenText()
    words = "\n".join(
        candidate.words for candidate, element in zip(candidates, hiding, strict=True) if element is None
    )
    parts: dict[HtmlElement, list[int]] = {}
    shown = _ShownText()
    copies = set()
    for index, element in enumerate(hiding):
        if element is None or not candidates[index].words:
            shown.add(candidates[index], is_boilerplate)
        elif candidates[index].words in words:
            copies.add(index)
        else:
            parts.setdefault(element, []).append(index)
    total = shown.weight + sum(candidates[index].weight for part in parts.values() for index in part)
    sizes = {element: total_size(candidates, part) for element, part in parts.items()}
    left_out = dict.fromkeys(parts)
    for element in sorted(parts, key=lambda part: (sizes[part] < RUNNING_LETTERS, _depth(part))):
        weight = total_weight(candidates, parts[element])
        if (
            weight >= _RUNNING_SHARE * sizes[element]
            and _find_hiding(element.getparent(), nearest) not in left_out
            and not is_boilerplate(element)
            and (sizes[element] >= RUNNING_LETTERS or shown.has_like(element))
            and shown.includes(element, weight, total)
        ):
            shown.show(element)
            del left_out[element]
            for index in parts[element]:
                shown.add(candidates[index], is_boilerplate)
    indexes = copies.union(*(parts[element] for element in left_out))
    return HiddenText(frozenset(indexes), tuple(left_out))


def _find_hidden_pages(candidates: Sequence[Candidate]) -> list[HtmlElement]:
    """Return the hidden elements that hold nearly all letters of the page: those around the block in the middle of them."""
    sizes = list(accumulate(candidate.size for candidate in candidates))
    middle = candidates[bisect_left(sizes, sizes[-1] / 2)].element if sizes else None
    around = [] if middle is None else [middle, *middle.iterancestors()]
    hidden = set(filter(is_hidden, around))
    if not hidden:
        return []
    within = dict.fromkeys(around, 0)
    for candidate in candidates:
        inside = (candidate.element, *candidate.element.iterancestors())
        within[next(filter(within.__contains__, inside), around[-1])] += candidate.size
    letters = zip(around, accumulate(within.values()), strict=True)
    return [element for element, own in letters if element in hidden and own >= _PAGE_SHARE * sizes[-1]]


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _show(element: HtmlElement) -> None:
    for name in HIDING_ATTRIBUTES:
        element.attrib.pop(name, None)


class _ShownText:
    """The running text that a page shows: its weight, and the elements around it."""

    def __init__(self) -> None:
        self.weight = 0.0
        self._around: set[HtmlElement] = set()
        self._parents: set[HtmlElement | None] = set()
        self._holding: set[HtmlElement] = set()
        self._parts: dict[HtmlElement | None, set[tuple[str, str]]] = {}
        self._formerly_hidden: set[tuple[str, str]] = set()
        self._series: set[tuple[HtmlElement | None, tuple[str, str]]] = set()

    def show(self, element: HtmlElement) -> None:
        """Show a hidden element."""
        _show(element)
        self._formerly_hidden.add(_tag_and_class(element))
        self._series.add((_place_in_series(element), _tag_and_class(element)))

    def has_like(self, element: HtmlElement) -> bool:
        """Return whether a hidden element with the same tag and classes was shown, such as another answer to a question."""
        return _tag_and_class(element) in self._formerly_hidden

    def add(self, candidate: Candidate, is_boilerplate: Callable[[HtmlElement], bool]) -> None:
        """Add a block of running text outside boilerplate."""
        weight = candidate.weight
        if not weight or is_boilerplate(candidate.element):
            return
        self.weight += weight
        self._parents.add(candidate.element.getparent())
        for around in candidate.element.iterancestors(*_TEXT_TAGS):
            self._around.add(around)
        for around in (candidate.element, *candidate.element.iterancestors()):
            if around in self._holding:
                break
            self._holding.add(around)
            self._parts.setdefault(around.getparent(), set()).update(_roles_and_classes(around))

    def includes(self, element: HtmlElement, weight: float, total: float) -> bool:
        """Return whether a hidden element is beside the shown text, or is the text itself if little is shown."""
        if not is_hidden_from_view(element):
            return True
        if self.weight < OWN_TEXT and weight >= _HIDDEN_SHARE * total:
            return True
        if element.get("class") and (_place_in_series(element), _tag_and_class(element)) in self._series:
            return True  # a further answer
        text = next(element.iterancestors(*_TEXT_TAGS), None)
        if text is not None:
            return text in self._around
        parent = element.getparent()
        # The other panels of tabs, answers and pictures have the role or a class of the one that is shown.
        return parent in self._parents or not self._parts.get(parent, set()).isdisjoint(
            _roles_and_classes(element)
        )


def _place_in_series(element: HtmlElement) -> HtmlElement | None:
    """Return the element around the items of a series, in each of which a part like this one may be hidden."""
    item = element.getparent()
    return None if item is None else item.getparent()


def _tag_and_class(element: HtmlElement) -> tuple[str, str]:
    return str(element.tag), element.get("class") or ""


def _roles_and_classes(element: HtmlElement) -> set[tuple[str, str]]:
    names = (element.get("role") or "", *(element.get("class") or "").split())
    return {(str(element.tag), name) for name in filter(None, names)}


def _find_hiding(
    element: HtmlElement | None, nearest: dict[HtmlElement, HtmlElement | None]
) -> HtmlElement | None:
    """Return the nearest hidden element around an element, or the element itself; `nearest` caches the results."""
    path: list[HtmlElement] = []
    found = None
    while element is not None:
        if element in nearest:
            found = nearest[element]
            break
        path.append(element)
        if is_hidden(element):
            found = element
            break
        element = element.getparent()
    nearest.update(dict.fromkeys(path, found))
    return found
