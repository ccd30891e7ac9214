"""An article is split into sections."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.article import Article, Metadata, split_sections
from briefbuilder.domain.text import Block, Heading, Paragraph, Span


def test_an_opening_without_heading_is_a_section(article: Article) -> None:
    opening = article.sections[0]
    assert opening.heading is None
    assert opening.level == 0
    assert [block.id for block in opening.blocks] == ["b1"]


def test_a_heading_begins_a_section_and_is_not_among_its_blocks(article: Article) -> None:
    section = article.sections[1]
    assert section.heading is not None
    assert section.heading.text == "Suppliers"
    assert [block.id for block in section.blocks] == ["b3", "b4"]
    assert section.level == 2


def test_a_heading_with_nothing_under_it_is_a_section_still(article: Article) -> None:
    assert article.sections[2].blocks == ()
    assert article.sections[2].text == "Empty end"


def test_a_text_that_begins_with_a_heading_has_no_empty_opening() -> None:
    blocks: tuple[Block, ...] = (Heading(id="b1"), Paragraph(id="b2"))
    assert [section.index for section in split_sections(blocks)] == [0]


def test_the_text_of_a_section_is_its_heading_and_its_blocks_by_lines(article: Article) -> None:
    assert article.sections[1].text == "Suppliers\nThe cafe\u0301 of 半導体 in שלום.\nA last one."


@given(st.lists(st.booleans(), max_size=30))
def test_sections_hold_every_block_once_and_in_order(kinds: list[bool]) -> None:
    blocks = tuple(
        Heading(id=f"b{n}") if heading else Paragraph(id=f"b{n}", content=(Span("x"),))
        for n, heading in enumerate(kinds)
    )
    kept = [block for section in split_sections(blocks) for block in section.all_blocks]
    assert kept == list(blocks)


def test_an_article_is_a_first_revision_without_reserved_rights(article: Article) -> None:
    assert article.revision == 1
    assert not article.metadata.rights.reserved


def test_an_article_is_named_by_its_publication_its_title_or_its_file() -> None:
    assert Metadata(publication="Il Faro", title="Chips").source_name("a.txt") == "Il Faro"
    assert Metadata(title="Chips").source_name("a.txt") == "Chips"
    assert Metadata().source_name("a.txt") == "a.txt"


def test_a_block_is_found_by_its_id(article: Article) -> None:
    assert article.block("b3") == article.blocks[2]
    assert article.block("gone") is None
