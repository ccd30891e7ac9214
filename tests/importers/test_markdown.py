"""Markdown: structure, footnotes, front matter, and hostile texts."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from tests.article_files import read_file
from tests.importers.conftest import Read
from tests.importers.readable import notice_codes
from tests.narrowing import of_type

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.text import Code, Heading, ListItem, Note, NoteReference, Quote, Span, Table
from briefbuilder.importers import limits
from briefbuilder.importers.registry import importer_for

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."


@pytest.fixture
def gases(data: Path) -> ImportedArticle:
    return read_file(data / "markdown" / "gases.md")


def test_front_matter_is_metadata(gases: ImportedArticle) -> None:
    told = gases.article.metadata
    assert told.title == "Rare gases: a quiet dependency"
    assert told.authors == ("Anna Rossi", "Jean Petit")
    assert (told.publication, told.published) == ("The Harbour Review", date(2025, 3, 14))
    assert (told.url, told.language) == ("https://example.org/gases", "en")
    assert "metadata-from-text" in notice_codes(gases)
    assert "title-repeated" in notice_codes(gases)
    assert gases.article.original.media_type == "text/markdown"


def test_front_matter_that_is_not_kept_is_told(read: Read) -> None:
    notices = read("---\ntitle: Gases\ndate: 2024-13-45\nweight: 3\n---\n\nA paragraph.\n", "a.md").notices
    told = {notice.code: notice.subject for notice in notices if notice.code.startswith("metadata")}
    assert told == {
        "metadata-from-text": "title: Gases",
        "metadata-date-unread": "date: 2024-13-45",
        "metadata-left-out": "weight: 3",
    }


def test_structure_is_kept(gases: ImportedArticle) -> None:
    blocks = gases.article.blocks
    assert [block.kind for block in blocks] == [
        "paragraph", "heading", "list_item", "list_item", "list_item", "list_item", "list_item", "list_item",
        "quote", "quote", "table", "code", "paragraph", "note",
    ]  # fmt: skip
    items = [block for block in blocks if isinstance(block, ListItem)]
    assert [(item.number, item.depth, item.continues) for item in items] == [
        (1, 0, False), (2, 0, False), (None, 1, False), (None, 1, False), (None, 0, True), (3, 0, False),
    ]  # fmt: skip
    quotes = [block for block in blocks if isinstance(block, Quote)]
    assert [quote.continues for quote in quotes] == [False, True]
    table = next(block for block in blocks if isinstance(block, Table))
    assert (table.header_rows, table.text) == (1, "Gas\tShare\nNeon\t54 %\nXenon\t31 %")
    code = next(block for block in blocks if isinstance(block, Code))
    assert code.syntax == "python"
    assert "[^neon]: not a note" in code.text
    links = [span.link for span in blocks[-2].content if isinstance(span, Span)]
    assert "https://example.org/report" in links


def test_footnotes_are_linked_at_their_position(gases: ImportedArticle) -> None:
    note = of_type(gases.article.blocks[-1], Note)
    assert note.text == "Neon is a by-product of steel, which is why it follows the price of steel."
    references = [one for one in gases.article.blocks[0].content if isinstance(one, NoteReference)]
    assert references == [NoteReference(note=note.id, mark="1")]
    assert "[^" not in gases.article.blocks[0].text


def test_a_single_heading_of_the_first_level_is_the_title(read: Read) -> None:
    reading = read(f"# Chips\n\n{LONG}\n\n## More\n\n{LONG.lower()}\n", "a.md")
    assert reading.article.metadata.title == "Chips"
    assert [block.kind for block in reading.article.blocks] == ["paragraph", "heading", "paragraph"]


def test_a_title_of_invisible_characters_is_replaced_by_the_name_of_the_file(read: Read) -> None:
    reading = read(f"# \u200b\u200d\ufeff\u00ad\n\n{LONG}\n", "Chip gases.md")
    assert reading.article.metadata.title == "Chip gases"
    assert "title-from-file-name" in notice_codes(reading)
    assert [block.text for block in reading.article.blocks] == [LONG]


def test_several_headings_of_the_first_level_are_headings(read: Read) -> None:
    reading = read(f"# Chips\n\n{LONG}\n\n# Gases\n\n{LONG.lower()}\n", "two.md")
    assert reading.article.metadata.title == "two"
    assert sum(isinstance(block, Heading) for block in reading.article.blocks) == 2


def test_broken_front_matter_stays_in_the_text(read: Read) -> None:
    reading = read(f"---\ntitle: [unclosed\n---\n\n{LONG}\n", "a.md")
    assert "front-matter-unread" in notice_codes(reading)
    assert any("unclosed" in block.text for block in reading.article.blocks)


def test_markup_within_is_read_and_scripts_are_not(read: Read) -> None:
    reading = read(f"{LONG}\n\n<script>alert(1)</script>\n\n<p>Water H<sub>2</sub>O</p>\n", "a.md")
    assert [block.text for block in reading.article.blocks] == [LONG, "Water H2O"]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        (LONG, "a.md", "markdown"),
        (LONG, "a.txt", "text"),
        (f"---\ntitle: x\n---\n{LONG}\n", "letter", "markdown"),
        (f"# A\n\n**b** [c](https://example.org/)\n\n{LONG}", "letter", "markdown"),
        (f"# A\n\n**b** and\n\n{LONG}", "a.txt", "text"),
        ("<p align=center>x</p>\n\n# A\n\n[b](c.md)\n", "README.md", "markdown"),
        (LONG, "letter", "text"),
    ],
)
def test_content_and_name_tell_markdown_from_text(text: str, name: str, found: str) -> None:
    assert importer_for(text.encode(), name).id == found


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "![" * 12_000,
        "*a **b " * 8_000,
        "> " * 10_000 + "x",
        "- " * 10_000 + "x",
        "`" + "``" * 10_000,
        "[^a]" * 7_000 + "\n\n[^a]: " + "[^a]" * 1000,
        "<" * 30_000,
        "| a " * 2_000 + "\n" + "|---" * 2_000 + "\n" + "| b " * 2_000,
        "---\n" + "a: " + "[" * 9_000 + "\n---\n",
        "---\na: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(50)) + "---\n",
        "&" * 30_000,
        "a\n" * 30_000,
    ],
    ids=range(13),
)
def test_hostile_texts_cost_little(read: Read, text: str) -> None:
    begun = time.process_time()
    reading = read(f"{text}\n\n{LONG}\n", "a.md")
    assert time.process_time() - begun < 4
    assert any(LONG in block.text for block in reading.article.blocks)


def test_very_long_text_is_read_as_text_with_a_notice(read: Read) -> None:
    reading = read(f"{LONG}\n\n" * (limits.MARKDOWN_CHARACTERS // len(LONG) + 1), "a.md")
    assert "markdown-read-as-text" in notice_codes(reading)


def test_a_page_as_an_example_makes_no_page_of_markdown(read: Read) -> None:
    text = f'<p align="center">Gases</p>\n\n# A title\n\n**{LONG}**\n\n```html\n<html><body>\n# no heading\n</body></html>\n```\n'
    reading = read(text, "README.md")
    assert reading.article.original.media_type == "text/markdown"
    assert [block.kind for block in reading.article.blocks] == ["paragraph", "heading", "paragraph", "code"]
    assert (
        importer_for(f"<!-- saved --><html><body><p>{LONG}</p>**a b** # c".encode(), "page.md").id == "html"
    )


def test_a_heading_that_is_all_is_text(read: Read) -> None:
    reading = read("# Only this\n", "note.md")
    assert reading.article.metadata.title == "note"
    assert [block.text for block in reading.article.blocks] == ["Only this"]
