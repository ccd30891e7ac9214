"""The fields of a template as a form: what the officer fills in of a briefing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from briefbuilder.ui.briefing.field_inputs import FieldInput, input_for

if TYPE_CHECKING:
    from briefbuilder.templating.model import Template


class FieldsForm:
    """Adds a row for each field of a template to a form, and takes them out again for another one."""

    def __init__(self, layout: QFormLayout, owner: FieldsOwner, language: str) -> None:
        self._layout = layout
        self._owner = owner
        self._language = language
        self._locale = QLocale(language)
        self._first = layout.rowCount()
        self._template: Template | None = None
        self._inputs: dict[str, FieldInput] = {}
        owner.field_edited.connect(self._on_edited)

    @property
    def inputs(self) -> Mapping[str, FieldInput]:
        """The inputs by the fields' keys."""
        return self._inputs

    def show_template(self, template: Template | None) -> None:
        """Offer the fields of a template; the same one stays as it is."""
        if template is self._template:
            return
        self._template = template
        self._inputs.clear()
        while self._layout.rowCount() > self._first:
            self._layout.removeRow(self._first)
        for field in template.fields if template else ():
            made = input_for(field, self._locale, self._language, self._owner)
            name = field.name(self._language)
            label = QLabel(name + (" *" if field.required else ""), self._owner)
            label.setBuddy(made)
            made.setObjectName(f"field-{field.key}")
            made.setAccessibleName(name)
            hint = _hint(field.help, self._language)
            made.setToolTip(hint)
            made.setAccessibleDescription(hint)
            made.edited.connect(_Telling(self._owner, field.key))
            self._layout.addRow(label, made)
            self._inputs[field.key] = made
        self._show_wanted(self.values())

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show what is filled in."""
        for key, made in self._inputs.items():
            made.set_value(values.get(key, ""))
        self._show_wanted(values)

    def _on_edited(self, _key: str, _value: str) -> None:
        self._show_wanted(self.values())

    def _show_wanted(self, values: Mapping[str, str]) -> None:
        """Show the fields that the values of others ask for; what is filled in of one that is hidden stays."""
        from briefbuilder.templating.values import holds

        for field in self._template.fields if self._template else ():
            if field.shown_when:
                self._layout.setRowVisible(self._inputs[field.key], holds(field.shown_when, values))

    def values(self) -> dict[str, str]:
        """Return what is filled in, empty fields left out."""
        found = {key: made.value() for key, made in self._inputs.items()}
        return {key: value for key, value in found.items() if value}

    def set_enabled(self, enabled: bool) -> None:
        """Let the fields be written in, or not."""
        for made in self._inputs.values():
            made.setEnabled(enabled)


class FieldsOwner(QWidget):
    """The widget that holds a form. `field_edited` carries a field's key and its value."""

    field_edited = Signal(str, str)


class _Telling:
    """Says which field was edited; it keeps the owner as Qt does, who owns the input too."""

    def __init__(self, owner: FieldsOwner, key: str) -> None:
        self._owner = owner
        self._key = key

    def __call__(self, value: str) -> None:
        self._owner.field_edited.emit(self._key, value)


def _hint(texts: Mapping[str, str], language: str) -> str:
    if not texts:
        return ""
    from briefbuilder.templating.values import text_in

    return text_in(texts, language, "")
