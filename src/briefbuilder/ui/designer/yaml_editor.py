"""The YAML of a template: its editor, and its file, which is watched for changes by other programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QFileSystemWatcher,
    QObject,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit, QTextEdit, QWidget

from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.notices import Finding
from briefbuilder.system.files import write_atomically
from briefbuilder.ui.offsets import to_points, to_units
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.plain import show_tip
from briefbuilder.ui.widgets.selections import cursor_in, extra_selection
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.templating.completion import CompletionList


FindCompletions = Callable[[str, int], "CompletionList"]
"""Returns the completions at a position of a text, in code points."""


_RULES = (
    ("key", re.compile(r"(?:^|(?<=[\s{,-]))[A-Za-z0-9_-]+(?=:(?:\s|$))")),
    ("value", re.compile(r"(?<=[\s:\[{,])(?:true|false|[-+]?\d+(?:\.\d+)?(?:pt|mm|cm|in)?)(?=\s|[,\]}]|$)")),
    ("text", re.compile(r'"(?:[^"\\]|\\.)*"')),
    ("slot", re.compile(r"\{[a-z0-9-]+\}")),
    ("comment", re.compile(r"(?:^|(?<=\s))#.*$")),
)
_TOKEN_COLOURS = {"key": "accent", "value": "warning", "text": "good", "slot": "danger", "comment": "muted"}
_INDENT = 2
"""Spaces per indentation level."""
SEVERITY_MARKS = {"error": "✕", "warning": "▲", "hint": "●"}
"""The symbols of the severities, which differ without colours, too."""
SEVERITY_COLOURS = {"error": "danger", "warning": "warning", "hint": "muted"}
"""The colours of the severities."""
LineFindings = Mapping[int, tuple[tuple[str, str], ...]]
"""The severity and text of each finding, by line number from 1."""


class CompletionPopup(QObject):
    """Shows completions in an editor and inserts the chosen one."""

    def __init__(self, editor: QPlainTextEdit, theme: Theme, offers: FindCompletions) -> None:
        super().__init__(editor)
        self._editor = editor
        self._theme = theme
        self._offers = offers
        self._start = 0
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setWidget(editor)
        self._completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.popup = QListView()
        self._completer.setPopup(self.popup)
        # Without a parent, a popup does not get the style sheet of the window.
        self.popup.setParent(editor, Qt.WindowType.Popup)
        self.popup.setAccessibleName(self.tr("Suggestions"))
        self._completer.activated.connect(self._on_chosen)

    def offered(self) -> list[str]:
        """Return the completions that are shown."""
        model = self._completer.completionModel()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def offer(self) -> None:
        """Show the completions at the cursor."""
        text = self._editor.toPlainText()
        position = to_points(text, self._editor.textCursor().position())
        offers = self._offers(text, position)
        self._start = to_units(text, offers.start)
        self._words.setStringList(offers.words)
        self._completer.setCompletionPrefix(text[offers.start : position])
        if self._completer.completionCount() == 0 or self._editor.isReadOnly():
            self.popup.hide()
            return
        beginning = self._editor.textCursor()
        beginning.setPosition(self._start)
        area = self._editor.cursorRect(beginning)
        area.setWidth(self.popup.sizeHintForColumn(0) + self._theme.space(2))
        area.translate(self._editor.viewport().pos())
        self._completer.complete(area)
        self.popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    @Slot(str)
    def _on_chosen(self, word: str) -> None:
        cursor = self._editor.textCursor()
        cursor.setPosition(self._start, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(f"{word} " if word.endswith(":") else word)
        self._editor.setTextCursor(cursor)


class YamlHighlighter(QSyntaxHighlighter):
    """Highlights YAML in the colours of the theme."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self._forms: dict[str, QTextCharFormat] = {}
        theme.changed.connect(self._on_theme)
        self._make()

    def highlightBlock(self, text: str) -> None:
        """Highlight a line; placeholders count only inside quotes, and comments override the rest."""
        quoted = [found.span() for found in _RULES[2][1].finditer(text)]
        for name, rule in _RULES:
            for found in rule.finditer(text):
                inside = any(start <= found.start() < end for start, end in quoted)
                if inside == (name in {"text", "slot"}):
                    self.setFormat(found.start(), found.end() - found.start(), self._forms[name])

    def _make(self) -> None:
        colours = self._theme.colours
        for name, meaning in _TOKEN_COLOURS.items():
            fmt = QTextCharFormat()
            fmt.setForeground(QColor(colours.colour(meaning)))
            if name == "key":
                fmt.setFontWeight(QFont.Weight.DemiBold)
            if name == "comment":
                fmt.setFontItalic(True)
            self._forms[name] = fmt

    def _on_theme(self) -> None:
        self._make()
        self.rehighlight()


