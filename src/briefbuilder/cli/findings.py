"""Findings of a check, on a briefing or a template."""

from __future__ import annotations

from collections.abc import Sequence

from briefbuilder.cli.context import Context
from briefbuilder.cli.shapes import finding_shape
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.notices import Finding


def tell_findings(findings: Sequence[Finding], context: Context, briefing: Briefing | None = None) -> int:
    """Tell findings, each with its place; return status 1 where one of them is an error."""
    words = context.words
    for finding in findings:
        severity = words.text(f"cli-{finding.severity}")
        place = _place(finding, briefing)
        text = " ".join(words.finding(finding).split())
        line = f"{place}{severity}: {text}"
        context.console.emit(finding_shape(finding, words), line)
    if not findings:
        context.console.say(words.text("cli-nothing-to-mend"))
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _place(finding: Finding, briefing: Briefing | None) -> str:
    place = finding.place
    if place.file is not None:
        known = (place.file, place.line, place.column)
        return ":".join(str(part) for part in known if part is not None) + ": "
    part = briefing.part(place.part) if briefing and place.part else None
    named = (part.heading or part.topic or part.key) if part else place.field or place.article
    return f"{named}: " if named else ""
