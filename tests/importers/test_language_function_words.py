"""Languages identified by function words if these are decisive, and otherwise by the model."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from briefbuilder.importers.language import guess_by_function_words, guess_language

SENTENCE = {
    "es": "El ministerio de la isla ha dicho que no se harán más viajes a los puertos del norte en este año, pero sí a las"
    " ciudades que lo han pedido por carta. ",
    "gl": "O ministerio da illa dixo que non se farán máis viaxes aos portos do norte neste ano, pero si ás cidades que o"
    " pediron por carta. ",
}
LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor ut labore et dolore magna. "


def test_the_shipped_sentences_are_never_named_wrongly(shared: Path) -> None:
    folder = shared / "corpora" / "tagging" / "sib-200"
    languages = {"deu": "de", "eng": "en", "fra": "fr", "ita": "it", "spa": "es"}
    for code, language in languages.items():
        path = folder / f"{code}_Latn.train.tsv"
        with path.open(encoding="utf-8", newline="") as stream:
            texts = [row[2] for row in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
        groups = [" ".join(texts[start : start + 6]) for start in range(0, len(texts), 6)]
        told = [guess_by_function_words(group) for group in groups]
        assert set(told) <= {language, None}
        declared = [guess_by_function_words(group, language) for group in groups]
        assert declared.count(language) > 0.9 * len(declared)


def test_a_short_text_is_left_to_the_model() -> None:
    assert guess_by_function_words(SENTENCE["es"]) is None
    assert guess_language(SENTENCE["es"]) == "es"


@pytest.mark.parametrize("language", ["es", "gl"])
def test_a_declaration_distinguishes_similar_languages(language: str) -> None:
    text = SENTENCE[language] * 4
    assert guess_by_function_words(text, language) == language
    assert guess_by_function_words(text, "it") in {language, None}


def test_a_wrongly_declared_language_is_not_believed() -> None:
    assert guess_language(SENTENCE["es"] * 4, "en-GB") == "es"


def test_placeholder_text_has_no_language() -> None:
    assert guess_by_function_words(LOREM * 5) == "la"
    assert guess_language(LOREM * 5) is None
    assert guess_language(LOREM * 5, "en") is None
