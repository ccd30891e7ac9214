"""Reading PDFs that nobody here typeset: is their order at least as good as that of pypdfium2's raw text?

A file whose fonts do not tell its letters is refused, which is said to the user, and has no order.

`python -m bench.pdf_foreign FOLDER` reads all PDFs of a folder. The measure needs no labels. Three readings are compared,
the program's, the raw text, and that of poppler's pdftotext, which orders a page by its layout; only the words count that
all three have equally often, for one that is read otherwise, or left out, is no order. Of the runs of four such words in a
reading, the share is taken that pdftotext has too. The table shows what share of the raw text's words count: where it is
below LEAST, the letters of the file are told in different ways, or most of it is repeated, and no order can be told.

What may stand in two orders is right in both: running heads are taken out of all readings; notes and the title, which the
program sets apart, are read with and without them; and rows of short cells, in which pdftotext goes down the columns, may
also be read across. Where a file of the same name with the ending .order lies beside a PDF, its lines are words
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


LEAST = 0.4
"""The share of the raw text's words, at least, that all readings have equally often where an order can be told."""

_GAP, SHORT = re.compile(r"\s{2,}"), 3.0
"""What parts the cells of a row as pdftotext lays it out; and how many words a row's cells have on average, at most."""


@dataclass(frozen=True, slots=True)
class Order:
    """How far an order agrees with pdftotext's and with what was seen; None where nothing was written down.

    `count` is the number of runs, `shared` the share of words that count.
    """

    runs: float
    count: int
    shared: float
    seen: float | None


def main() -> int:
    """Read the PDFs of the folder that is named, print the table, and return 1 if one is worse than the raw text."""
    if len(sys.argv) != 2 or shutil.which("pdftotext") is None:
        print("usage: python -m bench.pdf_foreign FOLDER (poppler's pdftotext is needed)", file=sys.stderr)
        return 2
    worse = measured = 0
    names = ("runs", "raw", "seen", "raw seen", "words")
    print(f"{'':{NAME}}" + "".join(f"{name:>{WIDTH}}" for name in names))
    sums = [0.0, 0.0]
    for path in sorted(Path(sys.argv[1]).glob("*.pdf")):
        ours, raw = orders_of(path)
        if not ours.count or ours.shared < LEAST:
            why = (
                f"words are read too differently: {ours.shared:.3f}"
                if ours.shared
                else "no text of it is taken"
            )
            print(f"{path.stem[: NAME - 2]:{NAME}}  {why}")
            continue
        measured += 1
        sums = [sums[0] + ours.runs, sums[1] + raw.runs]
        cells = (ours.runs, raw.runs, ours.seen, raw.seen, ours.shared)
        shown = "".join(f"{'–' if cell is None else f'{cell:.3f}':>{WIDTH}}" for cell in cells)
        found = is_worse(ours, raw)
        worse += found
        print(f"{path.stem[: NAME - 2]:{NAME}}{shown}{'  worse' if found else ''}")
    means = "".join(f"{value / max(1, measured):>{WIDTH}.3f}" for value in sums)
    print(f"{'mean of ' + str(measured):{NAME}}{means}")
    print(f"{worse} worse than pypdfium2's raw text")
    return int(worse > 0)


def is_worse(ours: Order, raw: Order) -> bool:
    """Return whether an order is worse than the raw one: by half a hundredth, and by more runs than one word is in."""
    if ours.seen is not None:
        return ours.seen < (raw.seen or 0.0)
    return ours.runs < raw.runs - max(0.005, RUN / max(1, raw.count))


def orders_of(path: Path) -> tuple[Order, Order]:
    """Return how the program and the raw text order a PDF."""
    data = path.read_bytes()
    laid_out, across = _told(path), _told(path, "-layout")
    raw = raw_text(data, "\f")[0]
    marks = path.with_suffix(".order")
    lines = marks.read_text(encoding="utf-8").splitlines() if marks.is_file() else []
    seen = [_squeezed(line) for line in lines if line.strip()]
    shown = shown_of(data, raw)
    rows = [_words(row) for row in shown.rows]
    of_raw = _words(_without(raw, shown.heads))
    reference = Reference.of(laid_out, shown, across, common([_of_all(rows), of_raw]))
    shared = sum(word in reference.words for word in of_raw) / max(1, len(of_raw))
    return (
        Order(*reference.agreement(rows), shared, _in_order("\n".join(shown.rows), seen)),
        Order(*reference.agreement([of_raw]), shared, _in_order(raw, seen)),
    )


def _told(path: Path, *options: str) -> str:
    """Return what pdftotext reads."""
    told = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", *options, str(path), "-"], capture_output=True, check=False
    )
    return told.stdout.decode("utf-8", "replace")


