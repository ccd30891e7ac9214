"""Two dialogs of the watched folders: which of the new files to import, and which folders to watch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.theme import Theme


class ChooseFilesDialog(QDialog):
    """New files, each with a tick. `dismissing` tells that the ticked ones are to be dismissed, not imported."""

    def __init__(self, files: Sequence[Path], theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.dismissing = False
        self._files = tuple(files)
        self.setWindowTitle(self.tr("New files"))
        words = QLabel(self.tr("Tick the files to import or to dismiss:"), self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("New files"))
        for path in self._files:
            item = QListWidgetItem(f"{path.name}  ·  {path.parent.name}", self.list)
            item.setToolTip(str(path))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.list.setCurrentRow(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        agree = buttons.addButton(self.tr("&Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        agree.setDefault(True)
        self.dismiss = buttons.addButton(self.tr("&Dismiss"), QDialogButtonBox.ButtonRole.ActionRole)
        self.dismiss.clicked.connect(self._on_dismiss)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        _stack(self, theme, (words, self.list, buttons))

    @property
    def chosen(self) -> tuple[Path, ...]:
        """The files that are ticked."""
        ticked = (
            self.list.item(row).checkState() == Qt.CheckState.Checked for row in range(self.list.count())
        )
        return tuple(path for path, is_ticked in zip(self._files, ticked, strict=True) if is_ticked)

    @Slot()
    def _on_dismiss(self) -> None:
        self.dismissing = True
        self.accept()


class WatchedFoldersDialog(QDialog):
    """The watched folders; what is added or removed counts at once."""

    def __init__(
        self,
        folders: Callable[[], Sequence[Path]],
        add: Callable[[], None],
        remove: Callable[[Path], None],
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._folders, self._add, self._remove = folders, add, remove
        self.setWindowTitle(self.tr("Watched folders"))
        sentence = self.tr(
            "New files in these folders, and in folders within them, are offered for import into this dossier. "
            "What lies in them already counts as new."
        )
        words = QLabel(sentence, self)
        words.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Watched folders"))
        self.list.currentRowChanged.connect(self._on_chosen)
        buttons = QDialogButtonBox(self)
        self.add = buttons.addButton(self.tr("&Add folder …"), QDialogButtonBox.ButtonRole.ActionRole)
        self.remove = buttons.addButton(self.tr("&Remove"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self._on_remove)
        buttons.rejected.connect(self.reject)
        _stack(self, theme, (words, self.list, buttons))
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        self.list.addItems([str(folder) for folder in self._folders()])
        self.list.setCurrentRow(0)
        self.remove.setEnabled(self.list.count() > 0)

    @Slot()
    def _on_chosen(self) -> None:
        self.remove.setEnabled(self.list.currentItem() is not None)

    @Slot()
    def _on_add(self) -> None:
        self._add()
        self._fill()

    @Slot()
    def _on_remove(self) -> None:
        folders, row = self._folders(), self.list.currentRow()
        if 0 <= row < len(folders):
            self._remove(folders[row])
            self._fill()


def _stack(dialog: QDialog, theme: Theme, widgets: Sequence[QWidget]) -> None:
    column = QVBoxLayout(dialog)
    pad = theme.space(1)
    column.setContentsMargins(pad, pad, pad, pad)
    column.setSpacing(theme.space(0.6))
    for widget in widgets:
        column.addWidget(widget)
    dialog.resize(round(theme.em * 34), round(theme.em * 20))
