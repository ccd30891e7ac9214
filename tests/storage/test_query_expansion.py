"""What the words of a user ask of the index: their expressions, and how clauses are made of OR and parentheses."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing

import pytest
from tests.narrowing import not_none

from briefbuilder.storage.query import ParsedQuery, correct_words, parse_query
from briefbuilder.storage.stemming import words_of
from briefbuilder.storage.tokenizer import index_words
from briefbuilder.storage.vocabulary import DossierVocabulary


def required(words: str) -> list[str]:
    return [str(term) for clause in parse_query(words).clauses for term in clause.required]


def clauses(words: str) -> list[str]:
    return [
        " ".join(
            (
                *map(str, clause.required),
                *(f"-{term}" for term in clause.excluded),
                *(f"{'-' * one.negated}{one.field.name}:{one.field.text}" for one in clause.conditions),
            )
        )
        for clause in parse_query(words).clauses
    ]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("dazi chip", ['"dazi"', '"chip" *']),
        ("dazi chip ", ['"dazi"', '"chip"']),
        ("dazi* chip ", ['"dazi" *', '"chip"']),
        ('"due parole"', ['"due parole"']),
        ('"due parole*"', ['"due parole" *']),
        ('dazi "due parole', ['"dazi"', '"due parole"']),
        ("d", ['"d"']),
        ("di", ['"di" *']),
        ("l'unione", ['"l unione" *']),
        ("外", ['"外" *']),
        ("?! dazi ", ['"dazi"']),
    ],
)
def test_words_become_expressions(words: str, asked: list[str]) -> None:
    assert required(words) == asked


def test_a_minus_excludes_and_is_shown_nowhere() -> None:
    assert clauses('dazi -chip -"due parole" porto*') == ['"dazi" "porto" * -"chip" -"due parole"']
    assert parse_query('dazi -chip -"due parole" porto*').phrases == ("dazi", "porto*")


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("a1 OR b1 ", ['("a1" OR "b1")']),
        ("(a1 OR b1) c1 ", ['("a1" OR "b1") "c1"']),
        ("(a1 c1) OR b1 ", ['"a1" "c1"', '"b1"']),
        ("c1 OR author:b OR -d1 ", ['"c1"', "author:b", '-"d1"']),
        ("c1 -(a1 OR b1) ", ['"c1" -"a1" -"b1"']),
        ("c1 -(a1 author:b) ", ['"c1" -"a1"', '"c1" -author:b']),
        ("NOT NOT c1 ", ['"c1"']),
        ("author:(x OR y) c1 ", ['"c1" author:x', '"c1" author:y']),
        ("?! OR ?!", []),
    ],
)
def test_or_and_parentheses_become_clauses(words: str, asked: list[str]) -> None:
    assert clauses(words) == asked


def test_what_is_too_entangled_is_told() -> None:
    entangled = " ".join(f"(author:a{n} OR author:b{n})" for n in range(6))
    parsed = parse_query(entangled)
    assert parsed.clauses == ()
    assert parsed.problem is not None
    assert parsed.problem.code == "query-complex"


def test_no_more_than_thirty_two_words_are_looked_at() -> None:
    parsed = parse_query(" ".join(f"parola{number}" for number in range(40)))
    assert len(parsed.clauses[0].required) == 32
    assert parsed.problem is not None
    assert parsed.problem.code == "query-long"


@pytest.mark.parametrize(
    ("words", "joins"), [("tita", True), ("tit", False), ("tita ", False), ("porto -tita*", True), ("tita porto ", False)]
)  # fmt: skip
def test_only_open_beginnings_of_four_letters_are_joined(words: str, joins: bool) -> None:
    (clause,) = parse_query(words).clauses
    assert clause.joins is joins


def test_nothing_asks_for_nothing() -> None:
    assert parse_query("") == parse_query(" ") == ParsedQuery()
    for text in ("?!", "-", "()", '""'):
        problem = not_none(parse_query(text).problem)
        assert (problem.code, problem.text) == ("query-empty", text)


@pytest.fixture(scope="module")
def vocabulary() -> Iterator[DossierVocabulary]:
    """The words of an Italian text, in memory."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "CREATE TABLE word (word TEXT, language TEXT, stem TEXT, UNIQUE (word, language, stem));"
            "CREATE TABLE listing (language TEXT); INSERT INTO listing VALUES ('it')"
        )
        text = (
            "Dazi importanti, semiconduttori, importante de-risking e derisking, porto nave cattedrale blocco"
        )
        found = DossierVocabulary(connection)
        found.add(words_of([text], [index_words(text)], "it"))
        yield found


