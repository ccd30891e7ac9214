"""The characters of a page, with font, size and place, as PDFium finds them in the order of its content."""

from __future__ import annotations

import math
import re
from collections import Counter
from ctypes import addressof, byref, c_double, c_float, create_string_buffer
from dataclasses import dataclass, replace

from briefbuilder.importers.pdf.document import Handle
from briefbuilder.importers.pdf.model import Glyph, PdfRun

_BOLD = re.compile(
    r"bold|black|heavy|semibold|demi(?!r)|[-,]bd\b|medi(?:um)?(?:ital|obl|$)|-b$"
    r"|^(?:cm(?:bx|ssbx|b\d|bxti|ssdc)|(?:sf|ec|la)(?:bx|sx|rb|bi|so|xc|dc)\d|cmssbx)"
    r"|^lin(?:libertine|biolinum)[dimot]?[bz]|^(?:sim|adobe|fandol|st)?hei(?:ti|$|[^a-z])",
    re.IGNORECASE,
)
_ITALIC = re.compile(r"ital|obliq|slanted|cmti|cmsl|kursiv|[-,]it\b", re.IGNORECASE)
_FIXED = re.compile(
    r"mono(?!type|prop)|nimbusmon|courier|consol|typewriter|menlo|monaco|iosevka|source ?code"
    r"|^(?:cm|ec|la|sf|t1|tc|tx|newtx)\w{0,3}tt\d*\b|^(?:sf|ec|la)(?:st|it|tc)\d",
    re.IGNORECASE,
)
_FIXED_FLAG, _ITALIC_FLAG, _FORCE_BOLD_FLAG = 1, 1 << 6, 1 << 18
"""Flags of a font's descriptor: ISO 32000-1, table 123."""

_HYPHENS = frozenset({0x02, 0xFFFE})
"""What PDFium gives for a hyphen at a line's end, where the next line goes on with the word."""

_FIRST_WIDE, _PRIVATE, _WIDE_FORMS = 0x3040, 0xE000, 0xFE30
"""The first code point of the scripts that may be written in columns; private ones, parts of large brackets among them, and
ligatures, which tell nothing; and the first form of such a script's signs behind them."""

_FEWEST_DOWN = 12
"""Signs that follow each other downwards in a page of columns, at least."""

_SMALL_SIGNS = frozenset(map(ord, "0123456789*†‡"))
"""What marks of notes are made of."""

BREAK = Glyph("\n", 0.0, 0.0, PdfRun(0.0, 0.0), made=True)
"""A line's end as PDFium sees it."""


@dataclass(frozen=True, slots=True)
class _Face:
    name: str
    bold: bool
    italic: bool
    fixed: bool


class FontCache:
    """The forms of a document's fonts, looked up once each."""

    def __init__(self) -> None:
        self._faces: dict[int, _Face] = {}

    def face(self, font: Handle) -> _Face:
        """Return a font's form by its name, its weight and its flags."""
        address = addressof(font.contents) if font else 0
        found = self._faces.get(address)
        if found is None:
            found = self._faces[address] = _face(font)
        return found


def _face(font: Handle) -> _Face:
    import pypdfium2.raw as pdfium

    if not font:
        return _Face("", bold=False, italic=False, fixed=False)
    buffer = create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    flags = int(pdfium.FPDFFont_GetFlags(font))
    flags = max(flags, 0)
    return _Face(
        name,
        bold=bool(_BOLD.search(name)) or bool(flags & _FORCE_BOLD_FLAG),
        italic=bool(_ITALIC.search(name)) or bool(flags & _ITALIC_FLAG),
        fixed=bool(_FIXED.search(name)) or bool(flags & _FIXED_FLAG),
    )


@dataclass(slots=True)
class PageGlyphs:
    """A page's glyphs in the order of its content, and how many had no meaning that the file tells."""

    glyphs: list[Glyph]
    unmapped: int
    vertical: bool = False
    """Signs of wide scripts stand below each other, in columns from the right to the left."""


