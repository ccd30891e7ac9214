"""Composes the parts of a briefing to headings and content.

A part without content is omitted and reported as a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from briefbuilder.composing.blocks import (
    compose_block,
    compose_cell_blocks,
    compose_list,
    compose_paragraph,
    group_blocks,
    shown_blocks,
)
from briefbuilder.composing.context import CompositionContext, excerpt_place
from briefbuilder.composing.evidence_tables import (
    compose_actors,
    compose_chronology,
    compose_coverage,
    shown_actors,
    shown_coverage,
)
from briefbuilder.composing.front_matter import compose_back_matter
from briefbuilder.composing.headers_footers import compose_headers_footers
from briefbuilder.composing.inlines import InlineComposer, item_composer
from briefbuilder.composing.input import is_same_language
from briefbuilder.composing.marking import add_portion_marks
from briefbuilder.composing.placeholders import fill_placeholders
from briefbuilder.composing.quotations import compose_excerpts, edited_label, excerpt_blocks
from briefbuilder.composing.release import add_release_labels, release_label
from briefbuilder.composing.sources import compose_address, compose_byline, compose_citation, printed_title
from briefbuilder.composing.tables import column_widths, numeric_columns, part_table, text_cell
from briefbuilder.composing.typography import shorten_quote
from briefbuilder.domain.article import Article
from briefbuilder.domain.block_edits import referenced_notes
from briefbuilder.domain.briefing import Excerpt, Item, OwnText, Part
from briefbuilder.domain.document import (
    Content,
    DrawnBreak,
    DrawnCallout,
    DrawnCell,
    DrawnHeading,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    HeadersFooters,
    Run,
)
from briefbuilder.domain.languages import localized_text, other_language
from briefbuilder.domain.notices import Place
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
    Figure,
    Heading,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
)
from briefbuilder.domain.values import value
from briefbuilder.templating.parts import (
    ActorsPart,
    AnnexPart,
    ChronologyPart,
    ContentsPart,
    CoveragePart,
    GatheredPart,
    SourcesPart,
    TablePart,
    TemplatePart,
    TopicsPart,
    WrittenPart,
    printed_heading,
)
from briefbuilder.templating.values import HeaderFooterLine, conditions_met

_DEEPEST_HEADING = 6


def compose_own_text(
    item: OwnText, context: CompositionContext, place: Place, level: int
) -> tuple[Element, ...]:
    """Compose a free text; its headings are below the part's heading, which has a level."""
    language = context.inputs.language
    composer = item_composer(context, place, language, item.blocks, item.id)
    blocks = add_release_labels(shown_blocks(item.blocks, context, place), item, context.inputs)
    blocks = add_portion_marks(blocks, item, context, place)
    anchor = context.new_anchor("item", item.id) if blocks else ""
    return compose_running_text(blocks, composer, level, anchor, numbered=True)


def compose_running_text(
    blocks: tuple[Block, ...], composer: InlineComposer, level: int, anchor: str, *, numbered: bool
) -> tuple[Element, ...]:
    """Compose blocks below a heading of a level; the first element gets the anchor.

    If `numbered`, paragraphs have numbers as the template requires.
    """
    elements: list[Element] = []
    highest = min((block.level for block in blocks if isinstance(block, Heading)), default=1)
    for kind, members in group_blocks(blocks):
        name = "" if elements else anchor
        if kind == "prose":
            elements += _compose_prose(members, composer, level - highest + 1, name, numbered=numbered)
        elif kind == "list":
            elements.append(compose_list(members, composer, name, None))
        else:
            elements.append(compose_block(members[0], composer, name, None))
    return tuple(elements)


def _compose_prose(
    members: tuple[Block, ...], composer: InlineComposer, shift: int, anchor: str, *, numbered: bool
) -> list[Element]:
    """Compose headings, paragraphs and quotations; `shift` is added to the levels of headings."""
    elements: list[Element] = []
    for block in members:
        name = "" if elements else anchor
        match block:
            case Heading():
                elements.append(_compose_own_heading(block, composer, shift, name))
            case Quote():
                last = elements[-1] if elements else None
                if block.continues and isinstance(last, DrawnQuotation):
                    paragraphs = (*last.paragraphs, compose_paragraph(block, composer))
                    elements[-1] = replace(last, paragraphs=paragraphs, blocks=(*last.blocks, block.id))
                else:
                    paragraphs = (compose_paragraph(block, composer),)
                    elements.append(
                        DrawnQuotation(
                            paragraphs=paragraphs, anchor=name, origin=composer.origin, blocks=(block.id,)
                        )
                    )
            case Paragraph() | ListItem() | Note() | Code() | Table() | Figure():
                elements.append(_compose_body_paragraph(block, composer, name, numbered=numbered))
            case _:
                assert_never(block)
    return elements


