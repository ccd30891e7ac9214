"""Reads the paragraphs of a letterhead document: their text, pictures and shapes, and where these float."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docx.opc.part import Part

from briefbuilder.domain.document import DocumentPicture, DrawnInline, InlinePicture, PageField, Run
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.letterhead.placeholders import int_attribute, is_page_break
from briefbuilder.export.docx.letterhead.strip import clean_picture
from briefbuilder.export.docx.ooxml import EMU_PER_POINT, RPR, RUN, VML, WP, A, Node, R, T, is_on, qn
from briefbuilder.export.pictures import prepare_picture

_FAR = frozenset({"right", "outside", "bottom"})
_PAGE_FIELDS = {"PAGE": "page", "NUMPAGES": "pages", "SECTIONPAGES": "pages", "STYLEREF": "section"}
_FALLBACK, _ALTERNATE = qn("mc:Fallback"), qn("mc:AlternateContent")
_SIZE = re.compile(r"(width|height):\s*([0-9.]+)(pt|in|cm|mm|px)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1.0}
_RASTER = frozenset({"png", "jpg"})
"""The extensions of cleaned pictures that a PDF can show."""
_HOLDERS = frozenset(map(qn, (
    "w:hyperlink", "w:smartTag", "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:dir", "w:bdo", "w:fldSimple",
)))  # fmt: skip
"""Elements of a paragraph that hold runs."""
_DRAWINGS = frozenset({qn("w:drawing"), qn("w:pict"), qn("w:object"), _ALTERNATE})
_FIRST_SYMBOL = 0xF000
"""The first character of fonts of symbols, which other fonts do not have."""


def horizontal_position(
    anchor: Node | None, width: float, page: PageSetup, room: tuple[float, float]
) -> float:
    """Return the left edge of a floating object on the page, in points; `room` is the margins of headers."""
    base, align, offset = _position(anchor, "positionH")
    left, right = room[0], page.width - room[1]
    spans = {
        "page": (0.0, page.width),
        "leftMargin": (0.0, left),
        "insideMargin": (0.0, left),
        "rightMargin": (right, page.width),
        "outsideMargin": (right, page.width),
    }
    return _align_in(spans.get(base, (left, right)), width, align, offset)


def vertical_position(
    anchor: Node | None, height: float, page: PageSetup, *, footer: bool, at: float | None = None
) -> float:
    """Return the upper edge of a floating object on the page, in points.

    `at` is the upper edge of its paragraph, by default that of the header.
    """
    base, align, offset = _position(anchor, "positionV")
    foot = page.height - page.bottom
    spans = {
        "page": (0.0, page.height),
        "margin": (page.top, foot),
        "topMargin": (0.0, page.top),
        "bottomMargin": (foot, page.height),
    }
    if base in spans:
        return _align_in(spans[base], height, align, offset)
    if footer:
        return page.height - page.footer - height + min(offset, 0.0)
    return (page.header if at is None else at) + offset


def _align_in(span: tuple[float, float], size: float, align: str, offset: float) -> float:
    start, end = span
    if align in _FAR:
        return end - size
    return (start + end - size) / 2 if align == "center" else start + offset


def _position(anchor: Node | None, name: str) -> tuple[str, str, float]:
    """Return the reference, the alignment and the offset of a position."""
    node = anchor.find(f"{{{WP}}}{name}") if anchor is not None else None
    if node is None:
        return "", "", 0.0
    align, offset = node.find(f"{{{WP}}}align"), node.find(f"{{{WP}}}posOffset")
    try:
        points = int(offset.text or 0) / EMU_PER_POINT if offset is not None else 0.0
    except ValueError:
        points = 0.0
    return node.get("relativeFrom", ""), (align.text or "" if align is not None else ""), points


@dataclass(frozen=True, slots=True)
class FloatingPicture:
    """A picture anchored to a paragraph: its name, size in points and anchor."""

    name: str
    size: tuple[float, float]
    anchor: Node


@dataclass(frozen=True, slots=True)
class FloatingShape:
    """A shape in a paragraph: its properties, size in points, its text if it has any, and its anchor if it floats."""

    shape: Node
    size: tuple[float, float]
    text: Node | None
    anchor: Node | None


@dataclass(slots=True)
class ParagraphContent:
    """The content of a paragraph: its text with the run of each piece, and what floats beside it.

    The text is split at tabs; `tabs` has the alignment of each tab that is aligned to the margins, "" for a tab that
    goes to a tab stop. `undrawn` are the names of what cannot be drawn, `metafiles` those of pictures that a PDF cannot
    show, with their files.
    """

    parts: list[list[tuple[DrawnInline, Node]]] = field(default_factory=lambda: [[]])
    tabs: list[str] = field(default_factory=list)
    pictures: list[FloatingPicture] = field(default_factory=list)
    shapes: list[FloatingShape] = field(default_factory=list)
    undrawn: list[str] = field(default_factory=list)
    metafiles: list[tuple[str, str]] = field(default_factory=list)
    has_page_break: bool = False

    @property
    def first_run(self) -> Node | None:
        """The run of the first text or field."""
        found = (run for part in self.parts for inline, run in part if not isinstance(inline, InlinePicture))
        return next(found, None)

    @property
    def is_empty(self) -> bool:
        """Whether there is neither text nor a picture in the line."""
        return not any(
            not isinstance(inline, Run) or inline.text.strip() for part in self.parts for inline, _ in part
        )


@dataclass(slots=True)
class _Fields:
    """The state of nested fields; instructions are not text, nor are the results of page fields."""

    state: list[str] = field(default_factory=list)
    name: str = ""

    @property
    def is_hidden(self) -> bool:
        return bool(self.state) and (self.state[-1] == "code" or bool(self.name))

    def step(self, kind: str) -> str:
        """Process a mark of a field; return the name of a page field at its end."""
        if kind == "begin":
            self.state.append("code")
            self.name = ""
        elif kind == "separate" and self.state:
            self.state[-1] = "result"
        elif kind == "end" and self.state:
            self.state.pop()
            name, self.name = self.name, ""
            return name
        return ""


@dataclass(slots=True)
class HeaderInlineReader:
    """Reads the paragraphs of a part and collects their pictures; `name` is the part's name in findings."""

    part: Part
    pictures: dict[str, DocumentPicture]
    name: str = "body"

    def read(self, paragraph: Node) -> ParagraphContent:
        """Return the content of a paragraph."""
        content = ParagraphContent()
        self._walk(content, paragraph, _Fields())
        return content

    def _walk(self, content: ParagraphContent, holder: Node, state: _Fields) -> None:
        """Read the runs of a paragraph in their order, also those in links, controls and fields."""
        for child in holder:
            if child.tag == RUN:
                self._read_run(content, child, state)
            elif child.tag == qn("w:fldSimple") and (name := _page_field_name(child.get(qn("w:instr"), ""))):
                run = next(child.iter(RUN), None)
                _add_field(content, name, child if run is None else run)
            elif child.tag in _HOLDERS:
                self._walk(content, child, state)

    def _read_run(self, content: ParagraphContent, run: Node, state: _Fields) -> None:
        for child in run:
            if child.tag == qn("w:fldChar"):
                name = state.step(child.get(qn("w:fldCharType"), ""))
                if name:
                    _add_field(content, name, run)
            elif child.tag == qn("w:instrText"):
                state.name = state.name or _page_field_name(child.text or "")
            elif not state.is_hidden and not is_on(run.find(f"{RPR}/{qn('w:vanish')}")):
                self._read_child(content, run, child)

    def _read_child(self, content: ParagraphContent, run: Node, child: Node) -> None:
        if child.tag == qn("w:tab"):
            _add_tab(content, "")
        elif child.tag == qn("w:ptab"):
            _add_tab(content, child.get(qn("w:alignment"), "left"))
        elif is_page_break(child):
            content.has_page_break = True
        elif child.tag == qn("w:pgNum"):
            _add_field(content, "page", run)
        elif child.tag in _DRAWINGS:
            self._read_drawing(content, run, child)
        elif text := _run_text(child):
            content.parts[-1].append((Run(text=text), run))
        elif child.tag == qn("w:sym"):
            content.undrawn.append(child.get(qn("w:font"), "?"))

    def _read_drawing(self, content: ParagraphContent, run: Node, child: Node) -> None:
        before = _lengths(content)
        holders = [
            node
            for node in child.iter(f"{{{WP}}}inline", f"{{{WP}}}anchor")
            if next(node.iterancestors(_FALLBACK), None) is None and not _is_boxed(node, child)
        ]
        for holder in holders:
            self._read_holder(content, run, holder)
        if not holders:
            self._add_vml_pictures(content, run, child)
        boxed = [node for node in child.iter(T) if next(node.iterancestors(_FALLBACK), None) is None]
        after = _lengths(content)
        words = "".join(node.text or "" for node in boxed).strip()
        if after[2] == before[2] and words:
            content.undrawn.append(words)
        elif after == before:
            shapes = child.iter(f"{{{WP}}}docPr", f"{{{VML}}}shape", f"{{{VML}}}rect", f"{{{VML}}}line")
            content.undrawn += [_shape_name(shape) for shape in shapes][:1]

    def _read_holder(self, content: ParagraphContent, run: Node, holder: Node) -> None:
        extent = holder.find(f"{{{WP}}}extent")
        if extent is None:
            return
        size = int_attribute(extent, "cx") / EMU_PER_POINT, int_attribute(extent, "cy") / EMU_PER_POINT
        anchor = holder if holder.tag == f"{{{WP}}}anchor" else None
        shapes = list(holder.iter(qn("wps:wsp")))
        if len(shapes) == 1:
            text = next(shapes[0].iter(qn("w:txbxContent")), None)
            content.shapes.append(FloatingShape(shapes[0], size, text, anchor))
            return
        blip = next(holder.iter(f"{{{A}}}blip"), None)
        properties = holder.find(f"{{{WP}}}docPr")
        words = properties.get("descr", "") if properties is not None else ""
        if blip is not None and not shapes:
            self._add_picture(content, run, blip.get(f"{{{R}}}embed", ""), size, words, anchor)

    def _add_vml_pictures(self, content: ParagraphContent, run: Node, child: Node) -> None:
        for image in child.iter(f"{{{VML}}}imagedata"):
            shape = image.getparent()
            style = shape.get("style", "") if shape is not None else ""
            found = {name: float(value) * _UNITS[unit or ""] for name, value, unit in _SIZE.findall(style)}
            size = (found.get("width", 0.0), found.get("height", 0.0))
            self._add_picture(content, run, image.get(f"{{{R}}}id", ""), size, "", None)

    def _add_picture(
        self,
        content: ParagraphContent,
        run: Node,
        link: str,
        size: tuple[float, float],
        words: str,
        anchor: Node | None,
    ) -> None:
        rel = self.part.rels.get(link)
        if rel is None or rel.is_external or not all(size):
            return
        part = rel.target_part
        name = f"house:{part.partname}"
        result = clean_picture(part.blob)
        if result is None or result.suffix not in _RASTER:
            content.metafiles.append((words, str(part.partname).rpartition("/")[2]))
            return
        self.pictures[name] = prepare_picture(result.data)
        if anchor is not None:
            content.pictures.append(FloatingPicture(name, size, anchor))
        else:
            content.parts[-1].append((InlinePicture(picture=name, size=size, alternative_text=words), run))


