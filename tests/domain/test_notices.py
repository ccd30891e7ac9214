"""Findings and their order."""

from __future__ import annotations

from briefbuilder.domain.notices import Finding, Severity, sort_findings


def test_the_gravest_findings_come_first_and_each_kind_in_the_order_given() -> None:
    kinds: tuple[Severity, ...] = ("hint", "warning", "error", "warning", "hint", "error")
    given = [Finding(code=code, severity=severity) for code, severity in zip("abcdef", kinds, strict=True)]
    assert [one.code for one in sort_findings(given)] == ["c", "f", "b", "d", "a", "e"]


def test_what_the_sources_contradict_comes_before_findings_of_the_same_severity() -> None:
    codes = ("field-unknown", "claim-different", "picture-missing")
    found = sort_findings(Finding(code=code, severity="warning") for code in codes)
    assert [one.code for one in found] == ["claim-different", "field-unknown", "picture-missing"]
