"""Fills the placeholders ({title}, {date}, {page}) of a template's texts, and formats fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.marking import marking_text
from briefbuilder.composing.typography import figures_mark, shorten_text, value_mark
from briefbuilder.domain.document import Content, DrawnInline, PageField, Run
from briefbuilder.domain.languages import localized_text, other_language
from briefbuilder.domain.notices import Place
from briefbuilder.locales.dates import format_date, read_date
from briefbuilder.locales.numbers import format_number, is_number, read_number, stored_number
from briefbuilder.templating.checks import Check
from briefbuilder.templating.fields import ChoiceField, DateField, ListField, NumberField, TemplateField
from briefbuilder.templating.model import PLACEHOLDER
from briefbuilder.templating.values import conditions_met

MIN_TITLE_LENGTH = 45
"""The length of a title in a header or footer that always fits, in characters."""


def format_field(field: TemplateField, context: CompositionContext) -> str:
    """Return a field's value as it is printed, or an empty text.

    An invalid date, number or choice is reported and printed as it is.
    """
    if isinstance(field, ListField):
        return "; ".join(list_entries(field, context))
    value = context.single_line(context.inputs.briefing.fields.get(field.key, ""), Place(field=field.key))
    if not value:
        return ""
    match field:
        case DateField():
            return _format_date_field(value, field, context)
        case NumberField():
            return _format_number_field(value, field, context)
        case ChoiceField():
            return _format_choice(value, field, context)
        case _:
            return value


def list_entries(field: ListField, context: CompositionContext) -> tuple[str, ...]:
    """Return the entries of a list field, each clean and on one line."""
    value = context.inputs.briefing.fields.get(field.key, "")
    return tuple(context.single_line(entry, Place(field=field.key)) for entry in field.entries(value))


def _report(code: Check, field: TemplateField, context: CompositionContext, **parameters: str) -> None:
    name = field.name(context.inputs.language)
    context.report(code, Place(field=field.key), field=name, **parameters)


def _format_date_field(value: str, field: DateField, context: CompositionContext) -> str:
    inputs = context.inputs
    days = read_date(value, inputs.language)
    if len(days) == 1:
        return inputs.format_date(days[0])
    if days:
        # written in words, in which no month can be taken for a day
        first, second = (format_date(day, inputs.language) for day in days)
        _report("field-date-ambiguous", field, context, value=value, first=first, second=second)
    else:
        _report("field-date-invalid", field, context, value=value)
    return value


def _format_number_field(value: str, field: NumberField, context: CompositionContext) -> str:
    language = context.inputs.language
    number = value if is_number(value) else read_number(value, language)
    if number is None:
        _report("field-number-invalid", field, context, value=value)
        return value
    low, high = field.minimum, field.maximum
    if (low is not None and float(number) < low) or (high is not None and float(number) > high):
        bounds = "–".join("" if bound is None else stored_number(bound) for bound in (low, high))
        _report("field-number-range", field, context, value=value, bounds=bounds)
    return format_number(number, language, field.unit or "")


def _format_choice(value: str, field: ChoiceField, context: CompositionContext) -> str:
    choice = field.choice(value)
    if choice is None:
        valid = ", ".join(choice.value for choice in field.choices)
        _report("field-choice-unknown", field, context, value=value, valid=valid)
        return value
    return localized_text(choice.label, context.inputs.language, choice.value)


def fill_placeholders(
    texts: Mapping[str, str], context: CompositionContext, *, asked: bool = True, room: int = MIN_TITLE_LENGTH
) -> Content:
    """Fill the placeholders of a text in the briefing's language; titles are shortened to `room` characters.

    A text with an empty placeholder is omitted as a whole and, if `asked`, the field is reported: a header never
    says "Brief" without its number.
    """
    inputs = context.inputs
    content: list[DrawnInline] = []
    before = ""
    for index, piece in enumerate(PLACEHOLDER.split(localized_text(texts, inputs.language))):
        if index % 2 == 0:
            value: DrawnInline | None = Run(text=piece)
        else:
            value = _placeholder_value(piece, context, asked=asked, room=room)
        if value is None:
            return ()
        if isinstance(value, Run):
            if between := value_mark(before, value.text, inputs.language):
                content.append(Run(text=between))
            before += value.text
        if not isinstance(value, Run) or value.text:
            content.append(value)
    mark = figures_mark(inputs.language)
    return _mark_figures(tuple(content), mark) if mark else tuple(content)


def _mark_figures(content: Content, mark: str) -> Content:
    """Put direction marks around page numbers that only signs join: LibreOffice would show 1/3 as 3/1 without them."""
    joints = {index for index in range(1, len(content) - 1) if _joins_figures(content, index)}
    marked: list[DrawnInline] = []
    for index, inline in enumerate(content):
        drawn = inline
        if index in joints and isinstance(inline, Run):
            drawn = replace(inline, text=f"{mark}{inline.text}{mark}")
        before = (Run(text=mark),) if index + 1 in joints and index - 1 not in joints else ()
        after = (Run(text=mark),) if index - 1 in joints and index + 1 not in joints else ()
        marked += (*before, drawn, *after)
    return tuple(marked)


def _joins_figures(content: Content, index: int) -> bool:
    inline = content[index]
    is_sign = isinstance(inline, Run) and not any(map(str.isalpha, inline.text))
    return is_sign and all(isinstance(content[at], PageField) for at in (index - 1, index + 1))


def full_title(context: CompositionContext) -> Content:
    """Return the title without a limit of length."""
    title = context.single_line(context.inputs.briefing.title, Place())
    return (Run(text=title or f"[{context.inputs.word('to-complete')}]"),)


def _placeholder_value(
    name: str, context: CompositionContext, *, asked: bool, room: int
) -> DrawnInline | None:
    match name:
        case "page" | "pages" | "section":
            return PageField(name=name)
        case "title":
            title = context.single_line(context.inputs.briefing.title, Place(field="title"))
            return Run(text=shorten_text(title or f"[{context.inputs.word('to-complete')}]", room))
        case "template":
            template, language = context.inputs.template, context.inputs.language
            return Run(text=template.label(language), language=other_language(template.name, language))
        case "marking":
            text = marking_text(context)
            return Run(text=text) if text else None
        case _:
            return _field_value(name, context, asked=asked)


def _field_value(name: str, context: CompositionContext, *, asked: bool) -> Run | None:
    inputs = context.inputs
    field = inputs.template.field(name)
    if field is not None and not conditions_met(field.shown_when, inputs.briefing.fields):
        return None
    value = format_field(field, context) if field else ""
    if value:
        return Run(text=value)
    if field is None and name == "date":
        return Run(text=inputs.format_date(inputs.today))
    if not asked:
        return None
    if field is not None and field.required:
        return Run(text=f"[{inputs.word('to-complete')}]")
    if field is not None:
        context.report("field-empty", Place(field=name), field=field.name(inputs.language))
    return None
