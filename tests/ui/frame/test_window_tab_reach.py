"""The Tab key reaches every control of the window and the dialogs, as they are read, and leaves it again."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QDateTimeEdit,
    QDialog,
    QMenuBar,
    QProgressBar,
    QRadioButton,
    QToolBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.controls import CONTROLS, accessible_name, is_inside_of_qt
from tests.ui.every_dialog import dialogs_of, show_all, tagged_and_composed

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.article_canvas import TagLabel
from briefbuilder.ui.read.rail_rows import RailRow
from briefbuilder.ui.widgets.keys import tab_stops

if TYPE_CHECKING:
    from tests.ui.conftest import Opener

SECTIONS = 4
MOST = 120
"""Presses of Tab after which every control of a window must have had the keyboard."""


def walk(first: QWidget) -> set[QWidget]:
    """Press Tab until the focus is back where it began, or will not go on; return what had it, by arrow keys too."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    reached: set[QWidget] = set()
    for _ in range(MOST):
        focused = not_none(QApplication.focusWidget())
        reached |= {focused, *_by_arrows(focused)}
        after = _next(QApplication.focusWidget() or focused)
        assert after is not focused or len(reached) == 1, f"{name(focused)} keeps the Tab key"
        if after is first:
            break
    return reached


def _by_arrows(focused: QWidget) -> set[QWidget]:
    """Go with the arrow keys to both ends of a list of which the Tab key reaches one; return what had the focus."""
    reached: set[QWidget] = set()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down) if isinstance(focused, TagLabel | RailRow) else ():
        before = None
        while (present := QApplication.focusWidget()) is not None and present is not before:
            reached.add(present)
            before = present
            QTest.keyClick(present, key)
    return reached


def _next(focused: QWidget) -> QWidget | None:
    """Press Tab until something else has the focus; a day has three sections that Tab goes through first."""
    for _ in range(SECTIONS if isinstance(focused, QDateTimeEdit) else 1):
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is not focused:
            break
    return QApplication.focusWidget()


def name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {accessible_name(widget)!r} ({widget.objectName()})"


def wanted(root: QWidget) -> set[QWidget]:
    """The controls that can be used: in sight, enabled, and not served by other keys."""
    return {
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and not isinstance(widget, QProgressBar)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is root
        and not is_inside_of_qt(widget)
        and not _is_served(widget)
    }


def _is_served(widget: QWidget) -> bool:
    """Return whether arrows reach it from its group, its row has keys for it, or it is in a bar whose actions are in menus."""
    if isinstance(widget, QRadioButton):
        return not widget.isChecked()
    if isinstance(widget, QAbstractButton) and widget.focusProxy() is not None:
        return True
    if isinstance(widget, QAbstractButton):
        group: object = widget.group()
        if isinstance(group, QButtonGroup) and group.exclusive():
            return not widget.isChecked()
    return isinstance(widget.parentWidget(), QToolBar | QMenuBar | RailRow)


def steps_back(dialog: QDialog) -> list[str]:
    """Return the stops of the Tab key that are above or before the last one, other than at the top of a column."""
    stops = tab_stops(dialog)
    places = [QRect(each.mapTo(dialog, QPoint()), each.size()) for each in stops]
    return [
        f"{type(dialog).__name__}: {name(stop)} after {name(before)}"
        for (before, last), (stop, place) in pairwise(zip(stops, places, strict=True))
        if place.left() <= last.right() and (place.bottom() < last.top() or _is_before(place, last))
    ]


def _is_before(place: QRect, last: QRect) -> bool:
    """Return whether a place is left of another one in the same line."""
    return place.right() < last.left() and place.top() < last.center().y() < place.bottom()


def test_every_control_of_every_dialog_is_reached_in_the_order_of_reading(
    window: MainWindow, dossier: Session, resources: Resources, qtbot: QtBot
) -> None:
    tagged_and_composed(dossier, resources)
    faults: list[str] = []
    for dialog in dialogs_of(window, dossier):
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        controls = wanted(dialog)
        faults += steps_back(dialog)
        first = QApplication.focusWidget() or next(iter(controls))
        left = controls - walk(first)
        faults += [f"{type(dialog).__name__}: {name(widget)} is not reached" for widget in left]
        dialog.close()
        dialog.deleteLater()
    assert not faults, "\n".join(faults)


def test_every_control_of_the_window_is_reached(
    open_window: Opener, dossier: Session, resources: Resources
) -> None:
    briefing = tagged_and_composed(dossier, resources)
    window = open_window(dossier)
    show_all(window, dossier)
    left = wanted(window) - walk(window.articles.search_bar.line)
    assert not left, "\n".join(sorted(map(name, left)))
    window.services.modes.choose("brief")
    for item in (briefing.items[0].id, briefing.items[-1].id):
        window.brief.outline.choose(item)
        left = wanted(window) - walk(window.brief.outline)
        assert not left, "\n".join(sorted(map(name, left)))


def test_tab_moves_from_search_to_list_to_text(window: MainWindow) -> None:
    order: list[QWidget] = []
    window.articles.search_bar.line.setFocus()
    focused = QApplication.focusWidget()
    while focused is not None and focused not in order and len(order) < 60:
        order.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
    places = [window.articles.search_bar.line, window.articles.list_view, window.article.canvas.view]
    found = [order.index(widget) for widget in places]
    assert found == sorted(found)
