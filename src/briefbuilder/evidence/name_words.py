"""The words of a text in which names are looked for, and the words of each language by which names are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from briefbuilder.domain.facts import Name
from briefbuilder.domain.languages import EAST_ASIAN, base_language
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.spelling_of_names import fold_name
from briefbuilder.domain.values import value
from briefbuilder.locales.data import find_locale
from briefbuilder.system.paths import resources_folder
from briefbuilder.word_lists import load_word_lists

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
UNCASED = EAST_ASIAN | {"th", "ar"}
"""Languages whose letters have no capitals."""
_PART_BEFORE = lazy_pattern(r" [–—/-] \Z|[(\s]\d{1,2}[)/.] \Z")
"""What precedes a part of a sentence that may open with any word."""


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
            others.update(index for index, gap in enumerate(self._gaps) if gap in _GLUE)
        return {word for index, word in enumerate(self.folded) if index not in others}

    def _split(self) -> None:
        """Find the words, their places and what precedes each of them."""
        text, pattern = _OTHER_SPACES.sub(" ", self._text), _WORD
        if self.words.language in UNCASED:
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
            index for index, word in enumerate(self.written) if word[0].isupper() and index not in self._small
        }

    def _join_contractions(self, text: str) -> None:
        """Take the ends of words such as Trump's from the words, so that they precede the next one."""
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
        """Return whether a word opens a sentence, or a common one a part of it after a dash or a number."""
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
            index
            for index, (start, end) in enumerate(zip(self._starts, self._ends, strict=True))
            if end - start > 3
        ]
        if is_sentence or len(long) < 3:
            return len(long) > 1 and all(self.written[at].isupper() for at in long)
        return sum(at in self.capitals for at in long) > _TITLE_CASE * len(long)


_ABBREVIATED = range(2, 6)
"""How many letters an abbreviation has."""
COMPARED = ("de", "en", "fr", "it", "es")
"""Languages whose common words are compared with each other."""


def is_translated(name: Name) -> bool:
    """Return whether another language is likely to have other words for a name: a body's, a street's, or ordinary words."""
    if name.id or name.words[0] in first_names():
        return False
    if not body_words().isdisjoint(name.words) or (len(name.words) == 1 and name.words[0] in _place_words()):
        return True
    return len(name.words) > 1 and any(common_words(language).issuperset(name.words) for language in COMPARED)


def is_ordinary(word: str, language: str) -> bool:
    """Return whether a folded word is a common one of a language (BCP 47) and none by which persons are called."""
    return word in ordinary_words(base_language(language))


def is_common(words: Iterable[str], language: str) -> bool:
    """Return whether folded words with capitals are all common ones of a language (BCP 47), and one is no other's."""
    tag = base_language(language)
    return common_words(tag).issuperset(words) and not ordinary_words(tag).isdisjoint(words)


def is_abbreviation(text: str) -> bool:
    """Return whether a short word has more capitals than a name, or two letters only: CHN, HoD, Ge, FY2030."""
    letters = sum(map(str.isalpha, text))
    if not text.isalnum() or letters not in _ABBREVIATED:
        return False
    return letters == _ABBREVIATED[0] or sum(map(str.isupper, text)) > 1


def has_body_word(words: Iterable[str]) -> bool:
    """Return whether some folded words have one that only the names of bodies have."""
    return not body_words().isdisjoint(words)


@value(kw_only=False)
class NameWords:
    """The words of one language by which names are read, folded."""

    language: str
    titles: frozenset[str]
    title_endings: tuple[str, ...]
    openers: frozenset[str]
    links: frozenset[str]
    body_links: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[str]
    elisions: frozenset[str]
    compound_ends: frozenset[str]
    not_names: frozenset[str]
    determiners: frozenset[str]
    calendar: frozenset[str]
    questions: frozenset[str]
    """The letters that mark a question and its answer, in capitals."""
    ordinary: frozenset[str]
    common: frozenset[str]
    """All common words of the language, also those that others have."""
    compound_heads: frozenset[str]


@cache
def name_words_of(language: str) -> NameWords:
    """Return the words of a language (a base tag); those of one without a list are empty."""
    lists = load_word_lists("briefbuilder.evidence", "names").get(language, {})

    def listed(key: str) -> frozenset[str]:
        return frozenset(map(fold_name, lists.get(key, "").split()))

    locale = find_locale(language)
    ordinary, place_heads = ordinary_words(language), listed("place_heads")
    names = () if locale is None else (*locale.months, *locale.months_alone, *locale.days, *locale.days_alone)
    short = () if locale is None else (*locale.months_short, *locale.days_short)
    return NameWords(
        language=language,
        # German makes the title of a woman from that of a man.
        titles=listed("titles") | {f"{title}in" for title in (listed("titles") if language == "de" else ())},
        title_endings=tuple(listed("title_endings")),
        openers=listed("openers"),
        links=frozenset(load_word_lists("briefbuilder.evidence", "names")["links"].split()),
        body_links=listed("body_links"),
        bodies=listed("bodies"),
        places=listed("places"),
        elisions=listed("elisions"),
        compound_ends=listed("compound_ends"),
        not_names=listed("not_names"),
        determiners=listed("determiners"),
        calendar=frozenset(fold_name(name.rstrip(".")) for name in (*names, *short)),
        questions=frozenset(lists.get("questions", "").split()),
        ordinary=ordinary,
        common=common_words(language) - first_names() if language in COMPARED else frozenset(),
        # Only German lists such words; elsewhere the set is the same one, not a copy of it.
        compound_heads=ordinary - place_heads if place_heads else ordinary,
    )


@cache
def first_names() -> frozenset[str]:
    """Return the folded first names of persons in all languages."""
    return frozenset(load_word_lists("briefbuilder.evidence", "names")["first_names"].split())


@cache
def body_words() -> frozenset[str]:
    """Return the words of the names of bodies in all languages, which differ by a letter between them."""
    return _in_all_languages("bodies")


@cache
def _place_words() -> frozenset[str]:
    return _in_all_languages("places")


def _in_all_languages(key: str) -> frozenset[str]:
    lists = load_word_lists("briefbuilder.evidence", "names")
    listed = (words.get(key, "") for words in lists.values() if isinstance(words, dict))
    return frozenset(fold_name(word) for words in listed for word in words.split())


def is_full_name_of_person(name: Name) -> bool:
    """Return whether a name is the first name, or its initial, and the surname of a person, as far as that is known."""
    first, *rest = name.words
    return bool(rest) and (name.kind == "person" or len(first) == 1 or first in first_names())


@cache
def abbreviations() -> frozenset[str]:
    """Return the folded words after which a full stop ends no sentence."""
    return frozenset(load_word_lists("briefbuilder.evidence", "names")["abbreviations"].split())


@cache
def ordinary_words(language: str) -> frozenset[str]:
    """Return common words of a language that are not common in others, too, as names are."""
    return _common_words(language)[0]


@cache
def common_words(language: str) -> frozenset[str]:
    """Return the folded common words of a language in which texts are compared."""
    return frozenset().union(*_common_words(language))


@cache
def _common_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the common words that only a language has, and the others; `tools/common_words.py` writes them.

    They are known for the languages of `COMPARED` only.
    """
    if language not in COMPARED:
        return frozenset(), frozenset()
    file = resources_folder() / "names" / f"{language}.txt"
    ordinary, others = file.read_text("utf-8").splitlines()
    return frozenset(ordinary.split()), frozenset(others.split())
