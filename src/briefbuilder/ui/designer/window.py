"""The template designer window: the text, its findings below, and a sample briefing next to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.notices import Finding
from briefbuilder.templating.edits import (
    EditError,
    TextEdit,
    add_entry,
    edit_between,
    move_entry,
    path_at,
    set_value,
    shown_path,
)
from briefbuilder.templating.files import PICTURE_PATH
from briefbuilder.templating.form import (
    FormRow,
    first_answers,
    label_languages,
    label_rows,
    new_entry,
    own_values,
    read_form,
    source_language,
)
from briefbuilder.ui.designer.form import FormPane
from briefbuilder.ui.designer.panel import (
    DesignerPanes,
    DesignerToolbar,
    LabelsModel,
    LabelsView,
    LetterheadBar,
    TemplateFindingsModel,
    TemplateFindingsView,
    copy_beside,
    known_values,
)
from briefbuilder.ui.designer.yaml_editor import TemplateFile, YamlEditor
from briefbuilder.ui.frame.toasts import Toasts
from briefbuilder.ui.offsets import to_units
from briefbuilder.ui.preview.builder import SamplePreview
from briefbuilder.ui.preview.template_cards import CardsView
from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.choices import fill_languages
from briefbuilder.ui.widgets.layouts import (
    column_layout,
    decode_state,
    encode_state,
    fit_to_screen,
    split_panes,
)
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip
from briefbuilder.ui.widgets.selections import cursor_over
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.templating.completion import CompletionList
    from briefbuilder.templating.edits import Settable
    from briefbuilder.templating.loader import LoadedTemplate
    from briefbuilder.ui.preview.builder import SampleResult
    from briefbuilder.yaml_tree import Path as Path_


_GEOMETRY, _PANES, _VIEW = "designer-geometry", "designer-columns", "designer-view"
_LAST_FILE = "designer-file"
_VIEWS = ("form", "texts", "yaml")
_FORM_DELAY = 60
"""Milliseconds without a change before the form is read again."""


class DesignerWindow(QMainWindow):
    """Edits one template at a time; `templates_changed` is emitted when one was saved or created."""

    templates_changed = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty("helpTopic", "how-to/edit-a-template")
        self._services = services
        services.theme.style(self)
        self._toasts = Toasts(services.actions, services.theme, self)
        self._toasts.set_window(self)
        self.editor = YamlEditor(services.theme, self._completions, self)
        self.faults = TemplateFindingsModel(services.theme, self)
        self.list = TemplateFindingsView(self.faults, services.theme, self)
        self.view = PreviewView(services.theme, self)
        self.file = TemplateFile(services, self)
        self.sample = SamplePreview(services, self.view, self)
        self.bar = DesignerToolbar(services, self)
        self.cards = CardsView(services, self)
        self.form = FormPane(services.theme, self)
        self.labels = LabelsModel(services.theme, self)
        self.labels_view = LabelsView(self.labels, services.theme, self)
        self.letterhead = LetterheadBar(services, self)
        self._views = QStackedWidget(self)
        self._rows: tuple[FormRow, ...] | None = None
        self._form_job = JobSlot(services.jobs)
        self._form_timer = single_shot_timer(self, self._read_form, _FORM_DELAY)
        self._read_only_notice = PlainLabel("", self, wraps=True)
        self._pending_finding: Finding | None = None
        self._languages: tuple[str, ...] = ()
        self._form_language = "en"
        self._to_choose: Path_ = ()
        self._errors = self._warnings = 0
        self.addToolBar(self.bar)
        self.bar.language.setEnabled(False)
        self._lay_out()
        self._connect()
        self._fill_templates()
        self._restore()
        self._update_title()

    @property
    def busy(self) -> bool:
        """Whether the file, the form or the sample is being read or drawn."""
        return self.file.busy or self.sample.busy or self._form_timer.isActive() or self._form_job.running

    @property
    def dirty(self) -> bool:
        """Whether there are unsaved changes."""
        return self.editor.document().isModified()

    def _lay_out(self) -> None:
        theme = self._services.theme
        whole_form = QWidget(self)
        column_layout(whole_form, self.letterhead, self.form, gap=0, grows=self.form)
        for view in (whole_form, self.labels_view, self.editor):
            self._views.addWidget(view)
        left = split_panes(self, self._views, self.list, grows=self.list, orientation=Qt.Orientation.Vertical)
        left.setStretchFactor(0, 4)
        self._panes = DesignerPanes(self.cards, left, self.view, theme, self)
        self._panes.docked.connect(self._on_docked)
        self._read_only_notice.setObjectName("strip")
        pad = theme.space(0.4)
        self._read_only_notice.setContentsMargins(pad, pad, pad, pad)
        self._read_only_notice.hide()
        whole = QWidget(self)
        column_layout(whole, self._read_only_notice, self._panes, gap=0, grows=self._panes)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.bar.connect_actions(self._actions())
        self.bar.switch.chosen.connect(self.show_view)
        self.cards.chosen.connect(self._on_template)
        self.form.model.changed.connect(self.change)
        self.form.add_requested.connect(self._add_entry)
        self.form.move_requested.connect(self._move_entry)
        self.form.view.picture_requested.connect(self._choose_picture)
        self.form.remove_requested.connect(partial(self.change, value=None))
        self.labels.changed.connect(self.change)
        self.letterhead.chosen.connect(self._set_letterhead)
        self.editor.textChanged.connect(self._form_timer.start)
        self.bar.language.activated.connect(self._update_sample)
        self.list.go_requested.connect(self.go_to)
        self.editor.textChanged.connect(self._update_sample)
        self.editor.modificationChanged.connect(self._update_title)
        for name, available in (("undo", self.editor.undoAvailable), ("redo", self.editor.redoAvailable)):
            self.bar.actions_by_name[name].setEnabled(False)
            available.connect(self.bar.actions_by_name[name].setEnabled)
        self.editor.line_entered.connect(self._on_line)
        self.file.opened.connect(self._on_opened)
        self.file.changed_outside.connect(self._on_changed_outside)
        self.file.dependency_changed.connect(self._update_sample)
        self.file.saved.connect(self._on_saved)
        self.file.failed.connect(self._services.prompter.show_error)
        self.sample.checked.connect(self._on_checked)
        self.sample.looked.connect(self._on_looked)
        self.sample.failed.connect(self._on_failed)

    def _actions(self) -> dict[str, Callable[[], object]]:
        """Return the actions by their names in SHORTCUTS."""
        return {
            "new": self.create_template,
            "empty": lambda: self.create_template(empty=True),
            "open": self.ask_open,
            "save": self.save,
            "save-as": self.save_as,
            "undo": self.editor.undo,
            "redo": self.editor.redo,
            "form": partial(self.show_view, "form"),
            "texts": partial(self.show_view, "texts"),
            "yaml": partial(self.show_view, "yaml"),
            "templates": self._panes.show_cards,
            "guide": self._services.actions.action("guide").trigger,
            "next": partial(self._step, 1),
            "previous": partial(self._step, -1),
            "area": self.next_area,
            "close": self.close,
        }

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes, and stop all jobs."""
        if not self.confirm_discard():
            event.ignore()
            return
        settings = self._services.settings
        for name, state in ((_GEOMETRY, self.saveGeometry()), (_PANES, self._panes.splitter.saveState())):
            settings.set_window_state(name, encode_state(state))
        self.editor.document().setModified(False)
        self._toasts.clear()
        self.file.stop()
        self.sample.stop()
        self.cards.stop()
        self._form_timer.stop()
        super().closeEvent(event)

    def _restore(self) -> None:
        settings, em = self._services.settings, self._services.theme.line_height
        if not self.restoreGeometry(decode_state(settings.window_state(_GEOMETRY))):
            self.resize(round(em * 96), round(em * 60))
        fit_to_screen(self)
        if not self._panes.splitter.restoreState(decode_state(settings.window_state(_PANES))):
            self._panes.splitter.setSizes([round(em * 18), round(em * 29), round(em * 29)])
        self.show_view(settings.window_state(_VIEW) or "form")

    def _completions(self, text: str, position: int) -> CompletionList:
        from briefbuilder.templating.completion import complete_at

        return complete_at(text, position, self._known)

    @Slot(bool)
    def _on_docked(self, is_docked: bool) -> None:
        self.bar.actions_by_name["templates"].setVisible(not is_docked)

    # Actions

    def open_first(self) -> None:
        """Open the last opened template, else the first of the list."""
        last = self._services.settings.window_state(_LAST_FILE)
        if last and Path(last).is_file():
            self.open(Path(last))
        elif self.cards.cards.rows:
            self.open(self.cards.cards.rows[0].path)

    def open(self, path: Path) -> None:
        """Open a template's file and save its path for the next start."""
        self._services.settings.set_window_state(_LAST_FILE, str(path))
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

    def create_template(self, *, empty: bool = False) -> None:
        """Ask for a name and create a template from the open one, or an `empty` one."""
        if self.file.path is None or not self.confirm_discard():
            return
        title = self._services.prompter.ask_text(
            self.tr("New template"), self.tr("Name of the template"), self.tr("Create")
        )
        if not title:
            return
        resources = self._services.resources
        try:
            if empty:
                language = base_language(self._services.language)
                path = app.templates.new_empty_template(resources, title, language, self.tr("New heading"))
            else:
                name = app.templates.new_template_id(resources, title)
                path = app.templates.new_template(resources, self.file.path.stem, name, title=title)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return
        self.editor.document().setModified(False)
        self._fill_templates()
        self.templates_changed.emit()
        self.open(path)

    def ask_open(self) -> None:
        """Ask for a file and open it."""
        if not self.confirm_discard():
            return
        path = self._services.prompter.open_file(self.tr("Open template"), self.tr("Templates (*.yaml)"))
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
        target = self._services.prompter.save_file(
            self.tr("Save template"), suggested, self.tr("Templates (*.yaml)")
        )
        if target is not None:
            self.file.save(self.editor.toPlainText(), target.with_suffix(".yaml"))

    def next_area(self) -> None:
        """Move the focus between text, findings, sample and lists."""
        areas: tuple[QWidget, ...] = (
            self.form.view, self.labels_view, self.editor, self.list, self.view, self.cards, self.bar.language,
        )  # fmt: skip
        usable = [area for area in areas if area.isEnabled() and area.isVisible()]
        here = next((place for place, area in enumerate(usable) if area.hasFocus()), -1)
        usable[(here + 1) % len(usable)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(object)
    def go_to(self, finding: Finding) -> None:
        """Go to a finding; one in a shared style opens its file, one in a Word file goes to the key that names it."""
        place = finding.place
        if place.file and place.file != str(self.file.path):
            if Path(place.file).suffix.lower() in {".docx", ".dotx"}:
                self.editor.go_to_house_document()
                self.form.view.choose(("house-document",))
            elif self.confirm_discard():
                self._pending_finding = finding
                self.open(Path(place.file))
            return
        line, column = place.line or 1, place.column or 1
        self.editor.go_to(line, column)
        if self.bar.switch.current == "form":
            text = self.editor.toPlainText()
            self.form.view.choose(shown_path(text, path_at(text, line, column)))
            self.form.view.setFocus()

    def _step(self, step: int) -> None:
        """Go to the next finding after the cursor, or to the previous one before it, wrapping around."""
        cursor, own = self.editor.textCursor(), str(self.file.path)
        found = self.faults.next_finding(own, (cursor.blockNumber() + 1, cursor.positionInBlock() + 1), step)
        if found is None:
            self._toasts.show(self.tr("No problems found."))
        else:
            self.go_to(found)

    @Slot(object)
    def _on_template(self, path: Path) -> None:
        if path != self.file.path and self.confirm_discard():
            self.open(path)
        else:
            self.cards.choose(self.file.path)

    def _fill_templates(self) -> None:
        self.cards.fill()
        self._known = known_values(self._services.resources, self._services.language)
        self.cards.choose(self.file.path)

    # The form

    @Slot(str)
    def show_view(self, name: str) -> None:
        """Show the form, the texts by language, or the YAML."""
        shown = name if name in _VIEWS else "form"
        self.bar.switch.show_choice(shown)
        self._views.setCurrentIndex(_VIEWS.index(shown))
        self._services.settings.set_window_state(_VIEW, shown)

    def focus_view(self) -> None:
        """Give the focus to the form, the texts or the YAML."""
        views: tuple[QWidget, ...] = (self.form.view, self.labels_view, self.editor)
        views[self._views.currentIndex()].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object, object)
    def change(self, path: Path_, value: Settable | None) -> None:
        """Change one value in the text; its comments and its order stay."""
        self._edit(path, partial(set_value, path=path, value=value))

    @Slot(object, str, int)
    def _add_entry(self, path: Path_, kind: str, place: int) -> None:
        row = self._row_at(path)
        if row is None:
            return
        if row.kind == "section":
            self.change((*path, kind), first_answers(self._rows or (), kind))
            self._to_choose = (*path, kind)
            return
        labels = {
            "lines": self.tr("New line"), "choices": self.tr("New choice"), "columns": self.tr("New column"),
            "fields": self.tr("New field"), "parts": self.tr("New heading"),
        }  # fmt: skip
        entry = new_entry(row, kind, {key: self._to_translate(label) for key, label in labels.items()})
        if self._edit(path, partial(add_entry, path=path, entry=entry, place=place)):
            self._to_choose = (*path, place)

    def _row_at(self, path: Path_) -> FormRow | None:
        return next((row for top in self._rows or () for row in top.walk() if row.path == path), None)

    def _to_translate(self, text: str) -> Settable:
        """Return a text in the language of the form only, so that the others are shown as missing."""
        return {self._form_language: text} if self.labels.is_multilingual else text

    @Slot(object, int)
    def _move_entry(self, path: Path_, step: int) -> None:
        if self._edit(path, partial(move_entry, path=path, step=step)):
            self._to_choose = (*path[:-1], int(path[-1]) + step)

    @Slot(str)
    def _set_letterhead(self, name: str) -> None:
        row, path = self._row_at(("house-document",)), ("house-document",)
        self.change((*path, "file") if name and row is not None and row.is_set else path, name or None)

    @Slot()
    def _choose_picture(self) -> None:
        """Ask for a picture, put a copy beside the template and name it there."""
        prompter, template = self._services.prompter, self.file.path
        source = prompter.open_file(self.tr("Picture"), self.tr("Pictures (*.png *.jpg *.jpeg)"))
        if source is None or template is None:
            return
        try:
            if copy_beside(self._services, source, app.letterheads.read_picture(source), template):
                self.change(PICTURE_PATH, source.name)
        except BriefbuilderError as error:
            prompter.show_error(error)

    def _edit(self, path: Path_, make: Callable[[str], TextEdit]) -> bool:
        """Make a change in the editor, where it can be undone; say so if the text does not allow it."""
        text = self.editor.toPlainText()
        if self.editor.isReadOnly():
            return False
        try:
            opened = own_values(text, self._rows or (), path)
            edit = edit_between(text, make(opened).apply(opened))
        except EditError:
            self._toasts.show(self.tr("This cannot be changed in the form. Change it in the YAML."))
            return False
        start, end = to_units(text, edit.start), to_units(text, edit.end)
        cursor_over(self.editor.document(), start, end).insertText(edit.text)
        return True

    @Slot()
    def _read_form(self) -> None:
        text = self.editor.toPlainText()
        known = replace(self._known, path=self.file.path)

        def work(_context: JobContext) -> tuple[FormRow, ...] | None:
            return read_form(text, known)

        self._form_job.start(work, self._on_form)

    def _on_form(self, rows: tuple[FormRow, ...] | None) -> None:
        writable = not self.editor.isReadOnly() and rows is not None
        for pane in (self.form, self.labels_view, self.letterhead):
            pane.setEnabled(rows is not None)
        if rows is None:
            if self._rows is None:
                # Nothing of this file could be read yet: what is shown is another template.
                self.form.model.show_rows(())
                self.labels.show_rows((), ())
                self.letterhead.show_document("", self.file.path, writable=False)
            return
        self._rows = rows
        found = next(row for row in rows if row.key == "languages")
        languages = found.value if found.is_set else found.default
        tags = tuple(map(str, languages)) if isinstance(languages, list) else ()
        tags = tags or label_languages(rows)
        self.form.model.writable = self.labels.writable = writable
        self._show_label_language(tags)
        self.form.model.show_rows(rows)
        screen = base_language(self._services.language)
        tags = tuple(sorted(tags, key=lambda tag: base_language(tag) != screen))
        source = source_language(rows, tags, screen)
        self.labels.show_rows(label_rows(rows, self._services.language), tags, source)
        document = self._row_at(("house-document",))
        name = document.value.get("file") if document and isinstance(document.value, dict) else None
        self.letterhead.show_document(str(name or ""), self.file.path, writable=writable)
        if self._to_choose:
            self.form.view.choose(self._to_choose)
            self._to_choose = ()
        self._show_faults()

    def _show_label_language(self, tags: tuple[str, ...]) -> None:
        """Show the texts of the form in the language of the sample, before there is one in that of the window."""
        screen = base_language(self._services.words.language)
        language = screen if screen in tags else next(iter(tags), "en")
        self._form_language = str(self.bar.language.currentData() or language)
        self.form.model.show_language(self._form_language)

    def _show_faults(self) -> None:
        """Show the issues beside their rows of the form."""
        self.faults.find_rows(self.editor.toPlainText(), self.form.model.name_at)
        self.form.model.show_faults(self.faults.faults)

    # The text and its file

    @Slot(str)
    def _on_opened(self, text: str) -> None:
        self._rows = None
        self._show_text(text)
        self.focus_view()
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
        self.cards.choose(path)
        self._update_title()
        self._update_sample()
        self._read_form()

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
        self._toasts.show(self.tr("Another program changed the file. It was reloaded."))

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self.editor.document().setModified(False)
        self._services.settings.set_window_state(_LAST_FILE, str(path))
        self._fill_templates()
        self._set_read_only(read_only=False)
        self._toasts.show(self.tr("Saved as {name}").format(name=path.name))
        self._update_title()
        self.templates_changed.emit()

    # Check and sample

    @Slot()
    def _update_sample(self) -> None:
        """Check the text and update the sample in the chosen language."""
        if self.file.path is not None:
            screen = base_language(self._services.words.language)
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
        """Choose the first issue of the line in the list, where its words stand."""
        self.list.setCurrentIndex(self.faults.row_at(str(self.file.path), line))

    @Slot(object)
    def _on_checked(self, checked: LoadedTemplate) -> None:
        rows = tuple((finding, self._services.words.finding(finding)) for finding in checked.findings)
        own = str(self.file.path)
        self.faults.show(rows, own)
        self.list.show_empty_text("" if rows else self.tr("No problems found."))
        self.editor.show_findings_in_text(tuple(row for row in rows if row[0].place.file == own))
        self._show_faults()
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
        self._show_label_language(self._languages)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, BriefbuilderError):
            self.view.show_message(self._services.words.error(error))
        else:
            self.view.show_message(self.tr("The sample could not be created."))
