"""Copies of a report are found by their shingles and MinHash sketches."""

from __future__ import annotations

from hashlib import blake2b

import pytest
from tests.narrowing import not_none

from briefbuilder.domain.minhash import (
    COPY_THRESHOLD,
    MIN_SHARED_WORDS,
    POSSIBLE_COPY_THRESHOLD,
    SHINGLE_LENGTH,
    SKETCH_SIZE,
    OwnWords,
    SharedEdges,
    Shingles,
    _words,
    compare_edges,
    covered_words,
    estimate_similarity,
    own_words,
    shingles_of,
    similarity,
)

REPORT = """Il porto di Valdora riapre lunedì dopo due settimane di sciopero dei rimorchiatori, che avevano fermato
quaranta navi davanti alla costa. L'accordo prevede un aumento di cento euro al mese e turni di dodici ore soltanto su
base volontaria. Gli importatori calcolano un ritardo di tre settimane nelle consegne alle fabbriche della pianura."""
OTHER = """La neve chiude tre passi alpini e i sindaci chiedono mezzi alla regione per tenere aperte le strade dei paesi
più alti, dove da lunedì mancano il pane e la posta. Domani il tempo migliora, dicono gli esperti."""


def words(name: str, count: int) -> str:
    return " ".join(f"{name}{at}" for at in range(count))


def whole(text: Shingles) -> OwnWords:
    return OwnWords(0, text.words)


def share(one: str, other: str) -> float:
    """Return the similarity of two texts without boilerplate."""
    first, second = shingles_of(one), shingles_of(other)
    return similarity(first, whole(first), second, whole(second))


def test_case_line_ends_and_signs_make_no_difference() -> None:
    assert share(REPORT, REPORT.upper().replace("\n", "  ").replace(",", " –")) == 1.0


def test_a_cut_copy_is_contained_whole_and_another_subject_not_at_all() -> None:
    assert share(REPORT, REPORT[:180]) > 0.95
    assert share(REPORT, OTHER) == 0.0


def test_a_few_lines_in_common_make_no_copies_but_a_short_text_does_as_a_whole() -> None:
    footer = " Riproduzione riservata: chi vuole usare questi testi scriva alla redazione entro due giorni."
    one, other = "Il mare è calmo." + footer, "Il sindaco si dimette dopo la lite." + footer
    first, second = shingles_of(one), shingles_of(other)
    assert covered_words(first.hashes, second.members) > COPY_THRESHOLD * first.words
    assert share(one, other) == 0.0
    assert share(one, "Titolo: il mare è calmo." + footer) > 0.8


def test_words_that_copies_must_share_are_counted_to_the_last_one() -> None:
    half = words("a", 2 * MIN_SHARED_WORDS)
    assert share(half, words("a", MIN_SHARED_WORDS) + " " + words("b", MIN_SHARED_WORDS)) == pytest.approx(
        0.5, abs=0.01
    )
    assert share(half, words("a", MIN_SHARED_WORDS - 1) + " " + words("b", 2 * MIN_SHARED_WORDS)) == 0.0


def test_a_short_text_is_a_copy_from_four_words_of_five() -> None:
    short = words("a", 20)
    assert share(short, words("a", 16) + " " + words("b", 9)) == 0.8
    assert share(short, words("a", 15) + " " + words("b", 9)) == 0.0


def test_a_changed_word_is_the_only_one_that_is_not_in_common() -> None:
    edited = REPORT.replace("quaranta", "trenta").replace("cento", "novanta")
    count = shingles_of(REPORT).words
    assert share(REPORT, edited) == pytest.approx((count - 2) / count)


@pytest.mark.parametrize(
    "text",
    [
        "経済安全保障と半導体の供給網について両国の閣僚が協議した。",
        "一帯一路與半導體供應鏈的討論仍在繼續進行。",
    ],
)
def test_scripts_without_spaces_are_cut_in_pairs(text: str) -> None:
    around = f"東京で二十五日、{text}会談は三時間に及んだ。"
    assert share(text, around) > 0.9


