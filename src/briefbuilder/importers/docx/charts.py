"""A chart of a Word document as a table of what it shows: its title, its series and their values, as the file holds them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml.etree import Element, SubElement, _Element

from briefbuilder.importers.docx.names import name, short

_MOST_ROWS, _MOST_SERIES = 60, 12
"""More values than these are for the eye alone."""


def chart_box(root: _Element) -> _Element | None:
    """Return a chart's title and values as a container of a Word document, None where it has none or very many."""
    series = [one for one in _named(root, "ser") if _points(one, "val", "yVal", "bubbleSize")]
    rows = _rows(series)
    if not series or len(series) > _MOST_SERIES or not 0 < len(rows) <= _MOST_ROWS:
        return None
    box = Element(name("w:txbxContent"))
    title = _title(root)
    if title:
        _paragraph(box, title)
    table = SubElement(box, name("w:tbl"))
    heads = [_text(_first(one, "tx")) for one in series]
    if any(heads):
        head = _row(table, ["", *heads])
        properties = Element(name("w:trPr"))
        SubElement(properties, name("w:tblHeader"))
        head.insert(0, properties)
    for place, label in rows:
        _row(table, [label, *(_points(one, "val", "yVal", "bubbleSize").get(place, "") for one in series)])
    return box


def _rows(series: list[_Element]) -> list[tuple[int, str]]:
    """Return the places of the values in order, each with its category."""
    labels: dict[int, str] = {}
    for one in series:
        for place, label in _points(one, "cat", "xVal").items():
            labels.setdefault(place, label)
        for place in _points(one, "val", "yVal", "bubbleSize"):
            labels.setdefault(place, "")
    return sorted(labels.items())[: _MOST_ROWS + 1]


def _points(series: _Element, *kinds: str) -> dict[int, str]:
    for kind in kinds:
        held = _first(series, kind)
        if held is None:
            continue
        found: dict[int, str] = {}
        for point in _named(held, "pt"):
            index = point.get("idx") or ""
            value = _first(point, "v")
            if index.isascii() and index.isdecimal() and value is not None:
                told = _shown(value.text or "")
                found[int(index)] = f"{told} {found[int(index)]}" if int(index) in found else told
        return found
    return {}


def _shown(value: str) -> str:
    """Return a value as people write it: what a program counts with has more digits than it knows."""
    try:
        number = float(value)
    except ValueError:
        return " ".join(value.split())
    if not math.isfinite(number):
        return value
    return f"{number:.10g}" if "e" not in f"{number:.10g}" else value


def _title(root: _Element) -> str:
    held = _first(root, "title")
    return _text(held) if held is not None and _is_of_chart(held) else ""


def _is_of_chart(title: _Element) -> bool:
    parent = title.getparent()
    return parent is not None and short(parent).endswith(":chart")


def _text(element: _Element | None) -> str:
    if element is None:
        return ""
    words = [one.text or "" for one in element.iter() if short(one) == "a:t"]
    return " ".join("".join(words or [one.text or "" for one in _named(element, "v")]).split())


def _named(element: _Element, local: str) -> Iterator[_Element]:
    """Yield the elements of a chart's own namespace under one, by their local name."""
    return (one for one in element.iter() if short(one).rpartition(":")[2] == local)


def _first(element: _Element, local: str) -> _Element | None:
    return next(_named(element, local), None)


def _row(table: _Element, cells: list[str]) -> _Element:
    row = SubElement(table, name("w:tr"))
    for cell in cells:
        _paragraph(SubElement(row, name("w:tc")), cell)
    return row


def _paragraph(holder: _Element, text: str) -> None:
    run = SubElement(SubElement(holder, name("w:p")), name("w:r"))
    SubElement(run, name("w:t")).text = text
