"""The marking of a briefing, and its portion marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.input import CompositionInput
from briefbuilder.composing.release import label_block
from briefbuilder.domain.briefing import Item
from briefbuilder.domain.document import Content, Run, content_text
from briefbuilder.domain.marking import LABEL_PROPERTY, MarkingLevel
from briefbuilder.domain.notices import Finding, Place
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
from briefbuilder.locales.casing import to_capitals
from briefbuilder.templating.checks import Check


def chosen_level(inputs: CompositionInput) -> MarkingLevel | None:
    """Return the level chosen by the user, or else the template's default."""
    chosen = inputs.briefing.marking and inputs.profile.level(inputs.briefing.marking)
    default = inputs.template.marking.default
    return chosen or (inputs.profile.level(default) if default else None)


def document_level(inputs: CompositionInput) -> MarkingLevel | None:
    """Return the level of the document, which is never lower than the highest of its items."""
    levels = [item.marking for item in inputs.briefing.items if item.marking]
    chosen = chosen_level(inputs)
    return inputs.profile.highest([*levels, *([chosen.id] if chosen else [])])


def marking_text(context: CompositionContext) -> str:
    """Return the marking as it is printed, or an empty text for an unmarked briefing."""
    inputs = context.inputs
    level = document_level(inputs)
    if level is None:
        return ""
    text = level.text(inputs.language)
    return to_capitals(text, inputs.language) if inputs.profile.capitals else text


def sensitivity_properties(inputs: CompositionInput, moment: str) -> dict[str, str]:
    """Return the properties by which Microsoft Purview recognizes the sensitivity label of the marking.

    They name the label, its organization and the printed day, and no person. Source: "Microsoft Information
    Protection SDK - Metadata" (learn.microsoft.com).
    """
    level = document_level(inputs)
    if level is None or not (level.sensitivity_label and inputs.profile.sensitivity_site):
        return {}
    name = f"{LABEL_PROPERTY}{level.sensitivity_label}_"
    return {
        f"{name}Enabled": "true",
        f"{name}SetDate": moment,
        f"{name}Method": "Privileged",
        f"{name}SiteId": inputs.profile.sensitivity_site,
    }


def letterhead_label_findings(inputs: CompositionInput) -> Iterator[Finding]:
    """Yield the sensitivity labels of the letterhead document that are not that of the marking, which is used."""
    level = document_level(inputs)
    own = level.sensitivity_label if level is not None else ""
    layout = inputs.letterhead
    for label in layout.labels if layout is not None else ():
        if label == own or layout is None:
            continue
        code = "house-label-differs" if own else "house-label-dropped"
        parameters = {"file": layout.file.name, "label": label}
        if level is not None and own:
            parameters |= {"marking": level.text(inputs.language), "own": own}
        yield Finding(code=code, severity="warning", place=Place(field="marking"), parameters=parameters)


def check_markings(context: CompositionContext) -> None:
    """Report markings that are unknown, too low, raised by an item, or restricted."""
    inputs = context.inputs
    profile, briefing = inputs.profile, inputs.briefing
    place = Place(field="marking")
    if briefing.marking and profile.level(briefing.marking) is None:
        context.report("marking-unknown", place, marking=briefing.marking)
    chosen = chosen_level(inputs)
    for part in briefing.walk():
        for item in part.items:
            if item.marking:
                _check_item_marking(item.marking, Place(part=part.id, item=item.id), chosen, context)
    level = document_level(inputs)
    if level is not None and level.restricted:
        context.report("marking-restricted", place, marking=level.text(inputs.language))


def _check_item_marking(
    marking: str, place: Place, chosen: MarkingLevel | None, context: CompositionContext
) -> None:
    inputs = context.inputs
    level = inputs.profile.level(marking)
    if level is None:
        context.report("marking-unknown", place, marking=marking)
    elif chosen is None or level.rank > chosen.rank:
        code: Check = "marking-below-item" if inputs.briefing.marking else "marking-raised"
        context.report(code, place, marking=level.text(inputs.language))


# Portion marks: the level of each portion in parentheses before it, if the template requires them.
#
# The title and every paragraph, list entry, table and picture are portions (32 CFR 2001.21(c), United States). An
# item without a marking has that of the briefing.


def add_portion_marks(
    blocks: tuple[Block, ...], item: Item, context: CompositionContext, place: Place
) -> tuple[Block, ...]:
    """Add the portion marks to an item's blocks."""
    if not blocks or not context.inputs.template.marking.portions:
        return blocks
    text = _portion_mark(item, context, place)
    if not text:
        return blocks
    label = Span(f"({text})")
    return tuple(
        label_block(block, label, context.inputs) if _is_portion(block) else block for block in blocks
    )


def split_marks(
    content: Content, labels: frozenset[str], context: CompositionContext
) -> tuple[Content, Content]:
    """Return the portion mark and the labels at the beginning of a composed paragraph, and the words of the paragraph."""
    texts = {*labels}
    if context.inputs.template.marking.portions:
        texts |= {f"({text})" for text in _portion_marks(context).values() if text}
    place = 0
    while all(isinstance(each, Run) for each in content[place : place + 2]) and (
        content_text(content[place : place + 1]) in texts
    ):
        place += 2
    return content[:place], content[place:]


def title_portion_mark(context: CompositionContext) -> str:
    """Return the portion mark of the title, which is that of the briefing, with a space."""
    text = _portion_marks(context)[""] if context.inputs.template.marking.portions else ""
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
            # There is no place for a mark in an empty cell or in a picture without caption.
            return bool(block.text.strip())
        case _:
            assert_never(block)


def _portion_mark(item: Item, context: CompositionContext, place: Place) -> str:
    """Return the portion mark of an item, and report an item without marking in a marked briefing."""
    inputs = context.inputs
    overall = _portion_marks(context)[""]
    if item.marking in context.portions:
        return context.portions[item.marking or ""]
    least = min(inputs.profile.levels, key=lambda level: level.rank, default=None)
    if least is not None and overall not in {"", least.portion}:
        context.report("portion-unmarked", place, portion=overall)
    return overall


def _portion_marks(context: CompositionContext) -> dict[str, str]:
    """Return the portion mark of each level by id, with that of the briefing under ""."""
    if "" not in context.portions:
        level = document_level(context.inputs)
        context.portions.update({level.id: level.portion for level in context.inputs.profile.levels})
        context.portions[""] = level.portion if level else ""
    return context.portions
