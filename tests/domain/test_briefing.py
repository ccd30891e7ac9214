"""Briefings and their versions."""

from __future__ import annotations

from briefbuilder.domain.briefing import Briefing, name_versions


def _version(name: str) -> Briefing:
    return Briefing(id=name, title="", template="note", language="en", version_of="b", version=name)


def test_versions_of_one_name_are_told_apart() -> None:
    named = name_versions(map(_version, ("draft", "Final", "Draft", "draft (2)", "draft")))
    assert [version.version for version in named] == [
        "draft",
        "Final",
        "Draft (2)",
        "draft (2) (2)",
        "draft (3)",
    ]
