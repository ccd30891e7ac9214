"""Passages are resolved to their text in an article."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.domain.passage import (
    CONTEXT,
    Passage,
    PassageBuilder,
    PassageLostError,
    numeric_quote,
    passage_blocks,
    passage_of,
    quoted_blocks,
    section_passage,
    section_passages,
)
from briefbuilder.domain.text import Cell, Figure, Note, NoteReference, Paragraph, Row, Span, Table, join_text
from briefbuilder.domain.topics import Tag, tags_by_section

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


def test_a_section_passage_holds_heading_and_blocks(article: Article) -> None:
    passage = section_passage(article, article.sections[1])
    assert passage.blocks == ("b2", "b3", "b4")
    assert passage.quote == article.sections[1].text
    assert passage.before.endswith("words\n")
    assert passage.after == "\nEmpty end"


@pytest.mark.parametrize(("media_type", "is_quoted"), [("image/png", False), ("text/html", True)])
def test_a_section_of_a_scan_is_its_words_without_the_picture_of_the_page(
    article: Article, media_type: str, is_quoted: bool
) -> None:
    page = Figure(id="page", picture="f" * 64, media_type="image/png")
    scan = replace(
        article, blocks=(*article.blocks, page), original=replace(article.original, media_type=media_type)
    )
    last = section_passage(scan, scan.sections[-1])
    assert ("page" in last.blocks) is is_quoted
    assert section_passages(scan)[-1] == last

    # A picture that is all there is remains a section.
    alone = replace(scan, blocks=(page,))
    assert section_passage(alone, alone.sections[0]).blocks == ("page",)


def test_an_end_inside_a_block_cuts_its_spans_and_keeps_their_form(article: Article) -> None:
    block = article.blocks[2]
    passage = passage_of(article, (block,), 4, 14)
    (cut,) = passage_blocks(article, passage)
    assert PassageBuilder(article).blocks(passage) == (cut,)
    assert not isinstance(cut, Table)
    assert cut.content == (Span("cafe\u0301 of "), Span("半", bold=True, language="ja"))


def test_a_note_stays_with_the_word_before_it(article: Article) -> None:
    block = article.blocks[2]
    (with_word,) = passage_blocks(article, passage_of(article, (block,), 0, 16))
    (after_word,) = passage_blocks(article, passage_of(article, (block,), 16))
    assert NoteReference("n1") in with_word.content
    assert NoteReference("n1") not in after_word.content


def test_an_excerpt_takes_the_notes_that_it_refers_to_and_no_others(article: Article) -> None:
    notes = tuple(Note(id=name, content=(Span(f"Note {name}."),)) for name in ("n1", "n2"))
    noted = replace(article, blocks=(*article.blocks, *notes))
    passage = passage_of(noted, (article.blocks[2],), 0, 16)
    assert quoted_blocks(noted, passage) == (*passage_blocks(noted, passage), notes[0])
    without = passage_of(noted, (article.blocks[3],))
    assert quoted_blocks(noted, without) == (article.blocks[3],)
    without_note = passage_of(article, (article.blocks[2],), 0, 16)
    (block,) = quoted_blocks(article, without_note)
    assert block.text == without_note.quote


def test_words_that_are_not_there_are_said_to_be_lost(article: Article) -> None:
    passage = replace(passage_of(article, article.blocks[:1]), quote="Other words")
    with pytest.raises(PassageLostError, match="passage-lost"):
        passage_blocks(article, passage)
    with pytest.raises(PassageLostError):
        passage_blocks(replace(article, blocks=article.blocks[1:]), passage)


def test_a_passage_of_nothing_is_refused(article: Article) -> None:
    with pytest.raises(PassageLostError):
        passage_of(article, ())
    with pytest.raises(PassageLostError) as caught:
        PassageBuilder(article).of(("b1", "gone"))
    assert caught.value.parameters == {"article": "a1", "quote": "gone"}


def test_a_passage_covers_the_sections_it_touches(article: Article) -> None:
    passage = passage_of(article, article.blocks[0:3])
    tag = Tag(id="t", topic="x", passage=passage)
    assert tags_by_section(article.sections, [tag]) == ((tag,), (tag,), ())


def test_the_passages_of_all_sections_are_those_of_each(article: Article) -> None:
    assert section_passages(article) == tuple(section_passage(article, one) for one in article.sections)


def test_the_text_of_a_passage_keeps_powers_and_note_marks_apart_from_numbers(article: Article) -> None:
    power = (Span("It holds 10"), Span("6", script="super"), Span(" t and 1"), Span("1", script="super"))
    words = Paragraph(id="b6", content=(*power, Span("/"), Span("2", script="sub"), Span(" m")))
    cell = Cell(blocks=(Paragraph(id="c1", content=(Span("3"), Span("1", script="super"))),))
    table = Table(id="b7", rows=(Row(cells=(cell, cell)),))
    longer = replace(article, blocks=(*article.blocks, words, table))
    passage = passage_of(longer, (words, table), 9)
    assert passage.quote == "106 t and 11/2 m\n31\t31"
    assert numeric_quote(longer, passage) == "10⁶ t and 1¹/₂ m\n3¹\t3¹"
    assert numeric_quote(article, passage) == passage.quote


def test_a_table_is_never_cut(article: Article) -> None:
    cells = tuple(Cell(blocks=(Paragraph(id=f"c{n}", content=(Span(f"cell {n}"),)),)) for n in range(2))
    table = Table(id="b6", rows=(Row(cells=cells),))
    longer = replace(article, blocks=(*article.blocks, table))
    passage = passage_of(longer, (table,))
    assert passage.quote == "cell 0\tcell 1"
    assert passage_blocks(longer, passage) == (table,)


@given(st.lists(TEXTS, min_size=1, max_size=5), st.data())
def test_any_passage_gives_its_words_back(texts: list[str], data: st.DataObject) -> None:
    blocks = tuple(Paragraph(id=f"b{n}", content=(Span(text),)) for n, text in enumerate(texts))
    original = Original(sha256="0" * 64, media_type="text/plain", name="x.txt", size=1)
    article = Article(id="a", metadata=Metadata(), blocks=blocks, original=original)
    first = data.draw(st.integers(0, len(blocks) - 1))
    last = data.draw(st.integers(first, len(blocks) - 1))
    start = data.draw(st.integers(0, len(texts[first])))
    end = data.draw(st.integers(start if first == last else 0, len(texts[last])))
    passage = passage_of(article, blocks[first : last + 1], start, end)
    assert join_text(passage_blocks(article, passage)) == passage.quote
    whole = join_text(blocks)
    assert passage.before + passage.quote + passage.after in whole
    assert max(len(passage.before), len(passage.after)) <= CONTEXT


def test_thirty_two_characters_are_kept_on_either_side() -> None:
    text = "".join(chr(ord("a") + number % 26) for number in range(100))
    blocks = (Paragraph(id="b1", content=(Span(text),)),)
    article = Article(
        id="a",
        metadata=Metadata(),
        blocks=blocks,
        original=Original(sha256="0" * 64, media_type="text/plain", name="a.txt", size=1),
    )
    passage = PassageBuilder(article).of(("b1",), 40, 50)
    assert (passage.before, passage.quote, passage.after) == (text[8:40], text[40:50], text[50:82])
    assert PassageBuilder(article).of(("b1",)).quote == text
    assert PassageBuilder(article).of(("b1",), 1, 3).before == "a"


def test_a_passage_one_of_whose_blocks_is_gone_is_lost(article: Article) -> None:
    passage = passage_of(article, article.blocks[2:4])
    for place in (2, 3):
        shorter = replace(article, blocks=(*article.blocks[:place], *article.blocks[place + 1 :]))
        with pytest.raises(PassageLostError) as caught:
            passage_blocks(shorter, passage)
        assert caught.value.parameters == {"article": "a1", "quote": passage.quote[:80]}


def test_only_the_first_and_the_last_block_are_cut(article: Article) -> None:
    found = passage_blocks(article, passage_of(article, article.blocks[2:5], 4, 5))
    assert [block.text for block in found] == [article.blocks[2].text[4:], "A last one.", "Empty"]
    whole = passage_blocks(article, passage_of(article, article.blocks[2:5]))
    assert whole == article.blocks[2:5]


@pytest.mark.parametrize("blocks", [(), (Paragraph(id="b1", content=(Span("other"),)),)])
def test_the_error_of_a_lost_passage_shows_its_first_eighty_characters(blocks: tuple[Paragraph, ...]) -> None:
    original = Original(sha256="0" * 64, media_type="text/plain", name="x.txt", size=1)
    article = Article(id="a", metadata=Metadata(), blocks=blocks, original=original)
    passage = Passage(article="a", blocks=("b1",), start=0, end=100, quote="x" * 100)
    with pytest.raises(PassageLostError) as caught:
        passage_blocks(article, passage)
    assert caught.value.parameters["quote"] == "x" * 80


def test_neighbours_are_the_next_blocks_as_far_as_there_are_some(article: Article) -> None:
    builder = PassageBuilder(article)
    assert builder.neighbours("b2", 2) == ("b2", "b3")
    assert builder.neighbours("b4", 9) == ("b4", "b5")
    assert builder.neighbours("gone", 2) == ()


def test_a_whole_block_keeps_the_note_before_its_words(article: Article) -> None:
    block = Paragraph(id="b9", content=(NoteReference("n1"), Span("Words")))
    article = replace(article, blocks=(block,))
    assert passage_blocks(article, passage_of(article, (block,))) == (block,)
    (cut,) = passage_blocks(article, passage_of(article, (block,), 0, 4))
    assert cut == replace(block, content=(Span("Word"),))
