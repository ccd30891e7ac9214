"""Indexes the words of the generated dossier with tantivy and asks it the same; prints JSON, {} where it is not there."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.library_queries import p95, prefixes, queries, times_of
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.tokenizer import index_words, query_words


def main() -> None:
    """Measure and print."""
    try:
        import tantivy
    except ImportError:
        print("{}")
        return
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", stored=False, tokenizer_name="whitespace")
    builder.add_integer_field("number", stored=True, fast=True)
    schema = builder.build()
    with tempfile.TemporaryDirectory() as folder:
        index = tantivy.Index(schema, path=folder)
        began = time.process_time()
        _fill(tantivy, index, Path(sys.argv[1]))
        indexed = time.process_time() - began
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        index.reload()
        searcher = index.searcher()

        def ask(words: str) -> int:
            query = _query(tantivy, schema, words)
            return len(searcher.search(query, 50, order_by_field="number").hits)

        whole = [words for words in queries() if '"' not in words and "-" not in words]
        result = {
            "the same words: tantivy, newest 50 without snippets, p95, ms": p95(times_of(ask, whole)),
            "the same prefixes: tantivy, newest 50 without snippets, p95, ms": p95(times_of(ask, prefixes())),
            "tantivy: indexing, s": indexed,
            "tantivy: its index, MB": size,
        }
    print(json.dumps(result))


def _fill(tantivy: Any, index: Any, path: Path) -> None:
    store = open_dossier(path)
    writer = index.writer(heap_size=128_000_000, num_threads=1)
    number = 0
    for record in store.values("article"):
        assert isinstance(record, ArticleRecord)
        for section in store.article(record.id).sections:
            number += 1
            document = tantivy.Document()
            document.add_text("words", index_words(section.text))
            document.add_integer("number", number)
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    store.close()


def _query(tantivy: Any, schema: Any, words: str) -> Any:
    """Return what our own search asks for the same words: all of them, the last one as a beginning."""
    parts: list[object] = []
    texts = words.split()
    for place, text in enumerate(texts):
        found, _ = query_words(text)
        open_ended = place == len(texts) - 1 and not words[-1].isspace()
        for word in found:
            if open_ended and word == found[-1] and word.isascii():
                query = tantivy.Query.regex_query(schema, "words", f"{word}.*")
            else:
                query = tantivy.Query.term_query(schema, "words", word)
            parts.append((tantivy.Occur.Must, query))
    return tantivy.Query.boolean_query(parts)


if __name__ == "__main__":
    main()
