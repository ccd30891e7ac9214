"""The common words of languages are those that the lists of how common words are say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from briefbuilder.evidence.name_words import common_words, is_ordinary, ordinary_words

ROOT = Path(__file__).parents[2]


def test_the_common_words_are_those_of_the_lists() -> None:
    code = "import json, common_words as made; print(json.dumps([[str(p), t] for p, t in made.compile_all().items()]))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "tools", capture_output=True, text=True, check=True
    )
    files = {Path(path): text for path, text in json.loads(run.stdout)}
    assert set(files) == set((ROOT / "resources" / "names").iterdir())
    for path, text in files.items():
        assert path.read_text("utf-8") == text, f"{path.name}: run python tools/common_words.py"


def test_an_ordinary_word_is_common_in_one_language_and_no_first_name() -> None:
    assert is_ordinary("nonostante", "it")
    assert not is_ordinary("nonostante", "en")
    assert not is_ordinary("marco", "it")
    assert ordinary_words("it") < common_words("it")
    assert not ordinary_words("pl")
