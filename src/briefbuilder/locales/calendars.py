"""Names of months and eras that are in use beside those of the Unicode CLDR, and the digits of other scripts."""

from __future__ import annotations

from collections.abc import Mapping

LEVANTINE_MONTHS: Mapping[str, int] = {
    "كانون الثاني": 1,
    "تشرين الأول": 10,
    "تشرين الثاني": 11,
    "كانون الأول": 12,
}
"""Months of two words in the Arabic of the Levant."""

ERAS: Mapping[str, int] = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The year before the first year of each era, in Japan and Taiwan."""

DIGITS: Mapping[int, str] = {
    ord(digit): str(value)
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")
    for value, digit in enumerate(digits)
}
"""A table for `str.translate` that makes the digits of other scripts Western ones."""
