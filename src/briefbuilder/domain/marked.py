"""Giving a briefing another mark: raised at will, lowered only with a reason, which is kept."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.domain.briefing import Briefing, Lowering
from briefbuilder.domain.errors import BriefingError
from briefbuilder.domain.marking import MarkingProfile


def is_lower(profile: MarkingProfile, before: str | None, after: str | None) -> bool:
    """Tell whether one level stands below another; no mark at all stands below every level but the least."""
    one, other = (profile.level(name) if name else None for name in (before, after))
    if one is None:
        return False
    least = min(level.rank for level in profile.levels)
    return (other.rank if other else least) < one.rank


def with_marking(
    briefing: Briefing,
    marking: str | None,
    profile: MarkingProfile,
    default: str | None,
    *,
    reason: str = "",
    moment: str = "",
) -> Briefing:
    """Return a briefing with another mark, None for the template's own, which is `default`.

    Raises BriefingError("marking-lowered-without-reason") where it is lower than before and no reason is given;
    the reason is kept with the `moment` (ISO 8601, UTC).
    """
    before, after = briefing.marking or default, marking or default
    if not is_lower(profile, before, after):
        return replace(briefing, marking=marking)
    if not reason.strip():
        raise BriefingError(
            "marking-lowered-without-reason", before=_text(profile, before), after=_text(profile, after)
        )
    kept = Lowering(before=before or "", after=after or "", reason=reason.strip(), moment=moment)
    return replace(briefing, marking=marking, lowerings=(*briefing.lowerings, kept))


def _text(profile: MarkingProfile, level_id: str | None) -> str:
    level = profile.level(level_id) if level_id else None
    return level.text("en") if level else "–"
