"""Headers and footers, with the mark at the head and foot of every page that bears it, and the watermark."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from briefbuilder.composing.filling import LEAST_TITLE, filled
from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.letterhead import house_bands, says_mark
from briefbuilder.composing.marks import level_of, mark_text
from briefbuilder.composing.typography import NO_BREAK
from briefbuilder.domain.document import BandLine, Content, Furniture, PageField, Run, drawn_text
from briefbuilder.domain.house import Bands, HouseLook, PageKind
from briefbuilder.domain.notices import Place
from briefbuilder.domain.styles import Align, Role, Style, StyleSheet
from briefbuilder.templating.furnishing import Band, Region
from briefbuilder.templating.values import holds

_CHARACTER, _APART = 5.0, 4
"""The width of a character of a header or footer in points, about, and the characters that keep its places apart."""
_COPY_FIELD = "copy-number"
_ALIGNS: dict[str, Align] = {"left": "start", "centre": "centre", "right": "end"}

Lines = tuple[BandLine, ...]


def furniture(ledger: Ledger) -> Furniture:
    """Return the furniture of every kind of page; the mark is outermost: first above, last below.

    A watermark whose field is empty is no fault: that is how a draft becomes final.
    """
    template = ledger.material.template
    header, footer = template.header, template.footer
    level = level_of(ledger.material)
    on_front_only = level is not None and level.front_page_only
    look = ledger.material.house
    first = on_front_only or header.first is not None or footer.first is not None or _has(look, "first")
    even = header.even is not None or footer.even is not None or _has(look, "even")
    mark = () if on_front_only else _mark(ledger)
    front_mark = _mark(ledger)
    plain = Furniture(
        header=_lines(header.all, "header", mark, ledger),
        footer=_lines(footer.all, "footer", mark, ledger),
        first_header=_lines(_or_all(header, "first"), "header", front_mark, ledger) if first else None,
        first_footer=_lines(_or_all(footer, "first"), "footer", front_mark, ledger) if first else None,
        even_header=_lines(_or_all(header, "even"), "header", mark, ledger) if even else None,
        even_footer=_lines(_or_all(footer, "even"), "footer", mark, ledger) if even else None,
        watermark=drawn_text(filled(template.page.watermark, ledger, asked=False)),
    )
    return plain if look is None else _on_paper(plain, look, ledger)


def _has(look: HouseLook | None, kind: PageKind) -> bool:
    return look is not None and kind in look.headers


def _on_paper(plain: Furniture, look: HouseLook, ledger: Ledger) -> Furniture:
    """Put a house document's rows inside the mark: below it in headers, above it in footers."""

    def head(lines: Lines, kind: PageKind) -> Lines:
        rows, said = house_bands(look, kind, ledger), _says(look.headers, kind, ledger)
        marks = () if said else tuple(line for line in lines if line.role == "marking")
        return (*marks, *rows, *(line for line in lines if line.role != "marking"))

    def foot(lines: Lines, kind: PageKind) -> Lines:
        rows, said = house_bands(look, kind, ledger, footer=True), _says(look.footers, kind, ledger)
        marks = () if said else tuple(line for line in lines if line.role == "marking")
        return (*(line for line in lines if line.role != "marking"), *rows, *marks)

    return replace(
        plain,
        header=head(plain.header, "default"),
        footer=foot(plain.footer, "default"),
        first_header=None if plain.first_header is None else head(plain.first_header, "first"),
        first_footer=None if plain.first_footer is None else foot(plain.first_footer, "first"),
        even_header=None if plain.even_header is None else head(plain.even_header, "even"),
        even_footer=None if plain.even_footer is None else foot(plain.even_footer, "even"),
        room=look.room,
    )


def _says(bands: Bands, kind: PageKind, ledger: Ledger) -> bool:
    """Tell whether the paper's own place for the mark is enough: not for the first page alone, nor for copies."""
    level = level_of(ledger.material)
    plain = level is None or not (level.front_page_only or level.copy_number)
    return plain and says_mark(bands.get(kind, bands.get("default", ())))


