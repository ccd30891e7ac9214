"""The preview and its tools: recipient and zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from briefbuilder.domain.release import PUBLIC
from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import ActionIconButton
from briefbuilder.ui.widgets.labels import ElidedComboBox
from briefbuilder.ui.widgets.layouts import fill_column
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip


class PreviewPane(QWidget):
    """A PreviewView; registers the zoom actions. `tools` is the row of its tools, which the owner places.

    `audience_chosen` carries the chosen recipient, None for the internal version.
    """

    audience_chosen = Signal(object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/export-a-briefing")
        self.view = PreviewView(services.theme, self)
        self._actions = services.actions
        for name, run in (
            ("preview-larger", self.view.zoom_in),
            ("preview-smaller", self.view.zoom_out),
            ("preview-width", self.view.fit_width),
        ):
            services.actions.register(name, run, enabled=self._has_pages)
        self._audience = self._audience_choice()
        self._strip = self._audience_strip(services)
        self._zoom_label = PlainLabel("", self, role="muted")
        self._zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom_label.setMinimumWidth(services.theme.px(44))
        self.tools = self._tool_row(services)
        fill_column(self, self._strip, self.view, grows=self.view)
        self.view.state_changed.connect(self._on_state)
        self._on_state()

    def _audience_choice(self) -> ElidedComboBox:
        choice = ElidedComboBox(5, self)
        choice.setAccessibleName(self.tr("Recipient of the preview and the check"))
        tip = self.tr(
            "Preview and check the export for a recipient, without the content that they may not see."
        )
        set_tip(choice, tip)
        choice.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setObjectName("preview-audience")
        choice.currentIndexChanged.connect(self._on_audience)
        return choice

    def _audience_strip(self, services: Services) -> QFrame:
        """Return the row with the choice of recipients, which is shown if there are some."""
        theme = services.theme
        strip = QFrame(self)
        strip.setProperty("surface", "side")
        strip.setProperty("line", "bottom")
        label = PlainLabel(self.tr("Recipient"), strip, role="caption")
        label.setBuddy(self._audience)
        row = QHBoxLayout(strip)
        row.setContentsMargins(theme.px(16), theme.px(4), theme.px(12), theme.px(4))
        row.setSpacing(theme.px(8))
        row.addWidget(label)
        row.addWidget(self._audience, 1)
        strip.hide()
        return strip

    def _tool_row(self, services: Services) -> QWidget:
        action, theme = services.actions.action, services.theme
        tools = QWidget(self)
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        row.addStretch(1)
        row.addWidget(ActionIconButton(action("preview-smaller"), "minus", theme, tools))
        row.addWidget(self._zoom_label)
        row.addWidget(ActionIconButton(action("preview-larger"), "plus", theme, tools))
        row.addWidget(ActionIconButton(action("preview-width"), "move-horizontal", theme, tools))
        return tools

    def show_zoom(self, *, shown: bool) -> None:
        """Show or hide the zoom between its buttons, where there is no room for it."""
        self._zoom_label.setVisible(shown)

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
        self._strip.setVisible(bool(audiences))
        if self.audience != before:
            self.audience_chosen.emit(self.audience)

    @Slot()
    def _on_audience(self) -> None:
        self.audience_chosen.emit(self.audience)

    def _has_pages(self) -> bool:
        return self.view.page_count > 0

    @Slot()
    def _on_state(self) -> None:
        zoom = self.tr("{zoom} %").format(zoom=round(self.view.zoom * 100))
        self._zoom_label.setText(zoom if self.view.page_count else "")
        self._actions.refresh()
