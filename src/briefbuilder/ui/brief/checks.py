"""The findings of a briefing: a list that leads to the place of each, and the quick fix."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefbuilder.app.messages import Words
from briefbuilder.domain.notices import Finding, Severity
from briefbuilder.domain.values import value
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.plain import plain_roles, plain_tip

if TYPE_CHECKING:
    from briefbuilder.app.commands.fixes import Fix


_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")


@value
class BriefingFindings:
    """The findings of the last check and of the last page layout."""

    check: tuple[Finding, ...] = ()
    pages: tuple[Finding, ...] = ()

    @property
    def all(self) -> tuple[Finding, ...]:
        """All findings without duplicates, the most severe first."""
        found = (*self.check, *(finding for finding in self.pages if finding not in self.check))
        return tuple(sorted(found, key=lambda finding: _SEVERITIES.index(finding.severity)))

    @property
    def faults(self) -> dict[str, str]:
        """The highest severity by the id of each part and item that has errors or warnings."""
        faults: dict[str, str] = {}
        for finding in reversed(self.all):
            node = finding.place.item or finding.place.part
            if node and finding.severity != "hint":
                faults[node] = finding.severity
        return faults


Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
SEVERITY = Qt.ItemDataRole.UserRole + 1
SEVERITY_NAME = Qt.ItemDataRole.UserRole + 2


class FindingsModel(QAbstractListModel):
    """Findings as sentences; with `show_fixes` it says which have a quick fix."""

    def __init__(self, words: Words, parent: QWidget | None = None, *, show_fixes: bool = False) -> None:
        super().__init__(parent)
        self._show_fixes = show_fixes
        self._words = words
        self._findings: tuple[Finding, ...] = ()
        self._sentences: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that are shown."""
        return self._findings

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show findings; nothing changes if they are the same."""
        if findings != self._findings:
            self.beginResetModel()
            self._findings = findings
            self._sentences = tuple(map(self._sentence, findings))
            self.endResetModel()

    def _sentence(self, finding: Finding) -> str:
        from briefbuilder.app.commands.fixes import has_fix

        words = " ".join(self._words.finding(finding).split())
        if not self._show_fixes or not has_fix(finding):
            return words
        return self.tr("{finding} Press F8 to fix it.").format(finding=words)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of findings."""
        return 0 if parent.isValid() else len(self._findings)

    @plain_roles
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a finding's sentence or its severity."""
        if not index.isValid():
            return None
        finding = self._findings[index.row()]
        sentence, severity = self._sentences[index.row()], self.severity_names[finding.severity]
        shown: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: sentence,
            Qt.ItemDataRole.ToolTipRole: plain_tip(sentence),
            Qt.ItemDataRole.AccessibleTextRole: f"{severity}: {sentence}",
            SEVERITY: finding.severity,
            SEVERITY_NAME: severity,
        }
        return shown.get(role)

    @property
    def severity_names(self) -> dict[Severity, str]:
        """The names of the severities."""
        return {"error": self.tr("Error"), "warning": self.tr("Warning"), "hint": self.tr("Hint")}


class FindingsDelegate(QStyledItemDelegate):
    """Draws a finding: a badge with its severity, then its sentence on as many lines as it needs."""

    def __init__(self, names: tuple[str, ...], theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._names = names
        self._theme = theme
        self._view = parent

    def _badge_width(self, font: QFont) -> int:
        """Return the width of the widest badge, so that all sentences are aligned."""
        metrics = QFontMetrics(_bold(font))
        return max(map(metrics.horizontalAdvance, self._names)) + self._theme.space(0.8)

    def _room(self, font: QFont, width: int) -> QRect:
        space = self._theme.space
        left = self._badge_width(font) + space(1.1)
        return QRect(left, space(0.35), max(60, width - left - space(0.6)), 10_000)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a size for all lines of a sentence."""
        width = self._view.viewport().width()
        room = self._room(option.font, width)
        flags = int(Qt.TextFlag.TextWordWrap)
        text = QFontMetrics(option.font).boundingRect(room, flags, str(index.data()))
        return QSize(self._theme.space(10), text.height() + self._theme.space(0.7))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a finding."""
        colours, space = self._theme.colours, self._theme.space
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colours.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colours.colour("hover"))
        tone = {"error": "danger", "warning": "warning"}.get(str(index.data(SEVERITY)), "muted")
        line = QFontMetrics(option.font).height()
        badge = QRect(area.left() + space(0.5), area.top() + space(0.3), 0, line + space(0.1))
        badge.setWidth(self._badge_width(option.font))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.wash_of(tone)))
        painter.drawRoundedRect(badge, space(0.2), space(0.2))
        painter.setPen(colours.colour(tone))
        painter.setFont(_bold(option.font))
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), str(index.data(SEVERITY_NAME)))
        painter.setFont(option.font)
        painter.setPen(colours.colour("text"))
        room = self._room(option.font, area.width()).translated(area.topLeft())
        room.setHeight(area.height())
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap), str(index.data()))
        painter.restore()


class FindingsView(QListView):
    """The list of findings. `go_requested` carries the Finding that was activated."""

    go_requested = Signal(object)

    def __init__(self, model: FindingsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "checks")
        self._findings = model
        self._theme = theme
        self.setModel(model)
        self.setItemDelegate(FindingsDelegate(tuple(model.severity_names.values()), theme, self))
        self.setAccessibleName(self.tr("Issues found by the check"))
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._request_go)

    @property
    def chosen(self) -> Finding | None:
        """The current finding, or None."""
        index = self.currentIndex()
        return self._findings.findings[index.row()] if index.isValid() else None

    @property
    def selected_findings(self) -> tuple[Finding, ...]:
        """The selected findings in order."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return tuple(self._findings.findings[row] for row in rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show a message if there are no findings."""
        super().paintEvent(event)
        if not self._findings.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self._theme.colours.colour("muted"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), int(flags), self.tr("No problems found."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the sentences out again for the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the place of the finding on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._request_go(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _request_go(self, index: QModelIndex) -> None:
        self.go_requested.emit(self._findings.findings[index.row()])


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


class QuickFix:
    """Applies the quick fixes of the selected findings as one command."""

    def __init__(self, services: Services, current: CurrentBriefing, checks: FindingsView) -> None:
        self._services = services
        self._current = current
        self._checks = checks

    def can_fix(self) -> bool:
        """Return whether at least one selected finding has a quick fix."""
        return self._current.writable and bool(self._fixes())

    def fix(self) -> None:
        """Fix the selected findings that have a quick fix."""
        fixes = self._fixes()
        self._current.edit(
            "mend-finding", lambda now: reduce(lambda briefing, fix: fix(briefing), fixes, now)
        )

    def _fixes(self) -> list[Fix]:
        from briefbuilder.app.commands.fixes import fix_for

        session = self._services.holder.session
        if session is None:
            return []
        found = (fix_for(session, finding) for finding in self._checks.selected_findings)
        return [fix for fix in found if fix is not None]
