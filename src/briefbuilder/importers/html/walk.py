"""Walk the tree of a page and return all its blocks in order, as candidates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.domain.inline import slice_content, strip_content
from briefbuilder.domain.list_labels import (
    PLAIN_LABEL,
    TYPED_LABEL,
    ListLabel,
    NumberStyle,
    own_label,
    read_label,
)
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
)
from briefbuilder.importers.clean import collapse_spaces
from briefbuilder.importers.html.candidates import (
    BLOCK_TAGS,
    Candidate,
    add_with_ancestors,
    find_code_language,
    find_pictures,
    find_visible_elements,
    flatten_inlines,
    is_line_number,
    iter_outside_caption,
    make_candidate,
    make_figure,
    parse_number,
    read_code,
)
from briefbuilder.importers.html.inline import (
    MAY_BE_HIDDEN,
    PLAIN_SPAN,
    SKIPPED_TAGS,
    HtmlContext,
    declared_language,
    is_hidden,
    read_inlines,
    read_link,
    split_lines,
    split_paragraphs,
    strip_own_mark,
    tidy_spaces,
    with_text,
)
from briefbuilder.importers.phrases import phrases

# Captions and credits.

_CREDIT = rf"(?:{phrases('picture_credits')})\s*(?:[:：/©|]|by\s|von\s|di\s|de\s)"
_CREDIT_START = re.compile(rf"^\W*(?:©|\(c\)|{_CREDIT})", re.IGNORECASE)
"""The start of a picture credit."""

_CREDIT_END = re.compile(rf"(?<=.)\((?:[^()]{{0,40}}\W)?{_CREDIT}[^()]{{1,100}}\)\W*$", re.IGNORECASE)
"""A picture credit in brackets at the end of a caption."""

_MAX_CREDIT = 100

_CAPTION_CLASS = re.compile(rf"(?<![a-z])(?:{phrases('caption_classes')})(?![a-z])")
_PICTURE_CLASS = re.compile(r"(?<![a-z])(?:photo|image|img|picture|foto|bild|figure)(?![a-z])")
_JOINED_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MAX_CAPTION = 600
_SCREEN_READER_CLASSES = frozenset({
    "off-screen", "offscreen", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text",
    "screenreader", "a11y-hidden",
})  # fmt: skip
"""Classes of text for screen readers only."""

_CREDIT_WORD = re.compile(phrases("credit_words"), re.IGNORECASE)


def attach_caption(picture: Figure, block: Block, element: HtmlElement) -> Figure | None:
    """Return a picture with the block after it as its caption, or None if that is not a caption.

    `element` is the element of the block.
    """
    if picture.content or not (isinstance(block, Paragraph) or element.tag == "dd"):
        return None
    if len(block.text) <= _MAX_CREDIT and _CREDIT_START.match(block.text):
        return replace(picture, content=block.content)
    is_marked = len(block.text) <= _MAX_CAPTION and (
        _CREDIT_END.search(block.text)
        or _CAPTION_CLASS.search(_class_words(element))
        or _is_in_picture_box(element)
    )
    return replace(picture, content=block.content) if is_marked else None


def _is_in_picture_box(element: HtmlElement) -> bool:
    """Return whether an element is in one that is named as that of a picture and holds little else."""
    box = element.getparent()
    if box is None or box.tag not in {"div", "section"} or not _PICTURE_CLASS.search(_class_words(box)):
        return False
    return box.find(".//img") is not None and len(box.text_content().strip()) <= _MAX_CAPTION


def _class_words(element: HtmlElement) -> str:
    """Return the classes of an element in small letters, with joined words such as "imageCaption" divided."""
    return _JOINED_WORDS.sub("-", element.get("class") or "").lower()


def visible_caption(caption: HtmlElement) -> HtmlElement:
    """Remove text for screen readers from a caption, and add spaces between its parts."""
    for part in list(caption.iter("span")):
        if part is caption:
            continue
        following = part.getnext()
        unseen = _SCREEN_READER_CLASSES.intersection((part.get("class") or "").split())
        if unseen and not _CREDIT_WORD.search(part.text_content()):
            part.drop_tree()
        elif part.tail is None and following is not None and following.tag == "span":
            part.tail = " "
    return caption


# Data tables become one block; the content of layout tables is walked.

_MAX_SPAN = 1000
_LONG_CELL = 700
"""Code points: a small table with a longer cell is a layout table."""


def is_layout(table: HtmlElement) -> bool:
    """Return whether a table is only used for layout."""
    if table.get("role") in {"presentation", "none"}:
        return True
    if table.find(".//table") is not None:
        return True
    rows = [list(_iter_cells(row)) for row in iter_rows(table)]
    widest = max((len(row) for row in rows), default=0)
    if widest < 2:
        return True
    if table.find(".//th") is not None or table.find("caption") is not None:
        return False
    cells = [cell for row in rows for cell in row]
    longest = max(len("".join(cell.itertext()).strip()) for cell in cells)
    structured = any(
        cell.find(f".//{tag}") is not None for cell in cells for tag in ("h1", "h2", "h3", "article")
    )
    return (longest > _LONG_CELL and len(cells) <= 20) or structured


def iter_rows(table: HtmlElement) -> Iterator[HtmlElement]:
    """Iterate over the rows of a table, without those of nested tables."""
    for child in table:
        tag = str(child.tag)
        if tag == "tr":
            yield child
        elif tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def make_table(
    table: HtmlElement, inner: Callable[[HtmlElement], tuple[Block, ...]], context: HtmlContext
) -> Table:
    """Make a table block; `inner` returns the blocks of a cell."""
    rows: list[Row] = []
    header_rows = 0
    for row in iter_rows(table):
        cells = tuple(_make_cell(cell, inner) for cell in _iter_cells(row))
        if not any(cell.blocks for cell in cells):
            continue
        parent = row.getparent()
        heads = parent is not None and parent.tag == "thead"
        if header_rows == len(rows) and (heads or all(cell.header for cell in cells)):
            header_rows += 1
        rows.append(Row(cells=cells))
    return Table(id="", rows=tuple(rows), header_rows=header_rows, content=_caption(table, context))


def _iter_cells(row: HtmlElement) -> Iterator[HtmlElement]:
    cells = (cell for cell in row if cell.tag in {"td", "th"} and not is_hidden(cell))
    return (cell for cell in cells if not is_line_number(cell))


def _make_cell(cell: HtmlElement, inner: Callable[[HtmlElement], tuple[Block, ...]]) -> Cell:
    return Cell(
        blocks=inner(cell),
        column_span=_parse_span(cell.get("colspan")),
        row_span=_parse_span(cell.get("rowspan")),
        header=cell.tag == "th",
    )


def _parse_span(text: str | None) -> int:
    number = int(text) if text and text.strip().isdecimal() and len(text) < 6 else 1
    return min(max(number, 1), _MAX_SPAN)


def _caption(table: HtmlElement, context: HtmlContext) -> tuple[Inline, ...]:
    caption = table.find("caption")
    return tidy_spaces(read_inlines(caption, PLAIN_SPAN, context)) if caption is not None else ()


_CAPTION_LINES = 2
_MAX_CREDIT_LINE = 60
"""Code points of a credit in the second line of a caption."""

_MIN_HIDDEN = 40
"""Characters of a text that makes a hidden element worth reading; a sentence may be shorter."""

_QUOTE_CLASS = re.compile(r"(?<![a-z])(?:pull|block)?quote(?![a-z])")
_MAX_NAMED_QUOTE = 300
"""Code points of a quotation that only its class names as one."""

_SPACES = " \t\r\n\f"
_MIN_SENTENCE = 10
_RUNNING_TEXT = etree.XPath(
    "boolean(descendant-or-self::*[not(self::a)]/text()["
    f"string-length(normalize-space()) >= {_MIN_HIDDEN} or (string-length(normalize-space()) >= {_MIN_SENTENCE} and "
    "contains('.!?…。', substring(normalize-space(), string-length(normalize-space()))))])"
)
_HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}


class _WalkState(NamedTuple):
    """The inherited format and language, and the enclosing quotation, list item or heading."""

    format: Span = PLAIN_SPAN
    language: str | None = None
    quoted: HtmlElement | None = None
    depth: int = -1
    ordered: bool = False
    item: HtmlElement | None = None
    number: int | None = None
    label: ListLabel | None = None
    unmarked: bool = False
    starts: bool = False
    level: int = 0
    caption: bool = False


_LIST_STYLES: dict[str, NumberStyle] = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "lower-roman": "lowerRoman",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "upper-roman": "upperRoman",
}  # fmt: skip
"""The values of `type` and the keywords of `list-style-type`; the numbers of other scripts are written in digits."""
_TYPED_LABEL = re.compile(rf"(?P<typed>{TYPED_LABEL})\s+(?=\S)")
_LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s*:\s*(?:\"(?P<text>[^\"]*)\"|'(?P<quoted>[^']*)'|(?P<words>[^;]*))"
)


def _read_label(element: HtmlElement, above: ListLabel | None) -> ListLabel | None:
    """Return the label that a list or an item names itself, by a keyword or as text; `above` is that of the item above."""
    found = _LIST_STYLE.search(element.get("style") or "")
    if found and (text := found["text"] or found["quoted"]):
        read = read_label(text.strip(), above)
        return read[0] if read else None
    names = [*(found["words"].split() if found and found["words"] else ()), element.get("type") or ""]
    style = next((_LIST_STYLES[name] for name in names if name in _LIST_STYLES), None)
    return ListLabel(style) if style else None


def _is_unmarked(element: HtmlElement) -> bool:
    style = element.get("style")
    found = _LIST_STYLE.search(style) if style else None
    return found is not None and "none" in (found["words"] or "").split()


def _take_typed_label(item: ListItem) -> ListItem:
    """Return an item of a list without marks of its own with the label that is typed before its text."""
    found = _TYPED_LABEL.match(item.text)
    read = read_label(found["typed"]) if found else None
    may_be_name = (
        read is not None and not item.ordered and read[0].suffix == "." and read[0].style != "decimal"
    )
    if found is None or read is None or may_be_name:
        return replace(item, ordered=False, number=None, label=None)
    label, number = read
    content = strip_content(slice_content(item.content, found.end(), len(item.text)))
    return replace(item, content=content, ordered=True, number=number, label=own_label(label, item.depth))


class HtmlWalker:
    """Walks one page and collects its blocks in `candidates`.

    With `hidden`, it also collects the text in hidden elements: scripts and style sheets may show it.
    """

    def __init__(
        self,
        context: HtmlContext,
        notes: dict[HtmlElement, NoteReference] | None = None,
        *,
        hidden: bool = False,
    ) -> None:
        self.candidates: list[Candidate] = []
        self._context = context
        self._notes = notes or {}
        self._with_hidden = hidden
        self._visible: set[HtmlElement] = set()
        self._containers: set[HtmlElement] = set()
        self._started: set[HtmlElement] = set()
        self._hidden: set[HtmlElement] = set()

    def walk(self, root: HtmlElement) -> list[Candidate]:
        """Return the blocks under an element."""
        self._visible = find_visible_elements(root)
        for element in root.iter(*BLOCK_TAGS):
            if element in self._visible:
                add_with_ancestors(element.getparent(), self._containers)
        self._hidden = set(filter(is_hidden, MAY_BE_HIDDEN(root)))
        self._walk_children(root, _WalkState())
        return self.candidates

    def _walk_children(self, element: HtmlElement, state: _WalkState) -> None:
        """Walk the children of a container; inline content between blocks becomes paragraphs."""
        run: list[Inline] = []
        pictures: list[HtmlElement] = []
        text = (element.text or "").lstrip(_SPACES)
        if text and not text.isspace():
            run.append(
                with_text(state.format, collapse_spaces(text if len(element) else text.rstrip(_SPACES)))
            )
        for child in element:
            tag, tail = str(child.tag), child.tail
            visible = child in self._visible
            # An element without content is a space within a line, and nothing before one.
            if (visible or run) and tag not in SKIPPED_TAGS:
                if not visible or (tag not in BLOCK_TAGS and child not in self._containers):
                    self._add_inline(child, run, pictures, state)
                else:
                    if run:
                        self._flush_run(run, pictures, element, state)
                        run, pictures = [], []
                    if child not in self._hidden or not self._is_left_out(child):
                        self._walk_block(child, tag, state)
            if tail and (run or not tail.isspace()):
                run.append(with_text(state.format, collapse_spaces(tail)))
        if run:
            self._flush_run(run, pictures, element, state)

    def _is_left_out(self, element: HtmlElement) -> bool:
        """Return whether an element is hidden and has no text that may belong to the article."""
        return element in self._hidden and not (self._with_hidden and _has_running_text(element))

    def _add_inline(
        self,
        child: HtmlElement,
        run: list[Inline],
        pictures: list[HtmlElement],
        state: _WalkState,
    ) -> None:
        """Add inline content to a run; pictures within a run are added after it."""
        for picture in child.iter("img") if len(child) or child.tag == "img" else ():
            if run:
                pictures.append(picture)
            else:
                self._add_picture(picture)
        run.extend(read_inlines(child, state.format, self._context))

    def _flush_run(
        self,
        run: Sequence[Inline],
        pictures: Sequence[HtmlElement],
        element: HtmlElement,
        state: _WalkState,
    ) -> None:
        self._add_text_blocks(run, element, state)
        for picture in pictures:
            self._add_picture(picture)

    def _walk_block(self, element: HtmlElement, tag: str, state: _WalkState) -> None:
        language = declared_language(element, self._context)
        if language:
            state = state._replace(language=language)
        if element in self._notes:
            self._add_note(element)
        elif tag in _HEADING_LEVELS:
            self._walk_children(element, state._replace(level=_HEADING_LEVELS[tag]))
        elif tag in {"ul", "ol", "menu", "dir"}:
            self._walk_list(element, tag, state)
        elif tag == "blockquote" or (tag in {"div", "p"} and _is_named_quote(element)):
            self._walk_children(element, state._replace(quoted=element))
        elif tag == "pre":
            self._walk_code(element, state)
        elif tag == "table" and not is_layout(element):
            self._walk_table(element, state)
        elif tag in {"figure", "figcaption"}:
            (self._walk_figure if tag == "figure" else self._caption)(element, state)
        elif tag == "dl":
            self._walk_definitions(element, state)
        else:
            self._walk_children(element, self._inherit_format(element, tag, state))

    def _inherit_format(self, element: HtmlElement, tag: str, state: _WalkState) -> _WalkState:
        """Return the state within a link or formatting element that contains blocks."""
        if tag == "a":
            link = read_link(element, self._context) or state.format.link
            return state._replace(format=replace(state.format, link=link))
        if tag in {"b", "strong"}:
            return state._replace(format=replace(state.format, bold=True))
        if tag in {"i", "em"}:
            return state._replace(format=replace(state.format, italic=True))
        return state

    def _walk_list(self, element: HtmlElement, tag: str, state: _WalkState) -> None:
        if element.find("li") is None:
            self._walk_children(element, state)  # used to indent text
            return
        step = -1 if element.get("reversed") is not None else 1
        number = parse_number(element.get("start"), 1 if step > 0 else len(element.findall("li")))
        first = True
        loose = element.text
        own = _read_label(element, None) if tag == "ol" else None
        all_unmarked = _is_unmarked(element)
        within = state._replace(depth=state.depth + 1, ordered=tag == "ol", item=None, unmarked=all_unmarked)
        for child in element:
            self._add_loose_text(loose, element, state)
            loose = child.tail
            name = str(child.tag)
            if name in SKIPPED_TAGS or self._is_left_out(child):
                continue
            item = within if all_unmarked or not _is_unmarked(child) else within._replace(unmarked=True)
            if name != "li":
                self._walk_block(child, name, state if name in {"ul", "ol"} else item)
                continue
            number = parse_number(child.get("value"), number)
            if child in self._notes:
                self._add_note(child)
            elif tag == "ol":
                label = _read_label(child, own or PLAIN_LABEL) or own
                label = label and own_label(label, within.depth)
                self._walk_item(child, item._replace(item=child, number=number, label=label, starts=first))
            else:
                self._walk_item(child, item._replace(item=child, number=None, label=None, starts=first))
            number, first = number + step, False
        self._add_loose_text(loose, element, state)

    def _walk_item(self, element: HtmlElement, state: _WalkState) -> None:
        """Walk a list item; there is a fast way for items with a single link, as in menus."""
        only = element[0] if len(element) == 1 else None
        if only is None or only.tag != "a" or len(only) or not _is_blank(element.text, only.tail):
            self._walk_children(element, state)
        else:
            self._add_text_blocks(read_inlines(only, state.format, self._context), element, state)

    def _add_loose_text(self, text: str | None, element: HtmlElement, state: _WalkState) -> None:
        """Add text that is in a list but in none of its items."""
        if text and not text.isspace():
            self._add_text_blocks([with_text(state.format, collapse_spaces(text))], element, state)

    def _walk_definitions(self, element: HtmlElement, state: _WalkState) -> None:
        """Walk a definition list: each term with its definitions is an item."""
        term: HtmlElement | None = None
        first = True
        for child in element.iter("dt", "dd"):
            if next(child.iterancestors("dl")) is not element or self._is_left_out(child):
                continue
            if term is None or child.tag == "dt":
                term = child
            inner = state._replace(
                depth=state.depth + 1, ordered=False, item=term, number=None, label=None, starts=first
            )
            self._walk_children(child, inner)
            first = False

    def _add_text_blocks(self, run: Sequence[Inline], element: HtmlElement, state: _WalkState) -> None:
        """Add inline content as blocks."""
        for content in split_paragraphs(tidy_spaces(run)):
            self._append(self._make_text_block(content, state), element)

    def _make_text_block(self, content: tuple[Inline, ...], state: _WalkState) -> Block:
        """Make the block of the given content in its state."""
        if state.level:
            return Heading(id="", content=content, level=state.level, language=state.language)
        if state.item is not None:
            continues = state.item in self._started
            self._started.add(state.item)
            item = ListItem(
                id="",
                content=content,
                depth=state.depth,
                ordered=state.ordered,
                number=None if continues else state.number,
                label=None if continues else state.label,
                starts=state.starts and not continues,
                continues=continues,
                language=state.language,
            )
            return _take_typed_label(item) if state.unmarked and not continues else item
        if state.quoted is not None:
            continues = state.quoted in self._started
            self._started.add(state.quoted)
            return Quote(id="", content=content, continues=continues, language=state.language)
        return Paragraph(id="", content=content, language=state.language)

    def _walk_code(self, element: HtmlElement, state: _WalkState) -> None:
        if any(child.tag in {"p", "div", "table"} for child in element):
            self._walk_children(element, state)
            return
        text = read_code(element).strip("\n")
        if text.strip():
            self._append(
                Code(id="", content=(Span(text, code=True),), syntax=find_code_language(element)), element
            )

    def _walk_table(self, element: HtmlElement, state: _WalkState) -> None:
        table = make_table(element, lambda cell: self._walk_cell(cell, state), self._context)
        if table.rows:
            self._append(table, element)

    def _walk_cell(self, element: HtmlElement, state: _WalkState) -> tuple[Block, ...]:
        """Return the blocks within a table cell."""
        outer, self.candidates = self.candidates, []
        self._walk_children(element, state._replace(depth=-1, item=None, quoted=None, level=0))
        inner, self.candidates = self.candidates, outer
        return tuple(candidate.block for candidate in inner)

    def _walk_figure(self, element: HtmlElement, state: _WalkState) -> None:
        """Walk a figure: with one picture or only a caption it is a block, otherwise a container."""
        pictures = find_pictures(element)
        caption = element.find(".//figcaption")
        inner = [
            tag
            for tag in ("table", "pre", "blockquote", "p", "ul")
            for _ in iter_outside_caption(element, tag, caption)
        ]
        if inner or len(pictures) > 1 or (not pictures and caption is None):
            self._walk_children(element, state)
            return
        content: tuple[Inline, ...] = ()
        if caption is not None:
            content = tidy_spaces([*flatten_inlines(visible_caption(caption), self._context)])
        self._add_captioned(make_figure(pictures[0] if pictures else None, content), element)

    def _caption(self, element: HtmlElement, state: _WalkState) -> None:
        """Add a separate caption to the previous picture if that has none, else as a block."""
        content = tidy_spaces([*flatten_inlines(visible_caption(element), self._context)])
        if not any(inline.text.strip() for inline in content):
            self._walk_children(element, state)
            return
        previous = self.candidates[-1] if self.candidates else None
        if previous is not None and isinstance(previous.block, Figure) and not previous.block.content:
            figure = element.getparent()
            within = figure is not None and figure in previous.element.iterancestors()
            if within or element.getprevious() is previous.element:
                self.candidates.pop()
                self._add_captioned(replace(previous.block, content=content), previous.element)
                return
        self._add_captioned(make_figure(None, content), element)

    def _add_captioned(self, figure: Figure, element: HtmlElement) -> None:
        """Add a picture with its caption; a credit in a second line becomes a separate block."""
        lines = split_lines(figure.content)
        if (
            len(lines) == _CAPTION_LINES
            and len("".join(inline.text for inline in lines[1])) <= _MAX_CREDIT_LINE
        ):
            self._append(replace(figure, content=lines[0]), element)
            self._append(make_figure(None, lines[1]), element)
        else:
            self._append(figure, element)

    def _add_picture(self, element: HtmlElement) -> None:
        figure = make_figure(element, ())
        if figure.picture:
            self._append(figure, element)

    def _add_note(self, element: HtmlElement) -> None:
        reference = self._notes[element]
        content = tidy_spaces([*flatten_inlines(element, self._context)])
        content = strip_own_mark(content, reference.mark)
        self._append(Note(id=reference.note, content=content, placement="end"), element)

    def _append(self, block: Block, element: HtmlElement) -> None:
        previous = self.candidates[-1] if self.candidates else None
        if previous is not None and isinstance(previous.block, Figure):
            with_caption = attach_caption(previous.block, block, element)
            if with_caption is not None:
                block, element = with_caption, self.candidates.pop().element
        self.candidates.append(make_candidate(block, element))


def _has_running_text(element: HtmlElement) -> bool:
    """Return whether an element has a text outside links that is longer than a label, or a sentence."""
    return bool(_RUNNING_TEXT(element))


def _is_named_quote(element: HtmlElement) -> bool:
    """Return whether the class of an element says that it is a quotation, and it holds neither a heading nor a list."""
    names = (element.get("class") or "").lower()
    if "quote" not in names or not _QUOTE_CLASS.search(names):
        return False
    other = next(element.iter(*_HEADING_LEVELS, "ul", "ol", "blockquote", "img", "table"), None)
    return other is None and len(element.text_content()) <= _MAX_NAMED_QUOTE


def _is_blank(*texts: str | None) -> bool:
    return all(not text or text.isspace() for text in texts)
