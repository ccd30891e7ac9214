"""kill -9 while text, a note and a table are typed loses at most the text of the last second.

This file is also the program that is killed: run with a dossier's path it writes without end, and says after each
letter how many are typed and when.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefbuilder.app.commands.briefings import edit_briefing
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.briefing import Briefing, OwnText, Part
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.text import Block, Note, Table

LETTERS = 8
"""Letters a place: the text, then a note, then a cell, and again."""


def write_without_end(path: Path) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from briefbuilder.ui.brief.text_editor import TextEditor
    from briefbuilder.ui.theme import Theme

    application = QApplication([])
    session = Session.open(path, Resources())
    editor = TextEditor(Theme("light"))

    def keep(blocks: tuple[Block, ...]) -> None:
        briefing = session.store.briefing("b")
        assert briefing is not None
        after = briefing_edits.replace_item(briefing, OwnText(id="i", blocks=blocks))
        session.store.apply(edit_briefing(session, after, "edit-text"))

    editor.committed.connect(keep)
    editor.show()
    editor.insert_table()
    typed = 0
    for number in range(10_000):
        if number % 3 == 1:
            editor.toggle_note()
        for _ in range(LETTERS):
            QTest.keyClicks(editor, "x")
            typed += 1
            sys.stdout.write(f"{typed} {time.monotonic()}\n")
            sys.stdout.flush()
            until = time.monotonic() + 0.02
            while time.monotonic() < until:
                application.processEvents()
        if number % 3 == 1:
            QTest.keyClick(editor, Qt.Key.Key_Escape)
        if number % 3 == 2:
            QTest.keyClick(editor, Qt.Key.Key_Tab)


def letters(blocks: tuple[Block, ...]) -> int:
    return sum(block.text.count("x") for block in blocks)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 on Windows")
def test_a_kill_while_writing_loses_at_most_the_last_second(tmp_path: Path, resources: Resources) -> None:
    path = tmp_path / "x.dossier"
    briefing = Briefing(
        id="b",
        title="Talks",
        template="thematic-briefing",
        language="en",
        parts=(Part(id="p", key="p", items=(OwnText(id="i"),)),),
    )
    with Session.create(path, resources) as session:
        change = Change(key=Key("briefing", "b"), before=None, after=briefing)
        session.store.apply(
            ChangeSet(act="compose-briefing", changes=(change,), parameters={"title": "Talks"})
        )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, __file__, str(path)], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(120)]
        process.kill()
        told += process.stdout.readlines()
    moments = [tuple(map(float, line.split())) for line in told if line.endswith("\n")]
    last = moments[-1][1]
    # A tenth of a second for the act itself, which is stored when its moment has come.
    surely = max((int(typed) for typed, moment in moments if moment < last - 1.1), default=0)
    with Session.open(path, resources) as session:
        found = session.store.briefing("b")
        assert found is not None
        (item,) = found.items
        assert isinstance(item, OwnText)
        assert letters(item.blocks) >= surely > 2 * LETTERS
        assert {type(block) for block in item.blocks} >= {Note, Table}


if __name__ == "__main__":
    write_without_end(Path(sys.argv[1]))
