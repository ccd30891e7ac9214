"""The card of one suggestion: its topic, its score, the words that it rests on, and the two answers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from briefbuilder.domain.topics import Suggestion, Taxonomy
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import Chip
from briefbuilder.ui.widgets.elided import ElidedLabel
from briefbuilder.ui.widgets.glyphs import Glyph, glyph_icon

_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion with the topic's name and colour on this screen."""

    suggestion: Suggestion
    name: str
    colour: str


def shown_of(suggestion: Suggestion, taxonomy: Taxonomy, services: Services) -> Shown:
    """Return a suggestion with its topic's name and colour; an unknown topic goes by its id."""
    topic = taxonomy.topic(suggestion.topic)
    if topic is None:
        return Shown(suggestion, suggestion.topic, services.theme.colours.muted)
    return Shown(suggestion, topic.name(services.language), topic.colour)


class SuggestionCard(QFrame):
    """One suggestion: its topic, its score in per cent, its evidence, and the two answers."""

    chosen = Signal(object)
    accepted = Signal(object)
    rejected = Signal(object)

    def __init__(self, shown: Shown, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._shown = shown
        self._theme = theme
        self._accept = self._button("accept", "good", self.tr("Accept {topic}").format(topic=shown.name))
        self._reject = self._button("reject", "danger", self.tr("Reject {topic}").format(topic=shown.name))
        self._accept.clicked.connect(self._on_accept)
        self._reject.clicked.connect(self._on_reject)
        self._lay_out()
        percent = round(shown.suggestion.score * 100)
        spoken = self.tr("Suggested: {topic}, {percent} %, because of {words}")
        name = spoken.format(topic=shown.name, percent=percent, words=", ".join(self._words()))
        self.setAccessibleName("; ".join((name, *self.reasons())))

    @property
    def shown(self) -> Shown:
        """What the card shows."""
        return self._shown

    @property
    def accept_button(self) -> QToolButton:
        """The button that accepts."""
        return self._accept

    @property
    def answers(self) -> tuple[QToolButton, QToolButton]:
        """Both buttons."""
        return self._accept, self._reject

    @property
    def reject_button(self) -> QToolButton:
        """The button that rejects."""
        return self._reject

    def reasons(self) -> tuple[str, ...]:
        """Return in words what experience says of the suggestion."""
        found = []
        one = self._shown.suggestion
        judged = one.accepted + one.rejected
        if judged:
            said = self.tr("accepted %n of {count} times", "", one.accepted)
            found.append(said.format(count=judged))
        if one.learned:
            found.append(self.tr("like sections that you tagged"))
        return tuple(found)

    def set_below(self, below: bool) -> None:
        """Show whether "accept all" passes over this card."""
        self.setProperty("below", "true" if below else "false")
        self._restyle()

    def set_chosen(self, chosen: bool) -> None:
        """Show whether the keys act on this card."""
        self.setProperty("chosen", "true" if chosen else "false")
        self._restyle()

    def _restyle(self) -> None:
        self.style().unpolish(self)
        self.style().polish(self)

    def set_writable(self, writable: bool) -> None:
        """Allow or forbid the answers."""
        self._accept.setEnabled(writable)
        self._reject.setEnabled(writable)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the card, so that its evidence shows in the text."""
        self.chosen.emit(self)
        super().mousePressEvent(event)

    def _lay_out(self) -> None:
        theme, grid = self._theme, QGridLayout(self)
        pad = theme.space(0.35)
        grid.setContentsMargins(pad, pad, pad, pad)
        grid.setHorizontalSpacing(theme.space(0.3))
        grid.setVerticalSpacing(theme.space(0.2))
        chip = Chip(self._shown.name, self._shown.colour, theme, self)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.clicked.connect(self._on_chip)
        percent = QLabel(
            self.tr("{percent} %").format(percent=round(self._shown.suggestion.score * 100)), self
        )
        percent.setObjectName("muted")
        words = self._muted(self._evidence())
        words.setMaximumWidth(round(theme.em * 18))
        words.setToolTip(", ".join(self._words()))
        self._why = self._muted(" · ".join(self.reasons()))
        self._why.setVisible(bool(self.reasons()))
        grid.addWidget(chip, 0, 0)
        grid.addWidget(percent, 0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._accept, 0, 2)
        grid.addWidget(self._reject, 0, 3)
        grid.addWidget(words, 1, 0, 1, 4)
        if self.reasons():
            grid.addWidget(self._why, 2, 0, 1, 4)

    def _muted(self, text: str) -> ElidedLabel:
        """Return a line that may be cut, so that the answers stay in sight in a narrow pane."""
        label = ElidedLabel(self)
        label.setText(text)
        label.setObjectName("muted")
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        return label

    def _words(self) -> list[str]:
        return list(dict.fromkeys(each.text for each in self._shown.suggestion.evidence))

    def _evidence(self) -> str:
        words = self._words()
        quoted = ", ".join(self.tr("“{word}”").format(word=word) for word in words[:_MOST_WORDS])
        if len(words) > _MOST_WORDS:
            quoted = self.tr("{words} and {count} more").format(words=quoted, count=len(words) - _MOST_WORDS)
        return self.fontMetrics().elidedText(quoted, Qt.TextElideMode.ElideRight, round(self._theme.em * 17))

    def _button(self, glyph: Glyph, meaning: str, name: str) -> QToolButton:
        button = QToolButton(self)
        size = self._theme.space(0.8)
        button.setIcon(glyph_icon(glyph, self._theme.colours.colour(meaning), size))
        button.setIconSize(QSize(size, size))
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    @Slot()
    def _on_chip(self) -> None:
        self.chosen.emit(self)

    @Slot()
    def _on_accept(self) -> None:
        self.accepted.emit(self._shown.suggestion)

    @Slot()
    def _on_reject(self) -> None:
        self.rejected.emit(self._shown.suggestion)
