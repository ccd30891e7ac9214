"""Controls that several panes share: buttons, switches, pills, foldable sections, meters, labels to edit, empty states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import (
    QAction,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWindow,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QButtonGroup,
    QFrame,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QWidget,
)

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.icons import draw_icon, themed_icon
from briefbuilder.ui.widgets.keys import SIDE_STEPS, draw_keys
from briefbuilder.ui.widgets.labels import ElidedLabel, draw_elided
from briefbuilder.ui.widgets.layouts import STRETCH, add_layout, column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, button_text, plain_text, set_tip, with_label

Run = Callable[..., object] | SignalInstance
"""What a click calls or emits."""
_RING = "ring"
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut})
_POINTERS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress})


def repolish(widget: QWidget) -> None:
    """Style a widget again after one of its properties changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_surface(widget: QWidget, surface: str, line: str = "") -> None:
    """Give a widget a ground of the style sheet, and a line at a side."""
    widget.setProperty("surface", surface)
    if line:
        widget.setProperty("line", line)


def styled_frame(parent: QWidget | None, surface: str, line: str = "") -> QFrame:
    """Return a frame whose ground and whose line at a side come from the style sheet."""
    frame = QFrame(parent)
    set_surface(frame, surface, line)
    return frame


def push_button(
    text: str,
    parent: QWidget | None,
    run: Run | None = None,
    *,
    name: str = "",
    kind: str = "",
) -> QPushButton:
    """Return a button that calls `run`; `name` is its accessible name if it is not the text, and the style sheet knows `kind`."""
    button = QPushButton(text, parent)
    # In a dialog, Enter belongs to its default button.
    button.setAutoDefault(False)
    if kind:
        button.setProperty("kind", kind)
    button.setAccessibleName(name or text.replace("&", ""))
    if run is not None:
        button.clicked.connect(run)
    return button


def set_icon(
    button: QAbstractButton,
    icon: str,
    theme: Theme,
    colour: str = "text",
    *,
    size: tuple[int, int] = (20, 16),
) -> None:
    """Show an icon in a colour of the theme on a button; `size` is in pixels of the design."""
    button.setIcon(themed_icon(icon, theme, colour))
    button.setIconSize(QSize(*map(theme.px, size)))


def icon_button(name: str, icon: str, theme: Theme, parent: QWidget, run: Run | None = None) -> QToolButton:
    """Return a button that shows only an icon; `name` is its accessible name and its tool tip."""
    button = QToolButton(parent)
    button.setProperty("kind", "icon")
    set_icon(button, icon, theme, size=(18, 18))
    button.setFixedSize(theme.px(32), theme.px(32))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(name)
    set_tip(button, name)
    if run is not None:
        button.clicked.connect(run)
    return button


class SearchField(QLineEdit):
    """A field with the icon of a search; `name` is its accessible name and is shown while it is empty."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        room = theme.px(24)
        self.setTextMargins(*((0, 0, room, 0) if self.isRightToLeft() else (room, 0, 0, 0)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the room before the text."""
        super().paintEvent(event)
        painter = QPainter(self)
        draw_icon(painter, "search", field_icon_area(self, self._theme), self._theme, "muted")

    def changeEvent(self, event: QEvent) -> None:
        """Make the button that clears the field again: Qt asks the style sheet for its icon only then."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isClearButtonEnabled():
            self.setClearButtonEnabled(False)
            self.setClearButtonEnabled(True)


def field_icon_area(field: QWidget, theme: Theme) -> QRectF:
    """Return where the icon of a field stands."""
    size, edge = theme.px(16), theme.px(12)
    left = field.width() - size - edge if field.isRightToLeft() else edge
    return QRectF(left, (field.height() - size) / 2, size, size)


class FieldButton(QPushButton):
    """Looks like a field with an icon, a prompt and the keys that do the same; a click opens what is typed into."""

    def __init__(
        self, icon: str, prompt: str, keys: Sequence[str], theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._keys = theme, icon, keys
        self.show_prompt(prompt)

    def show_prompt(self, prompt: str) -> None:
        """Show another prompt."""
        self._prompt = prompt
        self.setAccessibleName(prompt)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon, the prompt and the keys."""
        super().paintEvent(event)
        painter, px, theme = QPainter(self), self._theme.px, self._theme
        token = "muted" if self.isEnabled() else "disabled"
        is_rtl = self.isRightToLeft()
        edges = QRectF(self.rect()).adjusted(px(9), 0, -px(9), 0)
        keys_width = draw_keys(painter, self._keys, edges, theme, self.layoutDirection())
        room = QRectF(px(35), 0, self.width() - px(35) - keys_width - px(14), self.height())
        if is_rtl:
            room.moveLeft(keys_width + px(14))
        draw_icon(painter, self._icon, field_icon_area(self, theme), theme, token)
        painter.setPen(theme.colours.colour(token))
        draw_elided(painter, room, self._prompt, is_rtl=is_rtl)


