"""Import of files, folders, drops and the clipboard; cancelling; unreadable files."""

from __future__ import annotations

import io
import threading
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QListView, QPushButton, QToolButton
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas
from tests.narrowing import not_none, of_type
from tests.ui.windows import reading_of, session_of

from briefbuilder.app import read_files
from briefbuilder.app.commands import imports
from briefbuilder.app.jobs import JobSlot
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.app.workers import WorkerPool
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.query import Query
from briefbuilder.storage import stemming
from briefbuilder.ui.clipboard import clipboard_content
from briefbuilder.ui.clipboard import files_in as pasted_files
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.preview import builder
from briefbuilder.ui.read import import_articles
from briefbuilder.ui.read.article_words import source_file_text

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompter, Opener

TEXT = (
    "A headline of the day\n\nThe first paragraph speaks of semiconductors.\n\nThe second one of ministers."
)
NO_BUTTONS, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def files_in(folder: Path) -> tuple[Path, ...]:
    folder.mkdir()
    good, bad = folder / "good.txt", folder / "bad.docx"
    good.write_text(TEXT)
    bad.write_bytes(b"PK\x03\x04 no document at all")
    return good, bad


def urls(paths: tuple[Path, ...]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def in_the_window(*_: object) -> None:
    raise AssertionError("read in the window's process")


def test_files_are_imported_and_the_unreadable_listed_with_the_reason(
    window: MainWindow,
    prompter: FakePrompter,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What an article states, and the stems of its words, are found in a worker.
    monkeypatch.setattr(imports, "prepare_article_facts", in_the_window)
    monkeypatch.setattr(stemming, "stems_of", in_the_window)
    lines: list[str] = []

    def read(dialog: QDialog) -> bool:
        view = not_none(dialog.findChild(QListView))
        model = view.model()
        lines.extend(str(model.index(row, 0).data()) for row in range(model.rowCount()))
        return False

    prompter.files, prompter.on_dialog = files_in(tmp_path / "in"), read
    busy = window.header.busy
    shown: list[bool] = []
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.services.actions.action("import-files").trigger()
        shown.append(busy.isVisible())
    assert [*shown, busy.isVisible()] == [True, False]
    assert len(session_of(window).store.articles()) == 3
    reading = reading_of(window)
    assert reading.article.metadata.title == "A headline of the day"
    assert prompter.dialogs == ["Not imported"]
    (line,) = lines
    assert line.count("bad.docx") == 1
    assert len(line) > 30


def test_unreadable_files_of_a_folder_are_listed_with_their_paths(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "press"
    for name in ("monday", "tuesday"):
        files_in_day = folder / name
        files_in_day.mkdir(parents=True)
        (files_in_day / "bad.docx").write_bytes(b"PK\x03\x04 no document at all")
        (files_in_day / "good.txt").write_text(TEXT.replace("day", name))
    with zipfile.ZipFile(folder / "more.zip", "w") as container:
        container.writestr("in/empty.txt", " ")
    lines: list[str] = []

    def read(dialog: QDialog) -> bool:
        view = not_none(dialog.findChild(QListView))
        lines.extend(str(view.model().index(row, 0).data()) for row in range(view.model().rowCount()))
        return False

    prompter.folder, prompter.on_dialog = folder, read
    with qtbot.waitSignal(window.make_pages().importing.finished):
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(window.articles.list_view, Qt.Key.Key_I, keys)
    assert len(session_of(window).store.articles()) == 4
    assert sorted(line.partition(": ")[0] for line in lines) == [
        "monday/bad.docx",
        "more.zip/in/empty.txt",
        "tuesday/bad.docx",
    ]
    assert all(len(line.partition(": ")[2]) > 20 for line in lines)


def test_a_folder_dropped_on_the_article_is_imported(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    good, bad = files_in(tmp_path / "in")
    bad.unlink()
    (good.parent / "deep").mkdir()
    (good.parent / "deep" / "other.txt").write_text(TEXT.replace("day", "week"))
    data = urls((good.parent,))
    entering = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    over = window.article.canvas.view.viewport()
    QApplication.sendEvent(over, entering)
    assert entering.isAccepted()
    with qtbot.waitSignal(window.make_pages().importing.finished):
        drop = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
        QApplication.sendEvent(over, drop)
    assert len(session_of(window).store.articles()) == 4


def test_files_dropped_without_a_dossier_go_into_a_new_one(
    open_window: Opener, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    good, _ = files_in(tmp_path / "in")
    data = urls((good,))

    def drop() -> None:
        entering = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
        QApplication.sendEvent(window, entering)
        assert entering.isAccepted()
        event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
        QApplication.sendEvent(window, event)

    drop()
    qtbot.waitUntil(lambda: prompter.questions == ["New dossier"])
    assert not window.make_pages().importing.running
    prompter.target = tmp_path / "New.dossier"
    with qtbot.waitSignal(window.make_pages().importing.finished):
        drop()
    assert [record.metadata.title for record in session_of(window).store.articles()] == [
        "A headline of the day"
    ]


def test_a_dossier_that_is_opened_from_the_empty_window_shows_its_first_article(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> None:
    path = dossier.store.path
    dossier.store.close()
    window = open_window()
    assert isinstance(window.focusWidget(), QPushButton)
    assert window.dossiers.open_path(path)
    qtbot.waitUntil(lambda: window.article.reading is not None)
    reading = reading_of(window)
    assert reading.article.id == session_of(window).store.articles()[0].id
    qtbot.waitUntil(window.articles.list_view.hasFocus)
    assert window.article.reading is reading


def test_the_keys_stay_with_the_articles_from_the_first_button_to_the_list(
    open_window: Opener, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    held = of_type(window.focusWidget(), QPushButton)
    assert held.text() == "New dossier"
    prompter.target, prompter.files = tmp_path / "New.dossier", files_in(tmp_path / "in")[:1]
    QTest.keyClick(held, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), QPushButton))
    held = of_type(window.focusWidget(), QPushButton)
    assert held.accessibleName() == "Import articles …"
    with qtbot.waitSignal(window.make_pages().importing.finished):
        QTest.keyClick(held, Qt.Key.Key_Space)
    qtbot.waitUntil(window.articles.list_view.hasFocus)


@pytest.mark.parametrize("types", [False, True])
def test_the_list_gets_the_keys_after_the_first_import_unless_the_user_types_elsewhere(
    open_window: Opener, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot, types: bool
) -> None:
    window = open_window()
    prompter.target = tmp_path / "New.dossier"
    QTest.keyClick(of_type(window.focusWidget(), QPushButton), Qt.Key.Key_Space)
    pages = window.make_pages()
    with qtbot.waitSignal(pages.importing.finished):
        pages.importing.start(files_in(tmp_path / "in")[:1])
    (article,) = window.articles.chosen()
    # Where Qt leaves the focus in a window behind a file dialog when the button of the empty list is hidden.
    buttons = (
        button for button in window.findChildren(QToolButton) if button.isVisible() and button.isEnabled()
    )
    other = window.articles.search_bar.line if types else next(buttons)
    other.setFocus()
    assert window.focusWidget() is other
    window.articles.list_view.clearSelection()
    pages.importing.imported.emit(article)
    assert window.articles.chosen() == (article,)
    assert window.focusWidget() is (other if types else window.articles.list_view)


@pytest.mark.parametrize("searches", [True, False])
def test_the_end_of_an_import_leaves_what_the_user_has_gone_to_since(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, searches: bool
) -> None:
    other = session_of(window).store.articles()[1].id
    good, _ = files_in(tmp_path / "in")
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.make_pages().importing.start((good,))
        if searches:
            window.articles.search_bar.show_query(Query(words="semiconductors"))
        else:
            window.articles.choose(other)
    assert window.articles.search_bar.query.words == ("semiconductors" if searches else "")
    if not searches:
        assert window.articles.chosen() == (other,)


def test_a_file_that_is_there_already_is_named(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    good, _ = files_in(tmp_path / "in")
    shown: list[str] = []

    def read(dialog: QDialog) -> bool:
        model = not_none(dialog.findChild(QListView)).model()
        shown.extend(str(model.index(row, 0).data()) for row in range(model.rowCount()))
        return True

    prompter.on_dialog = read
    for _ in range(2):
        with qtbot.waitSignal(window.make_pages().importing.finished):
            window.make_pages().importing.start((good,))
    assert len(session_of(window).store.articles()) == 3
    assert prompter.dialogs == ["Not imported"]
    assert window.services.toasts.last == "1 article(s) imported", "the dialog has said that nothing was"
    title = session_of(window).store.articles()[-1].metadata.title
    assert shown == [f"{good.name}: already in the dossier as “{title}”."]


def test_an_import_that_is_cancelled_at_once_changes_nothing(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.make_pages().importing.start((many_in(tmp_path / "many"),))
        window.make_pages().importing.cancel()
    assert len(session_of(window).store.articles()) == 2
    assert not window.make_pages().importing.running
    assert "Nothing was changed" in window.services.toasts.last


def test_an_empty_dossier_offers_no_import_while_one_runs(
    open_window: Opener, prompter: FakePrompter, resources: Resources, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(Session.create(tmp_path / "new.dossier", resources))
    importing, page = window.make_pages().importing, window.read
    offer = window.services.actions.action("import-files")

    def offered() -> list[str]:
        shown = [each.text() for each in page.articles.findChildren(QPushButton) if each.isVisible()]
        shown += [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
        return [text for text in shown if "mport" in text]

    assert len(offered()) == 2
    importing.start((many_in(tmp_path / "many", 3),))
    assert offered() == []
    offer.trigger()
    assert prompter.questions == [], "files that could not be imported now are not asked for"
    assert window.services.toasts.last == "An import is running already."
    with qtbot.waitSignal(importing.finished):
        importing.cancel()
    assert session_of(window).store.count("article") == 0
    assert len(offered()) == 2


def many_in(folder: Path, count: int = 60) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.txt").write_text(f"{TEXT} {number}")
    return folder


def test_articles_of_a_cancelled_import_are_kept_one_undo_removes_them_and_it_is_not_offered_again(
    window: MainWindow, open_window: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    session = session_of(window)
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.make_pages().importing.start((many_in(tmp_path / "many"),))
        qtbot.waitUntil(lambda: session.store.count("article") > 2)
        assert window.make_pages().importing.running
        window.make_pages().importing.cancel()
    came = len(session.store.articles()) - 2
    assert 0 < came < 60
    assert f"{came} article(s) were imported" in window.services.toasts.last
    assert window.articles.model.rowCount() == came + 2
    window.services.actions.action("undo").trigger()
    qtbot.waitUntil(lambda: not session.store.act_running)
    assert len(session.store.articles()) == 2
    window.close()
    again = open_window(Session.open(session.store.path, session.resources))
    assert not again.articles.unfinished.isVisible()


def test_closing_asks_while_an_export_is_prepared(
    window: MainWindow, prompter: FakePrompter, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporter = window.make_pages().brief.panel.exporter
    monkeypatch.setattr(JobSlot, "running", property(lambda slot: slot is exporter.job))
    assert not window.may_rebuild()
    prompter.agrees = False
    assert not window.close()
    assert prompter.questions == ["An export is still being prepared. No file is written if you close now."]
    prompter.agrees = True
    assert window.close()


def test_closing_asks_while_an_export_waits_for_the_pages(
    window: MainWindow, prompter: FakePrompter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for delay in ("SINGLE_CHANGE_DELAY", "DEBOUNCE"):
        monkeypatch.setattr(builder, delay, 60_000)
    window.services.modes.choose("brief")
    window.brief.current.create(
        template="thematic-briefing", title="Note", language="en", topics=(), fields={}
    )
    assert window.may_rebuild()
    window.services.actions.action("export-briefing").trigger()
    assert not window.may_rebuild()
    prompter.agrees = False
    assert not window.close()
    assert prompter.questions == ["An export is still being prepared. No file is written if you close now."]
    prompter.agrees = True
    assert window.close()


def test_an_import_that_closing_interrupted_goes_on_when_the_dossier_is_opened_again(
    window: MainWindow, prompter: FakePrompter, open_window: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    session = session_of(window)
    folder = many_in(tmp_path / "many", 24)
    window.make_pages().importing.start((folder,))
    qtbot.waitUntil(lambda: session.store.count("article") > 5)
    window.close()
    again = open_window(Session.open(session.store.path, session.resources))
    strip, kept = again.articles.unfinished, session_of(again).store.count("article")
    assert 2 < kept < 26
    assert strip.isVisible()
    left = again.make_pages().importing.unfinished
    assert f"{len(left)} file(s) were not read" in strip.label.text()
    assert kept + len(left) == 26, "a file that was stored is not counted"
    left[-1].unlink()
    refused = list[str]()

    def read(dialog: QDialog) -> bool:
        model = dialog.findChildren(QListView)[0].model()
        refused.extend(str(model.index(row, 0).data()) for row in range(model.rowCount()))
        return False

    prompter.on_dialog = read
    with qtbot.waitSignal(again.make_pages().importing.finished, raising=False) as finished:
        QTest.mouseClick(strip.resume, Qt.MouseButton.LeftButton)
    count = session_of(again).store.count("article")
    assert finished.signal_triggered, (again.make_pages().importing.running, count, left, prompter.errors)
    assert count == 25
    assert not strip.isVisible()
    # Files that were stored before the interruption are no news, unlike one that is gone since.
    assert prompter.dialogs == ["Not imported"]
    assert [left[-1].name in line for line in refused] == [True]
    assert again.make_pages().importing.unfinished == ()


def test_an_import_that_is_killed_offers_only_the_files_that_were_not_read(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_articles, "_STORE_SECONDS", 0.0)
    monkeypatch.setattr(import_articles, "_STORE_SHARE", 1e9)
    session, settings = session_of(window), window.services.settings
    folder = many_in(tmp_path / "many", 24)
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.make_pages().importing.start((folder,))
        qtbot.waitUntil(lambda: session.store.count("article") > 12)
        # What is on the disk now is all that a killed program leaves.
        kept = Settings(settings.path).dossier_state(session.store.path)["unfinished-import"].splitlines()
        window.make_pages().importing.cancel()
    assert 0 < len(kept) < 20


def test_files_after_one_that_takes_long_are_shown_and_it_can_still_be_resumed(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_articles, "_STORE_SECONDS", 0.0)
    monkeypatch.setattr(import_articles, "_STORE_SHARE", 1e9)
    monkeypatch.setattr(import_articles, "_PATIENCE", 0.2)
    folder = many_in(tmp_path / "many", 24)
    slow, others_shown, read_one = sorted(folder.iterdir())[1], threading.Event(), read_files._read_one

    def read_one_slowly(pool: WorkerPool, path: Path, *given: Any) -> Any:
        assert path != slow or others_shown.wait(60)
        return read_one(pool, path, *given)

    monkeypatch.setattr(read_files, "_read_one", read_one_slowly)
    importing, session = window.make_pages().importing, session_of(window)
    before = window.articles.model.rowCount()
    with qtbot.waitSignal(importing.finished, timeout=60_000):
        importing.start((folder,))
        qtbot.waitUntil(lambda: window.articles.model.rowCount() == before + 23, timeout=60_000)
        kept = window.services.settings.dossier_state(session.store.path)["unfinished-import"].splitlines()
        others_shown.set()
    assert str(slow.absolute()) in kept
    assert window.articles.model.rowCount() == before + 24


def test_undo_while_files_are_read_stops_the_import_and_takes_it_out(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    session = session_of(window)
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.make_pages().importing.start((many_in(tmp_path / "many"),))
        qtbot.waitUntil(lambda: session.store.count("article") > 2)
        window.services.actions.action("undo").trigger()
    qtbot.waitUntil(lambda: not session.store.act_running)
    assert len(session.store.articles()) == 2
    assert window.articles.model.rowCount() == 2


def test_formatted_text_is_pasted_as_an_article(window: MainWindow, qtbot: QtBot) -> None:
    data = QMimeData()
    html = "<h1>Chips for Tokyo 🇯🇵</h1><p>The first paragraph.</p><h2>Supply</h2><p>The second one.</p>"
    data.setHtml(f"<html><body><article>{html}</article></body></html>")
    data.setText("Chips for Tokyo")
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.services.actions.action("paste-article").trigger()
    record = session_of(window).store.articles()[-1]
    assert record.metadata.title == "Chips for Tokyo 🇯🇵"
    assert source_file_text(record, "en").startswith("Pasted on ")
    assert record.original.name not in source_file_text(record, "en")
    assert source_file_text(session_of(window).store.articles()[0], "en") == "accordo.md"
    assert record.original.media_type == "text/html"


def test_keys_work_in_the_first_article_where_the_list_is_a_drawer(
    open_window: Opener, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    window.resize(1024, 768)
    prompter.target = tmp_path / "first"
    window.services.actions.action("new-dossier").trigger()
    assert session_of(window).store.path.suffix == ".dossier"
    QGuiApplication.clipboard().setText("Chips for Tokyo\n\nSemiconductors remain scarce in Japan.")
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.services.actions.action("paste-article").trigger()
    qtbot.waitUntil(window.article.canvas.view.hasFocus)


def test_an_empty_clipboard_is_no_article(window: MainWindow) -> None:
    QGuiApplication.clipboard().setMimeData(QMimeData())
    window.make_pages().importing.paste()
    assert not window.make_pages().importing.running
    assert "clipboard" in window.services.toasts.last


def paste(window: MainWindow, data: QMimeData, qtbot: QtBot) -> ArticleRecord:
    """Paste by the keys, and return the article that came of it."""
    QGuiApplication.clipboard().setMimeData(data)
    window.articles.list_view.setFocus()
    with qtbot.waitSignal(window.make_pages().importing.finished):
        QTest.keyClick(window.articles.list_view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    return session_of(window).store.articles()[-1]


def test_rich_text_is_preferred_to_plain_text(window: MainWindow, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setText("Words é 🇯🇵")
    assert clipboard_content(data).text == "Words é 🇯🇵"
    data.setData(
        "text/rtf", QByteArray(b"{\\rtf1\\ansi {\\b A headline}\\par The first paragraph speaks.\\par}")
    )
    record = paste(window, data, qtbot)
    assert record.original.media_type == "application/rtf"
    assert record.metadata.title == "A headline"


def test_copied_files_are_imported_containers_too(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    good, bad = files_in(tmp_path / "in")
    bad.unlink()
    with zipfile.ZipFile(tmp_path / "press.zip", "w") as container:
        container.writestr("other.txt", TEXT.replace("day", "week"))
    paste(window, urls((good, tmp_path / "press.zip")), qtbot)
    names = [record.original.name for record in session_of(window).store.articles()[2:]]
    assert names == ["good.txt", "other.txt"]
    copied = QMimeData()
    copied.setData(
        "x-special/gnome-copied-files",
        QByteArray(f"copy\n{QUrl.fromLocalFile(str(good)).toString()}".encode()),
    )
    assert pasted_files(copied) == (good,)


def locked_pdf(title: str) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(72, 760, title)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 700, "The ministers agreed to keep stocks of the gases that chip makers need.")
    canvas.save()
    locked = io.BytesIO()
    with pikepdf.open(stream) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="o", user="secret"))
    return locked.getvalue()


def test_encrypted_files_ask_for_passwords_and_are_imported_as_one_change(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    first, second = locked_pdf("Ports and gases"), locked_pdf("Harbours and cranes")
    (tmp_path / "a.pdf").write_bytes(first)
    (tmp_path / "b.txt").write_text(TEXT)
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as container:
        container.writestr("in/c.pdf", second)
    prompter.passwords = ["wrong", "secret"]
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.make_pages().importing.start([tmp_path / name for name in ("a.pdf", "b.txt", "c.zip")])
    session = session_of(window)
    titles = [record.metadata.title for record in session.store.articles()[2:]]
    assert titles == ["Ports and gases", "A headline of the day", "Harbours and cranes"]
    assert [session.store.original(record.id) for record in session.store.articles()[2::2]] == [first, second]
    encrypted, wrong = prompter.questions
    assert "a.pdf" in encrypted
    assert "is not correct" in wrong
    assert prompter.dialogs == []
    session.store.undo()
    assert len(session.store.articles()) == 2


def test_a_file_without_its_password_is_listed_with_the_reason(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "a.pdf").write_bytes(locked_pdf("Ports and gases"))
    (tmp_path / "b.txt").write_text(TEXT)
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.make_pages().importing.start([tmp_path / "a.pdf", tmp_path / "b.txt"])
    assert [record.metadata.title for record in session_of(window).store.articles()[2:]] == [
        "A headline of the day"
    ]
    assert prompter.dialogs == ["Not imported"]


def test_an_import_in_the_mode_brief_offers_to_read_the_article(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    prompter.files = (tmp_path / "good.txt",)
    window.services.modes.choose("brief")
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.services.actions.action("import-files").trigger()
    toast = not_none(window.services.toasts.toast)
    (button,) = [each for each in toast.findChildren(QPushButton) if each.text() == "Read"]
    QTest.mouseClick(button, LEFT)
    assert window.services.modes.mode == "read"
    assert reading_of(window).article.metadata.title == "A headline of the day"
