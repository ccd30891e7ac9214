"""The main window: panes, menus, toolbar, status bar and dropped files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu, QSplitter, QToolBar, QWidget

from briefbuilder.app.messages import interface_languages
from briefbuilder.ui.action_table import MenuName
from briefbuilder.ui.brief.page import BriefPage
from briefbuilder.ui.designer.launcher import DesignerLauncher
from briefbuilder.ui.frame.backups import BackupCommands
from briefbuilder.ui.frame.dossiers import SUFFIX, DossierCommands
from briefbuilder.ui.frame.file_watch import FileWatch
from briefbuilder.ui.frame.handing_on import HandingOnCommands
from briefbuilder.ui.read.article_list import ArticlesPane
from briefbuilder.ui.read.article_pane import ArticlePane
from briefbuilder.ui.read.import_articles import ArticleImporter
from briefbuilder.ui.read.original_pane import OriginalPane, OriginalToggle
from briefbuilder.ui.read.page import ReadPage
from briefbuilder.ui.read.watched_folders import WatchedFolders
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import SchemeChoice, style_sheet
from briefbuilder.ui.topics.menu import TopicMenu
from briefbuilder.ui.widgets.plain import PlainLabel, button_text, plain_text, plain_tip, set_tip


class FileDropHandler(QObject):
    """Opens a dropped dossier or imports dropped articles after the drag, during which the other program waits."""

    def __init__(
        self,
        services: Services,
        dossiers: DossierCommands,
        importing: ArticleImporter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._dossiers, self._importing = services, dossiers, importing
        self._dropped: tuple[Path, ...] = ()

    def can_drop(self, data: QMimeData) -> bool:
        """Return whether data holds a dossier, or articles that can be imported."""
        paths, holder = _files_of(data), self._services.holder
        return _is_dossier(paths) or (bool(paths) and (holder.writable or holder.session is None))

    def drop_later(self, data: QMimeData) -> None:
        """Open the dropped dossier, or import the files, into a new dossier where none is open."""
        self._dropped = _files_of(data)
        QTimer.singleShot(0, self, self._process)

    @Slot()
    def _process(self) -> None:
        paths, self._dropped = self._dropped, ()
        if _is_dossier(paths):
            self._dossiers.open_path(paths[0])
        elif paths:
            if self._services.holder.session is None:
                self._dossiers.new()
            if self._services.holder.writable:
                self._importing.start(paths)


def _files_of(data: QMimeData) -> tuple[Path, ...]:
    """Return the local files of a drop."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def _is_dossier(paths: tuple[Path, ...]) -> bool:
    return len(paths) == 1 and paths[0].suffix == SUFFIX


