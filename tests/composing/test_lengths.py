"""The lengths of a briefing and its parts are compared with the template's limits."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.template_files import parse_template

from briefbuilder.composing.lengths import (
    Length,
    count_part_words,
    count_words,
    item_text,
    longest_items,
    measure_lengths,
)
from briefbuilder.domain.block_edits import append_notes
from briefbuilder.domain.briefing import Excerpt, OwnText, Part
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.passage import Passage, passage_blocks, passage_of
from briefbuilder.domain.text import Note, Paragraph, Span
from briefbuilder.templating.model import Template

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


def limited(desk: Desk) -> Template:
    path = desk.root / "templates" / "thematic-briefing.yaml"
    text = path.read_text("utf-8").replace("limits: {words: 2000, pages: 4}", "limits: {words: 12, pages: 3}")
    template, faults = parse_template(text.encode(), str(path))
    assert template is not None, faults
    return template


def test_the_whole_and_the_parts_with_a_limit_are_measured(desk: Desk) -> None:
    template = limited(desk)
    made = desk.briefing()
    empty = replace(made, parts=tuple(replace(part, items=()) for part in made.parts))
    points = empty.parts[0]
    text = OwnText(id="o", blocks=(Paragraph(id="p", content=(Span("one two three " * 5),)),))
    found = measure_lengths(insert_item(empty, points.id, text), template)
    assert found.whole == Length(15, 12)
    assert found.whole.over
    assert found.pages == 3
    assert template.part(points.key) is not None
    assert found.parts[points.id] == Length(15, 200)
    assert not found.parts[points.id].over
    held = next(part for part in made.walk() if part.items and part.topic)
    assert measure_lengths(made, template).parts[held.id] == Length(count_part_words((held,)))
    assert measure_lengths(empty, template).whole == Length(0, 12)


def test_twelve_words_of_twelve_are_not_too_many() -> None:
    assert not Length(12, 12).over
    assert Length(13, 12).over
    assert not Length(10**6).over


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("state-of-the-art chips", 2),
        ("state--the-art chips", 2),
        ("€ 1,300,000 for Tokyo", 3),
        ("€ 1,,000 for Tokyo", 3),
        ("l’accordo – firmato", 2),
        ("and/or", 2),
        ("wait … and see", 3),
        ("cafe\u0301s", 1),
        ("co\u00adoperation", 1),
        ("半導体", 2),
        ("", 0),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    "text", ["a state-of-the-art fab", "€ 1,300,000, U.S. aid", "半導体 EU半 x.–y", "l’a--b e\u0301t"]
)
def test_no_deletion_raises_the_number_of_words(text: str) -> None:
    for start, end in itertools.combinations(range(len(text) + 1), 2):
        assert count_words(text[:start] + text[end:]) <= count_words(text), text[start:end]


@given(
    text=st.text(
        st.sampled_from("abcÀé\u0301ßжδ半あ한เ０1２²½_-’'.,–/()€ \u00a0\u2003\t\n\x1c\u200b\u00ad"),
        max_size=60,
    )
)
def test_words_are_those_that_a_pattern_finds_in_the_whole_text(text: str) -> None:
    ideographs = sum(letter in "半あ" for letter in text)
    words = re.findall(
        r"[^\W_]+(?:[’'\-.,\u00ad\u0300-\u036f]+[^\W_]*)*",
        text.translate(dict.fromkeys(map(ord, "半あ"), " ")),
    )
    assert count_words(text) == len(words) + (ideographs + 1) // 2


def test_an_excerpt_has_no_more_words_after_words_are_deleted_from_it(desk: Desk) -> None:
    """An edited excerpt carries the notes that it refers to, which the passage does not have."""
    article = desk.articles["a1"]
    block = article.block("b3")
    assert block is not None
    excerpt = Excerpt(id="e", passage=passage_of(article, (block,)))
    shown = append_notes(passage_blocks(article, excerpt.passage), article.blocks)
    assert any(isinstance(one, Note) for one in shown)
    first, *rest = shown
    assert isinstance(first, Paragraph)
    shorter = replace(excerpt, blocks=(replace(first, content=first.content[1:]), *rest))
    assert count_words(item_text(shorter)) < count_words(item_text(excerpt))


def test_the_longest_items_come_first_and_those_of_subparts_count_too() -> None:
    one, two, three, four = (
        OwnText(id=f"o{count}", blocks=(Paragraph(id=f"p{count}", content=(Span("word " * count),)),))
        for count in (1, 2, 3, 4)
    )
    parts = (
        Part(id="a", key="points", items=(two, four), parts=(Part(id="b", key="sub", items=(three,)),)),
        Part(id="c", key="more", items=(one,)),
    )
    assert longest_items(parts, 3) == ((four, 4), (three, 3), (two, 2))


def test_the_text_of_an_edited_passage_has_its_new_paragraphs_and_its_own_notes() -> None:
    passage = Passage(article="a", blocks=("b1", "n1"), start=0, end=4, quote="Text")
    new = Paragraph(id="new", content=(Span("New words"),))
    notes = tuple(Note(id=name, content=(Span(f"Note {name}"),)) for name in ("n1", "n2"))
    assert item_text(Excerpt(id="e", passage=passage, blocks=(new, *notes))) == "New words\nNote n1"
