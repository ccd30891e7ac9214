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


def title_text(context: CompositionContext) -> str:
    """Return the briefing's title, or words that say that it is to be completed."""
    title = context.single_line(context.inputs.briefing.title, Place(field="title"))
    if title:
        return title
    context.report("title-empty", Place(field="title"))
    return f"[{context.inputs.word('to-complete')}]"


def compose_front_matter(context: CompositionContext) -> list[Element]:
    """Return the title, the line under it and the table of fields."""
    template = context.inputs.template
    text = fill_placeholders(template.subtitle, context)
    subtitle = [DrawnText(role="subtitle", content=text)] if text else []
    title = DrawnText(role="title", content=_title(context), anchor=context.new_anchor("title", ""))
    if template.title.place == "below":
        return [*subtitle, *_fields(context), title]
    return [title, *subtitle, *_fields(context)]


def _title(context: CompositionContext) -> Content:
    inputs = context.inputs
    text = Run(text=f"{title_portion_mark(context)}{title_text(context)}")
    label = localized_text(inputs.template.title.label, inputs.language)
    return (Run(text=format_label(label, inputs.language)), text) if label else (text,)


def _fields(context: CompositionContext) -> list[Element]:
    inputs = context.inputs
    rows: list[tuple[DrawnCell, ...]] = []
    for field in inputs.template.fields:
        if not conditions_met(field.shown_when, inputs.briefing.fields):
            continue
        value, name = format_field(field, context), field.name(inputs.language)
        if not value and field.required:
            context.report("field-required-empty", Place(field=field.key), field=name)
            value = f"[{inputs.word('to-complete')}]"
        if value and field.in_table:
            rows.append((_cell("metadata-label", _as_title(name, context)), _cell("metadata-value", value)))
    known = {field.key for field in inputs.template.fields}
    for key in inputs.briefing.fields:
        if key not in known:
            context.report("field-unknown", Place(field=key), field=key)
    return [DrawnTable(rows=tuple(rows), widths=_WIDTHS, frame="plain")] if rows else []


def _as_title(name: str, context: CompositionContext) -> str:
    """Return a field's label; above a title that is itself a labelled line all of them end in its colon."""
    language, title = context.inputs.language, context.inputs.template.title
    if title.place == "below" and localized_text(title.label, language):
        return format_label(name, language).rstrip()
    return name


def _cell(role: Role, text: str) -> DrawnCell:
    content = (Run(text=text),)
    return DrawnCell(elements=(DrawnText(role=role, content=content),), header=role == "metadata-label")


def compose_contents(
    elements: Sequence[object], context: CompositionContext, title: Content, origin: str
) -> list[Element]:
    """Return the contents list over the headings among the elements; none where there are none."""
    style = context.inputs.template.contents
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
    anchor = context.new_anchor("contents", "")
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


def compose(inputs: CompositionInput) -> Composition:
    """Compose a briefing; the inputs's moment is the only time that the document knows.

    Nothing is left out in silence: what has no value, no source or no place is a finding.
    """
    return compose_in_context(CompositionContext(inputs))


def compose_in_context(context: CompositionContext) -> Composition:
    """Compose into a context, which then knows the sources in use as well."""
    elements = _elements(context)
    document = _document(elements, context)
    return Composition(document=document, findings=tuple(context.findings))


def _elements(context: CompositionContext) -> list[Element]:
    before = compose_front_matter(context)
    drawn = compose_parts(context)
    if not any(isinstance(piece, DrawnHeading) for piece in drawn):
        context.report("no-content", Place())
    body: list[Element | ListSlot] = []
    for piece in _with_sources(drawn, context):
        body += (
            _sources(piece, context) if isinstance(piece, ListSlot) and piece.kind == "sources" else [piece]
        )
    elements = _with_contents(before, _numbered(body, context), context)
    if any(note.placement == "end" for note in context.notes):
        title = (Run(text=context.inputs.word("notes")),)
        elements.append(DrawnEndnotes(title=title, anchor=context.new_anchor("notes", "")))
    return elements


def _with_sources(drawn: list[Element | ListSlot], context: CompositionContext) -> list[Element | ListSlot]:
    """Put the list of sources at the end where no part says its place."""
    inputs = context.inputs
    placed = any(isinstance(piece, ListSlot) and piece.kind == "sources" for piece in drawn)
    if placed or not inputs.template.sources.list:
        return drawn
    part = Part(id="", key="sources", heading=inputs.word("sources"))
    return [*drawn, ListSlot(part, "sources")]


def _sources(slot: ListSlot, context: CompositionContext) -> list[Element | ListSlot]:
    if not context.sources or not context.inputs.template.sources.list:
        return []
    listed = compose_source_list(context, context.new_anchor("sources", ""), slot.part.id)
    return [*_break_before(slot), compose_part_heading(slot.part, context, 1), listed]


def _break_before(slot: ListSlot) -> list[Element]:
    return [DrawnBreak()] if slot.new_page else []


def _numbered(body: list[Element | ListSlot], context: CompositionContext) -> list[Element | ListSlot]:
    """Number the headings ("2.1") in their final order, where the template wants it."""
    if not context.inputs.template.numbering.headings:
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
    before: list[Element], body: list[Element | ListSlot], context: CompositionContext
) -> list[Element]:
    """Put the contents list at its part's place, else before the first part."""
    slot = next((piece for piece in body if isinstance(piece, ListSlot)), None)
    contents: list[Element] = []
    if context.inputs.template.contents.show:
        text = heading_text(slot.part, context) if slot else context.inputs.word("contents")
        contents = compose_contents(body, context, (Run(text=text),), slot.part.id if slot else "")
    elements = [*before, *([] if slot else contents)]
    for piece in body:
        if not isinstance(piece, ListSlot):
            elements.append(piece)
        elif piece is slot:
            elements += [*(_break_before(piece) if contents else []), *contents]
    return elements


def _document(elements: list[Element], context: CompositionContext) -> Document:
    inputs = context.inputs
    briefing, template = inputs.briefing, inputs.template
    if not any(is_same_language(inputs.language, language) for language in template.languages):
        context.report("language-not-in-template", Place(field="language"), language=inputs.language)
    pictures = {
        name: DocumentPicture(media_type=picture.media_type, data=picture.data)
        for name, picture in inputs.pictures.items()
        if name in context.pictures
    }
    look = inputs.letterhead
    return Document(
        title=title_text(context),
        language=inputs.language,
        elements=tuple(elements),
        notes=tuple(context.notes),
        headers_footers=compose_headers_footers(context),
        page=look.page if look else template.page_setup(),
        styles=style_marking(template.style_sheet(look.styles if look else None), context),
        pictures={**pictures, **(look.pictures if look else {})},
        subject=template.label(inputs.language),
        keywords=_keywords(briefing, inputs),
        properties=_properties(context),
        moment=inputs.moment,
        letterhead=fill_letterhead(context),
    )


def _properties(context: CompositionContext) -> dict[str, str]:
    """Return what registries and guards of outgoing mail look for in a file: its mark and its reference."""
    reference = context.single_line(
        context.inputs.briefing.fields.get("reference", ""), Place(field="reference")
    )
    values = {"Marking": marking_text(context), "Reference": reference}
    return {name: value for name, value in values.items() if value}


def _keywords(briefing: Briefing, inputs: CompositionInput) -> tuple[str, ...]:
    named = [inputs.topics.get(part.topic) for part in briefing.walk() if part.topic]
    return tuple(dict.fromkeys(topic.name(inputs.language) for topic in named if topic))
