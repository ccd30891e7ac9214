"""The line that says what a tag would be put on, and the topics under the digit keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from briefbuilder.domain.topics import Topic
from briefbuilder.ui.article.target import Target
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import Chip, chip_size
from briefbuilder.ui.widgets.elided import ElidedLabel
from briefbuilder.ui.widgets.flow import FlowLayout
from briefbuilder.ui.widgets.pane import ActionButton
from briefbuilder.ui.widgets.tabbing import tab_through


@dataclass(frozen=True, slots=True)
class StripActions:
    """The actions that the strip offers as buttons."""

    tag: QAction
    add: QAction


class TargetStrip(QFrame):
    """What is the target, in words, with its two actions; below, the recent topics with their digits."""

    topic_pressed = Signal(str)

    def __init__(
        self, actions: StripActions, theme: Theme, language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._theme = theme
        self._language = language
        self._words = ElidedLabel(self)
        self._recent = QWidget(self)
        self._flow = FlowLayout(self._recent, theme.space(0.3))
        self.set_rows(2)
        row = QHBoxLayout()
        row.setSpacing(theme.space(0.35))
        row.addWidget(self._words, 1)
        row.addWidget(ActionButton(actions.tag, self))
        self._add = ActionButton(actions.add, self)
        row.addWidget(self._add)
        column = QVBoxLayout(self)
        pad = theme.space(0.6)
        column.setContentsMargins(pad, theme.space(0.35), pad, theme.space(0.35))
        column.setSpacing(theme.space(0.3))
        column.addLayout(row)
        column.addWidget(self._recent)

    @property
    def words(self) -> str:
        """What the strip says of the target."""
        return self._words.text()

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The recent topics that are offered."""
        widgets = (self._flow.itemAt(index) for index in range(self._flow.count()))
        found = (item.widget() for item in widgets if item is not None)
        return tuple(widget for widget in found if isinstance(widget, Chip))

    def set_rows(self, rows: int) -> None:
        """Show so many rows of recent topics at most; the digits work for all of them."""
        row = chip_size(self._recent.fontMetrics(), "").height()
        self._recent.setMaximumHeight(rows * row + (rows - 1) * self._theme.space(0.3))

    def show_target(self, target: Target | None) -> None:
        """Say what is the target."""
        self._words.setText(self._text(target) if target is not None else "")

    def show_recent(self, topics: tuple[Topic, ...], put: frozenset[str] = frozenset()) -> None:
        """Show the topics under the digits, but for those that are `put` on the target already."""
        self._flow.clear()
        for digit, topic in enumerate(topics, start=1):
            if topic.id in put:
                continue
            name = topic.name(self._language)
            chip = Chip(name, topic.colour, self._theme, self._recent, prefix=str(digit))
            spoken = self.tr("Tag with {topic}, key {digit}").format(topic=name, digit=digit)
            chip.setAccessibleName(spoken)
            chip.setToolTip(spoken)
            chip.setProperty("topic", topic.id)
            chip.clicked.connect(self._on_chip)
            self._flow.addWidget(chip)
            chip.show()
        tab_through(self._add, self.chips)
        self._recent.setVisible(self._flow.count() > 0)

    def _text(self, target: Target) -> str:
        quote = " ".join(target.passage.quote.split())
        first = quote if len(quote) <= 90 else quote[:89].rstrip() + "…"
        if target.kind == "section":
            heading = target.passage.quote.partition("\n")[0]
            return self.tr("Section: {words}").format(words=" ".join(heading.split()))
        if target.kind == "paragraph":
            return self.tr("Paragraph: {words}").format(words=first)
        return self.tr("Chosen words: {words}").format(words=first)

    @Slot()
    def _on_chip(self) -> None:
        topic = self.sender().property("topic")
        self.topic_pressed.emit(str(topic))
