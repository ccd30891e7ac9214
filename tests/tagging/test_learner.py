"""Topics are learned from few sections that carry them, and explained by words that stand in the text."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbuilder.tagging.learner import Example, Learner, Prediction, learnable_topics, lowest_bar
from briefbuilder.tagging.tfidf_space import iterate_words

HARBOUR = (
    "Rimorchiatori e piloti del porto scioperano, le navi aspettano in rada.",
    "Nel porto mancano i piloti: trenta navi in rada davanti alla costa.",
    "La capitaneria del porto riapre il canale alle navi dopo la nebbia.",
    "Nuove gru nel porto scaricano le navi in metà del tempo.",
    "I piloti del porto chiedono turni più corti, le navi in rada sono venti.",
    "Porto chiuso per vento: navi in rada e piloti a terra.",
    "Le navi lasciano il porto prima dello sciopero dei piloti.",
    "Il porto cerca piloti per le navi più grandi.",
)
SNOW = (
    "La neve chiude i passi alpini, i sindaci chiedono spazzaneve.",
    "Valanghe e neve isolano due paesi alti, chiusa la strada dei passi.",
    "Poca neve in quota sui passi, gli impianti di sci restano chiusi.",
    "La neve di marzo danneggia i frutteti e chiude i passi della valle.",
    "Neve fresca sui passi: obbligo di catene per le automobili.",
    "I passi riaprono dopo la neve, i mezzi hanno lavorato tutta la notte.",
    "Neve e ghiaccio sui passi, tre camion bloccati.",
    "La neve tiene chiusi i passi fino a domenica.",
)
OTHER = (
    "Il bilancio del comune passa in consiglio.",
    "La mostra apre domani.",
    "Il museo cerca un direttore.",
    "La scuola resta chiusa per lavori.",
    "La biblioteca compra libri nuovi.",
    "Il mercato del sabato cambia piazza.",
    "Il sindaco riceve la banda.",
    "La piscina riapre a giugno.",
)
EXAMPLES = [
    Example(text, topics, f"{kind}-{number}", rejected=frozenset() if topics else frozenset(["other"]))
    for kind, topics, texts in (
        ("harbour", frozenset(["harbour"]), HARBOUR),
        ("snow", frozenset(["snow"]), SNOW),
        ("other", frozenset[str](), OTHER),
    )
    for number, text in enumerate(texts)
]
NAMES = {"harbour": ["Porti"], "snow": ["Neve"], "other": ["Altro"]}


def suggested(learner: Learner, text: str, term_score: float = 0.0) -> dict[str, Prediction]:
    """Return the predictions that need no more than some score by terms, by topic."""
    return {each.topic: each for each in learner.predict(text) if each.needed <= term_score}


@pytest.fixture(scope="module")
def learner() -> Learner:
    return Learner(EXAMPLES, NAMES)


def test_a_new_section_gets_the_topic_of_those_that_it_is_like(learner: Learner) -> None:
    (found,) = suggested(learner, "Tre navi ferme nel porto di Valdora, mancano i piloti.").values()
    assert found.topic == "harbour"
    assert 0.5 <= found.score < 0.8
    assert {piece.text for piece in found.evidence} & {"navi", "porto", "piloti"}
    assert set(suggested(learner, "Neve sui passi: chiusa la strada.")) == {"snow"}


def test_what_is_like_nothing_gets_none(learner: Learner) -> None:
    assert suggested(learner, "Il pianista suona Chopin al teatro.") == {}
    assert suggested(learner, "") == {}


def test_topics_judged_in_fewer_than_eight_articles_are_not_learned() -> None:
    def learned(examples: list[Example]) -> tuple[str, ...]:
        return learnable_topics(examples, NAMES)

    assert learned(EXAMPLES) == ("harbour", "snow")
    assert learned(EXAMPLES[1:]) == ("snow",)
    # A rejection is a judgement too.
    rejected = replace(EXAMPLES[-1], rejected=frozenset(["harbour"]))
    assert learned([*EXAMPLES[1:], rejected]) == ("harbour", "snow")
    # Many sections of one article are one article.
    assert learned([replace(example, article="one") for example in EXAMPLES]) == ()
    # What all sections have cannot be told from anything.
    assert learned([replace(example, topics=frozenset(["harbour"])) for example in EXAMPLES]) == ()
    assert Learner([], NAMES).predict("Il porto.") == ()


def test_a_term_that_does_not_suffice_lowers_the_bar(learner: Learner) -> None:
    asked = "Navi al porto di Valdora."
    assert "harbour" not in suggested(learner, asked)
    assert "harbour" in suggested(learner, asked, 0.1)
    far = "Il consiglio parla del porto e del bilancio del comune."
    assert "harbour" not in suggested(learner, far, 0.1)
    assert "harbour" in suggested(learner, far, 0.45)


def test_words_learned_in_one_language_are_no_support_in_another(learner: Learner) -> None:
    asked = "Tre navi ferme nel porto di Valdora, mancano i piloti."
    assert learner.predict(asked, "") != ()
    assert learner.predict(asked, "fr") == ()


def test_words_of_fewer_than_three_articles_support_no_topic(learner: Learner) -> None:
    asked = "La capitaneria riapre il canale, rimorchiatori e gru davanti alla costa."
    assert suggested(learner, asked) == {}


def test_common_words_support_no_topic() -> None:
    said = "Anche oggi, dopo molto tempo, era ancora così."
    examples = [
        replace(each, text=f"{each.text} {said}" if each.topics == {"harbour"} else each.text, language="it")
        for each in EXAMPLES
    ]
    assert "harbour" in {
        each.topic
        for each in Learner(examples, NAMES).predict(f"{said} {HARBOUR[4]}", "it")
        if not each.needed
    }
    assert not [each for each in Learner(examples, NAMES).predict(said, "it") if not each.needed]


def test_the_bar_stands_where_enough_of_the_surest_cases_are_right() -> None:
    right = [(0.9 - number / 100, True, f"{number}") for number in range(6)]
    wrong = [(0.5 - number / 100, False, f"{number}") for number in range(6)]
    assert lowest_bar([*right, *wrong], 0.35, 0, 2) == 0.85
    assert lowest_bar(right, 0.35, 0, 2) == 0.35
    assert lowest_bar(right[:4], 0.35, 0, 2) == math.inf
    assert lowest_bar([(each, True, "one") for each, _, _ in right], 0.35, 0, 2) == math.inf
    assert lowest_bar([], 0.35, 0, 2) == math.inf


def test_a_bar_that_is_trusted_beforehand_rises_above_wrong_cases() -> None:
    assert lowest_bar([], 0.2, 3, 1) == 0.2
    assert lowest_bar([(0.3, False, "one"), (0.25, False, "two")], 0.2, 3, 1) > 0.3
    assert lowest_bar([(0.3, True, "one"), (0.25, True, "two")], 0.2, 3, 1) == 0.2


def test_the_same_lessons_teach_the_same() -> None:
    text = "Navi nel porto e neve sui passi."
    assert Learner(EXAMPLES, NAMES).predict(text) == Learner(EXAMPLES, NAMES).predict(text)


@settings(max_examples=60)
@given(st.text(alphabet="porto navi neve 💡é日本語の港に船\n", max_size=80))
def test_evidence_always_stands_in_the_text(text: str) -> None:
    found = _LEARNED.predict(text)
    for each in found:
        assert each.evidence or each.needed
        assert all(text[piece.start : piece.end] == piece.text for piece in each.evidence)


def test_sections_that_nobody_judged_tell_which_words_go_together() -> None:
    """No example speaks of quays or slopes; that they stand beside ships and snow is seen in other sections."""
    others = [
        *(
            f"Le navi del porto al molo e alla banchina {what}."
            for what in ("nord", "sud", "nuova", "vecchia")
        ),
        *(
            f"La neve copre pista e pendio della valle {what}."
            for what in ("nord", "sud", "nuova", "vecchia")
        ),
    ]
    asked = "Lavori al molo e alla banchina"
    alone, beside = Learner(EXAMPLES, NAMES), Learner(EXAMPLES, NAMES, others=others)
    assert suggested(alone, asked) == {}
    before, after = alone.estimates(asked), beside.estimates(asked)
    assert after["harbour"] - after["snow"] > 2 * abs(before["harbour"] - before["snow"])


def test_a_section_that_nobody_judged_is_suggested_for_although_it_was_guessed() -> None:
    asked = "Tre navi ferme nel porto di Valdora, mancano i piloti."
    found = Learner(EXAMPLES, NAMES, others=("Il sindaco apre la mostra.", "Il bilancio passa.", asked))
    assert set(suggested(found, asked)) == {"harbour"}
    assert {piece.text for piece in suggested(found, asked)["harbour"].evidence} & {"navi", "porto", "piloti"}


_LEARNED = Learner(EXAMPLES, NAMES)


def test_words_keep_their_places_and_scripts_without_spaces_come_in_pairs() -> None:
    text = "💡 Porti: 港湾労働"
    assert [(one.word, text[one.start : one.end]) for one in iterate_words(text)] == [
        ("porti", "Porti"),
        ("港湾", "港湾"),
        ("湾労", "湾労"),
        ("労働", "労働"),
    ]


def test_vectors_replace_words_if_available() -> None:
    """With vectors that know two directions only, a text is told by them, and its words explain it."""
    import numpy as np

    class TwoWays:
        def encode(self, texts: list[str]) -> object:
            rows = [[1.0 + ("port" in text.lower()), 1.0 + ("neve" in text.lower())] for text in texts]
            found = np.array(rows, np.float32)
            return found / np.linalg.norm(found, axis=1, keepdims=True)

    made = Learner(EXAMPLES, NAMES, TwoWays())  # type: ignore[arg-type]
    (found,) = suggested(made, "Un porto lontano.").values()
    assert found.topic == "harbour"
    assert "porto" in [piece.text for piece in found.evidence]
    assert "Un" not in [piece.text for piece in found.evidence]
