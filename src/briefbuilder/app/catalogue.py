"""The catalogue of words in `resources/messages`: one YAML file an area, read when a code of it is asked for.

A command or a window says little of what the program can say, and reading all areas takes a good part of
its start: so an area stays as it is on disk until a code stands at the beginning of one of its lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from threading import Lock

Texts = Mapping[str, str]
"""What a code says, by language."""


class Catalogue:
    """The words of all areas by code and language; `folder` holds the areas' files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Texts] = {}
        self._lock = Lock()

    def texts(self, code: str) -> Texts | None:
        """Return what a code says by language; None where no area knows it."""
        found = self._known.get(code)
        return self._looked_up(code) if found is None else found

    def _looked_up(self, code: str) -> Texts | None:
        with self._lock:
            for area in [*self._holding(code)]:
                self._known.update(read_area(self._unread.pop(area)))
        return self._known.get(code)

    @cached_property
    def _unread(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self._folder.glob("*.yaml"))}

    def _holding(self, code: str) -> Iterator[str]:
        """Yield the unread areas that have the code at the beginning of a line."""
        key = f"{code}:".encode()
        for area, content in self._unread.items():
            if content.startswith(key) or b"\n" + key in content:
                yield area


def read_area(content: bytes) -> Mapping[str, Texts]:
    """Return the words of one area, a YAML file, by code and language."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    texts: Mapping[str, Texts] = yaml.load(content, Loader=loader) or {}  # noqa: S506 - both are safe
    return texts
