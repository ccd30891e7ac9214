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
