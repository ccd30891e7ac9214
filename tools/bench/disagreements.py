"""Where sources disagree: numbers planted in translations, untouched translations, and different articles.

    python -m bench.disagreements [--list]

`--list` names what is not found, of the first half only.
"""

from __future__ import annotations

import argparse
import copy
import json
import time
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bench.claims_cases import in_first_half
from bench.shared import SHARED
from briefbuilder.domain.facts import FactBlock, FactSource
from briefbuilder.evidence.disagreements import Disagreement, compare_statements, read_statements
from briefbuilder.evidence.facts import read_facts

FOLDER = SHARED / "corpora" / "claims"


def source(article: dict[str, Any], language: str, texts: list[str], suffix: str = "") -> FactSource:
    """Return an article with its facts."""
    blocks = [FactBlock(id=str(number), text=text, heading=number == 0) for number, text in enumerate(texts)]
    day = date.fromisoformat(article["published"])
    facts = read_facts(blocks, language, day)
    return FactSource(
        article=f"{article['id']}{suffix}", language=language, day=day, blocks=blocks, facts=facts
    )


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file with a JSON object a line."""
    for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def planted(articles: dict[str, dict[str, Any]], *, first_half: bool, listed: bool) -> tuple[int, int, int]:
    """Return how many planted numbers are found, how many there are, and how many others are reported."""
    found = total = false = 0
    for row in rows("conflicts"):
        name, language = row["second"].rsplit(":", 1)
        if in_first_half(name) != first_half:
            continue
        article = articles[name]
        texts = list(article["blocks"][language])
        for change in sorted(row["changes"], key=lambda change: -change["start"]):
            text = texts[change["block"]]
            texts[change["block"]] = text[: change["start"]] + change["becomes"] + text[change["end"] :]
        one = source(article, "en", article["blocks"]["en"], ":en")
        other = source(article, language, texts, f":{language}")
        reported = {
            int(value.block)
            for disagreement in _compare([one, other])
            for value in disagreement.values
            if value.article == other.article
        }
        truth = {change["block"] for change in row["changes"]}
        found, total, false = (
            found + len(truth & reported),
            total + len(truth),
            false + len(reported - truth),
        )
        if listed and first_half:
            for change in row["changes"]:
                if change["block"] not in reported:
                    print("missed", row["id"], change["becomes"], "|", texts[change["block"]][:300])
    return found, total, false


def untouched(articles: dict[str, dict[str, Any]], *, listed: bool) -> tuple[int, int]:
    """Return how many disagreements are reported between an article and its translations, and the pairs."""
    reported = pairs = 0
    for article in articles.values():
        read = {
            language: source(article, language, texts, f":{language}")
            for language, texts in article["blocks"].items()
        }
        english = read.pop("en")
        for other in read.values():
            pairs += 1
            found = _compare([english, other])
            reported += len(found)
            if listed and in_first_half(article["id"]):
                _show("untouched", found)
    return reported, pairs


def different(articles: dict[str, dict[str, Any]], *, mixed: bool, listed: bool) -> tuple[Disagreement, ...]:
    """Return what is reported between different articles, all in English or each in one of four languages."""
    languages = ("en", "it", "fr", "de") if mixed else ("en",)
    read = []
    for number, article in enumerate(articles.values()):
        given = [language for language in languages if language in article["blocks"]]
        language = given[number % len(given)]
        read.append(source(article, language, article["blocks"][language]))
    found = _compare(read)
    if listed:
        _show("mixed" if mixed else "english", found)
    return found


def _compare(sources: Sequence[FactSource]) -> tuple[Disagreement, ...]:
    return compare_statements([read_statements(one) for one in sources])


def _show(kind: str, found: tuple[Disagreement, ...]) -> None:
    for one in found:
        print(kind, one.quantity, one.unit, one.period, [(v.article, v.block, v.text) for v in one.values])


def main() -> None:
    """Measure all and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="list what is missed or reported")
    listed: bool = parser.parse_args().list
    articles = {row["id"]: row for row in rows("articles")}
    started = time.process_time()
    for half, first in (("A", True), ("B", False)):
        found, total, false = planted(copy.deepcopy(articles), first_half=first, listed=listed)
        print(f"half {half}: planted found {found}/{total} = {found / total:.0%}, others reported {false}")
    reported, pairs = untouched(articles, listed=listed)
    print(f"untouched twins: {reported} reported in {pairs} pairs")
    for mixed in (True, False):
        print(
            "different articles,",
            "mixed:" if mixed else "English:",
            len(different(articles, mixed=mixed, listed=listed)),
        )
    print(f"{time.process_time() - started:.1f} s CPU")


if __name__ == "__main__":
    main()
