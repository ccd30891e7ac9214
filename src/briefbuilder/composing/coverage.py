"""Which tagged passages a briefing leaves out, though it has a part for their topic."""

from __future__ import annotations

from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.outline import heading_text
from briefbuilder.composing.typography import beginning
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.notices import Place
from briefbuilder.domain.passage import Passage
from briefbuilder.templating.model import Template


def check_coverage(ledger: Ledger) -> None:
    """Tell of each part for a topic how many passages with that tag stand nowhere in the briefing."""
    material = ledger.material
    if material.audience is not None:
        return  # What an audience does not get was taken out on purpose.
    quoted = quoted_in(material.briefing, material.template)
    for part in material.briefing.walk():
        tagged = material.tagged.get(part.topic, ()) if part.topic else ()
        missing = [passage for passage in tagged if not is_quoted(passage, quoted)]
        if missing:
            name = heading_text(part, ledger)
            place = Place(part=part.id, article=missing[0].article)
            ledger.find(
                "topic-left-out",
                place,
                topic=name,
                count=str(len(missing)),
                quote=beginning(missing[0].quote),
            )


def quoted_in(briefing: Briefing, template: Template) -> list[Passage]:
    """Return the passages of a briefing's excerpts, but for the whole articles of its annexes."""
    return [
        item.passage
        for part in briefing.walk()
        if part.key not in template.annexes
        for item in part.items
        if isinstance(item, Excerpt)
    ]


def is_quoted(passage: Passage, quoted: list[Passage]) -> bool:
    """Tell whether an excerpt holds some of a passage's words."""
    blocks = set(passage.blocks)
    return any(
        one.article == passage.article and not blocks.isdisjoint(one.blocks) and _touch(passage, one)
        for one in quoted
    )


def _touch(one: Passage, other: Passage) -> bool:
    """Tell whether two passages share characters, where both lie in the same one block."""
    if one.blocks != other.blocks or len(one.blocks) > 1:
        return True
    return one.start < other.end and other.start < one.end
