"""OpenDocument texts: equality with the Word original, details, and hostile files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from tests.importers.conftest import Read
from tests.importers.odt.odt_files import LONG, NAMESPACES, TYPE, odt, p
from tests.importers.readable import notice_subjects
from tests.importers.word_twins import check_same_as_word

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Block, Heading, ListItem, Note, NoteReference, Paragraph, Span, Table
from briefbuilder.importers.registry import importer_for


def blocks_of(read: Read, body: str, styles: str = "") -> tuple[Block, ...]:
    return read(odt(p("A title", "Title") + p(LONG) + body, styles), "a.odt").article.blocks[1:]


def refusal(read: Read, data: bytes) -> str:
    with pytest.raises(ImportRefusedError) as caught:
        read(data, "a.odt")
    assert caught.value.parameters["name"] == "a.odt"
    return caught.value.code


def test_libreoffice_file_equals_its_word_source(data: Path) -> None:
    check_same_as_word(data, data / "odt" / "harbours-libreoffice.odt")


def test_notes_are_referenced(read: Read) -> None:
    def note(number: str, kind: str, text: str) -> str:
        citation = f"<text:note-citation>{number}</text:note-citation>"
        return f'<text:note text:note-class="{kind}">{citation}<text:note-body>{text}</text:note-body></text:note>'

    inner = (
        f"Said.{note('1', 'footnote', p('A foot') + p('of two'))} More.{note('i', 'endnote', p('An end'))}"
    )
    said, *notes = blocks_of(read, p(inner))
    assert said.text == "Said. More."
    assert [(n.text, n.placement, n.mark) for n in notes if isinstance(n, Note)] == [
        ("A foot\nof two", "foot", "1"),
        ("An end", "end", "1"),
    ]
    assert [entry.note for entry in said.content if isinstance(entry, NoteReference)] == [n.id for n in notes]


LISTS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" text:start-value="3"/>'
    '<text:list-level-style-bullet text:level="2"/></text:list-style>'
)


def test_lists_have_and_continue_numbers(read: Read) -> None:
    def item(*inner: str, start: str = "") -> str:
        return f"<text:list-item{start}>{''.join(inner)}</text:list-item>"

    def lst(*items: str, more: str = "") -> str:
        return f'<text:list text:style-name="L"{more}>{"".join(items)}</text:list>'

    deeper = f"<text:list>{item(p('deeper'))}</text:list>"
    body = lst(item(p("three"), p("more")), item(p("four"), deeper)) + p("Between.")
    body += lst(
        item(p("five")),
        item(p("nine"), start=' text:start-value="9"'),
        more=' text:continue-numbering="true"',
    )
    items = [entry for entry in blocks_of(read, body, LISTS) if isinstance(entry, ListItem)]
    assert [(entry.text, entry.number, entry.depth, entry.starts, entry.continues) for entry in items] == [
        ("three", 3, 0, True, False),
        ("more", None, 0, False, True),
        ("four", 4, 0, False, False),
        ("deeper", None, 1, True, False),
        ("five", 5, 0, True, False),
        ("nine", 9, 0, False, False),
    ]


def test_code_lines_make_one_block(read: Read) -> None:
    body = (
        p("first <text:s/>line", "Preformatted_20_Text") + p("second", "Preformatted_20_Text") + p("After.")
    )
    assert [(block.kind, block.text) for block in blocks_of(read, body)] == [
        ("code", "first  line\nsecond"),
        ("paragraph", "After."),
    ]


def test_spaces_breaks_and_links_are_kept(read: Read) -> None:
    inner = 'a<text:s text:c="2"/>b<text:line-break/>c<text:tab/>d <text:a xlink:href="https://example.org/">e</text:a>'
    (block,) = blocks_of(read, p(inner))
    assert block.text == "a  b\nc\td e"
    assert [entry.link for entry in block.content if isinstance(entry, Span)] == [
        None,
        "https://example.org/",
    ]


def test_hidden_text_deletions_and_comments_are_reported(read: Read) -> None:
    hidden = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    changes = f"<text:tracked-changes><text:changed-region><text:deletion>{p('gone')}</text:deletion></text:changed-region></text:tracked-changes>"
    comment = f"<office:annotation><dc:creator>A</dc:creator>{p('Is that so?')}</office:annotation>"
    body = changes + p(f'Seen{comment}.<text:span text:style-name="H">unseen</text:span>')
    body += f'<text:section text:display="none">{p("a hidden section")}</text:section>'
    body += f'<text:section text:display="none">{p("")}</text:section>'
    reading = read(odt(p("A title", "Title") + p(LONG) + body, hidden), "a.odt")
    assert [block.text for block in reading.article.blocks] == [LONG, "Seen."]
    assert notice_subjects(reading, "deletion-dropped") == ["gone"]
    assert notice_subjects(reading, "hidden-text-dropped") == ["unseen", "a hidden section"]
    assert notice_subjects(reading, "comment") == ["A: Is that so?"]


def test_tables_keep_spans_and_repeated_cells(read: Read) -> None:
    head = '<table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2">'
    head += f"{p('Wide')}</table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>"
    row = f'<table:table-row><table:table-cell table:number-columns-repeated="2">{p("x")}</table:table-cell></table:table-row>'
    (table,) = blocks_of(read, f"<table:table>{head}{row}</table:table>")
    assert isinstance(table, Table)
    assert (table.text, table.header_rows, table.rows[0].cells[0].column_span) == ("Wide\nx\tx", 1, 2)


def test_external_pictures_are_counted_and_text_boxes_read(read: Read) -> None:
    away = '<draw:frame><draw:image xlink:href="http://192.0.2.1/a.png"/></draw:frame>'
    box = f"<draw:frame><draw:text-box>{p('Boxed')}</draw:text-box></draw:frame>"
    reading = read(odt(p("A title", "Title") + p(LONG + away + box)), "a.odt")
    assert [block.text for block in reading.article.blocks] == [LONG, "Boxed"]
    assert notice_subjects(reading, "pictures-not-in-file") == ["1"]


def test_table_of_contents_is_removed_with_notice(read: Read) -> None:
    index = (
        f"<text:table-of-content><text:index-body>{p('Who pays 3')}</text:index-body></text:table-of-content>"
    )
    reading = read(odt(p("A title", "Title") + index + p(LONG)), "a.odt")
    assert [block.text for block in reading.article.blocks] == [LONG]
    assert notice_subjects(reading, "contents-list-removed") == ["Who pays 3"]


def test_a_heading_without_a_level_is_of_the_first_unless_it_is_running_text(read: Read) -> None:
    clause = "The parties inform each other of each change that affects the delivery" + 4 * " and the payment"
    found = blocks_of(read, "".join(p(text, tag="h") for text in ("Scope", f"{clause}.", clause)))
    assert [block.level if isinstance(block, Heading) else None for block in found] == [1, None, 1]


def test_an_encrypted_document_is_refused(read: Read) -> None:
    manifest = f"<manifest:manifest {NAMESPACES}><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    assert refusal(read, odt(p(LONG), files={"META-INF/manifest.xml": manifest})) == "import-odt-encrypted"


@pytest.mark.parametrize(
    ("before", "code"),
    [
        ('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "import-unsafe"),
        ('<!DOCTYPE d SYSTEM "http://192.0.2.1/d.dtd">', "import-unsafe"),
        ("<", "import-damaged"),
    ],
)
def test_entities_and_broken_parts_are_refused(read: Read, before: str, code: str) -> None:
    assert refusal(read, odt(p(LONG), before=before)) == code


def test_zip_bombs_are_refused_and_deep_parts_limited(read: Read) -> None:
    assert refusal(read, odt(p("a" * 60_000_000))) == "import-unpacks-too-large"
    assert refusal(read, odt("<text:p/>" * 2_100_000)) == "import-unpacks-too-large"
    assert (
        refusal(read, odt("<text:section>" * 3000 + p(LONG) + "</text:section>" * 3000)) == "import-damaged"
    )
    cell = f'<table:table-cell table:number-columns-repeated="99999999">{p("x")}</table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="99999999">{cell}</table:table-row>'
    body = p(LONG) + p('<text:s text:c="999999999"/>x') + f"<table:table>{row}</table:table>"
    assert len(read(odt(body), "a.odt").article.blocks) >= 2
    nested = "<text:list><text:list-item>" * 80 + p(LONG) + "</text:list-item></text:list>" * 80
    assert LONG in [block.text for block in read(odt(p("A title", "Title") + nested), "a.odt").article.blocks]
    loop = '<style:style style:name="A" style:family="paragraph" style:parent-style-name="B"/>'
    loop += '<style:style style:name="B" style:family="paragraph" style:parent-style-name="A"/>'
    assert read(odt(p("A title", "Title") + p(LONG, "A"), loop), "a.odt").article.blocks


def test_very_many_paragraphs_are_refused(read: Read) -> None:
    assert refusal(read, odt(p("x") * 250_000)) == "import-too-many-paragraphs"


def test_document_without_text_is_refused(read: Read) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        container.writestr("mimetype", TYPE)
    assert importer_for(stream.getvalue(), "a").id == "odt"
    assert refusal(read, stream.getvalue()) == "import-odt-without-text"


def test_empty_document_type_is_accepted(read: Read) -> None:
    named = '<!DOCTYPE office:document-content PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "office.dtd">'
    assert read(odt(p("A title", "Title") + p(LONG), before=named), "a.odt").article.blocks[0].text == LONG


def test_undeclared_prefixes_are_ignored(read: Read) -> None:
    body = f'<text:p other:kind="x">{LONG}</text:p><other:p>no words</other:p>'
    assert [block.text for block in read(odt(p("A title", "Title") + body), "a.odt").article.blocks] == [LONG]


def test_a_flat_document_is_read_with_its_styles_and_pictures(read: Read) -> None:
    picture = "<draw:frame><draw:image><office:binary-data>iVBORw0KGgo=</office:binary-data></draw:image></draw:frame>"
    heading = '<style:style style:name="Own" style:family="paragraph" style:default-outline-level="2"/>'
    data = (
        f'<?xml version="1.0"?><office:document {NAMESPACES} office:mimetype="{TYPE}"><office:meta><dc:title>Gases and ports</dc:title></office:meta>'
        f"<office:styles>{heading}</office:styles><office:master-styles><style:header>{p('Page 3')}</style:header></office:master-styles>"
        f"<office:body><office:text>{p(LONG)}{p('Harbours', 'Own')}{p(picture)}</office:text></office:body></office:document>"
    )
    reading = read(data, "a.xml")
    assert reading.article.metadata.title == "Gases and ports"
    assert [block.kind for block in reading.article.blocks] == ["paragraph", "heading", "figure"]
    assert reading.pictures
    assert notice_subjects(reading, "header-removed") == ["Page 3"]


def test_a_bibliography_is_text(read: Read) -> None:
    sources = "<text:bibliography><text:bibliography-source><text:index-title-template>no</text:index-title-template></text:bibliography-source>"
    body = f"<text:index-body><text:index-title>{p('Sources')}</text:index-title>{p('Moor: On gases', 'Bibliography_20_1')}</text:index-body>"
    found = blocks_of(read, f"{sources}{body}</text:bibliography>")
    assert [block.text for block in found] == ["Sources", "Moor: On gases"]


def test_text_in_shapes_and_groups_is_kept(read: Read) -> None:
    shapes = f"<draw:g><draw:ellipse>{p('In an ellipse')}</draw:ellipse><draw:g><draw:path>{p('On a path')}</draw:path></draw:g></draw:g>"
    inner = p(f"<draw:rect>{p('Inner')}</draw:rect>")
    boxed = f"<draw:frame><draw:text-box>{p('Outer')}{inner}</draw:text-box></draw:frame>"
    found = blocks_of(read, p(shapes) + p(boxed) + f"<draw:connector>{p('Beside')}</draw:connector>")
    assert [block.text for block in found] == ["In an ellipse", "On a path", "Outer", "Inner", "Beside"]


def test_inline_formula_is_kept(read: Read) -> None:
    formula = '<draw:frame><draw:object><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>E</mi><mo>=</mo><mi>m</mi></math></draw:object></draw:frame>'
    assert [block.text for block in blocks_of(read, p(f"So {formula} holds"))] == ["So E=m holds"]


@pytest.mark.parametrize("part", ["styles.xml", "meta.xml", "META-INF/manifest.xml"])
def test_damaged_optional_part_is_reported(read: Read, part: str) -> None:
    reading = read(odt(p("A title", "Title") + p(LONG), files={part: "<cut"}), "a.odt")
    assert [block.text for block in reading.article.blocks] == [LONG]
    assert notice_subjects(reading, "part-damaged") == [part.rpartition("/")[2]]


@pytest.mark.parametrize("part", ["Basic/Standard/Module1.xml", "Scripts/python/tally.py"])
def test_macros_are_left_out_with_a_notice(read: Read, part: str) -> None:
    result = read(odt(p(LONG), files={part: ""}), "a.odt")
    assert "macros-not-kept" in [notice.code for notice in result.notices]


def test_single_odt_paragraph_is_body_text(read: Read) -> None:
    reading = read(odt(p(LONG, "Title")), "notes.odt")
    assert reading.article.metadata.title == "notes"
    assert [block.text for block in reading.article.blocks] == [LONG]


@pytest.mark.parametrize(
    ("author", "named"), [("Anna Moor", ("Anna Moor",)), ("Your User Name", ()), ("Administrator", ())]
)
def test_only_people_are_authors(read: Read, author: str, named: tuple[str, ...]) -> None:
    meta = f"<office:document-meta {NAMESPACES}><office:meta><dc:creator>{author}</dc:creator></office:meta></office:document-meta>"
    reading = read(odt(p("A title", "Title") + p(LONG), files={"meta.xml": meta}), "a.odt")
    assert reading.article.metadata.authors == named


def test_a_list_header_is_an_item_without_a_number(read: Read) -> None:
    header = f"<text:list-header>{p('Before the first')}</text:list-header>"
    items = "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in ("one", "two"))
    blocks = read(odt(f"{p(LONG)}<text:list>{header}{items}</text:list>{p(LONG)}"), "a.odt").article.blocks
    found = [(block.text, block.number) for block in blocks if isinstance(block, ListItem)]
    assert found == [("Before the first", None), ("one", None), ("two", None)]


def test_fractions_and_powers_of_formulas_are_kept(read: Read) -> None:
    formula = (
        '<draw:frame><draw:object><math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mn>3</mn><mn>4</mn></mfrac>'
        "<mo>·</mo><msup><mn>10</mn><mn>6</mn></msup></math></draw:object></draw:frame>"
    )
    (found,) = blocks_of(read, p(f"So {formula} holds"))
    assert isinstance(found, Paragraph)
    assert [(span.text, span.script) for span in found.content if isinstance(span, Span)] == [
        ("So 3/4·10", "baseline"),
        ("6", "super"),
        (" holds", "baseline"),
    ]
