"""The rows of the list of articles: what they show besides an article's record, and how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from briefbuilder.storage.recent_cache import RecentCache
from briefbuilder.ui.offsets import to_units
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import dot_colour
from briefbuilder.ui.widgets.labels import elided_lines, sized_font
from briefbuilder.ui.widgets.plain import isolate, join_facts
from briefbuilder.ui.widgets.rows import Index, RowDelegate


class ArticleRole(IntEnum):
    """Roles of a row besides those of Qt."""

    OUTLET = int(Qt.ItemDataRole.UserRole)
    DATE = OUTLET + 1
    LANGUAGE = OUTLET + 2
    SNIPPET = OUTLET + 3
    HITS = OUTLET + 4
    """Pairs of code points in the snippet."""
    COPIES = OUTLET + 5
    """The number of other copies of the same report."""
    COLOURS = OUTLET + 6
    """The colours of the article's topics, those with most tags first."""
    USED = OUTLET + 7
    """Whether the shown briefing quotes the article."""
    UNREAD = OUTLET + 8
    """Whether the article was not read yet."""
    CHANGED = OUTLET + 9
    """Who of other desks changed the article since it was seen, empty for nobody."""


_TITLE_LINES = 2
_MAX_DOTS = 4
_SAMPLES = "ÅgjyẤ漢字語한글"
"""Letters that need more height than most."""
_MAX_CACHED_TITLES = 500
_FIRST_WIDE = 0x2E80
"""The first code point of Chinese, Japanese and Korean."""


@dataclass(frozen=True, slots=True)
class RowMetrics:
    """The fonts of a row and the distance between two lines of its title, in device-independent pixels."""

    title: QFont
    small: QFont
    line: int
    small_line: int


def row_metrics(font: QFont, theme: Theme) -> RowMetrics:
    """Return the fonts and line heights of rows, with room for the letters of every script."""
    small, title = sized_font(font, theme.px(12)), sized_font(font, theme.px(13))
    lines = (max(round(_ink_height(font)), theme.px(least)) for font, least in ((title, 18), (small, 16)))
    return RowMetrics(title, small, *lines)


