"""Composes what a briefing has from its evidence: events by date in a table or a timeline, actors, and counts of articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from briefbuilder.composing.blocks import compose_cell_blocks
from briefbuilder.composing.context import CompositionContext, excerpt_place, notes_by_id
from briefbuilder.composing.input import CompositionInput, is_same_language
from briefbuilder.composing.quotations import edited_label, excerpt_text
from briefbuilder.composing.sources import compose_byline, compose_citation, compose_note
from briefbuilder.composing.tables import part_table, text_cell, text_widths
from briefbuilder.composing.typography import (
    add_value,
    end_sentence,
    format_label,
    list_comma,
    nest_content_quotes,
    quotation_marks,
    shorten_quote,
    shorten_text,
)
from briefbuilder.domain.briefing import Dated, Excerpt, Part
from briefbuilder.domain.coverage import ActorCount, CoverageBy, CoverageRow
from briefbuilder.domain.document import (
    ChartSeries,
    Content,
    DrawnCell,
    DrawnChart,
    DrawnTable,
    DrawnText,
    DrawnTimeline,
    Element,
    Run,
    TimelineEvent,
    content_text,
)
from briefbuilder.domain.notices import Place
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.text import Block, ListItem, Paragraph
from briefbuilder.locales.numbers import format_number
from briefbuilder.locales.territories import territory_names
from briefbuilder.templating.parts import ActorsPart, ChronologyPart, CoveragePart
from briefbuilder.templating.words import Word

# Events by date

_NUMBER = lazy_pattern(r"\d+(?:[.,'’\u00a0\u2009\u202f]\d+)*")
_EVENT_LENGTH = 90
"""The length of an event's text in a timeline, in code points: the table has all of it."""
_DATE_WIDTH, _SOURCE_WIDTH = 92.0, 128.0
"""The widths of the first and the last column, in points; a third of a narrow page at most."""


def compose_chronology(
    part: Part, excerpts: Iterable[Excerpt], spec: ChronologyPart, context: CompositionContext
) -> list[Element]:
    """Compose the table of a chronology, and the timeline above it if the template asks for one.

    Excerpts of one event are a row with all their sources. Those without a date are at the end, and are reported.
    """
    events = group_events(excerpts, spec)
    rows: list[tuple[DrawnCell, ...]] = []
    texts: list[tuple[str, ...]] = []
    drawn: list[TimelineEvent] = []
    in_column = context.inputs.template.sources.style in {"inline", "headline"}
    for event in events:
        cells = _compose_event(event, part, context, in_column=in_column)
        if not cells:
            continue
        rows.append(cells)
        texts.append(tuple(" ".join(_cell_text(cell).split()) for cell in cells))
        if event[0].dated is not None:
            drawn.append(_timeline_event(event[0].dated, cells, context.inputs))
    if not rows:
        return []
    table = _compose_table(rows, texts, part, context, in_column=in_column)
    return [*_compose_timeline(drawn, part, spec, context), table]


def group_events(excerpts: Iterable[Excerpt], spec: ChronologyPart) -> list[tuple[Excerpt, ...]]:
    """Return the excerpts of each event, in the order of the part; the undated ones at the end."""
    events: dict[object, list[Excerpt]] = {}
    for excerpt in excerpts:
        events.setdefault(_event_key(excerpt), []).append(excerpt)
    dated = [
        told for event in events.values() if event[0].dated is not None for told in _split_by_figures(event)
    ]
    undated = [tuple(event) for event in events.values() if event[0].dated is None]
    # Both sorts are stable: events of one day stay in the order of the outline.
    if spec.sort == "newest":
        dated.sort(key=lambda event: _days(event[0].dated)[::-1], reverse=True)
    else:
        dated.sort(key=lambda event: _days(event[0].dated))
    return [*dated, *undated]


def _split_by_figures(event: Sequence[Excerpt]) -> list[tuple[Excerpt, ...]]:
    """Divide the excerpts of an event if they give other figures, since a row shows the text of one of them.

    One that only has fewer figures than another fits it.
    """
    groups: list[list[tuple[Excerpt, frozenset[str]]]] = []
    for excerpt in event:
        figures = _figures(excerpt)
        fitting = (
            group for group in groups if all(figures <= other or other <= figures for _, other in group)
        )
        found = next(fitting, None)
        if found is None:
            groups.append(found := [])
        found.append((excerpt, figures))
    return [tuple(excerpt for excerpt, _ in group) for group in groups]


