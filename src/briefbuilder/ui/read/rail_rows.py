"""The rows of the rail, which are drawn by hand: a topic of the target, and a suggestion with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from briefbuilder.domain.topics import Suggestion, Tag, Taxonomy
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import dot_colour
from briefbuilder.ui.widgets.controls import Run, set_icon
from briefbuilder.ui.widgets.icons import draw_icon, themed_icon
from briefbuilder.ui.widgets.keys import ARROW_STEPS, KEYBOARD_REASONS, is_removal_key, menu_place
from briefbuilder.ui.widgets.labels import draw_elided, elided_lines, sized_font, start_flags
from briefbuilder.ui.widgets.plain import isolate, plain_text, set_tip, with_label

TAG_HEIGHT, SUGGESTION_HEIGHT, _EVIDENCE_LINES = 28, 32, 2
"""Design pixels of the rows, and the lines of the evidence of the current suggestion."""
_BUTTON, _DOT, _TEXT = 26, 8, 23
"""Design pixels: a button, the dot, and where the name begins."""
_MOST_WORDS = 6
"""Words of the evidence that are named."""


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """A topic with its name and colour, its tags on the passages that are shown, and of the first of them the words and the author."""

    topic: str
    name: str
    colour: str
    tags: tuple[Tag, ...]
    quote: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A suggestion with the name and colour of its topic."""

    suggestion: Suggestion
    name: str
    colour: str


def shown_suggestion(suggestion: Suggestion, taxonomy: Taxonomy, services: Services) -> ShownSuggestion:
    """Return a suggestion with the name and colour of its topic; an unknown topic is shown by its id."""
    topic = taxonomy.topic(suggestion.topic)
    if topic is None:
        return ShownSuggestion(suggestion, suggestion.topic, services.theme.colours.muted)
    return ShownSuggestion(suggestion, topic.name(services.language), topic.colour)


NO_TOPIC = ShownTopic("", "", "", ())
NO_SUGGESTION = ShownSuggestion(Suggestion(topic="", score=0.0, evidence=()), "", "")
"""What a row shows before it is used."""


