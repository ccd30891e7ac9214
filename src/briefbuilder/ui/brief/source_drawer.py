"""The source beside the text: the article of an excerpt, or the place of a claim, and the way from claim to claim."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.facts import Claim
from briefbuilder.domain.notices import Finding
from briefbuilder.ui.brief.claims import ClaimChecks
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.item_editor import ItemPanel
from briefbuilder.ui.brief.outline_commands import OutlineEditor
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.outline_view import OutlineView
from briefbuilder.ui.brief.right_panel import RightPanel
from briefbuilder.ui.brief.source_peek import SourcePeek
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.drawer import Drawer


class SourceDrawer(QObject):
    """Slides the source of what is written over the panel of a page."""

    review_in_way = Signal()
    """A claim is to be shown in the text, which a review of a returned file would hide."""

    def __init__(
        self,
        services: Services,
        current: CurrentBriefing,
        texts: BriefingTexts,
        outline: OutlineView,
        commands: OutlineEditor,
        claims: ClaimChecks,
        item_panel: ItemPanel,
        panel: RightPanel,
        covered_width: Callable[[], int],
        page: QWidget,
    ) -> None:
        """`covered_width` returns the width in pixels that the source may cover."""
        super().__init__(page)
        self._services = services
        self._current = current
        self._outline = outline
        self._commands = commands
        self._claims = claims
        self._item_panel = item_panel
        self._panel = panel
        self._covered_width = covered_width
        self.peek = SourcePeek(services, texts, page)
        self.drawer = Drawer(page, "right", services.theme)
        self.drawer.set_content(self.peek)
        self._connect()

    def _connect(self) -> None:
        marks = self._item_panel.claims
        self.peek.close_requested.connect(self.drawer.close_drawer)
        self.peek.range_chosen.connect(self._item_panel.change_range)
        self.peek.cite_requested.connect(marks.cite_current)
        self._panel.claim_shown.connect(self._mark)
        marks.source_requested.connect(self._show_claim)
        marks.leave_requested.connect(self._leave)
        marks.current_changed.connect(self._services.actions.refresh)

    def register(self) -> None:
        """Register the actions."""
        actions = self._services.actions
        actions.register(
            "peek-source",
            self._toggle,
            enabled=self._can_peek,
            why_not=lambda: self.tr(
                "Choose an excerpt, or put the cursor on a statement that is in a source"
            ),
        )
        actions.register("show-source", self._open_article, enabled=self._can_open_article)
        for name, step in (("next-claim", 1), ("previous-claim", -1)):
            actions.register(name, partial(self._go_to_claim, step), enabled=self._has_own_text)

    def follow(self) -> None:
        """Show the source of the excerpt that is current now, where the drawer is open."""
        if self.drawer.is_open:
            self._show_excerpt()

    # The source

    def _can_peek(self) -> bool:
        return self._commands.has_excerpt() or self.drawer.is_open or self._cited_claim is not None

    @property
    def _cited_claim(self) -> Claim | None:
        """The claim at the cursor if it has a source."""
        claim = self._item_panel.claims.current
        return claim if claim is not None and claim.sources else None

    def _toggle(self) -> None:
        """Slide the article of the current excerpt, or the source of the claim at the cursor, over the panel, or away."""
        claim = self._cited_claim
        if self.drawer.is_open and (claim is None or self._shows(claim)):
            self.drawer.close_drawer()
        elif claim is not None:
            self._show_claim(claim)
        else:
            self._item_panel.editor.commit()
            self._show_excerpt()
            self._open()

    def _shows(self, claim: Claim) -> bool:
        shown, source = self.peek.claim_passage, claim.sources[0]
        return shown is not None and (shown.article, shown.blocks, shown.start) == (
            source.article,
            (source.block,),
            source.start,
        )

    def _open(self) -> None:
        if not self.drawer.is_open:
            self.drawer.set_width(self._covered_width())
            self.drawer.open()

    def _show_excerpt(self) -> None:
        excerpt = self._commands.excerpt
        if excerpt is not None:
            self.peek.show_excerpt(excerpt, writable=self._current.writable)

    def _can_open_article(self) -> bool:
        return self._commands.has_excerpt() or (self.drawer.is_open and self.peek.claim_passage is not None)

    def _open_article(self) -> None:
        """Open the article of the current excerpt, or of the claim whose source is shown, in Read."""
        excerpt, passage = self._commands.excerpt, self.peek.claim_passage
        if excerpt is not None:
            passage = excerpt.passage
        if passage is not None:
            self._services.links.passage_show_requested.emit(passage)

    # Claims

    @Slot(object)
    def _show_claim(self, claim: Claim) -> None:
        """Show the source of a claim beside the text."""
        if claim.sources:
            source = claim.sources[0]
            name = self._claims.place_name(source)
            self.peek.show_claim(source, name, writable=not self._item_panel.editor.isReadOnly())
            self._open()
            self._services.actions.refresh()

    @Slot(object)
    def _mark(self, finding: Finding) -> Claim | None:
        """Mark the words of a claim in the editor and return the claim, None if it is gone."""
        claim = self._claims.claim_of(finding)
        return claim if claim is not None and self._item_panel.claims.mark(claim) else None

    def show_finding(self, finding: Finding) -> None:
        """Mark the words of a claim in the text, and show its source beside them."""
        claim = self._mark(finding)
        if claim is not None:
            self._show_claim(claim)

    @Slot(object)
    def _leave(self, claim: Claim) -> None:
        finding = self._claims.finding_of(self._outline.current_node, claim)
        if finding is not None:
            self._item_panel.editor.commit()
            self._panel.leave(finding)

    def _has_own_text(self) -> bool:
        briefing = self._current.briefing
        return briefing is not None and any(isinstance(item, OwnText) for item in briefing.items)

    def _go_to_claim(self, step: int) -> None:
        """Go to the next (1) or previous (-1) statement that differs from the sources or is not in them."""
        marks = self._item_panel.claims
        self.review_in_way.emit()
        if not marks.go_to_next(step) and not self._go_to_other_text(step) and not marks.go_to_end(step):
            self._services.toasts.show(
                self.tr("All statements are in the sources, or were left as they are.")
            )
            return
        self._item_panel.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        claim = self._cited_claim
        if self.drawer.is_open and claim is not None:
            self._show_claim(claim)

    def _go_to_other_text(self, step: int) -> bool:
        """Go to the first claim that is marked in another text of the briefing."""
        names = [each.item for each in self._claims.all]
        node = self._outline.current_node
        at = names.index(node) if node in names else -1
        others = [*names[at + 1 :], *names[: max(at, 0)]]
        for name in others if step > 0 else reversed(others):
            if any(self._claims.is_open(name, claim) for claim in self._claims.claims_of(name)[1]):
                self._outline.choose(name)
                return self._item_panel.claims.go_to_end(step)
        return False
