"""The help on template keys is in every language of the interface."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import pytest

from briefbuilder.app.messages import REFERENCE, interface_languages
from briefbuilder.templating.completion import CompletionContext, complete_at
from briefbuilder.templating.form import read_form
from briefbuilder.templating.schema import help_texts, template_schema, translate_help

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
    styles = cast("dict[str, dict[str, list[str]]]", schema["properties"]["styles"])
    yield from styles["propertyNames"]["enum"]


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


def test_the_form_and_the_completion_help_in_the_language_of_the_window() -> None:
    text = "version: 1\nid: n\nname: N\n"
    rows = {row.key: row for row in read_form(text, "fr") or ()}
    assert (rows["page"].label, rows["page"].description) == ("Page", "Le papier et ses marges.")
    assert rows["date-format"].label == "Format des dates"
    assert {row.key: row.label for row in read_form(text) or ()}["date-format"] == "Date format"
    found = complete_at(text + "pag", len(text) + 3, CompletionContext(language="it"))
    means = {item.word: item.means for item in found.words}
    assert means["page"] == "La carta e i suoi margini."
