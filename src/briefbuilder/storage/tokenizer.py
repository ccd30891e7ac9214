"""Splits texts into words for the index, folded to lower case without accents, and prepares index rows.

A text without spaces between words is split into overlapping pairs of characters ("外務省" becomes "外務", "務省",
"省"), so that any two characters can be searched as a word; the last character alone lets the search for one
character, as a prefix, find all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePath

from briefbuilder.domain.article import Metadata, Section, split_sections
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.minhash import shingles_of
from briefbuilder.domain.text import Block, join_text

FOLDING_VERSION = 2
"""To be increased with every change of the rules below: an index of another version is rebuilt."""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h", "ŧ": "t"}
)
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_LETTER = rf"[^\W_{_UNSPACED}]"
_MARK = "[\u0900-\u0963\u0966-\u0dff\u0f00-\u0fff]"
"""Vowel signs and the like, which Indic scripts write within words and Python counts to no word."""


@cache
def _token() -> re.Pattern[str]:
    # A run of plain letters is matched in one step: this is the inner loop of indexing. Compiled at first use,
    # because that takes milliseconds that the start of the program does not have.
    return re.compile(rf"{_LETTER}+(?:{_MARK}+{_LETTER}*)*|(?P<unspaced>[{_UNSPACED}]+)")


class _TokenFolding(dict[int, str]):
    """A table for `str.translate` that folds each character when it is first needed."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    wide = unicodedata.normalize("NFKC", character).casefold()
    apart = unicodedata.normalize("NFD", wide).translate(_LETTERS)
    kept = "".join(part for part in apart if not _is_dropped(part))
    return unicodedata.normalize("NFC", kept)


def _is_dropped(character: str) -> bool:
    code = ord(character)
    return (
        0x0300 <= code <= 0x036F  # accents of Latin, Greek and Cyrillic
        or 0x0591 <= code <= 0x05C7  # points of Hebrew
        or 0x064B <= code <= 0x065F  # vowels of Arabic
        or code in {0x0640, 0x0670, 0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF}
    )


_FOLDING = _TokenFolding()


def fold(text: str) -> str:
    """Return a text without case, accents and width variants."""
    return unicodedata.normalize("NFC", text).translate(_FOLDING)


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return a folded NFC text, and the offset in the text of each folded character and of the end."""
    folded = text.translate(_FOLDING)
    if all(len(_FOLDING[ord(character)]) == 1 for character in set(text)):
        return folded, range(len(text) + 1)
    places: list[int] = []
    for place, character in enumerate(text):
        places.extend([place] * len(_FOLDING[ord(character)]))
    return folded, [*places, len(text)]


def index_words(text: str) -> str:
    """Return the words of a text as the index stores them, separated by spaces."""
    words: list[str] = []
    for match in _token().finditer(fold(text)):
        if match["unspaced"] is None:
            words.append(match[0])
        else:
            words.extend(_pairs(match[0]))
            words.append(match[0][-1])
    return " ".join(words)


def query_words(text: str) -> tuple[list[str], bool]:
    """Return the words of a query in sequence, and whether the last one is only a prefix.

    The end of a run without spaces is searched as a prefix where the query ends with it.
    """
    runs = list(_token().finditer(fold(text)))
    words: list[str] = []
    for match in runs:
        if match["unspaced"] is None:
            words.append(match[0])
            continue
        words.extend(_pairs(match[0]))
        if match is not runs[-1] or len(match[0]) == 1:
            words.append(match[0][-1])
    last = runs[-1] if runs else None
    return words, last is not None and last["unspaced"] is not None and len(last[0]) == 1


def needles(text: str) -> list[re.Pattern[str]]:
    """Return patterns that find the words of a query, or words with them as a prefix, in a folded text."""
    return [
        re.compile(re.escape(match[0]) if match["unspaced"] else rf"(?<!{_LETTER}){re.escape(match[0])}")
        for match in _token().finditer(fold(text))
    ]


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


MAX_PREPARED = 1500
"""The most texts whose index rows wait in memory for their article: some 30 kB each."""


@dataclass(frozen=True, slots=True)
class IndexRows:
    """The searched texts of an article's sections with their index words, and the shingles of the whole text.

    Computed before the article is stored, on the job's thread, because it takes milliseconds. Valid as long as the
    article's metadata and file name are those it was computed from.
    """

    metadata: Metadata
    name: str
    words: dict[str, str] = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)
    shingles: frozenset[int] = field(repr=False)

    def is_valid_for(self, record: ArticleRecord) -> bool:
        """Return whether an article still has the metadata and the file name that these rows were computed from."""
        return record.metadata == self.metadata and record.original.name == self.name


def prepare_index_rows(record: ArticleRecord, blocks: tuple[Block, ...]) -> IndexRows:
    """Compute the index rows of an article's text as it was read."""
    texts = searched_texts(record, split_sections(blocks))
    return IndexRows(
        metadata=record.metadata,
        name=record.original.name,
        words={text: index_words(text) for text in texts},
        texts=tuple(texts),
        shingles=shingles_of(join_text(blocks)),
    )


def searched_texts(record: ArticleRecord, sections: tuple[Section, ...]) -> list[str]:
    """Return what is searched of each section: its text, and for the first section also the article's metadata."""
    metadata = record.metadata
    texts = [section.text for section in sections] or [""]
    name = PurePath(record.original.name).stem
    parts = (metadata.title, metadata.lead, texts[0], *metadata.authors, metadata.publication, name)
    return ["\n".join(part for part in parts if part), *texts[1:]]
