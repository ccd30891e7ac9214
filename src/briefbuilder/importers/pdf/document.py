"""Open PDF documents with PDFium and read their properties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import c_int, c_ushort
from typing import Any

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.limits import PDF_PAGES

Handle = Any
"""An opaque PDFium pointer."""


@contextmanager
def open_pdf(data: bytes, name: str, passwords: Sequence[str] = ()) -> Iterator[Handle]:
    """Open a PDF with PDFium and close it afterwards; raise ImportRefusedError if it cannot be read.

    If it is encrypted, the passwords are tried in turn. PDFs that only forbid printing or copying need none.
    """
    import pypdfium2  # noqa: F401 - its import initializes PDFium
    import pypdfium2.raw as pdfium

    document = _load(data, passwords)
    if not document:
        code = pdfium.FPDF_GetLastError()
        if code == pdfium.FPDF_ERR_PASSWORD and passwords:
            raise ImportRefusedError("import-password-wrong", name=name)
        locked = code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        raise ImportRefusedError("import-pdf-encrypted" if locked else "import-pdf-broken", name=name)
    try:
        pages = pdfium.FPDF_GetPageCount(document)
        if pages > PDF_PAGES:
            raise ImportRefusedError("import-pdf-too-long", name=name, limit=str(PDF_PAGES))
        if pages < 1:
            raise ImportRefusedError("import-pdf-broken", name=name)
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _load(data: bytes, passwords: Sequence[str]) -> Handle:
    """Load a PDF without a password, or with each password in both encodings that PDF versions use."""
    import pypdfium2.raw as pdfium

    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for password in passwords:
        forms = dict.fromkeys((password.encode("utf-8", "replace"), password.encode("latin-1", "replace")))
        for form in forms:
            if document or pdfium.FPDF_GetLastError() != pdfium.FPDF_ERR_PASSWORD:
                return document
            document = pdfium.FPDF_LoadMemDocument64(data, len(data), form)
    return document


@contextmanager
def load_page(document: Handle, index: int) -> Iterator[tuple[Handle, Handle] | None]:
    """Load a page, counted from 0, with its text; yield None if it cannot be loaded."""
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document, index)
    text = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        yield (page, text) if text else None
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        if page:
            pdfium.FPDF_ClosePage(page)


def page_count(document: Handle) -> int:
    """Return the number of pages."""
    import pypdfium2.raw as pdfium

    return int(pdfium.FPDF_GetPageCount(document))


def catalog_language(document: Handle) -> str | None:
    """Return the language in the document catalog as a BCP 47 tag, or None."""
    import pypdfium2.raw as pdfium

    return read_text(pdfium.FPDFCatalog_GetLanguage, document) or None


def document_info(document: Handle, key: str) -> str:
    """Return an entry of the document information dictionary, such as "Title"."""
    import pypdfium2.raw as pdfium

    return read_text(pdfium.FPDF_GetMetaText, document, key.encode("ascii"))


def read_text(function: Any, *arguments: object) -> str:
    """Call a PDFium function that fills a buffer with UTF-16LE text and returns its size in bytes."""
    size = int(function(*arguments, None, 0))
    if not 2 < size < 1 << 22:
        return ""
    buffer = (c_ushort * ((size + 1) // 2))()
    function(*arguments, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace").strip()


def form_type(document: Handle) -> int:
    """Return PDFium's form type of a document; 2 and 3 are XFA forms."""
    import pypdfium2.raw as pdfium

    return int(c_int(pdfium.FPDF_GetFormType(document)).value)
