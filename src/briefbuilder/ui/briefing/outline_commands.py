"""The actions of the outline: which do what and when, where their keys work, and what its menu offers."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from briefbuilder.ui.briefing.inhand import BriefingInHand
from briefbuilder.ui.briefing.item_panel import ItemPanel
from briefbuilder.ui.briefing.outline_acts import OutlineActs
from briefbuilder.ui.briefing.outline_view import OutlineView
from briefbuilder.ui.services import Services

_MENU = (
    "gather",
    "set-release",
    "show-source",
    "new-own-text",
    "new-part",
    "describe-picture",
    "outline-cards",
)
"""What the outline's menu offers beside the actions whose keys work in it alone."""
_CARDS = "outline-cards"


class OutlineCommands(QObject):
    """Registers the actions that arrange a briefing."""

    def __init__(
        self,
        services: Services,
        in_hand: BriefingInHand,
        acts: OutlineActs,
        outline: OutlineView,
        item: ItemPanel,
    ) -> None:
        super().__init__(outline)
        self._services, self._in_hand = services, in_hand
        self._acts, self._outline, self._item = acts, outline, item
        outline.show_cards(cards=services.settings.window_state(_CARDS) == "1")

    def register(self) -> None:
        """Say what each action does."""
        board, acts, outline = self._services.actions, self._acts, self._outline
        for name, act in (
            ("edit-item", acts.edit),
            ("move-item-up", acts.move_up),
            ("move-item-down", acts.move_down),
            ("promote-item", acts.promote),
            ("demote-item", acts.demote),
            ("remove-item", acts.remove),
        ):
            board.register(name, act, enabled=self._has_choice, widget=outline)
        board.register("new-own-text", acts.add_own_text, enabled=self._can_change)
        board.register("new-part", acts.add_part, enabled=self._can_change)
        board.register("gather", self._gather, enabled=self._can_change)
        board.register("set-release", self._set_release, enabled=self._has_choice)
        board.register("show-source", acts.show_source, enabled=self._has_excerpt)
        board.register(_CARDS, self._switch_cards, enabled=self.has_briefing)
        for name in _MENU:
            outline.addAction(board.action(name))
        outline.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def has_briefing(self) -> bool:
        """Tell whether there is a briefing in hand."""
        return self._in_hand.briefing is not None

    def _can_change(self) -> bool:
        return self._acts.can_change

    def _has_choice(self) -> bool:
        return self._acts.has_choice

    def _has_excerpt(self) -> bool:
        return self._acts.chosen_excerpt is not None

    def _switch_cards(self) -> None:
        """Show the outline as cards, or as a tree again, and remember it."""
        cards = not self._outline.cards
        self._outline.show_cards(cards=cards)
        self._services.settings.set_window_state(_CARDS, "1" if cards else "0")

    def _gather(self) -> None:
        """Add what is tagged with the parts' topics and stands nowhere in the briefing yet."""
        before = self._in_hand.briefing
        if before is None:
            return
        self._in_hand.gather()
        after = self._in_hand.briefing
        added = len(after.items) - len(before.items) if after is not None else 0
        self._services.prompter.tell(
            self.tr("Gather tagged passages"),
            self.tr("%n passage(s) were added.", "", added)
            if added
            else self.tr("All that is tagged with the topics of the parts is in the briefing already."),
        )

    def _set_release(self) -> None:
        """Ask who may see the paragraph under the pen, else what is chosen in the outline."""
        if not self._item.disclose_paragraph():
            self._acts.set_release()
