"""Texts of a template with slots ({title}, {date}, {page}) filled from the briefing."""

from __future__ import annotations

from collections.abc import Mapping

from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.marks import mark_text
from briefbuilder.composing.typography import date_in_words, shortened
from briefbuilder.composing.values import printed
from briefbuilder.domain.document import Content, DrawnInline, PageField, Run
from briefbuilder.domain.notices import Place
from briefbuilder.templating.furnishing import SLOT
from briefbuilder.templating.values import holds, text_in

LEAST_TITLE = 45
"""Characters of a title in a header or footer that find room beside any other text, in less than half a line."""


def filled(
    texts: Mapping[str, str], ledger: Ledger, *, asked: bool = True, room: int = LEAST_TITLE
) -> Content:
    """Return a text, in the briefing's language, with its slots filled; a title has `room` in characters.

    A text whose slot has no value is left out whole, and a finding names the field: a header
    never says "Brief" without its number. Where nothing is `asked`, an empty field is an answer, too:
    it is left out without a finding.
    """
    material = ledger.material
    content: list[DrawnInline] = []
    for index, piece in enumerate(SLOT.split(text_in(texts, material.language))):
        if index % 2 == 0:
            value: DrawnInline | None = Run(text=piece)
        else:
            value = _slot(piece, ledger, asked=asked, room=room)
        if value is None:
            return ()
        if not isinstance(value, Run) or value.text:
            content.append(value)
    return tuple(content)


def whole_title(ledger: Ledger) -> Content:
    """Return the title as it stands on the first page, however long."""
    title = ledger.line(ledger.material.briefing.title, Place())
    return (Run(text=title or f"[{ledger.material.word('to-complete')}]"),)


def _slot(name: str, ledger: Ledger, *, asked: bool, room: int) -> DrawnInline | None:
    match name:
        case "page" | "pages" | "section":
            return PageField(name=name)
        case "title":
            title = ledger.line(ledger.material.briefing.title, Place(field="title"))
            return Run(text=shortened(title or f"[{ledger.material.word('to-complete')}]", room))
        case "template":
            return Run(text=ledger.material.template.label(ledger.material.language))
        case "marking":
            text = mark_text(ledger)
            return Run(text=text) if text else None
        case _:
            return _field(name, ledger, asked=asked)


def _field(name: str, ledger: Ledger, *, asked: bool) -> Run | None:
    material = ledger.material
    field = material.template.field(name)
    if field is not None and not holds(field.shown_when, material.briefing.fields):
        return None
    value = printed(field, ledger) if field else ""
    if value:
        return Run(text=value)
    if field is None and name == "date":
        return Run(text=date_in_words(material.today, material.language))
    if not asked:
        return None
    if field is not None and field.required:
        return Run(text=f"[{material.word('to-complete')}]")
    if field is not None:
        ledger.find("field-empty", Place(field=name), field=field.name(material.language))
    return None
