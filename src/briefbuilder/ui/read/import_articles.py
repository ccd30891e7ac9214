"""Import of articles from files, folders and the clipboard, as a job that can be cancelled.

Articles are stored in slices while other files are still read; the import is one change for undo.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import dropwhile
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import Job, JobContext
from briefbuilder.app.session import Session
from briefbuilder.domain.article import RefusedFile
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.passage import passage_of
from briefbuilder.importers.draft import PLAIN, ReadingOptions
from briefbuilder.storage.blobs import PreparedArticle
from briefbuilder.ui.clipboard import clipboard_content, files_in
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import push_button, set_surface
from briefbuilder.ui.widgets.dialogs import ListDialog
from briefbuilder.ui.widgets.layouts import STRETCH, column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip, with_label
from briefbuilder.ui.widgets.progress import BusyIndicator
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.commands.imports import ImportOutcome, SlicedImport
    from briefbuilder.importers.pasted.article import ClipboardContent

    ImportOutcomes = tuple[ImportOutcome, ...]


_UNFINISHED = "unfinished-import"
_MOST_KEPT = 5000
"""Files of an interrupted import that are kept."""
_WAITING = 4
"""Files that were read, and perhaps not stored yet, when an import is interrupted."""
_STORE_SECONDS, _STORE_SHARE = 1.0, 0.02
"""Least seconds between two times that the files still to be read are stored, and the most of the time it may take."""


LOCKED = frozenset({"import-pdf-encrypted", "import-zip-encrypted", "import-password-wrong"})
_QUICK = 8 * 1024 * 1024
"""Bytes of the largest file that is compared with those in the dossier while the window waits."""
_ANNOUNCE_MILLISECONDS = 400
"""Milliseconds from storing an article until the list shows it."""
_NAMED = 3
"""Files that the strip names."""


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of an import, in the order in which they are read."""

    paths: tuple[Path, ...]


@dataclass(slots=True)
class PasswordQueue:
    """The encrypted files of one import, which are opened one by one.

    Passwords are kept until the import ends. `skipped` are files without a password; `tried` counts the
    passwords tried on a file.
    """

    outcomes: list[ImportOutcome]
    passwords: tuple[str, ...] = field(default=(), repr=False)
    skipped: set[Path] = field(default_factory=set)
    tried: dict[Path, int] = field(default_factory=dict)

    @property
    def next(self) -> ImportOutcome | None:
        """The next file that needs a password."""
        return next(
            (
                outcome
                for outcome in self.outcomes
                if outcome.error is not None
                and outcome.error.code in LOCKED
                and outcome.path not in self.skipped
            ),
            None,
        )

    def replace_file(self, refused: ImportOutcome, found: ImportOutcomes) -> None:
        """Replace the outcome of a locked file by those of its second reading."""
        own = [outcome for outcome in found if refused.path in {outcome.path, *outcome.path.parents}]
        place = self.outcomes.index(refused)
        self.outcomes[place : place + 1] = own or [refused]


