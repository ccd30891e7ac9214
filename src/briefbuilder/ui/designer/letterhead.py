"""The line of the designer that shows the letterhead document of a template, and lets the user choose another one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.plain import PlainLabel


class LetterheadBar(QFrame):
    """Shows the Word file that gives paper and styles; `chosen` carries the name of another one, empty for none."""

    chosen = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._path: Path | None = None
        theme = services.theme
        self.setProperty("surface", "side")
        self.setProperty("line", "bottom")
        sign = PlainLabel("", self)
        size = theme.px(16)
        sign.setPixmap(themed_icon("file-text", theme).pixmap(QSize(size, size), self.devicePixelRatioF()))
        title = PlainLabel(self.tr("Letterhead document"), self)
        self._name = PlainLabel("", self)
        self._name.setProperty("role", "muted")
        self._choose = QPushButton(self.tr("Choose …"), self)
        self._choose.setProperty("kind", "small")
        self._choose.setAccessibleName(self.tr("Choose a letterhead document"))
        self._remove = QPushButton(self.tr("Remove"), self)
        self._remove.setProperty("kind", "small")
        self._remove.setAccessibleName(self.tr("Remove the letterhead document"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6))
        row.setSpacing(theme.px(8))
        row.addWidget(sign)
        row.addWidget(title)
        row.addWidget(self._name, 1)
        row.addWidget(self._choose)
        row.addWidget(self._remove)
        self._choose.clicked.connect(self._ask)
        self._remove.clicked.connect(self._on_remove)

    @property
    def name(self) -> str:
        """The shown name of the document."""
        return self._name.text()

    def show_document(self, name: str, template: Path | None, *, writable: bool) -> None:
        """Show the document of a template."""
        self._path = template
        self._name.setText(name or self.tr("none: paper and styles are those of the template"))
        self._choose.setEnabled(writable)
        self._remove.setVisible(bool(name))
        self._remove.setEnabled(writable)

    def _ask(self) -> None:
        if self._path is None:
            return
        prompter = self._services.prompter
        kinds = self.tr("Word files (*.docx *.dotx)")
        source = prompter.open_file(self.tr("Letterhead document"), kinds)
        if source is None:
            return
        try:
            self._take(source)
        except BriefbuilderError as error:
            prompter.show_error(error)
            return
        self.chosen.emit(source.name)

    def _take(self, source: Path) -> None:
        """Check a document and put a copy beside the template, unless it is there already."""
        from briefbuilder.app.letterheads import read_letterhead
        from briefbuilder.system.files import write_atomically

        data = read_letterhead(source, source.name)
        target = (self._path or source).parent / source.name
        if target.resolve() != source.resolve():
            if target.exists() and not self._services.prompter.confirm(
                self.tr("Letterhead document"),
                self.tr("There is already a file {name} beside the template. Replace it?").format(
                    name=target.name
                ),
                self.tr("Replace"),
            ):
                return
            write_atomically(target, data)

    def _on_remove(self) -> None:
        self.chosen.emit("")