class ActionToolButton(QToolButton):
    """A button that triggers an action and follows its state, with only an icon or with its own text.

    The tool tip and the accessible name show the action's name and keys.
    """

    def __init__(self, action: QAction, icon: str, theme: Theme, parent: QWidget, *, text: str = "") -> None:
        super().__init__(parent)
        self._action = action
        self.setText(text)
        self.setProperty("kind", "quiet" if text else "icon")
        set_icon(self, icon, theme, size=(20, 16) if text else (18, 18))
        if text:
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self.setFixedHeight(theme.px(32))
        else:
            self.setFixedSize(theme.px(32), theme.px(32))
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        name = self._action.iconText() or self._action.text().replace("&", "")
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = self._action.toolTip()
        self.setEnabled(self._action.isEnabled())
        self.setCheckable(self._action.isCheckable())
        self.setChecked(self._action.isChecked())
        self.setAccessibleName(name.removesuffix("…").strip())
        set_tip(self, f"{tip}  {keys}" if keys else tip)


class MenuButton(QToolButton):
    """A button with a text and a menu; an arrow at its end says so."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "menu")
        self.setProperty("mirrored", self.isRightToLeft())
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFixedHeight(theme.px(32))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow, for which the style sheet leaves room."""
        super().paintEvent(event)
        size, edge = self._theme.px(14), self._theme.px(8)
        left = edge if self.isRightToLeft() else self.width() - size - edge
        area = QRectF(left, (self.height() - size) / 2, size, size)
        draw_icon(QPainter(self), "chevron-down", area, self._theme, "muted")


class Pill(QPushButton):
    """A small round button that is switched on and off, such as a filter of a list."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(button_text(text), parent)
        self.setProperty("kind", "pill")
        self.setCheckable(True)
        self.setAccessibleName(plain_text(text))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show another text, such as one with a count."""
        self.setText(button_text(text))
        self.setAccessibleName(plain_text(text))


