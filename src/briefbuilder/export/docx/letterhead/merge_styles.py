"""Merges the styles, numbering, fonts and settings of a briefing into a letterhead document.

Styles that the letterhead document has replace the briefing's; the others are added. An added style is based
on the letterhead's default paragraph style and turns off the properties that it does not share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document as WordDocument

from briefbuilder.domain.styles import Role
from briefbuilder.export.docx.formatting import no_borders, no_indent, shading
from briefbuilder.export.docx.letterhead.placeholders import int_attribute, text_parts
from briefbuilder.export.docx.letterhead.styles import LetterheadStyles, StyleProperties, role_styles
from briefbuilder.export.docx.numbering import EntryLabel, empty_level, number_properties
from briefbuilder.export.docx.ooxml import (
    PARAGRAPH_ORDER,
    PPR,
    VAL,
    Node,
    P,
    insert_ordered,
    make,
    qn,
    remove_element,
    val,
)
from briefbuilder.export.docx.package import xml_part
from briefbuilder.export.docx.properties import SETTINGS_ORDER
from briefbuilder.export.docx.styles import ROLE_STYLES

_STYLE, _ID, _NAME, _TYPE = qn("w:style"), qn("w:styleId"), qn("w:name"), qn("w:type")
_USES = tuple(map(qn, ("w:pStyle", "w:rStyle", "w:tblStyle")))
_LINKS = tuple(map(qn, ("w:basedOn", "w:next", "w:link")))
_NUM = qn("w:numPr")
_MARGINS = qn("w:tblCellMar")
_AFTER_MARGINS = frozenset(map(qn, ("w:tblLook", "w:tblCaption", "w:tblDescription", "w:tblPrChange")))

RUN_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position",
    "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
"""The order of a run's properties (ECMA-376 part 1, CT_RPr)."""

_CHANGES: Mapping[str, tuple[str, ...]] = {
    "font": ("rFonts",), "size": ("sz", "szCs", "spacing"), "leading": ("spacing",), "bold": ("b", "bCs"),
    "italic": ("i", "iCs"), "capitals": ("caps",), "colour": ("color",), "background": ("shd", "pBdr", "ind"),
    "ground": ("shd", "highlight"), "rule": ("pBdr", "ind"), "align": ("jc",), "space_before": ("spacing",), "space_after": ("spacing",),
    "indent_start": ("ind",), "indent_end": ("ind",), "first_line": ("ind",), "keep_with_next": ("keepNext",), "keep_together": ("keepLines",),
}  # fmt: skip
"""The Word properties that a template's style key changes."""

_NUMBERING, _ABSTRACT = qn("w:num"), qn("w:abstractNum")
_NUM_ID, _ABSTRACT_ID = qn("w:numId"), qn("w:abstractNumId")
_OURS = ("footnotePr", "endnotePr", "themeFontLang")


