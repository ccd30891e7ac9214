"""Names are shown in the requested language or the closest available one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from briefbuilder.domain.languages import is_right_to_left, localized_text, other_language


@pytest.mark.parametrize(
    ("names", "language", "shown"),
    [
        ({"en": "Trade", "pt-BR": "Comércio", "pt": "Comercio"}, "pt-BR", "Comércio"),
        ({"en": "Trade", "pt": "Comércio"}, "pt-BR", "Comércio"),
        ({"en": "Trade", "it": "Commercio", "pt-BR": "Comércio"}, "pt", "Comércio"),
        ({"en": "Trade", "it": "Commercio", "pt-BR": "Comércio"}, "pt-PT", "Comércio"),
        ({"it": "Commercio", "en": "Trade"}, "de", "Trade"),
        ({"it": "Commercio", "en-GB": "Trade"}, "de", "Trade"),
        ({"it": "Commercio", "fr": "Commerce"}, "de", "Commercio"),
        ({"IT": "Commercio", "en": "Trade"}, "it-CH", "Commercio"),
        ({"it": "Commercio", "en": "Trade"}, "IT", "Commercio"),
        ({}, "de", "trade"),
    ],
)
def test_the_nearest_name_is_shown(names: Mapping[str, str], language: str, shown: str) -> None:
    assert localized_text(names, language, "trade") == shown


@pytest.mark.parametrize(
    ("names", "language", "other"),
    [
        ({"en": "Trade", "it": "Commercio"}, "it-CH", None),
        ({"pt-BR": "Comércio"}, "pt-PT", None),
        ({"en": "Trade"}, "it", "en"),
        ({"und": "NATO"}, "it", None),
        ({}, "it", None),
    ],
)
def test_a_name_in_another_language_is_told(
    names: Mapping[str, str], language: str, other: str | None
) -> None:
    assert other_language(names, language) == other


@pytest.mark.parametrize(
    ("tag", "rtl"),
    [
        ("ar-EG", True), ("he", True), ("ckb", True), ("ku-Arab-IQ", True), ("az-Arab", True), ("yi", True), ("prs-AF", True),
        ("ku", False), ("ku-Latn-TR", False), ("yi-Latn", False), ("en-GB", False), ("ar-Latn", False), ("", False), (None, False),
    ],
)  # fmt: skip
def test_a_language_has_the_direction_of_the_script_in_its_tag_or_of_its_usual_one(
    tag: str | None, rtl: bool
) -> None:
    assert is_right_to_left(tag) is rtl
