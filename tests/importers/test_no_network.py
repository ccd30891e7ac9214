"""No importer reaches for the network, whatever addresses a file names, and none reads a file beside it."""

from __future__ import annotations

import io
import plistlib
import socket
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hostile_files import ALL
from hostile_files.made import ARTICLE
from tests.importers.test_archives_signed import whole
from tests.importers.whole_files import read_many

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.registry import IMPORTERS, importer_for

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
AWAY = '<img src="http://192.0.2.1/a.png"><link rel="stylesheet" href="//192.0.2.1/a.css"><img src="file:///etc/hostname">'
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = f'xmlns:office="{OPEN}:office:1.0" xmlns:text="{OPEN}:text:1.0" xmlns:draw="{OPEN}:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.fixture(autouse=True)
def cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail whatever opens a connection or looks a name up."""

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("an importer reached for the network")

    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, forbidden)
    monkeypatch.setattr(socket.socket, "__init__", forbidden)


def packed(files: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        for name, data in files.items():
            container.writestr(name, data)
    return stream.getvalue()


def mhtml() -> bytes:
    head = 'From: <Saved by Blink>\nSnapshot-Content-Location: http://192.0.2.1/p\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'
    part = f"--x\nContent-Type: text/html\nContent-Location: http://192.0.2.1/p\n\n<html><body>{AWAY}<h1>T</h1><p>{LONG}</p></body></html>\n--x--"
    return (head + part).encode()


def odt() -> bytes:
    frames = "".join(
        f'<draw:frame><draw:image xlink:href="{address}"/></draw:frame>'
        for address in ("http://192.0.2.1/a.png", "file:///etc/hostname", "../../../../etc/hostname")
    )
    body = f"<office:body><office:text><text:p>{LONG}{frames}</text:p></office:text></office:body>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {SPACES}>{body}</office:document-content>",
        }
    )


def epub() -> bytes:
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="d" href="http://192.0.2.1/d.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="c"/><itemref idref="d"/></spine></package>'
    )
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    page = f'<!DOCTYPE html SYSTEM "http://192.0.2.1/x.dtd"><html><body>{AWAY}<p>{LONG}</p></body></html>'
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "b.opf": opf,
            "c.xhtml": page,
        }
    )


def webarchive() -> bytes:
    page = f"<html><body>{AWAY}<h1>T</h1><p>{LONG}</p></body></html>".encode()
    return plistlib.dumps(
        {"WebMainResource": {"WebResourceData": page, "WebResourceURL": "http://192.0.2.1/"}}
    )


def mailbox() -> bytes:
    mail = f"From: a\nTo: c\nSubject: b\nMIME-Version: 1.0\nContent-Type: text/html\n\n{AWAY}<p>{LONG}</p>\n"
    return (f"From a@example.org Tue Mar 11 07:30:00 2025\n{mail}" * 2).encode()


AWAY_JSON = AWAY.replace('"', "'")
NEWS_ITEM = f"<newsItem><contentSet><inlineXML><div>{LONG}<img src='http://192.0.2.1/a.png'/></div></inlineXML></contentSet></newsItem>"
MADE: dict[str, bytes] = {
    "a.md": f"# T\n\n![a](http://192.0.2.1/a.png)\n\n{AWAY}\n\n{LONG}\n".encode(),
    "a.txt": (
        f"28/03/2025, 10:15 - Anna Rossi: http://192.0.2.1/a.png {LONG}\n28/03/2025, 10:16 - Janis Ozols: {LONG}\n"
        f"28/03/2025, 10:17 - Anna Rossi: http://192.0.2.1/b.png {LONG}\n"
    ).encode(),
    "a.csv": b"Port,Picture\nTrieste,http://192.0.2.1/a.png\nGenoa,http://192.0.2.1/b.png\nBari,x\n",
    "a.eml": (
        f"From: a\nSubject: b\nMIME-Version: 1.0\nContent-Type: text/html\n\n{AWAY}<p>{LONG}</p>".encode()
    ),
    "a.rtf": (
        r'{\rtf1{\*\template http://192.0.2.1/t.dot}{\field{\*\fldinst INCLUDEPICTURE "http://192.0.2.1/a.png"}{\fldrslt x}}'
        rf'{{\field{{\*\fldinst INCLUDETEXT "/etc/hostname"}}{{\fldrslt y}}}}\par {LONG}\par}}'
    ).encode(),
    "a.mbox": mailbox(),
    "a.html.p7m": whole(f"<html><body>{AWAY}<h1>T</h1><p>{LONG}</p></body></html>".encode()),
    "a.mhtml": mhtml(),
    "a.odt": odt(),
    "a.epub": epub(),
    "a.webarchive": webarchive(),
    "a.ris": f"TY  - JOUR\nTI  - T\nUR  - http://192.0.2.1/a\nL1  - http://192.0.2.1/a.pdf\nAB  - {LONG}\nER  - \n".encode(),
    "b.ris": f"TY  - JOUR\nTI  - T\nL1  - file:///etc/hostname\nAB  - {LONG}\nER  - \n".encode() * 2,
    "a.json": f'{{"uri": "http://192.0.2.1/a", "headline": "T", "body_html": "{AWAY_JSON}<p>{LONG}</p>"}}'.encode(),
    "a.xml": f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'>{2 * NEWS_ITEM}</newsMessage>".encode(),
    "a.zip": packed({"a.html": f"<html><body>{AWAY}<h1>T</h1><p>{LONG}</p></body></html>"}),
}


@pytest.mark.parametrize("name", sorted(MADE))
def test_addresses_in_a_file_are_not_followed(name: str) -> None:
    found = read_many(MADE[name], name)
    assert found
    for one in found:
        assert not hasattr(one, "error")
        assert getattr(one, "pictures", {}) == {}


ELSEWHERE = (
    "base-elsewhere.html",
    "frames-in-frames.html",
    "entity-from-outside.docx",
    "parts-from-outside.docx",
    "entity-from-outside.odt",
    "entity-from-outside.epub",
    "entity-from-outside.webarchive",
    "object-inside.rtf",
    "actions.pdf",
    "programs-inside.pdf",
    "programs-inside.docx",
    "programs-inside.odt",
    "orders-to-fetch.html",
    "drawing-that-unfolds.html",
)
"""Hostile files that name something outside of themselves."""


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_hostile_file_that_points_elsewhere_is_read_or_refused_by_itself(name: str, tmp_path: Path) -> None:
    (file,) = (one for one in ALL if one.name == name)
    file.write(tmp_path / name)
    data = (tmp_path / name).read_bytes()
    assert _code_of(data, name) in file.becomes


def _code_of(data: bytes, name: str) -> str:
    try:
        return ARTICLE if read_many(data, name) else ""
    except ImportRefusedError as refused:
        return refused.code


def test_every_format_of_the_registry_is_read_without_the_network(data: Path) -> None:
    suffixes = {suffix for importer in IMPORTERS for suffix in importer.suffixes}
    files = (
        path for path in sorted(data.rglob("*")) if path.suffix in suffixes and path.parent.name != "scans"
    )
    inputs = {path.name: path.read_bytes() for path in files}
    inputs |= MADE
    for name, content in inputs.items():
        assert read_many(content, name)
    found = {importer_for(content, name).id for name, content in inputs.items()}
    assert found == {importer.id for importer in IMPORTERS}
