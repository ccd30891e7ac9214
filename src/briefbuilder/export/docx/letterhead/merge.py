"""Merges a briefing that was written on the base document into a letterhead document.

The letterhead document keeps its headers, footers, theme, fonts, sections and settings. The placeholder of
the text and the remains of its former use are removed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import chain

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.package import Package

from briefbuilder.domain.document import BandLine, Document, FilledLetterhead, PageKind
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.formatting import ALIGNMENTS
from briefbuilder.export.docx.headers_footers import (
    BandKind,
    draw_band_line,
    watermark_run,
)
from briefbuilder.export.docx.letterhead.inlines import vertical_position
from briefbuilder.export.docx.letterhead.merge_styles import (
    StyleMerger,
    insert_setting,
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
    BLOCKS,
    ContentTarget,
    fill_placeholders,
    find_target,
    int_attribute,
    text_parts,
)
from briefbuilder.export.docx.letterhead.strip import (
    clean_pictures,
    remove_empty_runs,
    remove_unused_relationships,
    strip_content,
)
from briefbuilder.export.docx.letterhead.styles import LetterheadStyles
from briefbuilder.export.docx.ooxml import (
    EMU_PER_POINT,
    PPR,
    Node,
    P,
    R,
    is_on,
    make,
    qn,
    remove_element,
    set_property,
    twips,
    val,
)
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

_SECTION = qn("w:sectPr")
_KINDS: tuple[BandKind, ...] = ("header", "footer")
_ROOTS = {"header": "w:hdr", "footer": "w:ftr"}
_REFERENCES = ("w:headerReference", "w:footerReference")
_BEFORE_TITLE = frozenset(map(qn, ("w:headerReference", "w:footerReference", "w:footnotePr", "w:endnotePr", "w:type",
    "w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders", "w:lnNumType", "w:pgNumType", "w:cols", "w:formProt",
    "w:vAlign", "w:noEndnote")))  # fmt: skip

_LINE = 24.0
"""The points that the marking takes at the edge of a page."""

MakeWriter = Callable[[XmlPart], ParagraphWriter]

_STANDARD_PARTS = ("styles", "settings", "numbering", "fontTable", "footnotes", "endnotes")


class LetterheadSections:
    """Writes the headers and footers of a letterhead document's sections."""

    def __init__(
        self, word: WordDocument, document: Document, make_writer: MakeWriter, styles: StyleMerger
    ) -> None:
        """Collect the remaining sections; `styles` gives new paragraphs the letterhead's styles."""
        self._merger = styles
        self._word = word
        self._document = document
        self._make_writer = make_writer
        self._numbers: dict[str, int] = {}
        self._had: dict[str, bool] = {}
        self._styles = LetterheadStyles.from_document(word, {})
        self.sections = list(word.element.body.iter(_SECTION))

    def write(self) -> None:
        """Add the missing kinds of headers and footers, and write the lines into each part."""
        headers_footers = self._document.headers_footers
        if not self.sections:
            section = make("w:sectPr")
            self._word.element.body.append(section)
            self.sections = [section]
        self._had = {"first": _has_title_page(self.sections[0]), "even": _has_even_pages(self._word)}
        if headers_footers.has_own("first"):
            _set_title_page(self.sections[0])
        if headers_footers.has_own("even"):
            _set_even_pages(self._word)
        for section in self.sections:
            _keep_from_edge(section)
        special: list[PageKind] = ["first"] if any(map(_has_title_page, self.sections)) else []
        if _has_even_pages(self._word):
            special.append("even")
        for kind in _KINDS:
            self._complete(kind, special)
        self._write_lines()
        _uncover_bands(self._word.element.body, self._document.page)

    def _complete(self, kind: BandKind, special: list[PageKind]) -> None:
        """Add to the first section what later sections inherit; a missing kind is a copy of the default."""
        section = self.sections[0]
        own = self._reference(section, kind, "default")
        if own is None:
            own = self._add(section, kind, "default", None)
        for pages in special:
            if self._reference(section, kind, pages) is None:
                # pages that the letterhead leaves empty stay empty
                self._add(section, kind, pages, None if self._had[pages] else own)

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
        count = sum(child.tag in {qn(name) for name in _REFERENCES} for child in section)
        section.insert(count, reference)
        return part

    def _write_lines(self) -> None:
        written: set[str] = set()
        shapes = 0
        for kind, pages, part in self._parts():
            if str(part.partname) in written:
                continue
            written.add(str(part.partname))
            header, footer = self._document.headers_footers.on(pages)
            own = header if kind == "header" else footer
            self._insert_lines(part, kind, tuple(line for line in own if not line.boxes))
            if kind == "header" and self._document.headers_footers.watermark:
                shapes += 1
                paragraph = next(part.element.iter(qn("w:p")), None)
                if paragraph is not None:
                    text = self._document.headers_footers.watermark
                    paragraph.append(watermark_run(text, self._document.page, shapes))

    def _parts(self) -> Iterator[tuple[BandKind, PageKind, XmlPart]]:
        for section in self.sections:
            for kind in _KINDS:
                for pages in ("default", "first", "even"):
                    part = self._reference(section, kind, pages)
                    if part is not None:
                        yield kind, pages, part

    def _insert_lines(self, part: XmlPart, kind: BandKind, lines: tuple[BandLine, ...]) -> None:
        """Insert lines at the outer edge: above a header's content, below a footer's."""
        if not lines:
            return
        writer = self._make_writer(part)
        page = self._document.page
        room = self._document.headers_footers.room or (page.inner, page.outer)
        width = page.width - sum(room)
        result = [draw_band_line(line, writer, width) for line in lines]
        for node, line in zip(result, lines, strict=True):
            self._merger.apply(node)
            self._set_tab_stops(node, line, width)
            self._align(node, line)
        root: Node = part.element
        marks = [node for node, line in zip(result, lines, strict=True) if line.role == "marking"]
        others = [node for node in result if node not in marks]
        is_bare = len(root) == 1 and root[0].tag == P and len(list(root[0].iter())) <= 3
        if is_bare and not "".join(root.itertext()).strip():
            root.remove(root[0])
        top, bottom = (marks, others) if kind == "header" else (others, marks)
        root[:0] = top
        root.extend(bottom)

    def _align(self, node: Node, line: BandLine) -> None:
        """Align a line as the briefing has it, if the style of the letterhead document has another alignment."""
        style = self._styles.of_paragraph(node)
        only_centre = line.centre and not (line.start or line.end)
        side = (
            "center"
            if only_centre
            else "right"
            if line.end and not line.start and not line.centre
            else "left"
        )
        if style is not None and ALIGNMENTS[self._styles.resolve(style, node.find(PPR)).align] != side:
            set_property(node, val("w:jc", side))

    def _set_tab_stops(self, node: Node, line: BandLine, width: float) -> None:
        """Give a line with several positions its own tab stops, since those of the style differ."""
        if sum(map(bool, (line.start, line.centre, line.end))) < 2:
            return
        style = self._styles.of_paragraph(node)
        own = [("center", width / 2, "")] if line.centre else []
        own.append(("right", width, ""))
        kept = {round(position * 20) for _, position, _ in own}
        inherited = (position for position, _ in self._styles.tab_stops(style))
        cleared = [("clear", position, "") for position in inherited if round(position * 20) not in kept]
        set_property(node, tab_stops(*sorted([*cleared, *own], key=lambda stop: stop[1])))


