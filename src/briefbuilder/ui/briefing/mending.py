"""Mending findings: those that are chosen in the list, each in the one way that is sure, as one act."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from briefbuilder.ui.briefing.findings import FindingsView
from briefbuilder.ui.briefing.inhand import BriefingInHand
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.fixes import Fix


class Mender:
    """Mends what is chosen in a list of findings."""

    def __init__(self, services: Services, in_hand: BriefingInHand, checks: FindingsView) -> None:
        self._services = services
        self._in_hand = in_hand
        self._checks = checks

    def can_mend(self) -> bool:
        """Tell whether one at least of the chosen findings can be mended."""
        return self._in_hand.writable and bool(self._fixes())

    def mend(self) -> None:
        """Mend those of the chosen findings that can be."""
        fixes = self._fixes()
        self._in_hand.edit(
            "mend-finding", lambda now: reduce(lambda briefing, fix: fix(briefing), fixes, now)
        )

    def _fixes(self) -> list[Fix]:
        from briefbuilder.app.fixes import fix_for

        session = self._services.holder.session
        if session is None:
            return []
        found = (fix_for(session, finding) for finding in self._checks.all_chosen)
        return [fix for fix in found if fix is not None]
