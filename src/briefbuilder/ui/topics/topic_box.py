"""The type-ahead box for tagging, and the dialog that asks for a topic."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from briefbuilder.domain.languages import localized_text
from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.ui.fuzzy import Match, TopicFinder, fold_text
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import dot_colour
from briefbuilder.ui.widgets.dialogs import DialogButtons, fill_dialog
from briefbuilder.ui.widgets.keys import draw_keys
from briefbuilder.ui.widgets.layouts import column_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text
from briefbuilder.ui.widgets.rows import VALUE_ROLE, Index, RowDelegate, RowsModel, RowsView, set_up_rows

_VISIBLE_ROWS = 8


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A row: a matching topic with the name of its `group`, or without a match the offer to create a topic.

    `key` is that of a recent topic.
    """

    match: Match | None
    text: str
    key: str = ""
    group: str = ""


class TopicChoiceModel(RowsModel[TopicChoice]):
    """The topics that match the typed text."""

    def row_data(self, row: TopicChoice, role: int) -> object:
        """Return a choice's text."""
        return row.text if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} else None


class TopicChoiceDelegate(RowDelegate):
    """Draws a topic with its dot, followed by the matching name if it is in another language."""

    def __init__(self, theme: Theme, language: str, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._language = language

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(10, max(self._theme.px(28), option.fontMetrics.height() + self._theme.px(6)))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice: TopicChoice = index.data(VALUE_ROLE)
        px, font, match = self._theme.px, option.font, choice.match
        self._paint_ground(painter, option, 0)
        line = option.rect.adjusted(px(8), 0, -px(8), 0)
        if match is None:
            self._draw_text(painter, option, plain_text(choice.text), line, "accent", font)
            return
        if choice.key:
            width = draw_keys(painter, [choice.key], QRectF(line), self._theme, option.direction)
            line.adjust(0, 0, -round(width) - px(6), 0)
        if match.topic.colour:
            dot = QRect(line.left(), line.top(), px(10), line.height())
            self._draw_dot(painter, option, dot, dot_colour(match.topic.colour, self._theme))
            line.adjust(px(16), 0, 0, 0)
        name = match.topic.name(self._language)
        used = self._draw_text(painter, option, plain_text(name), line, "text", font) + px(8)
        # The matching name in another language, or else the group.
        other = match.name if match.name != name else choice.group
        self._draw_text(painter, option, plain_text(other), line.adjusted(used, 0, 0, 0), "muted", font)


def topic_choices(found: Sequence[Match], taxonomy: Taxonomy, language: str) -> tuple[TopicChoice, ...]:
    """Return the rows of matching topics."""
    groups = {group.id: localized_text(group.names, language, group.id) for group in taxonomy.groups}
    return tuple(
        TopicChoice(match, match.topic.name(language), group=groups.get(match.topic.group, ""))
        for match in found
    )


class TopicChoiceList(RowsView[TopicChoice]):
    """The list of matching topics below a text field, whose arrow keys move in the list."""

    def __init__(self, line: QLineEdit, theme: Theme, language: str, parent: QWidget) -> None:
        super().__init__(TopicChoiceModel(parent), parent)
        set_up_rows(self, TopicChoiceDelegate(theme, language, self), self.tr("Topics found"))
        self.setUniformItemSizes(True)
        line.setAccessibleName(self.tr("Topic"))
        line.setPlaceholderText(self.tr("Type a topic …"))
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Select the next or the previous row with an arrow key, around the ends of the list."""
        is_key = isinstance(watched, QLineEdit) and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            if count := self.rows_model.rowCount():
                self.setCurrentIndex(self.rows_model.index((self.row + step) % count, 0))
            return True
        return super().eventFilter(watched, event)


class TagBox(QFrame):
    """A text field above a list of matching topics; it can also create a topic."""

    topic_chosen = Signal(str)
    creation_requested = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tag-box")
        self._theme = theme
        self._language = language
        self._taxonomy = Taxonomy()
        self._finder = TopicFinder((), language)
        self._recent: tuple[str, ...] = ()
        self.line = QLineEdit(self)
        self.line.textChanged.connect(self._on_text_changed)
        self.line.installEventFilter(self)
        self._list = TopicChoiceList(self.line, theme, language, self)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.clicked.connect(self._choose_current)
        self.choices = self._list.rows_model
        self._hint = PlainLabel(self.tr("Press Enter to tag, Esc to close"), self, role="muted", wraps=True)
        column_layout(
            self, self.line, self._list, self._hint, margins=theme.space(0.5), gap=theme.space(0.35)
        )
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(theme.line_height * 1.5)
        shadow.setOffset(0, theme.line_height * 0.25)
        self.setGraphicsEffect(shadow)
        self.hide()

    def open(
        self, taxonomy: Taxonomy, typed: str, place: QRectF, recent: Sequence[str] = (), *, over: bool = False
    ) -> None:
        """Show the box inside its parent, near the area to tag, or `over` a field.

        Before anything is typed, the `recent` topics come first, with their digit keys.
        """
        self._recent = tuple(recent)
        if taxonomy is not self._taxonomy:
            self._taxonomy = taxonomy
            self._finder = TopicFinder(taxonomy.topics, self._language)
        self.line.setText(typed)
        self._on_text_changed(typed)
        self._place(place, over=over)
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.end(False)

    def close_box(self) -> None:
        """Hide the box."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with Enter or a digit, close with Escape or without focus."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(Qt.Key(event.key()))
        if watched is self.line and event.type() == QEvent.Type.FocusOut:
            self.close_box()
        return super().eventFilter(watched, event)

    def _on_key(self, key: Qt.Key) -> bool:
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            self._choose_current()
        elif key == Qt.Key.Key_Escape:
            self.close_box()
        elif not self.line.text() and (digit := key.value - Qt.Key.Key_0.value) in range(1, 10):
            self._choose_recent(digit)
        else:
            return False
        return True

    def _choose_recent(self, digit: int) -> None:
        """Choose the recent topic with a digit."""
        found = next((choice for choice in self.choices.rows if choice.key == str(digit)), None)
        if found is not None:
            self._choose(found)

    @Slot()
    def _choose_current(self) -> None:
        if self._list.current is not None:
            self._choose(self._list.current)

    def _choose(self, choice: TopicChoice) -> None:
        typed = self.line.text().strip()
        self.close_box()
        if choice.match is not None:
            self.topic_chosen.emit(choice.match.topic.id)
        else:
            self.creation_requested.emit(typed)

    @Slot(str)
    def _on_text_changed(self, typed: str) -> None:
        found = self._finder.find(typed)
        name = typed.strip()
        recent = [] if name else self._recent_choices()
        known = {choice.match.topic.id for choice in recent if choice.match is not None}
        choices = [
            *recent,
            *(
                choice
                for choice in topic_choices(found, self._taxonomy, self._language)
                if choice.match is not None and choice.match.topic.id not in known
            ),
        ]
        if name and not any(
            fold_text(known) == fold_text(name) for match in found for known in match.topic.names.values()
        ):
            creation = TopicChoice(None, self.tr("Create topic “{name}”").format(name=name))
            # Enter must not tag with a topic that shares only some of the words.
            sure = bool(found) and found[0].accounts_for(name)
            choices.insert(len(choices) if sure else 0, creation)
        self._list.show_rows(choices)

    def _recent_choices(self) -> list[TopicChoice]:
        """Return the recent topics, each with its digit."""
        topics = ((str(digit), self._taxonomy.topic(name)) for digit, name in enumerate(self._recent, 1))
        return [
            TopicChoice(Match(topic, 1.0, topic.name(self._language)), topic.name(self._language), digit)
            for digit, topic in topics
            if topic is not None
        ]

    def _place(self, near: QRectF, *, over: bool) -> None:
        parent = self.parentWidget()
        room = parent.rect() if parent is not None else self.rect()
        row = self._list.sizeHintForRow(0) if self.choices.rowCount() else self._theme.space(2)
        self._list.setFixedHeight(row * _VISIBLE_ROWS)
        width = min(round(self._theme.line_height * 20), room.width() - self._theme.space(1))
        left, top = round(near.left()), round(near.top())
        if over:
            # The field of the box covers the field that it was opened from.
            pad = self._theme.space(0.5)
            left, top, width = left - pad, top - pad, round(near.width()) + 2 * pad
        height = self.heightForWidth(width)
        left = min(max(left, room.left()), room.right() - width)
        top = top if top + height <= room.bottom() else max(room.top(), room.bottom() - height)
        self.setGeometry(left, top, width, height)


class TopicChooser(QDialog):
    """Asks a question that a topic answers, or one of the rows in `offered`, which are groups.

    The topics in `without` are not offered, those in `first` before the others.
    """

    def __init__(
        self,
        services: Services,
        question: str,
        agree: str,
        parent: QWidget | None,
        *,
        without: Collection[str] = (),
        first: Collection[str] = (),
        offered: Collection[Topic] = (),
    ) -> None:
        super().__init__(parent)
        self._language, self._taxonomy = services.language, services.holder.taxonomy
        kept = [topic for topic in offered or self._taxonomy.topics if topic.id not in without]
        topics = sorted(kept, key=lambda topic: topic.id not in first)
        self._finder = TopicFinder(topics, self._language)
        words = PlainLabel(question, self, wraps=True)
        self.line = QLineEdit(self)
        self.line.textChanged.connect(self._on_typed)
        self._list = TopicChoiceList(self.line, services.theme, self._language, self)
        if offered:
            self.line.setAccessibleName(self.tr("Group"))
            self.line.setPlaceholderText(self.tr("Type a group …"))
            self._list.setAccessibleName(self.tr("Groups found"))
        self._list.activated.connect(self.accept)
        buttons = DialogButtons(self, agree)
        self._agree = buttons.agree
        fill_dialog(self, services.theme, words, self.line, self._list, buttons, gap=0.5, size=(28, 26))
        self._on_typed("")
        self.line.setFocus()

    @property
    def chosen(self) -> str | None:
        """The id of the selected topic, None if none matches."""
        choice = self._list.current
        return choice.match.topic.id if choice is not None and choice.match is not None else None

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        found = self._finder.find(typed)
        self._list.show_rows(topic_choices(found, self._taxonomy, self._language))
        self._agree.setEnabled(bool(found))