class StyleMerger:
    """Merges the briefing's styles into the letterhead's and maps their ids."""

    def __init__(
        self,
        letterhead: LetterheadStyles,
        ours: Node,
        changed: Mapping[Role, frozenset[str]],
        texts: Iterable[Node],
    ) -> None:
        """Merge the styles; `ours` is the briefing's styles part, which is not changed.

        Ids of missing styles that `texts`, the parts of the letterhead, refer to are not used for added
        styles, which would change those texts. Where the template changes a style that they use, they get a copy of it as it was.
        """
        self._letterhead = letterhead
        self._ids: dict[str, str] = {}
        self._numbered: dict[str, Node] = {}
        self._unnumbered: set[str] = set()
        self._margins: dict[str, Node] = {}
        self.added: list[Node] = []
        self._uses = [node for root in texts for node in root.iter(*_USES)]
        self._taken = {node.get(VAL, "").casefold() for node in self._uses}
        self._taken |= {node.get(_ID, "").casefold() for node in letterhead.root.iterfind(_STYLE)}
        self._merge(ours, changed)

    def target_id(self, style_id: str) -> str:
        """Return the id of a briefing's style in the letterhead document."""
        return self._ids.get(style_id, style_id)

    def apply(self, root: Node) -> None:
        """Give a tree of the briefing the letterhead's style ids and the briefing's own numbering."""
        for paragraph in root.iter(P):
            self._set_numbering(paragraph)
        for table in root.iter(qn("w:tblPr")):
            self._set_cell_margins(table)
        for node in root.iter(*_USES):
            node.set(VAL, self.target_id(node.get(VAL, "")))

    def _set_numbering(self, paragraph: Node) -> None:
        """Add the numbering of the briefing's style, or turn off that of the letterhead's style."""
        properties = paragraph.find(PPR)
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        if properties is None or style is None or properties.find(_NUM) is not None:
            return
        name = style.get(VAL, "")
        if name in self._numbered:
            insert_ordered(properties, PARAGRAPH_ORDER, [deepcopy(self._numbered[name])])
        elif name in self._unnumbered:
            insert_ordered(properties, PARAGRAPH_ORDER, [number_properties(EntryLabel(num=-1))])

    def _set_cell_margins(self, table: Node) -> None:
        """Keep the briefing's cell margins if the letterhead's table style has none."""
        style = table.find(qn("w:tblStyle"))
        margins = self._margins.get(style.get(VAL, "")) if style is not None else None
        if margins is None or table.find(_MARGINS) is not None:
            return
        last = [child for child in table if child.tag in _AFTER_MARGINS]
        table.insert(table.index(last[0]) if last else len(table), deepcopy(margins))

    def _merge(self, ours: Node, changed: Mapping[Role, frozenset[str]]) -> None:
        roles = role_styles(self._letterhead)
        by_role = {ROLE_STYLES[role].id: (role, node) for role, node in roles.items()}
        default = self._letterhead.default()
        added: list[Node] = []
        for style in ours.iterfind(qn("w:style")):
            own_id, kind = style.get(_ID, ""), style.get(_TYPE, "paragraph")
            role, found = by_role.get(own_id, (None, None))
            if own_id not in {name.id for name in ROLE_STYLES.values()}:
                found = self._matching_default(kind, style)
                found = self._letterhead.find(kind, _name(style)) if found is None else found
            if found is not None:
                self._use_existing(style, found, changed.get(role, frozenset()) if role else frozenset())
                continue
            self._ids[own_id] = self._free_id(own_id)
            added.append(style)
        resets = _resets(self._letterhead.properties(default))
        for style in added:
            self._add(style, resets)

    def _matching_default(self, kind: str, style: Node) -> Node | None:
        """Return the letterhead's default style of a kind for the briefing's default."""
        if style.get(qn("w:default"), "0") != "1":
            return None
        return next(
            (
                candidate
                for candidate in self._letterhead.root.iterfind(qn("w:style"))
                if candidate.get(_TYPE) == kind and candidate.get(qn("w:default"), "0") in {"1", "true", "on"}
            ),
            None,
        )

    def _use_existing(self, style: Node, found: Node, keys: frozenset[str]) -> None:
        own_id = style.get(_ID, "")
        self._ids[own_id] = found.get(_ID, "")
        margins = style.find(f"{qn('w:tblPr')}/{_MARGINS}")
        if margins is not None and not any(map(_has_margins, self._letterhead.chain(found))):
            self._margins[own_id] = margins
        own_number = style.find(f"{PPR}/{_NUM}")
        if own_number is not None and own_id.startswith("Heading"):
            self._numbered[own_id] = own_number
        elif qn("w:numPr") in self._letterhead.properties(found) and style.get(_TYPE) == "paragraph":
            self._unnumbered.add(own_id)
        if keys:
            self._keep_look(found)
            _change(found, style, keys)

    def _keep_look(self, style: Node) -> None:
        """Give the letterhead's texts and styles that use a style a copy of it, since it is about to be changed.

        Paragraphs without a style of their own have the default style, which has no copy.
        """
        own_id = style.get(_ID, "")
        bases = self._letterhead.root.iter(qn("w:basedOn"))
        users = [node for node in (*self._uses, *bases) if node.get(VAL) == own_id]
        if not users or style.get(qn("w:default"), "0") in {"1", "true", "on"}:
            return
        copy = deepcopy(style)
        copy.set(_ID, self._free_id(f"{own_id}Letterhead"))
        for node in (*copy.iterfind(_NAME), *copy.iterfind(qn("w:aliases"))):
            node.set(VAL, f"{node.get(VAL)} (letterhead)")
        for link in copy.findall(qn("w:link")):
            copy.remove(link)
        self._letterhead.root.append(copy)
        for node in users:
            node.set(VAL, copy.get(_ID, ""))

    def _free_id(self, wanted: str) -> str:
        """Return an id for an added style, the wanted one if nothing has it."""
        name, number = wanted, 2
        while name.casefold() in self._taken:
            name, number = f"{wanted}{number}", number + 1
        self._taken.add(name.casefold())
        return name

    def _add(self, style: Node, resets: list[Node]) -> None:
        node = deepcopy(style)
        node.set(_ID, self._ids[style.get(_ID, "")])
        node.attrib.pop(qn("w:default"), None)
        name = node.find(_NAME)
        if name is not None and self._letterhead.find(node.get(_TYPE, ""), name.get(VAL, "")) is not None:
            name.set(VAL, f"{name.get(VAL)} (briefing)")
        for link in node.iter(*_LINKS):
            link.set(VAL, self.target_id(link.get(VAL, "")))
        base = style.find(qn("w:basedOn"))
        if node.get(_TYPE) == "paragraph" and (base is None or base.get(VAL) == "Normal"):
            _apply_resets(node, resets)
        self._letterhead.root.append(node)
        self.added.append(node)


