"""Near-duplicates: signed articles in eight languages, and ten thousand articles: found, found wrongly, at what cost."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from bench.shared import find_shared
from bench.signed_texts import LANGUAGES, LENGTHS, WAYS, Press, Signed, read_texts
from bench.wires import Newsroom, Wire
from briefbuilder.domain.article import Article, ImportedArticle, Metadata, Original
from briefbuilder.domain.minhash import COPY_THRESHOLD
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.storage.blobs import Blobs, prepare
from briefbuilder.storage.copies import Copies
from briefbuilder.storage.hardening import LimitedConnection
from briefbuilder.storage.migrations import MIGRATIONS
from briefbuilder.storage.tables import ArticleNumbers

ARTICLES = 10_000
COPIES = 1_000
GOAL = 0.97
HALF = "in_other_words_around"
"""The kind that has half of a report in as much other text: it is only possibly a copy."""


def run(root: Path) -> None:
    """Print recall, precision and cost, with the goals."""
    corpus = find_shared(root) / "corpora" / "tagging"
    if corpus.is_dir():
        for aside, name in ((False, "tuned on"), (True, "kept aside")):
            _print_signed(corpus, name, aside=aside)
    else:
        print("\nSigned copies in eight languages: the texts are not on this machine")
    _print_many()


def _print_signed(corpus: Path, name: str, *, aside: bool) -> None:
    texts = read_texts(corpus, aside=aside)
    print(f"\nCopies with sign-offs, documents {name} (goals: recall and precision {GOAL})")
    print(f"  {'':21}" + "".join(f"{length:>14}" for length in LENGTHS) + "   characters")
    missed: Counter[str] = Counter()
    worst: Counter[str] = Counter()
    for way in WAYS:
        shown = []
        for length in LENGTHS:
            total: Counter[str] = Counter()
            for language in LANGUAGES:
                articles = Press(language, texts[language], length, way).print()
                counted, kinds = _score(articles)
                total += counted
                missed += kinds
                if _low(counted):
                    worst[language] += 1
            shown.append(f"  {_recall(total):.3f} / {_precision(total):.3f}")
        print(f"  {way:21}" + "".join(shown))
    print(f"  missed: {_counts(missed)}; sets below a goal: {_counts(worst)}")


def _score(articles: Sequence[Signed]) -> tuple[Counter[str], Counter[str]]:
    """Return the numbers of copies, found copies, pairs and right pairs, and the kinds of the missed ones."""
    pairs, _, _ = _found([(each.text, each.outlet) for each in articles])
    sources = {each.report: place for place, each in enumerate(articles) if each.kind == "report"}
    missed: Counter[str] = Counter()
    counted = Counter(pairs=len(pairs))
    for place, each in enumerate(articles):
        if each.kind != "report":
            source = sources[each.report]
            counted["copies"] += 1
            found = (min(place, source), max(place, source)) in pairs
            counted["found"] += found
            missed[each.kind] += not found
    counted["right"] = sum(articles[one].report == articles[other].report for one, other in pairs)
    return counted, +missed


def _recall(counted: Counter[str]) -> float:
    return counted["found"] / max(1, counted["copies"])


def _precision(counted: Counter[str]) -> float:
    return counted["right"] / max(1, counted["pairs"])


def _low(counted: Counter[str]) -> bool:
    return min(_recall(counted), _precision(counted)) < GOAL


def _counts(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counted.items())) or "none"


def _print_many() -> None:
    wires = Newsroom().write(ARTICLES, COPIES)
    found, cost, size = _found([(wire.text, "") for wire in wires])
    print(f"\n{COPIES} wire copies among {ARTICLES} articles")
    grouped = {number for pair in found if wires[pair[0]].report == wires[pair[1]].report for number in pair}
    copies = [number for number, wire in enumerate(wires) if wire.kind not in {"report", HALF}]
    missed = _kinds(wires, [number for number in copies if number not in grouped])
    right = sum(wires[one].report == wires[other].report for one, other in found)
    print(
        f"  recall {1 - missed.total() / len(copies):.3f} (goal {GOAL})"
        f"  precision {right / max(1, len(found)):.3f} (goal {GOAL})"
        f"  {1000 * cost / len(wires):.2f} CPU-ms an article (goal 2)"
    )
    halves = [number for number, wire in enumerate(wires) if wire.kind == HALF]
    print(f"  missed: {_counts(missed)}")
    print(
        f"  half a report in as much other text: {sum(each in grouped for each in halves)} of {len(halves)}"
    )
    print(f"  the file with texts and sketches takes {size / len(wires) / 1024:.1f} KB an article")


def _kinds(wires: Sequence[Wire], numbers: Sequence[int]) -> Counter[str]:
    return Counter(wires[number].kind for number in numbers)


def _found(articles: Sequence[tuple[str, str]]) -> tuple[set[tuple[int, int]], float, int]:
    """Import texts with their outlets one after the other.

    Return the pairs by place, the CPU seconds that the search took, and the size of the file.
    """
    cost = 0.0
    numbers: dict[int, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.dossier"
        with closing(sqlite3.connect(path, isolation_level=None, factory=LimitedConnection)) as connection:
            for migration in MIGRATIONS:
                migration.apply(connection)
            texts, register = Blobs(connection), ArticleNumbers(connection)
            copies = Copies(connection, texts)
            connection.execute("BEGIN")
            for place, (text, outlet) in enumerate(articles):
                number, kept = _kept(connection, texts, register, place, text)
                numbers[number] = place
                started = time.process_time()
                copies.put(number, kept, outlet)
                cost += time.process_time() - started
            connection.execute("COMMIT")
            rows = connection.execute("SELECT one, other FROM copy WHERE share >= ?", (COPY_THRESHOLD,))
            found = {(numbers[one], numbers[other]) for one, other in rows}
        return found, cost, path.stat().st_size


def _kept(
    connection: sqlite3.Connection, texts: Blobs, register: ArticleNumbers, place: int, text: str
) -> tuple[int, str]:
    data = f"{place}".encode()
    original = Original(
        sha256=sha256(data).hexdigest(), media_type="text/plain", name=f"{place}.txt", size=len(data)
    )
    blocks = tuple(Paragraph(id=f"b{at}", content=(Span(line),)) for at, line in enumerate(text.split("\n")))
    article = Article(id=f"a{place}", metadata=Metadata(), blocks=blocks, original=original)
    prepared = prepare(ImportedArticle(article=article, notices=(), data=data, path=Path(original.name)))
    texts.keep(prepared)
    kept = prepared.record.text
    connection.execute(
        "INSERT INTO article VALUES (?, ?, ?, ?, NULL, x'')", (article.id, str(place), original.sha256, kept)
    )
    return register.number(article.id), kept
