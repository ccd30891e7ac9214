"""The dialogs with which a dossier is shared, its place of exchange is chosen, and the changes of others are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QRadioButton, QWidget

from briefbuilder.app.exchange.sending import SendChoice
from briefbuilder.app.exchange.settings import DeskMemory
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.exchange.records import FieldKey
from briefbuilder.ui.act_names import describe_act
from briefbuilder.ui.exchange.settle import ConflictTexts, RowList, TwoLineRow
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.choices import choice_box
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import CloseButtons, DialogButtons, fill_dialog
from briefbuilder.ui.widgets.layouts import FormLayout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text

_WIDTH = 520
"""Design pixels of a dialog of the exchange."""
_LONGEST_NAME = 80


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


class ShareDialog(QDialog):
    """Says what sharing a dossier means, and asks for the name that colleagues see."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/work-with-other-desks")
        self.setWindowTitle(self.tr("Share this dossier"))
        sentence = self.tr(
            "From now on each change is recorded so that other desks can take it in. "
            "What was done before now can no longer be undone."
        )
        about = PlainLabel(sentence, self, wraps=True)
        self.name = QLineEdit(name, self)
        self.name.setMaxLength(_LONGEST_NAME)
        label = PlainLabel(self.tr("Your name, as colleagues see it"), self, names=self.name)
        sentence = self.tr("It stands beside your changes in the dossiers of all desks, and in no export.")
        hint = PlainLabel(sentence, self, role="muted", wraps=True)
        buttons = DialogButtons(self, self.tr("Share dossier"))
        self._agree = buttons.agree
        self.name.textChanged.connect(self._refresh)
        fill_dialog(self, theme, about, label, self.name, hint, buttons)
        self.setMinimumWidth(theme.px(_WIDTH))
        self.name.selectAll()
        self.name.setFocus()
        self._refresh()

    @property
    def chosen(self) -> str:
        """The name that was entered."""
        return " ".join(self.name.text().split())

    @Slot()
    def _refresh(self) -> None:
        self._agree.setEnabled(bool(self.chosen))


