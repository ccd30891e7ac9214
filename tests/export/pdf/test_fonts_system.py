"""System fonts: found by family, in collections and with either kind of outlines, and embedded."""

from __future__ import annotations

import io
import shutil
import struct
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pytest
from tests.export.pdf_reader import PdfFile
from tests.export.pdf_validation import faults

from briefbuilder.domain.document import Document, DrawnText, Run
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.pdf.font_embedding import read_glyph_cids
from briefbuilder.export.pdf.fonts import drawn_family
from briefbuilder.export.pdf.writer import render_pdf
from briefbuilder.system import fonts
from briefbuilder.system.fonts import (
    families_for,
    family_files,
    han_form,
    han_form_of_family,
    package_font_files,
)

EXTRA = {"justmytype_intl_rtl", "justmytype_intl_cjk", "fontpkg_ibm_plex_sans_arabic"}
PASSAGES = {
    "ja": "「経済安全保障」の協力を深め、2026年度中に指針（案）を公表する。",
    "zh-Hans": "双方同意降低半导体供应链的风险，并加强数字伙伴关系。",
    "zh-Hant": "雙方同意降低半導體供應鏈的風險。",
    "ko": "양국은 반도체 공급망의 위험을 줄이기로 합의했다.",
}


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda name: None if name in EXTRA else find_spec(name))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty folder as the only font folder of the system."""
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))
    fonts._index.cache_clear()
    yield tmp_path
    fonts._index.cache_clear()


def _document(*passages: tuple[str, str], font: str = "Calibri") -> Document:
    elements = tuple(
        DrawnText(role="body", content=(Run(text=text),), language=language) for language, text in passages
    )
    sheet = StyleSheet(styles={"body": Style(font=font)})
    return Document(title="Fonts", language="it", elements=elements, styles=sheet)


def _font_names(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            str(item.BaseFont)[8:]
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item
        }


@pytest.mark.usefixtures("without_extra")
@pytest.mark.skipif(not family_files("Noto Sans CJK JP"), reason="needs a collection of PostScript fonts")
def test_face_of_a_cff_collection_is_chosen_by_language() -> None:
    export = render_pdf(_document(*PASSAGES.items()))
    assert export.findings == ()
    assert faults(export.data) == []
    assert PdfFile(export.data).body == list(PASSAGES.values())
    names = _font_names(export.data)
    assert {f"NotoSansCJK{form}-Regular" for form in ("JP", "SC", "TC", "KR")} <= names


@pytest.mark.skipif(not family_files("Noto Serif CJK JP"), reason="needs a Japanese font with serifs")
def test_han_characters_have_serifs_if_the_style_has() -> None:
    export = render_pdf(_document(*PASSAGES.items(), font="Cambria"))
    assert PdfFile(export.data).body == list(PASSAGES.values())
    names = {name.partition("-")[0] for name in _font_names(export.data)}
    assert {f"NotoSerifCJK{form}" for form in ("JP", "TC", "SC", "KR")} <= names
    assert not any("Sans" in name for name in names)


def test_east_asian_text_has_the_family_that_a_style_names_for_it() -> None:
    sheet = StyleSheet(styles={"body": Style(font="Noto Sans JP", east_asian="Noto Sans KR")})
    for language, is_named in {"it": True, "ko": True, "ja": False}.items():
        drawn = DrawnText(role="body", content=(Run(text="直骨", language=language),))
        export = render_pdf(Document(title="t", language="it", elements=(drawn,), styles=sheet))
        names = {name.partition("-")[0] for name in _font_names(export.data)}
        assert ("NotoSansKR" in names) == is_named, language
        assert PdfFile(export.data).body == ["直骨"]


@pytest.mark.skipif(not family_files("Noto Serif CJK JP"), reason="needs a Japanese font with serifs")
@pytest.mark.parametrize(
    ("family", "drawn"),
    [("MS Mincho", "Noto Serif CJK JP"), ("ＭＳ ゴシック", "Noto Sans JP"), ("SimHei", "Noto Sans SC")],
)
def test_what_an_east_asian_family_is_drawn_in_has_its_letters(family: str, drawn: str) -> None:
    assert drawn_family(family) == drawn


@pytest.mark.parametrize(
    ("family", "form"),
    [
        ("Yu Mincho", "JP"),
        ("ＭＳ ゴシック", "JP"),
        ("BIZ UDPGothic", "JP"),
        ("Source Han Serif TC", "TC"),
        ("맑은 고딕", "KR"),
        ("SimHei", "SC"),
        ("方正仿宋", ""),
        ("Century Gothic", None),
        ("Noto Serif", None),
        ("Palatino Linotype", None),
    ],
)
def test_east_asian_families_are_known_by_their_names(family: str, form: str | None) -> None:
    assert han_form_of_family(family) == form


@pytest.mark.parametrize(
    ("language", "form"), [("ja-JP", "JP"), ("zh", "SC"), ("zh-Hant-HK", "TC"), ("zh-HK", "TC"), ("it", "")]
)
def test_form_of_han_characters_follows_from_the_language(language: str, form: str) -> None:
    assert han_form(language) == form


def test_user_installed_font_is_found_by_family(folder: Path) -> None:
    (source,) = (file for file in package_font_files("Noto Sans") if not file.italic)
    (folder / "deep").mkdir()
    shutil.copy(source.path, folder / "deep" / "Any Name.TTF")
    (folder / "damaged.otf").write_bytes(b"OTTO" + bytes(40))
    (folder / "list.txt").write_text("no font", "utf-8")
    (found,) = family_files("noto sans")
    assert found.variable
    assert found.path.name == "Any Name.TTF"


def test_every_face_of_a_collection_is_found(folder: Path) -> None:
    faces = [
        next(file.path.read_bytes() for file in package_font_files(family) if not file.italic)
        for family in ("Noto Serif", "Noto Sans")
    ]
    (folder / "both.ttc").write_bytes(_collection(faces))
    assert [family_files(family)[0].index for family in ("Noto Serif", "Noto Sans")] == [0, 1]


def _collection(fonts: list[bytes]) -> bytes:
    """Join fonts into a collection, with the offsets in their table directories adjusted."""
    head = 12 + 4 * len(fonts)
    head += -head % 4
    places, body = [], b""
    for font in fonts:
        place = head + len(body)
        places.append(place)
        moved = bytearray(font + bytes(-len(font) % 4))
        for table in range(struct.unpack_from(">H", font, 4)[0]):
            at = 12 + 16 * table + 8
            struct.pack_into(">I", moved, at, struct.unpack_from(">I", font, at)[0] + place)
        body += bytes(moved)
    start = b"ttcf" + struct.pack(f">HHI{len(fonts)}I", 1, 0, len(fonts), *places)
    return start.ljust(head, b"\0") + body


@pytest.mark.usefixtures("without_extra", "folder")
def test_text_without_any_font_gives_boxes_findings_and_text() -> None:
    export = render_pdf(_document(("ja", "経済")))
    assert [finding.parameters["character"] for finding in export.findings] == ["経", "済"]
    assert PdfFile(export.data).body == ["経済"]
    assert faults(export.data) == []


def test_han_characters_prefer_fonts_of_their_language() -> None:
    for form, family in (("JP", "Noto Sans CJK JP"), ("TC", "Noto Sans CJK TC")):
        assert next(iter(families_for("経", (form,)))) == family
        assert family in families_for("「", (form,))


def test_font_that_forbids_embedding_is_not_used(folder: Path) -> None:
    (source,) = (file for file in package_font_files("Noto Sans") if not file.italic)
    data = bytearray(source.path.read_bytes())
    tables = struct.unpack_from(">H", data, 4)[0]
    at = next(12 + 16 * table for table in range(tables) if data[12 + 16 * table :][:4] == b"OS/2")
    struct.pack_into(">H", data, struct.unpack_from(">I", data, at + 8)[0] + 8, 0x0002)
    (folder / "locked.ttf").write_bytes(bytes(data))
    assert family_files("Noto Sans") == ()


@pytest.mark.parametrize(
    ("charset", "cids"),
    [
        (b"\0" + struct.pack(">3H", 5, 900, 7), [0, 5, 900, 7]),
        (b"\1" + struct.pack(">HB", 5, 1) + struct.pack(">HB", 900, 0), [0, 5, 6, 900]),
        (b"\2" + struct.pack(">HH", 300, 2), [0, 300, 301, 302]),
    ],
)
def test_cids_are_read_from_every_charset_format(charset: bytes, cids: list[int]) -> None:
    assert read_glyph_cids(_cff(charset, keyed=True), 4) == cids


def test_font_without_cids_uses_glyph_indices() -> None:
    assert read_glyph_cids(_cff(b"\0" + struct.pack(">3H", 5, 900, 7), keyed=False), 4) == [0, 1, 2, 3]


def _cff(charset: bytes, *, keyed: bool) -> bytes:
    """Return the start of a CFF table: header, names, one dictionary and its charset."""
    ros = b"\x8b\x8b\x8b\x0c\x1e" if keyed else b"\x1e\x0a\x5f\x0c\x08"
    size = len(ros) + 6
    place = 4 + 2 + 1 + 2 + 1 + 2 + 1 + 2 + size
    dictionary = ros + b"\x1d" + struct.pack(">i", place) + b"\x0f"
    names = struct.pack(">HBBB", 1, 1, 1, 2) + b"A"
    top = struct.pack(">HBBB", 1, 1, 1, 1 + size) + dictionary
    head = b"\x01\x00\x04\x01" + names + top
    assert len(head) == place
    return head + charset
