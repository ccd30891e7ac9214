"""The templates as cards with their first page, which is drawn in the background: in a list, or to choose one of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHideEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPen,
    QShowEvent,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.languages import localized_text
from briefbuilder.domain.page_images import PageImage
from briefbuilder.ui.preview.drawing import build_preview
from briefbuilder.ui.preview.view import page_image
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.choices import language_name
from briefbuilder.ui.widgets.labels import elided_lines
from briefbuilder.ui.widgets.plain import plain_tip
from briefbuilder.ui.widgets.rows import VALUE_ROLE, Index, RowDelegate, RowsModel, set_up_rows, weighted
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.templating.model import Template


_WIDTH, _HEIGHT = 60, 84
"""Size of a thumbnail in design pixels."""
_POINTS = 842.0
"""The height of an A4 page in points."""
_PAUSE = 400
"""Milliseconds between the thumbnails, in which the sample of the open template goes first."""
_SCALE = 0.6
"""Pixels per point of a page on a card: enough on a screen of double density."""
ID = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class TemplatePicture:
    """What was found in a template: its name and its languages, and its first page; no page if it has errors.

    `stamps` are those of the files that it was read from.
    """

    path: Path
    title: str = ""
    languages: tuple[str, ...] = ()
    page: QImage | None = None
    stamps: Mapping[Path, int] | None = None


_CACHE: dict[tuple[Path, str, float], TemplatePicture] = {}
"""The pictures by the files of the templates, the language of the window and the scale; they are kept until the program ends."""


class TemplatePictures(QObject):
    """Draws the first pages of templates, one after the other; `drawn` carries a TemplatePicture.

    `scale` is in pixels per point, `pause` in milliseconds between two pages.
    """

    drawn = Signal(object)

    def __init__(self, services: Services, parent: QObject, scale: float, pause: int = 0) -> None:
        super().__init__(parent)
        self._services, self._scale, self._pause = services, scale, pause
        self._waiting: list[Path] = []
        self._job = JobSlot(services.jobs)
        self._timer = single_shot_timer(self, self._draw_next)

    @property
    def busy(self) -> bool:
        """Whether pictures are being drawn."""
        return self._job.running or self._timer.isActive()

    def picture(self, path: Path | None) -> TemplatePicture | None:
        """Return the picture of a template in the language of the window, None if it is not drawn yet."""
        return _CACHE.get((path, self._services.language, self._scale)) if path is not None else None

    def draw(self, paths: Iterable[Path]) -> None:
        """Draw the pictures that are missing, and those of templates that have changed."""
        self._waiting = [path for path in paths if not _is_fresh(self.picture(path))]
        if not self.busy:
            self._timer.start(0)

    def stop(self) -> None:
        """Stop drawing; the pictures that are there are kept."""
        self._waiting.clear()
        self._timer.stop()
        self._job.cancel()

    @Slot()
    def _draw_next(self) -> None:
        if not self._waiting:
            return
        path, language, scale = self._waiting.pop(0), self._services.language, self._scale
        resources = self._services.resources.copy_for_thread()

        def work(context: JobContext) -> tuple[TemplatePicture, PageImage | None]:
            from briefbuilder.templating.loader import read_template

            loaded = read_template(path, resources.check_context())
            template, stamps = loaded.template, {file: _stamp(file) for file in (path, *loaded.files)}
            if template is None:
                return TemplatePicture(path, stamps=stamps), None
            found = TemplatePicture(path, template.label(language), template.languages, stamps=stamps)
            try:
                source = app.templates.sample_of_template(template, loaded.files, language, resources)
                images = build_preview(source, (0,), scale, context).images
            except CancelledError:
                raise
            except BriefbuilderError:
                images = ()  # The card of a template that cannot be drawn shows only its name.
            return found, images[0] if images else None

        self._job.start(work, self._on_drawn, ended=self._on_ended)

    def _on_drawn(self, result: tuple[TemplatePicture, PageImage | None]) -> None:
        found, page = result
        if page is not None:
            found = replace(found, page=page_image(page).copy())
        _CACHE[found.path, self._services.language, self._scale] = found
        self.drawn.emit(found)

    def _on_ended(self) -> None:
        if self._waiting:
            self._timer.start(self._pause)


def _is_fresh(picture: TemplatePicture | None) -> bool:
    stamps = picture.stamps if picture is not None else None
    return stamps is not None and all(_stamp(file) == stamp for file, stamp in stamps.items())


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@dataclass(frozen=True, slots=True)
class Card:
    """A template: its file, its name in the language of the window, where it comes from, and its first page."""

    path: Path
    title: str
    caption: str
    page: QImage | None = None


class CardsModel(RowsModel[Card]):
    """The cards."""

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

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the first page, the name and the caption."""
        theme, card = self._theme, index.data(VALUE_ROLE)
        colours, px = theme.colours, theme.px
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
        # Long words are broken only if they do not fit on one line.
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        box = painter.boundingRect(words, card.title, wrap).intersected(words.adjusted(0, 0, 0, -px(34)))
        painter.drawText(box, card.title, wrap)
        small = self._small(option.font)
        below = words.adjusted(0, box.height() + px(3), 0, 0)
        lines = int(below.height() / QFontMetricsF(small).lineSpacing())
        origin, _, languages = card.caption.partition("\n")
        caption = "\n".join((origin, *elided_lines(languages, small, below.width(), max(1, lines - 1))))
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        painter.drawText(below, caption, wrap)

    def _draw_page(self, painter: QPainter, area: QRectF, page: QImage | None) -> None:
        painter.setPen(QColor(self._theme.colours.line))
        painter.setBrush(QColor("#ffffff") if page is not None else QColor(self._theme.colours.sunken))
        painter.drawRect(area)
        if page is not None:
            size = QSize(page.size()).scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(area.topLeft().toPoint(), size), page)


