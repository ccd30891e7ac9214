"""Measure the text of a document: font size, weight and line spacing of its body, and whether its characters can be read."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.notices import SCANNED_PAGES
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.language import count_scripts, guess_by_function_words
from briefbuilder.importers.mojibake import mojibake_score
from briefbuilder.importers.pdf.code_blocks import prose_lines
from briefbuilder.importers.pdf.layout import split_stretches
from briefbuilder.importers.pdf.model import Line, Page

_DEFAULT_LEADING = 1.25  # the assumed leading, in sizes, if there are too few lines to measure
_MAX_STEP = 3.0
"""In sizes: the maximum distance between lines of a paragraph; pictures may separate lines further."""

_WIDE_STEP = 1.7  # in sizes: a larger step separates blocks unless it is frequent for the size
_MIN_STEPS = 3
_LEADERS = ". . . "  # the dot leaders of tables of contents and indexes, which say nothing of the body


@dataclass(frozen=True, slots=True)
class Measures:
    """The font size of the body in points, whether it is bold, and the usual leading by size."""

    size: float
    bold: bool
    leadings: dict[float, float]

    def leading(self, size: float) -> float:
        """Return the usual distance between baselines at a size, in points."""
        found = self.leadings.get(round(size, 1))
        return found if found is not None else _DEFAULT_LEADING * size


def body_size(lines: Sequence[Line]) -> float:
    """Return the size of most characters, not counting code."""
    return _most_frequent_size(prose_lines(lines))


def _most_frequent_size(lines: Sequence[Line]) -> float:
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size, 1)] += len(line.text) if _LEADERS not in line.text else 1
    return counts.most_common(1)[0][0] if counts else 10.0


def measure_lines(lines: Sequence[Line]) -> Measures:
    """Measure lines given in reading order."""
    prose = prose_lines(lines)
    size = _most_frequent_size(prose)
    bold_length = sum(len(line.text) for line in prose if line.bold and abs(line.size - size) < 0.3)
    total_length = sum(len(line.text) for line in prose if abs(line.size - size) < 0.3)
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    counts: Counter[float] = Counter()
    for stretch in split_stretches(lines):
        for above, below in pairwise(stretch):
            step = above.baseline - below.baseline
            if abs(above.size - below.size) < 0.3 and step < _MAX_STEP * below.size:
                # Lines of text count more than words of formulas and labels.
                steps[round(below.size, 1)][round(step, 1)] += min(len(above.text), len(below.text))
                counts[round(below.size, 1)] += 1
    usual_steps = {size: _usual_step(weights) for size, weights in steps.items()}
    leadings = {
        size: step
        for size, step in usual_steps.items()
        if step < _WIDE_STEP * size or counts[size] >= _MIN_STEPS
    }
    return Measures(size, bold_length > 0.5 * total_length, leadings)


def _usual_step(weights: Counter[float]) -> float:
    """Return the most frequent step, or the smaller of two about as frequent."""
    max_weight = weights.most_common(1)[0][1]
    return min(step for step, weight in weights.items() if weight >= 0.6 * max_weight)


# The text layer: scans, forms drawn by programs, fonts without a Unicode mapping or with a wrong one.

_XFA_FORMS = frozenset({2, 3})
_MAX_UNMAPPED = 0.2  # the share of unmapped characters above which a file is refused
_MIN_UNMAPPED_NOTICE = 0.005
_MIN_LETTERS = 200

_MIN_VOWELS = 0.2
"""The minimum share of vowels among Latin letters: languages have 0.33 to 0.5, shifted codes far fewer."""

_MAX_MOJIBAKE_SCORE = 0.4  # the mojibake score above which text is in no language; real texts stay below 0.05
_MAX_NON_ASCII = 0.3  # the share of non-ASCII characters above which the mojibake score counts

_ACCENTED_WORD = re.compile(r"(?<![A-Za-z])[\u00c0-\u00ff]{4,}(?![A-Za-z])")
"""A word of accented letters only, as when Cyrillic, Greek, Arabic or Hebrew codes are read as Latin."""

_MIN_ACCENTED_WORDS = 20  # the minimum number of different such words; fewer may be examples of letters
_SAMPLE_LENGTH = 20_000

_SHIFT_SAMPLE, _MAX_SHIFT = 2_000, 31
"""The characters that are tried with other codes, and the greatest difference of the codes."""

_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?= )")
_MIN_PROSE, _MIN_WORD_LENGTH, _MAX_WORD_LENGTH = 0.75, 3, 12
"""The minimum share of words with a space after in prose, and how many letters they have on average."""

_VOWELS = frozenset("aeiouyAEIOUYàâäáãåæèéêëìíîïòóôöõøœùúûüýÀÂÄÁÃÅÆÈÉÊËÌÍÎÏÒÓÔÖÕØŒÙÚÛÜÝąęěőűůıăāēīūėįų")


def check_text_layer(pages: Sequence[Page], name: str, builder: DraftBuilder, *, form_type: int) -> None:
    """Raise ImportRefusedError if there is no readable text; report scanned pages."""
    glyph_count = sum(page.glyphs for page in pages)
    if form_type in _XFA_FORMS and glyph_count < 600:
        raise ImportRefusedError("import-pdf-form", name=name)
    if not any(line.text for page in pages for line in page.lines):
        has_images = any(page.images for page in pages)
        raise ImportRefusedError("import-pdf-scan" if has_images else "import-pdf-no-text", name=name)
    scans = [page for page in pages if _is_scan(page)]
    if scans and len(scans) * 2 > len(pages) and glyph_count < 60 * len(pages):
        raise ImportRefusedError("import-pdf-scan", name=name)
    if scans:
        builder.notice(SCANNED_PAGES, ", ".join(str(page.number) for page in scans))
    _check_characters(pages, name, builder, glyph_count)


def _is_scan(page: Page) -> bool:
    """Return whether a page is a picture with hardly any text."""
    area = page.width * page.height
    covered = max(
        ((image.right - image.left) * (image.top - image.bottom) for image in page.images), default=0.0
    )
    return page.glyphs < 40 and covered > 0.6 * area


def _check_characters(pages: Sequence[Page], name: str, builder: DraftBuilder, glyph_count: int) -> None:
    unmapped = sum(page.unmapped for page in pages) + _count_misread_letters(pages)
    if unmapped > _MAX_UNMAPPED * glyph_count or _is_gibberish(pages):
        raise ImportRefusedError("import-pdf-no-meaning", name=name)
    if unmapped > _MIN_UNMAPPED_NOTICE * glyph_count:
        builder.notice("pdf-characters-without-meaning", str(unmapped))


def _count_misread_letters(pages: Sequence[Page]) -> int:
    """Return the number of letters in words of no language, whose font has codes of another script."""
    words = [
        word
        for page in pages
        for line in page.lines
        if not line.text.isascii()
        for word in _ACCENTED_WORD.findall(line.text)
    ]
    return sum(map(len, words)) if len(set(words)) >= _MIN_ACCENTED_WORDS else 0


def _is_gibberish(pages: Sequence[Page]) -> bool:
    """Return whether the text is too unlike any language to be what the page shows."""
    text = "".join(line.text for page in pages[:20] for line in page.lines)[:_SAMPLE_LENGTH]
    non_ascii = sum(character > "\x7f" or character < " " for character in text)
    if (
        non_ascii > _MAX_NON_ASCII * len(text)
        and len(text) > _MIN_LETTERS
        and mojibake_score(text) > _MAX_MOJIBAKE_SCORE
    ):
        return True
    if _is_shifted(text):
        return True
    latin = [character for character in text if character.isalpha() and character < "\u0250"]
    if len(latin) < _MIN_LETTERS or count_scripts(text)["latin"] * 2 < sum(count_scripts(text).values()):
        return False
    vowels = sum(character in _VOWELS for character in latin)
    return vowels < _MIN_VOWELS * len(latin)


def _is_shifted(text: str) -> bool:
    """Return whether a text has function words of a language only if all its codes are shifted by the same number."""
    sample = text[:_SHIFT_SAMPLE]
    if len(sample) < _MIN_LETTERS or guess_by_function_words(sample):
        return False
    return any(
        _is_prose(sample.translate({code: code + shift & 0x7F for code in range(first, 128)}))
        for shift in range(-_MAX_SHIFT, _MAX_SHIFT + 1)
        for first in (0, 33)  # the spaces may be gaps instead of codes
        if shift
    )


def _is_prose(text: str) -> bool:
    """Return whether a text has hardly anything but words, and function words of a language among them."""
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    return (
        _MIN_PROSE * len(text) < letters + len(words)
        and _MIN_WORD_LENGTH * len(words) < letters < _MAX_WORD_LENGTH * len(words)
        and guess_by_function_words(text) is not None
    )
