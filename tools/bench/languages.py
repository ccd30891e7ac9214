"""Languages: how often a paragraph and a title show theirs, over those of the EU and the G20."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from bench.charsets import Tally
from bench.news_lines import lines

WANTED = "ar bg cs da de el en es et fi fr ga hi hr hu id it ja ko lt lv mt nl pl pt ro ru sk sl sv tr zh"
GOALS = (0.99, 0.97)


def scored(texts: Iterable[str], language: str) -> Tally:
    """Read the language of texts that are in one."""
    from briefbuilder.importers.language import guess_language

    tally = Tally()
    for text in texts:
        tally.add(right=guess_language(text) == language)
    return tally


def run(root: Path) -> None:
    """Print the shares by language and over all, with the goals."""
    texts, complete = lines(root)
    note = "" if complete else ": the shared texts are not here, our own alone are read"
    print(f"\nLanguages told rightly{note}\n      paragraphs, sentences, titles")
    totals = [Tally(), Tally(), Tally()]
    begun = time.process_time()
    for language in (language for language in WANTED.split() if language in texts):
        kept = texts[language]
        tallies = [scored(kind, language) for kind in (kept.paragraphs, kept.sentences, kept.titles)]
        print(f"  {language}  " + "  ".join(f"{tally!s:>9}" for tally in tallies))
        for total, tally in zip(totals, tallies, strict=True):
            total.read += tally.read
            total.right += tally.right
    shares = [f"{total.right / max(1, total.read):.2%}" for total in totals]
    print(
        f"  {shares[0]} of paragraphs (goal {GOALS[0]:.0%}), {shares[1]} of sentences,"
        f" {shares[2]} of titles (goal {GOALS[1]:.0%})"
    )
    took = 1000 * (time.process_time() - begun) / max(1, sum(total.read for total in totals))
    print(f"  {took:.1f} CPU-ms a text")
