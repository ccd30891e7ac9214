"""Taxonomies that a house keeps in a shared folder: only read there, and kept as copies for when the folder is lost.

The program works from the copies alone, so that a share that hangs or vanishes never holds it up; looking at the share
is done beside the window. A file with faults, or one that can no longer be read, leaves its last good copy in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from briefbuilder.app.paths import mark_of, user_data_folder
from briefbuilder.app.sharing import ShareReport
from briefbuilder.domain.errors import BriefbuilderError, ExportError

_MOST_FILES = 200


class HouseTaxonomies:
    """The taxonomies of one shared folder, or of none."""

    def __init__(self, folder: Path | None, copies: Path | None = None) -> None:
        """Read from a folder; keep copies in another one, the user's own unless said otherwise."""
        self.folder = folder
        name = mark_of(folder)
        self._copies = (copies or user_data_folder() / "house-taxonomies") / name

    def paths(self) -> Mapping[str, Path]:
        """Return the copies by the names of their taxonomies, which are the files' names without endings."""
        if self.folder is None:
            return {}
        try:
            return {path.stem: path for path in sorted(self._copies.glob("*.yaml"))}
        except OSError:
            return {}

    def look(self) -> ShareReport:
        """Look at the share, and take copies of what is new and without faults; it is never written to."""
        if self.folder is None:
            return ShareReport()
        try:
            found = sorted(path for path in self.folder.iterdir() if path.suffix in {".yaml", ".yml"})
        except OSError:
            return ShareReport(lost=True)
        changed: list[str] = []
        faults: list[BriefbuilderError] = []
        for path in found[:_MOST_FILES]:
            try:
                if self._copy(path):
                    changed.append(path.stem)
            except BriefbuilderError as fault:
                faults.append(fault)
        gone = tuple(sorted(self.paths().keys() - {path.stem for path in found}))
        return ShareReport(changed=tuple(changed), gone=gone, faults=tuple(faults))

    def _copy(self, path: Path) -> bool:
        """Copy a file where it is another than the copy; True where it was. Raises TaxonomyError for its first fault."""
        from briefbuilder.export.files import write_atomically
        from briefbuilder.tagging.taxonomy import check_taxonomy, unreadable
        from briefbuilder.tagging.yamltree import LARGEST

        target = self._copies / f"{path.stem}.yaml"
        try:
            with path.open("rb") as stream:
                data = stream.read(LARGEST + 1)
        except OSError as error:
            raise unreadable(path, error) from error
        with suppress(OSError):
            if target.read_bytes() == data:
                return False
        _, faults = check_taxonomy(path)
        if faults:
            raise faults[0]
        try:
            self._copies.mkdir(parents=True, exist_ok=True)
            write_atomically(target, data)
        except OSError as error:
            raise ExportError("export-write-failed", file=str(target), reason=str(error)) from error
        return True
