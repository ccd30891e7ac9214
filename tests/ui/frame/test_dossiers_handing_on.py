"""What was removed is erased, and dossiers are copied for others, while the window stays responsive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.conftest import FakePrompter
from tests.ui.every_dialog import tagged_and_composed
from tests.ui.windows import session_of

from briefbuilder.app.commands.articles import remove_articles
from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import ChangeSet, change_of
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.notices import ATTACHED, Notice
from briefbuilder.storage.encryption import MAGIC
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.passwords import change_password
from briefbuilder.ui.frame.dossiers import CopiedBriefingsDialog
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.widgets.dialogs import NewPasswordDialog
from briefbuilder.ui.widgets.progress import WorkDialog

pytestmark = pytest.mark.usefixtures("few_key_rounds")

Answer = Callable[[QDialog], bool]


@pytest.fixture
def answers(qtbot: QtBot, prompter: FakePrompter) -> dict[str, object]:
    """Wait for work to end, and tick the briefings whose titles are under "tick"."""
    chosen: dict[str, object] = {"tick": ()}

    def answer(dialog: QDialog) -> bool:
        if isinstance(dialog, CopiedBriefingsDialog):
            for row in range(dialog.list.count()):
                if dialog.list.item(row).text() in chosen["tick"]:  # type: ignore[operator]
                    dialog.list.item(row).setCheckState(Qt.CheckState.Checked)
            return True
        if isinstance(dialog, NewPasswordDialog):
            for field in dialog.findChildren(QLineEdit):
                field.setText(str(chosen["password"]))
            for button in dialog.findChildren(QPushButton):
                if button.text() == chosen["button"]:
                    button.click()
            return dialog.result() == QDialog.DialogCode.Accepted
        assert isinstance(dialog, WorkDialog)
        with qtbot.waitSignal(dialog.finished):
            dialog.open()
            if chosen.get("cancel"):
                dialog.reject()
        return dialog.result() == QDialog.DialogCode.Accepted

    prompter.on_dialog = answer
    return chosen


def trigger(window: MainWindow, action: str) -> None:
    window.services.actions.action(action).trigger()


def removed(session: Session) -> bytes:
    """Remove an article, and return its id as it lies in the file."""
    record = session.store.articles()[0]
    session.store.apply(remove_articles(session, [record.id]))
    return record.id.encode()


@pytest.mark.usefixtures("answers")
def test_what_was_removed_is_erased_and_the_dossier_is_open_again(
    window: MainWindow, dossier: Session, prompter: FakePrompter
) -> None:
    name = removed(dossier)
    assert name in dossier.store.path.read_bytes()
    prompter.agrees = True
    trigger(window, "purge-dossier")
    assert "1 removed articles" in prompter.questions[-1]
    session = session_of(window)
    assert session is not dossier
    assert not session.store.read_only
    assert not session.store.can_undo
    assert prompter.errors == []
    assert name not in session.store.path.read_bytes()


def test_nothing_is_erased_without_a_yes(
    window: MainWindow, dossier: Session, prompter: FakePrompter
) -> None:
    name = removed(dossier)
    prompter.agrees = False
    trigger(window, "purge-dossier")
    assert window.services.holder.session is dossier
    assert name in dossier.store.path.read_bytes()


def test_a_copy_has_everything_but_what_was_removed(
    window: MainWindow, dossier: Session, prompter: FakePrompter, answers: dict[str, object], tmp_path: Path
) -> None:
    name = removed(dossier)
    target = tmp_path / "copy.dossier"
    prompter.target = target
    trigger(window, "copy-dossier")
    assert prompter.errors == []
    assert window.services.holder.session is dossier
    assert name not in target.read_bytes()
    copy = open_dossier(target)
    assert copy.articles() == dossier.store.articles()
    copy.close()
    # The window can go on.
    dossier.store.undo()
    assert answers["tick"] == ()


def test_a_copy_of_some_briefings_has_these_alone(
    window: MainWindow,
    dossier: Session,
    resources: Resources,
    prompter: FakePrompter,
    answers: dict[str, object],
    tmp_path: Path,
) -> None:
    made = tagged_and_composed(dossier, resources)
    other, _ = compose_briefing(dossier, resources.template("thematic-briefing"), "Draft", [], {}, "en")
    dossier.store.apply(other)
    target = tmp_path / "copy.dossier"
    prompter.target, answers["tick"] = target, (made.title,)
    trigger(window, "copy-dossier")
    assert prompter.errors == []
    copy = open_dossier(target)
    assert [briefing.title for briefing in copy.briefings()] == [made.title]
    copy.close()
    assert b"Draft" not in target.read_bytes()


def test_a_cancelled_copy_leaves_no_file(
    window: MainWindow, dossier: Session, prompter: FakePrompter, answers: dict[str, object], tmp_path: Path
) -> None:
    target = tmp_path / "elsewhere" / "copy.dossier"
    target.parent.mkdir()
    prompter.target, answers["cancel"] = target, True
    trigger(window, "copy-dossier")
    assert prompter.errors == []
    assert list(target.parent.iterdir()) in ([], [target])
    assert window.services.holder.session is dossier


def test_an_error_is_shown(
    window: MainWindow, prompter: FakePrompter, answers: dict[str, object], tmp_path: Path
) -> None:
    target = tmp_path / "copy.dossier"
    target.write_text("mine")
    prompter.target = target
    trigger(window, "copy-dossier")
    assert [error.code for error in prompter.errors] == ["dossier-exists"]
    assert target.read_text() == "mine"
    assert answers["tick"] == ()


@pytest.mark.parametrize(
    ("button", "password"), [("Encrypt copy", "theirs"), ("Copy without password", None), ("Cancel", None)]
)
def test_the_copy_of_an_encrypted_dossier_has_a_password_of_its_own(
    open_window: Callable[..., MainWindow],
    dossier: Session,
    prompter: FakePrompter,
    answers: dict[str, object],
    tmp_path: Path,
    button: str,
    password: str | None,
) -> None:
    pytest.importorskip("sqlcipher3")
    dossier.store.close()
    change_password(dossier.store.path, None, "ours")
    window, prompter.passwords = open_window(), ["ours"]
    assert window.dossiers.open_path(dossier.store.path)
    answers.update(button=button, password=password or "")
    prompter.target = tmp_path / "copy.dossier"
    trigger(window, "copy-dossier")
    assert prompter.errors == []
    assert prompter.target.exists() is (button != "Cancel")
    if button != "Cancel":
        assert prompter.target.read_bytes().startswith(MAGIC) is (password is None)
        open_dossier(prompter.target, password=password).close()


def test_what_was_removed_from_an_encrypted_dossier_is_erased_without_asking_again(
    open_window: Callable[..., MainWindow],
    dossier: Session,
    prompter: FakePrompter,
    answers: dict[str, object],
) -> None:
    pytest.importorskip("sqlcipher3")
    removed(dossier)
    dossier.store.close()
    change_password(dossier.store.path, None, "ours")
    window, prompter.passwords = open_window(), ["ours"]
    assert window.dossiers.open_path(dossier.store.path)
    trigger(window, "purge-dossier")
    session = session_of(window)
    assert not session.store.can_undo
    assert session.store.password == "ours"
    assert prompter.errors == []


@pytest.mark.usefixtures("answers")
@pytest.mark.parametrize("agrees", [True, False])
def test_a_file_that_stays_behind_is_named_before_a_copy_is_written(
    window: MainWindow, dossier: Session, prompter: FakePrompter, tmp_path: Path, agrees: bool
) -> None:
    first, second = dossier.store.articles()[:2]
    # As if both had been read from one mail.
    notice = Notice(code=ATTACHED, subject="line.txt", article=second.id)
    linked = replace(first, notices=(notice,))
    dossier.store.apply(ChangeSet(act="edit-metadata", changes=(change_of(first, linked),)))
    dossier.store.apply(remove_articles(dossier, [second.id]))
    prompter.target, prompter.agrees = tmp_path / "copy.dossier", agrees
    trigger(window, "copy-dossier")
    assert f"“{first.original.name}” is not in the copy" in "\n".join(prompter.questions)
    assert prompter.target.exists() is agrees
    if agrees:
        trigger(window, "purge-dossier")
        assert f"“{first.original.name}” is erased too" in "\n".join(prompter.questions)
        with pytest.raises(DossierError, match="original-removed"):
            session_of(window).store.packed_original(first.id)
