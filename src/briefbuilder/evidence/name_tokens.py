"""The words of a text in which names are looked for, with what stands around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.spelling_of_names import fold_name
from briefbuilder.evidence.name_words import NameWords, abbreviations

_WORD = lazy_pattern(r"([^\W\d_](?:\.(?:[^\W\d_]\.)+|(?<=E)E\.\s?UU\.?|[^\W_]*))")
_LATIN_WORD = lazy_pattern(r"((?:[A-Za-z]\.){2,}|[A-Za-zÀ-ɏ][A-Za-z0-9À-ɏ]*)")
_WIDE = str.maketrans({0xFEE0 + code: code for code in range(0x21, 0x7F)} | {0x3000: " "})
_CONTRACTIONS = frozenset({"s", "S", "t", "ll", "re", "ve"})
_SENTENCE_END = lazy_pattern(r"[.!?…:\n•]")
_OPENING = tuple("\"“„«‹‘'([–—-")
_OTHER_SPACES = lazy_pattern("[\u00a0\u202f\u2009]")
_APOSTROPHES = frozenset("'’ʼ")
_GLUE = frozenset("-‐‑") | _APOSTROPHES
_TITLE_CASE = 0.65
_COUNTRY_CODE = 2
"""Letters of the code of a country."""
UNSPACED = frozenset({"ja", "zh", "ko", "th", "ar"})
_PART_BEFORE = lazy_pattern(r" [–—/-] \Z|[(\s]\d{1,2}[)/.] \Z")
"""What stands before a part of a sentence that may open with any word."""


@dataclass(slots=True)
class NameWord:
    """A word; it `opens` a sentence, or is `joined` to the word before by a space, or `glued` by a hyphen or apostrophe."""

    start: int
    end: int
    text: str
    folded: str
    capital: bool
    opens: bool
    joined: bool
    glued: bool


class NameTokens:
    """The words of a text; what is known of a word is made when it is first looked at, since most have no part in a name.

    `written` are the words, `folded` the same as names are compared, and `capitals` the places of those with a capital.
    """

    def __init__(self, text: str, words: NameWords) -> None:
        self._text = text
        self.words = words
        self._small: set[int] = set()
        """The places of words with a capital that count as others do: Don't."""
        self._made: dict[int, NameWord] = {}
        self._split()

    def lower_words(self) -> Iterable[str]:
        """Return the words that are seen in small letters, folded."""
        others = set(self.capitals)
        if not _GLUE.isdisjoint(self._gaps):
            others.update(at for at, gap in enumerate(self._gaps) if gap in _GLUE)
        return {word for at, word in enumerate(self.folded) if at not in others}

    def _split(self) -> None:
        """Find the words, their places and what stands before each of them."""
        text, pattern = _OTHER_SPACES.sub(" ", self._text), _WORD
        if self.words.language in UNSPACED:
            text, pattern = text.translate(_WIDE), _LATIN_WORD
        parts = pattern.split(text)
        ends = list(accumulate(map(len, parts)))
        self._starts, self._ends = ends[:-1:2], ends[1::2]
        self._gaps, self.written = ["", *parts[2:-1:2]], parts[1::2]
        if not self.written:
            self._gaps = []
        if not _APOSTROPHES.isdisjoint(self._gaps) and not _CONTRACTIONS.isdisjoint(self.written):
            self._join_contractions(text)
        if "." in "".join(self.written):
            self.written = [word.replace(".", "").replace(" ", "") for word in self.written]
        small = "\n".join(self.written).casefold().split("\n") if self.written else []
        self.folded = [word if word.isascii() else fold_name(word) for word in small]
        self.capitals = {
            at for at, word in enumerate(self.written) if word[0].isupper() and at not in self._small
        }

    def _join_contractions(self, text: str) -> None:
        """Take the ends of words such as Trump's from the words, so that they stand before the next one."""
        kept: list[int] = []
        for at, (gap, word) in enumerate(zip(self._gaps, self.written, strict=True)):
            alone = not kept or kept[-1] == at - 1
            if gap in _APOSTROPHES and word in _CONTRACTIONS and alone:
                if word == "t":
                    self._small.add(len(kept) - 1)
            else:
                kept.append(at)
        self._starts = [self._starts[at] for at in kept]
        self._ends = [self._ends[at] for at in kept]
        self.written = [self.written[at] for at in kept]
        gaps = (text[end:start] for end, start in zip(self._ends, self._starts[1:], strict=False))
        self._gaps = ["", *gaps]

    def word_at(self, at: int) -> NameWord:
        """Return a word with all that is known of it."""
        word = self._made.get(at)
        if word is None:
            word = self._made[at] = self._make_word(at)
        return word

    def words_from(self, start: int, end: int) -> list[NameWord]:
        """Return the words of a range of places, as far as the text has them."""
        return [self.word_at(at) for at in range(start, min(end, len(self.folded)))]

    def _make_word(self, at: int) -> NameWord:
        gap, written = self._gaps[at], self.written[at]
        joined, glued, opens = gap == " ", gap in _GLUE, not at
        if at and not joined:
            is_label = gap == ". " and self._is_label(at - 1)
            joined = glued or (gap == ". " and not is_label and self._is_abbreviation(at - 1))
            opens = written[0].isupper() and not joined and (is_label or self._opens(gap, at))
        return NameWord(
            self._starts[at],
            self._ends[at],
            written,
            self.folded[at],
            at in self.capitals,
            opens,
            joined,
            glued,
        )

    def _is_label(self, at: int) -> bool:
        """Return whether a letter marks a question or its answer: Q. Who pays? A. The Commission."""
        return self.written[at] in self.words.questions and "?" in self._text and self.word_at(at).opens

    def _is_abbreviation(self, at: int) -> bool:
        # "Fr. Roth" is a father, "83 in FR." the end of a sentence.
        written = self.written[at]
        short = self.folded[at] in abbreviations() and not (
            len(written) == _COUNTRY_CODE and written.isupper()
        )
        return short or (len(written) == 1 and at in self.capitals)

    def _opens(self, gap: str, at: int) -> bool:
        """Return whether a word opens a sentence, or a common one a part of it behind a dash or a number."""
        if gap.rstrip().endswith(_OPENING) and gap.rstrip()[-1:] not in "([–—-":
            return True
        if _SENTENCE_END.search(gap) and not (
            gap.startswith(".") and len(gap) < 3 and self._is_abbreviation(at - 1)
        ):
            return True
        return self.folded[at] in self.words.common and _PART_BEFORE.search(gap) is not None

    def is_title_case(self) -> bool:
        """Return whether most words have a capital, as in English headings."""
        is_sentence = self.words.language == "de" or self._text.rstrip()[-1:] in ".!?"
        if is_sentence and any(
            end - start > 3 and not word.isupper()
            for word, start, end in zip(self.written, self._starts, self._ends, strict=True)
        ):
            return False
        long = [
            at
            for at, (start, end) in enumerate(zip(self._starts, self._ends, strict=True))
            if end - start > 3
        ]
        if is_sentence or len(long) < 3:
            return len(long) > 1 and all(self.written[at].isupper() for at in long)
        return sum(at in self.capitals for at in long) > _TITLE_CASE * len(long)
