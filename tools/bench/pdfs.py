"""Reading PDFs that were typeset from labelled texts, beside pypdfium2's raw text: how well and how fast."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bench.pdf_markup import RUNNING_FOOT, RUNNING_HEAD
from bench.pdf_producers import PRODUCERS, Producer, Sheet
from bench.pdf_scorer import Content, Score, TextScore, score, score_text
from bench.pdf_texts import Labelled, Piece, labelled_texts

COLUMNS = (1, 2)
REPEAT = 2
NAME, WIDTH = 18, 11
MEASURES = ("words", "order", "blocks", "headings", "leaks", "notes", "titles", "raw words", "raw order")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One PDF's scores and its pages; costs are CPU seconds, the program's own and the raw text's."""

    score: Score
    raw: TextScore
    pages: int
    cost: float
    raw_cost: float


def run(root: Path) -> None:
    """Typeset, read, score and print the table; producers that are missing are named."""
    texts = labelled_texts(root)
    everything: list[Outcome] = []
    _show_head(len(texts))
    with tempfile.TemporaryDirectory() as place:
        for producer in PRODUCERS:
            if not producer.installed():
                print(f"  {producer.name:{NAME}}  not on this machine")
                continue
            for columns in COLUMNS:
                outcomes = list(_outcomes(producer, texts, columns, Path(place)))
                _show_row(f"{producer.name} {columns} col.", outcomes)
                everything += outcomes
    _show_row("all", everything)
    _show_speed(everything)


def _outcomes(producer: Producer, texts: Sequence[Labelled], columns: int, folder: Path) -> Iterator[Outcome]:
    sheets = [
        Sheet(text, columns, folder / f"{producer.name}-{columns}-{number}.pdf")
        for number, text in enumerate(texts)
        if producer.writes(text)
    ]
    if sheets:
        producer.make(sheets)
    for sheet in sheets:
        if sheet.path.is_file():
            yield _outcome(sheet, footnotes=producer.footnotes)
        else:
            print(f"  {producer.name:{NAME}}  made no PDF of {sheet.text.name}")


def _outcome(sheet: Sheet, *, footnotes: bool) -> Outcome:
    data = sheet.path.read_bytes()
    expected = _expected(sheet.text, footnotes=footnotes)
    found, cost = _cheapest(lambda: _read(data))
    (raw, pages), raw_cost = _cheapest(lambda: _raw_text(data))
    return Outcome(
        score(expected, found, (RUNNING_HEAD, RUNNING_FOOT)), score_text(expected, raw), pages, cost, raw_cost
    )


def _expected(text: Labelled, *, footnotes: bool) -> Content:
    notes = (Piece("note", text.footnote.text),) if footnotes and text.footnote else ()
    return Content(text.title, text.pieces + notes, text.language)


def _read(data: bytes) -> Content:
    """Read a PDF by the program; a file that it refuses counts as nothing read."""
    from briefbuilder.domain.errors import ImportRefusedError
    from briefbuilder.importers.reading import read_bytes

    try:
        article = read_bytes(data, "text.pdf").article
    except ImportRefusedError:
        return Content("", ())
    return Content(article.metadata.title, tuple(Piece(block.kind, block.text) for block in article.blocks))


def _raw_text(data: bytes) -> tuple[str, int]:
    """Return the characters of all pages as pypdfium2 gives them, and how many pages there are."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document), len(document)
    finally:
        document.close()


def _cheapest(work: Callable[[], _Made]) -> tuple[_Made, float]:
    """Return what some work makes, and the CPU seconds of its cheapest run, so that no start-up counts."""
    made, least = _timed(work)
    for _ in range(REPEAT - 1):
        made, cost = _timed(work)
        least = min(least, cost)
    return made, least


def _timed(work: Callable[[], _Made]) -> tuple[_Made, float]:
    begun = time.process_time()
    made = work()
    return made, time.process_time() - begun


def _show_head(texts: int) -> None:
    print(f"\nReading PDFs that were typeset from {texts} labelled texts, beside pypdfium2's raw text")
    print("  F1 scores, 1 is perfect; leaks (of running heads), notes and titles are shares of the files;")
    print("  cost is the CPU as a multiple of the raw text's")
    print(f"  {'':{NAME}}" + "".join(f"{name:>{WIDTH}}" for name in ("files", *MEASURES, "cost")))


def _show_row(name: str, outcomes: Sequence[Outcome]) -> None:
    if not outcomes:
        print(f"  {name:{NAME}}{0:{WIDTH}}")
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
