"""Actors are counted by their id or their longest name, and edited by the officer."""

from __future__ import annotations

from functools import cache

import pytest

from briefbuilder.domain.facts import FactBlock, FactSource
from briefbuilder.evidence.actors import Actor, ActorEdits, count_actors
from briefbuilder.evidence.names import read_names


def source(article: str, text: str, language: str = "en") -> FactSource:
    blocks = [FactBlock(id=str(number), text=line) for number, line in enumerate(text.splitlines())]
    facts = read_names(blocks, language)
    return FactSource(article=article, language=language, day=None, blocks=blocks, facts=facts)


@cache
def texts() -> tuple[FactSource, ...]:
    return (
        source(
            "a1",
            "On Monday Rolan Dask met Ilse Marn in Berlin. Dask praised the Germans. However, Marn left.",
        ),
        source("a2", "Gestern sprach US-Präsident Rolan Dask mit der Marine. Die Verluste sind hoch.", "de"),
        source("a3", "Ieri Dask ha visto Piet Marn a Berlino, in Germania. Marn tace; Dask no.", "it"),
    )


def by_name(actors: tuple[Actor, ...]) -> dict[str, tuple[int, tuple[str, ...]]]:
    return {actor.name: (actor.mentions, actor.articles) for actor in actors}


def test_short_names_count_for_the_full_name_and_ids_for_all_languages() -> None:
    actors = count_actors(texts())
    assert by_name(actors) == {
        "Rolan Dask": (5, ("a1", "a2", "a3")),
        "Berlin": (2, ("a1", "a3")),
        "Germany": (2, ("a1", "a3")),
        "Ilse Marn": (2, ("a1",)),
        "Piet Marn": (2, ("a3",)),
        "United States": (1, ("a2",)),
    }
    assert [actor.kind for actor in actors[:3]] == ["person", "place", "country"]
    assert actors[0].aliases == ("Dask",)


def test_a_surname_of_two_persons_stays_alone() -> None:
    both = source("a4", "In Oslo Ilse Marn and Piet Marn spoke. Then the elder Marn left.")
    assert by_name(count_actors([both]))["Marn"] == (1, ("a4",))


def test_the_officer_merges_renames_and_drops() -> None:
    keys = {actor.name: actor.key for actor in count_actors(texts())}
    edits = ActorEdits(
        merged={keys["Piet Marn"]: keys["Ilse Marn"]},
        names={keys["Rolan Dask"]: "President Dask"},
        dropped=(keys["Germany"],),
    )
    actors = by_name(count_actors(texts(), edits))
    assert actors["President Dask"] == (5, ("a1", "a2", "a3"))
    assert actors["Ilse Marn"] == (4, ("a1", "a3"))
    assert not {"Piet Marn", "Germany"} & set(actors)


def test_what_has_names_in_the_language_asked_for_is_called_by_them() -> None:
    both = source("a6", "A Pechino l’UE ha firmato con la NATO; in inglese NATO.", "it")
    assert "Allemagne" in by_name(count_actors(texts(), language="fr"))
    assert {"Beijing", "European Union", "NATO"} <= set(by_name(count_actors([both])))


def test_acronyms_of_things_are_no_actors() -> None:
    text = source("a7", "Il PIL cresce e l’AI aiuta, dice la FAO. L’AI resta.", "it")
    assert list(by_name(count_actors([text]))) == ["FAO"]


def test_common_words_before_a_surname_are_no_full_name() -> None:
    texts = source(
        "a5",
        "In May the weather was fine. Then Weather Dask lost; later Dask won, and so did the Halden Institute.",
    )
    assert {(one.name, one.mentions, one.kind) for one in count_actors([texts])} == {
        ("Dask", 1, "unknown"),
        ("Weather Dask", 1, "unknown"),
        ("Halden Institute", 1, "organisation"),
    }


@pytest.mark.parametrize(
    ("language", "text", "name", "mentions"),
    [
        ("en", "The European Commission met. Later the Commission spoke.", "European Commission", 2),
        (
            "it",
            "La Commissione europea tace. Secondo la Commissione è presto.",
            "Commissione europea",
            2,
        ),
        ("fr", "La Banque du Nord ferme. Selon la Banque, tout va bien.", "Banque du Nord", 2),
        (
            "en",
            "The European Council and the Security Council met, says the Council.",
            "European Council",
            1,
        ),
    ],
)
def test_a_word_of_the_one_body_that_an_article_names_counts_for_it(
    language: str, text: str, name: str, mentions: int
) -> None:
    actors = {actor.key: actor for actor in count_actors([source("a", text, language)], language=language)}
    (actor,) = (one for one in actors.values() if one.name == name)
    assert actor.mentions == mentions


def test_a_body_named_in_another_article_is_meant_by_its_word_if_it_is_known() -> None:
    texts = [
        source("a", "The European Commission met at the Bank of Torvik."),
        source("b", "Yesterday the Commission spoke with the Bank."),
    ]
    found = by_name(count_actors(texts))
    assert (found["European Commission"], found["Bank of Torvik"]) == ((2, ("a", "b")), (1, ("a",)))
    edits = ActorEdits(names={"komision": "Trade Commission"})
    assert by_name(count_actors(texts, edits))["Trade Commission"] == (1, ("b",))
