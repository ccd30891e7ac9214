"""The facts of each article (domain/facts.py), and an index by which the articles that state something are found.

The facts are one compressed value for each article. The index holds hashes of their keys in a contentless table of FTS5
without positions, whose row is the article's number: with 100,000 articles of 60 keys it has 20 MB, and an article is
added in a quarter of a millisecond. An entry is deleted by naming its words, which are beside the facts.

Whoever reads facts has rules with a version. Articles whose facts are of another version, or not read yet, have a row
that says so. The row of a removed article stays, out of the index, as long as undo can restore the article.

The facts of own texts of briefings are stored under the digest of the text, without an index. They are a cache, which
is emptied when something is removed for good.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from hashlib import blake2b
from itertools import islice
from math import log
from pathlib import Path

from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.facts import Fact, FactBlock, Name, Period, Quantity, QuotedWords
from briefbuilder.domain.values import value
from briefbuilder.storage.codec import (
    CorruptValueError,
    as_bytes,
    as_number,
    as_text,
    pack,
    unpack,
)
from briefbuilder.storage.database import in_dossier
from briefbuilder.storage.tables import MOST_ARTICLES, ArticleNumbers
from briefbuilder.typed_json import json_adapter

_FORM = 1
"""The version of the form in which facts are stored."""
_MOST_RULES = 1_000
_UNREAD = 0
_MOST_FACTS = 32 * 1024 * 1024
"""Bytes of the JSON of an article's facts: a long book has some megabytes."""
_MOST_KEYS = 200_000
_MOST_DIGITS, _LONGEST_NUMBER = 40, 100
"""Digits of a number before its decimal point, or zeros after it, and signs as it is written: more would only cost memory."""
_HASH = 4
_RARE = 300
"""Articles that may have a key by which candidates are found; those of more frequent keys only order them."""
_MOST_CANDIDATES = 80
"""Candidates whose keys are compared, whatever is asked for."""
_MOST_SEARCHED = 400
"""The most keys that are searched."""

_DIGEST = 16
_MOST_TEXTS = 500
"""Own texts whose facts are stored: those of many briefings."""

_Place = tuple[int, int, int, tuple[str, ...]]

_MOST_JOINED = 3
"""Frequent keys that an article must all have if no rare key finds it."""


@value(kw_only=False)
class _StoredFacts:
    """The facts of an article, by kind: the places of each (its block's place in `blocks`, start, end, keys) and what is stated."""

    blocks: tuple[str, ...]
    quantities: tuple[tuple[_Place, Quantity], ...] = ()
    periods: tuple[tuple[_Place, Period], ...] = ()
    names: tuple[tuple[_Place, Name], ...] = ()
    quotations: tuple[tuple[_Place, QuotedWords], ...] = ()


@value
class PreparedFacts:
    """The facts of an article, ready to be stored. `rules` is the version of the rules by which they were read."""

    rules: int
    keys: bytes = field(repr=False)
    data: bytes = field(repr=False)

    @property
    def version(self) -> int:
        """The version of the form and the rules."""
        return facts_version(self.rules)


def facts_version(rules: int) -> int:
    """Return the version under which facts are stored that are read by the given rules."""
    return _FORM * _MOST_RULES + rules


def prepare_facts(facts: Iterable[Fact], rules: int) -> PreparedFacts:
    """Encode facts, none if they are too many; needs no dossier, so that jobs do it on their thread."""
    from pydantic_core import PydanticSerializationError

    numbers: dict[str, int] = {}
    quantities, periods, names, quotations = [], [], [], []
    keys: set[bytes] = set()
    for fact in facts:
        place = (numbers.setdefault(fact.block, len(numbers)), fact.start, fact.end, fact.keys)
        keys.update(map(_hash, fact.keys))
        match fact.stated:
            case Quantity() as stated:
                quantities.append((place, stated))
            case Period() as stated:
                periods.append((place, stated))
            case Name() as stated:
                names.append((place, stated))
            case QuotedWords() as stated:
                quotations.append((place, stated))
    stored = _StoredFacts(tuple(numbers), tuple(quantities), tuple(periods), tuple(names), tuple(quotations))
    try:
        data = json_adapter(_StoredFacts).write(stored, exclude_defaults=True)
    except PydanticSerializationError:
        # Half of a surrogate pair cannot be encoded: an article with it is refused if its text is stored.
        return prepare_facts((), rules)
    chosen = sorted(keys)[:_MOST_KEYS]
    if len(data) > _MOST_FACTS:
        return prepare_facts((), rules)
    return PreparedFacts(rules=rules, keys=b"".join(chosen), data=pack(data))


