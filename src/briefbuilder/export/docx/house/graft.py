"""A briefing that was written on our own base, put into a house document: body, notes, numbers, styles.

The house document keeps its letterhead, headers, footers, theme, fonts, sections and settings; of what it
held before nothing stays that its place for the text, or its former use, brought along.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.package import Package

from briefbuilder.domain.document import Document, House
from briefbuilder.export.docx.house.adoption import Adoption
from briefbuilder.export.docx.house.clearing import clear, empty_runs, prune
from briefbuilder.export.docx.house.graphics import clean_pictures
from briefbuilder.export.docx.house.intake import open_house
from briefbuilder.export.docx.house.mending import drop_lost_links, mend, unique_drawings
from briefbuilder.export.docx.house.merging import merge_fonts, merge_numbering, merge_settings
from briefbuilder.export.docx.house.places import Target, find_target
from briefbuilder.export.docx.house.sections import HouseSections, MakeStory
from briefbuilder.export.docx.house.slots import fill
from briefbuilder.export.docx.house.story import stories
from briefbuilder.export.docx.house.styles import HouseStyles
from briefbuilder.export.docx.ooxml import Node, P, R, make, qn
from briefbuilder.export.docx.package import package_of, relation, xml_part
from briefbuilder.export.docx.roles import SPACER
from briefbuilder.export.docx.scrub import scrub

_SECTION, _TC = qn("w:sectPr"), qn("w:tc")


def grafted(
    written: WordDocument, document: Document, house: House, make_story: MakeStory, shown: dict[str, str]
) -> Package:
    """Return the package of a house document that holds what was written.

    `make_story` writes into one of its parts, `shown` is what fields of pages show until Word counts.
    Raises ExportError where the house document is refused.
    """
    word = open_house(house.data)
    _give_section(word, written)
    target = find_target(word, house.place)
    _drop_other_sections(word, target)
    values = dict(house.values)
    clear(word, values)
    package = package_of(word)
    scrub(package)
    _give_missing_parts(word, written)
    for story in list(stories(word)):
        if story.kind not in {"footnotes", "endnotes"}:
            fill(story.root, values, shown)
    texts = [story.root for story in stories(word)]
    adoption = Adoption(HouseStyles.of(word, house.names), written.styles.element, house.changed, texts)
    numbers = merge_numbering(word, written, adoption)
    blocks = _blocks(written)
    for root in (*blocks, *_move_notes(word, written)):
        adoption.nodes([root])
        numbers.shift(root)
    _put(target, _related(blocks, written.part, word.part), adoption)
    sections = HouseSections(word, document, make_story, lambda node: adoption.nodes([node]))
    sections.write()
    merge_fonts(word, written, adoption)
    merge_settings(word, written)
    _move_properties(word, written)
    _finish(word)
    return package


def _give_section(word: WordDocument, written: WordDocument) -> None:
    """Give a body without any section ours, without its headers and footers."""
    body: Node = word.element.body
    if next(body.iter(_SECTION), None) is not None:
        return
    ours = written.element.body.find(_SECTION)
    section = deepcopy(ours) if ours is not None else make("w:sectPr")
    for reference in list(section.iter(qn("w:headerReference"), qn("w:footerReference"))):
        section.remove(reference)
    body.append(section)


def _drop_other_sections(word: WordDocument, target: Target) -> None:
    """Where the whole body makes way its first section becomes the only one."""
    if target.kind != "body":
        return
    body: Node = word.element.body
    section = target.section
    for child in list(body):
        body.remove(child)
    if section is not None:
        body.append(section)


def _give_missing_parts(word: WordDocument, written: WordDocument) -> None:
    """Lend the house document the parts that every Word file of ours has and it lacks."""
    kinds = {rel.reltype.rpartition("/")[2] for rel in word.part.rels.values()}
    for kind in ("styles", "settings", "numbering", "fontTable", "theme"):
        if kind not in kinds:
            for rel in written.part.rels.values():
                if rel.reltype == relation(kind):
                    word.part.relate_to(_copied(rel.target_part, package_of(word), kind), relation(kind))


def _copied(part: Part, package: Package, kind: str) -> Part:
    name = PackURI(f"/word/briefing-{kind}.xml")
    if isinstance(part, XmlPart):
        root = deepcopy(part.element)
        if kind in {"numbering", "fontTable"}:
            for child in list(root):
                root.remove(child)
        if kind == "styles":
            for child in root.findall(qn("w:style")):
                if child.get(qn("w:default"), "0") != "1":
                    root.remove(child)
        return type(part)(name, part.content_type, root, package)
    return Part(name, part.content_type, part.blob, package)


def _blocks(written: WordDocument) -> list[Node]:
    body: Node = written.element.body
    return [child for child in body if child.tag != _SECTION]


def _related(blocks: list[Node], source: Part, goal: Part) -> list[Node]:
    """Let blocks refer to their links and pictures by the goal's relationships."""
    known: dict[str, str] = {}
    for root in blocks:
        for node in root.iter():
            for key, value in node.attrib.items():
                if str(key).startswith(f"{{{R}}}") and value in source.rels:
                    node.set(key, known.setdefault(value, "") or _relate(value, source, goal, known))
    return blocks


