"""Headings of a document that has no heading styles: short lines that are bold from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefbuilder.domain.text import Heading, Inline, Paragraph, Span
from briefbuilder.importers.docx.walker import Written
from briefbuilder.importers.plaintext.layout import ends_sentence

_LONGEST = 140
_FEWEST_LETTERS = 3


def with_guessed_headings(written: Sequence[Written]) -> tuple[list[Written], list[int]]:
    """Return the blocks, bold lines made headings where there are no others, and the places of those."""
    if any(isinstance(one.block, Heading) for one in written):
        return list(written), []
    guessed = [place for place in range(len(written) - 1) if _may_be(written, place)]
    paragraphs = sum(isinstance(one.block, Paragraph) for one in written)
    if len(guessed) > paragraphs / 2:
        return list(written), []
    result = list(written)
    for place in guessed:
        content = tuple(map(_plainer, result[place].block.content))
        result[place] = replace(result[place], block=Heading(id="", content=content, level=2))
    return result, guessed


def _may_be(written: Sequence[Written], place: int) -> bool:
    one, below = written[place], written[place + 1]
    text = one.block.text
    if not one.bold or one.role != "paragraph" or not isinstance(one.block, Paragraph):
        return False
    letters = sum(map(str.isalpha, text))
    return letters >= _FEWEST_LETTERS and len(text) <= _LONGEST and not ends_sentence(text) and not below.bold


def _plainer(inline: Inline) -> Inline:
    return replace(inline, bold=False) if isinstance(inline, Span) else inline
