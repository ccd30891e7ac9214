"""Read EPUB books."""

from __future__ import annotations

import mimetypes
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.etree import _Element
from lxml.html import HtmlElement

from briefbuilder.domain.article import Metadata, Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Heading, Span
from briefbuilder.importers.clean import first_words, match_key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.docx.package import Package, joined_text
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.html.inline import has_blocks, is_note_mark, own_names
from briefbuilder.importers.html.markup import FindPicture, MarkupContext, add_markup
from briefbuilder.importers.html.page import find_exceeded_limit, load_page, markup_to_text, parse_page
from briefbuilder.importers.limits import BOOK_BYTES, BOOK_CHAPTERS, PARAGRAPHS
from briefbuilder.importers.office.head import is_person_name
from briefbuilder.importers.phrases import CONTENTS_HEADING

# The package of an EPUB (2 and 3): metadata, the order of its chapters, and their names in the table of contents.

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_ENCRYPTION_METHOD = "{http://www.w3.org/2001/04/xmlenc#}EncryptionMethod"
_FONT_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_CHAPTER_TYPES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_MAX_NAME = 120
_GENERIC_TITLE = re.compile(r"\W*(?:untitled|unknown(?: title)?)\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """An opened book; `chapters` are the parts in reading order, `names` their names in the table of contents."""

    package: Package
    chapters: tuple[str, ...]
    names: dict[str, str] = field(default_factory=dict)
    metadata: _Element | None = None

    def all(self, tag: str) -> tuple[str, ...]:
        """Return the values of a Dublin Core element."""
        found = self.metadata.iter(f"{_DC}{tag}") if self.metadata is not None else iter(())
        return tuple(filter(None, map(joined_text, found)))

    def first(self, tag: str) -> str:
        """Return the first value of a Dublin Core element, empty if it is missing."""
        return next(iter(self.all(tag)), "")

    @property
    def title(self) -> str:
        """The title, empty for a placeholder such as “Unknown title”."""
        title = self.first("title")
        return "" if _GENERIC_TITLE.fullmatch(title) else title

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors, without translators, editors and the like."""
        found = self.metadata.iter(f"{_DC}creator") if self.metadata is not None else iter(())
        kept = (item for item in found if item.get(f"{_OPF}role") in {None, "aut"})
        return tuple(dict.fromkeys(filter(None, map(joined_text, kept))))


def open_book(data: bytes, name: str) -> Book:
    """Open a book; raise ImportRefusedError if it is encrypted or has no text."""
    package = Package(data, name)
    encryption = package.xml("META-INF/encryption.xml")
    for method in encryption.iter(_ENCRYPTION_METHOD) if encryption is not None else ():
        if method.get("Algorithm") not in _FONT_OBFUSCATION:
            raise ImportRefusedError("import-epub-encrypted", name=name)
    container = package.xml("META-INF/container.xml")
    roots = container.iter(f"{_CONTAINER}rootfile") if container is not None else iter(())
    root = next((item.get("full-path") or "" for item in roots), "")
    opf = package.xml(root) if root else None
    if opf is None:
        raise ImportRefusedError("import-epub-broken", name=name)
    folder = posixpath.dirname(root)
    items = {item.get("id") or "": item for item in opf.iter(f"{_OPF}item")}
    spine = opf.find(f"{_OPF}spine")
    chapters = tuple(dict.fromkeys(_read_spine(spine, items, folder)))
    if not chapters:
        raise ImportRefusedError("import-epub-broken", name=name)
    names = _read_contents(package, items, folder, spine)
    return Book(package=package, chapters=chapters, names=names, metadata=opf.find(f"{_OPF}metadata"))


def resolve_path(folder: str, address: str) -> str:
    """Return the part of the package for an address in a chapter."""
    path = unquote(address.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _read_spine(spine: _Element | None, items: dict[str, _Element], folder: str) -> Iterator[str]:
    for reference in spine.iter(f"{_OPF}itemref") if spine is not None else ():
        item = items.get(reference.get("idref") or "")
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        if item.get("media-type") in _CHAPTER_TYPES:
            yield resolve_path(folder, item.get("href") or "")


def _read_contents(
    package: Package, items: dict[str, _Element], folder: str, spine: _Element | None
) -> dict[str, str]:
    """Return the first name of each chapter in the table of contents."""
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
        words = joined_text(label)
        if address and words:
            found.setdefault(resolve_path(posixpath.dirname(part), address), words[:_MAX_NAME])
    return found


# Tables of contents within the pages of a book, which consist of links to other pages.

_CONTAINER_TAGS = frozenset({"body", "nav", "ul", "ol", "dl", "div", "section", "table"})
_MIN_LINKS = 5
_MIN_LINK_SHARE = 0.85
"""The share of letters in links; the rest may be page numbers and headings."""

_MAX_UNLINKED = 40
"""Letters outside links in a paragraph with a number and a short title."""

_MAX_DEPTH = 60


def remove_contents_lists(root: HtmlElement) -> list[str]:
    """Remove tables of contents from a page, and return their first words."""
    body = root.find("body")
    found = list(_find_contents_lists(root if body is None else body, 0))
    removed = []
    for element in found:
        heading = element.getprevious()
        removed.append(first_words(" ".join(_split_words(element))))
        if heading is not None and CONTENTS_HEADING.fullmatch(joined_text(heading)):
            heading.drop_tree()
        if element.tag == "body":
            for child in list(element):
                element.remove(child)
            element.text = None
        else:
            element.drop_tree()
    return removed


def _find_contents_lists(element: HtmlElement, depth: int) -> Iterator[HtmlElement]:
    """Yield the outermost elements that are tables of contents."""
    if element.tag in _CONTAINER_TAGS and _is_contents_list(element):
        yield element
    elif depth < _MAX_DEPTH:
        for child in element:
            yield from _find_contents_lists(child, depth + 1)


def _is_contents_list(element: HtmlElement) -> bool:
    links = [item for item in element.iter("a") if _is_internal(item.get("href") or "")]
    if len({item.get("href") for item in links}) < _MIN_LINKS:
        return False
    if _count_letters(links) < _MIN_LINK_SHARE * _count_letters([element]):
        return False
    return not any(map(_has_text, element.iter("p")))


def _has_text(paragraph: HtmlElement) -> bool:
    """Return whether a paragraph has text besides links and page numbers."""
    return _count_letters([paragraph]) - _count_letters(paragraph.iter("a")) > _MAX_UNLINKED


def _count_letters(elements: Iterable[HtmlElement]) -> int:
    return sum(len(word) for element in elements for word in _split_words(element))


def _is_internal(address: str) -> bool:
    """Return whether an address leads to a page of the same book, and not to a note."""
    return bool(address) and "://" not in address and not address.startswith(("#", "mailto:"))


def _split_words(element: HtmlElement) -> list[str]:
    return "".join(f"{text} " for text in element.itertext()).split()


_TITLE_PAGE = re.compile(rb"""epub:type=["'][^"']*\btitlepage\b""")
"""The page with title, authors and date: EPUB 3 Structural Semantics Vocabulary."""

_MAX_TITLE_PAGE = 600
"""Code points."""


def read_epub(data: bytes, name: str) -> Draft:
    """Read a book; raise ImportRefusedError if it is encrypted, broken or without text."""
    book = open_book(data, name)
    builder = DraftBuilder()
    remaining = BOOK_BYTES
    notes = NoteCollector(book)
    for number, chapter in enumerate(book.chapters):
        found = book.package.data(chapter)
        if found is None:
            builder.notice("epub-chapter-missing", book.names.get(chapter, chapter))
            continue
        remaining -= len(found)
        if remaining < 0 or number >= BOOK_CHAPTERS or len(builder.blocks) > PARAGRAPHS:
            builder.notice("epub-cut", str(len(book.chapters) - number))
            break
        _add_chapter(builder, book, chapter, found, number, notes)
    builder.drop_repeated_title(book.title)
    if not any(block.text.strip() for block in builder.blocks):
        raise ImportRefusedError("import-no-text", name=name)
    return builder.draft(_build_metadata(builder, book, name))


def _add_chapter(
    builder: DraftBuilder, book: Book, chapter: str, data: bytes, number: int, notes: NoteCollector
) -> None:
    """Add the blocks of a chapter, with its name in the table of contents as a heading if it has none.

    `number` distinguishes the notes of several chapters.
    """
    before = len(builder.blocks)
    contents: list[str] = []

    def amend(root: HtmlElement) -> None:
        contents.extend(remove_contents_lists(root))
        notes.mark_references(root, chapter)
        if heading := notes.remove_used(root, chapter):
            builder.notice("removed-from-page", heading)

    context = MarkupContext(
        language=book.first("language") or None,
        scope=f"{number}:",
        picture=_picture_finder(book, chapter),
        amend=amend,
    )
    add_markup(builder, load_page(data).decoded.text, context)
    for words in contents:
        builder.notice("contents-list-removed", words)
    added = builder.blocks[before:]
    if _TITLE_PAGE.search(data) and sum(len(block.text) for block in added) < _MAX_TITLE_PAGE:
        # The metadata of the book has the same content.
        del builder.blocks[before:]
        builder.notice("removed-from-page", first_words(" · ".join(block.text for block in added)))
        return
    titled = any(isinstance(block, Heading) for block in added[:4])
    name_in_contents = book.names.get(chapter, "")
    if (
        name_in_contents
        and added
        and not titled
        and not match_key(added[0].text).startswith(match_key(name_in_contents))
    ):
        heading = builder.add(Heading(id="", content=(Span(name_in_contents),), level=1))
        if heading is not None:
            builder.blocks.insert(before, builder.blocks.pop())
            builder.notice("epub-heading-from-contents", name_in_contents, heading.id)


def _picture_finder(book: Book, chapter: str) -> FindPicture:
    folder = posixpath.dirname(chapter)

    def find(address: str) -> Picture | None:
        part = resolve_path(folder, address)
        media_type = mimetypes.guess_type(part)[0] or ""
        if "://" in address or not media_type.startswith("image/"):
            return None
        data = book.package.picture(part)
        return Picture(media_type=media_type, data=data) if data else None

    return find


# Notes, which many books collect in a chapter of their own at the end.

_NOTE_TAGS = frozenset({"li", "p", "div", "aside", "dd"})
_MAX_NOTE = 20_000
_OWN_MARK = re.compile(r"\s*[.):\]]*\s*")


class NoteCollector:
    """Brings the notes of later chapters into the chapters that refer to them."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._notes: dict[str, dict[str, HtmlElement]] = {}
        self._used: dict[str, set[str]] = {}

    def mark_references(self, root: HtmlElement, chapter: str) -> None:
        """Turn the links of a chapter to notes into links within it, and append the notes of later chapters."""
        later = set(self._book.chapters[self._book.chapters.index(chapter) + 1 :])
        body = root.find("body")
        brought: set[str] = set()
        anchors = list(root.iter("a"))
        for anchor in anchors:
            if "noteref" in (anchor.get("epub:type") or "").split():
                anchor.set("role", "doc-noteref")
        references = {f"#{name}" for anchor in anchors if is_note_mark(anchor) for name in own_names(anchor)}
        links_back = {posixpath.basename(chapter) + name for name in references}
        for anchor in anchors:
            address, _, name = (anchor.get("href") or "").partition("#")
            part = resolve_path(posixpath.dirname(chapter), address) if address else ""
            if part == chapter:
                anchor.set("href", f"#{name}")
            elif part in later and is_note_mark(anchor) and body is not None:
                note = self._find_note(part, name)
                new_name = f"{part}!{name}"
                if note is not None:
                    anchor.set("href", f"#{new_name}")
                    if new_name not in brought:
                        body.append(_copy_note(note, new_name, links_back))
                    brought.add(new_name)
                    self._used.setdefault(part, set()).add(name)

    def remove_used(self, root: HtmlElement, chapter: str) -> str:
        """Remove the notes from a chapter that others refer to; return its heading if nothing else is left."""
        used = self._used.get(chapter, set())
        for name, note in _collect_notes(root).items() if used else ():
            if name in used and note.getparent() is not None:
                note.drop_tree()
        body = root.find("body")
        if not used or body is None:
            return ""
        heading = " ".join(map(joined_text, body.iter("h1", "h2", "h3", "h4", "h5", "h6")))
        if joined_text(body) != heading:
            return ""
        for element in list(body):
            body.remove(element)
        body.text = None
        return heading

    def _find_note(self, part: str, name: str) -> HtmlElement | None:
        if part not in self._notes:
            data = self._book.package.data(part)
            text = load_page(data).text if data else ""
            root = parse_page(text) if text and not find_exceeded_limit(text) else None
            self._notes[part] = _collect_notes(root) if root is not None else {}
        return self._notes[part].get(name)


def _collect_notes(root: HtmlElement) -> dict[str, HtmlElement]:
    """Return the elements that may be notes by their names; the name may be that of a mark at the beginning."""
    found: dict[str, HtmlElement] = {}
    texts: dict[HtmlElement, str] = {}
    for element in root.iter(*_NOTE_TAGS, "a", "span", "sup"):
        name = element.get("id")
        around = (element, *element.iterancestors()) if name else ()
        note = next((outer for outer in around if outer.tag in _NOTE_TAGS), None)
        if name is None or note is None:
            continue
        if note not in texts:
            texts[note] = "" if has_blocks(note) else joined_text(note)
        if 0 < len(texts[note]) <= _MAX_NOTE and (
            note is element or texts[note].startswith(joined_text(element))
        ):
            found.setdefault(name, note)
    return found


def _copy_note(note: HtmlElement, name: str, links_back: Collection[str]) -> HtmlElement:
    """Return a copy of a note under a new name, without the links from it back to the references."""
    copied = deepcopy(note)
    copied.tail = None
    opening = joined_text(copied)
    for index, anchor in enumerate(list(copied.iter("a"))):
        if posixpath.basename(anchor.get("href") or "") not in links_back:
            continue
        if index == 0 and anchor.tail and opening.startswith(joined_text(anchor)):
            anchor.tail = _OWN_MARK.sub("", anchor.tail, count=1)
        anchor.drop_tree()
    copied.tag = "div"
    copied.set("id", name)
    return copied


def _build_metadata(builder: DraftBuilder, book: Book, name: str) -> Metadata:
    title = book.title
    if not title:
        title = name.rpartition(".")[0] or name
        builder.notice("title-from-file-name", title)
    language = builder.language(book.first("language").replace("_", "-") or None)
    for summary in book.all("description")[:1]:
        builder.notice("epub-description", first_words(markup_to_text(summary), 300))
    return Metadata(
        title=title,
        authors=tuple(filter(is_person_name, book.authors)),
        publication=book.first("publisher") or None,
        published=read_date(book.first("date")),
        language=language,
        rights=builder.rights(book.all("rights")),
    )


def book_text(data: bytes, name: str) -> str:
    """Return the text of a book in the order of its chapters."""
    book = open_book(data, name)
    found = (book.package.data(chapter) for chapter in book.chapters)
    return "\n\n".join(markup_to_text(load_page(chapter).decoded.text) for chapter in found if chapter)
