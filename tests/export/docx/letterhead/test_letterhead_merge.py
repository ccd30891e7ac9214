"""A briefing on each of twelve letterheads has their appearance and nothing of their old text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from letterheads.with_word_markup import Paper, line, run
from lxml import etree
from tests.export.docx.conftest import audit
from tests.export.docx.letterhead.conftest import (
    FOLDER,
    LETTERHEADS,
    OLD_TEXT,
    ExportOn,
    Write,
    language,
    pack_parts,
    read_parts,
)
from tests.export.pdf_validation import faults
from tests.narrowing import not_none, of_type

from briefbuilder.domain.letterhead import LetterheadFile
from briefbuilder.export.docx.letterhead.reference_style import read_letterhead
from briefbuilder.export.docx.lint import lint_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MARK = "RESTREINT UE/EU RESTRICTED"
MINISTRIES = {
    "de-querformat.docx": ("Auswärtiges Referat", "berschrift1"),
    "de-vermerk.docx": ("Bundesamt für Beziehungen", "Heading1"),
    "fr-cellule.docx": ("MINISTÈRE DES RELATIONS", "Titre1"),
    "fr-note.dotx": ("Secrétariat général", "Heading1"),
    "fr-tableau.docx": ("Affaires extérieures", "Heading1"),
    "it-foglio.docx": ("Rappresentanza permanente", "Heading1"),
    "it-lettera.docx": ("Ministero delle Relazioni", "Titolo1"),
    "it-prima-pagina.docx": ("Ambasciata d’Italia", "Titolo1"),
    "ja-bunsho.dotx": ("対外関係省 経済局", "Heading1"),
    "ja-memo.docx": ("対外経済庁", "Heading1"),
    "ru-pismo.docx": ("Министерство связей", "Heading1"),
    "ru-spravka.docx": ("МИНИСТЕРСТВО ВНЕШНИХ СВЯЗЕЙ", "1"),
}
"""The name in each letterhead, and the id under which it stores Word's heading 1."""


def count_faults(data: bytes) -> Counter[str]:
    """Return what the independent auditor finds, without the numbers of places."""
    return Counter(re.sub(r"[0-9]+", "", error) for error in audit(data))


def added_faults(data: bytes, before: bytes) -> Counter[str]:
    """Return what the auditor finds in a file, but for what it finds in the letterhead as well."""
    found = count_faults(data)
    # An audit takes a second: that of the letterhead is made where it can excuse something.
    return found - count_faults(before) if found else found


def text(part: bytes) -> str:
    return "".join(node.text or "" for node in etree.fromstring(part).iter(f"{W}t"))


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def test_there_are_twelve_letterheads() -> None:
    assert sorted(MINISTRIES) == LETTERHEADS
    assert len(LETTERHEADS) == 12


@pytest.mark.parametrize("letterhead", LETTERHEADS)
def test_briefing_on_a_letterhead_is_valid_without_old_content(letterhead: str, export_on: ExportOn) -> None:
    before = (FOLDER / letterhead).read_bytes()
    docx, pdf = export_on(letterhead)
    assert any(OLD_TEXT.encode() in part for part in read_parts(before).values())
    assert [name for name, part in read_parts(docx).items() if OLD_TEXT.encode() in part] == []
    assert added_faults(docx, before) == Counter()
    assert lint_docx(docx) == ()
    assert faults(pdf) == []


def test_two_exports_on_a_letterhead_are_equal(export_on: ExportOn, write: Write) -> None:
    assert write("fr-note.dotx", language("fr-note.dotx")) == export_on("fr-note.dotx")


@pytest.mark.parametrize("letterhead", LETTERHEADS)
def test_letterhead_styles_and_marking_are_in_both_files(letterhead: str, export_on: ExportOn) -> None:
    name, heading = MINISTRIES[letterhead]
    docx, pdf = export_on(letterhead)
    parts = read_parts(docx)
    bands = {one: text(part) for one, part in parts.items() if re.match(r"word/[a-z]*(header|footer)", one)}
    assert all(MARK in band for band in bands.values())
    assert any(name in band for band in bands.values())
    assert "{{" not in "".join([text(parts["word/document.xml"]), *bands.values()])
    used = {node.get(f"{W}val") for node in etree.fromstring(parts["word/document.xml"]).iter(f"{W}pStyle")}
    assert heading in used
    drawn = pages(pdf)
    assert name in drawn[0]
    assert all(page.count(MARK) == 2 for page in drawn)


