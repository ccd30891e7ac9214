"""Pages, tables, boxes, pictures, properties and links in the file, and the end of an export."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree
from tests.export.docx.conftest import Make, Render
from tests.export.docx.docx_elements import body, text, values

from briefbuilder.domain.document import (
    BandLine,
    DrawnBreak,
    DrawnCallout,
    DrawnCell,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnTable,
    DrawnText,
    HeadersFooters,
    ListEntry,
    PageField,
    Run,
)
from briefbuilder.domain.errors import ExportError
from briefbuilder.domain.styles import PageSetup, Style, StyleSheet
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.identity import EXPORT_ID
from briefbuilder.export.pictures import prepare_picture

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_marking_is_in_every_header_and_footer(render: Render, make_document: Make, read: Any) -> None:
    mark = (BandLine(centre=text("TLP:AMBER"), role="marking"),)
    page = (PageField(name="page"), Run(text="/"), PageField(name="pages"))
    headers_footers = HeadersFooters(
        header=(*mark, BandLine(start=text("Nota"), end=(PageField(name="section"),))),
        footer=(*mark, BandLine(start=text("sinistra"), centre=page, end=text("destra"), role="footer")),
        first_header=mark,
        even_footer=mark,
        watermark="BOZZA",
    )
    file = read(
        render(
            make_document(
                DrawnHeading(level=1, content=text("Chip"), anchor="c"), headers_footers=headers_footers
            ),
            {"c": 4},
        )
    )
    headers, footers = file.names("word/header"), file.names("word/footer")
    assert len(headers) == len(footers) == 3
    for name in (*headers, *footers):
        assert file.paragraphs(name)[0] == "TLP:AMBER"
    shown = sorted(tuple(file.paragraphs(name)) for name in headers)
    assert shown == sorted([("TLP:AMBER", "Nota Chip"), ("TLP:AMBER",), ("TLP:AMBER", "Nota Chip")])
    assert ["TLP:AMBER", "sinistra 1/4 destra"] in [file.paragraphs(name) for name in footers]
    codes = {
        (node.text or "").strip()
        for name in (*headers, *footers)
        for node in file.xml(name).iter(f"{W}instrText")
    }
    assert codes == {"PAGE", "NUMPAGES", "STYLEREF 1"}
    for name in headers:
        assert b'string="BOZZA"' in file.parts[name]
        assert b"ns0" not in file.parts[name]
    section = file.xml("word/document.xml").find(f".//{W}sectPr")
    assert section.find(f"{W}titlePg") is not None
    assert values(section, "w:headerReference", "type") == ["default", "first", "even"]
    assert file.xml("word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


def test_equal_pages_share_one_header(render: Render, make_document: Make, read: Any) -> None:
    file = read(render(make_document(page=PageSetup(inner=80.0, outer=60.0))))
    section = file.xml("word/document.xml").find(f".//{W}sectPr")
    assert section.find(f"{W}titlePg") is None
    assert values(section, "w:headerReference", "type") == ["default"]
    assert values(section, "w:pgMar", "left") == ["1600"]
    settings = file.xml("word/settings.xml")
    assert settings.find(f"{W}mirrorMargins") is not None
    assert settings.find(f"{W}evenAndOddHeaders") is None


def test_cells_span_and_header_rows_repeat(render: Render, make_document: Make, read: Any) -> None:
    def cell(words: str, **more: Any) -> DrawnCell:
        return DrawnCell(elements=(DrawnText(role="table", content=text(words)),), **more)

    table = DrawnTable(
        rows=(
            (cell("Paese", header=True), cell("Anni", column_span=2, header=True)),
            (cell("Italia", row_span=2), cell("1"), cell("2")),
            (cell("3"),),
        ),
        widths=(0.5, 0.25, 0.25),
        header_rows=1,
        caption=text("Tabella 1. Capacità"),
    )
    file = read(render(make_document(table, table)))
    root = file.xml("word/document.xml")
    assert file.body()[:7] == ["Tabella 1. Capacità", "Paese", "Anni", "Italia", "1", "2", "3"]
    rows = list(root.iter(f"{W}tr"))[:3]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert values(rows[0], "w:tc/w:tcPr/w:gridSpan") == ["2"]
    assert values(rows[1], "w:tc/w:tcPr/w:vMerge") == ["restart"]
    assert values(rows[2], "w:tc/w:tcPr/w:vMerge") == ["continue"]
    assert len(rows[2].findall(f"{W}tc")) == 3
    held = [{node.find(f"{W}pPr/{W}keepNext") is not None for node in row.iter(f"{W}p")} for row in rows]
    assert held == [{True}, {True}, {False}]
    codes = [(node.text or "").strip() for node in root.iter(f"{W}instrText")]
    assert codes == ["SEQ Tabella \\* ARABIC", "SEQ Tabella \\* ARABIC \\r 1"]
    tables = root.find(f"{W}body")
    kinds = [etree.QName(node).localname for node in tables]
    assert "tbl" not in {kinds[place + 1] for place, kind in enumerate(kinds) if kind == "tbl"}


def test_break_starts_a_new_page(render: Render, make_document: Make, read: Any) -> None:
    table = DrawnTable(rows=((DrawnCell(elements=(body("x"),)),),), widths=(1.0,))
    file = read(render(make_document(body("a"), DrawnBreak(), body("b"), DrawnBreak(), table, DrawnBreak())))
    root = file.xml("word/document.xml")
    broken = [node for node in root.iter(f"{W}p") if node.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert ["".join(node.itertext()) for node in broken] == ["b", ""]
    assert broken[1].getnext().tag == f"{W}tbl"


def test_custom_properties_are_those_of_the_document(render: Render, make_document: Make, read: Any) -> None:
    assert "docProps/custom.xml" not in read(render(make_document(body("x")))).parts
    said = {"Marking": "RESTREINT UE/EU RESTRICTED", "Reference": "DGAP <7> & \x00 Nr.", "Empty": " "}
    root = read(render(make_document(body("x"), properties=said))).xml("docProps/custom.xml")
    assert {node.get("name"): "".join(node.itertext()) for node in root} == {
        "Marking": "RESTREINT UE/EU RESTRICTED",
        "Reference": "DGAP <7> & Nr.",
    }
    assert [node.get("pid") for node in root] == ["2", "3"]


def test_anchors_are_bookmarks_and_nothing_else_is(render: Render, make_document: Make, read: Any) -> None:
    elements = (
        body("a", origin="i1"),
        body("b", origin="i1", anchor="x"),
        body("c", origin="i2"),
        body("d", origin="i1"),
        DrawnBreak(anchor="late"),
    )
    file = read(render(make_document(*elements)))
    names = values(file.xml("word/document.xml"), ".//w:bookmarkStart", "name")
    assert sorted(names) == ["_Ref_late", "_Ref_x"]


def test_two_exports_can_be_pasted_into_one_document(render: Render, make_document: Make, read: Any) -> None:
    """They share no bookmark and no list: Word would lead links to the wrong place and go on with the other numbers."""
    listed = DrawnList(entries=(ListEntry(content=text("a"), ordered=True, number=1),))
    found: list[set[str]] = []
    for identity in ("5b0000aa" * 4, "5b0001aa" * 4):
        elements = (body("a", anchor="part_1"), listed)
        file = read(render(make_document(*elements, properties={EXPORT_ID: identity})))
        names = values(file.xml("word/document.xml"), ".//w:bookmarkStart", "name")
        lists = values(file.xml("word/numbering.xml"), ".//w:nsid", "val")
        assert (len(names), len(set(lists))) == (1, len(lists))
        assert all(len(number) == 8 for number in lists)
        found.append({*names, *lists})
    assert not found[0] & found[1]


def test_callout_is_a_table_only_with_other_blocks_than_paragraphs(
    render: Render, make_document: Make, read: Any
) -> None:
    sheet = StyleSheet(styles={"callout": Style(background="#eef3f8", rule="#1f4e79")})
    lines = tuple(DrawnText(role="callout", content=text(words)) for words in "ab")
    plain = DrawnCallout(title=text("In breve"), elements=lines)
    boxed = DrawnCallout(title=text("Punti"), elements=(DrawnList(entries=(ListEntry(content=text("c")),)),))
    file = read(render(make_document(plain, boxed, styles=sheet)))
    root = file.xml("word/document.xml")
    assert file.body() == ["In breve", "a", "b", "Punti", "• c"]
    styles = values(root, ".//w:body//w:p/w:pPr/w:pStyle")
    assert styles[:4] == ["CalloutTitle", "Callout", "Callout", "Spacer"]
    assert values(root, ".//w:tbl//w:p/w:pPr/w:pStyle") == styles[4:6] == ["BoxTitle", "ListBullet"]
    assert styles[6:] == ["Spacer"]
    assert len(list(root.iter(f"{W}tbl"))) == 1


@pytest.mark.parametrize(("language", "side"), [("en", "left"), ("ar", "right")])
def test_the_bar_of_a_box_is_where_lines_begin(
    render: Render, make_document: Make, read: Any, language: str, side: str
) -> None:
    sheet = StyleSheet(styles={"callout": Style(background="#eef3f8", rule="#1f4e79")})
    callout = DrawnCallout(title=(), elements=(DrawnList(entries=(ListEntry(content=text("c")),)),))
    plain = DrawnCallout(title=(), elements=(DrawnText(role="callout", content=text("a")),))
    document = replace(make_document(callout, plain, styles=sheet), language=language)
    cells = list(read(render(document)).xml("word/document.xml").iter(f"{W}tcBorders"))
    assert [[node.tag for node in cell] for cell in cells] == [[f"{W}{side}"]] * (1 if side == "left" else 2)


def picture(kind: str, **save: Any) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (400, 200), "#336699").save(stream, kind, **save)
    return stream.getvalue()


def test_pictures_keep_alternative_text_and_lose_camera_metadata(
    render: Render, make_document: Make, read: Any
) -> None:
    from PIL import Image, PngImagePlugin

    exif = Image.Exif()
    exif[0x010E] = "SECRETPLACE"
    turned = Image.Exif()
    turned[0x010E] = "SECRETPLACE"
    turned[0x0112] = 6
    note = PngImagePlugin.PngInfo()
    note.add_text("Author", "SECRETPLACE")
    sources = {
        "png": picture("PNG", pnginfo=note),
        "jpg": picture("JPEG", exif=exif, comment=b"SECRETPLACE"),
        "turned": picture("JPEG", exif=turned),
        "gif": picture("GIF", comment=b"SECRETPLACE"),
    }
    assert all(b"SECRETPLACE" in data for data in sources.values())
    pictures = {name: prepare_picture(data) for name, data in sources.items()}
    figures = [
        DrawnFigure(picture=name, alternative_text=f"Vista {name}", width=100.0)
        for name in ("png", "jpg", "turned", "gif", "png")
    ]
    file = read(render(make_document(*figures, pictures=pictures)))
    media = file.names("word/media/")
    assert len(media) == 4
    assert not any(b"SECRETPLACE" in file.parts[name] for name in media)
    sizes = [Image.open(io.BytesIO(file.parts[name])).size for name in media]
    assert sizes == [(400, 200), (400, 200), (200, 400), (400, 200)]
    about = list(
        file.xml("word/document.xml").iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        )
    )
    assert [node.get("id") for node in about] == ["1", "2", "3", "4", "5"]
    assert [node.get("descr") for node in about] == [
        f"Vista {name}" for name in ("png", "jpg", "turned", "gif", "png")
    ]


def test_unreadable_picture_goes_with_its_caption(render: Render, make_document: Make, read: Any) -> None:
    pictures = {"bad": prepare_picture(b"\x89PNG\r\n\x1a\nxx")}
    figures = (
        DrawnFigure(picture="bad", alternative_text="Una mappa"),
        DrawnFigure(picture="none", alternative_text="Un grafico", caption=text("Figura 1")),
    )
    file = read(render(make_document(*figures, pictures=pictures)))
    assert file.body() == []
    assert file.names("word/media/") == []


def test_core_properties_name_no_person(render: Render, make_document: Make, read: Any) -> None:
    file = read(render(make_document(body("x"), title="Titolo", subject="Chip", keywords=("UE", "Giappone"))))
    root = file.xml("docProps/core.xml")
    found = {etree.QName(node).localname: node.text for node in root}
    assert found == {
        "title": "Titolo", "subject": "Chip", "keywords": "UE, Giappone", "language": "it-IT",
        "created": "2026-11-25T08:00:00Z", "modified": "2026-11-25T08:00:00Z",
    }  # fmt: skip


def test_same_document_gives_the_same_bytes(render: Render, make_document: Make) -> None:
    document = make_document(
        body("x", anchor="a", origin="o"),
        DrawnText(role="body", content=text("y", link="https://example.org")),
    )
    assert render(document) == render(document)


def test_links_lead_only_to_the_web(render: Render, make_document: Make, read: Any) -> None:
    addresses = (
        "https://example.org/a b",
        "file:///C:/anna/x.docx",
        "\\\\server\\share",
        "javascript:x()",
        "http://[bad",
        "mailto:a@b.it",
    )
    content = tuple(Run(text=f"{number} ", link=address) for number, address in enumerate(addresses))
    file = read(
        render(make_document(DrawnText(role="body", content=(*content, Run(text="no", target="nowhere")))))
    )
    relations = etree.fromstring(file.parts["word/_rels/document.xml.rels"])
    outside = [node.get("Target") for node in relations if node.get("TargetMode") == "External"]
    assert outside == ["https://example.org/a%20b", "mailto:a@b.it"]
    assert file.body() == ["0 1 2 3 4 5 no"]


def test_progress_rises_to_one(base: bytes, make_document: Make) -> None:
    document = make_document(*(body(str(number)) for number in range(200)))
    heard: list[float] = []
    render_docx(document, base=base, page_numbers={}, progress=heard.append)
    assert heard == sorted(heard)
    assert len(heard) > 3
    assert heard[-1] == 1.0


@pytest.mark.parametrize(
    ("code", "change"), [("docx-moment-unreadable", {"moment": "yesterday"}), ("docx-base-unreadable", {})]
)
def test_unusable_input_is_reported(
    base: bytes, make_document: Make, code: str, change: dict[str, str]
) -> None:
    with pytest.raises(ExportError, match=code):
        render_docx(make_document(**change), base=base if change else b"no archive", page_numbers={})
