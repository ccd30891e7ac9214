"""The recipes for contributors name files that are there."""

from __future__ import annotations

import re
from pathlib import Path

_PATH = re.compile(r"`((?:src|tests|tools|docs|resources|templates)/[^`<>]+)`")


def test_every_file_that_a_recipe_names_is_there(root: Path) -> None:
    named = _PATH.findall((root / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert len(named) > 30
    assert sorted({path for path in named if not (root / path).exists()}) == []


def test_ten_changes_are_described(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = text.partition("## Ten changes")[2].strip().splitlines()
    assert len([row for row in rows if row.startswith("|")]) == 2 + 10
