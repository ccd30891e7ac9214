"""The middle pane: the open article with its tags and its target, which can be copied and printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QMarginsF,
    QMimeData,
    QObject,
    QPoint,
    QRectF,
    QSizeF,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPainter,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from briefbuilder.app.article_html import article_as_html, article_as_text
from briefbuilder.domain.article import Article
from briefbuilder.domain.changes import ArticleRecord, Key
from briefbuilder.domain.corrected_text import CorrectedText
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.offset_map import OffsetMap
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.topics import Suggestion, Tag
from briefbuilder.ui.act_names import written_text
from briefbuilder.ui.picture_loader import PictureLoader
from briefbuilder.ui.read.article_canvas import ArticleCanvas
from briefbuilder.ui.read.article_commands import RecentTopics, StructureCommands, TagCommands
from briefbuilder.ui.read.article_document import ArticleDocument, fill_document
from briefbuilder.ui.read.article_view import ArticleView
from briefbuilder.ui.read.article_words import header_of
from briefbuilder.ui.read.find_bar import FindCommands
from briefbuilder.ui.read.reader_actions import (
    ArticleMenu,
    FieldEditor,
    TagEdgeEditor,
    TextSizeCommands,
    register_article_actions,
)
from briefbuilder.ui.read.reader_bar import HintBar, ReaderBar
from briefbuilder.ui.read.reading_state import (
    OpenArticle,
    SuggestionsJob,
    TagTarget,
    TrainingJob,
    read_article,
)
from briefbuilder.ui.read.text_forms import PICTURE_EMS, TextFormats
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import EmptyState
from briefbuilder.ui.widgets.layouts import column_layout
from briefbuilder.ui.widgets.plain import join_facts
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_DRAWN_COLLECTIONS = frozenset({"tag", "judgement", "topic", "setting"})
_RECENT_TAGS = 500
"""Latest tags whose topics get the digit keys."""


def article_to_mime(article: Article, language: str) -> QMimeData:
    """Return an article as HTML and as plain text, with its details in the language of the window."""
    header = header_of(article, language)
    details = join_facts(text for _, text in header.details)
    words = (header.title, details, header.lead, article.blocks)
    data = QMimeData()
    data.setHtml(article_as_html(*words, article.metadata.language))
    data.setText(article_as_text(*words))
    return data


_DPI = 96
_PRINT_MARGINS = QMarginsF(20, 20, 20, 20)
"""The margins of a printed page at first, in millimetres; the number of the page stands in the one at the bottom."""
_SCALE = 0.85
"""Size of the printed text: 10 points if the screen has 16 pixels."""


def printed_document(
    article: Article, language: str, images: Mapping[str, QImage], printer: QPrinter
) -> ArticleDocument:
    """Return the document of an article for the pages of a printer, in the colours of paper."""
    no_picture = QCoreApplication.translate("ArticleOutput", "[Picture not included]")
    scale = _SCALE * 13 / max(1.0, Theme("light").em)
    formats = TextFormats(Theme("light"), QFont(QApplication.font()), no_picture, scale=scale)
    paper = ArticleDocument()
    fill_document(paper, article, header_of(article, language), images, formats)
    page = printer.pageRect(printer.Unit.Inch)
    paper.setDocumentMargin(0)
    paper.setPageSize(QSizeF(page.width() * _DPI, page.height() * _DPI))
    return paper


class ArticlePrint(QObject):
    """Draws pages of a document on a printer; `finished` carries their number, 0 if it cannot be printed."""

    finished = Signal(int)

    def __init__(
        self, paper: ArticleDocument, printer: QPrinter, pages: Sequence[int], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._painter = QPainter()  # first, since it must not outlive what it draws on
        self._paper, self._printer = paper, printer
        self._pages = pages
        self._next = 0
        self._turning = single_shot_timer(self, self._print_page, 0)

    def start(self) -> None:
        """Begin to print."""
        if self._pages and self._painter.begin(self._printer):
            scale = self._printer.logicalDpiX() / _DPI
            self._painter.scale(scale, scale)
            self._turning.start()
        else:
            self.finished.emit(0)

    @Slot()
    def _print_page(self) -> None:
        painter, size = self._painter, self._paper.pageSize()
        if self._next:
            self._printer.newPage()
        number = self._pages[self._next]
        page = QRectF(0, number * size.height(), size.width(), size.height())
        painter.save()
        painter.translate(0, -page.top())
        painter.setClipRect(page)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = page
        self._paper.documentLayout().draw(painter, context)
        painter.restore()
        painter.setFont(self._paper.defaultFont())
        margins = self._printer.pageLayout().margins(QPageLayout.Unit.Inch)
        foot = QRectF(0, size.height(), size.width(), margins.bottom() * _DPI)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, f"{number + 1}/{self._paper.pageCount()}")
        self._next += 1
        if self._next < len(self._pages):
            self._turning.start()
            return
        painter.end()
        self.finished.emit(len(self._pages))


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


def _has_same_text(record: ArticleRecord, other: ArticleRecord) -> bool:
    """Return whether two states of an article differ in its details only."""
    one, two = (
        (each.id, each.text, each.corrections, each.original, each.revision) for each in (record, other)
    )
    return one == two


class ArticlePane(QWidget):
    """Shows one article with its tags and its target.

    `target_changed` is emitted when another article is opened, another target selected, or tags and suggestions
    changed; `topic_requested` carries letters that were typed to tag the target.

    While the pane is hidden, `reading` follows changes of the dossier at once, and they are drawn when it is shown.
    """

    article_shown = Signal(str)
    target_changed = Signal()
    topic_requested = Signal(str)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/tag-passages")
        self._services = services
        self._evidence: Suggestion | None = None
        self.tag_commands = TagCommands(services, self)
        theme = services.theme
        self.setAccessibleName(self.tr("Article"))
        self.header = ReaderBar(services, self.tag_commands, self)
        self._is_importing = False
        self._empty = EmptyState(theme, self)
        self._empty.setProperty("surface", "paper")
        self._empty.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.canvas = ArticleCanvas(theme, self)
        self.canvas.written = lambda tag: written_text(services, Key("tag", tag.id))
        self.structure = StructureCommands(services, self.tag_commands, self.canvas.view, self)
        self._edges = TagEdgeEditor(services, self.tag_commands, self.canvas, self)
        self.hint = HintBar(theme, self)
        self.finding = FindCommands(services, self.tag_commands, self.header.find_bar, self.canvas, self)
        self.text_size = TextSizeCommands(services, self.canvas, self)
        self.header.set_size_menu(self.text_size.menu)
        self.fields = FieldEditor(services, self.tag_commands, self.canvas, self)
        self.menu = ArticleMenu(services, self.tag_commands, self.canvas, self.fields, self)
        self._training = TrainingJob(services, self)
        self._suggesting = SuggestionsJob(services, self)
        self.pictures = PictureLoader(services, self)
        self._record: ArticleRecord | None = None
        self._kept_position: ScrollPosition | None = None
        self._awaits_drawing = self._awaits_header = False
        self._lay_out()
        self._connect()
        register_article_actions(self, self.walk, services, self.tag_commands, self.canvas.view)
        self._on_session_replaced()

    @property
    def reading(self) -> OpenArticle | None:
        """The state of the open article, or None."""
        return self.tag_commands.reading

    def show_article(self, article_id: str | None) -> None:
        """Open an article of the dossier, or none."""
        session = self._services.holder.session
        if self.reading is not None and article_id == self.reading.article.id:
            self._draw_missed()
            return
        self.tag_commands.reading = None
        if session is not None and article_id is not None:
            self.tag_commands.reading = self._services.attempt(read_article, session, article_id)
        self._draw_article()
        if self.reading is not None:
            if self.reading.target is not None:
                self.canvas.place_caret(self.reading.target.passage)
            self.article_shown.emit(self.reading.article.id)

    def show_evidence(self, suggestion: Suggestion | None) -> None:
        """Mark the evidence of a suggestion for the current section in the text."""
        self._evidence = suggestion
        self._highlight()

    def target_area(self) -> QRectF:
        """Return the area of the target's lines in this widget, empty without a target."""
        reading = self.reading
        if reading is None or reading.target is None:
            return QRectF()
        area = self.canvas.area_of(reading.target.passage)
        corner = self.canvas.mapTo(self, QPoint(area.left(), max(0, area.top())))
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
        from PySide6.QtPrintSupport import QPrintDialog

        from briefbuilder.ui.preview.pane import create_printer, printed_pages

        reading = self.reading
        if reading is None:
            return
        printer = create_printer(reading.article.metadata.title)
        printer.setPageMargins(_PRINT_MARGINS, QPageLayout.Unit.Millimeter)
        dialog = QPrintDialog(printer, self)
        if self._services.prompter.run(dialog):
            images = self.pictures.images(reading.pictures)
            paper = printed_document(reading.article, self._services.language, images, printer)
            pages = printed_pages(printer, paper.pageCount())
            printing = ArticlePrint(paper, printer, pages, self)
            printing.finished.connect(self._on_printed)
            printing.finished.connect(printing.deleteLater)
            printing.start()

    @Slot(int)
    def _on_printed(self, count: int) -> None:
        from briefbuilder.ui.preview.pane import PrintingTexts

        if count:
            self._services.toasts.show(PrintingTexts().printed(count))
        else:
            self._services.prompter.show_error(BriefbuilderError("print-failed"))

    def _lay_out(self) -> None:
        self._content = QWidget(self)
        column_layout(self._content, self.hint, self.canvas, grows=self.canvas, gap=0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._content)
        column_layout(self, self.header, self._stack, grows=self._stack, gap=0)

    def _connect(self) -> None:
        view = self.canvas.view
        view.words_chosen.connect(self._on_words_chosen)
        view.place_chosen.connect(self._on_place_chosen)
        view.letters_typed.connect(self.topic_requested)
        view.digit_pressed.connect(self.tag_commands.tag_by_digit)
        view.widened.connect(self._on_widened)
        self.canvas.section_pressed.connect(self._on_section_pressed)
        self.canvas.tag_chosen.connect(self._on_tag_chosen)
        self.canvas.removal_requested.connect(self.tag_commands.remove_tag)
        self._training.learned.connect(self._on_learned)
        self._suggesting.found.connect(self._on_suggested)
        self.article_shown.connect(self._training.train_soon)
        self.tag_commands.recent_changed.connect(self._draw)
        self.header.article_wanted.connect(self.show_article)
        self.target_changed.connect(self.header.refresh)
        self.structure.hinted.connect(self.hint.show_hint)
        self.structure.left_out_toggled.connect(self._redraw)
        self._edges.hinted.connect(self.hint.show_hint)
        self.finding.shown.connect(self.header.update_find)
        self.text_size.changed.connect(self._redraw)
        holder, links = self._services.holder, self._services.links
        holder.session_replaced.connect(self._on_session_replaced)
        holder.changed.connect(self._on_changed)
        links.passage_show_requested.connect(self.show_passage)
        self.pictures.loaded.connect(self._redraw)
        self._services.theme.changed.connect(self._on_theme_changed)

    def _draw_article(self) -> None:
        session, reading = self._services.holder.session, self.reading
        article = reading.article if reading is not None else None
        self.structure.cancel_split()
        self._edges.cancel()
        self.fields.leave()
        self._record, self._kept_position = self.tag_commands.record, None
        self._awaits_header = False
        self.header.show_record(self._record)
        self._empty.label.setText(self._empty_text())
        self._stack.setCurrentWidget(self._empty if article is None else self._content)
        if session is not None and reading is not None:
            images = self.pictures.images(reading.pictures)
            self.canvas.show_article(
                reading,
                self._services.language,
                images,
                with_left_out=self.structure.shows_left_out,
            )
            missing = tuple(name for name in reading.pictures if name not in images)
            stored = session.store.pictures(missing) if missing else {}
            # Twice as wide as shown, for screens of high resolution.
            width = round(2 * PICTURE_EMS * self._services.theme.px(16))
            self.pictures.load(
                {name: stored[name].data if name in stored else b"" for name in missing}, width
            )
            self.finding.refresh()
        self._draw()

    @Slot()
    def _redraw(self) -> None:
        """Redraw the article, which may be corrected, and keep caret, target and scroll position."""
        self._read_again()
        self._draw_missed()

    def _read_again(self) -> None:
        """Read the article, which may be corrected, and keep the target, and for the drawing caret and scroll position."""
        session, before = self._services.holder.session, self.reading
        if session is None or before is None:
            return
        position = ScrollPosition.of(self.canvas.view, before)
        reading = read_article(session, before.article.id, before)
        position.restore_target(reading)
        self.tag_commands.reading = reading
        self._record = self.tag_commands.record
        # The document still has the text that the first of several changes found.
        self._kept_position = self._kept_position or position

    def _draw_missed(self) -> None:
        """Draw what was read since the article was drawn."""
        position, reading = self._kept_position, self.reading
        if position is not None and reading is not None:
            self._draw_article()
            position.restore_caret(self.canvas.view, reading)
        elif self._awaits_header and reading is not None:
            self._draw_header(reading)
        elif self._awaits_drawing:
            self._draw()

    def _draw_header(self, reading: OpenArticle) -> None:
        """Draw what is above the text; splitting, moving a boundary and a field above the text go on."""
        self._awaits_header = False
        end = self.canvas.view.paper.header_end
        if not self.canvas.show_header(reading.article):
            self._redraw()
            return
        self._edges.move_ends(self.canvas.view.paper.header_end - end)
        self.header.show_record(self._record)
        self.finding.refresh()
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what has changed while the pane was hidden."""
        super().showEvent(event)
        self._draw_missed()

    @Slot()
    def _draw(self) -> None:
        """Update tags and target; the text is not redrawn."""
        session, reading = self._services.holder.session, self.reading
        self._awaits_drawing = False
        self._suggesting.follow(reading)
        if session is not None and reading is not None:
            self.tag_commands.recent.keep(topic.id for topic in session.taxonomy.topics)
            self.canvas.show_tags(reading.tags, session.taxonomy)
            self._highlight()
        self._services.actions.refresh()
        self.target_changed.emit()

    def _highlight(self) -> None:
        session, reading = self._services.holder.session, self.reading
        if session is not None and reading is not None:
            self.canvas.highlight(reading, session.taxonomy, self._evidence)

    def show_importing(self, *, importing: bool) -> None:
        """Leave out the advice to import articles while some are read."""
        self._is_importing = importing
        self.refresh_hint()

    def refresh_hint(self) -> None:
        """Show what can be done while no article is open."""
        self._empty.label.setText(self._empty_text())

    def _empty_text(self) -> str:
        session = self._services.holder.session
        if session is None:
            return self.tr("Open or create a dossier to see its articles here.")
        if not session.store.count("article"):
            if self._is_importing:
                return ""
            # The list, if it is in sight, says that articles can be dropped and pasted.
            if not self.header.list_button.isHidden():
                return self.tr("Drop articles here, paste them with Ctrl+V, or import them.")
            return self.tr("Import an article to read and tag it here.")
        return self.tr("Select an article on the left to read and tag it.")

    def walk(self, step: int, *, sections: bool) -> None:
        """Move the target to the next or previous unit, and scroll to it."""
        if self.reading is not None:
            self.reading.walk(step, sections=sections)
            self._show_target()

    @Slot(object)
    def show_passage(self, passage: Passage) -> None:
        """Open a passage's article and make the passage the target."""
        self.show_article(passage.article)
        if self.reading is not None and self.reading.article.id == passage.article:
            self.reading.choose(passage)
            self._show_target()

    def show_hit(self, passage: Passage) -> None:
        """Scroll to the first hit in a section that a search found, else in the article, and make its section the target."""
        self.show_article(passage.article)
        reading = self.reading
        if reading is None or reading.article.id != passage.article:
            return
        range_ = self.canvas.view.paper.places.range_of(passage)
        place = self.finding.first_in(*range_) if range_ is not None else None
        section = self.canvas.section_at(place) if place is not None else None
        if section is not None:
            reading.choose_section(section)
        else:
            reading.choose(passage)
        self._show_target()
        if section is not None:
            self.finding.show_current()

    def _show_target(self) -> None:
        """Redraw for a new target and scroll to it."""
        self.canvas.view.drop_selection()
        self._draw()
        if self.reading is not None and self.reading.target is not None:
            self.canvas.reveal(self.reading.target.passage)
            self.canvas.place_caret(self.reading.target.passage)

    @Slot(object)
    def _on_words_chosen(self, passage: Passage) -> None:
        if self.reading is not None:
            self.reading.choose(passage)
            self._draw()

    @Slot(int)
    def _on_place_chosen(self, position: int) -> None:
        section, reading = self.canvas.section_at(position), self.reading
        target = reading.target if reading is not None else None
        if section is not None and (target is None or (target.kind, target.section) != ("section", section)):
            self._on_section_pressed(section)

    @Slot(int)
    def _on_section_pressed(self, section: int) -> None:
        if self.reading is not None:
            self.reading.choose_section(section)
            self.canvas.view.drop_selection()
            self.canvas.view.setFocus()
            self._draw()

    @Slot()
    def _on_widened(self) -> None:
        if self.reading is not None:
            self.reading.widen()
            self._show_target()

    @Slot(object)
    def _on_tag_chosen(self, tag: Tag) -> None:
        if self.reading is not None:
            self.reading.choose(tag.passage)
            self._show_target()
            self.canvas.view.setFocus()

    @Slot()
    def _on_session_replaced(self) -> None:
        session = self._services.holder.session
        self.tag_commands.recent = RecentTopics(
            session.search.last_topics(_RECENT_TAGS) if session is not None else ()
        )
        self.tag_commands.reading = None
        self._draw_article()

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        session, reading = self._services.holder.session, self.reading
        if session is None:
            return
        collections = {key.collection for key in keys}
        record = session.store.record(reading.article.id) if reading is not None else None
        if reading is None:
            self.refresh_hint()
        elif record is None:
            self.tag_commands.reading = None
            self._draw_article()
        elif record != self._record:
            if self._record is not None and _has_same_text(record, self._record):
                reading.follow_details(session, record.metadata)
                self._record, self._awaits_header = record, True
            else:
                self._read_again()
            self._awaits_drawing = True
        elif collections & _DRAWN_COLLECTIONS:
            reading.refresh(session)
            self._awaits_drawing = True
        if self.isVisible():
            self._draw_missed()
        elif self._awaits_drawing:
            self._services.actions.refresh()
        if self.reading is not None and self.reading.waiting:
            self._training.train_soon(self.reading.article.id)

    @Slot()
    def _on_learned(self) -> None:
        """Update the suggestions."""
        session, reading = self._services.holder.session, self.reading
        if session is not None and reading is not None:
            reading.forget()
            reading.refresh(session)
            self._draw()

    @Slot(object)
    def _on_suggested(self, filled: object) -> None:
        """Show the suggestions of a long article."""
        session, reading = self._services.holder.session, self.reading
        if session is not None and reading is not None and filled is reading.unfilled:
            reading.use_filled()
            reading.refresh(session)
            self._draw()

    @Slot()
    def _on_theme_changed(self) -> None:
        QTimer.singleShot(0, self, self._draw_article)
