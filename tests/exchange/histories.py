"""Random histories of several desks: acts as people do them, batches that come late, and desks restored from a backup."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.exchange.desks import Desk, Name, as_json
from tests.narrowing import of_type

from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import Metadata, Original
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText, Part, walk_parts
from briefbuilder.domain.changes import ArticleRecord, Collection
from briefbuilder.domain.errors import BriefingError
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.topics import Judgement, Tag, Topic
from briefbuilder.exchange.records import Batch, FieldKey, FieldWrite
from briefbuilder.storage.codec import decode

LEVELS = (("open", 0), ("restricted", 1), ("secret", 2))


@dataclass
class History:
    """The batches that some desks made, and the desks as they stand in the end.

    Where a desk was restored, batches may be lost on which others still wait.
    """

    batches: list[Batch]
    desks: list[Desk]


def make_history(seed: int, desks: int, acts: int) -> History:
    """Return a random history; equal seeds give equal ones."""
    chance = random.Random(seed)
    people = [Desk(f"d{number}", clock=chance.choice((0, 0, 0, 4_000))) for number in range(desks)]
    backups: dict[str, Desk] = {}
    for _ in range(acts):
        desk = chance.choice(people)
        event = chance.random()
        if event < 0.12:
            other = chance.choice(people)
            other.seal()
            sent = list(other.batches.values())
            chance.shuffle(sent)
            desk.take_in(sent[: len(sent) if chance.random() < 0.7 else len(sent) // 2])
        elif event < 0.15:
            desk.seal()
        elif event < 0.18:
            backups[desk.name] = copy.deepcopy(desk)
        elif event < 0.21 and desk.name in backups:
            people[people.index(desk)] = copy.deepcopy(backups[desk.name])
        else:
            do_act(desk, chance)
    for desk in people:
        desk.seal()
    batches = {
        name: batch for desk in people for name, batch in (*desk.batches.items(), *desk.waiting.items())
    }
    return History(list(batches.values()), people)


def do_act(desk: Desk, chance: random.Random) -> None:
    """Do one random act as it can be done on what the desk sees."""
    act: Callable[[Desk, random.Random], None] = chance.choices(
        (
            _import,
            _tag,
            _untag,
            _judge,
            _correct,
            _remove_article,
            _topic,
            _briefing,
            _remove_value,
            _merge_topics,
        ),
        (3, 6, 2, 2, 3, 1, 4, 14, 1, 1),
    )[0]
    act(desk, chance)


def _names(desk: Desk, collection: str) -> list[str]:
    return sorted(name for kind, name in desk.values if kind == collection)


def _value(desk: Desk, name: Name) -> Any:
    import json

    collection: Collection = name[0]  # type: ignore[assignment] # one of the dossier's
    return decode(collection, json.dumps(desk.values[name]))


def _change(desk: Desk, collection: Collection, value: Any) -> None:
    desk.change("act", [(collection, value.id, as_json(collection, value))])


def _import(desk: Desk, chance: random.Random) -> None:
    name = f"a{chance.randrange(4)}"
    if ("article", name) in desk.values:
        return
    record = ArticleRecord(
        id=name,
        metadata=Metadata(title=name),
        original=Original(sha256="0" * 64, media_type="text/html", name=name, size=1),
        text=chance.choice(("1", "2")) * 64,
        imported=f"2026-01-0{chance.randrange(1, 9)}T00:00:00Z",
    )
    _change(desk, "article", record)


def _passage(desk: Desk, chance: random.Random) -> Passage | None:
    articles = _names(desk, "article")
    if not articles:
        return None
    block = chance.choice(("q1", "q2"))
    quote = "One." if block == "q1" else "Four."
    return Passage(article=chance.choice(articles), blocks=(block,), start=0, end=len(quote), quote=quote)


def _tag(desk: Desk, chance: random.Random) -> None:
    passage, topic = _passage(desk, chance), f"t{chance.randrange(3)}"
    if passage is None:
        return
    tags = [_value(desk, ("tag", name)) for name in _names(desk, "tag")]
    if not any((tag.topic, tag.passage) == (topic, passage) for tag in tags):
        _change(desk, "tag", Tag(id=f"g{chance.getrandbits(40):010x}", topic=topic, passage=passage))


def _untag(desk: Desk, chance: random.Random) -> None:
    if tags := _names(desk, "tag"):
        desk.change("remove-tags", [("tag", chance.choice(tags), None)])


def _judge(desk: Desk, chance: random.Random) -> None:
    name = f"a0:q1:t{chance.randrange(2)}"
    judgement = Judgement(
        id=name, article="a0", section="q1", topic=name[-2:], accepted=chance.random() < 0.5
    )
    _change(desk, "judgement", judgement)


def _correct(desk: Desk, chance: random.Random) -> None:
    articles = _names(desk, "article")
    if not articles:
        return
    record: ArticleRecord = _value(desk, ("article", chance.choice(articles)))
    word = f"{desk.name} {chance.randrange(100)}"
    metadata = replace(record.metadata, **{chance.choice(("title", "publication", "lead")): word})  # type: ignore[arg-type]
    read = record.read or record.metadata
    _change(desk, "article", replace(record, metadata=metadata, read=None if metadata == read else read))


def _remove_article(desk: Desk, chance: random.Random) -> None:
    if articles := _names(desk, "article"):
        name = chance.choice(articles)
        tags = [one for one in _names(desk, "tag") if _value(desk, ("tag", one)).passage.article == name]
        desk.change("remove", [*(("tag", one, None) for one in tags), ("article", name, None)])


def _topic(desk: Desk, chance: random.Random) -> None:
    name = f"t{chance.randrange(4)}"
    known = ("topic", name) in desk.values
    topic = _value(desk, ("topic", name)) if known else Topic(id=name, names={"en": name}, own=True)
    words = chance.sample(("chip", "wafer", "fab", "export"), chance.randrange(4))
    above = f"t{chance.randrange(4)}"
    edits: list[dict[str, Any]] = [
        {"terms": {**topic.terms, chance.choice(("en", "it")): tuple(words)}},
        {"broader": () if above == name or chance.random() < 0.3 else (above,)},
        {"names": {**topic.names, "en": f"{name} {chance.randrange(50)}"}},
    ]
    _change(desk, "topic", replace(topic, **chance.choice(edits)))


def _merge_topics(desk: Desk, chance: random.Random) -> None:
    one, other = chance.sample(("t0", "t1", "t2"), 2)
    desk.write(FieldWrite(FieldKey("topic", one, "", "into"), other))


def _remove_value(desk: Desk, chance: random.Random) -> None:
    collection = chance.choice(("topic", "briefing", "judgement"))
    if names := _names(desk, collection):
        desk.change("remove", [(collection, chance.choice(names), None)])


def _briefing(desk: Desk, chance: random.Random) -> None:
    names = _names(desk, "briefing")
    if not names or chance.random() < 0.05:
        name = f"b{chance.randrange(2)}"
        if name not in names:
            parts = tuple(Part(id=f"{name}p{number}", key="part") for number in range(3))
            _change(
                desk, "briefing", Briefing(id=name, title=name, template="note", language="en", parts=parts)
            )
        return
    briefing: Briefing = _value(desk, ("briefing", chance.choice(names)))
    try:
        after = chance.choice(_EDITS)(briefing, desk, chance)
    except (BriefingError, IndexError):
        return
    _change(desk, "briefing", after)


def _any_part(briefing: Briefing, chance: random.Random) -> str:
    return chance.choice([part.id for part in walk_parts(briefing.parts)])


def _any_item(briefing: Briefing, chance: random.Random) -> Item:
    return chance.choice(briefing.items)


def _insert_items(briefing: Briefing, desk: Desk, chance: random.Random) -> Briefing:
    part = _any_part(briefing, chance)
    for _ in range(chance.randrange(1, 4)):
        name = f"i{chance.getrandbits(40):010x}"
        passage = _passage(desk, chance)
        text = (Paragraph(id=f"x{name}", content=(Span("One. Two. Three."),)),)
        item = (
            OwnText(id=name, blocks=text)
            if passage is None or chance.random() < 0.6
            else Excerpt(id=name, passage=passage)
        )
        briefing = briefing_edits.insert_item(briefing, part, item, chance.randrange(4))
    return briefing


def _insert_part(briefing: Briefing, _desk: Desk, chance: random.Random) -> Briefing:
    part = Part(id=f"p{chance.getrandbits(40):010x}", key="own", heading="New")
    parent = chance.choice([None, _any_part(briefing, chance)])
    return briefing_edits.insert_part(briefing, part, parent, chance.randrange(3))


def _move_item(briefing: Briefing, _desk: Desk, chance: random.Random) -> Briefing:
    item, part = _any_item(briefing, chance), _any_part(briefing, chance)
    return briefing_edits.move_item(briefing, item.id, part, chance.randrange(4))


def _move_part(briefing: Briefing, _desk: Desk, chance: random.Random) -> Briefing:
    part, parent = _any_part(briefing, chance), chance.choice([None, _any_part(briefing, chance)])
    return briefing_edits.move_part(briefing, part, parent, chance.randrange(3))


def _drop_item(briefing: Briefing, _desk: Desk, chance: random.Random) -> Briefing:
    return briefing_edits.remove_item(briefing, _any_item(briefing, chance).id)


def _drop_part(briefing: Briefing, _desk: Desk, chance: random.Random) -> Briefing:
    return briefing_edits.remove_part(briefing, _any_part(briefing, chance))


def _rewrite(briefing: Briefing, desk: Desk, chance: random.Random) -> Briefing:
    item = _any_item(briefing, chance)
    blocks = item.blocks or (Paragraph(id="q1", content=(Span("One. Two. Three."),)),)
    block = of_type(blocks[0], Paragraph)
    sentences = block.text.split(" ")
    place = chance.randrange(len(sentences) + 1)
    word = f"{desk.name}{chance.randrange(100)}."
    if chance.random() < 0.5 and place < len(sentences):
        sentences[place] = word
    else:
        sentences.insert(place, word)
    changed = (replace(block, content=(Span(" ".join(sentences)),)), *blocks[1:])
    return briefing_edits.replace_item(briefing, replace(item, blocks=changed))


def _head(briefing: Briefing, desk: Desk, chance: random.Random) -> Briefing:
    if chance.random() < 0.5:
        return briefing_edits.set_field(
            briefing, chance.choice(("to", "from")), f"{desk.name}{chance.randrange(9)}"
        )
    return briefing_edits.set_part_heading(briefing, _any_part(briefing, chance), f"H{chance.randrange(9)}")


def _release(briefing: Briefing, _desk: Desk, chance: random.Random) -> Briefing:
    named = Release(disclosure="named", audiences=tuple(chance.sample(("EU", "NATO", "UN"), 2)))
    release = chance.choice((None, Release(disclosure="closed"), Release(disclosure="usable"), named))
    node = chance.choice([_any_part(briefing, chance), *(item.id for item in briefing.items)])
    return briefing_edits.set_release(briefing, [node], release)


def _mark(briefing: Briefing, _desk: Desk, chance: random.Random) -> Briefing:
    return replace(briefing, marking=chance.choice((None, *(name for name, _ in LEVELS))))


_EDITS: tuple[Callable[[Briefing, Desk, random.Random], Briefing], ...] = (
    _insert_items, _insert_items, _insert_part, _move_item, _move_item, _move_part, _drop_item, _drop_part,
    _rewrite, _rewrite, _rewrite, _head, _release, _mark,
)  # fmt: skip
