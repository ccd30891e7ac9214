"""Headings of plain texts that are made from the labelled pages by dropping their markup.

Each page's blocks become lines in several layouts; a heading counts where its words, and no others, come back as
one. All measures are F1 from 0 to 1 over all headings of a set. The peer is the rule that needs no document: at most 80
columns, no end of a sentence, followed by something longer.

The last measure is another, and easier: texts of the pages' headings and paragraphs alone (no lists, captions, quotations,
code), their title one of the headings. It is the one by which that rule has .64. Weights are fitted on half of the labelled
pages and on the news pages (tools/fit_headings.py); the other half and the pages of all kinds of sites are held out.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from bench.pdf_scorer import key
from bench.shared import find_shared

COLUMN = 72
"""Columns at which the wrapped layouts are wrapped."""

_FILE = "text.txt"
_LEAST_PARAGRAPHS, _PARAGRAPH, _MOST_BLOCKS = 3, 60, 250
"""Paragraphs that a fetched page must have, code points of each, and blocks that it may have."""

_END = tuple(".!?…:;,。！？：；、")


@dataclass(frozen=True, slots=True)
class Page:
    """A labelled page: its blocks as (kind, text) in order, without breaks inside a block."""

    name: str
    language: str
    title: str
    blocks: tuple[tuple[str, str], ...]

    @property
    def headings(self) -> Counter[str]:
        """The headings but the title, as letters and digits without their numbers."""
        found = Counter(without_number(text) for kind, text in self.blocks if kind == "heading")
        return Counter({words: count for words, count in found.items() if words and words != key(self.title)})


def pages(root: Path) -> tuple[Page, ...]:
    """Return the labelled pages beside the checkout; none where they are not there."""
    path = find_shared(root) / "corpora" / "pages" / "readability" / "pages.jsonl"
    if not path.is_file():
        return ()
    return tuple(_page(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())


def fetched_pages(root: Path, name: str) -> tuple[Page, ...]:
    """Return the pages of one of the other sets, with their blocks as the importer of web pages types them.

    Pages of few paragraphs, lists of links above all, are left out.
    """
    folder = find_shared(root) / "corpora" / "pages" / name
    found = [_imported(path) for path in sorted(folder.glob("*.html.gz"))]
    return tuple(page for page in found if page is not None)


def _imported(path: Path) -> Page | None:
    from briefbuilder.domain.errors import ImportRefusedError
    from briefbuilder.importers.read import read_bytes

    try:
        article = read_bytes(gzip.decompress(path.read_bytes()), "page.html").article
    except ImportRefusedError:
        return None
    rows = [(block.kind, " ".join(block.text.split())) for block in article.blocks]
    blocks = tuple(row for row in rows if row[1])
    paragraphs = sum(kind == "paragraph" and len(text) > _PARAGRAPH for kind, text in blocks)
    if paragraphs < _LEAST_PARAGRAPHS or len(blocks) > _MOST_BLOCKS:
        return None
    return Page(path.name, article.metadata.language or "en", article.metadata.title, blocks)


def is_held_out(page: Page) -> bool:
    """Return whether a labelled page is in the half that no weight was fitted on."""
    return hashlib.sha256(page.name.encode()).digest()[-1] % 2 == 1


def _page(row: dict[str, object]) -> Page:
    from briefbuilder.importers.language import guess_language

    expected = row["expected"]
    assert isinstance(expected, dict)
    blocks = [(block["type"], " ".join(block["text"].split())) for block in expected["blocks"]]
    language = expected.get("language") or guess_language(" ".join(text for _, text in blocks)) or "en"
    title = " ".join((expected.get("title") or "").split())
    return Page(str(row["id"]), language[:2].lower(), title, tuple(block for block in blocks if block[1]))


def wrapped(text: str, column: int = COLUMN, indent: str = "") -> list[str]:
    """Break a text at a column; East Asian wide characters take two and may be parted anywhere."""
    lines, line, width = [], indent, len(indent)
    for piece in _pieces(text):
        size = _columns(piece)
        if width + size > column and line.strip() and piece != " ":
            lines.append(line.rstrip())
            line, width = "", 0
        if line.strip() or piece != " ":
            line, width = line + piece, width + size
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    word = ""
    for character in text:
        if character == " " or unicodedata.east_asian_width(character) in "WF":
            if word:
                yield word
            yield character
            word = ""
        else:
            word += character
    if word:
        yield word


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _lines(page: Page, write: Callable[[str, str], Iterable[str]], gap: str) -> str:
    rows = [("title", page.title)] if page.title else []
    return gap.join("\n".join(write(kind, text)) for kind, text in (*rows, *page.blocks)) + "\n"


def alone(page: Page, gap: str = "\n\n") -> str:
    """Return the text of a page's title, headings and paragraphs alone, a line each."""
    return _lines(_prose(page), _one, gap)


def alone_wrapped(page: Page) -> str:
    """Return the same wrapped at a column, without blank lines."""
    return _lines(_prose(page), _wrap, "\n")


def _prose(page: Page) -> Page:
    return replace(page, blocks=tuple(block for block in page.blocks if block[0] in {"heading", "paragraph"}))


def _one(_kind: str, text: str) -> list[str]:
    return [text]


def _signed(kind: str, text: str) -> list[str]:
    return [{"list_item": "- ", "quote": "> "}.get(kind, "") + text]


def _wrap(_kind: str, text: str) -> list[str]:
    return wrapped(text)


def _indented(kind: str, text: str) -> list[str]:
    return wrapped(text, indent="    " if kind == "paragraph" else "")


def _underlined(kind: str, text: str) -> list[str]:
    lines = wrapped(text)
    rule = "=" if kind == "title" else "-"
    return [*lines, rule * max(map(_columns, lines))] if kind in {"title", "heading"} and lines else lines


