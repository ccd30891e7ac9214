"""The window notices that the dossier's file was taken away, and saves what is open."""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from pathlib import Path

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
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.domain.text import join_text
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


def type_in_briefing(window: MainWindow, text: str) -> MainWindow:
    """Type into a new text of a new briefing, and do not wait until it is stored."""
    session = session_of(window)
    act, briefing = briefings.compose_briefing(session, "thematic-briefing", "Chips", [], {}, "en")
    session.store.apply(act)
    window.services.modes.choose("brief")
    window.brief.current.select(briefing.id)
    window.brief.outline.choose(briefing.parts[0].id)
    window.services.actions.action("new-own-text").trigger()
    QTest.keyClicks(window.brief.item_panel.editor, text)
    return window


def texts_of(session: Session) -> list[str]:
    """Return the user's own texts in the only briefing."""
    items = [item for part in session.store.briefings()[0].parts for item in part.items]
    return [join_text(item.blocks) for item in items if isinstance(item, OwnText)]


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
    prompter.choice = 1
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
    window.services.actions.action(leave).trigger()
    assert prompter.questions[-1].startswith("The file of “Tokyo.dossier” is gone.")
    assert window.services.holder.session is session
    assert window.isVisible()
    prompter.choice = 1
    window.services.actions.action(leave).trigger()
    assert window.services.holder.session is not session


@pytest.mark.parametrize("leave", ["close-dossier", "new-dossier"])
def test_a_deleted_dossier_is_saved_before_it_is_closed(
    open_window: Opener, dossier: Session, prompter: FakePrompter, leave: str
) -> None:
    window = type_in_briefing(open_window(dossier), "Talks go on")
    path = dossier.store.path
    path.unlink()
    prompter.choice = 0
    window.services.actions.action(leave).trigger()
    assert session_of(window) is dossier  # no file was chosen for the copy
    prompter.target = path.with_name("saved.dossier")
    window.services.actions.action("close-dossier").trigger()
    assert window.services.holder.session is None
    with Session.open(prompter.target, dossier.resources) as saved:
        assert texts_of(saved) == ["Talks go on"]


@pytest.mark.parametrize("code", ["dossier-moved-to", "dossier-deleted", "dossier-overwritten"])
@pytest.mark.parametrize("later", [False, True])
def test_words_that_were_being_typed_when_the_window_noticed_the_loss_are_kept(
    open_window: Opener, dossier: Session, prompter: FakePrompter, qtbot: QtBot, code: str, *, later: bool
) -> None:
    if code == "dossier-moved-to" and sys.platform != "linux":
        pytest.skip("only Linux tells the tests where the file is now")
    window = type_in_briefing(open_window(dossier), "Talks go on")
    path = dossier.store.path
    if code == "dossier-deleted":
        path.unlink()
    elif code == "dossier-moved-to":
        path.rename(path.with_name("Kyoto.dossier"))
    else:
        os.truncate(path, 0)
    prompter.target = path.with_name("saved.dossier")
    window.services.attempt(dossier.store.check_file)
    if later:
        QTest.keyClicks(window.brief.item_panel.editor, ", slowly")
    qtbot.waitUntil(lambda: window.services.holder.session is None or "(read-only)" in window.windowTitle())
    if later and code != "dossier-overwritten":
        QTest.keyClicks(window.brief.item_panel.editor, " but well")
        window.brief.commit()
    error = prompter.errors[0]
    next(iter(prompter.offers[code].values()))(error)
    session = session_of(window)
    assert session.store.path != path
    ending = "" if not later else ", slowly" if code == "dossier-overwritten" else ", slowly but well"
    assert texts_of(session) == ["Talks go on" + ending]


def test_words_for_a_lost_dossier_are_not_written_into_an_older_copy(
    open_window: Opener, dossier: Session, prompter: FakePrompter, qtbot: QtBot
) -> None:
    window = type_in_briefing(open_window(dossier), "Talks go on")
    path = dossier.store.path
    copy = Path(shutil.copy(path, path.with_name("copy.dossier")))
    window.brief.commit()
    QTest.keyClicks(window.brief.item_panel.editor, ", slowly")
    copy.replace(path)
    window.services.attempt(dossier.store.check_file)
    qtbot.waitUntil(lambda: "(read-only)" in window.windowTitle())
    prompter.choice = 1
    assert window.dossiers.open_path(path)
    assert texts_of(session_of(window)) == [""]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the tests where the file is now")
def test_a_moved_dossier_is_closed_without_a_question(
    open_window: Opener, dossier: Session, prompter: FakePrompter
) -> None:
    window = open_window(dossier)
    dossier.store.path.rename(dossier.store.path.with_name("Kyoto.dossier"))
    prompter.agrees = False
    window.services.actions.action("close-dossier").trigger()
    assert window.services.holder.session is None
