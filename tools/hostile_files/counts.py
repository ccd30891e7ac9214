"""Hostile files that say they hold a billion of something, or name themselves as what comes next."""

from __future__ import annotations

import struct
import zlib

from hostile_files.books import CHAPTER, CONTAINER
from hostile_files.made import ARTICLE, LONG, hostile, page, zipped
from hostile_files.mails import HEAD, MESSAGE
from hostile_files.pdfs import FONT, LONG_ONE, SAYS, WORDS, one, pdf, stream

BILLION = 1_000_000_000
DAMAGED, BOMB, LARGE = "import-zip-damaged", "import-zip-bomb", "import-container-large"
GOOD = page(f"<h1>Gases</h1><p>{LONG}</p>")


def _table() -> bytes:
    """Return a PDF whose table of objects says that it has a billion lines."""
    data = one(stream(WORDS))
    return data.replace(b"xref\n0 6", f"xref\n0 {BILLION}".encode()).replace(
        b"/Size 6", f"/Size {BILLION}".encode()
    )


def _packed_table() -> bytes:
    """Return a PDF with a table, and a stream of objects, that say they go on to the largest number."""
    most = 2**31 - 1
    table = stream(
        bytes(17 * 6),
        f"/Type /XRef /Size {most} /W [1 8 8] /Index [0 {most} 5 {most}] /Root 1 0 R",
        packed=True,
    )
    inner = stream("5 0 6 9 " * 20 + "<< >>", f"/Type /ObjStm /N {most} /First {most}", packed=True)
    data = one(stream(WORDS), more={6: inner, 7: table})
    start = data.index(b"7 0 obj")
    return data[: data.rindex(b"startxref")] + f"startxref\n{start}\n%%EOF\n".encode()


def _signs() -> bytes:
    """Return a font whose table of letters goes over four billion codes, and builds on itself."""
    ranges = "<00000000> <ffffffff> <0041>\n" * 100
    table = f"/Own usecmap\n1 begincodespacerange\n<00000000> <ffffffff>\nendcodespacerange\n100 beginbfrange\n{ranges}endbfrange"
    font = FONT.replace(">>", "/ToUnicode 6 0 R >>")
    return one(stream(WORDS), more={5: font, 6: stream(table, "/CMapName /Own /UseCMap 6 0 R")})


def _fields() -> bytes:
    """Return a form whose fields, names and annotations hold themselves."""
    return pdf(
        {
            1: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R 6 0 R] >> /Names << /Dests 7 0 R /EmbeddedFiles 7 0 R >> >>",
            2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R 6 0 R 8 0 R] /Resources << /Font << /F1 5 0 R >> >> >>",
            4: stream(WORDS),
            5: FONT,
            6: "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (b) /Parent 6 0 R /Kids [6 0 R 6 0 R] /Rect [0 0 90 20] /P 3 0 R >>",
            7: "<< /Kids [7 0 R 7 0 R 7 0 R] /Limits [(a) (z)] >>",
            8: "<< /Type /Annot /Subtype /Popup /Parent 8 0 R /Popup 8 0 R /IRT 8 0 R /Rect [0 0 9 9] /Contents (c) >>",
        }
    )


def _sectors() -> bytes:
    """Return a message of Outlook whose head counts a billion sectors in each of its tables."""
    data = bytearray(MESSAGE.read_bytes())
    for at in (40, 44, 64, 72):
        struct.pack_into("<I", data, at, BILLION)
    struct.pack_into("<I", data, 68, 0)
    return bytes(data)


def _zip64() -> bytes:
    """Return a ZIP whose one file says in its wide fields that it takes sixteen exbibytes."""
    data = bytearray(zipped({"a.html": GOOD}))
    at = data.index(b"PK\1\2")
    extra = struct.pack("<2H3Q", 1, 24, 2**64 - 1, 2**64 - 1, 2**63)
    struct.pack_into("<2I", data, at + 20, 2**32 - 1, 2**32 - 1)
    struct.pack_into("<H", data, at + 30, len(extra))
    struct.pack_into("<I", data, at + 42, 2**32 - 1)
    end = data.index(b"PK\5\6")
    data[end:end] = extra
    at = data.index(b"PK\5\6")
    struct.pack_into("<I", data, at + 12, struct.unpack_from("<I", data, at + 12)[0] + len(extra))
    return bytes(data)