class SwitchBar(QFrame):
    """A switch with one button for each of several choices; `chosen` carries the key of the one that was clicked."""

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str, str]],
        theme: Theme,
        parent: QWidget | None = None,
        *,
        name: str,
    ) -> None:
        """Create the switch; a choice is a key, a text and the name of an icon, which may be empty."""
        super().__init__(parent)
        self._theme = theme
        self.setProperty("surface", "sunken")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        self._texts: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._room: int | None = None
        row = row_layout(self, margins=theme.px(2), gap=theme.px(2))
        for key, text, icon in choices:
            button = push_button(button_text(text), self, name=plain_text(text), kind="switch")
            button.setCheckable(True)
            if icon:
                set_icon(button, icon, theme)
            button.clicked.connect(partial(self._on_clicked, key))
            button.installEventFilter(self)
            self._group.addButton(button)
            self.buttons[key], self._texts[key] = button, text
            row.addWidget(button)
        self._show_texts()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def current(self) -> str:
        """The key of the choice that is shown, or an empty text."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    def show_choice(self, key: str) -> None:
        """Show a choice without emitting a signal; an empty key shows that nothing is chosen."""
        self._group.setExclusive(bool(key))
        for each, button in self.buttons.items():
            button.setChecked(each == key)
        self._on_shown()

    def show_count(self, key: str, count: int) -> None:
        """Show a count beside the text of a choice; 0 shows none."""
        if self._counts.get(key) == count:
            return
        self._counts[key] = count
        text = f"{self._texts[key]}  {count}" if count else self._texts[key]
        self.buttons[key].setAccessibleName(plain_text(text))
        self._show_texts()

    def fit(self, room: int | None) -> None:
        """Show the texts that fit into `room` pixels, that of the choice that is shown first; None shows all of them.

        A button without its text has it as its tip.
        """
        self._room = room
        self._show_texts()

    def _show_texts(self) -> None:
        """Show all texts, or only that of the choice that is shown, or only icons."""
        current = self.buttons.get(self.current)
        for shown in ({*self.buttons.values()}, {current}, set()):
            for key, button in self.buttons.items():
                name, count = button.accessibleName(), self._counts.get(key)
                shows_text = button in shown or button.icon().isNull()
                button.setText(button_text(name) if shows_text else str(count or ""))
                set_tip(button, "" if shows_text else name)
                self._give_room(button)
            if self._room is None or self.minimumSizeHint().width() <= self._room:
                return

    def _give_room(self, button: QPushButton) -> None:
        """Leave room for the heavier letters of the choice that is shown, which the style sheet does not count."""
        font = QFont(button.font())
        font.setWeight(QFont.Weight.DemiBold)
        words = QFontMetrics(font).horizontalAdvance(button.text().replace("&&", "&"))
        icon = 0 if button.icon().isNull() else self._theme.px(24)
        button.setMinimumWidth(words + icon + self._theme.px(36 if words else 12))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose the neighbour with the arrow keys, as in a row of tabs."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = SIDE_STEPS.get(Qt.Key(event.key()))
            if step is not None:
                keys = list(self.buttons)
                place = keys.index(self.current or keys[0])
                button = self.buttons[keys[(place + (-step if self.isRightToLeft() else step)) % len(keys)]]
                button.click()
                button.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _on_clicked(self, key: str, _checked: bool = False) -> None:
        self._on_shown()
        self.chosen.emit(key)

    def _on_shown(self) -> None:
        """Let Tab reach the choice that is shown, or the first, and show its text; the arrow keys go to the others."""
        if self._room is not None:
            self._show_texts()
        reached = self.current or next(iter(self.buttons))
        for key, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if key == reached else Qt.FocusPolicy.ClickFocus)


class FoldableSection(QWidget):
    """A heading that folds what is below it; its `head` is checked while this is shown. `row` has room for buttons."""

    folded = Signal(bool)

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._theme = title, theme
        self.head = push_button(button_text(title), self, kind="section")
        self.head.setCheckable(True)
        self.head.setChecked(True)
        self.head.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.head.toggled.connect(self._on_toggled)
        self._count = PlainLabel("", self, role="caption")
        self.row = row_layout(None, self.head, self._count, STRETCH, gap=theme.px(6))
        self.body = QWidget(self)
        self.column = column_layout(self.body, gap=theme.px(4))
        column_layout(self, self.row, self.body, gap=theme.px(4))
        self._show()

    def set_count(self, text: str) -> None:
        """Show a count, or a few words, after the heading."""
        self._count.setText(text)
        self._show()

    def _show(self) -> None:
        folded = "chevron-left" if self.isRightToLeft() else "chevron-right"
        icon = "chevron-down" if self.head.isChecked() else folded
        self.head.setIcon(themed_icon(icon, self._theme, "muted"))
        self.head.setAccessibleName(f"{self._title} {self._count.text()}".strip())

    @Slot(bool)
    def _on_toggled(self, shown: bool) -> None:
        self.body.setVisible(shown)
        self._show()
        self.folded.emit(not shown)


class EditableLabel(QWidget):
    """A text that is edited in place: a double click or F2 begins, Enter saves, Esc cancels.

    `edited` carries the new text; the owner shows it with `setText` when it was stored.
    """

    edited = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, lines: int = 1) -> None:
        """Create the label; `name` says what the text is, such as "Title", which may take some `lines`."""
        super().__init__(parent)
        self._name, self._text = name, ""
        self._can_edit = True
        self.editing = False
        self.label = ElidedLabel(self, lines=lines)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(name)
        self.field.installEventFilter(self)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.label)
        self._stack.addWidget(self.field)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # For the line of the style sheet.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._describe()

    def text(self) -> str:
        """Return the text."""
        return self._text

    def setText(self, text: str) -> None:
        """Show another text; a text that is being edited is kept."""
        self._text = text
        self.label.setText(text)
        self._describe()

    def set_writable(self, *, writable: bool) -> None:
        """Set whether the text can be edited."""
        self._can_edit = writable
        self._describe()

    @Slot()
    def edit(self) -> None:
        """Begin to edit the text."""
        if self._can_edit and not self.editing:
            self.editing = True
            self.field.setText(self._text)
            self._stack.setCurrentWidget(self.field)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.selectAll()

    @Slot()
    def cancel(self) -> None:
        """Stop editing; the text is unchanged."""
        if self.editing:
            self._close(keep_focus=False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Begin to edit the text."""
        event.accept()
        self.edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin to edit the text with F2 or Enter."""
        if event.key() in {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._can_edit:
            self.edit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save with Enter and when the focus goes elsewhere, cancel with Esc."""
        if watched is self.field and self.editing:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                if event.key() == Qt.Key.Key_Escape:
                    self._close()
                    return True
                if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                    # Handled here: the field passes Enter on, and the label would edit again.
                    self._save()
                    return True
            elif event.type() == QEvent.Type.FocusOut:
                self._save(keep_focus=False)
        return super().eventFilter(watched, event)

    def _save(self, *, keep_focus: bool = True) -> None:
        if not self.editing:
            return
        text = self.field.text().strip()
        self._close(keep_focus=keep_focus)
        if text != self._text:
            self.edited.emit(text)

    def _close(self, *, keep_focus: bool = True) -> None:
        # Before the field is hidden: its loss of the focus must not save what is cancelled.
        self.editing = False
        self._stack.setCurrentWidget(self.label)
        if keep_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _describe(self) -> None:
        self.setAccessibleName(with_label(self._name, plain_text(self._text)))


