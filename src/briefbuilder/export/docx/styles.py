"""Writes the styles of a Word file, one for each role and those of lists, links, notes and tables, and its theme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, assert_never

from briefbuilder.domain.document import (
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
)
from briefbuilder.domain.styles import PageSetup, Role, Style, StyleSheet, heading_role
from briefbuilder.domain.values import value
from briefbuilder.export.docx.formatting import (
    ALIGNMENTS,
    indent,
    line_spacing,
    paragraph_properties,
    run_properties,
    shading,
)
from briefbuilder.export.docx.languages import document_language_element
from briefbuilder.export.docx.ooxml import (
    PPR,
    VAL,
    Node,
    P,
    hex_colour,
    make,
    qn,
    remove_spacing,
    set_property,
    twips,
    val,
)
from briefbuilder.export.labels import list_look
from briefbuilder.export.measures import (
    COLUMN_GAP,
    CONTENTS_ROLES,
    GRID_PADDING,
    LINK_COLOUR,
    TABLE_GRID_COLOUR,
)
from briefbuilder.export.word_processing import CALLOUT_ROLES, TABLE_GAP, adapt_to_word, list_indents

ListKind = Literal["bullet", "number", "continue"]
LIST_DEPTHS = 5
"""Word has list styles for five depths; deeper entries have the fifth and a direct indent."""
_LIST_NAMES: dict[ListKind, tuple[str, str]] = {
    "bullet": ("ListBullet", "List Bullet"),
    "number": ("ListNumber", "List Number"),
    "continue": ("ListContinue", "List Continue"),
}
_STYLE = qn("w:pStyle")
_CELL = qn("w:tc")
_LIST_KINDS: tuple[ListKind, ...] = ("bullet", "number", "continue")


@value(kw_only=False)
class StyleName:
    """The id and name of a style in a file; `own` marks names unknown to Word, `priority` sorts its list."""

    id: str
    name: str
    own: bool = False
    priority: int = 99
    follower: str = "BodyText"


ROLE_STYLES: dict[Role, StyleName] = {
    "title": StyleName("Title", "Title", priority=10),
    "subtitle": StyleName("Subtitle", "Subtitle", priority=11),
    "heading1": StyleName("Heading1", "heading 1", priority=9),
    "heading2": StyleName("Heading2", "heading 2", priority=9),
    "heading3": StyleName("Heading3", "heading 3", priority=9),
    "heading4": StyleName("Heading4", "heading 4", priority=9),
    "heading5": StyleName("Heading5", "heading 5", priority=9),
    "heading6": StyleName("Heading6", "heading 6", priority=9),
    "body": StyleName("BodyText", "Body Text", priority=1),
    "list": StyleName("ListParagraph", "List Paragraph", priority=34, follower="ListParagraph"),
    "quote": StyleName("Quote", "Quote", priority=29, follower="Quote"),
    "source": StyleName("Source", "Source", own=True, priority=30),
    "callout": StyleName("Callout", "Callout", own=True, priority=31, follower="Callout"),
    "callout-title": StyleName("CalloutTitle", "Callout Title", own=True, priority=31, follower="Callout"),
    "metadata-label": StyleName("MetadataLabel", "Metadata Label", own=True, priority=40, follower="MetadataLabel"),
    "metadata-value": StyleName("MetadataValue", "Metadata Value", own=True, priority=40, follower="MetadataValue"),
    "table": StyleName("TableText", "Table Text", own=True, priority=41, follower="TableText"),
    "table-header": StyleName("TableHeader", "Table Header", own=True, priority=41, follower="TableHeader"),
    "caption": StyleName("Caption", "caption", priority=35),
    "code": StyleName("HTMLPreformatted", "HTML Preformatted", priority=42, follower="HTMLPreformatted"),
    "footnote": StyleName("FootnoteText", "footnote text", follower="FootnoteText"),
    "endnote": StyleName("EndnoteText", "endnote text", follower="EndnoteText"),
    "contents-title": StyleName("TOCHeading", "TOC Heading", priority=39),
    "contents1": StyleName("TOC1", "toc 1", priority=39),
    "contents2": StyleName("TOC2", "toc 2", priority=39),
    "contents3": StyleName("TOC3", "toc 3", priority=39),
    "marking": StyleName("Marking", "Marking", own=True, priority=45, follower="Marking"),
    "masthead": StyleName("Masthead", "Masthead", own=True, priority=44, follower="Masthead"),
    "byline": StyleName("Byline", "Byline", own=True, priority=30),
    "signature": StyleName("Signature", "Signature", priority=44, follower="Signature"),
    "header": StyleName("Header", "header", follower="Header"),
    "footer": StyleName("Footer", "footer", follower="Footer"),
}  # fmt: skip

SPACER_STYLE = StyleName("Spacer", "Spacer", own=True, priority=99)
"""The empty line after a table, because Word has no space after tables and joins adjacent ones."""

BOX_STYLES: dict[Role, StyleName] = {
    "callout": StyleName("BoxText", "Box Text", own=True, priority=31, follower="BoxText"),
    "callout-title": StyleName("BoxTitle", "Box Title", own=True, priority=31, follower="BoxText"),
}
"""The paragraphs of a callout in a box that has the background and bar already."""

FIGURE_STYLE = StyleName("Figure", "Figure", own=True, priority=43)
"""A line with a picture, whose height is automatic."""


QUOTED_HEADING_STYLE = StyleName("QuoteHeading", "Quote Heading", own=True, priority=29, follower="Quote")
"""A heading inside a quotation, after which Word goes on with the quotation."""

QUOTED_LIST_STYLE = StyleName("QuotedList", "Quoted List", own=True, priority=36, follower="QuotedList")
"""The entries of a list in a quotation, whose labels, indents and bars are their own."""

NUMBERED_STYLE = StyleName(
    "NumberedParagraph", "Numbered Paragraph", own=True, priority=1, follower="NumberedParagraph"
)
"""A paragraph of the text that is numbered through the document."""

_GALLERY = frozenset({
    "Title", "Subtitle", "Heading1", "Heading2", "Heading3", "BodyText", "Quote", "Source", "Callout", "CalloutTitle",
    "NumberedParagraph", "ListBullet", "ListNumber", "Caption", "Strong", "Emphasis",
})  # fmt: skip
"""The styles that Word offers in its gallery: those that a person chooses."""
_LAST = 99
"""The priority of styles that Word does not list until someone uses them."""


def list_style(kind: ListKind, depth: int) -> StyleName:
    """Return the style of list entries of a kind at a depth from 0."""
    style_id, name = _LIST_NAMES[kind]
    level = min(depth, LIST_DEPTHS - 1) + 1
    if level > 1:
        style_id, name = f"{style_id}{level}", f"{name} {level}"
    return StyleName(style_id, name, priority=36, follower=style_id)


_ROLES_BY_ID = {name.id: role for role, name in ROLE_STYLES.items()}


def make_spacer() -> Node:
    """Return the empty line below a table."""
    return make("w:p", None, make("w:pPr", None, make("w:pStyle", {"w:val": SPACER_STYLE.id})))


def flatten_last_spacer(blocks: list[Node]) -> None:
    """Let the line below a table at the end of the text take no room: it would begin a page if the last one is full."""
    if len(blocks) > 1 and _style_id(blocks[-1]) == SPACER_STYLE.id:
        spacing = {"w:before": "0", "w:after": "0", "w:line": "20", "w:lineRule": "exact"}
        set_property(blocks[-1], make("w:spacing", spacing))


def remove_spacer(made: list[Node], following: Element | None, styles: StyleSheet) -> list[Node]:
    """Return blocks without a final spacer if the following element has enough space before it."""
    if len(made) > 1 and _style_id(made[-1]) == SPACER_STYLE.id:
        role = _first_role(following)
        if role and styles.style(role).space_before >= TABLE_GAP:
            return made[:-1]
    return made


def _first_role(element: Element | None) -> Role | None:
    """Return the role of an element's first paragraph, if it is certain."""
    match element:
        case DrawnHeading():
            return heading_role(element.level)
        case DrawnText():
            return element.role
        case DrawnContents():
            return "contents-title" if element.title else None
        case DrawnList() | DrawnQuotation() | DrawnCallout() | DrawnTable() | DrawnFigure():
            return None
        case DrawnChart() | DrawnTimeline() | DrawnPair() | DrawnBreak() | DrawnEndnotes() | None:
            return None
        case _:
            assert_never(element)


