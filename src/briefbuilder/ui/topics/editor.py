"""The editor of the taxonomy: a tree of topics with a line to find them, and every act on them by key or button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.services import Services
from briefbuilder.ui.topics.commands import TopicCommands
from briefbuilder.ui.topics.tree import TopicRole, TopicTreeModel
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip

_MOST_EXPANDED = 400
"""Topics up to which the whole tree is open at first."""


class TopicsDialog(QDialog):
    """The topics of the dossier. Each act counts at once, and can be undone here, too."""

    def __init__(self, services: Services, acts: TopicCommands, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._services = services
        self._acts = acts
        self.setWindowTitle(self.tr("Topics"))
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Find a topic"))
        self.line.setAccessibleName(self.tr("Find a topic"))
        self.line.setClearButtonEnabled(True)
        self.model = TopicTreeModel(services.theme, services.language, self)
        self.view = self._made_view()
        self.told = PlainLabel("", self)
        self.told.setObjectName("muted")
        self.told.setWordWrap(True)
        self._buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.line.textChanged.connect(self._on_words)
        self.view.selectionModel().selectionChanged.connect(self._on_chosen)
        services.holder.changed.connect(self._fill)
        services.holder.session_replaced.connect(self.reject)
        acts.imported.connect(self._on_imported)
        self._fill()
        self._expand()
        self._select(self.model.index(0, 0))
        self.view.setFocus()

    def button(self, name: str) -> QPushButton:
        """Return the button of an act: "new", "edit", "rename", "merge", "remove", "restore", "import", "export", "undo", "redo"."""
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
        # Whatever keys are down: with Control held, as for undo, the view would take it for a wish to choose less.
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _made_view(self) -> QTreeView:
        view = QTreeView(self)
        view.setModel(self.model)
        view.setAccessibleName(self.tr("Topics"))
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
            ("restore", self.tr("&Bring back removed"), "", self._acts.restore),
            ("import", self.tr("&Import …"), "Ctrl+I", self._import),
            ("export", self.tr("E&xport …"), "Ctrl+E", self._acts.export),
            ("undo", self.tr("&Undo"), "Ctrl+Z", self._undo),
            ("redo", self.tr("Re&do"), "Ctrl+Y", self._redo),
        ):
            if name in {"import", "undo"}:
                side.addSpacing(theme.space(0.8))
            side.addWidget(self._made_button(name, text, keys, run))
        side.addStretch(1)
        close = QPushButton(self.tr("Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        side.addWidget(close)
        left = QVBoxLayout()
        left.setSpacing(theme.space(0.4))
        for widget in (self.line, self.view, self.told):
            left.addWidget(widget)
        row = QHBoxLayout(self)
        pad = theme.space(1)
        row.setContentsMargins(pad, pad, pad, pad)
        row.setSpacing(theme.space(0.8))
        row.addLayout(left, 1)
        row.addLayout(side)
        self.resize(round(theme.em * 44), round(theme.em * 36))

    def _made_button(self, name: str, text: str, keys: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(run)
        self._buttons[name] = button
        if keys:
            # Delete and Insert belong to the line while something is typed there.
            inside = self.view if keys in {"Del", "Ins"} else self
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            shortcut = QShortcut(QKeySequence(keys), inside, context=context)
            shortcut.activated.connect(button.click)
            set_tip(button, shortcut.key().toString(QKeySequence.SequenceFormat.NativeText))
        elif name == "edit":
            set_tip(button, QKeySequence("Return").toString(QKeySequence.SequenceFormat.NativeText))
        return button

    # What is shown ---------------------------------------------------------------------------

    @Slot()
    @Slot(object)
    def _fill(self, _keys: object = None) -> None:
        session = self._services.holder.session
        if session is None:
            return
        current, opened = self._current(), self._opened()
        at = self.view.verticalScrollBar().value()
        self.model.show(session.taxonomy, session.store.tag_index.counts())
        for index in self._all_indexes():
            if index.data(TopicRole.TOPIC) in opened or index.data(TopicRole.GROUP) in opened:
                self.view.expand(index)
        self.view.verticalScrollBar().setValue(at)
        if current:
            self.choose(current)
        self._on_chosen()

    @Slot(str)
    def _on_words(self, words: str) -> None:
        self.model.find(words)
        if not words.strip():
            self._expand()
        self._select(self.model.index(0, 0))
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        session, chosen = self._services.holder.session, self.chosen()
        writable = self._services.holder.writable
        one = len(chosen) == 1
        group = self.view.currentIndex().data(TopicRole.GROUP)
        states = {
            "new": writable,
            "edit": writable and one,
            "rename": writable and (one or (not chosen and bool(group))),
            "merge": writable and bool(chosen),
            "remove": writable and bool(chosen),
            "restore": writable and self._acts.can_restore(),
            "import": writable and not self._acts.busy,
            "export": session is not None,
            "undo": writable and session is not None and session.store.can_undo,
            "redo": writable and session is not None and session.store.can_redo,
        }
        for name, state in states.items():
            self._buttons[name].setEnabled(state)

    @Slot(str)
    def _on_imported(self, words: str) -> None:
        self.told.setText(words)
        self._on_chosen()

    def _expand(self) -> None:
        if len(self._acts.taxonomy().topics) <= _MOST_EXPANDED:
            self.view.expandAll()

    def _current(self) -> str:
        return str(self.view.currentIndex().data(TopicRole.TOPIC) or "")

    def _opened(self) -> set[str]:
        found = (index for index in self._all_indexes() if self.view.isExpanded(index))
        return {str(index.data(TopicRole.TOPIC) or index.data(TopicRole.GROUP)) for index in found}

    def _all_indexes(self) -> list[QModelIndex]:
        """Return every row that has rows under it."""
        found: list[QModelIndex] = []
        waiting = [QModelIndex()]
        while waiting:
            above = waiting.pop()
            rows = (self.model.index(row, 0, above) for row in range(self.model.rowCount(above)))
            below = [index for index in rows if self.model.rowCount(index)]
            found += below
            waiting += below
        return found

    # What is asked ---------------------------------------------------------------------------

    def _create(self) -> None:
        index = self.view.currentIndex()
        made = self._acts.create(self, group=str(index.data(TopicRole.GROUP) or ""))
        if made is not None:
            self.choose(made)

    @Slot()
    def _edit(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1 and self._services.holder.writable:
            self._acts.edit(chosen[0], self)

    def _rename(self) -> None:
        chosen, group = self.chosen(), self.view.currentIndex().data(TopicRole.GROUP)
        if len(chosen) == 1:
            self._acts.rename(chosen[0])
        elif group:
            self._acts.rename_group(str(group))

    def _merge(self) -> None:
        into = self._acts.merge(self.chosen(), self)
        if into is not None:
            self.choose(into)

    def _remove(self) -> None:
        self._acts.remove(self.chosen())

    def _import(self) -> None:
        self._acts.ask_import()
        if self._acts.busy:
            self.told.setText(self.tr("Reading the file …"))
        self._on_chosen()

    def _undo(self) -> None:
        session = self._services.holder.session
        if session is not None:
            session.store.undo()

    def _redo(self) -> None:
        session = self._services.holder.session
        if session is not None:
            session.store.redo()
