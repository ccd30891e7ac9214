"""The PDF benchmark's scores: what is perfect is 1, and each kind of loss shows in its own measure."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bench import pdf_scorer, pdf_texts
else:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
    try:
        pdf_scorer, pdf_texts = (
            importlib.import_module(f"bench.{name}") for name in ("pdf_scorer", "pdf_texts")
        )
    finally:
        sys.path.pop(0)

RUNNING = ("Harbour Gazette",)
PIECES = (
    pdf_texts.Piece("heading", "What the port asks for"),
    pdf_texts.Piece("paragraph", "The port asks for deeper water and for two more cranes."),
    pdf_texts.Piece("heading", "What the town answers"),
    pdf_texts.Piece("list_item", "The town has no money for cranes this year."),
    pdf_texts.Piece("note", "Figures of the harbour office."),
)
EXPECTED = pdf_scorer.Content("Cranes and money", PIECES)


def _scored(*pieces: pdf_texts.Piece) -> pdf_scorer.Score:
    return pdf_scorer.score(EXPECTED, replace(EXPECTED, pieces=pieces), RUNNING)


def test_perfect_reading_scores_one() -> None:
    assert _scored(*PIECES) == pdf_scorer.Score(
        text=pdf_scorer.TextScore(1, 1), blocks=1, headings=1, leaked=False, notes=True, title=True
    )


def test_lost_heading_shows_in_headings_and_blocks() -> None:
    lost = _scored(*PIECES[:2], *PIECES[3:])
    # One of two headings, four of five blocks; none is wrong, so F1 is 2·1/(2+1) and 2·4/(5+4).
    assert lost.headings == pytest.approx(2 / 3)
    assert lost.blocks == pytest.approx(8 / 9)
    assert lost.text.words < 1
    assert lost.notes
    assert not lost.leaked


def test_heading_read_as_a_paragraph_keeps_the_words_and_loses_the_kind() -> None:
    flattened = _scored(replace(PIECES[0], kind="paragraph"), *PIECES[1:])
    assert flattened.text == pdf_scorer.TextScore(1, 1)
    assert flattened.blocks == pytest.approx(4 / 5)
    assert flattened.headings == pytest.approx(2 / 3)


def test_leaked_running_head_shows_even_within_a_paragraph() -> None:
    torn = replace(PIECES[1], text="The port asks for deeper Harbour Gazette water and for two more cranes.")
    leaked = _scored(PIECES[0], torn, *PIECES[2:])
    assert leaked.leaked
    assert leaked.text.words < 1
    assert leaked.blocks == pytest.approx(4 / 5)


def test_wrong_order_leaves_the_words_and_shows_in_the_order() -> None:
    turned = _scored(*reversed(PIECES))
    assert turned.text.words == pytest.approx(1)
    assert turned.text.order < 1
    assert turned.blocks == pytest.approx(1)


def test_note_read_as_text_is_not_a_note() -> None:
    assert not _scored(*PIECES[:4], replace(PIECES[4], kind="paragraph")).notes


def test_title_repeated_as_a_heading_counts_on_neither_side() -> None:
    repeated = _scored(pdf_texts.Piece("heading", "Cranes and Money"), *PIECES)
    assert repeated.headings == pytest.approx(1)
    assert repeated.text.order == pytest.approx(1, abs=0.1)


def test_nothing_read_scores_nothing() -> None:
    nothing = pdf_scorer.score(EXPECTED, pdf_scorer.Content("", ()), RUNNING)
    assert nothing == pdf_scorer.Score(
        text=pdf_scorer.TextScore(0, 0), blocks=0, headings=0, leaked=False, notes=False, title=False
    )


def test_signs_are_the_words_of_a_script_without_spaces() -> None:
    japanese = pdf_scorer.Content("港と町", (pdf_texts.Piece("paragraph", "港は水深を求める。"),), "ja")
    broken = pdf_scorer.score_text(japanese, "港と町\n港は水\n深を求める。")
    assert broken == pdf_scorer.TextScore(1, 1)


def test_two_empty_bags_are_alike() -> None:
    assert pdf_scorer.f1(Counter[str](), Counter[str]()) == pytest.approx(1)
    assert pdf_scorer.f1(Counter("ab"), Counter[str]()) == pytest.approx(0)
