"""Entries of menus that are made where they are shown; those of the table of actions come from the ActionBoard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton


def add_entry(
    menu: QMenu, text: str, run: Callable[[], object], *, enabled: bool = True, checked: bool | None = None
) -> QAction:
    """Add an entry that calls `run` to a menu; `checked` says whether one that can be ticked is ticked."""
    # Not by `addAction(text)`: if another menu that lists this one is deleted, PySide takes such an entry for deleted, too.
    action = QAction(text, menu)
    menu.addAction(action)
    action.setEnabled(enabled)
    if checked is not None:
        action.setCheckable(True)
        action.setChecked(checked)
    action.triggered.connect(lambda _checked=False: run())
    return action


def show_menu(menu: QMenu, place: QPoint) -> None:
    """Show a menu at a place of the screen, and delete it when it is closed.

    This does not wait until it is closed: its owner may be deleted meanwhile, such as at the end of a job.
    """
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)


def add_groups_at_top(menu: QMenu, *groups: Sequence[QAction]) -> None:
    """Add groups of actions above what a menu has, each followed by a line."""
    first = next(iter(menu.actions()), None) or menu.addSeparator()
    for group in groups:
        menu.insertActions(first, group)
        menu.insertSeparator(first)


def open_menu_with(button: QToolButton, menu: QMenu) -> None:
    """Let a button open a menu when it is pressed."""
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
