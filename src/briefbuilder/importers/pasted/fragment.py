"""Read the clipboard as blocks for a text of the briefing.

Text, headings, lists, quotations, tables, notes, bold, italic, underline, web links and pictures are kept. Nothing is
fetched and no file is opened: a picture comes along if its bytes are on the clipboard. Scripts, styles, comments and
tracked deletions are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import islice
from typing import assert_never

from lxml.html import Element, HtmlElement

from briefbuilder.domain.article import Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.inline import merge_spans, rename_notes
from briefbuilder.domain.list_labels import ListLabel, read_label
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
    map_content,
    walk_blocks,
)
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.html.markup import MarkupContext, add_markup
from briefbuilder.importers.limits import PASTED_BLOCKS, PASTED_CHARACTERS
from briefbuilder.importers.pasted.article import ClipboardContent, ClipboardFormat, iter_rich_formats

# HTML of spreadsheets: Excel formats cells by classes with rules in the head, Google Sheets by styles of the cells; Calc
# writes the comment of a cell as text before that of the cell.
# Source: Microsoft Office HTML and XML Reference; what the programs of 2016 and later write.

_CLASS_RULE = re.compile(r"(?<![\w-])(?:td|font)?\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
_MAX_RULE_CHARACTERS = 200_000
"""Characters of style sheets that are read."""

_BLOCK_TAGS = frozenset(
    {"p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"}
)


def inline_cell_styles(root: HtmlElement) -> None:
    """Remove comments from cells, and convert the classes of cells and their text to inline styles."""
    for element in [*root.iter("comment"), *root.iter("a")]:
        indicator = "comment-indicator" in (element.get("class") or "").split()
        if (element.tag == "comment" or indicator) and element.getparent() is not None:
            element.drop_tree()
    text = "".join(style.text_content() for style in root.iter("style"))[:_MAX_RULE_CHARACTERS]
    rules = dict(_CLASS_RULE.findall(text)) if "mso-" in text else {}
    if rules:
        for element in root.iter("td", "th", "font"):
            styles = [rules[name] for name in (element.get("class") or "").split() if name in rules]
            if styles:
                # The style of the element itself has priority and comes first.
                element.set("style", ";".join(filter(None, (element.get("style"), *styles))))


def find_plain_cells(root: HtmlElement) -> list[HtmlElement]:
    """Return the data cells with text and without paragraphs, whose styles apply to their text.

    Header cells are bold by default.
    """
    return [
        cell
        for cell in root.iter("td")
        if not any(child.tag in _BLOCK_TAGS for child in cell) and "".join(cell.itertext()).strip()
    ]


# HTML of Word for the web: headings are paragraphs with a role, each list item is in a separate list with a level
# attribute, and header cells have a role.
# Source: WAI-ARIA 1.2 for the roles; what the program of 2024 writes for `data-aria-level`.

_LEVEL_ATTRIBUTE = "data-aria-level"


def apply_roles(root: HtmlElement) -> None:
    """Replace roles by elements, and nest lists by the levels of their items."""
    for element in list(root.iter("p", "div", "td")):
        role = element.get("role")
        if role == "heading" and element.tag != "td":
            element.tag = f"h{_parse_level(element.get('aria-level'), most=6)}"
        elif role == "columnheader" and element.tag == "td":
            element.tag = "th"
    _nest_by_level(root)


def _nest_by_level(root: HtmlElement) -> None:
    """Move lists of deeper levels into the last item of the level above."""
    last: dict[int, HtmlElement] = {}
    for item in [item for item in root.iter("li") if item.get(_LEVEL_ATTRIBUTE)]:
        level = _parse_level(item.get(_LEVEL_ATTRIBUTE), most=9)
        holder, listed = last.get(level - 1), item.getparent()
        if holder is not None and listed is not None and holder not in listed.iterancestors():
            listed.tail = None
            holder.append(listed)
        last = {known: earlier for known, earlier in last.items() if known < level} | {level: item}


def _parse_level(text: str | None, *, most: int) -> int:
    return min(int(text), most) if text and text.isascii() and text.isdigit() and text != "0" else 1


# HTML of word processors: Word and Outlook write list items as paragraphs with a typed mark and the style
# `mso-list:l0 level2 lfo1`, notes as links between anchors, and comments and tracked deletions as text; Writer has its own
# names of notes; Google Docs wraps everything in a bold element with a normal weight and formats by styles.
# Source: Microsoft Office HTML and XML Reference; what the programs of 2016 and later write.

_MSO_LIST = re.compile(r"mso-list\s*:\s*l(\d+)\s+level(\d)\s+lfo(\d+)", re.IGNORECASE)
_MSO_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_OUTLINE_LEVEL = re.compile(r"mso-outline-level\s*:\s*([1-6])", re.IGNORECASE)
_ASIDE_STYLE = re.compile(
    r"mso-element\s*:\s*(?:comment|header|footer)|mso-special-character\s*:\s*comment|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_COMMENT_CLASS = re.compile(
    r"\bmso(?:comment(?:reference|text)|comanchor|comtxt|cell-del|del)\b", re.IGNORECASE
)
_STYLE_TAGS = (
    (re.compile(r"(?<![-\w])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), "b"),
    (re.compile(r"(?<![-\w])font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), "i"),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bunderline", re.IGNORECASE), "u"),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through", re.IGNORECASE), "s"),
    (re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE), "sup"),
    (re.compile(r"vertical-align\s*:\s*sub\b", re.IGNORECASE), "sub"),
)
_NORMAL_WEIGHT = re.compile(r"(?<![-\w])font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_NORMAL_STYLE = re.compile(r"(?<![-\w])font-style\s*:\s*normal", re.IGNORECASE)
_NOTE_ADDRESS = re.compile(r"#_(ftn|edn)(\d+)\Z|#(sdfootnote|sdendnote)(\d+)sym\Z", re.IGNORECASE)
_NOTE_BACKLINK = re.compile(r"#_(?:ftn|edn)ref\d+\Z|#sd(?:foot|end)note\d+anc\Z", re.IGNORECASE)
_COUNTER = re.compile(
    r"\(?(?:\d{1,4}\.)*(?:(?P<number>\d{1,4})|[a-z]{1,5}|[A-Z]{1,5}(?=[.)\]]))(?:[.)\]°º]|(?<=\d)\Z)"
)
"""The typed mark of a numbered item; a bullet in a symbol font may be a letter, but without a full stop."""

_TITLE_CLASSES = {"msotitle": "h1", "msosubtitle": "h2"}


def normalize_markup(root: HtmlElement) -> None:
    """Replace the constructs of word processors and spreadsheets by standard HTML."""
    _remove_asides(root)
    inline_cell_styles(root)
    apply_roles(root)
    _convert_notes(root)
    _convert_styles(root)
    _convert_headings(root)
    _convert_lists(root)
    _nest_lists(root)
    _mark_tables(root)


def _read_style(element: HtmlElement) -> str:
    return element.get("style") or ""


def _remove_asides(root: HtmlElement) -> None:
    """Remove comments and tracked deletions; tracked insertions are kept as text."""
    for element in list(root.iter()):
        tag = element.tag
        revised = bool(element.get("datetime") or element.get("cite"))
        if tag == "ins":
            element.tag = "span"
        elif (
            (tag == "del" and revised)
            or _ASIDE_STYLE.search(_read_style(element))
            or _COMMENT_CLASS.search(element.get("class") or "")
        ):
            _drop(element)


def _drop(element: HtmlElement) -> None:
    """Remove an element but not its tail, unless it is already removed."""
    if element.getparent() is not None:
        element.drop_tree()


def _convert_notes(root: HtmlElement) -> None:
    """Link note marks to the elements of the notes, and remove the marks in the notes."""
    for anchor in list(root.iter("a")):
        address = anchor.get("href") or ""
        found = _NOTE_ADDRESS.search(address)
        if _NOTE_BACKLINK.search(address):
            _drop(anchor)
        elif found is not None:
            anchor.set("href", f"#{found[1] or found[3]}{found[2] or found[4]}".lower())
            anchor.set("role", "doc-noteref")


def _convert_styles(root: HtmlElement) -> None:
    """Replace formatting styles by elements, and elements whose style cancels them by `span`."""
    for element in [*root.iter("b", "strong", "i", "em", "span", "font"), *find_plain_cells(root)]:
        style, tag = _read_style(element), element.tag
        undone = _NORMAL_WEIGHT if tag in {"b", "strong"} else _NORMAL_STYLE
        if tag in {"b", "strong", "i", "em"} and undone.search(style):
            element.tag = "span"
        if not style:
            continue
        element.attrib.pop("style", None)
        if re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style, re.IGNORECASE):
            element.set("hidden", "")
        elif _MSO_MARK.search(style):
            element.set("style", style)
        else:
            for pattern, name in _STYLE_TAGS:
                if pattern.search(style):
                    _wrap_inside(element, name)


def _wrap_inside(element: HtmlElement, name: str) -> None:
    """Wrap the content of an element in a new one."""
    inner = Element(name)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)


def _convert_headings(root: HtmlElement) -> None:
    for paragraph in list(root.iter("p")):
        names = (paragraph.get("class") or "").lower().split()
        title = next((_TITLE_CLASSES[name] for name in names if name in _TITLE_CLASSES), None)
        level = _OUTLINE_LEVEL.search(_read_style(paragraph))
        if title or level:
            paragraph.tag = title or f"h{level[1] if level else 1}"
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        _take_mark(heading)


def _take_mark(element: HtmlElement) -> str:
    """Remove the typed mark of a paragraph and return it."""
    for inner in element.iter("span", "i", "b", "font"):
        if _MSO_MARK.search(_read_style(inner)):
            text = "".join(inner.itertext()).strip()
            _drop(inner)
            return text
    return ""


def _convert_lists(root: HtmlElement) -> None:
    """Convert runs of list paragraphs to lists."""
    done: set[HtmlElement] = set()
    for paragraph in list(root.iter("p", "div")):
        if paragraph in done or not _MSO_LIST.search(_read_style(paragraph)) or paragraph.getparent() is None:
            continue
        run = list(_list_run(paragraph))
        done.update(run)
        _build_lists(run)


def _list_run(paragraph: HtmlElement) -> Iterator[HtmlElement]:
    following: HtmlElement | None = paragraph
    while following is not None and _MSO_LIST.search(_read_style(following)):
        yield following
        following = following.getnext()


def _build_lists(run: list[HtmlElement]) -> None:
    """Replace a run of list paragraphs by lists, nested by level."""
    open_lists: list[tuple[int, tuple[str, str, str], HtmlElement]] = []
    before: dict[int, ListLabel] = {}
    for paragraph in run:
        found = _MSO_LIST.search(_read_style(paragraph))
        if found is None:
            continue
        level, typed = int(found[2]), _take_mark(paragraph)
        mark = _COUNTER.match(typed)
        key = (found[1], found[3], "ol" if mark else "ul")
        while open_lists and (
            open_lists[-1][0] > level or (open_lists[-1][0] == level and open_lists[-1][1] != key)
        ):
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < level:
            converted = Element(key[2])
            if open_lists:
                open_lists[-1][2][-1].append(converted)
            else:
                paragraph.addprevious(converted)
            open_lists.append((level, key, converted))
        item = Element("li")
        open_lists[-1][2].append(item)
        if mark:
            item.set("style", f'list-style-type: "{mark[0]}"')
            read = read_label(mark[0], before.get(level))
            if read:
                before[level], number = read
                item.set("value", str(number))
        paragraph.tail = None
        paragraph.attrib.pop("style", None)
        item.append(paragraph)


def _nest_lists(root: HtmlElement) -> None:
    """Move a list between the items of another one into the preceding item."""
    for inner in list(root.iter("ul", "ol")):
        parent, before = inner.getparent(), inner.getprevious()
        if parent is not None and parent.tag in {"ul", "ol"} and before is not None and before.tag == "li":
            before.append(inner)


def _mark_tables(root: HtmlElement) -> None:
    """Add captions to tables so that they are read as data tables, however long their text."""
    for table in root.iter("table"):
        if table.find("caption") is None and table.find(".//table") is None:
            table.insert(0, Element("caption"))


_LOCAL_PICTURE = re.compile(
    r"""<img\b[^<>]{0,2000}?\ssrc\s*=\s*(["'])(file:[^"'<>]{1,2000})\1""", re.IGNORECASE
)
_SAFE_LINK = re.compile(r"(?:https?://[^\s/]|mailto:)\S*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """The blocks of a pasted text with new ids; `cut` means that the rest exceeded the limits."""

    blocks: tuple[Block, ...]
    cut: bool = False
    pictures: Mapping[str, Picture] = field(default_factory=dict)


def read_fragment(content: ClipboardContent) -> Fragment:
    """Read the clipboard as blocks: HTML, or else RTF, or else plain text."""
    for pasted in iter_rich_formats(content):
        try:
            builder = _read_format(pasted, content.rtf)
        except ImportRefusedError:
            continue
        if blocks := tuple(_convert_blocks(builder.blocks)):
            read = _limit(blocks)
            shown = {block.picture for block in read.blocks if isinstance(block, Figure)}
            pictures = {name: held for name, held in builder.pictures.items() if name in shown}
            return replace(read, pictures=pictures)
    return _limit(tuple(_split_lines(content.text)))


def _read_format(pasted: ClipboardFormat, rtf: bytes) -> DraftBuilder:
    from briefbuilder.importers.rtf.reader import collect_rtf

    if not pasted.markup:
        return collect_rtf(pasted.data, pasted.name)
    builder = DraftBuilder()
    beside = _pictures_beside(pasted.markup, rtf).get
    add_markup(builder, pasted.markup, MarkupContext(base=pasted.url, amend=normalize_markup, picture=beside))
    return builder


def _pictures_beside(markup: str, rtf: bytes) -> Mapping[str, Picture]:
    """Return the pictures that HTML shows from files, by address, from the RTF beside it, which has the same in the same order.

    Word and LibreOffice write such addresses, and the bytes into the RTF only.
    """
    from briefbuilder.importers.rtf.reader import read_rtf_pictures

    shown = [unescape(address) for _, address in _LOCAL_PICTURE.findall(markup)]
    if not shown or not rtf:
        return {}
    try:
        held = read_rtf_pictures(rtf, "pasted.rtf")
    except ImportRefusedError:
        return {}
    found = zip(shown, held, strict=True) if len(shown) == len(held) else ()
    return {address: picture for address, picture in found if picture is not None}


def _split_lines(text: str) -> Iterator[Block]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return (Paragraph(id="", content=(Span(line),)) for line in lines if line.strip())


def _limit(blocks: tuple[Block, ...]) -> Fragment:
    """Return the blocks within the limits, with new ids, and the notes that they refer to."""
    kept: list[Block] = []
    left = PASTED_CHARACTERS
    body = [block for block in blocks if not isinstance(block, Note)]
    for block in islice(body, PASTED_BLOCKS):
        left -= len(block.text)
        if left < 0:
            break
        kept.append(block)
    cut = len(kept) < len(body)
    inlines = (inline for block in walk_blocks(kept) for inline in block.content)
    marks = {inline.note for inline in inlines if isinstance(inline, NoteReference)}
    notes = [block for block in blocks if isinstance(block, Note) and block.id in marks]
    return Fragment(blocks=tuple(_assign_ids([*kept, *notes])), cut=cut)


def _assign_ids(blocks: list[Block]) -> Iterator[Block]:
    """Assign new ids to blocks and notes, and update the references to notes."""
    notes = {block.id: f"n{number}" for number, block in enumerate(blocks) if isinstance(block, Note)}
    for number, block in enumerate(blocks):
        renamed = map_content(block, lambda content: rename_notes(content, notes))
        yield replace(renamed, id=notes.get(block.id, f"p{number}") if block.id else f"p{number}")


def _convert_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Convert blocks to those that a text of the briefing may contain."""
    for block in blocks:
        if (converted := _convert_block(block)) is not None:
            yield converted


def _convert_block(block: Block) -> Block | None:
    """Convert a block, without language and unsupported formatting; return None if it is empty."""
    bold = not isinstance(block, Heading)
    content = merge_spans(tuple(_convert_span(inline, bold=bold) for inline in block.content))
    empty = not any(inline.text.strip() or isinstance(inline, NoteReference) for inline in content)
    match block:
        case Table():
            rows = tuple(Row(cells=tuple(_convert_cell(cell) for cell in row.cells)) for row in block.rows)
            return Table(id="", rows=rows, header_rows=block.header_rows, content=content)
        case Note():
            return Note(id=block.id, content=_drop_references(content), placement="foot")
        case Heading() | ListItem() | Quote():
            return None if empty else replace(block, id="", content=content, language=None, page=None)
        case Figure(picture=str()):
            return replace(block, id="", content=() if empty else content, language=None, page=None)
        case Paragraph() | Code() | Figure():
            return None if empty else Paragraph(id="", content=content)
        case _:
            assert_never(block)


def _convert_cell(cell: Cell) -> Cell:
    blocks: list[Block] = []
    for block in cell.blocks:
        if isinstance(block, Table):
            nested = (inner for row in block.rows for inner_cell in row.cells for inner in inner_cell.blocks)
            blocks += _convert_cell(Cell(blocks=tuple(nested))).blocks
        elif not isinstance(block, Note):
            shown = replace(block, picture=None) if isinstance(block, Figure) else block
            converted = _convert_block(shown)
            blocks += () if converted is None else (converted,)
    return replace(cell, blocks=tuple(blocks))


def _drop_references(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(inline for inline in content if isinstance(inline, Span))


def _convert_span(inline: Inline, *, bold: bool) -> Inline:
    if not isinstance(inline, Span):
        return inline
    link = inline.link if inline.link and _SAFE_LINK.match(inline.link) else None
    return Span(
        inline.text,
        bold=inline.bold and bold,
        italic=inline.italic,
        # The underline of a link is only its default style.
        underline=inline.underline and not inline.link,
        strike=inline.strike,
        script=inline.script,
        link=link,
    )
