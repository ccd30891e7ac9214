"""Titles of plain text, with and without blank lines."""

from __future__ import annotations

import textwrap

import pytest

from briefbuilder.importers.plaintext.layout import split_units
from briefbuilder.importers.plaintext.reader import read_head

TITLES = {
    "en": ("Harbours agree on common stocks of gases", "A new pact"),
    "it": ("I porti si accordano su scorte comuni di gas", "Un nuovo patto"),
    "fr": ("Les ports s’accordent sur des réserves communes", "Un nouveau pacte"),
    "de": ("Häfen einigen sich auf gemeinsame Vorräte", "Ein neuer Pakt"),
    "ja": ("港湾都市がガスの共同備蓄で合意", "新しい協定"),
}
PARAGRAPHS = {
    "en": "The cities want to keep common stocks of the gases that chip makers need, and to share what they cost.",
    "it": "Le città vogliono tenere scorte comuni dei gas che servono ai produttori di chip, e dividerne il costo.",
    "fr": "Les villes veulent garder des réserves communes des gaz dont les fabricants de puces ont besoin.",
    "de": "Die Städte wollen gemeinsame Vorräte der Gase halten, die die Hersteller von Chips brauchen.",
    "ja": "各都市は半導体の製造に必要なガスを共同で備蓄し、その費用を分担する。供給が滞るおそれがあるときには互いに知らせる。",
}


def title(text: str) -> str:
    return read_head(split_units(text).units, "file.txt").title


@pytest.mark.parametrize("language", sorted(TITLES))
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_first_line_is_the_title_over_a_shorter_heading_too(language: str, gap: str) -> None:
    first, heading = TITLES[language]
    paragraph = PARAGRAPHS[language]
    assert title(gap.join([first, heading, paragraph, paragraph])) == first


@pytest.mark.parametrize("language", ["en", "it", "fr", "de"])
def test_it_is_in_wrapped_text_without_blank_lines(language: str) -> None:
    first, heading = TITLES[language]
    wrapped = textwrap.fill(PARAGRAPHS[language], 60)
    assert title(f"{first}\n{heading}\n{wrapped}\n{wrapped}\n{wrapped}") == first


def test_a_line_set_apart_is_the_title_of_short_lines_as_well() -> None:
    lines = ["Notes of the weekly round of the harbour office", "Highlights", "Gases", "Ships", "Stores"]
    assert title("\n\n".join(lines)) == lines[0]


def test_a_title_may_end_with_an_abbreviation() -> None:
    first = "What lies under the streets of the U.S.A."
    assert title("\n\n".join([first, PARAGRAPHS["en"], PARAGRAPHS["en"]])) == first


@pytest.mark.parametrize("text", ["Argon and krypton\nNeon\nXenon", "Greetings to all of you\n\nSee below"])
def test_lists_and_notes_of_a_few_words_have_none(text: str) -> None:
    assert title(text) == "file"
