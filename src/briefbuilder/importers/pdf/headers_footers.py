"""Running heads, running feet and page numbers: what stands at the same place on several pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from briefbuilder.importers.clean import match_key
from briefbuilder.importers.limits import PAGE_LINES
from briefbuilder.importers.pdf.grids import grids_of
from briefbuilder.importers.pdf.model import Line, Page
from briefbuilder.importers.pdf.notes import note_mark

_BAND = 0.14
"""The share of a page's height, at its top and at its foot, in which running heads stand."""

_EDGE = 0.085
"""The share of a page's height in which the running head of a single page stands."""

_SMALL, _LARGE = 0.88, 1.15
"""Shares of the body's size: the running head of a single page is smaller, and headings are larger."""

_FEWEST_FEET, _FOOT_GAP = 3, 1.5
"""Pages on which words stand at one place in a wide margin, at least; and, in sizes, how far from the text."""

_LONGEST_HEAD = 90

_FIGURES = re.compile(r"\d+")
_ROMAN = r"[ivxlc]{1,7}"
_PAGE_WORD = r"(?:page|pag(?:ina|\.)|p\.|pp\.|seite|página|strana|strona|sivu|side|sida|стр(?:аница|\.)|σελίδα|صفحة|עמוד|第|쪽)"
_PAGE_NUMBER = re.compile(
    rf"^\W*(?:{_PAGE_WORD}\W*)?(?P<number>\d{{1,4}}|{_ROMAN})\W*(?:(?:of|di|de|von|sur|van|z|av|/|из|من|מתוך|\|)\W*\d{{1,4}})?\s*(?:頁|页|ページ)?\W*$",
    re.IGNORECASE,
)


def without_furniture(pages: Sequence[Page], body_size: float) -> list[Line]:
    """Take running heads and page numbers out of the pages' lines and return them."""
    bands = [_in_bands(page) for page in pages]
    taken = _repeated(bands, body_size) | _numbers(pages, bands, body_size)
    taken |= _outermost(pages, body_size)
    taken |= _varying(pages, bands, body_size, taken)
    if len(pages) == 1:
        taken |= _at_the_edges(pages[0], body_size, taken)
    for page in pages:
        taken -= _in_tables(page, taken)
    removed: list[Line] = []
    for page in pages:
        removed += [line for line in page.lines if id(line) in taken]
        page.lines = [line for line in page.lines if id(line) not in taken]
    return removed


def _in_bands(page: Page) -> list[Line]:
    """Return the lines near the top and the foot that have nothing but their like beyond them."""
    if len(page.lines) > PAGE_LINES:
        return []
    if page.vertical:
        band = _BAND * page.width
        return [line for line in page.lines if line.right < band or line.left > page.width - band]
    band = _BAND * page.height
    return [line for line in page.lines if line.baseline > page.height - band or line.baseline < band]


def _in_tables(page: Page, taken: Collection[int]) -> set[int]:
    """Return what was taken of a table that others' lines stand in, too: its first rows may be those of another page's."""
    if not page.drawings.upright or not any(id(line) in taken for line in page.lines):
        return set()
    kept: set[int] = set()
    for grid in grids_of(page.drawings):
        inside = [line for line in page.lines if grid.holds(line)]
        if 2 * sum(id(line) in taken for line in inside) < len(inside):
            kept.update(map(id, inside))
    return kept


def _form(line: Line) -> str:
    return _FIGURES.sub("#", line.text.casefold())


def _repeated(bands: Sequence[Iterable[Line]], body_size: float) -> set[int]:
    """Return the lines whose words stand at the same height on other pages; figures aside, but in a heading's size."""
    places: dict[str, list[Line]] = defaultdict(list)
    for band in bands:
        for line in band:
            large = line.size > _LARGE * body_size
            places[line.text.casefold() if large else _form(line)].append(line)
    taken: set[int] = set()
    for lines in places.values():
        for line in lines:
            pages = {
                other.page
                for other in lines
                if abs(other.baseline - line.baseline) < 3 and abs(other.size - line.size) < 0.6
            }
            if len(pages) >= 2:
                taken.add(id(line))
    return taken


def _numbers(pages: Sequence[Page], bands: Sequence[list[Line]], body_size: float) -> set[int]:
    """Return page numbers: they count with the pages, or stand alone at the edge of a single one."""
    found: list[tuple[Line, int]] = []
    shifts: dict[int, set[int]] = defaultdict(set)
    for band in bands:
        for line in band:
            match = _PAGE_NUMBER.match(line.text)
            if match and match["number"].isdigit():
                shift = int(match["number"]) - line.page
                found.append((line, shift))
                shifts[shift].add(line.page)
    by_page = {page.number: page for page in pages}
    return {
        id(line)
        for line, shift in found
        if len(shifts[shift]) >= 2 or _stands_alone(line, by_page[line.page], body_size)
    }


