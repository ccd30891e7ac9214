"""Reads the original that is looked at, in a worker process: the page in sight first, the others when they are reached."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

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


# The pages of an original, with the words that are read in the article marked on them.

Box = tuple[float, float, float, float]
_WASH = QColor(255, 205, 60, 90)
"""Over white paper, in either scheme: dark words stay dark in it."""
_EDGE = QColor("#8a5300")


class OriginalPages(PreviewView):
    """Sheets that scroll and zoom as the preview's do."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._marked_page = -1
        self._boxes: tuple[Box, ...] = ()
        super().__init__(theme, parent)
        self.setAccessibleName(self.tr("Pages of the original"))
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the original"))
        self.horizontalScrollBar().setAccessibleName(self.tr("Scroll the original sideways"))

    @property
    def marked(self) -> tuple[int, tuple[Box, ...]]:
        """The page (from 0, -1 for none) and the rectangles on it, in points from its upper left corner, that are marked."""
        return self._marked_page, self._boxes

    @property
    def current_page(self) -> int:
        """The page (from 1) in the upper part of the view, at the end the last one, 0 where there is none."""
        bar = self.verticalScrollBar()
        if bar.maximum() and bar.value() == bar.maximum():
            return self.page_count
        spot = self._layout.point_at(self._top + self.viewport().height() / 4)
        return spot.page + 1 if spot else 0

    def go_to(self, page: int, boxes: tuple[Box, ...] = ()) -> None:
        """Mark words on a page (from 0) and bring them into sight; without any, the page's head."""
        self._marked_page, self._boxes = page, boxes
        if 0 <= page < self.page_count:
            area = self._layout.area(page, self.viewport().width())
            top, bottom = area.top(), area.top()
            if boxes:
                top += min(box[1] for box in boxes) * self._layout.scale
                bottom += max(box[3] for box in boxes) * self._layout.scale
            self._bring(top, bottom, on_page=page)
        self.viewport().update()

    def _bring(self, top: float, bottom: float, on_page: int) -> None:
        """Scroll where the words are out of sight; to a page's head only from another page."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not self._boxes:
            if self.current_page != on_page + 1:
                bar.setValue(round(top - self._layout.gap))
        elif top < bar.value() or min(bottom, top + height * 0.6) > bar.value() + height:
            bar.setValue(round(top - height * 0.2))

    def clear(self) -> None:
        """Show no page and mark nothing."""
        self._marked_page, self._boxes = -1, ()
        super().clear()

    def _paint_marks(self, painter: QPainter, width: int) -> None:
        """Mark the words that are read in the article."""
        if not self._boxes or not 0 <= self._marked_page < self.page_count:
            return
        area, scale = self._layout.area(self._marked_page, width), self._layout.scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_WASH)
        pad = 1.5 * scale
        for left, top, right, bottom in self._boxes:
            shape = QRectF(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale)
            painter.drawRoundedRect(shape.translated(area.topLeft()).adjusted(-pad, -pad, pad, pad), pad, pad)
        # A rule beside the words, so that the mark does not rest on its colour alone.
        first, last = min(box[1] for box in self._boxes), max(box[3] for box in self._boxes)
        side = min(box[0] for box in self._boxes) * scale - 5 * scale
        painter.setBrush(_EDGE)
        painter.drawRect(
            QRectF(
                area.left() + side, area.top() + first * scale, max(2.0, scale * 1.5), (last - first) * scale
            )
        )

    def _describe(self) -> None:
        if not self.page_count:
            self.setAccessibleDescription(self.tr("The pages of the original; there are none yet."))
            return
        words = self.tr("Page {page} of {pages} of the original, at {zoom} %.")
        page, pages, zoom = self._last_state
        self.setAccessibleDescription(words.format(page=page, pages=pages, zoom=zoom))


# Saves an article's original again, byte for byte, where the user wants it.


class OriginalSaver(QObject):
    """Asks where, and writes on a thread of its own. `saved` carries the file's path when it is there."""

    message = Signal(str)
    saved = Signal(str)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services

    def ask(self, article_id: str) -> None:
        """Ask where to save the original of an article, under its own name unless the user chooses another."""
        session = self._services.holder.session
        record = session.store.record(article_id) if session is not None else None
        if session is None or record is None:
            return
        suggested = safe_name(record.original.name)
        suffix = Path(suggested).suffix
        kind = self.tr("This kind of file (*{suffix});;").format(suffix=suffix) if suffix else ""
        filters = kind + self.tr("All files (*)")
        path = self._services.prompter.save_file(self.tr("Save original"), suggested, filters)
        if path is None:
            return
        try:
            packed = session.store.packed_original(article_id)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
            return

        def work(_context: JobContext) -> Path:
            from briefbuilder.system.files import write_atomically

            write_atomically(path, packed.unpack())
            return path

        self._services.jobs.start(work, self._on_saved, self._on_failed)

    def _on_saved(self, path: Path) -> None:
        self.message.emit(self.tr("Original saved: {name}").format(name=path.name))
        self.saved.emit(str(path))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, BriefbuilderError):
            raise error
        self._services.prompter.tell_error(error)


# The text of an original as it is, with the words that are read in the article marked in it.