def _uncover_bands(body: Node, page: PageSetup) -> None:
    """Take the white ground from boxes of the body that lie on a header or footer, if it would hide the marking.

    Word draws the body over headers and footers. On white paper such a ground shows nothing but what it hides.
    """
    foot = page.height - page.footer
    bands = ((page.header, page.header + _LINE), (foot - _LINE, foot))
    for anchor in body.iter(qn("wp:anchor")):
        extent = anchor.find(qn("wp:extent"))
        height = int_attribute(extent, "cy") / EMU_PER_POINT
        top = vertical_position(anchor, height, page, footer=False, at=page.top)
        if any(top < end and top + height > start for start, end in bands):
            _clear_white_ground(anchor)


def _clear_white_ground(anchor: Node) -> None:
    """Take the white ground from a box, also from what older programs draw instead."""
    for properties in anchor.iter(qn("wps:spPr")):
        ground = properties.find(qn("a:solidFill"))
        colour = ground.find(qn("a:srgbClr")) if ground is not None else None
        if ground is not None and colour is not None and colour.get("val", "").upper() == "FFFFFF":
            properties.replace(ground, make("a:noFill"))
    for choice in anchor.iterancestors(qn("mc:AlternateContent")):
        for shape in choice.iter(qn("v:rect"), qn("v:shape")):
            if shape.get("fillcolor", "white").lower() in {"white", "#ffffff"}:
                shape.set("filled", "f")


