"""Forbidden characters are removed, and texts are compared by letters and digits."""

from __future__ import annotations

import pytest

from briefbuilder.importers.clean import clean, match_key

FORBIDDEN = [
    *range(9),
    *range(0x0E, 0x20),
    *(0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D),
    0xFEFF,
    *range(0xFDD0, 0xFDF0),
]
FORBIDDEN += [0xFFFE, 0xFFFF, 0xD800, 0xDFFF, 0x1FFFE, 0x1FFFF]  # fmt: skip


@pytest.mark.parametrize("code", FORBIDDEN)
def test_a_forbidden_character_is_removed_anywhere(code: int) -> None:
    assert clean(f"a{chr(code)}б\n{chr(code)}") == ("aб\n", 2)


def test_controls_that_are_characters_of_windows_are_these() -> None:
    assert clean("5\x967 % for \x80\xa05 at Peter\x92s\x81") == ("5–7 % for €\xa05 at Peter’s", 1)


def test_signs_of_the_font_symbol_are_these() -> None:
    assert clean("\uf02d7 and \uf0b35, \uf0b12 \uf0a7\uf0fc") == ("−7 and ≥5, ±2 \uf0a7\uf0fc", 0)


def test_neighbours_of_forbidden_characters_are_kept() -> None:
    kept = "\t\n ~\u00a0\u00ad¿ïí\ufdcf\ufdf0\ufefe\ufffd\ufeff"[:-1] + "\ud7ff\ue000\U0001fffd\U00020000"
    assert clean(kept) == (kept, 0)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_is_one(end: str) -> None:
    assert clean(f"a{end}b") == ("a\nb", 0)


@pytest.mark.parametrize("text", ["Gas-stocks: 40%_OF (all)", "ÉTÉ – straße", "ガス_40", "a\tb\n\x7f"])
def test_match_keys_are_lower_case_letters_and_digits(text: str) -> None:
    assert match_key(text) == "".join(one for one in text.casefold() if one.isalnum())
