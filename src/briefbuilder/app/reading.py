"""Reading files and folders into articles, each file in a process of its own kind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefbuilder.domain.article import Reading
from briefbuilder.domain.errors import BriefbuilderError


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading(Reading):
    """A reading with the path of the file that it came from."""

    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFile:
    """A file that could not be read, and why."""

    path: Path
    error: BriefbuilderError
