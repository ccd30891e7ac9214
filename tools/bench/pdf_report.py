"""Prints how PDFs were read: by producer, by script, with and without a structure tree, and the worst ones."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.pdf_scorer import Score, TextScore
from bench.pdf_texts import Labelled

NAME, WIDTH = 18, 11
MEASURES = ("words", "order", "blocks", "headings", "leaks", "notes", "titles", "raw words", "raw order")
WORST = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """One PDF's scores and its pages; costs are CPU seconds, the program's own and the raw text's."""

    producer: str
    columns: int
    tagged: bool
    text: Labelled
    score: Score
    raw: TextScore
    pages: int
    cost: float
    raw_cost: float


def show(outcomes: Sequence[Outcome], texts: int) -> None:
    """Print all tables."""
    print(f"\nReading PDFs that were typeset from {texts} labelled texts, beside pypdfium2's raw text")
    print("  F1 scores, 1 is perfect; leaks (of running heads), notes and titles are shares of the files;")
    print("  cost is the CPU as a multiple of the raw text's")
    print(f"  {'':{NAME}}" + "".join(f"{name:>{WIDTH}}" for name in ("files", *MEASURES, "cost")))
    _show_groups(outcomes, lambda outcome: f"{outcome.producer} {outcome.columns} col.")
    _show_groups(outcomes, lambda outcome: outcome.text.script)
    _show_groups(outcomes, lambda outcome: "tagged" if outcome.tagged else "not tagged")
    _show_row("all", outcomes)
    _show_speed(outcomes)
    print("  the worst, by their blocks:")
    for outcome in sorted(outcomes, key=lambda outcome: outcome.score.blocks)[:WORST]:
        form = f"{outcome.producer}, {outcome.columns} col.{', tagged' if outcome.tagged else ''}"
        print(f"    {outcome.score.blocks:.3f}  {outcome.text.name} ({form})")


def _show_groups(outcomes: Sequence[Outcome], name_of: Callable[[Outcome], str]) -> None:
    for name in dict.fromkeys(map(name_of, outcomes)):
        _show_row(name, [outcome for outcome in outcomes if name_of(outcome) == name])
    print()


def _show_row(name: str, outcomes: Sequence[Outcome]) -> None:
    if not outcomes:
        return
    means = map(statistics.fmean, zip(*map(_measures, outcomes), strict=True))
    cells = "".join(f"{mean:{WIDTH}.3f}" for mean in means)
    print(f"  {name:{NAME}}{len(outcomes):{WIDTH}}{cells}{_ratio(outcomes):{WIDTH - 2}.1f} ×")


def _measures(outcome: Outcome) -> tuple[float, ...]:
    """Return what the table shows of one PDF, in the order of MEASURES."""
    told, raw = outcome.score, outcome.raw
    read = (told.text.words, told.text.order, told.blocks, told.headings)
    return (*read, told.leaked, told.notes, told.title, raw.words, raw.order)


def _ratio(outcomes: Sequence[Outcome]) -> float:
    """Return how many times the CPU of the raw text the program needs."""
    raw = sum(outcome.raw_cost for outcome in outcomes)
    return sum(outcome.cost for outcome in outcomes) / raw if raw else 0.0


def _show_speed(outcomes: Sequence[Outcome]) -> None:
    pages = sum(outcome.pages for outcome in outcomes)
    for name, cost in (
        ("briefbuilder", sum(outcome.cost for outcome in outcomes)),
        ("pypdfium2's raw text", sum(outcome.raw_cost for outcome in outcomes)),
    ):
        if cost:
            print(f"  {name:22}{pages / cost:7.0f} pages a CPU-second")
