"""Applies changes made in Word to blocks: hunks of drawn text, styles and forms.

Hunks are carried over to the text of a block, so that its links, forms and notes stay. What would touch what is only
drawn, such as a portion mark or "[…]", raises ReturnedTextError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import assert_never

from briefbuilder.domain.block_edits import make_second_half
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.export_record import Form, FormRange
from briefbuilder.domain.inline import (
    merge_spans,
    plain_digits,
    replace_range,
    replace_text,
    with_script_digits,
    without_script_digits,
)
from briefbuilder.domain.styles import heading_level_of
from briefbuilder.domain.text import (
    Block,
    Code,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Quote,
    Span,
    WrittenBlock,
    plain_text,
)
from briefbuilder.domain.values import value
from briefbuilder.domain.visible_text import remove_hidden
from briefbuilder.domain.word_changes import PARAGRAPH_END, Hunk, joined_text
from briefbuilder.returned.text_diff import split_words


@value(kw_only=False)
class _CommonRun:
    """Code points that are in both texts: at `drawn` in the one, at `written` in the other."""

    drawn: int
    written: int
    length: int


class DrawnOffsets:
    """Maps ranges of a drawn text to the text that was written."""

    def __init__(self, drawn: str, written: str) -> None:
        self._drawn, self._written = drawn, written
        self._pieces = _common_runs(drawn, written)

    def range_of(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the range of the written text that two offsets of the drawn text enclose.

        Return None if the range contains something that is only drawn, or that was written differently since.
        """
        if start == end:
            place = self._place_of(start)
            return None if place is None else (place, place)
        first = next((p for p in self._pieces if p.drawn <= start < p.drawn + p.length), None)
        last = next((p for p in self._pieces if p.drawn < end <= p.drawn + p.length), None)
        if first is None or last is None or not self._is_whole(first, last):
            return None
        return first.written + start - first.drawn, last.written + end - last.drawn

    def range_with_lead(self, end: int) -> tuple[int, int] | None:
        """Return the range of the first written words, up to an offset of the drawn text, if only drawn text is before them."""
        first = self._pieces[0] if self._pieces else None
        if first is None or first.written or not 0 < first.drawn < end:
            return None
        return self.range_of(first.drawn, end)

    def ranges_of(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the written text that are between two offsets of the drawn text."""
        for piece in self._pieces:
            low, high = max(start, piece.drawn), min(end, piece.drawn + piece.length)
            if low < high:
                yield low - piece.drawn + piece.written, high - piece.drawn + piece.written

    def edge(self, offset: int) -> int | None:
        """Return the offset in the written text, its beginning or end for one in what is drawn before or after all of it."""
        if self._pieces and offset < self._pieces[0].drawn:
            return 0 if self._pieces[0].written == 0 else None
        last = self._pieces[-1] if self._pieces else None
        if last is not None and offset > last.drawn + last.length:
            end = last.written + last.length
            return end if end == len(self._written) else None
        return self._place_of(offset) if self._pieces else 0

    def _place_of(self, offset: int) -> int | None:
        for piece in self._pieces:
            if piece.drawn <= offset <= piece.drawn + piece.length:
                return piece.written + offset - piece.drawn
        # Without its own text, a paragraph is written from the end of what is only drawn.
        return 0 if not self._written and offset == len(self._drawn) else None

    def _is_whole(self, first: _CommonRun, last: _CommonRun) -> bool:
        """Return whether nothing but hidden characters is between the pieces from the first to the last."""
        pieces = self._pieces[self._pieces.index(first) : self._pieces.index(last) + 1]
        for run, other in pairwise(pieces):
            between = self._written[run.written + run.length : other.written]
            if run.drawn + run.length != other.drawn or remove_hidden(between).strip():
                return False
        return True


_SIGNS = str.maketrans("’\u00a0", "' ")
"""Titles and fields are drawn with the typographic apostrophe, with whichever they are typed, and texts with no-break spaces."""


def _common_runs(drawn: str, written: str) -> tuple[_CommonRun, ...]:
    if not drawn or not written:
        return ()
    drawn, written = (plain_digits(text.translate(_SIGNS)) for text in (drawn, written))
    if drawn.endswith(written):
        # What is drawn but not stored nearly always precedes the text.
        return (_CommonRun(len(drawn) - len(written), 0, len(written)),)
    at = drawn.find(written)
    if at >= 0:
        return (_CommonRun(at, 0, len(written)),)
    from rapidfuzz.distance import Indel

    left, right = list(split_words(drawn)), list(split_words(written))
    steps = Indel.opcodes([text for text, _ in left], [text for text, _ in right])
    found: list[_CommonRun] = []
    for step in steps:
        if step.tag == "equal":
            start, last = left[step.src_start][1], left[step.src_end - 1]
            found.append(_CommonRun(start, right[step.dest_start][1], last[1] + len(last[0]) - start))
    return tuple(found)


NewId = Callable[[], str]


class ReturnedTextError(BriefbuilderError):
    """A change made in Word that cannot be taken into the briefing."""


def change_text(drawn: str, written: str, hunks: Iterable[Hunk]) -> str:
    """Return a written text under the hunks of the drawn text that shows it."""
    return _JoinedText((drawn,), ((Span(written),),)).changed(hunks)[0].text


def change_blocks(
    drawn: Sequence[str], blocks: Sequence[Block], hunks: Iterable[Hunk], new_id: NewId
) -> tuple[tuple[Block, ...], ...]:
    """Return for each block what becomes of it under the hunks of the drawn paragraphs that show the blocks.

    A block that is joined with the one before is gone; one that is split is followed by new blocks.
    """
    joined = _JoinedText(tuple(drawn), _contents(blocks))
    slots: list[list[Block]] = [[] for _ in blocks]
    at = 0
    for piece in joined.changed(hunks):
        if piece.paragraph is not None:
            at = piece.paragraph
            slots[at].append(replace(blocks[at], content=_plain_language(piece.content, blocks[at])))
        else:
            last = slots[at][-1]
            if not isinstance(last, WrittenBlock):
                raise ReturnedTextError("word-change-structure")
            slots[at].append(make_second_half(last, new_id(), piece.content))
    return tuple(map(tuple, slots))


_MARK = re.compile(r"(?:\([^()]{1,24}\)|\[[^\[\]]{1,80}\]) ")
"""A portion mark or the label of a release before a text."""


def without_marks(text: str, drawn: str, written: str) -> str:
    """Return a text without the marks that are drawn before it and are not written."""
    while (mark := _MARK.match(drawn)) and not written.startswith(mark[0]) and text.startswith(mark[0]):
        text, drawn = text[mark.end() :], drawn[mark.end() :]
    return text


def rewrite_block(block: Block, text: str, new_id: NewId) -> tuple[Block, ...]:
    """Return a block with another text; the words that stay keep their format, links and notes."""
    from rapidfuzz.distance import Indel

    old = plain_text(block.content)
    left, right = ([word for word, _ in split_words(each)] for each in (old, text))
    ends = list(accumulate(map(len, left), initial=0))
    hunks: list[Hunk] = []
    for step in Indel.opcodes(left, right):
        if step.tag != "equal":
            start, end = ends[step.src_start], ends[step.src_end]
            hunks.append(Hunk(start=start, end=end, text="".join(right[step.dest_start : step.dest_end])))
    return change_blocks([old], [block], _merged(hunks), new_id)[0]


def _merged(hunks: Iterable[Hunk]) -> list[Hunk]:
    """Return the hunks, with each removal joined to the insertion that replaces the removed text."""
    found: list[Hunk] = []
    for hunk in hunks:
        last = found[-1] if found else None
        if last is not None and last.end == hunk.start:
            found[-1] = Hunk(start=last.start, end=hunk.end, text=last.text + hunk.text)
        else:
            found.append(hunk)
    return found


def _contents(blocks: Sequence[Block]) -> tuple[tuple[Inline, ...], ...]:
    """Return the contents of blocks; words whose language differs from that of the first block name it."""
    first = blocks[0].language if blocks else None
    return tuple(
        block.content
        if block.language in {None, first}
        else tuple(
            replace(inline, language=inline.language or block.language)
            if isinstance(inline, Span)
            else inline
            for inline in block.content
        )
        for block in blocks
    )


def _plain_language(content: tuple[Inline, ...], block: Block) -> tuple[Inline, ...]:
    """Return the content of a block, in which no words name the language of the block."""
    if block.language is None:
        return content
    return merge_spans(
        tuple(
            replace(inline, language=None)
            if isinstance(inline, Span) and inline.language == block.language
            else inline
            for inline in content
        )
    )


@value(kw_only=False)
class _Paragraph:
    """A paragraph of the new text; `paragraph` is the number of the old one that it continues, None for a new one."""

    content: tuple[Inline, ...]
    paragraph: int | None

    @property
    def text(self) -> str:
        return plain_text(self.content)


class _JoinedText:
    """Several paragraphs as one text, as drawn and as written, separated by PARAGRAPH_END."""

    def __init__(self, drawn: tuple[str, ...], contents: tuple[tuple[Inline, ...], ...]) -> None:
        self._drawn = drawn
        self._texts = tuple(map(plain_text, contents))
        self._content = _join(contents)
        self._starts = _starts(drawn)
        self._written_starts = _starts(self._texts)
        self._offsets = tuple(map(DrawnOffsets, drawn, self._texts))

    def changed(self, hunks: Iterable[Hunk]) -> tuple[_Paragraph, ...]:
        """Return the paragraphs under the hunks; the first one continues the first old one."""
        refined = tuple(self._refined(hunks))
        written = tuple(filter(None, map(self._to_written, refined)))
        if refined and not written:
            raise ReturnedTextError("word-change-generated")
        content = with_script_digits(self._content)
        for hunk in reversed(written):
            content = replace_range(content, hunk.start, hunk.end, hunk.text)
        content = without_script_digits(content, self._content)
        kept = dict(self._kept_ends(written))
        paragraphs, place = [], -1
        for piece in _split(content):
            paragraphs.append(_Paragraph(piece, 0 if place < 0 else kept.get(place)))
            place += len(plain_text(piece)) + 1
        return tuple(paragraphs)

    def _refined(self, hunks: Iterable[Hunk]) -> Iterator[Hunk]:
        """Yield the hunks without what they leave as it is; one over as many paragraphs as its text has is divided."""
        whole = joined_text(self._drawn)
        for hunk in hunks:
            old, new = whole[hunk.start : hunk.end].split(PARAGRAPH_END), hunk.text.split(PARAGRAPH_END)
            if len(old) != len(new):
                # A space at the end of the text may be in place of one that is only drawn, and goes with the rest.
                yield hunk
                continue
            place = hunk.start
            for one, other in zip(old, new, strict=True):
                if one != other:
                    yield _trimmed(place, one, other)
                place += len(one) + 1

    def _to_written(self, hunk: Hunk) -> Hunk | None:
        """Return a hunk of the written text; None for one that changes only what is drawn, such as the kind of a space."""
        first, start = self._locate(hunk.start)
        last, end = self._locate(hunk.end)
        if first == last:
            found = self._offsets[first].range_of(start, end)
            if found is None and start == 0 and (not hunk.text or hunk.text[0].isalnum()):
                # Who writes the whole paragraph anew often leaves out its portion mark.
                found = self._offsets[first].range_with_lead(end)
        else:
            found = self._edges(first, start, last, end)
        result = found and Hunk(
            start=self._written_starts[first] + found[0],
            end=self._written_starts[last] + found[1],
            text=hunk.text,
        )
        if not result:
            raise ReturnedTextError("word-change-generated")
        return None if joined_text(self._texts)[result.start : result.end] == hunk.text else result

    def _locate(self, offset: int) -> tuple[int, int]:
        """Return the paragraph of an offset in the joined drawn text, and the offset in it."""
        number = max(index for index, start in enumerate(self._starts) if start <= offset)
        return number, offset - self._starts[number]

    def _edges(self, first: int, start: int, last: int, end: int) -> tuple[int, int] | None:
        """Return the ends of a hunk over several paragraphs; what is only drawn at their edges goes with them."""
        low, high = self._offsets[first].edge(start), self._offsets[last].edge(end)
        return None if low is None or high is None else (low, high)

    def _kept_ends(self, hunks: Sequence[Hunk]) -> Iterator[tuple[int, int]]:
        """Yield the places in the new text of the paragraph ends that are still there, with the paragraph that follows."""
        for number, start in enumerate(self._written_starts[1:], 1):
            place = start - 1
            if not any(hunk.start <= place < hunk.end for hunk in hunks):
                before = (hunk for hunk in hunks if hunk.end <= place)
                yield place + sum(len(hunk.text) - (hunk.end - hunk.start) for hunk in before), number


def _starts(texts: Sequence[str]) -> tuple[int, ...]:
    return tuple(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))


def _join(contents: Iterable[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """Return contents as one; the separator has the format of what follows, as text has that is put before it."""
    joined: list[Inline] = []
    for number, content in enumerate(contents):
        if number:
            following = next((inline for inline in content if isinstance(inline, Span)), Span(""))
            joined.append(replace(following, text=PARAGRAPH_END, link=None))
        joined += content
    return tuple(joined)


def _split(content: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], ...]:
    """Return the contents of the paragraphs of a joined content."""
    found: list[list[Inline]] = [[]]
    for inline in content:
        if not isinstance(inline, Span):
            found[-1].append(inline)
            continue
        first, *rest = inline.text.split(PARAGRAPH_END)
        found[-1].append(replace_text(inline, first))
        found += [[replace_text(inline, text)] for text in rest]
    return tuple(map(merge_spans, map(tuple, found)))


def _trimmed(start: int, old: str, new: str) -> Hunk:
    """Return the hunk that replaces a text by another, without their common beginning and end."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    rest = most - head
    tail = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return Hunk(start=start + head, end=start + len(old) - tail, text=new[head : len(new) - tail])


# Styles and forms.

_LIST = re.compile(r"list (bullet|number|continue)(?: (\d))?\b")


def styled_block(block: WrittenBlock, style: str) -> WrittenBlock:
    """Return a block in the form that the name of a style in Word stands for; an unknown one makes a paragraph."""
    name = " ".join(style.casefold().split())
    result: WrittenBlock
    if level := heading_level_of(name):
        result = Heading(id=block.id, level=level)
    elif found := _LIST.match(name):
        depth, kind = max(0, int(found[2] or 1) - 1), found[1]
        result = ListItem(id=block.id, depth=depth, ordered=kind == "number", continues=kind == "continue")
    elif name == "list paragraph":
        result = ListItem(id=block.id)
    elif "quote" in name:
        result = Quote(id=block.id)
    elif name in {"html preformatted", "plain text", "code"}:
        result = Code(id=block.id)
    else:
        result = Paragraph(id=block.id)
    return replace(result, content=block.content, language=block.language, page=block.page)


def put_into_list(
    above: tuple[Block, ...], new: tuple[Block, ...], below: tuple[Block, ...]
) -> tuple[Block, ...]:
    """Return blocks with new ones between them; new items of a list go on with its labels, and those below count on."""
    blocks, rest = list(above), list(below)
    for block in new:
        over = _item_above(blocks, block.depth) if isinstance(block, ListItem) and block.ordered else None
        if isinstance(block, ListItem) and over is not None and over.number is not None:
            item = replace(block, label=over.label, number=over.number + 1)
            blocks.append(item)
            rest = list(_counted_on(rest, item))
        else:
            blocks.append(block)
    return (*blocks, *rest)


def _item_above(blocks: Sequence[Block], depth: int) -> ListItem | None:
    """Return the last item of the list at a depth that blocks end with, or None."""
    for block in reversed(blocks):
        if not isinstance(block, ListItem) or block.depth < depth:
            return None
        if block.depth == depth and not block.continues:
            return block
    return None


def _counted_on(blocks: Iterable[Block], item: ListItem) -> Iterator[Block]:
    """Yield blocks, those that go on with the list of an item above them with the next number."""
    goes_on = True
    for block in blocks:
        goes_on &= isinstance(block, ListItem) and block.depth >= item.depth
        if goes_on and isinstance(block, ListItem) and block.depth == item.depth and not block.continues:
            goes_on = not block.starts and (block.ordered, block.label) == (True, item.label)
            yield replace(block, number=block.number + 1) if goes_on and block.number is not None else block
        else:
            yield block


def form_ranges(
    before: Iterable[FormRange], after: Iterable[FormRange], length: int
) -> Iterator[tuple[FormRange, bool]]:
    """Yield the ranges of a text that have a form after a change and not before, with True, and the others with False."""
    forms: tuple[Form, ...] = ("bold", "italic", "underline", "strike")
    old, new = list(before), list(after)
    for form in forms:
        had, has = _covered(old, form, length), _covered(new, form, length)
        place = 0
        while place < length:
            end = place + 1
            if had[place] != has[place]:
                while end < length and had[end] != has[end] and has[end] == has[place]:
                    end += 1
                yield FormRange(start=place, end=end, form=form), has[place]
            place = end


def _covered(ranges: Iterable[FormRange], form: Form, length: int) -> list[bool]:
    found = [False] * length
    for form_range in ranges:
        if form_range.form == form:
            for place in range(max(0, form_range.start), min(form_range.end, length)):
                found[place] = True
    return found


def set_form(
    content: tuple[Inline, ...], start: int, end: int, form: Form, *, on: bool
) -> tuple[Inline, ...]:
    """Return the content with a form given to, or taken from, the text between two offsets."""
    changed: list[Inline] = []
    place = 0
    for inline in content:
        if not isinstance(inline, Span):
            changed.append(inline)
            continue
        low, high = (max(0, min(at - place, len(inline.text))) for at in (start, end))
        place += len(inline.text)
        texts = (inline.text[:low], inline.text[low:high], inline.text[high:])
        first, middle, last = (replace_text(inline, text) for text in texts)
        changed += [first, _with_form(middle, form, on=on), last]
    return merge_spans(tuple(changed))


def _with_form(span: Span, form: Form, *, on: bool) -> Span:
    match form:
        case "bold":
            return replace(span, bold=on)
        case "italic":
            return replace(span, italic=on)
        case "underline":
            return replace(span, underline=on)
        case "strike":
            return replace(span, strike=on)
        case _:
            assert_never(form)
