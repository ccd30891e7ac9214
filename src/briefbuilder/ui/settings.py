"""The user's settings, with the shared folders of templates and taxonomies.

Shared folders are checked in the background: they may be slow or missing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.messages import interface_languages
from briefbuilder.app.settings import TEXT_SIZES
from briefbuilder.app.shared_folders import SharedFiles, SharedTaxonomyCopies, SharedTemplates, ShareReport
from briefbuilder.ui.frame.backups import ask_backup_folder, kept_backups_box
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import SchemeChoice
from briefbuilder.ui.widgets.choices import choice_box
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import CloseButtons, DialogButtons, TickList, fill_dialog
from briefbuilder.ui.widgets.fixed import disable_fixed, fixed_label, fixed_text, folder_row, with_fixed_note
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import ContentArea, FormLayout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from briefbuilder.ui.designer.window import DesignerWindow

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
        self.setProperty("helpTopic", "reference/window#settings")
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
        self._fields = FormLayout()
        self._fields.setHorizontalSpacing(services.theme.px(24))
        self._fields.setVerticalSpacing(services.theme.px(10))
        self._lay_out()
        self.finished.connect(self._on_finished)
        self.keep.valueChanged.connect(self._show_unsaved)
        self._show_folders()
        self._show_unsaved()
        self.resize(services.theme.px(560), self.sizeHint().height())

    def _lay_out(self) -> None:
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
        self._add_folder(self.tr("Te&mplates"), self._templates, self._on_template_folder, "templates-folder")
        area = ContentArea(self._fields, self)
        fill_dialog(self, self._services.theme, area, self._unsaved, CloseButtons(self), gap=1, grows=area)

    def _add_title(self, text: str) -> None:
        title = PlainLabel(text, self, role="title")
        px = self._services.theme.px
        title.setContentsMargins(0, px(10) if self._fields.rowCount() else 0, 0, 0)
        self._fields.addRow(title)

    def _add(self, name: str, field: QWidget, buddy: QWidget | None = None, key: str = "") -> None:
        """Add a field; `key` is that of the policy which may fix it."""
        label = PlainLabel(name, self, names=buddy or field)
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


class SharedFolderCheck(QObject):
    """Runs one check at a time; a check requested meanwhile runs afterwards and replaces the result.

    `looked` carries the ShareReport of each check.
    """

    looked = Signal(object)

    def __init__(self, services: Services, share: Callable[[], SharedFiles], parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._share = services, share
        self._job = JobSlot(services.jobs)
        self._again = False
        self._report: ShareReport | None = None

    def check_new_folder(self) -> None:
        """Check another folder and forget the report of the last one."""
        self._report = None
        self.look()

    def look(self) -> None:
        """Check the folder, if there is one."""
        share = self._share()
        # The folder may have changed when the running check ends.
        self._again = self._job.running
        if share.folder is None or self._job.running:
            return

        def work(_context: JobContext) -> ShareReport:
            return share.look()

        self._job.start(work, self._on_looked)

    def words(self, lost: str) -> str:
        """Return the problem to show, or an empty text; `lost` is the text for a {folder} that cannot be reached."""
        report, folder = self._report, self._share().folder
        if report is None or folder is None:
            return ""
        if report.lost:
            return lost.format(folder=folder)
        if report.faults:
            first = self._services.words.error(report.faults[0])
            return self.tr("{fault} The last good copy is used.").format(fault=first)
        if report.gone:
            names = ", ".join(report.gone)
            words = self.tr("No longer in the shared folder: {names}. The last copies are used.")
            return words.format(names=names)
        return ""

    def _on_looked(self, report: ShareReport) -> None:
        if self._again:
            self.look()
            return
        self._report = report
        self.looked.emit(report)


class DesignerLauncher(QObject):
    """Opens the designer window and watches the shared template folder."""

    looked = Signal()

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self.designer: DesignerWindow | None = None
        self.check = SharedFolderCheck(services, lambda: services.resources.shared, self)
        self.check.looked.connect(self._on_looked)
        policy = services.settings.policy
        services.actions.register(
            "design-templates",
            self.show,
            enabled=lambda: policy.own_templates is not False,
            why_not=fixed_text,
        )
        services.actions.register(
            "shared-templates",
            self.choose_share,
            enabled=lambda: not policy.fixes("templates-folder"),
            why_not=fixed_text,
        )
        services.holder.session_replaced.connect(self.check.look)
        self.check.look()

    def show(self) -> None:
        """Show the designer window."""
        if self.designer is None:
            # The designer brings templating and YAML with it, which the first window does without.
            from briefbuilder.ui.designer.window import DesignerWindow

            self.designer = DesignerWindow(self._services, self._window)
            self.designer.templates_changed.connect(self._services.actions.refresh)
        if self.designer.isVisible():
            self.designer.raise_()
        else:
            self.designer.open_first()
            self.designer.show()
        self.designer.activateWindow()

    def close(self) -> bool:
        """Close the designer window; return False if the user keeps it open because of unsaved changes."""
        return self.designer is None or not self.designer.isVisible() or self.designer.close()

    def choose_share(self) -> None:
        """Ask for the shared template folder; if there is one, ask first whether to stop using it."""
        folder = self._services.resources.shared.folder
        prompter = self._services.prompter
        if folder is not None and prompter.confirm(
            self.tr("Shared template folder"),
            self.tr("Templates are shared from {folder}. Stop using it?").format(folder=folder),
            self.tr("Stop using"),
        ):
            self.set_share(None)
            return
        chosen = prompter.open_folder(self.tr("Shared template folder"))
        if chosen is not None:
            self.set_share(chosen)

    def set_share(self, folder: Path | None) -> None:
        """Set the shared template folder."""
        self._services.settings.template_folder = folder
        self._services.resources.shared = SharedTemplates(folder)
        self.check.check_new_folder()

    @Slot()
    def _on_looked(self) -> None:
        lost = self.tr("{folder} cannot be reached. The last copies of its templates are used.")
        if words := self.check.words(lost):
            self._services.toasts.show(words)
        self.looked.emit()


class SharedTaxonomies(QObject):
    """Checks the shared folder when a dossier opens, and lets the user choose the dossier's taxonomies.

    `looked` is emitted after each check.
    """

    looked = Signal()

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self.check = SharedFolderCheck(services, lambda: services.resources.shared_taxonomies, self)
        self.check.looked.connect(self._on_looked)
        services.actions.register("choose-taxonomies", self.choose)
        services.holder.session_replaced.connect(self.check.look)
        self.check.look()

    def set_folder(self, folder: Path | None) -> None:
        """Set the shared folder for all dossiers of this user."""
        self._services.settings.taxonomy_folder = folder
        self._services.resources.shared_taxonomies = SharedTaxonomyCopies(folder)
        self.check.check_new_folder()
        if folder is None:
            self.looked.emit()

    def choose(self) -> None:
        """Ask for the taxonomies of the dossier and for the shared folder."""
        chosen = self._services.holder.opened.chosen_taxonomies()
        dialog = TaxonomiesDialog(self._services, self, chosen, self._window)
        if self._services.prompter.run(dialog):
            self._services.apply(app.commands.taxonomy.choose_taxonomies, dialog.list.ticked)

    def words(self) -> str:
        """Return the problem with the shared folder, or an empty text."""
        lost = self.tr("{folder} cannot be reached. The last copies of its taxonomies are used.")
        return self.check.words(lost)

    @Slot(object)
    def _on_looked(self, report: ShareReport) -> None:
        session = self._services.holder.session
        if session is not None and report.changed:
            session.reload_taxonomy()
        if words := self.words():
            self._services.toasts.show(words)
        self.looked.emit()


class TaxonomiesDialog(QDialog):
    """Lists all taxonomies, also shared ones, and shows the shared folder."""

    def __init__(
        self, services: Services, shared: SharedTaxonomies, chosen: tuple[str, ...], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/choose-taxonomies")
        self._services = services
        self._shared = shared
        self._ticked = chosen
        self.setWindowTitle(self.tr("Taxonomies of this dossier"))
        self.list = TickList(self.tr("Taxonomies"), self)
        self.folder = PlainLabel("", self, wraps=True)
        self.problem = PlainLabel("", self, role="muted", wraps=True)
        self.share = push_button(self.tr("Shared &folder …"), self, self._on_choose_folder)
        self.none = push_button(self.tr("&No shared folder"), self, lambda: shared.set_folder(None))
        self._lay_out()
        shared.looked.connect(self._on_looked)
        self._fill()
        self.list.setFocus()

    def _lay_out(self) -> None:
        theme = self._services.theme
        sentence = self.tr(
            "Select the taxonomies for this dossier. Topics that are already used as tags are kept."
        )
        place = row_layout(None, self.folder, grows=self.folder)
        for button in (self.share, self.none):
            place.addWidget(button)
        buttons = DialogButtons(self, self.tr("Apply"))
        policy = self._services.settings.policy
        buttons.agree.setEnabled(self._services.holder.writable and not policy.fixes("taxonomies"))
        fixed: tuple[QWidget, ...] = ()
        if policy.fixes("taxonomies"):
            disable_fixed(self.list)
            fixed = (fixed_label(self),)
        if policy.fixes("taxonomies-folder"):
            place.addWidget(fixed_label(self))
            for button in (self.share, self.none):
                disable_fixed(button)
                button.hide()
        words = PlainLabel(sentence, self, wraps=True)
        fill_dialog(self, theme, words, self.list, *fixed, place, self.problem, buttons, size=(40, 26))

    def _fill(self) -> None:
        self.list.clear()
        shared = self._services.resources.shared_taxonomies.paths()
        known = self._services.resources.taxonomies()
        # Those that the dossier uses come first.
        for name in dict.fromkeys((*self._ticked, *known)):
            text = self.tr("{name} (shared)").format(name=name) if name in shared else self._shown(name)
            if name not in known:
                text = self.tr("{name} (not found)").format(name=name)
            self.list.add(text, name, ticked=name in self._ticked)
        folder = self._services.resources.shared_taxonomies.folder
        shown = self.tr("No shared folder is set.") if folder is None else str(folder)
        self.folder.setText(shown)
        is_fixed = self._services.settings.policy.fixes("taxonomies-folder")
        self.none.setEnabled(folder is not None and not is_fixed)
        self.problem.setText(self._shared.words())
        self.problem.setVisible(bool(self.problem.text()))

    def _shown(self, name: str) -> str:
        """Return what a taxonomy that ships is called."""
        shipped = {
            "diplomacy": self.tr("Diplomacy"),
            "economic-security": self.tr("Economic security"),
        }
        return shipped.get(name, name)

    @Slot()
    def _on_choose_folder(self) -> None:
        folder = self._services.prompter.open_folder(self.tr("Shared taxonomy folder"))
        if folder is not None:
            self._shared.set_folder(folder)

    @Slot()
    def _on_looked(self) -> None:
        self._ticked = self.list.ticked
        self._fill()
