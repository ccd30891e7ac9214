"""Bringing articles in: files, folders, drops, the clipboard; cancelling; what could not be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QListView
from pytestqt.qtbot import QtBot

from briefbuilder.app.session import Session
from briefbuilder.ui.articles.importing import pasted_bytes
from briefbuilder.ui.window import MainWindow

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompter

TEXT = (
    "A headline of the day\n\nThe first paragraph speaks of semiconductors.\n\nThe second one of ministers."
)
SOON = 30_000
NO_BUTTONS, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def open_session(window: MainWindow) -> Session:
    session = window.services.holder.session
    assert session is not None
    return session


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


def test_files_are_imported_and_the_unreadable_listed_with_the_reason(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    lines: list[str] = []

    def read(dialog: QDialog) -> bool:
        view = dialog.findChild(QListView)
        assert view is not None
        model = view.model()
        lines.extend(str(model.index(row, 0).data()) for row in range(model.rowCount()))
        return False

    prompter.files, prompter.on_dialog = files_in(tmp_path / "in"), read
    with qtbot.waitSignal(window.importing.finished, timeout=SOON):
        window.services.actions.action("import-files").trigger()
        assert window.articles.progress.isVisible()
    assert not window.articles.progress.isVisible()
    assert len(open_session(window).articles()) == 3
    reading = window.article.reading
    assert reading is not None
    assert reading.article.metadata.title == "A headline of the day"
    assert prompter.dialogs == ["Not imported"]
    (line,) = lines
    assert line.startswith("bad.docx: ")
    assert len(line) > 30


def test_a_folder_dropped_on_the_article_is_walked(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    good, bad = files_in(tmp_path / "in")
    bad.unlink()
    (good.parent / "deep").mkdir()
    (good.parent / "deep" / "other.txt").write_text(TEXT.replace("day", "week"))
    data = urls((good.parent,))
    entering = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    over = window.article.canvas.view.viewport()
    QApplication.sendEvent(over, entering)
    assert entering.isAccepted()
    with qtbot.waitSignal(window.importing.finished, timeout=SOON):
        drop = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
        QApplication.sendEvent(over, drop)
    assert len(open_session(window).articles()) == 4


def test_a_file_that_is_there_already_is_named(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    good, _ = files_in(tmp_path / "in")
    for _ in range(2):
        with qtbot.waitSignal(window.importing.finished, timeout=SOON):
            window.importing.start((good,))
    assert len(open_session(window).articles()) == 3
    assert prompter.dialogs == ["Not imported"]


def test_a_cancelled_import_changes_nothing(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"{TEXT} {number}")
    with qtbot.waitSignal(window.importing.finished, timeout=SOON):
        window.importing.start((folder,))
        window.importing.cancel()
    assert len(open_session(window).articles()) == 2
    assert not window.importing.running


def test_formatted_text_is_pasted_as_an_article(window: MainWindow, qtbot: QtBot) -> None:
    data = QMimeData()
    html = "<h1>Chips for Tokyo 🇯🇵</h1><p>The first paragraph.</p><h2>Supply</h2><p>The second one.</p>"
    data.setHtml(f"<html><body><article>{html}</article></body></html>")
    data.setText("Chips for Tokyo")
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(window.importing.finished, timeout=SOON):
        window.services.actions.action("paste-article").trigger()
    record = open_session(window).articles()[-1]
    assert record.metadata.title == "Chips for Tokyo 🇯🇵"
    assert record.original.media_type == "text/html"


def test_an_empty_clipboard_is_no_article(window: MainWindow) -> None:
    QGuiApplication.clipboard().setMimeData(QMimeData())
    window.importing.paste()
    assert not window.importing.running
    assert "clipboard" in window.statusBar().currentMessage()


def test_plain_text_is_taken_where_nothing_better_is_there() -> None:
    data = QMimeData()
    data.setText("Words é 🇯🇵")
    pasted = pasted_bytes(data)
    assert pasted == ("Words é 🇯🇵".encode(), "pasted.txt")
