"""Join wrapped lines of plain text to units.

A line continues the line above if its first word would not have fitted there. So paragraphs are found with and
without blank lines between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefbuilder.importers.clean import match_key
from briefbuilder.importers.list_marks import ListMark, parse_text_mark

if TYPE_CHECKING:
    from briefbuilder.importers.pdf.word_joins import Vocabulary

_MAX_COLUMN = 120
"""Columns: wider lines are not wrapped."""

_MIN_COLUMN = 24
_MAX_CAPITALS_SHARE = 0.8
"""If more lines start with a capital, they are verses, names or titles."""

_SLACK_COLUMNS = 3
"""Columns by which wrapped lines may be shorter, due to rules about line starts."""

_LONG_LINE_SHARE = 0.7
"""The share of the column from which a line is long."""

_SENTENCE_END = re.compile(r"[.!?…:;。！？：；؟।](?:[\"'”’»›)\]」』）】\d]|\[\d{1,3}\])*$")
_MAY_BE_WIDE = re.compile("[\u1100-\U0010ffff]")
_UNDERLINE = re.compile(r"^\s{0,3}(={3,}|-{3,}|~{3,})\s*$")
_DIVIDED = re.compile(r"[^\W\d_]{2}[-\u00ad\u2010]$")
"""The end of a line that may divide a word."""

_PAGE_NUMBER = re.compile(
    r"(?:(?:page|seite|pagina|página|strona|p\.|s\.)\s*)?[-–]?\s*(\d{1,4})\s*(?:(?:/|of|von|di|de|sur|z)\s*\d{1,4})?\s*[-–]?\Z",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:T|,? )\d{1,2}[:.]\d\d")
"""A day with a time, with which each entry of a log begins."""
_MIN_PAGE_LINES = 5
_SEPARATOR = re.compile(r"^\s*(?:[*_=~#+.•·–—-]\s*){3,}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextUnit:
    """Joined lines.

    `gap` counts the blank lines above, `indent` the columns before the first character, and `lines` the joined lines,
    the last of which has the width `last_width` and the indent `last_indent`; `underline` is the character of the
    underline of a heading.
    """

    text: str
    gap: int = 0
    indent: int = 0
    lines: int = 1
    last_width: int = 0
    last_indent: int = 0
    underline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLayout:
    """The units of a text, the column at which it is wrapped (0: none), and the number of removed separators.

    `page_numbers` and `page_headers` are the lines that were between its pages, as texts copied from a PDF have them.
    """

    units: tuple[TextUnit, ...]
    column: int = 0
    separators: int = 0
    page_numbers: tuple[str, ...] = ()
    page_headers: tuple[str, ...] = ()


def find_line_mark(text: str) -> ListMark | None:
    """Return the mark at the start of a line, or None; one of an outline is not looked for."""
    mark = parse_text_mark(text)
    return mark if mark is None or mark.kind != "outline" else None


def count_columns(text: str) -> int:
    """Return the width of a text in columns; East Asian wide characters count two."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in _MAY_BE_WIDE.findall(text))
    return len(text) + wide


def is_unspaced_character(character: str) -> bool:
    """Return whether a character belongs to an East Asian script without spaces between words."""
    return unicodedata.east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3"


def ends_sentence(text: str) -> bool:
    """Return whether a text ends a sentence."""
    return _SENTENCE_END.search(text.rstrip()) is not None


def split_units(text: str) -> TextLayout:
    """Split a text into units."""
    lines, separators = _split_lines(text)
    raw, numbers, headers = _remove_page_lines(lines)
    column = _find_column(raw)
    runs: list[list[TextUnit]] = []
    above: TextUnit | None = None
    for line, below in zip(raw, [*raw, None][1:], strict=True):
        if (
            above is not None
            and line.gap == 0
            and _continues(above, line, below, column, runs[-1][-1].text)
            and not (ends_sentence(runs[-1][-1].text) and column and _is_standalone(line, below, column))
        ):
            above = replace(
                above, lines=above.lines + 1, last_width=count_columns(line.text), last_indent=line.indent
            )
        else:
            runs.append([])
            above = line
        runs[-1].append(line)
    is_divided = any(_DIVIDED.search(line.text) for run in runs for line in run[:-1])
    words = _vocabulary(raw) if is_divided else None
    return TextLayout(
        units=tuple(_join_lines(run, words) for run in runs),
        column=column,
        separators=separators,
        page_numbers=numbers,
        page_headers=headers,
    )


