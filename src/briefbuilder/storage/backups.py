"""Dated copies of a dossier, made when it is opened and has changed, at most one a day.

The copies of a dossier are in a separate folder, which is found by the dossier's path. They are encrypted if the
dossier is. Each has the dossier’s time of change, which shows whether it has changed since.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.storage.blobs import prepare_text
from briefbuilder.storage.cache import HeldContent
from briefbuilder.storage.database import connect, database_errors, dossier_errors
from briefbuilder.storage.encryption import is_maybe_encrypted
from briefbuilder.storage.leftover_journals import journals_of
from briefbuilder.storage.opening import check_header, create
from briefbuilder.storage.purge import copy_database
from briefbuilder.system.files import (
    create_private_folder,
    free_path,
    remove_unfinished,
    replacement_of,
    sync_file,
)
from briefbuilder.system.locks import take_lock
from briefbuilder.system.paths import folder_key

Check = Callable[[], None]
_STAMP = "%Y-%m-%d %H%M%S"
_NAME = lazy_pattern(r".* (\d{4}-\d\d-\d\d \d{6})(?: \d+)?\.dossier")
_NAME_CHARACTERS = 60
_SAME_TIME = 2.0
"""Seconds by which the times of two files with the same content may differ: some file systems count in twos."""
_MOST_RESTARTS = 20
"""How often a copy begins again because the dossier is being changed, before it is left for the next time."""


@value
class BackupPlan:
    """The folder of all backups, and how many are kept of a dossier; none are made if that is 0."""

    folder: Path
    keep: int


@value
class Backup:
    """A copy of a dossier, when it was made, its bytes, and its articles, None if they cannot be counted."""

    path: Path
    made: datetime
    size: int
    articles: int | None


def backup_folder(plan: BackupPlan, dossier: Path) -> Path:
    """Return the folder of a dossier's backups."""
    # Unlike `resolve`, it takes a link that leads to itself.
    path = Path(os.path.realpath(dossier))
    return plan.folder / f"{path.stem[:_NAME_CHARACTERS]} {folder_key(path)}"


def list_backups(plan: BackupPlan, dossier: Path, password: str | None = None) -> tuple[Backup, ...]:
    """Return the backups of a dossier, the latest first; the dossier need not be there any more.

    Raises DossierError if the dossier, or the folder of its backups, cannot be reached.
    """
    folder = backup_folder(plan, dossier)
    reach: tuple[tuple[Path, Callable[[Path], object]], ...] = ((dossier, os.stat), (folder, os.listdir))
    for path, read in reach:
        try:
            read(path)
        except PermissionError as error:
            raise DossierError("dossier-not-opened", path=str(path)) from error
        except OSError:
            continue
    return tuple(
        Backup(path=path, made=moment, size=path.stat().st_size, articles=_count_articles(path, password))
        for moment, path in _dated(folder)
    )


def back_up_if_due(
    plan: BackupPlan, dossier: Path, password: str | None = None, check: Check = lambda: None
) -> Path | None:
    """Back a dossier up if it has changed since its last backup and none was made today; return the copy's path.

    It may be open in this process or another, and may be changed meanwhile. `check` is called from time to time, and may
    raise an error to stop the copy. Raises DossierError if the copy cannot be written.
    """
    dossier = dossier.resolve()
    now = datetime.now(UTC)
    folder = backup_folder(plan, dossier)
    try:
        is_due = plan.keep > 0 and _is_due(_dated(folder), dossier.stat().st_mtime, now)
        return _back_up(plan, folder, dossier, password, now, check) if is_due else None
    except _AlwaysChangingError:
        return None
    except database_errors(OSError) as error:
        raise DossierError("automatic-backup-failed", path=str(dossier), folder=str(folder)) from error


class _AlwaysChangingError(Exception):
    """The dossier is changed faster than it is copied."""


def _is_due(dated: list[tuple[datetime, Path]], changed: float, now: datetime) -> bool:
    if not dated:
        return True
    made, newest = dated[0]
    is_changed = abs(newest.stat().st_mtime - changed) > _SAME_TIME
    return is_changed and made.astimezone().date() != now.astimezone().date()


