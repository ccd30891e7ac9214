"""Draws the rows of an outline.

Headings are bold with their count, or their words beside those that are allowed; excerpts have a bar at their side and quotation marks, own text
has neither; under both stands a muted line that names the source or the kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from briefbuilder.ui.briefing.outline_model import Role
from briefbuilder.ui.offsets import to_points
from briefbuilder.ui.theme import Theme

if TYPE_CHECKING:
    from briefbuilder.composing.lengths import Length

LINES = 2
"""Lines of an item's words that a row shows."""
CARD_LINES = 6
"""Lines of an item's words that a card shows."""

Index = QModelIndex | QPersistentModelIndex


class OutlineDelegate(QStyledItemDelegate):
    """Draws parts and items, and edits headings in place.

    As `cards`, items have a frame and more of their words. `faults` and `lengths` are held by the ids of nodes.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.faults: dict[str, str] = {}
        self.lengths: Mapping[str, Length] = {}
        self.cards = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row's size; the width is the view's."""
        line = QFontMetrics(option.font).height()
        space = self._theme.space
        if index.data(Role.KIND) == "part":
            return QSize(line * 8, line + space(0.9))
        small = QFontMetrics(self._small(option.font)).height()
        width = self._text_width(option, index)
        lines = len(_lines(str(index.data()), option.font, width, self._most_lines))
        air = space(1.35) if self.cards else space(0.75)
        return QSize(line * 8, line * lines + small + air)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_part = index.data(Role.KIND) == "part"
        if self.cards and not is_part:
            self._paint_item(painter, option, index, self._paint_card(painter, option, area))
        else:
            self._paint_ground(painter, option, area)
            paint = self._paint_part if is_part else self._paint_item
            paint(painter, option, index, area)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        colours = self._theme.colours
        state: QStyle.StateFlag = option.state
        ground: QColor | None = None
        if state & QStyle.StateFlag.State_Selected:
            ground = colours.colour("selected")
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = colours.colour("current")
        inner = QRectF(area).adjusted(1, 1, -self._theme.space(0.25), -1)
        radius = self._theme.space(0.22)
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(inner, radius, radius)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colours.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> QRect:
        """Draw the frame of a card and return what is within."""
        colours, space = self._theme.colours, self._theme.space
        state: QStyle.StateFlag = option.state
        frame = QRectF(area).adjusted(0.5, space(0.15) + 0.5, -space(0.4) - 0.5, -space(0.15) - 0.5)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "selected" if chosen else "current" if hovered else "panel"
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(colours.colour("accent" if focused else "line"))
        painter.setBrush(colours.colour(ground))
        radius = space(0.3)
        painter.drawRoundedRect(frame, radius, radius)
        return area.adjusted(space(0.2), space(0.3), 0, -space(0.3))

    @property
    def _most_lines(self) -> int:
        return CARD_LINES if self.cards else LINES

    def _paint_part(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRect) -> None:
        colours, space = self._theme.colours, self._theme.space
        font = _bold(option.font)
        inner = area.adjusted(space(0.3), 0, -space(0.7), 0)
        count = int(index.data(Role.COUNT) or 0)
        length = self.lengths.get(str(index.data(Role.NODE)))
        painter.setFont(self._small(option.font))
        number = self._amount(count, length)
        width = painter.fontMetrics().horizontalAdvance(number)
        painter.setPen(colours.colour("warning" if length is not None and length.over else "muted"))
        centre = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(inner, centre | int(Qt.AlignmentFlag.AlignRight), number)
        inner.setRight(inner.right() - width - space(0.5))
        painter.setFont(font)
        fault = self.faults.get(str(index.data(Role.NODE)))
        painter.setPen(colours.colour("danger" if fault == "error" else "text"))
        words = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, centre | int(Qt.AlignmentFlag.AlignLeft), words)
        released = str(index.data(Role.CAPTION) or "")
        if released:
            used = QFontMetrics(font).horizontalAdvance(words) + space(0.8)
            self._paint_hint(painter, option.font, released, inner.adjusted(used, 0, 0, 0))
            return
        hint = index.data(Qt.ItemDataRole.ToolTipRole)
        if hint and not count and not index.model().hasChildren(index):
            used = QFontMetrics(font).horizontalAdvance(words) + space(0.8)
            self._paint_hint(painter, option.font, str(hint), inner.adjusted(used, 0, 0, 0))

    def _amount(self, count: int, length: Length | None) -> str:
        """Return how many items there are, and how many words of those that are allowed."""
        if length is None or length.most is None:
            return str(count) if count else "–"
        return self.tr("{words} of %n word(s)", "", length.most).format(words=length.words)

    def _paint_hint(self, painter: QPainter, font: QFont, hint: str, area: QRect) -> None:
        """Say beside the heading of an empty part what belongs there, where there is room for some words."""
        small = self._small(font)
        metrics = QFontMetrics(small)
        if area.width() < metrics.averageCharWidth() * 12:
            return
        painter.setFont(small)
        painter.setPen(self._theme.colours.colour("muted"))
        words = metrics.elidedText(hint, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRect) -> None:
        colours, space = self._theme.colours, self._theme.space
        font: QFont = option.font
        quoted = index.data(Role.KIND) == "excerpt"
        left = area.left() + space(0.3)
        if quoted:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("accent"))
            bar = QRectF(left, area.top() + space(0.35), max(2, space(0.14)), area.height() - space(0.7))
            painter.drawRoundedRect(bar, bar.width() / 2, bar.width() / 2)
        painter.setPen(colours.colour("text"))
        painter.setFont(font)
        top = area.top() + space(0.3)
        text_left = left + space(0.5)
        width = self._text_width(option, index)
        line = QFontMetrics(font).height()
        for words in _lines(str(index.data()), font, width, self._most_lines):
            painter.drawText(QRect(text_left, top, width, line), int(Qt.AlignmentFlag.AlignLeft), words)
            top += line
        self._paint_caption(painter, option, index, QRect(text_left, top, width, line))

    def _paint_caption(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRect
    ) -> None:
        colours = self._theme.colours
        small = self._small(option.font)
        fault = self.faults.get(str(index.data(Role.NODE)), "")
        colour = {"error": "danger", "warning": "warning"}.get(fault, "muted")
        painter.setFont(small)
        painter.setPen(colours.colour(colour))
        mark = "! " if colour != "muted" else ""
        caption = f"{mark}{index.data(Role.CAPTION)}"
        words = QFontMetrics(small).elidedText(caption, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft), words)

    def _text_width(self, option: QStyleOptionViewItem, index: Index) -> int:
        """Return the width of an item's words: what the view has beside the indentation."""
        view = option.widget
        depth = 1
        while (index := index.parent()).isValid():
            depth += 1
        if not isinstance(view, QTreeView):
            return max(40, option.rect.width())
        indented = depth * view.indentation()
        margins = self._theme.space(0.8) + self._theme.space(1.1 if self.cards else 0.7)
        return max(40, view.viewport().width() - indented - margins)

    def _small(self, font: QFont) -> QFont:
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.9)
        return small

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the line in which a part's heading is written."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("Heading of the part"))
        editor.setFont(_bold(editor.font()))
        editor.setPlaceholderText(self.tr("The template's own heading"))
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()
        return editor


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _lines(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Break text into at most so many lines, the last one cut with an ellipsis. At least one."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    ends: list[int] = []
    while len(ends) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, 0))
        ends.append(line.textStart())
    layout.endLayout()
    starts = [to_points(text, end) for end in ends]
    shown = [text[one:other].rstrip() for one, other in pairwise(starts)]
    metrics = QFontMetrics(font)
    last = text[starts[-1] :] if starts else ""
    return [*shown, metrics.elidedText(last, Qt.TextElideMode.ElideRight, width)]
