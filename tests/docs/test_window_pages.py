"""Shortcuts, formats and names of actions are those of the window."""

from __future__ import annotations

import os
import re

from tests.docs.markdown_page import DOCS, codes, page, rows, without_code

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
    "Shift+Down",
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


def test_the_shortcuts_are_those_of_the_table_of_actions() -> None:
    wanted = [(_plain(spec.text), spec.keys) for spec in TABLE if spec.keys]
    if os.environ.get("REFRESH_SNAPSHOTS"):
        _write_shortcuts(wanted)
    told = [(row[0], codes(row[1])) for row in rows(page("reference/keys.md"))]
    assert told == wanted


def _write_shortcuts(wanted: list[tuple[str, tuple[str, ...]]]) -> None:
    path = DOCS / "reference" / "keys.md"
    head, _, _ = path.read_text("utf-8").partition("| action | keys |\n|---|---|\n")
    lines = [f"| {text} | {' or '.join(f'`{key}`' for key in keys)} |" for text, keys in wanted]
    path.write_text("\n".join([f"{head}| action | keys |", "|---|---|", *lines, ""]), "utf-8")


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
