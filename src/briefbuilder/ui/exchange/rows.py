"""Lists of two-line rows, as the dialogs of the exchange show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.plain import plain_text
from briefbuilder.ui.widgets.rows import VALUE_ROLE, Index, RowDelegate, RowsModel, set_up_rows

_HEIGHT, _ICON_LEFT, _TEXT_LEFT, _RIGHT = 46, 16, 42, 16
"""Sizes of the design, in pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class TwoLineRow:
    """A row: its title, the line below it, an icon with its colour in the theme, and whether it has a dot."""

    title: str
    caption: str = ""
    icon: str = ""
    colour: str = "muted"
    is_new: bool = False


class RowModel(RowsModel[TwoLineRow]):
    """Rows for a list; their texts may be those of others."""

    def row_data(self, row: TwoLineRow, role: int) -> object:
        """Return the title of a row, or what is read to the user."""
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            new = self.tr("new") if row.is_new else ""
            return ", ".join(filter(None, (row.title, row.caption, new)))
        return None


class _RowDelegate(RowDelegate):
    """Draws an icon and two lines, and a dot before what is new."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of a row; the view sets the width."""
        px, height = self._theme.px, option.fontMetrics.height()
        return QSize(px(80), max(px(_HEIGHT), 2 * height + px(8)))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: TwoLineRow = index.data(VALUE_ROLE)
        px, area, height = self._px, option.rect, option.fontMetrics.height()
        self._paint_ground(painter, option, 4)
        top = area.top() + (area.height() - 2 * height) // 2
        left = area.left() + px(_ICON_LEFT)
        icon = QRect(left, top + (height - px(16)) // 2, px(16), px(16))
        self._draw_icon(painter, option, row.icon, icon, row.colour)
        if row.is_new:
            dot = QRect(left + px(4), top + height + (height - px(8)) // 2, px(8), px(8))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colours.colour("accent"))
            painter.drawEllipse(QStyle.visualRect(option.direction, area, dot))
        line = QRect(area.left() + px(_TEXT_LEFT), top, area.width() - px(_TEXT_LEFT) - px(_RIGHT), height)
        small = self._small(option.font)
        for text, font, token in ((row.title, option.font, "text"), (row.caption, small, "muted")):
            self._draw_text(painter, option, " ".join(plain_text(text).split()), line, token, font)
            line.translate(0, height)


class RowList(QListView):
    """A list of two-line rows."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = RowModel(self)
        self.setModel(self.rows)
        set_up_rows(self, _RowDelegate(theme, self), name)
        self.setUniformItemSizes(True)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the list"))

    @property
    def row(self) -> int:
        """The current row, -1 for none."""
        return int(self.currentIndex().row())

    def show_rows(self, rows: Sequence[TwoLineRow]) -> None:
        """Show other rows; the current one is the one that was, or the last above it that is left."""
        at = max(self.row, 0)
        self.rows.show_rows(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(min(at, len(rows) - 1), 0))
