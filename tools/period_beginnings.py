"""Write `resources/periods`: the letters with which the forms of dates of each language begin.

Run `python tools/period_beginnings.py` after a change to the words of dates in `evidence/data/periods.yaml`; a test compares.
The library regex tells whether a text may be the beginning of what a pattern matches, which `re` cannot.
"""

from __future__ import annotations

import json
import re
import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import regex

from briefbuilder.evidence.period_words import LONGEST_BEGINNING, languages, words_of
from briefbuilder.evidence.words import small_letters

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "periods"
_LOOKBEHIND = re.compile(r"\(\?<[=!](?:\\.|[^()\\])*\)")
_MOST_ENDINGS = 4
"""Beginnings that share all but the last letter; if more do, the shared letters stand for them, as for Roman numerals."""
_SHORTEST = 2
_ROMAN = frozenset("ivx")


def compile_all() -> dict[Path, str]:
    """Return the content of the file of each language by its path."""
    return {FOLDER / f"{language}.json": _compile_language(language) for language in languages()}


def _compile_language(language: str) -> str:
    words = words_of(language)
    assert words is not None
    rules = _shortened(_beginnings([_in_small_letters(rule.source) for rule in words.rules]))
    # What a longer beginning finds are also the rules of the shorter ones that it contains.
    whole = {
        text: sorted({rule for length in range(1, len(text) + 1) for rule in rules.get(text[:length], ())})
        for text in sorted(rules)
    }
    content = {"trigger": rf"(?<!\w)(?:{_either(whole)})", "rules": whole}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _in_small_letters(pattern: str) -> str:
    """Return a pattern that matches a text in small letters at least where a pattern matches the text itself."""
    plain = re.sub(r"\(\?P<\w+>|\(\?i:", "(?:", _LOOKBEHIND.sub("", pattern))
    return "".join(
        part if part.startswith("\\") else small_letters(part) for part in re.split(r"(\\.)", plain)
    )


def _beginnings(patterns: Sequence[str]) -> Mapping[str, set[int]]:
    """Return the numbers of the patterns by the beginnings of what they match; a figure is a 0, and the last character."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, pattern in enumerate(patterns):
        letters = sorted({*pattern, *string.digits, *" '"})
        for text in _grow(regex.compile(pattern), letters, ""):
            found[text].add(number)
    return found


def _grow(pattern: Any, letters: Sequence[str], before: str) -> Iterator[str]:
    for letter in letters:
        text = before + letter
        match = pattern.match(text, partial=True)
        if match is None:
            continue
        if letter.isdecimal():
            yield f"{before}0"
        elif not match.partial and match.end() < len(text):
            # Whatever follows a whole match may follow.
            yield before[: match.end()]
        elif len(text) == LONGEST_BEGINNING or (len(text) == _SHORTEST and _ROMAN.issuperset(text)):
            yield text
        else:
            yield from _grow(pattern, letters, text)


def _shortened(beginnings: Mapping[str, set[int]]) -> Mapping[str, set[int]]:
    """Return beginnings without the last letter where it says little."""
    found = dict(beginnings)
    for length in range(LONGEST_BEGINNING, _SHORTEST, -1):
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for text in found:
            if len(text) == length:
                groups[text[:-1]].append(text)
        for shared, texts in groups.items():
            if len(texts) > _MOST_ENDINGS:
                rules = [found.pop(text) for text in texts]
                found[shared] = set.union(found.get(shared, set()), *rules)
    return found


def _either(texts: Iterable[str]) -> str:
    """Return a pattern for one of several texts, in which what they begin with is written once."""
    rests: defaultdict[str, list[str]] = defaultdict(list)
    for text in texts:
        if not text:
            return ""
        rests[text[0]].append(text[1:])
    branches = {_letter(letter): _either(rest) for letter, rest in rests.items()}
    alone = "".join(letter for letter, rest in branches.items() if not rest)
    longer = [letter + rest for letter, rest in branches.items() if rest]
    if alone:
        longer.append(alone if sum(not rest for rest in branches.values()) == 1 else f"[{alone}]")
    return longer[0] if len(longer) == 1 else f"(?:{'|'.join(longer)})"


def _letter(letter: str) -> str:
    return r"\d" if letter == "0" else re.escape(letter)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for target, content in compile_all().items():
        target.write_text(content, encoding="utf-8")
