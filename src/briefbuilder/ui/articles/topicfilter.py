"""The menu by which articles are filtered by topic: names beside colours, to be checked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from briefbuilder.domain.topics import Topic
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.glyphs import glyph_icon


class TopicFilter(QToolButton):
    """A button with a menu of the topics that are tagged in the dossier, most used first."""

    topics_changed = Signal(tuple)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._chosen: tuple[str, ...] = ()
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill)
        self._menu.setAccessibleName(self.tr("Topics"))
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        services.theme.changed.connect(self._show_state)
        self._show_state()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The topics that are checked."""
        return self._chosen

    def choose(self, topics: tuple[str, ...]) -> None:
        """Check these topics and no others."""
        if topics != self._chosen:
            self._chosen = topics
            self._show_state()
            self.topics_changed.emit(topics)

    def _used(self) -> list[tuple[Topic, int]]:
        session = self._services.holder.session
        if session is None:
            return []
        taxonomy = session.taxonomy()
        found = ((taxonomy.topic(topic), count) for topic, count in session.library.topics())
        return [(topic, count) for topic, count in found if topic is not None]

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        used = self._used()
        if not used:
            nothing = self._menu.addAction(self.tr("No article is tagged yet"))
            nothing.setEnabled(False)
            return
        everything = self._menu.addAction(self.tr("All articles"))
        everything.setEnabled(bool(self._chosen))
        everything.triggered.connect(self.clear)
        self._menu.addSeparator()
        for topic, count in used:
            name = topic.name(self._services.language)
            action = QAction(self.tr("{topic} ({count})").format(topic=name, count=count), self._menu)
            action.setCheckable(True)
            action.setChecked(topic.id in self._chosen)
            action.setIcon(self._dot(topic.colour))
            action.setIconVisibleInMenu(True)
            action.setData(topic.id)
            action.toggled.connect(self._on_toggled)
            self._menu.addAction(action)

    @Slot()
    def clear(self) -> None:
        """Show all articles."""
        self.choose(())

    @Slot(bool)
    def _on_toggled(self, checked: bool) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        topic = str(action.data())
        others = tuple(each for each in self._chosen if each != topic)
        self.choose((*others, topic) if checked else others)

    @Slot()
    def _show_state(self) -> None:
        theme = self._services.theme
        size = theme.space(0.85)
        meaning = "accent" if self._chosen else "muted"
        self.setIcon(glyph_icon("filter", theme.colours.colour(meaning), size))
        self.setIconSize(QSize(size, size))
        count = len(self._chosen)
        text = self.tr("Topics ({count})").format(count=count) if count else self.tr("Topics")
        self.setText(text)
        self.setAccessibleName(self.tr("Filter articles by topic"))
        self.setToolTip(self.tr("Show only articles that carry these topics"))

    def _dot(self, colour: str) -> QIcon:
        side = self._services.theme.space(0.8)
        pixmap = QPixmap(QSize(side * 2, side * 2))
        pixmap.setDevicePixelRatio(2)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(side * 0.15, side * 0.15, side * 0.7, side * 0.7))
        painter.end()
        return QIcon(pixmap)
