"""The preview with the line under it: which page, how many words, how large."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from briefbuilder.ui.briefing.buttons import FollowingButton
from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.services import Services


class PreviewPane(QWidget):
    """A PreviewView with its tools; registers the actions that zoom."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = services.theme
        self.view = PreviewView(theme, self)
        self._words = -1
        actions = services.actions
        actions.register("preview-larger", self.view.zoom_in, enabled=self._has_pages)
        actions.register("preview-smaller", self.view.zoom_out, enabled=self._has_pages)
        actions.register("preview-width", self.view.fit_width, enabled=self._has_pages)
        self._actions = actions
        self._place = QLabel(self)
        self._place.setObjectName("muted")
        self._zoom = QLabel(self)
        self._zoom.setObjectName("muted")
        line = QWidget(self)
        line.setObjectName("strip")
        row = QHBoxLayout(line)
        row.setContentsMargins(theme.space(0.6), theme.space(0.15), theme.space(0.4), theme.space(0.15))
        row.setSpacing(theme.space(0.2))
        row.addWidget(self._place, 1)
        row.addWidget(FollowingButton(actions.action("preview-smaller"), "−", self))
        row.addWidget(self._zoom)
        row.addWidget(FollowingButton(actions.action("preview-larger"), "+", self))
        row.addWidget(FollowingButton(actions.action("preview-width"), self.tr("Width"), self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(line)
        self.view.state_changed.connect(self._on_state)
        self._on_state()

    def show_words(self, words: int) -> None:
        """Show how many words the briefing's items hold; -1 shows nothing."""
        self._words = words
        self._on_state()

    def _has_pages(self) -> bool:
        return self.view.page_count > 0

    @Slot()
    def _on_state(self) -> None:
        view = self.view
        parts = []
        if view.page_count:
            parts.append(
                self.tr("Page {page} of {pages}").format(page=view.current_page, pages=view.page_count)
            )
        if self._words >= 0:
            parts.append(self.tr("%n word(s)", "", self._words))
        self._place.setText(" · ".join(parts))
        self._zoom.setText(self.tr("{zoom} %").format(zoom=round(view.zoom * 100)) if view.page_count else "")
        self._actions.refresh()
