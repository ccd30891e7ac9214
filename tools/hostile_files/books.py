"""Hostile books."""

from __future__ import annotations

from hostile_files.made import ARTICLE, LONG, cut, hostile, zipped
from hostile_files.office import OUTSIDE, laughs

BROKEN = "import-epub-broken"
CHAPTER = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Gases</h1><p>{LONG}</p></body></html>'
CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'


def _book(files: dict[str, bytes | str], hrefs: list[str], before: str = "", title: str = "") -> bytes:
    items = "".join(
        f'<item id="c{n}" href="{href}" media-type="application/xhtml+xml"/>' for n, href in enumerate(hrefs)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(hrefs)))
    meta = f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></metadata>'
    opf = f'{before}<package xmlns="http://www.idpf.org/2007/opf">{meta}<manifest>{items}</manifest><spine>{spine}</spine></package>'
    return zipped(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "b.opf": opf, **files}
    )


def _many() -> bytes:
    return _book({"c.xhtml": CHAPTER}, ["c.xhtml"] * 100_000)


FILES = (
    hostile("bomb.epub", lambda: _book({"c.xhtml": "<p>" + "a" * 300_000_000}, ["c.xhtml"]), "import-unpacks-too-large", "import-zip-bomb", BROKEN, quick=False),
    hostile("chapters-100000.epub", _many, ARTICLE, BROKEN, quick=False),
    hostile("names-that-lead-elsewhere.epub", lambda: _book({"c.xhtml": CHAPTER}, ["../../../../etc/hostname", "file:///etc/hostname", "http://192.0.2.1/c", "c.xhtml"]), ARTICLE),
    hostile("laughs.epub", lambda: _book({"c.xhtml": CHAPTER}, ["c.xhtml"], laughs("package"), "&l;"), "import-unsafe", BROKEN),
    hostile("entity-from-outside.epub", lambda: _book({"c.xhtml": CHAPTER}, ["c.xhtml"], OUTSIDE, "&x;"), "import-unsafe", BROKEN),
    hostile("laughs-in-a-chapter.epub", lambda: _book({"c.xhtml": laughs("html") + CHAPTER.replace("Gases", "Gases &l;")}, ["c.xhtml"]), ARTICLE, "import-unsafe", BROKEN),
    hostile("chapter-deep.epub", lambda: _book({"c.xhtml": "<div>" * 100_000 + CHAPTER}, ["c.xhtml"]), ARTICLE),
    hostile("without-chapters.epub", lambda: _book({}, []), BROKEN, "import-no-text"),
    hostile("locked.epub", lambda: _book({"c.xhtml": CHAPTER, "META-INF/encryption.xml": '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><CipherData><CipherReference URI="c.xhtml"/></CipherData></EncryptedData></encryption>'}, ["c.xhtml"]), "import-epub-encrypted"),
    hostile("cut.epub", lambda: cut(_book({"c.xhtml": CHAPTER * 50}, ["c.xhtml"])), BROKEN, "import-zip-damaged", "import-damaged"),
)  # fmt: skip
