"""Passwords from files: they are never arguments, which every user of the computer can list."""

from __future__ import annotations

from pathlib import Path

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.storage.encryption import normalize_password

_LONGEST = 4096
"""Bytes of a file that are read."""


class PasswordFileError(BriefbuilderError):
    """A file that no password can be read from."""


def read_password(path: Path) -> str:
    """Return the first line of a UTF-8 file, without its line end; spaces count.

    Raises:
        PasswordFileError: where the file cannot be read.
        DossierError: "password-unusable" where the line is empty or has control characters.
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
