"""The next briefing has the structure of the former one, the new date, and newly tagged passages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefbuilder.composing.gather import GatherSources, copy_structure, gather_next
from briefbuilder.domain.briefing import Excerpt, OwnText
from briefbuilder.domain.briefing_edits import insert_item, remove_item, set_part_heading
from briefbuilder.domain.text import Paragraph, Span

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


def test_the_form_stays_and_only_what_is_new_is_gathered(desk: Desk) -> None:
    template = desk.template("thematic-briefing")
    made = desk.briefing(template)
    older = desk.tags[:1]
    names = iter(f"n{number}" for number in range(1000))
    words = OwnText(id="own", blocks=(Paragraph(id="p", content=(Span("Yesterday's words."),)),))
    former = set_part_heading(insert_item(made, made.parts[0].id, words), made.parts[0].id, "In short")
    quoted = {tag.passage for tag in older}
    for item in former.items:
        if isinstance(item, Excerpt) and item.passage not in quoted:
            former = remove_item(former, item.id)
    former = replace(former, fields={**former.fields, "date": "2026-11-25", "reference": "12/26"})
    sources = GatherSources(
        template=template, tags=desk.tags, articles=desk.articles, new_id=lambda: next(names)
    )
    begun = copy_structure(former, template, "2026-11-26T08:00:00Z", date(2026, 11, 26), sources.new_id)
    assert begun.items == ()
    assert begun.fields == {**former.fields, "date": "2026-11-26"}
    assert [(part.key, part.topic, part.heading) for part in begun.walk()] == [
        (part.key, part.topic, part.heading) for part in former.walk()
    ]
    assert not {part.id for part in begun.walk()} & {part.id for part in former.walk()}
    made_next = gather_next(former, begun, sources)
    there = {item.passage for item in made_next.items if isinstance(item, Excerpt)}
    assert there
    assert not there & quoted
    assert not [item for item in made_next.items if isinstance(item, OwnText)]
