"""Charts and timelines of any size, and what the tests ask of all drawings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

from briefbuilder.domain.document import (
    ChartSeries,
    Document,
    DrawnChart,
    DrawnTimeline,
    Run,
    TimelineEvent,
    content_text,
)
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.drawings.shapes import Drawing, DrawnLines
from briefbuilder.export.drawings.text_fitting import TextFitter

STYLES = StyleSheet(
    styles={"heading1": Style(colour="#7a1f2b"), "table": Style(font="Noto Sans", size=9.5, leading=12.0)}
)
AREA = (453.0, 700.0)
OUTLETS = (
    "Il Corriere di Levante",
    "The Courier",
    "Sonntagszeitung",
    "A weekly letter on the economic security of the Union, with an index of all names and treaties",
)
FITTER = TextFitter.from_document(Document(title="", language="en", elements=()))
"""Opened once for all tests, since it opens the fonts."""


def chart(
    count: int,
    series: int = 1,
    *,
    form: str = "bar",
    values: Sequence[float] = (),
    names: Sequence[str] = OUTLETS,
    language: str | None = None,
) -> DrawnChart:
    """Return a chart with some categories; `values` and `names` are repeated."""
    numbers = tuple(values) or (12.0, 3.0, 0.0, 41.0, 7.0)
    return DrawnChart(
        title=(Run(text="Articles by outlet"),),
        categories=tuple(
            names[index % len(names)] + (f" {index}" if index >= len(names) else "") for index in range(count)
        ),
        series=tuple(
            ChartSeries(
                name=f"Series {each}",
                values=tuple(numbers[(index + each) % len(numbers)] for index in range(count)),
            )
            for each in range(series)
        ),
        alternative_text="Articles by outlet; one outlet leads.",
        form="column" if form == "column" else "bar",
        category_title="Outlet",
        language=language,
    )


def timeline(
    count: int, days: int = 90, *, text: str = "Talks", period: int = 0, language: str | None = None
) -> DrawnTimeline:
    """Return a timeline of events that are spread over some days, each as long as a period."""
    start = date(2026, 1, 12)
    events = []
    for index in range(count):
        first = start + timedelta(days=days * index * index // max(count * count, 1))
        last = first + timedelta(days=period)
        events.append(
            TimelineEvent(
                first=first.isoformat(), last=last.isoformat(), label=f"Day {index}", text=f"{text} {index}"
            )
        )
    return DrawnTimeline(events=tuple(events), alternative_text="What happened.", language=language)


def texts_of(drawing: Drawing) -> list[DrawnLines]:
    return [shape for shape in drawing.shapes if isinstance(shape, DrawnLines)]


def words_of(text: DrawnLines) -> str:
    return " ".join(map(content_text, text.lines))


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    """Return the pairs of texts whose boxes overlap, and texts outside the drawing."""
    boxes = [(_box(text), words) for text in texts_of(drawing) if (words := words_of(text))]
    found = [(a, b) for (one, a), (other, b) in combinations(boxes, 2) if _meet(one, other)]
    return found + [("outside", text) for box, text in boxes if not _is_inside(box, drawing)]


def _box(text: DrawnLines) -> tuple[float, float, float, float]:
    """Return the box of the words themselves: left, top, right and bottom."""
    if text.turned:
        return text.left, text.top, text.left + text.width, text.top + text.turned
    width = max(FITTER.width(line, text.style, text.language) for line in text.lines)
    free = text.width - width
    left = text.left + {"left": 0.0, "centre": free / 2, "right": free}[text.align]
    # Letters do not fill the whole height of their line.
    rest = (text.style.leading - text.style.size * 0.75) / 2
    return left, text.top + rest, left + width, text.top + text.height - rest


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.1 and down > 0.1


def _is_inside(box: tuple[float, float, float, float], drawing: Drawing) -> bool:
    return (
        box[0] >= -0.5 and box[1] >= -2.5 and box[2] <= drawing.width + 0.5 and box[3] <= drawing.height + 1.5
    )
