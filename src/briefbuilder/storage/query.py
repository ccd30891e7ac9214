"""What a query asks of the index, with other forms and spellings of its words that the dossier has."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, product
from math import prod
from typing import TypeGuard

from briefbuilder.domain.light_stems import without_arabic_article
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.storage.folding import fold
from briefbuilder.storage.query_language import All, AnyOf, Field, Node, Not, QueryProblem, QueryWords, parse
from briefbuilder.storage.tokenizer import PERCENT, address_words, query_words, unspaced_cuts
from briefbuilder.storage.vocabulary import DossierVocabulary
from briefbuilder.word_lists import load_word_lists

_INDEXED_PREFIX = 3
"""The number of letters up to which the index answers a prefix at once (see migrations.py)."""


@value(kw_only=False)
class Expression:
    """Words in sequence; if it is `open`, the last one is a prefix."""

    words: tuple[str, ...]
    open: bool = False

    def __str__(self) -> str:
        return f'"{" ".join(self.words)}"' + (" *" if self.open else "")

    @property
    def joins(self) -> bool:
        """Whether SQLite must first join all words with this prefix."""
        return self.open and len(self.words[-1]) > _INDEXED_PREFIX

    def ending_in(self, word: str, *, is_beginning: bool) -> Expression:
        """Return the expression with another last word, or prefix."""
        return Expression((*self.words[:-1], word), is_beginning)


@value(kw_only=False)
class SearchTerm:
    """Expressions one of which a section must have, or must not have; the first `exact` ones are what the user typed."""

    expressions: tuple[Expression, ...]
    exact: int = 1

    def __str__(self) -> str:
        texts = tuple(map(str, self.expressions))
        return texts[0] if len(texts) == 1 else f"({' OR '.join(texts)})"

    @property
    def joins(self) -> bool:
        """Whether one of the expressions has to join all words of a prefix."""
        return any(expression.joins for expression in self.expressions)

    def typed(self, *, closed: bool) -> SearchTerm:
        """Return the term without other forms and spellings; without prefixes if it is `closed`."""
        typed = self.expressions[: self.exact]
        return SearchTerm(tuple(replace(one, open=one.open and not closed) for one in typed), self.exact)


@value(kw_only=False)
class Condition:
    """A field that an article must match, or must not match if it is `negated`."""

    field: Field
    negated: bool = False


@value(kw_only=False)
class Clause:
    """Terms that a section must have and must not have, in articles that meet all conditions."""

    required: tuple[SearchTerm, ...] = ()
    excluded: tuple[SearchTerm, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def joins(self) -> bool:
        """Whether each look-up has to join all words of a prefix."""
        return any(term.joins for term in (*self.required, *self.excluded))


@value(kw_only=False)
class ParsedQuery:
    """Clauses one of which must match; `phrases` are what is to be highlighted, prefixes with an asterisk at the end."""

    clauses: tuple[Clause, ...] = ()
    phrases: tuple[str, ...] = ()
    problem: QueryProblem | None = None


def fts_expression(required: tuple[str, ...], excluded: tuple[str, ...] = ()) -> str:
    """Return the FTS5 expression for at least one required expression and some excluded ones."""
    match = " AND ".join(required)
    return f"({match}) NOT ({' OR '.join(excluded)})" if excluded else match


# Prefixes that very many words share are split into parts that SQLite joins quickly.
#
# For a prefix of more letters than the index answers at once, SQLite joins all words that begin with it before it
# returns the first section: a tenth of a second for a common one in 2 million sections. The index's own table of
# pages tells how much there is to join; a large prefix is split by its next letter until each part is small.

MAX_JOINED_PAGES = 60
"""The number of index pages that are joined at once: some 5 milliseconds."""
_FIRST, _LAST = "\x01", "\U0010ffff"
"""Characters that sort before and after all letters of words."""
_MAIN = "0"
"""What the index writes before a word, to distinguish it from the prefixes that it answers at once."""

Piece = tuple[Expression, int]
"""An expression and the number of pages that are joined for it."""


class PrefixSearch:
    """Splits prefixes by what the index holds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._listed = False

    def are_many(self, expression: Expression) -> bool:
        """Return whether an expression matches more words than are joined at once."""
        return expression.joins and self._pages(expression.words[-1]) > MAX_JOINED_PAGES

    def groups(self, expression: Expression) -> Iterator[tuple[Expression, ...]]:
        """Yield the parts of an expression, one or several small ones at a time."""
        group: list[Expression] = []
        joined = 0
        for piece, weight in self._pieces(expression, expression.words[-1]):
            if group and joined + weight > MAX_JOINED_PAGES:
                yield tuple(group)
                group, joined = [], 0
            group.append(piece)
            joined += weight
        yield tuple(group)

    def _pieces(self, expression: Expression, start: str) -> Iterator[Piece]:
        weight = self._pages(start)
        if weight <= MAX_JOINED_PAGES:
            yield expression.ending_in(start, is_beginning=True), weight
            return
        # A whole word needs no join.
        yield expression.ending_in(start, is_beginning=False), 0
        for letter in self._next_letters(start):
            yield from self._pieces(expression, start + letter)

    def _next_letters(self, start: str) -> Iterator[str]:
        if not self._listed:
            self._connection.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.section_terms"
                " USING fts5vocab(main, section_words, instance)"
            )
            self._listed = True
        query = "SELECT term FROM temp.section_terms WHERE term >= ? AND term < ? LIMIT 1"
        # From after the word itself: a frequent one has very many rows.
        after = start + _FIRST
        while row := self._connection.execute(query, (after, start + _LAST)).fetchone():
            letter = row[0][len(start)]
            yield letter
            after = start + letter + _LAST

    def _pages(self, start: str) -> int:
        """Return how many pages the words with a prefix take in all segments of the index."""
        first, last = (_MAIN + start).encode(), (_MAIN + start + _LAST).encode()
        row = self._connection.execute(_WEIGHT, {"first": first, "last": last}).fetchone()
        return int(row[0] or 0)


