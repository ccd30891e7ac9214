"""At 200 % on a screen of 1280 × 720, every room and every dialog fits and cuts off no text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.every_dialog import dialogs_of, show_all, tagged_and_composed
from tests.ui.frame.test_window_elision import still_cut

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.services import Mode
from briefbuilder.ui.text_look import load_language, set_text_size, unload_language

if TYPE_CHECKING:
    from tests.ui.conftest import Opener

WIDTH, HEIGHT = 1280, 720
LANGUAGE = "de"
"""The language with the longest words."""


@pytest.fixture
def _large_text(qapp: QApplication, resources: Resources) -> Iterator[None]:
    """Texts of 200 % in the language with the longest words."""
    translators = load_language(qapp, LANGUAGE, resources.folder / "translations")
    set_text_size(qapp, 200)
    yield
    unload_language(qapp, translators)


def faults(name: str, window: QWidget, qtbot: QtBot) -> Iterator[str]:
    """Yield what does not fit in a window on a small screen."""
    window.resize(WIDTH, HEIGHT)
    qtbot.wait(20)
    if window.width() > WIDTH or window.height() > HEIGHT:
        yield f"{name}: {window.width()} × {window.height()}"
    for one in still_cut(window, qtbot):
        # The name of a topic beside the text is scrolled with it.
        if not one.startswith("TagLabel"):
            yield f"{name}: {one}"
    for area in window.findChildren(QScrollArea):
        if area.isVisible() and area.horizontalScrollBar().maximum():
            yield f"{name}: {type(area).__name__} scrolls sideways"


def rooms(window: MainWindow, briefing_nodes: tuple[str, ...], qtbot: QtBot) -> Iterator[str]:
    """Yield the name of one room after the other when it is shown."""
    window.services.modes.choose("brief")
    for node in briefing_nodes:
        window.brief.outline.choose(node)
        window.brief.item_panel.edit()
        qtbot.waitUntil(lambda: not window.brief.busy)
        yield f"brief {node}"
    for panel in ("preview", "checks", "details"):
        window.brief.panel.switch.buttons[panel].click()
        yield panel
    window.brief.drawer.close_drawer()


@pytest.mark.usefixtures("_large_text")
def test_every_room_fits_on_a_small_screen_at_twice_the_size(
    open_window: Opener, dossier: Session, resources: Resources, qtbot: QtBot
) -> None:
    briefing = tagged_and_composed(dossier, resources, LANGUAGE)
    window = open_window(None, language=LANGUAGE)
    found = [*faults("start", window, qtbot)]
    window.close()
    window = open_window(dossier, language=LANGUAGE)
    show_all(window, dossier)
    found += faults("read", window, qtbot)
    nodes = (briefing.items[0].id, briefing.items[-1].id, briefing.parts[0].id)
    for name in rooms(window, nodes, qtbot):
        found += faults(name, window, qtbot)
    window.services.actions.action("design-templates").trigger()
    designer = not_none(window.designing.designer)
    qtbot.waitUntil(lambda: not designer.busy)
    found += faults("designer", designer, qtbot)
    designer.close()
    for dialog in dialogs_of(window, dossier):
        dialog.show()
        found += faults(type(dialog).__name__, dialog, qtbot)
        dialog.close()
        dialog.deleteLater()
    assert not found, "\n".join(found)


@pytest.mark.usefixtures("_large_text")
@pytest.mark.parametrize("mode", ["read", "brief"])
def test_a_wide_window_is_made_small_at_once(
    open_window: Opener, dossier: Session, resources: Resources, qtbot: QtBot, mode: Mode
) -> None:
    tagged_and_composed(dossier, resources, LANGUAGE)
    window = open_window(dossier, language=LANGUAGE)
    show_all(window, dossier)
    window.services.modes.choose(mode)
    window.resize(3000, HEIGHT)
    qtbot.wait(100)
    window.resize(WIDTH, HEIGHT)
    assert window.width() == WIDTH


@pytest.mark.usefixtures("_large_text")
def test_a_job_can_be_cancelled_in_a_narrow_header(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> None:
    window = open_window(dossier, language=LANGUAGE)
    window.resize(1440, HEIGHT)
    busy = window.header.busy
    busy.begin("41 Artikel werden gelesen")
    qtbot.waitUntil(lambda: busy.width() >= busy.minimumSizeHint().width())
