"""Warnings about colours that are hard to read, missing fonts and unreachable limits."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from briefbuilder.templating.loader import CheckContext, check_text
from briefbuilder.templating.marking_profiles import load_marking_profile

BASE = """\
version: 1
id: note
name: Note
languages: [en]
marking: {profile: none}
"""
PART = "parts:\n- {key: text, kind: written, label: Text}\n"
KNOWN = {"Noto Serif", "Noto Sans", "Roboto Mono"}


def found(text: str) -> list[tuple[str, str, int | None, int | None]]:
    around = CheckContext(drawn_font=lambda family: family if family in KNOWN else "Noto Sans")
    checked = check_text((BASE + text).encode(), Path("note.yaml"), around)
    assert checked.template is not None, checked.findings
    return [(one.code, one.severity, one.place.line, one.place.column) for one in checked.findings]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('styles:\n  body: {colour: "#999999"}\n', "template-contrast", 7, 18),
        ('styles:\n  body: {background: "#444444"}\n', "template-contrast", 7, 22),
        ('styles:\n  body: {colour: "#222222", background: "#444444"}\n', "template-contrast", 7, 18),
        ("fonts: {text: Noto Seriff}\n", "template-font-missing-near", 6, 15),
        ("fonts: {east-asian-text: 明朝}\n", "template-font-missing", 6, 26),
        ("styles:\n  title: {font: Wingdings}\n", "template-font-missing", 7, 17),
        ("limits: {words: 9000, pages: 2}\n", "template-limit-pages", 6, 17),
    ],
)
def test_hard_to_read_styles_give_a_warning(text: str, code: str, line: int, column: int) -> None:
    assert found(text + PART) == [(code, "warning", line, column)]


@pytest.mark.parametrize(("profile", "count"), [("tlp", 1), ("us", 0), ("eu", 0)])
def test_portion_marks_that_a_profile_does_not_have_give_a_warning(
    root: Path, profile: str, count: int
) -> None:
    files = (root / "resources" / "markings").glob("*.yaml")
    around = CheckContext(profiles={path.stem: load_marking_profile(path) for path in files})
    text = BASE.replace("profile: none", f"profile: {profile}, portions: true") + PART
    codes = [one.code for one in check_text(text.encode(), Path("note.yaml"), around).findings]
    assert codes == ["template-no-portions"] * count


@pytest.mark.parametrize(
    ("part", "more", "code"),
    [
        ("limit: {words: 500}", "limits: {words: 400}\n", "template-limit-above-whole"),
        ("limit: {words: 300, lines: 4}", "", "template-limit-lines"),
        ("limit: {words: 3}, sample: One two three four", "", "template-sample-too-long"),
    ],
)
def test_unreachable_limit_gives_a_warning(part: str, more: str, code: str) -> None:
    text = f"{more}parts:\n- {{key: text, kind: written, label: Text, {part}}}\n"
    assert [one[:2] for one in found(text)] == [(code, "warning")]


@pytest.mark.parametrize(
    "text",
    [
        'styles:\n  body: {colour: "#595959"}\n',
        'styles:\n  callout: {colour: "#ffffff", background: "#16324f"}\n',
        "fonts: {text: Noto Sans}\n",
        "limits: {words: 900, pages: 2}\n",
        "fields: [{key: day, kind: date, label: Day, default: 2026-01-05}]\n",
    ],
)
def test_what_can_be_read_and_reached_gives_no_warning(text: str) -> None:
    assert found(text + PART) == []


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (3, {"template-language-missing": 6}),
        (4, {"template-language-missing": 4, "template-language-unprinted": 1}),
    ],
)
def test_many_texts_that_no_export_has_give_one_warning_for_a_language(
    count: int, told: dict[str, int]
) -> None:
    """Labels are printed, and each has its own."""
    part = "- {{key: k{0}, kind: written, label: {{en: Text}}, hint: {{en: Write}}}}\n"
    text = BASE.replace("[en]", "[en, it]") + "parts:\n" + "".join(map(part.format, range(count)))
    checked = check_text(text.encode(), Path("note.yaml"))
    assert Counter(one.code for one in checked.findings) == told
    assert {one.severity for one in checked.findings} == {"warning"}
    assert {one.parameters.get("count", "4") for one in checked.findings} == {"4"}


def test_what_is_no_language_is_told_once() -> None:
    text = BASE.replace("[en]", "[en, japanese]") + PART.replace("Text", "{en: Text}")
    checked = check_text(text.encode(), Path("note.yaml"))
    assert [finding.code for finding in checked.findings] == ["template-language"]


@pytest.mark.parametrize(
    ("page", "nearest", "points", "column"),
    [
        ("{margins: {top: 2.5}}", "2.5cm", "2.5pt", 23),
        ("{margins: {outer: 25}}", "25mm", "25pt", 25),
        ("{margins: 3}", "3cm", "3pt", 17),
        ("{margins: 1}", "1cm", "1pt", 17),
        ("{header: 1.5, size: A4}", "1.5cm", "1.5pt", 16),
        ("{columns: 2, column-gap: 8}", "8cm", "8pt", 32),
    ],
)
def test_a_page_length_without_a_unit_is_told(page: str, nearest: str, points: str, column: int) -> None:
    checked = check_text((f"{BASE}page: {page}\n{PART}").encode(), Path("note.yaml"))
    assert checked.template is not None
    (finding,) = checked.findings
    assert (finding.code, finding.severity) == ("template-length-unit", "warning")
    value = points.removesuffix("pt")
    assert finding.parameters == {"value": value, "nearest": nearest, "points": points}
    assert (finding.place.line, finding.place.column) == (6, column)


@pytest.mark.parametrize(
    ("text", "nearest", "column"),
    [
        ("field-table: {label-width: 3}", "3cm", 28),
        ("sources: {columns: [{shows: number, label: No., width: 1.5}]}", "1.5cm", 56),
        ("field-table: {label-width: 11}", "11mm", 28),
        ("field-table: {label-width: 30}", "", 0),
        ("sources: {columns: [{shows: number, label: No., width: 1.5cm}]}", "", 0),
    ],
)
def test_a_width_without_a_unit_is_told_where_points_are_unlikely(
    text: str, nearest: str, column: int
) -> None:
    checked = check_text(f"{BASE}{text}\n{PART}".encode(), Path("note.yaml"))
    told = [(one.code, one.parameters["nearest"], one.place.column) for one in checked.findings]
    assert told == ([("template-length-unit", nearest, column)] if nearest else [])


@pytest.mark.parametrize(
    "page",
    ["{margins: 0}", "{margins: 2.5cm}", "{margins: {top: 2.5pt}}", "{margins: 72}", "{column-gap: 18pt}"],
)
def test_a_page_length_with_a_unit_or_surely_in_points_is_taken(page: str) -> None:
    assert found(f"page: {page}\n{PART}") == []


@pytest.mark.parametrize(
    ("page", "code", "column", "room", "paper"),
    [
        ("{margins: {inner: 25cm}}", "template-page-narrow", 25, "0", "21"),
        ("{margins: {outer: 17cm}}", "template-page-narrow", 25, "1.5", "21"),
        ("{size: A5, orientation: landscape, margins: 10cm}", "template-page-narrow", 51, "1", "21"),
        ("{columns: 3, column-gap: 6cm}", "template-page-narrow", 32, "1.3", "21"),
        ("{columns: 2, margins: {outer: 14cm}, column-gap: 5cm}", "template-page-narrow", 37, "0", "21"),
        ("{margins: {top: 20cm, bottom: 9cm}}", "template-page-low", 23, "0.7", "29.7"),
        ("{margins: {bottom: 28cm}}", "template-page-low", 26, "0", "29.7"),
        ("{header: 30cm}", "template-page-low", 16, "0", "29.7"),
    ],
)
def test_a_page_without_room_for_text_is_an_error(
    page: str, code: str, column: int, room: str, paper: str
) -> None:
    checked = check_text((f"{BASE}page: {page}\n{PART}").encode(), Path("note.yaml"))
    assert checked.template is None
    errors = [finding for finding in checked.findings if finding.severity == "error"]
    assert {finding.code for finding in errors} - {"template-page-low"} <= {code}
    finding = next(finding for finding in errors if finding.code == code)
    assert (finding.place.line, finding.place.column) == (6, column)
    assert finding.parameters == {"room": room, "paper": paper, "least": "2.5"}


def test_the_font_in_place_of_a_missing_one_is_named() -> None:
    text = f"{BASE}fonts: {{text: Frutiger}}\n{PART}"
    around = CheckContext(drawn_font=lambda family: "Noto Sans" if family == "Frutiger" else family)
    (finding,) = check_text(text.encode(), Path("note.yaml"), around).findings
    assert finding.parameters == {"font": "Frutiger", "used": "Noto Sans"}


def test_annex_may_be_longer_than_the_briefing() -> None:
    text = "limits: {words: 400}\nparts:\n- {key: all, kind: annex, label: All, limit: {words: 4000}}\n"
    assert found(text) == []


def test_fonts_are_not_checked_where_none_are_known() -> None:
    checked = check_text((BASE + "fonts: {text: Nothing}\n" + PART).encode(), Path("note.yaml"))
    assert checked.findings == ()
