"""The main window: dossiers, undo, read-only, saved layout, dropped dossiers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QTableView, QTextBrowser
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type

from briefbuilder.app.commands.articles import edit_metadata
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.colours import contrast_ratio
from briefbuilder.storage.store import Store
from briefbuilder.ui.action_table import TABLE
from briefbuilder.ui.bootstrap import build_services, window_of
from briefbuilder.ui.brief.review import ReturnedFiles
from briefbuilder.ui.frame.window import FileDropHandler, MainWindow
from briefbuilder.ui.read.rail_rows import RowButton
from briefbuilder.ui.settings import SettingsDialog
from briefbuilder.ui.theme import DARK, LIGHT, Theme, palette_of, style_sheet
from briefbuilder.ui.widgets.controls import EditableLabel

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompter, Opener


def test_a_new_dossier_is_created_in_the_chosen_file(
    open_window: Opener, prompter: FakePrompter, tmp_path: Path
) -> None:
    window = open_window(None)
    assert window.windowTitle() == "briefbuilder"
    prompter.target = tmp_path / "Vertice"
    window.services.actions.action("new-dossier").trigger()
    assert (tmp_path / "Vertice.dossier").is_file()
    assert window.windowTitle() == "Vertice — briefbuilder"
    assert window.services.settings.recent == (tmp_path / "Vertice.dossier",)
    window.services.actions.action("close-dossier").trigger()
    assert window.windowTitle() == "briefbuilder"


def test_a_dossier_opens_on_its_first_article(open_window: Opener, dossier: Session) -> None:
    window = open_window(dossier)
    assert window.article.reading is not None
    assert window.article.reading.article.id == dossier.store.articles()[0].id


def test_lines_stay_readable_in_a_wide_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(3200, 900)
    qtbot.wait(20)
    canvas = window.article.canvas
    assert canvas.view.viewport().width() <= window.services.theme.line_height * 47
    gap = canvas.margin.x() - canvas.view.viewport().geometry().right()
    assert 0 <= gap <= window.services.theme.em * 2
    assert canvas.grips.geometry().right() < canvas.view.viewport().x()


def test_an_invalid_dossier_is_reported_and_the_open_one_stays(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.dossier"
    wrong.write_text("no dossier")
    prompter.files = (wrong,)
    before = window.services.holder.session
    window.services.actions.action("open-dossier").trigger()
    assert len(prompter.errors) == 1
    assert window.services.words.error(prompter.errors[0])
    assert window.services.holder.session is before


def test_a_dropped_dossier_is_opened(
    window: MainWindow, resources: Resources, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Other.dossier"
    Session.create(path, resources).store.close()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, no_keys, actions = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction
    offered = actions.CopyAction | actions.MoveAction
    for drag in (
        QDragEnterEvent(QPoint(5, 5), offered, data, left, no_keys),
        QDropEvent(QPointF(5, 5), offered, data, left, no_keys),
    ):
        drag.setDropAction(actions.MoveAction)
        QApplication.sendEvent(window, drag)
        assert drag.isAccepted()
        assert drag.dropAction() == actions.CopyAction, "a file manager would remove the file"
    qtbot.waitUntil(lambda: window.windowTitle() == "Other — briefbuilder")


def test_many_dragged_files_are_looked_at_when_they_enter_the_window(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[QMimeData] = []
    look = FileDropHandler.can_drop

    def count(handler: FileDropHandler, data: QMimeData) -> bool:
        looked.append(data)
        return look(handler, data)

    monkeypatch.setattr(FileDropHandler, "can_drop", count)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(f"/gone/{number}.docx") for number in range(3000)])
    copy, left, no_keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(5, 5), copy, data, left, no_keys))
    moves = [QDragMoveEvent(QPoint(place, 5), copy, data, left, no_keys) for place in range(5, 25)]
    for move in moves:
        QApplication.sendEvent(window, move)
    assert all(move.isAccepted() for move in moves)
    assert len(looked) == 1


def test_no_dossier_takes_the_place_of_one_below_a_dialog(
    window: MainWindow, resources: Resources, tmp_path: Path
) -> None:
    path = tmp_path / "Other.dossier"
    Session.create(path, resources).store.close()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, no_keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog = SettingsDialog(window.services, window)
    dialog.setModal(True)
    for is_shown in (True, False):
        dialog.setVisible(is_shown)
        drag = QDragEnterEvent(QPoint(5, 5), copy, data, left, no_keys)
        QApplication.sendEvent(window, drag)
        assert drag.isAccepted() != is_shown


def test_a_word_file_dropped_on_the_briefing_is_taken_for_a_returned_one(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Path] = []
    monkeypatch.setattr(ReturnedFiles, "start", lambda _self, path: taken.append(path))
    window.services.links.show_briefing("b")
    window.services.modes.choose("brief")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "back.docx"))])
    left, no_keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(5, 5), copy, data, left, no_keys))
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), copy, data, left, no_keys))
    qtbot.waitUntil(lambda: taken == [tmp_path / "back.docx"])


def test_a_read_only_dossier_can_be_read_and_not_changed(
    open_window: Opener, dossier: Session, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = dossier.store.path
    dossier.store.close()
    session = Session.open(path, resources)
    monkeypatch.setattr(Store, "read_only", True)
    window = open_window(session)
    assert "(read-only)" in window.windowTitle()
    window.articles.choose(session.store.articles()[0].id)
    assert window.article.reading is not None
    writable = {spec.id for spec in TABLE if spec.needs == "writable"}
    enabled = {name for name in writable if window.services.actions.action(name).isEnabled()}
    assert enabled == set()
    assert window.services.actions.action("next-paragraph").isEnabled()
    assert not any(card.accept_button.isEnabled() for card in window.read.rail.suggestions.rows)
    (pencil,) = [each for each in window.findChildren(RowButton) if each.accessibleName() == "Edit details"]
    assert not pencil.isEnabled()
    assert "(read-only)" in window.header.dossier.text()
    assert window.services.toasts.last == ""
    QTest.keyClick(window.articles.list_view, Qt.Key.Key_Down)
    assert window.services.toasts.last == ""
    dialog = QDialog(window)
    dialog.open()
    QTest.keyClick(dialog, Qt.Key.Key_T)
    dialog.close()
    assert window.services.toasts.last == ""
    QTest.keyClick(window.articles.list_view, Qt.Key.Key_T)
    assert window.services.toasts.last.startswith("Nothing was changed, because the dossier")
    window.services.toasts.clear()
    window.services.modes.choose("brief")
    title = not_none(window.make_pages().brief.findChild(EditableLabel))
    QTest.mouseDClick(title, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(title, Qt.MouseButton.LeftButton)
    assert window.services.toasts.last.startswith("Nothing was changed, because the dossier")


def test_the_notice_of_a_locked_dossier_stays_until_a_copy_is_open(
    open_window: Opener, dossier: Session, resources: Resources, prompter: FakePrompter
) -> None:
    locked = dossier.store.path.with_name("locked.dossier")
    with Session.create(locked, resources):
        window = open_window(dossier)
        assert not window.dossiers.open_path(locked)
        told = window.notice.text
        assert told.startswith(f"The dossier {locked} has been open with")
        window.notice.buttons[0].click()
        assert window.notice.text == told, "no place was chosen for the copy"
        prompter.target = locked.with_name("copy.dossier")
        window.notice.buttons[0].click()
        assert window.services.holder.opened.store.path == prompter.target
        assert window.notice.text == ""


def test_to_try_a_locked_dossier_again_says_that_it_is_still_locked(
    open_window: Opener, dossier: Session, resources: Resources
) -> None:
    locked = dossier.store.path.with_name("locked.dossier")
    window = open_window(dossier)
    with Session.create(locked, resources):
        window.dossiers.open_path(locked)
        told = window.notice.text
        window.notice.buttons[1].click()
        assert window.services.toasts.last == "“locked.dossier” is still open elsewhere."
        assert window.notice.text == told
        window.services.toasts.clear()
    window.notice.buttons[1].click()
    assert window.services.holder.opened.store.path == locked
    assert (window.services.toasts.last, window.notice.text) == ("", "")


def test_keys_for_undo_and_redo_pressed_while_the_views_still_follow_are_not_lost(
    window: MainWindow, dossier: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.storage.acts._QUICK", 0)
    store = dossier.store
    article = store.articles()[0].id
    for title in ("One", "Two", "Three"):
        metadata = replace(store.article(article).metadata, title=title)
        store.apply(edit_metadata(dossier, article, metadata))

    def press(*keys: str) -> str:
        for key in keys:
            QTest.keySequence(window, QKeySequence(key))
        return store.article(article).metadata.title

    assert press("Ctrl+Z", "Ctrl+Z") == "One"
    assert press("Ctrl+Shift+Z", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Shift+Z") == "Three"
    assert store.act_running
    qtbot.waitUntil(lambda: not store.act_running)
    assert window.services.toasts.last.startswith("Redone:")


def test_the_undo_menu_names_the_act(window: MainWindow) -> None:
    holder, board = window.services.holder, window.services.actions
    session = holder.opened
    holder.opened.store.apply(tag_section(session, session.store.articles()[0].id, 0, ["derisking"]))
    assert board.action("undo").text().startswith("&Undo: ")
    assert "De-risking" in board.action("undo").text()
    board.action("undo").trigger()
    assert "De-risking" in board.action("redo").text()
    assert "De-risking" in window.services.toasts.last


def test_the_size_is_remembered(open_window: Opener, dossier: Session) -> None:
    first = open_window(dossier)
    first.resize(1111, 777)
    first.close()
    second = open_window(None)
    state = second.services.settings.window_state("window-geometry")
    assert state


def test_a_window_of_a_larger_screen_is_fitted_to_this_one(
    open_window: Opener, resources: Resources, prompter: FakePrompter
) -> None:
    first = open_window(None)
    first.setGeometry(2000, 1500, 3000, 2000)
    settings = first.services.settings
    first.close()
    second = window_of(build_services(None, resources, settings, prompter=prompter, theme=Theme("light")))
    room = second.screen().availableGeometry()
    assert room.contains(second.geometry())
    second.close()
    second.services.jobs.close()
    second.deleteLater()


def test_the_first_window_leaves_room_for_its_title_bar(
    open_window: Opener, resources: Resources, prompter: FakePrompter
) -> None:
    settings = open_window(None).services.settings
    settings.set_window_state("window-geometry", "")
    first = window_of(build_services(None, resources, settings, prompter=prompter, theme=Theme("light")))
    room = first.screen().availableGeometry().height()
    assert 0.9 * room < first.height() <= room - 10
    first.close()
    first.services.jobs.close()
    first.deleteLater()


def test_every_action_of_the_table_has_a_handler(window: MainWindow) -> None:
    window.services.modes.choose("brief")
    assert window.services.actions.unregistered() == ()


def test_no_two_actions_share_keys_in_one_place() -> None:
    window_wide = [
        keys
        for spec in TABLE
        if spec.id not in {"remove-tag", "remove-item", "remove-article"}
        for keys in spec.keys
    ]
    assert len(window_wide) == len(set(window_wide))


def test_help_lists_the_keys_of_the_table(window: MainWindow, prompter: FakePrompter) -> None:
    texts: list[str] = []

    def read(dialog: QDialog) -> bool:
        table = not_none(dialog.findChild(QTableView))
        model = table.model()
        texts.extend(str(model.index(row, 1).data()) for row in range(model.rowCount()))
        return False

    prompter.on_dialog = read
    window.services.actions.action("help-shortcuts").trigger()
    assert "Ctrl+Return, Ctrl+Enter" in texts
    assert prompter.dialogs == ["Keyboard shortcuts"]


def test_about_names_versions_and_licences(window: MainWindow, prompter: FakePrompter) -> None:
    texts: list[str] = []

    def read(dialog: QDialog) -> bool:
        browser = not_none(dialog.findChild(QTextBrowser))
        texts.append(browser.toPlainText())
        return False

    prompter.on_dialog = read
    window.services.actions.action("about").trigger()
    assert "LGPL" in texts[0]
    assert "reportlab" in texts[0]
    assert "unknown" not in texts[0].lower()


def test_texts_have_enough_contrast_in_both_schemes() -> None:
    for colours in (LIGHT, DARK):
        for text in ("text", "muted", "accent", "good", "warning", "danger"):
            for ground in ("window", "side", "paper", "raised", "sunken", "hover", "selected", "wash"):
                assert contrast_ratio(getattr(colours, text), getattr(colours, ground)) >= 4.5, (text, ground)
        for ground in (
            colours.evidence,
            colours.found,
            *map(colours.tinted_ground, ("danger", "warning", "good")),
        ):
            assert contrast_ratio(colours.text, ground) >= 4.5, ground
        assert contrast_ratio(colours.on_accent, colours.accent) >= 4.5
        for ground in ("window", "side", "paper", "raised", "sunken", "hover"):
            assert contrast_ratio(colours.field_edge, getattr(colours, ground)) >= 3, ground
            assert contrast_ratio(colours.accent, getattr(colours, ground)) >= 3, ground


def test_the_scheme_changes_while_an_article_is_open(window: MainWindow, qtbot: QtBot) -> None:
    window.services.theme.choose("dark")
    application = of_type(QApplication.instance(), QApplication)
    assert application.palette().window().color().name() == DARK.window
    qtbot.wait(20)
    assert window.article.reading is not None
    window.services.theme.choose("light")
    assert application.palette().window().color().name() == LIGHT.window
    qtbot.wait(20)


def test_palettes_are_whole() -> None:
    assert palette_of(DARK).text().color().name() == DARK.text
    assert Theme("dark").dark


def test_another_theme_styles_what_is_seen_at_once_and_the_hidden_page_in_a_turn(
    window: MainWindow, qtbot: QtBot
) -> None:
    theme = window.services.theme
    dialog = SettingsDialog(window.services, window)
    dialog.show()
    before = style_sheet(theme)
    assert window.brief.isHidden()
    qtbot.waitUntil(lambda: window.brief.styleSheet() == before)
    theme.choose("dark")
    dark = style_sheet(theme)
    assert dark != before
    assert window.brief.styleSheet() == before
    for seen in (window.menuBar(), window.header, window.read, dialog):
        assert seen.styleSheet() == dark
    qtbot.waitUntil(lambda: window.brief.styleSheet() == dark)
    theme.choose("light")
    assert window.brief.styleSheet() == dark
    window.services.modes.choose("brief")
    assert window.brief.styleSheet() == before, (
        "a page that is shown before its turn has the colours of before"
    )
    # One above them would have Qt style both pages at once.
    assert not any(above.styleSheet() for above in (window, not_none(window.centralWidget())))
    dialog.close()
