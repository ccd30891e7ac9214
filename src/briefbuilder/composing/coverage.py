"""Composes the tables of what is counted: who is named most often, and how many articles there are of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.tables import set_widths, text_widths
from briefbuilder.composing.typography import add_value, end_sentence, format_label, list_comma
from briefbuilder.domain.briefing import Part
from briefbuilder.domain.coverage import ActorCount, CoverageBy, CoverageRow
from briefbuilder.domain.document import (
    ChartSeries,
    DrawnCell,
    DrawnChart,
    DrawnTable,
    DrawnText,
    Element,
    Run,
)
from briefbuilder.domain.notices import Place
from briefbuilder.locales.numbers import format_number
from briefbuilder.locales.territories import territory_names
from briefbuilder.templating.parts import ActorsPart, CoveragePart
from briefbuilder.templating.words import Word

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
    return [_compose_table(heads, rows, part, context)] if rows else []


def shown_coverage(spec: CoveragePart, context: CompositionContext) -> tuple[CoverageRow, ...]:
    """Return the rows that a part shows: those with the most articles, or the latest weeks."""
    found = next(
        (each for each in context.inputs.coverage if each.by == spec.by and each.of == spec.of), None
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
    table = _compose_table(heads, texts, part, context)
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


def _compose_table(
    heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], part: Part, context: CompositionContext
) -> DrawnTable:
    """Compose a table whose first column has names; the last two columns have numbers."""
    first_number = len(heads) - 2
    number = min(_NUMBER_WIDTH, context.text_width / 5)

    def cell(text: str, column: int, *, head: bool) -> DrawnCell:
        line = DrawnText(role="table-header" if head else "table", content=(Run(text=text),))
        return DrawnCell(elements=(line,), header=head or column == 0, flush_end=column >= first_number)

    drawn = [heads, *rows]
    return DrawnTable(
        rows=tuple(
            tuple(cell(text, column, head=not at) for column, text in enumerate(row))
            for at, row in enumerate(drawn)
        ),
        widths=set_widths(text_widths(drawn), (None,) * first_number + (number, number), context.text_width),
        header_rows=1,
        anchor=context.new_anchor("table", part.id),
        origin=part.id,
    )
