"""The preview with the line under it: which page, how many words, how large, and for whom."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from briefbuilder.domain.release import PUBLIC
from briefbuilder.ui.briefing.buttons import FollowingButton
from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.services import Services


class PreviewPane(QWidget):
    """A PreviewView with its tools; registers the actions that zoom.

    `audience_chosen` carries the audience whose export is to be shown, None for the house's own.
    """

    audience_chosen = Signal(object)

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
        self._audience = QComboBox(self)
        self._audience.setAccessibleName(self.tr("Whom the preview and the check are for"))
        self._audience.setToolTip(
            self.tr("Shows and checks the export that an audience gets, without what it may not see.")
        )
        self._audience.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._audience.setMinimumContentsLength(13)
        self._audience.setObjectName("preview-audience")
        self._audience.hide()
        self._audience.currentIndexChanged.connect(self._on_audience)
        row.addWidget(self._place, 1)
        row.addWidget(self._audience)
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

    @property
    def audience(self) -> str | None:
        """Whose export is shown, None for the house's own."""
        chosen: str | None = self._audience.currentData()
        return chosen

    def offer_audiences(self, audiences: tuple[str, ...]) -> None:
        """Offer audiences, the house first; with none there is nothing to choose. The chosen one stays."""
        offered = (None, *audiences)
        known = tuple(self._audience.itemData(row) for row in range(self._audience.count()))
        if known == offered:
            return
        before = self.audience
        self._audience.blockSignals(True)
        self._audience.clear()
        self._audience.addItem(self.tr("For the house"), None)
        for name in audiences:
            shown = self.tr("For the public") if name == PUBLIC else self.tr("For {name}").format(name=name)
            self._audience.addItem(shown, name)
        self._audience.setCurrentIndex(offered.index(before) if before in offered else 0)
        self._audience.blockSignals(False)
        self._audience.setVisible(bool(audiences))
        if self.audience != before:
            self.audience_chosen.emit(self.audience)

    @Slot()
    def _on_audience(self) -> None:
        self.audience_chosen.emit(self.audience)

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
