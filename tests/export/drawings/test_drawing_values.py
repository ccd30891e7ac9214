"""Numbers of charts as they are printed."""

from __future__ import annotations

import pytest

from briefbuilder.export.drawings.tables import format_value


@pytest.mark.parametrize(
    ("number", "value_format", "language", "printed"),
    [
        (1204, "#,##0", "en", "1,204"),
        (1204.5, "#,##0.0", "de", "1.204,5"),
        (0.125, "0%", "fr", "13\xa0%"),
        (-3.25, "0.0", "en", "−3.3"),
        (-0.01, "0.0", "en", "0.0"),
        (1e15, "#,##0", "en", "1,000,000,000,000,000"),
        (0.1 + 0.2, "0", "en", "0"),
    ],
)
def test_values_are_written_as_the_language_has_them(
    number: float, value_format: str, language: str, printed: str
) -> None:
    assert format_value(number, value_format, language) == printed
