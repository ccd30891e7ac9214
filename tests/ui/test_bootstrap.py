"""The start of the program: what is loaded before the first window, and which dossier is opened."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QSplitter, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import getAllValidWrappers
from tests.narrowing import not_none

from briefbuilder.app import messages
from briefbuilder.app import resources as resources_module
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage.passwords import change_password
from briefbuilder.storage.store import Store
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.templating import loader
from briefbuilder.ui import bootstrap
from briefbuilder.ui.bootstrap import GarbageCollection, Program
from briefbuilder.ui.frame.window import MainWindow

P = ParamSpec("P")
T = TypeVar("T")

_HEAVY = (
    "pydantic_core",
    "yaml",
    "docx",
    "reportlab",
    "trafilatura",
    "lxml",
    "pypdfium2",
    "fontTools",
    "uharfbuzz",
    "py3langid",
)

_WORK = ("multiprocessing.context", "briefbuilder.importers.charset", "briefbuilder.domain.document")
"""What only work needs, none of which is done before a dossier is open."""

_PAGES = (
    "difflib",
    "briefbuilder.composing",
    "briefbuilder.locales.data",
    "briefbuilder.returned",
    "briefbuilder.tagging",
    "briefbuilder.ui.brief",
    "briefbuilder.ui.frame.palette",
    "briefbuilder.ui.preview",
    "briefbuilder.ui.read",
    "briefbuilder.ui.topics",
)
"""What only the pages of a dossier need, which the start page does without."""

_LATER = _WORK + _PAGES

_START = """
import gc
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from briefbuilder.__main__ import main

def look():
    windows = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    print(",".join(window.windowTitle() for window in windows))
    print(",".join(name for name in {heavy!r} if name in sys.modules))
    print(not gc.isenabled() and gc.get_freeze_count() > 10_000)
    for path in sys.argv[2:]:
        QApplication.sendEvent(QApplication.instance(), QFileOpenEvent(path))
        print(",".join(window.windowTitle() for window in windows))
    for window in windows:
        window.close()

