"""A passage is quoted if an excerpt has some of its words."""

from __future__ import annotations

import pytest

from briefbuilder.composing.gather import QuotedPassages
from briefbuilder.domain.passage import Passage


def passage(blocks: str, start: int = 0, end: int = 9, article: str = "a") -> Passage:
    return Passage(article=article, blocks=tuple(blocks), start=start, end=end, quote="")


@pytest.mark.parametrize(
    ("one", "other", "quoted"),
    [
        (passage("x", 2, 5), passage("x", 4, 8), True),
        (passage("x", 2, 5), passage("x", 5, 8), False),
        (passage("x", 5, 8), passage("x", 2, 5), False),
        (passage("x", 4, 8), passage("x", 2, 5), True),
        (passage("x"), passage("y"), False),
        (passage("x"), passage("x", article="b"), False),
        (passage("xy", 5, 6), passage("xy", 7, 8), True),
        (passage("x", 5, 6), passage("xy", 7, 8), True),
        (passage("xy"), passage("yz"), True),
    ],
)
def test_passages_share_words(one: Passage, other: Passage, quoted: bool) -> None:
    assert QuotedPassages([passage("q"), other]).overlap(one) is quoted
    assert not QuotedPassages([]).overlap(one)


@pytest.mark.parametrize(
    ("inner", "outer", "covered"),
    [
        (passage("x", 2, 5), passage("x", 2, 5), True),
        (passage("x", 3, 5), passage("x", 2, 5), True),
        (passage("x", 2, 4), passage("x", 2, 5), True),
        (passage("x", 1, 5), passage("x", 2, 5), False),
        (passage("x", 2, 6), passage("x", 2, 5), False),
        (passage("x", 4, 9), passage("xy", 4, 3), True),
        (passage("x", 3, 9), passage("xy", 4, 3), False),
        (passage("y", 0, 3), passage("xy", 4, 3), True),
        (passage("y", 0, 4), passage("xy", 4, 3), False),
        (passage("xy", 4, 3), passage("xyz", 4, 1), True),
        (passage("xyz", 4, 1), passage("xy", 4, 9), False),
        (passage("yz", 0, 1), passage("xy", 4, 9), False),
    ],
)
def test_a_passage_is_covered_if_all_its_words_are_quoted(
    inner: Passage, outer: Passage, covered: bool
) -> None:
    assert QuotedPassages([passage("q"), outer]).cover(inner) is covered


def test_several_passages_cover_one_if_each_of_its_blocks_is_in_one_of_them() -> None:
    quoted = QuotedPassages([passage("xq", 0, 1), passage("y")])
    assert quoted.cover(passage("xy"))
    assert not quoted.cover(passage("yx"))
    assert not quoted.cover(passage("xz"))
