"""Extract how common the words of a language are from the data of wordfreq into `tagging/data/frequencies_*.yaml`.

`pip install wordfreq==3.1.1 && python tools/word_frequencies.py` writes the files. The package is not a dependency: it
is many times as large as what is used of it.
"""

from __future__ import annotations

import math
import textwrap
from collections import defaultdict
from pathlib import Path

from wordfreq import available_languages, get_frequency_dict

FOLDER = Path(__file__).resolve().parents[1] / "src" / "briefbuilder" / "tagging" / "data"
LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "pt", "ru", "uk", "zh")
LOWEST = 4.0
"""The Zipf value of the rarest words that are kept: ten in a million words."""
_NOTE = """\
# How common the words of a language are: their Zipf values (the decimal logarithm of the occurrences in a billion words),
# in tenths. Words that are not listed are rarer than all of these.
#
# Extracted by tools/word_frequencies.py from wordfreq 3.1.1 (Robyn Speer and others), whose data is under the licence
# CC BY-SA 4.0; so is this file. Do not edit it: run the tool again.

"""


def extract(language: str) -> str:
    """Return the content of the file of a language."""
    size = "large" if language in available_languages("large") else "small"
    steps: defaultdict[int, list[str]] = defaultdict(list)
    for word, frequency in get_frequency_dict(language, size).items():
        zipf = math.log10(frequency) + 9
        if zipf >= LOWEST and word.isalpha():
            steps[math.floor(10 * zipf + 0.5)].append(word)
    lines = []
    for step in sorted(steps, reverse=True):
        words = textwrap.fill(
            " ".join(sorted(steps[step])), 118, break_long_words=False, break_on_hyphens=False
        )
        lines.append(f"{step}: >-\n{textwrap.indent(words, '  ')}\n")
    return _NOTE + "".join(lines)


def main() -> None:
    """Write the files."""
    for language in LANGUAGES:
        (FOLDER / f"frequencies_{language}.yaml").write_text(extract(language), encoding="utf-8")


if __name__ == "__main__":
    main()