def remove_space_at_page_top(paragraph: Node, styles: StyleSheet) -> None:
    """Remove the space before a paragraph that begins a page, unless it is in a cell."""
    if next(paragraph.iterancestors(_CELL), None) is None:
        remove_space_before(paragraph, styles)


def remove_space_before(block: Node, styles: StyleSheet) -> None:
    """Remove the space before the first block of a cell or page, as in the PDF."""
    role = _ROLES_BY_ID.get(_style_id(block))
    # the space before a callout's title does not come from its own style
    if role and (role in CALLOUT_ROLES or styles.style(role).space_before):
        remove_spacing(block, "before")


def list_end_spacing(styles: StyleSheet, around: Role) -> tuple[Node, ...]:
    """Return the space after the last entry of a list, if that of the `around` role is larger."""
    after = styles.style(around).space_after
    if after <= styles.style("list").space_after:
        return ()
    return (make("w:spacing", {"w:after": twips(after)}),)


def _style_id(block: Node) -> str:
    style = block.find(f"{PPR}/{_STYLE}") if block.tag == P else None
    return "" if style is None else style.get(VAL, "")


@value(kw_only=False)
class StyleContext:
    """The style sheet, the page that tab stops depend on, and the language of the document."""

    styles: StyleSheet
    page: PageSetup
    language: str