QTimer.singleShot(0, look)
sys.exit(main(sys.argv[1:]))
"""


def started(*arguments: str) -> list[str]:
    code = _START.format(heavy=_HEAVY + _LATER)
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.split("\n")


def test_the_first_window_shows_without_any_heavy_library() -> None:
    title, heavy, collects, *_ = started()
    assert title == "briefbuilder"
    assert heavy == ""
    assert collects == "True", "Python itself collects nothing, and what was there before the window stays"


def test_a_dossier_that_is_named_is_opened(tmp_path: Path, resources: Resources) -> None:
    """The second one is opened as macOS asks for it: by an event, while the program runs."""
    path, later = tmp_path / "Tokyo.dossier", tmp_path / "Kyoto.dossier"
    for new in (path, later):
        Session.create(new, resources).store.close()
    title, heavy, _, second, *_ = started(str(path), str(later))
    assert title == "Tokyo — briefbuilder"
    assert second == "Kyoto — briefbuilder"
    # A dossier's values and its briefing's template are read, and nothing more.
    assert set(heavy.split(",")) - set(_LATER) <= {"", "pydantic_core", "yaml"}


def test_pages_are_created_and_resources_read_beside_the_window_while_the_start_page_waits(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, resources = tmp_path / "Tokyo.dossier", Resources()
    shipped = resources.shipped_taxonomies()
    with Session.create(path, resources, taxonomies=shipped) as session:
        import_readings(session, [read_bytes(b"# Chips\n\nJapan and the chip industry.", "chips.md")])
    readers: list[str] = []

    def noted(owner: object, name: str) -> None:
        real = getattr(owner, name)

        def note(*arguments: Any, **named: Any) -> object:
            readers.append(f"{name} in {threading.current_thread().name}")
            return real(*arguments, **named)

        monkeypatch.setattr(owner, name, note)

    noted(loader, "read_template")
    noted(resources_module, "load_parts")
    noted(Matcher, "__init__")
    noted(messages, "read_catalogue")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    program = Program(application, Resources(), Settings(tmp_path / "settings.json"))
    program.show(None)
    window = program.window
    assert window is not None
    assert window.findChild(QWidget, "brief-page") is None
    program.preparation.start()
    qtbot.waitUntil(lambda: window.findChild(QWidget, "brief-page") is not None)
    assert window.services.modes.mode == "start"
    names = ("read_template", "load_parts", "__init__", "read_catalogue")
    read = {f"{name} in preparation" for name in names}
    assert set(readers) == read
    window.dossiers.open_path(path)
    qtbot.waitUntil(lambda: window.article.reading is not None)
    assert not window.services.words.has("a message that is nowhere")
    assert set(readers) == read, "nothing is read again where a dossier is opened"
    window.close()
    program.close()
    window.deleteLater()
    program.forget_language()
    QTimer.singleShot(0, program.deleteLater)


def test_settings_are_written_once_for_a_drag_of_panes_and_when_the_program_ends(
    qtbot: QtBot, resources: Resources, dossier: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, file = dossier.store.path, tmp_path / "settings.json"
    dossier.store.close()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    settings = Settings(file)
    program = Program(application, resources, settings, language="en")
    program.show(None)
    window = program.window
    assert window is not None
    window.resize(1440, 900)
    window.dossiers.open_path(path)
    splitter = not_none(window.read.findChild(QSplitter))
    qtbot.waitUntil(lambda: splitter.isVisible() and splitter.width() > 900)
    qtbot.wait(500)
    written, before = list[bytes](), settings.window_state("read-panes")
    real = settings.save

    def save() -> None:
        real()
        written.append(file.read_bytes())

    monkeypatch.setattr(settings, "save", save)
    pressed = [Qt.MouseButton.LeftButton]
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: pressed[0])
    width = splitter.sizes()[0]
    for step in range(30):
        splitter.moveSplitter(width + step, 1)
    after = settings.window_state("read-panes")
    assert after is not None
    assert after != before, "what is drawn next knows the widths at once"
    qtbot.wait(400)
    assert written == []
    pressed[0] = Qt.MouseButton.NoButton
    qtbot.wait(200)
    assert len(written) == 1
    assert after in written[0].decode()
    splitter.moveSplitter(width + 60, 1)
    last, kept = settings.window_state("read-panes"), list[Settings]()
    window.services.holder.session_replaced.connect(lambda: kept.append(Settings(file)))
    window.close()
    assert last != after
    assert kept[0].window_state("read-panes") == last, (
        "a program that is killed while it closes loses nothing"
    )
    assert kept[0].dossier_state(path) == settings.dossier_state(path) != {}
    settings.set_window_state("read-panes", "320")
    program.close()
    assert Settings(file).window_state("read-panes") == "320"
    window.deleteLater()
    program.forget_language()
    QTimer.singleShot(0, program.deleteLater)


@pytest.mark.parametrize("password", [None, "secret"])
def test_another_language_rebuilds_the_window_with_the_same_dossier(
    qtbot: QtBot, resources: Resources, dossier: Session, tmp_path: Path, password: str | None
) -> None:
    """Nobody is asked for the password again: a dialog would wait here without end."""
    path = dossier.store.path
    dossier.store.close()
    if password is not None:
        pytest.importorskip("sqlcipher3")
        change_password(path, None, password)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    settings = Settings(tmp_path / "settings.json")
    settings.language = "en"
    program = Program(application, resources, settings, language="de_AT")
    program.show(None)
    first = program.window
    assert first is not None
    assert first.services.actions.action("quit").text() == "&Beenden", "started in another language"
    first.dossiers.open_path(path, password)
    before = first.services.holder.session
    first.services.modes.choose("brief")
    first.resize(1111, 777)
    settings.language = "it"
    first.rebuild_requested.emit()
    assert first.isVisible(), "it can be used until the other one is ready"
    qtbot.waitUntil(lambda: program.window is not first)
    second = program.window
    assert second is not None
    qtbot.waitUntil(second.isVisible)
    session = second.services.holder.opened
    assert session is before, "the dossier stays open, with its undo history"
    assert session.store.path == path
    assert second.services.modes.mode == "brief"
    assert (second.width(), second.height()) == (1111, 777)
    assert session.store.password == password
    assert second.services.actions.action("quit").text() == "&Esci"
    second.close()
    program.close()
    second.deleteLater()
    program.forget_language()
    QTimer.singleShot(0, program.deleteLater)


def test_each_step_to_another_language_has_a_turn_of_its_own(
    qtbot: QtBot, resources: Resources, dossier: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = dossier.store.path
    dossier.store.close()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    settings = Settings(tmp_path / "settings.json")
    program = Program(application, resources, settings, language="en")
    program.show(path)
    first = program.window
    assert first is not None
    steps: list[str] = []

    def single_shot(milliseconds: int, context: QObject, act: Callable[[], object]) -> None:
        def begin() -> None:
            steps.append("turn")
            act()

        QTimer.singleShot(milliseconds, context, begin)

    def logged(name: str, act: Callable[P, T]) -> Callable[P, T]:
        def call(*arguments: P.args, **named: P.kwargs) -> T:
            steps.append(name)
            return act(*arguments, **named)

        return call

    monkeypatch.setattr(
        bootstrap, "QTimer", type("Turns", (QTimer,), {"singleShot": staticmethod(single_shot)})
    )
    monkeypatch.setattr(bootstrap, "build_services", logged("services", bootstrap.build_services))
    monkeypatch.setattr(bootstrap, "window_of", logged("window", bootstrap.window_of))
    monkeypatch.setattr(MainWindow, "prepare_pages", logged("page", MainWindow.prepare_pages))
    monkeypatch.setattr(Store, "call_when_lost", logged("dossier", Store.call_when_lost))
    monkeypatch.setattr(MainWindow, "show", logged("show", MainWindow.show))
    left: list[bool] = []
    first.services.holder.session_replaced.connect(lambda: left.append(True))
    settings.language = "it"
    first.rebuild_requested.emit()
    qtbot.waitUntil(lambda: "show" in steps)
    assert len(left) == 1, "the pages of the old window are emptied once"
    turns = [turn.split() for turn in " ".join(steps).split("turn") if turn.strip()]
    assert max(map(len, turns)) == 1, turns
    second = program.window
    assert second is not None
    second.close()
    program.close()
    second.deleteLater()
    program.forget_language()
    QTimer.singleShot(0, program.deleteLater)


def test_a_dossier_on_its_way_to_another_window_is_closed_when_the_program_ends(
    qtbot: QtBot, resources: Resources, dossier: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = dossier.store.path
    dossier.store.close()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    settings = Settings(tmp_path / "settings.json")
    program = Program(application, resources, settings, language="en")
    program.show(path)
    first = program.window
    assert first is not None

    def single_shot(milliseconds: int, context: QObject, act: Callable[[], object]) -> None:
        if program.window is first:
            QTimer.singleShot(milliseconds, context, act)

    monkeypatch.setattr(
        bootstrap, "QTimer", type("NoFurtherTurns", (QTimer,), {"singleShot": staticmethod(single_shot)})
    )
    settings.language = "it"
    first.rebuild_requested.emit()
    qtbot.waitUntil(lambda: program.window is not first)
    second = program.window
    assert second is not None
    assert second.services.holder.session is None
    program.close()
    Session.open(path, resources).store.close()
    application.setQuitOnLastWindowClosed(True)
    second.deleteLater()
    program.forget_language()
    QTimer.singleShot(0, program.deleteLater)


class InCycle(QObject):
    """An object of Qt that only the garbage collector deletes."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def test_objects_of_qt_in_cycles_are_deleted_on_the_window_s_thread_while_a_job_creates_objects(
    qtbot: QtBot,
) -> None:
    window = QObject()
    GarbageCollection(window)
    deleted_on: list[int] = []
    try:
        InCycle().destroyed.connect(
            lambda: deleted_on.append(threading.get_ident()), Qt.ConnectionType.DirectConnection
        )
        created: list[list[int]] = []
        job = threading.Thread(target=lambda: created.extend([] for _ in range(200_000)))
        job.start()
        job.join()
        assert deleted_on == []
        qtbot.waitUntil(lambda: bool(deleted_on))
        assert deleted_on == [threading.get_ident()]
    finally:
        window.deleteLater()
        gc.unfreeze()
        gc.enable()


