"""py3langid's model in Python's own terms: its tables are mapped from disk, and no library of numbers is loaded.

Few texts need the model, and loading numpy for it costs more than hundreds of short answers without it.
The arithmetic is that of a naive Bayes classifier over byte sequences, as py3langid 0.4 does it.
"""

from __future__ import annotations

import math
import mmap
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from struct import Struct

TABLES = {"ptc": "e", "pc": "f", "nextmove": "I", "row": "H", "output": "i"}
"""The tables by name, with the form of their numbers as `struct` writes it: weights of each feature in each
language, weights of the languages, the automaton's moves, the row of each state in them, the feature that a
state stands for (or -1)."""


class MappedModel:
    """The model over tables in memory, each a buffer of numbers in the machine's own order."""

    def __init__(self, languages: Sequence[str], tables: Mapping[str, memoryview]) -> None:
        """Take the languages in the order of the weights; one that has several scripts stands there twice."""
        self._languages = tuple(languages)
        self._weights = tables["ptc"]
        self._moves = tables["nextmove"].cast("I")
        self._features = tables["output"].cast("i")
        self._rows = tables["row"].cast("H")
        self._before: list[float] = [*tables["pc"].cast("f")]
        self._of_feature = Struct(f"={len(self._languages)}{TABLES['ptc']}")

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return the languages with their probability, the likeliest first; all alike where nothing is known."""
        coded = unicodedata.normalize("NFC", text.lower() if text.isupper() else text)
        content = coded.encode("utf-8", errors="surrogatepass")
        scores = self._scores(Counter(self._seen(content)))
        heat = math.sqrt(len(content) or 1)
        best = max(scores)
        shares = [math.exp((score - best) / heat) for score in scores]
        whole = sum(shares)
        merged: dict[str, float] = defaultdict(float)
        for language, share in zip(self._languages, shares, strict=True):
            merged[language] += share / whole
        return sorted(merged.items(), key=itemgetter(1), reverse=True)

    def _seen(self, content: bytes) -> Iterator[int]:
        moves, rows, features, state = self._moves, self._rows, self._features, 0
        for byte in content:
            state = moves[(rows[state] << 8) + byte]
            feature = features[state]
            if feature >= 0:
                yield feature

    def _scores(self, counts: Mapping[int, int]) -> list[float]:
        if not counts:
            return [0.0] * len(self._languages)
        alike: dict[int, list[tuple[float, ...]]] = defaultdict(list)
        unpack, size = self._of_feature.unpack_from, self._of_feature.size
        for feature, count in counts.items():
            alike[count].append(unpack(self._weights, feature * size))
        scores = self._before
        for count, rows in alike.items():
            weight = math.log1p(count)
            scores = [
                score + weight * column
                for score, column in zip(scores, map(sum, zip(*rows, strict=True)), strict=True)
            ]
        return scores


def mapped(path: Path) -> memoryview:
    """Return a file's bytes, mapped so that processes share what they use; raises OSError or ValueError."""
    with path.open("rb") as stream:
        return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
