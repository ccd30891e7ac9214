"""Number formats of spreadsheets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.importers.sheets.number_formats import BUILT_IN, format_number


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (0.241, "0.0%", "24.1%"),
        (-5, "0;(0)", "(5)"),
        (1234567, "#,##0,", "1,235"),
        (1234567, '0.0,,"M"', "1.2M"),
        (1234.5, "[$€-410] #,##0.00", "€ 1,234.50"),
        (1234.5, '#,##0.00 "€"', "1,234.50 €"),
        (-1234.5, '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "-1,234.50"),
        (0, "#,##0;-#,##0;-", "-"),
        (2.675, "0.00", "2.68"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.3333333333"),
        (12345678901234, "General", "12345678901234"),
        (1e-7, "General", "0.0000001"),
        (-0.0000125, "General", "-0.0000125"),
        (1.25e-10, "General", "1.25E-10"),
        (12.5, "# ?/?", "12 1/2"),
        (0.333333, "# ??/??", "1/3"),
        (-2.25, "?/?", "-9/4"),
        (0.625, "# ?/8", "5/8"),
        (0.5, "0 ??/100 %%", "5000 %%"),
        (3, "# ?/?", "3"),
        (0.96, "# ?/?", "1"),
        (0, "# ?/?", "0"),
        (123456, "0.00E+00 t", "1.23E+05 t"),
        (1.5e9, "0.00E+00", "1.50E+09"),
        (9.999e-7, "0.0E-0", "1.0E-6"),
        (-1234567, "##0.0E+0", "-1.2E+6"),
        (123456, "##0.0E+0", "123.5E+3"),
        (0, "0.0E+0", "0.0E+0"),
        (0.125, "0.0E+0%", "1.3E+1%"),
        (0.5, "General%", "50%"),
        (1e-10, "0.0E+0", "1.0E-10"),
        (3, "0.##", "3"),
        (5551234567, "(000) 000-0000", "(555) 123-4567"),
        (150, '[>100]"high";[<=100]0', "high"),
        (1, ";;;", ""),
        (5, "000", "005"),
        (-0.001, "0.0", "0.0"),
    ],
)
def test_numbers(value: float, code: str, shown: str) -> None:
    assert format_number(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (46085, "dd/mm/yyyy", "04/03/2026"),
        (46085, "m/d/yy", "3/4/26"),
        (46085, "dd\\.mm\\.yyyy", "04.03.2026"),
        (46085, "yyyy-mm-dd;@", "2026-03-04"),
        (46085, "[$-410]d mmmm yyyy;@", "4 marzo 2026"),
        (46085, "[$-407]mmmm yyyy", "März 2026"),
        (46085, "[$-FC19]dd mmmm yyyy", "04 марта 2026"),
        (46085, "[$-419]mmmm yyyy", "март 2026"),
        (46085, '[$-411]yyyy"年"m"月"d"日"', "2026年3月4日"),
        (46085, "[$-411]ggge", "2026"),
        (46085, '[$-411]ggge"年"m"月"d"日";@', "2026-03-04日"),
        (46085, "[$-F800]dddd, mmmm dd, yyyy", "2026-03-04"),
        (46085, "[$-D07041E]d mmmm yyyy", "2026-03-04"),
        (46085, BUILT_IN[14], "2026-03-04"),
        (46085.5, "dd.mm.yyyy hh:mm", "04.03.2026 12:00"),
        (46085, "mmm yy", "Mar 26"),
        (46085, "mmm-yy", "Mar-26"),
        (46085, "dddd d mmmm", "Wednesday 4 March"),
        (46085, "[$-40C]ddd d mmm", "mer. 4 mars"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (44197.000011574, "h:mm:ss", "0:00:01"),
        (59, "yyyy-mm-dd", "1900-02-28"),
        (60, "yyyy-mm-dd", "60"),
        (60.5, "h:mm", "12:00"),
        (61, "yyyy-mm-dd", "1900-03-01"),
        (-1, "yyyy-mm-dd", "-1"),
        (1e9, "yyyy-mm-dd", "1000000000"),
    ],
)
def test_dates_and_times(value: float, code: str, shown: str) -> None:
    assert format_number(value, code) == shown


def test_workbooks_of_old_macs_count_from_1904() -> None:
    assert format_number(44623, "yyyy-mm-dd", since_1904=True) == "2026-03-04"


def test_a_number_too_large_for_a_duration_is_shown_as_a_number() -> None:
    assert format_number(2e303, "[h]:mm:ss") == format_number(2e303)
    assert format_number(-2e303, "hh:mm") == format_number(-2e303)


@given(
    st.floats(),
    st.text(alphabet='#0?.,%E+-/@ymdhsAPM[]"\\_*;$€() ', max_size=30)
    | st.sampled_from(sorted(BUILT_IN.values())),
)
def test_any_code_formats_any_number(value: float, code: str) -> None:
    assert isinstance(format_number(value, code), str)
