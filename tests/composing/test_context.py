"""The state of a composition: anchors, notes, findings, sources and clean text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefbuilder.composing.context import CompositionContext
from briefbuilder.domain.notices import Place

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


@pytest.fixture
def context(desk: Desk) -> CompositionContext:
    return CompositionContext(desk.inputs(desk.briefing(), None))


def test_anchors_are_unique_and_fit_for_a_bookmark(context: CompositionContext) -> None:
    assert context.new_anchor("part", "a-b:c") == "part_a_b_c"
    assert context.new_anchor("part", "a-b:c") == "part_a_b_c_2"
    assert context.new_anchor("part", "a b c") == "part_a_b_c_3"
    assert context.new_anchor("part", "d 2") == "part_d_2"
    assert [context.new_anchor("part", "d") for _ in range(3)] == ["part_d", "part_d_3", "part_d_4"]
    assert context.new_anchor("notes", "") == "notes"
    assert context.new_anchor("item", "x" * 60) == "item_" + "x" * 31
    assert context.new_anchor("item", "x" * 60) == "item_" + "x" * 31 + "_2"


def test_a_finding_is_reported_once_for_each_place_and_parameters(context: CompositionContext) -> None:
    for part in ("a", "b", "a"):
        context.report("part-empty", Place(part=part), part="x")
    context.report("part-empty", Place(part="a"), part="y")
    assert [(one.place.part, one.parameters["part"]) for one in context.findings] == [
        ("a", "x"),
        ("b", "x"),
        ("a", "y"),
    ]


def test_characters_that_no_file_holds_are_replaced_and_reported(context: CompositionContext) -> None:
    assert context.clean("a\tb\nc", Place()) == "a\tb\nc"
    assert context.findings == []
    assert context.clean("a\x07b\ufffe\x07", Place()) == "a\ufffdb\ufffd\ufffd"
    (found,) = context.findings
    assert found.parameters == {"characters": "U+0007, U+FFFE"}
    assert context.single_line(" two \n lines\t", Place()) == "two lines"


def test_characters_that_hide_text_are_removed_and_reported(context: CompositionContext) -> None:
    assert context.clean("pay\u200bpal \u202elive", Place(part="a")) == "paypal live"
    (found,) = context.findings
    assert (found.code, found.place) == ("characters-hidden", Place(part="a"))
    assert found.parameters == {"characters": "U+200B, U+202E", "text": "pay\u200bpal \u202elive"}
    context.clean("\u202e" + "x" * 200, Place(part="b"))
    assert context.findings[-1].parameters["text"] == "\u202e" + "x" * 79


def test_notes_are_counted_from_one(context: CompositionContext) -> None:
    assert [context.add_note(()).note for _ in range(2)] == ["n1", "n2"]
    assert [note.id for note in context.notes] == ["n1", "n2"]


def test_sources_keep_the_order_of_their_use_and_each_code_once(context: CompositionContext) -> None:
    for article, code in (("b", "B2"), ("a", None), ("b", "A1"), ("b", "B2")):
        context.add_source(article, code)
    assert context.sources == {"b": ["B2", "A1"], "a": []}
    assert list(context.sources) == ["b", "a"]


def test_titles_and_fields_have_typographic_apostrophes_between_letters(context: CompositionContext) -> None:
    place = Place(field="title")
    assert context.single_line("L'Europe  de l'Est: 'rights'", place) == "L’Europe de l’Est: 'rights'"
