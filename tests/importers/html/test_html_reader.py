"""Saved web pages: blocks with formatting, metadata, and notices about removed content."""

from __future__ import annotations

import gc
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from tests.article_files import read_file
from tests.importers.conftest import Read
from tests.narrowing import of_type

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Figure, Heading, ListItem, Note, NoteReference, Quote, Span, Table
from briefbuilder.importers.byline import is_byline
from briefbuilder.importers.html.headline import TitleStatement, choose_title, strip_site_name
from briefbuilder.importers.html.reader import read_page

TEXT = (
    "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need, and to tell"
    " each other early when a delivery fails."
)


@pytest.fixture
def page(data: Path) -> ImportedArticle:
    return read_file(data / "html" / "harbour.html")


def test_metadata_is_what_the_page_states(page: ImportedArticle) -> None:
    metadata = page.article.metadata
    assert metadata.title == "Harbours count their containers anew"
    assert metadata.lead == "Nine ports want one rule for the sensors that count what they unload."
    assert metadata.authors == ("Anna Verdi", "Luca Neri")
    assert metadata.publication == "Port Gazette"
    assert metadata.published == date(2024, 3, 5)
    assert metadata.url == "https://gazette.example/2024/harbours"
    assert metadata.language == "en"
    assert metadata.rights.statement == "© 2024 Port Gazette. All rights reserved."
    assert metadata.rights.reserved


def test_title_and_lead_are_not_repeated_in_the_blocks(page: ImportedArticle) -> None:
    texts = [block.text for block in page.article.blocks]
    assert page.article.metadata.title not in texts
    assert page.article.metadata.lead not in texts


def test_links_and_forms_come_from_the_page(page: ImportedArticle) -> None:
    first = page.article.blocks[0]
    spans = {inline.text: inline for inline in first.content if isinstance(inline, Span)}
    assert spans["ministry"].link == "https://gazette.example/ministry"
    assert spans["one rule"].bold
    assert "\n" not in first.text
    foreign = [
        inline
        for block in page.article.blocks
        for inline in block.content
        if isinstance(inline, Span) and inline.language
    ]
    assert [(span.text, span.language, span.italic) for span in foreign] == [("carta bianca", "it", True)]


def test_repeated_paragraphs_are_all_kept(page: ImportedArticle) -> None:
    assert [block.text for block in page.article.blocks].count("No port has answered yet.") == 2


def test_sections_follow_the_headings(page: ImportedArticle) -> None:
    assert [section.heading.text if section.heading else None for section in page.article.sections] == [
        None,
        "What the ministry answers",
    ]


def test_quotations_and_nested_lists_keep_their_structure(page: ImportedArticle) -> None:
    quotes = [block for block in page.article.blocks if isinstance(block, Quote)]
    assert [(quote.text, quote.continues) for quote in quotes] == [
        ("We shall need two engineers.", False),
        ("The ports have promised them.", True),
    ]
    items = [block for block in page.article.blocks if isinstance(block, ListItem)]
    assert [(item.text, item.depth, item.number, item.starts) for item in items] == [
        ("a list of sensors", 0, 2, True),
        ("their makers", 0, 3, False),
        ("with addresses", 1, None, True),
    ]


def test_tables_keep_their_spans_head_and_caption(page: ImportedArticle) -> None:
    table = next(block for block in page.article.blocks if isinstance(block, Table))
    assert table.header_rows == 1
    assert "".join(inline.text for inline in table.content) == "Sensors in use"
    assert [[(cell.text, cell.column_span, cell.row_span) for cell in row.cells] for row in table.rows] == [
        [("Port", 1, 1), ("Sensors", 1, 1)],
        [("North", 1, 2), ("12", 1, 1)],
        [("14", 1, 1)],
        [("No others are known", 2, 1)],
    ]


def test_embedded_pictures_are_kept(page: ImportedArticle) -> None:
    figure = next(block for block in page.article.blocks if isinstance(block, Figure))
    assert figure.text == "A crane in the northern harbour."
    assert figure.alternative_text == "A crane over stacked boxes"
    assert figure.picture is not None
    assert page.pictures[figure.picture].media_type == "image/png"
    assert page.pictures[figure.picture].data.startswith(b"\x89PNG")


