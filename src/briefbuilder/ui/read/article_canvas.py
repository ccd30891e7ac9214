"""The article's text between its two margins, kept in step with each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QDrag, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from briefbuilder.domain.article import Article, Picture
from briefbuilder.domain.passage import Passage, section_passage
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
from briefbuilder.ui.widgets.plain import set_tip

# The two margins of the article: at the left a grip to drag a section by, at the right its tags.
#
# Both are as high as the document and move with it, so that scrolling moves two widgets and no more.


@value
class MarginTag:
    """A tag as the margin shows it: at which pixel of the document, under which name and colour."""

    tag: Tag
    top: int
    name: str
    colour: str
    on: str


class TagChip(Chip):
    """A tag in the margin: pressing it chooses its passage, Delete takes it off."""

    chosen = Signal(object)
    removal_requested = Signal(object)

    def __init__(self, shown: MarginTag, theme: Theme, parent: QWidget) -> None:
        super().__init__(shown.name, shown.colour, theme, parent)
        self._tag = shown.tag
        self.setAccessibleName(self.tr("Tag {topic} on {passage}").format(topic=shown.name, passage=shown.on))
        set_tip(self, self.tr("{topic}: {passage}").format(topic=shown.name, passage=shown.on))
        self.clicked.connect(self._on_clicked)
        removal = QAction(self.tr("Remove tag"), self)
        removal.triggered.connect(self._on_removal)
        self.addAction(removal)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @property
    def tag(self) -> Tag:
        """The tag that it stands for."""
        return self._tag

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the tag off."""
        if _deletes(event):
            self.removal_requested.emit(self._tag)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Delete for this chip while it has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and _deletes(event):
            event.accept()
            return True
        return super().event(event)

    def _on_removal(self) -> None:
        self.removal_requested.emit(self._tag)

    def _on_clicked(self) -> None:
        self.chosen.emit(self._tag)


