"""Names are recognised in the spellings of several languages."""

from __future__ import annotations

import pytest

from briefbuilder.domain.spelling_of_names import (
    fold_name,
    has_name_like,
    has_slavic_ending,
    is_transliterated,
    skeleton,
    sounds,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("O'Neill", "oneill"),
        ("O’Neill", "oneill"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Æthelred", "aethelred"),
        ("Порошенко", "poroshenko"),
        ("Щукин", "shchukin"),
        ("習近平", "習近平"),
    ],
)
def test_a_folded_name_has_latin_letters_without_accents_and_apostrophes(written: str, folded: str) -> None:
    assert fold_name(written) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("poutine", "putin"),
        ("wladimir", "vladimir"),
        ("anne", "ane"),
        ("ahmed", "amed"),
        ("thatcher", "taker"),
    ],
)
def test_spellings_of_one_sound_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("name", "kept"), [("ane", "ane"), ("hamed", "hamed")])
def test_the_end_of_a_short_name_and_an_h_at_the_beginning_are_kept(name: str, kept: str) -> None:
    assert skeleton(name) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("loukachenko", "lukaschenko"),
        ("prigojine", "prigozhin"),
        ("jelzin", "yeltsin"),
        ("eltsine", "yeltsin"),
        ("medwedew", "medvedev"),
        ("khrouchtchev", "khrushchev"),
        ("gorbatschow", "gorbachev"),
        ("schmidt", "chmidt"),
    ],
)
def test_transliterations_of_one_name_share_a_sound(one: str, other: str) -> None:
    assert sounds(one) & sounds(other)


def test_an_ambiguous_spelling_has_several_sounds_and_others_only_their_skeleton() -> None:
    assert sounds("prigojine") == {"prigoin", "prigosin"}
    assert sounds("chirac") == {"kirak", "sirak"}
    assert sounds("merkel") == {skeleton("merkel")}


@pytest.mark.parametrize(
    ("name", "transliterated", "slavic"),
    [("lawrow", True, True), ("prigozhin", True, False), ("selenskyj", True, True), ("merkel", False, False)],
)
def test_names_from_another_script_are_told_by_their_letters(
    name: str, transliterated: bool, slavic: bool
) -> None:
    assert is_transliterated(name) is transliterated
    assert has_slavic_ending(name) is slavic


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Poutine", True),
        ("Wladimir Putin", True),
        ("wladim", True),
        ("Angela Merk", True),
        ("Merke", True),
        ("Mare", False),
        ("Putin Wladimir", False),
        ("Vladimir Merkel", False),
        ("Angela Vladimir Putin Merkel", False),
        ("", False),
        ("Putin –", True),
    ],
)
def test_names_that_sound_like_those_asked_for_are_found_in_sequence(asked: str, found: bool) -> None:
    assert has_name_like("Angela Merkel\nVladimir Putin\nMarina Marquez", asked) == found
