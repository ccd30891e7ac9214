"""Test that long lines of one character are read in a time that does not grow with the square of their length."""

from __future__ import annotations

from datetime import date

import pytest

from briefbuilder.importers.byline import find_days, read_closing_line

LENGTH = 100_000
"""Code points: patterns that began anew at each of them took minutes."""


@pytest.mark.parametrize("piece", [" ", "\t\n", "\u3000"])
def test_a_day_before_many_spaces_is_found(piece: str) -> None:
    assert find_days(f"4 March 2026 {piece * LENGTH}x").first == date(2026, 3, 4)


@pytest.mark.parametrize("piece", [" ", "-", "a ", "<", '"', "(", "by "])
def test_a_long_line_names_no_authors(piece: str) -> None:
    assert read_closing_line(piece * LENGTH) == ()