def _keep_from_edge(section: Node) -> None:
    """Move headers and footers without a distance from the page's edge to the default distance."""
    margins = section.find(qn("w:pgMar"))
    if margins is not None:
        for name in ("header", "footer"):
            if margins.get(qn(f"w:{name}"), "0") == "0":
                margins.set(qn(f"w:{name}"), twips(getattr(PageSetup(), name)))


def _has_title_page(section: Node) -> bool:
    return is_on(section.find(qn("w:titlePg")))


def _set_title_page(section: Node) -> None:
    if _has_title_page(section):
        return
    for old in section.findall(qn("w:titlePg")):
        section.remove(old)
    section.insert(sum(child.tag in _BEFORE_TITLE for child in section), make("w:titlePg"))


def _has_even_pages(word: WordDocument) -> bool:
    settings: Node = word.settings.element
    return is_on(settings.find(qn("w:evenAndOddHeaders")))


def _set_even_pages(word: WordDocument) -> None:
    if not _has_even_pages(word):
        settings: Node = word.settings.element
        for old in settings.findall(qn("w:evenAndOddHeaders")):
            settings.remove(old)
        insert_setting(settings, make("w:evenAndOddHeaders"))


def merge_into_letterhead(
    written: WordDocument,
    document: Document,
    letterhead: FilledLetterhead,
    make_writer: MakeWriter,
    shown: dict[str, str],
) -> Package:
    """Return the package of a letterhead document with a written briefing.

    `make_writer` returns a writer for one of its parts; `shown` is what page fields show until Word
    updates them. Raises ExportError if the letterhead document is refused.
    """
    word = open_letterhead(letterhead.data)
    _ensure_section(word, written)
    target = find_target(word, letterhead.place)
    _remove_other_sections(word, target)
    values = dict(letterhead.values)
    strip_content(word, values)
    package = package_of(word)
    scrub(package)
    _add_missing_parts(word, written)
    for part in list(text_parts(word)):
        if part.kind not in {"footnotes", "endnotes"}:
            fill_placeholders(part.root, values, shown)
    texts = [part.root for part in text_parts(word)]
    own = LetterheadStyles.from_document(word, letterhead.names)
    styles = StyleMerger(own, written.styles.element, letterhead.changed, texts)
    offsets = merge_numbering(word, written, styles)
    body: Node = written.element.body
    blocks = [child for child in body if child.tag != _SECTION]
    for root in (*blocks, *_move_notes(word, written)):
        styles.apply(root)
        offsets.apply(root)
    _insert(target, _move_relationships(blocks, written.part, word.part), styles)
    LetterheadSections(word, document, make_writer, styles).write()
    merge_fonts(word, written, styles)
    merge_settings(word, written)
    _move_properties(word, written)
    _finish(word)
    return package


def _ensure_section(word: WordDocument, written: WordDocument) -> None:
    """Add the briefing's section, without headers and footers, to a body without one."""
    body: Node = word.element.body
    if next(body.iter(_SECTION), None) is not None:
        return
    own = written.element.body.find(_SECTION)
    section = deepcopy(own) if own is not None else make("w:sectPr")
    for reference in list(section.iter(qn("w:headerReference"), qn("w:footerReference"))):
        section.remove(reference)
    body.append(section)


def _remove_other_sections(word: WordDocument, target: ContentTarget) -> None:
    """Keep only the first section if the text replaces the whole body."""
    if target.kind != "body":
        return
    body: Node = word.element.body
    section = target.section
    for child in list(body):
        body.remove(child)
    if section is not None:
        body.append(section)


def _add_missing_parts(word: WordDocument, written: WordDocument) -> None:
    """Copy the parts from the briefing that the letterhead document lacks."""
    existing = {rel.reltype.rpartition("/")[2] for rel in word.part.rels.values()}
    for kind in ("styles", "settings", "numbering", "fontTable", "theme"):
        for rel in written.part.rels.values():
            if kind not in existing and rel.reltype == relationship_type(kind):
                word.part.relate_to(_copy_part(rel.target_part, package_of(word), kind), rel.reltype)


def _copy_part(part: Part, package: Package, kind: str) -> Part:
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


def _move_relationships(blocks: list[Node], source: Part, target: Part) -> list[Node]:
    """Copy the relationships of blocks to another part and update the references."""
    copied: dict[str, str] = {}
    for node in chain.from_iterable(root.iter() for root in blocks):
        for key, name in node.attrib.items():
            if str(key).startswith(f"{{{R}}}") and name in source.rels:
                if name not in copied:
                    copied[name] = _copy_relationship(name, source, target)
                node.set(key, copied[name])
    return blocks


