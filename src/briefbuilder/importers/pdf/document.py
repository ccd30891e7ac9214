"""Opening a PDF, and refusing one that cannot be read: encrypted, broken, too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import c_int, c_ushort, create_string_buffer
from typing import Any

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.limits import PDF_PAGES

Handle = Any
"""One of PDFium's opaque pointers."""


@contextmanager
def opened(data: bytes, name: str, passwords: Sequence[str] = ()) -> Iterator[Handle]:
    """Open a PDF with PDFium and close it in the end; raise ImportRefusedError where it cannot be read.

    Passwords are tried in turn where it is encrypted; none is needed where only printing or copying is barred.
    """
    import pypdfium2.raw as pdfium

    _start()
    document = _loaded(data, passwords)
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


def _loaded(data: bytes, passwords: Sequence[str]) -> Handle:
    """Load a PDF without a password, else with each in the two forms that PDF's versions give passwords."""
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
def page_of(document: Handle, index: int) -> Iterator[tuple[Handle, Handle] | None]:
    """Load a page, counted from 0, with its text; give None where it cannot be."""
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
    """Return how many pages a document has."""
    import pypdfium2.raw as pdfium

    return int(pdfium.FPDF_GetPageCount(document))


def catalogue_language(document: Handle) -> str | None:
    """Return the language that the document's catalogue declares, as a BCP 47 tag."""
    import pypdfium2.raw as pdfium

    size = int(pdfium.FPDFCatalog_GetLanguage(document, None, 0))
    if not 2 < size < 256:
        return None
    buffer = (c_ushort * (size // 2))()
    pdfium.FPDFCatalog_GetLanguage(document, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0").strip() or None


def info(document: Handle, key: str) -> str:
    """Return an entry of the document's information, such as "Title"."""
    import pypdfium2.raw as pdfium

    return _wide(lambda buffer, size: pdfium.FPDF_GetMetaText(document, key.encode("ascii"), buffer, size))


def _wide(function: Any, *before: object) -> str:
    """Call one of the functions that fill a buffer with UTF-16LE and return their size in bytes."""
    size = int(function(*before, None, 0))
    if not 2 < size < 1 << 22:
        return ""
    buffer = create_string_buffer(size)
    function(*before, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip()


wide_text = _wide


def _start() -> None:
    """Start PDFium, once a process; importing the helpers does it, and ends it with the process."""
    import pypdfium2  # noqa: F401 - the import is the start


def form_type(document: Handle) -> int:
    """Return PDFium's number for the kind of form that a document holds; 2 and 3 are XFA."""
    import pypdfium2.raw as pdfium

    return int(c_int(pdfium.FPDF_GetFormType(document)).value)
