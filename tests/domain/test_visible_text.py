"""Characters that reorder or hide text are written out; scripts that need them keep them."""

from __future__ import annotations

import json

import pytest

from briefbuilder.domain.visible_text import (
    escape_character,
    escape_json,
    hidden_characters,
    mask_hidden,
    remove_hidden,
    show_hidden,
    show_line,
)

ZWJ, RLO, LRI, RLI, PDI = "\u200d", "\u202e", "\u2066", "\u2067", "\u2069"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain text, “quoted” — 10 %\n\tsecond line",
        "عنوان مقاله و می‌خواهم",
        "כותרת \u200f(1)\u200f 2026",
        "क्\u200dष and ක්\u200dෂ",
        "👨\u200d👩\u200d👧 ❤️",
        "Scotland: 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        f"see {RLI}כותרת{PDI} and \u202bעברית\u202c",
        f"{LRI}a {RLI}ב{PDI} c{PDI}",
        f"{RLI}כותרת \u202bעברית\u202c{PDI}",
        "ภาษา\u200bไทย",
        "葛\U000e0100城",
        "and/\u200bor",
        "کتاب\u200c\u200dها",
    ],
)
def test_real_texts_stay_as_they_are(text: str) -> None:
    assert show_hidden(text) == text
    assert remove_hidden(text) == mask_hidden(text) == text
    assert hidden_characters(text) == ()


@pytest.mark.parametrize(
    ("text", "shown", "names"),
    [
        ("a\x1b[2Jb", "a\\x1b[2Jb", ("U+001B",)),
        ("a\x9b31m", "a\\x9b31m", ("U+009B",)),
        ("a\rb\x7f", "a\\x0db\\x7f", ("U+000D", "U+007F")),
        (f"x{RLO}gpj.exe", "x\\u202egpj.exe", ("U+202E",)),
        (f"x{RLO}y\u202c", "x\\u202ey\\u202c", ("U+202E", "U+202C")),
        (f"{RLI}open", "\\u2067open", ("U+2067",)),
        (f"{RLI}one\ntwo{PDI}", "\\u2067one\ntwo\\u2069", ("U+2067", "U+2069")),
        (f"{LRI}a\u202bb{PDI}", f"{LRI}a\u202bb{PDI}", ()),
        (f"a{PDI}b\u202c", "a\\u2069b\\u202c", ("U+2069", "U+202C")),
        ("pay\u200bpal", "pay\\u200bpal", ("U+200B",)),
        ("I a\u200bm", "I a\\u200bm", ("U+200B",)),
        ("a\u200b\u200c\u200bb", "a\\u200b\\u200c\\u200bb", ("U+200B", "U+200C")),
        (" \u200b\u200c\u200d ", " \\u200b\\u200c\\u200d ", ("U+200B", "U+200C", "U+200D")),
        ("hi\U000e0041", "hi\\U000e0041", ("U+E0041",)),
        ("🏴\U000e0041\U000e0042", "🏴\\U000e0041\\U000e0042", ("U+E0041", "U+E0042")),
        ("bad\udcff.txt", "bad\\udcff.txt", ("U+DCFF",)),
    ],
)
def test_hidden_characters_are_written_out(text: str, shown: str, names: tuple[str, ...]) -> None:
    assert show_hidden(text) == shown
    assert hidden_characters(text) == names
    assert not hidden_characters(shown)
    assert not hidden_characters(remove_hidden(text))


@pytest.mark.parametrize(
    "text", [f"x{RLO}gpj", "pay\u200bpal", "hi\U000e0041 there", "a\x1bb", f"{RLI}one\ntwo"]
)
def test_signs_in_place_of_hidden_characters_keep_all_offsets(text: str) -> None:
    masked = mask_hidden(text)
    assert hidden_characters(masked) == ()
    assert len(masked) == len(text)
    assert len(masked.encode("utf-16-le")) == len(text.encode("utf-16-le"))


def test_deep_nesting_has_no_effect_beyond_a_limit() -> None:
    text = RLI * 10_000 + "x" + PDI * 10_000
    assert hidden_characters(remove_hidden(text)) == ()
    assert len(remove_hidden(text)) < 200


def test_a_line_has_no_breaks() -> None:
    assert show_line("a\r\nb\u2028c\td 10\u00a0%") == "a b c d 10\u00a0%"


@pytest.mark.parametrize("text", [f"a{RLO}b", "\x9b \x7f \udcff", "\U000e0041", "日本\n", "می\u200cخواهم"])
def test_json_keeps_the_text(text: str) -> None:
    escaped = escape_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(escaped) == text
    assert hidden_characters(escaped) == ()


@pytest.mark.parametrize("character", ["\x00", "\xff", "\u0100", "\uffff", "\U00010000"])
def test_an_escape_sequence_is_that_of_python(character: str) -> None:
    assert escape_character(character) == character.encode("unicode_escape").decode()
