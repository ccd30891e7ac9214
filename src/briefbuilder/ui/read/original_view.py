"""Views of source pages, and the loader that reads them in a worker process."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QImage,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QTextEdit, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.originals import (
    ORIGINAL_LIMITS,
    OriginalFile,
    ShownSource,
    draw_original_pages,
    find_words_on_page,
    shown_source,
)
from briefbuilder.domain.page_images import RenderedPages
from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.read.article_document import ArticleDocument, DocumentWriter
from briefbuilder.ui.read.block_positions import PlacedBlock
from briefbuilder.ui.read.text_forms import TextFormats
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.dialogs import set_up_reading
from briefbuilder.ui.widgets.menus import add_entry, show_menu
from briefbuilder.ui.widgets.selections import cursor_over, extra_selection
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.importers.pdf.shown_pages import Box as PagesBox


Box = tuple[float, float, float, float]
_MARK = QColor(255, 205, 60, 90)
"""Colour of marks in both schemes: pages are white, and dark text remains readable."""
_RULE = QColor("#8a5300")


EMPTY_SOURCE = ShownSource(blocks=(), cut=False, readable=True, places={})
_WIDEST = 680
"""Design pixels of the text with its margins, about 72 characters."""
_SLICE = 400
"""Blocks that are written at once: a longer page is written in steps, so that the window stays responsive."""
T = TypeVar("T")
Blocks = tuple[tuple[str, str], ...]


class OriginalPages(PreviewView):
    """Pages that scroll and zoom like those of the preview, with marked words."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
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


