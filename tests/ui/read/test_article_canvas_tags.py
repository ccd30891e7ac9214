"""Twenty tags after emoji, CJK, combining marks and right-to-left text keep their positions in the window."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.session import Session
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.topics import Tag
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.rail_rows import TagRow
from briefbuilder.ui.widgets.keys import tab_stops

TAGS = 20
STRANGE = (
    "😀", "👩‍👩‍👧‍👦", "🇯🇵", "👍🏽", "❤️", "𝒜𝓑", "e\u0301", "o\u0302\u0323", "ก็", "नि", "한글", "半導体", "שלום", "مرحبا",
    "\u200f", "\u200b", "\u00a0", "\u2066abc\u2069", "ﬁ", "½",
)  # fmt: skip
"""One piece of text for each tag."""
_pieces = st.one_of(
    st.sampled_from([*STRANGE, "עולם", "외무성", "𠮷野家", "word", ", ", " ", " – "]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=4),
)
_noise = st.lists(_pieces, max_size=6).map("".join)
_layouts = st.lists(st.tuples(_noise, st.booleans()), min_size=TAGS, max_size=TAGS)
_numbers = count()


def paragraphs(layout: list[tuple[str, bool]]) -> tuple[Paragraph, ...]:
    """Return paragraphs in which the words "tag0" to "tag19" stand behind what was drawn; some begin a new one."""
    texts = ["Beginning"]
    for number, (noise, fresh) in enumerate(layout):
        if fresh:
            texts.append("")
        texts[-1] += f"{noise} tag{number}x "
    return tuple(
        Paragraph(id=f"p{number}", content=(Span(text.rstrip()),)) for number, text in enumerate(texts)
    )


def shown(window: MainWindow, session: Session, layout: list[tuple[str, bool]]) -> str:
    """Import such an article, show it, and return its id."""
    reading = read_bytes(f"A title\n\nA text, number {next(_numbers)}.\n".encode(), "strange.txt")
    reading = replace(reading, article=replace(reading.article, blocks=paragraphs(layout)))
    import_readings(session, [reading])
    name = session.store.articles()[-1].id
    window.articles.choose(name)
    window.article.canvas.view.setFocus()
    return name


def tag_all(window: MainWindow) -> None:
    view = window.article.canvas.view
    for number in range(TAGS):
        found = view.document().find(f"tag{number}x")
        assert not found.isNull()
        view.setTextCursor(found)
        QTest.keyClick(view, Qt.Key.Key_1)


def lit(window: MainWindow) -> list[str]:
    """Return the words that are marked in the text, without those of the target."""
    view = window.article.canvas.view
    words = [selection.cursor.selectedText() for selection in view.extraSelections()]
    return [word for word in words if word.startswith("tag")]


def check(window: MainWindow, session: Session, article_id: str, tags: tuple[Tag, ...]) -> None:
    texts = {block.id: block.text for block in session.store.article(article_id).blocks}
    assert [tag.passage.quote for tag in tags] == [f"tag{number}x" for number in range(TAGS)]
    for tag in tags:
        (block,) = tag.passage.blocks
        assert texts[block][tag.passage.start : tag.passage.end] == tag.passage.quote
    assert set(lit(window)) == {f"tag{number}x" for number in range(TAGS)}


@pytest.mark.slow
@example(layout=[(piece, number % 3 == 0) for number, piece in enumerate(STRANGE)])
@settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
@given(layout=_layouts)
def test_strange_text_before_twenty_tags_moves_none_of_them(
    window: MainWindow, layout: list[tuple[str, bool]]
) -> None:
    session = window.services.holder.opened
    window.article.tag_commands.recent.use("china")
    name = shown(window, session, layout)
    tag_all(window)
    tags = session.store.tags(name)
    check(window, session, name, tags)
    # Another article and back: what is stored is what is drawn.
    window.articles.choose(session.store.articles()[0].id)
    window.articles.choose(name)
    check(window, session, name, session.store.tags(name))
    # Strange text comes before all of them when paragraphs are joined, and goes again.
    view = window.article.canvas.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    window.services.actions.action("join-paragraphs").trigger()
    joined = session.store.tags(name)
    assert [tag.passage.quote for tag in joined] == [tag.passage.quote for tag in tags]
    assert set(lit(window)) == {f"tag{number}x" for number in range(TAGS)}
    if any(fresh for _, fresh in layout):
        assert len(session.store.article(name).blocks) == sum(fresh for _, fresh in layout)
        session.store.undo()
    check(window, session, name, session.store.tags(name))
    assert session.store.tags(name) == tags


def test_a_power_of_ten_is_one_in_the_tips_of_its_tag_and_in_the_rail(
    window: MainWindow, dossier: Session, qtbot: QtBot
) -> None:
    page = "<html><body><h1>Ore</h1><p>Miners moved 10<sup>6</sup> t of ore in 2025.</p></body></html>"
    import_readings(dossier, [read_bytes(page.encode(), "ore.html")])
    window.articles.choose(dossier.store.articles()[-1].id)
    window.article.tag_commands.recent.use("china")
    view = window.article.canvas.view
    view.setFocus()
    view.setTextCursor(view.document().find("Miners moved 106 t"))
    QTest.keyClick(view, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(window.article.canvas.margin.labels) == 1)
    (tag,) = window.article.canvas.margin.labels
    (row,) = (row for row in window.read.rail.findChildren(TagRow) if row.isVisible())
    assert "Miners moved 10⁶ t" in tag.toolTip()
    assert "Miners moved 10⁶ t" in tag.accessibleName()
    assert "Miners moved 10⁶ t" in row.toolTip()
    assert "Miners moved 10⁶ t" in window.read.rail.heading.text()


def test_the_tab_key_scrolls_to_the_tag_that_it_leads_to(
    window: MainWindow, dossier: Session, qtbot: QtBot
) -> None:
    window.article.tag_commands.recent.use("china")
    shown(window, dossier, [("word " * 90, True)] * TAGS)
    tag_all(window)
    canvas = window.article.canvas
    qtbot.waitUntil(lambda: len(canvas.margin.labels) == TAGS)
    room, labels = canvas.view.viewport().height(), canvas.margin.labels
    canvas.view.verticalScrollBar().setValue(0)
    for label, reason in (
        (labels[-1], Qt.FocusReason.TabFocusReason),
        (labels[0], Qt.FocusReason.BacktabFocusReason),
    ):
        assert not 0 <= top_of(window, label) <= room - label.height()
        label.setFocus(reason)
        assert 0 <= top_of(window, label) <= room - label.height()


def test_tab_stops_once_at_the_tags_and_the_arrow_keys_move_between_them(
    window: MainWindow, dossier: Session, qtbot: QtBot
) -> None:
    window.article.tag_commands.recent.use("china")
    shown(window, dossier, [("word " * 90, True)] * TAGS)
    tag_all(window)
    view, margin = window.article.canvas.view, window.article.canvas.margin
    qtbot.waitUntil(lambda: len(margin.labels) == TAGS)
    for _ in range(7):
        QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    first = next(at for at, chip in enumerate(margin.labels) if chip.current)
    assert 0 < first < TAGS - 2
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert margin.labels[first].hasFocus(), "the first tag of the paragraph"
    QTest.keyClick(margin.labels[first], Qt.Key.Key_Down)
    QTest.keyClick(margin.labels[first + 1], Qt.Key.Key_Down)
    QTest.keyClick(margin.labels[first + 2], Qt.Key.Key_Up)
    reached = margin.labels[first + 1]
    assert reached.hasFocus()
    assert set(tab_stops(window.article.canvas)) & set(margin.labels) == {reached}
    QTest.keyClick(reached, Qt.Key.Key_Tab)
    assert not any(chip.hasFocus() for chip in margin.labels)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert reached.hasFocus()
    QTest.keyClick(reached, Qt.Key.Key_Delete)
    assert len(dossier.store.tags()) == TAGS - 1
    assert len(set(tab_stops(window.article.canvas)) & set(margin.labels)) == 1


def top_of(window: MainWindow, label: QWidget) -> int:
    """Return where a label begins, below the upper edge of what is seen of the article."""
    view = window.article.canvas.view
    return label.mapTo(view, QPoint()).y() - view.viewport().y()