def write_styles(root: Node, context: StyleContext) -> None:
    """Add the styles to the styles part; a style with the same id is replaced."""
    defaults = root.find(qn("w:docDefaults"))
    if defaults is not None:
        root.remove(defaults)
    root.insert(0, _defaults(context))
    result = [
        *_paragraph_styles(context),
        *_list_styles(context),
        *_character_styles(context),
        *_table_styles(context),
    ]
    old = {str(node.get(qn("w:styleId"))): node for node in root.findall(qn("w:style"))}
    for node in result:
        replaced = old.get(str(node.get(qn("w:styleId"))))
        if replaced is not None:
            root.remove(replaced)
        root.append(node)


def font_names(styles: StyleSheet) -> set[str]:
    """Return the font families of the styles."""
    return {styles.style(role).font for role in ROLE_STYLES}


def _defaults(context: StyleContext) -> Node:
    body = context.styles.style("body")
    runs = run_properties(replace(body, bold=False, italic=False, capitals=False), context.language)
    runs.append(document_language_element(context.language))
    spacing = {**line_spacing(body), "w:before": "0", "w:after": "0"}
    flow = make("w:pPr", None, make("w:widowControl"), make("w:spacing", spacing))
    return make("w:docDefaults", None, make("w:rPrDefault", None, runs), make("w:pPrDefault", None, flow))


def _style(name: StyleName, kind: str, *content: Node, based_on: str | None = None) -> Node:
    attributes = {"w:type": kind, "w:styleId": name.id}
    if name.own:
        attributes["w:customStyle"] = "1"
    node = make("w:style", attributes, val("w:name", name.name))
    if based_on:
        node.append(val("w:basedOn", based_on))
    if kind == "paragraph" and name.follower != name.id:
        node.append(val("w:next", name.follower))
    node.append(val("w:uiPriority", name.priority))
    if name.priority == _LAST:
        node.extend((make("w:semiHidden"), make("w:unhideWhenUsed")))
    if name.id in _GALLERY:
        node.append(make("w:qFormat"))
    node.extend(content)
    return node


def numbered_style(number: Node, position: Node) -> Node:
    """Return the style of numbered paragraphs with its `w:numPr` and indent, to be based on the text's."""
    properties = make("w:pPr", None, number, position)
    return _style(NUMBERED_STYLE, "paragraph", properties, based_on=ROLE_STYLES["body"].id)


def _paragraph_styles(context: StyleContext) -> Iterable[Node]:
    for role, name in ROLE_STYLES.items():
        style = context.styles.style(role)
        letters = run_properties(style, context.language)
        if role == "marking" and style.background:
            letters.append(shading(style.background))
        yield _style(
            name,
            "paragraph",
            paragraph_properties(
                role,
                adapt_to_word(role, style, context.styles),
                (*_tab_stops_of(role, context), *_no_hyphenation(role, style)),
            ),
            letters,
            based_on="Normal",
        )
    table = context.styles.style("table")
    gap = {
        "w:before": "0",
        "w:after": "0",
        "w:line": twips(max(table.space_after, TABLE_GAP)),
        "w:lineRule": "atLeast",
    }
    yield _style(
        SPACER_STYLE,
        "paragraph",
        make("w:pPr", None, make("w:spacing", gap)),
        make("w:rPr", None, val("w:sz", 4), val("w:szCs", 4)),
        based_on="Normal",
    )
    auto = {"w:before": "120", "w:after": "60", "w:line": "240", "w:lineRule": "auto"}
    figure = make("w:pPr", None, make("w:keepNext"), make("w:spacing", auto))
    figure.append(val("w:jc", ALIGNMENTS[context.styles.style("caption").align]))
    yield _style(FIGURE_STYLE, "paragraph", figure, based_on="Normal")
    for role, name in BOX_STYLES.items():
        style = context.styles.style(role)
        plain = replace(
            style,
            background=None,
            rule=None,
            indent_start=0.0,
            indent_end=0.0,
            first_line=0.0,
            space_before=0.0,
        )
        properties = paragraph_properties("body", plain, _no_hyphenation(role, style))
        yield _style(
            name, "paragraph", properties, run_properties(plain, context.language), based_on="Normal"
        )
    heading = make("w:pPr", None, make("w:keepNext"))
    yield _style(QUOTED_HEADING_STYLE, "paragraph", heading, based_on=ROLE_STYLES["quote"].id)


