"""The middle pane: draws the article that is being read and turns keys into acts."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from briefbuilder.domain.changes import ArticleRecord, Key
from briefbuilder.domain.corrected_text import CorrectedText
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.offset_map import OffsetMap
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.topics import Tag
from briefbuilder.ui.read.article_canvas import ArticleCanvas
from briefbuilder.ui.read.article_view import ArticleView
from briefbuilder.ui.read.details import LinkedArticles, NoticeButton
from briefbuilder.ui.read.rail import StripActions, SuggestionBar, TargetStrip
from briefbuilder.ui.read.reader_actions import ArticleCommands, TagEdgeEditor
from briefbuilder.ui.read.reading_state import OpenArticle, TagTarget, TrainingJob, read_article
from briefbuilder.ui.read.structure import StructureCommands
from briefbuilder.ui.read.tag_commands import ArticleActs, RecentTopics
from briefbuilder.ui.read.versions import VersionCommands
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.topics.topic_box import TagBox
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.pane import EmptyState, PaneHeader
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip

# The line over a corrected article: how much was corrected, and the ways back to how it was read.


class CorrectedBar(QWidget):
    """Says how many corrections an article has; while a paragraph is split, it says how that is done."""

    def __init__(
        self, compare: QAction, take_back: QAction, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pane-header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Corrections of the article"))
        self._record: ArticleRecord | None = None
        self._hint = ""
        self._words = ElidedLabel(self)
        self._told = PlainLabel("", self)
        self._told.setWordWrap(True)
        self._buttons = (
            _ShortActionButton(self.tr("Compare"), compare, self),
            _ShortActionButton(self.tr("Take all back"), take_back, self),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(0.6), theme.space(0.15), theme.space(0.4), theme.space(0.15))
        row.setSpacing(theme.space(0.3))
        row.addWidget(self._words, 1)
        row.addWidget(self._told, 1)
        for button in self._buttons:
            row.addWidget(button)
        self._show()

    @property
    def words(self) -> str:
        """What the line says."""
        return self._hint or self._words.text()

    def show_record(self, record: ArticleRecord | None) -> None:
        """Speak of this article."""
        self._record = record
        self._show()

    def show_hint(self, hint: str) -> None:
        """Say something else until it is empty again."""
        self._hint = hint
        self._show()

    def _show(self) -> None:
        record = self._record
        corrected = record is not None and record.is_corrected
        count = len(record.corrections) + (record.read is not None) if record is not None else 0
        self._words.setText(self.tr("Corrected in %n place(s)", "", count))
        self._words.setVisible(not self._hint)
        # Which keys do what must be read to its end, however narrow the pane is.
        self._told.setText(self._hint)
        self._told.setVisible(bool(self._hint))
        for button in self._buttons:
            button.setVisible(not self._hint)
        self.setVisible(bool(self._hint) or corrected)


class _ShortActionButton(QToolButton):
    """A button for an action, under fewer words than its menu has room for."""

    def __init__(self, text: str, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._action = action
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(action.text().replace("&", ""))
        set_tip(self, action.text().replace("&", ""))
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())


# The head of the article's pane: what there is to tell of the article that is read, each behind a tool of its own.


class ArticleHead(PaneHeader):
    """Notes of the import, copies, tags that wait, and what came together; `article_wanted` asks for another article."""

    article_wanted = Signal(str)

    def __init__(self, title: str, services: Services, acts: ArticleActs, pane: QWidget) -> None:
        super().__init__(title, services.theme, pane)
        self._notices = NoticeButton(services, pane)
        self.versions = VersionCommands(services, acts, pane)
        self.linked = LinkedArticles(services, acts, pane)
        buttons = (self.versions.waiting_button, self.versions.copies_button)
        self.add_overflow_tools(self.linked, *buttons, self._notices)
        self._offer_tools()
        for source in (self.versions, self.linked):
            source.article_wanted.connect(self.article_wanted)
            source.told.connect(self._offer_tools)

    def show_record(self, record: ArticleRecord | None) -> None:
        """Tell the notes of an article's import."""
        self._notices.show_notices(record.notices if record is not None else ())
        self._offer_tools()

    @Slot()
    def follow(self) -> None:
        """Look anew what there is to tell where another article is read by now."""
        self.versions.follow()
        self.linked.refresh()

    @Slot()
    def _offer_tools(self) -> None:
        linked = (self.linked,) if self.linked.linked else ()
        notices = (self._notices,) if self._notices.told else ()
        self.offer((*linked, *self.versions.tools, *notices))


# Keeps the caret, the target and the scrolling where they are while a corrected article is drawn anew.


