"""Hostile PDFs, written object by object."""

from __future__ import annotations

import zlib

from hostile_files.made import ARTICLE, LONG, cut, hostile, noise

BROKEN, NO_TEXT, LONG_ONE = "import-pdf-broken", "import-pdf-no-text", "import-pdf-too-long"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
WORDS = f"BT /F1 11 Tf 40 700 Td ({LONG[:60]}) Tj 0 -14 Td ({LONG[60:]}) Tj ET"
SAYS = (NO_TEXT, "import-pdf-scan", "import-pdf-no-meaning", "import-nothing-recognized", BROKEN)


def stream(data: bytes | str, more: str = "", *, packed: bool = False) -> bytes:
    """Return a stream object of some bytes."""
    raw = data.encode() if isinstance(data, str) else data
    if packed:
        raw, more = zlib.compress(raw, 9), f"/Filter /FlateDecode {more}"
    return f"<< /Length {len(raw)} {more} >>\nstream\n".encode() + raw + b"\nendstream"


def pdf(objects: dict[int, bytes | str], more: str = "") -> bytes:
    """Return a PDF of numbered objects, the first of which is its catalogue."""
    data = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, value in objects.items():
        places[number] = len(data)
        data += (
            f"{number} 0 obj\n".encode()
            + (value.encode() if isinstance(value, str) else value)
            + b"\nendobj\n"
        )
    start, size = len(data), max(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        data += f"{places.get(number, 0):010} 00000 {'n' if number in places else 'f'} \n".encode()
    return (
        bytes(data) + f"trailer\n<< /Size {size} /Root 1 0 R {more} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )


def one(
    content: bytes, resources: str = "", more: dict[int, bytes | str] | None = None, page: str = ""
) -> bytes:
    """Return a PDF of one page."""
    return pdf(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> {resources} >> {page} >>",
            4: content,
            5: FONT,
            **(more or {}),
        }
    )


def _form() -> bytes:
    form = stream(
        "/X Do /X Do /X Do /X Do",
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
    )
    return one(stream(f"{WORDS} /X Do"), "/XObject << /X 6 0 R >>", {6: form})


def _forms() -> bytes:
    """Return forms that each draw the next one ten times, nine levels."""
    forms: dict[int, bytes | str] = {
        number: stream(
            "/X Do " * 10,
            f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {number + 1} 0 R >> >>",
        )
        for number in range(6, 15)
    }
    forms[15] = stream(
        WORDS, "/Type /XObject /Subtype /Form /BBox [0 0 900 900] /Resources << /Font << /F1 5 0 R >> >>"
    )
    return one(stream(f"{WORDS} /X Do"), "/XObject << /X 6 0 R >>", forms)


def _tree() -> bytes:
    return pdf(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 100000 >>",
            3: "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 100000 >>",
        }
    )


def _pages(count: int) -> bytes:
    kids = " ".join(["3 0 R"] * count)
    return pdf(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
            3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            4: stream(WORDS),
            5: FONT,
        }
    )


def _structure() -> bytes:
    tree = "<< /Type /StructTreeRoot /K [7 0 R 7 0 R] >>"
    return pdf(
        {
            1: "<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R /Outlines 8 0 R >>",
            2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /StructParents 0 /Resources << /Font << /F1 5 0 R >> >> >>",
            4: stream(WORDS),
            5: FONT,
            6: tree,
            7: "<< /Type /StructElem /S /P /P 6 0 R /K [7 0 R 7 0 R 7 0 R] /Pg 3 0 R >>",
            8: "<< /First 8 0 R /Last 8 0 R /Next 8 0 R /Count 9 >>",
        }
    )


def _meaningless() -> bytes:
    """Return a page in a font whose codes mean nothing: no ToUnicode, an encoding of its own."""
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Own /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    inner = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Own /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R /DW 600 >>"
    about = "<< /Type /FontDescriptor /FontName /ABCDEF+Own /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
    lines = " ".join(f"0 -14 Td <{noise(80, n).hex()}> Tj" for n in range(30))
    return one(stream(f"BT /F1 11 Tf 40 800 Td {lines} ET"), more={5: font, 6: inner, 7: about})


def _picture(kind: str) -> bytes:
    picture = stream(
        noise(4000),
        f"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /{kind}",
    )
    return one(stream(f"{WORDS} q 300 0 0 300 40 40 cm /I Do Q"), "/XObject << /I 6 0 R >>", {6: picture})


