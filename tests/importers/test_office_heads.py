"""Titles, labels and quotations of releases and letters, as word processors write them without styles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from tests.importers.conftest import MakeWord, Read
from tests.importers.readable import notice_subjects

from briefbuilder.domain.article import ImportedArticle

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."


def p(text: str, bold: bool = False, left: int = 0, right: int = 0) -> str:
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    indents = f'<w:pPr><w:ind w:left="{left}" w:right="{right}"/></w:pPr>' if left or right else ""
    return f"<w:p>{indents}<w:r>{weight}<w:t>{text}</w:t></w:r></w:p>"


def b(text: str) -> str:
    return p(text, bold=True)


def rtf(*lines: tuple[str, bool, int, int]) -> bytes:
    weight = {True: "\\b ", False: ""}
    body = "".join(
        rf"\pard\li{left}\ri{right} {{{weight[bold]}{text}}}\par" for text, bold, left, right in lines
    )
    return rf"{{\rtf1\ansi {body}}}".encode()


def kinds(reading: ImportedArticle) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in reading.article.blocks]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (b("PRESS RELEASE") + b("Six ministers agree on common stocks of gas") + p("Brussels, 4 March 2026") + p(LONG), "Six ministers agree on common stocks of gas"),
        (b("Comunicato stampa") + p("Roma, 4 marzo 2026") + b("Sei ministri per una scorta comune") + p(LONG), "Sei ministri per una scorta comune"),
        (p("Ministry of Energy of Latvia") + p("FOR IMMEDIATE RELEASE") + p("4 March 2026") + b("Six ministers agree on stocks") + p(LONG), "Six ministers agree on stocks"),
        (p("NOTE VERBALE") + p("On the common stocks of gas") + p(LONG), "On the common stocks of gas"),
        (b("CONTENTS") + p("The stocks\t1") + p("The harbours\t2") + b("Common stocks of gas") + p(LONG) + p(LONG), "Common stocks of gas"),
        (p("Ministry of Energy") + p("4 March 2026") + p("Subject: Common stocks of gas") + p("Dear colleagues,") + p(LONG), "Common stocks of gas"),
        (p("Ministero") + p("Oggetto: Scorte comuni di gas") + p(LONG), "Scorte comuni di gas"),
        (b("Gas stocks") + b("How six countries share what is left") + p(LONG), "Gas stocks"),
        (b("GAS STOCKS") + p(LONG) + p(LONG), "GAS STOCKS"),
    ],
)  # fmt: skip
def test_the_headline_is_the_title_and_not_the_kind_of_the_document(
    read: Read, word: MakeWord, body: str, title: str
) -> None:
    assert read(word(body), "letter.docx").article.metadata.title == title


def test_a_date_above_the_headline_is_that_of_the_document(read: Read, word: MakeWord) -> None:
    body = p("PRESS RELEASE") + p("4 March 2026") + b("Six ministers agree on common stocks") + p(LONG)
    assert read(word(body), "letter.docx").article.metadata.published == date(2026, 3, 4)


def test_contents_without_another_title_are_none(read: Read, word: MakeWord) -> None:
    reading = read(word(b("CONTENTS") + p("The stocks\t1") + p(LONG)), "stocks 2026.docx")
    assert reading.article.metadata.title == "stocks 2026"


def test_bold_lines_that_end_in_a_colon_are_labels(read: Read, word: MakeWord) -> None:
    body = (
        p("Common stocks of gas")
        + p(LONG)
        + b("Contact:")
        + p("Anna Rossi, Via Roma 1")
        + b("What follows")
        + p(LONG)
        + p(LONG)
    )
    assert [text for kind, text in kinds(read(word(body), "a.docx")) if kind == "heading"] == ["What follows"]


def test_paragraphs_indented_on_both_sides_are_quotations(read: Read, word: MakeWord) -> None:
    body = (
        p("Common stocks of gas")
        + p(LONG)
        + p(LONG.lower(), left=567, right=567)
        + p(LONG.upper(), left=567, right=567)
        + p(LONG)
    )
    found = [kind for kind, _ in kinds(read(word(body), "a.docx"))]
    assert found == ["paragraph", "quote", "quote", "paragraph"]


def test_an_indented_paragraph_in_quotation_marks_is_a_quotation(read: Read, word: MakeWord) -> None:
    body = p("Common stocks of gas") + p(LONG) + p(f"“{LONG}”", left=567) + p(LONG, left=567) + p(LONG)
    found = [kind for kind, _ in kinds(read(word(body), "a.docx"))]
    assert found == ["paragraph", "quote", "paragraph", "paragraph"]


def test_a_text_that_is_indented_as_a_whole_is_no_quotation(read: Read, word: MakeWord) -> None:
    body = p("Common stocks of gas") + "".join(
        p(f"{LONG} {number}", left=567, right=567) for number in range(4)
    )
    assert {kind for kind, _ in kinds(read(word(body), "a.docx"))} == {"paragraph"}


def test_rich_text_is_read_alike(read: Read) -> None:
    data = rtf(
        ("PRESS RELEASE", True, 0, 0), ("Six ministers agree on common stocks of gas", True, 0, 0), (LONG, False, 0, 0),
        (LONG.lower(), False, 567, 567), (LONG, False, 0, 0),
    )  # fmt: skip
    reading = read(data, "a.rtf")
    assert reading.article.metadata.title == "Six ministers agree on common stocks of gas"
    assert [kind for kind, _ in kinds(reading)][-3:] == ["paragraph", "quote", "paragraph"]


def test_opendocument_texts_are_read_alike(read: Read) -> None:
    body = "".join(
        f'<text:p text:style-name="{style}">{text}</text:p>'
        for style, text in (
            ("B", "PRESS RELEASE"),
            ("B", "Six ministers agree on common stocks of gas"),
            ("P", LONG),
            ("I", LONG.lower()),
            ("P", LONG),
        )
    )
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    flat = (
        f'<office:document xmlns:office="{oasis}:office:1.0" xmlns:text="{oasis}:text:1.0" xmlns:style="{oasis}:style:1.0"'
        f' xmlns:fo="{oasis}:xsl-fo-compatible:1.0" office:mimetype="application/vnd.oasis.opendocument.text">'
        '<office:automatic-styles><style:style style:name="B" style:family="paragraph"><style:text-properties fo:font-weight="bold"/>'
        '</style:style><style:style style:name="I" style:family="paragraph"><style:paragraph-properties fo:margin-left="1cm"'
        ' fo:margin-right="0.8cm"/></style:style></office:automatic-styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )
    reading = read(flat, "a.fodt")
    assert reading.article.metadata.title == "Six ministers agree on common stocks of gas"
    assert [kind for kind, _ in kinds(reading)][-3:] == ["paragraph", "quote", "paragraph"]


MEMO = {
    "To:": "The Minister",
    "From:": "Marta Nowak, Africa Department",
    "Date:": "22 January 2026",
    "Subject:": "Stocks of gas",
}
AKTENVERMERK = {
    "An:": "Herrn Staatssekretär",
    "Von:": "Marta Nowak",
    "Datum:": "22. Januar 2026",
    "Betreff:": "Stocks of gas",
}


def table(rows: Mapping[str, str]) -> str:
    written = "".join(
        f"<w:tr><w:tc>{b(label)}</w:tc><w:tc>{p(text)}</w:tc></w:tr>" for label, text in rows.items()
    )
    return f"<w:tbl>{written}</w:tbl>"


def lines(rows: Mapping[str, str]) -> str:
    return "".join(
        f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{label}</w:t></w:r><w:r><w:tab/><w:t>{text}</w:t></w:r></w:p>"
        for label, text in rows.items()
    )


@pytest.mark.parametrize("head", [MEMO, AKTENVERMERK])
@pytest.mark.parametrize("form", [table, lines])
def test_the_head_of_a_memorandum_names_author_date_and_subject(
    read: Read, word: MakeWord, head: Mapping[str, str], form: Callable[[Mapping[str, str]], str]
) -> None:
    reading = read(word(b("MEMORANDUM") + form(head) + b("Purpose") + p(LONG) + p(LONG)), "a.docx")
    metadata = reading.article.metadata
    assert (metadata.title, metadata.authors) == ("Stocks of gas", ("Marta Nowak",))
    assert metadata.published == date(2026, 1, 22)
    texts = [" ".join(text.split()) for kind, text in kinds(reading) if kind == "paragraph"]
    assert [f"{label} {text}" for label, text in list(head.items())[:2]] == texts[1:3]


def test_a_table_with_other_rows_than_the_head_of_a_memorandum_stays(read: Read, word: MakeWord) -> None:
    rows = MEMO | {"Cost:": "41.5 million"}
    reading = read(word(b("MEMORANDUM") + table(rows) + p(LONG) + p(LONG)), "a.docx")
    assert [kind for kind, _ in kinds(reading)].count("table") == 1


def test_the_days_of_a_programme_are_its_headings(read: Read, word: MakeWord) -> None:
    body = p("Visit to Vilnius")
    for day in ("Monday, 9 March 2026", "Tuesday, 10 March 2026"):
        body += b(day) + p(LONG) + p(LONG.lower())
    reading = read(word(body), "a.docx")
    assert [text for kind, text in kinds(reading) if kind == "heading"] == [
        "Monday, 9 March 2026",
        "Tuesday, 10 March 2026",
    ]
    assert reading.article.metadata.published is None


def test_a_date_that_looks_like_no_other_is_that_of_the_chronology(read: Read, word: MakeWord) -> None:
    body = p("Chronology of the stocks") + p("12 March 2026")
    for day in ("9 January 2026", "10 February 2026"):
        body += b(day) + p(LONG)
    reading = read(word(body), "a.docx")
    assert reading.article.metadata.published == date(2026, 3, 12)
    assert [text for kind, text in kinds(reading) if kind == "heading"] == [
        "9 January 2026",
        "10 February 2026",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Paris, le 4 mars 2026",
        "Bruxelles, le 4 mars 2026",
        "Berlin, den 4. März 2026",
        "Wien, am 4. März 2026",
        "Roma, lì 4 marzo 2026",
        "Madrid, a 4 de marzo de 2026",
        "Warszawa, dnia 4 marca 2026",
        "Warszawa, 4 marca 2026 r.",
        "г. Москва, 4 марта 2026 года",
        "Київ, 4 березня 2026 року",
        "København, den 4. marts 2026",
    ],
)
def test_the_place_and_date_of_a_letter_give_its_date(read: Read, word: MakeWord, line: str) -> None:
    reading = read(word(p(line) + p("Objet : Stocks de gaz") + p(LONG) + p(LONG)), "a.docx")
    assert reading.article.metadata.published == date(2026, 3, 4)


def test_the_day_in_a_letterhead_set_as_a_table_is_that_of_the_document(read: Read, word: MakeWord) -> None:
    head = table({"Ministero degli Affari Esteri": "Roma, 4 marzo 2026"})
    reading = read(word(head + p("OGGETTO: Scorte di gas") + p(LONG) + p(LONG)), "a.docx")
    assert reading.article.metadata.published == date(2026, 3, 4)
    other = p("OGGETTO: Scorte di gas") + p(LONG) + head + p(LONG)
    assert read(word(other), "a.docx").article.metadata.published is None
    deadline = table({"Termine per le osservazioni": "31 marzo 2027"})
    reading = read(word(deadline + p("OGGETTO: Scorte di gas") + p(LONG) + p(LONG)), "a.docx")
    assert reading.article.metadata.published is None


def test_the_day_at_the_end_of_a_letter_is_its_date_and_stays_in_the_text(read: Read, word: MakeWord) -> None:
    body = b("Stocks of gas") + p(LONG) * 9 + p("Roma, 4 marzo 2026") + p("Anna Verdi")
    reading = read(word(body), "a.docx")
    assert reading.article.metadata.published == date(2026, 3, 4)
    assert "Roma, 4 marzo 2026" in [block.text for block in reading.article.blocks]
    assert notice_subjects(reading, "date-from-closing") == ["Roma, 4 marzo 2026"]
    several = b("Stocks of gas") + p(LONG) * 9 + p("3 March 2026") + p(LONG) + p("4 March 2026") + p(LONG)
    assert read(word(several), "a.docx").article.metadata.published is None


def test_paragraphs_with_blank_lines_between_line_breaks_are_several(read: Read, word: MakeWord) -> None:
    broken = f"<w:p><w:r><w:t>{LONG}</w:t><w:br/><w:br/><w:t>One line</w:t><w:br/><w:t>and its next.</w:t><w:br/><w:br/></w:r></w:p>"
    reading = read(word(b("Common stocks of gas") + broken + p(LONG.lower())), "a.docx")
    assert [text for _, text in kinds(reading)] == [LONG, "One line\nand its next.", LONG.lower()]


def test_a_list_typed_with_line_breaks_in_one_paragraph_is_a_list(read: Read, word: MakeWord) -> None:
    def broken(*lines: str) -> str:
        return "<w:p><w:r>" + "<w:br/>".join(f"<w:t>{line}</w:t>" for line in lines) + "</w:r></w:p>"

    body = broken("Please raise:", "- visas for students", "- the 3 detainees", "held since May", "– fish")
    body += (
        p(LONG) + broken("1. Open the talks", "2. Meet in Oslo") + broken("12 Main Street", "1000 Brussels")
    )
    body += broken("It grew by 3", "- or so it seems - in May")
    blocks = read(word(b("Points for the meeting") + p(LONG) + body), "a.docx").article.blocks
    assert [(block.kind, block.text) for block in blocks[1:]] == [
        ("paragraph", "Please raise:"),
        ("list_item", "visas for students"),
        ("list_item", "the 3 detainees\nheld since May\n– fish"),
        ("paragraph", LONG),
        ("list_item", "Open the talks"),
        ("list_item", "Meet in Oslo"),
        ("paragraph", "12 Main Street\n1000 Brussels"),
        ("paragraph", "It grew by 3\n- or so it seems - in May"),
    ]


def test_the_day_of_a_letter_is_read_also_if_it_is_below_the_signature_again(
    read: Read, word: MakeWord
) -> None:
    body = b("Stocks of gas") + p("22 January 2026") + p(LONG) + p(LONG) + p("Brussels, 22 January 2026")
    assert read(word(body), "a.docx").article.metadata.published == date(2026, 1, 22)


@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_the_day_in_brackets_below_a_report_is_its_date(read: Read, word: MakeWord, name: str) -> None:
    texts = ("Ports warn of shortages", LONG, LONG, "(25.11.2026)")
    data = word("".join(map(p, texts))) if name == "a.docx" else "\n\n".join(texts)
    reading = read(data, name)
    assert reading.article.metadata.published == date(2026, 11, 25)
    assert [text for _, text in kinds(reading)] == [LONG, LONG]
