"""What holds for every file of the house."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST_FILE = 650
WRITTEN = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".ts"}


def sources(root: Path) -> list[Path]:
    return sorted((root / "src" / "briefbuilder").rglob("*.py"))


def test_no_file_outgrows_one_idea(root: Path) -> None:
    long_files = [
        path.name for path in sources(root) if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE
    ]
    assert long_files == []


def test_nothing_is_left_for_later_in_the_code(root: Path) -> None:
    word = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|NotImplemented" r"Error)\b")
    found = [
        f"{path.name}:{number}"
        for folder in ("src", "tests", "tools")
        for path in sorted((root / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if word.search(line)
    ]
    assert found == []


def test_the_window_never_pumps_events_itself(root: Path) -> None:
    pump = "process" + "Events"
    assert [path.name for path in sources(root) if pump in path.read_text("utf-8")] == []


@pytest.mark.parametrize(
    "package", ["domain", "system", "app.session", "cli", "templating", "composing", "export", "tagging"]
)
def test_the_core_runs_without_qt(package: str) -> None:
    code = f"import sys, briefbuilder.{package}; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_file_names_a_machine_or_a_registry(root: Path) -> None:
    words = re.compile("/(?:home|root|work|Users)/|pypi" + r"\.org|files\.pythonhosted|deb\.debian")
    found = [
        path.relative_to(root).as_posix()
        for path in written_files(root)
        for line in path.read_text("utf-8", errors="replace").splitlines()
        if words.search(line)
    ]
    assert found == []


def test_no_file_holds_both_sides_of_a_merge(root: Path) -> None:
    side = re.compile("^(?:<{7}|>{7}) ", re.MULTILINE)
    found = [
        path.name for path in written_files(root) if side.search(path.read_text("utf-8", errors="replace"))
    ]
    assert found == []


def test_no_file_of_a_trial_is_left_beside_the_documents(root: Path) -> None:
    beside = {path.name for path in (root / "docs").iterdir() if path.is_file() and path.suffix != ".md"}
    texts = {path.name for suffix in ("txt", "json") for path in root.glob(f"*.{suffix}")}
    assert beside | texts == {"constraints.txt"}


def written_files(root: Path) -> Iterator[Path]:
    """Yield the files that people write: those at the top and in the project's own folders."""
    yield from (path for path in root.iterdir() if path.is_file() and path.suffix in WRITTEN)
    for folder in ("src", "tests", "tools", "docs", "templates", "resources"):
        yield from (path for path in (root / folder).rglob("*") if path.suffix in WRITTEN)
