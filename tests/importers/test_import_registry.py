"""The way from bytes to a reading: the right importer, stable ids, words for every code, no network."""

from __future__ import annotations

import ast
import hashlib
import inspect
import pickle
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import pytest
import yaml
from tests.article_files import read_file
from tests.importers.conftest import MakeWord, Read

from briefbuilder.domain import notices
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Block, Table
from briefbuilder.importers.read import read_bytes
from briefbuilder.importers.registry import IMPORTERS, Deferred, Importer, importer_for, load

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (b"<!DOCTYPE html><html><body><p>Words</p></body></html>", "a.txt", "html"),
        (b"\xef\xbb\xbf<html><body>Words", "a", "html"),
        ("<html><body>Words".encode("utf-16"), "a.html", "html"),
        (b"<p>Words in a fragment</p>", "a.html", "html"),
        (b"Words about <p> and <div> in a manual of markup.", "a.txt", "text"),
        (b"Only words", "a.html", "text"),
        (b"Only words", "README", "text"),
        ("Wörter".encode("utf-16"), "a.txt", "text"),
        ("Wörter und mehr".encode("utf-16-le"), "a.txt", "text"),
    ],
)
def test_content_decides_before_the_name(data: bytes, name: str, found: str) -> None:
    assert importer_for(data, name).id == found


def test_a_word_document_is_known_under_any_name(word: MakeWord) -> None:
    assert importer_for(word(""), "letter.zip").id == "docx"


def test_the_table_has_no_doubles() -> None:
    suffixes = [suffix for importer in IMPORTERS for suffix in importer.suffixes]
    types = [media_type for importer in IMPORTERS for media_type in importer.media_types]
    assert len(set(suffixes)) == len(suffixes)
    assert len(set(types)) == len(types)
    assert len({importer.id for importer in IMPORTERS}) == len(IMPORTERS)


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.id)
def test_each_deferred_function_has_the_types_of_its_field(importer: Importer) -> None:
    for name in ("read", "unpack", "text", "markup", "beside"):
        function = getattr(importer, name)
        if isinstance(function, Deferred):
            stated = get_type_hints(Importer)[name]
            wanted = next(
                get_args(each)[-1] for each in (stated, *get_args(stated)) if get_origin(each) is Callable
            )
            parameters = list(inspect.signature(load(function.target), eval_str=True).parameters.values())
            assert [each.annotation for each in parameters[:2]] == [bytes, str]
            assert all(each.default is not each.empty for each in parameters[2:])
            assert get_type_hints(load(function.target))["return"] == wanted


def test_the_article_is_named_by_its_original(read: Read) -> None:
    data = f"A title\n\n{LONG}\n".encode()
    article = read(data, "a.txt").article
    digest = hashlib.sha256(data).hexdigest()
    assert article.id == f"a{digest[:16]}"
    assert article.original.sha256 == digest
    assert (article.original.media_type, article.original.size) == ("text/plain", len(data))