class OriginalTextView(QPlainTextEdit):
    """Plain text that can be read, selected and copied, never changed."""

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
        self.setAccessibleName(self.tr("Text of the original"))
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the original"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme.em * 0.7)
        theme.changed.connect(self._paint_mark)

    @property
    def marked(self) -> str:
        """The words that are marked."""
        return "" if self._span is None else self._text[slice(*self._span)]

    def show_text(self, text: str) -> None:
        """Show another text, nothing marked."""
        self._text, self._span = text, None
        self.setPlainText(text)
        self.setExtraSelections([])

    def mark(self, span: tuple[int, int] | None) -> None:
        """Mark some code points and bring them into sight; None marks nothing."""
        self._span = span
        self._paint_mark()
        if span is None:
            return
        cursor = self.textCursor()
        cursor.setPosition(to_units(self._text, span[0]))
        self.setTextCursor(cursor)
        # A third of the way down, so that what comes before is seen as well.
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
        letters = QTextCharFormat()
        letters.setBackground(self._theme.colours.colour("evidence"))
        letters.setForeground(self._theme.colours.colour("text"))
        letters.setFontUnderline(True)
        selection.format = letters
        self.setExtraSelections([selection])


P = ParamSpec("P")
T = TypeVar("T")
Blocks = tuple[tuple[str, str], ...]


class OriginalLoader(QObject):
    """One original at a time; what comes in of another one is dropped.

    `opened` carries a Looked that is ready to be looked at, `text_ready` a ShownText, `pages_ready` a Pages, `found` a page from 0 with boxes on it, and
    `failed` what stopped the reading.
    """

    opened = Signal(object)
    text_ready = Signal(object)
    pages_ready = Signal(object)
    found = Signal(int, object)
    failed = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._looked: OriginalFile | None = None
        self._opening: Job[OriginalFile] | None = None
        self._reading: Job[ShownText] | None = None
        self._drawing: Job[DrawnPages] | None = None
        self._finding: Job[tuple[PagesBox, ...]] | None = None
        self._wanted: tuple[int, str] | None = None

    @property
    def looked(self) -> OriginalFile | None:
        """The original that is looked at."""
        return self._looked

    @property
    def busy(self) -> bool:
        """Whether something is awaited."""
        return any(job is not None for job in self._jobs)

    @property
    def _jobs(
        self,
    ) -> tuple[Job[OriginalFile] | Job[ShownText] | Job[DrawnPages] | Job[tuple[PagesBox, ...]] | None, ...]:
        return self._opening, self._reading, self._drawing, self._finding

    def open(self, work: Callable[[JobContext], OriginalFile]) -> None:
        """Have a file made ready to be looked at, in place of the one before."""
        self.stop()

        def done(looked: OriginalFile) -> None:
            if job is self._opening:
                self._opening = None
                self.opened.emit(looked)

        def failed(error: Exception) -> None:
            if job is self._opening and not isinstance(error, CancelledError):
                self._opening = None
                self.failed.emit(error)

        job = self._services.jobs.start(work, done, failed)
        self._opening = job

    def look(self, looked: OriginalFile | None) -> None:
        """Look at another original, or at none."""
        self.stop()
        self._looked = looked

    def unlock(self, password: str) -> None:
        """Try a password on what is looked at; it is forgotten with it."""
        if self._looked is not None:
            self.look(replace(self._looked, passwords=(password,)))

    def stop(self) -> None:
        """Let go of all that runs."""
        for job in self._jobs:
            if job is not None:
                job.cancel()
        self._opening = self._reading = self._drawing = self._finding = None
        self._wanted = None
        self._looked = None

    def read_text(self, blocks: Blocks) -> None:
        """Read the whole text and find an article's blocks in it."""
        looked = self._looked
        if looked is None:
            return
        if self._reading is not None:
            self._reading.cancel()

        def done(found: ShownText) -> None:
            if looked is self._looked:
                self._reading = None
                self.text_ready.emit(found)

        work = _isolated(shown_text, looked, blocks)
        self._reading = self._services.jobs.start(work, done, self._unless_stale(looked))

    def draw(self, pages: tuple[int, ...], scale: float) -> None:
        """Draw pages (from 0), unless others are being drawn; `scale` in pixels a point."""
        looked = self._looked
        if looked is None or self._drawing is not None:
            return

        def done(found: DrawnPages) -> None:
            if looked is self._looked:
                self._drawing = None
                self.pages_ready.emit(found)

        work = _isolated(draw_original_pages, looked, pages, scale)
        self._drawing = self._services.jobs.start(work, done, self._unless_stale(looked))

    def find(self, page: int, words: str) -> None:
        """Find words on a page (from 0); of several asked for in a row only the last counts."""
        self._wanted = (page, words)
        if self._finding is None:
            self._find_next()

    def _find_next(self) -> None:
        looked, wanted = self._looked, self._wanted
        self._wanted = None
        if looked is None or wanted is None:
            return
        page, words = wanted

        def done(boxes: tuple[PagesBox, ...]) -> None:
            if looked is self._looked:
                self._finding = None
                if self._wanted is None:
                    self.found.emit(page, boxes)
                else:
                    self._find_next()

        work = _isolated(find_words_on_page, looked, page, words)
        self._finding = self._services.jobs.start(work, done, self._unless_stale(looked))

    def _unless_stale(self, looked: OriginalFile) -> Callable[[Exception], None]:
        def failed(error: Exception) -> None:
            if looked is not self._looked or isinstance(error, CancelledError):
                return
            self._reading = self._drawing = self._finding = None
            self.failed.emit(error)

        return failed


def _isolated(function: Callable[P, T], *arguments: P.args, **_named: P.kwargs) -> Callable[[JobContext], T]:
    def work(context: JobContext) -> T:
        return context.run_isolated(function, *arguments, limits=LOOKING_LIMITS)

    return work
