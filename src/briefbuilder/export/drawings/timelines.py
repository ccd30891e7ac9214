"""Lays out timelines: a scale of time from top to bottom, and the events beside it, each led to its day.

Days are at their places on the scale; texts that would overlap are moved apart by as little as possible. A timeline
that is too high for a page is divided into pieces, each with its own scale, so that many events in a week do not make
the years around it invisible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Literal

from briefbuilder.domain.document import Content, DrawnTimeline, Run, TimelineEvent
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.direction import is_paragraph_right_to_left
from briefbuilder.export.drawings.charts import MAX_PAGE_SHARE, MIN_HEIGHT, MIN_WIDTH, drawing_style
from briefbuilder.export.drawings.colours import AXIS_COLOUR, accent_colour, with_luminance
from briefbuilder.export.drawings.shapes import Dot, Drawing, DrawnLines, Rectangle, Segment, Shape
from briefbuilder.export.drawings.text_fitting import ELLIPSIS, TextFitter
from briefbuilder.locales.data import find_locale
from briefbuilder.locales.dates import format_date

_LINES = 3
"""The most lines of an event; a table or the text has the whole."""
_REST = 0.25
"""The share of a line that the end of a text that was cut must fill."""
_GAP = 4.0
_LEADER = 24.0
"""The width of the lines that lead from the scale to the texts."""
_TICK = 3.0
_RADIUS = 2.6
_BAR, _MAX_BARS = 4.0, 4
_BAR_GAP = 1.5
"""The width of the bar of a period, and how many may be side by side."""
_BAR_END = 1.0
"""The least space between the bars of two periods that follow each other."""
_BAR_LUMINANCE = 0.35
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"
_MIN_HEIGHT = 42.0
_MIN_TICK_SPACE = 1.6
"""The least distance of two dates of the scale, in lines."""

Unit = Literal["day", "month", "year"]
_DAYS: dict[Unit, int] = {"day": 1, "month": 31, "year": 366}
_STEPS: tuple[tuple[Unit, int], ...] = (
    ("day", 1), ("day", 2), ("day", 7), ("day", 14), ("month", 1), ("month", 3), ("month", 6),
    ("year", 1), ("year", 2), ("year", 5), ("year", 10), ("year", 20), ("year", 50), ("year", 100), ("year", 500), ("year", 2000),
)  # fmt: skip
"""The distances of the dates of a scale."""


@dataclass(frozen=True, slots=True)
class _PlacedEvent:
    event: TimelineEvent
    lines: tuple[Content, ...]
    height: float

    @property
    def first(self) -> date:
        return date.fromisoformat(self.event.first)

    @property
    def last(self) -> date:
        return date.fromisoformat(self.event.last)


@dataclass(frozen=True, slots=True)
class _TimelineLayout:
    style: Style
    language: str
    width: float
    dates: float
    lanes: int
    accent: str
    fitter: TextFitter

    @property
    def axis(self) -> float:
        """The place of the axis, to the right of the dates and of the bars of periods."""
        lanes = self.lanes * (_BAR + _BAR_GAP)
        return self.dates + _GAP + (lanes + _RADIUS if lanes else _TICK)


def lay_out_timeline(
    timeline: DrawnTimeline,
    styles: StyleSheet,
    language: str,
    area: tuple[float, float],
    fitter: TextFitter,
) -> tuple[Drawing, ...]:
    """Return the pieces of a timeline, none if it has no events.

    `language` is the document's, `area` the width of the line and the height of the text on a page, in points.
    """
    own = timeline.language or language
    width, height = max(area[0], MIN_WIDTH), max(area[1], MIN_HEIGHT)
    style = drawing_style(styles)
    dates = _dates_width(timeline.events, style, own, fitter)
    events = sorted(timeline.events, key=lambda event: (event.first, event.last))
    setting = _TimelineLayout(
        style, own, width, min(dates, width * 0.3), _count_lanes(events), accent_colour(styles), fitter
    )
    placed = [_measure(event, setting) for event in events]
    drawings = (_draw(group, end, setting) for group, end in _divide(placed, height * MAX_PAGE_SHARE))
    return tuple(drawing.mirror() if is_right_to_left(own) else drawing for drawing in drawings)


def _dates_width(events: Sequence[TimelineEvent], style: Style, language: str, fitter: TextFitter) -> float:
    """Return the width of the dates of the scale, the widest that there may be."""
    years = sorted({date.fromisoformat(event.first).year for event in events})
    samples = [date(year, month, 28) for year in years[:1] + years[-1:] for month in range(1, 13)]
    texts = {_tick_text(day, unit, language) for day in samples for unit in ("day", "month")}
    return max((fitter.text_width(text, style, language) for text in texts), default=0.0) + 1


def _count_lanes(events: Sequence[TimelineEvent]) -> int:
    """Return how many periods there are at most at the same time."""
    periods = [event for event in events if event.first != event.last]
    most = max((sum(b.first <= a.first <= b.last for b in periods) for a in periods), default=0)
    return min(most, _MAX_BARS)


def _measure(event: TimelineEvent, setting: _TimelineLayout) -> _PlacedEvent:
    """Return an event with the lines of its date and its text."""
    label, text = (" ".join(words.split()) for words in (event.label, event.text))
    style, language, fitter = setting.style, setting.language, setting.fitter
    room = max(setting.width - setting.axis - _LEADER - _GAP, style.size * 4)
    lines = fitter.break_lines(_event_content(label, text), style, language, room, _LINES)
    count = len(lines)
    if text.endswith(ELLIPSIS) and count > 1 and fitter.width(lines[-1], style, language) < room * _REST:
        # The text is cut anyway: a line more would hold only its last word.
        while len(lines) == count and " " in text:
            text = f"{text.rpartition(' ')[0].rstrip(' :;,.–—-')}{ELLIPSIS}"
            lines = fitter.break_lines(_event_content(label, text), style, language, room, _LINES)
    is_rtl = is_right_to_left(language)
    if is_paragraph_right_to_left(text, None) != is_rtl:
        lines = tuple(_bind_text(line, _LEFT_TO_RIGHT if is_rtl else _RIGHT_TO_LEFT) for line in lines)
    return _PlacedEvent(event, lines, len(lines) * style.leading + _GAP)


def _event_content(label: str, text: str) -> Content:
    runs = (Run(text=f"{label}  " if text else label, bold=True), Run(text=text))
    return tuple(run for run in runs if run.text.strip())


def _bind_text(line: Content, mark: str) -> Content:
    """Return a line with a direction mark at both ends of its text, which is not bold.

    Full stops and figures at the ends of a text of the other direction would else take the direction of the line.
    """
    return tuple(
        replace(run, text=f"{mark}{run.text}{mark}") if isinstance(run, Run) and not run.bold else run
        for run in line
    )


def _divide(events: Sequence[_PlacedEvent], room: float) -> Iterator[tuple[list[_PlacedEvent], date | None]]:
    """Yield the events of each piece of about the same height, and the day on which the next piece begins."""
    total = sum(event.height for event in events)
    number = max(-(-total // room), 1)
    most = min(total / number + max((event.height for event in events), default=0.0) / 2, room)
    group: list[_PlacedEvent] = []
    used = 0.0
    for event in events:
        if group and used + event.height > most:
            yield group, event.first
            group, used = [], 0.0
        group.append(event)
        used += event.height
    if group:
        yield group, None


def _draw(events: Sequence[_PlacedEvent], following: date | None, setting: _TimelineLayout) -> Drawing:
    """Return the drawing of a piece; a period that goes on in the next piece is cut there."""
    style = setting.style
    first = min(event.first for event in events)
    last = max(event.last for event in events)
    if following is not None:
        last = max(min(last, following), *(event.first for event in events))
    days = [list(group) for _, group in groupby(events, lambda event: event.first)]
    heights = [sum(event.height for event in day) for day in days]
    height = max(sum(heights), _MIN_HEIGHT if last > first else 0.0)
    # The scale begins and ends half a line inside, where the text beside it begins and ends.
    inset = style.leading / 2
    scale = _TimeScale(first, last, inset, height - inset - _GAP)
    wanted = [
        scale.place(day[0].first) - (inset if len(day) == 1 else (size - _GAP) / 2)
        for day, size in zip(days, heights, strict=True)
    ]
    tops = spread(wanted, heights, height)
    axis = setting.axis
    shapes: list[Shape] = [Segment((axis, 0.0), (axis, height), AXIS_COLOUR, 1.0)]
    shapes += _ticks(scale, setting)
    shapes += _bars(events, scale, setting)
    left = axis + _LEADER + _GAP
    for day, top, size in zip(days, tops, heights, strict=True):
        y, edge = scale.place(day[0].first), left - _GAP / 2
        to_y = top + (inset if len(day) == 1 else (size - _GAP) / 2)
        shapes.append(Segment((axis, y), (edge, to_y), AXIS_COLOUR, 0.5))
        if len(day) > 1:
            # What happened on the same day has one line, which leads to a bracket.
            shapes.append(Segment((edge, top + 1.0), (edge, top + size - _GAP), AXIS_COLOUR, 0.75))
    shapes += [Dot(axis, scale.place(day[0].first), _RADIUS, setting.accent) for day in days]
    for day, top in zip(days, tops, strict=True):
        y = top
        for event in day:
            box = (left, y, setting.width - left)
            shapes.append(DrawnLines(*box, event.lines, style, setting.language))
            y += event.height
    return Drawing(setting.width, height, tuple(shapes))


def _bars(events: Sequence[_PlacedEvent], scale: _TimeScale, setting: _TimelineLayout) -> list[Shape]:
    """Return the bars of periods, beside the axis."""
    light = with_luminance(setting.accent, _BAR_LUMINANCE)
    shapes: list[Shape] = []
    below: dict[int, date] = {}
    for event, lane in reversed(list(zip(events, _bar_lanes(events), strict=True))):
        if lane is not None:
            top, bottom = scale.place(event.first), scale.place(min(event.last, scale.last))
            following = below.get(lane)
            if following is not None and event.last < following:
                bottom = min(bottom, scale.place(following) - _BAR_END)
            below[lane] = event.first
            left = setting.axis - _RADIUS - (lane + 1) * (_BAR + _BAR_GAP)
            shapes.append(Rectangle(left, top, _BAR, max(bottom - top, 2.0), light))
    return shapes[::-1]


@dataclass(frozen=True, slots=True)
class _TimeScale:
    first: date
    last: date
    top: float
    bottom: float

    def place(self, day: date) -> float:
        """Return the height of a day in points from the top of the drawing."""
        days = (self.last - self.first).days
        return self.top + (self.bottom - self.top) * (day - self.first).days / days if days else self.top


def spread(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Return the tops of boxes in order, near the wanted ones, without overlap and within the room.

    Boxes that meet form a group, which is moved as a whole to where its boxes are displaced least on average.
    """
    groups: list[tuple[float, float, int]] = []
    """The top of each group, its height, and its number of boxes."""
    for top, height in zip(wanted, heights, strict=True):
        groups.append((max(top, 0.0), height, 1))
        while len(groups) > 1 and groups[-2][0] + groups[-2][1] > groups[-1][0]:
            (top_a, height_a, count_a), (top_b, height_b, count_b) = groups[-2:]
            mean = (top_a * count_a + (top_b - height_a) * count_b) / (count_a + count_b)
            groups[-2:] = [(max(mean, 0.0), height_a + height_b, count_a + count_b)]
    limit = room
    limited: list[tuple[float, int]] = []
    for top, height, count in reversed(groups):
        limit = min(top, limit - height)
        limited.append((max(limit, 0.0), count))
    tops: list[float] = []
    for start, count in reversed(limited):
        top = start
        for height in heights[len(tops) : len(tops) + count]:
            tops.append(top)
            top += height
    return tops


