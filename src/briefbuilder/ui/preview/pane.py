"""The preview with its status row: page, length and limit, zoom, recipient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefbuilder.domain.release import PUBLIC
from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.icons import glyph_icon
from briefbuilder.ui.widgets.labels import ElidedComboBox, ElidedLabel
from briefbuilder.ui.widgets.pane import ActionToolButton, TitleRow
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip

if TYPE_CHECKING:
    from briefbuilder.composing.lengths import Lengths

_VISIBLE_LETTERS = 80
"""Minimum number of visible letters of page and length: all of them."""


class PreviewPane(QWidget):
    """A PreviewView with its tools; registers the zoom actions.

    `audience_chosen` carries the chosen recipient, None for the internal version.
    """

    audience_chosen = Signal(object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "export")
        self._theme = theme = services.theme
        self.view = PreviewView(theme, self)
        self._lengths: Lengths | None = None
        actions = services.actions
        actions.register("preview-larger", self.view.zoom_in, enabled=self._has_pages)
        actions.register("preview-smaller", self.view.zoom_out, enabled=self._has_pages)
        actions.register("preview-width", self.view.fit_width, enabled=self._has_pages)
        self._actions = actions
        self._page_label = ElidedLabel(self)
        self._page_label.setObjectName("muted")
        self._zoom_label = PlainLabel("", self)
        self._zoom_label.setObjectName("muted")
        line = QWidget(self)
        line.setObjectName("strip")
        self._audience = ElidedComboBox(9, self)
        self._audience.setAccessibleName(self.tr("Recipient of the preview and the check"))
        tip = self.tr(
            "Preview and check the export for a recipient, without the content that they may not see."
        )
        set_tip(self._audience, tip)
        self._audience.setSizeAdjustPolicy(
            ElidedComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._audience.setObjectName("preview-audience")
        self._audience.hide()
        self._audience.currentIndexChanged.connect(self._on_audience)
        self._fit_width = ActionToolButton(actions.action("preview-width"), "", self)
        tools = (
            self._audience,
            ActionToolButton(actions.action("preview-smaller"), "−", self),
            self._zoom_label,
            ActionToolButton(actions.action("preview-larger"), "+", self),
            self._fit_width,
        )
        self._status_row = TitleRow(self._page_label, tools, letters=_VISIBLE_LETTERS)
        self._status_row.setContentsMargins(
            theme.space(0.6), theme.space(0.15), theme.space(0.4), theme.space(0.15)
        )
        self._status_row.set_gap(theme.space(0.2))
        line.setLayout(self._status_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(line)
        self.view.state_changed.connect(self._on_state)
        theme.changed.connect(self._draw_icons)
        self._draw_icons()
        self._on_state()

    def show_lengths(self, lengths: Lengths | None) -> None:
        """Show the length of the briefing and the limit of its template; None shows nothing."""
        self._lengths = lengths
        self._on_state()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the tools below the length if there is no room next to it."""
        super().resizeEvent(event)
        self._status_row.fit(self.width())

    @property
    def audience(self) -> str | None:
        """The recipient whose export is shown, None for the internal version."""
        chosen: str | None = self._audience.currentData()
        return chosen

    def offer_audiences(self, audiences: tuple[str, ...]) -> None:
        """Set the recipients to choose from and keep the choice; with none the choice is hidden."""
        offered = (None, *audiences)
        known = tuple(self._audience.itemData(row) for row in range(self._audience.count()))
        if known == offered:
            return
        before = self.audience
        self._audience.blockSignals(True)
        self._audience.clear()
        self._audience.addItem(self.tr("Internal version"), None)
        for name in audiences:
            shown = self.tr("For the public") if name == PUBLIC else self.tr("For {name}").format(name=name)
            self._audience.addItem(plain_text(shown), name)
        self._audience.setCurrentIndex(offered.index(before) if before in offered else 0)
        self._audience.blockSignals(False)
        self._audience.setVisible(bool(audiences))
        if self.audience != before:
            self.audience_chosen.emit(self.audience)

    @Slot()
    def _on_audience(self) -> None:
        self.audience_chosen.emit(self.audience)

    @Slot()
    def _draw_icons(self) -> None:
        theme = self._theme
        self._fit_width.setIcon(glyph_icon("width", theme.colours.colour("text"), theme.space(0.9)))

    def _has_pages(self) -> bool:
        return self.view.page_count > 0

    @Slot()
    def _on_state(self) -> None:
        view = self.view
        pages, words = self._page_text(), self._length_text()
        self._page_label.setText(" · ".join(filter(None, (pages, words))))
        self._highlight_excess()
        self._zoom_label.setText(
            self.tr("{zoom} %").format(zoom=round(view.zoom * 100)) if view.page_count else ""
        )
        self._actions.refresh()
        self._status_row.fit(self.width())

    def _page_text(self) -> str:
        """Return the current page, and the limit if there are more pages than allowed."""
        view = self.view
        if not view.page_count:
            return ""
        place = self.tr("Page {page} of {pages}").format(page=view.current_page, pages=view.page_count)
        most = self._lengths.pages if self._lengths is not None else None
        limit = self.tr("at most {pages}").format(pages=most) if most and view.page_count > most else ""
        return f"{place} ({limit})" if limit else place

    def _length_text(self) -> str:
        if self._lengths is None:
            return ""
        whole = self._lengths.whole
        if whole.limit is None:
            return self.tr("%n word(s)", "", whole.words)
        return self.tr("{words} of %n word(s)", "", whole.limit).format(words=whole.words)

    def _highlight_excess(self) -> None:
        """Highlight a length above the limit of the template."""
        lengths = self._lengths
        pages = lengths is not None and lengths.pages is not None and self.view.page_count > lengths.pages
        over = pages or (lengths is not None and lengths.whole.over)
        if bool(self._page_label.property("over")) != over:
            self._page_label.setProperty("over", over)
            self._page_label.style().unpolish(self._page_label)
            self._page_label.style().polish(self._page_label)
