"""The article's text between two margins: handles to drag sections, and tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QDrag, QFont, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from briefbuilder.domain.article import Article
from briefbuilder.domain.passage import Passage, section_passages
from briefbuilder.domain.topics import Suggestion, Tag, Taxonomy
from briefbuilder.domain.values import value
from briefbuilder.ui.clipboard import passages_to_mime
from briefbuilder.ui.read.article_document import ArticleDocument, LeftOutOptions, fill_document
from briefbuilder.ui.read.article_view import (
    ArticleView,
    evidence_highlights,
    tag_highlights,
    target_highlights,
)
from briefbuilder.ui.read.article_words import header_of
from briefbuilder.ui.read.reading_state import OpenArticle
from briefbuilder.ui.read.text_forms import TextFormats
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import Chip
from briefbuilder.ui.widgets.keys import set_tab_order
from briefbuilder.ui.widgets.plain import plain_text, set_tip

# Both margins have the height of the document and move with it, so that scrolling only moves two widgets.


@value
class MarginTag:
    """A tag in the margin; `top` is in pixels of the document, and `quote` the beginning of the tagged text."""

    tag: Tag
    top: int
    name: str
    colour: str
    quote: str


class TagChip(Chip):
    """A tag in the margin. Pressing it selects its passage, Delete removes it."""

    chosen = Signal(object)
    removal_requested = Signal(object)

    def __init__(self, shown: MarginTag, theme: Theme, parent: QWidget) -> None:
        super().__init__(shown.name, shown.colour, theme, parent)
        self._tag = shown.tag
        words = self.tr("Tag {topic} on {passage}").format(topic=shown.name, passage=shown.quote)
        self.setAccessibleName(plain_text(words))
        set_tip(self, self.tr("{topic}: {passage}").format(topic=shown.name, passage=shown.quote))
        self.clicked.connect(self._on_clicked)
        removal = QAction(self.tr("Remove tag"), self)
        removal.triggered.connect(self._on_removal)
        self.addAction(removal)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @property
    def tag(self) -> Tag:
        """The tag that the chip shows."""
        return self._tag

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Request the removal of the tag on Delete or Backspace."""
        if _is_delete_key(event):
            self.removal_requested.emit(self._tag)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Handle Delete here while the chip has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_delete_key(event):
            event.accept()
            return True
        return super().event(event)

    def _on_removal(self) -> None:
        self.removal_requested.emit(self._tag)

    def _on_clicked(self) -> None:
        self.chosen.emit(self._tag)


