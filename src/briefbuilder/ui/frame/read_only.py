"""Says that the open dossier is read-only where the user tries to change it; the header says it all the time."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from briefbuilder.domain.errors import DossierError
from briefbuilder.ui.action_table import TABLE
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import EditableLabel

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class ReadOnlyNotice(QObject):
    """Looks at keys and double clicks while a dossier is open that cannot be changed."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._keys = {QKeySequence(key) for spec in TABLE if spec.needs == "writable" for key in spec.keys}
        services.holder.session_replaced.connect(self._on_session_replaced)
        services.holder.file_lost.connect(self._on_session_replaced, Qt.ConnectionType.QueuedConnection)
        self._on_session_replaced()

    @Slot()
    def _on_session_replaced(self) -> None:
        application, session = QCoreApplication.instance(), self._services.holder.session
        if application is not None:
            application.removeEventFilter(self)
            if session is not None and session.read_only:
                application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell what keeps a change from being made; the event takes its usual way."""
        is_try = isinstance(watched, EditableLabel) and event.type() == QEvent.Type.MouseButtonDblClick
        if is_try or (isinstance(event, QKeyEvent) and self._would_change(watched, event)):
            self._tell()
        return False

    def _would_change(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        if isinstance(watched, QLineEdit | QTextEdit | QPlainTextEdit) and not watched.isReadOnly():
            return False
        is_text = isinstance(watched, QTextEdit) and self._services.modes.mode == "brief"
        if is_text and not event.modifiers() & _COMMANDS:
            return event.text().isprintable() and bool(event.text())
        return QKeySequence(event.keyCombination()) in self._keys

    def _tell(self) -> None:
        session, toasts = self._services.holder.session, self._services.toasts
        if session is None:
            return
        store = session.store
        error = store.lost or DossierError(store.read_only_code, path=str(session.path))
        text = self._services.words.error(error)
        if toasts.last != text:
            toasts.show(text, (self.tr("Save copy as …"), self._services.actions.action("save-copy").trigger))
