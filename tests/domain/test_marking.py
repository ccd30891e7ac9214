"""The levels of a marking profile: the highest of several, and their texts."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.domain.marking import MarkingLevel, MarkingProfile

OPEN = MarkingLevel(id="open", rank=0, texts={"en": "Open", "it": "Pubblico"})
SHUT = MarkingLevel(id="shut", rank=2, texts={"und": "SHUT"})
HALF = MarkingLevel(id="half", rank=1, texts={})
PROFILE = MarkingProfile(id="own", levels=(OPEN, SHUT, HALF))


def test_a_level_is_found_by_its_id() -> None:
    assert PROFILE.level("shut") == SHUT
    assert PROFILE.level("gone") is None


def test_the_strictest_of_those_that_are_known_counts() -> None:
    assert PROFILE.highest(["open", "shut", "half"]) == SHUT
    assert PROFILE.highest(["gone", "half"]) == HALF
    assert PROFILE.highest(["gone"]) is None


def test_a_level_is_printed_in_the_language_or_by_its_id() -> None:
    assert OPEN.text("it") == "Pubblico"
    assert SHUT.text("it") == "SHUT"
    assert HALF.text("it") == "half"


def test_a_level_restricts_nothing_and_a_profile_is_bold_until_it_is_said_otherwise() -> None:
    assert not any((OPEN.restricted, OPEN.front_page_only, OPEN.copy_number))
    assert (PROFILE.bold, PROFILE.capitals, PROFILE.minimum_size) == (True, False, 10.0)


def test_levels_above_the_lowest_restricted_and_unknown_ones_protect() -> None:
    assert [PROFILE.protects(name) for name in ("open", "half", "shut", "gone")] == [False, True, True, True]
    closed = MarkingProfile(id="own", levels=(replace(OPEN, restricted=True),))
    assert closed.protects("open")