def _figures(excerpt: Excerpt) -> frozenset[str]:
    """Return the digits of the numbers of an excerpt except for those of its date."""
    found = {"".join(filter(str.isdecimal, number[0])) for number in _NUMBER.finditer(excerpt.text)}
    dated = excerpt.dated
    days = (dated.first, dated.last) if dated else ()
    return frozenset(found - {str(number) for day in days for number in (day.year, day.month, day.day)})


def _event_key(excerpt: Excerpt) -> object:
    """Return what is equal for excerpts of one event: the event they were gathered for, or date and words."""
    dated = excerpt.dated
    if dated is None:
        return excerpt.id
    if dated.event:
        return dated.event
    return dated, " ".join(excerpt.text.split()).casefold()


def _days(dated: Dated | None) -> tuple[int, int]:
    assert dated is not None
    return dated.first.toordinal(), dated.last.toordinal()


def _compose_event(
    event: tuple[Excerpt, ...], part: Part, context: CompositionContext, *, in_column: bool
) -> tuple[DrawnCell, ...]:
    """Compose the row of an event: its date, the text of one of its excerpts, and the sources of all of them."""
    inputs = context.inputs
    first = shown_excerpt(event, inputs)
    dated = event[0].dated
    place = excerpt_place(first, part)
    elements = _compose_text(first, context, place)
    if not elements:
        return ()
    if dated is None:
        context.report("event-without-date", place, quote=shorten_quote(first.passage.quote))
    sources = [
        _compose_source(excerpt, context, excerpt_place(excerpt, part), in_column) for excerpt in event
    ]
    for excerpt in event:
        if excerpt.passage.article in inputs.articles:
            context.add_source(excerpt.passage.article, excerpt.reliability)
    date_text = DrawnText(
        role="table", content=(Run(text=inputs.format_dated(dated)),) if dated else (), origin=first.id
    )
    date_cell = DrawnCell(elements=(date_text,), header=True)
    if in_column:
        lines = tuple(
            DrawnText(role="table", content=content, origin=excerpt.id)
            for excerpt, content in zip(event, sources, strict=True)
            if content
        )
        return date_cell, DrawnCell(elements=elements), DrawnCell(elements=lines)
    note: Content = ()
    for content in filter(None, sources):
        note = (*note, Run(text=" "), *content) if note else content
    return date_cell, DrawnCell(elements=_append(elements, (context.add_note(note),)))


def shown_excerpt(event: Sequence[Excerpt], inputs: CompositionInput) -> Excerpt:
    """Return the excerpt whose text the row of an event has: the first in the language of the briefing, or else the first."""
    for excerpt in event:
        article = inputs.articles.get(excerpt.passage.article)
        if article is not None and is_same_language(inputs.language_of(article), inputs.language):
            return excerpt
    return event[0]


def _compose_text(excerpt: Excerpt, context: CompositionContext, place: Place) -> tuple[Element, ...]:
    """Compose the text of an excerpt for a cell, with its translation below it."""
    inputs = context.inputs
    article = inputs.articles.get(excerpt.passage.article)
    language = inputs.language_of(article)
    blocks, composer = excerpt_text(excerpt, article, context, place)
    if not blocks:
        return ()
    own = None if is_same_language(language, inputs.language) else language
    elements = compose_cell_blocks(_as_paragraphs(blocks), composer, head=False, named=True)
    elements = tuple(replace(element, language=own) for element in _add_marks(elements, context))
    anchor = context.new_anchor("item", excerpt.id)
    elements = (replace(elements[0], anchor=anchor), *elements[1:])
    if not excerpt.translation:
        return elements
    translator = replace(
        composer,
        text_language=inputs.language,
        element_language=inputs.language,
        notes=notes_by_id(excerpt.translation),
    )
    label = DrawnText(role="table", content=_translation_label(inputs), origin=excerpt.id)
    translated = compose_cell_blocks(_as_paragraphs(excerpt.translation), translator, head=False, named=True)
    return (*elements, label, *translated)


def _translation_label(inputs: CompositionInput) -> Content:
    return (Run(text=format_label(inputs.word("translation"), inputs.language).strip(), italic=True),)


