"""Saved web pages with known content: what this program, trafilatura and readability find, scored alike.

Two halves of the pages of all kinds of sites are told apart by their publisher: rules are made on one and measured on both.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import importlib.util
import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from bench.shared import find_shared

SETS = ("wcxb", "benchmark", "readability")
HALVES = ("tuned on", "held out")
MEASURES = ("title", "authors", "date")

_NO_HOST = "fakehost"
"""The host of pages whose set does not tell it; their ids are the publisher and a number."""

Found = dict[str, Any]
Read = Callable[[bytes, str], Found]


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page with its known content; `publisher` is its host, or its name without an address."""

    name: str
    data: bytes
    expected: Mapping[str, Any]
    publisher: str

    @property
    def half(self) -> str:
        """The half that its publisher is in."""
        return HALVES[hashlib.sha256(self.publisher.encode()).digest()[0] % 2]


@dataclass(frozen=True, slots=True)
class PageScore:
    """The text F1 of a page with precision and recall, and which of its metadata are right.

    `other_names` counts the authors that are found and not known; None on a page without known authors.
    """

    page: str
    publisher: str
    half: str
    precision: float
    recall: float
    text: float
    typed: float | None
    right: Mapping[str, bool]
    other_names: int | None = None


def load_scorer(shared: Path) -> ModuleType:
    """Load the scorer that all developers share."""
    spec = importlib.util.spec_from_file_location("score_articles", shared / "bench" / "score_articles.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def iter_pages(folder: Path) -> Iterator[LabelledPage]:
    """Read the pages of a set."""
    for line in (folder / "pages.jsonl").read_text("utf-8").splitlines():
        item = json.loads(line)
        raw = (folder / item["file"]).read_bytes()
        host = urlsplit(item.get("url") or "").hostname
        publisher = host.removeprefix("www.") if host and host != _NO_HOST else item["id"].rpartition("-")[0]
        yield LabelledPage(
            name=item["file"].removesuffix(".gz"),
            data=gzip.decompress(raw) if item["file"].endswith(".gz") else raw,
            expected=item["expected"],
            publisher=publisher or item["id"],
        )


def read_with_program(data: bytes, name: str) -> Found:
    """Read a page as the program does."""
    from briefbuilder.domain.errors import ImportRefusedError
    from briefbuilder.importers.read import read_bytes

    try:
        article = read_bytes(data, name).article
    except ImportRefusedError:
        return {"blocks": []}
    told = article.metadata
    return {
        "title": told.title,
        "authors": list(told.authors),
        "published": told.published.isoformat() if told.published else None,
        "blocks": [{"kind": block.kind, "text": block.text} for block in article.blocks],
    }


def read_with_trafilatura(data: bytes, _: str) -> Found:
    """Read a page with trafilatura's defaults."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(data, with_metadata=True)
    if found is None:
        return {"blocks": []}
    return {
        "title": found.title,
        "authors": [name for name in (found.author or "").split("; ") if name],
        "published": found.date,
        "blocks": [{"kind": "paragraph", "text": found.text or ""}],
    }


def read_with_readability(data: bytes, _: str) -> Found:
    """Read a page with readability-lxml."""
    from lxml import html

    from briefbuilder.importers.html.extraction import LIBRARY_ERRORS

    make_document = importlib.import_module("readability").Document
    try:
        document = make_document(data.decode("utf-8", "replace"))
        text = "\n".join(str(piece) for piece in html.fromstring(document.summary()).itertext())
        return {"title": document.short_title(), "blocks": [{"kind": "paragraph", "text": text}]}
    except LIBRARY_ERRORS:
        return {"blocks": []}


READERS: Mapping[str, Read] = {
    "briefbuilder": read_with_program,
    "trafilatura": read_with_trafilatura,
    "readability-lxml": read_with_readability,
}


def score_page(scorer: ModuleType, page: LabelledPage, found: Found) -> PageScore:
    """Score what a reader found on a page."""
    expected = page.expected
    known = expected.get("blocks") or []
    text = expected.get("text") or "\n".join(block["text"] for block in known)
    left_out = ("figure", "note") if expected.get("captions") is False else ()
    shown = "\n".join(block["text"] for block in found["blocks"] if block["kind"] not in left_out)
    precision, recall, both = scorer.text_score(text, shown)
    right: dict[str, bool] = {}
    other_names: int | None = None
    if expected.get("title"):
        right["title"] = scorer.key(expected["title"]) == scorer.key(found.get("title"))
    if expected.get("authors"):
        names = {scorer.key(name) for name in expected["authors"]}
        found_names = {scorer.key(name) for name in found.get("authors") or ()}
        right["authors"], other_names = names == found_names, len(found_names - names)
    if expected.get("date"):
        right["date"] = str(expected["date"])[:10] == (found.get("published") or "")
    typed = scorer.block_score(known, found["blocks"], expected.get("title"), True) if known else None
    return PageScore(page.name, page.publisher, page.half, precision, recall, both, typed, right, other_names)


def summarize(scores: Sequence[PageScore]) -> str:
    """Return the measures of some pages in a line."""
    texts = sorted(score.text for score in scores)
    precision = statistics.mean(score.precision for score in scores)
    recall = statistics.mean(score.recall for score in scores)
    cells = [
        f"text F1 {2 * precision * recall / (precision + recall):.3f}",
        f"worst tenth {statistics.mean(texts[: max(1, len(texts) // 10)]):.3f}",
        f"below .5 {sum(text < 0.5 for text in texts) / len(texts):.1%}",
    ]
    typed = [score.typed for score in scores if score.typed is not None]
    if typed:
        cells.append(f"typed {statistics.mean(typed):.3f}")
    for name in MEASURES:
        known = [score.right[name] for score in scores if name in score.right]
        if known:
            cells.append(f"{name} {statistics.mean(known):.3f}")
    return "  ".join(cells)


def run(root: Path) -> None:
    """Print the measures of the readers on each set; say so where the labelled pages are not there."""
    shared = find_shared(root)
    if not (shared / "bench").is_dir():
        print("\nThe labelled pages are not here: no scores of reading web pages.")
        return
    scorer = load_scorer(shared)
    for name in SETS:
        pages = list(iter_pages(shared / "corpora" / "pages" / name))
        print(f"\nText of {len(pages)} saved web pages ({name})")
        for reader, read in READERS.items():
            started = time.process_time()
            found = [read(page.data, page.name) for page in pages]
            speed = len(pages) / (time.process_time() - started)
            scores = [score_page(scorer, page, one) for page, one in zip(pages, found, strict=True)]
            print(f"  {reader:17} {summarize(scores)}  {speed:.0f} pages a CPU-second")
            for half in HALVES if name == "wcxb" else ():
                print(f"    {half:15} {summarize([score for score in scores if score.half == half])}")
