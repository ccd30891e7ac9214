"""Names of persons, organisations, places and countries in texts, and the comparison of two of them.

A name is a run of words with a capital, without titles. A capital proves nothing in German, in a heading or at the start
of a sentence: such a word is a name if the text has it elsewhere in a name, and is weak if nothing says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from briefbuilder.domain.facts import Fact, FactBlock, Name, NameKind
from briefbuilder.evidence.known_names import (
    KnownName,
    known_kind,
    known_names,
    longer_names,
    spellings,
    stands_for,
    unspaced_names,
)
from briefbuilder.evidence.spelling_of_names import fold_name, skeleton
from briefbuilder.locales.data import base_language, find_locale
from briefbuilder.word_lists import load_word_lists

Comparison = Literal["equal", "alike", "different"]

_WORD = re.compile(r"EE\.\s?UU\.?|(?:[^\W\d_]\.){2,}|[^\W\d_][^\W_]*")
_LATIN_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Za-zÀ-ɏ][A-Za-z0-9À-ɏ]*")
_WIDE = str.maketrans({0xFEE0 + code: code for code in range(0x21, 0x7F)} | {0x3000: " "})
_CONTRACTIONS = frozenset({"s", "S", "t", "ll", "re", "ve"})
_SENTENCE_END = re.compile(r"[.!?…:\n•]")
_OPENING = tuple("\"“„«‹‘'([–—-")
_SPACES = frozenset((" ", "\u00a0", "\u202f", "\u2009"))
_COMPARED = ("de", "en", "fr", "it", "es")
"""Languages whose common words are compared with each other."""
_HYPHENS, _APOSTROPHES = frozenset("-‐‑"), frozenset("'’ʼ")
_LINKS_IN_ROW = 3
_SECOND_LINKS = frozenset({"der", "den", "la", "las", "los", "le"})
"""Words that link a name only after another link: von der."""
_PERSON_LINKS = frozenset({"de", "du", "di", "del", "d", "la", "las", "los", "le"})
"""Words that link a name to a first name, while elsewhere they say of which place somebody is."""
_COMPOUND_PART = 6
_LONGEST_NAME = 14
"""The letters of a German word from which on it is a compound and no name."""
_NOUN = re.compile(
    r"(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|ismus|tat|taten|nis|nisse|ling)\Z"
)
_NOUN_ENDINGS = ("", "s", "es", "n", "en", "e")
_COMPOUND_HEAD = 3
_TITLE_CASE = 0.65
_UNSPACED = frozenset({"ja", "zh", "ko", "th", "ar"})
_PLACE_BEFORE = {
    "en": frozenset({"in", "at", "near"}), "it": frozenset({"a", "in"}), "fr": frozenset({"a"}), "es": frozenset({"en"}),
    "de": frozenset({"in", "nach", "bei"}), "pt": frozenset({"em"}), "nl": frozenset({"in", "te"}),
}  # fmt: skip
_GERMAN_PLACE_BEFORE = frozenset({"in", "nach"})
"""What stands before places alone where no article follows."""
_ENDINGS = frozenset(
    ("a", "u", "y", "i", "e", "em", "om", "ie", "owi", "ovi", "ego", "emu", "ym", "im", "ou", "ova", "ove")
)
"""Endings of Slavic names that are declined."""
_PLACE_ENDING = re.compile(r"(?:iens?|ie|ia|io|ium|a|e|o|i|en)\Z")
_LEAST_STEM, _LEAST_NEAR = 4, 4
_PAIR, _LEAST_SLIP = 2, 5
_DOUBLED = re.compile(r"(.)\1")


def read_names(blocks: Sequence[FactBlock], language: str) -> tuple[Fact, ...]:
    """Return the names in a text in order; `language` is the text's, where a block has none of its own."""
    texts = [_Text(block, base_language(block.language or language)) for block in blocks]
    lower = frozenset(word for text in texts for word in text.lower_words())
    runs = [run for text in texts for run in text.runs(lower)]
    sure = {word for run in runs for word in run.sure_words()}
    facts = [fact for text in texts for fact in text.known]
    facts += [fact for run in runs if (fact := run.fact(lower, sure)) is not None]
    return _with_full_names(facts, {block.id: number for number, block in enumerate(blocks)})


