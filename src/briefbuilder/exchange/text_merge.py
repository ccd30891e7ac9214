"""Merges two edits of one text: by paragraphs, then by sentences, and never inside a sentence.

Texts are lists of blocks as JSON. If both changed one sentence, the later wording stands and the merge is not clean;
nothing else that either wrote is lost.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from typing import NamedTuple

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.exchange.records import Json, canonical

Blocks = Sequence[Json]

_SENTENCE_END = lazy_pattern(
    r"(?:(?<![.!?…؟।።։])[.!?…؟।።։]++[\"'”’»)\]]*+(?=\s|$))|(?:[。！？｡][」』”’）]*)|\n"
)


@value(kw_only=False)
class MergedText:
    """A merged text; it is `clean` if no sentence, table or form was changed by both in different ways."""

    blocks: list[Json]
    clean: bool


def merge_texts(base: Blocks, earlier: Blocks, later: Blocks) -> MergedText:
    """Merge two edits of a text."""
    return _TextMerge(base, earlier, later).merge()


class _TextMerge:
    def __init__(self, base: Blocks, earlier: Blocks, later: Blocks) -> None:
        self._base, self._earlier, self._later = (_by_id(blocks) for blocks in (base, earlier, later))
        self._clean = True

    def merge(self) -> MergedText:
        order = self._order()
        blocks = [block for name in order if (block := self._block(name)) is not None]
        return MergedText(blocks, self._clean)

    def _order(self) -> list[str]:
        """Return the ids in the order of the later text, or of the earlier one if it alone was rearranged."""
        spine, other = self._later, self._earlier
        if _shared_order(self._base, self._later) == _shared_order(self._later, self._base):
            spine, other = self._earlier, self._later
        order = list(spine)
        before = ""
        for name in other:
            if name not in spine:
                # After the block that it follows, and after what the spine inserted there.
                place = order.index(before) + 1 if before else 0
                while place < len(order) and order[place] in spine and order[place] not in self._base:
                    place += 1
                order.insert(place, name)
            before = name
        return order

    def _block(self, name: str) -> Json | None:
        base, earlier, later = (texts.get(name) for texts in (self._base, self._earlier, self._later))
        if earlier == later:
            return later
        if earlier == base:
            return later
        if later == base:
            return earlier
        if earlier is None or later is None:
            # One removed what the other changed: the change stays.
            self._clean = False
            return later if earlier is None else earlier
        return self._merge_block(base or {}, earlier, later)

    def _merge_block(self, base: Json, earlier: Json, later: Json) -> Json:
        merged: dict[str, Json] = {}
        for name in {**later, **earlier}:
            one, two, before = earlier.get(name), later.get(name), base.get(name)
            if one in (two, before):
                chosen = two
            elif two == before:
                chosen = one
            elif name == "content" and base:
                chosen = self._merge_content(before or [], one or [], two or [])
            else:
                self._clean = False
                chosen = two
            if name in later or chosen is not None:
                merged[name] = chosen
        return merged

    def _merge_content(self, base: Json, earlier: Json, later: Json) -> list[Json]:
        sentences, is_clean = _merge_sentences(*(_sentences(content) for content in (base, earlier, later)))
        self._clean = self._clean and is_clean
        return _content([atom for sentence in sentences for atom in sentence])


def _by_id(blocks: Blocks) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for block in blocks:
        if isinstance(block, dict) and isinstance(block.get("id"), str):
            found.setdefault(block["id"], block)
    return found


def _shared_order(one: dict[str, Json], other: dict[str, Json]) -> list[str]:
    return [name for name in one if name in other]


# An atom is one character with the format of its span, or a reference to a note.

_Atom = tuple[str, str]
_Sentences = list[tuple[_Atom, ...]]


def _sentences(content: Json) -> _Sentences:
    """Split inline content into sentences; the space between two belongs to the second."""
    atoms: list[_Atom] = []
    for inline in content:
        if not isinstance(inline, dict):
            continue
        text = inline.get("text")
        if inline.get("kind", "span") == "span" and isinstance(text, str):
            form = canonical({name: value for name, value in inline.items() if name != "text"}).decode()
            atoms += [(character, form) for character in text]
        else:
            atoms.append(("", canonical(inline).decode()))
    # A reference to a note counts as nothing between characters, so that it stays with its sentence.
    places = [place for place, (character, _) in enumerate(atoms) if character]
    text = "".join(atoms[place][0] for place in places)
    ends = [places[found.end() - 1] + 1 for found in _SENTENCE_END.finditer(text) if found.end()]
    ends = [_after_notes(atoms, end) for end in ends]
    cuts = [0, *dict.fromkeys(ends), len(atoms)]
    return [tuple(atoms[start:end]) for start, end in itertools.pairwise(cuts) if start < end]


def _after_notes(atoms: Sequence[_Atom], place: int) -> int:
    while place < len(atoms) and not atoms[place][0]:
        place += 1
    return place


def _content(atoms: Sequence[_Atom]) -> list[Json]:
    content: list[Json] = []
    last = ""
    for character, form in atoms:
        if not character:
            content.append(json.loads(form))
        elif content and form == last:
            content[-1]["text"] += character
        else:
            read = json.loads(form)
            content.append({"text": character, **read})
        last = form if character else ""
    return content


class _Edit(NamedTuple):
    """Sentences of the base from `start` to `end` that one side (0 or 1) replaced."""

    start: int
    end: int
    side: int
    replacement: _Sentences


def _merge_sentences(base: _Sentences, earlier: _Sentences, later: _Sentences) -> tuple[_Sentences, bool]:
    """Return two edits merged, and whether all of them stand; if both replaced the same sentences, only those of the later do.

    What both insert at one place is kept in turn.
    """
    edits = sorted((*_edits(base, earlier, 0), *_edits(base, later, 1)), key=lambda edit: edit[:3])
    items: _Sentences = []
    clean = True
    at = 0
    while edits:
        group = [edits.pop(0)]
        start, end = group[0].start, group[0].end
        while edits and (edits[0].start < end or edits[0].end == start == end):
            end = max(end, edits[0].end)
            group.append(edits.pop(0))
        chunk, is_clean = _choose(base[start:end], *(_side(base, group, side, start, end) for side in (0, 1)))
        items += (*base[at:start], *chunk)
        clean = clean and is_clean
        at = end
    return [*items, *base[at:]], clean


def _edits(base: _Sentences, other: _Sentences, side: int) -> list[_Edit]:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return [
        _Edit(start, end, side, other[other_start:other_end])
        for kind, start, end, other_start, other_end in matcher.get_opcodes()
        if kind != "equal"
    ]


def _side(base: _Sentences, group: Sequence[_Edit], side: int, start: int, end: int) -> _Sentences:
    """Return what one side made of the base between two places."""
    result: _Sentences = []
    at = start
    for edit in group:
        if edit.side == side:
            result += (*base[at : edit.start], *edit.replacement)
            at = edit.end
    return [*result, *base[at:end]]


def _choose(base: _Sentences, earlier: _Sentences, later: _Sentences) -> tuple[_Sentences, bool]:
    if earlier in (base, later):
        return later, True
    if later == base:
        return earlier, True
    if not base:
        return [*earlier, *later], True
    return later, False
