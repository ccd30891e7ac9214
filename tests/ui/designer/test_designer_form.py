"""The designer's form, texts and cards change the text in place, and show what is wrong beside the row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import FakePrompter, Opener

from briefbuilder.app.resources import Resources
from briefbuilder.app.templates import sample_input, sample_sources
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.notices import Severity
from briefbuilder.system.paths import resources_folder
from briefbuilder.templating.completion import EditingContext
from briefbuilder.templating.form import read_form
from briefbuilder.ui.designer.form import FormModel
from briefbuilder.ui.designer.window import DesignerWindow
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.widgets.choices import fill_languages, language_names
from briefbuilder.ui.widgets.plain import PlainLabel

NOTE = """\
# Our note
version: 1
id: note
name: {en: Note, it: Nota}      # shown in lists
languages: [en, it]
page:
  size: A4   # for the printer
marking: {profile: none}
parts:
- {key: text, kind: written, label: {en: Text, it: Testo}}
"""
Path_ = tuple[str | int, ...]


@pytest.fixture
def designer(main: MainWindow, folder: Path, qtbot: QtBot) -> DesignerWindow:
    main.services.settings.set_window_state("designer-file", str(folder / "note.yaml"))
    main.services.actions.action("design-templates").trigger()
    found = not_none(main.designing.designer)
    found.cards.stop()
    qtbot.waitUntil(lambda: found.form.model.index_of(("page", "size")).isValid())
    return found


def text(designer: DesignerWindow) -> str:
    return designer.editor.toPlainText()


def fields(designer: DesignerWindow) -> list[QWidget]:
    """Return the fields in which a value is being edited."""
    inside = designer.form.view.viewport().children()
    return [each for each in inside if isinstance(each, QLineEdit | QComboBox) and each.isVisible()]


def edit(designer: DesignerWindow, qtbot: QtBot, path: Path_, value: str) -> None:
    """Change a value with the keyboard, from the row of the form to Enter in its field."""
    view = designer.form.view
    view.choose(path)
    QTest.keyClick(view, Qt.Key.Key_Return)
    (editor,) = fields(designer)
    before = text(designer)
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(editor.findData(value))
        editor.activated.emit(editor.currentIndex())
    elif isinstance(editor, QLineEdit):
        editor.selectAll()
        QTest.keyClicks(editor, value)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: text(designer) != before and not designer.busy)


def type_value(designer: DesignerWindow, qtbot: QtBot, path: Path_, typed: str) -> None:
    """Type a value into its field, which has a list of choices, too."""
    designer.form.view.choose(path)
    QTest.keyClick(designer.form.view, Qt.Key.Key_Return)
    (box,) = fields(designer)
    assert isinstance(box, QComboBox)
    before = text(designer)
    box.setEditText(typed)
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: text(designer) != before and not designer.busy)


def test_a_value_is_changed_in_the_form_and_comments_stay(designer: DesignerWindow, qtbot: QtBot) -> None:
    edit(designer, qtbot, ("page", "size"), "A5")
    assert text(designer) == NOTE.replace("size: A4   # for the printer", "size: A5   # for the printer")
    edit(designer, qtbot, ("page", "columns"), "2")
    assert "  columns: 2\n" in text(designer)
    edit(designer, qtbot, ("name",), "Short note")
    assert "name: {en: Short note, it: Nota}      # shown in lists" in text(designer)
    designer.editor.undo()
    designer.editor.undo()
    designer.editor.undo()
    assert text(designer) == NOTE


def test_the_format_of_dates_is_chosen_by_its_name_or_written_as_a_pattern(
    designer: DesignerWindow, qtbot: QtBot
) -> None:
    model, row = designer.form.model, ("date-format",)
    model.show_rows(read_form(NOTE, EditingContext(language="de")) or ())
    assert model.index_of(row, 1).data() == "lang"
    edit(designer, qtbot, row, "short")
    assert "date-format: short\n" in text(designer)
    designer.form.view.choose(row)
    QTest.keyClick(designer.form.view, Qt.Key.Key_Return)
    (box,) = fields(designer)
    assert isinstance(box, QComboBox)
    assert box.currentData() == "short"
    QTest.keyClicks(box, "d MMM y")
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "date-format: d MMM y\n" in text(designer))
    qtbot.waitUntil(lambda: not designer.busy)
    designer.form.view.choose(row)
    QTest.keyClick(designer.form.view, Qt.Key.Key_Return)
    (box,) = fields(designer)
    assert isinstance(box, QComboBox)
    assert box.currentText() == "d MMM y"


def test_arrow_keys_open_a_list_of_choices_and_enter_takes_one(
    designer: DesignerWindow, qtbot: QtBot
) -> None:
    designer.form.view.choose(("page", "size"))
    QTest.keyClick(designer.form.view, Qt.Key.Key_Return)
    (box,) = fields(designer)
    assert isinstance(box, QComboBox)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert text(designer) == NOTE, "nothing is chosen yet"
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "size: Letter" in text(designer))


def test_the_kind_of_a_field_is_changed(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.form.add_requested.emit(("fields",), "text", 0)
    qtbot.waitUntil(
        lambda: designer.form.model.index_of(("fields", 0, "kind")).isValid() and not designer.busy
    )
    edit(designer, qtbot, ("fields", 0, "kind"), "list")
    assert yaml.safe_load(text(designer))["fields"][0]["kind"] == "list"
    assert {finding.severity for finding in designer.faults.findings} <= {"warning"}


def test_a_text_in_general_english_stands_for_american_english(designer: DesignerWindow) -> None:
    model = designer.form.model
    name = model.index_of(("name",), 1)
    model.show_language("en-US")
    assert name.data() == "Note"
    model.show_language("fr-BE")
    assert name.data() == ""


def test_texts_of_the_form_are_in_the_language_of_the_sample(designer: DesignerWindow, qtbot: QtBot) -> None:
    name = designer.form.model.index_of(("name",), 1)
    qtbot.waitUntil(lambda: not designer.busy)
    assert name.data() == "Note"
    box = designer.bar.language
    box.setCurrentIndex(box.findData("it"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: name.data() == "Nota")


def test_the_switch_stays_where_it_is_when_the_languages_change(
    designer: DesignerWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: not designer.busy)
    switch, box = designer.bar.switch, designer.bar.language
    place = switch.geometry()
    for tags in (("de",), ("nl", "pt-BR"), ()):
        fill_languages(box, tags)
        QApplication.processEvents()
        assert switch.geometry() == place, tags


def test_a_narrow_form_shows_its_values(designer: DesignerWindow) -> None:
    view = designer.form.view
    view.resize(designer._services.theme.px(260), view.height())
    assert view.columnWidth(0) <= view.viewport().width() // 2
    assert view.horizontalScrollBar().maximum() == 0


def test_an_entry_is_called_by_its_label_in_the_language_of_the_sample(designer: DesignerWindow) -> None:
    text = "- {key: bluf, kind: written, label: {en: Bottom line, de: Kernaussage}}"
    rows = not_none(read_form(f"version: 1\nid: n\nname: N\nparts:\n{text}\n", EditingContext(language="de")))
    model = FormModel(designer)
    model.show_rows(rows)
    names = [model.index_of(("parts", 0), column) for column in (0, 1)]
    assert [name.data() for name in names] == ["Bottom line", "Freitext"]
    model.show_language("de")
    assert names[0].data() == "Kernaussage"
    model.show_language("it")
    assert names[0].data() == "bluf"


def test_a_length_without_a_unit_is_shown_in_points_and_those_of_the_page_in_centimetres(
    designer: DesignerWindow,
) -> None:
    rows = not_none(read_form("version: 1\nid: n\nname: N\npage: {footer: 1cm, column-gap: 20}\n"))
    model = FormModel(designer)
    model.show_rows(rows)
    shown = [model.index_of(("page", key), 1).data() for key in ("header", "footer", "column-gap", "columns")]
    assert shown == ["1cm", "1cm", "20 pt", "1"]


def test_the_form_follows_the_text(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.editor.setPlainText(NOTE.replace("size: A4", "size: Letter"))
    model = designer.form.model
    qtbot.waitUntil(lambda: model.index_of(("page", "size"), 1).data() == "Letter")


def test_entries_are_added_moved_and_removed(designer: DesignerWindow, qtbot: QtBot) -> None:
    pane = designer.form
    pane.add_requested.emit(("parts",), "sources", 1)
    assert [part["kind"] for part in yaml.safe_load(text(designer))["parts"]] == ["written", "sources"]
    qtbot.waitUntil(lambda: pane.model.index_of(("parts", 1)).row() == 1)
    pane.move_requested.emit(("parts", 1), -1)
    assert [part["kind"] for part in yaml.safe_load(text(designer))["parts"]] == ["sources", "written"]
    pane.remove_requested.emit(("parts", 0))
    assert [part["kind"] for part in yaml.safe_load(text(designer))["parts"]] == ["written"]


def test_a_part_of_which_a_template_has_one_alone_is_offered_once(
    designer: DesignerWindow, qtbot: QtBot
) -> None:
    pane = designer.form

    def offered() -> set[str]:
        pane.view.choose(("parts",))
        return {action.text() for menu in pane.findChildren(QMenu) for action in menu.actions()}

    assert "sources" in offered()
    pane.add_requested.emit(("parts",), "sources", 1)
    qtbot.waitUntil(lambda: pane.model.index_of(("parts", 1)).row() == 1)
    pane.view.choose(("parts", 1))
    assert "sources" not in offered()
    assert {"written", "contents"} <= offered()
    assert all("`" not in row.description for top in read_form(NOTE) or () for row in top.walk())


def test_a_new_issue_leaves_what_is_being_typed(designer: DesignerWindow) -> None:
    view, path = designer.form.view, ("page", "columns")
    view.choose(path)
    QTest.keyClick(view, Qt.Key.Key_Return)
    (editor,) = fields(designer)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "12")
    designer.form.model.show_faults({path: ("too small", "error")})
    assert editor.text() == "12"


@pytest.mark.parametrize(("severity", "colour"), [("warning", "warning"), ("error", "danger")])
def test_an_issue_below_a_row_has_the_colour_of_its_severity(
    designer: DesignerWindow, severity: Severity, colour: str
) -> None:
    view, path = designer.form.view, ("page", "columns")
    designer.form.model.show_faults({path: ("too small to be read", severity)})
    view.choose(path)
    view.clearSelection()
    shown = view.viewport().grab(view.visualRect(designer.form.model.index_of(path, 1))).toImage()
    present = {shown.pixelColor(x, y).name() for x in range(shown.width()) for y in range(shown.height())}
    colours = designer._services.theme.colours
    assert getattr(colours, colour) in present
    assert len({colours.warning, colours.danger} & present) == 1


def test_an_entry_moves_only_where_there_is_another(designer: DesignerWindow, qtbot: QtBot) -> None:
    pane = designer.form
    pane.add_requested.emit(("parts",), "sources", 1)
    qtbot.waitUntil(lambda: pane.model.index_of(("parts", 1)).row() == 1 and not designer.busy)
    movable = []
    for place in (0, 1):
        pane.view.choose(("parts", place))
        buttons = {button.accessibleName(): button for button in pane.findChildren(QToolButton)}
        movable.append([buttons[name].isEnabled() for name in ("Move up", "Move down")])
    assert movable == [[False, True], [True, False]]


def test_a_new_choice_has_a_value_of_its_own(designer: DesignerWindow, qtbot: QtBot) -> None:
    pane, choices = designer.form, ("fields", 0, "choices")

    def count() -> int:
        return pane.model.rowCount(pane.model.index_of(choices))

    pane.add_requested.emit(("fields",), "choice", 0)
    qtbot.waitUntil(lambda: pane.model.index_of(choices).isValid() and not designer.busy)
    assert count() == 1
    pane.add_requested.emit(choices, "", 1)
    qtbot.waitUntil(lambda: count() == 2)
    pane.remove_requested.emit((*choices, 0))
    qtbot.waitUntil(lambda: count() == 1)
    pane.add_requested.emit(choices, "", 1)
    found = yaml.safe_load(text(designer))["fields"][0]["choices"]
    assert sorted(each["value"] for each in found) == ["value-1", "value-2"]


def test_undo_is_offered_where_there_is_a_change(designer: DesignerWindow, qtbot: QtBot) -> None:
    undo, redo = (designer.bar.actions_by_name[name] for name in ("undo", "redo"))
    assert (undo.isEnabled(), redo.isEnabled()) == (False, False)
    edit(designer, qtbot, ("page", "size"), "A5")
    assert (undo.isEnabled(), redo.isEnabled()) == (True, False)
    undo.trigger()
    assert (undo.isEnabled(), redo.isEnabled()) == (False, True)


def test_a_text_for_all_languages_is_translated_in_the_table(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.editor.setPlainText(NOTE.replace("{en: Text, it: Testo}", "New heading"))
    model = designer.labels
    qtbot.waitUntil(lambda: model.index(1, 2).data() == "New heading")
    model.setData(model.index(1, 2), "Nuovo titolo")
    label = yaml.safe_load(text(designer))["parts"][0]["label"]
    assert label == {"en": "New heading", "it": "Nuovo titolo"}


def test_a_text_that_is_the_same_in_all_languages_is_written_once(
    designer: DesignerWindow, qtbot: QtBot
) -> None:
    line = 'signature: {lines: [{en: "10117 Berlin"}]}'
    designer.editor.setPlainText(f"{NOTE}{line}\n")
    qtbot.waitUntil(lambda: [one.code for one in designer.faults.findings] == ["template-language-missing"])
    model = designer.labels
    qtbot.waitUntil(lambda: not designer.busy)

    def rows() -> list[int]:
        return [row for row in range(model.rowCount()) if model.index(row, 1).data() == "10117 Berlin"]

    qtbot.waitUntil(lambda: bool(rows()))
    (row,) = rows()
    assert "Signature › Lines › Line 1 (11:21)" in str(designer.faults.index(0).data())
    assert model.headerData(3, Qt.Orientation.Horizontal) == "All languages"
    assert model.index(row, 3).data() == ""
    model.setData(model.index(row, 3), "10117 Berlin")
    assert yaml.safe_load(text(designer))["signature"] == {"lines": ["10117 Berlin"]}
    shown = ["10117 Berlin"] * 3
    qtbot.waitUntil(lambda: [model.index(row, column).data() for column in (1, 2, 3)] == shown)
    qtbot.waitUntil(lambda: not designer.faults.findings)


def test_the_text_for_all_other_languages_is_changed_without_the_others(
    designer: DesignerWindow, qtbot: QtBot
) -> None:
    designer.editor.setPlainText(NOTE.replace("{en: Text, it: Testo}", "{und: Text, it: Testo}"))
    model = designer.labels
    qtbot.waitUntil(lambda: model.index(1, 3).data() == "Text")
    model.setData(model.index(1, 3), "Words")
    assert yaml.safe_load(text(designer))["parts"][0]["label"] == {"und": "Words", "it": "Testo"}


def test_the_language_of_the_window_is_the_first_in_the_table_of_texts(
    open_window: Opener, folder: Path, qtbot: QtBot
) -> None:
    main = open_window(language="it")
    main.services.settings.set_window_state("designer-file", str(folder / "note.yaml"))
    main.services.actions.action("design-templates").trigger()
    found = main.designing.designer
    assert found is not None
    found.cards.stop()
    qtbot.waitUntil(lambda: found.labels.columnCount() == 4)
    columns = [found.labels.headerData(column, Qt.Orientation.Horizontal) for column in (1, 2)]
    assert columns == ["Italiano", "English"]
    assert found.labels.index(1, 1).data() == "Testo"


def test_texts_are_translated_from_a_language_that_the_template_no_longer_has(
    designer: DesignerWindow, qtbot: QtBot
) -> None:
    """Its column is there until each text has one of the template's languages, and cannot be edited."""
    designer.editor.setPlainText(NOTE.replace("languages: [en, it]", "languages: [pt-BR]"))
    model = designer.labels
    qtbot.waitUntil(lambda: model.columnCount() == 3)
    headings = [model.headerData(column, Qt.Orientation.Horizontal) for column in (1, 2)]
    assert headings == ["English", "Português (Brasil)"]
    ground, editable = Qt.ItemDataRole.BackgroundRole, Qt.ItemFlag.ItemIsEditable
    rows = [row for row in range(model.rowCount()) if model.index(row, 2).data(ground) is not None]
    assert [model.index(row, 1).data() for row in rows] == ["Note", "Text"]
    assert [bool(model.index(rows[0], column).flags() & editable) for column in (1, 2)] == [False, True]
    for row, words in zip(rows, ("Nota", "Texto"), strict=True):
        model.setData(model.index(row, 2), words)
    assert "pt-BR: Texto" in text(designer)
    qtbot.waitUntil(lambda: model.columnCount() == 2)


