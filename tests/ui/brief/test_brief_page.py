"""The briefing pane, from a new briefing to the exported files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QListView, QTabBar, QWidget
from tests.narrowing import of_type
from tests.template_files import load_template

from briefbuilder.app.checks import check
from briefbuilder.domain.briefing import Lowering
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.locales.data import LANGUAGES
from briefbuilder.templating.fields import DateField
from briefbuilder.ui.brief.details import DateInput, FieldsForm, FieldsOwner, LineInput, default_value
from briefbuilder.ui.brief.export import export_file_name
from briefbuilder.ui.brief.new_briefing import NewBriefingDialog

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk


def named(desk: Desk, name: str) -> QWidget:
    """The control of an accessible name in the details."""
    desk.pane.panel.show_panel("details")
    return next(one for one in desk.pane.findChildren(QWidget) if one.accessibleName() == name)


def combo(desk: Desk, name: str) -> QComboBox:
    return of_type(named(desk, name), QComboBox)


def choose(box: QComboBox, data: object) -> None:
    """Choose an entry as keys do: the choice is told."""
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def shown_panel(desk: Desk) -> str:
    return desk.pane.panel.panel


# A new briefing


def test_a_new_briefing_gets_its_title_language_topics_and_fields(desk: Desk) -> None:
    def fill_in(dialog: NewBriefingDialog) -> bool:
        desk.qtbot.addWidget(dialog)
        title, language = (
            next(one for one in dialog.findChildren(QWidget) if one.accessibleName() == name)
            for name in ("Title", "Language")
        )
        assert isinstance(title, QLineEdit)
        assert isinstance(language, QComboBox)
        assert title.selectedText() == "Tokyo", "the dossier's name is proposed"
        QTest.keyClicks(title, "Talks in Rome")
        dialog.form.cards.choose("thematic-briefing")
        choose(language, "it")
        topics = of_type(dialog.findChild(QListView, "topics"), QListView)
        assert dialog.form.topics.ticked == ("semiconductors", "eu-japan"), "a few topics are ticked at first"
        shown = [topics.model().index(row, 0).data() for row in range(topics.model().rowCount())]
        assert shown[0].startswith("Semiconductors")
        topics.setCurrentIndex(topics.model().index(1, 0))
        QTest.keyClick(topics, Qt.Key.Key_Space)
        reference = of_type(dialog.findChild(QLineEdit, "field-reference"), QLineEdit)
        QTest.keyClicks(reference, "77/26")
        return True

    desk.prompter.answer(NewBriefingDialog, fill_in)
    desk.services.actions.action("new-briefing").trigger()
    made = desk.briefing
    assert (made.title, made.language, made.fields["reference"]) == ("Talks in Rome", "it", "77/26")
    assert [part.topic for part in made.walk() if part.topic] == ["semiconductors"]
    assert len(made.items) == 2
    assert desk.pane.outline.model().index(0, 0).data() == "Punti chiave"
    assert desk.pane.outline_pane.header.title.text() == "Talks in Rome"
    desk.undo()
    assert desk.briefing.title == "Chips 🇯🇵"
    desk.pane.outline_pane.header.chooser.menu().aboutToShow.emit()
    listed = [
        one.text() for one in desk.pane.outline_pane.header.chooser.menu().actions() if one.isCheckable()
    ]
    assert listed == ["Chips 🇯🇵"]


def test_a_copy_has_new_ids_and_undo_restores_a_removed_briefing(desk: Desk) -> None:
    original = desk.briefing
    desk.pane.current.duplicate("Chips (copy)")
    copy = desk.briefing
    assert copy.title == "Chips (copy)"
    assert [item.kind for item in copy.items] == [item.kind for item in original.items]
    assert not {item.id for item in copy.items} & {item.id for item in original.items}
    desk.services.actions.action("remove-briefing").trigger()
    assert desk.briefing == original
    desk.services.actions.action("remove-briefing").trigger()
    assert desk.pane.current.briefing is None
    desk.undo()
    assert desk.briefing == original
    assert desk.order()


# Details


def test_details_are_edited_in_the_form_and_undone(desk: Desk) -> None:
    before = desk.briefing
    title = of_type(named(desk, "Title"), LineInput)
    title.selectAll()
    QTest.keyClicks(title, "Other title")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert desk.briefing.title == "Other title"
    choose(combo(desk, "Language"), "fr")
    assert desk.pane.outline.model().index(0, 0).data() == "Points clés"
    day = of_type(desk.pane.findChild(DateInput, "field-date"), DateInput)
    day.selectAll()
    QTest.keyClicks(day, "9.3.2026")
    QTest.keyClick(day, Qt.Key.Key_Return)
    assert desk.briefing.fields["date"] == "2026-03-09"
    assert day.text() == "9 mars 2026"
    day.selectAll()
    QTest.keyClick(day, Qt.Key.Key_Delete)
    QTest.keyClick(day, Qt.Key.Key_Return)
    assert "date" not in desk.briefing.fields
    for _ in range(4):
        desk.undo()
    assert desk.briefing == before
    assert title.text() == before.title
    assert desk.pane.outline.model().index(0, 0).data() == "Key points"


def test_all_languages_of_documents_are_offered_those_of_the_template_first(desk: Desk) -> None:
    box = combo(desk, "Language")
    offered = [box.itemData(place) for place in range(box.count())]
    own = offered[: offered.index(None)]
    assert own[:3] == ["en", "it", "fr"]
    assert {*own, *offered[len(own) + 1 :]} == set(LANGUAGES)
    assert len(offered) == len(LANGUAGES) + 1
    choose(box, "bg")
    assert desk.briefing.language == "bg"
    desk.wait_until_still()
    assert desk.finding("language-not-in-template").severity == "warning"


def test_a_marking_is_lowered_only_with_a_reason_that_is_stored_and_shown(desk: Desk) -> None:
    box = combo(desk, "Marking")
    choose(box, "restreint")
    assert desk.briefing.marking == "restreint"
    desk.prompter.text = None
    choose(box, "unclassified")
    assert desk.briefing.marking == "restreint"
    assert box.currentData() == "restreint"
    desk.prompter.text = "The source is public."
    choose(box, "unclassified")
    (kept,) = desk.briefing.lowerings
    assert (kept.before, kept.after, kept.reason) == ("restreint", "unclassified", "The source is public.")
    assert desk.briefing.marking == "unclassified"
    shown = [
        label.text() for label in desk.pane.findChildren(QLabel) if "The source is public." in label.text()
    ]
    assert len(shown) == 1
    assert "RESTREINT UE/EU RESTRICTED" in shown[0]
    desk.undo()
    assert (desk.briefing.marking, desk.briefing.lowerings) == ("restreint", ())


@pytest.mark.usefixtures("tokyo")
@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-11-24T14:59:59Z", "2026-11-24"), ("2026-11-24T15:00:01Z", "2026-11-25"), ("", "")],
)
def test_a_lowered_marking_shows_the_local_date(desk: Desk, moment: str, day: str) -> None:
    lowered = Lowering(before="restreint", after="unclassified", reason="It is public.", moment=moment)
    desk.pane.current.edit("edit-briefing-details", lambda one: replace(one, lowerings=(lowered,)))
    desk.pane.panel.show_panel("details")
    (told,) = [label.text() for label in desk.pane.findChildren(QLabel) if "It is public." in label.text()]
    assert f" on {day}: " in told
    assert desk.briefing.lowerings == (lowered,)


@pytest.mark.parametrize(
    ("moment", "day"), [("2026-11-24T14:59:59", "2026-11-24"), ("2026-11-24T15:00:01", "2026-11-25")]
)
def test_today_in_a_form_is_the_local_date(tokyo: pytest.MonkeyPatch, moment: str, day: str) -> None:
    seconds = int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp())
    tokyo.setattr("briefbuilder.system.clock.time.time_ns", lambda: seconds * 1_000_000_000)
    field = DateField(key="date", kind="date", label={"en": "Date"}, default="today")
    assert default_value(field) == day


FIELDS = (
    "version: 1\nid: n\nname: N\nlanguages: [en, de]\nmarking: {profile: none}\nfields:\n"
    "- {key: day, kind: date, label: Day}\n- {key: share, kind: number, label: Share}\n"
    "parts: [{key: t, kind: written, label: T}]\n"
)


@pytest.fixture
def form(desk: Desk, tmp_path: Path) -> FieldsForm:
    """Return a form with a date and a number, labelled in English, of a German briefing."""
    layout = QFormLayout()
    owner = FieldsOwner(None, desk.services.theme)
    owner.setLayout(layout)
    desk.qtbot.addWidget(owner)
    path = tmp_path / "n.yaml"
    path.write_text(FIELDS, "utf-8")
    made = FieldsForm(layout, owner, "en")
    made.show_template(load_template(path), "de")
    return made


@pytest.mark.parametrize(
    ("key", "typed", "stored", "shown"),
    [
        ("day", "31.05.2026", "2026-05-31", "31. Mai 2026"),
        ("day", "5. juni 2026", "2026-06-05", "5. Juni 2026"),
        ("day", "bald", "bald", "bald"),
        ("share", "48,5", "48.5", "48,5"),
        ("share", "1.234,56", "1234.56", "1.234,56"),
        ("share", "wenig", "wenig", "wenig"),
    ],
)
def test_a_field_understands_the_language_of_the_briefing(
    form: FieldsForm, key: str, typed: str, stored: str, shown: str
) -> None:
    field = of_type(form.inputs[key], LineInput)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert form.values() == {key: stored}
    assert field.text() == shown


def test_a_value_is_shown_in_the_language_that_the_briefing_gets(form: FieldsForm) -> None:
    form.show_values({"day": "2026-11-27", "share": "1234.5"})
    texts = {key: field.text() for key, field in form.inputs.items() if isinstance(field, LineInput)}
    assert texts == {"day": "27. November 2026", "share": "1.234,5"}
    form.show_template(form.template, "en")
    texts = {key: field.text() for key, field in form.inputs.items() if isinstance(field, LineInput)}
    assert texts == {"day": "27 November 2026", "share": "1,234.5"}
    assert form.values() == {"day": "2026-11-27", "share": "1234.5"}


@pytest.mark.parametrize(
    ("language", "first"),
    [("en", Qt.DayOfWeek.Monday), ("en-US", Qt.DayOfWeek.Sunday), ("de", Qt.DayOfWeek.Monday)],
)
def test_the_calendar_is_that_of_the_briefing(form: FieldsForm, language: str, first: Qt.DayOfWeek) -> None:
    form.show_template(form.template, language)
    field = of_type(form.inputs["day"], DateInput)
    assert field.calendar.firstDayOfWeek() == first


def test_a_date_is_chosen_in_the_calendar(form: FieldsForm) -> None:
    field = of_type(form.inputs["day"], DateInput)
    form.show_values({"day": "2026-11-27"})
    field.window().show()
    chosen: list[str] = []
    field.edited.connect(chosen.append)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert field.calendar.isVisible()
    assert field.calendar.selectedDate() == QDate(2026, 11, 27)
    field.calendar.activated.emit(QDate(2026, 12, 1))
    assert chosen == ["2026-12-01"]
    assert field.text() == "1. Dezember 2026"
    assert not field.calendar.isVisible()


def test_a_field_is_shown_depending_on_another_field(desk: Desk, tmp_path: Path) -> None:
    layout = QFormLayout()
    owner = FieldsOwner(None, desk.services.theme)
    owner.setLayout(layout)
    desk.qtbot.addWidget(owner)
    form = FieldsForm(layout, owner, "en")
    text = (
        "version: 1\nid: n\nname: N\nlanguages: [en]\nmarking: {profile: none}\nfields:\n"
        "- {key: urgency, kind: text, label: Urgency}\n"
        "- {key: reason, kind: text, label: Reason, shown-when: {urgency: high}}\n"
        "parts: [{key: t, kind: written, label: T}]\n"
    )
    path = tmp_path / "n.yaml"
    path.write_text(text, "utf-8")
    form.show_template(load_template(path), "en")
    assert not layout.isRowVisible(form.inputs["reason"])
    form.show_values({"urgency": "high", "reason": "Strike"})
    assert layout.isRowVisible(form.inputs["reason"])
    form.show_values({"urgency": "low", "reason": "Strike"})
    assert not layout.isRowVisible(form.inputs["reason"])
    assert form.values()["reason"] == "Strike", "what was written stays"


def test_the_help_of_a_field_is_in_the_window_language(desk: Desk, tmp_path: Path) -> None:
    layout = QFormLayout()
    owner = FieldsOwner(None, desk.services.theme)
    owner.setLayout(layout)
    desk.qtbot.addWidget(owner)
    form = FieldsForm(layout, owner, "it")
    path = tmp_path / "n.yaml"
    path.write_text(
        "version: 1\nid: n\nname: N\nlanguages: [en, it]\nmarking: {profile: none}\nfields:\n"
        "- {key: for, kind: text, label: For, help: {en: Who reads it., it: Chi la legge.}}\n"
        "parts: [{key: t, kind: written, label: T}]\n",
        "utf-8",
    )
    form.show_template(load_template(path), "it")
    assert form.inputs["for"].toolTip() == "Chi la legge."
    assert form.inputs["for"].accessibleDescription() == "Chi la legge."


def test_markings_that_need_an_accredited_system_are_disabled(desk: Desk) -> None:
    box = combo(desk, "Marking")
    model = of_type(box.model(), QStandardItemModel)
    states = {box.itemData(row): model.item(row).isEnabled() for row in range(box.count())}
    profile = desk.services.resources.profile("eu")
    assert {level.id for level in profile.levels if level.restricted}
    for level in profile.levels:
        assert states[level.id] is not level.restricted
        if level.restricted:
            assert box.itemData(box.findData(level.id), Qt.ItemDataRole.ToolTipRole)
    allowed = next(level.id for level in profile.levels if not level.restricted)
    choose(box, allowed)
    assert desk.briefing.marking == allowed


# Checks


@pytest.mark.real_pages
def test_the_checks_show_what_check_and_pages_find_and_lead_to_it(desk: Desk) -> None:
    desk.wait_until_still()
    shown = desk.pane.panel.findings.all
    found = check(desk.session, desk.briefing.id)
    assert [one for one in found if one not in shown] == []
    # The flags in the title are no letters that a font holds: only the pages know of it.
    assert "pdf-glyph-missing" in {one.code for one in shown if one not in found}
    order = ("error", "warning", "hint")
    ranks = [order.index(one.severity) for one in shown]
    assert ranks == sorted(ranks)
    empty = desk.finding("part-empty")
    desk.services.actions.action("check-briefing").trigger()
    assert shown_panel(desk) == "checks"
    desk.card(empty).go_requested.emit(empty)
    assert desk.pane.outline.current_node == empty.place.part
    desk.pane.panel.go_to(Finding(code="part-empty", severity="hint", place=Place(field="reference")))
    assert shown_panel(desk) == "details"
    assert named(desk, "Reference").hasFocus()


# Export


def test_a_file_name_has_no_forbidden_characters() -> None:
    assert export_file_name('UE/Giappone: "chip" <bozza>?') == "UE Giappone chip bozza"
    assert export_file_name("...") == "briefing"
    assert len(export_file_name("long " * 100)) <= 80
    assert len(export_file_name("🇯🇵" * 100).encode()) <= 200
    assert export_file_name("Chips \u202excod\u202c note") == "Chips xcod note"
    assert [export_file_name(name) for name in ("Con", "aux.1", "COM¹", "Conin$", "Conference")] == [
        "briefing Con",
        "briefing aux.1",
        "briefing COM¹",
        "briefing Conin$",
        "Conference",
    ]


# Everything else


def test_the_pane_follows_the_dossier_that_is_open(desk: Desk) -> None:
    desk.wait_until_still()
    desk.services.holder.replace(None)
    assert desk.pane.current.briefing is None
    assert desk.pane.outline.model().rowCount() == 0
    assert not desk.services.actions.action("export-briefing").isEnabled()
    assert desk.pane.panel.preview.view.page_count == 0


def _classes_above(widget: QWidget) -> set[str]:
    found: set[str] = set()
    above = widget.parentWidget()
    while above is not None:
        found.add(above.metaObject().className())
        above = above.parentWidget()
    return found


def test_every_control_has_a_name_and_is_reachable_by_keyboard(desk: Desk) -> None:
    unnamed = [
        f"{type(one).__name__} {one.objectName()}"
        for one in desk.pane.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not one.accessibleName()
        # Qt's own: the lists that combo boxes drop down, the arrows of a tab bar, the line of a date.
        and not one.objectName().startswith("qt_")
        and not isinstance(one.parent(), QTabBar)
        and "QComboBoxPrivateContainer" not in _classes_above(one)
    ]
    assert unnamed == []
