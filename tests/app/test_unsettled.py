"""What several desks wrote at the same time is told in words, whatever they wrote."""

from __future__ import annotations

import pytest

from briefbuilder.app.messages import Words
from briefbuilder.app.unsettled import field_words, place_words, value_words
from briefbuilder.exchange.records import FieldKey, Json


@pytest.mark.parametrize(
    ("key", "field", "place"),
    [
        (FieldKey("article", "a1", "", "rights.reserved"), "Reserved rights", "Article"),
        (FieldKey("setting", "actors", "", "names.EU"), "Name", "List of actors"),
        (FieldKey("topic", "t1", "terms\x1fen\x1fchip", "life"), "Terms: en · chip", "Topic"),
        (FieldKey("briefing", "b1", "", "fields.to.name"), "Field “to.name”", "Briefing"),
        (FieldKey("briefing", "b1", "i1", "blocks"), "Text", "Briefing"),
        (FieldKey("newer", "n1", "", "unknown"), "unknown", "newer"),
    ],
)
def test_a_field_is_named_as_the_program_names_it(key: FieldKey, field: str, place: str) -> None:
    assert (field_words(key, Words("en")), place_words(key, Words("en"))) == (field, place)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("marking", {"id": "eu-limite", "rank": 2}, "eu-limite"),
        ("marking", {"id": None, "rank": 0}, "No separate marking"),
        ("release", {"disclosure": None}, "Everyone"),
        ("release", {"disclosure": "closed", "audiences": []}, "Not for disclosure"),
        ("releases.b1", {"disclosure": "named", "audiences": ["press", 1]}, "Only for press, 1"),
        ("blocks", None, "As in the article"),
        (
            "blocks",
            [{"content": [{"text": "One"}, {"text": " line"}, 7]}, {"blocks": [{"content": []}]}],
            "One line",
        ),
        ("rows", [{"rows": [{"cells": [[{"content": [{"text": "a"}]}], "b"]}, 3]}], "a\tb\n"),
        ("reserved", True, "Yes"),
        ("title", "", "(empty)"),
        ("wanted", {"words": ["chip", "tax"], "topics": []}, "words: chip, tax"),
    ],
)
def test_a_value_is_told_without_names_of_fields(field: str, value: Json, told: str) -> None:
    key = FieldKey("briefing", "b1", "", field)
    assert value_words(key, value, Words("en")).strip() == told.strip()
