"""A chart and a timeline are tables in formats that draw none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefbuilder.domain.document import (
    ChartSeries,
    Document,
    DrawnChart,
    DrawnTable,
    DrawnText,
    DrawnTimeline,
    Run,
    TimelineEvent,
    content_text,
    walk_elements,
)
from briefbuilder.export.drawings.tables import drawing_table
from briefbuilder.export.markdown.writer import render_markdown

CHART = DrawnChart(
    title=(Run(text="Articles by outlet"),),
    categories=("Il Corriere", "The Courier"),
    series=(ChartSeries(name="2025", values=(1204.0, 3.0)), ChartSeries(name="2026", values=(17.0, 0.0))),
    alternative_text="Il Corriere leads.",
    category_title="Outlet",
)
TIMELINE = DrawnTimeline(
    events=(
        TimelineEvent(first="2026-03-02", last="2026-03-04", label="2–4 March 2026", text="Talks in Geneva"),
    ),
    alternative_text="One event.",
)


def texts(table: DrawnTable) -> list[str]:
    return [content_text(each.content) for each in walk_elements((table,)) if isinstance(each, DrawnText)]


def test_the_table_of_a_chart_has_its_names_and_numbers() -> None:
    table = drawing_table(CHART, "it")
    assert texts(table) == [
        "Outlet", "2025", "2026", "Il Corriere", "1.204", "17", "The Courier", "3", "0",
    ]  # fmt: skip
    assert table.header_rows == 1
    assert content_text(table.caption) == "Articles by outlet"


def test_the_table_of_a_timeline_has_its_dates_and_events() -> None:
    assert texts(drawing_table(TIMELINE, "en")) == ["2–4 March 2026", "Talks in Geneva"]


def test_markdown_writes_the_numbers_of_a_chart() -> None:
    document = Document(title="", language="en", elements=(CHART, TIMELINE))
    written = render_markdown(document).decode()
    assert "| 1,204 |" in written.replace("**", "")
    assert "Talks in Geneva" in written


def test_a_chart_without_a_number_for_a_category_is_refused() -> None:
    with pytest.raises(ValueError, match="as many values"):
        DrawnChart(
            title=(),
            categories=("A", "B"),
            series=(ChartSeries(name="", values=(1.0,)),),
            alternative_text="",
        )


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 2e15])
def test_a_value_that_no_spreadsheet_keeps_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="too large"):
        DrawnChart(
            title=(), categories=("A",), series=(ChartSeries(name="", values=(number,)),), alternative_text=""
        )


def test_markdown_has_no_second_table_beside_the_one_of_the_part() -> None:
    document = Document(
        title="", language="en", elements=(replace(CHART, tabled=True), replace(TIMELINE, tabled=True))
    )
    written = render_markdown(document).decode()
    assert "|" not in written
    assert "Il Corriere leads." in written
    assert "Articles by outlet" in written
    assert "One event." in written


def test_an_event_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        DrawnTimeline(
            events=(TimelineEvent(first="2026-03-02", last="2026-03-01", label="", text=""),),
            alternative_text="",
        )
