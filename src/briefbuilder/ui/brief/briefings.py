"""The pane of the outline with the header of the current briefing and its menus."""

from __future__ import annotations

import itertools
import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFont, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFrame,
    QLineEdit,
    QMenu,
    QProgressBar,
    QSizePolicy,
    QTreeView,
    QWidget,
)

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.session import Session
from briefbuilder.composing.lengths import Lengths
from briefbuilder.domain.briefing import Briefing, OwnText
from briefbuilder.domain.facts import FactSource
from briefbuilder.domain.passage import passage_of
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.new_briefing import NewBriefingDialog, NewBriefingForm
from briefbuilder.ui.brief.outline_view import OutlineView
from briefbuilder.ui.brief.ready_to_add import ReadyToAdd
from briefbuilder.ui.brief.versions import VersionsDialog
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import (
    ActionToolButton,
    EditableLabel,
    icon_button,
    set_surface,
    styled_frame,
)
from briefbuilder.ui.widgets.dialogs import DialogButtons, fill_dialog
from briefbuilder.ui.widgets.labels import ElidedLabel, sized_font
from briefbuilder.ui.widgets.layouts import column_layout, row_layout
from briefbuilder.ui.widgets.menus import add_entry, open_menu_with
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_action_text
from briefbuilder.ui.widgets.progress import Meter
from briefbuilder.ui.widgets.rows import break_long_lines

if TYPE_CHECKING:
    from briefbuilder.app.novelty import NoveltyResult, SectionNovelty
    from briefbuilder.evidence.novelty import SentenceNovelty, State


