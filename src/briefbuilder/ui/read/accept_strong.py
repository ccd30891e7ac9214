"""The strong suggestions of an article, or of the selected ones: found, listed with a tick each, and accepted in one act."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QTreeView, QWidget

from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.session import Session
from briefbuilder.app.suggestions import open_suggestions
from briefbuilder.domain.article import Article, Section
from briefbuilder.domain.errors import CancelledError
from briefbuilder.domain.topics import Judgement, Suggestion, Tag, Taxonomy
from briefbuilder.tagging.near_sections import SectionSuggester, suggest_in_article
from briefbuilder.ui.read.article_pane import ArticlePane
from briefbuilder.ui.read.article_words import section_name, title_of
from briefbuilder.ui.read.rail_rows import shown_suggestion
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.chip import topic_icon
from briefbuilder.ui.widgets.dialogs import DialogButtons, fill_dialog
from briefbuilder.ui.widgets.keys import FocusMemory
from briefbuilder.ui.widgets.plain import PlainLabel
from briefbuilder.ui.widgets.rows import Index, TreeModel, TreeNode

_ROW, _TOPIC = 28, 340
"""Design pixels: the height of a row, and the width of its first column."""
_STEP = 0.02
"""Seconds that rows are opened before the window processes events."""


@dataclass(frozen=True, slots=True)
class SectionSuggestions:
    """A section of an article, by its index and name, with its strong suggestions."""

    section: int
    name: str
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class ArticleSuggestions:
    """An article, by its id and title, with its sections that have strong suggestions."""

    article: str
    title: str
    sections: tuple[SectionSuggestions, ...]


@dataclass(slots=True)
class _Offer:
    """A suggestion for a section of an article, and whether it is ticked."""

    article: str
    section: int
    suggestion: Suggestion
    ticked: bool = True


_Node = TreeNode[str | _Offer]
"""A heading with what is below it, or a suggestion."""


class StrongModel(TreeModel[str | _Offer]):
    """Suggestions below the names of their sections, and these below their articles if there are several.

    A suggestion has its words in the second column. The tick of a heading is that of all below it.
    `ticks_changed` is emitted once for each change of ticks.
    """

    ticks_changed = Signal()

    def __init__(
        self, articles: Sequence[ArticleSuggestions], taxonomy: Taxonomy, services: Services, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.columns = (self.tr("Topic"), self.tr("Words"))
        self._taxonomy, self._services = taxonomy, services
        self._heading = QFont()
        self._heading.setBold(True)
        nodes = [
            _Node(
                article_suggestions.title,
                [
                    _section_node(article_suggestions.article, suggestions)
                    for suggestions in article_suggestions.sections
                ],
            )
            for article_suggestions in articles
        ]
        self.show_nodes(nodes[0].children if len(nodes) == 1 else nodes)

    def offers(self, nodes: Sequence[_Node]) -> Iterator[_Offer]:
        """Yield the suggestions at and below some nodes, in their order."""
        for node in nodes:
            if isinstance(node.value, _Offer):
                yield node.value
            else:
                yield from self.offers(node.children)

    def headings(self, nodes: Sequence[_Node]) -> Iterator[_Node]:
        """Yield the headings at and below some nodes, in their order."""
        for node in nodes:
            if node.children:
                yield node
                yield from self.headings(node.children)

    def tick(self, node: _Node, *, ticked: bool) -> None:
        """Tick a suggestion, or all below a heading, or take the ticks off."""
        for offer in self.offers([node]):
            offer.ticked = ticked
        for below in self.headings([node]):
            self.dataChanged.emit(self.index_at(below.children[0]), self.index_at(below.children[-1]))
        above: _Node | None = node
        while above is not None:
            self.dataChanged.emit(self.index_at(above), self.index_at(above))
            above = above.parent
        self.ticks_changed.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that the first column can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == 0 else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a row, or take its tick off."""
        node = self.node(index)
        if node is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick(node, ticked=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def cell_data(self, node: _Node, column: int, role: int) -> object:
        """Return what a cell shows."""
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, self._services.theme.px(_ROW))
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            return self._state(node)
        if isinstance(node.value, _Offer):
            return self._offer_data(node.value.suggestion, column, role)
        if role == Qt.ItemDataRole.FontRole:
            return self._heading
        return node.value if role == Qt.ItemDataRole.DisplayRole and column == 0 else None

    def _state(self, node: _Node) -> Qt.CheckState:
        states = {offer.ticked for offer in self.offers([node])}
        if len(states) > 1:
            return Qt.CheckState.PartiallyChecked
        return Qt.CheckState.Checked if True in states else Qt.CheckState.Unchecked

    def _offer_data(self, suggestion: Suggestion, column: int, role: int) -> object:
        theme = self._services.theme
        if column == 1:
            if role == Qt.ItemDataRole.ForegroundRole:
                return theme.colours.colour("muted")
            words = dict.fromkeys(evidence.text for evidence in suggestion.evidence)
            return ", ".join(words) if role == Qt.ItemDataRole.DisplayRole else None
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole}:
            return None
        shown = shown_suggestion(suggestion, self._taxonomy, self._services)
        return shown.name if role == Qt.ItemDataRole.DisplayRole else topic_icon(shown.colour, theme)


