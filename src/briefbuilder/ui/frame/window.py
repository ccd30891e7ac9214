"""The main window: its pages and header, what is remembered of both, and what is dropped on it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QStyle, QWidget

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.query import Query
from briefbuilder.ui.action_table import ARTICLE, BRIEFING, HELP, STRUCTURE, VIEW
from briefbuilder.ui.clipboard import files_in
from briefbuilder.ui.exchange.commands import ExchangeCommands
from briefbuilder.ui.exchange.files import CHANGES
from briefbuilder.ui.frame.backups import BackupCommands, FileWatch
from briefbuilder.ui.frame.dossiers import SUFFIX, DossierCommands, HandingOnCommands, may_close
from briefbuilder.ui.frame.header import EditCommands, Header, MenuBuilder
from briefbuilder.ui.frame.recents import RecentDossiers, RecentSearchDialog
from briefbuilder.ui.frame.strips import NoticeStrip, ReadOnlyNotice
from briefbuilder.ui.help.commands import HelpCommands
from briefbuilder.ui.services import Services
from briefbuilder.ui.settings import DesignerLauncher
from briefbuilder.ui.start import StartPage
from briefbuilder.ui.widgets.keys import press_with_enter, tab_stops
from briefbuilder.ui.widgets.layouts import column_layout, decode_state, encode_state, fit_to_screen
from briefbuilder.ui.widgets.plain import plain_text

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.ui.brief.page import BriefPage
    from briefbuilder.ui.frame.dossier_pages import DossierPages
    from briefbuilder.ui.frame.palette import CommandPalette, PaletteEntry
    from briefbuilder.ui.read.article_list import ArticlesPane
    from briefbuilder.ui.read.article_pane import ArticlePane
    from briefbuilder.ui.read.page import ReadPage


_GEOMETRY = "window-geometry"
_WIDTH, _HEIGHT = 1440, 900
"""Usual size of the window, in design pixels."""


_MAKING = frozenset({"new-briefing", "follow-briefing"})
_IN_BOTH = frozenset({"add-to-briefing", "show-source", "peek-source", "edit-details"})
_BRIEF_ACTIONS = frozenset(spec.id for spec in BRIEFING if spec.id not in _MAKING | _IN_BOTH)
_READ_ACTIONS = frozenset(
    {
        *(spec.id for spec in (*ARTICLE, *STRUCTURE) if spec.id not in _IN_BOTH),
        *("find-articles", "filter-articles", "sort-articles", "show-all-articles", "tag-found"),
        *("focus-article", "focus-original"),
    }
)
"""Actions that work on one page; the others work wherever they are called."""
_WITHOUT_BRIEFING = _READ_ACTIONS | {"find-in-article", *(spec.id for spec in (*VIEW, *HELP))}
"""Actions before which the briefings of a dossier that was just opened need not be read."""
_BRIEF_MODULES = (
    "briefbuilder.ui.brief.text_editor",
    "briefbuilder.ui.brief.claims",
    "briefbuilder.ui.brief.item_bars",
    "briefbuilder.ui.brief.outline_view",
    "briefbuilder.ui.brief.item_editor",
    "briefbuilder.ui.preview.template_cards",
    "briefbuilder.ui.brief.new_briefing",
    "briefbuilder.composing.gather",
    "briefbuilder.ui.brief.briefings",
    "briefbuilder.ui.brief.review",
    "briefbuilder.ui.brief.checks",
    "briefbuilder.ui.brief.export",
    "briefbuilder.ui.brief.right_panel",
    "briefbuilder.ui.brief.page",
)
"""Modules of the page Brief, each after those that it imports, so that none takes long by itself."""


def _pane_of(panes: Sequence[QWidget], focused: QWidget | None) -> int | None:
    """Return the place of the pane that has the focus, or below or above which the focus is; None for none of them."""
    if focused is None:
        return None
    for place, pane in enumerate(panes):
        if focused is pane or pane.isAncestorOf(focused):
            return place
    middle = focused.mapToGlobal(focused.rect().center()).x()
    for place, pane in enumerate(panes):
        left = pane.mapToGlobal(pane.rect().topLeft()).x()
        if left <= middle < left + pane.width() and not isinstance(focused.parentWidget(), Header):
            return place
    return None


def _give_focus(pane: QWidget) -> None:
    """Give the focus to a pane, or to the first widget in it that takes it."""
    takes = pane.focusPolicy() != Qt.FocusPolicy.NoFocus or pane.focusProxy() is not None
    for widget in [pane] if takes else tab_stops(pane)[:1]:
        widget.setFocus(Qt.FocusReason.TabFocusReason)


class MainWindow(QMainWindow):
    """The window of one dossier.

    `rebuild_requested` is emitted when the language or the size of the text was changed in the settings.
    """

    rebuild_requested = Signal()
    closed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.setObjectName("main-window")
        self.setAcceptDrops(True)
        services.toasts.set_window(self)
        services.actions.set_window(self)
        self.dossiers = DossierCommands(services, self)
        watch = FileWatch(services, self.dossiers.open_path, self)
        self.backups = BackupCommands(services, self.dossiers.open_path, self)
        HandingOnCommands(services, self)
        self.recents = RecentDossiers(services, self)
        self.start = StartPage(services, self.recents, self)
        self._preparing = self._prepare()
        self._pages: DossierPages | None = None
        self._menus = MenuBuilder(self, services, self.recents, self.dossiers.open_path)
        self.header = Header(services, self._menus.recent, self)
        self.notice = NoticeStrip(services.theme, self)
        self.exchange = ExchangeCommands(services, self.make_pages, lambda: self._imports, self)
        self._dropping = FileDropHandler(services, self.dossiers, self.exchange, self.make_pages, self)
        ReadOnlyNotice(services, watch.open_moved, self)
        self.designing = DesignerLauncher(services, self)
        self._edits = EditCommands(services, self)
        self._palette: CommandPalette | None = None
        self._is_closing = self._takes_drag = False
        self._briefing_before: str | None = None
        self.help = HelpCommands(services, self)
        self._lay_out()
        self._register()
        self._connect()
        self._on_session_replaced()
        self._restore_size()
        self._on_mode()
        services.theme.style(self.start)

    def make_pages(self) -> DossierPages:
        """Return the pages with their commands, which are created when they are first used."""
        is_new = self._pages is None
        if is_new:
            with self.services.holder.followed_once():
                while not self._pages:
                    next(self._preparing)
        assert self._pages is not None
        if is_new:
            self._pages.show_briefing()
        return self._pages

    @property
    def read(self) -> ReadPage:
        """The page of the mode Read."""
        return self.make_pages().read

    @property
    def brief(self) -> BriefPage:
        """The page of the mode Brief."""
        return self.make_pages().brief

    @property
    def articles(self) -> ArticlesPane:
        """The list of articles."""
        return self.read.articles

    @property
    def article(self) -> ArticlePane:
        """The article that is read."""
        return self.read.article

    @property
    def palette_overlay(self) -> CommandPalette:
        """The command palette, which is created when it is first opened."""
        if self._palette is None:
            from briefbuilder.ui.frame.palette import CommandPalette

            self._palette = CommandPalette(self.services, self)
            self._palette.chosen.connect(self._on_chosen)
        return self._palette

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the state and close the dossier, unless the user keeps an unsaved template open."""
        if not (self._may_stop_import() and self._may_stop_export() and self._may_close()):
            event.ignore()
            return
        self._is_closing = True
        if self._pages is not None:
            self._pages.importing.interrupt()
        with self.services.settings.written_once():
            self.remember()
            self.services.settings.set_window_state(_GEOMETRY, encode_state(self.saveGeometry()))
        self.services.holder.replace(None)
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the header to the width."""
        super().resizeEvent(event)
        self.header.fit(self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus with Enter, which Qt does only in dialogs."""
        if not press_with_enter(event, self.focusWidget()):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept dossiers and articles."""
        self._takes_drag = self._accept_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Accept what was accepted when it entered the window: thousands of files are looked at once."""
        if self._takes_drag:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Process dropped files after the drag."""
        if self._accept_copy(event):
            self._dropping.drop_later(event.mimeData())

    def _accept_copy(self, event: QDropEvent) -> bool:
        """Accept files as a copy, since a file manager removes those that were moved; return whether they can be dropped."""
        if not self._dropping.can_drop(event.mimeData()):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def release(self) -> Session | None:
        """Close the window but not its dossier, and return the dossier, or None."""
        self._is_closing = True
        self.remember()
        session = self.services.holder.release()
        self.close()
        return session

    def may_rebuild(self) -> bool:
        """Return whether nothing is going on that a new window would interrupt."""
        return not self._imports and not self._exports

    @property
    def _imports(self) -> bool:
        """Whether articles are being imported."""
        return self._pages is not None and self._pages.importing.running

    @property
    def _exports(self) -> bool:
        """Whether an export is being prepared."""
        return self._pages is not None and self._pages.exporting

    @Slot()
    def remember(self) -> None:
        """Store what is shown of the open dossier, such as the article and its item, and what is being typed."""
        session, pages = self.services.holder.session, self._pages
        if session is None or pages is None:
            return
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # fields store their text when they are left
        with self.services.settings.written_once():
            pages.remember()
            self.recents.keep(session, pages.shown_titles)

    def _may_stop_import(self) -> bool:
        """Ask whether to close during an import; what was read is kept."""
        return not self._imports or self.services.prompter.confirm(
            self.tr("Close"),
            self.tr("Articles are still being imported ({status}). Those that were read are kept.").format(
                status=self.header.busy.label.text()
            ),
            self.tr("Stop import and close"),
        )

    def _may_stop_export(self) -> bool:
        """Ask whether to close while an export is being prepared."""
        return not self._exports or self.services.prompter.confirm(
            self.tr("Close"),
            self.tr("An export is still being prepared. No file is written if you close now."),
            self.tr("Stop export and close"),
        )

    def _may_close(self) -> bool:
        """Return whether no template and no dossier stays open, by the user's choice."""
        return self.designing.close() and may_close(self.services)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.start)
        middle = QWidget(self)
        column_layout(
            middle, self.header, self.notice, self.exchange.strip, self._stack, gap=0, grows=self._stack
        )
        self.setCentralWidget(middle)
        strips = self.header, self.notice, self.exchange.strip
        self.services.theme.style(self.menuBar(), *strips)

    def _register(self) -> None:
        board, modes = self.services.actions, self.services.modes
        board.register("quit", self.close)
        board.register("mode-read", partial(modes.choose, "read"))
        board.register("mode-brief", partial(modes.choose, "brief"))
        board.register("focus-article", self._focus_article)
        for name, method in (("print", "print_"), ("copy-formatted", "copy_formatted")):
            board.register(name, partial(self._call_page, method))
        board.register("next-pane", partial(self._focus_pane, 1))
        board.register("previous-pane", partial(self._focus_pane, -1))
        for side in ("left", "right"):
            board.register(f"{side}-pane", partial(self._toggle, f"toggle_{side}"))
        board.register("palette", self._open_palette)
        board.register("search-recent", self._search_recent)
        board.register("settings", self._show_settings)
        for name in ("mode-read", "mode-brief"):
            board.action(name).setCheckable(True)

    def _search_recent(self) -> None:
        """Search all recent dossiers, and open an article that the user chooses from what was found."""
        dialog = RecentSearchDialog(self.services, self)
        chosen = dialog.chosen if self.services.prompter.run(dialog) else None
        dialog.job.cancel()
        if chosen is None:
            return
        path, article, words = chosen
        if self.dossiers.open_path(path):
            self.services.modes.choose("read")
            self.articles.search_bar.show_query(Query(words=words))
            self.articles.choose(article)

    def _connect(self) -> None:
        board = self.services.actions
        board.running.connect(self._on_running)
        board.ran.connect(self._on_ran)
        self.start.opened.connect(self.dossiers.open_path)
        self.dossiers.locked.connect(self._on_locked)
        self.dossiers.leaving.connect(self.remember)
        # Pages that follow only in part what they show would restore what is remembered too early.
        self.dossiers.opening.connect(self.make_pages)
        self.dossiers.sample_wanted.connect(self._import_sample)
        self.dossiers.recent_changed.connect(self.recents.forget_files)
        holder = self.services.holder
        holder.session_replaced.connect(self._on_session_replaced)
        holder.file_lost.connect(self._show_title, Qt.ConnectionType.QueuedConnection)
        self.services.modes.changed.connect(self._on_mode)
        self.services.links.passage_show_requested.connect(self._show_read)

    @property
    def _page(self) -> StartPage | ReadPage | BriefPage:
        mode = self.services.modes.mode
        return self.read if mode == "read" else self.brief if mode == "brief" else self.start

    def prepare_pages(self) -> bool:
        """Do one step of creating the pages that a dossier needs; return False if all are there."""
        return next(self._preparing, False)

    def _prepare(self) -> Iterator[Literal[True]]:
        """Create the pages in steps, between which the window may process events."""
        from briefbuilder.ui.frame.dossier_pages import DossierPages
        from briefbuilder.ui.read.page import ReadPage

        read = ReadPage(self.services)
        yield from self._add(read)
        self._pages = DossierPages(self.services, read, self.prepare_pages, self.header.busy, self)
        yield True
        for module in _BRIEF_MODULES:
            if module not in sys.modules:
                import_module(module)
                yield True
        from briefbuilder.ui.brief.page import BriefPage

        brief = BriefPage(self.services, self._pages.current)
        yield from self._add(brief)
        self._pages.add_brief(brief)

    def _add(self, page: ReadPage | BriefPage) -> Iterator[Literal[True]]:
        """Complete a page in steps, and add it.

        It was created without a parent, and so without a style, which all that it holds then takes up once: in a window
        that has a style, each widget does so again at each change of a parent above it.
        """
        for _ in page.steps:
            yield True
        # In this order: a page that has the style takes it up again when it gets a parent.
        self._stack.addWidget(page)
        self.services.theme.style(page)
        yield True

    @Slot(object)
    def _import_sample(self, paths: tuple[Path, ...]) -> None:
        self.make_pages().importing.start(paths)

    @Slot()
    @Slot(str)
    def _on_mode(self, _mode: str = "") -> None:
        if self._is_closing:
            return  # the start page would be made for a moment
        mode, board = self.services.modes.mode, self.services.actions
        board.set_mode(mode)
        board.action("mode-read").setChecked(mode == "read")
        board.action("mode-brief").setChecked(mode == "brief")
        self._stack.setCurrentWidget(self._page)
        self._page.focus_content()
        focused: QWidget | None = self.focusWidget()
        if focused is None or not focused.isVisibleTo(self):
            _give_focus(self._page)

    @Slot()
    def _show_read(self) -> None:
        self.services.modes.choose("read")

    def _focus_article(self) -> None:
        self.services.modes.choose("read")
        self.article.canvas.view.setFocus()

    def _call_page(self, method: str) -> None:
        """Call a method that each page has for its own content."""
        is_reading = self.services.modes.mode == "read"
        getattr(self.article if is_reading else self.brief.panel, method)()

    def _focus_pane(self, step: int) -> None:
        toast = self.services.toasts.toast
        if toast is not None and toast.take_focus():
            return
        page = self._page
        panes = [] if isinstance(page, StartPage) else [pane for pane in page.panes() if pane.isVisible()]
        if not panes:
            return
        at = _pane_of(panes, self.focusWidget())
        if at is None:
            at = -1 if step > 0 else 0
        _give_focus(panes[(at + step) % len(panes)])

    @Slot(object)
    def _on_locked(self, error: BriefbuilderError) -> None:
        """Tell who has a dossier open, and offer to work on a copy."""
        path = Path(error.parameters["path"])
        self.notice.show_notice(
            self.services.words.error(error),
            # The notice is closed before: it comes back if no copy was made.
            (self.tr("Open a &copy …"), lambda: self.dossiers.open_copy(path) or self._on_locked(error)),
            (self.tr("&Try again"), partial(self._try_again, path)),
        )

    def _try_again(self, path: Path) -> None:
        """Open a dossier that was locked, and say so if it still is: the strip looks as before."""
        if not self.dossiers.open_path(path) and self.notice.text:
            self.services.toasts.show(self.tr("“{name}” is still open elsewhere.").format(name=path.name))

    @Slot(str)
    def _on_running(self, action_id: str) -> None:
        """Show the page that an action works on before it runs."""
        if self._pages is not None and action_id not in _WITHOUT_BRIEFING:
            self._pages.current.catch_up()
        self._briefing_before = self.services.links.briefing
        modes = self.services.modes
        if modes.mode == "read" and action_id in _BRIEF_ACTIONS:
            modes.choose("brief")
        elif modes.mode == "brief" and action_id in _READ_ACTIONS:
            modes.choose("read")

    @Slot(str)
    def _on_ran(self, action_id: str) -> None:
        """Show a briefing that was made."""
        is_new = self.services.links.briefing not in {None, self._briefing_before}
        if action_id in _MAKING and is_new:
            self.services.modes.choose("brief")

    @Slot(object)
    def _on_chosen(self, entry: PaletteEntry) -> None:
        """Do what an entry of the palette stands for."""
        modes = self.services.modes
        if entry.kind == "action":
            self.services.actions.action(entry.key).trigger()
        elif entry.kind == "item":
            briefing, _, node = entry.key.partition("\n")
            modes.choose("brief")
            self.brief.current.select(briefing)
            self.brief.outline.choose(node)
        else:
            modes.choose("read")
            if entry.kind == "article":
                self.articles.choose(entry.key)
            else:
                is_topic = entry.kind == "topic"
                query = Query(topics=(entry.key,)) if is_topic else Query(words=entry.key)
                self.articles.search_bar.show_query(query)
            self.articles.focus_content()

    def _open_palette(self) -> None:
        self.palette_overlay.open()

    def _toggle(self, method: str) -> None:
        page = self._page
        if not isinstance(page, StartPage):
            getattr(page, method)()

    def _show_settings(self) -> None:
        from briefbuilder.ui.settings import SettingsDialog

        dialog = SettingsDialog(self.services, self)
        dialog.rebuild_requested.connect(self.rebuild_requested)
        self.services.prompter.run(dialog)

    @Slot()
    def _on_session_replaced(self) -> None:
        self._show_title()
        self.notice.clear()
        session = self.services.holder.session
        if session is None and not self._is_closing:
            self.recents.look()

    @Slot()
    def _show_title(self) -> None:
        session = self.services.holder.session
        if session is None:
            self.setWindowTitle("briefbuilder")
            self.setWindowFilePath("")
        else:
            name = plain_text(session.store.path.stem)
            shown = self.tr("{name} (read-only)").format(name=name) if session.store.read_only else name
            self.setWindowTitle(f"{shown} — briefbuilder")

    def _restore_size(self) -> None:
        px = self.services.theme.px
        if not self.restoreGeometry(decode_state(self.services.settings.window_state(_GEOMETRY))):
            # The size of the frame is not known before the window is shown; it adds a title bar.
            bar = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
            self.resize(px(_WIDTH), min(px(_HEIGHT), self.screen().availableGeometry().height() - bar))
        self._fit_to_screen()

    def _fit_to_screen(self) -> None:
        """Keep the window on a screen that may be smaller than the one that it was closed on."""
        fit_to_screen(self)
        room = self.screen().availableGeometry()
        left = min(max(self.x(), room.left()), room.right() - self.width() + 1)
        top = min(max(self.y(), room.top()), room.bottom() - self.height() + 1)
        self.move(left, top)