def _ids(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield block.id
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _ids(cell.blocks)


def test_ids_run_in_the_order_of_reading(data: Path) -> None:
    reading = read_file(data / "html" / "harbour.html")
    ids = list(_ids(reading.article.blocks))
    assert ids == [f"b{number}" for number in range(1, len(ids) + 1)]
    assert all(notice.block is None or notice.block in ids for notice in reading.notices)


def test_a_reading_crosses_to_another_process_and_is_the_same_each_time(data: Path) -> None:
    path = data / "html" / "harbour.html"
    reading = read_file(path)
    assert pickle.loads(pickle.dumps(reading)) == reading
    assert read_file(path) == reading


def test_a_document_of_libreoffice_says_the_same_as_its_page(data: Path) -> None:
    """The file was made from the page by LibreOffice; titles and lists are written quite otherwise there."""
    article = read_file(data / "docx_in" / "harbour-libreoffice.docx").article
    page = read_file(data / "html" / "harbour.html").article
    texts = [block.text for block in article.blocks]
    kinds = {block.text: block.kind for block in article.blocks}
    assert article.metadata.title == page.metadata.title
    for block in page.blocks:
        if block.kind in {"paragraph", "heading", "list_item", "quote"} and "agree on what" not in block.text:
            assert block.text in texts
    assert kinds["What the ministry answers"] == "heading"
    assert kinds["their makers"] == "list_item"
    table = next(block for block in article.blocks if isinstance(block, Table))
    assert [len(row.cells) for row in table.rows] == [2, 2, 1, 1]


@pytest.mark.parametrize(
    ("root", "name"),
    [
        ('<rss version="2.0"><channel><item>', "RSS"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry>', "Atom"),
        ('<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><body/>', "FictionBook"),
        ('<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">', "Word 2003 XML"),
        ('<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">', "Word XML"),
        ('<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table>', "Excel 2003 XML"),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_documents_in_other_xml_are_not_read_as_pages_or_text(
    read: Read, root: str, name: str, charset: str
) -> None:
    data = f"<?xml version='1.0'?>\n{root}<p>The ports agreed on stocks of gas.</p>".encode(charset)
    with pytest.raises(ImportRefusedError) as caught:
        read(data, "a.xml")
    assert (caught.value.code, caught.value.parameters["format"]) == ("import-format-not-read", name)
    page = f"<html><body>{root}<p>The ports agreed on stocks of gas.</p></body></html>"
    assert read(page.encode(charset), "a.html").article.blocks


@pytest.mark.parametrize("name", ["link.url", "link.txt"])
def test_a_shortcut_to_a_page_is_refused_with_what_to_do(read: Read, name: str) -> None:
    with pytest.raises(ImportRefusedError, match="import-web-link"):
        read(b"[InternetShortcut]\r\nURL=https://example.org/a\r\n", name)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="import-unreadable"):
        read_file(tmp_path / "gone.txt")


def test_no_importer_opens_a_socket(data: Path, word: MakeWord, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("an importer reached for the network")

    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, forbidden)
    monkeypatch.setattr(socket.socket, "__init__", forbidden)
    away = '<img src="http://192.0.2.1/a.png"><link rel="stylesheet" href="http://192.0.2.1/a.css"><iframe src="//192.0.2.1"></iframe>'
    read_bytes(
        f"<html><head>{away}</head><body><base href='http://192.0.2.1/'>{away}<p>{LONG}</p></body></html>".encode(),
        "a.html",
    )
    for path in sorted((data / "html").iterdir()) + sorted((data / "text").iterdir()):
        read_file(path)
    drawing = '<w:r><w:drawing><a:blip r:link="away"/></w:drawing></w:r>'
    read_bytes(
        word(f"<w:p><w:r><w:t>{LONG}</w:t></w:r>{drawing}</w:p>", links={"away": "http://192.0.2.1/a.png"}),
        "a.docx",
    )


def test_every_code_has_a_message_and_every_message_a_code(root: Path) -> None:
    messages = yaml.safe_load((root / "resources" / "messages" / "en.yaml").read_text("utf-8"))["importers"]
    used = _codes(root / "src" / "briefbuilder" / "importers")
    assert used
    assert used <= set(messages)
    assert set(messages) <= used


CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")


def _called(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _texts(node: ast.AST) -> set[str]:
    """Return the texts under a node that have the form of a code."""
    parts = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
    parts |= {getattr(notices, part.id, None) for part in ast.walk(node) if isinstance(part, ast.Name)}
    return {text for text in parts if isinstance(text, str) and CODE.fullmatch(text)}


def _codes(folder: Path) -> set[str]:
    """Return every text in the code that has the form of a code and is handed to a notice or a refusal."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node.func) in {
                "notice",
                "container_notice",
                "ImportRefusedError",
                "_refusal",
            }:
                found |= _texts(node.args[0])
            if isinstance(node, ast.Call) and _called(node.func) == "Notice":
                found |= {text for word in node.keywords if word.arg == "code" for text in _texts(word.value)}
            if isinstance(node, ast.Assign) and re.search("_NOTICES|_DROPPED", _called(node.targets[0])):
                found |= {text for text in _texts(node.value) if "-" in text}
            if isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[0], ast.Constant):
                found |= {text for text in _texts(node.elts[0]) if "-" in text}
    return found


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.webloc", b'<?xml version="1.0"?><plist version="1.0"><dict><key>URL</key><string>https://a.example</string></dict></plist>'),
        ("a.desktop", b"[Desktop Entry]\nType=Link\nURL=https://a.example\n"),
        ("a.gdoc", b'{"":"WARNING!","doc_id":"abc","resource_key":""}'),
    ],
)  # fmt: skip
def test_a_saved_link_is_no_article(name: str, data: bytes) -> None:
    with pytest.raises(ImportRefusedError, match="import-web-link"):
        importer_for(data, name)


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "iCalendar"), (b"BEGIN:VCARD\r\nFN:Anna\r\n", "vCard")],
)
def test_calendars_and_contacts_are_refused_by_name(data: bytes, told: str) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        importer_for(data, "a.txt")
    assert caught.value.parameters["format"] == told
