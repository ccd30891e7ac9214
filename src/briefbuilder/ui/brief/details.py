"""The details of a briefing: title, template, language, marking and the template's fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QFormLayout, QLineEdit, QScrollArea, QWidget

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.briefing_edits import is_downgrade, set_field, set_marking
from briefbuilder.domain.languages import localized_text
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.locales.data import LANGUAGES, known_language
from briefbuilder.locales.dates import format_date
from briefbuilder.locales.numbers import format_number, is_number, stored_number
from briefbuilder.system.clock import Clock, local_date
from briefbuilder.templating.fields import stored_value
from briefbuilder.templating.values import conditions_met
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.choices import (
    choose_data,
    fill_document_languages,
    fill_levels,
    fill_templates,
    language_name,
    usable_templates,
)
from briefbuilder.ui.widgets.controls import set_surface
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.keys import left_to_dossier
from briefbuilder.ui.widgets.layouts import WIDEST, FormLayout, add_layout, column_layout, scroll_vertically
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.templating.fields import ChoiceField, TemplateField
    from briefbuilder.templating.model import Template


LINE_COMMIT_DELAY = 600
"""Milliseconds without a key press after which a line is committed."""


class LineInput(QLineEdit):
    """A line of text. `edited` carries it after a pause, on Enter, and on leaving."""

    edited = Signal(str)

    def __init__(self, parent: QWidget) -> None:
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
            self.setText(self._written(value))
        self._committed_value = value

    def _written(self, value: str) -> str:
        """Return a value as it is shown."""
        return value

    def event(self, event: QEvent) -> bool:
        """Commit the text before a shortcut is handled; undo belongs to the dossier."""
        return False if left_to_dossier(event, self.commit) else super().event(event)

    def commit(self) -> None:
        """Emit `edited` if the text differs from the stored one."""
        self._commit_timer.stop()
        if self.value() != self._committed_value:
            self._committed_value = self.value()
            self.edited.emit(self._committed_value)


class ValueInput(LineInput):
    """A number or a date: written as the briefing's language has it, stored as the template's field keeps it."""

    def __init__(self, field: TemplateField, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self._language = language
        self.editingFinished.connect(self._show_committed)

    def value(self) -> str:
        """Return what is stored, the text itself if it is not understood, "" if it is missing."""
        return stored_value(self._field, self.text(), self._language)

    def set_language(self, language: str) -> None:
        """Show the value in another language."""
        value, self._language = self.value(), language
        self.setText(self._written(value))

    def _written(self, value: str) -> str:
        return format_number(value, self._language) if is_number(value) else value

    def _show_committed(self) -> None:
        self.setText(self._written(self.value()))


class DateInput(ValueInput):
    """A date, stored as YYYY-MM-DD. A button, or Alt+Down, opens a calendar."""

    def __init__(self, field: TemplateField, language: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(field, language, parent)
        self.setPlaceholderText(self.tr("No date"))
        self._calendar: QCalendarWidget | None = None
        icon = themed_icon("calendar", theme)
        button = self.addAction(icon, QLineEdit.ActionPosition.TrailingPosition)
        button.setText(self.tr("Choose a date"))
        set_tip(button, self.tr("Choose a date (Alt+Down)"))
        button.triggered.connect(self._open_calendar)

    @property
    def calendar(self) -> QCalendarWidget:
        """The calendar, which is made when it is opened first."""
        if self._calendar is None:
            self._calendar = self._make_calendar()
        return self._calendar

    def _make_calendar(self) -> QCalendarWidget:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAccessibleName(self.tr("Choose a date"))
        calendar.setLocale(_calendar_locale(self._language))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # Qt's red is hard to read on a dark ground.
            calendar.setWeekdayTextFormat(day, QTextCharFormat())
        names = {
            "qt_calendar_prevmonth": self.tr("Previous month"),
            "qt_calendar_nextmonth": self.tr("Next month"),
            "qt_calendar_yearedit": self.tr("Year"),
            "qt_calendar_calendarview": self.tr("Days"),
        }
        for widget in calendar.findChildren(QWidget):
            if widget.objectName() in names:
                widget.setAccessibleName(names[widget.objectName()])
        calendar.activated.connect(self._on_chosen)
        calendar.clicked.connect(self._on_chosen)
        return calendar

    def event(self, event: QEvent) -> bool:
        """Keep Alt+Down, which opens the calendar, from the shortcut that moves items of the outline."""
        if event.type() == QEvent.Type.ShortcutOverride and _opens_calendar(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with Alt+Down."""
        if _opens_calendar(event):
            self._open_calendar()
            return
        super().keyPressEvent(event)

    def set_language(self, language: str) -> None:
        """Show the date in another language."""
        super().set_language(language)
        if self._calendar is not None:
            self._calendar.setLocale(_calendar_locale(language))

    def _written(self, value: str) -> str:
        day = QDate.fromString(value, Qt.DateFormat.ISODate)
        return (
            format_date(date(day.year(), day.month(), day.day()), self._language) if day.isValid() else value
        )

    @Slot()
    def _open_calendar(self) -> None:
        day = QDate.fromString(self.value(), Qt.DateFormat.ISODate)
        self.calendar.setSelectedDate(day if day.isValid() else QDate.currentDate())
        self.calendar.adjustSize()
        place = self.mapToGlobal(self.rect().bottomRight())
        self.calendar.move(place.x() - self.calendar.width(), place.y())
        self.calendar.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(QDate)
    def _on_chosen(self, day: QDate) -> None:
        self.calendar.hide()
        self.setText(self._written(day.toString(Qt.DateFormat.ISODate)))
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.commit()


