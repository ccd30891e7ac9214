"""The first bytes of a file: whether it is a dossier, and whether it is all there.

SQLite's file format gives the places: https://www.sqlite.org/fileformat2.html section 1.3.
"""

from __future__ import annotations

from pathlib import Path

from briefbuilder.domain.errors import DossierError
from briefbuilder.dossier.schema import APPLICATION_ID, MIGRATIONS, words_of

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100


def check_header(path: Path, *, has_journal: bool) -> None:
    """Raise DossierError where a file is not a dossier, is cut short or is of a newer major version."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
        size = path.stat().st_size
    except OSError as error:
        raise DossierError("dossier-not-opened", path=str(path)) from error
    if not header.startswith(_MAGIC):
        raise DossierError("not-a-dossier", path=str(path))
    if len(header) < _HEADER:
        raise DossierError("dossier-cut", path=str(path))
    if _number(header, 68) != APPLICATION_ID:
        raise DossierError("not-a-dossier", path=str(path))
    version = _number(header, 60)
    newest = MIGRATIONS[-1].version
    if version // 1000 > newest // 1000:
        raise DossierError("dossier-newer", path=str(path), version=words_of(version), known=words_of(newest))
    if not has_journal and size < _expected_size(header):
        raise DossierError("dossier-cut", path=str(path))


def _expected_size(header: bytes) -> int:
    # The count of pages is only true where the two change counters agree.
    if _number(header, 24) != _number(header, 92):
        return 0
    page = int.from_bytes(header[16:18], "big")
    return _number(header, 28) * (65536 if page == 1 else page)


def _number(header: bytes, place: int) -> int:
    return int.from_bytes(header[place : place + 4], "big")
