"""The middle pane: the open article with its tags and its target."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from briefbuilder.domain.changes import ArticleRecord, Key
from briefbuilder.domain.corrected_text import CorrectedText
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.offset_map import OffsetMap
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.topics import Suggestion, Tag
from briefbuilder.ui.read.article_canvas import ArticleCanvas
from briefbuilder.ui.read.article_output import article_to_mime, printed_document
from briefbuilder.ui.read.article_view import ArticleView
from briefbuilder.ui.read.field_editor import FieldEditor
from briefbuilder.ui.read.picture_loader import PictureLoader
from briefbuilder.ui.read.reader_actions import (
    ArticleCommands,
    ArticleMenu,
    FindCommands,
    TagEdgeEditor,
    TextSizeCommands,
)
from briefbuilder.ui.read.reader_bar import HintBar, ReaderBar
from briefbuilder.ui.read.reading_state import OpenArticle, TagTarget, TrainingJob, read_article
from briefbuilder.ui.read.structure import StructureCommands
from briefbuilder.ui.read.tag_commands import RecentTopics, TagCommands
from briefbuilder.ui.read.text_forms import PICTURE_EMS
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.pane import EmptyState


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
        self.setProperty("helpTopic", "tagging")
        self._services = services
        self._evidence: Suggestion | None = None
        self._tag_commands = TagCommands(services, self)
        theme = services.theme
        self.setAccessibleName(self.tr("Article"))
        self._header = ReaderBar(services, self._tag_commands, self)
        self._empty = EmptyState("", theme, self)
        self._empty.setProperty("surface", "paper")
        self._empty.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._canvas = ArticleCanvas(theme, self)
        self._structure = StructureCommands(services, self._tag_commands, self._canvas.view, self)
        self._edges = TagEdgeEditor(services, self._tag_commands, self._canvas, self)
        self._hint = HintBar(theme, self)
        self._finding = FindCommands(services, self._tag_commands, self._header.find_bar, self._canvas, self)
        self._text_size = TextSizeCommands(services, self._canvas, self)
        self._header.set_size_menu(self._text_size.menu)
        self._fields = FieldEditor(services, self._tag_commands, self._canvas, self)
        self._menu = ArticleMenu(services, self._tag_commands, self._canvas, self._fields, self)
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
    def header(self) -> ReaderBar:
        """The bar over the article."""
        return self._header

    @property
    def structure(self) -> StructureCommands:
        """The commands that correct the article's structure."""
        return self._structure

    @property
    def finding(self) -> FindCommands:
        """The commands that find words in the article."""
        return self._finding

    @property
    def fields(self) -> FieldEditor:
        """The editor of the title, the authors and the date above the text."""
        return self._fields

    @property
    def text_size(self) -> TextSizeCommands:
        """The commands for the size and the font of the text."""
        return self._text_size

    @property
    def menu(self) -> ArticleMenu:
        """The menu of the text."""
        return self._menu

    @property
    def hint(self) -> HintBar:
        """The bar that tells how to go on."""
        return self._hint

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

    def copy_formatted(self) -> None:
        """Copy the article as HTML and as plain text, for a mail."""
        reading = self.reading
        if reading is not None:
            data = article_to_mime(reading.article, self._services.language)
            QGuiApplication.clipboard().setMimeData(data)
            self._services.toasts.show(self.tr("Article copied"))

    def print_(self) -> None:
        """Print the article with its pictures on the printer that the user chooses."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        reading = self.reading
        if reading is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self.window())
        if self._services.prompter.run(dialog):
            images = self._pictures.images(reading.pictures)
            paper = printed_document(reading.article, self._services.language, images, printer)
            paper.print_(printer)
        dialog.deleteLater()

    def _lay_out(self) -> None:
        self._content = QWidget(self)
        content = QVBoxLayout(self._content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self._hint)
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
        self._structure.hinted.connect(self._hint.show_hint)
        self._structure.left_out_toggled.connect(self._redraw)
        self._edges.hinted.connect(self._hint.show_hint)
        self._finding.shown.connect(self._header.update_find)
        self._text_size.changed.connect(self._redraw)
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
        self._fields.cancel()
        record = session.store.record(article.id) if session is not None and article is not None else None
        self._drawn = record
        self._header.show_record(record)
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
            width = round(2 * PICTURE_EMS * self._services.theme.px(16))
            self._pictures.load(
                {name: stored[name].data if name in stored else b"" for name in missing}, width
            )
            self._finding.refresh()
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

    def show_hit(self, passage: Passage) -> None:
        """Scroll to the first hit in a section that a search found, else in the article, and make its section the target."""
        self.show_passage(passage)
        range_ = self._canvas.view.paper.places.range_of(passage)
        place = self._finding.first_in(*range_) if range_ is not None else None
        section = self._canvas.section_at(place) if place is not None else None
        if self._tag_commands.reading is not None and section is not None:
            self._tag_commands.reading.choose_section(section)
            self._show_target()
            self._finding.show_current()

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
