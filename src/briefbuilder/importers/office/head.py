"""Metadata of a Word document, from its properties and the first lines of its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile

from lxml.etree import _Element

from briefbuilder.domain.inline import strip_content
from briefbuilder.domain.text import Block, Figure, Heading, Inline, Paragraph, Span, Table
from briefbuilder.importers.byline import (
    Byline,
    memo_lines,
    read_byline,
    read_head_lines,
    read_memo_header,
    read_signed_day,
)
from briefbuilder.importers.clean import is_rewording, match_key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.docx.package import Package
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.office.blocks import StyledBlock, body_size, is_larger_than
from briefbuilder.importers.office.xml_names import qn
from briefbuilder.importers.phrases import KIND_LABELS, SUBJECT_WORDS, listed_words
from briefbuilder.importers.plaintext.layout import ends_sentence

_NOT_PEOPLE = frozenset(listed_words("placeholder_authors"))
"""Placeholders that programs and manufacturers set as the author."""

_TEMPLATE_DATES = frozenset({date(2013, 12, 23), date(2013, 1, 27), date(2006, 8, 16), date(2006, 9, 16)})
"""The creation dates of the default templates of python-docx, python-pptx, PowerPoint and Excel."""

_GENERIC_TITLES = frozenset(listed_words("placeholder_titles"))
_MAX_TITLE_LENGTH = 300
_MAX_KIND_WORDS = 3
_MIN_HEADLINE_WORDS = 4
_SEARCHED_LINES = 40
_PLACE_AND_DAY = re.compile(r"[^\W\d_][^\d,]*,.*\d")
_LETTERHEAD_LINES = 4
"""The first lines in which the kind of a document may stand, below the names of those who issued it."""

_LETTER_LINES = 15
_CLOSING_LINES = 6
"""The last lines of a letter, among which its place and day may be, above or below the signature."""

_SUBJECT = re.compile(rf"^\s*(?:{SUBJECT_WORDS})\s?[:：]\s*(?P<title>\S.+)$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")
_CONTENTS_ENTRY = re.compile(r"\t\s*\d+\s*$|\.{4,}\s*\d+\s*$")
_LONGEST_ENTRY_END = 200
"""Code points in which the end of an entry is looked for: the time grows with the square of a row of dots."""
_MIN_HEADING_LETTERS = 10
_MAX_STYLED, _MAX_NAME = 12, 80
"""The blocks below the title among which those in the style of authors are, and the most code points of each."""

_HEAD_BLOCKS = 3  # how many blocks below the title are searched for a byline


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreProperties:
    """The core properties without placeholders; `language` is that which the document declares."""

    title: str = ""
    authors: tuple[str, ...] = ()
    created: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHead:
    """The title, lead and byline of a document, with the indexes of the blocks they were taken from.

    `start` is the index of the title; a letterhead is above it.
    """

    title: str
    lead: str | None = None
    start: int = 0
    used: frozenset[int] = frozenset()
    byline: Byline = field(default_factory=Byline)


def read_properties(package: Package) -> CoreProperties:
    """Return the properties of an Office Open XML file."""
    root = package.related_xml(package.relationships(""), "core-properties")
    title, creators, created = (
        _read_text(root, tag) for tag in ("dc:title", "dc:creator", "dcterms:created")
    )
    return make_properties(title, creators, created)


def make_properties(title: str, creators: str, created: str) -> CoreProperties:
    """Return properties without what a program or template put there; semicolons separate several creators."""
    day = read_date(created)
    return CoreProperties(
        title="" if match_key(title) in _GENERIC_TITLES else title,
        authors=tuple(filter(is_person_name, map(str.strip, creators.split(";")))),
        created=None if day in _TEMPLATE_DATES else day,
    )


def is_person_name(author: str) -> bool:
    """Return whether an author property names a person, not a program or its default user."""
    return bool(match_key(author)) and match_key(author) not in _NOT_PEOPLE


def read_head(
    blocks: Sequence[StyledBlock], properties: CoreProperties, builder: DraftBuilder, file_name: str
) -> DocumentHead:
    """Find title, lead and bylines by styles, properties, the first heading, or the file name.

    At least one block is left for the text.
    """
    title_index = _find_title(blocks, properties) if len(blocks) > 1 else None
    if title_index is None:
        title = builder.title_or_stem(properties.title, file_name)
        return _read_bylines(DocumentHead(title=title), blocks, properties, builder)
    text, label = blocks[title_index].block.text, blocks[title_index].label
    text = text if _WORD.search(text[:label]) else text[label:]
    found = _SUBJECT.match(text)
    title = " ".join((found["title"] if found else text).split())
    head = DocumentHead(title=title, start=title_index, used=frozenset({title_index}))
    head = _read_bylines(head, blocks, properties, builder)
    lead_index = _find_lead(blocks, title_index, title, head.used)
    if lead_index is None or len(head.used) + 1 == len(blocks):
        return head
    lead = blocks[lead_index].block.text
    builder.notice("lead-set-apart", lead)
    return replace(head, lead=lead, used=head.used | {lead_index})


def _read_bylines(
    head: DocumentHead, blocks: Sequence[StyledBlock], properties: CoreProperties, builder: DraftBuilder
) -> DocumentHead:
    """Take the paragraphs at the start that say who wrote the text, where and when."""
    start = max(head.used, default=-1) + 1
    styled = _find_styled_authors(blocks, start)
    authors: list[str] = []
    for index in styled:
        text = blocks[index].block.text
        builder.notice("metadata-from-text", text)
        found = read_byline(text)
        authors += found.authors if found is not None and found.authors else [text]
    head = replace(head, used=head.used.union(styled), byline=Byline(authors=tuple(authors)))
    start = max(head.used, default=-1) + 1
    above = min(head.used, default=0)
    head, start = _take_head_lines(head, blocks, start, builder)
    for index in (
        *range(min(above, _LETTER_LINES)),
        *range(start, min(len(blocks) - 1, start + _HEAD_BLOCKS)),
    ):
        block = blocks[index].block
        found_byline = read_byline(block.text, properties.authors) if isinstance(block, Paragraph) else None
        if found_byline is None and blocks[index].role == "subtitle":
            found_byline = read_signed_day(block.text)
        if found_byline is None or not (index >= start or found_byline.is_date):
            continue
        if not found_byline.is_date or not _is_one_of_several_days(blocks, index, found_byline.published):
            builder.notice("metadata-from-text", block.text)
            head = replace(head, used=head.used | {index}, byline=head.byline.fill_from(found_byline))
    for line in _memo_lines(blocks):
        if (stated := read_memo_header(line)) is not None:
            head = replace(head, byline=head.byline.fill_from(stated))
    if head.byline.published is None:
        head = replace(head, byline=head.byline.fill_from(_read_letterhead_day(blocks[: head.start])))
    closing = None if head.byline.published else _find_closing_day(blocks, start)
    if closing is not None:
        index, day = closing
        text = blocks[index].block.text.strip()
        builder.notice("date-from-closing", text)
        taken = {index} if text.startswith("(") and text.endswith(")") else set()
        head = replace(head, used=head.used | taken, byline=head.byline.fill_from(day))
    return head


def _take_head_lines(
    head: DocumentHead, blocks: Sequence[StyledBlock], start: int, builder: DraftBuilder
) -> tuple[DocumentHead, int]:
    """Take the lines from `start` that give authors, outlet and day together, and return the index of what follows.

    None are looked for where a style names the authors.
    """
    lines = takewhile(lambda styled: isinstance(styled.block, Paragraph), blocks[start:])
    count, found = read_head_lines([styled.block.text for styled in lines]) or (0, Byline())
    end = start + count
    if head.byline.authors or not count or end >= len(blocks):
        return head, start
    for styled in blocks[start:end]:
        builder.notice("metadata-from-text", styled.block.text)
    return replace(head, used=head.used.union(range(start, end)), byline=head.byline.fill_from(found)), end


def _read_letterhead_day(blocks: Sequence[StyledBlock]) -> Byline:
    """Return the day in a letterhead that is set as a table, beside the names of those who issued the document.

    It follows a place, as in "Rome, 4 March 2026": a day alone may be a deadline, and one of several that of an event.
    """
    tables = (styled.block.text for styled in blocks[:_LETTERHEAD_LINES] if isinstance(styled.block, Table))
    lines = (line.strip() for text in tables for line in re.split(r"[\t\n]", text))
    found = [read_byline(line) for line in lines if _PLACE_AND_DAY.match(line)]
    days = [day for day in found if day is not None and day.is_date]
    return days[0] if len(days) == 1 else Byline()


def _find_closing_day(blocks: Sequence[StyledBlock], start: int) -> tuple[int, Byline] | None:
    """Return the index of the line with the day at the end of a letter or an agency's report, and the day, or None."""
    for index in range(max(start, len(blocks) - _CLOSING_LINES), len(blocks)):
        block = blocks[index].block
        found = read_byline(block.text) if isinstance(block, Paragraph) else None
        if found is None or not found.is_date or found.published is None:
            continue
        if not _is_one_of_several_days(blocks, index, found.published):
            return index, found
    return None


