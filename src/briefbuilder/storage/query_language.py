"""The query language: words, "phrases", -exclusions, OR, parentheses and fields such as author:name.

`parse` understands what it can and says in `problem` what it could not, so that a query is never silently misread. The
work is bounded: a pasted page is not a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, takewhile
from typing import Literal

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value

FieldName = Literal["title", "author", "outlet", "topic", "language", "date", "before", "after"]
FIELDS: tuple[FieldName, ...] = ("title", "author", "outlet", "topic", "language", "date", "before", "after")
"""The fields, by their English names, which every language of the window understands."""

_WITH_DATES = frozenset({"date", "before", "after"})

FIELD_WORDS: dict[str, tuple[str, ...]] = {
    "en": FIELDS,
    "it": ("titolo", "autore", "testata", "argomento", "lingua", "data", "prima", "dopo"),
    "fr": ("titre", "auteur", "publication", "thème", "langue", "date", "avant", "après"),
    "de": ("titel", "autor", "medium", "thema", "sprache", "datum", "vor", "nach"),
}
"""The names of the fields in the languages of the window, in the order of FIELDS."""

FIELD_NAMES: dict[str, FieldName] = {
    **{name: field for names in FIELD_WORDS.values() for name, field in zip(names, FIELDS, strict=True)},
    "lang": "language",
    **dict.fromkeys(("source", "newspaper", "journal", "revue"), "outlet"),
    **dict.fromkeys(
        ("giornale", "quotidiano", "rivista", "fonte", "zeitung", "zeitschrift", "quelle"), "outlet"
    ),
    "theme": "topic",
    "apres": "after",
}
"""Each name of a field in lower case, in the languages of the window."""

OPEN_PERIODS = {
    **dict.fromkeys(("since", "dal", "depuis", "seit"), "{}.."),
    **dict.fromkeys(("until", "fino", "jusque", "bis"), "..{}"),
}
"""Names for a field with dates that has only a first or a last day."""

MOST_WORDS = 32
"""The most words and fields of a query that are used."""
_MOST_DEPTH = 32
_MOST_CHARACTERS = 4_000
_MOST_SIGNS = 400
_LONGEST_DATE = 6
"""The most words of a date, or of two with ".." between them, that are not in quotes."""
_LEAP_YEAR = 2000

ProblemCode = Literal[
    "query-field", "query-date", "query-year", "query-value", "query-parenthesis", "query-operator", "query-complex", "query-long",
    "query-topic", "query-language", "query-empty", "query-excluded",
]  # fmt: skip

_QUOTES = '"“”„‟«»〝〞＂'
_OPEN, _CLOSE = "(（", ")）"
_MINUS = r"\-‐‑–−－"
"""What stands for a minus: typing aids make a dash of it, and Japanese keyboards a wide sign."""
_TOKEN = lazy_pattern(
    rf"(?P<space>\s+)|(?P<open>[{_OPEN}])|(?P<close>[{_CLOSE}])|[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?"
    rf"|(?P<name>[^\W\d_]{{2,20}})[:：](?!//)|(?P<word>[^\s{_OPEN}{_CLOSE}{_QUOTES}]+)"
)
_COMMA = lazy_pattern(r"(?<=[^\W\d_])[,;，、；](?=[^\W\d_])")
"""What separates words that were typed without a space."""
_SIGN = lazy_pattern(rf"[{_MINUS}](?=[^\s{_MINUS}{_CLOSE}])")
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_DAY = lazy_pattern(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_YEAR_LAST = lazy_pattern(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_MONTHS = 12
_MONTH_FIRST = lazy_pattern(r"(\d{1,2})[./](\d{4})")
_RANGE = lazy_pattern(r"(?s)(.*?)(?:\.\.\.?|…)(.*)")


@value(kw_only=False)
class QueryProblem:
    """What of a query was not understood: `text` is the part of it, empty if it is the whole."""

    code: ProblemCode
    text: str = ""

    @property
    def is_searched(self) -> bool:
        """Whether the query is searched all the same."""
        return self.code in {"query-long", "query-excluded"}


@value(kw_only=False)
class QueryWords:
    """Words in sequence; `quoted` ones are searched exactly, and `open` ones with any ending of the last word."""

    text: str
    quoted: bool = False
    open: bool = False


@value(kw_only=False)
class Field:
    """A condition on a field of an article; `since` and `until` are inclusive days of a field with dates."""

    name: FieldName
    text: str
    quoted: bool = False
    since: date | None = None
    until: date | None = None


@value(kw_only=False)
class Not:
    """What must not match."""

    part: Node


@value(kw_only=False)
class All:
    """Parts that must all match."""

    parts: tuple[Node, ...]


@value(kw_only=False)
class AnyOf:
    """Parts one of which must match."""

    parts: tuple[Node, ...]


Node = QueryWords | Field | Not | All | AnyOf


@value(kw_only=False)
class Syntax:
    """A parsed query, None if it asks for nothing, and the first problem in it."""

    tree: Node | None
    problem: QueryProblem | None = None


def parse(text: str) -> Syntax:
    """Parse a query; what is not understood is left out or searched as words, and is the problem of the result."""
    return _Parser(text).parse()


@value(kw_only=False)
class _Token:
    kind: Literal["open", "close", "phrase", "name", "word", "minus", "operator", "end"]
    text: str = ""
    spaced: bool = False
    """Whether a space, or the end of the query, follows."""


def _tokens(text: str) -> Iterator[_Token]:
    at, words, starts = 0, 0, True
    while at < len(text):
        if starts and (sign := _SIGN.match(text, at)):
            yield _Token("minus")
            at = sign.end()
        match = _TOKEN.match(text, at)
        assert match is not None  # Each character begins a token.
        at = match.end()
        kind = match.lastgroup
        starts = kind in {"space", "open"}
        if kind == "space":
            continue
        spaced = at == len(text) or text[at].isspace()
        found = match[kind] if kind is not None else ""
        words += kind in {"phrase", "word"}
        if words > MOST_WORDS:
            yield _Token("end", "long")
            return
        if kind == "word" and found in _OPERATORS:
            yield _Token("operator", found)
        elif kind is not None:
            yield _Token(kind, found, spaced)  # type: ignore[arg-type]
    yield _Token("end")


class _Parser:
    """A recursive descent over the tokens of one query."""

    def __init__(self, text: str) -> None:
        self._is_cut = len(text) > _MOST_CHARACTERS
        self._text = _COMMA.sub(" ", text[:_MOST_CHARACTERS])
        self._tokens = list(islice(_tokens(self._text), _MOST_SIGNS + 2))
        self._token = self._tokens[0]
        self._read = 0
        self._problem: QueryProblem | None = None

    def parse(self) -> Syntax:
        parts: list[Node] = []
        while self._token.kind != "end":
            if (part := self._any_of(0, None)) is not None:
                parts.append(part)
            if self._token.kind == "close":
                self._report("query-parenthesis")
                self._advance()
        if self._is_cut or self._token.text == "long":
            self._report("query-long")
        tree = _all(parts)
        if _only_excludes_words(tree):
            self._report("query-excluded", self._text.strip())
        return Syntax(tree, self._problem)

    def _report(self, code: ProblemCode, text: str = "") -> None:
        if self._problem is None:
            self._problem = QueryProblem(code, text)

    def _advance(self) -> _Token:
        token = self._token
        self._read += 1
        if self._read > _MOST_SIGNS:
            self._report("query-complex")
            self._token = _Token("end")
        elif token.kind != "end":
            self._token = self._tokens[self._read]
        return token

    def _any_of(self, depth: int, field: FieldName | None) -> Node | None:
        parts: list[Node] = []
        while True:
            part = self._all_of(depth, field)
            follows = self._token.kind == "operator" and self._token.text == "OR"
            if part is not None:
                parts.append(part)
            elif follows or parts:
                self._report("query-operator", "OR")
            if not follows:
                break
            self._advance()
        return AnyOf(tuple(parts)) if len(parts) > 1 else (parts[0] if parts else None)

    def _all_of(self, depth: int, field: FieldName | None) -> Node | None:
        parts: list[Node] = []
        while self._token.kind not in {"end", "close"}:
            if self._token.kind == "operator" and self._token.text in {"OR", "AND"}:
                if self._token.text == "OR":
                    break
                self._advance()
                if not parts or not self._operand_follows():
                    self._report("query-operator", "AND")
                continue
            if (part := self._one(depth, field)) is not None:
                parts.append(part)
        return _all(parts)

    def _one(self, depth: int, field: FieldName | None) -> Node | None:
        token = self._advance()
        if token.kind in {"minus", "operator"}:
            if not self._operand_follows():
                self._report("query-operator", "NOT")
                return None
            part = self._one(depth + 1, field)
            return None if part is None else Not(part)
        if token.kind == "open":
            return self._group(depth, field)
        if token.kind == "name":
            return self._field(token, depth)
        if field is not None:
            return self._condition(field, token.text, quoted=token.kind == "phrase")
        return self._words(token)

    def _operand_follows(self) -> bool:
        return self._token.kind not in {"end", "close", "operator"} or self._token.text == "NOT"

    def _group(self, depth: int, field: FieldName | None) -> Node | None:
        if depth >= _MOST_DEPTH:
            self._report("query-complex")
            self._token = _Token("end")
            return None
        part = self._any_of(depth + 1, field)
        if self._token.kind == "close":
            self._advance()
        elif self._token.text != "long":
            self._report("query-parenthesis")
        return part

    def _words(self, token: _Token) -> Node | None:
        if token.kind == "phrase":
            is_open = token.text.endswith("*")
            return QueryWords(token.text, quoted=True, open=is_open) if token.text.strip() else None
        is_last = self._token.kind == "end" and self._token.text != "long" and not self._text[-1:].isspace()
        return QueryWords(token.text, open=token.text.endswith("*") or is_last)

    def _field(self, token: _Token, depth: int) -> Node | None:
        named = token.text.lower()
        period = OPEN_PERIODS.get(named, "")
        name = FIELD_NAMES.get(named, "date" if period else None)
        if name is None:
            if token.spaced:
                # A colon at the end of a word, as in a pasted sentence.
                return QueryWords(token.text)
            self._report("query-field", token.text)
            value = self._advance() if self._token.kind in {"word", "phrase"} else _Token("end")
            return QueryWords(f"{token.text} {value.text}", open=False)
        if self._token.kind == "open":
            self._advance()
            return self._group(depth, name)
        if self._token.kind not in {"word", "phrase"}:
            self._report("query-value", token.text)
            return None
        value = self._advance()
        text = self._whole_date(name, value) if name in _WITH_DATES else value.text
        return self._condition(name, period.format(text) or text, quoted=value.kind == "phrase")

    def _whole_date(self, name: FieldName, first: _Token) -> str:
        """Return a date with the words after it that belong to it: date:29 September 2018."""
        if first.kind == "phrase" or _days(name, first.text) is not None:
            return first.text
        following = self._tokens[self._read : self._read + _LONGEST_DATE - 1]
        words = [first.text, *(token.text for token in takewhile(lambda one: one.kind == "word", following))]
        for count in range(len(words), 1, -1):
            text = " ".join(words[:count])
            if _days(name, text) is not None or _lacks_year(text):
                for _ in range(count - 1):
                    self._advance()
                return text
        return first.text

    def _condition(self, name: FieldName, text: str, *, quoted: bool) -> Node | None:
        if not text.strip():
            self._report("query-value", name)
            return None
        if name not in _WITH_DATES:
            return Field(name, text.strip(), quoted)
        days = _days(name, text.strip())
        if days is None:
            self._report("query-year" if _lacks_year(text) else "query-date", text)
            return None
        return Field(name, text, quoted, *days)


def _all(parts: list[Node]) -> Node | None:
    return All(tuple(parts)) if len(parts) > 1 else (parts[0] if parts else None)


def _only_excludes_words(node: Node | None) -> bool:
    """Return whether a query asks for nothing and only says which words articles must not have."""
    if isinstance(node, All | AnyOf):
        return all(map(_only_excludes_words, node.parts))
    return isinstance(node, Not) and not isinstance(node.part, Not | Field)


def _days(name: FieldName, text: str) -> tuple[date | None, date | None] | None:
    """Return the first and the last day of a condition, None for none; None if it is not a date."""
    if name == "date" and (match := _RANGE.fullmatch(text)):
        begin = _period(match[1]) if match[1] else None
        end = _period(match[2]) if match[2] else None
        if (match[1] and begin is None) or (match[2] and end is None) or not (begin or end):
            return None
        since, until = begin[0] if begin else None, end[1] if end else None
        return None if since and until and since > until else (since, until)
    named = _period(text)
    if named is None:
        return None
    first, last = named
    try:
        if name == "before":
            return None, first - timedelta(days=1)
        return (last + timedelta(days=1), None) if name == "after" else named
    except OverflowError:
        return None


def _lacks_year(text: str) -> bool:
    """Return whether a text is a day or a month that would be a date with a year: 3 May."""
    return _period(f"{text} {_LEAP_YEAR}") is not None


def _period(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of a year, a month or a day."""
    from briefbuilder.locales.dates import month_or_day, read_named_period

    year_first = _YEAR_LAST.sub(_with_year_first, text.strip())
    match = _DAY.fullmatch(
        _MONTH_FIRST.sub(r"\2-\1", year_first) if year_first == text.strip() else year_first
    )
    if match is None:
        return read_named_period(text)
    return month_or_day(*(int(part or 0) for part in match.groups()))


def _with_year_first(match: re.Match[str]) -> str:
    """Return a day with its year first; the text itself if it may be a month and a day, as Americans write 06/05/2024."""
    first, sign, second, year = match.groups()
    if sign == "." or int(first) > _MONTHS or first == second:
        return f"{year}-{second}-{first}"
    return f"{year}-{first}-{second}" if int(second) > _MONTHS else match[0]
