"""Names of persons, organisations, places and countries in texts.

A name is a run of words with a capital, without titles. A capital proves nothing in German, in a heading or at the start
of a sentence: such a word is a name if the text has it elsewhere in a name, and is weak if nothing says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from briefbuilder.domain.facts import Fact, FactBlock, Name, NameKind
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.spelling_of_names import skeleton
from briefbuilder.evidence.gazetteer import (
    KnownName,
    known_kind,
    known_names,
    longer_names,
    unspaced_names,
)
from briefbuilder.evidence.name_comparison import is_one_letter_off, is_part
from briefbuilder.evidence.name_words import (
    UNCASED,
    NameTokens,
    NameWord,
    body_words,
    common_words,
    first_names,
    name_words_of,
)

_CUT_SHORT = lazy_pattern(r"[.,]\d|\. [a-zà-ÿ]|\.[-‐]")
"""What follows letters that are not whole words: M7.5, Univ. of Michigan, Verf.-Schutz."""
_NUMERAL = lazy_pattern(r"[IVXLC]+(?:e|er|ème|esimo)")
"""A Roman number with the ending of an ordinal."""
_LINKS_IN_ROW = 3
_MOST_WORDS = 30
"""Words of the longest name that a short one may stand for."""
_MOST_LONGER = 200
"""Longer names with a word of a short one, beyond which it is not looked for whether they are one name."""
_SECOND_LINKS = frozenset({"der", "den", "la", "las", "los", "le"})
"""Words that link a name only after another link: von der."""
_PREPOSITIONS = frozenset({"von", "zu"})
"""German words that link a name only to a first name."""
_PERSON_LINKS = frozenset({"de", "du", "di", "del", "d", "la", "las", "los", "le"})
"""Words that link a name to a first name, while elsewhere they say of which place somebody is."""
_COMPOUND_PART = 6
_LONGEST_ACRONYM = 7
_LONGEST_NAME = 14
"""The letters of a German word from which on it is a compound and no name."""
_NOUN = lazy_pattern(
    r"(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|ismus|tat|taten|nis|nisse|ling)\Z"
)
_SURE_NOUN = lazy_pattern(r"(?:[lrstz]ierung|heit|keit|schaft|tion|ismus)(?:en)?\Z")
"""Endings of German nouns that no surname has: Kim, Denuklearisierung."""
_NOUN_ENDINGS = ("", "s", "es", "n", "en", "e")
_COMPOUND_HEAD = 3
_PAIR = 2
_PLACE_BEFORE = {
    "en": frozenset({"in", "at", "near"}), "it": frozenset({"a", "in"}), "fr": frozenset({"a"}), "es": frozenset({"en"}),
    "de": frozenset({"in", "nach", "bei"}), "pt": frozenset({"em"}), "nl": frozenset({"in", "te"}),
}  # fmt: skip
_GERMAN_PLACE_BEFORE = frozenset({"in", "nach"})
"""What precedes places alone if no article follows."""


def read_names(blocks: Sequence[FactBlock], language: str) -> tuple[Fact, ...]:
    """Return the names in a text in order; `language` is the text's, if a block has none of its own."""
    texts = [_Text(block, base_language(block.language or language)) for block in blocks]
    lower = frozenset(word for text in texts for word in text.lower_words())
    runs = [run for text in texts for run in text.runs(lower)]
    sure = {word for run in runs for word in run.sure_words()}
    facts = [fact for text in texts for fact in text.known]
    facts += [fact for run in runs if (fact := run.fact(lower, sure)) is not None]
    return _with_full_names(facts, {block.id: number for number, block in enumerate(blocks)})


def name_keys(name: Name) -> tuple[str, ...]:
    """Return the keys of a name in an index: its id, or the skeletons of its words and of the one that may be alone.

    An abbreviation has also its letters. What is weak though it has an id, such as an adjective, has no keys.
    """
    if name.id:
        return () if name.weak else (f"id:{name.id}",)
    words = [f"w:{skeleton(word)}" for word in name.words if len(word) > 1]
    last = name.words[-1]
    alone = len(name.words) == 1 or (name.kind in ("person", "unknown") and last not in body_words())
    if alone:
        # A word that others only have within a name is no known name: Street, Wall Street.
        words.append(f"alone:{skeleton(last)}")
    if len(name.words) == 1 and name.kind == "organisation":
        # An abbreviation is no other one that would sound alike: CHN, CNN.
        words.append(f"alone:{last}")
    return tuple(dict.fromkeys(words[-1:] if name.weak else words))


