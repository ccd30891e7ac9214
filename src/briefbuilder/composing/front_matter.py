"""Composes what is around the parts: masthead, title and fields before them, signature and fields after them."""

from __future__ import annotations

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.marking import title_portion_mark
from briefbuilder.composing.placeholders import fill_placeholders, format_field, list_entries
from briefbuilder.composing.tables import set_widths
from briefbuilder.composing.typography import format_label
from briefbuilder.domain.document import (
    Content,
    DrawnCell,
    DrawnFigure,
    DrawnTable,
    DrawnText,
    Element,
    Run,
)
from briefbuilder.domain.export_record import FIELD_ORIGIN
from briefbuilder.domain.languages import localized_text
from briefbuilder.domain.notices import Place
from briefbuilder.domain.styles import Role
from briefbuilder.templating.fields import ListField, TemplateField
from briefbuilder.templating.files import picture_key
from briefbuilder.templating.values import conditions_met

_WIDTHS = (0.22, 0.78)
"""The shares of the labels and of the values in a table of fields."""
_GUTTER = 12.0
"""Points between the picture of the masthead and the lines beside it."""


def title_text(context: CompositionContext) -> str:
    """Return the briefing's title, or a placeholder if it is empty."""
    title = context.single_line(context.inputs.briefing.title, Place(field="title"))
    if title:
        return title
    context.report("title-empty", Place(field="title"))
    return f"[{context.inputs.word('to-complete')}]"


def compose_front_matter(context: CompositionContext) -> list[Element]:
    """Compose the masthead, the title, the subtitle and the table of fields."""
    template = context.inputs.template
    text = fill_placeholders(template.subtitle, context)
    subtitle = [DrawnText(role="subtitle", content=text)] if text else []
    title = DrawnText(role="title", content=_compose_title(context), anchor=context.new_anchor("title", ""))
    fields = _compose_fields(context, at_end=False)
    masthead = _compose_masthead(context)
    known = {field.key for field in context.inputs.template.fields}
    for key in context.inputs.briefing.fields:
        if key not in known:
            context.report("field-unknown", Place(field=key), field=key)
    if template.title.place == "below":
        return [*masthead, *subtitle, *fields, title]
    return [*masthead, title, *subtitle, *fields]


def compose_back_matter(context: CompositionContext) -> list[Element]:
    """Compose the signature and the table of the fields at the end."""
    return [*_compose_signature(context), *_compose_fields(context, at_end=True)]


def _compose_masthead(context: CompositionContext) -> list[Element]:
    inputs = context.inputs
    settings = inputs.template.masthead
    contents = (fill_placeholders(line, context) for line in settings.lines)
    lines = tuple(DrawnText(role="masthead", content=content) for content in contents if content)
    picture = settings.picture
    if picture is None:
        return [*lines]
    key = picture_key(picture.file)
    if key not in inputs.pictures:
        context.report("picture-missing", Place(), name=picture.file)
        return [*lines]
    context.pictures.add(key)
    place = picture.place if lines else "above"
    figure = DrawnFigure(
        picture=key,
        alternative_text=localized_text(picture.alternative_text, inputs.language),
        width=picture.width,
        align=inputs.template.style_sheet().style("masthead").align if place == "above" else place,
    )
    if place == "above":
        return [figure, *lines]
    shares = set_widths((0.5, 0.5), (picture.width + _GUTTER, None), context.text_width)
    cells = (DrawnCell(elements=(figure,)), DrawnCell(elements=lines))
    step = 1 if place == "start" else -1
    return [DrawnTable(rows=(cells[::step],), widths=shares[::step], frame="plain")]


def _compose_title(context: CompositionContext) -> Content:
    inputs = context.inputs
    text = Run(text=f"{title_portion_mark(context)}{title_text(context)}")
    label = localized_text(inputs.template.title.label, inputs.language)
    return (Run(text=format_label(label, inputs.language)), text) if label else (text,)


def _compose_fields(context: CompositionContext, *, at_end: bool) -> list[Element]:
    """Compose the table of the fields under the title, or of those at the end."""
    inputs = context.inputs
    settings = inputs.template.field_table
    rows = [
        row
        for field in inputs.template.fields
        if field.at_end == at_end and (row := _compose_field(field, context)) is not None
    ]
    if not rows:
        return []
    widths = set_widths(_WIDTHS, (settings.label_width, None), context.text_width)
    return [DrawnTable(rows=tuple(rows), widths=widths, frame=settings.frame)]


def _compose_field(field: TemplateField, context: CompositionContext) -> tuple[DrawnCell, ...] | None:
    """Compose the row of a field, or None if the table does not show it."""
    inputs = context.inputs
    if not conditions_met(field.shown_when, inputs.briefing.fields):
        return None
    if isinstance(field, ListField):
        entries = list_entries(field, context)
        values = tuple(f"{field.label_of(index)}{entry}" for index, entry in enumerate(entries))
    else:
        values = tuple(filter(None, (format_field(field, context),)))
    name = field.name(inputs.language)
    if not values and field.required:
        context.report("field-required-empty", Place(field=field.key), field=name)
        values = (f"[{inputs.word('to-complete')}]",)
    if not values or not field.in_table:
        return None
    label = _compose_cell("metadata-label", (_field_label(name, context),))
    return label, _compose_cell("metadata-value", values, f"{FIELD_ORIGIN}{field.key}")


def _field_label(name: str, context: CompositionContext) -> str:
    """Return a field's label, with a colon if the title below the fields has a label as well."""
    language, title = context.inputs.language, context.inputs.template.title
    if title.place == "below" and localized_text(title.label, language):
        return format_label(name, language).rstrip()
    return name


def _compose_cell(role: Role, texts: tuple[str, ...], origin: str = "") -> DrawnCell:
    lines = tuple(DrawnText(role=role, content=(Run(text=text),), origin=origin) for text in texts)
    return DrawnCell(elements=lines, header=role == "metadata-label")


def _compose_signature(context: CompositionContext) -> list[Element]:
    settings = context.inputs.template.signature
    if settings is None:
        return []
    lines = (fill_placeholders(line, context) for line in settings.lines)
    return [DrawnText(role="signature", content=line) for line in lines if line]
