"""The text view of an article: selection, keys and highlights."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QRectF, Qt, QTimer, Signal, Slot
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
from briefbuilder.domain.passage import Passage, numeric_quote
from briefbuilder.domain.topics import Evidence, Suggestion, Tag, Taxonomy
from briefbuilder.ui.clipboard import passages_to_mime
from briefbuilder.ui.read.article_document import (
    ArticleDocument,
    ArticleHeader,
    HeaderField,
    LeftOutMarker,
    rewrite_header,
)
from briefbuilder.ui.read.block_positions import BlockPositions
from briefbuilder.ui.read.reading_state import TagTarget
from briefbuilder.ui.read.text_forms import TextFormats
from briefbuilder.ui.theme import Theme, blend_colours
from briefbuilder.ui.widgets.chip import topic_ground
from briefbuilder.ui.widgets.keys import COMMAND_MODIFIERS, SIDE_STEPS
from briefbuilder.ui.widgets.selections import cursor_over, extra_selection

PAD_LEFT, PAD_RIGHT = 16, 14
"""Room between the text and the edges of the ground of the current section, in pixels of the design."""
_CARET_KEYS = frozenset(
    {
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    }
)  # fmt: skip
_SPLIT_KEYS = _CARET_KEYS | {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}
"""Keys that are handled here while splitting or moving a boundary."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A character format between two document positions."""

    start: int
    end: int
    char_format: QTextCharFormat


