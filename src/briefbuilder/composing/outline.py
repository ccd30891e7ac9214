"""The parts of a briefing to headings with what stands under them.

A part without content has no heading in the document; a finding tells of it instead.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefbuilder.composing.annexes import drawn_article
from briefbuilder.composing.boxes import in_boxes
from briefbuilder.composing.disclosure import label_of
from briefbuilder.composing.filling import filled
from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.own_text import drawn_own_text
from briefbuilder.composing.quotations import drawn_excerpt
from briefbuilder.composing.table_parts import drawn_rows
from briefbuilder.domain.briefing import Excerpt, Item, OwnText, Part
from briefbuilder.domain.document import DrawnBreak, DrawnHeading, DrawnText, Element, Run
from briefbuilder.domain.notices import Place
from briefbuilder.domain.text import Figure, Table
from briefbuilder.templating.parts import (
    AnnexPart,
    ContentsPart,
    SourcesPart,
    TablePart,
    TemplatePart,
    TopicsPart,
    WrittenPart,
    heading_of,
)
from briefbuilder.templating.values import holds

_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Slot:
    """The place among the elements at which a list of sources or a contents list is to stand."""

    part: Part
    kind: str
    new_page: bool = False


def is_blank(item: Item) -> bool:
    """Tell whether an item has nothing to show."""
    if isinstance(item, Excerpt):
        return item.blocks is not None and not _shows(item.blocks)
    return not _shows(item.blocks)


def _shows(blocks: tuple[object, ...]) -> bool:
    return any(isinstance(block, Table | Figure) or getattr(block, "text", "").strip() for block in blocks)


def has_content(part: Part) -> bool:
    """Tell whether a part or one under it has an item that shows something."""
    return not all(map(is_blank, part.items)) or any(map(has_content, part.parts))


def heading_text(part: Part, ledger: Ledger) -> str:
    """Return a part's heading: its own, else its topic's name, else the template's label."""
    material = ledger.material
    if part.heading is not None and part.heading.strip():
        return ledger.line(part.heading, Place(part=part.id))
    if part.topic is not None:
        topic = material.topics.get(part.topic)
        return topic.name(material.language) if topic else part.topic
    spec = material.template.part(part.key)
    return heading_of(spec, material.language) if spec else part.key


def outline(ledger: Ledger) -> list[Element | Slot]:
    """Return the elements of all parts in order, with a slot where a list is to stand."""
    drawn: list[Element | Slot] = []
    for part in ledger.material.briefing.parts:
        drawn += _part(part, ledger, 1)
    return drawn


def _part(part: Part, ledger: Ledger, depth: int) -> list[Element | Slot]:
    material = ledger.material
    spec = material.template.part(part.key)
    place = Place(part=part.id)
    if spec is None:
        ledger.find("part-unknown", place, part=heading_text(part, ledger))
    if spec is not None and not holds(spec.shown_when, material.briefing.fields):
        if has_content(part):
            ledger.find("part-hidden", place, part=heading_text(part, ledger))
        return []
    if isinstance(spec, SourcesPart | ContentsPart):
        return [Slot(part, spec.kind, spec.new_page)]
    if not has_content(part):
        _tell_empty(part, ledger)
        return []
    if part.topic is not None and part.topic not in material.topics:
        ledger.find("topic-unknown", place, topic=part.topic)
    drawn: list[Element | Slot] = [DrawnBreak()] if spec is not None and spec.new_page and depth == 1 else []
    drawn.append(heading(part, ledger, min(depth, _DEEPEST)))
    held = _items(part, spec, ledger, min(depth, _DEEPEST))
    drawn += in_boxes(held) if isinstance(spec, WrittenPart) and spec.boxed else held
    for inner in part.parts:
        drawn += _part(inner, ledger, depth + 1)
    return [*drawn, *_closing(part, spec, ledger)]


def _items(part: Part, spec: TemplatePart | None, ledger: Ledger, level: int) -> list[Element]:
    items = [item for item in part.items if not is_blank(item)]
    drawn: list[Element] = []
    if isinstance(spec, TablePart):
        rows = tuple(item for item in items if isinstance(item, OwnText))
        items = [item for item in items if isinstance(item, Excerpt)]
        drawn += [drawn_rows(part, rows, spec, ledger)] if rows else []
    for item in items:
        if isinstance(spec, AnnexPart) and isinstance(item, Excerpt):
            drawn += drawn_article(item, ledger, _place(item, part), level)
        else:
            drawn += _item(item, part, ledger, level)
    return drawn


def _closing(part: Part, spec: TemplatePart | None, ledger: Ledger) -> list[Element]:
    """Return the line that ends a part of the template; a topic's own part has none."""
    if spec is None or isinstance(spec, SourcesPart | ContentsPart) or part.topic is not None:
        return []
    content = filled(spec.closing, ledger)
    return [DrawnText(role="body", content=content, origin=part.id)] if content else []


def heading(part: Part, ledger: Ledger, level: int) -> DrawnHeading:
    """Return a part's heading, with who may see the part."""
    ledger.last_level = level
    label = label_of(part.release, ledger.material)
    text = heading_text(part, ledger)
    told = not label or label.casefold() in text.casefold()
    return DrawnHeading(
        level=level,
        content=(Run(text=text if told else f"{text} ({label})"),),
        anchor=ledger.anchor("part", part.id),
        origin=part.id,
    )


def _item(item: Item, part: Part, ledger: Ledger, level: int) -> tuple[Element, ...]:
    if isinstance(item, Excerpt):
        return drawn_excerpt(item, ledger, _place(item, part))
    return drawn_own_text(item, ledger, Place(part=part.id, item=item.id), level)


def _place(excerpt: Excerpt, part: Part) -> Place:
    return Place(part=part.id, item=excerpt.id, article=excerpt.passage.article)


def _tell_empty(part: Part, ledger: Ledger) -> None:
    spec = ledger.material.template.part(part.key)
    name, place = heading_text(part, ledger), Place(part=part.id)
    if part.topic is not None:
        ledger.find("topic-empty", place, topic=name)
    elif ledger.material.audience is not None:
        ledger.find("part-empty", place, part=name)
    elif spec is not None and not isinstance(spec, SourcesPart | ContentsPart) and spec.required:
        ledger.find("part-required-empty", place, part=name)
    elif isinstance(spec, TopicsPart) and part.parts:
        for inner in part.parts:
            _tell_empty(inner, ledger)
    else:
        ledger.find("part-empty", place, part=name)
