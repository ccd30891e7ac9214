"""A window on a real dossier, with a prompter that answers instead of the user."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QPoint, Qt, QTimer
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker
from tests.narrowing import of_type
from tests.work_values import check_work

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.export_input import with_layout
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.bootstrap import build_services, window_of
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.preview import builder
from briefbuilder.ui.preview.drawing import BuiltPreview, check_input
from briefbuilder.ui.preview.template_cards import TemplatePictures
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.progress import WorkDialog

D = TypeVar("D", bound=QDialog)
LONGEST_WAIT = 120_000
"""Milliseconds."""
NO_PAGES = BuiltPreview(data=b"")

ITALIAN = """# Bruxelles e Tokyo rafforzano l'intesa tecnologica

La Commissione europea e il governo giapponese hanno firmato un accordo sui semiconduttori 🇯🇵. La riduzione
delle dipendenze resta la priorità, ha detto il commissario.

## Semiconduttori e catene di approvvigionamento

Le imprese chiedono tempi certi. I semiconduttori servono all'industria dell'auto e alla difesa.

Il ministro ha parlato di intelligenza artificiale e di controlli alle esportazioni verso la Cina.

## Le prossime tappe

Il vertice si terrà in autunno. Gli esperti preparano un documento comune.
"""

ENGLISH = """Ministers weigh export controls

Export controls on chips were discussed in Tokyo on Tuesday. Officials spoke of de-risking, not decoupling.

Semiconductor supply

Semiconductors remain scarce, and prices are rising again.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the screenless platform say what it cannot do; every other warning of Qt fails a test."""
    here = f"{Path(__file__).parent}{os.sep}"
    lacks = "does not support (propagateSizeHints|grabbing the keyboard|raise)"
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.qt_log_ignore(lacks, extend=True))


def double_click(widget: QWidget, place: QPoint) -> None:
    """Click twice as a mouse does: Qt's own function never releases the button."""
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=place)


@dataclass
class FakePrompter:
    """Answers as it was told, and keeps what it was asked and told; long work is waited for unless it was told otherwise."""

    files: tuple[Path, ...] = ()
    folder: Path | None = None
    target: Path | None = None
    agrees: bool = True
    choice: int | None = None
    text: str | None = None
    passwords: list[str] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    errors: list[BriefbuilderError] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    offers: dict[str, dict[str, Callable[[BriefbuilderError], None]]] = field(default_factory=dict)
    on_dialog: Callable[[QDialog], bool] | None = None

    def open_files(self, title: str, _filters: str) -> tuple[Path, ...]:
        self.questions.append(title)
        return self.files

    def open_file(self, title: str, _filters: str) -> Path | None:
        self.questions.append(title)
        return self.files[0] if self.files else None

    def open_folder(self, title: str) -> Path | None:
        self.questions.append(title)
        return self.folder

    def save_file(self, title: str, suggested: str, _filters: str, *, replaces: bool = True) -> Path | None:  # noqa: ARG002
        self.questions.append(title)
        self.suggested.append(suggested)
        return self.target

    def confirm(self, _title: str, question: str, _agree: str) -> bool:
        self.questions.append(question)
        return self.agrees

    def choose(self, _title: str, question: str, _choices: Sequence[str]) -> int | None:
        self.questions.append(question)
        return self.choice

    def ask_text(self, _title: str, label: str, _agree: str, _initial: str = "") -> str | None:
        self.questions.append(label)
        return self.text

    def ask_password(self, _title: str, label: str) -> str | None:
        self.questions.append(label)
        return self.passwords.pop(0) if self.passwords else None

    def show_message(self, _title: str, text: str, _details: Sequence[str] = ()) -> None:
        self.told.append(text)

    def show_error(self, error: BriefbuilderError) -> None:
        self.errors.append(error)

    def offer(self, code: str, label: str, run: Callable[[BriefbuilderError], None]) -> None:
        self.offers.setdefault(code, {})[label] = run

    def answer(self, kind: type[D], act: Callable[[D], object]) -> None:
        """Answer dialogs of a type by a function, which returns whether they are accepted; another one fails the test."""
        self.on_dialog = lambda dialog: bool(act(of_type(dialog, kind)))

    def run(self, dialog: QDialog) -> bool:
        self.dialogs.append(dialog.windowTitle())
        if self.on_dialog is not None:
            is_accepted = self.on_dialog(dialog)
        else:
            is_accepted = isinstance(dialog, WorkDialog) and dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return is_accepted


@pytest.fixture(autouse=True)
def _threads_get_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse each job whose thread would hold an object of the window."""
    check_work(monkeypatch)


@pytest.fixture(autouse=True)
def _views_follow_a_small_undo_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every small undo for a quick one: what a test sees right after a key does not depend on how busy the machine is."""
    monkeypatch.setattr("briefbuilder.storage.acts._QUICK", 60)


@pytest.fixture(autouse=True)
def _same_locale_and_font(qapp: QApplication) -> Iterator[None]:
    """Leave no test's language and font to the next one."""
    before = QFont(qapp.font())
    yield
    QLocale.setDefault(QLocale("en"))
    if qapp.font() != before:
        qapp.setFont(before)