def _section_node(article: str, section: SectionSuggestions) -> _Node:
    return _Node(
        section.name,
        [_Node(_Offer(article, section.section, suggestion)) for suggestion in section.suggestions],
    )


class AcceptStrongDialog(QDialog):
    """Lists suggestions by article and section, all of them ticked. Enter accepts what is ticked."""

    def __init__(
        self,
        articles: Sequence[ArticleSuggestions],
        current: int,
        taxonomy: Taxonomy,
        services: Services,
        parent: QWidget | None,
    ) -> None:
        """List suggestions; `current` is the index of the section that is read, if there is one article."""
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/accept-suggestions")
        self.setWindowTitle(self.tr("Accept strong suggestions"))
        theme = services.theme
        words = PlainLabel(
            self.tr("Each ticked topic is assigned to the section above it."), self, role="muted"
        )
        self.model = StrongModel(articles, taxonomy, services, self)
        self.tree = QTreeView(self)
        self.tree.setModel(self.model)
        self.tree.setAccessibleName(self.tr("Strong suggestions"))
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setRootIsDecorated(len(articles) > 1)
        self.tree.setItemsExpandable(len(articles) > 1)
        self.tree.setIndentation(theme.px(18))
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.verticalScrollBar().setAccessibleName(self.tr("Scroll the suggestions"))
        self.tree.setColumnWidth(0, theme.px(_TOPIC))
        self._current = current
        sections = [suggestions.section for suggestions in articles[0].sections] if len(articles) == 1 else []
        self.section_only = QCheckBox(self.tr("Only the &current section"), self)
        self.section_only.toggled.connect(self._on_section_only)
        self.section_only.setVisible(len(sections) > 1 and current in sections)
        buttons = DialogButtons(self, "")
        self._agree = buttons.agree
        self._agree.setMinimumWidth(theme.px(132))
        fill_dialog(self, theme, words, self.tree, self.section_only, buttons, gap=0.5)
        self._closed = self.model.headings(self.model.nodes)
        self._open_rows()
        self._choose_first(self.model.nodes[sections.index(current) if current in sections else 0])
        self.model.ticks_changed.connect(self._show_count)
        self._show_count()
        rows = len(self.ticked) + sum(1 for _ in self.model.headings(self.model.nodes))
        self.resize(theme.px(640), min(theme.px(560), theme.px(150) + rows * theme.px(30)))
        self.tree.setFocus()

    @property
    def ticked(self) -> tuple[tuple[str, int, Suggestion], ...]:
        """The ticked suggestions, each with the id of its article and the index of its section."""
        offers = self.model.offers(self.model.nodes)
        return tuple((offer.article, offer.section, offer.suggestion) for offer in offers if offer.ticked)

    def _choose_first(self, node: _Node) -> None:
        """Make the first suggestion at or below a node the current one."""
        while node.children:
            node = node.children[0]
        self.tree.setCurrentIndex(self.model.index_at(node))

    @Slot()
    def _open_rows(self) -> None:
        """Show what is below the headings, in steps between which the window processes events."""
        until = perf_counter() + _STEP
        for heading in self._closed:
            index = self.model.index_at(heading)
            self.tree.setFirstColumnSpanned(heading.place, index.parent(), True)
            self.tree.expand(index)
            if perf_counter() >= until:
                QTimer.singleShot(0, self, self._open_rows)
                return

    @Slot(bool)
    def _on_section_only(self, only: bool) -> None:
        for node in self.model.nodes:
            section = next(self.model.offers([node])).section
            self.model.tick(node, ticked=not only or section == self._current)

    @Slot()
    def _show_count(self) -> None:
        count = len(self.ticked)
        self._agree.setText(self.tr("Add %n topic(s)", "", count))
        self._agree.setEnabled(count > 0)


