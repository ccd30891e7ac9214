"""Numbering, fonts and settings of two Word files in one: the house's stay, ours come behind them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document as WordDocument

from briefbuilder.export.docx.house.adoption import Adoption
from briefbuilder.export.docx.house.story import stories, whole
from briefbuilder.export.docx.ooxml import VAL, Node, make, qn, val
from briefbuilder.export.docx.package import xml_part
from briefbuilder.export.docx.properties import SETTINGS_ORDER

_NUM, _ABSTRACT = qn("w:num"), qn("w:abstractNum")
_NUM_ID, _ABSTRACT_ID = qn("w:numId"), qn("w:abstractNumId")
_OURS = ("footnotePr", "endnotePr", "themeFontLang")


@dataclass(frozen=True, slots=True)
class Numbers:
    """By how much our lists are counted on; `none` is the list that shows nothing."""

    lists: int
    none: int

    def shift(self, root: Node) -> None:
        """Let a tree of ours name its lists by their new numbers; -1 stands for no number at all."""
        for node in root.iter(_NUM_ID):
            own = int(node.get(VAL, "0"))
            node.set(VAL, str(self.none if own < 0 else own + self.lists if own else 0))


def merge_numbering(word: WordDocument, written: WordDocument, adoption: Adoption) -> Numbers:
    """Add our lists to the house's, of which those that nothing uses any more are taken out."""
    house, ours = xml_part(word, "numbering").element, xml_part(written, "numbering").element
    _drop_unused(word, house)
    lists = _highest(house, _NUM, _NUM_ID)
    abstracts = _highest(house, _ABSTRACT, _ABSTRACT_ID) + 1
    added = {node.get(qn("w:styleId"), "") for node in adoption.added}
    none_abstract = _none(abstracts + _highest(ours, _ABSTRACT, _ABSTRACT_ID) + 1)
    none = lists + _highest(ours, _NUM, _NUM_ID) + 1
    none_list = make(
        "w:num", {"w:numId": str(none)}, val("w:abstractNumId", none_abstract.get(_ABSTRACT_ID, ""))
    )
    definitions = [
        *(_moved(node, abstracts, adoption, added) for node in ours.iterfind(_ABSTRACT)),
        none_abstract,
    ]
    numbered = [*(_counted(node, lists, abstracts) for node in ours.iterfind(_NUM)), none_list]
    place = sum(child.tag in {_ABSTRACT, qn("w:numPicBullet")} for child in house)
    for offset, node in enumerate(definitions):
        house.insert(place + offset, node)
    end = sum(child.tag in {_ABSTRACT, qn("w:numPicBullet"), _NUM} for child in house)
    for offset, node in enumerate(numbered):
        house.insert(end + offset, node)
    numbers = Numbers(lists, none)
    for style in adoption.added:
        numbers.shift(style)
    return numbers


def _highest(root: Node, tag: str, attribute: str) -> int:
    return max((whole(node, attribute) for node in root.iterfind(tag)), default=0)


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


def _moved(node: Node, by: int, adoption: Adoption, added: set[str]) -> Node:
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
        link.set(VAL, str(whole(link, VAL) + abstracts))
    return made


def _drop_unused(word: WordDocument, house: Node) -> None:
    trees = [story.root for story in stories(word) if story.kind not in {"footnotes", "endnotes"}]
    used = {node.get(VAL, "") for root in (*trees, word.styles.element) for node in root.iter(_NUM_ID)}
    for node in house.findall(_NUM):
        if node.get(_NUM_ID, "") not in used:
            house.remove(node)
    defined = {node.get(_ABSTRACT_ID, "") for node in house.iterfind(_ABSTRACT)}
    for node in house.findall(_NUM):
        link = node.find(_ABSTRACT_ID)
        if link is None or link.get(VAL, "") not in defined:
            house.remove(node)
    kept = {link.get(VAL, "") for node in house.iterfind(_NUM) for link in node.iterfind(_ABSTRACT_ID)}
    for node in house.findall(_ABSTRACT):
        if node.get(_ABSTRACT_ID, "") not in kept:
            house.remove(node)
    for node in house.findall(qn("w:numIdMacAtCleanup")):
        house.remove(node)


def merge_fonts(word: WordDocument, written: WordDocument, adoption: Adoption) -> None:
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
            put_setting(house, deepcopy(node))
    for child in list(house):
        if str(child.tag).rpartition("}")[2] in {"docId", "chartTrackingRefBased"}:
            house.remove(child)
    _set_language(word, written)


def put_setting(root: Node, node: Node) -> None:
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
