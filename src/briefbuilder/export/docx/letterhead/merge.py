"""A briefing that was written on our own base, put into a house document: body, notes, numbers, styles.

The house document keeps its letterhead, headers, footers, theme, fonts, sections and settings; of what it
held before nothing stays that its place for the text, or its former use, brought along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.package import Package

from briefbuilder.domain.document import BandLine, Document, FilledLetterhead
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.headers_footers import (
    BandKind,
    PageKind,
    draw_band_line,
    has_even_pages,
    has_first_page,
    page_bands,
    watermark_run,
)
from briefbuilder.export.docx.letterhead.merge_styles import (
    StyleMerger,
    merge_fonts,
    merge_numbering,
    merge_settings,
)
from briefbuilder.export.docx.letterhead.open import (
    fix_references,
    number_drawings,
    open_letterhead,
    remove_dangling_references,
)
from briefbuilder.export.docx.letterhead.placeholders import (
    ContentTarget,
    fill_placeholders,
    find_target,
    text_parts,
)
from briefbuilder.export.docx.letterhead.strip import (
    clean_pictures,
    remove_empty_runs,
    remove_unused_relationships,
    strip_content,
)
from briefbuilder.export.docx.letterhead.styles import LetterheadStyles
from briefbuilder.export.docx.ooxml import PPR, VAL, Node, P, R, make, qn, set_property, twips
from briefbuilder.export.docx.package import (
    CONTENT_TYPES,
    package_of,
    parse_part,
    relationship_type,
    scrub,
    xml_part,
)
from briefbuilder.export.docx.runs import ParagraphWriter
from briefbuilder.export.docx.styles import SPACER_STYLE, tab_stops

# Headers and footers of a house document: each kind that pages need is there, and bears the marking.

_SECTION_PROPERTIES = qn("w:sectPr")
_KINDS: tuple[BandKind, ...] = ("header", "footer")
_ROOTS = {"header": "w:hdr", "footer": "w:ftr"}
_AFTER_TYPE = ("w:headerReference", "w:footerReference")
_BEFORE_TITLE = frozenset(map(qn, ("w:headerReference", "w:footerReference", "w:footnotePr", "w:endnotePr", "w:type",
    "w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders", "w:lnNumType", "w:pgNumType", "w:cols", "w:formProt",
    "w:vAlign", "w:noEndnote")))  # fmt: skip

MakeWriter = Callable[[XmlPart], ParagraphWriter]


class LetterheadSections:
    """The sections of a house document while their headers and footers are made whole."""

    def __init__(
        self, word: WordDocument, document: Document, make_writer: MakeWriter, adopt: Callable[[Node], None]
    ) -> None:
        """Begin with the sections that are still there; `adopt` gives what is written the house's styles."""
        self._adopt = adopt
        self._word = word
        self._document = document
        self._make_story = make_writer
        self._numbers: dict[str, int] = {}
        self._apart: dict[str, bool] = {}
        self._styles = LetterheadStyles.of(word, {})
        self.sections = list(word.element.body.iter(_SECTION_PROPERTIES))

    def write(self) -> None:
        """Make every kind of header and footer that the pages need, and write the lines into each part."""
        headers_footers = self._document.headers_footers
        if not self.sections:
            section = make("w:sectPr")
            self._word.element.body.append(section)
            self.sections = [section]
        self._apart = {"first": _is_title_page(self.sections[0]), "even": _is_even(self._word)}
        if has_first_page(headers_footers):
            _set_title_page(self.sections[0])
        if has_even_pages(headers_footers):
            _set_even(self._word)
        for section in self.sections:
            _keep_from_edge(section)
        first = any(_is_title_page(section) for section in self.sections)
        for kind in _KINDS:
            self._complete(kind, first=first, even=_is_even(self._word))
        self._write_lines()

    def _complete(self, kind: BandKind, *, first: bool, even: bool) -> None:
        """Give the first section what later ones fall back on; a kind that is not there is a copy of the usual one."""
        section = self.sections[0]
        own = self._reference(section, kind, "default")
        if own is None:
            own = self._add(section, kind, "default", None)
        pages: list[PageKind] = [*(["first"] if first else []), *(["even"] if even else [])]  # type: ignore[list-item]
        for one in pages:
            if self._reference(section, kind, one) is None:
                # Pages that the house itself leaves blank stay so; those that only we set apart are like the rest.
                self._add(section, kind, one, None if self._apart[one] else own)

    def _reference(self, section: Node, kind: BandKind, pages: PageKind) -> XmlPart | None:
        for node in section.iterfind(qn(f"w:{kind}Reference")):
            if node.get(qn("w:type"), "default") == pages:
                name = node.get(qn("r:id"), "")
                if name in self._word.part.rels:
                    return parse_part(self._word.part, name)
                section.remove(node)
        return None

    def _add(self, section: Node, kind: BandKind, pages: PageKind, like: XmlPart | None) -> XmlPart:
        number = self._numbers[kind] = self._numbers.get(kind, 0) + 1
        root = make(_ROOTS[kind], None, make("w:p")) if like is None else deepcopy(like.element)
        name = PackURI(f"/word/briefing{kind}{number}.xml")
        part = XmlPart(name, CONTENT_TYPES[kind], root, package_of(self._word))  # type: ignore[arg-type]
        if like is not None:
            part.rels.update(like.rels)
        link = self._word.part.relate_to(part, relationship_type(kind))
        reference = make(f"w:{kind}Reference", {"w:type": pages, "r:id": link})
        count = sum(child.tag in {qn(one) for one in _AFTER_TYPE} for child in section)
        section.insert(count, reference)
        return part

    def _write_lines(self) -> None:
        written: set[str] = set()
        lines = {(band.kind, band.pages): band.lines for band in page_bands(self._document.headers_footers)}
        shapes = 0
        for kind, pages, part in self._parts():
            if str(part.partname) in written:
                continue
            written.add(str(part.partname))
            own = lines.get((kind, pages), lines[kind, "default"])
            self._put(part, kind, tuple(line for line in own if not line.boxes))
            if kind == "header" and self._document.headers_footers.watermark:
                shapes += 1
                self._watermark(part, shapes)

    def _parts(self) -> Iterator[tuple[BandKind, PageKind, XmlPart]]:
        for section in self.sections:
            for kind in _KINDS:
                for pages in ("default", "first", "even"):
                    part = self._reference(section, kind, pages)
                    if part is not None:
                        yield kind, pages, part

    def _put(self, part: XmlPart, kind: BandKind, lines: tuple[BandLine, ...]) -> None:
        """Put lines at the outer edge: above a header's own, below a footer's."""
        if not lines:
            return
        story = self._make_story(part)
        page = self._document.page
        room = self._document.headers_footers.room or (page.inner, page.outer)
        width = page.width - sum(room)
        made = [draw_band_line(line, story, width) for line in lines]
        for node, line in zip(made, lines, strict=True):
            self._adopt(node)
            self._set_stops(node, line, width)
        root: Node = part.element
        marks = [node for node, line in zip(made, lines, strict=True) if line.role == "marking"]
        others = [node for node in made if node not in marks]
        bare = [child for child in root if child.tag == qn("w:p")]
        if (
            len(root) == 1
            and bare
            and not "".join(root.itertext()).strip()
            and len(list(bare[0].iter())) <= 3
        ):
            root.remove(bare[0])
        if kind == "header":
            for place, node in enumerate(marks):
                root.insert(place, node)
            root.extend(others)
        else:
            for place, node in enumerate(others):
                root.insert(place, node)
            root.extend(marks)

    def _set_stops(self, node: Node, line: BandLine, width: float) -> None:
        """Give a line of several places its own tab stops: those of the house's style stand elsewhere."""
        if sum(map(bool, (line.start, line.centre, line.end))) < 2:
            return
        named = node.find(f"{PPR}/{qn('w:pStyle')}")
        style = self._styles.by_id(named.get(VAL, "")) if named is not None else None
        own = [("center", width / 2, "")] if line.centre else []
        own.append(("right", width, ""))
        kept = {round(place * 20) for _, place, _ in own}
        cleared = [
            ("clear", place, "") for place, _ in self._styles.stops(style) if round(place * 20) not in kept
        ]
        set_property(node, tab_stops(*sorted([*cleared, *own], key=lambda stop: stop[1])))

    def _watermark(self, part: XmlPart, number: int) -> None:
        paragraph = next(part.element.iter(qn("w:p")), None)
        if paragraph is not None:
            paragraph.append(
                watermark_run(self._document.headers_footers.watermark, self._document.page, number)
            )


