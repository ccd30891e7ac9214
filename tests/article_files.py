"""Reads files of articles in the process of the test."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.importers.draft import PLAIN
from briefbuilder.importers.read import load_file, read_bytes, with_saved_files


def read_file(path: Path) -> ImportedArticle:
    """Read a file with the pictures that a browser saved beside it."""
    data, name = load_file(path)
    return replace(read_bytes(data, name, with_saved_files(PLAIN, path)), path=path)
