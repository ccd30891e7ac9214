"""One page after the other: its lines, its pictures, and the links that lie over its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import byref, c_int, create_string_buffer
from dataclasses import replace

from briefbuilder.importers.pdf.accents import with_accents
from briefbuilder.importers.pdf.document import Handle
from briefbuilder.importers.pdf.drawings import Drawings
from briefbuilder.importers.pdf.glyphs import BREAK, Fonts, Found, glyphs_of, main_turn
from briefbuilder.importers.pdf.ligatures import with_ligatures
from briefbuilder.importers.pdf.limits import PAGE_CHARACTERS, PAGE_LINKS
from briefbuilder.importers.pdf.lines import lines_of
from briefbuilder.importers.pdf.pictures import drawn_on
from briefbuilder.importers.pdf.points import with_points
from briefbuilder.importers.pdf.shapes import Glyph, Page

_SCHEMES = ("http://", "https://", "mailto:", "ftp://", "doi:")
_Box = tuple[float, float, float, float]


def read_page(document: Handle, page: Handle, text: Handle, number: int, fonts: Fonts) -> Page:
    """Read a page that is loaded; `number` counts from 1."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    if pdfium.FPDFText_CountChars(text) > PAGE_CHARACTERS:
        return Page(number, box.right, box.top, [], glyphs=PAGE_CHARACTERS + 1)
    found = glyphs_of(text, fonts)
    vertical = found.vertical
    if vertical:
        found = glyphs_of(text, fonts, vertical=True)
    turn = main_turn(found.glyphs)
    if turn < 4 and not vertical and pdfium.FPDFPage_GetRotation(page) != turn and found.glyphs:
        found = _turned_page(page, turn, fonts)
    found.unmapped -= with_ligatures(found.glyphs)
    bounds = _turned((box.left, box.bottom, box.right, box.top), turn)
    _link(document, page, found.glyphs, turn)
    images, drawings = ([], Drawings()) if turn else drawn_on(page, (bounds[0], bounds[1]))
    kept, outside, turned = _sorted_out(found.glyphs, bounds, turn)
    return Page(
        number=number,
        width=bounds[2] - bounds[0],
        height=bounds[3] - bounds[1],
        lines=lines_of(_shifted(with_points(with_accents(kept)), bounds), number),
        images=images,
        drawings=drawings,
        unmapped=found.unmapped,
        outside=outside,
        turned=turned,
        glyphs=sum(not glyph.made for glyph in found.glyphs),
        vertical=vertical,
    )


def _turned_page(page: Handle, turn: int, fonts: Fonts) -> Found:
    """Read a page anew that is shown sideways: PDFium finds lines only along the page's own way."""
    import pypdfium2.raw as pdfium

    pdfium.FPDFPage_SetRotation(page, turn)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        return glyphs_of(text, fonts)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _turned(box: _Box, turn: int) -> _Box:
    """Return a box as it is seen when the writing runs to the right."""
    left, bottom, right, top = box
    return {
        1: (bottom, -right, top, -left),
        2: (-right, -top, -left, -bottom),
        3: (-top, left, -bottom, right),
    }.get(turn, box)


def _sorted_out(glyphs: Sequence[Glyph], bounds: _Box, turn: int) -> tuple[list[Glyph], str, str]:
    """Set apart what stands beyond the page's edge or at another angle than the rest."""
    kept: list[Glyph] = []
    outside: list[str] = []
    turned: list[str] = []
    for place, glyph in enumerate(glyphs):
        if glyph is BREAK:
            kept.append(glyph)
        elif glyph.run.turn != turn:
            mirrored = _mirrored(glyphs, place, turn)
            if mirrored is None:
                turned.append(glyph.text)
            else:
                _put_in(kept, mirrored)
        elif not _within(glyph, bounds):
            outside.append(glyph.text)
        else:
            kept.append(glyph)
    return kept, "".join(outside), "".join(turned)


def _mirrored(glyphs: Sequence[Glyph], place: int, turn: int) -> Glyph | None:
    """Return a single sign within a line that is mirrored as an ornament (XƎTEX) as one of the line, else None."""
    before, sign = glyphs[place - 1] if place else BREAK, glyphs[place]
    after = glyphs[place + 1] if place + 1 < len(glyphs) else BREAK
    if before is BREAK or before.run.turn != turn or (after is not BREAK and after.run.turn != turn):
        return None
    # What stands upside down is measured from the other end.
    left, baseline, size = -sign.right, -sign.run.baseline, before.run.size
    near = abs(left - before.left) < 1.5 * size and abs(baseline - before.run.baseline) < 0.4 * size
    if (sign.run.turn - turn) % 4 != 2 or not near:
        return None
    return replace(sign, left=left, right=-sign.left, run=replace(sign.run, baseline=baseline, turn=turn))


def _put_in(line: list[Glyph], sign: Glyph) -> None:
    """Put a sign among the last ones, by its place; the space that was seen where it stands is none."""
    place = len(line)
    while place and line[place - 1] is not BREAK and line[place - 1].left > sign.left:
        place -= 1
    for gap in (place, place - 1):
        if (
            0 <= gap < len(line)
            and line[gap].text.isspace()
            and abs(line[gap].left - sign.left) < 0.15 * sign.run.size
        ):
            del line[gap]
            place = min(place, gap)
            break
    line.insert(place, sign)


def _within(glyph: Glyph, bounds: _Box) -> bool:
    middle = (glyph.left + glyph.right) / 2
    return bounds[0] - 2 <= middle <= bounds[2] + 2 and bounds[1] - 2 <= glyph.run.baseline <= bounds[3] + 2


def _shifted(glyphs: list[Glyph], bounds: _Box) -> list[Glyph]:
    """Count from the page's lower left corner."""
    left, bottom = bounds[:2]
    if not left and not bottom:
        return glyphs
    runs = {id(glyph.run): glyph.run for glyph in glyphs if glyph is not BREAK}
    for run in runs.values():
        run.baseline -= bottom
    for glyph in glyphs:
        if glyph is not BREAK:
            glyph.left -= left
            glyph.right -= left
    return glyphs


def _link(document: Handle, page: Handle, glyphs: Sequence[Glyph], turn: int) -> None:
    """Give glyphs under a link's annotation its address."""
    for box, address in _links(document, page):
        left, bottom, right, top = _turned(box, turn)
        for glyph in glyphs:
            if not glyph.text.strip():
                continue
            height = glyph.run.baseline + 0.3 * glyph.run.size
            if bottom <= height <= top and left - 0.5 <= (glyph.left + glyph.right) / 2 <= right + 0.5:
                glyph.link = address


def _links(document: Handle, page: Handle) -> Iterator[tuple[_Box, str]]:
    import pypdfium2.raw as pdfium

    place, link, box = c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(PAGE_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, byref(place), byref(link)):
            return
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        size = int(pdfium.FPDFAction_GetURIPath(document, action, None, 0))
        if not 1 < size < 4096 or not pdfium.FPDFLink_GetAnnotRect(link, box):
            continue
        buffer = create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
        address = buffer.value.decode("utf-8", "replace").strip()
        if address.lower().startswith(_SCHEMES):
            low, high = sorted((box.bottom, box.top))
            yield (box.left, low, box.right, high), address
