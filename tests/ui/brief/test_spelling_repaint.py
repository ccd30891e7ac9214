"""Blocks that are highlighted again in slices, also while the window is being closed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextBlock
from pytestqt.qtbot import QtBot

from briefbuilder.ui.brief.spelling import BlockRepainter
from briefbuilder.ui.brief.text_editor import TextEditor
from briefbuilder.ui.theme import Theme


@pytest.fixture
def editor(qtbot: QtBot) -> TextEditor:
    """An editor with 300 paragraphs."""
    editor = TextEditor(Theme("light"))
    qtbot.addWidget(editor)
    editor.setPlainText("\n".join(f"Paragraph {number}" for number in range(300)))
    return editor


def test_every_block_that_needs_it_is_repainted_once(qtbot: QtBot, editor: TextEditor) -> None:
    seen: list[str] = []

    def needs(block: QTextBlock) -> bool:
        seen.append(block.text())
        return True

    repainter = BlockRepainter(editor, needs)
    with qtbot.waitSignal(repainter.finished):
        repainter.start()
    assert seen == editor.toPlainText().split("\n")


def test_what_was_started_when_the_window_closes_is_not_repeated(editor: TextEditor) -> None:
    repainter = BlockRepainter(editor, lambda _block: True)
    repainter.start()
    (timer,) = repainter.findChildren(QTimer)
    assert timer.isActive()
    assert timer.isSingleShot()
