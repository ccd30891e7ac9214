"""The last import steps that DOCX, ODT and RTF share: head, guessed headings, typed lists, notes, language, rights."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.inline import merge_spans, replace_text, strip_content
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.text import (
    Code,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Span,
)
from briefbuilder.importers.clean import CJK, first_words, match_key
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.list_marks import ListMark, TypedLists, has_neighbour, parse_item_mark
from briefbuilder.importers.office.blocks import (
    LARGER,
    StyledBlock,
    attach_captions,
    body_size,
    is_larger_than,
)
from briefbuilder.importers.office.head import CoreProperties, is_label, read_head, unroll_memo_table
from briefbuilder.importers.plaintext.layout import ends_sentence
from briefbuilder.importers.plaintext.reader import build_text_draft
from briefbuilder.importers.rights import extract_rights, is_only_rights, is_rights_statement

_MAX_COMMENTS = 100
_MAX_COMMENT_LENGTH = 300
_MAX_HEADING_LENGTH = 140
_MIN_LETTERS = 3
_MIN_CAPITALS, _MIN_CAPITAL_LETTERS = 2, 4
"""How many lines in capitals are headings, and the fewest letters of each."""

_MIN_QUOTE_INDENT = 280
"""Twentieths of a point: half a centimetre."""
_MIN_QUOTED = 20
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_START = re.compile(r"\n\s*")
_MAX_MARK = 40
"""Characters of a line among which its mark is."""
_QUOTATION = re.compile(r"^[“„«‹‘\"].{20,}[”“»›’\"]", re.DOTALL)


def guess_headings(written: Sequence[StyledBlock]) -> tuple[list[StyledBlock], list[int]]:
    """Turn short lines that are bold, larger or in capitals into headings if a document has none.

    Returns the blocks and the indexes of the headings. Larger letters are a higher level.
    """
    if any(isinstance(styled.block, Heading) for styled in written):
        return list(written), []
    body = body_size(written)
    guessed = [index for index in range(len(written) - 1) if _may_be_heading(written, index, body)]
    if not guessed:
        capitals = [index for index in range(len(written) - 1) if _is_in_capitals(written, index)]
        guessed = capitals if len(capitals) >= _MIN_CAPITALS else []
    if len(guessed) > len(written) / 2:
        return list(written), []
    sizes = sorted({max(written[index].size, body) for index in guessed}, reverse=True)
    result = list(written)
    for index in guessed:
        level = min(2 + sizes.index(max(written[index].size, body)), 6)
        heading = Heading(id="", content=result[index].block.content, level=level)
        result[index] = replace(result[index], block=unbold_heading(heading))
    return result, guessed


def _may_be_heading(written: Sequence[StyledBlock], index: int, body: int) -> bool:
    """Return whether a line is bold above one that is not, or in larger letters than the body."""
    styled, below = written[index], written[index + 1]
    is_larger = is_larger_than(styled, body)
    is_smaller = 0 < styled.size <= body - LARGER
    is_bold = styled.bold and not below.bold and not is_smaller
    around = (*written[max(index - 1, 0) : index], below)
    is_in_list = isinstance(styled.block, ListItem) and any(
        isinstance(other.block, ListItem) for other in around
    )
    return (is_larger or is_bold) and not is_in_list and _is_short_line(styled)


def _is_in_capitals(written: Sequence[StyledBlock], index: int) -> bool:
    """Return whether a line is in capitals between lines that are not."""
    above = written[index - 1].block.text if index else ""
    text, below = written[index].block.text, written[index + 1].block.text
    return (
        isinstance(written[index].block, Paragraph)
        and text.isupper()
        and sum(map(str.isalpha, text)) >= _MIN_CAPITAL_LETTERS
        and not above.isupper()
        and not below.isupper()
        and _is_short_line(written[index])
    )


def _is_short_line(styled: StyledBlock) -> bool:
    text = styled.block.text
    letters = sum(2 if CJK.match(character) else character.isalnum() for character in text)
    return (
        styled.role == "paragraph"
        and isinstance(styled.block, Paragraph | ListItem)
        and letters >= _MIN_LETTERS
        and len(text) <= _MAX_HEADING_LENGTH
        and not is_label(text)
        and not ends_sentence(text)
    )


def unbold_heading(heading: Heading) -> Heading:
    """Remove bold from a heading that is bold throughout: that is its style, not emphasis."""
    letters = [span for span in heading.content if isinstance(span, Span) and span.text.strip()]
    if not all(span.bold for span in letters):
        return heading
    content = tuple(replace(span, bold=False) if isinstance(span, Span) else span for span in heading.content)
    return replace(heading, content=merge_spans(content))


def convert_indented_quotations(written: Sequence[StyledBlock]) -> list[StyledBlock]:
    """Turn paragraphs that are indented on both sides, or on the left and in quotation marks, into quotations.

    If half of the paragraphs are indented, that is the look of the document.
    """
    found = [index for index, styled in enumerate(written) if _is_indented_quotation(styled)]
    paragraphs = sum(isinstance(styled.block, Paragraph) for styled in written)
    if not found or len(found) * 2 > paragraphs:
        return list(written)
    result = list(written)
    for index in found:
        continues = index > 0 and isinstance(result[index - 1].block, Quote)
        quote = Quote(
            id="",
            content=result[index].block.content,
            language=result[index].block.language,
            continues=continues,
        )
        result[index] = replace(result[index], block=quote, role="quote")
    return result


def _is_indented_quotation(styled: StyledBlock) -> bool:
    text = styled.block.text
    if (
        styled.role != "paragraph"
        or styled.bold
        or not isinstance(styled.block, Paragraph)
        or len(text) < _MIN_QUOTED
    ):
        return False
    if styled.indent < _MIN_QUOTE_INDENT or _find_typed_mark(styled) is not None:
        return False
    return styled.right_indent >= _MIN_QUOTE_INDENT or _QUOTATION.match(text.strip()) is not None


def convert_typed_lists(written: Sequence[StyledBlock]) -> Iterator[StyledBlock]:
    """Turn paragraphs and lines with a typed mark into list items, and indented quotations into quotations."""
    lists = TypedLists(tolerance=1)
    blocks = convert_indented_quotations(list(_split_at_breaks(written)))
    body = body_size(blocks)
    marks = [None if is_larger_than(styled, body) else _find_typed_mark(styled) for styled in blocks]
    for index, styled in enumerate(blocks):
        mark = marks[index] if _is_item(blocks, marks, index) else None
        plain = isinstance(styled.block, Paragraph) and styled.role == "paragraph"
        if mark is not None:
            item = lists.item(styled.block.content, styled.indent, mark)
        elif plain and styled.indent and lists.indent == styled.indent:
            item = lists.continuation(styled.block.content)
        else:
            lists = TypedLists(tolerance=1)
            yield styled
            continue
        yield replace(styled, block=item, role="paragraph")


def _find_typed_mark(styled: StyledBlock) -> ListMark | None:
    text = styled.block.text
    plain = isinstance(styled.block, Paragraph) and styled.role == "paragraph" and not styled.bold
    mark = parse_item_mark(text) if plain else None
    return mark if mark is not None and text[mark.length :].strip() else None


def _is_item(blocks: Sequence[StyledBlock], marks: Sequence[ListMark | None], index: int) -> bool:
    """Return whether a typed mark makes a list item: a bullet, one before a tab, and others if a neighbour goes with it."""
    mark = marks[index]
    if mark is None:
        return False
    is_certain = mark.kind == "bullet" or "\t" in blocks[index].block.text[: mark.length]
    return is_certain or has_neighbour(marks, index)


def build_document_draft(
    builder: DraftBuilder,
    written: Sequence[StyledBlock],
    notes: Iterable[Note],
    properties: CoreProperties,
    name: str,
) -> Draft:
    """Build the draft of a document; `name` is that of its file."""
    notes = tuple(notes)
    if written and not notes and all(isinstance(styled.block, Code) for styled in written):
        # A plain text that was opened and saved by a word processor.
        return build_text_draft(builder, "\n".join(styled.block.text for styled in written), name)
    blocks = list(_join_code_lines(attach_captions(list(written))))
    blocks = unroll_memo_table(blocks)
    head = read_head(blocks, properties, builder, name)
    body = [
        replace(styled, role="letterhead") if index < head.start and styled.role == "paragraph" else styled
        for index, styled in enumerate(blocks)
        if index not in head.used
    ]
    statements = [styled.block.text for styled in body if is_rights_statement(styled.block.text)]
    body, guessed = guess_headings(_take_rights(builder, body))
    for index, styled in enumerate(body):
        block = builder.add(
            unbold_heading(styled.block) if isinstance(styled.block, Heading) else styled.block
        )
        if block is not None and index in guessed:
            builder.notice("heading-guessed", block.text, block.id)
    for note in notes:
        builder.add(note)
    published = head.byline.published or builder.dateline_day()
    if properties.created and not published:
        builder.notice("date-from-properties", properties.created.isoformat())
    return builder.draft(
        Metadata(
            title=head.title,
            lead=head.lead,
            authors=head.byline.authors or properties.authors,
            publication=head.byline.publication,
            published=published or properties.created,
            language=builder.language(base_language(properties.language) or None, hint=properties.language),
            rights=extract_rights(statements),
        )
    )


_NOTICES = {"header": "header-removed", "footer": "footer-removed"}


def report_headers_footers(builder: DraftBuilder, parts: Iterable[tuple[str, str]]) -> None:
    """Report each "header" and "footer" with its text, which is not part of the article; equal texts only once."""
    seen: set[str] = set()
    for kind, text in parts:
        words = first_words(text)
        if match_key(words) and words not in seen:
            seen.add(words)
            builder.notice(_NOTICES[kind], words)


def report_comments(builder: DraftBuilder, comments: Sequence[tuple[str, str]]) -> None:
    """Report comments, each with its author, up to a limit."""
    for author, text in comments[:_MAX_COMMENTS]:
        words = first_words(text, _MAX_COMMENT_LENGTH)
        if words:
            builder.notice("comment", f"{author}: {words}" if author else words)
    if len(comments) > _MAX_COMMENTS:
        builder.notice("more-comments", str(len(comments) - _MAX_COMMENTS))


def report_unread(builder: DraftBuilder, outside: int, damaged: Iterable[str]) -> None:
    """Report the pictures outside a file, by their number, and its damaged parts, by their names."""
    if outside:
        builder.notice("pictures-not-in-file", str(outside))
    for name in dict.fromkeys(damaged):
        builder.notice("part-damaged", name)


def _split_at_breaks(written: Iterable[StyledBlock]) -> Iterator[StyledBlock]:
    """Yield the blocks; a paragraph with blank lines or a list, typed with line breaks, becomes several."""
    for styled in written:
        block, text = styled.block, styled.block.text.rstrip()
        starts = _typed_starts(text) if isinstance(block, Paragraph) and "\n" in text else []
        if not starts or not isinstance(block, Paragraph):
            yield styled
            continue
        for content in _divide_content(block.content, starts):
            yield replace(styled, block=replace(block, content=strip_content(content)))


def _divide_content(content: tuple[Inline, ...], starts: Iterable[int]) -> Iterator[tuple[Inline, ...]]:
    """Yield the parts of a content that begin at its start and at the given places, which are in order."""
    part: list[Inline] = []
    place, ahead = 0, deque(starts)
    for inline in content:
        if isinstance(inline, NoteReference):
            part.append(inline)
            continue
        end, text = place + len(inline.text), inline.text
        while ahead and ahead[0] < end:
            start = ahead.popleft()
            yield (*part, replace_text(inline, text[: start - place]))
            part, text, place = [], text[start - place :], start
        part.append(replace_text(inline, text))
        place = end
    yield tuple(part)


def _typed_starts(text: str) -> list[int]:
    """Return where a paragraph begins after a blank line, or an item of a list at a line break, in a text."""
    after_blanks = {found.end() for found in _BLANK_LINE.finditer(text)}
    starts = [0, *(found.end() for found in _LINE_START.finditer(text))]
    marks = {start: mark for start in starts if (mark := parse_item_mark(text[start : start + _MAX_MARK]))}
    listed = list(marks.values())
    items = {start for index, start in enumerate(marks) if has_neighbour(listed, index)}
    return sorted((after_blanks | items) - {0})


def _take_rights(builder: DraftBuilder, body: Sequence[StyledBlock]) -> list[StyledBlock]:
    """Remove the paragraphs that only state rights, unless there are no others."""
    kept = [styled for styled in body if not is_only_rights(styled.block.text)]
    if not kept:
        return list(body)
    for styled in body:
        if is_only_rights(styled.block.text):
            builder.notice("rights-set-apart", first_words(styled.block.text))
    return kept


def _join_code_lines(written: Iterable[StyledBlock]) -> Iterator[StyledBlock]:
    """Join neighbouring lines of code, which word processors write as paragraphs."""
    lines: list[StyledBlock] = []
    for styled in written:
        if isinstance(styled.block, Code):
            lines.append(styled)
            continue
        yield from _join_run(lines)
        lines = []
        yield styled
    yield from _join_run(lines)


def _join_run(lines: Sequence[StyledBlock]) -> Iterator[StyledBlock]:
    if lines:
        text = "\n".join(styled.block.text for styled in lines)
        yield replace(lines[0], block=Code(id="", content=(Span(text, code=True),)))