def _as_paragraphs(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks with list items as paragraphs: the row of an event has a sentence of its source, not its list."""
    return tuple(
        Paragraph(id=block.id, content=block.content, language=block.language, page=block.page)
        if isinstance(block, ListItem)
        else block
        for block in blocks
    )


def _add_marks(elements: tuple[Element, ...], context: CompositionContext) -> tuple[Element, ...]:
    """Put the words of a cell in the quotation marks of the briefing's language, if the template requires them."""
    language = context.inputs.language
    quoted = [element for element in elements if isinstance(element, DrawnText)]
    if not quoted or not context.inputs.template.quotations.marks:
        return elements
    opening, closing = (Run(text=mark, language=language) for mark in quotation_marks(language))

    def marked(element: Element) -> Element:
        if not isinstance(element, DrawnText):
            return element
        content = nest_content_quotes(element.content, language)
        content = (opening, *content) if element is quoted[0] else content
        return replace(element, content=(*content, closing) if element is quoted[-1] else content)

    return tuple(map(marked, elements))


def _compose_source(excerpt: Excerpt, context: CompositionContext, place: Place, in_column: bool) -> Content:
    """Compose the source of an excerpt: a short one for the column, or a full one for a note."""
    article = context.inputs.articles.get(excerpt.passage.article)
    if not in_column:
        content = compose_note(article, (excerpt,), context, place)
    elif article is None:
        content = compose_citation(article, (excerpt,), context, place)
    else:
        content = compose_byline(article, (excerpt,), context, place) or compose_citation(
            article, (excerpt,), context, place
        )
    return (*content, *edited_label((excerpt,), article, context))


def _append(elements: tuple[Element, ...], content: Content) -> tuple[Element, ...]:
    """Add content at the end of the last paragraph of a cell, or in a separate paragraph."""
    last = elements[-1]
    if isinstance(last, DrawnText):
        return (*elements[:-1], replace(last, content=(*last.content, *content)))
    return (*elements, DrawnText(role="table", content=content, origin=last.origin))


def _cell_text(cell: DrawnCell) -> str:
    return " ".join(_cell_lines(cell))


def _cell_lines(cell: DrawnCell) -> list[str]:
    return [content_text(element.content) for element in cell.elements if isinstance(element, DrawnText)]


def _compose_table(
    rows: list[tuple[DrawnCell, ...]],
    texts: list[tuple[str, ...]],
    part: Part,
    context: CompositionContext,
    *,
    in_column: bool,
) -> DrawnTable:
    inputs = context.inputs
    heads = (
        inputs.word("event-date"),
        inputs.word("event"),
        *((inputs.word("source"),) if in_column else ()),
    )
    head = tuple(text_cell((Run(text=text),), head=True) for text in heads)
    third = context.text_width / 3.2
    widths = (min(_DATE_WIDTH, third), None, *((min(_SOURCE_WIDTH, third),) if in_column else ()))
    return part_table(part, (head, *rows), text_widths([heads, *texts]), widths, context)


def _timeline_event(dated: Dated, cells: tuple[DrawnCell, ...], inputs: CompositionInput) -> TimelineEvent:
    """Return an event with its words, in the language of the briefing if they were translated."""
    lines, label = _cell_lines(cells[1]), content_text(_translation_label(inputs))
    if label in lines:
        lines = lines[lines.index(label) + 1 :]
    return TimelineEvent(
        first=dated.first.isoformat(),
        last=dated.last.isoformat(),
        label=_cell_text(cells[0]),
        text=shorten_text(" ".join(" ".join(lines).split()), _EVENT_LENGTH),
    )


def _compose_timeline(
    events: list[TimelineEvent], part: Part, spec: ChronologyPart, context: CompositionContext
) -> list[Element]:
    if not spec.timeline or not events:
        return []
    events = sorted(events, key=lambda event: (event.first, event.last))
    language = context.inputs.language
    told = "; ".join(f"{event.label}: {event.text.rstrip(' .;')}" for event in events)
    return [
        DrawnTimeline(
            events=tuple(events),
            alternative_text=f"{format_label(context.inputs.word('timeline'), language)}{told}.",
            tabled=True,
            anchor=context.new_anchor("timeline", part.id),
            origin=part.id,
        )
    ]


# What is counted: actors and articles

_TITLES: Mapping[CoverageBy, Word] = {
    "topic": "articles-by-topic",
    "outlet": "articles-by-outlet",
    "country": "articles-by-country",
    "week": "articles-by-week",
}
_NUMBER_WIDTH = 78.0
"""The width of a column of numbers, in points; a fifth of a narrow column of text at most."""
_FEWEST_IN_CHART = 2
"""The fewest rows that a chart is worth."""


def shown_actors(spec: ActorsPart, context: CompositionContext) -> tuple[ActorCount, ...]:
    """Return the actors that a part shows, those with the most mentions first."""
    kinds: tuple[str, ...] = spec.kinds
    found = [actor for actor in context.inputs.actors if actor.kind in kinds]
    return tuple(found[: spec.most])


def compose_actors(part: Part, spec: ActorsPart, context: CompositionContext) -> list[Element]:
    """Compose the table of the actors of a part; nothing without actors."""
    actors = shown_actors(spec, context)
    word = context.inputs.word
    one_kind = len(spec.kinds) == 1
    heads = (word("actor"), *(() if one_kind else (word("actor-kind"),)), word("mentions"), word("articles"))
    rows = [
        (
            context.single_line(actor.name, Place(part=part.id)),
            *(() if one_kind else (word(actor.kind),)),
            _number(actor.mentions, context),
            _number(actor.articles, context),
        )
        for actor in actors
    ]
    return [_compose_counts(heads, rows, part, context)] if rows else []


def shown_coverage(spec: CoveragePart, context: CompositionContext) -> tuple[CoverageRow, ...]:
    """Return the rows that a part shows: those with the most articles, or the latest weeks."""
    found = next(
        (
            coverage
            for coverage in context.inputs.coverage
            if coverage.by == spec.by and coverage.of == spec.of
        ),
        None,
    )
    rows = found.rows if found else ()
    return rows[-spec.most :] if spec.by == "week" else rows[: spec.most]


def compose_coverage(part: Part, spec: CoveragePart, context: CompositionContext) -> list[Element]:
    """Compose the table of a part that counts articles, and the chart above it; nothing without articles."""
    rows = shown_coverage(spec, context)
    if not rows:
        return []
    inputs = context.inputs
    labels = tuple(_row_label(row, spec.by, part, context) for row in rows)
    by_word: Word = spec.by
    heads = (inputs.word(by_word), inputs.word("articles"), inputs.word("tags"))
    texts = [
        (label, _number(row.articles, context), _number(row.tags, context))
        for label, row in zip(labels, rows, strict=True)
    ]
    table = _compose_counts(heads, texts, part, context)
    return [*_compose_chart(rows, labels, part, spec, context), table]


def _row_label(row: CoverageRow, by: CoverageBy, part: Part, context: CompositionContext) -> str:
    """Return the name of a topic, outlet or country, or of a week by its days, in the briefing's language."""
    inputs = context.inputs
    if not row.key:
        return inputs.word("unknown")
    match by:
        case "topic":
            topic = inputs.topics.get(row.key)
            label = topic.name(inputs.language) if topic else row.key
        case "country":
            names = territory_names(row.key, inputs.language) or territory_names(row.key, "en")
            label = names[0] if names else row.key
        case "week":
            year, week = row.key.split("-W")
            label = inputs.format_source_date(date.fromisocalendar(int(year), int(week), 1))
        case _:
            label = row.label
    return context.single_line(label, Place(part=part.id))


def _compose_chart(
    rows: tuple[CoverageRow, ...],
    labels: tuple[str, ...],
    part: Part,
    spec: CoveragePart,
    context: CompositionContext,
) -> list[Element]:
    inputs = context.inputs
    if spec.chart == "none" or len(rows) < _FEWEST_IN_CHART:
        return []
    title = inputs.word(_TITLES[spec.by])
    counts = [
        add_value(label, _number(row.articles, context)) for label, row in zip(labels, rows, strict=True)
    ]
    kind = format_label(inputs.word("bar-chart"), inputs.language)
    told = f"{kind}{format_label(title, inputs.language)}{list_comma(inputs.language).join(counts)}"
    return [
        DrawnChart(
            title=(Run(text=title),),
            categories=labels,
            series=(
                ChartSeries(name=inputs.word("articles"), values=tuple(float(row.articles) for row in rows)),
            ),
            # Weeks follow each other from left to right, as on every scale of time.
            form="column" if spec.by == "week" else "bar",
            category_title=inputs.word(spec.by),
            alternative_text=f"{told}{end_sentence(told, inputs.language)}",
            tabled=True,
            anchor=context.new_anchor("chart", part.id),
            origin=part.id,
        )
    ]


def _number(number: int, context: CompositionContext) -> str:
    return format_number(str(number), context.inputs.language)


def _compose_counts(
    heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], part: Part, context: CompositionContext
) -> DrawnTable:
    """Compose a table whose first column has names; the last two columns have numbers."""
    first_number = len(heads) - 2
    number = min(_NUMBER_WIDTH, context.text_width / 5)

    drawn = [heads, *rows]
    cells = tuple(
        tuple(
            replace(
                text_cell((Run(text=text),), head=not index),
                header=not index or not column,
                flush_end=column >= first_number,
            )
            for column, text in enumerate(row)
        )
        for index, row in enumerate(drawn)
    )
    widths = (*(None,) * first_number, number, number)
    return part_table(part, cells, text_widths(drawn), widths, context)
