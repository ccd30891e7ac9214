"""A finding is ignored with a reason until it changes; an error cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefbuilder.domain.briefing import Briefing, IgnoredFinding
from briefbuilder.domain.briefing_edits import (
    ignore_findings,
    ignored_finding,
    restore_findings,
    split_findings,
)
from briefbuilder.domain.errors import BriefingError
from briefbuilder.domain.notices import Finding, Place

BRIEFING = Briefing(id="b", title="Talks", template="t", language="en")
LONG = Finding(
    code="part-too-long",
    severity="warning",
    place=Place(part="p"),
    parameters={"count": "210", "limit": "200"},
)
RIGHTS = Finding(code="rights-reserved", severity="hint", place=Place(part="p", item="i", article="a"))


def test_an_ignored_finding_has_a_reason_and_can_be_shown_again() -> None:
    ignored = ignore_findings(BRIEFING, [LONG, RIGHTS], " The minister wants it ", "2026-11-27T08:00:00Z")
    assert ignored_finding(ignored, LONG) == IgnoredFinding(
        finding=LONG, reason="The minister wants it", moment="2026-11-27T08:00:00Z"
    )
    assert ignored_finding(ignored, RIGHTS) is not None
    shown = restore_findings(ignored, [LONG])
    assert ignored_finding(shown, LONG) is None
    assert ignored_finding(shown, RIGHTS) is not None
    assert restore_findings(shown, [RIGHTS]) == BRIEFING


def test_ignoring_again_replaces_the_reason() -> None:
    twice = ignore_findings(ignore_findings(BRIEFING, [LONG], "One"), [LONG], "Two")
    assert [one.reason for one in twice.ignored] == ["Two"]


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        (replace(LONG, parameters={"count": "215", "limit": "200"}), False),
        (replace(LONG, severity="error"), False),
        (replace(LONG, place=Place(part="q")), False),
        (replace(LONG, code="part-too-many-lines"), False),
        (LONG, True),
    ],
)
def test_a_finding_that_changes_is_shown_again(changed: Finding, same: bool) -> None:
    assert (ignored_finding(ignore_findings(BRIEFING, [LONG], ""), changed) is not None) is same


def test_moving_an_item_does_not_change_its_findings() -> None:
    moved = replace(RIGHTS, place=replace(RIGHTS.place, part="q"))
    assert ignored_finding(ignore_findings(BRIEFING, [RIGHTS], ""), moved) is not None


def test_an_error_cannot_be_ignored() -> None:
    error = replace(LONG, severity="error")
    with pytest.raises(BriefingError, match="finding-not-ignorable"):
        ignore_findings(BRIEFING, [LONG, error], "")
    assert (
        ignored_finding(replace(BRIEFING, ignored=(IgnoredFinding(finding=error, reason=""),)), error) is None
    )


def test_findings_are_split_into_those_left_and_those_ignored() -> None:
    changed = replace(LONG, parameters={"count": "211", "limit": "200"})
    error = replace(RIGHTS, severity="error")
    ignored = ignore_findings(BRIEFING, [LONG, RIGHTS], "known")
    left, gone = split_findings(ignored, [error, LONG, changed, RIGHTS])
    assert left == (error, changed)
    assert [(finding, record.reason) for finding, record in gone] == [(LONG, "known"), (RIGHTS, "known")]
    assert split_findings(BRIEFING, [error, LONG]) == ((error, LONG), ())
