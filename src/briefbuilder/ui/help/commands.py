"""The commands of the menu Help, with the dialogs of keyboard shortcuts and of the version and licences."""

from __future__ import annotations

import platform
from datetime import datetime
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QHeaderView,
    QPlainTextEdit,
    QTableView,
    QTextBrowser,
    QWidget,
)

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.state_report import make_report
from briefbuilder.domain.errors import ExportError
from briefbuilder.system.files import write_atomically
from briefbuilder.system.paths import changelog_file, docs_folder
from briefbuilder.ui.action_table import TABLE
from briefbuilder.ui.actions import ActionBoard
from briefbuilder.ui.help.tour import Tour
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme, style_sheet
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import CloseButtons, set_up_reading
from briefbuilder.ui.widgets.icons import paint_program_icon
from briefbuilder.ui.widgets.layouts import column_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text

if TYPE_CHECKING:
    from briefbuilder.ui.help.guide import GuideWindow


_COMPONENTS = (
    "PySide6_Essentials", "pydantic-core", "python-docx", "reportlab", "uharfbuzz", "pypdfium2", "pyoxigraph", "rapidfuzz",
    "trafilatura", "lxml", "py3langid", "pyahocorasick", "PyYAML", "pyphen", "python-bidi", "platformdirs",
    "fontpkg-noto-sans", "fontpkg-noto-serif", "sqlcipher3", "msoffcrypto-tool", "pg8000", "pikepdf", "XlsxWriter",
)  # fmt: skip
TOPIC = "helpTopic"
"""The property of a widget that names its page, such as "how-to/tag-passages"; it holds for what is inside, too."""
_FIRST = "index"


class ShortcutModel(QStandardItemModel):
    """One row per action with a shortcut, and one per key that works only in the article's text."""

    def __init__(self, board: ActionBoard, parent: QObject) -> None:
        super().__init__(parent)
        self.setHorizontalHeaderLabels((self.tr("Action"), self.tr("Keys")))
        for row in (*self._action_rows(board), *self._text_rows()):
            self.appendRow([QStandardItem(plain_text(text)) for text in row])

    @staticmethod
    def _action_rows(board: ActionBoard) -> list[tuple[str, str]]:
        form = QKeySequence.SequenceFormat.NativeText
        rows = []
        for spec in TABLE:
            action = board.action(spec.id)
            keys = ", ".join(each.toString(form) for each in action.shortcuts())
            text = action.iconText() if spec.id in {"undo", "redo"} else action.text().replace("&", "")
            if keys:
                rows.append((text, keys))
        return rows

    def _text_rows(self) -> list[tuple[str, str]]:
        return [
            (self.tr("In the text: tag with a recent topic"), "1 … 9"),
            (self.tr("In the text: find a topic by its first letters"), "A … Z"),
            (self.tr("In the text: select another suggestion"), self.tr("Left, Right")),
            (self.tr("In the text: accept the selected suggestion"), self.tr("Enter")),
            (self.tr("In the text: extend the selection to paragraph, then section"), self.tr("Esc")),
        ]


