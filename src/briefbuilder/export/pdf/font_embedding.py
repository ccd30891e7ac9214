"""Embed fonts: HarfBuzz subsets as Type 0 fonts with an unambiguous mapping to text."""

from __future__ import annotations

import hashlib
import itertools
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import uharfbuzz as hb

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.export.pdf.fonts import Face
from briefbuilder.export.pdf.shaping import ScaledFont, ShapedWord, Stroke
from briefbuilder.export.pdf.syntax import format_number

if TYPE_CHECKING:
    from briefbuilder.export.pdf.objects import Objects

# CFF tables (Adobe Technical Note 5176)

_CHARSET, _ROS = 15, (12 << 8) | 30
_ESCAPE = 12


def read_glyph_cids(data: bytes, count: int) -> list[int]:
    """Return the CID of each of the `count` glyphs of a font, given its CFF table.

    In a font that is not CID-keyed, CIDs are glyph indices (ISO 32000-1, 9.7.4.2).
    """
    _, offset = _read_index(data, data[2])
    dictionaries, _ = _read_index(data, offset)
    start, end = dictionaries[0]
    top = _read_dict(data[start:end])
    if _ROS not in top:
        return list(range(count))
    return _read_charset(data, top.get(_CHARSET, [0])[0], count)


def _read_index(data: bytes, offset: int) -> tuple[list[tuple[int, int]], int]:
    """Return the start and end of each object of an INDEX, and the end of the INDEX."""
    count = struct.unpack_from(">H", data, offset)[0]
    if not count:
        return [], offset + 2
    size = data[offset + 2]
    first = offset + 3
    base = first + (count + 1) * size - 1
    ends = [
        base + int.from_bytes(data[position : position + size], "big")
        for position in range(first, first + (count + 1) * size, size)
    ]
    return list(itertools.pairwise(ends)), ends[-1]


def _read_dict(data: bytes) -> dict[int, list[int]]:
    """Return the operators of a DICT with their integer operands; real numbers become 0."""
    operators: dict[int, list[int]] = {}
    operands: list[int] = []
    offset = 0
    while offset < len(data):
        first = data[offset]
        if first <= 21:
            offset += 1
            if first == _ESCAPE:
                first = (first << 8) | data[offset]
                offset += 1
            operators[first], operands = operands, []
            continue
        value, offset = _read_operand(data, offset)
        operands.append(value)
    return operators


def _read_operand(data: bytes, offset: int) -> tuple[int, int]:
    """Return an operand and the offset of its end."""
    first = data[offset]
    if first == 30:
        while data[offset + 1] & 0x0F != 0x0F and data[offset + 1] >> 4 != 0x0F:
            offset += 1
        return 0, offset + 2
    if first == 28:
        return int(struct.unpack_from(">h", data, offset + 1)[0]), offset + 3
    if first == 29:
        return int(struct.unpack_from(">i", data, offset + 1)[0]), offset + 5
    if first <= 246:
        return first - 139, offset + 1
    if first <= 250:
        return (first - 247) * 256 + data[offset + 1] + 108, offset + 2
    return -(first - 251) * 256 - data[offset + 1] - 108, offset + 2


def _read_charset(data: bytes, offset: int, count: int) -> list[int]:
    """Return the CIDs of a charset in any of its three formats; glyph 0 is always CID 0."""
    format_, offset = data[offset], offset + 1
    cids = [0]
    while len(cids) < count:
        first = struct.unpack_from(">H", data, offset)[0]
        offset += 2
        extra = 0
        if format_ == 1:
            extra, offset = data[offset], offset + 1
        elif format_ == 2:
            extra, offset = struct.unpack_from(">H", data, offset)[0], offset + 2
        cids.extend(range(first, first + extra + 1))
    return cids[:count]


# Glyph usage


@dataclass(slots=True, eq=False, repr=False)
class UsedFace:
    """A face as used in one file: `name` is its resource name, character ids are indices of `glyphs` and `texts`.

    Each pair of a glyph and its characters has its own character id, so that extracted text is unambiguous.
    """

    name: str
    face: Face
    glyphs: list[int] = field(default_factory=lambda: [0])
    texts: list[str] = field(default_factory=lambda: [""])
    _names: dict[tuple[int, str], str] = field(default_factory=dict)
    _codes: dict[Stroke, str] = field(default_factory=dict)

    def encode(self, strokes: tuple[Stroke, ...]) -> str:
        """Return the operands of a `TJ` operator."""
        codes = self._codes
        try:
            written = "".join(map(codes.__getitem__, strokes))
        except KeyError:
            written = "".join([codes.get(stroke) or self._code(stroke) for stroke in strokes])
        return written.replace("><", "")

    def _code(self, stroke: Stroke) -> str:
        if isinstance(stroke, str):
            return stroke
        glyph, text, shift, _ = stroke
        code = self._names.get((glyph, text))
        if code is None:
            code = self._names[glyph, text] = f"<{len(self.glyphs):04X}>"
            self.glyphs.append(glyph)
            self.texts.append(text)
        self._codes[stroke] = code + shift
        return code + shift


