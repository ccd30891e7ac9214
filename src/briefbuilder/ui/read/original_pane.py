"""The source page beside the article, which follows the target and marks its words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext
from briefbuilder.app.originals import OriginalFile, ShownSource, safe_name
from briefbuilder.domain.article import Article
from briefbuilder.domain.changes import Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.text import Block
from briefbuilder.system.files import write_atomically
from briefbuilder.ui.picture_loader import PictureLoader
from briefbuilder.ui.read.article_pane import ArticlePane
from briefbuilder.ui.read.original_view import EMPTY_SOURCE, OriginalLoader, OriginalPages, OriginalTextView
from briefbuilder.ui.read.rail_rows import RowButton
from briefbuilder.ui.read.reading_state import OpenArticle
from briefbuilder.ui.read.text_forms import PICTURE_EMS
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import (
    ActionToolButton,
    EmptyState,
    icon_button,
    push_button,
    set_surface,
)
from briefbuilder.ui.widgets.keys import set_tab_order
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import column_layout, decode_state, encode_state, row_layout, split_panes
from briefbuilder.ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from briefbuilder.domain.page_images import RenderedPages
    from briefbuilder.importers.pdf.shown_pages import Box


_HEADER = 44
"""Design pixels of the header."""
_LOCKED = frozenset({"import-pdf-encrypted", "import-password-wrong"})
_PANES, _SHOWN = "original-panes", "original-shown"
_MIN_WIDTH = 14
"""Minimum width of the pane, in line heights."""


class OriginalToolbar(QFrame):
    """Shows the page number, the zoom buttons and a message; hidden while empty."""

    def __init__(self, pages: OriginalPages, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = pages
        self._message = ""
        set_surface(self, "side", "top")
        self.place = ElidedLabel(self)
        self.place.setProperty("role", "caption")
        self._zoom = PlainLabel("", self, role="caption")
        self._smaller, self._larger, self._width = (
            RowButton(icon, "text", theme, self, name, run)
            for icon, name, run in (
                ("minus", self.tr("Zoom out (−)"), pages.zoom_out),
                ("plus", self.tr("Zoom in (+)"), pages.zoom_in),
                ("move-horizontal", self.tr("Fit width (0)"), pages.fit_width),
            )
        )
        row_layout(
            self,
            self.place,
            self._smaller,
            self._zoom,
            self._larger,
            self._width,
            margins=theme.margins(14, 4, 8, 4),
            gap=theme.px(4),
            grows=self.place,
        )
        pages.state_changed.connect(self._show)
        self._show()

    def show_message(self, text: str) -> None:
        """Show a message after the page number; an empty text removes it."""
        self._message = text
        self._show()

    @Slot()
    def _show(self) -> None:
        pages = self._pages
        parts = []
        if pages.page_count:
            words = self.tr("Page {page} of {pages}")
            parts.append(words.format(page=pages.current_page, pages=pages.page_count))
            self._zoom.setText(self.tr("{zoom} %").format(zoom=round(pages.zoom * 100)))
        if self._message:
            parts.append(self._message)
        self.place.setText(" · ".join(parts))
        for widget in (self._smaller, self._zoom, self._larger, self._width):
            widget.setVisible(bool(pages.page_count))
        self.setVisible(bool(parts))


class OriginalPane(QWidget):
    """Shows the source page of the open article; while hidden, it loads nothing."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/compare-with-the-source-page")
        self._services = services
        self._reading: OpenArticle | None = None
        self._block: Block | None = None
        self._source: ShownSource | None = None
        theme, board = services.theme, services.actions
        self.setAccessibleName(self.tr("Source page"))
        self._header = QFrame(self)
        self._loader = OriginalLoader(services, self)
        self.pages = OriginalPages(theme, self)
        self.words = OriginalTextView(theme, self)
        self._pictures = PictureLoader(services, self)
        self.message = EmptyState(theme, self)
        self._unlock = push_button(
            self.tr("Enter password …"), self.message, self._ask_password, kind="primary"
        )
        self.message.add_button(self._unlock)
        self._unlock.hide()
        self.toolbar = OriginalToolbar(self.pages, theme, self)
        save, close = board.action("save-original"), board.action("show-original")
        saving = ActionToolButton(save, "download", theme, self._header)
        closing = icon_button(self.tr("Close source page"), "x", theme, self._header, run=close.trigger)
        set_surface(self._header, "paper", "bottom")
        self._header.setFixedHeight(theme.px(_HEADER))
        title = ElidedLabel(self._header)
        title.setText(self.tr("Source page"))
        title.setProperty("role", "strong")
        row_layout(
            self._header,
            title,
            saving,
            closing,
            margins=theme.margins(14, 0, 8, 0),
            gap=theme.px(2),
            grows=title,
        )
        set_tab_order(saving, (closing, self.pages, self.words))
        self._stack = QStackedLayout()
        for widget in (self.message, self.pages, self.words):
            self._stack.addWidget(widget)
        column_layout(self, self._header, self._stack, self.toolbar, grows=self._stack, gap=0)
        self._connect()
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is being loaded or written."""
        return self._loader.busy or self._pictures.job.running or self.words.writing

    def focus_content(self) -> None:
        """Give the focus to the visible content."""
        shown = self._unlock if self._unlock.isVisible() else self._stack.currentWidget()
        if shown is not None:
            shown.setFocus()

    def show_original(self, reading: OpenArticle | None, block: Block | None) -> None:
        """Show the source page of an article and mark a block in it; while hidden, show nothing."""
        if self.isHidden():
            reading = block = None
        before, self._reading = self._reading, reading
        moved = block != self._block
        self._block = block
        if reading is None:
            self._clear()
        elif before is None or _file_of(before) != _file_of(reading):
            self._load(reading.article)
        elif before.text.blocks != reading.text.blocks and self._source is not None:
            self._loader.read_source(*_blocks_of(reading))
        elif moved:
            self._show_block()

    def _clear(self) -> None:
        self._loader.set_original(None)
        self._source = None
        self.pages.clear()
        self.words.show_source(EMPTY_SOURCE)
        self.toolbar.show_message("")
        self._show_message(self.tr("Select an article to see its source page here."))
        self._stack.setCurrentWidget(self.message)

    def _load(self, article: Article) -> None:
        session = self._services.holder.session
        self._clear()
        if session is None:
            return
        self._show_message(self.tr("Reading the source page …"))
        try:
            packed = session.store.packed_original(article.id)
        except BriefbuilderError as error:
            self._show_message(self._services.words.error(error))
            return
        original = article.original

        def open_it(_context: JobContext) -> OriginalFile:
            return OriginalFile(data=packed.unpack(), media_type=original.media_type, name=original.name)

        self._loader.open(open_it)

    @Slot(object)
    def _show_file(self, original: OriginalFile) -> None:
        self._loader.set_original(original)
        if original.has_pages:
            self.pages.fit_width()
            self._loader.draw((self._page_of_block,), self.pages.pixel_scale)
        elif self._reading is not None:
            self._loader.read_source(*_blocks_of(self._reading))

    @property
    def _page_of_block(self) -> int:
        page = self._block.page if self._block is not None else None
        return (page or 1) - 1

    def _show_block(self) -> None:
        """Go to the current block in the source page."""
        original, block = self._loader.original, self._block
        if original is None:
            return
        if original.has_pages and self.pages.page_count:
            page = min(self._page_of_block, self.pages.page_count - 1)
            self.pages.go_to(page)
            if block is not None:
                self._loader.find(page, block.text)
        elif self._source is not None:
            place = self._source.places.get(block.id) if block is not None else None
            self.words.mark(place)
            self._report_text(found=place is not None)

    def _report_text(self, *, found: bool) -> None:
        messages = []
        if self._block is not None and not found:
            messages.append(self.tr("The current text was not found in the source page."))
        if self._source is not None and self._source.cut:
            messages.append(self.tr("Only the beginning is shown. Save the file to see all of it."))
        self.toolbar.show_message(" ".join(messages))

    def _connect(self) -> None:
        self._loader.opened.connect(self._show_file)
        self._loader.source_ready.connect(self._on_source)
        self._pictures.loaded.connect(self._show_source)
        self.words.article_requested.connect(self._show_in_article)
        self.words.restore_requested.connect(self._restore)
        self._loader.pages_ready.connect(self._on_pages)
        self._loader.found.connect(self._on_found)
        self._loader.failed.connect(self._on_failed)
        self.pages.pages_needed.connect(self._draw_missing)
        self._services.holder.session_replaced.connect(self._on_session_replaced)
        self._services.holder.changed.connect(self._on_changed)

    @Slot(object)
    def _on_source(self, source: ShownSource) -> None:
        self._source = source
        if not source.readable:
            self._show_message(
                self.tr("This file contains no text to show. You can save it and open it in another program.")
            )
            return
        pictures = {name: picture.data for name, picture in source.pictures.items()}
        known = self._pictures.images(pictures)
        width = round(2 * PICTURE_EMS * self._services.theme.line_height)
        self._show_source()
        self._pictures.load({name: data for name, data in pictures.items() if name not in known}, width)
        self._stack.setCurrentWidget(self.words)
        self._show_block()

    @Slot()
    def _show_source(self) -> None:
        """Show the page with the pictures that are decoded."""
        if self._source is not None and self._reading is not None:
            images = self._pictures.images(self._source.pictures)
            self.words.show_source(self._source, self._reading.text.left_out, images)

    @Slot(str)
    def _show_in_article(self, block_id: str) -> None:
        reading = self._reading
        block = reading.article.block(block_id) if reading is not None else None
        if reading is not None and block is not None:
            self._services.links.passage_show_requested.emit(passage_of(reading.article, (block,)))

    @Slot(str)
    def _restore(self, block_id: str) -> None:
        """Restore an excluded paragraph in the article."""
        reading = self._reading
        if reading is not None and self._services.holder.writable:
            self._services.apply(app.commands.corrections.include_blocks, reading.article.id, (block_id,))

    @Slot(object)
    def _on_pages(self, pages: RenderedPages) -> None:
        first = not self.pages.page_count
        if first:
            self._stack.setCurrentWidget(self.pages)
            self.pages.show_build(pages.sizes, {}, pages.images)
            self.pages.fit_width()
            self._show_block()
        else:
            self.pages.show_images(pages.images)
        self._draw_missing()

    @Slot()
    def _draw_missing(self) -> None:
        missing = self.pages.missing_pages()
        if missing and self.pages.page_count:
            self._loader.draw(missing, self.pages.pixel_scale)

    @Slot(int, object)
    def _on_found(self, page: int, boxes: tuple[Box, ...]) -> None:
        self.pages.go_to(page, boxes)
        self.toolbar.show_message("" if boxes else self.tr("The current text was not found on this page."))

    def _show_message(self, text: str) -> None:
        self.message.label.setText(text)
        self._unlock.hide()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, BriefbuilderError):
            raise error
        if self.pages.page_count:
            self.toolbar.show_message(self._services.words.error(error))
            return
        self._show_message(self._services.words.error(error))
        self._unlock.setVisible(error.code in _LOCKED)
        self._stack.setCurrentWidget(self.message)

    @Slot()
    def _ask_password(self) -> None:
        original = self._loader.original
        if original is None:
            return
        label = self.tr("Password of “{name}”:").format(name=original.name)
        password = self._services.prompter.ask_password(self.tr("Encrypted file"), label)
        if password is not None:
            self._loader.unlock(password)
            unlocked = self._loader.original
            if unlocked is not None:
                self._show_file(unlocked)

    @Slot()
    def _on_session_replaced(self) -> None:
        self._reading = self._block = None
        self._clear()

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        session, reading = self._services.holder.session, self._reading
        if session is None or reading is None or Key("article", reading.article.id) not in keys:
            return
        if session.store.record(reading.article.id) is None:
            self._reading = self._block = None
            self._clear()


def _file_of(reading: OpenArticle) -> tuple[str, str]:
    return reading.article.id, reading.article.original.sha256


def _blocks_of(reading: OpenArticle) -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """Return the texts to find in the source page with their ids, and the ids of those that are excluded.

    What the article states outside its blocks is not shown as left out.
    """
    metadata = reading.article.metadata
    stated = (metadata.title, metadata.lead or "", *metadata.authors)
    head = ((f"={number}", text) for number, text in enumerate(stated) if text)
    blocks = ((block.id, block.text) for block in reading.text.all_blocks)
    return (*head, *blocks), reading.text.left_out


class OriginalToggle(QObject):
    """Shows or hides the source page beside the article, and saves it."""

    def __init__(
        self, services: Services, article: ArticlePane, original: OriginalPane, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._article, self._original = article, original
        original.setMinimumWidth(round(services.theme.line_height * _MIN_WIDTH))
        self.splitter = split_panes(parent, article, original)
        self.splitter.setHandleWidth(max(1, services.theme.space(0.08)))
        self.splitter.splitterMoved.connect(self._store)
        board = services.actions
        self._action = board.register("show-original", self.toggle, enabled=self._is_reading)
        self._action.setCheckable(True)
        board.register("save-original", self._save, enabled=self._is_reading)
        board.register("focus-original", self._focus_original, enabled=self._is_reading)
        article.target_changed.connect(self._show_original)

    @property
    def shown(self) -> bool:
        """Whether the source page is shown."""
        return not self._original.isHidden()

    def toggle(self) -> None:
        """Show the source page, or hide it and give the focus to the article."""
        focused: QWidget | None = self._original.window().focusWidget()
        had_focus = focused is not None and self._original.isAncestorOf(focused)
        self._show(shown=not self.shown)
        self._store()
        if not self.shown and had_focus:
            self._article.canvas.view.setFocus()

    def restore(self) -> None:
        """Restore the layout of the last session."""
        settings = self._services.settings
        if not self.splitter.restoreState(decode_state(settings.window_state(_PANES))):
            self.splitter.setSizes([500, 500])
        self._show(shown=settings.window_state(_SHOWN) == "1")

    @Slot()
    def _store(self, *_: object) -> None:
        """Remember the layout for the next window."""
        states = {_SHOWN: "1" if self.shown else "0"}
        if self.shown:
            states[_PANES] = encode_state(self.splitter.saveState())
        self._services.settings.set_window_states(states)

    def _show(self, *, shown: bool) -> None:
        if shown != self.shown:
            self._original.setVisible(shown)
        self._action.setChecked(shown)
        self._show_original()

    def _focus_original(self) -> None:
        if not self.shown:
            self._show(shown=True)
        self._original.focus_content()

    def _is_reading(self) -> bool:
        return self._article.reading is not None

    def _save(self) -> None:
        """Ask for a file, and save the original file of the open article in the background."""
        reading = self._article.reading
        if reading is None:
            return
        suggested = safe_name(reading.article.original.name)
        suffix = Path(suggested).suffix
        kind = self.tr("This kind of file (*{suffix});;").format(suffix=suffix) if suffix else ""
        filters = kind + self.tr("All files (*)")
        path = self._services.prompter.save_file(self.tr("Save source page"), suggested, filters)
        if path is None:
            return
        store = self._services.holder.opened.store
        packed = self._services.attempt(store.packed_original, reading.article.id)
        if packed is None:
            return

        def work(_context: JobContext) -> Path:
            write_atomically(path, packed.unpack())
            return path

        self._services.jobs.start(work, self._on_saved, self._services.show_failure)

    def _on_saved(self, path: Path) -> None:
        self._services.toasts.show(self.tr("Source page saved: {name}").format(name=path.name))

    @Slot()
    def _show_original(self) -> None:
        reading = self._article.reading
        if reading is None:
            self._original.show_original(None, None)
            return
        passage = reading.target.passage if reading.target is not None else None
        block = reading.article.block(passage.blocks[0]) if passage is not None else None
        self._original.show_original(reading, block)
