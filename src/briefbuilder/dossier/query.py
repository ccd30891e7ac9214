"""What a user's words ask of the index of sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from briefbuilder.dossier.folding import query_words

_WORDS = 32
"""Words of a query that are looked at; a pasted page is no search."""
_PARTS = re.compile(r'(?P<sign>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_ANSWERED = 3
"""Letters up to which the index answers a beginning at once (schema.py)."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that must stand together; where it is `open`, the last one is the beginning of a word."""

    words: tuple[str, ...]
    open: bool = False

    def __str__(self) -> str:
        return f'"{" ".join(self.words)}"' + (" *" if self.open else "")

    @property
    def joins(self) -> bool:
        """Whether SQLite must first join all words that begin so."""
        return self.open and len(self.words[-1]) > _ANSWERED

    def ending_in(self, word: str, *, is_beginning: bool) -> Expression:
        """Return the expression with another last word, or the beginning of one."""
        return Expression((*self.words[:-1], word), is_beginning)


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: all of `wanted` and none of `excluded`; `phrases` are what the user wrote, to be shown."""

    phrases: tuple[str, ...] = ()
    wanted: tuple[Expression, ...] = ()
    excluded: tuple[Expression, ...] = ()

    @property
    def joins(self) -> bool:
        """Whether each question costs the joining of all words that begin alike."""
        return any(expression.joins for expression in (*self.wanted, *self.excluded))


def parsed(words: str) -> Query:
    """Return a user's words as a query.

    All words must be there; "several words" in quotes must stand together; a leading minus excludes; a
    trailing asterisk, and the last word without one, stand for any ending.
    """
    wanted: list[Expression] = []
    excluded: list[Expression] = []
    phrases: list[str] = []
    parts = list(islice(_PARTS.finditer(words), _WORDS))
    for part in parts:
        is_last = part is parts[-1] and part["word"] is not None and not words[-1].isspace()
        text = part["phrase"] if part["word"] is None else part["word"]
        expression = _expression(text, open_ended=is_last or text.endswith("*"))
        if expression is None:
            continue
        if part["sign"]:
            excluded.append(expression)
        else:
            wanted.append(expression)
            phrases.append(text)
    # What is only excluded asks for nothing.
    return Query(tuple(phrases), tuple(wanted), tuple(excluded) if wanted else ())


def _expression(text: str, *, open_ended: bool) -> Expression | None:
    words, is_beginning = query_words(text)
    if not words:
        return None
    # One letter begins too many words to be looked for in time; it stands for itself.
    return Expression(tuple(words), is_beginning or (open_ended and len(words[-1]) > 1))


def match_of(wanted: tuple[str, ...], excluded: tuple[str, ...] = ()) -> str:
    """Return the index's own words for what must be there, one expression at least, and what must not."""
    match = " AND ".join(wanted)
    return f"({match}) NOT ({' OR '.join(excluded)})" if excluded else match
