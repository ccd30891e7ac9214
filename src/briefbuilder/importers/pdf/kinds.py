"""Say what each chunk is: title, byline or rights statement, heading, list item, quotation, code, caption or paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from briefbuilder.importers.byline import (
    find_header_label,
    is_name,
    is_outlet,
    memo_lines,
    read_byline,
    read_memo_header,
    strip_header_label,
)
from briefbuilder.importers.clean import first_words, match_key
from briefbuilder.importers.dates import read_date, states_period
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.list_marks import ListMark, has_neighbour, is_next, parse_item_mark, parse_mark
from briefbuilder.importers.pdf.code_blocks import mark_code
from briefbuilder.importers.pdf.document import TITLE_WORD, PdfMetadata
from briefbuilder.importers.pdf.measures import Measures
from briefbuilder.importers.pdf.model import Chunk, text_of
from briefbuilder.importers.pdf.notes import is_raised
from briefbuilder.importers.pdf.paragraphs import ends_sentence, is_wide
from briefbuilder.importers.pdf.tables import row_texts
from briefbuilder.importers.pdf.word_joins import HYPHENS, Vocabulary
from briefbuilder.importers.phrases import CONTENTS_HEADING, KIND_LABELS
from briefbuilder.importers.rights import is_rights_statement

_MAX_HEADING_LENGTH = 220  # code points: longer text is a lead or a pull quote
_MAX_LABEL_LENGTH = 60
"""Code points (CJK characters count twice): a longer line that ends in a colon introduces what follows."""

_MAX_CAPITALS_LENGTH = 90  # code points: the maximum length of a heading in capitals
_MAX_DATE_LENGTH = 40
_MIN_STACKED = 4  # this many consecutive headings on the first page are not headings
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.|[A-Z]\.)\s+\S")
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z](?:\.\d{1,2})+\.?)\s*(?=[^\W\d_])")
"""The number at the start of a heading; scripts without word spaces have no space after it."""

_APPENDIX_LETTER = re.compile(r"[A-Z]\.?\s+(?=[^\W\d_])")
"""The letter of an appendix."""

_DEEP_NUMBER = re.compile(r"(?:\d{1,2}|[A-Z])((?:\.\d{1,2})+)\.?\s*(?=[^\W\d_])")
"""A number with several levels."""

_LABEL = re.compile(r"[^\W\d_]+ (?:\d{1,3}|[IVXLC]{1,7})[a-z]?")
"""A word and a number, as above the articles of a treaty."""

_MIN_QUOTE_LENGTH = 25  # code points: a shorter indented line is not taken for a quotation

_CAPTION = re.compile(
    r"^(?:fig(?:ure|ura|\.)?|abb(?:ildung|\.)|tab(?:le|ella|elle|\.)|foto|photo|grafico|chart|図|表|图|그림|표)\s*\d+\W",
    re.IGNORECASE,
)


def mark_headings(chunks: Sequence[Chunk], measures: Measures) -> None:
    """Mark paragraphs that are formatted as headings, and rank them."""
    for index, chunk in enumerate(chunks):
        if chunk.role == "paragraph" and _is_heading(chunks, index, measures):
            chunk.role = "heading"
    _demote_front_matter(chunks)
    _rank_headings(chunks)


def _is_heading(chunks: Sequence[Chunk], index: int, measures: Measures) -> bool:
    chunk = chunks[index]
    text = chunk.text
    if (
        len(chunk.lines) > (5 if chunk.size < 1.5 * measures.size else 8)
        or len(text) > _MAX_HEADING_LENGTH
        or not _has_words(text)
        or (" " not in text and ("@" in text or "://" in text))
        or _introduces_text(text)
        or (chunk.size < 1.5 * measures.size and _CAPTION.match(text))
    ):
        return False
    mark = parse_mark(text)
    if mark is not None and mark.kind in {"bullet", "dash", "letter"}:
        return False
    if chunk.size >= 1.08 * measures.size and not _has_body_sized_characters(chunk, measures):
        is_title = chunk.size >= 1.5 * measures.size or chunk.bold
        is_sentence = text.endswith((".", "。")) and len(chunk.lines) > 1
        return is_title or not (is_sentence or (len(chunk.lines) > 3 and ends_sentence(text)))
    if index + 1 == len(chunks) or _largest_size(chunk) < 0.87 * measures.size:
        return False
    return _is_numbered_label(chunk) or _is_emphasized(chunks, index, text, measures)


def _has_body_sized_characters(chunk: Chunk, measures: Measures) -> bool:
    """Return whether the CJK characters of a chunk have body size; Latin letters among them may be larger."""
    sizes = [glyph.run.size for line in chunk.lines for glyph in line.glyphs if is_wide(glyph.text)]
    return bool(sizes) and max(sizes) < 1.04 * measures.size


def _introduces_text(text: str) -> bool:
    """Return whether an unnumbered line ends in a colon and is too long for a label."""
    if not text.endswith((":", "：")) or _DEEP_NUMBER.match(text):
        return False
    return len(text) + sum(map(is_wide, text)) > _MAX_LABEL_LENGTH


def _has_words(text: str) -> bool:
    """Return whether enough of a text is letters, ignoring a leading number."""
    rest = text[len(number[0]) :] if (number := _DEEP_NUMBER.match(text)) else text
    letters = sum(character.isalpha() for character in rest)
    return letters >= 2 and letters * 3 >= len(rest)


def _is_emphasized(chunks: Sequence[Chunk], index: int, text: str, measures: Measures) -> bool:
    """Return whether a chunk of body size is a heading by its weight and the space around it."""
    chunk, after = chunks[index], chunks[index + 1]
    is_heavier = chunk.bold and not measures.bold
    is_numbered = _DEEP_NUMBER.match(text)
    if (
        not (is_heavier or _is_in_capitals(chunk, text) or is_numbered)
        or len(chunk.lines) > 3
        or text.rstrip()[-1:] in ".,;。،"
    ):
        return False
    is_deeper = _number_depth(after.text) > _number_depth(text) > 0
    if after.bold and after.size <= chunk.size and after.role != "code" and not is_deeper:
        return False
    before = chunks[index - 1] if index else None
    leading = min(
        measures.leading(chunk.size), measures.leading(measures.size) * max(1.0, chunk.size / measures.size)
    )
    if is_numbered and not is_heavier and not _has_space_around(chunk, before, after, leading):
        return False
    if before is None or not before.lines or before.lines[-1].page != chunk.page:
        return True
    above = before.lines[-1].baseline - chunk.lines[0].baseline
    return above < 0 or above > 1.15 * leading or before.role == "heading"


def _has_space_around(chunk: Chunk, before: Chunk | None, after: Chunk, leading: float) -> bool:
    """Return whether a numbered line has space around it and neighbors without numbers, unlike lists and tables."""
    if before is None or not before.lines or not after.lines or len(chunk.lines) > 1:
        return False
    above = before.lines[-1].baseline - chunk.lines[0].baseline
    below = chunk.lines[-1].baseline - after.lines[0].baseline
    return (
        (above < 0 or above > 1.5 * leading)
        and below > 1.15 * leading
        and after.role == "paragraph"
        and len(after.text) > len(chunk.text)
        and not _DEEP_NUMBER.match(after.text)
        and (before.role == "heading" or not _DEEP_NUMBER.match(before.text))
    )


def _number_depth(text: str) -> int:
    """Return the number of levels of the number at the start of a text."""
    number = _NUMBER.match(text) or _APPENDIX_LETTER.match(text)
    return number[0].rstrip(". ").count(".") + 1 if number else 0


def _largest_size(chunk: Chunk) -> float:
    """Return the largest font size in a chunk; small capitals are smaller than their first letter."""
    return max(glyph.run.size for line in chunk.lines for glyph in line.glyphs)


def _is_numbered_label(chunk: Chunk) -> bool:
    """Return whether a chunk is a centered line of a word and a number, such as "Article 5", in any font."""
    return len(chunk.lines) == 1 and _is_centered(chunk) and bool(_LABEL.fullmatch(chunk.text))


def _is_centered(chunk: Chunk) -> bool:
    """Return whether the first line of a chunk is far from both sides of the column, and equally far."""
    before, after = chunk.lines[0].start - chunk.column[0], chunk.column[1] - chunk.lines[0].end
    return before > 2 * chunk.size and abs(before - after) < chunk.size


def _is_in_capitals(chunk: Chunk, text: str) -> bool:
    """Return whether a short line is in capitals or small capitals, and numbered or centered."""
    if not text.isupper() or len(text) > _MAX_CAPITALS_LENGTH or len(chunk.lines) > 2:
        return False
    return _is_centered(chunk) or bool(_NUMBERED.match(text))


def _demote_front_matter(chunks: Sequence[Chunk]) -> None:
    """Turn large lines between the title and the first text, such as names, into paragraphs."""
    first_page = [chunk for chunk in chunks if chunk.page == chunks[0].page] if chunks else []
    start = 0
    while start < len(first_page):
        end = start
        while end < len(first_page) and first_page[end].role == "heading":
            end += 1
        stacked = first_page[start:end]
        for chunk in stacked[1:]:
            if _names_people(chunk, stacked[0]) or _is_date(chunk, stacked[0]):
                chunk.role = "paragraph"
        if len(stacked) >= _MIN_STACKED:
            title = max(stacked, key=lambda chunk: chunk.size)
            names = [
                chunk for chunk in stacked[stacked.index(title) + 1 : -1] if not _NUMBERED.match(chunk.text)
            ]
            last_heading = stacked[-1]
            if any(
                abs(chunk.size - last_heading.size) < 0.1 and chunk.bold == last_heading.bold
                for chunk in names
            ):
                names.append(last_heading)
            for chunk in names:
                chunk.role = "paragraph"
        start = max(end, start + 1)


def _is_date(chunk: Chunk, title: Chunk) -> bool:
    """Return whether a line below a title is a date, possibly with a version number."""
    text = chunk.text
    return chunk.size < title.size and len(text) <= _MAX_DATE_LENGTH and read_date(text) is not None


def _names_people(chunk: Chunk, title: Chunk) -> bool:
    """Return whether a line below a title has note marks or an address: authors, not a heading."""
    text = chunk.text
    if chunk.size >= title.size or text[:1].isdigit():
        return False
    raised = [
        glyph
        for line in chunk.lines
        for glyph in line.glyphs
        if glyph.text.strip() and not glyph.text.isalpha() and is_raised(glyph, line)
    ]
    return bool(raised) or "@" in text


def _rank_headings(chunks: Sequence[Chunk]) -> None:
    """Assign heading levels by size, with bold above plain of the same size."""
    headings = [chunk for chunk in chunks if chunk.role == "heading" and not chunk.level]
    weights: Counter[tuple[float, bool]] = Counter(
        (_round_size(chunk.size), chunk.bold) for chunk in headings
    )
    ranks = {form: min(rank, 6) for rank, form in enumerate(sorted(weights, reverse=True), 1)}
    for chunk in headings:
        chunk.level = ranks[_round_size(chunk.size), chunk.bold]


def _round_size(size: float) -> float:
    return round(size * 2) / 2


def mark_roles(chunks: Sequence[Chunk], measures: Measures) -> None:
    """Assign each chunk its role; notes and chunks with a level keep theirs."""
    mark_code(chunks)
    mark_headings(chunks, measures)
    _mark_lists(chunks, measures)
    _mark_quotes(chunks, measures)
    for chunk in chunks:
        if chunk.role == "paragraph" and chunk.size < 0.97 * measures.size and _CAPTION.match(chunk.text):
            chunk.role = "caption"


def _mark_lists(chunks: Sequence[Chunk], measures: Measures) -> None:
    """Mark list items; a number or dash counts only in a sequence or with a hanging indent."""
    marks = [
        parse_item_mark(chunk.lines[0].text) if chunk.role == "paragraph" and chunk.lines else None
        for chunk in chunks
    ]
    before: Chunk | None = None
    levels: list[tuple[float, ListMark]] = []
    for index, chunk in enumerate(chunks):
        mark = marks[index]
        start = chunk.lines[0].start if chunk.lines else 0.0
        open_levels = [level for level in levels if start > level[0] - 0.6 * chunk.size]
        continues_list = any(is_next(level[1], mark) for level in open_levels[-1:])
        if mark is None or not (
            mark.certain
            or continues_list
            or has_neighbour(marks, index)
            or (mark.kind != "outline" and _has_hanging_indent(chunk, measures))
        ):
            if chunk.role in {"paragraph", "heading"}:
                before, levels = None, []
            continue
        is_deeper = not open_levels or start > open_levels[-1][0] + 0.6 * chunk.size
        mark = mark if is_deeper else mark.below(open_levels[-1][1])
        levels = [*(open_levels if is_deeper else open_levels[:-1]), (start, mark)]
        _make_item(chunk, mark, len(levels) - 1, before)
        before = chunk


def _make_item(chunk: Chunk, mark: ListMark, depth: int, before: Chunk | None) -> None:
    chunk.role = "list_item"
    chunk.has_mark = True
    chunk.ordered, chunk.label = mark.is_ordered, mark.label
    chunk.number = mark.value if chunk.ordered else None
    chunk.depth = min(depth, 8)
    restarts = chunk.ordered and chunk.number == 1 and before is not None and chunk.depth <= before.depth
    chunk.starts = before is None or chunk.depth > before.depth or restarts


def _has_hanging_indent(chunk: Chunk, measures: Measures) -> bool:
    first = chunk.lines[0]
    return len(chunk.lines) > 1 and all(
        line.start > first.start + 0.5 * measures.size for line in chunk.lines[1:]
    )


def _mark_quotes(chunks: Sequence[Chunk], measures: Measures) -> None:
    """Mark paragraphs indented on both sides, or indented and italic, as quotations."""
    indents = _have_first_line_indents(chunks)
    for index, chunk in enumerate(chunks):
        if chunk.role != "paragraph" or chunk.size > 1.05 * measures.size or measures.size > 1.3 * chunk.size:
            continue
        start, end = chunk.column
        lines = [line for line in chunk.lines if line.page == chunk.page]
        indent = min(line.start for line in lines) - start
        end_indent = end - max(line.end for line in lines)
        is_italic = all(line.italic for line in lines)
        if len(lines) < 2 and not is_italic:
            if (
                not indents
                and 0.9 * measures.size < indent < 8 * measures.size
                and _is_set_apart(chunks, index, measures)
            ):
                chunk.role = "quote"
            continue
        is_even = abs(end_indent - indent) < 0.4 * indent
        min_indent = (0.9 if is_even else 1.2) * measures.size
        if min_indent < indent < 8 * measures.size and (
            is_italic or is_even or min_indent < end_indent < 2 * indent
        ):
            chunk.role = "quote"


def _have_first_line_indents(chunks: Sequence[Chunk]) -> bool:
    """Return whether paragraphs start with an indent, as a one-line quotation would."""
    body = [chunk for chunk in chunks if chunk.role == "paragraph" and len(chunk.lines) > 1]
    indented = sum(chunk.lines[0].start > chunk.lines[1].start + 0.5 * chunk.size for chunk in body)
    return indented * 4 > len(body)


def _is_set_apart(chunks: Sequence[Chunk], index: int, measures: Measures) -> bool:
    """Return whether a line has space above and below, between text without indentation."""
    chunk = chunks[index]
    line = chunk.lines[0]
    neighbors = [
        other for other in (*chunks[max(0, index - 1) : index], *chunks[index + 1 : index + 2]) if other.lines
    ]
    text_neighbors = [other for other in neighbors if other.page == chunk.page and other.role == "paragraph"]
    if len(line.text) < _MIN_QUOTE_LENGTH or not text_neighbors:
        return False
    steps = [
        min(abs(line.baseline - other.lines[0].baseline), abs(line.baseline - other.lines[-1].baseline))
        for other in text_neighbors
    ]
    return all(step > 1.15 * measures.leading(line.size) for step in steps) and all(
        min(inner.start for inner in other.lines) < line.start - 0.9 * measures.size
        for other in text_neighbors
    )


# The head of the document: title, authors, date and rights.

_MAX_LINE_LENGTH = 100
_HEAD_CHUNKS = 12  # how many chunks may hold the head of a memorandum or a printed mail
_CHUNKS_AFTER_TITLE = 6  # how many chunks after the title are searched for a byline and a date
_MAX_MASTHEAD_WORDS = 5
_SENTENCE_ENDS = frozenset(".!?…。")
_LAST_WORD = re.compile(rf"(?<![^\W\d_])([^\W\d_]+)[{HYPHENS}]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def find_title(chunks: Sequence[Chunk], body_size: float, metadata_title: str) -> Chunk | None:
    """Return the title chunk on the first page: the one that matches the metadata, or the largest.

    A heading below a page of text belongs to a section.
    """
    first_page = [
        chunk
        for chunk in chunks[:12]
        if chunk.page == chunks[0].page
        and chunk.role in {"heading", "paragraph"}
        and TITLE_WORD.search(chunk.text)
    ]
    stated = match_key(metadata_title)
    matching = next((chunk for chunk in first_page if stated and match_key(chunk.text) == stated), None)
    if matching is not None:
        return matching
    titles = _remove_contents_heading(first_page)
    headings = [chunk for chunk in titles if chunk.role == "heading" or _is_large(chunk, body_size)]
    if len(headings) > 1 and _is_masthead(headings[0]) and headings[1].size >= 1.15 * body_size:
        headings = headings[1:]
    if not headings:
        return None
    best = max(headings, key=lambda chunk: (round(chunk.size, 1), -first_page.index(chunk)))
    before = sum(len(chunk.text) for chunk in first_page[: first_page.index(best)])
    is_large = best.size >= 1.15 * body_size or first_page.index(best) == 0
    return best if is_large and before < 500 and _is_dominant(best, headings) else None


def _is_masthead(chunk: Chunk) -> bool:
    """Return whether a line is the name of a newspaper or the like, as above the title of an article."""
    text = " ".join(chunk.text.split())
    is_short = len(text.split()) <= _MAX_MASTHEAD_WORDS and match_key(text) not in KIND_LABELS
    return is_short and is_outlet(text) and is_name(text)


def _remove_contents_heading(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Remove the heading of a table of contents and what follows it unless larger: the headings of sections."""
    contents = [
        index
        for index, chunk in enumerate(chunks)
        if CONTENTS_HEADING.fullmatch(" ".join(chunk.text.split()))
    ]
    if not contents:
        return list(chunks)
    start, size = contents[0], chunks[contents[0]].size
    return [chunk for index, chunk in enumerate(chunks) if index < start or chunk.size > 1.05 * size]


