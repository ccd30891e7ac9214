"""The original beside the article: pages or text that follow what is read, with the words marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from briefbuilder.app.originals import OriginalFile, ShownText
from briefbuilder.domain.article import Article
from briefbuilder.domain.changes import Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.text import Block
from briefbuilder.ui.preview.drawing import PageImage
from briefbuilder.ui.read.article_pane import ArticlePane
from briefbuilder.ui.read.original_view import OriginalLoader, OriginalPages, OriginalSaver, OriginalTextView
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.icons import glyph_icon
from briefbuilder.ui.widgets.keys import set_tab_order
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.pane import ActionToolButton, PaneHeader, TitleRow
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.importers.original.pages import Box, DrawnPages


# The line under the original: which page, how large, and what was not found.


class OriginalToolbar(QWidget):
    """Hidden where there is nothing to say."""

    def __init__(self, pages: OriginalPages, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages, self._theme = pages, theme
        self._told = ""
        self.setObjectName("strip")
        self._place = ElidedLabel(self)
        self._place.setObjectName("muted")
        self._zoom = PlainLabel("", self)
        self._zoom.setObjectName("muted")
        self._smaller = self._button("−", self.tr("Pages smaller (−)"), pages.zoom_out)
        self._larger = self._button("+", self.tr("Pages larger (+)"), pages.zoom_in)
        self._width = self._button("", self.tr("Pages to the width (0)"), pages.fit_width)
        self._row = TitleRow(self._place, (self._smaller, self._zoom, self._larger, self._width))
        self._row.setContentsMargins(theme.space(0.6), theme.space(0.15), theme.space(0.4), theme.space(0.15))
        self._row.set_gap(theme.space(0.2))
        self.setLayout(self._row)
        pages.state_changed.connect(self._show)
        theme.changed.connect(self._draw_icon)
        self._draw_icon()
        self._show()

    @property
    def text(self) -> str:
        """What the line says."""
        return self._place.text()

    def say(self, text: str) -> None:
        """Say something behind the number of the page; nothing takes it back."""
        self._told = text
        self._show()

    def _button(self, text: str, name: str, pressed: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(name)
        set_tip(button, name)
        button.clicked.connect(pressed)
        return button

    @Slot()
    def _draw_icon(self) -> None:
        theme = self._theme
        self._width.setIcon(glyph_icon("width", theme.colours.colour("text"), theme.space(0.9)))

    @Slot()
    def _show(self) -> None:
        pages = self._pages
        parts = []
        if pages.page_count:
            words = self.tr("Page {page} of {pages}")
            parts.append(words.format(page=pages.current_page, pages=pages.page_count))
            self._zoom.setText(self.tr("{zoom} %").format(zoom=round(pages.zoom * 100)))
        if self._told:
            parts.append(self._told)
        self._place.setText(" · ".join(parts))
        for widget in (self._smaller, self._zoom, self._larger, self._width):
            widget.setVisible(bool(pages.page_count))
        self.setVisible(bool(parts))
        self._row.fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the tools below the words where there is no room beside them."""
        super().resizeEvent(event)
        self._row.fit(self.width())


# What the original's pane says where it has nothing to show, with one button where something can be done.


