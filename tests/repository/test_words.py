"""Every code that can reach a user has words in each language of the screen."""

from __future__ import annotations

import re
import string
from pathlib import Path

import yaml

LANGUAGES = ("en", "it", "fr")
# Where a code is born: the first argument of an error, or the code of a notice or finding.
BORN = re.compile(
    r"""(?:raise\s+)?(?:\w+Error|\w*Finding|\w*Notice|_?notice|_?finding|_?refused?)\(\s*(?:code=)?["']([a-z0-9]+(?:-[a-z0-9]+)+)["']"""
    r"""|\bcode\s*=\s*["']([a-z0-9]+(?:-[a-z0-9]+)+)["']"""
)


def catalogue(root: Path) -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {}
    for path in sorted((root / "resources" / "messages").glob("*.yaml")):
        page = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert not words.keys() & page.keys(), f"{path.name} repeats a code of another file"
        words |= page
    return words


def test_every_code_in_the_source_has_words(root: Path) -> None:
    known = catalogue(root)
    born = {
        code
        for path in sorted((root / "src" / "briefbuilder").rglob("*.py"))
        for match in BORN.finditer(path.read_text("utf-8"))
        for code in match.groups()
        if code
    }
    assert len(born) > 20
    assert sorted(born - known.keys()) == []


def test_every_text_is_there_in_each_language_with_the_same_parameters(root: Path) -> None:
    faults = []
    for code, texts in catalogue(root).items():
        if set(texts) != set(LANGUAGES):
            faults.append(f"{code}: {sorted(texts)}")
            continue
        holes = {language: _holes(texts[language]) for language in LANGUAGES}
        if len(set(map(frozenset, holes.values()))) != 1:
            faults.append(f"{code}: {holes}")
    assert faults == []


def test_no_translation_is_the_english_text(root: Path) -> None:
    same = [
        code
        for code, texts in catalogue(root).items()
        if len(texts["en"].split()) > 3 and texts["en"] in {texts["it"], texts["fr"]}
    ]
    assert same == []


def _holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