def _is_dominant(best: Chunk, headings: Sequence[Chunk]) -> bool:
    """Return whether a heading is the first or larger than all others; one among equals belongs to a section."""
    others = [chunk for chunk in headings if chunk is not best]
    return headings[0] is best or all(chunk.size < 0.97 * best.size for chunk in others)


def _is_large(chunk: Chunk, body_size: float) -> bool:
    """Return whether a paragraph is as large as a title; many programs do not mark titles."""
    max_lines = 4 if chunk.size < 1.5 * body_size else 8  # a title in a narrow column has many lines
    return chunk.size >= 1.25 * body_size and len(chunk.lines) <= max_lines and len(chunk.text) <= 250


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfHead:
    """Title, authors, publication, date and rights, and the remaining chunks of the body."""

    title: str
    authors: tuple[str, ...]
    publication: str | None
    published: date | None
    rights: tuple[str, ...]
    rest: list[Chunk]


def _with_continuation(chunks: Sequence[Chunk], index: int) -> Sequence[Chunk]:
    """Return a statement and the paragraph that completes its sentence, as lines set flush right may start anywhere."""
    chunk, *following = chunks[index : index + 2]
    after = following[0] if following and following[0].lines else None
    continues = (
        after is not None
        and chunk.text[-1:] not in _SENTENCE_ENDS
        and after.text[:1].islower()
        and abs(after.size - chunk.size) < 0.3
        and after.lines[0].page == chunk.lines[0].page
    )
    return (chunk, *following) if continues else (chunk,)


