"""Hyphens at line ends, and word spaces at the ends of Korean lines."""

from __future__ import annotations

from itertools import pairwise

import pytest

from briefbuilder.importers.pdf.model import Glyph, Line, PdfRun
from briefbuilder.importers.pdf.word_joins import KoreanSpacing, Vocabulary

RUN = PdfRun(baseline=100.0, size=10.0)
TEXTS = (
    "항구에는 새로운 배와 선원들이 있다. 가까운 섬에서 선장",
    "은 반가운 손님을 만난다. 날마다 즐거운 선물이 있고 고마운",
    "선생님도 그 섬에서 배를 탄다. 무거운 짐을 실은 배는 아름다",
    "운 바다로 떠난다.",
)


def _line(text: str) -> Line:
    """Return a line with spaces in the file, but none at its end."""
    glyphs = [Glyph(sign, 10.0 * place, 10.0 * place + 9, RUN) for place, sign in enumerate(text)]
    return Line(glyphs, 1, RUN.baseline, RUN.size)


@pytest.mark.parametrize(
    ("place", "joint"),
    [(0, ""), (1, " "), (2, "")],
    ids=["a particle behind", "syllables that end and begin words", "a word in two"],
)
def test_syllables_beside_spaces_decide_on_line_end_spaces(place: int, joint: str) -> None:
    lines = [_line(text) for text in TEXTS]
    before, after = list(pairwise(TEXTS))[place]
    assert KoreanSpacing(lines).separator(lines[place], before, after) == joint


FULL = "The council of the port will meet again on the first day"


@pytest.mark.parametrize(
    ("ends", "joint"),
    [
        (["", "\u2010"], "-"),  # the program divides words with another hyphen
        ([*[""] * 60, "\x02"], "-"),  # the program divides no words
        ([*[""] * 9, "\x02"], ""),
    ],
    ids=["soft hyphens", "one of sixty lines", "one of ten lines"],
)
def test_hyphens_that_were_typed_are_kept(ends: list[str], joint: str) -> None:
    words = Vocabulary([_line(FULL + end) for end in ends])
    assert words.separator("a plan with high", "\x02", "risk parts") == joint


def test_hyphens_of_narrow_columns_divide_words() -> None:
    ends = ["", "", "\x02", "", "", "\x02"]
    words = Vocabulary([_line(f"The port will meet on a{end}") for end in ends] * 4 + [_line(FULL)] * 2)
    assert words.separator("a plan for the har", "\x02", "bour parts") == ""


def test_a_soft_hyphen_of_another_font_does_not_say_that_the_others_were_typed() -> None:
    words = Vocabulary([_line(FULL + end) for end in ["", "\x02", "\x02", "\u2010"] * 2 + ["", "\x02"]])
    assert words.separator("a plan for the har", "\x02", "bour parts") == ""