def decode_facts(data: bytes) -> tuple[Fact, ...]:
    """Return stored facts in the order of their blocks and places; raises CorruptValueError if they do not fit."""
    from pydantic_core import ValidationError

    try:
        stored = json_adapter(_StoredFacts).read(unpack(data, _MOST_FACTS))
    except ValidationError as error:
        raise CorruptValueError(
            f"{error.error_count()} parts of facts of other types than expected"
        ) from error
    rows: list[tuple[_Place, Quantity | Period | Name | QuotedWords]] = [
        *stored.quantities,
        *stored.periods,
        *stored.names,
        *stored.quotations,
    ]
    rows.sort(key=lambda row: row[0][:3])
    count = len(stored.blocks)
    if any(block < 0 or block >= count or start < 0 or end < start for (block, start, end, _), _ in rows):
        raise CorruptValueError("a fact outside its text")
    for _, quantity in stored.quantities:
        _check_numbers(quantity)
    for _, period in stored.periods:
        if period.last < period.first:
            raise CorruptValueError("a period that ends before it begins")
    blocks = stored.blocks
    return tuple(
        Fact(block=blocks[at], start=start, end=end, stated=stated, keys=keys)
        for (at, start, end, keys), stated in rows
    )


def _check_numbers(stated: Quantity) -> None:
    if not stated.numbers:
        raise CorruptValueError("a quantity without a number")
    for number in stated.numbers:
        if (
            not number.is_finite()
            or abs(number.adjusted()) > _MOST_DIGITS
            or len(str(number)) > _LONGEST_NUMBER
        ):
            raise CorruptValueError("a number with too many digits")


def _hash(key: str) -> bytes:
    return blake2b(key.encode(errors="replace"), digest_size=_HASH).digest()


def _words(keys: bytes) -> str:
    """Return the words of the index for hashes."""
    return " ".join(keys[place : place + _HASH].hex() for place in range(0, len(keys), _HASH))


