"""The taxonomy is edited with the keyboard only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QSize, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type
from tests.ui.conftest import FakePrompter
from tests.ui.windows import press, session_of

from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.commands.taxonomy import import_taxonomy, put_topic, remove_topics
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.topics.commands import TopicsDialog
from briefbuilder.ui.topics.topic_box import TopicChooser
from briefbuilder.ui.topics.tree import TopicForm, TopicRole, TopicRowDelegate, TopicTreeModel
from briefbuilder.ui.widgets.rows import select_only

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Steps = Callable[[TopicsDialog], None]


class Hands:
    """Fills in the dialogs that follow each other, and does `steps` in the editor."""

    def __init__(self, steps: Steps, qtbot: QtBot) -> None:
        self.steps = steps
        self.qtbot = qtbot
        self.typed: dict[type[QDialog], Callable[[QDialog], bool]] = {}

    def __call__(self, dialog: QDialog) -> bool:
        dialog.show()
        dialog.activateWindow()
        self.qtbot.waitUntil(dialog.isActiveWindow)
        if isinstance(dialog, TopicsDialog):
            self.steps(dialog)
            return False
        return self.typed[type(dialog)](dialog)


Edit = Callable[[Steps], Hands]


@pytest.fixture
def edit(prompter: FakePrompter, qtbot: QtBot) -> Edit:
    """Have steps done in the editor, and what fills in the other dialogs."""

    def prepared(steps: Steps) -> Hands:
        hands = Hands(steps, qtbot)
        prompter.on_dialog = hands
        return hands

    return prepared


def type_into(chooser: QDialog, letters: str) -> bool:
    assert isinstance(chooser, TopicChooser)
    QTest.keyClicks(chooser.line, letters)
    with_enter: list[bool] = []
    chooser.accepted.connect(lambda: with_enter.append(True))
    press(chooser.line, Key.Key_Return)
    return bool(with_enter)


def focused(dialog: QDialog) -> QWidget:
    return not_none(dialog.focusWidget())


def type_in_field(form: QDialog, letter: Key, typed: str) -> None:
    press(form, letter, ALT)
    for line, text in enumerate(typed.split("\n")):
        if line:
            press(focused(form), Key.Key_Return)
        QTest.keyClicks(focused(form), text)


def left_by(dialog: QDialog, key: Key) -> bool:
    """Press a key in a dialog; return whether that accepts it."""
    accepted: list[bool] = []
    dialog.accepted.connect(lambda: accepted.append(True))
    press(focused(dialog), key)
    return bool(accepted)


def test_a_topic_is_made_by_keys(window: MainWindow, prompter: FakePrompter, edit: Edit) -> None:
    def steps(dialog: TopicsDialog) -> None:
        press(dialog.view, Key.Key_Insert)
        assert dialog.chosen() == ("trade-fairs",)

    def fill_in(form: QDialog) -> bool:
        # The form begins in the name; each field is gone to by its letter.
        for letter, typed in (
            (Key.Key_N, "Trade fairs"),
            (Key.Key_T, "trade fair*\nexpo"),
            (Key.Key_G, "Our themes"),
            (Key.Key_L, "Ital"),
            (Key.Key_N, "Fiere"),
            (Key.Key_E, "fiere del libro"),
        ):
            type_in_field(form, letter, typed)
        press(form, Key.Key_C, ALT)
        press(focused(form), Key.Key_A, CONTROL)
        QTest.keyClicks(focused(form), "#123456")
        return left_by(form, Key.Key_Return)

    hands = edit(steps)
    hands.typed[TopicForm] = fill_in
    window.services.actions.action("edit-topics").trigger()
    topic = not_none(session_of(window).taxonomy.topic("trade-fairs"))
    assert dict(topic.names) == {"en": "Trade fairs", "it": "Fiere"}
    assert dict(topic.terms) == {"en": ("trade fair*", "expo")}
    assert dict(topic.exclusions) == {"it": ("fiere del libro",)}
    assert topic.colour == "#123456"
    group = not_none(session_of(window).taxonomy.group(topic.group))
    assert group.names == {"en": "Our themes"}


def test_a_topic_is_found_renamed_and_edited_by_keys(
    window: MainWindow, prompter: FakePrompter, edit: Edit, qtbot: QtBot
) -> None:
    session = session_of(window)

    def steps(dialog: TopicsDialog) -> None:
        QTest.keyClicks(dialog.line, "semic")
        assert dialog.chosen() == ("semiconductors",)
        prompter.text = "Chips"
        press(dialog.line, Key.Key_F2)
        assert session.taxonomy.topic("semiconductors").name("en") == "Chips"  # type: ignore[union-attr]
        press(dialog, Key.Key_Z, CONTROL)
        assert session.taxonomy.topic("semiconductors").name("en") == "Semiconductors"  # type: ignore[union-attr]
        press(dialog, Key.Key_Y, CONTROL)
        dialog.choose("semiconductors")
        press(dialog.view, Key.Key_Return)

    def fill_in(form: QDialog) -> bool:
        assert isinstance(form, TopicForm)
        assert form.name.text() == "Chips"
        press(form, Key.Key_H, ALT)
        # A button that is pressed by its letter moves visibly before it acts.
        qtbot.waitUntil(lambda: "security" in form.broader_label.text())
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        press(form, Key.Key_C, ALT)
        press(focused(form), Key.Key_A, CONTROL)
        QTest.keyClicks(focused(form), "Teal")
        return left_by(form, Key.Key_Return)

    hands = edit(steps)
    hands.typed[TopicForm] = fill_in
    hands.typed[TopicChooser] = lambda dialog: type_into(dialog, "economic sec")
    window.services.actions.action("edit-topics").trigger()
    topic = not_none(session.taxonomy.topic("semiconductors"))
    assert prompter.errors == []
    assert prompter.dialogs == ["Topics", "Edit topic", "Broader topic"]
    assert topic.broader == ("economic-security",)
    assert topic.name("en") == "Chips"
    assert topic.own
    assert prompter.errors == []


def test_the_form_shows_the_countries_of_a_topic_and_keeps_them(
    window: MainWindow, prompter: FakePrompter, edit: Edit
) -> None:
    session = session_of(window)
    topic = Topic(
        id="asia",
        names={"en": "Asia"},
        territories=("CN", "JP"),
        counterparts=("EU",),
        inflected=True,
        ids={"a": "1"},
    )
    session.store.apply(import_taxonomy(session, Taxonomy(topics=(topic,))))
    shown: list[str] = []

    def steps(dialog: TopicsDialog) -> None:
        dialog.choose("asia")
        press(dialog.view, Key.Key_Return)

    def fill_in(form: QDialog) -> bool:
        shown.extend(label.text() for label in form.findChildren(QLabel))
        type_in_field(form, Key.Key_T, "Asian century")
        return left_by(form, Key.Key_Return) or not form.isVisible()

    hands = edit(steps)
    hands.typed[TopicForm] = fill_in
    window.services.actions.action("edit-topics").trigger()
    assert "China, Japan (with European Union)" in shown
    edited = session.taxonomy.shown("asia")
    assert (edited.territories, edited.counterparts, edited.inflected) == (("CN", "JP"), ("EU",), True)
    assert edited.ids == {"a": "1"}


def test_topics_are_merged_by_keys_and_their_tags_move(
    window: MainWindow, prompter: FakePrompter, edit: Edit
) -> None:
    session = session_of(window)
    session.store.apply(tag_section(session, session.store.articles()[0].id, 0, ["derisking"]))

    def steps(dialog: TopicsDialog) -> None:
        dialog.choose("derisking")
        press(dialog.view, Key.Key_M, CONTROL)
        assert dialog.chosen() == ("decoupling",)

    hands = edit(steps)
    hands.typed[TopicChooser] = lambda dialog: type_into(dialog, "decoup")
    window.services.actions.action("edit-topics").trigger()
    assert [tag.topic for tag in session.store.tags()] == ["decoupling"]
    assert session.taxonomy.topic("derisking") is None
    session.store.undo()
    assert [tag.topic for tag in session.store.tags()] == ["derisking"]


def test_of_the_topics_that_are_merged_one_can_stay(window: MainWindow, edit: Edit) -> None:
    session = session_of(window)
    session.store.apply(tag_section(session, session.store.articles()[0].id, 0, ["derisking"]))
    offered: list[str] = []

    def steps(dialog: TopicsDialog) -> None:
        dialog.choose("decoupling")
        added = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        dialog.view.selectionModel().select(dialog.model.index_of("derisking"), added)
        press(dialog.view, Key.Key_M, CONTROL)
        assert dialog.chosen() == ("decoupling",)

    def take_second(chooser: QDialog) -> bool:
        rows = of_type(chooser, TopicChooser)._list.rows_model.rows
        offered.extend(not_none(row.match).topic.id for row in rows[:2])
        return type_into(chooser, "decoup")

    hands = edit(steps)
    hands.typed[TopicChooser] = take_second
    window.services.actions.action("edit-topics").trigger()
    assert sorted(offered) == ["decoupling", "derisking"], "those that were selected come first"
    assert [tag.topic for tag in session.store.tags()] == ["decoupling"]
    assert session.taxonomy.topic("derisking") is None


def test_after_a_removal_the_next_row_is_selected_and_a_group_stays_so(
    window: MainWindow, edit: Edit
) -> None:
    session = session_of(window)

    def steps(dialog: TopicsDialog) -> None:
        first = dialog.model.index(0, 0)
        children = [str(dialog.model.index(row, 0, first).data(TopicRole.TOPIC)) for row in range(3)]
        dialog.choose(children[1])
        press(dialog.view, Key.Key_Delete)
        assert session.taxonomy.topic(children[1]) is None
        assert dialog.chosen() == (children[2],)
        last = dialog.model.index(dialog.model.rowCount() - 1, 0)
        below = dialog.model.rowCount(last)
        assert below > 1
        dialog.choose(str(dialog.model.index(below - 1, 0, last).data(TopicRole.TOPIC)))
        press(dialog.view, Key.Key_Delete)
        # The index of before the removal is not valid any more.
        last = dialog.model.index(dialog.model.rowCount() - 1, 0)
        assert dialog.chosen() == (str(dialog.model.index(below - 2, 0, last).data(TopicRole.TOPIC)),)
        select_only(dialog.view, dialog.model.index(0, 0))
        press(dialog.view, Key.Key_Z, CONTROL)
        assert dialog.view.currentIndex() == dialog.model.index(0, 0), "the group stays selected"
        done.append(True)

    done: list[bool] = []
    edit(steps)
    window.services.actions.action("edit-topics").trigger()
    assert done


def test_a_topic_that_gets_a_broader_one_without_others_below_stays_selected(
    window: MainWindow, edit: Edit
) -> None:
    session = session_of(window)

    def steps(dialog: TopicsDialog) -> None:
        dialog.choose("derisking")
        narrower = replace(not_none(session.taxonomy.topic("derisking")), broader=("semiconductors",))
        session.store.apply(put_topic(session, narrower, "", "en"))
        assert dialog.chosen() == ("derisking",)
        assert dialog.view.visualRect(dialog.view.currentIndex()).isValid()
        done.append(True)

    done: list[bool] = []
    edit(steps)
    window.services.actions.action("edit-topics").trigger()
    assert done


def test_a_tagged_topic_is_removed_only_after_confirmation(
    window: MainWindow, prompter: FakePrompter, edit: Edit, qtbot: QtBot
) -> None:
    session = session_of(window)
    session.store.apply(tag_section(session, session.store.articles()[0].id, 0, ["derisking"]))

    def steps(dialog: TopicsDialog) -> None:
        dialog.choose("derisking")
        prompter.agrees = False
        press(dialog.view, Key.Key_Delete)
        assert session.taxonomy.topic("derisking") is not None
        prompter.agrees = True
        press(dialog.view, Key.Key_Delete)
        assert session.taxonomy.topic("derisking") is None
        dialog.choose("decoupling")
        asked = len(prompter.questions)
        press(dialog.view, Key.Key_Delete)
        assert len(prompter.questions) == asked
        left.append(len(session.taxonomy.topics))
        press(dialog, Key.Key_S, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: session.taxonomy.topic("decoupling") is not None)

    left: list[int] = []
    edit(steps)
    window.services.actions.action("edit-topics").trigger()
    assert "1 tag" in prompter.questions[0]
    assert session.store.tags() == ()
    assert left == [48]
    assert len(session.taxonomy.topics) == 50


def test_invalid_input_is_reported_and_the_form_stays_open(
    window: MainWindow, prompter: FakePrompter, edit: Edit
) -> None:
    tries = iter(["China", "A name of its own"])

    def fill_in(form: QDialog) -> bool:
        assert isinstance(form, TopicForm)
        form.name.clear()
        QTest.keyClicks(form.name, next(tries))
        return True

    hands = edit(lambda dialog: press(dialog.view, Key.Key_Insert))
    hands.typed[TopicForm] = fill_in
    window.services.actions.action("edit-topics").trigger()
    assert [error.code for error in prompter.errors] == ["topic-exists"]
    assert any(topic.name("en") == "A name of its own" for topic in session_of(window).store.topics())


def test_several_topics_change_their_group_by_keys_and_by_dragging(window: MainWindow, edit: Edit) -> None:
    session = session_of(window)
    names = ("derisking", "decoupling")
    before = {name: not_none(session.taxonomy.topic(name)).group for name in names}
    others = [group.id for group in session.taxonomy.groups if group.id not in before.values()]

    def select(dialog: TopicsDialog) -> None:
        dialog.choose(names[0])
        added = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        dialog.view.selectionModel().select(dialog.model.index_of(names[1]), added)

    def groups() -> set[str]:
        return {not_none(session.taxonomy.topic(name)).group for name in names}

    def steps(dialog: TopicsDialog) -> None:
        select(dialog)
        press(dialog.view, Key.Key_G, CONTROL)
        assert groups() == {others[0]}
        select(dialog)
        rows = (dialog.model.index(row, 0) for row in range(dialog.model.rowCount()))
        target = next(row for row in rows if row.data(TopicRole.GROUP) == others[1])
        dragged = dialog.model.mimeData(dialog.view.selectedIndexes())
        assert not dialog.model.dropMimeData(dragged, Qt.DropAction.MoveAction, -1, -1, target)
        assert groups() == {others[1]}

    hands = edit(steps)
    name = not_none(session.taxonomy.group(others[0])).names["en"]
    hands.typed[TopicChooser] = lambda dialog: type_into(dialog, name.casefold()[:-1])
    window.services.actions.action("edit-topics").trigger()
    session.store.undo()
    session.store.undo()
    assert {name: not_none(session.taxonomy.topic(name)).group for name in names} == before


def test_a_group_is_renamed(window: MainWindow, prompter: FakePrompter, edit: Edit) -> None:
    def steps(dialog: TopicsDialog) -> None:
        dialog.view.setCurrentIndex(dialog.model.index(0, 0))
        prompter.text = "Security"
        press(dialog.view, Key.Key_F2)
        assert dialog.model.index(0, 0).data() == "Security"

    edit(steps)
    window.services.actions.action("edit-topics").trigger()
    assert prompter.errors == []


def test_topics_are_exported_to_and_imported_from_files(
    window: MainWindow, prompter: FakePrompter, edit: Edit, tmp_path: Path, qtbot: QtBot
) -> None:
    session = session_of(window)
    prompter.target = tmp_path / "topics.ttl"
    prompter.files = (tmp_path / "more.csv",)
    prompter.files[0].write_text("name,broader\nTrade fairs,nowhere\n", encoding="utf-8")

    def steps(dialog: TopicsDialog) -> None:
        press(dialog, Key.Key_E, CONTROL)
        assert "50 topic" in dialog.status.text()
        press(dialog, Key.Key_I, CONTROL)
        qtbot.waitUntil(lambda: session.taxonomy.topic("trade-fairs") is not None)
        assert "1 topic" in dialog.status.text()

    edit(steps)
    window.services.actions.action("edit-topics").trigger()
    assert b"skos:Concept" in prompter.target.read_bytes()
    assert prompter.told == ["Some of the file was not imported."]


def test_errors_in_a_file_are_reported(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "house.yaml"
    path.write_text("version: 2\ntopics: []\n", encoding="utf-8")
    with qtbot.waitSignal(window.make_pages().topics.commands.imported):
        window.make_pages().topics.commands.import_file(path)
    assert [error.code for error in prompter.errors] == ["taxonomy-version"]
    assert len(session_of(window).taxonomy.topics) == 50


def test_topics_that_arrive_late_do_not_go_into_another_dossier(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "more.csv"
    path.write_text("name\nTrade fairs\n", encoding="utf-8")
    window.make_pages().topics.commands.import_file(path)
    other = Session.create(tmp_path / "other.dossier", window.services.resources)
    window.services.holder.replace(other)
    qtbot.waitUntil(lambda: not window.make_pages().topics.commands.job.running)
    qtbot.wait(50)
    assert other.store.topics() == ()


# The tree -----------------------------------------------------------------------------------


def names(model: QAbstractItemModel, parent: object = None) -> list[object]:
    from PySide6.QtCore import QModelIndex

    above = parent if isinstance(parent, QModelIndex) else QModelIndex()
    found: list[object] = []
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        below = names(model, index)
        found.append((index.data(), below) if below else index.data())
    return found


def many_topics(window: MainWindow, count: int = 60) -> None:
    groups = tuple(TopicGroup(id=f"g{number}", names={"en": f"Group {number}"}) for number in range(4))
    topics = tuple(
        Topic(id=f"t{number}", group=f"g{number % 4}", names={"en": f"Topic {number}"})
        for number in range(count)
    )
    session = session_of(window)
    session.store.apply(import_taxonomy(session, Taxonomy(topics=topics, groups=groups)))


def test_of_many_topics_only_the_groups_with_tags_are_open(window: MainWindow, edit: Edit) -> None:
    many_topics(window)
    session = session_of(window)
    session.store.apply(tag_section(session, session.store.articles()[0].id, 0, ["t0", "t4", "t5"]))
    seen: list[dict[str, tuple[bool, str]]] = []

    def steps(dialog: TopicsDialog) -> None:
        rows = [dialog.model.index(row, 0) for row in range(dialog.model.rowCount())]
        seen.append(
            {
                str(index.data()): (dialog.view.isExpanded(index), str(index.siblingAtColumn(1).data()))
                for index in rows
            }
        )
        QTest.keyClicks(dialog.line, "Topic 7")
        assert "t7" in {dialog.model.index(row, 0).data(TopicRole.TOPIC) for row in range(2)}

    edit(steps)
    window.services.actions.action("edit-topics").trigger()
    (found,) = seen
    assert {name: found[name] for name in found if name.startswith("Group")} == {
        "Group 0": (True, "2"), "Group 1": (True, "1"), "Group 2": (False, ""), "Group 3": (False, ""),
    }  # fmt: skip


def test_of_many_topics_only_those_in_view_are_measured(
    window: MainWindow, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_topics(window, 400)
    session = session_of(window)
    every_tenth = [f"t{number}" for number in range(0, 400, 10)]
    session.store.apply(tag_section(session, session.store.articles()[0].id, 0, every_tenth))
    measured: list[object] = []

    def measure(_self: TopicRowDelegate, _option: object, index: object) -> QSize:
        measured.append(index)
        return QSize(60, 28)

    monkeypatch.setattr(TopicRowDelegate, "sizeHint", measure)
    edit(lambda _dialog: None)
    window.services.actions.action("edit-topics").trigger()
    assert 0 < len(measured) < 400


@pytest.mark.usefixtures("qapp")
def test_the_tree_has_groups_and_broader_topics() -> None:
    model = TopicTreeModel(Theme("light"), "en")
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    topics = (
        Topic(id="a", names={"en": "A"}, group="g"),
        Topic(id="b", names={"en": "B"}, group="g", broader=("a",)),
        Topic(id="c", names={"en": "C"}, broader=("d",)),
        Topic(id="d", names={"en": "D"}, broader=("c",)),
        Topic(id="e", names={"en": "E"}, broader=("gone",)),
    )
    groups = (TopicGroup(id="g", names={"en": "G"}), TopicGroup(id="h", names={"en": "H"}))
    model.show(Taxonomy(topics=topics, groups=groups), {"b": 3})
    assert names(model) == [("G", [("A", ["B"])]), ("D", ["C"]), "E"]
    index = model.index_of("b")
    assert index.siblingAtColumn(1).data() == "3"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "B, 3 tag(s)"
    model.find("b")
    assert names(model) == ["B"]
    assert model.index_of("a").isValid() is False
    model.find("")
    assert model.index_of("a").data(TopicRole.TOPIC) == "a"
    tester.deleteLater()
    model.deleteLater()


def test_a_tag_with_a_missing_topic_is_shown(window: MainWindow, prompter: FakePrompter) -> None:
    session = session_of(window)
    record = session.store.articles()[0]
    session.store.apply(
        import_taxonomy(session, Taxonomy(topics=(Topic(id="lost-one", names={"en": "Lost"}),)))
    )
    session.store.apply(tag_section(session, record.id, 0, ["lost-one"]))
    (change,) = remove_topics(session, ["lost-one"], "en").changes[-1:]
    session.store.apply(
        ChangeSet(act="remove-topics", changes=(change,), parameters={"count": "1", "topic": "Lost"})
    )
    chips = {chip.shown.tag.topic: chip.text() for chip in window.article.canvas.margin.labels}
    assert chips == {"lost-one": "lost-one"}
    assert prompter.errors == []


def test_esc_asks_before_a_form_with_changes_is_given_up(window: MainWindow, prompter: FakePrompter) -> None:
    services = window.services
    form = TopicForm(services, services.holder.taxonomy.topics[0], lambda _: None, window)
    form.show()
    form.terms.appendPlainText("semiconductor export")
    prompter.agrees = False
    QTest.keyClick(form.terms, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert "semiconductor export" in form.terms.toPlainText()
    prompter.agrees = True
    QTest.keyClick(form.terms, Qt.Key.Key_Escape)
    assert not form.isVisible()
    asked = len(prompter.questions)
    form.show()
    form.terms.undo()
    QTest.keyClick(form.terms, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert len(prompter.questions) == asked
