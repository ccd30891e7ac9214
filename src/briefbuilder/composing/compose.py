"""Briefing, template, profile and articles to the one Document that all writers draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.headers_footers import compose_headers_footers, fill_letterhead, style_marking
from briefbuilder.composing.input import CompositionInput, is_same_language
from briefbuilder.composing.marking import marking_text, title_portion_mark
from briefbuilder.composing.outline import ListSlot, compose_part_heading, compose_parts, heading_text
from briefbuilder.composing.placeholders import fill_placeholders, format_field
from briefbuilder.composing.sources import compose_source_list
from briefbuilder.composing.typography import format_label
from briefbuilder.domain.briefing import Briefing, Part
from briefbuilder.domain.document import (
    Content,
    ContentsEntry,
    Document,
    DocumentPicture,
    DrawnBreak,
    DrawnCell,
    DrawnContents,
    DrawnEndnotes,
    DrawnHeading,
    DrawnTable,
    DrawnText,
    Element,
    Run,
    content_text,
)
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.styles import Role
from briefbuilder.templating.values import conditions_met, localized_text

# What stands before the parts: the title block, the table of fields, the contents list.

_WIDTHS = (0.22, 0.78)


def title_text(ledger: CompositionContext) -> str:
    """Return the briefing's title, or words that say that it is to be completed."""
    title = ledger.line(ledger.inputs.briefing.title, Place(field="title"))
    if title:
        return title
    ledger.find("title-empty", Place(field="title"))
    return f"[{ledger.inputs.word('to-complete')}]"


def compose_front_matter(ledger: CompositionContext) -> list[Element]:
    """Return the title, the line under it and the table of fields."""
    template = ledger.inputs.template
    text = fill_placeholders(template.subtitle, ledger)
    subtitle = [DrawnText(role="subtitle", content=text)] if text else []
    title = DrawnText(role="title", content=_title(ledger), anchor=ledger.anchor("title", ""))
    if template.title.place == "below":
        return [*subtitle, *_fields(ledger), title]
    return [title, *subtitle, *_fields(ledger)]


def _title(ledger: CompositionContext) -> Content:
    material = ledger.inputs
    text = Run(text=f"{title_portion_mark(ledger)}{title_text(ledger)}")
    label = localized_text(material.template.title.label, material.language)
    return (Run(text=format_label(label, material.language)), text) if label else (text,)


def _fields(ledger: CompositionContext) -> list[Element]:
    material = ledger.inputs
    rows: list[tuple[DrawnCell, ...]] = []
    for field in material.template.fields:
        if not conditions_met(field.shown_when, material.briefing.fields):
            continue
        value, name = format_field(field, ledger), field.name(material.language)
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


def _as_title(name: str, ledger: CompositionContext) -> str:
    """Return a field's label; above a title that is itself a labelled line all of them end in its colon."""
    language, title = ledger.inputs.language, ledger.inputs.template.title
    if title.place == "below" and localized_text(title.label, language):
        return format_label(name, language).rstrip()
    return name


def _cell(role: Role, text: str) -> DrawnCell:
    content = (Run(text=text),)
    return DrawnCell(elements=(DrawnText(role=role, content=content),), header=role == "metadata-label")


