"""The words and pictures of a house document's paragraph, as far as another paper can show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.opc.part import Part

from briefbuilder.domain.document import Content, DocumentPicture, DrawnInline, PageField, Run
from briefbuilder.export.docx.house.graphics import cleaned
from briefbuilder.export.docx.house.story import whole
from briefbuilder.export.docx.ooxml import RPR, RUN, VML, WP, A, Node, P, R, T, qn

_PAGES = {"PAGE": "page", "NUMPAGES": "pages", "SECTIONPAGES": "pages", "STYLEREF": "section"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_POINTS = 12700
_SIZE = re.compile(r"(width|height):\s*([0-9.]+)(pt|in|cm|mm|px)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1.0}
_RASTER = frozenset({"png", "jpg"})
"""The endings of cleaned pictures that a PDF can show; those of other programs are made into these."""
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in a paragraph: its name, its size in points, its words, and where it floats, if it does."""

    name: str
    size: tuple[float, float]
    words: str
    anchor: Node | None = None


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box that hangs on a paragraph: what it holds, its size in points, and where it floats."""

    content: Node
    size: tuple[float, float]
    anchor: Node | None


@dataclass(slots=True)
class Pieces:
    """What a paragraph shows: its text cut at tabs, pictures, text boxes, and the words that could not be placed."""

    parts: list[list[DrawnInline]] = field(default_factory=lambda: [[]])
    pictures: list[Shown] = field(default_factory=list)
    boxes: list[TextBox] = field(default_factory=list)
    first: Node | None = None
    undrawn: list[str] = field(default_factory=list)
    breaks: bool = False

    @property
    def contents(self) -> list[Content]:
        """The text between tabs."""
        return [tuple(part) for part in self.parts]

    @property
    def empty(self) -> bool:
        """Whether no text is there."""
        return not any(
            not isinstance(inline, Run) or inline.text.strip() for part in self.parts for inline in part
        )


@dataclass(slots=True)
class _Fields:
    """Where a reader stands among fields: what they are made of is not read, nor the result of one that counts."""

    state: list[str] = field(default_factory=list)
    name: str = ""

    @property
    def silent(self) -> bool:
        return bool(self.state) and (self.state[-1] == "code" or bool(self.name))

    def step(self, kind: str) -> str:
        """Take a mark of a field; at the end of one that counts return what it counts."""
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
class InlineReader:
    """Reads paragraphs of one part and gathers the pictures that they show."""

    part: Part
    pictures: dict[str, DocumentPicture]

    def read(self, paragraph: Node) -> Pieces:
        """Return what a paragraph shows."""
        pieces = Pieces()
        state = _Fields()
        for run in _runs(paragraph):
            for child in run:
                if child.tag == qn("w:fldChar"):
                    name = state.step(child.get(qn("w:fldCharType"), ""))
                    if name:
                        self._field(pieces, name)
                elif child.tag == qn("w:instrText"):
                    state.name = state.name or _counted(child.text or "")
                elif not state.silent:
                    self._child(pieces, run, child)
        for simple in paragraph.iter(qn("w:fldSimple")):
            name = _counted(simple.get(qn("w:instr"), ""))
            if name:
                self._field(pieces, name)
        return pieces

    def _field(self, pieces: Pieces, name: str) -> None:
        if name in {"page", "pages", "section"}:
            pieces.parts[-1].append(PageField(name=name))  # type: ignore[arg-type]

    def _child(self, pieces: Pieces, run: Node, child: Node) -> None:
        if child.tag == T and child.text:
            if pieces.first is None:
                pieces.first = run
            pieces.parts[-1].append(_run(run, child.text))
        elif child.tag in {qn("w:tab"), qn("w:ptab")}:
            pieces.parts.append([])
        elif child.tag in {qn("w:br"), qn("w:cr")}:
            if child.get(qn("w:type")) == "page":
                pieces.breaks = True
            else:
                pieces.parts[-1].append(_run(run, "\n"))
        elif child.tag == qn("w:noBreakHyphen"):
            pieces.parts[-1].append(_run(run, "\u2011"))
        else:
            self._drawn(pieces, child)

    def _drawn(self, pieces: Pieces, child: Node) -> None:
        before, told = len(pieces.pictures), len(pieces.undrawn)
        boxed = [node for node in child.iter(T) if next(node.iterancestors(_FALLBACK), None) is None]
        content = next(child.iter(qn("w:txbxContent")), None)
        holder = next(child.iter(f"{{{WP}}}inline", f"{{{WP}}}anchor"), None)
        extent = holder.find(f"{{{WP}}}extent") if holder is not None else None
        if content is not None and holder is not None and extent is not None:
            anchor = holder if holder.tag == f"{{{WP}}}anchor" else None
            pieces.boxes.append(TextBox(content, _size(extent), anchor))
            return
        if words := "".join(node.text or "" for node in boxed).strip():
            pieces.undrawn.append(words)
        for holder in child.iter(f"{{{WP}}}inline", f"{{{WP}}}anchor"):
            self._drawing(pieces, holder)
        if holder is None:
            self._shape(pieces, child)
        if not boxed and len(pieces.pictures) == before and len(pieces.undrawn) == told:
            pieces.undrawn += [_name_of(one) for one in child.iter(f"{{{WP}}}docPr", f"{{{VML}}}shape")][:1]

    def _drawing(self, pieces: Pieces, holder: Node) -> None:
        extent, about = holder.find(f"{{{WP}}}extent"), holder.find(f"{{{WP}}}docPr")
        blip = next(holder.iter(f"{{{A}}}blip"), None)
        if extent is None or blip is None:
            return
        size = _size(extent)
        words = about.get("descr", "") if about is not None else ""
        anchor = holder if holder.tag == f"{{{WP}}}anchor" else None
        self._picture(pieces, blip.get(f"{{{R}}}embed", ""), size, words, anchor)

    def _shape(self, pieces: Pieces, child: Node) -> None:
        for image in child.iter(f"{{{VML}}}imagedata"):
            shape = image.getparent()
            style = shape.get("style", "") if shape is not None else ""
            found = {name: float(value) * _UNITS[unit or ""] for name, value, unit in _SIZE.findall(style)}
            size = (found.get("width", 0.0), found.get("height", 0.0))
            self._picture(pieces, image.get(f"{{{R}}}id", ""), size, "", None)

    def _picture(
        self, pieces: Pieces, link: str, size: tuple[float, float], words: str, anchor: Node | None
    ) -> None:
        rel = self.part.rels.get(link)
        if rel is None or rel.is_external or not all(size):
            return
        part = rel.target_part
        name = f"house:{part.partname}"
        made = cleaned(part.blob)
        if made is None or made.suffix not in _RASTER:
            pieces.undrawn.append(words or str(part.partname).rpartition("/")[2])
            return
        self.pictures[name] = DocumentPicture(media_type=made.media_type, data=made.data)
        pieces.pictures.append(Shown(name, size, words, anchor))


def _counted(instruction: str) -> str:
    return _PAGES.get((instruction.split() or [""])[0].upper(), "")


def _name_of(shape: Node) -> str:
    """Return what a shape is called, or the words that it is drawn of (a watermark's)."""
    path = next(shape.iter(f"{{{VML}}}textpath"), None)
    words = path.get("string", "") if path is not None else ""
    return words or shape.get("descr") or shape.get("name") or shape.get("id") or "?"


def _size(extent: Node) -> tuple[float, float]:
    return whole(extent, "cx") / _POINTS, whole(extent, "cy") / _POINTS


def _runs(paragraph: Node) -> Iterator[Node]:
    """Yield the runs of a paragraph, not those of text boxes in it nor of simple fields that are counted."""
    for run in paragraph.iter(RUN):
        holder = next(run.iterancestors(P), None)
        if holder is not paragraph or next(run.iterancestors(_FALLBACK), None) is not None:
            continue
        simple = next(run.iterancestors(qn("w:fldSimple")), None)
        if simple is None or not _counted(simple.get(qn("w:instr"), "")):
            yield run


def _run(run: Node, text: str) -> Run:
    about = run.find(RPR)
    return Run(text=text, bold=_on(about, "w:b"), italic=_on(about, "w:i"), underline=_on(about, "w:u"))


def _on(about: Node | None, name: str) -> bool:
    node = about.find(qn(name)) if about is not None else None
    return node is not None and node.get(qn("w:val"), "1") not in _OFF
