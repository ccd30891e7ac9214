"""One term of a taxonomy: how it is written, and the pattern that finds it.

The rules are those that every taxonomy file states in its head: whole words without regard to
case, `*` for letters of the same word or, alone, for one or two words, `-` for hyphen, space or
nothing, acronyms to the letter, CJK as plain substrings, `?` for weak terms. A term of a list in
dictionary form is found in its other forms too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from briefbuilder.tagging.inflection import Inflection, has_forms
from briefbuilder.tagging.normalised import comparable

Script = Literal["words", "ascii", "cjk"]

LONGEST = 120
MOST_WILDCARDS = 8

_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3041-\u30ff\u3130-\u318f\u31a0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ACRONYM = re.compile(r"[A-Z0-9.]{1,8}\Z")
_FREE_WILDCARD = re.compile(r"(?<!\S)\*(?!\S)")
_PIECE = re.compile(
    r"(?P<gap> \*(?= ))|(?P<literal>-(?=\*\Z))|(?P<hyphen>-)|(?P<star>\*)|(?P<space> )|(?P<rest>[^ *-]+)"
)
# Bounded, so that no text that was made for it can keep a pattern busy; no word of any language is longer.
_LETTERS = r"[^\W\d_]{0,64}"
_FORM = r"([^\W\d_]{1,64})"
_WORD = r"[^\W_]{1,64}(?:-[^\W_]{1,64}){0,4}"
# One or two words; an elided one ("sull'") is a word that no space follows.
_GAP = rf" +(?:{_WORD}(?:'|(?= )))(?: *{_WORD}(?:'|(?= )))?"
# A free wildcard stands before its space, which an elided word does without.
_AFTER_GAP = r"(?: +|(?<='))"
_BORDERS: dict[Script, tuple[str, str]] = {
    "words": (r"(?<![^\W_])", r"(?![^\W_])"),
    "ascii": (r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"),
    "cjk": ("", ""),
}


@dataclass(frozen=True)
class Term:
    """A term as it is matched. `written` is normalised and has lost its `?`; `script` says by which rule.

    `inflection` knows the forms of its words, where it may stand in any form.
    """

    written: str
    weak: bool
    script: Script
    exact: bool
    inflection: Inflection | None = None

    @cached_property
    def acronym(self) -> bool:
        """Whether case counts because the term is an abbreviation."""
        return _ACRONYM.match(self.written) is not None

    @property
    def shouted(self) -> bool:
        """Whether the term could be an ordinary word in a line of capitals (AI, IA, KI, EV)."""
        return self.acronym and len(self.written) == 2 and self.written.isalpha()

    @cached_property
    def cased(self) -> bool:
        """Whether upper and lower case differ for this term."""
        return self.exact or self.acronym or self.script == "cjk"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, for `Normalised.text` where `cased`, else for `Normalised.folded`."""
        before, after = _BORDERS[self.script]
        return re.compile(before + _body(self._compared, inflected=self._inflected) + after)

    def matched(self, text: str, place: int) -> tuple[int, int] | None:
        """Return where the term stands that begins at a place of `text`, None where it does not."""
        match = self.pattern.match(text, place)
        if match is None:
            return None
        if self.inflection is not None and match.re.groups:
            pairs = zip(match.groups(), self._inflected, strict=True)
            if not all(self.inflection.same(found, listed) for found, listed in pairs):
                return None
        return match.span()

    @cached_property
    def _inflected(self) -> tuple[str, ...]:
        """The words of the term that may stand in another form, in order."""
        return () if self.inflection is None or self.cased else tuple(_inflected_words(self._compared))

    @property
    def first_form(self) -> str | None:
        """The first word without its hyphens, None where it stands in one form only."""
        first = re.match(r"[^ ]+", self._compared)
        if self.inflection is None or first is None or not self._inflected:
            return None
        joined = first[0].replace("-", "")
        return joined if has_forms(joined) else None

    @property
    def part(self) -> str | None:
        """The term where it may be a part of a compound, else None."""
        compounding = self.inflection is not None and self.inflection.compounding
        return self._compared if compounding and not self.cased and self._compared.isalpha() else None

    @cached_property
    def needle(self) -> str:
        """Characters, cased as `pattern` is, that stand in every text in which the term is found."""
        return max(re.split(r"[ *-]+", self._compared), key=len)

    @property
    def heads(self) -> tuple[tuple[str, bool], ...]:
        """The ways in which the first word may begin, folded, each with whether more may follow.

        Empty where the term has no first word that could be looked up.
        """
        first = re.match(r"[^\W_]+(?:-[^\W_]+)*[*-]?", self._compared.lower())
        if first is None or self.script == "cjk":
            return ()
        heads: list[tuple[str, bool]] = []
        *starts, last = first[0].rstrip("*").rstrip("-").split("-")
        joined = ""
        for start in starts:
            joined += start
            heads.append((joined, False))
        return (*heads, (joined + last, first[0].endswith("*")))

    @property
    def _compared(self) -> str:
        return self.written if self.cased else self.written.lower()


class TermError(ValueError):
    """A term that cannot be matched by the rules; `reason` is the code of what is wrong."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def term_of(
    written: str, language: str, *, exact: bool = False, inflection: Inflection | None = None
) -> Term:
    """Return the term as written in a list of that language; raises TermError where it cannot be used.

    With an inflection its words are found in all their forms.
    """
    weak = written.startswith("?")
    text = " ".join(comparable(written.removeprefix("?")).split())
    _require(any(character.isalnum() for character in text), "empty")
    _require(len(text) <= LONGEST, "long")
    _require(text.count("*") <= MOST_WILDCARDS, "wildcards")
    cjk = _CJK.search(text) is not None
    _require(not (cjk and "*" in text), "wildcard-cjk")
    _require(not re.search(r"\*\*|[^\w\s*-]\*|\*[^\w\s*'-]", text), "wildcard-place")
    for free in _FREE_WILDCARD.finditer(text):
        _require(free.start() > 0 and free.end() < len(text), "wildcard-free")
    return Term(text, weak, _script(text, language, cjk=cjk), exact, inflection)


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise TermError(reason)


def _script(text: str, language: str, *, cjk: bool) -> Script:
    if cjk:
        return "cjk"
    return "ascii" if language.partition("-")[0] in {"ja", "zh"} and text.isascii() else "words"


def _inflected_words(text: str) -> Iterator[str]:
    for word in text.split(" "):
        last = word.rpartition("-")[2]
        if has_forms(last):
            yield last


def _body(text: str, *, inflected: tuple[str, ...] = ()) -> str:
    if _CJK.search(text):
        return re.escape(text)
    waiting = list(inflected)
    parts: list[str] = []
    for piece in _PIECE.finditer(text):
        kind = piece.lastgroup
        after_gap = parts and parts[-1] == _GAP
        if kind == "gap":
            parts.append(_GAP)
        elif kind == "space":
            parts.append(_AFTER_GAP if after_gap else " +")
        elif kind == "hyphen":
            parts.append("[- ]?")
        elif kind == "star":
            parts.append(_LETTERS)
        elif waiting and piece[0] == waiting[0] and text[piece.end() : piece.end() + 1] != "-":
            parts.append(_FORM)
            del waiting[0]
        else:
            parts.append(re.escape(piece[0]))
    return "".join(parts)
