"""The strong suggestions of the open article, or of the selected ones, are listed before they are accepted."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import FakePrompter
from tests.ui.windows import reading_of, session_of

from briefbuilder.app.commands.articles import remove_articles
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import reject_suggestion, tag_section
from briefbuilder.app.commands.taxonomy import add_topic
from briefbuilder.domain.topics import Suggestion
from briefbuilder.importers.read import read_bytes
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.near_sections import SectionTopics
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.accept_strong import AcceptStrongDialog

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CHECK = int(Qt.ItemDataRole.CheckStateRole)
TICKED, PARTLY, NOT_TICKED = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked
NOTHING = "# A quiet day\n\nThe sun shone, and the children ate their soup.\n"
CHIPS = """# Chips

Semiconductors and chips: the chip industry, semiconductor fabs and wafer plants. Japan and Tokyo, METI and the Japanese
government met the EU.

## Controls

Export controls on semiconductors, export licences, export control lists and chips. Rare earths, gallium, germanium and
critical raw materials.
"""


def add_articles(window: MainWindow, texts: dict[str, str]) -> list[str]:
    """Import articles, and return their ids."""
    readings = [read_bytes(text.encode(), name) for name, text in texts.items()]
    import_readings(session_of(window), readings)
    return [reading.article.id for reading in readings]


def strong_of(window: MainWindow) -> set[tuple[int, str]]:
    return {
        (index, each.topic) for index, section in enumerate(reading_of(window).strong) for each in section
    }


def names_of(offers: tuple[tuple[str, int, Suggestion], ...]) -> set[tuple[str, int, str]]:
    return {(article, section, each.topic) for article, section, each in offers}


def select(window: MainWindow, article_ids: list[str]) -> None:
    """Select articles in the list; the last one is opened."""
    view, flags = window.articles.list_view, QItemSelectionModel.SelectionFlag
    window.articles.choose(article_ids[0])
    for article_id in article_ids[1:]:
        row = not_none(window.articles.model.row_of(article_id))
        view.selectionModel().setCurrentIndex(window.articles.model.index(row, 0), flags.Select | flags.Rows)
    assert set(window.articles.chosen()) == set(article_ids)


def ask(window: MainWindow) -> None:
    """Ask for the lists of the selected articles, which a job makes."""
    window.services.actions.action("accept-all").trigger()
    assert "The list opens when they are found" in window.services.toasts.last


@pytest.fixture
def strong(window: MainWindow) -> MainWindow:
    """The window on an article with strong suggestions in two sections."""
    (article,) = add_articles(window, {"chips.md": CHIPS})
    window.articles.choose(article)
    return window


@pytest.fixture
def several(window: MainWindow) -> tuple[MainWindow, list[str]]:
    """The window with three articles selected, of which the first and the last have strong suggestions."""
    first = CHIPS.replace("critical raw", "other critical raw")
    texts = {"one.md": first, "quiet.md": NOTHING, "two.md": CHIPS.replace("# Chips", "# More chips", 1)}
    articles = add_articles(window, texts)
    select(window, articles)
    return window, articles


def test_strong_suggestions_are_listed_before_they_are_accepted_and_the_focus_stays(
    strong: MainWindow, prompter: FakePrompter, qtbot: QtBot
) -> None:
    window = strong
    session, view = session_of(window), window.article.canvas.view
    offered = strong_of(window)
    assert {index for index, _ in offered} == {0, 1}
    button = window.read.rail.suggestions.accept_all_button
    assert button.text() == f"Accept {len(offered)} strong in the article …"
    seen: list[tuple[int, str]] = []

    def agree(dialog: AcceptStrongDialog) -> bool:
        assert session.store.tags() == ()
        seen.extend((section, each.topic) for _, section, each in dialog.ticked)
        dialog.show()
        QTest.keyClick(dialog.tree, Key.Key_Return)
        return bool(dialog.result() == QDialog.DialogCode.Accepted)

    prompter.answer(AcceptStrongDialog, agree)
    view.setFocus()
    QTest.keyClick(view, Key.Key_A, CONTROL | SHIFT)
    assert set(seen) == offered
    assert {tag.topic for tag in session.store.tags()} == {topic for _, topic in offered}
    assert view.hasFocus()
    assert window.services.toasts.last == f"{len(offered)} suggestion(s) accepted"
    window.services.actions.action("undo").trigger()
    qtbot.waitUntil(lambda: session.store.tags() == ())


def test_what_is_not_ticked_is_not_accepted(strong: MainWindow, prompter: FakePrompter) -> None:
    window = strong
    session, offered = session_of(window), strong_of(window)

    def tick_the_section_but_one(dialog: AcceptStrongDialog) -> bool:
        dialog.section_only.setChecked(True)
        assert {section for _, section, _ in dialog.ticked} == {0}
        model = dialog.model
        assert model.setData(model.index(0, 0, model.index(0, 0)), NOT_TICKED, CHECK)
        return True

    prompter.answer(AcceptStrongDialog, tick_the_section_but_one)
    window.services.actions.action("accept-all").trigger()
    assert len(session.store.tags()) == sum(index == 0 for index, _ in offered) - 1


def test_suggestions_of_selected_articles_are_found_beside_the_window_and_accepted_in_one_act(
    several: tuple[MainWindow, list[str]],
    prompter: FakePrompter,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, (first, quiet, last) = several
    session, threads = session_of(window), set[str]()
    offered = {(article, *each) for article in (first, last) for each in strong_of(window)}
    whole = Matcher.found_topics

    def noted(self: Matcher, text: str, *given: Any) -> SectionTopics:
        if "other critical raw materials" in text:  # not of the article that is open
            threads.add(threading.current_thread().name)
        return whole(self, text, *given)

    def look(dialog: AcceptStrongDialog) -> bool:
        assert names_of(dialog.ticked) == offered
        tops = [dialog.model.index(row, 0) for row in range(dialog.model.rowCount())]
        assert [index.data() for index in tops] == ["Chips", "More chips"]
        sections = [dialog.model.index(row, 0, tops[0]).data() for row in range(2)]
        assert sections[0].startswith("Semiconductors and chips: the chip industry")
        assert sections[1] == "Controls"
        assert f"Add {len(offered)} topic(s)" in [each.text() for each in dialog.findChildren(QPushButton)]
        assert dialog.section_only.isHidden()
        return True

    prompter.answer(AcceptStrongDialog, look)
    monkeypatch.setattr(Matcher, "found_topics", noted)
    ask(window)
    qtbot.waitUntil(lambda: window.services.toasts.last == f"{len(offered)} suggestion(s) accepted")
    assert threads == {"briefbuilder-job"}
    assert len(session.store.tags(first)) == len(session.store.tags(last)) == len(offered) // 2
    assert session.store.tags(quiet) == ()
    assert prompter.dialogs == ["Accept strong suggestions"]
    window.services.actions.action("undo").trigger()
    qtbot.waitUntil(lambda: session.store.tags() == ())


def test_the_tick_of_a_heading_is_that_of_all_below_it(
    several: tuple[MainWindow, list[str]], prompter: FakePrompter, qtbot: QtBot
) -> None:
    window, (first, _, last) = several
    session, done = session_of(window), list[bool]()

    def take_ticks_off(dialog: AcceptStrongDialog) -> bool:
        model, tree, everything = dialog.model, dialog.tree, names_of(dialog.ticked)
        dialog.show()
        article = model.index(0, 0)
        section = model.index(1, 0, article)
        only = model.index(0, 0, section)
        states = [article, section, only]

        def press(index: QModelIndex) -> list[object]:
            tree.setCurrentIndex(index)
            QTest.keyClick(tree, Key.Key_Space)
            return [Qt.CheckState(each.data(CHECK)) for each in states]

        assert press(only) == [PARTLY, PARTLY, NOT_TICKED]
        assert press(section) == [TICKED, TICKED, TICKED]
        assert press(section) == [PARTLY, NOT_TICKED, NOT_TICKED]
        assert names_of(dialog.ticked) == {each for each in everything if each[:2] != (first, 1)}
        assert press(article) == [TICKED, TICKED, TICKED]
        assert press(article) == [NOT_TICKED, NOT_TICKED, NOT_TICKED]
        assert {each for each, _, _ in dialog.ticked} == {last}
        dialog.hide()
        done.append(True)
        return True

    prompter.answer(AcceptStrongDialog, take_ticks_off)
    ask(window)
    qtbot.waitUntil(lambda: bool(session.store.tags()))
    assert done
    assert {tag.passage.article for tag in session.store.tags()} == {last}


def test_the_button_of_the_rail_lists_the_open_article_of_several(
    several: tuple[MainWindow, list[str]], prompter: FakePrompter
) -> None:
    window, (_, _, last) = several
    listed = list[set[str]]()

    def look(dialog: AcceptStrongDialog) -> None:
        listed.append({article for article, _, _ in dialog.ticked})

    prompter.answer(AcceptStrongDialog, look)
    window.read.rail.suggestions.accept_all_button.click()
    assert listed == [{last}]


def test_articles_without_strong_suggestions_are_said_to_have_none(
    window: MainWindow, prompter: FakePrompter, qtbot: QtBot
) -> None:
    select(window, add_articles(window, {"a.md": NOTHING, "b.md": NOTHING.replace("sun", "moon")}))
    ask(window)
    none = "There are no strong suggestions for these articles."
    qtbot.waitUntil(lambda: window.services.toasts.last == none)
    assert prompter.dialogs == []


def test_an_article_that_is_removed_while_topics_are_looked_for_is_not_listed(
    several: tuple[MainWindow, list[str]], prompter: FakePrompter, qtbot: QtBot
) -> None:
    window, (first, quiet, last) = several
    session, listed = session_of(window), list[set[str]]()

    def look(dialog: AcceptStrongDialog) -> None:
        listed.append({article for article, _, _ in dialog.ticked})

    prompter.answer(AcceptStrongDialog, look)
    ask(window)
    session.store.apply(remove_articles(session, [first]))
    assert set(window.articles.chosen()) == {quiet, last}
    qtbot.waitUntil(lambda: bool(listed))
    assert listed == [{last}]


def test_an_article_that_is_removed_while_the_list_is_open_is_left_out(
    several: tuple[MainWindow, list[str]], prompter: FakePrompter, qtbot: QtBot
) -> None:
    window, (first, _, last) = several
    session = session_of(window)

    def remove_and_judge(dialog: AcceptStrongDialog) -> bool:
        session.store.apply(remove_articles(session, [first]))
        session.store.apply(tag_section(session, last, 0, ["semiconductors"]))
        session.store.apply(reject_suggestion(session, last, 1, "export-controls"))
        return True

    prompter.answer(AcceptStrongDialog, remove_and_judge)
    offered = strong_of(window)
    assert {(0, "semiconductors"), (1, "export-controls")} < offered
    ask(window)
    qtbot.waitUntil(lambda: window.services.toasts.last == f"{len(offered) - 2} suggestion(s) accepted")
    assert {tag.passage.article for tag in session.store.tags()} == {last}
    assert len(session.store.tags()) == len(offered) - 1
    assert prompter.errors == []


def test_nothing_is_listed_for_articles_that_are_not_selected_any_more(
    several: tuple[MainWindow, list[str]], prompter: FakePrompter, qtbot: QtBot
) -> None:
    window, (first, _, last) = several
    ask(window)
    window.articles.choose(first)
    window.articles.list_view.choose_row(window.articles.model.row_of(last) or 0)
    job = window.read.strong.job
    qtbot.waitUntil(lambda: not job.running)
    assert prompter.dialogs == []


def test_the_list_waits_for_the_end_of_another_dialog(
    several: tuple[MainWindow, list[str]], prompter: FakePrompter, qtbot: QtBot
) -> None:
    window, _ = several
    other = QDialog(window)
    other.setModal(True)
    other.show()
    ask(window)
    job = window.read.strong.job
    qtbot.waitUntil(lambda: not job.running)
    assert prompter.dialogs == []
    other.close()
    qtbot.waitUntil(lambda: prompter.dialogs == ["Accept strong suggestions"])


def test_the_list_is_offered_to_a_user_who_writes_meanwhile(
    several: tuple[MainWindow, list[str]], prompter: FakePrompter, qtbot: QtBot
) -> None:
    window, _ = several
    ask(window)
    window.services.modes.choose("brief")
    qtbot.waitUntil(lambda: window.services.toasts.last == "The suggestions were found.")
    assert prompter.dialogs == []
    toast = not_none(window.services.toasts.toast)
    (show,) = [button for button in toast.findChildren(QPushButton) if button.text() == "Show list"]
    show.click()
    assert prompter.dialogs == ["Accept strong suggestions"]
    assert window.services.modes.mode == "read"


def test_the_message_stays_while_topics_are_looked_for_and_offers_to_cancel(
    several: tuple[MainWindow, list[str]],
    prompter: FakePrompter,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, _ = several
    toasts, job, may_go_on = window.services.toasts, window.read.strong.job, threading.Event()
    whole = Matcher.found_topics

    def wait(self: Matcher, *given: Any) -> SectionTopics:
        if threading.current_thread().name == "briefbuilder-job":
            may_go_on.wait()
        return whole(self, *given)

    monkeypatch.setattr(Matcher, "found_topics", wait)
    ask(window)
    toasts.clear()
    qtbot.waitUntil(lambda: "The list opens when they are found" in toasts.last)
    assert toasts.toast is not None
    next(each for each in toasts.toast.findChildren(QPushButton) if each.text() == "Cancel").click()
    assert not job.running
    may_go_on.set()
    ask(window)
    qtbot.waitUntil(lambda: bool(prompter.dialogs))
    assert len(prompter.dialogs) == 1


def test_what_was_looked_for_with_other_topics_is_looked_for_again(
    several: tuple[MainWindow, list[str]], prompter: FakePrompter, qtbot: QtBot
) -> None:
    window, (_, quiet, _) = several
    session, listed = session_of(window), list[set[tuple[str, int, str]]]()

    prompter.answer(AcceptStrongDialog, lambda dialog: listed.append(names_of(dialog.ticked)))
    ask(window)
    session.store.apply(add_topic(session, "children", "en"))
    qtbot.waitUntil(lambda: bool(listed))
    topics = {topic.id: topic.name("en") for topic in session.taxonomy.topics}
    assert [topics[name] for article, _, name in listed[0] if article == quiet] in ([], ["children"])


def test_a_hundred_articles_are_listed_and_accepted_in_one_act(
    window: MainWindow, prompter: FakePrompter, qtbot: QtBot
) -> None:
    count = 100
    texts = {f"{number}.md": CHIPS.replace("# Chips", f"# Chips {number}", 1) for number in range(count)}
    articles = add_articles(window, texts)
    window.articles.choose(articles[-1])
    per_article = len(strong_of(window))
    select(window, articles)
    rows: list[int] = []

    def look(dialog: AcceptStrongDialog) -> bool:
        rows.append(dialog.model.rowCount())
        return True

    prompter.answer(AcceptStrongDialog, look)
    ask(window)
    expected = f"{count * per_article} suggestion(s) accepted"
    qtbot.waitUntil(lambda: window.services.toasts.last == expected)
    assert rows == [count]
    session = session_of(window)
    assert len(session.store.tags()) == count * per_article
    window.services.actions.action("undo").trigger()
    qtbot.waitUntil(lambda: session.store.tags() == ())
