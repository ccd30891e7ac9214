"""A page's tree as candidates: every block of it, in order, with its kind, before anything is chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from lxml.html import HtmlElement

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
    find_code_language,
    find_pictures,
    find_visible_elements,
    flatten_inlines,
    iter_outside_caption,
    make_candidate,
    make_figure,
    parse_number,
)
from briefbuilder.importers.html.inline import (
    PLAIN_SPAN,
    SKIPPED_TAGS,
    HtmlContext,
    declared_language,
    is_hidden,
    read_inlines,
    read_link,
    split_lines,
    split_paragraphs,
    tag_name,
    tidy_spaces,
    with_text,
)

# Lines that tell whose a picture is, where no markup ties them to it.

_CREDIT = re.compile(
    r"^\W*(?:©|\(c\)|(?:photo(?:graph(?:y|er)?)?s?|picture|image|credit|foto(?:grafia|graf)?|bild(?:quelle|nachweis)?|crédits?(?: photo)?|immagine"
    r"|fotó|kuva|zdjęcie|snímek|фото|φωτογραφία|fotoğraf|صورة|תמונה|צילום|图片?|圖|写真|사진|फोटो|ảnh)\s*(?:[:：/©|]|by\s|von\s|di\s|de\s))",
    re.IGNORECASE,
)
"""How a line begins that tells whose a picture is."""

_LONGEST_CREDIT = 100


_NAMED = re.compile(
    r"(?<![a-z])(?:caption|legend[ea]?|didascalia|bild(?:unterschrift|text)|pie-?(?:de-?)?foto|leyenda|(?:photo|image|picture)-?credits?)(?![a-z])"
)
"""What classes call the text below a picture."""

_LONGEST_CAPTION = 600
_UNSEEN = frozenset(
    {
        "off-screen",
        "offscreen",
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
        "screen-reader-text",
        "screenreader",
        "a11y-hidden",
    }
)
"""Classes of what is only read aloud: that a caption is one."""

_OWNED = re.compile(r"credit|crédit|source|quelle|fonte|fuente|copyright|©|foto|photo", re.IGNORECASE)
"""What tells whose a picture is."""


def attach_caption(picture: Block, block: Block, element: HtmlElement) -> Figure | None:
    """Return a picture with the block that follows it directly as its caption, None where that is no text of it.

    `element` is where the block stands.
    """
    if not isinstance(picture, Figure) or picture.content or not isinstance(block, Paragraph):
        return None
    if len(block.text) <= _LONGEST_CREDIT and _CREDIT.match(block.text):
        return replace(picture, content=block.content)
    if len(block.text) <= _LONGEST_CAPTION and _NAMED.search((element.get("class") or "").lower()):
        return replace(picture, content=block.content)
    return None


def visible_caption(caption: HtmlElement) -> HtmlElement:
    """Return a caption without what is only read aloud, its parts kept apart as a page's style does."""
    for part in list(caption.iter("span")):
        if part is caption:
            continue
        following = part.getnext()
        unseen = _UNSEEN.intersection((part.get("class") or "").split())
        if unseen and not _OWNED.search(part.text_content()):
            part.drop_tree()
        elif part.tail is None and following is not None and following.tag == "span":
            part.tail = " "
    return caption


# Tables of a page: those that hold data become one block, those that only lay a page out are walked through.

_MOST_SPAN = 1000
_LONG_CELL = 700
"""Code points: a table with such cells, and few of them, lays out a page."""


def is_layout(table: HtmlElement) -> bool:
    """Tell whether a table only lays a page out."""
    if table.get("role") in {"presentation", "none"}:
        return True
    if table.find(".//table") is not None:
        return True
    rows = [list(_cells(row)) for row in iter_rows(table)]
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
    """Yield the rows of a table, those of tables within it not."""
    for child in table:
        tag = tag_name(child)
        if tag == "tr":
            yield child
        elif tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if tag_name(row) == "tr")


