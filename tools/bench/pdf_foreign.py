"""Reading PDFs that nobody here typeset: is their order at least as good as that of pypdfium2's raw text?

A file whose fonts do not tell its letters is refused, which is said to the user, and has no order.

`python -m bench.pdf_foreign FOLDER` reads all PDFs of a folder. The measure needs no labels: of the runs of four
words in a reading, the share that poppler's pdftotext, which orders a page by its layout, has too (hyphens at
line ends joined in both). The running heads that the program takes out are taken out of the raw text as well; notes,
which it sets behind the text, are read apart. One word that is read otherwise is no
order. Where a file of the same name with the ending .order lies beside a PDF, its lines are words
that somebody saw on the pages, in the order of reading; of each two that follow each other, the share that a reading has
in that order is shown too.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import unicodedata
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

_LIGATURE = re.compile(r"ff[il]|f[fil]|[\x0b\x0e\x0f\x1b-\x1f]")
"""Ligatures, and what some readers give for them."""

_ACCENT = re.compile(r"[\u0060\u00a8\u00b4\u00b8\u02c6\u02c7\u02d8-\u02dd\u0640]")
"""Accents that stand beside their letters, where others have both in one, and the stroke that widens Arabic words."""

NAME, WIDTH = 40, 10

_LEADERS = ". . . ."
"""What a line of a list of contents has, which may otherwise be a running head's words with a number."""

PAGE_NUMBER, CUT = 4, 60
"""Letters of a page's number beside a running head; and of a head, squeezed, that may have been cut for its notice."""


@dataclass(frozen=True, slots=True)
class Order:
    """How far an order agrees with pdftotext's and with what was seen; None where nothing was written down.

    `count` is the number of runs.
    """

    runs: float
    count: int
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
        if not ours.count:
            print(f"{path.stem[: NAME - 2]:{NAME}}  no text of it is taken")
            continue
        cells = (ours.runs, raw.runs, ours.seen, raw.seen)
        shown = "".join(f"{'–' if cell is None else f'{cell:.3f}':>{WIDTH}}" for cell in cells)
        # One word that is read otherwise is in as many runs as a run has words.
        least = max(0.005, RUN / max(1, raw.count))
        is_worse = ours.runs < raw.runs - least if ours.seen is None else ours.seen < (raw.seen or 0.0)
        worse += is_worse
        print(f"{path.stem[: NAME - 2]:{NAME}}{shown}{'  worse' if is_worse else ''}")
    print(f"{worse} worse than pypdfium2's raw text")
    return int(worse > 0)


def orders_of(path: Path) -> tuple[Order, Order]:
    """Return how the program and the raw text order a PDF."""
    data = path.read_bytes()
    told = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=False)
    laid_out, raw = told.stdout.decode("utf-8", "replace"), raw_text(data, "\f")[0]
    marks = path.with_suffix(".order")
    lines = marks.read_text(encoding="utf-8").splitlines() if marks.is_file() else []
    seen = [_squeezed(line) for line in lines if line.strip()]
    shown = shown_of(data, raw)
    reference = Reference.of(laid_out, shown)
    return (
        Order(*reference.agreement(shown.rows), _in_order("\n".join(shown.rows), seen)),
        Order(*reference.agreement((_without(raw, shown.heads),)), _in_order(raw, seen)),
    )


def _without(text: str, heads: Sequence[str]) -> str:
    """Return a text without the lines that begin with one of some squeezed words, and without numbers of pages."""
    return "\f".join("\n".join(_page_without(page.splitlines(), heads)) for page in text.split("\f"))


def _page_without(lines: Sequence[str], heads: Sequence[str]) -> list[str]:
    kept = [
        line for line in lines if line.strip() and (_LEADERS in line or not _is_head(_squeezed(line), heads))
    ]
    last = len(kept) - 1
    return [line for place, line in enumerate(kept) if 0 < place < last or not line.strip().isdigit()]


