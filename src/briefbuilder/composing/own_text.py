"""The officer's own text: running text under the part's heading, in the briefing's language."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.composing.blocks import drawn_list, drawn_single, groups, lead_in, visible
from briefbuilder.composing.disclosure import with_labels
from briefbuilder.composing.inlines import Pen, notes_of
from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.material import same_language
from briefbuilder.composing.portions import with_portions
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.document import DrawnHeading, DrawnQuotation, DrawnText, Element
from briefbuilder.domain.notices import Place
from briefbuilder.domain.text import Block, Heading, Quote

_DEEPEST = 6


def drawn_own_text(item: OwnText, ledger: Ledger, place: Place, level: int) -> tuple[Element, ...]:
    """Return the text's elements; its headings stand below the part's heading of that level."""
    language = ledger.material.language
    pen = Pen(
        ledger=ledger,
        place=place,
        text_language=language,
        element_language=language,
        notes=notes_of(item.blocks),
        origin=item.id,
    )
    blocks = with_labels(visible(item.blocks), item, ledger.material)
    blocks = with_portions(blocks, item, ledger, place)
    anchor = ledger.anchor("item", item.id) if blocks else ""
    return running_text(blocks, pen, level, anchor, numbered=True)


def running_text(
    blocks: tuple[Block, ...], pen: Pen, level: int, anchor: str, *, numbered: bool
) -> tuple[Element, ...]:
    """Return blocks as running text under a heading of that level, the first element with the anchor.

    Paragraphs bear the template's numbers where they are to be `numbered`.
    """
    elements: list[Element] = []
    highest = min((block.level for block in blocks if isinstance(block, Heading)), default=1)
    for kind, members in groups(blocks):
        name = "" if elements else anchor
        if kind == "prose":
            elements += _prose(members, pen, level - highest + 1, name, numbered=numbered)
        elif kind == "list":
            elements.append(drawn_list(members, pen, name, None))
        else:
            elements.append(drawn_single(members[0], pen, name, None))
    return tuple(elements)


def _prose(members: tuple[Block, ...], pen: Pen, shift: int, anchor: str, *, numbered: bool) -> list[Element]:
    """Return headings, paragraphs and quotations; `shift` takes a heading's level to the briefing's."""
    elements: list[Element] = []
    for block in members:
        name = "" if elements else anchor
        if isinstance(block, Heading):
            elements.append(_heading(block, pen, shift, name))
        elif isinstance(block, Quote):
            last = elements[-1] if elements else None
            if block.continues and isinstance(last, DrawnQuotation):
                paragraphs = (*last.paragraphs, lead_in(block, pen))
                elements[-1] = replace(last, paragraphs=paragraphs, blocks=(*last.blocks, block.id))
            else:
                paragraphs = (lead_in(block, pen),)
                elements.append(
                    DrawnQuotation(paragraphs=paragraphs, anchor=name, origin=pen.origin, blocks=(block.id,))
                )
        else:
            elements.append(_paragraph(block, pen, name, numbered=numbered))
    return elements


def _paragraph(block: Block, pen: Pen, anchor: str, *, numbered: bool) -> DrawnText:
    return DrawnText(
        role="body",
        content=lead_in(block, pen),
        number=pen.ledger.paragraph_number() if numbered else "",
        anchor=anchor,
        origin=pen.origin,
        blocks=(block.id,),
    )


def _heading(block: Heading, pen: Pen, shift: int, anchor: str) -> DrawnHeading:
    """Return a heading of the officer's own; its level never jumps over one."""
    level = min(max(block.level + shift, 1), pen.ledger.last_level + 1, _DEEPEST)
    pen.ledger.last_level = level
    own = block.language
    return DrawnHeading(
        level=level,
        content=pen.drawn(block.content, own),
        anchor=anchor or pen.ledger.anchor("heading", pen.origin),
        origin=pen.origin,
        blocks=(block.id,),
        language=own if own and not same_language(own, pen.element_language) else None,
    )