class EmptyMessage(QWidget):
    """A sentence in the middle; `pressed` follows on its button."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = PlainLabel("", self)
        self._label.setObjectName("empty-text")
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = QPushButton(self)
        self._button.setObjectName("primary")
        self._button.clicked.connect(self.pressed)
        self._button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(1), theme.space(1), theme.space(1), theme.space(2))
        column.setSpacing(theme.space(0.6))
        column.addStretch(2)
        column.addWidget(self._label)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    @property
    def text(self) -> str:
        """What is said."""
        return self._label.text()

    def say(self, text: str, button: str = "") -> None:
        """Say something, with a button of that name or without one."""
        self._label.setText(text)
        self._button.setText(button)
        self._button.setAccessibleName(button)
        self._button.setVisible(bool(button))

    def first_control(self) -> QPushButton | None:
        """Return the button, None where there is none in sight."""
        return self._button if self._button.isVisible() else None


_LOCKED = frozenset({"import-pdf-encrypted", "import-password-wrong"})


class OriginalPane(QWidget):
    """Shows the original of the article that is read; while it is hidden it holds and reads nothing."""

    shown_changed = Signal(bool)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._article: Article | None = None
        self._block: Block | None = None
        self._text: ShownText | None = None
        theme, board = services.theme, services.actions
        self.setAccessibleName(self.tr("Original"))
        self._header = PaneHeader(self.tr("Original"), theme, self)
        self._loader = OriginalLoader(services, self)
        self._pages = OriginalPages(theme, self)
        self._words = OriginalTextView(theme, self)
        self._telling = EmptyMessage(theme, self)
        self._foot = OriginalToolbar(self._pages, theme, self)
        save, close = board.action("save-original"), board.action("show-original")
        saving = ActionToolButton(save, self.tr("Save as …"), self)
        closing = ActionToolButton(close, self.tr("Close"), self)
        self._header.add_overflow_tools(closing, saving)
        set_tab_order(saving, (closing, self._pages, self._words))
        self._stack = QStackedLayout()
        for widget in (self._telling, self._pages, self._words):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(self._stack, 1)
        column.addWidget(self._foot)
        self._connect()
        self.hide()

    @property
    def pages(self) -> OriginalPages:
        """The pages of an original that has some."""
        return self._pages

    @property
    def words(self) -> OriginalTextView:
        """The text of an original without pages."""
        return self._words

    @property
    def telling(self) -> EmptyMessage:
        """What is said where nothing can be shown."""
        return self._telling

    @property
    def foot(self) -> OriginalToolbar:
        """The line under it."""
        return self._foot

    @property
    def busy(self) -> bool:
        """Whether something is awaited."""
        return self._loader.busy

    def focus_content(self) -> None:
        """Give the keys to what is shown."""
        shown = self._telling.first_control() or self._stack.currentWidget()
        if shown is not None:
            shown.setFocus()

    def read_along(self, article: Article | None, block: Block | None) -> None:
        """Show the original of an article, and where a block of it stands there; hidden, let go of it."""
        if self.isHidden():
            article = block = None
        before, self._article = self._article, article
        moved = block != self._block
        self._block = block
        if article is None:
            self._let_go()
        elif before is None or before.original != article.original or before.id != article.id:
            self._load(article)
        elif before.blocks != article.blocks and self._text is not None:
            self._loader.read_text(_blocks_of(article))
        elif moved:
            self._follow()

    def _let_go(self) -> None:
        self._loader.look(None)
        self._text = None
        self._pages.clear()
        self._words.show_text("")
        self._foot.say("")
        self._telling.say(self.tr("Choose an article, and its original will show here."))
        self._stack.setCurrentWidget(self._telling)

    def _load(self, article: Article) -> None:
        session = self._services.holder.session
        self._let_go()
        if session is None:
            return
        self._telling.say(self.tr("The original is being read …"))
        try:
            packed = session.store.packed_original(article.id)
        except BriefbuilderError as error:
            self._telling.say(self._services.words.error(error))
            return
        original = article.original

        def open_it(_context: JobContext) -> OriginalFile:
            return OriginalFile(data=packed.unpack(), media_type=original.media_type, name=original.name)

        self._loader.open(open_it)

    @Slot(object)
    def _look(self, looked: OriginalFile) -> None:
        self._loader.look(looked)
        if looked.has_pages:
            self._pages.fit_width()
            self._loader.draw((self._page_of_block,), self._pages.pixel_scale)
        elif self._article is not None:
            self._loader.read_text(_blocks_of(self._article))

    @property
    def _page_of_block(self) -> int:
        page = self._block.page if self._block is not None else None
        return (page or 1) - 1

    def _follow(self) -> None:
        """Go to where the block that is read stands."""
        looked, block = self._loader.looked, self._block
        if looked is None:
            return
        if looked.has_pages and self._pages.page_count:
            page = min(self._page_of_block, self._pages.page_count - 1)
            self._pages.go_to(page)
            if block is not None:
                self._loader.find(page, block.text)
        elif self._text is not None:
            place = self._text.places.get(block.id) if block is not None else None
            self._words.mark(place)
            self._say_of_text(found=place is not None)

    def _say_of_text(self, *, found: bool) -> None:
        told = []
        if self._block is not None and not found:
            told.append(self.tr("What is read does not stand in it word for word."))
        if self._text is not None and self._text.cut:
            told.append(self.tr("It is longer than what is shown; save it to see all."))
        self._foot.say(" ".join(told))

    def _connect(self) -> None:
        self._loader.opened.connect(self._look)
        self._loader.text_ready.connect(self._on_text)
        self._loader.pages_ready.connect(self._on_pages)
        self._loader.found.connect(self._on_found)
        self._loader.failed.connect(self._on_failed)
        self._pages.pages_needed.connect(self._draw_missing)
        self._telling.pressed.connect(self._ask_password)
        self._services.holder.session_replaced.connect(self._on_session_replaced)
        self._services.holder.changed.connect(self._on_changed)

    @Slot(object)
    def _on_text(self, text: ShownText) -> None:
        again = self._text is not None and self._text.text == text.text
        self._text = text
        if not text.readable:
            self._telling.say(self.tr("This file holds no text that can be shown. It can be saved as it is."))
            return
        if not again:
            self._words.show_text(text.text)
        self._stack.setCurrentWidget(self._words)
        self._follow()

    @Slot(object)
    def _on_pages(self, pages: DrawnPages) -> None:
        images = tuple(
            PageImage(
                page=one.page,
                width=one.width,
                height=one.height,
                stride=one.stride,
                scale=one.scale,
                data=one.data,
            )
            for one in pages.drawn
        )
        first = not self._pages.page_count
        if first:
            self._stack.setCurrentWidget(self._pages)
            self._pages.show_build(pages.sizes, {}, images)
            self._pages.fit_width()
            self._follow()
        else:
            self._pages.show_images(images)
        self._draw_missing()

    @Slot()
    def _draw_missing(self) -> None:
        missing = self._pages.missing_pages()
        if missing and self._pages.page_count:
            self._loader.draw(missing, self._pages.pixel_scale)

    @Slot(int, object)
    def _on_found(self, page: int, boxes: tuple[Box, ...]) -> None:
        self._pages.go_to(page, boxes)
        self._foot.say("" if boxes else self.tr("What is read was not found on the page word for word."))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, BriefbuilderError):
            raise error
        if self._pages.page_count:
            self._foot.say(self._services.words.error(error))
            return
        button = self.tr("Enter password …") if error.code in _LOCKED else ""
        self._telling.say(self._services.words.error(error), button)
        self._stack.setCurrentWidget(self._telling)

    @Slot()
    def _ask_password(self) -> None:
        looked = self._loader.looked
        if looked is None:
            return
        label = self.tr("Password of “{name}”:").format(name=looked.name)
        password = self._services.prompter.ask_password(self.tr("Encrypted file"), label)
        if password is not None:
            self._loader.unlock(password)
            unlocked = self._loader.looked
            if unlocked is not None:
                self._look(unlocked)

    @Slot()
    def _on_session_replaced(self) -> None:
        self._article = self._block = None
        self._let_go()

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        session, article = self._services.holder.session, self._article
        if session is None or article is None or Key("article", article.id) not in keys:
            return
        if session.store.record(article.id) is None:
            self._article = self._block = None
            self._let_go()


def _blocks_of(article: Article) -> tuple[tuple[str, str], ...]:
    return tuple((block.id, block.text) for block in article.blocks)


# Puts the original beside the article: shows and hides it, keeps it on what is read, saves it.

_PANES, _SHOWN = "original-panes", "original-shown"
_LEAST = 14
"""Line heights of the original's pane at least."""
_ROOM = 52
"""Line heights that the article and its original take together where the window has them."""


