"""The taxonomy of one dossier edited, topics merged among it: every act, its undo, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.narrowing import not_none

from briefbuilder.app.commands import briefings, tags, taxonomy
from briefbuilder.app.messages import Words, act_text
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing_edits import set_part_heading
from briefbuilder.domain.changes import ChangeSet, change_of
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.topics import Taxonomy, Topic


def state(session: Session) -> object:
    return (
        session.store.topics(),
        session.store.tags(),
        sorted(session.store.judgements(), key=lambda one: one.id),
        session.store.briefings(),
        session.taxonomy.groups,
    )


def applied(session: Session, act: ChangeSet) -> None:
    """Apply an act; undone and done again it must leave the same states, and its name must be told."""
    before = state(session)
    session.store.apply(act)
    after = state(session)
    session.store.undo()
    assert state(session) == before
    session.store.redo()
    assert state(session) == after
    for language in ("en", "it", "fr"):
        assert act_text(Words(language), act)


def made(session: Session, name: str, **more: object) -> str:
    act = taxonomy.put_topic(session, Topic(id="", names={"en": name}, colour="", **more))  # type: ignore[arg-type]
    session.store.apply(act)
    return next(change.key.id for change in act.changes if change.key.collection == "topic")


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(DossierError) as error:
        act()
    assert Words("en").error(error.value)
    return error.value.code


def test_a_topic_is_made_and_edited_with_a_group_of_its_own(session: Session) -> None:
    new = Topic(
        id="", names={"en": "Trade  fairs", "it": "Fiere"}, terms={"en": (" fair ", "fair", "")}, colour=""
    )
    applied(session, taxonomy.put_topic(session, new, "Our themes", "en"))
    topic = not_none(session.taxonomy.topic("trade-fairs"))
    assert (topic.names["en"], topic.terms, topic.own) == ("Trade fairs", {"en": ("fair",)}, True)
    group = not_none(session.taxonomy.group(topic.group))
    assert group.names == {"en": "Our themes"}
    applied(session, taxonomy.put_topic(session, replace(topic, colour="#123456"), "Our themes", "en"))
    assert len([one for one in session.taxonomy.groups if "Our themes" in one.names.values()]) == 1
    applied(session, taxonomy.rename_group(session, topic.group, "Temi", "it"))
    renamed = not_none(session.taxonomy.group(topic.group))
    assert renamed.names == {"en": "Our themes", "it": "Temi"}


def test_a_topic_that_ships_is_renamed_for_this_dossier_alone(session: Session) -> None:
    applied(session, taxonomy.rename_topic(session, "china", "PRC", "en"))
    topic = not_none(session.taxonomy.topic("china"))
    assert topic.names["en"] == "PRC"
    assert topic.names["it"] == "Cina"
    shipped = not_none(session.base_taxonomy().topic("china"))
    assert shipped.names["en"] == "China"
    assert [one.id for one in session.taxonomy.topics] == [one.id for one in session.base_taxonomy().topics]


def test_what_no_topic_may_be_is_refused(session: Session) -> None:
    one = made(session, "Fairs")
    two = made(session, "Stands", broader=(one,))
    fairs, stands = session.taxonomy.topic(one), session.taxonomy.topic(two)
    assert fairs is not None
    assert stands is not None

    def put(topic: Topic) -> Callable[[], object]:
        return lambda: taxonomy.put_topic(session, topic)

    assert refused(put(replace(fairs, names={"en": " "}))) == "topic-name-empty"
    assert refused(put(replace(fairs, names={"it": "STANDS"}))) == "topic-exists"
    assert refused(put(replace(fairs, broader=(two,)))) == "topic-ring"
    assert refused(put(replace(fairs, broader=(one,)))) == "topic-ring"
    assert refused(put(replace(fairs, terms={"en": ("*",)}))) == "topic-term-empty"
    for term in ("x" * 200, "a*b*c*d*e*f*g*h*i*j", "半導*", "a ** b", "* chip"):
        assert refused(put(replace(fairs, terms={"en": (term,)}))).startswith("topic-term-")
    assert refused(lambda: taxonomy.merge_topics(session, [one], one, "en")) == "topic-merge-alone"
    assert refused(lambda: taxonomy.remove_topics(session, ["nowhere"], "en")) == "topic-missing"
    assert refused(lambda: taxonomy.rename_group(session, "nowhere", "x", "en")) == "topic-name-empty"


def test_topics_move_into_a_group_with_those_below_them(session: Session) -> None:
    fairs = made(session, "Fairs", group="economy")
    below = made(session, "Stands", broader=(fairs,), group="economy")
    lowest = made(session, "Booths", broader=(below,), group="economy")
    alone = made(session, "Visits", group="economy")
    applied(session, taxonomy.move_topics(session, [below, alone], "security", "en"))
    moved = [not_none(session.taxonomy.topic(name)) for name in (fairs, below, lowest, alone)]
    assert [topic.group for topic in moved] == ["economy", "security", "security", "security"]
    assert [topic.broader for topic in moved] == [(), (), (below,), ()]
    assert not taxonomy.move_topics(session, [below], "security", "en").changes


def test_topics_that_are_in_a_group_stay_where_they_are_when_it_is_chosen(session: Session) -> None:
    fairs = made(session, "Fairs", group="economy")
    below = made(session, "Stands", broader=(fairs,), group="security")
    assert not taxonomy.move_topics(session, [below], "economy", "en").changes
    names = [made(session, name, group="security") for name in ("Visits", "Talks", "Calls")]
    act = taxonomy.move_topics(session, [below, *names], "economy", "en")
    assert {change.key.id for change in act.changes} == {*names}
    assert act.parameters == {"topic": "Visits, Talks, Calls"}
    inner = made(session, "Booths", broader=(names[0],), group="economy")
    act = taxonomy.move_topics(session, names, "economy", "en")
    assert {change.key.id for change in act.changes} == {*names} - {inner}


def test_merging_moves_tags_judgements_parts_and_what_stood_below(session: Session, article: Article) -> None:
    fairs, below = made(session, "Fairs", terms={"en": ("fair",)}), ""
    below = made(session, "Stands", broader=(fairs,))
    block = article.blocks[-1]
    passage = passage_of(article, (block,))
    for topic in (fairs, "trade"):
        if session.taxonomy.topic(topic) is not None:
            session.store.apply(tags.tag_passage(session, passage, [topic]))
    session.store.apply(tags.tag_section(session, article.id, 0, [fairs, "china"]))
    session.store.apply(tags.tag_passage(session, passage, ["china"]))
    session.store.apply(tags.reject_suggestion(session, article.id, 0, fairs))
    act, briefing = briefings.compose_briefing(session, "thematic-briefing", "Note", [fairs], {}, "en")
    session.store.apply(act)
    applied(session, taxonomy.merge_topics(session, [fairs], "china", "en"))
    assert session.taxonomy.topic(fairs) is None
    put = [(tag.topic, tag.passage) for tag in session.store.tags() if tag.topic in {"china", fairs}]
    assert len(put) == len(set(put)) == 2
    assert {topic for topic, _ in put} == {"china"}
    assert [one.topic for one in session.store.judgements()] == ["china"]
    stored = not_none(session.store.briefing(briefing.id))
    assert "china" in {part.topic for part in stored.walk()}
    assert stored.topics == ("china",)
    stands, china = session.taxonomy.topic(below), session.taxonomy.topic("china")
    assert stands is not None
    assert china is not None
    assert stands.broader == ("china",)
    assert {"fair", "Fairs"} <= set(china.terms["en"])


def test_parts_about_merged_topics_become_one_with_what_both_had(session: Session, article: Article) -> None:
    fairs, stands = made(session, "Fairs"), made(session, "Stands")
    for topic, section in ((fairs, 0), (stands, 1), (stands, 0)):
        session.store.apply(tags.tag_section(session, article.id, section, [topic]))
    act, briefing = briefings.compose_briefing(
        session, "thematic-briefing", "Note", [fairs, stands], {}, "en"
    )
    session.store.apply(act)
    session.store.apply(briefings.keep_version(session, briefing.id, "First"))
    before = not_none(session.store.briefing(briefing.id))
    parts = [part for part in before.walk() if part.topic in {fairs, stands}]
    excerpts = [one for part in parts for one in part.excerpts]
    assert len(parts) == 2
    applied(session, taxonomy.merge_topics(session, [stands], fairs, "en"))
    (left,) = (part for part in not_none(session.store.briefing(briefing.id)).walk() if part.topic == fairs)
    assert left.id == parts[0].id
    wanted: list[object] = []
    for one in excerpts:
        if one.passage not in wanted:
            wanted.append(one.passage)
    assert [one.passage for one in left.excerpts] == wanted
    (version,) = session.store.versions(briefing.id)
    assert sum(part.topic == fairs for part in version.walk()) == 2


def test_parts_that_were_alike_before_topics_are_merged_stay_two(session: Session, article: Article) -> None:
    fairs, stands = made(session, "Fairs"), made(session, "Stands")
    for topic, section in ((fairs, 0), (stands, 1)):
        session.store.apply(tags.tag_section(session, article.id, section, [topic]))
    act, briefing = briefings.compose_briefing(session, "thematic-briefing", "Note", [fairs], {}, "en")
    session.store.apply(act)
    part = next(part for part in briefing.walk() if part.topic == fairs)
    twice = replace(briefing, parts=(*briefing.parts, replace(part, id="p-again", items=())))
    session.store.apply(ChangeSet(act="add-part", changes=(change_of(briefing, twice),)))
    applied(session, taxonomy.merge_topics(session, [stands], fairs, "en"))
    stored = not_none(session.store.briefing(briefing.id))
    assert [part.id for part in stored.walk() if part.topic == fairs] == [part.id, "p-again"]


def test_a_part_with_a_heading_of_its_own_stays_when_its_topic_is_merged(
    session: Session, article: Article
) -> None:
    fairs, stands = made(session, "Fairs"), made(session, "Stands")
    for topic, section in ((fairs, 0), (stands, 1)):
        session.store.apply(tags.tag_section(session, article.id, section, [topic]))
    act, briefing = briefings.compose_briefing(
        session, "thematic-briefing", "Note", [fairs, stands], {}, "en"
    )
    session.store.apply(act)
    part = next(part for part in briefing.walk() if part.topic == stands)
    renamed = set_part_heading(briefing, part.id, "The stands in Osaka")
    session.store.apply(ChangeSet(act="rename-part", changes=(change_of(briefing, renamed),)))
    applied(session, taxonomy.merge_topics(session, [stands], fairs, "en"))
    stored = not_none(session.store.briefing(briefing.id))
    assert [part.heading for part in stored.walk() if part.topic == fairs] == [None, "The stands in Osaka"]


def test_merging_with_a_topic_below_takes_its_place(session: Session) -> None:
    top = made(session, "Trade")
    middle = made(session, "Fairs", broader=(top,))
    low = made(session, "Stands", broader=(middle,))
    applied(session, taxonomy.merge_topics(session, [middle], low, "en"))
    topic = not_none(session.taxonomy.topic(low))
    assert topic.broader == (top,)
    assert [one.id for one in session.taxonomy.path(low)] == [top, low]


def test_a_merged_topic_keeps_the_territories_and_forms_of_all(session: Session) -> None:
    one = Topic(id="one", names={"en": "One"}, territories=("CN",), counterparts=("EU",))
    other = Topic(id="two", names={"en": "Two"}, territories=("TW",), counterparts=("EU",), inflected=True)
    third = Topic(id="three", names={"en": "Three"}, territories=("JP",))
    session.store.apply(taxonomy.import_taxonomy(session, Taxonomy(topics=(one, other, third))))
    applied(session, taxonomy.merge_topics(session, ["two"], "one", "en"))
    merged = session.taxonomy.shown("one")
    assert (merged.territories, merged.counterparts, merged.inflected) == (("CN", "TW"), ("EU",), True)
    applied(session, taxonomy.merge_topics(session, ["three"], "one", "en"))
    merged = session.taxonomy.shown("one")
    assert (merged.territories, merged.counterparts) == (("CN", "TW", "JP"), ())


def test_topics_that_ship_can_be_merged_and_removed_too(session: Session, article: Article) -> None:
    session.store.apply(tags.tag_section(session, article.id, 0, ["china", "derisking"]))
    act = taxonomy.remove_topics(session, ["china"], "en")
    assert (act.parameters["tags"], act.parameters["count"]) == ("1", "1")
    applied(session, act)
    assert session.taxonomy.topic("china") is None
    assert [tag.topic for tag in session.store.tags()] == ["derisking"]
    assert all(
        one.topic != "china"
        for found in session.suggestions.for_article(session.store.article(article.id))
        for one in found
    )
    applied(session, taxonomy.merge_topics(session, ["derisking"], "decoupling", "en"))
    assert session.taxonomy.topic("derisking") is None
    assert [tag.topic for tag in session.store.tags()] == ["decoupling"]
    session.store.apply(
        taxonomy.import_taxonomy(session, Taxonomy(topics=(Topic(id="china", names={"en": "China"}),)))
    )
    assert session.taxonomy.topic("china") is not None


def test_what_was_removed_of_a_taxonomy_can_be_brought_back(session: Session) -> None:
    own = made(session, "Fairs")
    session.store.apply(taxonomy.remove_topics(session, ["china", own], "en"))
    applied(session, taxonomy.restore_topics(session))
    assert session.taxonomy.topic("china") == session.base_taxonomy().topic("china")
    assert session.taxonomy.topic(own) is None
    assert taxonomy.restore_topics(session).changes == ()


def test_a_name_of_a_topic_that_was_removed_does_not_take_its_id(session: Session) -> None:
    session.store.apply(taxonomy.remove_topics(session, ["china"], "en"))
    again = made(session, "China")
    assert again != "china"
    assert session.taxonomy.topic(again) is not None


def test_hits_are_tagged_in_one_step(session: Session, article: Article, other: Article) -> None:
    hits = [(article.id, 0), (other.id, 0), (article.id, 0)]
    act = not_none(tags.tag_hits(session, hits, ["china"]).finish())
    assert act.parameters == {"count": "2", "topic": "china"}
    assert [tag.passage.article for tag in session.store.tags()] == [article.id, other.id]
    assert session.store.undo() == act
    assert session.store.redo() == act
    tags.tag_hits(session, hits, ["china"]).finish()
    assert session.store.undo_name == replace(act, changes=())


def test_an_edge_moves_and_a_tag_that_meets_its_like_goes(session: Session, article: Article) -> None:
    block = max(article.blocks, key=lambda one: len(one.text))
    wide, narrow = passage_of(article, (block,)), passage_of(article, (block,), 0, 5)
    session.store.apply(tags.tag_passage(session, wide, ["china"]))
    session.store.apply(tags.tag_passage(session, narrow, ["china"]))
    first, second = session.store.tags()
    shorter = passage_of(article, (block,), 1, 5)
    applied(session, tags.move_tag(session, second, shorter))
    moved = not_none(session.store.tag(second.id))
    assert moved.passage == shorter
    applied(session, tags.move_tag(session, moved, wide))
    assert session.store.tags() == (first,)


def test_counts_come_from_the_database(session: Session, article: Article, other: Article) -> None:
    session.store.apply(tags.tag_section(session, article.id, 0, ["china", "derisking"]))
    session.store.apply(tags.tag_section(session, other.id, 0, ["china"]))
    assert dict(session.store.tag_index.counts()) == {"china": 2, "derisking": 1}
    assert dict(session.store.tag_index.counts(other.id)) == {"china": 1}
    numbers = [session.search.number_of(one.id) for one in (article, other)]
    assert dict(session.store.tag_index.matrix()) == {
        (numbers[0], "china"): 1,
        (numbers[1], "china"): 1,
        (numbers[0], "derisking"): 1,
    }
    assert [tag.passage.article for tag in session.store.tag_index.of("china")] == [article.id, other.id]
    assert len(session.store.tag_index.of("china", other.id)) == 1