def _copy_relationship(name: str, source: Part, target: Part) -> str:
    """Add a relationship of the briefing to another part; return its new id."""
    rel = source.rels[name]
    if rel.is_external:
        new_name = f"rIdBriefing{len(target.rels) + 1}"
        target.rels.add_relationship(rel.reltype, rel.target_ref, new_name, is_external=True)
        return new_name
    part = rel.target_part
    for moved in (part, *(inner.target_part for inner in part.rels.values() if not inner.is_external)):
        folder, _, file_name = str(moved.partname).rpartition("/")
        if not file_name.startswith("briefing"):
            # The letterhead document may have a picture or a chart of the same name.
            moved.partname = PackURI(f"{folder}/briefing-{file_name}")
    return target.relate_to(part, rel.reltype)


def _move_notes(word: WordDocument, written: WordDocument) -> Iterator[Node]:
    """Replace the letterhead's notes, whose marks are gone, by the briefing's; yield their trees."""
    for kind in ("footnotes", "endnotes"):
        for name, rel in list(word.part.rels.items()):
            if rel.reltype == relationship_type(kind):
                del word.part.rels[name]
        part = xml_part(written, kind)
        word.part.relate_to(part, relationship_type(kind))
        yield part.element


def _insert(target: ContentTarget, blocks: list[Node], styles: StyleMerger) -> None:
    """Replace the target's blocks; a cell must end in a paragraph and may break across pages."""
    if target.kind == "body":
        section = target.section
        body = section.getparent() if section is not None else None
        if body is not None:
            body[:0] = blocks
        return
    parent = target.blocks[0].getparent()
    if parent is None:
        return
    cell = target.cell
    if target.starts_page:
        blocks = _start_page(blocks, styles)
    following = next(target.blocks[-1].itersiblings(*BLOCKS), None)
    if target.ends_page and following is not None:
        blocks = [*blocks, *_start_page([following], styles)[:-1]]
    index = parent.index(target.blocks[0])
    for block in target.blocks:
        parent.remove(block)
    is_last = index >= len(parent) or parent[index].tag == _SECTION
    if cell is not None and is_last and blocks[-1].tag != P:
        blocks = [*blocks, _spacer(styles)]
    parent[index:index] = blocks
    if cell is not None:
        _allow_row_breaks(cell)


def _start_page(blocks: list[Node], styles: StyleMerger) -> list[Node]:
    """Put a page break before the first paragraph, which is an added one before other blocks."""
    if not blocks or blocks[0].tag != P:
        blocks = [_spacer(styles), *blocks]
    set_property(blocks[0], make("w:pageBreakBefore"))
    return blocks


def _spacer(styles: StyleMerger) -> Node:
    style = make("w:pStyle", {"w:val": styles.target_id(SPACER_STYLE.id)})
    return make("w:p", None, make("w:pPr", None, style))


def _allow_row_breaks(cell: Node) -> None:
    """Let all rows around a cell break across pages and grow with the text."""
    for row in cell.iterancestors(qn("w:tr")):
        properties = row.find(qn("w:trPr"))
        for node in list(properties) if properties is not None else ():
            has_exact_height = node.tag == qn("w:trHeight") and node.get(qn("w:hRule")) == "exact"
            if node.tag == qn("w:cantSplit") or has_exact_height:
                remove_element(node)


def _move_properties(word: WordDocument, written: WordDocument) -> None:
    """Replace the letterhead's properties by those of the briefing."""
    package, source = package_of(word), package_of(written)
    for name, rel in list(package.rels.items()):
        if rel.reltype.endswith(("/core-properties", "/custom-properties")):
            del package.rels[name]
    for rel in source.rels.values():
        if rel.reltype.endswith(("/core-properties", "/custom-properties")):
            package.relate_to(rel.target_part, rel.reltype)


def _finish(word: WordDocument) -> None:
    for rel in word.part.rels.values():
        for kind in _STANDARD_PARTS:
            if rel.reltype == relationship_type(kind) and not rel.is_external:
                rel.target_part.partname = PackURI(f"/word/{kind}.xml")
    clean_pictures(word)
    remove_empty_runs(word.element)
    trees = [(text.part, text.root) for text in text_parts(word)]
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
