"""Texts are folded to what is searched, and each folded character knows where it was."""

from __future__ import annotations

import pytest

from briefbuilder.storage.folding import fold, fold_with_places


@pytest.mark.parametrize(
    ("text", "folded", "places"),
    [
        ("Ports", "ports", [0, 1, 2, 3, 4, 5]),
        ("éa", "ea", [0, 1, 2]),
        ("Straße 1", "strasse 1", [0, 1, 2, 3, 4, 4, 5, 6, 7, 8]),
        ("Æon ﬁn", "aeon fin", [0, 0, 1, 2, 3, 4, 4, 5, 6]),
        ("a\u200db", "ab", [0, 2, 3]),
        ("ﾊﾟﾘ", "パリ", [0, 2, 3]),
        ("ガス ｶﾞｽ", "ガス ガス", [0, 1, 2, 3, 5, 6]),
        ("ﾞæ", "\u3099ae", [0, 1, 1, 2]),
        ("", "", [0]),
    ],
)
def test_each_folded_character_and_the_end_have_a_place(text: str, folded: str, places: list[int]) -> None:
    found, where = fold_with_places(text)
    assert (found, [*where]) == (folded, places)
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("e\u0301", "e"),
        ("ＷＴＯ", "wto"),
        ("İstanbul", "istanbul"),
        ("שָׁלוֹם", "שלום"),
        ("كِتَاب", "كتاب"),
        ("٢٠٢٦", "2026"),
        ("經濟", "经济"),
        ("9:", "9:"),
    ],
)
def test_case_accents_width_and_digits_of_a_script_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded
