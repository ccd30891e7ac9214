"""Reading the styles, headers and fields of letterhead documents, also of broken ones."""

from __future__ import annotations

import ctypes
import random
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from pypdfium2 import raw
from tests.export.docx.letterhead.conftest import (
    FOLDER,
    LETTERHEADS,
    OLD_TEXT,
    ExportOn,
    Material,
    Write,
    colour_of,
    pack_parts,
    read_parts,
)
from tests.narrowing import not_none

from briefbuilder.app.export import build_all, compose_input
from briefbuilder.app.letterheads import folders_of, read_layout, template_findings
from briefbuilder.app.messages import Words
from briefbuilder.app.resources import Resources
from briefbuilder.domain.document import DrawnTable, DrawnText, Run
from briefbuilder.domain.errors import ExportError
from briefbuilder.domain.styles import LetterRule, Role
from briefbuilder.export.docx.letterhead.styles import (
    LetterheadStyles,
    LetterheadTheme,
    role_styles,
    style_names,
)
from briefbuilder.export.docx.lint import lint_docx
from briefbuilder.export.pdf.writer import render_pdf

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
VALUES = ("", "abc", "-1", "99999999999", "rId999", "0", "1.5", "ü")


def styles_of(*named: tuple[str, str]) -> LetterheadStyles:
    """Return a part of styles with paragraph styles of these ids and names."""
    inner = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{name}"/></w:style>'
        for one, name in named
    )
    return LetterheadStyles(
        etree.fromstring(f'<w:styles xmlns:w="{W}">{inner}</w:styles>'), LetterheadTheme()
    )


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("heading1", "Heading 1"),
        ("heading2", "HEADING 2"),
        ("heading1", "heading 1,Titolo A"),
        ("heading3", "Überschrift 3"),
        ("heading1", "見出し 1"),
        ("source", "Fonte"),
        ("source", "Quelle"),
        ("source", "Источник"),
        ("source", "出典"),
        ("callout", "Riquadro"),
        ("callout", "Encadré"),
        ("marking", "Marcatura"),
        ("marking", "Гриф"),
        ("quote", "Citation"),
        ("code", "Preformatted Text"),
        ("contents2", "TM 2"),
    ],
)
def test_style_is_found_by_its_own_name_or_a_common_one(role: Role, name: str) -> None:
    found = not_none(styles_of(("x1", "Anything"), ("x2", name)).for_role(role))
    assert found.get(f"{{{W}}}styleId") == "x2"


def test_own_name_comes_before_aliases_and_translations() -> None:
    found = role_styles(styles_of(("a", "Citazione"), ("b", "Block Text"), ("c", "quote")))
    assert found["quote"].get(f"{{{W}}}styleId") == "c"
    assert role_styles(styles_of(("a", "Citazione"), ("b", "Block Text")))["quote"].get(
        f"{{{W}}}styleId"
    ) == ("b")


def test_custom_heading_is_found_by_its_outline_level() -> None:
    styles = styles_of(("x1", "Capitolo"))
    style = next(iter(styles.root))
    properties = etree.SubElement(style, f"{{{W}}}pPr")
    etree.SubElement(properties, f"{{{W}}}outlineLvl").set(f"{{{W}}}val", "0")
    found = styles.for_role("heading1")
    assert found is style
    assert styles.for_role("heading2") is None


def test_cycle_of_styles_is_cut() -> None:
    styles = styles_of(("a", "Quote"), ("b", "Other"))
    for style, base in zip(styles.root, ("b", "a"), strict=True):
        etree.SubElement(style, f"{{{W}}}basedOn").set(f"{{{W}}}val", base)
    assert styles.resolve(styles.for_role("quote")).size == 10.0
    assert style_names(next(iter(styles.root))) == {"quote"}