def test_short_and_empty_texts_have_no_runs() -> None:
    assert shingles_of("") == Shingles(())
    assert shingles_of("Solo quattro parole qui").hashes == ()
    assert shingles_of("").words == 0
    assert share("", REPORT) == 0.0


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Über zwölf Städte, über ÄCHT neue", ["über zwölf städte über ächt", "zwölf städte über ächt neue"]),
        ("EU 外務省発表 ok", ["eu 外務 務省 省発 発表", "外務 務省 省発 発表 ok"]),
    ],
)
def test_hashes_are_those_that_dossiers_hold_of_five_words_with_spaces(text: str, runs: list[str]) -> None:
    hashes = (int.from_bytes(blake2b(run.encode(), digest_size=6).digest()) for run in runs)
    assert shingles_of(text).hashes == tuple(hashes)


def test_the_sketches_of_copies_meet_and_promise_about_what_is_there() -> None:
    one = shingles_of(words("parola", 900))
    other = shingles_of(words("parola", 600) + " e altro ancora " * 60)
    shared = len(one.sketch.keys() & other.sketch.keys())
    assert len(one.sketch) == len(one.hashes) // 8
    promised = estimate_similarity(shared, (len(one.hashes),) * 2, (len(other.hashes),) * 2)
    assert promised == pytest.approx(600 / 780, abs=0.3)


def test_a_sketch_tells_where_its_runs_are_first() -> None:
    text = shingles_of("uno due tre quattro cinque sei uno due tre quattro cinque")
    assert len(text.sketch) == 6
    assert sorted(text.sketch.values()) == [0, 1, 2, 3, 4, 5]
    assert all(text.hashes[place] == run for run, place in text.sketch.items())


def test_half_of_the_shorter_text_makes_a_copy_and_a_third_perhaps() -> None:
    assert POSSIBLE_COPY_THRESHOLD < 1 / 3 < COPY_THRESHOLD == 1 / 2


def test_words_of_common_shingles_count_once() -> None:
    assert covered_words([1, 2, 3], {1, 3}) == SHINGLE_LENGTH + 2
    assert covered_words([1, 0, 0, 0, 0, 0, 0, 2], {1, 2}) == 2 * SHINGLE_LENGTH
    assert covered_words([1, 2], set()) == 0


# Boilerplate

FOOT = words("piede", 40)


def test_common_ends_of_different_bodies_are_boilerplate() -> None:
    one, other = shingles_of(f"{words('a', 30)} {FOOT}"), shingles_of(f"{words('b', 50)} {FOOT}")
    edges = not_none(compare_edges(one, other))
    assert (edges.one, edges.other) == (OwnWords(0, 30), OwnWords(0, 50))
    assert edges.at_end(35, 60)
    assert not edges.at_end(29, 60)
    assert not edges.at_beginning(0, 0)
    swapped = compare_edges(other, one)
    assert swapped == edges.swapped()


def test_common_beginnings_with_another_number_are_boilerplate() -> None:
    one, other = (
        shingles_of(f"Numero {at} del {at} maggio: {words('testa', 20)} {words(f'n{at}x', 100)}")
        for at in (1, 2)
    )
    edges = not_none(compare_edges(one, other))
    assert (edges.one.start, edges.one.end) == (25, 125)
    assert edges.at_beginning(5, 5)
    assert not edges.long_beginning


