"""Builds the window and everything that it is handed, and runs it."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QTranslator, Slot
from PySide6.QtWidgets import QApplication

from briefbuilder.app.jobs import JobRunner
from briefbuilder.app.paths import log_folder
from briefbuilder.app.resources import Resources, resources_for
from briefbuilder.app.settings import Settings
from briefbuilder.app.words import Words
from briefbuilder.ui.actions import ActionBoard
from briefbuilder.ui.delivery import Delivery
from briefbuilder.ui.emblem import emblem
from briefbuilder.ui.faults import Faults
from briefbuilder.ui.fonts import load_missing_fonts
from briefbuilder.ui.i18n import chosen_language, load_language, unload_language
from briefbuilder.ui.prompter import Prompter, QtPrompter
from briefbuilder.ui.services import Desk, Services, SessionHolder
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.window import MainWindow

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

_SWITCH_INTERVAL = 0.0005
"""Seconds after which Python lets another thread run: keeps the window quick while a job works."""
_COLLECTED = (5_000, 10, 10)
"""How many objects are made before circles among them are looked for: an import makes many and few circles."""


def run(argv: list[str]) -> int:
    """Show the window, on the dossier that is named, and return the exit status when it is closed."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    application = QApplication(argv[:1] or ["briefbuilder"])
    application.setApplicationName("briefbuilder")
    application.setDesktopFileName("briefbuilder")
    application.setWindowIcon(emblem())
    load_missing_fonts(application)
    settings = Settings()
    resources = resources_for(settings)
    program = Program(application, resources, settings)
    paths = [Path(argument) for argument in argv[1:] if not argument.startswith("-")]
    program.show(paths[0] if paths else None)
    settle()
    status = application.exec()
    program.close()
    return status


def settle() -> None:
    """Look for rubbish from now on, seldom and not among what is there already: a look at all of it is felt."""
    gc.freeze()
    gc.set_threshold(*_COLLECTED)
    gc.enable()


def build_services(
    session: Session | None,
    resources: Resources,
    settings: Settings,
    *,
    prompter: Prompter | None = None,
    theme: Theme | None = None,
    language: str | None = None,
) -> Services:
    """Build the means of one window; a prompter that is given is asked instead of real dialogs."""
    spoken = language or chosen_language(settings.language)
    words = Words(spoken)
    holder = SessionHolder()
    holder.replace(session)
    return Services(
        holder=holder,
        desk=Desk(holder),
        actions=ActionBoard(holder, holder),
        resources=resources,
        settings=settings,
        jobs=JobRunner(Delivery(holder)),
        prompter=prompter or QtPrompter(words),
        words=words,
        theme=theme or Theme(settings.scheme, holder),
        language=spoken,
    )


def build_window(
    session: Session | None,
    resources: Resources,
    settings: Settings,
    *,
    prompter: Prompter | None = None,
    theme: Theme | None = None,
    language: str | None = None,
) -> MainWindow:
    """Build the window on a dossier, or on none."""
    services = build_services(session, resources, settings, prompter=prompter, theme=theme, language=language)
    services.theme.apply()
    window = MainWindow(services)
    # The window owns what was built for it, so that all of it goes together.
    services.holder.setParent(window)
    if isinstance(services.prompter, QtPrompter):
        services.prompter.set_owner(window)
    return window


class Program(QObject):
    """The running program: one window, built anew when the language becomes another."""

    def __init__(self, application: QApplication, resources: Resources, settings: Settings) -> None:
        super().__init__(application)
        self._application = application
        self._resources = resources
        self._settings = settings
        self._translators: tuple[QTranslator, ...] = ()
        self._window: MainWindow | None = None
        self._faults: Faults | None = None

    @property
    def window(self) -> MainWindow | None:
        """The window, once it is shown."""
        return self._window

    def show(self, dossier: Path | None) -> None:
        """Build the window in the user's language and open a dossier in it."""
        language = chosen_language(self._settings.language)
        self.forget_language()
        folder = self._resources.folder / "translations"
        self._translators = load_language(self._application, language, folder)
        window = build_window(None, self._resources, self._settings, language=language)
        window.language_chosen.connect(self._on_language_chosen)
        self._window = window
        self._faults = Faults(window.services, log_folder(), window)
        self._faults.install()
        window.show()
        if dossier is not None:
            window.dossiers.open_path(dossier)

    def forget_language(self) -> None:
        """Take the texts of the language out of the application."""
        unload_language(self._application, self._translators)
        self._translators = ()

    def close(self) -> None:
        """End the jobs and the workers."""
        if self._faults is not None:
            self._faults.remove()
            self._faults = None
        if self._window is not None:
            self._window.services.jobs.close()
            self._window = None

    @Slot(str)
    def _on_language_chosen(self, language: str) -> None:
        self._settings.language = language or None
        QTimer.singleShot(0, self, self._rebuild)

    @Slot()
    def _rebuild(self) -> None:
        """Build the window anew; the dossier is closed and opened again, with all that is in it."""
        old = self._window
        session = old.services.holder.session if old is not None else None
        path = session.path if session is not None else None
        quits = self._application.quitOnLastWindowClosed()
        self._application.setQuitOnLastWindowClosed(False)
        if old is not None:
            old.close()
            old.services.jobs.close()
            old.deleteLater()
        self.show(path)
        self._application.setQuitOnLastWindowClosed(quits)
