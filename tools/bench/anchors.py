"""Passages found again in other versions of their texts, by how much was changed, beside what offsets alone find."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from bench.wires import Newsroom
from briefbuilder.app.commands.revisions import AnchorText
from briefbuilder.domain.passage import CONTEXT, Passage

ARTICLES = 150
REACHED = {"light edits": "1.0", "paragraphs moved, deleted": ".95–.99", "heavy edits": ".91–.97"}
"""The shares that the design measured for this way."""

Marked = list[tuple[str, bool]]
"""Words with whether they are of the passage."""


def run() -> None:
    """Print the share of passages whose right place is found, of those that still have one."""
    print("\nPassages found again in a changed text (share found; sure and right; offsets alone; design)")
    wires = [wire.text for wire in Newsroom().write(ARTICLES, 0)]
    for name, change in (
        ("light edits", _light),
        ("paragraphs moved, deleted", _moved),
        ("heavy edits", _heavy),
    ):
        chance = random.Random(5)  # noqa: S311 - the same each time
        found = sure = wrong = by_offset = count = 0
        started = time.process_time()
        for text in wires:
            for _ in range(4):
                case = _case(text, chance, change)
                if case is None:
                    continue
                passage, after, (start, end) = case
                count += 1
                by_offset += after[passage.start : passage.end] == passage.quote
                anchor = AnchorText(after).find(passage)
                if anchor is not None:
                    right = _overlap((anchor.start, anchor.end), (start, end)) >= 0.5
                    found += right
                    sure += right and anchor.is_sure
                    wrong += anchor.is_sure and not right
        cost = 1000 * (time.process_time() - started) / count
        print(
            f"  {name:26} {found / count:.3f}  {sure / count:.3f}  {by_offset / count:.2f}  {REACHED[name]}"
            f"   surely wrong {wrong / count:.3f}, {cost:.1f} CPU-ms each"
        )


def _case(
    text: str, chance: random.Random, change: Callable[[list[Marked], random.Random], list[Marked]]
) -> tuple[Passage, str, tuple[int, int]] | None:
    """Return a passage, the changed text, and where its words stand there; None where they are gone."""
    paragraphs = text.split("\n")
    chosen = chance.randrange(len(paragraphs))
    pieces = [_pieces(paragraph) for paragraph in paragraphs]
    words = pieces[chosen]
    low = chance.randrange(max(1, len(words) - 8))
    high = min(len(words), low + chance.randint(4, 60))
    marked: list[Marked] = [
        [(word, at == chosen and low <= place < high) for place, word in enumerate(each)]
        for at, each in enumerate(pieces)
    ]
    start, end = _place(marked)
    passage = Passage(
        article="a",
        blocks=("b",),
        start=start,
        end=end,
        quote=text[start:end],
        before=text[max(0, start - CONTEXT) : start],
        after=text[end : end + CONTEXT],
    )
    after = change(marked, chance)
    if not any(mark for each in after for _, mark in each):
        return None
    return passage, "\n".join("".join(word for word, _ in each) for each in after), _place(after)


def _pieces(paragraph: str) -> list[str]:
    if " " not in paragraph:
        return list(paragraph)
    words = paragraph.split(" ")
    return [f"{word} " for word in words[:-1]] + words[-1:]


def _place(marked: list[Marked]) -> tuple[int, int]:
    at, places = 0, []
    for each in marked:
        for word, mark in each:
            if mark:
                places.append((at, at + len(word.rstrip())))
            at += len(word)
        at += 1
    return places[0][0], places[-1][1]


def _light(marked: list[Marked], chance: random.Random) -> list[Marked]:
    return [_edited(each, 0.03, chance) for each in marked]


def _moved(marked: list[Marked], chance: random.Random) -> list[Marked]:
    kept = [
        _edited(each, 0.02, chance)
        for each in marked
        if any(mark for _, mark in each) or chance.random() < 0.8
    ]
    chance.shuffle(kept)
    return kept


def _heavy(marked: list[Marked], chance: random.Random) -> list[Marked]:
    return [_edited(each, 0.15, chance) for each in _moved(marked, chance)]


def _edited(words: Marked, share: float, chance: random.Random) -> Marked:
    """Take words out, put others in, and change some, a share of all."""
    found: Marked = []
    for word, mark in words:
        act = chance.random() / share
        if act < 1 / 3:
            continue
        if act < 2 / 3:
            found.append((chance.choice(words)[0], mark))
        elif act < 1:
            found += [(chance.choice(words)[0], mark), (word, mark)]
        else:
            found.append((word, mark))
    return found


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return what two runs have in common as a share of both together."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))
