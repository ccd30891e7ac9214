"""Pages saved as MHTML and webarchive give the same article with pictures; nothing is fetched."""

from __future__ import annotations

import plistlib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.article_files import read_file
from tests.importers.conftest import Read
from tests.narrowing import of_type

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Figure
from briefbuilder.importers.html.page import close_paragraphs
from briefbuilder.importers.registry import importer_for
from briefbuilder.importers.saved_files import find_attached_file

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
HEAD = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/p.html\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n'
)


@pytest.fixture(params=["mhtml/vorraete.mhtml", "webarchive/vorraete.webarchive"])
def saved(request: pytest.FixtureRequest, data: Path) -> Path:
    return data / str(request.param)


def refusal(read: Read, data: bytes | str, name: str) -> str:
    with pytest.raises(ImportRefusedError) as caught:
        read(data, name)
    assert caught.value.parameters["name"] == name
    return caught.value.code


def test_the_article_and_its_metadata_are_read(saved: Path) -> None:
    article = read_file(saved).article
    told = article.metadata
    assert told.title == "Vorräte für die Chipindustrie"
    assert (told.authors, told.publication, told.language) == (("Clara Weiß",), "Hafenblatt", "de")
    assert told.url == "https://hafenblatt.example/see/vorraete.html"
    kinds = [block.kind for block in article.blocks]
    assert kinds == ["paragraph", "paragraph", "figure", "heading", "paragraph", "paragraph"]
    assert article.blocks[0].text.startswith("Die Minister einigten sich")
    assert "Häfen" in article.blocks[1].text


def test_pictures_in_the_file_are_kept(saved: Path) -> None:
    reading = read_file(saved)
    figure = next(block for block in reading.article.blocks if isinstance(block, Figure))
    assert (figure.text, figure.alternative_text) == ("Der Nordhafen im März", "Ein Kran im Nebel")
    assert figure.picture is not None
    assert reading.pictures[figure.picture].data.startswith(b"\x89PNG")


def test_both_forms_give_the_same_text(data: Path) -> None:
    one = read_file(data / "mhtml" / "vorraete.mhtml").article
    other = read_file(data / "webarchive" / "vorraete.webarchive").article
    assert [block.text for block in one.blocks] == [block.text for block in other.blocks]


def test_the_original_is_the_file_itself(saved: Path) -> None:
    reading = read_file(saved)
    assert reading.data == saved.read_bytes()
    assert reading.article.original.size == len(reading.data)


def test_saved_pages_are_recognized_under_any_name(saved: Path) -> None:
    assert importer_for(saved.read_bytes(), "page.html").id == saved.suffix[1:]


def test_a_page_saved_by_word_is_recognized_and_read(read: Read) -> None:
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\nThis document is a Single File Web Page.\n\n'
    page = f'<html><body><h1>Title</h1><p>{LONG}</p><p>{LONG.lower()}</p><p><img src="p_files/a.png" alt="A crane"></p></body></html>'
    parts = f'--x\nContent-Location: file:///C:/p.htm\nContent-Type: text/html; charset="utf-8"\n\n{page}\n'
    parts += "--x\nContent-Location: file:///C:/p_files/a.png\nContent-Type: image/png\n\nabc\n--x--\n"
    reading = read(head + parts, "a.mht")
    assert reading.article.original.media_type == "multipart/related"
    assert [block.text for block in reading.article.blocks if block.text] == [LONG, LONG.lower()]
    assert reading.article.metadata.url is None


@pytest.mark.parametrize(
    "head",
    [
        (
            'From: "Saved by Internet Explorer 11"\nSubject: Gases\nDate: Mon, 3 Mar 2014 10:00:00 +0100\nMIME-Version: 1.0\n'
            "Content-Type: text/html; charset=utf-8\nContent-Location: https://a.example/p.html\n\n{}"
        ),
        (
            "From: <Saved by Blink>\nSubject: Gases\nMIME-Version: 1.0\nX-Snapshot-Content-Location: https://a.example/p.html\n"
            'Content-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html\n\n{}\n--x--\n'
        ),
    ],
)
def test_a_page_without_pictures_that_a_browser_saved_is_a_page(read: Read, head: str) -> None:
    page = (
        f"<html><head><title>Gases in ports</title></head><body><p>{LONG}</p><p>{LONG[4:]}</p></body></html>"
    )
    article = read(head.format(page), "page.mht").article
    assert article.original.media_type == "multipart/related"
    assert (article.metadata.title, article.metadata.authors) == ("Gases in ports", ())
    assert article.metadata.url == "https://a.example/p.html"


def test_an_archive_without_a_page_is_refused(read: Read) -> None:
    parts = "--x\nContent-Type: image/png\nContent-Location: https://a.example/a.png\n\nabc\n--x--\n"
    assert refusal(read, HEAD + parts, "a.mhtml") == "import-no-page"
    for held in ({}, {"WebResourceData": b""}, "text", [1]):
        archive = plistlib.dumps({"WebMainResource": held}, fmt=plistlib.FMT_BINARY)
        assert refusal(read, archive, "a.webarchive") == "import-no-page"


def test_an_address_cannot_break_out_of_the_comment(read: Read) -> None:
    url = "https://a.example/--><script>x</script>"
    page = f"<html><body><h1>Title</h1><p>{LONG}</p><p>{LONG.lower()}</p></body></html>".encode()
    archive = {"WebMainResource": {"WebResourceData": page, "WebResourceURL": url}}
    reading = read(plistlib.dumps(archive), "a.webarchive")
    assert [block.text for block in reading.article.blocks] == [LONG, LONG.lower()]


