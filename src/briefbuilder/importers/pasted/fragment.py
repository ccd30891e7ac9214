"""What is pasted into a text under the pen: the blocks that the officer's own text may hold, and nothing else.

Words, headings, lists, quotations, tables, notes, bold, italic, underline and links of the web stay. Nothing is
loaded from anywhere; pictures, scripts, styles, comments and what was deleted under a revision do not come along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import assert_never

from lxml.html import Element, HtmlElement

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.inline import merge_spans
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
from briefbuilder.importers.html.inline import tag_name
from briefbuilder.importers.html.markup import MarkupContext, add_markup
from briefbuilder.importers.limits import PASTED_BLOCKS, PASTED_CHARACTERS
from briefbuilder.importers.pasted.article import ClipboardContent, ClipboardFormat, iter_rich_formats

# What spreadsheets put on the clipboard as markup: forms of whole cells, and comments among the cells.
#
# Excel states the form of a cell by a class whose rule stands in the head, Google's sheets by a style of the cell;
# Calc writes a cell's comment as text before the cell's own.
# Source: Microsoft Office HTML and XML Reference; what the programs of 2016 and later write.

_RULE = re.compile(r"(?<![\w-])(?:td|font)?\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
_MOST = 200_000
"""Characters of rules that are read."""
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"}
)


def inline_cell_styles(root: HtmlElement) -> None:
    """Take comments out of cells, and write forms that classes give to cells and their words as styles."""
    for element in [*root.iter("comment"), *root.iter("a")]:
        indicator = "comment-indicator" in (element.get("class") or "").split()
        if (tag_name(element) == "comment" or indicator) and element.getparent() is not None:
            element.drop_tree()
    rules = _rules(root)
    if rules:
        for element in root.iter("td", "th", "font"):
            _take(element, rules)


def find_plain_cells(root: HtmlElement) -> list[HtmlElement]:
    """Return the cells that hold words and no paragraphs: their forms are those of their words.

    A head cell is bold by what it is.
    """
    return [
        cell
        for cell in root.iter("td")
        if not any(tag_name(child) in _BLOCKS for child in cell) and "".join(cell.itertext()).strip()
    ]


def _rules(root: HtmlElement) -> Mapping[str, str]:
    """Return what the rules of a page say of a class alone, where it was written by Excel."""
    text = "".join(style.text_content() for style in root.iter("style"))[:_MOST]
    return dict(_RULE.findall(text)) if "mso-" in text else {}


def _take(element: HtmlElement, rules: Mapping[str, str]) -> None:
    said = [rules[name] for name in (element.get("class") or "").split() if name in rules]
    if said:
        # An element's own style says more than its class, and stands first where one is looked for.
        element.set("style", ";".join(filter(None, (element.get("style"), *said))))


# What word processors in a browser put on the clipboard: roles and levels in place of elements.
#
# Word for the web writes a heading as a paragraph with a role, each item of a list in a list of its own with its
# level beside it, and the head of a table as cells with a role.
# Source: WAI-ARIA 1.2 for the roles; what the program of 2024 writes for `data-aria-level`.

_LEVEL = "data-aria-level"


def apply_roles(root: HtmlElement) -> None:
    """Make elements of what bears the role of one, and nest lists as their items' levels say."""
    for element in list(root.iter("p", "div", "td")):
        role = element.get("role")
        if role == "heading" and tag_name(element) != "td":
            element.tag = f"h{_number(element.get('aria-level'), most=6)}"
        elif role == "columnheader" and tag_name(element) == "td":
            element.tag = "th"
    _nest(root)


def _nest(root: HtmlElement) -> None:
    """Put a list whose items are of a lower level into the last item of the level above."""
    last: dict[int, HtmlElement] = {}
    for item in [one for one in root.iter("li") if one.get(_LEVEL)]:
        level = _number(item.get(_LEVEL), most=9)
        holder, listed = last.get(level - 1), item.getparent()
        if holder is not None and listed is not None and holder not in listed.iterancestors():
            listed.tail = None
            holder.append(listed)
        last = {known: one for known, one in last.items() if known < level} | {level: item}