@dataclass(frozen=True, slots=True)
class ScrollPosition:
    """Where an article was being read: `caret` is a block and a code point of it.

    `height` is the way from the top of the view to the caret's line, in pixels.
    """

    text: CorrectedText
    caret: tuple[str, int] | None
    target: TagTarget | None
    height: int

    @classmethod
    def of(cls, view: ArticleView, reading: OpenArticle) -> ScrollPosition:
        """Return where an article is being read now."""
        position = view.textCursor().position()
        caret = view.caret_point()
        ghosts = view.ghosts()
        if caret is None and ghosts:
            caret = ghosts[0].blocks[0], 0
        height = view.lines(position, position)[0] - view.verticalScrollBar().value()
        return cls(reading.text, caret, reading.target, height)

    def aim(self, reading: OpenArticle) -> None:
        """Make what was the target the target again, in the article as it is now."""
        target = self.target
        if target is None:
            return
        moves = OffsetMap(self.text, reading.text)
        passage = target.passage
        run = moves.run(passage.blocks, passage.start, passage.end)
        if run is None:
            return
        blocks = tuple(reading.text.by_id[name] for name in run.blocks)
        moved = passage_of(reading.article, blocks, run.start, run.end)
        reading.choose(moved)
        if target.kind == "section" and reading.target is not None and reading.target.kind != "section":
            reading.choose_section(reading.target.section)

    def settle(self, view: ArticleView, reading: OpenArticle) -> None:
        """Put the caret and the scrolling where they were."""
        position = self._position(view, reading)
        if position is None:
            return
        view.place_caret(position)
        view.verticalScrollBar().setValue(view.lines(position, position)[0] - self.height)

    def _position(self, view: ArticleView, reading: OpenArticle) -> int | None:
        if self.caret is None:
            return None
        name, point = self.caret
        moved = OffsetMap(self.text, reading.text).point(name, point)
        if moved is None and name in reading.text.by_id:
            moved = name, 0
        placed = view.paper.places.of(moved[0]) if moved is not None else None
        if placed is not None and moved is not None:
            return placed.position(moved[1])
        return next((ghost.start for ghost in view.paper.ghosts if name in ghost.blocks), None)


_TOUCHING = frozenset({"tag", "judgement", "topic", "setting"})
_LOOKED_BACK = 500
"""Tags, the last that were put, whose topics get the digits."""
_HIGH = 42
"""Line heights from which the pane has room for two rows of suggestions."""


