"""Brings articles in: from files, folders, drops and the clipboard, as a job that can be stopped.

They come into the dossier a few at a time while other files are read, as one act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QRadioButton, QVBoxLayout, QWidget

from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.importers.draft import PLAIN, Books, ReadingOptions
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.dialogs import ListingDialog
from briefbuilder.ui.widgets.plain import PlainLabel
from briefbuilder.ui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from briefbuilder.app.commands.imports import ImportOutcome, SlicedImport
    from briefbuilder.app.jobs import Job, JobContext
    from briefbuilder.app.session import Session
    from briefbuilder.domain.article import RefusedFile
    from briefbuilder.importers.pasted.article import ClipboardContent
    from briefbuilder.storage.blobs import PreparedArticle

    ImportOutcomes = tuple[ImportOutcome, ...]


# Asks how books are to be read: each as one article, or an article a chapter.

_SETTING = "books"


class BooksDialog(QDialog):
    """Two ways to read a book, the one that was taken last chosen already."""

    def __init__(self, books: Books, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import a book"))
        words = PlainLabel(self.tr("How is a book to be read?"), self)
        self.whole = QRadioButton(self.tr("As &one article, its chapters as sections"), self)
        self.chapters = QRadioButton(self.tr("As an article for each &chapter"), self)
        (self.chapters if books == "chapters" else self.whole).setChecked(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        agree = buttons.addButton(self.tr("&Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        agree.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        pad = theme.space(1)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.space(0.6))
        for widget in (words, self.whole, self.chapters, buttons):
            column.addWidget(widget)
        (self.chapters if books == "chapters" else self.whole).setFocus()

    @property
    def books(self) -> Books:
        """The way that is chosen."""
        return "chapters" if self.chapters.isChecked() else "whole"


def remembered_books(services: Services) -> Books:
    """Return how books were read last: whole at first."""
    return "chapters" if services.settings.window_state(_SETTING) == "chapters" else "whole"


def ask_books(services: Services, paths: Iterable[Path], parent: QWidget) -> Books | None:
    """Return how to read the books among some paths; it is asked where one is named, None where nothing is to be read.

    Books that lie in a folder are read as the last one was.
    """
    from briefbuilder.app.read_files import book_suffixes

    books, suffixes = remembered_books(services), book_suffixes()
    if not any(path.suffix.lower() in suffixes for path in paths):
        return books
    dialog = BooksDialog(books, services.theme, parent)
    agreed = services.prompter.run(dialog)
    chosen = dialog.books
    dialog.deleteLater()
    if not agreed:
        return None
    services.settings.set_window_state(_SETTING, chosen)
    return chosen


# What became of the files of an import, in words: how many came in, and why others did not.


class ImportSummary(QObject):
    """The outcomes of one import of `roots`: the files and folders that were chosen."""

    def __init__(
        self,
        services: Services,
        outcomes: Sequence[ImportOutcome],
        roots: tuple[Path, ...],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._outcomes = outcomes
        self._roots = roots
        self._new = [outcome for outcome in outcomes if outcome.status == "imported"]

    @property
    def first(self) -> str | None:
        """The first new article, else the first that was there already, None where no file is one."""
        named = (outcome.article for outcome in (*self._new, *self._outcomes))
        return next((article for article in named if article is not None), None)

    def summary(self) -> str:
        """Return how many articles came in, and how many of them are copies of others."""
        session = self._services.holder.session
        if not self._outcomes:
            return self.tr("There is nothing in that folder to import.")
        if not self._new:
            return self.tr("Nothing was imported.")
        said = self.tr("%n article(s) imported", "", len(self._new))
        names = [outcome.article for outcome in self._new if outcome.article is not None]
        copies = session.search.copies_among(names) if session is not None else 0
        told = self.tr("%n of them a copy", "", copies)
        return f"{said}; {told}" if copies else said

    def list_others(self, owner: QWidget) -> None:
        """List what did not become an article, with the reason, over a window; nothing where all did."""
        lines = tuple(self._line(outcome) for outcome in self._outcomes if outcome.status != "imported")
        if not lines:
            return
        came = self.tr("%n article(s) imported. These were not:", "", len(self._new))
        sentence = came if self._new else self.tr("Nothing was imported:")
        dialog = ListingDialog(self.tr("Not imported"), sentence, lines, self._services.theme, owner)
        self._services.prompter.run(dialog)
        dialog.deleteLater()

    def _line(self, outcome: ImportOutcome) -> str:
        name = self._name_of(outcome.path)
        if outcome.error is not None:
            return f"{name}: {self._services.words.error(outcome.error)}"
        return self.tr("{name}: it is in the dossier already.").format(name=name)

    def _name_of(self, path: Path) -> str:
        """Return a file's name with the folders, and the files that hold it, from what was chosen on."""
        for root in self._roots:
            if root in path.parents:
                return path.relative_to(root if root.is_dir() else root.parent).as_posix()
        return path.name


