"""The window of a computer with a policy: what is fixed is disabled and says so, what is required is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMessageBox
from tests.ui.conftest import FakePrompter, Opener
from tests.ui.windows import session_of

from briefbuilder.app.session import Session
from briefbuilder.storage.encryption import MAGIC
from briefbuilder.ui import bootstrap
from briefbuilder.ui.brief.export import ExportChoice, ExportDialog
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.settings import SettingsDialog, TaxonomiesDialog
from briefbuilder.ui.widgets.dialogs import NewPasswordDialog

SetPolicy = Callable[..., None]
FIXED = "Set by your administrator"


def notes(dialog: QDialog) -> int:
    return sum(label.text() == FIXED for label in dialog.findChildren(QLabel) if not label.isHidden())


def choose_password(dialog: QDialog) -> bool:
    assert isinstance(dialog, NewPasswordDialog)
    for field in dialog.findChildren(QLineEdit):
        field.setText("caffè")
    return True


def test_fixed_settings_are_disabled_and_say_who_set_them(
    window: MainWindow, prompter: FakePrompter, set_policy: SetPolicy
) -> None:
    set_policy(
        "language: fr\nbackups-kept: 4\nbackups-folder: /srv/backups\ntemplates-folder: /srv/templates\n"
    )

    def look(dialog: SettingsDialog) -> None:
        assert not dialog.language.isEnabled()
        assert dialog.language.currentData() == "fr"
        assert dialog.language.accessibleDescription() == FIXED
        assert not dialog.keep.isEnabled()
        assert dialog.keep.value() == 4
        assert dialog.text_size.isEnabled()
        assert notes(dialog) == 4

    prompter.answer(SettingsDialog, look)
    window.services.actions.action("settings").trigger()
    assert prompter.dialogs == ["Settings"]


def test_actions_that_are_not_allowed_cannot_run(
    open_window: Opener, dossier: Session, set_policy: SetPolicy
) -> None:
    set_policy("watched-folders: no\nown-templates: no\ntemplates-folder: /srv/templates\n")
    board = open_window(dossier).services.actions
    for name in ("watched-folders", "shared-templates", "design-templates"):
        assert not board.action(name).isEnabled()
        assert board.why_not(name) == FIXED


def test_formats_that_are_not_allowed_cannot_be_chosen(window: MainWindow, set_policy: SetPolicy) -> None:
    set_policy("exports: [docx]\n")
    dialog = ExportDialog(window.services, "Chips", (), ExportChoice(folder="folder", name="chips"))
    assert [suffix for suffix, box in dialog.files.items() if box.isEnabled()] == [".docx"]
    assert dialog.choice.suffixes == (".docx",)
    assert notes(dialog) == 1
    dialog.deleteLater()


def test_fixed_taxonomies_cannot_be_chosen(
    window: MainWindow, prompter: FakePrompter, set_policy: SetPolicy
) -> None:
    set_policy("taxonomies: [diplomacy]\ntaxonomies-folder: /srv/taxonomies\n")

    def look(dialog: TaxonomiesDialog) -> None:
        assert dialog.list.ticked == ("diplomacy",)
        assert not any(each.isEnabled() for each in (dialog.list, dialog.share, dialog.none))
        assert notes(dialog) == 2

    prompter.answer(TaxonomiesDialog, look)
    window.services.actions.action("choose-taxonomies").trigger()
    assert len(prompter.dialogs) == 1


def test_a_new_dossier_gets_the_password_that_is_required(
    open_window: Opener, prompter: FakePrompter, set_policy: SetPolicy, tmp_path: Path
) -> None:
    pytest.importorskip("sqlcipher3")
    set_policy("passwords: required\n")
    window = open_window()
    prompter.target = tmp_path / "new.dossier"
    window.dossiers.new()
    assert not prompter.target.exists()
    prompter.on_dialog = choose_password
    window.dossiers.new()
    assert not prompter.target.read_bytes().startswith(MAGIC)
    session = session_of(window)
    assert session.store.password == "caffè"


def test_a_refused_dossier_can_be_encrypted_and_opened(
    open_window: Opener, prompter: FakePrompter, set_policy: SetPolicy, dossier: Session
) -> None:
    pytest.importorskip("sqlcipher3")
    dossier.store.close()
    set_policy("unencrypted-dossiers: refuse\n")
    window = open_window()
    assert not window.dossiers.open_path(dossier.store.path)
    (error,) = prompter.errors
    assert error.code == "policy-unencrypted-refused"

    def answer(dialog: QDialog) -> bool:
        if isinstance(dialog, NewPasswordDialog):
            return choose_password(dialog)
        return bool(dialog.exec())

    prompter.on_dialog = answer
    prompter.offers[error.code]["Encrypt …"](error)
    session = session_of(window)
    assert (session.store.path, session.store.password) == (dossier.store.path, "caffè")


def test_a_policy_with_a_problem_is_shown_in_place_of_the_window(
    monkeypatch: pytest.MonkeyPatch, set_policy: SetPolicy
) -> None:
    shown: list[str] = []

    class Box:
        def exec(self) -> int:
            return 0

    def message_box(_icon: QMessageBox.Icon, _title: str, text: str) -> Box:
        shown.append(text)
        return Box()

    monkeypatch.setattr(bootstrap, "message_box", message_box)
    assert bootstrap.follow_policy() == ()
    set_policy("passwords: required\n", state="untrusted", reason="/etc/briefbuilder")
    assert [notice.code for notice in bootstrap.follow_policy() or ()] == ["policy-untrusted"]
    assert shown == []
    set_policy("pasword: required\n")
    assert bootstrap.follow_policy() is None
    (text,) = shown
    assert "/etc/briefbuilder/policy.yaml:2" in text
