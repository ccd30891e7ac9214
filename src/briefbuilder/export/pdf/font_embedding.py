"""Fonts as PDF objects: a HarfBuzz subset in a Type 0 font whose text is never in doubt."""

from __future__ import annotations

import hashlib
import itertools
import struct
from dataclasses import dataclass, field

import uharfbuzz as hb

from briefbuilder.export.pdf.fonts import Face
from briefbuilder.export.pdf.objects import Objects, format_number
from briefbuilder.export.pdf.shaping import ScaledFont, ShapedWord, Stroke

# What must be known of a font with PostScript outlines: the CIDs of its glyphs (Adobe's Technical Note 5176).

_CHARSET, _ROS = 15, (12 << 8) | 30
_ESCAPE = 12


def read_glyph_cids(data: bytes, count: int) -> list[int]:
    """Return the CID of each of a font's `count` glyphs, given its CFF table.

    A font that is not keyed by CIDs is read by its glyphs' numbers (ISO 32000-1, 9.7.4.2).
    """
    _, place = _read_index(data, data[2])
    dictionaries, _ = _read_index(data, place)
    start, end = dictionaries[0]
    top = _read_dict(data[start:end])
    if _ROS not in top:
        return list(range(count))
    return _read_charset(data, top.get(_CHARSET, [0])[0], count)


def _read_index(data: bytes, place: int) -> tuple[list[tuple[int, int]], int]:
    """Return where the parts of an INDEX begin and end, and where it ends itself."""
    count = struct.unpack_from(">H", data, place)[0]
    if not count:
        return [], place + 2
    size = data[place + 2]
    first = place + 3
    base = first + (count + 1) * size - 1
    ends = [
        base + int.from_bytes(data[at : at + size], "big")
        for at in range(first, first + (count + 1) * size, size)
    ]
    return list(itertools.pairwise(ends)), ends[-1]


def _read_dict(data: bytes) -> dict[int, list[int]]:
    """Return a DICT's operators with their whole operands; real numbers count as 0."""
    found: dict[int, list[int]] = {}
    operands: list[int] = []
    place = 0
    while place < len(data):
        lead = data[place]
        if lead <= 21:
            place += 1
            if lead == _ESCAPE:
                lead = (lead << 8) | data[place]
                place += 1
            found[lead], operands = operands, []
            continue
        value, place = _read_operand(data, place)
        operands.append(value)
    return found


def _read_operand(data: bytes, place: int) -> tuple[int, int]:
    """Return an operand and where it ends."""
    lead = data[place]
    if lead == 30:
        while data[place + 1] & 0x0F != 0x0F and data[place + 1] >> 4 != 0x0F:
            place += 1
        return 0, place + 2
    if lead == 28:
        return int(struct.unpack_from(">h", data, place + 1)[0]), place + 3
    if lead == 29:
        return int(struct.unpack_from(">i", data, place + 1)[0]), place + 5
    if lead <= 246:
        return lead - 139, place + 1
    if lead <= 250:
        return (lead - 247) * 256 + data[place + 1] + 108, place + 2
    return -(lead - 251) * 256 - data[place + 1] - 108, place + 2


def _read_charset(data: bytes, place: int, count: int) -> list[int]:
    """Return the CIDs of a charset in any of its three formats; glyph 0 is always CID 0."""
    kind, place = data[place], place + 1
    cids = [0]
    while len(cids) < count:
        first = struct.unpack_from(">H", data, place)[0]
        place += 2
        more = 0
        if kind == 1:
            more, place = data[place], place + 1
        elif kind == 2:
            more, place = struct.unpack_from(">H", data, place)[0], place + 2
        cids.extend(range(first, first + more + 1))
    return cids[:count]


# Ink: what one file shows of faces, numbered in the order in which it is drawn.
#
# Faces and shaped words are the same for every document. In a file a face has a name, and every pair of a glyph
# and the characters that it stands for a character id of its own, so that the text read out of it is never in doubt.


@dataclass(slots=True, eq=False)
class UsedFace:
    """A face as a file uses it: `name` is its resource name; ids of characters are places in `glyphs` and `texts`."""

    name: str
    face: Face
    glyphs: list[int] = field(default_factory=lambda: [0])
    texts: list[str] = field(default_factory=lambda: [""])
    _ids: dict[tuple[int, str], int] = field(default_factory=dict)

    def encode(self, strokes: tuple[Stroke, ...]) -> str:
        """Return the inner text of a `TJ` operator."""
        written = "".join(stroke if isinstance(stroke, str) else self._code(stroke) for stroke in strokes)
        return written.replace("><", "")

    def _code(self, shown: tuple[int, str]) -> str:
        found = self._ids.get(shown)
        if found is None:
            found = self._ids[shown] = len(self.glyphs)
            self.glyphs.append(shown[0])
            self.texts.append(shown[1])
        return f"<{found:04X}>"