def test_a_beginning_of_more_than_a_quarter_of_a_text_is_long() -> None:
    one, other = (shingles_of(f"{words('a', 26)} {words(f'n{at}x', at)}") for at in (200, 74))
    edges = not_none(compare_edges(one, other))
    assert edges.long_beginning
    one, other = (shingles_of(f"{words('a', 25)} {words(f'{name}x', 75)}") for name in "bc")
    edges = not_none(compare_edges(one, other))
    assert edges.one.start == 25
    assert not edges.long_beginning


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{words('a', 60)} {FOOT}", f"{words('a', 50)} {FOOT}"),  # one is a copy that was cut
        (f"{words('a', 60)} {FOOT}", FOOT),  # one has nothing but the end
        (f"{words('a', 9)} {FOOT}", f"{words('b', 60)} {FOOT}"),  # a few words before it
        (f"{words('a', 60)} fine {FOOT[:60]}", f"{words('b', 60)} {FOOT[:60]}"),  # a phrase
        (
            f"{words('a', 60)} {words('b', 200)}",
            f"{words('c', 60)} {words('b', 200)}",
        ),  # a report under two leads
        (f"{words('a', 60)} {words('b', 60)}", f"{words('b', 60)} {words('c', 60)}"),  # at different ends
    ],
)
def test_other_common_words_are_no_boilerplate(one: str, other: str) -> None:
    edges = compare_edges(shingles_of(one), shingles_of(other))
    assert edges is None or not (edges.at_end(70, 70) or edges.at_beginning(0, 0))


def test_own_words_are_those_between_the_boilerplate() -> None:
    text = shingles_of(words("a", 100))
    assert own_words(text, []) == OwnWords(0, 100)
    assert own_words(text, [0, 4, 90, 95]) == OwnWords(9, 90)
    assert own_words(text, [50]) == OwnWords(0, 100)
    assert own_words(text, range(0, 96, 5)) == OwnWords(0, 100)


def test_boilerplate_of_the_shorter_text_does_not_count() -> None:
    one, other = shingles_of(f"{words('a', 40)} {FOOT}"), shingles_of(f"{words('b', 50)} {FOOT}")
    assert similarity(one, whole(one), other, whole(other)) == 0.5
    assert similarity(one, OwnWords(0, 40), other, OwnWords(0, 50)) == 0.0


def test_runs_are_numbers_of_six_bytes() -> None:
    runs = shingles_of(" ".join(f"parola{number}" for number in range(200)))
    assert 2**40 < max(runs.hashes) < 2**48


@pytest.mark.parametrize(
    ("text", "words"),
    [("外務省発表会", "外務 務省 省発 発表 表会"), ("東、西、南、北。中", "東 西 南 北 中")],
)
def test_a_pair_of_characters_is_a_word_and_so_is_one_alone(text: str, words: str) -> None:
    assert len(shingles_of(text).hashes) == 1
    assert shingles_of(text).hashes == shingles_of(words).hashes


@pytest.mark.parametrize(
    "words", [[f"parola{number}" for number in range(20_010)], ["東西" * 6_000, "南北" * 6_000]]
)
def test_of_a_long_text_the_first_twenty_thousand_words_count(words: list[str]) -> None:
    counted = len(list(_words(" ".join(words))))
    assert 20_000 <= counted < 24_000
    assert counted in {20_000, 11_999 * 2}


def test_a_short_text_is_in_its_sketch_as_a_whole() -> None:
    assert SKETCH_SIZE == 96
    assert len(shingles_of(words("a", 90)).sketch) == 86
    assert len(shingles_of(words("a", 500)).sketch) == 96
    assert estimate_similarity(10, (20, 20), (50, 40)) == 0.5


def test_of_a_long_text_each_shared_hash_stands_for_eight_shingles() -> None:
    for sizes in (((40, 40), (960, 900)), ((960, 900), (40, 40))):
        assert estimate_similarity(5, *sizes) == 1.0


def test_only_the_beginning_of_a_long_text_without_spaces_is_compared() -> None:
    text = "経済安全保障" * 4000
    assert len(list(_words(text))) == len(text) - 1
    assert len(list(_words(f"{text}。 一二三"))) == len(text) - 1


