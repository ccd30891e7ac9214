"""Creates the QActions of the table of actions.

Widgets register a handler under an action's id. An action without a handler is disabled, and so is one whose needs
are not met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from briefbuilder.ui.action_table import TABLE, ActionSpec, MenuName
from briefbuilder.ui.session_holder import SessionHolder


@dataclass(slots=True)
class _Handler:
    run: Callable[[], None]
    enabled: Callable[[], bool]


class ActionBoard(QObject):
    """The actions of one window."""

    def __init__(self, holder: SessionHolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holder = holder
        self._handlers: dict[str, _Handler] = {}
        self._specs = {spec.id: spec for spec in TABLE}
        self._actions = {spec.id: self._made(spec) for spec in TABLE}
        holder.session_replaced.connect(self.refresh)
        holder.changed.connect(self.refresh)
        self.refresh()

    def action(self, action_id: str) -> QAction:
        """Return the action with an id. Raises KeyError where the table has none."""
        return self._actions[action_id]

    def menu_actions(self, menu: MenuName) -> Iterator[tuple[ActionSpec, QAction]]:
        """Yield the entries of a menu with their actions."""
        return ((spec, self._actions[spec.id]) for spec in TABLE if spec.menu == menu)

    def toolbar_actions(self) -> Iterator[tuple[ActionSpec, QAction]]:
        """Yield the entries of the toolbar with their actions."""
        return ((spec, self._actions[spec.id]) for spec in TABLE if spec.bar)

    def register(
        self,
        action_id: str,
        handler: Callable[[], None],
        *,
        enabled: Callable[[], bool] | None = None,
        widget: QWidget | None = None,
    ) -> QAction:
        """Register the handler of an action and the condition under which it is enabled, beyond its `needs`.

        With `widget`, the shortcut works only while the focus is inside that widget. This is required for
        shortcuts that are a letter, a digit, Delete or an arrow key.
        """
        action = self._actions[action_id]
        self._handlers[action_id] = _Handler(handler, enabled or _always)
        if widget is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            widget.addAction(action)
        action.setEnabled(self._is_enabled(self._specs[action_id]))
        return action

    def unregistered(self) -> tuple[str, ...]:
        """Return the ids of the actions without a handler."""
        return tuple(spec.id for spec in TABLE if spec.id not in self._handlers)

    def refresh(self, *_: object) -> None:
        """Update which actions are enabled; call it when the condition of a handler may have changed."""
        for spec in TABLE:
            self._actions[spec.id].setEnabled(self._is_enabled(spec))

    def _is_enabled(self, spec: ActionSpec) -> bool:
        handler = self._handlers.get(spec.id)
        if handler is None:
            return False
        if spec.needs == "writable" and not self._holder.writable:
            return False
        if spec.needs == "dossier" and self._holder.session is None:
            return False
        return handler.enabled()

    def _made(self, spec: ActionSpec) -> QAction:
        action = QAction(QCoreApplication.translate("Actions", spec.text), self)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setData(spec.id)
        action.triggered.connect(self._on_triggered)
        return action

    def _on_triggered(self) -> None:
        handler = self._handlers.get(self.sender().objectName())
        if handler is not None:
            handler.run()


def _always() -> bool:
    return True
