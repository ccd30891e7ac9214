"""Find, remove and report running headers, running footers, page numbers and line numbers in the margin."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from briefbuilder.importers.clean import first_words, match_key
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.limits import PAGE_LINES
from briefbuilder.importers.pdf.grids import find_grids
from briefbuilder.importers.pdf.lines import group_by_baseline
from briefbuilder.importers.pdf.model import Glyph, Line, Page, visible_glyphs
from briefbuilder.importers.pdf.notes import find_references, note_mark

_MARGIN = 0.14  # the share of the page height, at top and bottom, where headers and footers are
_SINGLE_PAGE_MARGIN = 0.085  # the same share for a document with a single page
_MAX_SINGLE_PAGE_SIZE, _MIN_HEADING_SIZE = 0.88, 1.15
"""Font sizes relative to the body: the maximum for the header of a single page, and the minimum for headings."""

_MIN_PAGES, _MIN_GAP = 3, 1.5
"""The minimum number of pages with the same words in a wide margin and, in sizes, their distance from the text."""

_MIN_CELLS = 3
"""The fewest cells of a table's head that is not taken for a running header."""

_MIN_COPIED_LINES, _MIN_COPIED_SHARE, _MAX_COPIED_PAGES = 4, 0.9, 20
"""Copies of a page: the minimum number of lines between the margins, the minimum share of them that both pages have,
and on how many pages a line is looked up."""

_MAX_SHIFT, _MAX_SIZE_DIFFERENCE = 3.0, 0.6
"""Points: how much the height and the font size of a header differ from page to page."""

_ADDRESS = re.compile(r"https?://[^\s/]+/[^\s]{2,500}")
_MAX_LENGTH = 90
_DIGITS = re.compile(r"\d{1,9}")  # longer numbers are no page numbers
_ROMAN = r"[ivxlc]{1,7}"
_PAGE_WORD = r"(?:page|pag(?:ina|\.)|p\.|pp\.|seite|página|strana|strona|sivu|side|sida|стр(?:аница|\.)|σελίδα|صفحة|עמוד|第|쪽)"
_PAGE_NUMBER = re.compile(
    rf"^\W*(?:{_PAGE_WORD}\W*)?(?P<number>\d{{1,4}}|{_ROMAN})\W*(?:(?:of|di|de|von|sur|van|z|av|/|из|من|מתוך|\|)\W*\d{{1,4}})?\s*(?:頁|页|ページ)?\W*$",
    re.IGNORECASE,
)


def remove_headers_footers(pages: Sequence[Page], body_size: float) -> list[Line]:
    """Remove headers, footers and page numbers from the pages and return their lines."""
    bands = [_margin_lines(page) for page in pages]
    originals = _find_originals(pages, bands)
    shifts = _page_number_shifts(bands)
    found = _find_repeated(bands, originals, body_size, shifts)
    found |= _find_page_numbers(pages, bands, body_size, shifts)
    found |= _find_outermost(pages, originals, body_size, shifts)
    found |= _find_varying(pages, bands, body_size, found)
    if len(pages) == 1:
        found |= _find_on_single_page(pages[0], body_size, found)
    for page in pages:
        found -= _lines_of_tables(page, found) | _lines_within_text(page, found) | _table_heads(page, found)
    removed: list[Line] = []
    for page in pages:
        removed += [line for line in page.lines if id(line) in found]
        page.lines = [line for line in page.lines if id(line) not in found]
    return removed


def find_printed_address(removed: Iterable[Line], pages: int) -> str | None:
    """Return the address that a browser printed at the edge of the pages of a web page, or None.

    It is on most pages and leads to a page of the site; the address of the site alone may be its publisher's.
    """
    found: dict[str, set[int]] = defaultdict(set)
    for line in removed:
        for address in _ADDRESS.findall(line.text):
            found[address.rstrip(".,;)")].add(line.page)
    usual = max(found, key=lambda address: len(found[address]), default=None)
    return usual if usual is not None and len(found[usual]) * 2 > pages else None


