"""The article's text between its two margins, kept in step with each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from briefbuilder.domain.article import Article, Picture
from briefbuilder.domain.passage import Passage, section_passage
from briefbuilder.domain.topics import Suggestion, Tag, Taxonomy
from briefbuilder.ui.article.document import ArticleDocument, LeftOutShown, fill
from briefbuilder.ui.article.forms import Forms
from briefbuilder.ui.article.heading import header_of
from briefbuilder.ui.article.margin import Grip, MarginTag, SectionGrips, TagMargin
from briefbuilder.ui.article.marks import evidence_highlights, tag_highlights, target_highlights
from briefbuilder.ui.article.reading import Reading
from briefbuilder.ui.article.view import ArticleView
from briefbuilder.ui.theme import Theme

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
        self, reading: Reading, language: str, pictures: Mapping[str, Picture], *, with_left_out: bool
    ) -> None:
        """Draw another article, or one that was corrected; `with_left_out` shows what was left out, too."""
        article, text = reading.article, reading.text
        paper = ArticleDocument(self._view)
        forms = Forms(self._theme, QFont(QApplication.font()), self.tr("[Picture not included]"))
        left_out = LeftOutShown(
            everything=text.everything,
            left_out=text.left_out,
            opened=with_left_out,
            words=self._left_out_words,
        )
        fill(paper, article, header_of(article, language), pictures, forms, left_out)
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

    def highlight(self, reading: Reading, taxonomy: Taxonomy, suggestion: Suggestion | None) -> None:
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
