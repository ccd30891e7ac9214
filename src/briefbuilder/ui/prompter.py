"""Dialogs behind a protocol, so that tests need not patch them, and the reports of unhandled exceptions.

Widgets open all dialogs through the prompter in their services.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QStandardPaths, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from briefbuilder.app.fault_reports import fault_report, save_report
from briefbuilder.app.messages import Words
from briefbuilder.app.settings import Settings
from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.ui.action_table import QT_TRANSLATE_NOOP
from briefbuilder.ui.session_holder import SessionHolder
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.dialogs import LineDialog, ListDialog, PasswordDialog
from briefbuilder.ui.widgets.layouts import fit_to_screen
from briefbuilder.ui.widgets.plain import message_box

_LOG = logging.getLogger(__name__)
_PAUSE = 1_000
"""Milliseconds without a key after which keys are for an error that has opened while the user was typing."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FOLDER = "folder: "
"""What precedes the title of a file dialog in the settings."""
OF_QT = (QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"), QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"))
"""Texts of Qt's own file dialog that Qt has not translated into each language of the window."""


def with_suffix(path: Path, suffix: str) -> Path:
    """Return a path that was chosen to write a file, with its ending, which is added if it lacks."""
    return path if path.suffix == suffix else path.with_name(path.name + suffix)


class Prompter(Protocol):
    """Asks and informs the user; a cancelled question returns an empty tuple, None or False."""

    def open_files(self, title: str, filters: str, /) -> tuple[Path, ...]:
        """Ask for files to read; `filters` as in QFileDialog ("Articles (*.txt *.html);;All files (*)")."""

    def open_file(self, title: str, filters: str, /) -> Path | None:
        """Ask for one file to read."""

    def open_folder(self, title: str, /) -> Path | None:
        """Ask for a folder to read."""

    def save_file(self, title: str, suggested: str, filters: str, /, *, replaces: bool = True) -> Path | None:
        """Ask for a file to write; the user has agreed to replace an existing one, unless the caller refuses one."""

    def confirm(self, title: str, question: str, agree: str, /) -> bool:
        """Ask for confirmation; `agree` is the text of the confirming button."""

    def choose(self, title: str, question: str, choices: Sequence[str], /) -> int | None:
        """Ask which of several things to do, by the texts of their buttons; None if cancelled. Enter does the first."""

    def ask_text(self, title: str, label: str, agree: str, initial: str = "", /) -> str | None:
        """Ask for a line of text; `agree` is the text of the button."""

    def ask_password(self, title: str, label: str, /) -> str | None:
        """Ask for a password without showing it."""

    def show_message(self, title: str, text: str, details: Sequence[str] = (), /) -> None:
        """Show a message, with details that can be copied."""

    def show_error(self, error: BriefbuilderError) -> None:
        """Show an error in the user's language, with the buttons that were offered for it."""

    def offer(self, code: str, label: str, run: Callable[[BriefbuilderError], None], /) -> None:
        """Add a button to the messages of the errors with a code."""

    def run(self, dialog: QDialog) -> bool:
        """Show a dialog and return whether it was accepted; it is deleted when the caller is done."""


def _documents() -> str:
    """Return the user's folder of documents, or the home folder if that is missing."""
    places = (QStandardPaths.StandardLocation.DocumentsLocation, QStandardPaths.StandardLocation.HomeLocation)
    return next(filter(_is_folder, map(QStandardPaths.writableLocation, places)), "")


def _is_folder(name: str | None) -> bool:
    # Qt's dialog takes the name of a folder that is gone for the name of a file.
    return bool(name) and Path(name or "").is_dir()


