"""Tags by topic and as a matrix, and tagging all search results."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from tests.narrowing import of_type
from tests.ui.conftest import FakePrompter
from tests.ui.windows import press, reading_of

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.commands.taxonomy import import_taxonomy
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article
from briefbuilder.domain.query import Query
from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.clipboard import passages_from_mime
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.article_model import PAGE
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.topics.overview import (
    PASSAGE,
    MatrixDialog,
    MatrixModel,
    TagOverviewDialog,
    TagOverviewModel,
)
from briefbuilder.ui.topics.topic_box import TopicChooser
from briefbuilder.ui.widgets.chip import topic_icon

Key = Qt.Key
Strict = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def session(window: MainWindow) -> Session:
    session = window.services.holder.opened
    first, second = (record.id for record in session.store.articles())
    session.store.apply(tag_section(session, first, 1, ["derisking", "semiconductors"]))
    session.store.apply(tag_section(session, second, 0, ["derisking"]))
    session.store.apply(tag_section(session, second, 1, ["semiconductors", "derisking"]))
    return session


Do = Callable[[QDialog], None]


@pytest.fixture
def during(prompter: FakePrompter, qtbot: QtBot) -> Callable[[Do], None]:
    """Have something done while a dialog shows; it is agreed to where it was accepted by keys."""

    def prepared(do: Do) -> None:
        def run(dialog: QDialog) -> bool:
            dialog.show()
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow)
            agreed: list[bool] = []
            dialog.accepted.connect(lambda: agreed.append(True))
            do(dialog)
            return bool(agreed)

        prompter.on_dialog = run

    return prepared


def target(window: MainWindow) -> tuple[str, int]:
    reading = reading_of(window)
    assert reading.target is not None
    return reading.article.id, reading.target.section


def tags_by_topic(window: MainWindow, qtbot: QtBot) -> TagOverviewDialog:
    """The tags by topic as a key shows them, beside the window."""
    press(window.article.canvas.view, Key.Key_F9)
    dialog = of_type(window.findChild(TagOverviewDialog), TagOverviewDialog)
    assert not dialog.isModal()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_tags_by_topic_lead_to_a_passage(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    dialog = tags_by_topic(window, qtbot)
    rows = [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]
    counts = [dialog.model.index(row, 1).data() for row in range(dialog.model.rowCount())]
    assert (rows, counts) == (["De-risking", "Semiconductors"], ["3", "2"])
    press(dialog.view, Key.Key_Right)
    for _ in range(3):
        press(dialog.view, Key.Key_Down)
    assert "Semiconductor supply" in str(dialog.view.currentIndex().data())
    press(dialog.view, Key.Key_Return)
    assert target(window) == (session.store.articles()[1].id, 1)
    window.activateWindow()
    qtbot.waitUntil(window.article.canvas.view.hasFocus)


def test_tags_of_one_article_alone_can_be_seen(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    window.articles.choose(session.store.articles()[1].id)
    dialog = tags_by_topic(window, qtbot)
    press(dialog.scope, Key.Key_Down)
    found = [dialog.model.index(row, 1).data() for row in range(dialog.model.rowCount())]
    assert found == ["2", "1"]
    press(dialog.view, Key.Key_Return)
    assert dialog.view.isExpanded(dialog.model.index(0, 0))
    press(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_tagged_passages_go_to_the_briefing_by_a_key_and_by_a_drag(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    dialog = tags_by_topic(window, qtbot)
    press(dialog.view, Key.Key_Down)
    press(dialog.view, Key.Key_Right)
    press(dialog.view, Key.Key_Down)
    press(dialog.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    wanted = tuple(tag.passage for tag in session.store.tag_index.of("semiconductors"))
    with qtbot.waitSignal(window.services.links.passages_add_requested) as signal:
        press(dialog.view, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert signal.args == [wanted]
    topic = dialog.model.index(1, 0)
    assert dialog.model.flags(topic) & Qt.ItemFlag.ItemIsDragEnabled
    assert passages_from_mime(dialog.model.mimeData([topic, dialog.model.index(0, 0, topic)])) == wanted
    dialog.close()


def test_the_tags_by_topic_follow_what_is_tagged_meanwhile(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    dialog = tags_by_topic(window, qtbot)
    press(dialog.view, Key.Key_Right)
    session.store.apply(tag_section(session, session.store.articles()[0].id, 0, ["eu-japan"]))
    rows = [dialog.model.index(row, 0) for row in range(dialog.model.rowCount())]
    assert len(rows) == 3
    assert [dialog.view.isExpanded(row) for row in rows] == [True, False, False]
    window.services.holder.replace(None)
    qtbot.waitUntil(lambda: window.findChild(TagOverviewDialog) is None)


def test_the_matrix_counts_and_leads_to_a_passage(
    window: MainWindow, session: Session, during: Callable[[Do], None]
) -> None:
    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, MatrixDialog)
        model = dialog.model
        cells = [[model.index(row, column).data() for column in range(2)] for row in range(2)]
        assert cells == [["1", "1"], ["2", "1"]]
        assert model.headerData(0, Qt.Orientation.Horizontal) == "De-risking"
        assert str(model.headerData(1, Qt.Orientation.Vertical)).startswith("Ministers weigh")
        spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == "Ministers weigh export controls, De-risking: 2 tag(s)"
        press(dialog.view, Key.Key_Down)
        press(dialog.view, Key.Key_Right)
        press(dialog.view, Key.Key_Return)

    during(do)
    press(window.article.canvas.view, Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert target(window) == (session.store.articles()[1].id, 1)


def test_the_matrix_draws_only_the_dots_that_are_seen(
    window: MainWindow, session: Session, during: Callable[[Do], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"Topic {number} with a name" for number in range(200)]
    topics = tuple(Topic(id=f"t{number}", names={"en": name}) for number, name in enumerate(names))
    session.store.apply(import_taxonomy(session, Taxonomy(topics=topics)))
    article = session.store.articles()[0].id
    session.store.apply(tag_section(session, article, 0, [topic.id for topic in topics]))
    draw = Mock(wraps=topic_icon)
    monkeypatch.setattr("briefbuilder.ui.topics.overview.topic_icon", draw)

    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, MatrixDialog)
        header = dialog.view.horizontalHeader()
        assert header.count() >= 200
        column = names.index("Topic 100 with a name") + 2
        wide = dialog.view.fontMetrics().horizontalAdvance("Topic 100 with a name")
        assert header.sectionSize(column) > wide
        dialog.reject()

    during(do)
    window.services.actions.action("tag-matrix").trigger()
    assert draw.call_count < 150


def test_an_empty_cell_leads_nowhere(
    window: MainWindow, session: Session, during: Callable[[Do], None]
) -> None:
    session.store.undo()

    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, MatrixDialog)
        assert dialog.model.index(1, 1).data() == ""
        dialog.view.setCurrentIndex(dialog.model.index(1, 1))
        press(dialog.view, Key.Key_Return)
        assert dialog.isVisible()
        press(dialog.tagged_only, Key.Key_Space)
        assert not dialog.tagged_only.isChecked()

    before = target(window)
    during(do)
    window.services.actions.action("tag-matrix").trigger()
    assert target(window) == before


def test_the_models_keep_the_rules_of_qt(session: Session) -> None:
    matrix = MatrixModel(session, "en", Theme("light"))
    testers = [QAbstractItemModelTester(matrix, Strict)]
    matrix.show(tagged_only=False)
    matrix.show(tagged_only=True)
    tags = TagOverviewModel(session, "en", Theme("light"))
    testers.append(QAbstractItemModelTester(tags, Strict))
    tags.show(None)
    for row in range(tags.rowCount()):
        assert tags.index(0, 0, tags.index(row, 0)).data(PASSAGE) is not None
        assert tags.rowCount(tags.index(row, 0)) == int(str(tags.index(row, 1).data()))
    tags.show(session.store.articles()[0].id)
    for each in (*testers, matrix, tags):
        each.deleteLater()


def test_the_tags_by_topic_read_an_article_only_for_the_figures_that_they_show(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "The store holds 10<sup>6</sup> t of gas" + ", and more of it" * 40
    import_readings(session, [read_bytes(f"<p>{words} in 2024.</p><p>In 2024.</p>".encode(), "gas.html")])
    gas = next(one.id for one in session.store.articles() if one.original.name == "gas.html")
    session.store.apply(tag_section(session, gas, 0, ["energy-security"]))
    model = TagOverviewModel(session, "en", Theme("light"))
    model.show(gas)
    index = model.index(0, 0, model.index(0, 0))
    read: list[str] = []
    article = session.store.article

    def read_article(name: str) -> Article:
        read.append(name)
        return article(name)

    monkeypatch.setattr(session.store, "article", read_article)
    assert index.data(Qt.ItemDataRole.FontRole) is None
    assert index.siblingAtColumn(1).data() == "gas"
    assert read == []
    assert str(index.data()).startswith("The store holds 10⁶ t of gas, and more")
    assert read == [gas]
    model.deleteLater()


def test_all_that_a_search_found_is_tagged_in_one_step(
    window: MainWindow, session: Session, during: Callable[[Do], None], prompter: FakePrompter
) -> None:
    before = session.store.tags()

    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, TopicChooser)
        QTest.keyClicks(dialog.line, "cina")
        press(dialog.line, Key.Key_Return)

    during(do)
    press(window, Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert prompter.dialogs == []
    window.articles.search_bar.line.setText("semicond")
    press(window.articles.search_bar.line, Key.Key_Return)
    press(window, Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    new = session.store.tags()[len(before) :]
    hits = {(hit.article, hit.section) for hit in session.search.find_sections(Query(words="semicond"))}
    assert len(hits) >= 2
    assert {tag.topic for tag in new} == {"china"}
    texts = {tag.passage.article + tag.passage.blocks[0]: tag.passage.quote.lower() for tag in new}
    assert len(texts) == len(new) == len(hits)
    assert all("semicond" in text for text in texts.values())
    session.store.undo()
    assert session.store.tags() == before


class _LargeSession:
    """Many articles with tags, as the database would count them."""

    def __init__(self, session: Session, articles: int, topics: int) -> None:
        self._session = session
        self._names = [topic.id for topic in session.taxonomy.topics[:topics]]
        self._articles = articles
        self.taxonomy = session.taxonomy
        self.store = self.search = self.tag_index = self

    def matrix(self) -> dict[tuple[int, str], int]:
        return {
            (number, name): number % 7
            for number in range(1, self._articles + 1)
            for place, name in enumerate(self._names)
            if (number + place) % 5 == 0
        }

    def topics(self) -> tuple[tuple[str, int], ...]:
        return tuple((name, 1) for name in self._names)

    def numbers(self, _query: object) -> list[int]:
        return list(range(1, self._articles + 1))

    def listed(self, numbers: list[int]) -> Iterator[object]:
        from briefbuilder.storage.listing import Listed

        assert len(numbers) <= PAGE
        record = self._session.store.articles()[0]
        return (
            Listed(number, 1, record.id, self._session.store.path, b"", {(record.id, b""): record})
            for number in numbers
        )


def test_ten_thousand_articles_are_shown(session: Session, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QTableView

    many = _LargeSession(session, 10_000, 40)
    model = MatrixModel(many, "en", Theme("light"))  # type: ignore[arg-type]
    view = QTableView()
    qtbot.addWidget(view)
    view.verticalHeader().setDefaultSectionSize(20)
    model.show(tagged_only=True)
    view.setModel(model)
    with qtbot.waitExposed(view):
        view.show()
    view.scrollToBottom()
    view.grab()
    assert model.rowCount() == 10_000
    assert model.columnCount() == 40
    assert isinstance(model.index(9_999, 39), QModelIndex)
    view.setModel(None)
    model.deleteLater()
