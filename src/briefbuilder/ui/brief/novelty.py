"""What is new since the current briefing, and the next briefing with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QLineEdit,
    QProgressBar,
    QTreeView,
    QWidget,
)

from briefbuilder.app.jobs import JobSlot
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.dialogs import DialogButtons, fill_dialog
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.novelty import NoveltyResult, SectionNovelty
    from briefbuilder.app.session import Session
    from briefbuilder.domain.briefing import Briefing
    from briefbuilder.evidence.novelty import SentenceNovelty, State

_PLACE = Qt.ItemDataRole.UserRole + 1
_MOST_SENTENCES = 20
"""The most sentences that are listed under a section."""
_OPEN: tuple[State, ...] = ("new", "changed")


class NoveltyCommands(QObject):
    """Shows what is new since the current briefing, and makes the next one."""

    def __init__(self, services: Services, current: CurrentBriefing, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._current, self._over = services, current, parent
        services.actions.register("follow-briefing", self._run, enabled=lambda: current.writable)

    @Slot()
    def _run(self) -> None:
        briefing, session = self._current.briefing, self._services.holder.session
        if briefing is None or session is None:
            return
        dialog = NoveltyDialog(self._services, session, briefing, self._over.window())
        agreed = self._services.prompter.run(dialog)
        dialog.stop()
        title, left_out, place = dialog.title, dialog.left_out, dialog.place
        if place is not None:
            self._show(session, *place)
        elif agreed and title:
            self._current.create_next(title, left_out)

    def _show(self, session: Session, article_id: str, block_id: str) -> None:
        """Show a paragraph of an article."""
        from briefbuilder.domain.passage import passage_of

        article = session.store.article(article_id) if session.store.record(article_id) else None
        block = article.block(block_id) if article is not None else None
        if article is not None and block is not None:
            self._services.links.passage_show_requested.emit(passage_of(article, (block,)))


class NoveltyDialog(QDialog):
    """Lists the sections imported since a briefing, new ones first, and asks for the title of the next briefing.

    `left_out` are the sections that the next briefing does not gather; `place` is the article and the paragraph that
    the user wants to see instead, or None.
    """

    def __init__(self, services: Services, session: Session, briefing: Briefing, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/continue-a-briefing")
        self._services = services
        self._result: NoveltyResult | None = None
        self.place: tuple[str, str] | None = None
        self.setWindowTitle(self.tr("New since “{title}”").format(title=plain_text(briefing.title)))
        self.state = PlainLabel(self.tr("Comparing the articles imported since …"), self, wraps=True)
        self._busy = QProgressBar(self)
        self._busy.setAccessibleName(self.tr("Progress of the comparison"))
        self._busy.setTextVisible(False)
        self._busy.setRange(0, 0)
        self._model = QStandardItemModel(self)
        self.tree = self._make_tree()
        self._title = QLineEdit(briefing.title, self)
        label = PlainLabel(self.tr("&Title of the next briefing"), self, names=self._title)
        self.also_reported = QCheckBox(self.tr("&Gather also what was already reported"), self)
        buttons = DialogButtons(self, self.tr("Create briefing"), self.tr("Close"))
        self._agree = buttons.agree
        self._title.textChanged.connect(self._refresh)
        parts = (self.state, self._busy, self.tree, label, self._title, self.also_reported, buttons)
        fill_dialog(self, services.theme, *parts, gap=0.5, size=(40, 28))
        self._title.setFocus()
        self._job = JobSlot(services.jobs)
        self._job.start(
            partial(_compare, briefing.id),
            self._on_compared,
            self._on_failed,
            ended=self._on_ended,
            on_progress=self._on_progress,
            on_request=partial(_read, session),
        )

    @property
    def title(self) -> str:
        """The title of the next briefing."""
        return self._title.text().strip()

    @property
    def comparing(self) -> bool:
        """Whether the articles are still being compared."""
        return self._job.running

    @property
    def left_out(self) -> frozenset[tuple[str, int]]:
        """The article and number of each section that was reported already; none if these are gathered, too."""
        if self._result is None or self.also_reported.isChecked():
            return frozenset()
        return frozenset(
            (one.section.article, one.section.section)
            for one in self._result.sections
            if one.state not in _OPEN
        )

    def stop(self) -> None:
        """Cancel the comparison."""
        self._job.cancel()

    def _make_tree(self) -> QTreeView:
        tree = QTreeView(self)
        tree.setModel(self._model)
        tree.setHeaderHidden(True)
        tree.setWordWrap(True)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setAccessibleName(self.tr("Sections imported since"))
        tree.activated.connect(self._on_activated)
        return tree

    @Slot()
    def _refresh(self) -> None:
        self._agree.setEnabled(bool(self.title) and not self.comparing)

    def _on_progress(self, share: float) -> None:
        self._busy.setRange(0, 1000)
        self._busy.setValue(round(share * 1000))

    def _on_compared(self, result: NoveltyResult) -> None:
        self._result = result
        fresh = sum(one.state in _OPEN for one in result.sections)
        words = self.tr("%n section(s) with something new", "", fresh)
        lines = [words if result.sections else self.tr("Nothing was imported since this briefing.")]
        if result.sections and not result.with_vectors:
            lines.append(self.tr("Only copies and changed figures are recognized as reported."))
        self.state.setText(" · ".join(lines))
        for state in ("new", "changed", "reported", "copy"):
            self._add_group(state, [one for one in result.sections if one.state == state])
        self.also_reported.setVisible(any(one.state not in _OPEN for one in result.sections))

    def _add_group(self, state: State, sections: list[SectionNovelty]) -> None:
        if not sections or self._result is None:
            return
        count = f"{self._services.words.text(f'novelty-{state}')} ({len(sections)})"
        group = QStandardItem(count)
        for one in sections:
            title = self._result.titles[one.section.article]
            heading = f"{title} · {one.section.heading}" if one.section.heading else title
            counted = self.tr("{new} of %n sentence(s) new", "", len(one.sentences)).format(new=one.new_count)
            row = _item(f"{heading} — {counted}", one.sentences[0])
            for sentence in _shown(one):
                row.appendRow(self._sentence_row(sentence))
            group.appendRow(row)
        self._model.appendRow(group)
        if state in _OPEN:
            self.tree.expand(group.index())

    def _sentence_row(self, found: SentenceNovelty) -> QStandardItem:
        text = found.sentence.text
        if found.state == "changed":
            change = self.tr("{before} → {after}: {text}")
            text = change.format(before=found.before, after=found.after, text=text)
        row = _item(text, found)
        if found.earlier is not None:
            earlier = self.tr("Reported: {text}").format(text=found.earlier.text)
            row.appendRow(_place_item(earlier, found.earlier.article, found.earlier.block))
        return row

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        place = index.data(_PLACE)
        if place is not None:
            self.place = (str(place[0]), str(place[1]))
            self.accept()

    def _on_ended(self) -> None:
        self._busy.hide()
        self._refresh()

    def _on_failed(self, error: BriefbuilderError) -> None:
        self.state.setText(self._services.words.error(error))


def _shown(section: SectionNovelty) -> list[SentenceNovelty]:
    """Return the sentences that are listed, changed ones first, then new ones; of a repeated section, all."""
    order = {"changed": 0, "new": 1, "reported": 2, "copy": 3}
    return sorted(section.sentences, key=lambda one: order[one.state])[:_MOST_SENTENCES]


def _item(text: str, found: SentenceNovelty) -> QStandardItem:
    return _place_item(text, found.sentence.article, found.sentence.block)


def _place_item(text: str, article: str, block: str) -> QStandardItem:
    item = QStandardItem(plain_text(" ".join(text.split())))
    item.setData((article, block), _PLACE)
    return item


def _compare(briefing_id: str, context: JobContext) -> NoveltyResult:
    """Read what is compared, an article at a time on the window's thread, and compare it in a worker."""
    from briefbuilder.app.novelty import (
        LaterArticle,
        NoveltyInput,
        NoveltyPlan,
        NoveltyResult,
        judge_sections,
    )
    from briefbuilder.domain.facts import FactSource

    plan: NoveltyPlan = context.request(("plan", briefing_id))
    count = len(plan.reported) + len(plan.later)
    reported: list[FactSource] = []
    later: list[LaterArticle] = []
    for name in plan.reported:
        reported.append(context.request(("reported", name)))
        context.progress(len(reported) / count)
    for name in plan.later:
        later.append(context.request(("later", name)))
        context.progress((len(reported) + len(later)) / count)
    if not later:
        return NoveltyResult()
    return context.run_isolated(judge_sections, NoveltyInput(reported=tuple(reported), later=tuple(later)))


def _read(session: Session, wanted: object) -> object:
    """Answer a request of `_compare`."""
    from briefbuilder.app.evidence import facts_of
    from briefbuilder.app.novelty import plan_novelty, read_later

    assert isinstance(wanted, tuple)
    kind, name = wanted
    read = {"plan": plan_novelty, "reported": facts_of, "later": read_later}[kind]
    return read(session, name)
