"""The line under the original: which page, how large, and what was not found."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from briefbuilder.ui.original.pages import OriginalPages
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.elided import ElidedLabel
from briefbuilder.ui.widgets.glyphs import glyph_icon
from briefbuilder.ui.widgets.titled import TitledRow


class OriginalFoot(QWidget):
    """Hidden where there is nothing to say."""

    def __init__(self, pages: OriginalPages, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages, self._theme = pages, theme
        self._told = ""
        self.setObjectName("strip")
        self._place = ElidedLabel(self)
        self._place.setObjectName("muted")
        self._zoom = QLabel(self)
        self._zoom.setObjectName("muted")
        self._smaller = self._button("−", self.tr("Pages smaller (−)"), pages.zoom_out)
        self._larger = self._button("+", self.tr("Pages larger (+)"), pages.zoom_in)
        self._width = self._button("", self.tr("Pages to the width (0)"), pages.fit_width)
        self._row = TitledRow(self._place, (self._smaller, self._zoom, self._larger, self._width))
        self._row.setContentsMargins(theme.space(0.6), theme.space(0.15), theme.space(0.4), theme.space(0.15))
        self._row.set_gap(theme.space(0.2))
        self.setLayout(self._row)
        pages.state_changed.connect(self._show)
        theme.changed.connect(self._draw_icon)
        self._draw_icon()
        self._show()

    @property
    def text(self) -> str:
        """What the line says."""
        return self._place.text()

    def say(self, text: str) -> None:
        """Say something behind the number of the page; nothing takes it back."""
        self._told = text
        self._show()

    def _button(self, text: str, name: str, pressed: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(pressed)
        return button

    @Slot()
    def _draw_icon(self) -> None:
        theme = self._theme
        self._width.setIcon(glyph_icon("width", theme.colours.colour("text"), theme.space(0.9)))

    @Slot()
    def _show(self) -> None:
        pages = self._pages
        parts = []
        if pages.page_count:
            words = self.tr("Page {page} of {pages}")
            parts.append(words.format(page=pages.current_page, pages=pages.page_count))
            self._zoom.setText(self.tr("{zoom} %").format(zoom=round(pages.zoom * 100)))
        if self._told:
            parts.append(self._told)
        self._place.setText(" · ".join(parts))
        for widget in (self._smaller, self._zoom, self._larger, self._width):
            widget.setVisible(bool(pages.page_count))
        self.setVisible(bool(parts))
        self._row.fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the tools below the words where there is no room beside them."""
        super().resizeEvent(event)
        self._row.fit(self.width())
