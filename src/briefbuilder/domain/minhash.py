"""How much two texts have in common, word for word: what tells the copies of one wire report.

A text is taken as the set of its runs of five words (in Chinese, Japanese and Korean: of five pairs of
characters), each as a hash. The smallest hashes are its sketch: two texts that share many runs share some of
those too, so that copies are found by looking up a sketch and not by comparing texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from heapq import nsmallest

SHINGLE_LENGTH = 5
"""Words in a run: fewer stand in any two articles about one event."""
SKETCH_SIZE = 96
"""Hashes in a sketch."""
MIN_SHARED_HASHES = 6
"""Hashes that the sketches of two texts share at least where one may be a copy of the other."""
COPY_THRESHOLD = 0.3
"""The share of the shorter text's runs from which two texts are copies of one report."""
POSSIBLE_COPY_THRESHOLD = 0.2
"""The share from which they may be."""
MIN_SHARED_SHINGLES = 32
"""Runs that copies share at least, more than an outlet puts under all its texts; a short text is a copy as a whole."""
WHOLE_COPY_THRESHOLD = 0.8
MAX_WORDS = 20_000
"""Words of a text that are looked at; a wire report has a thousand."""
_BYTES = 6

_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[^\W_{_UNSPACED}]+|[{_UNSPACED}]+")
_FIRST_UNSPACED = "\u3041"


def shingles_of(text: str) -> frozenset[int]:
    """Return the hashes of a text's runs; empty where it is shorter than one run."""
    words = list(_words(text))
    return frozenset(
        int.from_bytes(
            blake2b(" ".join(words[at : at + SHINGLE_LENGTH]).encode(), digest_size=_BYTES).digest(), "big"
        )
        for at in range(len(words) - SHINGLE_LENGTH + 1)
    )


def sketch_of(runs: frozenset[int]) -> tuple[int, ...]:
    """Return the sketch of a text by the hashes of its runs."""
    return tuple(nsmallest(SKETCH_SIZE, runs))


def similarity(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the containment of two texts, 0 where they share no more than a few lines."""
    share = containment(one, other)
    return share if share >= WHOLE_COPY_THRESHOLD or len(one & other) >= MIN_SHARED_SHINGLES else 0.0


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Return which share of the shorter text's runs stands in the other one too, from 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def estimate_containment(shared: int, one: int, other: int) -> float:
    """Return what the containment of two texts probably is, by the hashes that their sketches share.

    A sketch is a sample: of the hashes as small as those in the sketches of both, all are there. `one` and `other`
    are the numbers of runs in each text.
    """
    shorter, longer = sorted((one, other))
    sampled = min(1.0, SKETCH_SIZE / longer) if longer else 1.0
    return shared / sampled / shorter if shorter else 0.0


def _words(text: str) -> Iterator[str]:
    count = 0
    for token in _TOKEN.finditer(text.casefold()):
        run = token[0]
        if run[0] >= _FIRST_UNSPACED and len(run) > 1:
            yield from (run[at : at + 2] for at in range(len(run) - 1))
            count += len(run) - 1
        else:
            yield run
            count += 1
        if count >= MAX_WORDS:
            return
