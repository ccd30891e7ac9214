"""The models of a template's fields: texts, dates, choices and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from typing import Annotated, Literal

from briefbuilder.domain.languages import localized_text
from briefbuilder.domain.values import value
from briefbuilder.locales.dates import read_date
from briefbuilder.locales.numbers import read_number
from briefbuilder.templating.values import Conditions, Count, Flag, Key, Number, Texts, Unit


@value
class _TemplateField:
    """What every field has."""

    key: Key
    """The name that the field is known by: in `{…}` of headers and on the command line."""
    label: Texts
    """What it is called, by language."""
    required: Flag = False
    """Whether a briefing without it is faulty."""
    help: Texts = field(default_factory=dict)
    """A sentence that tells the officer what to write, by language."""
    in_table: Flag = True
    """Whether it is shown in the table under the title; if not, only if a header or footer names it."""
    at_end: Flag = False
    """Whether it is in a table at the end of the text instead of the one under the title."""
    shown_when: Conditions = field(default_factory=dict)
    """The values of other fields with which it is asked for and shown."""

    def name(self, language: str) -> str:
        """Return its label in a language."""
        return localized_text(self.label, language, self.key)


@value
class TextField(_TemplateField):
    """A line of text."""

    kind: Literal["text"]
    """A line of text."""
    default: str = ""
    """The text that is in it before the officer writes."""
    sample: Texts = field(default_factory=dict)
    """The sample text of a preview, by language."""


@value
class ListField(_TemplateField):
    """Several entries, such as addressees or annexes, each on a separate line."""

    kind: Literal["list"]
    """Several entries, each on a separate line."""
    default: str = ""
    """The entries that are in it before the officer writes, with semicolons or line breaks between them."""
    labels: Literal["none", "numbers", "letters"] = "none"
    """What precedes each entry: nothing, 1. 2. 3., or A. B. C."""
    sample: Texts = field(default_factory=dict)
    """The sample entries of a preview, by language, with semicolons or line breaks between them."""

    @staticmethod
    def entries(value: str) -> tuple[str, ...]:
        """Return the entries of a value."""
        pieces = re.split(r"[;\n\uff1b]", value)
        return tuple(" ".join(piece.split()) for piece in pieces if piece.strip())

    def change_entry(self, value: str, drawn: str, change: Callable[[str], str]) -> str | None:
        """Return a value with the entry that is drawn as a text changed; None if no entry is drawn so.

        Apostrophes are drawn as typographic ones.
        """
        entries = list(self.entries(value))
        for index, entry in enumerate(entries):
            if f"{self.label_of(index)}{entry}".replace("'", "’") == drawn.replace("'", "’"):
                entries[index] = " ".join(change(entry).split())
                return ("\n" if "\n" in value else "; ").join(filter(None, entries))
        return None

    def label_of(self, index: int) -> str:
        """Return what precedes the entry of an index from 0."""
        if self.labels == "none":
            return ""
        return f"{index + 1}. " if self.labels == "numbers" else f"{_letters(index)}. "


def _letters(index: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    before, at = divmod(index, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + at)


@value
class DateField(_TemplateField):
    """A day."""

    kind: Literal["date"]
    """A day, kept as YYYY-MM-DD and written out in words."""
    default: str = ""
    """`today`, or a day as YYYY-MM-DD."""


@value
class NumberField(_TemplateField):
    """A number."""

    kind: Literal["number"]
    """A number, written with the decimal mark of the language."""
    default: Number | None = None
    """The text that is in it before the officer writes."""
    minimum: Number | None = None
    """The least that is allowed."""
    maximum: Number | None = None
    """The most that is allowed."""
    unit: Unit | None = None
    """`%` or the code of a currency such as `EUR`, written before or after the number as the language has it."""
    sample: Number | None = None
    """The number in a preview."""


@value
class ChoiceOption:
    """One of several answers."""

    value: Key
    """The name that is kept."""
    label: Texts
    """What is shown and printed, by language."""


@value
class ChoiceField(_TemplateField):
    """One of several answers."""

    kind: Literal["choice"]
    """One of several answers."""
    choices: Annotated[tuple[ChoiceOption, ...], Count(least=1)]
    """The answers, in the order in which they are offered."""
    default: str = ""
    """The value of the answer that is chosen before the officer chooses."""

    def choice(self, value: str) -> ChoiceOption | None:
        """Return the answer of that value, or None."""
        return next((choice for choice in self.choices if choice.value == value), None)


TemplateField = TextField | ListField | DateField | NumberField | ChoiceField


def stored_value(field: TemplateField, text: str, language: str) -> str:
    """Return what is stored for a text that was written in a field, in the language of its briefing.

    A date is stored as YYYY-MM-DD and a number with a decimal point; a text that is not certainly one stays as it is.
    """
    text = text.strip()
    if isinstance(field, DateField):
        days = read_date(text, language)
        return days[0].isoformat() if len(days) == 1 else text
    return (read_number(text, language) or text) if isinstance(field, NumberField) else text