def _compose_body_paragraph(
    block: Block, composer: InlineComposer, anchor: str, *, numbered: bool
) -> DrawnText:
    return DrawnText(
        role="body",
        content=compose_paragraph(block, composer),
        number=composer.context.next_paragraph_number() if numbered else "",
        anchor=anchor,
        origin=composer.origin,
        blocks=(block.id,),
    )


def _compose_own_heading(block: Heading, composer: InlineComposer, shift: int, anchor: str) -> DrawnHeading:
    """Compose a heading of a free text; no level is skipped."""
    level = min(max(block.level + shift, 1), composer.context.last_level + 1, _DEEPEST_HEADING)
    composer.context.last_level = level
    own = block.language
    return DrawnHeading(
        level=level,
        content=composer.compose(block.content, own),
        anchor=anchor or composer.context.new_anchor("heading", composer.origin),
        origin=composer.origin,
        blocks=(block.id,),
        language=own if own and not is_same_language(own, composer.element_language) else None,
    )


def compose_article(
    excerpt: Excerpt, context: CompositionContext, place: Place, level: int
) -> tuple[Element, ...]:
    """Compose an article of an annex below a heading of a level: its title, its source and its text."""
    inputs = context.inputs
    article = inputs.articles.get(excerpt.passage.article)
    blocks = shown_blocks(excerpt_blocks(excerpt, article, context, place), context, place)
    blocks = add_portion_marks(add_release_labels(blocks, excerpt, inputs), excerpt, context, place)
    if not blocks:
        return ()
    language = inputs.language_of(article)
    composer = item_composer(context, place, language, blocks, excerpt.id, article)
    if article is not None:
        context.add_source(article.id, excerpt.reliability)
    head = _compose_headline(excerpt, article, composer, level, context.new_anchor("item", excerpt.id))
    if article is not None and inputs.template.sources.style == "headline":
        source, address = _compose_byline(article, (excerpt,), context, place)
    else:
        content = compose_citation(article, (excerpt,), context, place, titled=False)
        source, address = (DrawnText(role="source", content=content, origin=excerpt.id),), ()
    text = compose_running_text(blocks, composer, head.level, "", numbered=False)
    return (head, *source, *(replace(element, language=head.language) for element in text), *address)


def _compose_headline(
    excerpt: Excerpt, article: Article | None, composer: InlineComposer, level: int, anchor: str
) -> DrawnHeading:
    """Compose the title of an article, or the beginning of what is quoted, below a heading of a level."""
    context, language = composer.context, composer.text_language
    context.last_level = min(level + 1, _DEEPEST_HEADING)
    title = (article and printed_title(article)) or shorten_quote(excerpt.text)
    return DrawnHeading(
        level=context.last_level,
        content=composer.compose((Span(title),), language),
        anchor=anchor,
        origin=excerpt.id,
        language=None if is_same_language(language, context.inputs.language) else language,
    )


def compose_press_item(
    excerpts: tuple[Excerpt, ...], context: CompositionContext, part: Part, level: int
) -> tuple[Element, ...]:
    """Compose excerpts from one article under its headline: outlet, date and author, the excerpts, the address."""
    inputs = context.inputs
    places = tuple(excerpt_place(excerpt, part) for excerpt in excerpts)
    article = inputs.articles.get(excerpts[0].passage.article)
    if article is None:
        return compose_excerpts(excerpts, context, places, sourced=True)
    anchor = context.new_anchor("article", excerpts[0].id)
    elements = compose_excerpts(excerpts, context, places, sourced=False)
    if not elements:
        return ()
    language = inputs.language_of(article)
    composer = item_composer(context, places[0], language, (), excerpts[0].id, article)
    head = _compose_headline(excerpts[0], article, composer, level, anchor)
    byline, address = _compose_byline(article, excerpts, context, places[0])
    return (head, *byline, *elements, *address)


def _compose_byline(
    article: Article, excerpts: tuple[Excerpt, ...], context: CompositionContext, place: Place
) -> tuple[tuple[Element, ...], tuple[Element, ...]]:
    """Return the line under a headline, and the line with the address; each is empty if nothing is known."""
    line = (
        *compose_byline(article, excerpts, context, place),
        *edited_label(excerpts, article, context),
    )
    address = compose_address(article, context, place)
    return (
        (DrawnText(role="byline", content=line, origin=excerpts[0].id),) if line else (),
        (DrawnText(role="source", content=address, origin=excerpts[-1].id),) if address else (),
    )