@dataclass(slots=True, eq=False, repr=False)
class GlyphUsage:
    """The fonts and glyphs used in one file.

    `missing` maps characters without a glyph to the item in which they were first drawn, `unknown` holds the
    requested families that are not installed. `current_item` is the part or item being drawn, "" for none.
    `written` caches the results of `write`. If `is_drawn` is false, pages are only counted: nothing of a line is kept
    but what `missing` and `unknown` tell.
    """

    faces: dict[Face, UsedFace] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)
    current_item: str = ""
    written: dict[ShapedWord, str] = field(default_factory=dict)
    is_drawn: bool = True
    _selections: dict[ScaledFont, str] = field(default_factory=dict)

    def select(self, font: ScaledFont) -> str:
        """Return the operator that selects a font."""
        found = self._selections.get(font)
        if found is None:
            if not font.is_requested_family:
                self.unknown.setdefault(font.key.family)
            found = self._selections[font] = self._font_operator(font.face, font.key.size)
        return found

    def write(self, font: ScaledFont, word: ShapedWord) -> str:
        """Return the operands of `TJ` that draw a word in a font."""
        found = self.written.get(word)
        if found is None:
            found = self.written[word] = "".join([self._run(font, *run) for run in word.runs])
            for character in word.missing:
                self.missing.setdefault(character, self.current_item)
        return found

    def forget_words(self) -> None:
        """Forget the operands of words and the operators of fonts, which only drawing needs."""
        self.written.clear()
        self._selections.clear()

    def _run(self, font: ScaledFont, face: Face, strokes: tuple[Stroke, ...]) -> str:
        codes = self._used(face).encode(strokes)
        if face is font.face:
            return codes
        size = font.key.size
        return f"]TJ{self._font_operator(face, size)}[{codes}]TJ{self._font_operator(font.face, size)}["

    def _font_operator(self, face: Face, size: float) -> str:
        return f"/{self._used(face).name} {format_number(size)} Tf"

    def _used(self, face: Face) -> UsedFace:
        found = self.faces.get(face)
        if found is None:
            found = self.faces[face] = UsedFace(f"F{len(self.faces) + 1}", face)
        return found


_DROPPED_TABLES = (
    "GSUB", "GPOS", "GDEF", "BASE", "STAT", "name", "OS/2", "post", "cmap", "kern", "DSIG", "meta", "MVAR",
)  # fmt: skip
_PRIVATE = lazy_pattern("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Characters for private use: signs of symbol fonts."""
_SYMBOLIC = 4
_ITALIC = 64
_BOLD = 1 << 18
_CID_SYSTEM_INFO = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"


def embed_font(used: UsedFace, objects: Objects) -> str:
    """Write the subset of a face and return the reference to its font dictionary."""
    data, renumbered = _make_subset(used)
    glyphs = [renumbered.get(glyph, 0) for glyph in used.glyphs]
    name = f"{_subset_tag(data)}+{used.face.label}"
    embed_outlines = _embed_cff if used.face.postscript else _embed_truetype
    descendant, encoding = embed_outlines(used, objects, name, data, glyphs)
    unicode_map = objects.stream("", _unicode_cmap(used))
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding{encoding}"
        f"/DescendantFonts[{descendant}]/ToUnicode {unicode_map}>>"
    )


def _embed_truetype(
    used: UsedFace, objects: Objects, name: str, data: bytes, glyphs: list[int]
) -> tuple[str, str]:
    """Write a font with TrueType outlines; return its reference and its encoding."""
    face = used.face
    file = objects.stream(f"/Length1 {len(data)}", data)
    descriptor = objects.add(_font_descriptor(face, name, f"/FontFile2 {file}"))
    to_glyphs = objects.stream("", b"".join(struct.pack(">H", glyph) for glyph in glyphs))
    widths = " ".join(format_number(face.width(glyph)) for glyph in used.glyphs)
    reference = objects.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}{_CID_SYSTEM_INFO}"
        f"/FontDescriptor {descriptor}/DW 1000/W[0[{widths}]]/CIDToGIDMap {to_glyphs}>>"
    )
    return reference, "/Identity-H"


