"""Parts that the officer writes stand under each topic, and samples have numbered lists."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.composing.key_effects import TOPICS
from tests.composing.test_every_key import template

from briefbuilder.app.templates import add_sample_texts
from briefbuilder.composing.compose import compose
from briefbuilder.domain.briefing import Briefing, OwnText, Part
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.document import DrawnHeading, Run, content_text
from briefbuilder.domain.text import ListItem, Paragraph, Span
from briefbuilder.domain.topics import Topic

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

ASSESSMENT = {
    "key": "view",
    "kind": "written",
    "label": "Our view",
    "sample": "1. First\n2. Second\n  - below\nEnd",
}
WITH_TEXTS = {"parts": [{**TOPICS, "parts": [ASSESSMENT]}]}


def made(desk: Desk) -> Briefing:
    return desk.briefing(template(WITH_TEXTS))


def test_each_topic_of_a_new_briefing_has_the_written_parts(desk: Desk) -> None:
    assert [(part.key, part.topic, [inner.key for inner in part.parts]) for part in made(desk).parts] == [
        ("topics", "derisking", ["view"]),
        ("topics", "semiconductors", ["view"]),
    ]


def test_the_text_stands_under_its_topic_with_a_heading_of_its_own(desk: Desk) -> None:
    briefing, used = made(desk), template(WITH_TEXTS)
    (view,) = briefing.parts[1].parts
    text = Paragraph(id="v1", content=(Span("It matters."),))
    briefing = insert_item(briefing, view.id, OwnText(id="own", blocks=(text,)))
    elements = desk.compose(briefing, used).document.elements
    headings = [
        (each.level, content_text(each.content)) for each in elements if isinstance(each, DrawnHeading)
    ]
    assert headings == [(1, "De-risking"), (1, "Semiconductors"), (2, "Our view")]
    foreign = replace(
        desk, topics={**desk.topics, "derisking": Topic(id="derisking", names={"it": "Rischi"})}
    )
    elements = foreign.compose(briefing, used).document.elements
    runs = [run for each in elements if isinstance(each, DrawnHeading) for run in each.content]
    assert [run.language for run in runs if isinstance(run, Run)] == ["it", None, None]
    limited = {"parts": [{**TOPICS, "parts": [{**ASSESSMENT, "limit": {"words": 1}}]}]}
    codes = {finding.code: finding.place.part for finding in desk.check(briefing, template(limited))}
    assert codes["part-too-long"] == view.id


def test_a_sample_has_numbered_lists_and_stands_under_each_topic(desk: Desk) -> None:
    count = itertools.count(1)
    sampled = add_sample_texts(made(desk), template(WITH_TEXTS), lambda: f"s{next(count)}")
    (view,) = sampled.parts[0].parts
    (item,) = view.items
    assert isinstance(item, OwnText)
    listed = [block for block in item.blocks if isinstance(block, ListItem)]
    assert [(each.text, each.depth, each.ordered, each.number) for each in listed] == [
        ("First", 0, True, 1),
        ("Second", 0, True, 2),
        ("below", 1, False, None),
    ]
    assert [each.starts for each in listed] == [True, False, False]
    assert isinstance(item.blocks[-1], Paragraph)


def test_an_unknown_part_under_a_topic_is_still_reported(desk: Desk) -> None:
    briefing = made(desk)
    strange = replace(briefing.parts[0], parts=(Part(id="x", key="gone"),))
    briefing = replace(briefing, parts=(strange, *briefing.parts[1:]))
    assert "part-unknown" in {finding.code for finding in desk.check(briefing, template(WITH_TEXTS))}


def test_a_topic_has_typographic_apostrophes_as_a_heading(desk: Desk) -> None:
    form = template(WITH_TEXTS)
    topics = {"derisking": Topic(id="derisking", names={"en": "Women's 'rights'"})}
    inputs = replace(desk.inputs(made(desk), form), topics={**desk.topics, **topics})
    headings = [each for each in compose(inputs).document.elements if isinstance(each, DrawnHeading)]
    assert content_text(headings[0].content) == "Women’s 'rights'"
