"""The article's text between two margins: grips to drag sections, and the topics of tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDrag,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QTextEdit, QWidget

from briefbuilder.domain.article import Article
from briefbuilder.domain.passage import Passage, may_have_powers, numeric_quote, section_passages
from briefbuilder.domain.topics import Suggestion, Tag, Taxonomy
from briefbuilder.domain.values import value
from briefbuilder.domain.visible_text import shorten
from briefbuilder.ui.read.article_document import ArticleDocument, LeftOutOptions, fill_document
from briefbuilder.ui.read.article_view import (
    PAD_LEFT,
    PAD_RIGHT,
    ArticleView,
    Highlight,
    evidence_highlights,
    found_highlights,
    tag_highlights,
    target_highlights,
)
from briefbuilder.ui.read.article_words import header_of
from briefbuilder.ui.read.reading_state import OpenArticle
from briefbuilder.ui.read.text_forms import TextFormats
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import dot_colour
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.keys import ARROW_STEPS, is_removal_key, let_tab_reach, set_tab_order
from briefbuilder.ui.widgets.labels import sized_font
from briefbuilder.ui.widgets.layouts import column_layout
from briefbuilder.ui.widgets.plain import button_text, plain_text, set_tip

# Both margins have the height of the document and move with it, so that scrolling only moves two widgets.


@value
class MarginTag:
    """A tag in the margin; `top` is in pixels of the document, and `quote` the beginning of the tagged text.

    `written` is who made the tag and when, empty if the dossier is not shared.
    """

    tag: Tag
    top: int
    name: str
    colour: str
    quote: str
    written: str = ""


class TagLabel(QAbstractButton):
    """A tag in the margin: its topic's name beside a dot, or only the dot in a narrow margin.

    Pressing it selects its passage, Delete removes it, and the arrow keys go to the tag above or below (`stepped`). `reached`
    is emitted when a key leads to it.
    """

    chosen = Signal(object)
    removal_requested = Signal(object)
    reached = Signal()
    stepped = Signal(int)

    def __init__(self, shown: MarginTag, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown, self._theme = shown, theme
        self.narrow = self.current = False
        words = self.tr("Tag {topic} on {passage}").format(topic=shown.name, passage=shown.quote)
        self.setText(button_text(shown.name))
        self.setAccessibleName(plain_text(words))
        tip = self.tr("{topic}: {passage}").format(topic=shown.name, passage=shown.quote)
        set_tip(self, "\n".join(filter(None, (tip, shown.written))))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda: self.chosen.emit(self.shown.tag))
        removal = QAction(self.tr("Remove tag"), self)
        removal.triggered.connect(lambda: self.removal_requested.emit(self.shown.tag))
        self.addAction(removal)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def sizeHint(self) -> QSize:
        """Return the size for the whole name."""
        theme = self._theme
        if self.narrow:
            return QSize(theme.px(20), theme.px(16))
        return QSize(
            QFontMetrics(self._font()).horizontalAdvance(self.shown.name) + theme.px(24), theme.px(22)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dot and the name."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        if self.underMouse() and not self.narrow:
            painter.setBrush(theme.colours.colour("hover"))
            painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        dot, pad = theme.px(8), theme.px(4)
        mirrored = self.isRightToLeft()
        left = box.right() - pad - dot if mirrored else box.left() + pad
        painter.setBrush(dot_colour(self.shown.colour, theme))
        painter.drawEllipse(QRectF(left, box.center().y() - dot / 2, dot, dot))
        if not self.narrow:
            painter.setFont(self._font())
            painter.setPen(theme.colours.colour("text" if self.current else "muted"))
            start, end = (
                (pad, 2 * pad + dot + theme.px(2)) if mirrored else (2 * pad + dot + theme.px(2), pad)
            )
            room = box.adjusted(start, 0, -end, 0)
            name = painter.fontMetrics().elidedText(
                self.shown.name, Qt.TextElideMode.ElideRight, int(room.width()) + 1
            )
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter), name)
        if self.property("ring"):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colours.colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.px(6), theme.px(6))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the margin that a key led here."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Request the removal of the tag on Delete or Backspace, go to another one with the arrow keys."""
        step = ARROW_STEPS.get(Qt.Key(event.key()))
        if is_removal_key(event):
            self.removal_requested.emit(self.shown.tag)
        elif step is not None:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Handle Delete here while the label has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and is_removal_key(event):
            event.accept()
            return True
        return super().event(event)

    def _font(self) -> QFont:
        return sized_font(self.font(), self._theme.px(12))


