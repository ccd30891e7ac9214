"""Lists of two-line rows, as the dialogs of the exchange show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.icons import draw_icon
from briefbuilder.ui.widgets.keys import KEYBOARD_REASONS
from briefbuilder.ui.widgets.plain import plain_roles, plain_text

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
_HEIGHT, _ICON_LEFT, _TEXT_LEFT, _RIGHT = 46, 16, 42, 16
"""Sizes of the design, in pixels at 100 %."""
_ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class TwoLineRow:
    """A row: its title, the line below it, an icon with its colour in the theme, and whether it has a dot."""

    title: str
    caption: str = ""
    icon: str = ""
    colour: str = "muted"
    is_new: bool = False


class RowModel(QAbstractListModel):
    """Rows for a list; their texts may be those of others."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TwoLineRow, ...] = ()

    @property
    def rows(self) -> tuple[TwoLineRow, ...]:
        """The rows."""
        return self._rows

    def show_rows(self, rows: Sequence[TwoLineRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    @plain_roles
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the data of a row."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            new = self.tr("new") if row.is_new else ""
            return ", ".join(filter(None, (row.title, row.caption, new)))
        return row if role == _ROW_ROLE else None


class _RowDelegate(QStyledItemDelegate):
    """Draws an icon and two lines, and a dot before what is new."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of a row; the view sets the width."""
        px, height = self._theme.px, option.fontMetrics.height()
        return QSize(px(80), max(px(_HEIGHT), 2 * height + px(8)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        row: TwoLineRow = index.data(_ROW_ROLE)
        px, colours = self._theme.px, self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(px(4), 1, -px(4), -1)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("selected" if is_chosen else "hover"))
            painter.drawRoundedRect(box, px(8), px(8))
        if option.state & QStyle.StateFlag.State_HasFocus and option.widget.property("ring"):
            painter.setPen(QPen(colours.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(8), px(8))
        self._paint_lines(painter, option, row)
        painter.restore()

    def _paint_lines(self, painter: QPainter, option: QStyleOptionViewItem, row: TwoLineRow) -> None:
        px, colours = self._theme.px, self._theme.colours
        height = option.fontMetrics.height()
        top = option.rect.top() + (option.rect.height() - 2 * height) / 2

        def place(left: float, above: float, width: float, tall: float) -> QRectF:
            """Return an area of the row, on the other side where the language is written from the right."""
            area = QRectF(left, above, width, tall).toRect()
            return QRectF(QStyle.visualRect(option.direction, option.rect, area))

        left = option.rect.left()
        icon = place(left + px(_ICON_LEFT), top + (height - px(16)) / 2, px(16), px(16))
        draw_icon(painter, row.icon, icon, self._theme, row.colour)
        if row.is_new:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("accent"))
            painter.drawEllipse(
                place(left + px(_ICON_LEFT) + px(4), top + height + (height - px(8)) / 2, px(8), px(8))
            )
        width = option.rect.width() - px(_TEXT_LEFT) - px(_RIGHT)
        small = QFont(option.font)
        small.setPixelSize(px(12))
        side = QStyle.visualAlignment(
            option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        lines = ((row.title, option.font, "text", top), (row.caption, small, "muted", top + height))
        for text, font, token, above in lines:
            painter.setFont(font)
            painter.setPen(colours.colour(token))
            words = QFontMetrics(font).elidedText(
                " ".join(plain_text(text).split()), Qt.TextElideMode.ElideRight, width
            )
            area = place(left + px(_TEXT_LEFT), above, width, height)
            painter.drawText(area, (side | Qt.AlignmentFlag.AlignAbsolute).value, words)


class RowList(QListView):
    """A list of two-line rows."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_RowDelegate(theme, self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the list"))

    @property
    def row(self) -> int:
        """The current row, -1 for none."""
        return int(self.currentIndex().row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring where the focus came by a key."""
        self.setProperty("ring", event.reason() in KEYBOARD_REASONS)
        super().focusInEvent(event)

    def show_rows(self, rows: Sequence[TwoLineRow]) -> None:
        """Show other rows; the current one is the one that was, or the last above it that is left."""
        at = max(self.row, 0)
        self.rows.show_rows(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(min(at, len(rows) - 1), 0))