def _ink_height(font: QFont) -> float:
    """Return the height from the top of the tallest letter to the bottom of the deepest one, of any script."""
    layout = QTextLayout(_SAMPLES, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    area = QRectF()
    for run in line.glyphRuns():
        area = area.united(run.boundingRect())
    return area.height()


class ArticleDelegate(RowDelegate):
    """Draws the title on up to two lines, and below it publication, date, language and marks, or a search result.

    All rows have the same height, so that long lists remain fast; compact rows have one line.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.compact = False
        self._metrics: tuple[str, float, RowMetrics] | None = None
        self._titles = RecentCache(self._break_title, _MAX_CACHED_TITLES)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(10, self.row_height(option.font))

    def row_height(self, font: QFont) -> int:
        """Return the height of every row, in device-independent pixels."""
        theme, metrics = self._theme, self._row_metrics(font)
        if self.compact:
            return max(theme.px(32), metrics.line + theme.px(10))
        return max(theme.px(76), _TITLE_LINES * metrics.line + metrics.small_line + theme.px(21))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        px, metrics, title = self._theme.px, self._row_metrics(option.font), str(index.data())
        self._paint_ground(painter, option, 8)
        box = option.rect.adjusted(px(8), 1, -px(8), -1)
        inner = box.adjusted(px(23), px(9), -px(9), -px(7))
        is_unread = index.data(ArticleRole.UNREAD)
        if is_unread or index.data(ArticleRole.CHANGED):
            # What others changed has a ring, what was not read at all a dot.
            first = (box.top(), box.height()) if self.compact else (inner.top(), metrics.line)
            area = QRect(box.left() + px(8), first[0], px(8), first[1])
            accent = self._theme.colours.colour("accent")
            self._draw_dot(painter, option, area, accent, is_ring=not is_unread)
        if self.compact:
            line = QRect(inner.left(), box.top(), inner.width(), box.height())
            self._paint_marks(painter, option, line, metrics, index)
            self._draw_text(painter, option, title, line, "text", title_font(metrics.title, title))
            return
        lines = self._titles.get((title, inner.width()))
        line = QRect(inner.left(), inner.top(), inner.width(), metrics.line)
        for shown in lines:
            words, font = isolate(shown, title), title_font(metrics.title, title)
            self._draw_text(painter, option, words, line, "text", font)
            line.translate(0, metrics.line)
        line = QRect(inner.left(), line.top() + px(4), inner.width(), metrics.small_line)
        self._paint_marks(painter, option, line, metrics, index)
        self._paint_details(painter, option, line, metrics, index)

    def _paint_marks(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        line: QRect,
        metrics: RowMetrics,
        index: Index,
    ) -> None:
        """Draw topic dots, the bookmark and the number of copies at the end of a line, which becomes shorter."""
        px, end = self._theme.px, line.right()

        def take(width: int, gap: int) -> QRect:
            """Return the area of the next mark."""
            area = QRect(line.right() - width + 1, line.top(), width, line.height())
            line.setRight(line.right() - width - gap)
            return area

        def icon(name: str, token: str) -> None:
            area = take(px(14), px(4))
            area.adjust(0, (area.height() - px(14)) // 2, 0, 0)
            area.setHeight(px(14))
            self._draw_icon(painter, option, name, area, token)

        for colour in reversed((index.data(ArticleRole.COLOURS) or ())[:_MAX_DOTS]):
            self._draw_dot(painter, option, take(px(8), px(3)), dot_colour(colour, self._theme))
        if index.data(ArticleRole.USED):
            take(0, px(3) if line.right() < end else 0)
            icon("bookmark-check", "accent")
        if copies := index.data(ArticleRole.COPIES):
            right = Qt.AlignmentFlag.AlignRight
            used = self._draw_text(painter, option, str(copies), line, "muted", metrics.small, right)
            take(used, px(3))
            icon("copy", "muted")
        if line.right() < end:
            take(0, px(5))

    def _paint_details(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        line: QRect,
        metrics: RowMetrics,
        index: Index,
    ) -> None:
        if snippet := str(index.data(ArticleRole.SNIPPET)):
            painter.setPen(self._theme.colours.colour("muted"))
            area = QRectF(QStyle.visualRect(option.direction, option.rect, line))
            self._paint_snippet(painter, area, metrics.small, snippet, index.data(ArticleRole.HITS))
            return
        small = QFontMetrics(metrics.small)
        tail = [str(index.data(role) or "") for role in (ArticleRole.DATE, ArticleRole.LANGUAGE)]
        outlet = str(index.data(ArticleRole.OUTLET))
        if outlet and any(tail):
            # The publication gives way before the date and the language do; together they may be a little wider than alone.
            taken = small.horizontalAdvance(join_facts(tail) + " · ") + self._px(4)
            room = max(line.width() - taken, small.horizontalAdvance("M…") + 1)
            outlet = small.elidedText(outlet, Qt.TextElideMode.ElideRight, room)
        self._draw_text(painter, option, join_facts((outlet, *tail)), line, "muted", metrics.small)

    def _paint_snippet(
        self, painter: QPainter, area: QRectF, font: QFont, text: str, hits: tuple[tuple[int, int], ...]
    ) -> None:
        """Draw the text around a search result, with the hits underlined and coloured."""
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        layout = QTextLayout(shown, font)
        layout.setFormats(self._marks(text, shown, hits))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(area.width())
        layout.endLayout()
        painter.save()
        painter.setClipRect(area)
        layout.draw(painter, QPointF(area.left(), area.center().y() - line.height() / 2))
        painter.restore()

    def _marks(
        self, text: str, shown: str, hits: tuple[tuple[int, int], ...]
    ) -> list[QTextLayout.FormatRange]:
        ranges: list[QTextLayout.FormatRange] = []
        # An elided text ends in an ellipsis, which must not be marked.
        most = len(shown) if shown == text else max(len(shown) - 1, 0)
        for start, end in hits:
            if start >= most:
                break
            mark = QTextLayout.FormatRange()
            mark.start = to_units(text, start)
            mark.length = to_units(text, min(end, most)) - mark.start
            mark.format.setForeground(self._theme.colours.colour("text"))
            mark.format.setBackground(self._theme.colours.colour("found"))
            mark.format.setFontUnderline(True)
            ranges.append(mark)
        return ranges

    def _row_metrics(self, font: QFont) -> RowMetrics:
        key = (font.key(), self._theme.em)
        if self._metrics is None or self._metrics[:2] != key:
            self._metrics = (*key, row_metrics(font, self._theme))
            self._titles.clear()
        return self._metrics[2]

    def _break_title(self, shown: tuple[str, int]) -> tuple[str, ...]:
        title, width = shown
        assert self._metrics is not None
        return elided_lines(title, title_font(self._metrics[2].title, title), width, _TITLE_LINES)


def title_font(font: QFont, title: str) -> QFont:
    """Return the font of a title: a little bold, but not for scripts whose fonts would only have a very bold one."""
    shown = QFont(font)
    is_wide = any(ord(letter) >= _FIRST_WIDE for letter in title)
    shown.setWeight(QFont.Weight.Normal if is_wide else QFont.Weight.DemiBold)
    return shown