def test_the_label_of_a_new_field_is_missing_in_the_other_languages(
    designer: DesignerWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: not designer.busy and not designer.faults.findings)
    designer.form.add_requested.emit(("fields",), "text", 0)
    assert yaml.safe_load(text(designer))["fields"][0]["label"] == {"en": "New field"}
    qtbot.waitUntil(lambda: bool(designer.faults.findings))
    (fault,) = designer.faults.findings
    assert (fault.code, fault.parameters["language"]) == ("template-language-missing", "it")


def test_the_table_scrolls_where_its_columns_would_be_too_narrow(designer: DesignerWindow) -> None:
    view = designer.labels_view
    designer.show_view("texts")
    view.resize(200, 300)
    assert min(map(view.columnWidth, range(3))) > 100
    assert view.horizontalScrollBar().maximum() > 0
    assert designer.labels.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == "Parts › Text › Label"
    assert view.columnWidth(0) >= view.fontMetrics().horizontalAdvance("Parts › Text › Label")


def test_a_missing_text_is_marked_in_the_table(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.editor.setPlainText(NOTE.replace("{en: Text, it: Testo}", "{en: Text}"))
    model, view = designer.labels, designer.labels_view
    qtbot.waitUntil(lambda: not model.index(1, 2).data() and not designer.busy)
    designer.show_view("texts")
    view.scrollTo(model.index(1, 2))
    shown = view.viewport().grab().toImage()
    corners = [view.visualRect(model.index(row, 2)).topLeft() + QPoint(6, 4) for row in (0, 1)]
    present, missing = (shown.pixelColor(corner * shown.devicePixelRatio()) for corner in corners)
    assert missing != present


def test_texts_of_the_house_style_are_grey_and_texts_that_may_be_left_out_are_not_missing(
    designer: DesignerWindow, qtbot: QtBot
) -> None:
    designer.editor.setPlainText(f"{HOUSE_NOTE}fields:\n- key: date\n")
    model, role = designer.labels, Qt.ItemDataRole.BackgroundRole
    qtbot.waitUntil(lambda: not designer.busy and model.columnCount() == 6)
    places = {model.index(row, 0).data(): row for row in range(model.rowCount())}
    label, closing = places["Fields › Date › Label"], places["Parts › Text › Closing"]
    assert [model.index(label, column).data() for column in range(1, 5)] == ["Date", "Data", "Date", "Datum"]
    view = designer.labels_view
    designer.show_view("texts")
    view.scrollTo(model.index(label, 1))
    shown = view.viewport().grab(view.visualRect(model.index(label, 1))).toImage()
    present = {shown.pixelColor(x, y).name() for x in range(shown.width()) for y in range(shown.height())}
    colours = designer._services.theme.colours
    assert colours.muted.lower() in present
    assert colours.text.lower() not in present
    assert [model.index(row, 4).data(role) is None for row in (closing, places["Parts › Text › Label"])] == [
        True,
        False,
    ]
    model.setData(model.index(label, 4), "Tag")
    (field,) = yaml.safe_load(text(designer))["fields"]
    assert field == {"key": "date", "label": {"en": "Date", "it": "Data", "fr": "Date", "de": "Tag"}}


def test_a_regional_language_has_the_texts_of_its_general_form(
    designer: DesignerWindow, qtbot: QtBot
) -> None:
    designer.editor.setPlainText(NOTE.replace("languages: [en, it]", "languages: [en-US, it]"))
    model, role = designer.labels, Qt.ItemDataRole.BackgroundRole
    qtbot.waitUntil(lambda: model.headerData(1, Qt.Orientation.Horizontal) == "American English")
    assert model.index(1, 1).data() == ""
    assert model.index(1, 1).data(role) is None
    designer.editor.setPlainText(designer.editor.toPlainText().replace("{en: Text, it", "{fr: Texte, it"))
    qtbot.waitUntil(lambda: model.index(1, 1).data(role) is not None)


def test_a_file_that_cannot_be_read_does_not_show_the_template_before_it(
    designer: DesignerWindow, folder: Path, qtbot: QtBot
) -> None:
    other = folder / "broken.yaml"
    other.write_text("page: [A4\nparts: 1", encoding="utf-8")
    designer.open(other)
    qtbot.waitUntil(lambda: not designer.form.isEnabled())
    counts = (designer.form.model.rowCount(), designer.labels.rowCount())
    assert (counts, designer.letterhead.isEnabled()) == ((0, 0), False)
    designer.editor.setPlainText(NOTE)
    qtbot.waitUntil(lambda: designer.form.model.rowCount() > 0)
    assert designer.letterhead.isEnabled()


def test_an_issue_stands_beside_its_row(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.editor.setPlainText(NOTE.replace("size: A4", "size: A44"))
    index = designer.form.model.index_of(("page", "size"), 1)
    qtbot.waitUntil(lambda: "A44" in str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole)))
    designer.show_view("form")
    designer.go_to(designer.faults.findings[0])
    row = not_none(designer.form.view.current_row())
    assert row.path == ("page", "size")


