"""Embeds the fonts of a Word file, obfuscated, as far as their rights allow.

Families that Word has everywhere are not embedded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import uharfbuzz as hb
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart

from briefbuilder.domain.document import Document
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.values import value
from briefbuilder.export.docx.ooxml import make, qn
from briefbuilder.export.docx.package import relationship_type
from briefbuilder.export.docx.styles import font_names
from briefbuilder.system.fonts import (
    FontFile,
    family_files,
    is_twin,
    may_edit_with,
    open_face,
    package_font_files,
)

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_KEY_BYTES, _OBFUSCATED = 16, 32
_STYLES = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "Italic",
    (True, True): "BoldItalic",
}


@value(kw_only=False)
class EmbeddedFont:
    """The data of a face, and the place it is for: Regular, Bold, Italic or BoldItalic."""

    style: str
    data: bytes


def embedding_findings(document: Document) -> tuple[Finding, ...]:
    """Return a finding for each family that the template wants embedded and that is not."""
    if not document.embed_fonts or document.letterhead is not None:
        return ()
    return tuple(
        Finding(code="docx-font-not-embedded", severity="warning", parameters={"font": family})
        for family in _families(document)
        if not any(embeddable_faces(family))
    )


def embed_fonts(table: XmlPart, document: Document) -> bool:
    """Embed the fonts of a document into its font table; return whether there are any."""
    count = 0
    wanted = set(_families(document)) if document.embed_fonts else set()
    for entry in table.element.iterfind(qn("w:font")):
        family = entry.get(qn("w:name"), "")
        for face in embeddable_faces(family) if family in wanted else ():
            count += 1
            key = font_key(face.data)
            name = PackURI(f"/word/fonts/font{count}.odttf")
            part = Part(name, _CONTENT_TYPE, obfuscate(face.data, key), table.package)
            link = table.relate_to(part, relationship_type("font"))
            entry.append(make(f"w:embed{face.style}", {"r:id": link, "w:fontKey": key}))
    return count > 0


def _families(document: Document) -> tuple[str, ...]:
    return tuple(sorted(name for name in font_names(document.styles) if not is_twin(name)))


def embeddable_faces(family: str) -> Iterator[EmbeddedFont]:
    """Yield the faces of a family that Word can take from a file that may be edited."""
    files = package_font_files(family) or family_files(family)
    for file in sorted(files, key=lambda file: (file.italic, file.bold)):
        face = open_face(file.path, file.index)
        if face is None or "glyf" not in face.table_tags or face.count > 1 or not may_edit_with(face):
            continue
        weights = (False, True) if file.variable else (file.bold,)
        for bold in weights:
            yield EmbeddedFont(_STYLES[bold, file.italic], _face_data(file, face, bold=bold))


def _face_data(file: FontFile, face: hb.Face, *, bold: bool) -> bytes:
    """Return a font's data, of a variable font the instance of one weight."""
    if not file.variable:
        return file.path.read_bytes()
    request = hb.SubsetInput()
    request.keep_everything()
    request.pin_all_axes_to_default(face)
    request.pin_axis_location(face, "wght", 700.0 if bold else 400.0)
    return bytes(hb.subset(face, request).blob.data)


def font_key(data: bytes) -> str:
    """Return the key of a font's obfuscation, a GUID that follows from its data."""
    digits = hashlib.sha256(data).hexdigest()[: 2 * _KEY_BYTES].upper()
    return f"{{{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}}}"


def obfuscate(data: bytes, key: str) -> bytes:
    """Return a font with its first bytes changed by the key; the same again restores them.

    Source: ECMA-376 part 4, 17.8.1 (font embedding).
    """
    mask = bytes.fromhex("".join(filter(str.isalnum, key)))[::-1]
    head = bytes(byte ^ mask[index % _KEY_BYTES] for index, byte in enumerate(data[:_OBFUSCATED]))
    return head + data[_OBFUSCATED:]
