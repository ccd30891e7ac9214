"""The labels of list items in files: "(a)", "iv.", "2.1" are kept by every reader, and read back from every export."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importers.conftest import MakeWord, Read

from briefbuilder.domain.document import Document, DrawnHeading, DrawnList, DrawnText, ListEntry, Run
from briefbuilder.domain.list_labels import ListLabel, NumberStyle
from briefbuilder.domain.text import Block, ListItem
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.html.writer import render_html
from briefbuilder.export.markdown.writer import render_markdown
from briefbuilder.export.odt.writer import render_odt
from briefbuilder.export.pdf.writer import render_pdf
from briefbuilder.importers.pasted.article import ClipboardContent
from briefbuilder.importers.pasted.fragment import read_fragment

LONG = "An opening paragraph in English that stands before everything else here."
LEGAL = ("1.", "1.1", "1.2", "(a)", "(b)", "(i)", "(ii)", "2.", "2.1", "(a)")


def labels(blocks: tuple[Block, ...]) -> list[str]:
    return [block.label_text for block in blocks if isinstance(block, ListItem) and not block.continues]


def points(*forms: tuple[int, NumberStyle, str, str, int]) -> DrawnList:
    return DrawnList(
        entries=tuple(
            ListEntry(
                content=(Run(text=f"Point number {place} of the agreement between the parties"),),
                depth=depth,
                ordered=True,
                number=number,
                label=ListLabel(style, prefix, suffix),
            )
            for place, (depth, style, prefix, suffix, number) in enumerate(forms)
        )
    )


def legal_list() -> DrawnList:
    return points(
        (0, "decimal", "", ".", 1), (1, "decimal", "1.", "", 1), (1, "decimal", "1.", "", 2),
        (2, "lowerLetter", "(", ")", 1), (2, "lowerLetter", "(", ")", 2), (3, "lowerRoman", "(", ")", 1),
        (3, "lowerRoman", "(", ")", 2), (0, "decimal", "", ".", 2), (1, "decimal", "2.", "", 1),
        (2, "lowerLetter", "(", ")", 1),
    )  # fmt: skip


def agreement(drawn: DrawnList) -> Document:
    return Document(
        title="Agreement",
        language="en",
        elements=(
            DrawnHeading(level=1, content=(Run(text="Agreement"),)),
            DrawnText(role="body", content=(Run(text=LONG),)),
            drawn,
            DrawnText(role="body", content=(Run(text=LONG.replace("before", "after")),)),
        ),
    )


def exports(document: Document, root: Path) -> dict[str, bytes]:
    base = (root / "resources" / "docx" / "base.docx").read_bytes()
    return {
        "a.docx": render_docx(document, base=base, page_numbers={}),
        "a.odt": render_odt(document, page_numbers={}),
        "a.pdf": render_pdf(document).data,
        "a.html": render_html(document),
    }


@pytest.mark.parametrize("quoted", [False, True])
def test_every_export_shows_the_labels_of_the_document(read: Read, root: Path, quoted: bool) -> None:
    drawn = DrawnList(entries=legal_list().entries, quoted=quoted)
    for name, data in exports(agreement(drawn), root).items():
        assert labels(read(data, name).article.blocks) == list(LEGAL), name


def test_letters_after_z_and_a_list_that_begins_later_keep_their_labels(read: Read, root: Path) -> None:
    later = points(*((0, "lowerLetter", "(", ")", number) for number in (26, 27, 28)))
    for name, data in exports(agreement(later), root).items():
        assert labels(read(data, name).article.blocks) == ["(z)", "(aa)", "(bb)"], name


def test_markdown_which_has_no_letters_has_the_labels_as_text() -> None:
    text = render_markdown(agreement(legal_list())).decode()
    lines = [line.strip(" *-") for line in text.splitlines() if "Point number" in line]
    assert [line.partition(" Point")[0].replace(")", ".", line[0].isdigit()) for line in lines] == list(LEGAL)


@pytest.mark.parametrize(
    ("number_format", "text", "expected"),
    [
        ("decimal", "%1.", ["1.", "2."]), ("decimal", "(%1)", ["(1)", "(2)"]), ("lowerLetter", "%1)", ["a)", "b)"]),
        ("upperLetter", "%1.", ["A.", "B."]), ("lowerRoman", "(%1)", ["(i)", "(ii)"]), ("upperRoman", "%1", ["I", "II"]),
        ("decimal", "§ %1 ", ["§ 1", "§ 2"]), ("russianLower", "%1)", ["1)", "2)"]), ("decimal", "", ["1.", "2."]),
    ],
)  # fmt: skip
def test_number_formats_of_word(
    read: Read, word: MakeWord, number_format: str, text: str, expected: list[str]
) -> None:
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{number_format}"/><w:lvlText w:val="{text}"/></w:lvl>'
    assert labels(numbered_word(read, word, level, [0, 0])) == expected


def test_a_level_of_word_shows_the_numbers_above_it(read: Read, word: MakeWord) -> None:
    levels = [("upperRoman", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")]
    markup = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{form}"/>{{}}<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    depths = [0, 1, 2, 2, 1, 0, 1]
    shown = ["I.", "I.1", "(a)", "(b)", "I.2", "II.", "II.1"]
    assert labels(numbered_word(read, word, markup.replace("{}", ""), depths)) == shown
    legal = [text.replace("II.1", "2.1").replace("I.1", "1.1").replace("I.2", "1.2") for text in shown]
    assert labels(numbered_word(read, word, markup.format("", "<w:isLgl/>", ""), depths)) == legal


def numbered_word(read: Read, word: MakeWord, levels: str, depths: list[int]) -> tuple[Block, ...]:
    numbering = (
        f'<w:numbering SPACES><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Point</w:t></w:r></w:p>'
        for depth in depths
    )
    text = f"<w:p><w:r><w:t>{LONG}</w:t></w:r></w:p>"
    return read(word(text + body, {"numbering": numbering}), "a.docx").article.blocks


def test_labels_of_rtf_are_those_in_the_text_for_other_programs(read: Read) -> None:
    table = r"{\*\listtable{\list{\listlevel\levelnfc4\levelstartat1}{\listlevel\levelnfc2\levelstartat1}\listid7}}"
    override = r"{\*\listoverridetable{\listoverride\listid7\ls4}}"
    items = r"\pard\ls4{\listtext (a)\tab}One\par{\listtext (b)\tab}Two\par\ilvl1{\listtext ii.\tab}Inner\par"
    text = rf"{{\rtf1\ansi{table}{override} Title\par {LONG}\par{items}}}"
    assert labels(read(text, "a.rtf").article.blocks)[:2] == ["(a)", "(b)"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<ol type="a"><li>x<li>y</ol>', ["a.", "b."]),
        ('<ol type="A" start="3"><li>x<li value="7">y</ol>', ["C.", "G."]),
        ('<ol reversed type="I"><li>x<li>y</ol>', ["II.", "I."]),
        ('<ol style="list-style-type: lower-roman"><li>x<li>y</ol>', ["i.", "ii."]),
        ('<ol style="margin: 0; list-style: inside upper-latin"><li>x</ol>', ["A."]),
        ("<ol><li style='list-style-type: \"(b) \"' value=2>x</ol>", ["(b)"]),
        ('<ol style="list-style-type: lower-greek"><li>x</ol>', ["1."]),
        ('<ol><li>x<ol type="a"><li>y</ol><li>z</ol>', ["1.", "a.", "2."]),
        ("<ol><li>x<ol><li>y</ol></ol>", ["1.", "1."]),
        ('<ol style="list-style: none"><li>(b) x<li>(c) y<li>z</ol>', ["(b)", "(c)", ""]),
        ('<ul style="list-style-type:none"><li>A. Smith<li>(a) y<p>more</p></ul>', ["", "(a)"]),
    ],
)
def test_labels_of_web_pages(read: Read, markup: str, expected: list[str]) -> None:
    filler = "".join(f"<p>{LONG} {number}</p>" for number in range(6))
    page = f"<html><body><article><h1>Agreement</h1>{filler}{markup}{filler}</article></body></html>"
    assert labels(read(page, "a.html").article.blocks) == expected


def test_the_form_of_numbers_in_markdown(read: Read) -> None:
    text = f"# Title\n\n{LONG}\n\n1. one\n2. two\n\n{LONG}\n\n3) three\n4) four\n"
    assert labels(read(text, "a.md").article.blocks) == ["1.", "2.", "3)", "4)"]


@pytest.mark.parametrize(
    "typed",
    [
        ["(a)", "(b)", "(c)"], ["A.", "B.", "C."], ["i.", "ii.", "iii."], ["h)", "i)", "j)"], ["(iv)", "(v)", "(vi)"],
        ["I.", "II.", "III."], ["1)", "2)", "3)"], ["(1)", "(2)", "(3)"], ["(z)", "(aa)", "(bb)"],
    ],
)  # fmt: skip
def test_typed_labels_of_plain_text(read: Read, typed: list[str]) -> None:
    items = "\n".join(f"{mark} The parties agree on the point, and they say so." for mark in typed)
    blocks = read(f"Title of it\n\n{LONG}\n\n{items}\n", "a.txt").article.blocks
    assert labels(blocks) == typed


def test_initials_at_the_beginning_of_lines_are_no_labels(read: Read) -> None:
    text = f"Title of it\n\n{LONG}\n\nA. Smith said that the port is closed.\n\n{LONG}\n\nC. Jones said that it is open.\n"
    assert labels(read(text, "a.txt").article.blocks) == []


def test_labels_of_lists_that_are_pasted_from_word() -> None:
    def line(mark: str, level: int = 1) -> str:
        ignored = f"<span style='mso-list:Ignore'>{mark}<span>&nbsp;&nbsp; </span></span>"
        return f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>{ignored}Point {mark}</p>"

    markup = "".join((line("(a)"), line("(b)"), line("i.", 2), line("ii.", 2), line("(c)")))
    blocks = read_fragment(ClipboardContent(html=f"<html><body>{markup}</body></html>")).blocks
    assert labels(blocks) == ["(a)", "(b)", "i.", "ii.", "(c)"]