def _back_up(
    plan: BackupPlan, folder: Path, dossier: Path, password: str | None, now: datetime, check: Check
) -> Path:
    create_private_folder(folder)
    stem = f"{dossier.stem[:_NAME_CHARACTERS]} {now.strftime(_STAMP)}"
    target = free_path(folder, stem, ".dossier")
    remove_unfinished(folder, "backup")
    state = dossier.stat()
    with replacement_of(target, "backup") as made:
        with closing(connect(dossier, password=password)) as connection:
            copy_database(connection, made, _Restarts(check).show)
        os.utime(made, ns=(state.st_atime_ns, state.st_mtime_ns))
    for _, old in _dated(folder)[plan.keep :]:
        old.unlink(missing_ok=True)
    return target


class _Restarts:
    """Watches the progress of a copy, which begins again whenever another connection changes the dossier."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._last = 0.0
        self._count = 0

    def show(self, share: float) -> None:
        self._check()
        self._count += share < self._last
        self._last = share
        if self._count > _MOST_RESTARTS:
            raise _AlwaysChangingError


def restore(dossier: Path, backup: Path) -> Path | None:
    """Put a copy of a backup in the place of a dossier that nobody has open; the present file is kept.

    Return the path of the present file, None if there was none.

    Raises:
        DossierError: if the dossier is in use, the backup is not a dossier, or the disk refuses. Nothing is changed then.
    """
    dossier = dossier.resolve()
    with dossier_errors(dossier):
        if not is_maybe_encrypted(backup):
            check_header(backup, has_journal=False)
        lock = take_lock(dossier)
        try:
            with replacement_of(dossier) as made:
                shutil.copyfile(backup, made)
                # Nothing is to go wrong with the copy once the present file has another name.
                sync_file(made)
                kept = _keep_aside(dossier) if dossier.exists() else None
        finally:
            lock.release()
    return kept


def _keep_aside(dossier: Path) -> Path:
    """Rename a dossier, with the journals that belong to it."""
    moment = datetime.now(UTC).astimezone().strftime(_STAMP)
    kept = free_path(dossier.parent, f"{dossier.stem} (before restoring {moment})", dossier.suffix)
    journals = journals_of(dossier)
    dossier.rename(kept)
    for journal in journals:
        journal.rename(kept.with_name(kept.name + journal.name.removeprefix(dossier.name)))
    return kept


def _dated(folder: Path) -> list[tuple[datetime, Path]]:
    """Return the backups in a folder with the moments at which they were made, the latest first.

    Those that a clock which was ahead has dated in the future come last: they must not push out what is made now.
    """
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            if (match := _NAME.fullmatch(path.name)) and path.is_file():
                with suppress(ValueError):
                    found.append((datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC), path))
    now = datetime.now(UTC)
    return sorted(found, key=lambda one: (one[0] <= now, *one), reverse=True)


def _count_articles(path: Path, password: str | None) -> int | None:
    used = None
    with suppress(DossierError, *database_errors(OSError)):
        if is_maybe_encrypted(path):
            used = password
        with closing(connect(path, password=used, immutable=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])
    return None


@value
class RescueReport:
    """How many articles and briefings were saved, and how many known articles have `lost` their text."""

    articles: int
    briefings: int
    lost: int = 0


def save_held(held: HeldContent, target: Path) -> RescueReport:
    """Create a dossier of what a store held in memory; raises DossierError as `create` does."""
    saved = create(target, held.password)
    try:
        for value in held.values.values():
            if isinstance(value, ArticleRecord):
                saved.keep(prepare_text(value, held.texts[value.text]))
        changes = tuple(Change(key=key, before=None, after=value) for key, value in held.values.items())
        saved.apply(ChangeSet(act="rescue", changes=changes))
        return RescueReport(articles=saved.count("article"), briefings=saved.count("briefing"))
    finally:
        saved.close()
