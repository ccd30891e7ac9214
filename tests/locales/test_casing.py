"""Capitals follow the language."""

from __future__ import annotations

import pytest

from briefbuilder.locales.casing import to_capitals


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