def test_text_box_in_the_header_is_drawn_at_its_position(export_on: ExportOn) -> None:
    _, pdf = export_on("de-querformat.docx")
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    found = not_none(text.search("Berlin, 4 May 2026").get_next())
    left, bottom, _, top = text.get_charbox(found[0])
    assert left == pytest.approx(5040000 / 12700 + 7.2, abs=3)
    assert page.get_height() - top == pytest.approx(1044000 / 12700 + 3.6, abs=9)
    assert top > bottom


def test_date_fields_are_filled_and_author_fields_removed(write: Write) -> None:
    def field(instruction: str, shown: str) -> str:
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        code = f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        result = f"<w:r><w:t>{shown}</w:t></w:r>"
        return "".join((mark.format("begin"), code, mark.format("separate"), result, mark.format("end")))

    fields = (
        field("DATE \\@ dd", OLD_TEXT)
        + field("AUTHOR", OLD_TEXT)
        + field("FILENAME \\p", OLD_TEXT)
        + field("PAGE", "7")
    )
    simple = f'<w:fldSimple w:instr=" DOCPROPERTY Company "><w:r><w:t>{OLD_TEXT}</w:t></w:r></w:fldSimple>'
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    body = parts["word/document.xml"].replace(
        b"<w:sectPr", f"<w:p>{fields}{simple}</w:p><w:sectPr".encode(), 1
    )
    docx, _ = write(pack_parts({**parts, "word/document.xml": body}))
    last = read_parts(docx)["word/document.xml"].decode()
    assert OLD_TEXT not in last
    assert "4 maggio 2026" in last
    assert "AUTHOR" not in last
    assert "FILENAME" not in last
    assert " PAGE " in last


def test_house_style_brings_the_letterhead_in_its_folder(
    template_on: Callable[..., Path], material: Material, tmp_path: Path
) -> None:
    own = template_on("it-lettera.docx")
    (tmp_path / "styles").mkdir()
    (tmp_path / "it-lettera.docx").rename(tmp_path / "styles" / "it-lettera.docx")
    (tmp_path / "styles" / "house.yaml").write_text("version: 1\nhouse-document: it-lettera.docx\n", "utf-8")
    text = own.read_text("utf-8").replace("house-document: it-lettera.docx", "extends: house")
    own.write_text(text, "utf-8")
    data = material(own, "it")
    assert data.letterhead_file is not None
    assert b"Ministero" in read_parts(build_all(data, (".docx",)).files[".docx"])["word/header1.xml"]
    assert folders_of((own, tmp_path / "styles" / "house.yaml")) == (tmp_path, tmp_path / "styles")


def _elements(parts: dict[str, bytes], chance: random.Random) -> None:
    """Spoil elements: one gone or doubled, or an invalid value."""
    for _ in range(chance.choice((1, 2, 6))):
        name = chance.choice(sorted(one for one in parts if one.endswith((".xml", ".rels"))))
        root = etree.fromstring(parts[name])
        nodes = list(root.iter(etree.Element))
        node = chance.choice(nodes)
        parent = node.getparent()
        match chance.randrange(4):
            case 0 if parent is not None:
                parent.remove(node)
            case 1 if node.attrib:
                node.set(chance.choice(sorted(map(str, node.attrib))), chance.choice(VALUES))
            case 2 if node.attrib:
                del node.attrib[chance.choice(sorted(map(str, node.attrib)))]
            case _:
                chance.choice(nodes).append(deepcopy(node))
        parts[name] = etree.tostring(root)


def _same_ids(parts: dict[str, bytes], chance: random.Random) -> None:
    """Give some of the things that have an id that of another."""
    for name in sorted(one for one in parts if one.endswith(".xml")):
        said = re.compile(r'(w:(?:id|styleId|numId|abstractNumId|name)| id)="[^"]*"')
        text = parts[name].decode()
        parts[name] = said.sub(
            lambda found: f'{found[1]}="1"' if chance.random() < 0.1 else found[0], text
        ).encode()


def _lost_part(parts: dict[str, bytes], chance: random.Random) -> None:
    del parts[chance.choice(sorted(parts))]