def compose_boxes(elements: Iterable[Element]) -> list[Element]:
    """Put elements into boxes; each heading becomes the title of a new box."""
    boxes: list[Element] = []
    title: DrawnHeading | None = None
    contents: list[Element] = []
    for element in elements:
        if isinstance(element, DrawnHeading):
            boxes += _compose_box(title, contents)
            title, contents = element, []
        else:
            contents.append(_style_for_box(element))
    return [*boxes, *_compose_box(title, contents)]


def _compose_box(title: DrawnHeading | None, contents: list[Element]) -> list[Element]:
    if title is None:
        return (
            [DrawnCallout(title=(), elements=tuple(contents), origin=contents[0].origin)] if contents else []
        )
    return [
        DrawnCallout(
            title=title.content,
            elements=tuple(contents),
            anchor=title.anchor,
            origin=title.origin,
            language=title.language,
        )
    ]


def _style_for_box(element: Element) -> Element:
    """Give body text the style of boxes."""
    if isinstance(element, DrawnText) and element.role == "body":
        return replace(element, role="callout")
    return element


def compose_row_table(
    part: Part, items: tuple[OwnText, ...], spec: TablePart, context: CompositionContext
) -> DrawnTable:
    """Compose the table of a part: each free text is a row, and its paragraphs are the cells.

    Surplus paragraphs go into the last cell, and an empty paragraph is an empty cell.
    """
    language = context.inputs.language
    heads = tuple(localized_text(column.label, language) for column in spec.columns)
    cells = tuple(_row_cells(item, len(heads), context, Place(part=part.id, item=item.id)) for item in items)
    all_rows = (_text_row(heads), *(Row(cells=tuple(Cell(blocks=each) for each in row)) for row in cells))
    numbers = numeric_columns(all_rows, 1)
    head = tuple(
        replace(text_cell((Run(text=text),), head=True), flush_end=column in numbers)
        for column, text in enumerate(heads)
    )
    rows = tuple(
        tuple(
            replace(_compose_row_cell(blocks, item, context, part), flush_end=column in numbers)
            for column, blocks in enumerate(row)
        )
        for item, row in zip(items, cells, strict=True)
    )
    widths = tuple(column.width for column in spec.columns)
    return part_table(part, (head, *rows), column_widths(all_rows), widths, context)


def _text_row(texts: tuple[str, ...]) -> Row:
    return Row(cells=tuple(Cell(blocks=(Paragraph(id="", content=(Span(text),)),)) for text in texts))


def _row_cells(
    item: OwnText, columns: int, context: CompositionContext, place: Place
) -> tuple[tuple[Block, ...], ...]:
    marks = referenced_notes(item.blocks)
    shown = tuple(block for block in item.blocks if not (isinstance(block, Note) and block.id in marks))
    blocks = add_release_labels(shown, item, context.inputs)
    blocks = add_portion_marks(blocks, item, context, place)
    first = tuple((block,) for block in blocks[: columns - 1])
    missing = ((),) * (columns - 1 - len(first))
    return (*first, *missing, blocks[columns - 1 :])


def _compose_row_cell(
    blocks: tuple[Block, ...], item: OwnText, context: CompositionContext, part: Part
) -> DrawnCell:
    language = context.inputs.language
    composer = item_composer(context, Place(part=part.id, item=item.id), language, item.blocks, item.id)
    return DrawnCell(elements=compose_cell_blocks(blocks, composer, head=False, named=True))


@value(kw_only=False)
class ListSlot:
    """The place of the list of sources or the table of contents among the elements."""

    part: Part
    kind: str
    opening: tuple[DrawnBreak, ...] = ()
    ending: tuple[DrawnBreak, ...] = ()


def is_blank(item: Item) -> bool:
    """Return whether an item has no content."""
    return item.blocks is not None and not any(
        isinstance(block, Table | Figure) or block.text.strip() for block in item.blocks
    )


def has_content(part: Part) -> bool:
    """Return whether a part or one of its subparts has an item with content."""
    return not all(map(is_blank, part.items)) or any(map(has_content, part.parts))


def is_counted(part: Part, context: CompositionContext) -> bool:
    """Return whether a part shows a table that is counted from the articles."""
    match context.inputs.template.part(part.key):
        case ActorsPart() as spec:
            return bool(shown_actors(spec, context))
        case CoveragePart() as spec:
            return bool(shown_coverage(spec, context))
        case _:
            return False


