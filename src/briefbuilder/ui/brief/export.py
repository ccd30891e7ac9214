"""Export of the current briefing: check, dialog, build in a worker process, atomic write."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from briefbuilder import app
from briefbuilder.app.export_records import KeptExport, keep_export, packed_pages, with_last_pages
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.policy import PACK
from briefbuilder.app.settings import Settings
from briefbuilder.composing.release import is_restricted, list_audiences
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.briefing_edits import split_findings
from briefbuilder.domain.errors import BriefbuilderError, ExportError
from briefbuilder.domain.export_record import ExportRecord
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.release import PUBLIC
from briefbuilder.domain.visible_text import remove_hidden, shorten
from briefbuilder.system.files import RESERVED_NAME
from briefbuilder.typed_json import read_leniently
from briefbuilder.ui.desktop import open_file, show_in_folder
from briefbuilder.ui.preview.drawing import CheckedBriefing, check_isolated
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.choices import choice_box
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import DialogButtons, NewPasswordDialog, fill_dialog
from briefbuilder.ui.widgets.fixed import disable_fixed, fixed_label
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import ContentArea, add_layout, column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip

if TYPE_CHECKING:
    from briefbuilder.app.export_input import ExportInput

_SUFFIXES = (".docx", ".odt", ".pdf", ".html", ".md", PACK)
_USUAL = (".docx", ".pdf")


_FORBIDDEN_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_MAX_FILE_NAME, _MAX_FILE_NAME_BYTES = 80, 200
"""Most characters, and most bytes in UTF-8: file systems allow 255 with the suffix and what a temporary name adds."""

_MAX_RECIPIENT = 24
"""Most characters of a recipient in the name of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportChoice:
    """What was chosen for an export: files, place, recipient.

    `written` are the files of the last one with their states, `missing` is its folder if that is gone.
    """

    suffixes: tuple[str, ...] = _USUAL
    folder: str = ""
    name: str = ""
    audience: str | None = None
    protected: bool = False
    missing: str = ""
    written: Mapping[str, str] = field(default_factory=dict)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths of the files."""
        return tuple(Path(self.folder, self.name + suffix) for suffix in self.suffixes)


class ExportMemory:
    """Remembers the choices of each briefing's last export, and those of the last one of all for new briefings."""

    _NAME = "export"

    def __init__(self, settings: Settings, dossier: Path) -> None:
        self._settings, self._dossier = settings, dossier

    def choice(self, briefing: Briefing) -> ExportChoice:
        """Return the choices to propose for a briefing."""
        own = self._stored(briefing)
        if own is not None:
            is_there = Path(own.folder).is_dir()
            return own if is_there else replace(own, folder=str(self._dossier.parent), missing=own.folder)
        usual = _read_choice(self._settings.window_state(self._NAME)) or ExportChoice()
        folder = usual.folder if Path(usual.folder).is_dir() and usual.folder else str(self._dossier.parent)
        return ExportChoice(suffixes=usual.suffixes, folder=folder, name=export_file_name(briefing.title))

    def last(self, briefing: Briefing) -> ExportChoice | None:
        """Return the choices of the last export of a briefing, None before the first or if its folder is gone."""
        choice = self._stored(briefing)
        return choice if choice is not None and Path(choice.folder).is_dir() else None

    def _stored(self, briefing: Briefing) -> ExportChoice | None:
        choice = _read_choice(self._settings.dossier_state(self._dossier).get(self._key(briefing)))
        return choice if choice is not None and choice.name and choice.folder else None

    def remember(self, briefing: Briefing, choice: ExportChoice) -> None:
        """Store the choices of an export."""
        text = json.dumps(asdict(choice))
        self._settings.set_dossier_state(self._dossier, {self._key(briefing): text})
        self._settings.set_window_state(self._NAME, text)

    def _key(self, briefing: Briefing) -> str:
        return f"{self._NAME}-{briefing.id}"


def _read_choice(text: str | None) -> ExportChoice | None:
    """Return stored choices, None if there are none or they are damaged."""
    choice = read_leniently(ExportChoice, text or "")
    if choice is None:
        return None
    suffixes = tuple(suffix for suffix in _SUFFIXES if suffix in choice.suffixes)
    return replace(choice, suffixes=suffixes or _USUAL, missing="")