def _memo_lines(blocks: Sequence[StyledBlock]) -> list[str]:
    """Return the lines "To:", "From:", "Date:", "Subject:" at the head of a memorandum, or nothing."""
    lines = [styled.block.text for styled in blocks[:_LETTER_LINES] if isinstance(styled.block, Paragraph)]
    return memo_lines(lines)


def unroll_memo_table(blocks: Sequence[StyledBlock]) -> list[StyledBlock]:
    """Return the blocks with a memorandum's head that is set as a table as lines, a row each."""
    for index, styled in enumerate(blocks[:_LETTERHEAD_LINES]):
        if not isinstance(styled.block, Table):
            continue
        rows = [[block for cell in row.cells for block in cell.blocks] for row in styled.block.rows]
        lines = [
            StyledBlock(block=Paragraph(id="", content=strip_content(_join_with_spaces(row)))) for row in rows
        ]
        is_plain = all(isinstance(block, Paragraph) for row in rows for block in row)
        if is_plain and len(_memo_lines(lines)) == len(lines):
            return [*blocks[:index], *lines, *blocks[index + 1 :]]
    return list(blocks)


def _join_with_spaces(blocks: Sequence[Block]) -> tuple[Inline, ...]:
    return tuple(inline for block in blocks for inline in (*block.content, Span(" ")))


