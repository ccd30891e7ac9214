"""What the original's pane says where it has nothing to show, with one button where something can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from briefbuilder.ui.theme import Theme


class Telling(QWidget):
    """A sentence in the middle; `pressed` follows on its button."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setObjectName("empty-text")
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = QPushButton(self)
        self._button.setObjectName("primary")
        self._button.clicked.connect(self.pressed)
        self._button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(1), theme.space(1), theme.space(1), theme.space(2))
        column.setSpacing(theme.space(0.6))
        column.addStretch(2)
        column.addWidget(self._label)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    @property
    def text(self) -> str:
        """What is said."""
        return self._label.text()

    def say(self, text: str, button: str = "") -> None:
        """Say something, with a button of that name or without one."""
        self._label.setText(text)
        self._button.setText(button)
        self._button.setAccessibleName(button)
        self._button.setVisible(bool(button))

    def first_control(self) -> QPushButton | None:
        """Return the button, None where there is none in sight."""
        return self._button if self._button.isVisible() else None