def _lengths(content: ParagraphContent) -> tuple[int, ...]:
    """Return how much of each kind has been read, with the number of shapes third."""
    others = (len(content.shapes), len(content.undrawn), len(content.metafiles))
    return (len(content.parts[-1]), len(content.pictures), *others)


def _is_boxed(node: Node, drawing: Node) -> bool:
    """Return whether an object of a drawing is in its text box, whose paragraphs are read on their own."""
    box = next(node.iterancestors(qn("w:txbxContent")), None)
    return box is not None and drawing in box.iterancestors()


def _add_field(content: ParagraphContent, name: str, run: Node) -> None:
    content.parts[-1].append((PageField(name=name), run))  # type: ignore[arg-type]


def _add_tab(content: ParagraphContent, align: str) -> None:
    content.parts.append([])
    content.tabs.append(align)


def _run_text(child: Node) -> str:
    """Return the text of a part of a run, "" if it has none."""
    if child.tag == T:
        return child.text or ""
    if child.tag in {qn("w:br"), qn("w:cr")}:
        return "\n"
    if child.tag == qn("w:noBreakHyphen"):
        return "\u2011"
    if child.tag == qn("w:sym"):
        try:
            code = int(child.get(qn("w:char"), ""), 16)
        except ValueError:
            return ""
        return chr(code) if 0x20 < code < _FIRST_SYMBOL else ""
    return ""


def _page_field_name(instruction: str) -> str:
    return _PAGE_FIELDS.get((instruction.split() or [""])[0].upper(), "")


def _shape_name(shape: Node) -> str:
    """Return the text of a shape (of a watermark), or else its name."""
    path = next(shape.iter(f"{{{VML}}}textpath"), None)
    words = path.get("string", "") if path is not None else ""
    return words or shape.get("descr") or shape.get("name") or shape.get("id") or "?"
