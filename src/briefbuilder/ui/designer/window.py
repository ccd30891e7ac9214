"""The designer's window: a template's text, its faults below it, and a sample briefing beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QVBoxLayout, QWidget

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.templating.completing import Known, Offers, offers_at
from briefbuilder.ui.appearance import style_sheet
from briefbuilder.ui.briefing.choices import fill_languages
from briefbuilder.ui.designer.bar import DesignerBar
from briefbuilder.ui.designer.editor import YamlEditor
from briefbuilder.ui.designer.faultlist import FaultsModel, FaultsView
from briefbuilder.ui.designer.file import TemplateFile
from briefbuilder.ui.designer.sample import Looked, SamplePreview
from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbuilder.domain.notices import Finding
    from briefbuilder.templating.loader import Checked

_GEOMETRY, _PANES = "designer-geometry", "designer-panes"


class DesignerWindow(QMainWindow):
    """One template at a time; `templates_changed` follows when one was saved or made."""

    templates_changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._services = services
        self._known = Known()
        self._errors = self._warnings = 0
        self._shown_languages: tuple[str, ...] = ()
        self._waiting: Finding | None = None
        self._told = QLabel(self)
        self.editor = YamlEditor(services.theme, self._offers, self)
        self.faults = FaultsModel(services.theme, self)
        self.list = FaultsView(self.faults, services.theme, self)
        self.view = PreviewView(services.theme, self)
        self.file = TemplateFile(services, self)
        self.sample = SamplePreview(services, self.view, self)
        self.bar = DesignerBar(services, self._acts(), self)
        self.addToolBar(self.bar)
        self._templates, self._language = self.bar.templates, self.bar.language
        self._lay_out()
        self._connect()
        self._known = self.bar.fill()
        self._restore()
        self._tell()

    @property
    def dirty(self) -> bool:
        """Whether something is not saved."""
        return self.editor.document().isModified()

    def _acts(self) -> dict[str, Callable[[], None]]:
        return {
            "new": self.make_new,
            "open": self.ask_open,
            "save": self.save,
            "save-as": self.save_as,
            "next": self.next_fault,
            "previous": self.previous_fault,
            "area": self.next_area,
            "close": self._close,
        }

    def _close(self) -> None:
        self.close()

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
        self._told.setWordWrap(True)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setObjectName("strip")
        pad = self._services.theme.space(0.4)
        self._told.setContentsMargins(pad, pad, pad, pad)
        self._told.hide()
        column.addWidget(self._told)
        column.addWidget(self._panes, 1)
        self.setCentralWidget(whole)
        self.setStyleSheet(style_sheet(self._services.theme))

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._on_edited)
        self.editor.modificationChanged.connect(self._tell)
        self.editor.line_entered.connect(self._on_line)
        self.list.go_requested.connect(self.go_to)
        self._templates.activated.connect(self._on_template)
        self._language.activated.connect(self._on_edited)
        self.file.opened.connect(self._on_opened)
        self.file.changed_outside.connect(self._on_changed_outside)
        self.file.beside_changed.connect(self._on_edited)
        self.file.saved.connect(self._on_saved)
        self.file.failed.connect(self._services.prompter.tell_error)
        self.sample.checked.connect(self._on_checked)
        self.sample.looked.connect(self._on_looked)
        self.sample.failed.connect(self._on_failed)
        self._services.theme.changed.connect(self._on_theme)

    def open_first(self) -> None:
        """Open the template that was open last, else the first of the list."""
        last = self._services.settings.window_state("designer-file")
        if last and Path(last).is_file():
            self.open(Path(last))
        elif self._templates.count():
            self.open(Path(str(self._templates.itemData(0))))

    def open(self, path: Path) -> None:
        """Open a template's file."""
        self._services.settings.set_window_state("designer-file", str(path))
        self.view.clear()
        self.file.open(path)

    def may_leave(self) -> bool:
        """Ask about what is not saved; True where the text may go."""
        if not self.dirty:
            return True
        return self._services.prompter.confirm(
            self.tr("Changes are not saved"),
            self.tr("What you changed in this template is not saved. Go on without it?"),
            self.tr("Discard changes"),
        )

    def make_new(self) -> None:
        """Ask for a name and make a template of one's own from the one that shows."""
        from briefbuilder.app.templates import new_template

        path = self.file.path
        if path is None or not self.may_leave():
            return
        name = self._services.prompter.ask_text(
            self.tr("New template"),
            self.tr("Name of the file, in small letters, digits and hyphens"),
            "our-note",
        )
        if not name:
            return
        try:
            made = new_template(self._services.resources, path.stem, name)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
            return
        self.editor.document().setModified(False)
        self._known = self.bar.fill()
        self.templates_changed.emit()
        self.open(made)

    def ask_open(self) -> None:
        """Ask for a file and open it."""
        if not self.may_leave():
            return
        path = self._services.prompter.open_file(self.tr("Open template"), self.tr("Templates (*.yaml)"))
        if path is not None:
            self.open(path)

    def save(self) -> None:
        """Save the text; what is only lent is saved under another name."""
        if self.editor.isReadOnly() or self.file.path is None:
            return
        self.file.save(self.editor.toPlainText())

    def save_as(self) -> None:
        """Ask for a file and save the text there."""
        path = self.file.path
        if path is None:
            return
        suggested = str(self._services.resources.own_folder() / path.name)
        target = self._services.prompter.save_file(
            self.tr("Save template"), suggested, self.tr("Templates (*.yaml)")
        )
        if target is not None:
            self.file.save(self.editor.toPlainText(), target.with_suffix(".yaml"))

    def next_fault(self) -> None:
        """Go to the next fault below the cursor, then to the first."""
        self._step(1)

    def previous_fault(self) -> None:
        """Go to the fault above the cursor, then to the last."""
        self._step(-1)

    def next_area(self) -> None:
        """Go from the text to the faults, the sample, the list of templates, and round."""
        areas: tuple[QWidget, ...] = (self.editor, self.list, self.view, self._templates, self._language)
        here = next((place for place, area in enumerate(areas) if area.hasFocus()), -1)
        areas[(here + 1) % len(areas)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(object)
    def go_to(self, finding: Finding) -> None:
        """Go to a fault; one of a house style is opened in its own file."""
        own = str(self.file.path)
        if finding.place.file and finding.place.file != own:
            if self.may_leave():
                self._waiting = finding
                self.open(Path(finding.place.file))
            return
        self.editor.go_to(finding.place.line or 1, finding.place.column or 1)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about what is not saved, and let go of everything."""
        if not self.may_leave():
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
        return offers_at(text, position, self._known)

    def _step(self, step: int) -> None:
        own = str(self.file.path)
        found = [finding for finding in self.faults.findings if finding.place.file == own] or list(
            self.faults.findings
        )
        if not found:
            self.statusBar().showMessage(self.tr("There is no fault."), 4000)
            return
        cursor = self.editor.textCursor()
        here = (cursor.blockNumber() + 1, cursor.positionInBlock() + 1)
        places = [((finding.place.line or 1, finding.place.column or 1), finding) for finding in found]
        ahead = [finding for place, finding in places if place > here]
        behind = [finding for place, finding in places if place < here]
        if step > 0:
            self.go_to(ahead[0] if ahead else found[0])
        else:
            self.go_to(behind[-1] if behind else found[-1])

    @Slot(str)
    def _on_opened(self, text: str) -> None:
        self._take(text)
        self.editor.setFocus()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.editor.go_to(waiting.place.line or 1, waiting.place.column or 1)

    def _take(self, text: str) -> None:
        """Show a text as it is saved, with the cursor where it was."""
        place = self.editor.textCursor().position()
        self.editor.setPlainText(text)
        self.editor.document().setModified(False)
        cursor = self.editor.textCursor()
        cursor.setPosition(min(place, self.editor.document().characterCount() - 1))
        self.editor.setTextCursor(cursor)
        path = self.file.path
        lent = path is not None and self._services.resources.origin(path) != "own"
        lent = lent or (path is not None and path.parent.name == "styles" and self._is_lent(path))
        self.editor.setReadOnly(lent)
        self._told.setVisible(lent)
        self._told.setText(
            self.tr(
                "This template is not yours to change. “New from this” (Ctrl+N) makes one of your own from it."
            )
        )
        self.bar.choose(path)
        self._tell()
        self._on_edited()

    def _is_lent(self, path: Path) -> bool:
        folders = self._services.resources.template_folders()
        return any(origin != "own" and path.parent.parent == folder for origin, folder in folders)

    @Slot(str)
    def _on_changed_outside(self, text: str) -> None:
        """Follow the file where nothing is unsaved, else ask which text is to stay."""
        if text == self.editor.toPlainText():
            self.editor.document().setModified(False)
            return
        if self.dirty and not self._services.prompter.confirm(
            self.tr("The file was changed elsewhere"),
            self.tr(
                "Another program has changed this template, and you have changes of your own that are not saved."
                " Take the file’s text? Your changes would be lost. If you keep yours, saving replaces the file’s."
            ),
            self.tr("Take the file’s text"),
        ):
            return
        self._take(text)
        self.statusBar().showMessage(self.tr("The file was changed elsewhere and is shown anew."), 6000)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self.editor.document().setModified(False)
        self._services.settings.set_window_state("designer-file", str(path))
        self._known = self.bar.fill()
        self.bar.choose(path)
        self.editor.setReadOnly(False)
        self._told.hide()
        self._tell()
        self.statusBar().showMessage(self.tr("Saved: {path}").format(path=path), 6000)
        self.templates_changed.emit()

    @Slot()
    def _on_edited(self) -> None:
        if self.file.path is not None:
            language = str(self._language.currentData() or "")
            self.sample.show(self.editor.toPlainText(), self.file.path, language)

    @Slot()
    def _on_template(self) -> None:
        path = Path(str(self._templates.currentData()))
        if path != self.file.path and self.may_leave():
            self.open(path)
        else:
            self.bar.choose(self.file.path)

    @Slot(int)
    def _on_line(self, line: int) -> None:
        words = self.editor.faults_of(line)
        if words:
            self.statusBar().showMessage(words[0])
        else:
            self.statusBar().clearMessage()

    @Slot(object)
    def _on_checked(self, checked: Checked) -> None:
        rows = tuple((finding, self._services.words.finding(finding)) for finding in checked.findings)
        own = str(self.file.path)
        self.faults.show(rows, own)
        self.editor.show_faults(tuple(row for row in rows if row[0].place.file == own))
        self._errors = sum(finding.severity == "error" for finding in checked.findings)
        self._warnings = len(checked.findings) - self._errors
        self.file.watch_too(checked.files)
        self._tell()

    @Slot(object)
    def _on_looked(self, looked: Looked) -> None:
        template = looked.checked.template
        if template is None:
            if not self.view.page_count:
                self.view.show_message(self.tr("The sample shows once the errors are mended."))
            return
        if template.languages != self._shown_languages:
            self._shown_languages = template.languages
            self._language.blockSignals(True)
            fill_languages(self._language, template.languages)
            self._language.blockSignals(False)
        self._language.setCurrentIndex(max(0, self._language.findData(looked.language)))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, BriefbuilderError):
            self.view.show_message(self._services.words.error(error))
        else:
            self.view.show_message(self.tr("The sample could not be built."))

    @Slot()
    def _tell(self) -> None:
        path = self.file.path
        name = path.name if path is not None else self.tr("Templates")
        self.setWindowTitle(f"{'• ' if self.dirty else ''}{name} — {self.tr('Template designer')}")
        self.bar.actions_by_name["save"].setEnabled(path is not None and not self.editor.isReadOnly())
        errors = self.tr("%n error(s)", "", self._errors)
        warnings = self.tr("%n warning(s)", "", self._warnings)
        self.list.setAccessibleDescription(f"{errors}, {warnings}")
        self.list.setToolTip(f"{errors}, {warnings}")

    @Slot()
    def _on_theme(self) -> None:
        self.setStyleSheet(style_sheet(self._services.theme))
