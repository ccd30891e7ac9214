"""Finding sections by their words."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.storage.conftest import Import, MakeReading

from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.query import Order, Query
from briefbuilder.domain.topics import Tag
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.search import SearchHit
from briefbuilder.storage.store import Store


def found(store: Store, words: str, language: str | None = None, topics: tuple[str, ...] = ()) -> list[str]:
    return [f"{hit.title}/{hit.section}" for hit in hits(store, words, language, topics)]


def hits(
    store: Store, words: str, language: str | None = None, topics: tuple[str, ...] = ()
) -> tuple[SearchHit, ...]:
    return store.search.find_sections(Query(words=words, topics=topics, language=language), 50)


def marked(hit: SearchHit) -> list[str]:
    return [hit.snippet[start:end] for start, end in hit.hits]


@pytest.fixture
def filled(store: Store, reading: MakeReading, imported: Import) -> Store:
    imported(
        store,
        reading(
            "Il Consiglio ha discusso di semiconduttori.",
            "# La città di Torino",
            "Perché la produzione di microchip conta.",
            title="Vertice",
        ),
    )
    imported(store, reading("The council discussed derisking in Łódź.", title="Summit", language="en"))
    imported(
        store, reading("外務省は半導体のサプライチェーンについて発表した。", title="発表", language="ja")
    )
    return store


def test_places_are_those_of_the_sections_that_are_found(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    records = [
        imported(store, reading("dazi", "# Due", "altro", "# Tre", f"dazi {number}")) for number in range(2)
    ]
    places = [(record.id, place) for record in reversed(records) for place in (0, 2)]
    assert list(store.search.find_places(Query(words="dazi"), 50)) == places
    assert list(store.search.find_places(Query(words="dazi"), 3)) == places[:3]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("semiconduttori", ["Vertice/0"]),
        ("SEMICONDUTTORI", ["Vertice/0"]),
        ("citta torino", ["Vertice/1"]),
        ("perche", ["Vertice/1"]),
        ("lodz", ["Summit/0"]),
        ("micro", ["Vertice/1"]),
        ("micro conta", []),
        ("micro* conta", ["Vertice/1"]),
        ("vertice", ["Vertice/0"]),
        ('"di microchip"', ["Vertice/1"]),
        ('"microchip di"', []),
        ("consiglio -semiconduttori", []),
        ("外務", ["発表/0"]),
        ("半導体", ["発表/0"]),
        ("省", ["発表/0"]),
        ("外省", []),
        ("サプライチェーン 半導体", ["発表/0"]),
        ("?!", []),
        ("NEAR(a b)", []),
        ('"', []),
    ],
)
def test_words_find_their_sections(filled: Store, words: str, expected: list[str]) -> None:
    assert found(filled, words) == expected


def test_a_few_sections_come_best_first(store: Store, reading: MakeReading, imported: Import) -> None:
    imported(store, reading("derisking derisking derisking", title="Strong"))
    imported(store, reading("derisking " + "altro " * 80, title="Weak"))
    best, other = hits(store, "derisking")
    assert [best.title, other.title] == ["Strong", "Weak"]
    assert best.score > other.score > 0


def test_many_sections_come_newest_first(store: Store, reading: MakeReading, imported: Import) -> None:
    for number in range(3):
        imported(store, reading(*(f"# {number}.{place} dazi" for place in range(70)), title=str(number)))
    many = hits(store, "dazi")
    assert len(many) == 50
    assert [(hit.title, hit.section) for hit in many[:2]] == [("2", 0), ("2", 1)]
    assert {hit.score for hit in many} == {0.0}


def test_without_words_everything_comes_newest_first(filled: Store) -> None:
    assert found(filled, "") == ["発表/0", "Summit/0", "Vertice/0", "Vertice/1"]


def test_a_language_narrows_the_search(filled: Store) -> None:
    assert found(filled, "co", language="en") == ["Summit/0"]
    assert found(filled, "", language="ja") == ["発表/0"]


def test_a_language_takes_its_regions_in(store: Store, reading: MakeReading, imported: Import) -> None:
    imported(store, reading("Tariffs", title="US", language="en-US"))
    assert found(store, "tariffs", language="en") == ["US/0"]


def test_a_topic_narrows_the_search_to_the_tagged_section(filled: Store) -> None:
    record = next(
        one
        for one in filled.values("article")
        if isinstance(one, ArticleRecord) and one.metadata.title == "Vertice"
    )
    article = filled.article(record.id)
    tag = Tag(id="t1", topic="chips", passage=passage_of(article, article.blocks[2:3], 0, 6))
    filled.apply(ChangeSet(act="tag", changes=(Change(key=Key("tag", "t1"), before=None, after=tag),)))
    assert found(filled, "", topics=("chips",)) == ["Vertice/1"]
    assert found(filled, "conta", topics=("chips",)) == ["Vertice/1"]
    assert found(filled, "semiconduttori", topics=("chips",)) == []


def test_a_removed_article_is_not_found(filled: Store) -> None:
    record = filled.values("article")[0]
    change = Change(key=Key("article", record.id), before=record, after=None)
    filled.apply(ChangeSet(act="remove", changes=(change,)))
    assert found(filled, "semiconduttori") == []
    assert found(filled, "") == ["発表/0", "Summit/0"]


def test_the_index_forgets_every_word_of_what_was_taken_back(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    imported(store, reading("Una città, 外務省, e altro", "# Seconda", "parte"))
    store.undo()
    assert words_in_index(store) == []
    store.redo()
    assert "citta" in words_in_index(store)


def test_a_snippet_shows_the_hit_with_its_place(store: Store, reading: MakeReading, imported: Import) -> None:
    imported(store, reading("inizio " * 60 + "la città\ndi Łódź " + "fine " * 60))
    (hit,) = hits(store, "citta lodz")
    assert marked(hit) == ["città", "Łódź"]
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert len(hit.snippet) <= 202


def test_a_snippet_keeps_powers_apart_from_numbers(store: Store, imported: Import) -> None:
    imported(store, read_bytes(b"<p>The store holds 10<sup>6</sup> t of gas.</p>", "gas.html"))
    (hit,) = hits(store, "holds 106")
    assert hit.snippet == "The store holds 10⁶ t of gas."
    assert marked(hit) == ["holds", "10⁶"]


def test_a_snippet_marks_characters_in_unspaced_text(filled: Store) -> None:
    (hit,) = hits(filled, "半導体")
    assert marked(hit) == ["半導体"]


def test_a_snippet_marks_decomposed_words(store: Store, reading: MakeReading, imported: Import) -> None:
    imported(store, reading("Cosi\u0300 e\u0300 la citta\u0300 💡 oggi"))
    (hit,) = hits(store, "città")
    assert marked(hit) == ["città"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.text(max_size=40) | st.text(alphabet='"*-() ^:AND\x00外e\u0301', max_size=40))
def test_no_words_break_the_search(filled: Store, words: str) -> None:
    for hit in hits(filled, words):
        assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.hits)


def test_a_pasted_page_is_no_search(filled: Store) -> None:
    assert found(filled, "consiglio " * 50_000) == ["Vertice/0"]


def test_an_article_without_text_is_found_by_its_title(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    imported(store, reading(title="Sola testata"))
    (hit,) = hits(store, "testata")
    assert (hit.section, hit.heading) == (0, None)


def words_in_index(store: Store) -> list[str]:
    connection: sqlite3.Connection = store._connection
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, 'section_words', 'row')")
    try:
        return [row[0] for row in connection.execute("SELECT term FROM temp.words")]
    finally:
        connection.execute("DROP TABLE temp.words")


def ordered(store: Store, order: Order, limit: int) -> list[str]:
    found = store.search.find_sections(Query(words="dazi", order=order), limit)
    return [f"{hit.title}/{hit.section}" for hit in found]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("title", ["a/0", "a/1", "b/0", "b/1", "c/0"]),
        ("latest-import", ["a/0", "a/1", "c/0", "c/1", "b/0"]),
        ("oldest", ["b/0", "b/1", "c/0", "c/1", "a/0"]),
    ],
)
def test_sections_come_in_the_order_of_their_articles_up_to_the_limit(
    store: Store, reading: MakeReading, imported: Import, order: Order, first: list[str]
) -> None:
    for title in "bca":
        imported(store, reading("dazi", "# x", "ancora dazi", title=title))
    assert ordered(store, order, 5) == first
    assert ordered(store, order, 4) == first[:4]
    assert {hit.score for hit in store.search.find_sections(Query(words="dazi", order=order), 5)} == {0.0}


def test_without_words_no_more_sections_come_than_asked_for(filled: Store) -> None:
    assert [hit.title for hit in filled.search.find_sections(Query(), 2)] == ["発表", "Summit"]
    assert [hit.title for hit in filled.search.find_sections(Query(), 3)] == ["発表", "Summit", "Vertice"]
    assert [hit.title for hit in filled.search.find_sections(Query(order="title"), 2)] == [
        "Summit",
        "Vertice",
    ]
    assert filled.search.find_sections(Query(words="?!"), 9) == ()
    asked: list[str] = []
    filled._connection.set_trace_callback(asked.append)
    filled.search.find_sections(Query(), 1)
    filled._connection.set_trace_callback(None)
    assert sum("SELECT sections" in statement for statement in asked) == 1, "no further articles are read"


def test_the_best_sections_come_first_even_where_few_are_asked_for(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    imported(store, reading("derisking derisking derisking", title="Strong"))
    for number in range(3):
        imported(store, reading("derisking " + "altro " * 80, title=f"Weak {number}"))
    assert [hit.title for hit in store.search.find_sections(Query(words="derisking"), 2)] == [
        "Strong",
        "Weak 2",
    ]


def test_a_section_tells_its_heading(filled: Store) -> None:
    (hit,) = filled.search.find_sections(Query(words="microchip"), 9)
    assert (hit.heading, hit.section, hit.title) == ("La città di Torino", 1, "Vertice")


def test_an_index_with_more_results_than_it_says_to_have_sections_is_damaged(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    for number in range(3):
        imported(store, reading("dazi e porti", title=str(number)))
    store.close()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        connection.execute("UPDATE section_words_data SET block = x'02f5' WHERE id = 1")
    damaged = open_dossier(store.path)
    with closing(damaged), pytest.raises(DossierError, match="dossier-damaged"):
        hits(damaged, "dazi")


def test_the_typed_form_comes_first_and_the_own_language_among_equals(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    imported(store, reading("Il dazio pesa.", title="Exact", language="it"))
    imported(store, reading("I dazi, i dazi e ancora i dazi: dazi.", title="Form", language="it"))
    assert found(store, "dazio ") == ["Exact/0", "Form/0"]
    assert found(store, "dazi ") == ["Form/0", "Exact/0"]
    for language in ("en", "fr", "de"):
        imported(store, reading("NATO", title=language, language=language))
    store.search.own_language = "fr"
    assert found(store, "nato ")[0] == "fr/0"
    store.search.own_language = "en-GB"
    assert found(store, "nato ")[0] == "en/0"


def test_a_snippet_shows_no_metadata(store: Store, reading: MakeReading, imported: Import) -> None:
    imported(store, reading("Il testo parla d'altro.", title="Vertice sui dazi"))
    (hit,) = hits(store, "vertice")
    assert hit.snippet == "Il testo parla d'altro."
    assert hit.hits == ()


def test_marks_follow_forms_and_spellings(store: Store, reading: MakeReading, imported: Import) -> None:
    imported(store, reading("De-risking, U.S.A. e semiconduttori; la fabbrica.", title="x"))
    (hit,) = hits(store, "derisking usa semiconduttore ")
    assert marked(hit) == ["De-risking", "U.S.A", "semiconduttori"]
    assert "semiconduttori" in store.search.parsed("semiconduttore ").phrases
    assert store.search.parsed("").phrases == ()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("1050619 ", ["1,050,619"]),
        ('"1 050 619"', ["1,050,619"]),
        ("619 ", []),
        ("14 %", ["14 %"]),
        ("14 per cent ", ["14 %"]),
        ("40000 ", ["40.000"]),
    ],
)
def test_whole_numbers_are_marked(
    store: Store, reading: MakeReading, imported: Import, words: str, shown: list[str]
) -> None:
    imported(
        store, reading("Of 1,050,619 people 14 % left for 14 towns, 40.000 of them twice.", title="People")
    )
    assert [mark for hit in hits(store, words) for mark in marked(hit)] == shown


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("https://www.harbour.example/2024/chips/?id=7&utm_source=mail#top", 1),
        ("http://harbour.example/2024/chips?id=7", 1),
        ("www.harbour.example/2024/Chips?id=7 ", 1),
        ("https://harbour.example/2024/chips?id=8", 0),
        ("https://harbour.example/2024/chip", 0),
        ("-https://harbour.example/2024/chips?id=7", 0),
    ],
)
def test_a_pasted_address_finds_its_article(
    store: Store, reading: MakeReading, imported: Import, words: str, count: int
) -> None:
    given = reading("The council met.", title="Summit")
    metadata = replace(given.article.metadata, url="https://www.harbour.example/2024/chips?id=7")
    imported(store, replace(given, article=replace(given.article, metadata=metadata)))
    assert len(store.search.find(Query(words=words)).finish()) == count
