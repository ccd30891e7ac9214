"""The styles of an OpenDocument text: named ones for the roles, automatic ones for what differs from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.styles import PageSetup, Role, Style, StyleSheet
from briefbuilder.export.labels import list_look
from briefbuilder.export.measures import CONTENTS_ROLES, LINK_COLOUR
from briefbuilder.export.odt.formatting import (
    ALIGN,
    Properties,
    complete_groups,
    document_language,
    font_weight,
    name_side,
    paragraph_properties,
    text_properties,
)
from briefbuilder.export.odt.xml import Node, encode_name, make, points, qn, sub
from briefbuilder.export.pdf.break_opportunities import has_hyphenation
from briefbuilder.export.word_processing import adapt_to_word, font_family, heading_level

Family = Literal["paragraph", "text", "table", "table-column", "table-row", "table-cell", "graphic"]

_GROUPS: dict[str, Role] = {"Standard": "body", "Heading": "heading1", "Index": "contents1"}
"""Styles that are only parents, and the role whose properties they have."""
FIGURE, QUOTED_LIST = "Figure", "Quoted_20_List"
STRONG, EMPHASIS, SOURCE_TEXT = "Strong_20_Emphasis", "Emphasis", "Source_20_Text"
LINK, INNER_LINK = "Internet_20_link", "Index_20_Link"
MARKS = {"foot": "Footnote_20_anchor", "end": "Endnote_20_anchor"}
NOTE_SYMBOLS = {"foot": "Footnote_20_Symbol", "end": "Endnote_20_Symbol"}
BOLD: Properties = font_weight("bold")
ITALIC: Properties = {"fo:font-style": "italic"}
RAISED: Properties = {"style:text-position": "super 58%"}
LOWERED: Properties = {"style:text-position": "sub 58%"}
Stop = tuple[str, float, str]
"""The alignment of a tab stop (left, center, right), its position in points, and its leader ("" for none)."""


@dataclass(frozen=True, slots=True)
class RoleStyle:
    """The style of a role: its name, its parent, and the role of the paragraph that follows."""

    name: str
    parent: str = "Standard"
    follower: Role = "body"


ROLE_STYLES: dict[Role, RoleStyle] = {
    "title": RoleStyle("Title", "Heading"),
    "subtitle": RoleStyle("Subtitle", "Heading"),
    "heading1": RoleStyle("Heading 1", "Heading"),
    "heading2": RoleStyle("Heading 2", "Heading"),
    "heading3": RoleStyle("Heading 3", "Heading"),
    "heading4": RoleStyle("Heading 4", "Heading"),
    "heading5": RoleStyle("Heading 5", "Heading"),
    "heading6": RoleStyle("Heading 6", "Heading"),
    "body": RoleStyle("Text body"),
    "list": RoleStyle("List", "Text body", "list"),
    "quote": RoleStyle("Quotations", follower="quote"),
    "source": RoleStyle("Source"),
    "callout": RoleStyle("Callout", follower="callout"),
    "callout-title": RoleStyle("Callout Title", "Callout", "callout"),
    "metadata-label": RoleStyle("Metadata Label", "Table Contents", "metadata-label"),
    "metadata-value": RoleStyle("Metadata Value", "Table Contents", "metadata-value"),
    "table": RoleStyle("Table Contents", follower="table"),
    "table-header": RoleStyle("Table Heading", "Table Contents", "table-header"),
    "caption": RoleStyle("Caption"),
    "code": RoleStyle("Preformatted Text", follower="code"),
    "footnote": RoleStyle("Footnote", follower="footnote"),
    "endnote": RoleStyle("Endnote", follower="endnote"),
    "contents-title": RoleStyle("Contents Heading", "Heading"),
    "contents1": RoleStyle("Contents 1", "Index", "contents1"),
    "contents2": RoleStyle("Contents 2", "Index", "contents2"),
    "contents3": RoleStyle("Contents 3", "Index", "contents3"),
    "header": RoleStyle("Header", follower="header"),
    "footer": RoleStyle("Footer", follower="footer"),
    "marking": RoleStyle("Marking", "Header", "marking"),
    "masthead": RoleStyle("Masthead", follower="masthead"),
    "byline": RoleStyle("Byline"),
    "signature": RoleStyle("Signature", follower="signature"),
}


def style_name(role: Role) -> str:
    """Return the encoded name of a role's style."""
    return _ENCODED[role]