def read_head(
    builder: DraftBuilder, chunks: Sequence[Chunk], metadata: PdfMetadata, body_size: float, name: str
) -> PdfHead:
    """Separate title, byline and rights statements from the chunks; `name` is the file name."""
    memo = memo_lines(_first_lines(chunks))
    title_chunk = None if memo else find_title(chunks, body_size, metadata.title)
    used = [title_chunk] if title_chunk is not None else []
    marks = {chunk.mark for chunk in chunks if chunk.role == "note"}
    words = Vocabulary(line for chunk in chunks if chunk is not title_chunk for line in chunk.lines)
    subject = next((strip_header_label(line) for line in memo if find_header_label(line) == "subject"), "")
    title = builder.title_or_stem(subject or _choose_title(title_chunk, metadata, marks, words), name)
    nearby = _chunks_near_title(chunks, title_chunk)
    authors = metadata.authors
    published, date_line = _find_date(nearby, metadata)
    for stated in filter(None, map(read_memo_header, memo)):
        authors, published = stated.authors or authors, stated.published or published
    for chunk in () if memo else nearby:
        byline = read_byline(" ".join(chunk.text.split()), metadata.authors)
        if byline is not None and byline.authors:
            authors, published = byline.authors, published or byline.published
            date_line = "" if date_line == chunk.text else date_line
            used.append(chunk)
            builder.notice("metadata-from-text", chunk.text)
            break
    if date_line:
        builder.notice("pdf-date-from-text", date_line)
        rest = [chunk for chunk in chunks if not any(chunk is other for other in used)]
        signed = _find_day_and_names(rest, date_line) if title_chunk is not None else []
        used += signed
        if len(signed) > 1:
            builder.notice("metadata-from-text", signed[0].text)
            authors = _read_names(signed[0])
    masthead = _find_masthead(chunks, title_chunk)
    publication = " ".join(masthead.text.split()) if masthead is not None else None
    if masthead is not None:
        used.append(masthead)
        builder.notice("metadata-from-text", masthead.text)
    rights = [
        _with_continuation(chunks, index)
        for index, chunk in enumerate(chunks)
        if chunk.role in {"paragraph", "note"} and is_rights_statement(chunk.text)
    ]
    used += [chunk for statement in rights for chunk in statement]
    statements = tuple(" ".join(chunk.text for chunk in statement) for statement in rights)
    for text in statements:
        builder.notice("rights-set-apart", first_words(text))
    used_ids = {id(chunk) for chunk in used}
    return PdfHead(
        title=title,
        authors=authors,
        publication=publication,
        published=published,
        rights=statements,
        rest=[chunk for chunk in chunks if id(chunk) not in used_ids],
    )


