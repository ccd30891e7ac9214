"""Markdown blocks as written, and as another program reads them."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from PIL import Image

from briefbuilder.domain.document import (
    BandLine,
    Content,
    Document,
    DrawnCallout,
    DrawnCell,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    HeadersFooters,
    ListEntry,
    NoteMark,
    Run,
)
from briefbuilder.export.markdown.writer import render_markdown
from briefbuilder.export.pictures import prepare_picture

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def text(words: str) -> Content:
    return (Run(text=words),)


def markdown(*elements: Element, **more: object) -> str:
    return render_markdown(Document(title="N", language="it", elements=elements, **more)).decode()  # type: ignore[arg-type]


def paragraph(*content: Run | NoteMark) -> str:
    return markdown(DrawnText(role="body", content=content)).rstrip("\n")


def cell(words: str, columns: int = 1, rows: int = 1, *, header: bool = False) -> DrawnCell:
    lines = tuple(DrawnText(role="table", content=text(line)) for line in words.split("/"))
    return DrawnCell(elements=lines, column_span=columns, row_span=rows, header=header)


def test_headings_are_below_the_title() -> None:
    told = markdown(
        DrawnText(role="title", content=text("Nota")),
        DrawnHeading(level=1, content=text("Linguaggio C#"), number="1."),
    )
    assert told == "# Nota\n\n## 1. Linguaggio C\\#\n"
    assert "<h2>1. Linguaggio C#</h2>" in READER.render(told)


def test_lists_are_nested_and_adjacent_lists_stay_separate() -> None:
    one = DrawnList(
        entries=(
            ListEntry(content=text("quarto"), ordered=True, number=4),
            ListEntry(content=text("sotto"), depth=1),
            ListEntry(content=text("segue"), continues=True),
            ListEntry(content=text("quinto"), ordered=True, number=5),
        )
    )
    two = DrawnList(entries=(ListEntry(content=text("primo"), ordered=True, number=1),))
    told = markdown(one, two)
    assert told == "4) quarto\n   - sotto\n\n   segue\n\n5) quinto\n\n1. primo\n"
    shown = READER.render(told)
    assert shown.count("<ol") == 2
    assert '<ol start="4">' in shown


def test_simple_lists_are_tight() -> None:
    close = DrawnList(
        entries=(
            ListEntry(content=text("a")),
            ListEntry(content=text("b"), depth=1),
            ListEntry(content=text("c"), depth=2, ordered=True, number=1),
            ListEntry(content=text("d")),
        )
    )
    assert "<p>" not in READER.render(markdown(close))
    later = DrawnList(
        entries=(ListEntry(content=text("a")), ListEntry(content=text("b"), depth=1, ordered=True, number=3))
    )
    assert '<ol start="3">' in READER.render(markdown(later))


def test_empty_entry_keeps_its_nested_list() -> None:
    told = markdown(DrawnList(entries=(ListEntry(content=()), ListEntry(content=text("sotto"), depth=1))))
    assert "<ul>\n<li>\u00a0\n<ul>\n<li>sotto</li>" in READER.render(told)


def test_quotation_contains_its_source() -> None:
    told = markdown(DrawnQuotation(paragraphs=(text("Prima"), text("# Seconda")), source=text("Corriere")))
    assert told == "> Prima\n>\n> \\# Seconda\n>\n> Corriere\n"


def test_spans_become_empty_cells() -> None:
    rows = (
        (cell("Paese"), cell("Anno", 2)),
        (cell("Italia", 1, 2, header=True), cell("a|b"), cell("2")),
        (cell("3/4"), cell("")),
    )
    told = markdown(DrawnTable(rows=rows, widths=(0.4, 0.3, 0.3), header_rows=1, caption=text("Tab. 1")))
    assert told.split("\n") == [
        "Tab. 1",
        "",
        "| Paese | Anno |  |",
        "| --- | --- | --- |",
        "| **Italia** | a\\|b | 2 |",
        "|  | 3<br>4 |  |",
        "",
    ]
    assert READER.render(told).count("<td>") == 6


def test_column_of_numbers_is_aligned_to_the_end() -> None:
    number = replace(cell("52,4 %"), flush_end=True)
    table = DrawnTable(
        rows=((cell("Paese"), cell("Quota")), (cell("UE"), number)), widths=(0.5, 0.5), header_rows=1
    )
    assert "| --- | ---: |" in markdown(table)


def test_table_without_header_gets_an_empty_one() -> None:
    told = markdown(DrawnTable(rows=((cell("A"), cell("B")),), widths=(0.5, 0.5), frame="plain"))
    assert told == "|  |  |\n| --- | --- |\n| A | B |\n"
    assert READER.render(told).count("<td>") == 2


def test_figure_becomes_its_text() -> None:
    figure = DrawnFigure(picture="p", alternative_text="Barra <b>", caption=text("Fig. 1"))
    stream = io.BytesIO()
    Image.new("L", (4, 4)).save(stream, "PNG")
    told = markdown(figure, pictures={"p": prepare_picture(stream.getvalue())})
    assert told == "\\[Barra \\<b>\\]\n\nFig. 1\n"
    assert markdown(figure).strip() == ""


def test_callout_becomes_a_quotation_with_its_title() -> None:
    inner = (DrawnText(role="callout", content=text("Uno")),)
    assert markdown(DrawnCallout(title=text("Punti"), elements=inner)) == "> **Punti**\n>\n> Uno\n"


def test_notes_are_defined_before_the_last_line() -> None:
    notes = (
        DrawnNote(id="f", content=text("- a\nb")),
        DrawnNote(id="e", content=(), placement="end"),
        DrawnNote(id="unmarked", content=text("Mai")),
    )
    marked = DrawnText(role="body", content=(Run(text="A"), NoteMark(note="f"), NoteMark(note="e")))
    mark = (BandLine(centre=text("TLP:AMBER"), role="marking"),)
    told = markdown(marked, notes=notes, headers_footers=HeadersFooters(header=mark, footer=mark))
    assert told == "TLP:AMBER\n\nA[^1][^i]\n\n[^1]: \\- a<br>b\n\n[^i]: &nbsp;\n\nTLP:AMBER\n"


def test_note_mark_at_the_start_is_not_a_definition() -> None:
    note = (DrawnNote(id="f", content=text("x")),)
    told = markdown(DrawnText(role="body", content=(NoteMark(note="f"), Run(text=": poi"))), notes=note)
    assert told.startswith("[^1]\\: poi\n")


def test_linked_code_at_the_start_is_not_the_definition_of_a_link() -> None:
    code = Run(text="]:x", code=True, link="https://example.org/")
    assert "<code>]:x</code></a>" in READER.render(paragraph(code))
    assert paragraph(replace(code, text="x")) == "[`x`](<https://example.org/>)"


def test_note_mark_before_a_bracket_is_not_a_link() -> None:
    note = (DrawnNote(id="f", content=text("x")),)
    content = (Run(text="A"), NoteMark(note="f"), Run(text="(vedi B)"), Run(text="(c)", bold=True))
    told = markdown(DrawnText(role="body", content=content), notes=note)
    assert told.startswith("A[^1]\\(vedi B)<strong>(c)</strong>\n")
    assert paragraph(Run(text="]"), Run(text="(x)", italic=True), Run(text="(y)")) == "\\]<em>(x)</em>(y)"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("[x](y)", "\\[x\\](y)"),
        ("![x](y)", "!\\[x\\](y)"),
        ("# no", "\\# no"),
        ("1. no", "1\\. no"),
        ("12) no", "12\\) no"),
        ("- no", "\\- no"),
        ("> no", "\\> no"),
        ("a\n===", "a\\\n\\==="),
        ("R&D &amp; &#38;", "R&D \\&amp; \\&#38;"),
        ("3.5 %", "3.5 %"),
        ("-3 %", "-3 %"),
        ("3.", "3\\."),
        ("---", "\\---"),
        ("    a", "a"),
        ("a_b*c*", "a\\_b\\*c\\*"),
        ("C:\\dir", "C:\\\\dir"),
    ],
)
def test_markup_characters_in_text_are_escaped(words: str, written: str) -> None:
    assert paragraph(Run(text=words)) == written
    assert MarkdownIt("commonmark").render(written).count("<p>") == 1


@pytest.mark.parametrize(
    ("content", "written"),
    [
        ((Run(text="a "), Run(text="b ", bold=True), Run(text="c")), "a **b** c"),
        ((Run(text="a"), Run(text="b", bold=True), Run(text="c")), "a<strong>b</strong>c"),
        ((Run(text="b", bold=True, italic=True), Run(text=".")), "**_b_**."),
        ((Run(text="H"), Run(text="2", script="sub"), Run(text="O")), "H<sub>2</sub>O"),
        ((Run(text="via", strike=True),), "~~via~~"),
        ((Run(text="a`b", code=True),), "``a`b``"),
        (
            (Run(text="qui", link="https://a.example/x?a=1&copy;"),),
            "[qui](<https://a.example/x?a=1&amp;copy;>)",
        ),
        ((Run(text="qui", link="javascript:alert(1)"),), "qui"),
        ((Run(text="qui", link="file:///etc/passwd"),), "qui"),
    ],
)
def test_formatting_is_readable_by_every_parser(content: tuple[Run, ...], written: str) -> None:
    assert paragraph(*content) == written


def test_code_is_fenced_with_enough_backticks() -> None:
    told = markdown(DrawnText(role="code", content=text("a\n```\n  b")))
    assert told == "````\na\n```\n  b\n````\n"


def test_code_goes_on_after_a_note_that_is_not_shown() -> None:
    code = Run(text="a", code=True)
    assert paragraph(code, NoteMark(note="gone"), replace(code, text="b")) == "`ab`"


def test_pieces_of_one_item_form_one_quotation_ended_by_its_source() -> None:
    told = markdown(
        DrawnQuotation(paragraphs=(text("A"),), origin="i"),
        DrawnList(entries=(ListEntry(content=text("B")),), quoted=True, origin="i"),
        DrawnQuotation(paragraphs=(text("C"),), source=text("S"), origin="i"),
        DrawnQuotation(paragraphs=(text("D"),), origin="i"),
        DrawnQuotation(paragraphs=(text("E"),)),
    )
    assert told == "> A\n>\n> - B\n>\n> C\n>\n> S\n\n> D\n\n> E\n"
