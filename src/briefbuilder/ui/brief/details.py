"""The details of a briefing: title, template, language, marking and the template's fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QDoubleValidator, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.app.clock import Clock, local_date
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.briefing_edits import is_downgrade, set_field, set_marking
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.choices import (
    choose_data,
    fill_languages,
    fill_levels,
    fill_templates,
    usable_templates,
)
from briefbuilder.ui.widgets.keys import left_to_dossier
from briefbuilder.ui.widgets.layouts import scroll_vertically
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.templating.fields import ChoiceField, NumberField, TemplateField
    from briefbuilder.templating.model import Template


LINE_COMMIT_DELAY = 600
"""Milliseconds without a key press after which a line is committed."""
_NO_DATE = QDate(1900, 1, 1)


class LineInput(QLineEdit):
    """A line of text. `edited` carries it after a pause, on Enter, and on leaving."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._committed_value = ""
        self._commit_timer = single_shot_timer(self, self.commit, LINE_COMMIT_DELAY)
        self.textEdited.connect(self._commit_timer.start)
        self.editingFinished.connect(self.commit)

    def value(self) -> str:
        """Return the text."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show a text, unless the user is typing."""
        if not self._commit_timer.isActive() and value != self.value():
            self.setText(value)
        self._committed_value = value

    def event(self, event: QEvent) -> bool:
        """Commit the text before a shortcut is handled; undo belongs to the dossier."""
        return False if left_to_dossier(event, self.commit) else super().event(event)

    def commit(self) -> None:
        """Emit `edited` if the text differs from the stored one."""
        self._commit_timer.stop()
        if self.value() != self._committed_value:
            self._committed_value = self.value()
            self.edited.emit(self._committed_value)


class NumberInput(LineInput):
    """A number, shown with the locale's decimal separator and stored with a point."""

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
        """Return the number with a decimal point, "" if it is missing."""
        number, whole = self._locale.toDouble(self.text())
        return f"{number:g}" if whole and self.text().strip() else ""

    def set_value(self, value: str) -> None:
        """Show a number."""
        if value != self.value():
            try:
                self.setText(self._locale.toString(float(value), "g", 12) if value else "")
            except ValueError:
                self.setText(value)
        self._committed_value = value


class DateInput(QDateEdit):
    """A date, stored as YYYY-MM-DD; Delete clears it."""

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
        self._committed_value = ""
        self.dateChanged.connect(self._commit)

    def value(self) -> str:
        """Return the date, "" if it is missing."""
        return "" if self.date() == _NO_DATE else self.date().toString(Qt.DateFormat.ISODate)

    def set_value(self, value: str) -> None:
        """Show a date; `today` means the current date."""
        self._committed_value = value
        day = QDate.currentDate() if value == "today" else QDate.fromString(value, Qt.DateFormat.ISODate)
        self.blockSignals(True)
        self.setDate(day if day.isValid() else _NO_DATE)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the date with Delete or Backspace."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not event.modifiers():
            self.setDate(_NO_DATE)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the calendar at today if no date is set."""
        if self.date() == _NO_DATE:
            self.setDate(QDate.currentDate())
        super().mousePressEvent(event)

    def _commit(self) -> None:
        if self.value() != self._committed_value:
            self._committed_value = self.value()
            self.edited.emit(self._committed_value)


class ChoiceInput(QComboBox):
    """One of several choices, or none."""

    edited = Signal(str)

    def __init__(self, field: ChoiceField, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from briefbuilder.templating.values import localized_text

        self.addItem(self.tr("No selection"), "")
        for choice in field.choices:
            self.addItem(plain_text(localized_text(choice.label, language, choice.value)), choice.value)
        self.activated.connect(self._commit)

    def value(self) -> str:
        """Return the value of the choice, "" if it is missing."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Select a choice."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def _commit(self) -> None:
        self.edited.emit(self.value())


FieldInput = LineInput | DateInput | ChoiceInput


def create_input(field: TemplateField, locale: QLocale, language: str, parent: QWidget) -> FieldInput:
    """Return an input for a field with its default value; texts are in `language`."""
    field_input: FieldInput
    if field.kind == "choice":
        field_input = ChoiceInput(field, language, parent)
    elif field.kind == "date":
        field_input = DateInput(locale, parent)
    elif field.kind == "number":
        field_input = NumberInput(field, locale, parent)
    else:
        field_input = LineInput(parent)
    field_input.set_value(default_value(field))
    return field_input


def default_value(field: TemplateField) -> str:
    """Return the default value of a field, a date as YYYY-MM-DD."""
    if field.kind == "number":
        return "" if field.default is None else f"{field.default:g}"
    if field.kind == "date" and field.default == "today":
        return Clock().today().isoformat()
    return field.default


