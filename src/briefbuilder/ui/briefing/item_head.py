"""The head of the item in hand: where it comes from, how far that is relied on, who may see it, what was done to it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from briefbuilder.domain.briefing import Briefing, Excerpt, Item
from briefbuilder.ui.briefing.choices import choose_data, fill_levels, fill_reliability
from briefbuilder.ui.briefing.words import BriefingWords
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.elided import ElidedComboBox, ElidedLabel
from briefbuilder.ui.widgets.folding import FoldedTools
from briefbuilder.ui.widgets.titled import TitledRow

_LETTERS = 6
"""Letters of a choice that stay in sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How the field below holds an item: `folded` away, its translation instead of its words, `editable` there."""

    folded: bool
    translating: bool
    editable: bool


class ItemHead(QObject):
    """Two rows for the panel's layout, `row` and `note_row`, whose widgets are the panel's.

    `rated` and `marked` carry the reliability and the mark that were chosen, `opened` and `translation_wanted`
    whether the text, or its translation, is to show.
    """

    rated = Signal(object)
    marked = Signal(object)
    opened = Signal(bool)
    translation_wanted = Signal(bool)
    restore_wanted = Signal()

    def __init__(self, services: Services, words: BriefingWords, panel: QWidget) -> None:
        super().__init__(panel)
        self._services, self._words, self._panel = services, words, panel
        self._offered: tuple[str, str] = ("", "")
        self._title = ElidedLabel(panel)
        self._title.setObjectName("strip-title")
        self._note = QLabel(panel)
        self._note.setObjectName("muted")
        self._note.setWordWrap(True)
        self._build_choices()
        self._build_buttons()
        self._folded = FoldedTools(self.tr("More tools for the item"), services.theme, panel)
        self._folded.offer((self._open, self._translate))
        self.row = TitledRow(
            self._title, (self._reliability, self._marking, self._open, self._translate, self._folded)
        )
        self.note_row = QHBoxLayout()
        self._lay_out()
        self._reliability.activated.connect(self._on_rated)
        self._marking.activated.connect(self._on_marked)
        self._restore.clicked.connect(self.restore_wanted)
        self._open.clicked.connect(self.opened)
        self._translate.clicked.connect(self.translation_wanted)

    def show_item(self, briefing: Briefing, item: Item, held: Held, *, writable: bool) -> None:
        """Show what is to be said of an item of a briefing; `fit` is to follow."""
        excerpt = item if isinstance(item, Excerpt) else None
        title = self._words.source(excerpt) if excerpt else self.tr("Own text")
        self._title.setText(title)
        self._title.setToolTip(title)
        edited = excerpt is not None and excerpt.blocks is not None
        self._restore.setVisible(edited and not held.folded and not held.translating)
        self._note.setText(self._note_for(item, held))
        self._note.setVisible(bool(self._note.text()) and not held.folded)
        self._folded.offer((self._open, self._translate) if excerpt is not None else ())
        self._open.setChecked(not held.folded)
        self._translate.setChecked(held.translating)
        self._translate.setEnabled(writable or bool(excerpt and excerpt.translation))
        self._show_choices(briefing, item)
        for widget in (self._reliability, self._marking, self._restore):
            widget.setEnabled(writable)

    def fit(self, width: int) -> bool:
        """Set the tools below the title where there is no room beside it; return whether they moved."""
        self._folded.unfold()
        moved = self.row.fit(width)
        shown = (one for one in (self._reliability, self._marking) if not one.isHidden())
        choices = [one.minimumSizeHint().width() for one in shown]
        margins, gap = self.row.contentsMargins(), self.row.spacing()
        taken = margins.left() + margins.right() + sum(choices) + gap * (len(choices) + 1)
        self._folded.fit(width - taken, gap)
        return moved

    def _build_choices(self) -> None:
        self._reliability = self._choice(
            self.tr("Reliability of the source"),
            self.tr(
                "Admiralty code: A to F for the source, 1 to 6 for the information; F6 cannot be judged."
            ),
        )
        fill_reliability(self._reliability, self.tr("Not rated"))
        self._marking = self._choice(self.tr("Mark of the item"), self.tr("Mark of the item"))

    def _choice(self, name: str, told: str) -> ElidedComboBox:
        combo = ElidedComboBox(_LETTERS, self._panel)
        combo.setAccessibleName(name)
        combo.setToolTip(told)
        combo.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.setMaximumWidth(self._services.theme.space(11))
        return combo

    def _build_buttons(self) -> None:
        self._restore = self._button(self.tr("Source’s words"), self.tr("Take the source’s words again"))
        self._open = self._button(self.tr("Text"), self.tr("Open or close the text of the excerpt"))
        self._open.setCheckable(True)
        self._translate = self._button(
            self.tr("Translation"), self.tr("Write the working translation of the excerpt")
        )
        self._translate.setToolTip(
            self.tr("Write the working translation that stands beside the excerpt, told to be unofficial")
        )
        self._translate.setCheckable(True)

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton(self._panel)
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _lay_out(self) -> None:
        space = self._services.theme.space
        self.row.setContentsMargins(space(0.6), space(0.3), space(0.4), space(0.2))
        self.row.set_gap(space(0.3))
        self.note_row.setContentsMargins(space(0.6), 0, space(0.4), space(0.2))
        self.note_row.addWidget(self._note, 1)
        self.note_row.addWidget(self._restore)

    def _show_choices(self, briefing: Briefing, item: Item) -> None:
        excerpt = item if isinstance(item, Excerpt) else None
        self._reliability.setVisible(excerpt is not None)
        if excerpt is not None:
            choose_data(self._reliability, excerpt.reliability)
        if self._offered != (briefing.template, briefing.language):
            self._offered = (briefing.template, briefing.language)
            restricted = self.tr("Needs an accredited system: an administrator has to allow it first.")
            none = self.tr("No own mark")
            fill_levels(self._marking, self._words.profile, briefing.language, none, restricted)
        choose_data(self._marking, item.marking)

    def _note_for(self, item: Item, held: Held) -> str:
        closed = len(item.releases)
        restricted = self.tr("%n paragraph(s) are not for everybody.", "", closed) if closed else ""
        return " ".join(filter(None, (self._words_on(item, held), restricted)))

    def _words_on(self, item: Item, held: Held) -> str:
        if not isinstance(item, Excerpt):
            return ""
        if held.translating:
            return self.tr("A working translation: the export says that it is unofficial.")
        if not held.editable:
            return self.tr(
                "This excerpt holds a picture, code or an uneven table: it is exported as the source has it."
            )
        return self.tr("Edited: the export says so.") if item.blocks is not None else ""

    @Slot()
    def _on_rated(self) -> None:
        self.rated.emit(self._reliability.currentData())

    @Slot()
    def _on_marked(self) -> None:
        self.marked.emit(self._marking.currentData())
