"""RTF as tokens: groups, control words with their numbers, bytes of text. Nothing is understood here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?(?:\d*) ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `data` holds the word, the sign, or the bytes of text, `number` the number of a word."""

    kind: Literal["open", "close", "word", "symbol", "text", "hex", "binary"]
    data: bytes = b""
    number: int | None = None


_OPEN, _CLOSE = Token("open"), Token("close")


def tokens(data: bytes) -> Iterator[Token]:
    """Yield the tokens of an RTF file; line ends outside of words are no text."""
    place, size = 0, len(data)
    while place < size:
        found = _TOKEN.match(data, place)
        if found is None:  # every byte begins a token
            return
        place = found.end()
        kind = found.lastgroup
        if kind == "text":
            yield Token("text", found["text"])
        elif found["word"]:
            number = int(found["number"]) if found["number"] else None
            if found["word"] == b"bin" and number is not None:
                end = min(place + max(0, number), size)
                yield Token("binary", data[place:end])
                place = end
            else:
                yield Token("word", found["word"], number)
        elif kind == "hex":
            yield Token("hex", bytes([int(found["hex"], 16)]))
        elif kind == "brace":
            yield _OPEN if found["brace"] == b"{" else _CLOSE
        elif kind == "symbol":
            yield Token("symbol", found["symbol"])