def _is_one_of_several_days(blocks: Sequence[StyledBlock], index: int, published: date | None) -> bool:
    """Return whether another line that looks the same is another day: they are headings of a programme or chronology."""
    day = blocks[index]
    return any(
        (other.role, other.bold, other.size) == (day.role, day.bold, day.size)
        and isinstance(other.block, Paragraph)
        and any(map(str.isdecimal, other.block.text))
        and (found := read_byline(other.block.text)) is not None
        and found.is_date
        and found.published != published
        for place, other in enumerate(blocks)
        if place != index
    )


def _find_styled_authors(blocks: Sequence[StyledBlock], start: int) -> list[int]:
    """Return the indexes of the first blocks in a row that have the style of authors, before any running text."""
    found: list[int] = []
    for index in range(start, min(len(blocks) - 1, start + _MAX_STYLED)):
        if len(blocks[index].block.text) > _MAX_NAME or (found and blocks[index].role != "author"):
            break
        if blocks[index].role == "author":
            found.append(index)
    return found


def _find_title(blocks: Sequence[StyledBlock], properties: CoreProperties) -> int | None:
    key = match_key(properties.title)

    def is_stated(each: StyledBlock) -> bool:
        return bool(key) and match_key(each.block.text) == key

    def is_in_stated(each: StyledBlock) -> bool:
        text = match_key(each.block.text)
        return isinstance(each.block, Heading) and len(text) >= _MIN_HEADING_LETTERS and text in key

    largest = _find_largest(blocks) if not key else None
    searches: tuple[tuple[int, Callable[[StyledBlock], bool]], ...] = (
        (_SEARCHED_LINES, lambda styled: styled.role == "title"),
        (5, is_stated),
        (8, is_in_stated),
        (_LETTER_LINES, lambda styled: _SUBJECT.match(styled.block.text) is not None),
        (_LETTER_LINES, lambda styled: styled is largest),
    )
    for limit, is_title in searches:
        place = next((place for place, styled in enumerate(blocks[:limit]) if is_title(styled)), None)
        if place is not None:
            return place
    kinds = (place for place, styled in enumerate(blocks[:_LETTERHEAD_LINES]) if _names_kind(styled))
    top = _skip_letterhead(blocks)
    kind = next(kinds, top)  # below the name of who issued it
    if blocks and is_kind_label(blocks[kind]):
        headline = _find_headline(blocks[kind:])
        if headline is not None or _names_kind(blocks[kind]):
            return headline + kind if headline is not None and not properties.title else None
    return top if _is_title_line(blocks[top:], properties) else None


def _find_largest(blocks: Sequence[StyledBlock]) -> StyledBlock | None:
    """Return the paragraph with the largest letters, or None if these are those of other blocks or of running text."""
    lines = [styled for styled in blocks if not is_kind_label(styled)]
    largest = max(lines, key=lambda styled: styled.size, default=None)
    if (
        largest is None
        or not isinstance(largest.block, Paragraph)
        or len(largest.block.text) > _MAX_TITLE_LENGTH
    ):
        return None
    is_alone = sum(styled.size == largest.size for styled in lines) == 1
    return largest if is_alone and is_larger_than(largest, body_size(blocks)) else None


