"""Lays out charts: bars or columns with their values, the names of their categories, and a legend.

Bars have their values beside them and no scale. Columns have their values above them if these fit, otherwise a scale
with grid lines. A chart with more bars than fit on a page is divided into pieces of the same scale. Charts are laid
out from left to right; in languages of the other direction, the drawing is their mirror image.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from math import ceil, floor, log10

from briefbuilder.domain.document import Content, DrawnChart, Run, content_text
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.drawings.colours import AXIS_COLOUR, GRID_COLOUR, series_colours
from briefbuilder.export.drawings.shapes import Drawing, DrawnLines, Rectangle, Segment, Shape
from briefbuilder.export.drawings.tables import format_value
from briefbuilder.export.drawings.text_fitting import TextFitter

MAX_PAGE_SHARE = 0.78
"""The share of a page's height that a piece of a drawing may take."""
MIN_WIDTH, MIN_HEIGHT = 160.0, 120.0
"""The least size of the area of a drawing, in points: it extends beyond a line that is narrower."""
_MAX_TEXT_SIZE, _MIN_TEXT_SIZE = 9.0, 7.0
_GAP = 4.0
_MAX_NAME_SHARE = 0.4
"""The share of the width that the names of categories may take beside bars."""
_BAR, _MIN_BAR, _BAR_GAP, _MIN_BAR_GAP = 12.0, 7.0, 7.0, 3.0
_NAME_LINES = 2
_COLUMN_SHARE = 0.7
"""The share of its room that the columns of a category take."""
_MAX_COLUMN = 40.0
_PLOT_SHARE, _MIN_PLOT, _MAX_PLOT = 0.42, 90.0, 210.0
_MAX_TURNED = 90.0
_HAIRLINE = 0.75
"""The least length of the bar of a value that is not zero."""
_TICKS = 5
_LEFT_TO_RIGHT = "\u200e"


