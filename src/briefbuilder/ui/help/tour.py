"""The first steps: cards beside the controls of the window that show the way from an article to an export."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from briefbuilder.ui.action_table import QT_TRANSLATE_NOOP
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import icon_button, push_button
from briefbuilder.ui.widgets.layouts import column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel

_WIDTH = 320
_GAP = 12
"""Sizes of the design, in pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the mode in which it is shown, the control that it speaks of, and its words."""

    mode: Literal["read", "brief"]
    target: attrgetter[QWidget]
    title: str
    words: str


_STEPS = (
    Step(
        "read",
        attrgetter("read.articles"),
        QT_TRANSLATE_NOOP("Tour", "Articles"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "A dossier holds the articles that you import: files, mail, saved pages, or text that you paste. "
            "The arrow keys choose one; a dot marks what is unread.",
        ),
    ),
    Step(
        "read",
        attrgetter("read.article"),
        QT_TRANSLATE_NOOP("Tour", "The text"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Articles are read in sections. Click into a section, or press Ctrl and an arrow key: what you do "
            "next holds for the marked one, or for words that you select.",
        ),
    ),
    Step(
        "read",
        attrgetter("read.rail"),
        QT_TRANSLATE_NOOP("Tour", "Topics and suggestions"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Topics that fit the section are suggested with their evidence. Press + to accept and − to reject, "
            "or T and a few letters for any other topic.",
        ),
    ),
    Step(
        "read",
        attrgetter("header.switch"),
        QT_TRANSLATE_NOOP("Tour", "Read and Brief"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Ctrl and Enter adds the section to a briefing. Ctrl+1 and Ctrl+2 switch between reading and "
            "writing. Nothing needs to be saved, and Ctrl+Z undoes every step.",
        ),
    ),
    Step(
        "brief",
        attrgetter("brief.outline"),
        QT_TRANSLATE_NOOP("Tour", "The outline"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "A briefing has parts with items: passages of articles and your own texts. Gather collects all that "
            "is tagged. Alt and the arrow keys move an item.",
        ),
    ),
    Step(
        "brief",
        attrgetter("brief.item_panel"),
        QT_TRANSLATE_NOOP("Tour", "The text of an item"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Write your own texts here, and shorten passages. What differs from the source is marked in the "
            "export; the source stays one key away.",
        ),
    ),
    Step(
        "brief",
        attrgetter("brief.panel"),
        QT_TRANSLATE_NOOP("Tour", "Preview, checks, details"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "The pages follow while you write. F7 lists what must be fixed before you hand the briefing over; "
            "F8 fixes what can be fixed safely.",
        ),
    ),
    Step(
        "brief",
        attrgetter("header.button"),
        QT_TRANSLATE_NOOP("Tour", "Export"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Ctrl+E writes Word and PDF by the template of your house. F1 opens the guide about the place where "
            "you are.",
        ),
    ),
)
"""The steps in their order, with words that are still to be translated."""


class _Ring(QWidget):
    """The frame around the control of a step; it lets the mouse through."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colours.colour("accent"), 2))
        radius = self._theme.px(8)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


