"""What dialogs that show a list have in common: a column of widgets, and buttons at the end of the last line."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefbuilder.ui.theme import Theme


def stack_in(
    dialog: QDialog, theme: Theme, widgets: tuple[QWidget, ...], buttons: tuple[QPushButton, ...]
) -> None:
    """Lay out a dialog; none of its buttons is pressed by an Enter that is meant for a list."""
    column = QVBoxLayout(dialog)
    pad = theme.space(1)
    column.setContentsMargins(pad, pad, pad, pad)
    column.setSpacing(theme.space(0.5))
    for widget in widgets:
        column.addWidget(widget)
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        button.setAutoDefault(False)
        row.addWidget(button)
    column.addLayout(row)


def muted_label(dialog: QDialog) -> QLabel:
    """Return a line in which a dialog tells what its keys do."""
    label = QLabel(dialog)
    label.setObjectName("muted")
    label.setWordWrap(True)
    return label
