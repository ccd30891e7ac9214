"""Buttons that follow an action, and what an empty pane shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.layouts import STRETCH, column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip


class EmptyState(QWidget):
    """A sentence in the middle of an empty pane, with buttons for the next steps."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._column = column_layout(
            self,
            margins=(theme.space(1.5), theme.space(1), theme.space(1.5), theme.space(2)),
            gap=theme.space(0.5),
        )
        self._label = PlainLabel("", self, wraps=True)
        self._label.setObjectName("empty-text")
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addStretch(2)
        self._column.addWidget(self._label)
        self._column.addStretch(3)

    @property
    def text(self) -> str:
        """The sentence."""
        return self._label.text()

    def set_text(self, text: str) -> None:
        """Set the sentence."""
        self._label.setText(text)

    def add_button(self, button: QPushButton) -> None:
        """Add a button below the sentence."""
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._column.insertLayout(self._column.count() - 1, row_layout(None, STRETCH, button, STRETCH))

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
