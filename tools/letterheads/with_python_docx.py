"""Makes letterhead documents with python-docx, and adds what Word would leave in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from word_elements import element_of

from letterheads.crest import OLD_TEXT, crest

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _styled(word: Word, font: str, colour: str, ids: dict[str, str], size: float = 11.5) -> None:
    """Set the fonts of the styles and their ids in a language; as in Word, their names are invariant."""
    normal = word.styles["Normal"]
    _font(normal, font, size)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    for level in range(1, 5):
        heading = word.styles[f"Heading {level}"]
        _font(heading, font, 15 - level, colour)
        heading.paragraph_format.space_before = Pt(16 - 2 * level)
    _font(word.styles["Title"], font, 20, colour)
    _font(word.styles["Quote"], font, size - 0.5)
    _rename(word, ids)


def _font(style: Any, font: str, size: float, colour: str = "") -> None:
    style.font.name = font
    style.font.size = Pt(size)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    fonts.set(qn("w:hAnsi"), font)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)


def _rename(word: Word, ids: dict[str, str]) -> None:
    root = word.styles.element
    for style in root.iter(qn("w:style")):
        if style.get(qn("w:styleId")) in ids:
            style.set(qn("w:styleId"), ids[style.get(qn("w:styleId"))])
    for part in (root, word.element):
        for tag in ("w:basedOn", "w:next", "w:link", "w:pStyle", "w:rStyle"):
            for node in part.iter(qn(tag)):
                node.set(qn("w:val"), ids.get(node.get(qn("w:val")), node.get(qn("w:val"))))


def _line(holder: Any, text: str, align: Any = None, **look: Any) -> Any:
    paragraph = holder.add_paragraph() if look.pop("new", True) else holder.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold = look.get("bold")
    if "size" in look:
        run.font.size = Pt(look["size"])
    if "colour" in look:
        run.font.color.rgb = RGBColor.from_string(look["colour"])
    paragraph.alignment = align
    return paragraph


def _field(paragraph: Any, instruction: str, shown: str = "1") -> None:
    size = paragraph.runs[0].font.size if paragraph.runs else None
    for kind in ("begin", "", "separate", "text", "end"):
        run = paragraph.add_run()
        run.font.size = size
        if kind in {"begin", "separate", "end"}:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            element_of(run).append(mark)  # python-docx knows no fields
        elif kind == "text":
            run.text = shown
        else:
            code = OxmlElement("w:instrText")
            code.text = f" {instruction} "
            element_of(run).append(code)


def _rule(paragraph: Any, side: str, colour: str) -> None:
    border = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    properties = element_of(paragraph).get_or_add_pPr()
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _logo(paragraph: Any, letters: str, colour: str, wide: float = 4.0) -> None:
    paragraph.add_run().add_picture(io.BytesIO(crest(letters, colour)), width=Cm(wide))


def _old(word: Word) -> None:
    """Add what a document in use contains: names, comments, hidden text, fields about its author."""
    about = word.core_properties
    about.author = about.last_modified_by = about.comments = about.category = OLD_TEXT
    about.title = about.subject = about.keywords = OLD_TEXT
    paragraph = word.paragraphs[0] if word.paragraphs else word.add_paragraph()
    hidden = paragraph.add_run(f"{OLD_TEXT} ")
    hidden.font.hidden = True
    if paragraph.runs:
        comment = word.add_comment(paragraph.runs[:1], text=OLD_TEXT, author=OLD_TEXT, initials="K")
        element_of(comment).set(qn("w:date"), "2020-01-01T00:00:00Z")  # the clock is not read


def _saved(word: Word, kind: str = "docx") -> bytes:
    stream = io.BytesIO()
    word.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return pack_parts(parts, kind)


def pack_parts(parts: dict[str, bytes], kind: str = "docx") -> bytes:
    """Return parts as a file with a fixed time; a .dotx has its own content type."""
    if kind == "dotx":
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(
            f"{_MAIN}.document.main".encode(), f"{_MAIN}.template.main".encode()
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return stream.getvalue()


def _page(word: Word, left: float = 2.5, right: float = 2.0) -> Any:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(left), Cm(right)
    section.top_margin, section.bottom_margin = Cm(3.5), Cm(2.5)
    section.header_distance = section.footer_distance = Cm(1.2)
    return section


_IT = {
    "Heading1": "Titolo1",
    "Heading2": "Titolo2",
    "Heading3": "Titolo3",
    "Title": "Titolo",
    "Quote": "Citazione",
}
_DE = {
    "Heading1": "berschrift1",
    "Heading2": "berschrift2",
    "Heading3": "berschrift3",
    "Title": "Titel",
    "Quote": "Zitat",
}
_FR = {
    "Heading1": "Titre1",
    "Heading2": "Titre2",
    "Heading3": "Titre3",
    "Title": "Titre",
    "Quote": "Citation",
}
_RU = {
    "Heading1": "1",
    "Heading2": "2",
    "Heading3": "3",
    "Title": "a3",
    "Quote": "21",
    "Header": "a5",
    "Footer": "a7",
}


def italian_letter() -> bytes:
    """A letterhead with a crest, reference and date in the header, and a placeholder split into runs."""
    word = docx.Document()
    _styled(word, "Liberation Serif", "7A1F1F", _IT)
    own = word.styles.add_style("Fonte", WD_STYLE_TYPE.PARAGRAPH)
    _font(own, "Liberation Serif", 9, "7A1F1F")
    mark = word.styles.add_style("Marcatura", WD_STYLE_TYPE.PARAGRAPH)
    _font(mark, "Liberation Sans", 11, "7A1F1F")
    section = _page(word)
    head = section.header
    _logo(head.paragraphs[0], "MR", "#7a1f1f")
    head.paragraphs[0].alignment = ALIGN.CENTER
    _line(head, "Ministero delle Relazioni", ALIGN.CENTER, bold=True, size=14, colour="7A1F1F")
    _line(head, "Direzione Generale per l’Economia", ALIGN.CENTER, size=10)
    row = _line(head, "Prot. {{reference}}\t\t{{date}}", size=9)
    row.style = word.styles["Header"]
    _rule(row, "bottom", "7A1F1F")
    foot = _line(section.footer, "Via del Campo 1, Roma\t\tpag. ", new=False, size=8)
    _field(foot, "PAGE")
    foot.add_run(" di ").font.size = Pt(8)
    _field(foot, "NUMPAGES")
    word.add_paragraph("Oggetto: {{title}}").runs[0].bold = True
    place = word.add_paragraph()
    for piece in ("{{con", "tent", "}}"):
        place.add_run(piece)
    word.add_paragraph("Il Direttore Generale").alignment = ALIGN.RIGHT
    _old(word)
    return _saved(word)


def italian_first_page() -> bytes:
    """A letterhead on the first page only; the body is an old letter."""
    word = docx.Document()
    _styled(word, "Liberation Sans", "1F5C3A", _IT, 11)
    section = _page(word)
    section.different_first_page_header_footer = True
    head = section.first_page_header
    _logo(head.paragraphs[0], "AI", "#1f5c3a")
    _rule(_line(head, "Ambasciata d’Italia", bold=True, size=16, colour="1F5C3A"), "bottom", "1F5C3A")
    _line(section.header, "Ambasciata d’Italia", ALIGN.RIGHT, new=False, size=8, colour="1F5C3A")
    _field(_line(section.footer, "", ALIGN.CENTER, new=False), "PAGE")
    _line(section.first_page_footer, "ambasciata@esteri.example", ALIGN.CENTER, new=False, size=8)
    for _ in range(3):
        word.add_paragraph(f"Testo della lettera di prima, {OLD_TEXT}.")
    paragraph = word.add_paragraph("Redatto da ")
    _field(paragraph, "AUTHOR", OLD_TEXT)
    paragraph.add_run().add_picture(io.BytesIO(crest(OLD_TEXT[:2], "#000000")), width=Cm(2))
    _old(word)
    return _saved(word)


def french_cell() -> bytes:
    """A layout table: the service at the left, the text in the cell at the right."""
    word = docx.Document()
    _styled(word, "Liberation Serif", "1D3C78", _FR)
    section = _page(word, 2.0, 2.0)
    _rule(
        _line(section.header, "MINISTÈRE DES RELATIONS", new=False, bold=True, size=13, colour="1D3C78"),
        "bottom",
        "1D3C78",
    )
    foot = _line(section.footer, "Note confidentielle au cabinet — ", ALIGN.CENTER, new=False, size=8)
    _field(foot, "PAGE")
    table = word.add_table(rows=2, cols=2)
    table.autofit = False
    for place, wide in enumerate((Cm(4), Cm(13))):
        table.columns[place].width = wide
        for row in table.rows:
            row.cells[place].width = wide
    table.cell(0, 0).text = "Direction\nde l’économie"
    table.cell(0, 1).text = "Paris, le {{date}}"
    table.cell(1, 0).text = "Bureau 4\nAffaire suivie par le chef de bureau"
    table.cell(1, 1).text = "{{ content }}"
    height = OxmlElement("w:trHeight")
    height.set(qn("w:val"), "4000")
    height.set(qn("w:hRule"), "exact")
    element_of(table.rows[1]).get_or_add_trPr().append(height)
    word.add_paragraph("Le directeur")
    _old(word)
    return _saved(word)


def german_landscape() -> bytes:
    """A portrait section with the place of the text, and a landscape section for tables."""
    word = docx.Document()
    _styled(word, "Liberation Sans", "B5121B", _DE, 11)
    section = _page(word)
    head = _line(
        section.header,
        "Auswärtiges Referat\t\tGz. {{reference}}",
        new=False,
        bold=True,
        size=11,
        colour="B5121B",
    )
    element_of(head).append(parse_xml(_text_box("Berlin, {{date}}")))  # python-docx knows no text boxes
    _field(_line(section.footer, "Seite ", new=False, size=8), "PAGE")
    word.add_paragraph("{{content}}")
    lying = word.add_section(WD_SECTION.NEW_PAGE)
    lying.orientation = WD_ORIENT.LANDSCAPE
    lying.page_width, lying.page_height = Cm(29.7), Cm(21)
    lying.header.is_linked_to_previous = False
    _line(lying.header, "Auswärtiges Referat — Anlage", new=False, bold=True, size=11, colour="B5121B")
    word.add_paragraph("Anlage: Verteiler", style=word.styles["Heading 1"])
    table = word.add_table(rows=2, cols=4, style=word.styles["Table Grid"])
    for cell, text in zip(table.rows[0].cells, ("Referat", "Name", "Datum", "Zeichen"), strict=True):
        cell.text = text
    _old(word)
    return _saved(word)


def _text_box(words: str) -> str:
    """Return a run with a text box that floats 14 cm from the left and 2.9 cm from the upper edge of the page."""
    spaces = nsdecls("w", "wp", "a") + (
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    return (
        f'<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0"'
        ' distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1"'
        ' allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>5040000'
        '</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>1044000</wp:posOffset>'
        '</wp:positionV><wp:extent cx="1800000" cy="252000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        '<wp:docPr id="77" name="Box"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData'
        ' uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="252000"/></a:xfrm><a:prstGeom prst="rect">'
        '<a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:rPr><w:sz w:val="18"/></w:rPr>'
        f"<w:t>{words}</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def russian_bare() -> bytes:
    """Few styles, no numbering, and a body that the text replaces."""
    word = docx.Document()
    _styled(word, "Liberation Serif", "003366", _RU, 13)
    kept = {
        "Normal",
        "Header",
        "Footer",
        "heading 1",
        "Title",
        "Default Paragraph Font",
        "Normal Table",
        "No List",
    }
    for style in list(word.styles.element.iter(qn("w:style"))):
        if style.find(qn("w:name")).get(qn("w:val")) not in kept:
            style.getparent().remove(style)
        else:
            for link in style.findall(qn("w:link")):
                style.remove(link)
    section = _page(word, 3.0, 1.5)
    _line(
        section.header,
        "МИНИСТЕРСТВО ВНЕШНИХ СВЯЗЕЙ",
        ALIGN.CENTER,
        new=False,
        bold=True,
        size=13,
        colour="003366",
    )
    _line(section.header, "Справка № {{reference}}", ALIGN.CENTER, size=11)
    _field(_line(section.footer, "", ALIGN.CENTER, new=False), "PAGE")
    word.add_paragraph(f"Прежний текст {OLD_TEXT}")
    _old(word)
    parts = unpack_parts(_saved(word))
    relations = parts["word/_rels/document.xml.rels"].decode()
    cut = [piece for piece in relations.split("<Relationship ") if "/numbering" not in piece]
    parts["word/_rels/document.xml.rels"] = "<Relationship ".join(cut).encode()
    return pack_parts(_without_numbering(parts))


def _without_numbering(parts: dict[str, bytes]) -> dict[str, bytes]:
    types = parts["[Content_Types].xml"].decode()
    head, _, tail = types.partition('<Override PartName="/word/numbering.xml"')
    parts["[Content_Types].xml"] = (head + tail.partition("/>")[2]).encode() if tail else types.encode()
    return {name: data for name, data in parts.items() if name != "word/numbering.xml"}


def unpack_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def japanese_control() -> bytes:
    """A content control takes the text; even pages have their own header; saved as a template."""
    word = docx.Document()
    _styled(word, "DejaVu Serif", "4B2E83", {}, 10.5)
    for name in ("Normal", "Heading 1", "Heading 2", "Title"):
        word.styles[name].element.rPr.rFonts.set(qn("w:eastAsia"), "MS Mincho")
    quote = word.styles.add_style("引用文", WD_STYLE_TYPE.PARAGRAPH)
    _font(quote, "DejaVu Serif", 10, "4B2E83")
    quote.paragraph_format.left_indent = Cm(1)
    word.styles["Quote"].element.getparent().remove(word.styles["Quote"].element)
    word.settings.odd_and_even_pages_header_footer = True
    section = _page(word)
    table = section.header.add_table(1, 2, Cm(16))
    _logo(table.cell(0, 0).paragraphs[0], "外", "#4b2e83", 3)
    _line(table.cell(0, 1), "対外関係省 経済局", ALIGN.RIGHT, new=False, bold=True, size=12)
    _line(section.even_page_header, "対外関係省", new=False, size=9)
    _field(_line(section.footer, "", ALIGN.CENTER, new=False), "PAGE")
    _field(_line(section.even_page_footer, "", ALIGN.CENTER, new=False), "PAGE")
    title = word.add_paragraph("{{title}}", style=word.styles["Title"])
    control = _control("content", f"ここに本文 {OLD_TEXT}")
    element_of(title).addnext(control)
    word.add_paragraph("以上")
    _old(word)
    return _saved(word, "dotx")


def _control(tag: str, text: str) -> Any:
    control, about, name, inner = (OxmlElement(f"w:{one}") for one in ("sdt", "sdtPr", "tag", "sdtContent"))
    name.set(qn("w:val"), tag)
    about.append(name)
    paragraph, run, words = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
    words.text = text
    run.append(words)
    paragraph.append(run)
    inner.append(paragraph)
    control.append(about)
    control.append(inner)
    return control


MAKERS: dict[str, Callable[[], bytes]] = {
    "it-lettera.docx": italian_letter,
    "it-prima-pagina.docx": italian_first_page,
    "fr-cellule.docx": french_cell,
    "de-querformat.docx": german_landscape,
    "ru-spravka.docx": russian_bare,
    "ja-bunsho.dotx": japanese_control,
}
