"""Whether the text of a PDF is text: scans, forms drawn by a program, fonts whose characters have no meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.build import Builder
from briefbuilder.importers.language import scripts
from briefbuilder.importers.oddity import oddity
from briefbuilder.importers.pdf.shapes import Line, Page

_XFA_FORMS = frozenset({2, 3})
_MOST_UNMAPPED = 0.2
"""The share of characters without a meaning from which a file is refused; below, it is said."""

_FEW_UNMAPPED = 0.005
_FEWEST_LETTERS = 200
_FEWEST_VOWELS = 0.2
"""The share of vowels in Latin letters: languages have from 0.33 to 0.5, shifted codes far fewer."""

_ODD = 0.4
"""The oddness from which characters are none of any language; those of real texts stay below 0.05."""

_MOST_BEYOND = 0.3
"""The share of characters beyond ASCII from which their oddness counts."""

_ACCENTED = re.compile(r"(?<![A-Za-z])[\u00c0-\u00ff]{4,}(?![A-Za-z])")
"""A word of accented letters alone: what codes of Cyrillic, Greek, Arabic or Hebrew give that are taken for Latin ones."""

_FEWEST_ACCENTED = 20
"""Such words, each counted once, from which they are no samples of letters."""

_MEANINGLESS = frozenset({"Cc", "Cn", "Co", "So"})
"""Categories of what PDFium gives for a code of no meaning; the sign for a lost character is a symbol."""

_SIGNS_TOGETHER = 5
"""Signs of a drawing that stand together on average, at most."""

_SAMPLE = 20_000
_VOWELS = frozenset("aeiouyAEIOUYàâäáãåæèéêëìíîïòóôöõøœùúûüýÀÂÄÁÃÅÆÈÉÊËÌÍÎÏÒÓÔÖÕØŒÙÚÛÜÝąęěőűůıăāēīūėįų")


def check(pages: Sequence[Page], name: str, builder: Builder, *, form: int) -> None:
    """Raise ImportRefusedError where there is no text to be read; note pages that hold none."""
    inked = sum(page.glyphs for page in pages)
    if form in _XFA_FORMS and inked < 600:
        raise ImportRefusedError("import-pdf-form", name=name)
    if not any(line.text for page in pages for line in page.lines):
        scanned = any(page.images for page in pages)
        raise ImportRefusedError("import-pdf-scan" if scanned else "import-pdf-no-text", name=name)
    scans = [page for page in pages if _is_scan(page)]
    if scans and len(scans) * 2 > len(pages) and inked < 60 * len(pages):
        raise ImportRefusedError("import-pdf-scan", name=name)
    if scans:
        builder.notice("pdf-pages-scanned", ", ".join(str(page.number) for page in scans))
    _check_meaning(pages, name, builder, inked)


def _is_scan(page: Page) -> bool:
    """Tell whether a page is a picture with hardly a word."""
    area = page.width * page.height
    covered = max(
        ((image.right - image.left) * (image.top - image.bottom) for image in page.images), default=0.0
    )
    return page.glyphs < 40 and covered > 0.6 * area


def _check_meaning(pages: Sequence[Page], name: str, builder: Builder, inked: int) -> None:
    unmapped = sum(page.unmapped for page in pages)
    signs = _drawn_signs(pages) if unmapped > _FEW_UNMAPPED * inked else 0
    unmapped, inked = unmapped - signs + _misread(pages), inked - signs
    if unmapped > _MOST_UNMAPPED * inked or _is_shifted(pages):
        raise ImportRefusedError("import-pdf-no-meaning", name=name)
    if signs or unmapped > _FEW_UNMAPPED * inked:
        builder.notice("pdf-characters-without-meaning", str(signs + max(0, unmapped)))


def _drawn_signs(pages: Sequence[Page]) -> int:
    """Take out the signs of a drawing, such as notes of music, and return how many they are.

    They stand alone or a few together; the words of a text whose font tells no meaning make lines.
    """
    lost = [line for page in pages for line in page.lines if _is_lost(line)]
    signs = [len("".join(line.text.split())) for line in lost]
    letters = sum(map(str.isalpha, "".join(line.text for page in pages for line in page.lines)))
    if not lost or sum(signs) > _SIGNS_TOGETHER * len(lost) or letters < _FEWEST_LETTERS:
        return 0
    gone = set(map(id, lost))
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in gone]
    return sum(signs)


def _misread(pages: Sequence[Page]) -> int:
    """Return how many letters are in words that no language has, whose font has codes of another script."""
    words = [
        word
        for page in pages
        for line in page.lines
        if not line.text.isascii()
        for word in _ACCENTED.findall(line.text)
    ]
    return sum(map(len, words)) if len(set(words)) >= _FEWEST_ACCENTED else 0


def _is_lost(line: Line) -> bool:
    signs = "".join(line.text.split())
    return 2 * sum(unicodedata.category(sign) in _MEANINGLESS for sign in signs) > len(signs)


def _is_shifted(pages: Sequence[Page]) -> bool:
    """Tell whether the characters are too unlike any language to be what the page shows."""
    text = "".join(line.text for page in pages[:20] for line in page.lines)[:_SAMPLE]
    beyond = sum(character > "\x7f" or character < " " for character in text)
    if beyond > _MOST_BEYOND * len(text) and len(text) > _FEWEST_LETTERS and oddity(text) > _ODD:
        return True
    latin = [character for character in text if character.isalpha() and character < "\u0250"]
    if len(latin) < _FEWEST_LETTERS or scripts(text)["latin"] * 2 < sum(scripts(text).values()):
        return False
    vowels = sum(character in _VOWELS for character in latin)
    return vowels < _FEWEST_VOWELS * len(latin)
