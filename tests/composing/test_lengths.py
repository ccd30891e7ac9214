"""The lengths of a briefing and its parts are compared with the template's limits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefbuilder.composing.lengths import Length, measure_lengths
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.templating.loader import parse_template
from briefbuilder.templating.model import Template

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


def limited(desk: Desk) -> Template:
    path = desk.root / "templates" / "thematic-briefing.yaml"
    text = path.read_text("utf-8").replace("limits: {words: 2000, pages: 4}", "limits: {words: 12, pages: 3}")
    template, faults = parse_template(text.encode(), str(path))
    assert template is not None, faults
    return template


def test_the_whole_and_the_parts_with_a_limit_are_measured(desk: Desk) -> None:
    template = limited(desk)
    made = desk.briefing()
    empty = replace(made, parts=tuple(replace(part, items=()) for part in made.parts))
    points = empty.parts[0]
    text = OwnText(id="o", blocks=(Paragraph(id="p", content=(Span("one two three " * 5),)),))
    found = measure_lengths(insert_item(empty, points.id, text), template)
    assert found.whole == Length(15, 12)
    assert found.whole.over
    assert found.pages == 3
    spec = template.part(points.key)
    assert spec is not None
    assert found.parts[points.id] == Length(15, 200)
    assert not found.parts[points.id].over
    assert measure_lengths(empty, template).whole == Length(0, 12)


def test_twelve_words_of_twelve_are_not_too_many() -> None:
    assert not Length(12, 12).over
    assert Length(13, 12).over
    assert not Length(10**6).over
