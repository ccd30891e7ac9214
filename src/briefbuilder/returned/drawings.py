"""Reads the pictures of a Word file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Final

from lxml.etree import _Element

from briefbuilder.domain.export_record import ExportedPicture
from briefbuilder.importers.docx.package import Package, Relationship
from briefbuilder.importers.docx.wordml import qn

_DIGITS = 16
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_CHART: Final = f"{{{_DRAWN}/chart}}chart"
_SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    qn("a:blip"): (qn("r:embed"), qn("r:link")),
    qn("v:imagedata"): (qn("r:id"),),
    _CHART: (qn("r:id"),),
    f"{{{_DRAWN}/diagram}}relIds": (qn("r:dm"),),
}
"""The elements that show a picture, a chart or a diagram, and their attributes that name its part."""
_ELSEWHERE = (qn("w:txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


class Drawings:
    """The pictures of one part; each part of the package is read once."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._relations = package.relationships(part)
        self._digests: dict[str, str] = {}

    def read(self, drawing: _Element) -> Iterator[ExportedPicture]:
        """Yield the pictures of a drawing; those of text boxes in it are no part of the text around it."""
        words = _description(drawing)
        for element in drawing.iter(*_SHOWN):
            if next(element.iterancestors(*_ELSEWHERE), None) in {None, *drawing.iterancestors(*_ELSEWHERE)}:
                if element.tag == _CHART:
                    # Word writes the part of a chart anew with every save: it is known by what describes it.
                    yield ExportedPicture(digest=_words_digest(words), words=words)
                    continue
                names = (element.get(attribute) for attribute in _SHOWN[str(element.tag)])
                digests = [self._digest(self._relations.get(name)) for name in names if name]
                yield ExportedPicture(digest="".join(digests[:1]), words=words)

    def _digest(self, relation: Relationship | None) -> str:
        """Return the digest of the bytes that a relation leads to, or of the address of a picture elsewhere."""
        if relation is None:
            return ""
        target = relation.target
        if target not in self._digests:
            data = None if relation.external else self._package.picture(target)
            shown = target.encode("utf-8", "surrogatepass") if data is None else data
            self._digests[target] = hashlib.sha256(shown).hexdigest()[:_DIGITS]
        return self._digests[target]


def _words_digest(words: str) -> str:
    return hashlib.sha256(f"chart {words}".encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _description(drawing: _Element) -> str:
    """Return the alternative text of a drawing; of a chart its last line, since LibreOffice puts the title in a line above."""
    is_chart = next(drawing.iter(_CHART), None) is not None
    for element in drawing.iter(qn("wp:docPr"), qn("v:shape")):
        words = (element.get("descr") or element.get("alt") or "").strip()
        if words:
            return " ".join((words.splitlines()[-1] if is_chart else words).split())
    return ""