def _number(text: str | None, *, most: int) -> int:
    return min(int(text), most) if text and text.isascii() and text.isdigit() and text != "0" else 1


# What word processors put on the clipboard as markup, made the markup that a browser would write for it.
#
# Word and Outlook write the items of a list as paragraphs with a typed mark and `mso-list:l0 level2 lfo1` in their
# style, notes as links between names, comments and what was deleted under a revision as text among the text; Writer
# names its notes after its own fashion; Google's editor wraps all in a bold element that is not bold, and forms in styles.
# Source: Microsoft Office HTML and XML Reference; what the programs of 2016 and later write.

_LISTED = re.compile(r"mso-list\s*:\s*l(\d+)\s+level(\d)\s+lfo(\d+)", re.IGNORECASE)
_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_OUTLINE = re.compile(r"mso-outline-level\s*:\s*([1-6])", re.IGNORECASE)
_ASIDE = re.compile(
    r"mso-element\s*:\s*(?:comment|header|footer)|mso-special-character\s*:\s*comment|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\bmso(?:comment(?:reference|text)|comanchor|comtxt|cell-del|del)\b", re.IGNORECASE)
_FORMS = (
    (re.compile(r"(?<![-\w])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), "b"),
    (re.compile(r"(?<![-\w])font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), "i"),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bunderline", re.IGNORECASE), "u"),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through", re.IGNORECASE), "s"),
    (re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE), "sup"),
    (re.compile(r"vertical-align\s*:\s*sub\b", re.IGNORECASE), "sub"),
)
_PLAIN_WEIGHT = re.compile(r"(?<![-\w])font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_UPRIGHT = re.compile(r"(?<![-\w])font-style\s*:\s*normal", re.IGNORECASE)
_NOTE = re.compile(r"#_(ftn|edn)(\d+)\Z|#(sdfootnote|sdendnote)(\d+)sym\Z", re.IGNORECASE)
_BACK = re.compile(r"#_(?:ftn|edn)ref\d+\Z|#sd(?:foot|end)note\d+anc\Z", re.IGNORECASE)
_COUNTED = re.compile(
    r"\(?(?:\d{1,4}\.)*(?:(?P<number>\d{1,4})|[a-z]{1,5}|[A-Z]{1,5}(?=[.)\]]))(?:[.)\]°º]|(?<=\d)\Z)"
)
"""The typed mark of an item that is counted; a bullet of a font of signs may be a letter, and has no point after it."""
_TITLES = {"msotitle": "h1", "msosubtitle": "h2"}


def normalize_markup(root: HtmlElement) -> None:
    """Change a tree that a word processor wrote into what it means; one of a browser stays as it is."""
    _without_asides(root)
    inline_cell_styles(root)
    apply_roles(root)
    _notes(root)
    _forms(root)
    _headings(root)
    _typed_lists(root)
    _nested_lists(root)
    _tables(root)


def _style(element: HtmlElement) -> str:
    return element.get("style") or ""


def _without_asides(root: HtmlElement) -> None:
    """Take out comments and what was deleted under a revision; what was inserted is text like all else."""
    for element in list(root.iter()):
        tag = tag_name(element)
        revised = bool(element.get("datetime") or element.get("cite"))
        if tag == "ins":
            element.tag = "span"
        elif (
            (tag == "del" and revised)
            or _ASIDE.search(_style(element))
            or _COMMENT.search(element.get("class") or "")
        ):
            _drop(element)


def _drop(element: HtmlElement) -> None:
    """Remove an element, its tail kept; one that was removed with what is around it already is let be."""
    if element.getparent() is not None:
        element.drop_tree()


def _notes(root: HtmlElement) -> None:
    """Make marks of notes lead to the elements that hold the notes, and take out the marks before their words."""
    for anchor in list(root.iter("a")):
        address = anchor.get("href") or ""
        found = _NOTE.search(address)
        if _BACK.search(address):
            _drop(anchor)
        elif found is not None:
            anchor.set("href", f"#{found[1] or found[3]}{found[2] or found[4]}".lower())
            anchor.set("role", "doc-noteref")


def _forms(root: HtmlElement) -> None:
    """Write forms that stand in styles as the elements for them, and undo elements that a style takes back."""
    for element in [*root.iter("b", "strong", "i", "em", "span", "font"), *find_plain_cells(root)]:
        style, tag = _style(element), tag_name(element)
        undone = _PLAIN_WEIGHT if tag in {"b", "strong"} else _UPRIGHT
        if tag in {"b", "strong", "i", "em"} and undone.search(style):
            element.tag = "span"
        if not style:
            continue
        element.attrib.pop("style", None)
        if re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style, re.IGNORECASE):
            element.set("hidden", "")
        elif _MARK.search(style):
            element.set("style", style)
        else:
            for pattern, name in _FORMS:
                if pattern.search(style):
                    _wrap_inside(element, name)


def _wrap_inside(element: HtmlElement, name: str) -> None:
    """Put all that an element holds into one of that name."""
    inner = Element(name)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)


