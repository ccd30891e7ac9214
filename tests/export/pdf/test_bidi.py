"""The visual order of bidirectional text, compared with another implementation of UAX #9."""

from __future__ import annotations

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbuilder.export.pdf.bidi import embedding_levels, visual_order

REPERTOIRE = "abאבجد12٣٤ .,+-%/:()[]{}〈〉（）«»\"'!€"


def shown(text: str, base: int) -> str:
    """Return the characters of a line from left to right; trailing spaces have the paragraph's level (L1)."""
    levels = embedding_levels(text, base)
    end = len(text.rstrip(" "))
    levels[end:] = [base] * (len(text) - end)
    return "".join(text[place] for place in visual_order(levels))


@settings(max_examples=200)
@given(text=st.text(alphabet=REPERTOIRE, max_size=14), base=st.sampled_from([0, 1]))
def test_visual_order_agrees_with_reference(text: str, base: int) -> None:
    assert shown(text, base) == get_display(text, base_dir="LR"[base])


@pytest.mark.parametrize(
    ("text", "base", "seen"),
    [
        ("(vedi אב) גד", 0, "(vedi בא) דג"),
        ("אב (G7)", 0, "בא (G7)"),
        ("termine (אב גד), punto", 0, "termine (דג בא), punto"),
        ("אב [12] ג", 1, "ג ]12[ בא"),
        ("a (ב) c", 1, "c )ב( a"),
    ],
)
def test_brackets_enclose_their_content(text: str, base: int, seen: str) -> None:
    assert shown(text, base) == seen
