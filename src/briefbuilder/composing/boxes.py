"""A part's text in boxes: what its template wants to be seen first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefbuilder.domain.document import DrawnCallout, DrawnHeading, DrawnText, Element


def in_boxes(elements: Iterable[Element]) -> list[Element]:
    """Return elements in a box; each heading among them begins a box of its own, whose title it is."""
    boxes: list[Element] = []
    title: DrawnHeading | None = None
    held: list[Element] = []
    for element in elements:
        if isinstance(element, DrawnHeading):
            boxes += _box(title, held)
            title, held = element, []
        else:
            held.append(_running(element))
    return [*boxes, *_box(title, held)]


def _box(title: DrawnHeading | None, held: list[Element]) -> list[Element]:
    if title is None:
        return [DrawnCallout(title=(), elements=tuple(held), origin=held[0].origin)] if held else []
    return [
        DrawnCallout(
            title=title.content,
            elements=tuple(held),
            anchor=title.anchor,
            origin=title.origin,
            language=title.language,
        )
    ]


def _running(element: Element) -> Element:
    """Return running text as that of a box, all else as it is."""
    if isinstance(element, DrawnText) and element.role == "body":
        return replace(element, role="callout")
    return element
