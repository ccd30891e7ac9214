"""The chooser of the current briefing with its menu, and the versions dialog."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, QStringListModel, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.new_briefing import NewBriefingDialog
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.icons import glyph_icon
from briefbuilder.ui.widgets.labels import ElidedComboBox, show_differences
from briefbuilder.ui.widgets.pane import ActionButton
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip


class VersionsDialog(QDialog):
    """Lists the versions of a briefing and shows how each differs from the current state."""

    def __init__(self, services: Services, briefing: Briefing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._briefing = briefing
        self._kept: tuple[Briefing, ...] = ()
        self._texts = BriefingTexts(services, self)
        self.setWindowTitle(self.tr("Versions of “{title}”").format(title=plain_text(briefing.title)))
        self._model = QStringListModel(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setAccessibleName(self.tr("Versions"))
        self._text = QTextEdit(self)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("Changes since the version"))
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._legend = PlainLabel(
            self.tr("Struck through: removed since the version. Underlined: added since then."), self
        )
        self._legend.setObjectName("muted")
        self._legend.setWordWrap(True)
        self._lay_out()
        self._list.selectionModel().currentChanged.connect(self._show)
        self._refresh()

    def _lay_out(self) -> None:
        space = self._services.theme.space
        self._keep = self._button(self.tr("&Save as version …"), self._on_keep)
        self._back = self._button(self.tr("Restore &this version"), self._on_restore)
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
        present = session.store.briefing(self._briefing.id) if session is not None else None
        if session is None or present is None:
            self.reject()
            return
        self._briefing = present
        self._texts.set_briefing(present)
        self._kept = session.store.versions(present.id)
        self._model.setStringList([plain_text(self._name(kept)) for kept in self._kept])
        if self._kept:
            self._list.setCurrentIndex(self._model.index(0, 0))
        self._show()

    def _name(self, kept: Briefing) -> str:
        moment = QDateTime.fromString(kept.created, Qt.DateFormat.ISODate).toLocalTime()
        when = QLocale(self._services.language).toString(moment, QLocale.FormatType.ShortFormat)
        return f"{kept.version} · {when}"

    @Slot()
    def _show(self) -> None:
        from briefbuilder.app.commands import briefings

        kept = self._chosen
        writable = self._services.holder.writable
        self._keep.setEnabled(writable)
        for button in (self._back, self._remove):
            button.setEnabled(writable and kept is not None)
        self._text.clear()
        self._legend.setVisible(kept is not None)
        if kept is None:
            self._text.setPlainText(self.tr("No versions yet. Save the current state under a name."))
        else:
            stretches = briefings.compare_version(kept, self._briefing, self._texts.heading)
            show_differences(self._text, stretches, self._services.theme)

    def _apply(self, act: ChangeSet) -> None:
        self._services.holder.apply(act)
        self._refresh()

    @Slot()
    def _on_keep(self) -> None:
        from briefbuilder.app.commands import briefings

        session = self._services.holder.session
        name = self._services.prompter.ask_text(self.tr("Save as version"), self.tr("Name of the version"))
        if session is None or not name:
            return
        try:
            self._apply(briefings.keep_version(session, self._briefing.id, name))
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)

    @Slot()
    def _on_restore(self) -> None:
        from briefbuilder.app.commands import briefings

        session, kept = self._services.holder.session, self._chosen
        if session is not None and kept is not None:
            self._apply(briefings.restore_version(session, kept.id))

    @Slot()
    def _on_remove(self) -> None:
        from briefbuilder.app.commands import briefings

        session, kept = self._services.holder.session, self._chosen
        if session is None or kept is None:
            return
        question = self.tr("Remove the version “{version}”? You can undo this.").format(version=kept.version)
        if self._services.prompter.confirm(self.tr("Remove version"), question, self.tr("Remove")):
            self._apply(briefings.remove_version(session, kept.id))


class BriefingChooser(QWidget):
    """Chooses the current briefing; creates, renames, copies and removes briefings."""

    def __init__(self, services: Services, current: CurrentBriefing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._current = current
        space = services.theme.space
        self.setObjectName("pane-header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(space(2.3))
        self._combo = ElidedComboBox(10, self)
        self._combo.setAccessibleName(self.tr("Briefing"))
        self._combo.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._more = QToolButton(self)
        self._more.setAccessibleName(self.tr("More actions for the briefing"))
        set_tip(self._more, self.tr("More actions for the briefing"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._duplicate = QAction(self.tr("&Duplicate"), self)
        self._duplicate.triggered.connect(self._on_duplicate)
        self._export = ActionButton(services.actions.action("export-briefing"), self)
        self._export.setObjectName("primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(space(0.6), space(0.25), space(0.4), space(0.25))
        row.setSpacing(space(0.3))
        row.addWidget(self._combo, 1)
        row.addWidget(self._more)
        row.addWidget(self._export)
        self._register()
        self._more.setMenu(self._menu())
        self._combo.activated.connect(self._on_chosen)
        current.list_changed.connect(self.refresh)
        current.replaced.connect(self.refresh)
        services.theme.changed.connect(self._draw_more)
        self._draw_more()
        self.refresh()

    def _register(self) -> None:
        actions = self._services.actions
        actions.register("new-briefing", self.new_briefing)
        actions.register("follow-briefing", self._on_follow, enabled=self._can_follow)
        actions.register("rename-briefing", self._on_rename, enabled=self._has_briefing)
        actions.register("briefing-versions", self._on_versions, enabled=self._has_briefing)
        actions.register("remove-briefing", self._on_remove, enabled=self._has_briefing)

    def _menu(self) -> QMenu:
        actions = self._services.actions
        menu = QMenu(self)
        menu.addAction(actions.action("new-briefing"))
        menu.addAction(actions.action("follow-briefing"))
        menu.addSeparator()
        menu.addAction(actions.action("rename-briefing"))
        menu.addAction(self._duplicate)
        menu.addAction(actions.action("briefing-versions"))
        menu.addAction(actions.action("remove-briefing"))
        return menu

    def _has_briefing(self) -> bool:
        return self._current.briefing is not None

    def _can_follow(self) -> bool:
        return self._current.writable

    @Slot()
    def refresh(self) -> None:
        """List the dossier's briefings, with the current one selected."""
        current = self._current.briefing
        self._combo.blockSignals(True)
        self._combo.clear()
        for briefing in self._current.all:
            self._combo.addItem(plain_text(briefing.title) or self.tr("Untitled"), briefing.id)
        self._combo.setCurrentIndex(self._combo.findData(current.id) if current is not None else -1)
        set_tip(self._combo, current.title if current is not None else "")
        self._combo.blockSignals(False)
        self._combo.setEnabled(self._combo.count() > 0)
        self._duplicate.setEnabled(self._current.writable)
        self._services.actions.refresh()

    @Slot()
    def new_briefing(self) -> None:
        """Ask for the details and create a briefing."""
        session = self._services.holder.session
        if session is None:
            return
        dialog = NewBriefingDialog(self._services, session, self.window())
        if self._services.prompter.run(dialog):
            self._current.create(
                template=dialog.template,
                title=dialog.title,
                language=dialog.language,
                topics=dialog.topics,
                fields=dialog.fields,
            )
        dialog.deleteLater()

    @Slot()
    def _on_chosen(self) -> None:
        self._current.select(str(self._combo.currentData()))

    @Slot()
    def _on_follow(self) -> None:
        briefing = self._current.briefing
        if briefing is None:
            return
        heading = self.tr("New briefing from this")
        title = self._services.prompter.ask_text(heading, self.tr("Title"), briefing.title)
        if title:
            self._current.create_next(title)

    @Slot()
    def _on_rename(self) -> None:
        briefing = self._current.briefing
        if briefing is None:
            return
        title = self._services.prompter.ask_text(self.tr("Rename briefing"), self.tr("Title"), briefing.title)
        if title:
            self._current.rename(title)

    @Slot()
    def _on_duplicate(self) -> None:
        briefing = self._current.briefing
        if briefing is not None:
            self._current.duplicate(self.tr("{title} (copy)").format(title=briefing.title))

    @Slot()
    def _on_versions(self) -> None:
        briefing = self._current.briefing
        if briefing is not None:
            dialog = VersionsDialog(self._services, briefing, self.window())
            self._services.prompter.run(dialog)
            dialog.deleteLater()

    @Slot()
    def _on_remove(self) -> None:
        briefing = self._current.briefing
        if briefing is None:
            return
        question = self.tr("Remove the briefing “{title}”? The articles are kept. You can undo this.")
        if self._services.prompter.confirm(
            self.tr("Remove briefing"), question.format(title=briefing.title), self.tr("Remove")
        ):
            self._current.remove()

    @Slot()
    def _draw_more(self) -> None:
        theme = self._services.theme
        self._more.setIcon(glyph_icon("more", theme.colours.colour("text"), theme.space(1)))