def _embed_cff(
    used: UsedFace, objects: Objects, name: str, data: bytes, glyphs: list[int]
) -> tuple[str, str]:
    """Write a font with CFF outlines, whose codes an embedded CMap maps to its CIDs; see `_embed_truetype`."""
    face = used.face
    subset = hb.Face(hb.Blob(data))
    table = bytes(subset.reference_table("CFF ").data or b"")
    all_cids = read_glyph_cids(table, subset.glyph_count)
    cids = [all_cids[glyph] for glyph in glyphs]
    file = objects.stream("/Subtype/CIDFontType0C", table)
    descriptor = objects.add(_font_descriptor(face, name, f"/FontFile3 {file}"))
    widths = dict(zip(cids, map(face.width, used.glyphs), strict=True))
    widths_ = " ".join(f"{cid}[{format_number(width)}]" for cid, width in sorted(widths.items()))
    reference = objects.add(
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}{_CID_SYSTEM_INFO}"
        f"/FontDescriptor {descriptor}/DW 1000/W[{widths_}]>>"
    )
    entries = f"/Type/CMap/CMapName/{name}-H{_CID_SYSTEM_INFO}/WMode 0"
    return reference, f" {objects.stream(entries, _cid_cmap(name, cids))}"


def _make_subset(used: UsedFace) -> tuple[bytes, dict[int, int]]:
    face = used.face
    request = hb.SubsetInput()
    request.glyph_set.update(used.glyphs)
    request.drop_table_tag_set.update(int.from_bytes(tag.ljust(4).encode()) for tag in _DROPPED_TABLES)
    request.flags = (
        hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.NOTDEF_OUTLINE
        # Validators look for the width at the start of a charstring, which subroutines would hide.
        | hb.SubsetFlags.DESUBROUTINIZE
    )
    if face.variable:
        request.pin_all_axes_to_default(face.face)
        request.pin_axis_location(face.face, "wght", face.weight)
    plan = hb.SubsetPlan(face.face, request)
    subset = plan.execute()
    return bytes(subset.blob.data), dict(plan.old_to_new_glyph_mapping)


def _subset_tag(data: bytes) -> str:
    digest = hashlib.sha256(data).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _font_descriptor(face: Face, name: str, program: str) -> str:
    table = hb.Face(face.face.blob).reference_table("head").data or b""
    box = struct.unpack(">4h", table[36:44]) if len(table) >= 44 else (0, -250, 1000, 1000)
    scale = 1000 / face.face.upem
    extents = face.font.get_font_extents("ltr")
    flags = _SYMBOLIC | (_ITALIC if face.italic else 0) | (_BOLD if face.weight >= 600 else 0)
    return (
        f"<</Type/FontDescriptor/FontName/{name}/Flags {flags}"
        f"/FontBBox[{' '.join(format_number(value * scale) for value in box)}]"
        f"/ItalicAngle {-12 if face.italic else 0}/Ascent {format_number(extents.ascender * scale)}"
        f"/Descent {format_number(extents.descender * scale)}/CapHeight 714"
        f"/StemV {120 if face.weight >= 600 else 80}{program}>>"
    )


def _unicode_cmap(used: UsedFace) -> bytes:
    """Return the text of each code; signs of symbol fonts, which have no meaning elsewhere, are U+FFFD (PDF/A-2a, 6.2.11.7.3)."""
    texts = (_PRIVATE.sub("\ufffd", text).encode("utf-16-be", "replace") for text in used.texts)
    codes = [f"<{code:04X}> <{text.hex().upper()}>" for code, text in enumerate(texts) if code]
    return _format_cmap(
        "Adobe-Identity-UCS", "/Registry (Adobe) /Ordering (UCS) /Supplement 0", 2, "bfchar", codes
    )


def _cid_cmap(name: str, cids: list[int]) -> bytes:
    codes = [f"<{code:04X}> {cid}" for code, cid in enumerate(cids)]
    return _format_cmap(
        f"{name}-H", "/Registry (Adobe) /Ordering (Identity) /Supplement 0", 1, "cidchar", codes
    )


def _format_cmap(name: str, system: str, kind: int, operator: str, codes: list[str]) -> bytes:
    """Return a CMap from two-byte codes, in blocks of at most 100 lines."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << {system} >> def",
        f"/CMapName /{name} def",
        f"/CMapType {kind} def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(codes), 100):
        block = codes[start : start + 100]
        lines += [f"{len(block)} begin{operator}", *block, f"end{operator}"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