@pytest.fixture(autouse=True)
def _nothing_is_held_or_open() -> Iterator[None]:
    """Fail a test that leaves a mouse button pressed, or a menu or dialog open: what is taken in would wait for it."""
    yield
    buttons = QGuiApplication.mouseButtons()
    left = (QApplication.activeModalWidget(), QApplication.activePopupWidget())
    assert not buttons, buttons
    assert left == (None, None), left


@pytest.fixture(autouse=True, scope="session")
def _nothing_is_in_the_clipboard_at_the_end() -> Iterator[None]:
    """Empty the clipboard, with whose data the platform without a screen crashes when the process ends."""
    yield
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    """Fail a test that leaves a thread of the program behind."""
    yield
    left = [thread.name for thread in threading.enumerate() if thread.name.startswith("briefbuilder")]
    assert not left, left


@pytest.fixture(autouse=True)
def _no_pages(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no pages and check in this process, but for tests that are marked: the processes take half the time of a test."""
    if request.node.get_closest_marker("real_pages") is None:
        monkeypatch.setattr(builder, "build_preview", lambda *_: NO_PAGES)
        monkeypatch.setattr(builder, "check_isolated", lambda source, _: check_input(with_layout(source)))
        monkeypatch.setattr(TemplatePictures, "draw", lambda *_: None)


@pytest.fixture
def resources(loaded_resources: Resources) -> Resources:
    """What ships, with the test's own folder of templates."""
    made = Resources()
    made.adopt(loaded_resources)
    return made


class PatientBot(QtBot):
    """A bot that waits long enough for a busy computer; a wait ends as soon as it can."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = LONGEST_WAIT) -> None:  # noqa: N802
        """Wait until a function returns True."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = LONGEST_WAIT, **options: Any) -> SignalBlocker:  # noqa: N802
        """Return a context manager that waits for a signal."""
        return super().waitSignal(signal, timeout=timeout, **options)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """A bot that shows, clicks and waits."""
    return PatientBot(request)


@pytest.fixture
def prompter() -> FakePrompter:
    """A prompter without dialogs."""
    return FakePrompter()


@pytest.fixture(scope="session")
def readings() -> tuple[ImportedArticle, ...]:
    """An Italian and an English article as they are read."""
    texts = {"accordo.md": ITALIAN, "controls.txt": ENGLISH}
    return tuple(read_bytes(text.encode(), name) for name, text in texts.items())


@pytest.fixture(scope="session")
def dossier_file(
    tmp_path_factory: pytest.TempPathFactory,
    loaded_resources: Resources,
    readings: tuple[ImportedArticle, ...],
) -> Path:
    """A dossier with an Italian and an English article that no test opens."""
    path = tmp_path_factory.mktemp("dossier") / "Tokyo.dossier"
    with Session.create(path, loaded_resources) as session:
        import_readings(session, readings)
        # The terms of their languages are prepared, so that windows show suggestions at once.
        for record in session.store.articles():
            session.suggestions.for_article(session.store.article(record.id))
    return path


@pytest.fixture
def dossier(tmp_path: Path, resources: Resources, dossier_file: Path) -> Session:
    """A dossier with an Italian and an English article; the window that is built on it closes it."""
    return Session.open(Path(shutil.copy(dossier_file, tmp_path)), resources)


Opener = Callable[..., MainWindow]


@pytest.fixture
def open_window(
    qtbot: QtBot, resources: Resources, prompter: FakePrompter, tmp_path: Path
) -> Iterator[Opener]:
    """Build windows that are shown, and closed with all that they started in the end."""
    windows: list[MainWindow] = []

    def opened(
        session: Session | None = None, *, theme: Theme | None = None, language: str = "en"
    ) -> MainWindow:
        settings = Settings(tmp_path / "settings.json")
        window = window_of(
            build_services(
                session,
                resources,
                settings,
                prompter=prompter,
                theme=theme or Theme("light"),
                language=language,
            )
        )
        windows.append(window)
        window.resize(1300, 820)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield opened
    for window in windows:
        window.services.jobs.close()
        window.close()
        left = [
            timer for timer in window.findChildren(QTimer) if timer.isActive() and not timer.isSingleShot()
        ]
        assert not left, [(timer.parent(), timer.interval()) for timer in left]
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    application = of_type(QApplication.instance(), QApplication)
    application.setStyleSheet("")
    # What Python gave to the clipboard must not outlive Python.
    application.clipboard().clear()


@pytest.fixture
def window(open_window: Opener, dossier: Session) -> MainWindow:
    """The window on the dossier, its first article chosen."""
    made = open_window(dossier)
    made.articles.choose(dossier.store.articles()[0].id)
    made.article.canvas.view.setFocus()
    return made


@pytest.fixture
def display() -> Iterator[str]:
    """The name of an X server of this test's own."""
    if shutil.which("Xvfb") is None:
        pytest.skip("not on this machine: Xvfb")
    reading, writing = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as line:
                number = line.readline().strip()
            if not number:
                pytest.skip("Xvfb does not start here")
            yield f":{number}"
        finally:
            server.terminate()
