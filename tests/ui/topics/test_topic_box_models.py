"""The models of the topic box and the list of shortcuts follow Qt's rules."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none

from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.fuzzy import TopicFinder
from briefbuilder.ui.help.commands import ShortcutModel
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.topics.topic_box import TagBox, TopicChoice, TopicChoiceModel, topic_choices

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def test_choices_are_replaced(qtbot: QtBot) -> None:
    model = TopicChoiceModel()
    tester = QAbstractItemModelTester(model, FATAL)
    topics = (Topic(id="a", names={"en": "Chips"}), Topic(id="b", names={"en": "China"}))
    found = TopicFinder(topics, "en").find("ch")
    model.show_rows(
        (*(TopicChoice(match, match.name) for match in found), TopicChoice(None, "Create topic “ch”"))
    )
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "Chips",
        "China",
        "Create topic “ch”",
    ]
    assert model.row(9) is None
    model.show_rows(())
    assert model.rowCount() == 0
    tester.deleteLater()


def test_each_topic_is_offered_with_its_group() -> None:
    group = TopicGroup(id="g", names={"en": "States", "it": "Stati"})
    topics = (
        Topic(id="a", group="g", names={"en": "China", "it": "Cina"}),
        Topic(id="b", names={"en": "Chips"}),
    )
    taxonomy = Taxonomy(topics=topics, groups=(group,))
    found = topic_choices(TopicFinder(topics, "it").find("ch"), taxonomy, "it")
    assert {choice.text: choice.group for choice in found} == {"Cina": "Stati", "Chips": ""}


def test_shortcuts_have_two_columns(window: MainWindow) -> None:
    model = ShortcutModel(window.services.actions, window)
    tester = QAbstractItemModelTester(model, FATAL)
    assert model.columnCount() == 2
    keys = [str(model.index(row, 1).data()) for row in range(model.rowCount())]
    assert all(keys)
    assert "T" in keys
    assert "1 … 9" in keys
    tester.deleteLater()


def test_plus_accepts_and_the_arrows_choose(window: MainWindow) -> None:
    session, view = window.services.holder.session, window.article.canvas.view
    rows = window.read.rail.suggestions.rows
    assert session is not None
    shown = not_none(rows[1].shown)
    wanted = shown.suggestion.topic
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert [tag.topic for tag in session.store.tags()] == [wanted]
    assert [tag.origin for tag in session.store.tags()] == ["suggestion"]


def test_the_buttons_of_a_card_answer_for_it(window: MainWindow) -> None:
    session, suggestions = window.services.holder.session, window.read.rail.suggestions
    assert session is not None
    rejected, accepted = (row.shown.suggestion.topic for row in suggestions.rows[:2])
    suggestions.rows[0].reject_button.click()
    next(row for row in suggestions.rows if row.shown.suggestion.topic == accepted).accept_button.click()
    assert {(each.topic, each.accepted) for each in session.store.judgements()} == {
        (rejected, False),
        (accepted, True),
    }


def test_a_recent_topic_is_offered_first_with_its_digit(window: MainWindow) -> None:
    session, view, box = window.services.holder.session, window.article.canvas.view, window.read.rail.box
    assert session is not None
    QTest.keyClick(view, Qt.Key.Key_T)
    QTest.keyClicks(box.line, "semi")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_T)
    first = not_none(box.choices.row(0))
    assert first.match is not None
    assert (first.match.topic.id, first.key) == ("semiconductors", "1")
    QTest.keyClick(box.line, Qt.Key.Key_1)
    assert [tag.topic for tag in session.store.tags()] == ["semiconductors", "semiconductors"]
    assert not box.isVisible()


PAIRED = (
    Topic(
        id="subsidies",
        names={
            "en": "Industrial policy & subsidies",
            "it": "Politica industriale e sussidi",
            "fr": "Politique industrielle et subventions",
            "de": "Industriepolitik und Subventionen",
        },
    ),
    Topic(id="supply", names={"en": "Supply chains & resilience", "it": "Catene di approvvigionamento"}),
    Topic(
        id="controls", names={"en": "Export controls", "fr": "Contrôles des exportations", "ja": "輸出管理"}
    ),
)


def first_choice(qtbot: QtBot, typed: str) -> str | None:
    """Return the topic that Enter would tag, or None for a new one."""
    parent = QWidget()
    qtbot.addWidget(parent)
    box = TagBox(Theme("light"), "en", parent)
    box.open(Taxonomy(topics=PAIRED), typed, QRectF(0, 0, 10, 10))
    choice = not_none(box.choices.row(0))
    return choice.match.topic.id if choice.match is not None else None


@pytest.mark.parametrize(
    "typed",
    [
        "Fab subsidies",
        "Chip subsidies",
        "Import controls",
        "Export controls law",
        "Supply of water",
        "Sussidi alle fabbriche",
        "Politica estera",
        "Subventions agricoles",
        "Subventionen für Fabriken",
        "輸出管理法",
    ],
)
def test_a_new_topic_is_offered_first_where_a_known_one_lacks_a_word(qtbot: QtBot, typed: str) -> None:
    assert first_choice(qtbot, typed) is None


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("subsidies", "subsidies"),
        ("subsideis", "subsidies"),
        ("exp cont", "controls"),
        ("Export contorls", "controls"),
        ("Industrail policy", "subsidies"),
        ("suply chains", "supply"),
        ("controles des exp", "controls"),
        ("輸出", "controls"),
        ("sc", "supply"),
    ],
)
def test_a_known_topic_with_every_word_is_offered_first(qtbot: QtBot, typed: str, topic: str) -> None:
    assert first_choice(qtbot, typed) == topic