def with_mark(sheet: StyleSheet, ledger: Ledger) -> StyleSheet:
    """Return a stylesheet whose marks have the profile's place and size and the level's colour."""
    profile, level = ledger.material.profile, level_of(ledger.material)
    style = sheet.style("marking")
    size = max(style.size, profile.minimum_size)
    marked = replace(
        style,
        size=size,
        leading=round(style.leading * size / style.size, 2),
        bold=profile.bold,
        capitals=False,  # the text itself is in capitals already, so that it reads the same everywhere
        colour=level.colour if level else style.colour,
        align=_ALIGNS[profile.alignment],
        background=profile.ground or style.background,
    )
    styles: dict[Role, Style] = {**sheet.styles, "marking": marked}
    return StyleSheet(styles=styles)


def _or_all(region: Region, kind: Literal["first", "even"]) -> tuple[Band, ...]:
    lines = region.first if kind == "first" else region.even
    return region.all if lines is None else lines


def _lines(bands: tuple[Band, ...], role: Literal["header", "footer"], mark: Lines, ledger: Ledger) -> Lines:
    shown = tuple(band for band in bands if holds(band.shown_when, ledger.material.briefing.fields))
    drawn = tuple(line for line in (_line(band, role, ledger) for band in shown) if line is not None)
    if any("{marking}" in text for band in shown for text in band.texts()):
        return drawn
    return (*mark, *drawn) if role == "header" else (*drawn, *mark)


def _line(band: Band, role: Literal["header", "footer"], ledger: Ledger) -> BandLine | None:
    start, centre, end = (filled(texts, ledger) for texts in (band.start, band.centre, band.end))
    if any("{title}" in text for text in band.texts()):
        rooms = _title_rooms(band, [_length(start), _length(centre), _length(end)], ledger)
        places = zip((band.start, band.centre, band.end), rooms, strict=True)
        start, centre, end = (filled(texts, ledger, room=room) for texts, room in places)
    return BandLine(start=start, centre=centre, end=end, role=role) if start or centre or end else None


def _title_rooms(band: Band, lengths: list[int], ledger: Ledger) -> tuple[int, int, int]:
    """Return how many characters a title may take at a line's start, in its middle and at its end.

    What stands in the middle stays in the middle, so that the sides have half of what it leaves.
    """
    whole = int(ledger.material.template.page_setup().text_width / _CHARACTER) - _APART
    start, centre, end = (0 if "{title}" in "".join(texts.values()) else length
                          for texts, length in zip((band.start, band.centre, band.end), lengths, strict=True))  # fmt: skip
    middle = whole - 2 * max(start, end)
    side = (whole - centre) // 2 if lengths[1] else whole - start - end
    return max(side, LEAST_TITLE), max(middle, LEAST_TITLE), max(side, LEAST_TITLE)


def _length(content: Content) -> int:
    """Return how many characters some content takes, of which a page's number takes three."""
    return sum(3 if isinstance(inline, PageField) else len(inline.text) for inline in content
               if isinstance(inline, PageField | Run))  # fmt: skip


def _mark(ledger: Ledger) -> Lines:
    text = mark_text(ledger)
    if not text:
        return ()
    mark: Content = (Run(text=text),)
    copy = _copy(ledger)
    match ledger.material.profile.alignment:
        case "left":
            return (BandLine(start=mark, end=copy, role="marking"),)
        case "right":
            return (BandLine(start=copy, end=mark, role="marking"),)
        case _:
            return (BandLine(centre=mark, end=copy, role="marking"),)


def _copy(ledger: Ledger) -> Content:
    """Return the number of the copy, which every page bears from certain levels up."""
    material = ledger.material
    level = level_of(material)
    if level is None or not level.copy_number:
        return ()
    number = ledger.line(material.briefing.fields.get(_COPY_FIELD, ""), Place(field=_COPY_FIELD))
    if not number:
        ledger.find("copy-number-empty", Place(field=_COPY_FIELD), marking=level.text(material.language))
        number = f"[{material.word('to-complete')}]"
    return (Run(text=f"{material.word('copy')}{NO_BREAK}{number}"),)