def _state_of(path: Path) -> str:
    """Return the size of a file and when it was changed, which show whether another program has saved it."""
    try:
        state = path.stat()
    except OSError:
        return ""
    return f"{state.st_size} {state.st_mtime_ns}"


class ExportDialog(QDialog):
    """Asks for the files of an export and their place; errors must be ignored explicitly.

    `shows_checks` is true if the user wants to see the checks instead.
    """

    def __init__(
        self,
        services: Services,
        title: str,
        findings: tuple[Finding, ...],
        choice: ExportChoice,
        audiences: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/export-a-briefing")
        self._services = services
        self._folder = choice.folder
        self.shows_checks = False
        self._errors = sum(finding.severity == "error" for finding in findings)
        self.setWindowTitle(self.tr("Export “{title}”").format(title=plain_text(title)))
        self.setMinimumWidth(services.theme.px(460))
        px = services.theme.px
        column = column_layout(None, gap=px(8))
        self._show_findings(column, findings)
        self._audience = self._audience_choice(column, audiences, choice.audience)
        self.files = self._file_boxes(column, choice)
        self._place_rows(column, choice)
        self._protect = QCheckBox(self.tr("Protect with a &password"), self)
        tip = self.tr(
            "Web pages, Markdown and evidence packs cannot be protected. A protected PDF is not an archival PDF/A."
        )
        set_tip(self._protect, tip)
        self._protect.setChecked(choice.protected)
        column.addWidget(self._protect)
        column.addStretch(1)
        buttons = DialogButtons(self, self.tr("Export"))
        self._agree = buttons.agree
        area = ContentArea(column, self)
        fill_dialog(self, services.theme, area, buttons, gap=0.5, grows=area)
        self._named_for = choice.audience
        self._audience.currentIndexChanged.connect(self._name_recipient)
        self._name_recipient()
        self._refresh()
        if self._agree.isEnabled():
            # Enter exports; with errors they get the focus.
            self._agree.setFocus()

    def _file_boxes(self, column: QVBoxLayout, choice: ExportChoice) -> dict[str, QCheckBox]:
        """Add a box for each format; those that the administrator does not allow cannot be ticked."""
        column.addWidget(PlainLabel(self.tr("Files"), self, role="strip"))
        texts = (
            self.tr("&Word document (.docx)"),
            self.tr("&OpenDocument text, for LibreOffice (.odt)"),
            self.tr("P&DF (.pdf)"),
            self.tr("We&b page, for mail (.html)"),
            self.tr("&Markdown text (.md)"),
            self.tr("&Evidence pack, with the sources (.zip)"),
        )
        boxes = {suffix: QCheckBox(text, self) for suffix, text in zip(_SUFFIXES, texts, strict=True)}
        policy = self._services.settings.policy
        for suffix, box in boxes.items():
            box.setChecked(suffix in choice.suffixes and policy.allows_export(suffix))
            box.toggled.connect(self._refresh)
            column.addWidget(box)
        refused = [box for suffix, box in boxes.items() if not policy.allows_export(suffix)]
        if refused:
            column.addWidget(fixed_label(self))
        tip = self.tr(
            "On a letterhead document, the OpenDocument text has its styles, margins, headers and footers as the PDF shows them."
        )
        set_tip(boxes[".odt"], tip)
        tip = self.tr(
            "The Word file and the PDF, the originals of the sources, and a list that leads from each statement to its place. It is not encrypted."
        )
        set_tip(boxes[PACK], tip)
        disable_fixed(*refused)
        return boxes

    @property
    def choice(self) -> ExportChoice:
        """The files, their place and the recipient."""
        audience: str | None = self._audience.currentData()
        return ExportChoice(
            suffixes=tuple(suffix for suffix, box in self.files.items() if box.isChecked()),
            folder=self._folder,
            name=export_file_name(self._name.text()),
            audience=audience,
            protected=self._protect.isEnabled() and self._protect.isChecked(),
        )

    def set_recipient(self, audience: str | None) -> None:
        """Set for whom the files are."""
        self._audience.setCurrentIndex(self._audience.findData(audience))

    def set_target(self, path: Path) -> None:
        """Set the folder and the name of the files."""
        self._folder = str(path.parent)
        stem = path.with_suffix("") if path.suffix.lower() in _SUFFIXES else path
        self._name.setText(stem.name)
        self._folder_label.setText(self._folder)

    def _audience_choice(
        self, column: QVBoxLayout, audiences: tuple[str, ...], chosen: str | None
    ) -> QComboBox:
        """Add the choice of recipients, hidden if nothing in the briefing is restricted."""
        public = self.tr("The public: only what everyone may see")
        named = ((public if name == PUBLIC else name, name) for name in audiences)
        combo = choice_box(self, ((self.tr("Internal version: everything"), None), *named), chosen)
        set_tip(combo, self.tr("Content that the recipient may not see is left out of the files."))
        label = PlainLabel(self.tr("Recip&ient"), self, role="strip", names=combo)
        for widget in (label, combo):
            widget.setVisible(bool(audiences))
            column.addWidget(widget)
        return combo

    def _show_findings(self, column: QVBoxLayout, findings: tuple[Finding, ...]) -> None:
        box = QFrame(self)
        box.setProperty("kind", "danger" if self._errors else "notice")
        others = sum(finding.severity == "warning" for finding in findings)
        words = (
            self.tr("%n issue(s) must be fixed first.", "", self._errors)
            if self._errors
            else self.tr("%n issue(s) to look at.", "", others)
        )
        label = PlainLabel(words, box, wraps=True)
        show = push_button(self.tr("Show the checks"), box, self._show_checks)
        row_layout(box, label, show, margins=None, grows=label)
        self._ignore_errors = QCheckBox(self.tr("Export despite the errors"), self)
        self._ignore_errors.toggled.connect(self._refresh)
        column.addWidget(box)
        column.addWidget(self._ignore_errors)
        box.setVisible(bool(self._errors or others))
        self._ignore_errors.setVisible(self._errors > 0)

    def _place_rows(self, column: QVBoxLayout, choice: ExportChoice) -> None:
        self._name = QLineEdit(choice.name, self)
        name_label = PlainLabel(self.tr("&Name"), self, role="strip", names=self._name)
        self._name.setAccessibleName(self.tr("Name of the files"))
        self._name.textChanged.connect(self._refresh)
        self._folder_label = ElidedLabel(self)
        self._folder_label.setText(choice.folder)
        change = push_button(self.tr("&Change …"), self, self._ask_place, name=self.tr("Change the folder"))
        row = row_layout(None, self._folder_label, change, grows=self._folder_label)
        column.addWidget(name_label)
        column.addWidget(self._name)
        column.addWidget(PlainLabel(self.tr("Folder"), self, role="strip"))
        add_layout(column, row)
        if choice.missing:
            gone = self.tr("The folder of the last export is gone: {folder}").format(folder=choice.missing)
            column.addWidget(PlainLabel(gone, self, role="muted", wraps=True))

    @Slot()
    def _name_recipient(self) -> None:
        """Name the recipient in the name of the files, so that no version replaces or is taken for another."""
        before, self._named_for = self._named_for, self._audience.currentData()
        if before != self._named_for:
            name = export_file_name(self._name.text()).removesuffix(self._recipient_ending(before))
            self._name.setText(export_file_name(name, self._recipient_ending(self._named_for)))

    def _recipient_ending(self, audience: str | None) -> str:
        """Return the ending of the names of the files for a recipient, "" for the internal version."""
        if audience is None:
            return ""
        name = self.tr("public") if audience == PUBLIC else export_file_name(audience)[:_MAX_RECIPIENT]
        return f" ({name})"

    @Slot()
    def _ask_place(self) -> None:
        first = next(iter(self.choice.suffixes), _SUFFIXES[0])
        suggested = str(Path(self._folder, self.choice.name + first))
        kind = self.files[first].text().replace("&", "").replace("(.", "(*.")
        chosen = self._services.prompter.save_file(self.tr("Export"), suggested, kind)
        if chosen is not None:
            self.set_target(chosen)

    @Slot()
    def _refresh(self) -> None:
        ready = bool(self.choice.suffixes) and bool(self._name.text().strip())
        self._agree.setEnabled(ready and (not self._errors or self._ignore_errors.isChecked()))
        unpaged = (self.files[suffix].isChecked() for suffix in (".html", ".md", PACK))
        self._protect.setEnabled(not any(unpaged))

    @Slot()
    def _show_checks(self) -> None:
        self.shows_checks = True
        self.reject()


class Exporter(QObject):
    """One export at a time.

    `complete` adds to its input what must be looked up in the dossier. `started`, `progressed` (0 to 1) and `finished` (the paths, or none if nothing was written)
    accompany an export; `checks_requested` is emitted if the user wants to see the checks first.
    """

    started = Signal(str)
    progressed = Signal(float)
    finished = Signal(tuple)
    checks_requested = Signal()

    def __init__(
        self,
        services: Services,
        over: QWidget | None = None,
        *,
        complete: Callable[[ExportInput], ExportInput],
    ) -> None:
        super().__init__(over)
        self._parent = over
        self._services = services
        self._complete = complete
        self.job = JobSlot(services.jobs)
        services.holder.session_replaced.connect(self._on_session_replaced)

    @Slot()
    def _on_session_replaced(self) -> None:
        if self.job.running:
            self.cancel()
            self._services.toasts.show(self.tr("The export was stopped because its dossier was closed."))

    def export(
        self,
        briefing: Briefing,
        pages: tuple[Finding, ...] = (),
        *,
        shown: str | None = None,
        again: bool = False,
        since: Briefing | ExportRecord | None = None,
    ) -> None:
        """Check a briefing, then ask for the files and export it.

        `again` asks only if there are errors or if the pages are `shown` for another recipient than that of the last
        export. `pages` are the findings of the page layout.
        """
        source = self._snapshot(briefing, None)
        if source is None or self.job.running:
            return

        def done(checked: CheckedBriefing) -> None:
            self.finished.emit(())
            further = tuple(finding for finding in pages if finding not in checked.findings)
            findings, _ = split_findings(source.briefing, (*checked.findings, *further))
            self._prepare(source, findings, shown, again=again, since=since)

        self.started.emit(self.tr("Checking “{title}” …").format(title=briefing.title))
        self.job.start(partial(check_isolated, source), done, self._on_failed, fault=self._on_failed)

    def cancel(self) -> None:
        """Cancel the export; no file is written."""
        if self.job.running:
            self.job.cancel()
            self.finished.emit(())

    def copy_formatted(self, briefing: Briefing, audience: str | None) -> None:
        """Copy a briefing to the clipboard, formatted for mail and as plain text."""
        source = self._snapshot(briefing, audience)
        if source is None or self.job.running:
            return

        def work(context: JobContext) -> app.export.BuiltFiles:
            data = app.export.complete_input(source, pool=context.pool, cancelled=context.cancelled)
            return context.pool.run(
                app.export.build_but_letterhead,
                data,
                (".html", ".md"),
                result_type=app.export.BuiltFiles,
                cancelled=context.cancelled,
            )

        def done(built: app.export.BuiltFiles) -> None:
            self.finished.emit(())
            content = QMimeData()
            content.setHtml(built.files[".html"].decode("utf-8"))
            content.setText(built.files[".md"].decode("utf-8"))
            QGuiApplication.clipboard().setMimeData(content)
            text = self.tr("Copied “{title}” as formatted text")
            self._services.toasts.show(text.format(title=briefing.title))

        self.started.emit(self.tr("Copying “{title}” …").format(title=briefing.title))
        self.job.start(work, done, self._on_failed, fault=self._on_failed)

    def _snapshot(
        self, briefing: Briefing, audience: str | None, since: Briefing | ExportRecord | None = None
    ) -> ExportInput | None:
        """Return the input of an export; None if it is not possible, with an error shown."""
        session = self._services.holder.session
        if session is None:
            return None
        try:
            data = app.export_input.snapshot(session, briefing.id, audience)
            app.export.require_allowed(data)
            if since is not None:
                name = since.version if isinstance(since, Briefing) else since.file_name
                label = self.tr("Changes since {name}").format(name=shorten(name, _MAX_FILE_NAME))
                data = app.export_input.with_earlier(session, data, since, label)
            return self._complete(data)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return None

    def _memory(self) -> ExportMemory | None:
        session = self._services.holder.session
        return ExportMemory(self._services.settings, session.store.path) if session is not None else None

    def _prepare(
        self,
        source: ExportInput,
        findings: tuple[Finding, ...],
        shown: str | None,
        *,
        again: bool,
        since: Briefing | ExportRecord | None,
    ) -> None:
        """Ask for the files unless the last export can be repeated, and write them."""
        memory = self._memory()
        if memory is None:
            return
        briefing = source.briefing
        last = memory.last(briefing)
        has_errors = any(finding.severity == "error" for finding in findings)
        is_other = last is not None and shown not in {None, last.audience}
        choice = last if again and not has_errors and not is_other else None
        proposed = memory.choice(briefing)
        if since is not None:
            name = export_file_name(proposed.name, self.tr(" – changes"))
            audience = since.audience if isinstance(since, ExportRecord) else None
            proposed = replace(proposed, suffixes=(".docx",), name=name, audience=audience)
        choice = choice or self._ask(source, findings, proposed, shown)
        if choice is None:
            return
        password = self._ask_password(choice.suffixes) if choice.protected else None
        if (choice.protected and password is None) or not self._may_replace(choice, last):
            return
        is_same = choice.audience is None and since is None
        target = source if is_same else self._snapshot(briefing, choice.audience, since)
        if target is not None:
            self._write(target, choice, password)

    def _ask(
        self,
        source: ExportInput,
        findings: tuple[Finding, ...],
        proposed: ExportChoice,
        shown: str | None,
    ) -> ExportChoice | None:
        """Ask for the files; None if the user cancels."""
        audiences = restricted_audiences(source.briefing)
        window = self._parent.window() if self._parent is not None else None
        dialog = ExportDialog(self._services, source.briefing.title, findings, proposed, audiences, window)
        if shown in audiences:
            dialog.set_recipient(shown)
        agreed, choice = self._services.prompter.run(dialog), dialog.choice
        if dialog.shows_checks:
            self.checks_requested.emit()
        return choice if agreed and choice.suffixes else None

    def _may_replace(self, choice: ExportChoice, last: ExportChoice | None) -> bool:
        """Ask before files are replaced that are not as the last export of the briefing for the same recipient left them."""
        known = last.written if last is not None and last.audience == choice.audience else {}
        there = [path for path in choice.paths if path.exists()]
        others = [path.name for path in there if str(path) not in known]
        changed = [path.name for path in there if known.get(str(path)) not in {None, _state_of(path)}]
        if not (names := others + changed):
            return True
        if changed:
            one = self.tr("{names} was changed after its export. Replace it without these changes?")
            several = self.tr("{names} were changed after their export. Replace them without these changes?")
        else:
            one = self.tr("{names} already exists. Replace it?")
            several = self.tr("{names} already exist. Replace them?")
        question = (one if len(names) == 1 else several).format(names=", ".join(names))
        return self._services.prompter.confirm(self.tr("Export"), question, self.tr("Replace"))

    def _ask_password(self, suffixes: tuple[str, ...]) -> str | None:
        """Ask for the password of the files; None if the user cancels or it cannot be used, with an error shown."""
        from briefbuilder.export.protection import check_protection

        sentence = self.tr(
            "The files open only with this password. A forgotten password cannot be recovered."
        )
        window = self._parent.window() if self._parent is not None else None
        title, agree = self.tr("Password for the files"), self.tr("Protect")
        dialog = NewPasswordDialog(self._services.theme, title, sentence, agree, parent=window)
        password = dialog.password if self._services.prompter.run(dialog) else None
        if password is None:
            return None
        try:
            check_protection(suffixes, password)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return None
        return password

    def _write(self, source: ExportInput, choice: ExportChoice, password: str | None) -> None:
        paths, session = choice.paths, self._services.holder.opened
        pages = packed_pages(session, source)

        def work(context: JobContext) -> tuple[KeptExport, dict[str, str]]:
            known = with_last_pages(pages, source)
            kept = app.evidence_pack.build_and_write(known, paths, password, context)
            return kept, {str(path): _state_of(path) for path in paths}

        def done(built: tuple[KeptExport, dict[str, str]]) -> None:
            changed = self._keep(built[0])
            memory = self._memory()
            if memory is not None and source.earlier is None:
                memory.remember(source.briefing, replace(choice, written=built[1]))
            self.finished.emit(paths)
            self._tell(source, paths, changed=changed)

        self.started.emit(self.tr("Exporting “{title}” …").format(title=source.briefing.title))
        self.job.start(
            work,
            done,
            self._on_failed,
            fault=self._on_failed,
            on_progress=self.progressed.emit,
            on_request=partial(app.evidence_pack.read_for_pack, session, source.briefing.id),
        )

    def _keep(self, kept: KeptExport) -> bool:
        """Keep what the files say in the dossier, unless another dossier was opened meanwhile.

        Returns whether the export before said something else.
        """
        session = self._services.holder.session
        if session is None or session.store.briefing(kept.briefing) is None:
            return False
        earlier = session.store.exports.of(kept.briefing)
        last = next((record for record in earlier if record.audience == kept.audience), None)
        self._services.attempt(keep_export, session, kept)
        texts = [record.text for record in (last, kept.record) if record is not None]
        return len(set(filter(None, texts))) > 1

    def _tell(self, source: ExportInput, paths: tuple[Path, ...], *, changed: bool) -> None:
        """Offer to open the files, and tell what was left out of them, or that the export before said something else."""
        kinds = {".docx": self.tr("Word"), ".odt": self.tr("OpenDocument text"), ".pdf": self.tr("PDF"), ".html": self.tr("web page"),
                 ".md": self.tr("Markdown"), PACK: self.tr("evidence pack")}  # fmt: skip
        names = [kinds[path.suffix.lower()] for path in paths]
        listed = self.tr("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])
        text = self.tr("Exported “{title}” as {kinds}").format(
            title=source.briefing.title, kinds=listed if len(names) > 1 else names[0]
        )
        again = self._services.actions.action("export-again").trigger
        changes = self._services.actions.action("changes-since-export").trigger
        actions: list[tuple[str, Callable[[], None]]] = [
            (self.tr("Open"), partial(self._show_file, open_file, paths[0])),
            (self.tr("Show in folder"), partial(self._show_file, show_in_folder, paths[0])),
            (self.tr("What changed"), changes) if changed else (self.tr("Export again"), again),
        ]
        if source.left_out:
            left_out = self._left_out_text(source)
            text = self.tr("{exported}. {left_out}").format(exported=text, left_out=left_out)
            actions[-1] = (self.tr("What was left out"), partial(self._list_left_out, source))
        self._services.toasts.show(text, *actions)

    def _show_file(self, show: Callable[[Path], None], path: Path) -> None:
        """Open an exported file, or show it in its folder, if it is still there."""
        if path.exists():
            show(path)
        else:
            self._services.prompter.show_error(
                ExportError("exported-file-gone", name=path.name, folder=str(path.parent))
            )

    def _left_out_text(self, source: ExportInput) -> str:
        words = self.tr("%n passage(s) were left out for {audience}.", "", len(source.left_out))
        return words.format(audience=source.audience or "")

    def _list_left_out(self, source: ExportInput) -> None:
        lines = [" ".join(" ".join(content.texts).split()) for content in source.left_out]
        self._services.prompter.show_message(self.tr("Export"), self._left_out_text(source), lines)

    def _on_failed(self, error: Exception) -> None:
        self.finished.emit(())
        self._services.show_failure(error)


def restricted_audiences(briefing: Briefing | None) -> tuple[str, ...]:
    """Return the recipients to choose from, none if nothing is restricted."""
    return list_audiences(briefing) if briefing is not None and is_restricted(briefing) else ()


def export_file_name(title: str, ending: str = "") -> str:
    """Return a file name for a title, without forbidden and hidden characters and of limited length with its ending."""
    name = " ".join(_FORBIDDEN_IN_FILE_NAMES.sub(" ", remove_hidden(title)).split()).strip(". ")
    room = _MAX_FILE_NAME_BYTES - len(ending.encode())
    shortened = name[: _MAX_FILE_NAME - len(ending)].encode()[:room].decode(errors="ignore").rstrip(". ")
    if RESERVED_NAME.match(shortened):
        shortened = f"briefing {shortened}"
    return (shortened or "briefing") + ending