def test_of_two_texts_of_one_length_either_may_be_the_copy() -> None:
    one = shingles_of(f"{words('a', 30)} {words('b', 10)} {FOOT}")
    other = shingles_of(f"{words('a', 30)} {words('c', 10)} {words('x', 20)} {words('b', 10)}")
    shares = [
        similarity(one, OwnWords(0, 40), other, OwnWords(0, 40)),
        similarity(other, OwnWords(0, 40), one, OwnWords(0, 40)),
    ]
    assert shares == [1.0, 1.0]


def test_what_reaches_from_the_end_is_not_counted_from_the_beginning() -> None:
    text = shingles_of(words("a", 60))
    assert own_words(text, range(20, 56)) == OwnWords(0, 20)
    assert own_words(text, [0, 1, *range(45, 56)]) == OwnWords(6, 45)


@pytest.mark.parametrize(("common", "are_edges"), [(10, True), (9, False)])
def test_boilerplate_has_six_shingles_at_least(common: int, are_edges: bool) -> None:
    same = words("s", common)
    ends = compare_edges(*(shingles_of(f"{words(name, 40)} {same}") for name in "ab"))
    beginnings = compare_edges(*(shingles_of(f"{same} {words(name, 40)}") for name in "ab"))
    assert ends == (
        SharedEdges(OwnWords(0, 40), OwnWords(0, 40), long_beginning=False) if are_edges else None
    )
    own = OwnWords(common, common + 40)
    assert beginnings == (SharedEdges(own, own, long_beginning=False) if are_edges else None)


def test_the_shorter_body_tells_whether_the_texts_differ() -> None:
    one = shingles_of(f"{words('b', 14)} {words('m', 14)} {words('c', 14)} {words('piede', 20)}")
    other = shingles_of(f"{words('d', 40)} {words('m', 14)} {words('e', 40)} {words('piede', 20)}")
    assert compare_edges(one, other) is None
    assert compare_edges(other, one) is None


@pytest.mark.parametrize(("body", "are_edges"), [(100, True), (99, False)])
def test_long_boilerplate_is_at_most_half_of_a_text(body: int, are_edges: bool) -> None:
    foot = words("avvertenza", 100)
    edges = compare_edges(*(shingles_of(f"{words(name, body)} {foot}") for name in "ab"))
    assert (edges is not None) is are_edges


def test_own_words_count_up_to_the_boilerplate_and_not_beyond() -> None:
    one = shingles_of(f"{words('a', 10)} {words('piede', 30)}")
    other = shingles_of(
        f"{words('b', 10)} {' '.join(f'a{at}' for at in range(1, 10))} piede0 {words('c', 30)}"
    )
    assert similarity(one, OwnWords(0, 10), other, whole(other)) == 0.9


def test_boilerplate_is_as_near_to_the_edge_as_its_gaps_and_leaves_ten_words() -> None:
    text = shingles_of(words("a", 200))
    assert [own_words(text, [place]) for place in (39, 40)] == [OwnWords(44, 200), OwnWords(0, 200)]
    assert [own_words(text, [place]) for place in (156, 155)] == [OwnWords(0, 156), OwnWords(0, 200)]
    assert own_words(text, range(10, 196, 8)) == OwnWords(0, 10)
    assert own_words(text, range(9, 196, 8)) == OwnWords(0, 200)


def test_own_words_have_the_shingles_within_them() -> None:
    own = OwnWords(10, 20)
    assert (own.count, own.shingles) == (10, 6)
    assert [place for place in range(30) if own.has(place)] == [10, 11, 12, 13, 14, 15]
    assert [OwnWords(0, count).shingles for count in (3, 4, 5)] == [0, 0, 1]


def test_a_text_without_own_words_is_estimated_to_share_none() -> None:
    assert estimate_similarity(3, (0, 0), (50, 40)) == 0.0


@pytest.mark.parametrize(("body", "are_edges"), [(12, True), (11, False)])
def test_a_fifth_of_a_short_text_is_a_body(body: int, are_edges: bool) -> None:
    edges = compare_edges(*(shingles_of(f"{words(name, body)} {words('f', 48)}") for name in "ab"))
    assert (edges is not None) is are_edges
