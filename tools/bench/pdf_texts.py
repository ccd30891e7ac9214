"""The labelled texts that the PDF benchmark typesets: what each one's blocks are is known before it is set."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.shared import find_shared

PAGES = 20
KINDS = frozenset({"heading", "paragraph", "list_item", "quote"})
FEWEST_CHARACTERS, MOST_CHARACTERS = 2000, 15000
SHORT = 5000
"""Code points: a shorter text is set on small sheets, so that it too goes over several pages."""

SENTENCES = Path(__file__).parent / "sentences"
"""Sentences of our own, a language a file: the first five are headings."""

HEADINGS = 5
CODES = {
    "de": "deu_Latn", "en": "eng_Latn", "es": "spa_Latn", "fr": "fra_Latn", "it": "ita_Latn", "ja": "jpn_Jpan",
    "zh": "zho_Hans",
}  # fmt: skip
SEEDS = (7, 23)
"""Two texts are drawn from the sentences of each language."""

SCRIPTS = {
    "ar": "Arabic", "el": "Greek", "he": "Hebrew", "ja": "Japanese", "ko": "Korean", "ru": "Cyrillic", "zh": "Chinese",
}  # fmt: skip
LEFTWARD = frozenset({"ar", "he"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A block as it is labelled: its kind (the text model's word) and its characters.

    `number` is that of an item in a numbered list, 0 for any other; the cells of a table stand
    with tabs between two of a row and line ends between two rows.
    """

    kind: str
    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note that hangs on a paragraph; `at` is the paragraph's place among the pieces, from 0."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its title, its pieces in order and its footnotes; `language` is a BCP 47 tag."""

    name: str
    language: str
    title: str
    pieces: tuple[Piece, ...]
    footnotes: tuple[Footnote, ...] = ()

    @property
    def characters(self) -> str:
        """All its characters, the title's and the footnotes' too."""
        notes = (note.text for note in self.footnotes)
        return "\n".join([self.title, *(piece.text for piece in self.pieces), *notes])

    @property
    def script(self) -> str:
        """The name of the script that it is written in."""
        return SCRIPTS.get(self.language[:2], "Latin")

    @property
    def leftward(self) -> bool:
        """Return whether it is read from the right to the left."""
        return self.language[:2] in LEFTWARD

    @property
    def small(self) -> bool:
        """Return whether it is set on small sheets (A5)."""
        return len(self.characters) < SHORT


def labelled_texts(root: Path) -> tuple[Labelled, ...]:
    """Return the texts: drawn from our own sentences, from those beside the checkout, from its pages, else samples.

    A sample is labelled by how it is read in its own format, where the kinds of its blocks are written down.
    """
    from bench.pdf_drawing import drawn

    corpora = find_shared(root) / "corpora"
    found = []
    for seed in SEEDS:
        for path in sorted(SENTENCES.glob("*.txt")):
            lines = path.read_text(encoding="utf-8").split("\n")
            rows = [line.strip() for line in lines if line.strip()]
            found.append(drawn(path.stem, rows[:HEADINGS], rows[HEADINGS:], seed))
        for language, sentences in _shared_sentences(corpora / "tagging" / "sib-200"):
            short = sorted(sentences, key=len)[: len(sentences) // 6]
            headings = [line.rstrip(".。!?") for line in short]
            found.append(drawn(language, headings, [line for line in sentences if line not in short], seed))
    pages = tuple(_from_pages(corpora / "pages" / "readability" / "pages.jsonl"))
    return (*found, *(pages or _from_samples(root / "resources" / "samples")))


def _shared_sentences(folder: Path) -> Iterator[tuple[str, list[str]]]:
    for language, code in CODES.items():
        path = folder / f"{code}.train.tsv"
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as rows:
                reader = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
                yield language, [row["text"].strip() for row in reader]


def _from_pages(path: Path) -> Iterator[Labelled]:
    """Yield labelled pages: those with headings first, then others, of languages that their labels name."""
    if not path.is_file():
        return
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        expected = page["expected"]
        blocks = [Piece(block["type"], " ".join(block["text"].split())) for block in expected["blocks"]]
        pieces = tuple(piece for piece in blocks if piece.kind in KINDS and piece.text)
        title = " ".join((expected.get("title") or "").split())
        if title and _is_fit(pieces):
            rows.append(Labelled(page["id"], expected.get("language") or "en", title, pieces))
    headed = [text for text in rows if sum(piece.kind == "heading" for piece in text.pieces) > 1]
    yield from headed[:PAGES]


def _is_fit(pieces: tuple[Piece, ...]) -> bool:
    """Return whether a page's text is an article of some pages in Latin letters, a block's every word told once."""
    text = "".join(piece.text for piece in pieces)
    return FEWEST_CHARACTERS < len(text) < MOST_CHARACTERS and is_western(text)


def is_western(text: str) -> bool:
    """Return whether the 14 fonts that every PDF reader has hold all of a text (Windows code page 1252)."""
    return text == text.encode("cp1252", errors="ignore").decode("cp1252")


def _from_samples(folder: Path) -> Iterator[Labelled]:
    from briefbuilder.importers.read import load_file, read_bytes

    for path in sorted(folder.iterdir()):
        article = read_bytes(*load_file(path)).article
        pieces = tuple(Piece(block.kind, block.text) for block in article.blocks if block.kind in KINDS)
        yield Labelled(path.stem, article.metadata.language or "en", article.metadata.title, pieces)
