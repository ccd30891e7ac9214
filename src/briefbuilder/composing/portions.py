"""Portion marks: the level of each paragraph in brackets before it, where the template wants them.

The title and every paragraph, entry, table and picture are portions (32 CFR 2001.21(c), of the United States). An item
without a mark of its own bears the whole briefing's: a portion is never lower than was judged.
"""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.marks import level_of
from briefbuilder.domain.briefing import Item
from briefbuilder.domain.notices import Place
from briefbuilder.domain.text import Block, Code, Heading, ListItem, Quote, Span, Table


def with_portions(blocks: tuple[Block, ...], item: Item, ledger: Ledger, place: Place) -> tuple[Block, ...]:
    """Return an item's blocks, each portion with its mark before it."""
    if not blocks or not ledger.material.template.marking.portions:
        return blocks
    text = _portion(item, ledger, place)
    if not text:
        return blocks
    words = Span(f"({text}) ", language=ledger.material.language)
    return tuple(
        replace(block, content=(words, *block.content)) if _is_portion(block) else block for block in blocks
    )


def portion_of_title(ledger: Ledger) -> str:
    """Return the mark before the title, with its space: nobody judges a title alone, so it bears the whole's."""
    text = _known(ledger)[""] if ledger.material.template.marking.portions else ""
    return f"({text}) " if text else ""


def _is_portion(block: Block) -> bool:
    if isinstance(block, ListItem | Quote):
        return not block.continues
    if not isinstance(block, Table) and not block.text.strip():
        return False  # an empty cell, or a picture without caption, which has no place for it
    return not isinstance(block, Heading | Code)


def _portion(item: Item, ledger: Ledger, place: Place) -> str:
    """Return the mark of an item's portions, and tell of one that was not judged in a marked briefing."""
    material = ledger.material
    overall = _known(ledger)[""]
    if item.marking in ledger.portions:
        return ledger.portions[item.marking or ""]
    least = min(material.profile.levels, key=lambda level: level.rank, default=None)
    if least is not None and overall not in {"", least.portion}:
        ledger.find("portion-unmarked", place, portion=overall)
    return overall


def _known(ledger: Ledger) -> dict[str, str]:
    """Return the portion mark of each level by its id, that of the whole briefing under ""."""
    if "" not in ledger.portions:
        level = level_of(ledger.material)
        ledger.portions.update({each.id: each.portion for each in ledger.material.profile.levels})
        ledger.portions[""] = level.portion if level else ""
    return ledger.portions