def _vocabulary(lines: Sequence[TextUnit]) -> Vocabulary:
    from briefbuilder.importers.pdf.word_joins import Vocabulary

    return Vocabulary(lines)


def _remove_page_lines(lines: list[TextUnit]) -> tuple[list[TextUnit], tuple[str, ...], tuple[str, ...]]:
    """Return the lines without page numbers and the running headers beside them, and the removed lines.

    Numbers are those of pages where they rise by one and mostly are within a sentence or beside the same line.
    """
    chain = _find_page_numbers(lines)
    if not chain:
        return lines, (), ()
    beside = [
        place
        for index in chain
        for place in (index - 1, index + 1)
        if 0 <= place < len(lines) and not ends_sentence(lines[place].text)
    ]
    keys = Counter(match_key(lines[place].text) for place in beside)
    headers = {place for place in beside if keys[match_key(lines[place].text)] > 1 and place not in chain}
    removed = {*chain, *headers}
    within = 0
    kept: list[TextUnit] = []
    for place, line in enumerate(lines):
        if place in removed:
            continue
        if place - 1 in removed and kept and _goes_on(kept[-1].text, line.text):
            within += 1
            line = replace(line, gap=0)  # noqa: PLW2901 - the line as it stands without the page break
        kept.append(line)
    if 2 * (within + sum(bool({place - 1, place + 1} & headers) for place in chain)) < len(chain):
        return lines, (), ()
    return (
        kept,
        tuple(lines[place].text for place in chain),
        tuple(dict.fromkeys(lines[place].text for place in sorted(headers))),
    )


def _find_page_numbers(lines: Sequence[TextUnit]) -> list[int]:
    """Return the places of the longest series of numbers that are alone, rise by one and have text between them."""
    series: list[list[int]] = []
    last = (0, 0)
    for place, line in enumerate(lines):
        found = _PAGE_NUMBER.match(line.text)
        if found is None:
            continue
        number = int(found[1])
        if series and number == last[0] + 1 and place - last[1] > _MIN_PAGE_LINES:
            series[-1].append(place)
        else:
            series.append([place])
        last = (number, place)
    longest = max(series, key=len, default=[])
    return longest if len(longest) > 1 else []


def _goes_on(before: str, after: str) -> bool:
    return not ends_sentence(before) and (after[:1].islower() or _DIVIDED.search(before) is not None)


def _split_lines(text: str) -> tuple[list[TextUnit], int]:
    """Return each line as a unit, without separators and with underlines attached to the line above."""
    units: list[TextUnit] = []
    gap = separators = 0
    for line in text.split("\n"):
        bare = line.strip()
        if not bare:
            gap += 1
            continue
        underline = _UNDERLINE.match(line)
        if underline and units and gap == 0 and _may_underline(units[-1], bare):
            units[-1] = replace(units[-1], underline=underline[1][0])
            gap = 1
            continue
        if _SEPARATOR.match(line):
            separators += 1
            gap += 2
            continue
        expanded = line.expandtabs(4)
        indent = count_columns(expanded) - count_columns(expanded.lstrip())
        units.append(
            TextUnit(text=bare, gap=gap, indent=indent, last_width=count_columns(bare), last_indent=indent)
        )
        gap = 0
    return units, separators


def _may_underline(above: TextUnit, line: str) -> bool:
    width = count_columns(above.text)
    fits = width <= _MAX_COLUMN and len(line) >= min(width, 6) // 2
    return fits and not above.underline and not (line[0] in "-~" and ends_sentence(above.text))


