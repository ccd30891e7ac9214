"""Passages gathered into an existing briefing are inserted in order, and nothing else moves."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.template_files import load_template

from briefbuilder.composing import gather as gathering
from briefbuilder.composing.gather import GatherSources, gather, gathered_topics, names_no_topics
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.briefing_edits import insert_item, move_item, remove_item, replace_item
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.topics import Tag
from briefbuilder.templating.model import Template
from briefbuilder.templating.parts import AnnexPart, GatheredPart, TopicsPart

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


def sources(desk: Desk, name: str = "thematic-briefing") -> GatherSources:
    count = itertools.count()
    return GatherSources(
        template=desk.template(name),
        tags=desk.tags,
        articles=desk.articles,
        new_id=lambda: f"new{next(count)}",
    )


def emptied(briefing: Briefing) -> Briefing:
    for item in briefing.items:
        briefing = remove_item(briefing, item.id)
    return briefing


def order(briefing: Briefing, topic: str) -> list[str]:
    (part,) = [part for part in briefing.walk() if part.topic == topic]
    return [f"{item.passage.article}:{item.passage.blocks[0]}" if isinstance(item, Excerpt) else item.id
            for item in part.items]  # fmt: skip


def tag(article: Article, block: str, topic: str = "trade") -> Tag:
    found = article.block(block)
    assert found is not None
    return Tag(id=f"{article.id}{block}", topic=topic, passage=passage_of(article, (found,)))


def test_an_emptied_briefing_is_filled_as_a_new_one(desk: Desk) -> None:
    briefing = desk.briefing()
    again = gather(emptied(briefing), sources(desk))
    assert order(again, "derisking") == order(briefing, "derisking") == ["a1:b7", "a2:b2"]
    # A passage with both topics stands under the more specific one.
    assert order(again, "semiconductors") == order(briefing, "semiconductors") == ["a1:b2"]
    assert gather(briefing, sources(desk)) == briefing


def test_a_passage_within_another_is_gathered_once(desk: Desk) -> None:
    inner = tag(desk.articles["a1"], "b3", "semiconductors")
    both = replace(desk, tags=(*desk.tags, inner))
    assert order(gather(emptied(desk.briefing()), sources(both)), "semiconductors") == ["a1:b2"]
    alone = replace(desk, tags=(inner,))
    assert order(gather(emptied(desk.briefing()), sources(alone)), "semiconductors") == ["a1:b3"]
    first = tag(desk.articles["a1"], "b2", "semiconductors")
    both = replace(desk, tags=(first, *desk.tags))
    made = gather(emptied(desk.briefing()), sources(both))
    assert order(made, "semiconductors") == ["a1:b2"]
    assert first.passage not in [passage for part in contents(made) for passage in part]


def test_the_same_words_of_a_copy_are_gathered_once_and_not_again(desk: Desk) -> None:
    first = desk.articles["a1"]
    copy = replace(first, id="a3")
    quoted = [each for each in desk.tags if each.passage.article == "a1" and len(each.passage.quote) > 100]
    copied = tuple(
        replace(each, id=f"{each.id}c", passage=replace(each.passage, article="a3")) for each in quoted
    )
    both = replace(desk, articles={**desk.articles, "a3": copy}, tags=(*desk.tags, *copied))
    made = both.briefing()
    assert contents(made) == contents(desk.briefing())
    assert gather(made, sources(both)) == made
    # The user prefers the copy: the first article does not come back.
    (excerpt,) = [item for part in made.walk() if part.topic == "semiconductors" for item in part.excerpts]
    kept = replace_item(made, replace(excerpt, passage=replace(excerpt.passage, article="a3")))
    assert gather(kept, sources(both)) == kept


def gathers(template: Template) -> bool:
    return any(isinstance(spec, GatheredPart | TopicsPart | AnnexPart) for spec in template.parts)


@pytest.mark.parametrize("kind", ["shipped", "annexed", "repeating"])
def test_every_part_that_a_template_asks_to_fill_is_filled_again(desk: Desk, kind: str) -> None:
    for path in sorted((desk.root / "templates").glob("*.yaml")):
        template = load_template(path)
        if kind == "annexed":
            spec = AnnexPart(key="whole", kind="annex", label={"en": "Articles"})
            template = replace(template, parts=(*template.parts, spec))
        elif kind == "repeating":
            parts = tuple(
                replace(spec, repeat=True) if isinstance(spec, TopicsPart) else spec
                for spec in template.parts
            )
            template = replace(template, parts=parts)
        used = replace(sources(desk), template=template)
        briefing = desk.briefing(template)
        again = gather(emptied(briefing), used)
        assert contents(again) == contents(briefing), path.name
        assert bool(briefing.items) == gathers(template), path.name
        assert gather(briefing, used) == briefing, path.name
        assert set(gathered_topics(emptied(briefing), template)) <= {"derisking", "semiconductors"}


def contents(briefing: Briefing) -> list[list[Passage]]:
    return [[item.passage for item in part.items if isinstance(item, Excerpt)] for part in briefing.walk()]


def test_what_the_user_moved_to_another_part_is_not_gathered_again(desk: Desk) -> None:
    briefing = desk.briefing()
    for topic in ("derisking", "semiconductors"):
        (part,) = [one for one in briefing.walk() if one.topic == topic]
        for item in part.items:
            briefing = move_item(briefing, item.id, briefing.parts[0].id, 0)
    assert gather(briefing, sources(desk)) == briefing


def test_a_briefing_that_names_no_topics_gathers_those_that_are_given(desk: Desk) -> None:
    used = sources(desk, "eu-fiche")
    made = replace(desk.briefing(used.template), topics=())
    assert names_no_topics(made, used.template)
    assert not names_no_topics(desk.briefing(used.template), used.template)
    assert gather(emptied(made), used).items == ()
    given = gather(emptied(made), replace(used, topics=("derisking",)))
    assert contents(given) == contents(desk.briefing(used.template, topics=("derisking",)))
    assert gathered_topics(made, used.template, ("trade",)) == ("trade",)


def test_passages_are_inserted_before_the_first_later_one(desk: Desk) -> None:
    article = desk.articles["a1"]
    tags = tuple(tag(article, block) for block in ("b10", "b1", "b9", "b4"))
    briefing = emptied(desk.briefing(topics=("trade",)))
    (part,) = [part.id for part in briefing.walk() if part.topic]
    briefing = insert_item(briefing, part, OwnText(id="own"))
    briefing = insert_item(briefing, part, Excerpt(id="e", passage=tag(article, "b7").passage))
    made = gather(briefing, replace(sources(desk), tags=tags))
    assert order(made, "trade") == ["own", "a1:b1", "a1:b4", "a1:b7", "a1:b9", "a1:b10"]


def test_passages_of_articles_that_are_not_there_are_passed_over(desk: Desk) -> None:
    article = desk.articles["a1"]
    there, other = tag(article, "b1"), tag(article, "b9")
    lost = replace(other, passage=replace(other.passage, article="gone"))
    briefing = desk.briefing(topics=("trade",))
    made = gather(briefing, replace(sources(desk), tags=(lost, there)))
    assert order(made, "trade") == ["a1:b1"]


def test_a_gathered_part_takes_the_topics_of_all_parts_where_it_names_none(desk: Desk) -> None:
    used = sources(desk, "meeting-brief")
    parts = (Part(id="g", key="background"), Part(id="t", key="derisking", topic="derisking"))
    briefing = replace(desk.briefing(used.template), parts=parts)
    made = gather(briefing, used)
    assert gathered_topics(briefing, used.template) == ("derisking",)
    (part, _) = made.parts
    assert [item.passage.blocks[0] for item in part.items if isinstance(item, Excerpt)] == ["b2", "b7", "b2"]


def test_the_topics_of_a_briefing_are_those_of_its_parts(desk: Desk) -> None:
    briefing = desk.briefing(topics=("semiconductors", "derisking"))
    assert gathered_topics(briefing, desk.template()) == ("semiconductors", "derisking")


def insert_one_by_one(items: list[str], missing: list[str], keys: dict[str, int]) -> list[str]:
    """Insert each name before the first excerpt with a larger key; "own" names have none."""
    made = list(items)
    for name in missing:
        later = (place for place, other in enumerate(made) if other in keys and keys[other] > keys[name])
        made.insert(next(later, len(made)), name)
    return made


def test_many_passages_come_where_each_would_alone(desk: Desk) -> None:
    article = desk.articles["a1"]
    tags = tuple(tag(article, f"b{number}") for number in range(1, 11))
    used = replace(sources(desk), tags=tags)
    empty = emptied(desk.briefing(topics=("trade",)))
    (part,) = [part.id for part in empty.walk() if part.topic]
    for seed in range(40):
        draw = random.Random(seed)
        blocks = [f"b{number}" for number in range(1, 11)]
        draw.shuffle(blocks)
        present = draw.randint(1, 9)
        briefing = empty
        for block in blocks[:present]:
            if draw.random() < 0.4:
                briefing = insert_item(briefing, part, OwnText(id=f"own{block}"))
            briefing = insert_item(briefing, part, Excerpt(id=block, passage=tag(article, block).passage))
        keys = {f"a1:{block}": int(block[1:]) for block in blocks}
        missing = sorted((f"a1:{block}" for block in blocks[present:]), key=keys.__getitem__)
        expected = insert_one_by_one(order(briefing, "trade"), missing, keys)
        assert order(gather(briefing, used), "trade") == expected, seed


def test_each_passage_is_looked_at_a_few_times_however_many_there_are(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Passage] = []
    key = gathering._PassageOrder.key

    def count(self: gathering._PassageOrder, passage: Passage) -> tuple[int, ...]:
        looked.append(passage)
        return key(self, passage)

    monkeypatch.setattr(gathering._PassageOrder, "key", count)
    article = desk.articles["a1"]
    found = tag(article, "b1").passage
    many = [replace(found, blocks=("b1",), start=2 * number, end=2 * number + 1) for number in range(400)]
    tags = tuple(Tag(id=f"t{number}", topic="trade", passage=one) for number, one in enumerate(many))
    briefing = emptied(desk.briefing(topics=("trade",)))
    (part,) = [part.id for part in briefing.walk() if part.topic]
    for number in range(0, 400, 2):
        briefing = insert_item(briefing, part, Excerpt(id=f"e{number}", passage=many[number]))
    made = gather(briefing, replace(sources(desk), tags=tags))
    assert [item.passage for item in made.items if isinstance(item, Excerpt)] == many
    assert len(looked) <= 3 * len(many)