def test_placeholders_split_into_runs_are_filled(export_on: ExportOn) -> None:
    docx, pdf = export_on("it-lettera.docx")
    parts = read_parts(docx)
    assert "Prot. BB/2026/117" in text(parts["word/header1.xml"])
    body = text(parts["word/document.xml"])
    assert body.startswith("Oggetto: Europa e Giappone")
    assert body.count("Europa e Giappone") == 1
    assert body.endswith("Il Direttore Generale")
    first = pages(pdf)[0]
    assert "Prot. BB/2026/117" in first
    assert first.count("Europa e Giappone") == 1


def test_first_page_has_its_own_letterhead(export_on: ExportOn) -> None:
    docx, _ = export_on("it-prima-pagina.docx")
    root = etree.fromstring(read_parts(docx)["word/document.xml"])
    kinds = Counter(node.get(f"{W}type") for node in root.iter(f"{W}headerReference"))
    assert kinds == {"default": 1, "first": 1}
    assert next(root.iter(f"{W}titlePg"), None) is not None


def test_landscape_section_after_the_text_keeps_the_marking(export_on: ExportOn) -> None:
    docx, pdf = export_on("de-querformat.docx")
    root = etree.fromstring(read_parts(docx)["word/document.xml"])
    turned = [node.get(f"{W}orient") for node in root.iter(f"{W}pgSz")]
    assert turned == [None, "landscape"]
    assert text(read_parts(docx)["word/document.xml"]).index("Europa") < text(
        read_parts(docx)["word/document.xml"]
    ).index("Anlage")
    assert "Anlage: Verteiler" in pages(pdf)[-1]


def test_cell_holds_the_text_and_its_row_can_break(export_on: ExportOn) -> None:
    docx, _ = export_on("fr-cellule.docx")
    root = etree.fromstring(read_parts(docx)["word/document.xml"])
    outer = next(root.iter(f"{W}tbl"))
    cell = outer.findall(f"{W}tr")[1].findall(f"{W}tc")[1]
    words = "".join(node.text or "" for node in cell.iter(f"{W}t"))
    assert "Points clés" in words
    assert "Sources" in words
    assert cell[-1].tag == f"{W}p"
    assert [node.get(f"{W}hRule") for node in outer.iter(f"{W}trHeight")] == []
    widest = max(sum(int(column.get(f"{W}w", "0")) for column in grid) for grid in cell.iter(f"{W}tblGrid"))
    assert widest <= 13 * 567


def test_pdf_has_page_fonts_sizes_and_colours_of_the_letterhead(
    template_on: Callable[..., Path], material: Callable[..., object]
) -> None:
    from briefbuilder.app.export import compose_input
    from briefbuilder.app.export_input import ExportInput

    data = of_type(material(template_on("it-foglio.docx"), "it"), ExportInput)
    document = compose_input(data).document
    assert document.page.width > document.page.height
    heading = document.styles.style("heading1")
    assert (heading.font, heading.size, heading.colour) == ("Liberation Serif", 15.0, "#004f7c")
    assert document.styles.style("callout").background == "#e6eef4"
    # what the letterhead has no style for is in its fonts and colours.
    assert document.styles.style("table-header").colour == "#004f7c"
    assert document.styles.style("footnote").font == "Liberation Serif"


def test_template_styles_override_the_letterhead(write: Write) -> None:
    more = 'styles: {heading1: {colour: "#00aa00", size: 18}}\n'
    docx, _ = write("it-lettera.docx", more=more)
    styles = etree.fromstring(read_parts(docx)["word/styles.xml"])
    style = next(node for node in styles if node.get(f"{W}styleId") == "Titolo1")
    said = {
        str(node.tag).removeprefix(W): str(node.get(f"{W}val") or node.get(f"{W}ascii"))
        for node in style.iterfind(f"{W}rPr/*")
    }
    assert (said["color"], said["sz"], said["rFonts"]) == ("00AA00", "36", "Liberation Serif")


def test_first_page_marking_gives_the_first_page_its_own_header(write: Write) -> None:
    docx, _ = write("it-lettera.docx", marking="limite")
    parts = read_parts(docx)
    root = etree.fromstring(parts["word/document.xml"])
    relations = {
        node.get("Id"): node.get("Target") for node in etree.fromstring(parts["word/_rels/document.xml.rels"])
    }
    shown = {
        node.get(f"{W}type"): text(parts[f"word/{relations[node.get(f'{R}id')]}"])
        for node in root.iter(f"{W}headerReference")
    }
    assert "LIMITE" in shown["first"]
    assert "LIMITE" not in shown["default"]
    assert "Ministero delle Relazioni" in shown["first"]


