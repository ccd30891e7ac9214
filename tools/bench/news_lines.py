"""Titles, sentences and paragraphs in many languages, for the benchmarks of charsets and languages.

Those in `news` and `sentences` are our own, a language a file; SIB-200 and NTREX stand beside the checkout.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from bench.shared import find_shared

_HERE = Path(__file__).parent
_OWN = ((_HERE / "news", 8), (_HERE / "sentences", 5))
"""Folders of our own lines, with how many of them are titles."""

_SIB = {
    "de": "deu_Latn", "en": "eng_Latn", "es": "spa_Latn", "fr": "fra_Latn", "it": "ita_Latn", "ja": "jpn_Jpan",
    "zh": "zho_Hans",
}  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+(?=\w)")
_TITLE_WORDS, _TITLE_SIGNS = 8, 18
_WITHOUT_SPACES = frozenset({"ja", "zh"})


@dataclass(slots=True)
class Lines:
    """What there is in one language; a paragraph has some sentences, a title is a short line."""

    titles: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


def lines(root: Path) -> tuple[dict[str, Lines], bool]:
    """Return what there is by language (ISO 639-1), and whether the shared texts beside the checkout were found."""
    found: dict[str, Lines] = {}
    for folder, titles in _OWN:
        for path in sorted(folder.glob("*.txt")):
            own = path.read_text(encoding="utf-8").splitlines()
            kept = found.setdefault(path.stem, Lines())
            kept.titles += own[:titles]
            kept.sentences += own[titles:]
            kept.paragraphs += [" ".join(own[start : start + 3]) for start in range(titles, len(own) - 2, 3)]
    shared = find_shared(root) / "corpora" / "tagging"
    if not shared.is_dir():
        return found, False
    _add_sib(found, shared / "sib-200")
    _add_news(found, shared)
    return found, True


def _add_sib(found: dict[str, Lines], folder: Path) -> None:
    for language, name in _SIB.items():
        with (folder / f"{name}.dev.tsv").open(encoding="utf-8", newline="") as source:
            rows = csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE)
            sentences = [row["text"] for row in rows]
        kept = found.setdefault(language, Lines())
        kept.sentences += sentences
        glue = "" if language in _WITHOUT_SPACES else " "
        kept.paragraphs += [
            glue.join(sentences[start : start + 3]) for start in range(0, len(sentences) - 2, 3)
        ]


def _add_news(found: dict[str, Lines], folder: Path) -> None:
    """Add the sections; the first of each document begins with its title, whose first words are taken."""
    for name in ("news-dev", "noise-dev"):
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            language, text = str(row["lang"]), str(row["text"])
            kept = found.setdefault(language, Lines())
            kept.paragraphs.append(text)
            if language not in _SIB:
                kept.sentences += _SENTENCE.split(text)
            if row["group"].endswith(".0"):
                wide = language in _WITHOUT_SPACES
                kept.titles.append(text[:_TITLE_SIGNS] if wide else " ".join(text.split()[:_TITLE_WORDS]))
