"""What stands before the parts: the title block, the table of fields, the contents list."""

from __future__ import annotations

from collections.abc import Sequence

from briefbuilder.composing.filling import filled
from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.portions import portion_of_title
from briefbuilder.composing.typography import labelled
from briefbuilder.composing.values import printed
from briefbuilder.domain.document import (
    Content,
    ContentsEntry,
    DrawnCell,
    DrawnContents,
    DrawnHeading,
    DrawnTable,
    DrawnText,
    Element,
    Run,
    drawn_text,
)
from briefbuilder.domain.notices import Place
from briefbuilder.domain.styles import Role
from briefbuilder.templating.values import holds, text_in

_WIDTHS = (0.22, 0.78)


def title_text(ledger: Ledger) -> str:
    """Return the briefing's title, or words that say that it is to be completed."""
    title = ledger.line(ledger.material.briefing.title, Place(field="title"))
    if title:
        return title
    ledger.find("title-empty", Place(field="title"))
    return f"[{ledger.material.word('to-complete')}]"


def front(ledger: Ledger) -> list[Element]:
    """Return the title, the line under it and the table of fields."""
    template = ledger.material.template
    text = filled(template.subtitle, ledger)
    subtitle = [DrawnText(role="subtitle", content=text)] if text else []
    title = DrawnText(role="title", content=_title(ledger), anchor=ledger.anchor("title", ""))
    if template.title.place == "below":
        return [*subtitle, *_fields(ledger), title]
    return [title, *subtitle, *_fields(ledger)]


def _title(ledger: Ledger) -> Content:
    material = ledger.material
    text = Run(text=f"{portion_of_title(ledger)}{title_text(ledger)}")
    label = text_in(material.template.title.label, material.language)
    return (Run(text=labelled(label, material.language)), text) if label else (text,)


def _fields(ledger: Ledger) -> list[Element]:
    material = ledger.material
    rows: list[tuple[DrawnCell, ...]] = []
    for field in material.template.fields:
        if not holds(field.shown_when, material.briefing.fields):
            continue
        value, name = printed(field, ledger), field.name(material.language)
        if not value and field.required:
            ledger.find("field-required-empty", Place(field=field.key), field=name)
            value = f"[{material.word('to-complete')}]"
        if value and field.in_table:
            rows.append((_cell("metadata-label", _as_title(name, ledger)), _cell("metadata-value", value)))
    known = {field.key for field in material.template.fields}
    for key in material.briefing.fields:
        if key not in known:
            ledger.find("field-unknown", Place(field=key), field=key)
    return [DrawnTable(rows=tuple(rows), widths=_WIDTHS, frame="plain")] if rows else []


def _as_title(name: str, ledger: Ledger) -> str:
    """Return a field's label; above a title that is itself a labelled line all of them end in its colon."""
    language, title = ledger.material.language, ledger.material.template.title
    if title.place == "below" and text_in(title.label, language):
        return labelled(name, language).rstrip()
    return name


def _cell(role: Role, text: str) -> DrawnCell:
    content = (Run(text=text),)
    return DrawnCell(elements=(DrawnText(role=role, content=content),), header=role == "metadata-label")


def contents_list(elements: Sequence[object], ledger: Ledger, title: Content, origin: str) -> list[Element]:
    """Return the contents list over the headings among the elements; none where there are none."""
    style = ledger.material.template.contents
    entries = tuple(
        ContentsEntry(
            target=element.anchor,
            level=element.level,
            text=" ".join(drawn_text(element.content).split()),
            number=element.number,
        )
        for element in elements
        if isinstance(element, DrawnHeading) and element.level <= style.levels
    )
    if not entries:
        return []
    anchor = ledger.anchor("contents", "")
    return [
        DrawnContents(
            title=title, entries=entries, page_numbers=style.page_numbers, anchor=anchor, origin=origin
        )
    ]