class ArticleView(QTextEdit):
    """A read-only view of an article's text, which can be selected and dragged.

    Keys are turned into signals: typing opens the tag box, digits tag, arrows select a suggestion.
    """

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
    field_pressed = Signal(str)
    laid_out = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._article: Article | None = None
        self._band: tuple[int, int] | None = None
        self.splitting = self.adjusting = False
        self.paper = ArticleDocument(self)
        self.setDocument(self.paper)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Article text"))
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the article"))
        self.selectionChanged.connect(self._on_selection_changed)
        self._show_caret()

    def show_document(self, article: Article | None, paper: ArticleDocument) -> None:
        """Replace the document and delete the old one."""
        old, self.paper, self._article, self._band = self.paper, paper, article, None
        paper.setParent(self)
        self.blockSignals(True)
        self.setDocument(paper)
        self._show_caret()
        self.blockSignals(False)
        paper.documentLayout().documentSizeChanged.connect(self.laid_out)
        old.deleteLater()
        self.laid_out.emit()

    def show_header(self, article: Article, header: ArticleHeader, formats: TextFormats) -> None:
        """Replace what is above the text, where there is a title; the text in sight, caret and selection stay."""
        self._article = article
        bar, first = self.verticalScrollBar(), self.paper.header_end + 1
        scrolled, top = bar.value(), self.lines(first, first)[0]
        self.blockSignals(True)
        rewrite_header(self.paper, header, formats)
        self.blockSignals(False)
        if scrolled:
            first = self.paper.header_end + 1
            bar.setValue(scrolled + self.lines(first, first)[0] - top)
        self.laid_out.emit()

    def set_splitting(self, splitting: bool) -> None:
        """Begin or end splitting: Enter confirms the position, Escape cancels."""
        self.splitting = splitting
        self._show_caret()
        self.viewport().update()

    def set_adjusting(self, adjusting: bool) -> None:
        """Begin or end emitting keys as `edge_pressed`: the key, and whether Control is held."""
        self.adjusting = adjusting
        self._show_caret()

    def show_edges(self, anchor: int, edge: int) -> None:
        """Select the text between two document positions, with the caret at the moving boundary."""
        self.blockSignals(True)
        self.setTextCursor(cursor_over(self.paper, anchor, edge))
        self.blockSignals(False)
        self.ensureCursorVisible()
        # The line with the hint appears first and takes some space.
        QTimer.singleShot(0, self, self.ensureCursorVisible)
        self.viewport().update()

    def place_caret(self, position: int) -> None:
        """Place the caret at a document position, without signals and without scrolling."""
        cursor = QTextCursor(self.paper)
        cursor.setPosition(min(position, self.paper.characterCount() - 1))
        scrolled = self.verticalScrollBar().value()
        self.blockSignals(True)
        self.setTextCursor(cursor)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(scrolled)
        self.viewport().update()

    def left_out_markers(self) -> tuple[LeftOutMarker, ...]:
        """Return the markers of excluded text at the caret or within the selection."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        return tuple(
            marker for marker in self.paper.left_out_markers if marker.start <= end and start <= marker.end
        )

    def caret_point(self) -> tuple[str, int] | None:
        """Return the block and the code point at the caret, None outside the text."""
        position = self.textCursor().position()
        places = self.paper.places
        index = places.index_at(position)
        if index is None or any(marker.covers(position) for marker in self.paper.left_out_markers):
            return None
        placed = places.placed[index]
        return placed.block.id, placed.point(position)

    def selections(self, highlights: Iterable[Highlight]) -> list[QTextEdit.ExtraSelection]:
        """Return highlights as selections of this view."""
        return [
            extra_selection(cursor_over(self.paper, shown.start, shown.end), shown.char_format)
            for shown in highlights
        ]

    def set_band(self, band: tuple[int, int] | None) -> None:
        """Set the positions whose lines get a background."""
        self._band = band
        self.viewport().update()

    def reveal(self, start: int, end: int) -> None:
        """Scroll as little as needed to show the text between two positions, or at least its start."""
        top, bottom = self.lines(start, end)
        bar, margin = self.verticalScrollBar(), self._theme.space(1.5)
        height = self.viewport().height()
        if top - margin < bar.value() or bottom - top > height:
            bar.setValue(max(0, top - margin))
        elif bottom + margin > bar.value() + height:
            bar.setValue(bottom + margin - height)

    def top_place(self) -> str:
        """Return the block at the top of the view and a code point of it, to be found again at another width."""
        if not self.verticalScrollBar().value():
            return ""
        position = self.position_at(QPoint(self.viewport().width() // 2, self._theme.px(4)))
        index = self.paper.places.index_at(position)
        if index is None:
            return ""
        placed = self.paper.places.placed[index]
        return f"{placed.block.id} {placed.point(position)}"

    def scroll_to_place(self, place: str) -> None:
        """Scroll to a place that `top_place` returned."""
        name, _, point = place.rpartition(" ")
        placed = self.paper.places.of(name)
        if placed is not None and point.isdigit():
            cursor = QTextCursor(self.paper)
            cursor.setPosition(placed.position(int(point)))
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top())

    def drop_selection(self) -> None:
        """Clear the selection without signals."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self.blockSignals(True)
            self.setTextCursor(cursor)
            self.blockSignals(False)
            self.viewport().update()

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """Return the top and bottom of the lines between two positions, in pixels of the document."""
        layout = self.paper.documentLayout()
        first = layout.blockBoundingRect(self.paper.findBlock(start))
        last = layout.blockBoundingRect(self.paper.findBlock(max(start, end)))
        return round(first.top()), round(last.bottom())

    def chosen_passage(self) -> Passage | None:
        """Return the selected passage, extended to whole words, or None."""
        cursor = self.textCursor()
        if self._article is None or not cursor.hasSelection():
            return None
        start, end = self.paper.whole_words(cursor.selectionStart(), cursor.selectionEnd())
        return self.paper.places.passage(self._article, start, end)

    def position_at(self, point: QPoint) -> int:
        """Return the document position under a point of the viewport."""
        return self.cursorForPosition(point).position()

    def event(self, event: QEvent) -> bool:
        """Leave shortcuts to the actions, except while splitting or moving a boundary."""
        if event.type() == QEvent.Type.ShortcutOverride:
            moving = self.splitting or self.adjusting
            keeps = moving and isinstance(event, QKeyEvent) and event.key() in _SPLIT_KEYS
            event.setAccepted(keeps)
            return keeps
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit the signal of a key; Qt handles scrolling and selecting."""
        if self.splitting:
            self._press_while_splitting(event)
            return
        if self.adjusting:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.edge_pressed.emit(event.key(), control)
            return
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        text = event.text()
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.suggestion_accepted.emit()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.widened.emit()
        elif plain and event.key() in SIDE_STEPS:
            self.suggestion_stepped.emit(SIDE_STEPS[Qt.Key(event.key())])
        elif plain and text.isdecimal() and text != "0":
            self.digit_pressed.emit(int(text))
        elif text.isalpha() and not event.modifiers() & COMMAND_MODIFIERS:
            self.letters_typed.emit(text)
        else:
            self._move(event)

    def _move(self, event: QKeyEvent) -> None:
        """Let Qt scroll and move the caret, and emit the caret's new position."""
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
        elif event.key() in _CARET_KEYS:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the caret on a right click outside the selection, for the context menu."""
        if self.adjusting:
            self.edge_pressed.emit(int(Qt.Key.Key_Escape), False)
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.RightButton and not self.splitting:
            position = self.position_at(event.position().toPoint())
            cursor = self.textCursor()
            if not (cursor.hasSelection() and cursor.selectionStart() <= position <= cursor.selectionEnd()):
                self.place_caret(position)
                self.place_chosen.emit(position)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Extend a selection to whole words, or emit the clicked position."""
        super().mouseReleaseEvent(event)
        if self.splitting or event.button() != Qt.MouseButton.LeftButton:
            return
        cursor = self.textCursor()
        if not cursor.hasSelection():
            self.place_chosen.emit(self.position_at(event.position().toPoint()))
            return
        start, end = self.paper.whole_words(cursor.selectionStart(), cursor.selectionEnd())
        if (start, end) != (cursor.selectionStart(), cursor.selectionEnd()):
            backwards = cursor.position() < cursor.anchor()
            cursor.setPosition(end if backwards else start)
            cursor.setPosition(start if backwards else end, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask to edit the title, an author or the date, else select a word."""
        field = self.paper.header_field_at(self.position_at(event.position().toPoint()))
        if field is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.field_pressed.emit(field)

    def field_area(self, field: HeaderField) -> QRect:
        """Return the area of a field above the text in the viewport; empty if it is not shown."""
        start, end = self.paper.header_ranges.get(field, (0, 0))
        if start == end:
            return QRect()
        first, last = QTextCursor(self.paper), QTextCursor(self.paper)
        first.setPosition(start)
        last.setPosition(end)
        area = self.cursorRect(first).united(self.cursorRect(last))
        if self.cursorRect(first).top() != self.cursorRect(last).top():
            area.setRight(self.viewport().width() - self._theme.px(14))
        return area

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the selection as a passage and as plain text."""
        passage = self.chosen_passage()
        return super().createMimeDataFromSelection() if passage is None else self.mime_of(passage)

    def mime_of(self, passage: Passage) -> QMimeData:
        """Return a passage of the article for the clipboard or a drag."""
        article = self._article
        return passages_to_mime(
            (passage,), lambda one: one.quote if article is None else numeric_quote(article, one)
        )

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Cancel splitting or moving a boundary."""
        super().focusOutEvent(event)
        if self.splitting and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.split_cancelled.emit()
        if self.adjusting and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.edge_pressed.emit(int(Qt.Key.Key_Escape), False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Emit `laid_out`, for the margins."""
        super().resizeEvent(event)
        self.laid_out.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the target with a bar, and the rules beside quotations."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme = self._theme
        if self._band is not None:
            radius, width = theme.px(8), theme.px(3)
            # A line has its leading above it: the ground has as much below the last one.
            area = QRectF(self._area(*self._band)).adjusted(0, 0, 0, theme.px(6))
            painter.setBrush(theme.colours.colour("wash"))
            painter.drawRoundedRect(area, radius, radius)
            painter.setBrush(theme.colours.colour("accent"))
            left = area.right() - width if self.isRightToLeft() else area.left()
            bar = QRectF(left, area.top() + radius, width, area.height() - 2 * radius)
            painter.drawRoundedRect(bar, width / 2, width / 2)
        for start, end in self.paper.quote_ranges:
            area = QRectF(self._area(start, end)).adjusted(0, theme.px(8), 0, -theme.px(8))
            rule = QRectF(theme.px(PAD_LEFT) + theme.px(4), area.top(), theme.px(3), area.height())
            painter.fillRect(rule, theme.colours.colour("line"))
        painter.end()
        super().paintEvent(event)

    def _show_caret(self) -> None:
        self.setCursorWidth(self._theme.space(0.14 if self.splitting or self.adjusting else 0.07))

    def _area(self, start: int, end: int) -> QRect:
        top, bottom = self.lines(start, end)
        offset = self.verticalScrollBar().value()
        above, below = self._theme.px(6), self._theme.px(9)
        return QRect(0, top - offset - above, self.viewport().width(), bottom - top + above + below)

    @Slot()
    def _on_selection_changed(self) -> None:
        passage = self.chosen_passage()
        if passage is not None:
            self.words_chosen.emit(passage)


def tag_highlights(
    tags: Iterable[Tag],
    sections: frozenset[Passage],
    taxonomy: Taxonomy,
    places: BlockPositions,
    theme: Theme,
) -> list[Highlight]:
    """Return a background and an underline for each tag that does not cover a whole section.

    The underline is for users who cannot see the colour. Shorter tags come last, to be drawn over longer ones.
    """
    found: list[Highlight] = []
    for tag in tags:
        topic = taxonomy.shown(tag.topic)
        ends = places.range_of(tag.passage)
        if ends is None or tag.passage in sections:
            continue
        char_format = QTextCharFormat()
        char_format.setBackground(topic_ground(topic.colour, theme))
        char_format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        char_format.setUnderlineColor(blend_colours(QColor(topic.colour), theme.colours.colour("text"), 0.6))
        found.append(Highlight(*ends, char_format))
    return sorted(found, key=lambda mark: mark.start - mark.end)


def evidence_highlights(
    section: Section, suggestion: Suggestion | None, places: BlockPositions, theme: Theme
) -> list[Highlight]:
    """Return a background for the evidence of a suggestion."""
    if suggestion is None:
        return []
    text = SectionText(section)
    char_format = QTextCharFormat()
    char_format.setBackground(theme.colours.colour("evidence"))
    ends = (evidence_ends(text, evidence, places) for evidence in suggestion.evidence)
    return [Highlight(*end, char_format) for end in ends if end is not None]


class SectionText:
    """The blocks of a section by their offsets in its text; a block is found in logarithmic time."""

    def __init__(self, section: Section) -> None:
        self._blocks = section.all_blocks
        sizes = [len(block.text) + 1 for block in self._blocks]
        self._starts = [0, *accumulate(sizes)]

    def position(self, point: int, places: BlockPositions, *, at_end: bool) -> int | None:
        """Return the document position of a code point; at an end, the one after the last character counts."""
        index = bisect_right(self._starts, point) - 1
        if not 0 <= index < len(self._blocks):
            return None
        inside, size = point - self._starts[index], self._starts[index + 1] - self._starts[index] - 1
        if inside > size or (inside == size and not at_end):
            return None
        placed = places.of(self._blocks[index].id)
        return None if placed is None else placed.position(inside)


def evidence_ends(text: SectionText, evidence: Evidence, places: BlockPositions) -> tuple[int, int] | None:
    """Return the document positions of a piece of evidence, whose offsets refer to the section's text."""
    start = text.position(evidence.start, places, at_end=False)
    end = text.position(evidence.end, places, at_end=True)
    return None if start is None or end is None else (start, end)


def found_highlights(ranges: Sequence[tuple[int, int]], current: int, theme: Theme) -> list[Highlight]:
    """Return a background for what was found; the current one is underlined too, which needs no colour to be seen."""
    colours, char_format = theme.colours, QTextCharFormat()
    char_format.setBackground(colours.colour("found"))
    underlined = QTextCharFormat(char_format)
    underlined.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    underlined.setUnderlineColor(colours.colour("text"))
    return [
        Highlight(start, end, underlined if number == current else char_format)
        for number, (start, end) in enumerate(ranges)
    ]


def target_highlights(target: TagTarget, places: BlockPositions, theme: Theme) -> list[Highlight]:
    """Return a background for words that are the target."""
    ends = places.range_of(target.passage)
    if target.kind != "words" or ends is None:
        return []
    char_format = QTextCharFormat()
    char_format.setBackground(theme.colours.colour("selected"))
    return [Highlight(*ends, char_format)]
