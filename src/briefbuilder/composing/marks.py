"""The briefing's mark: which level it bears, and what is printed of it."""

from __future__ import annotations

from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.material import Material
from briefbuilder.domain.marking import MarkingLevel
from briefbuilder.domain.notices import Place
from briefbuilder.templating.checks import Check


def chosen_level(material: Material) -> MarkingLevel | None:
    """Return the level that the officer chose, else the template's own."""
    chosen = material.briefing.marking and material.profile.level(material.briefing.marking)
    default = material.template.marking.default
    return chosen or (material.profile.level(default) if default else None)


def level_of(material: Material) -> MarkingLevel | None:
    """Return the level that the document bears: never lower than the highest of its items."""
    levels = [item.marking for item in material.briefing.items if item.marking]
    chosen = chosen_level(material)
    return material.profile.highest([*levels, *([chosen.id] if chosen else [])])


def mark_text(ledger: Ledger) -> str:
    """Return the mark as it is printed, empty where the briefing bears none."""
    material = ledger.material
    level = level_of(material)
    if level is None:
        return ""
    text = level.text(material.language)
    return text.upper() if material.profile.capitals else text


def check_marks(ledger: Ledger) -> None:
    """Tell of marks that are not known, too low, raised by an item, or restricted."""
    material = ledger.material
    profile, briefing = material.profile, material.briefing
    place = Place(field="marking")
    if briefing.marking and profile.level(briefing.marking) is None:
        ledger.find("marking-unknown", place, marking=briefing.marking)
    chosen = chosen_level(material)
    for part in briefing.walk():
        for item in part.items:
            if item.marking:
                _check_item(item.marking, Place(part=part.id, item=item.id), chosen, ledger)
    level = level_of(material)
    if level is not None and level.restricted:
        ledger.find("marking-restricted", place, marking=level.text(material.language))


def _check_item(marking: str, place: Place, chosen: MarkingLevel | None, ledger: Ledger) -> None:
    material = ledger.material
    level = material.profile.level(marking)
    if level is None:
        ledger.find("marking-unknown", place, marking=marking)
    elif chosen is None or level.rank > chosen.rank:
        code: Check = "marking-below-item" if material.briefing.marking else "marking-raised"
        ledger.find(code, place, marking=level.text(material.language))
