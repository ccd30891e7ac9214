"""What a look at the designer's text tells: its faults, its languages, its sample, and how many faults there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.briefing.choices import fill_languages
from briefbuilder.ui.designer.desk import Desk

if TYPE_CHECKING:
    from briefbuilder.templating.loader import Checked
    from briefbuilder.ui.designer.sample import Looked


class LookTeller(QObject):
    """Shows what became of the text while one types."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._languages: tuple[str, ...] = ()
        self._errors = self._warnings = 0
        desk.bar.language.setEnabled(False)
        desk.editor.line_entered.connect(self._on_line)
        desk.file.opened.connect(self._on_opened)
        desk.sample.checked.connect(self._on_checked)
        desk.sample.looked.connect(self._on_looked)
        desk.sample.failed.connect(self._on_failed)

    @Slot()
    def tell(self) -> None:
        """Say in the title what is open and whether it is saved, and beside the list how many faults there are."""
        desk = self._desk
        path = desk.file.path
        name = path.name if path is not None else self.tr("Templates")
        program = self.tr("Template designer")
        desk.window.setWindowTitle(f"{'• ' if desk.dirty else ''}{name} — {program}")
        desk.bar.actions_by_name["save"].setEnabled(path is not None and not desk.editor.isReadOnly())
        errors = self.tr("%n error(s)", "", self._errors)
        warnings = self.tr("%n warning(s)", "", self._warnings)
        desk.list.setAccessibleDescription(f"{errors}, {warnings}")
        desk.list.setToolTip(f"{errors}, {warnings}")

    @Slot(str)
    def _on_opened(self, _text: str) -> None:
        self._desk.list.show_nothing("")
        self._desk.view.show_message(self.tr("The sample is being drawn …"))

    @Slot(int)
    def _on_line(self, line: int) -> None:
        words = self._desk.editor.faults_of(line)
        self._desk.say(words[0] if words else "")

    @Slot(object)
    def _on_checked(self, checked: Checked) -> None:
        desk = self._desk
        rows = tuple((finding, desk.services.words.finding(finding)) for finding in checked.findings)
        own = str(desk.file.path)
        desk.faults.show(rows, own)
        desk.list.show_nothing("" if rows else self.tr("There is no fault."))
        desk.editor.show_faults(tuple(row for row in rows if row[0].place.file == own))
        self._errors = sum(finding.severity == "error" for finding in checked.findings)
        self._warnings = sum(finding.severity == "warning" for finding in checked.findings)
        desk.file.watch_too(checked.files)
        self.tell()

    @Slot(object)
    def _on_looked(self, looked: Looked) -> None:
        template, view, box = looked.checked.template, self._desk.view, self._desk.bar.language
        if template is None:
            view.show_message(
                self.tr("The sample shows the text before its errors.")
                if view.page_count
                else self.tr("The sample shows once the errors are mended.")
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
            self._desk.view.show_message(self._desk.services.words.error(error))
        else:
            self._desk.view.show_message(self.tr("The sample could not be built."))