def _calendar_locale(language: str) -> QLocale:
    """Return the locale of a language of documents; weeks of a British calendar begin on Monday."""
    return QLocale(LANGUAGES.get(known_language(language) or "", language))


def _opens_calendar(event: QEvent) -> bool:
    """Return whether an event is about Alt+Down."""
    keys = Qt.KeyboardModifier.AltModifier
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down and event.modifiers() == keys


class ChoiceInput(QComboBox):
    """One of several choices, or none."""

    edited = Signal(str)

    def __init__(self, field: ChoiceField, language: str, parent: QWidget) -> None:
        super().__init__(parent)
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


FieldInput = LineInput | ChoiceInput


def create_input(field: TemplateField, language: str, written: str, owner: FieldsOwner) -> FieldInput:
    """Return an input for a field with its default value; texts are in `language`, values in `written`."""
    field_input: FieldInput
    if field.kind == "choice":
        field_input = ChoiceInput(field, language, owner)
    elif field.kind == "date":
        field_input = DateInput(field, written, owner.theme, owner)
    elif field.kind == "number":
        field_input = ValueInput(field, written, owner)
    else:
        field_input = LineInput(owner)
    field_input.set_value(default_value(field))
    return field_input


def default_value(field: TemplateField) -> str:
    """Return the default value of a field, a date as YYYY-MM-DD."""
    if field.kind == "number":
        return "" if field.default is None else stored_number(field.default)
    if field.kind == "date" and field.default == "today":
        return Clock().today().isoformat()
    return field.default


class FieldsForm:
    """Shows the fields of a template as rows of a form layout."""

    def __init__(self, layout: QFormLayout, owner: FieldsOwner, language: str) -> None:
        self._layout = layout
        self._owner = owner
        self._language = language
        self._first = layout.rowCount()
        self.template: Template | None = None
        self._written = language
        self.inputs: dict[str, FieldInput] = {}
        owner.field_edited.connect(self._on_edited)

    def show_template(self, template: Template | None, written: str) -> None:
        """Show the fields of a template with their values in a language; nothing changes if it is shown already."""
        if template is self.template:
            self._show_language(written)
            return
        self.template, self._written = template, written
        self.inputs.clear()
        while self._layout.rowCount() > self._first:
            self._layout.removeRow(self._first)
        for field in template.fields if template else ():
            field_input = create_input(field, self._language, written, self._owner)
            name = field.name(self._language)
            label = PlainLabel(name + (" *" if field.required else ""), self._owner, names=field_input)
            field_input.setObjectName(f"field-{field.key}")
            field_input.setAccessibleName(name)
            hint = localized_text(field.help, self._language)
            set_tip(field_input, hint)
            field_input.setAccessibleDescription(hint)
            field_input.edited.connect(partial(self._owner.field_edited.emit, field.key))
            self._layout.addRow(label, field_input)
            self.inputs[field.key] = field_input
        self._update_visibility(self.values())

    def _show_language(self, written: str) -> None:
        if written == self._written:
            return
        self._written = written
        for field_input in self.inputs.values():
            if isinstance(field_input, ValueInput):
                field_input.set_language(written)

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show the values of the fields."""
        for key, field_input in self.inputs.items():
            field_input.set_value(values.get(key, ""))
        self._update_visibility(values)

    def _on_edited(self, _key: str, _value: str) -> None:
        self._update_visibility(self.values())

    def _update_visibility(self, values: Mapping[str, str]) -> None:
        """Show or hide the fields that depend on the values of others; hidden ones keep their values."""
        for field in self.template.fields if self.template else ():
            if field.shown_when:
                self._layout.setRowVisible(self.inputs[field.key], conditions_met(field.shown_when, values))

    def values(self) -> dict[str, str]:
        """Return the values of the fields that are not empty."""
        values_by_key = {key: field_input.value() for key, field_input in self.inputs.items()}
        return {key: value for key, value in values_by_key.items() if value}


class FieldsOwner(QWidget):
    """The widget that holds a form. `field_edited` carries a field's key and its value."""

    field_edited = Signal(str, str)

    def __init__(self, parent: QWidget | None, theme: Theme) -> None:
        super().__init__(parent)
        self.theme = theme