def _first_lines(chunks: Sequence[Chunk]) -> Iterator[str]:
    """Yield the lines of the first chunks, and the rows of tables among them."""
    for chunk in chunks[:_HEAD_CHUNKS]:
        yield from (" ".join(row_texts(row)) for row in chunk.rows)
        yield from (line.text for line in chunk.lines if not chunk.rows)


def _choose_title(
    title_chunk: Chunk | None, metadata: PdfMetadata, marks: Collection[str], words: Vocabulary
) -> str:
    """Return the title on the page, in the metadata's wording if the words are the same."""
    if title_chunk is None:
        return metadata.title
    text = _join_title_lines(title_chunk, words)
    text = text.removesuffix(_trailing_note_mark(title_chunk, marks)).rstrip()
    return metadata.title if metadata.title and match_key(metadata.title) == match_key(text) else text


def _join_title_lines(title_chunk: Chunk, words: Vocabulary) -> str:
    """Return the lines of a title; a hyphen at the end of one stays, unless the text has the word without it.

    Titles are rarely divided: such a hyphen mostly belongs to the word.
    """
    text = ""
    for line in title_chunk.lines:
        following = line.text.strip()
        last, first = _LAST_WORD.search(text), _FIRST_WORD.match(following)
        if last is not None and first is not None:
            whole = words.contains(last[1] + first[0])
            text = text[:-1] + ("" if whole else "-") + following
        else:
            text = f"{text} {following}" if text else following
    return text.replace("\x02", "-")


