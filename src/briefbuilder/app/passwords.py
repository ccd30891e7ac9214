"""Passwords from files, and the passwords of dossiers with their backups.

A password is never an argument, because every user of the computer can list those.
"""

from __future__ import annotations

from pathlib import Path

from briefbuilder.app.policy import current_policy
from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.storage import passwords
from briefbuilder.storage.backups import BackupPlan, list_backups
from briefbuilder.storage.encryption import normalize_password

_LONGEST = 4096
"""Bytes of a file that are read."""


class PasswordFileError(BriefbuilderError):
    """A file that no password can be read from."""


def read_password(path: Path) -> str:
    """Return the first line of a UTF-8 file, without its line end; spaces count.

    Raises:
        PasswordFileError: if the file cannot be read.
        DossierError: "password-unusable" if the line is empty or has control characters.
    """
    try:
        with path.open("rb") as file:
            line = file.readline(_LONGEST)
        text = line.decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise PasswordFileError("password-file-unreadable", file=str(path), reason=reason) from error
    except UnicodeDecodeError as error:
        raise PasswordFileError("password-file-not-text", file=str(path)) from error
    return normalize_password(text.removesuffix("\n").removesuffix("\r"))


def change_password(
    path: Path, old: str | None, new: str | None, plan: BackupPlan
) -> tuple[DossierError, ...]:
    """Encrypt a dossier with a `new` password, or decrypt it if that is None, and then its automatic backups.

    Return an error for each backup that stays as it was. Raises as `storage.passwords.change_password` does, and PolicyError
    if an administrator requires a password; nothing is changed then.
    """
    current_policy().require_password(new)
    passwords.change_password(path, old, new)
    unchanged = []
    try:
        backups = list_backups(plan, path)
    except DossierError as error:
        return (error,)
    for backup in backups:
        try:
            passwords.change_copy_password(backup.path, old, new)
        except DossierError:
            unchanged.append(DossierError("password-backup-unchanged", path=str(backup.path)))
    return tuple(unchanged)
