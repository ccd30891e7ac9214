"""Warnings about colours that are hard to read, missing fonts and unreachable limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefbuilder.templating.lint import contrast_ratio
from briefbuilder.templating.loader import CheckContext, check_text

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
    around = CheckContext(is_font=KNOWN.__contains__)
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
        ("styles:\n  title: {font: Wingdings}\n", "template-font-missing", 7, 17),
        ("limits: {words: 9000, pages: 2}\n", "template-limit-pages", 6, 17),
    ],
)
def test_hard_to_read_styles_give_a_warning(text: str, code: str, line: int, column: int) -> None:
    assert found(text + PART) == [(code, "warning", line, column)]


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
    ],
)
def test_readable_styles_and_reachable_limits_give_no_warning(text: str) -> None:
    assert found(text + PART) == []


def test_annex_may_be_longer_than_the_briefing() -> None:
    text = "limits: {words: 400}\nparts:\n- {key: all, kind: annex, label: All, limit: {words: 4000}}\n"
    assert found(text) == []


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast_ratio("#123456", "#123456") == 1


def test_fonts_are_not_checked_where_none_are_known() -> None:
    checked = check_text((BASE + "fonts: {text: Nothing}\n" + PART).encode(), Path("note.yaml"))
    assert checked.findings == ()