def _swapped_parts(parts: dict[str, bytes], chance: random.Random) -> None:
    one, other = chance.sample(sorted(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]


def _cut_part(parts: dict[str, bytes], chance: random.Random) -> None:
    name = chance.choice(sorted(parts))
    parts[name] = parts[name][: chance.randrange(len(parts[name]))]


def _other_target(parts: dict[str, bytes], chance: random.Random) -> None:
    name = chance.choice(sorted(one for one in parts if one.endswith(".rels")))
    text = parts[name].decode()
    targets = re.findall(r'Target="([^"]*)"', text)
    if targets:
        old, new = chance.choice(targets), chance.choice([*targets, "missing.xml", "../../x", "http://a b/"])
        parts[name] = text.replace(f'Target="{old}"', f'Target="{new}"', 1).encode()


SPOILED = (_elements, _same_ids, _lost_part, _swapped_parts, _cut_part, _other_target)


@pytest.mark.parametrize("count", [2, pytest.param(len(LETTERHEADS), marks=pytest.mark.soak)])
@pytest.mark.parametrize("spoil", SPOILED)
def test_broken_letterhead_gives_one_message(
    spoil: Callable[[dict[str, bytes], random.Random], None],
    template_on: Callable[..., Path],
    material: Material,
    count: int,
) -> None:
    """What the check lets pass exports, and what the check refuses the export refuses with the same reason."""
    chance = random.Random(SPOILED.index(spoil))
    outcomes = []
    for letterhead in chance.sample(LETTERHEADS, count):
        parts = read_parts((FOLDER / letterhead).read_bytes())
        spoil(parts, chance)
        path = template_on(pack_parts(parts))
        errors = [one for one in template_findings(path) if one.severity == "error"]
        assert len(errors) <= 1
        for error in errors:
            assert all(Words(language).finding(error) for language in ("en", "it", "fr"))
            with pytest.raises(ExportError, match=error.code):
                build_all(material(path, "it"), (".docx",))
        if not errors:
            assert lint_docx(build_all(material(path, "it"), (".docx",)).files[".docx"]) == ()
        outcomes.append(errors[0].code if errors else "read")
    assert set(outcomes) <= {"read", "house-unreadable", "house-no-word", "house-place-twice"}, outcomes


def test_template_lines_keep_their_tab_stops_in_the_letterhead(write: Write) -> None:
    more = "header:\n- {start: Left, end: Right}\nfooter:\n- {start: One, centre: Two, end: Three}\n"
    docx, _ = write("it-lettera.docx", more=more)
    root = etree.fromstring(read_parts(docx)["word/header1.xml"])
    line = next(one for one in root.iter(f"{{{W}}}p") if "Left" in "".join(one.itertext()))
    stops = {one.get(f"{{{W}}}val"): one.get(f"{{{W}}}pos") for one in line.iter(f"{{{W}}}tab")}
    width = round((21 - 2.5 - 2.0) * 72 / 2.54 * 20)
    assert int(stops["right"] or 0) == pytest.approx(width, abs=2)
    assert stops["clear"] in {"4680", "9360"}


def test_shape_that_the_pdf_cannot_draw_is_reported_by_name(template_on: Callable[..., Path]) -> None:
    shape = (
        '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="s1" style="width:9pt;height:9pt">'
        '<v:textpath string="ENTWURF"/></v:shape></w:pict></w:r></w:p>'
    )
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    header = parts["word/header1.xml"].replace(b"</w:hdr>", f"{shape}</w:hdr>".encode())
    path = template_on(pack_parts({**parts, "word/header1.xml": header}))
    told = {finding.code: finding.parameters for finding in template_findings(path)}
    assert told["house-box-not-drawn"]["words"] == "ENTWURF"


def test_only_headings_with_visible_numbers_are_reported(template_on: Callable[..., Path]) -> None:
    assert not any(
        one.code == "house-heading-numbers" for one in template_findings(template_on("it-foglio.docx"))
    )
    parts = read_parts((FOLDER / "it-foglio.docx").read_bytes())
    numbering = parts["word/numbering.xml"].replace(b'w:numFmt w:val="none"', b'w:numFmt w:val="decimal"')
    told = template_findings(template_on(pack_parts({**parts, "word/numbering.xml": numbering})))
    assert any(one.code == "house-heading-numbers" for one in told)


def test_letterhead_overrides_page_keys_of_a_house_style(
    template_on: Callable[..., Path], material: Material, tmp_path: Path
) -> None:
    path = template_on("it-lettera.docx", more="extends: base\n")
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "base.yaml").write_text(
        "version: 1\npage: {size: A5, watermark: DRAFT}\nfonts: {text: Noto Sans}\n"
        'styles: {heading1: {colour: "#00aa00"}}\nfooter:\n- {start: Ours}\n',
        "utf-8",
    )
    assert "template-house-page" not in {one.code for one in template_findings(path)}
    document = compose_input(material(path, "it")).document
    assert document.styles.style("heading1").colour == "#7a1f1f"
    assert document.styles.style("body").font == "Liberation Serif"
    assert document.page.width == pytest.approx(595.3, abs=0.2)
    assert document.headers_footers.watermark == "DRAFT"
    assert not any(line.start for line in document.headers_footers.footer)


