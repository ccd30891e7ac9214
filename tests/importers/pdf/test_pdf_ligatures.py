"""Ligatures whose codes are all that a file tells: bitmap fonts of TeX."""

from __future__ import annotations

import pytest

from briefbuilder.importers.pdf.ligatures import with_ligatures
from briefbuilder.importers.pdf.model import Glyph, PdfRun

RUN = PdfRun(700.0, 10.0)


def glyphs(text: str) -> list[Glyph]:
    return [Glyph(sign, 60 + 5.0 * place, 65 + 5.0 * place, RUN) for place, sign in enumerate(text)]


def mended(text: str) -> tuple[str, int]:
    found = glyphs(text)
    count = with_ligatures(found)
    return "".join(glyph.text for glyph in found), count


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("modi\x1ces di\x1berent e\x1ecient \x1deet ra\x1fe", "modifies different efficient fleet raffle"),
        ("\x10quoted\x11 1914\x151918", "“quoted” 1914–1918"),
        ("modi\x0ces di\x0berent e\x0ecient \x0deet ra\x0fe", "modifies different efficient fleet raffle"),
        ("\x0cne K\x1cbenhavn stra\x19e \x1auvre", "fine København straße æuvre"),
    ],
)
def test_codes_of_both_encodings_are_told_apart(told: str, meant: str) -> None:
    codes = sum(sign < " " for sign in told)
    assert mended(told) == (meant, codes)


def test_a_control_character_that_stands_alone_is_no_letter() -> None:
    assert mended("a \x1c b") == ("a \x1c b", 0)
