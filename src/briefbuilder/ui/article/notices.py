"""What the import removed or guessed in an article, one line each, behind a button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from briefbuilder.domain.notices import Notice
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.glyphs import glyph_icon
from briefbuilder.ui.widgets.listing import ListingDialog


class NoticeButton(QToolButton):
    """Shows how many notices an article has, and on pressing the notices."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._notices: tuple[Notice, ...] = ()
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self._on_clicked)

    def show_notices(self, notices: tuple[Notice, ...]) -> None:
        """Stand for these notices; without any there is no use for the button."""
        self._notices = notices
        text = self.tr("Import notes ({count})").format(count=len(notices))
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(self.tr("What the import removed, guessed or could not read"))
        size = self._services.theme.space(0.85)
        self.setIcon(glyph_icon("note", self._services.theme.colours.colour("muted"), size))
        self.setIconSize(QSize(size, size))

    @property
    def told(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self._notices)

    def lines(self) -> tuple[str, ...]:
        """Return the notices in words."""
        return tuple(self._services.words.notice(notice) for notice in self._notices)

    @Slot()
    def _on_clicked(self) -> None:
        dialog = ListingDialog(
            self.tr("Import notes"),
            self.tr("The original is kept as it was. This is what the import did to show a clean text:"),
            self.lines(),
            self._services.theme,
            self.window(),
        )
        self._services.prompter.run(dialog)
        dialog.deleteLater()
