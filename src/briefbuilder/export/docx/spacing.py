"""The room between blocks where Word would give another than the PDF: below tables and lists, at the head of a page."""

from __future__ import annotations

from briefbuilder.domain.document import DrawnContents, DrawnHeading, DrawnText, Element
from briefbuilder.domain.styles import Role, StyleSheet
from briefbuilder.export.docx.form import CALLOUTS
from briefbuilder.export.docx.ooxml import PPR, VAL, Node, P, make, qn, set_space, twips
from briefbuilder.export.docx.roles import ROLES, SPACER, heading_role

TABLE_GAP = 8.0
"""Points below a table, at least."""
_STYLE = qn("w:pStyle")
_CELL = qn("w:tc")
_ROLES_BY_ID = {name.id: role for role, name in ROLES.items()}


def spacer() -> Node:
    """Return the empty line below a table."""
    return make("w:p", None, make("w:pPr", None, make("w:pStyle", {"w:val": SPACER.id})))


def without_spacer(made: list[Node], following: Element | None, styles: StyleSheet) -> list[Node]:
    """Return blocks without the empty line that they end in where what follows keeps away from them by itself."""
    if len(made) > 1 and _style_of(made[-1]) == SPACER.id:
        role = _role_of(following)
        if role and styles.style(role).space_before >= TABLE_GAP:
            return made[:-1]
    return made


def _role_of(element: Element | None) -> Role | None:
    """Return the role that an element's first paragraph stands in, where that is sure."""
    match element:
        case DrawnHeading():
            return heading_role(element.level)
        case DrawnText():
            return element.role
        case DrawnContents() if element.title:
            return "contents-title"
        case _:
            return None


def begin_page(paragraph: Node, styles: StyleSheet) -> None:
    """Let a paragraph stand at the very head of its page, without the space that its style has above it."""
    if next(paragraph.iterancestors(_CELL), None) is None:
        begin_box(paragraph, styles)


def begin_box(block: Node, styles: StyleSheet) -> None:
    """Let a block stand at the very head of its cell or page, as in the PDF, which has no space there."""
    role = _ROLES_BY_ID.get(_style_of(block))
    if role and (
        role in CALLOUTS or styles.style(role).space_before
    ):  # a box's title keeps away by its own rule
        set_space(block, "before")


def list_end(styles: StyleSheet, around: Role) -> tuple[Node, ...]:
    """Return what keeps the text below as far from the last entry of a list as from a paragraph `around` it."""
    after = styles.style(around).space_after
    if after <= styles.style("list").space_after:
        return ()
    return (make("w:spacing", {"w:after": twips(after)}),)


def _style_of(block: Node) -> str:
    style = block.find(f"{PPR}/{_STYLE}") if block.tag == P else None
    return "" if style is None else style.get(VAL, "")
