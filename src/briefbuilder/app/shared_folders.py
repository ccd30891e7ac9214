"""Templates and taxonomies in shared folders: copied to a folder of the user, and used only from the copies.

So a share that hangs or disappears never blocks the program, and the share is never written to. Shared styles, marking
profiles and letterhead documents are copied with the templates. For a file with errors the last good copy is used.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from briefbuilder.domain.errors import BriefbuilderError, ExportError
from briefbuilder.domain.values import value
from briefbuilder.system.files import read_regular_file, write_atomically
from briefbuilder.system.paths import folder_key, user_data_folder

_MOST_FILES = 400
_LARGEST = 20 * 1024 * 1024
"""The largest letterhead document, in bytes; the other files are smaller."""
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


@value(kw_only=False)
class SharedFile:
    """A file of a share: its name in reports, and where its copy lies."""

    name: str
    source: Path
    copy: Path


class SharedFiles:
    """The files of one shared folder, or of none, and their copies on the computer; read by a job."""

    def __init__(self, folder: Path | None, copies: Path | None, kind: str) -> None:
        """Read from a folder; keep copies in another one, by default a folder of the user for each `kind`."""
        self.folder = folder
        self._copies = (copies or user_data_folder() / kind) / folder_key(folder)

    @abstractmethod
    def _files(self, folder: Path) -> list[SharedFile]:
        """Return the files to copy, in the order of copying; raises OSError if the share cannot be read."""

    @abstractmethod
    def _copied(self) -> set[str]:
        """Return the names of the files that have copies."""

    @abstractmethod
    def _check(self, path: Path, data: bytes) -> None:
        """Raise the first error in a file."""

    def look(self) -> ShareReport:
        """Read the share, and copy new files without errors; this can be slow."""
        if self.folder is None:
            return ShareReport()
        try:
            found = self._files(self.folder)
        except OSError:
            return ShareReport(lost=True)
        changed: list[str] = []
        faults: list[BriefbuilderError] = []
        for file in found:
            try:
                if self._copy(file):
                    changed.append(file.name)
            except BriefbuilderError as fault:
                faults.append(fault)
        gone = tuple(sorted(self._copied() - {file.name for file in found}))
        return ShareReport(changed=tuple(changed), gone=gone, faults=tuple(faults))

    def _copy(self, file: SharedFile) -> bool:
        """Copy a file if it differs from the copy; return whether it did. Raises the first error in it."""
        try:
            data = read_regular_file(file.source, _LARGEST)
        except OSError as error:
            raise self._unreadable(file, error) from error
        with suppress(OSError):
            if file.copy.read_bytes() == data:
                return False
        self._check(file.source, data)
        try:
            file.copy.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file.copy, data)
        except OSError as error:
            raise ExportError("export-write-failed", file=str(file.copy), reason=str(error)) from error
        return True

    def _unreadable(self, file: SharedFile, error: OSError) -> BriefbuilderError:
        return ExportError("share-unreadable", file=file.name, reason=error.strerror or type(error).__name__)


class SharedTemplates(SharedFiles):
    """The templates of one shared folder, or of none."""

    def __init__(self, folder: Path | None, copies: Path | None = None) -> None:
        super().__init__(folder, copies, "shared-templates")

    @property
    def copies(self) -> Path | None:
        """The folder of the copies, None if there is no share."""
        return None if self.folder is None else self._copies

    def _files(self, folder: Path) -> list[SharedFile]:
        # Styles and documents first: templates are checked together with what they extend.
        names = sorted(
            _template_files(folder), key=lambda name: ("/" not in name and name.endswith(".yaml"), name)
        )
        return [SharedFile(name, folder / name, self._copies / name) for name in names]

    def _copied(self) -> set[str]:
        with suppress(OSError):
            return set(_template_files(self._copies))
        return set()

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


def _template_files(folder: Path) -> Iterator[str]:
    """Yield the names of the files to copy, relative to the share; raises OSError if it cannot be read."""
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


class SharedTaxonomyCopies(SharedFiles):
    """The taxonomies of one shared folder, or of none."""

    def __init__(self, folder: Path | None, copies: Path | None = None) -> None:
        super().__init__(folder, copies, "house-taxonomies")

    def paths(self) -> Mapping[str, Path]:
        """Return the copies by the names of their taxonomies, which are the files' names without suffixes."""
        if self.folder is None:
            return {}
        try:
            return {path.stem: path for path in sorted(self._copies.glob("*.yaml"))}
        except OSError:
            return {}

    def _files(self, folder: Path) -> list[SharedFile]:
        found = sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"})
        copies = self._copies
        return [
            SharedFile(path.stem, path, copies / f"{path.stem}.yaml") for path in found[:_MOST_TAXONOMIES]
        ]

    def _copied(self) -> set[str]:
        return set(self.paths())

    def _unreadable(self, file: SharedFile, error: OSError) -> BriefbuilderError:
        from briefbuilder.tagging.taxonomy import unreadable_error

        return unreadable_error(file.source, error)

    def _check(self, path: Path, data: bytes) -> None:
        from briefbuilder.tagging.taxonomy import parse_taxonomy

        _, faults = parse_taxonomy(data, path.name)
        if faults:
            raise faults[0]
