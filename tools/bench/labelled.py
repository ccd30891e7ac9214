"""Topic suggestions on the labelled sections: what the scorer that all developers share says, goals beside."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from functools import cache
from hashlib import md5
from pathlib import Path
from typing import Any

import yaml

from bench.shared import SHARED
from briefbuilder.app.resources import Resources, load_parts
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.near_sections import suggest_sections

LABELLED = SHARED / "corpora" / "tagging"
WITH_LISTS = ("en", "it", "fr", "de", "es", "ja", "zh")
"""The languages in which the flat lists of the labelled set have terms."""
OTHERS = ("ar", "ru", "pt")
GOALS = {WITH_LISTS: 0.86, OTHERS: 0.75}

Suggested = list[tuple[str, float, list[tuple[int, int]]]]


@cache
def _matcher() -> Matcher:
    return Matcher(load_parts(SHARED / "corpora" / "tagging" / "topics.yaml"))


@cache
def _shipped() -> tuple[Matcher, dict[str, list[str]]]:
    table = Path(__file__).with_name("label_topics.yaml").read_text("utf-8")
    resources = Resources()
    return resources.matcher(resources.taxonomy()), yaml.safe_load(table)


def suggest(text: str, language: str) -> Suggested:
    """Answer the scorer with the flat lists: topics with their scores and the places of their evidence."""
    found = _matcher().suggest(text, language)
    return [(each.topic, each.score, [(piece.start, piece.end) for piece in each.evidence]) for each in found]


def suggest_shipped(text: str, language: str) -> Suggested:
    """Answer the scorer with the taxonomies that ship, whose topics stand for labels; others do not count."""
    matcher, table = _shipped()
    best: dict[str, tuple[str, float, list[tuple[int, int]]]] = {}
    for each in matcher.suggest(text, language):
        for label in table.get(each.topic, ()):
            places = [(piece.start, piece.end) for piece in each.evidence]
            best.setdefault(label, (label, each.score, places))
    return list(best.values())


def run() -> None:
    """Print the scores of both halves of the articles; say so where the labelled sets are not there."""
    if not (LABELLED / "news-dev.jsonl").exists():
        print("\nThe labelled sections are not here: no scores of suggestions.")
        return
    news, noise = _rows("news-dev.jsonl"), _rows("noise-dev.jsonl")
    ways: tuple[tuple[str, Matcher, dict[str, list[str]], bool], ...] = (
        ("the flat lists", _matcher(), {}, True),
        ("the flat lists, each section alone", _matcher(), {}, False),
        ("the taxonomies that ship", *_shipped(), True),
        ("the taxonomies that ship, each section alone", *_shipped(), False),
    )
    for name, matcher, table, in_articles in ways:
        started = time.process_time()
        answers = _answers(matcher, table, news, in_articles=in_articles)
        cost = 1000 * (time.process_time() - started) / len(news)
        alarms = _answers(matcher, table, noise, in_articles=in_articles)
        print(f"\nSuggestions on labelled sections by {name}, without training; {cost:.2f} CPU-ms a section")
        for languages, goal in GOALS.items():
            if not table and languages is OTHERS:
                continue
            halves = [_score(news, answers, languages, half) for half in (0, 1)]
            print(f"  {' '.join(languages)}: F1 (P, R) {halves[0]} and {halves[1]}, goal {goal}")
            each = (f"{language} {_score(news, answers, (language,))[:5]}" for language in languages)
            print(f"    {', '.join(each)}")
            wrong = [
                bool(found) for row, found in zip(noise, alarms, strict=True) if row["lang"] in languages
            ]
            print(f"    false alarms on sports {sum(wrong) / len(wrong):.3f} (goal 0.02)")


def _answers(
    matcher: Matcher, table: dict[str, list[str]], rows: list[dict[str, Any]], *, in_articles: bool
) -> list[set[str]]:
    """Return the labels suggested for each row; rows of an article are its sections, unless each is asked for alone."""
    articles: defaultdict[tuple[str, str, int], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        articles[row["doc"], row["lang"], -1 if in_articles else place].append(place)
    found: list[set[str]] = [set()] * len(rows)
    for (_, language, _), places in articles.items():
        suggested = suggest_sections(matcher, [rows[place]["text"] for place in places], language)
        for place, each in zip(places, suggested, strict=True):
            topics = [one.topic for one in each]
            found[place] = (
                {label for topic in topics for label in table.get(topic, ())} if table else {*topics}
            )
    return found


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELLED / name).read_text("utf-8").splitlines()]


def _half(document: str) -> int:
    """Return to which half an article belongs: 0, to which constants may be fitted, or 1."""
    return int(md5(document.encode(), usedforsecurity=False).hexdigest(), 16) % 2


def _score(
    rows: list[dict[str, Any]], answers: list[set[str]], languages: tuple[str, ...], half: int | None = None
) -> str:
    """Return the micro-averaged F1, precision and recall in words."""
    right = wrong = missed = 0
    for row, found in zip(rows, answers, strict=True):
        if row["lang"] in languages and half in {None, _half(row["doc"])}:
            labels = set(row["labels"])
            right += len(found & labels)
            wrong += len(found - labels - set(row.get("acceptable", ())))
            missed += len(labels - found)
    f1 = 2 * right / max(1, 2 * right + wrong + missed)
    return f"{f1:.3f} ({right / max(1, right + wrong):.3f}, {right / max(1, right + missed):.3f})"
