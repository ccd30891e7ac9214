"""Near-duplicate detection with shingles and MinHash (Broder 1997), to find copies of one wire report.

A text is represented by the set of hashes of its shingles, which are five words each (in Chinese, Japanese and
Korean, five pairs of characters). The smallest hashes are its sketch. Texts that share many shingles share some
hashes of their sketches, so that copies are found by looking up sketches instead of comparing texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from heapq import nsmallest

SHINGLE_LENGTH = 5
"""Words in a shingle; shorter ones are common to all articles about an event."""
SKETCH_SIZE = 96
"""Hashes in a sketch."""
MIN_SHARED_HASHES = 6
"""Shared hashes from which two sketches may be those of copies."""
COPY_THRESHOLD = 0.3
"""Containment from which two texts are copies of one report."""
POSSIBLE_COPY_THRESHOLD = 0.2
"""Containment from which two texts may be copies."""
MIN_SHARED_SHINGLES = 32
"""Shingles that copies share at least, more than the boilerplate of an outlet has."""
WHOLE_COPY_THRESHOLD = 0.8
"""Containment from which also short texts are copies."""
MAX_WORDS = 20_000
"""Words of a text that are compared; a wire report has about a thousand."""
_BYTES = 6

_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[^\W_{_UNSPACED}]+|[{_UNSPACED}]+")
_FIRST_UNSPACED = "\u3041"


def shingles_of(text: str) -> frozenset[int]:
    """Return the hashes of a text's shingles; empty if it is shorter than one shingle."""
    words = list(_words(text))
    return frozenset(
        int.from_bytes(
            blake2b(" ".join(words[at : at + SHINGLE_LENGTH]).encode(), digest_size=_BYTES).digest(), "big"
        )
        for at in range(len(words) - SHINGLE_LENGTH + 1)
    )


def sketch_of(runs: frozenset[int]) -> tuple[int, ...]:
    """Return the sketch of a text, given the hashes of its shingles."""
    return tuple(nsmallest(SKETCH_SIZE, runs))


def similarity(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the containment of two texts, or 0 if they share only a few lines."""
    share = containment(one, other)
    return share if share >= WHOLE_COPY_THRESHOLD or len(one & other) >= MIN_SHARED_SHINGLES else 0.0


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of the shorter text's shingles that the other text contains, from 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def estimate_containment(shared: int, one: int, other: int) -> float:
    """Estimate the containment of two texts from the number of hashes that their sketches share.

    `one` and `other` are the numbers of shingles of the texts.
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