def test_linked_pictures_objects_and_templates_are_removed(write: Write) -> None:
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    outside = "https://elsewhere.example/kept.png"
    kinds = ("image", "attachedTemplate", "oleObject")
    links = "".join(
        f'<Relationship Id="out{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        f' Target="{outside}" TargetMode="External"/>'
        for kind in kinds
    )
    rels = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", f"{links}</Relationships>".encode()
    )
    drawn = (
        '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="outimage"/>'
        "</w:drawing></w:r></w:p><w:sectPr"
    )
    body = parts["word/document.xml"].replace(b"<w:sectPr", drawn.encode(), 1)
    docx, _ = write(pack_parts({**parts, "word/_rels/document.xml.rels": rels, "word/document.xml": body}))
    assert not any(b"elsewhere.example" in part for part in read_parts(docx).values())


ALL_SETTINGS = (
    '<w:zoom w:percent="100"/><w:mirrorMargins/><w:proofState w:spelling="clean"/>'
    '<w:stylePaneFormatFilter w:val="3F01"/><w:defaultTabStop w:val="708"/><w:autoHyphenation/>'
    '<w:hyphenationZone w:val="283"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:pos w:val="pageBottom"/></w:footnotePr><w:compat/>'
    '<m:mathPr xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:mathFont m:val="Cambria Math"/>'
    '</m:mathPr><w:uiCompat97To2003/><w:themeFontLang w:val="it-IT"/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1"'
    ' w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4"'
    ' w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
    '<w:doNotIncludeSubdocsInStats/><w:doNotAutoCompressPictures/><w:decimalSymbol w:val=","/>'
    '<w:listSeparator w:val=";"/>'
)
"""Settings that Word writes, in the order of the schema; Word 2010 adds `uiCompat97To2003` to old files."""


def with_settings(settings: str) -> bytes:
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    root = etree.fromstring(parts["word/settings.xml"])
    opening = etree.tostring(root).decode().partition(">")[0]
    return pack_parts({**parts, "word/settings.xml": f"{opening}>{settings}</w:settings>".encode()})


def test_settings_of_old_files_stay_in_the_order_of_the_schema(write: Write) -> None:
    house = with_settings(ALL_SETTINGS)
    docx, _ = write(house)
    assert added_faults(docx, house) == Counter()
    root = etree.fromstring(read_parts(docx)["word/settings.xml"])
    names = [etree.QName(child).localname for child in root]
    assert names.index("uiCompat97To2003") == names.index("themeFontLang") - 1


def test_settings_that_a_letterhead_has_in_disorder_are_put_in_order(write: Write) -> None:
    house = with_settings('<w:themeFontLang w:val="it-IT"/><w:defaultTabStop w:val="708"/><w:mirrorMargins/>')
    docx, _ = write(house)
    assert [error for error in audit(docx) if "settings" in error] == []


LABEL = "90ab12cd-34ef-4a56-8b78-9c0d1e2f3a4b"
_RELATION = "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels"


def labelled() -> bytes:
    """Return a letterhead with a sensitivity label, as Word writes it today and as it did before."""
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property'
        f' fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="MSIP_Label_{LABEL}_Enabled">'
        "<vt:lpwstr>true</vt:lpwstr></property></Properties>"
    )
    info = (
        '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label'
        f' id="{{{LABEL}}}" enabled="1" method="Privileged" siteId="{{{LABEL}}}" removed="0"/></clbl:labelList>'
    )
    kinds = (
        '<Override PartName="/docMetadata/LabelInfo.xml" ContentType="application/vnd.ms-office.classificationlabels+xml"/>'
        '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'custom-properties+xml"/></Types>'
    )
    relations = (
        f'<Relationship Id="rIdL" Type="{_RELATION}" Target="docMetadata/LabelInfo.xml"/><Relationship Id="rIdC" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"'
        ' Target="docProps/custom.xml"/></Relationships>'
    )
    types, rels = parts["[Content_Types].xml"].decode(), parts["_rels/.rels"].decode()
    return pack_parts(
        {
            **parts,
            "[Content_Types].xml": types.replace("</Types>", kinds).encode(),
            "_rels/.rels": rels.replace("</Relationships>", relations).encode(),
            "docProps/custom.xml": custom.encode(),
            "docMetadata/LabelInfo.xml": info.encode(),
        }
    )