def test_texts_are_a_table_by_language(designer: DesignerWindow, qtbot: QtBot) -> None:
    model = designer.labels
    assert [model.headerData(each, Qt.Orientation.Horizontal) for each in (1, 2)] == ["English", "Italiano"]
    texts = {model.index(row, 0).data(): model.index(row, 2).data() for row in range(model.rowCount())}
    assert texts == {
        "Name": "Nota", "Parts › Text › Label": "Testo",
        "Parts › Text › Hint": "", "Parts › Text › Closing": "", "Parts › Text › Sample": "",
    }  # fmt: skip
    model.setData(model.index(1, 2), "Corpo")
    assert "label: {en: Text, it: Corpo}" in text(designer)


def test_the_line_of_the_letterhead_fits_a_narrow_form(designer: DesignerWindow) -> None:
    bar = designer.letterhead
    bar.show_document("Note.docx", designer.file.path, writable=True)
    width = bar.minimumSizeHint().width()
    bar.show_document("A letterhead document with a long name.docx", designer.file.path, writable=True)
    assert bar.minimumSizeHint().width() == width


def test_a_letterhead_document_is_copied_beside_the_template(
    designer: DesignerWindow, prompter: FakePrompter, qtbot: QtBot, root: Path, folder: Path
) -> None:
    source = next((root / "tests" / "data").rglob("*.dotx"), None) or next(
        path for path in (root / "resources" / "samples").glob("*.docx")
    )
    prompter.files = (source,)
    button = next(
        each for each in designer.letterhead.findChildren(QPushButton) if each.text().startswith("Choose")
    )
    button.click()
    assert prompter.errors == []
    assert yaml.safe_load(text(designer))["house-document"] == source.name
    assert (folder / source.name).read_bytes() == source.read_bytes()
    qtbot.waitUntil(lambda: designer.letterhead.name.text() == source.name)
    qtbot.waitUntil(lambda: not designer.busy and bool(designer.faults.findings))
    designer.go_to(designer.faults.findings[0])
    assert designer._services.toasts.last == "", "what the list says is not said again above it"
    prompter.questions.clear()
    button.click()
    assert len(prompter.questions) == 1, "the same file is taken without a question"
    (folder / source.name).write_bytes(b"another")
    button.click()
    assert "already a file" in prompter.questions[-1]


