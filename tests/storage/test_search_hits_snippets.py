"""The words around a hit: how many, where they begin and end, and which hits are marked."""

from __future__ import annotations

from typing import Any

import pytest

from briefbuilder.storage.folding import UNSPACED
from briefbuilder.storage.search_hits import SearchedText, Snippet, find_hits, first_snippet
from briefbuilder.storage.tokenizer import needles


def made(text: str, phrases: tuple[str, ...], before: int = 60) -> Snippet:
    return first_snippet([SearchedText.of(text)], phrases, before)


def words(count: int) -> str:
    return " ".join(f"w{number:03}" for number in range(count))


def test_a_short_text_is_shown_whole() -> None:
    assert made("La  città\ndi Torino ", ("citta",)) == Snippet("La città di Torino", ((3, 8),))
    assert made("", ("citta",)) == Snippet("", ())


def test_without_a_hit_the_beginning_is_shown() -> None:
    shown = made(words(60), ("altro",))
    assert shown.text.startswith("w000 ")
    assert shown.text.endswith("…")
    assert shown.hits == ()


def test_a_text_of_two_hundred_characters_is_not_cut() -> None:
    assert made("x" * 200, ()).text == "x" * 200
    assert made("x" * 201, ()).text == "x" * 200 + "…"


def test_a_cut_falls_between_two_words_where_one_is_near() -> None:
    text = "x" * 190 + " " + "y" * 40
    assert made(text, ()).text == "x" * 190 + "…"
    assert made("x" * 150 + " " + "y" * 80, ()).text == "x" * 150 + " " + "y" * 49 + "…"


def test_as_much_as_is_asked_stands_before_the_hit() -> None:
    text = f"{words(40)} titanio {words(40)}"
    assert made(text, ("titanio",), 21).text.startswith("…w036 w037 w038 w039 titanio")
    assert made(text, ("titanio",), 0).text.startswith("…titanio")
    at_once = "w000 w001 titanio"
    assert made(at_once, ("titanio",), 10).text == at_once
    assert made(at_once, ("titanio",), 9).text == "…w001 titanio"


def test_the_place_with_the_most_of_the_words_is_shown() -> None:
    text = f"active {words(60)} the AI Act {words(60)} an act"
    assert made(text, ("ai", "act*"), 0).text.startswith("…AI Act w000")
    # The first of equal places; forms of a prefix at one place are one word.
    assert made(text, ("act*",), 0).text.startswith("active")
    assert made(text, ("act*", "active", "act"), 0).text.startswith("active")
    assert made(f"w {words(60)} Kim Jong {words(60)} Kim", ("kim", "jong"), 5).hits == ((6, 9), (10, 14))
    assert made(f"{'de ' * 10}{words(60)} cour de la Haye", ("de", "haye"), 0).text == "…de la Haye"


def test_a_long_word_before_the_hit_is_cut_where_no_space_is_near() -> None:
    shown = made("y" * 300 + " titanio", ("titanio",), 40)
    assert shown.text == "…" + "y" * 39 + " titanio"
    assert shown.hits == ((41, 48),)


def test_the_longer_of_two_hits_counts_and_neighbours_are_two() -> None:
    assert made("外務省", ("外務", "外務省")).hits == ((0, 3),)
    assert made("外務半導", ("外務", "半導")).hits == ((0, 2), (2, 4))
    assert made("titanio", ("tita*", "titan*")).hits == ((0, 5),)


def test_all_hits_of_a_text_are_found_where_it_is_composed() -> None:
    assert find_hits("Città e città.", ("citta",)) == ((0, 5), (8, 13))
    assert find_hits("Citta\u0300", ("citta",)) == find_hits("Città", ()) == ()


@pytest.mark.parametrize(
    ("text", "phrase", "hits"),
    [
        ("dazi, dazio, idazi", "dazi", [(0, 4)]),
        ("dazi, dazio, idazi", "dazi*", [(0, 4), (6, 10)]),
        ("титан титаном", "титан", [(0, 5)]),
        ("ծով ծովի", "ծով", [(0, 3)]),
        ("titan半導体", "titan", [(0, 5)]),
        ("titan϶", "titan", [(0, 5)]),
        ("xla la la", "la la", [(4, 9)]),
        ("la lax la la", "la la", [(7, 12)]),
    ],
)
def test_a_word_is_found_where_no_letter_stands_beside_it(
    text: str, phrase: str, hits: list[tuple[int, int]]
) -> None:
    assert find_hits(text, (phrase,)) == tuple(hits)


def test_the_class_of_all_letters_is_not_compiled_for_each_phrase_that_is_typed() -> None:
    phrases = ("semiconductor", "de risking", "titan*", "外務省", "титан")
    assert all(UNSPACED not in needle.pattern.pattern for needle in needles(phrases))


def test_the_text_with_a_hit_is_shown_else_the_first_with_words() -> None:
    texts = [SearchedText.of(text) for text in ("", "lead", "other words")]
    assert first_snippet(texts, ("words",)).text == "other words"
    assert first_snippet(texts, ("nothing",)).text == "lead"
    assert first_snippet([], ("nothing",)) == Snippet("", ())


def test_hits_behind_what_is_shown_are_not_marked() -> None:
    shown = made(f"titanio {words(60)} titanio", ("titanio",))
    assert shown.hits == ((0, 7),)


def test_no_more_hits_are_looked_for_than_are_shown() -> None:
    class CountedPlaces(list[int]):
        read = 0

        def __getitem__(self, place: Any) -> Any:
            self.read += 1
            return super().__getitem__(place)

    text = "titanio " * 10_000
    places = CountedPlaces(range(len(text)))
    shown = SearchedText(text, text, places).snippet(("titanio",), 60)
    assert len(shown.hits) == 25
    assert places.read < 60


@pytest.mark.parametrize("hanging", ["\u0301", "\u200d", "🏽", "\u0903"])
def test_no_character_is_torn_from_what_hangs_on_it(hanging: str) -> None:
    text = "x" * 199 + "q" + hanging + "y" * 40
    assert made(text, ()).text == "x" * 199 + "…"
