"""The labelled texts that the PDF benchmark typesets: what each one's blocks are is known before it is set."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = {"it": "ita_Latn", "fr": "fra_Latn", "de": "deu_Latn", "ja": "jpn_Jpan"}
PAGES = 3
KINDS = frozenset({"heading", "paragraph", "list_item", "quote"})
FEWEST_CHARACTERS, MOST_CHARACTERS = 3000, 12000


@dataclass(frozen=True, slots=True)
class Piece:
    """A block as it is labelled: its kind (the text model's word) and its characters."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note that hangs on a paragraph; `at` is the paragraph's place among the pieces, from 0."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its title, its pieces in order and at most one footnote; `language` is a BCP 47 tag."""

    name: str
    language: str
    title: str
    pieces: tuple[Piece, ...]
    footnote: Footnote | None = None

    @property
    def characters(self) -> str:
        """All its characters, the title's and the footnote's too."""
        note = self.footnote.text if self.footnote else ""
        return "\n".join([self.title, *(piece.text for piece in self.pieces), note])


def labelled_texts(root: Path) -> tuple[Labelled, ...]:
    """Return the labelled texts beside the checkout, else the samples that ship.

    A sample is labelled by how it is read in its own format, where the kinds of its blocks are written down.
    """
    corpora = root.parent / "shared" / "corpora"
    found = (
        *_from_sentences(corpora / "tagging" / "sib-200"),
        *_from_pages(corpora / "pages" / "readability" / "pages.jsonl"),
    )
    return found or tuple(_from_samples(root / "resources" / "samples"))


def _from_sentences(folder: Path) -> Iterator[Labelled]:
    for language, code in LANGUAGES.items():
        path = folder / f"{code}.train.tsv"
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as rows:
                reader = csv.DictReader(rows, delimiter="\t")
                yield _Drawing(language, [row["text"].strip() for row in reader]).text()


class _Drawing:
    """An article drawn from loose sentences, the same each time; no sentence stands in it twice."""

    def __init__(self, language: str, sentences: list[str]) -> None:
        self._language = language
        self._chance = random.Random(7)  # noqa: S311 - the same text each time, nothing secret
        by_length = sorted(sentences, key=len)
        short, rest = by_length[: len(by_length) // 6], by_length[len(by_length) // 6 :]
        self._chance.shuffle(short)
        self._chance.shuffle(rest)
        self._short, self._rest = iter(short), iter(rest)

    def text(self) -> Labelled:
        """Return an article of an opening and four sections with lists, a quotation and a footnote."""
        title = self._heading()
        pieces = [self._paragraph(), self._paragraph()]
        for section in range(4):
            pieces += self._section(section)
        return Labelled(self._language, self._language, title, tuple(pieces), Footnote(1, next(self._rest)))

    def _section(self, number: int) -> list[Piece]:
        pieces = [Piece("heading", self._heading())]
        pieces += [self._paragraph() for _ in range(self._chance.randint(2, 4))]
        if number % 2 == 0:
            pieces += [Piece("list_item", next(self._rest)) for _ in range(self._chance.randint(3, 4))]
        if number == 1:
            pieces.append(Piece("quote", next(self._rest)))
        return [*pieces, self._paragraph()]

    def _heading(self) -> str:
        return next(self._short).rstrip(".。!?")

    def _paragraph(self) -> Piece:
        space = "" if self._language == "ja" else " "
        return Piece("paragraph", space.join(next(self._rest) for _ in range(self._chance.randint(2, 5))))


def _from_pages(path: Path) -> Iterator[Labelled]:
    if not path.is_file():
        return
    found = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        expected = page["expected"]
        blocks = [Piece(block["type"], " ".join(block["text"].split())) for block in expected["blocks"]]
        pieces = tuple(piece for piece in blocks if piece.kind in KINDS and piece.text)
        title = " ".join((expected.get("title") or "").split())
        if title and _is_fit(pieces):
            yield Labelled(page["id"], expected.get("language") or "en", title, pieces)
            found += 1
        if found == PAGES:
            return


def _is_fit(pieces: tuple[Piece, ...]) -> bool:
    """Tell whether a page's text is an article of some pages with sections, in Latin letters."""
    text = "".join(piece.text for piece in pieces)
    headings = sum(piece.kind == "heading" for piece in pieces)
    return FEWEST_CHARACTERS < len(text) < MOST_CHARACTERS and headings > 1 and is_western(text)


def is_western(text: str) -> bool:
    """Tell whether the 14 fonts that every PDF reader has hold all of a text (Windows code page 1252)."""
    return text == text.encode("cp1252", errors="ignore").decode("cp1252")


def _from_samples(folder: Path) -> Iterator[Labelled]:
    from briefbuilder.importers.reading import read_file

    for path in sorted(folder.iterdir()):
        article = read_file(path).article
        pieces = tuple(Piece(block.kind, block.text) for block in article.blocks if block.kind in KINDS)
        yield Labelled(path.stem, article.metadata.language or "en", article.metadata.title, pieces)
