"""Capitals follow the language."""

from __future__ import annotations

import pytest

from briefbuilder.locales.casing import to_capital_letters, to_capitals


@pytest.mark.parametrize(
    ("text", "language", "capitals"),
    [
        ("gizli ılık", "tr", "GİZLİ ILIK"),
        ("gizli", "en", "GIZLI"),
        ("απόρρητο", "el", "ΑΠΟΡΡΗΤΟ"),
        ("μάιος", "el-CY", "ΜΑΪΟΣ"),
        ("Μαΐου", "el", "ΜΑΪΟΥ"),
        ("réservé", "fr", "RÉSERVÉ"),
        ("Straße", "de", "STRASSE"),
        ("секретно", "bg", "СЕКРЕТНО"),
    ],
)
def test_capitals_follow_the_language(text: str, language: str, capitals: str) -> None:
    assert to_capitals(text, language) == capitals


@pytest.mark.parametrize(
    ("text", "language", "capitals"),
    [
        ("gizli ılık", "tr", "GİZLİ ILIK"),
        ("μάιος ευφυΐα προϊόν", "el", "ΜΑΪΟΣ ΕΥΦΥΪΑ ΠΡΟΪΟΝ"),
        ("Straße", "de", "STRAẞE"),
        ("ŉ", "en", "ŉ"),
    ],
)
def test_capital_letters_are_as_many_as_the_letters(text: str, language: str, capitals: str) -> None:
    assert to_capital_letters(text, language) == capitals
    assert len(capitals) == len(text)
