"""Random elements of every kind, nested, over a vocabulary that each test chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from hypothesis import strategies as st

from briefbuilder.domain.document import (
    ChartSeries,
    ContentsEntry,
    DrawnBreak,
    DrawnCallout,
    DrawnCell,
    DrawnChart,
    DrawnContents,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    DrawnTimeline,
    Element,
    ListEntry,
    NoteMark,
    Run,
    TimelineEvent,
)
from briefbuilder.domain.list_labels import NUMBER_STYLES, ListLabel
from briefbuilder.domain.styles import Role

NOTES = ("n1", "n2", "n3", "e1", "e2")
TARGETS = ("a0", "a1", "nowhere")

Strategy = st.SearchStrategy[Any]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The strategies of random elements; `others` are inlines besides runs and note marks."""

    texts: Strategy
    links: Strategy
    labels: Strategy
    languages: Strategy
    names: Strategy
    numbers: Strategy = st.integers(0, 1000)  # noqa: RUF009 -- a strategy never changes
    pictures: Sequence[str] = ("none",)
    others: tuple[Strategy, ...] = ()
    has_drawings: bool = False


def runs(of: Vocabulary) -> Strategy:
    """Return runs with any formatting, link and target."""
    return st.builds(
        Run,
        text=of.texts,
        bold=st.booleans(),
        italic=st.booleans(),
        underline=st.booleans(),
        strike=st.booleans(),
        code=st.sampled_from([False, False, True]),
        script=st.sampled_from(["baseline", "baseline", "sub", "super"]),
        link=of.links,
        target=st.sampled_from([None, None, *TARGETS]),
        language=of.languages,
    )


def words(of: Vocabulary) -> Strategy:
    """Return content without note marks."""
    plain = of.texts.map(lambda text: Run(text=text))
    return st.lists(st.one_of(runs(of), plain), max_size=3).map(tuple)


def content(of: Vocabulary) -> Strategy:
    """Return content of any inlines, including a mark of a missing note."""
    plain = of.texts.map(lambda text: Run(text=text))
    marks = st.sampled_from((*NOTES, "missing")).map(lambda name: NoteMark(note=name))
    return st.lists(st.one_of(runs(of), plain, plain, marks, *of.others), max_size=4).map(tuple)


def lists(of: Vocabulary) -> Strategy:
    """Return lists whose entries jump between levels and numbers."""
    labels = st.builds(
        ListLabel,
        style=st.sampled_from(NUMBER_STYLES),
        prefix=st.sampled_from(["", "(", "1.", "2.1.", "%"]),
        suffix=st.sampled_from([".", ")", ""]),
    )
    entries = st.builds(
        ListEntry,
        content=content(of),
        depth=st.integers(0, 10),
        ordered=st.booleans(),
        number=of.numbers,
        continues=st.booleans(),
        label=st.none() | labels,
        language=of.languages,
    )
    several = st.lists(entries, max_size=6).map(tuple)
    return st.builds(DrawnList, entries=several, language=of.languages, quoted=st.booleans())


def tables_of_contents(of: Vocabulary) -> Strategy:
    """Return tables of contents, some entries of which have no target."""
    line = st.builds(
        ContentsEntry,
        target=st.sampled_from(TARGETS),
        level=st.integers(1, 6),
        text=of.texts,
        number=of.labels,
    )
    lines = st.lists(line, max_size=4).map(tuple)
    return st.builds(DrawnContents, title=words(of), entries=lines, page_numbers=st.booleans())


def leaves(of: Vocabulary) -> Strategy:
    """Return elements without nested elements."""
    inside = content(of)
    quoted = st.lists(inside, max_size=3).map(tuple)
    return st.one_of(
        st.builds(
            DrawnText,
            role=st.sampled_from(get_args(Role)),
            content=inside,
            number=of.labels,
            language=of.languages,
        ),
        st.builds(DrawnHeading, level=st.integers(1, 6), content=inside, number=of.labels),
        lists(of),
        st.builds(DrawnQuotation, paragraphs=quoted, source=inside, language=of.languages),
        st.builds(
            DrawnFigure,
            picture=st.sampled_from(of.pictures),
            alternative_text=of.names,
            width=st.sampled_from([None, 0.0, 99.0]),
            caption=inside,
        ),
        st.builds(DrawnBreak, landscape=st.booleans()),
        tables_of_contents(of),
        *((charts(of), timelines(of)) if of.has_drawings else ()),
    )


def charts(of: Vocabulary) -> Strategy:
    """Return charts of few categories and series, which may have no name."""

    @st.composite
    def chart(draw: st.DrawFn) -> DrawnChart:
        categories = tuple(draw(st.lists(of.names, max_size=4)))
        numbers = st.lists(
            st.floats(-1e15, 1e15) | st.integers(-9, 99).map(float),
            min_size=len(categories),
            max_size=len(categories),
        )
        series = st.builds(ChartSeries, name=of.names, values=numbers.map(tuple))
        return DrawnChart(
            title=draw(content(of)),
            categories=categories,
            series=tuple(draw(st.lists(series, max_size=3))),
            alternative_text=draw(of.names),
            form=draw(st.sampled_from(["bar", "column"])),
            value_format=draw(st.sampled_from(["0", "#,##0", "0.0", "0%"])),
            category_title=draw(of.names),
            language=draw(of.languages),
        )

    return chart()


def timelines(of: Vocabulary) -> Strategy:
    """Return timelines of few events on any days."""
    days = st.tuples(st.dates(), st.dates()).map(sorted)
    event = st.builds(
        lambda both, label, text: TimelineEvent(
            first=both[0].isoformat(), last=both[1].isoformat(), label=label, text=text
        ),
        days, of.names, of.names,
    )  # fmt: skip
    return st.builds(
        DrawnTimeline,
        events=st.lists(event, max_size=4).map(tuple),
        alternative_text=of.names,
        language=of.languages,
    )


def elements(of: Vocabulary) -> Strategy:
    """Return elements of every kind, nested in callouts, columns and tables with spans and empty cells."""
    inside = content(of)

    def holders(inner: Strategy) -> Strategy:
        several = st.lists(inner, max_size=3).map(tuple)
        cells = st.builds(
            DrawnCell,
            elements=several,
            column_span=st.integers(0, 3),
            row_span=st.integers(0, 3),
            header=st.booleans(),
            flush_end=st.booleans(),
        )
        return st.one_of(
            st.builds(DrawnCallout, title=inside, elements=several),
            st.builds(DrawnPair, left=several, right=several),
            st.builds(
                DrawnTable,
                rows=st.lists(st.lists(cells, max_size=3).map(tuple), max_size=6).map(tuple),
                widths=st.lists(st.floats(0, 1), max_size=4).map(tuple),
                header_rows=st.integers(0, 3),
                caption=inside,
                frame=st.sampled_from(["grid", "plain"]),
            ),
        )

    return st.recursive(leaves(of), holders, max_leaves=8)


def named(drawn: Sequence[Element]) -> tuple[Element, ...]:
    """Give top-level elements unique anchors and repeated origins."""
    return tuple(
        replace(element, anchor=f"a{index}" if index % 2 == 0 else "", origin=f"Part {index // 3}!")
        for index, element in enumerate(drawn)
    )


def notes(inside: Strategy) -> st.SearchStrategy[tuple[DrawnNote, ...]]:
    """Return the marked notes with some content, as footnotes or endnotes."""
    return st.tuples(
        *(
            st.builds(
                DrawnNote,
                id=st.just(name),
                content=inside,
                placement=st.just("foot" if name.startswith("n") else "end"),
            )
            for name in NOTES
        )
    )
