"""Corrections of an article's structure.

The imported blocks never change. A correction names blocks by id and says what they are;
`apply_corrections` applies a sequence of them. To revert a correction, it is removed from the sequence.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Annotated, Literal

from briefbuilder.domain.json_marks import Limits, WrittenWhereSet
from briefbuilder.domain.list_labels import PLAIN_LABEL, TYPED_LABEL, ListLabel, own_label, read_label
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.text import Block, Code, ListItem, WrittenBlock
from briefbuilder.domain.values import value

Form = Literal["heading", "paragraph", "list_item", "quote"]

_MARK = lazy_pattern(rf"\s*(?:[-–—•‣▪◦·*]|(?P<typed>{TYPED_LABEL}))\s+(?=\S)")
"""A list marker written as plain text."""
_HYPHENS = frozenset("-\u2010\u00ad")


@value
class FormCorrection:
    """Makes a block a heading (of `level` 1 to 6), a paragraph, a list item or a quotation.

    For a list item, `number` is the number shown and `label` how it is written, and `mark` is the length of the list
    marker ("1. ") at the beginning of the text, which is removed.
    """

    block: str
    form: Form
    level: Annotated[int, Limits(0, 9)] = 0
    number: int | None = None
    mark: int = 0
    label: Annotated[ListLabel | None, WrittenWhereSet()] = None
    kind: Literal["shaped"] = "shaped"


@value
class RemovalCorrection:
    """Removes a block that is not part of the text, such as boilerplate."""

    block: str
    kind: Literal["left_out"] = "left_out"


@value
class JoinCorrection:
    """Joins blocks into one, which has the id of the first.

    `glue` is the text inserted between each two of them, and `dropped`, if given, the number of code points
    removed before it: a hyphen that only split a word.
    """

    blocks: tuple[str, ...]
    glue: tuple[str, ...]
    dropped: tuple[int, ...] = ()
    kind: Literal["joined"] = "joined"


@value
class SplitCorrection:
    """Splits a block at the code point `at`; the second half gets the id `second`."""

    block: str
    at: int
    second: str
    kind: Literal["divided"] = "divided"


@value
class LanguageCorrection:
    """Sets the language of a block (BCP 47); None means the language of the article."""

    block: str
    language: str | None
    kind: Literal["spoken"] = "spoken"


Correction = FormCorrection | RemovalCorrection | JoinCorrection | SplitCorrection | LanguageCorrection


def affected_blocks(correction: Correction) -> tuple[str, ...]:
    """Return the ids of the blocks that a correction affects or creates."""
    match correction:
        case JoinCorrection():
            return correction.blocks
        case SplitCorrection():
            return (correction.block, correction.second)
        case _:
            return (correction.block,)


def list_item_correction(block: Block, above: Block | None) -> FormCorrection:
    """Return the correction that makes a block a list item below another block.

    A list marker at the beginning of its text is recognised; without one, numbering continues from the item above.
    """
    over = above if isinstance(above, ListItem) else None
    number = over.number if over is not None else None
    label = over.label if over is not None else None
    found = _MARK.match(block.text)
    read = None
    if found is not None and found["typed"]:
        read = read_label(found["typed"], None if number is None else label or PLAIN_LABEL)
    if found is not None and (read is not None or not found["typed"]):
        depth = over.depth if over is not None else 0
        return FormCorrection(
            block=block.id,
            form="list_item",
            number=read[1] if read is not None else None,
            mark=found.end(),
            label=own_label(read[0], depth) if read is not None else None,
        )
    if number is None:
        return FormCorrection(block=block.id, form="list_item")
    return FormCorrection(block=block.id, form="list_item", number=number + 1, label=label)


def join_correction(blocks: Iterable[Block], *, keep_hyphens: bool = True) -> JoinCorrection:
    """Return the correction that joins blocks in their order, with or without the hyphens of split words."""
    members = tuple(blocks)
    glue: list[str] = []
    dropped: list[int] = []
    left = members[0]
    for block in members[1:]:
        glue.append(glue_between(left, block))
        dropped.append(int(not keep_hyphens and ends_in_split_word(left, block)))
        # After a block without text, the next one follows the text before it.
        left = block if block.text else left
    return JoinCorrection(
        blocks=tuple(block.id for block in members),
        glue=tuple(glue),
        dropped=tuple(dropped) if any(dropped) else (),
    )


def glue_between(one: Block, other: Block) -> str:
    """Return the text to insert between two joined blocks.

    That is a space, or nothing if there is white space already, if the script has no spaces, or after the hyphen
    of a split word. The hyphen stays, since "twenty-" "one" cannot be distinguished from "govern-" "ment".
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
    """Return whether the first block ends in a hyphen between two letters."""
    left, right = one.text, other.text
    return left[-1:] in _HYPHENS and left[-2:-1].isalpha() and right[:1].isalpha()


def split_correction(block: Block, at: int, taken: Iterable[str]) -> SplitCorrection:
    """Return the correction that splits a block before a code point; `taken` are the ids in use.

    The id of the second half names the code point, so that what two desks split at one place is one split, and what they
    split at two places are two.
    """
    used = frozenset(taken)
    second, number = f"{block.id}.{at}", 2
    while second in used:
        second, number = f"{block.id}.{at}-{number}", number + 1
    return SplitCorrection(block=block.id, at=at, second=second)


def split_points(block: Block, at: int) -> tuple[int, int] | None:
    """Return where the first half ends and the second begins, or None if one of them would be empty.

    White space between the halves belongs to neither.
    """
    if not isinstance(block, WrittenBlock):
        return None
    text = block.text
    space = "\n" if isinstance(block, Code) else None
    end = len(text[:at].rstrip(space))
    start = len(text) - len(text[at:].lstrip(space))
    return (end, start) if end > 0 and start < len(text) else None


def _is_unspaced(character: str) -> bool:
    """Return whether a character is of a script without spaces; Korean is as wide as Chinese but has spaces."""
    if unicodedata.east_asian_width(character) not in {"W", "F"}:
        return False
    if unicodedata.category(character).startswith("P"):
        return True
    return character.isalnum() and not unicodedata.name(character, "").startswith("HANGUL")