def test_tall_letterhead_moves_the_text_on_the_first_page_only(
    template_on: Callable[..., Path], material: Material
) -> None:
    parts = read_parts((FOLDER / "it-prima-pagina.docx").read_bytes())
    first = next(name for name, part in parts.items() if "header" in name and b"w:drawing" in part)
    tall = parts[first].replace(b"</w:hdr>", b"<w:p/>" * 12 + b"</w:hdr>")
    document = compose_input(material(template_on(pack_parts({**parts, first: tall})), "it")).document
    words = tuple(DrawnText(role="body", content=(Run(text=f"Paragraph {at}."),)) for at in range(90))
    tops = []
    for page in pypdfium2.PdfDocument(render_pdf(replace(document, elements=words)).data):
        text = page.get_textpage()
        found = not_none(text.search("Paragraph").get_next())
        tops.append(page.get_height() - text.get_charbox(found[0])[3])
    assert len(tops) > 1
    assert tops[0] > tops[1] + 100
    assert tops[1] == pytest.approx(document.page.top, abs=12)


def test_letterhead_is_kept_when_its_folder_is_lost(template_on: Callable[..., Path], tmp_path: Path) -> None:
    path = template_on("it-lettera.docx")
    resources = Resources(templates=(tmp_path,))
    first = not_none(resources.letterhead_file("on-paper"))
    (tmp_path / "it-lettera.docx").unlink()
    path.unlink()
    assert resources.letterhead_file("on-paper") is first


def test_borders_of_paragraphs_around_the_text_are_drawn(write: Write) -> None:
    def colours(pdf: bytes) -> list[str]:
        page = pypdfium2.PdfDocument(pdf)[0]
        found = []
        for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            parts = [ctypes.c_uint() for _ in range(4)]
            raw.FPDFPageObj_GetFillColor(shape, *parts)
            found.append("".join(f"{part.value:02x}" for part in parts[:3]))
        return found

    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="1" w:color="{colour}"/>'
        for side, colour in (("top", "12AB34"), ("bottom", "56CD78"))
    )
    ruled = f"<w:p><w:pPr><w:pBdr>{sides}</w:pBdr></w:pPr><w:r><w:t>Ruled</w:t></w:r></w:p><w:sectPr"
    body = parts["word/document.xml"].replace(b"<w:sectPr", ruled.encode(), 1)
    _, pdf = write(pack_parts({**parts, "word/document.xml": body}))
    assert {"12ab34", "56cd78"} <= set(colours(pdf))
    assert not {"12ab34", "56cd78"} & set(colours(write("it-lettera.docx")[1]))


