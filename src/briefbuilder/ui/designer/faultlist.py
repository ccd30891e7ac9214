"""The list of a template's faults under its text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

from briefbuilder.domain.notices import Finding
from briefbuilder.ui.designer.margin import MARKS, MEANINGS
from briefbuilder.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class FaultsModel(QAbstractListModel):
    """Findings with their words, in the order of the file."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[tuple[Finding, str], ...] = ()
        self._own = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that are listed."""
        return tuple(finding for finding, _ in self._rows)

    def show(self, rows: tuple[tuple[Finding, str], ...], own: str) -> None:
        """List findings with their words; `own` is the path that needs no name."""
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows, self._own = rows, own
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's words, with its place, its severity in a word, and a colour."""
        if not index.isValid():
            return None
        finding, words = self._rows[index.row()]
        place = _place(finding, self._own)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{MARKS[finding.severity]}  {place}  {words}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colours.colour(MEANINGS[finding.severity])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            severity = {
                "error": self.tr("Error"), "warning": self.tr("Warning"), "hint": self.tr("Hint"),
            }[finding.severity]  # fmt: skip
            return self.tr("{severity} at {place}: {words}").format(
                severity=severity, place=place, words=words
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return words
        return None


def _place(finding: Finding, own: str) -> str:
    """Return where a finding is: its line and column, the file where it is another one, which may have no lines."""
    place = finding.place
    name = Path(place.file).name if place.file and place.file != own else None
    return ":".join(str(part) for part in (name, place.line, place.column) if part is not None)


class FaultsView(QListView):
    """The list; `go_requested` carries a finding that was activated."""

    go_requested = Signal(object)

    def __init__(self, model: FaultsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faults = model
        self.setModel(model)
        self.setAccessibleName(self.tr("Faults of the template"))
        self.setWordWrap(True)
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme.space(3))
        self._nothing = ""
        self._theme = theme
        self.activated.connect(self._on_activated)
        self.clicked.connect(self._on_activated)

    def show_nothing(self, words: str) -> None:
        """Say something where no fault is listed."""
        self._nothing = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the faults, or the words that there is none."""
        super().paintEvent(event)
        if self._nothing and not self._faults.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self._theme.colours.colour("muted"))
            pad = self._theme.space(0.5)
            area = self.viewport().rect().adjusted(pad, pad, -pad, -pad)
            painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading, self._nothing)
            painter.end()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.go_requested.emit(self._faults.findings[index.row()])