def _bar_lanes(events: Sequence[_PlacedEvent]) -> list[int | None]:
    """Return the lane of the bar of each period, of which there are as many as `_count_lanes` says; a day has none."""
    ends: list[date] = []
    lanes: list[int | None] = []
    for event in events:
        if event.last == event.first:
            lanes.append(None)
            continue
        lane = next((index for index, end in enumerate(ends) if end < event.first), len(ends))
        lane = min(lane, _MAX_BARS - 1)
        ends[lane : lane + 1] = [max((event.last, *ends[lane : lane + 1]))]
        lanes.append(lane)
    return lanes


# The dates of the scale


def _ticks(scale: _TimeScale, setting: _TimelineLayout) -> list[Shape]:
    shapes: list[Shape] = []
    style = setting.style
    unit, days = _choose_ticks(scale, style.leading * _MIN_TICK_SPACE)
    for day in days:
        y = scale.place(day)
        shapes.append(Segment((setting.dates + _GAP / 2, y), (setting.axis, y), AXIS_COLOUR, 0.4))
        text = (Run(text=_tick_text(day, unit, setting.language)),)
        lines = setting.fitter.break_lines(text, style, setting.language, setting.dates, 1)
        top = y - style.leading / 2
        shapes.append(DrawnLines(0.0, top, setting.dates, lines, style, setting.language, "right"))
    return shapes