def _margin_lines(page: Page) -> list[Line]:
    """Return the lines in the top and bottom margin."""
    if len(page.lines) > PAGE_LINES:
        return []
    if page.vertical:
        band = _MARGIN * page.width
        return [line for line in page.lines if line.right < band or line.left > page.width - band]
    band = _MARGIN * page.height
    return [line for line in page.lines if line.baseline > page.height - band or line.baseline < band]


def _find_originals(pages: Sequence[Page], bands: Sequence[Iterable[Line]]) -> dict[int, int]:
    """Return for each page the first one with nearly the same text between the margins, as in copies of a form.

    What such pages have in common in the margins may be text as well.
    """
    texts: dict[int, set[str]] = {}
    pages_by_text: dict[str, list[int]] = defaultdict(list)
    originals: dict[int, int] = {}
    for page, band in zip(pages, bands, strict=True):
        margin = set(map(id, band))
        text = {line.text for line in page.lines if id(line) not in margin}
        shared = Counter(number for words in text for number in pages_by_text[words])
        number, count = next(iter(shared.most_common(1)), (page.number, 0))
        longest = max(len(text), len(texts.get(number, ())), _MIN_COPIED_LINES)
        if count >= _MIN_COPIED_SHARE * longest:
            originals[page.number] = number
            continue
        originals[page.number] = page.number
        texts[page.number] = text
        for words in text:
            if len(pages_by_text[words]) < _MAX_COPIED_PAGES:
                pages_by_text[words].append(page.number)
    return originals


def _lines_of_tables(page: Page, removed: Collection[int]) -> set[int]:
    """Return the removed lines of tables with other lines: their first rows may repeat those on another page."""
    if not page.drawings.vertical or not any(id(line) in removed for line in page.lines):
        return set()
    kept: set[int] = set()
    for grid in find_grids(page.drawings):
        inside = [line for line in page.lines if grid.contains(line)]
        if 2 * sum(id(line) in removed for line in inside) < len(inside):
            kept.update(map(id, inside))
    return kept


def _table_heads(page: Page, removed: Collection[int]) -> set[int]:
    """Return the removed lines in the row right above rows of the same cells: the head of a table goes with each page."""
    rows = [] if page.vertical else group_by_baseline(page.lines)
    for head, row, following in zip(rows, rows[1:], rows[2:], strict=False):
        if not all(id(line) in removed for line in head):
            break
        size = max(line.size for line in row)
        steps = [above[0].baseline - below[0].baseline for above, below in pairwise((head, row, following))]
        if (
            len(head) >= _MIN_CELLS
            and all(_are_cells_below(head, other) for other in (row, following))
            and steps[0] <= _MIN_GAP * max(steps[1], size)
            and not all(id(line) in removed for line in (*row, *following))
        ):
            return set(map(id, head))
    return set()


def _are_cells_below(head: Sequence[Line], row: Sequence[Line]) -> bool:
    """Return whether each line of the head is above one of a row: between the lines beside that one."""
    cells = sorted(row, key=lambda line: line.left)
    heads = sorted(head, key=lambda line: line.left)
    return len(heads) == len(cells) and all(
        heads[index].right < cells[index + 1].left and cells[index].right < heads[index + 1].left
        for index in range(len(cells) - 1)
    )


def _lines_within_text(page: Page, removed: Collection[int]) -> set[int]:
    """Return the removed lines with text between them and the edge of the page, or beside them, as in a row of cells."""
    if page.vertical:
        return set()
    rows = group_by_baseline(page.lines)
    below = next((index for index, row in enumerate(rows) if row[0].baseline < page.height / 2), len(rows))
    kept: set[int] = set()
    for half in (rows[:below], rows[below:][::-1]):
        is_text = False
        for row in half:
            others = sum(id(line) not in removed for line in row)
            is_text = is_text or others >= min(2, len(row))
            if is_text:
                kept.update(map(id, row))
    return kept


def _mask_digits(text: str) -> str:
    return _DIGITS.sub("#", text.casefold())


