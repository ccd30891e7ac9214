"""The layout of dialogs, lists and pages of text in them, and dialogs that list lines and ask for a line or a password."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QIcon, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.layouts import STRETCH, Part, column_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip
from briefbuilder.ui.widgets.rows import RowsModel, RowsView, break_long_lines

Value = TypeVar("Value")


class _LinesModel(RowsModel[Value]):
    """Values, each as a line of text that a function gives it."""

    describe: Callable[[Any], str] = str

    def row_data(self, row: Value, role: int) -> object:
        """Return the line of a value."""
        return self.describe(row) if role == Qt.ItemDataRole.DisplayRole else None


class TextList(RowsView[Value]):
    """A list of values, each a line of text, of which one is current; a long line is broken."""

    def __init__(self, name: str, parent: QWidget, empty: str = "") -> None:
        lines: _LinesModel[Value] = _LinesModel(parent)
        super().__init__(lines, parent, empty)
        self._lines = lines
        self.setAccessibleName(name)
        break_long_lines(self)

    def show_values(
        self, values: Iterable[Value], describe: Callable[[Value], str] = str, row: int = 0
    ) -> None:
        """Show other values as `describe` puts them; `row` is made current, or the last one if there are fewer."""
        self._lines.describe = describe
        self.show_rows(values, row)
        self.setAccessibleDescription("" if self._lines.rows else self.empty)


class TickList(QListWidget):
    """A list of entries that can be ticked, each of which stands for a value; Space ticks all that are selected."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)

    def add(self, text: str, value: object, *, ticked: bool = False, tip: str = "") -> None:
        """Add an entry; the first one becomes current."""
        item = QListWidgetItem(plain_text(text), self)
        set_tip(item, tip)
        item.setData(Qt.ItemDataRole.UserRole, value)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        if self.count() == 1:
            self.setCurrentRow(0)

    def tick(self, values: Collection[object]) -> None:
        """Tick the entries of some values, and no others."""
        for item in map(self.item, range(self.count())):
            is_ticked = item.data(Qt.ItemDataRole.UserRole) in values
            item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay out the entries again: the window whose style gives them their height may be another one than before."""
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick all selected entries on Space, or untick them if all are ticked."""
        current, role = self.currentIndex(), Qt.ItemDataRole.CheckStateRole
        if event.key() != Qt.Key.Key_Space or event.modifiers() or not current.isValid():
            super().keyPressEvent(event)
            return
        chosen = {*self.selectedIndexes(), current}
        are_ticked = all(Qt.CheckState(index.data(role)) == Qt.CheckState.Checked for index in chosen)
        state = Qt.CheckState.Unchecked if are_ticked else Qt.CheckState.Checked
        for index in chosen:
            self.model().setData(index, state, role)

    @property
    def ticked(self) -> tuple[Any, ...]:
        """The values of the ticked entries."""
        items = map(self.item, range(self.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )


def set_up_reading(page: QTextEdit | QPlainTextEdit, name: str) -> None:
    """Let the text of a page be selected, also with the keyboard, and not be changed; `name` is its accessible name."""
    page.setReadOnly(True)
    page.setUndoRedoEnabled(False)
    page.setAccessibleName(name)
    flags = Qt.TextInteractionFlag
    page.setTextInteractionFlags(flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
    page.verticalScrollBar().setAccessibleName(QCoreApplication.translate("Pages", "Scroll the text"))


class ListDialog(QDialog):
    """Shows lines under a sentence; "Copy" copies all of them."""

    def __init__(
        self, title: str, sentence: str, lines: tuple[str, ...], theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(plain_text(title))
        view: TextList[str] = TextList(plain_text(title), self)
        view.show_values(lines, row=-1)
        clipboard = QGuiApplication.clipboard()
        copy = push_button(self.tr("&Copy"), self, lambda: clipboard.setText("\n".join(lines)))
        label, buttons = PlainLabel(sentence, self, wraps=True), CloseButtons(self, copy)
        fill_dialog(self, theme, label, view, buttons, size=(34, 22))


class _ButtonBox(QDialogButtonBox):
    def changeEvent(self, event: QEvent) -> None:
        """Let Tab reach each button: when its style changes, Qt makes one of them stand for the box and passes over those before it."""
        super().changeEvent(event)
        self.setFocusProxy(None)  # type: ignore[arg-type]


class DialogButtons(_ButtonBox):
    """A default button, `agree`, that accepts a dialog, and one that rejects it: Cancel, unless `refuse` names it.

    The `others` do something in the dialog.
    """

    def __init__(
        self, dialog: QDialog, agree: str, refuse: str = "", *, others: Iterable[QPushButton] = ()
    ) -> None:
        super().__init__(dialog)
        for button in others:
            self.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        if not refuse:
            # The style sheet says so, too, but a dialog may get its own after its buttons.
            self.addButton(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self.agree: QPushButton = self.addButton(agree, QDialogButtonBox.ButtonRole.AcceptRole)
        self.agree.setDefault(True)
        if refuse:
            self.addButton(refuse, QDialogButtonBox.ButtonRole.RejectRole)
        self.accepted.connect(dialog.accept)
        self.rejected.connect(dialog.reject)


class CloseButtons(_ButtonBox):
    """Buttons that do something in a dialog, and one that closes it: Close, unless `close` names it.

    Enter presses the latter, or no button if it chooses among rows (`by_enter` is false).
    """

    def __init__(self, dialog: QDialog, *others: QPushButton, by_enter: bool = True, close: str = "") -> None:
        super().__init__(dialog)
        for button in others:
            self.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        closing = push_button(close or self.tr("Close"), self, kind="close")
        self.addButton(closing, QDialogButtonBox.ButtonRole.RejectRole)
        for button in (*others, closing):
            button.setAutoDefault(by_enter)
        closing.setDefault(by_enter)
        self.rejected.connect(dialog.reject)


def fill_dialog(
    dialog: QDialog,
    theme: Theme,
    *parts: Part,
    gap: float = 0.6,
    grows: Part = STRETCH,
    size: tuple[float, float] | None = None,
) -> QVBoxLayout:
    """Style a dialog and lay out its parts one below the other, with margins; `gap` and `size` are in line heights."""
    theme.style(dialog)
    if size is not None:
        dialog.resize(round(theme.line_height * size[0]), round(theme.line_height * size[1]))
    return column_layout(dialog, *parts, margins=theme.space(1), gap=theme.space(gap), grows=grows)


_COLUMNS = 44
"""The width of a dialog in average characters."""


class LineDialog(QDialog):
    """Asks for a line of text."""

    def __init__(self, title: str, label: str, agree: str, initial: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.line = QLineEdit(initial, self)
        self.line.selectAll()
        _add_rows(self, (PlainLabel(label, self, wraps=True, names=self.line), self.line), agree)


class PasswordFields(QWidget):
    """Fields for passwords, one below the other, and a box that shows what was entered."""

    def __init__(self, labels: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        column = column_layout(self)
        self.fields = tuple(QLineEdit(self) for _ in labels)
        for label, field in zip(labels, self.fields, strict=True):
            column.addWidget(PlainLabel(label, self, wraps=True, names=field))
            column.addWidget(field)
        show = QCheckBox(self.tr("&Show password"), self)
        show.toggled.connect(self._show)
        column.addWidget(show)
        self._show(shown=False)
        self.setFocusProxy(self.fields[0])

    @Slot(bool)
    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in self.fields:
            field.setEchoMode(mode)


class PasswordDialog(QDialog):
    """Asks for a password; spaces count, and it cannot be empty."""

    def __init__(self, title: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/set-a-password")
        self.setWindowTitle(title)
        self._fields = PasswordFields((label,), self)
        self._fields.fields[0].textChanged.connect(self._refresh)
        self._agree = _add_rows(self, (self._fields,), self.tr("Continue")).agree
        self._refresh()

    @property
    def password(self) -> str:
        """The password as it was entered."""
        return self._fields.fields[0].text()

    @Slot()
    def _refresh(self) -> None:
        self._agree.setEnabled(bool(self.password))


class NewPasswordDialog(QDialog):
    """Asks twice for a new password. With `remove`, the text of a button, it can be removed instead."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        sentence: str,
        agree: str,
        remove: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme.style(self)
        self.setProperty("helpTopic", "how-to/set-a-password")
        self.setWindowTitle(title)
        self._removes = False
        words = PlainLabel(sentence, self, wraps=True)
        labels = (self.tr("New password"), self.tr("New password again"))
        self._fields = PasswordFields(labels, self)
        self._fault = PlainLabel("", self, role="muted")
        self._buttons = _add_rows(self, (words, self._fields, self._fault), agree)
        if remove:
            button = push_button(remove, self, self._remove)
            self._buttons.addButton(button, QDialogButtonBox.ButtonRole.ResetRole)
        for field in self._fields.fields:
            field.textChanged.connect(self._refresh)
        self._fields.setFocus()
        self._refresh()

    @property
    def password(self) -> str | None:
        """The new password, None if it is to be removed."""
        return None if self._removes else self._fields.fields[0].text()

    @Slot()
    def _refresh(self) -> None:
        first, again = (field.text() for field in self._fields.fields)
        self._buttons.agree.setEnabled(bool(first) and first == again)
        differ = bool(again) and not first.startswith(again)
        self._fault.setText(self.tr("The two passwords differ.") if differ else "")

    @Slot()
    def _remove(self) -> None:
        self._removes = True
        self.accept()


def _add_rows(dialog: QDialog, rows: tuple[QWidget, ...], agree: str) -> DialogButtons:
    """Lay out a dialog with its buttons."""
    buttons = DialogButtons(dialog, agree)
    column_layout(dialog, *rows, buttons, margins=round(QFontMetricsF(dialog.font()).height()))
    dialog.setMinimumWidth(dialog.fontMetrics().averageCharWidth() * _COLUMNS)
    return buttons
