"""Whether the text of a PDF is text: scans, forms drawn by a program, fonts whose characters have no meaning."""

from __future__ import annotations

from collections.abc import Sequence

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.build import Builder
from briefbuilder.importers.language import scripts
from briefbuilder.importers.oddity import oddity
from briefbuilder.importers.pdf.shapes import Page

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
    if unmapped > _MOST_UNMAPPED * inked or _is_shifted(pages):
        raise ImportRefusedError("import-pdf-no-meaning", name=name)
    if unmapped > _FEW_UNMAPPED * inked:
        builder.notice("pdf-characters-without-meaning", str(unmapped))


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