def _is_head(line: str, heads: Sequence[str]) -> bool:
    """Tell whether a line is a running head, with its page's number or cut; a line of contents begins with one, too."""
    return any(
        line.startswith(head) and (len(line) <= len(head) + PAGE_NUMBER or len(head) > CUT) for head in heads
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """What the program reads, as a page shows it: body, notes, and the running heads that it took out, squeezed.

    The title stands apart: a page may have it below an author or a date.
    """

    title: str
    body: str
    notes: tuple[str, ...]
    heads: tuple[str, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """Everything in its order."""
        return self.title, self.body, *self.notes


@dataclass(frozen=True, slots=True)
class Reference:
    """The runs that are right: pdftotext's, with its running heads and notes among the text, and without them.

    A note stands at the foot of a page and a running head at its top, in the midst of a sentence that goes on over
    the page. A reading that sets them apart has the sentence whole, another has them within: both are right.
    """

    runs: Counter[tuple[str, ...]]

    @classmethod
    def of(cls, laid_out: str, shown: Shown) -> Reference:
        """Take the runs of pdftotext's text."""
        without = _words(_without(laid_out, shown.heads))
        apart = without
        for note in shown.notes:
            apart = _cut_out(apart, _words(note))
        runs = _runs(_words(laid_out)) | _runs(without) | _runs(apart)
        return cls(runs)

    def agreement(self, texts: Sequence[str]) -> tuple[float, int]:
        """Return the share of the runs of some texts that are right, and how many they are; none goes over a border."""
        found = Counter[tuple[str, ...]]()
        for text in texts:
            found += _runs(_words(text))
        return (found & self.runs).total() / max(1, found.total()), found.total()


def shown_of(data: bytes, raw: str) -> Shown:
    """Return what the program reads of a PDF, as its pages show it.

    With the words stands what a page shows beside them: labels of items, as the raw text has them, and marks of notes.
    """
    from briefbuilder.domain.errors import ImportRefusedError
    from briefbuilder.domain.text import ListItem, Note, NoteReference, Table
    from briefbuilder.importers.reading import read_bytes

    try:
        article = (reading := read_bytes(data, "text.pdf")).article
    except ImportRefusedError:
        return Shown("", "", (), ())
    on_pages = _squeezed(raw)
    # A title that the file tells of itself need not stand on a page.
    title = article.metadata.title if _squeezed(article.metadata.title) in on_pages else ""
    rows: list[str] = []
    notes: list[str] = []
    for block in article.blocks:
        text = block.text
        if not isinstance(block, Table):
            text = "".join(
                inline.mark if isinstance(inline, NoteReference) else inline.text for inline in block.content
            )
        if isinstance(block, Note):
            notes.append(f"{block.mark} {text}")
        elif isinstance(block, ListItem) and block.number is not None:
            rows.append(labelled(block.number, text, on_pages))
        else:
            rows.append(text)
    heads = (
        _squeezed(notice.subject)
        for notice in reading.notices
        if notice.code in {"pdf-running-head-removed", "rights-set-apart"}
    )
    return Shown(title, "\n".join(rows), tuple(notes), tuple(head for head in heads if head))


def labelled(number: int, text: str, on_pages: str) -> str:
    """Return an item with its number in the form in which the pages have it: 3, ٣, ۳, c or iii."""
    figures = (
        str(number).translate({48 + figure: zero + figure for figure in range(10)})
        for zero in (48, 0x660, 0x6F0)
    )
    forms = (*figures, chr(96 + number) if number <= 26 else "", _roman(number))
    start = _squeezed(text)[:20]
    return next((f"{form} {text}" for form in forms if form and form + start in on_pages), text)


def _roman(number: int) -> str:
    signs = (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    text = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        text += count * sign
    return text


def _words(text: str) -> list[str]:
    """Return the words of a text; which letters they are written with is no order: accents and ligatures are taken off."""
    parts = unicodedata.normalize("NFKD", _ACCENT.sub("", _DIVIDED.sub("", text)))
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign)).replace("\u0131", "i")
    return [str(word) for word in _WORD.findall(_LIGATURE.sub("f", bare).casefold())]


def _cut_out(words: list[str], piece: Sequence[str]) -> list[str]:
    """Return some words without the first place where a piece of them stands."""
    size = len(piece)
    for place in range(len(words) - size + 1 if size else 0):
        if words[place] == piece[0] and words[place : place + size] == piece:
            return words[:place] + words[place + size :]
    return words


def _runs(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


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