def test_title_of_the_letterhead_keeps_its_border_in_the_pdf(export_on: ExportOn) -> None:
    _, pdf = export_on("ja-bunsho.dotx")
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    found = not_none(text.search("Europa e Giappone").get_next())
    _, bottom, _, _ = text.get_charbox(found[0])
    rules = [shape.get_bounds() for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    assert any(0 < bottom - under < 12 and right - left > 300 for left, under, right, _ in rules)


def test_missing_style_of_the_letterhead_is_not_replaced_by_an_added_one(export_on: ExportOn) -> None:
    """A Russian paper's page number calls “Footer”, which is not there: it has the look of ordinary text."""
    assert b'"Footer"' in read_parts((FOLDER / "ru-spravka.docx").read_bytes())["word/footer1.xml"]
    docx, _ = export_on("ru-spravka.docx")
    parts = read_parts(docx)
    assert b'w:styleId="Footer"' not in parts["word/styles.xml"]
    assert b'<w:name w:val="footer"/>' in parts["word/styles.xml"]


def test_missing_part_removes_only_references_to_it(write: Write) -> None:
    """Some programs write a relationship to a theme and no theme, which Word passes over."""
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    for lost in ("word/theme/theme1.xml", "word/media/image1.png"):
        del parts[lost]
    docx, _ = write(pack_parts(parts))
    made = read_parts(docx)
    assert b"Ministero" in made["word/header1.xml"]
    assert b"<w:drawing" not in made["word/header1.xml"]


@pytest.mark.parametrize("spoiled", ["twice", "nameless", "circle", "list", "kind"])
def test_style_faults_that_word_ignores_are_repaired(spoiled: str, write: Write) -> None:
    parts = read_parts((FOLDER / "de-vermerk.docx").read_bytes())
    name = "word/numbering.xml" if spoiled == "list" else "word/styles.xml"
    if spoiled == "kind":
        rels = parts["word/_rels/document.xml.rels"].replace(b"fontTable.xml", b"numbering.xml")
        with pytest.raises(ExportError, match="house-unreadable"):
            write(pack_parts({**parts, "word/_rels/document.xml.rels": rels}))
        return
    root = etree.fromstring(parts[name])
    style = next(root.iter(f"{{{W}}}style"), root)
    first = f"{{{W}}}styleId"
    match spoiled:
        case "twice":
            root.append(deepcopy(style))
        case "nameless":
            style = deepcopy(style)
            del style.attrib[first]
            root.append(style)
        case "circle":
            style = deepcopy(style)
            style.set(first, "Round")
            etree.SubElement(style, f"{{{W}}}basedOn").set(f"{{{W}}}val", "Round")
            root.append(style)
        case _:
            level = next(root.iter(f"{{{W}}}lvl"))
            etree.SubElement(level, f"{{{W}}}pStyle").set(f"{{{W}}}val", "Nowhere")
    docx, _ = write(pack_parts({**parts, name: etree.tostring(root)}))
    assert b"Referat 204" in b"".join(read_parts(docx).values())


def test_lines_of_a_paragraph_keep_their_tab_stops_in_the_pdf(write: Write) -> None:
    """An address block is often one paragraph: words, a tab, a number, and a break before the next line."""
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="2000"/></w:tabs></w:pPr>'
    runs = "<w:tab/><w:t>one</w:t><w:br/><w:t>Facsimile of the whole directorate</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>Web</w:t><w:tab/><w:t>three</w:t>"
    block = f"<w:p>{stops}<w:r><w:t>Tel.</w:t>{runs}</w:r></w:p></w:hdr>"
    header = parts["word/header1.xml"].replace(b"</w:hdr>", block.encode())
    _, pdf = write(pack_parts({**parts, "word/header1.xml": header}))
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()

    def place(words: str) -> tuple[float, float, float]:
        found = text.search(words, match_case=True, match_whole_word=True).get_next()
        assert found is not None, words
        left, bottom, *_ = text.get_charbox(found[0], loose=True)
        return left, bottom, text.get_charbox(found[0] + found[1] - 1, loose=True)[2]

    assert place("one")[0] == pytest.approx(place("three")[0], abs=1)
    assert place("one")[0] - place("Tel.")[0] == pytest.approx(100, abs=1.5)
    assert place("Tel.")[1] > place("Facsimile")[1] > place("Web")[1]
    assert place("two")[1] == pytest.approx(place("Facsimile")[1], abs=1)
    assert place("directorate")[2] < place("two")[0] < place("directorate")[2] + 37


def test_replaced_body_is_reported(template_on: Callable[..., Path]) -> None:
    def told(letterhead: str) -> list[dict[str, str]]:
        found = template_findings(template_on(letterhead))
        return [dict(one.parameters) for one in found if one.code == "house-body-replaced"]

    (one,) = told("it-prima-pagina.docx")
    assert (one["paragraphs"], one["pictures"]) == ("4", "1")
    assert told("it-lettera.docx") == []


def test_table_borders_of_the_letterhead_are_drawn_in_the_pdf(write: Write) -> None:
    """The table's style, the table and a cell say what rules there are, each over the one before."""
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    inside = '<w:insideV w:val="single" w:sz="4" w:color="11AA22"/>'
    edge = '<w:bottom w:val="single" w:sz="4" w:color="33BB44"/>'
    bare = '<w:tcPr><w:tcBorders><w:bottom w:val="nil"/></w:tcBorders></w:tcPr>'
    cells = "".join(
        f"<w:tc>{about}<w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"
        for about, words in (("", "Left cell"), (bare, "Right cell"))
    )
    table = (
        f"<w:tbl><w:tblPr><w:tblBorders>{edge}{inside}</w:tblBorders></w:tblPr><w:tblGrid>"
        f'<w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl><w:p/></w:hdr>'
    )
    header = parts["word/header1.xml"].replace(b"</w:hdr>", table.encode())
    _, pdf = write(pack_parts({**parts, "word/header1.xml": header}))
    page = pypdfium2.PdfDocument(pdf)[0]
    found: dict[str, list[tuple[float, ...]]] = {}
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        found.setdefault(colour_of(shape), []).append(shape.get_bounds())
    ((left, _, right, _),) = found["33bb44"]
    assert right - left == pytest.approx(200, abs=1.5), "under the left cell alone"
    assert {round(one[0]) for one in found["11aa22"]} == {round(right - 0.75)}, "between the two"


@pytest.mark.parametrize(
    ("background", "told"),
    [
        ('w:color="FFF4DD"/>', True),
        ('w:color="FFFFFF"/>', False),
        ('w:color="auto"><x/></w:background>', True),
    ],
)
def test_page_background_is_reported_as_missing_in_the_pdf(
    background: str, told: bool, template_on: Callable[..., Path]
) -> None:
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    body = parts["word/document.xml"].replace(b"<w:body>", f"<w:background {background}<w:body>".encode())
    found = template_findings(template_on(pack_parts({**parts, "word/document.xml": body})))
    assert ("house-background-in-pdf" in {one.code for one in found}) is told


@pytest.mark.parametrize("sides", [("bottom",), ("top", "bottom", "left", "right")])
def test_cells_around_the_text_have_the_borders_of_their_table(
    sides: tuple[str, ...], template_on: Callable[..., Path], material: Material
) -> None:
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in sides)
    table = (
        f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w='4000'/></w:tblGrid>"
        "<w:tr><w:tc><w:p><w:r><w:t>Visto</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:sectPr"
    )
    body = parts["word/document.xml"].replace(b"<w:sectPr", table.encode(), 1)
    data = material(template_on(pack_parts({**parts, "word/document.xml": body})), "it")
    assert data.letterhead_file is not None
    (found,) = [one for one in read_layout(data.letterhead_file).after if isinstance(one, DrawnTable)]
    frame = not_none(found.rows[0][0].frame)
    assert {side for side in ("top", "bottom", "left", "right") if getattr(frame, side)} == set(sides)