def _skip_letterhead(blocks: Sequence[StyledBlock]) -> int:
    """Return the index of the first block below pictures and tables, such as a logo and an address."""
    first = blocks[:_LETTERHEAD_LINES]
    return next(
        (index for index, styled in enumerate(first) if not isinstance(styled.block, Table | Figure)), 0
    )


def _is_title_line(blocks: Sequence[StyledBlock], properties: CoreProperties) -> bool:
    """Return whether the first block looks like a title."""
    first = blocks[0].block if blocks else None
    if isinstance(first, Heading) and _is_only_top_heading(blocks, first):
        return True
    if properties.title or len(blocks) < 2 or not isinstance(first, Paragraph):
        return False
    text = first.text
    is_short = len(text) <= _MAX_TITLE_LENGTH and not ends_sentence(text) and not is_label(text)
    has_longer_block = max(len(styled_block.block.text) for styled_block in blocks[1:]) > len(text)
    return is_short and has_longer_block and (blocks[0].bold or len(text) <= 150)


def is_label(text: str) -> bool:
    """Return whether a line only names what follows it, as "Contact:" does."""
    return text.rstrip().endswith((":", "："))


def is_kind_label(styled_block: StyledBlock) -> bool:
    """Return whether a line says what kind of document it is in: a known name, or a few words in capitals."""
    text = styled_block.block.text
    few = len(text.split()) <= _MAX_KIND_WORDS
    return _names_kind(styled_block) or (
        few and text.isupper() and not isinstance(styled_block.block, Heading)
    )


def _names_kind(styled_block: StyledBlock) -> bool:
    return match_key(styled_block.block.text) in KIND_LABELS


def _find_headline(blocks: Sequence[StyledBlock]) -> int | None:
    """Return the headline below a line that names the kind of the document: in bold, a heading, or long enough.

    Dates, bylines and entries of a table of contents before it are passed over; running text ends the search.
    """
    for index, styled_block in enumerate(blocks[1:_SEARCHED_LINES], 1):
        block, text = styled_block.block, styled_block.block.text
        if isinstance(block, Heading):
            return index
        if not isinstance(block, Paragraph) or _CONTENTS_ENTRY.search(text[-_LONGEST_ENTRY_END:]):
            continue
        if ends_sentence(text) or len(text) > _MAX_TITLE_LENGTH:
            return None
        if is_label(text) or is_kind_label(styled_block) or read_byline(text) is not None:
            continue
        words = len(text.split())
        plain = not blocks[0].bold and words >= _MIN_HEADLINE_WORDS
        if plain or (styled_block.bold and words > 1):
            # A short name in capitals with a longer line below it may be a title with its subtitle.
            return index if _names_kind(blocks[0]) or words >= _MIN_HEADLINE_WORDS else None
    return None


def _is_only_top_heading(blocks: Sequence[StyledBlock], first: Heading) -> bool:
    """Return whether no other heading has the level of the first one."""
    return not any(
        isinstance(styled_block.block, Heading) and styled_block.block.level <= first.level
        for styled_block in blocks[1:]
    )


def _find_lead(
    blocks: Sequence[StyledBlock], title_index: int, title: str, used: frozenset[int]
) -> int | None:
    index = next((index for index in range(title_index + 1, len(blocks)) if index not in used), None)
    if index is None:
        return None
    candidate = blocks[index]
    if not isinstance(candidate.block, Paragraph):
        return None
    is_lead = candidate.role == "subtitle" or is_rewording(candidate.block.text, title)
    return index if is_lead or _is_subtitle(blocks, index) else None


def _is_subtitle(blocks: Sequence[StyledBlock], index: int) -> bool:
    """Return whether a paragraph has letters larger than the running text, which no other paragraph has."""
    styled = blocks[index]
    is_alone = sum((other.size, other.bold) == (styled.size, styled.bold) for other in blocks) == 1
    is_plain = styled.role == "paragraph" and len(styled.block.text) <= _MAX_TITLE_LENGTH
    return is_alone and is_plain and len(blocks) > _HEAD_BLOCKS and is_larger_than(styled, body_size(blocks))


def _read_text(root: _Element | None, tag: str) -> str:
    found = root.find(qn(tag)) if root is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""
