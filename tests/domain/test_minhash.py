"""Copies of a report are found by their shingles and MinHash sketches."""

from __future__ import annotations

import pytest

from briefbuilder.domain.minhash import (
    COPY_THRESHOLD,
    MIN_SHARED_HASHES,
    MIN_SHARED_SHINGLES,
    POSSIBLE_COPY_THRESHOLD,
    SKETCH_SIZE,
    _words,
    containment,
    estimate_containment,
    shingles_of,
    similarity,
    sketch_of,
)

REPORT = """Il porto di Valdora riapre lunedì dopo due settimane di sciopero dei rimorchiatori, che avevano fermato
quaranta navi davanti alla costa. L'accordo prevede un aumento di cento euro al mese e turni di dodici ore soltanto su
base volontaria. Gli importatori calcolano un ritardo di tre settimane nelle consegne alle fabbriche della pianura."""
OTHER = """La neve chiude tre passi alpini e i sindaci chiedono mezzi alla regione per tenere aperte le strade dei paesi
più alti, dove da lunedì mancano il pane e la posta. Domani il tempo migliora, dicono gli esperti."""


def test_case_line_ends_and_signs_make_no_difference() -> None:
    set_anew = REPORT.upper().replace("\n", "  ").replace(",", " –")
    assert containment(shingles_of(REPORT), shingles_of(set_anew)) == 1.0


def test_a_cut_copy_is_contained_whole_and_another_subject_not_at_all() -> None:
    assert containment(shingles_of(REPORT), shingles_of(REPORT[:180])) > 0.95
    assert containment(shingles_of(REPORT), shingles_of(OTHER)) == 0.0


def test_a_few_lines_in_common_make_no_copies_but_a_short_text_does_as_a_whole() -> None:
    footer = " Riproduzione riservata: chi vuole usare questi testi scriva alla redazione entro due giorni."
    one, other = (
        shingles_of("Il mare è calmo." + footer),
        shingles_of("Il sindaco si dimette dopo la lite." + footer),
    )
    assert containment(one, other) > COPY_THRESHOLD
    assert similarity(one, other) == 0.0
    assert similarity(one, shingles_of("Titolo: il mare è calmo." + footer)) > 0.8


def test_runs_that_copies_must_share_are_counted_to_the_last_one() -> None:
    half = frozenset(range(2 * MIN_SHARED_SHINGLES))
    assert similarity(half, frozenset(range(MIN_SHARED_SHINGLES, 3 * MIN_SHARED_SHINGLES))) == 0.5
    assert similarity(half, frozenset(range(MIN_SHARED_SHINGLES + 1, 3 * MIN_SHARED_SHINGLES + 1))) == 0.0


def test_a_short_text_is_a_copy_from_four_runs_of_five() -> None:
    short = frozenset(range(10))
    assert similarity(short, frozenset(range(2, 12))) == 0.8
    assert similarity(short, frozenset(range(3, 13))) == 0.0


def test_changed_words_affect_only_the_shingles_that_contain_them() -> None:
    edited = REPORT.replace("quaranta", "trenta").replace("cento", "novanta")
    assert COPY_THRESHOLD < containment(shingles_of(REPORT), shingles_of(edited)) < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "経済安全保障と半導体の供給網について両国の閣僚が協議した。",
        "一帯一路與半導體供應鏈的討論仍在繼續進行。",
    ],
)
def test_scripts_without_spaces_are_cut_in_pairs(text: str) -> None:
    around = f"東京で二十五日、{text}会談は三時間に及んだ。"
    assert containment(shingles_of(text), shingles_of(around)) > 0.9


def test_short_and_empty_texts_have_no_runs() -> None:
    assert shingles_of("") == frozenset()
    assert shingles_of("Solo quattro parole qui") == frozenset()
    assert containment(shingles_of(""), shingles_of(REPORT)) == 0.0


def test_the_sketches_of_copies_meet_and_promise_about_what_is_there() -> None:
    long = " ".join(f"parola{number}" for number in range(900))
    copy = " ".join(f"parola{number}" for number in range(300, 900)) + " e altro ancora " * 60
    one, other = shingles_of(long), shingles_of(copy)
    shared = len(set(sketch_of(one)) & set(sketch_of(other)))
    assert len(sketch_of(one)) == SKETCH_SIZE
    assert shared >= MIN_SHARED_HASHES
    promised = estimate_containment(shared, len(one), len(other))
    assert promised == pytest.approx(containment(one, other), abs=0.3)


def test_a_third_of_the_shorter_text_makes_a_copy_and_a_quarter_perhaps() -> None:
    assert POSSIBLE_COPY_THRESHOLD < 1 / 4 < COPY_THRESHOLD < 1 / 3


def test_runs_are_numbers_of_six_bytes() -> None:
    runs = shingles_of(" ".join(f"parola{number}" for number in range(200)))
    assert 2**40 < max(runs) < 2**48


@pytest.mark.parametrize(
    ("text", "words"),
    [("外務省発表会", "外務 務省 省発 発表 表会"), ("東、西、南、北。中", "東 西 南 北 中")],
)
def test_a_pair_of_characters_is_a_word_and_so_is_one_alone(text: str, words: str) -> None:
    assert len(shingles_of(text)) == 1
    assert shingles_of(text) == shingles_of(words)


@pytest.mark.parametrize(
    "words", [[f"parola{number}" for number in range(20_010)], ["東西" * 6_000, "南北" * 6_000]]
)
def test_of_a_long_text_the_first_twenty_thousand_words_count(words: list[str]) -> None:
    counted = len(list(_words(" ".join(words))))
    assert 20_000 <= counted < 24_000
    assert counted in {20_000, 11_999 * 2}


def test_sketches_and_copies_have_the_sizes_that_stored_sketches_rely_on() -> None:
    assert (SKETCH_SIZE, MIN_SHARED_SHINGLES) == (96, 32)


def test_the_sketch_of_a_short_text_is_complete() -> None:
    assert estimate_containment(10, 20, 50) == 0.5


def test_only_the_beginning_of_a_long_text_without_spaces_is_compared() -> None:
    text = "経済安全保障" * 4000
    assert len(list(_words(text))) == len(text) - 1
    assert len(list(_words(f"{text}。 一二三"))) == len(text) - 1