class FieldsForm:
    """Shows the fields of a template as rows of a form layout."""

    def __init__(self, layout: QFormLayout, owner: FieldsOwner, language: str) -> None:
        self._layout = layout
        self._owner = owner
        self._language = language
        self._locale = QLocale(language)
        self._first = layout.rowCount()
        self._template: Template | None = None
        self.inputs: dict[str, FieldInput] = {}
        owner.field_edited.connect(self._on_edited)

    def show_template(self, template: Template | None) -> None:
        """Show the fields of a template; nothing changes if it is shown already."""
        if template is self._template:
            return
        self._template = template
        self.inputs.clear()
        while self._layout.rowCount() > self._first:
            self._layout.removeRow(self._first)
        for field in template.fields if template else ():
            field_input = create_input(field, self._locale, self._language, self._owner)
            name = field.name(self._language)
            label = PlainLabel(name + (" *" if field.required else ""), self._owner)
            label.setBuddy(field_input)
            field_input.setObjectName(f"field-{field.key}")
            field_input.setAccessibleName(name)
            hint = _help_text(field.help, self._language)
            set_tip(field_input, hint)
            field_input.setAccessibleDescription(hint)
            field_input.edited.connect(_FieldEmitter(self._owner, field.key))
            self._layout.addRow(label, field_input)
            self.inputs[field.key] = field_input
        self._update_visibility(self.values())

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show the values of the fields."""
        for key, field_input in self.inputs.items():
            field_input.set_value(values.get(key, ""))
        self._update_visibility(values)

    def _on_edited(self, _key: str, _value: str) -> None:
        self._update_visibility(self.values())

    def _update_visibility(self, values: Mapping[str, str]) -> None:
        """Show or hide the fields that depend on the values of others; hidden ones keep their values."""
        from briefbuilder.templating.values import conditions_met

        for field in self._template.fields if self._template else ():
            if field.shown_when:
                self._layout.setRowVisible(self.inputs[field.key], conditions_met(field.shown_when, values))

    def values(self) -> dict[str, str]:
        """Return the values of the fields that are not empty."""
        values_by_key = {key: field_input.value() for key, field_input in self.inputs.items()}
        return {key: value for key, value in values_by_key.items() if value}


class FieldsOwner(QWidget):
    """The widget that holds a form. `field_edited` carries a field's key and its value."""

    field_edited = Signal(str, str)


class _FieldEmitter:
    """Emits `field_edited` with the key of a field."""

    def __init__(self, owner: FieldsOwner, key: str) -> None:
        self._owner = owner
        self._key = key

    def __call__(self, value: str) -> None:
        self._owner.field_edited.emit(self._key, value)


def _help_text(texts: Mapping[str, str], language: str) -> str:
    if not texts:
        return ""
    from briefbuilder.templating.values import localized_text

    return localized_text(texts, language, "")


class DetailsForm(QScrollArea):
    """A form for the current briefing; each change is one undoable command."""

    def __init__(
        self,
        services: Services,
        current: CurrentBriefing,
        texts: BriefingTexts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "briefings")
        self._services = services
        self._current = current
        self._texts = texts
        self._shown: tuple[str, ...] = ()
        self._owner = FieldsOwner(self)
        self.setWidget(self._owner)
        scroll_vertically(self)
        self.setAccessibleName(self.tr("Details of the briefing"))
        self._build()

    def _build(self) -> None:
        px = self._services.theme.px
        self._owner.setProperty("surface", "side")
        self._owner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self._owner)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(px(14))
        form.setVerticalSpacing(px(8))
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
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
        self._lowered = PlainLabel("", self._owner, role="muted", wraps=True)
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
        """Show a briefing's details, except in an input where the user is typing."""
        self.setEnabled(briefing is not None and self._current.writable)
        if briefing is None:
            self._title.set_value("")
            self._fields.show_template(None)
            return
        template = self._texts.template
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
        """Show when and why the marking was lowered."""
        profile = self._texts.profile
        lines = []
        for lowering in briefing.lowerings:
            before, after = (
                self._level(profile, name, briefing.language) for name in (lowering.before, lowering.after)
            )
            template_text = self.tr("Lowered from {before} to {after} on {day}: {reason}")
            day = local_date(lowering.moment).isoformat() if lowering.moment else ""
            lines.append(template_text.format(before=before, after=after, day=day, reason=lowering.reason))
        self._lowered.setText("\n".join(lines))
        self._lowered.setVisible(bool(lines))

    @staticmethod
    def _level(profile: MarkingProfile | None, name: str, language: str) -> str:
        level = profile.level(name) if profile is not None and name else None
        return level.text(language) if level is not None else (name or "–")

    def commit(self) -> None:
        """Commit the text that is being typed."""
        for field_input in (self._title, *self._fields.inputs.values()):
            if isinstance(field_input, LineInput):
                field_input.commit()

    def focus_field(self, key: str) -> None:
        """Focus a field by its key, the title if there is no such field."""
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
        template = self._texts.template
        fill_languages(self._language, template.languages if template else (briefing.language,))
        if self._language.findData(briefing.language) < 0:
            fill_languages(self._language, (briefing.language, *(template.languages if template else ())))
        fill_levels(
            self._marking,
            self._texts.profile,
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
        profile, template = self._texts.profile, self._texts.template
        if briefing is None or profile is None or template is None:
            return
        default, reason = template.marking.default, ""
        if is_downgrade(profile, briefing.marking or default, chosen or default):
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
            lambda briefing: set_marking(briefing, chosen, profile, default, reason=reason, moment=moment),
        )

    @Slot(str, str)
    def _on_field(self, key: str, value: str) -> None:
        self._current.edit("edit-briefing-details", lambda briefing: set_field(briefing, key, value))
