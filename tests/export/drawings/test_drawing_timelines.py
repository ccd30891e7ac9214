"""Timelines of every size show each event once, near its day and without overlapping texts."""

from __future__ import annotations

import re

import pytest
from tests.export.drawings.drawing_samples import AREA, FITTER, STYLES, overlaps, texts_of, timeline, words_of

from briefbuilder.domain.document import DrawnTimeline, Run, TimelineEvent
from briefbuilder.export.drawings.shapes import Dot, Drawing, Rectangle
from briefbuilder.export.drawings.timelines import lay_out_timeline, spread

LONG = "The committee on budgets rejects two amendments and refers the third to the plenary of the next month"


def pieces(
    drawn: DrawnTimeline, area: tuple[float, float] = AREA, language: str = "en"
) -> tuple[Drawing, ...]:
    return lay_out_timeline(drawn, STYLES, language, area, FITTER)


def dates(piece: Drawing) -> list[str]:
    """Return the dates of the scale."""
    axis = next(shape for shape in piece.shapes if isinstance(shape, Dot)).x
    return [words_of(text) for text in texts_of(piece) if text.left < axis]


def dots(piece: Drawing) -> list[float]:
    return [shape.y for shape in piece.shapes if isinstance(shape, Dot)]


@pytest.mark.parametrize("count", [1, 3, 12, 40, 60])
@pytest.mark.parametrize("days", [0, 5, 90, 900, 20000, 2_900_000])
def test_each_event_is_shown_once_without_overlaps(count: int, days: int) -> None:
    drawn = timeline(count, days, text=LONG if count % 2 else "Talks")
    made = pieces(drawn)
    shown = [
        found[1]
        for piece in made
        for text in texts_of(piece)
        if (found := re.match(r"Day (\d+)", words_of(text)))
    ]
    assert shown == [str(index) for index in range(count)]
    for piece in made:
        assert overlaps(piece) == []
        assert piece.height <= AREA[1]


@pytest.mark.parametrize("area", [(216.0, 453.0), (700.0, 400.0), (5.0, 5.0)])
@pytest.mark.parametrize("language", ["en", "ar", "ja"])
def test_timelines_fit_narrow_columns_and_other_directions(area: tuple[float, float], language: str) -> None:
    for piece in pieces(timeline(12, 300, text=LONG, period=20), area, language):
        assert overlaps(piece) == []


def test_days_are_at_their_places() -> None:
    days = ("2026-01-01", "2026-01-11", "2026-01-31")
    events = tuple(TimelineEvent(first=day, last=day, label=day, text="Talks") for day in days)
    (piece,) = pieces(DrawnTimeline(events=events, alternative_text=""))
    first, second, third = dots(piece)
    assert (third - first) / (second - first) == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("days", "language", "date"),
    [(5, "en", "12 Jan 2026"), (300, "it", "mar 2026"), (300, "ja", "2026年3月"), (9000, "en", "2030")],
)
def test_the_scale_has_days_months_or_years(days: int, language: str, date: str) -> None:
    assert date in dates(pieces(timeline(12, days), language=language)[0])


def test_events_of_one_day_share_a_dot() -> None:
    (piece,) = pieces(timeline(5, 0))
    assert len(dots(piece)) == 1
    assert sum("Talks" in words_of(text) for text in texts_of(piece)) == 5


def test_periods_have_bars_of_their_length() -> None:
    events = (
        TimelineEvent(first="2026-01-01", last="2026-01-11", label="", text="Talks"),
        TimelineEvent(first="2026-01-05", last="2026-01-25", label="", text="Visit"),
        TimelineEvent(first="2026-01-31", last="2026-01-31", label="", text="Vote"),
    )
    (piece,) = pieces(DrawnTimeline(events=events, alternative_text=""))
    first, second = (shape for shape in piece.shapes if isinstance(shape, Rectangle))
    assert second.height == pytest.approx(first.height * 2)
    assert first.left != second.left


def test_bars_of_periods_that_follow_each_other_leave_the_dates_free() -> None:
    """A quarter begins on the day after the one before: one lane has room for both, with a space between."""
    quarters = ("2025-01-01", "2025-04-01"), ("2025-03-31", "2025-06-30")
    events = tuple(
        TimelineEvent(first=first, last=last, label="", text="Presidency")
        for first, last in zip(*quarters, strict=True)
    )
    (piece,) = pieces(DrawnTimeline(events=events, alternative_text=""))
    first, second = (shape for shape in piece.shapes if isinstance(shape, Rectangle))
    assert first.left == second.left >= max(text.left + text.width for text in texts_of(piece)[:1])
    assert first.top + first.height == pytest.approx(second.top - 1)


def test_long_events_are_cut_with_an_ellipsis() -> None:
    (piece,) = pieces(timeline(1, text=LONG * 5))
    event = next(text for text in texts_of(piece) if "Day 0" in words_of(text))
    assert words_of(event).endswith("…")
    assert len(event.lines) == 3


def test_no_line_holds_only_the_last_word_of_a_text_that_is_cut() -> None:
    day = "2026-01-01"
    for count in range(6, 18):
        event = TimelineEvent(first=day, last=day, label="Day 0", text=f"{' '.join(LONG.split()[:count])}…")
        (piece,) = pieces(DrawnTimeline(events=(event,), alternative_text=""))
        drawn = next(text for text in texts_of(piece) if "Day 0" in words_of(text))
        assert words_of(drawn).endswith("…")
        assert len(drawn.lines) == 1 or FITTER.width(drawn.lines[-1], drawn.style, "en") >= drawn.width * 0.25


def test_timelines_without_events_are_not_drawn() -> None:
    assert pieces(timeline(0)) == ()


def test_boxes_are_spread_as_little_as_possible() -> None:
    assert spread([0.0, 50.0], [10.0, 10.0], 100.0) == [0.0, 50.0]
    assert spread([20.0, 20.0], [10.0, 10.0], 100.0) == [15.0, 25.0]
    assert spread([95.0, 99.0], [10.0, 10.0], 100.0) == [80.0, 90.0]
    assert spread([0.0, 0.0], [10.0, 10.0], 100.0) == [0.0, 10.0]


def test_texts_are_written_in_their_language() -> None:
    (piece,) = pieces(timeline(2, language="it"))
    assert {text.language for text in texts_of(piece)} == {"it"}


@pytest.mark.parametrize(
    ("language", "text", "mark"),
    [
        ("ar", "The vote was on 3 May.", "\u200e"),
        ("en", "التصويت في 3 مايو.", "\u200f"),
        ("en", "The vote was on 3 May.", ""),
    ],
)
def test_a_text_of_the_other_direction_keeps_the_marks_at_its_ends(
    language: str, text: str, mark: str
) -> None:
    (piece,) = pieces(timeline(1, text=f"{text} " * 6), language=language)
    event = next(drawn for drawn in texts_of(piece) if "Day 0" in words_of(drawn))
    assert len(event.lines) > 1
    parts = [run.text for line in event.lines for run in line if isinstance(run, Run) and not run.bold]
    assert all(part.startswith(mark) and part.endswith(mark) for part in parts)
    assert ("\u200e" in "".join(parts) or "\u200f" in "".join(parts)) == bool(mark)
