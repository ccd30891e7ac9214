"""Texts of a template with slots ({title}, {date}, {page}) filled from the briefing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.marking import marking_text
from briefbuilder.composing.typography import format_date, format_number, shorten_text
from briefbuilder.domain.document import Content, DrawnInline, PageField, Run
from briefbuilder.domain.notices import Place
from briefbuilder.templating.checks import Check
from briefbuilder.templating.fields import ChoiceField, DateField, NumberField, TemplateField
from briefbuilder.templating.model import PLACEHOLDER
from briefbuilder.templating.values import conditions_met, localized_text

# The officer's fields, as they are printed: dates in words, numbers and choices in the language.

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?\Z")


def format_field(field: TemplateField, context: CompositionContext) -> str:
    """Return a field's value as it is printed, empty where it is not filled in.

    A value that is no date, number or choice is told of, and printed as it was written.
    """
    value = context.single_line(context.inputs.briefing.fields.get(field.key, ""), Place(field=field.key))
    if not value:
        return ""
    match field:
        case DateField():
            return _date(value, field, context)
        case NumberField():
            return _number(value, field, context)
        case ChoiceField():
            return _choice(value, field, context)
        case _:
            return value


def _tell(code: Check, field: TemplateField, context: CompositionContext, **parameters: str) -> None:
    name = field.name(context.inputs.language)
    context.report(code, Place(field=field.key), field=name, **parameters)


def _date(value: str, field: DateField, context: CompositionContext) -> str:
    try:
        return format_date(date.fromisoformat(value), context.inputs.language)
    except ValueError:
        _tell("field-date-invalid", field, context, value=value)
        return value


def _number(value: str, field: NumberField, context: CompositionContext) -> str:
    if not _NUMBER.match(value):
        _tell("field-number-invalid", field, context, value=value)
        return value
    low, high = field.minimum, field.maximum
    if (low is not None and float(value) < low) or (high is not None and float(value) > high):
        bounds = f"{'' if low is None else f'{low:g}'}–{'' if high is None else f'{high:g}'}"
        _tell("field-number-range", field, context, value=value, bounds=bounds)
    return format_number(value, context.inputs.language)


def _choice(value: str, field: ChoiceField, context: CompositionContext) -> str:
    choice = field.choice(value)
    if choice is None:
        valid = ", ".join(choice.value for choice in field.choices)
        _tell("field-choice-unknown", field, context, value=value, valid=valid)
        return value
    return localized_text(choice.label, context.inputs.language, choice.value)


LEAST_TITLE = 45
"""Characters of a title in a header or footer that find room beside any other text, in less than half a line."""


def fill_placeholders(
    texts: Mapping[str, str], context: CompositionContext, *, asked: bool = True, room: int = LEAST_TITLE
) -> Content:
    """Return a text, in the briefing's language, with its slots filled; a title has `room` in characters.

    A text whose slot has no value is left out whole, and a finding names the field: a header
    never says "Brief" without its number. Where nothing is `asked`, an empty field is an answer, too:
    it is left out without a finding.
    """
    inputs = context.inputs
    content: list[DrawnInline] = []
    for index, piece in enumerate(PLACEHOLDER.split(localized_text(texts, inputs.language))):
        if index % 2 == 0:
            value: DrawnInline | None = Run(text=piece)
        else:
            value = _slot(piece, context, asked=asked, room=room)
        if value is None:
            return ()
        if not isinstance(value, Run) or value.text:
            content.append(value)
    return tuple(content)


def full_title(context: CompositionContext) -> Content:
    """Return the title as it stands on the first page, however long."""
    title = context.single_line(context.inputs.briefing.title, Place())
    return (Run(text=title or f"[{context.inputs.word('to-complete')}]"),)


def _slot(name: str, context: CompositionContext, *, asked: bool, room: int) -> DrawnInline | None:
    match name:
        case "page" | "pages" | "section":
            return PageField(name=name)
        case "title":
            title = context.single_line(context.inputs.briefing.title, Place(field="title"))
            return Run(text=shorten_text(title or f"[{context.inputs.word('to-complete')}]", room))
        case "template":
            return Run(text=context.inputs.template.label(context.inputs.language))
        case "marking":
            text = marking_text(context)
            return Run(text=text) if text else None
        case _:
            return _field(name, context, asked=asked)


def _field(name: str, context: CompositionContext, *, asked: bool) -> Run | None:
    inputs = context.inputs
    field = inputs.template.field(name)
    if field is not None and not conditions_met(field.shown_when, inputs.briefing.fields):
        return None
    value = format_field(field, context) if field else ""
    if value:
        return Run(text=value)
    if field is None and name == "date":
        return Run(text=format_date(inputs.today, inputs.language))
    if not asked:
        return None
    if field is not None and field.required:
        return Run(text=f"[{inputs.word('to-complete')}]")
    if field is not None:
        context.report("field-empty", Place(field=name), field=field.name(inputs.language))
    return None