def test_many_uses_of_one_picture_do_not_multiply(read: Read) -> None:
    images = '<img src="a.png">' * 5_000
    page = f"<html><body><h1>Title</h1><p>{LONG}</p>{images}<p>{LONG.lower()}</p></body></html>"
    parts = f"--x\nContent-Type: text/html\nContent-Location: https://a.example/p.html\n\n{page}\n"
    parts += (
        "--x\nContent-Type: image/png\nContent-Location: https://a.example/a.png\n\n"
        + "a" * 100_000
        + "\n--x--"
    )
    reading = read(HEAD + parts, "a.mhtml")
    assert LONG in [block.text for block in reading.article.blocks]


def deep_xml(levels: int) -> bytes:
    head = b'<?xml version="1.0"?><plist version="1.0"><dict><key>WebMainResource</key>'
    return head + b"<array>" * levels + b"</array>" * levels + b"</dict></plist>"


def deep_binary(levels: int) -> bytes:
    objects = [b"\xd1\x00\x01\x00\x00\x00\x02", b"\x5f\x10\x0fWebMainResource"]
    objects += [b"\xa1" + (number + 3).to_bytes(3, "big") for number in range(levels)] + [b"\xa0"]
    objects[0] = b"\xd1" + (1).to_bytes(3, "big") + (2).to_bytes(3, "big")
    body, offsets = b"bplist00", []
    for one in objects:
        offsets.append(len(body))
        body += one
    table = b"".join(offset.to_bytes(4, "big") for offset in offsets)
    trailer = bytes(6) + bytes([4, 3]) + len(objects).to_bytes(8, "big") + bytes(8)
    return body + table + trailer + len(body).to_bytes(8, "big")


@pytest.mark.parametrize(
    "made",
    [
        lambda: deep_binary(100_000),
        lambda: deep_xml(150_000),
        b"bplist00" + b"WebMainResource" + b"\xff" * 300,
        b"bplist00WebMainResource",
        b'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "b"><!ENTITY x SYSTEM "file:///etc/hostname">]><plist><dict><key>WebMainResource</key><string>&x;&a;</string></dict></plist>',
        b'<?xml version="1.0"?><plist version="1.0"><dict><key>WebMainResource</key>',
    ],
    ids=["deep binary", "deep xml", "rubbish", "cut", "entities", "unclosed"],
)
def test_broken_and_deep_lists_are_refused(read: Read, made: bytes | Callable[[], bytes]) -> None:
    data = made() if callable(made) else made
    assert refusal(read, data, "a.webarchive") in {"import-webarchive-broken", "import-no-page"}


@pytest.mark.parametrize("name", ["single", "reader", "ports"])
def test_one_page_saved_in_three_ways_gives_one_article(name: str, data: Path) -> None:
    """By SingleFile, which leaves out what HTML lets it, from a browser's reader, and whole with its folder."""
    reading = read_file(data / "saved" / f"{name}.html")
    told = reading.article.metadata
    assert (told.title, told.authors, told.language) == ("Ports and gases", ("Anna Rossi",), "en")
    assert told.url == "https://gazette.example/2025/ports.html"
    assert [block.kind for block in reading.article.blocks] == [
        "paragraph", "figure", "heading", "paragraph", "paragraph",
    ]  # fmt: skip
    figure = of_type(reading.article.blocks[1], Figure)
    assert (figure.text, figure.alternative_text) == ("The harbour at dawn", "A crane")
    assert figure.picture is not None
    assert (
        reading.pictures[figure.picture].data == (data / "saved" / "ports_files" / "crane.png").read_bytes()
    )


@pytest.mark.parametrize(
    ("page", "ended"),
    [
        ("<p>a<figure>b</figure>", "<p>a</p><figure>b</figure>"),
        ("<p class=x>a<SECTION><p>b<p>c<aside>d", "<p class=x>a</p><SECTION><p>b<p>c</p><aside>d"),
        ("<p>a<div>b<figure>c</figure></div><p>d", "<p>a<div>b<figure>c</figure></div><p>d"),
        ("<p>a</p><figure>b</figure>", "<p>a</p><figure>b</figure>"),
        ("<li><p>a</li><figure>b</figure>", "<li><p>a</li><figure>b</figure>"),
        ("<p>a <b>b</b><i>c</i><footer>d", "<p>a <b>b</b><i>c</i></p><footer>d"),
    ],
)
def test_a_paragraph_without_end_ends_before_the_newer_elements(page: str, ended: str) -> None:
    assert close_paragraphs(page.encode()).decode() == ended


@pytest.mark.parametrize(
    "stated",
    ["//evil.example/share/a.pdf", r"\\evil.example\share\a.pdf", "/net/evil.example/a.pdf", "../a.pdf"],
)
def test_an_attached_file_elsewhere_is_not_even_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stated: str
) -> None:
    asked: list[Path] = []
    resolve = Path.resolve

    def watched(path: Path, strict: bool = False) -> Path:
        asked.append(path)
        return resolve(path, strict)

    monkeypatch.setattr(Path, "resolve", watched)
    assert find_attached_file(tmp_path, stated, frozenset({".pdf"})) is None
    assert asked == [tmp_path]


def test_an_attached_file_is_found_by_its_whole_path_too(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    (tmp_path / "folder" / "a.pdf").write_bytes(b"%PDF")
    found = find_attached_file(tmp_path / "link", str(tmp_path / "link" / "a.pdf"), frozenset({".pdf"}))
    assert found == (tmp_path / "folder" / "a.pdf").resolve()
