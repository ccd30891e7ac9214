"""The header of the window (the dossier, undo, the modes, the search field and one button) and its menu bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from briefbuilder.ui.action_table import MenuName
from briefbuilder.ui.frame.recents import RecentDossiers
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import (
    ActionButton,
    ActionToolButton,
    FieldButton,
    MenuButton,
    SwitchBar,
    icon_button,
    set_icon,
    set_surface,
)
from briefbuilder.ui.widgets.layouts import row_layout
from briefbuilder.ui.widgets.menus import add_entry
from briefbuilder.ui.widgets.plain import button_text, plain_text, plain_tip, set_tip
from briefbuilder.ui.widgets.progress import BusyIndicator

_HEIGHT, _FIELD, _NARROW, _BUSY = 48, 268, 1180, 320
"""Design pixels: the height, the widths of the search field, of the window below which it is an icon, and of a job's words."""


class Header(QFrame):
    """The header below the menu bar."""

    def __init__(self, services: Services, recent: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        theme, board = services.theme, services.actions
        set_surface(self, "window", "bottom")
        self.setFixedHeight(theme.px(_HEIGHT))
        self.dossier = MenuButton(theme, self)
        set_icon(self.dossier, "library", theme, size=(22, 18))
        self.dossier.setMenu(self._dossier_menu(recent))
        self.undo = ActionToolButton(board.action("undo"), "undo-2", theme, self)
        self.busy = BusyIndicator(theme, self)
        self.busy.label.setMinimumWidth(0)
        self.busy.setMaximumWidth(theme.px(_BUSY))
        self.busy.installEventFilter(self)
        self.redo = ActionToolButton(board.action("redo"), "redo-2", theme, self)
        self.switch = SwitchBar(
            (("read", self.tr("Read"), "book-open"), ("brief", self.tr("Brief"), "pen-line")),
            theme,
            self,
            name=self.tr("Mode"),
        )
        self.switch.chosen.connect(self._on_chosen)
        palette = board.action("palette")
        keys = palette.shortcut().toString(QKeySequence.SequenceFormat.NativeText).split("+")
        self.field = FieldButton("search", self.tr("Search or run a command"), keys, theme, self)
        self.field.setFixedWidth(theme.px(_FIELD))
        self.field.clicked.connect(palette.trigger)
        self.finder = icon_button(self.field.accessibleName(), "search", theme, self, run=palette.trigger)
        # As wide as the wider one of its buttons, so that the field does not move with the mode.
        self.button = QStackedWidget(self)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for action, text, icon, kind in (
            ("import-files", self.tr("Import"), "file-plus", ""),
            ("export-briefing", self.tr("Export"), "file-down", "primary"),
        ):
            button = ActionButton(board.action(action), self.button, text=text)
            button.setProperty("kind", kind)
            set_icon(button, icon, theme, "on_accent" if kind else "text", size=(22, 18))
            self.button.addWidget(button)
        self._lay_out()
        services.modes.changed.connect(self._on_mode)
        services.holder.session_replaced.connect(self._show_name)
        services.holder.file_lost.connect(self._show_name, Qt.ConnectionType.QueuedConnection)
        self._show_name()
        self._on_mode()

    def fit(self, width: int) -> None:
        """Show the search field as an icon if the window is narrow, and fewer words in the switch if it is narrower still."""
        narrow = width < self._services.theme.px(_NARROW)
        self.field.setVisible(not narrow)
        self.finder.setVisible(narrow)
        side = max(each.minimumSizeHint().width() for each in self._sides)
        self.switch.fit(width - 2 * side - self._services.theme.px(10 + 12 + 2 * 12))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room for the words of a job when they are shown."""
        if watched is self.busy and event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self.fit(self.width())
        return super().eventFilter(watched, event)

    def _dossier_menu(self, recent: QMenu) -> QMenu:
        menu = QMenu(self)
        board = self._services.actions
        board.fill(menu, "new-dossier", "open-dossier")
        menu.addMenu(recent)
        board.fill(menu, "", "save-copy", "copy-dossier", "backups", "dossier-password", "", "close-dossier")
        return menu

    def _lay_out(self) -> None:
        px = self._services.theme.px
        self._sides = sides = QWidget(self), QWidget(self)
        left: tuple[QWidget, ...] = (self.dossier, self.undo, self.redo, self.busy)
        right: tuple[QWidget, ...] = (self.finder, self.field, self.button)
        for side, widgets in zip(sides, (left, right), strict=True):
            # A stretch alone would not centre the switch: the sides must count as equally wide.
            side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row = row_layout(side, gap=px(4) if side is sides[0] else px(8))
            if side is sides[1]:
                row.addStretch(1)
            for widget in widgets:
                row.addWidget(widget)
            if side is sides[0]:
                # The words of a job take the room that there is, before it is left empty.
                row.setStretchFactor(self.busy, 100)
                row.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(px(10), 0, px(12), 0)
        grid.setSpacing(px(12))
        grid.addWidget(sides[0], 0, 0)
        grid.addWidget(self.switch, 0, 1)
        grid.addWidget(sides[1], 0, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)

    @Slot()
    def _show_name(self) -> None:
        session = self._services.holder.session
        name = plain_text(session.store.path.stem) if session is not None else self.tr("No dossier")
        shown = self.dossier.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideMiddle, self._services.theme.px(220)
        )
        is_locked = session is not None and session.store.read_only
        if is_locked:
            shown, name = (self.tr("{name} (read-only)").format(name=text) for text in (shown, name))
        set_icon(self.dossier, "lock" if is_locked else "library", self._services.theme, size=(22, 18))
        self.dossier.setText(button_text(shown))
        self.dossier.setAccessibleName(self.tr("Dossier: {name}").format(name=name))
        set_tip(self.dossier, name if session is None else f"{session.store.path}\n{self._format_text()}")

    def _format_text(self) -> str:
        """Return the format of the open dossier, and the oldest program that opens it."""
        from briefbuilder.storage.opening import own_format

        found = own_format()
        text = self.tr("Format {format}, opened by version {program} and later")
        return text.format(format=found.version, program=found.program)

    @Slot()
    @Slot(str)
    def _on_mode(self, _mode: str = "") -> None:
        mode = self._services.modes.mode
        self.setVisible(mode != "start")
        if mode != "start":
            self.switch.show_choice(mode)
        self.button.setCurrentIndex(mode == "brief")

    @Slot(str)
    def _on_chosen(self, mode: str) -> None:
        self._services.actions.action(f"mode-{mode}").trigger()


_SUBMENUS: Mapping[MenuName, MenuName] = {"exchange": "dossier", "structure": "article"}
"""The menus that each are within another one: the first below an entry of it, see `_BELOW`, the other at its end."""
_BELOW: Mapping[str, MenuName] = {"copy-dossier": "exchange"}


_Editor = QLineEdit | QTextEdit | QPlainTextEdit


def menu_titles() -> dict[MenuName, str]:
    """Return the titles of the menus, with their mnemonics."""
    return {
        "dossier": QCoreApplication.translate("MenuBuilder", "&Dossier"),
        "exchange": QCoreApplication.translate("MenuBuilder", "E&xchange"),
        "edit": QCoreApplication.translate("MenuBuilder", "&Edit"),
        "article": QCoreApplication.translate("MenuBuilder", "&Article"),
        "structure": QCoreApplication.translate("MenuBuilder", "&Structure"),
        "topics": QCoreApplication.translate("MenuBuilder", "&Topics"),
        "briefing": QCoreApplication.translate("MenuBuilder", "&Briefing"),
        "view": QCoreApplication.translate("MenuBuilder", "&View"),
        "help": QCoreApplication.translate("MenuBuilder", "&Help"),
    }


class MenuBuilder(QObject):
    """Builds the menu bar from the table of actions; `recent` is the menu of recent dossiers."""

    def __init__(
        self,
        window: QMainWindow,
        services: Services,
        recents: RecentDossiers,
        open_path: Callable[[Path], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._recents, self._open_path = recents, open_path
        self.recent = QMenu(self.tr("Open &recent"), window.menuBar())
        self.recent.aboutToShow.connect(recents.look)
        self._fill_recent()
        recents.changed.connect(self._fill_recent)
        titles = menu_titles()
        menus: dict[MenuName, QMenu] = {}
        for name, title in titles.items():
            bar = self._window.menuBar()
            outer = _SUBMENUS.get(name)
            menu = menus.get(name) or (bar.addMenu(title) if outer is None else menus[outer].addMenu(title))
            menu.setToolTipsVisible(False)
            menus[name] = menu
            for spec, action in self._services.actions.menu_actions(name):
                if spec.gap:
                    menu.addSeparator()
                menu.addAction(action)
                if spec.id == "open-dossier":
                    menu.addMenu(self.recent)
                if spec.id in _BELOW:
                    below = _BELOW[spec.id]
                    menus[below] = menu.addMenu(titles[below])

    @Slot()
    def _fill_recent(self) -> None:
        self.recent.clear()
        recent = self._recents.all
        for number, dossier in enumerate(recent, start=1):
            path = dossier.path
            text, run = f"&{number}  {button_text(path.stem)}", partial(self._open_path, path)
            action = add_entry(self.recent, text, run)
            set_tip(action, str(path))
            action.setStatusTip(plain_tip(str(path)))
        self.recent.setEnabled(bool(recent))


class EditCommands(QObject):
    """Registers the commands; a paste outside of a text field imports what is in the clipboard as an article."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._window = services, window
        board = services.actions
        board.register("cut", self.cut)
        board.register("copy", self.copy)
        board.register("paste", self.paste)

    def cut(self) -> None:
        """Cut what is selected in a text field."""
        editor = self._editor()
        if editor is not None and not editor.isReadOnly():
            editor.cut()

    def copy(self) -> None:
        """Copy what is selected, else the section of the article."""
        editor = self._editor()
        if editor is not None and (not editor.isReadOnly() or _has_selection(editor)):
            editor.copy()
        else:
            self._services.actions.action("copy-article").trigger()

    def paste(self) -> None:
        """Paste into a text field; elsewhere import a copied text as an article."""
        editor = self._editor()
        if editor is not None and not editor.isReadOnly():
            editor.paste()
        elif self._services.modes.mode == "read":
            self._services.actions.action("paste-article").trigger()

    def _editor(self) -> _Editor | None:
        focused = self._window.focusWidget()
        return focused if isinstance(focused, QLineEdit | QTextEdit | QPlainTextEdit) else None


def _has_selection(editor: _Editor) -> bool:
    if isinstance(editor, QLineEdit):
        return editor.hasSelectedText()
    cursor: QTextCursor = editor.textCursor()
    return cursor.hasSelection()
