"""The words of a dossier with their stems: what is added, and when it is forgotten."""

from __future__ import annotations

import pytest
from tests.storage.conftest import Import, MakeReading

from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.storage.query import parse_query
from briefbuilder.storage.stemming import words_of
from briefbuilder.storage.store import Store
from briefbuilder.storage.vocabulary import DossierVocabulary, _are_forms, _pairs_by_sound


def words_in(store: Store) -> set[str]:
    rows = store._connection.execute("SELECT word FROM word UNION SELECT reversed FROM compound")
    return {row[0] for row in rows}


def remove(store: Store, record: ArticleRecord) -> None:
    change = Change(key=Key("article", record.id), before=record, after=None)
    store.apply(ChangeSet(act="remove", changes=(change,)))


def test_words_of_removed_articles_go_with_a_purge(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    imported(store, reading("Titanio e de-risking", title="bleibt"))
    imported(store, reading("Rohstoffabkommen", title="bleibt auch", language="de"))
    gone = imported(store, reading("Halbleiterfabrik, ex-ministro, titanio", title="geht", language="de"))
    assert {"halbleiterfabrik", "kirbafretielblah", "exministro"} <= words_in(store)
    remove(store, gone)
    store.purge()
    assert not {"halbleiterfabrik", "kirbafretielblah", "exministro"} & words_in(store)
    store.purge()
    assert {"titanio", "derisking", "nemmokbaffotshor"} <= words_in(store)


def test_words_of_an_act_that_failed_are_added_by_the_next(
    store: Store, reading: MakeReading, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(store, "_push", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            imported(store, reading("semiconduttori"))
    with monkeypatch.context() as broken:
        broken.setattr(store._log, "push", lambda *_args, **_named: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            imported(store, reading("semiconduttori"))
    assert words_in(store) == set()
    imported(store, reading("semiconduttori"))
    assert "semiconduttori" in words_in(store)


def test_forms_are_alike_and_of_a_language_of_the_dossier(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    imported(store, reading("importante importanti importazione importazioni semiconduttori"))
    vocabulary = DossierVocabulary(store._connection)
    assert vocabulary.languages() == ("it",)
    assert vocabulary.forms("importante", ("it",)) == ("importanti",)
    assert vocabulary.forms("importante", ()) == ("importanti",)
    assert vocabulary.forms("semiconduttore", ()) == ()
    (clause,) = parse_query("importante", vocabulary).clauses
    assert str(clause.required[0]) == '("importante" * OR "importanti")'


@pytest.mark.parametrize(
    ("language", "text", "asked", "found"),
    [
        ("it", "spesa militare, basi militari", "militare", ("militari",)),
        ("it", "spesa militare, basi militari", "militari", ("militare",)),
        ("it", "il funzionario parlò di dollari", "parlare", ("parlo",)),
        ("ru", "сказал Лавров. У Лаврова, с Лавровым. Лавра", "лавров", ("лаврова", "лавровым")),
        ("ru", "сказал Лавров. У Лаврова, с Лавровым. Лавра", "лаврова", ("лавров", "лавровым")),
    ],
)
def test_forms_to_which_snowball_gives_different_stems_are_found(
    store: Store,
    reading: MakeReading,
    imported: Import,
    language: str,
    text: str,
    asked: str,
    found: tuple[str, ...],
) -> None:
    imported(store, reading(text, language=language))
    forms = DossierVocabulary(store._connection).forms(asked, (language,))
    assert set(found) <= set(forms)


def test_spellings_have_umlauts_or_two_letters_and_one_word_or_two(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    imported(store, reading("Müller Schroeder Küste semi conductor Ärzte Oel", language="de"))
    vocabulary = DossierVocabulary(store._connection)
    asked = ("mueller", "schröder", "kueste", "semiconductor", "hafen", "aerzte", "öl", "ol", "schroder")
    found = [vocabulary.spellings(word) for word in asked]
    assert found == [
        ("muller",),
        ("schroeder",),
        ("kuste",),
        ("semi conductor",),
        (),
        ("arzte",),
        ("oel",),
        ("oel",),
        ("schroeder",),
    ]


def test_a_name_is_spelled_as_in_other_languages_and_scripts(
    store: Store, reading: MakeReading, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(
        store,
        reading(
            "Selenskyj Zelenskyy Зеленский Зеленскому selten Tische Tisch Лена Путин Меркель Tschaikowski",
            language="de",
        ),
    )
    vocabulary = DossierVocabulary(store._connection)
    _pairs_by_sound.cache_clear()
    assert set(vocabulary.spellings("zelensky")) == {"selenskyj", "zelenskyy", "зеленскии"}
    assert set(vocabulary.spellings("зеленскии")) == {"selenskyj", "zelenskyy"}
    assert vocabulary.spellings("tiche") == ()
    assert [vocabulary.spellings(word) for word in ("putin", "merkel")] == [("путин",), ("меркель",)]
    assert vocabulary.spellings("chaikovsky") == ("tschaikowski",), "two letters for one sound"
    assert vocabulary.spellings("lena") == (), "short names are those of many"
    monkeypatch.setattr("briefbuilder.storage.vocabulary._MOST_READ", 1)
    assert vocabulary.spellings("putin") == ("путин",), "many more are read than have a name's sound"


@pytest.fixture
def german(store: Store, reading: MakeReading, imported: Import) -> DossierVocabulary:
    text = "Halbleiterfabrik Fabriken Autobahn Autorad Autos Strafzoll Strafzölle Fahrrad Rad Titanio Titani Titanium Radwegnetz"
    text += " Quellenküste Wattküste Eisküste Netz Jurys Juryrad"
    imported(store, reading(text, title="x", language="de"))
    return DossierVocabulary(store._connection)


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("fabrik", ("fabriken", "halbleiterfabrik")),
        ("halb", ("halbleiterfabrik",)),
        ("auto", ("autos", "autobahn")),  # three letters beside it are no part of a compound
        ("zölle", ("strafzolle",)),
        ("rad", ()),  # too short for the first or the last part
        ("netz", ()),
        ("kuste", ("wattkuste", "quellenkuste")),  # three letters before it are no part either
        ("jury", ("jurys",)),
        ("fahr", ()),
    ],
)
def test_a_german_word_is_found_in_compounds(
    german: DossierVocabulary, word: str, forms: tuple[str, ...]
) -> None:
    assert german.forms(word, ("de",)) == forms


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("superfabriken", ("super fabriken",)),
        ("corad", ("co rad",)),
        ("radnetz", ("rad netz",)),
        ("quellenkueste", ("quellenkuste",)),
        ("fahrradautobahn", ("fahrrad autobahn",)),
        ("radautos", ("rad autos",)),
        ("autosrad", ()),  # three letters are no second word
        ("radfabrik", ()),
        ("fahrrad", ()),
        ("rad-autos", ()),
        ("", ()),
    ],
)
def test_a_word_is_written_as_two_that_are_known(
    german: DossierVocabulary, word: str, spellings: tuple[str, ...]
) -> None:
    assert german.spellings(word) == spellings


@pytest.mark.parametrize(
    ("word", "errors", "similar"),
    [
        ("titamio", 1, "titanio"),
        ("ditanio", 1, "titanio"),
        ("ttianio", 1, "titanio"),
        ("titanum", 1, "titanium"),
        ("titan", 1, "titani"),
        ("titanioo", 1, "titanio"),
        ("tixxnio", 1, None),
        ("tixxnio", 2, "titanio"),
    ],
)
def test_the_known_word_that_is_spelled_most_like_another(
    german: DossierVocabulary, word: str, errors: int, similar: str | None
) -> None:
    assert german.most_similar(word, errors) == similar


def test_words_and_their_beginnings_are_known(german: DossierVocabulary) -> None:
    assert german.known(["fabriken", "fabrik", "titanio", "titanio"]) == {"fabriken", "titanio"}
    assert [german.has_prefix(word) for word in ("tit", "titanio", "titanioo", "titz", "z")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert german.languages() == ("de",)


def test_forms_of_one_word_differ_in_their_last_letters() -> None:
    assert [
        _are_forms("stato", other, "it") for other in ("stati", "statuale", "statualmente", "strato")
    ] == [
        True,
        True,
        False,
        True,
    ]
    assert not _are_forms("statualmente", "stato", "it")
    assert _are_forms("كتب", "والاتفاقيات", "ar"), "Arabic words begin with what belongs to others"


def test_words_that_were_added_are_not_written_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary, written = DossierVocabulary(store._connection), list[str]()
    text = words_of(["Halbleiterfabrik de-risking"], [], "de")

    def add() -> int:
        written.clear()
        vocabulary.add(text)
        return sum("INSERT" in statement for statement in written)

    with store._transaction:
        store._connection.set_trace_callback(written.append)
        assert add() == 4
        assert add() == 0
        vocabulary.added.clear()
        assert add() == 4
        vocabulary.empty()
        assert add() == 4
        monkeypatch.setattr("briefbuilder.storage.vocabulary._MOST_ADDED", 1)
        vocabulary.add(words_of(["Autobahn"], [], "de"))
        assert add() > 0, "what was added is forgotten where there is too much of it"
    store._connection.set_trace_callback(None)