class CardsView(QListView):
    """The list of cards; `chosen` carries the file of the one that was chosen.

    The names of templates are read first, since they are there long before the pages are drawn.
    """

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
        self._named: set[Path] = set()
        self._job = JobSlot(services.jobs)
        self.pictures = TemplatePictures(services, self, services.theme.px(_HEIGHT) * 2 / _POINTS, _PAUSE)
        self.pictures.drawn.connect(self._show)

    def fill(self) -> None:
        """List the available templates; those of known files keep what was drawn."""
        resources = self._services.resources
        origins = {
            "shipped": self.tr("Ships with the program"),
            "shared": self.tr("Shared"),
            "own": self.tr("Your own"),
        }
        known = {card.path: card for card in self.cards.rows}
        self._show_sorted(
            known.get(path) or Card(path, name, origins[resources.origin(path)])
            for name, path in resources.templates().items()
        )
        self.draw()

    def _show_sorted(self, cards: Iterable[Card]) -> None:
        """Show the user's own templates first, each group by the names."""
        chosen = self.currentIndex().data(VALUE_ROLE)
        origin = self._services.resources.origin
        self.cards.show_rows(
            sorted(cards, key=lambda card: (origin(card.path) != "own", card.title.casefold()))
        )
        self.choose(chosen.path if isinstance(chosen, Card) else None)

    def draw(self) -> None:
        """Draw what is missing or has changed."""
        unnamed = [card.path for card in self.cards.rows if card.path not in self._named]
        if self._job.running:
            return
        if unnamed:
            self._read_names(unnamed)
            return
        for card in self.cards.rows:
            picture = self.pictures.picture(card.path)
            if picture is not None:
                self._show(picture)
        self.pictures.draw(card.path for card in self.cards.rows)

    def stop(self) -> None:
        """Stop drawing."""
        self.pictures.stop()
        self._job.cancel()

    def choose(self, path: Path | None) -> None:
        """Select the card of a file; none if it is not in the list."""
        rows = [row for row, card in enumerate(self.cards.rows) if card.path == path]
        index = self.cards.index(rows[0]) if rows else QModelIndex()
        self.setCurrentIndex(index)
        if rows:
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the card to which a key moves, so that the card that is marked is always the open template."""
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self._on_chosen(self.currentIndex())

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        card = index.data(VALUE_ROLE)
        if isinstance(card, Card):
            self.chosen.emit(card.path)

    @Slot(object)
    def _show(self, found: TemplatePicture) -> None:
        card = next((card for card in self.cards.rows if card.path == found.path), None)
        if card is None:
            return
        origin = card.caption.partition("\n")[0]
        names = " · ".join(map(language_name, found.languages))
        caption = f"{origin}\n{names}" if names else origin
        self.cards.update(replace(card, title=found.title or card.title, caption=caption, page=found.page))

    def _read_names(self, paths: list[Path]) -> None:
        resources = self._services.resources.copy_for_thread()
        language = self._services.language

        def work(context: JobContext) -> dict[Path, str]:
            from briefbuilder.templating.loader import read_template

            names = {}
            for path in paths:
                context.check()
                template = read_template(path, resources.check_context()).template
                if template is not None:
                    names[path] = template.label(language)
            return names

        self._job.start(work, partial(self._on_named, paths), lambda _error: self._on_named(paths, {}))

    def _on_named(self, paths: list[Path], names: dict[Path, str]) -> None:
        self._named.update(paths)
        self._show_sorted(replace(card, title=names.get(card.path, card.title)) for card in self.cards.rows)
        self.draw()


class TemplatesModel(RowsModel["Template"]):
    """The templates by their names, with what each is for."""

    def __init__(self, templates: tuple[Template, ...], language: str, parent: QWidget) -> None:
        super().__init__(parent, templates)
        self._language = language

    def row_data(self, row: Template, role: int) -> object:
        """Return a template's name, what it is for, or its id."""
        about = localized_text(row.description, self._language)
        shown: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.label(self._language),
            Qt.ItemDataRole.AccessibleTextRole: row.label(self._language),
            Qt.ItemDataRole.AccessibleDescriptionRole: about,
            Qt.ItemDataRole.ToolTipRole: plain_tip(about) or None,
            ID: row.id,
        }
        return shown.get(role)