def make_table(
    table: HtmlElement, inner: Callable[[HtmlElement], tuple[Block, ...]], setting: HtmlContext
) -> Table:
    """Return a table as a block; `inner` gives the blocks of a cell."""
    rows: list[Row] = []
    header_rows = 0
    for row in iter_rows(table):
        cells = tuple(_cell(cell, inner) for cell in _cells(row))
        if not any(cell.blocks for cell in cells):
            continue
        parent = row.getparent()
        heads = parent is not None and tag_name(parent) == "thead"
        if header_rows == len(rows) and (heads or all(cell.header for cell in cells)):
            header_rows += 1
        rows.append(Row(cells=cells))
    return Table(id="", rows=tuple(rows), header_rows=header_rows, content=_caption(table, setting))


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    return (cell for cell in row if tag_name(cell) in {"td", "th"} and not is_hidden(cell))


def _cell(cell: HtmlElement, inner: Callable[[HtmlElement], tuple[Block, ...]]) -> Cell:
    return Cell(
        blocks=inner(cell),
        column_span=_span(cell.get("colspan")),
        row_span=_span(cell.get("rowspan")),
        header=tag_name(cell) == "th",
    )


def _span(text: str | None) -> int:
    number = int(text) if text and text.strip().isdecimal() and len(text) < 6 else 1
    return min(max(number, 1), _MOST_SPAN)


def _caption(table: HtmlElement, setting: HtmlContext) -> tuple[Inline, ...]:
    caption = table.find("caption")
    return tidy_spaces(read_inlines(caption, PLAIN_SPAN, setting)) if caption is not None else ()


