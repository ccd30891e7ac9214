"""The file formats offered by the export dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog
from pytestqt.qtbot import QtBot

from briefbuilder.app.export import build_file
from briefbuilder.app.export_input import snapshot
from briefbuilder.ui.brief.export import ExportDialog

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