def glyphs_of(text: Handle, fonts: FontCache, *, vertical: bool = False) -> PageGlyphs:
    """Return the glyphs of a page's text; a line's end is the glyph `BREAK`.

    With `vertical`, upright signs are given places as if they were turned a quarter clockwise, as the Latin letters among
    them are: a column is then a line that runs to the right, and the next one stands below.
    """
    import pypdfium2.raw as pdfium

    code_of, object_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    box_of, box = pdfium.FPDFText_GetLooseCharBox, pdfium.FS_RECTF()
    box_reference = byref(box)
    runs, raised, ways = _Runs(text, fonts, vertical=vertical), _Raised(text), _WritingDirections()
    glyphs: list[Glyph] = []
    unmapped = high = 0
    for place in range(pdfium.FPDFText_CountChars(text)):
        code = code_of(text, place)
        drawn = object_of(text, place)
        if not drawn:
            glyphs.append(_made(code, glyphs))
            continue
        run = runs.of(place, drawn, code)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if code < 32 or code >= 0xDC00:
            code, odd = _meaning(code, high, text, place)
            unmapped += odd
        box_of(text, place, box_reference)
        if _FIRST_WIDE <= code < _PRIVATE or code >= _WIDE_FORMS:
            ways.add(box, run)
        elif not run.turn and code > 32:
            ways.upright += 1
        if run.turn:
            glyphs.append(_turned(code, box, run))
            continue
        if run.slant:
            _set_upright(box, run)
        if code in _SMALL_SIGNS and glyphs and _may_be_raised(glyphs[-1]):
            run = raised.of(place, run)
        glyphs.append(Glyph(chr(code), box.left, box.right, run))
    return PageGlyphs(glyphs, unmapped, ways.vertical)


class _WritingDirections:
    """Counts whether signs of wide scripts follow each other across or downwards, and the others that stand upright."""

    def __init__(self) -> None:
        self.upright = 0
        self._across = 0
        self._down = 0
        self._last: tuple[float, float] | None = None

    def add(self, box: Handle, run: PdfRun) -> None:
        """Take the next sign."""
        across, up, size = (box.left + box.right) / 2, (box.bottom + box.top) / 2, run.size
        if self._last is not None:
            right, down = across - self._last[0], self._last[1] - up
            self._across += abs(down) < 0.3 * size and 0.4 * size < right < 2 * size
            self._down += abs(right) < 0.3 * size and 0.4 * size < down < 2 * size
        self._last = (across, up)

    @property
    def vertical(self) -> bool:
        """Tell whether most go downwards; a few columns in a picture do not make those of a page of upright letters."""
        return self._down > max(_FEWEST_DOWN, 2 * self._across, self.upright)


class _Runs:
    """The runs of a page's text by the objects that draw them."""

    def __init__(self, text: Handle, fonts: FontCache, *, vertical: bool) -> None:
        self._vertical = vertical
        self._text = text
        self._fonts = fonts
        self._found: dict[int, PdfRun] = {}
        self._unsure: set[int] = set()

    def of(self, place: int, drawn: Handle, code: int) -> PdfRun:
        """Return the run of a character."""
        address = addressof(drawn.contents)
        run = self._found.get(address)
        if run is None:
            run = self._found[address] = _run(self._text, place, drawn, self._fonts)
            if self._vertical and run.turn == 0:
                _turn_down(run, self._text, place)
            if code == 32:
                self._unsure.add(address)
        elif code != 32 and address in self._unsure:
            # PDFium tells the place and scale of some spaces wrongly: the first letter knows better.
            self._unsure.discard(address)
            _correct(run, _run(self._text, place, drawn, self._fonts))
        return run


class _Raised:
    """Signs of notes that a font draws small and high by itself: the file's size and baseline do not tell."""

    def __init__(self, text: Handle) -> None:
        self._text = text
        self._found: dict[int, PdfRun] = {}

    def of(self, place: int, run: PdfRun) -> PdfRun:
        """Return a run of its own for a sign whose ink begins well above the baseline."""
        import pypdfium2.raw as pdfium

        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        if not pdfium.FPDFText_GetCharBox(
            self._text, place, byref(left), byref(right), byref(bottom), byref(top)
        ):
            return run
        lifted = bottom.value - run.baseline
        if not 0.2 * run.size < lifted < run.size or top.value - bottom.value > 0.62 * run.size:
            return run
        found = self._found.get(id(run))
        if found is None:
            found = self._found[id(run)] = replace(run, baseline=run.baseline + lifted, size=0.6 * run.size)
        return found


def _may_be_raised(before: Glyph) -> bool:
    """Tell whether a sign may be a note's: it stands at a line's head or close behind a word or another such sign."""
    return not before.made or before is BREAK


