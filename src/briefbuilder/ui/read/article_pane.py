"""The middle pane: the open article with its tags and its target."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from briefbuilder.domain.changes import ArticleRecord, Key
from briefbuilder.domain.corrected_text import CorrectedText
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.offset_map import OffsetMap
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.topics import Suggestion, Tag
from briefbuilder.ui.read.article_canvas import ArticleCanvas
from briefbuilder.ui.read.article_view import ArticleView
from briefbuilder.ui.read.details import LinkedArticles, NoticeButton
from briefbuilder.ui.read.picture_loader import PictureLoader
from briefbuilder.ui.read.reader_actions import ArticleCommands, TagEdgeEditor
from briefbuilder.ui.read.reading_state import OpenArticle, TagTarget, TrainingJob, read_article
from briefbuilder.ui.read.structure import StructureCommands
from briefbuilder.ui.read.tag_commands import RecentTopics, TagCommands
from briefbuilder.ui.read.text_forms import PICTURE_EMS
from briefbuilder.ui.read.versions import VersionCommands
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.pane import EmptyState, PaneHeader
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip


class CorrectedBar(QWidget):
    """Shows the number of corrections of an article, or a hint while a paragraph is split or a tag adjusted."""

    def __init__(
        self, compare: QAction, revert: QAction, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pane-header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Corrections of the article"))
        self._record: ArticleRecord | None = None
        self._hint = ""
        self._count_label = ElidedLabel(self)
        self._hint_label = PlainLabel("", self)
        self._hint_label.setWordWrap(True)
        self._buttons = (
            _ShortActionButton(self.tr("Compare"), compare, self),
            _ShortActionButton(self.tr("Revert all"), revert, self),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(0.6), theme.space(0.15), theme.space(0.4), theme.space(0.15))
        row.setSpacing(theme.space(0.3))
        row.addWidget(self._count_label, 1)
        row.addWidget(self._hint_label, 1)
        for button in self._buttons:
            row.addWidget(button)
        self._show()

    @property
    def words(self) -> str:
        """The text of the bar."""
        return self._hint or self._count_label.text()

    def show_record(self, record: ArticleRecord | None) -> None:
        """Show the corrections of an article."""
        self._record = record
        self._show()

    def show_hint(self, hint: str) -> None:
        """Show a hint instead, until it is empty."""
        self._hint = hint
        self._show()

    def _show(self) -> None:
        record = self._record
        corrected = record is not None and record.is_corrected
        count = len(record.corrections) + (record.read is not None) if record is not None else 0
        self._count_label.setText(self.tr("Corrected in %n place(s)", "", count))
        self._count_label.setVisible(not self._hint)
        # The hint wraps instead of being elided: it must be readable in a narrow pane.
        self._hint_label.setText(self._hint)
        self._hint_label.setVisible(bool(self._hint))
        for button in self._buttons:
            button.setVisible(not self._hint)
        self.setVisible(bool(self._hint) or corrected)


class _ShortActionButton(QToolButton):
    """A button for an action with a shorter text."""

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


class ArticleHead(PaneHeader):
    """The pane's header with buttons for import notes, copies, unplaced tags and linked articles.

    `article_wanted` asks to open another article.
    """

    article_wanted = Signal(str)

    def __init__(self, title: str, services: Services, tag_commands: TagCommands, pane: QWidget) -> None:
        super().__init__(title, services.theme, pane)
        self._notices = NoticeButton(services, pane)
        self.versions = VersionCommands(services, tag_commands, pane)
        self.linked = LinkedArticles(services, tag_commands, pane)
        buttons = (self.versions.unplaced_button, self.versions.copies_button)
        self.add_overflow_tools(self.linked, *buttons, self._notices)
        self._update_tools()
        for source in (self.versions, self.linked):
            source.article_wanted.connect(self.article_wanted)
            source.content_changed.connect(self._update_tools)

    def show_record(self, record: ArticleRecord | None) -> None:
        """Show the import notes of an article."""
        self._notices.show_notices(record.notices if record is not None else ())
        self._update_tools()

    @Slot()
    def refresh(self) -> None:
        """Update the buttons for the open article."""
        self.versions.refresh_if_changed()
        self.linked.refresh()

    @Slot()
    def _update_tools(self) -> None:
        linked = (self.linked,) if self.linked.linked else ()
        notices = (self._notices,) if self._notices.has_notices else ()
        self.offer((*linked, *self.versions.tools, *notices))


@dataclass(frozen=True, slots=True)
class ScrollPosition:
    """The caret, the target and the scroll position, to be kept when a corrected article is redrawn.

    `caret` is a block and a code point of it. `height` is the distance from the top of the view to the caret's
    line, in pixels.
    """

    text: CorrectedText
    caret: tuple[str, int] | None
    target: TagTarget | None
    height: int

    @classmethod
    def of(cls, view: ArticleView, reading: OpenArticle) -> ScrollPosition:
        """Return the current position in an article."""
        position = view.textCursor().position()
        caret = view.caret_point()
        left_out_markers = view.left_out_markers()
        if caret is None and left_out_markers:
            caret = left_out_markers[0].blocks[0], 0
        height = view.lines(position, position)[0] - view.verticalScrollBar().value()
        return cls(reading.text, caret, reading.target, height)

    def restore_target(self, reading: OpenArticle) -> None:
        """Restore the target in the changed article."""
        target = self.target
        if target is None:
            return
        offset_map = OffsetMap(self.text, reading.text)
        passage = target.passage
        run = offset_map.map_range(passage.blocks, passage.start, passage.end)
        if run is None:
            return
        blocks = tuple(reading.text.by_id[name] for name in run.blocks)
        moved = passage_of(reading.article, blocks, run.start, run.end)
        reading.choose(moved)
        if target.kind == "section" and reading.target is not None and reading.target.kind != "section":
            reading.choose_section(reading.target.section)

    def restore_caret(self, view: ArticleView, reading: OpenArticle) -> None:
        """Restore the caret and the scroll position."""
        position = self._position(view, reading)
        if position is None:
            return
        view.place_caret(position)
        view.verticalScrollBar().setValue(view.lines(position, position)[0] - self.height)

    def _position(self, view: ArticleView, reading: OpenArticle) -> int | None:
        if self.caret is None:
            return None
        name, point = self.caret
        moved = OffsetMap(self.text, reading.text).map_point(name, point)
        if moved is None and name in reading.text.by_id:
            moved = name, 0
        placed = view.paper.places.of(moved[0]) if moved is not None else None
        if placed is not None and moved is not None:
            return placed.position(moved[1])
        return next((marker.start for marker in view.paper.left_out_markers if name in marker.blocks), None)


_DRAWN_COLLECTIONS = frozenset({"tag", "judgement", "topic", "setting"})
_RECENT_TAGS = 500
"""Latest tags whose topics get the digit keys."""


class ArticlePane(QWidget):
    """Shows one article with its tags and its target.

    `target_changed` is emitted when another article is opened, another target selected, or tags and suggestions
    changed; `topic_requested` carries letters that were typed to tag the target.
    """

    article_shown = Signal(str)
    target_changed = Signal()
    topic_requested = Signal(str)
    message = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._evidence: Suggestion | None = None
        self._tag_commands = TagCommands(services, self)
        theme, board = services.theme, services.actions
        self.setAccessibleName(self.tr("Article"))
        self._header = ArticleHead(self.tr("Article"), services, self._tag_commands, self)
        self._empty = EmptyState("", theme, self)
        self._canvas = ArticleCanvas(theme, self)
        self._structure = StructureCommands(services, self._tag_commands, self._canvas.view, self)
        self._edges = TagEdgeEditor(services, self._tag_commands, self._canvas, self)
        back = board.action("take-back-corrections")
        self._corrected = CorrectedBar(board.action("compare-original"), back, theme, self)
        self._training = TrainingJob(services, self)
        self._pictures = PictureLoader(services, self)
        self._drawn: ArticleRecord | None = None
        self._lay_out()
        self._article_commands = ArticleCommands(self, services, self._tag_commands, self._canvas.view)
        self._connect()
        self._article_commands.register(self)
        self._on_session_replaced()

    @property
    def canvas(self) -> ArticleCanvas:
        """The text with its margins."""
        return self._canvas

    @property
    def pictures(self) -> PictureLoader:
        """The loader of the article's pictures."""
        return self._pictures

    @property
    def tag_commands(self) -> TagCommands:
        """The commands on the article's tags and suggestions."""
        return self._tag_commands

    @property
    def header(self) -> ArticleHead:
        """The header of the pane."""
        return self._header

    @property
    def structure(self) -> StructureCommands:
        """The commands that correct the article's structure."""
        return self._structure

    @property
    def corrected(self) -> CorrectedBar:
        """The bar that shows the number of corrections."""
        return self._corrected

    @property
    def reading(self) -> OpenArticle | None:
        """The state of the open article, or None."""
        return self._tag_commands.reading

    def show_article(self, article_id: str | None) -> None:
        """Open an article of the dossier, or none."""
        session = self._services.holder.session
        if self._tag_commands.reading is not None and article_id == self._tag_commands.reading.article.id:
            return
        self._tag_commands.reading = None
        if session is not None and article_id is not None:
            try:
                self._tag_commands.reading = read_article(session, article_id)
            except BriefbuilderError as error:
                self._services.prompter.show_error(error)
        self._draw_article()
        if self._tag_commands.reading is not None:
            if self._tag_commands.reading.target is not None:
                self._canvas.place_caret(self._tag_commands.reading.target.passage)
            self.article_shown.emit(self._tag_commands.reading.article.id)

    def show_evidence(self, suggestion: Suggestion | None) -> None:
        """Mark the evidence of a suggestion for the current section in the text."""
        self._evidence = suggestion
        self._highlight()

    def target_area(self) -> QRectF:
        """Return the area of the target's lines in this widget, empty without a target."""
        reading = self.reading
        if reading is None or reading.target is None:
            return QRectF()
        area = self._canvas.area_of(reading.target.passage)
        corner = self._canvas.mapTo(self, QPoint(area.left(), max(0, area.top())))
        return QRectF(corner, area.size())

    def _lay_out(self) -> None:
        self._content = QWidget(self)
        content = QVBoxLayout(self._content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self._corrected)
        content.addWidget(self._canvas, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(self._stack, 1)

    def _connect(self) -> None:
        view = self._canvas.view
        view.words_chosen.connect(self._on_words_chosen)
        view.place_chosen.connect(self._on_place_chosen)
        view.letters_typed.connect(self.topic_requested)
        view.digit_pressed.connect(self._tag_commands.tag_by_digit)
        view.widened.connect(self._on_widened)
        self._canvas.section_pressed.connect(self._on_section_pressed)
        self._canvas.tag_chosen.connect(self._on_tag_chosen)
        self._canvas.removal_requested.connect(self._tag_commands.remove_tag)
        self._training.learned.connect(self._on_learned)
        self.article_shown.connect(self._training.train_soon)
        self._tag_commands.recent_changed.connect(self._draw)
        self._tag_commands.message.connect(self.message)
        self._header.article_wanted.connect(self.show_article)
        self.target_changed.connect(self._header.refresh)
        self._structure.message.connect(self.message)
        self._structure.hinted.connect(self._corrected.show_hint)
        self._structure.left_out_toggled.connect(self._redraw)
        self._edges.hinted.connect(self._corrected.show_hint)
        holder, links = self._services.holder, self._services.links
        holder.session_replaced.connect(self._on_session_replaced)
        holder.changed.connect(self._on_changed)
        links.passage_show_requested.connect(self.show_passage)
        self._pictures.loaded.connect(self._redraw)
        self._services.theme.changed.connect(self._on_theme_changed)

    def _draw_article(self) -> None:
        session, reading = self._services.holder.session, self._tag_commands.reading
        article = reading.article if reading is not None else None
        self._structure.cancel_split()
        self._edges.cancel()
        record = session.store.record(article.id) if session is not None and article is not None else None
        self._drawn = record
        self._header.show_record(record)
        self._corrected.show_record(record)
        self._empty.set_text(self._empty_text())
        self._stack.setCurrentWidget(self._empty if article is None else self._content)
        if session is not None and reading is not None:
            images = self._pictures.images(reading.pictures)
            self._canvas.show_article(
                reading,
                self._services.language,
                images,
                with_left_out=self._structure.shows_left_out,
            )
            missing = tuple(name for name in reading.pictures if name not in images)
            stored = session.store.pictures(missing) if missing else {}
            # Twice as wide as shown, for screens of high resolution.
            width = round(2 * PICTURE_EMS * self._services.theme.line_height)
            self._pictures.load(
                {name: stored[name].data if name in stored else b"" for name in missing}, width
            )
        self._draw()

    @Slot()
    def _redraw(self) -> None:
        """Redraw the article, which may be corrected, and keep caret, target and scroll position."""
        session, before = self._services.holder.session, self._tag_commands.reading
        if session is None or before is None:
            return
        scroll_position = ScrollPosition.of(self._canvas.view, before)
        self._tag_commands.reading = read_article(session, before.article.id, before)
        scroll_position.restore_target(self._tag_commands.reading)
        self._draw_article()
        scroll_position.restore_caret(self._canvas.view, self._tag_commands.reading)

    @Slot()
    def _draw(self) -> None:
        """Update tags and target; the text is not redrawn."""
        session, reading = self._services.holder.session, self._tag_commands.reading
        if session is not None and reading is not None:
            self._tag_commands.recent.keep(topic.id for topic in session.taxonomy.topics)
            self._canvas.show_tags(reading.tags, session.taxonomy)
            self._highlight()
        self._services.actions.refresh()
        self.target_changed.emit()

    def _highlight(self) -> None:
        session, reading = self._services.holder.session, self._tag_commands.reading
        if session is not None and reading is not None:
            self._canvas.highlight(reading, session.taxonomy, self._evidence)

    def _empty_text(self) -> str:
        session = self._services.holder.session
        if session is None:
            return self.tr("Open or create a dossier to see its articles here.")
        if not session.store.count("article"):
            return self.tr("Import an article to read and tag it here.")
        return self.tr("Select an article on the left to read and tag it.")

    def walk(self, step: int, *, sections: bool) -> None:
        """Move the target to the next or previous unit, and scroll to it."""
        if self._tag_commands.reading is not None:
            self._tag_commands.reading.walk(step, sections=sections)
            self._show_target()

    @Slot(object)
    def show_passage(self, passage: Passage) -> None:
        """Open a passage's article and make the passage the target."""
        self.show_article(passage.article)
        if (
            self._tag_commands.reading is not None
            and self._tag_commands.reading.article.id == passage.article
        ):
            self._tag_commands.reading.choose(passage)
            self._show_target()

    def _show_target(self) -> None:
        """Redraw for a new target and scroll to it."""
        self._canvas.view.drop_selection()
        self._draw()
        if self._tag_commands.reading is not None and self._tag_commands.reading.target is not None:
            self._canvas.reveal(self._tag_commands.reading.target.passage)
            self._canvas.place_caret(self._tag_commands.reading.target.passage)

    @Slot(object)
    def _on_words_chosen(self, passage: Passage) -> None:
        if self._tag_commands.reading is not None:
            self._tag_commands.reading.choose(passage)
            self._draw()

    @Slot(int)
    def _on_place_chosen(self, position: int) -> None:
        section, reading = self._canvas.section_at(position), self._tag_commands.reading
        target = reading.target if reading is not None else None
        if section is not None and (target is None or (target.kind, target.section) != ("section", section)):
            self._on_section_pressed(section)

    @Slot(int)
    def _on_section_pressed(self, section: int) -> None:
        if self._tag_commands.reading is not None:
            self._tag_commands.reading.choose_section(section)
            self._canvas.view.drop_selection()
            self._canvas.view.setFocus()
            self._draw()

    @Slot()
    def _on_widened(self) -> None:
        if self._tag_commands.reading is not None:
            self._tag_commands.reading.widen()
            self._show_target()

    @Slot(object)
    def _on_tag_chosen(self, tag: Tag) -> None:
        if self._tag_commands.reading is not None:
            self._tag_commands.reading.choose(tag.passage)
            self._show_target()
            self._canvas.view.setFocus()

    @Slot()
    def _on_session_replaced(self) -> None:
        session = self._services.holder.session
        self._tag_commands.recent = RecentTopics(
            session.search.last_topics(_RECENT_TAGS) if session is not None else ()
        )
        self._tag_commands.reading = None
        self._draw_article()

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        session, reading = self._services.holder.session, self._tag_commands.reading
        if session is None:
            return
        collections = {key.collection for key in keys}
        record = session.store.record(reading.article.id) if reading is not None else None
        if reading is None:
            self._empty.set_text(self._empty_text())
        elif record is None:
            self._tag_commands.reading = None
            self._draw_article()
        elif record != self._drawn:
            self._redraw()
        elif collections & _DRAWN_COLLECTIONS:
            reading.refresh(session)
            self._draw()

    @Slot()
    def _on_learned(self) -> None:
        """Update the suggestions."""
        session, reading = self._services.holder.session, self._tag_commands.reading
        if session is not None and reading is not None:
            reading.forget()
            reading.refresh(session)
            self._draw()

    @Slot()
    def _on_theme_changed(self) -> None:
        QTimer.singleShot(0, self, self._draw_article)
