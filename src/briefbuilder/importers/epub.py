"""A book to a draft: every chapter through the walk of markup, in the order of reading."""

from __future__ import annotations

import mimetypes
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from lxml.etree import _Element
from lxml.html import HtmlElement

from briefbuilder.domain.article import Metadata, Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Heading, Span
from briefbuilder.importers.clean import first_words, match_key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.docx.metadata import is_person_name
from briefbuilder.importers.docx.package import Package
from briefbuilder.importers.draft import Chapter, Draft, DraftBuilder
from briefbuilder.importers.html.inline import tag_name
from briefbuilder.importers.html.markup import FindPicture, MarkupContext, add_markup
from briefbuilder.importers.html.page import find_exceeded_limit, load_page, markup_to_text, parse_page
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import BOOK_BYTES, BOOK_CHAPTERS, PARAGRAPHS
from briefbuilder.importers.rights import extract_rights, is_rights_statement

# What an EPUB (2 and 3) says of itself: metadata, the order of its chapters, and their names in its contents.

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_METHOD = "{http://www.w3.org/2001/04/xmlenc#}EncryptionMethod"
_FONT_METHODS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_NAMED = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """An opened book: `chapters` are parts of its package in the order of reading, `names` theirs in the contents."""

    package: Package
    chapters: tuple[str, ...]
    names: dict[str, str] = field(default_factory=dict)
    metadata: _Element | None = None

    def all(self, tag: str) -> tuple[str, ...]:
        """Return the values of an element of Dublin Core."""
        found = self.metadata.iter(f"{_DC}{tag}") if self.metadata is not None else iter(())
        texts = (" ".join("".join(one.itertext()).split()) for one in found)
        return tuple(text for text in texts if text)

    def first(self, tag: str) -> str:
        """Return the first value of an element of Dublin Core, empty where it has none."""
        return next(iter(self.all(tag)), "")

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors; translators, editors and the like are named by other roles."""
        found = self.metadata.iter(f"{_DC}creator") if self.metadata is not None else iter(())
        kept = [one for one in found if one.get(f"{_OPF}role") in {None, "aut"}]
        names = (" ".join("".join(one.itertext()).split()) for one in kept)
        return tuple(dict.fromkeys(name for name in names if name))


def open_book(data: bytes, name: str) -> Book:
    """Open a book; raise ImportRefusedError where it is encrypted or has no text."""
    package = Package(data, name)
    _refuse_encrypted(package, name)
    container = package.xml("META-INF/container.xml")
    roots = container.iter(f"{_CONTAINER}rootfile") if container is not None else iter(())
    root = next((one.get("full-path") or "" for one in roots), "")
    opf = package.xml(root) if root else None
    if opf is None:
        raise ImportRefusedError("import-epub-broken", name=name)
    folder = posixpath.dirname(root)
    items = {item.get("id") or "": item for item in opf.iter(f"{_OPF}item")}
    spine = opf.find(f"{_OPF}spine")
    chapters = tuple(dict.fromkeys(_spine(spine, items, folder)))
    if not chapters:
        raise ImportRefusedError("import-epub-broken", name=name)
    names = _names(package, items, folder, spine)
    return Book(package=package, chapters=chapters, names=names, metadata=opf.find(f"{_OPF}metadata"))


def resolve_path(folder: str, address: str) -> str:
    """Return the part of the package that an address in a chapter names."""
    path = unquote(address.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _spine(spine: _Element | None, items: dict[str, _Element], folder: str) -> Iterator[str]:
    for reference in spine.iter(f"{_OPF}itemref") if spine is not None else ():
        item = items.get(reference.get("idref") or "")
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        if item.get("media-type") in _CHAPTERS:
            yield resolve_path(folder, item.get("href") or "")


def _refuse_encrypted(package: Package, name: str) -> None:
    encryption = package.xml("META-INF/encryption.xml")
    for method in encryption.iter(_METHOD) if encryption is not None else ():
        if method.get("Algorithm") not in _FONT_METHODS:
            raise ImportRefusedError("import-epub-encrypted", name=name)


def _names(
    package: Package, items: dict[str, _Element], folder: str, spine: _Element | None
) -> dict[str, str]:
    """Return what the contents call each chapter; the first name of a chapter counts."""
    nav = next((item for item in items.values() if "nav" in (item.get("properties") or "").split()), None)
    if nav is None:
        nav = items.get((spine.get("toc") if spine is not None else None) or "ncx")
    part = resolve_path(folder, nav.get("href") or "") if nav is not None else ""
    data = package.data(part) if part else None
    text = load_page(data).text if data else ""
    root = (
        parse_page(re.sub(r"<\?xml.*?\?>", "", text, count=1))
        if text and not find_exceeded_limit(text)
        else None
    )
    found: dict[str, str] = {}
    for element in root.iter("a", "navpoint") if root is not None else ():
        source = element if element.tag == "a" else element.find("./content")
        label = element if element.tag == "a" else element.find("./navlabel")
        address = (source.get("href") or source.get("src") or "") if source is not None else ""
        words = " ".join("".join(label.itertext()).split()) if label is not None else ""
        if address and words:
            found.setdefault(resolve_path(posixpath.dirname(part), address), words[:_NAMED])
    return found


# Lists of contents within the pages of a book: what is all links to its own pages is no text.

_HOLDERS = frozenset({"body", "nav", "ul", "ol", "dl", "div", "section", "table"})
_FEWEST_LINKS = 5
_LINKED = 0.85
"""The share of the letters that stand in links: numbers of pages and headings may stand beside."""

_MOST_BESIDE = 40
"""Letters of a paragraph beside its links that are more than a number and a short title."""

_DEEPEST = 60
_HEADED = re.compile(
    r"\W*(?:(?:table of )?contents|(?:indice|sommario)(?: generale)?|table des matières|sommaire|inhalt(?:sverzeichnis)?|índice"
    r"|sumário|inhoud(?:sopgave)?|innehåll(?:sförteckning)?|indhold|innhold|spis treści|obsah|tartalom|cuprins|содержание|оглавление"
    r"|目次|目录|目錄|차례|목차)\W*",
    re.IGNORECASE,
)


def remove_contents_lists(root: HtmlElement) -> list[str]:
    """Take lists of contents out of a page, and return their first words."""
    body = root.find("body")
    found = list(_lists(root if body is None else body, 0))
    removed = []
    for element in found:
        heading = element.getprevious()
        removed.append(first_words(" ".join(_words(element))))
        if heading is not None and _HEADED.fullmatch(" ".join("".join(heading.itertext()).split())):
            heading.drop_tree()
        if tag_name(element) == "body":
            for child in list(element):
                element.remove(child)
            element.text = None
        else:
            element.drop_tree()
    return removed


def _lists(element: HtmlElement, depth: int) -> Iterator[HtmlElement]:
    """Yield the outermost elements that are a list of contents."""
    if tag_name(element) in _HOLDERS and _is_contents(element):
        yield element
    elif depth < _DEEPEST:
        for child in element:
            yield from _lists(child, depth + 1)


def _is_contents(element: HtmlElement) -> bool:
    links = [one for one in element.iter("a") if _leads_within(one.get("href") or "")]
    if len({one.get("href") for one in links}) < _FEWEST_LINKS:
        return False
    if _letters(links) < _LINKED * _letters([element]):
        return False
    return not any(map(_speaks, element.iter("p")))


def _speaks(paragraph: HtmlElement) -> bool:
    """Tell whether a paragraph says more than where something stands."""
    return _letters([paragraph]) - _letters(paragraph.iter("a")) > _MOST_BESIDE


def _letters(elements: Iterable[HtmlElement]) -> int:
    return sum(len(word) for element in elements for word in _words(element))


def _leads_within(address: str) -> bool:
    """Tell whether an address leads to a page of the same book, or to a place in one that is no note."""
    return bool(address) and "://" not in address and not address.startswith(("#", "mailto:"))


def _words(element: HtmlElement) -> list[str]:
    return "".join(f"{text} " for text in element.itertext()).split()


_TITLE_PAGE = re.compile(rb"""epub:type=["'][^"']*\btitlepage\b""")
"""The page with title, authors and date: EPUB 3 Structural Semantics Vocabulary."""

_LONGEST_TITLE_PAGE = 600
"""Code points."""


def read_epub(data: bytes, name: str) -> Draft:
    """Read the bytes of a book; raise ImportRefusedError where it is encrypted, broken or without text."""
    book = open_book(data, name)
    builder = DraftBuilder()
    left = BOOK_BYTES
    for number, chapter in enumerate(book.chapters):
        found = book.package.data(chapter)
        if found is None:
            builder.notice("epub-chapter-missing", book.names.get(chapter, chapter))
            continue
        left -= len(found)
        if left < 0 or number >= BOOK_CHAPTERS or len(builder.blocks) > PARAGRAPHS:
            builder.notice("epub-cut", str(len(book.chapters) - number))
            break
        add_chapter(builder, book, chapter, found, number)
    _drop_title_page(builder, book.first("title"))
    if not any(block.text.strip() for block in builder.blocks):
        raise ImportRefusedError("import-no-text", name=name)
    return builder.draft(build_metadata(builder, book, name))


def add_chapter(builder: DraftBuilder, book: Book, chapter: str, data: bytes, number: int) -> None:
    """Add a chapter's blocks, its name in the contents as a heading where it has none itself.

    `number` keeps the notes of several chapters in one article apart.
    """
    before = len(builder.blocks)
    contents: list[str] = []
    around = MarkupContext(
        language=book.first("language") or None,
        scope=f"{number}:",
        picture=_pictures(book, chapter),
        quoted=_marks_of(chapter),
        amend=lambda root: contents.extend(remove_contents_lists(root)),
    )
    add_markup(builder, load_page(data).decoded.text, around)
    for words in contents:
        builder.notice("contents-list-removed", words)
    added = builder.blocks[before:]
    if _TITLE_PAGE.search(data) and sum(len(block.text) for block in added) < _LONGEST_TITLE_PAGE:
        # What it says is the book's metadata; as paragraphs its lines would be the first of the text.
        del builder.blocks[before:]
        builder.notice("removed-from-page", first_words(" · ".join(block.text for block in added)))
        return
    titled = any(isinstance(block, Heading) for block in added[:4])
    told = book.names.get(chapter, "")
    if told and added and not titled and not match_key(added[0].text).startswith(match_key(told)):
        heading = builder.add(Heading(id="", content=(Span(told),), level=1))
        if heading is not None:
            builder.blocks.insert(before, builder.blocks.pop())
            builder.notice("epub-heading-from-contents", told, heading.id)


def _drop_title_page(builder: DraftBuilder, title: str) -> None:
    """Take a heading at the head that repeats the title off the text."""
    first = builder.blocks[0] if builder.blocks else None
    if isinstance(first, Heading) and match_key(first.text) and match_key(first.text) == match_key(title):
        builder.notice("title-repeated", first.text)
        del builder.blocks[0]


def _pictures(book: Book, chapter: str) -> FindPicture:
    folder = posixpath.dirname(chapter)

    def find(address: str) -> Picture | None:
        part = resolve_path(folder, address)
        media_type = mimetypes.guess_type(part)[0] or ""
        if "://" in address or not media_type.startswith("image/"):
            return None
        data = book.package.picture(part)
        return Picture(media_type=media_type, data=data) if data else None

    return find


def _marks_of(chapter: str) -> Callable[[HtmlElement], Collection[HtmlElement]]:
    """Return what makes marks of notes that are in the same chapter known as such; it quotes nothing."""
    base = posixpath.basename(chapter)

    def prepare(root: HtmlElement) -> Collection[HtmlElement]:
        for anchor in root.iter("a"):
            address = anchor.get("href") or ""
            if address.startswith(f"{base}#"):
                anchor.set("href", address[len(base) :])
            if "noteref" in (anchor.get("epub:type") or "").split():
                anchor.set("role", "doc-noteref")
        return ()

    return prepare


def build_metadata(builder: DraftBuilder, book: Book, name: str, *, described: bool = True) -> Metadata:
    """Return what a book tells of itself; `described` says where its title comes from and what it is about."""
    title = book.first("title")
    if not title:
        title = name.rpartition(".")[0] or name
        if described:
            builder.notice("title-from-file-name", title)
    declared = book.first("language").replace("_", "-") or None
    guessed = guess_language("\n".join(block.text for block in builder.blocks[:200]))
    language = declared
    if guessed and (declared or "").partition("-")[0].lower() != guessed:
        builder.notice("language-overruled" if declared else "language-guessed", guessed)
        language = guessed
    statements = [block.text for block in builder.blocks if is_rights_statement(block.text)]
    for summary in book.all("description")[:1] if described else ():
        builder.notice("epub-description", first_words(markup_to_text(summary), 300))
    return Metadata(
        title=title,
        authors=tuple(filter(is_person_name, book.authors)),
        publication=book.first("publisher") or None,
        published=read_date(book.first("date")),
        language=language,
        rights=extract_rights([*book.all("rights"), *statements]),
    )


# A book as an article a chapter: what its contents name is a chapter, what they do not name goes on with it.


def read_chapters(data: bytes, name: str) -> tuple[Chapter, ...]:
    """Return the chapters of a book; raise ImportRefusedError where it is encrypted, broken or without text.

    Files of the book without a text (a cover, say) are named in a notice of the first chapter.
    """
    book = open_book(data, name)
    left = [BOOK_BYTES]
    found: list[Chapter] = []
    bare: list[str] = []
    cut = 0
    groups = _groups(book)
    blocks = 0
    for number, group in enumerate(groups):
        if left[0] < 0 or number >= BOOK_CHAPTERS or blocks > PARAGRAPHS:
            cut = len(groups) - number
            break
        chapter = _chapter(book, group, name, left)
        if chapter is None:
            bare.append(book.names.get(group[0], group[0]))
        else:
            found.append(chapter)
            blocks += len(chapter.draft.blocks)
    if not found:
        raise ImportRefusedError("import-no-text", name=name)
    return tuple(_noted(found, bare, cut))


def _noted(found: list[Chapter], bare: list[str], cut: int) -> Iterator[Chapter]:
    builder = DraftBuilder()
    for subject in bare:
        builder.notice("epub-chapter-without-text", subject)
    if cut:
        builder.notice("epub-cut", str(cut))
    first = found[0]
    notices = (*first.draft.notices, *builder.notices)
    yield replace(first, draft=replace(first.draft, notices=notices))
    yield from found[1:]


def _groups(book: Book) -> list[list[str]]:
    """Return the files of each chapter; where the contents name less than two, each file is one."""
    named = [chapter for chapter in book.chapters if chapter in book.names]
    groups: list[list[str]] = []
    for chapter in book.chapters:
        if chapter in book.names or len(named) < 2 or not groups or groups[-1][0] not in book.names:
            groups.append([chapter])
        else:
            groups[-1].append(chapter)
    return groups


def _chapter(book: Book, group: list[str], name: str, left: list[int]) -> Chapter | None:
    builder = DraftBuilder()
    for number, part in enumerate(group):
        data = book.package.data(part)
        if data is None:
            builder.notice("epub-chapter-missing", book.names.get(part, part))
            continue
        left[0] -= len(data)
        if left[0] >= 0:
            add_chapter(builder, book, part, data, number)
    if not any(block.text.strip() for block in builder.blocks):
        return None
    title = _title(builder, book.names.get(group[0], ""))
    whole = book.first("title") or name.rpartition(".")[0] or name
    builder.notice("came-with-book", whole)
    metadata = replace(build_metadata(builder, book, name, described=False), title=title, publication=whole)
    return Chapter(label=title, part=group[0], draft=builder.draft(metadata))


def _title(builder: DraftBuilder, told: str) -> str:
    """Return a chapter's title and take a heading that says it off the head of its text."""
    first = builder.blocks[0]
    if isinstance(first, Heading) and (not told or match_key(first.text) == match_key(told)):
        if len(builder.blocks) > 1:
            del builder.blocks[0]
            kept = {block.id for block in builder.blocks}
            builder.notices[:] = [one for one in builder.notices if one.block is None or one.block in kept]
        return told or first.text
    return told or first_words(first.text)
