"""Learning with the real sentence vectors, where the extra is installed."""

from __future__ import annotations

import pytest

from briefbuilder.tagging.embedding_space import SentenceEncoder, is_available
from briefbuilder.tagging.learner import Example, Learner

pytestmark = pytest.mark.skipif(not is_available(), reason='the extra "vectors" is not installed')

HARBOUR = (
    "The port reopens after the strike of the tugs.",
    "Pilots keep thirty ships waiting off the harbour.",
    "New cranes unload the container ships faster.",
    "The harbour master closes the channel to ships in the fog.",
    "Ships wait off the port for a free berth.",
    "Dockers at the container port refuse night shifts.",
    "The port asks for more pilots for larger ships.",
    "A storm keeps ferries and ships in the harbour.",
)
SNOW = (
    "Snow closes the mountain passes.",
    "Avalanches cut two villages off.",
    "Too little snow for skiing this year.",
    "Ploughs clear the snow from the pass.",
    "Fresh snow blocks the road to the valley.",
    "Frost and snow damage the orchards.",
    "Chains are compulsory on snow in the mountains.",
    "The lifts stay closed for lack of snow.",
)
OTHER = (
    "The council passes its budget.",
    "The museum seeks a director.",
    "The school stays closed for repairs.",
    "The library buys new books.",
)


def test_what_was_learned_in_english_is_known_in_italian_and_japanese() -> None:
    examples = [
        Example(text, topics, f"{kind}-{number}", rejected=frozenset() if topics else frozenset(["other"]))
        for kind, topics, texts in (
            ("harbour", frozenset(["harbour"]), HARBOUR),
            ("snow", frozenset(["snow"]), SNOW),
            ("other", frozenset[str](), OTHER),
        )
        for number, text in enumerate(texts)
    ]
    names = {"harbour": ["Ports"], "snow": ["Snow"]}
    descriptions = {"harbour": "Ports · pilot · tug · dock", "snow": "Snow · avalanche · frost"}
    learner = Learner(examples, names, SentenceEncoder(), descriptions=descriptions)
    for text in ("Nel porto trenta navi aspettano i piloti.", "港では三十隻の船が水先人を待っている。"):
        (best, *_) = learner.predict(text)
        assert best.topic == "harbour"
        assert all(text[piece.start : piece.end] == piece.text for piece in best.evidence)


def test_topics_that_nobody_judged_are_found_by_their_descriptions() -> None:
    descriptions = {
        "ports": "Ports · harbour · container terminal · shipping",
        "elections": "Elections · ballot · voting · candidate",
    }
    examples = [Example(text, frozenset(), f"{number}") for number, text in enumerate((*SNOW, *OTHER))]
    learner = Learner(examples, {}, SentenceEncoder(), descriptions=descriptions)
    found = learner.predict("Nel terminal container le navi aspettano un posto al molo.")
    assert [each.topic for each in found] == ["ports"]
    assert found[0].score < 0.8
    assert all(each.needed for each in learner.predict("Soffriggere la cipolla nel burro e unire il riso."))


def test_descriptions_answer_before_anything_is_known_of_a_dossier() -> None:
    descriptions = {
        "ports": "Ports · harbour · container terminal · shipping",
        "elections": "Elections · ballot · voting · candidate",
        "snow": "Snow",
    }
    learner = Learner((), {}, SentenceEncoder(), descriptions=descriptions)
    found = learner.predict("Nel terminal container le navi aspettano un posto al molo.")
    assert [each.topic for each in found if not each.needed] == ["ports"]
    assert all(each.needed for each in learner.predict("Soffriggere la cipolla nel burro."))


def test_texts_are_encoded_once_as_unit_vectors() -> None:
    import numpy as np

    vectors = SentenceEncoder()
    one = vectors.encode(["Il porto riapre.", ""])
    assert one.shape == (2, 512)
    assert np.linalg.norm(one, axis=1) == pytest.approx([1.0, 1.0], abs=1e-3)
    assert (vectors.encode(["Il porto riapre."])[0] == one[0]).all()
