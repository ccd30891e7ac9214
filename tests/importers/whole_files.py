"""Reads a file with all files within it, in this process."""

from __future__ import annotations

from pathlib import Path

from briefbuilder.domain.article import ImportedArticle, RefusedFile
from briefbuilder.importers.draft import PLAIN, ContainedFile, ReadingOptions
from briefbuilder.importers.read import Contents, finish, finish_part, parse, parse_part, read_contents


def read_many(
    data: bytes, name: str, options: ReadingOptions = PLAIN
) -> tuple[ImportedArticle | RefusedFile, ...]:
    """Read a file and all files within it; raises ImportRefusedError where the file itself cannot be read."""

    def open_one(part: ContainedFile) -> Contents:
        return finish_part(parse_part(part, options), part, path)

    path = Path(name)
    return tuple(read_contents(open_bytes(data, name, options), path, open_one))


def open_bytes(data: bytes, name: str, options: ReadingOptions = PLAIN) -> Contents:
    """Read the bytes of a file of that name, and return the files within it unread."""
    return finish(parse(data, name, options), data, name, Path(name))
