"""Splits texts into words for the index, folded to lower case without accents, and prepares index rows.

A text without spaces between words is split into overlapping pairs of characters ("外務省" becomes "外務", "務省",
"省"), so that any two characters can be searched as a word; the last character alone lets the search for one
character, as a prefix, find all.

A number with separators is one word without them ("1,050,619" becomes "1050619"), and a per cent sign is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from hashlib import blake2b
from pathlib import PurePath
from urllib.parse import unquote

from briefbuilder.domain.article import Metadata, Section, split_sections
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.minhash import Shingles, shingles_of
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.text import Block, join_text
from briefbuilder.domain.values import value
from briefbuilder.storage.folding import LETTER, ONE_UNSPACED, UNSPACED, WORD, fold
from briefbuilder.storage.stemming import StemmedWords, stemmed_language, words_of

_MOST_BETWEEN = 5
"""Characters between two words of a phrase, none if a script changes."""
_LONGEST_CUT = 12
"""Characters of the longest run that is tried with a space within it."""
_VARIABLY_SPACED = lazy_pattern("[\uac00-\ud7af]+|[\u30a1-\u30fa\u30fc-\u30ff]+")
_SHORTEST_CUT = 4
MAX_PREPARED = 1500
"""The most texts whose index rows wait in memory for their article: some 30 kB each."""

PERCENT = "\u066a"
"""The per cent sign as the index has it: the tokenizer of SQLite knows no ASCII signs."""
_SEPARATORS = ".,'’\u066c\u00a0\u2009\u202f"
"""What stands between the thousands of a number, or the hundreds as in India: 1,050,619 and 10,50,619."""
_GROUPED = lazy_pattern(
    # Python looks for a pattern much faster that begins with a set of characters than for one that looks back.
    rf"\d(?<!\d\d)(?<!\d[{_SEPARATORS}]\d)\d{{0,2}}"
    rf"(?:(?:[{_SEPARATORS}]\d{{2,3}})*[{_SEPARATORS}]\d{{3}}|(?: \d{{3}}){{2,}}|(?: 000)+)(?!\d)"
)
"""A number with separators; with plain spaces if there are two or zeros follow, since "242 338" may be two numbers."""

# A run of plain letters is matched in one step: this is the inner loop of indexing.
_INDEXED = lazy_pattern(rf"{WORD}|{PERCENT}")
_TOKEN = lazy_pattern(rf"{WORD}|{PERCENT}|(?P<unspaced>[{UNSPACED}]+)")
_LETTER = lazy_pattern(LETTER)


def _folded(text: str) -> str:
    """Return a folded text with numbers and per cent signs as the index has them."""
    joined = _GROUPED.sub(lambda match: "".join(filter(str.isdigit, match[0])), text)
    return fold(joined).replace("%", PERCENT)


def index_words(text: str) -> str:
    """Return the words of a text as the index stores them, separated by spaces."""
    folded = _folded(text)
    if ONE_UNSPACED.search(folded) is None:
        return " ".join(_INDEXED.findall(folded))
    words: list[str] = []
    for match in _TOKEN.finditer(folded):
        if match["unspaced"] is None:
            words.append(match[0])
        else:
            words.extend(_pairs(match[0]))
            words.append(match[0][-1])
    return " ".join(words)


def query_words(text: str) -> tuple[list[str], bool]:
    """Return the words of a query in sequence, and whether the last one is only a prefix.

    The end of a run without spaces is searched as a prefix if the query ends with it.
    """
    runs = list(_TOKEN.finditer(_folded(text)))
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


@value(kw_only=False)
class Needle:
    """A phrase that is found in folded texts; `start` is its first word.

    No letter stands before it if it `begins_word`, and none after it if it `ends_word`.
    """

    start: str
    pattern: re.Pattern[str]
    begins_word: bool
    ends_word: bool

    def find(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield where the phrase is."""
        match = self.pattern.search(folded) if self.start in folded else None
        while match is not None:
            start, end = match.span()
            within = self.begins_word and start and _LETTER.match(folded, start - 1)
            if within or (self.ends_word and _LETTER.match(folded, end)):
                end = start + 1
            else:
                yield start, end
            match = self.pattern.search(folded, end)


@lru_cache(maxsize=16)
def needles(phrases: tuple[str, ...]) -> tuple[Needle, ...]:
    """Return patterns that find phrases in folded texts; one with an asterisk at its end finds prefixes of words."""
    return tuple(result for phrase in dict.fromkeys(phrases) if (result := _needle(phrase)) is not None)


