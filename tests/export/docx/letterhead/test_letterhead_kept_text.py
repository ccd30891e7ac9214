"""The check of a briefing lists the words of the letterhead document that every export contains."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.shared import RGBColor
from letterheads.with_python_docx import pack_parts, unpack_parts
from letterheads.with_word_markup import PAPERS, Paper, line, run, shape
from pypdfium2 import raw
from tests.export.docx.letterhead.conftest import FOLDER, OLD_TEXT, Material, Write, colour_of
from tests.narrowing import not_none

from briefbuilder.app.checks import check_input
from briefbuilder.app.export_input import ExportInput, with_layout
from briefbuilder.app.messages import Words
from briefbuilder.domain.letterhead import LetterheadFile
from briefbuilder.domain.notices import Finding
from briefbuilder.export.docx.letterhead.reference_style import read_letterhead
from briefbuilder.export.docx.lint import lint_docx

RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
TemplateOn = Callable[..., Path]
LINKS = b"".join(
    b'<Relationship Id="%s" TargetMode="External" Target="%s"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>' % each
    for each in ((b"share", b"file://server/share/desk.docx"), (b"web", b"https://example.org/desk"))
)


def findings(data: bytes) -> dict[str, Finding]:
    layout = read_letterhead(
        LetterheadFile(name="paper.docx", data=data, fields=("reference", "date", "title"))
    )
    return {one.code: one for one in layout.findings if one.code in {"house-text", "house-body-text"}}


def test_words_around_the_text_of_an_old_letter_are_a_warning() -> None:
    found = findings(PAPERS["it-vecchia.docx"].data())
    assert found["house-body-text"].severity == "warning"
    assert found["house-body-text"].parameters["text"] == (
        "Egregio Ambasciatore Rossi, · in riferimento alla Sua lettera del 3 marzo 2019 Le trasmetto quanto segue. ·"
        " Voglia gradire i sensi della mia alta considerazione. · Mario Bianchi"
    )


def test_words_of_headers_and_footers_are_a_hint() -> None:
    found = findings(PAPERS["it-vecchia.docx"].data())
    assert found["house-text"].severity == "hint"
    assert found["house-text"].parameters["text"] == "Pagina 1 · AMBASCIATA D’ITALIA"


def test_words_in_text_boxes_are_listed_once() -> None:
    box = shape((1, 1), (4, 1), text=line(run("In a box")))
    found = findings(Paper(line(run("Name"), box), "").data())
    assert found["house-text"].parameters["text"] == "Name · In a box"


def test_lines_of_an_address_in_one_paragraph_are_listed_apart() -> None:
    address = "<w:r><w:t>Division 410</w:t><w:br/><w:t>1 High Street</w:t><w:tab/><w:t>Tel. 12</w:t></w:r>"
    about = '<w:tabs><w:tab w:val="right" w:pos="9000"/></w:tabs>'
    found = findings(Paper(line(address, about=about), "").data())
    assert found["house-text"].parameters["text"] == "Division 410 1 High Street Tel. 12"


def test_words_that_are_removed_or_only_placeholders_are_not_listed() -> None:
    hidden = run("Hidden", "<w:vanish/>")
    found = findings(Paper(line(run("{{date}}"), hidden), "", line(run("{{content}}"))).data())
    assert found == {}


def test_placeholders_among_words_are_not_listed_as_words() -> None:
    header, footer = line(run("Trade Desk · {{date}}")), line(run("{{page}}/{{pages}} · {{reference}}"))
    found = findings(Paper(header, footer).data())
    assert found["house-text"].parameters["text"] == "Trade Desk · …"


def test_body_that_the_briefing_replaces_is_not_listed() -> None:
    found = findings((FOLDER / "it-prima-pagina.docx").read_bytes())
    assert set(found) == {"house-text"}
    assert OLD_TEXT not in found["house-text"].parameters["text"]


def test_long_text_is_shortened() -> None:
    found = findings(Paper(line(run("word " * 200)), "").data())
    text = found["house-text"].parameters["text"]
    assert text.endswith("word…")
    assert len(text) <= 301


@pytest.fixture
def source(material: Material, template_on: TemplateOn) -> ExportInput:
    return material(template_on(PAPERS["it-vecchia.docx"].data()), "it")


def test_check_of_a_briefing_lists_the_words_of_its_letterhead(source: ExportInput) -> None:
    found = {one.code: one for one in check_input(with_layout(source))}
    said = Words("en").finding(found["house-body-text"])
    assert "Egregio Ambasciatore Rossi" in said
    assert "paper.docx" in said
    assert "AMBASCIATA" in Words("de").finding(found["house-text"])


def test_letterhead_that_is_refused_does_not_stop_the_check(source: ExportInput) -> None:
    assert source.letterhead_file is not None
    broken = replace(source, letterhead_file=replace(source.letterhead_file, data=b"no Word file"))
    assert with_layout(broken) is broken
    assert "house-text" not in {one.code for one in check_input(broken)}


def test_links_that_do_not_lead_to_the_web_are_told() -> None:
    link = """<w:hyperlink r:id="{0}"><w:r><w:t>{0}</w:t></w:r></w:hyperlink>"""
    field = """<w:fldSimple w:instr='HYPERLINK "{0}"'><w:r><w:t>{0}</w:t></w:r></w:fldSimple>"""
    header = line(link.format("share") + link.format("web"))
    footer = line(field.format("file:///S:/Forms/imprint.docx") + field.format("https://example.org/imprint"))
    parts = unpack_parts(Paper(header, footer).data())
    relations = "word/_rels/header1.xml.rels"
    parts[relations] = parts[relations].replace(b"</Relationships>", LINKS + b"</Relationships>")
    layout = read_letterhead(LetterheadFile(name="paper.docx", data=pack_parts(parts)))
    (told,) = [one for one in layout.findings if one.code == "house-links-removed"]
    assert told.parameters["addresses"] == "file:///S:/Forms/imprint.docx, file://server/share/desk.docx"


def test_what_a_letterhead_embeds_or_fetches_is_told_and_left_out(write: Write) -> None:
    field = """<w:fldSimple w:instr=' {0} "//server/a"'><w:r><w:t>{0} result</w:t></w:r></w:fldSimple>"""
    office = "urn:schemas-microsoft-com:office:office"
    ole = f"""<w:r><w:object><o:OLEObject xmlns:o="{office}" ProgID="Excel.Sheet.12" r:id="sheet"/></w:object></w:r>"""
    control = """<w:r><w:object><w:control w:name="Button1" r:id="sheet"/></w:object></w:r>"""
    fields = "".join(map(field.format, ("INCLUDETEXT", "DDEAUTO", "PAGE", "TITLE")))
    relation = "<Relationship Id='{}' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}' Target='{}' TargetMode='External'/></Relationships>"
    parts = unpack_parts(Paper(line(fields + ole + control), line(), line(field.format("LINK"))).data())
    for holder, kind, target in (
        ("header1", "oleObject", "file:///S:/figures.xlsx"),
        ("settings", "attachedTemplate", "https://ministry.example/office.dotm"),
    ):
        name = f"word/_rels/{holder}.xml.rels"
        before = parts.get(name, RELATIONS)
        parts[name] = before.replace(b"</Relationships>", relation.format("sheet", kind, target).encode())
    data = pack_parts(parts)
    layout = read_letterhead(LetterheadFile(name="paper.docx", data=data))
    (told,) = [one for one in layout.findings if one.code == "house-content-removed"]
    assert told.parameters["names"] == (
        "INCLUDETEXT, DDEAUTO, Excel.Sheet.12, Button1, https://ministry.example/office.dotm, file:///S:/figures.xlsx"
    )
    exported = b"".join(unpack_parts(write(data)[0]).values())
    for gone in ("INCLUDETEXT", "DDEAUTO", "OLEObject", "Button1", "office.dotm", "figures.xlsx"):
        assert gone.encode() not in exported


def test_links_of_a_body_that_the_text_replaces_are_not_told() -> None:
    link = (
        """<w:fldSimple w:instr='HYPERLINK "file:///S:/old.docx"'><w:r><w:t>old</w:t></w:r></w:fldSimple>"""
    )
    layout = read_letterhead(LetterheadFile(name="a.docx", data=Paper(line(), "", line(link)).data()))
    assert "house-body-replaced" in {one.code for one in layout.findings}
    assert "house-links-removed" not in {one.code for one in layout.findings}


def test_a_heading_of_the_letterhead_keeps_its_look_where_the_template_changes_its_style(
    write: Write,
) -> None:
    word = docx.Document()
    word.add_paragraph("{{content}}")
    word.add_heading("Signatures", 1)
    word.styles["Heading 1"].font.color.rgb = RGBColor.from_string("7A1F1F")
    file = io.BytesIO()
    word.save(file)
    data, pdf = write(file.getvalue(), more='styles: {heading1: {colour: "#00aa00"}}\n')
    assert lint_docx(data) == ()
    written = ((one.text, not_none(one.style)) for one in docx.Document(io.BytesIO(data)).paragraphs)
    headings = [(text, style) for text, style in written if "eading 1" in str(style.name)]
    colours = {text == "Signatures": str(style.font.color.rgb) for text, style in headings}
    assert colours == {True: "7A1F1F", False: "00AA00"}
    with pypdfium2.PdfDocument(pdf) as pages:
        shapes = [shape for page in pages for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])]
        assert {"7a1f1f", "00aa00"} <= {colour_of(shape) for shape in shapes}
