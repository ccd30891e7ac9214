"""The designer's text and its file: what was opened, what another program changed, what was saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from briefbuilder.ui.designer.desk import Desk


class TextFollower(QObject):
    """Shows what the file holds; `taken` follows when another text shows, `saved` when it was written."""

    taken = Signal()
    saved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        desk.file.opened.connect(self._on_opened)
        desk.file.changed_outside.connect(self._on_changed_outside)
        desk.file.saved.connect(self._on_saved)
        desk.file.failed.connect(desk.services.prompter.tell_error)

    @Slot(str)
    def _on_opened(self, text: str) -> None:
        self._take(text)
        self._desk.editor.setFocus()

    def _take(self, text: str) -> None:
        """Show a text as it is saved, with the cursor where it was."""
        editor = self._desk.editor
        place = editor.textCursor().position()
        editor.setPlainText(text)
        editor.document().setModified(False)
        cursor = editor.textCursor()
        cursor.setPosition(min(place, editor.document().characterCount() - 1))
        editor.setTextCursor(cursor)
        path = self._desk.file.path
        self._lend(lent=path is not None and self._is_lent(path))
        self._desk.bar.choose(path)
        self.taken.emit()
        self._desk.look()

    def _lend(self, *, lent: bool) -> None:
        self._desk.editor.setReadOnly(lent)
        self._desk.strip.setVisible(lent)
        self._desk.strip.setText(
            self.tr(
                "This template is not yours to change. “New from this” (Ctrl+N) makes one of your own from it."
            )
        )

    def _is_lent(self, path: Path) -> bool:
        """Tell whether a template or a house style is another's: of the program, or of the share."""
        resources = self._desk.services.resources
        if resources.origin(path) != "own":
            return True
        if path.parent.name != "styles":
            return False
        folders = resources.template_folders()
        return any(origin != "own" and path.parent.parent == folder for origin, folder in folders)

    @Slot(str)
    def _on_changed_outside(self, text: str) -> None:
        """Follow the file where nothing is unsaved, else ask which text is to stay."""
        desk = self._desk
        if text == desk.editor.toPlainText():
            desk.editor.document().setModified(False)
            return
        if desk.dirty and not desk.services.prompter.confirm(
            self.tr("The file was changed elsewhere"),
            self.tr(
                "Another program has changed this template, and you have changes of your own that are not saved."
                " Take the file’s text? Your changes would be lost. If you keep yours, saving replaces the file’s."
            ),
            self.tr("Take the file’s text"),
        ):
            return
        self._take(text)
        desk.say(self.tr("The file was changed elsewhere and is shown anew."), 6000)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        desk = self._desk
        desk.editor.document().setModified(False)
        desk.services.settings.set_window_state("designer-file", str(path))
        desk.known = desk.bar.fill()
        desk.bar.choose(path)
        self._lend(lent=False)
        desk.say(self.tr("Saved: {path}").format(path=path), 6000)
        self.saved.emit()