def _choose_ticks(scale: _TimeScale, least: float) -> tuple[Unit, list[date]]:
    """Return the finest dates of a scale that have at least this distance; the first day if no date has it."""
    room, span = (scale.bottom - scale.top) / least, (scale.last - scale.first).days
    for unit, step in _STEPS:
        if span / (step * _DAYS[unit]) > room + 2:
            continue
        days = list(_dates(scale.first, scale.last, unit, step))
        if not days:
            break
        if all(scale.place(b) - scale.place(a) >= least for a, b in pairwise(days)):
            return unit, days
    return "day", [scale.first]


def _dates(first: date, last: date, unit: Unit, step: int) -> Iterator[date]:
    """Yield the round dates from one day to another: every so many days, first days of months or of years."""
    if unit == "day":
        for number in range(0, (last - first).days + 1, step):
            yield first + timedelta(days=number)
        return
    months = step * (12 if unit == "year" else 1)
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    for number in range(-(-start // months) * months, last.year * 12 + last.month, months):
        if 1 <= number // 12 <= 9999:
            yield date(number // 12, number % 12 + 1, 1)


def _tick_text(day: date, unit: Unit, language: str) -> str:
    """Return a date of the scale as the language writes it: a day, a month with its year, or a year."""
    if unit == "year":
        return f"{day.year}"
    if unit == "day":
        return format_date(day, language, "medium")
    locale = find_locale(language)
    if locale is None:
        return day.isoformat()[:7]
    pattern = locale.dates["long"]
    # A language that begins with the year keeps what is between the year and the month.
    ordered = re.match(r"(y.*?)M+([月월]?)", pattern)
    form = "MMM" if ordered and ordered[2] != "月" else "M"
    return format_date(day, language, f"{ordered[1]}{form}{ordered[2]}" if ordered else "LLL y")
