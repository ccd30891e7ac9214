"""The wheel holds all that the program needs to run."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path


def test_the_wheel_carries_templates_resources_and_help(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("templates", "resources", "docs"):
        for path in (root / folder).rglob("*"):
            if path.is_file():
                assert f"briefbuilder/_data/{path.relative_to(root).as_posix()}" in names
    assert {"briefbuilder/py.typed", "briefbuilder/_data/CHANGELOG.md"} <= names


def test_the_pinned_versions_name_no_address(root: Path) -> None:
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert len(pins) > 30
    assert all("==" in line and "@" not in line and "/" not in line for line in pins)


def test_the_program_is_built_with_the_libraries_that_were_agreed(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.split(r"[^\w-]", line)[0] for line in project["dependencies"]}
    assert {"PySide6_Essentials", "python-docx", "PyYAML", "reportlab"} <= named
    assert any(line.startswith("pytest-qt") for line in project["optional-dependencies"]["dev"])
    sources = "".join(path.read_text("utf-8") for path in (root / "src").rglob("*.py"))
    for module in ("PySide6", "docx", "yaml", "reportlab"):
        assert re.search(rf"^\s*(from|import) {module}\b", sources, re.MULTILINE), module
