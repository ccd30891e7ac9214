"""The template designer window: the text, its findings below, and a sample briefing next to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.designer.file import TemplateFile
from briefbuilder.ui.designer.panel import (
    DesignerToolbar,
    TemplateFindingsModel,
    TemplateFindingsView,
)
from briefbuilder.ui.designer.sample import SamplePreview
from briefbuilder.ui.designer.yaml_editor import YamlEditor
from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import style_sheet
from briefbuilder.ui.widgets.choices import fill_languages
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip

if TYPE_CHECKING:
    from briefbuilder.domain.notices import Finding
    from briefbuilder.templating.completion import CompletionList
    from briefbuilder.templating.loader import LoadedTemplate
    from briefbuilder.ui.designer.sample import SampleResult


_GEOMETRY, _PANES = "designer-geometry", "designer-panes"


class DesignerWindow(QMainWindow):
    """Edits one template at a time; `templates_changed` is emitted when one was saved or created."""

    templates_changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty("helpTopic", "templates")
        self._services = services
        self.editor = YamlEditor(services.theme, self._completions, self)
        self.faults = TemplateFindingsModel(services.theme, self)
        self.list = TemplateFindingsView(self.faults, services.theme, self)
        self.view = PreviewView(services.theme, self)
        self.file = TemplateFile(services, self)
        self.sample = SamplePreview(services, self.view, self)
        self.bar = DesignerToolbar(services, self)
        self._read_only_notice = PlainLabel("", self)
        self._pending_finding: Finding | None = None
        self._languages: tuple[str, ...] = ()
        self._errors = self._warnings = 0
        self.addToolBar(self.bar)
        self.bar.language.setEnabled(False)
        self._lay_out()
        self._connect()
        self._known = self.bar.fill_templates()
        self._restore()
        self._update_title()

    @property
    def dirty(self) -> bool:
        """Whether there are unsaved changes."""
        return self.editor.document().isModified()

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
        self._read_only_notice.setWordWrap(True)
        self._read_only_notice.setObjectName("strip")
        pad = self._services.theme.space(0.4)
        self._read_only_notice.setContentsMargins(pad, pad, pad, pad)
        self._read_only_notice.hide()
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._read_only_notice)
        column.addWidget(self._panes, 1)
        self.setCentralWidget(whole)
        self.setStyleSheet(style_sheet(self._services.theme))

    def _connect(self) -> None:
        self.bar.connect_actions(self._actions())
        self.bar.templates.activated.connect(self._on_template)
        self.bar.language.activated.connect(self._update_sample)
        self.list.go_requested.connect(self.go_to)
        self.editor.textChanged.connect(self._update_sample)
        self.editor.modificationChanged.connect(self._update_title)
        self.editor.line_entered.connect(self._on_line)
        self.file.opened.connect(self._on_opened)
        self.file.changed_outside.connect(self._on_changed_outside)
        self.file.dependency_changed.connect(self._update_sample)
        self.file.saved.connect(self._on_saved)
        self.file.failed.connect(self._services.prompter.show_error)
        self.sample.checked.connect(self._on_checked)
        self.sample.looked.connect(self._on_looked)
        self.sample.failed.connect(self._on_failed)
        self._services.theme.changed.connect(self._on_theme)

    def _actions(self) -> dict[str, Callable[[], object]]:
        """Return the actions by their names in SHORTCUTS."""
        return {
            "new": self.create_template,
            "open": self.ask_open,
            "save": self.save,
            "save-as": self.save_as,
            "next": self.next_finding,
            "previous": self.previous_finding,
            "area": self.next_area,
            "close": self.close,
        }

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes, and stop all jobs."""
        if not self.confirm_discard():
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
        settings, em = self._services.settings, self._services.theme.line_height
        geometry, panes = settings.window_state(_GEOMETRY), settings.window_state(_PANES)
        if not (geometry and self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))):
            self.resize(round(em * 84), round(em * 48))
        if not (panes and self._panes.restoreState(QByteArray.fromBase64(panes.encode()))):
            self._panes.setSizes([round(em * 46), round(em * 38)])

    def _completions(self, text: str, position: int) -> CompletionList:
        from briefbuilder.templating.completion import complete_at

        return complete_at(text, position, self._known)

    @Slot()
    def _on_theme(self) -> None:
        self.setStyleSheet(style_sheet(self._services.theme))

    # Actions

    def open_first(self) -> None:
        """Open the last opened template, else the first of the list."""
        last = self._services.settings.window_state("designer-file")
        if last and Path(last).is_file():
            self.open(Path(last))
        elif self.bar.templates.count():
            self.open(Path(str(self.bar.templates.itemData(0))))

    def open(self, path: Path) -> None:
        """Open a template's file and save its path for the next start."""
        self._services.settings.set_window_state("designer-file", str(path))
        self.view.clear()
        self.file.open(path)

    def confirm_discard(self) -> bool:
        """Return whether unsaved changes, if any, can be discarded."""
        if not self.dirty:
            return True
        return self._services.prompter.confirm(
            self.tr("Unsaved changes"),
            self.tr("The changes to this template are not saved. Discard changes?"),
            self.tr("Discard changes"),
        )

    def create_template(self) -> None:
        """Ask for a name and create a template from the open one."""
        from briefbuilder.app.templates import new_template

        if self.file.path is None or not self.confirm_discard():
            return
        name = self._services.prompter.ask_text(
            self.tr("New template"),
            self.tr("File name: lower-case letters, digits and hyphens"),
            "our-note",
        )
        if not name:
            return
        try:
            path = new_template(self._services.resources, self.file.path.stem, name)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return
        self.editor.document().setModified(False)
        self._known = self.bar.fill_templates()
        self.templates_changed.emit()
        self.open(path)

    def ask_open(self) -> None:
        """Ask for a file and open it."""
        if not self.confirm_discard():
            return
        path = self._services.prompter.open_file(self.tr("Open template"), self._filter())
        if path is not None:
            self.open(path)

    def save(self) -> None:
        """Save the text unless it is read-only."""
        if not self.editor.isReadOnly() and self.file.path is not None:
            self.file.save(self.editor.toPlainText())

    def save_as(self) -> None:
        """Ask for a file and save the text there."""
        if self.file.path is None:
            return
        suggested = str(self._services.resources.own_folder() / self.file.path.name)
        target = self._services.prompter.save_file(self.tr("Save template"), suggested, self._filter())
        if target is not None:
            self.file.save(self.editor.toPlainText(), target.with_suffix(".yaml"))

    def _filter(self) -> str:
        return self.tr("Templates (*.yaml)")

    def next_finding(self) -> None:
        """Go to the next finding after the cursor, wrapping around."""
        self._step(1)

    def previous_finding(self) -> None:
        """Go to the previous finding before the cursor, wrapping around."""
        self._step(-1)

    def next_area(self) -> None:
        """Move the focus between text, findings, sample and lists."""
        areas: tuple[QWidget, ...] = (
            self.editor, self.list, self.view, self.bar.templates, self.bar.language,
        )  # fmt: skip
        usable = [area for area in areas if area.isEnabled()]
        here = next((place for place, area in enumerate(usable) if area.hasFocus()), -1)
        usable[(here + 1) % len(usable)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(object)
    def go_to(self, finding: Finding) -> None:
        """Go to a finding; one in a shared style opens its file, one in a Word file goes to the key that names it."""
        place = finding.place
        if place.file and place.file != str(self.file.path):
            if Path(place.file).suffix.lower() in {".docx", ".dotx"}:
                self.editor.go_to_key("house-document")
                self._show_status(self._services.words.finding(finding))
            elif self.confirm_discard():
                self._pending_finding = finding
                self.open(Path(place.file))
            return
        self.editor.go_to(place.line or 1, place.column or 1)

    def _step(self, step: int) -> None:
        own = str(self.file.path)
        listed = self.faults.findings
        found = [finding for finding in listed if finding.place.file == own] or list(listed)
        if not found:
            self._show_status(self.tr("No problems found."), 4000)
            return
        cursor = self.editor.textCursor()
        here = (cursor.blockNumber() + 1, cursor.positionInBlock() + 1)
        places = [((finding.place.line or 1, finding.place.column or 1), finding) for finding in found]
        if step > 0:
            self.go_to(next((finding for place, finding in places if place > here), found[0]))
        else:
            self.go_to(next((finding for place, finding in reversed(places) if place < here), found[-1]))

    @Slot()
    def _on_template(self) -> None:
        path = Path(str(self.bar.templates.currentData()))
        if path != self.file.path and self.confirm_discard():
            self.open(path)
        else:
            self.bar.choose(self.file.path)

    # The text and its file

    @Slot(str)
    def _on_opened(self, text: str) -> None:
        self._show_text(text)
        self.editor.setFocus()
        self.list.show_empty_text("")
        self.view.show_message(self.tr("Creating the sample …"))
        waiting, self._pending_finding = self._pending_finding, None
        if waiting is not None:
            self.editor.go_to(waiting.place.line or 1, waiting.place.column or 1)

    def _show_text(self, text: str) -> None:
        """Show a saved text and keep the cursor position."""
        editor = self.editor
        place = editor.textCursor().position()
        editor.setPlainText(text)
        editor.document().setModified(False)
        cursor = editor.textCursor()
        cursor.setPosition(min(place, editor.document().characterCount() - 1))
        editor.setTextCursor(cursor)
        path = self.file.path
        self._set_read_only(read_only=path is not None and self._is_read_only(path))
        self.bar.choose(path)
        self._update_title()
        self._update_sample()

    def _set_read_only(self, *, read_only: bool) -> None:
        self.editor.setReadOnly(read_only)
        self._read_only_notice.setVisible(read_only)
        self._read_only_notice.setText(
            self.tr(
                "This template is read-only. To make your own copy, choose “New from this template” (Ctrl+N)."
            )
        )

    def _is_read_only(self, path: Path) -> bool:
        """Return whether a template or style ships with the program or belongs to the shared folder."""
        resources = self._services.resources
        if resources.origin(path) != "own":
            return True
        if path.parent.name != "styles":
            return False
        folders = resources.template_folders()
        return any(origin != "own" and path.parent.parent == folder for origin, folder in folders)

    @Slot(str)
    def _on_changed_outside(self, text: str) -> None:
        """Reload the file if nothing is unsaved, else ask which text to keep."""
        if text == self.editor.toPlainText():
            self.editor.document().setModified(False)
            return
        if self.dirty and not self._services.prompter.confirm(
            self.tr("File changed by another program"),
            self.tr(
                "Another program has changed this template, and you have unsaved changes. Reload the file and lose your changes? If you keep them, saving overwrites the file."
            ),
            self.tr("Reload file"),
        ):
            return
        self._show_text(text)
        self._show_status(self.tr("Another program changed the file. It was reloaded."), 6000)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self.editor.document().setModified(False)
        self._services.settings.set_window_state("designer-file", str(path))
        self._known = self.bar.fill_templates()
        self.bar.choose(path)
        self._set_read_only(read_only=False)
        self._show_status(self.tr("Saved: {path}").format(path=path), 6000)
        self._update_title()
        self.templates_changed.emit()

    # Check and sample

    def _show_status(self, text: str, milliseconds: int = 0) -> None:
        self.statusBar().showMessage(plain_text(text), milliseconds)

    @Slot()
    def _update_sample(self) -> None:
        """Check the text and update the sample in the chosen language."""
        if self.file.path is not None:
            screen = self._services.words.language.partition("-")[0]
            language = str(self.bar.language.currentData() or screen)
            self.sample.show(self.editor.toPlainText(), self.file.path, language)

    @Slot()
    def _update_title(self) -> None:
        """Update the window title and the number of findings."""
        path = self.file.path
        name = plain_text(path.name) if path is not None else self.tr("Templates")
        program = self.tr("Template designer")
        self.setWindowTitle(f"{'• ' if self.dirty else ''}{name} — {program}")
        self.bar.actions_by_name["save"].setEnabled(path is not None and not self.editor.isReadOnly())
        errors = self.tr("%n error(s)", "", self._errors)
        warnings = self.tr("%n warning(s)", "", self._warnings)
        self.list.setAccessibleDescription(f"{errors}, {warnings}")
        set_tip(self.list, f"{errors}, {warnings}")

    @Slot(int)
    def _on_line(self, line: int) -> None:
        words = self.editor.findings_at(line)
        self._show_status(words[0] if words else "")

    @Slot(object)
    def _on_checked(self, checked: LoadedTemplate) -> None:
        rows = tuple((finding, self._services.words.finding(finding)) for finding in checked.findings)
        own = str(self.file.path)
        self.faults.show(rows, own)
        self.list.show_empty_text("" if rows else self.tr("No problems found."))
        self.editor.show_findings_in_text(tuple(row for row in rows if row[0].place.file == own))
        self._errors = sum(finding.severity == "error" for finding in checked.findings)
        self._warnings = sum(finding.severity == "warning" for finding in checked.findings)
        self.file.watch_also(checked.files)
        self._update_title()

    @Slot(object)
    def _on_looked(self, looked: SampleResult) -> None:
        template, view, box = looked.checked.template, self.view, self.bar.language
        if template is None:
            view.show_message(
                self.tr("The sample shows the last version without errors.")
                if view.page_count
                else self.tr("Fix the errors to see the sample.")
            )
            return
        if template.languages != self._languages:
            self._languages = template.languages
            box.blockSignals(True)
            fill_languages(box, template.languages)
            box.blockSignals(False)
        box.setEnabled(True)
        box.setCurrentIndex(max(0, box.findData(looked.language)))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, BriefbuilderError):
            self.view.show_message(self._services.words.error(error))
        else:
            self.view.show_message(self.tr("The sample could not be created."))