class _TypedKeys(QObject):
    """Sends what is typed while a message opens to the text that it interrupts, until the user pauses."""

    def __init__(self, box: QMessageBox, text: QTextEdit | QPlainTextEdit | QLineEdit) -> None:
        super().__init__(box)
        self._text = text
        self._has_typed = False
        self._since = QElapsedTimer()
        self._since.start()
        for widget in (box, *box.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that are meant for the text; the pause begins when the message has the keyboard."""
        if event.type() is QEvent.Type.WindowActivate and not self._has_typed:
            self._since.restart()
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if not is_key or self._since.elapsed() >= _PAUSE or not isValid(self._text):
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)
        if not self._is_for_text(event):
            return super().eventFilter(watched, event)
        self._since.restart()
        self._has_typed = True
        # A line would pass Enter on to its dialog, which would close.
        if event.key() not in _ENTER or not isinstance(self._text, QLineEdit):
            QApplication.sendEvent(self._text, event)
        return True

    def _is_for_text(self, event: QKeyEvent) -> bool:
        """Return whether a key writes; Enter and Backspace do after others, which show that the user is typing."""
        modifiers = event.modifiers() & (
            Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        )
        if modifiers == Qt.KeyboardModifier.AltModifier:
            return False
        if event.key() in (*_ENTER, Qt.Key.Key_Backspace):
            return self._has_typed and not modifiers
        return bool(event.text()) and event.text().isprintable()


def _text_in_use() -> QTextEdit | QPlainTextEdit | QLineEdit | None:
    """Return the text that the user can type into at the moment."""
    widget: QWidget | None = QApplication.focusWidget()
    if not isinstance(widget, QTextEdit | QPlainTextEdit | QLineEdit) or widget.isReadOnly():
        return None
    return widget


class QtPrompter(QObject):
    """The prompter that shows real dialogs."""

    def __init__(self, words: Words, owner: QWidget | None = None, settings: Settings | None = None) -> None:
        """Create the prompter; with `settings`, the folders of file dialogs are remembered."""
        super().__init__(owner)
        self._words = words
        self._owner = owner
        self._settings = settings
        self._help: QAction | None = None
        self._last: QWidget | None = None
        self._folders: dict[str, str] = {}
        self._offers: dict[str, list[tuple[str, Callable[[BriefbuilderError], None]]]] = {}
        self._open: set[str] = set()

    def set_owner(self, owner: QWidget, help_action: QAction | None) -> None:
        """Set what the dialogs belong to and have their style from, and the action that explains them."""
        self._owner = owner
        self._help = help_action

    def open_files(self, title: str, filters: str) -> tuple[Path, ...]:
        """Ask for files to read."""
        names, _ = QFileDialog.getOpenFileNames(self._parent(), title, self._folder(title), filters)
        return tuple(self._remembered(title, Path(name)) for name in names)

    def open_file(self, title: str, filters: str) -> Path | None:
        """Ask for one file to read."""
        name, _ = QFileDialog.getOpenFileName(self._parent(), title, self._folder(title), filters)
        return self._remembered(title, Path(name)) if name else None

    def open_folder(self, title: str) -> Path | None:
        """Ask for a folder to read."""
        name = QFileDialog.getExistingDirectory(self._parent(), title, self._folder(title))
        return self._remembered(title, Path(name)) if name else None

    def save_file(self, title: str, suggested: str, filters: str, *, replaces: bool = True) -> Path | None:
        """Ask for a file to write."""
        folder = self._folder(title)
        start = str(Path(folder, suggested)) if folder else suggested
        option = QFileDialog.Option(0) if replaces else QFileDialog.Option.DontConfirmOverwrite
        name, _ = QFileDialog.getSaveFileName(self._parent(), title, start, filters, options=option)
        return self._remembered(title, Path(name)) if name else None

    def confirm(self, title: str, question: str, agree: str) -> bool:
        """Ask for confirmation; Escape and the default button cancel."""
        box = self._box(QMessageBox.Icon.Question, title, question)
        button = box.addButton(agree, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        return box.clickedButton() is button

    def choose(self, title: str, question: str, choices: Sequence[str]) -> int | None:
        """Ask which of several things to do; Escape cancels."""
        box = self._box(QMessageBox.Icon.Question, title, question)
        buttons = [box.addButton(choice, QMessageBox.ButtonRole.ActionRole) for choice in choices]
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(buttons[0])
        box.exec()
        clicked = box.clickedButton()
        return next((number for number, button in enumerate(buttons) if button is clicked), None)

    def ask_text(self, title: str, label: str, agree: str, initial: str = "") -> str | None:
        """Ask for a line of text; surrounding white space is removed, and empty text is None."""
        dialog = LineDialog(title, label, agree, initial, self._parent())
        return (dialog.line.text().strip() or None) if self.run(dialog) else None

    def ask_password(self, title: str, label: str) -> str | None:
        """Ask for a password; white space counts."""
        dialog = PasswordDialog(title, label, self._parent())
        return dialog.password if self.run(dialog) else None

    def show_message(self, title: str, text: str, details: Sequence[str] = ()) -> None:
        """Show a message, with details that can be copied."""
        box = self._box(QMessageBox.Icon.Information, title, text)
        if details:
            box.setDetailedText("\n".join(details))
        box.exec()

    def show_error(self, error: BriefbuilderError) -> None:
        """Show an error in the user's language, with the buttons that were offered for it; not above itself.

        What is typed while it opens goes to the text that the user was typing in.
        """
        words = self._words.error(error)
        if words in self._open:
            return
        text = _text_in_use()
        box = self._box(QMessageBox.Icon.Warning, self.tr("Operation failed"), words)
        offers = self._offers.get(error.code, [])
        buttons = [box.addButton(label, QMessageBox.ButtonRole.ActionRole) for label, _ in offers]
        if buttons:
            box.addButton(QMessageBox.StandardButton.Close)
            # What helps is what Enter does: closing could lose what is open in a dossier whose file is gone.
            box.setDefaultButton(buttons[0])
        if text is not None:
            _TypedKeys(box, text)
        self._open.add(words)
        try:
            box.exec()
        finally:
            self._open.remove(words)
        clicked = box.clickedButton()
        for button, (_, run) in zip(buttons, offers, strict=True):
            if button is clicked:
                run(error)

    def offer(self, code: str, label: str, run: Callable[[BriefbuilderError], None]) -> None:
        """Add a button to the messages of the errors with a code."""
        self._offers.setdefault(code, []).append((label, run))

    def run(self, dialog: QDialog) -> bool:
        """Show a dialog; one without a parent gets the window as its parent, and with it the style sheet."""
        parent = self._parent()
        if dialog.parentWidget() is None and parent is not None:
            dialog.setParent(parent, dialog.windowFlags())
        if self._help is not None:
            dialog.addAction(self._help)
        fit_to_screen(dialog)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        # Not at once: the caller reads the answers.
        dialog.deleteLater()
        return is_accepted

    def _box(self, icon: QMessageBox.Icon, title: str, text: str) -> QMessageBox:
        box = message_box(icon, title, text, self._parent())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        return box

    def _parent(self) -> QWidget | None:
        """Return the window that the user works in, such as the template designer, else the main window."""
        active: QWidget | None = QApplication.activeWindow()
        if active is None or not active.isVisible():
            # Between two dialogs no window is active yet.
            last = self._last
            return last if last is not None and isValid(last) and last.isVisible() else self._owner
        # Only what the main window holds has the style sheet.
        owner = self._owner
        self._last = owner if owner is not None and owner.window() is active else active
        return self._last

    def _folder(self, title: str) -> str:
        """Return the folder that a dialog was used in last, the user's documents at first; each dialog has its own."""
        kept = self._settings.window_state(_FOLDER + title) if self._settings is not None else None
        return next(filter(_is_folder, (self._folders.get(title), kept)), None) or _documents()

    def _remembered(self, title: str, path: Path) -> Path:
        folder = str(path if path.is_dir() else path.parent)
        if folder != self._folder(title):
            self._folders[title] = folder
            if self._settings is not None:
                self._settings.set_window_state(_FOLDER + title, folder)
        return path


class CrashReporter(QObject):
    """Shows and stores a report of each unhandled exception, from any thread; the same report is shown once.

    The program continues, because all changes are saved already.
    """

    _raised = Signal(str)

    def __init__(
        self, prompter: Prompter, holder: SessionHolder, theme: Theme, folder: Path, window: QWidget
    ) -> None:
        super().__init__(window)
        self._prompter, self._holder, self._theme = prompter, holder, theme
        self._window = window
        self._folder = folder
        self._shown: set[str] = set()
        self._raised.connect(self._on_raised, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Install this as the interpreter's exception hook, for all threads."""
        sys.excepthook = self.take
        threading.excepthook = self._take_from_thread

    def remove(self) -> None:
        """Restore the interpreter's own exception hooks."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _take_from_thread(self, end: threading.ExceptHookArgs) -> None:
        if end.exc_value is not None and not issubclass(end.exc_type, SystemExit):
            self.take(end.exc_type, end.exc_value, end.exc_traceback)

    def take(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Report an exception; a keyboard interrupt ends the program as usual."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        if self._is_lost(fault):
            return
        text = fault_report(fault, "window")
        _LOG.error("%s", text)
        if isinstance(fault, DossierError) and threading.current_thread() is threading.main_thread():
            self._report_once(fault, text)
            return
        save_report(text, self._folder)
        self._raised.emit(text)

    def _is_lost(self, fault: BaseException) -> bool:
        """Return whether the dossier cannot be read because its file was overwritten; the user is told, once."""
        session = self._holder.session
        if (
            session is None
            or not isinstance(fault, DossierError)
            or threading.current_thread() is not threading.main_thread()
        ):
            return False
        if session.store.lost is None:
            try:
                session.store.check_file()
            except DossierError as error:
                QTimer.singleShot(0, self, partial(self._prompter.show_error, error))
        return session.store.lost is not None

    def _report_once(self, fault: DossierError, report: str) -> None:
        """Tell what is wrong with a dossier, such as a damaged page, which is met at each look; report it once."""
        if str(fault) not in self._shown:
            self._shown.add(str(fault))
            save_report(report, self._folder)
            QTimer.singleShot(0, self, partial(self._prompter.show_error, fault))

    @Slot(str)
    def _on_raised(self, text: str) -> None:
        if text in self._shown:
            return
        self._shown.add(text)
        sentence = self.tr(
            "An unexpected error occurred. Your work is saved. Copy this report and send it to your briefbuilder support contact."
        )
        lines = tuple(text.rstrip().split("\n"))
        dialog = ListDialog(self.tr("Error report"), sentence, lines, self._theme, self._window)
        self._prompter.run(dialog)
