"""Hostile ZIP containers."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from hostile_files.made import ARTICLE, LONG, cut, hostile, noise, page, zipped

BOMB, DAMAGED, LARGE = "import-zip-bomb", "import-zip-damaged", "import-container-large"
GOOD = page(f"<h1>Gases</h1><p>{LONG}</p>")


def _nested() -> bytes:
    """Return a ZIP of ZIPs of ZIPs, ten levels, each with ten of the next one under other names."""
    inner = zipped({"a.txt": b"0" * 1_000_000})
    for _ in range(9):
        inner = zipped({f"{number}.zip": inner for number in range(4)})
    return inner


def _overlapping() -> bytes:
    """Return a ZIP whose thousand entries all point to the same compressed bytes."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = b"a" * 2_000_000
    body = squeeze.compress(plain) + squeeze.flush()
    crc = zlib.crc32(plain)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(body), len(plain), 5, 0) + b"a.txt"
    data = bytearray(local + body)
    start = len(data)
    for number in range(900):
        name = f"{number:04}t".encode()
        entry = struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(body), len(plain), 5, 0, 0, 0, 0, 0, 0
        )
        data += entry + name
    data += struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 900, 900, len(data) - start, start, 0)
    return bytes(data)


def _names() -> bytes:
    evil = (
        "../../../../tmp/evil.html",
        "/etc/cron.d/evil.html",
        "C:\\Windows\\evil.html",
        "a\\..\\..\\evil.html",
    )
    return zipped({name: GOOD + f"<!-- {number} -->" for number, name in enumerate(evil)})


def _disguised() -> bytes:
    """Return a ZIP whose names look like others, or are no names on some systems, or are two at once."""
    names = (
        "report\u202efdp.exe.html", "\uff0e\uff0e\uff0fetc\uff0fpasswd.html", "..\u2215..\u2215evil.html", "zero\u200b\ufeff\u00ad.html",
        "CON.html", "aux.html:stream.html", "dot. .html", "line\nbreak\x1b[2J.html", "e\u0301.html", "\u00e9.html", "\U0001f600" * 60 + ".html", "x/" * 2000 + "a.html",
    )  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        for number, name in enumerate(names):
            container.writestr(zipfile.ZipInfo(name), GOOD + f"<!-- {number} -->")
        two = zipfile.ZipInfo("two.html")
        other = b"../../../../tmp/evil.html"
        two.extra = struct.pack("<2HBI", 0x7075, 5 + len(other), 1, zlib.crc32(b"two.html")) + other
        container.writestr(two, GOOD + "<!-- two -->")
    return stream.getvalue().replace(b"dot. .html", b"dot.\0.html")


def _twins() -> bytes:
    return zipped({f"{name}.html": GOOD + f"<!-- {name} -->" for name in "ab"}).replace(b"b.html", b"a.html")


def _link() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        entry = zipfile.ZipInfo("hostname.txt")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        container.writestr(entry, "/etc/hostname")
    return stream.getvalue()


def _locked() -> bytes:
    data = bytearray(zipped({"a.html": GOOD}))
    for at in (6, data.index(b"PK\1\2") + 8):
        data[at] |= 1
    return bytes(data)


def _lying() -> bytes:
    data = zipped({"a.txt": b"a" * 3_000_000})
    return data.replace((3_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))


FILES = (
    hostile("bomb.zip", lambda: zipped({"a.txt": bytes(400_000_000)}), BOMB, quick=False),
    hostile("bomb-in-levels.zip", _nested, ARTICLE, BOMB, LARGE, "import-container-deep", quick=False),
    hostile("bomb-of-overlaps.zip", _overlapping, BOMB, LARGE),
    hostile("names-that-lead-elsewhere.zip", _names, ARTICLE),
    hostile("entries-70000.zip", lambda: zipped({f"{n}.txt": "" for n in range(70_000)}, packed=False), BOMB, quick=False),
    hostile("names-in-disguise.zip", _disguised, ARTICLE),
    hostile("twins.zip", _twins, ARTICLE, DAMAGED),
    hostile("link.zip", _link, ARTICLE),
    hostile("locked.zip", _locked, "import-zip-encrypted", "import-password-wrong"),
    hostile("size-that-lies.zip", _lying, DAMAGED),
    hostile("cut.zip", lambda: cut(zipped({"a.html": GOOD * 50})), DAMAGED),
    hostile("directory-alone.zip", lambda: b"PK\5\6" + bytes(18), "import-container-empty"),
    hostile("noise.zip", lambda: b"PK\3\4" + noise(100_000), DAMAGED),
    hostile("bad-ones-among-good.zip", lambda: zipped({"a.html": GOOD, "b.pdf": b"%PDF-1.7", "c.docx": noise(9000), "d.html": ""}), ARTICLE),
)  # fmt: skip
