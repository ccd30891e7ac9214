"""Break opportunities: the rules of UAX #14 by number, and our additions."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.export.pdf.icu import load_icu

from briefbuilder.export.pdf.break_opportunities import (
    BreakKind,
    Hyphenator,
    break_class,
    find_breaks,
    forbids_break_at_space,
    uax14_breaks,
)

ICU = load_icu()
REPERTOIRE = (
    "aBéωЖאبد123٣.,:;-–—‐/!?%€$£°()[]«»“”‘’\"'…經の。、「」（）ー々っ한국\u200b\u00a0\u2060\u0301🙂🇮🇹+=&*@_"
)


def parted(text: str) -> str:
    """Mark the breaks in a text."""
    places = [0, *uax14_breaks(text), len(text)]
    return "÷".join(text[start:end] for start, end in pairwise(places))


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("LB8", "a\u200b÷b"),
        ("LB8a", "👩\u200d🚀"),
        ("LB9", "經́÷の"),
        ("LB11", "經\u2060の"),
        ("LB12", "10\u00a0經"),
        ("LB13", "で÷す。÷経）÷か！÷の"),
        ("LB14", "（経÷済"),
        ("LB15a", "経«x»"),
        ("LB17", "a÷——÷b"),
        ("LB19", "l’impegno"),
        ("LB19a", "他÷说÷“中÷文”÷了"),
        ("LB20a", "-alpha"),
        ("LB21", "franco-÷tedesco"),
        ("LB21", "ア÷イ・÷ウ"),
        ("LB21a", "א-a"),
        ("LB21a", "א-÷ב"),
        ("LB22", "経…"),
        ("LB23", "A4÷経"),
        ("LB25", "-1.234,50€"),
        ("LB25", "$(12.5)%"),
        ("LB26", "\u1112\u1161\u11ab÷\u1100\u1173"),
        ("LB27", "한÷국"),
        ("LB28", "Straße"),
        ("LB29", "e.g"),
        ("LB30", "s(he)x"),
        ("LB30a", "🇮🇹÷🇯🇵"),
        ("LB31", "半÷導÷体"),
        ("LB1", "ちょっ÷と"),
    ],
)
def test_breaks_follow_uax14(rule: str, shown: str) -> None:
    assert parted(shown.replace("÷", "")) == shown, rule


@pytest.mark.parametrize(
    ("before", "after", "glued"),
    [
        ("mot", "!", True), ("mot", ":", True), ("«", "mot", True), ("mot", "»", True), ("(", "x", True),
        ("a", "/", True), ("mot", "«mot»", False), ("mot,", "mot", False), ("»", "mot", False), ("x", ".5", False),
        ("—", "—", True), ("mot", "“mot”", False), ("mot", "…", False),
    ],
)  # fmt: skip
def test_spaces_before_punctuation_allow_no_break(before: str, after: str, glued: bool) -> None:
    assert forbids_break_at_space(before, after) is glued


@pytest.mark.skipif(ICU is None, reason="the machine has no ICU")
@settings(max_examples=150)
@given(text=st.text(alphabet=REPERTOIRE, min_size=2, max_size=9))
def test_breaks_agree_with_icu(text: str) -> None:
    assert ICU is not None
    # Marks on signs are read by ICU's own tables in some places otherwise than by the rules: only those on letters
    # and figures are compared.
    marked = any(
        unicodedata.combining(after) and break_class(before) not in {"AL", "HL", "NU", "ID", "CM"}
        for before, after in pairwise(text)
    )
    if not marked:
        assert set(uax14_breaks(text)) == ICU.breaks(text)


def test_dashes_allow_breaks_only_between_words() -> None:
    text = "franco-tedesco e-mail 2022–2026 G-7 5-6 economico–finanziario http://www.example.org/a-b/c"
    ends = {text[:place].rsplit(maxsplit=1)[-1]: end for place, end in find_breaks(text, text).items()}
    assert ends["franco-"] is BreakKind.DASH
    assert ends["economico–"] is BreakKind.DASH
    assert ends["2022–"] is BreakKind.WEAK
    assert ends["http://www.example.org/"] is BreakKind.WEAK
    assert not {"e-", "G-", "5-"} & ends.keys()


def test_addresses_in_japanese_break_after_punctuation_only() -> None:
    text = "詳細はhttps://example.org/a/beschluss参照"
    ends = {text[:place]: end for place, end in find_breaks(text, text).items()}
    assert ends["詳細はhttps://example.org/"] is BreakKind.WEAK
    assert "詳細はhttps://example.org/a/beschlus" not in ends
    assert ends["詳細は"] is BreakKind.GOOD


def test_plain_words_have_no_breaks() -> None:
    text = "Il Consiglio, l’impegno (comune): «avanti»."
    assert find_breaks(text, "".join(set(text))) == {}
    for breaking in ("franco-tedesco", "Nel comune.(Di nuovo)", "Si veda www.example.org/a", "日本 e 中国"):
        assert find_breaks(breaking, "".join(set(breaking))), breaking


def test_a_run_of_letters_that_is_no_word_is_not_divided() -> None:
    hyphenator = Hyphenator()
    assert hyphenator.positions("Donaudampfschifffahrtsgesellschaft", "de")
    assert hyphenator.positions("Donaudampfschifffahrtsgesellschaft" * 3, "de") == ()


def test_latin_text_needs_no_pattern_of_east_asian_characters() -> None:
    """To compile them takes a hundredth of the time of a long export."""
    program = (
        "import re, sys\n"
        "compiled, compile_ = [], re.compile\n"
        "re.compile = lambda text, *flags: compiled.append(text) or compile_(text, *flags)\n"
        "from briefbuilder.export.pdf.break_opportunities import find_breaks\n"
        "text = sys.argv[1]\n"
        "assert find_breaks(text, text)\n"
        "print(any('\\u9fff' in text or '\\uac00' in text for text in map(str, compiled)))\n"
    )
    found = {
        text: subprocess.run(
            [sys.executable, "-c", program, text], capture_output=True, text=True, check=True
        ).stdout
        for text in ("il vertice franco-tedesco – e dopo", "日本e中国", "한국-일본")
    }
    assert [*found.values()] == ["False\n", "True\n", "True\n"]
