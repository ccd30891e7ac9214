"""The help on template keys is in every language of the interface."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import cast

import pytest

from briefbuilder.app.messages import REFERENCE, interface_languages
from briefbuilder.domain.colours import COLOUR_WORDS, SHADES
from briefbuilder.templating.completion import EditingContext
from briefbuilder.templating.form import read_form
from briefbuilder.templating.schema import help_texts, name_colour, template_schema, translate_help

PAPERS = {"A3", "A4", "A5", "Letter", "Legal"}
TRANSLATIONS = [language for language in interface_languages() if language != REFERENCE]


def english() -> Iterator[str]:
    schema = cast("dict[str, dict[str, dict[str, str]]]", template_schema())
    definitions = cast("dict[str, dict[str, object]]", schema["$defs"])
    for one in (cast("dict[str, object]", schema), *definitions.values()):
        properties = cast("dict[str, dict[str, str]]", one.get("properties", {}))
        yield from (each["description"] for each in properties.values() if "description" in each)
        yield from (key for key in properties if key != "version")
        if "description" in one:
            yield str(one["description"])
        yield from (f"value: {word}" for each in properties.values() for word in _choices(each))
    yield "value: today"
    yield from (f"value: {word}" for word in (*COLOUR_WORDS, *SHADES) if word != "{hue}")
    for named in ("styles", "checks"):
        keyed = cast("dict[str, dict[str, list[str]]]", schema["properties"][named])
        yield from keyed["propertyNames"]["enum"]


def _choices(schema: dict[str, str]) -> Iterator[str]:
    """Yield the words of the values that a key can have; sizes of paper need no translation."""
    listed = cast("list[dict[str, object]]", schema.get("anyOf", [schema]))
    options = [each for each in listed if each.get("type") != "null"]
    keyed = cast("dict[str, object]", schema.get("additionalProperties") or {})
    yield from chain.from_iterable(map(_words, (*options, keyed)))


def _words(schema: object) -> list[str]:
    if not isinstance(schema, dict):
        return []
    listed = (
        ["Yes", "No"] if schema.get("type") == "boolean" else schema.get("enum", [schema.get("const", 1)])
    )
    return [word for word in listed if isinstance(word, str) and word not in PAPERS]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_text_is_translated_and_none_is_left_over(language: str) -> None:
    texts = help_texts(language)
    assert sorted(set(english()) - set(texts)) == []
    assert sorted(set(texts) - set(english())) == []
    assert [text for text, translated in texts.items() if text == translated or not translated] == []
    # names in backticks are those of YAML
    assert [text for text in texts if not _names(text) <= _names(texts[text])] == []


def _names(text: str) -> set[str]:
    return set(re.findall("`[^`]+`", text))


def test_a_text_without_translation_is_in_english() -> None:
    assert translate_help("The paper and its margins.", "de-AT") == "Das Papier und seine Ränder."
    assert translate_help("The paper and its margins.", "nb") == "The paper and its margins."
    assert translate_help("Something new.", "de") == "Something new."


@pytest.mark.parametrize(
    ("colour", "language", "name"),
    [
        ("#16324f", "en", "Dark blue (#16324f)"),
        ("#16324f", "de", "Dunkelblau (#16324f)"),
        ("#c00000", "fr", "Rouge (#c00000)"),
        ("#d9e2f3", "it", "Blu chiaro (#d9e2f3)"),
        ("#7a4b1e", "de", "Braun (#7a4b1e)"),
        ("#566573", "en", "Grey (#566573)"),
        ("#f2f5f8", "fr", "Gris clair (#f2f5f8)"),
        ("#111111", "it", "Nero (#111111)"),
        ("#ffffff", "en", "White (#ffffff)"),
        ("#ffd700", "en", "Yellow (#ffd700)"),
    ],
)
def test_colours_have_names(colour: str, language: str, name: str) -> None:
    assert name_colour(colour, language) == name


def test_what_can_be_chosen_is_named_in_the_language_of_the_window() -> None:
    text = "version: 1\nid: n\nname: N\nparts:\n- {key: notes, kind: written, label: Notes}\n"
    rows = {
        row.path: row for top in read_form(text, EditingContext(language="de")) or () for row in top.walk()
    }
    assert rows["page", "orientation"].choices == {"portrait": "Hochformat", "landscape": "Querformat"}
    assert rows["page", "size"].choices["A4"] == "A4"
    assert rows["parts",].choices["gathered"] == "gesammelte Passagen"
    assert rows["parts", 0, "new-page"].choices == {"true": "Ja", "false": "Nein"}
    english = {row.path: row for top in read_form(text) or () for row in top.walk()}
    assert english["parts",].choices["gathered"] == "gathered"
    assert english["parts", 0, "new-page"].choices == {"true": "Yes", "false": "No"}


@pytest.mark.parametrize(
    ("language", "word", "check"),
    [
        ("en", "no date given", "Title empty"),
        ("de", "ohne Datum", "Titel fehlt"),
        ("it", "senza data", "Titolo mancante"),
    ],
)
def test_fixed_words_and_checks_are_named_in_the_language_with_what_holds_without_the_template(
    language: str, word: str, check: str
) -> None:
    text = "version: 1\nid: n\nname: N\nchecks: {part-empty: error}\n"
    rows = {
        row.path: row
        for top in read_form(text, EditingContext(language=language)) or ()
        for row in top.walk()
    }
    assert rows["words", "no-date"].label == word
    assert rows["checks", "title-empty"].label == check
    assert rows["checks", "title-empty"].default == "error"
    assert (rows["checks", "part-empty"].value, rows["checks", "part-empty"].default) == ("error", "hint")


def test_the_form_helps_in_the_language_of_the_window() -> None:
    text = "version: 1\nid: n\nname: N\n"
    rows = {row.key: row for row in read_form(text, EditingContext(language="fr")) or ()}
    assert (rows["page"].label, rows["page"].description) == ("Page", "Le papier et ses marges.")
    assert rows["date-format"].label == "Format des dates"
    assert {row.key: row.label for row in read_form(text) or ()}["date-format"] == "Date format"
