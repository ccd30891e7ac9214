"""What a reader is told beside a file's bytes: passwords, how a book is divided, what lies beside the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Literal

from briefbuilder.domain.values import value

Books = Literal["whole", "chapters"]
"""How a book is read: one article whole, or an article a chapter."""


@value
class ReadingOptions:
    """Options of one reading; the defaults are those of a file that is read without being asked anything.

    `passwords` are tried in turn on what is encrypted, also within containers; they are never kept, and no
    representation shows them. `folder` is the folder that a file lies in, None where the bytes are no file:
    what a browser saved beside a page is looked for there. `saved` holds the same for a page within a
    container, by its path from the page.
    """

    books: Books = "whole"
    passwords: tuple[str, ...] = field(default=(), repr=False)
    folder: Path | None = None
    saved: Mapping[str, bytes] = field(default_factory=dict, repr=False)


PLAIN = ReadingOptions()
"""Nothing is told."""
