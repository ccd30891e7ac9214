"""The tables that stand for charts and timelines in formats that draw none, and the numbers of charts as they are printed."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from briefbuilder.domain.document import DrawnCell, DrawnChart, DrawnTable, DrawnText, DrawnTimeline, Run
from briefbuilder.domain.styles import Role
from briefbuilder.locales.numbers import PERCENT, format_number

_FORMAT = re.compile(r"(?:#,##)?0(?:\.(0+))?(%)?")
"""The number formats of spreadsheets that charts have."""

_TEXT_SHARE = 0.7
"""The share of a table's width for what happened, the rest being for its date."""


def format_value(number: float, value_format: str, language: str) -> str:
    """Return a number in a number format of spreadsheets ("#,##0", "0.0", "0%") as a language writes it."""
    found = _FORMAT.fullmatch(value_format)
    decimals = len(found[1] or "") if found else 0
    is_percentage = found is not None and found[2] is not None
    exact = Decimal(repr(float(number))) * (100 if is_percentage else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    plain = format(rounded or abs(rounded), "f")
    return format_number(plain, language, PERCENT if is_percentage else "")


def drawing_table(drawing: DrawnChart | DrawnTimeline, language: str) -> DrawnTable:
    """Return the table that has what a drawing shows; `language` is the document's."""
    return chart_table(drawing, language) if isinstance(drawing, DrawnChart) else timeline_table(drawing)


def chart_table(chart: DrawnChart, language: str) -> DrawnTable:
    """Return the table of a chart: a row for each category and a column for each series; `language` is the document's."""
    if not chart.is_drawn:
        return DrawnTable(rows=(), widths=())
    own = chart.language or language
    names = (_cell(series.name, header=True, flush_end=True) for series in chart.series)
    head = (_cell(chart.category_title, header=True), *names)
    rows = [head] if any(cell.elements for cell in head) else []
    for index, category in enumerate(chart.categories):
        values = (format_value(series.values[index], chart.value_format, own) for series in chart.series)
        rows.append((_cell(category, header=True), *(_cell(value, flush_end=True) for value in values)))
    share = 1 / (len(chart.series) + 2)
    widths = (1 - share * len(chart.series), *(share for _ in chart.series))
    table = DrawnTable(
        rows=tuple(rows),
        widths=widths,
        header_rows=len(rows) - len(chart.categories),
        caption=chart.title,
        language=chart.language,
    )
    return replace(table, anchor=chart.anchor, origin=chart.origin, blocks=chart.blocks)


def timeline_table(timeline: DrawnTimeline) -> DrawnTable:
    """Return the table of a timeline: a row for each event."""
    rows = tuple((_cell(event.label, header=True), _cell(event.text)) for event in timeline.events)
    table = DrawnTable(rows=rows, widths=(1 - _TEXT_SHARE, _TEXT_SHARE), language=timeline.language)
    return replace(table, anchor=timeline.anchor, origin=timeline.origin, blocks=timeline.blocks)


def _cell(text: str, *, header: bool = False, flush_end: bool = False) -> DrawnCell:
    role: Role = "table-header" if header else "table"
    elements = (DrawnText(role=role, content=(Run(text=text),)),) if text else ()
    return DrawnCell(elements=elements, header=header, flush_end=flush_end)
