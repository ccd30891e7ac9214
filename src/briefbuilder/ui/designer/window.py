"""The designer's window: a template's text, its faults below it, and a sample briefing beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QVBoxLayout, QWidget

from briefbuilder.templating.completing import Known, Offers, offers_at
from briefbuilder.ui.appearance import style_sheet
from briefbuilder.ui.designer.acts import DesignerActs
from briefbuilder.ui.designer.bar import DesignerBar
from briefbuilder.ui.designer.desk import Desk
from briefbuilder.ui.designer.editor import YamlEditor
from briefbuilder.ui.designer.faultlist import FaultsModel, FaultsView
from briefbuilder.ui.designer.file import TemplateFile
from briefbuilder.ui.designer.following import TextFollower
from briefbuilder.ui.designer.sample import SamplePreview
from briefbuilder.ui.designer.telling import LookTeller
from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.services import Services

_GEOMETRY, _PANES = "designer-geometry", "designer-panes"


class DesignerWindow(QMainWindow):
    """One template at a time; `templates_changed` follows when one was saved or made."""

    templates_changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._services = services
        self.editor = YamlEditor(services.theme, self._offers, self)
        self.faults = FaultsModel(services.theme, self)
        self.list = FaultsView(self.faults, services.theme, self)
        self.view = PreviewView(services.theme, self)
        self.file = TemplateFile(services, self)
        self.sample = SamplePreview(services, self.view, self)
        self.bar = DesignerBar(services, self)
        self.addToolBar(self.bar)
        self._desk = Desk(
            services, self, QLabel(self), self.editor, self.faults, self.list, self.view, self.file,
            self.sample, self.bar, Known(),
        )  # fmt: skip
        self._lay_out()
        self._follower = TextFollower(self._desk)
        self._teller = LookTeller(self._desk)
        self._acts = DesignerActs(self._desk)
        self.bar.connect_acts(self._acts.by_name())
        self._connect()
        self._desk.known = self.bar.fill()
        self._restore()
        self._teller.tell()

    @property
    def dirty(self) -> bool:
        """Whether something is not saved."""
        return self._desk.dirty

    def open_first(self) -> None:
        """Open the template that was open last, else the first of the list."""
        self._acts.open_first()

    def open(self, path: Path) -> None:
        """Open a template's file."""
        self._desk.open(path)

    def save(self) -> None:
        """Save the text where it may be changed."""
        self._acts.save()

    def _lay_out(self) -> None:
        left = QSplitter(Qt.Orientation.Vertical, self)
        left.addWidget(self.editor)
        left.addWidget(self.list)
        left.setStretchFactor(0, 4)
        left.setStretchFactor(1, 1)
        left.setChildrenCollapsible(False)
        self._panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._panes.addWidget(left)
        self._panes.addWidget(self.view)
        self._panes.setStretchFactor(0, 1)
        self._panes.setStretchFactor(1, 1)
        self._panes.setChildrenCollapsible(False)
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip())
        column.addWidget(self._panes, 1)
        self.setCentralWidget(whole)
        self.setStyleSheet(style_sheet(self._services.theme))

    def _strip(self) -> QLabel:
        strip = self._desk.strip
        strip.setWordWrap(True)
        strip.setTextFormat(Qt.TextFormat.PlainText)
        strip.setObjectName("strip")
        pad = self._services.theme.space(0.4)
        strip.setContentsMargins(pad, pad, pad, pad)
        strip.hide()
        return strip

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._desk.look)
        self.editor.modificationChanged.connect(self._teller.tell)
        self.bar.language.activated.connect(self._desk.look)
        self.file.beside_changed.connect(self._desk.look)
        self._follower.taken.connect(self._teller.tell)
        self._follower.saved.connect(self._teller.tell)
        self._follower.saved.connect(self.templates_changed)
        self._acts.templates_changed.connect(self.templates_changed)
        self._services.theme.changed.connect(self._on_theme)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about what is not saved, and let go of everything."""
        if not self._acts.may_leave():
            event.ignore()
            return
        settings = self._services.settings
        for name, state in ((_GEOMETRY, self.saveGeometry()), (_PANES, self._panes.saveState())):
            settings.set_window_state(name, bytes(state.toBase64().data()).decode())
        self.editor.document().setModified(False)
        self.statusBar().clearMessage()
        self.file.stop()
        self.sample.stop()
        super().closeEvent(event)

    def _restore(self) -> None:
        settings, em = self._services.settings, self._services.theme.em
        geometry, panes = settings.window_state(_GEOMETRY), settings.window_state(_PANES)
        if not (geometry and self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))):
            self.resize(round(em * 84), round(em * 48))
        if not (panes and self._panes.restoreState(QByteArray.fromBase64(panes.encode()))):
            self._panes.setSizes([round(em * 46), round(em * 38)])

    def _offers(self, text: str, position: int) -> Offers:
        return offers_at(text, position, self._desk.known)

    @Slot()
    def _on_theme(self) -> None:
        self.setStyleSheet(style_sheet(self._services.theme))