@cache
def _german_nouns() -> frozenset[str]:
    return common_words("de") - first_names()


class _Text:
    """A block of text with its words and what is known by an id."""

    def __init__(self, block: FactBlock, language: str) -> None:
        self.block = block
        self.words = name_words_of(language)
        self.tokens = NameTokens(block.text, self.words)
        self.known: list[Fact] = []
        self.title_case = self.tokens.is_title_case()
        if language in UNCASED:
            self._find_unspaced()

    def lower_words(self) -> Iterator[str]:
        """Yield the words that are seen in small letters or, in German, with a capital after an article."""
        yield from self.tokens.lower_words()
        determiners = self.words.determiners
        if determiners:
            for index, word in enumerate(self.tokens.folded[:-1]):
                if word in determiners and index not in self.tokens.capitals:
                    after = self.tokens.word_at(index + 1)
                    if after.joined and self._is_alone(index + 1):
                        yield after.folded

    def runs(self, lower: frozenset[str]) -> Iterator[_Run]:
        """Yield the runs of words with a capital, without titles, and keep what is known by an id."""
        places = self.tokens.capitals
        if known_words := known_names(self.words.language).keys() & set(self.tokens.folded):
            places = places | {
                index for index, folded in enumerate(self.tokens.folded) if folded in known_words
            }
        end = 0
        for at in sorted(places):
            if at < end:
                continue
            known = self._known_at(at)
            if known is not None and not self._begins_body(at + len(known.words)):
                self._add_known(at, known)
                end = at + len(known.words)
                while (
                    end < len(self.tokens.folded)
                    and self.tokens.word_at(end).glued
                    and self._known_at(end) is None
                ):
                    end += 1
            elif at in self.tokens.capitals and not self._is_skipped(at):
                length = self._length_of_misspelt(at)
                end = at + length if length else self._end_of_run(at, lower)
                before = self.tokens.word_at(at - 1) if at and self.tokens.word_at(at).joined else None
                run = _Run(self, self.tokens.words_from(at, end), before)
                run.titled = before is not None and self._is_title_at(at - 1)
                if length:
                    run.misspelt = True
                else:
                    run.trim(lower)
                yield run

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
        for known in known_names(self.words.language).get(self.tokens.folded[at], ()):
            end = at + len(known.words)
            if tuple(self.tokens.folded[at:end]) != known.words or not _is_written(
                known, self.tokens.words_from(at, end)
            ):
                continue
            if known.letters != "exact" and len(known.words) == 1 and self._is_doubtful(at):
                continue
            return known
        return None

    def _length_of_misspelt(self, at: int) -> int:
        """Return the number of words of a known phrase that begins at a word, with one word misspelt, or 0."""
        language = self.words.language
        if at + 1 >= len(self.tokens.folded) or not self.tokens.word_at(at + 1).joined:
            return 0
        first, second = self.tokens.folded[at : at + 2]
        for known in (*longer_names(language).get(second, ()), *known_names(language).get(first, ())):
            found = self.tokens.words_from(at, at + len(known.words))
            whole = len(found) == len(known.words) > 1 and all(token.joined for token in found[1:])
            if whole and is_one_letter_off([token.folded for token in found], known.words):
                return len(found)
        return 0

    def _is_doubtful(self, at: int) -> bool:
        """Return whether a single word is rather a part of a longer name: Jordan Peterson, Chelsea Clinton."""
        if not at or not self.tokens.word_at(at).joined or self.tokens.word_at(at).glued:
            return False
        before = self.tokens.word_at(at - 1)
        return before.capital and before.folded in first_names() and not before.opens

    def _add_known(self, at: int, known: KnownName) -> None:
        first, last = self.tokens.word_at(at), self.tokens.word_at(at + len(known.words) - 1)
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
        if after >= len(self.tokens.folded):
            return False
        token = self.tokens.word_at(after)
        body = token.folded in self.words.bodies and token.folded not in self.words.titles
        return token.capital and token.joined and not token.glued and body and not self.title_case

    def _is_alone(self, at: int) -> bool:
        """Return whether the word after one is neither a part of it nor another word with a capital."""
        if at + 1 >= len(self.tokens.folded) or self.tokens.written[at].isupper():
            return not self.tokens.written[at].isupper()
        after = self.tokens.word_at(at + 1)
        return not (after.glued or (after.joined and after.capital))

    def _is_skipped(self, at: int) -> bool:
        """Return whether no name begins at a word with a capital: a month, an article or an elision before a name."""
        token, words = self.tokens.word_at(at), self.words
        if self._is_calendar(at):
            return True
        after = self.tokens.word_at(at + 1) if at + 1 < len(self.tokens.folded) else None
        if after is None or not token.opens:
            return False
        if after.glued:
            return token.folded in words.elisions
        return (
            after.joined
            and after.capital
            and token.folded in words.openers
            and token.folded not in first_names()
        )

    def _is_title_at(self, at: int) -> bool:
        """Return whether a word is a title after what is known: the US-Präsident."""
        token = self.tokens.word_at(at)
        return token.capital and token.glued and token.folded in self.words.titles

    def _is_calendar(self, at: int) -> bool:
        return self.tokens.folded[at] in self.words.calendar

    def _end_of_run(self, at: int, lower: frozenset[str]) -> int:
        """Return where the run of words ends that begins at a word."""
        folded, end = self.tokens.folded, at + 1
        first = folded[at]
        links = self.words.links
        if first in self.words.bodies or first in self.words.places:
            links |= self.words.body_links
        elif first in first_names() and self.words.language != "de":
            links |= _PERSON_LINKS
        while end < len(folded) and (token := self.tokens.word_at(end)).joined:
            if token.glued:
                if not token.capital and (
                    len(token.folded) > _COMPOUND_PART or token.folded in self.words.compound_ends
                ):
                    break
                end += 1
            elif token.capital:
                month = self._is_calendar(end) and folded[end - 1] not in first_names()
                if month or self._is_cut(at, end, lower):
                    break
                end += 1
            else:
                after = self._after_links(end, links, lower)
                foreign = self._known_at(after) is not None and first not in self.words.bodies
                if after == end or foreign or self._is_calendar(after):
                    break
                end = after + 1
        return end

    def _is_cut(self, at: int, end: int, lower: frozenset[str]) -> bool:
        """Return whether a word with a capital begins another name or, in a heading, is an ordinary word."""
        token, first = self.tokens.word_at(end), self.tokens.word_at(at)
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

    def _after_links(self, at: int, links: frozenset[str], lower: frozenset[str]) -> int:
        """Return the place of the word with a capital that small words link to a name, or `at` if no such word follows."""
        folded = self.tokens.folded
        if folded[at] in _SECOND_LINKS:
            return at
        german = self.words.language == "de" and folded[at] in _PREPOSITIONS
        if german and (folded[at - 1] not in first_names() or folded[at - 1] in lower):
            return at
        for end in range(at, min(at + _LINKS_IN_ROW, len(folded) - 1)):
            if folded[end] not in links or not self.tokens.word_at(end + 1).joined:
                return at
            if end + 1 in self.tokens.capitals:
                return end + 1
        return at


