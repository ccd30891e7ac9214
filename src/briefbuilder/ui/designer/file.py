"""The file of the open template, which is watched for changes by other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.domain.errors import TemplateError
from briefbuilder.system.files import write_atomically
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.timers import single_shot_timer

_SETTLE_TIME = 120
"""Milliseconds to wait after a change on disk: editors write in several steps."""
_POLL_INTERVAL = 3000
"""Milliseconds between two checks of the file: network shares do not always report changes."""


class TemplateFile(QObject):
    """One file, which is accessed only in background jobs.

    `opened` and `changed_outside` carry its text; `saved` its path; `failed` a BriefbuilderError;
    `dependency_changed` is emitted when one of the other files that it uses changes.
    """

    opened = Signal(str)
    changed_outside = Signal(str)
    dependency_changed = Signal()
    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._last_data: bytes | None = None
        self._reading, self._saving = JobSlot(services.jobs), JobSlot(services.jobs)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_touched)
        self._watcher.directoryChanged.connect(self._on_touched)
        self._settle_timer = single_shot_timer(self, self._check_for_change, _SETTLE_TIME)
        self._poll_timer = QTimer(self)
        self._poll_timer.setInterval(_POLL_INTERVAL)
        self._poll_timer.timeout.connect(self._check_for_change)

    @property
    def busy(self) -> bool:
        """Whether a file operation is running."""
        return self._reading.running or self._saving.running

    def open(self, path: Path) -> None:
        """Read another file."""
        self._cancel()
        self.path, self._last_data = path, None
        self._watch((path,))

        def done(data: bytes) -> None:
            self._last_data = data
            text = self._decode(data)
            if text is not None:
                self.opened.emit(text)

        self._reading.start(_read_work(path), done, self.failed.emit)

    def save(self, text: str, path: Path | None = None) -> None:
        """Write the text atomically; a given path becomes the path of the file."""
        target = path or self.path
        if target is None or self._saving.running:
            return
        data = text.encode()

        def work(_context: JobContext) -> bytes:
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(target, data)
            except OSError as error:
                reason = error.strerror or ""
                raise TemplateError("cli-not-written", path=str(target), reason=reason) from error
            return data

        def done(written: bytes) -> None:
            self.path, self._last_data = target, written
            self._watch((target,))
            self.saved.emit(target)

        self._saving.start(work, done, self.failed.emit)

    def watch_also(self, files: tuple[Path, ...]) -> None:
        """Watch the shared styles that the template uses."""
        if self.path is not None:
            self._watch((self.path, *(file for file in files if file != self.path)))

    def stop(self) -> None:
        """Stop watching the file."""
        self._cancel()
        self._poll_timer.stop()
        self._settle_timer.stop()
        self._watch(())
        self.path = None

    def _watch(self, files: tuple[Path, ...]) -> None:
        wanted = {str(place) for file in files for place in (file, file.parent)}
        known = {*self._watcher.files(), *self._watcher.directories()}
        if known - wanted:
            self._watcher.removePaths(sorted(known - wanted))
        if wanted - known:
            self._watcher.addPaths(sorted(wanted - known))
        if files and not self._poll_timer.isActive():
            self._poll_timer.start()

    @Slot(str)
    def _on_touched(self, name: str) -> None:
        if self.path is not None and Path(name) not in {self.path, self.path.parent}:
            self.dependency_changed.emit()
        self._settle_timer.start()

    @Slot()
    def _check_for_change(self) -> None:
        path = self.path
        if path is None or self.busy or self._last_data is None:
            return
        kept = self._last_data

        def done(data: bytes) -> None:
            if path != self.path or data == kept or self._last_data != kept:
                return
            self._last_data = data
            self._watch((path,))
            text = self._decode(data)
            if text is not None:
                self.changed_outside.emit(text)

        # An unreachable share is checked again later; the text is kept.
        self._reading.start(_read_work(path), done)

    def _decode(self, data: bytes) -> str | None:
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            name = self.path.name if self.path else ""
            self.failed.emit(TemplateError("template-file-not-utf8", file=name))
            return None

    def _cancel(self) -> None:
        self._reading.cancel()
        self._saving.cancel()


def _read_work(path: Path) -> Callable[[JobContext], bytes]:
    def work(_context: JobContext) -> bytes:
        from briefbuilder.yaml_tree import TEMPLATE_FORMAT

        try:
            with path.open("rb") as stream:
                data = stream.read(TEMPLATE_FORMAT.max_bytes + 1)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise TemplateError("template-file-unreadable", file=path.name, reason=reason) from error
        if len(data) > TEMPLATE_FORMAT.max_bytes:
            limit = str(TEMPLATE_FORMAT.max_bytes // 1024)
            raise TemplateError("template-file-too-large", file=path.name, limit=limit)
        return data

    return work
