"""Shows one article's text: selects, walks, highlights, and says where things are.

Knows nothing of tags or of the dossier: it is given a document, a target and highlights.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
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

from briefbuilder.domain.article import Article
from briefbuilder.domain.passage import Passage
from briefbuilder.ui.article.document import ArticleDocument
from briefbuilder.ui.passages import mime_of
from briefbuilder.ui.theme import Theme

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
    suggestion_taken = Signal()
    widened = Signal()
    laid_out = Signal()
    focus_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._article: Article | None = None
        self._band: tuple[int, int] | None = None
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
        self.setCursorWidth(0)

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
        self.setCursorWidth(0)
        self.blockSignals(False)
        paper.documentLayout().documentSizeChanged.connect(self._on_size_changed)
        old.deleteLater()
        self.laid_out.emit()

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
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn typing into tagging; leave scrolling and selecting to Qt."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        text = event.text()
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.suggestion_taken.emit()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.widened.emit()
        elif plain and event.key() in _STEPS:
            self.suggestion_stepped.emit(_STEPS[Qt.Key(event.key())])
        elif plain and text.isdecimal() and text != "0":
            self.digit_pressed.emit(int(text))
        elif text.isalpha() and not event.modifiers() & _COMMANDS:
            self.letters_typed.emit(text)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click without a selection chooses the place."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.place_chosen.emit(self.position_at(event.position().toPoint()))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Carry the selected words as a passage, and as plain text for other programs."""
        passage = self.chosen_passage()
        return mime_of(passage) if passage is not None else super().createMimeDataFromSelection()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the margins, which show where the keys act."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the margins."""
        super().focusOutEvent(event)
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


_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
