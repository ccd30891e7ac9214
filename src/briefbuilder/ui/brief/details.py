"""The details of a briefing: title, template, language, marking and the template's fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDoubleValidator, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.app.clock import Clock, local_date
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.briefing_edits import is_lower, with_field, with_marking
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.outline_words import BriefingTexts
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.choices import (
    choose_data,
    fill_languages,
    fill_levels,
    fill_templates,
    usable_templates,
)
from briefbuilder.ui.widgets.keys import left_to_dossier
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip

if TYPE_CHECKING:
    from briefbuilder.templating.fields import ChoiceField, NumberField, TemplateField
    from briefbuilder.templating.model import Template


# One input for each kind of field that a template asks for; all of them hold their value as a text.

PAUSE = 600
"""Milliseconds without a key after which a line is handed over."""
_NO_DATE = QDate(1900, 1, 1)


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


class DateInput(QDateEdit):
    """A day, kept as YYYY-MM-DD; Delete empties it."""

    edited = Signal(str)

    def __init__(self, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(locale)
        self.setCalendarPopup(True)
        self.setMinimumDate(_NO_DATE)
        self.setSpecialValueText(self.tr("No date"))
        self.setDisplayFormat(
            locale.dateFormat(QLocale.FormatType.LongFormat).replace("dddd, ", "").replace("dddd ", "")
        )
        self.setKeyboardTracking(False)
        self._kept = ""
        self.dateChanged.connect(self._hand_over)

    def value(self) -> str:
        """Return the day, "" for none."""
        return "" if self.date() == _NO_DATE else self.date().toString(Qt.DateFormat.ISODate)

    def set_value(self, value: str) -> None:
        """Show a day; `today` is the day it is."""
        self._kept = value
        day = QDate.currentDate() if value == "today" else QDate.fromString(value, Qt.DateFormat.ISODate)
        self.blockSignals(True)
        self.setDate(day if day.isValid() else _NO_DATE)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field with Delete or Backspace."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not event.modifiers():
            self.setDate(_NO_DATE)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the calendar at today where no day is set."""
        if self.date() == _NO_DATE:
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

        self.addItem(self.tr("No selection"), "")
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


FieldInput = LineInput | DateInput | ChoiceInput


def create_input(field: TemplateField, locale: QLocale, language: str, parent: QWidget) -> FieldInput:
    """Return an input for a field, with its default in it; words in a language."""
    made: FieldInput
    if field.kind == "choice":
        made = ChoiceInput(field, language, parent)
    elif field.kind == "date":
        made = DateInput(locale, parent)
    elif field.kind == "number":
        made = NumberInput(field, locale, parent)
    else:
        made = LineInput(parent)
    made.set_value(default_value(field))
    return made


def default_value(field: TemplateField) -> str:
    """Return what stands in a field before the officer writes, a day as YYYY-MM-DD."""
    if field.kind == "number":
        return "" if field.default is None else f"{field.default:g}"
    if field.kind == "date" and field.default == "today":
        return Clock().today().isoformat()
    return field.default