class ArticlePane(QWidget):
    """One article with its tags, its target and its suggestions.

    `target_changed` follows when another article, or another place in it, is read.
    """

    article_shown = Signal(str)
    target_changed = Signal()
    message = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._acts = ArticleActs(services, self)
        theme, board = services.theme, services.actions
        self.setAccessibleName(self.tr("Article"))
        self._head = ArticleHead(self.tr("Article"), services, self._acts, self)
        self._empty = EmptyState("", theme, self)
        self._canvas = ArticleCanvas(theme, self)
        self._structure = StructureCommands(services, self._acts, self._canvas.view, self)
        self._edges = TagEdgeEditor(services, self._acts, self._canvas, self)
        back = board.action("take-back-corrections")
        self._corrected = CorrectedBar(board.action("compare-original"), back, theme, self)
        strip_actions = StripActions(board.action("tag"), board.action("add-to-briefing"))
        self._strip = TargetStrip(strip_actions, theme, services.language, self)
        self._bar = SuggestionBar(board.action("accept-all"), theme, self)
        self._box = TagBox(theme, services.language, self)
        self._lessons = TrainingJob(services, self)
        self._drawn: ArticleRecord | None = None
        self._lay_out()
        self._commands = ArticleCommands(self, services, self._acts, self._bar, self._canvas.view)
        self._connect()
        self._commands.register(self._open_box, self)
        self._on_session_replaced()

    @property
    def canvas(self) -> ArticleCanvas:
        """The text with its margins."""
        return self._canvas

    @property
    def strip(self) -> TargetStrip:
        """The line that says what is the target."""
        return self._strip

    @property
    def bar(self) -> SuggestionBar:
        """The suggestions."""
        return self._bar

    @property
    def box(self) -> TagBox:
        """The type-ahead box."""
        return self._box

    @property
    def head(self) -> ArticleHead:
        """What tells of the article beside its text."""
        return self._head

    @property
    def structure(self) -> StructureCommands:
        """What mends the article's structure."""
        return self._structure

    @property
    def corrected(self) -> CorrectedBar:
        """The line that says how much was corrected."""
        return self._corrected

    @property
    def reading(self) -> OpenArticle | None:
        """What is being read."""
        return self._acts.reading

    def show_article(self, article_id: str | None) -> None:
        """Show an article of the dossier, or none."""
        session = self._services.holder.session
        if self._acts.reading is not None and article_id == self._acts.reading.article.id:
            return
        self._acts.reading = None
        if session is not None and article_id is not None:
            try:
                self._acts.reading = read_article(session, article_id)
            except BriefbuilderError as error:
                self._services.prompter.tell_error(error)
        self._draw_article()
        if self._acts.reading is not None:
            if self._acts.reading.target is not None:
                self._canvas.put_caret(self._acts.reading.target.passage)
            self.article_shown.emit(self._acts.reading.article.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the text most of a low pane."""
        super().resizeEvent(event)
        rows = 2 if self.height() > self._services.theme.em * _HIGH else 1
        self._strip.set_rows(rows)
        self._bar.set_rows(rows)

    def _lay_out(self) -> None:
        self._full = QWidget(self)
        full = QVBoxLayout(self._full)
        full.setContentsMargins(0, 0, 0, 0)
        full.setSpacing(0)
        full.addWidget(self._corrected)
        full.addWidget(self._canvas, 1)
        full.addWidget(self._strip)
        full.addWidget(self._bar)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(self._stack, 1)

    def _connect(self) -> None:
        view = self._canvas.view
        view.words_chosen.connect(self._on_words_chosen)
        view.place_chosen.connect(self._on_place_chosen)
        view.letters_typed.connect(self._open_box)
        view.digit_pressed.connect(self._acts.tag_by_digit)
        view.suggestion_stepped.connect(self._bar.step)
        view.suggestion_accepted.connect(self._commands.accept)
        view.widened.connect(self._on_widened)
        self._canvas.section_pressed.connect(self._on_section_pressed)
        self._canvas.tag_chosen.connect(self._on_tag_chosen)
        self._canvas.removal_requested.connect(self._acts.remove_tag)
        self._strip.topic_pressed.connect(self._acts.tag)
        self._bar.accepted.connect(self._acts.accept)
        self._bar.rejected.connect(self._acts.reject)
        self._bar.chosen_changed.connect(self._highlight)
        self._bar.bar_changed.connect(self._acts.set_bar)
        self._lessons.learned.connect(self._on_learned)
        self.article_shown.connect(self._lessons.bring_up_to_date_soon)
        self._box.topic_chosen.connect(self._acts.tag)
        self._box.creation_requested.connect(self._acts.create_and_tag)
        self._acts.recent_changed.connect(self._draw)
        self._acts.message.connect(self.message)
        self._head.article_wanted.connect(self.show_article)
        self.target_changed.connect(self._head.follow)
        self._structure.message.connect(self.message)
        self._structure.hinted.connect(self._corrected.show_hint)
        self._structure.left_out_toggled.connect(self._draw_kept)
        self._edges.hinted.connect(self._corrected.show_hint)
        self._box.closed.connect(view.setFocus)
        holder, desk = self._services.holder, self._services.desk
        holder.session_replaced.connect(self._on_session_replaced)
        holder.changed.connect(self._on_changed)
        desk.passage_show_requested.connect(self.show_passage)
        self._services.theme.changed.connect(self._on_theme_changed)

    # What is drawn ---------------------------------------------------------------------------

    def _draw_article(self) -> None:
        session, reading = self._services.holder.session, self._acts.reading
        article = reading.article if reading is not None else None
        self._box.close_box()
        self._structure.leave_cut()
        self._edges.leave()
        record = session.store.record(article.id) if session is not None and article is not None else None
        self._drawn = record
        self._head.show_record(record)
        self._corrected.show_record(record)
        self._empty.set_text(self._empty_text())
        self._stack.setCurrentWidget(self._empty if article is None else self._full)
        if session is not None and reading is not None:
            wanted = reading.pictures
            self._canvas.show_article(
                reading,
                self._services.language,
                session.store.pictures(wanted) if wanted else {},
                with_left_out=self._structure.shows_left_out,
            )
            self._bar.choose_first()
        self._draw()

    @Slot()
    def _draw_kept(self) -> None:
        """Draw the article anew, corrected perhaps, with the caret, the target and the scrolling kept."""
        session, before = self._services.holder.session, self._acts.reading
        if session is None or before is None:
            return
        standing = ScrollPosition.of(self._canvas.view, before)
        self._acts.reading = read_article(session, before.article.id, before)
        standing.aim(self._acts.reading)
        self._draw_article()
        standing.settle(self._canvas.view, self._acts.reading)

    @Slot()
    def _draw(self) -> None:
        """Draw tags, target and suggestions; the text itself stays."""
        session, reading = self._services.holder.session, self._acts.reading
        if session is not None and reading is not None:
            from briefbuilder.ui.read.rail import shown_suggestion

            taxonomy = session.taxonomy
            self._acts.recent.keep(topic.id for topic in taxonomy.topics)
            topics = (taxonomy.topic(topic) for topic in self._acts.recent.topics)
            put = frozenset(tag.topic for tag in reading.tags if reading.is_target(tag))
            self._strip.show_target(reading.target)
            self._strip.show_recent(tuple(topic for topic in topics if topic is not None), put)
            self._canvas.show_tags(reading.tags, taxonomy)
            shown = tuple(shown_suggestion(each, taxonomy, self._services) for each in reading.offered)
            self._bar.show_suggestions(shown, writable=self._services.holder.writable)
        self._services.actions.refresh()
        self.target_changed.emit()

    @Slot()
    def _highlight(self) -> None:
        session, reading = self._services.holder.session, self._acts.reading
        if session is not None and reading is not None:
            self._canvas.highlight(reading, session.taxonomy, self._bar.chosen)

    def _empty_text(self) -> str:
        session = self._services.holder.session
        if session is None:
            return self.tr("Open or create a dossier, and its articles will show here.")
        if not session.store.count("article"):
            return self.tr("Import an article to read and tag it here.")
        return self.tr("Choose an article at the left to read and tag it.")

    # What is asked ---------------------------------------------------------------------------

    def walk(self, step: int, *, sections: bool) -> None:
        """Make a neighbour the target and bring it into view."""
        if self._acts.reading is not None:
            self._acts.reading.walk(step, sections=sections)
            self._follow()

    @Slot(object)
    def show_passage(self, passage: Passage) -> None:
        """Show a passage's article with the passage as the target."""
        self.show_article(passage.article)
        if self._acts.reading is not None and self._acts.reading.article.id == passage.article:
            self._acts.reading.choose(passage)
            self._follow()

    def _follow(self) -> None:
        """Draw anew around the target, and show it."""
        self._canvas.view.drop_selection()
        self._draw()
        if self._acts.reading is not None and self._acts.reading.target is not None:
            self._canvas.reveal(self._acts.reading.target.passage)
            self._canvas.put_caret(self._acts.reading.target.passage)

    @Slot()
    @Slot(str)
    def _open_box(self, typed: str = "") -> None:
        session, reading = self._services.holder.session, self._acts.reading
        if session is None or reading is None or reading.target is None or not self._services.holder.writable:
            return
        area = self._canvas.area_of(reading.target.passage)
        corner = self._canvas.mapTo(self, QPoint(area.left(), max(0, area.top())))
        self._box.open(session.taxonomy, typed, QRectF(corner, area.size()))

    # What happened ---------------------------------------------------------------------------

    @Slot(object)
    def _on_words_chosen(self, passage: Passage) -> None:
        if self._acts.reading is not None:
            self._acts.reading.choose(passage)
            self._draw()

    @Slot(int)
    def _on_place_chosen(self, position: int) -> None:
        section, reading = self._canvas.section_at(position), self._acts.reading
        target = reading.target if reading is not None else None
        if section is not None and (target is None or (target.kind, target.section) != ("section", section)):
            self._on_section_pressed(section)

    @Slot(int)
    def _on_section_pressed(self, section: int) -> None:
        if self._acts.reading is not None:
            self._acts.reading.choose_section(section)
            self._canvas.view.drop_selection()
            self._canvas.view.setFocus()
            self._draw()

    @Slot()
    def _on_widened(self) -> None:
        if self._acts.reading is not None:
            self._acts.reading.widen()
            self._follow()

    @Slot(object)
    def _on_tag_chosen(self, tag: Tag) -> None:
        if self._acts.reading is not None:
            self._acts.reading.choose(tag.passage)
            self._follow()
            self._canvas.view.setFocus()

    @Slot()
    def _on_session_replaced(self) -> None:
        session = self._services.holder.session
        self._acts.recent = RecentTopics(
            session.search.last_topics(_LOOKED_BACK) if session is not None else ()
        )
        self._acts.reading = None
        self._draw_article()

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        session, reading = self._services.holder.session, self._acts.reading
        if session is None:
            return
        collections = {key.collection for key in keys}
        record = session.store.record(reading.article.id) if reading is not None else None
        if reading is None:
            self._empty.set_text(self._empty_text())
        elif record is None:
            self._acts.reading = None
            self._draw_article()
        elif record != self._drawn:
            self._draw_kept()
        elif collections & _TOUCHING:
            reading.refresh(session)
            self._draw()

    @Slot()
    def _on_learned(self) -> None:
        """Draw what is suggested now; what is being read stays."""
        session, reading = self._services.holder.session, self._acts.reading
        if session is not None and reading is not None:
            reading.forget()
            reading.refresh(session)
            self._draw()

    @Slot()
    def _on_theme_changed(self) -> None:
        QTimer.singleShot(0, self, self._draw_article)