def _deletes(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class TagMargin(QWidget):
    """The tags beside the text, each at its passage, moved down where they would overlap."""

    tag_chosen = Signal(object)
    removal_requested = Signal(object)

    def __init__(self, view: ArticleView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme
        self._chips: list[tuple[int, TagChip]] = []
        self.setAccessibleName(self.tr("Tags of the article"))

    @property
    def chips(self) -> tuple[TagChip, ...]:
        """The chips, from the top."""
        return tuple(chip for _, chip in self._chips)

    def show_tags(self, tags: Iterable[MarginTag]) -> None:
        """Show these tags instead of the ones before."""
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
        """Place the chips for the present width."""
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
    """Where a section stands in the document, in pixels, and the passage that a drag carries."""

    top: int
    bottom: int
    passage: Passage


class SectionGrips(QWidget):
    """A bar beside each section; dragging it drags the section, pressing it chooses the section."""

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
        self.setAccessibleName(self.tr("Sections: drag one to the briefing"))
        set_tip(self, self.tr("Drag the section to the briefing"))

    def show_grips(self, grips: tuple[Grip, ...], current: int | None) -> None:
        """Show a grip for each section; `current` is the index of the one that is the target."""
        self._grips, self._current = grips, current
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a bar for the current and the hovered section, dots where it can be taken hold of."""
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
        unit = self._theme.em / 5
        left, top = self.width() * 0.22, grip.top + self._theme.em * 0.35
        for row in range(3):
            for column in range(2):
                painter.drawEllipse(QRectF(left + column * unit, top + row * unit, unit / 2, unit / 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a section."""
        index = self._index_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self._pressed_at = event.position().toPoint()
            self.section_pressed.emit(index)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._pressed_at = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which section is meant, and begin the drag once the pointer has gone far enough."""
        hovered = self._index_at(event.position().y())
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()
        if self._pressed_at is None:
            return
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        index = self._index_at(self._pressed_at.y())
        if way >= QApplication.startDragDistance() and index is not None:
            self._pressed_at = None
            drag = QDrag(self)
            drag.setMimeData(passages_to_mime(self._grips[index].passage))
            self.start_drag(drag)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the hovered section."""
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def _index_at(self, y: float) -> int | None:
        return next((index for index, grip in enumerate(self._grips) if grip.top <= y < grip.bottom), None)


def _run_drag(drag: QDrag) -> object:
    return drag.exec(Qt.DropAction.CopyAction)


_LONGEST_LINE = 46
"""Line heights of text, about 100 characters: wider than that, the eye loses the next line."""


class ArticleCanvas(QWidget):
    """Shows an article with its section grips at the left and its tags at the right."""

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
        """The bars by which sections are dragged."""
        return self._grips

    def show_article(
        self, reading: OpenArticle, language: str, pictures: Mapping[str, Picture], *, with_left_out: bool
    ) -> None:
        """Draw another article, or one that was corrected; `with_left_out` shows what was left out, too."""
        article, text = reading.article, reading.text
        paper = ArticleDocument(self._view)
        forms = TextFormats(self._theme, QFont(QApplication.font()), self.tr("[Picture not included]"))
        left_out = LeftOutOptions(
            everything=text.all_blocks,
            left_out=text.left_out,
            opened=with_left_out,
            words=self._left_out_words,
        )
        fill_document(paper, article, header_of(article, language), pictures, forms, left_out)
        self._article, self._section, self._language = article, None, language
        self._passages = tuple(section_passage(article, section) for section in article.sections)
        self._tags = ()
        self._view.show_document(article, paper)

    def _left_out_words(self, count: int) -> str:
        return self.tr("⋯ %n paragraph(s) left out", "", count)

    def show_tags(self, tags: tuple[Tag, ...], taxonomy: Taxonomy) -> None:
        """Show the tags in the margin."""
        self._tags, self._taxonomy = tags, taxonomy
        self._margin.show_tags(self._margin_tags())

    def highlight(self, reading: OpenArticle, taxonomy: Taxonomy, suggestion: Suggestion | None) -> None:
        """Paint the target, the tagged words and the words that the chosen suggestion rests on."""
        places, target, section = self._view.paper.places, reading.target, reading.section
        marks = tag_highlights(reading.tags, self._passages, taxonomy, places, self._theme)
        if section is not None:
            marks += evidence_highlights(section, suggestion, places, self._theme)
        band = None
        if target is not None:
            marks += target_highlights(target, places, self._theme)
            band = places.ends_of(target.passage) if target.kind != "words" else None
        self._view.highlight(marks)
        self._view.set_band(band)
        self._section = target.section if target is not None else None
        self._grips.show_grips(self._all_grips(), self._section)

    def reveal(self, passage: Passage) -> None:
        """Scroll to a passage."""
        ends = self._view.paper.places.ends_of(passage)
        if ends is not None:
            self._view.reveal(*ends)

    def put_caret(self, passage: Passage) -> None:
        """Put the caret at a passage's beginning, from where the keys select and split."""
        ends = self._view.paper.places.ends_of(passage)
        if ends is not None:
            self._view.place_caret(ends[0])

    def area_of(self, passage: Passage) -> QRect:
        """Return the lines of a passage in this widget's pixels."""
        ends = self._view.paper.places.ends_of(passage)
        if ends is None:
            return QRect(0, 0, 1, 1)
        top, bottom = self._view.lines(*ends)
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
            ends = places.ends_of(tag.passage)
            topic = self._taxonomy.shown(tag.topic)
            if ends is None:
                continue
            words = " ".join(tag.passage.quote.split())
            on = words if len(words) <= 60 else words[:59] + "…"
            top, _ = self._view.lines(ends[0], ends[0])
            yield MarginTag(tag=tag, top=top, name=topic.name(self._language), colour=topic.colour, on=on)

    def _all_grips(self) -> tuple[Grip, ...]:
        grips: list[Grip] = []
        for passage in self._passages:
            ends = self._view.paper.places.ends_of(passage)
            top, bottom = self._view.lines(*ends) if ends is not None else (0, 0)
            grips.append(Grip(top, bottom, passage))
        return tuple(grips)

    @Slot()
    def _arrange(self) -> None:
        """Give both margins the height of the document, and place what stands in them."""
        view, area = self._view, self._view.viewport().geometry()
        height = max(round(view.paper.size().height()), area.height())
        self._grips.resize(view.left_margin, height)
        self._margin.resize(view.right_margin, height)
        self._move(view.verticalScrollBar().value())
        if self._article is not None:
            self._margin.show_tags(self._margin_tags())
            self._grips.show_grips(self._all_grips(), self._section)

    @Slot(int)
    def _move(self, value: int) -> None:
        area = self._view.viewport().geometry()
        self._grips.move(area.left() - self._view.left_margin, area.top() - value)
        self._margin.move(area.right() + 1, area.top() - value)


class _FramedView(ArticleView):
    """The text with room for both margins; its lines never grow longer than can be read with ease."""

    left_margin = 0
    right_margin = 0

    def event(self, event: QEvent) -> bool:
        """Measure the margins before each new size."""
        if event.type() == QEvent.Type.Resize:
            self.left_margin = self._theme.space(1.3)
            self.right_margin = min(round(self._theme.em * 10.5), self.width() * 27 // 100)
            longest = round(self._theme.em * _LONGEST_LINE)
            spare = max(0, self.width() - self.left_margin - self.right_margin - longest) // 2
            self.setViewportMargins(self.left_margin + spare, 0, self.right_margin + spare, 0)
        return super().event(event)