def test_notes_are_linked_at_their_position(page: ImportedArticle) -> None:
    note = of_type(page.article.blocks[-1], Note)
    assert note.text == "The treaty names three kinds of container."
    marks = [inline for inline in page.article.blocks[0].content if isinstance(inline, NoteReference)]
    assert [mark.note for mark in marks] == [note.id]


NOTES_BY_LINKS_BACK = {
    "Substack": (
        '<a id="ref-1" href="{page}#note-1" class="footnote-anchor">1</a>',
        '<div class="footnote"><a id="note-1" href="{page}#ref-1">1</a><div><p>The ship was built in 2001.</p></div></div>',
    ),
    "Word": (
        '<a href="{page}#_ftn1" name="_ftnref1"><span class="MsoFootnoteReference">[1]</span></a>',
        '<div id="ftn1"><p><a href="{page}#_ftnref1" name="_ftn1">[1]</a> The ship was built in 2001.</p></div>',
    ),
    "raised": (
        '<sup id="r1"><a href="{page}#n1">1</a></sup>',
        '<ol><li id="n1">The ship was built in 2001. <a href="{page}#r1">↩</a></li></ol>',
    ),
}


@pytest.mark.parametrize("form", NOTES_BY_LINKS_BACK)
@pytest.mark.parametrize("page", ["", "https://ships.example/p/cables"])
def test_notes_are_found_by_links_back_also_in_saved_pages(read: Read, form: str, page: str) -> None:
    reference, note = (part.format(page=page) for part in NOTES_BY_LINKS_BACK[form])
    saved = f"<!-- saved from url=({len(page):04d}){page} -->" if page else ""
    body = f"<h1>Cables</h1><p>{TEXT}{reference} It took weeks.</p><p>{TEXT.lower()}</p>{note}"
    blocks = read(f"{saved}<html><body>{body}</body></html>", "a.html").article.blocks
    assert [block.text for block in blocks if isinstance(block, Note)] == ["The ship was built in 2001."]
    marks = [inline for inline in blocks[0].content if isinstance(inline, NoteReference)]
    assert [mark.mark for mark in marks] == ["1"]
    assert blocks[0].text.endswith(" It took weeks.")


def test_several_numbers_that_link_back_in_one_paragraph_stay_text(read: Read) -> None:
    references = "".join(f'<a href="#n{mark}" id="r{mark}">{mark}</a> ' for mark in (1, 2))
    notes = "<br>".join(f'<a href="#r{mark}" id="n{mark}">{mark}</a> See page 4{mark}.' for mark in (1, 2))
    reading = read(f"<p>{TEXT}{references}</p><p>{TEXT.lower()}</p><p>{notes}</p>", "a.html")
    assert reading.article.blocks[-1].text == "1 See page 41.\n2 See page 42."


def test_the_numbers_of_paragraphs_that_link_back_to_their_list_stay_text(read: Read) -> None:
    contents = "".join(f'<li><a id="t{mark}" href="#p{mark}">{mark}</a></li>' for mark in (1, 2, 3))
    points = "".join(f'<p id="p{mark}"><a href="#t{mark}">{mark}</a> {TEXT}{mark}</p>' for mark in (1, 2, 3))
    blocks = read(f"<h1>Gases</h1><ul>{contents}</ul>{points}", "a.html").article.blocks
    assert [block.text for block in blocks if block.kind == "paragraph"] == [
        f"{mark} {TEXT}{mark}" for mark in (1, 2, 3)
    ]


def test_thousands_of_marks_in_a_paragraph_take_little_time(read: Read) -> None:
    marks = "".join(f'<a id="r{n}" href="#n{n}">1</a>' for n in range(2000))
    back = "".join(f'<a id="n{n}" href="#r{n}">1</a>' for n in range(2000))
    start = process_time()
    assert read(f"<p>{TEXT}{marks}</p><p>{back} {TEXT.lower()}</p>", "a.html").article.blocks
    assert process_time() - start < 5.0


