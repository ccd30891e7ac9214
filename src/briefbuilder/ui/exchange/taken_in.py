"""The list of what was taken in from other desks, with ways to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QWidget

from briefbuilder.exchange.records import FieldKey
from briefbuilder.ui.act_names import describe_foreign_act
from briefbuilder.ui.exchange.conflict_texts import ConflictTexts
from briefbuilder.ui.exchange.rows import RowList, TwoLineRow
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.dialogs import create_column, muted_label
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text

_ICONS: Mapping[str, str] = {
    "article": "newspaper",
    "tag": "tag",
    "judgement": "check",
    "topic": "tags",
    "briefing": "pen-line",
    "search": "search",
    "setting": "settings",
    "decision": "file-input",
    "removal": "trash-2",
}


@dataclass(frozen=True, slots=True)
class TakenInAct:
    """An act of another desk: who did it and when (milliseconds since 1970), what it is, and what it changed."""

    author: str
    clock: int
    code: str
    keys: tuple[FieldKey, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    is_new: bool = False


class TakenInDialog(QDialog):
    """Lists what came in, the latest first; accepted with `wanted` where the user wants to go to a change."""

    def __init__(self, services: Services, acts: Sequence[TakenInAct], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/see-changes")
        self.setWindowTitle(self.tr("Changes of others"))
        self.wanted: FieldKey | None = None
        self._services, self._acts = services, tuple(acts)
        self._shown: tuple[TakenInAct, ...] = ()
        self._texts = ConflictTexts(services, self)
        theme = services.theme
        count = len(self._acts)
        sentence = (
            self.tr("%n change(s) of other desks were taken in.", "", count)
            if count
            else self.tr("Nothing was taken in from other desks yet.")
        )
        self.people = QComboBox(self)
        self.people.setAccessibleName(self.tr("Whose changes"))
        self.people.addItem(self.tr("Everyone"), "")
        for author in sorted({act.author for act in self._acts if act.author}):
            self.people.addItem(plain_text(author), author)
        self.people.setVisible(self.people.count() > 2)
        self.people.activated.connect(self._fill)
        self.list = RowList(self.tr("Changes of others"), theme, self)
        self.list.activated.connect(self._on_go)
        hint = muted_label(self)
        hint.setText(self.tr("Undo takes back your own changes only, also those that others have seen."))
        buttons = QDialogButtonBox(self)
        self.go = buttons.addButton(self.tr("&Go to it"), QDialogButtonBox.ButtonRole.ActionRole)
        self.go.clicked.connect(self._on_go)
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.go, close):
            button.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        widgets = (PlainLabel(sentence, self, wraps=True), self.people, self.list, hint, buttons)
        create_column(self, theme, widgets=widgets)
        self.list.selectionModel().currentChanged.connect(self._refresh)
        self.resize(theme.px(620), theme.px(520))
        self._fill()
        self.list.setFocus()

    @Slot()
    def _fill(self) -> None:
        author = self.people.currentData()
        self._shown = tuple(act for act in self._acts if not author or act.author == author)
        self.list.show_rows([self._row(act) for act in self._shown])
        self._refresh()

    def _row(self, act: TakenInAct) -> TwoLineRow:
        first = act.keys[0] if act.keys else None
        name = describe_foreign_act(self._services, act.code, act.parameters)
        place = self._texts.place(first) if first is not None else ""
        if not name:
            name = self.tr("Change: {place}").format(place=place) if place else self.tr("Change")
            place = ""
        signature = self._texts.who(act.author, act.clock)
        return TwoLineRow(
            title=name[:1].upper() + name[1:],
            caption="  ·  ".join(filter(None, (signature, place))),
            icon=_ICONS.get(first.collection if first is not None else "", "pen-line"),
            is_new=act.is_new,
        )

    @property
    def _key(self) -> FieldKey | None:
        """The change of the current act that can be gone to."""
        row = self.list.row
        keys = self._shown[row].keys if 0 <= row < len(self._shown) else ()
        return next((key for key in keys if key.collection in {"article", "tag", "briefing", "topic"}), None)

    @Slot()
    def _refresh(self) -> None:
        self.go.setEnabled(self._key is not None)

    @Slot()
    def _on_go(self) -> None:
        key = self._key
        if key is not None:
            self.wanted = key
            self.accept()
