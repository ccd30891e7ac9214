"""Composes the excerpts of a chronology to a table of events by date, with a drawn timeline above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefbuilder.composing.blocks import compose_cell_blocks
from briefbuilder.composing.context import CompositionContext, notes_by_id
from briefbuilder.composing.input import is_same_language
from briefbuilder.composing.quotations import edited_label, excerpt_text
from briefbuilder.composing.sources import compose_byline, compose_citation, compose_note
from briefbuilder.composing.tables import set_widths, text_widths
from briefbuilder.composing.typography import (
    format_label,
    nest_quotes,
    quotation_marks,
    shorten_quote,
    shorten_text,
)
from briefbuilder.domain.briefing import Dated, Excerpt, Part
from briefbuilder.domain.document import (
    Content,
    DrawnCell,
    DrawnTable,
    DrawnText,
    DrawnTimeline,
    Element,
    Run,
    TimelineEvent,
    content_text,
)
from briefbuilder.domain.notices import Place
from briefbuilder.templating.parts import ChronologyPart

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
    events = _group_events(excerpts, spec)
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
            drawn.append(_timeline_event(event[0].dated, texts[-1]))
    if not rows:
        return []
    table = _compose_table(rows, texts, part, context, in_column=in_column)
    return [*_compose_timeline(drawn, part, spec, context), table]


def _group_events(excerpts: Iterable[Excerpt], spec: ChronologyPart) -> list[tuple[Excerpt, ...]]:
    """Return the excerpts of each event, in the order of the part; the undated ones at the end."""
    events: dict[object, list[Excerpt]] = {}
    for excerpt in excerpts:
        events.setdefault(_event_key(excerpt), []).append(excerpt)
    dated = [tuple(event) for event in events.values() if event[0].dated is not None]
    undated = [tuple(event) for event in events.values() if event[0].dated is None]
    # Both sorts are stable: events of one day stay in the order of the outline.
    if spec.sort == "newest":
        dated.sort(key=lambda event: _days(event[0].dated)[::-1], reverse=True)
    else:
        dated.sort(key=lambda event: _days(event[0].dated))
    return [*dated, *undated]


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
    """Compose the row of an event: its date, the text of one of its excerpts, and the sources of all of them.

    The text is the first one in the language of the briefing, or else the first.
    """
    inputs = context.inputs
    first = next((excerpt for excerpt in event if _is_own_language(excerpt, context)), event[0])
    dated = event[0].dated
    place = _place(first, part)
    elements = _compose_text(first, context, place)
    if not elements:
        return ()
    if dated is None:
        context.report("event-without-date", place, quote=shorten_quote(first.passage.quote))
    sources = [_compose_source(excerpt, context, _place(excerpt, part), in_column) for excerpt in event]
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


def _is_own_language(excerpt: Excerpt, context: CompositionContext) -> bool:
    article = context.inputs.articles.get(excerpt.passage.article)
    return article is not None and is_same_language(
        context.inputs.language_of(article), context.inputs.language
    )


def _place(excerpt: Excerpt, part: Part) -> Place:
    return Place(part=part.id, item=excerpt.id, article=excerpt.passage.article)


def _compose_text(excerpt: Excerpt, context: CompositionContext, place: Place) -> tuple[Element, ...]:
    """Compose the text of an excerpt for a cell, with its translation below it."""
    inputs = context.inputs
    article = inputs.articles.get(excerpt.passage.article)
    language = inputs.language_of(article)
    blocks, composer = excerpt_text(excerpt, article, context, place)
    if not blocks:
        return ()
    own = None if is_same_language(language, inputs.language) else language
    elements = compose_cell_blocks(blocks, composer, head=False, named=True)
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
    label = DrawnText(
        role="table",
        content=(Run(text=format_label(inputs.word("translation"), inputs.language).strip(), italic=True),),
        origin=excerpt.id,
    )
    return (*elements, label, *compose_cell_blocks(excerpt.translation, translator, head=False, named=True))


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
        content: Content = tuple(
            replace(inline, text=nest_quotes(inline.text, language))
            if isinstance(inline, Run) and not inline.code
            else inline
            for inline in element.content
        )
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
    """Add content at the end of the last paragraph of a cell, or in a paragraph of its own."""
    last = elements[-1]
    if isinstance(last, DrawnText):
        return (*elements[:-1], replace(last, content=(*last.content, *content)))
    return (*elements, DrawnText(role="table", content=content, origin=last.origin))


def _cell_text(cell: DrawnCell) -> str:
    return " ".join(
        content_text(element.content) for element in cell.elements if isinstance(element, DrawnText)
    )


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
    head = tuple(
        DrawnCell(elements=(DrawnText(role="table-header", content=(Run(text=text),)),), header=True)
        for text in heads
    )
    third = context.text_width / 3.2
    widths = (min(_DATE_WIDTH, third), None, *((min(_SOURCE_WIDTH, third),) if in_column else ()))
    return DrawnTable(
        rows=(head, *rows),
        widths=set_widths(text_widths([heads, *texts]), widths, context.text_width),
        header_rows=1,
        anchor=context.new_anchor("table", part.id),
        origin=part.id,
    )


def _timeline_event(dated: Dated, texts: tuple[str, ...]) -> TimelineEvent:
    return TimelineEvent(
        first=dated.first.isoformat(),
        last=dated.last.isoformat(),
        label=texts[0],
        text=shorten_text(texts[1], _EVENT_LENGTH),
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