class TextFacts:
    """A cache of the facts of own texts: reading them takes longer than to write a Word file of the briefing."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @in_dossier
    def find(self, digest: bytes) -> bytes | None:
        """Return the encoded facts of a text by its digest, None if they are not stored."""
        query = "SELECT data FROM text_fact WHERE digest = ?"
        row = self._connection.execute(query, (digest,)).fetchone()
        return None if row is None else as_bytes(row[0])

    def put(self, found: Mapping[bytes, PreparedFacts], replaced: Iterable[bytes] = ()) -> None:
        """Store the facts of texts by their digests, in place of what is `replaced`; the oldest are dropped."""
        self._connection.executemany(
            "DELETE FROM text_fact WHERE digest = ?", ((digest,) for digest in replaced)
        )
        self._connection.executemany(
            "INSERT OR REPLACE INTO text_fact (digest, data) VALUES (?, ?)",
            ((digest, facts.data) for digest, facts in found.items()),
        )
        self._connection.execute(
            "DELETE FROM text_fact WHERE number <= (SELECT max(number) FROM text_fact) - ?", (_MOST_TEXTS,)
        )


def text_digest(blocks: Iterable[FactBlock], language: str, day: date | None, rules: int) -> bytes:
    """Return the digest of all that the facts of a text follow from."""
    parts = [(block.id, block.text, block.language, block.heading, block.headers) for block in blocks]
    whole = json.dumps([facts_version(rules), language, str(day), parts])
    return blake2b(whole.encode(), digest_size=_DIGEST).digest()


@value(kw_only=False)
class FoundArticles:
    """Articles with the keys that they share with what was searched, those first that share most, and the keys of any."""

    articles: Mapping[str, frozenset[str]]
    known: frozenset[str] = field(repr=False)


class FactIndex:
    """The facts of one dossier's articles."""

    def __init__(self, connection: sqlite3.Connection, path: Path, numbers: ArticleNumbers) -> None:
        self._connection = connection
        self.path = path
        self._numbers = numbers

    # Changing.

    def replace(
        self, before: ArticleRecord | None, after: ArticleRecord | None, facts: PreparedFacts | None = None
    ) -> None:
        """Follow a change of an article; without its `facts`, they must be read again if its text is another one."""
        if after is None:
            if before is not None:
                self._take_out(self._numbers.number(before.id))
            return
        number = self._numbers.number(after.id)
        if facts is not None:
            self.put(after.id, facts)
        elif before is None:
            self._bring_back(number)
        elif not has_same_text(before, after):
            self._clear(number)

    def add(self, article: str) -> None:
        """Note that the facts of an article must be read, if nothing is known of them."""
        self._connection.execute(
            "INSERT OR IGNORE INTO fact VALUES (?, ?, x'', x'')", (self._numbers.number(article), _UNREAD)
        )

    def put(self, article: str, facts: PreparedFacts) -> None:
        """Store the facts of an article that is in the dossier."""
        number = self._numbers.number(article)
        self._unindex(number)
        self._connection.execute(
            "INSERT OR REPLACE INTO fact VALUES (?, ?, ?, ?)", (number, facts.version, facts.keys, facts.data)
        )
        self._index(number, facts.keys)

    def drop(self, article: str) -> None:
        """Delete the facts of an article that will not be restored, before its number is forgotten."""
        number = self._numbers.known(article)
        if number is not None:
            self._unindex(number)
            self._connection.execute("DELETE FROM fact WHERE number = ?", (number,))

    def _clear(self, number: int) -> None:
        self._unindex(number)
        self._connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?, x'', x'')", (number, _UNREAD))

    def _take_out(self, number: int) -> None:
        """Take a removed article out of the index; its row stays, under its version below zero."""
        row = self._row(number)
        if row is None or row[0] == _UNREAD:
            self._connection.execute("DELETE FROM fact WHERE number = ?", (number,))
        elif row[0] > 0:
            self._unindex(number)
            self._connection.execute("UPDATE fact SET version = ? WHERE number = ?", (-row[0], number))

    def _bring_back(self, number: int) -> None:
        row = self._row(number)
        if row is None or row[0] >= 0:
            self._clear(number)
            return
        self._connection.execute("UPDATE fact SET version = ? WHERE number = ?", (-row[0], number))
        self._index(number, row[1])

    def _index(self, number: int, keys: bytes) -> None:
        if keys:
            self._connection.execute(
                "INSERT INTO fact_words (rowid, words) VALUES (?, ?)", (number, _words(keys))
            )

    def _unindex(self, number: int) -> None:
        row = self._row(number)
        if row is not None and row[0] > 0 and row[1]:
            self._connection.execute(
                "INSERT INTO fact_words (fact_words, rowid, words) VALUES ('delete', ?, ?)",
                (number, _words(row[1])),
            )

    def _row(self, number: int) -> tuple[int, bytes] | None:
        row = self._connection.execute(
            "SELECT version, keys FROM fact WHERE number = ?", (number,)
        ).fetchone()
        return None if row is None else (_version(row[0]), _keys(row[1]))

    # Reading.

    def stored(self, article: str, rules: int) -> bytes | None:
        """Return the encoded facts of an article, None if they were not read by these rules."""
        found = self.prepared(article)
        return found.data if found is not None and found.rules == rules else None

    def prepared(self, article: str) -> PreparedFacts | None:
        """Return the facts of an article as they were prepared, None if they were not read."""
        row = self._connection.execute(
            "SELECT version, keys, data FROM fact WHERE number = (SELECT number FROM register WHERE article = ?)",
            (article,),
        ).fetchone()
        if row is None or _version(row[0]) // _MOST_RULES != _FORM:
            return None
        return PreparedFacts(rules=row[0] % _MOST_RULES, keys=_keys(row[1]), data=as_bytes(row[2]))

    @in_dossier
    def unread(self, rules: int, most: int) -> tuple[str, ...]:
        """Return some articles whose facts were not read by these rules."""
        query = (
            "SELECT article FROM (SELECT number FROM fact WHERE version >= 0 AND version < ?1"
            " UNION ALL SELECT number FROM fact WHERE version > ?1) JOIN register USING (number) LIMIT ?2"
        )
        rows = self._connection.execute(query, (facts_version(rules), most))
        return tuple(as_text(row[0]) for row in rows)

    @in_dossier
    def count_unread(self, rules: int) -> int:
        """Return how many articles have facts that were not read by these rules."""
        query = (
            "SELECT (SELECT count(number) FROM fact WHERE version >= 0 AND version < ?1)"
            " + (SELECT count(number) FROM fact WHERE version > ?1)"
        )
        return int(self._connection.execute(query, (facts_version(rules),)).fetchone()[0])

    @in_dossier
    def find(
        self, keys: Sequence[str], most: int, named: Collection[str] = (), *, others: Iterable[str] = ()
    ) -> FoundArticles:
        """Return the articles that share most of the given keys, of rare ones first; those that are `named` are left out.

        Of the `others` it is only found whether any article has them.
        """
        wanted = tuple(dict.fromkeys(keys))[:_MOST_SEARCHED]
        postings = {key: self._postings(key) for key in wanted}
        known = {key for key, rows in postings.items() if rows}
        rest = (key for key in dict.fromkeys(others) if key not in postings)
        known.update(key for key in islice(rest, _MOST_SEARCHED) if self._postings(key, 1))
        weights = {key: _weight(len(rows)) for key, rows in postings.items() if rows}
        found: defaultdict[int, float] = defaultdict(float)
        for key, rows in postings.items():
            if len(rows) <= _RARE:
                for number in rows:
                    found[number] += weights[key]
        frequent = [key for key in weights if len(postings[key]) > _RARE]
        if len(found) < most and frequent:
            for number in self._having_all(frequent[:_MOST_JOINED]):
                found.setdefault(number, 0.0)
        for article in named:
            found.pop(self._numbers.known(article) or 0, None)
        candidates = _best(found, most, sum(weights[key] for key in frequent))
        shared = self._shared(candidates, weights)
        scores = {number: sum(weights[key] for key in keys) for number, keys in shared.items()}
        ordered = sorted(shared, key=lambda number: (-scores[number], number))
        names = self._ids(ordered[:most])
        return FoundArticles({name: shared[number] for number, name in names.items()}, frozenset(known))

    @in_dossier
    def shared(self, articles: Iterable[str], keys: Iterable[str]) -> frozenset[str]:
        """Return those of the given keys that some articles have."""
        numbers = tuple(self._numbers.known(article) or 0 for article in articles)
        return frozenset().union(*self._shared(numbers, keys).values())

    @in_dossier
    def order(self, articles: Iterable[str], keys: Iterable[str]) -> tuple[str, ...]:
        """Return some articles, those first that share most of the given keys."""
        numbers = {article: self._numbers.known(article) or 0 for article in articles}
        shared = self._shared(tuple(numbers.values()), dict.fromkeys(keys))
        return tuple(sorted(numbers, key=lambda article: -len(shared.get(numbers[article], ()))))

    def _ids(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the articles that have some numbers, in their order."""
        marks = ", ".join("?" * len(numbers))
        query = f"SELECT number, article FROM register WHERE number IN ({marks})"  # noqa: S608 - marks
        names = {
            number: as_text(article) for number, article in self._connection.execute(query, tuple(numbers))
        }
        return {number: names[number] for number in numbers if number in names}

    def _postings(self, key: str, most: int = _RARE + 1) -> list[int]:
        rows = self._connection.execute(
            "SELECT rowid FROM fact_words WHERE fact_words MATCH ? LIMIT ?", (f'"{_hash(key).hex()}"', most)
        )
        return _numbers(rows)

    def _having_all(self, keys: Sequence[str]) -> list[int]:
        words = " ".join(f'"{_hash(key).hex()}"' for key in keys)
        rows = self._connection.execute(
            "SELECT rowid FROM fact_words WHERE fact_words MATCH ? LIMIT ?", (words, _MOST_CANDIDATES)
        )
        return _numbers(rows)

    def _shared(self, numbers: Sequence[int], keys: Iterable[str]) -> dict[int, frozenset[str]]:
        """Return those of the given keys that each article has."""
        marks = ", ".join("?" * len(numbers))
        rows = self._connection.execute(
            f"SELECT number, keys FROM fact WHERE number IN ({marks})",  # noqa: S608 - marks
            tuple(numbers),
        )
        by_hash = {int.from_bytes(_hash(key), sys.byteorder): key for key in keys}
        return {
            as_number(number, MOST_ARTICLES): frozenset(
                by_hash[each] for each in by_hash.keys() & memoryview(_keys(stored)).cast("I")
            )
            for number, stored in rows
        }


def _best(found: Mapping[int, float], most: int, more: float) -> list[int]:
    """Return the articles that may be among those of the greatest weight; each may have `more` of it."""
    if len(found) > most:
        least = sorted(found.values())[-most] - more
        found = {number: weight for number, weight in found.items() if weight >= least}
    return sorted(found, key=lambda number: (-found[number], number))[:_MOST_CANDIDATES]


def _numbers(rows: Iterable[tuple[int]]) -> list[int]:
    """Return the numbers of rows of the index, in its order, which are checked by the first and the last."""
    found = [row[0] for row in rows]
    if found:
        as_number(found[0], MOST_ARTICLES)
        as_number(found[-1], MOST_ARTICLES)
    return found


def _weight(count: int) -> float:
    return 1.0 / (1.0 + log(count)) if count <= _RARE else 0.5 / (1.0 + log(_RARE))


def _version(value: object) -> int:
    if not isinstance(value, int) or abs(value) > _MOST_RULES * _MOST_RULES:
        raise CorruptValueError("facts of an impossible version")
    return value


def _keys(value: object) -> bytes:
    keys = as_bytes(value)
    if len(keys) % _HASH or len(keys) > _MOST_KEYS * _HASH:
        raise CorruptValueError("keys of another length than expected")
    return keys


def has_same_text(one: ArticleRecord, other: ArticleRecord) -> bool:
    """Return whether two records have the same words, language and day, and so the same facts."""
    return _read_of(one) == _read_of(other)


def _read_of(record: ArticleRecord) -> tuple[object, ...]:
    metadata = record.metadata
    return (
        record.text,
        record.corrections,
        metadata.title,
        metadata.lead,
        metadata.language,
        metadata.published,
    )
