"""Watched folders of the open dossier: they are checked for new files in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFrame, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.domain.changes import Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.read.import_articles import ArticleImporter
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import ActionButton, push_button
from briefbuilder.ui.widgets.dialogs import CloseButtons, DialogButtons, TextList, TickList, fill_dialog
from briefbuilder.ui.widgets.fixed import fixed_text
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import FlowLayout, column_layout
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.commands.imports import ImportOutcome
    from briefbuilder.app.watched_folders import FileStamp, FolderScan, FolderWatch, FolderWatches


A = TypeVar("A")
T = TypeVar("T")
SOON, AGAIN, POLL = 300, 1500, 20_000
"""Milliseconds until the next check: after a change, while a file is being written, and otherwise.

Network shares do not report changes.
"""
_MAX_WATCHED = 200
"""Most folders watched through the operating system; others are checked periodically."""


class ChooseFilesDialog(QDialog):
    """Asks which new files to import, or with `dismissing` to dismiss."""

    def __init__(self, files: Sequence[Path], theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.dismissing = False
        self.setWindowTitle(self.tr("New files"))
        words = PlainLabel(self.tr("Tick the files to import or to dismiss:"), self)
        self.list = TickList(self.tr("New files"), self)
        for path in files:
            self.list.add(f"{path.name}  ·  {path.parent.name}", path, ticked=True, tip=str(path))
        self.dismiss = push_button(self.tr("&Dismiss"), self, self._on_dismiss)
        buttons = DialogButtons(self, self.tr("&Import"), others=(self.dismiss,))
        fill_dialog(self, theme, words, self.list, buttons, size=(34, 20))

    @Slot()
    def _on_dismiss(self) -> None:
        self.dismissing = True
        self.accept()


class WatchedFoldersDialog(QDialog):
    """Lists the watched folders; changes apply immediately."""

    def __init__(
        self,
        folders: Callable[[], Sequence[Path]],
        add: Callable[[], None],
        remove: Callable[[Path], None],
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/watch-folders")
        self._folders, self._add, self._remove = folders, add, remove
        self.setWindowTitle(self.tr("Watched folders"))
        sentence = self.tr(
            "New files in these folders and their subfolders are offered for import. Files already in them count as new."
        )
        self.list: TextList[Path] = TextList(
            self.tr("Watched folders"), self, self.tr("No folders are watched yet.")
        )
        self.add = push_button(self.tr("&Add folder …"), self, self._on_add)
        self.remove = push_button(self.tr("&Remove"), self, self._on_remove)
        buttons = CloseButtons(self, self.add, self.remove)
        words = PlainLabel(sentence, self, wraps=True)
        fill_dialog(self, theme, words, self.list, buttons, size=(34, 20))
        self._fill()

    def _fill(self) -> None:
        self.list.show_values(self._folders())
        self.remove.setEnabled(self.list.row >= 0)

    @Slot()
    def _on_add(self) -> None:
        self._add()
        self._fill()

    @Slot()
    def _on_remove(self) -> None:
        folder = self.list.current
        if folder is not None:
            self._remove(folder)
            self._fill()


class NewFilesStrip(QFrame):
    """Shows new files and missing folders; hidden while there are none."""

    choosing = Signal()
    dismissed = Signal()

    def __init__(self, import_all: QAction, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAccessibleName(self.tr("New files in watched folders"))
        self._title = PlainLabel("", self, role="strong", wraps=True)
        self._names = ElidedLabel(self)
        self._missing = PlainLabel("", self, role="muted", wraps=True)
        self.import_all = ActionButton(import_all, self, text=self.tr("Import all"))
        self.choose = push_button(self.tr("Choose …"), self, self.choosing, name=self.tr("Choose new files"))
        self.dismiss = push_button(
            self.tr("Dismiss"), self, self.dismissed, name=self.tr("Dismiss new files")
        )
        self._buttons = QWidget(self)
        flow = FlowLayout(self._buttons, theme.space(0.35))
        for button in (self.import_all, self.choose, self.dismiss):
            flow.addWidget(button)
        column_layout(
            self,
            self._title,
            self._names,
            self._buttons,
            self._missing,
            margins=theme.space(0.5),
            gap=theme.space(0.35),
        )
        self.hide()

    @property
    def text(self) -> str:
        """The text of the strip."""
        shown = (label.text() for label in (self._title, self._names, self._missing) if not label.isHidden())
        return "\n".join(shown)

    def show_files(self, files: Sequence[Path], missing: Sequence[Path]) -> None:
        """Show new files and missing folders."""
        self._title.setText(self.tr("%n file(s) to import", "", len(files)))
        self._names.setText(", ".join(path.name for path in files[:20]))
        names = ", ".join(path.name or str(path) for path in missing)
        words = self.tr("Watched folders not found: {names}. They are checked again later.")
        self._missing.setText(words.format(names=names))
        set_tip(self._missing, "\n".join(str(path) for path in missing))
        for widget in (self._title, self._names, self._buttons):
            widget.setVisible(bool(files))
        self._missing.setVisible(bool(missing))
        self.setVisible(bool(files or missing))


class WatchedFolders(QObject):
    """Checks the watched folders and offers new files for import; `looked` is emitted after each check."""

    looked = Signal()

    def __init__(
        self, services: Services, importing: ArticleImporter, strip: NewFilesStrip, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services, self._importing, self._strip = services, importing, strip
        self._watch: FolderWatch | None = None
        self._job = JobSlot(services.jobs)
        self.waiting: tuple[Path, ...] = ()
        self._started: tuple[Path, ...] = ()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._watcher.fileChanged.connect(self._on_changed)
        self._timer = single_shot_timer(self, self.look)
        board = services.actions
        board.register(
            "import-waiting",
            self.import_all,
            enabled=lambda: bool(self.waiting) and not self._importing.running,
        )
        policy = services.settings.policy
        board.register(
            "watched-folders",
            self.ask_folders,
            enabled=lambda: policy.watched_folders is not False,
            why_not=fixed_text,
        )
        strip.choosing.connect(self.choose)
        strip.dismissed.connect(self.dismiss_all)
        importing.outcomes_ready.connect(self._on_outcomes)
        services.holder.session_replaced.connect(self._on_session_replaced)
        services.holder.changed.connect(self._on_dossier_changed)
        self._on_session_replaced()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The watched folders of this dossier."""
        return self._watch.folders if self._watch is not None else ()

    def import_all(self) -> None:
        """Import all new files."""
        self._start(self.waiting)

    @Slot()
    def choose(self) -> None:
        """Ask which new files to import or to dismiss."""
        dialog = ChooseFilesDialog(self.waiting, self._services.theme, self._strip.window())
        if self._services.prompter.run(dialog):
            act = self._dismiss if dialog.dismissing else self._start
            act(dialog.list.ticked)

    @Slot()
    def dismiss_all(self) -> None:
        """Dismiss all new files."""
        self._dismiss(self.waiting)

    def ask_folders(self) -> None:
        """Show a dialog to add and remove watched folders."""
        theme, owner = self._services.theme, self._strip.window()
        dialog = WatchedFoldersDialog(lambda: self.folders, self._ask_folder, self.unwatch, theme, owner)
        self._services.prompter.run(dialog)

    def _ask_folder(self) -> None:
        folder = self._services.prompter.open_folder(self.tr("Watch folder"))
        if folder is not None:
            self.watch(folder)

    def watch(self, folder: Path) -> None:
        """Watch a folder for this dossier."""
        if self._watch is not None:
            self._watch.watch(folder)
            self._save()
            self._timer.start(0)

    def unwatch(self, folder: Path) -> None:
        """Stop watching a folder."""
        if self._watch is not None:
            self._watch.unwatch(folder)
            self._save()
            self._show()
            self._timer.start(0)

    @Slot()
    def look(self) -> None:
        """Check the folders now, or later if a check or an import is running."""
        watch = self._watch
        if watch is None or not watch.folders:
            self._watch_folders(())
            return
        if self._job.running or self._importing.running:
            self._timer.start(AGAIN)
            return
        folders = watch.folders

        def done(found: FolderScan) -> None:
            if watch is self._watch and folders == watch.folders:
                watch.take(found)
                self._watch_folders(found.inner)
                self._hash(watch, watch.unhashed)
            else:
                self._timer.start(0)

        self._run(app.watched_folders.scan_folder, folders, done)

    def _hash(self, watch: FolderWatch, files: dict[Path, FileStamp]) -> None:
        if not files:
            self._end_look(watch)
            return

        def done(digests: dict[Path, str]) -> None:
            if watch is self._watch:
                watch.note(digests)
                self._save()
                self._end_look(watch)

        self._run(app.watched_folders.hash_files, files, done)

    def _run(self, function: Callable[[A], T], argument: A, done: Callable[[T], None]) -> None:
        """Call a function in a worker; if that fails, the folders are checked again later."""

        def work(context: JobContext) -> T:
            limits = app.watched_folders.WATCH_LIMITS
            return context.pool.run(function, argument, limits=limits, cancelled=context.cancelled)

        self._job.start(work, done, self._on_failed)

    def _end_look(self, watch: FolderWatch) -> None:
        self._show()
        self._timer.start(AGAIN if watch.unsettled else POLL)
        self.looked.emit()

    def _on_failed(self, _error: BriefbuilderError) -> None:
        """Check again later: a share can be slow or temporarily missing."""
        if self._watch is not None:
            self._timer.start(POLL)

    def _watch_folders(self, folders: Sequence[Path]) -> None:
        """Watch folders through the operating system."""
        paths = {str(folder) for folder in folders[:_MAX_WATCHED]}
        now = set(self._watcher.directories())
        if gone := sorted(now - paths):
            self._watcher.removePaths(gone)
        if new := sorted(paths - now):
            self._watcher.addPaths(new)

    def _start(self, paths: tuple[Path, ...]) -> None:
        if not paths or self._importing.running:
            return
        self._started = paths
        self._importing.start(paths)
        if not self._importing.running:
            self._started = ()

    def _dismiss(self, paths: tuple[Path, ...]) -> None:
        if self._watch is not None and paths:
            self._watch.dismiss(paths)
            self._save()
            self._show()

    @Slot(object)
    def _on_outcomes(self, outcomes: Sequence[ImportOutcome]) -> None:
        """Dismiss the files that were tried, also refused files and archives."""
        started, self._started = self._started, ()
        if started:
            asked, paths = set(started), [outcome.path for outcome in outcomes]
            # Only files within archives need a look at their parents.
            inner = [path for path in paths if path not in asked]
            tried = {*paths, *(parent for path in inner for parent in path.parents)}
            self._dismiss_others(tuple(path for path in started if path in tried))

    def _dismiss_others(self, paths: tuple[Path, ...]) -> None:
        """Dismiss files that did not become articles; imported files are offered again after undo."""
        if self._watch is None:
            return
        rest = set(self._watch.waiting(self._is_imported))
        self._dismiss(tuple(path for path in paths if path in rest))

    def _is_imported(self, sha256: str) -> bool:
        session = self._services.holder.session
        return session is not None and session.store.has_original(sha256)

    def _show(self) -> None:
        watch = self._watch
        self.waiting = watch.waiting(self._is_imported) if watch is not None else ()
        self._strip.show_files(self.waiting, watch.missing if watch is not None else ())
        self._services.actions.refresh()

    def _save(self) -> None:
        session = self._services.holder.session
        if session is not None and self._watch is not None:
            self._kept_watches().keep(session.store.path, self._watch)

    def _kept_watches(self) -> FolderWatches:
        return app.watched_folders.FolderWatches(self._services.settings.path.with_name("watched.json"))

    @Slot()
    def _on_session_replaced(self) -> None:
        self._timer.stop()
        self._job.cancel()
        self._watch, self._started = None, ()
        session = self._services.holder.session
        if session is not None and self._services.holder.writable:
            self._watch = self._kept_watches().of(session.store.path)
            self._timer.start(SOON)
        self._show()

    @Slot(object)
    def _on_dossier_changed(self, keys: frozenset[Key]) -> None:
        if (
            self._watch is not None
            and self._watch.folders
            and any(key.collection == "article" for key in keys)
        ):
            self._show()

    @Slot()
    def _on_changed(self) -> None:
        if not self._job.running:
            self._timer.start(SOON)
