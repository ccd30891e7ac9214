"""Views of source pages, and the loader that reads them in a worker process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from briefbuilder.app.originals import (
    LOOKING_LIMITS,
    OriginalFile,
    ShownText,
    draw_original_pages,
    find_words_on_page,
    safe_name,
    shown_text,
)
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.ui.offsets import to_units
from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbuilder.app.jobs import Job, JobContext
    from briefbuilder.importers.original.pages import Box as PagesBox
    from briefbuilder.importers.original.pages import DrawnPages


Box = tuple[float, float, float, float]
_MARK = QColor(255, 205, 60, 90)
"""Colour of marks in both schemes: pages are white, and dark text remains readable."""
_RULE = QColor("#8a5300")


class OriginalPages(PreviewView):
    """Pages that scroll and zoom like those of the preview, with marked words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._marked_page = -1
        self._boxes: tuple[Box, ...] = ()
        super().__init__(theme, parent)
        self.setAccessibleName(self.tr("Source page"))
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the source page"))
        self.horizontalScrollBar().setAccessibleName(self.tr("Scroll the source page sideways"))

    @property
    def marked(self) -> tuple[int, tuple[Box, ...]]:
        """The marked page (from 0, or -1) and the marked rectangles, in points from its upper left corner."""
        return self._marked_page, self._boxes

    @property
    def current_page(self) -> int:
        """The visible page (from 1), or 0; at the end of the document, the last one."""
        bar = self.verticalScrollBar()
        if bar.maximum() and bar.value() == bar.maximum():
            return self.page_count
        spot = self._layout.point_at(self._top + self.viewport().height() / 4)
        return spot.page + 1 if spot else 0

    def go_to(self, page: int, boxes: tuple[Box, ...] = ()) -> None:
        """Mark words on a page (from 0) and scroll to them, or to the top of the page."""
        self._marked_page, self._boxes = page, boxes
        if 0 <= page < self.page_count:
            area = self._layout.area(page, self.viewport().width())
            top, bottom = area.top(), area.top()
            if boxes:
                top += min(box[1] for box in boxes) * self._layout.scale
                bottom += max(box[3] for box in boxes) * self._layout.scale
            self._scroll_to(top, bottom, on_page=page)
        self.viewport().update()

    def _scroll_to(self, top: float, bottom: float, on_page: int) -> None:
        """Scroll if the marked words are not visible, or to the top of another page."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not self._boxes:
            if self.current_page != on_page + 1:
                bar.setValue(round(top - self._layout.gap))
        elif top < bar.value() or min(bottom, top + height * 0.6) > bar.value() + height:
            bar.setValue(round(top - height * 0.2))

    def clear(self) -> None:
        """Remove all pages and marks."""
        self._marked_page, self._boxes = -1, ()
        super().clear()

    def _paint_marks(self, painter: QPainter, width: int) -> None:
        """Paint the marks."""
        if not self._boxes or not 0 <= self._marked_page < self.page_count:
            return
        area, scale = self._layout.area(self._marked_page, width), self._layout.scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_MARK)
        pad = 1.5 * scale
        for left, top, right, bottom in self._boxes:
            shape = QRectF(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale)
            painter.drawRoundedRect(shape.translated(area.topLeft()).adjusted(-pad, -pad, pad, pad), pad, pad)
        # A rule beside the words, so that the mark does not rely on its colour.
        first, last = min(box[1] for box in self._boxes), max(box[3] for box in self._boxes)
        side = min(box[0] for box in self._boxes) * scale - 5 * scale
        painter.setBrush(_RULE)
        painter.drawRect(
            QRectF(
                area.left() + side, area.top() + first * scale, max(2.0, scale * 1.5), (last - first) * scale
            )
        )

    def _describe(self) -> None:
        if not self.page_count:
            self.setAccessibleDescription(self.tr("The source page; nothing is shown yet."))
            return
        words = self.tr("Page {page} of {pages} of the source, at {zoom} %.")
        page, pages, zoom = self._last_state
        self.setAccessibleDescription(words.format(page=page, pages=pages, zoom=zoom))


class OriginalSaver(QObject):
    """Saves the original file of an article in the background; `saved` carries the path."""

    message = Signal(str)
    saved = Signal(str)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services

    def ask(self, article_id: str) -> None:
        """Ask for a file and save the original file of an article."""
        session = self._services.holder.session
        record = session.store.record(article_id) if session is not None else None
        if session is None or record is None:
            return
        suggested = safe_name(record.original.name)
        suffix = Path(suggested).suffix
        kind = self.tr("This kind of file (*{suffix});;").format(suffix=suffix) if suffix else ""
        filters = kind + self.tr("All files (*)")
        path = self._services.prompter.save_file(self.tr("Save source page"), suggested, filters)
        if path is None:
            return
        try:
            packed = session.store.packed_original(article_id)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return

        def work(_context: JobContext) -> Path:
            from briefbuilder.system.files import write_atomically

            write_atomically(path, packed.unpack())
            return path

        self._services.jobs.start(work, self._on_saved, self._on_failed)

    def _on_saved(self, path: Path) -> None:
        self.message.emit(self.tr("Source page saved: {name}").format(name=path.name))
        self.saved.emit(str(path))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, BriefbuilderError):
            raise error
        self._services.prompter.show_error(error)


class OriginalTextView(QPlainTextEdit):
    """Read-only text with a mark."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._span: tuple[int, int] | None = None
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setAccessibleName(self.tr("Text of the source page"))
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the source page"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme.em * 0.7)
        theme.changed.connect(self._paint_mark)

    @property
    def marked(self) -> str:
        """The marked text."""
        return "" if self._span is None else self._text[slice(*self._span)]

    def show_text(self, text: str) -> None:
        """Show a text without a mark."""
        self._text, self._span = text, None
        self.setPlainText(text)
        self.setExtraSelections([])

    def mark(self, span: tuple[int, int] | None) -> None:
        """Mark a range of code points and scroll to it; None removes the mark."""
        self._span = span
        self._paint_mark()
        if span is None:
            return
        cursor = self.textCursor()
        cursor.setPosition(to_units(self._text, span[0]))
        self.setTextCursor(cursor)
        # Show the mark in the upper part of the view, with some text before it.
        place = self.cursorRect(cursor)
        lines = self.viewport().height() // max(1, self.fontMetrics().lineSpacing())
        if not 0 <= place.top() <= self.viewport().height() * 2 // 3:
            self.centerCursor()
        elif place.bottom() > self.viewport().height():
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + lines // 3)

    def _paint_mark(self) -> None:
        if self._span is None:
            self.setExtraSelections([])
            return
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_units(self._text, self._span[0]))
        cursor.setPosition(to_units(self._text, self._span[1]), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        char_format = QTextCharFormat()
        char_format.setBackground(self._theme.colours.colour("evidence"))
        char_format.setForeground(self._theme.colours.colour("text"))
        char_format.setFontUnderline(True)
        selection.format = char_format
        self.setExtraSelections([selection])


T = TypeVar("T")
Blocks = tuple[tuple[str, str], ...]


class OriginalLoader(QObject):
    """Loads one source page at a time; results for an earlier one are dropped.

    `opened` carries an OriginalFile, `text_ready` a ShownText, `pages_ready` a Pages, `found` a page (from 0) with
    the boxes on it, and `failed` the error.
    """

    opened = Signal(object)
    text_ready = Signal(object)
    pages_ready = Signal(object)
    found = Signal(int, object)
    failed = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._original: OriginalFile | None = None
        self._opening: Job[OriginalFile] | None = None
        self._reading: Job[ShownText] | None = None
        self._drawing: Job[DrawnPages] | None = None
        self._finding: Job[tuple[PagesBox, ...]] | None = None
        self._query: tuple[int, str] | None = None

    @property
    def original(self) -> OriginalFile | None:
        """The current file."""
        return self._original

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return any(job is not None for job in self._jobs)

    @property
    def _jobs(
        self,
    ) -> tuple[Job[OriginalFile] | Job[ShownText] | Job[DrawnPages] | Job[tuple[PagesBox, ...]] | None, ...]:
        return self._opening, self._reading, self._drawing, self._finding

    def open(self, work: Callable[[JobContext], OriginalFile]) -> None:
        """Open a file in the background, instead of the current one."""
        self.stop()

        def done(original: OriginalFile) -> None:
            if job is self._opening:
                self._opening = None
                self.opened.emit(original)

        def failed(error: Exception) -> None:
            if job is self._opening and not isinstance(error, CancelledError):
                self._opening = None
                self.failed.emit(error)

        job = self._services.jobs.start(work, done, failed)
        self._opening = job

    def set_original(self, original: OriginalFile | None) -> None:
        """Set the current file, or None."""
        self.stop()
        self._original = original

    def unlock(self, password: str) -> None:
        """Set the password of the current file."""
        if self._original is not None:
            self.set_original(replace(self._original, passwords=(password,)))

    def stop(self) -> None:
        """Cancel all jobs and forget the file."""
        for job in self._jobs:
            if job is not None:
                job.cancel()
        self._opening = self._reading = self._drawing = self._finding = None
        self._query = None
        self._original = None

    def read_text(self, blocks: Blocks) -> None:
        """Read the whole text and find an article's blocks in it."""
        original = self._original
        if original is None:
            return
        if self._reading is not None:
            self._reading.cancel()

        def done(found: ShownText) -> None:
            if original is self._original:
                self._reading = None
                self.text_ready.emit(found)

        work = _sealed(shown_text, ShownText, original, blocks)
        self._reading = self._services.jobs.start(work, done, self._unless_stale(original))

    def draw(self, pages: tuple[int, ...], scale: float) -> None:
        """Draw pages (from 0), unless others are being drawn; `scale` is in pixels per point."""
        original = self._original
        if original is None or self._drawing is not None:
            return

        def done(found: DrawnPages) -> None:
            if original is self._original:
                self._drawing = None
                self.pages_ready.emit(found)

        from briefbuilder.importers.original.pages import DrawnPages

        work = _sealed(draw_original_pages, DrawnPages, original, pages, scale)
        self._drawing = self._services.jobs.start(work, done, self._unless_stale(original))

    def find(self, page: int, words: str) -> None:
        """Find words on a page (from 0); while a search runs, only the latest request is kept."""
        self._query = (page, words)
        if self._finding is None:
            self._find_next()

    def _find_next(self) -> None:
        original, query = self._original, self._query
        self._query = None
        if original is None or query is None:
            return
        page, words = query

        def done(boxes: tuple[PagesBox, ...]) -> None:
            if original is self._original:
                self._finding = None
                if self._query is None:
                    self.found.emit(page, boxes)
                else:
                    self._find_next()

        work = _sealed(find_words_on_page, tuple[Box, ...], original, page, words)
        self._finding = self._services.jobs.start(work, done, self._unless_stale(original))

    def _unless_stale(self, original: OriginalFile) -> Callable[[Exception], None]:
        def failed(error: Exception) -> None:
            if original is not self._original or isinstance(error, CancelledError):
                return
            self._reading = self._drawing = self._finding = None
            self.failed.emit(error)

        return failed


def _sealed(function: Callable[..., T], result_type: object, *arguments: object) -> Callable[[JobContext], T]:
    def work(context: JobContext) -> T:
        from briefbuilder.app.warm_up import warm_up_readers

        return context.run_sealed(
            function, *arguments, result_type=result_type, prepare=warm_up_readers, limits=LOOKING_LIMITS
        )

    return work
