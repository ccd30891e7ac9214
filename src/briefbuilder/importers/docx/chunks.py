"""Files that a Word document holds in place of text (`w:altChunk`), as programs write it that only know web pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Block
from briefbuilder.importers.build import Builder
from briefbuilder.importers.charset import decode
from briefbuilder.importers.docx.package import Package, Relation
from briefbuilder.importers.limits import MEBIBYTE

_MOST = 200
"""Files within one document: each costs as much as a file of its own."""

_MOST_BYTES = 24 * MEBIBYTE
"""What those files may have together, pictures included."""

Walk = Callable[[bytes, Builder, str], tuple[Block, ...]]
"""Walks the body of another Word document; the last argument keeps the ids of its notes apart."""


@dataclass(slots=True)
class Chunks:
    """Reads the files that one part names; `walk` reads Word documents, None where none may be within."""

    builder: Builder
    package: Package
    relations: dict[str, Relation]
    walk: Walk | None = None
    read: int = 0
    size: int = 0

    @property
    def _scope(self) -> str:
        return f"chunk{self.read}:"

    def blocks(self, relation: str) -> tuple[Block, ...] | None:
        """Return the blocks of a file, None where it cannot be read."""
        found = self.relations.get(relation)
        self.read += 1
        if found is None or found.external or self.read > _MOST:
            return None
        try:
            data = self.package.data(found.target, _MOST_BYTES - self.size) or b""
            self.size += len(data)
            return self._blocks_of(data, found.target) if data else None
        except ImportRefusedError:
            return None

    def _blocks_of(self, data: bytes, name: str) -> tuple[Block, ...] | None:
        from briefbuilder.importers.markup import apart
        from briefbuilder.importers.registry import importer_for

        kind = importer_for(data, name).id
        if kind == "docx":
            return self.walk(data, self.builder, self._scope) if self.walk else None
        if kind == "rtf":
            from briefbuilder.importers.rtf.reader import blocks_of_rtf

            return tuple(apart(block, self._scope) for block in blocks_of_rtf(data, name))
        text = _markup(data, name, kind)
        return None if text is None else self._added(text, plain=kind == "text")

    def _added(self, text: str, *, plain: bool) -> tuple[Block, ...]:
        from briefbuilder.importers.markup import Surroundings, add_markup, add_plain

        before = len(self.builder.blocks)
        if plain:
            add_plain(self.builder, text)
        else:
            add_markup(self.builder, text, Surroundings(scope=self._scope))
        added = tuple(self.builder.blocks[before:])
        del self.builder.blocks[before:]
        return added


def _markup(data: bytes, name: str, kind: str) -> str | None:
    """Return the characters of a page or a text, None for another kind."""
    if kind == "mhtml":
        from briefbuilder.importers.saved.mhtml import saved_page

        return decode(saved_page(data, name).whole()).text
    return decode(data).text if kind in {"html", "text"} else None
