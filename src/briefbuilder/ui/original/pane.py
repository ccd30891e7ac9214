"""The original beside the article: pages or text that follow what is read, with the words marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from briefbuilder.app.originals import Looked, ShownText
from briefbuilder.domain.article import Article
from briefbuilder.domain.changes import Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.text import Block
from briefbuilder.ui.briefing.buttons import FollowingButton
from briefbuilder.ui.original.foot import OriginalFoot
from briefbuilder.ui.original.loader import OriginalLoader
from briefbuilder.ui.original.pages import OriginalPages
from briefbuilder.ui.original.telling import Telling
from briefbuilder.ui.original.text import OriginalText
from briefbuilder.ui.preview.drawing import PageImage
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.pane import PaneHeader
from briefbuilder.ui.widgets.tabbing import tab_through

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.importers.original.pages import Box, Pages

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
        self._words = OriginalText(theme, self)
        self._telling = Telling(theme, self)
        self._foot = OriginalFoot(self._pages, theme, self)
        save, close = board.action("save-original"), board.action("show-original")
        saving = FollowingButton(save, self.tr("Save as …"), self)
        closing = FollowingButton(close, self.tr("Close"), self)
        self._header.add_folding(closing, saving)
        tab_through(saving, (closing, self._pages, self._words))
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
    def words(self) -> OriginalText:
        """The text of an original without pages."""
        return self._words

    @property
    def telling(self) -> Telling:
        """What is said where nothing can be shown."""
        return self._telling

    @property
    def foot(self) -> OriginalFoot:
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
            packed = session.packed_original(article.id)
        except BriefbuilderError as error:
            self._telling.say(self._services.words.error(error))
            return
        original = article.original

        def open_it(_context: JobContext) -> Looked:
            return Looked(data=packed.opened(), media_type=original.media_type, name=original.name)

        self._loader.open(open_it)

    @Slot(object)
    def _look(self, looked: Looked) -> None:
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
    def _on_pages(self, pages: Pages) -> None:
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
        if session.record(article.id) is None:
            self._article = self._block = None
            self._let_go()


def _blocks_of(article: Article) -> tuple[tuple[str, str], ...]:
    return tuple((block.id, block.text) for block in article.blocks)
