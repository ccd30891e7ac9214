"""The lists that tools make for evidence are up to date, and ordinary words are told from names."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from briefbuilder.evidence.name_words import common_words, is_ordinary, ordinary_words

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("tool", "folder"), [("common_words", "names"), ("period_beginnings", "periods")])
def test_the_files_are_those_that_the_tool_makes(tool: str, folder: str) -> None:
    code = f"import json, {tool} as made; print(json.dumps([[str(p), t] for p, t in made.compile_all().items()]))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "tools", capture_output=True, text=True, check=True
    )
    files = {Path(path): text for path, text in json.loads(run.stdout)}
    assert set(files) == set((ROOT / "resources" / folder).iterdir())
    for path, text in files.items():
        assert path.read_text("utf-8") == text, f"{path.name}: run python tools/{tool}.py"


def test_an_ordinary_word_is_common_in_one_language_and_no_first_name() -> None:
    assert is_ordinary("nonostante", "it")
    assert not is_ordinary("nonostante", "en")
    assert not is_ordinary("marco", "it")
    assert ordinary_words("it") < common_words("it")
    assert not ordinary_words("pl")
