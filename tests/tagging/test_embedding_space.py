"""Learning with the real sentence vectors, where the extra is installed."""

from __future__ import annotations

import pytest

from briefbuilder.tagging.embedding_space import SentenceEncoder, is_available
from briefbuilder.tagging.learner import Example, Learner

pytestmark = pytest.mark.skipif(not is_available(), reason='the extra "vectors" is not installed')

HARBOUR = ("The port reopens after the strike of the tugs.", "Pilots keep thirty ships waiting off the harbour.",
           "New cranes unload the container ships faster.")  # fmt: skip
SNOW = (
    "Snow closes the mountain passes.",
    "Avalanches cut two villages off.",
    "Too little snow for skiing this year.",
)
OTHER = (
    "The council passes its budget.",
    "The museum seeks a director.",
    "The school stays closed for repairs.",
)


def test_what_was_learned_in_english_is_known_in_italian_and_japanese() -> None:
    examples = [
        *(Example(text, frozenset(["harbour"])) for text in HARBOUR),
        *(Example(text, frozenset(["snow"])) for text in SNOW),
        *(Example(text, frozenset()) for text in OTHER),
    ]
    learner = Learner(examples, {"harbour": ["Ports"], "snow": ["Snow"]}, SentenceEncoder())
    for text in ("Nel porto trenta navi aspettano i piloti.", "港では三十隻の船が水先人を待っている。"):
        (best, *_) = learner.suggest(text)
        assert best.topic == "harbour"
        assert all(text[piece.start : piece.end] == piece.text for piece in best.evidence)


def test_texts_are_encoded_once_as_unit_vectors() -> None:
    import numpy as np

    vectors = SentenceEncoder()
    one = vectors.encode(["Il porto riapre.", ""])
    assert one.shape == (2, 512)
    assert np.linalg.norm(one, axis=1) == pytest.approx([1.0, 1.0], abs=1e-3)
    assert (vectors.encode(["Il porto riapre."])[0] == one[0]).all()
