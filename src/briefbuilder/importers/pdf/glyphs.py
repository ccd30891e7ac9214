"""Read the glyphs of a page with font, size and position, in content order."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from ctypes import addressof, byref, c_double, c_float, create_string_buffer
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2.raw as pdfium

from briefbuilder.importers.pdf.model import Glyph, Handle, PdfRun

_BOLD_NAME = re.compile(
    r"bold|black|heavy|semibold|demi(?!r)|[-,]bd\b|medi(?:um)?(?:ital|obl|$)|-b$"
    r"|^(?:cm(?:bx|ssbx|b\d|bxti|ssdc)|(?:sf|ec|la)(?:bx|sx|rb|bi|so|xc|dc)\d|cmssbx)"
    r"|^lin(?:libertine|biolinum)[dimot]?[bz]|^(?:sim|adobe|fandol|st)?hei(?:ti|$|[^a-z])",
    re.IGNORECASE,
)
_ITALIC_NAME = re.compile(r"ital|obliq|slanted|cmti|cmsl|kursiv|[-,]it\b", re.IGNORECASE)
_MONOSPACED_NAME = re.compile(
    r"mono(?!type|prop)|nimbusmon|courier|consol|typewriter|menlo|monaco|iosevka|source ?code"
    r"|^(?:cm|ec|la|sf|t1|tc|tx|newtx)\w{0,3}tt\d*\b|^(?:sf|ec|la)(?:st|it|tc)\d",
    re.IGNORECASE,
)
_MONOSPACED_FLAG, _ITALIC_FLAG, _FORCE_BOLD_FLAG = 1, 1 << 6, 1 << 18
"""Font descriptor flags: ISO 32000-1, table 123."""

_HYPHEN_CODES = frozenset({0x02, 0xFFFE})
"""PDFium's codes for a hyphen at a line end that divides a word."""

_FIRST_WIDE, _FIRST_PRIVATE, _FIRST_WIDE_FORM = 0x3040, 0xE000, 0xFE30
"""The first code points of the scripts that may be written vertically, of the private use area (which includes parts
of large brackets and ligatures, and says nothing of the direction), and of the presentation forms of vertical
scripts."""

_MIN_VERTICAL = 12  # the minimum number of characters that follow each other downwards on a vertical page

_NOTE_MARK_CODES = frozenset(map(ord, "0123456789*†‡"))
"""The characters of note marks."""

BREAK = Glyph("\n", 0.0, 0.0, PdfRun(0.0, 0.0), inferred=True)
"""A line end inferred by PDFium."""


@dataclass(frozen=True, slots=True)
class _FontFace:
    name: str
    bold: bool
    italic: bool
    monospaced: bool


class FontCache:
    """A cache of the properties of a document's fonts."""

    def __init__(self) -> None:
        self._faces: dict[int, _FontFace] = {}

    def face(self, font: Handle) -> _FontFace:
        """Return the properties of a font by its name, weight and flags."""
        address = addressof(font.contents) if font else 0
        found = self._faces.get(address)
        if found is None:
            found = self._faces[address] = _read_face(font)
        return found


def _read_face(font: Handle) -> _FontFace:
    if not font:
        return _FontFace("", bold=False, italic=False, monospaced=False)
    buffer = create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    flags = int(pdfium.FPDFFont_GetFlags(font))
    flags = max(flags, 0)
    return _FontFace(
        name,
        bold=bool(_BOLD_NAME.search(name)) or bool(flags & _FORCE_BOLD_FLAG),
        italic=bool(_ITALIC_NAME.search(name)) or bool(flags & _ITALIC_FLAG),
        monospaced=bool(_MONOSPACED_NAME.search(name)) or bool(flags & _MONOSPACED_FLAG),
    )


@dataclass(slots=True)
class PageGlyphs:
    """The glyphs of a page in content order, with the number of characters without a Unicode mapping."""

    glyphs: list[Glyph]
    unmapped: int
    vertical: bool = False
    """Whether the text is written vertically, in columns from right to left."""


