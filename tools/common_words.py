"""Write `resources/names`: the common words of the languages in which texts are compared, folded as names are.

Run `python tools/common_words.py` after a change to `tagging/data/frequencies_*.yaml` or to the first names in
`evidence/data/names.yaml`; a test compares. The first line of a file has the words that no other language has.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from briefbuilder.domain.spelling_of_names import fold_name
from briefbuilder.evidence.name_words import COMPARED, first_names
from briefbuilder.word_lists import load_word_lists

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "names"


def compile_all() -> dict[Path, str]:
    """Return the content of the file of each language by its path."""
    common = {language: _common(language) for language in COMPARED}
    found = {}
    for language, words in common.items():
        others = [other for name, other in common.items() if name != language]
        # What is common in two others is often a name.
        shared = frozenset().union(*(one & other for one, other in combinations(others, 2)))
        ordinary = words - shared - first_names()
        lines = (sorted(ordinary), sorted(words - ordinary))
        found[FOLDER / f"{language}.txt"] = "".join(f"{' '.join(line)}\n" for line in lines)
    return found


def _common(language: str) -> frozenset[str]:
    steps: dict[int, str] = load_word_lists("briefbuilder.tagging", f"frequencies_{language}")
    return frozenset(fold_name(" ".join(steps.values())).split())


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for target, content in compile_all().items():
        target.write_text(content, encoding="utf-8")
