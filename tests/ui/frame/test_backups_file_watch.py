"""The window notices that the dossier's file was taken away, and saves what is open."""

from __future__ import annotations

import os
import sys
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import FakePrompter, Opener
from tests.ui.windows import session_of

from briefbuilder.app.commands import briefings, tags
from briefbuilder.app.session import Session
from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.ui.frame.window import MainWindow

SAVE = "Save what is open here as …"


def activate(window: MainWindow) -> None:
    """Let the window learn that it is the active one again."""
    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))


def wait_for(qtbot: QtBot, dialog: QDialog) -> bool:
    """Show a dialog that works, until it is done."""
    with qtbot.waitSignal(dialog.finished):
        dialog.open()
    return dialog.result() == QDialog.DialogCode.Accepted


def codes(prompter: FakePrompter) -> list[str]:
    return [error.code for error in prompter.errors]


def lose(window: MainWindow, prompter: FakePrompter, code: str, qtbot: QtBot) -> BriefbuilderError:
    """Activate the window twice, and check that the loss is told once and shown."""
    activate(window)
    activate(window)
    assert codes(prompter) == [code]
    qtbot.waitUntil(lambda: "(read-only)" in window.windowTitle())
    actions = window.services.actions
    assert not actions.action("import-files").isEnabled()
    assert actions.action("save-copy").isEnabled()
    return prompter.errors[0]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the tests where the file is now")
