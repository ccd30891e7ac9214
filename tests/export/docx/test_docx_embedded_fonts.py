"""Fonts are embedded where a template asks for them and their rights allow."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb
from tests.export.docx.conftest import Make

from briefbuilder.domain.document import Document, DrawnText, Run
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.docx.embedded_fonts import embedding_findings, obfuscate
from briefbuilder.system import fonts
from briefbuilder.system.fonts import package_font_files

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty folder as the only font folder of the system."""
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))
    fonts._index.cache_clear()
    yield tmp_path
    fonts._index.cache_clear()


def asking(make_document: Make, family: str) -> Document:
    sheet = StyleSheet(styles={"body": Style(font="Calibri"), "heading1": Style(font=family)})
    body = DrawnText(role="body", content=(Run(text="x"),))
    return replace(make_document(body, styles=sheet), embed_fonts=True)


def house_font(folder: Path, rights: int) -> str:
    """Put a font of a house into a folder, with these embedding rights; return its family."""
    data = bytearray(package_font_files("Gelasio")[0].path.read_bytes())
    tables = struct.unpack_from(">H", data, 4)[0]
    for table in (data[12 + 16 * at : 28 + 16 * at] for at in range(tables)):
        tag, start, size = bytes(table[:4]), *struct.unpack_from(">II", table, 8)
        if tag == b"OS/2":
            struct.pack_into(">H", data, start + 8, rights)
        if tag == b"name":
            name = bytes(data[start : start + size])
            for coded in ("utf-16-be", "latin-1"):
                name = name.replace("Gelasio".encode(coded), "Houseli".encode(coded))
            data[start : start + size] = name
    (folder / "house.ttf").write_bytes(bytes(data))
    return "Houseli"


def test_font_of_a_package_is_embedded_obfuscated(
    make_document: Make, render: Callable[..., bytes], read: Any
) -> None:
    file = read(render(asking(make_document, "Noto Sans")))
    table = file.xml("word/fontTable.xml")
    embedded = {
        node.tag.removeprefix(W): node for node in table.iter() if str(node.tag).startswith(f"{W}embed")
    }
    assert list(embedded) == ["embedRegular", "embedBold", "embedItalic", "embedBoldItalic"]
    assert {node.getparent().get(f"{W}name") for node in embedded.values()} == {"Noto Sans"}
    links = {link.get("Id"): link.get("Target") for link in file.xml("word/_rels/fontTable.xml.rels")}
    for style, node in embedded.items():
        data = file.parts["word/" + links[node.get(f"{R}id")]]
        assert data[:4] != b"\x00\x01\x00\x00"
        face = hb.Face(hb.Blob(obfuscate(data, node.get(f"{W}fontKey"))))
        assert face.get_name(1) is not None
        assert "fvar" not in face.table_tags, style
        assert face.glyph_count > 1000
    settings = file.xml("word/settings.xml")
    assert settings.find(f"{W}embedTrueTypeFonts") is not None


def test_nothing_is_embedded_unasked_or_of_words_own(
    make_document: Make, render: Callable[..., bytes], read: Any
) -> None:
    for document in (
        replace(asking(make_document, "Noto Sans"), embed_fonts=False),
        asking(make_document, "Cambria"),
    ):
        file = read(render(document))
        assert file.names("word/fonts/") == []
        assert file.xml("word/settings.xml").find(f"{W}embedTrueTypeFonts") is None
        assert embedding_findings(document) == ()


@pytest.mark.parametrize(
    ("rights", "is_embedded"), [(0, True), (8, True), (4, False), (2, False), (0x200, False)]
)
def test_font_of_a_house_is_embedded_as_its_rights_allow(
    folder: Path, make_document: Make, render: Callable[..., bytes], read: Any, rights: int, is_embedded: bool
) -> None:
    document = asking(make_document, house_font(folder, rights))
    assert bool(read(render(document)).names("word/fonts/")) == is_embedded
    found = [(each.code, dict(each.parameters)) for each in embedding_findings(document)]
    assert found == ([] if is_embedded else [("docx-font-not-embedded", {"font": "Houseli"})])


def test_same_document_gives_the_same_keys(make_document: Make, render: Callable[..., bytes]) -> None:
    document = asking(make_document, "Noto Sans")
    assert render(document) == render(document)