_MAX_AROUND, _MIN_GAPS = 12, 3
"""The characters on either side whose gaps tell how far a text is spaced out, and the fewest gaps that do."""

_MIN_SPACED = 0.08
"""The gap between the letters of spaced text, in sizes of its font."""

_MIN_SPACED_LETTERS = 5
_SPACED_LETTERS = re.compile(rf"(?<!\S)\S(?:[ \u00a0]{{1,8}}\S(?!\S)){{{_MIN_SPACED_LETTERS - 1},200}}")
_MAX_LETTER_GAP, _WORD_GAP = 1.2, 1.6
"""The widest usual gap between spaced letters, in sizes of their font, and how much wider one between words is."""


def read_glyphs(text: Handle, fonts: FontCache, *, vertical: bool = False) -> PageGlyphs:
    """Return the glyphs of a page; the glyph `BREAK` is a line end.

    With `vertical`, upright characters get positions as if rotated a quarter turn clockwise, like the Latin letters
    among them: a column becomes a line that runs to the right, and the next column is below it.
    """
    code_of, object_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    box_of, box = pdfium.FPDFText_GetLooseCharBox, pdfium.FS_RECTF()
    box_reference = byref(box)
    runs, raised, directions = (
        _RunCache(text, fonts, vertical=vertical),
        _RaisedRuns(text),
        _WritingDirections(),
    )
    glyphs: list[Glyph] = []
    unmapped = high_surrogate = 0
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = code_of(text, index)
        text_object = object_of(text, index)
        if not text_object:
            glyphs.append(_inferred_glyph(code, glyphs))
            continue
        run = runs.get(index, text_object, code)
        if 0xD800 <= code < 0xDC00:
            high_surrogate = code
            continue
        if code < 32 or code >= 0xDC00:
            code, is_unmapped = _resolve_code(code, high_surrogate, text, index)
            unmapped += is_unmapped
        box_of(text, index, box_reference)
        if _FIRST_WIDE <= code < _FIRST_PRIVATE or code >= _FIRST_WIDE_FORM:
            directions.add(box, run)
        elif not run.rotation and code > 32:
            directions.upright += 1
        if run.rotation:
            glyphs.append(_rotated_glyph(code, box, run))
            continue
        if run.slant:
            _remove_slant(box, run)
        if code in _NOTE_MARK_CODES and glyphs and _may_be_raised(glyphs[-1]):
            run = raised.get(index, run)
        glyphs.append(Glyph(chr(code), box.left, box.right, run))
    return PageGlyphs(join_spaced_letters(_without_false_spaces(glyphs)), unmapped, directions.vertical)