class Chooser(QToolButton):
    """A button that shows what is chosen with an arrow, elided to its width; it opens a menu."""

    def __init__(self, name: str, theme: Theme, parent: QWidget, *, strong: bool = False) -> None:
        """Create the button; `name` says what is chosen, `strong` shows the choice in the colour of texts."""
        super().__init__(parent)
        self._name, self._theme, self._strong = name, theme, strong
        self.choice = ""
        self.setProperty("kind", "quiet")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(theme.px(24))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        menu = QMenu(self)
        menu.setAccessibleName(name)
        self.setMenu(menu)

    def show_choice(self, text: str) -> None:
        """Show what is chosen."""
        self.choice = plain_text(text)
        described = with_label(self._name, self.choice)
        self.setAccessibleName(described)
        set_tip(self, described)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size for the whole text."""
        width = self.fontMetrics().horizontalAdvance(self.choice) + self._theme.px(30)
        return QSize(width, self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Return a size that still shows some letters."""
        return QSize(min(self.sizeHint().width(), self._theme.px(64)), self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text and the arrow over the button."""
        super().paintEvent(event)
        painter, px = QPainter(self), self._theme.px
        colour = "text" if self._strong else "muted"
        if not self.isEnabled():
            colour = "disabled"
        painter.setPen(self._theme.colours.colour(colour))
        room = QRectF(self.rect()).adjusted(px(6), 0, -px(22), 0)
        arrow = QRectF(self.width() - px(19), self.height() / 2 - px(7), px(14), px(14))
        if self.isRightToLeft():
            room = QRectF(self.rect()).adjusted(px(22), 0, -px(6), 0)
            arrow.moveLeft(px(5))
        draw_elided(painter, room, self.choice, is_rtl=self.isRightToLeft())
        draw_icon(
            painter, "chevron-down", arrow, self._theme, "disabled" if not self.isEnabled() else "muted"
        )


class RowButton(QToolButton):
    """A small button with an icon at the end of a row; `name` is its accessible name and its tool tip."""

    def __init__(
        self,
        icon: str,
        colour: str,
        theme: Theme,
        parent: QWidget,
        name: str = "",
        run: Run | None = None,
    ) -> None:
        super().__init__(parent)
        if name:
            self.setAccessibleName(name)
            set_tip(self, name)
        if run is not None:
            self.clicked.connect(run)
        self._side = theme.px(_BUTTON)
        self.setProperty("kind", "quiet")
        set_icon(self, icon, theme, colour, size=(16, 16))
        self.setFixedSize(self._side, self._side)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """Return the size of the button."""
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the button, which the style sheet does not know."""
        return self.sizeHint()


class RailRow(QWidget):
    """A row with a coloured dot, a name and buttons at its end, for which the row has keys.

    `chosen` is emitted at a click, `focused` when the row gets the focus, and `stepped` for the row above or below.
    """

    chosen = Signal()
    focused = Signal()
    stepped = Signal(int)
    menu_requested = Signal(object)

    def __init__(self, height: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.name, self._colour, self._note = "", "#808080", ""
        self._current = self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line = theme.px(height)
        self._buttons = QHBoxLayout(self)
        self.set_room_below(0)
        self._buttons.setSpacing(theme.px(2))
        self._buttons.addStretch(1)

    def set_current(self, *, current: bool) -> None:
        """Show whether the row is the current one."""
        if current != self._current:
            self._current = current
            self.update()

    def set_room_below(self, room: int) -> None:
        """Set the room below the line of the name, in pixels."""
        margin, side = (self._line - self._theme.px(_BUTTON)) // 2, self._theme.px(4)
        self._buttons.setContentsMargins(side, margin, side, margin + room)
        self.setFixedHeight(self._line + room)

    def add_button(self, icon: str, token: str) -> QToolButton:
        """Add a button at the end of the row."""
        button = RowButton(icon, token, self._theme, self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._buttons.addWidget(button)
        return button

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the context menu, which the key for it opens below the row."""
        self.menu_requested.emit(menu_place(self, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the row above or below with the arrow keys."""
        step = ARROW_STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring if the focus came by the keyboard."""
        self._ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)
        self.update()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Remove the ring."""
        self._ring = False
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the dot and the name."""
        painter, px, colours = QPainter(self), self._theme.px, self._theme.colours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self.underMouse()
        if self._current or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("selected" if self._current else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), px(8), px(8))
        if self._ring and self.hasFocus():
            painter.setPen(QPen(colours.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(8), px(8))
        self._paint_name(painter)
        self._paint_below(painter)

    def _paint_name(self, painter: QPainter) -> None:
        px, colours = self._theme.px, self._theme.colours
        height = self._line
        is_rtl = self.isRightToLeft()
        dot = QPointF(self.width() - px(11) if is_rtl else px(11), height / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(dot_colour(self._colour, self._theme))
        painter.drawEllipse(dot, px(_DOT) / 2, px(_DOT) / 2)
        room = self._text_room(height)
        metrics = painter.fontMetrics()
        note_width = metrics.horizontalAdvance(self._note) + px(8) if self._note else 0
        shown = metrics.elidedText(self.name, Qt.TextElideMode.ElideRight, int(room.width()) - note_width)
        painter.setPen(colours.colour("text"))
        painter.drawText(room, start_flags(is_rtl=self.isRightToLeft()), isolate(shown, self.name))
        if self._note:
            painter.setPen(colours.colour("muted"))
            start = metrics.horizontalAdvance(shown) + px(8)
            rest = room.adjusted(0, 0, -start, 0) if is_rtl else room.adjusted(start, 0, 0, 0)
            painter.drawText(rest, start_flags(is_rtl=self.isRightToLeft()), self._note)

    def _text_room(self, height: float, buttons: int | None = None) -> QRectF:
        """Return the room for text between the dot and the buttons."""
        px = self._theme.px
        count = self._buttons.count() - 1 if buttons is None else buttons
        end = count * (px(_BUTTON) + px(2)) + px(6)
        room = QRectF(px(_TEXT), 0, self.width() - px(_TEXT) - end, height)
        if self.isRightToLeft():
            room.moveLeft(end)
        return room

    def _paint_below(self, painter: QPainter) -> None:
        """Draw what is below the name; a plain row has nothing there."""


class TagRow(RailRow):
    """A topic of the target. Del removes it; choosing it goes to its passage."""

    removal_requested = Signal(object)
    shown_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(TAG_HEIGHT, theme, parent)
        self.shown = NO_TOPIC
        self._icon = themed_icon("x", theme, "muted")
        self.remove_button = self.add_button("x", "muted")
        self.remove_button.setIcon(QIcon())
        self.remove_button.clicked.connect(self._on_remove)
        self.chosen.connect(self._on_chosen)

    def show_topic(self, shown: ShownTopic, *, writable: bool) -> None:
        """Show another topic."""
        self.shown = shown
        self.name, self._colour = plain_text(shown.name), shown.colour
        count = len(shown.tags)
        self._note = str(count) if count > 1 else ""
        self.remove_button.setEnabled(writable)
        words = self.tr("Topic {topic}").format(topic=self.name)
        if count > 1:
            words = self.tr("Topic {topic} on {count} passages").format(topic=self.name, count=count)
        self.setAccessibleName(words)
        tip = f"{shown.name} · {shown.quote}" if shown.quote else shown.name
        set_tip(self, "\n".join(filter(None, (tip, shown.written))))
        removal = self.tr("Remove {topic} (Del)").format(topic=shown.name)
        self.remove_button.setAccessibleName(self.tr("Remove {topic}").format(topic=self.name))
        set_tip(self.remove_button, removal)
        self._show_icon()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the topic with Del, go to its passage with Enter."""
        key = Qt.Key(event.key())
        if is_removal_key(event):
            self._on_remove()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_chosen()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Handle Del here, and show the button under the pointer or in the row with the focus."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and is_removal_key(event):
            event.accept()
            return True
        handled = super().event(event)
        if kind in {
            QEvent.Type.HoverEnter,
            QEvent.Type.HoverLeave,
            QEvent.Type.FocusIn,
            QEvent.Type.FocusOut,
        }:
            self._show_icon()
        return handled

    def _text_room(self, height: float, buttons: int | None = None) -> QRectF:
        """Return the room for text, which is that of the button too while it is not shown."""
        return super()._text_room(height, 0 if self.remove_button.icon().isNull() else buttons)

    def _show_icon(self) -> None:
        shown = self.underMouse() or self.hasFocus()
        self.remove_button.setIcon(self._icon if shown else QIcon())

    @Slot()
    def _on_remove(self) -> None:
        if self.remove_button.isEnabled():
            self.removal_requested.emit(self.shown)

    @Slot()
    def _on_chosen(self) -> None:
        self.shown_requested.emit(self.shown)


class SuggestionRow(RailRow):
    """A suggestion with buttons to accept and reject it; the current one names its evidence."""

    accepted = Signal(object)
    rejected = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(SUGGESTION_HEIGHT, theme, parent)
        self.shown = NO_SUGGESTION
        self.evidence = ""
        self.accept_button = self.add_button("check", "good")
        self.reject_button = self.add_button("x", "muted")
        self.accept_button.clicked.connect(lambda: self.accepted.emit(self.shown.suggestion))
        self.reject_button.clicked.connect(lambda: self.rejected.emit(self.shown.suggestion))

    def show_suggestion(self, shown: ShownSuggestion, *, writable: bool) -> None:
        """Show another suggestion."""
        self.shown = shown
        self.name, self._colour = plain_text(shown.name), shown.colour
        self.evidence = plain_text(self._evidence_text(shown.suggestion))
        self.setAccessibleName(self.tr("Suggested: {topic}").format(topic=self.name))
        self.setAccessibleDescription(self.evidence)
        set_tip(self, f"{shown.name}\n{self.evidence}" if self.evidence else shown.name)
        for button, name, keys in (
            (self.accept_button, self.tr("Accept {topic}"), "+"),
            (self.reject_button, self.tr("Reject {topic}"), "−"),
        ):
            text = name.format(topic=shown.name)
            button.setAccessibleName(plain_text(text))
            set_tip(button, f"{text}  {keys}")
            button.setEnabled(writable)
        self.update()

    def set_current(self, *, current: bool) -> None:
        """Show whether the row is the current one, which has room for its evidence."""
        px = self._theme.px
        self.set_room_below(_EVIDENCE_LINES * px(16) + px(4) if current else 0)
        super().set_current(current=current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept with + or Enter, reject with − or Del."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.accept_button.click()
        elif key in {Qt.Key.Key_Minus, Qt.Key.Key_Delete}:
            self.reject_button.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Handle Del here; elsewhere it removes a tag."""
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            event.accept()
            return True
        return super().event(event)

    def _paint_below(self, painter: QPainter) -> None:
        if not self._current or not self.evidence:
            return
        px = self._theme.px
        font = sized_font(self.font(), px(12))
        painter.setFont(font)
        painter.setPen(self._theme.colours.colour("muted"))
        room = self._text_room(px(16), 0)
        room.moveTop(px(SUGGESTION_HEIGHT) - px(4))
        for line in elided_lines(self.evidence, font, int(room.width()), _EVIDENCE_LINES):
            painter.drawText(room, start_flags(is_rtl=self.isRightToLeft()), line)
            room.translate(0, px(16))

    def _evidence_text(self, suggestion: Suggestion) -> str:
        """Return why a topic is suggested; first what the article does not show, since the end of a long text is cut off."""
        words = list(dict.fromkeys(evidence.text for evidence in suggestion.evidence))
        quoted = ", ".join(self.tr("“{word}”").format(word=word) for word in words[:_MOST_WORDS])
        if len(words) > _MOST_WORDS:
            quoted = self.tr("{words} and {count} more").format(words=quoted, count=len(words) - _MOST_WORDS)
        sentences: list[str] = []
        judged = suggestion.accepted + suggestion.rejected
        if judged:
            accepted = self.tr("Accepted %n of {count} times before.", "", suggestion.accepted)
            sentences.append(accepted.format(count=judged))
        if suggestion.in_title:
            sentences.append(self.tr("Also named in the title."))
        if suggestion.learned:
            sentences.append(self.tr("Like sections that you tagged."))
        if quoted:
            sentences.append(f"{quoted}.")
        return " ".join(sentences)
