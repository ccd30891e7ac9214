"""What is kept from one export to the next: shaped words, divided words, and paragraphs broken into lines.

All of it follows from its key alone, whatever document it stood in, so that an export with a memory is the same
file, byte for byte, as one without; it is only sooner there when most of the document was drawn before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar

from briefbuilder.export.pdf.atoms import Node
from briefbuilder.export.pdf.forms import FormBook
from briefbuilder.export.pdf.hyphens import Hyphens
from briefbuilder.export.pdf.lines import Line

_WORDS = 60_000
"""Words from which all is forgotten before the next document: about 60 MB, and more than 500 pages need."""
_PARAGRAPHS = 4_000
"""Paragraphs that are kept; the one that was not used for longest goes first."""
_PAGES = 500
"""Packed pages that are kept, 10 to 20 KB each."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Laid:
    """A paragraph's lines and its level; `nodes` are those with elements, which each drawing has anew."""

    lines: tuple[Line, ...]
    base: int
    nodes: tuple[Node, ...]


@dataclass(slots=True)
class Memory:
    """May be handed from one export to the next of one thread; `words`, `paragraphs` and `pages` bound what it keeps."""

    words: int = _WORDS
    paragraphs: int = _PARAGRAPHS
    pages: int = _PAGES
    forms: FormBook = field(init=False, default_factory=FormBook)
    hyphens: Hyphens = field(init=False, default_factory=Hyphens)
    _widths: OrderedDict[Hashable, float] = field(init=False, default_factory=OrderedDict)
    _packed: OrderedDict[bytes, bytes] = field(init=False, default_factory=OrderedDict)
    _laid: OrderedDict[Hashable, Laid] = field(init=False, default_factory=OrderedDict)

    def begin(self) -> None:
        """Make room before a document where too much is kept."""
        if self.forms.words > self.words:
            self.forms, self.hyphens = FormBook(), Hyphens()
            self._laid.clear()
            self._widths.clear()

    def laid(self, key: Hashable) -> Laid | None:
        """Return the lines that were made for a key, or None."""
        found = self._laid.get(key)
        if found is not None:
            self._laid.move_to_end(key)
        return found

    def keep(self, key: Hashable, laid: Laid) -> None:
        """Keep lines for a key."""
        self._laid[key] = laid
        if len(self._laid) > self.paragraphs:
            self._laid.popitem(last=False)

    def width(self, key: Hashable, measure: Callable[[], float]) -> float:
        """Return the width in points that is kept for a key, else the one that is measured now."""
        return _kept(self._widths, key, measure, self.paragraphs)

    def packed(self, data: bytes, pack: Callable[[bytes], bytes]) -> bytes:
        """Return what a page's operators are packed into: pages that did not change are not packed once more."""
        return _kept(self._packed, data, lambda: pack(data), self.pages)


def _kept(store: OrderedDict[K, V], key: K, make: Callable[[], V], most: int) -> V:
    found = store.get(key)
    if found is None:
        found = store[key] = make()
        if len(store) > most:
            store.popitem(last=False)
    else:
        store.move_to_end(key)
    return found