def _trailing_note_mark(title_chunk: Chunk, marks: Collection[str]) -> str:
    """Return the raised note mark at the end of a title, or "" if it is part of the title."""
    line = title_chunk.lines[-1]
    end = list(takewhile(lambda glyph: is_raised(glyph, line), reversed(line.glyphs)))
    raised = text_of(reversed(end))
    if len(raised) == len(line.text) or not raised:
        return ""
    is_symbol = not any(map(str.isalnum, raised))
    return raised if is_symbol or raised.strip("()[] ") in marks else ""


def _chunks_near_title(chunks: Sequence[Chunk], title_chunk: Chunk | None) -> list[Chunk]:
    index = next((index for index, chunk in enumerate(chunks) if chunk is title_chunk), 0)
    around = chunks[max(0, index - 3) : index + _CHUNKS_AFTER_TITLE]
    return [
        chunk
        for chunk in around
        if chunk is not title_chunk
        and chunk.role in {"paragraph", "heading"}
        and len(chunk.text) <= _MAX_LINE_LENGTH
    ]


def _find_masthead(chunks: Sequence[Chunk], title_chunk: Chunk | None) -> Chunk | None:
    """Return the name of a newspaper in the line above a title, or None."""
    index = next((index for index, chunk in enumerate(chunks) if chunk is title_chunk), 0)
    return chunks[index - 1] if index and _is_masthead(chunks[index - 1]) else None


