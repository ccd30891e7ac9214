"""What follows from the values: the index, the lists and the pairs of copies, which can be built anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.storage.conftest import Import, MakeReading

from briefbuilder.domain.article import Metadata, Section
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.query import Query
from briefbuilder.storage import projections
from briefbuilder.storage.blobs import prepare
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.projections import outlet_of
from briefbuilder.storage.store import Store
from briefbuilder.storage.tables import section_range
from briefbuilder.storage.tokenizer import searched_texts


def test_an_index_of_older_rules_is_built_anew(
    store: Store, path: Path, reading: MakeReading, imported: Import
) -> None:
    imported(store, reading("derisking"))
    with store._transaction:
        store._connection.execute("INSERT INTO section_words (section_words) VALUES ('delete-all')")
        store._connection.execute("UPDATE state SET number = 0 WHERE name = 'index'")
    store.close()
    again = open_dossier(path)
    assert len(again.search.find_sections(Query(words="derisking"), 10)) == 1
    again.close()


def test_what_follows_from_the_values_is_built_anew_with_its_progress_told(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    for number in range(4):
        imported(store, reading(f"derisking {number}", title=str(number)))
    with store._transaction:
        store._connection.execute("UPDATE state SET number = 0 WHERE name = 'index'")
        store._connection.execute("INSERT INTO word VALUES ('former', 'it', 'former')")
    assert store.is_current() is False
    told: list[float] = []
    store.refresh(purge=False, on_progress=told.append)
    assert told == [0.0, 0.25, 0.5, 0.75]
    assert store.is_current() is True
    assert store._connection.execute("SELECT 1 FROM word WHERE word = 'former'").fetchone() is None
    assert len(store.search.find_sections(Query(words="derisking"), 9)) == 4
    store.refresh(purge=False, on_progress=told.append)
    assert len(told) == 4
    with store._transaction:
        store._connection.execute("DELETE FROM article WHERE id = (SELECT min(id) FROM article)")
        store._connection.execute("UPDATE state SET number = 0 WHERE name = 'index'")
    store.refresh(purge=False)
    assert len(store.search.find(Query()).finish()) == 3
    assert len(store.search.find_sections(Query(words="derisking"), 9)) == 3


def test_a_new_title_is_searched_without_looking_at_the_sections_after_the_first(
    store: Store, reading: MakeReading, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = imported(store, reading("# One", "derisking", "# Two", "chips"))
    looked_at: list[int] = []

    def count(record: ArticleRecord, sections: tuple[Section, ...]) -> list[str]:
        looked_at.append(len(sections))
        return searched_texts(record, sections)

    monkeypatch.setattr(projections, "searched_texts", count)
    for title in ("Former", "Present"):
        after = replace(record, metadata=replace(record.metadata, title=title))
        change = Change(key=Key("article", record.id), before=record, after=after)
        store.apply(ChangeSet(act="edit", changes=(change,)))
        record = after
    assert looked_at == [1] * 4
    found = [len(store.search.find_sections(Query(words=word), 9)) for word in ("Former", "Present", "chips")]
    assert found == [0, 1, 1]
    assert store._connection.execute("SELECT sections FROM listing").fetchone() == (2,)


@pytest.mark.parametrize(
    ("metadata", "outlet"),
    [
        (Metadata(), ""),
        (Metadata(publication="  Le Périgord  LIBRE "), "le perigord libre"),
        (Metadata(publication="Rada", url="https://faro.example/1"), "rada"),
        (Metadata(url="https://www.Faro.example/a?b"), "faro.example"),
        (Metadata(url="https://[faro/1"), ""),
    ],
)
def test_an_outlet_is_known_by_the_publication_or_else_by_the_site(
    reading: MakeReading, metadata: Metadata, outlet: str
) -> None:
    assert outlet_of(replace(prepare(reading("Testo")).record, metadata=metadata)) == outlet


def test_a_tag_lies_on_the_sections_of_its_blocks() -> None:
    sections = {"b1": 0, "b2": 1, "b3": 2}
    assert section_range(sections, ["b3", "gone", "b2"]) == (1, 2)
    assert section_range(sections, ["b1"]) == (0, 0)
    assert section_range(sections, ["gone"]) == section_range(sections, []) == (None, None)
