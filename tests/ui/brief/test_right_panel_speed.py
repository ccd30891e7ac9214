"""Editing a long briefing: no step of preview, checks and export holds the window's thread for long."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.ui.brief.export import ExportDialog

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

MOST_HELD = 0.1
"""CPU seconds of the window's thread between two turns of its event loop."""


class Holds:
    """Measures the longest time that the window's thread does not come back to its events."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(0)

    def _tick(self) -> None:
        now = time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def begin(self) -> None:
        """Measure from now on."""
        self.longest, self._last = 0.0, time.thread_time()

    def stop(self) -> None:
        """Stop measuring."""
        self._timer.stop()


def long(briefing: Briefing) -> Briefing:
    """A briefing with 200 findings: own texts with links that cannot be exported, and duplicates."""
    excerpt = next(item for item in briefing.items if isinstance(item, Excerpt))
    items: tuple[Item, ...] = (
        *(
            OwnText(
                id=f"own{number}",
                blocks=(
                    Paragraph(id="b", content=(Span(f"Words {number}", link="x:y"), Span(" and more" * 60))),
                ),
            )
            for number in range(100)
        ),
        *(replace(excerpt, id=f"again{number}") for number in range(100)),
    )
    return replace(briefing, parts=(replace(briefing.parts[0], items=items), *briefing.parts[1:]))


def test_nothing_holds_the_window_while_a_long_briefing_is_edited_checked_and_exported(
    desk: Desk, tmp_path: Path
) -> None:
    desk.pane.current.edit("add-own-text", long)
    desk.wait_until_still()
    desk.card(desk.finding("excerpt-duplicate"))
    desk.wait_until_still()
    assert len(desk.pane.panel.findings) > 190
    holds = Holds()
    for number in range(3):
        holds.begin()
        desk.pane.current.rename(f"Title {number}")
        desk.wait_until_still()
    assert 0 < holds.longest < MOST_HELD, "preview and checks"

    def agree(dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportDialog)
        dialog.set_target(tmp_path / "long")
        holds.begin()
        return True

    desk.prompter.on_dialog = agree
    holds.begin()
    desk.services.actions.action("export-briefing").trigger()
    desk.wait_until_still()
    holds.stop()
    assert (tmp_path / "long.pdf").is_file()
    assert 0 < holds.longest < MOST_HELD, "export"
