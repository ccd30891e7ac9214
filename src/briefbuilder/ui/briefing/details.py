"""The details of a briefing: title, template, language, marking and the template's fields."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.marked import is_lower, with_marking
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.outline import with_field
from briefbuilder.ui.briefing.choices import (
    choose_data,
    fill_languages,
    fill_levels,
    fill_templates,
    usable_templates,
)
from briefbuilder.ui.briefing.field_inputs import LineInput
from briefbuilder.ui.briefing.fields_form import FieldsForm, FieldsOwner
from briefbuilder.ui.briefing.inhand import BriefingInHand
from briefbuilder.ui.briefing.words import BriefingWords
from briefbuilder.ui.services import Services


class DetailsForm(QScrollArea):
    """A form over the briefing in hand; every input is one undoable act."""

    def __init__(
        self,
        services: Services,
        in_hand: BriefingInHand,
        words: BriefingWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._in_hand = in_hand
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
        self._lowered = QLabel(self._owner)
        self._lowered.setObjectName("muted")
        self._lowered.setWordWrap(True)
        self._lowered.setTextFormat(Qt.TextFormat.PlainText)
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
        label = QLabel(text, self._owner)
        label.setBuddy(buddy)
        return label

    def show_briefing(self, briefing: Briefing | None) -> None:
        """Show a briefing's details; what is being written is left alone."""
        self.setEnabled(briefing is not None and self._in_hand.writable)
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
        self._tell_lowerings(briefing)

    def _tell_lowerings(self, briefing: Briefing) -> None:
        """Say when and why the mark was lowered."""
        profile = self._words.profile
        lines = []
        for one in briefing.lowerings:
            before, after = (
                self._level(profile, name, briefing.language) for name in (one.before, one.after)
            )
            told = self.tr("Lowered from {before} to {after} on {day}: {reason}")
            lines.append(told.format(before=before, after=after, day=one.moment[:10], reason=one.reason))
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
            self.tr("As the template says"),
            self.tr("Needs an accredited system: an administrator has to allow it first."),
        )

    @Slot(str)
    def _on_title(self, title: str) -> None:
        if title:
            self._in_hand.retitle(title)
        elif (briefing := self._in_hand.briefing) is not None:
            self._title.set_value(briefing.title)

    @Slot()
    def _on_template(self) -> None:
        chosen = str(self._template.currentData())
        self._in_hand.edit("edit-briefing-details", lambda briefing: replace(briefing, template=chosen))

    @Slot()
    def _on_language(self) -> None:
        chosen = str(self._language.currentData())
        self._in_hand.edit("edit-briefing-details", lambda briefing: replace(briefing, language=chosen))

    @Slot()
    def _on_marking(self) -> None:
        chosen, briefing = self._marking.currentData(), self._in_hand.briefing
        profile, template = self._words.profile, self._words.template
        if briefing is None or profile is None or template is None:
            return
        default, reason = template.marking.default, ""
        if is_lower(profile, briefing.marking or default, chosen or default):
            reason = (
                self._services.prompter.ask_text(
                    self.tr("Lower the mark"), self.tr("Why may this briefing bear a lower mark?")
                )
                or ""
            )
            if not reason:
                choose_data(self._marking, briefing.marking)
                return
        session = self._services.holder.session
        moment = session.clock.second() if session is not None else ""
        self._in_hand.edit(
            "edit-briefing-details",
            lambda briefing: with_marking(briefing, chosen, profile, default, reason=reason, moment=moment),
        )

    @Slot(str, str)
    def _on_field(self, key: str, value: str) -> None:
        self._in_hand.edit("edit-briefing-details", lambda briefing: with_field(briefing, key, value))
