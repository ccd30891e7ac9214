"""The one table of actions, and the board that turns it into QActions.

Menus, the toolbar and the shortcut help read the table; widgets register what an action does by its
id. An action without a handler, or whose needs are not met, is disabled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from briefbuilder.ui.actionspec import QT_TRANSLATE_NOOP, ActionSpec, MenuName
from briefbuilder.ui.library_actions import LIBRARY
from briefbuilder.ui.services import SessionHolder
from briefbuilder.ui.structure_actions import STRUCTURE
from briefbuilder.ui.topic_actions import TOPICS

TABLE: tuple[ActionSpec, ...] = (
    ActionSpec(
        "new-dossier", "dossier", QT_TRANSLATE_NOOP("Actions", "&New dossier …"), ("Ctrl+N",), "nothing"
    ),
    ActionSpec(
        "open-dossier", "dossier", QT_TRANSLATE_NOOP("Actions", "&Open dossier …"), ("Ctrl+O",), "nothing"
    ),
    ActionSpec(
        "import-files",
        "dossier",
        QT_TRANSLATE_NOOP("Actions", "&Import articles …"),
        ("Ctrl+I",),
        bar=True,
        gap=True,
    ),
    ActionSpec(
        "import-folder", "dossier", QT_TRANSLATE_NOOP("Actions", "Import &folder …"), ("Ctrl+Shift+I",)
    ),
    ActionSpec(
        "paste-article", "dossier", QT_TRANSLATE_NOOP("Actions", "&Paste as article"), ("Ctrl+Shift+V",)
    ),
    ActionSpec(
        "import-waiting",
        "dossier",
        QT_TRANSLATE_NOOP("Actions", "Import &new files"),
        ("Ctrl+Alt+I",),
        gap=True,
    ),
    ActionSpec("watched-folders", "dossier", QT_TRANSLATE_NOOP("Actions", "&Watched folders …")),
    ActionSpec(
        "close-dossier",
        "dossier",
        QT_TRANSLATE_NOOP("Actions", "&Close dossier"),
        ("Ctrl+W",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "design-templates",
        "dossier",
        QT_TRANSLATE_NOOP("Actions", "&Template designer …"),
        ("Ctrl+Alt+D",),
        "nothing",
        gap=True,
    ),
    ActionSpec(
        "shared-templates",
        "dossier",
        QT_TRANSLATE_NOOP("Actions", "S&hared folder of templates …"),
        needs="nothing",
    ),
    ActionSpec("quit", "dossier", QT_TRANSLATE_NOOP("Actions", "&Quit"), ("Ctrl+Q",), "nothing", gap=True),
    ActionSpec("undo", "edit", QT_TRANSLATE_NOOP("Actions", "&Undo"), ("Ctrl+Z",), bar=True),
    ActionSpec("redo", "edit", QT_TRANSLATE_NOOP("Actions", "&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), bar=True),
    ActionSpec(
        "find-articles",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "&Search articles"),
        ("Ctrl+F",),
        "dossier",
        gap=True,
    ),
    *LIBRARY,
    ActionSpec(
        "previous-article",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Previous article"),
        ("Alt+PgUp",),
        "dossier",
    ),
    ActionSpec(
        "next-article", "article", QT_TRANSLATE_NOOP("Actions", "Next article"), ("Alt+PgDown",), "dossier"
    ),
    ActionSpec(
        "previous-paragraph",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Previous paragraph"),
        ("Ctrl+Up",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "next-paragraph", "article", QT_TRANSLATE_NOOP("Actions", "Next paragraph"), ("Ctrl+Down",), "dossier"
    ),
    ActionSpec(
        "previous-section",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Previous section"),
        ("Ctrl+PgUp",),
        "dossier",
    ),
    ActionSpec(
        "next-section", "article", QT_TRANSLATE_NOOP("Actions", "Next section"), ("Ctrl+PgDown",), "dossier"
    ),
    ActionSpec("tag", "article", QT_TRANSLATE_NOOP("Actions", "&Tag …"), ("T",), bar=True, gap=True),
    ActionSpec("repeat-tag", "article", QT_TRANSLATE_NOOP("Actions", "Tag with the &last topic"), (".",)),
    ActionSpec("adjust-tag", "article", QT_TRANSLATE_NOOP("Actions", "Move an &edge of the tag"), ("F4",)),
    ActionSpec("remove-tag", "article", QT_TRANSLATE_NOOP("Actions", "&Remove tag"), ("Del",)),
    ActionSpec(
        "accept-suggestion",
        "article",
        QT_TRANSLATE_NOOP("Actions", "&Accept suggestion"),
        ("+", "="),
        gap=True,
    ),
    ActionSpec("reject-suggestion", "article", QT_TRANSLATE_NOOP("Actions", "Re&ject suggestion"), ("-",)),
    ActionSpec(
        "accept-all",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Accept a&ll of the article"),
        ("Ctrl++", "Ctrl+="),
    ),
    ActionSpec(
        "raise-bar", "article", QT_TRANSLATE_NOOP("Actions", "Accept all from a hi&gher score"), ("]",)
    ),
    ActionSpec(
        "lower-bar", "article", QT_TRANSLATE_NOOP("Actions", "Accept all from a lo&wer score"), ("[",)
    ),
    ActionSpec(
        "add-to-briefing",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Add to &briefing"),
        ("Ctrl+Return", "Ctrl+Enter"),
        bar=True,
        gap=True,
    ),
    ActionSpec("copy-article", "article", QT_TRANSLATE_NOOP("Actions", "&Copy text"), ("Ctrl+C",), "dossier"),
    ActionSpec(
        "show-copies",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Copies of this repor&t …"),
        ("Ctrl+Shift+Y",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "linked-articles",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Mail and attac&hments …"),
        ("Ctrl+Shift+G",),
        "dossier",
    ),
    ActionSpec("newer-version", "article", QT_TRANSLATE_NOOP("Actions", "Take in a newer &version …")),
    ActionSpec(
        "waiting-tags", "article", QT_TRANSLATE_NOOP("Actions", "Tags that &wait …"), ("Ctrl+Shift+U",)
    ),
    ActionSpec(
        "show-original",
        "article",
        QT_TRANSLATE_NOOP("Actions", "&Original beside the text"),
        ("F6",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "save-original",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Save origi&nal as …"),
        ("Ctrl+Shift+S",),
        "dossier",
    ),
    ActionSpec(
        "edit-articles",
        "article",
        QT_TRANSLATE_NOOP("Actions", "&Details of the chosen articles …"),
        ("Ctrl+Alt+M",),
        gap=True,
    ),
    ActionSpec("remove-article", "article", QT_TRANSLATE_NOOP("Actions", "Re&move article …")),
    *STRUCTURE,
    *TOPICS,
    ActionSpec(
        "new-briefing",
        "briefing",
        QT_TRANSLATE_NOOP("Actions", "&New briefing …"),
        ("Ctrl+Shift+N",),
        bar=True,
    ),
    ActionSpec("follow-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "Ne&xt briefing like this …")),
    ActionSpec("rename-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "&Rename briefing …")),
    ActionSpec(
        "briefing-versions",
        "briefing",
        QT_TRANSLATE_NOOP("Actions", "&Versions …"),
        ("Ctrl+Shift+H",),
        "dossier",
    ),
    ActionSpec("remove-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "Remo&ve briefing …")),
    ActionSpec(
        "new-part", "briefing", QT_TRANSLATE_NOOP("Actions", "New &part …"), ("Ctrl+Shift+P",), gap=True
    ),
    ActionSpec("new-own-text", "briefing", QT_TRANSLATE_NOOP("Actions", "New own &text"), ("Ctrl+T",)),
    ActionSpec("gather", "briefing", QT_TRANSLATE_NOOP("Actions", "&Gather tagged passages"), ("Ctrl+G",)),
    ActionSpec("edit-item", "briefing", QT_TRANSLATE_NOOP("Actions", "&Edit"), ("F2",)),
    ActionSpec("insert-note", "briefing", QT_TRANSLATE_NOOP("Actions", "Insert &note"), ("Ctrl+Alt+N",)),
    ActionSpec("insert-table", "briefing", QT_TRANSLATE_NOOP("Actions", "Insert ta&ble"), ("Ctrl+Alt+T",)),
    ActionSpec(
        "next-misspelling", "briefing", QT_TRANSLATE_NOOP("Actions", "Next miss&pelt word"), ("Alt+F7",)
    ),
    ActionSpec("move-item-up", "briefing", QT_TRANSLATE_NOOP("Actions", "Move &up"), ("Alt+Up",), gap=True),
    ActionSpec("move-item-down", "briefing", QT_TRANSLATE_NOOP("Actions", "Move &down"), ("Alt+Down",)),
    ActionSpec("promote-item", "briefing", QT_TRANSLATE_NOOP("Actions", "One level &higher"), ("Alt+Left",)),
    ActionSpec("demote-item", "briefing", QT_TRANSLATE_NOOP("Actions", "One &level lower"), ("Alt+Right",)),
    ActionSpec("remove-item", "briefing", QT_TRANSLATE_NOOP("Actions", "Remove &from briefing"), ("Del",)),
    ActionSpec(
        "describe-picture",
        "briefing",
        QT_TRANSLATE_NOOP("Actions", "Descr&ibe picture …"),
        ("Ctrl+Alt+P",),
    ),
    ActionSpec(
        "set-release",
        "briefing",
        QT_TRANSLATE_NOOP("Actions", "&Who may see this …"),
        ("Ctrl+Shift+W",),
    ),
    ActionSpec(
        "show-source", "briefing", QT_TRANSLATE_NOOP("Actions", "&Show in article"), ("Ctrl+L",), "dossier"
    ),
    ActionSpec(
        "check-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "&Check"), ("F7",), "dossier", gap=True
    ),
    ActionSpec("mend-finding", "briefing", QT_TRANSLATE_NOOP("Actions", "&Mend"), ("F8",)),
    ActionSpec(
        "export-briefing",
        "briefing",
        QT_TRANSLATE_NOOP("Actions", "E&xport …"),
        ("Ctrl+E",),
        "dossier",
        bar=True,
    ),
    ActionSpec(
        "focus-articles", "view", QT_TRANSLATE_NOOP("Actions", "Go to &articles"), ("Ctrl+1",), "nothing"
    ),
    ActionSpec(
        "focus-article", "view", QT_TRANSLATE_NOOP("Actions", "Go to a&rticle text"), ("Ctrl+2",), "nothing"
    ),
    ActionSpec(
        "focus-briefing", "view", QT_TRANSLATE_NOOP("Actions", "Go to &briefing"), ("Ctrl+3",), "nothing"
    ),
    ActionSpec(
        "focus-original", "view", QT_TRANSLATE_NOOP("Actions", "Go to &original"), ("Ctrl+4",), "dossier"
    ),
    ActionSpec(
        "outline-cards",
        "view",
        QT_TRANSLATE_NOOP("Actions", "Outline as &cards or as a tree"),
        ("Ctrl+Alt+K",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "preview-larger",
        "view",
        QT_TRANSLATE_NOOP("Actions", "Preview &larger"),
        ("Ctrl+Alt++",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "preview-smaller",
        "view",
        QT_TRANSLATE_NOOP("Actions", "Preview &smaller"),
        ("Ctrl+Alt+-",),
        "dossier",
    ),
    ActionSpec(
        "preview-width",
        "view",
        QT_TRANSLATE_NOOP("Actions", "Preview to the &width"),
        ("Ctrl+Alt+0",),
        "dossier",
    ),
    ActionSpec(
        "help-shortcuts", "help", QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"), ("F1",), "nothing"
    ),
    ActionSpec("about", "help", QT_TRANSLATE_NOOP("Actions", "&About briefbuilder"), (), "nothing", gap=True),
)


@dataclass(slots=True)
class _Handler:
    run: Callable[[], None]
    enabled: Callable[[], bool]


class ActionBoard(QObject):
    """The actions of one window, each made once from its row."""

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
        """Return the action of an id of the table; KeyError for any other."""
        return self._actions[action_id]

    def of_menu(self, menu: MenuName) -> Iterator[tuple[ActionSpec, QAction]]:
        """Yield the rows of a menu with their actions."""
        return ((spec, self._actions[spec.id]) for spec in TABLE if spec.menu == menu)

    def of_bar(self) -> Iterator[tuple[ActionSpec, QAction]]:
        """Yield the rows of the toolbar with their actions."""
        return ((spec, self._actions[spec.id]) for spec in TABLE if spec.bar)

    def register(
        self,
        action_id: str,
        handler: Callable[[], None],
        *,
        enabled: Callable[[], bool] | None = None,
        widget: QWidget | None = None,
    ) -> QAction:
        """Say what an action does, and when (beyond what its row needs).

        With `widget` its keys work only while the focus is inside that widget: give it for every
        action whose keys are a single letter, a digit, Delete or the arrows.
        """
        action = self._actions[action_id]
        self._handlers[action_id] = _Handler(handler, enabled or _always)
        if widget is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            widget.addAction(action)
        action.setEnabled(self._is_enabled(self._specs[action_id]))
        return action

    def unregistered(self) -> tuple[str, ...]:
        """Return the ids of the table that no widget has registered."""
        return tuple(spec.id for spec in TABLE if spec.id not in self._handlers)

    def refresh(self, *_: object) -> None:
        """Enable and disable anew; call it when a handler's own condition may have changed."""
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
