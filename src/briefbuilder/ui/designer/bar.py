"""The line of tools over a template: which one, what is done with it, and the language of its sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QToolBar, QWidget

from briefbuilder.templating.completing import Known
from briefbuilder.ui.actionspec import QT_TRANSLATE_NOOP
from briefbuilder.ui.services import Services

KEYS: Mapping[str, tuple[str, str]] = {
    "new": (QT_TRANSLATE_NOOP("DesignerBar", "&New from this …"), "Ctrl+N"),
    "open": (QT_TRANSLATE_NOOP("DesignerBar", "&Open file …"), "Ctrl+O"),
    "save": (QT_TRANSLATE_NOOP("DesignerBar", "&Save"), "Ctrl+S"),
    "save-as": (QT_TRANSLATE_NOOP("DesignerBar", "Save &as …"), "Ctrl+Shift+S"),
    "next": (QT_TRANSLATE_NOOP("DesignerBar", "Ne&xt fault"), "F8"),
    "previous": (QT_TRANSLATE_NOOP("DesignerBar", "&Previous fault"), "Shift+F8"),
    "area": (QT_TRANSLATE_NOOP("DesignerBar", "Next &area"), "F6"),
    "close": (QT_TRANSLATE_NOOP("DesignerBar", "&Close"), "Ctrl+W"),
}
"""What can be done by keys in the designer's window: its words and its keys."""
_SHOWN = ("new", "open", "save", "save-as", "next")
_LINE_BEFORE = "next"


class DesignerBar(QToolBar):
    """The tools; what they do is given by the names of KEYS."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._resources = services.resources
        self.setWindowTitle(self.tr("Template"))
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.templates = QComboBox(self)
        self.templates.setAccessibleName(self.tr("Template"))
        self.templates.setToolTip(self.tr("Templates to open, and whose each is"))
        self.language = QComboBox(self)
        self.language.setAccessibleName(self.tr("Language of the sample"))
        self.language.setToolTip(self.tr("The language that the sample briefing is shown in"))
        for box in (self.templates, self.language):  # both are filled after they were first shown
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.addWidget(self.templates)
        self.actions_by_name: dict[str, QAction] = {}
        for name, (source, keys) in KEYS.items():
            text = QCoreApplication.translate("DesignerBar", source)
            action = QAction(text, window)
            action.setShortcut(QKeySequence(keys))
            action.setToolTip(f"{text.replace('&', '').rstrip(' …')} ({action.shortcut().toString()})")
            window.addAction(action)
            self.actions_by_name[name] = action
            if name == _LINE_BEFORE:
                self.addSeparator()
            if name in _SHOWN:
                self.addAction(action)
        self.addSeparator()
        self.addWidget(self.language)

    def connect_acts(self, acts: Mapping[str, Callable[[], None]]) -> None:
        """Let the keys and tools do something, by the names of KEYS."""
        for name, action in self.actions_by_name.items():
            action.triggered.connect(acts[name])

    def fill(self) -> Known:
        """Offer the templates that there are; return what is known of them beside the schema."""
        resources = self._resources
        whose = {
            "shipped": self.tr("ships with the program"),
            "shared": self.tr("shared"),
            "own": self.tr("your own"),
        }
        self.templates.clear()
        for name, path in resources.templates().items():
            self.templates.addItem(f"{name} ({whose[resources.origin(path)]})", str(path))
        folders = [folder / "styles" for _, folder in resources.template_folders()]
        styles = {file.stem for folder in folders if folder.is_dir() for file in folder.glob("*.yaml")}
        return Known(resources.profiles(), tuple(sorted(styles)))

    def choose(self, path: Path | None) -> None:
        """Show a template as the chosen one, without telling anyone; none where it is not of the list."""
        self.templates.blockSignals(True)
        self.templates.setCurrentIndex(self.templates.findData(str(path)))
        self.templates.blockSignals(False)
