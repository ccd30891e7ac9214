"""Render a Document as one Markdown file.

Escaping follows CommonMark 0.31 (backslash escapes, block starts) and its table extension.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never

from briefbuilder.domain.document import (
    BandLine,
    Content,
    Document,
    DrawnBreak,
    DrawnCallout,
    DrawnChart,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    DrawnTimeline,
    Element,
    FramedElement,
    InlinePicture,
    ListEntry,
    NoteMark,
    Run,
    content_text,
    has_picture,
)
from briefbuilder.domain.list_labels import PLAIN_LABEL
from briefbuilder.export.drawings.tables import drawing_table
from briefbuilder.export.labels import NumberedNote, format_list_label, number_notes
from briefbuilder.export.table_grid import GridSlot, build_grid
from briefbuilder.export.unpaged import (
    NestedList,
    NestedListItem,
    band_lines,
    heading_shift,
    merge_runs,
    nest_entries,
    page_field_text,
    quotation_origin,
    sanitize_web_url,
    split_lines,
)

# Escaping

_MARKS = re.compile(r"[\\`*_\[\]<~|]|&(?=#?\w+;)|[&!]$")
_LINE_START = re.compile(r"[#=:>]|[+-](?!\w)")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")
_NOTE_START = re.compile(r"(\[\^[^\]]+\])(:)")
_DEFINITION = re.compile(r"\[(?:\\.|[^\[\]\\])+\]:")
"""What readers take for the definition of a link, although code within a link is meant."""
_BLANKS = re.compile(r"[ \t\f]+")
_BACKTICKS = re.compile("`+")


def escape(text: str) -> str:
    """Return one line of text with all Markdown characters escaped and repeated blanks collapsed.

    A final ampersand or exclamation mark is escaped too, since what follows could complete it.
    """
    return _MARKS.sub(lambda match: f"\\{match[0]}", _BLANKS.sub(" ", text))


def guard_line_start(line: str) -> str:
    """Return a line that starts no heading, list, quotation, rule, note or definition of a link."""
    if _LINE_START.match(line):
        return f"\\{line}"
    for start in (_NUMBERED, _NOTE_START):
        if start.match(line):
            return start.sub(r"\1\\\2", line, count=1)
    if _DEFINITION.match(line):
        # Nothing can be escaped within code; an empty element in front of it is not shown.
        return f"<em></em>{line}"
    return line


def format_code_span(text: str, *, cell: bool) -> str:
    """Return text as code, between more backticks than it contains; in a cell, bars are escaped."""
    marks = "`" * (_longest_backticks(text) + 1)
    pad = " " if text[:1] in {"`", " "} or text[-1:] in {"`", " "} else ""
    code = text.replace("|", "\\|") if cell else text
    return f"{marks}{pad}{code}{pad}{marks}"


def format_code_block(lines: list[str]) -> str:
    """Return lines as a fenced code block."""
    fence = "`" * max(3, _longest_backticks("\n".join(lines)) + 1)
    return "\n".join((fence, *lines, fence))


def _longest_backticks(text: str) -> int:
    return max((len(match) for match in _BACKTICKS.findall(text)), default=0)


# Inline content

LinePlace = Literal["block", "line", "cell"]
"""Where content appears: in a block with line breaks, on the one line of a heading, or in a cell."""

_BREAKS: dict[LinePlace, str] = {"block": "\\\n", "line": " ", "cell": "<br>"}
_CLOSING = frozenset(".,;:?)")
_EMPHASIS: tuple[tuple[Literal["strike", "italic", "bold"], str, str], ...] = (
    ("strike", "~~", "del"),
    ("italic", "_", "em"),
    ("bold", "**", "strong"),
)


@dataclass(slots=True)
class MarkdownInlineWriter:
    """Writes inline content; notes are numbered once for the whole document."""

    document: Document
    notes: dict[str, NumberedNote] = field(init=False)

    def __post_init__(self) -> None:
        self.notes = number_notes(self.document)

    def text(self, content: Content, place: LinePlace = "block", *, bold: bool = False) -> str:
        """Return content as Markdown, or "" if it shows nothing."""
        pieces = self._pieces(content, bold=bold)
        text = ""
        for index, piece in enumerate(pieces):
            if isinstance(piece, str):
                text += piece
            else:
                next_piece = pieces[index + 1] if index + 1 < len(pieces) else "\n"
                result = _format_run(piece, text[-1:], next_piece, cell=place == "cell")
                text += (
                    f"\\{result}" if result.startswith("(") and _is_note_mark(pieces, index - 1) else result
                )
        lines = [line for line in (line.strip() for line in text.split("\n")) if line]
        if place == "block":
            lines = [guard_line_start(line) for line in lines]
        return _BREAKS[place].join(lines)

    def _pieces(self, content: Content, *, bold: bool) -> list[Run | str]:
        """Return runs without line breaks, line breaks, and text that needs no escaping."""
        simple = tuple(
            _simplify(inline, bold=bold) if isinstance(inline, Run) else inline for inline in content
        )
        pieces: list[Run | str] = []
        for inline in merge_runs(simple):
            if isinstance(inline, Run):
                for index, line in enumerate(split_lines(inline.text)):
                    pieces.extend(["\n"] if index else [])
                    if line:
                        _add_run(pieces, replace(inline, text=line))
            elif isinstance(inline, NoteMark):
                note = self.notes.get(inline.note)
                pieces.extend([f"[^{note.label}]"] if note else [])
            elif isinstance(inline, InlinePicture):
                words = inline.alternative_text.strip()
                pieces.extend([Run(text=f"[{words}]")] if words else [])
            else:
                pieces.append(page_field_text(inline))
        return pieces


def _is_note_mark(pieces: list[Run | str], index: int) -> bool:
    """Return whether a piece is the mark of a note, which a bracket after it would turn into the text of a link."""
    piece = pieces[index] if index >= 0 else ""
    return isinstance(piece, str) and piece.startswith("[^")


def _add_run(pieces: list[Run | str], run: Run) -> None:
    """Add a run, to the one before it if a note that is not shown divides them: `a``b` is not two codes."""
    last = pieces[-1] if pieces else ""
    if isinstance(last, Run) and replace(last, text="") == replace(run, text=""):
        pieces[-1] = replace(last, text=last.text + run.text)
    else:
        pieces.append(run)


def _simplify(run: Run, *, bold: bool) -> Run:
    """Return a run with only the formatting that Markdown supports; code is never emphasised."""
    simple = Run(text=run.text, code=run.code, link=sanitize_web_url(run.link) or None)
    if run.code:
        return simple
    return replace(simple, bold=run.bold or bold, italic=run.italic, strike=run.strike, script=run.script)


def _format_run(run: Run, before: str, next_piece: Run | str, *, cell: bool) -> str:
    """Return a run as Markdown; blanks at its ends stay outside the markup."""
    core = run.text.strip()
    if not core:
        return escape(run.text)
    start = run.text.index(core)
    lead, trail = escape(run.text[:start]), escape(run.text[start + len(core) :])
    starts_word = not (lead or before) or (lead or before)[-1].isspace()
    text = format_code_span(core, cell=cell) if run.code else escape(core)
    if run.script != "baseline":
        tag = "sup" if run.script == "super" else "sub"
        text = f"<{tag}>{text}</{tag}>"
    # Not every reader takes asterisks next to a letter for emphasis; HTML elements always work.
    use_asterisks = starts_word and (bool(run.link) or bool(trail) or _ends_emphasis(next_piece))
    for name, mark, tag in _EMPHASIS:
        if getattr(run, name):
            text = f"{mark}{text}{mark}" if use_asterisks else f"<{tag}>{text}</{tag}>"
    if run.link:
        text = f"[{text}](<{run.link.replace('&', '&amp;')}>)"
    return f"{lead}{text}{trail}"


def _ends_emphasis(next_piece: Run | str) -> bool:
    """Return whether what follows starts with a character that ends emphasis."""
    if isinstance(next_piece, str):
        return next_piece == "\n"
    is_plain = next_piece == Run(text=next_piece.text)
    first = next_piece.text[:1]
    return first.isspace() or (is_plain and first in _CLOSING)


# Lists

_MAX_NUMBER = 999_999_999
"""CommonMark list numbers have at most nine digits."""
_EMPTY = "&nbsp;"
"""The text of an empty entry, so that what follows still belongs to it."""


@dataclass(slots=True)
class ListCounter:
    """Counts adjacent lists: two with the same marker would be read as one list."""

    count: int = 0

    def next(self) -> int:
        """Return 1 and 0 in turn."""
        self.count += 1
        return self.count % 2


def list_blocks(
    entries: tuple[ListEntry, ...], inlines: MarkdownInlineWriter, counter: ListCounter
) -> list[str]:
    """Return the blocks of list entries."""
    blocks = (_list_block(child, inlines, counter) for child in nest_entries(entries))
    return [block for block in blocks if block]


def _list_block(child: ListEntry | NestedList, inlines: MarkdownInlineWriter, counter: ListCounter) -> str:
    if isinstance(child, ListEntry):
        return inlines.text(child.content)
    marker = counter.next()
    items = [_list_item(item, child, marker, inlines) for item in child.items]
    return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)


def _list_item(item: NestedListItem, branch: NestedList, marker: int, inlines: MarkdownInlineWriter) -> str:
    number, label = item.entry.number, item.entry.label or PLAIN_LABEL
    has_number = (
        branch.ordered and 0 <= number <= _MAX_NUMBER and not label.prefix and label.style == "decimal"
    )
    mark = f"{number}{')' if marker else '.'}" if has_number else "*-"[marker]
    content = item.entry.content
    if branch.ordered and not has_number:
        content = (Run(text=f"{label.text(number)} "), *content)
    inner = ListCounter()
    text = inlines.text(content) or _EMPTY
    for child in item.body:
        block = _list_block(child, inlines, inner)
        if block:
            text += ("\n" if _needs_no_blank_line(child) else "\n\n") + block
    indent = " " * (len(mark) + 1)
    lines = text.split("\n")
    return f"{mark} " + "\n".join(f"{indent}{line}" if line else "" for line in lines).removeprefix(indent)


def _needs_no_blank_line(child: ListEntry | NestedList) -> bool:
    """Return whether a list can directly follow a paragraph: a bullet list or one that starts at 1."""
    return isinstance(child, NestedList) and (not child.ordered or child.items[0].entry.number == 1)


# Tables


def table_block(table: DrawnTable, inlines: MarkdownInlineWriter) -> str:
    """Return a table; a cell that spans several columns or rows is followed by empty ones.

    A table without a header row gets an empty one, since Markdown requires it.
    """
    rows, columns = build_grid(table.rows, len(table.widths))
    if not any(table.rows):
        return ""
    header_rows = min(table.header_rows, 1)
    lines = [
        _table_row(text for slot in row for text in _cell_texts(slot, inlines, in_head=index < header_rows))
        for index, row in enumerate(rows)
    ]
    if table.header_rows < 1:
        lines.insert(0, _table_row([""] * columns))
    end_columns = _end_aligned_columns(rows)
    lines.insert(1, _table_row("---:" if column in end_columns else "---" for column in range(columns)))
    return "\n".join(lines)


def _end_aligned_columns(rows: tuple[tuple[GridSlot, ...], ...]) -> set[int]:
    """Return the columns, from 0, with a cell that is aligned to the end."""
    return {slot.column for row in rows for slot in row if slot.cell is not None and slot.cell.flush_end}


def _table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell_texts(slot: GridSlot, inlines: MarkdownInlineWriter, *, in_head: bool) -> list[str]:
    """Return the text of a cell and the empty cells that it covers; a header outside the first row is bold."""
    text = ""
    if slot.cell is not None and not slot.continues:
        bold = slot.cell.header and not in_head
        text = "<br>".join(line for line in _cell_lines(slot.cell.elements, inlines, bold=bold) if line)
    return [text] + [""] * (slot.span - 1)


def _cell_lines(
    elements: Iterable[Element], inlines: MarkdownInlineWriter, *, bold: bool = False
) -> Iterator[str]:
    """Yield elements as lines of a cell, which cannot hold blocks."""
    for element in elements:
        match element:
            case DrawnHeading() | DrawnText():
                label = f"{element.number} " if element.number else ""
                yield inlines.text((Run(text=label), *element.content), "cell", bold=bold)
            case DrawnList():
                for entry in element.entries:
                    label = "" if entry.continues else f"{format_list_label(entry)} "
                    yield inlines.text((Run(text=label), *entry.content), "cell")
            case DrawnQuotation():
                yield from (
                    inlines.text(content, "cell") for content in (*element.paragraphs, element.source)
                )
            case DrawnContents():
                yield inlines.text(element.title, "cell")
                for line in element.entries:
                    yield inlines.text((Run(text=f"{line.number} {line.text}"),), "cell")
            case _:
                yield from _framed_lines(element, inlines)


def _figure_lines(figure: DrawnFigure, inlines: MarkdownInlineWriter, place: LinePlace) -> Iterator[str]:
    """Yield what stands for a figure: its alternative text and its caption."""
    if not has_picture(inlines.document, figure):
        return
    if figure.alternative_text.strip():
        yield inlines.text((Run(text=f"[{figure.alternative_text.strip()}]"),), place)
    yield inlines.text(figure.caption, place)


def _drawing_lines(
    drawn: DrawnChart | DrawnTimeline, inlines: MarkdownInlineWriter, place: LinePlace
) -> Iterator[str]:
    """Yield what stands for a drawing whose table is beside it: the title of a chart and the alternative text."""
    if isinstance(drawn, DrawnChart):
        yield inlines.text(drawn.title, place)
    if drawn.alternative_text.strip():
        yield inlines.text((Run(text=f"[{drawn.alternative_text.strip()}]"),), place)


def _framed_lines(element: FramedElement, inlines: MarkdownInlineWriter) -> Iterator[str]:
    match element:
        case DrawnCallout():
            yield inlines.text(element.title, "cell", bold=True)
            yield from _cell_lines(element.elements, inlines)
        case DrawnPair():
            yield from _cell_lines((*element.left, *element.right), inlines)
        case DrawnFigure():
            yield from _figure_lines(element, inlines, "cell")
        case DrawnChart() | DrawnTimeline():
            if element.tabled:
                yield from _drawing_lines(element, inlines, "cell")
            else:
                yield from _framed_lines(drawing_table(element, inlines.document.language), inlines)
        case DrawnTable():
            yield inlines.text(element.caption, "cell")
            for row in element.rows:
                for cell in row:
                    yield from _cell_lines(cell.elements, inlines)
        case DrawnBreak() | DrawnEndnotes():
            pass
        case _:
            assert_never(element)


# Elements


@dataclass(slots=True)
class MarkdownBlockWriter:
    """Writes elements; headings are moved down by `shift` levels below the title."""

    inlines: MarkdownInlineWriter
    shift: int

    def draw(self, elements: Iterable[Element], counter: ListCounter) -> list[str]:
        """Return the blocks of elements; `counter` counts adjacent lists."""
        blocks: list[str] = []
        open_quotation = ""
        for element in elements:
            new_blocks = [block for block in self._blocks(element, counter) if block]
            origin = element.origin if isinstance(element, DrawnQuotation | DrawnList) else ""
            if new_blocks and open_quotation and origin == open_quotation and new_blocks[0].startswith(">"):
                new_blocks[0] = f"{blocks.pop()}\n>\n{new_blocks[0]}"
            blocks.extend(new_blocks)
            open_quotation = quotation_origin(element) if new_blocks else open_quotation
        return blocks

    def _blocks(self, element: Element, counter: ListCounter) -> Iterable[str]:
        match element:
            case DrawnHeading():
                level = min(min(max(element.level, 1), 6) + self.shift, 6)
                return (self._heading(level, element.content, element.number),)
            case DrawnText():
                return (self._text(element),)
            case DrawnList():
                blocks = list_blocks(element.entries, self.inlines, counter)
                return (quote_blocks(blocks),) if element.quoted else blocks
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
                yield from _figure_lines(element, self.inlines, "block")
            case DrawnChart() | DrawnTimeline():
                if element.tabled:
                    yield from _drawing_lines(element, self.inlines, "block")
                else:
                    yield from self._framed(drawing_table(element, self.inlines.document.language), counter)
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
        stripped = text.rstrip("#")
        # Trailing number signs would be read as the closing sequence of the heading.
        escaped = text if stripped == text else f"{stripped}\\{text[len(stripped) :]}"
        return f"{'#' * level} {escaped}" if text else ""

    def _text(self, text: DrawnText) -> str:
        if text.role == "title":
            return self._heading(1, text.content, text.number)
        if text.role == "code" and all(isinstance(inline, Run) for inline in text.content):
            lines = split_lines(content_text(with_number(text.content, text.number)))
            return format_code_block(lines) if any(line.strip() for line in lines) else ""
        return self.inlines.text(with_number(text.content, text.number))

    def _quotation(self, quotation: DrawnQuotation) -> str:
        contents = (*quotation.paragraphs, quotation.source)
        return quote_blocks([self.inlines.text(content) for content in contents])

    def _contents(self, contents: DrawnContents, counter: ListCounter) -> Iterator[str]:
        """Yield the title and the entries as a list without links: Markdown has no anchors."""
        yield self.inlines.text(contents.title, bold=True)
        top_level = min((entry.level for entry in contents.entries), default=1)
        entries = tuple(
            ListEntry(
                content=with_number((Run(text=entry.text),), entry.number), depth=entry.level - top_level
            )
            for entry in contents.entries
        )
        yield from list_blocks(entries, self.inlines, counter)


def with_number(content: Content, number: str) -> Content:
    """Return content with its number in front."""
    return (Run(text=f"{number} "), *content) if number else content


def quote_blocks(blocks: Iterable[str]) -> str:
    """Return blocks as one block quotation."""
    lines = "\n\n".join(block for block in blocks if block).split("\n")
    return "\n".join(f"> {line}".rstrip(" ") for line in lines) if any(lines) else ""


def render_markdown(document: Document) -> bytes:
    """Return the file in UTF-8; the same document gives the same bytes."""
    inlines = MarkdownInlineWriter(document)
    writer = MarkdownBlockWriter(inlines, heading_shift(document))
    blocks = [*_band_blocks(band_lines(document, "top"), inlines)]
    if document.headers_footers.watermark:
        blocks.append(inlines.text((Run(text=document.headers_footers.watermark),)))
    blocks.extend(writer.draw(document.elements, ListCounter()))
    blocks.extend(_note_definitions(inlines))
    blocks.extend(_band_blocks(band_lines(document, "bottom"), inlines))
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def _note_definitions(inlines: MarkdownInlineWriter) -> Iterator[str]:
    """Yield the notes on one line each, since Markdown readers disagree on longer ones."""
    for note in inlines.notes.values():
        lines = inlines.text(note.note.content).split("\\\n")
        yield f"[^{note.label}]: {'<br>'.join(lines) or '&nbsp;'}"


def _band_blocks(lines: tuple[BandLine, ...], inlines: MarkdownInlineWriter) -> Iterator[str]:
    for line in lines:
        texts = (inlines.text(content) for content in (line.start, line.centre, line.end))
        yield " — ".join(text for text in texts if text)
