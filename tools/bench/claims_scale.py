"""Claims in large dossiers: the look-up of a paragraph's sources on the window's connection, and the whole with its job.

A dossier of 1,000 articles is made of the labelled articles in four languages, each several times with other numbers;
one of 100,000 has these and as many more rows with keys and texts of theirs. Both are made anew each time.
"""

from __future__ import annotations

import gc
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from statistics import median

from bench.claims_cases import LANGUAGES, Corpus
from briefbuilder.app import evidence
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, ImportedArticle, Metadata, Original
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.facts import Fact, Name
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.storage.codec import encode, pack
from briefbuilder.storage.facts import prepare_facts

ARTICLES, MORE = 1_000, 99_000
_OWN_KEYS, _FREQUENT_KEYS = 20, 40
"""Keys of an added article that few others have, and keys that it has from the labelled ones."""
_ADDED = "z"
"""What the ids of added articles begin with; those of imported ones begin with another letter."""
_MOMENT = "2026-03-02T09:00:00.000000Z"


def run(corpus: Corpus) -> None:
    """Print what paragraphs cost, in milliseconds, and what writing them in the window takes with the larger dossier."""
    # These need Qt.
    from bench import claims_window

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scale.dossier"
        began = time.process_time()
        with Session.create(path, Resources()) as session:
            import_readings(session, _readings(corpus))
            count = session.store.count("article")
            print(
                f"\n{count} articles, imported with their facts in {1000 * (time.process_time() - began) / count:.1f} CPU-ms each"
            )
            # As in the window, where what reads texts is loaded before, and garbage is seldom collected.
            for language in LANGUAGES:
                evidence.load_readers(language)
            gc.freeze()
            gc.set_threshold(5_000)
            facts = [
                fact
                for record in session.store.articles()
                for fact in evidence.facts_of(session, record.id).facts
            ]
            _measure(session, corpus)
        small = path.stat().st_size
        _add(path, [key for fact in facts for key in fact.keys])
        with Session.open(path, Resources()) as session:
            print(
                f"{session.store.count('article')} articles, {(path.stat().st_size - small) / MORE:.0f} bytes more for each"
            )
            _measure(session, corpus)
        print("  written in the window:")
        claims_window.run(corpus, path)


def _readings(corpus: Corpus) -> Iterator[ImportedArticle]:
    chance = random.Random(3)  # noqa: S311 - the same dossier each time
    made = 0
    for turn in range(100):
        for row in corpus.articles.values():
            for language in LANGUAGES:
                if language not in row["blocks"]:
                    continue
                texts = row["blocks"][language]
                if turn:
                    texts = [
                        "".join(chance.choice("123456789") if c.isdigit() else c for c in text)
                        for text in texts
                    ]
                yield _reading(f"{row['id']}-{language}-{turn}", texts, language, row["published"])
                made += 1
                if made == ARTICLES:
                    return


def _reading(name: str, texts: list[str], language: str, published: str) -> ImportedArticle:
    data = name.encode()
    digest = sha256(data).hexdigest()
    article = Article(
        id=f"a{digest[:16]}",
        metadata=Metadata(
            title=texts[0], publication="Courier", language=language, published=date.fromisoformat(published)
        ),
        blocks=tuple(
            Paragraph(id=f"b{number}", content=(Span(text),)) for number, text in enumerate(texts[1:], 1)
        ),
        original=Original(sha256=digest, media_type="text/plain", name=f"{name}.txt", size=len(data)),
    )
    return ImportedArticle(article=article, notices=(), data=data, path=Path(f"{name}.txt"))


