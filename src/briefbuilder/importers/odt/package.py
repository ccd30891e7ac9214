"""An OpenDocument text as it is stored: in a container, or flat, all of it in one XML document."""

from __future__ import annotations

from typing import Protocol

from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.docx.package import Package, parsed
from briefbuilder.importers.limits import MEBIBYTE, PART_BYTES
from briefbuilder.importers.sniff import ZIP_MAGIC

_PARTS = frozenset({"content.xml", "styles.xml", "meta.xml"})


class Parts(Protocol):
    """The parts of a document by their names; `damaged` collects those that the text had to do without."""

    damaged: list[str]

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in small letters."""

    def xml(self, part: str) -> _Element | None:
        """Return a part's root, None where it is not there."""

    def xml_aside(self, part: str) -> _Element | None:
        """Return the root of a part that the text can do without, None where it is not there or damaged."""

    def picture(self, part: str) -> bytes | None:
        """Return a picture's bytes, None where it cannot be had."""


class Flat:
    """A document in one piece: its root stands for the content, the styles and the metadata alike."""

    names: frozenset[str] = frozenset()

    def __init__(self, data: bytes, file_name: str) -> None:
        if len(data) > PART_BYTES:
            raise ImportRefusedError("import-too-large", name=file_name, limit=str(PART_BYTES // MEBIBYTE))
        self.damaged: list[str] = []
        self._root = parsed(data, file_name, doctypes=True)

    def xml(self, part: str) -> _Element | None:
        """Return the root for one of the parts that a container would have."""
        return self._root if part in _PARTS else None

    def xml_aside(self, part: str) -> _Element | None:
        """Return the root as `xml` does."""
        return self.xml(part)

    def picture(self, part: str) -> bytes | None:  # noqa: ARG002 - it holds its pictures in its frames
        """Return nothing: there are no parts."""
        return None


def parts_of(data: bytes, file_name: str) -> Parts:
    """Return the parts of a document; raise ImportRefusedError where it cannot be opened."""
    if data.startswith(ZIP_MAGIC):
        return Package(data, file_name, doctypes=True)
    return Flat(data, file_name)