@dataclass(frozen=True, slots=True)
class Scale:
    """The values at both ends of the plot, and the step between the numbers of a scale (0 without numbers)."""

    low: float
    high: float
    step: float = 0.0

    def share(self, number: float) -> float:
        """Return where a number is between both ends, from 0 to 1."""
        return (number - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class ChartPiece:
    """A piece of a chart that is drawn at once: its categories, its scale and its drawing.

    `plot` is the area of the bars as shares of the drawing: left, top, width and height, from left to right even if
    the drawing is a mirror image. `gap` is the space between the bars of two categories as a share of a bar, and `skip`
    says how many categories there are to a name. `names` are the categories as they are shown, long ones shortened, and
    `legend` is the share of the legend in the height. A piece `is_part` of a chart if there are others.
    """

    chart: DrawnChart
    drawing: Drawing
    scale: Scale
    plot: tuple[float, float, float, float]
    gap: float
    shows_values: bool
    names: tuple[str, ...]
    is_turned: bool = False
    skip: int = 1
    legend: float = 0.0
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class _ChartLayout:
    """What the parts of a layout share."""

    chart: DrawnChart
    style: Style
    language: str
    width: float
    height: float
    fitter: TextFitter
    colours: tuple[str, ...]

    def text_width(self, text: str) -> float:
        return self.fitter.text_width(text, self.style, self.language)

    def value(self, number: float) -> str:
        """Return a value as printed; its sign is before it in languages of both directions."""
        text = format_value(number, self.chart.value_format, self.language)
        return f"{_LEFT_TO_RIGHT}{text}" if number < 0 and is_right_to_left(self.language) else text

    def lines(self, text: str, width: float, limit: int) -> tuple[Content, ...]:
        content = (Run(text=" ".join(text.split())),)
        return self.fitter.break_lines(content, self.style, self.language, width, limit)


def drawing_style(styles: StyleSheet) -> Style:
    """Return the style of the texts in drawings: that of tables, in smaller type without indents."""
    style = styles.style("table")
    size = min(max(style.size - 1, _MIN_TEXT_SIZE), _MAX_TEXT_SIZE)
    return Style(
        font=style.font,
        size=size,
        leading=round(size * 1.25, 2),
        colour=style.colour,
        east_asian=style.east_asian,
    )


def lay_out_chart(
    chart: DrawnChart,
    styles: StyleSheet,
    language: str,
    area: tuple[float, float],
    fitter: TextFitter,
) -> tuple[ChartPiece, ...]:
    """Return the pieces of a chart, none if it has no values.

    `language` is the document's, `area` the width of the line and the height of the text on a page, in points.
    """
    if not chart.is_drawn:
        return ()
    own = chart.language or language
    width, height = max(area[0], MIN_WIDTH), max(area[1], MIN_HEIGHT)
    colours = series_colours(styles, len(chart.series))
    style = drawing_style(styles)
    setting = _ChartLayout(chart, style, own, width, height * MAX_PAGE_SHARE, fitter, colours)
    pieces = _bar_pieces(setting) if chart.form == "bar" else (_column_piece(setting),)
    legend_height = _legend(setting).height
    pieces = tuple(
        replace(piece, legend=legend_height / piece.drawing.height, is_part=len(pieces) > 1)
        for piece in pieces
    )
    if is_right_to_left(own):
        pieces = tuple(replace(piece, drawing=piece.drawing.mirror()) for piece in pieces)
    return pieces


# Bars


def _bar_pieces(setting: _ChartLayout) -> tuple[ChartPiece, ...]:
    chart, style = setting.chart, setting.style
    legend = _legend(setting)
    room = max(setting.height - legend.height, _MIN_PLOT)
    name_width = min(
        max(map(setting.text_width, chart.categories)) + 1, (setting.width - _GAP) * _MAX_NAME_SHARE
    )
    names = tuple(setting.lines(name, name_width, _NAME_LINES) for name in chart.categories)
    count, series, number = len(names), len(chart.series), 1
    pitch = _category_height(max(map(len, names)), series, style, _BAR, _BAR_GAP)
    # Bars beside each other are as high as the values beside them.
    least = _category_height(1, series, style, _MIN_BAR if series == 1 else style.size + 1, _MIN_BAR_GAP)
    if count * pitch > room >= count * least:
        pitch = room / count
        names = tuple(
            setting.lines(name, name_width, int(pitch // style.leading) or 1) for name in chart.categories
        )
    elif count * pitch > room:
        # As few pieces as possible, and in them as much room as there is.
        number = ceil(count / max(floor(room / least), 1))
        pitch = min(room / ceil(count / number), _category_height(1, series, style, _BAR, _BAR_GAP))
        names = tuple(setting.lines(name, name_width, 1) for name in chart.categories)
    size = ceil(count / number)
    plot_width = setting.width - name_width - _GAP
    plot_width -= min(_label_room(setting, negative=False), plot_width * 0.4)
    scale = _bar_scale(setting, plot_width)
    bars = _BarLayout(setting, legend, name_width, pitch, plot_width, scale)
    return tuple(
        bars.piece(_slice(chart, start, start + size), names[start : start + size])
        for start in range(0, count, size)
    )


def _category_height(lines: int, series: int, style: Style, bar: float, gap: float) -> float:
    return max(series * bar, lines * style.leading) + gap


def _slice(chart: DrawnChart, start: int, end: int) -> DrawnChart:
    series = tuple(replace(series, values=series.values[start:end]) for series in chart.series)
    return replace(chart, categories=chart.categories[start:end], series=series)


def _values(chart: DrawnChart) -> tuple[float, ...]:
    return tuple(chain.from_iterable(series.values for series in chart.series))


def _label_room(setting: _ChartLayout, *, negative: bool) -> float:
    """Return the width of the widest value beside bars of one direction."""
    values = {number for number in _values(setting.chart) if (number < 0) == negative}
    return max((setting.text_width(setting.value(number)) + _GAP for number in values), default=0.0)


def _bar_scale(setting: _ChartLayout, width: float) -> Scale:
    """Return the scale of bars in a plot of a width, with room for the values of negative bars."""
    low, high = _limits(_values(setting.chart))
    if low >= 0:
        return Scale(low, high)
    return _extend(low, high, min(_label_room(setting, negative=True) / width, 0.65))


@dataclass(frozen=True, slots=True)
class _BarLayout:
    """Lays out the bars of each piece alike; `pitch` is the height of a category."""

    setting: _ChartLayout
    legend: Drawing
    name_width: float
    pitch: float
    plot_width: float
    scale: Scale

    def piece(self, chart: DrawnChart, names: tuple[tuple[Content, ...], ...]) -> ChartPiece:
        setting, style, series = self.setting, self.setting.style, len(chart.series)
        left, width = self.name_width + _GAP, self.plot_width
        top = self.legend.height
        bar = max((self.pitch - _MIN_BAR_GAP) / series * 0.5, min(_BAR, (self.pitch - _MIN_BAR_GAP) / series))
        gap = self.pitch - bar * series
        axis = left + self.scale.share(0.0) * width
        shapes: list[Shape] = list(self.legend.shapes)
        for index, lines in enumerate(names):
            start = top + index * self.pitch
            middle = start + (self.pitch - len(lines) * style.leading) / 2
            shapes.append(DrawnLines(0.0, middle, self.name_width, lines, style, setting.language, "right"))
            for number, chart_series in enumerate(chart.series):
                y = start + gap / 2 + number * bar
                shapes += self._bar(chart_series.values[index], number, axis, left, width, y, bar)
        bottom = top + len(names) * self.pitch
        shapes.append(Segment((axis, top), (axis, bottom), AXIS_COLOUR))
        # Texts cover the bars.
        shapes.sort(key=lambda shape: isinstance(shape, DrawnLines))
        drawing = Drawing(setting.width, bottom, tuple(shapes))
        plot = (left / setting.width, top / bottom, width / setting.width, (bottom - top) / bottom)
        shown = tuple(" ".join(map(content_text, lines)) for lines in names)
        return ChartPiece(chart, drawing, self.scale, plot, gap / bar, shows_values=True, names=shown)

    def _bar(
        self, number: float, series: int, axis: float, left: float, width: float, top: float, bar: float
    ) -> list[Shape]:
        setting, style = self.setting, self.setting.style
        end = left + self.scale.share(number) * width
        if number:
            end = min(end, axis - _HAIRLINE) if number < 0 else max(end, axis + _HAIRLINE)
        text = setting.value(number)
        size = max(min(style.size, bar + 2.0), 5.5)
        small = style if size == style.size else replace(style, size=size, leading=size * 1.25)
        room = setting.fitter.text_width(text, small, setting.language) + 0.5
        y = top + (bar - small.leading) / 2
        x, align = (end - _GAP / 2 - room, "right") if number < 0 else (end + _GAP / 2, "left")
        label = DrawnLines(
            x, y, room, ((Run(text=text),),), small, setting.language, "right" if align == "right" else "left"
        )
        rectangle = Rectangle(min(axis, end), top, abs(end - axis), bar, setting.colours[series], AXIS_COLOUR)
        return [rectangle, label] if number else [label]


# Columns


def _column_piece(setting: _ChartLayout) -> ChartPiece:
    chart, style = setting.chart, setting.style
    legend = _legend(setting)
    values = _values(chart)
    count, series = len(chart.categories), len(chart.series)
    widest = max(setting.text_width(setting.value(number)) for number in values)
    shows_values = widest <= setting.width / count * 0.85 / series
    scale = _column_scale(setting, values) if shows_values else nice_scale(*_limits(values))
    ticks = () if shows_values else _ticks(scale)
    left = max((setting.text_width(setting.value(tick)) for tick in ticks), default=0.0)
    left = min(left + _GAP, setting.width * 0.3) if ticks else 0.0
    slot = (setting.width - left) / count
    names = _column_names(setting, slot)
    plot_height = _plot_height(setting)
    top = legend.height + style.leading
    bottom = top + plot_height
    above = style.leading if shows_values else 0.0
    area = _PlotArea(left, top + above, setting.width - left, plot_height - above)
    shapes: list[Shape] = list(legend.shapes)
    for tick in ticks:
        y = area.height_of(scale, tick)
        shapes.append(Segment((left, y), (setting.width, y), GRID_COLOUR, 0.5))
        text = (Run(text=setting.value(tick)),)
        box = (0.0, y - style.leading / 2, left - _GAP)
        shapes.append(DrawnLines(*box, (text,), style, setting.language, "right"))
    column = min(slot * _COLUMN_SHARE / series, _MAX_COLUMN)
    for index in range(count):
        start = left + slot * (index + 0.5) - column * series / 2
        for number, chart_series in enumerate(chart.series):
            x = start + number * column
            shapes += _column(
                setting, area, scale, chart_series.values[index], number, (x, column), shows_values
            )
    zero = area.height_of(scale, 0.0)
    shapes.append(Segment((left, zero), (setting.width, zero), AXIS_COLOUR))
    shapes += names.shapes(setting, left, slot, bottom + _GAP)
    height = bottom + _GAP + names.height
    plot = (left / setting.width, area.top / height, area.width / setting.width, area.height / height)
    drawing = Drawing(setting.width, height, tuple(shapes))
    gap = slot / column - series
    shown = tuple(
        " ".join(map(content_text, lines)) or name
        for lines, name in zip(names.lines, chart.categories, strict=True)
    )
    return ChartPiece(chart, drawing, scale, plot, gap, shows_values, shown, names.is_turned, names.skip)


def _plot_height(setting: _ChartLayout) -> float:
    return min(max(setting.width * _PLOT_SHARE, _MIN_PLOT), _MAX_PLOT, setting.height * 0.6)


def _column_scale(setting: _ChartLayout, values: tuple[float, ...]) -> Scale:
    """Return the scale of columns with values, which has room for those below negative columns."""
    low, high = _limits(values)
    return (
        _extend(low, high, (setting.style.leading + 2.0) / _plot_height(setting))
        if low < 0
        else Scale(low, high)
    )


def _extend(low: float, high: float, share: float) -> Scale:
    """Return a scale that goes on below `low` for a share of its length."""
    return Scale(low - (high - low) * share / (1 - share), high)


def _limits(values: tuple[float, ...]) -> tuple[float, float]:
    low, high = min(0.0, *values), max(0.0, *values)
    return low, (high if high > low else 1.0)


@dataclass(frozen=True, slots=True)
class _PlotArea:
    left: float
    top: float
    width: float
    height: float

    def height_of(self, scale: Scale, number: float) -> float:
        return self.top + (1 - scale.share(number)) * self.height


def _column(
    setting: _ChartLayout,
    area: _PlotArea,
    scale: Scale,
    number: float,
    series: int,
    place: tuple[float, float],
    shows_values: bool,
) -> list[Shape]:
    x, width = place
    zero, end = area.height_of(scale, 0.0), area.height_of(scale, number)
    if number:
        end = max(end, zero + _HAIRLINE) if number < 0 else min(end, zero - _HAIRLINE)
    shapes: list[Shape] = []
    if number:
        stroke = AXIS_COLOUR if width > 3 else ""
        shapes.append(Rectangle(x, min(zero, end), width, abs(end - zero), setting.colours[series], stroke))
    if shows_values:
        leading = setting.style.leading
        text = (Run(text=setting.value(number)),)
        top = end + 1 if number < 0 else end - leading
        room = max(width, setting.text_width(setting.value(number)) + 1)
        left = x + width / 2 - room / 2
        shapes.append(DrawnLines(left, top, room, (text,), setting.style, setting.language, "centre"))
    return shapes


@dataclass(frozen=True, slots=True)
class _ColumnNames:
    """The names below columns; a name that is left out has no lines."""

    lines: tuple[tuple[Content, ...], ...]
    height: float
    is_turned: bool
    skip: int

    def shapes(self, setting: _ChartLayout, left: float, slot: float, top: float) -> list[Shape]:
        shapes: list[Shape] = []
        for index, lines in enumerate(self.lines):
            if not lines:
                continue
            start = left + index * slot
            if self.is_turned:
                width = setting.style.leading
                box = (start + slot / 2 - width / 2, top, width, lines, setting.style, setting.language)
                shapes.append(DrawnLines(*box, "right", self.height))
            else:
                shapes.append(
                    DrawnLines(start + 1, top, slot - 2, lines, setting.style, setting.language, "centre")
                )
        return shapes


def _column_names(setting: _ChartLayout, slot: float) -> _ColumnNames:
    """Return the names of categories below columns: level if their words fit, otherwise turned; some are left out."""
    names, leading = setting.chart.categories, setting.style.leading
    words = max((setting.text_width(word) for name in names for word in name.split()), default=0.0)
    if words <= slot - 2:
        lines = tuple(setting.lines(name, slot - 2, 3) for name in names)
        return _ColumnNames(lines, max(map(len, lines)) * leading, is_turned=False, skip=1)
    skip = max(ceil(leading / slot), 1)
    length = min(max(map(setting.text_width, names)) + 1, _MAX_TURNED)
    turned = tuple(
        setting.lines(name, length, 1) if index % skip == 0 else () for index, name in enumerate(names)
    )
    return _ColumnNames(turned, length, is_turned=True, skip=skip)


def nice_scale(low: float, high: float) -> Scale:
    """Return a scale from `low` to `high` or beyond, with a step of 1, 2 or 5 times a power of ten."""
    raw = (high - low) / _TICKS
    power = 10.0 ** floor(log10(raw))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999)
    return Scale(floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step, step)


def _ticks(scale: Scale) -> tuple[float, ...]:
    first, last = round(scale.low / scale.step), round(scale.high / scale.step)
    return tuple(number * scale.step for number in range(first, last + 1))


# The legend


def _legend(setting: _ChartLayout) -> Drawing:
    """Return the legend of several series, in as many rows as it needs."""
    chart, style = setting.chart, setting.style
    if len(chart.series) < 2:
        return Drawing(setting.width, 0.0, ())
    box, shapes = style.size * 0.8, list[Shape]()
    x, y = 0.0, 0.0
    for series, colour in zip(chart.series, setting.colours, strict=True):
        lines = setting.lines(series.name, setting.width - box - _GAP, 1)
        width = setting.fitter.width(lines[0], style, setting.language) + 1 if lines else 0.0
        if x and x + box + _GAP + width > setting.width:
            x, y = 0.0, y + style.leading
        shapes.append(Rectangle(x, y + (style.leading - box) / 2, box, box, colour, AXIS_COLOUR))
        if lines:
            shapes.append(DrawnLines(x + box + _GAP, y, width, lines, style, setting.language))
        x += box + _GAP + width + 4 * _GAP
    return Drawing(setting.width, y + style.leading + _GAP, tuple(shapes))