def _headings(root: HtmlElement) -> None:
    for paragraph in list(root.iter("p")):
        names = (paragraph.get("class") or "").lower().split()
        title = next((_TITLES[name] for name in names if name in _TITLES), None)
        level = _OUTLINE.search(_style(paragraph))
        if title or level:
            paragraph.tag = title or f"h{level[1] if level else 1}"
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        _mark_of(heading)


def _mark_of(element: HtmlElement) -> str:
    """Take the typed mark off a paragraph and return it."""
    for inner in element.iter("span", "i", "b", "font"):
        if _MARK.search(_style(inner)):
            text = "".join(inner.itertext()).strip()
            _drop(inner)
            return text
    return ""


def _typed_lists(root: HtmlElement) -> None:
    """Make lists of runs of paragraphs that are items."""
    done: set[HtmlElement] = set()
    for paragraph in list(root.iter("p", "div")):
        if paragraph in done or not _LISTED.search(_style(paragraph)) or paragraph.getparent() is None:
            continue
        run = list(_run_from(paragraph))
        done.update(run)
        _listed(run)


def _run_from(paragraph: HtmlElement) -> Iterator[HtmlElement]:
    following: HtmlElement | None = paragraph
    while following is not None and _LISTED.search(_style(following)):
        yield following
        following = following.getnext()


def _listed(run: list[HtmlElement]) -> None:
    """Put lists in the place of a run of items, by their levels."""
    open_lists: list[tuple[int, tuple[str, str, str], HtmlElement]] = []
    for paragraph in run:
        found = _LISTED.search(_style(paragraph))
        if found is None:
            continue
        level, mark = int(found[2]), _COUNTED.match(_mark_of(paragraph))
        key = (found[1], found[3], "ol" if mark else "ul")
        while open_lists and (
            open_lists[-1][0] > level or (open_lists[-1][0] == level and open_lists[-1][1] != key)
        ):
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < level:
            made = Element(key[2])
            if open_lists:
                open_lists[-1][2][-1].append(made)
            else:
                paragraph.addprevious(made)
            open_lists.append((level, key, made))
        item = Element("li")
        open_lists[-1][2].append(item)
        if mark and mark["number"]:
            item.set("value", mark["number"])
        paragraph.tail = None
        paragraph.attrib.pop("style", None)
        item.append(paragraph)


def _nested_lists(root: HtmlElement) -> None:
    """Put a list that stands between the items of another into the item before it, where it belongs."""
    for inner in list(root.iter("ul", "ol")):
        parent, before = inner.getparent(), inner.getprevious()
        if (
            parent is not None
            and tag_name(parent) in {"ul", "ol"}
            and before is not None
            and before.tag == "li"
        ):
            before.append(inner)


def _tables(root: HtmlElement) -> None:
    """Have tables of several columns taken for tables, however long the text in them: nobody lays out a page so."""
    for table in root.iter("table"):
        if table.find("caption") is None and table.find(".//table") is None:
            table.insert(0, Element("caption"))


