"""Passages in drags and on the clipboard."""

from __future__ import annotations

from operator import attrgetter

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Opener
from tests.ui.windows import session_of

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Excerpt, OwnText
from briefbuilder.domain.passage import Passage, section_passage
from briefbuilder.domain.query import Query
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.clipboard import PASSAGE_TYPE, passage_from_mime, passages_from_mime, passages_to_mime
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.article_list import ArticleTable
from briefbuilder.ui.read.article_model import ArticleModel
from briefbuilder.ui.read.article_rows import ArticleRole

PASSAGE = Passage(
    article="a1", blocks=("b1", "b2"), start=2, end=5, quote="é 🇯🇵\n半導体", before="x", after="y"
)


def test_a_passage_is_restored_completely_and_its_text_is_added(qtbot: QtBot) -> None:
    data = passages_to_mime((PASSAGE,), attrgetter("quote"))
    assert passage_from_mime(data) == PASSAGE
    assert data.text() == PASSAGE.quote


@pytest.mark.parametrize("content", [b"", b"{}", b"null", b'{"article": 1}', b"\xff\xfe", b"[" * 5000])
def test_what_is_no_passage_is_none(qtbot: QtBot, content: bytes) -> None:
    data = QMimeData()
    data.setData(PASSAGE_TYPE, content)
    assert passage_from_mime(data) is None
    assert passage_from_mime(QMimeData()) is None


def test_copied_words_can_be_pasted_as_a_passage_and_as_text(window: MainWindow) -> None:
    view = window.article.canvas.view
    view.setTextCursor(view.document().find("semiconduttori"))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    passage = passage_from_mime(data)
    assert passage is not None
    assert passage.quote == data.text() == "semiconduttori"
    assert passage_from_mime(view.createMimeDataFromSelection()) == passage


def test_copied_words_of_an_article_keep_powers_apart_from_numbers(
    open_window: Opener, dossier: Session
) -> None:
    import_readings(dossier, [read_bytes(b"<p>The store holds 10<sup>6</sup> t of gas.</p>", "gas.html")])
    gas = next(one for one in dossier.store.articles() if one.original.name == "gas.html")
    window = open_window(dossier)
    window.articles.choose(gas.id)
    view = window.article.canvas.view
    view.setTextCursor(view.document().find("holds 106 t"))
    data = view.createMimeDataFromSelection()
    passage = passage_from_mime(data)
    assert passage is not None
    assert (passage.quote, data.text()) == ("holds 106 t", "holds 10⁶ t")


def test_what_is_dragged_or_listed_keeps_powers_apart_from_numbers(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> None:
    import_readings(dossier, [read_bytes(b"<p>The store holds 10<sup>6</sup> t of gas.</p>", "gas.html")])
    gas = next(one for one in dossier.store.articles() if one.original.name == "gas.html")
    article = dossier.store.article(gas.id)
    passage = section_passage(article, article.sections[0])
    window = open_window(dossier)
    window.articles.choose(gas.id)
    words = "The store holds 10⁶ t of gas."
    assert window.article.canvas.view.mime_of(passage).text() == words
    found = window.articles.findChild(ArticleTable)
    assert isinstance(found, ArticleTable)
    model = found.model()
    assert isinstance(model, ArticleModel)
    model.set_query(Query(words="gas"))
    qtbot.waitUntil(lambda: not model.searching)
    assert model.mimeData([model.index(0, 0)]).text() == words
    assert model.index(0, 0).data(ArticleRole.SNIPPET) == "…10⁶ t of gas."
    texts = BriefingTexts(window.services, window)
    excerpt = Excerpt(id="e", passage=passage)
    assert texts.title(excerpt) == words
    assert words in texts.snippet(excerpt)
    assert texts.title(OwnText(id="o", blocks=article.blocks)) == words


def test_dragging_the_bar_beside_a_section_carries_the_section(window: MainWindow) -> None:
    session = session_of(window)
    article = session.store.article(session.store.articles()[0].id)
    grips = window.article.canvas.grips
    carried: list[Passage | None] = []

    def take(drag: QDrag) -> None:
        carried.append(passage_from_mime(drag.mimeData()))

    grips.start_drag = take
    heading = window.article.canvas.view.document().find("Semiconduttori e catene")
    top, _ = window.article.canvas.view.lines(heading.position(), heading.position())
    start = QPoint(grips.width() // 2, top + 4)
    QTest.mousePress(grips, Qt.MouseButton.LeftButton, pos=start)
    assert window.read.rail.heading.text() == "Semiconduttori e catene di approvvigionamento"
    QTest.mouseMove(grips, start + QPoint(60, 30))
    QTest.mouseRelease(grips, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 30))
    assert carried == [section_passage(article, article.sections[1])]


def test_what_a_search_found_is_dragged_as_its_section(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    found = window.articles.findChild(ArticleTable)
    assert isinstance(found, ArticleTable)
    model = found.model()
    assert isinstance(model, ArticleModel)
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    model.set_query(Query(words="approvvigionamento"))
    qtbot.waitUntil(lambda: not model.searching)
    index = model.index(0, 0)
    assert model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled
    article = session.store.article(str(model.article_at(0)))
    passages = passages_from_mime(model.mimeData([index]))
    assert len(passages) == 1
    assert passages[0] in [section_passage(article, section) for section in article.sections]
    assert "approvvigionamento" in passages[0].quote.casefold()
