"""Find statements of rights, quoted verbatim: reservations and Creative Commons licences."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefbuilder.domain.article import Rights
from briefbuilder.importers.phrases import listed_words, phrases

_RESERVED = re.compile(phrases("rights_reserved"), re.IGNORECASE)
"""Reservations of rights in the languages of the European Union and of the G20."""

_LICENCE = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<kind>[a-z-]+)/(?P<version>\d\.\d)|publicdomain/(?P<zero>zero|mark))"
    r"|\bCC[- ](?P<short>BY(?:-(?:NC|ND|SA)){0,2}|0)(?:[- ](?P<short_version>\d\.\d))?\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^\s*(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_COPYRIGHT_WITH_YEAR = re.compile(
    r"^\s*(?:©|\(c\)|copyright\s*(?:©|\(c\)|(?=(?:19|20)\d\d)|by\b|:))(?=.*(?:(?:19|20)\d\d|"
    + _RESERVED.pattern
    + r"))",
    re.IGNORECASE,
)
_FILLER = re.compile(
    rf"©|\(c\)|\bcopyright\b|\b(?:19|20)\d\d\b|(?<!\w)(?:{phrases('rights_small_words')})(?!\w)",
    re.IGNORECASE,
)
_MAX_NAMES = 8
_MAX_LENGTH = 300
"""Code points: a longer text that mentions rights is an article about them."""

_MAX_UNMARKED_LENGTH = 100
"""The same for a text that does not start with a copyright sign."""

_STEMS = (*listed_words("rights_stems"), "cc by", "cc 0")
"""Lower-case substrings, one of which is in each statement: a line without any is not searched further."""


def _may_state(line: str) -> bool:
    folded = line.casefold()
    return any(map(folded.__contains__, _STEMS))


def find_likely_statements(texts: Iterable[str]) -> list[str]:
    """Return the short texts that may state rights: one search in all of them is much faster than one in each."""
    short = [text for text in texts if text and len(text) <= _MAX_LENGTH]
    joined = "\0".join(short).casefold()
    present = [stem for stem in _STEMS if stem in joined]
    lines = zip(short, joined.split("\0"), strict=False)
    return [text for text, line in lines if any(map(line.__contains__, present))]


def is_rights_statement(text: str) -> bool:
    """Return whether a short text does nothing but state rights."""
    line = " ".join(text.split())
    if not line or len(line) > _MAX_LENGTH or not _may_state(line):
        return False
    if _RESERVED.search(line):
        return len(line) <= _MAX_UNMARKED_LENGTH or bool(_COPYRIGHT.match(line))
    licensed = _LICENCE.search(line) and re.search(r"licen[cs]|creative|^cc", line, re.IGNORECASE)
    return bool(licensed) or bool(_COPYRIGHT.match(line) and re.search(r"(?:19|20)\d\d", line))


def is_only_rights(text: str) -> bool:
    """Return whether a short text is nothing but a statement of rights and can be removed from an article."""
    if len(text) > _MAX_LENGTH or not _may_state(text):
        return False
    line = " ".join(text.split())
    if _COPYRIGHT_WITH_YEAR.match(line):
        return True
    reserved = _RESERVED.search(line)
    if reserved is None:
        return False
    rest = _FILLER.sub(" ", line[: reserved.start()] + " " + line[reserved.end() :])
    words = [word for word in rest.split() if any(map(str.isalpha, word))]
    return len(words) <= _MAX_NAMES and all(word[:1].isupper() or _has_no_case(word) for word in words)


def extract_rights(statements: Iterable[str], addresses: Iterable[str] = ()) -> Rights:
    """Return the rights given by short statements and licence addresses."""
    lines = [" ".join(statement.split()) for statement in statements]
    lines = [line for line in lines if line and len(line) <= _MAX_LENGTH]
    licence = next(filter(None, map(_licence_name, (*addresses, *lines))), None)
    reservation = next((line for line in lines if _RESERVED.search(line)), None)
    statement = reservation or next(iter(lines), None)
    return Rights(statement=statement, licence=licence, reserved=reservation is not None and licence is None)


def _licence_name(text: str) -> str | None:
    """Return the short name of a Creative Commons licence, such as "CC BY-SA 4.0"."""
    found = _LICENCE.search(text)
    if found is None:
        return None
    if found["zero"]:
        return "CC0" if found["zero"].lower() == "zero" else "Public Domain Mark"
    kind, version = found["kind"] or found["short"], found["version"] or found["short_version"]
    name = "CC0" if kind == "0" else f"CC {kind.upper()}"
    return f"{name} {version}" if version else name


def _has_no_case(word: str) -> bool:
    """Return whether a word is in a script without upper case."""
    return word[:1].upper() == word[:1].lower()
