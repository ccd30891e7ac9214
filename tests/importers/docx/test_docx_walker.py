"""What word processors show without storing it (numbers, marks, symbols, formulas), and omitted parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.importers.conftest import MakeWord, Read
from tests.importers.docx.docx_traps import (
    alternatives,
    box,
    cell,
    char,
    field,
    instruction,
    p,
    row,
    run,
    shape,
    table,
    vml,
)
from tests.importers.odt.odt_files import odt
from tests.importers.odt.odt_files import p as odt_p
from tests.importers.readable import content_of, notice_subjects
from tests.importers.rtf.rtf_files import rtf

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.text import (
    Block,
    Code,
    Figure,
    Heading,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Span,
    Table,
)
from briefbuilder.importers.symbol_fonts import symbol_character

LONG = "An opening paragraph in English that stands before everything else here."
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
STYLES = """<w:styles SPACES><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Art"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="More"><w:name w:val="List Continue 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Code"><w:name w:val="HTML Preformatted"/></w:style>
<w:style w:type="paragraph" w:styleId="French"><w:name w:val="French"/><w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:style>
</w:styles>"""
NUMBERING = """<w:numbering SPACES>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlRestart w:val="0"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=" "/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Part %1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Art"/><w:lvlText w:val="Article %2 –"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


def listed(text: str, num: int, level: int = 0, more: str = "") -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>{more}'
    return p(text, properties) if text else f"<w:p><w:pPr>{properties}</w:pPr></w:p>"


@pytest.fixture
def reading(read: Read, word: MakeWord) -> Callable[..., ImportedArticle]:
    def make(body: str, **more: object) -> ImportedArticle:
        parts = {"styles": STYLES, "numbering": NUMBERING, **more.pop("parts", {})}  # type: ignore[dict-item] # of texts
        return read(word(p("A title", style="T") + p(LONG) + body, parts, **more), "a.docx")

    return make


@pytest.fixture
def blocks(reading: Callable[..., ImportedArticle]) -> Callable[..., tuple[Block, ...]]:
    return lambda body, **more: reading(body, **more).article.blocks[1:]


Blocks = Callable[..., tuple[Block, ...]]


def test_empty_item_is_numbered(blocks: Blocks) -> None:
    items = blocks(listed("one", 1) + listed("", 1) + listed("three", 1))
    assert [item.number for item in items if isinstance(item, ListItem)] == [1, 3]


def test_empty_odt_item_is_numbered(read: Read) -> None:
    style = '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>'
    items = "".join(f"<text:list-item>{odt_p(text)}</text:list-item>" for text in ("one", "", "three"))
    body = odt_p("A title", "Title") + odt_p(LONG) + f'<text:list text:style-name="L">{items}</text:list>'
    found = read(odt(body, style), "a.odt").article.blocks[1:]
    assert [item.number for item in found if isinstance(item, ListItem)] == [1, 3]


def test_level_without_restart_continues(blocks: Blocks) -> None:
    items = blocks(listed("1", 1) + listed("a", 1, 1) + listed("2", 1) + listed("b", 1, 1))
    assert [item.number for item in items if isinstance(item, ListItem)] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    "more",
    [
        listed("more", 2),
        p("more", style="More"),
        p("more", '<w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="567"/>'),
        p("more", '<w:ind w:left="567"/>'),
    ],
)
def test_unmarked_list_paragraph_continues_item(blocks: Blocks, more: str) -> None:
    indent = '<w:ind w:left="567"/>'
    found = blocks(listed("one", 1, more=indent) + more + listed("two", 1, more=indent))
    assert [
        (entry.text, entry.continues, entry.number, entry.starts)
        for entry in found
        if isinstance(entry, ListItem)
    ] == [("one", False, 1, True), ("more", True, None, False), ("two", False, 2, False)]


def test_indented_paragraph_is_not_a_list_item(blocks: Blocks) -> None:
    (found,) = blocks(p("alone", '<w:ind w:left="567"/>'))
    assert found.kind == "paragraph"


def test_alternating_lists_stay_separate(blocks: Blocks) -> None:
    items = blocks(listed("one", 1) + listed("deeper", 4, 1) + listed("two", 1) + listed("other", 4))
    assert [item.starts for item in items if isinstance(item, ListItem)] == [True, True, False, True]