class YamlEditor(QPlainTextEdit):
    """Edits YAML and shows its findings. `line_entered` carries the line (from 1) that the cursor entered."""

    line_entered = Signal(int)

    def __init__(self, theme: Theme, offers: FindCompletions, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line_findings: LineFindings = {}
        self._line = 0
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF())
        self.setFont(font)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabStopDistance(QFontMetricsF(font).horizontalAdvance(" ") * _INDENT)
        self.setAccessibleName(self.tr("Template as YAML"))
        self._highlighter = YamlHighlighter(self.document(), theme)
        self._margin = EditorMargin(self, theme)
        self.completion = CompletionPopup(self, theme, offers)
        self.blockCountChanged.connect(self._lay_out_margin)
        self.updateRequest.connect(self._on_update)
        self.cursorPositionChanged.connect(self._on_cursor)
        theme.changed.connect(self._update_selections)
        self._lay_out_margin()

    @property
    def line(self) -> int:
        """The current line, from 1."""
        return self.textCursor().blockNumber() + 1

    def visible_lines(self, lowest: int) -> Iterator[tuple[int, QRect]]:
        """Yield the numbers and rectangles of the visible lines, down to `lowest` pixels."""
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= lowest:
            height = self.blockBoundingRect(block).height()
            yield block.blockNumber() + 1, QRect(0, round(top), 0, round(height))
            top += height
            block = block.next()

    def show_findings_in_text(self, findings: tuple[tuple[Finding, str], ...]) -> None:
        """Show findings of this text in the margin and under their lines."""
        faults: dict[int, tuple[tuple[str, str], ...]] = {}
        for finding, words in findings:
            line = finding.place.line or 1
            faults[line] = (*faults.get(line, ()), (finding.severity, words))
        self._line_findings = self._margin.faults = faults
        self._update_selections()

    def findings_at(self, line: int) -> tuple[str, ...]:
        """Return the texts of the findings of a line (from 1)."""
        return tuple(words for _, words in self._line_findings.get(line, ()))

    def go_to(self, line: int, column: int) -> None:
        """Move the cursor to a line and a column in code points, both from 1."""
        block = self.document().findBlockByNumber(line - 1)
        text = block.text()
        place = block.position() + to_units(text, min(max(column - 1, 0), len(text)))
        cursor = self.textCursor()
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        self.centerCursor()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_house_document(self) -> None:
        """Move the cursor to the key of the letterhead document, to the start if it is missing."""
        lines = self.toPlainText().split("\n")
        self.go_to(
            next((index for index, line in enumerate(lines, 1) if line.startswith("house-document:")), 1), 1
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Indent with spaces, keep the indentation on Enter, and show completions while typing."""
        if self.completion.popup.isVisible() and event.key() in {
            Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down,
        }:  # fmt: skip
            event.ignore()  # handled by the completion list
            return
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.completion.offer()
            return
        if not self.isReadOnly() and self._handle_indent(event):
            return
        super().keyPressEvent(event)
        typed = event.text()
        if typed and (typed.isalnum() or typed == "-") and not self.isReadOnly():
            self.completion.offer()
        elif typed and self.completion.popup.isVisible():
            self.completion.popup.hide()

    def _handle_indent(self, event: QKeyEvent) -> bool:
        cursor = self.textCursor()
        if event.key() == Qt.Key.Key_Tab and not cursor.hasSelection():
            cursor.insertText(" " * (_INDENT - cursor.positionInBlock() % _INDENT))
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            line = cursor.block().text()[: cursor.positionInBlock()]
            indent = len(line) - len(line.lstrip(" "))
            indent += _INDENT if line.rstrip().endswith(":") else 0
            indent += _INDENT if line.lstrip(" ").startswith("- ") and not line.rstrip().endswith("}") else 0
            cursor.insertText("\n" + " " * indent)
            self.setTextCursor(cursor)
            return True
        return False

    def event(self, event: QEvent) -> bool:
        """Show the findings of a line as a tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            line = self.cursorForPosition(event.pos()).blockNumber() + 1
            show_tip(event.globalPos(), "\n".join(self.findings_at(line)), self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Resize the margin with the text."""
        super().resizeEvent(event)
        text = self.viewport()
        left = self.contentsRect().left()
        self._margin.setGeometry(QRect(left, text.y(), self._margin.breadth(), text.height()))

    @Slot()
    def _lay_out_margin(self) -> None:
        self.setViewportMargins(self._margin.breadth() + self._theme.space(0.2), 0, 0, 0)

    @Slot(QRect, int)
    def _on_update(self, area: QRect, down: int) -> None:
        if down:
            self._margin.scroll(0, down)
        else:
            self._margin.update(0, area.y(), self._margin.width(), area.height())

    @Slot()
    def _on_cursor(self) -> None:
        if self.line != self._line:
            self._line = self.line
            self._update_selections()
            self.line_entered.emit(self._line)

    @Slot()
    def _update_selections(self) -> None:
        """Underline lines with findings, highlight the current line, and set its accessible description."""
        marked = [self._current_line_selection()]
        for line, faults in self._line_findings.items():
            block = self.document().findBlockByNumber(line - 1)
            if block.isValid():
                marked.append(self._underline(block, faults[0][0]))
        self.setExtraSelections(marked)
        self.setAccessibleDescription("\n".join(self.findings_at(self.line)))
        self._margin.update()

    def _underline(self, block: QTextBlock, severity: str) -> QTextEdit.ExtraSelection:
        fmt = QTextCharFormat()
        fmt.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        fmt.setUnderlineColor(QColor(self._theme.colours.colour(SEVERITY_COLOURS[severity])))
        return extra_selection(cursor_in(block, 0, block.length() - 1), fmt)

    def _current_line_selection(self) -> QTextEdit.ExtraSelection:
        line = self.textCursor()
        line.clearSelection()
        fmt = QTextCharFormat()
        fmt.setBackground(self._theme.colours.colour("hover"))
        fmt.setProperty(int(QTextCharFormat.Property.FullWidthSelection), True)
        return extra_selection(line, fmt)


class EditorMargin(QWidget):
    """The margin of an editor with line numbers and the symbols of `faults`."""

    def __init__(self, editor: YamlEditor, theme: Theme) -> None:
        super().__init__(editor)
        self._editor = editor
        self._theme = theme
        self.faults: LineFindings = {}
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def breadth(self) -> int:
        """Return the width of numbers and symbols in pixels."""
        metrics = self._editor.fontMetrics()
        digits = max(3, len(str(self._editor.blockCount())))
        return (
            metrics.horizontalAdvance("9") * digits + metrics.horizontalAdvance("▲") + self._theme.space(0.9)
        )

    def sizeHint(self) -> QSize:
        """Return the width of numbers and symbols."""
        return QSize(self.breadth(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line numbers, and a symbol next to lines with findings."""
        painter = QPainter(self)
        colours = self._theme.colours
        painter.fillRect(event.rect(), colours.colour("side"))
        for line, area in self._editor.visible_lines(event.rect().bottom()):
            here = QRect(0, area.top(), self.width() - self._theme.space(0.3), area.height())
            painter.setPen(colours.colour("text" if line == self._editor.line else "muted"))
            painter.drawText(here, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(line))
            for severity, _ in self.faults.get(line, ())[:1]:
                painter.setPen(colours.colour(SEVERITY_COLOURS[severity]))
                here.setLeft(self._theme.space(0.2))
                side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(here, side, SEVERITY_MARKS[severity])
        painter.setPen(colours.colour("line"))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()


_SETTLE_TIME = 120
"""Milliseconds to wait after a change on disk: editors write in several steps."""
_POLL_INTERVAL = 3000
"""Milliseconds between two checks of the file: network shares do not always report changes."""


class TemplateFile(QObject):
    """One file, which is accessed only in background jobs.

    `opened` and `changed_outside` carry its text; `saved` its path; `failed` a BriefbuilderError;
    `dependency_changed` is emitted when one of the other files that it uses changes.
    """

    opened = Signal(str)
    changed_outside = Signal(str)
    dependency_changed = Signal()
    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._last_data: bytes | None = None
        self._reading, self._saving = JobSlot(services.jobs), JobSlot(services.jobs)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_touched)
        self._watcher.directoryChanged.connect(self._on_touched)
        self._settle_timer = single_shot_timer(self, self._check_for_change, _SETTLE_TIME)
        self._poll_timer = QTimer(self)
        self._poll_timer.setInterval(_POLL_INTERVAL)
        self._poll_timer.timeout.connect(self._check_for_change)

    @property
    def busy(self) -> bool:
        """Whether a file operation is running."""
        return self._reading.running or self._saving.running

    def open(self, path: Path) -> None:
        """Read another file."""
        self._cancel()
        self.path, self._last_data = path, None
        self._watch((path,))

        def done(data: bytes) -> None:
            self._last_data = data
            text = self._decode(data)
            if text is not None:
                self.opened.emit(text)

        self._reading.start(_read_work(path), done, self.failed.emit)

    def save(self, text: str, path: Path | None = None) -> None:
        """Write the text atomically; a given path becomes the path of the file."""
        target = path or self.path
        if target is None or self._saving.running:
            return
        data = text.encode()

        def work(_context: JobContext) -> bytes:
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(target, data)
            except OSError as error:
                reason = error.strerror or ""
                raise TemplateError("cli-not-written", path=str(target), reason=reason) from error
            return data

        def done(written: bytes) -> None:
            self.path, self._last_data = target, written
            self._watch((target,))
            self.saved.emit(target)

        self._saving.start(work, done, self.failed.emit)

    def watch_also(self, files: tuple[Path, ...]) -> None:
        """Watch the shared styles that the template uses."""
        if self.path is not None:
            self._watch((self.path, *(file for file in files if file != self.path)))

    def stop(self) -> None:
        """Stop watching the file."""
        self._cancel()
        self._poll_timer.stop()
        self._settle_timer.stop()
        self._watch(())
        self.path = None

    def _watch(self, files: tuple[Path, ...]) -> None:
        wanted = {str(place) for file in files for place in (file, file.parent)}
        known = {*self._watcher.files(), *self._watcher.directories()}
        if known - wanted:
            self._watcher.removePaths(sorted(known - wanted))
        if wanted - known:
            self._watcher.addPaths(sorted(wanted - known))
        if files and not self._poll_timer.isActive():
            self._poll_timer.start()

    @Slot(str)
    def _on_touched(self, name: str) -> None:
        if self.path is not None and Path(name) not in {self.path, self.path.parent}:
            self.dependency_changed.emit()
        self._settle_timer.start()

    @Slot()
    def _check_for_change(self) -> None:
        path = self.path
        if path is None or self.busy or self._last_data is None:
            return
        kept = self._last_data

        def done(data: bytes) -> None:
            if path != self.path or data == kept or self._last_data != kept:
                return
            self._last_data = data
            self._watch((path,))
            text = self._decode(data)
            if text is not None:
                self.changed_outside.emit(text)

        # An unreachable share is checked again later; the text is kept.
        self._reading.start(_read_work(path), done)

    def _decode(self, data: bytes) -> str | None:
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            name = self.path.name if self.path else ""
            self.failed.emit(TemplateError("template-file-not-utf8", file=name))
            return None

    def _cancel(self) -> None:
        self._reading.cancel()
        self._saving.cancel()


def _read_work(path: Path) -> Callable[[JobContext], bytes]:
    def work(_context: JobContext) -> bytes:
        from briefbuilder.yaml_tree import TEMPLATE_FORMAT

        try:
            with path.open("rb") as stream:
                data = stream.read(TEMPLATE_FORMAT.max_bytes + 1)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise TemplateError("template-file-unreadable", file=path.name, reason=reason) from error
        if len(data) > TEMPLATE_FORMAT.max_bytes:
            limit = str(TEMPLATE_FORMAT.max_bytes // 1024)
            raise TemplateError("template-file-too-large", file=path.name, limit=limit)
        return data

    return work
