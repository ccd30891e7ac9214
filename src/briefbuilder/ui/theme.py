"""Colours by meaning, light and dark, and sizes that follow the font.

Widgets ask the theme for a meaning ("muted", "danger"), never for a colour value.
"""

from __future__ import annotations

import sys
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from briefbuilder.domain.values import value

Scheme = Literal["light", "dark"]
SchemeChoice = Literal["system", "light", "dark"]


@value
class Colours:
    """One scheme. Text colours reach a contrast of 4.5 : 1 on `window`, `panel` and `paper`."""

    window: str
    panel: str
    paper: str
    text: str
    muted: str
    line: str
    accent: str
    accent_text: str
    selected: str
    current: str
    evidence: str
    good: str
    warning: str
    danger: str
    danger_wash: str
    warning_wash: str
    good_wash: str
    desk: str

    def colour(self, meaning: str) -> QColor:
        """Return the colour of a meaning, one of the names above."""
        return QColor(str(getattr(self, meaning)))


LIGHT = Colours(
    window="#f3f4f6", panel="#fafbfc", paper="#ffffff", text="#1b2430", muted="#586374", line="#d5dae1",
    accent="#1f5fa8", accent_text="#ffffff", selected="#dbe8f8", current="#eef4fc", evidence="#ffe9a8",
    good="#1d6b3f", warning="#8a5300", danger="#b3261e", danger_wash="#fdeceb", warning_wash="#fff4dd",
    good_wash="#e6f4ec", desk="#dfe3e8",
)  # fmt: skip
DARK = Colours(
    window="#1b1f25", panel="#20252c", paper="#242a32", text="#e6e9ee", muted="#a3adba", line="#3a424d",
    accent="#7fb2f0", accent_text="#10161d", selected="#2c4666", current="#2a333f", evidence="#5c4a12",
    good="#7fd0a0", warning="#f0bd6a", danger="#ff9a91", danger_wash="#46262a", warning_wash="#42351d",
    good_wash="#21382b", desk="#14171b",
)  # fmt: skip


class Theme(QObject):
    """The scheme in use; `changed` follows when it becomes another."""

    changed = Signal()

    def __init__(self, choice: SchemeChoice = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice: SchemeChoice = choice
        hints = QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._on_system_changed)

    @property
    def choice(self) -> SchemeChoice:
        """What the user chose."""
        return self._choice

    @property
    def scheme(self) -> Scheme:
        """The scheme that the choice and the system come to."""
        if self._choice != "system":
            return self._choice
        system = QGuiApplication.styleHints().colorScheme()
        return "dark" if system == Qt.ColorScheme.Dark else "light"

    @property
    def colours(self) -> Colours:
        """The colours by meaning."""
        return DARK if self.scheme == "dark" else LIGHT

    @property
    def dark(self) -> bool:
        """Whether the scheme is dark."""
        return self.scheme == "dark"

    @property
    def em(self) -> float:
        """The height of a line of the program's font, in device-independent pixels: every size is a share of it."""
        return QFontMetricsF(QApplication.font()).height()

    def space(self, share: float = 0.5) -> int:
        """Return a distance as a share of the line height, at least one pixel."""
        return max(1, round(self.em * share))

    def choose(self, choice: SchemeChoice) -> None:
        """Follow the system, or stay light or dark."""
        self._choice = choice
        self.apply()

    def apply(self) -> None:
        """Give the application this theme's style and palette."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            if sys.platform.startswith("linux") and application.style().name() != "fusion":
                application.setStyle("Fusion")
            application.setPalette(palette_of(self.colours))
        self.changed.emit()

    def _on_system_changed(self, _: object) -> None:
        if self._choice == "system":
            self.apply()


def palette_of(colours: Colours) -> QPalette:
    """Return the Qt palette of a scheme."""
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.paper,
        QPalette.ColorRole.AlternateBase: colours.panel,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Button: colours.panel,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.danger,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.accent_text,
        QPalette.ColorRole.ToolTipBase: colours.panel,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Light: colours.paper,
        QPalette.ColorRole.Midlight: colours.panel,
        QPalette.ColorRole.Dark: colours.line,
        QPalette.ColorRole.Shadow: colours.line,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    faint = QColor(colours.muted)
    faint.setAlpha(150)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return palette
