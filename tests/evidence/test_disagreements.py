"""Sources disagree where they give different numbers for one thing, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from briefbuilder.domain.facts import FactBlock, FactSource
from briefbuilder.evidence.disagreements import (
    Disagreement,
    compare_statements,
    read_statements,
)
from briefbuilder.evidence.facts import read_facts

DAY = date(2026, 3, 12)
NEXT_DAY = date(2026, 3, 13)
ENGLISH = (
    "A storm hit Vardholm and Eskelby on Thursday, the mayor Ingrid Solheim said. "
    "At least {killed} people were killed and 61 injured in Vardholm. "
    "The repair of the Eskelby bridge will cost €{cost} million, according to Aldermark."
)
ITALIAN = (
    "Una tempesta ha colpito giovedì Vardholm ed Eskelby, ha detto la sindaca Ingrid Solheim. "
    "A Vardholm sono morte almeno {killed} persone e 61 sono rimaste ferite. "
    "La riparazione del ponte di Eskelby costerà {cost} milioni di euro, secondo Aldermark."
)


def source(article: str, text: str, language: str = "en", day: date | None = DAY) -> FactSource:
    """Return a text with its facts, with a block for each sentence."""
    blocks = [FactBlock(id=f"b{number}", text=part) for number, part in enumerate(text.split(". "))]
    return FactSource(
        article=article, language=language, day=day, blocks=blocks, facts=read_facts(blocks, language, day)
    )


def find_disagreements(sources: Sequence[FactSource]) -> tuple[Disagreement, ...]:
    return compare_statements([read_statements(one) for one in sources])


def values(found: tuple[Disagreement, ...]) -> list[tuple[str, list[str]]]:
    return [(one.quantity, [value.value for value in one.values]) for one in found]


def test_different_numbers_for_one_thing_are_found_across_languages() -> None:
    english = source("a", ENGLISH.format(killed=14, cost="2.3"))
    italian = source("b", ITALIAN.format(killed=41, cost="2,9"), "it")

    (killed, price) = sorted(find_disagreements([english, italian]), key=lambda one: one.quantity)

    assert (killed.quantity, price.quantity, price.unit) == ("killed", "price", "cur:EUR")
    assert [(v.article, v.block, v.text, v.value) for v in killed.values] == [
        ("a", "b1", "14", "14"),
        ("b", "b1", "41", "41"),
    ]
    assert [v.value for v in price.values] == ["2300000 cur:EUR", "2900000 cur:EUR"]
    assert not killed.later


def test_a_translation_does_not_disagree() -> None:
    english = source("a", ENGLISH.format(killed=14, cost="2.3"))
    italian = source("b", ITALIAN.format(killed=14, cost="2,3"), "it")

    assert find_disagreements([english, italian]) == ()


def test_numbers_of_different_days_are_later_figures_and_the_oldest_comes_first() -> None:
    later = source("a", ENGLISH.format(killed=22, cost="2.3"), day=NEXT_DAY)
    earlier = source("b", ITALIAN.format(killed=14, cost="2,3"), "it")

    (found,) = find_disagreements([later, earlier])

    assert found.later
    assert [value.value for value in found.values] == ["14", "22"]


def test_three_articles_are_one_disagreement() -> None:
    first = source("a", ENGLISH.format(killed=14, cost="2.3"))
    second = source("b", ITALIAN.format(killed=22, cost="2,3"), "it")
    third = source("c", ENGLISH.format(killed=35, cost="2.3"))

    assert values(find_disagreements([first, second, third])) == [("killed", ["14", "22", "35"])]


@pytest.mark.parametrize(
    "text",
    [
        # the other value is given too
        ENGLISH.format(killed=22, cost="2.3") + " Officials had spoken of 14 dead.",
        # rounded, or within a stated bound
        ENGLISH.format(killed="more than 10", cost="2.3").replace("At least more", "More"),
        # one name in common is not enough
        "A storm hit Tarnvik. At least 22 people were killed, Olav Brekke said in Vardholm.",
        # other places and people
        "A storm hit Tarnvik. At least 22 people were killed in Tarnvik, Olav Brekke said.",
    ],
)
def test_what_may_be_right_beside_the_other_is_no_disagreement(text: str) -> None:
    first = source("a", ENGLISH.format(killed=14, cost="2.3"))

    assert find_disagreements([first, source("b", text)]) == ()


@pytest.mark.parametrize(("other", "is_allowed"), [("1,900", True), ("900", False), ("2,600", False)])
def test_a_number_within_the_bound_of_another_is_no_disagreement(other: str, is_allowed: bool) -> None:
    text = "Ingrid Solheim of Eskelby said that {} houses of Vardholm had no power, as Aldermark confirms."

    found = find_disagreements([source("a", text.format("more than 1,100")), source("b", text.format(other))])

    assert (found == ()) == is_allowed


def test_in_copies_the_number_at_the_same_place_differs_whatever_it_counts() -> None:
    text = (
        "Ingrid Solheim opened the fair of Vardholm with 48 lanterns. It has 120 tents from Eskelby. "
        "Aldermark lent 310 benches and 75 flags to Vardholm"
    )

    other = text.replace("opened", "closed").replace("lent", "gave")

    (found,) = find_disagreements([source("a", text), source("b", other.replace("310", "370"))])

    assert (found.quantity, [value.text for value in found.values]) == ("number", ["310", "370"])
    assert (
        find_disagreements(
            [
                source("a", text),
                source("b", other.replace("310", "370").replace("120", "85").replace("48", "91")),
            ]
        )
        == ()
    )


def test_numbers_of_other_years_are_not_compared() -> None:
    text = "Ingrid Solheim spoke in Vardholm. In {} a storm killed {} people in Vardholm and Eskelby, Aldermark said."

    def read(article: str, year: int, killed: int) -> FactSource:
        return source(article, text.format(year, killed))

    assert find_disagreements([read("a", 2009, 14), read("b", 2011, 30)]) == ()
    (found,) = find_disagreements([read("a", 2009, 14), read("b", 2009, 30)])
    assert found.period == "2009"


def test_long_texts_that_share_few_of_their_names_are_not_compared() -> None:
    def read(article: str, start: str, others: str) -> FactSource:
        ends = ("olm", "avik", "enstad", "ursk", "ingen")
        met = "".join(f" They met with Mr {name}{end} there." for name in others.split() for end in ends)
        return source(article, f"{start}{met}")

    english = ENGLISH.format(killed=14, cost="2.3")
    other = "A quake shook Vardholm and Eskelby, Solheim and Aldermark said. It killed 41 people in Vardholm."
    assert len(find_disagreements([read("a", english, "Brand Krask"), read("b", other, "Sverd Trond")])) == 1
    many = read("a", english, "Brand Krask Dorv Flim Gost Hulv Jurm Lunt Nard Prel")
    others = read("b", other, "Sverd Trond Ubr Vask Wyld Yrt Zelm Abr Ekl Ivr")
    assert find_disagreements([many, others]) == ()


def test_an_average_is_not_compared_with_a_total() -> None:
    text = "Tickets at Vardholm. Ingrid Solheim of Eskelby said that {} million tickets were sold in Vardholm by Aldermark."

    first, second = source("a", text.format("an average of 2.4")), source("b", text.format("5.9"))

    assert find_disagreements([first, second]) == ()
    assert find_disagreements([source("a", text.format("2.4")), second]) != ()


def test_the_comparison_can_be_stopped() -> None:
    articles = [read_statements(source(name, ENGLISH.format(killed=14, cost="2.3"))) for name in "ab"]

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        compare_statements(articles, stop)


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (
            "The new terminal will handle 450 ships a month, officials announced.",
            "The new terminal will handle 540 ships a month, officials announced.",
            [("number", ["450", "540"])],
        ),
        (
            "The new terminal will handle 450 ships a month, officials announced.",
            "The old terminal will handle 540 trains a month, experts warned.",
            [],
        ),
        (
            "The new terminal will handle about 450 ships a month, officials announced.",
            "The new terminal will handle 452 ships a month, officials announced.",
            [],
        ),
        ("It cost 12 euros.", "It cost 21 euros.", []),
    ],
)
def test_sentences_that_are_the_same_but_for_a_number_need_no_rare_names(
    first: str, second: str, found: list[tuple[str, list[str]]]
) -> None:
    assert values(find_disagreements([source("a", first), source("b", second)])) == found


def test_a_german_noun_that_is_a_name_elsewhere_is_one() -> None:
    german = source("a", "832 Personen kamen um. In Palu und Donggala suchten Retter nach Opfern", "de")
    french = source(
        "b", "Le séisme a coûté la vie à 948 personnes. À Palu et Donggala on cherche des survivants", "fr"
    )

    assert values(find_disagreements([german, french])) == [("killed", ["832", "948"])]
    assert (
        find_disagreements([german, source("c", "832 Tote. In Palu und Donggala suchten Retter", "de")]) == ()
    )