class ShortcutDialog(QDialog):
    """Lists the keyboard shortcuts."""

    def __init__(self, board: ActionBoard, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        table = QTableView(self)
        table.setAccessibleName(self.tr("Keyboard shortcuts"))
        table.setModel(ShortcutModel(board, table))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setAlternatingRowColors(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        buttons = CloseButtons(self)
        column_layout(self, table, buttons, margins=theme.space(0.8), gap=theme.space(0.6))
        self.resize(round(theme.line_height * 34), round(theme.line_height * 34))


class AboutDialog(QDialog):
    """Shows the version, the purpose, and the components with their licences."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About briefbuilder"))
        name = PlainLabel("briefbuilder", self)
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setBold(True)
        name.setFont(font)
        purpose = self.tr("Turns articles into policy briefings. Everything stays on this computer.")
        licence = self.tr("Version {version}, under the MIT licence").format(version=own_version())
        words = PlainLabel(purpose, self)
        version = PlainLabel(licence, self, role="muted")
        formats = PlainLabel(format_text(), self, role="muted")
        for label in (words, version, formats):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        parts = QTextBrowser(self)
        parts.setAccessibleName(self.tr("Components and their licences"))
        parts.setPlainText("\n".join(component_lines()))
        parts.setOpenLinks(False)
        sign = PlainLabel("", self)
        ratio = self.devicePixelRatioF()
        picture = paint_program_icon(round(theme.line_height * 3 * ratio))
        picture.setDevicePixelRatio(ratio)
        sign.setPixmap(picture)
        shown = (sign, name, words, version, formats, parts, CloseButtons(self))
        column_layout(self, *shown, margins=theme.space(1.2), gap=theme.space(0.5))
        self.resize(round(theme.line_height * 34), round(theme.line_height * 28))


def format_text() -> str:
    """Return the format of dossiers, and the oldest program that opens it."""
    from briefbuilder.storage.formats import own_format

    found = own_format()
    text = QCoreApplication.translate(
        "AboutDialog", "Dossiers have format {format}, which version {program} and later open"
    )
    return text.format(format=found.version, program=found.program)


def own_version() -> str:
    """Return the installed version of the program."""
    try:
        return metadata("briefbuilder")["Version"]
    except PackageNotFoundError:
        return "0"


def component_lines() -> tuple[str, ...]:
    """Return a line for Python, Qt and each installed component."""
    qt = QCoreApplication.translate(
        "AboutDialog", "Qt {version}: LGPL 3.0, used as separate, replaceable libraries"
    )
    lines = [f"Python {platform.python_version()}: PSF-2.0", qt.format(version=qVersion())]
    for name in _COMPONENTS:
        try:
            known = metadata(name)
        except PackageNotFoundError:
            continue
        licence = _license_of(known)
        first = licence.strip().partition("\n")[0]
        lines.append(f"{known['Name']} {known['Version']}: {first}")
    return tuple(lines)


def _license_of(known: PackageMetadata) -> str:
    named = next((known[name] for name in ("License-Expression", "License") if known.get_all(name)), "")
    return named or _license_from_classifiers(known.get_all("Classifier"))


def _license_from_classifiers(classifiers: list[str] | None) -> str:
    found = [text.rpartition(" :: ")[2] for text in classifiers or [] if text.startswith("License ::")]
    unknown = QCoreApplication.translate("AboutDialog", "see the licence text")
    return ", ".join(found) or unknown


class ReportDialog(QDialog):
    """Shows the whole report; nothing is sent, and nothing is written until the user saves it."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        theme = services.theme
        self.setWindowTitle(self.tr("Report a problem"))
        about = self.tr(
            "This report contains versions, settings and the last errors, but no content of a dossier and no "
            "paths. Save it and send it to your support, with what you did and what happened."
        )
        words = PlainLabel(about, self, wraps=True)
        self.text = QPlainTextEdit(self)
        set_up_reading(self.text, self.tr("Report"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setPlaceholderText(self.tr("The report is being made …"))
        self._save = push_button(self.tr("&Save as …"), self, self._on_save)
        clipboard = QGuiApplication.clipboard()
        self._copy = push_button(self.tr("&Copy"), self, lambda: clipboard.setText(self.text.toPlainText()))
        buttons = CloseButtons(self, self._save, self._copy)
        self._save.setDefault(True)
        column_layout(self, words, self.text, buttons, margins=theme.px(16), gap=theme.px(10))
        self.resize(theme.px(660), theme.px(560))
        self._show("")
        resources = services.resources.copy_for_thread()
        settings = services.settings

        def work(_context: JobContext) -> str:
            return make_report(resources, settings)

        self._job = JobSlot(services.jobs)
        self._job.start(work, self._show, services.show_failure)

    def done(self, result: int) -> None:
        """Close the dialog; a report that is still being made is dropped."""
        self._job.cancel()
        super().done(result)

    def _show(self, report: str) -> None:
        self.text.setPlainText(plain_text(report))
        self._save.setEnabled(bool(report))
        self._copy.setEnabled(bool(report))

    @Slot()
    def _on_save(self) -> None:
        name = f"briefbuilder-report-{datetime.now().astimezone():%Y-%m-%d}.txt"
        target = self._services.prompter.save_file(
            self.tr("Save report"), name, self.tr("Text files (*.txt)")
        )
        if target is None:
            return
        try:
            write_atomically(target, self.text.toPlainText().encode(), private=True)
        except ExportError as error:
            self._services.prompter.show_error(error)
            return
        self._services.toasts.show(self.tr("The report is saved as {name}.").format(name=target.name))
        self.accept()


class HelpCommands(QObject):
    """Registers the commands of the menu Help; the guide stays one window."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._guide: GuideWindow | None = None
        self.tour = Tour(services, window)
        board = services.actions
        board.register("guide", self.show_guide)
        board.register("first-steps", self.tour.start)
        run, theme = services.prompter.run, services.theme
        board.register("help-shortcuts", lambda: run(ShortcutDialog(board, theme, window)))
        board.register("whats-new", self._show_whats_new)
        board.register("report-problem", lambda: run(ReportDialog(services, window)))
        board.register("about", lambda: run(AboutDialog(theme, window)))

    @property
    def guide(self) -> GuideWindow:
        """The window of the guide."""
        # The guide and the dialogs are imported at first use, which keeps the start of the window short.
        if self._guide is None:
            from briefbuilder.ui.help.guide import GuideWindow

            self._guide = GuideWindow(app.guide.Guide(docs_folder()), self._services.theme, self._window)
            self._services.theme.changed.connect(self._on_theme_changed)
            self._on_theme_changed()
        return self._guide

    def show_guide(self) -> None:
        """Show the page of the guide about the place where the focus is."""
        self.guide.show_page(f"{help_topic(QApplication.focusWidget()) or _FIRST}.md")
        self._raise_guide()

    def _show_whats_new(self) -> None:
        self.guide.show_whats_new(app.guide.newest_changes(changelog_file()))
        self._raise_guide()

    @Slot()
    def _on_theme_changed(self) -> None:
        if self._guide is not None:
            self._guide.setStyleSheet(style_sheet(self._services.theme))

    def _raise_guide(self) -> None:
        """Show the guide; above a modal dialog it belongs to the dialog, since other windows get no keys then."""
        modal = QApplication.activeModalWidget()
        if isinstance(modal, QDialog) and self.guide.parentWidget() is not modal:
            self.guide.setParent(modal, Qt.WindowType.Window)
            modal.finished.connect(self._give_back)
        self.guide.show()
        self.guide.raise_()
        self.guide.activateWindow()
        self.guide.view.setFocus()

    @Slot()
    def _give_back(self) -> None:
        """Keep the guide when the dialog that it belonged to ends."""
        is_shown = self.guide.isVisible()
        self.guide.setParent(self._window, Qt.WindowType.Window)
        self.guide.setVisible(is_shown)


def help_topic(widget: QWidget | None) -> str:
    """Return the page of the guide for a widget: its own, or that of the nearest widget around it; empty for none."""
    while widget is not None:
        topic = widget.property(TOPIC)
        if isinstance(topic, str) and topic:
            return topic
        widget = widget.parentWidget()
    return ""