def _set_upright(box: Handle, run: PdfRun) -> None:
    """Take off what a slant adds to a glyph's box on either side."""
    box.left += run.slant * (run.baseline - box.bottom)
    box.right = max(box.left, box.right - run.slant * (box.top - run.baseline))


def _meaning(code: int, high: int, text: Handle, place: int) -> tuple[int, bool]:
    """Return the code point of a code that is not plain, and whether the file tells no meaning of it."""
    import pypdfium2.raw as pdfium

    if code in _HYPHENS:
        return 0x02, False
    if 0xDC00 <= code < 0xE000:
        return (0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), False) if high else (0xFFFD, True)
    if 0xF900 <= code < 0xFFFD or code > 0xFFFF:
        return code, False
    odd = code in {0, 0xFFFD} or code >= 0xE000 or bool(pdfium.FPDFText_HasUnicodeMapError(text, place))
    return code or 0xFFFD, odd


def _made(code: int, glyphs: list[Glyph]) -> Glyph:
    """Return what PDFium put between two glyphs: a line's end or a space."""
    if code in {10, 13} or not glyphs:
        return BREAK
    last = glyphs[-1]
    return Glyph(" ", last.right, last.right, last.run, made=True)


def _run(text: Handle, place: int, drawn: Handle, fonts: FontCache) -> PdfRun:
    import pypdfium2.raw as pdfium

    across, up, matrix, size = c_double(), c_double(), pdfium.FS_MATRIX(), c_float()
    pdfium.FPDFText_GetCharOrigin(text, place, across, up)
    pdfium.FPDFText_GetMatrix(text, place, matrix)
    pdfium.FPDFTextObj_GetFontSize(drawn, size)
    face = fonts.face(pdfium.FPDFTextObj_GetFont(drawn))
    long = math.hypot(matrix.a, matrix.b)
    # A slant makes letters longer, not larger: the height is the area over the length.
    scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) / long if long else math.hypot(matrix.c, matrix.d)
    scale = scale or long
    # Some files draw letters of a size below zero in a space that is turned round: they stand upright.
    turn = _turn(-matrix.a, -matrix.b) if size.value < 0 else _turn(matrix.a, matrix.b)
    slant = matrix.c / matrix.d if turn == 0 and matrix.d and abs(matrix.c) < abs(matrix.d) else 0.0
    baseline = {0: up.value, 1: -across.value, 2: -up.value, 3: across.value}.get(turn, up.value)
    return PdfRun(
        baseline=baseline,
        size=round(abs(size.value * scale), 2) or 1.0,
        font=face.name,
        bold=face.bold,
        italic=face.italic or abs(slant) > 0.15,
        fixed=face.fixed,
        mark=int(pdfium.FPDFPageObj_GetMarkedContentID(drawn)),
        turn=turn,
        slant=slant if abs(slant) > 0.05 else 0.0,
    )


def _turn_down(run: PdfRun, text: Handle, place: int) -> None:
    """Make a run of upright signs one of a column: its baseline is where that of turned letters is."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, place, box)
    run.turn, run.slant = 3, 0.0
    run.baseline = (box.left + box.right) / 2 - 0.38 * run.size


def _correct(run: PdfRun, other: PdfRun) -> None:
    run.baseline, run.size, run.turn = other.baseline, other.size, other.turn
    run.italic, run.slant = other.italic, other.slant


def _turn(across: float, up: float) -> int:
    """Return the quarter turns, anticlockwise, of a direction of writing; 4 for any other angle."""
    long = max(abs(across), abs(up))
    if not long or min(abs(across), abs(up)) > 0.02 * long:
        return 4 if long else 0
    if abs(across) >= abs(up):
        return 0 if across > 0 else 2
    return 1 if up > 0 else 3


def _turned(code: int, box: Handle, run: PdfRun) -> Glyph:
    """Return a glyph with its extent along its own direction of writing."""
    left, right = {
        1: (box.bottom, box.top),
        2: (-box.right, -box.left),
        3: (-box.top, -box.bottom),
    }.get(run.turn, (box.left, box.right))
    return Glyph(chr(code), left, right, run)


def main_turn(glyphs: list[Glyph]) -> int:
    """Return the quarter turns of most of a page's glyphs."""
    counts = Counter(glyph.run.turn for glyph in glyphs if not glyph.made)
    return counts.most_common(1)[0][0] if counts else 0
