"""The officer's fields, as they are printed: dates in words, numbers and choices in the language."""

from __future__ import annotations

import re
from datetime import date

from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.typography import date_in_words, number_in
from briefbuilder.domain.notices import Place
from briefbuilder.templating.checks import Check
from briefbuilder.templating.fields import ChoiceField, DateField, NumberField, TemplateField
from briefbuilder.templating.values import text_in

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?\Z")


def printed(field: TemplateField, ledger: Ledger) -> str:
    """Return a field's value as it is printed, empty where it is not filled in.

    A value that is no date, number or choice is told of, and printed as it was written.
    """
    value = ledger.line(ledger.material.briefing.fields.get(field.key, ""), Place(field=field.key))
    if not value:
        return ""
    match field:
        case DateField():
            return _date(value, field, ledger)
        case NumberField():
            return _number(value, field, ledger)
        case ChoiceField():
            return _choice(value, field, ledger)
        case _:
            return value


def _tell(code: Check, field: TemplateField, ledger: Ledger, **parameters: str) -> None:
    name = field.name(ledger.material.language)
    ledger.find(code, Place(field=field.key), field=name, **parameters)


def _date(value: str, field: DateField, ledger: Ledger) -> str:
    try:
        return date_in_words(date.fromisoformat(value), ledger.material.language)
    except ValueError:
        _tell("field-date-invalid", field, ledger, value=value)
        return value


def _number(value: str, field: NumberField, ledger: Ledger) -> str:
    if not _NUMBER.match(value):
        _tell("field-number-invalid", field, ledger, value=value)
        return value
    low, high = field.minimum, field.maximum
    if (low is not None and float(value) < low) or (high is not None and float(value) > high):
        bounds = f"{'' if low is None else f'{low:g}'}–{'' if high is None else f'{high:g}'}"
        _tell("field-number-range", field, ledger, value=value, bounds=bounds)
    return number_in(value, ledger.material.language)


def _choice(value: str, field: ChoiceField, ledger: Ledger) -> str:
    choice = field.choice(value)
    if choice is None:
        valid = ", ".join(choice.value for choice in field.choices)
        _tell("field-choice-unknown", field, ledger, value=value, valid=valid)
        return value
    return text_in(choice.label, ledger.material.language, choice.value)
