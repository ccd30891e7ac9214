"""Draws a row of the list of articles: the title on up to two lines, below it outlet, date, language, tags."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefbuilder.ui.articles.model import Index
from briefbuilder.ui.articles.rowwords import Role
from briefbuilder.ui.offsets import to_units
from briefbuilder.ui.theme import Theme

_TITLE_LINES = 2


class ArticleDelegate(QStyledItemDelegate):
    """Rows of one height, so that long lists stay quick."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines of title, one of details, and the air around them."""
        return QSize(10, self.row_height(option.fontMetrics, option.font))

    def row_height(self, metrics: QFontMetrics, font: QFont) -> int:
        """Return the height of every row, in device-independent pixels."""
        small = QFontMetrics(self._small(font)).height()
        air = self._theme.space(0.35) + 2 * self._theme.space(0.5)
        return metrics.height() * _TITLE_LINES + small + air

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        area, colours = option.rect, self._theme.colours
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.fillRect(area, colours.colour("selected" if chosen else "current"))
        if chosen:
            bar = QRect(area.left(), area.top(), max(3, self._theme.space(0.2)), area.height())
            # The bar is strong only where the keys act: the selection alone does not say so.
            focused = option.widget.hasFocus()
            painter.fillRect(bar, colours.colour("accent" if focused else "muted"))
        painter.setPen(colours.colour("line"))
        painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())
        side, top = self._theme.space(0.7), self._theme.space(0.5)
        inner = QRectF(area.adjusted(side, top, -side, -top))
        used = self._paint_title(painter, inner, option.font, str(index.data()), chosen=chosen)
        details = inner.adjusted(0, used + self._theme.space(0.25), 0, 0)
        self._paint_details(painter, details, option.font, index)
        painter.restore()

    def _paint_title(
        self, painter: QPainter, area: QRectF, font: QFont, title: str, *, chosen: bool
    ) -> float:
        """Draw the title and return the height that it took."""
        bold = QFont(font)
        # Fonts of Chinese and Japanese have no weight between: "medium" would show as bold in them alone.
        bold.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setPen(self._theme.colours.colour("text"))
        metrics = QFontMetrics(bold)
        height = 0.0
        painter.setFont(bold)
        for line in title_lines(title, bold, area.width()):
            painter.drawText(QPointF(area.left(), area.top() + height + metrics.ascent()), line)
            height += metrics.height()
        return height

    def _paint_details(self, painter: QPainter, area: QRectF, font: QFont, index: Index) -> None:
        small = self._small(font)
        painter.setFont(small)
        painter.setPen(self._theme.colours.colour("muted"))
        metrics = QFontMetrics(small)
        line = QRectF(area.left(), area.top(), area.width(), metrics.height())
        counts = ((index.data(Role.COPIES), "%n copy(ies)"), (index.data(Role.TAGS), "%n tag(s)"))
        said = (QCoreApplication.translate("RowWords", text, "", int(n)) for n, text in counts if n)
        tags = " · ".join(said)
        if tags:
            painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), tags)
            line.setRight(line.right() - metrics.horizontalAdvance(tags) - self._theme.em / 2)
        if snippet := str(index.data(Role.SNIPPET)):
            self._paint_snippet(painter, line, small, snippet, index.data(Role.HITS))
            return
        parts = (index.data(Role.OUTLET), index.data(Role.DATE), index.data(Role.LANGUAGE))
        text = " · ".join(part for part in parts if part)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), shown)

    def _paint_snippet(
        self, painter: QPainter, area: QRectF, font: QFont, text: str, hits: tuple[tuple[int, int], ...]
    ) -> None:
        """Draw the words around what was found; the hits are underlined and washed, so not told by colour alone."""
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        layout = QTextLayout(shown, font)
        layout.setFormats(self._marks(text, shown, hits))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(area.width())
        layout.endLayout()
        painter.save()
        painter.setClipRect(area)
        layout.draw(painter, area.topLeft())
        painter.restore()

    def _marks(
        self, text: str, shown: str, hits: tuple[tuple[int, int], ...]
    ) -> list[QTextLayout.FormatRange]:
        ranges: list[QTextLayout.FormatRange] = []
        # What was cut off ends in an ellipsis; only what is the same in both may be marked.
        most = len(shown) if shown == text else max(len(shown) - 1, 0)
        for start, end in hits:
            if start >= most:
                break
            mark = QTextLayout.FormatRange()
            mark.start = to_units(text, start)
            mark.length = to_units(text, min(end, most)) - mark.start
            mark.format.setForeground(self._theme.colours.colour("text"))
            mark.format.setBackground(self._theme.colours.colour("evidence"))
            mark.format.setFontUnderline(True)
            ranges.append(mark)
        return ranges

    @staticmethod
    def _small(font: QFont) -> QFont:
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.9)
        return small


def title_lines(title: str, font: QFont, width: float) -> list[str]:
    """Return a title broken into at most two lines of a width, the last cut with an ellipsis."""
    layout = QTextLayout(title, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    metrics = QFontMetrics(font)
    encoded = title.encode("utf-16-le", "surrogatepass")
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, end = line.textStart() * 2, (line.textStart() + line.textLength()) * 2
        if len(lines) == _TITLE_LINES - 1:
            rest = encoded[start:].decode("utf-16-le", "replace")
            lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, int(width)))
            break
        lines.append(encoded[start:end].decode("utf-16-le", "replace").rstrip())
    layout.endLayout()
    return lines
