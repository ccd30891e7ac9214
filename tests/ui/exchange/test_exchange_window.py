"""What other desks do comes into an open window by itself, quietly, and nothing of it is lost."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type
from tests.ui.conftest import FakePrompter, Opener
from tests.ui.exchange.conftest import ColleagueAtFolder, TwoDesks, show_item

from briefbuilder.app.commands.articles import edit_metadata, remove_articles
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.exchange import places
from briefbuilder.app.exchange.settings import DeskMemory
from briefbuilder.app.export import export
from briefbuilder.app.session import Session
from briefbuilder.storage.blobs import own_picture_names
from briefbuilder.ui.brief.outline_model import OutlineModel, OutlineRole
from briefbuilder.ui.exchange import rounds
from briefbuilder.ui.exchange.dialogs import DesksDialog, PlaceDialog, SendDialog, TakenInDialog
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.article_rows import ArticleRole
from briefbuilder.ui.widgets.dialogs import DialogButtons, NewPasswordDialog
from briefbuilder.ui.widgets.progress import WorkDialog

WEBER = "Weber <b>&x"


def start(window: MainWindow, qtbot: QtBot, folder: Path, prompter: FakePrompter) -> None:
    """Choose the shared folder as a user does, and wait for the first round."""

    def answer(dialog: PlaceDialog) -> bool:
        dialog.by_folder.setChecked(True)
        dialog.folder.setText(str(folder))
        return True

    prompter.answer(PlaceDialog, answer)
    with qtbot.waitSignal(window.exchange.rounds.reported):
        window.services.actions.action("exchange-place").trigger()


def look(window: MainWindow) -> None:
    """Begin a round of the window now, unless one is running."""
    window.services.actions.action("exchange-now").trigger()


def take_in(window: MainWindow, qtbot: QtBot, desks: TwoDesks) -> None:
    """Wait until the window has what the colleague has."""
    wanted = desks.other.store.shared.names()

    def is_here() -> bool:
        if window.exchange.rounds.running:
            return False
        look(window)
        return wanted <= desks.own.store.shared.names()

    qtbot.waitUntil(is_here)


def test_changes_of_others_come_in_are_told_once_and_lead_to_their_places(
    open_window: Opener,
    qtbot: QtBot,
    desks: TwoDesks,
    folder: Path,
    colleague: ColleagueAtFolder,
    prompter: FakePrompter,
) -> None:
    window = open_window(desks.own)
    show_item(window, desks)
    start(window, qtbot, folder, prompter)
    assert window.exchange.strip.text == ""
    record = desks.other.store.articles()[0]
    desks.write(desks.other, "The ministers met.", "They spoke of chips and ships.")
    desks.other.store.apply(
        edit_metadata(desks.other, record.id, replace(record.metadata, publication="The Courier"))
    )
    desks.other.store.apply(tag_section(desks.other, record.id, 1, ["semiconductors"]))
    colleague.exchange()
    take_in(window, qtbot, desks)

    assert desks.text(desks.own) == ("The ministers met.", "They spoke of chips and ships.")
    assert window.exchange.strip.text == f"3 change(s) of {WEBER} taken in."
    assert prompter.told == []
    assert prompter.errors == []
    model = of_type(window.brief.outline.model(), OutlineModel)
    index = model.index_of(desks.item)
    assert index.data(OutlineRole.CHANGED) == WEBER
    assert WEBER in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert WEBER in window.brief.item_panel.source.written.text()
    row = window.articles.model.index(window.articles.model.row_of(record.id) or 0, 0)
    assert row.data(ArticleRole.CHANGED) == WEBER
    window.brief._see_changes()
    assert not index.data(OutlineRole.CHANGED), "it was looked at"

    def answer(dialog: TakenInDialog) -> bool:
        rows = dialog.list.rows_model.rows
        assert [row.is_new and WEBER in row.caption for row in rows] == [True] * 3, rows
        article = next(at for at, row in enumerate(rows) if row.icon == "newspaper")
        dialog.list.setCurrentIndex(dialog.list.rows_model.index(article, 0))
        QTest.keyClick(dialog.go, Qt.Key.Key_Space)
        return dialog.result() == QDialog.DialogCode.Accepted

    prompter.answer(TakenInDialog, answer)
    window.exchange.strip.buttons[0].click()
    assert window.services.modes.mode == "read"
    assert window.articles.chosen() == (record.id,)
    assert window.exchange.strip.text == ""

    # A share that is gone is told once, and work goes on.
    folder.rename(folder.with_name("gone"))
    look(window)
    qtbot.waitUntil(lambda: str(folder) in window.exchange.strip.text)
    desks.write(desks.own, "Written without the share.")
    folder.with_name("gone").rename(folder)

    def is_back() -> bool:
        look(window)
        return window.exchange.strip.text == ""

    qtbot.waitUntil(is_back)


def test_a_dossier_may_be_closed_while_its_place_is_set_up(
    open_window: Opener, qtbot: QtBot, desks: TwoDesks, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = threading.Event()
    monkeypatch.setattr(places, "set_up_place", lambda _place: closed.wait(10))
    window = open_window(desks.own)
    window.exchange.use_place(str(folder))
    assert window.services.holder.release() is desks.own
    closed.set()
    qtbot.waitUntil(lambda: "briefbuilder-job" not in {thread.name for thread in threading.enumerate()})
    QApplication.processEvents()
    assert window.exchange.rounds.place is None
    assert window.exchange.strip.text == ""


def test_a_text_that_is_being_written_is_merged_when_it_is_left(
    open_window: Opener,
    qtbot: QtBot,
    desks: TwoDesks,
    folder: Path,
    colleague: ColleagueAtFolder,
    prompter: FakePrompter,
) -> None:
    window = open_window(desks.own)
    show_item(window, desks)
    start(window, qtbot, folder, prompter)
    panel = window.brief.item_panel
    panel.edit()
    QTest.keyClicks(panel.editor, " And of ships.")
    desks.write(desks.other, "The ministers met in Tokyo.", "They spoke of chips.")
    colleague.exchange()
    take_in(window, qtbot, desks)
    assert desks.text(desks.own) == ("The ministers met in Tokyo.", "They spoke of chips. And of ships.")
    shown = panel.editor.toPlainText()
    assert "in Tokyo" not in shown, "the text stays as it is typed"
    assert shown.endswith("And of ships.")
    assert "merged when you leave" in panel.source.note.text()

    cursor = panel.editor.textCursor()
    cursor.setPosition(len("The ministers met"))
    panel.editor.setTextCursor(cursor)
    QTest.keyClicks(panel.editor, " in Kyoto")
    window.brief.outline.setFocus()
    assert "Kyoto" in panel.editor.toPlainText()
    (conflict,) = desks.own.store.shared.conflicts()
    written = [str(each.value) for each in conflict.others]
    assert conflict.kind == "text"
    assert any("in Tokyo" in one for one in written), written
    assert "And of ships." in desks.text(desks.own)[1]

    def has_all() -> bool:
        colleague.exchange()
        return desks.own.store.shared.names() <= desks.other.store.shared.names()

    qtbot.waitUntil(has_all)
    assert desks.text(desks.other) == desks.text(desks.own)


def test_a_picture_in_a_text_that_others_changed_reaches_them(
    open_window: Opener,
    qtbot: QtBot,
    desks: TwoDesks,
    folder: Path,
    colleague: ColleagueAtFolder,
    prompter: FakePrompter,
    tmp_path: Path,
) -> None:
    window = open_window(desks.own)
    show_item(window, desks)
    start(window, qtbot, folder, prompter)
    panel = window.brief.item_panel
    panel.edit()
    QTest.keyClicks(panel.editor, " And of ships.")
    desks.write(desks.other, "The ministers met in Tokyo.", "They spoke of chips.")
    colleague.exchange()
    take_in(window, qtbot, desks)
    assert "merged when you leave" in panel.source.note.text()
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    image.save(str(tmp_path / "chart.png"))
    prompter.files = (tmp_path / "chart.png",)
    window.services.actions.action("insert-picture").trigger()
    qtbot.waitUntil(lambda: not panel.pictures.busy)
    window.brief.outline.setFocus()

    def pictures(session: Session) -> list[str]:
        return [name for briefing in session.store.briefings() for name in own_picture_names(briefing)]

    (name,) = pictures(desks.own)

    def has_all() -> bool:
        colleague.exchange()
        return pictures(desks.other) == [name] and name in desks.other.store.pictures([name])

    qtbot.waitUntil(has_all)
    assert desks.other.store.pictures([name]) == desks.own.store.pictures([name])


def test_a_mouse_button_that_stays_pressed_holds_nothing_up_for_ever(
    open_window: Opener,
    qtbot: QtBot,
    desks: TwoDesks,
    folder: Path,
    colleague: ColleagueAtFolder,
    prompter: FakePrompter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window(desks.own)
    start(window, qtbot, folder, prompter)
    taken = desks.text(desks.own)
    desks.write(desks.other, "The ministers met in Tokyo.")
    colleague.exchange()
    QTest.mousePress(window, Qt.MouseButton.LeftButton)
    look(window)
    qtbot.waitUntil(lambda: window.exchange.rounds._taking is not None)
    qtbot.wait(2 * rounds.AGAIN)
    assert desks.text(desks.own) == taken
    monkeypatch.setattr(rounds, "_LONGEST_DRAG", 0)
    take_in(window, qtbot, desks)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton)
    assert desks.text(desks.own) == ("The ministers met in Tokyo.",)


def test_unsettled_texts_keep_a_briefing_from_being_exported_and_no_export_has_a_name(
    open_window: Opener, qtbot: QtBot, desks: TwoDesks, tmp_path: Path
) -> None:
    desks.write(desks.own, "The ministers met in Tokyo.", "They spoke of chips.")
    desks.write(desks.other, "The ministers met in Kyoto.", "They spoke of chips.")
    desks.edit(desks.own, lambda briefing: replace(briefing, title="One"))
    desks.edit(desks.other, lambda briefing: replace(briefing, title="Other"))
    desks.carry()
    window = open_window(desks.own)
    show_item(window, desks)
    panel = window.brief.panel
    panel.show_panel("checks")
    qtbot.waitUntil(lambda: any(one.code == "unsettled-text" for one in panel.findings.all))
    found = {one.code: one for one in panel.findings.all if one.code.startswith("unsettled")}
    assert found["unsettled-text"].severity == "error"
    assert found["unsettled-text"].place.item == desks.item
    assert found["unsettled-change"].severity == "hint"
    assert found["unsettled-change"].place.field == "title"
    qtbot.waitUntil(lambda: panel.checks.card(found["unsettled-text"]) is not None)
    card = not_none(panel.checks.card(found["unsettled-text"]))
    window.brief.outline.choose(window.brief.current.briefing.parts[-1].id)  # type: ignore[union-attr]
    next(button for button in card.buttons if button.text() == "Go to").click()
    assert window.brief.outline.current_node == desks.item
    qtbot.waitUntil(lambda: not window.brief.busy)
    paths = [tmp_path / f"out.{ending}" for ending in ("docx", "odt", "html", "md")]
    export(desks.own, desks.briefing, paths, anyway=True)
    for path in paths:
        data = everything_in(path)
        assert b"chips" in data, path
        assert {name for name in (b"Rossi", b"Weber") if name in data} == set(), path


def everything_in(path: Path) -> bytes:
    """The bytes of a file, and those of all files in it where it is an archive."""
    import zipfile

    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_undo_takes_back_what_is_ones_own_and_tells_what_stays(open_window: Opener, desks: TwoDesks) -> None:
    desks.write(desks.own, "The ministers met in Tokyo.", "They spoke of chips.")
    desks.edit(
        desks.own,
        lambda briefing: replace(briefing, title="Rossi’s", language="it"),
        "edit-briefing-details",
    )
    desks.carry(desks.other)
    desks.edit(desks.other, lambda briefing: replace(briefing, title="Weber’s"))
    desks.carry()
    window = open_window(desks.own)
    window.services.actions.action("undo").trigger()
    briefing = not_none(desks.own.store.briefing(desks.briefing))
    assert (briefing.title, briefing.language) == ("Weber’s", "en")
    assert "1 change(s) of others made since stay" in window.services.toasts.last


def test_a_dossier_is_shared_by_a_name_that_is_asked_for(
    open_window: Opener, desks: TwoDesks, prompter: FakePrompter, tmp_path: Path
) -> None:
    from briefbuilder.app.session import Session
    from briefbuilder.ui.exchange.dialogs import ShareDialog

    alone = Session.create(tmp_path / "alone.dossier", desks.own.resources)
    desks.own.store.close()
    window = open_window(alone)
    assert window.services.actions.why_not("settle-changes") == "The dossier is not shared yet"

    def answer(dialog: ShareDialog) -> bool:
        assert dialog.chosen, "the name of the account"
        dialog.name.setText("  Anna   Rossi ")
        return True

    prompter.answer(ShareDialog, answer)
    window.services.actions.action("share-dossier").trigger()
    assert alone.store.is_shared
    assert alone.store.shared.author == "Anna Rossi"
    assert not window.services.actions.action("share-dossier").isEnabled()
    assert window.services.actions.action("send-changes").isEnabled()


def test_changes_go_to_a_colleague_and_back_as_files(
    open_window: Opener, qtbot: QtBot, desks: TwoDesks, prompter: FakePrompter, tmp_path: Path
) -> None:
    window = open_window(desks.own)

    def answer(dialog: QDialog) -> bool:
        if isinstance(dialog, SendDialog):
            dialog.partner.setCurrentText("Weber")
            dialog.password.setChecked(True)
            return True
        if isinstance(dialog, NewPasswordDialog):
            for field in dialog.findChildren(QLineEdit):
                field.setText("correct horse")
            return True
        assert isinstance(dialog, WorkDialog)
        with qtbot.waitSignal(dialog.finished):
            dialog.open()
        return dialog.result() == QDialog.DialogCode.Accepted

    prompter.on_dialog = answer
    desks.write(desks.own, "Sent by file.")
    sent = prompter.target = tmp_path / "week.bbx"
    window.services.actions.action("send-changes").trigger()
    assert prompter.errors == []
    assert "week.bbx" in window.services.toasts.last
    assert b"Sent by file" not in sent.read_bytes()
    window.services.holder.replace(None)

    other = open_window(desks.other)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sent))])
    prompter.passwords = ["wrong", "correct horse"]
    other._dropping.drop_later(data)
    qtbot.waitUntil(lambda: "taken in" in other.exchange.strip.text)
    assert prompter.errors == []
    assert desks.text(desks.other) == ("Sent by file.",)
    assert "Rossi" in other.exchange.strip.text
    other.services.holder.release()


def test_removing_for_good_says_that_it_travels_and_who_has_not_removed_yet(
    open_window: Opener, qtbot: QtBot, desks: TwoDesks, prompter: FakePrompter
) -> None:
    desks.edit(desks.other, lambda briefing: replace(briefing, title="Weber’s"))
    desks.carry()
    desks.own.store.apply(remove_articles(desks.own, [desks.own.store.articles()[0].id]))
    window = open_window(desks.own)
    listed: list[str] = []

    def answer(dialog: QDialog) -> bool:
        if isinstance(dialog, DesksDialog):
            listed.extend(f"{row.title}: {row.caption}" for row in dialog.list.rows_model.rows)
            return False
        with qtbot.waitSignal(dialog.finished):
            dialog.open()
        return dialog.result() == QDialog.DialogCode.Accepted

    prompter.on_dialog = answer
    window.services.actions.action("purge-dossier").trigger()
    assert "goes to the other desks" in prompter.questions[-1]
    assert prompter.errors == []
    assert WEBER in window.services.toasts.last
    window.services.actions.action("show-desks").trigger()
    assert any(line.startswith(WEBER) and "not confirmed" in line for line in listed), listed


def test_the_dialog_of_the_place_grows_with_what_is_asked(qtbot: QtBot, window: MainWindow) -> None:
    dialog = PlaceDialog(window.services, DeskMemory(), window)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.by_folder.setChecked(True)
    layout = not_none(dialog.layout())
    qtbot.waitUntil(lambda: dialog.height() >= layout.totalHeightForWidth(dialog.width()), timeout=1000)
    edges = {field.mapTo(dialog, QPoint(0, 0)).x() for field in (dialog.folder, dialog.key)}
    assert len(edges) == 1, "the fields stand one below the other"
    dialog.activateWindow()
    dialog.nowhere.setFocus()
    qtbot.waitUntil(dialog.nowhere.hasFocus)
    dialog.by_folder.click()
    order = [not_none(QApplication.focusWidget())]
    while len(order) < 6:
        QTest.keyClick(order[-1], Qt.Key.Key_Tab)
        order.append(not_none(QApplication.focusWidget()))
    places = [each.mapTo(dialog, QPoint(0, 0)) for each in order]
    assert order[0] is dialog.folder
    assert order[4] is dialog.name
    assert [place.y() // 20 for place in places] == sorted(place.y() // 20 for place in places)


def test_a_desk_gets_its_name_and_place_in_one_dialog_and_hears_of_each_exchange_that_it_asks_for(
    open_window: Opener, qtbot: QtBot, desks: TwoDesks, folder: Path, prompter: FakePrompter
) -> None:
    window = open_window(desks.own)

    def answer(dialog: PlaceDialog) -> bool:
        dialog.show()
        qtbot.waitExposed(dialog)
        dialog.activateWindow()
        QTest.mouseClick(dialog.by_folder, Qt.MouseButton.LeftButton)
        assert dialog.focusWidget() is dialog.folder, "the folder can be typed at once"
        dialog.folder.setText(str(folder))
        agree = dialog.findChildren(DialogButtons)[0].agree
        dialog.name.setText(" ")
        assert not agree.isEnabled()
        dialog.name.setText("  Anna   Rossi ")
        return agree.isEnabled()

    prompter.answer(PlaceDialog, answer)
    with qtbot.waitSignal(window.exchange.rounds.reported):
        window.services.actions.action("exchange-place").trigger()
    assert desks.own.store.shared.author == "Anna Rossi"
    assert window.services.toasts.last == "Changes were exchanged. Nothing new came in."
    window.services.toasts.show("Something else")
    qtbot.waitUntil(lambda: not window.exchange.rounds.running)
    with qtbot.waitSignal(window.exchange.rounds.reported):
        window.exchange.rounds.look()
    assert window.services.toasts.last == "Something else", "only what was asked for is answered"
    qtbot.waitUntil(lambda: not window.exchange.rounds.running)
    with qtbot.waitSignal(window.exchange.rounds.reported):
        look(window)
    assert window.services.toasts.last == "Changes were exchanged. Nothing new came in."


def test_an_exchange_that_was_asked_for_is_not_answered_in_the_dossier_that_is_opened_next(
    open_window: Opener, qtbot: QtBot, desks: TwoDesks, folder: Path, prompter: FakePrompter
) -> None:
    window = open_window(desks.own)
    start(window, qtbot, folder, prompter)
    qtbot.waitUntil(lambda: not window.exchange.rounds.running)
    look(window)
    window.services.holder.release()
    window.services.toasts.show("Something else")
    with qtbot.waitSignal(window.exchange.rounds.reported):
        window.services.holder.replace(desks.own)
    assert window.services.toasts.last == "Something else"


def test_what_a_copied_dossier_brought_with_it_is_not_listed_as_taken_in(
    open_window: Opener, desks: TwoDesks, prompter: FakePrompter
) -> None:
    desks.write(desks.own, "The ministers met in Tokyo.")
    desks.carry(desks.other)
    window = open_window(desks.other)
    listed: list[str] = []

    def answer(dialog: TakenInDialog) -> bool:
        listed.extend(row.title for row in dialog.list.rows_model.rows)
        return False

    prompter.answer(TakenInDialog, answer)
    window.services.actions.action("show-taken-in").trigger()
    assert len(listed) == 1, listed
    window.services.holder.release()


def test_a_dossier_whose_file_was_moved_asks_for_its_place_again(
    open_window: Opener, desks: TwoDesks, tmp_path: Path
) -> None:
    from briefbuilder.app.session import Session

    session = desks.own
    session.store.close()
    moved = session.store.path.rename(tmp_path / "moved.dossier")
    window = open_window(Session.open(moved, session.resources))
    assert "was moved or copied" in window.exchange.strip.text
    assert [button.text() for button in window.exchange.strip.buttons] == ["Place of exchange …"]
