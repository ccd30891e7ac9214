"""The dialog with the versions and exports of a briefing, and how each differs from the current state."""

from __future__ import annotations

import itertools
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QTextEdit, QWidget

from briefbuilder import app
from briefbuilder.domain.briefing import Briefing, name_versions
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.export_record import ExportRecord
from briefbuilder.domain.visible_text import shorten
from briefbuilder.locales.numbers import NO_BREAK
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.services import Services
from briefbuilder.ui.text_look import moment_words
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import CloseButtons, TextList, fill_dialog, set_up_reading
from briefbuilder.ui.widgets.labels import show_differences
from briefbuilder.ui.widgets.layouts import add_layout, column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip

if TYPE_CHECKING:
    from briefbuilder.returned.text_diff import DiffSegment


_LONGEST_NAME = 100
"""Code points of a version's name in the list, in which a long line is broken."""


_MOST_EXPORTS = 20
"""The exports that are listed beside the versions."""


class VersionsDialog(QDialog):
    """Lists the versions and the exports of a briefing and shows how each differs from the current state.

    With `from_export`, the last export that said something else is shown first. `chosen` is the one since which changes
    are to be exported.
    """

    def __init__(
        self, services: Services, briefing: Briefing, parent: QWidget, *, from_export: bool = False
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/save-versions")
        self._services = services
        self._briefing = briefing
        self.chosen: Briefing | ExportRecord | None = None
        self._texts = BriefingTexts(services, self)
        self.setWindowTitle(self.tr("Versions of “{title}”").format(title=plain_text(briefing.title)))
        self._list: TextList[Briefing | ExportRecord] = TextList(self.tr("Versions and exports"), self)
        self._keep = push_button(self.tr("&Save as version …"), self, self._on_keep)
        self._back = push_button(self.tr("Restore &this version"), self, self._on_restore)
        self._remove = push_button(self.tr("&Remove"), self, self._on_remove)
        self._export = push_button(self.tr("&Export changes for Word …"), self, self._on_export)
        set_tip(
            self._export,
            self.tr(
                "Writes a Word document with what is new and what was removed as tracked changes. An export must have had a Word document."
            ),
        )
        self._text = QTextEdit(self)
        set_up_reading(self._text, self.tr("Changes since then"))
        self._legend = PlainLabel("", self, role="muted", wraps=True)
        self._lay_out()
        self._list.selectionModel().currentChanged.connect(self._show)
        self._refresh(from_export=from_export)
        if self._list.current is None:
            self._keep.setAutoDefault(True)
            self._keep.setFocus()

    def _lay_out(self) -> None:
        space = self._services.theme.space
        tools = column_layout(None, self._keep, self._back, self._remove, self._export, gap=space(0.3))
        left = column_layout(None, self._list, tools, gap=space(0.6), grows=self._list)
        right = column_layout(None, self._text, self._legend, gap=space(0.6), grows=self._text)
        both = row_layout(None, left, gap=space(0.8), grows=left)
        add_layout(both, right, 3)
        fill_dialog(self, self._services.theme, both, CloseButtons(self), grows=both, size=(52, 32))

    def _refresh(self, *, from_export: bool = False) -> None:
        session = self._services.holder.session
        present = session.store.briefing(self._briefing.id) if session is not None else None
        if session is None or present is None:
            self.reject()
            return
        self._briefing = present
        self._texts.briefing = present
        # Two desks may each have kept one under the same name.
        versions = name_versions(reversed(session.store.versions(present.id)))
        exports = itertools.islice(
            (one for one in session.store.exports.of(present.id) if one.text), _MOST_EXPORTS
        )
        listed: list[Briefing | ExportRecord] = [*versions, *exports]
        listed.sort(key=_moment, reverse=True)
        row = 0
        if from_export:
            rows = [number for number, one in enumerate(listed) if isinstance(one, ExportRecord)]
            changed = (number for number in rows if self._has_changed(listed[number]))
            row = next(changed, next(iter(rows), 0))
        self._list.show_values(listed, self._name, row)
        self._show()

    def _name(self, kept: Briefing | ExportRecord) -> str:
        when = moment_words(_moment(kept), self._services.language).replace(" ", NO_BREAK)
        if isinstance(kept, Briefing):
            return f"{shorten(kept.version, _LONGEST_NAME)} · {when}"
        exported = self.tr("Export {file}").format(file=shorten(kept.file_name, _LONGEST_NAME))
        return " · ".join(filter(None, (exported, kept.audience, when)))

    @Slot()
    def _show(self) -> None:
        kept = self._list.current
        writable = self._services.holder.writable
        self._keep.setEnabled(writable)
        for button in (self._back, self._remove):
            button.setEnabled(writable and isinstance(kept, Briefing))
        is_word = isinstance(kept, ExportRecord) and bool(kept.paragraphs)
        self._export.setEnabled(isinstance(kept, Briefing) or is_word)
        self._text.clear()
        self._legend.setVisible(kept is not None)
        if kept is None:
            self._text.setPlainText(self.tr("No versions yet. Save the current state under a name."))
            return
        if isinstance(kept, Briefing):
            legend = self.tr("Struck through: removed since the version. Underlined: added since then.")
        else:
            legend = self.tr("Struck through: removed since the export. Underlined: added since then.")
        self._legend.setText(legend)
        show_differences(self._text, self._compare(kept), self._services.theme)

    def _compare(self, kept: Briefing | ExportRecord) -> tuple[DiffSegment, ...]:
        """Compare with the briefing as it is, or as the recipient of the export would get it."""
        present, session = self._briefing, self._services.holder.session
        if isinstance(kept, ExportRecord) and kept.audience and session is not None:
            with suppress(BriefbuilderError):  # a recipient that is no longer named
                present = app.export_input.snapshot(session, present.id, kept.audience).briefing
        return app.commands.briefings.compare_version(kept, present, self._texts.heading)

    def _has_changed(self, kept: Briefing | ExportRecord) -> bool:
        return any(segment.kind != "same" for segment in self._compare(kept))

    @Slot()
    def _on_keep(self) -> None:
        name = self._services.prompter.ask_text(
            self.tr("Save as version"), self.tr("Name of the version"), self.tr("Save")
        )
        if name:
            self._services.apply(app.commands.briefings.keep_version, self._briefing.id, name)
            self._refresh()

    @Slot()
    def _on_restore(self) -> None:
        kept = self._list.current
        if isinstance(kept, Briefing):
            self._services.apply(app.commands.briefings.restore_version, kept.id)
            self._refresh()

    @Slot()
    def _on_export(self) -> None:
        self.chosen = self._list.current
        self.accept()

    @Slot()
    def _on_remove(self) -> None:
        kept = self._list.current
        if not isinstance(kept, Briefing):
            return
        if self._services.apply(app.commands.briefings.remove_version, kept.id) is not None:
            self._refresh()
            removed = self.tr("Version “{version}” removed")
            self._services.toasts.show_undo(removed.format(version=kept.version))


def _moment(kept: Briefing | ExportRecord) -> str:
    return kept.moment if isinstance(kept, ExportRecord) else kept.created
