"""What an officer changed in a quotation, shown as a quotation shows it.

Words that were left out are marked […], words that are not the source's stand in square brackets. Marks that
the officer set already are left alone; what was cut off at either end needs no mark, since the quotation is
then a shorter one. White space and punctuation are not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from briefbuilder.domain.inline import cut
from briefbuilder.domain.text import Block, Inline, Span, joined_text

OMISSION = "[…]"

_OMITTED = re.compile(r"[\[(]\s*(?:…|\.\.\.)\s*[\])]")
# A word with what joins it, or one sign of a writing that sets no spaces.
_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
    "(?:[’'\\-.,][^\\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+)*"
)
_ENDING = re.compile(r"[»”’\"')]*[.!?…。！？]+[»”’\"')」』]*")
_BRACKETED = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Edits:
    """Where an edited quotation differs from its source, in code points of the edited text.

    `omissions` are places at which words of the source are missing, `changes` runs of words that are not the source's.
    """

    omissions: tuple[int, ...]
    changes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


@lru_cache(maxsize=256)
def edits_between(source: str, edited: str) -> Edits:
    """Return the edits that lead from a source's words to an edited text."""
    skipped = [found.span() for found in _OMITTED.finditer(edited)]
    bracketed = [found.span() for found in _BRACKETED.finditer(edited)]
    before = list(_words(source))
    after = [word for word in _words(edited) if not _inside(word, bracketed)]
    omissions: list[int] = []
    changes: list[tuple[int, int]] = []
    matcher = SequenceMatcher(None, [w.text for w in before], [w.text for w in after], autojunk=False)
    for kind, at, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        if start < end:
            changes.append((after[start].start, after[end - 1].end))
        elif 0 < start < len(after) and last < len(before):
            gap = (after[start - 1].end, after[start].start)
            if not any(gap[0] <= low and high <= gap[1] for low, high in (*skipped, *bracketed)):
                omissions.append(gap[0] + _sentence_end(source, before[at - 1].end, edited[gap[0] : gap[1]]))
    return Edits(omissions=tuple(omissions), changes=tuple(changes))


def _sentence_end(source: str, place: int, gap: str) -> int:
    """Return the length of the signs that end a sentence in both texts: what is missing then begins behind them."""
    found = _ENDING.match(gap)
    return len(found[0]) if found and source.startswith(found[0], place) else 0


def _words(text: str) -> Iterator[_Word]:
    return (_Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text))


def _inside(word: _Word, spans: list[tuple[int, int]]) -> bool:
    return any(start <= word.start and word.end <= end for start, end in spans)


def shown_as_edited(blocks: tuple[Block, ...], source: str) -> tuple[Block, ...]:
    """Return an edited quotation's blocks with its omissions and changes marked."""
    edits = edits_between(source, joined_text(blocks))
    marks = [(place, f" {OMISSION}") for place in edits.omissions]
    for start, end in edits.changes:
        marks += [(start, "["), (end, "]")]
    shown: list[Block] = []
    offset = 0
    for block in blocks:
        size = len(block.text)
        # A mark between two blocks goes to the first; an opening bracket to the block of its word.
        own = [
            (place - offset, mark)
            for place, mark in sorted(marks)
            if (offset <= place < offset + size if mark == "[" else offset < place <= offset + size)
        ]
        shown.append(_marked(block, own) if own and _is_inline(block) else block)
        offset += size + 1
    return tuple(shown)


def _is_inline(block: Block) -> bool:
    """Tell whether a block's text is its content: that of a table is in its cells."""
    return block.kind not in {"table", "figure"}


def _marked(block: Block, marks: list[tuple[int, str]]) -> Block:
    content: tuple[Inline, ...] = ()
    place = 0
    for at, mark in marks:
        content = (*content, *cut(block.content, place, at), Span(mark))
        place = at
    return replace(block, content=(*content, *cut(block.content, place, len(block.text))))