def heading_text(part: Part, context: CompositionContext) -> str:
    """Return a part's own heading, or its topic's name, or the template's label."""
    inputs = context.inputs
    topic, spec = inputs.topics.get(part.topic or ""), inputs.template.part(part.key)
    heading = printed_heading(part, topic, spec, inputs.language)
    return context.single_line(heading, Place(part=part.id))


def _heading_language(part: Part, context: CompositionContext) -> str | None:
    """Return the language of a heading that has no text in the language of the briefing, else None."""
    inputs = context.inputs
    if part.heading is not None and part.heading.strip():
        return None
    topic, spec = inputs.topics.get(part.topic or ""), inputs.template.part(part.key)
    if part.topic is not None:
        return None if topic is None else other_language(topic.names, inputs.language)
    return None if spec is None else other_language(spec.label, inputs.language)


def compose_parts(context: CompositionContext) -> list[Element | ListSlot]:
    """Compose all parts in order, with slots for the lists."""
    drawn: list[Element | ListSlot] = []
    parts = context.inputs.briefing.parts
    last = max((index for index, part in enumerate(parts) if not _is_appended(part, context)), default=-1)
    for at, part in enumerate(parts):
        drawn += _compose_part(part, context, 1)
        if at == last:
            drawn += compose_back_matter(context)
    return drawn if last >= 0 else [*drawn, *compose_back_matter(context)]


def _is_appended(part: Part, context: CompositionContext) -> bool:
    """Return whether a part follows the signature if it is among the last ones."""
    return isinstance(context.inputs.template.part(part.key), SourcesPart | ContentsPart | AnnexPart)


def _compose_part(part: Part, context: CompositionContext, depth: int) -> list[Element | ListSlot]:
    inputs = context.inputs
    spec = inputs.template.part(part.key)
    place = Place(part=part.id)
    if spec is None:
        context.report("part-unknown", place, part=heading_text(part, context))
    if spec is not None and not conditions_met(spec.shown_when, inputs.briefing.fields):
        if has_content(part):
            context.report("part-hidden", place, part=heading_text(part, context))
        return []
    if isinstance(spec, SourcesPart | ContentsPart):
        return [ListSlot(part, spec.kind, *_breaks_around(spec, context))]
    if not has_content(part) and not is_counted(part, context):
        if unchanged := _compose_unchanged(part, spec, context):
            return [compose_part_heading(part, context, min(depth, _DEEPEST_HEADING)), *unchanged]
        _report_empty(part, context)
        return []
    if part.topic is not None and part.topic not in inputs.topics:
        context.report("topic-unknown", place, topic=part.topic)
    opening, ending = _breaks_around(spec, context) if spec is not None and depth == 1 else ((), ())
    drawn: list[Element | ListSlot] = [*opening]
    drawn.append(compose_part_heading(part, context, min(depth, _DEEPEST_HEADING)))
    contents = _compose_items(part, spec, context, min(depth, _DEEPEST_HEADING))
    drawn += compose_boxes(contents) if isinstance(spec, WrittenPart) and spec.boxed else contents
    for inner in part.parts:
        drawn += _compose_part(inner, context, depth + 1)
    return [*drawn, *_compose_closing(part, spec, context), *ending]


def _bands(context: CompositionContext, footer: tuple[HeaderFooterLine, ...] = ()) -> HeadersFooters | None:
    """Return the headers and footers with the footer of a part; None on a letterhead document, which has its own."""
    return None if context.inputs.letterhead else compose_headers_footers(context, footer)


def _breaks_around(
    spec: TemplatePart, context: CompositionContext
) -> tuple[tuple[DrawnBreak, ...], tuple[DrawnBreak, ...]]:
    """Return the page breaks before and after a part; one with pages of its own has both."""
    if spec.footer or spec.landscape:
        opening = DrawnBreak(bands=_bands(context, spec.footer), landscape=spec.landscape)
        return (opening,), (DrawnBreak(bands=_bands(context)),)
    return (DrawnBreak(),) if spec.new_page else (), ()


