"""A Word file that came back: it is read in other processes, then its changes are reviewed beside the briefing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from briefbuilder import app
from briefbuilder.app.commands import word_changes
from briefbuilder.app.commands.word_changes import State
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.word_changes import Comparison
from briefbuilder.storage.acts import ActRun
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.review_list import ChangeFilter, ChangeView, ReviewList, ReviewModel, ShownChange
from briefbuilder.ui.brief.review_texts import ReviewTexts
from briefbuilder.ui.frame.strips import NoticeStrip
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import (
    EmptyState,
    Pill,
    SwitchBar,
    icon_button,
    push_button,
    styled_frame,
)
from briefbuilder.ui.widgets.labels import ElidedComboBox, ElidedLabel
from briefbuilder.ui.widgets.layouts import FlowLayout, column_layout, room_beside, row_layout, split_panes
from briefbuilder.ui.widgets.plain import plain_text, with_label
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.returned import FoundRecord
    from briefbuilder.returned.document import ReturnedDocument

_LIST, _LEAST_LIST, _LEAST_CHANGE, _TITLE = 336, 240, 300, 130
"""The width of the list, and the least widths of the list, of the change and of the title, in pixels at 100 %."""


_PATIENCE = 600_000
"""The longest time that the message about a comparison is shown, in milliseconds."""


class ReviewFilters(QWidget):
    """The filters above the list; `changed` is emitted when another one is chosen."""

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.people = ElidedComboBox(12, self)
        self.people.setAccessibleName(self.tr("Person"))
        self.people.activated.connect(self.changed)
        self.only_open = self._pill(self.tr("Open"))
        self.quotations = self._pill(self.tr("Quotations"))
        self.typography = self._pill(self.tr("Typography"))
        self.comments = self._pill(self.tr("Comments"))
        pills = FlowLayout(gap=services.theme.px(6))
        for pill in (self.only_open, self.quotations, self.typography, self.comments):
            pills.addWidget(pill)
        px = services.theme.px
        column_layout(self, self.people, pills, margins=services.theme.margins(12, 10, 12, 8), gap=px(8))

    def _pill(self, text: str) -> Pill:
        pill = Pill(text, self)
        pill.setAccessibleName(text)
        pill.clicked.connect(self.changed)
        return pill

    @property
    def chosen(self) -> ChangeFilter:
        """What is chosen."""
        return ChangeFilter(
            author=str(self.people.currentData() or ""),
            only_open=self.only_open.isChecked(),
            quotations=self.quotations.isChecked(),
            typography=self.typography.isChecked(),
            comments=self.comments.isChecked(),
        )

    def offer(self, comparison: Comparison) -> None:
        """Offer the people who changed the file; all changes are shown."""
        self.people.clear()
        self.people.addItem(self.tr("Everyone"), "")
        for name in dict.fromkeys(name for change in comparison.changes for name in change.authors):
            self.people.addItem(plain_text(name), name)
        self.people.setVisible(self.people.count() > 2)
        for pill in (self.only_open, self.quotations, self.typography, self.comments):
            pill.setChecked(False)

    def count(self, comparison: Comparison, states: dict[int, State]) -> None:
        """Show how many changes each filter shows; one that would show none is left out."""
        changes = comparison.changes
        counts = (
            (self.only_open, self.tr("Open"), sum(state == "open" for state in states.values())),
            (self.quotations, self.tr("Quotations"), sum(change.quotation for change in changes)),
            (self.typography, self.tr("Typography"), sum(change.kind == "typography" for change in changes)),
            (self.comments, self.tr("Comments"), sum(change.is_comment for change in changes)),
        )
        for pill, text, count in counts:
            pill.show_text(f"{text} {count}")
            pill.setAccessibleName(with_label(text, str(count)))
            pill.setVisible(count > 0 or pill.isChecked() or pill is self.only_open)


class ReviewPane(QFrame):
    """Reviews one comparison. `node_chosen` carries the id of the part or item of the current change.

    What the pane shows is created for the first comparison.
    """

    node_chosen = Signal(str)
    close_requested = Signal()

    def __init__(self, services: Services, texts: BriefingTexts, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.comparison: Comparison | None = None
        self.states: dict[int, State] = {}
        self._conflicts: frozenset[int] = frozenset()
        self._name = ""
        self._switch: SwitchBar | None = None
        self.setProperty("surface", "side")
        self.setProperty("helpTopic", "how-to/take-corrections-from-word")
        self._texts = ReviewTexts(services, texts, self)
        self._register()
        # In a separate event: hundreds of rows are rebuilt after the outline and the panel have followed.
        self._following = single_shot_timer(self, self.refresh)
        services.holder.changed.connect(self._following.start)
        services.holder.file_lost.connect(self._on_file_lost, Qt.ConnectionType.QueuedConnection)
        self.hide()

    # Layout

    def prepare(self) -> None:
        """Create what the pane shows, while a file is still compared."""
        if self.layout() is None:
            self._build()

    def _build(self) -> None:
        """Create the widgets, hidden as the pane is."""
        services = self._services
        self.model = ReviewModel(self._texts, self)
        self.list = ReviewList(self.model, services.theme, self)
        self.change = ChangeView(services, self._texts, self)
        self.filters = ReviewFilters(services, self)
        self.notice = NoticeStrip(services.theme, self)
        self._empty = EmptyState(services.theme, self)
        px = services.theme.px
        left = styled_frame(self, "side")
        left.setMinimumWidth(px(_LEAST_LIST))
        column_layout(left, self.filters, self.list, self._empty, grows=self.list, gap=0)
        self.change.setMinimumWidth(px(_LEAST_CHANGE))
        self.splitter = split_panes(self, left, self.change, grows=self.change)
        self.splitter.setSizes([px(_LIST), px(2 * _LIST)])
        column_layout(self, self._head(), self.notice, self.splitter, grows=self.splitter, gap=0)
        self.list.change_chosen.connect(self._on_change_chosen)
        self.filters.changed.connect(self._show_list)

    def _head(self) -> QFrame:
        theme, px = self._services.theme, self._services.theme.px
        head = styled_frame(self, "side", "bottom")
        self._title = ElidedLabel(head, role="title")
        # The switch beside it gives way first.
        self._title.setMinimumWidth(px(_TITLE))
        self._about = ElidedLabel(head, role="caption")
        words = column_layout(None, self._title, self._about, gap=0)
        self.accept_all = push_button(
            self.tr("Accept all (%n)", "", 0),
            head,
            self._services.actions.action("accept-all-changes").trigger,
            kind="small",
        )
        self.reject_all = push_button(
            self.tr("Reject all"),
            head,
            self._services.actions.action("reject-all-changes").trigger,
            kind="small",
        )
        self._close = icon_button(self.tr("Close the review"), "x", theme, head, run=self.close_requested)
        self.row = row_layout(
            head,
            words,
            self.accept_all,
            self.reject_all,
            self._close,
            margins=self._services.theme.margins(16, 8, 8, 8),
            gap=px(8),
            grows=words,
        )
        return head

    def _register(self) -> None:
        actions = self._services.actions
        for name, run, enabled in (
            ("accept-change", self.accept, self._can_accept),
            ("reject-change", self.reject, self._can_reject),
            ("use-returned-text", self.overwrite, self._can_overwrite),
            ("put-change-below", self.put_below, self._can_put_below),
        ):
            actions.register(
                name, run, enabled=enabled, widget=self, why_not=lambda: self.tr("Choose a change first")
            )
        actions.register(
            "next-change", self.go_to_next, enabled=self._is_reviewing, widget=self, why_not=self._open_first
        )
        actions.register(
            "accept-all-changes", self.accept_shown, enabled=self._can_decide, why_not=self._open_first
        )
        actions.register(
            "reject-all-changes", self.reject_shown, enabled=self._can_reject_all, why_not=self._open_first
        )

    def _open_first(self) -> str:
        return self.tr("Review corrections from Word first")

    # State

    def show_comparison(self, comparison: Comparison, name: str) -> None:
        """Begin the review of a file of that name."""
        self.prepare()
        self.comparison, self._name, self.states = comparison, name, {}
        self.filters.offer(comparison)
        warnings = " ".join(map(self._services.words.finding, comparison.warnings))
        if warnings:
            self.notice.show_notice(warnings)
        else:
            self.notice.clear()
        self.show()
        self._fit_head()
        self.refresh()
        first = next((change for change in self.model.changes if self.states[change.number] == "open"), None)
        if first is None:
            first = next(iter(self.model.changes), None)
        if first is not None:
            self.list.choose(first.number)
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the review with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def hold_switch(self, switch: SwitchBar) -> None:
        """Show the switch of the right panel, which is a drawer."""
        self._switch = switch
        self.row.insertWidget(1, switch)
        switch.show()
        self._fit_switch()

    def _fit_head(self) -> None:
        """Leave out the button that rejects all if there is no room for it, and fit the switch of the right panel."""
        self.reject_all.setVisible(self.width() >= self._services.theme.px(640))
        self._fit_switch()

    def _fit_switch(self) -> None:
        if self._switch is not None and self.row.indexOf(self._switch) >= 0:
            self._switch.fit(room_beside(self._switch, self.row, self.width()))

    def end(self) -> None:
        """End the review."""
        self.comparison = None
        self.hide()
        self._services.actions.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what became of the changes, after a command or its undo."""
        self._following.stop()
        session, comparison = self._services.holder.session, self.comparison
        if session is None or comparison is None:
            return
        if session.store.briefing(comparison.record.briefing) is None:
            self.close_requested.emit()
            return
        before, self.states = self.states, word_changes.change_states(session, comparison)
        self._conflicts = word_changes.conflicts(comparison, self.states)
        self._show_list()
        opened = [
            number for number, state in self.states.items() if before.get(number, state) != state == "open"
        ]
        if len(opened) == 1:
            self.list.choose(opened[0])  # whose decision was undone

    @Slot()
    def _on_file_lost(self) -> None:
        """Show that nothing can be accepted any more; an overwritten dossier is about to be closed."""
        session = self._services.holder.session
        if session is not None and session.store.has_content:
            self.refresh()

    def _show_list(self) -> None:
        comparison = self.comparison
        if comparison is None:
            return
        current, before = self.list.change, self.model.changes
        self.filters.count(comparison, self.states)
        self.model.show_changes(comparison, self.states, self._conflicts, self.filters.chosen)
        following = None
        if current is not None and self.list.change != current:
            # A change that is no longer shown gives way to the next one, from the last to the first.
            at, shown = before.index(current), self.model.changes
            order = (*before[at:], *before[:at], *shown)
            following = next((change for change in order if change in shown), None)
        if following is not None:
            self.list.choose(following.number)  # which shows it
        else:
            self._show_change()
        is_empty = not self.model.changes
        self._empty.setVisible(is_empty)
        self.list.setVisible(not is_empty)
        self._empty.label.setText(
            self.tr("No change matches the filters.")
            if comparison.changes
            else self.tr("The file has no changes.")
        )
        self._show_head(comparison)

    def _show_head(self, comparison: Comparison) -> None:
        title = f"{self._texts.counts(comparison, self.states)} · {self._name}"
        self._title.setText(title)
        self._about.setText(self._texts.about(comparison))
        self.setAccessibleName(plain_text(title))
        every = self._all_shown()
        accept = self.tr("Accept all (%n)", "", len(every.numbers) if every is not None else 0)
        for button, text in ((self.accept_all, accept), (self.reject_all, self.tr("Reject all"))):
            button.setText(text)
            button.setAccessibleName(text)
            button.setEnabled(self._can_decide())
        self.reject_all.setEnabled(self._can_reject_all())
        if every is not None and not every.numbers:
            self.accept_all.setEnabled(False)

    def _show_change(self) -> None:
        session, comparison, change = self._services.holder.session, self.comparison, self.list.change
        if session is None or comparison is None or change is None:
            self.change.show_change(None)
            return
        state = self.states[change.number]
        error = word_changes.refusal(session, comparison, change) if state == "open" else None
        is_conflict = change.number in self._conflicts or (
            error is not None and error.code == "word-change-conflict"
        )
        others = {change.number: change for change in comparison.changes}
        answered = others.get(change.reply_to or 0)
        self.change.show_change(
            ShownChange(
                change=change,
                state=self._texts.state(change, state),
                is_open=state == "open",
                is_accepted=state == "accepted",
                conflict=is_conflict,
                present=word_changes.present_text(session, comparison, change) if is_conflict else None,
                source=word_changes.source_text(session, comparison, change) if change.quotation else None,
                refusal=self._services.words.error(error) if error is not None else "",
                detail=self._texts.detail(comparison, change),
                answered=(answered.comment or "") if answered is not None else "",
                writable=self._services.holder.writable,
            )
        )

    @Slot()
    def _on_change_chosen(self) -> None:
        self._show_change()
        self._services.actions.refresh()
        change = self.list.change
        if change is None:
            return
        part, item = self._texts.part(change), change.item or ""
        held = {item.id for item in part.items} if part is not None else set()
        node = item if item in held else part.id if part is not None else ""
        if node:
            self.node_chosen.emit(node)

    # Commands

    def _is_reviewing(self) -> bool:
        return self.comparison is not None and not self.isHidden()

    def _can_decide(self) -> bool:
        is_reviewing = self._is_reviewing() and self._services.holder.writable
        return is_reviewing and any(state == "open" for state in self.states.values())

    def _can_reject_all(self) -> bool:
        return self._can_decide() and bool(self._rejected_together())

    def _rejected_together(self) -> tuple[int, ...]:
        """Return the open changes that are shown, without comments."""
        return tuple(
            change.number
            for change in self.model.changes
            if self.states[change.number] == "open" and not change.is_comment
        )

    def _shown(self) -> ShownChange | None:
        return self.change.shown if self._is_reviewing() else None

    def _can_accept(self) -> bool:
        shown = self._shown()
        return shown is not None and not shown.is_accepted and not shown.refusal

    def _can_reject(self) -> bool:
        shown = self._shown()
        return shown is not None and shown.is_open and not shown.change.is_comment

    def _can_overwrite(self) -> bool:
        shown = self._shown()
        return shown is not None and shown.conflict

    def _can_put_below(self) -> bool:
        shown = self._shown()
        return shown is not None and not shown.is_accepted and shown.can_be_below

    def accept(self) -> None:
        """Accept the current change and go on to the next open one."""
        change = self.list.change
        if change is not None and self._apply(partial(self._accepting, numbers=(change.number,))):
            done = self.tr("Comment marked as done") if change.is_comment else self.tr("Change accepted")
            self._report(done)

    def reject(self) -> None:
        """Reject the current change and go on to the next open one."""
        change = self.list.change
        if change is not None and self._apply(partial(word_changes.reject_changes, numbers=(change.number,))):
            self._report(self.tr("Change rejected"))

    def overwrite(self) -> None:
        """Give the paragraph of the current change the text of the file."""
        change = self.list.change
        if change is not None and self._apply(partial(word_changes.take_returned_text, number=change.number)):
            self._report(self.tr("Text of the file used"))

    def put_below(self) -> None:
        """Add the changed text of a quotation below it, or a new text beside one that is like it."""
        change = self.list.change
        if change is not None and self._apply(partial(word_changes.put_text_below, number=change.number)):
            is_quoted = change.quotation
            self._report(
                self.tr("Added below the quotation as text") if is_quoted else self.tr("Change accepted")
            )

    def accept_shown(self) -> None:
        """Accept all open changes that are shown, but no quotations and conflicts, and say how many are left."""
        every = self._all_shown()
        session, comparison = self._services.holder.session, self.comparison
        if every is None or session is None or comparison is None or not every.numbers:
            return
        if session.store.act_running:
            return
        begun = self._services.attempt(word_changes.begin_acceptance, session, comparison, every.numbers)
        if begun is not None:
            run, accepting = begun
            self._services.run_steps(run, self, partial(self._on_accepting_step, run, accepting, every))

    def _on_accepting_step(
        self, run: ActRun, accepting: word_changes.Accepting, every: word_changes.AllChanges
    ) -> None:
        change_set = run.finish() if run.stored else None
        if change_set is None or not change_set.changes:
            return
        told = [self.tr("%n change(s) accepted", "", len(accepting.accepted))]
        lost = len(accepting.refused) + len(every.reported)
        left = (
            (len(every.quotations), self.tr("%n quotation(s) left to look at", "", len(every.quotations))),
            (len(every.conflicts), self.tr("%n conflict(s) left to look at", "", len(every.conflicts))),
            (lost, self.tr("%n change(s) cannot be applied", "", lost)),
        )
        told += [text for count, text in left if count]
        QTimer.singleShot(0, self, partial(self._report, ". ".join(told)))

    def reject_shown(self) -> None:
        """Reject all open changes that are shown."""
        numbers = self._rejected_together()
        if numbers and self._apply(partial(word_changes.reject_changes, numbers=numbers)):
            self._report(self.tr("%n change(s) rejected", "", len(numbers)))

    def go_to_next(self) -> None:
        """Go to the next open change, from the last one to the first."""
        changes = self.model.changes
        current = self.list.change
        at = changes.index(current) + 1 if current in changes else 0
        order = (*changes[at:], *changes[:at])
        following = next((change for change in order if self.states[change.number] == "open"), None)
        if following is not None:
            self.list.choose(following.number)

    def _all_shown(self) -> word_changes.AllChanges | None:
        """Return what accepting all means for the changes that are shown."""
        session, comparison = self._services.holder.session, self.comparison
        if session is None or comparison is None:
            return None
        every = word_changes.all_changes(session, comparison)
        shown = {change.number for change in self.model.changes}

        def among(numbers: Iterable[int]) -> tuple[int, ...]:
            return tuple(number for number in numbers if number in shown)

        return replace(
            every,
            numbers=among(every.numbers),
            quotations=among(every.quotations),
            conflicts=among(every.conflicts),
            reported=among(every.reported),
        )

    @staticmethod
    def _accepting(session: Session, comparison: Comparison, numbers: tuple[int, ...]) -> ChangeSet:
        result = word_changes.accept_changes(session, comparison, numbers)
        for error in result.refused.values():
            raise error
        return result.change_set

    def _apply(self, command: Callable[[Session, Comparison], ChangeSet]) -> bool:
        """Apply a command to the open dossier; return whether it changed something. An error is shown."""
        session, comparison = self._services.holder.session, self.comparison
        if session is None or comparison is None:
            return False
        try:
            result = command(session, comparison)
            session.store.apply(result)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return False
        return bool(result.without_empty_changes().changes)

    def _report(self, text: str) -> None:
        """Say what was done, with Undo, and go on to the next open change."""
        if self._following.isActive():
            self.refresh()
        self._services.toasts.show_undo(text)
        current = self.list.change
        if current is None or self.states[current.number] != "open":
            self.go_to_next()
        self._services.actions.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the head to the width."""
        super().resizeEvent(event)
        if self.comparison is not None:
            self._fit_head()


class ReturnedFiles(QObject):
    """Compares one file at a time with the current briefing; `compared` carries the Comparison and the file's name."""

    started = Signal()
    compared = Signal(object, str)

    def __init__(self, services: Services, current: CurrentBriefing, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._current = services, current
        self.job = JobSlot(services.jobs)
        self.path: Path | None = None
        """The file that was taken last."""
        services.actions.register(
            "review-corrections",
            self.ask,
            enabled=lambda: self._current.writable and not self.job.running,
            why_not=lambda: self.tr("Create a briefing first"),
        )
        current.replaced.connect(self.job.cancel)

    def ask(self) -> None:
        """Ask for the file that came back, and compare it."""
        path = self._services.prompter.open_file(
            self.tr("Review corrections from Word"), self.tr("Word document (*.docx)")
        )
        if path is not None:
            self.start(path)

    def start(self, path: Path) -> None:
        """Compare a file with the current briefing."""
        briefing = self._current.briefing
        if briefing is None or self.job.running:
            return
        self.path = path
        self.job.start(
            partial(_compare, path),
            self._on_done,
            self._services.show_failure,
            ended=self._on_ended,
            on_request=partial(self._find, briefing.id),
        )
        text = self.tr("Comparing “{file}” with the briefing …").format(file=path.name)
        self._services.toasts.show(text, (self.tr("Cancel"), self.job.cancel))
        toast = self._services.toasts.toast
        if toast is not None:
            toast.timer.start(_PATIENCE)
        self._services.actions.refresh()
        self.started.emit()

    def _find(self, briefing: str, document: ReturnedDocument) -> FoundRecord:
        """Return the record of the export that a file comes from. It reads the dossier, and so must run on the window's thread."""
        session = self._services.holder.session
        if session is None:
            raise CancelledError
        return app.returned.find_record(
            session, briefing, document, self.path.name if self.path is not None else ""
        )

    def _on_done(self, comparison: Comparison) -> None:
        briefing = self._current.briefing
        if briefing is not None and briefing.id == comparison.record.briefing:
            self.compared.emit(comparison, self.path.name if self.path is not None else "")

    def _on_ended(self) -> None:
        self._services.toasts.clear()
        self._services.actions.refresh()


def _compare(path: Path, context: JobContext) -> Comparison:
    document = app.returned.read_returned_file(path, context.pool, context.cancelled)
    found: FoundRecord = context.request(document)
    if found.record is None:
        # What is composed in its place needs pictures, which sealed processes read: a worker cannot start them.
        compared = app.returned.compare_document(found, document, path.name)
    else:
        compared = context.pool.run(
            app.returned.compare_document,
            found,
            replace(document, pictures={}),
            path.name,
            result_type=Comparison,
            cancelled=context.cancelled,
        )
    return app.returned.take_pictures(compared, document, context.pool, context.cancelled)
