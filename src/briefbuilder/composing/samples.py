"""Adds the sample texts of a template and sample excerpts to a briefing, for a preview of the template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import cycle

from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText, Part
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.text import Block, Figure, ListItem, Paragraph, Span, Table
from briefbuilder.locales.numbers import stored_number
from briefbuilder.templating.fields import DateField, ListField, NumberField, TextField
from briefbuilder.templating.model import Template
from briefbuilder.templating.parts import (
    ChronologyPart,
    ContentsPart,
    FiguresPart,
    QuotationsPart,
    SourcesPart,
    TablePart,
    TopicsPart,
    WrittenPart,
)
from briefbuilder.templating.values import localized_text

_SAMPLE_CODES = ("B2", "A2", "C3")
"""The Admiralty codes of sample articles, in the order of their use."""
_DIRECT_SPEECH = re.compile(r"[«“„「][^«“„「»”“」]{20,}[»”“」]")

_Pick = Callable[[tuple[Block, ...]], Block | None]
_KEPT_EXCERPTS = 1
"""The number of gathered excerpts kept after a part's sample text."""
_KEPT_PER_TOPIC = 2
"""The number of excerpts kept in a topic's part, so that the sample is short enough."""
_KEPT_EVENTS = 6
_LIST_LINE = re.compile(r"( *)(-|([0-9]{1,3})\.) (.*)")


def add_sample_excerpts(
    briefing: Briefing, template: Template, articles: Iterable[Article], new_id: Callable[[], str]
) -> Briefing:
    """Add an excerpt to each empty part for quotations or figures.

    Excerpts are taken from one article after the other, from text that the briefing does not show elsewhere.
    """
    shown = {(item.passage.article, block) for item in briefing.items if isinstance(item, Excerpt)
             for block in item.passage.blocks}  # fmt: skip
    available = tuple(articles)
    quotations, figures = (
        _pick_passages(available, shown, _pick_quotable),
        _pick_passages(available, shown, _pick_figure),
    )

    def add_excerpt(part: Part) -> Part:
        if part.items or part.parts:
            return part
        match template.part(part.key):
            case QuotationsPart():
                passage = next(quotations, None)
            case FiguresPart():
                passage = next(figures, None)
            case _:
                passage = None
        return part if passage is None else replace(part, items=(Excerpt(id=new_id(), passage=passage),))

    return replace(briefing, parts=tuple(map(add_excerpt, briefing.parts)))


def add_sample_reliability(briefing: Briefing, template: Template) -> Briefing:
    """Add Admiralty codes to excerpts, one for each article, if the template shows them."""
    if not template.sources.reliability:
        return briefing
    named = dict.fromkeys(item.passage.article for item in briefing.items if isinstance(item, Excerpt))
    codes = dict(zip(named, cycle(_SAMPLE_CODES)))

    def add_codes(part: Part) -> Part:
        items = tuple(
            replace(item, reliability=codes[item.passage.article]) if isinstance(item, Excerpt) else item
            for item in part.items
        )
        return replace(part, items=items, parts=tuple(map(add_codes, part.parts)))

    return replace(briefing, parts=tuple(map(add_codes, briefing.parts)))


def _pick_passages(
    articles: tuple[Article, ...], shown: set[tuple[str, str]], pick: _Pick
) -> Iterator[Passage]:
    for article in articles:
        block = pick(tuple(block for block in article.blocks if (article.id, block.id) not in shown))
        if block is not None:
            yield passage_of(article, (block,))


def _pick_quotable(blocks: tuple[Block, ...]) -> Block | None:
    """Return the first paragraph with direct speech, or else the first paragraph."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph) and block.text.strip()]
    return next(
        (block for block in paragraphs if _DIRECT_SPEECH.search(block.text)), next(iter(paragraphs), None)
    )


def _pick_figure(blocks: tuple[Block, ...]) -> Block | None:
    return next((block for block in blocks if isinstance(block, Table | Figure)), None)


def sample_fields(template: Template, language: str, today: str) -> dict[str, str]:
    """Return the samples of a template's fields, and `today` (YYYY-MM-DD) for dates without default."""
    found: dict[str, str] = {}
    for field in template.fields:
        if isinstance(field, TextField | ListField):
            found[field.key] = localized_text(field.sample, language)
        elif isinstance(field, NumberField) and field.sample is not None:
            found[field.key] = stored_number(field.sample)
        elif isinstance(field, DateField) and not field.default:
            found[field.key] = today
    return {key: text for key, text in found.items() if text}


def add_sample_texts(briefing: Briefing, template: Template, new_id: Callable[[], str]) -> Briefing:
    """Add the template's sample texts to a briefing's parts, or the hint to an empty written part."""

    def add_excerpt(part: Part) -> Part:
        spec = template.part(part.key)
        if isinstance(spec, TopicsPart):
            return replace(_shorten_items(part), parts=tuple(map(add_excerpt, part.parts)))
        if spec is None or isinstance(spec, SourcesPart | ContentsPart):
            return part
        if isinstance(spec, ChronologyPart):
            return replace(part, items=part.items[:_KEPT_EVENTS])
        text = localized_text(spec.sample, briefing.language)
        if not text and not part.items and isinstance(spec, WrittenPart):
            text = localized_text(spec.hint, briefing.language)
        if not text.strip():
            return part
        items = (
            _table_rows(text, new_id)
            if isinstance(spec, TablePart)
            else (_own_text(_parse_blocks(text), new_id),)
        )
        return replace(part, items=(*items, *part.items[:_KEPT_EXCERPTS]))

    return replace(briefing, parts=tuple(map(add_excerpt, briefing.parts)))


def _shorten_items(part: Part) -> Part:
    return replace(part, items=part.items[:_KEPT_PER_TOPIC])


def _table_rows(text: str, new_id: Callable[[], str]) -> tuple[Item, ...]:
    lines = (line for line in text.splitlines() if line.strip())
    return tuple(
        _own_text(tuple(_paragraph(cell, at) for at, cell in enumerate(line.split("|"))), new_id)
        for line in lines
    )


def _own_text(blocks: tuple[Block, ...], new_id: Callable[[], str]) -> OwnText:
    return OwnText(id=new_id(), blocks=blocks)


def _paragraph(text: str, at: int) -> Paragraph:
    return Paragraph(id=f"s{at}", content=(Span(text.strip()),))


def _parse_blocks(text: str) -> tuple[Block, ...]:
    """Return a block for each line; lines that begin with "- " or "1. " are list items, two spaces deeper each level."""
    blocks: list[Block] = []
    for at, line in enumerate(filter(str.strip, text.splitlines())):
        found = _LIST_LINE.match(line)
        if found is None:
            blocks.append(_paragraph(line, at))
            continue
        number = int(found[3]) if found[3] else None
        last = blocks[-1] if blocks else None
        ordered, depth = number is not None, len(found[1]) // 2
        starts = not isinstance(last, ListItem) or (depth == last.depth and ordered != last.ordered)
        blocks.append(
            ListItem(
                id=f"s{at}",
                content=(Span(found[4].strip()),),
                depth=depth,
                ordered=ordered,
                number=number,
                starts=starts,
            )
        )
    return tuple(blocks)
