"""The facts of articles: stored, found by their keys, and gone when the article is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, nullcontext
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.narrowing import not_none
from tests.storage.conftest import MakeReading

from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.facts import Fact, FactBlock, Name, Period, Quantity, QuotedWords
from briefbuilder.storage import facts as facts_module
from briefbuilder.storage.blobs import prepare
from briefbuilder.storage.codec import CorruptValueError, pack, unpack
from briefbuilder.storage.facts import decode_facts, facts_version, prepare_facts, text_digest
from briefbuilder.storage.opening import create, open_dossier
from briefbuilder.storage.store import Store

MOMENT = "2026-03-02T09:00:00.000000Z"
RULES = 7
FACTS = (
    Fact(
        block="title",
        start=0,
        end=7,
        stated=Quantity(numbers=(Decimal(379800), Decimal("379.8")), unit="cur:EUR", digits=4, bound="about"),
        keys=("n:379800", "n2:380000"),
    ),
    Fact(block="b1", start=0, end=2, stated=Name(words=("orlova",)), keys=()),
    Fact(block="b1", start=3, end=4, stated=QuotedWords(words=("wait",)), keys=()),
    Fact(
        block="b1",
        start=3,
        end=9,
        stated=Period(
            first=date(2018, 9, 28),
            last=date(2018, 9, 28),
            grain="day",
            alternatives=((date(2018, 10, 5), date(2018, 10, 5)),),
        ),
        keys=("d:2018-09-28", "m:2018-09"),
    ),
    Fact(
        block="b1",
        start=12,
        end=20,
        stated=Name(words=("zinaida",), id="", kind="person", full=("zinaida", "orlova")),
        keys=("w:zinaida",),
    ),
    Fact(block="b2", start=1, end=30, stated=QuotedWords(words=("we", "will", "not", "wait")), keys=("q:we will",)),
)  # fmt: skip


def named(*words: str) -> tuple[Fact, ...]:
    """Return a fact for each of some names."""
    return tuple(
        Fact(block="b1", start=0, end=1, stated=Name(words=(word,)), keys=(f"w:{word}",)) for word in words
    )


@pytest.fixture
def add(reading: MakeReading) -> Callable[..., ArticleRecord]:
    """Import an article that states something."""

    def run(store: Store, title: str, facts: Iterable[Fact] | None, rules: int = RULES) -> ArticleRecord:
        prepared = prepare(reading("Ein Satz.", title=title))
        if facts is not None:
            prepared = replace(prepared, facts=prepare_facts(facts, rules))
        store.keep(prepared)
        record = replace(prepared.record, imported=MOMENT)
        store.apply(change(None, record))
        return record

    return run


def change(before: ArticleRecord | None, after: ArticleRecord | None) -> ChangeSet:
    record = not_none(after or before)
    return ChangeSet(act="a", changes=(Change(key=Key("article", record.id), before=before, after=after),))


def found(store: Store, *keys: str) -> list[str]:
    """Return the titles of the articles that have some keys."""
    records = (store.record(name) for name in store.facts.find(keys, 10).articles)
    return [record.metadata.title for record in records if record is not None]


# The values.


def test_facts_are_read_as_they_were_stored() -> None:
    assert decode_facts(prepare_facts(FACTS, RULES).data) == FACTS


def test_facts_that_are_too_many_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = prepare_facts(named("one", "other"), RULES)
    size = len(unpack(whole.data))
    monkeypatch.setattr(facts_module, "_MOST_FACTS", size)
    assert prepare_facts(named("one", "other"), RULES) == whole
    monkeypatch.setattr(facts_module, "_MOST_FACTS", size - 1)
    assert prepare_facts(named("one", "other"), RULES) == prepare_facts((), RULES) != whole
    monkeypatch.undo()
    monkeypatch.setattr(facts_module, "_MOST_KEYS", 1)
    assert prepare_facts(named("one", "other"), RULES).keys == whole.keys[: len(whole.keys) // 2]


def test_facts_in_files_are_those_of_the_version_that_wrote_them() -> None:
    # Facts under another number are read again from all articles.
    assert (facts_version(RULES), prepare_facts((), RULES).version) == (1007, 1007)


def test_facts_that_cannot_be_stored_are_none() -> None:
    assert decode_facts(prepare_facts(named("half \ud83d"), RULES).data) == ()


@pytest.mark.parametrize(
    "text",
    [
        b"[]",
        b'{"blocks":["b"],"names":[[[1,0,1,[]],{"words":["x"]}]]}',
        b'{"blocks":["b"],"names":[[[-1,0,1,[]],{"words":["x"]}]]}',
        b'{"blocks":["b"],"names":[[[0,5,1,[]],{"words":["x"]}]]}',
        b'{"blocks":["b"],"names":[[[0,-1,1,[]],{"words":["x"]}]]}',
        b'{"blocks":["b"],"names":[[[0,0,1,[]],{"words":["x"],"kind":"other"}]]}',
        b'{"blocks":["b"],"quantities":[[[0,0,1,[]],{"numbers":["1E999999999"]}]]}',
        b'{"blocks":["b"],"quantities":[[[0,0,1,[]],{"numbers":["NaN"]}]]}',
        b'{"blocks":["b"],"quantities":[[[0,0,1,[]],{"numbers":[]}]]}',
        b'{"blocks":["b"],"periods":[[[0,0,1,[]],{"first":"2026-03-02","last":"2026-03-01"}]]}',
    ],
)
def test_facts_that_a_program_cannot_have_stored_are_refused(text: bytes) -> None:
    with pytest.raises(CorruptValueError):
        decode_facts(pack(text))


def test_a_fact_may_have_no_length() -> None:
    (fact,) = decode_facts(pack(b'{"blocks":["b"],"names":[[[0,2,2,[]],{"words":["x"]}]]}'))
    assert (fact.start, fact.end) == (2, 2)


@pytest.mark.parametrize(
    ("number", "is_read"),
    [
        ("0." + "1" * 98, True),
        ("0." + "1" * 99, False),
        ("1E40", True),
        ("1E41", False),
        ("1E-40", True),
        ("1E-41", False),
    ],
)
def test_numbers_have_limits(number: str, is_read: bool) -> None:
    text = f'{{"blocks":["b"],"quantities":[[[0,0,1,[]],{{"numbers":["{number}"]}}]]}}'
    with nullcontext() if is_read else pytest.raises(CorruptValueError):
        decode_facts(pack(text.encode()))


def test_the_digest_of_a_text_follows_from_all_that_its_facts_follow_from() -> None:
    block = FactBlock(id="b", text="On Friday half \ud83d")
    read = [
        ((block,), "en", date(2026, 3, 2), 1),
        ((block,), "en", date(2026, 3, 2), 2),
        ((block,), "en", date(2026, 3, 3), 1),
        ((block,), "en", None, 1),
        ((block,), "de", date(2026, 3, 2), 1),
        ((block, block), "en", date(2026, 3, 2), 1),
        *(
            ((changed,), "en", date(2026, 3, 2), 1)
            for changed in (
                replace(block, id="c"),
                replace(block, text="On Monday"),
                replace(block, language="en"),
                replace(block, heading=True),
            )
        ),
    ]
    assert len({text_digest(*one) for one in read}) == len(read)
    assert text_digest(*read[0]) == text_digest(*read[0])


def test_the_facts_of_the_oldest_texts_are_dropped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts_module, "_MOST_TEXTS", 2)
    for name in (b"first", b"second", b"third"):
        store.keep_text_facts({name: prepare_facts(named(name.decode()), RULES)})
    kept = {name: store.text_facts.find(name) for name in (b"first", b"second", b"third")}
    assert [name for name, data in kept.items() if data] == [b"second", b"third"]
    assert decode_facts(kept[b"third"] or b"") == named("third")


def test_the_facts_of_a_newer_text_take_the_place_of_the_older_ones(store: Store) -> None:
    for name, replaced in ((b"other", ()), (b"before", ()), (b"after", (b"before", b"never kept"))):
        store.keep_text_facts({name: prepare_facts(named(name.decode()), RULES)}, replaced)
    kept = {name: store.text_facts.find(name) for name in (b"other", b"before", b"after")}
    assert [name for name, data in kept.items() if data] == [b"other", b"after"]


# The index.


def test_rare_keys_weigh_more_and_frequent_ones_half_of_the_last_rare_one() -> None:
    rare = facts_module._RARE
    weights = [facts_module._weight(count) for count in (1, 2, rare, rare + 1, 9 * rare)]
    assert weights[0] == 1
    assert weights[0] > weights[1] > weights[2]
    assert weights[2] / 2 == weights[3] == weights[4]


def test_articles_that_cannot_be_among_the_first_are_not_compared() -> None:
    weights = {9: 1.0, 2: 2.0, 3: 0.5, 4: 0.4, 5: 1.0}
    assert facts_module._best(weights, 3, 0.5) == [2, 5, 9, 3]
    assert facts_module._best(weights, 1, 0.5) == [2]
    assert facts_module._best(weights, 5, 0.0) == facts_module._best(weights, 9, 0.0) == [2, 5, 9, 3, 4]
    assert facts_module._best(dict.fromkeys(range(200), 1.0), 9, 1.0) == [*range(80)]


def test_an_article_with_frequent_keys_alone_needs_all_of_them(
    store: Store, add: Callable[..., ArticleRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts_module, "_RARE", 1)
    add(store, "Zwei", named("paris", "lyon"))
    add(store, "Alle", named("paris", "lyon", "nice", "metz"))
    add(store, "Auch alle", named("paris", "lyon", "nice"))
    add(store, "Selten", named("vaduz", "metz"))
    keys = ("w:paris", "w:lyon", "w:nice", "w:metz", "w:vaduz")
    assert found(store, *keys) == ["Alle", "Auch alle", "Selten"]
    assert found(store, *keys[:4]) == ["Alle", "Auch alle"], "the fourth frequent one only orders them"
    assert [*store.facts.find(keys, 1).articles.values()] == [frozenset({"w:vaduz", "w:metz"})]
    zwei, alle = (one.id for one in store.articles() if one.metadata.title in {"Zwei", "Alle"})
    assert store.facts.order([zwei, alle], keys) == (alle, zwei)
    assert store.facts.shared([zwei, alle], ("w:nice", "w:vaduz")) == {"w:nice"}


def test_articles_that_share_more_and_rarer_keys_come_first(
    store: Store, add: Callable[..., ArticleRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts_module, "_RARE", 3)
    for number in range(6):
        add(store, f"Viele {number}", named("paris"))
    add(store, "Eines", named("paris", "ljubljana"))
    add(store, "Beide", named("paris", "ljubljana", "vaduz"))

    assert found(store, "w:paris", "w:ljubljana", "w:vaduz", "w:nowhere")[:2] == ["Beide", "Eines"]
    assert len(found(store, "w:paris")) == 8
    assert len(store.facts.find(["w:paris"], 3).articles) == 3
    assert store.facts.find(["w:paris", "w:nowhere"], 1, others=["w:vaduz", "w:none"]).known == {
        "w:paris",
        "w:vaduz",
    }


def test_articles_with_the_same_text_that_are_imported_together_have_their_facts(
    store: Store, reading: MakeReading
) -> None:
    changes: list[Change] = []
    for title, name in (("Eines", "vaduz"), ("Anderes", "tirana")):
        prepared = replace(
            prepare(reading("Ein Satz.", title=title)), facts=prepare_facts(named(name), RULES)
        )
        store.keep(prepared)
        changes += change(None, replace(prepared.record, imported=MOMENT)).changes
    store.apply(ChangeSet(act="a", changes=tuple(changes)))

    assert (found(store, "w:vaduz"), found(store, "w:tirana")) == (["Eines"], ["Anderes"])
    assert store.facts.count_unread(RULES) == 0


def test_articles_that_are_cited_are_not_found_again(store: Store, add: Callable[..., ArticleRecord]) -> None:
    one, other = add(store, "Eines", named("vaduz")), add(store, "Anderes", named("vaduz"))

    assert store.facts.find(["w:vaduz"], 10, [one.id]).articles == {other.id: frozenset({"w:vaduz"})}
    assert store.facts.order([one.id, "gone", other.id], ["w:vaduz"])[:2] == (one.id, other.id)
    assert store.facts.shared([one.id, "gone"], ["w:vaduz", "w:tirana"]) == {"w:vaduz"}
    assert store.facts.shared(["gone"], ["w:vaduz"]) == frozenset()


def test_a_removed_article_is_not_found_until_it_is_restored(
    store: Store, add: Callable[..., ArticleRecord]
) -> None:
    record = add(store, "Eines", named("vaduz"))
    store.apply(change(record, None))

    assert found(store, "w:vaduz") == []
    assert store.facts.find(["w:vaduz"], 10).known == frozenset()
    assert store.facts.count_unread(RULES) == 0
    store.undo()
    assert found(store, "w:vaduz") == ["Eines"]
    assert decode_facts(store.facts.stored(record.id, RULES) or b"") == named("vaduz")


def test_a_removed_article_whose_facts_were_not_read_waits_for_nobody(
    store: Store, add: Callable[..., ArticleRecord]
) -> None:
    record = add(store, "Eines", None)
    assert store.facts.count_unread(RULES) == 1
    store.apply(change(record, None))
    assert store.facts.count_unread(RULES) == 0
    store.undo()
    assert store.facts.unread(RULES, 5) == (record.id,)


def test_the_facts_of_an_article_that_cannot_be_restored_are_deleted(
    store: Store, add: Callable[..., ArticleRecord], path: Path
) -> None:
    add(store, "Eines", named("vaduz"))
    store.undo()
    add(store, "Anderes", named("tirana"))
    store.close()

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM fact").fetchone() == (1,)
        (data,) = connection.execute("SELECT group_concat(CAST(data AS TEXT), '') FROM fact").fetchone()
    assert "vaduz" not in data


def test_what_a_corrected_article_states_must_be_read_again(
    store: Store, add: Callable[..., ArticleRecord]
) -> None:
    record = add(store, "Eines", named("vaduz"))
    renamed = replace(record, metadata=replace(record.metadata, title="Neues", authors=("X",)))
    store.apply(change(record, renamed))

    assert found(store, "w:vaduz") == []
    assert store.facts.unread(RULES, 5) == (record.id,)
    assert store.packed_article(record.id, RULES).facts is None
    store.keep_facts([(record, prepare_facts(named("vaduz"), RULES))])
    assert store.facts.count_unread(RULES) == 1, "the facts of the text before the correction"
    store.keep_facts([(renamed, prepare_facts(named("skopje"), RULES))])
    assert found(store, "w:skopje") == ["Neues"]
    assert store.facts.count_unread(RULES) == 0


def test_a_change_that_leaves_the_words_leaves_the_facts(
    store: Store, add: Callable[..., ArticleRecord]
) -> None:
    record = add(store, "Eines", named("vaduz"))
    store.apply(change(record, replace(record, metadata=replace(record.metadata, authors=("X",)))))

    assert found(store, "w:vaduz") == ["Eines"]
    assert store.facts.count_unread(RULES) == 0


def test_facts_of_other_rules_are_found_until_they_are_read_again(
    store: Store, add: Callable[..., ArticleRecord]
) -> None:
    record = add(store, "Eines", named("vaduz"), rules=RULES - 1)

    assert store.facts.unread(RULES, 5) == (record.id,)
    assert store.facts.unread(RULES - 2, 5) == (record.id,)
    assert found(store, "w:vaduz") == ["Eines"]
    assert store.packed_article(record.id, RULES).facts is None
    store.keep_facts([(record, prepare_facts(named("tirana"), RULES))])
    assert (found(store, "w:vaduz"), found(store, "w:tirana")) == ([], ["Eines"])


def test_facts_stay_when_the_index_of_words_is_rebuilt(
    store: Store, add: Callable[..., ArticleRecord], path: Path
) -> None:
    add(store, "Eines", named("vaduz"))
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE state SET number = 0 WHERE name = 'index'")
        connection.commit()
    reopened = open_dossier(path)
    assert found(reopened, "w:vaduz") == ["Eines"]
    reopened.close()


@pytest.mark.parametrize("forgery", ["keys = x'010203'", "version = 1 << 40", "version = 'x'"])
def test_rows_that_no_program_stores_are_refused(
    store: Store, add: Callable[..., ArticleRecord], path: Path, forgery: str
) -> None:
    record = add(store, "Eines", named("vaduz"))
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE fact SET {forgery}")
        connection.commit()
    reopened = open_dossier(path)
    with pytest.raises(DossierError):
        reopened.apply(change(record, None))
    reopened.close()


def test_an_index_that_is_damaged_is_told(
    store: Store, add: Callable[..., ArticleRecord], path: Path
) -> None:
    add(store, "Eines", named("vaduz"))
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE fact_words_data SET block = x'02f5' WHERE id > 10")
        connection.commit()
    reopened = open_dossier(path)
    with pytest.raises(DossierError):
        reopened.facts.find(["w:vaduz"], 5)
    reopened.close()


# Erasing and handing on.


def test_nothing_of_the_facts_of_a_purged_article_stays_in_the_file(
    store: Store, add: Callable[..., ArticleRecord], path: Path
) -> None:
    record = add(store, "Eines", named("xylographie"))
    add(store, "Anderes", named("tirana"))
    store.apply(change(record, None))
    assert b"xylographie" in path.read_bytes()
    store.purge()
    word = facts_module._hash("w:xylographie").hex()
    store.close()

    data = path.read_bytes()
    assert b"xylographie" not in data
    assert word.encode() not in data
    reopened = open_dossier(path)
    assert found(reopened, "w:tirana") == ["Anderes"]
    reopened.close()


def test_an_article_that_is_copied_to_another_dossier_brings_its_facts(
    store: Store, add: Callable[..., ArticleRecord], tmp_path: Path
) -> None:
    record = add(store, "Eines", named("vaduz"))
    other = create(tmp_path / "other.dossier")
    other.keep(store.contents.prepare(record))
    other.apply(change(None, record))

    assert found(other, "w:vaduz") == ["Eines"]
    other.close()


def test_the_articles_of_an_older_dossier_are_not_read_yet(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "v5.dossier"
    path.write_bytes((data / "dossier" / "v5.dossier").read_bytes())
    store = open_dossier(path)
    assert store.facts.count_unread(RULES) == store.count("article") > 0
    assert set(store.facts.unread(RULES, 100)) == {record.id for record in store.articles()}
    store.close()
