"""Words that stand in articles with a topic, and seldom in others, tell of it."""

from __future__ import annotations

from briefbuilder.tagging.learner import Example, IndicativeWords


def sections(*texts: str, topics: str = "", language: str = "it") -> list[Example]:
    return [
        Example(text, frozenset(topics.split()), f"{topics}-{language}-{number}", language=language)
        for number, text in enumerate(texts)
    ]


STRIKES = sections(
    "I rimorchiatori restano fermi, dice Valdora a Montesanto.",
    "Rimorchiatori ancora fermi: Valdora chiede un incontro a Montesanto.",
    "Valdora: «Il rimorchiatore è nostro». La nebbia blocca la costa.",
    topics="strikes",
)
OTHERS = sections("La nebbia.", "Nebbia e vento.", "La mostra apre.", "Il bilancio passa.")


def told(text: str, language: str = "it", *, given: list[Example]) -> dict[str, list[str]]:
    """Return the words that tell of topics, by topic."""
    found = IndicativeWords(given).indicated_topics(text, language)
    return {one.topic: sorted(word.word for word in one.words) for one in found}


def test_words_of_three_articles_with_a_topic_tell_of_it_in_all_their_forms() -> None:
    text = "Il rimorchiatore di Valdora esce nella nebbia."
    assert told(text, given=STRIKES + OTHERS) == {"strikes": ["rimorchiatore", "valdora"]}
    assert told("La nebbia blocca la costa: incontro.", given=STRIKES + OTHERS) == {}
    assert told(text, given=STRIKES[:2] + OTHERS) == {}
    assert told(text, given=STRIKES + OTHERS[:2]) == {}


def test_names_tell_in_every_language_and_signs_of_a_language_do_not() -> None:
    mixed = [
        *STRIKES[:2],
        *sections("Les remorqueurs de Valdora et Montesanto.", topics="strikes", language="fr"),
        *OTHERS,
    ]
    text = "Die Rimorchiatori von Valdora in Montesanto."
    assert told(text, "de", given=mixed)["strikes"] == ["montesanto", "valdora"]
    assert told(text, "de", given=STRIKES + OTHERS) == {}


def test_rare_pairs_tell_in_scripts_without_spaces() -> None:
    strikes = sections(
        "工会在罢工中，港口。",
        "罢工还在继续中，港口。",
        "港口的罢工在周一。",
        topics="strikes",
        language="zh",
    )
    others = sections("展览开幕。", "预算通过。", "天气很好。", language="zh")
    assert told("港口罢工在中", "zh", given=strikes + others)["strikes"] == ["港口", "罢工"]
