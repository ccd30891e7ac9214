"""Shortcuts, formats and names of actions are those of the window."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from tests.docs.markdown_page import DOCS, codes, first_line, page, rows, without_code
from walks import LANGUAGES, ScreenTexts

from briefbuilder.app.guide import page_path
from briefbuilder.importers.registry import IMPORTERS, OUTSIDE_FORMATS
from briefbuilder.ui.action_table import TABLE
from briefbuilder.ui.designer.panel import SHORTCUTS as DESIGNER

ROOT = DOCS.parent
OTHERS = ("reference/window.md", "reference/keys.md", "faq.md", "troubleshooting.md", "accessibility.md")
TASKS = {path.stem: path.read_text("utf-8") for path in sorted((DOCS / "how-to").glob("*.md"))}
PAGE = without_code("\n".join([*TASKS.values(), *map(page, OTHERS)]))
OF_TEXT = {
    "Tab",
    "Left",
    "Right",
    "Up",
    "Down",
    "Enter",
    "Esc",
    "Home",
    "Space",
    "Alt+O",
    "End",
    "Ins",
    "Ctrl+M",
    "Shift",
    "Ctrl",
    "Ctrl+A",
    "Ctrl+Space",
    "0",
    "1",
    "9",
}
"""Keys that the article's text and lists know by itself, and names of keys alone."""
OR = {"en": "or", "de": "oder", "it": "o", "fr": "ou"}
_TEXT = re.compile(r'(?:tr\(|translate\(\s*"\w+",)\s*"((?:[^"\\]|\\.)*)"')
_KEYS = re.compile(r"(Ctrl|Alt|Shift|F\d|[A-Z][a-z]+\Z|[+\d-]\Z)")


def _plain(text: str) -> str:
    return text.replace("&", "")


def test_each_task_is_short_and_has_steps_and_a_result() -> None:
    for name, text in TASKS.items():
        if name != "index":
            assert len(text.split()) <= 400, name
            assert re.search(r"^1\. ", text, re.MULTILINE), name
            assert text.count("\n**Result:** ") == 1, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shortcuts_are_those_of_the_table_of_actions(language: str) -> None:
    texts = ScreenTexts(language)
    wanted = [
        (_plain(texts.shown("Actions", spec.text)), tuple(map(texts.keys, spec.keys)))
        for spec in TABLE
        if spec.keys
    ]
    path = DOCS / page_path("reference/keys.md", language)
    if os.environ.get("REFRESH_SNAPSHOTS"):
        _write_shortcuts(path, wanted, OR[language])
    told = [(row[0], codes(row[1])) for row in rows(path.read_text("utf-8"))]
    assert told == wanted


def _write_shortcuts(path: Path, wanted: list[tuple[str, tuple[str, ...]]], between: str) -> None:
    text = re.sub(r"\A<!-- .+ -->\n", f"{first_line('reference/keys.md')}\n", path.read_text("utf-8"))
    head, rule, _ = text.partition("|---|---|\n")
    lines = [f"| {text} | {f' {between} '.join(f'`{key}`' for key in keys)} |\n" for text, keys in wanted]
    path.write_text("".join([head, rule, *lines]), "utf-8")


def test_every_key_in_the_guide_does_something() -> None:
    real = OF_TEXT | {keys for spec in TABLE for keys in spec.keys} | {keys for _, keys in DESIGNER.values()}
    named = {code for code in codes(PAGE) if _KEYS.match(code)}
    assert "Ctrl+T" in named
    assert named - real - {"-"} == set()


def test_every_format_that_can_be_read_is_told_and_no_other() -> None:
    told = [suffix for row in rows(page("reference/formats.md")) for suffix in codes(row[1])]
    own = [suffix for importer in IMPORTERS for suffix in importer.suffixes]
    assert sorted(told) == sorted(
        [*own, *(suffix for outside in OUTSIDE_FORMATS for suffix in outside.suffixes)]
    )


def test_controls_are_called_what_the_window_calls_them() -> None:
    menus = {_plain(spec.text) for spec in TABLE}
    sources = (path.read_text("utf-8") for path in (ROOT / "src" / "briefbuilder" / "ui").rglob("*.py"))
    window = {_plain(text) for source in sources for text in _TEXT.findall(source)}
    known = {text.removesuffix(" …") for text in menus | window}
    named = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", PAGE))
    assert len(named) > 60
    told = {re.sub(r"\d+", "%n", name.rpartition(" ▸ ")[2]).removesuffix(" …") for name in named}
    assert sorted(told - known) == []
