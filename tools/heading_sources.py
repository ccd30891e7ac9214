"""The texts that the weights of headings are learned from: labelled pages, news pages, help pages and handbooks."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.plaintexts import Page

ROOT = Path(__file__).resolve().parent.parent
Blocks = list[tuple[str, str]]

_KINDS = {
    "p": "paragraph", "dt": "paragraph", "td": "paragraph", "th": "paragraph", "li": "list_item", "dd": "list_item",
    "pre": "code", "figcaption": "caption", "caption": "caption", **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], "heading"),
}  # fmt: skip
_LEFT_OUT = {"script", "style", "nav", "header", "footer", "head", "button", "form", "aside", "table"}


def news() -> Iterator[Page]:
    """Yield the news pages, with their blocks as the importer of web pages types them."""
    from briefbuilder.importers.reading import read_bytes

    for path in sorted((ROOT.parent / "shared" / "corpora" / "pages" / "benchmark").glob("*.html.gz")):
        article = read_bytes(gzip.decompress(path.read_bytes()), "page.html").article
        blocks = [(block.kind, " ".join(block.text.split())) for block in article.blocks]
        shown = tuple(block for block in blocks if block[1])
        yield Page(path.name, article.metadata.language or "en", article.metadata.title, shown)


def manuals(folder: Path) -> Iterator[Page]:
    """Yield the help pages (`*.page`, three as one text) and the handbook's chapters (`*.html`) of a folder."""
    help_pages = iter([blocks for path in sorted(folder.glob("*.page")) if (blocks := list(_mallard(path)))])
    while three := list(islice(help_pages, 3)):
        yield _page([block for text in three for block in text])
    for path in sorted(folder.glob("*.html")):
        blocks = list(_handbook(path))
        if any(kind == "heading" for kind, _ in blocks):
            yield _page(blocks)


def _page(blocks: Blocks) -> Page:
    place = next(place for place, (kind, _) in enumerate(blocks) if kind == "heading")
    title = blocks[place][1]
    return Page(title, "", title, tuple(blocks[:place] + blocks[place + 1 :]))


def _mallard(path: Path) -> Iterator[tuple[str, str]]:
    from lxml import etree

    for element in etree.parse(path).getroot().iter("{*}title", "{*}p"):
        outside = {etree.QName(parent).localname for parent in element.iterancestors()}
        words = " ".join("".join(element.itertext()).split())
        if words and not outside & {"info", "media", "table"}:
            heading = etree.QName(element).localname == "title"
            yield "heading" if heading else "list_item" if "item" in outside else "paragraph", words


def _handbook(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the innermost blocks of a page: what holds another block is no block."""
    from lxml import html

    tree = html.parse(path, html.HTMLParser(encoding="utf-8")).getroot()
    inner = "|".join(f".//{tag}" for tag in _KINDS)
    for element in tree.iter(*_KINDS):
        around = {str(parent.tag) for parent in element.iterancestors()}
        words = " ".join("".join(element.itertext()).split()).strip("§¶ ")
        if words and not around & _LEFT_OUT and not element.xpath(inner):
            listed = element.tag == "p" and around & {"li", "dd"}
            yield "list_item" if listed else _KINDS[str(element.tag)], words
