"""What the designer's window is made of, for those who act on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.templating.completing import Known

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QMainWindow

    from briefbuilder.ui.designer.bar import DesignerBar
    from briefbuilder.ui.designer.editor import YamlEditor
    from briefbuilder.ui.designer.faultlist import FaultsModel, FaultsView
    from briefbuilder.ui.designer.file import TemplateFile
    from briefbuilder.ui.designer.sample import SamplePreview
    from briefbuilder.ui.preview.view import PreviewView
    from briefbuilder.ui.services import Services


@dataclass(eq=False)
class Desk:
    """The widgets and workers of one window; `known` is what may be completed beside the schema."""

    services: Services
    window: QMainWindow
    strip: QLabel
    editor: YamlEditor
    faults: FaultsModel
    list: FaultsView
    view: PreviewView
    file: TemplateFile
    sample: SamplePreview
    bar: DesignerBar
    known: Known

    @property
    def dirty(self) -> bool:
        """Whether something is not saved."""
        return self.editor.document().isModified()

    def say(self, words: str, milliseconds: int = 0) -> None:
        """Say something at the window's foot."""
        self.window.statusBar().showMessage(words, milliseconds)

    def open(self, path: Path) -> None:
        """Open a template's file and remember it for the next time."""
        self.services.settings.set_window_state("designer-file", str(path))
        self.view.clear()
        self.file.open(path)

    def look(self) -> None:
        """Let the text be checked, and its sample drawn in the language that is chosen."""
        if self.file.path is not None:
            screen = self.services.words.language.partition("-")[0]
            language = str(self.bar.language.currentData() or screen)
            self.sample.show(self.editor.toPlainText(), self.file.path, language)
