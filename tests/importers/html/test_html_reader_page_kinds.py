"""Live reports, interviews, lists and tables in several languages keep their structure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.importers.conftest import Read

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.text import Block, Figure, Heading, ListItem, Paragraph, Quote, Span, Table

ReadPage = Callable[[str], ImportedArticle]


@pytest.fixture
def read_page(read: Read, data: Path) -> ReadPage:
    return lambda name: read((data / "html" / f"{name}.html").read_bytes(), f"{name}.html")


def _kinds(reading: ImportedArticle) -> list[str]:
    return [block.kind for block in reading.article.blocks]


def _of(reading: ImportedArticle, kind: type[Block]) -> list[str]:
    return [block.text for block in reading.article.blocks if isinstance(block, kind)]


def test_a_live_report_keeps_the_time_and_heading_of_each_entry(read_page: ReadPage) -> None:
    reading = read_page("live")
    assert _of(reading, Heading) == [
        "12:10 A draft is on the table",
        "10:45 Fishermen at the gate",
        "08:02 Good morning",
    ]
    assert len(_of(reading, Quote)) == 1
    metadata = reading.article.metadata
    assert metadata.authors == ("Mara Lindqvist", "Tomas Oyelaran")
    assert metadata.published == date(2024, 11, 18)
    assert metadata.url == "https://gazette.example.org/live/harbour-talks"
    assert (
        metadata.lead
        == "Ministers of nine coastal states meet again to settle how ships report what they carry."
    )


@pytest.mark.parametrize(
    ("entry", "headings"),
    [
        (
            "<div><time>{clock}</time><h3>{name}</h3>{text}</div>",
            ["14:20 Arrival", "13:05 Draft", "12:00 Start"],
        ),
        (
            "<div><h3>{name}</h3><i><time>{clock}</time></i>{text}</div>",
            ["14:20 Arrival", "13:05 Draft", "12:00 Start"],
        ),
        (
            "<div><p><a href='#e'><time>{clock}</time></a> GMT</p>{text}</div>",
            ["14:20 GMT", "13:05 GMT", "12:00 GMT"],
        ),
        (
            "<div><span>{clock} Uhr</span><h3>{name}</h3>{text}</div>",
            ["14:20 Uhr Arrival", "13:05 Uhr Draft", "12:00 Uhr Start"],
        ),
        (
            "<li><h3>{name}</h3><time>{clock}</time>{text}</li>",
            ["14:20 Arrival", "13:05 Draft", "12:00 Start"],
        ),
        (
            "<div><h3><time>{clock}</time> {name}</h3>{text}</div>",
            ["14:20 Arrival", "13:05 Draft", "12:00 Start"],
        ),
        ("<div><b>Anna Berg</b> <time>{clock}</time>{text}</div>", []),
        ("<div><p>Updated at <time>{clock}</time></p>{text}</div>", []),
        ("<div><p>{clock}</p>{text}</div>", []),
    ],
)
def test_each_timed_entry_of_a_live_report_is_a_section(read: Read, entry: str, headings: list[str]) -> None:
    texts = (
        "Negotiators from nine countries have come back to the table after a night in which nobody slept.",
        "The first draft of the text leaves out the two paragraphs about which they had argued for a week.",
        "In his opening statement the chairman asked the delegations not to give figures to the press.",
    )
    named = zip(("14:20", "13:05", "12:00"), ("Arrival", "Draft", "Start"), texts, strict=True)
    entries = "".join(
        entry.format(clock=clock, name=name, text=f"<p>{text}</p><p>{text[::-1]}</p>")
        for clock, name, text in named
    )
    page = f"<title>Talks</title><main><h1>Talks</h1><p>{texts[0]} {texts[2]}</p><div>{entries}</div></main>"
    reading = read(page, "a.html")
    assert _of(reading, Heading) == headings
    assert set(texts) <= {block.text for block in reading.article.blocks}


def test_short_entries_of_a_live_report_that_are_articles_of_a_list_are_all_kept(read: Read) -> None:
    texts = {
        "14:20": "Negotiators from nine countries have come back to the table after a night in which nobody slept at all.",
        "13:05": "The first draft of the text leaves out the two paragraphs about which they had argued for a whole week.",
        "12:00": "In his opening statement the chairman asked the delegations not to give any figures to the press today.",
    }
    entries = "".join(
        f"<li><article><header><h3>At {clock[:2]}</h3><i><time>{clock}</time></i></header><div><p>{text}</p></div></article></li>"
        for clock, text in texts.items()
    )
    page = f"<title>Talks</title><main><h1>Talks in Geneva</h1><ol>{entries}</ol></main>"
    blocks = read(page, "a.html").article.blocks
    assert [block.text for block in blocks] == [
        line for clock, text in texts.items() for line in (f"{clock} At {clock[:2]}", text)
    ]
    assert {block.kind for block in blocks} == {"heading", "paragraph"}


def test_an_interview_keeps_its_questions_as_such(read_page: ReadPage) -> None:
    reading = read_page("interview")
    bold = [
        block.text
        for block in reading.article.blocks
        if isinstance(block, Paragraph)
        and all(isinstance(span, Span) and span.bold for span in block.content)
    ]
    assert bold == [
        "Presidente, perché comprare insieme le gru?",
        "E chi decide dove va, quando due navi arrivano lo stesso giorno?",
        "I sindacati temono che i gruisti diventino pendolari.",
    ]
    assert _of(reading, Heading) == ["Il nodo del lavoro"]
    metadata = reading.article.metadata
    assert metadata.title == "«I porti piccoli non si salvano da soli»"
    assert (metadata.authors, metadata.published) == (("Chiara Benedetti",), date(2024, 10, 14))
    assert metadata.rights.reserved


def test_an_article_of_lists_keeps_its_headings_items_and_their_numbers(read_page: ReadPage) -> None:
    reading = read_page("list")
    assert [text[:2] for text in _of(reading, Heading)] == ["1.", "2.", "3.", "4.", "5."]
    items = [block for block in reading.article.blocks if isinstance(block, ListItem)]
    assert [(item.number, item.depth, item.starts) for item in items] == [
        (None, 0, True),
        (None, 0, False),
        (None, 0, False),
        (1, 0, True),
        (2, 0, False),
        (None, 1, True),
        (None, 1, False),
        (3, 0, False),
    ]
    assert reading.article.metadata.lead == "Ce que changent les capteurs obligatoires, point par point."


def test_a_page_with_a_table_keeps_it_and_its_picture_with_caption_and_alternative_text(
    read_page: ReadPage,
) -> None:
    reading = read_page("table")
    table = next(block for block in reading.article.blocks if isinstance(block, Table))
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Puerto", "Equipos", "Obras"],
        ["Rovana", "410", "120"],
        ["San Telmo", "385", "640"],
        ["Puerto Alto", "sin datos"],
    ]
    assert table.rows[3].cells[1].column_span == 2
    assert (table.header_rows, "".join(inline.text for inline in table.content)) == (
        1,
        "Gasto por puerto, en miles de euros",
    )
    figure = next(block for block in reading.article.blocks if isinstance(block, Figure))
    assert figure.text == "Obras en el muelle norte de San Telmo."
    assert figure.alternative_text == "Zanja abierta en un muelle"
    assert figure.picture in reading.pictures
    assert reading.article.metadata.authors == ("Lucía Navarrete", "Andrés Belmonte")


@pytest.mark.parametrize(
    ("name", "title", "author", "publication", "kinds"),
    [
        (
            "arabic",
            "تسعة موانئ تطلب قاعدة واحدة لأجهزة القياس",
            "ليلى الحداد",
            "جريدة المرسى",
            ["paragraph", "heading", "paragraph", "quote", "paragraph"],
        ),
        (
            "japanese",
            "九つの港、計測器の統一規則を要望",
            "佐久間遥",
            "港湾新報",
            ["paragraph", "heading", "paragraph", "list_item", "list_item", "paragraph"],
        ),
    ],
)
def test_pages_in_other_scripts_are_read(
    read_page: ReadPage, name: str, title: str, author: str, publication: str, kinds: list[str]
) -> None:
    reading = read_page(name)
    metadata = reading.article.metadata
    assert (metadata.title, metadata.authors, metadata.publication) == (title, (author,), publication)
    assert metadata.published == date(2024, 3, 5)
    assert metadata.language == name[:2]
    assert metadata.rights.reserved
    assert _kinds(reading) == kinds


def test_removed_content_is_reported_and_no_title_with_the_name_of_the_site(read_page: ReadPage) -> None:
    notices = [(notice.code, notice.subject) for notice in read_page("interview").notices]
    assert "title-candidate" not in dict(notices)
    removed = " ".join(subject for code, subject in notices if code == "removed-from-page")
    assert "Prima pagina" in removed
    assert "Leggi anche" in removed


BELOW = "The proposal replaces twenty-seven different sets of rules with one, and will be discussed in the council."


@pytest.mark.parametrize(
    ("line", "below", "kind"),
    [
        ("<p><strong>Next steps</strong></p>", f"<p>{BELOW}</p>", Heading),
        ("<p><b>Next steps</b></p>", f"<ul><li>{BELOW}</li></ul>", Heading),
        ("<p><b>Next</b> steps</p>", f"<p>{BELOW}</p>", Paragraph),
        ("<p><b>Next steps?</b></p>", f"<p>{BELOW}</p>", Paragraph),
        ("<p><b>Next steps are hard.</b></p>", f"<p>{BELOW}</p>", Paragraph),
        ("<p><b>Next steps</b></p>", "<p>Two weeks</p>", Paragraph),
        ("<p><b><a href='https://a.example/n'>Next steps</a></b> </p>", f"<p>{BELOW}</p>", Paragraph),
        ("<p><b>Next steps</b></p>", f"<p>{BELOW}</p><h3>Background</h3><p>{BELOW[::-1]}</p>", Paragraph),
    ],
    ids=["line", "list", "half", "question", "sentence", "value", "link", "with headings"],
)
def test_bold_lines_above_running_text_are_headings_where_there_are_no_others(
    read: Read, line: str, below: str, kind: type[Block]
) -> None:
    text = f"<p>{BELOW} It enters into force in May.</p>"
    page = f"<html><body><main><h1>Common rules</h1><div>{text}{line}{below}{text.upper()}</div></main></body></html>"
    blocks = read(page, "a.html").article.blocks
    assert [type(block) for block in blocks if block.text.startswith("Next")] == [kind]
