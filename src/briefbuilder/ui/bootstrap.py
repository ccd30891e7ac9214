"""Creates the window and its services, runs the program, and opens a dossier for the self-test.

While the start page is shown, the pages of the first dossier are prepared.
"""

from __future__ import annotations

import gc
import linecache
import sys
import threading
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QDeadlineTimer,
    QEvent,
    QMessageLogContext,
    QObject,
    QSignalBlocker,
    Qt,
    QTimer,
    QtMsgType,
    QTranslator,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from briefbuilder import app
from briefbuilder.app.fault_reports import crashes_reported
from briefbuilder.app.jobs import JobRunner
from briefbuilder.app.messages import Words
from briefbuilder.app.policy import PolicyError, require_policy
from briefbuilder.app.resources import Resources, create_resources
from briefbuilder.app.settings import Settings
from briefbuilder.storage.codec import prepare_adapters
from briefbuilder.storage.schema_check import prepare_schema
from briefbuilder.system.files import remove_leftover_folders
from briefbuilder.system.paths import log_folder
from briefbuilder.ui.actions import ActionBoard
from briefbuilder.ui.frame.toasts import Toasts
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.prompter import CrashReporter, Prompter, QtPrompter
from briefbuilder.ui.services import Modes, PaneLinks, Services
from briefbuilder.ui.session_holder import SessionHolder
from briefbuilder.ui.text_look import (
    chosen_language,
    has_twelve_hours,
    load_language,
    load_missing_fonts,
    set_text_size,
    unload_language,
)
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import FocusRing
from briefbuilder.ui.widgets.icons import program_icon
from briefbuilder.ui.widgets.plain import message_box
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.session import Session


class ResultDispatcher(QObject):
    """Runs functions on the thread that created it; it can be called from any thread."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def __call__(self, result: Callable[[], None]) -> None:
        """Run a function on the dispatcher's thread."""
        self._arrived.emit(result)

    @Slot(object)
    def _on_arrived(self, result: Callable[[], None]) -> None:
        result()


SWITCH_INTERVAL = 0.0005
"""Seconds after which Python switches threads; short, so that the window reacts while a job runs."""


class GarbageCollection(QObject):
    """Collects reference cycles of objects that are created from now on, on the window's thread only.

    Python itself collects on the thread that happens to create the next object, such as a job's. A cycle may hold
    objects of Qt, which can crash the program when another thread than their own deletes them.
    """

    _INTERVAL = 100
    """Milliseconds between two counts of the new objects."""
    _THRESHOLDS = (5_000, 10, 10)
    """New objects, and collections of the younger generation, after which a generation is collected.

    An import creates many objects and few cycles.
    """
    _PAUSE = 50
    """After a full collection, the next one waits this many times as long as it took."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        # A full collection of what there is already would delay the first window.
        gc.freeze()
        self._paused_until = 0.0
        timer = QTimer(self, interval=self._INTERVAL)
        timer.timeout.connect(self.collect)
        timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation of objects whose threshold is reached, if there is one."""
        reached = [count > most for count, most in zip(gc.get_count(), self._THRESHOLDS, strict=True)]
        began = monotonic()
        if reached[2] and began >= self._paused_until:
            gc.collect()
            ended = monotonic()
            self._paused_until = ended + self._PAUSE * (ended - began)
        elif reached[1]:
            gc.collect(1)
        elif reached[0]:
            gc.collect(0)


_FORK_SERVER_DELAY = 400
"""Milliseconds from the first window to the start of the fork server, which takes a moment of another processor."""


def _start_fork_server() -> None:
    # On a thread: importing multiprocessing takes longer than a frame.
    threading.Thread(
        target=app.workers.start_fork_server, args=(app.workers.PRELOAD_READERS,), daemon=True
    ).start()