BOX = "".join(
    f'<w:{side} w:val="single" w:sz="24" w:space="3" w:color="C8102E"/>'
    for side in ("top", "left", "bottom", "right")
)


def boxed_title() -> bytes:
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    styles = parts["word/styles.xml"].decode()
    head, _, tail = styles.partition('w:styleId="Titolo">')
    start, end = tail.index("<w:pBdr>"), tail.index("</w:pBdr>")
    tail = f"{tail[:start]}<w:pBdr>{BOX}{tail[end:]}"
    return pack_parts({**parts, "word/styles.xml": f'{head}w:styleId="Titolo">{tail}'.encode()})


def test_title_keeps_the_box_of_its_style(template_on: Callable[..., Path], material: Material) -> None:
    data = material(template_on(boxed_title()), "it")
    assert data.letterhead_file is not None
    frame = not_none(read_layout(data.letterhead_file).styles["title"].frame)
    assert frame.top == frame.left == frame.right == LetterRule(colour="#c8102e", width=3.0, gap=3.0)


def test_rule_of_a_template_replaces_the_box_of_a_letterhead(
    template_on: Callable[..., Path], material: Material
) -> None:
    data = material(template_on(boxed_title(), 'styles:\n  title: {rule: "#123456"}\n'), "it")
    assert data.letterhead_file is not None
    found = read_layout(data.letterhead_file).styles
    title = data.template.style_sheet(found).style("title")
    assert (title.rule, title.frame) == ("#123456", None)


