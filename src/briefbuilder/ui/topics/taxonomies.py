"""The taxonomies of a dossier: their editor, those in a shared folder, and the commands of the menu Topics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QPushButton, QTreeView, QWidget

from briefbuilder import app
from briefbuilder.app.shared_folders import SharedTaxonomyCopies, ShareReport
from briefbuilder.ui.services import Services
from briefbuilder.ui.share import SharedFolderCheck
from briefbuilder.ui.topics.commands import TopicCommands
from briefbuilder.ui.topics.overview import MatrixDialog, TagOverviewDialog
from briefbuilder.ui.topics.tree import TopicRole, TopicRowDelegate, TopicTreeModel
from briefbuilder.ui.widgets.controls import push_button, search_field, set_icon
from briefbuilder.ui.widgets.dialogs import DialogButtons, TickList, fill_dialog
from briefbuilder.ui.widgets.fixed import disable_fixed, fixed_label
from briefbuilder.ui.widgets.layouts import ContentArea, column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip

_MAX_EXPANDED = 80
"""Most topics for which the whole tree is expanded at first; of more, only what has tags."""


_ICONS = {
    "new": "plus", "edit": "pen-line", "rename": "type", "merge": "merge", "remove": "trash-2",
    "restore": "archive-restore", "import": "file-input", "export": "share-2", "undo": "undo-2", "redo": "redo-2",
}  # fmt: skip
"""The icons of the buttons."""


FindSections = Callable[[], Sequence[tuple[str, int]]]


class TopicsDialog(QDialog):
    """Edits the topics of the dossier. Each change is saved immediately and can be undone in the dialog."""

    def __init__(self, services: Services, commands: TopicCommands, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/edit-topics")
        self._services = services
        self._commands = commands
        self.setWindowTitle(self.tr("Topics"))
        self.line = search_field(self.tr("Find a topic"), services.theme, self)
        self.line.setClearButtonEnabled(True)
        self.model = TopicTreeModel(services.theme, services.language, self)
        self.view = self._create_view()
        self.status = PlainLabel("", self, role="muted", wraps=True)
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.line.textChanged.connect(self._on_search)
        self.view.selectionModel().selectionChanged.connect(self._update_buttons)
        services.holder.changed.connect(self._fill)
        services.holder.session_replaced.connect(self.reject)
        commands.imported.connect(self._on_imported)
        self._fill()
        self._expand()
        self._select(self.model.index(0, 0))
        self.view.setFocus()

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the topics that are selected, in the order of the tree."""
        rows = self.view.selectionModel().selectedRows()
        ids = (index.data(TopicRole.TOPIC) for index in rows)
        return tuple(str(topic) for topic in ids if topic)

    def choose(self, topic_id: str) -> None:
        """Select a topic and bring it into view."""
        index = self.model.index_of(topic_id)
        if index.isValid():
            self._select(index)
            self.view.scrollTo(index)

    def _select(self, index: QModelIndex) -> None:
        # With Control held, as for undo, the view itself would toggle the selection.
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _create_view(self) -> QTreeView:
        view = QTreeView(self)
        view.setModel(self.model)
        view.setAccessibleName(self.tr("Topics"))
        view.setItemDelegate(TopicRowDelegate(self._services.theme, view))
        view.setUniformRowHeights(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setExpandsOnDoubleClick(False)
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        # Of the rows in view: hundreds of topics would all be asked, again and again.
        header.setResizeContentsPrecision(0)
        view.verticalScrollBar().setAccessibleName(self.tr("Scroll the topics"))
        view.activated.connect(self._edit)
        return view

    def _lay_out(self) -> None:
        theme = self._services.theme
        tools = column_layout(None, gap=theme.space(0.3))
        for name, text, keys, run in (
            ("new", self.tr("&New …"), "Ins", self._create),
            ("edit", self.tr("&Edit …"), "", self._edit),
            ("rename", self.tr("Re&name …"), "F2", self._rename),
            ("merge", self.tr("&Merge …"), "Ctrl+M", self._merge),
            ("remove", self.tr("&Remove"), "Del", self._remove),
            ("restore", self.tr("Re&store removed"), "", self._commands.restore),
            ("import", self.tr("&Import …"), "Ctrl+I", self._import),
            ("export", self.tr("E&xport …"), "Ctrl+E", self._commands.export),
            ("undo", self.tr("&Undo"), "Ctrl+Z", self._undo),
            ("redo", self.tr("Re&do"), "Ctrl+Y", self._redo),
        ):
            if name in {"import", "undo"}:
                tools.addSpacing(theme.space(0.8))
            tools.addWidget(self._create_button(name, text, keys, run))
        tools.addStretch(1)
        area = ContentArea(tools, self)
        side = column_layout(
            None, area, push_button(self.tr("Close"), self, self.reject), gap=theme.space(0.3), grows=area
        )
        left = column_layout(None, self.line, self.view, self.status, gap=theme.space(0.4))
        row_layout(self, left, side, margins=theme.space(1), gap=theme.space(0.8), grows=left)
        self.resize(round(theme.line_height * 44), round(theme.line_height * 36))

    def _create_button(self, name: str, text: str, keys: str, run: Callable[[], object]) -> QPushButton:
        button = self.buttons[name] = push_button(text, self, run)
        set_icon(button, _ICONS[name], self._services.theme)
        if keys:
            # In the search field, Delete and Insert edit the text.
            inside = self.view if keys in {"Del", "Ins"} else self
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            shortcut = QShortcut(QKeySequence(keys), inside, context=context)
            shortcut.activated.connect(button.click)
            set_tip(button, shortcut.key().toString(QKeySequence.SequenceFormat.NativeText))
        elif name == "edit":
            set_tip(button, QKeySequence("Return").toString(QKeySequence.SequenceFormat.NativeText))
        return button

    @Slot()
    @Slot(object)
    def _fill(self, _keys: object = None) -> None:
        session = self._services.holder.session
        if session is None:
            return
        current, expanded = str(self.view.currentIndex().data(TopicRole.TOPIC) or ""), self._expanded()
        at = self.view.verticalScrollBar().value()
        self.model.show(session.taxonomy, session.store.tag_index.counts())
        for index in self._all_indexes():
            if index.data(TopicRole.TOPIC) in expanded or index.data(TopicRole.GROUP) in expanded:
                self.view.expand(index)
        self.view.verticalScrollBar().setValue(at)
        if current:
            self.choose(current)
        self._update_buttons()

    @Slot(str)
    def _on_search(self, words: str) -> None:
        self.model.find(words)
        if not words.strip():
            self._expand()
        self._select(self.model.index(0, 0))
        self._update_buttons()

    @Slot()
    def _update_buttons(self) -> None:
        session, chosen = self._services.holder.session, self.chosen()
        writable = self._services.holder.writable
        is_single = len(chosen) == 1
        group = self.view.currentIndex().data(TopicRole.GROUP)
        states = {
            "new": writable,
            "edit": writable and is_single,
            "rename": writable and (is_single or (not chosen and bool(group))),
            "merge": writable and bool(chosen),
            "remove": writable and bool(chosen),
            "restore": writable and self._commands.can_restore(),
            "import": writable and not self._commands.busy,
            "export": session is not None,
            "undo": writable and session is not None and session.store.can_undo,
            "redo": writable and session is not None and session.store.can_redo,
        }
        for name, state in states.items():
            self.buttons[name].setEnabled(state)

    @Slot(str)
    def _on_imported(self, words: str) -> None:
        self.status.setText(words)
        self._update_buttons()

    def _expand(self) -> None:
        if len(self._commands.taxonomy().topics) <= _MAX_EXPANDED:
            self.view.expandAll()
            return
        for index in self._all_indexes():
            if self.model.tags_below(index):
                self.view.expand(index)

    def _expanded(self) -> set[str]:
        found = (index for index in self._all_indexes() if self.view.isExpanded(index))
        return {str(index.data(TopicRole.TOPIC) or index.data(TopicRole.GROUP)) for index in found}

    def _all_indexes(self) -> list[QModelIndex]:
        """Return all rows with children."""
        found: list[QModelIndex] = []
        queue = [QModelIndex()]
        while queue:
            above = queue.pop()
            rows = (self.model.index(row, 0, above) for row in range(self.model.rowCount(above)))
            below = [index for index in rows if self.model.rowCount(index)]
            found += below
            queue += below
        return found

    def _create(self) -> None:
        index = self.view.currentIndex()
        made = self._commands.create(self, group=str(index.data(TopicRole.GROUP) or ""))
        if made is not None:
            self.choose(made)

    @Slot()
    def _edit(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1 and self._services.holder.writable:
            self._commands.edit(chosen[0], self)

    def _rename(self) -> None:
        chosen, group = self.chosen(), self.view.currentIndex().data(TopicRole.GROUP)
        if len(chosen) == 1:
            self._commands.rename(chosen[0])
        elif group:
            self._commands.rename_group(str(group))

    def _merge(self) -> None:
        into = self._commands.merge(self.chosen(), self)
        if into is not None:
            self.choose(into)

    def _remove(self) -> None:
        self._commands.remove(self.chosen())

    def _import(self) -> None:
        self._commands.ask_import()
        if self._commands.busy:
            self.status.setText(self.tr("Reading the file …"))
        self._update_buttons()

    def _undo(self) -> None:
        self._services.holder.opened.store.undo()

    def _redo(self) -> None:
        self._services.holder.opened.store.redo()


class SharedTaxonomies(QObject):
    """Checks the shared folder when a dossier opens, and lets the user choose the dossier's taxonomies.

    `looked` is emitted after each check.
    """

    looked = Signal()

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self.check = SharedFolderCheck(services, lambda: services.resources.shared_taxonomies, self)
        self.check.looked.connect(self._on_looked)
        services.actions.register("choose-taxonomies", self.choose)
        services.holder.session_replaced.connect(self.check.look)
        self.check.look()

    @property
    def folder(self) -> Path | None:
        """The shared folder, or None."""
        return self._services.resources.shared_taxonomies.folder

    def set_folder(self, folder: Path | None) -> None:
        """Set the shared folder for all dossiers of this user."""
        self._services.settings.taxonomy_folder = folder
        self._services.resources.shared_taxonomies = SharedTaxonomyCopies(folder)
        self.check.check_new_folder()
        if folder is None:
            self.looked.emit()

    def choose(self) -> None:
        """Ask for the taxonomies of the dossier and for the shared folder."""
        chosen = self._services.holder.opened.chosen_taxonomies()
        dialog = TaxonomiesDialog(self._services, self, chosen, self._window)
        if self._services.prompter.run(dialog):
            self._services.apply(app.commands.taxonomy.choose_taxonomies, dialog.list.ticked)

    def words(self) -> str:
        """Return the problem with the shared folder, or an empty text."""
        lost = self.tr("{folder} cannot be reached. The last copies of its taxonomies are used.")
        return self.check.words(lost)

    @Slot(object)
    def _on_looked(self, report: ShareReport) -> None:
        session = self._services.holder.session
        if session is not None and report.changed:
            session.reload_taxonomy()
        if words := self.words():
            self._services.toasts.show(words)
        self.looked.emit()


class TaxonomiesDialog(QDialog):
    """Lists all taxonomies, also shared ones, and shows the shared folder."""

    def __init__(
        self, services: Services, shared: SharedTaxonomies, chosen: tuple[str, ...], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/choose-taxonomies")
        self._services = services
        self._shared = shared
        self._ticked = chosen
        self.setWindowTitle(self.tr("Taxonomies of this dossier"))
        self.list = TickList(self.tr("Taxonomies"), self)
        self.folder = PlainLabel("", self, wraps=True)
        self.problem = PlainLabel("", self, role="muted", wraps=True)
        self.share = push_button(self.tr("Shared &folder …"), self, self._on_choose_folder)
        self.none = push_button(self.tr("&No shared folder"), self, lambda: shared.set_folder(None))
        self._lay_out()
        shared.looked.connect(self._on_looked)
        self._fill()
        self.list.setFocus()

    def _lay_out(self) -> None:
        theme = self._services.theme
        sentence = self.tr(
            "Select the taxonomies for this dossier. Topics that are already used as tags are kept."
        )
        place = row_layout(None, self.folder, grows=self.folder)
        for button in (self.share, self.none):
            place.addWidget(button)
        buttons = DialogButtons(self, self.tr("Apply"), self.tr("Cancel"))
        policy = self._services.settings.policy
        buttons.agree.setEnabled(self._services.holder.writable and not policy.fixes("taxonomies"))
        fixed: tuple[QWidget, ...] = ()
        if policy.fixes("taxonomies"):
            disable_fixed(self.list)
            fixed = (fixed_label(self),)
        if policy.fixes("taxonomies-folder"):
            place.addWidget(fixed_label(self))
            for button in (self.share, self.none):
                disable_fixed(button)
                button.hide()
        words = PlainLabel(sentence, self, wraps=True)
        fill_dialog(self, theme, words, self.list, *fixed, place, self.problem, buttons, size=(40, 26))

    def _fill(self) -> None:
        self.list.clear()
        shared = self._services.resources.shared_taxonomies.paths()
        known = self._services.resources.taxonomies()
        # Those that the dossier uses come first.
        for name in dict.fromkeys((*self._ticked, *known)):
            text = self.tr("{name} (shared)").format(name=name) if name in shared else self._shown(name)
            if name not in known:
                text = self.tr("{name} (not found)").format(name=name)
            self.list.add(text, name, ticked=name in self._ticked)
        folder = self._shared.folder
        shown = self.tr("No shared folder is set.") if folder is None else str(folder)
        self.folder.setText(shown)
        is_fixed = self._services.settings.policy.fixes("taxonomies-folder")
        self.none.setEnabled(folder is not None and not is_fixed)
        self.problem.setText(self._shared.words())
        self.problem.setVisible(bool(self.problem.text()))

    def _shown(self, name: str) -> str:
        """Return what a taxonomy that ships is called."""
        shipped = {
            "diplomacy": self.tr("Diplomacy"),
            "economic-security": self.tr("Economic security"),
        }
        return shipped.get(name, name)

    @Slot()
    def _on_choose_folder(self) -> None:
        folder = self._services.prompter.open_folder(self.tr("Shared taxonomy folder"))
        if folder is not None:
            self._shared.set_folder(folder)

    @Slot()
    def _on_looked(self) -> None:
        self._ticked = self.list.ticked
        self._fill()


class TopicMenu(QObject):
    """Registers the actions of the menu.

    `found` returns the sections found by the search, `open_article` the id of the open article.
    """

    def __init__(
        self, services: Services, found: FindSections, open_article: Callable[[], str | None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._found = found
        self._open_article = open_article
        self.commands = TopicCommands(services, self)
        self.commands.imported.connect(services.toasts.show)
        self.shared = SharedTaxonomies(services, window)
        board = services.actions
        board.register("edit-topics", self._edit)
        board.register("import-topics", self.commands.ask_import)
        board.register("export-topics", self.commands.export)
        board.register("tag-found", self._tag_found)
        board.register("tags-by-topic", self._show_tags)
        board.register("tag-matrix", self._show_matrix)

    def _edit(self) -> None:
        dialog = TopicsDialog(self._services, self.commands, self._window)
        self._services.prompter.run(dialog)

    def _tag_found(self) -> None:
        hits = self._found()
        if hits:
            self.commands.tag_found(hits, self._window)
        else:
            self._services.toasts.show(
                self.tr("Search for words first. Then the sections found can be tagged.")
            )

    def _show_tags(self) -> None:
        session = self._services.holder.opened
        # The dialog stays open, so that passages can be dragged from it into the window.
        TagOverviewDialog(self._services, session, self._open_article(), self._window).show()

    def _show_matrix(self) -> None:
        dialog = MatrixDialog(self._services, self._services.holder.opened, self._window)
        if self._services.prompter.run(dialog) and dialog.chosen is not None:
            self._services.links.passage_show_requested.emit(dialog.chosen)
            self._services.actions.action("focus-article").trigger()