class UnfinishedStrip(QFrame):
    """Says how many files an interrupted import did not read, with buttons to go on or not."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        set_surface(self, "side", "top")
        self.setAccessibleName(self.tr("Interrupted import"))
        self.label = PlainLabel("", self, wraps=True)
        self.resume = push_button(self.tr("Go on"), self, name=self.tr("Go on with the import"))
        self.dismiss = push_button(self.tr("Dismiss"), self, name=self.tr("Dismiss the interrupted import"))
        row = row_layout(None, self.resume, self.dismiss, STRETCH, gap=theme.px(6))
        column_layout(self, self.label, row, margins=theme.margins(12, 10, 12, 10), gap=theme.px(8))
        self.hide()

    def follow(self, importer: ArticleImporter) -> None:
        """Show what an importer left unfinished, and go on with it."""
        self._importer = importer
        importer.unfinished_changed.connect(self._show)
        self.resume.clicked.connect(importer.resume)
        self.dismiss.clicked.connect(importer.forget_unfinished)
        self._show()

    @Slot()
    def _show(self) -> None:
        files = self._importer.unfinished
        text = self.tr("An import was interrupted. %n file(s) were not read:", "", len(files))
        names = ", ".join(path.name for path in files[:_NAMED])
        more = f"{names} …" if len(files) > _NAMED else names
        self.label.setText(f"{text} {more}")
        set_tip(self, "\n".join(str(path) for path in files[:40]))
        self.setVisible(bool(files))


class ArticleImporter(QObject):
    """Runs one import at a time.

    `imported` carries the id of the first imported article, `outcomes_ready` the outcome of each file. The files that
    are still to be read are kept beside the settings until they are, so that an import that ended with the program
    can go on; `unfinished_changed` is emitted when there are some, or no more.
    """

    began = Signal()
    imported = Signal(str)
    outcomes_ready = Signal(object)
    finished = Signal()
    unfinished_changed = Signal()

    def __init__(self, services: Services, progress: BusyIndicator, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._progress = progress
        self._announcing = single_shot_timer(self, self._announce, _ANNOUNCE_MILLISECONDS)
        self._job: Job | None = None
        self._session: Session | None = None
        self._import: SlicedImport | None = None
        self._roots: tuple[Path, ...] = ()
        self._files: tuple[Path, ...] = ()
        self._resumed = False
        self._next_store = 0.0
        services.holder.session_replaced.connect(self._on_session_replaced)
        progress.cancelled.connect(self.cancel)

    @property
    def running(self) -> bool:
        """Whether an import is running."""
        return self._job is not None

    @property
    def _is_still_open(self) -> bool:
        """Whether the dossier that articles are imported into is open."""
        return self._session is not None and self._session is self._services.holder.session

    def ask_files(self) -> None:
        """Ask for files and import them."""
        if not self._can_begin():
            return
        paths = self._services.prompter.open_files(self.tr("Import articles"), self._filters())
        if paths:
            self.start(paths)

    def ask_folder(self) -> None:
        """Ask for a folder and import its content."""
        if not self._can_begin():
            return
        folder = self._services.prompter.open_folder(self.tr("Import folder"))
        if folder is not None:
            self.start((folder,))

    def paste(self) -> None:
        """Import the content of the clipboard: files, formatted text or plain text."""
        # A clipboard without an owner has no data.
        found: QMimeData | None = QGuiApplication.clipboard().mimeData()
        data = QMimeData() if found is None else found
        files, content = files_in(data), clipboard_content(data)
        if files:
            self.start(files)
        elif not content.is_empty:
            self._begin(partial(_read_pasted, content))
        else:
            self._services.toasts.show(
                self.tr("The clipboard holds no text. Copy the text of an article first.")
            )

    @property
    def unfinished(self) -> tuple[Path, ...]:
        """The files that an import of the open dossier that was interrupted did not read."""
        session = self._services.holder.session
        if session is None or not self._services.holder.writable or self._job is not None:
            return ()
        kept = self._services.settings.dossier_state(session.store.path).get(_UNFINISHED, "")
        # A program that is killed has stored some files after it kept the list.
        return tuple(dropwhile(partial(_is_stored, session), map(Path, kept.splitlines())))

    @Slot()
    def resume(self) -> None:
        """Go on with an import that was interrupted."""
        paths = self.unfinished
        if paths:
            self._resumed = True
            self._roots = paths
            self._begin(partial(_read_files, paths, PLAIN))

    @Slot()
    def forget_unfinished(self) -> None:
        """Do not go on with an import that was interrupted."""
        session = self._services.holder.session
        if session is not None:
            self._store_unfinished(session, ())

    def start(self, paths: Sequence[Path]) -> None:
        """Import files and folders."""
        if not self._can_begin():
            return
        self._resumed = False
        self._roots = tuple(paths)
        self._begin(partial(_read_files, tuple(paths), PLAIN))

    @Slot()
    def cancel(self) -> None:
        """Cancel the import; articles that were imported already are kept."""
        if self._job is not None:
            self._files = ()
            if self._session is not None:
                self._store_unfinished(self._session, ())
            self._job.cancel()

    @Slot()
    def interrupt(self) -> None:
        """Stop the import because the dossier is closed; it can go on when the dossier is opened again."""
        if self._job is not None:
            if self._session is not None and self._files:
                self._store_unfinished(self._session, self._files)
            self._files = ()
            self._job.cancel()

    @Slot()
    def _on_session_replaced(self) -> None:
        self.interrupt()
        self.unfinished_changed.emit()

    def _store_unfinished(self, session: Session, files: Sequence[Path]) -> None:
        began = monotonic()
        kept = "\n".join(str(path.absolute()) for path in files[:_MOST_KEPT])
        if kept != self._services.settings.dossier_state(session.store.path).get(_UNFINISHED, ""):
            self._services.settings.set_dossier_state(session.store.path, {_UNFINISHED: kept})
        ended = monotonic()
        self._next_store = ended + max(_STORE_SECONDS, (ended - began) / _STORE_SHARE)
        self.unfinished_changed.emit()

    def _can_begin(self) -> bool:
        if self._job is not None:
            self._services.toasts.show(self.tr("An import is running already."))
        return self._job is None and self._services.holder.writable

    def _begin(self, work: Callable[[JobContext], ImportOutcomes]) -> None:
        session = self._services.holder.session
        if session is None or not self._can_begin():
            return
        self._session, self._import, self._files = session, app.commands.imports.SlicedImport(session), ()
        self._progress.begin(self.tr("Reading …"))
        self.began.emit()
        if not session.store.count("article"):
            self._preload(session)
        self._job = self._start(work, self._on_read)

    def _start(
        self, work: Callable[[JobContext], ImportOutcomes], done: Callable[[ImportOutcomes], None]
    ) -> Job:
        return self._services.jobs.start(
            work, done, self._on_failed, on_value=self._on_stepped, on_request=self._keep
        )

    def _preload(self, session: Session) -> None:
        """Load what showing the first article needs; errors are shown later, where it is used."""
        services, taxonomies = self._services, session.chosen_taxonomies()
        copy, words = services.resources.copy_for_thread(), services.words

        def work(_context: JobContext) -> None:
            app.commands.imports.preload(copy, words, taxonomies)

        services.jobs.start(work, lambda _none: services.resources.adopt(copy), lambda _error: None)

    def _keep(self, prepared: PreparedArticle | RefusedFile) -> ImportOutcome:
        """Store one file while others are read."""
        running = self._import
        if running is None or not self._is_still_open:
            raise CancelledError
        outcome = running.take(prepared)
        if not self._announcing.isActive():
            self._announcing.start()
        return outcome

    def _announce(self) -> None:
        """Show the articles that were stored, not together with storing: both take a moment of the window's time."""
        if self._session is not None and self._is_still_open and not self._session.store.act_running:
            self._session.store.announce_slices()

    def _on_read(self, outcomes: ImportOutcomes) -> None:
        self._end()
        self._open_encrypted(PasswordQueue(list(outcomes)))

    def _open_encrypted(self, queue: PasswordQueue) -> None:
        """Ask for the passwords of encrypted files one by one, then store all articles as one change."""
        while (refused := queue.next) is not None:
            # Passwords of other files of this import are tried first.
            if queue.tried.get(refused.path, 0) == len(queue.passwords):
                label = self._password_label(refused)
                password = self._services.prompter.ask_password(self.tr("Password"), label)
                if password is None:
                    queue.skipped.add(refused.path)
                    continue
                queue.passwords = (*queue.passwords, password)
            queue.tried[refused.path] = len(queue.passwords)
            self._reopen(queue, refused)
            return
        self._finish(queue.outcomes)

    def _password_label(self, refused: ImportOutcome) -> str:
        """Return the question for a password, or for another one after a wrong one."""
        if refused.error is not None and refused.error.code == "import-password-wrong":
            return self.tr("The password of “{name}” is not correct. Try another one:").format(
                name=refused.path.name
            )
        return self.tr("“{name}” is encrypted. Password:").format(name=refused.path.name)

    def _reopen(self, queue: PasswordQueue, refused: ImportOutcome) -> None:
        """Read the file on the disk that is or contains an encrypted file again, with all passwords."""
        options = ReadingOptions(passwords=queue.passwords)
        files = filter(Path.is_file, (refused.path, *refused.path.parents))
        work = partial(_read_files, (next(files, refused.path),), options)

        def done(found: ImportOutcomes) -> None:
            self._end()
            queue.replace_file(refused, found)
            self._open_encrypted(queue)

        self._progress.begin(self.tr("Reading …"))
        self._job = self._start(work, done)

    def _finish(self, outcomes: Sequence[ImportOutcome]) -> None:
        running = self._import
        if running is not None and self._is_still_open:
            try:
                running.finish(outcomes)
            except CancelledError:
                self._report_cancelled(running)
            except BriefbuilderError as error:
                self._services.prompter.show_error(error)
            else:
                # Let the window process events between the last slice and the summary.
                QTimer.singleShot(0, self, partial(self._show_summary, running, outcomes))
                return
        self.finished.emit()

    def _show_summary(self, finished: SlicedImport, provisional: Sequence[ImportOutcome]) -> None:
        if self._is_still_open:
            outcomes = finished.outcomes(provisional)
            self.outcomes_ready.emit(outcomes)
            new = [outcome for outcome in outcomes if outcome.status == "imported"]
            named = (outcome.article for outcome in (*new, *outcomes) if outcome.article is not None)
            first = next(named, None)
            if first is not None:
                self.imported.emit(first)
            lines = self._rejected_lines(outcomes)
            if new or not lines:
                actions = (
                    [(self.tr("Read"), partial(self._show_article, first))]
                    if first is not None and self._services.modes.mode != "read"
                    else []
                )
                self._services.toasts.show(self._summary_text(outcomes, new), *actions)
            if lines:
                self._show_rejected(lines, len(new))
        self.finished.emit()

    def _show_article(self, article_id: str) -> None:
        """Show an article from its beginning, if it is still there."""
        store = self._services.holder.opened.store
        if store.record(article_id) is not None:
            article = store.article(article_id)
            self._services.links.passage_show_requested.emit(passage_of(article, article.blocks[:1]))

    def _summary_text(self, outcomes: Sequence[ImportOutcome], new: Sequence[ImportOutcome]) -> str:
        """Return how many articles were imported, and how many of them are copies."""
        if not outcomes:
            return self.tr("This folder holds no files that can be imported.")
        if not new:
            return self.tr("Nothing was imported.")
        imported = self.tr("%n article(s) imported", "", len(new))
        names = [outcome.article for outcome in new if outcome.article is not None]
        copies = self._services.holder.opened.search.copies_among(names)
        copied = self.tr("%n copy(ies)", "", copies)
        return f"{imported} ({copied})" if copies else imported

    def _rejected_lines(self, outcomes: Sequence[ImportOutcome]) -> tuple[str, ...]:
        """Return the files that were not imported, with the reasons."""
        shown = ("refused",) if self._resumed else ("refused", "duplicate")
        return tuple(self._line(outcome) for outcome in outcomes if outcome.status in shown)

    def _show_rejected(self, lines: tuple[str, ...], imported: int) -> None:
        some = self.tr("%n article(s) imported. These files were not imported:", "", imported)
        sentence = some if imported else self.tr("Nothing was imported:")
        window = self._progress.window()
        dialog = ListDialog(self.tr("Not imported"), sentence, lines, self._services.theme, window)
        self._services.prompter.run(dialog)

    def _line(self, outcome: ImportOutcome) -> str:
        name = self._name_of(outcome.path)
        if outcome.error is not None:
            text = self._services.words.error(outcome.error)
            return text if name in text else with_label(name, text)
        record = self._services.holder.opened.store.record(outcome.article or "")
        title = record.metadata.title if record is not None else name
        return self.tr("{name}: already in the dossier as “{title}”.").format(name=name, title=title)

    def _name_of(self, path: Path) -> str:
        """Return the path of a file relative to the selected folder or archive."""
        for root in self._roots:
            if root in path.parents:
                return path.relative_to(root if root.is_dir() else root.parent).as_posix()
        return path.name

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if self._session is not None and self._is_still_open and not self._session.store.act_running:
            self._session.store.drop_kept()
            self._session.store.announce_slices()
        if isinstance(error, CancelledError):
            self._report_cancelled(self._import)
        else:
            self._services.show_failure(error)
        self.finished.emit()

    def _report_cancelled(self, stopped: SlicedImport | None) -> None:
        """Report a cancelled import."""
        count = stopped.count if stopped is not None else 0
        text = self.tr(
            "The import was stopped. %n article(s) were imported and are kept. Use Undo to remove them.",
            "",
            count,
        )
        self._services.toasts.show(
            text if count else self.tr("The import was cancelled. Nothing was changed.")
        )

    def _end(self) -> None:
        self._job = None
        self._progress.end()
        if self._session is not None and self._is_still_open:
            self._files = ()
            self._store_unfinished(self._session, ())

    def _on_stepped(self, step: _Files | tuple[int, int, Path]) -> None:
        if self._job is None:
            return
        if isinstance(step, _Files):
            self._files = step.paths
            if self._session is not None and len(self._files) > 1:
                self._store_unfinished(self._session, self._files)
            return
        done, total, path = step
        # The last few may wait to be stored; those that are in the dossier are passed over.
        stored = self._files.index(path) - _WAITING if path in self._files else 0
        if stored > 0:
            self._files = self._files[stored:]
            # A program that is killed stores nothing at its end.
            if self._session is not None and monotonic() >= self._next_store:
                self._store_unfinished(self._session, self._files)
        text = self.tr("Reading {number} of {total}: {name}")
        shown = text.format(number=min(done + 1, total), total=total, name=path.name)
        self._progress.set_status(shown, done / max(1, total))

    def _filters(self) -> str:
        patterns = " ".join(f"*{suffix}" for suffix in app.read_files.readable_suffixes())
        return self.tr("Articles ({patterns});;All files (*)").format(patterns=patterns)


