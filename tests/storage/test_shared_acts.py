"""Acts of a shared dossier: their clocks, and how a long one travels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.narrowing import not_none
from tests.shared_desks import START, DeskAtWork, assert_equal_desks, exchange_all, state_of

from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key, Setting, Value
from briefbuilder.domain.passage import passage_of, quoted_blocks
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.topics import Topic
from briefbuilder.exchange.records import decode_batch
from briefbuilder.storage.shared_acts import FieldState, OpenAct, milliseconds, moment_of
from briefbuilder.storage.shared_log import MERGED_INTO
from briefbuilder.storage.shared_values import FoldedValue, SharedValues


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[DeskAtWork]]:
    """Two desks that have an article with a tag, and a briefing."""
    made = [DeskAtWork(tmp_path / f"{name}.dossier", name) for name in ("Rossi", "Weber")]
    record = made[0].read("The title", "First paragraph.")
    made[0].tag("t1", record.id, "eu")
    parts = (Part(id="p1", key="k", heading="One"),)
    made[0].add(Briefing(id="b", title="B", template="t", language="en", created=START, parts=parts))
    for desk in made:
        desk.store.share()
    exchange_all(made)
    yield made
    for desk in made:
        desk.store.close()


def record_of(desk: DeskAtWork) -> ArticleRecord:
    (record,) = desk.store.articles()
    return record


@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        ("1970-01-01T00:00:01.500Z", 1500),
        ("1970-01-01T01:00:01+01:00", 1000),
        ("1970-01-01T00:00:02", 2000),
        ("1969-12-31T23:59:59Z", 0),
        ("yesterday", 0),
        ("", 0),
    ],
)
def test_a_moment_is_a_clock(moment: str, clock: int) -> None:
    assert milliseconds(moment) == clock


def test_a_clock_is_a_moment() -> None:
    assert moment_of(1500) == "1970-01-01T00:00:01.500000Z"
    assert moment_of(2**53) == ""


def test_a_long_act_travels_in_several_batches(tmp_path: Path) -> None:
    one, other = (DeskAtWork(tmp_path / f"{name}.dossier", name) for name in ("Rossi", "Weber"))
    one.store.share()
    log, before = one.store.shared, one.store.shared.names()
    with one.store._transaction:
        act = log.begin(ChangeSet(act="long", changes=(), parameters={"n": "1"}), one.now(), 3000)
        for number in range(9):
            act.change(Key("setting", f"s{number}"), None, Setting(id=f"s{number}", value="x" * 1100))
        assert len(act.fold({})) == 9
        act.end()
    assert len(log.names() - before) == 3, "three values in each"
    one.store.seal()
    batches = [decode_batch(log.batch(row.name), row.name) for row in log.batches.rows()]
    assert [batch.prev for batch in batches] == [None, *(batch.name for batch in batches[:-1])]
    acts = [act for batch in batches for act in batch.acts]
    assert [act.code for act in acts[1:]] == ["long"] * (len(acts) - 1)
    clocks = [act.clock for act in acts]
    assert clocks == sorted(set(clocks))
    other.store.share()
    other.fetch(one)
    assert state_of(other.store) == state_of(one.store)
    for desk in (one, other):
        desk.store.close()


def test_acts_wait_for_each_other_in_a_batch_until_it_has_eight_kilobytes(desks: list[DeskAtWork]) -> None:
    one, other = desks
    names = one.store.shared.names()
    for number in range(3):
        one.add(Setting(id=f"s{number}", value="x" * 2000))
        assert one.store.shared.names() == names
        assert other.store.shared.names() == names
    assert one.store.shared.batches.open_size()[0] == 3
    one.add(Setting(id="last", value="x" * 2300))
    (sealed,) = one.store.shared.names() - names
    acts = decode_batch(one.store.shared.batch(sealed), sealed).acts
    assert [act.code for act in acts] == ["add"] * 4


def test_a_batch_has_one_article_at_most_which_is_indexed_when_it_comes_in(desks: list[DeskAtWork]) -> None:
    one, _ = desks
    names = one.store.shared.names()
    for number in range(3):
        one.read(f"Title {number}", f"The ministers met {number} times.")
    one.store.seal()
    made = [decode_batch(one.store.shared.batch(name), name) for name in one.store.shared.names() - names]
    texts = [sum(write.key.field == "text" for act in batch.acts for write in act.writes) for batch in made]
    assert sorted(texts) == [1, 1, 1]


def test_what_a_briefing_quotes_is_read_before_a_batch_is_taken_in(
    desks: list[DeskAtWork], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = desks
    article = one.store.article(record_of(one).id)
    before = not_none(one.store.briefing("b"))
    excerpt = Excerpt(id="x", passage=passage_of(article, article.blocks[:1]))
    quoting = insert_item(before, "p1", excerpt)
    one.act("edit", Change(key=Key("briefing", "b"), before=before, after=quoting))
    exchange_all(desks)
    renamed = replace(quoting, title="Another")
    one.act("edit", Change(key=Key("briefing", "b"), before=quoting, after=renamed))
    name = not_none(one.store.seal())
    batch = decode_batch(one.store.shared.batch(name), name)
    values = other.store.shared.values
    values.forget_passages()
    assert len(list(other.store.shared.read_ahead(batch))) == 1
    read: list[object] = []
    monkeypatch.setattr(values, "_texts", read.append)
    other.store.take_in([batch])
    assert other.store.briefing("b") == renamed
    assert not read, "no text is looked into while the batch is taken in"


def test_earlier_wordings_of_a_text_are_read_before_a_batch_that_edits_it_is_taken_in(
    desks: list[DeskAtWork],
) -> None:
    one, other = desks

    def write(words: str) -> Callable[[Briefing], Briefing]:
        block = Paragraph(id="a", content=(Span(words),))
        part = Part(id="p1", key="k", heading="One", items=(OwnText(id="x", blocks=(block,)),))
        return lambda briefing: replace(briefing, parts=(part,))

    one.edit(write("Talks began."))
    exchange_all(desks)
    other.edit(write("Talks began in Rome."))
    not_none(other.store.seal())
    one.edit(write("Long talks began."))
    name = not_none(one.store.seal())
    batch = decode_batch(one.store.shared.batch(name), name)
    decoded = other.store.shared.batches._decoded
    decoded.clear()
    list(other.store.shared.read_ahead(batch))
    ahead = set(decoded.held())
    other.store.take_in([batch])
    taken = other.store.shared.batches.number(name)
    assert len(ahead) == 2
    assert set(decoded.held()) - ahead <= {taken}


def test_the_text_of_an_article_is_read_before_a_batch_about_it_is_taken_in(desks: list[DeskAtWork]) -> None:
    one, other = desks
    record = record_of(one)
    one.set_title(record.id, "Another")
    name = not_none(one.store.seal())
    batch = decode_batch(one.store.shared.batch(name), name)
    blobs = other.store.shared.values._blobs
    blobs.decoded.clear()
    list(other.store.shared.read_ahead(batch))
    assert [*blobs.decoded.held()] == [record.text]
    other.store.take_in([batch])
    assert not_none(other.store.record(record.id)).metadata.title == "Another"


def test_a_briefing_of_one_author_is_not_merged_at_each_act(
    desks: list[DeskAtWork], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = desks
    before = one.store.briefing("b")
    merged: list[Key] = []
    fold = SharedValues.fold

    def noted(values: SharedValues, key: Key) -> FoldedValue:
        merged.append(key)
        return fold(values, key)

    monkeypatch.setattr(SharedValues, "fold", noted)
    one.edit(lambda briefing: replace(briefing, title="C"))
    one.edit(lambda briefing: replace(briefing, parts=(replace(briefing.parts[0], heading="New"),)))
    after = one.store.briefing("b")
    one.store.undo()
    one.store.undo()
    assert one.store.briefing("b") == before
    one.store.redo()
    one.store.redo()
    assert one.store.briefing("b") == after
    assert merged == []
    monkeypatch.undo()
    other.edit(lambda briefing: replace(briefing, title="D"))
    exchange_all(desks)
    one.edit(lambda briefing: insert_item(briefing, "p1", OwnText(id="o1", blocks=())))
    exchange_all(desks)
    assert_equal_desks(desks)


def test_an_author_whose_value_is_not_what_was_merged_writes_it_whole(desks: list[DeskAtWork]) -> None:
    one, other = desks
    key = Key("article", record_of(one).id)
    one.set_title(key.id, "Titolo")
    other.set_title(key.id, "Titel")
    exchange_all(desks)
    wanted = replace(
        record_of(one), metadata=replace(record_of(one).metadata, title="Titolo", authors=("A",))
    )
    with one.store._transaction:
        act = one.store.shared.begin(ChangeSet(act="edit", changes=()))
        act.rewrite(key, wanted)
        assert act.fold({})[key].after == wanted
        act.end()
    assert one.store.shared.conflicts() == ()
    exchange_all(desks)
    assert_equal_desks(desks)
    assert record_of(other) == wanted


def test_what_stands_as_nobody_wrote_it_is_settled_when_a_value_is_written_whole(
    desks: list[DeskAtWork],
) -> None:
    one, other = desks
    key = Key("article", record_of(one).id)

    def publish(desk: DeskAtWork, name: str | None) -> None:
        before = record_of(desk)
        after = replace(before, metadata=replace(before.metadata, publication=name))
        desk.act("edit", Change(key=key, before=before, after=after))

    publish(one, "Gazette")
    exchange_all(desks)
    publish(other, "Herald")
    publish(one, None)
    exchange_all(desks)
    assert [conflict.standing for conflict in one.store.shared.conflicts()] == [None]
    wanted = replace(record_of(one), metadata=replace(record_of(one).metadata, authors=("A",)))
    with one.store._transaction:
        act = one.store.shared.begin(ChangeSet(act="edit", changes=()))
        act.rewrite(key, wanted)
        assert act.fold({})[key].after == wanted
        act.end()
    assert one.store.shared.conflicts() == ()


def test_passages_travel_without_the_words_of_their_article(desks: list[DeskAtWork]) -> None:
    values = desks[0].store.shared.values
    (tag,) = desks[0].store.tags()
    made = not_none(values.as_json(Key("tag", tag.id), tag))
    assert "First paragraph" not in repr(made)
    assert tag.passage.quote in repr(values.with_words(made["passage"]))


@pytest.mark.parametrize("is_first", [True, False])
def test_of_markings_without_a_rank_the_later_one_stands(desks: list[DeskAtWork], is_first: bool) -> None:
    one, other = desks
    one.edit(lambda briefing: replace(briefing, marking="internal"))
    exchange_all(desks)
    first, second = (one, other) if is_first else (other, one)
    first.edit(lambda briefing: replace(briefing, marking="open"))
    second.let_pass(60)
    second.edit(lambda briefing: replace(briefing, marking=None))
    exchange_all(desks)
    assert_equal_desks(desks)
    assert one.briefing().marking is None


@pytest.mark.parametrize("levels", [("secret", "open"), ("open", "secret")])
def test_the_stricter_of_two_markings_stands(desks: list[DeskAtWork], levels: tuple[str, str]) -> None:
    one, other = desks
    one.edit(lambda briefing: replace(briefing, marking=levels[0]))
    other.let_pass(60)
    other.edit(lambda briefing: replace(briefing, marking=levels[1]))
    exchange_all(desks)
    assert_equal_desks(desks)
    assert one.briefing().marking == "secret"


def test_a_tag_put_where_its_twin_lies_is_not_shown(desks: list[DeskAtWork]) -> None:
    one, other = desks
    one.tag("t9", record_of(one).id, "eu")
    exchange_all(desks)
    assert_equal_desks(desks)
    assert [tag.id for tag in other.store.tags(record_of(one).id)] == ["t1"]


def test_a_ring_that_two_make_of_topics_is_opened_alike_and_closes_with_none(desks: list[DeskAtWork]) -> None:
    one, other = desks
    a, b = (Topic(id=name, own=True) for name in "ab")
    one.add(a, b, Topic(id="c", own=True, broader=("a",)))
    exchange_all(desks)
    one.change(Key("topic", "a"), lambda _: replace(a, broader=("b",)))
    other.let_pass(60)
    other.change(Key("topic", "b"), lambda _: replace(b, broader=("c",)))
    exchange_all(desks)
    assert_equal_desks(desks)

    def broader() -> list[tuple[str, ...]]:
        return [topic.broader for topic in one.store.topics()]

    assert sum(map(bool, broader())) == 2
    one.store.undo()
    exchange_all(desks)
    assert_equal_desks(desks)
    assert broader() == [(), ("c",), ("a",)]
    one.store.redo()
    other.store.undo()
    exchange_all(desks)
    assert_equal_desks(desks)
    assert broader() == [("b",), (), ("a",)]


def test_a_tag_that_a_merger_hides_is_shown_when_the_merger_is_undone(desks: list[DeskAtWork]) -> None:
    one, other = desks
    one.add(*(Topic(id=name, own=True) for name in ("eu", "union")))
    one.tag("t2", record_of(one).id, "union")
    key = Key("topic", "union")
    change = Change(key=key, before=one.store.value(key), after=None)
    merger = ChangeSet(act="merge", changes=(change,), parameters={MERGED_INTO: "eu"})
    for desk_tags in (["t1", "t2"], ["t1"], ["t1", "t2"]):
        if desk_tags == ["t1"]:
            one.store.apply(merger)
        elif one.store.value(key) is None:
            one.store.undo()
        exchange_all(desks)
        assert_equal_desks(desks)
        assert sorted(tag.id for tag in other.store.tags()) == desk_tags


def written(desk: DeskAtWork, key: Key, before: Value | None, after: Value | None) -> OpenAct:
    """Return an act that changes one value; it is in the log, and nothing is made anew."""
    with desk.store._transaction:
        act = desk.store.shared.begin(ChangeSet(act="edit", changes=()))
        act.change(key, before, after)
        act.end()
    return act


def noted(act: OpenAct) -> dict[tuple[str, str], object]:
    """Return what each field was before an act, None for one that was not there."""
    (states,) = act.states.values()
    assert all(one.before != one.after for one in states)
    assert all(one.was_there == bool(one.before) for one in states)
    return {(one.node, one.field): one.former for one in states}


def test_an_act_notes_the_fields_that_its_undo_restores(desks: list[DeskAtWork]) -> None:
    one = desks[0]
    key = Key("setting", "s")
    a, b = (Setting(id="s", value=text) for text in "ab")
    # The fields of a new value go with it, and come back with one that was removed.
    made = written(one, key, None, a)
    assert noted(made) == {("", "life"): None}
    changed = written(one, key, a, b)
    assert noted(changed) == {("", "value"): "a"}
    assert noted(written(one, key, b, None)) == {("", "life"): 1}
    ((first,), (second,)) = made.states[key], changed.states[key]
    assert second == FieldState(
        "", "value", was_there=True, former="a", before=first.after, after=second.after
    )


def test_of_a_new_item_only_its_own_fields_go_with_it(desks: list[DeskAtWork]) -> None:
    one, before = desks[0], desks[0].briefing()
    after = insert_item(replace(before, marking="secret", title="C"), "p1", OwnText(id="o1", blocks=()))
    assert noted(written(one, Key("briefing", "b"), before, after)) == {
        ("o1", "life"): None,
        ("", "marking"): None,
        ("", "title"): "B",
    }


def test_what_comes_back_is_not_new(desks: list[DeskAtWork]) -> None:
    one, key, before = desks[0], Key("briefing", "b"), desks[0].briefing()
    one.remove(key)
    assert noted(written(one, key, None, replace(before, marking="secret"))) == {
        ("", "life"): 0,
        ("", "marking"): None,
        ("p1", "life"): 0,
    }


def test_values_are_made_anew_where_something_came_lay_or_lies(desks: list[DeskAtWork]) -> None:
    one, record = desks[0], record_of(desks[0])
    (tag,) = one.store.tags()
    other = one.read("Another", "More words.")
    moved = replace(
        tag, passage=passage_of(one.store.article(other.id), one.store.article(other.id).blocks[:1])
    )
    touched = written(one, Key("tag", "t1"), tag, moved).touched
    assert {article for article, _ in touched.places} == touched.articles == {record.id, other.id}
    assert list(touched.keys) == [Key("tag", "t1")]
    assert touched.topics == set()


def test_an_article_that_was_removed_goes_with_the_briefing_that_quotes_it(desks: list[DeskAtWork]) -> None:
    one, other = desks
    record = record_of(one)
    article = one.store.article(record.id)
    passage = passage_of(article, article.blocks[:1])
    excerpt = Excerpt(id="e1", passage=passage, blocks=quoted_blocks(article, passage))
    other.edit(lambda briefing: insert_item(briefing, "p1", excerpt))
    one.remove(Key("tag", "t1"), Key("article", record.id))
    exchange_all(desks)
    assert_equal_desks(desks)
    assert [kept.id for kept in one.store.articles()] == [record.id]
    one.remove(Key("briefing", "b"))
    assert one.store.articles() == ()
    exchange_all(desks)
    assert_equal_desks(desks)
