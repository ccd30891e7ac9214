"""The styles of a Word file, made from a StyleSheet: one for every role, and what lists, links and tables need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefbuilder.domain.styles import PageSetup, Role, Style, StyleSheet
from briefbuilder.export.docx.form import (
    ALIGNMENTS,
    ground,
    indent,
    line_spacing,
    paragraph_properties,
    run_properties,
)
from briefbuilder.export.docx.languages import document_language
from briefbuilder.export.docx.ooxml import Node, colour, make, qn, twips, val
from briefbuilder.export.docx.roles import (
    FIGURE,
    LIST_DEPTHS,
    ROLES,
    SPACER,
    ListKind,
    StyleName,
    list_style,
)
from briefbuilder.export.docx.spacing import TABLE_GAP

LIST_STEP = 18.0
"""Points from one depth of a list to the next, where the style of lists does not hang its marks."""
NUMBER_STEP = 28.35
"""Points that the label of a numbered paragraph or heading takes, at least."""
LINK_COLOUR = "#0b4f8a"
GRID_COLOUR = "#9aa3ab"
SIDE_ROOM = 5.0
"""Points between a rule of the grid and the text beside it."""
PLAIN_ROOM = 8.0
"""Points between two columns of a table without rules."""

_LIST_KINDS: tuple[ListKind, ...] = ("bullet", "number", "continue")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sheet:
    """What the styles are made from: the looks, the page that tab stops depend on, and the language."""

    styles: StyleSheet
    page: PageSetup
    language: str

    @property
    def text_width(self) -> float:
        """The width of the text on the page, in points."""
        return self.page.text_width


def list_indents(style: Style, depth: int) -> tuple[float, float]:
    """Return the indent of an entry's text and how far its mark hangs out, in points."""
    hang = -style.first_line if style.first_line < 0 else LIST_STEP
    return max(style.indent_start, hang) + depth * hang, hang


def write_styles(root: Node, sheet: Sheet) -> None:
    """Fill the part of styles: every style stands there once, an older one of its id is replaced."""
    defaults = root.find(qn("w:docDefaults"))
    if defaults is not None:
        root.remove(defaults)
    root.insert(0, _defaults(sheet))
    made = [*_paragraph_styles(sheet), *_list_styles(sheet), *_character_styles(sheet), *_table_styles(sheet)]
    old = {str(node.get(qn("w:styleId"))): node for node in root.findall(qn("w:style"))}
    for node in made:
        former = old.get(str(node.get(qn("w:styleId"))))
        if former is not None:
            root.remove(former)
        root.append(node)


def fonts_of(sheet: StyleSheet) -> set[str]:
    """Return the families that the styles name."""
    return {sheet.style(role).font for role in ROLES}


def _defaults(sheet: Sheet) -> Node:
    body = sheet.styles.style("body")
    runs = run_properties(replace(body, bold=False, italic=False, capitals=False), sheet.language)
    runs.append(document_language(sheet.language))
    spacing = {**line_spacing(body), "w:before": "0", "w:after": "0"}
    flow = make("w:pPr", None, make("w:widowControl"), make("w:spacing", spacing))
    return make(
        "w:docDefaults",
        None,
        make("w:rPrDefault", None, runs),
        make("w:pPrDefault", None, flow),
    )


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
    if name.priority < 99:
        node.append(make("w:qFormat"))
    node.extend(content)
    return node


def _paragraph_styles(sheet: Sheet) -> Iterable[Node]:
    for role, name in ROLES.items():
        style = sheet.styles.style(role)
        letters = run_properties(style, sheet.language)
        if role == "marking" and style.background:
            letters.append(ground(style.background))
        yield _style(
            name,
            "paragraph",
            paragraph_properties(
                role, _in_role(role, style, sheet), (*_extras(role, sheet), *_whole_words(style, sheet))
            ),
            letters,
            based_on="Normal",
        )
    table = sheet.styles.style("table")
    gap = {
        "w:before": "0",
        "w:after": "0",
        "w:line": twips(max(table.space_after, TABLE_GAP)),
        "w:lineRule": "exact",
    }
    yield _style(
        SPACER,
        "paragraph",
        make("w:pPr", None, make("w:spacing", gap)),
        make("w:rPr", None, val("w:sz", 4), val("w:szCs", 4)),
        based_on="Normal",
    )
    auto = {"w:before": "120", "w:after": "60", "w:line": "240", "w:lineRule": "auto"}
    figure = make("w:pPr", None, make("w:keepNext"), make("w:spacing", auto))
    figure.append(val("w:jc", ALIGNMENTS[sheet.styles.style("caption").align]))
    yield _style(FIGURE, "paragraph", figure, based_on="Normal")


