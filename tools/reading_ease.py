"""How hard the pages of the documentation are to read: words a sentence, and LIX.

LIX (Björnsson, 1968) is the number of words in a sentence plus the share in percent of words with more than six letters. It needs no
syllables, so it holds for all languages of the documentation: below 40 is easy, above 50 hard.

    reading_ease.py             prints each page of docs, the hardest first, and the average
    reading_ease.py FILE…       prints these files
    reading_ease.py --total     prints the average alone
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_START = re.compile(r"^(?:#+ .*|\s*(?:[-*]|\d+\.) +.*)$")
_END = re.compile(r"(?<=[.!?…])[\"”’»)*]*\s+|\n{2,}")
_WORD = re.compile(r"\w[\w’'-]*")
_LONG = 7
_FEWEST = 3
"""The fewest words of what counts as a sentence; shorter pieces are labels."""


@dataclass(frozen=True, slots=True)
class Readability:
    """Figures of a text."""

    sentences: int
    words: int
    long_words: int

    @property
    def words_per_sentence(self) -> float:
        """The average length of a sentence."""
        return self.words / max(1, self.sentences)

    @property
    def lix(self) -> float:
        """The readability index."""
        return self.words_per_sentence + 100 * self.long_words / max(1, self.words)

    def __str__(self) -> str:
        """Return the figures in columns."""
        return f"{self.words:6} words  {self.words_per_sentence:5.1f} a sentence  LIX {self.lix:4.1f}"


def measure(markdown: str) -> Readability:
    """Return the figures of the running text of a page: without code, tables and headings."""
    sentences = list(_sentences(markdown))
    words = [word for sentence in sentences for word in sentence]
    return Readability(len(sentences), len(words), sum(len(word) >= _LONG for word in words))


def _sentences(markdown: str) -> Iterator[list[str]]:
    text = _LINK.sub(r"\1", _CODE.sub("code", _FENCE.sub("", markdown)))
    lines = []
    for line in text.splitlines():
        if line.startswith(("|", "#")):
            lines.append("")
        else:
            lines.append(f"\n{line}" if _START.match(line) else line)
    for piece in _END.split("\n".join(lines)):
        words = _WORD.findall(piece)
        if len(words) >= _FEWEST:
            yield words


def pages_for_users() -> list[Path]:
    """Return the pages of the documentation but the decisions."""
    return [path for path in sorted((ROOT / "docs").rglob("*.md")) if "decisions" not in path.parts]


def measure_all(paths: Sequence[Path]) -> tuple[Readability, dict[Path, Readability]]:
    """Return the figures of several pages together and of each."""
    figures = {path: measure(path.read_text(encoding="utf-8")) for path in paths}
    sums = [
        sum(getattr(each, name) for each in figures.values()) for name in ("sentences", "words", "long_words")
    ]
    return Readability(*sums), figures


def main() -> int:
    """Print the figures of pages; return the exit status."""
    names = [Path(name) for name in sys.argv[1:] if name != "--total"]
    whole, figures = measure_all(names or pages_for_users())
    if "--total" not in sys.argv:
        for path, figure in sorted(figures.items(), key=lambda each: -each[1].lix):
            print(figure, path)
    print("Readability:", whole)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
