"""Typed characters are replaced by those of the language."""

from __future__ import annotations

import time

import pytest
from tests.narrowing import not_none

from briefbuilder.composing.typography import smart_replacement

NBSP, NARROW = "\u00a0", "\u202f"


def typed(keys: str, language: str) -> str:
    """Return what is there after the keys were typed one after the other."""
    text = ""
    for key in keys:
        found = smart_replacement(text, key, language)
        assert found is None or 0 <= found.removed <= len(text)
        text = text + key if found is None else text[: len(text) - found.removed] + found.text
    return text


@pytest.mark.parametrize(
    ("language", "keys", "text"),
    [
        ("en", 'He said "no" ("never") and left.', "He said “no” (“never”) and left."),
        ("en-GB", "It's the officers' 'line'", "It’s the officers’ ‘line’"),
        ("it", 'Il "piano" dell\'Unione', "Il «piano» dell’Unione"),
        ("fr", 'Le "plan" de l\'Union', f"Le «{NBSP}plan{NBSP}» de l’Union"),
        ("fr", "Non ; pourquoi ? Parce que : oui !", f"Non{NARROW}; pourquoi{NARROW}? Parce que{NBSP}: oui{NARROW}!"),
        ("fr", "Pourquoi?", f"Pourquoi{NARROW}?"),
        ("fr", "voir https://example.org/a?b=c", "voir https://example.org/a?b=c"),
        ("fr", "Quoi?!", f"Quoi{NARROW}?!"),
        ("it", "Pagine 3--5 --- e poi...", "Pagine 3–5 — e poi…"),
        ("it", "un ex-ministro, 12.5 per cento.", "un ex-ministro, 12.5 per cento."),
        ("it", 'Ha detto "il "piano" vale" ieri', "Ha detto «il “piano” vale» ieri"),
        ("it", '"Il "piano""', "«Il “piano”»"),
        ("fr", 'La "part "due""', f"La «{NBSP}part “due”{NBSP}»"),
        ("de", 'Er sagt "das ist "so"" (vgl. "x")', "Er sagt „das ist ‚so‘“ (vgl. „x“)"),
        ("en", 'He said "it is "so"" (cf. "x")', "He said “it is ‘so’” (cf. “x”)"),
        ("pl", '"Plan "dwa""', "„Plan «dwa»”"),
        ("bg", '"План "две""', "„План „две““"),
        ("fi", 'Hän sanoi "suunnitelma" ja "kaksi".', "Hän sanoi ”suunnitelma” ja ”kaksi”."),
        ("ja", '"計画 "二""', "「計画 『二』」"),
        ("fr", "Le «plan»", f"Le «{NBSP}plan{NBSP}»"),
        ("it", "12 % e 5 €, a 20 °C", f"12{NBSP}% e 5{NBSP}€, a 20{NBSP}°C"),
        ("it", "12% - circa - un ex-ministro", "12% – circa – un ex-ministro"),
        ("en", "- item", "- item"),
        ("ja", '"はい"', "「はい」"),
        ("it", "a: b; c!", "a: b; c!"),
    ],
)  # fmt: skip
def test_signs_become_those_of_the_language(language: str, keys: str, text: str) -> None:
    assert typed(keys, language) == text


def test_plain_letters_and_spaces_stay() -> None:
    for sign in "aé 1,(中\t":
        assert smart_replacement("testo", sign, "fr") is None


@pytest.mark.parametrize(
    ("language", "sign", "text"), [("en", "-", "–"), ("fr", "!", "\N{NARROW NO-BREAK SPACE}!")]
)
def test_a_sign_after_a_word_of_a_hundred_thousand_letters_is_typed_at_once(
    language: str, sign: str, text: str
) -> None:
    started = time.process_time()
    before = "a" * 100_000 + ("-" if sign == "-" else "")
    found = not_none(smart_replacement(before, sign, language))
    assert found.text == text
    assert time.process_time() - started < 2
