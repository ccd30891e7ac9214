"""Dates are looked for by the letters with which they begin, and none is passed over for that."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.narrowing import not_none

from briefbuilder.evidence.period_words import beginnings_of, languages, words_of
from briefbuilder.evidence.words import small_letters

ROOT = Path(__file__).parents[2]
SECTIONS = ROOT / "tools" / "bench" / "article_sections.jsonl"


@pytest.mark.parametrize("language", languages())
def test_each_rule_that_fits_a_place_is_found_by_its_beginning(language: str) -> None:
    words = not_none(words_of(language))
    beginnings = beginnings_of(language)
    sections = map(json.loads, SECTIONS.read_text("utf-8").splitlines())
    texts = [section["text"] for section in sections if section["lang"] == language][:6] or [
        section["text"] for section in map(json.loads, SECTIONS.read_text("utf-8").splitlines()[:3])
    ]
    fitting = 0
    for text in texts:
        small = small_letters(text)
        places = {match.start() for match in beginnings.trigger.finditer(small)}
        for start in (match.start() for match in re.finditer(r"(?<!\w)\S", text)):
            fits = [number for number, rule in enumerate(words.rules) if rule.pattern.match(text, start)]
            fitting += len(fits)
            assert not fits or start in places, text[start : start + 20]
            assert set(fits) <= set(beginnings.rules_at(small, start)), text[start : start + 20]
    assert fitting


def test_a_text_that_begins_like_no_date_is_looked_at_by_no_rule() -> None:
    beginnings = beginnings_of("it")
    assert beginnings.trigger.search("la gatta guarda verso sera") is None
    assert beginnings.rules_at("giovedì", 0)
    assert not beginnings.rules_at("giostra", 0)
