"""A template's samples become paragraphs, rows and lists, and gathered excerpts are reduced."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.template_files import parse_template

from briefbuilder.app.templates import add_sample_texts, fill_empty_parts, sample_fields
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import ListItem, Paragraph, Span
from briefbuilder.templating.model import Template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbuilder.domain.briefing import Item

TEXT = """\
version: 1
id: note
name: Note
languages: [en]
marking: {profile: none}
fields:
- {key: to, kind: text, label: To, sample: The Minister}
- {key: from, kind: text, label: From}
- {key: copies, kind: list, label: Copies, in-table: false}
- {key: place, kind: text, label: Place, default: Rome}
- {key: day, kind: date, label: Day}
- {key: today, kind: date, label: Today, default: today}
parts:
- {key: said, kind: written, label: Said, sample: "One\\n- Two\\n\\n-  Three\\nFour\\n- Five"}
- {key: hinted, kind: written, label: Hinted, hint: Write here}
- {key: bare, kind: written, label: Bare}
- {key: rows, kind: table, label: Rows, sample: "a | b\\n\\nc|d", columns: [{label: A}, {label: B}]}
- {key: topics, kind: topics, label: Topics, layout: sub-parts}
- {key: found, kind: gathered, label: Found, sample: Found}
- {key: events, kind: chronology, label: Events}
"""


def template() -> Template:
    found, findings = parse_template(TEXT.encode(), "note.yaml")
    assert found is not None, findings
    return found


def excerpts(count: int) -> tuple[Excerpt, ...]:
    passage = Passage(article="a", blocks=("b",), start=0, end=1, quote="x")
    return tuple(Excerpt(id=f"e{number}", passage=passage) for number in range(count))


def sampled(*parts: Part) -> tuple[Part, ...]:
    count = itertools.count()
    made = Briefing(id="b", title="T", template="note", language="en", parts=parts)
    return add_sample_texts(made, template(), lambda: f"s{next(count)}").parts


def texts(items: Sequence[Item]) -> list[list[str]]:
    return [[block.text for block in item.blocks] for item in items if isinstance(item, OwnText)]


def test_fields_without_default_are_filled_with_their_sample_a_day_or_an_ellipsis() -> None:
    assert sample_fields(template(), "en", "2026-11-25") == {
        "to": "The Minister",
        "from": "…",
        "day": "2026-11-25",
    }


def test_lines_become_paragraphs_and_lists() -> None:
    (part,) = sampled(Part(id="p", key="said"))
    (item,) = part.items
    assert item == OwnText(
        id="s0",
        blocks=(
            Paragraph(id="s0", content=(Span("One"),)),
            ListItem(id="s1", content=(Span("Two"),), starts=True),
            ListItem(id="s2", content=(Span("Three"),)),
            Paragraph(id="s3", content=(Span("Four"),)),
            ListItem(id="s4", content=(Span("Five"),), starts=True),
        ),
    )


def test_an_empty_part_shows_its_hint_and_one_without_stays_empty() -> None:
    hinted, bare, filled = sampled(
        Part(id="p", key="hinted"), Part(id="q", key="bare"), Part(id="r", key="hinted", items=excerpts(1))
    )
    assert texts(hinted.items) == [["Write here"]]
    assert bare.items == ()
    assert filled.items == excerpts(1)


def test_parts_that_would_not_be_printed_show_an_ellipsis() -> None:
    count = itertools.count()
    empty = tuple(Part(id=key, key=key) for key in ("bare", "rows", "topics", "found", "events", "unknown"))
    made = Briefing(id="b", title="T", template="note", language="en", parts=empty)
    nested = replace(made, parts=(*empty, Part(id="t", key="topics", topic="x", parts=empty[:1])))
    filled = fill_empty_parts(nested, template(), lambda: f"s{next(count)}").parts
    assert {part.id: texts(part.items) for part in filled} == {
        "bare": [["…"]],
        "rows": [["…", "…"]],
        "topics": [["…"]],
        "found": [["…"]],
        "events": [],
        "unknown": [],
        "t": [],
    }
    assert texts(filled[-1].parts[0].items) == [["…"]]


def test_each_line_of_a_table_is_a_row() -> None:
    (part,) = sampled(Part(id="p", key="rows"))
    assert texts(part.items) == [["a", "b"], ["c", "d"]]
    assert [block.id for block in part.items[1].blocks or ()] == ["s0", "s1"]


def test_one_excerpt_stays_under_a_sample_two_under_a_topic_and_six_events() -> None:
    inner = Part(id="i", key="topics", items=excerpts(4))
    found, topics, unknown, events = sampled(
        Part(id="p", key="found", items=excerpts(3)),
        Part(id="q", key="topics", items=excerpts(3), parts=(inner,)),
        Part(id="r", key="unknown", items=excerpts(3)),
        Part(id="s", key="events", items=excerpts(7)),
    )
    assert texts(found.items) == [["Found"]]
    assert found.items[1:] == excerpts(1)
    assert (topics.items, topics.parts[0].items) == (excerpts(2), excerpts(2))
    assert unknown.items == excerpts(3)
    assert events.items == excerpts(6)
