"""The history of a mail in markup that says nothing of it: found in its blocks by the words that programs write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefbuilder.domain.inline import cut, stripped
from briefbuilder.domain.text import Block, Code, Heading, ListItem, Paragraph, Quote, Span
from briefbuilder.importers.mail.history import begins_history, is_attribution, unmarked

_SHORTEST = 3


def with_history(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a mail, those of its history as quotations."""
    parted = list(_parted(blocks))
    start = next((place for place, one in enumerate(parted) if _begins(parted, place)), len(parted))
    found: list[Block] = []
    for place, block in enumerate(parted):
        told = place + 1 < len(parted) and isinstance(parted[place + 1], Quote) and is_attribution(block.text)
        if place >= start or (told and not isinstance(block, Quote)):
            found.append(_quoted(block, continues=place > start or (place < start and _ends_quoted(found))))
        else:
            found.append(_of_marked_lines(block))
    return found


def _parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, one in two where a history begins in its midst."""
    for block in blocks:
        if not isinstance(block, Paragraph) or "\n" not in block.text:
            yield block
            continue
        lines = block.text.split("\n")
        place = next((at for at in range(len(lines)) if begins_history(lines, at)), 0)
        offset = sum(len(line) + 1 for line in lines[:place])
        head = stripped(cut(block.content, 0, offset))
        if place and any(inline.text.strip() for inline in head):
            yield replace(block, content=head)
            yield replace(block, id="", content=cut(block.content, offset, len(block.text)))
        else:
            yield block


def _begins(blocks: Sequence[Block], place: int) -> bool:
    """Tell whether a history begins with a block: its lines, and those of the blocks below, are looked at."""
    if not isinstance(blocks[place], Paragraph | Heading):
        return False
    lines = [line for block in blocks[place : place + 8] for line in block.text.split("\n")]
    return begins_history(lines, 0)


def _quoted(block: Block, *, continues: bool) -> Block:
    if isinstance(block, Heading | Paragraph | ListItem | Quote | Code):
        return Quote(id=block.id, content=block.content, language=block.language, continues=continues)
    return block


def _ends_quoted(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and isinstance(blocks[-1], Quote)


def _of_marked_lines(block: Block) -> Block:
    """Return a paragraph whose every line bears the mark of a quotation as one."""
    if not isinstance(block, Paragraph) or not block.text.startswith(">"):
        return block
    lines = [line for line in block.text.split("\n") if line.strip()]
    if len(lines) < _SHORTEST or not all(line.startswith(">") for line in lines):
        return block
    return Quote(id=block.id, content=(Span("\n".join(map(unmarked, lines))),), language=block.language)
