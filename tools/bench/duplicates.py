"""Near-duplicates among ten thousand articles: how many are found, how many found wrongly, at what cost."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections import Counter
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from bench.wires import Newsroom, Wire
from briefbuilder.domain.article import Article, ImportedArticle, Metadata, Original
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.storage.blobs import Blobs, prepare
from briefbuilder.storage.copies import Copies
from briefbuilder.storage.migrations import MIGRATIONS
from briefbuilder.storage.tables import ArticleNumbers

ARTICLES = 10_000
COPIES = 1_000


def run() -> None:
    """Print recall, precision and cost, with the goals."""
    wires = Newsroom().write(ARTICLES, COPIES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.dossier"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            found, cost = _found(connection, wires)
        size = path.stat().st_size
    print(f"\n{COPIES} wire copies among {ARTICLES} articles")
    grouped = {number for pair in found if wires[pair[0]].report == wires[pair[1]].report for number in pair}
    copies = [number for number, wire in enumerate(wires) if wire.kind != "report"]
    missed = Counter(wires[number].kind for number in copies if number not in grouped)
    right = sum(wires[one].report == wires[other].report for one, other in found)
    print(
        f"  recall {1 - missed.total() / len(copies):.3f} (goal 0.95)  precision {right / max(1, len(found)):.3f}"
        f" (goal 0.98)  {1000 * cost / len(wires):.2f} CPU-ms an article (goal 5)"
    )
    kinds = Counter(wires[number].kind for number in copies)
    told = ", ".join(f"{kind} {1 - missed[kind] / count:.2f}" for kind, count in sorted(kinds.items()))
    print(f"  found of each kind: {told}")
    print(f"  the file with texts and sketches takes {size / len(wires) / 1024:.1f} KB an article")


def _found(connection: sqlite3.Connection, wires: list[Wire]) -> tuple[set[tuple[int, int]], float]:
    """Import all one after the other; return the pairs by place, and the CPU seconds that the search took."""
    for migration in MIGRATIONS:
        migration.apply(connection)
    texts, register = Blobs(connection), ArticleNumbers(connection)
    copies = Copies(connection, texts)
    cost = 0.0
    numbers: dict[int, int] = {}
    connection.execute("BEGIN")
    for place, wire in enumerate(wires):
        number, text = _kept(connection, texts, register, place, wire)
        numbers[number] = place
        started = time.process_time()
        copies.put(number, text)
        cost += time.process_time() - started
    connection.execute("COMMIT")
    rows = connection.execute("SELECT one, other FROM copy WHERE share >= 0.3")
    return {(numbers[one], numbers[other]) for one, other in rows}, cost


def _kept(
    connection: sqlite3.Connection, texts: Blobs, register: ArticleNumbers, place: int, wire: Wire
) -> tuple[int, str]:
    data = f"{place}".encode()
    original = Original(
        sha256=sha256(data).hexdigest(), media_type="text/plain", name=f"{place}.txt", size=len(data)
    )
    blocks = tuple(
        Paragraph(id=f"b{at}", content=(Span(line),)) for at, line in enumerate(wire.text.split("\n"))
    )
    article = Article(id=f"a{place}", metadata=Metadata(), blocks=blocks, original=original)
    prepared = prepare(ImportedArticle(article=article, notices=(), data=data, path=Path(original.name)))
    texts.keep(prepared)
    text = prepared.record.text
    connection.execute(
        "INSERT INTO article VALUES (?, ?, ?, ?, NULL, x'')", (article.id, str(place), original.sha256, text)
    )
    return register.number(article.id), text
