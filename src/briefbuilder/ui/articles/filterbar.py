"""The conditions by which articles are filtered: language, publication, days, tags, use in briefings."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QLineEdit, QPushButton, QWidget

from briefbuilder.domain.changes import Key
from briefbuilder.domain.wanted import Wanted
from briefbuilder.ui.article.heading import language_name
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.elided import ElidedComboBox

_OUTLETS = 500
"""Publications that are offered, the most frequent ones."""


class FilterBar(QFrame):
    """A form, hidden until it is asked for; `changed` follows each change that the user makes."""

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setObjectName("filters")
        self.setAccessibleName(self.tr("Filters"))
        self.language = self._choice(self.tr("Any language"))
        self.outlet = self._choice(self.tr("Any publication"))
        self.since, self.until = self._day(), self._day()
        self.tagged = self._choice(self.tr("Tagged or not"), self.tr("Tagged"), self.tr("Not tagged"))
        self.used = self._choice(
            self.tr("In briefings or not"), self.tr("Quoted in a briefing"), self.tr("In no briefing")
        )
        self.clear = QPushButton(self.tr("Clear filters"), self)
        self.clear.clicked.connect(self._on_clear)
        self._lay_out()
        services.holder.changed.connect(self._on_changed)
        services.holder.session_replaced.connect(self._offer)
        self.hide()

    def conditions(self, wanted: Wanted) -> Wanted:
        """Return what is wanted with the conditions of the form."""
        return replace(
            wanted,
            language=self.language.currentData(),
            outlet=self.outlet.currentData(),
            since=_day_of(self.since),
            until=_day_of(self.until),
            tagged=self.tagged.currentData(),
            used=self.used.currentData(),
        )

    def show_conditions(self, wanted: Wanted) -> None:
        """Show the conditions of what is wanted."""
        blockers = [QSignalBlocker(each) for each in (self, *self._choices(), self.since, self.until)]
        self._choose(self.language, language_name(wanted.language), wanted.language)
        self._choose(self.outlet, wanted.outlet or "", wanted.outlet)
        for line, day in ((self.since, wanted.since), (self.until, wanted.until)):
            line.setText(day.isoformat() if day is not None else "")
            self._mark(line)
        for choice, value in ((self.tagged, wanted.tagged), (self.used, wanted.used)):
            choice.setCurrentIndex(choice.findData(value))
        del blockers

    def showEvent(self, event: QShowEvent) -> None:
        """Offer what the dossier has now."""
        super().showEvent(event)
        self._offer()

    def _choices(self) -> tuple[QComboBox, ...]:
        return self.language, self.outlet, self.tagged, self.used

    def _choice(self, anything: str, yes: str = "", no: str = "") -> QComboBox:
        choice = ElidedComboBox(8, self)
        choice.addItem(anything, None)
        if yes:
            choice.addItem(yes, True)
            choice.addItem(no, False)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.currentIndexChanged.connect(self._on_chosen)
        return choice

    def _day(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(self.tr("year-month-day"))
        line.editingFinished.connect(self._on_day)
        return line

    def _lay_out(self) -> None:
        theme = self._services.theme
        form = QFormLayout(self)
        side = theme.space(0.5)
        form.setContentsMargins(side, 0, side, side)
        form.setSpacing(theme.space(0.3))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Language"), self.language),
            (self.tr("Publication"), self.outlet),
            (self.tr("From"), self.since),
            (self.tr("Until"), self.until),
            (self.tr("Tags"), self.tagged),
            (self.tr("Briefings"), self.used),
        )
        for text, widget in rows:
            widget.setAccessibleName(text)
            label = QLabel(text, self)
            label.setBuddy(widget)
            form.addRow(label, widget)
        self.since.setAccessibleName(self.tr("Published from"))
        self.until.setAccessibleName(self.tr("Published until"))
        form.addRow("", self.clear)

    @Slot()
    def _offer(self) -> None:
        """Fill in the languages and publications of the dossier; what is chosen stays chosen."""
        session = self._services.holder.session
        if session is None or not self.isVisible():
            return
        counts: Counter[str] = Counter()
        for tag, count in session.library.languages():
            counts[tag.partition("-")[0]] += count
        offered = [(self._counted(language_name(tag), count), tag) for tag, count in counts.most_common()]
        self._fill(self.language, offered)
        outlets = session.library.outlets()[:_OUTLETS]
        self._fill(self.outlet, [(self._counted(name, count), name) for name, count in outlets])

    def _counted(self, name: str, count: int) -> str:
        return self.tr("{name} ({count})").format(name=name, count=count)

    @staticmethod
    def _fill(choice: QComboBox, offered: list[tuple[str, str]]) -> None:
        chosen, shown = choice.currentData(), choice.currentText()
        blocker = QSignalBlocker(choice)
        while choice.count() > 1:
            choice.removeItem(choice.count() - 1)
        for text, value in offered:
            choice.addItem(text, value)
        if chosen is not None and choice.findData(chosen) < 0:
            choice.addItem(shown, chosen)
        choice.setCurrentIndex(choice.findData(chosen) if chosen is not None else 0)
        blocker.unblock()

    @staticmethod
    def _choose(choice: QComboBox, text: str, value: str | None) -> None:
        if value is not None and choice.findData(value) < 0:
            choice.addItem(text, value)
        choice.setCurrentIndex(choice.findData(value) if value is not None else 0)

    def _mark(self, line: QLineEdit) -> None:
        """Say in words and by a colour where a day cannot be read."""
        wrong = bool(line.text().strip()) and _day_of(line) is None
        line.setProperty("wrong", wrong)
        line.style().unpolish(line)
        line.style().polish(line)
        line.setToolTip(self.tr("No sure date can be read here. Write it as 2026-04-12.") if wrong else "")
        line.setAccessibleDescription(line.toolTip())

    @Slot()
    def _on_chosen(self) -> None:
        self.changed.emit()

    @Slot()
    def _on_day(self) -> None:
        for line in (self.since, self.until):
            self._mark(line)
        self.changed.emit()

    @Slot()
    def _on_clear(self) -> None:
        self.show_conditions(Wanted())
        self.changed.emit()

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        if any(key.collection == "article" for key in keys):
            self._offer()


def _day_of(line: QLineEdit) -> date | None:
    words = line.text().strip()
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        from briefbuilder.app.acts.metadata import day_in

        return day_in(words)
