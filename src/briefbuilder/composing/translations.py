"""A working translation beside its original: in two columns, and always told to be unofficial."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.composing.blocks import drawn_list, drawn_single, groups, lead_in, visible
from briefbuilder.composing.inlines import Pen, notes_of
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.document import DrawnPair, DrawnQuotation, DrawnText, Element, Run


def beside_translation(elements: tuple[Element, ...], excerpt: Excerpt, pen: Pen) -> tuple[Element, ...]:
    """Return an excerpt's elements, beside them its working translation where it has one."""
    blocks = visible(excerpt.translation)
    if not blocks or not elements:
        return elements
    language = pen.ledger.material.language
    own = replace(pen, text_language=language, element_language=language, notes=notes_of(excerpt.translation))
    translated: list[Element] = [_label(own)]
    for kind, members in groups(blocks):
        if kind == "list":
            translated.append(replace(drawn_list(members, own, "", None), quoted=True))
        elif kind == "prose":
            paragraphs = tuple(lead_in(block, own) for block in members)
            translated.append(DrawnQuotation(paragraphs=paragraphs, origin=own.origin))
        else:
            translated.append(drawn_single(members[0], own, "", None))
    first = elements[0]
    left = (replace(first, anchor=""), *elements[1:])
    return (DrawnPair(left=left, right=tuple(translated), anchor=first.anchor, origin=own.origin),)


def _label(pen: Pen) -> DrawnText:
    words = pen.ledger.material.word("translation")
    return DrawnText(role="source", content=(Run(text=words, italic=True),), origin=pen.origin)
