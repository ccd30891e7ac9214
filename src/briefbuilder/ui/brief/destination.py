"""Announces the part of the current briefing that passages are added to, and chooses another on request."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.outline_commands import insertion_place
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.outline_view import OutlineView
from briefbuilder.ui.services import Destination, Services


class DestinationAnnouncer(QObject):
    """Follows the current briefing and the current row of its outline."""

    def __init__(
        self, services: Services, current: CurrentBriefing, texts: BriefingTexts, outline: OutlineView
    ) -> None:
        super().__init__(outline)
        self._links = services.links
        self._current, self._texts, self._outline = current, texts, outline
        for source in (current.replaced, current.changed, current.surroundings_changed):
            source.connect(self.announce)
        outline.current_node_changed.connect(self.announce)
        services.links.destination_requested.connect(self._choose)
        self.announce()

    @Slot()
    def announce(self, *_: object) -> None:
        """Announce where a passage would be added now."""
        briefing = self._current.briefing
        if briefing is None or not self._current.writable:
            self._links.show_destination(Destination())
            return
        accepts = self._texts.accepts_items
        place = insertion_place(briefing, self._outline.current_node, accepts)
        parts = tuple((part.id, self._texts.heading(part)) for part in briefing.walk() if accepts(part))
        self._links.show_destination(Destination(parts, place[0] if place is not None else ""))

    @Slot(str)
    def _choose(self, part: str) -> None:
        self._outline.choose(part)
