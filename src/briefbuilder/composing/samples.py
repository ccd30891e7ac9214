"""The sample texts of a template, put into a briefing that is to show what the template looks like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import cycle

from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText, Part
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.text import Block, Figure, ListItem, Paragraph, Span, Table
from briefbuilder.templating.fields import DateField, TextField
from briefbuilder.templating.model import Template
from briefbuilder.templating.parts import (
    ContentsPart,
    FiguresPart,
    QuotationsPart,
    SourcesPart,
    TablePart,
    TopicsPart,
    WrittenPart,
)
from briefbuilder.templating.values import localized_text

# What an officer would pick by hand, picked for a sample: sentences to quote, tables and pictures, codes of reliability.

_CODES = ("B2", "A2", "C3")
"""What the articles of a sample are judged, in the order of their use."""
_SPEECH = re.compile(r"[«“„「][^«“„「»”“」]{20,}[»”“」]")


def add_sample_excerpts(
    briefing: Briefing, template: Template, articles: Iterable[Article], new_id: Callable[[], str]
) -> Briefing:
    """Return a briefing in whose empty parts for quotations and figures stands one excerpt each.

    Excerpts come from the articles in turn, and from what the briefing does not show elsewhere.
    """
    shown = {(item.passage.article, block) for item in briefing.items if isinstance(item, Excerpt)
             for block in item.passage.blocks}  # fmt: skip
    held = tuple(articles)
    quotations, figures = _passages(held, shown, _quotable), _passages(held, shown, _figure)

    def filled(part: Part) -> Part:
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

    return replace(briefing, parts=tuple(map(filled, briefing.parts)))


def add_sample_reliability(briefing: Briefing, template: Template) -> Briefing:
    """Return a briefing whose excerpts bear codes of reliability, where the template's sources show them.

    Each article has one code throughout, as if somebody had judged it.
    """
    if not template.sources.reliability:
        return briefing
    named = dict.fromkeys(item.passage.article for item in briefing.items if isinstance(item, Excerpt))
    codes = dict(zip(named, cycle(_CODES)))

    def judged(part: Part) -> Part:
        items = tuple(
            replace(item, reliability=codes[item.passage.article]) if isinstance(item, Excerpt) else item
            for item in part.items
        )
        return replace(part, items=items, parts=tuple(map(judged, part.parts)))

    return replace(briefing, parts=tuple(map(judged, briefing.parts)))


_Pick = Callable[[tuple[Block, ...]], Block | None]


def _passages(articles: tuple[Article, ...], shown: set[tuple[str, str]], pick: _Pick) -> Iterator[Passage]:
    for article in articles:
        block = pick(tuple(block for block in article.blocks if (article.id, block.id) not in shown))
        if block is not None:
            yield passage_of(article, (block,))


def _quotable(blocks: tuple[Block, ...]) -> Block | None:
    """Return the first paragraph in which somebody speaks, else the first of all."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph) and block.text.strip()]
    return next((block for block in paragraphs if _SPEECH.search(block.text)), next(iter(paragraphs), None))


def _figure(blocks: tuple[Block, ...]) -> Block | None:
    return next((block for block in blocks if isinstance(block, Table | Figure)), None)


_KEPT = 1
"""How many gathered excerpts stay under a part's sample, to show what a quotation looks like."""
_OF_A_TOPIC = 2
"""How many stay under a topic, so that a sample keeps to the length that its template allows."""


def sample_fields(template: Template, language: str, today: str) -> dict[str, str]:
    """Return the samples of a template's fields of text, and `today` (YYYY-MM-DD) for days without default."""
    found: dict[str, str] = {}
    for field in template.fields:
        if isinstance(field, TextField):
            found[field.key] = localized_text(field.sample, language)
        elif isinstance(field, DateField) and not field.default:
            found[field.key] = today
    return {key: text for key, text in found.items() if text}


def add_sample_texts(briefing: Briefing, template: Template, new_id: Callable[[], str]) -> Briefing:
    """Return a briefing with the template's samples in its parts; an empty written part shows its hint."""

    def filled(part: Part) -> Part:
        spec = template.part(part.key)
        if isinstance(spec, TopicsPart):
            return _shortened(part)
        if spec is None or isinstance(spec, SourcesPart | ContentsPart):
            return part
        text = localized_text(spec.sample, briefing.language)
        if not text and not part.items and isinstance(spec, WrittenPart):
            text = localized_text(spec.hint, briefing.language)
        if not text.strip():
            return part
        items = _rows(text, new_id) if isinstance(spec, TablePart) else (_own(_blocks(text), new_id),)
        return replace(part, items=(*items, *part.items[:_KEPT]))

    return replace(briefing, parts=tuple(map(filled, briefing.parts)))


def _shortened(part: Part) -> Part:
    return replace(part, items=part.items[:_OF_A_TOPIC], parts=tuple(map(_shortened, part.parts)))


def _rows(text: str, new_id: Callable[[], str]) -> tuple[Item, ...]:
    lines = (line for line in text.splitlines() if line.strip())
    return tuple(
        _own(tuple(_paragraph(cell, at) for at, cell in enumerate(line.split("|"))), new_id) for line in lines
    )


def _own(blocks: tuple[Block, ...], new_id: Callable[[], str]) -> OwnText:
    return OwnText(id=new_id(), blocks=blocks)


def _paragraph(text: str, at: int) -> Paragraph:
    return Paragraph(id=f"s{at}", content=(Span(text.strip()),))


def _blocks(text: str) -> tuple[Block, ...]:
    """Return a block for each line; a line begun with a hyphen and a space is an entry of a list."""
    blocks: list[Block] = []
    for at, line in enumerate(filter(str.strip, text.splitlines())):
        if line.startswith("- "):
            starts = not blocks or not isinstance(blocks[-1], ListItem)
            blocks.append(ListItem(id=f"s{at}", content=(Span(line[2:].strip()),), starts=starts))
        else:
            blocks.append(_paragraph(line, at))
    return tuple(blocks)
