"""Commands on the taxonomy of the open dossier, the editor of its topics, and the menu Topics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QPushButton, QTreeView, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.topics import Topic
from briefbuilder.ui.services import Services
from briefbuilder.ui.settings import SharedTaxonomies
from briefbuilder.ui.topics.overview import MatrixDialog, TagOverviewDialog
from briefbuilder.ui.topics.topic_box import TopicChooser
from briefbuilder.ui.topics.tree import TopicForm, TopicRole, TopicRowDelegate, TopicTreeModel, group_name
from briefbuilder.ui.widgets.controls import SearchField, push_button, set_icon
from briefbuilder.ui.widgets.layouts import ContentArea, column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip
from briefbuilder.ui.widgets.rows import select_only

if TYPE_CHECKING:
    from briefbuilder.tagging.codebooks.codebook import Codebook


class TopicCommands(QObject):
    """Commands that ask for their input. `imported` carries a summary of an import or export, or an empty text."""

    imported = Signal(str)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.job = JobSlot(services.jobs)
        self._import_session: Session | None = None

    def create(self, owner: QWidget, group: str = "") -> str | None:
        """Ask for a new topic and return its id, or None."""
        return self._show_form(Topic(id="", group=group, colour=""), owner)

    def edit(self, topic_id: str, owner: QWidget) -> None:
        """Edit a topic in its form."""
        topic = self._services.holder.taxonomy.topic(topic_id)
        if topic is not None:
            self._show_form(topic, owner)

    def rename(self, topic_id: str) -> None:
        """Ask for a new name of a topic in the language of the window."""
        topic, language = self._services.holder.taxonomy.topic(topic_id), self._services.language
        if topic is None:
            return
        name = self._services.prompter.ask_text(
            self.tr("Rename topic"), self.tr("Name:"), self.tr("Rename"), topic.name(language)
        )
        if name is not None:
            self._services.change(app.commands.taxonomy.rename_topic, topic_id, name, language)

    def rename_group(self, group_id: str) -> None:
        """Ask for a new name of a group in the language of the window."""
        group, language = self._services.holder.taxonomy.group(group_id), self._services.language
        if group is None:
            return
        title, label = self.tr("Rename group"), self.tr("Name:")
        name = self._services.prompter.ask_text(title, label, self.tr("Rename"), group_name(group, language))
        if name is not None:
            self._services.change(app.commands.taxonomy.rename_group, group_id, name, language)

    def merge(self, topic_ids: Sequence[str], owner: QWidget) -> str | None:
        """Ask for the topic to merge others into, and return its id, or None."""
        names = self._names(topic_ids)
        sentence = self.tr("Merge {topics} into which topic?").format(topics=names)
        alone = topic_ids if len(topic_ids) == 1 else ()
        into = self._choose(
            self.tr("Merge topics"), sentence, owner, self.tr("Merge"), without=alone, first=topic_ids
        )
        if into is None:
            return None
        is_done = self._services.change(
            app.commands.taxonomy.merge_topics, topic_ids, into, self._services.language
        )
        return into if is_done else None

    def ask_group(self, topic_ids: Sequence[str], owner: QWidget) -> None:
        """Ask for the group to put topics into."""
        groups = [
            Topic(id=group.id, names=group.names, colour="")
            for group in self._services.holder.taxonomy.groups
        ]
        sentence = self.tr("Put {topics} into which group?").format(topics=self._names(topic_ids))
        group = self._choose(self.tr("Choose group"), sentence, owner, self.tr("Choose"), offered=groups)
        if group is not None:
            self.move(topic_ids, group)

    def move(self, topic_ids: Sequence[str], group: str) -> None:
        """Put topics into a group."""
        self._services.change(app.commands.taxonomy.move_topics, topic_ids, group, self._services.language)

    def remove(self, topic_ids: Sequence[str]) -> bool:
        """Remove topics, after confirmation if they have tags."""
        session = self._services.holder.session
        if session is None or not topic_ids:
            return False
        tags = sum(session.store.tag_index.counts().get(name, 0) for name in topic_ids)
        if tags and not self._confirm_removal(tags, topic_ids):
            return False
        return self._services.change(app.commands.taxonomy.remove_topics, topic_ids, self._services.language)

    def can_restore(self) -> bool:
        """Return whether topics of a taxonomy were removed from the dossier."""
        session = self._services.holder.session
        return session is not None and any(topic.removed for topic in session.store.topics())

    def restore(self) -> None:
        """Restore the removed topics of taxonomies."""
        self._services.change(app.commands.taxonomy.restore_topics)

    def tag_found(self, hits: Sequence[tuple[str, int]], owner: QWidget) -> None:
        """Ask for a topic and tag all search results with it."""
        sentence = self.tr("Which topic should the %n section(s) found be tagged with?", "", len(hits))
        topic = self._choose(self.tr("Tag all results"), sentence, owner, self.tr("Tag"))
        if topic is not None and self._services.holder.writable:
            run = self._services.attempt(
                app.commands.tags.tag_hits, self._services.holder.opened, hits, [topic]
            )
            if run is not None:
                self._services.run_steps(run, self)

    # Files -----------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Ask for a file and import its topics."""
        filters = self.tr("Taxonomies (*.yaml *.yml *.csv *.rdf *.xml *.ttl *.nt);;All files (*)")
        path = self._services.prompter.open_file(self.tr("Import topics"), filters)
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Read a file in the background and import its topics."""
        language = self._services.language
        self._import_session = self._services.holder.session

        def work(context: JobContext) -> Codebook:
            return app.taxonomies.read_codebook_file(path, language, job=context)

        self.job.start(work, self._on_read, self._on_failed, fault=self._on_failed)

    def export(self) -> None:
        """Ask for a file and export the topics in the format of its suffix."""
        session = self._services.holder.opened
        filters = self.tr("YAML (*.yaml);;CSV (*.csv);;SKOS, RDF/XML (*.rdf);;SKOS, Turtle (*.ttl)")
        suggested = f"{session.store.path.stem}.yaml"
        path = self._services.prompter.save_file(self.tr("Export topics"), suggested, filters)
        if path is None:
            return
        try:
            app.taxonomies.write_codebook(path, session.taxonomy)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return
        count = len(session.taxonomy.topics)
        self.imported.emit(self.tr("%n topic(s) exported to {file}", "", count).format(file=path.name))

    def _on_read(self, book: Codebook) -> None:
        words = self._services.words
        if self._services.holder.session is not self._import_session:
            # Another dossier was opened meanwhile.
            return
        if book.faults:
            first, more = book.faults[0], len(book.faults) - 1
            self._services.prompter.show_error(first)
            self.imported.emit(self.tr("The file has %n more error(s).", "", more) if more else "")
            return
        done = self._services.change(app.commands.taxonomy.import_taxonomy, book.taxonomy)
        count = len(book.taxonomy.topics)
        self.imported.emit(self.tr("%n topic(s) imported", "", count) if done else "")
        if done and book.notices:
            lines = [words.notice(notice) for notice in book.notices]
            self._services.prompter.show_message(
                self.tr("Import topics"), self.tr("Some of the file was not imported."), lines
            )

    def _on_failed(self, error: Exception) -> None:
        self.imported.emit("")
        self._services.show_failure(error)

    def _show_form(self, topic: Topic, owner: QWidget) -> str | None:
        form: TopicForm

        def choose(edited: Topic) -> str | None:
            sentence = self.tr("Choose a broader topic.")
            return self._choose(
                self.tr("Broader topic"), sentence, form, self.tr("Choose"), without=(edited.id,)
            )

        form = TopicForm(self._services, topic, choose, owner)
        created: list[str] = []

        def create_change(session: Session) -> ChangeSet:
            addition = app.commands.taxonomy.put_topic(
                session, form.topic, form.new_group, self._services.language
            )
            created.extend(change.key.id for change in addition.changes if change.key.collection == "topic")
            return addition

        # After an error, the form is shown again with the same values.
        while self._services.prompter.run(form):
            created.clear()
            if self._services.change(create_change):
                break
        else:
            created.clear()
        return created[0] if created else None

    def _choose(
        self,
        title: str,
        sentence: str,
        owner: QWidget,
        agree: str,
        *,
        without: Sequence[str] = (),
        first: Sequence[str] = (),
        offered: Sequence[Topic] = (),
    ) -> str | None:
        dialog = TopicChooser(
            self._services, sentence, agree, owner, without=without, first=first, offered=offered
        )
        dialog.setWindowTitle(title)
        return dialog.chosen if self._services.prompter.run(dialog) else None

    def _confirm_removal(self, tags: int, topic_ids: Sequence[str]) -> bool:
        question = self.tr(
            "%n tag(s) of {topics} will also be removed. To keep them, merge the topic instead. You can undo this.",
            "",
            tags,
        )
        title, agree = self.tr("Remove topics"), self.tr("Remove")
        return self._services.prompter.confirm(title, question.format(topics=self._names(topic_ids)), agree)

    def _names(self, topic_ids: Sequence[str]) -> str:
        topics = filter(None, (self._services.holder.taxonomy.topic(name) for name in topic_ids[:3]))
        names = [topic.name(self._services.language) for topic in topics]
        return ", ".join([*names, "…"] if len(topic_ids) > 3 else names)


_MAX_EXPANDED = 80
"""Most topics for which the whole tree is expanded at first; of more, only what has tags."""


_ICONS = {
    "new": "plus", "edit": "pen-line", "rename": "type", "group": "folder-input", "merge": "merge", "remove": "trash-2",
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
        self.line = SearchField(self.tr("Find a topic"), services.theme, self)
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
        self.model.dropped.connect(self._move)
        self._fill()
        self._expand()
        select_only(self.view, self.model.index(0, 0))
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
            select_only(self.view, index)
            self.view.scrollTo(index)

    def _create_view(self) -> QTreeView:
        view = QTreeView(self)
        view.setModel(self.model)
        view.setAccessibleName(self.tr("Topics"))
        view.setItemDelegate(TopicRowDelegate(self._services.theme, view))
        view.setUniformRowHeights(True)
        view.setIndentation(self._services.theme.px(20))
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
        if self._services.holder.writable:
            view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        view.activated.connect(self._edit)
        return view

    def _lay_out(self) -> None:
        theme, store = self._services.theme, self._services.holder.opened.store
        theme.style(self)
        tools = column_layout(None, gap=theme.space(0.3))
        for name, text, keys, run in (
            ("new", self.tr("&New …"), "Ins", self._create),
            ("edit", self.tr("&Edit …"), "", self._edit),
            ("rename", self.tr("Ren&ame …"), "F2", self._rename),
            ("group", self.tr("&Group …"), "Ctrl+G", self._ask_group),
            ("merge", self.tr("&Merge …"), "Ctrl+M", self._merge),
            ("remove", self.tr("&Remove"), "Del", self._remove),
            ("restore", self.tr("Re&store removed"), "", self._commands.restore),
            ("import", self.tr("&Import …"), "Ctrl+I", self._import),
            ("export", self.tr("E&xport …"), "Ctrl+E", self._commands.export),
            ("undo", self.tr("&Undo"), "Ctrl+Z", store.undo),
            ("redo", self.tr("Re&do"), "Ctrl+Y", store.redo),
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
        self.resize(round(theme.line_height * 50), round(theme.line_height * 36))

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
        current, expanded = self.view.currentIndex(), self._expanded()
        rows = [_row_name(index) for index in (*self._rows_from(current), self.view.indexAbove(current))]
        at = self.view.verticalScrollBar().value()
        self.model.show(session.taxonomy, session.store.tag_index.counts())
        for index in self._all_indexes():
            if index.data(TopicRole.TOPIC) in expanded or index.data(TopicRole.GROUP) in expanded:
                self.view.expand(index)
        self.view.verticalScrollBar().setValue(at)
        # A topic that is gone leaves its place to the row below it.
        shown = {_row_name(index): index for index in self._rows_from(self.model.index(0, 0))}
        found = (self.model.index_of(topic) if topic else shown.get((topic, group)) for topic, group in rows)
        if (
            row := next((index for index in found if index is not None and index.isValid()), None)
        ) is not None:
            select_only(self.view, row)
            self.view.scrollTo(row)
        self._update_buttons()

    @Slot(str)
    def _on_search(self, words: str) -> None:
        self.model.find(words)
        if not words.strip():
            self._expand()
        select_only(self.view, self.model.index(0, 0))
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
            "group": writable and bool(chosen) and bool(session and session.taxonomy.groups),
            "merge": writable and bool(chosen),
            "remove": writable and bool(chosen),
            "restore": writable and self._commands.can_restore(),
            "import": writable and not self._commands.job.running,
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
        if len(self._services.holder.taxonomy.topics) <= _MAX_EXPANDED:
            self.view.expandAll()
            return
        for index in self._all_indexes():
            if self.model.tags_below(index):
                self.view.expand(index)

    def _expanded(self) -> set[str]:
        found = (index for index in self._all_indexes() if self.view.isExpanded(index))
        return {str(index.data(TopicRole.TOPIC) or index.data(TopicRole.GROUP)) for index in found}

    def _rows_from(self, index: QModelIndex) -> Iterator[QModelIndex]:
        """Yield a row and those below it, in the order in which they are shown."""
        while index.isValid():
            yield index
            index = self.view.indexBelow(index)

    def _all_indexes(self) -> list[QModelIndex]:
        """Return all rows with children."""
        nodes = list(self.model.nodes)
        for node in nodes:
            nodes += node.children
        return [self.model.index_at(node) for node in nodes if node.children]

    def _create(self) -> None:
        index = self.view.currentIndex()
        result = self._commands.create(self, group=str(index.data(TopicRole.GROUP) or ""))
        if result is not None:
            self.choose(result)

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

    @Slot(str)
    def _move(self, group: str) -> None:
        self._commands.move(self.chosen(), group)

    def _ask_group(self) -> None:
        self._commands.ask_group(self.chosen(), self)

    def _merge(self) -> None:
        into = self._commands.merge(self.chosen(), self)
        if into is not None:
            self.choose(into)

    def _remove(self) -> None:
        self._commands.remove(self.chosen())

    def _import(self) -> None:
        self._commands.ask_import()
        if self._commands.job.running:
            self.status.setText(self.tr("Reading the file …"))
        self._update_buttons()


def _row_name(index: QModelIndex) -> tuple[str, str]:
    """Return what tells a topic, or a group, from the other rows."""
    topic = str(index.data(TopicRole.TOPIC) or "")
    return topic, "" if topic else str(index.data(TopicRole.GROUP) or "")


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
