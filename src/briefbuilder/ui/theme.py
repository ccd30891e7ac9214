"""Colours by meaning ("muted", "danger"), sizes that follow the font, and the style sheet of the windows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal
from weakref import WeakSet

from PySide6.QtCore import QDir, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from briefbuilder.domain.colours import contrast_ratio
from briefbuilder.domain.values import value
from briefbuilder.system.paths import resources_folder
from briefbuilder.ui.widgets.timers import single_shot_timer

Scheme = Literal["light", "dark"]
SchemeChoice = Literal["system", "light", "dark"]
_KEPT_STYLES = frozenset({"fusion", "macos", "windows11", "windowsvista"})
"""Fusion and the styles of Windows and macOS; on other systems Fusion replaces the style of the desktop."""
_BASE = 13
"""Pixels of the body text at 100 %, to which the sizes of the design refer."""
_SHOWN = frozenset({QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ShowToParent})
"""What a widget gets when it is shown; the resize event comes first, before the widgets in it ask each other for their sizes."""
_HIDDEN_AFTER = 300
"""Milliseconds after which a hidden widget gets its style sheet, unless it is shown before."""


@value
class Colours:
    """A colour scheme: each colour by its meaning, as `#rrggbb`.

    `window`, `side` and `paper` are grounds of the frame, of the panes at the sides and of texts; `raised` of what
    is above them, `sunken` of what is below. `selected`, `wash` (the current section) and `hover` are grounds of
    rows. Text colours have a contrast of at least 4.5 : 1 on all of these.
    """

    window: str
    side: str
    paper: str
    raised: str
    sunken: str
    text: str
    muted: str
    disabled: str
    line: str
    field_edge: str
    accent: str
    on_accent: str
    selected: str
    wash: str
    hover: str
    evidence: str
    found: str
    good: str
    warning: str
    danger: str

    def colour(self, meaning: str) -> QColor:
        """Return the colour with a meaning, which is a field's name."""
        return QColor(str(getattr(self, meaning)))

    def tinted_ground(self, meaning: str) -> str:
        """Return a ground with a little of a colour, such as behind a warning."""
        share = 0.12 if self.colour("paper").lightness() > 127 else 0.2
        return blend_colours(self.colour(meaning), self.colour("paper"), share).name()


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    return contrast_ratio(one.name(), other.name())


def blend_colours(colour: QColor, ground: QColor, share: float) -> QColor:
    """Blend a share (0 to 1) of a colour with a background."""
    over, under = colour.rgb(), ground.rgb()
    parts = (((over >> shift) & 0xFF, (under >> shift) & 0xFF) for shift in (16, 8, 0))
    return QColor(*(round(top * share + low * (1 - share)) for top, low in parts))


LIGHT = Colours(
    window="#f4f5f7", side="#f9fafb", paper="#ffffff", raised="#ffffff", sunken="#e9ecf0", text="#1a2029",
    muted="#566072", disabled="#9aa3b0", line="#e1e4e9", field_edge="#7c8595", accent="#2557c7", on_accent="#ffffff",
    selected="#e0eafc", wash="#f0f5fe", hover="#eceef2", evidence="#ffe8a3", found="#ffc98a", good="#1b6b3e",
    warning="#8a5200", danger="#b3261e",
)  # fmt: skip
DARK = Colours(
    window="#1a1d22", side="#1d2026", paper="#22262d", raised="#2b3039", sunken="#121418", text="#e6e9ee",
    muted="#a7b0be", disabled="#636c7a", line="#343a45", field_edge="#7c8696", accent="#8fb4ff", on_accent="#0d1830",
    selected="#2c3f63", wash="#283142", hover="#2c323b", evidence="#5e4c12", found="#7a4a14", good="#7fd3a3",
    warning="#f2c070", danger="#ff9c92",
)  # fmt: skip


_LEAST_CONTRAST = 4.5
_TINT_STEPS = 10