class TourCard(QFrame):
    """The card of a step, with its place in the tour and buttons; `moved` is emitted for -1, 1, and 0 to end."""

    moved = Signal(int)

    def __init__(self, step: Step, number: int, count: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour-card")
        self.setProperty("surface", "card")
        self.setAutoFillBackground(True)
        self.setAccessibleName(step.title)
        self.setAccessibleDescription(step.words)
        self.setFixedWidth(theme.px(_WIDTH))
        title = PlainLabel(step.title, self, role="title", wraps=True)
        words = PlainLabel(step.words, self, wraps=True)
        place = PlainLabel(
            self.tr("{number} of {count}").format(number=number + 1, count=count), self, role="caption"
        )
        close = icon_button(self.tr("End the first steps"), "x", theme, self, run=lambda: self.moved.emit(0))
        back = push_button(self.tr("Back"), self, lambda: self.moved.emit(-1))
        back.setEnabled(number > 0)
        self.next = push_button(
            self.tr("Next") if number + 1 < count else self.tr("Finish"),
            self,
            lambda: self.moved.emit(1),
            kind="primary",
        )
        top = row_layout(None, title, grows=title)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        foot = row_layout(None, place, back, self.next, grows=place)
        pad = theme.px(16)
        column_layout(
            self, top, words, foot, margins=(pad, theme.px(12), theme.px(12), theme.px(12)), gap=theme.px(8)
        )

    def take_key(self, key: int) -> bool:
        """Go on or back with the arrow keys, press a button with Enter, end with Escape; return whether it is one."""
        moves = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Escape: 0}
        focused = self.focusWidget()
        if key in moves:
            self.moved.emit(moves[Qt.Key(key)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focused, QAbstractButton):
            focused.click()
        else:
            return False
        return True


class Tour(QObject):
    """Runs the first steps on the sample dossier, or on the dossier that is open."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._steps: tuple[Step, ...] = ()
        self.number = 0
        self._waiting = False
        self.card: TourCard | None = None
        self._ring: _Ring | None = None
        services.holder.session_replaced.connect(self._on_session_replaced)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps."""
        return self._steps or self._make_steps()

    @Slot()
    def start(self) -> None:
        """Show the first step, on the sample dossier if none is open."""
        if self._services.holder.session is not None:
            self._steps = self._make_steps()
            self._show(0)
            return
        self._waiting = True
        self._services.actions.action("try-sample").trigger()

    def end(self) -> None:
        """Remove the card; a focus on it goes back to the window."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr] # there is an application
        card, ring = self.card, self._ring
        self.card = self._ring = None
        if card is not None:
            had_focus = card.isAncestorOf(QApplication.focusWidget() or self._window)
            card.hide()
            card.deleteLater()
            if had_focus:
                self._window.setFocus(Qt.FocusReason.OtherFocusReason)
        if ring is not None:
            ring.hide()
            ring.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the card beside its control, and end the tour with Escape where nothing else takes the key."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move} and watched in {
            self._window,
            self._target(),
        }:
            QTimer.singleShot(0, self, self._place)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            card, focused = self.card, QApplication.focusWidget()
            if card is not None and focused is not None and card.isAncestorOf(focused):
                return card.take_key(event.key())
            if self._is_escape(event):
                self.end()
                return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _is_escape(event: QKeyEvent) -> bool:
        typing = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
        focused = QApplication.focusWidget()
        return (
            event.key() == Qt.Key.Key_Escape
            and QApplication.activePopupWidget() is None
            and QApplication.activeModalWidget() is None
            and not (isinstance(focused, typing) and not focused.property("readOnly"))
        )

    @Slot()
    def _on_session_replaced(self) -> None:
        if self._services.holder.session is None:
            self.end()
        elif self._waiting:
            self._waiting = False
            QTimer.singleShot(0, self, self.start)

    @Slot(int)
    def _on_moved(self, move: int) -> None:
        number = self.number + move
        if move == 0 or number >= len(self._steps):
            self.end()
        elif number >= 0:
            self._show(number)

    def _show(self, number: int) -> None:
        self.end()
        self.number = number
        step = self._steps[number]
        self._services.modes.choose(step.mode)
        theme = self._services.theme
        self._ring = _Ring(theme, self._window)
        self.card = TourCard(step, number, len(self._steps), theme, self._window)
        self.card.moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr] # there is an application
        self._place()
        self._ring.show()
        self.card.show()
        self._ring.raise_()
        self.card.raise_()
        self.card.next.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._place)

    def _target(self) -> QWidget | None:
        if not self._steps or self.card is None:
            return None
        return self._steps[self.number].target(self._window)

    @Slot()
    def _place(self) -> None:
        target, card, ring = self._target(), self.card, self._ring
        if target is None or card is None or ring is None:
            return
        top = target.mapTo(self._window, QPoint(0, 0))
        area = QRect(top, target.size()).intersected(self._window.rect())
        shown = target.isVisible() and area.isValid()
        ring.setVisible(shown)
        if not shown:
            area = QRect(self._window.rect().center(), self._window.rect().center())
        ring.setGeometry(area)
        card.adjustSize()
        card.setGeometry(
            _beside(
                area, card.size().width(), _height(card), self._window.rect(), self._services.theme.px(_GAP)
            )
        )

    def _make_steps(self) -> tuple[Step, ...]:
        return tuple(replace(step, title=self.tr(step.title), words=self.tr(step.words)) for step in _STEPS)


def _height(card: QWidget) -> int:
    layout = card.layout()
    needed = layout.totalHeightForWidth(card.width()) if layout is not None else 0
    return max(needed, card.sizeHint().height())


def _beside(target: QRect, width: int, height: int, window: QRect, gap: int) -> QRect:
    """Return where a card fits: right of a target, left of it, below it, or else within it."""
    top = max(gap, min(target.top(), window.bottom() - height - gap))
    if target.right() + gap + width < window.right():
        return QRect(target.right() + gap, top, width, height)
    if target.left() - gap - width > window.left():
        return QRect(target.left() - gap - width, top, width, height)
    left = max(gap, min(target.left(), window.right() - width - gap))
    if target.bottom() + gap + height < window.bottom():
        return QRect(left, target.bottom() + gap, width, height)
    return QRect(
        target.center().x() - width // 2, max(gap, target.bottom() - height - 4 * gap), width, height
    )