def test_a_picture_is_chosen_and_copied_beside_the_template(
    designer: DesignerWindow, prompter: FakePrompter, qtbot: QtBot, root: Path, folder: Path
) -> None:
    prompter.files = (root / "templates" / "emblem.png",)
    path = ("masthead", "picture", "file")
    designer.form.view.choose(path)
    QTest.keyClick(designer.form.view, Qt.Key.Key_Return)
    (box,) = fields(designer)
    assert isinstance(box, QComboBox)
    assert box.itemText(box.count() - 1) == "Other picture …"
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: (folder / "emblem.png").is_file() and not designer.busy)
    assert yaml.safe_load(text(designer))["masthead"] == {"picture": {"file": "emblem.png"}}
    row = not_none(designer.form.model.value(designer.form.model.index_of(path)))
    assert tuple(row.choices) == ("emblem.png",)


def test_another_file_of_the_name_of_a_letterhead_is_kept_where_the_user_says_so(
    designer: DesignerWindow, prompter: FakePrompter, root: Path, folder: Path
) -> None:
    source = root / "tests" / "data" / "letterheads" / "it-prima-pagina.docx"
    (folder / source.name).write_bytes(b"another")
    prompter.files, prompter.agrees = (source,), False
    next(
        each for each in designer.letterhead.findChildren(QPushButton) if each.text().startswith("Choose")
    ).click()
    assert (folder / source.name).read_bytes() == b"another"
    assert text(designer) == NOTE


