"""The two texts of a returned file: with every recorded change accepted, and as it was before them.

A deleted paragraph mark joins its paragraph with the next one in the accepted view, an inserted mark in the original view.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import field, replace
from itertools import groupby

from briefbuilder.domain.export_record import (
    CellPosition,
    ExportedParagraph,
    ExportedPicture,
    Form,
    FormRange,
    LinkRange,
    ParagraphAddress,
    ParagraphPart,
)
from briefbuilder.domain.values import value
from briefbuilder.returned.document import (
    GONE,
    NEW,
    PLAIN,
    Mark,
    Recorded,
    RecordedRow,
    ReturnedDocument,
    ReturnedParagraph,
)
from briefbuilder.returned.text_keys import loose_key, text_key

_NO_ADDRESS = ParagraphAddress()


@value
class Unit:
    """A paragraph of the record or of one view, with the key by which it is compared.

    `sources` are the numbers of the returned paragraphs that it is made of, `notes` those of the notes whose marks are
    in it, at `note_places` in its text. `recorded` are the recorded changes in it, its text lying wholly in one of
    `whole`.
    """

    text: str
    style: str = ""
    part: ParagraphPart = "body"
    cell: CellPosition | None = None
    forms: tuple[FormRange, ...] = ()
    sources: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    note_places: tuple[int, ...] = ()
    recorded: tuple[Recorded, ...] = ()
    whole: Mark = "same"
    comments: tuple[int, ...] = ()
    pictures: tuple[ExportedPicture, ...] = ()
    links: tuple[LinkRange, ...] = ()
    key: str = field(init=False)

    def __post_init__(self) -> None:
        """Compute the key, which is compared again and again."""
        object.__setattr__(self, "key", text_key(self.text))

    @property
    def loose(self) -> str:
        """The key without the ways of writing signs."""
        return loose_key(self.key)

    @property
    def is_blank(self) -> bool:
        """Whether there is no text."""
        return not self.key


def unit_of(paragraph: ExportedParagraph) -> Unit:
    """Return a paragraph of a record as a unit."""
    return Unit(
        text=paragraph.text,
        style=paragraph.style,
        part=paragraph.part,
        cell=paragraph.cell,
        forms=paragraph.forms,
        pictures=paragraph.pictures,
        links=paragraph.links,
    )


def accepted_view(document: ReturnedDocument) -> tuple[Unit, ...]:
    """Return the body with every recorded change accepted."""
    return _view(document.paragraphs, document.rows, GONE)


def original_view(document: ReturnedDocument) -> tuple[Unit, ...]:
    """Return the body as it was before the recorded changes."""
    return _view(document.paragraphs, document.rows, NEW)


def view_of(paragraphs: Iterable[ReturnedParagraph], *, original: bool = False) -> tuple[Unit, ...]:
    """Return one view of single paragraphs, such as notes, which are never joined."""
    left_out = NEW if original else GONE
    return tuple(_unit([(number, one)], left_out) for number, one in enumerate(paragraphs))


def _view(
    paragraphs: Sequence[ReturnedParagraph], rows: Iterable[RecordedRow], left_out: frozenset[Mark]
) -> tuple[Unit, ...]:
    dropped = {(one.table, one.row) for one in rows if one.recorded.mark in left_out}
    units: list[Unit] = []
    waiting: list[tuple[int, ReturnedParagraph]] = []
    for number, paragraph in enumerate(paragraphs):
        if paragraph.cell is not None and (paragraph.cell.table, paragraph.cell.row) in dropped:
            continue
        if waiting and waiting[-1][1].cell != paragraph.cell:
            units.append(_unit(waiting, left_out))
            waiting = []
        waiting.append((number, paragraph))
        if paragraph.end.mark not in left_out:
            units.append(_unit(waiting, left_out))
            waiting = []
    if waiting:
        units.append(_unit(waiting, left_out))
    return tuple(units)


def _unit(paragraphs: Sequence[tuple[int, ReturnedParagraph]], left_out: frozenset[Mark]) -> Unit:
    text: list[str] = []
    forms: list[FormRange] = []
    notes: dict[int, int] = {}
    pictures: list[ExportedPicture] = []
    links: list[LinkRange] = []
    recorded: list[Recorded] = []
    marks: set[Mark] = set()
    length = 0
    for number, paragraph in paragraphs:
        for piece in paragraph.pieces:
            if piece.recorded is not PLAIN and piece.recorded.mark != "same":
                recorded.append(piece.recorded)
            if piece.recorded.mark in left_out:
                continue
            if piece.note is not None:
                notes[piece.note] = length
                continue
            if piece.picture is not None:
                pictures.append(piece.picture)
                continue
            if piece.text.strip():
                marks.add(piece.recorded.mark)
            forms += (FormRange(start=length, end=length + len(piece.text), form=one) for one in piece.forms)
            links.append(LinkRange(start=length, end=length + len(piece.text), address=piece.link))
            text.append(piece.text)
            length += len(piece.text)
        if paragraph.end.mark != "same" and (number, paragraph) != paragraphs[-1]:
            recorded.append(paragraph.end)
    last = paragraphs[-1][1]
    if last.end.mark != "same":
        recorded.append(last.end)
    return Unit(
        text="".join(text),
        style=_style_of(paragraphs, left_out),
        part=last.part,
        cell=last.cell,
        forms=join_ranges(forms),
        sources=tuple(number for number, _ in paragraphs),
        notes=tuple(notes),
        note_places=tuple(notes.values()),
        recorded=tuple(dict.fromkeys(recorded)),
        whole=marks.pop() if len(marks) == 1 else "same",
        comments=tuple(index for _, paragraph in paragraphs for index in paragraph.comments),
        pictures=tuple(pictures),
        links=_join_links(links),
    )


def _join_links(ranges: Iterable[LinkRange]) -> tuple[LinkRange, ...]:
    """Return the ranges with an address, neighbours with the same one joined."""
    found: list[LinkRange] = []
    for address, group in groupby(ranges, key=lambda one: one.address):
        pieces = list(group)
        if address:
            found.append(LinkRange(start=pieces[0].start, end=pieces[-1].end, address=address))
    return tuple(found)


def _style_of(paragraphs: Sequence[tuple[int, ReturnedParagraph]], left_out: frozenset[Mark]) -> str:
    """Return the style of joined paragraphs: that of the first with text, since Word and LibreOffice differ."""
    for _, paragraph in paragraphs:
        if any(piece.text.strip() and piece.recorded.mark not in left_out for piece in paragraph.pieces):
            return paragraph.style
    return paragraphs[-1][1].style


def join_ranges(ranges: Iterable[FormRange]) -> tuple[FormRange, ...]:
    """Return ranges with those of one form that touch joined, in order."""
    last: dict[Form, FormRange] = {}
    found: list[FormRange] = []
    for form_range in ranges:
        if form_range.start == form_range.end:
            continue
        before, joined = last.get(form_range.form), form_range
        if before is not None and before.end == form_range.start:
            found.remove(before)
            joined = FormRange(start=before.start, end=form_range.end, form=form_range.form)
        last[form_range.form] = joined
        found.append(joined)
    return tuple(sorted(found, key=lambda each: (each.start, each.end, each.form)))


def record_paragraphs(
    document: ReturnedDocument,
    body: Sequence[ParagraphAddress],
    notes: Sequence[ParagraphAddress] = (),
) -> tuple[ExportedParagraph, ...]:
    """Return what an export says: its body, each note after the paragraph with its mark, then headers, footers and boxes.

    `body` and `notes` are the addresses of the paragraphs of the body and of the notes in the order of their marks.
    Raises ValueError if there are more or fewer paragraphs in the body than addresses.
    """
    note_units = view_of(document.notes)
    found: list[ExportedParagraph] = []
    units = view_of(document.paragraphs)
    for unit, address in zip(units, body, strict=True):
        anchor = len(found)
        found.append(_paragraph(unit, address))
        for note in unit.notes:
            at = notes[note] if note < len(notes) else replace(_NO_ADDRESS, source="note")
            found.append(replace(_paragraph(note_units[note], at), anchor=anchor))
    found += (_paragraph(unit, _NO_ADDRESS) for unit in view_of(document.beside))
    return tuple(found)


def _paragraph(unit: Unit, address: ParagraphAddress) -> ExportedParagraph:
    return ExportedParagraph(
        text=unit.text,
        style=unit.style,
        part=unit.part,
        origin=address.origin,
        block=address.block,
        cell=unit.cell,
        source=address.source,
        forms=unit.forms,
        pictures=unit.pictures,
        links=unit.links,
    )


def cells_of(table: int, units: Sequence[Unit]) -> list[int]:
    """Return the numbers of the paragraphs in a table."""
    return [number for number, unit in enumerate(units) if unit.cell and unit.cell.table == table]


def next_written(number: int, step: int, units: Sequence[Unit]) -> int:
    """Return the number of the next paragraph with text; after the last one, a number that no paragraph has."""
    number += step
    while 0 <= number < len(units) and units[number].is_blank:
        number += step
    return number


def run_beside(number: int, step: int, wanted: Collection[int], units: Sequence[Unit]) -> list[int]:
    """Return the wanted paragraphs next to one outside tables, above it or below it, in order; blank ones do not count."""
    found: list[int] = []
    at = number + step
    while 0 <= at < len(units) and units[number].cell is None and units[at].cell is None:
        if at in wanted:
            found.append(at)
        elif not units[at].is_blank:
            break
        at += step
    return sorted(found)