def name_keys(name: Name) -> tuple[str, ...]:
    """Return the keys of a name in an index: its id, or the skeletons of its words and of the one that may stand alone.

    What is weak though it has an id, such as an adjective, has no keys.
    """
    if name.id:
        return () if name.weak else (f"id:{name.id}",)
    words = [f"w:{skeleton(word)}" for word in name.words if len(word) > 1]
    last = name.words[-1]
    alone = len(name.words) == 1 or (name.kind in ("person", "unknown") and last not in _body_words())
    if alone:
        # A word that others only have within a name is no known name: Street, Wall Street.
        words.append(f"alone:{skeleton(last)}")
    return tuple(dict.fromkeys(words[-1:] if name.weak else words))


def compare_names(claim: Name, source: Name, *, same_language: bool) -> Comparison | None:
    """Return how a name relates to one of a source, or None if names in two languages cannot be compared.

    They are alike if one is a part of the other (a surname) or declined. They are different if they are misspelt, if the
    first name is another, or if nothing is in common.
    """
    if claim.id and source.id:
        return _compare_ids(claim.id, source.id)
    if claim.id or source.id:
        return _compare_with_known(claim, source, same_language=same_language)
    mine, theirs = claim.words, source.full or source.words
    if mine == theirs or (mine == source.words and not source.full):
        return "equal"
    if (
        _is_part(mine, theirs, same_language)
        or (_is_part(theirs, mine, same_language) and not _is_first_name_of(theirs, mine))
        or _is_genitive(mine, theirs)
    ):
        return "alike"
    if same_language or is_near(claim, source) or _is_other_person(claim, source):
        return "different"
    return None


def is_near(claim: Name, source: Name) -> bool:
    """Return whether a name is another one but for one letter, or two that are transposed, in one of its words."""
    if claim.id:
        return False
    if source.id:
        long = _spellings_of_length(source.id, len(claim.words))
        return any(_is_one_letter_off(claim.words, words) for words in long)
    return _are_near(claim.words, source.full or source.words) or _are_near(claim.words, source.words)


def is_same_noun(claim: Name, source: Name) -> bool:
    """Return whether two words that only their capital may make names are the same, or one is the other misspelt.

    The end of a word may be that of another case.
    """
    if claim.id or source.id or len(claim.words) > 1 or len(source.words) > 1:
        return False
    one, two = claim.words[0], source.words[0]
    if one == two:
        return True
    least = min(len(one), len(two))
    return (
        least >= _LEAST_SLIP
        and one[:-1] != two[: len(one) - 1]
        and one[-1] == two[-1]
        and _is_misspelt(one, two)
    )


def is_translated(name: Name) -> bool:
    """Return whether another language is likely to have other words for a name: a body's, or ordinary words."""
    if name.id or name.words[0] in _first_names():
        return False
    if not _body_words().isdisjoint(name.words):
        return True
    return len(name.words) > 1 and any(
        _common_words(language).issuperset(name.words) for language in _COMPARED
    )


def is_ordinary(word: str, language: str) -> bool:
    """Return whether a folded word is a common one of a language (BCP 47) and none by which persons are called."""
    return word in _ordinary_words(base_language(language))


def has_body_word(words: Iterable[str]) -> bool:
    """Return whether some folded words have one that only the names of bodies have."""
    return not _body_words().isdisjoint(words)


def _compare_ids(claim: str, source: str) -> Comparison:
    if claim == source:
        return "equal"
    if stands_for(source, claim):
        return "alike"
    return "different"


@cache
def _spellings_of_length(name_id: str, length: int) -> tuple[tuple[str, ...], ...]:
    return tuple(words for words in spellings(name_id) if len(words) == length)


def _compare_with_known(claim: Name, source: Name, *, same_language: bool) -> Comparison | None:
    """Compare two names of which one is known by an id; it may be a part of the other: Vienna, Rapid Vienna."""
    known, other = (claim, source) if claim.id else (source, claim)
    if other.words in spellings(known.id):
        return "equal"
    likely = _likely_parts(known.id, other.words)
    if any(_is_part(words, other.words, same_language=True) for words in likely):
        return "alike"
    if is_near(claim, source):
        return "different"
    if any(_is_part(words, other.words, same_language=False) for words in likely):
        return "alike"
    return "different" if same_language else None