class BriefingHeader(QFrame):
    """Shows the current briefing: its title, its template, marking and language, and how long it is.

    The title is edited in place; the menu beside it chooses another briefing. `rename_requested` asks to show the
    header, in which a new title is typed.
    """

    rename_requested = Signal()

    def __init__(self, services: Services, current: CurrentBriefing, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._current = services, current
        set_surface(self, "side", "bottom")
        theme = services.theme
        self.title = EditableLabel(self.tr("Title of the briefing"), self, lines=2)
        self.title.label.setObjectName("briefing-title")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.chooser = icon_button(self.tr("Choose a briefing"), "chevron-down", theme, self)
        self._more = icon_button(self.tr("More actions for the briefing"), "ellipsis", theme, self)
        self._about = ElidedLabel(self, role="caption")
        self._pages = Meter(self.tr("Pages"), theme, self)
        self._words = Meter(self.tr("Words"), theme, self)
        self._duplicate = QAction(self.tr("&Duplicate"), self)
        self._duplicate.triggered.connect(self._on_duplicate)
        self._lay_out()
        actions = self._services.actions
        actions.register("follow-briefing", self._on_follow, enabled=lambda: self._current.writable)
        actions.register("rename-briefing", self._rename, enabled=lambda: self._current.writable)
        actions.register(
            "briefing-versions", self._on_versions, enabled=lambda: self._current.briefing is not None
        )
        actions.register(
            "changes-since-export", self._on_changes, enabled=lambda: self._current.briefing is not None
        )
        actions.register("remove-briefing", self._on_remove, enabled=lambda: self._current.writable)
        open_menu_with(self.chooser, QMenu(self))
        self.chooser.menu().aboutToShow.connect(self._fill_briefings)
        open_menu_with(self._more, self._more_menu())
        self.title.edited.connect(self._on_title)
        current.list_changed.connect(self.refresh)
        current.replaced.connect(self.refresh)
        services.theme.changed.connect(self._set_font)
        self._set_font()
        self.refresh()

    def _lay_out(self) -> None:
        px = self._services.theme.px
        line = row_layout(None, self.title, self.chooser, gap=px(2), grows=self.title)
        line.addStretch(0)
        line.addWidget(self._more)
        margins = self._services.theme.margins(12, 6, 8, 5)
        meters = row_layout(None, self._pages, gap=px(16), grows=self._pages)
        meters.addWidget(self._words, 1)
        column_layout(self, line, self._about, meters, margins=margins, gap=px(4))

    def _more_menu(self) -> QMenu:
        actions, menu = self._services.actions, QMenu(self)
        actions.fill(menu, "rename-briefing")
        menu.addAction(self._duplicate)
        actions.fill(
            menu,
            *("follow-briefing", "briefing-versions", "changes-since-export", "review-corrections"),
            *("", "remove-briefing"),
        )
        return menu

    @Slot()
    def _fill_briefings(self) -> None:
        """List the briefings of the dossier, the current one checked."""
        menu, current = self.chooser.menu(), self._current.briefing
        menu.clear()
        for briefing in self._current.all:
            is_current = current is not None and briefing.id == current.id
            action = add_entry(menu, "", partial(self._current.select, briefing.id), checked=is_current)
            set_action_text(action, briefing.title or self.tr("Untitled"))
        self._services.actions.fill(menu, "", "new-briefing")

    @Slot()
    def refresh(self) -> None:
        """Show the current briefing."""
        briefing = self._current.briefing
        self.title.setText((briefing.title or self.tr("Untitled")) if briefing is not None else "")
        self._fit_title()
        self.title.set_writable(writable=self._current.writable)
        self._about.setText("  ·  ".join(self._current.texts.about()))
        self._duplicate.setEnabled(self._current.writable)
        self._services.actions.refresh()

    def show_lengths(self, lengths: Lengths | None, pages: int) -> None:
        """Show the numbers of pages and words, with the limits of the template; 0 pages are not known yet."""
        most = lengths.pages if lengths is not None else None
        self._show_meter(self._pages, pages or None, most)
        whole = lengths.whole if lengths is not None else None
        self._show_meter(
            self._words,
            whole.words if whole is not None else None,
            whole.limit if whole is not None else None,
        )

    def _show_meter(self, meter: Meter, value: int | None, limit: int | None) -> None:
        locale = QLocale(self._services.language)
        if value is None:
            meter.show_value("–", 0.0)
        elif limit is None:
            meter.show_value(locale.toString(value), 0.0)
        else:
            shown = self.tr("{value} of {limit}")
            text = shown.format(value=locale.toString(value), limit=locale.toString(limit))
            meter.show_value(text, value / limit if limit else 1.01)

    @Slot()
    def new_briefing(self) -> None:
        """Ask for the details and create a briefing."""
        session = self._services.holder.opened
        dialog = NewBriefingDialog(self._services, session, self.window())
        if self._services.prompter.run(dialog):
            self.create_briefing(dialog.form)

    @Slot(object)
    def create_briefing(self, form: NewBriefingForm) -> None:
        """Create a briefing with the answers of a form."""
        self._current.create(
            template=form.template,
            title=form.title,
            language=form.language,
            topics=form.topics.ticked,
            fields=form.fields.values(),
        )

    def _rename(self) -> None:
        self.rename_requested.emit()
        self.title.edit()

    @Slot(str)
    def _on_title(self, title: str) -> None:
        if title:
            self._current.rename(title)
        self.refresh()

    @Slot()
    def _on_duplicate(self) -> None:
        briefing = self._current.briefing
        if briefing is not None:
            self._current.duplicate(self.tr("{title} (copy)").format(title=briefing.title))

    @Slot()
    def _on_versions(self) -> None:
        self._show_versions(from_export=False)

    @Slot()
    def _on_changes(self) -> None:
        briefing, session = self._current.briefing, self._services.holder.session
        if briefing is None or session is None:
            return
        if any(record.text for record in session.store.exports.of(briefing.id)):
            self._show_versions(from_export=True)
        else:
            self._services.toasts.show(self.tr("No export of this briefing is on record"))

    def _show_versions(self, *, from_export: bool) -> None:
        briefing = self._current.briefing
        if briefing is not None:
            dialog = VersionsDialog(self._services, briefing, self.window(), from_export=from_export)
            self._services.prompter.run(dialog)
            if dialog.chosen is not None:
                self._services.links.changes_export_requested.emit(dialog.chosen)

    @Slot()
    def _on_remove(self) -> None:
        briefing = self._current.briefing
        if briefing is not None:
            self._current.remove()
            removed = self.tr("Briefing “{title}” removed; its articles are kept.")
            self._services.toasts.show_undo(removed.format(title=briefing.title))

    @Slot()
    def _on_follow(self) -> None:
        """Show what is new since the current briefing, and make the next one."""
        briefing, session = self._current.briefing, self._services.holder.session
        if briefing is None or session is None:
            return
        dialog = NoveltyDialog(self._services, session, briefing, self.window())
        agreed = self._services.prompter.run(dialog)
        dialog.job.cancel()
        title, left_out, place = dialog.title, dialog.left_out, dialog.place
        if place is not None:
            self._show_paragraph(session, *place)
        elif agreed and title:
            self._current.create_next(title, left_out, with_texts=dialog.with_texts.isChecked())

    def _show_paragraph(self, session: Session, article_id: str, block_id: str) -> None:
        """Show a paragraph of an article, if it is still there."""
        article = session.store.article(article_id) if session.store.record(article_id) else None
        block = article.block(block_id) if article is not None else None
        if article is not None and block is not None:
            self._services.links.passage_show_requested.emit(passage_of(article, (block,)))

    @Slot()
    def _set_font(self) -> None:
        font = sized_font(self.font(), self._services.theme.px(16), QFont.Weight.DemiBold)
        self.title.label.setFont(font)
        self.title.field.setFont(font)
        self._fit_title()

    def _fit_title(self) -> None:
        """Keep the chooser beside the end of the title, with room to type a longer one."""
        px, label = self._services.theme.px, self.title.label
        self.title.setMaximumWidth(max(label.fontMetrics().horizontalAdvance(label.text()) + px(8), px(160)))


class OutlinePane(QFrame):
    """Header, outline, passages ready to be added, and the buttons that add texts and parts."""

    def __init__(
        self,
        services: Services,
        current: CurrentBriefing,
        outline: OutlineView,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self.setProperty("surface", "side")
        self.header = BriefingHeader(services, current, self)
        self.ready = ReadyToAdd(services, current, self)
        column_layout(self, self.header, outline, self.ready, self._foot(), grows=outline, gap=0)

    def _foot(self) -> QFrame:
        theme, action = self._services.theme, self._services.actions.action
        foot = styled_frame(self, "side", "top")
        foot.setFixedHeight(theme.px(40))
        row = row_layout(foot, margins=theme.margins(8, 0, 8, 0), gap=theme.px(4))
        for name, text, icon in (
            ("new-own-text", self.tr("Text"), "pen-line"),
            ("new-part", self.tr("Part"), "rows-3"),
            ("gather", self.tr("Gather"), "wand-sparkles"),
        ):
            row.addWidget(ActionToolButton(action(name), icon, theme, foot, text=text))
        row.addStretch(1)
        self._buttons = foot.findChildren(ActionToolButton)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the texts of the buttons if there is no room for them."""
        super().resizeEvent(event)
        styles, px = Qt.ToolButtonStyle, self._services.theme.px
        needed = 2 * px(8)
        for button in self._buttons:
            button.setToolButtonStyle(styles.ToolButtonTextBesideIcon)
            needed += button.sizeHint().width() + px(4)
        if needed > self.width():
            for button in self._buttons:
                button.setToolButtonStyle(styles.ToolButtonIconOnly)


_PLACE = Qt.ItemDataRole.UserRole + 1
_NUMBERED = re.compile(r"(?P<title>.*) \((?P<number>\d{1,3})\)", re.DOTALL)
"""A title with the number of the briefing after it; four digits are a year or the number of a resolution."""
_MOST_SENTENCES = 20
"""The most sentences that are listed under a section."""
_MOST_EXPANDED = 12
"""The most sections of a group whose sentences are shown at once."""
_OPEN: tuple[State, ...] = ("new", "changed")


def _next_title(title: str, session: Session) -> str:
    """Return a title for the briefing after one of that title: with a number that no briefing has, such as "Japan (2)"."""
    found = _NUMBERED.fullmatch(title)
    stem, number = (found["title"], int(found["number"])) if found else (title, 1)
    known = {each.title for each in session.store.briefings()}
    return next(made for count in itertools.count(number + 1) if (made := f"{stem} ({count})") not in known)


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
        self._title = QLineEdit(_next_title(briefing.title, session), self)
        self._title.selectAll()
        label = PlainLabel(self.tr("&Title of the next briefing"), self, names=self._title)
        self.also_reported = QCheckBox(self.tr("&Gather also what was already reported"), self)
        self.with_texts = QCheckBox(self.tr("&Copy your own texts, to update them"), self)
        self.with_texts.setVisible(any(isinstance(item, OwnText) for item in briefing.items))
        checks = (self.with_texts, self.also_reported)
        buttons = DialogButtons(self, self.tr("Create briefing"), self.tr("Close"))
        self._agree = buttons.agree
        self._title.textChanged.connect(self._refresh)
        parts = (self.state, self._busy, self.tree, label, self._title, *checks, buttons)
        fill_dialog(self, services.theme, *parts, gap=0.5, size=(40, 28))
        self._title.setFocus()
        self.job = JobSlot(services.jobs)
        self.job.start(
            partial(_compare, briefing.id),
            self._on_compared,
            lambda error: self.state.setText(self._services.words.error(error)),
            ended=self._on_ended,
            on_progress=self._on_progress,
            on_request=lambda request: request(session),
        )

    @property
    def title(self) -> str:
        """The title of the next briefing."""
        return self._title.text().strip()

    @property
    def left_out(self) -> frozenset[tuple[str, int]]:
        """The article and number of each section that was reported already; none if these are gathered, too."""
        if self._result is None or self.also_reported.isChecked():
            return frozenset()
        return frozenset(
            (section.section.article, section.section.section)
            for section in self._result.sections
            if section.state not in _OPEN
        )

    def _make_tree(self) -> QTreeView:
        tree = QTreeView(self)
        tree.setModel(self._model)
        tree.setHeaderHidden(True)
        break_long_lines(tree)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setAccessibleName(self.tr("Sections imported since"))
        tree.activated.connect(self._on_activated)
        return tree

    @Slot()
    def _refresh(self) -> None:
        self._agree.setEnabled(bool(self.title) and not self.job.running)

    def _on_progress(self, share: float) -> None:
        self._busy.setRange(0, 1000)
        self._busy.setValue(round(share * 1000))

    def _on_compared(self, result: NoveltyResult) -> None:
        self._result = result
        fresh = sum(section.state in _OPEN for section in result.sections)
        words = self.tr("%n section(s) with something new or changed", "", fresh)
        lines = [words if result.sections else self.tr("Nothing was imported since this briefing.")]
        if result.sections and not result.with_vectors:
            lines.append(self.tr("Only copies and changed figures are recognized as reported."))
        self.state.setText(" · ".join(lines))
        for state in ("new", "changed", "reported", "copy"):
            self._add_group(state, [section for section in result.sections if section.state == state])
        self.also_reported.setVisible(any(section.state not in _OPEN for section in result.sections))

    def _add_group(self, state: State, sections: list[SectionNovelty]) -> None:
        if not sections or self._result is None:
            return
        count = f"{self._services.words.text(f'novelty-{state}')} ({len(sections)})"
        group = QStandardItem(count)
        for section in sections:
            title = self._result.titles[section.section.article]
            heading = f"{title} · {section.section.heading}" if section.section.heading else title
            counted = self.tr("{new} of %n sentence(s) new or changed", "", len(section.sentences)).format(
                new=section.new_count
            )
            row = _item(f"{heading} — {counted}", section.sentences[0])
            self._add_sentences(row, section)
            group.appendRow(row)
        self._model.appendRow(group)
        if state in _OPEN:
            self.tree.expandRecursively(group.index(), 1 if len(sections) <= _MOST_EXPANDED else 0)

    def _add_sentences(self, row: QStandardItem, section: SectionNovelty) -> None:
        """Add what changed and what is new to the row of a section, and below one more row what was already reported."""
        news = [found for found in section.sentences if found.state in _OPEN]
        known = [found for found in section.sentences if found.state not in _OPEN]
        for found in sorted(news, key=lambda found: found.state != "changed")[:_MOST_SENTENCES]:
            row.appendRow(self._sentence_row(found))
        if news and known:
            count = f"{self._services.words.text('novelty-reported')} ({len(known)})"
            inner = _item(count, known[0])
            row.appendRow(inner)
            row = inner
        for found in known[:_MOST_SENTENCES]:
            row.appendRow(self._sentence_row(found))

    def _sentence_row(self, found: SentenceNovelty) -> QStandardItem:
        text = found.sentence.shown
        if found.state == "changed":
            text = self.tr("{change}: {text}").format(change=found.difference, text=text)
        row = _item(text, found)
        if found.earlier is not None and found.earlier.shown != found.sentence.shown:
            earlier = self.tr("Reported: {text}").format(text=found.earlier.shown)
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


def _item(text: str, found: SentenceNovelty) -> QStandardItem:
    return _place_item(text, found.sentence.article, found.sentence.block)


def _place_item(text: str, article: str, block: str) -> QStandardItem:
    item = QStandardItem(plain_text(" ".join(text.split())))
    item.setData((article, block), _PLACE)
    return item


def _compare(briefing_id: str, context: JobContext) -> app.novelty.NoveltyResult:
    """Read what is compared, an article at a time on the window's thread, and compare it in a worker."""
    plan: app.novelty.NoveltyPlan = context.request(
        partial(app.novelty.plan_novelty, briefing_id=briefing_id)
    )
    count = len(plan.reported) + len(plan.later)
    reported: list[FactSource] = []
    later: list[app.novelty.LaterArticle] = []
    for name in plan.reported:
        reported.append(context.request(partial(app.evidence.facts_of, article_id=name)))
        context.progress(len(reported) / count)
    for name in plan.later:
        later.append(context.request(partial(app.novelty.read_later, article_id=name)))
        context.progress((len(reported) + len(later)) / count)
    if not later:
        return app.novelty.NoveltyResult()
    return context.pool.run(
        app.novelty.judge_sections,
        app.novelty.NoveltyInput(reported=tuple(reported), later=tuple(later)),
        cancelled=context.cancelled,
    )