def test_windows_that_were_replaced_leave_nothing_behind(
    qtbot: QtBot, resources: Resources, dossier: Session, tmp_path: Path
) -> None:
    """A window may be open for weeks."""
    path = dossier.store.path
    dossier.store.close()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    settings = Settings(tmp_path / "settings.json")
    program = Program(application, resources, settings, language="en")
    program.show(path)

    def kept() -> Counter[str]:
        for language in ("it", "fr"):
            before = program.window
            assert before is not None
            settings.language = language
            with qtbot.waitSignal(before.destroyed):
                before.rebuild_requested.emit()
            window = program.window
            assert window is not None
            qtbot.waitUntil(window.isVisible)
            window.services.modes.choose("brief")
            window.services.modes.choose("read")
        gc.collect()
        kinds = (type(one) for one in getAllValidWrappers())
        return Counter(kind.__name__ for kind in kinds if kind.__module__.startswith("briefbuilder."))

    kept()
    once = kept()
    assert kept() - once == Counter()
    window = program.window
    assert window is not None
    window.services.theme.choose("dark")
    window.services.theme.choose("light")
    window.close()
    program.close()
    window.deleteLater()
    program.forget_language()
    QTimer.singleShot(0, program.deleteLater)


@pytest.mark.parametrize("opened", ["dialog", "menu"])
def test_what_the_old_window_shows_is_closed_before_another_language_replaces_it(
    qtbot: QtBot, resources: Resources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: str
) -> None:
    monkeypatch.setattr(bootstrap, "_REBUILD_DELAY", 10)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    settings = Settings(tmp_path / "settings.json")
    settings.language = "en"
    program = Program(application, resources, settings)
    program.show(None)
    first = program.window
    assert first is not None
    shown = QDialog(first) if opened == "dialog" else QMenu(first)
    if isinstance(shown, QDialog):
        shown.open()
    else:
        shown.addAction("Copy")
        shown.popup(first.geometry().center())
    for language in ("it", "fr"):
        settings.language = language
        first.rebuild_requested.emit()
    qtbot.wait(200)
    assert program.window is first
    shown.close()
    qtbot.waitUntil(lambda: program.window is not first)
    second = program.window
    assert second is not None
    qtbot.waitUntil(second.isVisible)
    assert second.services.language == "fr", "the language that was chosen last"
    second.close()
    program.close()
    second.deleteLater()
    program.forget_language()
    QTimer.singleShot(0, program.deleteLater)
