"""What words say for topics adds up to what was solved for, whether a text was learned from or not."""

from __future__ import annotations

import numpy as np
import pytest

from briefbuilder.tagging import tfidf_space
from briefbuilder.tagging.tfidf_space import TfidfSpace

NAMES = ["Porti", "Neve"]
EXAMPLES = [
    "Le navi aspettano in rada davanti al porto.",
    "Nel porto mancano i piloti.",
    "La neve chiude i passi alpini.",
    "La neve isola due paesi, chiusa la strada.",
]
OTHERS = ["Le navi al molo e alla banchina.", "Il molo e la banchina del porto.", "La neve sulla pista."]
TARGETS = np.array([[1, 0], [0, 1], [1, 0], [1, 0], [0, 1], [0, 1]], np.float32)
ROW_WEIGHTS = np.array([12, 12, 1, 1, 1, 1], np.float32)
BASE = 0.5


@pytest.fixture
def space(monkeypatch: pytest.MonkeyPatch) -> TfidfSpace:
    """A space so small whose common words make no neighbours all the same."""
    monkeypatch.setattr(tfidf_space, "ENOUGH_SECTIONS", 9)
    monkeypatch.setattr(tfidf_space, "_FEW", 3)
    return TfidfSpace([*NAMES, *EXAMPLES, *OTHERS], len(NAMES), mean_examples=2)


def test_the_words_of_an_example_say_together_what_was_solved_for(space: TfidfSpace) -> None:
    space.learn(TARGETS, ROW_WEIGHTS, BASE)
    solution = np.hsplit(space._solution, 2)[0] / (1 - space._neighbour_weight)
    for place, text in enumerate([*NAMES, *EXAMPLES]):
        missed = space._regularization / ROW_WEIGHTS[place] * solution[place]
        assert space.estimates(text) == pytest.approx(TARGETS[place] - missed, abs=1e-5)


def test_words_that_stand_beside_those_of_examples_speak_for_their_topic(
    space: TfidfSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    space.learn(TARGETS, ROW_WEIGHTS, BASE)
    ahead = np.subtract(*space.estimates("molo e banchina"))
    monkeypatch.setattr(tfidf_space, "_NEIGHBOUR_WEIGHT", 0.0)
    plain = TfidfSpace([*NAMES, *EXAMPLES], len(NAMES), mean_examples=2)
    plain.learn(TARGETS, ROW_WEIGHTS, BASE)
    assert ahead > np.subtract(*plain.estimates("molo e banchina"))
    assert ahead > 0


def test_each_word_is_weighed_by_its_pieces(space: TfidfSpace) -> None:
    space.learn(TARGETS, ROW_WEIGHTS, BASE)
    weights = {word.word: weight for weight, word in space.weights("Il porticciolo e xyz", 0)}
    assert weights["porticciolo"] > 0
    assert weights["xyz"] == 0
