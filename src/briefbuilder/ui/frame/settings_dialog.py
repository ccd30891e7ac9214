"""The dialog of the user's settings; each is stored as it is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QWidget

from briefbuilder.app.messages import interface_languages
from briefbuilder.app.settings import TEXT_SIZES
from briefbuilder.ui.frame.backups import ask_backup_folder, kept_backups_box
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import SchemeChoice
from briefbuilder.ui.widgets.choices import choice_box
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import CloseButtons
from briefbuilder.ui.widgets.fixed import folder_row, with_fixed_note
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import ContentArea, column_layout
from briefbuilder.ui.widgets.plain import PlainLabel

_SCHEMES: tuple[SchemeChoice, ...] = ("system", "light", "dark")


class SettingsDialog(QDialog):
    """Text size, colours, language, backups and shared folders.

    `rebuild_requested` is emitted when the dialog closes after the language or the text size was changed.
    """

    rebuild_requested = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        settings = services.settings
        self._before = settings.language, settings.text_size
        unsaved = self.tr("The settings cannot be saved in {folder}. They apply until you quit the program.")
        self._unsaved = PlainLabel(unsaved.format(folder=settings.path.parent), self, wraps=True)
        self.setWindowTitle(self.tr("Settings"))
        named = ((name, tag) for tag, name in interface_languages().items())
        languages = ((self.tr("Follow system"), None), *named)
        self.language = choice_box(self, languages, settings.language, self._on_language)
        schemes = zip((self.tr("Follow system"), self.tr("Light"), self.tr("Dark")), _SCHEMES, strict=True)
        self.scheme = choice_box(self, schemes, settings.scheme, self._on_scheme)
        sizes = ((f"{size} %", size) for size in TEXT_SIZES)
        self.text_size = choice_box(self, sizes, settings.text_size, self._on_size)
        self.keep = kept_backups_box(services, self)
        self._backups = ElidedLabel(self, is_path=True)
        self._templates = ElidedLabel(self, is_path=True)
        self._fields = QFormLayout()
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setHorizontalSpacing(services.theme.px(24))
        self._fields.setVerticalSpacing(services.theme.px(10))
        self._fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._lay_out()
        self.finished.connect(self._on_finished)
        self.keep.valueChanged.connect(self._show_unsaved)
        self._show_folders()
        self._show_unsaved()

    def _lay_out(self) -> None:
        px = self._services.theme.px
        self._add_title(self.tr("Window"))
        self._add(self.tr("&Language"), self.language, key="language")
        self._add(self.tr("&Colours"), self.scheme)
        self._add(self.tr("&Text size"), self.text_size)
        self._add_title(self.tr("Backups"))
        self._add(self.tr("Backups to &keep of each dossier"), self.keep, key="backups-kept")
        self._add_folder(
            self.tr("&Folder of backups"), self._backups, self._on_backup_folder, "backups-folder"
        )
        self._add_title(self.tr("Shared folders"))
        self._add_folder(self.tr("&Templates"), self._templates, self._on_template_folder, "templates-folder")
        margins = self._services.theme.margins(20, 16, 20, 16)
        area = ContentArea(self._fields, self)
        column_layout(self, area, self._unsaved, CloseButtons(self), margins=margins, gap=px(16), grows=area)
        self.resize(px(560), self.sizeHint().height())

    def _add_title(self, text: str) -> None:
        title = PlainLabel(text, self, role="title")
        px = self._services.theme.px
        title.setContentsMargins(0, px(10) if self._fields.rowCount() else 0, 0, 0)
        self._fields.addRow(title)

    def _add(self, name: str, field: QWidget, buddy: QWidget | None = None, key: str = "") -> None:
        """Add a field; `key` is that of the policy which may fix it."""
        label = PlainLabel(name, self, names=buddy or field)
        # A form sets a label at the top of its row.
        label.setFixedHeight(field.sizeHint().height())
        if key and self._services.settings.policy.fixes(key):
            field = with_fixed_note(field, self._services.theme, self)
        self._fields.addRow(label, field)

    def _add_folder(self, name: str, folder: ElidedLabel, change: Callable[[], None], key: str) -> None:
        button = push_button(self.tr("Change …"), self, change)
        is_fixed = self._services.settings.policy.fixes(key)
        self._add(name, folder_row(folder, button, self, is_fixed=is_fixed), button)

    @Slot()
    def _on_language(self) -> None:
        self._services.settings.language = self.language.currentData()
        self._show_unsaved()

    @Slot()
    def _on_scheme(self) -> None:
        scheme = _SCHEMES[self.scheme.currentIndex()]
        self._services.settings.scheme = scheme
        self._services.theme.choose(scheme)
        self._show_unsaved()

    @Slot()
    def _on_size(self) -> None:
        self._services.settings.text_size = TEXT_SIZES[self.text_size.currentIndex()]
        self._show_unsaved()

    @Slot()
    def _on_backup_folder(self) -> None:
        if ask_backup_folder(self._services):
            self._show_folders()
            self._show_unsaved()

    @Slot()
    def _on_template_folder(self) -> None:
        self._services.actions.action("shared-templates").trigger()
        self._show_folders()
        self._show_unsaved()

    def _show_folders(self) -> None:
        settings = self._services.settings
        self._backups.setText(str(settings.backup_plan.folder))
        folder = settings.template_folder
        self._templates.setText(str(folder) if folder is not None else self.tr("none"))

    @Slot()
    def _show_unsaved(self) -> None:
        """Say that the settings were not saved, as long as that is so."""
        self._unsaved.setHidden(self._services.settings.is_saved)

    @Slot()
    def _on_finished(self) -> None:
        settings = self._services.settings
        if (settings.language, settings.text_size) != self._before:
            self.rebuild_requested.emit()
