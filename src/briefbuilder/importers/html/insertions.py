"""Find what stands in elements of its own around the paragraphs of a text: boxes to act in, threads, labels of what was left out.

What they are called does not count. A box has fields, buttons or links that lead nowhere, and little text; in a thread of
comments the same button recurs between running texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

from lxml.html import HtmlElement

from briefbuilder.domain.text import Code, Heading, Paragraph, Quote, Table
from briefbuilder.importers.clean import match_key
from briefbuilder.importers.html.candidates import Candidate, total_size

_MAX_BOX = 300
"""Letters of running text in a box."""

_MAX_BOX_SHARE = 0.4
"""The greatest share that all boxes have of the text."""

_MIN_AROUND_SHARE = 0.5
_MIN_AROUND = 1500
"""The share or the letters of the running text that are in the element around a box."""

_MIN_ALIKE = 2
"""Parts of the same class that belong to the text, such as sections with a button each."""

_MIN_COMMENTS = 3
_MIN_COMMENT = 40
"""Letters of running text a comment, on average."""

_MAX_ACTION = 30
"""Letters of what a button, or a link to a comment, says."""

_NUMBER = re.compile(r"\d+")
_FIELD_TAGS = ("button", "input", "select", "textarea")
_MIN_ACTION_LINKS = 2


def drop_insertions(candidates: Sequence[Candidate], chosen: list[int]) -> list[int]:
    """Drop boxes, and then the headings of elements without other chosen text, which are below the start of the running text."""
    text = [index for index in chosen if candidates[index].weight]
    letters = _sum_letters(candidates, text)
    parts = {index: _find_part(candidates[index].element, letters) for index in chosen}
    acting = _find_acting(candidates, {candidates[index].element for index in text})
    first = next((index for index in text if parts[index] not in acting), None)
    if first is None:
        return chosen
    titled = {around for title in _root(candidates).iter("h1") for around in title.iterancestors()}
    boxes: dict[HtmlElement, list[int]] = {}
    whole = sum(candidates[index].size for index in text)
    for index, part in parts.items():
        if part is not None and part in acting - titled and part in letters:
            around = letters.get(part.getparent(), 0)
            if around >= min(_MIN_AROUND, _MIN_AROUND_SHARE * whole):
                boxes.setdefault(part, []).append(index)
    alike = Counter((part.tag, part.get("class")) for part in set(parts.values()) if part is not None)
    dropped = {
        index
        for part, indexes in boxes.items()
        if not part.get("class") or alike[part.tag, part.get("class")] < _MIN_ALIKE
        for index in indexes
        if not any(isinstance(candidates[one].block, Code | Quote | Table) for one in indexes)
    }
    if total_size(candidates, dropped) <= _MAX_BOX_SHARE * total_size(candidates, chosen):
        chosen = [index for index in chosen if index not in dropped]
    labels = set(_find_labels(candidates, chosen))
    return [index for index in chosen if index < first or index not in labels]


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


def _find_acting(
    candidates: Sequence[Candidate], running: AbstractSet[HtmlElement]
) -> AbstractSet[HtmlElement]:
    """Return the elements around fields, buttons and several links that lead nowhere, outside running text."""
    acting: set[HtmlElement] = set()
    links: Counter[HtmlElement] = Counter()
    for element in _iter_actions(_root(candidates)):
        is_link = element.tag == "a"
        around = list(element.iterancestors())
        if running.isdisjoint(around):
            links.update(around)
            acting.update(one for one in around if not is_link or links[one] >= _MIN_ACTION_LINKS)
    return acting


def _iter_actions(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the fields, the buttons and the links that lead nowhere."""
    for element in root.iter(*_FIELD_TAGS, "a"):
        if _leads_nowhere(element) if element.tag == "a" else element.get("type") != "hidden":
            yield element


def _leads_nowhere(link: HtmlElement) -> bool:
    target = (link.get("href") or "").strip()
    return target == "#" or target.startswith("javascript:") or (not target and link.get("role") == "button")


def _root(candidates: Sequence[Candidate]) -> HtmlElement:
    return candidates[0].element.getroottree().getroot()


def find_threads(candidates: Sequence[Candidate], weights: Mapping[HtmlElement, float]) -> list[HtmlElement]:
    """Return the elements of comments: the same action recurs in them, and they follow a text without it.

    `weights` are the letters of running text in each element.
    """
    same: dict[str, list[HtmlElement]] = {}
    for element in _root(candidates).iter("button", "a") if candidates else ():
        words = match_key("".join(element.itertext()))
        if words and len(words) <= _MAX_ACTION:
            same.setdefault(_name_action(element, words), []).append(element)
    threads = []
    for name, actions in same.items():
        around = _find_common(actions) if name and len(actions) >= _MIN_COMMENTS else None
        if around is not None and weights.get(around, 0.0) >= _MIN_COMMENT * len(actions):
            inside = set(around.iter())
            within = [index for index, candidate in enumerate(candidates) if candidate.element in inside]
            above = sum(candidate.weight for candidate in candidates[: within[0]])
            below = sum(candidate.weight for candidate in candidates[within[-1] + 1 :])
            parts = [
                candidates[index].block
                for index in within
                if not isinstance(candidates[index].block, Paragraph)
            ]
            is_text = any(isinstance(part, Code) for part in parts) or len(parts) >= len(within) / 2
            if above >= max(_MIN_AROUND, below) and not is_text and all(one.tag != "h1" for one in inside):
                threads.append(around)
    return threads


def _name_action(element: HtmlElement, words: str) -> str:
    """Return what tells an action from others: its words, or where a link to a place in a page leads, without numbers."""
    target = element.get("href") or ""
    if element.tag == "button" or not target or _leads_nowhere(element):
        return words
    return _NUMBER.sub("", target) if "#" in target else ""


def _find_common(elements: Sequence[HtmlElement]) -> HtmlElement | None:
    """Return the smallest element around all of some."""
    around = list(elements[0].iterancestors())
    for element in elements[1:]:
        own = set(element.iterancestors())
        around = [one for one in around if one in own]
    return next(iter(around), None)


def _find_labels(candidates: Sequence[Candidate], chosen: Sequence[int]) -> Iterator[int]:
    """Yield the chosen headings of elements of which nothing else was chosen though more follows."""
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