def _has_margins(style: Node) -> bool:
    """Return whether a table style has a margin above the text."""
    above = style.find(f"{qn('w:tblPr')}/{_MARGINS}/{qn('w:top')}")
    return above is not None and above.get(qn("w:w"), "0") not in {"", "0"}


def _name(style: Node) -> str:
    name = style.find(_NAME)
    return "" if name is None else name.get(VAL, "")


def _resets(properties: StyleProperties) -> list[Node]:
    """Return the properties that turn off those of the letterhead's default paragraph style."""
    found: list[Node] = []
    for name in ("b", "i", "caps", "smallCaps", "u", "position", "strike"):
        attributes = properties.get(qn(f"w:{name}"))
        if attributes is not None and attributes.get(VAL, "1") not in {"0", "false", "none"}:
            found.append(val(f"w:{name}", "none" if name == "u" else "0"))
    if qn("w:jc") in properties:
        found.append(val("w:jc", "left"))
    if qn("w:ind") in properties:
        found.append(no_indent())
    flow = ("keepNext", "keepLines", "pageBreakBefore", "contextualSpacing")
    found += [val(f"w:{name}", "0") for name in flow if qn(f"w:{name}") in properties]
    if qn("w:pBdr") in properties:
        found.append(no_borders())
    if properties.get(qn("w:shd"), {}).get(qn("w:fill"), "auto") != "auto":
        found.append(shading("auto"))
    return found


def _apply_resets(style: Node, resets: list[Node]) -> None:
    for name, order in ((PPR, PARAGRAPH_ORDER), (qn("w:rPr"), RUN_ORDER)):
        properties = _properties_of(style, name)
        tags = {qn(f"w:{local}") for local in order}
        runs = {qn(f"w:{local}") for local in ("b", "i", "caps", "smallCaps", "u", "position", "strike")}
        for node in resets:
            wanted = (node.tag in runs) == (name != PPR)
            if wanted and node.tag in tags and properties.find(str(node.tag)) is None:
                insert_ordered(properties, order, [deepcopy(node)])


def _change(letterhead: Node, ours: Node, keys: frozenset[str]) -> None:
    """Write the changes of the template into a style of the letterhead."""
    wanted = {qn(f"w:{name}") for key in keys for name in _CHANGES.get(key, ())}
    for name, order in ((PPR, PARAGRAPH_ORDER), (qn("w:rPr"), RUN_ORDER)):
        own, theirs = ours.find(name), _properties_of(letterhead, name)
        known = {qn(f"w:{local}") for local in order}
        for tag in wanted & known:
            node = own.find(tag) if own is not None else None
            if tag == qn("w:spacing") and name != PPR:
                continue
            for old in theirs.findall(tag):
                theirs.remove(old)
            insert_ordered(theirs, order, [deepcopy(node) if node is not None else _off(tag)])


