"""From a file to a Reading: the importer is chosen, runs, and its draft becomes an article.

Runs in a worker process: it keeps no state between calls and its result can be pickled.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from briefbuilder.domain.article import Article, Original, Reading
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.build import Draft, numbered
from briefbuilder.importers.limits import FILE_BYTES, MEBIBYTE
from briefbuilder.importers.registry import importer_for


def read_file(path: Path) -> Reading:
    """Read one file; raise ImportRefusedError where it cannot become an article."""
    try:
        size = path.stat().st_size
        if size > FILE_BYTES:
            raise _too_large(path.name)
        data = path.read_bytes()
    except OSError as error:
        raise ImportRefusedError(
            "import-unreadable", name=path.name, reason=error.strerror or str(error)
        ) from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Reading:
    """Read the bytes of a file of that name; raise ImportRefusedError where they hold no article."""
    if len(data) > FILE_BYTES:
        raise _too_large(name)
    importer = importer_for(data, name)
    draft = numbered(importer.read(data, name))
    if not draft.blocks:
        raise ImportRefusedError("import-no-text", name=name)
    return _reading(draft, data, name, importer.media_types[0])


def _reading(draft: Draft, data: bytes, name: str, media_type: str) -> Reading:
    digest = hashlib.sha256(data).hexdigest()
    article = Article(
        id=f"a{digest[:16]}",
        metadata=draft.metadata,
        blocks=draft.blocks,
        original=Original(sha256=digest, media_type=media_type, name=name, size=len(data)),
    )
    return Reading(article=article, notices=draft.notices, data=data, pictures=draft.pictures)


def _too_large(name: str) -> ImportRefusedError:
    return ImportRefusedError("import-too-large", name=name, limit=str(FILE_BYTES // MEBIBYTE))
