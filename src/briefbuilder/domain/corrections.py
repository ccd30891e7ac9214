"""Corrections of an article's structure: what the officer says over a text that stays as it was read.

The blocks of an import never change. A correction names blocks by id and says what they are; `applied` puts
a row of them, in order, over the frozen blocks and tells for each word where it was read. Taking one away
again is leaving it out of the row. A correction that does not fit any more is passed over: the act that makes
one checks it with `fitting` first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from briefbuilder.domain.text import Block, Code, ListItem, WrittenBlock
from briefbuilder.domain.values import value

Form = Literal["heading", "paragraph", "list_item", "quote"]


@value
class FormCorrection:
    """A block is a heading (of `level` 1 to 6), a paragraph, an item of a list or a quotation.

    For an item, `number` is the one that it shows, and `mark` counts the code points at the beginning of its text
    that said so ("1. ") and are no words any more.
    """

    block: str
    form: Form
    level: int = 0
    number: int | None = None
    mark: int = 0
    kind: Literal["shaped"] = "shaped"


@value
class RemovalCorrection:
    """A block does not belong to the text: boilerplate."""

    block: str
    kind: Literal["left_out"] = "left_out"


@value
class JoinCorrection:
    """Blocks are one; it goes by the first one's id.

    `glue` is what stands between each two of them, and `dropped`, where it is given, how many code points go
    from the end of the one before: a hyphen that only broke a word.
    """

    blocks: tuple[str, ...]
    glue: tuple[str, ...]
    dropped: tuple[int, ...] = ()
    kind: Literal["joined"] = "joined"


@value
class SplitCorrection:
    """A block is two, before and from the code point `at`; the second one gets the id `second`."""

    block: str
    at: int
    second: str
    kind: Literal["divided"] = "divided"


@value
class LanguageCorrection:
    """A block is written in a language (BCP 47), None for the article's own."""

    block: str
    language: str | None
    kind: Literal["spoken"] = "spoken"


Correction = FormCorrection | RemovalCorrection | JoinCorrection | SplitCorrection | LanguageCorrection

_MARK = re.compile(r"\s*(?:[-–—•‣▪◦·*]|(\d{1,3})[.)])\s+(?=\S)")
"""The mark of a list item that a text without markup carries in its own letters."""

_HYPHENS = frozenset("-\u2010\u00ad")


def affected_blocks(correction: Correction) -> tuple[str, ...]:
    """Return the ids of the blocks that a correction speaks of."""
    match correction:
        case JoinCorrection():
            return correction.blocks
        case SplitCorrection():
            return (correction.block, correction.second)
        case _:
            return (correction.block,)


def list_item_correction(block: Block, above: Block | None) -> FormCorrection:
    """Return the correction that makes a block a list item below another block.

    A mark in its own letters becomes the item's mark; without one it goes on counting where the item above counts.
    """
    found = _MARK.match(block.text)
    if found is not None:
        number = int(found[1]) if found[1] else None
        return FormCorrection(block=block.id, form="list_item", number=number, mark=found.end())
    number = above.number if isinstance(above, ListItem) else None
    number = None if number is None else number + 1
    return FormCorrection(block=block.id, form="list_item", number=number)


def join_correction(blocks: Iterable[Block], *, keep_hyphens: bool = True) -> JoinCorrection:
    """Return the correction that makes blocks one, in their order; hyphens that break a word go where that is said."""
    members = tuple(blocks)
    glue: list[str] = []
    dropped: list[int] = []
    left = members[0]
    for block in members[1:]:
        glue.append(glue_between(left, block))
        dropped.append(int(not keep_hyphens and ends_in_split_word(left, block)))
        # Behind a block without words, what comes next follows the words before it.
        left = block if block.text else left
    return JoinCorrection(
        blocks=tuple(block.id for block in members),
        glue=tuple(glue),
        dropped=tuple(dropped) if any(dropped) else (),
    )


def glue_between(one: Block, other: Block) -> str:
    """Return what stands between two blocks once they are one.

    A space; none where there is white space already, where a script does without it, and where a hyphen breaks a
    word. The hyphen stays, since nobody can tell "twenty-" and "one" from "govern-" and "ment" for sure.
    """
    if isinstance(one, Code) and isinstance(other, Code):
        return "\n"
    left, right = one.text, other.text
    if not left or not right or left[-1].isspace() or right[0].isspace():
        return ""
    if _is_unspaced(left[-1]) or _is_unspaced(right[0]):
        return ""
    return "" if ends_in_split_word(one, other) else " "


def ends_in_split_word(one: Block, other: Block) -> bool:
    """Tell whether a hyphen between letters stands at the end of the first block."""
    left, right = one.text, other.text
    return left[-1:] in _HYPHENS and left[-2:-1].isalpha() and right[:1].isalpha()


def split_correction(block: Block, at: int, taken: Iterable[str]) -> SplitCorrection:
    """Return the correction that divides a block before a code point; `taken` are the ids that are in use."""
    used = frozenset(taken)
    number = 2
    while f"{block.id}.{number}" in used:
        number += 1
    return SplitCorrection(block=block.id, at=at, second=f"{block.id}.{number}")


def split_points(block: Block, at: int) -> tuple[int, int] | None:
    """Return where the first half ends and the second one begins, None where one of them would hold nothing.

    The white space between the two belongs to neither.
    """
    if not isinstance(block, WrittenBlock):
        return None
    text = block.text
    space = "\n" if isinstance(block, Code) else None
    end = len(text[:at].rstrip(space))
    start = len(text) - len(text[at:].lstrip(space))
    return (end, start) if end > 0 and start < len(text) else None


def _is_unspaced(character: str) -> bool:
    """Tell whether a character is of a script without spaces; Korean is as wide as Chinese, and has them."""
    if unicodedata.east_asian_width(character) not in {"W", "F"}:
        return False
    if unicodedata.category(character).startswith("P"):
        return True
    return character.isalnum() and not unicodedata.name(character, "").startswith("HANGUL")