def _properties_of(style: Node, name: str) -> Node:
    """Return the properties of paragraphs or of runs of a style, which are added if it has none."""
    found = style.find(name)
    if found is None:
        found = make("w:pPr" if name == PPR else "w:rPr")
        runs = style.find(qn("w:rPr"))
        style.insert(style.index(runs) if runs is not None else len(style), found)
    return found


def _off(tag: str) -> Node:
    name = f"w:{tag.rpartition('}')[2]}"
    if name == "w:jc":
        return val(name, "left")
    if name == "w:ind":
        return no_indent()
    if name == "w:shd":
        return shading("auto")
    if name == "w:highlight":
        return val(name, "none")
    return no_borders() if name == "w:pBdr" else val(name, "0")


@dataclass(frozen=True, slots=True)
class NumberingOffsets:
    """The offset of the briefing's list ids, and the id of the list without labels."""

    lists: int
    empty: int

    def apply(self, root: Node) -> None:
        """Update the list ids in a tree of the briefing; -1 means no numbering."""
        for node in root.iter(_NUM_ID):
            own = int(node.get(VAL, "0"))
            node.set(VAL, str(self.empty if own < 0 else own + self.lists if own else 0))


def merge_numbering(word: WordDocument, written: WordDocument, styles: StyleMerger) -> NumberingOffsets:
    """Add the briefing's lists to the letterhead's, and remove the letterhead's unused lists."""
    letterhead, ours = xml_part(word, "numbering").element, xml_part(written, "numbering").element
    _remove_unused_lists(word, letterhead)
    lists = _highest(letterhead, _NUMBERING, _NUM_ID)
    abstracts = _highest(letterhead, _ABSTRACT, _ABSTRACT_ID) + 1
    added = {node.get(qn("w:styleId"), "") for node in styles.added}
    number = abstracts + _highest(ours, _ABSTRACT, _ABSTRACT_ID) + 1
    name, kind = val("w:nsid", f"{0x5C000000 + number:08X}"), val("w:multiLevelType", "singleLevel")
    none_abstract = make("w:abstractNum", {"w:abstractNumId": str(number)}, name, kind, empty_level())
    none = lists + _highest(ours, _NUMBERING, _NUM_ID) + 1
    none_list = make(
        "w:num", {"w:numId": str(none)}, val("w:abstractNumId", none_abstract.get(_ABSTRACT_ID, ""))
    )
    definitions = [
        *(_renumber_abstract(node, abstracts, styles, added) for node in ours.iterfind(_ABSTRACT)),
        none_abstract,
    ]
    numbered = [*(_renumber_list(node, lists, abstracts) for node in ours.iterfind(_NUMBERING)), none_list]
    place = sum(child.tag in {_ABSTRACT, qn("w:numPicBullet")} for child in letterhead)
    for offset, node in enumerate(definitions):
        letterhead.insert(place + offset, node)
    end = sum(child.tag in {_ABSTRACT, qn("w:numPicBullet"), _NUMBERING} for child in letterhead)
    for offset, node in enumerate(numbered):
        letterhead.insert(end + offset, node)
    offsets = NumberingOffsets(lists, none)
    for style in styles.added:
        offsets.apply(style)
    return offsets


def _highest(root: Node, tag: str, attribute: str) -> int:
    return max((int_attribute(node, attribute) for node in root.iterfind(tag)), default=0)


def _renumber_abstract(node: Node, offset: int, styles: StyleMerger, added: set[str]) -> Node:
    """Return a definition with its new id, linked only to added styles."""
    result = deepcopy(node)
    result.set(_ABSTRACT_ID, str(int(result.get(_ABSTRACT_ID, "0")) + offset))
    for link in list(result.iter(qn("w:pStyle"))):
        style = styles.target_id(link.get(VAL, ""))
        if style in added:
            link.set(VAL, style)
        else:
            remove_element(link)
    return result


