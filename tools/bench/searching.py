"""Full-text search over a dossier of some thousand articles beside SQLite's LIKE and its plain FTS5."""

from __future__ import annotations

from bench.measure import number_from
from bench.table import Row, show

ARTICLES = 3000
SETUP = """
import hashlib, sqlite3, tempfile, time
from pathlib import Path
from bench.texts import paragraphs
texts = [text for heading, text in paragraphs(500) if not heading]
rows = [texts[n % len(texts)] + f" Voce {n}." for n in range(3 * int(sys.argv[1]))]
words = ["partenariato", "capacità", "prudenza scorte", "incaps", "voce 77"]
"""
OURS = (
    SETUP
    + """
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, ImportedArticle, Metadata, Original
from briefbuilder.domain.query import Query
from briefbuilder.domain.text import Heading, Paragraph, Span
def reading(number):
    data = f"{number}".encode()
    name = hashlib.sha256(data).hexdigest()
    blocks = []
    for part in range(3):
        blocks.append(Heading(id=f"h{part}", content=(Span(f"Parte {part}"),)))
        blocks.append(Paragraph(id=f"p{part}", content=(Span(rows[3 * number + part]),)))
    original = Original(sha256=name, media_type="text/plain", name=f"{number}.txt", size=len(data))
    article = Article(id="a" + name[:16], metadata=Metadata(title=f"Articolo {number}", language="it"), blocks=tuple(blocks), original=original)
    return ImportedArticle(article=article, notices=(), data=data, path=Path(original.name))
with tempfile.TemporaryDirectory() as folder, Session.create(Path(folder) / "x.dossier", Resources()) as session:
    for start in range(0, int(sys.argv[1]), 500):
        change, _ = import_readings(session, [reading(n) for n in range(start, min(start + 500, int(sys.argv[1])))])
        session.apply(change)
    started = time.perf_counter()
    for word in words * 4:
        assert session.search.find_sections(Query(words=word), 50)
    took = (time.perf_counter() - started) / 20
print(1000 * took)
"""
)
PEER = (
    SETUP  # noqa: S608 - the words are this file's own
    + """
database = sqlite3.connect(":memory:")
database.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY, text TEXT)")
database.execute("CREATE VIRTUAL TABLE fts USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
database.executemany("INSERT INTO plain (text) VALUES (?)", [(row,) for row in rows])
database.executemany("INSERT INTO fts (text) VALUES (?)", [(row,) for row in rows])
def like(word):
    clause = " AND ".join("text LIKE ?" for _ in word.split())
    values = [f"%{part}%" for part in word.split()]
    return database.execute(f"SELECT id, text FROM plain WHERE {clause} ORDER BY id DESC LIMIT 50", values).fetchall()
def fts(word):
    query = " ".join(f'"{part}"*' for part in word.split())
    return database.execute("SELECT rowid, snippet(fts, 0, '[', ']', '…', 12) FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT 50", (query,)).fetchall()
ask = {"like": like, "fts": fts}[sys.argv[2]]
started = time.perf_counter()
for word in words * 4:
    ask(word)
print(1000 * (time.perf_counter() - started) / 20)
"""
)


def run() -> None:
    """Print the table."""
    count = str(ARTICLES)
    rows = [
        Row("briefbuilder, snippets included", number_from(OURS, count, repeat=1)),
        Row("SQLite FTS5 unicode61, bm25 (no CJK)", number_from(PEER, count, "fts", repeat=1)),
        Row("SQLite LIKE (newest 50)", number_from(PEER, count, "like", repeat=1)),
    ]
    show(f"A search over {3 * ARTICLES} sections", "ms", rows)