class FileDropHandler(QObject):
    """Opens a dropped dossier, takes in changes, imports dropped articles, or compares a Word file that came back.

    It waits for the end of the drag, during which the other program waits.
    """

    def __init__(
        self,
        services: Services,
        dossiers: DossierCommands,
        exchange: ExchangeCommands,
        pages: Callable[[], DossierPages],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._dossiers, self._exchange, self._pages = services, dossiers, exchange, pages
        self._dropped: tuple[Path, ...] = ()
        for code in ("returned-other", "returned-other-briefing"):
            services.prompter.offer(code, self.tr("Import as article"), self._import_returned)

    def can_drop(self, data: QMimeData) -> bool:
        """Return whether data holds a dossier, or articles that can be imported, and no dialog waits for an answer."""
        # Qt lets files be dropped on a window that a dialog blocks.
        if QApplication.activeModalWidget() is not None:
            return False
        paths, holder = files_in(data), self._services.holder
        if _is_changes(paths):
            return holder.writable
        return _is_dossier(paths) or (bool(paths) and (holder.writable or holder.session is None))

    def drop_later(self, data: QMimeData) -> None:
        """Open the dropped dossier, or import the files, into a new dossier if none is open."""
        self._dropped = files_in(data)
        QTimer.singleShot(0, self, self._process)

    @Slot()
    def _process(self) -> None:
        paths, self._dropped = self._dropped, ()
        if _is_dossier(paths):
            self._dossiers.open_path(paths[0])
        elif _is_changes(paths):
            if self._services.holder.writable:
                self._exchange.files.take_in(paths[0])
        elif self._is_returned(paths):
            self._pages().brief.returned.start(paths[0])
        elif paths:
            if self._services.holder.session is None:
                self._dossiers.new()
            if self._services.holder.writable:
                self._pages().importing.start(paths)

    def _is_returned(self, paths: tuple[Path, ...]) -> bool:
        """Return whether a Word file was dropped where a briefing is written: it is taken for one that came back."""
        is_word = len(paths) == 1 and paths[0].suffix.lower() == ".docx"
        return is_word and self._services.modes.mode == "brief" and self._services.links.briefing is not None

    def _import_returned(self, _error: BriefbuilderError) -> None:
        """Import a file that turned out not to be an export of the briefing."""
        pages = self._pages()
        if pages.brief.returned.path is not None:
            pages.importing.start((pages.brief.returned.path,))


def _is_dossier(paths: tuple[Path, ...]) -> bool:
    return len(paths) == 1 and paths[0].suffix == SUFFIX


def _is_changes(paths: tuple[Path, ...]) -> bool:
    """Return whether a file of changes of another desk was dropped."""
    return len(paths) == 1 and paths[0].suffix.lower() == CHANGES