def test_words_in_number_are_kept(blocks: Blocks) -> None:
    found = blocks(listed("Aims", 3) + p("Scope", style="Art") + p("", style="Art") + listed("Means", 3))
    assert [(entry.kind, entry.text) for entry in found] == [
        ("paragraph", "Part I Aims"),
        ("heading", "Article 4 – Scope"),
        ("heading", "Article 5 –"),
        ("paragraph", "Part II Means"),
    ]


def test_words_in_number_are_kept_in_odt_and_rtf(read: Read) -> None:
    mark = r"{\listtext Annex 2\tab}\ls4 Ports\par\pard"
    assert read(rtf(mark), "a.rtf").article.blocks[1].text == "Annex 2 Ports"
    level = 'style:num-format="I" style:num-prefix="Part " style:num-suffix="."'
    styles = f'<text:outline-style><text:outline-level-style text:level="1" {level}/></text:outline-style>'
    heading = '<text:h text:style-name="H" text:outline-level="1">Ports</text:h>'
    data = odt(
        odt_p("A title", "Title") + odt_p(LONG) + heading + odt_p(LONG) + heading + odt_p(LONG), styles
    )
    headings = [entry.text for entry in read(data, "a.odt").article.blocks if isinstance(entry, Heading)]
    assert headings == ["Part I. Ports", "Part II. Ports"]


