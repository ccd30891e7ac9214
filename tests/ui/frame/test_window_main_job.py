"""The main job through the window, with the keys that an officer would press."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QListView
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none

from briefbuilder.domain.briefing import Excerpt
from briefbuilder.ui.brief.new_briefing import NewBriefingDialog

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompter, Opener

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def answer(dialog: QDialog) -> bool:
    """Fill a dialog in with keys: a title where one is asked for, every topic, then agree."""
    dialog.show()
    if isinstance(dialog, NewBriefingDialog):
        title = next(line for line in dialog.findChildren(QLineEdit) if line.isVisible())
        QTest.keyClicks(title, "Tokyo and the chips")
    topics = dialog.findChild(QListView, "topics")
    if topics is not None:
        model = topics.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            if Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) != Qt.CheckState.Checked:
                topics.setCurrentIndex(index)
                QTest.keyClick(topics, Key.Key_Space)
    buttons = not_none(dialog.findChild(QDialogButtonBox))
    agree = next(
        button
        for button in buttons.buttons()
        if buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole
    )
    if not agree.isEnabled():
        return False
    QTest.keyClick(agree, Key.Key_Space)
    return dialog.result() == QDialog.DialogCode.Accepted


def test_the_real_article_by_keys_with_its_suggestions_accepted(
    open_window: Opener, prompter: FakePrompter, shared: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(None)
    prompter.target = tmp_path / "UE.dossier"
    QTest.keyClick(window, Key.Key_N, CONTROL)
    session = window.services.holder.opened
    prompter.files = (shared / "samples" / "ue-giappone-ai-semiconduttori.txt",)
    with qtbot.waitSignal(window.make_pages().importing.finished):
        QTest.keyClick(window, Key.Key_I, CONTROL)

    view, pane = window.article.canvas.view, window.article
    qtbot.waitUntil(lambda: pane.reading is not None and not pane.reading.waiting)
    article = session.store.article(session.store.articles()[0].id)
    strong = [
        {each.topic for each in section if each.strength == "strong"}
        for section in session.suggestions.for_article(article)
    ]
    prompter.on_dialog = answer
    QTest.keyClick(view, Key.Key_A, CONTROL | SHIFT)
    found = {tag.topic for tag in session.store.tags()}
    assert found >= {"semiconductors", "artificial-intelligence", "eu-japan", "eu-china"}
    left = session.suggestions.for_article(article)
    assert all(
        each.topic not in topics for section, topics in zip(left, strong, strict=True) for each in section
    )

    prompter.on_dialog = answer
    QTest.keyClick(window, Key.Key_N, CONTROL | SHIFT)
    (briefing,) = session.store.briefings()
    quoted = {item.passage.blocks for item in briefing.items if isinstance(item, Excerpt)}
    assert quoted == {tag.passage.blocks for tag in session.store.tags()}
    QTest.keyClick(window, Key.Key_E, CONTROL)
    written = tuple(tmp_path / f"Tokyo and the chips{suffix}" for suffix in (".pdf", ".docx"))
    qtbot.waitUntil(lambda: all(path.is_file() for path in written))
    assert prompter.errors == []
    qtbot.waitUntil(lambda: not window.brief.busy)
