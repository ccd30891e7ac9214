"""Pictures of a document: those inside the file come along, with their alternative texts."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from briefbuilder.domain.text import Figure
from briefbuilder.importers.build import Builder
from briefbuilder.importers.docx.names import name
from briefbuilder.importers.docx.package import Package, Relation

_MEDIA_TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp",
    "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp", "svg": "image/svg+xml", "emf": "image/emf",
    "wmf": "image/wmf",
}  # fmt: skip


class Pictures:
    """Reads the drawings of one part."""

    def __init__(self, builder: Builder, package: Package, relations: dict[str, Relation]) -> None:
        self.outside = 0
        self._builder = builder
        self._package = package
        self._relations = relations

    def figures(self, drawing: _Element) -> Iterator[Figure]:
        """Yield a figure for each picture of a drawing; text boxes of it are read elsewhere."""
        seen: set[str] = set()
        for picture in drawing.iter(name("a:blip"), name("v:imagedata")):
            own = picture.get(name("r:embed")) or picture.get(name("r:id"))
            relation = self._relations.get(own or "")
            if picture.get(name("r:link")) or relation is None or relation.external:
                self.outside += 1
                continue
            if relation.target not in seen:
                seen.add(relation.target)
                yield from self._figure(relation.target, _alternative(drawing, picture))

    def _figure(self, part: str, alternative: str) -> Iterator[Figure]:
        data = self._package.picture(part)
        media_type = _MEDIA_TYPES.get(part.rpartition(".")[2].lower())
        if data is None or media_type is None:
            self._builder.notice("picture-unreadable", part.rpartition("/")[2])
            return
        picture = self._builder.picture(media_type, data)
        yield Figure(id="", picture=picture, media_type=media_type, alternative_text=alternative)


def _alternative(drawing: _Element, picture: _Element) -> str:
    """Return a picture's alternative text; what the program itself put there is none."""
    for properties in drawing.iter(name("wp:docPr")):
        found = properties.get("descr") or properties.get("title")
        if found:
            return " ".join(found.split())
    shape = picture.getparent()
    return " ".join(((shape.get("alt") if shape is not None else None) or "").split())
