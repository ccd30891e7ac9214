"""The editor of a template's text: line numbers and faults in its margin, completion, indents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QRect, QSize, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit, QTextEdit, QToolTip, QWidget

from briefbuilder.domain.notices import Finding
from briefbuilder.templating.completing import Offers
from briefbuilder.ui.designer.highlighter import YamlHighlighter
from briefbuilder.ui.offsets import to_points, to_units
from briefbuilder.ui.theme import Theme

_MARKS = {"error": "✕", "warning": "▲", "hint": "●"}
_MEANINGS = {"error": "danger", "warning": "warning", "hint": "muted"}
_STEP = 2
"""Spaces of one indent."""

OffersAt = Callable[[str, int], Offers]


class YamlEditor(QPlainTextEdit):
    """YAML with its faults. `line_entered` carries the line (from 1) that the cursor came to."""

    line_entered = Signal(int)

    def __init__(self, theme: Theme, offers: OffersAt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offers = offers
        self._faults: Mapping[int, tuple[tuple[str, str], ...]] = {}
        self._line = 0
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF())
        self.setFont(font)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabStopDistance(QFontMetricsF(font).horizontalAdvance(" ") * _STEP)
        self.setAccessibleName(self.tr("Template as YAML"))
        self._highlighter = YamlHighlighter(self.document(), theme)
        self._margin = _Margin(self)
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._popup = QListView()  # the completer owns it
        self._completer.setPopup(self._popup)
        self._popup.setAccessibleName(self.tr("What may stand here"))
        self._completer.activated.connect(self._on_chosen)
        self._start = 0
        self.blockCountChanged.connect(self._lay_out_margin)
        self.updateRequest.connect(self._on_update)
        self.cursorPositionChanged.connect(self._on_cursor)
        theme.changed.connect(self._mark)
        self._lay_out_margin()

    @property
    def completing(self) -> bool:
        """Whether words are offered right now."""
        return self._popup.isVisible()

    def offered(self) -> list[str]:
        """Return the words that are offered."""
        model = self._completer.completionModel()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def show_faults(self, findings: tuple[tuple[Finding, str], ...]) -> None:
        """Mark faults of this text, each with its words, in the margin and under the line."""
        faults: dict[int, tuple[tuple[str, str], ...]] = {}
        for finding, words in findings:
            line = finding.place.line or 1
            faults[line] = (*faults.get(line, ()), (finding.severity, words))
        self._faults = faults
        self._mark()

    def faults_of(self, line: int) -> tuple[str, ...]:
        """Return the words of the faults of a line, counted from 1."""
        return tuple(words for _, words in self._faults.get(line, ()))

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor at a line and a column in code points, both counted from 1."""
        block = self.document().findBlockByNumber(line - 1)
        text = block.text()
        place = block.position() + to_units(text, min(max(column - 1, 0), len(text)))
        cursor = self.textCursor()
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        self.centerCursor()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_key(self, key: str) -> None:
        """Put the cursor at a key of the whole template, at the beginning where it is not there."""
        lines = self.toPlainText().split("\n")
        self.go_to(next((at for at, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1), 1)

    def complete(self) -> None:
        """Offer what may stand at the cursor."""
        text = self.toPlainText()
        position = to_points(text, self.textCursor().position())
        offers = self._offers(text, position)
        typed = text[offers.start : position]
        self._start = to_units(text, offers.start)
        self._words.setStringList([f"{one.word}:" if one.is_key else one.word for one in offers.words])
        self._completer.setCompletionPrefix(typed)
        if self._completer.completionCount() == 0 or self.isReadOnly():
            self._popup.hide()
            return
        beginning = self.textCursor()
        beginning.setPosition(self._start)
        area = self.cursorRect(beginning)
        area.setWidth(self._popup.sizeHintForColumn(0) + self._theme.space(2))
        area.translate(self.viewport().pos())
        self._completer.complete(area)
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    @Slot(str)
    def _on_chosen(self, word: str) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self._start, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(f"{word} " if word.endswith(":") else word)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Indent by spaces, go on at the same indent, and offer words while a key is typed."""
        if self.completing and event.key() in {
            Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down,
        }:  # fmt: skip
            event.ignore()  # they are the list's
            return
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.complete()
            return
        if not self.isReadOnly() and self._indented(event):
            return
        super().keyPressEvent(event)
        typed = event.text()
        if typed and (typed.isalnum() or typed == "-") and not self.isReadOnly():
            self.complete()
        elif typed and self.completing:
            self._popup.hide()

    def _indented(self, event: QKeyEvent) -> bool:
        cursor = self.textCursor()
        if event.key() == Qt.Key.Key_Tab and not cursor.hasSelection():
            cursor.insertText(" " * (_STEP - cursor.positionInBlock() % _STEP))
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            line = cursor.block().text()[: cursor.positionInBlock()]
            indent = len(line) - len(line.lstrip(" "))
            indent += _STEP if line.rstrip().endswith(":") else 0
            indent += _STEP if line.lstrip(" ").startswith("- ") and not line.rstrip().endswith("}") else 0
            cursor.insertText("\n" + " " * indent)
            self.setTextCursor(cursor)
            return True
        return False

    def event(self, event: QEvent) -> bool:
        """Show the words of a line's faults where the pointer rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            line = self.cursorForPosition(event.pos()).blockNumber() + 1
            QToolTip.showText(event.globalPos(), "\n".join(self.faults_of(line)), self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margin as high as the text."""
        super().resizeEvent(event)
        area = self.contentsRect()
        height = self.viewport().height()
        self._margin.setGeometry(QRect(area.left(), self.viewport().y(), self.margin_width(), height))

    def margin_width(self) -> int:
        """Return the width of the margin in pixels."""
        metrics = self.fontMetrics()
        digits = max(3, len(str(self.blockCount())))
        return (
            metrics.horizontalAdvance("9") * digits + metrics.horizontalAdvance("▲") + self._theme.space(0.9)
        )

    def paint_margin(self, event: QPaintEvent) -> None:
        """Paint line numbers, and a sign of its own shape beside a line with faults."""
        painter = QPainter(self._margin)
        colours = self._theme.colours
        painter.fillRect(event.rect(), colours.colour("panel"))
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        right = self._margin.width() - self._theme.space(0.3)
        while block.isValid() and top <= event.rect().bottom():
            line = block.blockNumber() + 1
            height = self.blockBoundingRect(block).height()
            here = QRect(0, round(top), right, round(height))
            current = line == self.textCursor().blockNumber() + 1
            painter.setPen(colours.colour("text" if current else "muted"))
            painter.drawText(here, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(line))
            for severity, _ in self._faults.get(line, ())[:1]:
                painter.setPen(colours.colour(_MEANINGS[severity]))
                here.setLeft(self._theme.space(0.2))
                painter.drawText(
                    here, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, _MARKS[severity]
                )
            top += height
            block = block.next()
        painter.setPen(colours.colour("line"))
        painter.drawLine(self._margin.width() - 1, 0, self._margin.width() - 1, self._margin.height())
        painter.end()

    @Slot()
    def _lay_out_margin(self) -> None:
        self.setViewportMargins(self.margin_width() + self._theme.space(0.2), 0, 0, 0)

    @Slot(QRect, int)
    def _on_update(self, area: QRect, down: int) -> None:
        if down:
            self._margin.scroll(0, down)
        else:
            self._margin.update(0, area.y(), self._margin.width(), area.height())

    @Slot()
    def _on_cursor(self) -> None:
        line = self.textCursor().blockNumber() + 1
        if line != self._line:
            self._line = line
            self._mark()
            self.line_entered.emit(line)

    @Slot()
    def _mark(self) -> None:
        """Underline faulty lines, wash the cursor's, and tell of its faults to who does not see them."""
        marked = [self._wash()]
        for line, faults in self._faults.items():
            block = self.document().findBlockByNumber(line - 1)
            if block.isValid():
                selection = QTextEdit.ExtraSelection()
                selection.cursor = QTextCursor(block)
                selection.cursor.movePosition(
                    QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
                )
                form = QTextCharFormat()
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                form.setUnderlineColor(QColor(self._theme.colours.colour(_MEANINGS[faults[0][0]])))
                selection.format = form
                marked.append(selection)
        self.setExtraSelections(marked)
        self.setAccessibleDescription("\n".join(self.faults_of(self.textCursor().blockNumber() + 1)))
        self._margin.update()

    def _wash(self) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self.textCursor()
        selection.cursor.clearSelection()
        form = QTextCharFormat()
        form.setBackground(self._theme.colours.colour("current"))
        form.setProperty(int(QTextCharFormat.Property.FullWidthSelection), True)
        selection.format = form
        return selection


class _Margin(QWidget):
    """What stands beside the text; the editor paints it."""

    def __init__(self, editor: YamlEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """Be as wide as the editor says."""
        return QSize(self._editor.margin_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the editor paint."""
        self._editor.paint_margin(event)

    def event(self, event: QEvent) -> bool:
        """Tell a line's faults where the pointer rests beside it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._editor.cursorForPosition(event.pos())
            QToolTip.showText(
                event.globalPos(), "\n".join(self._editor.faults_of(place.blockNumber() + 1)), self
            )
            return True
        return super().event(event)