# A segment's rows hold for the first word of each page the page's number, doubled.
_WEIGHT = """
WITH RECURSIVE segment (id) AS (
    SELECT min(segid) FROM section_words_idx
    UNION ALL
    SELECT (SELECT min(segid) FROM section_words_idx WHERE segid > id) FROM segment WHERE id IS NOT NULL
)
SELECT sum(
    (SELECT pgno >> 1 FROM section_words_idx WHERE segid = id AND term < :last ORDER BY term DESC LIMIT 1)
    - ifnull(
        (SELECT pgno >> 1 FROM section_words_idx WHERE segid = id AND term <= :first ORDER BY term DESC LIMIT 1), 0
    )
) FROM segment WHERE id IS NOT NULL
"""


# A query is turned into clauses.

_MOST_CLAUSES = 32
_MOST_EXPRESSIONS = 320
"""The most expressions of a query, which share them evenly."""
_LEAST_EXPRESSIONS = 6

_Literal = QueryWords | Field | AnyOf | Not
_Conjunction = tuple[_Literal, ...]


def parse_query(words: str, vocabulary: DossierVocabulary | None = None) -> ParsedQuery:
    """Parse a query, with the forms and spellings that a vocabulary has of its words.

    All words are required; the last one, without a space after it, and words with an asterisk match any ending. Words
    in quotes are searched as they are.
    """
    syntax = parse(words)
    if syntax.tree is None:
        return ParsedQuery(problem=syntax.problem or _empty_problem(words))
    conjunctions = _alternatives(syntax.tree, negated=False)
    if conjunctions is None:
        return ParsedQuery(problem=QueryProblem("query-complex"))
    parsed = _Expander(vocabulary, list(map(_with_percentages, conjunctions))).expand(syntax.problem)
    return parsed if parsed.clauses or parsed.problem else ParsedQuery(problem=_empty_problem(words))


def _empty_problem(words: str) -> QueryProblem | None:
    """Return the problem of a query that has only punctuation."""
    return QueryProblem("query-empty", words.strip()) if words.strip() else None


def _alternatives(node: Node, *, negated: bool) -> list[_Conjunction] | None:
    """Return the disjunctive normal form of a query; None if it is too large."""
    if isinstance(node, Not):
        return _alternatives(node.part, negated=not negated)
    if isinstance(node, QueryWords | Field):
        return [(Not(node),) if negated else (node,)]
    if isinstance(node, AnyOf) and not negated and all(isinstance(part, QueryWords) for part in node.parts):
        # Words one of which must match are one term, which costs no further clause.
        return [(node,)]
    parts = [_alternatives(part, negated=negated) for part in node.parts]
    if None in parts:
        return None
    known = [part for part in parts if part is not None]
    is_sum = isinstance(node, AnyOf) != negated
    if (sum if is_sum else prod)(map(len, known)) > _MOST_CLAUSES:
        return None
    combined = chain.from_iterable(known) if is_sum else map(chain.from_iterable, product(*known))
    return [tuple(one) for one in combined]


