"""Patterns are compiled when they are first used, and work as others do."""

from __future__ import annotations

import re

import pytest
from tests.narrowing import not_none

from briefbuilder.domain.patterns import lazy_pattern


def test_a_pattern_is_compiled_when_it_is_first_used_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_ = re.compile

    def noted(text: str, flags: int) -> re.Pattern[str]:
        compiled.append(text)
        return compile_(text, flags)

    monkeypatch.setattr(re, "compile", noted)
    words = lazy_pattern("[a-z]+", re.IGNORECASE)
    assert (words.pattern, compiled) == ("[a-z]+", [])
    assert words.findall("One, two") == ["One", "two"]
    found = not_none(words.fullmatch("Three"))
    assert found[0] == "Three"
    assert words.sub("-", "a b") == "- -"
    assert words.flags == compile_("[a-z]+", re.IGNORECASE).flags
    assert compiled == ["[a-z]+"]


def test_a_pattern_of_bytes_finds_bytes() -> None:
    assert lazy_pattern(rb"\d+").search(b"a 12") is not None
