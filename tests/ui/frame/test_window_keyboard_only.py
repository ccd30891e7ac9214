"""From an empty dossier and three files to a briefing in Word and PDF, with the keyboard only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none

from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.ui.brief.finding_cards import FindingCard
from briefbuilder.ui.brief.new_briefing import NewBriefingDialog

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompter, Opener

    from briefbuilder.ui.frame.window import MainWindow

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
TITLE = "Chips"
SUMMARY = "Europe and Japan move closer on chips. Controls stay national."


@dataclass
class Keyboard:
    """The keys that an officer presses: each goes to what has the focus, and is counted, chords as one."""

    qtbot: QtBot
    window: MainWindow
    pressed: int = 0

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self.pressed += 1
        QTest.keyClick(self._focused(), key, modifiers)

    def type(self, text: str) -> None:
        """Write words, which are not counted: how many they are is the officer's."""
        QTest.keyClicks(self._focused(), text)

    def _focused(self) -> QWidget:
        """What has the focus; without a screen nobody gives the window its own back when a dialog is closed."""
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)
        return not_none(QApplication.focusWidget())

    def in_dialog(self, dialog: QDialog) -> bool:
        """Answer a dialog of the program by keys."""
        dialog.show()
        dialog.activateWindow()
        self.qtbot.waitUntil(dialog.isActiveWindow)
        if isinstance(dialog, NewBriefingDialog):
            self.type(TITLE)
        self.press(Key.Key_Return)
        return dialog.result() == QDialog.DialogCode.Accepted


def is_tagged(window: MainWindow) -> bool:
    reading = window.article.reading
    return reading is not None and bool(reading.tags)


def briefing_of(window: MainWindow) -> Briefing:
    return not_none(window.brief.current.briefing)


def test_three_files_become_a_briefing_with_the_keys_that_the_guide_counts(
    open_window: Opener, prompter: FakePrompter, root: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(None)
    keys = Keyboard(qtbot, window)
    prompter.on_dialog = keys.in_dialog
    prompter.target = tmp_path / "Chips.dossier"
    QTest.keyClick(window, Key.Key_N, CONTROL)
    session = window.services.holder.opened

    # Import: the three files are named in the system's own dialog.
    samples = (root / "resources" / "samples").iterdir()
    prompter.files = tuple(sorted(path for path in samples if path.is_file()))
    assert len(prompter.files) == 3
    with qtbot.waitSignal(window.make_pages().importing.finished):
        keys.press(Key.Key_I, CONTROL)
    assert len(session.store.articles()) == 3

    # Accept what is suggested, article by article.
    for number in range(3):
        if number:
            keys.press(Key.Key_PageDown, ALT)
        # At once: while topics are looked for, the list comes when they are found.
        keys.press(Key.Key_A, CONTROL | SHIFT)
        qtbot.waitUntil(partial(is_tagged, window))
    assert {tag.passage.article for tag in session.store.tags()} == {
        record.id for record in session.store.articles()
    }

    # Gather it in a briefing.
    keys.press(Key.Key_N, CONTROL | SHIFT)
    briefing = briefing_of(window)
    assert briefing.title == TITLE
    quoted = [item for item in briefing.items if isinstance(item, Excerpt)]
    assert {item.passage.article for item in quoted} == {record.id for record in session.store.articles()}

    # Write a summary in its first part.
    keys.press(Key.Key_T, CONTROL)
    keys.type(SUMMARY)
    keys.press(Key.Key_Escape)
    (summary,) = briefing_of(window).parts[0].items
    assert isinstance(summary, OwnText)
    assert summary.blocks[0].text == SUMMARY

    # Put the first excerpt behind the second.
    before = [item.id for item in briefing_of(window).items]
    keys.press(Key.Key_Down)
    keys.press(Key.Key_Down)
    keys.press(Key.Key_Down, ALT)
    assert [item.id for item in briefing_of(window).items][:3] == [before[0], before[2], before[1]]

    # Check: the first issue is chosen, and its item is shown.
    qtbot.waitUntil(lambda: not window.brief.busy)
    keys.press(Key.Key_F7)
    assert window.brief.panel.panel == "checks"
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), FindingCard))
    first = window.brief.panel.open_findings[0]
    assert window.brief.panel.checks.current == first
    reached = window.brief.outline.current_node
    assert reached == (first.place.item or first.place.part or reached)

    # Export, beside the dossier.
    keys.press(Key.Key_E, CONTROL)
    written = (tmp_path / "Chips.pdf", tmp_path / "Chips.docx")
    qtbot.waitUntil(lambda: all(path.is_file() for path in written))
    assert prompter.errors == []
    qtbot.waitUntil(lambda: not window.brief.busy)

    guide = (root / "docs" / "how-to" / "work-by-keyboard.md").read_text("utf-8")
    told = not_none(re.search(r"takes (\d+) keys", guide))
    assert int(told[1]) == keys.pressed