def colours_of(palette: QPalette) -> Colours:
    """Return the colours of a system palette of high contrast: grounds, text, highlight, and mixtures of these."""
    text, ground = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window)
    paper, highlight = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Highlight)

    def tint(colour: QColor) -> str:
        """Return the strongest mixture of a colour and the ground on which text can be read."""
        mixtures = (blend_colours(colour, ground, step / _TINT_STEPS) for step in range(_TINT_STEPS, 0, -1))
        return next((color for color in mixtures if contrast(text, color) >= _LEAST_CONTRAST), ground).name()

    selected, evidence = tint(highlight), tint(palette.color(QPalette.ColorRole.Link))
    return Colours(
        window=ground.name(), side=ground.name(), paper=paper.name(), raised=ground.name(), sunken=ground.name(),
        text=text.name(), muted=text.name(),
        disabled=palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name(),
        line=text.name(), field_edge=text.name(), accent=highlight.name(),
        on_accent=palette.color(QPalette.ColorRole.HighlightedText).name(), selected=selected, wash=ground.name(),
        hover=selected, evidence=evidence, found=selected, good=text.name(), warning=text.name(), danger=text.name(),
    )  # fmt: skip


class SystemContrast(QObject):
    """Whether the user asked the system for high contrast, and the system's colours; `changed` when that changes."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        hints = QGuiApplication.styleHints()
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self.changed)

    @property
    def is_high(self) -> bool:
        """Whether high contrast is wanted."""
        # Not stored: Python's object for the hints is only valid as long as that of the style hints.
        hints = QGuiApplication.styleHints()
        if hasattr(hints, "accessibility"):
            return bool(hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)
        # Before 6.10, Qt only said that a Windows theme of high contrast is neither light nor dark.
        is_windows = QGuiApplication.platformName() == "windows"
        return is_windows and hints.colorScheme() == Qt.ColorScheme.Unknown

    def palette(self) -> QPalette:
        """Return the palette of the system, and make it the application's."""
        QGuiApplication.setPalette(QPalette())
        return QGuiApplication.palette()