# Which of the files that were refused want a password, and what becomes of an import when one is given.

LOCKED = frozenset({"import-pdf-encrypted", "import-zip-encrypted", "import-password-wrong"})


@dataclass(slots=True)
class PasswordQueue:
    """One import whose locked files are opened one by one; it keeps passwords for as long as it lasts.

    `given_up` are files for which the user has no password.
    """

    outcomes: list[ImportOutcome]
    passwords: tuple[str, ...] = field(default=(), repr=False)
    given_up: set[Path] = field(default_factory=set)
    tried: dict[Path, int] = field(default_factory=dict)

    @property
    def next(self) -> ImportOutcome | None:
        """The next file that needs a password."""
        return next(
            (
                one
                for one in self.outcomes
                if one.error is not None and one.error.code in LOCKED and one.path not in self.given_up
            ),
            None,
        )

    def untried(self, refused: ImportOutcome) -> bool:
        """Tell whether passwords of other files have not been tried on this one yet."""
        return self.tried.get(refused.path, 0) < len(self.passwords)

    def note_try(self, refused: ImportOutcome) -> None:
        """Remember that all passwords so far are being tried on a file."""
        self.tried[refused.path] = len(self.passwords)

    def file_of(self, refused: ImportOutcome) -> Path:
        """Return the file on the disk that holds a locked one, which may lie within it."""
        places = (refused.path, *refused.path.parents)
        return next((place for place in places if place.is_file()), refused.path)

    def take(self, refused: ImportOutcome, found: ImportOutcomes) -> None:
        """Replace the outcome of a locked file by those of its second reading."""
        own = [one for one in found if refused.path in {one.path, *one.path.parents}]
        place = self.outcomes.index(refused)
        self.outcomes[place : place + 1] = own or [refused]


