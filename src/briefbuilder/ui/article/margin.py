"""The two margins of the article: at the left a grip to drag a section by, at the right its tags.

Both are as high as the document and move with it, so that scrolling moves two widgets and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QDrag, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Tag
from briefbuilder.domain.values import value
from briefbuilder.ui.article.view import ArticleView
from briefbuilder.ui.passages import mime_of
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import Chip
from briefbuilder.ui.widgets.tabbing import tab_through


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
        self.setToolTip(self.tr("{topic}: {passage}").format(topic=shown.name, passage=shown.on))
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
        tab_through(self._view, self.chips)
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
        self.setToolTip(self.tr("Drag the section to the briefing"))

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
            drag.setMimeData(mime_of(self._grips[index].passage))
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