def _in_role(role: Role, style: Style, sheet: Sheet) -> Style:
    """Return a role's style as its paragraphs need it: lists hang their marks by their own rule."""
    if role == "callout":
        return replace(style, space_before=0.0)
    if role == "callout-title":
        # Word joins neighbours into one box only where ground, borders and indents are the same.
        box = sheet.styles.style("callout")
        return replace(
            style,
            background=box.background,
            rule=box.rule,
            indent_start=box.indent_start,
            indent_end=box.indent_end,
            first_line=0.0,
            space_before=max(box.space_before, 6.0),
        )
    if role == "list":
        left, _ = list_indents(style, 0)
        return replace(style, indent_start=left, first_line=0.0)
    return style


def _extras(role: Role, sheet: Sheet) -> Iterable[Node]:
    width = sheet.text_width
    if role in {"header", "footer", "marking"}:
        yield tabs(("center", width / 2, ""), ("right", width, ""))
    elif role.startswith("contents") and role != "contents-title":
        yield tabs(("right", sheet.page.column_width, "dot"))


def _whole_words(style: Style, sheet: Sheet) -> Iterable[Node]:
    """Yield what keeps Word from dividing words in ragged lines, where it divides those of the body."""
    if style.align != "justify" and sheet.styles.style("body").align == "justify":
        yield make("w:suppressAutoHyphens")


def tabs(*stops: tuple[str, float, str]) -> Node:
    """Return tab stops: each its alignment, its place in points and its leader ("" for none)."""
    node = make("w:tabs")
    for alignment, place, leader in stops:
        attributes = {"w:val": alignment, "w:pos": twips(place)}
        if leader:
            attributes["w:leader"] = leader
        node.append(make("w:tab", attributes))
    return node


def _list_styles(sheet: Sheet) -> Iterable[Node]:
    style = sheet.styles.style("list")
    for kind in _LIST_KINDS:
        for depth in range(LIST_DEPTHS):
            left, hang = list_indents(style, depth)
            first = 0.0 if kind == "continue" else -hang
            own = (indent(left, first), *_whole_words(style, sheet))
            properties = paragraph_properties("list", replace(style, first_line=0.0), own)
            runs = run_properties(style, sheet.language)
            yield _style(list_style(kind, depth), "paragraph", properties, runs, based_on="Normal")


def _character_styles(sheet: Sheet) -> Iterable[Node]:
    code = sheet.styles.style("code")
    mark = val("w:vertAlign", "superscript")
    for name, properties in (
        (StyleName("Strong", "Strong", priority=22), (make("w:b"), make("w:bCs"))),
        (StyleName("Emphasis", "Emphasis", priority=20), (make("w:i"), make("w:iCs"))),
        (
            StyleName("Hyperlink", "Hyperlink"),
            # No line below: addresses run over whole lines of notes and sources, and the PDF has none.
            (val("w:color", colour(LINK_COLOUR)),),
        ),
        (StyleName("FootnoteReference", "footnote reference"), (mark,)),
        (StyleName("EndnoteReference", "endnote reference"), (val("w:vertAlign", "superscript"),)),
        (
            StyleName("HTMLCode", "HTML Code"),
            (next(run_properties(code, sheet.language).iterchildren()), make("w:noProof")),
        ),
    ):
        runs = make("w:rPr", None, *properties)
        yield _style(name, "character", runs, based_on="DefaultParagraphFont")


def _table_styles(sheet: Sheet) -> Iterable[Node]:
    rule = colour(sheet.styles.style("table").rule or GRID_COLOUR)
    line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": rule}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = make("w:tblBorders", None, *(make(f"w:{side}", line) for side in sides))
    grid = StyleName("TableGrid", "Table Grid", priority=59)
    yield _style(grid, "table", _table_form(borders, SIDE_ROOM, SIDE_ROOM, 3.0), based_on="TableNormal")
    plain = StyleName("TablePlain", "Table Plain", own=True, priority=59)
    yield _style(plain, "table", _table_form(None, 0.0, PLAIN_ROOM, 0.0), based_on="TableNormal")


def _table_form(borders: Node | None, left: float, right: float, above: float) -> Node:
    form = make("w:tblPr")
    if borders is not None:
        form.append(borders)
    room = {"top": above, "left": left, "bottom": above, "right": right}
    form.append(
        make(
            "w:tblCellMar",
            None,
            *(make(f"w:{side}", {"w:w": twips(points), "w:type": "dxa"}) for side, points in room.items()),
        )
    )
    return form