_WITH_CREDIT = 2
_LONGEST_OWNER = 60
"""Code points of a caption's second line that tells whose the picture is."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}


class _WalkState(NamedTuple):
    """Where the walk stands: the form and language that are inherited, and what is around."""

    form: Span = PLAIN_SPAN
    language: str | None = None
    quoted: HtmlElement | None = None
    depth: int = -1
    ordered: bool = False
    item: HtmlElement | None = None
    number: int | None = None
    starts: bool = False
    level: int = 0
    caption: bool = False


class HtmlWalker:
    """Walks one page; `candidates` holds what it found."""

    def __init__(self, setting: HtmlContext, notes: dict[HtmlElement, str] | None = None) -> None:
        self.candidates: list[Candidate] = []
        self._setting = setting
        self._notes = notes or {}
        self._shown: set[HtmlElement] = set()
        self._containers: set[HtmlElement] = set()
        self._begun: set[HtmlElement] = set()

    def walk(self, root: HtmlElement) -> list[Candidate]:
        """Return the blocks under an element."""
        self._shown = find_visible_elements(root)
        for element in root.iter(*BLOCK_TAGS):
            if element not in self._shown:
                continue
            parent = element.getparent()
            while parent is not None and parent not in self._containers:
                self._containers.add(parent)
                parent = parent.getparent()
        self._flow(root, _WalkState())
        return self.candidates

    def _flow(self, element: HtmlElement, place: _WalkState) -> None:
        """Walk the children of a container, its loose inline content as paragraphs between them."""
        run: list[Inline] = []
        pictures: list[HtmlElement] = []
        if element.text and not element.text.isspace():
            run.append(with_text(place.form, collapse_spaces(element.text)))
        for child in element:
            tag = tag_name(child)
            if tag and tag not in SKIPPED_TAGS and self._parts(child, tag):
                self._end_run(run, pictures, element, place)
                run, pictures = [], []
                if not is_hidden(child):
                    self._block(child, tag, place)
            else:
                self._inline(child, tag, run, pictures, place)
            if child.tail and (run or not child.tail.isspace()):
                run.append(with_text(place.form, collapse_spaces(child.tail)))
        self._end_run(run, pictures, element, place)

    def _parts(self, child: HtmlElement, tag: str) -> bool:
        """Tell whether an element parts the inline content around it."""
        return child in self._containers or (tag in BLOCK_TAGS and child in self._shown)

    def _inline(
        self,
        child: HtmlElement,
        tag: str,
        run: list[Inline],
        pictures: list[HtmlElement],
        place: _WalkState,
    ) -> None:
        """Add inline content to a run; pictures that stand before it come first, those within it behind it."""
        if tag not in SKIPPED_TAGS and tag:
            for picture in child.iter("img"):
                if run:
                    pictures.append(picture)
                else:
                    self._picture(picture)
        run.extend(read_inlines(child, place.form, self._setting))

    def _end_run(
        self,
        run: Sequence[Inline],
        pictures: Sequence[HtmlElement],
        element: HtmlElement,
        place: _WalkState,
    ) -> None:
        if run:
            self._flush(run, element, place)
        for picture in pictures:
            self._picture(picture)

    def _block(self, element: HtmlElement, tag: str, place: _WalkState) -> None:
        language = declared_language(element, self._setting)
        if language:
            place = place._replace(language=language)
        if element in self._notes:
            self._note(element)
        elif tag in _HEADINGS:
            self._flow(element, place._replace(level=_HEADINGS[tag]))
        elif tag in {"ul", "ol", "menu", "dir"}:
            self._list(element, tag, place)
        elif tag == "blockquote":
            self._flow(element, place._replace(quoted=element))
        elif tag == "pre":
            self._code(element, place)
        elif tag == "table" and not is_layout(element):
            self._table(element, place)
        elif tag in {"figure", "figcaption"}:
            (self._figure if tag == "figure" else self._caption)(element, place)
        elif tag == "dl":
            self._definitions(element, place)
        else:
            self._flow(element, self._formed(element, tag, place))

    def _formed(self, element: HtmlElement, tag: str, place: _WalkState) -> _WalkState:
        """Return the place within an element that gives the text in it a form, around blocks as in them."""
        if tag == "a":
            link = read_link(element, self._setting) or place.form.link
            return place._replace(form=replace(place.form, link=link))
        if tag in {"b", "strong"}:
            return place._replace(form=replace(place.form, bold=True))
        if tag in {"i", "em"}:
            return place._replace(form=replace(place.form, italic=True))
        return place

    def _list(self, element: HtmlElement, tag: str, place: _WalkState) -> None:
        if element.find("li") is None:
            self._flow(element, place)  # written so to indent a text
            return
        number = parse_number(element.get("start"), 1)
        first = True
        loose = element.text
        for child in element:
            self._loose(loose, element, place)
            loose = child.tail
            name = tag_name(child)
            if not name or name in SKIPPED_TAGS or is_hidden(child):
                continue
            inner = place._replace(depth=place.depth + 1, ordered=tag == "ol", item=None)
            if name != "li":
                self._block(child, name, place if name in {"ul", "ol"} else inner)
                continue
            number = parse_number(child.get("value"), number)
            if child in self._notes:
                self._note(child)
            else:
                self._item(
                    child, inner._replace(item=child, number=number if tag == "ol" else None, starts=first)
                )
            number, first = number + 1, False
        self._loose(loose, element, place)

    def _item(self, element: HtmlElement, place: _WalkState) -> None:
        """Walk an item of a list; most on a page are a menu's, one link and nothing else, and quickly read."""
        only = element[0] if len(element) == 1 else None
        if only is None or only.tag != "a" or len(only) or not _is_blank(element.text, only.tail):
            self._flow(element, place)
        else:
            self._flush(read_inlines(only, place.form, self._setting), element, place)

    def _loose(self, text: str | None, element: HtmlElement, place: _WalkState) -> None:
        """Make a block of text that stands in a list and in no item of it."""
        if text and not text.isspace():
            self._flush([with_text(place.form, collapse_spaces(text))], element, place)

    def _definitions(self, element: HtmlElement, place: _WalkState) -> None:
        """Walk a list of terms: each is an item, what is said of it goes on in that item."""
        term: HtmlElement | None = None
        first = True
        for child in element.iter("dt", "dd"):
            if next(child.iterancestors("dl")) is not element or is_hidden(child):
                continue
            if term is None or child.tag == "dt":
                term = child
            inner = place._replace(depth=place.depth + 1, ordered=False, item=term, number=None, starts=first)
            self._flow(child, inner)
            first = False

    def _flush(self, run: Sequence[Inline], element: HtmlElement, place: _WalkState) -> None:
        """Make blocks of loose inline content."""
        if not run or not any(inline.text.strip() or isinstance(inline, NoteReference) for inline in run):
            return
        for content in split_paragraphs(tidy_spaces(run)):
            self._keep(self._written(content, place), element)

    def _written(self, content: tuple[Inline, ...], place: _WalkState) -> Block:
        """Return the block that some content makes where it stands."""
        if place.level:
            return Heading(id="", content=content, level=place.level, language=place.language)
        if place.item is not None:
            continues = place.item in self._begun
            self._begun.add(place.item)
            return ListItem(
                id="",
                content=content,
                depth=place.depth,
                ordered=place.ordered,
                number=None if continues else place.number,
                starts=place.starts and not continues,
                continues=continues,
                language=place.language,
            )
        if place.quoted is not None:
            continues = place.quoted in self._begun
            self._begun.add(place.quoted)
            return Quote(id="", content=content, continues=continues, language=place.language)
        return Paragraph(id="", content=content, language=place.language)

    def _code(self, element: HtmlElement, place: _WalkState) -> None:
        if any(tag_name(child) in {"p", "div", "table"} for child in element):
            self._flow(element, place)
            return
        for line_break in element.iter("br"):
            line_break.tail = "\n" + (line_break.tail or "")
        text = "".join(element.itertext()).strip("\n")
        if text.strip():
            self._keep(
                Code(id="", content=(Span(text, code=True),), syntax=find_code_language(element)), element
            )

    def _table(self, element: HtmlElement, place: _WalkState) -> None:
        table = make_table(element, lambda cell: self._inner(cell, place), self._setting)
        if table.rows:
            self._keep(table, element)

    def _inner(self, element: HtmlElement, place: _WalkState) -> tuple[Block, ...]:
        """Return the blocks within a table's cell."""
        outer, self.candidates = self.candidates, []
        self._flow(element, place._replace(depth=-1, item=None, quoted=None, level=0))
        inner, self.candidates = self.candidates, outer
        return tuple(candidate.block for candidate in inner)

    def _figure(self, element: HtmlElement, place: _WalkState) -> None:
        """A figure with a picture or a caption alone is one block; any other is a container."""
        pictures = find_pictures(element)
        caption = element.find(".//figcaption")
        inner = [
            tag
            for tag in ("table", "pre", "blockquote", "p", "ul")
            for _ in iter_outside_caption(element, tag, caption)
        ]
        if inner or len(pictures) > 1 or (not pictures and caption is None):
            self._flow(element, place)
            return
        content: tuple[Inline, ...] = ()
        if caption is not None:
            content = tidy_spaces([*flatten_inlines(visible_caption(caption), self._setting)])
        self._keep_captioned(make_figure(pictures[0] if pictures else None, content), element)

    def _caption(self, element: HtmlElement, place: _WalkState) -> None:
        """A caption that stands by itself: it belongs to the picture before it, if that has none."""
        content = tidy_spaces([*flatten_inlines(visible_caption(element), self._setting)])
        if not any(inline.text.strip() for inline in content):
            self._flow(element, place)
            return
        last = self.candidates[-1] if self.candidates else None
        if last is not None and isinstance(last.block, Figure) and not last.block.content:
            figure = element.getparent()
            within = figure is not None and figure in last.element.iterancestors()
            if within or element.getprevious() is last.element:
                self.candidates.pop()
                self._keep_captioned(replace(last.block, content=content), last.element)
                return
        self._keep_captioned(make_figure(None, content), element)

    def _keep_captioned(self, figure: Figure, element: HtmlElement) -> None:
        """Keep a picture with its caption; a line of its own that tells whose it is, is a second one."""
        lines = split_lines(figure.content)
        if len(lines) == _WITH_CREDIT and len("".join(inline.text for inline in lines[1])) <= _LONGEST_OWNER:
            self._keep(replace(figure, content=lines[0]), element)
            self._keep(make_figure(None, lines[1]), element)
        else:
            self._keep(figure, element)

    def _picture(self, element: HtmlElement) -> None:
        figure = make_figure(element, ())
        if figure.picture:
            self._keep(figure, element)

    def _note(self, element: HtmlElement) -> None:
        content = tidy_spaces([*flatten_inlines(element, self._setting)])
        note = f"note:{self._notes[element]}"
        self._keep(Note(id=note, content=content, placement="end"), element)

    def _keep(self, block: Block, element: HtmlElement) -> None:
        last = self.candidates[-1] if self.candidates else None
        captioned = attach_caption(last.block, block, element) if last is not None else None
        if last is not None and captioned is not None:
            block, element = captioned, self.candidates.pop().element
        self.candidates.append(make_candidate(block, element))


def _is_blank(*texts: str | None) -> bool:
    return all(not text or text.isspace() for text in texts)
