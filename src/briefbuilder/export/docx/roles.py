"""The name of each role's style in Word. Invariant names are spelled as Word keeps them inside a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from briefbuilder.domain.styles import Role


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StyleName:
    """A style's id and name; `own` is true where Word does not know the name, `priority` orders its list."""

    id: str
    name: str
    own: bool = False
    priority: int = 99
    follower: str = "BodyText"


ROLES: dict[Role, StyleName] = {
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
    "header": StyleName("Header", "header", follower="Header"),
    "footer": StyleName("Footer", "footer", follower="Footer"),
}  # fmt: skip

SPACER = StyleName("Spacer", "Spacer", own=True, priority=99)
"""The empty line after a table: Word gives a table no space of its own and joins two that touch."""

FIGURE = StyleName("Figure", "Figure", own=True, priority=43)
"""A line that holds a picture and so has no fixed height."""

ListKind = Literal["bullet", "number", "continue"]
LIST_DEPTHS = 5
"""Word has names for five depths of a list; deeper entries take the fifth with an indent of their own."""

_LIST_NAMES: dict[ListKind, tuple[str, str]] = {
    "bullet": ("ListBullet", "List Bullet"),
    "number": ("ListNumber", "List Number"),
    "continue": ("ListContinue", "List Continue"),
}


def list_style(kind: ListKind, depth: int) -> StyleName:
    """Return the style of a list's entries of a kind at a depth from 0."""
    style_id, name = _LIST_NAMES[kind]
    level = min(depth, LIST_DEPTHS - 1) + 1
    if level > 1:
        style_id, name = f"{style_id}{level}", f"{name} {level}"
    return StyleName(style_id, name, priority=36, follower=style_id)


def heading_role(level: int) -> Role:
    """Return the role of a heading's level, counted from 1; levels beyond 6 look like 6."""
    role: Role = get_args(Role)[1 + max(1, min(level, 6))]
    return role


def contents_role(level: int) -> Role:
    """Return the role of a line of the contents list; levels beyond 3 look like 3."""
    levels: tuple[Role, ...] = ("contents1", "contents2", "contents3")
    return levels[max(1, min(level, 3)) - 1]
