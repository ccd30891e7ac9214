"""Headings of a document that has no heading styles: short lines that are bold from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefbuilder.domain.inline import merged
from briefbuilder.domain.text import Heading, Paragraph, Span
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
        heading = Heading(id="", content=result[place].block.content, level=2)
        result[place] = replace(result[place], block=without_bold(heading))
    return result, guessed


def _may_be(written: Sequence[Written], place: int) -> bool:
    one, below = written[place], written[place + 1]
    text = one.block.text
    if not one.bold or one.role != "paragraph" or not isinstance(one.block, Paragraph):
        return False
    letters = sum(map(str.isalpha, text))
    return letters >= _FEWEST_LETTERS and len(text) <= _LONGEST and not ends_sentence(text) and not below.bold


def without_bold(heading: Heading) -> Heading:
    """Return a heading whose letters are not all bold: that is how headings look, not what a word in one means."""
    letters = [one for one in heading.content if isinstance(one, Span) and one.text.strip()]
    if not all(one.bold for one in letters):
        return heading
    content = tuple(replace(one, bold=False) if isinstance(one, Span) else one for one in heading.content)
    return replace(heading, content=merged(content))
