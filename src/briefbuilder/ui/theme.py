"""Light and dark colours by meaning ("muted", "danger"), sizes that follow the font, and the style sheet."""

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
    """A colour scheme. Text colours have a contrast of at least 4.5 : 1 on `window`, `panel` and `paper`."""

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
        """Return the colour with a meaning, which is a field's name."""
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
    """The current scheme; `changed` is emitted when it changes."""

    changed = Signal()

    def __init__(self, choice: SchemeChoice = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice: SchemeChoice = choice
        hints = QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._on_system_changed)

    @property
    def choice(self) -> SchemeChoice:
        """The user's choice."""
        return self._choice

    @property
    def scheme(self) -> Scheme:
        """The scheme that follows from the user's choice and the system."""
        if self._choice != "system":
            return self._choice
        system = QGuiApplication.styleHints().colorScheme()
        return "dark" if system == Qt.ColorScheme.Dark else "light"

    @property
    def colours(self) -> Colours:
        """The colours of the scheme."""
        return DARK if self.scheme == "dark" else LIGHT

    @property
    def dark(self) -> bool:
        """Whether the scheme is dark."""
        return self.scheme == "dark"

    @property
    def em(self) -> float:
        """The line height of the application's font, in device-independent pixels; all sizes are relative to it."""
        return QFontMetricsF(QApplication.font()).height()

    def space(self, share: float = 0.5) -> int:
        """Return a share of the line height in pixels, at least one."""
        return max(1, round(self.em * share))

    def choose(self, choice: SchemeChoice) -> None:
        """Set the user's choice and apply it."""
        self._choice = choice
        self.apply()

    def apply(self) -> None:
        """Set the style and the palette of the application."""
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


# What a palette cannot express.