def _find_repeated(
    bands: Sequence[Iterable[Line]], originals: Mapping[int, int], body_size: float, shifts: Collection[int]
) -> set[int]:
    """Return the lines with the same words at the same height on several pages that are not copies of each other.

    Digits may differ below heading size, as page numbers do.
    """
    by_key: dict[tuple[str, int], list[Line]] = defaultdict(list)
    lines = list(chain.from_iterable(bands))
    for line in lines:
        for key in _header_keys(
            line.text, line.page, shifts, fixed=line.size > _MIN_HEADING_SIZE * body_size
        ):
            by_key[key, round(line.baseline / _MAX_SHIFT)].append(line)
    found: set[int] = set()
    for (key, height), same in by_key.items():
        nearby = [other for step in (-1, 0, 1) for other in by_key.get((key, height + step), ())]
        found.update(
            id(line)
            for line in same
            if any(
                originals[other.page] != originals[line.page]
                and abs(other.baseline - line.baseline) < _MAX_SHIFT
                and abs(other.size - line.size) < _MAX_SIZE_DIFFERENCE
                for other in nearby
            )
        )
    return found


def _header_keys(text: str, page: int, shifts: Collection[int], *, fixed: bool = False) -> Iterator[str]:
    """Yield what a header has in common with those of other pages: its words, and these with a number as a page number.

    A number counts as a page number if it differs from the number of its page by as much as the numbers that stand
    alone do, if there are any.
    """
    folded = text.casefold()
    yield folded
    for number in () if fixed else _DIGITS.finditer(folded):
        shift = int(number[0]) - page
        if not shifts or shift in shifts:
            yield f"{folded[: number.start()]}#{shift}{folded[number.end() :]}"


def _page_number_shifts(bands: Sequence[Iterable[Line]]) -> dict[int, set[int]]:
    """Return by how much numbers at the edge differ from the number of their page, and the pages where they do."""
    shifts: dict[int, set[int]] = defaultdict(set)
    for line in chain.from_iterable(bands):
        if (match := _PAGE_NUMBER.match(line.text)) and match["number"].isdigit():
            shifts[int(match["number"]) - line.page].add(line.page)
    return {shift: pages for shift, pages in shifts.items() if len(pages) > 1}


def _find_page_numbers(
    pages: Sequence[Page], bands: Sequence[Iterable[Line]], body_size: float, shifts: Collection[int]
) -> set[int]:
    """Return the page numbers: they increase with the pages, or are isolated at the edge of a single page."""
    found: set[int] = set()
    for page, band in zip(pages, bands, strict=True):
        for line in band:
            match = _PAGE_NUMBER.match(line.text)
            if match and match["number"].isdigit():
                follows = int(match["number"]) - line.page in shifts
                if follows or _is_isolated(line, page, body_size):
                    found.add(id(line))
    return found


def _find_outermost(
    pages: Sequence[Page], originals: Mapping[int, int], body_size: float, shifts: Collection[int]
) -> set[int]:
    """Return the outermost rows at the same height on several pages, however wide the margin.

    Numbers must increase with the pages; words must be the same on several pages, except for page numbers.
    """
    found: dict[tuple[str, int], list[list[Line]]] = defaultdict(list)
    for page in pages:
        if page.vertical or len(page.lines) > PAGE_LINES:
            continue
        for row in _outer_rows(page, body_size):
            text = " ".join(line.text for line in row)
            match = _PAGE_NUMBER.match(text)
            is_number = match and match["number"].isdigit()
            keys = _header_keys(text, page.number, shifts)
            for key in [f"{int(match['number']) - page.number}"] if match and is_number else keys:
                found[key, round(row[0].baseline / _MAX_SHIFT)].append(row)
    return {
        id(line)
        for (text, _), rows in found.items()
        if (
            len(rows) >= 2
            if text.lstrip("-").isdigit()
            else len({originals[row[0].page] for row in rows}) >= _MIN_PAGES
        )
        for row in rows
        for line in row
    }


