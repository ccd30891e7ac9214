"""Shows controls whose settings the administrator has set."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from briefbuilder.ui.theme import Theme
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
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(12))
    line.addWidget(control, 1)
    line.addWidget(fixed_label(row))
    return row


def fixed_label(parent: QWidget) -> PlainLabel:
    """Return a label with the words that say who has set a setting."""
    label = PlainLabel(fixed_text(), parent)
    label.setObjectName("muted")
    return label
