"""The blocks that the importers of office documents collect, each with what its style says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element

from briefbuilder.domain.text import Block, Figure, Inline, ListItem, Paragraph, Span, Table
from briefbuilder.importers.phrases import phrases
from briefbuilder.importers.plaintext.layout import ends_sentence
from briefbuilder.word_lists import load_word_lists

_MAX_HEADING_SENTENCE = 120
"""Code points: a paragraph in the style of a heading that is longer and ends a sentence is running text."""

_NUMBERED_CAPTION = re.compile(
    rf"(?:{phrases('numbered_captions')})\s?[\d٠-٩]{{1,3}}(?:\.\d{{1,2}})?\s*(?:[.:：\-–—．|]|$)",
    re.IGNORECASE,
)
_MAX_CAPTION = 200

_STYLES: dict[str, list[str]] = load_word_lists("briefbuilder.importers", "office_styles")
CODE_STYLES = frozenset(_STYLES["code_characters"])
"""The names of character styles for code."""

_ROLES = {style: role for role, styles in _STYLES.items() if role != "code_characters" for style in styles}
_CONTENTS = re.compile(r"toc |(?:contents|user index|illustration index|table index) (?:heading|\d)")
LARGER = 2
"""Half-points: the least difference between the letters of headings and those of running text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledBlock:
    """A block with the role of its paragraph style.

    `bold` means all letters are; `size` is that of most letters in half-points, 0 if unknown; `indent` and `right_indent`
    are in twentieths of a point. The text begins with a counted number of `label` code points, such as "2.1 ".
    """

    block: Block
    role: str = "paragraph"
    bold: bool = False
    size: int = 0
    indent: int = 0
    right_indent: int = 0
    label: int = 0


def styled_paragraph(
    block: Block, role: str, letters: Mapping[tuple[bool, float], int], indents: tuple[int, int]
) -> StyledBlock:
    """Return a paragraph with what its style says.

    `letters` are how many of its letters are bold or not, and in which size in half-points; see StyledBlock for the indents.
    """
    sizes: Counter[int] = Counter()
    for (_, size), count in letters.items():
        sizes[round(size)] += count
    is_styled_bold = any(letters.values()) and all(bold for (bold, _), count in letters.items() if count)
    return StyledBlock(
        block=block,
        role=role,
        bold=is_styled_bold or is_bold(block.content),
        size=max(sizes, key=sizes.__getitem__, default=0),
        indent=indents[0],
        right_indent=indents[1],
    )


def role_of_style(name: str) -> str:
    """Return the role of the paragraphs of a style by its name in lower case, "" for a name that says none.

    The programs keep these names when they save a document in another format.
    """
    return "contents" if _CONTENTS.match(name) else _ROLES.get(name, "")


class CellReader:
    """Reads the cells of a table, and remembers what their styles say."""

    def __init__(self, walk: Callable[[_Element], Sequence[StyledBlock]]) -> None:
        self._walk = walk
        self._cells: list[Sequence[StyledBlock]] = []

    def read(self, cell: _Element) -> tuple[Block, ...]:
        """Return the blocks of a cell."""
        self._cells.append(self._walk(cell))
        return tuple(styled.block for styled in attach_captions(self._cells[-1]))

    def frame(self) -> Sequence[StyledBlock] | None:
        """Return the blocks of the only cell that was read, or None."""
        return self._cells[0] if len(self._cells) == 1 else None


def table_blocks(table: Table, frame: Sequence[StyledBlock] | None = None) -> Iterator[StyledBlock]:
    """Yield a table that has a text; one of a single cell is a frame, whose blocks are yielded instead.

    `frame` are the blocks of the single cell with what their styles say.
    """
    cells = [cell for row in table.rows for cell in row.cells]
    if len(cells) == 1:
        yield from frame or (StyledBlock(block=block) for block in cells[0].blocks)
    elif any(cell.blocks for cell in cells):
        yield StyledBlock(block=table, role="table")


def join_content(blocks: Iterable[Block]) -> tuple[Inline, ...]:
    """Join the content of a note's paragraphs, separated by line ends."""
    content: list[Inline] = []
    for block in blocks:
        if content:
            content.append(Span("\n"))
        content.extend(block.content or (Span(block.text),))
    return tuple(content)


def is_bold(content: Iterable[Inline]) -> bool:
    """Return whether all text is bold."""
    return all(isinstance(inline, Span) and inline.bold for inline in content if inline.text.strip())


def body_size(written: Iterable[StyledBlock]) -> int:
    """Return the size of most letters of the running text."""
    letters: Counter[int] = Counter()
    for styled in written:
        if isinstance(styled.block, Paragraph | ListItem):
            letters[styled.size] += len(styled.block.text)
    return letters.most_common(1)[0][0] if letters else 0


def is_larger_than(styled: StyledBlock, size: int) -> bool:
    """Return whether a block has larger letters than a known size, by a point at least."""
    return 0 < size <= styled.size - LARGER


def is_running_text(text: str) -> bool:
    """Return whether a paragraph in the style of a heading is running text, such as a numbered clause."""
    return len(text) > _MAX_HEADING_SENTENCE and ends_sentence(text)


def attach_captions(blocks: Sequence[StyledBlock]) -> Iterator[StyledBlock]:
    """Attach captions in separate paragraphs to their pictures and tables."""
    caption: StyledBlock | None = None
    pending: StyledBlock | None = None
    body = body_size(blocks)
    for index, block in enumerate(blocks):
        is_caption = _is_plain_caption(block, blocks[max(index - 1, 0) : index + 2], body)
        current = replace(block, role="caption") if is_caption else block
        if current.role == "caption" and pending is not None and not pending.block.content:
            yield _add_caption(pending, current)
            pending = None
            continue
        if pending is not None:
            yield pending
            pending = None
        if caption is not None:
            if isinstance(current.block, Table) and not current.block.content:
                pending, caption = _add_caption(current, caption), None
                continue
            yield caption
            caption = None
        if current.role == "caption":
            caption = current
        elif isinstance(current.block, Table | Figure):
            pending = current
        else:
            yield current
    for rest in (pending, caption):
        if rest is not None:
            yield rest


def _is_plain_caption(styled: StyledBlock, around: Sequence[StyledBlock], body: int) -> bool:
    """Return whether a paragraph without a style is a caption: numbered, or in smaller letters beside what it names.

    Captions are above tables and below pictures.
    """
    text = styled.block.text
    if not isinstance(styled.block, Paragraph) or styled.role != "paragraph" or len(text) > _MAX_CAPTION:
        return False
    beside = isinstance(around[-1].block, Table) or isinstance(around[0].block, Figure)
    return _NUMBERED_CAPTION.match(text) is not None or (beside and 0 < styled.size <= body - LARGER)


def _add_caption(owner: StyledBlock, caption: StyledBlock) -> StyledBlock:
    block = owner.block
    if isinstance(block, Table | Figure):
        return replace(owner, block=replace(block, content=caption.block.content))
    return owner