class TagMargin(QWidget):
    """The tags beside their passages, moved down if they would overlap; a narrow margin shows only dots."""

    tag_chosen = Signal(object)
    removal_requested = Signal(object)

    def __init__(self, view: ArticleView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme
        self._labels: list[TagLabel] = []
        self._band = (0, 0)
        self.narrow = False
        self.setAccessibleName(self.tr("Article tags"))

    @property
    def labels(self) -> tuple[TagLabel, ...]:
        """The labels from top to bottom."""
        return tuple(self._labels)

    def show_tags(self, tags: Iterable[MarginTag]) -> None:
        """Replace the tags; if only their heights differ, as after a change of the width, their labels stay."""
        placed = sorted(tags, key=lambda shown: shown.top)
        if [replace(shown, top=0) for shown in placed] == [
            replace(label.shown, top=0) for label in self._labels
        ]:
            for label, shown in zip(self._labels, placed, strict=True):
                label.shown = shown
            self.arrange()
            return
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = []
        for shown in placed:
            label = TagLabel(shown, self._theme, self)
            label.chosen.connect(self.tag_chosen)
            label.removal_requested.connect(self.removal_requested)
            index = len(self._labels)
            label.reached.connect(partial(self._on_reached, index))
            label.stepped.connect(partial(self._step, index))
            self._labels.append(label)
        # Shown where they belong, or Qt gives each a place and a size first.
        self.arrange()
        for label in self._labels:
            label.show()
        set_tab_order(self._view, self.labels)
        self._let_tab_reach_target()

    def _let_tab_reach_target(self) -> None:
        """Let the Tab key lead from the text to the first tag of the target."""
        let_tab_reach(self._labels, next((at for at, label in enumerate(self._labels) if label.current), 0))

    def _step(self, index: int, by: int) -> None:
        if 0 <= index + by < len(self._labels):
            self._labels[index + by].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_reached(self, index: int) -> None:
        """Let the Tab key come back to a label, and scroll the article as far as the label needs to be seen whole."""
        let_tab_reach(self._labels, index)
        label = self._labels[index]
        top = label.mapTo(self._view, QPoint()).y() - self._view.viewport().y()
        below = top + label.height() - self._view.viewport().height()
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + (top if top < 0 else max(0, below)))

    def show_band(self, top: int, bottom: int) -> None:
        """Show the tags between two heights of the document as those of the target."""
        is_other = (top, bottom) != self._band
        self._band = top, bottom
        for label in self._labels:
            current = top <= label.shown.top < bottom
            if current != label.current:
                label.current = current
                label.update()
        if is_other:
            self._let_tab_reach_target()

    def arrange(self) -> None:
        """Place the labels for the current width."""
        theme, free = self._theme, 0
        for label in self._labels:
            label.narrow = self.narrow
            size = label.sizeHint()
            place = max(label.shown.top + theme.px(2), free)
            width = min(size.width(), self.width())
            left = self.width() - width if self.isRightToLeft() else 0
            label.setGeometry(left, place, width, size.height())
            free = place + size.height()
        self.show_band(*self._band)


