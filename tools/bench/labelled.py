"""Topic suggestions on the labelled sections: what the scorer that all developers share says, goals beside."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.taxonomy import load_taxonomy

SHARED = next(
    (folder / "shared" for folder in Path(__file__).resolve().parents if (folder / "shared").is_dir()),
    Path("shared"),
)
"""What all developers share, beside the work tree or above it."""
LANGUAGES = ("all", "it", "es", "de")
GOALS = {"all": 0.82, "it": 0.80, "es": 0.80, "de": 0.80}


@cache
def _matcher() -> Matcher:
    return Matcher(load_taxonomy(SHARED / "corpora" / "tagging" / "topics.yaml"))


def suggest(text: str, language: str) -> list[tuple[str, float, list[tuple[int, int]]]]:
    """Answer the scorer: topics with their scores and the places of their evidence."""
    found = _matcher().suggest(text, language)
    return [(each.topic, each.score, [(piece.start, piece.end) for piece in each.evidence]) for each in found]


def run() -> None:
    """Print the scores; say so where the labelled sets are not there."""
    scorer = SHARED / "bench" / "score_suggestions.py"
    if not scorer.exists():
        print("\nThe labelled sections are not here: no scores of suggestions.")
        return
    command = [sys.executable, str(scorer), "bench.labelled:suggest", "--json"]
    answer = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent
    )
    scores = json.loads(answer.stdout)
    print("\nSuggestions on labelled sections, without training")
    for language in LANGUAGES:
        one = scores[f"news-dev/{language}"]
        print(
            f"  {language:4} F1 {one['f1']:.3f} (goal {GOALS[language]:.2f})  P {one['p']:.3f}  R {one['r']:.3f}"
        )
    alarms = scores["noise-dev/all"]["false_alarms"]
    cost = scores["news-dev"]
    print(
        f"  false alarms on sports {alarms:.2f} (goal 0.03); {cost['cpu_ms']:.2f} CPU-ms a section (goal 0.3)"
    )
    print(f"  spans that are not in the text: {cost['bad_spans']} of {cost['spans']}")
    _show_starter()


def _show_starter() -> None:
    """Print what the taxonomy that ships finds of the three topics that it shares with the set, beside the flat lists."""
    folder = SHARED / "corpora" / "tagging"
    starter = load_taxonomy(SHARED / "taxonomy" / "economic-security.yaml")
    flat = load_taxonomy(folder / "topics.yaml")
    common = {topic.id for topic in starter.topics} & {topic.id for topic in flat.topics}
    rows = [
        row
        for row in map(json.loads, (folder / "news-dev.jsonl").read_text("utf-8").splitlines())
        if row["lang"] in starter.languages
    ]
    print(f"  of {', '.join(sorted(common))} alone:")
    for name, taxonomy in (("the starter taxonomy", starter), ("the flat lists", flat)):
        matcher = Matcher(taxonomy)
        started = time.process_time()
        found = [{one.topic for one in matcher.suggest(row["text"], row["lang"])} & common for row in rows]
        cost = 1000 * (time.process_time() - started) / len(rows)
        pairs = [
            (one, set(row["labels"]) & common, set(row.get("acceptable", ())))
            for one, row in zip(found, rows, strict=True)
        ]
        right = sum(len(one & gold) for one, gold, _ in pairs)
        wrong = sum(len(one - gold - arguable) for one, gold, arguable in pairs)
        missed = sum(len(gold - one) for one, gold, _ in pairs)
        score = 2 * right / (2 * right + wrong + missed)
        print(
            f"    {name:20} F1 {score:.3f}, {right + missed} labels, {wrong} wrong; {cost:.2f} CPU-ms a section"
        )
