"""The file formats offered by the export dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from briefbuilder.app.export import build_file
from briefbuilder.app.export_input import snapshot
from briefbuilder.ui.brief.export import ExportDialog
from briefbuilder.ui.widgets.passwords import NewPasswordDialog

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk


def only_without_pages(dialog: QDialog) -> bool:
    """Choose the web page and Markdown alone, and pass over errors."""
    for box in dialog.findChildren(QCheckBox):
        box.setChecked(not any(ending in box.text() for ending in (".docx", ".pdf")))
    return True


def test_word_and_pdf_are_selected_by_default(qtbot: QtBot, desk: Desk) -> None:
    dialog = ExportDialog(desk.services, "Talks", ())
    qtbot.addWidget(dialog)
    proposed = dialog.suffixes
    for box in dialog.findChildren(QCheckBox):
        box.setChecked(True)
    assert (proposed, dialog.suffixes) == ((".docx", ".pdf"), (".docx", ".pdf", ".html", ".md"))


def test_a_web_page_and_markdown_are_written_as_the_program_builds_them(desk: Desk, tmp_path: Path) -> None:
    desk.prompter.target = tmp_path / "talks.html"
    desk.prompter.on_dialog = only_without_pages
    desk.services.actions.action("export-briefing").trigger()
    desk.wait_until_still()
    source = snapshot(desk.session, desk.briefing.id)
    assert sorted(path.name for path in tmp_path.glob("talks.*")) == ["talks.html", "talks.md"]
    assert (tmp_path / "talks.html").read_bytes() == build_file(source, ".html")
    assert (tmp_path / "talks.md").read_bytes() == build_file(source, ".md")
    assert desk.prompter.questions[-1].endswith(".html")


def box_of(dialog: QDialog, word: str) -> QCheckBox:
    return next(box for box in dialog.findChildren(QCheckBox) if word in box.text())


def test_only_word_documents_and_pdfs_can_be_protected(qtbot: QtBot, desk: Desk) -> None:
    dialog = ExportDialog(desk.services, "Talks", ())
    qtbot.addWidget(dialog)
    protect = box_of(dialog, "Protect")
    assert (protect.isEnabled(), protect.isChecked(), dialog.is_protected) == (True, False, False)
    protect.setChecked(True)
    assert dialog.is_protected
    box_of(dialog, ".html").setChecked(True)
    assert (protect.isEnabled(), dialog.is_protected) == (False, False)
    box_of(dialog, ".html").setChecked(False)
    assert dialog.is_protected


def protected_with(password: str) -> Callable[[QDialog], bool]:
    """Choose to protect the files, pass over errors, and enter the password."""

    def act(dialog: QDialog) -> bool:
        if not isinstance(dialog, NewPasswordDialog):
            for word in ("despite", "Protect"):
                box_of(dialog, word).setChecked(True)
            return True
        for field in dialog.findChildren(QLineEdit):
            field.setText(password)
        return bool(password)

    return act


def test_a_protected_export_opens_with_the_password_alone(desk: Desk, tmp_path: Path) -> None:
    pikepdf, msoffcrypto = pytest.importorskip("pikepdf"), pytest.importorskip("msoffcrypto")
    desk.prompter.target = tmp_path / "talks.docx"
    desk.prompter.on_dialog = protected_with("one secret")
    desk.services.actions.action("export-briefing").trigger()
    desk.wait_until_still()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / "talks.pdf")
    pikepdf.open(tmp_path / "talks.pdf", password="one secret").close()
    with (tmp_path / "talks.docx").open("rb") as stream:
        file = msoffcrypto.OfficeFile(stream)
        assert file.is_encrypted()
        file.load_key(password="one secret", verify_password=True)


@pytest.mark.parametrize(("password", "codes"), [("", []), ("x" * 200, ["export-password-long"])])
def test_without_a_usable_password_nothing_is_exported(
    desk: Desk, tmp_path: Path, password: str, codes: list[str]
) -> None:
    desk.prompter.target = tmp_path / "talks.docx"
    desk.prompter.on_dialog = protected_with(password)
    desk.services.actions.action("export-briefing").trigger()
    desk.wait_until_still()
    assert [error.code for error in desk.prompter.errors] == codes
    assert list(tmp_path.glob("talks.*")) == []