def _renumber_list(node: Node, lists: int, abstracts: int) -> Node:
    result = deepcopy(node)
    result.set(_NUM_ID, str(int(result.get(_NUM_ID, "0")) + lists))
    link = result.find(_ABSTRACT_ID)
    if link is not None:
        link.set(VAL, str(int_attribute(link, VAL) + abstracts))
    return result


def _remove_unused_lists(word: WordDocument, letterhead: Node) -> None:
    trees = [part.root for part in text_parts(word) if part.kind not in {"footnotes", "endnotes"}]
    used = {node.get(VAL, "") for root in (*trees, word.styles.element) for node in root.iter(_NUM_ID)}
    for node in letterhead.findall(_NUMBERING):
        if node.get(_NUM_ID, "") not in used:
            letterhead.remove(node)
    defined = {node.get(_ABSTRACT_ID, "") for node in letterhead.iterfind(_ABSTRACT)}
    for node in letterhead.findall(_NUMBERING):
        link = node.find(_ABSTRACT_ID)
        if link is None or link.get(VAL, "") not in defined:
            letterhead.remove(node)
    kept = {
        link.get(VAL, "") for node in letterhead.iterfind(_NUMBERING) for link in node.iterfind(_ABSTRACT_ID)
    }
    for node in letterhead.findall(_ABSTRACT):
        if node.get(_ABSTRACT_ID, "") not in kept:
            letterhead.remove(node)
    for node in letterhead.findall(qn("w:numIdMacAtCleanup")):
        letterhead.remove(node)


def merge_fonts(word: WordDocument, written: WordDocument, styles: StyleMerger) -> None:
    """Add the fonts of the added styles to the font table."""
    letterhead, ours = xml_part(word, "fontTable").element, xml_part(written, "fontTable").element
    known = {node.get(qn("w:name"), "").casefold() for node in letterhead.iterfind(qn("w:font"))}
    used = {
        value.casefold()
        for style in styles.added
        for fonts in style.iter(qn("w:rFonts"))
        for value in fonts.attrib.values()
    }
    for node in ours.iterfind(qn("w:font")):
        name = node.get(qn("w:name"), "").casefold()
        if name in used and name not in known:
            letterhead.append(deepcopy(node))


def merge_settings(word: WordDocument, written: WordDocument) -> None:
    """Copy the briefing's settings for notes and language."""
    letterhead: Node = word.settings.element
    ours: Node = written.settings.element
    for name in (*_OURS, "updateFields"):
        for old in letterhead.findall(qn(f"w:{name}")):
            letterhead.remove(old)
    for name in _OURS:
        for node in ours.findall(qn(f"w:{name}")):
            insert_setting(letterhead, deepcopy(node))
    for child in list(letterhead):
        if str(child.tag).rpartition("}")[2] in {"docId", "chartTrackingRefBased"}:
            letterhead.remove(child)
    _set_language(word, written)


def insert_setting(root: Node, node: Node) -> None:
    """Insert a setting, and put all settings in the order of the schema; those that it lacks come last."""
    root.append(node)
    order = {name: index for index, name in enumerate(SETTINGS_ORDER)}
    root[:] = sorted(root, key=lambda child: order.get(str(child.tag).rpartition("}")[2], len(order)))


def _set_language(word: WordDocument, written: WordDocument) -> None:
    """Set the language of the briefing and remove the languages of styles."""
    root: Node = word.styles.element
    for style in root.iterfind(qn("w:style")):
        for node in list(style.iter(qn("w:lang"))):
            remove_element(node)
    source = next(written.styles.element.iterfind(f"{qn('w:docDefaults')}//{qn('w:lang')}"), None)
    if source is None:
        return
    runs = root
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
        child = runs.find(qn(name))
        if child is None:
            child = make(name)
            runs.insert(0, child)
        runs = child
    for old in runs.findall(qn("w:lang")):
        runs.remove(old)
    later = sum(child.tag in {qn("w:eastAsianLayout"), qn("w:specVanish"), qn("w:oMath")} for child in runs)
    runs.insert(len(runs) - later, deepcopy(source))
