"""The acts of the main job, and the topics that ship, make the same values elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.article_files import read_file

from briefbuilder.app import actors, spelling
from briefbuilder.app.commands import articles, briefings, corrections, tags, taxonomy
from briefbuilder.app.commands.imports import import_act
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import COLLECTIONS, Change, ChangeSet, Key, Setting
from briefbuilder.domain.passage import PassageBuilder
from briefbuilder.domain.query import Query
from briefbuilder.domain.topics import TopicGroup
from briefbuilder.evidence.actors import ActorEdits
from briefbuilder.exchange.fields import Address, Chosen, differences, put_together
from briefbuilder.exchange.records import Json, canonical
from briefbuilder.storage.blobs import prepare
from briefbuilder.storage.codec import decode, encode


class OtherDesk:
    """The fields of every value, as another desk takes them in."""

    def __init__(self) -> None:
        self.fields: dict[Key, dict[Address, Json]] = {}

    def take_in(self, act: ChangeSet) -> None:
        for change in act.changes:
            collection = change.key.collection
            standing = self.fields.setdefault(change.key, {})
            before, after = (
                None if value is None else json.loads(encode(collection, value))
                for value in (change.before, change.after)
            )
            writes = json.loads(canonical(differences(collection, before, after, standing)))
            standing |= {(node, field): value for node, field, value in writes}

    def value(self, key: Key) -> bytes | None:
        chosen = {address: Chosen(one, (1, "", 0)) for address, one in self.fields.get(key, {}).items()}
        made = put_together(key.collection, key.id, chosen).value
        if made is None:
            return None
        return encode(key.collection, decode(key.collection, json.dumps(made)))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    resources = Resources(templates=[Resources().folder.parent / "templates"])
    with Session.create(tmp_path / "work.dossier", resources) as opened:
        yield opened


def acts(session: Session, sample: Path) -> Iterator[ChangeSet]:
    """Yield the acts of the main job and corrections of every kind; each is applied before the next is made."""
    prepared = prepare(read_file(sample))
    session.store.keep(prepared)
    yield import_act([prepared.record], 1, "")
    name = prepared.record.id
    article = session.store.article(name)
    builder = PassageBuilder(article)
    for place, block in enumerate(article.blocks[1:5]):
        yield tags.tag_passage(
            session, builder.of((block.id,), place), ["derisking", "eu-japan"][: 1 + place % 2]
        )
    yield tags.accept_all(session, 0.0)
    yield tags.remove_tags(session, [session.store.tags()[0].id])
    metadata = replace(article.metadata, title="Derisking", authors=("A", "B"), publication="Ω")
    yield articles.edit_metadata(session, name, metadata)
    long = max(article.blocks, key=lambda block: len(block.text))
    yield corrections.divide_block(session, name, long.id, long.text.index(" ", 40))
    yield corrections.shape_blocks(session, name, [long.id], "quote")
    yield corrections.set_block_language(session, name, [long.id], "fr")
    yield corrections.exclude_blocks(session, name, [article.blocks[-1].id])
    yield corrections.join_blocks(session, name, [article.blocks[2].id])
    act, briefing = briefings.compose_briefing(
        session, "thematic-briefing", "UE e Giappone", ["derisking", "eu-japan"], {"reference": "7"}, "it"
    )
    yield act
    part = max(briefing.walk(), key=lambda part: len(part.items))
    parts = tuple(
        replace(one, items=tuple(reversed(one.items)), heading="Ω") if one == part else one
        for one in reversed(briefing.parts)
    )
    yield briefings.edit_briefing(session, replace(briefing, parts=parts, marking="limited"), "edit")
    yield briefings.keep_version(session, briefing.id, "draft")
    yield taxonomy.add_topic(session, "Gas naturale", "it")
    yield taxonomy.merge_topics(session, ["eu-japan"], "derisking", "it")
    group = TopicGroup(id="energy", names={"it": "Energia", "de": "Energie"})
    yield taxonomy.import_taxonomy(
        session, replace(session.taxonomy, topics=session.taxonomy.topics[:3], groups=(group,))
    )
    yield taxonomy.choose_taxonomies(session, ["economic-security", "diplomacy"])
    yield spelling.add_own_word(session, "derisking")
    yield spelling.add_own_word(session, "Ōsaka")
    yield articles.save_search(session, "Gas", Query(words="gas", topics=("derisking",)))
    edits = ActorEdits(merged={"eu": "ue"}, names={"ue": "UE"}, dropped=("x",))
    yield setting(actors.ACTORS, actors.actor_edits_as_setting(edits))
    yield corrections.revert_corrections(session, name)
    yield briefings.remove_briefing(session, briefing.id)


def setting(name: str, text: str) -> ChangeSet:
    change = Change(key=Key("setting", name), before=None, after=Setting(id=name, value=text))
    return ChangeSet(act="x", changes=(change,))


def test_the_acts_of_the_main_job_make_the_same_values_elsewhere(session: Session, shared: Path) -> None:
    other = OtherDesk()
    seen: set[str] = set()
    for act in acts(session, shared / "samples" / "ue-giappone-ai-semiconduttori.txt"):
        session.store.apply(act)
        other.take_in(act)
        for key, value in act.values_after.items():
            seen.add(key.collection)
            assert other.value(key) == (None if value is None else encode(key.collection, value)), (
                act.act,
                key,
            )
    assert seen == COLLECTIONS.keys() - {"decision"}


def test_topics_that_ship_come_through_the_journey() -> None:
    resources = Resources()
    topics = resources.taxonomy(resources.shipped_taxonomies()).topics
    assert len(topics) > 250
    other = OtherDesk()
    for shipped in topics[::4]:
        topic = replace(shipped, terms=dict(shipped.terms), exclusions=dict(shipped.exclusions))
        key = Key("topic", topic.id)
        other.take_in(ChangeSet(act="x", changes=(Change(key=key, before=None, after=topic),)))
        assert other.value(key) == encode("topic", topic)
