"""Notices that the file beneath an open dossier was moved, replaced, deleted or overwritten.

SQLite goes on writing to the file that it has opened, wherever that is now. The guard is asked before each transaction,
and compares the file at the dossier's path with the one that is open.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from briefbuilder.domain.errors import DossierError
from briefbuilder.system.files import path_of

if TYPE_CHECKING:
    from concurrent.futures import Future

LOST_CODES = frozenset(
    {"dossier-moved", "dossier-moved-to", "dossier-deleted", "dossier-replaced", "dossier-overwritten"}
)
"""The codes of the errors after which nothing more can be stored in an open dossier."""
_SMALL = 16 * 1024 * 1024
"""Bytes of a file that is read within a few hundredths of a second."""
_PLAIN = b"SQLite format 3\x00"
_HEAD = 4096
"""Bytes at the start of the file: SQLite's first page, which every commit changes."""
_SAMPLES = 32
"""Pages that are compared after each commit, which changes few of them; a file that was overwritten has others."""


class FileGuard:
    """Compares an open dossier's file with what its last commit left; `on_lost` is called once if it differs."""

    def __init__(self, path: Path, is_whole: Callable[[], bool] = lambda: False) -> None:
        """Open the file once more; `is_whole` reads it all and returns whether it is a dossier without damage.

        It is called on a separate thread after a commit that changed much, and else on the caller's.
        The descriptor must be closed after the connection: closing any descriptor of a file ends the POSIX locks that
        SQLite holds on it in this process. Raises OSError.
        """
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        self._path = path
        self._is_whole = is_whole
        self._reading: Future[bool] | None = None
        self._descriptor: int | None = os.open(path, flags | getattr(os, "O_BINARY", 0))
        self._lost: tuple[str, Mapping[str, str]] | None = None
        self.on_lost: Callable[[], None] = lambda: None
        self._head: bytes
        self._state: tuple[int, int]
        self._blocks: int
        self._samples: dict[int, int]
        self.note()

    @property
    def lost(self) -> DossierError | None:
        """Why nothing more can be stored, None as long as it can."""
        return None if self._lost is None else DossierError(self._lost[0], **self._lost[1])

    @property
    def keeps_content(self) -> bool:
        """Whether the content is still in the open file: it was not overwritten."""
        return self._lost is None or self._lost[0] != "dossier-overwritten"

    def check(self) -> None:
        """Raise a DossierError of LOST_CODES if the open file is not the one at the path, or others wrote to it.

        Waits for the end of what `note_commit` began.
        """
        self.settle()
        if self._lost is None and self._descriptor is not None:
            found = self._find_loss(self._descriptor)
            if found is not None:
                self._set_lost(*found)
        if (error := self.lost) is not None:
            raise error

    def note(self) -> None:
        """Remember the file as it is."""
        if self._descriptor is not None:
            state = os.fstat(self._descriptor)
            self._head, self._state = _read_head(self._descriptor), (state.st_size, state.st_mtime_ns)
            self._blocks = getattr(state, "st_blocks", 0)
            self._samples = _sample(self._descriptor, _sampled_places(state.st_size))

    def note_commit(self) -> None:
        """Remember the file as a commit has left it; raises as `check` does if others wrote to it meanwhile.

        After a commit that changed much, only reading the file whole can tell: `settle` waits for the answer.
        """
        before, size, blocks, is_similar = self._head, self._state[0], self._blocks, self._is_similar()
        self.note()
        is_next = _is_next(before, size, self._head, self._state[0])
        is_likely = is_similar and self._has_blocks(blocks)
        if self._lost is None and not is_next:
            self._set_overwritten()
        if (error := self.lost) is not None:
            raise error
        if not is_likely:
            # Few commits need another thread, and its module takes long to load.
            from concurrent.futures import ThreadPoolExecutor

            executor = ThreadPoolExecutor(1, thread_name_prefix="file-check")
            self._reading = executor.submit(self._is_whole)
            executor.shutdown(wait=False)

    def settle(self, seconds: float | None = None) -> bool:
        """Return whether the last commit is known to be in a file without damage; wait for that for some seconds at most.

        Raises as `check` does if others wrote to the file.
        """
        if self._reading is not None:
            from concurrent.futures import wait

            if not wait((self._reading,), seconds).done:
                return False
            is_whole, self._reading = self._reading.result(), None
            if not is_whole:
                self._set_overwritten()
        if (error := self.lost) is not None:
            raise error
        return True

    def _has_blocks(self, before: int) -> bool:
        """Return whether a file takes as much room on the disk as before; one that was cut and grew again has holes.

        File systems that compress may free blocks, too; of large files they do not free half.
        """
        return self._blocks >= (before if self._state[0] < _SMALL else before // 2)

    def _is_similar(self) -> bool:
        """Return whether most of the sampled pages are as they were before the commit."""
        if self._descriptor is None:
            return True
        found = _sample(self._descriptor, self._samples)
        changed = sum(found[place] != self._samples[place] for place in found)
        return changed * 2 <= len(found)

    def close(self) -> None:
        """Close the descriptor; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _set_overwritten(self) -> None:
        self._set_lost("dossier-overwritten", {"path": str(self._path)})

    def _set_lost(self, code: str, parameters: Mapping[str, str]) -> None:
        self._lost = code, parameters
        self.on_lost()

    def _find_loss(self, descriptor: int) -> tuple[str, Mapping[str, str]] | None:
        ours = os.fstat(descriptor)
        try:
            found = self._path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            found = None
        if found is None or not os.path.samestat(found, ours):
            path = str(self._path)
            if ours.st_nlink == 0:
                return ("dossier-replaced" if found is not None else "dossier-deleted"), {"path": path}
            place = path_of(descriptor)
            if place is None:
                return "dossier-moved", {"path": path}
            return "dossier-moved-to", {"path": path, "place": str(place)}
        if (ours.st_size, ours.st_mtime_ns) != self._state and not self._is_unchanged(
            descriptor, ours.st_size
        ):
            return "dossier-overwritten", {"path": str(self._path)}
        return None

    def _is_unchanged(self, descriptor: int, size: int) -> bool:
        """Return whether only the time of change differs, as after `touch`; a backup program can set it too."""
        if size != self._state[0] or _read_head(descriptor) != self._head or not self._is_whole():
            return False
        self.note()
        return True


def _sampled_places(size: int) -> Iterable[int]:
    """Return where pages begin that are spread evenly over a file of the given size, without the first."""
    pages = range(_HEAD, size, _HEAD)
    return pages[:: max(1, len(pages) // _SAMPLES)]


def _sample(descriptor: int, places: Iterable[int]) -> dict[int, int]:
    found = {}
    for place in places:
        os.lseek(descriptor, place, os.SEEK_SET)
        found[place] = crc32(os.read(descriptor, _HEAD))
    return found


def _read_head(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, _HEAD)


def _is_next(before: bytes, size_before: int, after: bytes, size_after: int) -> bool:
    """Return whether one commit may have made the second head of the first, in a file of the given sizes before and after.

    A commit adds one to the change counter. Of an encrypted file nothing is known.
    """
    if before == after or not (before.startswith(_PLAIN) and after.startswith(_PLAIN)):
        return before.startswith(_PLAIN) == after.startswith(_PLAIN)
    counters = [int.from_bytes(head[24:28], "big") for head in (before, after)]
    is_one_more = (counters[0] + 1) % 2**32 == counters[1]
    return is_one_more and _surplus(after, size_after) in (0, _surplus(before, size_before))


def _surplus(head: bytes, size: int) -> int:
    """Return how many bytes a file has after its last page.

    There are some after a commit that made the file smaller, by a program that was killed before it cut the file.
    """
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    return size - pages * (65536 if page == 1 else page)


def remove_empty_journal(path: Path) -> None:
    """Remove the journal that SQLite leaves if a dossier is no longer at its path; one with content is not its own."""
    with suppress(OSError):
        journal = path.with_name(path.name + "-journal")
        if journal.stat().st_size == 0:
            journal.unlink()