def _without_false_spaces(glyphs: list[Glyph]) -> list[Glyph]:
    """Remove inferred spaces that are no wider than the gaps between the letters around them, as in text laid over a scan."""
    kept = list(glyphs)
    for index in range(len(glyphs) - 2, 0, -1):
        before, space, after = glyphs[index - 1 : index + 2]
        if not space.inferred or space.text != " " or not _are_beside(before, after):
            continue
        around = glyphs[max(0, index - _MAX_AROUND) : index + _MAX_AROUND]
        gaps = sorted(right.left - left.right for left, right in pairwise(around) if _are_beside(left, right))
        usual = gaps[len(gaps) // 2] if len(gaps) >= _MIN_GAPS else 0.0
        if (
            usual > _MIN_SPACED * space.run.size
            and after.left - before.right <= usual + _MIN_SPACED * space.run.size
        ):
            del kept[index]
    return kept


def join_spaced_letters(glyphs: list[Glyph]) -> list[Glyph]:
    """Remove the spaces within words whose letters are spaced out, as in "C o m m u n i q u é".

    Wider gaps are those between words. A row of different letters in the order of the alphabet is a list.
    """
    text = "".join(glyph.text for glyph in glyphs)
    removed: set[int] = set()
    for found in _SPACED_LETTERS.finditer(text):
        places = [place for place in range(found.start(), found.end()) if not text[place].isspace()]
        letters = "".join(text[place] for place in places)
        pairs = list(pairwise(places))
        if (
            sum(map(str.isalpha, letters)) < _MIN_SPACED_LETTERS
            or list(letters) == sorted(set(letters))
            or not all(_are_beside(glyphs[left], glyphs[right]) for left, right in pairs)
        ):
            continue
        gaps = [glyphs[right].left - glyphs[left].right for left, right in pairs]
        size = glyphs[places[0]].run.size
        usual = sorted(gaps)[len(gaps) // 2]
        if usual > _MAX_LETTER_GAP * size:
            continue
        for (left, right), gap in zip(pairs, gaps, strict=True):
            if gap <= _WORD_GAP * usual + _MIN_SPACED * size:
                removed.update(range(left + 1, right))
    return [glyph for place, glyph in enumerate(glyphs) if place not in removed] if removed else glyphs


def _are_beside(left: Glyph, right: Glyph) -> bool:
    """Return whether two letters, digits or marks of a line are next to each other."""
    seen = left.text.strip() and right.text.strip() and not left.inferred and not right.inferred
    level = abs(left.run.baseline - right.run.baseline) < 0.2 * left.run.size
    return bool(seen) and level and left.left < right.left


class _WritingDirections:
    """Counts whether CJK characters follow each other horizontally or vertically, and the other upright characters."""

    def __init__(self) -> None:
        self.upright = 0
        self._across = 0
        self._down = 0
        self._last: tuple[float, float] | None = None

    def add(self, box: Handle, run: PdfRun) -> None:
        """Count the next character."""
        center_x, center_y, size = (box.left + box.right) / 2, (box.bottom + box.top) / 2, run.size
        if self._last is not None:
            step_x, step_y = center_x - self._last[0], self._last[1] - center_y
            self._across += abs(step_y) < 0.3 * size and 0.4 * size < step_x < 2 * size
            self._down += abs(step_x) < 0.3 * size and 0.4 * size < step_y < 2 * size
        self._last = (center_x, center_y)

    @property
    def vertical(self) -> bool:
        """Whether most characters follow each other downwards; a few vertical labels in a picture do not count."""
        return self._down > max(_MIN_VERTICAL, 2 * self._across, self.upright)


class _RunCache:
    """The runs of a page by the text objects that draw them."""

    def __init__(self, text: Handle, fonts: FontCache, *, vertical: bool) -> None:
        self._vertical = vertical
        self._text = text
        self._fonts = fonts
        self._found: dict[int, PdfRun] = {}
        self._unsure: set[int] = set()

    def get(self, index: int, text_object: Handle, code: int) -> PdfRun:
        """Return the run of a character."""
        address = addressof(text_object.contents)
        run = self._found.get(address)
        if run is None:
            run = self._found[address] = _read_run(self._text, index, text_object, self._fonts)
            if self._vertical and run.rotation == 0:
                _make_vertical(run, self._text, index)
            if code == 32:
                self._unsure.add(address)
        elif code != 32 and address in self._unsure:
            # PDFium reports some spaces with a wrong position and scale; use the first letter instead.
            self._unsure.discard(address)
            other = _read_run(self._text, index, text_object, self._fonts)
            run.baseline, run.size, run.rotation = other.baseline, other.size, other.rotation
            run.italic, run.slant = other.italic, other.slant
        return run


class _RaisedRuns:
    """Note marks that the font itself draws small and raised, which size and baseline do not show."""

    def __init__(self, text: Handle) -> None:
        self._text = text
        self._found: dict[int, PdfRun] = {}

    def get(self, index: int, run: PdfRun) -> PdfRun:
        """Return a separate run for a character whose outline starts well above the baseline."""
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        if not pdfium.FPDFText_GetCharBox(
            self._text, index, byref(left), byref(right), byref(bottom), byref(top)
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
    """Return whether a note mark may follow: at the start of a line, or directly after a word or another mark."""
    return not before.inferred or before is BREAK


def _remove_slant(box: Handle, run: PdfRun) -> None:
    """Remove what a slant adds to both sides of a glyph's box."""
    box.left += run.slant * (run.baseline - box.bottom)
    box.right = max(box.left, box.right - run.slant * (box.top - run.baseline))


def _resolve_code(code: int, high_surrogate: int, text: Handle, index: int) -> tuple[int, bool]:
    """Return the code point of a special code, and whether it has no Unicode mapping."""
    if code in _HYPHEN_CODES:
        return 0x02, False
    if 0xDC00 <= code < 0xE000:
        return (
            (0x10000 + ((high_surrogate - 0xD800) << 10) + (code - 0xDC00), False)
            if high_surrogate
            else (0xFFFD, True)
        )
    if 0xF900 <= code < 0xFFFD or code > 0xFFFF:
        return code, False
    is_unmapped = (
        code in {0, 0xFFFD} or code >= 0xE000 or bool(pdfium.FPDFText_HasUnicodeMapError(text, index))
    )
    return code or 0xFFFD, is_unmapped


def _inferred_glyph(code: int, glyphs: list[Glyph]) -> Glyph:
    """Return the line end or space that PDFium inferred between two glyphs."""
    if code in {10, 13} or not glyphs:
        return BREAK
    last = glyphs[-1]
    return Glyph(" ", last.right, last.right, last.run, inferred=True)


def _read_run(text: Handle, index: int, text_object: Handle, fonts: FontCache) -> PdfRun:
    origin_x, origin_y, matrix, size = c_double(), c_double(), pdfium.FS_MATRIX(), c_float()
    pdfium.FPDFText_GetCharOrigin(text, index, origin_x, origin_y)
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    pdfium.FPDFTextObj_GetFontSize(text_object, size)
    face = fonts.face(pdfium.FPDFTextObj_GetFont(text_object))
    length = math.hypot(matrix.a, matrix.b)
    # A slant makes letters longer, not larger: the height is the area divided by the length.
    scale = (
        abs(matrix.a * matrix.d - matrix.b * matrix.c) / length if length else math.hypot(matrix.c, matrix.d)
    )
    scale = scale or length
    # Some files draw upright letters with a negative size in a rotated space.
    rotation = _quarter_turns(-matrix.a, -matrix.b) if size.value < 0 else _quarter_turns(matrix.a, matrix.b)
    slant = matrix.c / matrix.d if rotation == 0 and matrix.d and abs(matrix.c) < abs(matrix.d) else 0.0
    baseline = {0: origin_y.value, 1: -origin_x.value, 2: -origin_y.value, 3: origin_x.value}.get(
        rotation, origin_y.value
    )
    return PdfRun(
        baseline=baseline,
        size=round(abs(size.value * scale), 2) or 1.0,
        font=face.name,
        bold=face.bold,
        italic=face.italic or abs(slant) > 0.15,
        monospaced=face.monospaced,
        mark=int(pdfium.FPDFPageObj_GetMarkedContentID(text_object)),
        rotation=rotation,
        slant=slant if abs(slant) > 0.05 else 0.0,
    )


def _make_vertical(run: PdfRun, text: Handle, index: int) -> None:
    """Turn a run of upright characters into one of a column, with the baseline of rotated letters."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    run.rotation, run.slant = 3, 0.0
    run.baseline = (box.left + box.right) / 2 - 0.38 * run.size


def _quarter_turns(horizontal: float, vertical: float) -> int:
    """Return the number of counterclockwise quarter turns of a writing direction; 4 for other angles."""
    longest = max(abs(horizontal), abs(vertical))
    if not longest or min(abs(horizontal), abs(vertical)) > 0.02 * longest:
        return 4 if longest else 0
    if abs(horizontal) >= abs(vertical):
        return 0 if horizontal > 0 else 2
    return 1 if vertical > 0 else 3


def _rotated_glyph(code: int, box: Handle, run: PdfRun) -> Glyph:
    """Return a glyph with its extent along its own writing direction."""
    left, right = {1: (box.bottom, box.top), 2: (-box.right, -box.left), 3: (-box.top, -box.bottom)}.get(
        run.rotation, (box.left, box.right)
    )
    return Glyph(chr(code), left, right, run)


def main_rotation(glyphs: list[Glyph]) -> int:
    """Return the rotation of most glyphs, in quarter turns."""
    counts = Counter(glyph.run.rotation for glyph in glyphs if not glyph.inferred)
    return counts.most_common(1)[0][0] if counts else 0


# Combining marks of Arabic and Hebrew letters, which some files draw apart from them, higher or lower.

_FIRST_MARK, _LAST_MARK = "\u0591", "\u06ed"  # the first and last code point of the marks of both scripts
_MAX_MARK_DISTANCE = 0.7  # in sizes: the maximum distance between the baselines of a mark and its letter
_MAX_MARK_OFFSET = 0.15  # in sizes: how far the center of a mark may be beside its letter


def attach_combining_marks(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the glyphs with each combining mark after its letter and on its baseline."""
    if not any(is_combining_mark(glyph) for glyph in glyphs):
        return glyphs
    detached = [
        index
        for index in range(len(glyphs))
        if is_combining_mark(glyphs[index]) and _is_detached(glyphs, index)
    ]
    if not detached:
        return glyphs
    letters = _index_letters(glyphs)
    attached: dict[int, list[Glyph]] = {}
    moved: set[int] = set()
    for index in detached:
        letter = _nearest_letter(glyphs[index], letters)
        if letter is not None:
            attached.setdefault(id(letter), []).append(replace(glyphs[index], run=letter.run))
            moved.add(index)
    result: list[Glyph] = []
    for index, glyph in enumerate(glyphs):
        if index not in moved:
            result.append(glyph)
            result += attached.get(id(glyph), [])
    return result


def is_combining_mark(glyph: Glyph) -> bool:
    """Return whether a glyph is an Arabic or Hebrew combining mark."""
    return _FIRST_MARK <= glyph.text <= _LAST_MARK and unicodedata.category(glyph.text[:1]) == "Mn"


def _is_detached(glyphs: Sequence[Glyph], index: int) -> bool:
    """Return whether a mark is not at the letter drawn before it."""
    previous = index - 1
    while previous >= 0 and glyphs[previous] is not BREAK and is_combining_mark(glyphs[previous]):
        previous -= 1
    if previous < 0 or glyphs[previous] is BREAK or not glyphs[previous].text.strip():
        return True
    return not _is_near_letter(glyphs[index], glyphs[previous])


def _is_near_letter(mark: Glyph, letter: Glyph) -> bool:
    size = letter.run.size
    middle = (mark.left + mark.right) / 2
    return (
        abs(mark.run.baseline - letter.run.baseline) < _MAX_MARK_DISTANCE * size
        and letter.left - _MAX_MARK_OFFSET * size < middle < letter.right + _MAX_MARK_OFFSET * size
    )


def _index_letters(glyphs: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """Return the letters of both scripts, indexed by baseline in units of ten points."""
    letters: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if (
            _FIRST_MARK <= glyph.text[:1] <= _LAST_MARK
            and glyph is not BREAK
            and unicodedata.category(glyph.text[:1]) == "Lo"
        ):
            letters.setdefault(int(glyph.run.baseline // 10), []).append(glyph)
    return letters


def _nearest_letter(mark: Glyph, letters: dict[int, list[Glyph]]) -> Glyph | None:
    """Return the possible letter whose center is closest to a mark's."""
    row = int(mark.run.baseline // 10)
    reach = 1 + int(_MAX_MARK_DISTANCE * mark.run.size // 10)
    candidates = [
        letter
        for band in range(row - reach, row + reach + 1)
        for letter in letters.get(band, ())
        if _is_near_letter(mark, letter)
    ]
    center = mark.left + mark.right
    return min(candidates, key=lambda letter: abs(letter.left + letter.right - center), default=None)
