"""Reading PDFs that nobody here typeset: is their order at least as good as that of pypdfium2's raw text?

`python -m bench.pdf_foreign FOLDER` reads all PDFs of a folder. The measure needs no labels: of the runs of four
words in a reading, the share that poppler's pdftotext, which orders a page by its layout, has too (hyphens at
line ends joined in both). Where a file of the same name with the ending .order lies beside a PDF, its lines are words
that somebody saw on the pages, in the order of reading; of each two that follow each other, the share that a reading has
in that order is shown too.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.pdf_scorer import RUN
from bench.pdfs import raw_text

_DIVIDED = re.compile(r"[-\u2010\u00ad\x02\ufffe]\s*[\r\n]+\s*")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""Words; of scripts that are written without spaces, or broken anywhere, signs."""

NAME, WIDTH = 40, 10


@dataclass(frozen=True, slots=True)
class Order:
    """How far an order agrees with pdftotext's and with what was seen; None where nothing was written down."""

    runs: float
    seen: float | None


def main() -> int:
    """Read the PDFs of the folder that is named, print the table, and return 1 if one is worse than the raw text."""
    if len(sys.argv) != 2 or shutil.which("pdftotext") is None:
        print("usage: python -m bench.pdf_foreign FOLDER (poppler's pdftotext is needed)", file=sys.stderr)
        return 2
    worse = 0
    print(f"{'':{NAME}}" + "".join(f"{name:>{WIDTH}}" for name in ("runs", "raw", "seen", "raw seen")))
    for path in sorted(Path(sys.argv[1]).glob("*.pdf")):
        ours, raw = orders_of(path)
        cells = (ours.runs, raw.runs, ours.seen, raw.seen)
        shown = "".join(f"{'–' if cell is None else f'{cell:.3f}':>{WIDTH}}" for cell in cells)
        is_worse = ours.runs < raw.runs - 0.005 if ours.seen is None else ours.seen < (raw.seen or 0.0)
        worse += is_worse
        print(f"{path.stem[: NAME - 2]:{NAME}}{shown}{'  worse' if is_worse else ''}")
    print(f"{worse} worse than pypdfium2's raw text")
    return int(worse > 0)


def orders_of(path: Path) -> tuple[Order, Order]:
    """Return how the program and the raw text order a PDF."""
    data = path.read_bytes()
    told = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=False)
    laid_out = told.stdout.decode("utf-8", "replace")
    reference = _runs(laid_out)
    marks = path.with_suffix(".order")
    lines = marks.read_text(encoding="utf-8").splitlines() if marks.is_file() else []
    seen = [_squeezed(line) for line in lines if line.strip()]
    shown, heads = _shown(data)
    raw = raw_text(data)[0]
    # Where a running head was taken out, a sentence goes on over the page: pdftotext's must do so too.
    without = reference | _runs(_without(laid_out, heads))
    return (
        Order(_agreement(_runs(shown), without), _in_order(shown, seen)),
        Order(_agreement(_runs(raw), reference), _in_order(raw, seen)),
    )


def _without(text: str, heads: Sequence[str]) -> str:
    """Return a text without the lines that begin with one of some squeezed words, and without bare numbers."""
    lines = text.replace("\f", "\n").split("\n")
    return "\n".join(
        line for line in lines if not line.strip().isdigit() and not _squeezed(line).startswith(tuple(heads))
    )


def _shown(data: bytes) -> tuple[str, list[str]]:
    """Return what the program reads, and the running heads that it took out, squeezed.

    With the words stands what a page shows beside them: numbers of items and marks of notes.
    """
    from briefbuilder.domain.errors import ImportRefusedError
    from briefbuilder.domain.text import ListItem, Note, NoteReference, Table
    from briefbuilder.importers.reading import read_bytes

    try:
        reading = read_bytes(data, "text.pdf")
    except ImportRefusedError:
        return "", []
    article = reading.article
    # A title that is the file's name, or that the file tells of itself, need not stand on a page.
    shown = "title-from-file-name" not in {notice.code for notice in reading.notices}
    rows = [article.metadata.title] if shown else []
    for block in article.blocks:
        head = ""
        if isinstance(block, ListItem) and block.number is not None:
            head = f"{block.number} "
        elif isinstance(block, Note):
            head = f"{block.mark} "
        text = block.text
        if not isinstance(block, Table):
            text = "".join(
                inline.mark if isinstance(inline, NoteReference) else inline.text for inline in block.content
            )
        rows.append(head + text)
    codes = {"pdf-running-head-removed"}
    heads = [_squeezed(notice.subject) for notice in reading.notices if notice.code in codes]
    return "\n".join(rows), [head for head in heads if head]


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(_DIVIDED.sub("", text).casefold())
    return Counter(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _agreement(found: Counter[tuple[str, ...]], reference: Counter[tuple[str, ...]]) -> float:
    return (found & reference).total() / found.total() if found else 0.0


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", _DIVIDED.sub("", text).casefold())


def _in_order(text: str, seen: Sequence[str]) -> float | None:
    """Return the share of the words that were seen which come behind those before them; missing ones do not."""
    if len(seen) < 2:
        return None
    squeezed = _squeezed(text)
    places = [squeezed.find(words) for words in seen]
    good = sum(0 <= first < second for first, second in pairwise(places))
    return good / (len(seen) - 1)


if __name__ == "__main__":
    raise SystemExit(main())