def _of_all(rows: Sequence[Sequence[str]]) -> list[str]:
    return [word for row in rows for word in row]


def common(readings: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the words that all readings have equally often."""
    first, *others = (Counter(words) for words in readings)
    return frozenset(word for word, count in first.items() if all(other[word] == count for other in others))


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
    """Return whether a line is a running head, with its page's number or cut; a line of contents begins with one, too."""
    return any(
        line.startswith(head) and (len(line) <= len(head) + PAGE_NUMBER or len(head) > CUT) for head in heads
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """What the program reads, as a page shows it: body, notes, and the running heads that it took out, squeezed.

    Statements of rights, which are set apart as notes are, stand among these. The title stands apart: a page may have it below an author or a date.
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
    """The runs that are right, of the words that count: pdftotext's, with notes and title among the text, and without.

    A note stands at the foot of a page, in the midst of a sentence that goes on over the page. A reading that sets it
    apart has the sentence whole, another has it within: both are right.
    """

    runs: Counter[tuple[str, ...]]
    words: frozenset[str]

    @classmethod
    def of(cls, laid_out: str, shown: Shown, across: str, words: frozenset[str]) -> Reference:
        """Take the runs of pdftotext's text, and of the rows in it that it reads `across`; `words` are the others' common ones."""
        told = _words(_without(laid_out, shown.heads))
        counts = Counter(told), Counter(_of_all([_words(row) for row in shown.rows]))
        kept = frozenset(word for word in words if counts[0][word] == counts[1][word])
        told = [word for word in told if word in kept]
        apart = everywhere = told
        for piece in (shown.title, *shown.notes):
            words_of_piece = [word for word in _words(piece) if word in kept]
            apart = _cut_out(apart, words_of_piece)
            # The words of one may stand in the text, too, before it or behind it.
            everywhere = _cut_out(everywhere, words_of_piece, most=len(everywhere))
        runs = _runs(told) | _runs(apart) | _runs(everywhere)
        for rows in _of_short_cells(across):
            runs |= _runs([word for word in _words(rows) if word in kept])
        return cls(runs, kept)

    def agreement(self, texts: Sequence[Sequence[str]]) -> tuple[float, int]:
        """Return the share of the runs of some texts that are right, and how many they are; none goes over a border."""
        found = Counter[tuple[str, ...]]()
        for text in texts:
            found += _runs([word for word in text if word in self.words])
        return (found & self.runs).total() / max(1, found.total()), found.total()


def _of_short_cells(across: str) -> list[str]:
    """Return the stretches of a text as it is laid out whose lines are rows of short cells, no columns of text.

    With each stands what a reader comes from and goes on to: the ends of the lines above and below it that have one cell.
    """
    stretches: list[list[str]] = [[]]
    above = ""
    for line in across.splitlines():
        cells = [cell for cell in _GAP.split(line.strip()) if cell]
        if len(cells) > 1 and sum(len(_WORD.findall(cell)) for cell in cells) <= SHORT * len(cells):
            stretches[-1] += [above, line]
            above = ""
        elif cells:
            above = " ".join(_words(line)[1 - RUN :]) if len(cells) == 1 else ""
            if stretches[-1]:
                stretches[-1] += [" ".join(_words(line)[: RUN - 1])] if len(cells) == 1 else []
                stretches.append([])
    return ["\n".join(lines) for lines in stretches if lines]


def shown_of(data: bytes, raw: str) -> Shown:
    """Return what the program reads of a PDF, as its pages show it.

    With the words stands what a page shows beside them: labels of items, as the raw text has them, and marks of notes.
    """
    from briefbuilder.domain.errors import ImportRefusedError
    from briefbuilder.domain.text import ListItem, Note, NoteReference, Table
    from briefbuilder.importers.read import read_bytes

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
    rights = [notice.subject for notice in reading.notices if notice.code == "rights-set-apart"]
    notes += [words for words in rights if not words.endswith("…")]
    cut = [words for words in rights if words.endswith("…")]
    removed = [notice.subject for notice in reading.notices if notice.code == "pdf-running-head-removed"]
    heads = map(_squeezed, removed + cut)
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
    bare = unicodedata.normalize("NFC", bare)  # Korean syllables were taken apart, too
    return [str(word) for word in _WORD.findall(_LIGATURE.sub("f", bare).casefold())]


def _cut_out(words: list[str], piece: Sequence[str], most: int = 1) -> list[str]:
    """Return some words without the first places, so many at most, where a piece of them stands."""
    size = len(piece)
    place = 0
    while size and most and place <= len(words) - size:
        if words[place] == piece[0] and words[place : place + size] == piece:
            words = words[:place] + words[place + size :]
            most -= 1
        else:
            place += 1
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
