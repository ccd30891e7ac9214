"""Controls whose settings the administrator has set, and the words that say so."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.layouts import row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip


def fixed_text() -> str:
    """Return the words that say who has set a setting."""
    return QCoreApplication.translate("Policy", "Set by your administrator")


def disable_fixed(*controls: QWidget) -> None:
    """Disable controls, and say why in their tips and accessible descriptions."""
    for control in controls:
        control.setEnabled(False)
        set_tip(control, fixed_text())
        control.setAccessibleDescription(fixed_text())


def with_fixed_note(control: QWidget, theme: Theme, parent: QWidget) -> QWidget:
    """Return a row with a control that is disabled, and the words that say why beside it."""
    disable_fixed(control)
    row = QWidget(parent)
    row_layout(row, control, fixed_label(row), gap=theme.px(12), grows=control)
    return row


def folder_row(folder: QWidget, change: QPushButton, parent: QWidget, *, is_fixed: bool) -> QWidget:
    """Return a row with the name of a folder and the button that changes it, or words that say who has set it."""
    row = QWidget(parent)
    line = row_layout(row, folder, change, grows=folder)
    if is_fixed:
        disable_fixed(change)
        change.hide()
        line.addWidget(fixed_label(row))
    return row


def fixed_label(parent: QWidget) -> PlainLabel:
    """Return a label with the words that say who has set a setting."""
    return PlainLabel(fixed_text(), parent, role="muted")
