"""Write raw PDF objects, pages and the trailer with ReportLab's document class.

This is the only module that uses ReportLab. Its canvas is not used: it would add what PDF/A and PDF/UA
forbid (a font that is not embedded, the time, streams without a line end).
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFPage

from briefbuilder.domain.document import DocumentPicture
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value as domain_value

_COMPRESSION_LEVEL = 5
"""Three fifths of the time of zlib's usual level for a twentieth more bytes."""


def deflate(data: bytes) -> bytes:
    """Return data compressed for a FlateDecode stream."""
    return zlib.compress(data, _COMPRESSION_LEVEL)


class _RawObject(PDFObject):
    """An object whose bytes are written unchanged."""

    __RefOnly__ = 1

    def __init__(self, body: bytes = b"") -> None:
        self.body = body

    def format(self, document: PDFDocument) -> bytes:  # noqa: ARG002  # ReportLab calls it so
        """Return the bytes of the object."""
        return self.body

    def digest(self, signature: object) -> None:
        """Ignore the signature: the file identifier is derived from the content."""


class _RawPage(PDFPage):
    """A page with a finished dictionary."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.body = body

    def format(self, document: PDFDocument) -> bytes:
        """Return the dictionary of the page with its parent."""
        pages: PDFObject = document.Pages  # type: ignore[attr-defined]  # the stubs leave it out
        parent: bytes = document.Reference(pages).format(document)  # type: ignore[no-untyped-call]
        return b"<</Type/Page/Parent " + parent + self.body.encode("latin-1") + b">>"


_LIBRARY_COMMENT = lazy_pattern(rb"(?<=\n)(%[\x80-\xff]{4})( ReportLab[^\n]*)")


class _PdfDocument(PDFDocument):
    """A document with an identifier derived from its content."""

    identifier = ""

    def ID(self) -> bytes:  # noqa: N802  # ReportLab calls it so
        """Return the file identifier for the trailer."""
        return f"[<{self.identifier}><{self.identifier}>]".encode("ascii")


class Objects:
    """The objects of a file being written; references look like "n 0 R"."""

    def __init__(self) -> None:
        # The type stubs leave out much of a document.
        self._document: Any = _PdfDocument(invariant=1, compression=1, pdfVersion=(1, 7))
        self._hash = hashlib.sha256()

    def reserve(self) -> tuple[str, int]:
        """Return the reference and the number of an object that is filled later."""
        raw = _RawObject()
        reference = self._document.Reference(raw)
        text = reference.format(self._document).decode("ascii")
        return text, int(text.partition(" ")[0])

    def fill(self, index: int, body: str | bytes) -> None:
        """Fill a reserved object."""
        data = body.encode("latin-1") if isinstance(body, str) else body
        raw = self._document.idToObject[self._document.numberToId[index]]
        assert isinstance(raw, _RawObject)
        raw.body = data
        self._hash.update(data)

    def add(self, body: str | bytes) -> str:
        """Add an object and return its reference."""
        reference, index = self.reserve()
        self.fill(index, body)
        return reference

    def stream(
        self, entries: str, data: bytes, *, compress: bool = True, pack: Callable[[bytes], bytes] = deflate
    ) -> str:
        """Add a stream with extra dictionary entries and return its reference.

        `pack` compresses like `deflate`, perhaps from a cache. The line end before `endstream` is not part of the
        data (ISO 19005-2, 6.1.7.1).
        """
        filters = ""
        if compress:
            data, filters = pack(data), "/Filter/FlateDecode"
        head = f"<<{entries}{filters}/Length {len(data)}>>\nstream\r\n".encode("latin-1")
        return self.add(head + data + b"\r\nendstream\n")

    def add_page(self, index: int, body: str) -> None:
        """Add a page with a reserved number and the entries of its dictionary."""
        name = self._document.numberToId[index]
        page = _RawPage(body)
        page.__InternalName__ = name  # type: ignore[attr-defined]  # ReportLab's own mark
        self._document.idToObject[name] = page
        self._document.Pages.addPage(page)
        self._hash.update(body.encode("latin-1"))

    def save(self, catalog: Iterable[tuple[str, str]], information: str) -> bytes:
        """Return the file, given the entries of its catalogue and its information dictionary."""
        document = self._document
        entries = dict(catalog)
        for key, value in entries.items():
            setattr(document.Catalog, key, value)
        document.Catalog.__NoDefault__ = ["Pages", *entries]
        document.Catalog.__Refs__ = ["Pages"]
        document.info = _RawObject(information.encode("latin-1"))
        document.outline = document.Outlines = _NoOutlines()
        self._hash.update(information.encode("latin-1"))
        document.identifier = self._hash.hexdigest()[:32].upper()
        data: bytes = document.GetPDFData(None)
        # The comment of the header names the library; one of the same length keeps all offsets.
        return _LIBRARY_COMMENT.sub(lambda match: match[1] + b" " * len(match[2]), data, count=1)


class _NoOutlines(PDFObject):
    """Replaces ReportLab's bookmarks, since ours are raw objects."""

    ready = 1

    def prepare(self, document: PDFDocument, canvas: object) -> None:
        """Do nothing."""


# Images


@domain_value(kw_only=False)
class ImageData:
    """A picture ready to be written; `width` and `height` are in pixels."""

    width: int
    height: int
    entries: str
    data: bytes
    mask: bytes | None = None

    def write(self, objects: Objects) -> str:
        """Write the picture and return its reference."""
        size = f"/Type/XObject/Subtype/Image/Width {self.width}/Height {self.height}/BitsPerComponent 8"
        mask = ""
        if self.mask is not None:
            gray = f"{size}/ColorSpace/DeviceGray/Filter/FlateDecode"
            mask = f"/SMask {objects.stream(gray, self.mask, compress=False)}"
        return objects.stream(size + self.entries + mask, self.data, compress=False)


def image_data(picture: DocumentPicture) -> ImageData | None:
    """Return a picture as a PDF holds it; None if it cannot be drawn."""
    samples = picture.samples
    if samples is None:
        return None
    space = "/ColorSpace/DeviceGray" if samples.gray else "/ColorSpace/DeviceRGB"
    if samples.data is not None:
        entries = f"{space}/Filter/FlateDecode"
        return ImageData(samples.width, samples.height, entries, samples.data, samples.mask)
    if picture.file is None or picture.file.suffix != "jpg":
        return None
    return ImageData(samples.width, samples.height, f"{space}/Filter/DCTDecode", picture.file.data)