def test_label_of_a_letterhead_is_found_and_not_exported(write: Write) -> None:
    house = labelled()
    assert read_letterhead(LetterheadFile(name="paper.docx", data=house)).labels == (LABEL,)
    docx, pdf = write(house)
    assert not any(LABEL.encode() in part for part in (*read_parts(docx).values(), pdf))


def box(top: float, colour: str) -> str:
    """Return a filled box of 100 points at a height of the page, as LibreOffice writes it."""
    return (
        '<w:p xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        f'xmlns:w="{W[1:-1]}"><w:r><w:drawing><wp:anchor behindDoc="0" simplePos="0" locked="0" layoutInCell="1" '
        'allowOverlap="1" relativeHeight="2" distT="0" distB="0" distL="0" distR="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:posOffset>700000</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{round(top * 12_700)}</wp:posOffset></wp:positionV>'
        '<wp:extent cx="6000000" cy="1270000"/><wp:wrapNone/><wp:docPr id="1" name="Sender"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="6000000" cy="1270000"/></a:xfrm><a:prstGeom prst="rect"/>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></wps:spPr><wps:txbx><w:txbxContent><w:p/></w:txbxContent>'
        "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


def test_no_white_box_of_a_letterhead_hides_the_marking(write: Write) -> None:
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    root = etree.fromstring(parts["word/document.xml"])
    body = not_none(root.find(f"{W}body"))
    body[:0] = [etree.fromstring(box(*each)) for each in ((20, "FFFFFF"), (400, "FFFFFF"), (20, "003366"))]
    docx, _ = write(pack_parts({**parts, "word/document.xml": etree.tostring(root)}))
    written = etree.fromstring(read_parts(docx)["word/document.xml"])
    grounds = [
        etree.QName(child).localname
        for properties in written.iter(
            "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}spPr"
        )
        for child in properties
        if etree.QName(child).localname.endswith("Fill")
    ]
    assert grounds == ["noFill", "solidFill", "solidFill"], "only what is white, and over a header"


@pytest.mark.parametrize("letterhead", ["de-vermerk.docx", "fr-note.dotx"])
def test_the_marking_is_centred_as_in_the_pdf_whatever_the_style_says(
    letterhead: str, export_on: ExportOn
) -> None:
    parts = read_parts(export_on(letterhead)[0])
    styles = {
        style.get(f"{W}styleId"): style.find(f"{W}pPr/{W}jc")
        for style in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")
    }
    header = etree.fromstring(parts["word/header1.xml"])
    line = next(paragraph for paragraph in header.iter(f"{W}p") if MARK in "".join(paragraph.itertext()))
    own, named = line.find(f"{W}pPr/{W}jc"), line.find(f"{W}pPr/{W}pStyle")
    assert named is not None
    aligned = not_none(own if own is not None else styles[named.get(f"{W}val")])
    assert aligned.get(f"{W}val") == "center"


SIGNED_TABLE = (
    '<w:tbl><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>'
    f"<w:tr><w:tc>{line(run('Signed'))}</w:tc></w:tr></w:tbl>"
)
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'


def control(block: str, properties: str = "") -> str:
    """Return a content control around a block."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{block}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    "below",
    [line(run("Signed")), SIGNED_TABLE, control(line(run("Signed")))],
    ids=["line", "table", "control"],
)
@pytest.mark.parametrize(
    "place",
    [
        line(PAGE_BREAK, run("{{content}}"), PAGE_BREAK),
        line(run("{{content}}"), PAGE_BREAK, about="<w:pageBreakBefore/>"),
        control(line(run("Text"), PAGE_BREAK, about="<w:pageBreakBefore/>"), '<w:tag w:val="content"/>'),
    ],
    ids=["breaks", "property", "control"],
)
def test_page_breaks_in_the_paragraph_of_the_text_are_kept(write: Write, place: str, below: str) -> None:
    """LibreOffice writes the break after a paragraph, and before one that follows a table, into this paragraph."""
    word, pdf = write(Paper("", "", line(run("Cover")) + place + below).data(), "en")
    first, *middle, last = pages(pdf)
    assert "Cover" in first
    assert "Key points" in middle[0]
    assert "Key points" not in first
    assert "Signed" in last
    assert "Corriere di Levante" not in last
    root = etree.fromstring(read_parts(word)["word/document.xml"])
    broken = [node for node in root.iter(f"{W}p") if node.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert len(broken) == 2
    assert lint_docx(word) == ()
    assert faults(pdf) == []