def _is_delete_key(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class TagMargin(QWidget):
    """The tags beside their passages, moved down where they would overlap."""

    tag_chosen = Signal(object)
    removal_requested = Signal(object)

    def __init__(self, view: ArticleView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme
        self._chips: list[tuple[int, TagChip]] = []
        self.setAccessibleName(self.tr("Article tags"))

    @property
    def chips(self) -> tuple[TagChip, ...]:
        """The chips from top to bottom."""
        return tuple(chip for _, chip in self._chips)

    def show_tags(self, tags: Iterable[MarginTag]) -> None:
        """Replace the tags."""
        for _, chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for shown in tags:
            chip = TagChip(shown, self._theme, self)
            chip.chosen.connect(self.tag_chosen)
            chip.removal_requested.connect(self.removal_requested)
            chip.show()
            self._chips.append((shown.top, chip))
        self._chips.sort(key=_top)
        set_tab_order(self._view, self.chips)
        self.arrange()

    def arrange(self) -> None:
        """Place the chips for the current width."""
        gap, free = self._theme.space(0.25), 0
        for top, chip in self._chips:
            size = chip.sizeHint()
            place = max(top, free)
            chip.setGeometry(0, place, min(size.width(), self.width() - gap), size.height())
            free = place + size.height() + gap


def _top(pair: tuple[int, TagChip]) -> int:
    return pair[0]


@dataclass(frozen=True, slots=True)
class Grip:
    """The extent of a section in pixels of the document, and the passage that is dragged."""

    top: int
    bottom: int
    passage: Passage


class SectionGrips(QWidget):
    """A bar beside each section: pressing it selects the section, dragging it drags the section."""

    section_pressed = Signal(int)

    def __init__(self, view: ArticleView, theme: Theme) -> None:
        super().__init__(view)
        self._theme = theme
        self._grips: tuple[Grip, ...] = ()
        self._current: int | None = None
        self._hovered: int | None = None
        self._pressed_at: QPoint | None = None
        self._view = view
        view.focus_changed.connect(self.update)
        self.start_drag: Callable[[QDrag], object] = _run_drag
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(self.tr("Sections that can be dragged to the briefing"))
        set_tip(self, self.tr("Drag the section to the briefing"))

    def show_grips(self, grips: tuple[Grip, ...], current: int | None) -> None:
        """Show a grip for each section; `current` is the index of the target section."""
        self._grips, self._current = grips, current
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a bar with dots for the current and the hovered section."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colours = self._theme.colours
        width = max(3, self._theme.space(0.2))
        for index, grip in enumerate(self._grips):
            if index not in {self._current, self._hovered}:
                continue
            strong = "accent" if self._view.hasFocus() else "muted"
            painter.setBrush(colours.colour(strong if index == self._current else "line"))
            bar = QRectF(self.width() - width - 1, grip.top, width, grip.bottom - grip.top)
            painter.drawRoundedRect(bar, width / 2, width / 2)
            self._paint_dots(painter, grip)

    def _paint_dots(self, painter: QPainter, grip: Grip) -> None:
        painter.setBrush(self._theme.colours.colour("muted"))
        unit = self._theme.line_height / 5
        left, top = self.width() * 0.22, grip.top + self._theme.line_height * 0.35
        for row in range(3):
            for column in range(2):
                painter.drawEllipse(QRectF(left + column * unit, top + row * unit, unit / 2, unit / 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the section under the pointer."""
        index = self._section_index_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self._pressed_at = event.position().toPoint()
            self.section_pressed.emit(index)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Forget the pressed position."""
        self._pressed_at = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the hovered section, and start a drag once the pointer has moved far enough."""
        hovered = self._section_index_at(event.position().y())
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()
        if self._pressed_at is None:
            return
        distance = (event.position().toPoint() - self._pressed_at).manhattanLength()
        index = self._section_index_at(self._pressed_at.y())
        if distance >= QApplication.startDragDistance() and index is not None:
            self._pressed_at = None
            drag = QDrag(self)
            drag.setMimeData(passages_to_mime(self._grips[index].passage))
            self.start_drag(drag)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the hovered section."""
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def _section_index_at(self, y: float) -> int | None:
        return next((index for index, grip in enumerate(self._grips) if grip.top <= y < grip.bottom), None)


def _run_drag(drag: QDrag) -> object:
    return drag.exec(Qt.DropAction.CopyAction)


_MAX_LINE = 46
"""Widest line in line heights, about 100 characters; longer lines are hard to read."""


class ArticleCanvas(QWidget):
    """Shows an article with section grips on the left and tags on the right."""

    section_pressed = Signal(int)
    tag_chosen = Signal(object)
    removal_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = "en"
        self._article: Article | None = None
        self._section: int | None = None
        self._passages: tuple[Passage, ...] = ()
        self._tags: tuple[Tag, ...] = ()
        self._taxonomy = Taxonomy()
        self._view = _FramedView(theme, self)
        self._margin = TagMargin(self._view, theme)
        self._grips = SectionGrips(self._view, theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self._view.laid_out.connect(self._arrange)
        self._view.verticalScrollBar().valueChanged.connect(self._move)
        self._margin.tag_chosen.connect(self.tag_chosen)
        self._margin.removal_requested.connect(self.removal_requested)
        self._grips.section_pressed.connect(self.section_pressed)

    @property
    def view(self) -> ArticleView:
        """The text."""
        return self._view

    @property
    def margin(self) -> TagMargin:
        """The tags."""
        return self._margin

    @property
    def grips(self) -> SectionGrips:
        """The bars that drag sections."""
        return self._grips

    def show_article(
        self, reading: OpenArticle, language: str, images: Mapping[str, QImage], *, with_left_out: bool
    ) -> None:
        """Show an article with its pictures as far as they are decoded.

        `with_left_out` also shows excluded paragraphs.
        """
        article, text = reading.article, reading.text
        paper = ArticleDocument(self._view)
        waiting = any(name not in images for name in reading.pictures)
        no_picture = "…" if waiting else self.tr("[Picture not included]")
        formats = TextFormats(self._theme, QFont(QApplication.font()), no_picture)
        left_out = LeftOutOptions(
            everything=text.all_blocks,
            left_out=text.left_out,
            opened=with_left_out,
            words=self._left_out_text,
        )
        fill_document(paper, article, header_of(article, language), images, formats, left_out)
        self._article, self._section, self._language = article, None, language
        self._passages = section_passages(article)
        self._tags = ()
        self._view.show_document(article, paper)

    def _left_out_text(self, count: int) -> str:
        return self.tr("⋯ %n paragraph(s) excluded", "", count)

    def show_tags(self, tags: tuple[Tag, ...], taxonomy: Taxonomy) -> None:
        """Show the tags in the margin."""
        self._tags, self._taxonomy = tags, taxonomy
        self._margin.show_tags(self._margin_tags())

    def highlight(self, reading: OpenArticle, taxonomy: Taxonomy, suggestion: Suggestion | None) -> None:
        """Highlight the target, the tags and the evidence of the selected suggestion."""
        places, target, section = self._view.paper.places, reading.target, reading.section
        marks = tag_highlights(reading.tags, frozenset(self._passages), taxonomy, places, self._theme)
        if section is not None:
            marks += evidence_highlights(section, suggestion, places, self._theme)
        band = None
        if target is not None:
            marks += target_highlights(target, places, self._theme)
            band = places.range_of(target.passage) if target.kind != "words" else None
        self._view.highlight(marks)
        self._view.set_band(band)
        self._section = target.section if target is not None else None
        self._grips.show_grips(self._section_grips(), self._section)

    def reveal(self, passage: Passage) -> None:
        """Scroll to a passage."""
        range_ = self._view.paper.places.range_of(passage)
        if range_ is not None:
            self._view.reveal(*range_)

    def place_caret(self, passage: Passage) -> None:
        """Place the caret at the start of a passage."""
        range_ = self._view.paper.places.range_of(passage)
        if range_ is not None:
            self._view.place_caret(range_[0])

    def area_of(self, passage: Passage) -> QRect:
        """Return the area of a passage's lines in this widget."""
        range_ = self._view.paper.places.range_of(passage)
        if range_ is None:
            return QRect(0, 0, 1, 1)
        top, bottom = self._view.lines(*range_)
        corner = QPoint(
            self._theme.space(1), top - self._view.verticalScrollBar().value() + self._theme.space(1.6)
        )
        return QRect(self._view.viewport().mapTo(self, corner), QSize(1, max(1, bottom - top)))

    def section_at(self, position: int) -> int | None:
        """Return the index of the section at a document position."""
        places = self._view.paper.places
        index = places.index_at(position)
        if self._article is None or index is None:
            return None
        block = places.placed[index].block.id
        sections = self._article.sections
        return next((each.index for each in sections if any(b.id == block for b in each.all_blocks)), None)

    def _margin_tags(self) -> Iterable[MarginTag]:
        places = self._view.paper.places
        for tag in self._tags:
            range_ = places.range_of(tag.passage)
            topic = self._taxonomy.shown(tag.topic)
            if range_ is None:
                continue
            words = " ".join(tag.passage.quote.split())
            quote = words if len(words) <= 60 else words[:59] + "…"
            top, _ = self._view.lines(range_[0], range_[0])
            yield MarginTag(
                tag=tag, top=top, name=topic.name(self._language), colour=topic.colour, quote=quote
            )

    def _section_grips(self) -> tuple[Grip, ...]:
        grips: list[Grip] = []
        for passage in self._passages:
            range_ = self._view.paper.places.range_of(passage)
            top, bottom = self._view.lines(*range_) if range_ is not None else (0, 0)
            grips.append(Grip(top, bottom, passage))
        return tuple(grips)

    @Slot()
    def _arrange(self) -> None:
        """Resize both margins to the height of the document and arrange their content."""
        view, area = self._view, self._view.viewport().geometry()
        height = max(round(view.paper.size().height()), area.height())
        self._grips.resize(view.left_margin, height)
        self._margin.resize(view.right_margin, height)
        self._move(view.verticalScrollBar().value())
        if self._article is not None:
            self._margin.show_tags(self._margin_tags())
            self._grips.show_grips(self._section_grips(), self._section)

    @Slot(int)
    def _move(self, value: int) -> None:
        area = self._view.viewport().geometry()
        self._grips.move(area.left() - self._view.left_margin, area.top() - value)
        self._margin.move(area.right() + 1, area.top() - value)


class _FramedView(ArticleView):
    """A text view with room for both margins and a limited line length."""

    left_margin = 0
    right_margin = 0

    def event(self, event: QEvent) -> bool:
        """Update the margins before a resize."""
        if event.type() == QEvent.Type.Resize:
            self.left_margin = self._theme.space(1.3)
            self.right_margin = min(round(self._theme.line_height * 10.5), self.width() * 27 // 100)
            longest = round(self._theme.line_height * _MAX_LINE)
            spare = max(0, self.width() - self.left_margin - self.right_margin - longest) // 2
            self.setViewportMargins(self.left_margin + spare, 0, self.right_margin + spare, 0)
        return super().event(event)