def _needle(phrase: str) -> Needle | None:
    """Return a pattern that finds words in sequence, between which there may be spaces and punctuation."""
    runs = list(_TOKEN.finditer(_folded(phrase)))
    if not runs:
        return None
    # The pattern begins with plain letters, which Python looks for much faster than for what may precede them.
    middle = rf"[\W_]{{0,{_MOST_BETWEEN}}}?".join(_word_pattern(run[0]) for run in runs)
    ends_word = not (runs[-1]["unspaced"] or phrase.endswith("*"))
    # The class of all letters takes Python a millisecond to compile, and each letter that is typed makes new phrases.
    after = "(?![a-zα-ωа-я])" if ends_word else ""
    first = runs[0][0]
    start = first[0] if first.isdigit() else _SIGNS.get(first, first)
    return Needle(start, re.compile(middle + after), not runs[0]["unspaced"], ends_word)


_SIGNS = {PERCENT: "%"}
_BETWEEN_DIGITS = rf"[{_SEPARATORS} ]?"
_MARKS = rf"[{_SEPARATORS}]"


def _word_pattern(word: str) -> str:
    """Return a pattern of a word in a folded text, where numbers have their separators."""
    if word == PERCENT:
        return f"[%{PERCENT}]"
    if not word.isdigit():
        return re.escape(word)
    # No part of a longer number: 1,050 and 619 are none of 1,050,619.
    before = rf"(?<!\d{_MARKS})" if len(word) == 3 else ""
    return before + _BETWEEN_DIGITS.join(word) + rf"(?!{_MARKS}\d{{3}}(?!\d))"


def unspaced_cuts(text: str) -> list[str]:
    """Return a run of Korean or katakana with a space at each place, since writers differ in where they put them."""
    run = fold(text)
    if not _VARIABLY_SPACED.fullmatch(run) or not _SHORTEST_CUT <= len(run) <= _LONGEST_CUT:
        return []
    return [f"{run[:place]} {run[place:]}" for place in range(2, len(run) - 1)]


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


_ADDRESS = lazy_pattern(r"(?:https?://(?:www\.)?|www\.)([^\s#]+)\S*", re.IGNORECASE)
_TRACKING = lazy_pattern(r"(?<=[?&])(?:utm_\w+|fbclid|gclid|mc_[ce]id)=[^&]*&?")


def address_words(text: str) -> tuple[str, ...]:
    """Return the words by which the index knows an article with a web address, the second without its query; () for other texts."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None:
        return ()
    whole = _TRACKING.sub("", match[1]).replace("/?", "?")
    addresses = (whole.rstrip("?&/"), whole.partition("?")[0].rstrip("/"))
    # A digit in front keeps it out of the words that a misspelled one is compared with.
    return tuple(
        f"0{blake2b(unquote(one).lower().encode(errors='replace'), digest_size=12).hexdigest()}"
        for one in dict.fromkeys(addresses)
    )


@value(kw_only=False)
class IndexRows:
    """The searched texts of an article's sections with their index words, its words with their stems, and the shingles.

    Computed before the article is stored, on the job's thread, because it takes milliseconds. Valid as long as the
    article's metadata and file name are those it was computed from.
    """

    metadata: Metadata
    name: str
    words: dict[str, str] = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)
    vocabulary: StemmedWords = field(repr=False)
    shingles: Shingles = field(repr=False)

    def is_valid_for(self, record: ArticleRecord) -> bool:
        """Return whether an article still has the metadata and the file name that these rows were computed from."""
        return record.metadata == self.metadata and record.original.name == self.name


def prepare_index_rows(record: ArticleRecord, blocks: tuple[Block, ...]) -> IndexRows:
    """Compute the index rows of an article's text as it was read."""
    texts = searched_texts(record, split_sections(blocks))
    words = {text: index_words(text) for text in texts}
    return IndexRows(
        metadata=record.metadata,
        name=record.original.name,
        words=words,
        texts=tuple(texts),
        vocabulary=article_words(record, words),
        shingles=shingles_of(join_text(blocks)),
    )


def searched_texts(record: ArticleRecord, sections: tuple[Section, ...]) -> list[str]:
    """Return what is searched of each section: its text, and for the first section also the article's metadata."""
    metadata = record.metadata
    texts = [section.text for section in sections] or [""]
    name = PurePath(record.original.name).stem
    address = address_words(metadata.url or "")[:1]
    parts = (metadata.title, metadata.lead, texts[0], *metadata.authors, metadata.publication, name, *address)
    return ["\n".join(part for part in parts if part), *texts[1:]]


def article_words(record: ArticleRecord, words: Mapping[str, str]) -> StemmedWords:
    """Return the words of an article in its language, from its searched texts with their index words."""
    return words_of(tuple(words), words.values(), stemmed_language(record.metadata.language))
