"""The briefing's mark: which level it bears, and what is printed of it."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.input import CompositionInput
from briefbuilder.domain.briefing import Item
from briefbuilder.domain.marking import MarkingLevel
from briefbuilder.domain.notices import Place
from briefbuilder.domain.text import (
    Block,
    Code,
    Figure,
    Heading,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Span,
    Table,
)
from briefbuilder.templating.checks import Check


def chosen_level(material: CompositionInput) -> MarkingLevel | None:
    """Return the level that the officer chose, else the template's own."""
    chosen = material.briefing.marking and material.profile.level(material.briefing.marking)
    default = material.template.marking.default
    return chosen or (material.profile.level(default) if default else None)


def document_level(material: CompositionInput) -> MarkingLevel | None:
    """Return the level that the document bears: never lower than the highest of its items."""
    levels = [item.marking for item in material.briefing.items if item.marking]
    chosen = chosen_level(material)
    return material.profile.highest([*levels, *([chosen.id] if chosen else [])])


def marking_text(ledger: CompositionContext) -> str:
    """Return the mark as it is printed, empty where the briefing bears none."""
    material = ledger.inputs
    level = document_level(material)
    if level is None:
        return ""
    text = level.text(material.language)
    return text.upper() if material.profile.capitals else text


def check_markings(ledger: CompositionContext) -> None:
    """Tell of marks that are not known, too low, raised by an item, or restricted."""
    material = ledger.inputs
    profile, briefing = material.profile, material.briefing
    place = Place(field="marking")
    if briefing.marking and profile.level(briefing.marking) is None:
        ledger.find("marking-unknown", place, marking=briefing.marking)
    chosen = chosen_level(material)
    for part in briefing.walk():
        for item in part.items:
            if item.marking:
                _check_item(item.marking, Place(part=part.id, item=item.id), chosen, ledger)
    level = document_level(material)
    if level is not None and level.restricted:
        ledger.find("marking-restricted", place, marking=level.text(material.language))


def _check_item(marking: str, place: Place, chosen: MarkingLevel | None, ledger: CompositionContext) -> None:
    material = ledger.inputs
    level = material.profile.level(marking)
    if level is None:
        ledger.find("marking-unknown", place, marking=marking)
    elif chosen is None or level.rank > chosen.rank:
        code: Check = "marking-below-item" if material.briefing.marking else "marking-raised"
        ledger.find(code, place, marking=level.text(material.language))


# Portion marks: the level of each paragraph in brackets before it, where the template wants them.
#
# The title and every paragraph, entry, table and picture are portions (32 CFR 2001.21(c), of the United States). An item
# without a mark of its own bears the whole briefing's: a portion is never lower than was judged.


def add_portion_marks(
    blocks: tuple[Block, ...], item: Item, ledger: CompositionContext, place: Place
) -> tuple[Block, ...]:
    """Return an item's blocks, each portion with its mark before it."""
    if not blocks or not ledger.inputs.template.marking.portions:
        return blocks
    text = _portion(item, ledger, place)
    if not text:
        return blocks
    words = Span(f"({text}) ", language=ledger.inputs.language)
    return tuple(
        replace(block, content=(words, *block.content)) if _is_portion(block) else block for block in blocks
    )


def title_portion_mark(ledger: CompositionContext) -> str:
    """Return the mark before the title, with its space: nobody judges a title alone, so it bears the whole's."""
    text = _known(ledger)[""] if ledger.inputs.template.marking.portions else ""
    return f"({text}) " if text else ""


def _is_portion(block: Block) -> bool:
    match block:
        case ListItem() | Quote():
            return not block.continues
        case Heading() | Code():
            return False
        case Table():
            return True
        case Paragraph() | Note() | Figure():
            # An empty cell, or a picture without caption, has no place for it.
            return bool(block.text.strip())
        case _:
            assert_never(block)


def _portion(item: Item, ledger: CompositionContext, place: Place) -> str:
    """Return the mark of an item's portions, and tell of one that was not judged in a marked briefing."""
    material = ledger.inputs
    overall = _known(ledger)[""]
    if item.marking in ledger.portions:
        return ledger.portions[item.marking or ""]
    least = min(material.profile.levels, key=lambda level: level.rank, default=None)
    if least is not None and overall not in {"", least.portion}:
        ledger.find("portion-unmarked", place, portion=overall)
    return overall


def _known(ledger: CompositionContext) -> dict[str, str]:
    """Return the portion mark of each level by its id, that of the whole briefing under ""."""
    if "" not in ledger.portions:
        level = document_level(ledger.inputs)
        ledger.portions.update({each.id: each.portion for each in ledger.inputs.profile.levels})
        ledger.portions[""] = level.portion if level else ""
    return ledger.portions