def _outer_rows(page: Page, body_size: float) -> Iterator[list[Line]]:
    """Yield the first and last row of a page if they are set apart and no larger than the body text."""
    ordered = sorted(page.lines, key=lambda line: line.baseline)
    for lines in (ordered, ordered[::-1]):
        row = [line for line in lines if abs(line.baseline - lines[0].baseline) < 1]
        rest = lines[len(row) :]
        if (
            rest
            and abs(rest[0].baseline - row[0].baseline) > _MIN_GAP * row[0].size
            and max(line.size for line in row) <= _MIN_HEADING_SIZE * body_size
        ):
            yield sorted(row, key=lambda line: line.left)


def _is_isolated(line: Line, page: Page, body_size: float) -> bool:
    others = [
        other
        for other in page.lines
        if other is not line and _mask_digits(other.text) != _mask_digits(line.text)
    ]
    distance = min((abs(other.baseline - line.baseline) for other in others), default=0.0)
    outermost = all(other.baseline > line.baseline for other in others) or all(
        other.baseline < line.baseline for other in others
    )
    return outermost and line.size <= 1.1 * body_size and distance > 1.8 * max(line.size, body_size)


def _find_varying(
    pages: Sequence[Page], bands: Sequence[list[Line]], body_size: float, removed: set[int]
) -> set[int]:
    """Return headers that change with the section: at one height on many pages, and small or with a heading's words."""
    rows: dict[int, list[Line]] = defaultdict(list)
    for band in bands:
        for line in band:
            rows[round(line.baseline)].append(line)
    words = Counter(match_key(line.text) for page in pages for line in page.lines if line.size >= body_size)
    found: set[int] = set()
    for height, lines in rows.items():
        nearby = lines + rows.get(height + 1, [])
        min_pages = max(3, len(pages) // 3)
        if len({line.page for line in nearby}) < min_pages:
            continue
        headers = []
        for line in nearby:
            page = next(page for page in pages if page.number == line.page)
            is_outermost = _is_outermost(line, page, removed | found)
            is_repeated = words[match_key(line.text)] > (line.size >= body_size)
            if (
                is_outermost
                and not _is_referenced_note(line, page)
                and _has_space_around(line, page)
                and (line.size < 0.95 * body_size or is_repeated)
            ):
                headers.append(line)
        # At the height where the text starts on other pages, a small line is a heading.
        if len({line.page for line in headers}) >= min_pages:
            found.update(map(id, headers))
    return found


def _is_referenced_note(line: Line, page: Page) -> bool:
    """Return whether a line in the lower half starts with a note's mark that is in the text of the page."""
    mark = note_mark(line) if line.baseline < page.height / 2 else ""
    return bool(mark) and any(
        reference.mark == mark for other in page.lines for reference in find_references(other)
    )


def _find_on_single_page(page: Page, body_size: float, removed: set[int]) -> set[int]:
    """Return what looks like the header of a single page: small, at the very edge, and far from the text."""
    if len(page.lines) > PAGE_LINES:
        return set()
    edge = _SINGLE_PAGE_MARGIN * page.height
    return {
        id(line)
        for line in page.lines
        if line.size < _MAX_SINGLE_PAGE_SIZE * body_size
        and (line.baseline > page.height - edge or line.baseline < edge)
        and len(line.text) <= _MAX_LENGTH
        and _is_outermost(line, page, removed)
        and not (line.baseline < edge and note_mark(line))
        and all(
            abs(other.baseline - line.baseline) < 1 or abs(other.baseline - line.baseline) > 2.2 * body_size
            for other in page.lines
            if id(other) not in removed
        )
    }


def _is_outermost(line: Line, page: Page, removed: set[int]) -> bool:
    others = [other for other in page.lines if other is not line and id(other) not in removed]
    above = all(other.baseline < line.baseline + 1 for other in others)
    return above or all(other.baseline > line.baseline - 1 for other in others)


def _has_space_around(line: Line, page: Page) -> bool:
    """Return whether there is more than a line's space above and below."""
    gaps = [abs(other.baseline - line.baseline) for other in page.lines if other is not line]
    return all(gap < 1 or gap > 1.7 * line.size for gap in gaps)


_MAX_NOTICES = 40


def report_removed_lines(builder: DraftBuilder, lines: Sequence[Line]) -> None:
    """Report the removed headers, footers and page numbers, each wording once."""
    pages_by_text: dict[str, list[int]] = {}
    for line in lines:
        pages_by_text.setdefault(line.text, []).append(line.page)
    numbers = [text for text in pages_by_text if len(text) < 5 and any(map(str.isdigit, text))]
    words = [text for text in pages_by_text if text not in numbers]
    for text in words[:_MAX_NOTICES]:
        builder.notice("pdf-running-head-removed", first_words(text))
    if len(words) > _MAX_NOTICES:
        builder.notice("pdf-more-running-heads-removed", str(len(words) - _MAX_NOTICES))
    if numbers:
        builder.notice("pdf-page-numbers-removed", first_words(", ".join(numbers)))


# Line numbers in the margin of bills, drafts and court records.

_MIN_NUMBER_GAP, _MAX_DIGIT_GAP, _MAX_SHIFT_OF_ROW = 0.5, 0.3, 0.6
"""In sizes: the least distance of a number from the text, the most between its digits, and how far its baseline may be from
that of its line."""

_ALIGNMENT = 3.0  # points: how far the columns of numbers of two pages may be apart
_STEPS = {1: (6, 0), 5: (3, 1)}
"""By how many lines the numbers may count, with how many numbers a page must have to show it, and by how many lines
their distance may differ: the items of a numbered list may have two lines."""

_MIN_REGULAR = 0.85
"""The share of the numbers that follow the one above by one step, with as many lines between them."""

_SENTENCE_ENDS = frozenset(".;:!?")
_MIN_FILLED, _MIN_CONTINUED = 0.6, 0.2
"""How much of the width the letters of a line take that the next one continues, and the share of such lines in running text: the rows of a
table and the items of a list do not continue each other."""


@dataclass(frozen=True, slots=True)
class _MarginNumber:
    """A number at one end of a line, or a line of its own."""

    line: Line
    glyphs: tuple[Glyph, ...]

    @property
    def value(self) -> int:
        """The number."""
        return int("".join(glyph.text for glyph in self.glyphs))

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.glyphs[-1].right


def remove_line_numbers(pages: Sequence[Page]) -> list[str]:
    """Remove the numbers of lines from the margins, and return those of each page as a text.

    A page has them if aligned numbers with nothing beside them count its lines by ones or fives from the top. A page with
    fewer lines has them if another page has them at the same place.
    """
    removed: list[str] = []
    for side in (-1, 1):
        columns = [_number_column(page, side) for page in pages]
        steps = [_find_step(page, column) for page, column in zip(pages, columns, strict=True)]
        places = [column[0].left for column, step in zip(columns, steps, strict=True) if step]
        for page, column in zip(pages, columns, strict=True):
            beside = column and any(abs(column[0].left - place) <= _ALIGNMENT for place in places)
            if beside and _goes_by(column, max(steps)) >= _MIN_REGULAR:
                removed.append(" ".join(str(number.value) for number in column))
                _remove_numbers(page, column)
    return removed


def _number_column(page: Page, side: int) -> list[_MarginNumber]:
    """Return the numbers at the left (-1) or right (1) edge that are aligned and have nothing beside them, from the top."""
    numbers = [number for line in page.lines if (number := _read_margin_number(line, side)) is not None]
    if not numbers or len(page.lines) > PAGE_LINES:
        return []
    outermost = max(numbers, key=lambda number: number.right if side > 0 else -number.left)
    column = [
        number for number in numbers if number.left <= outermost.right and number.right >= outermost.left
    ]
    own = {id(number.line) for number in column}
    top, bottom = (pick(number.line.baseline for number in column) for pick in (max, min))
    is_beside = any(
        line.right >= outermost.left if side > 0 else line.left <= outermost.right
        for line in page.lines
        if id(line) not in own and bottom <= line.baseline <= top
    )
    return [] if is_beside else sorted(column, key=lambda number: -number.line.baseline)


def _read_margin_number(line: Line, side: int) -> _MarginNumber | None:
    """Return the number at one end of a line that is apart from its text, or None."""
    visible = sorted(visible_glyphs(line.glyphs), key=lambda glyph: glyph.left * -side)
    digits: list[Glyph] = []
    for glyph in visible[:5]:
        gap = _distance(digits[-1], glyph) if digits else 0.0
        if not glyph.text.isdecimal() or gap > _MAX_DIGIT_GAP * line.size:
            break
        digits.append(glyph)
    rest = visible[len(digits) :]
    if not 1 <= len(digits) <= 4 or (rest and _distance(digits[-1], rest[0]) < _MIN_NUMBER_GAP * line.size):
        return None
    return _MarginNumber(line, tuple(sorted(digits, key=lambda glyph: glyph.left)))


def _distance(first: Glyph, second: Glyph) -> float:
    """Return the distance between two glyphs beside each other."""
    return max(first.left, second.left) - min(first.right, second.right)


def _goes_by(column: Sequence[_MarginNumber], step: int) -> float:
    """Return the share of numbers that follow the one above by a step; each page or part may begin anew."""
    regular = sum(
        below.value - above.value == step or below.value == step for above, below in pairwise(column)
    )
    return regular / (len(column) - 1) if len(column) > 1 else 1.0


def _find_step(page: Page, column: Sequence[_MarginNumber]) -> int:
    """Return by how many lines the numbers of a column count, 0 if they do not count the lines of the page."""
    if len(column) < min(enough for enough, _ in _STEPS.values()):
        return 0
    numbers = {id(glyph) for number in column for glyph in number.glyphs}
    texts: dict[float, list[Glyph]] = {}
    for line in page.lines:
        if glyphs := [glyph for glyph in visible_glyphs(line.glyphs) if id(glyph) not in numbers]:
            texts.setdefault(line.baseline, []).extend(glyphs)
    drawn = [glyph for glyphs in texts.values() for glyph in glyphs]
    width = max(glyph.right for glyph in drawn) - min(glyph.left for glyph in drawn) if drawn else 0.0
    found = [row for number in column if (row := _find_row(number, texts)) is not None]
    rows = _distinct_rows(texts, column[0].line.size)
    for step, (enough, off) in _STEPS.items():
        if len(found) < max(enough, len(column)) or _goes_by(column, step) < _MIN_REGULAR:
            continue
        counted = [sum(below <= row < above for row in rows) for above, below in pairwise(found)]
        even = sum(abs(lines - step) <= off for lines in counted) / len(counted)
        if even >= _MIN_REGULAR and (step > 1 or _is_running_text([texts[row] for row in found], width)):
            return step
    return 0


def _distinct_rows(baselines: Iterable[float], size: float) -> list[float]:
    """Return the baselines of rows without those of raised or lowered signs in them."""
    rows: list[float] = []
    for baseline in sorted(baselines):
        if not rows or baseline - rows[-1] > _MAX_SHIFT_OF_ROW * size:
            rows.append(baseline)
    return rows


def _is_running_text(rows: Sequence[Sequence[Glyph]], width: float) -> bool:
    """Return whether rows are the lines of paragraphs: many begin within a sentence that fills the width above."""
    filled = [
        sum(glyph.right - glyph.left for glyph in row) >= _MIN_FILLED * width
        and row[-1].text not in _SENTENCE_ENDS
        for row in rows
    ]
    continued = sum(row[0].text.islower() and above for above, row in zip(filled, rows[1:], strict=False))
    return continued >= _MIN_CONTINUED * len(rows)


def _find_row(number: _MarginNumber, texts: Collection[float]) -> float | None:
    """Return the baseline of the text that a number counts."""
    baseline = number.line.baseline
    row = min(texts, key=lambda other: abs(other - baseline), default=None)
    return row if row is not None and abs(row - baseline) <= _MAX_SHIFT_OF_ROW * number.line.size else None


def _remove_numbers(page: Page, column: Sequence[_MarginNumber]) -> None:
    drawn = {id(glyph) for number in column for glyph in number.glyphs}
    for number in column:
        number.line.glyphs[:] = [glyph for glyph in number.line.glyphs if id(glyph) not in drawn]
        number.line.clear_cache()
    page.lines = [line for line in page.lines if line.text]
