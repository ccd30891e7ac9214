"""Pictures: their bytes without what cameras and programs wrote into them, and Word's element for one."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from briefbuilder.domain.document import DocumentPicture
from briefbuilder.export.docx.ooxml import Node, emu, make
from briefbuilder.export.docx.package import relation

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_PNG_KEPT = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
})  # fmt: skip
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_JPEG_DROPPED = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})
"""APP1 (EXIF, XMP), the other application segments but JFIF, colour profile and Adobe's, and comments."""
_ORIENTATION = 0x0112
_POINTS_PER_PIXEL = 0.75


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Prepared:
    """A picture that can go out; its size is in pixels."""

    data: bytes
    suffix: str
    width: int
    height: int


def prepared(picture: DocumentPicture) -> Prepared | None:
    """Return the picture as PNG or JPEG without metadata, or None where its bytes are no picture."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(picture.data)) as image:
                turned = image.getexif().get(_ORIENTATION, 1) not in {0, 1}
                if image.format == "PNG":
                    return Prepared(_clean_png(picture.data), "png", *image.size)
                if image.format == "JPEG" and not turned:
                    return Prepared(_clean_jpeg(picture.data), "jpg", *image.size)
                return _converted(image)
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError):
        return None


def _converted(image: object) -> Prepared:
    """Return any other picture, or one that lies on its side, as a new PNG or JPEG."""
    from PIL import Image, ImageOps

    assert isinstance(image, Image.Image)
    upright = ImageOps.exif_transpose(image)
    photograph = image.format == "JPEG"
    if not photograph and upright.mode not in {"1", "L", "LA", "P", "RGB", "RGBA"}:
        upright = upright.convert("RGBA" if "A" in upright.getbands() else "RGB")
    fresh = Image.new(upright.mode, upright.size)
    if upright.mode == "P":
        upright = upright.convert("RGBA")
        fresh = Image.new("RGBA", upright.size)
    fresh.paste(upright)
    stream = io.BytesIO()
    fresh.save(stream, "JPEG" if photograph else "PNG", **({"quality": 92} if photograph else {}))
    return Prepared(stream.getvalue(), "jpg" if photograph else "png", *fresh.size)


def _clean_png(data: bytes) -> bytes:
    kept = [_PNG_HEAD]
    place = len(_PNG_HEAD)
    while place + 12 <= len(data):
        size = struct.unpack_from(">I", data, place)[0]
        kind = data[place + 4 : place + 8]
        if kind in _PNG_KEPT:
            kept.append(data[place : place + 12 + size])
        place += 12 + size
        if kind == b"IEND":
            break
    return b"".join(kept)


def _clean_jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            raise ValueError("a JPEG segment without its sign")
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == 0xDA:
            kept.append(_to_end(data, place))
            break
        size = struct.unpack_from(">H", data, place + 2)[0]
        if marker not in _JPEG_DROPPED:
            kept.append(data[place : place + 2 + size])
        place += 2 + size
    return b"".join(kept)


def _to_end(data: bytes, start: int) -> bytes:
    """Return the image's data up to its end; what a camera hung behind it (a second picture) is left."""
    end = data.rfind(b"\xff\xd9")
    first = data.find(b"\xff\xd8\xff", start)
    if first > 0:
        end = data.rfind(b"\xff\xd9", start, first)
    return data[start : end + 2] if end > start else data[start:]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Room:
    """What a picture may take, in points: the width wished for (0: its own), and the most of both."""

    wished: float
    width: float
    height: float


@dataclass(slots=True, eq=False, repr=False)
class Pictures:
    """Puts the document's pictures into the package, each once, and numbers their places in the text."""

    package: Package
    source: Mapping[str, DocumentPicture]
    _parts: dict[str, tuple[Part, Prepared] | None] = field(default_factory=dict)
    _count: int = 0

    def drawing(self, part: Part, picture: str, alternative: str, room: Room) -> Node | None:
        """Return the run's drawing of a picture, fitted into a room.

        None where the document does not hold the picture or its bytes are no picture.
        """
        known = self._part(picture)
        if known is None:
            return None
        image_part, image = known
        width = min(room.wished or image.width * _POINTS_PER_PIXEL, room.width)
        height = width * image.height / image.width
        scale = min(1.0, room.height / height)
        self._count += 1
        link = part.relate_to(image_part, relation("image"))
        return _inline(link, self._count, alternative, (emu(width * scale), emu(height * scale)))

    def _part(self, picture: str) -> tuple[Part, Prepared] | None:
        if picture not in self._parts:
            source = self.source.get(picture)
            made = prepared(source) if source else None
            self._parts[picture] = None if made is None else (self._new_part(made), made)
        return self._parts[picture]

    def _new_part(self, image: Prepared) -> Part:
        number = 1 + sum(part is not None for part in self._parts.values())
        name = PackURI(f"/word/media/image{number}.{image.suffix}")
        media = "image/png" if image.suffix == "png" else "image/jpeg"
        return Part(name, media, image.data, self.package)


def _inline(link: str, number: int, alternative: str, size: tuple[str, str]) -> Node:
    extent = {"cx": size[0], "cy": size[1]}
    about = {"id": str(number), "name": f"Picture {number}"}
    if alternative:
        about["descr"] = alternative
    blip = make("pic:blipFill", None, make("a:blip", {"r:embed": link}), _stretched())
    shape = make(
        "pic:spPr",
        None,
        make("a:xfrm", None, make("a:off", {"x": "0", "y": "0"}), make("a:ext", extent)),
        make("a:prstGeom", {"prst": "rect"}, make("a:avLst")),
    )
    named = make("pic:nvPicPr", None, make("pic:cNvPr", about), make("pic:cNvPicPr"))
    data = make("a:graphicData", {"uri": _PICTURE}, make("pic:pic", None, named, blip, shape))
    lock = make("a:graphicFrameLocks", {"noChangeAspect": "1"})
    inline = make(
        "wp:inline",
        {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
        make("wp:extent", extent),
        make("wp:docPr", about),
        make("wp:cNvGraphicFramePr", None, lock),
        make("a:graphic", None, data),
    )
    return make("w:drawing", None, inline)


def _stretched() -> Node:
    return make("a:stretch", None, make("a:fillRect"))
