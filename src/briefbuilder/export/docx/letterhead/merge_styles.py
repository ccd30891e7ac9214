"""Our styles and numbering in a house document: what it has takes the place of ours, the rest is added.

A style of ours that is added stands on the house's ordinary paragraph style; what that has and ours does
not want is said to be off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document as WordDocument

from briefbuilder.domain.styles import Role
from briefbuilder.export.docx.letterhead.placeholders import int_attribute, text_parts
from briefbuilder.export.docx.letterhead.styles import LetterheadStyles, StyleProperties, role_styles
from briefbuilder.export.docx.numbering import EntryLabel, number_properties
from briefbuilder.export.docx.ooxml import PARAGRAPH_ORDER, PPR, VAL, Node, P, insert_ordered, make, qn, val
from briefbuilder.export.docx.package import xml_part
from briefbuilder.export.docx.properties import SETTINGS_ORDER
from briefbuilder.export.docx.styles import ROLE_STYLES

_ID, _NAME, _TYPE = qn("w:styleId"), qn("w:name"), qn("w:type")
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
    "rule": ("pBdr", "ind"), "align": ("jc",), "space_before": ("spacing",), "space_after": ("spacing",),
    "indent_start": ("ind",), "indent_end": ("ind",), "first_line": ("ind",), "keep_with_next": ("keepNext",), "keep_together": ("keepLines",),
}  # fmt: skip
"""The properties of a style that a template's key is written in."""


class StyleMerger:
    """Puts our styles into the house's part of styles and tells by what id each is known there."""

    def __init__(
        self,
        house: LetterheadStyles,
        ours: Node,
        changed: Mapping[Role, frozenset[str]],
        texts: Iterable[Node] = (),
    ) -> None:
        """Take the styles over; `ours` is our own part of styles, which stays as it is.

        `texts` are the house's own: an id that they call, of a style that is not there, is not given to one
        of ours, which would change their look.
        """
        self._house = house
        self._ids: dict[str, str] = {}
        self._numbered: dict[str, Node] = {}
        self._plain: set[str] = set()
        self._rooms: dict[str, Node] = {}
        self.added: list[Node] = []
        called = {node.get(VAL, "").casefold() for root in texts for node in root.iter(*_USES)}
        self._adopt(ours, changed, called)

    def id(self, style_id: str) -> str:
        """Return the id that a style of ours has in the house document."""
        return self._ids.get(style_id, style_id)

    def nodes(self, roots: Iterable[Node]) -> None:
        """Let trees that we wrote use the house's ids; headings take their numbers from us alone."""
        for root in roots:
            for paragraph in (root,) if root.tag == P else root.iter(P):
                self._number(paragraph)
            for table in root.iter(qn("w:tblPr")):
                self._give_room(table)
            for node in root.iter(*_USES):
                node.set(VAL, self.id(node.get(VAL, "")))

    def _number(self, paragraph: Node) -> None:
        """Say a number where our style would have given it, and none where the house's style would."""
        properties = paragraph.find(PPR)
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        if properties is None or style is None or properties.find(_NUM) is not None:
            return
        name = style.get(VAL, "")
        if name in self._numbered:
            insert_ordered(properties, PARAGRAPH_ORDER, [deepcopy(self._numbered[name])])
        elif name in self._plain:
            insert_ordered(properties, PARAGRAPH_ORDER, [number_properties(EntryLabel(num=-1))])

    def _give_room(self, table: Node) -> None:
        """Let cells keep the room around their text where the house's style of tables has none."""
        style = table.find(qn("w:tblStyle"))
        room = self._rooms.get(style.get(VAL, "")) if style is not None else None
        if room is None or table.find(_MARGINS) is not None:
            return
        last = [child for child in table if child.tag in _AFTER_MARGINS]
        table.insert(table.index(last[0]) if last else len(table), deepcopy(room))

    def _adopt(self, ours: Node, changed: Mapping[Role, frozenset[str]], called: set[str]) -> None:
        roles = role_styles(self._house)
        by_role = {ROLE_STYLES[role].id: (role, node) for role, node in roles.items()}
        default = self._house.default()
        taken = {node.get(_ID, "").casefold() for node in self._house.root.iterfind(qn("w:style"))} | called
        waiting: list[Node] = []
        for style in ours.iterfind(qn("w:style")):
            own_id, kind = style.get(_ID, ""), style.get(_TYPE, "paragraph")
            role, found = by_role.get(own_id, (None, None))
            if own_id not in {name.id for name in ROLE_STYLES.values()}:
                found = self._default(kind, style)
                found = self._house.find(kind, _name(style)) if found is None else found
            if found is not None:
                self._keep(style, found, changed.get(role, frozenset()) if role else frozenset())
                continue
            self._ids[own_id] = own_id if own_id.casefold() not in taken else _fresh(own_id, taken)
            taken.add(self._ids[own_id].casefold())
            waiting.append(style)
        resets = _resets(self._house.properties(default))
        for style in waiting:
            self._add(style, resets)

    def _default(self, kind: str, style: Node) -> Node | None:
        """Return the house's default style of a kind for our own default."""
        if style.get(qn("w:default"), "0") != "1":
            return None
        return next(
            (
                one
                for one in self._house.root.iterfind(qn("w:style"))
                if one.get(_TYPE) == kind and one.get(qn("w:default"), "0") in {"1", "true", "on"}
            ),
            None,
        )

    def _keep(self, style: Node, found: Node, keys: frozenset[str]) -> None:
        own_id = style.get(_ID, "")
        self._ids[own_id] = found.get(_ID, "")
        room = style.find(f"{qn('w:tblPr')}/{_MARGINS}")
        if room is not None and not any(map(_has_room, self._house.chain(found))):
            self._rooms[own_id] = room
        own_number = style.find(f"{PPR}/{_NUM}")
        if own_number is not None and own_id.startswith("Heading"):
            self._numbered[own_id] = own_number
        elif qn("w:numPr") in self._house.properties(found) and style.get(_TYPE) == "paragraph":
            self._plain.add(own_id)
        if keys:
            _change(found, style, keys)

    def _add(self, style: Node, resets: list[Node]) -> None:
        node = deepcopy(style)
        node.set(_ID, self._ids[style.get(_ID, "")])
        node.attrib.pop(qn("w:default"), None)
        name = node.find(_NAME)
        if name is not None and self._house.find(node.get(_TYPE, ""), name.get(VAL, "")) is not None:
            name.set(VAL, f"{name.get(VAL)} (briefing)")
        for link in node.iter(*_LINKS):
            link.set(VAL, self.id(link.get(VAL, "")))
        if node.get(_TYPE) == "paragraph":
            _reset(node, resets)
        self._house.root.append(node)
        self.added.append(node)