def _find_day_and_names(chunks: Sequence[Chunk], date_line: str) -> list[Chunk]:
    """Return the line that is only a day, or a place and a day, and before it the line above if that has authors' names.

    If several lines are days, they are headings of a programme or chronology, which stay in the text.
    """
    index = next((index for index, chunk in enumerate(chunks) if chunk.text == date_line), 0)
    days = [chunk for chunk in chunks if chunk is chunks[index] or _is_only_day(chunk)]
    if len(days) > 1 or not _is_only_day(chunks[index]):
        return []
    above = chunks[max(index - 1, 0) : index]
    return [*(chunk for chunk in above if chunk.role == "paragraph" and _read_names(chunk)), chunks[index]]


def _is_only_day(chunk: Chunk) -> bool:
    if (
        chunk.role != "paragraph"
        or len(chunk.text) > _MAX_LINE_LENGTH
        or not any(map(str.isdecimal, chunk.text))
    ):
        return False
    byline = read_byline(" ".join(chunk.text.split()))
    return byline is not None and byline.is_date


def _read_names(chunk: Chunk) -> tuple[str, ...]:
    """Return the names of persons in a line that has nothing else."""
    found = read_byline(f"by {' '.join(chunk.text.split())}")
    return found.authors if found is not None and found.publication is None else ()


def _find_date(nearby: Sequence[Chunk], metadata: PdfMetadata) -> tuple[date | None, str]:
    """Return the publication date from the metadata, or from a short line near the title with that line."""
    if metadata.published is not None:
        return metadata.published, ""
    for chunk in nearby:
        text = chunk.text
        found = read_date(text) if not states_period(text) else None
        if found is not None and len(text) <= _MAX_LINE_LENGTH * 0.7:
            return found, text
    return None, ""
