"""Composes a briefing, its template and its articles to the Document that all writers render."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.front_matter import compose_front_matter, title_text
from briefbuilder.composing.headers_footers import compose_headers_footers, fill_letterhead, style_marking
from briefbuilder.composing.input import CompositionInput, is_same_language
from briefbuilder.composing.marking import marking_text, sensitivity_properties
from briefbuilder.composing.outline import ListSlot, compose_part_heading, compose_parts, heading_text
from briefbuilder.composing.sources import compose_source_list
from briefbuilder.composing.typography import keep_plural_small
from briefbuilder.domain.briefing import Part
from briefbuilder.domain.document import (
    Content,
    ContentsEntry,
    Document,
    DrawnContents,
    DrawnEndnotes,
    DrawnHeading,
    DrawnText,
    Element,
    Run,
    content_text,
)
from briefbuilder.domain.list_labels import HeadingNumberStyle, numeral
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.styles import StyleSheet, heading_role
from briefbuilder.domain.values import value
from briefbuilder.domain.visible_text import remove_hidden
from briefbuilder.templating.model import NumberingScheme

_SCHEMES: Mapping[NumberingScheme, tuple[tuple[HeadingNumberStyle, str, str], ...]] = {
    "japanese": (
        ("decimal", "", ""), ("decimal", "(", ")"), ("aiueoFullWidth", "", ""), ("aiueoFullWidth", "(", ")"),
        ("lowerLetter", "", ""), ("lowerLetter", "(", ")"),
    ),
    "chinese": (
        ("chineseCountingThousand", "", "、"), ("chineseCountingThousand", "（", "）"), ("decimal", "", "."),
        ("decimal", "（", "）"), ("decimal", "", ")"), ("lowerLetter", "", ")"),
    ),
    "korean": (
        ("decimal", "", "."), ("ganada", "", "."), ("decimal", "", ")"), ("ganada", "", ")"),
        ("decimal", "(", ")"), ("ganada", "(", ")"),
    ),
}  # fmt: skip
"""How headings of each level are numbered in a scheme: the style of the number, and the text before and after it."""


def compose_contents(
    elements: Sequence[object], context: CompositionContext, title: Content, origin: str
) -> list[Element]:
    """Compose the table of contents of the headings among the elements; empty without headings."""
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


@value
class Composition:
    """A composed document and the findings of its composition."""

    document: Document
    findings: tuple[Finding, ...]


def compose(inputs: CompositionInput) -> Composition:
    """Compose a briefing; whatever cannot be shown is reported as a finding."""
    return compose_in_context(CompositionContext(inputs))


def compose_in_context(context: CompositionContext) -> Composition:
    """Compose a briefing in a context, which records the sources used as well."""
    elements = _compose_elements(context)
    document = _compose_document(elements, context)
    return Composition(document=document, findings=tuple(context.findings))


def _compose_elements(context: CompositionContext) -> list[Element]:
    before = compose_front_matter(context)
    drawn = compose_parts(context)
    if not any(isinstance(piece, DrawnHeading) for piece in drawn):
        context.report("no-content", Place())
    body: list[Element | ListSlot] = []
    for piece in _add_source_slot(drawn, context):
        body += (
            _compose_sources(piece, context)
            if isinstance(piece, ListSlot) and piece.kind == "sources"
            else [piece]
        )
    elements = _insert_contents(before, _number_headings(body, context), context)
    if any(note.placement == "end" for note in context.notes):
        title = (Run(text=context.inputs.word("notes")),)
        elements.append(DrawnEndnotes(title=title, anchor=context.new_anchor("notes", "")))
    return elements


def _add_source_slot(
    drawn: list[Element | ListSlot], context: CompositionContext
) -> list[Element | ListSlot]:
    """Add the list of sources at the end if no part of the template is its place."""
    inputs = context.inputs
    placed = any(isinstance(piece, ListSlot) and piece.kind == "sources" for piece in drawn)
    if placed or not inputs.template.sources.list:
        return drawn
    part = Part(id="", key="sources", heading=inputs.word("sources"))
    return [*drawn, ListSlot(part, "sources")]


def _compose_sources(slot: ListSlot, context: CompositionContext) -> list[Element | ListSlot]:
    if not context.sources or not context.inputs.template.sources.list:
        return []
    listed = compose_source_list(context, context.new_anchor("sources", ""), slot.part.id)
    return [*slot.opening, compose_part_heading(slot.part, context, 1), listed, *slot.ending]


def _number_headings(body: list[Element | ListSlot], context: CompositionContext) -> list[Element | ListSlot]:
    """Number the headings, if the template requires it."""
    numbering = context.inputs.template.numbering
    if not numbering.headings:
        return body
    counts: list[int] = []
    numbered: list[Element | ListSlot] = []
    for piece in body:
        if isinstance(piece, DrawnHeading):
            counts = [*counts[: piece.level], *[0] * (piece.level - len(counts))]
            counts[-1] += 1
            numbered.append(replace(piece, number=_heading_number(counts, numbering.scheme)))
        else:
            numbered.append(piece)
    return numbered


def _heading_number(counts: Sequence[int], scheme: NumberingScheme) -> str:
    """Return the number of a heading: its own in East Asian schemes, after those of the headings above it in others."""
    if scheme == "decimal":
        return ".".join(map(str, counts))
    style, prefix, suffix = _SCHEMES[scheme][len(counts) - 1]
    return f"{prefix}{numeral(counts[-1], style) or counts[-1]}{suffix}"


def _insert_contents(
    before: list[Element], body: list[Element | ListSlot], context: CompositionContext
) -> list[Element]:
    """Insert the table of contents at the place of its part, or before the first part."""
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
            elements += [*piece.opening, *contents, *piece.ending] if contents else []
    return elements


def _compose_document(elements: list[Element], context: CompositionContext) -> Document:
    inputs = context.inputs
    template = inputs.template
    if not any(is_same_language(inputs.language, language) for language in template.languages):
        context.report("language-not-in-template", Place(field="language"), language=inputs.language)
    pictures = {name: picture for name, picture in inputs.pictures.items() if name in context.pictures}
    look = inputs.letterhead
    styles = style_marking(template.style_sheet(look.styles if look else None), context)
    if look and look.grid:
        table = replace(styles.style("table"), rule=look.grid)
        styles = replace(styles, styles={**styles.styles, "table": table})
    # The files carry the printed day only: the time of the last change tells of the drafting.
    moment = f"{inputs.today.isoformat()}T00:00:00Z"
    return Document(
        title=title_text(context),
        language=inputs.language,
        elements=tuple(_keep_case(element, styles) for element in elements),
        notes=tuple(context.notes),
        headers_footers=compose_headers_footers(context),
        page=look.page if look else template.page.setup(),
        styles=styles,
        embed_fonts=template.fonts.embed,
        pictures={**pictures, **(look.pictures if look else {})},
        subject=template.label(inputs.language),
        keywords=_keywords(elements, inputs),
        properties=_properties(context, moment),
        moment=moment,
        letterhead=fill_letterhead(context),
    )


def _keep_case(element: Element, styles: StyleSheet) -> Element:
    """Return a heading or paragraph in capitals whose acronyms keep the small "s" of their plural, others as they are."""
    if isinstance(element, DrawnHeading):
        style = styles.style(heading_role(element.level))
    elif isinstance(element, DrawnText):
        style = element.look or styles.style(element.role)
    else:
        return element
    return replace(element, content=keep_plural_small(element.content)) if style.capitals else element


def _properties(context: CompositionContext, moment: str) -> dict[str, str]:
    """Return the properties that registries and mail filters use: the marking, its label and the reference."""
    reference = context.single_line(
        context.inputs.briefing.fields.get("reference", ""), Place(field="reference")
    )
    values = {
        "Marking": marking_text(context),
        "Reference": reference,
        **sensitivity_properties(context.inputs, moment),
    }
    return {name: value for name, value in values.items() if value}


def _keywords(elements: list[Element], inputs: CompositionInput) -> tuple[str, ...]:
    """Return the names of the topics that are headings: the properties of a file tell no other topic."""
    headings = {element.origin for element in elements if isinstance(element, DrawnHeading)}
    named = [
        inputs.topics.get(part.topic)
        for part in inputs.briefing.walk()
        if part.topic and part.id in headings and not (part.heading or "").strip()
    ]
    return tuple(dict.fromkeys(remove_hidden(topic.name(inputs.language)) for topic in named if topic))
