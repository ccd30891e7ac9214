"""Headers and footers of a house document: each kind that pages need is there, and bears the marking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart

from briefbuilder.domain.document import BandLine, Document
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.furniture import BandKind, PageKind, bands_of, draw_line, has_even, has_first
from briefbuilder.export.docx.house.story import as_tree
from briefbuilder.export.docx.house.styles import HouseStyles
from briefbuilder.export.docx.ooxml import PPR, VAL, Node, make, qn, set_property, twips
from briefbuilder.export.docx.package import CONTENT_TYPES, package_of, relation
from briefbuilder.export.docx.story import Story
from briefbuilder.export.docx.styles import tabs
from briefbuilder.export.docx.watermark import watermark_run

_SECTION = qn("w:sectPr")
_KINDS: tuple[BandKind, ...] = ("header", "footer")
_ROOTS = {"header": "w:hdr", "footer": "w:ftr"}
_AFTER_TYPE = ("w:headerReference", "w:footerReference")
_BEFORE_TITLE = frozenset(map(qn, ("w:headerReference", "w:footerReference", "w:footnotePr", "w:endnotePr", "w:type",
    "w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders", "w:lnNumType", "w:pgNumType", "w:cols", "w:formProt",
    "w:vAlign", "w:noEndnote")))  # fmt: skip

MakeStory = Callable[[XmlPart], Story]


class HouseSections:
    """The sections of a house document while their headers and footers are made whole."""

    def __init__(
        self, word: WordDocument, document: Document, make_story: MakeStory, adopt: Callable[[Node], None]
    ) -> None:
        """Begin with the sections that are still there; `adopt` gives what is written the house's styles."""
        self._adopt = adopt
        self._word = word
        self._document = document
        self._make_story = make_story
        self._numbers: dict[str, int] = {}
        self._apart: dict[str, bool] = {}
        self._styles = HouseStyles.of(word, {})
        self.sections = list(word.element.body.iter(_SECTION))

    def write(self) -> None:
        """Make every kind of header and footer that the pages need, and write the lines into each part."""
        furniture = self._document.furniture
        if not self.sections:
            section = make("w:sectPr")
            self._word.element.body.append(section)
            self.sections = [section]
        self._apart = {"first": _is_title_page(self.sections[0]), "even": _is_even(self._word)}
        if has_first(furniture):
            _set_title_page(self.sections[0])
        if has_even(furniture):
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
                    return as_tree(self._word.part, name)
                section.remove(node)
        return None

    def _add(self, section: Node, kind: BandKind, pages: PageKind, like: XmlPart | None) -> XmlPart:
        number = self._numbers[kind] = self._numbers.get(kind, 0) + 1
        root = make(_ROOTS[kind], None, make("w:p")) if like is None else deepcopy(like.element)
        name = PackURI(f"/word/briefing{kind}{number}.xml")
        part = XmlPart(name, CONTENT_TYPES[kind], root, package_of(self._word))  # type: ignore[arg-type]
        if like is not None:
            part.rels.update(like.rels)
        link = self._word.part.relate_to(part, relation(kind))
        reference = make(f"w:{kind}Reference", {"w:type": pages, "r:id": link})
        count = sum(child.tag in {qn(one) for one in _AFTER_TYPE} for child in section)
        section.insert(count, reference)
        return part

    def _write_lines(self) -> None:
        written: set[str] = set()
        lines = {(band.kind, band.pages): band.lines for band in bands_of(self._document.furniture)}
        shapes = 0
        for kind, pages, part in self._parts():
            if str(part.partname) in written:
                continue
            written.add(str(part.partname))
            own = lines.get((kind, pages), lines[kind, "default"])
            self._put(part, kind, tuple(line for line in own if not line.boxes))
            if kind == "header" and self._document.furniture.watermark:
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
        room = self._document.furniture.room or (page.inner, page.outer)
        width = page.width - sum(room)
        made = [draw_line(line, story, width) for line in lines]
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
        set_property(node, tabs(*sorted([*cleared, *own], key=lambda stop: stop[1])))

    def _watermark(self, part: XmlPart, number: int) -> None:
        paragraph = next(part.element.iter(qn("w:p")), None)
        if paragraph is not None:
            paragraph.append(watermark_run(self._document.furniture.watermark, self._document.page, number))


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
    from briefbuilder.export.docx.house.merging import put_setting

    if not _is_even(word):
        for old in _settings(word).findall(qn("w:evenAndOddHeaders")):
            _settings(word).remove(old)
        put_setting(_settings(word), make("w:evenAndOddHeaders"))
