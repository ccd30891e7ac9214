"""The dialogs of the menu Help: keyboard shortcuts, and the version and licences of the program."""

from __future__ import annotations

import platform
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    qVersion,
)
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.action_table import TABLE
from briefbuilder.ui.actions import ActionBoard
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.icons import paint_program_icon
from briefbuilder.ui.widgets.plain import PlainLabel, plain_roles

_Index = QModelIndex | QPersistentModelIndex


class ShortcutModel(QAbstractTableModel):
    """One row per action with a shortcut, and one per key that works only in the article's text."""

    def __init__(self, board: ActionBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = [*self._action_rows(board), *self._text_rows()]

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return the number of shortcuts."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return 2: the action and its keys."""
        return 0 if parent is not None and parent.isValid() else 2

    @plain_roles
    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return a cell's text."""
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        return None

    @plain_roles
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """Return a column's title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Action"), self.tr("Keys"))[section]
        return None

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

    def __init__(self, board: ActionBoard, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        table = QTableView(self)
        table.setAccessibleName(self.tr("Keyboard shortcuts"))
        table.setModel(ShortcutModel(board, table))
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
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        pad = theme.space(0.8)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.space(0.6))
        column.addWidget(table)
        column.addWidget(buttons)
        self.resize(round(theme.line_height * 34), round(theme.line_height * 34))


_COMPONENTS = (
    "PySide6_Essentials", "pydantic", "python-docx", "reportlab", "uharfbuzz", "pypdfium2", "pyoxigraph", "rapidfuzz",
    "trafilatura", "lxml", "py3langid", "pyahocorasick", "PyYAML", "pyphen", "python-bidi", "platformdirs",
    "fontpkg-noto-sans", "fontpkg-noto-serif", "sqlcipher3", "msoffcrypto-tool", "pg8000", "pikepdf", "XlsxWriter",
)  # fmt: skip


class AboutDialog(QDialog):
    """Shows the version, the purpose, and the components with their licences."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About briefbuilder"))
        name = PlainLabel("briefbuilder", self)
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setBold(True)
        name.setFont(font)
        words = PlainLabel(
            self.tr("Turns articles into policy briefings. Everything stays on this computer."), self
        )
        version = PlainLabel(
            self.tr("Version {version}, under the MIT licence").format(version=own_version()), self
        )
        version.setObjectName("muted")
        formats = PlainLabel(format_text(), self)
        formats.setObjectName("muted")
        for label in (words, version, formats):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        parts = QTextBrowser(self)
        parts.setAccessibleName(self.tr("Components and their licences"))
        parts.setPlainText("\n".join(component_lines()))
        parts.setOpenLinks(False)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        pad = theme.space(1.2)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.space(0.5))
        sign = PlainLabel("", self)
        ratio = self.devicePixelRatioF()
        picture = paint_program_icon(round(theme.line_height * 3 * ratio))
        picture.setDevicePixelRatio(ratio)
        sign.setPixmap(picture)
        for widget in (sign, name, words, version, formats, parts, buttons):
            column.addWidget(widget)
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