class MenuBuilder(QObject):
    """Builds the menu bar and the toolbar from the table of actions.

    `language_chosen` carries a language tag, empty for the language of the system.
    """

    language_chosen = Signal(str)
    scheme_chosen = Signal(str)

    def __init__(self, window: QMainWindow, services: Services, dossiers: DossierCommands) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._dossiers = dossiers
        self._recent = QMenu(self.tr("Open &recent"), window)
        self._recent.aboutToShow.connect(self._fill_recent)
        self._fill_recent()
        dossiers.recent_changed.connect(self._fill_recent)
        self._build_menus()
        self._build_bar()

    def _build_menus(self) -> None:
        titles: dict[MenuName, str] = {
            "dossier": self.tr("&Dossier"),
            "edit": self.tr("&Edit"),
            "article": self.tr("&Article"),
            "structure": self.tr("&Structure"),
            "topics": self.tr("&Topics"),
            "briefing": self.tr("&Briefing"),
            "view": self.tr("&View"),
            "help": self.tr("&Help"),
        }
        for name, title in titles.items():
            menu = self._window.menuBar().addMenu(title)
            menu.setToolTipsVisible(False)
            for spec, action in self._services.actions.menu_actions(name):
                if spec.gap:
                    menu.addSeparator()
                menu.addAction(action)
                if spec.id == "open-dossier":
                    menu.addMenu(self._recent)
            if name == "view":
                self._add_choices(menu)

    def _build_bar(self) -> None:
        bar = QToolBar(self.tr("Toolbar"), self._window)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        last: MenuName | None = None
        for spec, action in self._services.actions.toolbar_actions():
            if last is not None and spec.menu != last:
                bar.addSeparator()
            last = spec.menu
            bar.addAction(action)
        self._window.addToolBar(bar)

    def _add_choices(self, menu: QMenu) -> None:
        menu.addSeparator()
        schemes: dict[str, str] = {
            "system": self.tr("Follow system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
        }
        self._choices(
            menu.addMenu(self.tr("&Colours")), schemes, self._services.theme.choice, self.scheme_chosen.emit
        )
        languages = {"": self.tr("Follow system"), **interface_languages()}
        chosen = self._services.settings.language or ""
        self._choices(menu.addMenu(self.tr("&Language")), languages, chosen, self.language_chosen.emit)

    def _choices(
        self, menu: QMenu, texts: dict[str, str], chosen: str, choose: Callable[[str], None]
    ) -> None:
        group = QActionGroup(menu)
        for value, text in texts.items():
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(partial(_ignore_checked, choose, value))
            group.addAction(action)
            menu.addAction(action)

    @Slot()
    def _fill_recent(self) -> None:
        self._recent.clear()
        recent = self._dossiers.recent
        for number, path in enumerate(recent, start=1):
            action = self._recent.addAction(f"&{number}  {button_text(path.stem)}")
            set_tip(action, str(path))
            action.setStatusTip(plain_tip(str(path)))
            action.triggered.connect(partial(_ignore_checked, self._dossiers.open_path, path))
        self._recent.setEnabled(bool(recent))


def _ignore_checked(function: Callable[..., object], value: object, _checked: bool = False) -> None:
    function(value)


def as_scheme(value: str) -> SchemeChoice:
    """Return the scheme of a setting; unknown values follow the system."""
    return "light" if value == "light" else "dark" if value == "dark" else "system"


_GEOMETRY, _PANES = "window-geometry", "window-panes"
_MAX_FOUND = 10_000
"""Most search results that are tagged at once."""
_MESSAGE_TIME = 6000
"""Milliseconds that a message stays in the status bar."""


class MainWindow(QMainWindow):
    """The window of one dossier. `language_chosen` asks to rebuild the window in another language."""

    language_chosen = Signal(str)
    closed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setObjectName("main-window")
        self.setAcceptDrops(True)
        self._dossiers = DossierCommands(services, self)
        self._file_watch = FileWatch(services, self._dossiers.open_path, self)
        self._backups = BackupCommands(services, self._dossiers.open_path, self)
        self._handing_on = HandingOnCommands(services, self)
        self._read = ReadPage(services, self)
        self._articles, self._article = self._read.articles, self._read.article
        self._original, self._original_toggle = self._read.original, self._read.beside
        self._briefing = BriefPage(services, self)
        self._importing = ArticleImporter(services, self._articles.progress, self)
        self._dropping = FileDropHandler(services, self._dossiers, self._importing, self)
        self._watching = WatchedFolders(services, self._importing, self._articles.waiting, self)
        self._designing = DesignerLauncher(services, self)
        self._topics = TopicMenu(services, self._found_sections, self._open_article, self)
        self._counts = PlainLabel("", self)
        self._counts.setObjectName("muted")
        self._lay_out()
        self._menus = MenuBuilder(self, services, self._dossiers)
        self._register()
        self._connect()
        self._on_theme_changed()
        self._on_session_replaced()
        self._restore_layout()
        self._articles.focus_content()

    @property
    def services(self) -> Services:
        """The services of the window."""
        return self._services

    @property
    def read(self) -> ReadPage:
        """The page with the list, the article and the rail."""
        return self._read

    @property
    def articles(self) -> ArticlesPane:
        """The left pane."""
        return self._articles

    @property
    def article(self) -> ArticlePane:
        """The middle pane."""
        return self._article

    @property
    def briefing(self) -> BriefPage:
        """The right pane."""
        return self._briefing

    @property
    def beside(self) -> OriginalToggle:
        """The commands that show and save the source page."""
        return self._original_toggle

    @property
    def original(self) -> OriginalPane:
        """The source page beside the article."""
        return self._original

    @property
    def dossiers(self) -> DossierCommands:
        """The commands on dossiers."""
        return self._dossiers

    @property
    def backups(self) -> BackupCommands:
        """The commands on backups."""
        return self._backups

    @property
    def importing(self) -> ArticleImporter:
        """The importer of articles."""
        return self._importing

    @property
    def topics(self) -> TopicMenu:
        """The commands on topics."""
        return self._topics

    @property
    def designing(self) -> DesignerLauncher:
        """The template designer and the shared templates."""
        return self._designing

    @property
    def watching(self) -> WatchedFolders:
        """The watched folders."""
        return self._watching

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the layout and close the dossier, unless the user keeps an unsaved template open."""
        if not self._designing.close():
            event.ignore()
            return
        self._importing.cancel()
        self.statusBar().clearMessage()
        self._save_layout()
        self._services.holder.replace(None)
        super().closeEvent(event)
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept dossiers and articles."""
        if self._dropping.can_drop(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Accept dossiers and articles."""
        if self._dropping.can_drop(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Process dropped files after the drag."""
        if self._dropping.can_drop(event.mimeData()):
            event.acceptProposedAction()
            self._dropping.drop_later(event.mimeData())

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(max(1, self._services.theme.space(0.08)))
        self._splitter.setChildrenCollapsible(False)
        for pane, least in ((self._read, 38), (self._briefing, 21)):
            pane.setMinimumWidth(round(self._services.theme.em * least))
            self._splitter.addWidget(pane)
        for index, share in enumerate((3, 2)):
            self._splitter.setStretchFactor(index, share)
        self.setCentralWidget(self._splitter)
        space = self._services.theme.space(0.6)
        self._counts.setContentsMargins(0, 0, space, 0)
        self.statusBar().addPermanentWidget(self._counts)
        self.statusBar().setContentsMargins(space, 0, 0, 0)
        self.statusBar().setSizeGripEnabled(False)

    def _register(self) -> None:
        board = self._services.actions
        board.register("quit", self._quit)
        board.register("import-files", self._importing.ask_files)
        board.register("import-folder", self._importing.ask_folder)
        board.register("paste-article", self._importing.paste)
        board.register("focus-articles", self._articles.focus_content)
        board.register("focus-article", self._article.canvas.view.setFocus)
        board.register("focus-briefing", self._focus_briefing)
        board.register("help-shortcuts", self._show_shortcuts)
        board.register("about", self._show_about)

    def _connect(self) -> None:
        self._articles.article_chosen.connect(self._article.show_article)
        self._article.article_shown.connect(self._articles.choose)
        self._importing.imported.connect(self._articles.choose)
        for source in (
            self._dossiers,
            self._file_watch,
            self._backups,
            self._handing_on,
            self._article,
            self._importing,
            self._original_toggle,
            self._topics,
            self._designing,
        ):
            source.message.connect(self._show_message)
        self._menus.language_chosen.connect(self.language_chosen)
        self._menus.scheme_chosen.connect(self._on_scheme_chosen)
        holder = self._services.holder
        holder.session_replaced.connect(self._on_session_replaced)
        holder.changed.connect(self._show_counts)
        holder.file_lost.connect(self._show_title, Qt.ConnectionType.QueuedConnection)
        self._services.theme.changed.connect(self._on_theme_changed)

    def _open_article(self) -> str | None:
        reading = self._article.reading
        return reading.article.id if reading is not None else None

    def _found_sections(self) -> tuple[tuple[str, int], ...]:
        """Return the sections that match the search, each as article id and section index."""
        session, query = self._services.holder.session, self._articles.model.query
        if session is None or not query.words.strip():
            return ()
        hits = session.search.find_sections(query, _MAX_FOUND)
        return tuple((hit.article, hit.section) for hit in hits)

    def _quit(self) -> None:
        self.close()

    def _focus_briefing(self) -> None:
        self._briefing.focus_outline()

    def _show_shortcuts(self) -> None:
        from briefbuilder.ui.help.dialogs import ShortcutDialog

        self._run(ShortcutDialog(self._services.actions, self._services.theme, self))

    def _show_about(self) -> None:
        from briefbuilder.ui.help.dialogs import AboutDialog

        self._run(AboutDialog(self._services.theme, self))

    def _run(self, dialog: QDialog) -> None:
        self._services.prompter.run(dialog)
        dialog.deleteLater()

    @Slot(str)
    def _show_message(self, text: str) -> None:
        if text:
            self.statusBar().showMessage(plain_text(text), _MESSAGE_TIME)
        else:
            self.statusBar().clearMessage()

    @Slot(str)
    def _on_scheme_chosen(self, value: str) -> None:
        choice = as_scheme(value)
        self._services.settings.scheme = choice
        self._services.theme.choose(choice)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setStyleSheet(style_sheet(self._services.theme))

    @Slot()
    def _on_session_replaced(self) -> None:
        self._show_title()
        if self._services.holder.session is not None:
            self._articles.choose_first()
        self._show_counts()

    @Slot()
    def _show_title(self) -> None:
        session = self._services.holder.session
        if session is None:
            self.setWindowTitle("briefbuilder")
            self.setWindowFilePath("")
        else:
            name = plain_text(session.path.stem)
            shown = self.tr("{name} (read-only)").format(name=name) if session.read_only else name
            self.setWindowTitle(f"{shown} — briefbuilder")

    @Slot()
    @Slot(object)
    def _show_counts(self, _keys: object = None) -> None:
        session = self._services.holder.session
        if session is None:
            self._counts.clear()
            return
        articles = self.tr("%n article(s)", "", session.store.count("article"))
        tags = self.tr("%n tag(s)", "", session.store.count("tag"))
        self._counts.setText(f"{articles} · {tags}")

    def _restore_layout(self) -> None:
        settings, em = self._services.settings, self._services.theme.em
        geometry, panes = settings.window_state(_GEOMETRY), settings.window_state(_PANES)
        if not (geometry and self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))):
            self.resize(round(em * 88), round(em * 52))
        if not (panes and self._splitter.restoreState(QByteArray.fromBase64(panes.encode()))):
            self._splitter.setSizes([round(em * 56), round(em * 32)])
        self._original_toggle.restore()

    def _save_layout(self) -> None:
        states = {_GEOMETRY: self.saveGeometry(), _PANES: self._splitter.saveState()}
        named = {name: bytes(state.toBase64().data()).decode() for name, state in states.items()}
        self._services.settings.set_window_states({**named, **self._original_toggle.state()})
