"""The designer window: findings, completion, the sample, and a file that other programs change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import FakePrompter

from briefbuilder.app.resources import Resources
from briefbuilder.app.templates import new_template, new_template_id
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.templating.loader import read_template
from briefbuilder.ui.designer.window import DesignerWindow
from briefbuilder.ui.designer.yaml_editor import EditorMargin
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.theme import Theme

NOTE = """\
version: 1
id: note
name: {en: Note, it: Nota}
languages: [en, it]
marking: {profile: none}
parts:
- {key: text, kind: written, label: {en: Text, it: Testo}, hint: {en: Write here., it: Scrivere qui.}}
"""
Ready = Callable[[], None]


@pytest.fixture
def designer(main: MainWindow, folder: Path, qtbot: QtBot) -> DesignerWindow:
    main.services.settings.set_window_state("designer-file", str(folder / "note.yaml"))
    main.services.actions.action("design-templates").trigger()
    found = not_none(main.designing.designer)
    qtbot.waitUntil(lambda: found.editor.toPlainText() == NOTE)
    return found


@pytest.fixture
def ready(designer: DesignerWindow, qtbot: QtBot) -> Ready:
    return lambda: qtbot.waitUntil(lambda: not designer.busy)


def put(designer: DesignerWindow, before: str, after: str) -> None:
    """Exchange words as a designer would, so that the text counts as changed."""
    cursor = designer.editor.document().find(before, 0, QTextDocument.FindFlag.FindCaseSensitively)
    assert not cursor.isNull()
    cursor.insertText(after)


def test_findings_are_in_margin_and_list_and_reachable_by_key(designer: DesignerWindow, ready: Ready) -> None:
    put(designer, "languages: [en, it]", "langages: [en, it]")
    put(designer, "kind: written", "kind: writen")
    ready()
    codes = [finding.code for finding in designer.faults.findings]
    assert "template-value-unknown-near" in codes
    assert designer.editor.findings_at(7) == ("“writen” is not a valid value here. Did you mean “written”?",)
    designer.editor.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClick(designer.editor, Qt.Key.Key_F8)
    first = designer.editor.textCursor()
    assert (first.blockNumber() + 1, first.positionInBlock() + 1) == (4, 1)
    assert "langages" in designer.editor.accessibleDescription()
    QTest.keyClick(designer.editor, Qt.Key.Key_F8)
    assert designer.editor.textCursor().blockNumber() + 1 == 7
    QTest.keyClick(designer.editor, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert designer.editor.textCursor().blockNumber() + 1 == 4
    row = next(
        designer.faults.index(row, 0) for row in range(designer.faults.rowCount())
        if designer.faults.findings[row].place.line == 7
    )  # fmt: skip
    spoken = str(designer.faults.data(row, Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("Error at Parts › Text › Kind (7:21):")
    assert str(designer.faults.data(row)).startswith("✕")


@pytest.mark.real_pages
def test_the_sample_follows_text_and_language_and_stays_on_errors(
    designer: DesignerWindow, ready: Ready
) -> None:
    ready()
    assert designer.view.page_count == 1
    put(designer, "parts:", "page: {size: A5}\nparts:")
    ready()
    sizes = designer.view._layout.sizes
    assert [round(side) for side in sizes[0]] == [420, 595]
    put(designer, "size: A5", "size: A55")
    ready()
    assert designer.view.page_count == 1
    put(designer, "size: A55", "size: A5")
    languages = not_none(designer.findChild(QComboBox))
    assert [languages.itemData(row) for row in range(languages.count())] == ["en", "it"]
    languages.setCurrentIndex(1)
    languages.activated.emit(1)
    ready()
    assert languages.currentData() == "it"


def test_completions_are_below_the_word_and_accepted_by_keyboard_and_tab_indents_with_spaces(
    designer: DesignerWindow,
) -> None:
    editor, popup = designer.editor, designer.editor.completion.popup
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, "num")
    assert editor.completion.popup.isVisible()
    assert editor.completion.offered() == ["numbering:"]
    word = editor.textCursor()
    word.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    corner = editor.viewport().mapToGlobal(editor.cursorRect(word).bottomLeft())
    assert abs(popup.x() - corner.x()) <= 2
    assert 0 <= popup.y() - corner.y() <= 4
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert editor.toPlainText().endswith("numbering: ")
    QTest.keyClicks(editor, "{h")
    assert editor.completion.offered() == ["headings:"]
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not designer.editor.completion.popup.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.toPlainText().endswith("numbering: {h\n  ")


def test_saving_writes_the_file_and_the_title_shows_unsaved_changes(
    designer: DesignerWindow, ready: Ready, folder: Path
) -> None:
    put(designer, "Note", "Memo")
    assert designer.windowTitle().startswith("• note.yaml")
    QTest.keyClick(designer.editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    ready()
    assert (folder / "note.yaml").read_text("utf-8") == NOTE.replace("Note", "Memo")
    assert designer.windowTitle().startswith("note.yaml")
    assert [path.name for path in folder.iterdir()] == ["note.yaml"], "nothing half-written is left"


def test_an_external_change_is_reloaded_or_asked_about(
    main: MainWindow,
    designer: DesignerWindow,
    ready: Ready,
    folder: Path,
    prompter: FakePrompter,
    qtbot: QtBot,
) -> None:
    ready()
    (folder / "note.yaml").write_text(NOTE.replace("Note", "Outside"), "utf-8")
    qtbot.waitUntil(lambda: "Outside" in designer.editor.toPlainText())
    assert designer.windowTitle().startswith("note.yaml")
    assert prompter.questions == []
    put(designer, "Outside", "Mine")
    prompter.agrees = False
    (folder / "note.yaml").write_text(NOTE.replace("Note", "Theirs"), "utf-8")
    qtbot.waitUntil(lambda: bool(prompter.questions))
    assert "Mine" in designer.editor.toPlainText()
    assert designer.windowTitle().startswith("• note.yaml")
    prompter.agrees = True
    (folder / "note.yaml").write_text(NOTE.replace("Note", "Later"), "utf-8")
    qtbot.waitUntil(lambda: "Later" in designer.editor.toPlainText())
    assert not designer.dirty


@pytest.mark.real_pages
def test_a_changed_shared_style_updates_the_sample(
    designer: DesignerWindow, ready: Ready, folder: Path, qtbot: QtBot
) -> None:
    (folder / "styles").mkdir()
    (folder / "styles" / "ours.yaml").write_text("version: 1\npage: {size: A5}\n", "utf-8")
    put(designer, "languages:", "extends: ours\nlanguages:")
    ready()
    assert round(designer.view._layout.sizes[0][0]) == 420
    (folder / "styles" / "ours.yaml").write_text("version: 1\npage: {size: A44}\n", "utf-8")
    qtbot.waitUntil(lambda: len(designer.faults.findings) == 1)
    (fault,) = designer.faults.findings
    assert Path(fault.place.file or "").name == "ours.yaml"


def test_shipped_templates_are_read_only_and_can_be_copied(
    designer: DesignerWindow,
    ready: Ready,
    resources: Resources,
    folder: Path,
    prompter: FakePrompter,
    qtbot: QtBot,
) -> None:
    shipped = resources.templates()["appunto"]
    designer.open(shipped)
    qtbot.waitUntil(lambda: "appunto" in designer.windowTitle() and designer.editor.isReadOnly())
    ready()
    before = shipped.read_bytes()
    designer.save()
    prompter.text = "il-nostro"
    QTest.keyClick(designer.editor, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not designer.editor.isReadOnly())
    assert "id: il-nostro" in designer.editor.toPlainText()
    assert (folder / "il-nostro.yaml").is_file()
    assert shipped.read_bytes() == before
    ready()
    assert designer.faults.findings == ()


def test_a_failed_save_is_reported_and_nothing_is_lost(
    main: MainWindow, designer: DesignerWindow, ready: Ready, folder: Path, prompter: FakePrompter
) -> None:
    put(designer, "Note", "Memo")
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("a file in the folder's place", "utf-8")
    designer.save()
    ready()
    assert len(prompter.errors) == 1
    assert designer.dirty
    folder.unlink()


def test_unsaved_changes_keep_the_window_open_until_discarded(
    designer: DesignerWindow, main: MainWindow, prompter: FakePrompter
) -> None:
    put(designer, "Note", "Memo")
    prompter.agrees = False
    assert not main.close()
    assert main.isVisible()
    assert designer.isVisible()
    prompter.agrees = True
    assert designer.close()


def test_every_area_has_a_name_and_is_reachable_by_one_key(designer: DesignerWindow, ready: Ready) -> None:
    ready()
    reached: list[str] = []
    for _ in range(5):
        QTest.keyClick(designer.focusWidget(), Qt.Key.Key_F6)
        reached.append(designer.focusWidget().accessibleName())
    assert len(set(reached)) == 5
    assert all(reached)
    for widget in designer.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_highlighting_follows_the_colour_scheme(designer: DesignerWindow, main: MainWindow) -> None:
    theme: Theme = main.services.theme
    block = designer.editor.document().firstBlock()

    def colour() -> str:
        (first, *_) = block.layout().formats()
        return str(first.format.foreground().color().name())

    light = colour()
    theme.choose("dark")
    assert colour() != light


def test_a_shared_folder_is_chosen_reported_when_lost_and_removed(
    main: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (share / "theirs.yaml").write_text(NOTE.replace("id: note", "id: theirs"), "utf-8")
    prompter.folder = share
    with qtbot.waitSignal(main.designing.looked):
        main.services.actions.action("shared-templates").trigger()
    assert main.services.resources.template("theirs").label("en") == "Note"
    share.rename(tmp_path / "gone")
    with qtbot.waitSignal(main.designing.looked):
        main.designing.check.look()
    assert "cannot be reached" in main.services.toasts.last
    assert main.services.resources.template("theirs").label("en") == "Note"
    main.services.actions.action("shared-templates").trigger()
    assert main.services.settings.template_folder is None


def test_a_new_template_is_in_the_users_folder(resources: Resources, folder: Path) -> None:
    assert new_template(resources, "press-review", "our-press") == folder / "our-press.yaml"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("報告（取扱注意）", "報告-取扱注意"),
        ("ＡＢＣ ﾃﾚｸﾞﾗﾑ", "abc-テレグラム"),
        ("تقرير اليوم", "تقرير-اليوم"),
        ("नोट", "नोट"),
        ("Informe n.º 3: Análise", "informe-n-o-3-análise"),
        ("2026", "2026"),
        ("no", "no"),
        ("NUL", "template-nul"),
        ("COM¹", "template-com1"),
        ("\u202egnp.../..\\x\u3164", "gnp-x"),
        ("\u2708\ufe0f …", "template"),
        ("語" * 80, "語" * 56),
    ],
)
def test_the_file_of_a_new_template_has_the_letters_of_its_title(
    resources: Resources, folder: Path, title: str, name: str
) -> None:
    assert new_template_id(resources, title) == name
    made = new_template(resources, "submission", name, title=title)
    assert made == folder / f"{name}.yaml"
    assert [finding.severity for finding in read_template(made, resources.check_context()).findings] == []
    assert resources.template(name).label("en") == title
    assert new_template_id(resources, title) == f"{name}-2"


def test_a_new_template_has_the_letterhead_document_of_its_model(
    main: MainWindow, tmp_path: Path, folder: Path, root: Path
) -> None:
    resources, share = main.services.resources, tmp_path / "desk"
    share.mkdir()
    letterhead = root / "tests" / "data" / "letterheads" / "it-prima-pagina.docx"
    (share / "paper.docx").write_bytes(letterhead.read_bytes())
    (share / "theirs.yaml").write_text(f"{NOTE}house-document: paper.docx\n", "utf-8")
    made = new_template(resources, resources.open_template(share / "theirs.yaml"), "ours")
    assert (made.parent / "paper.docx").read_bytes() == letterhead.read_bytes()


@pytest.mark.parametrize("kind", [QPlainTextEdit, EditorMargin])
def test_an_issue_is_the_tool_tip_of_its_line_in_the_text_and_in_the_margin(
    designer: DesignerWindow, kind: type[QWidget]
) -> None:
    editor = designer.editor
    finding = Finding(code="template-key-unknown", severity="error", place=Place(line=2))
    editor.show_findings_in_text(((finding, "There is no such key."),))
    asked = not_none(editor.viewport() if kind is QPlainTextEdit else editor.findChild(kind))
    _, area = list(editor.visible_lines(editor.viewport().height()))[1]
    point = QPoint(2, area.center().y())
    QApplication.sendEvent(asked, QHelpEvent(QEvent.Type.ToolTip, point, asked.mapToGlobal(point)))
    assert QToolTip.text() == "There is no such key."
    QToolTip.hideText()


def test_an_empty_template_has_one_part_and_no_issues(
    designer: DesignerWindow, ready: Ready, folder: Path, prompter: FakePrompter
) -> None:
    prompter.text = "Note: vide"
    ready()
    designer.bar.actions_by_name["empty"].trigger()
    ready()
    assert designer.file.path == folder / "note-vide.yaml"
    assert not designer.faults.findings
    made = yaml.safe_load(designer.editor.toPlainText())
    assert (made["name"], made["languages"], len(made["parts"])) == ("Note: vide", ["en"], 1)


def test_a_new_template_has_the_name_that_was_typed_and_an_id_made_from_it(
    main: MainWindow, designer: DesignerWindow, ready: Ready, folder: Path, prompter: FakePrompter
) -> None:
    prompter.text = "Länder-Notiz: Überblick"
    ready()
    for name in ("länder-notiz-überblick", "länder-notiz-überblick-2"):
        designer.create_template()
        ready()
        assert designer.file.path == folder / f"{name}.yaml"
        template = main.services.resources.template(name)
        assert (template.id, template.label("de")) == (name, prompter.text)
    assert not prompter.errors


def test_a_finding_in_a_word_file_leads_to_the_line_that_names_it(
    designer: DesignerWindow, ready: Ready, folder: Path, root: Path, qtbot: QtBot
) -> None:
    """A Word file is no text: its findings have no line, and it is not opened in the editor."""
    house = root / "tests" / "data" / "letterheads" / "it-prima-pagina.docx"
    (folder / "paper.docx").write_bytes(house.read_bytes())
    put(designer, "languages: [en, it]", "languages: [en, it]\nhouse-document: paper.docx")
    ready()
    rows = range(designer.faults.rowCount())
    told = [str(designer.faults.data(designer.faults.index(row, 0))) for row in rows]
    assert any("{{content}}" in words for words in told)
    assert all(words.startswith("●  paper.docx  ") for words in told)
    designer.list.go_requested.emit(designer.faults.findings[0])
    ready()
    assert designer.editor.textCursor().block().text() == "house-document: paper.docx"
    assert designer.file.path == folder / "note.yaml"
    qtbot.waitUntil(lambda: any("paper.docx" in label.text() for label in designer.findChildren(QLabel)))


def test_a_finding_in_a_shared_style_names_its_file_until_that_is_open(
    designer: DesignerWindow, ready: Ready, folder: Path
) -> None:
    ready()
    style = str(folder / "styles" / "own.yaml")
    finding = Finding(code="style-unknown", severity="error", place=Place(file=style, line=2, column=1))
    later = Finding(code="style-unknown", severity="error", place=Place(file=style, line=5, column=3))
    model = designer.faults
    model.show(((finding, "First"), (later, "Second")), str(folder / "note.yaml"))
    assert "own.yaml" in model.index(0).data()
    model.show(((finding, "First"), (later, "Second")), style)
    assert "own.yaml" not in model.index(0).data()
    assert model.row_at(style, 5).row() == 1
    assert not model.row_at(style, 4).isValid()
    assert [model.next_finding(style, (2, 1), step) for step in (1, -1)] == [later, later]
    assert model.next_finding(style, (5, 3), 1) == finding


@pytest.mark.real_pages
def test_a_text_without_findings_says_so_and_one_with_errors_keeps_the_old_sample(
    designer: DesignerWindow, ready: Ready
) -> None:
    ready()
    assert designer.faults.rowCount() == 0
    assert designer.list.empty == "No problems found."
    assert designer.view._message == ""
    put(designer, "kind: written", "kind: writen")
    ready()
    assert designer.list.empty == ""
    assert designer.view._message == "The sample shows the last version without errors."
    put(designer, "kind: writen", "kind: written")
    ready()
    assert designer.view._message == ""


@pytest.mark.parametrize("screen", ["it", "fr"])
def test_the_sample_starts_in_the_window_language_if_the_template_has_it(
    main: MainWindow, folder: Path, qtbot: QtBot, screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main.services.words, "language", screen)
    main.services.settings.set_window_state("designer-file", str(folder / "note.yaml"))
    main.services.actions.action("design-templates").trigger()
    found = not_none(main.designing.designer)
    assert not found.bar.language.isEnabled(), "nothing to choose from yet"
    qtbot.waitUntil(lambda: bool(found.bar.language.currentData()))
    assert found.bar.language.isEnabled()
    assert found.bar.language.currentData() == {"it": "it", "fr": "en"}[screen]
    qtbot.waitUntil(lambda: not found.sample.busy)
