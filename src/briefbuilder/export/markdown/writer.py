"""The door: a Document becomes one Markdown file, its marking first and last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never

from briefbuilder.domain.document import (
    BandLine,
    Content,
    Document,
    DrawnBreak,
    DrawnCallout,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    FramedElement,
    ListEntry,
    NoteMark,
    Run,
    drawn_text,
)
from briefbuilder.export.labels import format_list_label
from briefbuilder.export.table_grid import GridSlot, build_grid
from briefbuilder.export.unpaged import (
    NestedList,
    NestedListItem,
    NumberedNote,
    band_lines,
    heading_shift,
    merge_runs,
    nest_entries,
    number_notes,
    page_field_text,
    quotation_origin,
    sanitize_web_url,
    split_lines,
    with_progress,
)

# Characters that Markdown would read as marks, written so that they read back as themselves.
#
# The rules are those of CommonMark 0.31 (backslash escapes, block starts) and of its table extension.

_MARKS = re.compile(r"[\\`*_\[\]<~|]|&(?=#?\w+;)|[&!]$")
_LINE_START = re.compile(r"[#=:>]|[+-](?!\w)")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")
_NOTE_START = re.compile(r"(\[\^[^\]]+\])(:)")
_BLANKS = re.compile(r"[ \t\f]+")
_BACKTICKS = re.compile("`+")


def escape(text: str) -> str:
    """Return text of one line in which nothing is a mark; rows of blanks become one.

    An ampersand or an exclamation mark at its end could begin something together with what follows.
    """
    return _MARKS.sub(lambda match: f"\\{match[0]}", _BLANKS.sub(" ", text))


def guard_line_start(line: str) -> str:
    """Return a line that begins no heading, list, quotation, rule or note where it begins a block."""
    if _LINE_START.match(line):
        return f"\\{line}"
    for start in (_NUMBERED, _NOTE_START):
        if start.match(line):
            return start.sub(r"\1\\\2", line, count=1)
    return line


def format_code_span(text: str, *, cell: bool) -> str:
    """Return text as code, between more backticks than it has in a row; in a cell a bar is escaped."""
    marks = "`" * (_longest_backticks(text) + 1)
    pad = " " if text[:1] in {"`", " "} or text[-1:] in {"`", " "} else ""
    held = text.replace("|", "\\|") if cell else text
    return f"{marks}{pad}{held}{pad}{marks}"


def format_code_block(lines: list[str]) -> str:
    """Return lines as a fenced block."""
    fence = "`" * max(3, _longest_backticks("\n".join(lines)) + 1)
    return "\n".join((fence, *lines, fence))


def _longest_backticks(text: str) -> int:
    return max((len(match) for match in _BACKTICKS.findall(text)), default=0)


# Inline content as Markdown: emphasis, code, links and the marks of notes.

LinePlace = Literal["block", "line", "cell"]
"""Where content stands: lines that are broken, a heading's one line, or a cell's."""

_BREAKS: dict[LinePlace, str] = {"block": "\\\n", "line": " ", "cell": "<br>"}
_CLOSING = frozenset(".,;:?)")
_EMPHASIS: tuple[tuple[Literal["strike", "italic", "bold"], str, str], ...] = (
    ("strike", "~~", "del"),
    ("italic", "_", "em"),
    ("bold", "**", "strong"),
)


@dataclass(slots=True)
class MarkdownInlineWriter:
    """Writes content; notes are numbered once for the whole document."""

    document: Document
    notes: dict[str, NumberedNote] = field(init=False)

    def __post_init__(self) -> None:
        """Number the notes."""
        self.notes = number_notes(self.document)

    def text(self, content: Content, place: LinePlace = "block", *, bold: bool = False) -> str:
        """Return content as Markdown, or "" where it shows nothing."""
        pieces = self._pieces(content, bold=bold)
        whole = ""
        for index, piece in enumerate(pieces):
            if isinstance(piece, str):
                whole += piece
            else:
                follows = pieces[index + 1] if index + 1 < len(pieces) else "\n"
                whole += _format_run(piece, whole[-1:], follows, cell=place == "cell")
        lines = [line for line in (line.strip() for line in whole.split("\n")) if line]
        if place == "block":
            lines = [guard_line_start(line) for line in lines]
        return _BREAKS[place].join(lines)

    def _pieces(self, content: Content, *, bold: bool) -> list[Run | str]:
        """Return runs that have no line ends, line ends, and marks that are written as they stand."""
        simple = tuple(
            _simplify(inline, bold=bold) if isinstance(inline, Run) else inline for inline in content
        )
        pieces: list[Run | str] = []
        for inline in merge_runs(simple):
            if isinstance(inline, Run):
                for index, line in enumerate(split_lines(inline.text)):
                    pieces.extend(["\n"] if index else [])
                    pieces.extend([replace(inline, text=line)] if line else [])
            elif isinstance(inline, NoteMark):
                note = self.notes.get(inline.note)
                pieces.extend([f"[^{note.label}]"] if note else [])
            else:
                pieces.append(page_field_text(inline))
        return pieces


def _simplify(run: Run, *, bold: bool) -> Run:
    """Return a run with what Markdown can say; code is never emphasised."""
    simple = Run(text=run.text, code=run.code, link=sanitize_web_url(run.link) or None)
    if run.code:
        return simple
    return replace(simple, bold=run.bold or bold, italic=run.italic, strike=run.strike, script=run.script)


def _format_run(run: Run, before: str, follows: Run | str, *, cell: bool) -> str:
    """Return a run as Markdown; blanks at its ends stay outside of its marks."""
    core = run.text.strip()
    if not core:
        return escape(run.text)
    start = run.text.index(core)
    lead, trail = escape(run.text[:start]), escape(run.text[start + len(core) :])
    starts = not (lead or before) or (lead or before)[-1].isspace()
    text = format_code_span(core, cell=cell) if run.code else escape(core)
    if run.script != "baseline":
        tag = "sup" if run.script == "super" else "sub"
        text = f"<{tag}>{text}</{tag}>"
    # Asterisks that touch a letter outside are not emphasis for every reader; elements always are.
    signs = starts and (bool(run.link) or bool(trail) or _ends_emphasis(follows))
    for name, sign, tag in _EMPHASIS:
        if getattr(run, name):
            text = f"{sign}{text}{sign}" if signs else f"<{tag}>{text}</{tag}>"
    if run.link:
        text = f"[{text}](<{run.link.replace('&', '&amp;')}>)"
    return f"{lead}{text}{trail}"


def _ends_emphasis(follows: Run | str) -> bool:
    """Tell whether what follows begins with a character that ends emphasis."""
    if isinstance(follows, str):
        return follows == "\n"
    plain = follows == Run(text=follows.text)
    first = follows.text[:1]
    return first.isspace() or (plain and first in _CLOSING)


# Lists, nested by the depth of their entries.

_MAX_NUMBER = 999_999_999
"""CommonMark takes numbers of at most nine digits for those of a list."""
_EMPTY = "&nbsp;"
"""What an empty entry holds, so that what stands below it is still its own."""


@dataclass(slots=True)
class ListCounter:
    """Counts lists that stand beside one another: two of one mark would be read as one list."""

    count: int = 0

    def next(self) -> int:
        """Return 0 and 1 in turn."""
        self.count += 1
        return self.count % 2


def list_blocks(
    entries: tuple[ListEntry, ...], inlines: MarkdownInlineWriter, counter: ListCounter
) -> list[str]:
    """Return the blocks that entries make."""
    made = (_list_block(held, inlines, counter) for held in nest_entries(entries))
    return [block for block in made if block]


def _list_block(held: ListEntry | NestedList, inlines: MarkdownInlineWriter, counter: ListCounter) -> str:
    if isinstance(held, ListEntry):
        return inlines.text(held.content)
    sign = counter.next()
    items = [_list_item(item, held, sign, inlines) for item in held.items]
    return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)


def _list_item(item: NestedListItem, branch: NestedList, sign: int, inlines: MarkdownInlineWriter) -> str:
    number = item.entry.number
    counted = branch.ordered and 0 <= number <= _MAX_NUMBER
    mark = f"{number}{')' if sign else '.'}" if counted else "*-"[sign]
    content = item.entry.content
    if branch.ordered and not counted:
        content = (Run(text=f"{number}. "), *content)
    inner = ListCounter()
    text = inlines.text(content) or _EMPTY
    for held in item.body:
        block = _list_block(held, inlines, inner)
        if block:
            text += ("\n" if _needs_no_blank_line(held) else "\n\n") + block
    indent = " " * (len(mark) + 1)
    lines = text.split("\n")
    return f"{mark} " + "\n".join(f"{indent}{line}" if line else "" for line in lines).removeprefix(indent)


def _needs_no_blank_line(held: ListEntry | NestedList) -> bool:
    """Tell whether no empty line is needed: only a list of bullets, or one from 1, ends a paragraph."""
    return isinstance(held, NestedList) and (not held.ordered or held.items[0].entry.number == 1)


# Tables: one line a row, every cell on that line.


def table_block(table: DrawnTable, inlines: MarkdownInlineWriter) -> str:
    """Return a table; a cell that spans several is followed by empty ones, and so are rows below it.

    Where the table has no head, an empty one stands there: Markdown knows no table without.
    """
    rows, columns = build_grid(table.rows, len(table.widths))
    if not any(table.rows):
        return ""
    heads = min(table.header_rows, 1)
    lines = [
        _table_row(text for slot in row for text in _cell_texts(slot, inlines, in_head=index < heads))
        for index, row in enumerate(rows)
    ]
    if table.header_rows < 1:
        lines.insert(0, _table_row([""] * columns))
    ends = _end_aligned_columns(rows)
    lines.insert(1, _table_row("---:" if column in ends else "---" for column in range(columns)))
    return "\n".join(lines)


def _end_aligned_columns(rows: tuple[tuple[GridSlot, ...], ...]) -> set[int]:
    """Return the columns, counted from 0, of which a cell is set at the end of its lines."""
    return {slot.column for row in rows for slot in row if slot.cell is not None and slot.cell.flush_end}


def _table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell_texts(slot: GridSlot, inlines: MarkdownInlineWriter, *, in_head: bool) -> list[str]:
    """Return the text of a cell and the empty ones that it covers; a head outside of the first row is bold."""
    text = ""
    if slot.cell is not None and slot.merge != "continue":
        bold = slot.cell.header and not in_head
        text = "<br>".join(line for line in _cell_lines(slot.cell.elements, inlines, bold=bold) if line)
    return [text] + [""] * (slot.span - 1)


def _cell_lines(
    elements: Iterable[Element], inlines: MarkdownInlineWriter, *, bold: bool = False
) -> Iterator[str]:
    """Yield the lines of elements that stand in a cell, which can hold no blocks."""
    for element in elements:
        match element:
            case DrawnHeading() | DrawnText():
                label = f"{element.number} " if element.number else ""
                yield inlines.text((Run(text=label), *element.content), "cell", bold=bold)
            case DrawnList():
                for entry in element.entries:
                    label = (
                        ""
                        if entry.continues
                        else f"{format_list_label(entry.depth, entry.ordered, entry.number)} "
                    )
                    yield inlines.text((Run(text=label), *entry.content), "cell")
            case DrawnQuotation():
                yield from (inlines.text(held, "cell") for held in (*element.paragraphs, element.source))
            case DrawnContents():
                yield inlines.text(element.title, "cell")
                for line in element.entries:
                    yield inlines.text((Run(text=f"{line.number} {line.text}"),), "cell")
            case _:
                yield from _framed_lines(element, inlines)


def _framed_lines(element: FramedElement, inlines: MarkdownInlineWriter) -> Iterator[str]:
    match element:
        case DrawnCallout():
            yield inlines.text(element.title, "cell", bold=True)
            yield from _cell_lines(element.elements, inlines)
        case DrawnPair():
            yield from _cell_lines((*element.left, *element.right), inlines)
        case DrawnFigure():
            if element.alternative_text.strip():
                yield inlines.text((Run(text=f"[{element.alternative_text.strip()}]"),), "cell")
            yield inlines.text(element.caption, "cell")
        case DrawnTable():
            yield inlines.text(element.caption, "cell")
            for row in element.rows:
                for cell in row:
                    yield from _cell_lines(cell.elements, inlines)
        case DrawnBreak() | DrawnEndnotes():
            pass
        case _:
            assert_never(element)


# Elements of a Document as blocks of Markdown.


@dataclass(slots=True)
class MarkdownBlockWriter:
    """Draws elements; `shift` is by how many levels headings stand below the title."""

    inlines: MarkdownInlineWriter
    shift: int

    def draw(self, elements: Iterable[Element], counter: ListCounter) -> list[str]:
        """Return the blocks of elements; `counter` counts the lists that stand beside one another."""
        blocks: list[str] = []
        open_quotation = ""
        for element in elements:
            made = [block for block in self._blocks(element, counter) if block]
            origin = element.origin if isinstance(element, DrawnQuotation | DrawnList) else ""
            if made and open_quotation and origin == open_quotation and made[0].startswith(">"):
                made[0] = f"{blocks.pop()}\n>\n{made[0]}"
            blocks.extend(made)
            open_quotation = quotation_origin(element) if made else open_quotation
        return blocks

    def _blocks(self, element: Element, counter: ListCounter) -> Iterable[str]:
        match element:
            case DrawnHeading():
                level = min(min(max(element.level, 1), 6) + self.shift, 6)
                return (self._heading(level, element.content, element.number),)
            case DrawnText():
                return (self._text(element),)
            case DrawnList():
                made = list_blocks(element.entries, self.inlines, counter)
                return (quote_blocks(made),) if element.quoted else made
            case DrawnQuotation():
                return (self._quotation(element),)
            case DrawnContents():
                return self._contents(element, counter)
            case _:
                return self._framed(element, counter)

    def _framed(self, element: FramedElement, counter: ListCounter) -> Iterator[str]:
        match element:
            case DrawnTable():
                yield self.inlines.text(element.caption)
                yield table_block(element, self.inlines)
            case DrawnFigure():
                if element.alternative_text.strip():
                    yield self.inlines.text((Run(text=f"[{element.alternative_text.strip()}]"),))
                yield self.inlines.text(element.caption)
            case DrawnCallout():
                inner = self.draw(element.elements, ListCounter())
                yield quote_blocks([self.inlines.text(element.title, bold=True), *inner])
            case DrawnPair():
                yield from self.draw((*element.left, *element.right), counter)
            case DrawnBreak() | DrawnEndnotes():
                pass
            case _:
                assert_never(element)

    def _heading(self, level: int, content: Content, number: str) -> str:
        text = self.inlines.text(with_number(content, number), "line")
        bare = text.rstrip("#")
        # Number signs at its end would be taken for the closing of the heading.
        ended = text if bare == text else f"{bare}\\{text[len(bare) :]}"
        return f"{'#' * level} {ended}" if text else ""

    def _text(self, text: DrawnText) -> str:
        if text.role == "title":
            return self._heading(1, text.content, text.number)
        if text.role == "code" and all(isinstance(inline, Run) for inline in text.content):
            lines = split_lines(drawn_text(with_number(text.content, text.number)))
            return format_code_block(lines) if any(line.strip() for line in lines) else ""
        return self.inlines.text(with_number(text.content, text.number))

    def _quotation(self, quotation: DrawnQuotation) -> str:
        contents = (*quotation.paragraphs, quotation.source)
        return quote_blocks([self.inlines.text(content) for content in contents])

    def _contents(self, contents: DrawnContents, counter: ListCounter) -> Iterator[str]:
        """Yield the title and the lines as a list; Markdown has no names that they could lead to."""
        yield self.inlines.text(contents.title, bold=True)
        least = min((entry.level for entry in contents.entries), default=1)
        entries = tuple(
            ListEntry(content=with_number((Run(text=entry.text),), entry.number), depth=entry.level - least)
            for entry in contents.entries
        )
        yield from list_blocks(entries, self.inlines, counter)


def with_number(content: Content, number: str) -> Content:
    """Return content with its label before it."""
    return (Run(text=f"{number} "), *content) if number else content


def quote_blocks(blocks: Iterable[str]) -> str:
    """Return blocks as one quotation."""
    lines = "\n\n".join(block for block in blocks if block).split("\n")
    return "\n".join(f"> {line}".rstrip(" ") for line in lines) if any(lines) else ""


def render_markdown(
    document: Document,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return the file, in UTF-8; the same document gives the same bytes. Raises CancelledError."""
    inlines = MarkdownInlineWriter(document)
    writer = MarkdownBlockWriter(inlines, heading_shift(document))
    blocks = [*_band_blocks(band_lines(document, "top"), inlines)]
    if document.furniture.watermark:
        blocks.append(inlines.text((Run(text=document.furniture.watermark),)))
    blocks.extend(writer.draw(with_progress(document.elements, progress, cancelled), ListCounter()))
    blocks.extend(_note_definitions(inlines))
    blocks.extend(_band_blocks(band_lines(document, "bottom"), inlines))
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def _note_definitions(inlines: MarkdownInlineWriter) -> Iterator[str]:
    """Yield the notes; a note is one line, as no two readers of Markdown agree on longer ones."""
    for note in inlines.notes.values():
        lines = inlines.text(note.note.content).split("\\\n")
        yield f"[^{note.label}]: {'<br>'.join(lines) or '&nbsp;'}"


def _band_blocks(lines: tuple[BandLine, ...], inlines: MarkdownInlineWriter) -> Iterator[str]:
    for line in lines:
        texts = (inlines.text(content) for content in (line.start, line.centre, line.end))
        yield " — ".join(text for text in texts if text)