def test_a_dossier_that_was_moved_is_opened_at_its_new_place(
    open_window: Opener, dossier: Session, prompter: FakePrompter, qtbot: QtBot
) -> None:
    dossier.store.apply(tags.accept_all(dossier, 0.1))
    count = dossier.store.count("tag")
    window = open_window(dossier)
    moved = dossier.store.path.rename(dossier.store.path.with_name("Kyoto.dossier"))
    error = lose(window, prompter, "dossier-moved-to", qtbot)
    QTest.keyClick(window.articles.list_view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    toast = not_none(window.services.toasts.toast)
    labels = [button.text() for button in toast.findChildren(QPushButton) if button.text()]
    assert labels == ["Open at new place", "Save copy as …"]
    assert next(iter(prompter.offers["dossier-moved-to"])) == "Open at new place"
    prompter.offers["dossier-moved-to"]["Open at new place"](error)
    session = session_of(window)
    assert (session.store.path, session.store.read_only) == (moved, False)
    assert session.store.count("tag") == count
    assert window.windowTitle() == "Kyoto — briefbuilder"


@pytest.mark.parametrize("code", ["dossier-moved-to", "dossier-deleted"])
def test_what_was_typed_when_the_file_was_lost_is_in_the_dossier_that_is_opened_then(
    open_window: Opener,
    dossier: Session,
    prompter: FakePrompter,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
) -> None:
    if code == "dossier-moved-to" and sys.platform != "linux":
        pytest.skip("only Linux tells the tests where the file is now")
    act, briefing = briefings.compose_briefing(dossier, "thematic-briefing", "Chips", [], {}, "en")
    dossier.store.apply(act)
    window = open_window(dossier)
    path = dossier.store.path
    if code == "dossier-deleted":
        path.unlink()
    else:
        path.rename(path.with_name("Kyoto.dossier"))
    prompter.target = path.with_name("saved.dossier")

    def answer(error: BriefbuilderError) -> None:
        next(iter(prompter.offers[error.code].values()))(error)

    monkeypatch.setattr(prompter, "show_error", answer)
    current = window.brief.current
    current.select(briefing.id)
    current.rename("Chips and gas")
    session = session_of(window)
    assert session.store.path != path
    assert [one.title for one in session.store.briefings()] == ["Chips and gas"]


@pytest.mark.parametrize("name", ["Tokyo.dossier", "saved"])
def test_a_dossier_that_was_deleted_is_saved_and_used_on(
    open_window: Opener, dossier: Session, prompter: FakePrompter, qtbot: QtBot, name: str
) -> None:
    window = open_window(dossier)
    dossier.store.path.unlink()
    error = lose(window, prompter, "dossier-deleted", qtbot)
    prompter.target = dossier.store.path.with_name(name)
    prompter.offers["dossier-deleted"][SAVE](error)
    session = session_of(window)
    assert (session.store.path.suffix, session.store.read_only) == (".dossier", False)
    assert session.store.count("article") == 2
    session.store.apply(tags.accept_all(session, 0.1))
    assert codes(prompter) == ["dossier-deleted"]


def test_what_is_held_of_an_overwritten_dossier_is_saved(
    open_window: Opener, dossier: Session, prompter: FakePrompter, qtbot: QtBot
) -> None:
    act, _ = briefings.compose_briefing(dossier, "thematic-briefing", "Chips", [], {}, "en")
    dossier.store.apply(act)
    window = open_window(dossier)
    os.truncate(dossier.store.path, 0)
    activate(window)
    assert codes(prompter) == ["dossier-overwritten"]
    error = prompter.errors[0]
    qtbot.waitUntil(lambda: window.services.holder.session is None)
    prompter.target = dossier.store.path.with_name("saved.dossier")
    prompter.offers["dossier-overwritten"][SAVE](error)
    session = session_of(window)
    assert session.store.path == prompter.target
    assert [one.title for one in session.store.briefings()] == ["Chips"]
    assert any("1 briefing(s)" in text for text in prompter.told)


def test_a_change_is_refused_before_the_window_is_activated(
    open_window: Opener, dossier: Session, prompter: FakePrompter, qtbot: QtBot
) -> None:
    window = open_window(dossier)
    dossier.store.path.unlink()
    window.dossiers.undo()
    assert codes(prompter) == ["dossier-deleted"]
    qtbot.waitUntil(lambda: "(read-only)" in window.windowTitle())
    # The name says so, too, and a try to change something why, with the way to save what is open.
    assert "(read-only)" in window.header.dossier.text()
    QTest.keyClick(window.articles.list_view, Qt.Key.Key_Delete)
    assert window.services.toasts.last == window.services.words.error(prompter.errors[0])


def test_a_copy_is_saved_in_the_background_at_any_time_and_the_dossier_stays_open(
    open_window: Opener, dossier: Session, prompter: FakePrompter, qtbot: QtBot
) -> None:
    window = open_window(dossier)
    prompter.on_dialog = partial(wait_for, qtbot)
    prompter.target = dossier.store.path.with_name("copy")
    window.services.actions.action("save-copy").trigger()
    assert prompter.suggested == ["Tokyo (copy).dossier"]
    assert window.services.holder.session is dossier
    with Session.open(dossier.store.path.with_name("copy.dossier"), dossier.resources) as copy:
        assert copy.store.count("article") == 2
    prompter.target = dossier.store.path
    window.services.actions.action("save-copy").trigger()
    assert codes(prompter) == ["dossier-exists"]
    assert not dossier.store.read_only


def test_what_the_disk_says_on_closing_is_shown(
    open_window: Opener, dossier: Session, prompter: FakePrompter, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(dossier)
    close = dossier.store.close

    def fail() -> None:
        close()
        raise DossierError("disk-full", path="x")

    monkeypatch.setattr(dossier.store, "close", fail)
    window.dossiers.close()
    assert codes(prompter) == ["disk-full"]
    assert window.services.holder.session is None


def test_the_file_that_took_the_place_of_the_dossier_can_be_opened(
    open_window: Opener, dossier: Session, prompter: FakePrompter, qtbot: QtBot
) -> None:
    window = open_window(dossier)
    path = dossier.store.path
    other = path.with_name("other.dossier")
    Session.create(other, dossier.resources).store.close()
    other.replace(path)
    lose(window, prompter, "dossier-replaced", qtbot)
    assert window.dossiers.open_path(path)
    session = window.services.holder.session
    assert session not in (None, dossier)
    assert session is not None
    assert (session.store.count("article"), session.store.read_only) == (0, False)


@pytest.mark.parametrize("leave", ["close-dossier", "quit", "new-dossier"])
def test_a_deleted_dossier_is_closed_only_when_the_user_agrees(
    open_window: Opener, dossier: Session, prompter: FakePrompter, leave: str
) -> None:
    window, session = open_window(dossier), dossier
    prompter.target = dossier.store.path.with_name("other.dossier")
    session.store.path.unlink()
    prompter.agrees = False
    window.services.actions.action(leave).trigger()
    assert prompter.questions[-1].startswith("The file of “Tokyo.dossier” is gone.")
    assert window.services.holder.session is session
    assert window.isVisible()
    prompter.agrees = True
    window.services.actions.action(leave).trigger()
    assert window.services.holder.session is not session


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the tests where the file is now")
def test_a_moved_dossier_is_closed_without_a_question(
    open_window: Opener, dossier: Session, prompter: FakePrompter
) -> None:
    window = open_window(dossier)
    dossier.store.path.rename(dossier.store.path.with_name("Kyoto.dossier"))
    prompter.agrees = False
    window.services.actions.action("close-dossier").trigger()
    assert window.services.holder.session is None
