"""Twelve acts of everyday work, counted in key presses, clicks and typed texts, and all of them undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type
from tests.ui.conftest import double_click
from tests.ui.windows import session_of

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import Collection
from briefbuilder.ui.brief.finding_cards import FindingCard
from briefbuilder.ui.frame.window import MainWindow

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompter, Opener

Key = Qt.Key
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CHIPS = """# Chips for Tokyo

Semiconductors and chips: the chip industry, semiconductor fabs and wafer plants. Japan and Tokyo, METI and the Japanese
government met the EU.

## Controls

Export controls on semiconductors, export licences, export control lists and chips. Rare earths, gallium, germanium and
critical raw materials.
"""
MOST = {
    "go on with yesterday's work": 1,
    "paste an article": 1,
    "tag with a known topic": 3,
    "accept all strong": 2,
    "find in the article": 2,
    "open a search hit": 3,
    "add a section to a part": 1,
    "correct a title": 3,
    "make a briefing": 3,
    "edit an item": 2,
    "settle a finding": 2,
    "export and look": 3,
}
"""The most acts that each may take; a text that is typed counts as one."""


class Hand:
    """Presses keys, clicks and types where the focus is, and counts."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self._window = window
        self.counts: dict[str, int] = {}
        self._qtbot = qtbot
        self._act = ""

    def begin(self, act: str) -> None:
        """Count what follows as this act."""
        self._act = act
        self.counts[act] = 0

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key."""
        self._count()
        QTest.keyClick(focused(), key, modifier)

    def type(self, text: str) -> None:
        """Type a text."""
        self._count()
        QTest.keyClicks(focused(), text)

    def key_in(self, dialog: QDialog, key: Qt.Key) -> bool:
        """Press a key where a dialog has its focus, and return whether it was accepted."""
        self._count()
        dialog.show()
        dialog.activateWindow()
        self._qtbot.waitUntil(dialog.isActiveWindow)
        QTest.keyClick(dialog.focusWidget(), key)
        # A dialog that is executed gives the focus back; this one was only shown.
        self._window.activateWindow()
        self._qtbot.waitUntil(self._window.isActiveWindow)
        return dialog.result() == QDialog.DialogCode.Accepted

    def type_in(self, dialog: QDialog, text: str) -> None:
        """Type a text where a dialog has its focus."""
        self._count()
        dialog.show()
        dialog.activateWindow()
        self._qtbot.waitUntil(dialog.isActiveWindow)
        QTest.keyClicks(dialog.focusWidget(), text)

    def click(self, button: QPushButton) -> None:
        """Click a button that is shown."""
        self._count()
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def click_at(self, widget: QWidget, place: QPoint) -> None:
        """Click into a widget."""
        self._count()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)

    def double_click(self, widget: QWidget, place: QPoint) -> None:
        """Click twice into a widget, which counts as one act."""
        self._count()
        double_click(widget, place)

    def _count(self) -> None:
        self.counts[self._act] += 1


def focused() -> QWidget:
    return of_type(QApplication.focusWidget(), QWidget)


def marked_in(view: QTextEdit) -> list[str]:
    """Return the words that are marked in the article."""
    return [each.cursor.selectedText().casefold() for each in view.extraSelections()]


def only_briefing(session: Session) -> Briefing:
    (briefing,) = session.store.briefings()
    return briefing


def state(session: Session) -> tuple[object, ...]:
    """Return all values of a dossier that undo takes back, and the texts of its articles."""
    store = session.store
    values = tuple(tuple(store.values(kind)) for kind in get_args(Collection))
    return *values, tuple(store.article(record.id) for record in store.articles())


def test_each_act_takes_no_more_than_it_may_and_all_are_undone_and_redone(
    open_window: Opener,
    dossier: Session,
    resources: Resources,
    prompter: FakePrompter,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    first = open_window(dossier)
    first.services.settings.remember(dossier.store.path)
    first.close()
    window = open_window(None)
    hand = Hand(window, qtbot)

    hand.begin("go on with yesterday's work")
    hand.key(Key.Key_Space)
    session = session_of(window)
    _read(window, hand, prompter, qtbot)
    _write(window, hand, prompter, monkeypatch, qtbot)
    assert hand.counts.keys() == MOST.keys()
    assert {act: count for act, count in hand.counts.items() if count > MOST[act]} == {}
    assert (tmp_path / "Talks.pdf").is_file()
    assert prompter.errors == []

    ended = state(session)
    _press_until(window, Key.Key_Z, CONTROL, lambda: session.store.can_undo, qtbot)
    # The import of the first two articles is undone as well.
    assert all(not values for values in state(session))
    _press_until(window, Key.Key_Y, CONTROL, lambda: session.store.can_redo, qtbot)
    assert state(session) == ended
    qtbot.waitUntil(lambda: not window.brief.busy)


def _read(window: MainWindow, hand: Hand, prompter: FakePrompter, qtbot: QtBot) -> None:
    """Paste, tag, find, search and correct."""
    session, view = session_of(window), window.article.canvas.view
    data = QMimeData()
    data.setText(CHIPS)
    QGuiApplication.clipboard().setMimeData(data)
    window.articles.list_view.setFocus()
    hand.begin("paste an article")
    with qtbot.waitSignal(window.make_pages().importing.finished):
        hand.key(Key.Key_V, CONTROL)
    pasted = session.store.articles()[-1]
    assert window.article.reading is not None
    assert window.article.reading.article.id == pasted.id

    view.setFocus()
    hand.begin("tag with a known topic")
    hand.key(Key.Key_T)
    hand.type("climate")
    hand.key(Key.Key_Return)
    tagged = {tag.topic for tag in session.store.tags()}
    assert len(tagged) == 1

    view.setFocus()
    qtbot.waitUntil(lambda: window.article.reading is not None and not window.article.reading.waiting)
    hand.begin("accept all strong")
    prompter.on_dialog = lambda dialog: hand.key_in(dialog, Key.Key_Return)
    hand.key(Key.Key_A, CONTROL | SHIFT)
    assert {tag.topic for tag in session.store.tags()} > tagged

    hand.begin("find in the article")
    hand.key(Key.Key_F, CONTROL)
    hand.type("germanium")
    qtbot.waitUntil(lambda: window.article.header.find_bar.count.text() == "1 of 1")
    QTest.keyClick(focused(), Key.Key_Escape)

    hand.begin("open a search hit")
    hand.key(Key.Key_F, CONTROL | SHIFT)
    hand.type("autunno")
    hand.key(Key.Key_Return)
    qtbot.waitUntil(lambda: "autunno" in marked_in(view))
    assert window.article.reading.article.metadata.title.startswith("Bruxelles")
    window.services.actions.action("show-all-articles").trigger()

    window.articles.choose(pasted.id)
    hand.begin("correct a title")
    start, end = view.paper.header_ranges["title"]
    cursor = QTextCursor(view.document())
    cursor.setPosition((start + end) // 2)
    hand.double_click(view.viewport(), view.cursorRect(cursor).center())
    hand.type("Chips from Tokyo")
    hand.key(Key.Key_Return)
    assert session.store.articles()[-1].metadata.title == "Chips from Tokyo"


def _write(
    window: MainWindow, hand: Hand, prompter: FakePrompter, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """Make a briefing, add to it, edit it, settle a finding and export."""
    session, view = session_of(window), window.article.canvas.view

    def name(dialog: QDialog) -> bool:
        hand.type_in(dialog, "Talks")
        return hand.key_in(dialog, Key.Key_Return)

    hand.begin("make a briefing")
    prompter.on_dialog = name
    hand.key(Key.Key_N, CONTROL | SHIFT)
    assert only_briefing(session).title == "Talks"
    before = len(only_briefing(session).items)
    assert before > 0

    QTest.keyClick(window, Key.Key_1, CONTROL)
    window.articles.choose(session.store.articles()[0].id)
    view.setFocus()
    hand.begin("add a section to a part")
    hand.key(Key.Key_Return, CONTROL)
    assert len(only_briefing(session).items) == before + 1
    assert "Added to" in window.services.toasts.last

    QTest.keyClick(window, Key.Key_2, CONTROL)
    brief = window.brief
    outline = brief.outline
    part = only_briefing(session).parts[0]
    outline.choose(part.id)
    window.services.actions.action("new-own-text").trigger()
    own = outline.current_node
    outline.choose(only_briefing(session).parts[-1].id)
    outline.setFocus()
    hand.begin("edit an item")
    place = outline.visualRect(outline.model().index_of(own)).center()  # type: ignore[attr-defined]
    hand.click_at(outline.viewport(), place)
    brief.item_panel.editor.setFocus()
    hand.type("We agree with Tokyo.")
    brief.item_panel.editor.commit()
    item = only_briefing(session).item(own)
    assert item is not None
    assert [block.text for block in item.blocks or ()] == ["We agree with Tokyo."]

    qtbot.waitUntil(lambda: not window.brief.busy)
    count = len(brief.panel.findings.all)
    assert count > 0
    outline.setFocus()
    hand.begin("settle a finding")
    hand.key(Key.Key_F7)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), FindingCard))
    hand.key(Key.Key_Return)

    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    prompter.on_dialog = lambda dialog: hand.key_in(dialog, Key.Key_Return)
    hand.begin("export and look")
    hand.key(Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: window.services.toasts.last.startswith("Exported"))
    toast = not_none(window.services.toasts.toast)
    hand.click(next(each for each in toast.findChildren(QPushButton) if each.text() == "Open"))
    qtbot.waitUntil(lambda: bool(opened))


def _press_until(
    window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier, is_left: Callable[[], bool], qtbot: QtBot
) -> None:
    """Press a key in the window while something is left to do, each time when the act before is done."""
    store = session_of(window).store
    for _ in range(100):
        if not is_left():
            return
        window.articles.list_view.setFocus()
        QTest.keyClick(window, key, modifier)
        qtbot.waitUntil(lambda: not store.act_running)
    raise AssertionError(window.services.toasts.last)