def _find_column(lines: list[TextUnit]) -> int:
    """Return the column at which lines are wrapped, 0 if each line is a paragraph."""
    widths = [count_columns(line.text) + line.indent for line in lines]
    width = max(widths, default=0)
    if width > _MAX_COLUMN:
        width = _find_usual_column(widths)
    if not _MIN_COLUMN <= width <= _MAX_COLUMN:
        return 0
    broken = complete = capitalized = 0
    for (line, size), below in zip(zip(lines, widths, strict=True), lines[1:], strict=False):
        if below.gap or size < width * _LONG_LINE_SHARE or size > width:
            continue
        if ends_sentence(line.text) or find_line_mark(below.text) or _MOMENT.match(below.text):
            complete += 1
        else:
            broken += 1
            capitalized += below.text[0].isupper()
    in_verses = capitalized > _MAX_CAPITALS_SHARE * broken
    return width if broken and broken >= 0.4 * (broken + complete) and not in_verses else 0


def _find_usual_column(widths: list[int]) -> int:
    """Return the column of a wrapped text with some longer lines, such as addresses; 0 if it is not wrapped."""
    fitting = [width for width in widths if width <= _MAX_COLUMN]
    return max(fitting) if len(fitting) >= 0.9 * len(widths) else 0


def _continues(above: TextUnit, line: TextUnit, below: TextUnit | None, column: int, last_text: str) -> bool:
    """Return whether a line continues the one above, `last_text`, which had to break where it did."""
    if above.underline or line.underline or find_line_mark(line.text):
        return line.text.startswith(">") and above.text.startswith(">") and not line.text.startswith(">>")
    if above.text.startswith(">") or _MOMENT.match(line.text):
        return False
    if column and _DIVIDED.search(last_text) and line.text[:1].islower():
        return True
    slack = 0 if ends_sentence(last_text) else _SLACK_COLUMNS
    full = above.last_indent + above.last_width + _first_word_width(line.text) > column - slack
    if find_line_mark(above.text) and above.lines == 1 and line.indent >= above.indent + 2:
        return full or not column or not _opens_paragraph(line, below)
    return full and column > 0 and line.indent < above.last_indent + 2


def _opens_paragraph(line: TextUnit, below: TextUnit | None) -> bool:
    """Return whether a line is indented as the first of a paragraph: the next one is not."""
    return (
        below is not None
        and not below.gap
        and below.indent + 2 <= line.indent
        and not find_line_mark(below.text)
    )


def _first_word_width(text: str) -> int:
    """Return the columns that the first word of a line would need at the end of the line above."""
    first = text[0] if is_unspaced_character(text[0]) else text.split(None, 1)[0]
    return count_columns(first) + (not is_unspaced_character(first[0]))


def _is_standalone(line: TextUnit, below: TextUnit | None, column: int) -> bool:
    """Return whether a line ends no sentence and was broken although the next word had room.

    Below a full line that ends a sentence it is a heading, not the last line of the paragraph.
    """
    if line.text.startswith(">") or ends_sentence(line.text):
        return False
    if below is None or below.gap or below.indent >= line.indent + 2:
        return True
    return line.indent + count_columns(line.text) + _first_word_width(below.text) <= column - _SLACK_COLUMNS


def _join_lines(run: Sequence[TextUnit], words: Vocabulary | None) -> TextUnit:
    """Return the unit of a run of lines, joined with spaces if the script uses them, and divided words without their hyphen."""
    pieces = [run[0].text]
    for line in run[1:]:
        added, above = line.text.removeprefix(">").lstrip(), pieces[-1]
        if not added:
            continue
        if words is not None and _DIVIDED.search(above) and added[:1].islower():
            pieces[-1] = above[:-1]
            glue = words.separator(above[:-1], above[-1], added)
        else:
            glue = "" if is_unspaced_character(above[-1]) and is_unspaced_character(added[0]) else " "
        pieces.append(glue + added)
    last = run[-1]
    return replace(
        run[0],
        text="".join(pieces),
        lines=len(run),
        last_width=count_columns(last.text),
        last_indent=last.indent,
        underline=last.underline,
    )