class PlaceDialog(QDialog):
    """Asks where a dossier is exchanged, and for the name that colleagues see.

    `place` is a folder, the address of a server or "", `key_file` a path or "".
    """

    def __init__(
        self,
        services: Services,
        memory: DeskMemory,
        parent: QWidget,
        *,
        needs_key: bool = False,
        offers_server: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/work-with-other-desks")
        self.setWindowTitle(self.tr("Place of exchange"))
        self._theme, self._prompter, self._needs_key = services.theme, services.prompter, needs_key
        about = PlainLabel(
            self.tr("Changes are exchanged there by themselves while this dossier is open on this computer."),
            self,
            wraps=True,
        )
        place, theme = memory.place, services.theme
        on_server = "://" in place
        self._form = FormLayout()
        self._rows: dict[QLineEdit, QWidget] = {}
        # Widgets get the focus in the order in which they are created.
        self.nowhere = self._add_choice(self.tr("&Nowhere: changes are sent and taken in as files"))
        self.by_folder = self._add_choice(self.tr("In a shared &folder that every desk can write to"))
        self.folder = self._add_field(
            "" if on_server else place, self.tr("Shared folder"), self.tr("&Choose …"), self._on_choose_folder
        )
        self.on_server = self._add_choice(self.tr("On a PostgreSQL &server"))
        self.server = self._add_field(place if on_server else "", self.tr("Address of the server"))
        self.server.setPlaceholderText(
            self.tr("postgresql://name@server/database?dossier=name&sslrootcert=file")
        )
        self.key = self._add_field(
            memory.key_file, self.tr("File with the house key"), self.tr("C&hoose key …"), self._on_choose_key
        )
        self.name = QLineEdit(memory.name, self)
        self.name.setMaxLength(_LONGEST_NAME)
        name_label = PlainLabel(self.tr("Your name, as colleagues see it"), self, names=self.name)
        self._hint = PlainLabel("", self, role="muted", wraps=True)
        buttons = DialogButtons(self, self.tr("Use this place"))
        self._agree = buttons.agree
        fill_dialog(self, theme, about, self._form, name_label, self.name, self._hint, buttons, gap=0.5)
        for edit in (self.folder, self.server, self.key, self.name):
            edit.textChanged.connect(self._refresh)
        # Arrow keys move the focus on to the button that they choose.
        self.by_folder.clicked.connect(self._focus_field)
        self.on_server.clicked.connect(self._focus_field)
        for choice in (self.nowhere, self.by_folder, self.on_server):
            choice.toggled.connect(self._refresh)
        self.on_server.setVisible(offers_server)
        chosen = self.on_server if on_server else self.by_folder if place else self.nowhere
        chosen.setChecked(True)
        chosen.setFocus()
        self.setMinimumWidth(theme.px(_WIDTH))
        self._refresh()

    def _add_choice(self, text: str) -> QRadioButton:
        choice = QRadioButton(text, self)
        self._form.addRow(choice)
        return choice

    def _add_field(
        self, text: str, name: str, choose: str = "", run: Callable[[], None] | None = None
    ) -> QLineEdit:
        """Add a field with its label, and with a button that chooses a file."""
        beside = QWidget(self)
        field = QLineEdit(text, beside)
        label = PlainLabel(name, self, names=field)
        label.setIndent(self._theme.px(24))
        parts = row_layout(beside, field, grows=field)
        if run is not None:
            parts.addWidget(push_button(choose, beside, run))
        self._form.addRow(label, beside)
        self._rows[field] = beside
        return field

    @property
    def place(self) -> str:
        """The folder or the address that was chosen, "" for none."""
        if self.by_folder.isChecked():
            return self.folder.text().strip()
        return self.server.text().strip() if self.on_server.isChecked() else ""

    @property
    def _field(self) -> QLineEdit:
        return self.folder if self.by_folder.isChecked() else self.server

    @Slot()
    def _focus_field(self) -> None:
        self._field.setFocus()

    @property
    def person(self) -> str:
        """The name that was entered."""
        return " ".join(self.name.text().split())

    @property
    def key_file(self) -> str:
        """The path of the file with the house key, "" for none."""
        return self.key.text().strip()

    @Slot()
    def _on_choose_folder(self) -> None:
        if (folder := self._prompter.open_folder(self.tr("Shared folder"))) is not None:
            self.folder.setText(str(folder))

    @Slot()
    def _on_choose_key(self) -> None:
        path = self._prompter.open_file(self.tr("House key"), self.tr("All files (*)"))
        if path is not None:
            self.key.setText(str(path))

    @Slot()
    def _refresh(self, *_: object) -> None:
        self._form.setRowVisible(self._rows[self.folder], self.by_folder.isChecked())
        self._form.setRowVisible(self._rows[self.server], self.on_server.isChecked())
        somewhere = not self.nowhere.isChecked()
        self._form.setRowVisible(self._rows[self.key], somewhere)
        lacks_key = somewhere and self._needs_key and not self.key.text().strip()
        self._hint.setText(
            self.tr(
                "This dossier is encrypted: what is exchanged must be, too. Choose the file with the house key."
            )
            if lacks_key
            else ""
        )
        self._hint.setVisible(lacks_key)
        is_complete = not somewhere or (bool(self._field.text().strip()) and not lacks_key)
        self._agree.setEnabled(is_complete and bool(self.person))
        # Qt would only grow to the minimum, which knows nothing of wrapped lines.
        self.resize(self.size().expandedTo(self.sizeHint()))


class SendDialog(QDialog):
    """Asks to whom changes are sent, and with what; `partners` are the names of those who were sent some before."""

    def __init__(
        self, partners: Sequence[str], theme: Theme, parent: QWidget, *, needs_password: bool = False
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/send-changes-by-mail")
        self.setWindowTitle(self.tr("Send changes"))
        about = PlainLabel(
            self.tr("The changes since the last exchange are written to a file, which you send as you like."),
            self,
            wraps=True,
        )
        self.partner = QComboBox(self)
        self.partner.setEditable(True)
        self.partner.addItems([plain_text(name) for name in partners])
        field = QLineEdit(self.partner)
        field.setMaxLength(_LONGEST_NAME)
        field.setPlaceholderText(self.tr("Nobody in particular: all changes"))
        field.setAccessibleName(self.tr("Recipient"))
        self.partner.setLineEdit(field)
        self.partner.setCurrentIndex(0 if partners else -1)
        label = PlainLabel(self.tr("&Recipient"), self, names=self.partner)
        self.originals = QCheckBox(self.tr("With s&ource pages"), self)
        self.pictures = QCheckBox(self.tr("With p&ictures"), self)
        self.reserved = QCheckBox(self.tr("Also where ri&ghts are reserved or an embargo is not over"), self)
        for box in (self.originals, self.pictures, self.reserved):
            box.setChecked(True)
        self.password = QCheckBox(self.tr("&Encrypt with a password"), self)
        self.password.setChecked(needs_password)
        self.password.setEnabled(not needs_password)
        buttons = DialogButtons(self, self.tr("Write file …"))
        boxes = (self.originals, self.pictures, self.reserved, self.password)
        fill_dialog(self, theme, about, label, self.partner, *boxes, buttons, gap=0.5)
        self.setMinimumWidth(theme.px(_WIDTH))

    @property
    def chosen(self) -> SendChoice:
        """What was chosen; whether to encrypt is apart."""
        return SendChoice(
            partner=" ".join(self.partner.currentText().split()),
            originals=self.originals.isChecked(),
            pictures=self.pictures.isChecked(),
            reserved=self.reserved.isChecked(),
        )


class DesksDialog(QDialog):
    """Lists the desks of a dossier, with what each has not confirmed."""

    def __init__(self, sentence: str, rows: Sequence[TwoLineRow], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/see-changes")
        self.setWindowTitle(self.tr("Desks"))
        self.list = RowList(self.tr("Desks of this dossier"), theme, self)
        self.list.show_rows(rows)
        fill_dialog(self, theme, PlainLabel(sentence, self, wraps=True), self.list, CloseButtons(self))
        self.resize(theme.px(_WIDTH), theme.px(360))


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
    """Lists what came in, the latest first; accepted with `wanted` if the user wants to go to a change."""

    def __init__(self, services: Services, acts: Sequence[TakenInAct], parent: QWidget) -> None:
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
        names = sorted({act.author for act in self._acts if act.author})
        entries = ((self.tr("Everyone"), ""), *((name, name) for name in names))
        self.people = choice_box(self, entries, "", self._fill, name=self.tr("Whose changes"))
        self.people.setVisible(self.people.count() > 2)
        self.list = RowList(self.tr("Changes of others"), theme, self)
        self.list.activated.connect(self._on_go)
        told = self.tr("Undo takes back your own changes only, also those that others have seen.")
        hint = PlainLabel(told, self, role="muted", wraps=True)
        self.go = push_button(self.tr("&Go to"), self, self._on_go)
        buttons = CloseButtons(self, self.go, by_enter=False)
        fill_dialog(
            self, theme, PlainLabel(sentence, self, wraps=True), self.people, self.list, hint, buttons
        )
        self.list.selectionModel().currentChanged.connect(self._refresh)
        self.resize(theme.px(620), theme.px(520))
        self._fill()
        self.list.setFocus()

    @Slot()
    def _fill(self) -> None:
        author = self.people.currentData()
        self._shown = tuple(act for act in self._acts if not author or act.author == author)
        self.list.show_rows([self._row(act) for act in self._shown], max(self.list.row, 0))
        self._refresh()

    def _row(self, act: TakenInAct) -> TwoLineRow:
        first = act.keys[0] if act.keys else None
        name = describe_act(self._services, ChangeSet(act=act.code, changes=(), parameters=act.parameters))
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
