"""The format of a dossier file, and the oldest program that opens it, read without opening it for work."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from briefbuilder.domain.values import value
from briefbuilder.storage.database import connect, dossier_errors, missing_error
from briefbuilder.storage.migrations import MIGRATIONS, format_version, oldest_program, read_program
from briefbuilder.storage.opening import check_first_page, check_header


@value
class DossierFormat:
    """The format of a dossier as it is shown, such as "8.0"; `program` is the oldest that opens it, "" if unknown."""

    version: str
    program: str
    is_encrypted: bool


def read_format(path: Path, password: str | None = None) -> DossierFormat:
    """Return the format of a dossier, also of one that only a newer program opens.

    Raises DossierError if the file is missing or not a dossier, and "password-wrong" or "encryption-missing" if it
    is encrypted and cannot be read.
    """
    if not path.is_file():
        raise missing_error(path)
    if password is None:
        check_header(path, has_journal=False, any_version=True)
    with dossier_errors(path), closing(connect(path, password=password, immutable=True)) as connection:
        check_first_page(connection, path, password)
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        program = oldest_program(version) or read_program(connection)
    return DossierFormat(version=format_version(version), program=program, is_encrypted=password is not None)


def own_format() -> DossierFormat:
    """Return the format of the dossiers that this program writes."""
    version = MIGRATIONS[-1].version
    return DossierFormat(version=format_version(version), program=oldest_program(version), is_encrypted=False)
