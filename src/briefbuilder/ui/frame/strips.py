"""The strip under the header for problems that stay, and the message that a dossier is read-only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.ui.action_table import TABLE
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import EditableLabel, icon_button, push_button
from briefbuilder.ui.widgets.keys import COMMAND_MODIFIERS
from briefbuilder.ui.widgets.layouts import row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, message_text

StripAction = tuple[str, Callable[[], object]]


class NoticeStrip(QFrame):
    """One notice with buttons for what can be done; it stays until it is closed or another one comes.

    A `quiet` one has no colour of its own. `closed` is emitted when the user closes it.
    """

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget, *, quiet: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("kind", "quiet-notice" if quiet else "notice")
        self._label = PlainLabel("", self, wraps=True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = icon_button(self.tr("Close notice"), "x", theme, self, run=self._on_closed)
        self._row = row_layout(
            self,
            self._label,
            self._close,
            margins=theme.margins(16, 6, 12, 6),
            gap=theme.px(8),
            grows=self._label,
        )
        self.buttons: list[QPushButton] = []
        self.hide()

    @property
    def text(self) -> str:
        """The notice that is shown, or an empty text."""
        return "" if self.isHidden() else self._label.text()

    def show_notice(self, text: str, *actions: StripAction) -> None:
        """Show a notice with buttons; each button closes it first."""
        self._remove_buttons()
        text = message_text(text)
        self._label.setText(text)
        self.setAccessibleName(text)
        for name, run in actions:
            button = push_button(
                name, self, partial(self._run, run), name=name.replace("&", ""), kind="small"
            )
            self._row.insertWidget(self._row.count() - 1, button)
            self.buttons.append(button)
        self.show()

    @Slot()
    def clear(self) -> None:
        """Hide the notice."""
        self._remove_buttons()
        self.hide()

    @Slot()
    def _on_closed(self) -> None:
        self.clear()
        self.closed.emit()

    def _run(self, run: Callable[[], object], _checked: bool = False) -> None:
        self.clear()
        run()

    def _remove_buttons(self) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons.clear()


class ReadOnlyNotice(QObject):
    """Looks at keys and double clicks while a dossier is open that cannot be changed."""

    def __init__(
        self, services: Services, open_moved: Callable[[BriefbuilderError], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._open_moved = open_moved
        self._keys = {QKeySequence(key) for spec in TABLE if spec.needs == "writable" for key in spec.keys}
        services.holder.session_replaced.connect(self._on_session_replaced)
        services.holder.file_lost.connect(self._on_session_replaced, Qt.ConnectionType.QueuedConnection)
        self._on_session_replaced()

    @Slot()
    def _on_session_replaced(self) -> None:
        application, session = QCoreApplication.instance(), self._services.holder.session
        if application is not None:
            application.removeEventFilter(self)
            if session is not None and session.store.read_only:
                application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell what keeps a change from being made; the event takes its usual way."""
        is_try = isinstance(watched, EditableLabel) and event.type() == QEvent.Type.MouseButtonDblClick
        if is_try or (isinstance(event, QKeyEvent) and self._would_change(watched, event)):
            self._tell()
        return False

    def _would_change(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or QApplication.activeModalWidget() is not None:
            return False
        if isinstance(watched, QLineEdit | QTextEdit | QPlainTextEdit) and not watched.isReadOnly():
            return False
        is_text = isinstance(watched, QTextEdit) and self._services.modes.mode == "brief"
        if is_text and not event.modifiers() & COMMAND_MODIFIERS:
            return event.text().isprintable() and bool(event.text())
        return QKeySequence(event.keyCombination()) in self._keys

    def _tell(self) -> None:
        session, toasts = self._services.holder.session, self._services.toasts
        if session is None:
            return
        store = session.store
        error = store.lost or DossierError(store.read_only_code, path=str(session.store.path))
        text = self._services.words.error(error)
        if toasts.last == text:
            return
        actions = [(self.tr("Save copy as …"), self._services.actions.action("save-copy").trigger)]
        if error.code == "dossier-moved-to":
            actions.insert(0, (self.tr("Open at new place"), partial(self._open_moved, error)))
        toasts.show(text, *actions)
