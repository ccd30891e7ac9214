"""The head of the pane: which briefing, what can be done with it, and the export."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from briefbuilder.ui.briefing.inhand import BriefingInHand
from briefbuilder.ui.briefing.new_dialog import NewBriefingDialog
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.elided import ElidedComboBox
from briefbuilder.ui.widgets.glyphs import glyph_icon
from briefbuilder.ui.widgets.pane import ActionButton


class BriefingChooser(QWidget):
    """Chooses the briefing in hand; makes, renames, copies and removes briefings."""

    def __init__(self, services: Services, in_hand: BriefingInHand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._in_hand = in_hand
        space = services.theme.space
        self.setObjectName("pane-header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(space(2.3))
        self._combo = ElidedComboBox(10, self)
        self._combo.setAccessibleName(self.tr("Briefing"))
        self._combo.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._more = QToolButton(self)
        self._more.setAccessibleName(self.tr("More about the briefing"))
        self._more.setToolTip(self.tr("More about the briefing"))
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
        in_hand.list_changed.connect(self.refresh)
        in_hand.replaced.connect(self.refresh)
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
        return self._in_hand.briefing is not None

    def _can_follow(self) -> bool:
        return self._in_hand.writable

    @Slot()
    def refresh(self) -> None:
        """Offer the dossier's briefings, the one in hand chosen."""
        current = self._in_hand.briefing
        self._combo.blockSignals(True)
        self._combo.clear()
        for briefing in self._in_hand.all:
            self._combo.addItem(briefing.title or self.tr("Untitled"), briefing.id)
        self._combo.setCurrentIndex(self._combo.findData(current.id) if current is not None else -1)
        self._combo.setToolTip(current.title if current is not None else "")
        self._combo.blockSignals(False)
        self._combo.setEnabled(self._combo.count() > 0)
        self._duplicate.setEnabled(self._in_hand.writable)
        self._services.actions.refresh()

    @Slot()
    def new_briefing(self) -> None:
        """Ask what it is to be, and make it."""
        session = self._services.holder.session
        if session is None:
            return
        dialog = NewBriefingDialog(self._services, session, self.window())
        if self._services.prompter.run(dialog):
            self._in_hand.compose(
                template=dialog.template,
                title=dialog.title,
                language=dialog.language,
                topics=dialog.topics,
                fields=dialog.fields,
            )
        dialog.deleteLater()

    @Slot()
    def _on_chosen(self) -> None:
        self._in_hand.take(str(self._combo.currentData()))

    @Slot()
    def _on_follow(self) -> None:
        briefing = self._in_hand.briefing
        if briefing is None:
            return
        heading = self.tr("Next briefing like this")
        title = self._services.prompter.ask_text(heading, self.tr("Title"), briefing.title)
        if title:
            self._in_hand.follow(title)

    @Slot()
    def _on_rename(self) -> None:
        briefing = self._in_hand.briefing
        if briefing is None:
            return
        title = self._services.prompter.ask_text(self.tr("Rename briefing"), self.tr("Title"), briefing.title)
        if title:
            self._in_hand.retitle(title)

    @Slot()
    def _on_duplicate(self) -> None:
        briefing = self._in_hand.briefing
        if briefing is not None:
            self._in_hand.duplicate(self.tr("{title} (copy)").format(title=briefing.title))

    @Slot()
    def _on_versions(self) -> None:
        from briefbuilder.ui.briefing.versions import VersionsDialog

        briefing = self._in_hand.briefing
        if briefing is not None:
            dialog = VersionsDialog(self._services, briefing, self.window())
            self._services.prompter.run(dialog)
            dialog.deleteLater()

    @Slot()
    def _on_remove(self) -> None:
        briefing = self._in_hand.briefing
        if briefing is None:
            return
        question = self.tr("Remove the briefing “{title}”? The articles stay. You can undo this.")
        if self._services.prompter.confirm(
            self.tr("Remove briefing"), question.format(title=briefing.title), self.tr("Remove")
        ):
            self._in_hand.remove()

    @Slot()
    def _draw_more(self) -> None:
        theme = self._services.theme
        self._more.setIcon(glyph_icon("more", theme.colours.colour("text"), theme.space(1)))