def compose_contents(
    elements: Sequence[object], ledger: CompositionContext, title: Content, origin: str
) -> list[Element]:
    """Return the contents list over the headings among the elements; none where there are none."""
    style = ledger.inputs.template.contents
    entries = tuple(
        ContentsEntry(
            target=element.anchor,
            level=element.level,
            text=" ".join(content_text(element.content).split()),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A composed document and what was found in composing it."""

    document: Document
    findings: tuple[Finding, ...]


def compose(material: CompositionInput) -> Composition:
    """Compose a briefing; the material's moment is the only time that the document knows.

    Nothing is left out in silence: what has no value, no source or no place is a finding.
    """
    return compose_in_context(CompositionContext(material))


def compose_in_context(ledger: CompositionContext) -> Composition:
    """Compose into a ledger, which then knows the sources in use as well."""
    elements = _elements(ledger)
    document = _document(elements, ledger)
    return Composition(document=document, findings=tuple(ledger.findings))


def _elements(ledger: CompositionContext) -> list[Element]:
    before = compose_front_matter(ledger)
    drawn = compose_parts(ledger)
    if not any(isinstance(piece, DrawnHeading) for piece in drawn):
        ledger.find("no-content", Place())
    body: list[Element | ListSlot] = []
    for piece in _with_sources(drawn, ledger):
        body += (
            _sources(piece, ledger) if isinstance(piece, ListSlot) and piece.kind == "sources" else [piece]
        )
    elements = _with_contents(before, _numbered(body, ledger), ledger)
    if any(note.placement == "end" for note in ledger.notes):
        title = (Run(text=ledger.inputs.word("notes")),)
        elements.append(DrawnEndnotes(title=title, anchor=ledger.anchor("notes", "")))
    return elements


def _with_sources(drawn: list[Element | ListSlot], ledger: CompositionContext) -> list[Element | ListSlot]:
    """Put the list of sources at the end where no part says its place."""
    material = ledger.inputs
    placed = any(isinstance(piece, ListSlot) and piece.kind == "sources" for piece in drawn)
    if placed or not material.template.sources.list:
        return drawn
    part = Part(id="", key="sources", heading=material.word("sources"))
    return [*drawn, ListSlot(part, "sources")]


def _sources(slot: ListSlot, ledger: CompositionContext) -> list[Element | ListSlot]:
    if not ledger.sources or not ledger.inputs.template.sources.list:
        return []
    listed = compose_source_list(ledger, ledger.anchor("sources", ""), slot.part.id)
    return [*_break_before(slot), compose_part_heading(slot.part, ledger, 1), listed]


def _break_before(slot: ListSlot) -> list[Element]:
    return [DrawnBreak()] if slot.new_page else []


def _numbered(body: list[Element | ListSlot], ledger: CompositionContext) -> list[Element | ListSlot]:
    """Number the headings ("2.1") in their final order, where the template wants it."""
    if not ledger.inputs.template.numbering.headings:
        return body
    counts: list[int] = []
    numbered: list[Element | ListSlot] = []
    for piece in body:
        if isinstance(piece, DrawnHeading):
            counts = [*counts[: piece.level], *[0] * (piece.level - len(counts))]
            counts[-1] += 1
            numbered.append(replace(piece, number=".".join(map(str, counts))))
        else:
            numbered.append(piece)
    return numbered


def _with_contents(
    before: list[Element], body: list[Element | ListSlot], ledger: CompositionContext
) -> list[Element]:
    """Put the contents list at its part's place, else before the first part."""
    slot = next((piece for piece in body if isinstance(piece, ListSlot)), None)
    contents: list[Element] = []
    if ledger.inputs.template.contents.show:
        text = heading_text(slot.part, ledger) if slot else ledger.inputs.word("contents")
        contents = compose_contents(body, ledger, (Run(text=text),), slot.part.id if slot else "")
    elements = [*before, *([] if slot else contents)]
    for piece in body:
        if not isinstance(piece, ListSlot):
            elements.append(piece)
        elif piece is slot:
            elements += [*(_break_before(piece) if contents else []), *contents]
    return elements


def _document(elements: list[Element], ledger: CompositionContext) -> Document:
    material = ledger.inputs
    briefing, template = material.briefing, material.template
    if not any(is_same_language(material.language, language) for language in template.languages):
        ledger.find("language-not-in-template", Place(field="language"), language=material.language)
    pictures = {
        name: DocumentPicture(media_type=picture.media_type, data=picture.data)
        for name, picture in material.pictures.items()
        if name in ledger.pictures
    }
    look = material.letterhead
    return Document(
        title=title_text(ledger),
        language=material.language,
        elements=tuple(elements),
        notes=tuple(ledger.notes),
        headers_footers=compose_headers_footers(ledger),
        page=look.page if look else template.page_setup(),
        styles=style_marking(template.style_sheet(look.styles if look else None), ledger),
        pictures={**pictures, **(look.pictures if look else {})},
        subject=template.label(material.language),
        keywords=_keywords(briefing, material),
        properties=_properties(ledger),
        moment=material.moment,
        letterhead=fill_letterhead(ledger),
    )


def _properties(ledger: CompositionContext) -> dict[str, str]:
    """Return what registries and guards of outgoing mail look for in a file: its mark and its reference."""
    reference = ledger.line(ledger.inputs.briefing.fields.get("reference", ""), Place(field="reference"))
    values = {"Marking": marking_text(ledger), "Reference": reference}
    return {name: value for name, value in values.items() if value}


def _keywords(briefing: Briefing, material: CompositionInput) -> tuple[str, ...]:
    named = [material.topics.get(part.topic) for part in briefing.walk() if part.topic]
    return tuple(dict.fromkeys(topic.name(material.language) for topic in named if topic))
