"""Captions: where one begins with a word and a number, the number becomes Word's own count."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from briefbuilder.domain.document import Content, Run

_NUMBERED = r"(?P<word>[^\W\d_]{1,20})(?P<gap>[ \u00a0\u202f])(?P<number>[1-9][0-9]{0,5})(?![0-9])"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Caption:
    """A caption taken apart: the words before the number, the field that counts, its result, the rest."""

    before: Content
    instruction: str
    number: str
    after: Content


@dataclass(slots=True, eq=False, repr=False)
class Captions:
    """Follows the numbers of captions, by their word, as Word's SEQ fields count them."""

    _counts: dict[str, int] = field(default_factory=dict)

    def take_apart(self, content: Content) -> Caption | None:
        """Return a caption around its number, or None where it does not begin with a word and a number."""
        first = content[0] if content else None
        if not isinstance(first, Run):
            return None
        match = re.match(_NUMBERED, first.text)
        if match is None:
            return None
        word, number = match["word"], int(match["number"])
        follows = number == self._counts.get(word, 0) + 1
        self._counts[word] = number
        instruction = f"SEQ {word} \\* ARABIC" + ("" if follows else f" \\r {number}")
        return Caption(
            before=(replace(first, text=match["word"] + match["gap"]),),
            instruction=instruction,
            number=match["number"],
            after=(replace(first, text=first.text[match.end() :]), *content[1:]),
        )