def create_application(on_failure: Callable[[str], object]) -> Application:
    """Create Qt's application; if there is no screen for it, `on_failure` gets the reason and must end the process."""
    warnings: list[str] = []

    def note(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            on_failure(next(iter(warnings), text))
        elif str(context.category).startswith("qt.qpa"):
            warnings.append(text.strip().rstrip("."))

    qInstallMessageHandler(note)
    application = Application(["briefbuilder"])
    qInstallMessageHandler(None)
    return application


def run(application: Application, arguments: list[str], language: str | None = None) -> int:
    """Show the window, with the dossier named in the arguments, and return the exit status.

    `language` is that of the window until the user chooses another; None is the one of the settings.
    """
    sys.setswitchinterval(SWITCH_INTERVAL)
    application.setApplicationName("briefbuilder")
    application.setDesktopFileName("briefbuilder")
    application.setWindowIcon(program_icon())
    load_missing_fonts(application)
    notices = follow_policy()
    if notices is None:
        return 1
    settings = Settings()
    resources = create_resources(settings)
    FocusRing(application)
    program = Program(application, resources, settings, language)
    paths = [Path(argument) for argument in arguments if not argument.startswith("-")]
    with crashes_reported(log_folder(), "window") as has_crashed:
        program.show(paths[0] if paths else None)
        if program.window is not None and (notices or has_crashed):
            words = program.window.services.words
            told = [*([words.text("program-crashed")] if has_crashed else ()), *map(words.error, notices)]
            program.window.services.toasts.show(" ".join(told))
        application.file_opened.connect(program.open_file)
        GarbageCollection(application)
        threading.Thread(target=remove_leftover_folders, name="leftovers", daemon=True).start()
        QTimer.singleShot(_FORK_SERVER_DELAY, _start_fork_server)
        program.preparation.start()
        status = application.exec()
        program.close()
    return status


def follow_policy() -> tuple[PolicyError, ...] | None:
    """Return the notices on the computer's policy; None if it has a problem, which is shown."""
    try:
        return require_policy()
    except PolicyError as error:
        words = Words(chosen_language(None))
        text = words.text("policy-stop", problem=words.error(error))
        message_box(QMessageBox.Icon.Critical, "briefbuilder", text).exec()
        return None


def build_services(
    session: Session | None,
    resources: Resources,
    settings: Settings,
    *,
    prompter: Prompter | None = None,
    theme: Theme | None = None,
    language: str | None = None,
) -> Services:
    """Create the services of one window; a given prompter replaces real dialogs."""
    language = language or chosen_language(settings.language)
    words = Words(language, has_twelve_hours=has_twelve_hours())
    holder = SessionHolder()
    holder.replace(session)
    board = ActionBoard(holder, holder)
    theme = theme or Theme(settings.scheme, holder)
    return Services(
        holder=holder,
        links=PaneLinks(holder),
        actions=board,
        resources=resources,
        settings=settings,
        jobs=JobRunner(ResultDispatcher(holder)),
        prompter=prompter or QtPrompter(words, settings=settings),
        words=words,
        theme=theme,
        modes=Modes(holder, settings, holder),
        toasts=Toasts(board, theme, holder),
        language=language,
    )


def window_of(services: Services) -> MainWindow:
    """Create the window that has these services."""
    services.theme.apply()
    window = MainWindow(services)
    # The window owns its services, so that they are deleted together.
    services.holder.setParent(window)
    if isinstance(services.prompter, QtPrompter):
        services.prompter.set_owner(window.header, services.actions.action("guide"))
    return window


_LIBRARIES = ("pydantic_core", "rapidfuzz")
"""Libraries that the first dossier needs and whose modules import each other in circles: no two threads may import them at once."""
_MODULES = (
    "getpass",
    "briefbuilder.storage.opening",
    "briefbuilder.storage.migrations",
    "briefbuilder.app.session",
    "briefbuilder.app.article_html",
    "briefbuilder.app.export",
    "briefbuilder.app.evidence_pack",
    "briefbuilder.app.export_records",
    "briefbuilder.app.originals",
    "briefbuilder.app.read_files",
    "briefbuilder.app.suggestions",
    "briefbuilder.app.commands.articles",
    "briefbuilder.app.commands.fixes",
    "briefbuilder.app.commands.revisions",
    "briefbuilder.app.commands.word_changes",
    "briefbuilder.app.export_input",
    "briefbuilder.app.watched_folders",
    "briefbuilder.composing.gather",
    "briefbuilder.evidence.claims",
    "briefbuilder.evidence.facts",
    "briefbuilder.importers.draft",
    "briefbuilder.tagging.topic_alignment",
    "briefbuilder.templating.completion",
    "importlib.resources.readers",
)
"""Modules that the first dossier, the first import and the template designer need and that have nothing of Qt."""
_WIDGETS = (
    "briefbuilder.ui.read.article_document",
    "briefbuilder.ui.read.article_rows",
    "briefbuilder.ui.read.article_model",
    "briefbuilder.ui.read.import_articles",
    "briefbuilder.ui.read.search_filters",
    "briefbuilder.ui.read.rail_rows",
    "briefbuilder.ui.read.article_details",
    "briefbuilder.ui.read.article_list",
    "briefbuilder.ui.read.article_view",
    "briefbuilder.ui.read.article_pane",
    "briefbuilder.ui.preview.view",
    "briefbuilder.ui.read.original_pane",
    "briefbuilder.ui.read.rail",
    "briefbuilder.ui.read.page",
    "briefbuilder.ui.overview.dialog",
    "briefbuilder.ui.frame.dossier_pages",
)
"""Modules of the page Read and its commands, each after those that it imports, so that none takes long by itself."""
_DESIGNER = (
    "briefbuilder.ui.designer.yaml_editor",
    "briefbuilder.ui.designer.form",
    "briefbuilder.ui.designer.panel",
    "briefbuilder.ui.designer.window",
)
"""Modules of the template designer, which are loaded last."""
_PREPARE_DELAY = 20
"""Milliseconds between two steps of preparing the pages, in which the window processes events."""


class Preparation(QObject):
    """Loads and creates what the first dossier needs, step by step, while the start page waits for the user."""

    def __init__(
        self,
        resources: Resources,
        find_window: Callable[[], MainWindow | None],
        dispatch: Callable[[Callable[[], None]], None],
        parent: QObject,
    ) -> None:
        """`dispatch` calls a function on the window's thread."""
        super().__init__(parent)
        self._resources, self._find_window, self._dispatch = resources, find_window, dispatch
        self._loading: threading.Thread | None = None
        self._is_ended = threading.Event()

    def start(self) -> None:
        """Begin with the libraries; the rest follows by itself."""
        self._import_next(_LIBRARIES, self._load_beside)

    def end(self) -> None:
        """Wait for the thread, which stops at the next module."""
        self._is_ended.set()
        if self._loading is not None:
            self._loading.join()

    def _import_next(self, modules: tuple[str, ...], then: Callable[[], None]) -> None:
        """Import modules, each after a moment in which the window processes events, and go on with a function."""
        step = partial(self._import_first, modules, then) if modules else then
        QTimer.singleShot(_PREPARE_DELAY, self, step)

    def _import_first(self, modules: tuple[str, ...], then: Callable[[], None]) -> None:
        import_module(modules[0])
        self._import_next(modules[1:], then)

    def _load_beside(self) -> None:
        """Load on a thread what has nothing of Qt."""
        window = self._find_window()
        if window is None:
            return
        copy, words = self._resources.copy_for_thread(), window.services.words

        def loaded() -> None:
            self._resources.adopt(copy)
            self._import_next(_WIDGETS, self._create_page)

        def load() -> None:
            for module in _MODULES:
                if self._is_ended.is_set():
                    return
                import_module(module)
            prepare_adapters()
            prepare_schema()
            copy.read_ahead()
            words.has("")  # a missing message is looked for in all catalogues
            self._dispatch(loaded)

        self._loading = threading.Thread(target=load, name="preparation", daemon=True)
        self._loading.start()

    def _create_page(self) -> None:
        window = self._find_window()
        if window is not None and window.prepare_pages():
            self._import_next((), self._create_page)
        else:
            # PySide reads the source of each module that is imported, and Python keeps it: some ten megabytes.
            self._import_next(_DESIGNER, linecache.clearcache)


class Application(QApplication):
    """Qt's application, which also reports files that macOS asks it to open: there they are not arguments."""

    file_opened = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Report a file to open; Qt handles all other events."""
        if isinstance(event, QFileOpenEvent):
            self.file_opened.emit(event.file())
            return True
        return super().event(event)


class Program(QObject):
    """The running program, with one window that is rebuilt when the language changes."""

    def __init__(
        self,
        application: QApplication,
        resources: Resources,
        settings: Settings,
        language: str | None = None,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._resources = resources
        self._settings = settings
        self._saving = single_shot_timer(self, self._save_settings, _SAVE_DELAY)
        settings.save_later = self._saving.start
        # One for all windows: the icons that are drawn in its colours are kept as long as the program runs.
        self._theme = Theme(settings.scheme, self)
        self._started_with = (language, settings.language)
        self._translators: tuple[QTranslator, ...] = ()
        self.window: MainWindow | None = None
        self._next: MainWindow | None = None
        self._handed_over: Session | None = None
        self._faults: CrashReporter | None = None
        self.preparation = Preparation(resources, lambda: self.window, ResultDispatcher(self), self)

    def show(self, dossier: Path | None) -> None:
        """Create the window in the user's language and open a dossier in it."""
        window = self._build(self._services())
        self._use(window)
        window.show()
        if dossier is not None:
            window.dossiers.open_path(dossier)

    @Slot(str)
    def open_file(self, path: str) -> None:
        """Open a dossier in the window in place of the present one."""
        if self.window is not None:
            self.window.dossiers.open_path(Path(path))

    def _services(self) -> Services:
        """Create the services of a window in the language and the text size of the settings."""
        language, setting = self._started_with
        if language is None or setting != self._settings.language:
            language = self._settings.language
        language = chosen_language(language)
        set_text_size(self._application, self._settings.text_size)
        self.forget_language()
        folder = self._resources.folder / "translations"
        self._translators = load_language(self._application, language, folder)
        return build_services(None, self._resources, self._settings, theme=self._theme, language=language)

    def _build(self, services: Services) -> MainWindow:
        with QSignalBlocker(self._theme):  # the window before stays as it is
            window = window_of(services)
        window.rebuild_requested.connect(self._on_rebuild_requested)
        return window

    def _use(self, window: MainWindow) -> None:
        """Let a window be that of the program."""
        self.window = window
        services = window.services
        self._faults = CrashReporter(services.prompter, services.holder, services.theme, log_folder(), window)
        self._faults.install()

    @Slot()
    def _save_settings(self) -> None:
        """Write the settings, or wait for the end of a drag."""
        if QGuiApplication.mouseButtons():
            self._saving.start()
        else:
            self._settings.save()

    def forget_language(self) -> None:
        """Remove the translators of the language."""
        unload_language(self._application, self._translators)
        self._translators = ()

    def close(self) -> None:
        """End the jobs and the workers, and write the settings."""
        self.preparation.end()
        self._settings.save_later = None
        if self._saving.isActive():
            self._saving.stop()
            self._settings.save()
        if self._faults is not None:
            self._faults.remove()
            self._faults = None
        self._drop_next()
        if self.window is not None:
            self.window.services.jobs.close()
            self.window = None
        if self._handed_over is not None:  # it was on its way to another window
            self._handed_over.store.close()
            self._handed_over = None

    @Slot()
    def _on_rebuild_requested(self) -> None:
        # Later: a dialog of the window is still closing.
        QTimer.singleShot(0, self, self._rebuild)

    @Slot()
    def _rebuild(self) -> None:
        """Replace the window by one in the language and the text size of the settings, with the same open dossier.

        The pages of the new window are created step by step, while the old one can be used.
        """
        old = self.window
        if old is None:
            return
        if not old.may_rebuild():
            QTimer.singleShot(_REBUILD_DELAY, self, self._rebuild)
            return
        if old.designing.close():
            QTimer.singleShot(_PREPARE_DELAY, self, partial(self._build_next, self._services()))

    def _build_next(self, services: Services) -> None:
        self._drop_next()
        self._next = self._build(services)
        QTimer.singleShot(_PREPARE_DELAY, self, partial(self._prepare_next, self._next))

    def _prepare_next(self, new: MainWindow) -> None:
        old = self.window
        if new is not self._next or old is None:
            return
        is_prepared = old.services.holder.session is None or not new.prepare_pages()
        then = self._take_over if is_prepared else self._prepare_next
        QTimer.singleShot(_PREPARE_DELAY, self, partial(then, new))

    def _take_over(self, new: MainWindow) -> None:
        """Give the open dossier to the new window, unless the user does in the old one what must end first."""
        old = self.window
        if new is not self._next or old is None:
            return
        if not old.may_rebuild() or self._is_used():
            QTimer.singleShot(_REBUILD_DELAY, self, partial(self._take_over, new))
            return
        if not old.designing.close():
            self._drop_next()
            return
        quits = self._application.quitOnLastWindowClosed()
        self._application.setQuitOnLastWindowClosed(False)
        new.setGeometry(old.geometry())
        self._handed_over = old.release()
        old.services.jobs.close()
        old.deleteLater()
        self._next = None
        self._use(new)
        # Each in a turn of its own: a long briefing takes a moment.
        QTimer.singleShot(0, self, partial(self._give_dossier, new))
        QTimer.singleShot(0, self, partial(self._show_briefing, new))
        QTimer.singleShot(0, self, partial(self._show_new, new, quits=quits))

    def _give_dossier(self, new: MainWindow) -> None:
        session, self._handed_over = self._handed_over, None
        new.services.holder.replace(session)

    def _show_briefing(self, new: MainWindow) -> None:
        if new.services.modes.mode == "brief":
            new.brief.current.catch_up()

    def _is_used(self) -> bool:
        """Return whether a dialog or menu of the window is open, or a button of the mouse is held in it."""
        shown = (self._application.activeModalWidget(), self._application.activePopupWidget())
        return shown != (None, None) or self._application.mouseButtons() != Qt.MouseButton.NoButton

    def _show_new(self, new: MainWindow, *, quits: bool) -> None:
        new.show()
        self._application.setQuitOnLastWindowClosed(quits)

    def _drop_next(self) -> None:
        """Drop a window that is being prepared."""
        new, self._next = self._next, None
        if new is not None:
            new.services.jobs.close()
            new.deleteLater()


_SAVE_DELAY = 50
"""Milliseconds after the last change of a state of the window, or after a drag, until the settings are written."""
_REBUILD_DELAY = 500
"""Milliseconds after which it is tried again to replace a window that is importing."""


_LOOK_MILLISECONDS = 50
"""Time between two looks whether the dossier of a tested window is open."""


def count_window_colours(dossier: Path, seconds: float) -> int:
    """Open a dossier in the window of a new application, and return how many colours a small picture of it has.

    Raises TimeoutError if it is not open after so many seconds.
    """
    application = QApplication(["briefbuilder"])
    load_missing_fonts(application)
    settings = Settings()
    program = Program(application, create_resources(settings), settings)
    program.show(dossier)
    window = program.window
    assert window is not None
    holder = window.services.holder
    deadline = QDeadlineTimer(int(seconds * 1000))
    look = QTimer(application)
    # Not `quit`, which closes the window first.
    look.timeout.connect(
        lambda: application.exit() if holder.session is not None or deadline.hasExpired() else None
    )
    look.start(_LOOK_MILLISECONDS)
    application.exec()
    look.stop()
    if holder.session is None:
        raise TimeoutError("the dossier was not opened in the window")
    picture = window.grab().toImage().scaled(200, 120)
    colours = {picture.pixel(x, y) for x in range(200) for y in range(120)}
    window.close()
    program.close()
    return len(colours)