_ELIDED = lazy_pattern(r"[^\W\d_]{1,6}['’]([^\W\d_]{3,})")
"""A word after an article or the like that has lost its vowel."""
_LETTERS_AND_DIGITS = lazy_pattern(r"[^\W\d_]+\d+|\d+[^\W\d_]+")
_LETTERS_OR_DIGITS = lazy_pattern(r"\d+|[^\W\d_]+")
_LONGEST_NUMBER = 18
"""The most digits that may be typed in several words."""
_APART = lazy_pattern(r"\b\d{1,3}(?: \d{3})+\b")
_TOGETHER = lazy_pattern(r"\b\d{4,6}\b")
"""A number with spaces between its thousands, and one that a text may have with one space, in words of the index."""
_FIGURE = lazy_pattern(r"\d[\d.,]*")


class _Expander:
    """Makes the terms of one query."""

    def __init__(self, vocabulary: DossierVocabulary | None, conjunctions: list[_Conjunction]) -> None:
        self._vocabulary = vocabulary
        self._languages = vocabulary.languages() if vocabulary is not None else ()
        self._conjunctions = conjunctions
        count = sum(map(len, conjunctions))
        self._most = max(_LEAST_EXPRESSIONS, _MOST_EXPRESSIONS // max(1, count))
        self._texts: dict[QueryWords, list[tuple[str, bool]]] = {}
        self._made: dict[QueryWords, SearchTerm | None] = {}
        self._phrases: dict[str, None] = {}

    def expand(self, problem: QueryProblem | None) -> ParsedQuery:
        clauses = tuple(dict.fromkeys(filter(None, map(self._clause, self._conjunctions))))
        return ParsedQuery(clauses, tuple(self._phrases), problem)

    def _clause(self, conjunction: _Conjunction) -> Clause | None:
        required: list[SearchTerm] = []
        excluded: list[SearchTerm] = []
        conditions: list[Condition] = []
        run: list[QueryWords] = []
        for literal in conjunction:
            part, negated = (literal.part, True) if isinstance(literal, Not) else (literal, False)
            if isinstance(part, Field):
                conditions.append(Condition(part, negated))
            elif isinstance(part, AnyOf):
                terms = [
                    term
                    for words in part.parts
                    if isinstance(words, QueryWords) and (term := self._shown(words))
                ]
                required += [_joined_terms(terms)] if terms else []
            elif isinstance(part, QueryWords) and negated:
                excluded += [term] if (term := self._term(part)) else []
            elif isinstance(part, QueryWords) and (term := self._shown(part)):
                required.append(term)
                run.append(part)
                self._join(run, required)
                continue
            run = []
        if not (required or excluded or conditions):
            return None
        return Clause(_unique(required), _unique(excluded), tuple(dict.fromkeys(conditions)))

    def _shown(self, words: QueryWords) -> SearchTerm | None:
        """Return the term of the given words, whose hits are marked."""
        term = self._term(words)
        if term is not None:
            texts = self.texts(words)
            self._phrases.update((text + "*" * open_ended, None) for text, open_ended in texts)
        return term

    def _term(self, words: QueryWords) -> SearchTerm | None:
        if words not in self._made:
            result = [expression(text, open_ended=open_ended) for text, open_ended in self.texts(words)]
            found = dict.fromkeys(one for one in result if one is not None)
            # Without anything that was typed there is nothing to find.
            self._made[words] = SearchTerm(tuple(found)) if result[0] is not None else None
        return self._made[words]

    def texts(self, words: QueryWords) -> list[tuple[str, bool]]:
        """Return the texts that some words stand for, the typed one first, each with whether its end is open."""
        if words not in self._texts:
            self._texts[words] = list(self._expanded(words).items())
        return self._texts[words]

    def _expanded(self, words: QueryWords) -> dict[str, bool]:
        text = words.text.rstrip("*")
        tokens = query_words(text)[0]
        is_number = bool(tokens) and tokens[-1].isdigit()
        # A number is not the beginning of another one: 14 is not 140.
        found = {text: words.open and not (is_number and text == words.text)}
        vocabulary = self._vocabulary
        if vocabulary is None:
            return found
        fixed = _texts_without_forms(words, tokens)
        if fixed is not None:
            return found | fixed
        if len(tokens) > 1:
            # "de-risking" is also "derisking"; a run without spaces may have one in the text.
            joined = "".join(letter for letter in text if letter.isalnum() or unicodedata.combining(letter))
            found.setdefault(joined, words.open)
            others = unspaced_cuts(text)
            if "-" in text:
                forms = self._other_words(vocabulary, joined)
                others += (form for form in forms if query_words(form)[0] != tokens)
        else:
            others = self._other_words(vocabulary, text)
            if _LETTERS_AND_DIGITS.fullmatch(tokens[0]):
                # "G20" is also "G 20", and "11million" is also "11 million".
                others.append(" ".join(_LETTERS_OR_DIGITS.findall(tokens[0])))
        if words.open and (beginning := without_arabic_article(fold(text))):
            found.setdefault(beginning, True)
            others += vocabulary.arabic_words(beginning)
        if elided := _ELIDED.fullmatch(text):
            # "dell’accordo" is also "l’accordo" and "accordi".
            others += [elided[1], *self._other_words(vocabulary, elided[1])]
        for other in others[: self._most]:
            found.setdefault(other, False)
        return found

    def _other_words(self, vocabulary: DossierVocabulary, text: str) -> list[str]:
        word, folded = unicodedata.normalize("NFC", text).lower(), fold(text)
        spellings = vocabulary.spellings(word, self._languages)
        forms = vocabulary.forms(word, self._languages)
        more = [
            form
            for spelling in spellings
            if " " not in spelling
            for form in vocabulary.forms(spelling, self._languages)
        ]
        return [one for one in dict.fromkeys((*spellings, *forms, *more)) if one != folded]

    def _join(self, run: Sequence[QueryWords], required: list[SearchTerm]) -> None:
        """Let words that follow each other match the word that they are together: "de risking", "derisking".

        Of two words or more that are numbers, this is the number that they are together: "1 050 619", "1050619".
        """
        vocabulary = self._vocabulary
        for count in range(2, len(run) + 1):
            words = run[-count:]
            joined = fold("".join(word.text for word in words).rstrip("*"))
            is_long = len(joined) > _LONGEST_NUMBER or not joined.isdigit()
            if vocabulary is None or any(word.quoted for word in words) or (count > 2 and is_long):
                return
            # The vocabulary has no numbers: "G 7", "40 000".
            if joined.isalnum() and (not joined.isalpha() or vocabulary.known([joined])):
                is_open = words[-1].open
                together = Expression((joined,), is_open)
                self._phrases[joined + "*" * is_open] = None
                required[-count:] = [
                    replace(term, expressions=(*term.expressions, together)) for term in required[-count:]
                ]


def expression(text: str, *, open_ended: bool) -> Expression | None:
    """Return the expression for words in sequence; None if there are none."""
    words, is_beginning = query_words(text)
    if not words:
        return None
    # Too many words begin with one letter: it is searched as a word.
    return Expression(tuple(words), is_beginning or (open_ended and len(words[-1]) > 1))


def _other_numbers(words: Sequence[str]) -> list[str]:
    """Return words of the index with each number as one word, and with a space between its thousands."""
    typed = " ".join(words)
    joined = _APART.sub(lambda match: match[0].replace(" ", ""), typed)
    apart = _TOGETHER.sub(lambda match: f"{match[0][:-3]} {match[0][-3:]}", joined)
    return [one for one in dict.fromkeys((joined, apart)) if one != typed]


def _texts_without_forms(words: QueryWords, tokens: Sequence[str]) -> dict[str, bool] | None:
    """Return what else a phrase, a number, a percentage or a web address may be in texts; None for words with forms."""
    if words.quoted or all(map(str.isdigit, tokens)):
        # "l’imposta di bollo" is also in "dell’imposta di bollo".
        elided = _ELIDED.match(words.text.rstrip("*"))
        rest = [words.text[elided.start(1) :].rstrip("*")] if elided else []
        return dict.fromkeys((*_other_numbers(tokens), *rest), words.open)
    number = " ".join(tokens[:-1])
    if tokens[-1] == PERCENT and number.replace(" ", "").isdigit():
        return {f"{number} {word}": is_open for word, is_open in _percent_words().items()}
    return dict.fromkeys(addresses, False) if (addresses := address_words(words.text)) else None


def _with_percentages(conjunction: _Conjunction) -> _Conjunction:
    """Join each number with the words for a per cent sign that follow it, however they are typed."""
    literals = list(conjunction)
    for place, number in enumerate(literals):
        if not _is_plain(number) or not _FIGURE.fullmatch(number.text):
            continue
        for count in (2, 1):
            following = literals[place + 1 : place + 1 + count]
            written = fold(" ".join(one.text for one in following if _is_plain(one)))
            if len(following) == count and _is_percent(written):
                literals[place : place + 1 + count] = [QueryWords(f"{number.text} %")]
                break
    return tuple(literals)


def _is_plain(literal: _Literal) -> TypeGuard[QueryWords]:
    return isinstance(literal, QueryWords) and not literal.quoted


def _is_percent(written: str) -> bool:
    words = _percent_words()
    return written in words or (
        " " not in written and any(is_open and written.startswith(known) for known, is_open in words.items())
    )


@cache
def _percent_words() -> Mapping[str, bool]:
    """Return how a per cent sign is written, each with whether more letters may follow."""
    words = load_word_lists("briefbuilder.storage", "spellings")["percent"]
    return {word.rstrip("*"): word.endswith("*") for word in words}


def _joined_terms(terms: Sequence[SearchTerm]) -> SearchTerm:
    exact = [one for term in terms for one in term.expressions[: term.exact]]
    others = [one for term in terms for one in term.expressions[term.exact :]]
    return SearchTerm(tuple(dict.fromkeys((*exact, *others))), len(dict.fromkeys(exact)))


def _unique(terms: Iterable[SearchTerm]) -> tuple[SearchTerm, ...]:
    return tuple(dict.fromkeys(terms))


def texts_of(words: QueryWords, vocabulary: DossierVocabulary | None) -> list[tuple[str, bool]]:
    """Return the texts that some words stand for, the typed one first, each with whether its end is open."""
    return _Expander(vocabulary, []).texts(words)


# Words that nothing has are replaced by the known words that are spelled most like them.

_SHORTEST_CORRECTED = 4
_TWO_ERRORS = 8
"""Letters from which on a word may have two errors."""
_MOST_CORRECTED = 4
_OR = lazy_pattern(r"(?<=\S\s)(?:or|oder|ou|oppure)(?=\s\S)")
"""An OR that was typed as a word."""
_PERCENT_SIGN = lazy_pattern(rf"(?<=\d)\s*[%{PERCENT}]")


def correct_words(words: str, vocabulary: DossierVocabulary) -> str | None:
    """Return a query with known words in place of those that the vocabulary has not; None if there are none."""
    corrected = words if '"' in words else _OR.sub("OR", words)
    count = 0
    for folded in chain.from_iterable(
        query_words(words.text)[0] for words in _plain_words(parse(corrected).tree)
    ):
        if len(folded) < _SHORTEST_CORRECTED or not folded.isalpha() or vocabulary.has_prefix(folded):
            continue
        errors = 2 if len(folded) >= _TWO_ERRORS else 1
        best = vocabulary.most_similar(folded, errors) or vocabulary.two_parts(folded)
        if count == _MOST_CORRECTED or best is None:
            return None
        corrected = _replace_word(corrected, folded, best)
        count += 1
    if corrected == words:
        corrected = _PERCENT_SIGN.sub("", words)
    return corrected if corrected != words else None


def _replace_word(words: str, folded: str, best: str) -> str:
    """Return a query with another word in place of one, or with its two parts as they were typed."""
    head, _, tail = best.partition(" ")

    def replace_word(match: re.Match[str]) -> str:
        typed = match[0]
        if fold(typed) != folded:
            return typed
        return f"{typed[: len(head)]} {typed[-len(tail) :]}" if tail and len(typed) == len(folded) else best

    return re.sub(r"[^\W\d_]+", replace_word, words)


def _plain_words(node: Node | None) -> Iterable[QueryWords]:
    if isinstance(node, QueryWords):
        if not node.quoted:
            yield node
    elif isinstance(node, All | AnyOf):
        for part in node.parts:
            yield from _plain_words(part)
