"""The target with the recent topics, and the suggestions for the current section as cards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.domain.topics import Suggestion, Taxonomy, Topic
from briefbuilder.ui.read.article_pane import ArticlePane
from briefbuilder.ui.read.reading_state import TagTarget
from briefbuilder.ui.read.tag_commands import LOWEST_BAR
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.topics.topic_box import TagBox
from briefbuilder.ui.widgets.chip import Chip, chip_size
from briefbuilder.ui.widgets.icons import Glyph, glyph_icon
from briefbuilder.ui.widgets.keys import set_tab_order
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import FlowLayout, OverflowButton
from briefbuilder.ui.widgets.pane import ActionButton
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip

_MAX_WORDS = 3
"""Words of the evidence that a card shows."""


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A suggestion with the name and colour of its topic."""

    suggestion: Suggestion
    name: str
    colour: str


def shown_suggestion(suggestion: Suggestion, taxonomy: Taxonomy, services: Services) -> ShownSuggestion:
    """Return a suggestion with the name and colour of its topic; an unknown topic is shown by its id."""
    topic = taxonomy.topic(suggestion.topic)
    if topic is None:
        return ShownSuggestion(suggestion, suggestion.topic, services.theme.colours.muted)
    return ShownSuggestion(suggestion, topic.name(services.language), topic.colour)