# The fields of a template as a form: what the officer fills in of a briefing.


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
            made = create_input(field, self._locale, self._language, self._owner)
            name = field.name(self._language)
            label = PlainLabel(name + (" *" if field.required else ""), self._owner)
            label.setBuddy(made)
            made.setObjectName(f"field-{field.key}")
            made.setAccessibleName(name)
            hint = _help_text(field.help, self._language)
            set_tip(made, hint)
            made.setAccessibleDescription(hint)
            made.edited.connect(_Telling(self._owner, field.key))
            self._layout.addRow(label, made)
            self._inputs[field.key] = made
        self._update_visibility(self.values())

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show what is filled in."""
        for key, made in self._inputs.items():
            made.set_value(values.get(key, ""))
        self._update_visibility(values)

    def _on_edited(self, _key: str, _value: str) -> None:
        self._update_visibility(self.values())

    def _update_visibility(self, values: Mapping[str, str]) -> None:
        """Show the fields that the values of others ask for; what is filled in of one that is hidden stays."""
        from briefbuilder.templating.values import conditions_met

        for field in self._template.fields if self._template else ():
            if field.shown_when:
                self._layout.setRowVisible(self._inputs[field.key], conditions_met(field.shown_when, values))

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


def _help_text(texts: Mapping[str, str], language: str) -> str:
    if not texts:
        return ""
    from briefbuilder.templating.values import text_in

    return text_in(texts, language, "")


class DetailsForm(QScrollArea):
    """A form over the briefing in hand; every input is one undoable act."""

    def __init__(
        self,
        services: Services,
        current: CurrentBriefing,
        words: BriefingTexts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._current = current
        self._words = words
        self._shown: tuple[str, ...] = ()
        self._owner = FieldsOwner(self)
        self.setWidget(self._owner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Details of the briefing"))
        self._build()

    def _build(self) -> None:
        space = self._services.theme.space
        column = QVBoxLayout(self._owner)
        column.setContentsMargins(space(0.8), space(0.7), space(0.8), space(0.7))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(space(0.7))
        form.setVerticalSpacing(space(0.45))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(form)
        column.addStretch(1)
        self._title = LineInput(self._owner)
        self._template = QComboBox(self._owner)
        self._language = QComboBox(self._owner)
        self._marking = QComboBox(self._owner)
        for label, widget in (
            (self.tr("Title"), self._title),
            (self.tr("Template"), self._template),
            (self.tr("Language"), self._language),
            (self.tr("Marking"), self._marking),
        ):
            widget.setAccessibleName(label)
            form.addRow(self._label(label, widget), widget)
        self._lowered = PlainLabel("", self._owner)
        self._lowered.setObjectName("muted")
        self._lowered.setWordWrap(True)
        self._lowered.hide()
        form.addRow(self._lowered)
        for combo in (self._template, self._language, self._marking):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
        self._fields = FieldsForm(form, self._owner, self._services.language)
        self._title.edited.connect(self._on_title)
        self._template.activated.connect(self._on_template)
        self._language.activated.connect(self._on_language)
        self._marking.activated.connect(self._on_marking)
        self._owner.field_edited.connect(self._on_field)

    def _label(self, text: str, buddy: QWidget) -> QLabel:
        label = PlainLabel(text, self._owner)
        label.setBuddy(buddy)
        return label

    def show_briefing(self, briefing: Briefing | None) -> None:
        """Show a briefing's details; what is being written is left alone."""
        self.setEnabled(briefing is not None and self._current.writable)
        if briefing is None:
            self._title.set_value("")
            self._fields.show_template(None)
            return
        template = self._words.template
        shown = (briefing.id, briefing.template, briefing.language)
        if shown != self._shown:
            self._shown = shown
            self._offer(briefing)
            self._fields.show_template(template)
        self._title.set_value(briefing.title)
        choose_data(self._template, briefing.template)
        choose_data(self._language, briefing.language)
        choose_data(self._marking, briefing.marking)
        self._fields.show_values(briefing.fields)
        self._show_lowerings(briefing)

    def _show_lowerings(self, briefing: Briefing) -> None:
        """Say when and why the mark was lowered."""
        profile = self._words.profile
        lines = []
        for one in briefing.lowerings:
            before, after = (
                self._level(profile, name, briefing.language) for name in (one.before, one.after)
            )
            told = self.tr("Lowered from {before} to {after} on {day}: {reason}")
            day = local_date(one.moment).isoformat() if one.moment else ""
            lines.append(told.format(before=before, after=after, day=day, reason=one.reason))
        self._lowered.setText("\n".join(lines))
        self._lowered.setVisible(bool(lines))

    @staticmethod
    def _level(profile: MarkingProfile | None, name: str, language: str) -> str:
        level = profile.level(name) if profile is not None and name else None
        return level.text(language) if level is not None else (name or "–")

    def commit(self) -> None:
        """Hand over what is being written."""
        for made in (self._title, *self._fields.inputs.values()):
            if isinstance(made, LineInput):
                made.commit()

    def focus_field(self, key: str) -> None:
        """Put the cursor into a field of the template or of every briefing, the title for one that is not there."""
        own: dict[str, QWidget] = {
            "marking": self._marking,
            "language": self._language,
            "template": self._template,
        }
        widget: QWidget = self._fields.inputs.get(key) or own.get(key) or self._title
        self.ensureWidgetVisible(widget)
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _offer(self, briefing: Briefing) -> None:
        language = self._services.language
        fill_templates(self._template, usable_templates(self._services.resources), language)
        template = self._words.template
        fill_languages(self._language, template.languages if template else (briefing.language,))
        if self._language.findData(briefing.language) < 0:
            fill_languages(self._language, (briefing.language, *(template.languages if template else ())))
        fill_levels(
            self._marking,
            self._words.profile,
            briefing.language,
            self.tr("Template default"),
            self.tr("Requires an accredited system: ask an administrator to enable it."),
        )

    @Slot(str)
    def _on_title(self, title: str) -> None:
        if title:
            self._current.rename(title)
        elif (briefing := self._current.briefing) is not None:
            self._title.set_value(briefing.title)

    @Slot()
    def _on_template(self) -> None:
        chosen = str(self._template.currentData())
        self._current.edit("edit-briefing-details", lambda briefing: replace(briefing, template=chosen))

    @Slot()
    def _on_language(self) -> None:
        chosen = str(self._language.currentData())
        self._current.edit("edit-briefing-details", lambda briefing: replace(briefing, language=chosen))

    @Slot()
    def _on_marking(self) -> None:
        chosen, briefing = self._marking.currentData(), self._current.briefing
        profile, template = self._words.profile, self._words.template
        if briefing is None or profile is None or template is None:
            return
        default, reason = template.marking.default, ""
        if is_lower(profile, briefing.marking or default, chosen or default):
            reason = (
                self._services.prompter.ask_text(
                    self.tr("Lower the marking"), self.tr("Why may this briefing have a lower marking?")
                )
                or ""
            )
            if not reason:
                choose_data(self._marking, briefing.marking)
                return
        session = self._services.holder.session
        moment = session.clock.second() if session is not None else ""
        self._current.edit(
            "edit-briefing-details",
            lambda briefing: with_marking(briefing, chosen, profile, default, reason=reason, moment=moment),
        )

    @Slot(str, str)
    def _on_field(self, key: str, value: str) -> None:
        self._current.edit("edit-briefing-details", lambda briefing: with_field(briefing, key, value))
