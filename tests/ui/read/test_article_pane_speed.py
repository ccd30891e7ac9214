"""Long articles: the work of the window's thread grows no faster than the article."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.ui.frame.window import MainWindow

DENSE = "The derisking of semiconductors, rare earths and export controls, artificial intelligence. "
Opener = Callable[..., MainWindow]

MOST_GROWTH = 15.0
"""The most that CPU time may grow where the text grows five times: a square would be 25."""


def paste(qtbot: QtBot, window: MainWindow, session: Session, text: str) -> float:
    """Paste a text as an article, show it, and return the CPU seconds of the window's thread."""
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    count = session.store.count("article")
    begun = time.thread_time()
    window.services.actions.action("paste-article").trigger()
    qtbot.waitUntil(lambda: session.store.count("article") > count, timeout=300_000)
    window.articles.choose(session.store.articles()[-1].id)
    for _ in range(20):
        QCoreApplication.processEvents()
    return time.thread_time() - begun


def test_pasting_very_much_text_of_topic_terms_takes_no_more_than_the_text_grows(
    qtbot: QtBot, open_window: Opener, tmp_path: Path, resources: Resources
) -> None:
    session = Session.create(tmp_path / "long.dossier", resources)
    window = open_window(session)
    paragraph = f"{DENSE * 5}\n\n"

    def text(size: int) -> str:
        return f"A title of {size}\n\n{paragraph * (size // len(paragraph))}"

    paste(qtbot, window, session, text(50_000))  # what is loaded at first use is not counted
    short = paste(qtbot, window, session, text(300_000))
    long = paste(qtbot, window, session, text(1_500_000))
    assert long < MOST_GROWTH * short
    reading = window.article.reading
    assert reading is not None
    assert sum(len(one.evidence) for one in reading.offered) > 30_000