def _compose_items(
    part: Part, spec: TemplatePart | None, context: CompositionContext, level: int
) -> list[Element]:
    items = [item for item in part.items if not is_blank(item)]
    drawn, items = _compose_tables(part, items, spec, context)
    for run in _runs(items, spec, context):
        if isinstance(run, OwnText):
            drawn += compose_own_text(run, context, Place(part=part.id, item=run.id), level)
        elif isinstance(spec, AnnexPart):
            drawn += compose_article(run[0], context, excerpt_place(run[0], part), level)
        elif context.inputs.template.sources.style == "headline":
            drawn += compose_press_item(run, context, part, level)
        else:
            places = tuple(excerpt_place(excerpt, part) for excerpt in run)
            drawn += compose_excerpts(run, context, places, sourced=True)
    return drawn


def _compose_tables(
    part: Part, items: list[Item], spec: TemplatePart | None, context: CompositionContext
) -> tuple[list[Element], list[Item]]:
    """Compose what a part shows as a table above its items; return the items that are not in it, too."""
    texts = tuple(item for item in items if isinstance(item, OwnText))
    excerpts = tuple(item for item in items if isinstance(item, Excerpt))
    match spec:
        case TablePart():
            return [compose_row_table(part, texts, spec, context)] if texts else [], [*excerpts]
        case ChronologyPart():
            return compose_chronology(part, excerpts, spec, context), [*texts]
        case ActorsPart():
            return compose_actors(part, spec, context), items
        case CoveragePart():
            return compose_coverage(part, spec, context), items
        case _:
            return [], items


def _compose_unchanged(part: Part, spec: TemplatePart | None, context: CompositionContext) -> list[Element]:
    """Compose the sentence of an empty part on whose topics there is nothing new; nothing without it."""
    inputs = context.inputs
    if not isinstance(spec, TopicsPart | GatheredPart):
        return []
    topics: tuple[str, ...] = (part.topic,) if part.topic else ()
    if isinstance(spec, GatheredPart):
        topics = topics or spec.topics or inputs.briefing.topics
    text = context.single_line(localized_text(spec.when_nothing_new, inputs.language), Place(part=part.id))
    if not text or not topics or not inputs.nothing_new.issuperset(topics):
        return []
    return [DrawnText(role="body", content=(Run(text=text),), origin=part.id)]


def _runs(
    items: Iterable[Item], spec: TemplatePart | None, context: CompositionContext
) -> Iterator[OwnText | tuple[Excerpt, ...]]:
    """Yield texts, and runs of excerpts that name their source together."""
    sources = context.inputs.template.sources
    grouped = (sources.grouped or sources.style == "headline") and not isinstance(spec, AnnexPart)
    run: tuple[Excerpt, ...] = ()
    for item in items:
        same = isinstance(item, Excerpt) and run and _source_key(item) == _source_key(run[-1])
        if run and not (grouped and same):
            yield run
            run = ()
        if isinstance(item, Excerpt):
            run = (*run, item)
        else:
            yield item
    if run:
        yield run


def _source_key(excerpt: Excerpt) -> tuple[str, str | None]:
    return excerpt.passage.article, excerpt.reliability


def _compose_closing(part: Part, spec: TemplatePart | None, context: CompositionContext) -> list[Element]:
    """Compose the closing line of a part of the template; parts for topics have none."""
    if spec is None or isinstance(spec, SourcesPart | ContentsPart) or part.topic is not None:
        return []
    content = fill_placeholders(spec.closing, context)
    return [DrawnText(role="body", content=content, origin=part.id)] if content else []


def compose_part_heading(part: Part, context: CompositionContext, level: int) -> DrawnHeading:
    """Compose a part's heading, with its release in the language of the heading."""
    context.last_level = level
    language = _heading_language(part, context)
    label = release_label(part.release, context.inputs, language)
    text = heading_text(part, context)
    if label and label.casefold() not in text.casefold():
        text = f"{text} ({label})"
    content: Content = (Run(text=text, language=language),)
    return DrawnHeading(
        level=level,
        content=content,
        anchor=context.new_anchor("part", part.id),
        origin=part.id,
    )


def _report_empty(part: Part, context: CompositionContext) -> None:
    spec = context.inputs.template.part(part.key)
    name, place = heading_text(part, context), Place(part=part.id)
    if part.topic is not None and not context.inputs.tagged.get(part.topic):
        context.report("topic-empty", place, topic=name)
    elif part.topic is not None or context.inputs.audience is not None:
        context.report("part-empty", place, part=name)
    elif spec is not None and not isinstance(spec, SourcesPart | ContentsPart) and spec.required:
        context.report("part-required-empty", place, part=name)
    elif isinstance(spec, TopicsPart) and part.parts:
        for inner in part.parts:
            _report_empty(inner, context)
    else:
        context.report("part-empty", place, part=name)
