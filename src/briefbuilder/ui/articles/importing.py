"""Brings articles in: from files, folders, drops and the clipboard, as a job that can be cancelled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.ui.articles.progress import ProgressStrip
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.acts.importing import ImportOutcome
    from briefbuilder.app.jobs import Job, JobContext
    from briefbuilder.app.reading import RefusedFile
    from briefbuilder.app.session import Session
    from briefbuilder.domain.article import Reading

    Readings = Sequence[Reading | RefusedFile]


class Importing(QObject):
    """One import at a time. `imported` carries the id of the first article that came in."""

    imported = Signal(str)
    message = Signal(str)
    finished = Signal()
    _stepped = Signal(int, int, str)

    def __init__(self, services: Services, progress: ProgressStrip, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._progress = progress
        self._job: Job[Readings] | None = None
        self._begun_for: Session | None = None
        services.holder.session_replaced.connect(self.cancel)
        progress.cancelled.connect(self.cancel)
        self._stepped.connect(self._on_stepped)

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
        data = QGuiApplication.clipboard().mimeData()
        files = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
        pasted = pasted_bytes(data)
        if files:
            self.start(files)
        elif pasted is not None:
            self._begin(partial(_read_pasted, *pasted))
        else:
            self.message.emit(self.tr("There is no text on the clipboard to make an article of."))

    def start(self, paths: Sequence[Path]) -> None:
        """Import files and folders."""
        self._begin(partial(_read_files, tuple(paths), self._stepped.emit))

    @Slot()
    def cancel(self) -> None:
        """Stop the import; nothing of it comes into the dossier."""
        if self._job is not None:
            self._job.cancel()

    def _begin(self, work: Callable[[JobContext], Readings]) -> None:
        if self._job is not None:
            self.message.emit(self.tr("An import is running already."))
            return
        if not self._services.holder.writable:
            return
        self._begun_for = self._services.holder.session
        self._progress.begin(self.tr("Reading …"))
        self._job = self._services.jobs.start(work, self._on_read, self._on_failed)

    def _on_read(self, readings: Readings) -> None:
        from briefbuilder.app.acts.importing import import_readings

        self._end()
        session = self._services.holder.session
        if session is None or session is not self._begun_for:
            self.finished.emit()
            return
        try:
            change_set, outcomes = import_readings(session, readings)
            self._services.holder.apply(change_set)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
        else:
            self._tell(outcomes)
        self.finished.emit()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, CancelledError):
            self.message.emit(self.tr("The import was cancelled; nothing was changed."))
        elif isinstance(error, BriefbuilderError):
            self._services.prompter.tell_error(error)
        else:
            raise error
        self.finished.emit()

    def _end(self) -> None:
        self._job = None
        self._progress.end()

    @Slot(int, int, str)
    def _on_stepped(self, done: int, total: int, name: str) -> None:
        if self._job is not None:
            text = self.tr("Reading {number} of {total}: {name}")
            shown = text.format(number=min(done + 1, total), total=total, name=name)
            self._progress.say(shown, done / max(1, total))

    def _tell(self, outcomes: Sequence[ImportOutcome]) -> None:
        """Choose the first new article; list what did not become one, with the reason."""
        new = [outcome for outcome in outcomes if outcome.status == "imported"]
        known = [outcome for outcome in outcomes if outcome.article is not None]
        if known and known[0].article is not None:
            self.imported.emit((new or known)[0].article)
        self.message.emit(self.tr("%n article(s) imported", "", len(new)))
        lines = tuple(self._line(outcome) for outcome in outcomes if outcome.status != "imported")
        if not outcomes:
            self.message.emit(self.tr("There is nothing in that folder to import."))
        if lines:
            title = self.tr("Not imported")
            sentence = self.tr("%n article(s) imported", "", len(new)) + ". " + self.tr("These were not:")
            from briefbuilder.ui.widgets.listing import ListingDialog

            owner = self._progress.window()
            dialog = ListingDialog(title, sentence, lines, self._services.theme, owner)
            self._services.prompter.run(dialog)
            dialog.deleteLater()

    def _line(self, outcome: ImportOutcome) -> str:
        name = Path(outcome.path).name
        if outcome.error is not None:
            return f"{name}: {self._services.words.error(outcome.error)}"
        return self.tr("{name}: it is in the dossier already.").format(name=name)

    def _filters(self) -> str:
        from briefbuilder.app.reading import readable_suffixes

        patterns = " ".join(f"*{suffix}" for suffix in readable_suffixes())
        return self.tr("Articles ({patterns});;All files (*)").format(patterns=patterns)


def pasted_bytes(data: QMimeData) -> tuple[bytes, str] | None:
    """Return what is on the clipboard as a file's bytes and name, formatted text before plain; else None."""
    if data.hasHtml() and data.html().strip():
        head = '<!doctype html><html><head><meta charset="utf-8"></head><body>'
        html = data.html()
        whole = html if "<html" in html[:1000].lower() else f"{head}{html}</body></html>"
        return whole.encode("utf-8", "replace"), "pasted.html"
    if data.hasText() and data.text().strip():
        return data.text().encode("utf-8", "replace"), "pasted.txt"
    return None


def _read_files(
    paths: tuple[Path, ...], step: Callable[[int, int, str], None], context: JobContext
) -> Readings:
    from briefbuilder.app.reading import read_paths

    def report(done: int, total: int, path: Path) -> None:
        step(done, total, path.name)

    return tuple(read_paths(paths, on_progress=report, cancelled=context.cancelled, pool=context.pool))


def _read_pasted(data: bytes, name: str, context: JobContext) -> Readings:
    from briefbuilder.app.reading import read_data

    return (read_data(data, name, cancelled=context.cancelled, pool=context.pool),)