class DetailsForm(QScrollArea):
    """A form for the current briefing, filled while it is seen; each change is one undoable command."""

    def __init__(self, services: Services, current: CurrentBriefing, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/fill-in-fields")
        self._services = services
        self._current = current
        self._texts = current.texts
        self._shown: tuple[str, ...] = ()
        self._is_behind = False
        self._owner = FieldsOwner(self, services.theme)
        self.setWidget(self._owner)
        scroll_vertically(self)
        self.setAccessibleName(self.tr("Details of the briefing"))
        self._build()

    def _build(self) -> None:
        px = self._services.theme.px
        set_surface(self, "side")
        set_surface(self._owner, "side")
        self._owner.setMaximumWidth(px(WIDEST))
        self._owner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = column_layout(self._owner, margins=self._services.theme.margins(16, 14, 16, 14))
        form = FormLayout()
        form.setHorizontalSpacing(px(14))
        form.setVerticalSpacing(px(8))
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        add_layout(column, form)
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
            form.addRow(PlainLabel(label, self._owner, names=widget), widget)
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

    def show_briefing(self, briefing: Briefing | None) -> None:
        """Show a briefing's details, except in an input where the user is typing; if the form is hidden, later."""
        self.setEnabled(briefing is not None and self._current.writable)
        self._is_behind = not self.isVisible()
        if not self._is_behind:
            self._fill(briefing)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the current briefing."""
        self.catch_up()
        super().showEvent(event)

    def catch_up(self) -> None:
        """Show what changed while the form was hidden."""
        behind, self._is_behind = self._is_behind, False
        if behind:
            self._fill(self._current.briefing)

    def _fill(self, briefing: Briefing | None) -> None:
        if briefing is None:
            self._title.set_value("")
            self._fields.show_template(None, self._services.language)
            return
        template = self._texts.template
        shown = (briefing.id, briefing.template, briefing.language)
        if shown != self._shown:
            self._shown = shown
            self._offer(briefing)
            self._fields.show_template(template, briefing.language)
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
        self.catch_up()
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
        fill_templates(self._template, usable_templates(self._services.resources, language), language)
        template = self._texts.template
        fill_document_languages(self._language, template)
        if self._language.findData(briefing.language) < 0:
            self._language.insertItem(0, language_name(briefing.language), briefing.language)
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
                    self.tr("Lower the marking"),
                    self.tr("Why may this briefing have a lower marking?"),
                    self.tr("Lower"),
                )
                or ""
            )
            if not reason:
                choose_data(self._marking, briefing.marking)
                return
        session = self._services.holder.session
        moment = session.store.clock.second() if session is not None else ""
        self._current.edit(
            "edit-briefing-details",
            lambda briefing: set_marking(briefing, chosen, profile, default, reason=reason, moment=moment),
        )

    @Slot(str, str)
    def _on_field(self, key: str, value: str) -> None:
        self._current.edit("edit-briefing-details", lambda briefing: set_field(briefing, key, value))