def _outermost(pages: Sequence[Page], body_size: float) -> set[int]:
    """Return the rows above or below all else that stand at one height on other pages, too, in however wide a margin.

    Numbers have to count with the pages; words to be the same, figures aside, on a few.
    """
    found: dict[tuple[str, int], list[list[Line]]] = defaultdict(list)
    for page in pages:
        if page.vertical or len(page.lines) > PAGE_LINES:
            continue
        for row in _outer_rows(page, body_size):
            text = " ".join(line.text for line in row)
            match = _PAGE_NUMBER.match(text)
            if match and match["number"].isdigit():
                text = f"{int(match['number']) - page.number}"
            found[
                _FIGURES.sub("#", text.casefold()) if not match else text, round(row[0].baseline / 3)
            ].append(row)
    return {
        id(line)
        for (text, _), rows in found.items()
        if len(rows) >= (2 if text.lstrip("-").isdigit() else _FEWEST_FEET)
        for row in rows
        for line in row
    }


def _outer_rows(page: Page, body_size: float) -> Iterator[list[Line]]:
    """Yield the first and the last row of a page that stand apart from the next one and are no larger than text."""
    ordered = sorted(page.lines, key=lambda line: line.baseline)
    for lines in (ordered, ordered[::-1]):
        row = [line for line in lines if abs(line.baseline - lines[0].baseline) < 1]
        rest = lines[len(row) :]
        if (
            rest
            and abs(rest[0].baseline - row[0].baseline) > _FOOT_GAP * row[0].size
            and max(line.size for line in row) <= _LARGE * body_size
        ):
            yield sorted(row, key=lambda line: line.left)


def _stands_alone(line: Line, page: Page, body_size: float) -> bool:
    others = [other for other in page.lines if other is not line and _form(other) != _form(line)]
    apart = min((abs(other.baseline - line.baseline) for other in others), default=0.0)
    outermost = all(other.baseline > line.baseline for other in others) or all(
        other.baseline < line.baseline for other in others
    )
    return outermost and line.size <= 1.1 * body_size and apart > 1.8 * max(line.size, body_size)


def _varying(
    pages: Sequence[Page], bands: Sequence[list[Line]], body_size: float, taken: set[int]
) -> set[int]:
    """Return heads that change with the section: at one height on many pages, and small or a heading's words."""
    rows: dict[int, list[Line]] = defaultdict(list)
    for band in bands:
        for line in band:
            rows[round(line.baseline)].append(line)
    words = Counter(match_key(line.text) for page in pages for line in page.lines if line.size >= body_size)
    found: set[int] = set()
    for place, lines in rows.items():
        near = lines + rows.get(place + 1, [])
        enough = max(3, len(pages) // 3)
        if len({line.page for line in near}) < enough:
            continue
        heads = []
        for line in near:
            page = next(page for page in pages if page.number == line.page)
            outer = _is_outermost(line, page, taken | found)
            echoes = words[match_key(line.text)] > (line.size >= body_size)
            if outer and _apart(line, page) and (line.size < 0.95 * body_size or echoes):
                heads.append(line)
        # Where the text begins on other pages, a small line is a heading above it.
        if len({line.page for line in heads}) >= enough:
            found.update(map(id, heads))
    return found


def _at_the_edges(page: Page, body_size: float, taken: set[int]) -> set[int]:
    """Return what looks like a running head on a single page: small, at the very edge, and far from the text."""
    if len(page.lines) > PAGE_LINES:
        return set()
    edge = _EDGE * page.height
    return {
        id(line)
        for line in page.lines
        if line.size < _SMALL * body_size
        and (line.baseline > page.height - edge or line.baseline < edge)
        and len(line.text) <= _LONGEST_HEAD
        and _is_outermost(line, page, taken)
        and not (line.baseline < edge and note_mark(line))
        and all(
            abs(other.baseline - line.baseline) < 1 or abs(other.baseline - line.baseline) > 2.2 * body_size
            for other in page.lines
            if id(other) not in taken
        )
    }


def _is_outermost(line: Line, page: Page, taken: set[int]) -> bool:
    others = [other for other in page.lines if other is not line and id(other) not in taken]
    above = all(other.baseline < line.baseline + 1 for other in others)
    return above or all(other.baseline > line.baseline - 1 for other in others)


def _apart(line: Line, page: Page) -> bool:
    """Tell whether there is more than a line's space to what stands next to it, up and down."""
    gaps = [abs(other.baseline - line.baseline) for other in page.lines if other is not line]
    return all(gap < 1 or gap > 1.7 * line.size for gap in gaps)