def _relate(name: str, source: Part, goal: Part, known: dict[str, str]) -> str:
    rel = source.rels[name]
    if rel.is_external:
        known[name] = f"rIdBriefing{len(goal.rels) + 1}"
        goal.rels.add_relationship(rel.reltype, rel.target_ref, known[name], is_external=True)
        return known[name]
    part = rel.target_part
    if not str(part.partname).rpartition("/")[2].startswith("briefing"):
        part.partname = PackURI(f"/word/media/briefing-{str(part.partname).rpartition('/')[2]}")
    known[name] = goal.relate_to(part, rel.reltype)
    return known[name]


def _move_notes(word: WordDocument, written: WordDocument) -> Iterator[Node]:
    """Put our notes in the place of the house's own, whose marks are gone; yield their trees."""
    for kind in ("footnotes", "endnotes"):
        for name, rel in list(word.part.rels.items()):
            if rel.reltype == relation(kind):
                del word.part.rels[name]
        part = xml_part(written, kind)
        word.part.relate_to(part, relation(kind))
        yield part.element


def _put(target: Target, blocks: list[Node], adoption: Adoption) -> None:
    """Put blocks in the place of the target's; a cell ends in a paragraph and may grow over pages."""
    if target.kind == "body":
        return _put_in_body(target, blocks)
    parent = target.blocks[0].getparent()
    if parent is None:
        return None
    cell = target.cell
    at = parent.index(target.blocks[0])
    for block in target.blocks:
        parent.remove(block)
    last = at >= len(parent) or parent[at].tag == _SECTION
    if (cell is not None or not last) and blocks[-1].tag != P and last:
        blocks = [*blocks, _spacer(adoption)]
    for offset, block in enumerate(blocks):
        parent.insert(at + offset, block)
    if cell is not None:
        _free_row(cell)
    return None


def _put_in_body(target: Target, blocks: list[Node]) -> None:
    section = target.section
    body = section.getparent() if section is not None else None
    if body is None:
        return
    for place, block in enumerate(blocks):
        body.insert(place, block)


def _spacer(adoption: Adoption) -> Node:
    style = make("w:pStyle", {"w:val": adoption.id(SPACER.id)})
    return make("w:p", None, make("w:pPr", None, style))


def _free_row(cell: Node) -> None:
    """Let every row around a cell break over pages and grow with the text."""
    for row in cell.iterancestors(qn("w:tr")):
        about = row.find(qn("w:trPr"))
        for name in ("w:cantSplit", "w:trHeight") if about is not None else ():
            for node in about.findall(qn(name)) if about is not None else ():
                if name == "w:cantSplit" or node.get(qn("w:hRule")) == "exact":
                    about.remove(node)  # type: ignore[union-attr]


def _move_properties(word: WordDocument, written: WordDocument) -> None:
    """Let the file say of itself what ours says: title, language, moment, blocks; nothing of the house's file."""
    package, source = package_of(word), package_of(written)
    for name, rel in list(package.rels.items()):
        if rel.reltype.endswith(("/core-properties", "/custom-properties")):
            del package.rels[name]
    for rel in source.rels.values():
        if rel.reltype.endswith(("/core-properties", "/custom-properties")):
            package.relate_to(rel.target_part, rel.reltype)
    for rel in written.part.rels.values():
        if rel.reltype == relation("customXml"):
            word.part.relate_to(rel.target_part, rel.reltype)


_NAMED = ("styles", "settings", "numbering", "fontTable", "footnotes", "endnotes")


def _finish(word: WordDocument) -> None:
    for rel in word.part.rels.values():
        for kind in _NAMED:
            if rel.reltype == relation(kind) and not rel.is_external:
                rel.target_part.partname = PackURI(f"/word/{kind}.xml")
    clean_pictures(word)
    empty_runs(word.element)
    trees = [(story.part, story.root) for story in stories(word)]
    for part, _ in trees:
        drop_lost_links(part)
    mend(word, [root for _, root in trees])
    for part, root in trees:
        prune(part, [root])
    for rel in word.part.rels.values():
        if rel.reltype == relation("numbering") and not rel.is_external:
            numbering = rel.target_part
            prune(numbering, [numbering.element] if isinstance(numbering, XmlPart) else [])
    unique_drawings([root for _, root in trees])