def test_a_key_in_the_list_opens_the_template_it_moves_to(designer: DesignerWindow, qtbot: QtBot) -> None:
    cards = designer.cards
    for key, row in ((Qt.Key.Key_Home, 0), (Qt.Key.Key_Down, 1)):
        QTest.keyClick(cards, key)
        assert cards.currentIndex().row() == row
        assert designer.file.path == cards.cards.rows[row].path
    qtbot.waitUntil(lambda: f"id: {cards.cards.rows[1].path.stem}" in text(designer))


def test_the_cards_are_in_the_order_of_their_names_after_the_users_own(
    designer: DesignerWindow, qtbot: QtBot
) -> None:
    cards = designer.cards
    cards.draw()
    qtbot.waitUntil(lambda: "EU fiche" in [card.title for card in cards.cards.rows])
    titles = [card.title for card in cards.cards.rows]
    assert titles[0] == "Note"
    assert titles[1:] == sorted(titles[1:], key=str.casefold)
    assert cards.currentIndex().data() == "Note"


@pytest.mark.real_pages
def test_cards_show_the_first_page_and_the_name_of_a_template(
    designer: DesignerWindow, qtbot: QtBot, folder: Path
) -> None:
    cards = designer.cards
    cards.draw()
    qtbot.waitUntil(lambda: "EU fiche" in [card.title for card in cards.cards.rows])
    mine = next(card for card in cards.cards.rows if card.path == folder / "note.yaml")
    assert mine.page is None, "names do not wait for pages"
    cards.stop()
    cards.cards.show_rows((mine,))
    cards.draw()
    qtbot.waitUntil(lambda: cards.cards.rows[0].page is not None)
    card = cards.cards.rows[0]
    assert (card.title, card.caption) == ("Note", "Your own\nEnglish · Italiano")
    assert card.page is not None
    assert card.page.height() > card.page.width() > 50


