"""Adds pictures to the text of a Word file; apart from charts and timelines, which few documents have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from briefbuilder.domain.document import DocumentPicture, DrawnFigure, PictureFile
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.ooxml import Node, emu, make
from briefbuilder.export.docx.package import relationship_type
from briefbuilder.export.keep_together import picture_size

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


@dataclass(slots=True, eq=False, repr=False)
class DocxPictures:
    """Adds the document's pictures to the package, each once, and numbers their drawings."""

    package: Package
    source: Mapping[str, DocumentPicture]
    _parts: dict[str, tuple[Part, PictureFile] | None] = field(default_factory=dict)
    _count: int = 0

    def drawing(self, part: Part, figure: DrawnFigure, room: float, page: PageSetup) -> Node | None:
        """Return the drawing of a figure in a width, None if the document lacks its picture or cannot read it."""
        known = self._part(figure.picture)
        if known is None:
            return None
        image_part, image = known
        link = part.relate_to(image_part, relationship_type("image"))
        size = picture_size(figure, (image.width, image.height), room, page.text_height)
        return picture_drawing(link, self.next_number(), figure.alternative_text, size)

    def next_number(self) -> int:
        """Return the number of the next drawing."""
        self._count += 1
        return self._count

    def _part(self, picture: str) -> tuple[Part, PictureFile] | None:
        if picture not in self._parts:
            result = self.source[picture].file if picture in self.source else None
            self._parts[picture] = None if result is None else (self._new_part(result), result)
        return self._parts[picture]

    def _new_part(self, image: PictureFile) -> Part:
        number = 1 + sum(part is not None for part in self._parts.values())
        name = PackURI(f"/word/media/image{number}.{image.suffix}")
        return Part(name, image.media_type, image.data, self.package)


def picture_drawing(link: str, number: int, alternative: str, size: tuple[float, float]) -> Node:
    """Return the drawing of a picture in a size in points, with the relation that leads to it."""
    name = f"Picture {number}"
    properties = {"id": str(number), "name": name, **({"descr": alternative} if alternative else {})}
    stretch = make("a:stretch", None, make("a:fillRect"))
    extent = {"cx": emu(size[0]), "cy": emu(size[1])}
    shape = make(
        "pic:spPr",
        None,
        make("a:xfrm", None, make("a:off", {"x": "0", "y": "0"}), make("a:ext", extent)),
        make("a:prstGeom", {"prst": "rect"}, make("a:avLst")),
    )
    named = make("pic:nvPicPr", None, make("pic:cNvPr", properties), make("pic:cNvPicPr"))
    blip = make("pic:blipFill", None, make("a:blip", {"r:embed": link}), stretch)
    data = make("a:graphicData", {"uri": _PICTURE}, make("pic:pic", None, named, blip, shape))
    lock = make("a:graphicFrameLocks", {"noChangeAspect": "1"})
    return make("w:drawing", None, inline_drawing(data, number, name, alternative, "", size, lock))


def inline_drawing(
    data: Node, number: int, name: str, words: str, title: str, size: tuple[float, float], *locks: Node
) -> Node:
    """Return a drawing of a size in points in the line of text, with what describes it."""
    properties = {"id": str(number), "name": name}
    properties |= {"descr": words} if words else {}
    properties |= {"title": title} if title else {}
    return make(
        "wp:inline",
        {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
        make("wp:extent", {"cx": emu(size[0]), "cy": emu(size[1])}),
        make("wp:docPr", properties),
        make("wp:cNvGraphicFramePr", None, *locks),
        make("a:graphic", None, data),
    )
