"""Captured pages in WARC and WACZ files."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from tests.article_files import read_file
from tests.importers.conftest import Read
from tests.importers.readable import block_texts

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers import saved_page
from briefbuilder.importers.registry import importer_for

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
SITE = "https://example.org"


def page(text: str = LONG) -> bytes:
    paragraphs = "".join(f"<p>{text} {number}</p>" for number in range(4))
    return f"<html><head><title>Stocks of gas</title></head><body><h1>Stocks of gas</h1>{paragraphs}</body></html>".encode()


def warc(*records: tuple[str, str, list[tuple[str, str]], bytes], packed: bool = True) -> bytes:
    """Return a WARC of responses: path, status line, headers and body of each."""
    members = []
    for path, status, headers, body in records:
        stated = "".join(f"{name}: {value}\r\n" for name, value in headers)
        block = f"HTTP/1.1 {status}\r\n{stated}\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {SITE}{path}\r\nWARC-Date: 2026-03-04T10:11:12Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        member = head.encode() + block + b"\r\n\r\n"
        members.append(gzip.compress(member, mtime=0) if packed else member)
    return b"".join(members)


def html(path: str, body: bytes, *headers: tuple[str, str]) -> tuple[str, str, list[tuple[str, str]], bytes]:
    return path, "200 OK", [("Content-Type", "text/html; charset=utf-8"), *headers], body


def wacz(archive: bytes, pages: list[dict[str, object]], described: dict[str, object] | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        container.writestr("datapackage.json", json.dumps(described or {}))
        container.writestr(
            "pages/pages.jsonl", "\n".join(map(json.dumps, [{"format": "json-pages-1.0"}, *pages]))
        )
        container.writestr("archive/data.warc.gz", archive)
    return stream.getvalue()


def notices(reading: ImportedArticle) -> dict[str, str]:
    return {notice.code: notice.subject for notice in reading.notices}


@pytest.mark.parametrize("name", ["harbour.warc.gz", "harbour.wacz"])
def test_a_page_captured_by_a_program_is_the_page_with_its_address_and_time(data: Path, name: str) -> None:
    reading = read_file(data / "captures" / name)
    saved = read_file(data / "html" / "harbour.html")
    assert [text for text in block_texts(reading) if text] == [text for text in block_texts(saved) if text]
    assert reading.article.metadata == saved.article.metadata
    assert notices(reading)["page-captured"] == "2026-11-28 05:05 UTC"
    assert len(reading.pictures) == len(saved.pictures) + 1


@pytest.mark.parametrize("packed", [True, False])
def test_the_first_page_that_was_delivered_is_read(read: Read, packed: bool) -> None:
    data = warc(
        ("/robots.txt", "200 OK", [("Content-Type", "text/plain")], b"none"),
        ("/old", "301 Moved", [("Content-Type", "text/html"), ("Location", "/new")], page("Moved.")),
        ("/gone", "404 Not Found", [("Content-Type", "text/html")], page("Gone.")),
        html("/new", page()),
        html("/other", page("Another page stands here, with words of its own in every sentence.")),
        packed=packed,
    )  # fmt: skip
    reading = read(data, "a.warc")
    assert block_texts(reading)[0] == f"{LONG} 0"
    assert reading.article.metadata.url == f"{SITE}/new"
    assert notices(reading)["page-captured"] == "2026-03-04 10:11 UTC"
    assert notices(reading)["captures-left-out"] == "1"


def test_a_wacz_names_its_main_page_and_redirections_are_followed(read: Read) -> None:
    other = html("/other", page("Another page stands here, with words of its own in every sentence."))
    moved = ("/start", "302 Found", [("Location", "/new")], b"")
    pages: list[dict[str, object]] = [{"url": f"{SITE}/other"}, {"url": f"{SITE}/start", "seed": True}]
    data = wacz(warc(other, moved, html("/new", page())), pages)
    assert read(data, "a.wacz").article.metadata.url == f"{SITE}/new"
    data = wacz(warc(html("/new", page()), other), pages, {"mainPageURL": f"{SITE}/other"})
    assert read(data, "a.wacz").article.metadata.url == f"{SITE}/other"


def test_chunked_and_compressed_bodies_are_unpacked(read: Read) -> None:
    packed = gzip.compress(page(), mtime=0)
    chunks = (
        b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (packed[:50], packed[50:])) + b"0\r\n\r\n"
    )
    for headers, body in (
        ([("Content-Encoding", "gzip")], packed),
        ([("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")], chunks),
    ):
        assert block_texts(read(warc(html("/a", body, *headers)), "a.warc"))[0] == f"{LONG} 0"


def test_a_page_in_an_unknown_compression_is_refused(read: Read) -> None:
    with pytest.raises(ImportRefusedError, match="import-capture-compressed"):
        read(warc(html("/a", bytes(range(128, 256)) * 9, ("Content-Encoding", "zstd"))), "a.warc")


def test_an_archive_without_a_page_is_refused(read: Read) -> None:
    with pytest.raises(ImportRefusedError, match="import-no-page"):
        read(warc(("/a", "200 OK", [("Content-Type", "text/plain")], b"words")), "a.warc")


def test_a_bomb_in_a_record_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_page, "CAPTURE_BYTES", 1 << 22)
    data = warc(("/a", "200 OK", [("Content-Type", "text/plain")], bytes(1 << 24)), html("/b", page()))
    with pytest.raises(ImportRefusedError, match="import-unpacks-too-large"):
        read(data, "a.warc.gz")


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nContent-Length: -5\r\nWARC-Type: response\r\n\r\nx",
        b"WARC/1.0\r\nContent-Length: 9999999999999\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200\r\n\r\n",
        b"WARC/1.0\r\n" + b"a" * 100_000,
        gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n", mtime=0)[:-6],
        warc(html("/a", page()))[:60],
    ],
    ids=("head", "negative", "long", "endless", "cut-head", "cut"),
)
def test_damaged_archives_are_refused(read: Read, data: bytes) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        read(data, "a.warc")
    assert caught.value.code in {"import-no-page", "import-capture-damaged", "import-format-not-read"}


def test_a_cut_archive_keeps_its_page(read: Read) -> None:
    data = warc(html("/a", page()), html("/b", page("x" * 50)))
    assert block_texts(read(data[:-40], "a.warc.gz"))[0] == f"{LONG} 0"


def test_pictures_of_the_archive_are_in_the_article_and_no_others(read: Read) -> None:
    body = page().replace(b"</h1>", b'</h1><img src="/in.png" alt="in"><img src="/out.png" alt="out">')
    picture = b"\x89PNG\r\n\x1a\n" + bytes(500)
    data = warc(html("/a", body), ("/in.png", "200 OK", [("Content-Type", "image/png")], picture))
    assert [one.data for one in read(data, "a.warc").pictures.values()] == [picture]


def test_content_tells_an_archive(data: Path) -> None:
    for name in ("harbour.warc.gz", "harbour.wacz"):
        assert importer_for((data / "captures" / name).read_bytes(), "a.bin").id == "capture"
    assert importer_for(wacz(b"", []), "a.zip").id == "capture"
