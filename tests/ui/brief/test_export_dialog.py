"""The export: its dialog, what it remembers, and what follows it."""

from __future__ import annotations

import json
import shutil
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type

from briefbuilder.app.export import FORMATS, build_all
from briefbuilder.app.export_input import snapshot
from briefbuilder.app.policy import PolicyError
from briefbuilder.app.verify_pack import verify_pack
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.briefing_edits import insert_item, set_field
from briefbuilder.domain.export_record import LaidOutPages
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.storage import export_records
from briefbuilder.storage.codec import decode_pages
from briefbuilder.ui.brief.export import ExportChoice, ExportDialog, ExportMemory
from briefbuilder.ui.desktop import open_file
from briefbuilder.ui.preview import builder
from briefbuilder.ui.preview.pane import print_pages
from briefbuilder.ui.theme import style_sheet
from briefbuilder.ui.widgets.dialogs import NewPasswordDialog
from briefbuilder.ui.widgets.layouts import ContentArea, fit_to_screen
from briefbuilder.ui.widgets.progress import BusyIndicator

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

Answer = Callable[[QDialog], bool]


def exporting_to(path: Path, *suffixes: str) -> Answer:
    """Export to a path; only files of the suffixes if there are some."""

    def act(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportDialog)
        dialog.set_target(path)
        for suffix, box in dialog.files.items():
            box.setChecked(suffix in suffixes if suffixes else box.isChecked())
        return True

    return act


def export(desk: Desk, answer: Answer, action: str = "export-briefing") -> None:
    desk.prompter.on_dialog = answer
    desk.services.actions.action(action).trigger()
    desk.wait_until_still()


def dialog_of(desk: Desk, qtbot: QtBot, *findings: Finding) -> ExportDialog:
    dialog = ExportDialog(desk.services, "Talks", findings, ExportChoice(folder="/tmp", name="Talks"))
    qtbot.addWidget(dialog)
    return dialog


def test_the_name_of_the_files_says_for_whom_they_are(qtbot: QtBot, desk: Desk) -> None:
    before = ExportChoice(folder="/tmp", name="Talks", audience="press")
    for audiences in (("press", "public"), ()):
        dialog = ExportDialog(desk.services, "Talks", (), replace(before, name="Talks (press)"), audiences)
        qtbot.addWidget(dialog)
        assert dialog.choice.name == ("Talks (press)" if audiences else "Talks")
    dialog = ExportDialog(desk.services, "Talks", (), replace(before, audience=None), ("press", "public"))
    qtbot.addWidget(dialog)
    names = []
    (box,) = dialog.findChildren(QComboBox)
    for audience in ("press", "public", None):
        box.setCurrentIndex(box.findData(audience))
        names.append(dialog.choice.name)
    assert names == ["Talks (press)", "Talks (public)", "Talks"]
    dialog.set_target(Path("/tmp") / ("Long " * 40))
    box.setCurrentIndex(1)
    assert dialog.choice.name.endswith(" (press)")


