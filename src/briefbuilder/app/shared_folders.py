"""Templates and taxonomies in shared folders: copied to a folder of the user, and used from the copies alone.

So a share that hangs or disappears never blocks the program, and the share is never written to. Shared styles, marking
profiles and letterhead documents are copied with the templates. For a file with errors the last good copy is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from briefbuilder.domain.errors import BriefbuilderError, ExportError
from briefbuilder.domain.values import value
from briefbuilder.system.paths import folder_key, user_data_folder

_MOST_FILES = 400
_LARGEST = 20 * 1024 * 1024
"""The largest letterhead document, in bytes."""
_BESIDE = ("", "styles", "markings")
_BESIDE_TEMPLATES = frozenset({".docx", ".dotx", ".png", ".jpg", ".jpeg"})
"""Letterhead documents and pictures."""


_MOST_TAXONOMIES = 200


@value
class ShareReport:
    """The result of reading a share: `changed` files have a new copy, `gone` ones are no longer there."""

    lost: bool = False
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    faults: tuple[BriefbuilderError, ...] = ()


class SharedTemplates:
    """The templates of one shared folder, or of none."""

    def __init__(self, folder: Path | None, copies: Path | None = None) -> None:
        """Read from a folder; keep copies in another one, by default a folder of the user."""
        self.folder = folder
        name = folder_key(folder)
        self._copies = (copies or user_data_folder() / "shared-templates") / name

    @property
    def copies(self) -> Path | None:
        """The folder of the copies, None where there is no share."""
        return None if self.folder is None else self._copies

    def look(self) -> ShareReport:
        """Read the share, and copy new files without errors."""
        if self.folder is None:
            return ShareReport()
        try:
            found = list(_files(self.folder))
        except OSError:
            return ShareReport(lost=True)
        changed: list[str] = []
        faults: list[BriefbuilderError] = []
        # Styles and documents first: templates are checked together with what they extend.
        for name in sorted(found, key=lambda name: ("/" not in name and name.endswith(".yaml"), name)):
            try:
                if self._copy(self.folder, name):
                    changed.append(name)
            except BriefbuilderError as fault:
                faults.append(fault)
        gone = tuple(sorted(set(_copied_files(self._copies)) - set(found)))
        return ShareReport(changed=tuple(changed), gone=gone, faults=tuple(faults))

    def _copy(self, share: Path, name: str) -> bool:
        """Copy a file where it differs from the copy; return whether it did. Raises the first error in it."""
        from briefbuilder.system.files import write_atomically

        source, target = share / name, self._copies / name
        try:
            with source.open("rb") as stream:
                data = stream.read(_LARGEST + 1)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise ExportError("share-unreadable", file=name, reason=reason) from error
        with suppress(OSError):
            if target.read_bytes() == data:
                return False
        self._check(source, data)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, data)
        except OSError as error:
            raise ExportError("export-write-failed", file=str(target), reason=str(error)) from error
        return True

    def _check(self, path: Path, data: bytes) -> None:
        if path.suffix != ".yaml":
            if len(data) > _LARGEST:
                raise ExportError("share-too-large", file=path.name, limit=str(_LARGEST // 1024 // 1024))
            return
        from briefbuilder.system.paths import data_root
        from briefbuilder.templating.loader import CheckContext, check_text, require_template
        from briefbuilder.templating.marking_profiles import load_marking_profile

        if path.parent.name == "markings":
            load_marking_profile(path)
            return
        checked = check_text(data, path, CheckContext(folders=(data_root() / "templates",)))
        if any(finding.severity == "error" for finding in checked.findings):
            require_template(checked, path)


def _files(folder: Path) -> Iterator[str]:
    """Yield the names of the files to copy, relative to the share; raises OSError where it cannot be read."""
    count = 0
    for place in _BESIDE:
        here = folder / place if place else folder
        if place and not here.is_dir():
            continue
        for path in sorted(here.iterdir()):
            wanted = path.suffix == ".yaml" or (
                path.suffix.lower() in _BESIDE_TEMPLATES and place != "markings"
            )
            if wanted and not path.name.startswith((".", "~")) and count < _MOST_FILES:
                count += 1
                yield f"{place}/{path.name}" if place else path.name


def _copied_files(folder: Path) -> Iterator[str]:
    with suppress(OSError):
        yield from _files(folder)


class SharedTaxonomyCopies:
    """The taxonomies of one shared folder, or of none; read by a job."""

    def __init__(self, folder: Path | None, copies: Path | None = None) -> None:
        """Read from a folder; keep copies in another one, by default a folder of the user."""
        self.folder = folder
        name = folder_key(folder)
        self._copies = (copies or user_data_folder() / "house-taxonomies") / name

    def paths(self) -> Mapping[str, Path]:
        """Return the copies by the names of their taxonomies, which are the files' names without suffixes."""
        if self.folder is None:
            return {}
        try:
            return {path.stem: path for path in sorted(self._copies.glob("*.yaml"))}
        except OSError:
            return {}

    def look(self) -> ShareReport:
        """Read the share, and copy new files without errors."""
        if self.folder is None:
            return ShareReport()
        try:
            found = sorted(path for path in self.folder.iterdir() if path.suffix in {".yaml", ".yml"})
        except OSError:
            return ShareReport(lost=True)
        changed: list[str] = []
        faults: list[BriefbuilderError] = []
        for path in found[:_MOST_TAXONOMIES]:
            try:
                if self._copy(path):
                    changed.append(path.stem)
            except BriefbuilderError as fault:
                faults.append(fault)
        gone = tuple(sorted(self.paths().keys() - {path.stem for path in found}))
        return ShareReport(changed=tuple(changed), gone=gone, faults=tuple(faults))

    def _copy(self, path: Path) -> bool:
        """Copy a file where it differs from the copy; return whether it did. Raises TaxonomyError for its first error."""
        from briefbuilder.system.files import write_atomically
        from briefbuilder.tagging.taxonomy import check_taxonomy, unreadable_error
        from briefbuilder.yaml_tree import TAXONOMY_FORMAT

        target = self._copies / f"{path.stem}.yaml"
        try:
            with path.open("rb") as stream:
                data = stream.read(TAXONOMY_FORMAT.max_bytes + 1)
        except OSError as error:
            raise unreadable_error(path, error) from error
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
