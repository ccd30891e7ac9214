"""A letterhead adds elements to a document and may replace its title; values that no writer could draw are refused."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

from briefbuilder.domain.document import (
    BandLine,
    ChartSeries,
    Document,
    DocumentPicture,
    DrawnCallout,
    DrawnCell,
    DrawnChart,
    DrawnContents,
    DrawnFigure,
    DrawnHeading,
    DrawnPair,
    DrawnTable,
    DrawnText,
    DrawnTimeline,
    FilledLetterhead,
    HeadersFooters,
    LetterBox,
    LetterLine,
    ListEntry,
    NoteMark,
    PageField,
    PictureFile,
    PictureSamples,
    Run,
    TimelineEvent,
    content_text,
    elements_on_letterhead,
    has_picture,
    walk_elements,
)

TITLE = DrawnText(role="title", content=(Run(text="Talks"),))
BODY = DrawnText(role="body", content=(Run(text="They met."),))
HEADING = DrawnHeading(level=1, content=(Run(text="Talks"),))
BEFORE = DrawnText(role="header", content=(Run(text="Ministry"),))
AFTER = DrawnText(role="footer", content=(Run(text="Signed"),))


def document(*, letterhead: bool = True, titled: bool = False) -> Document:
    paper = FilledLetterhead(
        data=b"",
        place="content",
        names={},
        values={},
        changed={},
        before=(BEFORE,),
        after=(AFTER,),
        titled=titled,
    )
    return Document(
        title="Talks",
        language="en",
        elements=(TITLE, HEADING, BODY),
        letterhead=paper if letterhead else None,
    )


@pytest.mark.parametrize("framed", [True, False])
def test_without_a_letterhead_document_all_elements_are_returned(framed: bool) -> None:
    assert elements_on_letterhead(document(letterhead=False), framed=framed) == (TITLE, HEADING, BODY)


def test_the_elements_of_the_letterhead_surround_the_text_if_framed() -> None:
    assert elements_on_letterhead(document(), framed=True) == (BEFORE, TITLE, HEADING, BODY, AFTER)
    assert elements_on_letterhead(document(), framed=False) == (TITLE, HEADING, BODY)
    plain = document(letterhead=False)
    assert elements_on_letterhead(plain, framed=True) == plain.elements


def test_paper_with_a_title_of_its_own_replaces_that_of_the_text_alone() -> None:
    assert elements_on_letterhead(document(titled=True), framed=False) == (HEADING, BODY)


def test_marks_and_page_fields_hold_no_characters() -> None:
    content = (Run(text="They "), NoteMark(note="n1"), PageField(name="page"), Run(text="met."))
    assert content_text(content) == "They met."


def test_what_is_not_said_of_an_element_is_the_plainest() -> None:
    run = Run(text="a")
    assert not any((run.bold, run.italic, run.underline, run.strike, run.code))
    entry = ListEntry(content=(run,))
    assert (entry.depth, entry.number, entry.ordered, entry.continues) == (0, 1, False, False)
    cell = DrawnCell(elements=())
    assert (cell.column_span, cell.row_span, cell.header, cell.flush_end) == (1, 1, False, False)
    assert DrawnTable(rows=(), widths=()).header_rows == 0
    assert DrawnContents(title=(), entries=()).page_numbers
    assert (LetterLine().rows, LetterLine().continues) == ((), False)
    box = LetterBox(left=1.0, width=1.0, lines=())
    assert (box.after_tab, box.height, box.padding, box.span) == (False, 0, (0, 0, 0), 1)
    assert document().letterhead is not None
    assert not FilledLetterhead(data=b"", place="content", names={}, values={}, changed={}).titled


def refused_unless(allowed: bool) -> AbstractContextManager[Any]:
    return nullcontext() if allowed else pytest.raises(ValueError, match=" ")


def chart(categories: tuple[str, ...], *series: tuple[float, ...]) -> DrawnChart:
    named = tuple(ChartSeries(name="Articles", values=values) for values in series)
    return DrawnChart(title=(), categories=categories, series=named, alternative_text="Outlets")


@pytest.mark.parametrize(
    ("values", "allowed"),
    [((1.0, -1e15), True), ((1.0,), False), ((1.0, 2e15), False), ((1.0, float("nan")), False)],
)
def test_a_chart_has_a_number_that_spreadsheets_keep_for_each_category(
    values: tuple[float, ...], allowed: bool
) -> None:
    with refused_unless(allowed):
        chart(("A", "B"), (0.0, 1.0), values)


def test_a_chart_is_drawn_if_it_has_categories_and_series() -> None:
    assert [one.is_drawn for one in (chart(("A",), (1.0,)), chart(("A",)), chart((), ()))] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("last", "allowed"), [("2026-03-02", True), ("2026-03-01", True), ("2026-02-28", False)]
)
def test_an_event_ends_on_its_first_day_or_later(last: str, allowed: bool) -> None:
    event = TimelineEvent(first="2026-03-01", last=last, label="1 March", text="Talks")
    earlier = TimelineEvent(first="2026-02-01", last="2026-02-01", label="1 February", text="Visit")
    with refused_unless(allowed):
        DrawnTimeline(events=(earlier, event), alternative_text="Two events")


PNG, JPEG = b"\x89PNG\r\n\x1a\n...", b"\xff\xd8..."


@pytest.mark.parametrize(
    ("suffix", "data", "size", "allowed"),
    [
        ("png", PNG, (1, 1), True),
        ("jpg", JPEG, (1, 1), True),
        ("jpg", PNG, (1, 1), False),
        ("png", PNG, (0, 1), False),
        ("png", PNG, (1, 0), False),
    ],
)
def test_a_picture_is_of_its_kind_and_has_pixels(
    suffix: Any, data: bytes, size: tuple[int, int], allowed: bool
) -> None:
    width, height = size
    with refused_unless(allowed):
        PictureFile(suffix=suffix, data=data, width=width, height=height)
    with refused_unless(min(size) > 0):
        PictureSamples(width=width, height=height, gray=True, data=None)


def test_a_file_of_a_picture_has_the_media_type_of_its_ending() -> None:
    files = (
        PictureFile(suffix="png", data=PNG, width=1, height=1),
        PictureFile(suffix="jpg", data=JPEG, width=1, height=1),
    )
    assert [file.media_type for file in files] == ["image/png", "image/jpeg"]


def test_pages_without_a_header_or_footer_of_their_own_have_that_of_most_pages() -> None:
    most, first = BandLine(centre=(Run(text="Ministry"),)), BandLine(centre=(Run(text="First"),))
    bands = HeadersFooters(header=(most,), footer=(most,), first_header=(first,), even_footer=())
    assert bands.on("first") == ((first,), (most,))
    assert bands.on("even") == ((most,), ())


def test_a_figure_has_a_picture_where_it_can_be_read() -> None:
    file = PictureFile(suffix="jpg", data=JPEG, width=1, height=1)
    samples = PictureSamples(width=1, height=1, gray=False, data=None)
    pictures = {
        "p1": DocumentPicture(file=file, samples=samples),
        "p2": DocumentPicture(file=file),
        "p3": DocumentPicture(samples=samples),
    }
    drawn = Document(title="Talks", language="en", elements=(), pictures=pictures)
    figures = [DrawnFigure(picture=name, alternative_text="") for name in ("p1", "p2", "p3", "p4")]
    assert [has_picture(drawn, figure) for figure in figures] == [True, False, False, False]


def test_elements_are_walked_with_those_inside_them() -> None:
    first, second, third = (DrawnCell(elements=(one,)) for one in (TITLE, BODY, AFTER))
    table = DrawnTable(rows=((first, second), (third,)), widths=(0.5, 0.5))
    pair = DrawnPair(left=(BEFORE,), right=(BODY,))
    box = DrawnCallout(title=(), elements=(table, pair))
    figure = DrawnFigure(picture="p1", alternative_text="")
    walked = [HEADING, box, table, TITLE, BODY, AFTER, pair, BEFORE, BODY, figure, AFTER]
    assert list(walk_elements((HEADING, box, figure, AFTER))) == walked
