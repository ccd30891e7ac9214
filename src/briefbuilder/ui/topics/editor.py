"""The editor of the taxonomy: a tree of topics with search and commands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.services import Services
from briefbuilder.ui.topics.commands import TopicCommands
from briefbuilder.ui.topics.tree import TopicRole, TopicRowDelegate, TopicTreeModel
from briefbuilder.ui.widgets.controls import search_field
from briefbuilder.ui.widgets.dialogs import muted_label
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.plain import set_tip

_MAX_EXPANDED = 80
"""Most topics for which the whole tree is expanded at first; of more, only what has tags."""


_ICONS = {
    "new": "plus", "edit": "pen-line", "rename": "type", "merge": "merge", "remove": "trash-2",
    "restore": "archive-restore", "import": "file-input", "export": "share-2", "undo": "undo-2", "redo": "redo-2",
}  # fmt: skip
"""The icons of the buttons."""


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
        self.status = muted_label(self)
        self._buttons: dict[str, QPushButton] = {}
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

    def button(self, name: str) -> QPushButton:
        """Return a button: "new", "edit", "rename", "merge", "remove", "restore", "import", "export", "undo" or "redo"."""
        return self._buttons[name]

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
        view.verticalScrollBar().setAccessibleName(self.tr("Scroll the topics"))
        view.activated.connect(self._edit)
        return view

    def _lay_out(self) -> None:
        theme = self._services.theme
        side = QVBoxLayout()
        side.setSpacing(theme.space(0.3))
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
                side.addSpacing(theme.space(0.8))
            side.addWidget(self._create_button(name, text, keys, run))
        side.addStretch(1)
        close = QPushButton(self.tr("Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        side.addWidget(close)
        left = QVBoxLayout()
        left.setSpacing(theme.space(0.4))
        for widget in (self.line, self.view, self.status):
            left.addWidget(widget)
        row = QHBoxLayout(self)
        pad = theme.space(1)
        row.setContentsMargins(pad, pad, pad, pad)
        row.setSpacing(theme.space(0.8))
        row.addLayout(left, 1)
        row.addLayout(side)
        self.resize(round(theme.line_height * 44), round(theme.line_height * 36))

    def _create_button(self, name: str, text: str, keys: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        theme = self._services.theme
        button.setIcon(themed_icon(_ICONS[name], theme))
        button.setIconSize(QSize(theme.px(20), theme.px(16)))
        button.setAutoDefault(False)
        button.clicked.connect(run)
        self._buttons[name] = button
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
        current, expanded = self._current(), self._expanded()
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
            self._buttons[name].setEnabled(state)

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

    def _current(self) -> str:
        return str(self.view.currentIndex().data(TopicRole.TOPIC) or "")

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
        session = self._services.holder.session
        if session is not None:
            session.store.undo()

    def _redo(self) -> None:
        session = self._services.holder.session
        if session is not None:
            session.store.redo()
