"""Creates the QActions of the table of actions.

Widgets register a handler under an action's id. An action without a handler is disabled, and so is one whose needs
are not met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from briefbuilder.ui.action_table import TABLE, ActionSpec, MenuName, Need
from briefbuilder.ui.session_holder import SessionHolder


@dataclass(slots=True)
class _Handler:
    run: Callable[[], object]
    enabled: Callable[[], bool]
    why_not: Callable[[], str]


class ActionBoard(QObject):
    """The actions of one window; `running` carries the id of an action before its handler is called, `ran` after."""

    running = Signal(str)
    ran = Signal(str)

    def __init__(self, holder: SessionHolder, parent: QObject) -> None:
        super().__init__(parent)
        self._holder = holder
        self._mode = ""
        self._window: QWidget | None = None
        self._handlers: dict[tuple[str, str], _Handler] = {}
        # The handlers in the present mode, by action.
        self._current: dict[str, _Handler] = {}
        self._specs = {spec.id: spec for spec in TABLE}
        self._actions = {spec.id: self._made(spec) for spec in TABLE}
        holder.followed.connect(self.refresh)
        self.refresh()

    def action(self, action_id: str) -> QAction:
        """Return the action with an id. Raises KeyError if the table has none."""
        return self._actions[action_id]

    def menu_actions(self, menu: MenuName) -> Iterator[tuple[ActionSpec, QAction]]:
        """Yield the entries of a menu with their actions."""
        return ((spec, self._actions[spec.id]) for spec in TABLE if spec.menu == menu and spec.in_menu)

    def fill(self, menu: QMenu, *action_ids: str) -> None:
        """Add actions to a menu; an empty id stands for a line between them."""
        for action_id in action_ids:
            if action_id:
                menu.addAction(self._actions[action_id])
            else:
                menu.addSeparator()

    def register(
        self,
        action_id: str,
        handler: Callable[[], object],
        *,
        enabled: Callable[[], bool] | None = None,
        widget: QWidget | None = None,
        why_not: Callable[[], str] | None = None,
        mode: str = "",
    ) -> QAction:
        """Register the handler of an action and the condition under which it is enabled, beyond its `needs`.

        With `widget`, the shortcut works only while the focus is inside that widget. This is required for
        shortcuts that are a letter, a digit, Delete or an arrow key. `why_not` returns what the palette says if the
        action cannot run. An action that does something else in each mode of the window is registered once for each `mode`.
        """
        action = self._actions[action_id]
        self._handlers[action_id, mode] = _Handler(
            handler, enabled or (lambda: True), why_not or (lambda: "")
        )
        if mode == self._mode or (not mode and (action_id, self._mode) not in self._handlers):
            self._current[action_id] = self._handlers[action_id, mode]
        if widget is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            widget.addAction(action)
        elif self._window is not None and not self._specs[action_id].in_menu:
            # Keys work if an action belongs to a widget, as it does to its menu.
            self._window.addAction(action)
        if self._holder.is_followed:
            action.setEnabled(self._is_enabled(self._specs[action_id]))
        return action

    def set_window(self, window: QWidget) -> None:
        """Set the window in which keys of actions work that are in no menu; call it before actions are registered."""
        self._window = window

    def unregistered(self) -> tuple[str, ...]:
        """Return the ids of the actions without a handler."""
        known = {action_id for action_id, _ in self._handlers}
        return tuple(spec.id for spec in TABLE if spec.id not in known)

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot run, empty if it can."""
        spec = self._specs[action_id]
        if self._is_enabled(spec):
            return ""
        if spec.needs != "nothing" and self._holder.session is None:
            return self.tr("Open a dossier first")
        if spec.needs == "writable" and not self._holder.writable:
            return self.tr("The dossier is read-only")
        if spec.menu == "briefing" and self._holder.opened.store.count("briefing") == 0:
            # Also before the page Brief is made, which registers the handlers.
            return self.tr("Create a briefing first")
        handler = self._current.get(action_id)
        if handler is None:
            other = next((mode for name, mode in self._handlers if name == action_id), "")
            return {"read": self.tr("Switch to Read first"), "brief": self.tr("Switch to Brief first")}.get(
                other, self.tr("Not available here")
            )
        return handler.why_not() or self.tr("Not available here")

    @Slot(str)
    def set_mode(self, mode: str) -> None:
        """Use the handlers of another mode of the window."""
        self._mode = mode
        general = {name: handler for (name, own), handler in self._handlers.items() if not own}
        special = {name: handler for (name, own), handler in self._handlers.items() if own == mode}
        self._current = general | special
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Update which actions are enabled; call it when the condition of a handler may have changed."""
        if not self._holder.is_followed:
            # Many views follow a change, and each would ask for it.
            return
        met = self._needs_met()
        for spec in TABLE:
            handler = self._current.get(spec.id)
            enabled = handler is not None and met[spec.needs] and handler.enabled()
            self._actions[spec.id].setEnabled(enabled)

    def _needs_met(self) -> dict[Need, bool]:
        """Return whether each need of an action is met now."""
        is_open = self._holder.session is not None
        return {"nothing": True, "dossier": is_open, "writable": self._holder.writable}

    def _is_enabled(self, spec: ActionSpec) -> bool:
        handler = self._current.get(spec.id)
        return handler is not None and self._needs_met()[spec.needs] and handler.enabled()

    def _made(self, spec: ActionSpec) -> QAction:
        action = QAction(QCoreApplication.translate("Actions", spec.text), self)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setData(spec.id)
        action.triggered.connect(self._on_triggered)
        return action

    def _on_triggered(self) -> None:
        action_id = self.sender().objectName()
        if self._current.get(action_id) is None:
            return
        self.running.emit(action_id)
        # Another mode may have its own handler.
        handler = self._current.get(action_id)
        if handler is not None:
            handler.run()
        self.ran.emit(action_id)