class OriginalTextView(QTextEdit):
    """Shows a source page without page layout: all of its blocks, muted if the article leaves them out.

    `article_requested` carries the id of a block of the article to show there, `restore_requested` that of an
    excluded one.
    """

    article_requested = Signal(str)
    restore_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._source = EMPTY_SOURCE
        self._excluded: frozenset[str] = frozenset()
        self._images: Mapping[str, QImage] = {}
        self._starts: tuple[int, ...] = ()
        self._placed: list[PlacedBlock] = []
        self._writer: DocumentWriter | None = None
        self._paper = ArticleDocument(self)
        self._span: tuple[int, int] | None = None
        self._kept_top: tuple[int, int] | None = None
        self._steps = single_shot_timer(self, self._write_some)
        set_up_reading(self, self.tr("Text of the source page"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "paper")
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the source page"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._rewrite)

    @property
    def marked(self) -> str:
        """The marked text."""
        return "" if self._span is None else self._source.text[slice(*self._span)]

    @property
    def left_out(self) -> tuple[str, ...]:
        """The texts that are muted, since the article does not contain them."""
        text = self._source.text
        return tuple(text[start:end] for start, end in self._source.left_out)

    @property
    def writing(self) -> bool:
        """Whether a part of the page is still to be written."""
        return self._writer is not None

    def show_source(
        self,
        source: ShownSource,
        excluded: frozenset[str] = frozenset(),
        images: Mapping[str, QImage] | None = None,
    ) -> None:
        """Show a source page without a mark; `images` are its decoded pictures by name.

        `excluded` are the ids of the article's blocks that were excluded and can be restored. The same page, with
        other pictures or exclusions, keeps its scroll position and its mark.
        """
        same = source.blocks == self._source.blocks
        self._kept_top = self._top_place() if same else None
        self._span = self._span if same else None
        self._source, self._excluded, self._images = source, excluded, images or {}
        self._starts = tuple(accumulate((len(block.text) + 1 for block in source.blocks), initial=0))
        self._rewrite()

    def mark(self, span: tuple[int, int] | None) -> None:
        """Mark a range of code points and scroll to it; None removes the mark."""
        self._span = span
        self._paint_mark()
        self._reveal_mark()

    def block_at(self, position: int) -> str | None:
        """Return the id of the article's block at a document position, None for its title and for other text."""
        at = next(
            (index for index, placed in enumerate(self._placed) if placed.top <= position <= placed.end), None
        )
        if at is None:
            return None
        point = self._starts[at] + self._placed[at].point(position)
        found = (name for name, (start, end) in self._source.places.items() if start <= point <= end)
        return next((name for name in found if not name.startswith("=")), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines short enough to be read in a wide pane."""
        margin = max(0, (self.width() - self._theme.px(_WIDEST)) // 2)
        if self.viewportMargins().left() != margin:
            self.setViewportMargins(margin, 0, margin, 0)
        super().resizeEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy, and to show or restore the paragraph in the article."""
        name = self.block_at(self.cursorForPosition(event.pos()).position())
        show_menu(self.create_menu(name), event.globalPos())

    def create_menu(self, name: str | None) -> QMenu:
        """Return the context menu for a block of the article, or for none."""
        menu = QMenu(self)
        add_entry(menu, self.tr("Copy"), self.copy, enabled=self.textCursor().hasSelection())
        if name in self._excluded:
            add_entry(menu, self.tr("Restore in article"), partial(self.restore_requested.emit, name))
        elif name is not None:
            add_entry(menu, self.tr("Show in article"), partial(self.article_requested.emit, name))
        return menu

    @Slot()
    def _rewrite(self) -> None:
        """Rewrite the page, in steps."""
        paper = ArticleDocument(self)
        waiting = any(name not in self._images for name in self._source.pictures)
        no_picture = "…" if waiting else self.tr("[Picture not included]")
        formats = TextFormats(self._theme, QFont(QApplication.font()), no_picture)
        paper.setDefaultFont(formats.body_font)
        paper.setDocumentMargin(formats.em)
        self._placed = []
        self._writer = DocumentWriter(paper, self._source.blocks, self._images, formats)
        self.setExtraSelections([])
        self.setDocument(paper)
        self._paper.deleteLater()
        self._paper = paper
        self._write_some()

    @Slot()
    def _write_some(self) -> None:
        writer, done = self._writer, len(self._placed)
        if writer is None:
            return
        cursor = QTextCursor(self._paper)
        cursor.beginEditBlock()
        for block in self._source.blocks[done : done + _SLICE]:
            self._placed.append(writer.write(block))
        self._mute(range(done, len(self._placed)))
        cursor.endEditBlock()
        if len(self._placed) < len(self._source.blocks):
            self._steps.start(0)
        else:
            self._writer = None
        self._paint_mark()
        if self._kept_top is not None and self._kept_top[0] < len(self._placed):
            self._restore_top(self._kept_top)
            self._kept_top = None
        elif self._writer is None:
            self._reveal_mark()

    def _mute(self, written: range) -> None:
        """Mute the ranges that the article leaves out in blocks just written."""
        if not written:
            return
        char_format = QTextCharFormat()
        char_format.setForeground(self._theme.colours.colour("muted"))
        first, last = self._starts[written.start], self._starts[written.stop]
        for start, end in self._source.left_out:
            if first <= start < last:
                self._cursor_of(start, end).mergeCharFormat(char_format)

    def _cursor_of(self, start: int, end: int) -> QTextCursor:
        """Return a cursor that selects a range of code points of the page."""
        return cursor_over(self._paper, self._position(start), self._position(end))

    def _position(self, point: int) -> int:
        at = max(0, bisect_right(self._starts, point) - 1)
        if at >= len(self._placed):
            return self._placed[-1].end if self._placed else 0
        return self._placed[at].position(point - self._starts[at])

    def _top_place(self) -> tuple[int, int] | None:
        """Return the first visible block, and the height of its first line above the view."""
        position = self.cursorForPosition(QPoint(1, 1)).position()
        at = next((index for index, placed in enumerate(self._placed) if placed.end >= position), None)
        if at is None:
            return None
        cursor = QTextCursor(self._paper)
        cursor.setPosition(self._placed[at].top)
        return at, self.cursorRect(cursor).top()

    def _restore_top(self, place: tuple[int, int]) -> None:
        cursor = QTextCursor(self._paper)
        cursor.setPosition(self._placed[place[0]].top)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - place[1])

    def _reveal_mark(self) -> None:
        """Scroll so that the mark is in the upper part of the view, with some text before it."""
        if self._span is None or not self._placed:
            return
        cursor = QTextCursor(self._paper)
        cursor.setPosition(self._position(self._span[0]))
        place = self.cursorRect(cursor)
        height = self.viewport().height()
        if not 0 <= place.top() <= height * 2 // 3:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + place.top() - height // 4)

    def _paint_mark(self) -> None:
        if self._span is None or not self._placed:
            self.setExtraSelections([])
            return
        char_format = QTextCharFormat()
        char_format.setBackground(self._theme.colours.colour("evidence"))
        char_format.setForeground(self._theme.colours.colour("text"))
        char_format.setFontUnderline(True)
        self.setExtraSelections([extra_selection(self._cursor_of(*self._span), char_format)])


class OriginalLoader(QObject):
    """Loads one source page at a time; results for an earlier one are dropped.

    `opened` carries an OriginalFile, `source_ready` a ShownSource, `pages_ready` a Pages, `found` a page (from 0) with
    the boxes on it, and `failed` the error.
    """

    opened = Signal(object)
    source_ready = Signal(object)
    pages_ready = Signal(object)
    found = Signal(int, object)
    failed = Signal(object)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self.original: OriginalFile | None = None
        self._opening, self._reading = JobSlot(services.jobs), JobSlot(services.jobs)
        self._drawing, self._finding = JobSlot(services.jobs), JobSlot(services.jobs)
        self._jobs = (self._opening, self._reading, self._drawing, self._finding)
        self._query: tuple[int, str] | None = None

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return any(job.running for job in self._jobs)

    def open(self, work: Callable[[JobContext], OriginalFile]) -> None:
        """Open a file in the background, instead of the current one."""
        self.stop()
        self._start(self._opening, work, self.opened.emit)

    def set_original(self, original: OriginalFile | None) -> None:
        """Set the current file, or None."""
        self.stop()
        self.original = original

    def unlock(self, password: str) -> None:
        """Set the password of the current file."""
        if self.original is not None:
            self.set_original(replace(self.original, passwords=(password,)))

    def stop(self) -> None:
        """Cancel all jobs and forget the file."""
        for job in self._jobs:
            job.cancel()
        self._query = None
        self.original = None

    def read_source(self, blocks: Blocks, excluded: frozenset[str]) -> None:
        """Read the whole text and find an article's blocks in it, of which some were excluded."""
        original = self.original
        if original is None:
            return
        work = _sealed(shown_source, ShownSource, original, blocks, excluded)
        self._start(self._reading, work, self.source_ready.emit)

    def draw(self, pages: tuple[int, ...], scale: float) -> None:
        """Draw pages (from 0), unless others are being drawn; `scale` is in pixels per point."""
        original = self.original
        if original is None or self._drawing.running:
            return
        work = _sealed(draw_original_pages, RenderedPages, original, pages, scale)
        self._start(self._drawing, work, self.pages_ready.emit)

    def find(self, page: int, words: str) -> None:
        """Find words on a page (from 0); while a search runs, only the latest request is kept."""
        self._query = (page, words)
        if not self._finding.running:
            self._find_next()

    def _find_next(self) -> None:
        original, query = self.original, self._query
        self._query = None
        if original is None or query is None:
            return
        page, words = query

        def done(boxes: tuple[PagesBox, ...]) -> None:
            if self._query is None:
                self.found.emit(page, boxes)
            else:
                self._find_next()

        work = _sealed(find_words_on_page, tuple[Box, ...], original, page, words)
        self._start(self._finding, work, done)

    def _start(self, slot: JobSlot, work: Callable[[JobContext], T], done: Callable[[T], object]) -> None:
        slot.start(work, done, self.failed.emit, fault=self.failed.emit)


def _sealed(function: Callable[..., T], result_type: object, *arguments: object) -> Callable[[JobContext], T]:
    def work(context: JobContext) -> T:
        return context.pool.run_sealed(
            function,
            *arguments,
            result_type=result_type,
            prepare=app.warm_up.warm_up_readers,
            limits=ORIGINAL_LIMITS,
            cancelled=context.cancelled,
        )

    return work