class TemplateCards(QListView):
    """Templates as cards with a picture of their first page; `template_chosen` is emitted for another one."""

    template_chosen = Signal()

    def __init__(self, services: Services, templates: tuple[Template, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._templates = TemplatesModel(templates, services.language, self)
        self._paths = services.resources.templates()
        self.pictures = TemplatePictures(services, self, _SCALE)
        self.pictures.drawn.connect(self.viewport().update)
        self.setModel(self._templates)
        set_up_rows(self, PageCardDelegate(services.theme, self), self.tr("Template"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)

    @property
    def template(self) -> Template | None:
        """The chosen template."""
        return self._templates.row(self.currentIndex().row())

    def choose(self, template_id: str) -> None:
        """Choose a template by its id, or else the first one."""
        ids = [template.id for template in self._templates.rows]
        row = ids.index(template_id) if template_id in ids else 0
        self.setCurrentIndex(self._templates.index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another template was chosen."""
        super().currentChanged(current, previous)
        self.template_chosen.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the missing pictures once the cards are seen."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._draw)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop drawing."""
        super().hideEvent(event)
        self.pictures.stop()

    @Slot()
    def _draw(self) -> None:
        if self.isVisible():
            paths = (self._paths.get(template.id) for template in self._templates.rows)
            self.pictures.draw(path for path in paths if path is not None)

    def picture(self, row: int) -> QImage | None:
        """Return the picture of the template in a row, None if it is not drawn yet."""
        template = self._templates.row(row)
        found = self.pictures.picture(self._paths.get(template.id)) if template is not None else None
        return found.page if found is not None else None


class PageCardDelegate(RowDelegate):
    """Draws a template as its first page, with its name below."""

    WIDTH, HEIGHT, NAME = 132, 176, 36
    """Design pixels of the page and of its name."""

    def __init__(self, theme: Theme, cards: TemplateCards) -> None:
        super().__init__(theme, cards)
        self._cards = cards

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of a card with the space around it."""
        px = self._theme.px
        return QSize(px(self.WIDTH + 24), px(self.HEIGHT + self.NAME + 28))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        px, colours = self._theme.px, self._theme.colours
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        area = option.rect.adjusted(px(4), px(4), -px(4), -px(4))
        self._paint_ground(painter, option, 4)
        page = QRect(area.left() + px(8), area.top() + px(8), px(self.WIDTH), px(self.HEIGHT))
        painter.fillRect(page, Qt.GlobalColor.white)
        picture = self._cards.picture(index.row())
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            height = round(picture.width() * page.height() / page.width())
            painter.drawImage(page, picture, QRect(0, 0, picture.width(), min(height, picture.height())))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.colour("accent" if is_chosen else "line"), px(2) if is_chosen else 1))
        painter.drawRect(page)
        painter.setFont(weighted(option.font) if is_chosen else option.font)
        painter.setPen(colours.colour("text"))
        name = QRect(area.left(), page.bottom() + px(6), area.width(), px(self.NAME))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(name, int(flags), str(index.data()))
