"""Pictures within an RTF file: hexadecimal digits or plain bytes in a group of their own."""

from __future__ import annotations

import binascii
from collections.abc import Iterator, Sequence

from lxml.etree import _Element

from briefbuilder.domain.article import Picture
from briefbuilder.domain.text import Figure
from briefbuilder.importers.build import Builder
from briefbuilder.importers.docx.names import name
from briefbuilder.importers.docx.pictures import Pictures
from briefbuilder.importers.limits import PICTURE_BYTES

_KINDS = {
    b"pngblip": "image/png", b"jpegblip": "image/jpeg", b"emfblip": "image/emf", b"wmetafile": "image/wmf",
}  # fmt: skip
_SIGNATURES = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8"}


class PictureBytes:
    """Collects the bytes of one picture."""

    def __init__(self) -> None:
        self._kind = ""
        self._digits = bytearray()
        self._bytes = b""

    def word(self, word: bytes) -> None:
        """Take a control word of the picture's group."""
        self._kind = _KINDS.get(word, self._kind)

    def hexadecimal(self, data: bytes) -> None:
        """Take hexadecimal digits."""
        if len(self._digits) <= 2 * PICTURE_BYTES:
            self._digits += data

    def binary(self, data: bytes) -> None:
        """Take plain bytes."""
        self._bytes = data

    def picture(self) -> Picture | None:
        """Return the picture, None where it is of an unknown kind, broken or too large."""
        data = self._bytes
        if not data:
            digits = bytes(self._digits).translate(None, b" \t")
            try:
                data = binascii.unhexlify(digits[: len(digits) - len(digits) % 2])
            except binascii.Error:
                return None
        if not self._kind or not data or len(data) > PICTURE_BYTES:
            return None
        if not data.startswith(_SIGNATURES.get(self._kind, b"")):
            return None
        return Picture(media_type=self._kind, data=data)


class HeldPictures(Pictures):
    """The pictures of a converted file, found by the numbers that its drawings carry."""

    def __init__(self, builder: Builder, pictures: Sequence[tuple[Picture | None, str]]) -> None:
        self.outside = 0
        self._builder = builder
        self._held = pictures

    def parts(self, drawing: _Element) -> Iterator[Figure | _Element]:
        """Yield the figure of a drawing, or its text boxes."""
        number = drawing.get("number")
        if drawing.tag != name("w:drawing") or number is None:
            yield from drawing.iterchildren(name("w:txbxContent"))
            return
        picture, alternative = self._held[int(number)]
        if picture is None:
            self._builder.notice("picture-unreadable", number)
            return
        held = self._builder.picture(picture.media_type, picture.data)
        yield Figure(id="", picture=held, media_type=picture.media_type, alternative_text=alternative)