_PATIENCE = 2.0
"""Seconds after which a file that is still being read, such as a scan, no longer holds up those after it."""


def _read_files(paths: tuple[Path, ...], options: ReadingOptions, context: JobContext) -> ImportOutcomes:
    """Read files, and ask the window to store each when it is ready, so that few are held at a time."""

    def report(done: int, total: int, path: Path) -> None:
        context.deliver((done, total, path))

    files = app.read_files.list_files(paths)
    context.deliver(_Files(files))
    outcomes: list[ImportOutcome] = []
    # Not in a comprehension: an import that is stopped ends its readers as soon as this loop is left.
    for reading in app.read_files.read_paths(
        files,
        on_progress=report,
        cancelled=context.cancelled,
        pool=context.pool,
        options=options,
        patience=_PATIENCE,
    ):
        prepared = context.pool.run(
            app.commands.imports.prepare_reading, reading, cancelled=context.cancelled
        )
        outcomes.append(context.request(prepared))
    return tuple(outcomes)


def _read_pasted(content: ClipboardContent, context: JobContext) -> ImportOutcomes:
    reading = app.read_files.read_pasted(content, cancelled=context.cancelled, pool=context.pool)
    prepared = context.pool.run(app.commands.imports.prepare_reading, reading, cancelled=context.cancelled)
    return (context.request(prepared),)


def _is_stored(session: Session, path: Path) -> bool:
    """Return whether the dossier has an article from a file; false if reading the file would hold the window."""
    try:
        if path.stat().st_size > _QUICK:
            return False
        with path.open("rb") as stream:
            return session.store.has_original(hashlib.file_digest(stream, "sha256").hexdigest())
    except OSError:
        return False