def test_the_mark_that_a_page_repeats_before_a_note_does_not_join_its_first_number(read: Read) -> None:
    references = "".join(f'<a href="#n{mark}"><sup>{mark}</sup></a> and more' for mark in (5, 6, 7, 8))
    reading = read(
        f"<html><body><p>{TEXT}{references}</p><p>{TEXT.lower()}</p>"
        '<p id="n5"><a href="#r5"><sup>5</sup></a>12% of all deliveries are late.</p>'
        '<p id="n6"><sup>[6]</sup> 40 ships were counted.</p>'
        '<p id="n7"><sup>14</sup>C was measured in 3 of them.</p>'
        '<p id="n8"><sup>8.</sup>12 of them were empty.</p></body></html>',
        "notes.html",
    )
    notes = [block.text for block in reading.article.blocks if isinstance(block, Note)]
    assert notes == [
        "12% of all deliveries are late.",
        "40 ships were counted.",
        "14C was measured in 3 of them.",
        "12 of them were empty.",
    ]


def test_signs_that_lead_to_a_place_of_the_page_are_no_text(read: Read) -> None:
    reading = read(
        f'<html><body><h2 id="ports">Ports<a href="#ports">¶</a></h2><p>{TEXT} <a href="#ports">§ 4</a></p>'
        f'<p>{TEXT.lower()} <a href="https://example.org/#top">↑</a></p></body></html>',
        "saved page.html",
    )
    assert [block.text.removeprefix(TEXT) for block in reading.article.blocks[:2]] == ["Ports", " § 4"]
    assert reading.article.blocks[2].text.endswith("↑")


def test_removed_content_is_reported(page: ImportedArticle) -> None:
    removed = " ".join(notice.subject for notice in page.notices if notice.code == "removed-from-page")
    assert "All the ports" in removed
    assert "A strike ends in the south" in removed
    assert "Accept cookies" in removed
    texts = " ".join(block.text for block in page.article.blocks)
    assert "cookies" not in texts
    assert "strike" not in texts


def test_nothing_is_invented_for_a_page_without_metadata(read: Read) -> None:
    reading = read(f"<html><body><p>{TEXT}</p><p>{TEXT.lower()}</p></body></html>", "saved page.html")
    metadata = reading.article.metadata
    assert metadata.title == "saved page"
    assert (metadata.authors, metadata.published, metadata.publication, metadata.url) == (
        (),
        None,
        None,
        None,
    )
    assert metadata.rights.statement is None


def test_a_wrong_language_is_overruled_by_the_words(read: Read) -> None:
    text = (
        "I ministri hanno firmato martedì un’intesa che prevede scorte comuni di materiali critici, laboratori condivisi"
        " e un sistema di allerta per le interruzioni delle forniture. Il testo non è vincolante, ma entrambe le parti si"
        " impegnano a riferire ogni sei mesi."
    )
    reading = read(f'<html lang="en"><body><h1>Un’intesa</h1><p>{text}</p></body></html>', "a.html")
    assert reading.article.metadata.language == "it"
    assert "language-overruled" in [notice.code for notice in reading.notices]


def test_two_line_breaks_separate_paragraphs_and_one_breaks_a_line(read: Read) -> None:
    other = TEXT.replace("Tuesday", "Monday")
    page = f"<html><body><h1>Title</h1><div>{TEXT}<br>A line.<br><br>{other}</div></body></html>"
    blocks = read(page, "a.html").article.blocks
    assert [block.text for block in blocks] == [f"{TEXT}\nA line.", other]


def test_a_declared_legacy_charset_is_read(read: Read) -> None:
    text = "Le ministère a répondu que la réserve commune serait prête à l’été, si tous les ports y aident."
    page = f'<html><head><meta charset="windows-1252"><title>Réserve</title></head><body><p>{text}</p></body></html>'
    article = read(page.encode("cp1252"), "a.html").article
    assert article.metadata.title == "Réserve"
    assert article.blocks[0].text == text


def test_code_keeps_its_lines(read: Read) -> None:
    code = "for port in ports:\n    count(port)"
    page = f'<html><body><h1>How to count</h1><p>{TEXT}</p><pre class="language-python">{code}</pre><p>{TEXT.lower()}</p></body></html>'
    found = next(block for block in read(page, "a.html").article.blocks if block.kind == "code")
    assert found.text == code


