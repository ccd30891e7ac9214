"""What the check of a briefing and the laying out of its pages have found, as one list."""

from __future__ import annotations

from briefbuilder.domain.notices import Finding, Severity
from briefbuilder.domain.values import value

_GRAVITY: tuple[Severity, ...] = ("error", "warning", "hint")


@value
class Found:
    """The findings of the last `check` and those of the last `pages`."""

    check: tuple[Finding, ...] = ()
    pages: tuple[Finding, ...] = ()

    @property
    def all(self) -> tuple[Finding, ...]:
        """Every finding once, the gravest first."""
        found = (*self.check, *(finding for finding in self.pages if finding not in self.check))
        return tuple(sorted(found, key=lambda finding: _GRAVITY.index(finding.severity)))

    @property
    def faults(self) -> dict[str, str]:
        """The gravest severity of each part and item that has more than hints, by their ids."""
        faults: dict[str, str] = {}
        for finding in reversed(self.all):
            node = finding.place.item or finding.place.part
            if node and finding.severity != "hint":
                faults[node] = finding.severity
        return faults
