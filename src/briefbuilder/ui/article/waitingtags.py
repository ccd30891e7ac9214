"""Tags whose words the newer version of an article does not hold as they were: one decision each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QStringListModel, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.app.acts.revising import Waiting
from briefbuilder.ui.theme import Theme

Decide = Callable[[Waiting], bool]


class WaitingTagsDialog(QDialog):
    """The tags that wait, each with its words and the place that they probably have; what is not decided waits on."""

    def __init__(
        self, waiting: tuple[Waiting, ...], names: tuple[str, ...], theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tags that wait for a decision"))
        self._waiting, self._names = list(waiting), list(names)
        self.place: Decide = _refuse
        self.remove: Decide = _refuse
        said = QLabel(
            self.tr(
                "The newer version does not hold these words as they were. Nothing is lost until you decide."
            ),
            self,
        )
        said.setWordWrap(True)
        self._model = QStringListModel(list(names), self)
        self._list = QListView(self)
        self._list.setAccessibleName(self.tr("Tags that wait"))
        self._list.setModel(self._model)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.verticalScrollBar().setAccessibleName(self.tr("Scroll the tags"))
        self._before, self._after = QLabel(self), QLabel(self)
        for label in (self._before, self._after):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        buttons = QDialogButtonBox(self)
        action = QDialogButtonBox.ButtonRole.ActionRole
        self._put = buttons.addButton(self.tr("&Put it there"), action)
        self._take = buttons.addButton(self.tr("&Take the tag off"), action)
        buttons.addButton(self.tr("Leave waiting"), QDialogButtonBox.ButtonRole.RejectRole)
        self._put.clicked.connect(self._on_put)
        self._take.clicked.connect(self._on_take)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        pad = theme.space(1)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.space(0.6))
        for widget in (said, self._list, self._before, self._after, buttons):
            column.addWidget(widget, 1 if widget is self._list else 0)
        self.resize(round(theme.em * 40), round(theme.em * 30))
        self._list.selectionModel().currentChanged.connect(self._show)
        self._choose(0)

    @property
    def put_button(self) -> QPushButton:
        """The button that puts the tag on the place that was found."""
        return self._put

    @property
    def take_button(self) -> QPushButton:
        """The button that takes the tag off."""
        return self._take

    @property
    def words(self) -> tuple[str, str]:
        """What is said of the words of the chosen tag, and of the place that was found."""
        return self._before.text(), self._after.text()

    def _current(self) -> int:
        return self._list.currentIndex().row()

    def _choose(self, row: int) -> None:
        index = self._model.index(min(row, len(self._waiting) - 1), 0)
        self._list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @Slot()
    def _show(self) -> None:
        row = self._current()
        if not 0 <= row < len(self._waiting):
            return
        one = self._waiting[row]
        self._before.setText(self.tr("It lay on: {words}").format(words=_short(one.tag.passage.quote)))
        if one.place is None:
            self._after.setText(self.tr("Nothing like it was found. Tag other words, and take this tag off."))
        else:
            said = self.tr("Found, {percent} % alike: {words}")
            self._after.setText(said.format(percent=round(one.alike), words=_short(one.place.quote)))
        self._put.setEnabled(one.place is not None)

    @Slot()
    def _on_put(self) -> None:
        self._decide(self.place)

    @Slot()
    def _on_take(self) -> None:
        self._decide(self.remove)

    def _decide(self, act: Decide) -> None:
        row = self._current()
        if not 0 <= row < len(self._waiting) or not act(self._waiting[row]):
            return
        del self._waiting[row], self._names[row]
        if not self._waiting:
            self.accept()
            return
        self._model.setStringList(self._names)
        self._choose(row)


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 240 else f"{flat[:120]} … {flat[-110:]}"


def _refuse(_waiting: Waiting) -> bool:
    return False
