"""Plain text: head, headings, paragraphs and lists; nothing is lost or invented."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.article_files import read_file
from tests.importers.conftest import Read
from tests.importers.readable import notice_codes
from tests.narrowing import of_type

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Heading, ListItem, Paragraph, Quote
from briefbuilder.importers.plaintext.layout import split_units
from briefbuilder.importers.read import read_bytes

LONG = (
    "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need, and to tell"
    " each other early when a delivery fails."
)
OTHER = (
    "Officials will report twice a year; the first report is due in spring and covers the two largest"
    " harbours of the region."
)


def test_the_sample_article_is_read_cleanly(shared: Path) -> None:
    path = shared / "samples" / "ue-giappone-ai-semiconduttori.txt"
    reading = read_file(path)
    article = reading.article
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    assert article.metadata.title == lines[0]
    assert article.metadata.lead == lines[1]
    assert article.metadata.authors == ()
    assert article.metadata.published is None
    assert article.metadata.language == "it"
    assert [
        (section.heading and section.heading.text, len(section.blocks)) for section in article.sections
    ] == [
        (None, 2),
        ("Un Consiglio di Partnership Digitale UE-Giappone e Interessi Condivisi nei Semiconduttori", 4),
        ("Il Quadro Più Ampio: Derisking e Autonomia Tecnologica", 4),
    ]
    assert [block.text for block in article.blocks] == lines[2:]
    assert "lead-set-apart" in notice_codes(reading)


def test_a_repeated_lead_and_the_statement_of_rights_are_taken_out(data: Path) -> None:
    reading = read_file(data / "text" / "chips-it.txt")
    metadata = reading.article.metadata
    assert metadata.title == "Tokyo e Bruxelles firmano un’intesa sui chip"
    assert metadata.lead == "Tokyo e Bruxelles firmano l’intesa sui chip."
    assert metadata.rights.reserved
    assert metadata.rights.statement == "© 2024 Gazzetta dei Porti. Riproduzione riservata"
    headings = [section.heading.text for section in reading.article.sections if section.heading]
    assert headings == ["Le forniture e i loro rischi", "Perché proprio adesso?"]
    assert {"lead-set-apart", "rights-set-apart", "heading-guessed"} <= set(notice_codes(reading))


def test_wrapped_text_without_blank_lines_becomes_paragraphs(data: Path) -> None:
    reading = read_file(data / "text" / "wrapped-en.txt")
    assert reading.article.metadata.title == "Harbour cities ask for a common rule on sensors"
    kinds = [block.kind for block in reading.article.blocks]
    assert kinds == ["paragraph", "paragraph", "heading", "paragraph", "paragraph"]
    assert reading.article.blocks[0].text.startswith(
        "Mayors of nine harbour cities have asked the ministry to publish"
    )
    assert reading.article.blocks[0].text.endswith("agree on what a container is.")
    assert "lines-joined" in notice_codes(reading)


def test_wrapped_japanese_is_joined_without_spaces(data: Path) -> None:
    article = read_file(data / "text" / "wrapped-ja.txt").article
    assert article.metadata.language == "ja"
    assert article.metadata.title == "半導体をめぐる日欧の協力"
    assert len(article.blocks) == 2
    assert " " not in article.blocks[0].text
    assert "運営することに合意した" in article.blocks[0].text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_change_nothing(read: Read, end: str, mark: str) -> None:
    text = f"{mark}A short title\n\n{LONG}\n\n{OTHER}\n".replace("\n", end)
    article = read(text, "note.txt").article
    assert article.metadata.title == "A short title"
    assert [block.text for block in article.blocks] == [LONG, OTHER]


def test_no_title_is_invented(read: Read) -> None:
    reading = read(f"{LONG}\n\n{OTHER}\n", "press 12.txt")
    assert reading.article.metadata.title == "press 12"
    assert "title-from-file-name" in notice_codes(reading)
    assert [block.text for block in reading.article.blocks] == [LONG, OTHER]


def test_underlined_headings_keep_their_level(read: Read) -> None:
    text = f"The title\n=========\n\n{LONG}\n\nSupply\n------\n\n{OTHER}\n"
    article = read(text, "a.txt").article
    assert article.metadata.title == "The title"
    heading = of_type(article.blocks[1], Heading)
    assert (heading.text, heading.level) == ("Supply", 2)


def test_lists_nest_by_indent_and_keep_their_numbers(read: Read) -> None:
    text = f"Title of it\n\n{LONG}\n\n- first\n  - inner one\n  - inner two\n- second\n\n{OTHER}\n\n3. three\n4. four\n"
    items = [block for block in read(text, "a.txt").article.blocks if isinstance(block, ListItem)]
    assert [(item.text, item.depth, item.ordered, item.number, item.starts) for item in items] == [
        ("first", 0, False, None, True),
        ("inner one", 1, False, None, True),
        ("inner two", 1, False, None, False),
        ("second", 0, False, None, False),
        ("three", 0, True, 3, True),
        ("four", 0, True, 4, False),
    ]


def test_a_year_or_a_lone_dash_is_no_list(read: Read) -> None:
    text = f"Title of it\n\n{LONG}\n\n- We shall see, said the minister when he was asked about the plan.\n\n{OTHER}\n"
    blocks = read(text, "a.txt").article.blocks
    assert all(isinstance(block, Paragraph) for block in blocks)
    assert blocks[1].text.startswith("- We shall see")


def test_quotation_signs_make_quotations(read: Read) -> None:
    text = f"Title of it\n\n{LONG}\n\n> We keep\n> our word.\n\n{OTHER}\n"
    quotes = [block for block in read(text, "a.txt").article.blocks if isinstance(block, Quote)]
    assert [quote.text for quote in quotes] == ["We keep our word."]


def test_labelled_lines_are_metadata(read: Read) -> None:
    text = (
        "Chips and trust\n\nAutore: Anna Verdi e Luca Neri\nFonte: Gazzetta dei Porti\nData: 4 luglio 2023\n"
        f"URL: https://example.org/chips\n\n{LONG}\n\n{OTHER}\n"
    )
    reading = read(text, "a.txt")
    metadata = reading.article.metadata
    assert metadata.authors == ("Anna Verdi", "Luca Neri")
    assert metadata.publication == "Gazzetta dei Porti"
    assert metadata.published is not None
    assert metadata.published.isoformat() == "2023-07-04"
    assert metadata.url == "https://example.org/chips"
    assert [block.text for block in reading.article.blocks] == [LONG, OTHER]
    assert notice_codes(reading).count("metadata-from-text") == 4


def test_short_lines_in_speech_are_not_headings(read: Read) -> None:
    speech = "“We shall see.”\n\n“And who pays?” she asked.\n\n“The ports!”\n\n“All of them?”"
    text = f"Title of it\n\n{LONG}\n\n{speech}\n\n{OTHER}\n\nPhoto: Port authority\n\n{LONG}\n"
    assert not any(isinstance(block, Heading) for block in read(text, "a.txt").article.blocks)


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(read: Read, data: bytes) -> None:
    with pytest.raises(ImportRefusedError, match="import-empty"):
        read(data, "empty.txt")


WORDS = st.text(
    st.characters(categories=("Lu", "Ll", "Lo", "Nd"), exclude_characters="\u0e33\u0eb3"),
    min_size=1,
    max_size=9,
)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)


@given(st.lists(PARAGRAPH, min_size=2, max_size=8), st.sampled_from(["\n\n", "\n", "\n\n\n"]))
@settings(max_examples=40)
def test_no_character_of_the_paragraphs_is_lost(paragraphs: list[str], gap: str) -> None:
    text = gap.join(paragraphs)
    reading = read_bytes(text.encode("utf-8"), "some.txt")
    article = reading.article
    held = [article.metadata.lead or "", *(block.text for block in article.blocks)]
    held += [notice.subject for notice in reading.notices if notice.code == "title-repeated"]
    if article.metadata.title != "some":
        held.insert(0, article.metadata.title)
    assert sorted("".join("".join(held).split())) == sorted("".join(text.split()))


@given(PARAGRAPH)
@settings(max_examples=40)
def test_layout_keeps_the_order_of_all_characters(text: str) -> None:
    joined = "".join(unit.text for unit in split_units(text.replace(" ", "\n")).units)
    assert "".join(joined.split()) == "".join(text.split())


PRINTED = """The cities on the coast want to keep common stocks of the gas-
es that chip makers need, and to share what they cost. A long-
term plan says how the long-term contracts are to be shared
among the harbours, and the ministers of the six countries
3
Port Gazette Yearbook
agreed on Tuesday to sign it before the summer. The industry
warned that the costs would fall on consumers. The next meet-
ing of the ministers is in June, and until then each of them
will report to the common office in Riga on what is stored in
the tanks of the harbours and on the ships that are on their
4
Port Gazette Yearbook
way. The office will publish the figures each month.
"""


def test_text_copied_from_a_pdf_is_joined_across_lines_and_pages() -> None:
    draft = read_bytes(PRINTED.encode(), "copied.txt")
    (paragraph,) = draft.article.blocks
    assert "stocks of the gases that" in paragraph.text
    assert "A long-term plan" in paragraph.text
    assert "next meeting of" in paragraph.text
    assert "six countries agreed on Tuesday" in paragraph.text
    assert "on their way." in paragraph.text
    removed = [notice.subject for notice in draft.notices if notice.code.startswith("pdf-")]
    assert removed == ["3, 4", "Port Gazette Yearbook"]


def test_numbers_of_chapters_are_no_page_numbers() -> None:
    names = {1: "Riga", 2: "Gdansk", 3: "Turku"}
    chapters = {
        number: textwrap.fill(f"{name} waits. {LONG} {LONG} {LONG}", 60) for number, name in names.items()
    }
    text = "\n\n".join(f"{number}\n\n{chapter}" for number, chapter in chapters.items())
    found = [block.text for block in read_bytes(text.encode(), "novel.txt").article.blocks]
    assert {"2", "3"} <= set(found)