def _has_room(style: Node) -> bool:
    """Tell whether a style of tables keeps text away from the rules above it."""
    above = style.find(f"{qn('w:tblPr')}/{_MARGINS}/{qn('w:top')}")
    return above is not None and above.get(qn("w:w"), "0") not in {"", "0"}


def _name(style: Node) -> str:
    name = style.find(_NAME)
    return "" if name is None else name.get(VAL, "")


def _fresh(wanted: str, taken: set[str]) -> str:
    number = 2
    while f"{wanted}{number}".casefold() in taken:
        number += 1
    return f"{wanted}{number}"


def _resets(held: StyleProperties) -> list[Node]:
    """Return what undoes the properties of the house's ordinary paragraph that ours do not all say."""
    found: list[Node] = []
    for name in ("b", "i", "caps", "smallCaps", "u", "position", "strike"):
        attributes = held.get(qn(f"w:{name}"))
        if attributes is not None and attributes.get(VAL, "1") not in {"0", "false", "none"}:
            found.append(val(f"w:{name}", "none" if name == "u" else "0"))
    if qn("w:jc") in held:
        found.append(val("w:jc", "left"))
    if qn("w:ind") in held:
        found.append(make("w:ind", {"w:left": "0", "w:right": "0", "w:firstLine": "0"}))
    flow = ("keepNext", "keepLines", "pageBreakBefore", "contextualSpacing")
    found += [val(f"w:{name}", "0") for name in flow if qn(f"w:{name}") in held]
    if qn("w:pBdr") in held:
        sides = ("top", "left", "bottom", "right")
        found.append(make("w:pBdr", None, *(make(f"w:{side}", {"w:val": "nil"}) for side in sides)))
    if held.get(qn("w:shd"), {}).get(qn("w:fill"), "auto") != "auto":
        found.append(make("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "auto"}))
    return found


def _reset(style: Node, resets: list[Node]) -> None:
    for name, order in ((PPR, PARAGRAPH_ORDER), (qn("w:rPr"), RUN_ORDER)):
        properties = style.find(name)
        if properties is None:
            properties = make("w:pPr" if name == PPR else "w:rPr")
            before = properties.tag == PPR and style.find(qn("w:rPr")) is not None
            style.insert(len(style) - 1, properties) if before else style.append(properties)
        tags = {qn(f"w:{one}") for one in order}
        runs = {qn(f"w:{one}") for one in ("b", "i", "caps", "smallCaps", "u", "position", "strike")}
        for node in resets:
            wanted = (node.tag in runs) == (name != PPR)
            if wanted and node.tag in tags and properties.find(str(node.tag)) is None:
                insert_ordered(properties, order, [deepcopy(node)])


def _change(house: Node, ours: Node, keys: frozenset[str]) -> None:
    """Write into a style of the house what the template says otherwise."""
    wanted = {qn(f"w:{name}") for key in keys for name in _CHANGES.get(key, ())}
    for name, order in ((PPR, PARAGRAPH_ORDER), (qn("w:rPr"), RUN_ORDER)):
        own, theirs = ours.find(name), house.find(name)
        if theirs is None:
            theirs = make("w:pPr" if name == PPR else "w:rPr")
            at = house.find(qn("w:rPr"))
            house.insert(house.index(at), theirs) if at is not None and name == PPR else house.append(theirs)
        known = {qn(f"w:{one}") for one in order}
        for tag in wanted & known:
            node = own.find(tag) if own is not None else None
            if tag == qn("w:spacing") and name != PPR:
                continue
            for old in theirs.findall(tag):
                theirs.remove(old)
            insert_ordered(theirs, order, [deepcopy(node) if node is not None else _off(tag)])


def _off(tag: str) -> Node:
    name = f"w:{tag.rpartition('}')[2]}"
    if name == "w:jc":
        return val(name, "left")
    if name == "w:ind":
        return make(name, {"w:left": "0", "w:right": "0", "w:firstLine": "0"})
    if name == "w:shd":
        return make(name, {"w:val": "clear", "w:color": "auto", "w:fill": "auto"})
    if name == "w:pBdr":
        return make(
            name, None, *(make(f"w:{side}", {"w:val": "nil"}) for side in ("top", "left", "bottom", "right"))
        )
    return val(name, "0")


# Numbering, fonts and settings of two Word files in one: the house's stay, ours come behind them.

_NUMBERING, _ABSTRACT = qn("w:num"), qn("w:abstractNum")
_NUM_ID, _ABSTRACT_ID = qn("w:numId"), qn("w:abstractNumId")
_OURS = ("footnotePr", "endnotePr", "themeFontLang")


@dataclass(frozen=True, slots=True)
class NumberingOffsets:
    """By how much our lists are counted on; `none` is the list that shows nothing."""

    lists: int
    none: int

    def shift(self, root: Node) -> None:
        """Let a tree of ours name its lists by their new numbers; -1 stands for no number at all."""
        for node in root.iter(_NUM_ID):
            own = int(node.get(VAL, "0"))
            node.set(VAL, str(self.none if own < 0 else own + self.lists if own else 0))


def merge_numbering(word: WordDocument, written: WordDocument, adoption: StyleMerger) -> NumberingOffsets:
    """Add our lists to the house's, of which those that nothing uses any more are taken out."""
    house, ours = xml_part(word, "numbering").element, xml_part(written, "numbering").element
    _drop_unused(word, house)
    lists = _highest(house, _NUMBERING, _NUM_ID)
    abstracts = _highest(house, _ABSTRACT, _ABSTRACT_ID) + 1
    added = {node.get(qn("w:styleId"), "") for node in adoption.added}
    none_abstract = _none(abstracts + _highest(ours, _ABSTRACT, _ABSTRACT_ID) + 1)
    none = lists + _highest(ours, _NUMBERING, _NUM_ID) + 1
    none_list = make(
        "w:num", {"w:numId": str(none)}, val("w:abstractNumId", none_abstract.get(_ABSTRACT_ID, ""))
    )
    definitions = [
        *(_moved(node, abstracts, adoption, added) for node in ours.iterfind(_ABSTRACT)),
        none_abstract,
    ]
    numbered = [*(_counted(node, lists, abstracts) for node in ours.iterfind(_NUMBERING)), none_list]
    place = sum(child.tag in {_ABSTRACT, qn("w:numPicBullet")} for child in house)
    for offset, node in enumerate(definitions):
        house.insert(place + offset, node)
    end = sum(child.tag in {_ABSTRACT, qn("w:numPicBullet"), _NUMBERING} for child in house)
    for offset, node in enumerate(numbered):
        house.insert(end + offset, node)
    numbers = NumberingOffsets(lists, none)
    for style in adoption.added:
        numbers.shift(style)
    return numbers


def _highest(root: Node, tag: str, attribute: str) -> int:
    return max((int_attribute(node, attribute) for node in root.iterfind(tag)), default=0)


def _none(number: int) -> Node:
    level = make(
        "w:lvl", {"w:ilvl": "0"}, val("w:start", 1), val("w:numFmt", "none"), val("w:suff", "nothing")
    )
    level.extend((val("w:lvlText", ""), val("w:lvlJc", "left")))
    about = make(
        "w:abstractNum", {"w:abstractNumId": str(number)}, val("w:nsid", f"{0x5C000000 + number:08X}")
    )
    about.extend((val("w:multiLevelType", "singleLevel"), level))
    return about


def _moved(node: Node, by: int, adoption: StyleMerger, added: set[str]) -> Node:
    """Return a definition under its new number, bound to styles only where they are our own."""
    made = deepcopy(node)
    made.set(_ABSTRACT_ID, str(int(made.get(_ABSTRACT_ID, "0")) + by))
    for link in list(made.iter(qn("w:pStyle"))):
        style = adoption.id(link.get(VAL, ""))
        if style in added:
            link.set(VAL, style)
        elif (parent := link.getparent()) is not None:
            parent.remove(link)
    return made


def _counted(node: Node, lists: int, abstracts: int) -> Node:
    made = deepcopy(node)
    made.set(_NUM_ID, str(int(made.get(_NUM_ID, "0")) + lists))
    link = made.find(_ABSTRACT_ID)
    if link is not None:
        link.set(VAL, str(int_attribute(link, VAL) + abstracts))
    return made


def _drop_unused(word: WordDocument, house: Node) -> None:
    trees = [story.root for story in text_parts(word) if story.kind not in {"footnotes", "endnotes"}]
    used = {node.get(VAL, "") for root in (*trees, word.styles.element) for node in root.iter(_NUM_ID)}
    for node in house.findall(_NUMBERING):
        if node.get(_NUM_ID, "") not in used:
            house.remove(node)
    defined = {node.get(_ABSTRACT_ID, "") for node in house.iterfind(_ABSTRACT)}
    for node in house.findall(_NUMBERING):
        link = node.find(_ABSTRACT_ID)
        if link is None or link.get(VAL, "") not in defined:
            house.remove(node)
    kept = {link.get(VAL, "") for node in house.iterfind(_NUMBERING) for link in node.iterfind(_ABSTRACT_ID)}
    for node in house.findall(_ABSTRACT):
        if node.get(_ABSTRACT_ID, "") not in kept:
            house.remove(node)
    for node in house.findall(qn("w:numIdMacAtCleanup")):
        house.remove(node)


def merge_fonts(word: WordDocument, written: WordDocument, adoption: StyleMerger) -> None:
    """Tell of the fonts that only our added styles name."""
    house, ours = xml_part(word, "fontTable").element, xml_part(written, "fontTable").element
    known = {node.get(qn("w:name"), "").casefold() for node in house.iterfind(qn("w:font"))}
    used = {
        value.casefold()
        for style in adoption.added
        for fonts in style.iter(qn("w:rFonts"))
        for value in fonts.attrib.values()
    }
    for node in ours.iterfind(qn("w:font")):
        name = node.get(qn("w:name"), "").casefold()
        if name in used and name not in known:
            house.append(deepcopy(node))


def merge_settings(word: WordDocument, written: WordDocument) -> None:
    """Take over our settings for notes and language; the house keeps its own for all else."""
    house: Node = word.settings.element
    ours: Node = written.settings.element
    for name in (*_OURS, "updateFields"):
        for old in house.findall(qn(f"w:{name}")):
            house.remove(old)
    for name in _OURS:
        for node in ours.findall(qn(f"w:{name}")):
            insert_setting(house, deepcopy(node))
    for child in list(house):
        if str(child.tag).rpartition("}")[2] in {"docId", "chartTrackingRefBased"}:
            house.remove(child)
    _set_language(word, written)


def insert_setting(root: Node, node: Node) -> None:
    """Put a setting in its place among those of a house document, which have names of other spaces too."""
    places = {name: place for place, name in enumerate(SETTINGS_ORDER)}
    own = places[str(node.tag).rpartition("}")[2]]
    names = [str(child.tag).rpartition("}")[2] for child in root]
    before = [at for at, name in enumerate(names) if places.get(name, len(places)) < own]
    root.insert(before[-1] + 1 if before else 0, node)


def _set_language(word: WordDocument, written: WordDocument) -> None:
    """Let the house's text be in the briefing's language: styles that name another would misspell it."""
    root: Node = word.styles.element
    for style in root.iterfind(qn("w:style")):
        for node in list(style.iter(qn("w:lang"))):
            if (parent := node.getparent()) is not None:
                parent.remove(node)
    source = next(written.styles.element.iterfind(f"{qn('w:docDefaults')}//{qn('w:lang')}"), None)
    if source is None:
        return
    defaults = root.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = make("w:docDefaults")
        root.insert(0, defaults)
    holder = defaults.find(qn("w:rPrDefault"))
    if holder is None:
        holder = make("w:rPrDefault")
        defaults.insert(0, holder)
    runs = holder.find(qn("w:rPr"))
    if runs is None:
        runs = make("w:rPr")
        holder.append(runs)
    for old in runs.findall(qn("w:lang")):
        runs.remove(old)
    later = sum(child.tag in {qn("w:eastAsianLayout"), qn("w:specVanish"), qn("w:oMath")} for child in runs)
    runs.insert(len(runs) - later, deepcopy(source))