def _capitals(kind: str, text: str) -> list[str]:
    return wrapped(text.upper() if kind == "heading" else text)


class _Numbered:
    """Numbers the headings of one page, from 1."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, kind: str, text: str) -> list[str]:
        self._count += kind == "heading"
        return wrapped(f"{self._count}. {text}" if kind == "heading" else text)


LAYOUTS: dict[str, Callable[[Page], str]] = {
    "a line a block, blank lines": lambda page: _lines(page, _one, "\n\n"),
    "a line a block, none": lambda page: _lines(page, _one, "\n"),
    "with signs of lists and quotes": lambda page: _lines(page, _signed, "\n\n"),
    "wrapped, blank lines": lambda page: _lines(page, _wrap, "\n\n"),
    "wrapped, none": lambda page: _lines(page, _wrap, "\n"),
    "wrapped, indented": lambda page: _lines(page, _indented, "\n"),
    "underlined": lambda page: _lines(page, _underlined, "\n\n"),
    "numbered": lambda page: _lines(page, _Numbered(), "\n\n"),
    "capitals": lambda page: _lines(page, _capitals, "\n\n"),
}


@dataclass(slots=True)
class Tally:
    """How many headings were expected, were found, and were both."""

    expected: int = 0
    found: int = 0
    right: int = 0

    def add(self, expected: Counter[str], found: Counter[str]) -> None:
        """Count one page."""
        self.expected += expected.total()
        self.found += found.total()
        self.right += (expected & found).total()

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.expected + self.found
        return 2 * self.right / both if both else 1.0

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.expected)
        if not self.expected:
            return f"none expected, {self.found} found"
        return f"{self.f1:.3f} (P {precision:.3f}, R {recall:.3f}, {self.expected} headings)"


def by_program(text: str, page: Page) -> Counter[str]:
    """Return the headings that the program finds."""
    return _without(key(page.title), with_title_by_program(text, page))


def with_title_by_program(text: str, _page: Page) -> Counter[str]:
    """Return the headings that the program finds, with the title that it finds."""
    from briefbuilder.importers.plaintext.reader import read_text

    draft = read_text(text.encode("utf-8"), _FILE)
    found = Counter(without_number(block.text) for block in draft.blocks if block.kind == "heading")
    if draft.metadata.title != _FILE.removesuffix(".txt"):
        found[key(draft.metadata.title)] += 1
    return _without("", found)


def by_simple_rule(text: str, page: Page) -> Counter[str]:
    """Return the headings of the rule that looks at a line and the next one."""
    return _without(key(page.title), with_title_by_simple_rule(text, page))


def with_title_by_simple_rule(text: str, _page: Page) -> Counter[str]:
    """Return the headings of the rule that looks at a line and the next one, the title among them."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found: Counter[str] = Counter()
    for line, below in pairwise(lines):
        if _columns(line) <= 80 and not line.endswith(_END) and _columns(below) > _columns(line):
            found[without_number(line)] += 1
    return _without("", found)


def _without(words: str, found: Counter[str]) -> Counter[str]:
    """Return what was found but certain words."""
    return Counter({other: count for other, count in found.items() if other != words})


def without_number(text: str) -> str:
    """Return the letters and digits of a heading but those of its numbers, also where it was numbered twice."""
    number, point, rest = text.partition(". ")
    return without_number(rest) if point and number.isdecimal() else key(text)


def tally(
    labelled: Iterable[Page], layout: Callable[[Page], str], find: Callable[[str, Page], Counter[str]]
) -> Tally:
    """Score a finder on pages in one layout."""
    counted = Tally()
    for page in labelled:
        counted.add(page.headings, find(layout(page), page))
    return counted


def tally_with_titles(
    labelled: Iterable[Page], write: Callable[[Page], str], find: Callable[[str, Page], Counter[str]]
) -> Tally:
    """Score a finder on the pages' headings and paragraphs alone, the title counted as a heading."""
    counted = Tally()
    for page in labelled:
        text = write(page)
        if text.strip():
            counted.add(page.headings + Counter([key(page.title)] if page.title else []), find(text, page))
    return counted


def run(root: Path) -> None:
    """Print the scores by layout and by language, beside the simple rule's."""
    labelled = pages(root)
    if not labelled:
        print("\nHeadings of plain texts: the labelled pages are not on this machine")
        return
    print("\nHeadings of plain texts, F1")
    for name, layout in LAYOUTS.items():
        print(f"  {name:31}  {tally(labelled, layout, by_program)}")
        print(f"  {'  the simple rule':31}  {tally(labelled, layout, by_simple_rule)}")
    plain = next(iter(LAYOUTS.values()))
    for language in sorted({page.language for page in labelled}):
        print(f"  {language:31}  {tally([p for p in labelled if p.language == language], plain, by_program)}")
    held_out = [page for page in labelled if is_held_out(page)]
    print("  Headings and paragraphs alone, the title one of the headings:")
    for name, chosen, write in (
        ("fitted half", [page for page in labelled if not is_held_out(page)], alone),
        ("held-out half", held_out, alone),
        ("held-out half, no blank lines", held_out, lambda page: alone(page, "\n")),
        ("held-out half, wrapped", held_out, alone_wrapped),
        ("news, as the program reads it", fetched_pages(root, "benchmark"), alone),
        ("all kinds of sites, held out", fetched_pages(root, "wcxb"), alone),
    ):
        print(f"  {name:31}  {tally_with_titles(chosen, write, with_title_by_program)}")
        print(f"  {'  the simple rule':31}  {tally_with_titles(chosen, write, with_title_by_simple_rule)}")
