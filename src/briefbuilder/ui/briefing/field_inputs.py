"""One input for each kind of field that a template asks for; all of them hold their value as a text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QDoubleValidator, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QWidget

from briefbuilder.ui.briefing.shortcuts import left_to_dossier

if TYPE_CHECKING:
    from briefbuilder.templating.fields import ChoiceField, NumberField, TemplateField

PAUSE = 600
"""Milliseconds without a key after which a line is handed over."""
_NO_DAY = QDate(1900, 1, 1)


class LineInput(QLineEdit):
    """A line of text. `edited` carries it after a pause, with Enter, and on leaving."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.commit)
        self.textEdited.connect(self._pause.start)
        self.editingFinished.connect(self.commit)

    def value(self) -> str:
        """Return the text."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show a text; one that is being written is left alone."""
        if not self._pause.isActive() and value != self.value():
            self.setText(value)
        self._kept = value

    def event(self, event: QEvent) -> bool:
        """Hand the text over before a shortcut does anything; undo belongs to the dossier."""
        return False if left_to_dossier(event, self.commit) else super().event(event)

    def commit(self) -> None:
        """Hand the text over where it is another than the one that is kept."""
        self._pause.stop()
        if self.value() != self._kept:
            self._kept = self.value()
            self.edited.emit(self._kept)


class NumberInput(LineInput):
    """A number, written with the screen's decimal mark and kept with a point."""

    def __init__(self, field: NumberField, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        validator = QDoubleValidator(self)
        validator.setLocale(locale)
        if field.minimum is not None:
            validator.setBottom(float(field.minimum))
        if field.maximum is not None:
            validator.setTop(float(field.maximum))
        self.setValidator(validator)
        self._locale = locale

    def value(self) -> str:
        """Return the number with a decimal point, "" for none."""
        number, whole = self._locale.toDouble(self.text())
        return f"{number:g}" if whole and self.text().strip() else ""

    def set_value(self, value: str) -> None:
        """Show a number."""
        if value != self.value():
            try:
                self.setText(self._locale.toString(float(value), "g", 12) if value else "")
            except ValueError:
                self.setText(value)
        self._kept = value


class DayInput(QDateEdit):
    """A day, kept as YYYY-MM-DD; Delete empties it."""

    edited = Signal(str)

    def __init__(self, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(locale)
        self.setCalendarPopup(True)
        self.setMinimumDate(_NO_DAY)
        self.setSpecialValueText(self.tr("No date"))
        self.setDisplayFormat(
            locale.dateFormat(QLocale.FormatType.LongFormat).replace("dddd, ", "").replace("dddd ", "")
        )
        self.setKeyboardTracking(False)
        self._kept = ""
        self.dateChanged.connect(self._hand_over)

    def value(self) -> str:
        """Return the day, "" for none."""
        return "" if self.date() == _NO_DAY else self.date().toString(Qt.DateFormat.ISODate)

    def set_value(self, value: str) -> None:
        """Show a day; `today` is the day it is."""
        self._kept = value
        day = QDate.currentDate() if value == "today" else QDate.fromString(value, Qt.DateFormat.ISODate)
        self.blockSignals(True)
        self.setDate(day if day.isValid() else _NO_DAY)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field with Delete or Backspace."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not event.modifiers():
            self.setDate(_NO_DAY)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the calendar at today where no day is set."""
        if self.date() == _NO_DAY:
            self.setDate(QDate.currentDate())
        super().mousePressEvent(event)

    def _hand_over(self) -> None:
        if self.value() != self._kept:
            self._kept = self.value()
            self.edited.emit(self._kept)


class ChoiceInput(QComboBox):
    """One of several answers, or none."""

    edited = Signal(str)

    def __init__(self, field: ChoiceField, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from briefbuilder.templating.values import text_in

        self.addItem(self.tr("Not chosen"), "")
        for choice in field.choices:
            self.addItem(text_in(choice.label, language, choice.value), choice.value)
        self.activated.connect(self._hand_over)

    def value(self) -> str:
        """Return the value of the answer, "" for none."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose an answer."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def _hand_over(self) -> None:
        self.edited.emit(self.value())


FieldInput = LineInput | DayInput | ChoiceInput


def input_for(field: TemplateField, locale: QLocale, language: str, parent: QWidget) -> FieldInput:
    """Return an input for a field, with its default in it; words in a language."""
    made: FieldInput
    if field.kind == "choice":
        made = ChoiceInput(field, language, parent)
    elif field.kind == "date":
        made = DayInput(locale, parent)
    elif field.kind == "number":
        made = NumberInput(field, locale, parent)
    else:
        made = LineInput(parent)
    made.set_value(default_of(field))
    return made


def default_of(field: TemplateField) -> str:
    """Return what stands in a field before the officer writes, a day as YYYY-MM-DD."""
    if field.kind == "number":
        return "" if field.default is None else f"{field.default:g}"
    if field.kind == "date" and field.default == "today":
        return date.today().isoformat()  # noqa: DTZ011 - the officer's own day, not UTC's
    return field.default
