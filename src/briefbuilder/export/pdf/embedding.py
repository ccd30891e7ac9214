"""Fonts as PDF objects: a HarfBuzz subset in a Type 0 font whose text is never in doubt."""

from __future__ import annotations

import hashlib
import struct

import uharfbuzz as hb

from briefbuilder.export.pdf.cff import glyph_cids
from briefbuilder.export.pdf.faces import Face
from briefbuilder.export.pdf.ink import UsedFace
from briefbuilder.export.pdf.objects import Objects
from briefbuilder.export.pdf.syntax import number

_DROPPED = (
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


_SYSTEM = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"


def embed(used: UsedFace, objects: Objects) -> str:
    """Write a face's subset and return the reference to its font dictionary."""
    data, renumbered = _subset(used)
    glyphs = [renumbered.get(glyph, 0) for glyph in used.glyphs]
    name = f"{_tag(data)}+{used.face.label}"
    written = _postscript if used.face.postscript else _truetype
    descendant, encoding = written(used, objects, name, data, glyphs)
    unicode_map = objects.stream("", _to_unicode(used))
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding{encoding}"
        f"/DescendantFonts[{descendant}]/ToUnicode {unicode_map}>>"
    )


def _truetype(used: UsedFace, objects: Objects, name: str, data: bytes, glyphs: list[int]) -> tuple[str, str]:
    """Write a font with TrueType outlines; return its reference and the encoding of strings in it."""
    face = used.face
    file = objects.stream(f"/Length1 {len(data)}", data)
    descriptor = objects.add(_descriptor(face, name, f"/FontFile2 {file}"))
    to_glyphs = objects.stream("", b"".join(struct.pack(">H", glyph) for glyph in glyphs))
    widths = " ".join(number(face.width(glyph)) for glyph in used.glyphs)
    reference = objects.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}{_SYSTEM}"
        f"/FontDescriptor {descriptor}/DW 1000/W[0[{widths}]]/CIDToGIDMap {to_glyphs}>>"
    )
    return reference, "/Identity-H"


def _postscript(
    used: UsedFace, objects: Objects, name: str, data: bytes, glyphs: list[int]
) -> tuple[str, str]:
    """Write a font with PostScript outlines, whose codes a CMap of its own leads to its CIDs."""
    face = used.face
    subset = hb.Face(hb.Blob(data))
    table = bytes(subset.reference_table("CFF ").data or b"")
    own = glyph_cids(table, subset.glyph_count)
    cids = [own[glyph] for glyph in glyphs]
    file = objects.stream("/Subtype/CIDFontType0C", table)
    descriptor = objects.add(_descriptor(face, name, f"/FontFile3 {file}"))
    widths = dict(zip(cids, map(face.width, used.glyphs), strict=True))
    shown = " ".join(f"{cid}[{number(width)}]" for cid, width in sorted(widths.items()))
    reference = objects.add(
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}{_SYSTEM}"
        f"/FontDescriptor {descriptor}/DW 1000/W[{shown}]>>"
    )
    entries = f"/Type/CMap/CMapName/{name}-H{_SYSTEM}/WMode 0"
    return reference, f" {objects.stream(entries, _to_cids(name, cids))}"


def _subset(used: UsedFace) -> tuple[bytes, dict[int, int]]:
    face = used.face
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(used.glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.ljust(4).encode()) for tag in _DROPPED)
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


def _tag(data: bytes) -> str:
    digest = hashlib.sha256(data).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _descriptor(face: Face, name: str, program: str) -> str:
    table = hb.Face(face.face.blob).reference_table("head").data or b""
    box = struct.unpack(">4h", table[36:44]) if len(table) >= 44 else (0, -250, 1000, 1000)
    scale = 1000 / face.face.upem
    extents = face.font.get_font_extents("ltr")
    flags = _SYMBOLIC | (_ITALIC if face.italic else 0) | (_BOLD if face.weight >= 600 else 0)
    return (
        f"<</Type/FontDescriptor/FontName/{name}/Flags {flags}"
        f"/FontBBox[{' '.join(number(value * scale) for value in box)}]"
        f"/ItalicAngle {-12 if face.italic else 0}/Ascent {number(extents.ascender * scale)}"
        f"/Descent {number(extents.descender * scale)}/CapHeight 714"
        f"/StemV {120 if face.weight >= 600 else 80}{program}>>"
    )


def _to_unicode(used: UsedFace) -> bytes:
    codes = [
        f"<{place:04X}> <{text.encode('utf-16-be', 'replace').hex().upper()}>"
        for place, text in enumerate(used.texts)
        if place
    ]
    return _cmap("Adobe-Identity-UCS", "/Registry (Adobe) /Ordering (UCS) /Supplement 0", 2, "bfchar", codes)


def _to_cids(name: str, cids: list[int]) -> bytes:
    codes = [f"<{place:04X}> {cid}" for place, cid in enumerate(cids)]
    return _cmap(f"{name}-H", "/Registry (Adobe) /Ordering (Identity) /Supplement 0", 1, "cidchar", codes)


def _cmap(name: str, system: str, kind: int, operator: str, codes: list[str]) -> bytes:
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
