"""A new briefing has the template's parts with passages in the order of import and position."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.template_files import parse_template

from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.errors import BriefingError
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.topics import Tag

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


def outline(briefing: Briefing) -> list[tuple[str, str | None, list[str]]]:
    return [
        (
            part.key,
            part.topic,
            [f"{i.passage.article}:{i.passage.blocks[0]}" for i in part.items if isinstance(i, Excerpt)],
        )
        for part in briefing.walk()
    ]


def test_each_topic_has_a_part_filled_in_the_order_of_reading(desk: Desk) -> None:
    assert outline(desk.briefing()) == [
        ("key-points", None, []),
        ("topics", "derisking", ["a1:b7", "a2:b2"]),
        ("topics", "semiconductors", ["a1:b2"]),
        ("quotations", None, []),
        ("figures", None, []),
        ("outlook", None, []),
        ("sources", None, []),
    ]


def test_the_order_of_topics_is_the_given_one(desk: Desk) -> None:
    briefing = desk.briefing(topics=("semiconductors", "derisking"))
    assert [part.topic for part in briefing.parts if part.topic] == ["semiconductors", "derisking"]


def test_the_order_of_import_decides_between_articles(desk: Desk) -> None:
    turned = replace(desk, articles=dict(reversed(list(desk.articles.items()))))
    (part,) = [part for part in outline(turned.briefing()) if part[1] == "derisking"]
    assert part[2] == ["a2:b2", "a1:b7"]


def test_topics_can_be_below_one_heading(desk: Desk) -> None:
    text = (desk.root / "templates" / "thematic-briefing.yaml").read_text("utf-8")
    template, _ = parse_template(
        text.replace("layout: parts", "layout: sub-parts").encode(),
        str(desk.root / "templates" / "nested.yaml"),
    )
    assert template is not None
    briefing = desk.briefing(template)
    (holder,) = [part for part in briefing.parts if part.key == "topics"]
    assert holder.topic is None
    assert [part.topic for part in holder.parts] == ["derisking", "semiconductors"]
    levels = [
        (each.level, each.origin)
        for each in desk.compose(briefing, template).document.elements
        if each.kind == "heading"
    ]
    assert [level for level, _ in levels] == [1, 2, 2, 1]


def test_a_gathered_part_holds_each_passage_once(desk: Desk) -> None:
    briefing = desk.briefing(desk.template("meeting-brief"))
    assert {key: items for key, _, items in outline(briefing)}["background"] == [
        "a1:b2",
        "a1:b7",
        "a2:b2",
    ]


def test_a_passage_within_another_is_not_repeated(desk: Desk) -> None:
    article = desk.articles["a1"]
    block = article.block("b3")
    assert block is not None
    inner = Tag(id="inner", topic="semiconductors", passage=passage_of(article, (block,), 3, 9))
    outer = [tag for tag in desk.tags if tag.topic == "semiconductors"]
    both = replace(desk, tags=(inner, *outer))
    assert ("topics", "semiconductors", ["a1:b2"]) in outline(both.briefing())
    alone = replace(desk, tags=(inner,))
    assert ("topics", "semiconductors", ["a1:b3"]) in outline(alone.briefing())


def test_a_passage_that_ends_where_the_one_around_it_ends_is_not_repeated(desk: Desk) -> None:
    article = desk.articles["a1"]
    (outer,) = [tag for tag in desk.tags if tag.topic == "semiconductors"]
    last = article.block(outer.passage.blocks[-1])
    assert last is not None
    inner = Tag(id="inner", topic="semiconductors", passage=passage_of(article, (last,)))
    assert inner.passage.end == outer.passage.end
    both = replace(desk, tags=(inner, outer))
    assert ("topics", "semiconductors", ["a1:b2"]) in outline(both.briefing())


def test_passages_that_overlap_are_both_kept(desk: Desk) -> None:
    article = desk.articles["a1"]
    block = article.block("b9")
    assert block is not None
    tags = tuple(
        Tag(id=f"t{start}", topic="trade", passage=passage_of(article, (block,), start, end))
        for start, end in ((0, 12), (3, 20))
    )
    briefing = replace(desk, tags=tags).briefing(topics=("trade",))
    assert ("topics", "trade", ["a1:b9", "a1:b9"]) in outline(briefing)


def test_passages_that_are_lost_are_all_kept(desk: Desk) -> None:
    (tag,) = [tag for tag in desk.tags if tag.topic == "semiconductors"]
    lost = [
        replace(
            tag, id=f"lost{n}", passage=replace(tag.passage, blocks=(f"x{n}",), end=9 - n, quote=f"Lost {n}")
        )
        for n in (1, 2)
    ]
    (part,) = [p for p in outline(replace(desk, tags=(*lost, tag)).briefing()) if p[1] == "semiconductors"]
    assert part[2] == ["a1:b2", "a1:x1", "a1:x2"]


def test_every_part_and_item_has_an_id_of_its_own(desk: Desk) -> None:
    briefing = desk.briefing()
    ids = [part.id for part in briefing.walk()] + [item.id for item in briefing.items]
    assert len(ids) == len(set(ids))


def test_fields_take_what_is_given_and_the_templates_defaults(desk: Desk) -> None:
    template = desk.template("press-review")
    assert desk.briefing(template).fields == {"date": "2026-11-25", "edition": "morning"}
    given = desk.briefing(template, fields={"edition": "evening", "service": " Press office "})
    assert given.fields == {"date": "2026-11-25", "edition": "evening", "service": "Press office"}


def test_a_field_that_the_template_has_not_is_refused_with_the_nearest(desk: Desk) -> None:
    with pytest.raises(BriefingError) as caught:
        desk.briefing(fields={"refrence": "1"})
    assert caught.value.code == "briefing-field-unknown-near"
    assert caught.value.parameters == {"field": "refrence", "nearest": "reference"}
    with pytest.raises(BriefingError, match="briefing-field-unknown"):
        desk.briefing(fields={"xyz": "1"})


def test_marking_and_labels_are_the_templates_by_default(desk: Desk) -> None:
    briefing = desk.briefing()
    assert briefing.marking is None
    assert {part.heading for part in briefing.walk()} == {None}


FIELDS = """\
version: 1
id: note
name: Note
languages: [en]
marking: {profile: none}
fields:
- {key: count, kind: number, label: Count, default: 2.50}
- {key: size, kind: number, label: Size}
- {key: day, kind: date, label: Day, default: 2026-01-02}
- {key: today, kind: date, label: Today, default: today}
- {key: to, kind: text, label: To, default: All}
parts:
- {key: first, kind: written, label: First, release: closed}
- {key: found, kind: gathered, label: Found, topics: [trade], release: usable}
- {key: annex, kind: annex, label: Annex}
"""


def test_defaults_of_fields_are_those_of_their_kind(desk: Desk) -> None:
    template, faults = parse_template(FIELDS.encode(), "note.yaml")
    assert template is not None, faults
    assert desk.briefing(template).fields == {
        "count": "2.5",
        "day": "2026-01-02",
        "today": "2026-11-25",
        "to": "All",
    }
    given = desk.briefing(template, fields={"count": " ", "size": " 3 ", "to": ""})
    assert given.fields == {
        "count": "2.5",
        "size": "3",
        "day": "2026-01-02",
        "today": "2026-11-25",
        "to": "All",
    }
    with pytest.raises(BriefingError) as caught:
        desk.briefing(template, fields={"xyz": "1"})
    assert caught.value.parameters["valid"] == "count, size, day, today, to"


def test_parts_bear_the_release_that_the_template_says(desk: Desk) -> None:
    template, faults = parse_template(FIELDS.encode(), "note.yaml")
    assert template is not None, faults
    releases = [part.release.disclosure if part.release else None for part in desk.briefing(template).parts]
    assert releases == ["closed", "usable", None]


def test_a_gathered_part_with_topics_of_its_own_takes_those_alone(desk: Desk) -> None:
    template, faults = parse_template(FIELDS.encode(), "note.yaml")
    assert template is not None, faults
    block = desk.articles["a2"].block("b3")
    assert block is not None
    tag = Tag(id="own", topic="trade", passage=passage_of(desk.articles["a2"], (block,)))
    found = outline(replace(desk, tags=(*desk.tags, tag)).briefing(template))
    assert found == [("first", None, []), ("found", None, ["a2:b3"]), ("annex", None, ["a1:b1", "a2:b1"])]


def test_an_annex_holds_the_articles_that_are_tagged_with_its_topics(desk: Desk) -> None:
    template, faults = parse_template(FIELDS.encode(), "note.yaml")
    assert template is not None, faults
    found = outline(desk.briefing(template, topics=("semiconductors",)))
    assert found[-1] == ("annex", None, ["a1:b1"])


@pytest.mark.parametrize(
    ("language", "day", "count", "stored"),
    [
        ("it", "31.05.2026", "1.234,5", ("2026-05-31", "1234.5")),
        ("en", "31 May 2026", "1,234.5", ("2026-05-31", "1234.5")),
        ("en", "05/06/2026", "few", ("05/06/2026", "few")),
    ],
)
def test_dates_and_numbers_are_stored_in_one_form(
    desk: Desk, language: str, day: str, count: str, stored: tuple[str, str]
) -> None:
    text = (
        "version: 1\nid: n\nname: N\nlanguages: [en, it]\nmarking: {profile: none}\nfields:\n"
        "- {key: day, kind: date, label: Day}\n- {key: count, kind: number, label: Count}\n"
        "parts: [{key: t, kind: written, label: T}]\n"
    )
    template, _ = parse_template(text.encode(), "n.yaml")
    assert template is not None
    made = desk.briefing(template, language, fields={"day": day, "count": count})
    assert (made.fields["day"], made.fields["count"]) == stored


def test_a_large_default_of_a_number_keeps_all_its_figures(desk: Desk) -> None:
    text = (
        "version: 1\nid: n\nname: N\nlanguages: [de]\nmarking: {profile: none}\nfields:\n"
        "- {key: sum, kind: number, label: Sum, default: 1234567.5}\n"
        "- {key: much, kind: number, label: Much, default: 2000000}\n"
        "parts: [{key: t, kind: written, label: T}]\n"
    )
    template, _ = parse_template(text.encode(), "n.yaml")
    assert template is not None
    assert desk.briefing(template, "de").fields == {"sum": "1234567.5", "much": "2000000"}
