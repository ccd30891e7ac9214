"""Hostile saved pages: MHTML and webarchives."""

from __future__ import annotations

import gzip
import plistlib
import struct

from hostile_files.made import ARTICLE, LONG, cut, hostile, page
from hostile_files.office import OUTSIDE, laughs

PAGE = page(f"<h1>Gases</h1><p>{LONG}</p>")
BROKEN = "import-webarchive-broken"
HEAD = 'From: <Saved by Blink>\nSnapshot-Content-Location: http://192.0.2.1/p\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'


def _mhtml(*parts: str) -> str:
    return HEAD + "".join(f"--x\n{part}\n" for part in parts) + "--x--\n"


def _frames() -> str:
    frames = "".join(f'<iframe src="cid:f{n}@mhtml"></iframe><img src="cid:f{n}@mhtml">' for n in range(50))
    inner = page(f"<h1>Gases</h1><p>{LONG}</p>{frames}")
    parts = [
        f"Content-Type: text/html\nContent-ID: <f{n}@mhtml>\nContent-Location: cid:f{n}@mhtml\n\n{inner}"
        for n in range(50)
    ]
    return _mhtml(f"Content-Type: text/html\nContent-Location: http://192.0.2.1/p\n\n{inner}", *parts)


def captured(body: bytes, *headers: str, kind: str = "text/html") -> bytes:
    """Return a WARC record of a response."""
    block = "\r\n".join(["HTTP/1.1 200 OK", f"Content-Type: {kind}", *headers, "", ""]).encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://192.0.2.1/p\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def _archive(before: str = "", inner: str = "") -> str:
    data = f"<key>WebMainResource</key><dict><key>WebResourceData</key><data></data>{inner}</dict>"
    return f'<?xml version="1.0"?>{before}<plist version="1.0"><dict>{data}</dict></plist>'


def _round() -> bytes:
    """Return a binary property list of two lists that hold each other, a thousand times."""
    objects = [b"\xd1\x01\x02", b"\x5f\x10\x0fWebMainResource", b"\xaf\x11\x03\xe8" + b"\x03" * 1000]
    objects.append(b"\xaf\x11\x03\xe8" + b"\x02" * 1000)
    body, offsets = b"bplist00", []
    for one in objects:
        offsets.append(len(body))
        body += one
    table = b"".join(struct.pack(">H", offset) for offset in offsets)
    return body + table + struct.pack(">6xBBQQQ", 2, 1, len(objects), 0, len(body))


def _good() -> bytes:
    return plistlib.dumps(
        {"WebMainResource": {"WebResourceData": PAGE.encode(), "WebResourceURL": "http://192.0.2.1/"}},
        fmt=plistlib.FMT_BINARY,
    )


FILES = (
    hostile("frames-in-a-circle.mhtml", _frames, ARTICLE),
    hostile("without-a-page.mhtml", lambda: _mhtml("Content-Type: image/png\nContent-Location: http://192.0.2.1/a\n\nx"), "import-no-page"),
    hostile("cut.mhtml", lambda: cut(_mhtml(f"Content-Type: text/html\nContent-Location: http://192.0.2.1/p\n\n{PAGE}").encode(), 0.8), ARTICLE, "import-no-page"),
    hostile("levels.webarchive", lambda: _archive(inner="<key>a</key>" + "<array>" * 50_000 + "</array>" * 50_000), BROKEN, "import-no-page"),
    hostile("laughs.webarchive", lambda: _archive(laughs("plist"), "<key>a</key><string>&l;</string>"), BROKEN, "import-unsafe", "import-no-page"),
    hostile("entity-from-outside.webarchive", lambda: _archive(OUTSIDE, "<key>a</key><string>&x;</string>"), BROKEN, "import-unsafe", "import-no-page"),
    hostile("lists-in-a-circle.webarchive", _round, BROKEN, "import-no-page"),
    hostile("sizes-that-lie.webarchive", lambda: _good()[:-8] + b"\xff" * 8, BROKEN),
    hostile("bomb-in-a-record.warc", lambda: gzip.compress(captured(bytes(600_000_000), kind="text/plain")) + captured(PAGE.encode()), "import-unpacks-too-large", quick=False),
    hostile("bomb-in-a-body.warc", lambda: captured(gzip.compress(b"<p>" + b"a" * 900_000_000), "Content-Encoding: gzip"), ARTICLE, "import-no-text", "reader-memory", quick=False),
    hostile("records-300000.warc", lambda: captured(b"x", kind="text/plain") * 300_000 + captured(PAGE.encode()), "import-no-page", ARTICLE, quick=False),
    hostile("line-without-an-end.warc", lambda: gzip.compress(b"WARC/1.0\r\n" + b"a" * 200_000_000), "import-no-page", "import-capture-damaged", "import-unpacks-too-large", "reader-memory", "reader-timeout", quick=False),
    hostile("lengths-that-lie.warc", lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -9\r\n\r\n" + captured(PAGE.encode(), "Transfer-Encoding: chunked"), ARTICLE, "import-no-page", "import-capture-damaged"),
    hostile("cut.webarchive", lambda: cut(_good()), BROKEN),
)  # fmt: skip