def test_a_template_in_german_alone_quotes_german_articles(resources: Resources) -> None:
    template = replace(resources.template("thematic-briefing"), languages=("de",))
    made = sample_input(
        template, "de", sample_sources(resources), resources.profile(template.marking.profile)
    )
    quoted = {item.passage.article for item in made.briefing.items if isinstance(item, Excerpt)}
    assert quoted
    assert {made.articles[article].metadata.language for article in quoted} == {"de"}


HOUSE_NOTE = NOTE.replace("languages: [en, it]", "extends: house").replace(
    "page:\n  size: A4   # for the printer\n", ""
)


def test_what_a_house_style_says_is_shown_and_stays_where_a_template_adds_to_it(
    designer: DesignerWindow, qtbot: QtBot
) -> None:
    designer.editor.setPlainText(HOUSE_NOTE)
    model = designer.form.model
    qtbot.waitUntil(lambda: model.index_of(("extends",), 1).data() == "house" and not designer.busy)
    shown = {
        path: model.index_of(path, 1).data() for path in (("languages",), ("page", "margins"), ("fields",))
    }
    assert shown == {
        ("languages",): "English, Italiano, Français, Deutsch",
        ("page", "margins"): "2.5cm",
        ("fields",): "3",
    }
    assert model.index_of(("fields", 1), 0).data() == "Reference"
    assert model.index_of(("fields", 0), 1).data() == "date"
    assert model.index_of(("styles", "body", "size"), 1).data() == "11 pt"
    edit(designer, qtbot, ("fields", 1, "required"), "true")
    own = yaml.safe_load(text(designer))["fields"]
    assert own == [{"key": "date"}, {"key": "reference", "required": True}, {"key": "copy-number"}]
    assert {finding.severity for finding in designer.faults.findings} <= {"warning"}
    designer.form.add_requested.emit(("fields",), "text", 1)
    qtbot.waitUntil(lambda: model.rowCount(model.index_of(("fields",))) == 4 and not designer.busy)
    assert [each["key"] for each in yaml.safe_load(text(designer))["fields"]] == [
        "date", "field", "reference", "copy-number",
    ]  # fmt: skip
    row = not_none(designer.form.view.current_row())
    assert row.path == ("fields", 1), "the new field stands after the chosen one, and is chosen"


