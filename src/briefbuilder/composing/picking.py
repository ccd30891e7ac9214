"""What an officer would pick by hand, picked for a sample: sentences to quote, tables and pictures, codes of reliability."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import cycle

from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, Part
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.text import Block, Figure, Paragraph, Table
from briefbuilder.templating.model import Template
from briefbuilder.templating.parts import FiguresPart, QuotationsPart

_CODES = ("B2", "A2", "C3")
"""What the articles of a sample are judged, in the order of their use."""
_SPEECH = re.compile(r"[«“„「][^«“„「»”“」]{20,}[»”“」]")


def with_picked(
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


def with_codes(briefing: Briefing, template: Template) -> Briefing:
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