def _keep_from_edge(section: Node) -> None:
    """Give headers and footers that would stand on the paper's edge the distance that they have elsewhere."""
    margins = section.find(qn("w:pgMar"))
    for name in ("w:header", "w:footer") if margins is not None else ():
        if margins is not None and margins.get(qn(name), "0") == "0":
            margins.set(qn(name), twips(getattr(PageSetup(), name[2:])))


def _is_title_page(section: Node) -> bool:
    node = section.find(qn("w:titlePg"))
    return node is not None and node.get(qn("w:val"), "1") not in {"0", "false", "off"}


def _set_title_page(section: Node) -> None:
    if _is_title_page(section):
        return
    for old in section.findall(qn("w:titlePg")):
        section.remove(old)
    section.insert(sum(child.tag in _BEFORE_TITLE for child in section), make("w:titlePg"))


def _settings(word: WordDocument) -> Node:
    root: Node = word.settings.element
    return root


def _is_even(word: WordDocument) -> bool:
    node = _settings(word).find(qn("w:evenAndOddHeaders"))
    return node is not None and node.get(qn("w:val"), "1") not in {"0", "false", "off"}


def _set_even(word: WordDocument) -> None:
    from briefbuilder.export.docx.letterhead.merge_styles import insert_setting

    if not _is_even(word):
        for old in _settings(word).findall(qn("w:evenAndOddHeaders")):
            _settings(word).remove(old)
        insert_setting(_settings(word), make("w:evenAndOddHeaders"))