_LATER = 500
"""Milliseconds between two checks whether the dialog that is open was closed."""
_Read = tuple[Article, str, tuple[Tag, ...], tuple[Judgement, ...]]
"""An article with its title, its tags and its judgements."""


def _read_article(session: Session, article_id: str) -> _Read | None:
    """Return what suggestions for an article follow from, None if it was removed."""
    record = session.store.record(article_id)
    if record is None:
        return None
    title = title_of(record.metadata, record.original.name)
    tags, judgements = session.store.tags(article_id), session.store.judgements(article_id)
    return session.store.article(article_id), title, tags, judgements


def _find_strong(
    article_ids: tuple[str, ...], suggester: SectionSuggester, context: JobContext
) -> tuple[ArticleSuggestions, ...]:
    """Return the strong suggestions for articles, without articles that have none; runs in a job."""
    found: list[ArticleSuggestions] = []
    for place, article_id in enumerate(article_ids):
        context.advance(place / len(article_ids))
        read: _Read | None = context.request(article_id)
        if read is not None:
            article, title, tags, judgements = read
            suggested = suggest_in_article(suggester, article)
            offered = open_suggestions(article, suggested, tags, judgements)
            found += _strong_of(article_id, title, article.sections, offered)
    return tuple(found)


def _strong_of(
    article_id: str, title: str, sections: Sequence[Section], offered: Sequence[Sequence[Suggestion]]
) -> Iterator[ArticleSuggestions]:
    """Yield an article with the sections that have strong suggestions, nothing if there are none."""
    strong = [
        tuple(suggestion for suggestion in section if suggestion.strength == "strong") for section in offered
    ]
    listed = tuple(
        SectionSuggestions(index, section_name(sections, index), suggestions)
        for index, suggestions in enumerate(strong)
        if suggestions
    )
    if listed:
        yield ArticleSuggestions(article_id, title, listed)


