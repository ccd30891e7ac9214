"""The versions of a briefing: keep one under a name, see what differs from now, go back to it."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, QStringListModel, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.app.acts import versions
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.briefing.words import BriefingWords
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.differing import show_differences


class VersionsDialog(QDialog):
    """A list of versions beside what each says differently from the briefing as it is now."""

    def __init__(self, services: Services, briefing: Briefing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._briefing = briefing
        self._kept: tuple[Briefing, ...] = ()
        self._words = BriefingWords(services, self)
        self.setWindowTitle(self.tr("Versions of “{title}”").format(title=briefing.title))
        self._model = QStringListModel(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setAccessibleName(self.tr("Versions"))
        self._text = QTextEdit(self)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("What has changed since the version"))
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._legend = QLabel(
            self.tr("Struck through: only in the version. Underlined: new since then."), self
        )
        self._legend.setObjectName("muted")
        self._legend.setWordWrap(True)
        self._lay_out()
        self._list.selectionModel().currentChanged.connect(self._show)
        self._refresh()

    def _lay_out(self) -> None:
        space = self._services.theme.space
        self._keep = self._button(self.tr("&Keep this state …"), self._on_keep)
        self._back = self._button(self.tr("&Go back to it"), self._on_restore)
        self._remove = self._button(self.tr("&Remove …"), self._on_remove)
        left = QVBoxLayout()
        left.addWidget(self._list, 1)
        for button in (self._keep, self._back, self._remove):
            left.addWidget(button)
        right = QVBoxLayout()
        right.addWidget(self._text, 1)
        right.addWidget(self._legend)
        both = QHBoxLayout()
        both.setSpacing(space(0.8))
        both.addLayout(left, 1)
        both.addLayout(right, 3)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(1.2), space(1.1), space(1.2), space(1))
        column.addLayout(both, 1)
        column.addWidget(buttons)
        self.resize(space(52), space(32))

    def _button(self, text: str, slot: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    @property
    def _chosen(self) -> Briefing | None:
        row = self._list.currentIndex().row()
        return self._kept[row] if 0 <= row < len(self._kept) else None

    def _refresh(self) -> None:
        session = self._services.holder.session
        present = session.briefing(self._briefing.id) if session is not None else None
        if session is None or present is None:
            self.reject()
            return
        self._briefing = present
        self._words.set_briefing(present)
        self._kept = session.versions(present.id)
        self._model.setStringList([self._name(kept) for kept in self._kept])
        if self._kept:
            self._list.setCurrentIndex(self._model.index(0, 0))
        self._show()

    def _name(self, kept: Briefing) -> str:
        moment = QDateTime.fromString(kept.created, Qt.DateFormat.ISODate).toLocalTime()
        when = QLocale(self._services.language).toString(moment, QLocale.FormatType.ShortFormat)
        return f"{kept.version} · {when}"

    @Slot()
    def _show(self) -> None:
        kept = self._chosen
        writable = self._services.holder.writable
        self._keep.setEnabled(writable)
        for button in (self._back, self._remove):
            button.setEnabled(writable and kept is not None)
        self._text.clear()
        self._legend.setVisible(kept is not None)
        if kept is None:
            self._text.setPlainText(self.tr("No version is kept yet. Keep the present state under a name."))
        else:
            stretches = versions.compared(kept, self._briefing, self._words.heading)
            show_differences(self._text, stretches, self._services.theme)

    def _apply(self, act: ChangeSet) -> None:
        self._services.holder.apply(act)
        self._refresh()

    @Slot()
    def _on_keep(self) -> None:
        session = self._services.holder.session
        name = self._services.prompter.ask_text(self.tr("Keep this state"), self.tr("Name of the version"))
        if session is None or not name:
            return
        try:
            self._apply(versions.keep_version(session, self._briefing.id, name))
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)

    @Slot()
    def _on_restore(self) -> None:
        session, kept = self._services.holder.session, self._chosen
        if session is not None and kept is not None:
            self._apply(versions.restore_version(session, kept.id))

    @Slot()
    def _on_remove(self) -> None:
        session, kept = self._services.holder.session, self._chosen
        if session is None or kept is None:
            return
        question = self.tr("Remove the version “{version}”? You can undo this.").format(version=kept.version)
        if self._services.prompter.confirm(self.tr("Remove version"), question, self.tr("Remove")):
            self._apply(versions.remove_version(session, kept.id))