@pytest.mark.parametrize(
    ("words", "asked", "phrases"),
    [
        ("derisking", ['("derisking" * OR "de risking")'], ("derisking*", "de risking")),
        ("de-risking", ['("de risking" * OR "derisking" *)'], ("de-risking*", "derisking*")),
        (
            "de risking ",
            ['("de" OR "derisking")', '("risking" OR "derisking")'],
            ("de", "risking", "derisking"),
        ),
        (
            "de risking",
            ['("de" OR "derisking" *)', '("risking" * OR "derisking" *)'],
            ("de", "risking*", "derisking*"),
        ),
        ('"de risking"', ['"de risking"'], ("de risking",)),
        ('"de" risking ', ['"de"', '"risking"'], ("de", "risking")),
        ("de -nave risking ", ['"de"', '"risking"'], ("de", "risking")),
        ("porto nave ", ['"porto"', '"nave"'], ("porto", "nave")),
        ("portonave ", ['("portonave" OR "porto nave")'], ("portonave", "porto nave")),
        (
            "importante OR dazi ",
            ['("importante" OR "dazi" OR "importanti")'],
            ("importante", "importanti", "dazi"),
        ),
        ("-importante ", [], ()),
    ],
)
def test_words_stand_for_their_forms_and_other_spellings(
    vocabulary: DossierVocabulary, words: str, asked: list[str], phrases: tuple[str, ...]
) -> None:
    parsed = parse_query(words, vocabulary)
    (clause,) = parsed.clauses
    assert ([*map(str, clause.required)], parsed.phrases) == (asked, phrases)
    # What was typed counts more than what it stands for.
    assert all(term.exact == (2 if " OR dazi" in words else 1) for term in clause.required)


@pytest.mark.parametrize(
    ("words", "corrected"),
    [
        ("dazi semicondutori", "dazi semiconduttori"),
        ('"dazi" semicondutori', '"dazi" semiconduttori'),
        ("SEMICONDUTORI semicondutori", "semiconduttori semiconduttori"),
        ("(semicondutori OR dazi) porto", "(semiconduttori OR dazi) porto"),
        ("navex dazo ", "nave dazi "),
        ("caxxedrale", "cattedrale"),
        ("Càttedralesblocco dazi", "Càttedrale blocco dazi"),
        ("14 % dazi", "14 dazi"),
        ("navv portu blocko dazo", "nave porto blocco dazi"),
        ("dazi oder porto", "dazi OR porto"),
        ('"dazi" oder porto', None),
        ("navv portu blocko dazo cattedrala", None),  # five are another text
        ("porxx", None),  # a short word has one error
        ("catxxdrxle", None),
        ("dzo", None),
        ("semicond dazi", None),  # a word begins with it
        ("porto22", None),
        ('"semicondutori" dazi', None),
        ("-semicondutori dazi", None),
        ("semicondutori kwyjibo", None),
        ("dazi", None),
    ],
)
def test_words_that_nothing_has_are_corrected(
    vocabulary: DossierVocabulary, words: str, corrected: str | None
) -> None:
    assert correct_words(words, vocabulary) == corrected


def test_each_word_is_looked_up_once(vocabulary: DossierVocabulary, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    spellings = DossierVocabulary.spellings

    def counted(self: DossierVocabulary, word: str, languages: Collection[str]) -> tuple[str, ...]:
        asked.append(word)
        return spellings(self, word, languages)

    monkeypatch.setattr(DossierVocabulary, "spellings", counted)
    parse_query("dazi porto -blocco (dazi OR porto) ", vocabulary)
    assert sorted(asked) == ["blocco", "dazi", "porto"]
