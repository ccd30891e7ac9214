"""Toolbar, findings list and shared widgets of the template designer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QToolBar, QToolButton, QWidget

from briefbuilder.domain.notices import Finding
from briefbuilder.ui.action_table import QT_TRANSLATE_NOOP
from briefbuilder.ui.designer.yaml_editor import SEVERITY_COLOURS, SEVERITY_MARKS
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import SwitchBar
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.plain import plain_roles, plain_tip, set_tip

if TYPE_CHECKING:
    from briefbuilder.app.resources import Resources
    from briefbuilder.templating.completion import CompletionContext

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class TemplateFindingsModel(QAbstractListModel):
    """The findings of a template with their texts, in the order of the file."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[tuple[Finding, str], ...] = ()
        self._own = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The listed findings."""
        return tuple(finding for finding, _ in self._rows)

    def show(self, rows: tuple[tuple[Finding, str], ...], own: str) -> None:
        """List findings with their texts; `own` is the path of the open file, which is not named."""
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows, self._own = rows, own
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the number of findings."""
        return 0 if parent.isValid() else len(self._rows)

    @plain_roles
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's text with its location, its accessible text, and its colour."""
        if not index.isValid():
            return None
        finding, words = self._rows[index.row()]
        place = _location_text(finding, self._own)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{SEVERITY_MARKS[finding.severity]}  {place}  {words}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colours.colour(SEVERITY_COLOURS[finding.severity])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            severity = {
                "error": self.tr("Error"), "warning": self.tr("Warning"), "hint": self.tr("Hint"),
            }[finding.severity]  # fmt: skip
            return self.tr("{severity} at {place}: {words}").format(
                severity=severity, place=place, words=words
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        return None


def _location_text(finding: Finding, own: str) -> str:
    """Return the location of a finding: line and column, with the name of another file."""
    place = finding.place
    name = Path(place.file).name if place.file and place.file != own else None
    return ":".join(str(part) for part in (name, place.line, place.column) if part is not None)


class TemplateFindingsView(QListView):
    """The list of findings; `go_requested` carries the finding that was activated."""

    go_requested = Signal(object)

    def __init__(self, model: TemplateFindingsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faults = model
        self.setModel(model)
        self.setAccessibleName(self.tr("Issues in the template"))
        self.setWordWrap(True)
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme.space(3))
        self._empty_text = ""
        self._theme = theme
        self.activated.connect(self._on_activated)
        self.clicked.connect(self._on_activated)

    def show_empty_text(self, words: str) -> None:
        """Set the message for an empty list."""
        self._empty_text = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the findings, or the message for an empty list."""
        super().paintEvent(event)
        if self._empty_text and not self._faults.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self._theme.colours.colour("muted"))
            pad = self._theme.space(0.5)
            area = self.viewport().rect().adjusted(pad, pad, -pad, -pad)
            painter.drawText(
                area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading, self._empty_text
            )
            painter.end()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.go_requested.emit(self._faults.findings[index.row()])


SHORTCUTS: Mapping[str, tuple[str, str]] = {
    "new": (QT_TRANSLATE_NOOP("DesignerToolbar", "&New from this template …"), "Ctrl+N"),
    "open": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Open file …"), "Ctrl+O"),
    "save": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Save"), "Ctrl+S"),
    "save-as": (QT_TRANSLATE_NOOP("DesignerToolbar", "Save &as …"), "Ctrl+Shift+S"),
    "undo": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Undo"), "Ctrl+Z"),
    "redo": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Redo"), "Ctrl+Y"),
    "form": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Form"), "Ctrl+1"),
    "texts": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Texts"), "Ctrl+2"),
    "yaml": (QT_TRANSLATE_NOOP("DesignerToolbar", "&YAML"), "Ctrl+3"),
    "next": (QT_TRANSLATE_NOOP("DesignerToolbar", "Ne&xt issue"), "F8"),
    "previous": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Previous issue"), "Shift+F8"),
    "area": (QT_TRANSLATE_NOOP("DesignerToolbar", "Next pan&e"), "F6"),
    "guide": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Guide"), "F1"),
    "close": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Close"), "Ctrl+W"),
}
"""The actions of the designer window: text and shortcut by name."""
_TOOLBAR_ACTIONS = {"new": "plus", "open": "folder-open", "save": "check", "undo": "undo-2", "redo": "redo-2"}
"""The actions in the toolbar with their icons."""
_TEXTS = ("new", "save")
"""The actions whose text stands beside the icon."""


class DesignerToolbar(QToolBar):
    """The toolbar of the designer, with the switch between its form, its texts and its YAML."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        theme = services.theme
        self.setWindowTitle(self.tr("Template"))
        self.setMovable(False)
        self.setProperty("surface", "window")
        self.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.switch = SwitchBar(
            (
                ("form", self.tr("Form"), "list"),
                ("texts", self.tr("Texts"), "languages"),
                ("yaml", self.tr("YAML"), "pen-line"),
            ),
            theme,
            self,
            name=self.tr("View of the template"),
        )
        self.language = QComboBox(self)
        self.language.setAccessibleName(self.tr("Language of the sample"))
        set_tip(self.language, self.tr("Language of the sample briefing"))
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.actions_by_name: dict[str, QAction] = {}
        for name, (source, keys) in SHORTCUTS.items():
            text = QCoreApplication.translate("DesignerToolbar", source)
            action = QAction(text, window)
            action.setShortcut(QKeySequence(keys))
            set_tip(action, f"{text.replace('&', '').rstrip(' …')} ({action.shortcut().toString()})")
            window.addAction(action)
            self.actions_by_name[name] = action
            if name in _TOOLBAR_ACTIONS:
                action.setIcon(themed_icon(_TOOLBAR_ACTIONS[name], theme))
                self.addAction(action)
                button = self.widgetForAction(action)
                if name in _TEXTS and isinstance(button, QToolButton):
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addWidget(self._spring())
        self.addWidget(self.switch)
        self.addWidget(self._spring())
        self.addWidget(self.language)

    def connect_actions(self, acts: Mapping[str, Callable[[], object]]) -> None:
        """Connect the actions, by their names in SHORTCUTS."""
        for name, action in self.actions_by_name.items():
            action.triggered.connect(acts[name])

    def _spring(self) -> QWidget:
        spring = QWidget(self)
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return spring


def known_values(resources: Resources, language: str) -> CompletionContext:
    """Return the values that the completion knows beside those of the schema, and the language of its descriptions."""
    from briefbuilder.templating.completion import CompletionContext

    folders = [folder / "styles" for _, folder in resources.template_folders()]
    styles = {file.stem for folder in folders if folder.is_dir() for file in folder.glob("*.yaml")}
    return CompletionContext(resources.profiles(), tuple(sorted(styles)), language)