@dataclass(slots=True)
class _Run:
    """Words with a capital that may be a name."""

    text: _Text
    tokens: list[NameWord]
    before: NameWord | None
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
        while len(self.tokens) > 1 and self._is_office(self.tokens[-1]):
            del self.tokens[-1]
        bodies = (words.bodies, name_words_of("en").bodies)
        body = any(token.folded in listed for token in self.tokens for listed in bodies)
        person = self.titled or (bool(self.tokens) and self.tokens[0].folded in first_names())
        while len(self.tokens) > 1 and not body and self._is_noun(self.tokens[-1], lower):
            if person and not self.tokens[-1].glued and not _SURE_NOUN.search(self.tokens[-1].folded):
                break
            self.compound = self.tokens[-1].glued
            del self.tokens[-1]
        if self.tokens and all(
            token.folded in words.titles or token.folded in words.not_names for token in self.tokens
        ):
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
        alone = self._is_one_word() and self.tokens[0].opens
        if alone and not self._is_acronym():
            return ()
        return [
            token.folded
            for token in self.tokens
            if token.capital and token.folded not in self.text.words.openers
        ]

    def fact(self, lower: frozenset[str], sure: set[str]) -> Fact | None:
        """Return the name, or None if the words are rather none."""
        if not self.tokens or _CUT_SHORT.match(self.text.block.text, self.tokens[-1].end):
            return None
        if self.text.title_case:
            self._keep_sure(sure)
        weak = self._is_weak(lower, sure) and not self.misspelt
        if weak is None:
            return None
        folded = tuple(token.folded for token in self.tokens if token.capital or token.glued or self.misspelt)
        if len("".join(folded)) == 1 or _NUMERAL.fullmatch(self.tokens[0].text):
            return None
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
        named = first.folded in first_names() and bool(rest)
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

    def _is_office(self, token: NameWord) -> bool:
        """Return whether a word is the abbreviation of an office after a name: the Sinovation CEO."""
        words = self.text.words
        is_listed = token.folded in words.titles and token.folded in words.not_names
        return is_listed and token.joined and token.text.isupper()

    def _is_title(self, token: NameWord) -> bool:
        words = self.text.words
        compound = len(token.folded) > _COMPOUND_PART and token.folded.endswith(words.title_endings)
        return token.folded in words.titles or (compound and token.folded not in first_names())

    def _is_noun(self, token: NameWord, lower: frozenset[str]) -> bool:
        """Return whether a German word is a common noun."""
        folded = token.folded
        if self.text.words.language != "de" or token.text.isupper():
            return False
        if folded in first_names():
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
        if not self._is_one_word() or self._is_acronym() or first.folded in sure:
            return False
        if len(self.tokens) == 1 and first.folded in words.bodies | words.places:
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
        # "AM" is not "am", but a foreign minister.
        is_title = self.before is not None and self.before.text.isupper()
        before = "" if self.before is None or is_title else self.before.folded
        if before in self.text.words.determiners and not self.compound:
            return None
        return before not in _GERMAN_PLACE_BEFORE

    def _is_genitive_pair(self) -> bool:
        """Return whether two German words are a common noun in the genitive and another noun: eines Hotels Gäste."""
        folded = self.tokens[0].folded
        common = folded.endswith("s") and folded.removesuffix("s") in _german_nouns()
        return self._capitals() == _PAIR and not self.titled and common

    def _is_one_word(self) -> bool:
        """Return whether a run is one word, or a compound in which only the first part has a capital: Follow-up."""
        return all(token.glued and not token.capital for token in self.tokens[1:])

    def _capitals(self) -> int:
        return sum(token.capital for token in self.tokens)

    def _is_acronym(self) -> bool:
        text = self.tokens[0].text
        return len(self.tokens) == 1 and 1 < len(text) <= _LONGEST_ACRONYM and text.isupper()

    def _kind(self) -> NameKind:
        words = self.text.words
        folded = {token.folded for token in self.tokens}
        if folded & words.bodies or self._is_acronym():
            return "organisation"
        if folded & words.places:
            return "place"
        if self.titled or self.tokens[0].folded in first_names():
            return "person"
        before = _PLACE_BEFORE.get(words.language, frozenset())
        if len(self.tokens) == 1 and self.before is not None and self.before.folded in before:
            return "place"
        return "unknown"


def _is_written(known: KnownName, tokens: Sequence[NameWord]) -> bool:
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
        if isinstance(name, Name) and not name.id and not name.weak and 1 < len(name.words) <= _MOST_WORDS:
            for word in set(name.words):
                longer[word].add(name.words)
    full = cache(lambda words: _full_name(words, longer.get(words[0], ())))
    found = [_with_full_name(fact, full) for fact in facts]
    return tuple(sorted(found, key=lambda fact: (order[fact.block], fact.start)))


def _with_full_name(fact: Fact, full: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Fact:
    name = fact.stated
    if not isinstance(name, Name) or name.id or not (longer := full(name.words)):
        return fact
    return replace(fact, stated=replace(name, full=longer))


def _full_name(short: tuple[str, ...], longer: Collection[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the one of longer names that contains all others which contain a short one, or no words."""
    if len(longer) > _MOST_LONGER:
        return ()
    holding = [
        words for words in longer if len(words) > len(short) and is_part(short, words, same_language=True)
    ]
    longest = [
        words
        for words in holding
        if not any(words != other and set(words) <= set(other) for other in holding)
    ]
    return longest[0] if len(longest) == 1 else ()
