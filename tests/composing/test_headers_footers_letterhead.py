"""The placeholders of a letterhead are filled, and its rows are combined with the marking."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefbuilder.composing.check import check
from briefbuilder.composing.compose import compose
from briefbuilder.composing.headers_footers import has_marking_place
from briefbuilder.domain.document import (
    BandLine,
    Content,
    Document,
    DrawnBreak,
    DrawnCell,
    DrawnTable,
    DrawnText,
    FilledLetterhead,
    LetterBox,
    LetterLine,
    PageField,
    Run,
    content_text,
)
from briefbuilder.domain.letterhead import LetterheadFile, LetterheadLayout
from briefbuilder.domain.marking import MarkingLevel, MarkingProfile
from briefbuilder.domain.styles import PageSetup, Style

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

LEVELS = (
    MarkingLevel(id="plain", rank=0, texts={"en": "Plain"}),
    MarkingLevel(id="front", rank=1, texts={"en": "Limited"}, front_page_only=True),
    MarkingLevel(id="copies", rank=2, texts={"en": "Counted"}, copy_number=True),
)
PROFILE = MarkingProfile(id="own", levels=LEVELS)


def row(*texts: str) -> BandLine:
    """Return a row of a letterhead with a box for each text."""
    boxes = (
        LetterBox(left=float(at), width=9.0, lines=(LetterLine(content=(Run(text=text, bold=True),)),))
        for at, text in enumerate(texts)
    )
    return BandLine(boxes=tuple(boxes))


def look(*fields: str, **more: object) -> LetterheadLayout:
    made = LetterheadLayout(
        file=LetterheadFile(name="paper.docx", data=b"paper", content="text", fields=fields),
        styles={},
        text=Style(),
        page=PageSetup(width=500.0),
        headers={"default": (row("Ministry"),)},
        footers={"default": (row("Street 1"),)},
        slots=frozenset(fields),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def drawn(
    desk: Desk, paper: LetterheadLayout, level: str | None = "plain", title: str | None = None
) -> Document:
    briefing = replace(desk.briefing(), marking=level)
    if title is not None:
        briefing = replace(briefing, title=title)
    return compose(replace(desk.inputs(briefing, None), profile=PROFILE, letterhead=paper)).document


def house_of(document: Document) -> FilledLetterhead:
    assert document.letterhead is not None
    return document.letterhead


def shown(lines: tuple[BandLine, ...] | None) -> list[str]:
    """Return the words of each line of a header or footer; those of the mark in capitals."""
    return [
        content_text((*line.start, *line.centre, *line.end)).upper()
        if line.role == "marking"
        else "|".join(content_text(inner.content) for box in line.boxes for inner in box.lines)
        for line in lines or ()
        if line.role == "marking" or line.boxes
    ]


def test_without_a_letterhead_document_there_is_no_letterhead(desk: Desk) -> None:
    assert desk.compose(desk.briefing()).document.letterhead is None


def test_the_file_and_the_page_are_those_of_the_letterhead(desk: Desk) -> None:
    document = drawn(desk, look(room=(10.0, 20.0)))
    house = house_of(document)
    assert (house.data, house.place) == (b"paper", "text")
    assert document.page.width == 500.0
    assert document.headers_footers.room == (10.0, 20.0)
    assert {"size", "bold", "colour"} <= house.changed["marking"]


@pytest.mark.parametrize(("slots", "titled"), [(frozenset({"title"}), True), (frozenset({"date"}), False)])
def test_paper_with_a_place_for_the_title_in_its_text_is_titled(
    desk: Desk, slots: frozenset[str], titled: bool
) -> None:
    assert house_of(drawn(desk, look("title", body_slots=slots))).titled is titled


def test_places_are_filled_with_their_values(desk: Desk) -> None:
    values = house_of(drawn(desk, look("title", "marking", "date", "page", "other"))).values
    assert content_text(values["title"]) == "EU–Japan: chips and risks"
    assert content_text(values["marking"]) == "Plain"
    assert content_text(values["date"]) == "25 November 2026"
    assert values["page"] == (PageField(name="page"),)
    assert values["other"] == ()


def test_only_places_that_are_there_are_filled_and_the_date_in_any_case(desk: Desk) -> None:
    paper = replace(look("title", "date", "page"), slots=frozenset({"title"}))
    assert set(house_of(drawn(desk, paper)).values) == {"title", "date"}


def test_a_title_that_is_missing_is_to_be_completed_on_paper_too(desk: Desk) -> None:
    values = house_of(drawn(desk, look("title"), title=" ")).values
    assert content_text(values["title"]) == "[to be completed]"


def test_a_mark_of_the_first_page_alone_does_not_fill_a_place_on_all(desk: Desk) -> None:
    assert house_of(drawn(desk, look("marking"), "front")).values["marking"] == ()


def test_places_are_filled_wherever_they_stand(desk: Desk) -> None:
    words: Content = (Run(text="On {{ date }}: {{Title}}!", italic=True), PageField(name="page"))
    cell = DrawnCell(elements=(DrawnText(role="body", content=words),))
    table = DrawnTable(rows=((cell,),), widths=(1.0,))
    paper = look(
        "title",
        "date",
        before=(DrawnText(role="body", content=words), DrawnBreak()),
        after=(table,),
        beside=row("{{date}}").boxes,
        headers={"default": (row("Ministry", "{{date}}{{none}}"),)},
    )
    document = drawn(desk, paper, title="Talks")
    house = house_of(document)
    first, second = house.before
    assert isinstance(first, DrawnText)
    assert content_text(first.content) == "On 25 November 2026: Talks!"
    assert first.content[-1] == PageField(name="page")
    assert all(run.italic for run in first.content if isinstance(run, Run))
    assert second == DrawnBreak()
    (last,) = house.after
    assert isinstance(last, DrawnTable)
    (inner,) = last.rows[0][0].elements
    assert isinstance(inner, DrawnText)
    assert content_text(inner.content) == "On 25 November 2026: Talks!"
    assert content_text(house.beside[0].lines[0].content) == "25 November 2026"
    assert "Ministry|25 November 2026" in shown(document.headers_footers.header)


def test_the_rows_of_a_letterhead_are_inside_the_marking(desk: Desk) -> None:
    headers_footers = drawn(desk, look()).headers_footers
    assert shown(headers_footers.header)[:2] == ["PLAIN", "Ministry"]
    assert shown(headers_footers.footer)[-2:] == ["Street 1", "PLAIN"]


def test_the_templates_lines_are_inside_the_rows_of_the_letterhead(desk: Desk) -> None:
    headers_footers = drawn(desk, look()).headers_footers
    for lines, order in (
        (headers_footers.header, [False, True, None]),
        (headers_footers.footer, [None, True, False]),
    ):
        kinds = [False if line.role == "marking" else True if line.boxes else None for line in lines]
        assert [kind for kind in order if kind in kinds] == list(dict.fromkeys(kinds))


def test_paper_with_a_place_for_the_mark_has_it_once(desk: Desk) -> None:
    paper = look(
        "marking",
        headers={"default": (row("{{marking}}"),)},
        footers={"default": (row("Street {{marking}}"),)},
    )
    headers_footers = drawn(desk, paper).headers_footers
    assert shown(headers_footers.header) == ["Plain"]
    assert shown(headers_footers.footer) == ["Street Plain"]


@pytest.mark.parametrize("level", ["front", "copies"])
def test_a_marking_that_differs_by_page_does_not_use_the_letterheads_placeholder(
    desk: Desk, level: str
) -> None:
    paper = look("marking", headers={"default": (row("{{marking}}"),)})
    headers_footers = drawn(desk, paper, level).headers_footers
    first = headers_footers.header if headers_footers.first_header is None else headers_footers.first_header
    assert any(line.role == "marking" for line in first)


def test_pages_that_differ_on_paper_differ_in_the_document(desk: Desk) -> None:
    paper = look(
        headers={"default": (row("all"),), "first": (row("first"),), "even": (row("even"),)},
        footers={"default": (row("foot"),), "first": (row("first foot"),)},
    )
    headers_footers = drawn(desk, paper).headers_footers
    assert shown(headers_footers.header) == ["PLAIN", "all"]
    assert shown(headers_footers.first_header) == ["PLAIN", "first"]
    assert shown(headers_footers.even_header) == ["PLAIN", "even"]
    assert shown(headers_footers.footer) == ["foot", "PLAIN"]
    assert shown(headers_footers.first_footer) == ["first foot", "PLAIN"]
    assert shown(headers_footers.even_footer) == ["foot", "PLAIN"]


def test_pages_that_are_alike_on_paper_are_alike_in_the_document(desk: Desk) -> None:
    template = desk.template()
    headers_footers = drawn(desk, look()).headers_footers
    assert (headers_footers.first_header is None) is (
        template.header.first is None and template.footer.first is None
    )
    assert headers_footers.even_header is None
    assert headers_footers.even_footer is None


def test_a_placeholder_without_a_value_is_reported(desk: Desk) -> None:
    inputs = replace(desk.inputs(desk.briefing(), None), letterhead=look("reference"))
    found = [finding.place.field for finding in check(inputs) if finding.code == "field-empty"]
    assert "reference" in found


def test_one_row_with_the_placeholder_is_enough_for_the_marking() -> None:
    assert has_marking_place((row("Ministry"), row("{{ marking }}")))
    assert not has_marking_place((row("Ministry"), row("{{date}}")))


@pytest.mark.parametrize(
    ("behind", "ground", "kept", "is_changed"),
    [
        ("#000000", None, None, True),
        ("#fff2cc", None, "#fff2cc", False),
        (None, "#f5f5f5", "#f5f5f5", True),
        (None, None, None, False),
    ],
)
def test_a_marking_can_be_read_on_the_background_of_the_letterheads_style(
    desk: Desk, behind: str | None, ground: str | None, kept: str | None, is_changed: bool
) -> None:
    levels = (MarkingLevel(id="plain", rank=0, texts={"en": "Plain"}, colour="#101010"),)
    styles = {"marking": Style(colour="#33ff00", background=behind)}
    profile = MarkingProfile(id="own", levels=levels, ground=ground)
    briefing = replace(desk.briefing(), marking="plain")
    inputs = replace(desk.inputs(briefing, None), profile=profile, letterhead=look(styles=styles))
    document = compose(inputs).document
    assert document.styles.style("marking").background == kept
    assert ("ground" in house_of(document).changed["marking"]) == is_changed
