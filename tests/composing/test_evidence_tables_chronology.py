"""A chronology is a table of events by date, whose rows are excerpts with all that excerpts have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.composing.key_effects import EVENTS
from tests.composing.test_every_key import template

from briefbuilder.composing.check import check
from briefbuilder.composing.compose import compose
from briefbuilder.composing.gather import DatedPassage, GatherSources, gather, gather_next
from briefbuilder.composing.release import release_briefing
from briefbuilder.domain.briefing import Briefing, Dated, Excerpt, OwnText
from briefbuilder.domain.briefing_edits import insert_item, replace_item, set_items
from briefbuilder.domain.document import (
    DrawnTable,
    DrawnText,
    DrawnTimeline,
    Element,
    NoteMark,
    content_text,
)
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Paragraph, Span

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

    from briefbuilder.templating.model import Template

INLINE = {"sources": {"style": "inline"}}
MARCH, QUARTER = (
    "Export controls stay national for now.",
    "Bruxelles e Tokyo lavorano a un’intesa sui chip 🇯🇵.",
)


def only(*changes: Any, **said: Any) -> Template:
    """Return a template with nothing but a chronology."""
    return template({"parts": [{**EVENTS, **said}]}, *changes)


def drawn(desk: Desk, made: Briefing, used: Template) -> tuple[Element, ...]:
    return desk.compose(made, used).document.elements


def table(elements: tuple[Element, ...]) -> list[list[str]]:
    """Return the texts of the only table."""
    (found,) = (element for element in elements if isinstance(element, DrawnTable))
    return [
        [
            " / ".join(content_text(e.content) for e in cell.elements if isinstance(e, DrawnText))
            for cell in row
        ]
        for row in found.rows
    ]


def excerpts(made: Briefing) -> list[Excerpt]:
    return [item for item in made.items if isinstance(item, Excerpt)]


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        ("en", [["Date", "Event"], ["Q2 2026", QUARTER], ["3 March 2027", MARCH]]),
        ("it", [["Data", "Evento"], ["secondo trimestre 2026", QUARTER], ["3 marzo 2027", MARCH]]),
        ("ja", [["日付", "出来事"], ["2026年第2四半期", QUARTER], ["2027年3月3日", MARCH]]),
    ],
)
def test_events_stand_by_date_in_the_language_of_the_briefing(
    counted_desk: Desk, language: str, rows: list[list[str]]
) -> None:
    used = only()
    elements = drawn(counted_desk, counted_desk.briefing(used, language), used)
    assert table(elements) == rows
    (found,) = (element for element in elements if isinstance(element, DrawnTable))
    assert found.header_rows == 1
    assert [[cell.header for cell in row] for row in found.rows] == [[True, True], *[[True, False]] * 2]


def test_events_of_other_topics_are_not_gathered(counted_desk: Desk) -> None:
    used = only()
    for topics, quotes in ((("derisking",), [MARCH]), (("semiconductors",), [QUARTER]), (("trade",), [])):
        made = counted_desk.briefing(used, topics=topics)
        assert [item.passage.quote for item in excerpts(made)] == quotes


def test_the_newest_event_is_first_if_asked(counted_desk: Desk) -> None:
    used = only(sort="newest")
    dates = [row[0] for row in table(drawn(counted_desk, counted_desk.briefing(used), used))]
    assert dates == ["Date", "3 March 2027", "Q2 2026"]


def test_sources_are_notes_or_a_column(counted_desk: Desk) -> None:
    used = only()
    document = counted_desk.compose(counted_desk.briefing(used), used).document
    assert "Il Corriere dell’Economia" in content_text(document.notes[0].content)
    assert len(document.notes) == 2
    used = only(INLINE)
    rows = table(drawn(counted_desk, counted_desk.briefing(used), used))
    assert rows[0] == ["Date", "Event", "Source"]
    assert rows[1][2] == "Il Corriere dell’Economia, 1\u00a0November 2026, Anna Rossi, Luca Bianchi"


def test_an_event_of_several_sources_is_one_row_with_all_of_them(counted_desk: Desk) -> None:
    used = only(INLINE)
    made = counted_desk.briefing(used)
    for excerpt in excerpts(made):
        dated = Dated(first=date(2027, 3, 3), last=date(2027, 3, 3), event="e1")
        made = replace_item(made, replace(excerpt, dated=dated, reliability="B2"))
    ((_, event, source),) = table(drawn(counted_desk, made, used))[1:]
    assert event == MARCH
    assert source.count(" / ") == 1
    assert "Corriere" in source
    used = only()
    (note,) = counted_desk.compose(made, used).document.notes
    assert "Corriere" in content_text(note.content)
    assert "Ministers settle on screening" in content_text(note.content)


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (("It has 74 engineers.", "It has 76 engineers."), 2),
        (("It has 1,074 engineers.", "On 3 March 2027: 1.074 Ingenieure."), 1),
        (("It has 74 engineers.", "It has 74 engineers and 12 ships."), 1),
    ],
)
def test_a_row_has_no_source_that_gives_another_figure(
    counted_desk: Desk, texts: tuple[str, ...], rows: int
) -> None:
    used = only(INLINE)
    made = counted_desk.briefing(used)
    for excerpt, text in zip(excerpts(made), texts, strict=True):
        dated = Dated(first=date(2027, 3, 3), last=date(2027, 3, 3), event="e1")
        blocks = (Paragraph(id="b", content=(Span(text),)),)
        made = replace_item(made, replace(excerpt, dated=dated, blocks=blocks))
    found = table(drawn(counted_desk, made, used))[1:]
    assert len(found) == rows
    assert sum(source.count(" / ") + 1 for *_, source in found) == 2


def test_copies_of_a_sentence_with_one_date_are_one_row(counted_desk: Desk) -> None:
    used = only()
    made = counted_desk.briefing(used)
    copied = replace(excerpts(made)[0], id="copy")
    assert len(table(drawn(counted_desk, insert_item(made, made.parts[0].id, copied), used))) == 3


def test_an_event_without_a_date_is_last_and_is_reported(counted_desk: Desk) -> None:
    used = only(timeline=True)
    made = counted_desk.briefing(used)
    first = next(item for item in excerpts(made) if item.dated and item.dated.first.year == 2026)
    made = replace_item(made, replace(first, dated=None))
    composed = counted_desk.compose(made, used)
    assert [row[0] for row in table(composed.document.elements)] == ["Date", "3 March 2027", ""]
    (finding,) = (one for one in composed.findings if one.code == "event-without-date")
    assert finding.place.item == first.id
    (line,) = (one for one in composed.document.elements if isinstance(one, DrawnTimeline))
    assert [event.label for event in line.events] == ["3 March 2027"]


def test_the_timeline_is_told_in_words(counted_desk: Desk) -> None:
    used = only(timeline=True, sort="newest")
    found = drawn(counted_desk, counted_desk.briefing(used, "fr"), used)
    kinds = [element.kind for element in found if element.kind in {"timeline", "table"}]
    assert kinds == ["timeline", "table"]
    (line,) = (one for one in found if isinstance(one, DrawnTimeline))
    assert line.tabled, "the table tells the same"
    assert line.alternative_text.startswith("Frise chronologique\u00a0: 2e trimestre 2026: Bruxelles")
    assert "3 mars 2027" in line.alternative_text
    assert [(event.first, event.last) for event in line.events] == [
        ("2026-04-01", "2026-06-30"),
        ("2027-03-03", "2027-03-03"),
    ]


def test_own_text_stands_below_the_table(counted_desk: Desk) -> None:
    used = only()
    made = counted_desk.briefing(used)
    text = OwnText(id="own", blocks=(Paragraph(id="o1", content=(Span("What follows."),)),))
    found = drawn(counted_desk, insert_item(made, made.parts[0].id, text, 0), used)
    assert [one.kind for one in found][-2:] == ["table", "text"]


def test_an_event_has_the_portion_mark_the_release_and_the_edits_of_its_excerpt(counted_desk: Desk) -> None:
    used = only({"marking": {"profile": "eu", "default": "restreint", "portions": True}})
    made = counted_desk.briefing(used)
    one = next(item for item in excerpts(made) if item.dated and item.dated.first.year == 2027)
    edited = (Paragraph(id="e1", content=(Span("Export controls remain national for now."),)),)
    changed = replace(one, blocks=edited, release=Release(disclosure="closed"), marking="restreint")
    made = replace_item(made, changed)
    row = table(drawn(counted_desk, made, used))[-1]
    assert row[1] == "(R-UE/EU-R) [not for disclosure] Export controls [remain] national for now."
    notes = counted_desk.compose(made, used).document.notes
    assert "[edited]" in content_text(notes[-1].content)
    findings = {finding.code for finding in check(counted_desk.inputs(made, used))}
    assert "quotation-differs" in findings


def test_an_event_withheld_from_a_recipient_is_not_in_the_table(counted_desk: Desk) -> None:
    used = only(timeline=True)
    made = counted_desk.briefing(used)
    one = next(item for item in excerpts(made) if item.dated and item.dated.first.year == 2027)
    made = replace_item(made, replace(one, release=Release(disclosure="closed")))
    released = release_briefing(made, counted_desk.articles, "public").briefing
    inputs = replace(counted_desk.inputs(released, used), audience="public")
    document = compose(inputs).document
    assert "controls" not in repr(document)
    assert [row[0] for row in table(document.elements)] == ["Date", "Q2 2026"]


def test_the_words_of_an_event_keep_their_language_and_have_their_translation_below(
    counted_desk: Desk,
) -> None:
    used = only({"quotations": {"marks": True}}, timeline=True)
    made = counted_desk.briefing(used)
    one = next(item for item in excerpts(made) if item.dated and item.dated.first.year == 2026)
    words = (Paragraph(id="t1", content=(Span("Brussels and Tokyo work on it."),)),)
    made = replace_item(made, replace(one, translation=words))
    found = drawn(counted_desk, made, used)
    assert table(found)[1][1] == (
        f"“{QUARTER}” / Working translation, unofficial: / Brussels and Tokyo work on it."
    )
    (drawn_table,) = (element for element in found if isinstance(element, DrawnTable))
    elements = drawn_table.rows[1][1].elements
    assert [element.language for element in elements] == ["it", None, None]
    assert {element.role for element in elements if isinstance(element, DrawnText)} == {"table"}
    (timeline,) = (element for element in found if isinstance(element, DrawnTimeline))
    assert [event.text for event in timeline.events] == ["Brussels and Tokyo work on it.", f"“{MARCH}”"]


def test_quotation_marks_in_an_event_are_nested_but_not_in_code(counted_desk: Desk) -> None:
    used = only({"quotations": {"marks": True}})
    made = counted_desk.briefing(used)
    one = next(item for item in excerpts(made) if item.dated and item.dated.first.year == 2027)
    block = Paragraph(id="b3", content=(Span("He said “yes” to "), Span("x = “a”", code=True), Span(".")))
    article = replace(counted_desk.articles["a2"], blocks=(block,))
    made = replace_item(made, replace(one, passage=passage_of(article, (block,))))
    row = table(drawn(counted_desk.with_article(article), made, used))[-1]
    assert row[1] == "“He said ‘yes’ to x = “a”.”"


def test_the_note_of_an_event_that_ends_in_a_table_has_its_own_line(counted_desk: Desk) -> None:
    elements = event_of(counted_desk, "b6")
    (found,) = (element for element in elements if isinstance(element, DrawnTable))
    shown, line = found.rows[1][1].elements
    assert shown.blocks == ("b6",)
    assert isinstance(line, DrawnText)
    assert (line.content, line.origin) == ((NoteMark(note="n1"),), shown.origin)


def test_a_list_item_is_an_event_like_any_sentence(counted_desk: Desk) -> None:
    elements = event_of(counted_desk, "b5")
    (found,) = (element for element in elements if isinstance(element, DrawnTable))
    (timeline,) = (element for element in elements if isinstance(element, DrawnTimeline))
    (shown,) = found.rows[1][1].elements
    assert isinstance(shown, DrawnText)
    assert (shown.role, shown.blocks) == ("table", ("b5",))
    assert shown.content[-1] == NoteMark(note="n1")
    item = counted_desk.articles["a1"].block("b5")
    assert item is not None
    assert content_text(shown.content) == item.text == timeline.events[0].text


def event_of(desk: Desk, name: str) -> tuple[Element, ...]:
    """Return the elements of a chronology whose first event is a block of the first article."""
    used = only(timeline=True)
    made = desk.briefing(used)
    one = next(item for item in excerpts(made) if item.dated and item.dated.first.year == 2026)
    block = desk.articles["a1"].block(name)
    assert block is not None
    return drawn(
        desk, replace_item(made, replace(one, passage=passage_of(desk.articles["a1"], (block,)))), used
    )


def test_a_chronology_may_quote_what_another_part_quotes(counted_desk: Desk) -> None:
    used = template({"parts": [EVENTS, {"key": "all", "kind": "gathered", "label": "All"}]})
    made = counted_desk.briefing(used)
    quoted = excerpts(made)[0]
    made = insert_item(made, made.parts[1].id, replace(quoted, id="again", dated=None))
    codes = [finding.code for finding in check(counted_desk.inputs(made, used))]
    assert "excerpt-duplicate" not in codes


# Gathering


def sources(desk: Desk, used: Template, *events: DatedPassage) -> GatherSources:
    count = iter(range(100))
    return GatherSources(
        template=used,
        tags=desk.tags,
        articles=desk.articles,
        new_id=lambda: f"new{next(count)}",
        events=events or desk.events,
    )


def test_only_missing_events_are_gathered_and_the_passages_of_other_parts_stay_gathered(
    counted_desk: Desk,
) -> None:
    used = template({"parts": [EVENTS, {"key": "all", "kind": "gathered", "label": "All"}]})
    made = counted_desk.briefing(used)
    chronology, everything = made.parts
    made = set_items(made, chronology.id, chronology.items[:1])
    again = gather(set_items(made, everything.id, ()), sources(counted_desk, used))
    assert [item.dated for item in excerpts(again) if item.dated] == [
        item.dated for item in chronology.items if isinstance(item, Excerpt)
    ]
    assert len(again.parts[1].items) == len(everything.items)
    assert gather(again, sources(counted_desk, used)) == again


def test_two_dates_in_one_sentence_are_two_events(counted_desk: Desk) -> None:
    used = only()
    first = counted_desk.events[0]
    other = replace(first, dated=Dated(first=date(2025, 1, 1), last=date(2025, 12, 31), grain="year"))
    made = gather(counted_desk.briefing(used), sources(counted_desk, used, first, other))
    assert [row[0] for row in table(drawn(counted_desk, made, used))][1:] == [
        "2025",
        "Q2 2026",
        "3 March 2027",
    ]


def test_the_next_briefing_has_only_events_that_the_former_one_has_not(counted_desk: Desk) -> None:
    used = only()
    former = counted_desk.briefing(used)
    article = counted_desk.articles["a1"]
    new = DatedPassage(
        passage_of(article, (article.blocks[8],)),
        Dated(first=date(2027, 5, 1), last=date(2027, 5, 31), grain="month"),
        frozenset({"derisking"}),
    )
    begun = set_items(former, former.parts[0].id, ())
    made = gather_next(former, begun, sources(counted_desk, used, *counted_desk.events, new))
    assert [item.dated for item in excerpts(made)] == [new.dated]


def test_an_event_of_several_days_is_printed_with_its_first_and_last(counted_desk: Desk) -> None:
    inputs = counted_desk.inputs(counted_desk.briefing(only()), only())
    days = [Dated(first=date(2027, 3, 3), last=date(2027, 3, last)) for last in (3, 5)]
    assert [inputs.format_dated(each) for each in days] == ["3 March 2027", "3–5 March 2027"]
