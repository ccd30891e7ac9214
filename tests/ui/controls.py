"""The controls of a window, and their accessible names."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QTextEdit,
)
_OF_QT = frozenset(
    {
        "qt_toolbar_ext_button",
        "qt_menubar_ext_button",
        "qt_tableview_cornerbutton",
        "qt_spinbox_lineedit",
        "ScrollLeftButton",
        "ScrollRightButton",
    }
)
"""Parts that Qt builds for itself, inside controls that have a name."""


def accessible_name(widget: QWidget) -> str:
    """Return what a screen reader says a control is; a combo box would otherwise say its value."""
    own = widget.accessibleName()
    if own:
        return own
    if isinstance(widget, QAbstractButton):
        return widget.text()
    parent = widget.parentWidget()
    labels = parent.findChildren(QLabel) if parent is not None else []
    return next((label.text() for label in labels if label.buddy() is widget), "")


def is_inside_of_qt(widget: QObject) -> bool:
    """Tell whether a widget is a part that Qt builds inside a control with a name of its own."""
    if widget.objectName() in _OF_QT:
        return True
    if (
        isinstance(widget, QToolButton)
        and not widget.isVisible()
        and not widget.text()
        and widget.icon().isNull()
    ):
        return True  # nothing to press yet: it is named when it is shown
    parent = widget.parent()
    if isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit) or isinstance(widget, QHeaderView):
        return True
    # The list of a combo box stands in a window of its own, under the combo box.
    return isinstance(parent, QFrame) and isinstance(parent.parent(), QComboBox)
