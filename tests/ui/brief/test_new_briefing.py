"""A new briefing takes three keys: template cards with pictures of their first pages, title and topics."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type

from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Part
from briefbuilder.domain.changes import ChangeSet, change_of
from briefbuilder.ui.brief.new_briefing import FirstBriefing, NewBriefingDialog, TaggedTopic, topics_to_tick
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.theme import style_sheet

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk
    from tests.ui.conftest import Opener


def dialog_of(desk: Desk, qtbot: QtBot) -> NewBriefingDialog:
    dialog = NewBriefingDialog(desk.services, desk.session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def test_a_briefing_is_made_with_two_keys_and_the_letters_of_its_title(desk: Desk) -> None:
    def answer(dialog: QDialog) -> bool:
        dialog.show()
        dialog.activateWindow()
        desk.qtbot.waitUntil(dialog.isActiveWindow)
        focused = not_none(dialog.focusWidget())
        QTest.keyClicks(focused, "Talks")
        QTest.keyClick(focused, Qt.Key.Key_Return)
        return dialog.result() == QDialog.DialogCode.Accepted

    desk.prompter.on_dialog = answer
    desk.services.actions.action("new-briefing").trigger()
    assert desk.briefing.title == "Talks"
    assert {part.topic for part in desk.briefing.walk() if part.topic} == {"semiconductors", "eu-japan"}


def test_tab_leads_from_the_title_down_to_the_topics(desk: Desk, qtbot: QtBot) -> None:
    dialog = dialog_of(desk, qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    title = of_type(dialog.focusWidget(), QLineEdit)
    QTest.keyClick(title, Qt.Key.Key_Backtab)
    assert dialog.focusWidget() is dialog.form.cards
    QTest.keyClick(dialog.form.cards, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is title
    QTest.keyClick(title, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.form.topics


def test_the_fields_end_where_the_button_ends(desk: Desk, qtbot: QtBot) -> None:
    dialog = dialog_of(desk, qtbot)
    title = not_none(dialog.form.findChild(QLineEdit))
    button = max(dialog.findChildren(QPushButton), key=lambda each: each.mapTo(dialog, QPoint()).x())
    ends = {each.mapTo(dialog, each.rect().topRight()).x() for each in (title, button)}
    assert len(ends) == 1


def test_the_templates_are_in_the_order_of_their_names(desk: Desk, qtbot: QtBot) -> None:
    dialog = dialog_of(desk, qtbot)
    model = dialog.form.cards.model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert len(names) > 5
    assert names == sorted(names, key=str.casefold)


def test_the_last_template_is_proposed(desk: Desk, qtbot: QtBot) -> None:
    dialog = dialog_of(desk, qtbot)
    assert dialog.form.template == "thematic-briefing"
    dialog.form.cards.choose("press-review")
    dialog.accept()
    other = dialog_of(desk, qtbot)
    assert other.form.template == "press-review"


def test_topics_are_asked_for_only_where_the_template_gathers_them(desk: Desk, qtbot: QtBot) -> None:
    dialog = dialog_of(desk, qtbot)
    topics = of_type(dialog.findChild(QListView, "topics"), QListView)
    for template, gathers in (("session-brief", False), ("eu-fiche", True)):
        dialog.form.cards.choose(template)
        assert topics.isVisible() is gathers, template


def test_all_topics_are_seen_where_there_is_room(desk: Desk, qtbot: QtBot) -> None:
    article = desk.session.store.articles()[0].id
    names = [topic.id for topic in desk.session.taxonomy.topics][:16]
    desk.session.store.apply(tag_section(desk.session, article, 0, names))
    dialog = dialog_of(desk, qtbot)
    view = dialog.form.topics
    assert view.count() >= 16
    assert view.verticalScrollBar().maximum() > 0
    dialog.resize(900, 1200)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)


def test_topics_have_the_distance_that_the_style_of_the_window_gives_them(
    session: Session, open_window: Opener, qtbot: QtBot
) -> None:
    window: MainWindow = open_window(session)
    dialog = NewBriefingDialog(window.services, session, window)
    topics = dialog.form.topics
    dialog.show()
    qtbot.waitExposed(dialog)
    first, second = (topics.visualItemRect(topics.item(row)) for row in (0, 1))
    assert second.top() - first.top() == topics.sizeHintForRow(0)
    dialog.close()


def test_the_fields_are_under_details(desk: Desk, qtbot: QtBot) -> None:
    dialog = dialog_of(desk, qtbot)
    field = of_type(dialog.findChild(QWidget, "field-reference"), QWidget)
    assert not field.isVisible()
    dialog.form.details.head.setChecked(True)
    assert field.isVisible()


@pytest.mark.real_pages
def test_cards_get_the_pictures_of_their_first_pages(desk: Desk, qtbot: QtBot) -> None:
    dialog = dialog_of(desk, qtbot)
    cards = dialog.form.cards
    assert cards.model().rowCount(QModelIndex()) == 9
    row = cards.currentIndex().row()
    qtbot.waitUntil(lambda: cards.picture(row) is not None)
    picture = not_none(cards.picture(row))
    assert picture.height() > picture.width() > 200
    colours = {picture.pixelColor(x, y).name() for x in range(0, 300, 7) for y in range(0, 300, 7)}
    assert len(colours) > 2, "the page is not blank"
    dialog.hide()
    qtbot.waitUntil(lambda: not cards.pictures.busy)


def test_a_dossier_without_a_briefing_shows_the_form_of_its_first(desk: Desk) -> None:
    desk.services.actions.action("remove-briefing").trigger()
    assert desk.pane.current.briefing is None
    first = of_type(desk.pane.findChild(FirstBriefing), FirstBriefing)
    assert first.isVisible()
    form = not_none(first.form)
    assert form.topics.ticked == ("semiconductors", "eu-japan")
    form.cards.choose("eu-fiche")
    desk.pane.focus_content()
    title = not_none(desk.pane.window().focusWidget())
    assert title.accessibleName() == "Title"
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert desk.briefing.template == "eu-fiche"
    assert desk.briefing.topics == ("semiconductors", "eu-japan")
    assert not first.isVisible()


def test_the_lists_of_the_first_form_have_the_frames_of_those_in_the_dialog(desk: Desk, qtbot: QtBot) -> None:
    dialog = dialog_of(desk, qtbot)
    desk.services.actions.action("remove-briefing").trigger()
    first = of_type(desk.pane.findChild(FirstBriefing), FirstBriefing)
    frames = []
    for widget, form in ((dialog, dialog.form), (first.window(), not_none(first.form))):
        widget.setStyleSheet(style_sheet(desk.services.theme))
        picture = form.cards.grab().toImage()
        frames.append((form.cards.viewport().pos(), picture.pixelColor(0, 100), picture.pixelColor(1, 100)))
    assert frames[0] == frames[1]
    assert frames[0][1] != frames[0][2]


@pytest.mark.parametrize(
    ("tags", "ticked"),
    [
        ((7, 5, 2, 1), 4),
        ((7, 5, 2, 2, 2, 1, 1, 1), 2),
        ((8, 4, 4, 3, 1, 1, 1), 3),
        ((2, 2, 2, 2, 1, 1, 1), 6),
        ((), 0),
    ],
)
def test_of_many_topics_the_main_ones_are_ticked(tags: tuple[int, ...], ticked: int) -> None:
    tagged = [TaggedTopic(str(number), str(number), count) for number, count in enumerate(tags)]
    assert list(topics_to_tick(tagged)) == tagged[:ticked]


def test_the_first_form_shows_the_topics_that_are_tagged_now_and_keeps_the_title(desk: Desk) -> None:
    desk.services.actions.action("remove-briefing").trigger()
    first = of_type(desk.pane.findChild(FirstBriefing), FirstBriefing)
    assert first.form is not None
    first.form.cards.choose("eu-fiche")
    desk.pane.focus_content()
    title = of_type(desk.pane.window().focusWidget(), QLineEdit)
    title.setText("Chips in Tokyo")
    tags = desk.session.store.tags_with(["eu-japan"])
    desk.session.store.apply(ChangeSet(act="remove-tag", changes=tuple(change_of(tag, None) for tag in tags)))
    desk.qtbot.waitUntil(lambda: first.form is not None and first.form.topics.ticked == ("semiconductors",))
    assert (first.form.title, first.form.template) == ("Chips in Tokyo", "eu-fiche")
    focused = not_none(desk.pane.window().focusWidget())
    assert focused.accessibleName() == "Title"


def test_the_first_form_keeps_the_ticks_and_fields_when_other_topics_are_tagged(desk: Desk) -> None:
    desk.services.actions.action("remove-briefing").trigger()
    first = of_type(desk.pane.findChild(FirstBriefing), FirstBriefing)
    former = not_none(first.form)
    former.cards.choose("eu-fiche")
    key, line = next((key, line) for key, line in former.fields.inputs.items() if isinstance(line, QLineEdit))
    line.setText("Desk 3")
    former.topics.tick(["eu-japan"])
    before = former.topics.count()
    tag = desk.session.store.tags_with(["semiconductors"])[0]
    added = replace(tag, id="another", topic="sanctions")
    desk.session.store.apply(ChangeSet(act="add-tag", changes=(change_of(None, added),)))
    desk.qtbot.waitUntil(lambda: first.form is not former)
    form = not_none(first.form)
    assert form.topics.count() == before + 1
    assert form.topics.ticked == ("eu-japan",)
    assert form.fields.values()[key] == "Desk 3"


def test_the_title_of_the_first_briefing_leaves_undo_to_the_dossier(desk: Desk) -> None:
    desk.services.actions.action("remove-briefing").trigger()
    desk.pane.focus_content()
    title = of_type(desk.pane.window().focusWidget(), QLineEdit)
    undo = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undo.ignore()
    QApplication.sendEvent(title, undo)
    assert not undo.isAccepted()
    QTest.keyClicks(title, "Chips")
    QApplication.sendEvent(title, undo)
    assert undo.isAccepted(), "what was typed can be undone"


def test_gathering_says_only_that_the_template_is_missing(desk: Desk) -> None:
    desk.pane.current.edit("edit-briefing-details", lambda briefing: replace(briefing, template="gone"))
    told = desk.services.toasts.last
    desk.services.actions.action("gather").trigger()
    assert [error.code for error in desk.prompter.errors] == ["template-missing"]
    assert desk.services.toasts.last == told


def test_gathering_says_that_a_template_gathers_nothing(desk: Desk) -> None:
    desk.pane.current.edit("edit-briefing-details", lambda now: replace(now, template="session-brief"))
    desk.services.actions.action("gather").trigger()
    assert "no part that gathers" in desk.services.toasts.last
    session = desk.services.holder.opened
    untagged = [Part(id="p", key="topics", topic="quantum")]
    desk.pane.current.edit(
        "edit-briefing-details", lambda now: replace(now, template="thematic-briefing", parts=tuple(untagged))
    )
    desk.services.actions.action("gather").trigger()
    assert "tagged with the topics of this briefing" in desk.services.toasts.last
    desk.pane.current.edit("edit-briefing-details", lambda now: replace(now, parts=(), topics=()))
    desk.services.actions.action("gather").trigger()
    assert "created without topics" in desk.services.toasts.last
    session.store.apply(
        ChangeSet(act="remove-tags", changes=tuple(change_of(tag, None) for tag in session.store.tags()))
    )
    desk.services.actions.action("gather").trigger()
    assert "No passage is tagged yet" in desk.services.toasts.last
