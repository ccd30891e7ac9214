"""What is suggested for the current section: a card for each topic, the best first, and what accepts them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.domain.topics import Suggestion
from briefbuilder.ui.article.acts import LOWEST_BAR
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.elided import ElidedLabel
from briefbuilder.ui.widgets.flow import FlowLayout
from briefbuilder.ui.widgets.folding import FoldedTools
from briefbuilder.ui.widgets.pane import ActionButton
from briefbuilder.ui.widgets.tabbing import tab_through

if TYPE_CHECKING:
    from briefbuilder.ui.article.suggestion_card import Shown, SuggestionCard

_BAR_STEP = 5
"""Hundredths by which the bar is raised."""


class SuggestionBar(QFrame):
    """The cards of the current section. One of them is chosen: Enter accepts it, minus rejects it."""

    accepted = Signal(object)
    rejected = Signal(object)
    chosen_changed = Signal()
    bar_changed = Signal(float)

    def __init__(self, accept_all: QAction, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._theme = theme
        self._cards: list[SuggestionCard] = []
        self._chosen = 0
        self._writable = True
        self._made_for: tuple[tuple[Shown, ...], bool, str, float] | None = None
        self._rows = 2
        self._title = ElidedLabel(self)
        self._title.setText(self.tr("Suggested for this section"))
        self._title.setObjectName("strip-title")
        self._quiet = QLabel(self.tr("Nothing more is suggested here."), self)
        self._quiet.setObjectName("muted")
        self._all = ActionButton(accept_all, self)
        self._bar = self._made_bar()
        self._scroll = self._made_scroll()
        self._folded = FoldedTools(self.tr("More for the suggestions"), theme, self)
        self._folded.offer((self._all,))
        head = QHBoxLayout()
        head.setSpacing(theme.space(0.35))
        head.addWidget(self._title, 1)
        for widget in (self._bar, self._all, self._folded):
            head.addWidget(widget)
        tab_through(self._bar, (self._all, self._folded, self._scroll))
        column = QVBoxLayout(self)
        pad = theme.space(0.6)
        column.setContentsMargins(pad, theme.space(0.4), pad, theme.space(0.5))
        column.setSpacing(theme.space(0.35))
        column.addLayout(head)
        column.addWidget(self._quiet)
        column.addWidget(self._scroll)

    def _made_bar(self) -> QSpinBox:
        bar = QSpinBox(self)
        bar.setRange(round(100 * LOWEST_BAR), 95)
        bar.setSingleStep(_BAR_STEP)
        bar.setPrefix(self.tr("from "))
        bar.setSuffix(self.tr(" %"))
        bar.setAccessibleName(self.tr("Accept all from this score on"))
        bar.setToolTip(bar.accessibleName())
        bar.valueChanged.connect(self._on_bar)
        return bar

    @property
    def bar(self) -> float:
        """The score that "accept all" asks for."""
        return self._bar.value() / 100

    def step_bar(self, steps: int) -> None:
        """Raise (1) or lower (-1) the bar."""
        self._bar.stepBy(steps)
        self._bar.lineEdit().deselect()

    @Slot(int)
    def _on_bar(self, value: int) -> None:
        self._show_bar()
        self.bar_changed.emit(value / 100)

    def _show_bar(self) -> None:
        for card in self._cards:
            card.set_below(card.shown.suggestion.score < self.bar)

    def _made_scroll(self) -> QScrollArea:
        self._inside = QWidget()
        self._inside.setAccessibleName(self.tr("Suggestions"))
        self._flow = FlowLayout(self._inside, self._theme.space(0.35))
        scroll = QScrollArea(self)
        scroll.setAccessibleName(self.tr("Suggestions"))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._inside)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.verticalScrollBar().setAccessibleName(self.tr("Scroll the suggestions"))
        scroll.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return scroll

    @property
    def cards(self) -> tuple[SuggestionCard, ...]:
        """The cards, best first."""
        return tuple(self._cards)

    @property
    def chosen(self) -> Suggestion | None:
        """The suggestion that the keys act on."""
        return self._cards[self._chosen].shown.suggestion if self._cards else None

    def show_suggestions(self, shown: tuple[Shown, ...], *, writable: bool) -> None:
        """Show these suggestions; the choice stays at its place in the row, and cards that say the same stay."""
        wanted = (shown, writable, self._theme.scheme, self._theme.em)
        if wanted == self._made_for:
            # The text in which the choice's words are lit may be another.
            self.chosen_changed.emit()
            return
        self._made_for = wanted
        self._flow.clear()
        self._writable = writable
        self._cards = [self._made_card(each) for each in shown]
        tab_through(self._scroll, [button for card in self._cards for button in card.answers])
        self._chosen = min(self._chosen, max(0, len(self._cards) - 1))
        self._quiet.setVisible(not shown)
        self._scroll.setVisible(bool(shown))
        self._fit()
        self._mark()
        self._show_bar()

    def set_rows(self, rows: int) -> None:
        """Show so many rows of cards at most."""
        self._rows = rows
        self._fit()

    def choose_first(self) -> None:
        """Choose the best suggestion."""
        self._choose(0)

    def step(self, by: int) -> None:
        """Choose a neighbour."""
        if self._cards:
            self._choose((self._chosen + by) % len(self._cards))

    def _made_card(self, shown: Shown) -> SuggestionCard:
        from briefbuilder.ui.article.suggestion_card import SuggestionCard

        card = SuggestionCard(shown, self._theme, self._inside)
        card.set_writable(self._writable)
        card.chosen.connect(self._on_card_chosen)
        card.accepted.connect(self.accepted)
        card.rejected.connect(self.rejected)
        self._flow.addWidget(card)
        card.show()
        return card

    @Slot(object)
    def _on_card_chosen(self, card: SuggestionCard) -> None:
        if card in self._cards:
            self._choose(self._cards.index(card))

    def _choose(self, index: int) -> None:
        self._chosen = index
        self._mark()
        if self._cards:
            self._scroll.ensureWidgetVisible(self._cards[index], 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the cards need at this width, and fold what the head has no room for."""
        super().resizeEvent(event)
        self._fit()
        pad, gap = self._theme.space(0.6), self._theme.space(0.35)
        taken = 2 * pad + self._bar.sizeHint().width() + self._title.minimumSizeHint().width() + 2 * gap
        self._folded.fit(self.width() - taken, gap)

    def _fit(self) -> None:
        """Be as high as the cards, up to some rows of them; the rest scrolls."""
        if not self._cards:
            return
        margins = self.contentsMargins()
        width = self.width() - margins.left() - margins.right() - self._theme.space(1.2)
        row = self._cards[0].sizeHint().height()
        most = row * self._rows + round(row * 0.35)
        self._scroll.setFixedHeight(min(self._flow.heightForWidth(width), most))

    def _mark(self) -> None:
        for index, card in enumerate(self._cards):
            card.set_chosen(index == self._chosen)
        self.chosen_changed.emit()
