"""The sample texts of a template, put into a briefing that is to show what the template looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from briefbuilder.domain.briefing import Briefing, Item, OwnText, Part
from briefbuilder.domain.text import Block, ListItem, Paragraph, Span
from briefbuilder.templating.fields import DateField, TextField
from briefbuilder.templating.model import Template
from briefbuilder.templating.parts import ContentsPart, SourcesPart, TablePart, TopicsPart, WrittenPart
from briefbuilder.templating.values import text_in

_KEPT = 1
"""How many gathered excerpts stay under a part's sample, to show what a quotation looks like."""
_OF_A_TOPIC = 2
"""How many stay under a topic, so that a sample keeps to the length that its template allows."""


def sample_fields(template: Template, language: str, today: str) -> dict[str, str]:
    """Return the samples of a template's fields of text, and `today` (YYYY-MM-DD) for days without default."""
    found: dict[str, str] = {}
    for field in template.fields:
        if isinstance(field, TextField):
            found[field.key] = text_in(field.sample, language)
        elif isinstance(field, DateField) and not field.default:
            found[field.key] = today
    return {key: text for key, text in found.items() if text}


def with_samples(briefing: Briefing, template: Template, new_id: Callable[[], str]) -> Briefing:
    """Return a briefing with the template's samples in its parts; an empty written part shows its hint."""

    def filled(part: Part) -> Part:
        spec = template.part(part.key)
        if isinstance(spec, TopicsPart):
            return _shortened(part)
        if spec is None or isinstance(spec, SourcesPart | ContentsPart):
            return part
        text = text_in(spec.sample, briefing.language)
        if not text and not part.items and isinstance(spec, WrittenPart):
            text = text_in(spec.hint, briefing.language)
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
