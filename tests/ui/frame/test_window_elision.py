"""In every language and in small windows, no text of a control is cut off without an ellipsis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.narrowing import of_type
from tests.ui.controls import is_inside_of_qt
from tests.ui.every_dialog import dialogs_of, show_all, tagged_and_composed

from briefbuilder.app.messages import interface_languages
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.ui.text_look import load_language, unload_language
from briefbuilder.ui.widgets.chip import Chip
from briefbuilder.ui.widgets.labels import ElidedComboBox, ElidedLabel

if TYPE_CHECKING:
    from tests.ui.conftest import Opener

SMALL, USUAL = (1024, 700), (1280, 800)
WIDE = "DejaVu Sans"
"""Letters a tenth wider than most, which many systems without a desktop of their own show."""


@pytest.fixture(params=sorted(interface_languages()))
def language(request: pytest.FixtureRequest, qtbot: QtBot, resources: Resources) -> Iterator[str]:
    """Every language of the screen, its texts loaded."""
    application = of_type(QApplication.instance(), QApplication)
    translators = load_language(application, request.param, resources.folder / "translations")
    yield request.param
    unload_language(application, translators)


@pytest.fixture
def _letters(qapp: QApplication) -> None:
    """Wide letters, where this machine has them: what has room for them has room for the usual ones."""
    font = QFont(qapp.font())
    font.setFamilies([*filter(QFontDatabase.families().__contains__, (WIDE,)), *font.families()])
    qapp.setFont(font)


def cut(root: QWidget) -> Iterator[str]:
    """Yield what has less room than its words need."""
    for widget in root.findChildren(QWidget):
        if widget.window() is not root or not widget.isVisible() or is_inside_of_qt(widget):
            continue
        if isinstance(widget, ElidedLabel | ElidedComboBox | Chip) or isinstance(
            widget.parentWidget(), QToolBar
        ):
            continue
        if isinstance(widget, QTabBar):
            needed = max(widget.tabRect(tab).right() + 1 for tab in range(widget.count()))
            least = sum(_tab_width(widget, tab) for tab in range(widget.count()))
            needed = max(needed, least)
        elif isinstance(widget, QComboBox):
            # Its hint may ask for less than what is chosen takes, and Qt cuts that in the middle of a letter.
            needed = max(widget.sizeHint().width(), widget.width() + _lacks(widget))
        elif isinstance(widget, QAbstractButton | QLabel) and widget.text() and not _wraps(widget):
            needed = widget.sizeHint().width()
        else:
            continue
        if widget.width() < needed or not _in_sight(widget):
            text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
            yield f"{type(widget).__name__} {text!r}: {widget.width()} of {needed}"


def _wraps(widget: QWidget) -> bool:
    return isinstance(widget, QLabel) and widget.wordWrap()


def still_cut(root: QWidget, qtbot: QtBot) -> list[str]:
    """Return what is cut once the layouts have followed."""
    for _ in range(20):
        if not [*cut(root)]:
            break
        qtbot.wait(20)
    return [*cut(root)]


def _lacks(box: QComboBox) -> int:
    """Return how many pixels the field of a choice is narrower than what is chosen."""
    if box.isEditable():
        return 0
    option = QStyleOptionComboBox()
    option.initFrom(box)
    part = QStyle.SubControl.SC_ComboBoxEditField
    field = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    # The last pixel of a text is free at its end, and left over where sizes are rounded.
    return box.fontMetrics().horizontalAdvance(box.currentText()) - 1 - field.width()


def _tab_width(bar: QTabBar, tab: int) -> int:
    return bar.fontMetrics().horizontalAdvance(bar.tabText(tab))


def _in_sight(widget: QWidget) -> bool:
    """Tell whether a control lies within its window; what stands in an area that scrolls may lie outside."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    corner = widget.mapTo(widget.window(), widget.rect().bottomRight())
    return widget.window().rect().contains(corner)


@pytest.mark.usefixtures("_letters")
def test_the_window_and_its_dialogs_cut_off_no_text(
    open_window: Opener,
    dossier: Session,
    resources: Resources,
    language: str,
    qtbot: QtBot,
) -> None:
    briefing = tagged_and_composed(dossier, resources, language)
    window = open_window(dossier, language=language)
    show_all(window, dossier)
    found: list[str] = []
    for size in (SMALL, USUAL):
        window.services.modes.choose("read")
        window.resize(*size)
        qtbot.waitUntil(lambda: not window.brief.busy)
        found += still_cut(window, qtbot)
        window.services.modes.choose("brief")
        for item in (briefing.items[0].id, briefing.items[-1].id):
            window.brief.outline.choose(item)
            window.brief.item_panel.edit()
            qtbot.wait(50)
            found += still_cut(window, qtbot)
    for dialog in dialogs_of(window, dossier):
        dialog.show()
        qtbot.wait(20)
        found += [f"{type(dialog).__name__}: {one}" for one in cut(dialog)]
        dialog.close()
        dialog.deleteLater()
    assert not found, "\n".join(found)