_SHEET = """
QMainWindow, QDialog {{ background: {window}; }}
QToolTip {{ background: {panel}; color: {text}; border: 1px solid {line}; padding: {xs}px; }}
QMenuBar {{ background: {window}; border-bottom: 1px solid {line}; }}
QMenuBar::item {{ padding: {xs}px {s}px; background: transparent; }}
QMenuBar::item:selected {{ background: {selected}; color: {text}; border-radius: {xs}px; }}
QMenu {{ background: {paper}; border: 1px solid {line}; padding: {xs}px; }}
QMenu::item {{ padding: {xs}px {l}px {xs}px {m}px; border-radius: {xs}px; }}
QMenu::item:selected {{ background: {selected}; color: {text}; }}
QMenu::item:disabled {{ color: {faint}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {xs}px {s}px; }}
QToolBar {{ background: {window}; border: none; border-bottom: 1px solid {line}; padding: {xs}px {s}px; spacing: {xs}px; }}
QToolBar::separator {{ width: 1px; background: {line}; margin: {xs}px {s}px; }}
QToolButton {{ border: 1px solid transparent; border-radius: {xs}px; padding: {xs}px {s}px; color: {text}; }}
QToolButton#letter {{ padding: {xs}px; }}
QToolButton:hover {{ background: {current}; border-color: {line}; }}
QToolButton:pressed, QToolButton:checked {{ background: {selected}; border-color: {accent}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton:disabled {{ color: {faint}; }}
QToolButton::menu-indicator {{ image: none; }}
QStatusBar {{ background: {window}; border-top: 1px solid {line}; color: {muted}; }}
QStatusBar::item {{ border: none; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:hover {{ background: {accent}; }}
#pane-header {{ background: {window}; border-bottom: 1px solid {line}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
#pane-title {{ font-weight: 600; color: {text}; }}
#empty-text, #muted, #found {{ color: {muted}; }}
#muted[over="true"] {{ color: {warning}; }}
#strip {{ background: {panel}; border-top: 1px solid {line}; }}
#strip-title {{ color: {muted}; font-weight: 600; }}
QLineEdit, QPlainTextEdit {{
  background: {paper}; border: 1px solid {line}; border-radius: {xs}px; padding: {xs}px {s}px;
  selection-background-color: {accent}; selection-color: {accent_text};
}}
QComboBox, QAbstractSpinBox {{ min-height: {field}px; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border-color: {accent}; }}
QLineEdit[wrong="true"] {{ border-color: {danger}; border-width: 2px; }}
QPushButton {{
  background: {paper}; border: 1px solid {line}; border-radius: {xs}px; padding: {xs}px {m}px; color: {text};
}}
QPushButton:hover {{ background: {current}; border-color: {accent}; }}
QPushButton:pressed {{ background: {selected}; }}
QPushButton:focus {{ border: 1px solid {accent}; }}
QPushButton:disabled {{ color: {faint}; background: {panel}; border-color: {line}; }}
QPushButton:default, QPushButton#primary {{ background: {accent}; border-color: {accent}; color: {accent_text}; }}
QPushButton:default:hover, QPushButton#primary:hover {{ border-color: {text}; }}
QPushButton#primary:disabled, QPushButton:default:disabled {{
  background: {panel}; border-color: {line}; color: {faint};
}}
QListView, QTreeView, QTableView, QTextEdit {{ background: {paper}; border: none; outline: none; }}
QDialog QListView, QDialog QTreeView, QDialog QTableView, QDialog QTextEdit {{
  border: 1px solid {line}; border-radius: {xs}px;
}}
QDialog QListView:focus, QDialog QTreeView:focus, QDialog QTableView:focus {{ border-color: {accent}; }}
QTableView {{ alternate-background-color: {panel}; gridline-color: {line}; }}
QTableView::item {{ border: none; padding: {xs}px {s}px; color: {text}; }}
QTableView::item:focus {{ background: transparent; }}
QTableView::item:selected {{ background: {selected}; color: {text}; }}
QHeaderView::section {{
  background: {window}; color: {muted}; border: none; border-bottom: 1px solid {line};
  padding: {xs}px {s}px; font-weight: 600;
}}
QCheckBox::indicator:unchecked, QRadioButton::indicator:unchecked,
QListView::indicator:unchecked, QTreeView::indicator:unchecked {{
  width: {box}px; height: {box}px; border: 1px solid {muted}; background: {paper}; border-radius: 2px;
}}
QRadioButton::indicator:unchecked {{ border-radius: {half}px; }}
QTreeView::item, QListView::item {{ padding: {xs}px; }}
QTreeView::item:selected, QListView::item:selected {{ background: {selected}; color: {text}; }}
QProgressBar {{ background: {desk}; border: none; border-radius: {xs}px; max-height: {s}px; text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: {xs}px; }}
#tag-box {{ background: {paper}; border: 1px solid {accent}; border-radius: {s}px; }}
#card {{ background: {paper}; border: 1px solid {line}; border-radius: {s}px; }}
#card[chosen="true"] {{ border-color: {accent}; background: {current}; }}
#card[below="true"] {{ border-style: dashed; }}
#notice {{ background: {warning_wash}; color: {text}; border-bottom: 1px solid {line}; }}
QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {bar}px; margin: 0; }}
QScrollBar::handle {{ background: {scroll}; border-radius: {round}px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: {l}px; }}
QScrollBar::handle:horizontal {{ min-width: {l}px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme."""
    colours = theme.colours
    bar = theme.space(0.75)
    sizes = {
        "xs": theme.space(0.22), "s": theme.space(0.42), "m": theme.space(0.85), "l": theme.space(1.7),
        "bar": bar, "round": max(1, bar // 2 - 2), "box": theme.space(0.62), "half": theme.space(0.62) // 2 + 1, "field": theme.space(1.25),
    }  # fmt: skip
    names = (
        "window", "panel", "paper", "text", "muted", "line", "accent", "accent_text", "selected", "current",
        "desk", "warning_wash", "warning", "danger",
    )  # fmt: skip
    values = {name: colours.colour(name).name() for name in names}
    scroll = "#566170" if theme.dark else "#b9c0ca"
    faint = "#6d7784" if theme.dark else "#98a1ad"
    return _SHEET.format(**values, **sizes, scroll=scroll, faint=faint)
