"""The disagreements of a dossier: compared in slices, and described with what is known of the articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from briefbuilder.app.disagreements import SLICE, compare_articles
from briefbuilder.app.messages import Words, interface_languages
from briefbuilder.domain.errors import CancelledError
from briefbuilder.storage.blobs import PackedArticle
from briefbuilder.word_lists import load_word_lists


def test_articles_are_taken_in_slices_until_the_work_is_stopped() -> None:
    names = [str(number) for number in range(3 * SLICE)]
    taken: list[int] = []

    def fetch(some: Sequence[str]) -> Sequence[PackedArticle]:
        taken.append(len(some))
        return ()

    def step(share: float) -> None:
        if share > 0.5:
            raise CancelledError

    with pytest.raises(CancelledError):
        compare_articles(names, fetch, step)

    assert taken == [SLICE, SLICE]


@pytest.mark.parametrize("language", sorted(interface_languages()))
def test_every_quantity_has_a_name(language: str, root: Path) -> None:
    concepts = load_word_lists("briefbuilder.evidence", "concepts")["concepts"]
    dimensions = {
        unit[0] for unit in load_word_lists("briefbuilder.evidence", "quantities")["units"].values()
    }
    words = Words(language)

    missing = [
        name
        for name in {*concepts, *dimensions, "age", "money", "number"}
        if not words.has(f"quantity-{name}")
    ]

    assert missing == []
