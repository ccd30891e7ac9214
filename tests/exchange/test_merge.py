"""What stands after two desks changed the same things: each row of the table of merging by an example."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.exchange.desks import Desk, as_json

from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import Metadata, Original, Rights
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.changes import ArticleRecord, Collection
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.topics import Judgement, Tag, Topic
from briefbuilder.exchange.merge import Conflict
from briefbuilder.exchange.records import FieldKey, FieldWrite


def _paragraph(name: str, text: str) -> Paragraph:
    return Paragraph(id=name, content=(Span(text),))


ARTICLE = ArticleRecord(
    id="a1",
    metadata=Metadata(title="Chips", authors=("Ada Rossi",), publication="Daily"),
    original=Original(sha256="0" * 64, media_type="text/html", name="chips.html", size=10),
    text="1" * 64,
    imported="2026-01-02T00:00:00Z",
)
PASSAGE = Passage(article="a1", blocks=("q1",), start=0, end=4, quote="One.")
OTHER_PASSAGE = Passage(article="a1", blocks=("q2",), start=0, end=5, quote="Four.")
BRIEFING = Briefing(
    id="b1",
    title="Chips",
    template="note",
    language="en",
    created="2026-01-03T00:00:00Z",
    parts=(
        Part(
            id="p1",
            key="points",
            items=(OwnText(id="i1", blocks=(_paragraph("x1", "First. Second. Third."),)),),
        ),
        Part(
            id="p2",
            key="press",
            items=(Excerpt(id="i2", passage=PASSAGE),),
            parts=(Part(id="p3", key="inner"),),
        ),
    ),
)


class Pair:
    """Two desks that begin with the same values; each changes them without the other, then they exchange."""

    def __init__(self, *values: tuple[Collection, Any]) -> None:
        self.one, self.two = Desk("Rossi", clock=1000), Desk("Weber", clock=2000)
        self.one.change(
            "found", [(collection, value.id, as_json(collection, value)) for collection, value in values]
        )
        self.exchange()

    def exchange(self) -> None:
        """Let each take in what the other did, and check that both see the same."""
        self.one.seal()
        self.two.take_in(self.one.batches.values())
        self.one.take_in(self.two.batches.values())
        assert self.one.log.state() == self.two.log.state()

    def value(self, collection: str, name: str) -> Any:
        """Return a value as both see it."""
        return self.one.values.get((collection, name))

    def conflicts(self) -> dict[str, Conflict]:
        """Return what is to be settled, by field."""
        return {conflict.key.field: conflict for conflict in self.one.log.conflicts()}


def _change(desk: Desk, collection: Collection, *values: Any) -> None:
    desk.change("act", [(collection, value.id, as_json(collection, value)) for value in values])


def _remove(desk: Desk, collection: str, *names: str) -> None:
    desk.change("act", [(collection, name, None) for name in names])


def _edit(desk: Desk, *edits: Callable[[Briefing], Briefing], briefing: Briefing = BRIEFING) -> None:
    for edit in edits:
        briefing = edit(briefing)
    _change(desk, "briefing", briefing)


def _titled(record: ArticleRecord, **fields: Any) -> ArticleRecord:
    return replace(record, metadata=replace(record.metadata, **fields), read=record.metadata)


# Articles.


def test_an_article_that_both_import_is_one_and_was_imported_when_the_first_did() -> None:
    pair = Pair()
    _change(pair.one, "article", replace(ARTICLE, imported="2026-01-05T00:00:00Z"))
    _change(pair.two, "article", ARTICLE)
    pair.exchange()
    assert pair.value("article", "a1")["imported"] == "2026-01-02T00:00:00Z"
    assert not pair.conflicts()


def test_of_two_readings_of_an_article_the_first_stands_and_it_is_told() -> None:
    pair = Pair()
    _change(pair.one, "article", ARTICLE)
    _change(pair.two, "article", replace(ARTICLE, text="2" * 64))
    pair.exchange()
    assert pair.value("article", "a1")["text"] == "1" * 64
    assert [conflict.kind for conflict in pair.conflicts().values()] == ["reading"]


def test_each_field_of_the_metadata_is_merged_alone_and_the_later_stands() -> None:
    pair = Pair(("article", ARTICLE))
    _change(pair.one, "article", _titled(ARTICLE, title="Chips!", publication="The Daily"))
    _change(pair.two, "article", _titled(ARTICLE, title="Chips?", language="en"))
    pair.exchange()
    metadata = pair.value("article", "a1")["metadata"]
    assert (metadata["title"], metadata["publication"], metadata["language"]) == ("Chips?", "The Daily", "en")
    told = pair.conflicts()
    assert list(told) == ["metadata.title"]
    assert told["metadata.title"].standing == "Chips?"
    assert [(other.author, other.value) for other in told["metadata.title"].others] == [("Rossi", "Chips!")]


def test_metadata_as_read_is_no_longer_kept_when_both_corrections_are_taken_back() -> None:
    pair = Pair(("article", ARTICLE))
    _change(pair.one, "article", _titled(ARTICLE, title="Chips!"))
    pair.exchange()
    assert pair.value("article", "a1")["read"]["title"] == "Chips"
    _change(pair.two, "article", ARTICLE)
    pair.exchange()
    assert pair.value("article", "a1")["read"] is None


def test_the_later_embargo_and_reserved_rights_stand() -> None:
    pair = Pair(("article", ARTICLE))
    late, early = datetime(2026, 5, 2, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
    _change(pair.one, "article", _titled(ARTICLE, embargo=late, rights=Rights(reserved=True)))
    _change(pair.two, "article", _titled(ARTICLE, embargo=early, rights=Rights(reserved=False, licence="CC")))
    pair.exchange()
    metadata = pair.value("article", "a1")["metadata"]
    assert metadata["embargo"].startswith("2026-05-02")
    assert metadata["rights"]["reserved"] is True
    assert metadata["rights"]["licence"] == "CC"


# Topics.


def test_terms_are_added_and_removed_one_by_one() -> None:
    topic = Topic(id="t1", names={"en": "Chips"}, terms={"en": ("chip", "wafer")}, own=True)
    pair = Pair(("topic", topic))
    _change(pair.one, "topic", replace(topic, terms={"en": ("chip", "wafer", "fab")}))
    _change(pair.two, "topic", replace(topic, terms={"en": ("wafer",), "it": ("chip",)}))
    pair.exchange()
    assert pair.value("topic", "t1")["terms"] == {"en": ["wafer", "fab"], "it": ["chip"]}


def test_a_ring_of_topics_that_two_people_made_loses_the_edge_made_last() -> None:
    topics = [Topic(id=name, names={"en": name}, own=True) for name in ("ta", "tb")]
    pair = Pair(*(("topic", topic) for topic in topics))
    _change(pair.one, "topic", replace(topics[0], broader=("tb",)))
    _change(pair.two, "topic", replace(topics[1], broader=("ta",)))
    pair.exchange()
    assert pair.value("topic", "ta")["broader"] == ["tb"]
    assert pair.value("topic", "tb")["broader"] == []


def test_tags_put_on_a_topic_that_was_merged_meanwhile_follow() -> None:
    topics = [Topic(id=name, names={"en": name}, own=True) for name in ("ta", "tb")]
    pair = Pair(*(("topic", topic) for topic in topics))
    pair.one.write(
        FieldWrite(FieldKey("topic", "ta", "", "into"), "tb"),
        FieldWrite(FieldKey("topic", "ta", "", "life"), 0),
    )
    _change(pair.two, "tag", Tag(id="g1", topic="ta", passage=PASSAGE))
    pair.exchange()
    assert pair.value("tag", "g1")["topic"] == "tb"


def test_a_ring_of_merged_topics_ends_at_the_lowest_id() -> None:
    topics = [Topic(id=name, names={"en": name}, own=True) for name in ("ta", "tb")]
    pair = Pair(*(("topic", topic) for topic in topics), ("tag", Tag(id="g1", topic="tb", passage=PASSAGE)))
    pair.one.write(FieldWrite(FieldKey("topic", "ta", "", "into"), "tb"))
    pair.two.write(FieldWrite(FieldKey("topic", "tb", "", "into"), "ta"))
    pair.exchange()
    assert pair.value("tag", "g1")["topic"] == "ta"


# Tags and judgements.


def test_the_same_tag_by_two_people_is_shown_once_and_taking_it_off_removes_both() -> None:
    pair = Pair()
    _change(pair.one, "tag", Tag(id="g2", topic="t", passage=PASSAGE))
    _change(pair.two, "tag", Tag(id="g1", topic="t", passage=PASSAGE))
    pair.exchange()
    assert [name for _, name in pair.one.values] == ["g1"]
    _remove(pair.one, "tag", "g1")
    pair.exchange()
    assert not pair.two.values


def test_a_tag_put_on_again_after_it_was_taken_off_stays() -> None:
    pair = Pair(("tag", Tag(id="g1", topic="t", passage=PASSAGE)))
    _remove(pair.one, "tag", "g1")
    pair.exchange()
    _change(pair.two, "tag", Tag(id="g2", topic="t", passage=PASSAGE))
    pair.exchange()
    assert [name for _, name in pair.one.values] == ["g2"]


def test_the_later_judgement_stands_and_is_not_told() -> None:
    judgement = Judgement(id="a1:q1:t", article="a1", section="q1", topic="t", accepted=True)
    pair = Pair()
    _change(pair.one, "judgement", judgement)
    _change(pair.two, "judgement", replace(judgement, accepted=False))
    pair.exchange()
    assert pair.value("judgement", judgement.id)["accepted"] is False
    assert not pair.conflicts()


# Removed here, changed there.


@pytest.mark.parametrize("remover_is_later", [True, False])
def test_an_article_that_one_removed_and_the_other_changed_stays_and_it_is_told(
    *, remover_is_later: bool
) -> None:
    pair = Pair(("article", ARTICLE))
    remover, changer = (pair.two, pair.one) if remover_is_later else (pair.one, pair.two)
    _remove(remover, "article", "a1")
    _change(changer, "article", _titled(ARTICLE, title="Chips!"))
    pair.exchange()
    assert pair.value("article", "a1")["metadata"]["title"] == "Chips!"
    told = pair.conflicts()["life"]
    assert (told.kind, told.others[0].author) == ("removed-and-changed", remover.name)


def test_an_article_comes_back_when_a_tag_was_put_on_it_meanwhile() -> None:
    pair = Pair(("article", ARTICLE), ("tag", Tag(id="g0", topic="t", passage=PASSAGE)))
    pair.one.change("remove-article", [("tag", "g0", None), ("article", "a1", None)])
    _change(pair.two, "tag", Tag(id="g1", topic="t", passage=OTHER_PASSAGE))
    pair.exchange()
    assert sorted(pair.one.values) == [("article", "a1"), ("tag", "g1")]


def test_an_article_comes_back_when_an_excerpt_of_it_was_taken_meanwhile() -> None:
    pair = Pair(("article", ARTICLE), ("briefing", BRIEFING))
    _remove(pair.one, "article", "a1")
    _edit(pair.two, lambda it: briefing_edits.insert_item(it, "p1", Excerpt(id="i9", passage=OTHER_PASSAGE)))
    pair.exchange()
    assert pair.value("article", "a1") is not None


def test_an_article_removed_by_someone_who_knew_all_goes() -> None:
    pair = Pair(("article", ARTICLE))
    _change(pair.two, "article", _titled(ARTICLE, title="Chips!"))
    pair.exchange()
    _remove(pair.one, "article", "a1")
    pair.exchange()
    assert pair.value("article", "a1") is None
    assert not pair.conflicts()


def test_a_part_comes_back_as_the_frame_of_what_was_put_into_it() -> None:
    pair = Pair(("briefing", BRIEFING))
    _edit(pair.one, lambda it: briefing_edits.remove_part(it, "p2"))
    _edit(
        pair.two,
        lambda it: briefing_edits.insert_item(it, "p3", OwnText(id="i5", blocks=(_paragraph("n", "New."),))),
    )
    pair.exchange()
    parts = pair.value("briefing", "b1")["parts"]
    assert [part["id"] for part in parts] == ["p1", "p2"]
    assert parts[1]["items"] == []
    assert [item["id"] for item in parts[1]["parts"][0]["items"]] == ["i5"]
    assert pair.conflicts()["life"].kind == "removed-and-changed"


def test_a_briefing_comes_back_whole_when_it_was_changed_meanwhile() -> None:
    pair = Pair(("briefing", BRIEFING))
    _remove(pair.one, "briefing", "b1")
    _edit(pair.two, lambda it: briefing_edits.set_part_heading(it, "p3", "Inner"))
    pair.exchange()
    briefing = pair.value("briefing", "b1")
    assert [item["id"] for part in briefing["parts"] for item in part["items"]] == ["i1", "i2"]
    assert briefing["parts"][1]["parts"][0]["heading"] == "Inner"


def test_a_removal_that_is_settled_is_told_no_more() -> None:
    pair = Pair(("article", ARTICLE))
    _remove(pair.one, "article", "a1")
    _change(pair.two, "article", _titled(ARTICLE, title="Chips!"))
    pair.exchange()
    pair.one.write(FieldWrite(pair.conflicts()["life"].key, 1))
    pair.exchange()
    assert not pair.conflicts()
    assert pair.value("article", "a1") is not None


# The outline.


def test_an_item_moved_by_both_stands_where_the_later_put_it() -> None:
    pair = Pair(("briefing", BRIEFING))
    _edit(pair.one, lambda it: briefing_edits.move_item(it, "i1", "p2", 0))
    _edit(pair.two, lambda it: briefing_edits.move_item(it, "i1", "p3", 0))
    pair.exchange()
    parts = pair.value("briefing", "b1")["parts"]
    assert [item["id"] for item in parts[1]["parts"][0]["items"]] == ["i1"]
    assert pair.conflicts()["place"].kind == "moved"


def test_parts_moved_into_each_other_stay_in_the_tree() -> None:
    flat = replace(BRIEFING, parts=(Part(id="p1", key="a"), Part(id="p2", key="b"), Part(id="p3", key="c")))
    pair = Pair(("briefing", flat))
    _edit(pair.one, lambda it: briefing_edits.move_part(it, "p1", "p2", 0), briefing=flat)
    _edit(pair.two, lambda it: briefing_edits.move_part(it, "p2", "p1", 0), briefing=flat)
    pair.exchange()
    parts = pair.value("briefing", "b1")["parts"]
    assert [part["id"] for part in parts] == ["p2", "p3"]
    assert [part["id"] for part in parts[0]["parts"]] == ["p1"]


def test_runs_that_both_insert_at_one_place_do_not_mix() -> None:
    pair = Pair(("briefing", BRIEFING))
    for desk in (pair.one, pair.two):
        items = tuple(OwnText(id=f"{desk.name}{number}") for number in range(4))
        _change(
            desk, "briefing", briefing_edits.set_items(BRIEFING, "p1", (*BRIEFING.parts[0].items, *items))
        )
    pair.exchange()
    names = [item["id"][:-1] for item in pair.value("briefing", "b1")["parts"][0]["items"]]
    assert sum(one != other for one, other in itertools.pairwise(names)) == 2


# Texts.


def _with_text(text: str, item: str = "i1") -> Callable[[Briefing], Briefing]:
    def edit(briefing: Briefing) -> Briefing:
        old = briefing.item(item)
        assert old is not None
        return briefing_edits.replace_item(briefing, replace(old, blocks=(_paragraph("x1", text),)))

    return edit


def _text_of(pair: Pair) -> str:
    item = pair.value("briefing", "b1")["parts"][0]["items"][0]
    return str("".join(span["text"] for block in item["blocks"] for span in block["content"]))


def test_sentences_that_two_people_change_are_merged_without_a_word() -> None:
    pair = Pair(("briefing", BRIEFING))
    _edit(pair.one, _with_text("Changed. Second. Third."))
    _edit(pair.two, _with_text("First. Second. Third. Fourth."))
    pair.exchange()
    assert _text_of(pair) == "Changed. Second. Third. Fourth."
    assert not pair.conflicts()


def test_of_two_wordings_of_one_sentence_the_later_stands_and_the_other_is_told() -> None:
    pair = Pair(("briefing", BRIEFING))
    _edit(pair.one, _with_text("First. Rossi says. Third."))
    _edit(pair.two, _with_text("First. Weber says. Third."))
    pair.exchange()
    assert _text_of(pair) == "First. Weber says. Third."
    told = pair.conflicts()["blocks"]
    assert told.kind == "text"
    assert "Rossi says" in str(told.others)
    _edit(pair.one, _with_text("First. They say. Third."), briefing=BRIEFING)
    pair.exchange()
    assert _text_of(pair) == "First. They say. Third."
    assert not pair.conflicts()


def test_edits_of_an_excerpt_begin_with_the_words_of_its_passage() -> None:
    quoted = replace(
        BRIEFING, parts=(Part(id="p1", key="press", items=(Excerpt(id="i2", passage=PASSAGE),)),)
    )
    pair = Pair(("briefing", quoted))

    def edit(first: str, second: str) -> Callable[[Briefing], Briefing]:
        blocks = (_paragraph("q1", first), _paragraph("q2", second))
        return lambda it: briefing_edits.replace_item(it, Excerpt(id="i2", passage=PASSAGE, blocks=blocks))

    _edit(pair.one, edit("1. Two. Three.", "Four. Five."), briefing=quoted)
    _edit(pair.two, edit("One. Two. Three.", "Four. 5."), briefing=quoted)
    pair.exchange()
    assert _text_of(pair) == "1. Two. Three.Four. 5."
    assert not pair.conflicts()


# Markings and releases.


def _marking(level: str, rank: int, was: tuple[str, int] | None = None) -> FieldWrite:
    value: dict[str, Any] = {"id": level, "rank": rank}
    if was is not None:
        value["was"] = {"id": was[0], "rank": was[1]}
    return FieldWrite(FieldKey("briefing", "b1", "", "marking"), value)


def test_the_stricter_marking_stands_even_if_it_was_set_earlier() -> None:
    pair = Pair(("briefing", BRIEFING))
    pair.one.write(_marking("secret", 3))
    pair.two.write(_marking("restricted", 2))
    pair.exchange()
    assert pair.value("briefing", "b1")["marking"] == "secret"
    assert pair.conflicts()["marking"].kind == "marking"


def test_a_marking_that_was_lowered_stays_for_words_that_were_not_seen() -> None:
    pair = Pair(("briefing", BRIEFING))
    pair.one.write(_marking("secret", 3))
    pair.exchange()
    pair.one.write(_marking("open", 0, was=("secret", 3)))
    _edit(pair.two, _with_text("First. A secret. Third."), briefing=replace(BRIEFING, marking="secret"))
    pair.exchange()
    assert pair.value("briefing", "b1")["marking"] == "secret"
    pair.one.write(_marking("open", 0, was=("secret", 3)))
    pair.exchange()
    assert pair.value("briefing", "b1")["marking"] == "open"


def test_a_marking_that_was_lowered_stays_lowered_where_nothing_was_written() -> None:
    pair = Pair(("briefing", BRIEFING))
    pair.one.write(_marking("secret", 3))
    pair.exchange()
    pair.one.write(_marking("open", 0, was=("secret", 3)))
    pair.exchange()
    assert pair.value("briefing", "b1")["marking"] == "open"


def test_the_stricter_of_two_releases_stands() -> None:
    pair = Pair(("briefing", BRIEFING))
    for desk, names in ((pair.one, ("EU", "NATO")), (pair.two, ("EU", "UN"))):
        release = Release(disclosure="named", audiences=names)
        _change(desk, "briefing", briefing_edits.set_release(BRIEFING, ["i1"], release))
    pair.exchange()
    item = pair.value("briefing", "b1")["parts"][0]["items"][0]
    assert item["release"] == {"disclosure": "named", "audiences": ["EU"]}
    assert pair.conflicts()["release"].kind == "release"


def test_a_release_that_was_loosened_stays_for_words_that_were_not_seen() -> None:
    closed = briefing_edits.set_release(BRIEFING, ["i1"], Release(disclosure="closed"))
    pair = Pair(("briefing", closed))
    _edit(pair.one, lambda it: briefing_edits.set_release(it, ["i1"], None), briefing=closed)
    _edit(pair.two, _with_text("First. A secret. Third."), briefing=closed)
    pair.exchange()
    item = pair.value("briefing", "b1")["parts"][0]["items"][0]
    assert item["release"] == {"disclosure": "closed", "audiences": []}


def test_versions_of_one_name_all_stay() -> None:
    pair = Pair(("briefing", BRIEFING))
    for desk in (pair.one, pair.two):
        version = replace(BRIEFING, id=f"v-{desk.name}", version_of="b1", version="draft")
        _change(desk, "briefing", version)
    pair.exchange()
    assert sum(value["version"] == "draft" for value in pair.one.values.values()) == 2