def _add(path: Path, keys: list[str]) -> None:
    """Add articles with the texts of those that are there, and with other keys, to the file itself."""
    chance = random.Random(4)  # noqa: S311 - as above
    with Session.open(path, Resources()) as session:
        records = session.store.articles()
        packed = {
            record.id: session.store.packed_article(record.id, evidence.facts_rules()) for record in records
        }
    with closing(sqlite3.connect(path)) as connection:
        for number in range(MORE):
            record = chance.choice(records)
            made: ArticleRecord = replace(record, id=f"{_ADDED}{number:09d}", imported=_MOMENT)
            own = chance.sample(keys, _FREQUENT_KEYS) + [
                f"w:invented{chance.randrange(3_000_000)}" for _ in range(_OWN_KEYS)
            ]
            stated = prepare_facts([_stating(tuple(own))], evidence.facts_rules())
            row = connection.execute("INSERT INTO register (article) VALUES (?)", (made.id,)).lastrowid
            connection.execute(
                "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?)",
                (
                    made.id,
                    made.imported,
                    made.original.sha256,
                    made.text,
                    made.metadata.language,
                    pack(encode("article", made)),
                ),
            )
            facts = packed[record.id].facts
            connection.execute(
                "INSERT INTO fact VALUES (?, ?, ?, ?)", (row, stated.version, stated.keys, facts)
            )
            words = " ".join(stated.keys[at : at + 4].hex() for at in range(0, len(stated.keys), 4))
            connection.execute("INSERT INTO fact_words (rowid, words) VALUES (?, ?)", (row, words))
        connection.commit()


def _stating(keys: tuple[str, ...]) -> Fact:
    return Fact(block="b1", start=0, end=1, stated=Name(words=("x",)), keys=keys)


def _measure(session: Session, corpus: Corpus) -> None:
    """Print the cost with and without cited articles, each with nothing decoded before, and again."""
    ids = {
        row.original.name.removesuffix(".txt"): row.id
        for row in session.store.articles()
        if not row.id.startswith(_ADDED)
    }
    for is_cited in (True, False):
        evidence.source_of.cache_clear()
        evidence.deferred_source.cache_clear()
        for state in ("first", "again"):
            told = "with its article cited" if is_cited else "without"
            print(f"  {told}, {state}: {_costs(session, corpus, ids, is_cited=is_cited)}")


def _costs(session: Session, corpus: Corpus, ids: dict[str, str], *, is_cited: bool) -> str:
    paragraphs = [row for row in corpus.rows("paragraphs") if row["article"] in corpus.articles]
    looked, whole, spent = [], [], []
    found = 0
    for row in paragraphs:
        names = [ids[f"{row['article']}-{one}-0"] for one in corpus.languages_of(row["article"])]
        lookup = _TimedLookUp(session, names[:1] if is_cited else [])
        began, cpu = time.perf_counter(), time.process_time()
        evidence.check_blocks(evidence.text_blocks(row["text"]), row["language"], None, lookup)
        whole.append(time.perf_counter() - began)
        spent.append(time.process_time() - cpu)
        looked.append(lookup.seconds)
        found += not lookup.others.isdisjoint(names)
    text = (
        f"look-up {_ms(looked)}, whole {_ms(whole)}, CPU-ms a paragraph {1000 * sum(spent) / len(spent):.1f}, "
        f"median {1000 * median(spent):.1f}"
    )
    return (
        text if is_cited else f"{text}; the right article among the others for {found} of {len(paragraphs)}"
    )


class _TimedLookUp:
    """A look-up that is timed."""

    def __init__(self, session: Session, cited: list[str]) -> None:
        self._session, self._cited = session, cited
        self.seconds = 0.0
        self.others: frozenset[str] = frozenset()

    def __call__(self, facts: Sequence[Fact]) -> evidence.LookUp:
        began = time.perf_counter()
        found = evidence.look_up(self._session, facts, self._cited)
        self.seconds = time.perf_counter() - began
        self.others = frozenset(one.record.id for one in found.others)
        return found


def _ms(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    high = ordered[int(0.95 * len(ordered))]
    return f"median {1000 * median(ordered):.1f}, p95 {1000 * high:.1f}, most {1000 * ordered[-1]:.1f} ms"