_ENCODED = {role: encode_name(style.name) for role, style in ROLE_STYLES.items()}


def write_tab_stops(parent: Node, stops: Iterable[Stop]) -> None:
    """Append tab stops to paragraph properties."""
    node = sub(parent, "style:tab-stops")
    for alignment, position, leader in stops:
        attributes = {"style:type": alignment, "style:position": points(position)}
        if leader:
            attributes |= {"style:leader-style": "dotted", "style:leader-text": leader}
        sub(node, "style:tab-stop", attributes)


@dataclass(slots=True, eq=False, repr=False)
class AutomaticStyles:
    """Makes an automatic style for each combination of properties once; `prefix` tells two parts' styles apart."""

    prefix: str = ""
    nodes: list[Node] = field(default_factory=list)
    _names: dict[tuple[object, ...], str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def name(
        self,
        family: Family,
        parent: str,
        properties: Mapping[str, Mapping[str, str]],
        *,
        stops: tuple[Stop, ...] = (),
        about: tuple[tuple[str, str], ...] = (),
    ) -> str:
        """Return the name of a style; `properties` are by kind ("paragraph"), `about` are the style's attributes."""
        values = tuple((kind, tuple(own.items())) for kind, own in properties.items() if own)
        key = (family, parent, values, stops, about)
        known = self._names.get(key)
        if known is None:
            known = self._names[key] = self._make(family, parent, values, stops, dict(about))
        return known

    def _make(
        self,
        family: Family,
        parent: str,
        values: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
        stops: tuple[Stop, ...],
        about: Properties,
    ) -> str:
        letters = self.prefix + "".join(part[0].upper() for part in family.split("-"))
        if family == "graphic":
            letters = f"{self.prefix}fr"
        count = self._counts[letters] = self._counts.get(letters, 0) + 1
        name = f"{letters}{count}"
        attributes = {"style:name": name, "style:family": family}
        if parent:
            attributes["style:parent-style-name"] = parent
        node = make("style:style", attributes | about)
        for kind, own in values:
            sub(node, f"style:{kind}-properties", dict(own))
        if stops:
            found = node.find("{*}paragraph-properties")
            if found is None:
                found = make("style:paragraph-properties")
                node.insert(0, found)
            write_tab_stops(found, stops)
        self.nodes.append(node)
        return name


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NamedStyles:
    """Writes the named styles of a document; a style holds only what differs from its parent."""

    sheet: StyleSheet
    page: PageSetup
    language: str

    def write(self, parent: Node) -> None:
        """Append the default style, the paragraph styles and the character styles."""
        self._write_defaults(parent)
        for name, role in _GROUPS.items():
            self._write_group(parent, name, role)
        for role in ROLE_STYLES:
            self._write_role(parent, role)
        sub(_style(parent, FIGURE, "paragraph", "Standard"), "style:paragraph-properties", self._figure())
        quoted = _style(parent, "Quoted List", "paragraph", "List")
        own = self._quoted_list()
        _write_differences(quoted, own, self.paragraph("list"), self._quoted_text(), self._text("list"))
        self._write_characters(parent)
        if is_right_to_left(self.language):
            for properties in parent.iter(qn("style:paragraph-properties")):
                if align := properties.get(qn(ALIGN)):
                    properties.set(qn(ALIGN), name_side(align, rtl=True))

    def whole(self) -> dict[str, Properties]:
        """Return all paragraph properties of each style by its name."""
        result = {_ENCODED[role]: self.paragraph(role) for role in ROLE_STYLES}
        standard = self._group("Standard", "body")[0]
        return result | {
            "Standard": standard,
            FIGURE: standard | self._figure(),
            QUOTED_LIST: self._quoted_list(),
        }

    def _quoted_list(self) -> Properties:
        style = list_look(self.sheet, (), quoted=True)
        result = paragraph_properties("list", replace(style, indent_start=0.0, first_line=0.0))
        return result | {"fo:margin-right": self.paragraph("quote")["fo:margin-right"]}

    def _quoted_text(self) -> Properties:
        result = text_properties(list_look(self.sheet, (), quoted=True), self.language)
        return result | {"fo:hyphenate": self._text("quote")["fo:hyphenate"]}

    def _figure(self) -> Properties:
        align = self.paragraph("caption")["fo:text-align"]
        return {
            "fo:margin-top": "6pt", "fo:margin-bottom": "3pt", "style:line-height-at-least": "0pt",
            "fo:text-align": align, "fo:keep-with-next": "always",
        }  # fmt: skip

    def paragraph(self, role: Role) -> Properties:
        """Return all paragraph properties of a role's style."""
        return paragraph_properties(role, self._adapt(role))

    def _adapt(self, role: Role) -> Style:
        """Return a role's style as its paragraphs need it."""
        style = self.sheet.style(role)
        if role == "list":
            # The levels of the list have the indents.
            return replace(style, indent_start=0.0, first_line=0.0)
        return adapt_to_word(role, style, self.sheet)

    def _text(self, role: Role) -> Properties:
        style = self.sheet.style(role)
        result = text_properties(style, self.language)
        if role == "marking" and style.background:
            result["fo:background-color"] = style.background
        # Tables are hyphenated too: without it, long words are broken anywhere in a narrow column.
        ragged = style.align != "justify" and role not in {"table", "table-header"}
        hyphenates = self._hyphenates and not ragged
        return result | {"fo:hyphenate": "true" if hyphenates else "false"}

    @property
    def _hyphenates(self) -> bool:
        return self.sheet.style("body").align == "justify" and has_hyphenation(self.language)

    def _write_defaults(self, parent: Node) -> None:
        node = sub(parent, "style:default-style", {"style:family": "paragraph"})
        direction = "rl-tb" if is_right_to_left(self.language) else "lr-tb"
        sub(
            node,
            "style:paragraph-properties",
            {
                "fo:orphans": "2", "fo:widows": "2", "fo:hyphenation-ladder-count": "no-limit",
                "style:tab-stop-distance": "36pt", "style:writing-mode": direction,
                "style:text-autospace": "ideograph-alpha", "style:punctuation-wrap": "hanging",
                "style:line-break": "strict",
            },
        )  # fmt: skip
        text = {"fo:hyphenation-remain-char-count": "2", "fo:hyphenation-push-char-count": "2"}
        sub(node, "style:text-properties", document_language(self.language) | text)
        table = sub(parent, "style:default-style", {"style:family": "table"})
        sub(table, "style:table-properties", {"table:border-model": "collapsing"})
        row = sub(parent, "style:default-style", {"style:family": "table-row"})
        sub(row, "style:table-row-properties", {"fo:keep-together": "always"})

    def _write_group(self, parent: Node, name: str, role: Role) -> None:
        node = _style(parent, name, "paragraph", "" if name == "Standard" else "Standard")
        node.set(qn("style:class"), "text" if name != "Index" else "index")
        own, text = self._group(name, role)
        outer: tuple[Properties, Properties] = (
            ({}, {}) if name == "Standard" else self._group("Standard", "body")
        )
        _write_differences(node, own, outer[0], text, outer[1])

    def _group(self, name: str, role: Role) -> tuple[Properties, Properties]:
        style = self.sheet.style(role)
        if name == "Standard":
            plain = replace(style, bold=False, italic=False, capitals=False, align="start", space_before=0.0,
                            space_after=0.0, indent_start=0.0, indent_end=0.0, first_line=0.0, rule=None,
                            background=None, keep_with_next=False, keep_together=False)  # fmt: skip
            text = text_properties(plain, self.language) | {"fo:hyphenate": "false"}
            return paragraph_properties("body", plain), text
        plain = replace(style, rule=None, background=None)
        text = text_properties(plain, self.language) | {"fo:hyphenate": "false"}
        return paragraph_properties(role, plain), text

    def _write_role(self, parent: Node, role: Role) -> None:
        style = ROLE_STYLES[role]
        node = _style(parent, style.name, "paragraph", style.parent, ROLE_STYLES[style.follower].name)
        level = heading_level(role)
        if level:
            node.set(qn("style:default-outline-level"), str(level))
        outer, outer_text = self._properties_of(style.parent)
        properties = _write_differences(node, self.paragraph(role), outer, self._text(role), outer_text)
        stops = self._stops(role)
        if stops:
            if properties is None:
                properties = make("style:paragraph-properties")
                node.insert(0, properties)
            write_tab_stops(properties, stops)

    def _properties_of(self, name: str) -> tuple[Properties, Properties]:
        if name in _GROUPS:
            return self._group(name, _GROUPS[name])
        role = next(role for role, style in ROLE_STYLES.items() if style.name == name)
        return self.paragraph(role), self._text(role)

    def _stops(self, role: Role) -> tuple[Stop, ...]:
        width = self.page.text_width
        if role in {"header", "footer", "marking"}:
            return ("center", width / 2, ""), ("right", width, "")
        if role in CONTENTS_ROLES:
            return (("right", self.page.column_width, "."),)
        return ()

    def _write_characters(self, parent: Node) -> None:
        code = text_properties(self.sheet.style("code"), self.language)
        fonts = {key: value for key, value in code.items() if key.startswith("style:font-name")}
        for name, properties in (
            (STRONG, BOLD),
            (EMPHASIS, ITALIC),
            (SOURCE_TEXT, fonts),
            # not underlined, because addresses fill whole lines of notes and sources; nor are they in the PDF
            (LINK, {"fo:color": LINK_COLOUR}),
            (INNER_LINK, {}),
            (MARKS["foot"], RAISED),
            (MARKS["end"], RAISED),
            (NOTE_SYMBOLS["foot"], RAISED),
            (NOTE_SYMBOLS["end"], RAISED),
        ):
            node = _style(parent, name.replace("_20_", " "), "text")
            if properties:
                sub(node, "style:text-properties", properties)


def _style(parent: Node, name: str, family: Family, outer: str = "", follower: str = "") -> Node:
    attributes = {"style:name": encode_name(name), "style:family": family}
    if encode_name(name) != name:
        attributes["style:display-name"] = name
    if outer:
        attributes["style:parent-style-name"] = encode_name(outer)
    if follower and follower != name:
        attributes["style:next-style-name"] = encode_name(follower)
    return sub(parent, "style:style", attributes)


def _write_differences(
    node: Node, own: Properties, outer: Properties, text: Properties, outer_text: Properties
) -> Node | None:
    """Write the properties that differ from those of the parent; return the paragraph properties, if any."""
    reset = {
        key: "none" if "border" in key else "0pt" if "padding" in key else "transparent"
        for key in outer
        if key not in own
    }
    reset_text = {key: "transparent" for key in outer_text if key not in text}
    paragraph = complete_groups(_differences(own, outer) | reset, own)
    letters = _differences(text, outer_text) | reset_text
    result = sub(node, "style:paragraph-properties", paragraph) if paragraph else None
    if letters:
        sub(node, "style:text-properties", letters)
    return result


def _differences(own: Properties, outer: Properties) -> Properties:
    return {key: value for key, value in own.items() if outer.get(key) != value}


def font_faces(*roots: Node) -> Iterator[Node]:
    """Yield the declarations of the fonts that styles use, sorted by name."""
    names = {
        value
        for root in roots
        for node in root.iter()
        for key, value in node.attrib.items()
        if "}font-name" in str(key)
    }
    for name in sorted(map(str, names)):
        pitch = "fixed" if font_family(name) == "modern" else "variable"
        quoted = f"'{name}'" if " " in name else name
        yield make(
            "style:font-face",
            {
                "style:name": name,
                "svg:font-family": quoted,
                "style:font-family-generic": font_family(name),
                "style:font-pitch": pitch,
            },
        )
