"""Reading PDFs that were typeset from labelled texts, beside pypdfium2's raw text: how well and how fast."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from bench.pdf_markup import RUNNING_FOOT, RUNNING_HEAD
from bench.pdf_producers import PRODUCERS, Producer, Sheet
from bench.pdf_report import Outcome, show
from bench.pdf_scorer import Content, score, score_text
from bench.pdf_texts import Labelled, Piece, labelled_texts

COLUMNS = (1, 2)
REPEAT = 2
_Made = TypeVar("_Made")


def run(root: Path) -> None:
    """Typeset, read, score and print the tables; producers that are missing are named."""
    texts = labelled_texts(root)
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as place:
        for producer in PRODUCERS:
            if producer.installed():
                outcomes += _outcomes(producer, typeset(producer, texts, Path(place)))
            else:
                print(f"  {producer.name}: not on this machine")
    show(outcomes, len(texts))


def typeset(producer: Producer, texts: Sequence[Labelled], folder: Path) -> list[Sheet]:
    """Make the PDFs of a producer that are not in the folder yet, and return all that it made.

    Each text is set in one column and in two, once with a structure tree and once without.
    """
    sheets = [
        Sheet(
            text,
            columns,
            folder / f"{producer.name}-{columns}-{text.name}.pdf",
            tagged=producer.tags and (number + columns) % 2 == 0,
        )
        for number, text in enumerate(texts)
        if producer.writes(text)
        for columns in COLUMNS
    ]
    missing = [sheet for sheet in sheets if not sheet.path.is_file()]
    if missing:
        producer.make(missing)
    for sheet in sheets:
        if not sheet.path.is_file():
            print(f"  {producer.name} made no PDF of {sheet.text.name}")
    return [sheet for sheet in sheets if sheet.path.is_file()]


def _outcomes(producer: Producer, sheets: Sequence[Sheet]) -> Iterator[Outcome]:
    for sheet in sheets:
        yield outcome_of(producer, sheet)


def outcome_of(producer: Producer, sheet: Sheet) -> Outcome:
    """Read one PDF, by the program and raw, and score both."""
    data = sheet.path.read_bytes()
    expected = expected_of(sheet.text, footnotes=producer.footnotes)
    found, cost = _cheapest(lambda: read(data))
    (raw, pages), raw_cost = _cheapest(lambda: _raw_text(data))
    return Outcome(
        producer=producer.name,
        columns=sheet.columns,
        tagged=sheet.tagged,
        text=sheet.text,
        score=score(expected, found, (RUNNING_HEAD, RUNNING_FOOT)),
        raw=score_text(expected, raw),
        pages=pages,
        cost=cost,
        raw_cost=raw_cost,
    )


def expected_of(text: Labelled, *, footnotes: bool) -> Content:
    """Return what should be read of a text; without its footnotes where the typesetter sets none."""
    notes = tuple(Piece("note", note.text) for note in text.footnotes) if footnotes else ()
    return Content(text.title, text.pieces + notes, text.language)


def read(data: bytes) -> Content:
    """Read a PDF by the program; a file that it refuses counts as nothing read."""
    from briefbuilder.domain.errors import ImportRefusedError
    from briefbuilder.importers.read import read_bytes

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