def _likely_parts(name_id: str, words: Iterable[str]) -> set[tuple[str, ...]]:
    """Return what something is called that may be a part of a name: the first word may be one of the name's."""
    first = _spellings_by_form(name_id)
    forms = {form for word in words for form in _forms(word)}
    return {spelling for form in forms for spelling in first.get(form, ())}


@cache
def _spellings_by_form(name_id: str) -> Mapping[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for spelling in spellings(name_id):
        for form in _forms(spelling[0]):
            found[form].append(spelling)
    return found


@lru_cache(maxsize=50_000)
def _forms(word: str) -> frozenset[str]:
    """Return texts of which two words have one in common if `_is_same_word` can be true of them."""
    endings = ("s", "es", *_ENDINGS)
    stems = (word[: len(word) - len(ending)] for ending in endings if word.endswith(ending))
    sound = skeleton(word)
    # The sounds are marked, since they are compared with sounds only.
    return frozenset((word, *stems, f"={sound}", f"={_PLACE_ENDING.sub('', sound)}"))


def _is_other_person(claim: Name, source: Name) -> bool:
    """Return whether two names are those of different persons, whatever their languages."""
    mine, theirs = claim.words, source.full or source.words
    kinds = {claim.kind, source.kind}
    if min(len(mine), len(theirs)) < 2 or "person" not in kinds or not kinds <= {"person", "unknown"}:
        return False
    return kinds == {"person"} or _is_same_word(mine[-1], theirs[-1], same_language=False)


def _is_first_name_of(theirs: Sequence[str], mine: Sequence[str]) -> bool:
    """Return whether a source has only the first name of somebody, which others have, too."""
    return len(theirs) == 1 and len(mine) > 1 and theirs[0] == mine[0] and theirs[0] in _first_names()


def _is_genitive(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether the first word is the genitive of a surname and the others a German noun: Dasks Rede."""
    return len(mine) > 1 and len(theirs[-1]) >= _LEAST_STEM - 1 and mine[0] == theirs[-1] + "s"


def _are_near(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether each word of the shorter name is one of the other, and one of them is misspelt."""
    short, long = sorted((mine, theirs), key=len)
    misspelt = 0
    left = list(long)
    for word in short:
        found = next((one for one in left if _is_same_word(word, one, same_language=False)), None)
        if found is None:
            found = next((one for one in left if _is_misspelt(word, one) and one not in _body_words()), None)
            misspelt += 1
        if found is None:
            return False
        left.remove(found)
    return misspelt == 1


def _is_one_letter_off(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether two names are the same but for one misspelt word."""
    if len(mine) != len(theirs):
        return False
    wrong = [(one, two) for one, two in zip(mine, theirs, strict=True) if one != two]
    return len(wrong) == 1 and _is_misspelt(*wrong[0])


def _is_misspelt(one: str, two: str) -> bool:
    return min(len(one), len(two)) >= _LEAST_NEAR and OSA.distance(one, two, score_cutoff=1) <= 1


def _is_part(short: Sequence[str], long: Sequence[str], same_language: bool) -> bool:
    """Return whether the words of a name stand in another in the same order."""
    rest = iter(long)
    return all(any(_is_same_word(word, other, same_language) for other in rest) for word in short)


def _is_same_word(one: str, two: str, same_language: bool) -> bool:
    if one == two:
        return True
    short, long = sorted((one, two), key=len)
    if long.startswith(short) and len(short) >= _LEAST_STEM - 1:
        ending = long[len(short) :]
        if ending in ("s", "es") or (not same_language and len(short) >= _LEAST_STEM and ending in _ENDINGS):
            return True
    return not same_language and not _is_slip(one, two) and _is_same_sound(skeleton(one), skeleton(two))


def _is_slip(one: str, two: str) -> bool:
    """Return whether two words differ by a double letter or by the order of letters, which no other language changes."""
    if len(one) == len(two):
        return sorted(one) == sorted(two)
    return _single(one) == _single(two) and skeleton(one) not in _varying_names()


def _single(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


@cache
def _varying_names() -> frozenset[str]:
    """Return the skeletons of the names from other scripts that are written with or without a double letter."""
    return frozenset(map(skeleton, load_word_lists("briefbuilder.evidence", "names")["varying"].split()))


def _is_same_sound(one: str, two: str) -> bool:
    """Return whether two skeletons are equal but for the endings that languages give to places: Pennsylvanie."""
    if one == two:
        return True
    first, second = _PLACE_ENDING.sub("", one), _PLACE_ENDING.sub("", two)
    return first == second and len(first) > _LEAST_STEM


@dataclass(frozen=True, slots=True)
class _Words:
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
    ordinary: frozenset[str]
    compound_heads: frozenset[str]


@cache
def _words_of(language: str) -> _Words:
    lists = load_word_lists("briefbuilder.evidence", "names").get(language, {})

    def listed(key: str) -> frozenset[str]:
        return frozenset(map(fold_name, lists.get(key, "").split()))

    locale = find_locale(language)
    names = () if locale is None else (*locale.months, *locale.months_alone, *locale.days, *locale.days_alone)
    short = () if locale is None else (*locale.months_short, *locale.days_short)
    return _Words(
        language=language,
        titles=listed("titles"),
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
        ordinary=_ordinary_words(language),
        compound_heads=_ordinary_words(language) - listed("place_heads"),
    )


@cache
def _first_names() -> frozenset[str]:
    return frozenset(load_word_lists("briefbuilder.evidence", "names")["first_names"].split())


@cache
def _body_words() -> frozenset[str]:
    """Return the words of the names of bodies in all languages, which differ by a letter between them."""
    lists = load_word_lists("briefbuilder.evidence", "names")
    listed = (words.get("bodies", "") for words in lists.values() if isinstance(words, dict))
    return frozenset(fold_name(word) for words in listed for word in words.split())


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load_word_lists("briefbuilder.evidence", "names")["abbreviations"].split())


@cache
def _ordinary_words(language: str) -> frozenset[str]:
    """Return common words of a language that are not common in others, too, as names are."""
    if language not in _COMPARED:
        return frozenset()
    others = [_common_words(other) for other in _COMPARED if other != language]
    words = _common_words(language)
    return frozenset(word for word in words if sum(word in other for other in others) < 2) - _first_names()


@cache
def _common_words(language: str) -> frozenset[str]:
    steps: dict[int, str] = load_word_lists("briefbuilder.tagging", f"frequencies_{language}")
    return frozenset(fold_name(word) for words in steps.values() for word in words.split())


@dataclass(slots=True)
class _Token:
    """A word; it `opens` a sentence, or is `joined` to the word before by a space, or `glued` by a hyphen or apostrophe."""

    start: int
    end: int
    text: str
    folded: str
    capital: bool
    opens: bool
    joined: bool
    glued: bool


class _Text:
    """A block of text with its words and what is known by an id."""

    def __init__(self, block: FactBlock, language: str) -> None:
        self.block = block
        self.words = _words_of(language)
        self.tokens = list(self._tokens())
        self.known: list[Fact] = []
        self.title_case = self._is_title_case()
        if language in _UNSPACED:
            self._find_unspaced()

    def lower_words(self) -> Iterator[str]:
        """Yield the words that are seen in small letters or, in German, with a capital behind an article."""
        determiners = self.words.determiners
        for at, token in enumerate(self.tokens):
            if not token.capital:
                if not token.glued:
                    yield token.folded
                after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
                if (
                    token.folded in determiners
                    and after is not None
                    and after.joined
                    and self._is_alone(at + 1)
                ):
                    yield after.folded

    def runs(self, lower: frozenset[str]) -> Iterator[_Run]:
        """Yield the runs of words with a capital, without titles, and keep what is known by an id."""
        at, tokens = 0, self.tokens
        while at < len(tokens):
            known = self._known_at(at)
            if known is not None and not self._begins_body(at + len(known.words)):
                self._add_known(at, known)
                at += len(known.words)
                while at < len(tokens) and tokens[at].glued and self._known_at(at) is None:
                    at += 1
            elif tokens[at].capital and not self._is_skipped(at):
                length = self._length_of_misspelt(at)
                end = at + length if length else self._end_of_run(at, lower)
                run = _Run(self, tokens[at:end], tokens[at - 1] if at and tokens[at].joined else None)
                run.titled = bool(at) and tokens[at].joined and self._is_title_at(at - 1)
                if length:
                    run.misspelt = True
                else:
                    run.trim(lower)
                yield run
                at = end
            else:
                at += 1

    def _tokens(self) -> Iterator[_Token]:
        text = self.block.text
        pattern = _WORD
        if self.words.language in _UNSPACED:
            text, pattern = text.translate(_WIDE), _LATIN_WORD
        before: _Token | None = None
        for match in pattern.finditer(text):
            start, end, word = match.start(), match.end(), match[0]
            capital = word[0].isupper()
            joined = glued = opens = False
            if before is None:
                opens = True
            else:
                gap = text[before.end : start]
                joined = gap in _SPACES
                if not joined:
                    glued = gap in _HYPHENS or gap in _APOSTROPHES
                    joined = glued or (gap == ". " and _is_abbreviation(before))
                    opens = capital and not joined and _opens_sentence(gap, before)
                elif capital and before.text.endswith("."):
                    opens = fold_name(word) in self.words.openers
                if glued and gap in _APOSTROPHES and word in _CONTRACTIONS:
                    before.capital = before.capital and word != "t"
                    continue
            plain = word.replace(".", "").replace(" ", "") if "." in word else word
            before = _Token(start, end, plain, fold_name(plain), capital, opens, joined, glued)
            yield before

    def _is_title_case(self) -> bool:
        """Return whether most words have a capital, as in English headings."""
        long = [token for token in self.tokens if token.end - token.start > 3]
        if self.words.language == "de" or len(long) < 3 or self.block.text.rstrip()[-1:] in ".!?":
            return all(token.text.isupper() for token in long) and len(long) > 1
        return sum(token.capital for token in long) > _TITLE_CASE * len(long)

    def _find_unspaced(self) -> None:
        pattern, ids = unspaced_names(self.words.language)
        for match in pattern.finditer(self.block.text):
            self._add(
                match.start(),
                match.end(),
                Name(words=(match[0],), id=ids[match[0]], kind=known_kind(ids[match[0]])),
            )

    def _known_at(self, at: int) -> KnownName | None:
        """Return the longest known phrase that begins at a word."""
        tokens = self.tokens
        for known in known_names(self.words.language).get(tokens[at].folded, ()):
            end = at + len(known.words)
            if end > len(tokens) or not _is_written(known, tokens[at:end]):
                continue
            if known.letters != "exact" and len(known.words) == 1 and self._is_doubtful(at):
                continue
            return known
        return None

    def _length_of_misspelt(self, at: int) -> int:
        """Return the number of words of a known phrase that begins at a word but for one misspelt word, or 0."""
        tokens, language = self.tokens, self.words.language
        if at + 1 >= len(tokens) or not tokens[at + 1].joined:
            return 0
        first, second = tokens[at].folded, tokens[at + 1].folded
        for known in (*longer_names(language).get(second, ()), *known_names(language).get(first, ())):
            found = tokens[at : at + len(known.words)]
            whole = len(found) == len(known.words) > 1 and all(token.joined for token in found[1:])
            if whole and _is_one_letter_off([token.folded for token in found], known.words):
                return len(found)
        return 0

    def _is_doubtful(self, at: int) -> bool:
        """Return whether a single word is rather a part of a longer name: Jordan Peterson, Chelsea Clinton."""
        if not at or not self.tokens[at].joined or self.tokens[at].glued:
            return False
        before = self.tokens[at - 1]
        return before.capital and before.folded in _first_names() and not before.opens

    def _add_known(self, at: int, known: KnownName) -> None:
        first, last = self.tokens[at], self.tokens[at + len(known.words) - 1]
        region = known.id.startswith("place:") and known.id[-1].isdigit()
        weak = region or (known.adjective and not first.capital)
        self._add(
            first.start, last.end, Name(words=known.words, id=known.id, kind=known_kind(known.id), weak=weak)
        )

    def _add(self, start: int, end: int, name: Name) -> None:
        keys = () if name.weak else name_keys(name)
        self.known.append(Fact(block=self.block.id, start=start, end=end, stated=name, keys=keys))

    def _begins_body(self, after: int) -> bool:
        """Return whether the word after a known name makes it the name of a body: China Daily."""
        if after >= len(self.tokens):
            return False
        token = self.tokens[after]
        body = token.folded in self.words.bodies and token.folded not in self.words.titles
        return token.capital and token.joined and not token.glued and body and not self.title_case

    def _is_alone(self, at: int) -> bool:
        """Return whether the word after one is neither a part of it nor another word with a capital."""
        if at + 1 >= len(self.tokens) or self.tokens[at].text.isupper():
            return not self.tokens[at].text.isupper()
        after = self.tokens[at + 1]
        return not (after.glued or (after.joined and after.capital))

    def _is_skipped(self, at: int) -> bool:
        """Return whether no name begins at a word with a capital: a month, an article or an elision before a name."""
        token, words = self.tokens[at], self.words
        if self._is_calendar(at):
            return True
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if after is None or not token.opens:
            return False
        if after.glued:
            return token.folded in words.elisions
        return (
            after.joined
            and after.capital
            and token.folded in words.openers
            and token.folded not in _first_names()
        )

    def _is_title_at(self, at: int) -> bool:
        """Return whether a word is a title behind what is known: the US-Präsident."""
        return (
            self.tokens[at].capital and self.tokens[at].glued and self.tokens[at].folded in self.words.titles
        )

    def _is_calendar(self, at: int) -> bool:
        return self.tokens[at].folded in self.words.calendar

    def _end_of_run(self, at: int, lower: frozenset[str]) -> int:
        """Return where the run of words ends that begins at a word."""
        tokens, end = self.tokens, at + 1
        first = tokens[at].folded
        links = self.words.links
        if first in self.words.bodies or first in self.words.places:
            links |= self.words.body_links
        elif first in _first_names() and self.words.language != "de":
            links |= _PERSON_LINKS
        while end < len(tokens) and tokens[end].joined:
            token = tokens[end]
            if token.glued:
                if not token.capital and (
                    len(token.folded) > _COMPOUND_PART or token.folded in self.words.compound_ends
                ):
                    break
                end += 1
            elif token.capital:
                month = self._is_calendar(end) and tokens[end - 1].folded not in _first_names()
                if month or self._is_cut(at, end, lower):
                    break
                end += 1
            else:
                after = self._after_links(end, links)
                foreign = self._known_at(after) is not None and first not in self.words.bodies
                noun = self.words.language == "de" and (first in lower or first in self.words.ordinary)
                if after == end or foreign or noun or self._is_calendar(after):
                    break
                end = after + 1
        return end

    def _is_cut(self, at: int, end: int, lower: frozenset[str]) -> bool:
        """Return whether a word with a capital begins another name or, in a heading, is an ordinary word."""
        token, first = self.tokens[end], self.tokens[at]
        if self.title_case and (
            token.folded in lower
            or first.folded in lower
            or {token.folded, first.folded} & self.words.openers
        ):
            return True
        if self._known_at(end) is None:
            return False
        title = first.folded in self.words.titles or first.opens or self.words.language == "de"
        return title or end - at > 1 or self.title_case

    def _after_links(self, at: int, links: frozenset[str]) -> int:
        """Return the place of the word with a capital that small words link to a name, or `at` if there is none."""
        if self.tokens[at].folded in _SECOND_LINKS:
            return at
        for end in range(at, min(at + _LINKS_IN_ROW, len(self.tokens) - 1)):
            if self.tokens[end].folded not in links or not self.tokens[end + 1].joined:
                return at
            if self.tokens[end + 1].capital:
                return end + 1
        return at


@dataclass(slots=True)
class _Run:
    """Words with a capital that may be a name."""

    text: _Text
    tokens: list[_Token]
    before: _Token | None
    titled: bool = False
    compound: bool = False
    misspelt: bool = False

    def trim(self, lower: frozenset[str]) -> None:
        """Take away titles, words that open the sentence, and the common nouns of German compounds."""
        while self.tokens and self._drops_first(lower):
            if len(self.tokens) > 1:
                self.before = self.tokens[0]
            del self.tokens[0]
            while self.tokens and not self.tokens[0].capital:
                self.before = self.tokens[0]
                del self.tokens[0]
        words = self.text.words
        bodies = words.bodies | _words_of("en").bodies
        body = any(token.folded in bodies for token in self.tokens)
        person = self.titled or (bool(self.tokens) and self.tokens[0].folded in _first_names())
        while len(self.tokens) > 1 and not body and self._is_noun(self.tokens[-1], lower):
            if person and not self.tokens[-1].glued:
                break
            self.compound = self.tokens[-1].glued
            del self.tokens[-1]
        if self.tokens and all(token.folded in words.titles | words.not_names for token in self.tokens):
            last = self.tokens[-1].folded
            if len(self.tokens) < 2 or last not in words.bodies:
                self.tokens = []

    def sure_words(self) -> Iterable[str]:
        """Return the words that are a part of a name wherever they stand."""
        if not self.tokens or self.text.title_case or self.misspelt:
            return ()
        if self.text.words.language == "de":
            if self._is_genitive_pair():
                return ()
            sure = self._capitals() > 1 or self.titled or self._is_acronym()
            words = [token.folded for token in self.tokens if token.capital] if sure else []
            # A name in the genitive is one without it, too: Donald Trumps.
            return [*words, *(words[-1:] and [words[-1].removesuffix("s")])]
        alone = len(self.tokens) == 1 and self.tokens[0].opens
        if alone and not self._is_acronym():
            return ()
        return [
            token.folded
            for token in self.tokens
            if token.capital and token.folded not in self.text.words.openers
        ]

    def fact(self, lower: frozenset[str], sure: set[str]) -> Fact | None:
        """Return the name, or None if the words are rather none."""
        if not self.tokens:
            return None
        if self.text.title_case:
            self._keep_sure(sure)
        weak = self._is_weak(lower, sure) and not self.misspelt
        if weak is None:
            return None
        folded = tuple(token.folded for token in self.tokens if token.capital or token.glued or self.misspelt)
        name = Name(words=folded, kind=self._kind(), weak=weak)
        start, end = self.tokens[0].start, self.tokens[-1].end
        return Fact(
            block=self.text.block.id, start=start, end=end, stated=name, keys=() if weak else name_keys(name)
        )

    def _keep_sure(self, sure: set[str]) -> None:
        """Keep the words that are a name elsewhere, if there are any."""
        places = [place for place, token in enumerate(self.tokens) if token.folded in sure]
        if places:
            end = places[0]
            while end < len(self.tokens) and (
                self.tokens[end].folded in sure or not self.tokens[end].capital
            ):
                end += 1
            self.tokens = self.tokens[places[0] : end]
            while not self.tokens[-1].capital and not self.tokens[-1].glued:
                del self.tokens[-1]

    def _drops_first(self, lower: frozenset[str]) -> bool:
        first, words, rest = self.tokens[0], self.text.words, self.tokens[1:]
        named = first.folded in _first_names() and bool(rest)
        if first.folded in words.openers and not named and (first.opens or self.text.title_case or not rest):
            return True
        if first.folded in words.not_names and (not rest or not rest[0].capital or rest[0].glued):
            return True
        if not rest or not rest[0].capital:
            return False
        if self._is_title(first) and not all(token.folded in words.bodies for token in rest):
            self.titled = True
            return True
        if named or rest[0].glued:
            return False
        return self._is_noun(first, lower) or (
            words.language != "de" and first.opens and first.folded in lower
        )

    def _is_title(self, token: _Token) -> bool:
        words = self.text.words
        compound = len(token.folded) > _COMPOUND_PART and token.folded.endswith(words.title_endings)
        return token.folded in words.titles or (compound and token.folded not in _first_names())

    def _is_noun(self, token: _Token, lower: frozenset[str]) -> bool:
        """Return whether a German word is a common noun."""
        folded = token.folded
        if self.text.words.language != "de" or token.text.isupper():
            return False
        if folded in _first_names():
            return False
        words = self.text.words
        return (
            any(folded.removesuffix(ending) in words.ordinary for ending in _NOUN_ENDINGS)
            or folded in words.titles or folded in lower or len(folded) > _LONGEST_NAME
            or _NOUN.search(folded) is not None or folded.endswith(words.title_endings)
            or any(folded[at:] in words.compound_heads for at in range(3, len(folded) - _COMPOUND_HEAD))
        )  # fmt: skip

    def _is_weak(self, lower: frozenset[str], sure: set[str]) -> bool | None:
        """Return whether only their place makes the words a name, or None if they are rather none."""
        first, words = self.tokens[0], self.text.words
        if self.text.title_case:
            capitals = [token.folded for token in self.tokens if token.capital]
            return None if lower.issuperset(capitals) else not sure.issuperset(capitals)
        if words.language == "de":
            return self._is_weak_in_german(lower, sure)
        if len(self.tokens) > 1 or self._is_acronym() or first.folded in sure:
            return False
        if first.folded in words.bodies | words.places:
            return None
        if not first.opens:
            return False
        return None if first.folded in lower or first.folded in words.ordinary else True

    def _is_weak_in_german(self, lower: frozenset[str], sure: set[str]) -> bool | None:
        first = self.tokens[0]
        if self._is_genitive_pair() and first.folded not in sure:
            return True
        if self._capitals() > 1 or self.titled or self._is_acronym() or first.folded in sure:
            return False
        if self._is_noun(first, lower):
            return None
        before = "" if self.before is None else self.before.folded
        if before in self.text.words.determiners and not self.compound:
            return None
        return before not in _GERMAN_PLACE_BEFORE

    def _is_genitive_pair(self) -> bool:
        """Return whether two German words are a common noun in the genitive and another noun: eines Hotels Gäste."""
        folded = self.tokens[0].folded
        common = folded.endswith("s") and folded.removesuffix("s") in _common_words("de") - _first_names()
        return self._capitals() == _PAIR and not self.titled and common

    def _capitals(self) -> int:
        return sum(token.capital for token in self.tokens)

    def _is_acronym(self) -> bool:
        return len(self.tokens) == 1 and len(self.tokens[0].text) > 1 and self.tokens[0].text.isupper()

    def _kind(self) -> NameKind:
        words = self.text.words
        folded = {token.folded for token in self.tokens}
        if folded & words.bodies or self._is_acronym():
            return "organisation"
        if folded & words.places:
            return "place"
        if self.titled or self.tokens[0].folded in _first_names():
            return "person"
        before = _PLACE_BEFORE.get(words.language, frozenset())
        if len(self.tokens) == 1 and self.before is not None and self.before.folded in before:
            return "place"
        return "unknown"


def _is_abbreviation(token: _Token) -> bool:
    return token.folded in _abbreviations() or (token.capital and len(token.text) == 1)


def _opens_sentence(gap: str, before: _Token) -> bool:
    if gap.rstrip().endswith(_OPENING) and gap.rstrip()[-1:] not in "([–—-":
        return True
    if gap.startswith(".") and _is_abbreviation(before) and len(gap) < 3:
        return False
    return _SENTENCE_END.search(gap) is not None


def _is_written(known: KnownName, tokens: Sequence[_Token]) -> bool:
    """Return whether words are a known phrase, joined and with the letters that it must have."""
    for place, token in enumerate(tokens):
        if token.folded != known.words[place] or (place and not token.joined):
            return False
        if known.letters == "exact" and token.text != known.written[place]:
            return False
    return known.letters != "capital" or tokens[0].capital


def _with_full_names(facts: list[Fact], order: dict[str, int]) -> tuple[Fact, ...]:
    """Give each short name the longer one that contains it, if the text has only one, and sort the names."""
    longer: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for fact in facts:
        name = fact.stated
        if isinstance(name, Name) and not name.id and not name.weak and len(name.words) > 1:
            for word in name.words:
                longer[word].add(name.words)
    found = [_with_full_name(fact, longer) for fact in facts]
    return tuple(sorted(found, key=lambda fact: (order[fact.block], fact.start)))


def _with_full_name(fact: Fact, longer: dict[str, set[tuple[str, ...]]]) -> Fact:
    name = fact.stated
    if not isinstance(name, Name) or name.id:
        return fact
    holding = [
        words
        for words in longer.get(name.words[0], ())
        if len(words) > len(name.words) and _is_part(name.words, words, same_language=True)
    ]
    longest = [
        words
        for words in holding
        if not any(words != other and set(words) <= set(other) for other in holding)
    ]
    if len(longest) != 1:
        return fact
    full = Name(words=name.words, kind=name.kind, full=longest[0], weak=name.weak)
    return Fact(block=fact.block, start=fact.start, end=fact.end, stated=full, keys=fact.keys)
