"""Claims in the window, beside a large dossier: the time from the last key to the marks, and the longest block of the window's thread."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from bench.claims_cases import Corpus
from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.ui.bootstrap import GarbageCollection, build_services, window_of
from briefbuilder.ui.frame.window import MainWindow

PARAGRAPHS = 8
_OPENED = 4.0
"""Seconds after a dossier is opened until a user begins to write."""


def run(corpus: Corpus, dossier: Path) -> None:
    """Write labelled paragraphs into a briefing of a copy of a dossier, and print what each takes, in milliseconds."""
    application = QApplication.instance() or QApplication([])
    texts = [row["text"] for row in corpus.rows("paragraphs") if row["language"] == "en"][:PARAGRAPHS]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(dossier, Path(folder) / "work.dossier"))
        with Session.open(path, Resources()) as session:
            session.store.apply(compose_briefing(session, "thematic-briefing", "Talks", [], {}, "en")[0])
        window = window_of(build_services(None, Resources(), Settings(Path(folder) / "settings.json")))
        window.resize(1300, 820)
        window.show()
        window.dossiers.open_path(path)
        application.processEvents()
        GarbageCollection(window)
        blocks = _Blocks()
        live(_OPENED)
        window.services.modes.choose("brief")
        taken = [_write(window, blocks, text) for text in texts]
        window.services.jobs.close()
        window.close()
    names = ("marks after", "CPU of this process until then", "longest block of the window's thread")
    for name, found in zip((*names, "its CPU"), zip(*taken, strict=True), strict=True):
        print(f"  {name}: first {found[0]:.0f}, median {median(found):.0f}, most {max(found):.0f} ms")


def _write(window: MainWindow, blocks: _Blocks, text: str) -> tuple[float, float, float, float]:
    """Write a text into a new item, and return what it took."""
    page, marked = window.brief, []
    assert page.current.briefing is not None
    part = next(part for part in page.current.briefing.parts if part.key == "key-points")
    page.outline.choose(part.id)
    window.services.actions.action("new-own-text").trigger()
    wait(lambda: not page.claims.busy)
    connection = page.claims.changed.connect(
        lambda _item: marked.append((time.perf_counter(), time.process_time()))
    )
    blocks.reset()
    page.item_panel.editor.insertPlainText(text)
    began, spent = time.perf_counter(), time.process_time()
    wait(lambda: bool(marked))
    page.claims.changed.disconnect(connection)
    return 1000 * (marked[0][0] - began), 1000 * (marked[0][1] - spent), 1000 * blocks.wall, 1000 * blocks.cpu


class _Blocks:
    """The longest time in which the window's thread did not come back to its events, and its processor's time then."""

    def __init__(self) -> None:
        self.reset()
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def reset(self) -> None:
        self.wall = self.cpu = 0.0
        self._last = time.perf_counter(), time.thread_time()

    def _tick(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self.wall = max(self.wall, now[0] - self._last[0])
        self.cpu = max(self.cpu, now[1] - self._last[1])
        self._last = now


def wait(is_done: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the window live until something is true; raises TimeoutError after some seconds."""
    deadline = time.monotonic() + seconds
    while not is_done():
        if time.monotonic() > deadline:
            raise TimeoutError
        live(0.005)


def live(seconds: float) -> None:
    """Let the window live."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()
