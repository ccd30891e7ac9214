"""Which articles a user has read, kept beside the settings and not in the dossier.

Reading belongs to the person and not to the material: opening an article must not change a dossier, which may be
read-only, shared or handed on, and must not fill its undo history. An article has the same id in every dossier, so that
one file serves all of them. Each line is the id of an article that was read; after a minus, of an article that is
unread again. Ids follow from the bytes of
imported files: what is read in an encrypted dossier is therefore kept only in memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from briefbuilder.app.settings import Settings
from briefbuilder.ui.session_holder import SessionHolder

_FILE = "read-articles.txt"
_LARGEST = 64 * 1024 * 1024
_ID_LENGTHS = range(8, 65)


class ReadMarks(QObject):
    """Which articles were read; `changed` is emitted when articles become read or unread.

    A file that cannot be read or written is ignored.
    """

    changed = Signal()

    def __init__(self, holder: SessionHolder, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._holder = holder
        self.path = settings.path.with_name(_FILE)
        self._ids: set[str] | None = None

    def is_read(self, article: str) -> bool:
        """Return whether an article was read."""
        return article in self._read_ids()

    def unread(self, articles: Iterable[str]) -> frozenset[str]:
        """Return those of the given articles that were not read."""
        return frozenset(articles).difference(self._read_ids())

    def mark(self, articles: Iterable[str], *, read: bool) -> None:
        """Mark articles of the open dossier as read or unread."""
        session, ids = self._holder.session, self._read_ids()
        changed = [name for name in dict.fromkeys(articles) if (name in ids) != read]
        if session is None or not changed:
            return
        (ids.update if read else ids.difference_update)(changed)
        if session.store.password is None:
            self._append([name if read else f"-{name}" for name in changed])
        self.changed.emit()

    def _read_ids(self) -> set[str]:
        if self._ids is None:
            lines = _lines(self.path)
            self._ids = set()
            for line in lines:
                name = line.removeprefix("-")
                (self._ids.discard if line.startswith("-") else self._ids.add)(name)
            # The file only grows while it is used: rewrite it once most of its lines are out of date.
            if len(lines) > 2 * len(self._ids) + 1000:
                self._rewrite(self._ids)
        return self._ids

    def _append(self, lines: list[str]) -> None:
        from briefbuilder.system.files import create_private_file, create_private_folder

        with suppress(OSError):
            create_private_folder(self.path.parent)
            if not self.path.exists():
                create_private_file(self.path)
            with self.path.open("a", encoding="ascii", newline="\n") as stream:
                stream.write("".join(f"{line}\n" for line in lines))

    def _rewrite(self, ids: Iterable[str]) -> None:
        from briefbuilder.domain.errors import ExportError
        from briefbuilder.system.files import write_atomically

        with suppress(OSError, ExportError):
            write_atomically(self.path, "".join(f"{name}\n" for name in sorted(ids)).encode(), private=True)


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as stream:
            text = stream.read(_LARGEST).decode("ascii", "ignore")
    except OSError:
        return []
    return [line for line in text.splitlines() if len(line) in _ID_LENGTHS and line.isprintable()]