_SECTION, _TC = qn("w:sectPr"), qn("w:tc")


def merge_into_letterhead(
    written: WordDocument,
    document: Document,
    house: FilledLetterhead,
    make_writer: MakeWriter,
    shown: dict[str, str],
) -> Package:
    """Return the package of a house document that holds what was written.

    `make_writer` writes into one of its parts, `shown` is what fields of pages show until Word counts.
    Raises ExportError where the house document is refused.
    """
    word = open_letterhead(house.data)
    _give_section(word, written)
    target = find_target(word, house.place)
    _drop_other_sections(word, target)
    values = dict(house.values)
    strip_content(word, values)
    package = package_of(word)
    scrub(package)
    _give_missing_parts(word, written)
    for story in list(text_parts(word)):
        if story.kind not in {"footnotes", "endnotes"}:
            fill_placeholders(story.root, values, shown)
    texts = [story.root for story in text_parts(word)]
    adoption = StyleMerger(
        LetterheadStyles.of(word, house.names), written.styles.element, house.changed, texts
    )
    numbers = merge_numbering(word, written, adoption)
    blocks = _blocks(written)
    for root in (*blocks, *_move_notes(word, written)):
        adoption.nodes([root])
        numbers.shift(root)
    _put(target, _related(blocks, written.part, word.part), adoption)
    sections = LetterheadSections(word, document, make_writer, lambda node: adoption.nodes([node]))
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


def _drop_other_sections(word: WordDocument, target: ContentTarget) -> None:
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
                if rel.reltype == relationship_type(kind):
                    word.part.relate_to(
                        _copied(rel.target_part, package_of(word), kind), relationship_type(kind)
                    )


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
            if rel.reltype == relationship_type(kind):
                del word.part.rels[name]
        part = xml_part(written, kind)
        word.part.relate_to(part, relationship_type(kind))
        yield part.element


def _put(target: ContentTarget, blocks: list[Node], adoption: StyleMerger) -> None:
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


def _put_in_body(target: ContentTarget, blocks: list[Node]) -> None:
    section = target.section
    body = section.getparent() if section is not None else None
    if body is None:
        return
    for place, block in enumerate(blocks):
        body.insert(place, block)


def _spacer(adoption: StyleMerger) -> Node:
    style = make("w:pStyle", {"w:val": adoption.id(SPACER_STYLE.id)})
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
        if rel.reltype == relationship_type("customXml"):
            word.part.relate_to(rel.target_part, rel.reltype)


_NAMED = ("styles", "settings", "numbering", "fontTable", "footnotes", "endnotes")


def _finish(word: WordDocument) -> None:
    for rel in word.part.rels.values():
        for kind in _NAMED:
            if rel.reltype == relationship_type(kind) and not rel.is_external:
                rel.target_part.partname = PackURI(f"/word/{kind}.xml")
    clean_pictures(word)
    remove_empty_runs(word.element)
    trees = [(story.part, story.root) for story in text_parts(word)]
    for part, _ in trees:
        remove_dangling_references(part)
    fix_references(word, [root for _, root in trees])
    for part, root in trees:
        remove_unused_relationships(part, [root])
    for rel in word.part.rels.values():
        if rel.reltype == relationship_type("numbering") and not rel.is_external:
            numbering = rel.target_part
            remove_unused_relationships(
                numbering, [numbering.element] if isinstance(numbering, XmlPart) else []
            )
    number_drawings([root for _, root in trees])
