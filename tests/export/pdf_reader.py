"""Reads a PDF like a screen reader: the text of marked content, in the order of the structure tree.

pdfium extracts the text of each object; headers and footers, which are artifacts, are read page by page.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2
from pypdfium2 import raw

NO_FORM = re.compile(
    "[\x00-\x08\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f]"
)
SPACES = re.compile(r"[\s\u2028\u2029\x85]+")
HYPHEN = re.compile("[\u00ad\u0002\ufffe]\\s*")
TURNED_PAIR = re.compile("([\udc00-\udfff])([\ud800-\udbff])")
BLOCKS = {
    "P", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "Subtitle", "Code", "Caption", "TOCI", "LI", "TD", "TH",
    "TR", "Table", "BlockQuote", "Div", "L", "TOC", "Figure", "THead", "TBody", "Document",
}  # fmt: skip


def fold(text: str) -> str:
    """Normalise what may differ between formats: hyphens at line ends, spaces, invisible characters."""
    text = HYPHEN.sub("", text)
    return SPACES.sub(" ", NO_FORM.sub("", text)).strip()


class PdfFile:
    """The paragraphs, the texts of drawings, notes, headers and footers of a PDF as normalised text."""

    def __init__(self, data: bytes) -> None:
        self.content: dict[tuple[int, int], str] = {}
        self.headers_footers: list[str] = []
        self._read_pages(data)
        self.body: list[str] = []
        self.drawings: list[str] = []
        self.footnotes: list[str] = []
        self.endnotes: list[str] = []
        self._open = ""
        with pikepdf.open(io.BytesIO(data)) as pdf:
            self._pages: dict[object, int] = {page.objgen: index for index, page in enumerate(pdf.pages)}
            self._walk(pdf.Root.StructTreeRoot.K)
            self._close()

    def _read_pages(self, data: bytes) -> None:
        document = pypdfium2.PdfDocument(data)
        try:
            for index, page in enumerate(document):
                said = _texts(page.get_textpage())
                headers_footers = ""
                for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                    # pdfium leaves out what is nothing but the space at a line's end.
                    text = said.get(_address(item.raw), " ")
                    mcid = raw.FPDFPageObj_GetMarkedContentID(item)
                    if mcid >= 0:
                        self.content[index, mcid] = self.content.get((index, mcid), "") + text
                    elif _is_pagination(item):
                        headers_footers += text
                self.headers_footers.append(fold(headers_footers))
        finally:
            document.close()

    def _walk(self, element: pikepdf.Object) -> None:
        role = str(element.S).removeprefix("/")
        if role == "Note":
            self._note(element)
            return
        if role in BLOCKS:
            self._close()
        self._kids(element)
        if role == "Lbl":
            self._open += " "
        elif role in BLOCKS:
            self._close()

    def _kids(self, element: pikepdf.Object) -> None:
        for kid in element.get("/K", []):
            if kid.get("/Type") == "/MCR":
                text = self.content.get((self._pages[kid.Pg.objgen], int(kid.MCID)), "")
                if str(element.S) == "/Figure":
                    self.drawings.append(fold(text))
                else:
                    self._open += text
            elif kid.get("/Type") == "/StructElem":
                inner = str(kid.S).removeprefix("/")
                if str(element.S) in {"/LI", "/LBody"} and inner in {"LBody", "P"} and self._labelled:
                    # The text of an entry stands on the line of its label.
                    self._kids(kid)
                    if inner == "P":
                        self._labelled = False
                        self._close()
                    continue
                self._walk(kid)
                if inner == "Lbl":
                    self._labelled = True

    _labelled = False

    def _close(self) -> None:
        text = fold(self._open)
        if text:
            self.body.append(text)
        self._open = ""

    def _note(self, element: pikepdf.Object) -> None:
        """Read a note without its label, which must be present."""
        held, self._open, self.body, body = self._open, "", [], self.body
        labelled, self._labelled = self._labelled, False
        label, *rest = element.K
        assert str(label.S) == "/Lbl"
        self._kids(label)
        assert fold(self._open)
        self._open = ""
        for kid in rest:
            self._walk(kid)
        self._close()
        place = self.endnotes if str(element.ID).startswith("endnote") else self.footnotes
        place.append(" ".join(self.body).replace("\u00a0", " ").strip())
        self._open, self.body, self._labelled = held, body, labelled


def _texts(text_page: pypdfium2.PdfTextPage) -> dict[int | None, str]:
    """Return the characters of each text object, without those that pdfium inserts."""
    found: dict[int | None, str] = {}
    for place in range(raw.FPDFText_CountChars(text_page.raw)):
        if raw.FPDFText_IsGenerated(text_page.raw, place) == 1:
            continue
        key = _address(raw.FPDFText_GetTextObject(text_page.raw, place))
        found[key] = found.get(key, "") + chr(raw.FPDFText_GetUnicode(text_page.raw, place))
    return {key: _joined(text) for key, text in found.items()}


def _joined(text: str) -> str:
    """Rejoin surrogate pairs, which pdfium reverses in right-to-left lines."""
    text = TURNED_PAIR.sub(r"\2\1", text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _address(item: object) -> int | None:
    return ctypes.cast(item, ctypes.c_void_p).value  # type: ignore[arg-type]


def _is_pagination(item: pypdfium2.PdfObject) -> bool:
    """Tell headers, footers and watermarks (artifacts with a Subtype) from leader dots and repeated table headers."""
    return any("Subtype" in keys for keys in map(_keys, _marks(item)))


def _marks(item: pypdfium2.PdfObject) -> Iterator[object]:
    for place in range(raw.FPDFPageObj_CountMarks(item)):
        yield raw.FPDFPageObj_GetMark(item, place)


def _keys(mark: object) -> list[str]:
    found = []
    for place in range(raw.FPDFPageObjMark_CountParams(mark)):
        buffer, size = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
        raw.FPDFPageObjMark_GetParamKey(mark, place, buffer, 128, ctypes.byref(size))
        found.append(bytes(buffer)[: max(size.value - 2, 0)].decode("utf-16-le"))
    return found