class SectionGrips(QWidget):
    """A grip beside each section: pressing it selects the section, dragging it drags the section.

    `menu_requested` carries the position on the screen where the menu of a section is asked for.
    """

    section_pressed = Signal(int)
    menu_requested = Signal(QPoint)

    def __init__(self, view: ArticleView, theme: Theme) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._passages: tuple[Passage, ...] = ()
        self._current: int | None = None
        self._hovered: int | None = None
        self._pressed_at: QPoint | None = None
        self.start_drag: Callable[[QDrag], object] = _run_drag
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(self.tr("Sections that can be dragged to the briefing"))
        set_tip(self, self.tr("Drag the section to the briefing"))

    def show_grips(self, passages: tuple[Passage, ...], current: int | None) -> None:
        """Show a grip for the passage of each section; `current` is the index of the target section."""
        self._passages, self._current = passages, current
        self.update()

    def _extent(self, passage: Passage) -> tuple[int, int]:
        """Return the top and bottom of a section; asking for all of them would lay out a long article at once."""
        range_ = self._view.paper.places.range_of(passage)
        return self._view.lines(*range_) if range_ is not None else (0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the grip of the current and of the hovered section."""
        painter = QPainter(self)
        size = self._theme.px(16)
        for index in {self._current, self._hovered}:
            if index is None or index >= len(self._passages):
                continue
            top, _ = self._extent(self._passages[index])
            token = "muted" if index == self._current else "disabled"
            left = 0 if self.isRightToLeft() else self.width() - size - self._theme.px(2)
            area = QRect(left, top + self._theme.px(5), size, size)
            themed_icon("grip-vertical", self._theme, token).paint(painter, area)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the section under the pointer."""
        index = self._section_index_at(event.pos().y())
        if index is not None:
            self.section_pressed.emit(index)
            self.menu_requested.emit(event.globalPos())

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
            drag.setMimeData(self._view.mime_of(self._passages[index]))
            self.start_drag(drag)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the hovered section."""
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def _section_index_at(self, y: float) -> int | None:
        for index, passage in enumerate(self._passages):
            top, bottom = self._extent(passage)
            if top <= y < bottom:
                return index
        return None


def _run_drag(drag: QDrag) -> object:
    return drag.exec(Qt.DropAction.CopyAction)


_TEXT, _WIDE_TEXT = 620, 680
"""Widest line of the usual size of text, and in a wide window."""
_MOST_LETTERS = 72
"""Most letters of average width in a line, whatever the font."""
_GUTTER, _MARGIN, _WIDE_MARGIN, _DOTS, _GAP = 22, 156, 280, 24, 10
"""Room beside the text for grips, for the topics’ names, at most, or their dots, and between these and the text."""
_NAMES_FROM = 820
"""Width of the pane from which topics are named in the margin."""
_WIDE_FROM = 1160
"""Width of the pane from which lines are longer."""


class ArticleCanvas(QWidget):
    """Shows an article with section grips on the left and tags on the right; `written` returns who made a tag and when."""

    section_pressed = Signal(int)
    tag_chosen = Signal(object)
    removal_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = "en"
        self._article: Article | None = None
        self._formats: TextFormats | None = None
        self._section: int | None = None
        self._passages: tuple[Passage, ...] = ()
        self._tags: tuple[Tag, ...] = ()
        self._taxonomy = Taxonomy()
        self._marks: list[Highlight] = []
        self._found_marks: list[QTextEdit.ExtraSelection] = []
        self._found: tuple[tuple[int, int], ...] = ()
        self._found_at = -1
        self.written: Callable[[Tag], str] = lambda _tag: ""
        self.scale = 1.0
        self.serif = True
        self.view = _FramedView(theme, self)
        self.margin = TagMargin(self.view, theme)
        self.grips = SectionGrips(self.view, theme)
        column_layout(self, self.view, gap=0)
        self.view.laid_out.connect(self._arrange)
        self.view.verticalScrollBar().valueChanged.connect(self._move)
        self.margin.tag_chosen.connect(self.tag_chosen)
        self.margin.removal_requested.connect(self.removal_requested)
        self.grips.section_pressed.connect(self.section_pressed)

    def show_article(
        self, reading: OpenArticle, language: str, images: Mapping[str, QImage], *, with_left_out: bool
    ) -> None:
        """Show an article with its pictures as far as they are decoded.

        `with_left_out` also shows excluded paragraphs.
        """
        article, text = reading.article, reading.text
        paper = ArticleDocument(self.view)
        waiting = any(name not in images for name in reading.pictures)
        no_picture = "…" if waiting else self.tr("[Picture not included]")
        font = QFont(QApplication.font())
        formats = TextFormats(self._theme, font, no_picture, scale=self.scale, serif=self.serif)
        self._formats = formats
        left_out = LeftOutOptions(
            everything=text.all_blocks,
            left_out=text.left_out,
            opened=with_left_out,
            words=lambda count: self.tr("⋯ %n paragraph(s) excluded", "", count),
        )
        fill_document(paper, article, header_of(article, language), images, formats, left_out)
        self._set_margins(paper, formats)
        if self._article is None or self._article.id != article.id:
            self._tags = ()
        self._article, self._section, self._language = article, None, language
        self._marks, self._found_marks, self._found, self._found_at = [], [], (), -1
        self._passages = section_passages(article)
        self.view.set_letters(paper.defaultFont(), self.scale)
        self.view.show_document(article, paper)

    def show_header(self, article: Article) -> bool:
        """Show what is above the text of the shown article, if its text is the same; return whether that could be done."""
        header = header_of(article, self._language)
        if self._formats is None or not header.title or not self.view.paper.header_ranges:
            return False
        self._article = article
        self.view.show_header(article, header, self._formats)
        return True

    def _set_margins(self, paper: ArticleDocument, formats: TextFormats) -> None:
        """Leave room inside of the view for the ground of the current section."""
        frame = paper.rootFrame()
        frame_format = frame.frameFormat()
        frame_format.setLeftMargin(self._theme.px(PAD_LEFT))
        frame_format.setRightMargin(self._theme.px(PAD_RIGHT))
        frame_format.setTopMargin(formats.top)
        frame_format.setBottomMargin(formats.pixels(48))
        frame.setFrameFormat(frame_format)

    def show_found(
        self, ranges: tuple[tuple[int, int], ...], current: int = -1, *, scroll: bool = True
    ) -> None:
        """Mark what was found in the text, between document positions, and scroll to the current one."""
        if ranges != self._found or current != self._found_at:
            self._found, self._found_at = ranges, current
            found = found_highlights(ranges, current, self._theme)
            self._found_marks = self.view.selections(found)
            self._update_highlights()
        if scroll and 0 <= current < len(ranges):
            self.view.reveal(*ranges[current])

    def _update_highlights(self) -> None:
        self.view.setExtraSelections([*self.view.selections(self._marks), *self._found_marks])

    def show_tags(self, tags: tuple[Tag, ...], taxonomy: Taxonomy) -> None:
        """Show the tags in the margin."""
        self._tags, self._taxonomy = tags, taxonomy
        self.margin.show_tags(self._margin_tags())

    def highlight(self, reading: OpenArticle, taxonomy: Taxonomy, suggestion: Suggestion | None) -> None:
        """Highlight the target, the tags and the evidence of the selected suggestion."""
        places, target, section = self.view.paper.places, reading.target, reading.section
        marks = tag_highlights(reading.tags, frozenset(self._passages), taxonomy, places, self._theme)
        if section is not None:
            marks += evidence_highlights(section, suggestion, places, self._theme)
        band = None
        if target is not None:
            marks += target_highlights(target, places, self._theme)
            band = places.range_of(target.passage) if target.kind != "words" else None
        self._marks = marks
        self._update_highlights()
        self.view.set_band(band)
        self.margin.show_band(*(self.view.lines(*band) if band is not None else (0, 0)))
        self._section = target.section if target is not None else None
        self.grips.show_grips(self._passages, self._section)

    def reveal(self, passage: Passage) -> None:
        """Scroll to a passage."""
        range_ = self.view.paper.places.range_of(passage)
        if range_ is not None:
            self.view.reveal(*range_)

    def place_caret(self, passage: Passage) -> None:
        """Place the caret at the start of a passage."""
        range_ = self.view.paper.places.range_of(passage)
        if range_ is not None:
            self.view.place_caret(range_[0])

    def area_of(self, passage: Passage) -> QRect:
        """Return the area of a passage's lines in this widget."""
        range_ = self.view.paper.places.range_of(passage)
        if range_ is None:
            return QRect(0, 0, 1, 1)
        top, bottom = self.view.lines(*range_)
        corner = QPoint(
            self._theme.px(PAD_LEFT), top - self.view.verticalScrollBar().value() + self._theme.px(26)
        )
        return QRect(self.view.viewport().mapTo(self, corner), QSize(1, max(1, bottom - top)))

    def section_at(self, position: int) -> int | None:
        """Return the index of the section at a document position."""
        places = self.view.paper.places
        index = places.index_at(position)
        if self._article is None or index is None:
            return None
        block = places.placed[index].block.id
        sections = self._article.sections
        return next(
            (section.index for section in sections if any(b.id == block for b in section.all_blocks)), None
        )

    def _margin_tags(self) -> Iterable[MarginTag]:
        places = self.view.paper.places
        for tag in self._tags:
            range_ = places.range_of(tag.passage)
            topic = self._taxonomy.shown(tag.topic)
            if range_ is None:
                continue
            quote = shorten(tag.passage.quote, 60)
            if self._article is not None and may_have_powers(quote):
                quote = shorten(numeric_quote(self._article, tag.passage), 60)
            top, _ = self.view.lines(range_[0], range_[0])
            yield MarginTag(
                tag=tag,
                top=top,
                name=topic.name(self._language),
                colour=topic.colour,
                quote=quote,
                written=self.written(tag),
            )

    @Slot()
    def _arrange(self) -> None:
        """Resize both margins to the height of the document, as far as it is laid out, and arrange their content."""
        view, area = self.view, self.view.viewport().geometry()
        height = view.verticalScrollBar().maximum() + area.height()
        self.grips.resize(view.gutter, height)
        self.margin.resize(view.margin, height)
        self.margin.narrow = view.narrow
        self._move(view.verticalScrollBar().value())
        if self._article is not None:
            self.margin.show_tags(self._margin_tags())
            self.grips.show_grips(self._passages, self._section)

    @Slot(int)
    def _move(self, value: int) -> None:
        view, gap = self.view, self._theme.px(_GAP)
        area = view.viewport().geometry()
        before, behind = area.left() - view.gutter, area.right() + 1
        if self.isRightToLeft():
            before, behind = area.right() + 1, area.left() - gap - view.margin
        else:
            behind += gap
        self.grips.move(before, area.top() - value)
        self.margin.move(behind, area.top() - value)


class _FramedView(ArticleView):
    """A text view with room for both margins and a limited line length."""

    gutter = margin = 0
    narrow = False
    _letters = QFont(), 1.0
    _at = QPoint()

    def set_letters(self, font: QFont, scale: float) -> None:
        """Set the font of the text and its size relative to the usual one, with which the lines grow."""
        if (font, scale) != self._letters:
            self._letters = font, scale
            self._fit()

    def event(self, event: QEvent) -> bool:
        """Update the margins before a resize."""
        if event.type() not in {QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange}:
            return super().event(event)
        self._fit()
        handled = super().event(event)
        if self.viewport().pos() != self._at or event.type() == QEvent.Type.LayoutDirectionChange:
            # Qt tells of a new size of the text's area, and not of a new place.
            self._at = self.viewport().pos()
            self.laid_out.emit()
        return handled

    def _fit(self) -> None:
        px, width = self._theme.px, self.width()
        self.narrow = width < px(_NAMES_FROM)
        self.gutter, self.margin = px(_GUTTER), px(_DOTS if self.narrow else _MARGIN)
        font, scale = self._letters
        wished = px(_WIDE_TEXT if width >= px(_WIDE_FROM) else _TEXT) * max(1.0, scale)
        longest = min(wished, _MOST_LETTERS * QFontMetricsF(font).averageCharWidth())
        taken = self.gutter + px(_GAP) + self.margin + px(10)
        spare = max(0, width - taken - round(longest) - px(PAD_LEFT + PAD_RIGHT))
        if not self.narrow:
            # Room that the lines do not need shows more of the names.
            wider = min(spare, px(_WIDE_MARGIN - _MARGIN))
            self.margin, spare = self.margin + wider, spare - wider
        spare //= 2
        before, behind = self.gutter + spare, px(_GAP) + self.margin + spare
        if self.isRightToLeft():
            before, behind = behind, before
        self.setViewportMargins(before, 0, behind, 0)
