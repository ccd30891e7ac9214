"""Restricting parts, items and paragraphs by keyboard, and the export for a recipient."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from tests.narrowing import not_none, of_type

from briefbuilder.app.export import build_pdf
from briefbuilder.app.export_input import snapshot
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.briefing_edits import set_release
from briefbuilder.domain.release import Release
from briefbuilder.export.protection import find_withheld
from briefbuilder.ui.brief.export import ExportChoice, ExportMemory
from briefbuilder.ui.brief.outline_model import OutlineRole
from briefbuilder.ui.widgets.dialogs import DialogButtons

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

CLOSED = Release(disclosure="closed")
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SECRET = "Il secondo allegato resta fuori dal tavolo, e nessuno lo dice prima di ottobre."


NOT_FOR_DISCLOSURE, ONLY_THESE = 2, 3
"""The choices as they stand below the first."""


def choosing(place: int, names: str = "") -> Callable[[QDialog], bool]:
    """Return what answers the question by keys: down to a choice, names, Enter."""

    def by_keys(dialog: QDialog) -> bool:
        dialog.show()
        dialog.activateWindow()
        # Qt takes the dialog for active while its parent still is.
        for _ in range(100):
            if QApplication.activeWindow() is dialog:
                break
            QTest.qWait(20)
        first = not_none(dialog.findChild(QRadioButton))
        assert first.isChecked()
        choice: QWidget = first
        for _ in range(place):
            QTest.keyClick(choice, Qt.Key.Key_Down)
            choice = next(button for button in dialog.findChildren(QRadioButton) if button.isChecked())
        line = not_none(dialog.findChild(QLineEdit))
        if names:
            assert line.isEnabled()
            QTest.keyClicks(line, names)
        box = not_none(dialog.findChild(DialogButtons))
        accepted: list[int] = []
        dialog.accepted.connect(lambda: accepted.append(1))
        if box.agree.isEnabled():
            QTest.keyClick(dialog, Qt.Key.Key_Return)
        return bool(accepted)

    return by_keys


def test_an_item_is_restricted_by_keyboard_and_undone(desk: Desk) -> None:
    item = desk.briefing.items[0].id
    desk.pane.outline.choose(item)
    desk.prompter.on_dialog = choosing(NOT_FOR_DISCLOSURE)
    desk.key(desk.pane.outline, Qt.Key.Key_W, CTRL_SHIFT)
    found = desk.briefing.item(item)
    assert found is not None
    assert found.release == CLOSED
    index = desk.pane.outline.model().index_of(item)  # type: ignore[attr-defined]
    assert index.data(OutlineRole.ROW).is_released
    assert "not for disclosure" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    desk.undo()
    back = desk.briefing.item(item)
    assert back is not None
    assert back.release is None


def test_a_part_is_restricted_to_named_recipients(desk: Desk) -> None:
    part = desk.briefing.parts[1].id
    desk.pane.outline.choose(part)
    desk.prompter.on_dialog = choosing(ONLY_THESE, "press,  EU partners, press")
    desk.key(desk.pane.outline, Qt.Key.Key_W, CTRL_SHIFT)
    found = not_none(desk.briefing.part(part))
    assert found.release == Release(disclosure="named", audiences=("press", "EU partners"))
    index = desk.pane.outline.model().index_of(part)  # type: ignore[attr-defined]
    assert index.data(OutlineRole.ROW).caption == "only for press, EU partners"


def test_recipients_are_required_for_a_restricted_release(desk: Desk) -> None:
    desk.pane.outline.choose(desk.briefing.parts[1].id)
    before = desk.briefing
    desk.prompter.on_dialog = choosing(ONLY_THESE)
    desk.key(desk.pane.outline, Qt.Key.Key_W, CTRL_SHIFT)
    assert desk.briefing == before


def test_the_current_paragraph_and_text_split_from_it_are_restricted(desk: Desk) -> None:
    desk.pane.outline.choose(desk.briefing.parts[0].id)
    desk.services.actions.action("new-own-text").trigger()
    editor = desk.pane.item_panel.editor
    QTest.keyClicks(editor, "Si comincia di lunedi.")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, SECRET)
    desk.prompter.on_dialog = choosing(NOT_FOR_DISCLOSURE)
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_W, CTRL_SHIFT)
    item = of_type(desk.briefing.items[0], OwnText)
    assert [block.text for block in item.blocks if block.id in item.releases] == [SECRET]
    assert item.release is None
    for _ in range(20):
        QTest.keyClick(editor, Qt.Key.Key_Left)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    editor.commit()
    after = of_type(desk.briefing.items[0], OwnText)
    assert len(after.blocks) == 3
    assert [after.releases.get(block.id) for block in after.blocks] == [None, CLOSED, CLOSED]


def test_an_export_for_a_recipient_leaves_out_and_lists_restricted_content(
    desk: Desk, tmp_path: Path
) -> None:
    item = desk.briefing.items[0]
    desk.pane.outline.choose(item.id)
    desk.prompter.on_dialog = choosing(NOT_FOR_DISCLOSURE)
    desk.key(desk.pane.outline, Qt.Key.Key_W, CTRL_SHIFT)

    def for_the_public(dialog: QDialog) -> bool:
        combo = not_none(dialog.findChild(QComboBox))
        assert [combo.itemData(row) for row in range(combo.count())] == [None, "public"]
        combo.setCurrentIndex(1)
        return True

    memory = ExportMemory(desk.services.settings, desk.session.store.path)
    suffixes = (".docx", ".pdf")
    memory.remember(desk.briefing, ExportChoice(suffixes=suffixes, folder=str(tmp_path), name="talks"))
    desk.prompter.on_dialog = for_the_public
    desk.services.actions.action("export-briefing").trigger()
    desk.wait_until_still()
    assert not desk.prompter.errors
    words = item.passage.quote if not isinstance(item, OwnText) else ""
    for name in ("talks (public).docx", "talks (public).pdf"):
        data = (tmp_path / name).read_bytes()
        assert find_withheld(data, Path(name).suffix, [words]) == ()
    toast = not_none(desk.services.toasts.toast)
    next(one for one in toast.findChildren(QPushButton) if one.text() == "What was left out").click()
    assert "public" in desk.prompter.told[-1]
    assert desk.services.toasts.last.endswith("1 passage(s) were left out for public.")


def test_no_recipient_is_asked_for_an_unrestricted_briefing(desk: Desk) -> None:
    seen: list[bool] = []

    def look(dialog: QDialog) -> bool:
        dialog.show()
        combo = dialog.findChild(QComboBox)
        seen.append(combo is not None and combo.isVisible())
        return False

    desk.prompter.on_dialog = look
    desk.services.actions.action("export-briefing").trigger()
    desk.wait_until_still()
    assert seen == [False]


@pytest.mark.real_pages
def test_the_preview_shows_the_export_of_the_chosen_recipient(desk: Desk) -> None:
    choice = not_none(desk.pane.findChild(QComboBox, "preview-audience"))
    assert not choice.isVisible()
    item = desk.briefing.items[0]
    desk.pane.current.edit(
        "set-release", lambda briefing: set_release(briefing, [item.id], Release(disclosure="closed"))
    )
    desk.wait_until_still()
    assert choice.isVisible()
    assert item.id in desk.pane.panel.preview.view._layout.places
    desk.key(choice, Qt.Key.Key_End)
    desk.wait_until_still()
    assert item.id not in desk.pane.panel.preview.view._layout.places
    source = snapshot(desk.session, desk.briefing.id, "public")
    assert desk.pane.panel._builder.pages.data == build_pdf(source).data
    desk.undo()
    desk.wait_until_still()
    assert not choice.isVisible()
    assert item.id in desk.pane.panel.preview.view._layout.places