def _quoted() -> bytes:
    """Return a ZIP whose files each quote the heads of all later ones and end in the same letters (after David Fifield)."""
    content = b"a" * 600_000
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = squeeze.compress(content) + squeeze.flush()
    rows: list[tuple[bytes, int, bytes]] = []
    body = b""
    for number in reversed(range(300)):
        name = f"{number:03}.txt".encode()
        sizes = struct.pack(
            "<5H3I2H", 20, 0, 8, 0, 0, zlib.crc32(content), len(data), len(content), len(name), 0
        )
        local = b"PK\3\4" + sizes + name
        body = local + data
        rows.append((b"PK\1\2" + struct.pack("<H", 20) + sizes, len(body), name))
        content = local + content
        # The file before begins with these bytes as a block that is not packed, and goes on into this one's.
        data = struct.pack("<B2H", 0, len(local), 0xFFFF ^ len(local)) + body
    listed = b"".join(
        about + struct.pack("<3H2I", 0, 0, 0, 0, len(body) - back) + name
        for about, back, name in reversed(rows)
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(rows), len(rows), len(listed), len(body), 0)
    return body + listed + end


def _contents() -> bytes:
    """Return a book whose table of contents, replacements and order of chapters lead back to themselves."""
    deep = "<navPoint><content src='b.ncx'/>" * 2000 + "</navPoint>" * 2000
    items = (
        '<item id="a" href="a.xhtml" media-type="image/x-none" fallback="b"/><item id="b" href="b.none" media-type="image/x-none" fallback="a"/>'
        '<item id="n" href="b.ncx" media-type="application/x-dtbncx+xml"/><item id="v" href="v.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="o" href="b.opf" media-type="application/xhtml+xml"/><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>'
    )
    order = '<itemref idref="a"/><itemref idref="o"/><itemref idref="v"/>' + '<itemref idref="c"/>' * 300
    opf = f'<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>{items}</manifest><spine toc="n">{order}</spine></package>'
    nav = '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol><li><a href="v.xhtml">v</a></li></ol></nav></body></html>'
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "b.opf": opf,
            "b.ncx": f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{deep}</navMap></ncx>',
            "a.xhtml": CHAPTER,
            "v.xhtml": nav,
            "c.xhtml": CHAPTER,
        }
    )


def _headers() -> str:
    many = "".join(f"X-H{n}: {n}\n" for n in range(100_000))
    folded = "References: " + "\n ".join(f"<{n}@example.org>" for n in range(100_000)) + "\n"
    return f"{HEAD}{many}{folded}\n{LONG}\n"


def _pieces() -> str:
    """Return a mail whose attachment's name comes in a hundred thousand pieces, each encoded."""
    name = "".join(f"; filename*{n}*=%41" for n in range(100_000))
    return f'{HEAD}Content-Type: multipart/mixed; boundary="x"\n\n--x\n\n{LONG}\n--x\nContent-Disposition: attachment{name}\n\n{LONG}\n--x--\n'


FILES = (
    hostile("table-of-a-billion.pdf", _table, ARTICLE, *SAYS),
    hostile("packed-table-of-two-billion.pdf", _packed_table, ARTICLE, *SAYS, "reader-memory"),
    hostile("letters-of-four-billion.pdf", _signs, ARTICLE, *SAYS, "reader-memory"),
    hostile("fields-in-a-circle.pdf", _fields, ARTICLE, *SAYS),
    hostile("pages-of-a-billion.pdf", lambda: one(stream(WORDS)).replace(b"/Count 1", f"/Count {BILLION}".encode()), ARTICLE, LONG_ONE, *SAYS),
    hostile("sectors-of-a-billion.msg", _sectors, "import-outlook-damaged", ARTICLE),
    hostile("sizes-of-exbibytes.zip", _zip64, BOMB, LARGE, DAMAGED),
    hostile("bomb-of-quotes.zip", _quoted, BOMB, LARGE, DAMAGED, ARTICLE, quick=False),
    hostile("contents-in-a-circle.epub", _contents, ARTICLE),
    hostile("headers-200000.eml", _headers, ARTICLE, "import-mail-broken", "import-mail-nested", quick=False),
    hostile("name-in-100000-pieces.eml", _pieces, ARTICLE, "import-mail-broken", quick=False),
)  # fmt: skip
