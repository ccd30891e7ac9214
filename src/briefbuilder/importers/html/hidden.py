"""Tell hidden text that belongs to the article from windows, menus and copies for other screens.

Pages that are sent in parts, accordions and soft pay walls keep text hidden until a script shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from briefbuilder.importers.html.candidates import Candidate
from briefbuilder.importers.html.inline import HIDING_ATTRIBUTES, is_hidden, is_hidden_from_view

_ENOUGH = 1500
"""Letters of running text that are an article of their own: hidden text elsewhere on the page is not the article."""

_MAIN_SHARE = 0.4
"""The share of the running text that a hidden element must have if the page shows less than that."""

_RUNNING_SHARE = 0.5
"""The share of a hidden element's letters that must be running text."""

_TEXT_TAGS = frozenset({"article", "main"})


class HiddenText(NamedTuple):
    """The indexes of the hidden candidates that do not belong to the text, and their hidden elements."""

    indexes: frozenset[int] = frozenset()
    elements: tuple[HtmlElement, ...] = ()


def show_hidden_text(
    candidates: Sequence[Candidate], is_boilerplate: Callable[[HtmlElement], bool]
) -> HiddenText:
    """Show the hidden elements that belong to the text, by removing their marks, and return the others."""
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
    left_out = []
    for element in sorted(parts, key=lambda part: sum(1 for _ in part.iterancestors())):
        weight = sum(candidates[index].weight for index in parts[element])
        is_running = weight >= _RUNNING_SHARE * sum(candidates[index].size for index in parts[element])
        above = _find_hiding(element.getparent(), nearest)
        if (
            is_running
            and above not in left_out
            and not is_boilerplate(element)
            and shown.includes(element, weight, total)
        ):
            for name in HIDING_ATTRIBUTES:
                element.attrib.pop(name, None)
            for index in parts[element]:
                shown.add(candidates[index], is_boilerplate)
        else:
            left_out.append(element)
    indexes = copies.union(*(parts[element] for element in left_out))
    return HiddenText(frozenset(indexes), tuple(left_out))


class _ShownText:
    """The running text that a page shows: its weight, and the elements around it."""

    def __init__(self) -> None:
        self.weight = 0.0
        self._around: set[HtmlElement] = set()
        self._parents: set[HtmlElement | None] = set()

    def add(self, candidate: Candidate, is_boilerplate: Callable[[HtmlElement], bool]) -> None:
        """Add a block of running text outside boilerplate."""
        weight = candidate.weight
        if not weight or is_boilerplate(candidate.element):
            return
        self.weight += weight
        self._parents.add(candidate.element.getparent())
        for around in candidate.element.iterancestors(*_TEXT_TAGS):
            self._around.add(around)

    def includes(self, element: HtmlElement, weight: float, total: float) -> bool:
        """Return whether a hidden element is beside the shown text, or is the text itself where little is shown."""
        if not is_hidden_from_view(element):
            return True
        if self.weight < _ENOUGH and weight >= _MAIN_SHARE * total:
            return True
        text = next(element.iterancestors(*_TEXT_TAGS), None)
        return text in self._around if text is not None else element.getparent() in self._parents


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
