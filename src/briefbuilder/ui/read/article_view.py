"""Shows one article's text: selects, walks, highlights, and says where things are.

Knows nothing of tags or of the dossier: it is given a document, a target and highlights.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from briefbuilder.domain.article import Article, Section
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Evidence, Suggestion, Tag, Taxonomy
from briefbuilder.ui.clipboard import passages_to_mime
from briefbuilder.ui.read.article_document import ArticleDocument, BlockPositions, LeftOutMarker
from briefbuilder.ui.read.reading_state import TagTarget
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import blend_colours

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class Highlight:
    """Two document positions and the form that the letters between them take on."""

    start: int
    end: int
    letters: QTextCharFormat


class ArticleView(QTextEdit):
    """The text of an article, to be read, selected and dragged out of, never edited."""

    words_chosen = Signal(object)
    place_chosen = Signal(int)
    letters_typed = Signal(str)
    digit_pressed = Signal(int)
    suggestion_stepped = Signal(int)
    suggestion_accepted = Signal()
    widened = Signal()
    split_chosen = Signal()
    split_cancelled = Signal()
    edge_pressed = Signal(int, bool)
    laid_out = Signal()
    focus_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._article: Article | None = None
        self._band: tuple[int, int] | None = None
        self._cutting = self._adjusting = False
        self._paper = ArticleDocument(self)
        self.setDocument(self._paper)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Article text"))
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the article"))
        self.selectionChanged.connect(self._on_selection_changed)
        self._show_caret()

    @property
    def paper(self) -> ArticleDocument:
        """The document that is shown."""
        return self._paper

    def show_document(self, article: Article | None, paper: ArticleDocument) -> None:
        """Show another document; the old one is deleted."""
        old, self._paper, self._article, self._band = self._paper, paper, article, None
        paper.setParent(self)
        self.blockSignals(True)
        self.setDocument(paper)
        self._show_caret()
        self.blockSignals(False)
        paper.documentLayout().documentSizeChanged.connect(self._on_size_changed)
        old.deleteLater()
        self.laid_out.emit()

    @property
    def splitting(self) -> bool:
        """Whether the keys move the caret to the place at which a paragraph is to be split."""
        return self._cutting

    def set_splitting(self, cutting: bool) -> None:
        """Begin or end choosing such a place: Enter chooses it, Escape leaves it."""
        self._cutting = cutting
        self._show_caret()
        self.viewport().update()

    @property
    def adjusting(self) -> bool:
        """Whether the keys move an edge of a tag."""
        return self._adjusting

    def set_adjusting(self, adjusting: bool) -> None:
        """Begin or end handing keys on as `edge_pressed`: the key, and whether Control is down."""
        self._adjusting = adjusting
        self._show_caret()

    def show_edges(self, still: int, moved: int) -> None:
        """Select the text between two document positions, the caret at the edge that is being moved."""
        cursor = QTextCursor(self._paper)
        cursor.setPosition(still)
        cursor.setPosition(moved, QTextCursor.MoveMode.KeepAnchor)
        self.blockSignals(True)
        self.setTextCursor(cursor)
        self.blockSignals(False)
        self.ensureCursorVisible()
        # The line that tells the keys takes some room first.
        QTimer.singleShot(0, self, self.ensureCursorVisible)
        self.viewport().update()

    def place_caret(self, position: int) -> None:
        """Put the caret at a document position, without choosing anything and without scrolling."""
        cursor = QTextCursor(self._paper)
        cursor.setPosition(min(position, self._paper.characterCount() - 1))
        scrolled = self.verticalScrollBar().value()
        self.blockSignals(True)
        self.setTextCursor(cursor)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(scrolled)
        self.viewport().update()

    def ghosts(self) -> tuple[LeftOutMarker, ...]:
        """Return what was left out where the caret stands or words are selected."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        return tuple(ghost for ghost in self._paper.ghosts if ghost.start <= end and start <= ghost.end)

    def caret_point(self) -> tuple[str, int] | None:
        """Return the block and the code point of its text at the caret, None outside of the text."""
        position = self.textCursor().position()
        places = self._paper.places
        index = places.index_at(position)
        if index is None or any(ghost.start <= position <= ghost.end for ghost in self._paper.ghosts):
            return None
        placed = places.placed[index]
        return placed.block.id, placed.point(position)

    def highlight(self, highlights: Iterable[Highlight]) -> None:
        """Put these forms over the text, instead of the ones before."""
        selections = []
        for each in highlights:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._paper)
            cursor.setPosition(each.start)
            cursor.setPosition(each.end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = each.letters
            selections.append(selection)
        self.setExtraSelections(selections)

    def set_band(self, band: tuple[int, int] | None) -> None:
        """Lay a quiet ground under the lines between two positions."""
        self._band = band
        self.viewport().update()

    def reveal(self, start: int, end: int) -> None:
        """Scroll as little as needed so that the text between two positions is in view, its start first."""
        top, bottom = self.lines(start, end)
        bar, margin = self.verticalScrollBar(), self._theme.space(1.5)
        height = self.viewport().height()
        if top - margin < bar.value() or bottom - top > height:
            bar.setValue(max(0, top - margin))
        elif bottom + margin > bar.value() + height:
            bar.setValue(bottom + margin - height)

    def drop_selection(self) -> None:
        """Choose no words any more."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self.blockSignals(True)
            self.setTextCursor(cursor)
            self.blockSignals(False)
            self.viewport().update()

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """Return the top and the bottom of the lines between two positions, in pixels of the document."""
        layout = self._paper.documentLayout()
        first = layout.blockBoundingRect(self._paper.findBlock(start))
        last = layout.blockBoundingRect(self._paper.findBlock(max(start, end)))
        return round(first.top()), round(last.bottom())

    def chosen_passage(self) -> Passage | None:
        """Return the passage of the words that are selected."""
        cursor = self.textCursor()
        if self._article is None or not cursor.hasSelection():
            return None
        return self._paper.places.passage(self._article, cursor.selectionStart(), cursor.selectionEnd())

    def position_at(self, point: QPoint) -> int:
        """Return the document position under a point of the viewport."""
        return self.cursorForPosition(point).position()

    def event(self, event: QEvent) -> bool:
        """Leave keys to the actions of the pane."""
        if event.type() == QEvent.Type.ShortcutOverride:
            moving = self._cutting or self._adjusting
            keeps = moving and isinstance(event, QKeyEvent) and event.key() in _CUTTING
            event.setAccepted(keeps)
            return keeps
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn typing into tagging; leave scrolling and selecting to Qt."""
        if self._cutting:
            self._press_while_splitting(event)
            return
        if self._adjusting:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.edge_pressed.emit(event.key(), control)
            return
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        text = event.text()
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.suggestion_accepted.emit()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.widened.emit()
        elif plain and event.key() in _STEPS:
            self.suggestion_stepped.emit(_STEPS[Qt.Key(event.key())])
        elif plain and text.isdecimal() and text != "0":
            self.digit_pressed.emit(int(text))
        elif text.isalpha() and not event.modifiers() & _COMMANDS:
            self.letters_typed.emit(text)
        else:
            self._move(event)

    def _move(self, event: QKeyEvent) -> None:
        """Let Qt scroll and move the caret; where it comes to stand is the place chosen, as with a click."""
        before = self.textCursor().position()
        super().keyPressEvent(event)
        cursor = self.textCursor()
        if cursor.position() != before and not cursor.hasSelection():
            self.place_chosen.emit(cursor.position())

    def _press_while_splitting(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.split_chosen.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.split_cancelled.emit()
        elif event.key() in _WALKING:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The second button chooses the place for its menu, unless it lies in what is selected."""
        if self._adjusting:
            self.edge_pressed.emit(int(Qt.Key.Key_Escape), False)
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.RightButton and not self._cutting:
            position = self.position_at(event.position().toPoint())
            cursor = self.textCursor()
            if not (cursor.hasSelection() and cursor.selectionStart() <= position <= cursor.selectionEnd()):
                self.place_caret(position)
                self.place_chosen.emit(position)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click without a selection chooses the place."""
        super().mouseReleaseEvent(event)
        if self._cutting:
            return
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.place_chosen.emit(self.position_at(event.position().toPoint()))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Carry the selected words as a passage, and as plain text for other programs."""
        passage = self.chosen_passage()
        return passages_to_mime(passage) if passage is not None else super().createMimeDataFromSelection()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the margins, which show where the keys act."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the margins; choosing a place for a cut ends."""
        super().focusOutEvent(event)
        if self._cutting and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.split_cancelled.emit()
        if self._adjusting and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.edge_pressed.emit(int(Qt.Key.Key_Escape), False)
        self.focus_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the margins."""
        super().resizeEvent(event)
        self.laid_out.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the target and the rules beside quotations under the text."""
        painter = QPainter(self.viewport())
        if self._band is not None:
            painter.fillRect(self._area(*self._band), self._theme.colours.colour("current"))
        width = max(2, self._theme.space(0.16))
        for start, end in self._paper.bars:
            area = self._area(start, end)
            left = self._theme.em * 1.6
            painter.fillRect(
                QRectF(left, area.top(), width, area.height()), self._theme.colours.colour("line")
            )
        painter.end()
        super().paintEvent(event)

    def _show_caret(self) -> None:
        self.setCursorWidth(self._theme.space(0.14 if self._cutting or self._adjusting else 0.07))

    def _area(self, start: int, end: int) -> QRect:
        top, bottom = self.lines(start, end)
        offset = self.verticalScrollBar().value()
        pad = self._theme.space(0.2)
        return QRect(0, top - offset - pad, self.viewport().width(), bottom - top + 2 * pad)

    @Slot()
    def _on_selection_changed(self) -> None:
        passage = self.chosen_passage()
        if passage is not None:
            self.words_chosen.emit(passage)

    @Slot()
    def _on_size_changed(self, _size: QObject | None = None) -> None:
        self.laid_out.emit()


_WALKING = frozenset(
    {
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    }
)  # fmt: skip
_CUTTING = _WALKING | {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}
"""Keys that choosing the place of a cut keeps for itself."""
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


# What is painted over and beside an article's text: its tags, the evidence, the target.


def tag_highlights(
    tags: Iterable[Tag],
    sections: Collection[Passage],
    taxonomy: Taxonomy,
    places: BlockPositions,
    theme: Theme,
) -> list[Highlight]:
    """Return a coloured ground and a line for each tag on less than one of the sections, whose chips say enough.

    The line shows to those who do not see the colour; shorter tags lie over longer ones, so that each can be seen.
    """
    found: list[Highlight] = []
    for tag in tags:
        topic = taxonomy.shown(tag.topic)
        ends = places.ends_of(tag.passage)
        if ends is None or tag.passage in sections:
            continue
        letters = QTextCharFormat()
        share = 0.30 if theme.dark else 0.16
        letters.setBackground(blend_colours(QColor(topic.colour), theme.colours.colour("paper"), share))
        letters.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        letters.setUnderlineColor(blend_colours(QColor(topic.colour), theme.colours.colour("text"), 0.6))
        found.append(Highlight(*ends, letters))
    return sorted(found, key=_longest_first)


def _longest_first(mark: Highlight) -> int:
    return mark.start - mark.end


def evidence_highlights(
    section: Section, suggestion: Suggestion | None, places: BlockPositions, theme: Theme
) -> list[Highlight]:
    """Return a ground under the words that a suggestion rests on."""
    if suggestion is None:
        return []
    letters = QTextCharFormat()
    letters.setBackground(theme.colours.colour("evidence"))
    ends = (evidence_ends(section, evidence, places) for evidence in suggestion.evidence)
    return [Highlight(*each, letters) for each in ends if each is not None]


def evidence_ends(section: Section, evidence: Evidence, places: BlockPositions) -> tuple[int, int] | None:
    """Return the document positions of a piece of evidence, whose offsets count in the section's text."""
    start = _position(section, evidence.start, places, at_end=False)
    end = _position(section, evidence.end, places, at_end=True)
    return None if start is None or end is None else (start, end)


def target_highlights(target: TagTarget, places: BlockPositions, theme: Theme) -> list[Highlight]:
    """Return a ground under chosen words that were not selected with the mouse just now."""
    ends = places.ends_of(target.passage)
    if target.kind != "words" or ends is None:
        return []
    letters = QTextCharFormat()
    letters.setBackground(theme.colours.colour("selected"))
    return [Highlight(*ends, letters)]


def _position(section: Section, point: int, places: BlockPositions, *, at_end: bool) -> int | None:
    """Return the document position of a code point of a section's text."""
    passed = 0
    for block in section.all_blocks:
        size = len(block.text)
        inside = passed <= point <= passed + size if at_end else passed <= point < passed + size
        if inside:
            placed = places.of(block.id)
            return None if placed is None else placed.position(point - passed)
        passed += size + 1
    return None