def _glyphs() -> bytes:
    """Return a font whose one glyph is drawn with the font itself."""
    font = "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 6 0 R >> /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1] /Resources << /Font << /F1 5 0 R >> >> >>"
    return one(
        stream("BT /F1 11 Tf 40 700 Td (aaaaaaaaaa) Tj ET"),
        more={5: font, 6: stream("BT /F1 1 Tf (aaaaaaaaaa) Tj ET")},
    )


def _again() -> bytes:
    data = one(stream(WORDS))
    start = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R", f"/Root 1 0 R /Prev {start}".encode())


LOCKED = (
    "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <"
    + "00" * 32
    + "> /U <"
    + "11" * 32
    + "> >> /ID [<00> <00>]"
)

FILES = (
    hostile("form-in-itself.pdf", _form, ARTICLE, "reader-memory", "reader-crashed", *SAYS),
    hostile("forms-a-billion.pdf", _forms, ARTICLE, "reader-memory", "reader-crashed", *SAYS, quick=False),
    hostile("pages-in-a-circle.pdf", _tree, LONG_ONE, *SAYS),
    hostile("pages-100000.pdf", lambda: _pages(100_000), LONG_ONE, BROKEN),
    hostile("pages-500-the-same.pdf", lambda: _pages(500), ARTICLE, *SAYS, quick=False),
    hostile("bomb.pdf", lambda: one(stream(b"BT ET\n" * 60_000_000, packed=True)), *SAYS, ARTICLE, "reader-memory", quick=False),
    hostile("bomb-of-a-filter-on-a-filter.pdf", lambda: one(stream(zlib.compress(zlib.compress(bytes(200_000_000), 9), 9), "/Filter [/FlateDecode /FlateDecode]")), *SAYS, "reader-memory", quick=False),
    hostile("letters-a-million.pdf", lambda: one(stream("BT /F1 1 Tf 1 1 Td " + f"({'word ' * 2000}) Tj " * 100 + "ET")), ARTICLE, LONG_ONE, *SAYS, quick=False),
    hostile("paths-a-million.pdf", lambda: one(stream(WORDS + " 0 0 m 9 9 l S" * 1_000_000)), ARTICLE, *SAYS, quick=False),
    hostile("brackets.pdf", lambda: one(stream(WORDS + "[" * 500_000 + "<<" * 500_000)), ARTICLE, *SAYS),
    hostile("catalogue-of-brackets.pdf", lambda: pdf({1: "<< /Type /Catalog /Pages 2 0 R /A " + "[" * 100_000 + "]" * 100_000 + " >>", 2: "<< /Type /Pages /Kids [] /Count 0 >>"}), *SAYS),
    hostile("structure-in-a-circle.pdf", _structure, ARTICLE, *SAYS),
    hostile("font-without-meaning.pdf", _meaningless, *SAYS, ARTICLE),
    hostile("picture-jbig2.pdf", lambda: _picture("JBIG2Decode"), ARTICLE, "reader-memory"),
    hostile("picture-jpx.pdf", lambda: _picture("JPXDecode"), ARTICLE, "reader-memory"),
    hostile("glyph-in-itself.pdf", _glyphs, ARTICLE, *SAYS),
    hostile("table-in-a-circle.pdf", _again, ARTICLE, BROKEN),
    hostile("page-without-end.pdf", lambda: one(stream(WORDS), page="/UserUnit 1e30 /Rotate 45 /CropBox [-1e30 -1e30 1e30 1e30]"), ARTICLE, *SAYS),
    hostile("actions.pdf", lambda: pdf({1: "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (/bin/sh) >> /AA << /WC << /S /JavaScript /JS (app.launchURL\\('http://192.0.2.1/'\\)) >> >> >>", 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>", 4: stream(WORDS), 5: FONT}), ARTICLE),
    hostile("locked.pdf", lambda: one(stream(WORDS)).replace(b"/Root 1 0 R", b"/Root 1 0 R " + LOCKED.encode()), "import-pdf-encrypted", BROKEN),
    hostile("cut.pdf", lambda: cut(one(stream(WORDS * 30))), *SAYS, ARTICLE),
    hostile("noise.pdf", lambda: b"%PDF-1.7\n" + noise(200_000), BROKEN),
    hostile("length-that-lies.pdf", lambda: one(stream(WORDS)).replace(b"/Length ", b"/Length -9"), *SAYS, ARTICLE),
)  # fmt: skip