@dataclass(slots=True)
class GlyphUsage:
    """What one file draws with.

    `missing` holds the characters without a glyph, each with what stood there when it was first drawn; `unknown` the
    families that were asked for and are not there. `current_item` is the part or item that is being drawn, "" for none.
    `written` holds what `write` returned, for those who write many words.
    """

    faces: dict[Face, UsedFace] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)
    current_item: str = ""
    written: dict[ShapedWord, str] = field(default_factory=dict)
    _selections: dict[ScaledFont, str] = field(default_factory=dict)

    def select(self, font: ScaledFont) -> str:
        """Return the operator that selects a font's font."""
        found = self._selections.get(font)
        if found is None:
            if not font.is_requested_family:
                self.unknown.setdefault(font.key.family)
            found = self._selections[font] = self._font_operator(font.face, font.key.size)
        return found

    def write(self, font: ScaledFont, word: ShapedWord) -> str:
        """Return what stands between `[` and `]TJ` for a word in its font."""
        found = self.written.get(word)
        if found is None:
            found = self.written[word] = "".join(self._run(font, *run) for run in word.runs)
            for character in word.missing:
                self.missing.setdefault(character, self.current_item)
        return found

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
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "STAT",
    "name",
    "OS/2",
    "post",
    "cmap",
    "kern",
    "DSIG",
    "meta",
    "MVAR",
)
_SYMBOLIC = 4
_ITALIC = 64
_BOLD = 1 << 18


_CID_SYSTEM_INFO = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"


def embed_font(used: UsedFace, objects: Objects) -> str:
    """Write a face's subset and return the reference to its font dictionary."""
    data, renumbered = _make_subset(used)
    glyphs = [renumbered.get(glyph, 0) for glyph in used.glyphs]
    name = f"{_subset_tag(data)}+{used.face.label}"
    written = _embed_cff if used.face.postscript else _embed_truetype
    descendant, encoding = written(used, objects, name, data, glyphs)
    unicode_map = objects.stream("", _unicode_cmap(used))
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding{encoding}"
        f"/DescendantFonts[{descendant}]/ToUnicode {unicode_map}>>"
    )


def _embed_truetype(
    used: UsedFace, objects: Objects, name: str, data: bytes, glyphs: list[int]
) -> tuple[str, str]:
    """Write a font with TrueType outlines; return its reference and the encoding of strings in it."""
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
    """Write a font with PostScript outlines, whose codes a CMap of its own leads to its CIDs."""
    face = used.face
    subset = hb.Face(hb.Blob(data))
    table = bytes(subset.reference_table("CFF ").data or b"")
    own = read_glyph_cids(table, subset.glyph_count)
    cids = [own[glyph] for glyph in glyphs]
    file = objects.stream("/Subtype/CIDFontType0C", table)
    descriptor = objects.add(_font_descriptor(face, name, f"/FontFile3 {file}"))
    widths = dict(zip(cids, map(face.width, used.glyphs), strict=True))
    shown = " ".join(f"{cid}[{format_number(width)}]" for cid, width in sorted(widths.items()))
    reference = objects.add(
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}{_CID_SYSTEM_INFO}"
        f"/FontDescriptor {descriptor}/DW 1000/W[{shown}]>>"
    )
    entries = f"/Type/CMap/CMapName/{name}-H{_CID_SYSTEM_INFO}/WMode 0"
    return reference, f" {objects.stream(entries, _cid_cmap(name, cids))}"


def _make_subset(used: UsedFace) -> tuple[bytes, dict[int, int]]:
    face = used.face
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(used.glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.ljust(4).encode()) for tag in _DROPPED_TABLES)
    wanted.flags = (
        hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.NOTDEF_OUTLINE
        # Without subroutines a charstring shows its width at its beginning, where checkers look for it.
        | hb.SubsetFlags.DESUBROUTINIZE
    )
    if face.variable:
        wanted.pin_all_axes_to_default(face.face)
        wanted.pin_axis_location(face.face, "wght", face.weight)
    plan = hb.SubsetPlan(face.face, wanted)
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
    codes = [
        f"<{place:04X}> <{text.encode('utf-16-be', 'replace').hex().upper()}>"
        for place, text in enumerate(used.texts)
        if place
    ]
    return _format_cmap(
        "Adobe-Identity-UCS", "/Registry (Adobe) /Ordering (UCS) /Supplement 0", 2, "bfchar", codes
    )


def _cid_cmap(name: str, cids: list[int]) -> bytes:
    codes = [f"<{place:04X}> {cid}" for place, cid in enumerate(cids)]
    return _format_cmap(
        f"{name}-H", "/Registry (Adobe) /Ordering (Identity) /Supplement 0", 1, "cidchar", codes
    )


def _format_cmap(name: str, system: str, kind: int, operator: str, codes: list[str]) -> bytes:
    """Return a CMap from codes of two bytes, in blocks of at most a hundred lines."""
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