def test_the_dialog_shows_all_its_lines_without_scrolling(desk: Desk, qtbot: QtBot) -> None:
    dialog = dialog_of(desk, qtbot, Finding(code="title-empty", severity="warning", place=Place()))
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(style_sheet(desk.services.theme))
    dialog.setParent(window, dialog.windowFlags())
    fit_to_screen(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    (area,) = dialog.findChildren(ContentArea)
    assert area.verticalScrollBar().maximum() == 0


def test_files_of_another_recipient_are_not_replaced_unasked(desk: Desk, tmp_path: Path) -> None:
    limited = OwnText(
        id="own",
        blocks=(Paragraph(id="b", content=(Span("Internal."),)),),
        release=Release(disclosure="closed"),
    )
    desk.pane.current.edit("add-own-text", lambda now: insert_item(now, now.parts[0].id, limited))
    export(desk, exporting_to(tmp_path / "talks", ".md"))
    internal = (tmp_path / "talks.md").read_text("utf-8")

    def for_the_public(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportDialog)
        (box,) = dialog.findChildren(QComboBox)
        box.setCurrentIndex(box.findData("public"))
        return exporting_to(tmp_path / "talks", ".md")(dialog)

    desk.prompter.agrees = False
    export(desk, for_the_public)
    assert desk.prompter.questions[-1] == "talks.md already exists. Replace it?"
    assert (tmp_path / "talks.md").read_text("utf-8") == internal


def test_the_recipient_of_the_shown_pages_is_proposed(desk: Desk, tmp_path: Path) -> None:
    limited = OwnText(
        id="own",
        blocks=(Paragraph(id="b", content=(Span("Internal."),)),),
        release=Release(disclosure="closed"),
    )
    desk.pane.current.edit("add-own-text", lambda now: insert_item(now, now.parts[0].id, limited))
    export(desk, exporting_to(tmp_path / "talks", ".md"))
    assert "Internal." in (tmp_path / "talks.md").read_text("utf-8")
    desk.wait_until_still()
    desk.pane.panel.preview.offer_audiences(("public",))
    box = next(box for box in desk.pane.panel.preview.findChildren(QComboBox) if box.findData("public") > 0)
    box.setCurrentIndex(box.findData("public"))
    desk.wait_until_still()

    def agree(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportDialog)
        assert (dialog.choice.audience, dialog.choice.name) == ("public", "talks (public)")
        return True

    export(desk, agree, "export-again")
    assert "Internal." not in (tmp_path / "talks (public).md").read_text("utf-8")


def test_the_question_before_files_are_replaced_names_all_of_them(desk: Desk, tmp_path: Path) -> None:
    for suffix in (".md", ".html"):
        (tmp_path / f"talks{suffix}").write_text("Older.", encoding="utf-8")
    desk.prompter.agrees = False
    export(desk, exporting_to(tmp_path / "talks", ".html", ".md"))
    assert desk.prompter.questions[-1] == "talks.html, talks.md already exist. Replace them?"


def test_a_file_that_was_changed_after_its_export_is_not_replaced_unasked(desk: Desk, tmp_path: Path) -> None:
    written = tmp_path / "talks.md"
    export(desk, exporting_to(tmp_path / "talks", ".md"))
    desk.prompter.questions.clear()
    export(desk, never, "export-again")
    assert desk.prompter.questions == [], "nobody changed the file"
    corrected = written.read_text("utf-8") + "Corrected by the director."
    written.write_text(corrected, encoding="utf-8")
    desk.prompter.agrees = False
    for answer, action in (
        (never, "export-again"),
        (exporting_to(tmp_path / "talks", ".md"), "export-briefing"),
    ):
        export(desk, answer, action)
        assert desk.prompter.questions.pop() == (
            "talks.md was changed after its export. Replace it without these changes?"
        )
        assert written.read_text("utf-8") == corrected
    desk.prompter.agrees = True
    export(desk, never, "export-again")
    assert written.read_text("utf-8") != corrected
    desk.prompter.questions.clear()
    export(desk, never, "export-again")
    assert desk.prompter.questions == []


def never(_dialog: QDialog) -> bool:
    raise AssertionError("no dialog is shown")


def test_word_and_pdf_are_selected_by_default(qtbot: QtBot, desk: Desk) -> None:
    dialog = dialog_of(desk, qtbot)
    proposed = dialog.choice.suffixes
    for box in dialog.files.values():
        box.setChecked(True)
    assert (proposed, dialog.choice.suffixes) == ((".docx", ".pdf"), (*FORMATS, ".zip"))


def test_an_evidence_pack_is_written_and_holds(desk: Desk, tmp_path: Path) -> None:
    export(desk, exporting_to(tmp_path / "talks", ".zip"))
    assert [path.name for path in tmp_path.glob("talks.*")] == ["talks.zip"]
    checks = verify_pack(tmp_path / "talks.zip")
    assert {one.kind for one in checks} == {"document", "original", "statement"}
    assert all(one.holds for one in checks)


def test_both_files_are_written_as_the_program_builds_them(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    export(desk, exporting_to(folder / "talks.docx"))
    source = snapshot(desk.session, desk.briefing.id)
    assert sorted(path.name for path in folder.iterdir()) == ["talks.docx", "talks.pdf"]
    assert (folder / "talks.pdf").read_bytes() == build_all(source, [".pdf"]).files[".pdf"]
    assert zipfile.ZipFile(folder / "talks.docx").testzip() is None
    (record,) = desk.session.store.exports.of(desk.briefing.id)
    assert (record.file_name, len(record.paragraphs) > 3) == ("talks.docx", True)
    assert desk.services.toasts.last == "Exported “Chips 🇯🇵” as Word and PDF"


@pytest.mark.parametrize("button", ["Open", "Show in folder"])
def test_a_file_that_was_moved_after_its_export_is_told(desk: Desk, tmp_path: Path, button: str) -> None:
    desk.services.toasts.set_window(desk.pane.window())
    export(desk, exporting_to(tmp_path / "talks", ".docx"))
    (tmp_path / "talks.docx").rename(tmp_path / "other.docx")
    toast = not_none(desk.services.toasts.toast)
    (shown,) = [each for each in toast.findChildren(QPushButton) if each.text() == button]
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton)
    (error,) = desk.prompter.errors
    assert (error.code, error.parameters["name"]) == ("exported-file-gone", "talks.docx")


def test_what_the_pages_said_last_is_read_beside_the_window(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    def decode(data: bytes) -> LaidOutPages:
        threads.append(threading.current_thread())
        return decode_pages(data)

    monkeypatch.setattr(export_records, "decode_pages", decode)
    export(desk, exporting_to(tmp_path / "talks", ".docx"))
    export(desk, exporting_to(tmp_path / "talks", ".docx"))
    assert threads
    assert threading.main_thread() not in threads


def test_an_export_ends_with_its_dossier_and_says_so(desk: Desk) -> None:
    desk.wait_until_still()
    desk.services.actions.action("export-briefing").trigger()
    began = desk.pane.panel.exporter.job.running
    desk.services.holder.replace(None)
    assert (began, desk.pane.panel.exporter.job.running) == (True, False)
    assert desk.services.toasts.last == "The export was stopped because its dossier was closed."


def test_a_web_page_and_markdown_are_written_as_the_program_builds_them(desk: Desk, tmp_path: Path) -> None:
    export(desk, exporting_to(tmp_path / "talks.html", ".html", ".md"))
    source = snapshot(desk.session, desk.briefing.id)
    assert sorted(path.name for path in tmp_path.glob("talks.*")) == ["talks.html", "talks.md"]
    assert (tmp_path / "talks.html").read_bytes() == build_all(source, [".html"]).files[".html"]
    assert (tmp_path / "talks.md").read_bytes() == build_all(source, [".md"]).files[".md"]


def test_the_place_is_that_of_the_dossier_and_then_that_of_the_last_export(
    desk: Desk, tmp_path: Path
) -> None:
    """Files, folder and name are remembered for a briefing; a new one starts with the last folder and its title."""
    proposed: list[ExportChoice] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportDialog)
        proposed.append(dialog.choice)
        return False

    export(desk, look)
    assert proposed[-1] == ExportChoice(folder=str(desk.session.store.path.parent), name="Chips 🇯🇵")
    folder = tmp_path / "out"
    folder.mkdir()
    export(desk, exporting_to(folder / "talks", ".md"))
    export(desk, look)
    assert proposed[-1] == ExportChoice(suffixes=(".md",), folder=str(folder), name="talks")
    desk.pane.current.duplicate("Another one")
    desk.wait_until_still()
    export(desk, look)
    assert proposed[-1] == ExportChoice(suffixes=(".md",), folder=str(folder), name="Another one")
    (folder / "talks.md").unlink()
    folder.rmdir()
    export(desk, look)
    assert proposed[-1].folder == str(desk.session.store.path.parent), "a folder that is gone is not proposed"


def test_settings_without_a_folder_of_the_last_export_propose_none(desk: Desk, tmp_path: Path) -> None:
    export(desk, exporting_to(tmp_path / "talks", ".md"))
    settings, dossier = desk.services.settings, desk.session.store.path
    memory = ExportMemory(settings, dossier)
    (key,) = (name for name in settings.dossier_state(dossier) if name.startswith("export-"))
    stored = json.loads(settings.dossier_state(dossier)[key])
    settings.set_dossier_state(dossier, {key: json.dumps({**stored, "folder": 7})})
    assert memory.last(desk.briefing) is None
    assert memory.choice(desk.briefing).folder == str(tmp_path), "that of the last export of all"


def test_a_place_is_asked_for_where_the_last_export_went(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    dialog = ExportDialog(desk.services, "Talks", (), ExportChoice(folder=str(tmp_path), name="Talks"))
    qtbot.addWidget(dialog)
    change = next(one for one in dialog.findChildren(QPushButton) if "Change" in one.text())
    desk.prompter.target = tmp_path / "sub" / "Other.docx"
    change.click()
    assert desk.prompter.suggested == [str(tmp_path / "Talks.docx")]
    assert dialog.choice.paths == tuple(tmp_path / "sub" / name for name in ("Other.docx", "Other.pdf"))


def test_an_export_is_repeated_without_a_question(desk: Desk, tmp_path: Path) -> None:
    export(desk, exporting_to(tmp_path / "talks", ".md"))
    before = (tmp_path / "talks.md").read_bytes()
    desk.pane.current.rename("Another title")
    desk.wait_until_still()
    export(desk, never, "export-again")
    assert (tmp_path / "talks.md").read_bytes() != before
    assert desk.prompter.questions == []


def test_to_export_again_says_that_the_folder_is_gone_and_keeps_the_other_choices(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    export(desk, exporting_to(folder / "talks", ".md"))
    shutil.rmtree(folder)
    told: list[str] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportDialog)
        assert dialog.choice == ExportChoice(
            suffixes=(".md",), folder=str(desk.session.store.path.parent), name="talks"
        )
        told.extend(label.text() for label in dialog.findChildren(QLabel))
        return True

    export(desk, look, "export-again")
    assert f"The folder of the last export is gone: {folder}" in told
    export(desk, never, "export-again")


def test_the_first_time_and_with_errors_to_export_again_asks(desk: Desk, tmp_path: Path) -> None:
    asked: list[ExportChoice] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportDialog)
        asked.append(dialog.choice)
        return False

    export(desk, look, "export-again")
    assert len(asked) == 1
    export(desk, exporting_to(tmp_path / "talks", ".md"))
    desk.pane.current.edit("edit-briefing-details", lambda now: set_field(now, "date", "tomorrow"))
    export(desk, look, "export-again")
    assert [choice.name for choice in asked] == ["Chips 🇯🇵", "talks"]


def test_a_file_of_others_is_not_replaced_without_asking(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "talks.pdf").write_bytes(b"older")
    desk.prompter.agrees = False
    export(desk, exporting_to(tmp_path / "talks"))
    assert "talks.pdf" in desk.prompter.questions[-1]
    assert (tmp_path / "talks.pdf").read_bytes() == b"older"
    assert not (tmp_path / "talks.docx").exists()


def test_errors_block_the_export_until_they_are_ignored(qtbot: QtBot, desk: Desk) -> None:
    error = Finding(code="part-empty", severity="error", place=Place(part="p"), parameters={"part": "Points"})
    dialog = dialog_of(desk, qtbot, error)
    agree = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Export")
    assert not agree.isEnabled()
    box_of(dialog, "despite").click()
    assert agree.isEnabled()
    dialog.files[".docx"].click()
    assert dialog.choice.suffixes == (".pdf",)
    dialog.files[".pdf"].click()
    assert not agree.isEnabled()
    other = dialog_of(desk, qtbot, replace(error, severity="hint"))
    assert not box_of(other, "despite").isVisibleTo(other)


def test_the_dialog_waits_for_the_pages_so_that_it_counts_what_they_show(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.wait_until_still()
    for delay in ("SINGLE_CHANGE_DELAY", "DEBOUNCE"):
        monkeypatch.setattr(builder, delay, 2500)
    seen: list[bool] = []

    def look(_dialog: QDialog) -> bool:
        seen.append(desk.pane.panel._builder.building)
        return False

    desk.pane.current.edit("edit-briefing-details", lambda now: set_field(now, "reference", "13/26"))
    export(desk, look)
    assert seen == [False]


def test_an_export_that_waits_for_the_pages_of_a_closed_dossier_is_stopped_aloud(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.wait_until_still()
    for delay in ("SINGLE_CHANGE_DELAY", "DEBOUNCE"):
        monkeypatch.setattr(builder, delay, 2500)
    desk.pane.current.edit("edit-briefing-details", lambda now: set_field(now, "reference", "13/26"))
    desk.services.actions.action("export-briefing").trigger()
    desk.services.holder.replace(None)
    assert desk.services.toasts.last == "The export was stopped because its briefing was closed."
    assert not desk.pane.panel.exporting


def test_an_export_that_waits_says_so_where_the_panel_is_in_a_drawer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.pane.window().resize(1024, 744)
    desk.wait_until_still()
    assert not desk.pane.panel.isVisible()
    for delay in ("SINGLE_CHANGE_DELAY", "DEBOUNCE"):
        monkeypatch.setattr(builder, delay, 500)
    desk.pane.current.edit("edit-briefing-details", lambda now: set_field(now, "reference", "13/26"))
    desk.services.actions.action("export-briefing").trigger()
    assert "Waiting for the checks" in desk.services.toasts.last
    cancel = not_none(desk.services.toasts.toast).findChildren(QPushButton)[0]
    assert cancel.text() == "Cancel"
    cancel.click()
    assert not desk.pane.panel.exporting
    desk.wait_until_still()
    assert not desk.prompter.dialogs


def test_the_checks_can_be_looked_at_instead(desk: Desk) -> None:
    def show(dialog: QDialog) -> bool:
        dialog.show()
        next(one for one in dialog.findChildren(QPushButton) if "checks" in one.text()).click()
        return False

    desk.wait_until_still()
    export(desk, show)
    assert desk.pane.panel.panel == "checks"


def test_an_export_that_is_cancelled_leaves_no_file(desk: Desk, tmp_path: Path) -> None:
    long = tuple(
        OwnText(id=f"long{n}", blocks=(Paragraph(id="b1", content=(Span("Words and more. " * 300),)),))
        for n in range(60)
    )
    desk.pane.current.edit(
        "add-own-text",
        lambda briefing: replace(
            briefing, parts=(replace(briefing.parts[0], items=long), *briefing.parts[1:])
        ),
    )
    asked: list[QDialog] = []
    answer = exporting_to(tmp_path / "talks")

    def look(dialog: QDialog) -> bool:
        asked.append(dialog)
        return answer(dialog)

    desk.prompter.on_dialog = look
    desk.services.actions.action("export-briefing").trigger()
    desk.qtbot.waitUntil(lambda: bool(asked))
    assert desk.pane.panel.exporter.job.running
    busy = of_type(desk.pane.panel.findChild(BusyIndicator), BusyIndicator)
    assert busy.isVisible()
    assert "Exporting" in busy.label.text()
    cancel = of_type(busy.findChild(QPushButton), QPushButton)
    cancel.click()
    desk.wait_until_still()
    assert [path.name for path in tmp_path.iterdir() if path.suffix in {".docx", ".pdf"}] == []
    assert desk.prompter.errors == []
    assert not busy.isVisible()


def test_a_long_name_of_a_recipient_moves_no_button_out_of_sight(desk: Desk, tmp_path: Path) -> None:
    names = ("a", "Parola" + "lunghissima" * 400)
    choice = ExportChoice(suffixes=(".docx",), folder=str(tmp_path), name="talks")
    finding = Finding(code="title-empty", severity="warning", place=Place())
    dialog = ExportDialog(desk.services, "Chips", (finding,), choice, names, desk.pane.window())
    desk.qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.width() < 2 * dialog.minimumWidth()
    for button in dialog.findChildren(QPushButton):
        right = button.mapTo(dialog, button.rect().topRight()).x()
        assert right < dialog.width(), button.text()


class Opener(QObject):
    """Stands for the programs of the computer, and keeps what they are asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_an_exported_file_is_opened_by_the_program_of_its_kind(desk: Desk, tmp_path: Path) -> None:
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")  # type: ignore[arg-type] # wrongly declared as bytes
    try:
        open_file(tmp_path / "a b#c.pdf")
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opener.opened == [str(tmp_path / "a b#c.pdf")]


def test_a_briefing_is_copied_formatted_and_as_text(desk: Desk) -> None:
    desk.pane.panel.copy_formatted()
    desk.wait_until_still()
    content = QGuiApplication.clipboard().mimeData()
    source = snapshot(desk.session, desk.briefing.id)
    assert content.html().encode() == build_all(source, [".html"]).files[".html"]
    assert content.text().encode() == build_all(source, [".md"]).files[".md"]
    assert "Copied" in desk.services.toasts.last


@pytest.mark.real_pages
@pytest.mark.parametrize(
    ("printed_page", "colour", "texts", "tagged"),
    [(0, True, ["1", "2"], True), (2, True, ["2"], False), (0, False, [], False)],
    ids=["all pages are those of the export", "some pages keep their text", "greyscale is drawn"],
)
def test_a_printed_briefing_has_its_pages(
    printed_page: int, colour: bool, texts: list[str], tagged: bool, desk: Desk, tmp_path: Path
) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    item = OwnText(id="own", blocks=(Paragraph(id="b", content=(Span("Words. " * 900),)),))
    desk.pane.current.edit("add-own-text", lambda now: insert_item(now, now.parts[0].id, item))
    desk.wait_until_still()
    target = tmp_path / "printed.pdf"

    def to_file(dialog: QPrintDialog) -> bool:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(72)
        if printed_page:
            printer.setFromTo(printed_page, printed_page)
        if not colour:
            printer.setColorMode(QPrinter.ColorMode.GrayScale)
        return True

    desk.prompter.answer(QPrintDialog, to_file)
    desk.pane.panel.print_()
    desk.qtbot.waitUntil(lambda: "printer" in desk.services.toasts.last)
    shown = desk.pane.panel.preview.view
    with pypdfium2.PdfDocument(target) as printed:
        assert len(printed) == (1 if printed_page else shown.page_count)
        assert printed.get_page_size(0) == pytest.approx(shown._layout.sizes[0], abs=2)
        words = [page.get_textpage().get_text_bounded().split() for page in printed]
        assert printed.is_tagged() == tagged
    assert shown.page_count > 1
    numbers = [word for page in words for word in page if word.endswith(f"/{shown.page_count}")]
    assert [number.partition("/")[0] for number in numbers][:2] == texts


@pytest.mark.real_pages
def test_what_may_not_be_exported_is_not_printed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (
        OwnText(id=name, blocks=(Paragraph(id=f"b{name}", content=(Span("Our red line is the annex."),)),))
        for name in ("own", "again")
    )
    closed = replace(first, release=Release(disclosure="closed"))
    part = desk.briefing.parts[0].id
    desk.pane.current.edit(
        "add-own-text", lambda now: insert_item(insert_item(now, part, closed), part, second)
    )
    desk.wait_until_still()
    desk.prompter.on_dialog = never
    print_pages(desk.services, desk.briefing, "public", desk.pane)
    desk.qtbot.waitUntil(lambda: bool(desk.prompter.errors))
    assert desk.prompter.errors[-1].code == "audience-leak"

    def refuse(_data: object) -> None:
        raise PolicyError("policy-stop")

    monkeypatch.setattr("briefbuilder.app.export.require_allowed", refuse)
    print_pages(desk.services, desk.briefing, None, desk.pane)
    assert desk.prompter.errors[-1].code == "policy-stop"


def box_of(dialog: QDialog, word: str) -> QCheckBox:
    return next(box for box in dialog.findChildren(QCheckBox) if word in box.text())


def test_web_pages_and_markdown_cannot_be_protected(qtbot: QtBot, desk: Desk) -> None:
    dialog = dialog_of(desk, qtbot)
    protect = box_of(dialog, "Protect")
    assert (protect.isEnabled(), protect.isChecked(), dialog.choice.protected) == (True, False, False)
    protect.setChecked(True)
    box_of(dialog, ".odt").setChecked(True)
    assert dialog.choice.protected
    box_of(dialog, ".html").setChecked(True)
    assert (protect.isEnabled(), dialog.choice.protected) == (False, False)
    box_of(dialog, ".html").setChecked(False)
    assert dialog.choice.protected


def protected_with(password: str, path: Path) -> Answer:
    """Choose to protect the files, pass over errors, and enter the password."""

    def act(dialog: QDialog) -> bool:
        if not isinstance(dialog, NewPasswordDialog):
            assert isinstance(dialog, ExportDialog)
            dialog.set_target(path)
            for word in ("despite", "Protect"):
                box_of(dialog, word).setChecked(True)
            return True
        for field in dialog.findChildren(QLineEdit):
            field.setText(password)
        return bool(password)

    return act


def test_a_protected_export_opens_with_the_password_alone(desk: Desk, tmp_path: Path) -> None:
    pikepdf, msoffcrypto = pytest.importorskip("pikepdf"), pytest.importorskip("msoffcrypto")
    export(desk, protected_with("one secret", tmp_path / "talks"))
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
    export(desk, protected_with(password, tmp_path / "talks"))
    assert [error.code for error in desk.prompter.errors] == codes
    assert list(tmp_path.glob("talks.*")) == []
