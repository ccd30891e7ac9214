"""What can be done in the designer's window: make, open, save, and go from fault to fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.designer.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefbuilder.domain.notices import Finding

_TEMPLATES = "*.yaml"


class DesignerActs(QObject):
    """The acts; `templates_changed` follows when a template was made."""

    templates_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._waiting: Finding | None = None
        desk.list.go_requested.connect(self.go_to)
        desk.bar.templates.activated.connect(self._on_template)
        desk.file.opened.connect(self._on_opened)

    def by_name(self) -> dict[str, Callable[[], None]]:
        """Return the acts by the names of the bar's keys."""
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
        self._desk.window.close()

    def open_first(self) -> None:
        """Open the template that was open last, else the first of the list."""
        last = self._desk.services.settings.window_state("designer-file")
        if last and Path(last).is_file():
            self._desk.open(Path(last))
        elif self._desk.bar.templates.count():
            self._desk.open(Path(str(self._desk.bar.templates.itemData(0))))

    def may_leave(self) -> bool:
        """Ask about what is not saved; True where the text may go."""
        if not self._desk.dirty:
            return True
        return self._desk.services.prompter.confirm(
            self.tr("Changes are not saved"),
            self.tr("What you changed in this template is not saved. Go on without it?"),
            self.tr("Discard changes"),
        )

    def make_new(self) -> None:
        """Ask for a name and make a template of one's own from the one that shows."""
        from briefbuilder.app.templates import new_template

        desk, services = self._desk, self._desk.services
        if desk.file.path is None or not self.may_leave():
            return
        name = services.prompter.ask_text(
            self.tr("New template"),
            self.tr("Name of the file, in small letters, digits and hyphens"),
            "our-note",
        )
        if not name:
            return
        try:
            made = new_template(services.resources, desk.file.path.stem, name)
        except BriefbuilderError as error:
            services.prompter.tell_error(error)
            return
        desk.editor.document().setModified(False)
        desk.known = desk.bar.fill()
        self.templates_changed.emit()
        desk.open(made)

    def ask_open(self) -> None:
        """Ask for a file and open it."""
        if not self.may_leave():
            return
        path = self._desk.services.prompter.open_file(self.tr("Open template"), self._filter())
        if path is not None:
            self._desk.open(path)

    def save(self) -> None:
        """Save the text; what is only lent is saved under another name."""
        if not self._desk.editor.isReadOnly() and self._desk.file.path is not None:
            self._desk.file.save(self._desk.editor.toPlainText())

    def save_as(self) -> None:
        """Ask for a file and save the text there."""
        desk = self._desk
        if desk.file.path is None:
            return
        suggested = str(desk.services.resources.own_folder() / desk.file.path.name)
        target = desk.services.prompter.save_file(self.tr("Save template"), suggested, self._filter())
        if target is not None:
            desk.file.save(desk.editor.toPlainText(), target.with_suffix(".yaml"))

    def _filter(self) -> str:
        return self.tr("Templates (*.yaml)")

    def next_fault(self) -> None:
        """Go to the next fault below the cursor, then to the first."""
        self._step(1)

    def previous_fault(self) -> None:
        """Go to the fault above the cursor, then to the last."""
        self._step(-1)

    def next_area(self) -> None:
        """Go from the text to the faults, the sample, the list of templates, and round."""
        desk = self._desk
        areas: tuple[QWidget, ...] = (
            desk.editor, desk.list, desk.view, desk.bar.templates, desk.bar.language,
        )  # fmt: skip
        usable = [area for area in areas if area.isEnabled()]
        here = next((place for place, area in enumerate(usable) if area.hasFocus()), -1)
        usable[(here + 1) % len(usable)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(object)
    def go_to(self, finding: Finding) -> None:
        """Go to a fault; one of a house style is opened in its own file, one of a Word file is where that is named."""
        desk = self._desk
        place = finding.place
        if place.file and place.file != str(desk.file.path):
            if Path(place.file).suffix.lower() in {".docx", ".dotx"}:
                desk.editor.go_to_key("house-document")
                desk.say(desk.services.words.finding(finding))
            elif self.may_leave():
                self._waiting = finding
                desk.open(Path(place.file))
            return
        desk.editor.go_to(place.line or 1, place.column or 1)

    def _step(self, step: int) -> None:
        desk = self._desk
        own = str(desk.file.path)
        listed = desk.faults.findings
        found = [finding for finding in listed if finding.place.file == own] or list(listed)
        if not found:
            desk.say(self.tr("There is no fault."), 4000)
            return
        cursor = desk.editor.textCursor()
        here = (cursor.blockNumber() + 1, cursor.positionInBlock() + 1)
        places = [((finding.place.line or 1, finding.place.column or 1), finding) for finding in found]
        if step > 0:
            self.go_to(next((finding for place, finding in places if place > here), found[0]))
        else:
            self.go_to(next((finding for place, finding in reversed(places) if place < here), found[-1]))

    @Slot()
    def _on_template(self) -> None:
        path = Path(str(self._desk.bar.templates.currentData()))
        if path != self._desk.file.path and self.may_leave():
            self._desk.open(path)
        else:
            self._desk.bar.choose(self._desk.file.path)

    @Slot(str)
    def _on_opened(self, _text: str) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._desk.editor.go_to(waiting.place.line or 1, waiting.place.column or 1)