def test_one_margin_is_changed_beside_the_others(designer: DesignerWindow, qtbot: QtBot) -> None:
    edit(designer, qtbot, ("page", "margins"), "2,5cm")
    assert "margins: 2.5cm\n" in text(designer), "a decimal comma is understood"
    edit(designer, qtbot, ("page", "margins", "top"), "40mm")
    margins = yaml.safe_load(text(designer))["page"]["margins"]
    assert margins == {"top": "40mm", "bottom": "2.5cm", "inner": "2.5cm", "outer": "2.5cm"}
    edit(designer, qtbot, ("styles", "body", "size"), "10,5")
    assert yaml.safe_load(text(designer))["styles"] == {"body": {"size": 10.5}}
    assert not designer.faults.findings


def test_the_first_page_gets_a_footer_of_its_own(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.editor.setPlainText(f"{NOTE}footer:\n- end: '{{page}}'  # right\n")
    qtbot.waitUntil(
        lambda: designer.form.model.index_of(("footer", "all", 0)).isValid() and not designer.busy
    )
    designer.form.add_requested.emit(("footer", "first"), "", 0)
    footer = {"all": [{"end": "{page}"}], "first": [{"centre": "{page}/{pages}"}]}
    assert yaml.safe_load(text(designer))["footer"] == footer
    assert "# right" in text(designer)


def test_a_part_depends_on_the_answer_to_a_field(designer: DesignerWindow, qtbot: QtBot) -> None:
    pane = designer.form
    pane.add_requested.emit(("fields",), "choice", 0)
    condition = ("parts", 0, "shown-when")
    qtbot.waitUntil(lambda: bool(getattr(pane.model.value(pane.model.index_of(condition)), "choices", None)))
    qtbot.waitUntil(lambda: not designer.busy)
    pane.view.choose(condition)
    (offered,) = (action for menu in pane.findChildren(QMenu) for action in menu.actions())
    assert offered.text() == "New field"
    offered.trigger()
    assert yaml.safe_load(text(designer))["parts"][0]["shown-when"] == {"field": ["value-1"]}
    qtbot.waitUntil(lambda: pane.model.index_of((*condition, "field"), 1).data() == "New choice")


def test_a_closed_entry_says_that_there_are_issues_in_it(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.editor.setPlainText(NOTE.replace("kind: written", "kind: written, limit: {words: 0}"))
    qtbot.waitUntil(lambda: bool(designer.faults.findings) and not designer.busy)
    entry = designer.form.model.index_of(("parts", 0), 1)
    assert str(entry.data(int(Qt.ItemDataRole.UserRole) + 3)).startswith("1 issue")
    view = designer.form.view
    view.collapse(entry.siblingAtColumn(0))
    view.scrollTo(entry)
    shown = view.viewport().grab(view.visualRect(entry)).toImage()
    colours = {shown.pixelColor(x, y).name() for x in range(shown.width()) for y in range(shown.height())}
    assert designer._services.theme.colours.danger in colours


def test_another_letterhead_keeps_the_styles_that_were_named(designer: DesignerWindow, qtbot: QtBot) -> None:
    designer.editor.setPlainText(f"{NOTE}house-document: {{file: a.docx, styles: {{source: Quelle}}}}\n")
    qtbot.waitUntil(lambda: designer.letterhead.name.text() == "a.docx" and not designer.busy)
    designer.letterhead.chosen.emit("b.docx")
    found = yaml.safe_load(text(designer))["house-document"]
    assert found == {"file": "b.docx", "styles": {"source": "Quelle"}}


def test_colours_of_the_template_and_fonts_are_offered(designer: DesignerWindow, qtbot: QtBot) -> None:
    rows = {path: designer.form.model.value(designer.form.model.index_of(path)) for path in _OFFERED}
    choices = {path: tuple(row.choices) for path, row in rows.items() if row is not None}
    assert choices["styles", "title", "background"][:2] == ("none", "#000000")
    assert "#16324f" in choices["styles", "title", "colour"]
    assert "Calibri" in choices["fonts", "headings"]
    assert "tlp" in choices["marking", "profile"]
    edit(designer, qtbot, ("styles", "title", "colour"), "#566573")
    assert yaml.safe_load(text(designer))["styles"]["title"] == {"colour": "#566573"}


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("navy", "#000080", "Dark blue (#000080)"),
        ("C00000", "#c00000", "Red (#c00000)"),
        ("Dark blue (#16324e)", "#16324e", "Dark blue (#16324e)"),
        ("#345", "#334455", "Dark blue (#334455)"),
        ("dunkelblau", "dunkelblau", "dunkelblau"),
        ("transparent", "transparent", "transparent"),
    ],
)
def test_a_colour_can_be_typed(
    designer: DesignerWindow, qtbot: QtBot, typed: str, stored: str, shown: str
) -> None:
    row = ("styles", "title", "colour")
    type_value(designer, qtbot, row, typed)
    assert yaml.safe_load(text(designer))["styles"]["title"]["colour"] == stored
    assert designer.form.model.index_of(row, 1).data() == shown
    told = [index.words for index in designer.faults.rows]
    assert told == [] if stored.startswith("#") else "is not a colour" in told[0] and "quotes" not in told[0]