class SuggestionCard(QFrame):
    """A suggestion: its topic, its score in per cent, its evidence, and buttons to accept and reject it."""

    chosen = Signal(object)
    accepted = Signal(object)
    rejected = Signal(object)

    def __init__(self, shown: ShownSuggestion, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._shown = shown
        self._theme = theme
        self._accept = self._button(
            "accept", "good", self.tr("Accept {topic}").format(topic=plain_text(shown.name))
        )
        self._reject = self._button(
            "reject", "danger", self.tr("Reject {topic}").format(topic=plain_text(shown.name))
        )
        self._accept.clicked.connect(self._on_accept)
        self._reject.clicked.connect(self._on_reject)
        self._lay_out()
        percent = round(shown.suggestion.score * 100)
        description = self.tr("Suggested: {topic}, {percent} %, because of {words}")
        name = description.format(topic=shown.name, percent=percent, words=", ".join(self._evidence_words()))
        self.setAccessibleName(plain_text("; ".join((name, *self.reasons()))))

    @property
    def shown(self) -> ShownSuggestion:
        """The suggestion on the card."""
        return self._shown

    @property
    def accept_button(self) -> QToolButton:
        """The button Accept."""
        return self._accept

    @property
    def answers(self) -> tuple[QToolButton, QToolButton]:
        """Both buttons."""
        return self._accept, self._reject

    @property
    def reject_button(self) -> QToolButton:
        """The button Reject."""
        return self._reject

    def reasons(self) -> tuple[str, ...]:
        """Return the reasons for the score as text."""
        found = []
        suggestion = self._shown.suggestion
        judged = suggestion.accepted + suggestion.rejected
        if judged:
            accepted = self.tr("accepted %n of {count} times", "", suggestion.accepted)
            found.append(accepted.format(count=judged))
        if suggestion.learned:
            found.append(self.tr("like sections that you tagged"))
        return tuple(found)

    def set_below(self, below: bool) -> None:
        """Show whether the score is below the threshold of "Accept all"."""
        self.setProperty("below", "true" if below else "false")
        self._restyle()

    def set_chosen(self, chosen: bool) -> None:
        """Show whether the card is selected."""
        self.setProperty("chosen", "true" if chosen else "false")
        self._restyle()

    def _restyle(self) -> None:
        self.style().unpolish(self)
        self.style().polish(self)

    def set_writable(self, writable: bool) -> None:
        """Enable or disable the buttons."""
        self._accept.setEnabled(writable)
        self._reject.setEnabled(writable)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the card, so that its evidence is highlighted in the text."""
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
        percent = PlainLabel(
            self.tr("{percent} %").format(percent=round(self._shown.suggestion.score * 100)), self
        )
        percent.setObjectName("muted")
        words = self._muted_label(self._evidence_target_text())
        words.setMaximumWidth(round(theme.line_height * 18))
        set_tip(words, ", ".join(self._evidence_words()))
        self._reasons = self._muted_label(" · ".join(self.reasons()))
        self._reasons.setVisible(bool(self.reasons()))
        grid.addWidget(chip, 0, 0)
        grid.addWidget(percent, 0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._accept, 0, 2)
        grid.addWidget(self._reject, 0, 3)
        grid.addWidget(words, 1, 0, 1, 4)
        if self.reasons():
            grid.addWidget(self._reasons, 2, 0, 1, 4)

    def _muted_label(self, text: str) -> ElidedLabel:
        """Return an elided label, so that the buttons remain visible in a narrow pane."""
        label = ElidedLabel(self)
        label.setText(text)
        label.setObjectName("muted")
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        return label

    def _evidence_words(self) -> list[str]:
        return list(dict.fromkeys(each.text for each in self._shown.suggestion.evidence))

    def _evidence_target_text(self) -> str:
        words = self._evidence_words()
        quoted = ", ".join(self.tr("“{word}”").format(word=word) for word in words[:_MAX_WORDS])
        if len(words) > _MAX_WORDS:
            quoted = self.tr("{words} and {count} more").format(words=quoted, count=len(words) - _MAX_WORDS)
        return self.fontMetrics().elidedText(
            quoted, Qt.TextElideMode.ElideRight, round(self._theme.line_height * 17)
        )

    def _button(self, glyph: Glyph, meaning: str, name: str) -> QToolButton:
        button = QToolButton(self)
        size = self._theme.space(0.8)
        button.setIcon(glyph_icon(glyph, self._theme.colours.colour(meaning), size))
        button.setIconSize(QSize(size, size))
        button.setAccessibleName(name)
        set_tip(button, name)
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


@dataclass(frozen=True, slots=True)
class StripActions:
    """The actions of the strip's buttons."""

    tag: QAction
    add: QAction


class TargetStrip(QFrame):
    """Shows the target with its two actions, and below them the recent topics with their digit keys."""

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
        """The description of the target."""
        return self._words.text()

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The chips of the recent topics."""
        widgets = (self._flow.itemAt(index) for index in range(self._flow.count()))
        found = (item.widget() for item in widgets if item is not None)
        return tuple(widget for widget in found if isinstance(widget, Chip))

    def set_rows(self, rows: int) -> None:
        """Set the maximum number of rows of recent topics; the digit keys work for all topics."""
        row = chip_size(self._recent.fontMetrics(), "").height()
        self._recent.setMaximumHeight(rows * row + (rows - 1) * self._theme.space(0.3))

    def show_target(self, target: TagTarget | None) -> None:
        """Show the target."""
        self._words.setText(self._target_text(target) if target is not None else "")

    def show_recent(self, topics: tuple[Topic, ...], put: frozenset[str] = frozenset()) -> None:
        """Show the recent topics, except those that are `put` on the target already."""
        self._flow.clear()
        for digit, topic in enumerate(topics, start=1):
            if topic.id in put:
                continue
            name = topic.name(self._language)
            chip = Chip(name, topic.colour, self._theme, self._recent, prefix=str(digit))
            name_with_key = self.tr("Tag with {topic}, key {digit}").format(topic=name, digit=digit)
            chip.setAccessibleName(plain_text(name_with_key))
            set_tip(chip, name_with_key)
            chip.setProperty("topic", topic.id)
            chip.clicked.connect(self._on_chip)
            self._flow.addWidget(chip)
            chip.show()
        set_tab_order(self._add, self.chips)
        self._recent.setVisible(self._flow.count() > 0)

    def _target_text(self, target: TagTarget) -> str:
        quote = " ".join(target.passage.quote.split())
        first = quote if len(quote) <= 90 else quote[:89].rstrip() + "…"
        if target.kind == "section":
            heading = target.passage.quote.partition("\n")[0]
            return self.tr("Section: {words}").format(words=" ".join(heading.split()))
        if target.kind == "paragraph":
            return self.tr("Paragraph: {words}").format(words=first)
        return self.tr("Selected words: {words}").format(words=first)

    @Slot()
    def _on_chip(self) -> None:
        topic = self.sender().property("topic")
        self.topic_pressed.emit(str(topic))


_THRESHOLD_STEP = 5
"""Step of the threshold, in per cent."""


class SuggestionBar(QFrame):
    """The suggestions for the current section. Enter accepts the selected one, minus rejects it."""

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
        self._shown_state: tuple[tuple[ShownSuggestion, ...], bool, str, float] | None = None
        self._rows = 2
        self._title = ElidedLabel(self)
        self._title.setText(self.tr("Suggested for this section"))
        self._title.setObjectName("strip-title")
        self._no_suggestions = PlainLabel(self.tr("No more suggestions for this section."), self)
        self._no_suggestions.setObjectName("muted")
        self._all = ActionButton(accept_all, self)
        self._bar = self._create_threshold()
        self._scroll = self._create_scroll_area()
        self._overflow = OverflowButton(self.tr("More actions for suggestions"), theme, self)
        self._overflow.offer((self._all,))
        head = QHBoxLayout()
        head.setSpacing(theme.space(0.35))
        head.addWidget(self._title, 1)
        for widget in (self._bar, self._all, self._overflow):
            head.addWidget(widget)
        set_tab_order(self._bar, (self._all, self._overflow, self._scroll))
        column = QVBoxLayout(self)
        pad = theme.space(0.6)
        column.setContentsMargins(pad, theme.space(0.4), pad, theme.space(0.5))
        column.setSpacing(theme.space(0.35))
        column.addLayout(head)
        column.addWidget(self._no_suggestions)
        column.addWidget(self._scroll)

    def _create_threshold(self) -> QSpinBox:
        bar = QSpinBox(self)
        bar.setRange(round(100 * LOWEST_BAR), 95)
        bar.setSingleStep(_THRESHOLD_STEP)
        bar.setPrefix(self.tr("from "))
        bar.setSuffix(self.tr(" %"))
        bar.setAccessibleName(self.tr("Threshold for accepting suggestions"))
        set_tip(bar, bar.accessibleName())
        bar.valueChanged.connect(self._on_threshold)
        return bar

    @property
    def bar(self) -> float:
        """The threshold of "Accept all" (0 to 1)."""
        return self._bar.value() / 100

    def step_bar(self, steps: int) -> None:
        """Raise (1) or lower (-1) the threshold."""
        self._bar.stepBy(steps)
        self._bar.lineEdit().deselect()

    @Slot(int)
    def _on_threshold(self, value: int) -> None:
        self._mark_below_threshold()
        self.bar_changed.emit(value / 100)

    def _mark_below_threshold(self) -> None:
        for card in self._cards:
            card.set_below(card.shown.suggestion.score < self.bar)

    def _create_scroll_area(self) -> QScrollArea:
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
        """The cards, the best first."""
        return tuple(self._cards)

    @property
    def chosen(self) -> Suggestion | None:
        """The selected suggestion, or None."""
        return self._cards[self._chosen].shown.suggestion if self._cards else None

    def show_suggestions(self, shown: tuple[ShownSuggestion, ...], *, writable: bool) -> None:
        """Show suggestions; the selection keeps its position, and unchanged cards are not rebuilt."""
        state = (shown, writable, self._theme.scheme, self._theme.line_height)
        if state == self._shown_state:
            # The article may have changed, and with it the highlighted evidence.
            self.chosen_changed.emit()
            return
        self._shown_state = state
        self._flow.clear()
        self._writable = writable
        self._cards = [self._create_card(each) for each in shown]
        set_tab_order(self._scroll, [button for card in self._cards for button in card.answers])
        self._chosen = min(self._chosen, max(0, len(self._cards) - 1))
        self._no_suggestions.setVisible(not shown)
        self._scroll.setVisible(bool(shown))
        self._update_height()
        self._update_selection()
        self._mark_below_threshold()

    def set_rows(self, rows: int) -> None:
        """Set the maximum number of rows of cards."""
        self._rows = rows
        self._update_height()

    def choose_first(self) -> None:
        """Select the best suggestion."""
        self._choose(0)

    def step(self, by: int) -> None:
        """Move the selection."""
        if self._cards:
            self._choose((self._chosen + by) % len(self._cards))

    def _create_card(self, shown: ShownSuggestion) -> SuggestionCard:
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
        self._update_selection()
        if self._cards:
            self._scroll.ensureWidgetVisible(self._cards[index], 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt the height to the cards, and move buttons that do not fit into the overflow menu."""
        super().resizeEvent(event)
        self._update_height()
        pad, gap = self._theme.space(0.6), self._theme.space(0.35)
        taken = 2 * pad + self._bar.sizeHint().width() + self._title.minimumSizeHint().width() + 2 * gap
        self._overflow.fit(self.width() - taken, gap)

    def _update_height(self) -> None:
        """Set the height to that of the cards, up to the maximum number of rows."""
        if not self._cards:
            return
        margins = self.contentsMargins()
        width = self.width() - margins.left() - margins.right() - self._theme.space(1.2)
        row = self._cards[0].sizeHint().height()
        max_height = row * self._rows + round(row * 0.35)
        self._scroll.setFixedHeight(min(self._flow.heightForWidth(width), max_height))

    def _update_selection(self) -> None:
        for index, card in enumerate(self._cards):
            card.set_chosen(index == self._chosen)
        self.chosen_changed.emit()


class Rail(QWidget):
    """What belongs to the open article's target: the topics that it can get, and the suggestions for its section."""

    def __init__(self, services: Services, article: ArticlePane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._article = services, article
        self.setAccessibleName(self.tr("Topics and suggestions"))
        theme, board = services.theme, services.actions
        self.strip = TargetStrip(
            StripActions(board.action("tag"), board.action("add-to-briefing")), theme, services.language, self
        )
        self.bar = SuggestionBar(board.action("accept-all"), theme, self)
        self.box = TagBox(theme, services.language, article)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.bar)
        column.addStretch(1)
        self._connect()
        self._register()
        self._refresh()

    def _connect(self) -> None:
        article, commands, view = self._article, self._article.tag_commands, self._article.canvas.view
        article.target_changed.connect(self._refresh)
        article.article_shown.connect(self._on_article_shown)
        article.topic_requested.connect(self.open_box)
        view.suggestion_stepped.connect(self.bar.step)
        view.suggestion_accepted.connect(self._accept)
        self.strip.topic_pressed.connect(commands.tag)
        self.bar.accepted.connect(commands.accept)
        self.bar.rejected.connect(commands.reject)
        self.bar.chosen_changed.connect(self._show_evidence)
        self.bar.bar_changed.connect(commands.set_bar)
        self.box.topic_chosen.connect(commands.tag)
        self.box.creation_requested.connect(commands.create_and_tag)
        self.box.closed.connect(view.setFocus)

    def _register(self) -> None:
        board, commands, view = self._services.actions, self._article.tag_commands, self._article.canvas.view
        board.register("tag", self.open_box, enabled=commands.has_target, widget=view)
        board.register("accept-suggestion", self._accept, enabled=commands.can_accept, widget=view)
        board.register("reject-suggestion", self._reject, enabled=commands.can_accept, widget=view)
        board.register("raise-bar", partial(self.bar.step_bar, 1), enabled=commands.is_reading, widget=view)
        board.register("lower-bar", partial(self.bar.step_bar, -1), enabled=commands.is_reading, widget=view)
        board.register("accept-all", commands.accept_all, enabled=commands.can_accept_all)

    @Slot()
    @Slot(str)
    def open_box(self, typed: str = "") -> None:
        """Open the box for a topic beside the target, with letters that were typed."""
        session, reading = self._services.holder.session, self._article.reading
        if session is None or reading is None or reading.target is None or not self._services.holder.writable:
            return
        self.box.open(session.taxonomy, typed, self._article.target_area())

    @Slot(str)
    def _on_article_shown(self, _article: str) -> None:
        self.box.close_box()
        self.bar.choose_first()

    @Slot()
    def _refresh(self) -> None:
        session, reading = self._services.holder.session, self._article.reading
        if session is None or reading is None:
            self.box.close_box()
            self.strip.show_target(None)
            self.bar.show_suggestions((), writable=False)
            return
        taxonomy = session.taxonomy
        topics = (taxonomy.topic(topic) for topic in self._article.tag_commands.recent.topics)
        put = frozenset(tag.topic for tag in reading.tags if reading.is_target(tag))
        self.strip.show_target(reading.target)
        self.strip.show_recent(tuple(topic for topic in topics if topic is not None), put)
        shown = tuple(shown_suggestion(each, taxonomy, self._services) for each in reading.offered)
        self.bar.show_suggestions(shown, writable=self._services.holder.writable)

    @Slot()
    def _show_evidence(self) -> None:
        self._article.show_evidence(self.bar.chosen)

    @Slot()
    def _accept(self) -> None:
        if self.bar.chosen is not None:
            self._article.tag_commands.accept(self.bar.chosen)

    def _reject(self) -> None:
        if self.bar.chosen is not None:
            self._article.tag_commands.reject(self.bar.chosen)