_SAFE_LINK = re.compile(r"(?:https?://[^\s/]|mailto:)\S*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """The blocks of a pasted text, with ids of their own; `cut` tells that there was more than a text takes in."""

    blocks: tuple[Block, ...]
    cut: bool = False


def read_fragment(offered: ClipboardContent) -> Fragment:
    """Read what the clipboard offers: markup first, else RTF, else plain text; nothing where none of it can be read."""
    for form in iter_rich_formats(offered):
        try:
            blocks = tuple(_blocks_of(form))
        except ImportRefusedError:
            continue
        if blocks:
            return _within_limits(blocks)
    return _within_limits(tuple(_lines(offered.text)))


def _blocks_of(form: ClipboardFormat) -> Iterator[Block]:
    if form.markup:
        builder = DraftBuilder()
        add_markup(builder, form.markup, MarkupContext(base=form.url, amend=normalize_markup))
        return _own(builder.blocks)
    from briefbuilder.importers.rtf.reader import read_rtf_blocks

    return _own(read_rtf_blocks(form.data, form.name))


def _lines(text: str) -> Iterator[Block]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return (Paragraph(id="", content=(Span(line),)) for line in lines if line.strip())


def _within_limits(blocks: tuple[Block, ...]) -> Fragment:
    """Return the blocks up to what a text takes in, numbered; notes whose mark was cut off go with it."""
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
    return Fragment(blocks=tuple(_numbered([*kept, *notes])), cut=cut)


def _numbered(blocks: list[Block]) -> Iterator[Block]:
    """Give blocks the ids p1, p2 …, and the marks of notes the new ids of their notes."""
    notes = {block.id: f"n{number}" for number, block in enumerate(blocks) if isinstance(block, Note)}
    for number, block in enumerate(blocks):
        yield replace(
            _renamed(block, notes), id=notes.get(block.id, f"p{number}") if block.id else f"p{number}"
        )


def _renamed(block: Block, notes: dict[str, str]) -> Block:
    def change(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(
            replace(inline, note=notes[inline.note]) if isinstance(inline, NoteReference) else inline
            for inline in content
            if not isinstance(inline, NoteReference) or inline.note in notes
        )

    return map_content(block, change)


def _own(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks as own text may hold them."""
    for block in blocks:
        made = _cleaned(block)
        if made is not None:
            yield made


def _cleaned(block: Block) -> Block | None:
    """Return a block in the briefing's language, without forms that own text does not have; None for nothing."""
    content = _clean(block.content, bold=not isinstance(block, Heading))
    empty = not any(inline.text.strip() or isinstance(inline, NoteReference) for inline in content)
    match block:
        case Table():
            rows = tuple(Row(cells=tuple(_cell(cell) for cell in row.cells)) for row in block.rows)
            return Table(id="", rows=rows, header_rows=block.header_rows, content=content)
        case Note():
            return Note(id=block.id, content=_without_marks(content), placement="foot")
        case Heading() | ListItem() | Quote():
            return None if empty else replace(block, id="", content=content, language=None, page=None)
        case Paragraph() | Code() | Figure():
            return None if empty else Paragraph(id="", content=content)
        case _:
            assert_never(block)


def _cell(cell: Cell) -> Cell:
    blocks: list[Block] = []
    for block in cell.blocks:
        if isinstance(block, Table):
            inner = (held for row in block.rows for one in row.cells for held in one.blocks)
            blocks += _cell(Cell(blocks=tuple(inner))).blocks
        elif not isinstance(block, Note) and (made := _cleaned(block)) is not None:
            blocks.append(made)
    return replace(cell, blocks=tuple(blocks))


def _without_marks(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(inline for inline in content if isinstance(inline, Span))


def _clean(content: tuple[Inline, ...], *, bold: bool = True) -> tuple[Inline, ...]:
    return merge_spans(tuple(_form(inline, bold=bold) for inline in content))


def _form(inline: Inline, *, bold: bool) -> Inline:
    if not isinstance(inline, Span):
        return inline
    link = inline.link if inline.link and _SAFE_LINK.match(inline.link) else None
    return Span(
        inline.text,
        bold=inline.bold and bold,
        italic=inline.italic,
        # The underline of a link is its look on the page it came from, not a form of its words.
        underline=inline.underline and not inline.link,
        strike=inline.strike,
        script=inline.script,
        link=link,
    )
