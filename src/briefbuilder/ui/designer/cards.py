"""The templates as cards with their first page, which is drawn in the background and kept until the file changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.ui.preview.drawing import PageImage, build_preview
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.plain import plain_tip
from briefbuilder.ui.widgets.rows import VALUE_ROLE, Index, RowDelegate, RowsModel, set_up_rows, weighted
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.jobs import Job, JobContext

_WIDTH, _HEIGHT = 60, 84
"""Size of a thumbnail in design pixels."""
_POINTS = 842.0
"""The height of an A4 page in points."""
_PAUSE = 400
"""Milliseconds between the thumbnails, in which the sample of the open template goes first."""


@dataclass(frozen=True, slots=True)
class Card:
    """A template: its file, its name in the language of the window, where it comes from, and its first page."""

    path: Path
    title: str
    caption: str
    page: QImage | None = None


@dataclass(frozen=True, slots=True)
class _DrawnCard:
    """What the background found about a template."""

    stamp: int
    title: str
    languages: tuple[str, ...]
    page: PageImage | None


class CardsModel(RowsModel[Card]):
    """The cards."""

    def show(self, cards: Iterable[Card]) -> None:
        """Show other cards; those of known files keep what was drawn."""
        known = {card.path: card for card in self.rows}
        self.show_rows(known.get(card.path, card) for card in cards)

    def update(self, card: Card) -> None:
        """Show what was found about a template."""
        for row, known in enumerate(self.rows):
            if known.path == card.path:
                self.rows = (*self.rows[:row], card, *self.rows[row + 1 :])
                self.dataChanged.emit(self.index(row), self.index(row))

    def row_data(self, row: Card, role: int) -> object:
        """Return the title of a card or its caption."""
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        text = f"{row.path.name} · {row.caption}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(text)
        return text if role == Qt.ItemDataRole.AccessibleDescriptionRole else None


class CardDelegate(RowDelegate):
    """Draws a card."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a card."""
        return QSize(0, self._theme.px(_HEIGHT + 24))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the first page, the name and the caption."""
        theme, card = self._theme, index.data(VALUE_ROLE)
        colours, px = theme.colours, theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(px(8), px(3), -px(8), -px(3))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.line), 2 if chosen else 1))
        painter.setBrush(QColor(colours.selected if chosen else colours.raised))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), px(10), px(10))
        page = QRectF(area.left() + px(10), area.center().y() - px(_HEIGHT) / 2, px(_WIDTH), px(_HEIGHT))
        self._draw_page(painter, page, card.page)
        left = page.right() + px(10)
        words = QRectF(left, page.top(), area.right() - left - px(8), px(_HEIGHT))
        painter.setFont(weighted(option.font))
        painter.setPen(QColor(colours.text))
        wrap = QTextOption(Qt.AlignmentFlag.AlignTop)
        # Long words are broken only where they do not fit into a line of their own.
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        box = painter.boundingRect(words, card.title, wrap).intersected(words.adjusted(0, 0, 0, -px(34)))
        painter.drawText(box, card.title, wrap)
        painter.setFont(self._small(option.font))
        painter.setPen(QColor(colours.muted))
        painter.drawText(words.adjusted(0, box.height() + px(3), 0, 0), card.caption, wrap)
        painter.restore()

    def _draw_page(self, painter: QPainter, area: QRectF, page: QImage | None) -> None:
        painter.setPen(QColor(self._theme.colours.line))
        painter.setBrush(QColor("#ffffff") if page is not None else QColor(self._theme.colours.sunken))
        painter.drawRect(area)
        if page is not None:
            size = QSize(page.size()).scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(area.topLeft().toPoint(), size), page)


class CardsView(QListView):
    """The list of cards; `chosen` carries the file of the one that was chosen."""

    chosen = Signal(object)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.cards = CardsModel(self)
        self.setModel(self.cards)
        set_up_rows(self, CardDelegate(services.theme, self), self.tr("Templates"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "side")
        self.activated.connect(self._on_chosen)
        self.clicked.connect(self._on_chosen)
        self.thumbnails = Thumbnails(services, self.cards, self)

    def fill(self) -> None:
        """List the available templates."""
        resources = self._services.resources
        origins = {
            "shipped": self.tr("Ships with the program"),
            "shared": self.tr("Shared"),
            "own": self.tr("Your own"),
        }
        self.cards.show(
            Card(path, name, origins[resources.origin(path)]) for name, path in resources.templates().items()
        )
        self.thumbnails.start()

    def choose(self, path: Path | None) -> None:
        """Select the card of a file; none if it is not in the list."""
        rows = [row for row, card in enumerate(self.cards.rows) if card.path == path]
        index = self.cards.index(rows[0]) if rows else QModelIndex()
        self.setCurrentIndex(index)
        if rows:
            self.scrollTo(index)

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        card = index.data(VALUE_ROLE)
        if isinstance(card, Card):
            self.chosen.emit(card.path)


class Thumbnails(QObject):
    """Reads the names of templates, then draws the first page of one after the other, and again when its file has changed."""

    def __init__(self, services: Services, model: CardsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._model = model
        self._stamps: dict[Path, int] = {}
        self._named: set[Path] = set()
        self._job: Job[_DrawnCard] | Job[dict[Path, str]] | None = None
        self._timer = single_shot_timer(self, self._draw_next)

    @property
    def busy(self) -> bool:
        """Whether a page is being drawn or waits for it."""
        return self._job is not None or self._timer.isActive()

    def start(self) -> None:
        """Draw what is missing or has changed."""
        if not self.busy:
            self._timer.start(0)

    def stop(self) -> None:
        """Stop drawing."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @Slot()
    def _draw_next(self) -> None:
        unnamed = [card.path for card in self._model.rows if card.path not in self._named]
        if unnamed:
            self._read_names(unnamed)
            return
        for card in self._model.rows:
            if self._stamps.get(card.path) != _stamp(card.path):
                self._draw(card)
                return

    def _read_names(self, paths: list[Path]) -> None:
        """Show the names of templates, which are there long before their pages are drawn."""
        resources = self._services.resources.copy_for_thread()
        language = self._services.words.language.partition("-")[0]

        def work(context: JobContext) -> dict[Path, str]:
            from briefbuilder.templating.loader import read_template

            names = {}
            for path in paths:
                context.check()
                template = read_template(path, resources.check_context()).template
                if template is not None:
                    names[path] = template.label(language)
            return names

        def done(names: dict[Path, str]) -> None:
            self._job = None
            for card in self._model.rows:
                if card.path in names:
                    self._model.update(replace(card, title=names[card.path]))
            self._timer.start(_PAUSE)

        self._named.update(paths)
        self._job = self._services.jobs.start(work, done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, CancelledError):
            self._timer.start(_PAUSE)
        if not isinstance(error, BriefbuilderError):
            raise error

    def _draw(self, card: Card) -> None:
        resources = self._services.resources.copy_for_thread()
        language = self._services.words.language.partition("-")[0]
        theme = self._services.theme
        scale = theme.px(_HEIGHT) * 2 / _POINTS
        path, stamp = card.path, _stamp(card.path)

        def work(context: JobContext) -> _DrawnCard:
            from briefbuilder.app.letterheads import folders_of, letterhead_file
            from briefbuilder.app.template_pictures import template_pictures
            from briefbuilder.app.templates import sample_input, sample_sources
            from briefbuilder.templating.loader import read_template

            check_context = resources.check_context()
            loaded = read_template(path, check_context)
            template = loaded.template
            if template is None:
                return _DrawnCard(stamp, "", (), None)
            sources = sample_sources(resources)
            shown = language if language in template.languages else template.languages[0]
            letterhead = letterhead_file(template, folders_of(loaded.files))
            pictures = template_pictures(template, folders_of(loaded.files))
            profile = (check_context.profiles or {})[template.marking_profile]
            built = build_preview(
                sample_input(template, shown, sources, profile, letterhead, pictures), (0,), scale, context
            )
            page = built.images[0] if built.images else None
            return _DrawnCard(stamp, template.label(language), template.languages, page)

        def done(drawn: _DrawnCard) -> None:
            self._job = None
            self._stamps[path] = drawn.stamp
            origin = card.caption.partition("\n")[0]
            caption = f"{origin}\n{' · '.join(drawn.languages)}" if drawn.languages else origin
            found = replace(card, title=drawn.title or card.title, caption=caption, page=_image(drawn.page))
            self._model.update(found)
            self._timer.start(_PAUSE)

        def failed(error: Exception) -> None:
            self._stamps[path] = stamp
            self._failed(error)

        self._job = self._services.jobs.start(work, done, failed)


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _image(page: PageImage | None) -> QImage | None:
    if page is None:
        return None
    image = QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
    return image.copy()
