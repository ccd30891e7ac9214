"""What hangs on a paragraph: pictures inside the file, text boxes, lettering, diagrams; what else is there is said."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import Element, SubElement, _Element

from briefbuilder.domain.text import Figure
from briefbuilder.importers.build import Builder
from briefbuilder.importers.docx.charts import chart_box
from briefbuilder.importers.docx.names import chosen, name, short
from briefbuilder.importers.docx.package import Package, Relation

_MEDIA_TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp",
    "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp", "svg": "image/svg+xml", "emf": "image/emf",
    "wmf": "image/wmf",
}  # fmt: skip
_BOX = "w:txbxContent"
_PICTURES = frozenset({"a:blip", "v:imagedata"})


class Pictures:
    """Reads the drawings of one part."""

    def __init__(self, builder: Builder, package: Package, relations: dict[str, Relation]) -> None:
        self.outside = 0
        self._builder = builder
        self._package = package
        self._relations = relations

    def parts(self, drawing: _Element) -> Iterator[Figure | _Element]:
        """Yield the figures of a drawing, and its texts as containers of paragraphs, in the file's order."""
        seen: set[str] = set()
        for part in _parts(drawing):
            kind = short(part)
            if kind in _PICTURES:
                yield from self._picture(drawing, part, seen)
            elif kind == _BOX:
                yield part
            elif kind == "v:textpath" and part.get("string"):
                yield _box([part.get("string") or ""])
            elif kind == "a:txBody":
                yield _box(_paragraphs(part))
            elif kind in {"?:relIds", "?:chart", "o:OLEObject"}:
                yield from self._outsider(kind, part)

    def _picture(self, drawing: _Element, picture: _Element, seen: set[str]) -> Iterator[Figure]:
        own = picture.get(name("r:embed")) or picture.get(name("r:id"))
        relation = self._relations.get(own or "")
        if relation is None or relation.external:
            self.outside += 1
        elif relation.target not in seen:
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

    def _outsider(self, kind: str, part: _Element) -> Iterator[_Element]:
        """Yield the text of a diagram and the values of a chart, which are parts of their own; say what was not read."""
        relation = self._relations.get(part.get(name("r:dm")) or part.get(name("r:id")) or "")
        chart = (
            self._package.xml_aside(relation.target) if relation is not None and kind == "?:chart" else None
        )
        box = chart_box(chart) if chart is not None else None
        if box is not None:
            self._builder.notice("chart-as-table", relation.target.rpartition("/")[2] if relation else "")
            yield box
            return
        if kind != "?:relIds":
            target = relation.target.rpartition("/")[2] if relation is not None else ""
            self._builder.notice("part-not-read", target or part.get("ProgID") or "")
            return
        root = self._package.xml_aside(relation.target) if relation is not None else None
        if root is not None:
            yield _box(_paragraphs(root))


def _parts(drawing: _Element) -> Iterator[_Element]:
    """Yield what is in a drawing, of alternatives only what counts, and not what is within its text boxes."""
    for part in chosen(drawing):
        yield part
        if short(part) not in {_BOX, "a:txBody"}:
            yield from _parts(part)


def _paragraphs(element: _Element) -> list[str]:
    """Return the texts of the paragraphs of a drawing."""
    return ["".join(text.text or "" for text in one.iter(name("a:t"))) for one in element.iter(name("a:p"))]


def _box(texts: list[str]) -> _Element:
    box = Element(name(_BOX))
    for text in texts:
        run = SubElement(SubElement(box, name("w:p")), name("w:r"))
        SubElement(run, name("w:t")).text = text
    return box


def _alternative(drawing: _Element, picture: _Element) -> str:
    """Return a picture's alternative text; what the program itself put there is none."""
    for properties in drawing.iter(name("wp:docPr")):
        found = properties.get("descr") or properties.get("title")
        if found:
            return " ".join(found.split())
    shape = picture.getparent()
    return " ".join(((shape.get("alt") if shape is not None else None) or "").split())