class OriginalToggle(QObject):
    """The article and its original in a splitter, with the actions that concern both."""

    message = Signal(str)

    def __init__(
        self, services: Services, article: ArticlePane, original: OriginalPane, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._article, self._original = article, original
        self._before: list[int] = []
        self.saving = OriginalSaver(services, self)
        self.saving.message.connect(self.message)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, parent)
        self.splitter.setHandleWidth(max(1, services.theme.space(0.08)))
        self.splitter.setChildrenCollapsible(False)
        original.setMinimumWidth(round(services.theme.em * _LEAST))
        for pane in (article, original):
            self.splitter.addWidget(pane)
        board = services.actions
        self._action = board.register("show-original", self.toggle, enabled=self._reads)
        self._action.setCheckable(True)
        board.register("save-original", self._save, enabled=self._reads)
        board.register("focus-original", self._go, enabled=self._reads)
        article.target_changed.connect(self._read_along)

    @property
    def shown(self) -> bool:
        """Whether the original is shown."""
        return not self._original.isHidden()

    def toggle(self) -> None:
        """Show the original, or hide it and give the keys back to the article."""
        focused: QWidget | None = self._original.window().focusWidget()
        within = focused is not None and self._original.isAncestorOf(focused)
        self._show(shown=not self.shown)
        if not self.shown and within:
            self._article.canvas.view.setFocus()

    def restore(self) -> None:
        """Take up how the panes stood when the window was closed."""
        settings = self._services.settings
        panes = settings.window_state(_PANES)
        if not (panes and self.splitter.restoreState(QByteArray.fromBase64(panes.encode()))):
            self.splitter.setSizes([500, 500])
        self._show(shown=settings.window_state(_SHOWN) == "1")

    def state(self) -> dict[str, str]:
        """Return how the panes stand, for the settings and the next window."""
        if not self.shown:
            return {_SHOWN: "0"}
        panes = self.splitter.saveState()
        return {_SHOWN: "1", _PANES: bytes(panes.toBase64().data()).decode()}

    def _show(self, *, shown: bool) -> None:
        if shown != self.shown:
            self._original.setVisible(shown)
            self._make_room(shown=shown)
        self._action.setChecked(shown)
        self._read_along()

    def _make_room(self, *, shown: bool) -> None:
        """Let the panes around give what they can spare, and have it back afterwards."""
        outer = self.splitter.parentWidget()
        if not isinstance(outer, QSplitter):
            return
        if not shown:
            if self._before:
                outer.setSizes(self._before)
            return
        self._before = sizes = outer.sizes()
        own = outer.indexOf(self.splitter)
        wanted = round(self._services.theme.em * _ROOM) - sizes[own]
        for index in reversed([index for index in range(outer.count()) if index != own]):
            pane = outer.widget(index)
            least = max(pane.minimumWidth(), pane.minimumSizeHint().width()) if pane is not None else 0
            given = max(0, min(wanted, sizes[index] - least))
            sizes[index] -= given
            sizes[own] += given
            wanted -= given
        outer.setSizes(sizes)

    def _go(self) -> None:
        if not self.shown:
            self._show(shown=True)
        self._original.focus_content()

    def _reads(self) -> bool:
        return self._article.reading is not None

    def _save(self) -> None:
        reading = self._article.reading
        if reading is not None:
            self.saving.ask(reading.article.id)

    @Slot()
    def _read_along(self) -> None:
        reading = self._article.reading
        if reading is None:
            self._original.read_along(None, None)
            return
        passage = reading.target.passage if reading.target is not None else None
        block = reading.article.block(passage.blocks[0]) if passage is not None else None
        self._original.read_along(reading.article, block)
