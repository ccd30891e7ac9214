"""Makes the paragraphs of an export's record from the Word file itself, as the reader of returned files reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefbuilder.domain.export_record import ExportedParagraph, ParagraphAddress
from briefbuilder.returned.document import ReturnedDocument
from briefbuilder.returned.views import Unit, view_of

Digests = Mapping[tuple[str, str], str]
"""The digest of each block by the ids of its item and itself."""
_NO_ADDRESS = ParagraphAddress()


def record_paragraphs(
    document: ReturnedDocument,
    body: Sequence[ParagraphAddress],
    notes: Sequence[ParagraphAddress] = (),
    digests: Digests | None = None,
) -> tuple[ExportedParagraph, ...]:
    """Return what an export says: its body, each note behind the paragraph with its mark, then headers, footers and boxes.

    `body` and `notes` are the addresses of the paragraphs of the body and of the notes in the order of their marks.
    Raises ValueError where there are more or fewer paragraphs in the body than addresses.
    """
    known = digests or {}
    note_units = view_of(document.notes)
    found: list[ExportedParagraph] = []
    units = view_of(document.paragraphs)
    for unit, address in zip(units, body, strict=True):
        anchor = len(found)
        found.append(_paragraph(unit, address, known))
        for note in unit.notes:
            at = notes[note] if note < len(notes) else replace(_NO_ADDRESS, source="note")
            found.append(replace(_paragraph(note_units[note], at, known), anchor=anchor))
    found += (_paragraph(unit, _NO_ADDRESS, known) for unit in view_of(document.beside))
    return tuple(found)


def _paragraph(unit: Unit, address: ParagraphAddress, digests: Digests) -> ExportedParagraph:
    return ExportedParagraph(
        text=unit.text,
        style=unit.style,
        part=unit.part,
        origin=address.origin,
        block=address.block,
        cell=unit.cell,
        source=address.source,
        digest=digests.get((address.origin, address.block), "") if address.block else "",
        forms=unit.forms,
        pictures=unit.pictures,
    )