def test_languages_are_chosen_and_typed_by_their_names(designer: DesignerWindow, qtbot: QtBot) -> None:
    row = ("languages",)
    assert designer.form.model.index_of(row, 1).data() == "English, Italiano"
    edit(designer, qtbot, row, "ja")
    assert yaml.safe_load(text(designer))["languages"] == ["en", "it", "ja"]
    edit(designer, qtbot, row, "it")
    assert yaml.safe_load(text(designer))["languages"] == ["en", "ja"]
    type_value(designer, qtbot, row, "Arabic, 日本語, pt-BR, klingon")
    assert yaml.safe_load(text(designer))["languages"] == ["ar", "ja", "pt-BR", "klingon"]
    type_value(designer, qtbot, row, "portuguese (brazil), German (austria), Chinese")
    assert yaml.safe_load(text(designer))["languages"] == ["pt-BR", "de-AT", "zh"]
    translator = QTranslator()
    assert translator.load("briefbuilder_de", str(resources_folder() / "translations"))
    assert QCoreApplication.installTranslator(translator)
    try:
        type_value(designer, qtbot, row, "Japanisch, english, Português (Brasil)")
    finally:
        QCoreApplication.removeTranslator(translator)
    assert yaml.safe_load(text(designer))["languages"] == ["ja", "en", "pt-BR"]


def test_the_form_lists_the_values_that_a_text_may_have_in_braces(
    designer: DesignerWindow, qtbot: QtBot
) -> None:
    fields = "fields: [{key: date, kind: date, label: Date}, {key: reference, kind: text, label: No.}]\n"
    form = designer.form
    designer.editor.setPlainText(NOTE.replace("parts:", f"{fields}parts:"))
    qtbot.waitUntil(lambda: form.model.rowCount(form.model.index_of(("fields",))) == 2)
    form.view.choose(("subtitle",))
    (told,) = [label.text() for label in form.findChildren(PlainLabel) if "Values:" in label.text()]
    assert told.endswith("Values: {date} {marking} {template} {reference}")
    form.view.choose(("name",))
    assert not any("Values:" in label.text() for label in form.findChildren(PlainLabel))


def test_no_two_languages_have_one_name() -> None:
    names = language_names()
    assert (names["pt"], names["pt-BR"], names["de-AT"]) == (
        "Português", "Português (Brasil)", "Österreichisches Deutsch",
    )  # fmt: skip
    assert len(set(names.values())) == len(names)


_OFFERED: tuple[Path_, ...] = (
    ("styles", "title", "background"), ("styles", "title", "colour"), ("fonts", "headings"), ("marking", "profile"),
)  # fmt: skip
