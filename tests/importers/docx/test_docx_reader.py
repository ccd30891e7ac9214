"""Word documents: content that readers lose easily is kept or reported."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest
from tests.importers.conftest import MakeWord, Read
from tests.importers.readable import notice_subjects
from tests.narrowing import of_type

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import (
    Block,
    Figure,
    Heading,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Span,
    Table,
)

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
STYLES = """<w:styles SPACES>
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="Titolo1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Ministry"><w:name w:val="Ministry head"/><w:basedOn w:val="Titolo1"/></w:style>
<w:style w:type="paragraph" w:styleId="Outline"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="S"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Author"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Intense Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Inset"><w:name w:val="Inset"/><w:pPr><w:ind w:left="720" w:right="720"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Inset2"><w:name w:val="Inset 2"/><w:basedOn w:val="Inset"/><w:pPr><w:ind w:left="900"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="LB2"><w:name w:val="List Bullet 2"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>"""
NUMBERING = """<w:numbering SPACES>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def run(text: str, form: str = "") -> str:
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str, style: str = "", properties: str = "") -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    content = inner if inner.startswith("<") else run(inner)
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{content}</w:p>"


def item(text: str, num: int, level: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def blocks_of(read: Read, data: bytes) -> tuple[Block, ...]:
    return read(data, "a.docx").article.blocks


def test_headings_are_found_by_name_outline_and_base_style(read: Read, word: MakeWord) -> None:
    body = (
        p("First", "Titolo1") + p(LONG) + p("Second", "Ministry") + p(LONG) + p("Third", "Outline") + p(LONG)
    )
    body += p("Fourth", properties='<w:outlineLvl w:val="1"/>') + p(LONG, "Loop")
    headings = [
        block for block in blocks_of(read, word(body, {"styles": STYLES})) if isinstance(block, Heading)
    ]
    assert [(block.text, block.level) for block in headings] == [
        ("First", 1),
        ("Second", 1),
        ("Third", 3),
        ("Fourth", 2),
    ]


def test_a_subtitle_with_a_name_and_a_day_is_the_byline(read: Read, word: MakeWord) -> None:
    body = p("Stocks of gas", "T") + p("Marta Nowak, 22 January 2026", "S") + p(LONG) + p(LONG)
    metadata = read(word(body, {"styles": STYLES}), "a.docx").article.metadata
    assert (metadata.authors, metadata.lead) == (("Marta Nowak",), None)
    assert str(metadata.published) == "2026-01-22"


def test_title_and_subtitle_are_metadata(read: Read, word: MakeWord) -> None:
    reading = read(word(p("Chips", "T") + p("A lead", "S") + p(LONG), {"styles": STYLES}), "a.docx")
    assert (reading.article.metadata.title, reading.article.metadata.lead) == ("Chips", "A lead")
    assert [block.text for block in reading.article.blocks] == [LONG]


@pytest.mark.parametrize("style", ["T", "Titolo1", ""])
def test_single_paragraph_is_body_text(read: Read, word: MakeWord, style: str) -> None:
    reading = read(word(p("Chips", style), {"styles": STYLES}), "memo.docx")
    assert reading.article.metadata.title == "memo"
    assert [block.text for block in reading.article.blocks] == ["Chips"]


def test_only_paragraph_below_title_is_not_a_lead(read: Read, word: MakeWord) -> None:
    reading = read(word(p("Chips", "T") + p("A lead", "S"), {"styles": STYLES}), "a.docx")
    assert (reading.article.metadata.title, reading.article.metadata.lead) == ("Chips", None)
    assert [block.text for block in reading.article.blocks] == ["A lead"]


def test_paragraphs_in_the_style_of_authors_below_the_title_are_metadata(read: Read, word: MakeWord) -> None:
    body = p("Chips", "T") + p("A lead", "S") + p("Anna Verdi", "A") + p("by Luc Martin", "A") + p(LONG)
    reading = read(word(body + p("Otto Groß", "A"), {"styles": STYLES}), "a.docx")
    assert reading.article.metadata.authors == ("Anna Verdi", "Luc Martin")
    assert [block.text for block in reading.article.blocks] == [LONG, "Otto Groß"]
    later = read(word(p("Chips", "T") + p(LONG) + p("Anna Verdi", "A"), {"styles": STYLES}), "a.docx")
    assert later.article.metadata.authors == ()


def test_paragraph_that_its_style_indents_on_both_sides_is_a_quotation(read: Read, word: MakeWord) -> None:
    quoted = "No port of ours will be the weak link of another."
    body = p("Chips", "T") + p(LONG) + p(quoted, "Inset") + p(LONG) + p(quoted, "Inset2") + p(LONG)
    body += p(quoted, "Inset", '<w:ind w:right="0"/>')
    kinds = [block.kind for block in blocks_of(read, word(body, {"styles": STYLES}))]
    assert kinds == ["paragraph", "quote", "paragraph", "quote", "paragraph", "paragraph"]


def test_table_within_paragraph_is_kept(read: Read, word: MakeWord) -> None:
    table = "".join(
        f"<w:tr><w:tc>{p(entry)}</w:tc><w:tc>{p('gas')}</w:tc></w:tr>" for entry in ("Neon", "Argon")
    )
    body = p("Title") + p(LONG) + f"<w:p>{run('Before')}<w:r><w:tbl>{table}</w:tbl></w:r></w:p>"
    blocks = read(word(body), "a.docx").article.blocks
    assert [block.kind for block in blocks] == ["paragraph", "paragraph", "table"]
    assert "Argon" in blocks[-1].text


@pytest.mark.parametrize("kind", ["styles", "numbering", "header", "comments", "footnotes"])
def test_damaged_optional_part_is_reported(read: Read, word: MakeWord, kind: str) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    reading = read(word(p("Title") + p(run(LONG) + reference), {kind: "<w:cut"}), "a.docx")
    assert [block.text for block in reading.article.blocks] == [LONG]
    assert notice_subjects(reading, "part-damaged") == [f"{kind}.xml"]


def test_insertions_are_kept_and_deletions_dropped_with_a_notice(read: Read, word: MakeWord) -> None:
    deleted = "<w:del><w:r><w:delText>old words</w:delText></w:r></w:del>"
    body = p(run("We ") + f"<w:ins>{run('do ')}</w:ins>" + deleted + run("agree on this."))
    body += p(
        f"<w:moveFrom>{run('moved')}</w:moveFrom>" + run("Before ") + f"<w:moveTo>{run('moved')}</w:moveTo>"
    )
    reading = read(word(p("Title") + p(LONG) + body), "a.docx")
    assert [block.text for block in reading.article.blocks] == [LONG, "We do agree on this.", "Before moved"]
    assert notice_subjects(reading, "deletion-dropped") == ["old words"]


def test_deleted_paragraph_mark_joins_paragraphs(read: Read, word: MakeWord) -> None:
    body = p("Title") + p(LONG) + p(run("One "), properties="<w:rPr><w:del/></w:rPr>") + p("and two.")
    assert blocks_of(read, word(body))[-1].text == "One and two."


def test_hidden_text_is_dropped_with_a_notice(read: Read, word: MakeWord) -> None:
    body = p(run("Seen.") + run("unseen", "<w:vanish/>") + run("secret", '<w:rStyle w:val="Secret"/>'))
    reading = read(word(p("Title") + p(LONG) + body, {"styles": STYLES}), "a.docx")
    assert reading.article.blocks[-1].text == "Seen."
    assert notice_subjects(reading, "hidden-text-dropped") == ["unseen", "secret"]


def test_controls_smart_tags_and_fields_keep_their_text(read: Read, word: MakeWord) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/a" \\l "b" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("a link")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    inline = (
        f"<w:smartTag>{run('Tokyo ')}</w:smartTag><w:sdt><w:sdtContent>{run('and ')}</w:sdtContent></w:sdt>"
    )
    inline += f'<w:fldSimple w:instr="PAGE">{run("7 ")}</w:fldSimple>{field}'
    body = f"<w:sdt><w:sdtContent>{p(LONG)}</w:sdtContent></w:sdt>" + p(inline)
    blocks = blocks_of(read, word(p("Title") + body))
    assert [block.text for block in blocks] == [LONG, "Tokyo and 7 a link"]
    links = [inline.link for inline in blocks[1].content if isinstance(inline, Span)]
    assert links == [None, "https://example.org/a#b"]


def test_links_and_forms_are_kept(read: Read, word: MakeWord) -> None:
    link = f'<w:hyperlink r:id="l1">{run("here")}</w:hyperlink>'
    body = p(
        run("b", "<w:b/>") + run("i", "<w:i/>") + run("u", '<w:u w:val="single"/>') + run("s", "<w:strike/>")
    )
    body += p(
        run("x") + run("2", '<w:vertAlign w:val="superscript"/>') + run("off", '<w:b w:val="0"/>') + link
    )
    body += p(run("strong", '<w:rStyle w:val="Strong"/>') + run(" bonjour", '<w:lang w:val="fr-FR"/>'))
    reading = read(
        word(p("Title") + p(LONG) + body, {"styles": STYLES}, links={"l1": "https://example.org/"}), "a.docx"
    )
    spans = {s.text: s for block in reading.article.blocks for s in block.content if isinstance(s, Span)}
    assert spans["b"].bold
    assert spans["i"].italic
    assert spans["u"].underline
    assert spans["s"].strike
    assert spans["2"].script == "super"
    assert spans["here"].link == "https://example.org/"
    assert spans["strong"].bold
    assert spans[" bonjour"].language == "fr-FR"
    assert not any(span.bold for text, span in spans.items() if "off" in text)


def test_lists_have_the_numbers_that_word_shows(read: Read, word: MakeWord) -> None:
    body = (
        item("three", 7) + item("inner", 7, 1) + item("four", 7) + p(LONG) + item("one", 8) + item("two", 8)
    )
    body += p(LONG) + p("styled", "LB2")
    blocks = blocks_of(read, word(p("Title") + p(LONG) + body, {"numbering": NUMBERING, "styles": STYLES}))
    items = [block for block in blocks if isinstance(block, ListItem)]
    assert [(entry.text, entry.depth, entry.ordered, entry.number, entry.starts) for entry in items] == [
        ("three", 0, True, 3, True),
        ("inner", 1, False, None, True),
        ("four", 0, True, 4, False),
        ("one", 0, True, 1, True),
        ("two", 0, True, 2, False),
        ("styled", 1, False, None, True),
    ]


def test_footnotes_and_endnotes_are_referenced(read: Read, word: MakeWord) -> None:
    body = p(
        run("Said.") + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="5"/></w:r>'
    )
    feet = f'<w:footnotes SPACES><w:footnote w:type="separator" w:id="0">{p("---")}</w:footnote>'
    feet += f'<w:footnote w:id="2">{p("A foot")}{p("of two")}</w:footnote></w:footnotes>'
    ends = f'<w:endnotes SPACES><w:endnote w:id="5">{p("An end")}</w:endnote></w:endnotes>'
    blocks = blocks_of(read, word(p("Title") + p(LONG) + body, {"footnotes": feet, "endnotes": ends}))
    notes = [block for block in blocks if isinstance(block, Note)]
    assert [(note.text, note.placement, note.mark) for note in notes] == [
        ("A foot\nof two", "foot", "1"),
        ("An end", "end", "1"),
    ]
    marks = [inline.note for inline in blocks[1].content if isinstance(inline, NoteReference)]
    assert marks == [note.id for note in notes]


def test_a_text_box_is_read_once(read: Read, word: MakeWord) -> None:
    inner = f"<w:txbxContent>{p('Boxed words')}</w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    blocks = blocks_of(read, word(p("Title") + p(run(LONG) + box)))
    assert [block.text for block in blocks] == [LONG, "Boxed words"]


def test_tables_keep_spans_and_header_rows(read: Read, word: MakeWord) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text) if text else '<w:p/>'}</w:tc>"

    wide = cell("Wide", '<w:gridSpan w:val="2"/>')
    tall = cell("Tall", '<w:vMerge w:val="restart"/>')
    below = cell("", "<w:vMerge/>")
    table = (
        f"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{wide}{cell('x')}</w:tr>"
        f"<w:tr>{tall}{cell('a')}{cell('b')}</w:tr><w:tr>{below}{cell('c')}{cell('d')}</w:tr></w:tbl>"
    )
    body = p("Title") + p(LONG) + p("The ports", "C") + table
    found = next(
        block for block in blocks_of(read, word(body, {"styles": STYLES})) if isinstance(block, Table)
    )
    assert found.header_rows == 1
    assert "".join(inline.text for inline in found.content) == "The ports"
    shape = [
        [(entry.text, entry.column_span, entry.row_span, entry.header) for entry in row.cells]
        for row in found.rows
    ]
    assert shape == [
        [("Wide", 2, 1, True), ("x", 1, 1, True)],
        [("Tall", 1, 2, False), ("a", 1, 1, False), ("b", 1, 1, False)],
        [("c", 1, 1, False), ("d", 1, 1, False)],
    ]


def test_pictures_have_alternative_text_and_caption(read: Read, word: MakeWord) -> None:
    drawing = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="A crane"/><a:blip r:embed="pic"/></wp:inline></w:drawing></w:r>'
    gone = '<w:r><w:drawing><wp:inline><a:blip r:link="away"/></wp:inline></w:drawing></w:r>'
    body = p("Title") + p(LONG) + p(drawing) + p("The crane", "C") + p(gone)
    reading = read(word(body, {"styles": STYLES}, media={"pic": PNG}), "a.docx")
    figure = of_type(reading.article.blocks[-1], Figure)
    assert (figure.text, figure.alternative_text, figure.media_type) == ("The crane", "A crane", "image/png")
    assert figure.picture is not None
    assert reading.pictures[figure.picture].data == PNG
    assert notice_subjects(reading, "pictures-not-in-file") == ["1"]


def test_comments_headers_and_contents_are_notices(read: Read, word: MakeWord) -> None:
    parts = {
        "styles": STYLES,
        "comments": f'<w:comments SPACES><w:comment w:id="1" w:author="Neri">{p("Is this so?")}</w:comment></w:comments>',
        "header": f"<w:hdr SPACES>{p('<w:r><w:t>Port</w:t><w:tab/><w:t>Gazette</w:t></w:r>')}{p('May')}</w:hdr>",
    }
    reading = read(word(p("Title") + p("Chapter 1 … 3", "TOC1") + p(LONG), parts), "a.docx")
    assert notice_subjects(reading, "comment") == ["Neri: Is this so?"]
    assert notice_subjects(reading, "header-removed") == ["Port Gazette May"]
    assert notice_subjects(reading, "contents-list-removed") == ["Chapter 1 … 3"]
    assert [block.text for block in reading.article.blocks] == [LONG]


def test_quotations_are_found_by_style(read: Read, word: MakeWord) -> None:
    blocks = blocks_of(read, word(p("Title") + p(LONG) + p("One", "Q") + p("Two", "Q"), {"styles": STYLES}))
    quotes = [block for block in blocks if isinstance(block, Quote)]
    assert [(quote.text, quote.continues) for quote in quotes] == [("One", False), ("Two", True)]


def test_bold_lines_are_headings_where_there_are_no_others(read: Read, word: MakeWord) -> None:
    body = p("The title of it") + p(LONG) + p(run("Supply and risk", "<w:b/>")) + p(LONG)
    reading = read(word(body), "a.docx")
    heading = of_type(reading.article.blocks[1], Heading)
    assert heading.text == "Supply and risk"
    assert notice_subjects(reading, "heading-guessed") == ["Supply and risk"]


def test_the_strict_variant_is_read(read: Read, word: MakeWord) -> None:
    data = word(p("Title") + p(LONG))
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            part = part.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            part = part.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            new.writestr(name, part)
    assert [block.text for block in blocks_of(read, strict.getvalue())] == [LONG]


def test_placeholder_properties_are_ignored(read: Read, word: MakeWord) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>Word Document</dc:title><dc:creator>{}</dc:creator><dcterms:created>{}</dcterms:created></cp:coreProperties>"
    )
    real = read(
        word(p("Title") + p(LONG), core=core.format("Anna Verdi;Luca Neri", "2024-03-05T08:00:00Z")), "a.docx"
    )
    assert real.article.metadata.authors == ("Anna Verdi", "Luca Neri")
    assert real.article.metadata.published == date(2024, 3, 5)
    assert real.article.metadata.title == "Title"
    empty = read(
        word(p("Title") + p(LONG), core=core.format("python-docx", "2013-12-23T23:15:00Z")), "a.docx"
    )
    assert empty.article.metadata.authors == ()
    assert empty.article.metadata.published is None
    blank = read(word(p("Title") + p(LONG), core=core.format("Anna Verdi", "2006-08-16T00:00:00Z")), "a.docx")
    assert blank.article.metadata.published is None


def test_a_document_of_python_docx_is_read(read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("Chips and trust", style="Title")
    document.add_paragraph(LONG)
    document.add_heading("Supply", 1)
    document.add_paragraph("one", style="List Number")
    document.add_paragraph("two", style="List Number")
    stream = io.BytesIO()
    document.save(stream)
    article = read(stream.getvalue(), "a.docx").article
    assert article.metadata.title == "Chips and trust"
    kinds = [type(block) for block in article.blocks]
    assert kinds == [Paragraph, Heading, ListItem, ListItem]
    assert [block.number for block in article.blocks if isinstance(block, ListItem)] == [1, 2]


def test_package_without_body_is_refused(read: Read, word: MakeWord) -> None:
    data = word("").replace(b"word/document.xml", b"word/documentx.xm")
    with pytest.raises(ImportRefusedError):
        read(data, "a.docx")


@pytest.mark.parametrize("more", [False, True])
def test_body_text_within_table_of_contents_is_kept(read: Read, word: MakeWord, more: bool) -> None:
    entries = p("Gases 3", "TOC1") + p("Harbours and their long names 4")
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    control = f"<w:sdt>{gallery}<w:sdtContent>{entries}{p(2 * LONG) if more else ''}</w:sdtContent></w:sdt>"
    reading = read(word(p("Title", "T") + control + p(LONG), {"styles": STYLES}), "a.docx")
    assert ((2 * LONG) in [block.text for block in reading.article.blocks]) is more
    assert notice_subjects(reading, "contents-list-removed")[0].startswith("Gases 3")


def test_typed_marks_before_tab_make_list(read: Read, word: MakeWord) -> None:
    tab = "<w:r><w:tab/></w:r>"
    typed = "".join(
        p(run(mark) + tab + run(text))
        for mark, text in (("a)", "Neon and argon."), ("b)", "Krypton."), ("•", "None."))
    )
    bold = p(run("1.", "<w:b/>") + "<w:r><w:rPr><w:b/></w:rPr><w:tab/></w:r>" + run("Sum", "<w:b/>"))
    blocks = read(word(p("Title") + p(LONG) + typed + bold + p(LONG)), "a.docx").article.blocks
    items = [(entry.text, entry.ordered, entry.number) for entry in blocks if isinstance(entry, ListItem)]
    assert items == [("Neon and argon.", True, 1), ("Krypton.", True, 2), ("None.", False, None)]
    assert any("Sum" in block.text and not isinstance(block, ListItem) for block in blocks)


def test_placeholder_of_content_control_is_dropped(read: Read, word: MakeWord) -> None:
    empty = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    filled = '<w:sdt><w:sdtPr><w:showingPlcHdr w:val="0"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    body = p(run("Day: ") + empty.format(run("Click to enter a date.")) + filled.format(run("Friday")))
    body += empty.format(p("Type your text.")) + filled.format(p("A text."))
    reading = read(word(p("Title") + p(LONG) + body), "a.docx")
    assert [block.text for block in reading.article.blocks] == [LONG, "Day: Friday", "A text."]
    assert notice_subjects(reading, "placeholder-dropped") == ["Click to enter a date.", "Type your text."]


def test_fully_merged_row_is_removed(read: Read, word: MakeWord) -> None:
    def row(*cells: tuple[str, str]) -> str:
        made = (
            f"<w:tc><w:tcPr><w:vMerge{f' w:val={chr(34)}restart{chr(34)}' if merge == 'first' else ''}/></w:tcPr>{p(text)}</w:tc>"
            if merge
            else f"<w:tc>{p(text)}</w:tc>"
            for text, merge in cells
        )
        return f"<w:tr>{''.join(made)}</w:tr>"

    table = row(("a", "first"), ("b", "first")) + row(("", "on"), ("", "on")) + row(("", "on"), ("c", ""))
    body = p("Title") + p(LONG) + f"<w:tbl>{table}{row(('d', ''), ('e', ''))}</w:tbl>"
    (found,) = (block for block in read(word(body), "a.docx").article.blocks if isinstance(block, Table))
    assert [[(cell.text, cell.row_span) for cell in entry.cells] for entry in found.rows] == [
        [("a", 2), ("b", 1)],
        [("c", 1)],
        [("d", 1), ("e", 1)],
    ]


def test_unreferenced_note_is_reported(read: Read, word: MakeWord) -> None:
    notes = "".join(f'<w:footnote w:id="{number}">{p(f"Note {number}")}</w:footnote>' for number in (2, 3))
    body = p("Title") + p(run(LONG) + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    reading = read(word(body, {"footnotes": f"<w:footnotes SPACES>{notes}</w:footnotes>"}), "a.docx")
    assert [block.text for block in reading.article.blocks] == [LONG, "Note 2"]
    assert notice_subjects(reading, "note-without-place") == ["Note 3"]


def chart(*values: str) -> str:
    def points(texts: tuple[str, ...]) -> str:
        return "".join(f'<c:pt idx="{place}"><c:v>{text}</c:v></c:pt>' for place, text in enumerate(texts))

    cats = points(tuple(f"Gas {place}" for place in range(len(values))))
    series = f"<c:ser><c:tx><c:strRef><c:strCache>{points(('Tonnes',))}</c:strCache></c:strRef></c:tx><c:cat>{cats}</c:cat><c:val>{points(values)}</c:val></c:ser>"
    title = "<c:title><c:tx><c:rich><a:p><a:r><a:t>Stocks</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    space = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    return f"<c:chartSpace {space} SPACES><c:chart>{title}<c:plotArea><c:barChart>{series}</c:barChart></c:plotArea></c:chart></c:chartSpace>"


DRAWN = '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="r-chart"/></w:drawing></w:r>'


def test_chart_becomes_table(read: Read, word: MakeWord) -> None:
    held = {"chart": chart("4.3", "0.30000000000000004", "n/a")}
    reading = read(word(p("Title") + p(LONG) + p(run("Below: ") + DRAWN), held), "a.docx")
    (table,) = (block for block in reading.article.blocks if isinstance(block, Table))
    assert [[cell.text for cell in entry.cells] for entry in table.rows] == [
        ["", "Tonnes"], ["Gas 0", "4.3"], ["Gas 1", "0.3"], ["Gas 2", "n/a"],
    ]  # fmt: skip
    assert table.header_rows == 1
    assert [inline.text for inline in table.content] == ["Stocks"]
    assert notice_subjects(reading, "chart-as-table") == ["chart.xml"]


@pytest.mark.parametrize("held", [chart(*map(str, range(300))), chart(), "<cut"])
def test_large_or_empty_chart_is_reported(read: Read, word: MakeWord, held: str) -> None:
    reading = read(word(p("Title") + p(LONG) + p(DRAWN), {"chart": held}), "a.docx")
    assert [block.text for block in reading.article.blocks] == [LONG]
    assert notice_subjects(reading, "part-not-read") == ["chart.xml"]


PAGE = f"<html><body><h2>Harbours</h2><p>{LONG}</p><ul><li>Naples</li></ul></body></html>"


@pytest.mark.parametrize(
    ("name", "held", "kinds"),
    [
        ("one.html", PAGE, ["heading", "paragraph", "list_item"]),
        (
            "one.mht",
            f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html\nContent-Location: file:///a.htm\n\n{PAGE}\n--x--\n',
            ["heading", "paragraph", "list_item"],
        ),
        ("one.rtf", rf"{{\rtf1 {LONG}\par Naples\par}}", ["paragraph", "paragraph"]),
        ("one.txt", f"{LONG}\n\nNaples\n", ["paragraph", "paragraph"]),
    ],
)
def test_embedded_files_are_read(read: Read, word: MakeWord, name: str, held: str, kinds: list[str]) -> None:
    reading = read(word(p("Title") + p(LONG) + '<w:altChunk r:id="one"/>', chunks={name: held}), "a.docx")
    assert [block.kind for block in reading.article.blocks] == ["paragraph", *kinds]
    assert reading.article.blocks[-1].text == "Naples"
    assert not notice_subjects(reading, "part-not-read")


def test_embedded_word_document_is_read_with_notes(read: Read, word: MakeWord) -> None:
    notes = f'<w:footnotes SPACES><w:footnote w:id="2">{p("{}")}</w:footnote></w:footnotes>'
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    deepest = word(p("Never read."), chunks={})
    inner = word(
        p(run("Inner text") + reference) + '<w:altChunk r:id="deep"/>',
        {"footnotes": notes.format("Inner note")},
        chunks={"deep.docx": deepest},
    )
    outer = word(
        p("Title") + p(run(LONG) + reference) + '<w:altChunk r:id="one"/>',
        {"footnotes": notes.format("Outer note")},
        chunks={"one.docx": inner},
    )
    reading = read(outer, "a.docx")
    texts = [block.text for block in reading.article.blocks]
    assert texts == [LONG, "Inner text", "Inner note", "Outer note"]
    notes_by_id = {block.id: block.text for block in reading.article.blocks if isinstance(block, Note)}
    note_texts = [
        notes_by_id[inline.note]
        for block in reading.article.blocks
        for inline in block.content
        if isinstance(inline, NoteReference)
    ]
    assert note_texts == ["Outer note", "Inner note"]
    assert notice_subjects(reading, "part-not-read") == ["deep.docx"]


def test_damaged_package_is_refused_or_read(read: Read, word: MakeWord) -> None:
    whole = word(p("Title") + p(LONG), {"styles": STYLES})
    for size in (1, 40, 400):
        for place in range(0, len(whole), 23):
            for broken in (
                whole[:place] + whole[place + size :],
                whole[:place] + b"\x0e" * size + whole[place + size :],
            ):
                try:
                    read(broken, "a.docx")
                except ImportRefusedError:
                    continue