class Theme(QObject):
    """The current scheme; `changed` is emitted when it or the size of the text changes.

    If the user asked the system for high contrast, its colours take the place of both schemes.
    """

    changed = Signal()

    def __init__(
        self,
        choice: SchemeChoice = "system",
        parent: QObject | None = None,
        *,
        contrast: SystemContrast | None = None,
    ) -> None:
        super().__init__(parent)
        self.choice: SchemeChoice = choice
        self._system_colours: Colours | None = None
        self._styled: WeakSet[QWidget] = WeakSet()
        self._waiting: list[QWidget] = []
        self._turn = single_shot_timer(self, self._style_waiting)
        self._font, self._em = QFont(), 0.0
        self.changed.connect(self._restyle)
        self._contrast = contrast or SystemContrast(self)
        self._contrast.changed.connect(self.apply)
        hints = QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._on_system_changed)

    @property
    def scheme(self) -> Scheme:
        """The scheme that follows from the user's choice and the system."""
        if self._system_colours is not None:
            return "light" if self._system_colours.colour("paper").lightness() > 127 else "dark"
        if self.choice != "system":
            return self.choice
        system = QGuiApplication.styleHints().colorScheme()
        return "dark" if system == Qt.ColorScheme.Dark else "light"

    @property
    def colours(self) -> Colours:
        """The colours of the scheme, or those of a system of high contrast."""
        if self._system_colours is not None:
            return self._system_colours
        return DARK if self.scheme == "dark" else LIGHT

    @property
    def dark(self) -> bool:
        """Whether the scheme is dark."""
        return self.scheme == "dark"

    @property
    def high_contrast(self) -> bool:
        """Whether the colours are those of a system of high contrast."""
        return self._system_colours is not None

    @property
    def em(self) -> float:
        """The size of the application's font, in device-independent pixels; 13 at 100 %."""
        font = QApplication.font()
        if not self._em or font != self._font:
            self._font, self._em = font, float(QFontInfo(font).pixelSize())
        return self._em

    @property
    def line_height(self) -> float:
        """The line height of the application's font, in device-independent pixels."""
        return QFontMetricsF(QApplication.font()).height()

    def px(self, pixels: float) -> int:
        """Return a size of the design, given in pixels at 100 %, for the application's font."""
        return _scaled(self.em, pixels)

    def margins(self, *sizes: float) -> tuple[int, ...]:
        """Return margins of the design: left, top, right and bottom; 0 stays 0."""
        return tuple(self.px(size) if size else 0 for size in sizes)

    def space(self, share: float = 0.5) -> int:
        """Return a share of the line height in pixels, at least one."""
        return max(1, round(self.line_height * share))

    def choose(self, choice: SchemeChoice) -> None:
        """Set the user's choice and apply it."""
        self.choice = choice
        self.apply()

    @Slot()
    def apply(self) -> None:
        """Set the style and the palette of the application."""
        palette = self._contrast.palette() if self._contrast.is_high else None
        self._system_colours = colours_of(palette) if palette is not None else None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            if application.style().name().lower() not in _KEPT_STYLES:
                application.setStyle("Fusion")
            application.setPalette(palette or palette_of(self.colours))
        self.changed.emit()

    def style(self, *widgets: QWidget) -> None:
        """Give widgets with all that they hold the style sheet, again when the theme changes; some may have it from one above.

        The main window itself has none: Qt would style everything in it again at once, also the page that is hidden.
        """
        for widget in widgets:
            if not any(above.styleSheet() or above in self._styled for above in _above(widget)):
                self._styled.add(widget)
                was_hidden = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
                self._set_sheet(widget, waits=was_hidden and widget.isHidden())

    @Slot()
    def _restyle(self) -> None:
        for widget in filter(isValid, self._styled):
            self._set_sheet(widget, waits=not widget.isVisible())

    def _set_sheet(self, widget: QWidget, *, waits: bool) -> None:
        """Style a widget now, or in turns with others that wait, or when it is shown."""
        if not waits:
            widget.setStyleSheet(style_sheet(self))
        elif widget not in self._waiting:
            self._waiting.append(widget)
            widget.installEventFilter(self)
            self._turn.start(_HIDDEN_AFTER)

    @Slot()
    def _style_waiting(self) -> None:
        """Style the next widget that is hidden."""
        if self._waiting:
            self._end_wait(self._waiting[-1])
            self._turn.start(0)

    def _end_wait(self, widget: QWidget) -> None:
        self._waiting.remove(widget)
        if isValid(widget):
            widget.removeEventFilter(self)
            self._set_sheet(widget, waits=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Style a waiting widget before it is seen, or before the window is that it will be seen in."""
        if event.type() in _SHOWN and watched in self._waiting:
            self._end_wait(watched)
        return super().eventFilter(watched, event)

    def _on_system_changed(self, _: object) -> None:
        if self.choice == "system" or self._contrast.is_high:
            self.apply()


def _above(widget: QWidget) -> Iterator[QWidget]:
    """Yield the widgets that hold a widget."""
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def palette_of(colours: Colours) -> QPalette:
    """Return the Qt palette of a scheme."""
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.paper,
        QPalette.ColorRole.AlternateBase: colours.side,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.danger,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.raised,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Light: colours.paper,
        QPalette.ColorRole.Midlight: colours.side,
        QPalette.ColorRole.Dark: colours.line,
        QPalette.ColorRole.Shadow: colours.line,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    faint = QColor(colours.disabled)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return palette


# What a palette cannot express. Sizes are those of the design at 100 %.

_SHEET = """
QMainWindow, QDialog {{ background: {window}; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {line}; padding: {p4}px; }}
QMenuBar {{ background: {window}; border: none; padding: 0 {p4}px; }}
QMenuBar::item {{ padding: {p5}px {p9}px; background: transparent; border-radius: {p6}px; }}
QMenuBar::item:selected {{ background: {hover}; color: {text}; }}
QMenu {{ background: {raised}; border: 1px solid {line}; padding: {p5}px; }}
QMenu::item {{ padding: {p6}px {p28}px {p6}px {p12}px; border-radius: {p6}px; }}
QMenu::item:selected {{ background: {selected}; color: {text}; }}
QMenu::item:disabled {{ color: {disabled}; background: transparent; }}
QMenu::icon {{ padding-left: {p8}px; }}
QMenu, QHeaderView, QListView, QTreeView, QComboBox {{ icon-size: {p16}px; }}
QMenu::right-arrow, QMenu::left-arrow {{
  image: url("controls:chevron-{forward}-{scheme}.svg"); width: {p14}px; height: {p14}px; padding: 0 {p8}px;
}}
QMenu::separator {{ height: 1px; background: {line}; margin: {p5}px {p8}px; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:hover {{ background: {accent}; }}
QToolBar {{ background: {window}; border: none; border-bottom: 1px solid {line}; padding: {p4}px {p12}px; spacing: {p4}px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}

*[surface="window"] {{ background: {window}; }}
*[surface="side"] {{ background: {side}; }}
*[surface="paper"] {{ background: {paper}; }}
*[surface="sunken"] {{ background: {sunken}; border-radius: {p8}px; }}
*[surface="card"] {{ background: {paper}; border: 1px solid {line}; border-radius: {p10}px; }}
*[surface="card"][ring="true"] {{ border: 2px solid {accent}; }}
QFrame[line="bottom"] {{ border-bottom: 1px solid {line}; }}
QFrame[line="top"] {{ border-top: 1px solid {line}; }}
QFrame[line="left"] {{ border-left: 1px solid {line}; }}
QFrame[line="right"] {{ border-right: 1px solid {line}; }}
QLabel[role="caption"] {{ font-size: {p12}px; color: {muted}; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="subtitle"] {{ font-size: {p16}px; font-weight: 600; color: {text}; }}
QLabel[role="display"] {{ font-size: {p28}px; font-weight: 700; color: {text}; }}
QLabel[role="muted"], #empty-text {{ color: {muted}; }}
QLabel[role="title"] {{ font-size: {p14}px; font-weight: 600; color: {text}; }}
QLabel[role="heading"] {{ font-size: {p20}px; font-weight: 600; color: {text}; }}
QLabel[over="true"] {{ color: {warning}; font-weight: 600; }}
QLabel:disabled {{ color: {disabled}; }}

QPushButton, QToolButton[kind] {{
  background: {raised}; border: 1px solid {edge}; border-radius: {p6}px; color: {text};
  padding: 0 {p12}px; font-weight: 500; outline: none;
}}
QPushButton {{ min-height: {p30}px; }}
QPushButton:hover, QToolButton[kind]:hover {{ background: {hover}; }}
QPushButton:pressed, QToolButton[kind]:pressed, QPushButton:checked {{ background: {selected}; }}
QPushButton:disabled, QToolButton[kind]:disabled {{ color: {disabled}; border-color: {line}; }}
QToolButton[kind="icon"]:disabled, QToolButton[kind="quiet"]:disabled, QPushButton[kind="quiet"]:disabled {{
  border-color: transparent;
}}
QPushButton:default, QPushButton#primary, QPushButton[kind="primary"], QPushButton[kind="foot"], QToolButton[kind="primary"] {{
  background: {accent}; border-color: {accent}; color: {on_accent};
}}
QPushButton#primary, QPushButton[kind="primary"], QPushButton[kind="foot"], QToolButton[kind="primary"] {{ font-weight: 600; }}
QPushButton:default:hover, QPushButton#primary:hover, QPushButton[kind="primary"]:hover, QPushButton[kind="foot"]:hover,
QToolButton[kind="primary"]:hover {{
  background: {accent_hover}; border-color: {accent_hover};
}}
QPushButton:default:disabled, QPushButton#primary:disabled, QPushButton[kind="primary"]:disabled,
QPushButton[kind="foot"]:disabled, QToolButton[kind="primary"]:disabled {{
  background: {sunken}; border-color: {line}; color: {disabled};
}}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {{ background: transparent; border-color: transparent; }}
QToolButton[kind="quiet"] {{ padding: 0 {p4}px; }}
QToolButton[kind="icon"] {{ background: transparent; border: 1px solid transparent; padding: 0; }}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover,
QToolButton[kind="icon"]:hover {{ background: {hover}; }}
QToolButton[kind="quiet"]:checked, QToolButton[kind="quiet"]:pressed, QToolButton[kind="icon"]:checked,
QToolButton[kind="icon"]:pressed {{ background: {selected}; }}
QToolButton[kind="menu"] {{
  background: transparent; border: 1px solid transparent; padding: 0 {p22}px 0 {p6}px; font-weight: 600;
}}
QToolButton[kind="menu"][mirrored="true"] {{ padding: 0 {p6}px 0 {p22}px; }}
QToolButton[kind="menu"]:hover, QToolButton[kind="menu"]:open {{ background: {hover}; }}
QPushButton[kind="link"], QToolButton[kind="link"] {{
  background: transparent; border-color: transparent; color: {accent}; padding: 0 {p6}px;
}}
QPushButton[kind="link"]:hover, QToolButton[kind="link"]:hover {{ background: {hover}; }}
QPushButton[kind="link"] {{ min-height: {p22}px; }}
QPushButton[kind="link"]:disabled {{ color: {disabled}; }}
QPushButton[kind="small"], QPushButton[compact="true"] {{ min-height: {p22}px; padding: 0 {p8}px; }}
QPushButton[kind="foot"] {{ min-height: {p34}px; }}
QPushButton[kind="pill"] {{
  min-height: {p22}px; padding: 0 {p10}px; border-radius: {pill_radius}px; font-size: {p12}px;
}}
QPushButton[kind="pill"]:checked {{ background: {selected}; border-color: {accent}; }}
QPushButton[kind="switch"] {{
  min-height: {p26}px; padding: 0 {p16}px; border: 1px solid transparent; background: transparent; color: {muted};
}}
QPushButton[kind="switch"]:hover {{ color: {text}; background: transparent; }}
QPushButton[kind="switch"]:checked {{
  background: {switch_ground}; border-color: {switch_edge}; color: {text}; font-weight: 600;
}}
QPushButton[kind="section"] {{
  background: transparent; border: 1px solid transparent; text-align: left; padding: 0 2px; min-height: {p26}px;
  font-weight: 600;
}}
QPushButton[kind="section"]:hover {{ background: {hover}; }}
QPushButton[kind="choice"] {{
  min-height: {p28}px; text-align: left; padding: 0 {p10}px; border-color: {line}; border-bottom-color: {field_edge}; font-weight: 400;
}}
QPushButton[ring="true"], QToolButton[ring="true"] {{ border: 2px solid {accent}; }}
EditableLabel:focus {{ border-bottom: 2px solid {accent}; }}
QPushButton[ring="true"] {{ min-height: {ring30}px; padding: 0 {ring12}px; }}
QPushButton[kind="link"][ring="true"] {{ min-height: {ring22}px; padding: 0 {ring6}px; }}
QPushButton[kind="small"][ring="true"], QPushButton[compact="true"][ring="true"] {{
  min-height: {ring22}px; padding: 0 {ring8}px;
}}
QPushButton[kind="foot"][ring="true"] {{ min-height: {ring34}px; }}
QPushButton[kind="pill"][ring="true"] {{ min-height: {ring22}px; padding: 0 {ring10}px; }}
QPushButton[kind="switch"][ring="true"] {{ min-height: {ring26}px; padding: 0 {ring16}px; }}
QPushButton[kind="choice"][ring="true"] {{ min-height: {focus_height}px; padding: 0 {choice_padding}px; }}
QPushButton[kind="section"][ring="true"] {{ min-height: {ring26}px; padding: 0 1px; }}
QPushButton[kind="primary"][ring="true"], QPushButton[kind="foot"][ring="true"], QPushButton#primary[ring="true"],
QPushButton:default[ring="true"] {{
  border: 2px solid {text};
}}
QPushButton[kind="close"]:default {{ background: {raised}; border-color: {edge}; color: {text}; }}
QPushButton[kind="close"]:default:hover {{ background: {hover}; }}
QPushButton[kind="close"]:default[ring="true"] {{ border: 2px solid {accent}; }}
QToolButton {{ border: 1px solid transparent; border-radius: {p6}px; padding: {p3}px {p6}px; color: {text}; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {selected}; }}
QToolButton:disabled {{ color: {disabled}; }}
QToolButton::menu-indicator {{ image: none; }}

#strip {{ background: {side}; border-top: 1px solid {line}; }}
QLabel[role="strip"] {{ color: {muted}; font-weight: 600; padding-top: {p6}px; qproperty-indent: 0; }}
QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox {{
  background: {raised}; border: 1px solid {line}; border-bottom-color: {field_edge}; border-radius: {p6}px;
  selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit, QAbstractSpinBox, QComboBox {{ min-height: {p28}px; padding: 0 {p8}px; }}
QComboBox {{ padding: 0 {p10}px; }}
QAbstractSpinBox {{ max-height: {p28}px; }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{
  border: none; min-height: 0; padding: 0 {p6}px; background: transparent;
}}
QLineEdit, QTextEdit {{ placeholder-text-color: {muted}; }}
QLineEdit {{ lineedit-clear-button-icon: url("controls:x-{scheme}.svg"); }}
QLineEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{ border: 2px solid {accent}; }}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{
  padding: 0 {focus_padding}px; min-height: {focus_height}px;
}}
QComboBox:focus {{ padding: 0 {choice_padding}px; }}
QAbstractSpinBox:focus {{ max-height: {focus_height}px; }}
QLineEdit[compact="true"], QLineEdit[compact="true"]:focus {{ min-height: 0; }}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{
  color: {disabled}; background: {side}; border-bottom-color: {line};
}}
QLineEdit[wrong="true"] {{ border-color: {danger}; border-width: 2px; }}
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus {{ border: none; background: transparent; padding: 0; }}
QComboBox::drop-down {{ subcontrol-origin: border; border: none; background: transparent; width: {p22}px; }}
QComboBox::down-arrow {{ image: url("controls:chevron-down-{scheme}.svg"); width: {p14}px; height: {p14}px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
  subcontrol-origin: border; width: {p20}px; border: none; background: transparent;
}}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {hover}; }}
QAbstractSpinBox::up-arrow {{ image: url("controls:chevron-up-{scheme}.svg"); width: {p12}px; height: {p12}px; }}
QAbstractSpinBox::down-arrow {{ image: url("controls:chevron-down-{scheme}.svg"); width: {p12}px; height: {p12}px; }}
QComboBox QAbstractItemView, QLineEdit QListView, QPlainTextEdit QListView {{
  background: {raised}; border: 1px solid {line}; padding: {p4}px;
}}
QListView, QTreeView, QTableView, QTextEdit {{ background: {paper}; border: none; outline: none; }}
QDialog QListView, FirstBriefing QListView, QDialog QTreeView, QDialog QTableView, QDialog QTextEdit {{
  border: 1px solid {line}; border-radius: {p6}px;
}}
QDialog QListView, FirstBriefing QListView {{ padding: 2px; }}
QDialog QTextEdit, QDialog QPlainTextEdit {{ padding: 0 {p5}px; }}
QDialog QListView[kind="bare"], QDialog QTextEdit[kind="bare"] {{ border: none; border-radius: 0; padding: 0; }}
QDialog QListView:focus, FirstBriefing QListView:focus, QDialog QTreeView:focus, QDialog QTableView:focus, QDialog QTextEdit:focus {{ border-color: {accent}; }}
QTableView {{ alternate-background-color: {side}; gridline-color: {line}; }}
QTableView::item {{ border: none; padding: {p4}px {p5}px; }}
QTableView::item:focus {{ background: transparent; }}
QTableView::item:selected {{ background: {selected}; color: {text}; }}
QTableView[kind="rows"] {{ background: transparent; selection-background-color: transparent; }}
QTableView[kind="rows"]::item, QTableView[kind="rows"]::item:selected {{ background: transparent; padding: 0; }}
QTableCornerButton::section {{ background: {window}; border: none; border-bottom: 1px solid {line}; }}
QHeaderView::section {{
  background: {window}; color: {muted}; border: none; border-bottom: 1px solid {line};
  padding: {p4}px {p8}px; font-weight: 600;
}}
QHeaderView {{ background: transparent; }}
QDialog QHeaderView::section:horizontal:first, QDialog QHeaderView::section:horizontal:only-one {{ border-top-left-radius: {p5}px; }}
QDialog QHeaderView::section:horizontal:last, QDialog QHeaderView::section:horizontal:only-one {{ border-top-right-radius: {p5}px; }}
QHeaderView::section:vertical {{ color: {text}; font-weight: 400; }}
QCheckBox, QRadioButton {{ spacing: {p8}px; }}
QCheckBox::indicator:unchecked, QRadioButton::indicator:unchecked,
QListView::indicator:unchecked, QTreeView::indicator:unchecked {{
  width: {p12}px; height: {p12}px; border: 1px solid {field_edge}; background: {paper}; border-radius: {p3}px;
}}
QRadioButton::indicator:unchecked {{ border-radius: {off_radius}px; }}
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked {{
  width: {p12}px; height: {p12}px; border: 1px solid {accent}; background: {accent}; border-radius: {p3}px;
  image: url("controls:check-{scheme}.svg");
}}
QListView::indicator, QTreeView::indicator {{ width: {p12}px; height: {p12}px; }}
QTreeView::indicator:indeterminate {{
  width: {p12}px; height: {p12}px; border: 1px solid {accent}; background: {accent}; border-radius: {p3}px;
  image: url("controls:minus-{scheme}.svg");
}}
QRadioButton::indicator:checked {{
  width: {p6}px; height: {p6}px; border: {p4}px solid {accent}; background: {paper}; border-radius: {on_radius}px;
}}
QCheckBox::indicator:checked:disabled {{ border-color: {disabled}; background: {disabled}; }}
QTreeView::item, QListView::item {{ padding: {p4}px; }}
QListView::item {{ border-radius: {p6}px; }}
QTreeView::branch:has-children:closed {{ image: url("controls:chevron-{forward}-{scheme}.svg"); }}
QTreeView::branch:has-children:open {{ image: url("controls:chevron-down-{scheme}.svg"); }}
QTreeView::item:selected, QTreeView::branch:selected, QListView::item:selected {{ background: {selected}; color: {text}; }}
QProgressBar {{ background: {sunken}; border: none; border-radius: {p3}px; max-height: {p6}px; text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: {p3}px; }}
#start, #start-page {{ background: {window}; }}
#palette {{ background: {raised}; border: 1px solid {line}; border-radius: {p12}px; }}
#palette QListView {{ background: transparent; }}
#palette QLineEdit {{ font-size: {p16}px; }}
#palette-foot {{
  border-top: 1px solid {line}; border-bottom-left-radius: {p12}px; border-bottom-right-radius: {p12}px;
}}
*[surface="rule"] {{ background: {line}; }}
#tag-box {{ background: {raised}; border: 1px solid {line}; border-radius: {p12}px; }}
#notice, QFrame[kind="notice"] {{ background: {warning_wash}; color: {text}; border-bottom: 1px solid {line}; }}
QFrame[kind="quiet-notice"] {{ background: {side}; color: {text}; border-bottom: 1px solid {line}; }}
QFrame[kind="danger"] {{ background: {danger_wash}; color: {text}; }}
QDialog QFrame[kind="notice"], QFrame[kind="danger"] {{ border: none; border-radius: {p6}px; }}
#toast {{ background: {toast}; border-radius: {p10}px; border: 1px solid {toast_edge}; }}
#toast QLabel {{ color: {toast_text}; }}
#toast QPushButton {{ background: transparent; border: 1px solid transparent; color: {toast_link}; padding: 0 {p8}px; }}
#toast QPushButton:hover {{ background: {toast_hover}; }}
#toast QPushButton[ring="true"] {{ border: 2px solid {toast_link}; padding: 0 {ring8}px; }}
QScrollBar:vertical {{ background: transparent; width: {p10}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {p10}px; margin: 0; }}
QScrollBar::handle {{ background: {scroll}; border-radius: {p3}px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: {p28}px; }}
QScrollBar::handle:horizontal {{ min-width: {p28}px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
_SIZES = (3, 4, 5, 6, 8, 9, 10, 12, 14, 16, 20, 22, 26, 28, 30, 34)


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme, which `Theme.style` sets."""
    QDir.setSearchPaths("controls", [str(resources_folder() / "icons" / "controls")])
    forward = "left" if QApplication.isRightToLeft() else "right"
    return _filled_sheet(theme.colours, theme.em, forward, dark=theme.dark, contrast=theme.high_contrast)


@lru_cache(maxsize=4)
def _filled_sheet(colours: Colours, em: float, forward: str, *, dark: bool, contrast: bool) -> str:
    values = {name: getattr(colours, name) for name in Colours.__annotations__}
    sizes = {f"p{size}": _scaled(em, size) for size in _SIZES}
    # The edge of a field or button with the focus is a pixel wider, at every size of the text.
    sizes |= {f"ring{size}": sizes[f"p{size}"] - 1 for size in (6, 8, 10, 12, 16)}
    sizes |= {f"ring{size}": sizes[f"p{size}"] - 2 for size in (22, 26, 30, 34)}
    sizes |= {"focus_padding": sizes["p8"] - 1, "choice_padding": sizes["p10"] - 1}
    sizes["focus_height"] = sizes["p28"] - 2
    # Qt draws corners square whose radius is more than half of the width or the height.
    sizes["pill_radius"] = sizes["p22"] // 2 + 1
    sizes |= {"off_radius": sizes["p12"] // 2 + 1, "on_radius": sizes["p6"] // 2 + sizes["p4"]}
    derived = _derived(colours, dark=dark, contrast=contrast)
    scheme = "dark" if dark else "light"
    return _SHEET.format(**values, **derived, **sizes, scheme=scheme, forward=forward)


def _scaled(em: float, pixels: float) -> int:
    """Return a size of the design, given in pixels at 100 %, for a size of the font."""
    return max(1, round(em * pixels / _BASE))


def _derived(colours: Colours, *, dark: bool, contrast: bool) -> dict[str, str]:
    """Return the colours of single controls."""
    if contrast:
        return {
            "warning_wash": colours.window,
            "danger_wash": colours.window,
            "accent_hover": colours.accent,
            "edge": colours.text,
            "switch_ground": colours.selected,
            "switch_edge": colours.text,
            "scroll": colours.text,
            "toast": colours.window,
            "toast_edge": colours.text,
            "toast_text": colours.text,
            "toast_link": colours.text,
            "toast_hover": colours.selected,
        }
    return {
        "warning_wash": colours.tinted_ground("warning"),
        "danger_wash": colours.tinted_ground("danger"),
        "accent_hover": colours.colour("accent").darker(92 if dark else 112).name(),
        "edge": colours.line if dark else "#cdd2da",
        "switch_ground": "#454c58" if dark else colours.raised,
        "switch_edge": "#545c69" if dark else "#cdd2da",
        "scroll": "#566170" if dark else "#b9c0ca",
        "toast": "#3a414d" if dark else "#242a34",
        "toast_edge": "#4a5260" if dark else "#242a34",
        "toast_text": "#f4f6f9",
        "toast_link": DARK.accent,
        "toast_hover": "#4a5260" if dark else "#353d4a",
    }
