"""Articles listed, filtered, ordered and found, in steps of bounded time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.narrowing import not_none
from tests.storage.conftest import Import, MakeReading

from briefbuilder.domain.briefing import Briefing, Excerpt, Part
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.query import Order, Query
from briefbuilder.domain.topics import Tag
from briefbuilder.storage import query
from briefbuilder.storage import search_hits as scan
from briefbuilder.storage.store import Store
from briefbuilder.storage.tables import article_and_place, section_number


@pytest.fixture
def filled(store: Store, reading: MakeReading, imported: Import) -> Store:
    rows = (
        ("«Zeta»", "La Stampa", date(2026, 3, 1), "it", "Dazi e semiconduttori"),
        ("Alfa", "the Daily", date(2026, 3, 5), "en-GB", "Tariffs and semiconductors"),
        ("école", "The  Daily", None, "en", "Nothing but tariffs"),
        ("Beta", None, date(2026, 2, 1), "fr", "Des semi-conducteurs, des droits"),
    )
    for title, outlet, day, language, text in rows:
        made = reading(text, "# Seconda", "Dazi ancora", title=title, language=language)
        record = imported(store, made)
        metadata = replace(record.metadata, publication=outlet, published=day, authors=("Ada Lovelace",))
        change(store, record, replace(record, metadata=metadata))
    return store


def change(store: Store, before: ArticleRecord | None, after: ArticleRecord | None) -> None:
    name = (before or after).id  # type: ignore[union-attr]
    one = Change(key=Key("article", name), before=before, after=after)
    store.apply(ChangeSet(act="edit", changes=(one,)))


def records(store: Store) -> dict[str, ArticleRecord]:
    return {one.metadata.title: one for one in store.values("article") if isinstance(one, ArticleRecord)}


def titles(store: Store, wanted: Query) -> list[str]:
    numbers = store.search.find(wanted).finish()
    return [one.record.metadata.title for one in store.search.listed(numbers)]


def tag(store: Store, title: str, topic: str, block: int = 0) -> None:
    record = records(store)[title]
    article = store.article(record.id)
    passage = passage_of(article, article.blocks[block : block + 1])
    made = Tag(id=f"t-{title}-{topic}", topic=topic, passage=passage)
    store.apply(ChangeSet(act="tag", changes=(Change(key=Key("tag", made.id), before=None, after=made),)))


ORDERED: dict[Order, list[str]] = {
    "relevance": ["«Zeta»", "Alfa", "école", "Beta"],
    "latest-import": ["Beta", "école", "Alfa", "«Zeta»"],
    "newest": ["Alfa", "«Zeta»", "Beta", "école"],
    "oldest": ["Beta", "«Zeta»", "Alfa", "école"],
    "title": ["Alfa", "Beta", "école", "«Zeta»"],
    "outlet": ["«Zeta»", "Alfa", "école", "Beta"],
}


def test_articles_come_in_each_order_with_what_is_not_known_last(filled: Store) -> None:
    for order, expected in ORDERED.items():
        assert titles(filled, Query(order=order)) == expected
        # A word that all of them hold: the order is the same, but for the ranking by relevance.
        found = titles(filled, Query(words="ancora", order=order))
        assert sorted(found) == sorted(expected)
        if order != "relevance":
            assert found == expected


def test_conditions_narrow_the_articles(filled: Store) -> None:
    conditions: tuple[tuple[Query, list[str]], ...] = (
        (Query(language="en"), ["Alfa", "école"]),
        (Query(language="en-GB"), ["Alfa"]),
        (Query(language="e"), []),
        (Query(outlet="THE DAILY"), ["Alfa", "école"]),
        (Query(since=date(2026, 3, 1)), ["«Zeta»", "Alfa"]),
        (Query(until=date(2026, 3, 1)), ["«Zeta»", "Beta"]),
        (Query(since=date(2026, 2, 1), until=date(2026, 2, 1)), ["Beta"]),
        (Query(words="tariff", language="en", since=date(2026, 1, 1)), ["Alfa"]),
        (Query(words="tariff", outlet="La Stampa"), []),
        (Query(words="lovelace stampa"), ["«Zeta»"]),
        (Query(words="?!"), []),
    )
    for wanted, expected in conditions:
        assert titles(filled, wanted) == expected, wanted


def test_words_are_read_once_until_the_dossier_changes(filled: Store) -> None:
    parsed = filled.search.parsed("dazi")
    assert filled.search.parsed("dazi") is parsed
    assert filled.search.parsed("droits") is not parsed
    tag(filled, "Alfa", "trade")
    assert filled.search.parsed("dazi") is not parsed


def test_tags_and_briefings_narrow_the_articles(filled: Store) -> None:
    tag(filled, "Alfa", "trade")
    tag(filled, "Beta", "trade")
    tag(filled, "Beta", "china", 2)
    assert titles(filled, Query(topics=("trade",))) == ["Alfa", "Beta"]
    assert titles(filled, Query(topics=("trade", "china"))) == ["Beta"]
    assert not filled.search.find_sections(Query(words="ancora", topics=("trade",)), 10), (
        "it is in the next one"
    )
    assert [
        hit.title for hit in filled.search.find_sections(Query(words="ancora", topics=("china",)), 10)
    ] == ["Beta"]
    assert titles(filled, Query(tagged=False)) == ["«Zeta»", "école"]
    article = filled.article(records(filled)["école"].id)
    excerpt = Excerpt(id="i1", passage=passage_of(article, article.blocks[:1]))
    briefing = Briefing(
        id="b1", title="", template="t", language="it", parts=(Part(id="p", key="k", items=(excerpt,)),)
    )
    one = Change(key=Key("briefing", "b1"), before=None, after=briefing)
    filled.apply(ChangeSet(act="compose-briefing", changes=(one,)))
    assert titles(filled, Query(used=True)) == ["école"]
    assert titles(filled, Query(used=False, tagged=False)) == ["«Zeta»"]
    filled.undo()
    assert titles(filled, Query(used=True)) == []
    filled.undo()
    assert titles(filled, Query(topics=("china",))) == []


def test_a_topic_beside_words_is_of_the_section_in_a_search_for_sections(filled: Store) -> None:
    tag(filled, "Beta", "china", 2)
    assert [
        hit.section for hit in filled.search.find_sections(Query(words="ancora", topics=("china",)), 9)
    ] == [1]
    assert filled.search.find_sections(Query(words="droits", topics=("china",)), 9) == ()
    for words, found in (
        ("ancora topic:china", [1]),
        ("droits topic:china", []),
        ("droits -topic:china", []),
    ):
        assert [hit.section for hit in filled.search.find_sections(Query(words=words), 9)] == found, words
    # A list of articles asks for the topic anywhere in the article.
    assert titles(filled, Query(words="droits", topics=("china",))) == ["Beta"]


def test_an_edit_of_metadata_is_followed_in_lists_and_in_the_search(filled: Store) -> None:
    before = records(filled)["Beta"]
    change(filled, before, replace(before, metadata=replace(before.metadata, publication="Le Jour")))
    assert titles(filled, Query(outlet="le jour")) == ["Beta"]
    assert titles(filled, Query(words="jour")) == ["Beta"]
    assert filled.search.outlets() == (("the Daily", 2), ("La Stampa", 1), ("Le Jour", 1))
    filled.undo()
    assert titles(filled, Query(words="jour")) == []
    assert dict(filled.search.languages()) == {"en": 1, "en-gb": 1, "fr": 1, "it": 1}
    names = [record.id for record in filled.articles()]
    assert filled.search.languages_of([*names, "nobody"]) == ("en", "en-gb", "fr", "it")
    spoken = [filled.search.languages_of([record.id]) for record in filled.articles()]
    assert spoken == [((record.metadata.language or "").lower(),) for record in filled.articles()]


def test_an_article_that_comes_back_has_its_number_again(filled: Store) -> None:
    record = records(filled)["Alfa"]
    number = filled.search.number_of(record.id)
    change(filled, record, None)
    assert titles(filled, Query()) == ["«Zeta»", "école", "Beta"]
    filled.undo()
    assert filled.search.number_of(record.id) == number
    assert titles(filled, Query()) == ORDERED["relevance"]


@pytest.mark.parametrize("one", [1.0, 0.0])
def test_a_search_in_small_steps_finds_what_one_step_finds(
    store: Store, reading: MakeReading, imported: Import, monkeypatch: pytest.MonkeyPatch, one: float
) -> None:
    for number in range(25):
        language = "it" if number % 3 else "en"
        imported(store, reading(f"Dazi {number}", "# b", "dazi", title=f"n{number}", language=language))
    whole = [titles(store, Query(words="dazi", language=spoken)) for spoken in (None, "it")]
    monkeypatch.setattr(scan, "_ROWS", 2)
    monkeypatch.setattr(scan, "_STEP", 0)
    # Where to look articles through one by one costs nothing, that is done from the second step on.
    monkeypatch.setattr(scan, "_ONE", one)
    assert [titles(store, Query(words="dazi", language=spoken)) for spoken in (None, "it")] == whole
    finding = store.search.find(Query(words="dazi", order="latest-import"))
    sizes = [len(finding.numbers)]
    while not finding.step():
        assert finding.settled
        sizes.append(len(finding.numbers))
    assert sizes[:4] == [0, 1, 2, 3]


def test_words_that_nearly_all_sections_hold_do_not_count_in_the_ranking(
    store: Store, reading: MakeReading, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "_COMMON", 3)
    for number in range(4):
        rare = "titanio " * (number == 1) + "titanio " * (number in {1, 2})
        imported(store, reading(f"comune {rare} {number}", title=f"n{number}"))
    assert titles(store, Query(words="comune titanio")) == ["n1", "n2"]
    assert titles(store, Query(words="comune")) == ["n3", "n2", "n1", "n0"]


BEGINNINGS = (
    "tita",
    "tita*",
    "titan -titanic*",
    "tita* plat*",
    "plat* tita* -plato",
    "lingotti tita",
    "-tita plat*",
    '"lingotti di tita*"',
    "lingotti -tita",
    "tita* semi",
    "città -tita*",
)


def test_a_beginning_in_pieces_finds_what_it_finds_at_once(
    store: Store, reading: MakeReading, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = (
        "titano e platino",
        "titanio, lingotti di titanio",
        "titanic, platone",
        "titan",
        "platea di lingotti",
        "semi in città",
        "tita",
        "lingotti di platino e titaniche",
        "titanium 🙂 semi",
        "plato titanite",
    )
    for number, text in enumerate(texts):
        imported(store, reading(text, "# b", f"altro {texts[-number]}", title=f"n{number}"))

    def found(words: str) -> list[list[str]]:
        orders: tuple[Order, ...] = ("latest-import", "title")
        listed = [titles(store, Query(words=words, order=order)) for order in orders]
        hits = store.search.find_sections(Query(words=words, order=orders[0]), 50)
        return [*listed, [f"{hit.article} {hit.section}" for hit in hits]]

    whole = {words: found(words) for words in BEGINNINGS}
    monkeypatch.setattr(query, "MAX_JOINED_PAGES", -1)
    for words, at_once in whole.items():
        assert found(words) == at_once, words
        assert set(titles(store, Query(words=words))) == set(at_once[0]), words
        assert words.startswith("-") or at_once[0], words


@given(article=st.integers(1, 2**40), place=st.integers(0, 2**20 - 1))
def test_a_sections_number_tells_its_article_and_place(article: int, place: int) -> None:
    assert article_and_place(section_number(article, place)) == (article, place)


WORDS = (
    "città",
    "e\u0301cole",
    "外務省",
    "半導体",
    "𠮷野家",
    "👩🏽\u200d🔬",
    "🇯🇵",
    "شرکت",
    "שָׁלוֹם",
    "ข้าว",
    "हिन्दी",
    "Łódź",
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(data=st.data())
def test_marks_in_snippets_are_whole_words_in_every_script(
    store: Store, reading: MakeReading, imported: Import, data: st.DataObject
) -> None:
    """Emoji, CJK, marks and right-to-left text before a hit shift nothing and are not torn."""
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=90))
    name = sha256(" ".join(words).encode()).hexdigest()[:12]
    key = f"q{name}"
    at = data.draw(st.integers(0, len(words)))
    text = " ".join([*words[:at], key, *words[at:]])
    if not store.search.find_sections(Query(words=key), 1):
        imported(store, reading(text, title=f"t{name}"))
    (hit,) = store.search.find_sections(Query(words=key), 2)
    assert [hit.snippet[start:end] for start, end in hit.hits] == [key]
    record = next(one for one in records(store).values() if one.id == hit.article)
    narrow = store.search.snippet(record, hit.section, key, data.draw(st.integers(0, 30)))
    assert [narrow.text[start:end] for start, end in narrow.hits] == [key]
    for shown in (hit.snippet, narrow.text):
        assert shown.strip("…")[:1] not in {"\u0301", "\u200d", "🏽", "\u05c1"}
        assert not shown.rstrip("…").endswith("\u200d")


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("تراجعت شركات الرقائق اليوم", "شركات", ["شركات"]),
        ("שָׁלוֹם לכולם", "שלום", ["שָׁלוֹם"]),
        ("👩🏽‍🔬🇯🇵 𠮷野家の半導体 👍🏽 ok", "半導体", ["半導体"]),
        ("👍🏽 e\u0301cole 👩🏽‍🔬", "ecole", ["école"]),
        ("한국 반도체 수출", "반도", ["반도"]),
    ],
)
def test_every_script_is_found_and_marked(
    store: Store, reading: MakeReading, imported: Import, text: str, words: str, marked: list[str]
) -> None:
    imported(store, reading("💡 " + text, title="x"))
    (hit,) = store.search.find_sections(Query(words=words), 9)
    assert [hit.snippet[start:end] for start, end in hit.hits] == marked


def test_the_first_rows_are_there_before_all_are(filled: Store) -> None:
    finding = filled.search.find(Query(order="title"), at_first=2)
    told = [(finding.step(), finding.waits, finding.settled, len(finding.numbers)) for _ in range(2)]
    assert told == [(False, True, True, 2), (True, False, False, 4)]
    assert finding.numbers == filled.search.numbers(Query(order="title"))
    whole = filled.search.find(Query(), at_first=9)
    assert whole.step()
    assert len(whole.numbers) == 4


def test_what_was_shown_before_is_made_again_where_too_much_is_kept(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.storage.search._MOST_SHOWN", 1)
    monkeypatch.setattr("briefbuilder.storage.listing._MOST_KNOWN", 1)
    for _ in range(2):
        hits = filled.search.find_sections(Query(words="ancora", order="title"), 9)
        assert [(hit.title, hit.section, hit.snippet) for hit in hits] == [
            (title, 1, "Seconda Dazi ancora") for title in ORDERED["title"]
        ]
        assert titles(filled, Query(order="title")) == ORDERED["title"]
    assert len(filled.search._shown_sections) == 1


def test_words_of_a_section_that_is_missing_are_damage(filled: Store) -> None:
    number = not_none(filled.search.number_of(records(filled)["Alfa"].id))
    with filled._transaction:
        row = section_number(number, 2), "unknownword"
        filled._connection.execute("INSERT INTO section_words (rowid, words) VALUES (?, ?)", row)
    with pytest.raises(DossierError, match="dossier-damaged"):
        filled.search.find_sections(Query(words="unknownword"), 9)


def test_a_hit_in_the_lead_is_shown_with_the_first_section(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    record = imported(store, reading("Testo iniziale", "# Seconda", "Dazi e porti", title="Uno"))
    lead = replace(record.metadata, lead="Il sommario parla di dazi")
    change(store, record, replace(record, metadata=lead))
    bare = imported(store, reading(title="Due", blocks=()))
    change(store, bare, replace(bare, metadata=replace(bare.metadata, lead="Solo sommario")))
    found = [(hit.section, hit.snippet) for hit in store.search.find_sections(Query(words="dazi"), 9)]
    assert sorted(found) == [(0, "Il sommario parla di dazi"), (1, "Seconda Dazi e porti")]
    (hit,) = store.search.find_sections(Query(words="solo"), 9)
    assert (hit.title, hit.section, hit.heading, hit.snippet) == ("Due", 0, None, "Solo sommario")


def test_hits_have_scores_up_to_a_number_and_come_in_the_order_of_import_beyond(
    store: Store, reading: MakeReading, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.storage.search.MAX_RANKED", 3)
    for number, words in enumerate(("titanio", "titanio titanio titanio", "altro titanio", "altre parole")):
        imported(store, reading(words, title=f"n{number}"))
    hits = store.search.find_sections(Query(words="titanio"), 9)
    assert hits[0].title == "n1"
    assert all(hit.score > 0 for hit in hits)
    imported(store, reading("titanio ancora", title="n4"))
    hits = store.search.find_sections(Query(words="titanio"), 9)
    assert [(hit.title, hit.score) for hit in hits] == [(f"n{number}", 0.0) for number in (4, 2, 1, 0)]