class ArticleImporter(QObject):
    """One import at a time.

    `imported` carries the id of the first article that came in, `taken_in` what became of each file.
    """

    imported = Signal(str)
    outcomes_ready = Signal(object)
    message = Signal(str)
    finished = Signal()

    def __init__(self, services: Services, progress: ProgressStrip, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._progress = progress
        self._job: Job[ImportOutcomes] | None = None
        self._options: ReadingOptions = PLAIN
        self._begun_for: Session | None = None
        self._import: SlicedImport | None = None
        self._roots: tuple[Path, ...] = ()
        services.holder.session_replaced.connect(self.cancel)
        progress.cancelled.connect(self.cancel)

    @property
    def running(self) -> bool:
        """Whether an import is under way."""
        return self._job is not None

    def ask_files(self) -> None:
        """Ask for files and import them."""
        paths = self._services.prompter.open_files(self.tr("Import articles"), self._filters())
        if paths:
            self.start(paths)

    def ask_folder(self) -> None:
        """Ask for a folder and import all that is in it."""
        folder = self._services.prompter.open_folder(self.tr("Import folder"))
        if folder is not None:
            self.start((folder,))

    def paste(self) -> None:
        """Make an article of what is on the clipboard: files, a formatted text, or plain text."""
        from briefbuilder.ui.clipboard import clipboard_offer, files_in

        data = QGuiApplication.clipboard().mimeData()
        files = files_in(data)
        offered = clipboard_offer(data)
        if files:
            self.start(files)
        elif not offered.is_empty:
            self._begin(partial(_read_pasted, offered))
        else:
            self.message.emit(self.tr("There is no text on the clipboard to make an article of."))

    def start(self, paths: Sequence[Path]) -> None:
        """Import files and folders; how books are read is asked where one is among the files."""
        if self._job is not None or not self._services.holder.writable:
            self._begin(_read_nothing)
            return

        books = ask_books(self._services, paths, self._progress.window())
        if books is not None:
            self._options = ReadingOptions(books=books)
            self._roots = tuple(paths)
            self._begin(partial(_read_files, tuple(paths), self._options))

    @Slot()
    def cancel(self) -> None:
        """Stop the import; what came into the dossier stays there."""
        if self._job is not None:
            self._job.cancel()

    def _begin(self, work: Callable[[JobContext], ImportOutcomes]) -> None:
        if self._job is not None:
            self.message.emit(self.tr("An import is running already."))
            return
        session = self._services.holder.session
        if session is None or not self._services.holder.writable:
            return
        from briefbuilder.app.commands.imports import SlicedImport

        self._begun_for, self._import = session, SlicedImport(session)
        self._progress.begin(self.tr("Reading …"))
        if not session.store.count("article"):
            self._preload(session)
        self._job = self._start(work, self._on_read)

    def _start(
        self, work: Callable[[JobContext], ImportOutcomes], done: Callable[[ImportOutcomes], None]
    ) -> Job[ImportOutcomes]:
        return self._services.jobs.start(
            work, done, self._on_failed, on_value=self._on_stepped, on_request=self._keep
        )

    def _preload(self, session: Session) -> None:
        """Load what the first article is shown with; an error is shown where the article needs it."""
        from briefbuilder.app.commands.imports import preload

        services, taxonomies = self._services, session.chosen_taxonomies()
        apart = services.resources.copy_for_thread()
        work = partial(_without_context, partial(preload, apart, services.words, taxonomies))
        services.jobs.start(work, lambda _none: services.resources.adopt(apart), _pass_over)

    def _keep(self, prepared: PreparedArticle | RefusedFile) -> ImportOutcome:
        """Store one file while others are read."""
        running = self._import
        if running is None or self._services.holder.session is not self._begun_for:
            raise CancelledError
        return running.take(prepared)

    def _on_read(self, outcomes: ImportOutcomes) -> None:
        self._end()
        self._unlock(PasswordQueue(list(outcomes)))

    def _unlock(self, unlocking: PasswordQueue) -> None:
        """Open what is locked, file by file; all comes in as one act."""
        while (refused := unlocking.next) is not None:
            if not unlocking.untried(refused):
                label = self._password_label(refused)
                password = self._services.prompter.ask_password(self.tr("Password"), label)
                if password is None:
                    unlocking.given_up.add(refused.path)
                    continue
                unlocking.passwords = (*unlocking.passwords, password)
            unlocking.note_try(refused)
            self._reopen(unlocking, refused)
            return
        self._finish(unlocking.outcomes)

    def _password_label(self, refused: ImportOutcome) -> str:
        """Return what is asked: for the password, or for another one where the last did not open the file."""
        if refused.error is not None and refused.error.code == "import-password-wrong":
            return self.tr("The password does not open “{name}”. Another one:").format(name=refused.path.name)
        return self.tr("“{name}” is encrypted. Its password:").format(name=refused.path.name)

    def _reopen(self, unlocking: PasswordQueue, refused: ImportOutcome) -> None:
        options = replace(self._options, passwords=unlocking.passwords)
        work = partial(_read_files, (unlocking.file_of(refused),), options)

        def done(found: ImportOutcomes) -> None:
            self._end()
            unlocking.take(refused, found)
            self._unlock(unlocking)

        self._progress.begin(self.tr("Reading …"))
        self._job = self._start(work, done)

    def _finish(self, outcomes: Sequence[ImportOutcome]) -> None:
        running = self._import
        if running is not None and self._services.holder.session is self._begun_for:
            try:
                running.finish(outcomes)
            except CancelledError:
                self._tell_stopped(running)
            except BriefbuilderError as error:
                self._services.prompter.tell_error(error)
            else:
                # What follows is felt beside the last slice: the window has its turn in between.
                QTimer.singleShot(0, self, partial(self._tell_taken_in, running, outcomes))
                return
        self.finished.emit()

    def _tell_taken_in(self, finished: SlicedImport, provisional: Sequence[ImportOutcome]) -> None:
        if self._services.holder.session is self._begun_for:
            outcomes = finished.outcomes(provisional)
            self.outcomes_ready.emit(outcomes)
            told = ImportSummary(self._services, outcomes, self._roots, self)
            if told.first is not None:
                self.imported.emit(told.first)
            self.message.emit(told.summary())
            told.list_others(self._progress.window())
            told.deleteLater()
        self.finished.emit()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        session = self._services.holder.session
        if session is not None and session is self._begun_for and not session.store.undo_running:
            session.store.drop_kept()
            session.store.announce_slices()
        if isinstance(error, CancelledError):
            self._tell_stopped(self._import)
        elif isinstance(error, BriefbuilderError):
            self._services.prompter.tell_error(error)
        else:
            raise error
        self.finished.emit()

    def _tell_stopped(self, stopped: SlicedImport | None) -> None:
        """Say what an import that was stopped leaves."""
        count = stopped.count if stopped is not None else 0
        text = self.tr(
            "The import was stopped; %n article(s) had come in and stay. Undo takes them out.", "", count
        )
        self.message.emit(text if count else self.tr("The import was cancelled; nothing was changed."))

    def _end(self) -> None:
        self._job = None
        self._progress.end()

    def _on_stepped(self, step: tuple[int, int, str]) -> None:
        if self._job is not None:
            done, total, name = step
            text = self.tr("Reading {number} of {total}: {name}")
            shown = text.format(number=min(done + 1, total), total=total, name=name)
            self._progress.say(shown, done / max(1, total))

    def _filters(self) -> str:
        from briefbuilder.app.read_files import readable_suffixes

        patterns = " ".join(f"*{suffix}" for suffix in readable_suffixes())
        return self.tr("Articles ({patterns});;All files (*)").format(patterns=patterns)


def _read_files(paths: tuple[Path, ...], options: ReadingOptions, context: JobContext) -> ImportOutcomes:
    """Read files, and ask the window to store each when it is ready, so that few are held at a time."""
    from briefbuilder.app.commands.imports import prepare_reading
    from briefbuilder.app.read_files import read_paths
    from briefbuilder.domain.article import RefusedFile

    def report(done: int, total: int, path: Path) -> None:
        context.deliver((done, total, path.name))

    outcomes: list[ImportOutcome] = []
    for reading in read_paths(
        paths, on_progress=report, cancelled=context.cancelled, pool=context.pool, options=options
    ):
        prepared = reading if isinstance(reading, RefusedFile) else prepare_reading(reading)
        outcomes.append(context.request(prepared))
    return tuple(outcomes)


def _read_pasted(offered: ClipboardContent, context: JobContext) -> ImportOutcomes:
    from briefbuilder.app.commands.imports import prepare_reading
    from briefbuilder.app.read_files import read_pasted

    reading = read_pasted(offered, cancelled=context.cancelled, pool=context.pool)
    return (context.request(prepare_reading(reading)),)


def _read_nothing(_context: JobContext) -> ImportOutcomes:
    return ()


def _without_context(call: Callable[[], None], _context: JobContext) -> None:
    call()


def _pass_over(_outcome: object) -> None:
    """Take an outcome that nobody waits for."""