def test_headings_keep_their_level(read: Read) -> None:
    page = f"<html><body><h1>T</h1><p>{TEXT}</p><h3>Third</h3><p>{TEXT.lower()}</p></body></html>"
    heading = next(block for block in read(page, "a.html").article.blocks if isinstance(block, Heading))
    assert (heading.text, heading.level) == ("Third", 3)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Harbours count anew | Port Gazette", "Harbours count anew"),
        ("Port Gazette: Harbours count anew", "Harbours count anew"),
        ("Harbours – and ferries – count anew", "Harbours – and ferries – count anew"),
        ("Port Gazette", "Port Gazette"),
    ],
)
def test_only_a_known_site_name_is_cut_from_a_title(text: str, bare: str) -> None:
    assert strip_site_name(text, {"portgazette"}) == bare


def test_a_colon_only_separates_the_exact_site_name() -> None:
    assert (
        strip_site_name("Port Gazette view: harbours at the brink", {"portgazette"})
        == "Port Gazette view: harbours at the brink"
    )


def test_bylines_and_addresses_are_neither_text_nor_names(read: Read) -> None:
    head = '<meta name="author" content="https://example.org/anna-verdi"><meta property="og:site_name" content="Port Gazette">'
    page = f"<html><head>{head}</head><body><h1>Title</h1><p>Port Gazette, 5 March 2024</p><p>{TEXT}</p><p>{TEXT.lower()}</p></body></html>"
    article = read(page, "a.html").article
    assert [block.text for block in article.blocks] == [TEXT, TEXT.lower()]
    assert article.metadata.authors == ()
    assert article.metadata.publication == "Port Gazette"


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("By Anna Verdi, published 5 March 2024", True),
        ("Anna Verdi", True),
        ("Anna Verdi has resigned", False),
        ("And on the", False),
    ],
)
def test_a_byline_has_only_names_and_dates(text: str, byline: bool) -> None:
    assert is_byline(text, ["Anna Verdi"]) is byline


def test_other_titles_are_reported() -> None:
    title, others = choose_title(
        [TitleStatement("A", 0.0), TitleStatement("Long title", 1.0), TitleStatement("Other title", 0.5)],
        [None],
        None,
    )
    assert title == "Long title"
    assert "Other title" in others


def test_a_page_that_breaks_the_extraction_is_read_without_it(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("not such a page")

    monkeypatch.setattr("trafilatura.bare_extraction", broken)
    page = f"<html><body><nav><p>Home</p></nav><h1>Title</h1><p>{TEXT}</p><footer>Foot</footer></body></html>"
    reading = read(page, "a.html")
    assert [block.text for block in reading.article.blocks] == [TEXT]
    assert "extraction-failed" in [notice.code for notice in reading.notices]


@pytest.mark.parametrize("page", [f"<h1>Title</h1><p>{TEXT}</p>", "<html></html>"])
def test_garbage_is_collected_again_after_a_page_that_is_read_or_refused(page: str) -> None:
    gc.enable()  # a command that ran before in this process may have switched it off
    with suppress(ImportRefusedError):
        read_page(page.encode(), "a.html")
    assert gc.isenabled()


def test_garbage_is_not_collected_while_a_page_is_read_nor_later_if_it_was_not_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[bool] = []
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: seen.append(gc.isenabled()))
    read_page(f"<p>{TEXT}</p>".encode(), "a.html")
    gc.disable()
    try:
        read_page(f"<p>{TEXT}</p>".encode(), "a.html")
        assert not gc.isenabled()
    finally:
        gc.enable()
    assert set(seen) == {False}


def test_external_pictures_leave_no_address_in_a_cell(read: Read) -> None:
    cells = '<td><img src="https://192.0.2.1/track.png" alt="x"></td><td>Twelve sensors in the north</td>'
    head = "<th>Picture</th><th>Sensors in the harbours</th>"
    page = f"<html><body><h1>Title</h1><p>{TEXT}</p><table><tr>{head}</tr><tr>{cells}</tr></table><p>{TEXT.lower()}</p></body></html>"
    reading = read(page, "a.html")
    table = next(block for block in reading.article.blocks if isinstance(block, Table))
    assert not any(
        isinstance(block, Figure) for row in table.rows for cell in row.cells for block in cell.blocks
    )
    assert "192.0.2.1" not in repr(reading.article)
    assert "pictures-not-in-file" in [notice.code for notice in reading.notices]
