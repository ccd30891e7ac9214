"""The dialog that lists the strong suggestions of an article before they are accepted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QDialog, QTreeWidget, QTreeWidgetItem, QWidget

from briefbuilder.domain.topics import Suggestion
from briefbuilder.ui.read.rail_rows import ShownSuggestion
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import topic_icon
from briefbuilder.ui.widgets.dialogs import DialogButtons, fill_dialog
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text


@dataclass(frozen=True, slots=True)
class SectionSuggestions:
    """A section of an article, by its index and name, with its strong suggestions."""

    section: int
    name: str
    suggestions: tuple[ShownSuggestion, ...]


class AcceptStrongDialog(QDialog):
    """Lists suggestions by section, all of them ticked. Enter accepts what is ticked."""

    def __init__(
        self, sections: tuple[SectionSuggestions, ...], current: int, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/accept-suggestions")
        self.setWindowTitle(self.tr("Accept strong suggestions"))
        self._sections, self._theme = sections, theme
        self._items: dict[tuple[int, int], QTreeWidgetItem] = {}
        words = PlainLabel(
            self.tr("Each ticked topic is assigned to the section above it."), self, role="muted"
        )
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName(self.tr("Strong suggestions"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setIndentation(theme.px(18))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.verticalScrollBar().setAccessibleName(self.tr("Scroll the suggestions"))
        self._current = current
        self.section_only = QCheckBox(self.tr("Only the &current section"), self)
        self.section_only.toggled.connect(self._on_section_only)
        self.section_only.setVisible(len(sections) > 1 and any(each.section == current for each in sections))
        buttons = DialogButtons(self, "", self.tr("Cancel"))
        self._agree = buttons.agree
        self._agree.setMinimumWidth(theme.px(132))
        fill_dialog(self, theme, words, self.tree, self.section_only, buttons, gap=0.5)
        self._fill()
        self.tree.itemChanged.connect(self._show_count)
        self._show_count()
        rows = len(self._items) + len(sections)
        self.resize(theme.px(460), min(theme.px(560), theme.px(150) + rows * theme.px(30)))
        self.tree.setFocus()

    @property
    def ticked(self) -> tuple[tuple[int, Suggestion], ...]:
        """The ticked suggestions, each with the index of its section."""
        return tuple(
            (self._sections[place].section, self._sections[place].suggestions[row].suggestion)
            for (place, row), item in self._items.items()
            if item.checkState(0) == Qt.CheckState.Checked
        )

    def _fill(self) -> None:
        for place, section in enumerate(self._sections):
            group = QTreeWidgetItem(self.tree, [plain_text(section.name)])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            group.setSizeHint(0, QSize(0, self._theme.px(28)))
            group.setFirstColumnSpanned(True)
            for row, shown in enumerate(section.suggestions):
                words = ", ".join(dict.fromkeys(each.text for each in shown.suggestion.evidence))
                item = QTreeWidgetItem(group, [plain_text(shown.name), plain_text(words)])
                item.setSizeHint(0, QSize(0, self._theme.px(28)))
                item.setIcon(0, topic_icon(shown.colour, self._theme))
                item.setForeground(1, self._theme.colours.colour("muted"))
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(0, Qt.CheckState.Checked)
                self._items[place, row] = item
        self.tree.expandAll()
        self.tree.setColumnWidth(0, self._theme.px(280))
        places = {section.section: place for place, section in enumerate(self._sections)}
        first = self._items.get((places.get(self._current, 0), 0))
        if first is not None:
            self.tree.setCurrentItem(first)

    @Slot(bool)
    def _on_section_only(self, only: bool) -> None:
        for (place, _), item in self._items.items():
            ticked = not only or self._sections[place].section == self._current
            item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    @Slot()
    def _show_count(self) -> None:
        count = len(self.ticked)
        self._agree.setText(self.tr("Add %n topic(s)", "", count))
        self._agree.setEnabled(count > 0)
