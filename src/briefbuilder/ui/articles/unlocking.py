"""Which of the files that were refused want a password, and what becomes of an import when one is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.app.acts.importing import KeptReading
from briefbuilder.app.reading import RefusedFile

if TYPE_CHECKING:
    from briefbuilder.domain.article import Reading

LOCKED = frozenset({"import-pdf-encrypted", "import-zip-encrypted", "import-password-wrong"})


@dataclass(slots=True)
class Unlocking:
    """One import whose locked files are opened one by one; it keeps passwords for as long as it lasts.

    `given_up` are files for which the user has no password.
    """

    readings: list[Reading | KeptReading | RefusedFile]
    passwords: tuple[str, ...] = field(default=(), repr=False)
    given_up: set[Path] = field(default_factory=set)
    tried: dict[Path, int] = field(default_factory=dict)

    @property
    def next(self) -> RefusedFile | None:
        """The next file that wants a password."""
        return next(
            (
                one
                for one in self.readings
                if isinstance(one, RefusedFile) and one.error.code in LOCKED and one.path not in self.given_up
            ),
            None,
        )

    def untried(self, refused: RefusedFile) -> bool:
        """Tell whether passwords of other files have not been tried on this one yet."""
        return self.tried.get(refused.path, 0) < len(self.passwords)

    def note_try(self, refused: RefusedFile) -> None:
        """Remember that all passwords so far are being tried on a file."""
        self.tried[refused.path] = len(self.passwords)

    def file_of(self, refused: RefusedFile) -> Path:
        """Return the file on the disk that holds a locked one, which may lie within it."""
        places = (refused.path, *refused.path.parents)
        return next((place for place in places if place.is_file()), refused.path)

    def take(self, refused: RefusedFile, found: Sequence[Reading | KeptReading | RefusedFile]) -> None:
        """Put what was found in the place of a locked file."""
        own = [
            one
            for one in found
            if isinstance(one, KeptReading | RefusedFile) and refused.path in {one.path, *one.path.parents}
        ]
        place = self.readings.index(refused)
        self.readings[place : place + 1] = own or [refused]