class StrongSuggestions(QObject):
    """Lists the strong suggestions of the selected articles, or of the open one, and accepts those that stay ticked.

    What is found for several articles comes from a `job`; that of the open one is there as soon as its suggestions are.
    """

    def __init__(
        self, services: Services, article: ArticlePane, chosen: Callable[[], tuple[str, ...]], parent: QObject
    ) -> None:
        """Create the command; `chosen` returns the ids of the selected articles."""
        super().__init__(parent)
        self._services, self._article, self._chosen = services, article, chosen
        self.job = JobSlot(services.jobs)
        self._listed_later: str | None = None
        services.actions.register("accept-all", self.accept, enabled=article.tag_commands.is_reading)
        article.article_shown.connect(self._on_article_shown)
        article.target_changed.connect(self._on_target_changed)

    def accept(self) -> None:
        """List the suggestions of the selected articles if there are several, else of the open one."""
        chosen = self._chosen()
        if len(chosen) > 1:
            self._listed_later = None
            self._find(chosen)
        else:
            self.accept_open()

    @Slot()
    def accept_open(self) -> None:
        """List the suggestions of the open article."""
        self.job.cancel()
        session, reading = self._services.holder.session, self._article.reading
        if session is None or reading is None:
            return
        if reading.waiting:
            self._listed_later = reading.article.id
            self._say_waiting()
            return
        article = reading.article
        title = title_of(article.metadata, article.original.name)
        found = tuple(_strong_of(article.id, title, reading.sections, reading.suggestions))
        current = reading.target.section if reading.target is not None else 0
        self._list(session, found, current, self.tr("There are no strong suggestions for this article."))

    def _find(self, article_ids: tuple[str, ...]) -> None:
        session = self._services.holder.opened
        self._say_waiting((self.tr("Cancel"), self.job.cancel))
        self.job.start(
            partial(_find_strong, article_ids, session.suggestions.current_model()),
            partial(self._on_found, article_ids, session.taxonomy),
            self._services.show_failure,
            on_progress=self._on_progress,
            on_request=partial(self._on_request, session),
        )

    def _say_waiting(self, *actions: tuple[str, Callable[[], object]]) -> None:
        self._services.toasts.show(
            self.tr("Topics are still being looked for. The list opens when they are found."), *actions
        )

    def _on_progress(self, _share: float) -> None:
        """Say again that topics are looked for if the message has gone by itself."""
        if self._services.toasts.toast is None:
            self._say_waiting((self.tr("Cancel"), self.job.cancel))

    def _on_request(self, session: Session, article_id: str) -> _Read | None:
        if session is not self._services.holder.session:
            raise CancelledError
        return _read_article(session, article_id)

    def _on_found(
        self, article_ids: tuple[str, ...], taxonomy: Taxonomy, found: tuple[ArticleSuggestions, ...]
    ) -> None:
        """List what was found, if the same articles are still selected, apart from those that were removed."""
        session = self._services.holder.session
        again = partial(self._on_found, article_ids, taxonomy, found)
        if session is None or self._must_wait(again):
            return
        kept = {article for article in article_ids if session.store.record(article) is not None}
        if not kept or kept != set(self._chosen()):
            return
        if session.taxonomy is not taxonomy:
            self._find(article_ids)
            return
        self._services.toasts.clear()
        there = tuple(suggestions for suggestions in found if suggestions.article in kept)
        self._list(session, there, -1, self.tr("There are no strong suggestions for these articles."))

    def _must_wait(self, show: Callable[[], object]) -> bool:
        """Return whether a list must wait: for the end of a dialog, or, in the mode Brief, until the user asks for it."""
        if QApplication.activeModalWidget() is not None:
            QTimer.singleShot(_LATER, self, show)
            return True
        if self._services.modes.mode == "read":
            return False

        def run() -> None:
            self._services.modes.choose("read")
            show()

        self._services.toasts.show(self.tr("The suggestions were found."), (self.tr("Show list"), run))
        return True

    def _list(
        self, session: Session, articles: tuple[ArticleSuggestions, ...], current: int, nothing: str
    ) -> None:
        """List suggestions, and accept those that stay ticked; the focus stays."""
        if not articles:
            self._services.toasts.show(nothing)
            return
        window, before = self._article.window(), FocusMemory()
        before.note(window)
        dialog = AcceptStrongDialog(articles, current, session.taxonomy, self._services, window)
        if self._services.prompter.run(dialog):
            self._article.tag_commands.accept_each(dialog.ticked)
        if not before.give_back(Qt.FocusReason.OtherFocusReason):
            self._article.canvas.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_article_shown(self, _article: str) -> None:
        self._listed_later = None

    @Slot()
    def _on_target_changed(self) -> None:
        reading = self._article.reading
        if self._listed_later is not None and reading is not None and not reading.waiting:
            # Not now: others follow the same signal.
            QTimer.singleShot(0, self, self._list_late)

    @Slot()
    def _list_late(self) -> None:
        """List the strong suggestions that were asked for while topics were looked for, if the user still reads the article."""
        wanted, reading = self._listed_later, self._article.reading
        if (
            wanted is None
            or reading is None
            or reading.article.id != wanted
            or self._must_wait(self._list_late)
        ):
            return
        self._listed_later = None
        self._services.toasts.clear()
        self.accept_open()