def _tab_stops_of(role: Role, context: StyleContext) -> Iterable[Node]:
    width = context.page.text_width
    if role in {"header", "footer", "marking"}:
        yield tab_stops(("center", width / 2, ""), ("right", width, ""))
    elif role in CONTENTS_ROLES:
        yield tab_stops(("right", context.page.column_width, "dot"))


def _no_hyphenation(role: Role, style: Style) -> Iterable[Node]:
    """Yield the property that turns hyphenation off in ragged text, if the document is hyphenated.

    Tables are hyphenated: without it Word breaks long words anywhere in a narrow column.
    """
    if style.align != "justify" and role not in {"table", "table-header"}:
        yield make("w:suppressAutoHyphens")


def tab_stops(*stops: tuple[str, float, str]) -> Node:
    """Return tab stops: alignment, position in points and leader ("" for none)."""
    node = make("w:tabs")
    for alignment, position, leader in stops:
        attributes = {"w:val": alignment, "w:pos": twips(position)}
        if leader:
            attributes["w:leader"] = leader
        node.append(make("w:tab", attributes))
    return node


def _list_styles(context: StyleContext) -> Iterable[Node]:
    style = context.styles.style("list")
    for kind in _LIST_KINDS:
        for depth in range(LIST_DEPTHS):
            left, hang = list_indents(style, depth)
            first = 0.0 if kind == "continue" else -hang
            own = (indent(left, first), *_no_hyphenation("list", style))
            properties = paragraph_properties("list", replace(style, first_line=0.0), own)
            runs = run_properties(style, context.language)
            yield _style(list_style(kind, depth), "paragraph", properties, runs, based_on="Normal")
    quoted = list_look(context.styles, (), quoted=True)
    left, hang = list_indents(quoted, 0)
    own = (indent(left, -hang), *_no_hyphenation("list", quoted))
    properties = paragraph_properties("list", replace(quoted, first_line=0.0), own)
    runs = run_properties(quoted, context.language)
    yield _style(QUOTED_LIST_STYLE, "paragraph", properties, runs, based_on="Normal")


def _character_styles(context: StyleContext) -> Iterable[Node]:
    code = context.styles.style("code")
    mark = val("w:vertAlign", "superscript")
    for name, properties in (
        (StyleName("Strong", "Strong", priority=22), (make("w:b"), make("w:bCs"))),
        (StyleName("Emphasis", "Emphasis", priority=20), (make("w:i"), make("w:iCs"))),
        (
            StyleName("Hyperlink", "Hyperlink"),
            # not underlined, because addresses fill whole lines of notes and sources; nor are they in the PDF
            (val("w:color", hex_colour(LINK_COLOUR)),),
        ),
        (StyleName("FootnoteReference", "footnote reference"), (mark,)),
        (StyleName("EndnoteReference", "endnote reference"), (val("w:vertAlign", "superscript"),)),
        (
            StyleName("HTMLCode", "HTML Code"),
            (next(run_properties(code, context.language).iterchildren()), make("w:noProof")),
        ),
    ):
        runs = make("w:rPr", None, *properties)
        yield _style(name, "character", runs, based_on="DefaultParagraphFont")


def _table_styles(context: StyleContext) -> Iterable[Node]:
    rule = hex_colour(context.styles.style("table").rule or TABLE_GRID_COLOUR)
    line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": rule}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = make("w:tblBorders", None, *(make(f"w:{side}", line) for side in sides))
    grid = StyleName("TableGrid", "Table Grid", priority=59)
    yield _style(
        grid, "table", _table_properties(borders, GRID_PADDING, GRID_PADDING, 3.0), based_on="TableNormal"
    )
    plain = StyleName("TablePlain", "Table Plain", own=True, priority=59)
    yield _style(plain, "table", _table_properties(None, 0.0, COLUMN_GAP, 0.0), based_on="TableNormal")


def _table_properties(borders: Node | None, left: float, right: float, above: float) -> Node:
    properties = make("w:tblPr")
    if borders is not None:
        properties.append(borders)
    room = {"top": above, "left": left, "bottom": above, "right": right}
    properties.append(
        make(
            "w:tblCellMar",
            None,
            *(make(f"w:{side}", {"w:w": twips(points), "w:type": "dxa"}) for side, points in room.items()),
        )
    )
    return properties
