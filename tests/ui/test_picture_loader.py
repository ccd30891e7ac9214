"""Pictures of an article are decoded outside the window's process and appear when they are ready."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Opener

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.session import Session
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui import picture_loader
from briefbuilder.ui.frame.window import MainWindow

WORDS = (
    "The ministers of the two states agreed on Tuesday to keep common stocks of the gases that they need. "
    * 4
)


def png(colour: tuple[int, int, int], width: int = 60) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, 60), colour).save(stream, "PNG")
    return stream.getvalue()


def page(*pictures: bytes) -> bytes:
    shown = "".join(
        f"<figure><img alt='A' src='data:image/png;base64,{base64.b64encode(data).decode()}'>"
        f"<figcaption>Caption {number}</figcaption></figure><p>{WORDS}</p>"
        for number, data in enumerate(pictures)
    )
    return (
        f"<html lang=en><body><article><h1>Stocks</h1><p>{WORDS}</p>{shown}</article></body></html>".encode()
    )


@pytest.fixture
def window(open_window: Opener, dossier: Session) -> MainWindow:
    readings = [
        read_bytes(page(png((255, 0, 0)), png((0, 255, 0))), "a.html"),
        read_bytes(page(png((0, 0, 255), 5000)), "b.html"),
    ]
    assert [len(reading.pictures) for reading in readings] == [2, 1]
    import_readings(dossier, readings)
    return open_window(dossier)


def choose(qtbot: QtBot, window: MainWindow, name: str) -> None:
    articles = window.services.holder.session.store.articles()  # type: ignore[union-attr]
    window.articles.choose(next(article.id for article in articles if article.original.name == name))
    qtbot.waitUntil(lambda: not window.article.pictures.job.running)


def shown(window: MainWindow) -> list[QImage]:
    paper = window.article.canvas.view.paper
    assert paper.toRawText().count("\ufffc") == len(paper.images)
    return list(paper.images.values())


def test_pictures_appear_when_they_are_decoded(qtbot: QtBot, window: MainWindow) -> None:
    choose(qtbot, window, "a.html")
    assert {image.pixelColor(5, 5).name() for image in shown(window)} == {"#ff0000", "#00ff00"}


def test_pictures_that_were_decoded_are_shown_at_once(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(qtbot, window, "a.html")
    choose(qtbot, window, "b.html")
    (wide,) = shown(window)
    assert 0 < wide.width() < 5000
    monkeypatch.setattr(picture_loader, "_decode", lambda *_: pytest.fail("decoded again"))
    choose(qtbot, window, "a.html")
    assert len(shown(window)) == 2


def test_pictures_that_take_too_much_room_are_not_shown_and_not_asked_for_again(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_loader, "_MOST_BYTES", 4 * 60 * 60 + 100)
    choose(qtbot, window, "a.html")
    assert len(shown(window)) == 1
    assert "[Picture not included]" in window.article.canvas.view.paper.toPlainText() or "A" in (
        window.article.canvas.view.paper.toPlainText()
    )
    choose(qtbot, window, "b.html")
    choose(qtbot, window, "a.html")
    assert len(shown(window)) == 1


def test_no_module_of_the_window_decodes_pictures_of_others(root: Path) -> None:
    for path in (root / "src" / "briefbuilder" / "ui").rglob("*.py"):
        text = path.read_text("utf-8")
        for word in ("fromData(", "loadFromData(", "QImageReader("):
            assert word not in text, f"{path.name}: {word}"