class FocusRing(QObject):
    """Sets the property "ring" of a button or list that got the focus by the keyboard; text fields show their focus always.

    The style sheet draws the ring of a button, a RowDelegate that of the current row. The events of each window are
    watched, of which there are few, and not those of each widget.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._by_key = False
        application.focusWindowChanged.connect(self._on_window)
        application.focusChanged.connect(self._on_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note whether the keyboard or the pointer was used last."""
        kind = event.type()
        if kind in _KEYS or kind in _POINTERS:
            self._by_key = kind in _KEYS
            view = QApplication.focusWidget()
            if isinstance(view, QAbstractItemView):
                _set_ring(view, has_ring=self._by_key)
        return super().eventFilter(watched, event)

    @Slot(QWindow)
    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            # An event filter is installed once, however often this is called.
            window.installEventFilter(self)

    @Slot(QWidget, QWidget)
    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget, has_ring in ((old, False), (new, self._by_key)):
            if isinstance(widget, QAbstractButton | QAbstractItemView):
                _set_ring(widget, has_ring=has_ring)


def _set_ring(widget: QAbstractButton | QAbstractItemView, *, has_ring: bool) -> None:
    if bool(widget.property(_RING)) == has_ring:
        return
    widget.setProperty(_RING, has_ring)
    if isinstance(widget, QAbstractItemView):
        widget.viewport().update()
    else:
        repolish(widget)


class EmptyState(QWidget):
    """A sentence in the middle of an empty pane, with buttons for the next steps."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._column = column_layout(
            self,
            margins=(theme.space(0.5), theme.space(1), theme.space(0.5), theme.space(2)),
            gap=theme.space(0.5),
        )
        self.label = PlainLabel("", self, wraps=True)
        self.label.setObjectName("empty-text")
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addStretch(2)
        self._column.addWidget(self.label)
        self._column.addStretch(3)

    def add_button(self, button: QPushButton) -> None:
        """Add a button below the sentence."""
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = row_layout(None, STRETCH, button, STRETCH)
        add_layout(self._column, line, place=self._column.count() - 1)

    def add_action(self, action: QAction, *, first: bool = False) -> QPushButton:
        """Add a button for an action; `first` marks the primary one."""
        button = ActionButton(action, self)
        if first:
            button.setObjectName("primary")
        self.add_button(button)
        return button


class ActionButton(QPushButton):
    """A push button that follows an action's text, keys and state.

    It has no mnemonic: the action has a shortcut, and Alt with a letter opens menus.
    """

    def __init__(self, action: QAction, parent: QWidget, *, text: str = "") -> None:
        """Create the button; a `text` replaces the action's text."""
        super().__init__(parent)
        self._action = action
        self._own_text = text
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self._follow()

    def _follow(self) -> None:
        text = self._action.text().replace("&", "")
        self.setText(self._own_text or text)
        self.setEnabled(self._action.isEnabled())
        self.setAccessibleName(text)
        keys = self._action.shortcut().toString(self._action.shortcut().SequenceFormat.NativeText)
        set_tip(self, keys)
