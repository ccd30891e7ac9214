"""Adds pictures to a Word file and draws them in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from briefbuilder.domain.document import DocumentPicture, PictureFile
from briefbuilder.export.docx.ooxml import Node, emu, make
from briefbuilder.export.docx.package import relationship_type

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_POINTS_PER_PIXEL = 0.75


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PictureLimits:
    """The preferred width of a picture (0 for its own) and its greatest width and height, in points."""

    preferred: float
    width: float
    height: float


@dataclass(slots=True, eq=False, repr=False)
class DocxPictures:
    """Adds the document's pictures to the package, each once, and numbers their drawings."""

    package: Package
    source: Mapping[str, DocumentPicture]
    _parts: dict[str, tuple[Part, PictureFile] | None] = field(default_factory=dict)
    _count: int = 0

    def drawing(self, part: Part, picture: str, alternative: str, limits: PictureLimits) -> Node | None:
        """Return the drawing of a picture, None where the document lacks it or cannot read it."""
        known = self._part(picture)
        if known is None:
            return None
        image_part, image = known
        width = min(limits.preferred or image.width * _POINTS_PER_PIXEL, limits.width)
        height = width * image.height / image.width
        scale = min(1.0, limits.height / height)
        link = part.relate_to(image_part, relationship_type("image"))
        number = self.next_number()
        return _inline(link, number, alternative, (emu(width * scale), emu(height * scale)))

    def next_number(self) -> int:
        """Return the number of the next drawing."""
        self._count += 1
        return self._count

    def _part(self, picture: str) -> tuple[Part, PictureFile] | None:
        if picture not in self._parts:
            source = self.source.get(picture)
            made = source.file if source else None
            self._parts[picture] = None if made is None else (self._new_part(made), made)
        return self._parts[picture]

    def _new_part(self, image: PictureFile) -> Part:
        number = 1 + sum(part is not None for part in self._parts.values())
        name = PackURI(f"/word/media/image{number}.{image.suffix}")
        media = "image/png" if image.suffix == "png" else "image/jpeg"
        return Part(name, media, image.data, self.package)


def _inline(link: str, number: int, alternative: str, size: tuple[str, str]) -> Node:
    extent = {"cx": size[0], "cy": size[1]}
    properties = {"id": str(number), "name": f"Picture {number}"}
    if alternative:
        properties["descr"] = alternative
    blip = make("pic:blipFill", None, make("a:blip", {"r:embed": link}), _stretch())
    shape = make(
        "pic:spPr",
        None,
        make("a:xfrm", None, make("a:off", {"x": "0", "y": "0"}), make("a:ext", extent)),
        make("a:prstGeom", {"prst": "rect"}, make("a:avLst")),
    )
    named = make("pic:nvPicPr", None, make("pic:cNvPr", properties), make("pic:cNvPicPr"))
    data = make("a:graphicData", {"uri": _PICTURE}, make("pic:pic", None, named, blip, shape))
    lock = make("a:graphicFrameLocks", {"noChangeAspect": "1"})
    inline = make(
        "wp:inline",
        {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
        make("wp:extent", extent),
        make("wp:docPr", properties),
        make("wp:cNvGraphicFramePr", None, lock),
        make("a:graphic", None, data),
    )
    return make("w:drawing", None, inline)


def _stretch() -> Node:
    return make("a:stretch", None, make("a:fillRect"))