def test_a_black_marking_is_not_on_the_black_ground_of_the_letterheads_style(write: Write) -> None:
    parts = read_parts((FOLDER / "it-foglio.docx").read_bytes())
    ground = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
    style = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Marking"><w:name w:val="Marking"/>'
        f'<w:pPr>{ground}</w:pPr><w:rPr><w:color w:val="33FF00"/><w:highlight w:val="black"/>{ground}</w:rPr>'
        "</w:style></w:styles>"
    )
    styles = parts["word/styles.xml"].replace(b"</w:styles>", style.encode())
    made = read_parts(write(pack_parts({**parts, "word/styles.xml": styles}))[0])
    (written,) = re.findall(rb'<w:style [^>]*w:styleId="Marking".*?</w:style>', made["word/styles.xml"])
    assert b'w:color w:val="000000"' in written
    assert b"33FF00" not in written
    assert set(re.findall(rb'w:fill="(\w+)"|w:highlight w:val="(\w+)"', written)) == {
        (b"auto", b""),
        (b"", b"none"),
    }


@pytest.mark.parametrize(("colour", "drawn"), [("AA1122", "aa1122"), ("auto", "000000")])
def test_tables_have_the_lines_of_the_style_for_tables_in_both_formats(
    write: Write, colour: str, drawn: str
) -> None:
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    head, name, rest = parts["word/styles.xml"].decode().partition('w:val="Table Grid"')
    grid, end, others = rest.partition("</w:style>")
    assert grid.count('w:color="auto"') == 6
    styles = "".join((head, name, grid.replace('w:color="auto"', f'w:color="{colour}"'), end, others))
    docx, pdf = write(pack_parts({**parts, "word/styles.xml": styles.encode()}))
    kept = (
        read_parts(docx)["word/styles.xml"]
        .decode()
        .partition('w:val="Table Grid"')[2]
        .partition("</w:style>")[0]
    )
    assert kept.count(f'w:color="{colour}"') == 6
    colours = {colour_of(shape) for page in pypdfium2.PdfDocument(pdf) for shape in page.get_objects()}
    assert drawn in colours
    assert "9aa3ab" not in colours
