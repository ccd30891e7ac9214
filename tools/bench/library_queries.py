"""What is asked of the generated dossier: words from the most frequent to the rarest, phrases, several, prefixes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from bench.generated import Vocabulary
from briefbuilder.domain.article import RefusedFile
from briefbuilder.storage.blobs import PreparedArticle

RANKS = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 40_000)


@dataclass(frozen=True, slots=True)
class Given:
    """What is asked of the window: whole queries, prefixes, and articles to add as a worker prepares them, each with a word that no other has."""

    queries: tuple[str, ...]
    prefixes: tuple[str, ...]
    articles: tuple[tuple[PreparedArticle | RefusedFile, str], ...]


def queries() -> tuple[str, ...]:
    """Return whole words, pairs, phrases, exclusions, long prefixes, and Japanese."""
    words = Vocabulary.invented(60_000).words
    single = [f"{words[rank]} " for rank in RANKS]
    pairs = [f"{words[one]} {words[other]} " for one, other in pairwise(RANKS)]
    phrases = [f'"{words[rank]} {words[1]}"' for rank in (0, 3, 30, 300)]
    without = [f"{words[rank]} -{words[0]}" for rank in (1, 20, 500)]
    long_prefixes = [word[:length] for word in words[40:4000:330] for length in (4, 5) if len(word) > length]
    return (*single, *pairs, *phrases, *without, *long_prefixes, "外務", "半導体", "省供給", "安全保障")


def prefixes() -> tuple[str, ...]:
    """Return beginnings of three letters, frequent and rare."""
    words = Vocabulary.invented(60_000).words
    found = dict.fromkeys(word[:3] for word in words[:40_000:517] if len(word) >= 3)
    return tuple(found)


def times_of(ask: Callable[[str], object], asked: Iterable[str]) -> list[float]:
    """Return the CPU milliseconds of each question, the better of two times."""
    return [min(_once(ask, words), _once(ask, words)) for words in asked]


def _once(ask: Callable[[str], object], words: str) -> float:
    began = time.process_time()
    ask(words)
    return 1000 * (time.process_time() - began)


def p95(times: list[float]) -> float:
    """Return what 95 of 100 stay under."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]