def test_numbers_of_headings_are_text_in_every_format(read: Read, word: MakeWord) -> None:
    shown = ["1 Ports", "1.1 Cranes", "A.", "1.2 Ships", "2 Roads"]
    levels = ("decimal", "%1"), ("decimal", "%1.%2")
    listed_levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    numbering = (
        f'<w:numbering SPACES><w:abstractNum w:abstractNumId="1">{listed_levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    texts = [(0, "Ports"), (1, "Cranes"), (None, "A."), (1, "Ships"), (0, "Roads")]

    def word_heading(depth: int | None, text: str) -> str:
        number = "" if depth is None else f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
        return f'<w:p><w:pPr>{number}<w:outlineLvl w:val="{depth or 0}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>{p(LONG)}'

    def odt_heading(depth: int | None, text: str) -> str:
        header = 'text:is-list-header="true"' if depth is None else ""
        return f'<text:h {header} text:outline-level="{(depth or 0) + 1}">{text}</text:h>{odt_p(LONG)}'

    def rtf_heading(depth: int | None, text: str) -> str:
        mark = (
            "" if depth is None else rf"\ls1{{\listtext {shown[texts.index((depth, text))].split()[0]}\tab}}"
        )
        return rf"\pard\outlinelevel{depth or 0}{mark}{text}\par\pard {LONG}\par"

    table = r"{\*\listtable{\list{\listlevel\levelnfc0\levelstartat1}\listid7}}{\*\listoverridetable{\listoverride\listid7\ls1}}"
    outline = "".join(
        f'<text:outline-level-style text:level="{level}" style:num-format="1" text:display-levels="{level}"/>'
        for level in (1, 2)
    )
    files: dict[str, bytes | str] = {
        "a.docx": word(
            p("A title", style="Title") + "".join(word_heading(*one) for one in texts),
            {"numbering": numbering},
        ),
        "a.odt": odt(
            odt_p("A title", "Title") + "".join(odt_heading(*one) for one in texts),
            f"<text:outline-style>{outline}</text:outline-style>",
        ),
        "a.rtf": rf"{{\rtf1\ansi{table} {{\b A title}}\par {LONG}\par{''.join(rtf_heading(*one) for one in texts)}}}",
    }
    for name, data in files.items():
        blocks = read(data, name).article.blocks
        assert [block.text for block in blocks if isinstance(block, Heading)] == shown, name


@pytest.mark.parametrize(("pattern", "title"), [("%1.", "Ports"), ("Annex %1:", "Annex 1: Ports")])
def test_the_number_of_a_heading_that_is_the_title_is_left_out_unless_it_has_words(
    read: Read, word: MakeWord, pattern: str, title: str
) -> None:
    numbering = (
        '<w:numbering SPACES><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    heading = f'<w:p><w:pPr>{number}<w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Ports</w:t></w:r></w:p>'
    found = read(word(heading + p(LONG) + p(LONG[::-1]), {"numbering": numbering}), "a.docx").article
    assert (found.metadata.title, len(found.blocks)) == (title, 2)
    before, after = pattern.split("%1")
    outline = f'<text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="{before}" style:num-suffix="{after}"/>'
    text = f'<text:h text:outline-level="1">Ports</text:h>{odt_p(LONG)}{odt_p(LONG[::-1])}'
    written = odt(text, f"<text:outline-style>{outline}</text:outline-style>")
    assert read(written, "a.odt").article.metadata.title == title


def test_a_heading_that_odt_has_in_a_list_shows_its_number(read: Read) -> None:
    levels = "".join(
        f'<text:list-level-style-number text:level="{level}" style:num-format="1" style:num-suffix="." text:display-levels="{level}"/>'
        for level in (1, 2)
    )

    def listed_heading(level: int, text: str) -> str:
        heading = f'<text:h text:outline-level="{level}">{text}</text:h>'
        for _ in range(level):
            heading = f"<text:list-item>{heading}</text:list-item>"
            heading = f'<text:list text:continue-numbering="true" text:style-name="N">{heading}</text:list>'
        return heading + odt_p(LONG)

    text = (
        odt_p("A title", "Title")
        + listed_heading(1, "Ports")
        + listed_heading(2, "Cranes")
        + listed_heading(1, "Roads")
    )
    blocks = read(
        odt(text, f'<text:list-style style:name="N">{levels}</text:list-style>'), "a.odt"
    ).article.blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "1. Ports",
        "1.1. Cranes",
        "2. Roads",
    ]


def test_rtf_list_text_gives_number(read: Read) -> None:
    body = r"{\listtext 1.\tab}\ls4 one\par {\listtext 2.\tab}two\par\pard Between.\par {\listtext 1.\tab}\ls4 one again\par"
    items = [entry for entry in read(rtf(body), "a.rtf").article.blocks if isinstance(entry, ListItem)]
    assert [(entry.text, entry.number) for entry in items] == [("one", 1), ("two", 2), ("one again", 1)]


def test_typed_marks_make_nested_lists(read: Read) -> None:
    body = r"{\pard\li360 1.\tab one\par}{\pard\li360 more\par}{\pard\li720 \endash\tab deeper\par}{\pard\li360 2.\tab two\par}{\pard no item\par}"
    found = read(rtf(body), "a.rtf").article.blocks[1:]
    assert [(i.depth, i.number, i.starts, i.continues) for i in found if isinstance(i, ListItem)] == [
        (0, 1, True, False),
        (0, None, False, True),
        (1, None, True, False),
        (0, 2, False, False),
    ]
    assert found[-1].kind == "paragraph"


def test_note_with_custom_mark_is_not_counted(blocks: Blocks) -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="8"/><w:t>*</w:t></w:r>'
    body = p(run("One") + own + run(" two") + '<w:r><w:footnoteReference w:id="9"/></w:r>')
    notes = f'<w:footnotes SPACES><w:footnote w:id="8">{p("star")}</w:footnote><w:footnote w:id="9">{p("first")}</w:footnote></w:footnotes>'
    said, *feet = blocks(body, parts={"footnotes": notes})
    assert said.text == "One two"
    assert [entry.mark for entry in said.content if isinstance(entry, NoteReference)] == ["*", "1"]
    assert [(entry.mark, entry.text) for entry in feet if isinstance(entry, Note)] == [
        ("*", "star"),
        ("1", "first"),
    ]


def test_drop_cap_joins_its_word(blocks: Blocks) -> None:
    (found,) = blocks(p("T", '<w:framePr w:dropCap="drop"/>') + p("he ministers met."))
    assert found.text == "The ministers met."


def test_code_lines_make_one_block_with_spaces(blocks: Blocks) -> None:
    (found,) = blocks(p("if gas:", style="Code") + p("    store()", style="Code"))
    assert isinstance(found, Code)
    assert found.text == "if gas:\n    store()"


def test_equal_text_boxes_are_both_kept(blocks: Blocks) -> None:
    twice = alternatives(shape(box(p("Words")) + box(p("Words"))), vml(box(p("Words")) + box(p("Words"))))
    assert [entry.text for entry in blocks(p(run("Before") + f"<w:r>{twice}</w:r>"))] == [
        "Before",
        "Words",
        "Words",
    ]


def test_picture_in_text_box_is_read_once(blocks: Blocks) -> None:
    inner = p('<w:r><w:drawing><wp:inline><a:blip r:embed="pic"/></wp:inline></w:drawing></w:r>')
    found = blocks(p("<w:r>" + shape(box(inner)) + "</w:r>"), media={"pic": PNG})
    assert [entry.kind for entry in found] == ["figure"]
    assert isinstance(found[0], Figure)


def test_symbol_fonts_are_decoded(blocks: Blocks) -> None:
    typed = '<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf062</w:t></w:r>'
    signs = '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Own" w:char="F0FC"/></w:r>'
    drawn = char("begin") + instruction("SYMBOL 179 \\f Symbol") + char("end")
    (found,) = blocks(p(run("x") + signs + typed + drawn))
    assert found.text == "xα✓\ufffdβ≥"
    assert symbol_character("", 0xF02D) == "−"
    assert symbol_character("", 0x110000) == symbol_character("Wingdings", 0xF001) == "\ufffd"


def test_formulas_become_linear_text(blocks: Blocks) -> None:
    fraction = "<m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>"
    brackets = f'<m:d><m:dPr><m:begChr m:val="["/></m:dPr><m:e>{fraction}</m:e><m:e><m:r><m:t>c</m:t></m:r></m:e></m:d>'
    total = '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:e><m:rad><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad></m:e></m:nary>'
    (found,) = blocks(p(run("f = ") + f"<m:oMath>{brackets}{total}</m:oMath>"))
    assert found.text == "f = [a/b|c)∑√x"


def test_language_follows_script_run_and_style(blocks: Blocks) -> None:
    runs = run("日本語", '<w:lang w:val="ja"/>') + run(" عربي", '<w:lang w:val="it-IT" w:bidi="ar-SA"/>')
    runs += run("一", '<w:lang w:val="en-GB"/>')
    first, second = blocks(p(runs) + p("Bonjour", style="French"))
    assert content_of(first.content) == "{lang=ja|日本語}{lang=ar-SA| عربي}一"
    assert content_of(second.content) == "{lang=fr-FR|Bonjour}"


def test_no_arabic_is_hindi_although_libreoffice_declares_it(blocks: Blocks) -> None:
    hindi = '<w:lang w:val="en-US" w:bidi="hi-IN"/>'
    runs = run("صحيفة النيل، ", f"<w:rtl/>{hindi}") + run("22", hindi) + run(" نوفمبر", f"<w:rtl/>{hindi}")
    (found,) = blocks(p(runs))
    assert "hi-IN" not in content_of(found.content)


def test_internal_link_is_not_underlined(blocks: Blocks) -> None:
    line = '<w:u w:val="single"/>'
    link = f'<w:hyperlink w:anchor="x">{run("here", line)}</w:hyperlink>'
    there = (
        char("begin")
        + instruction("HYPERLINK https://example.org/")
        + char("separate")
        + run("there")
        + char("end")
    )
    (found,) = blocks(
        p(run("See ") + link + run(" and ", line) + field('HYPERLINK \\l "x"', run("now", line)) + there)
    )
    assert content_of(found.content) == "See here{underline| and }now{link=https://example.org/|there}"


def test_heading_style_does_not_make_text_bold(blocks: Blocks) -> None:
    bold = run("All of it", "<w:b/>")
    first, second = blocks(
        p(bold, '<w:outlineLvl w:val="0"/>') + p(bold + run(" not"), '<w:outlineLvl w:val="0"/>')
    )
    assert [
        entry.bold for block in (first, second) for entry in block.content if isinstance(entry, Span)
    ] == [
        False,
        True,
        False,
    ]


def test_undefined_heading_style_is_recognized_by_id(blocks: Blocks) -> None:
    (found, _) = blocks(p("Ports", style="berschrift2") + p(LONG))
    assert isinstance(found, Heading)
    assert found.level == 2


def test_horizontally_merged_cells_are_one(blocks: Blocks) -> None:
    merged = cell(p("wide"), '<w:hMerge w:val="restart"/>') + cell("<w:p/>", "<w:hMerge/>") + cell(p("x"))
    (found,) = blocks(table(row(merged), row(cell(p("a")) + cell(p("b")) + cell(p("c")))))
    assert isinstance(found, Table)
    assert [entry.column_span for entry in found.rows[0].cells] == [2, 1]


def test_unread_parts_are_reported(reading: Callable[..., ImportedArticle]) -> None:
    object_ = '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet"/></w:object></w:r>'
    chart = '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="pic"/></w:drawing></w:r>'
    body = '<w:altChunk r:id="pic"/>' + p(run("Seen") + object_ + chart)
    body += "<w:del>" + p("<w:r><w:delText>gone</w:delText></w:r>") + "</w:del>"
    merged = cell(p("over"), '<w:vMerge w:val="restart"/>') + cell(p("x"))
    body += table(row(merged), row(cell(p("under"), "<w:vMerge/>") + cell(p("y"))))
    found = reading(body, media={"pic": PNG})
    assert notice_subjects(found, "part-not-read") == ["pic.png", "Excel.Sheet", "pic.png"]
    assert notice_subjects(found, "deletion-dropped") == ["gone"]
    assert notice_subjects(found, "hidden-text-dropped") == ["under"]


def test_diagram_text_is_read(blocks: Blocks) -> None:
    diagram = '<w:r><w:drawing><d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="r-data"/></w:drawing></w:r>'
    data = "<x SPACES><a:p><a:r><a:t>Buy</a:t></a:r></a:p><a:p><a:r><a:t>Store</a:t></a:r></a:p></x>"
    found = blocks(p(run("Steps") + diagram), parts={"data": data})
    assert [entry.text for entry in found] == ["Steps", "Buy", "Store"]


def test_scripts_of_formulas_and_shifted_signs_are_kept(blocks: Blocks) -> None:
    power = "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup></m:oMath>"
    shifted = run("2", '<w:position w:val="8"/>') + run("1", '<w:position w:val="-6"/>')
    label = run("much that stands a little higher", '<w:position w:val="8"/>') + run(
        "x", '<w:position w:val="2"/>'
    )
    (found,) = blocks(p(power + shifted + label))
    assert isinstance(found, Paragraph)
    assert [(span.text, span.script) for span in found.content if isinstance(span, Span)] == [
        ("10", "baseline"),
        ("62", "super"),
        ("1", "sub"),
        ("much that stands a little higherx", "baseline"),
    ]


def test_fractions_of_equation_fields_have_a_stroke(blocks: Blocks) -> None:
    (found,) = blocks(
        p(run("Some ") + char("begin") + instruction(r"EQ \f(3,4)") + char("end") + run(" of all"))
    )
    assert found.text == "Some 3/4 of all"


@pytest.mark.parametrize(
    ("code", "below", "is_kept"),
    [
        (r' TOC \o "1-3" ', p("Ports 4") + p(char("end")), False),
        (r' INDEX \c "2" ', p("Ports 4") + p(char("end")), False),
        (" QUOTE ", p("Ports 4") + p(char("end")), True),
        (r" TOC \o ", p("Ports 4") + p(4 * LONG) + p(char("end")), True),
        (r" TOC \o ", p("Ports 4"), True),
    ],
    ids=["contents", "index", "quotation", "text within", "without an end"],
)
def test_a_contents_field_is_removed_where_it_ends_before_the_text(
    reading: Callable[..., ImportedArticle], code: str, below: str, is_kept: bool
) -> None:
    article = reading(
        p(char("begin") + instruction(code) + char("separate") + run("Gases 3")) + below + p(LONG)
    )
    texts = [block.text for block in article.article.blocks]
    assert (texts[0], texts[-1]) == (LONG, LONG)
    assert ("Gases 3" in texts, "Ports 4" in texts) == (is_kept, is_kept)
    assert notice_subjects(article, "contents-list-removed") == ([] if is_kept else ["Gases 3", "Ports 4"])


def test_a_contents_list_in_a_simple_field_is_removed(reading: Callable[..., ImportedArticle]) -> None:
    simple = '<w:fldSimple w:instr=" TOC \\o ">' + run("Gases 3") + "</w:fldSimple>"
    article = reading(p(simple) + p(LONG))
    assert [block.text for block in article.article.blocks][1:] == [LONG]
    assert notice_subjects(article, "contents-list-removed") == ["Gases 3"]


def test_a_clause_in_the_style_of_a_heading_is_running_text(blocks: Callable[..., tuple[Block, ...]]) -> None:
    clause = "The parties inform each other of each change that affects the delivery" + 4 * " and the payment"
    found = blocks("".join(p(text, style="Art") for text in ("Scope", f"{clause}.", clause)))
    assert [isinstance(block, Heading) for block in found] == [True, False, True]


def test_a_title_stands_on_one_line(read: Read, word: MakeWord) -> None:
    title = p(run("1") + "<w:r><w:tab/><w:tab/></w:r>" + run("Ports ") + run(" and ships"), style="T")
    article = read(word(title + p(LONG) + p(LONG), {"styles": STYLES}), "a.docx").article
    assert article.metadata.title == "1 Ports and ships"
