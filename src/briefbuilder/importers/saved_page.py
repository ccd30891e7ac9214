"""Read saved web pages with their pictures: MHTML, webarchives, WARC and WACZ, and pages with a folder. Nothing is fetched."""

from __future__ import annotations

import base64
import io
import json
import plistlib
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import Message
from html import escape, unescape
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin
from xml.parsers.expat import ExpatError

from briefbuilder.domain.article import Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.notices import Notice
from briefbuilder.importers.charset import decode
from briefbuilder.importers.draft import Draft, ReadingOptions
from briefbuilder.importers.html.page import FindSavedPicture, markup_to_text
from briefbuilder.importers.html.reader import read_page
from briefbuilder.importers.limits import (
    ARCHIVE_ENTRIES,
    CAPTURE_BYTES,
    CAPTURE_PAGES_BYTES,
    CAPTURE_RECORDS,
    GATHERED_BYTES,
    MAIL_PARTS,
    MARKUP_CHARACTERS,
    PICTURE_BYTES,
    SAVED_PICTURE_BYTES,
    WEBARCHIVE_BYTES,
    WEBARCHIVE_TAGS,
    check_size,
)
from briefbuilder.importers.mime import (
    get_content_id,
    get_declared_charset,
    get_media_type,
    get_parts,
    parse_mime,
    read_body_bytes,
    read_header,
)
from briefbuilder.importers.saved_files import picture_type
from briefbuilder.importers.zip_files import ZIP_FAULTS, ZIP_MAGIC

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecord


_SRC_ATTRIBUTE = re.compile(r"""(\ssrc\s*=\s*)(?:"([^"]{1,4000})"|'([^']{1,4000})')""", re.IGNORECASE)
_UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """The bytes of a page with its declared charset and address, its pictures by address, and notices about it."""

    data: bytes
    charset: str | None = None
    url: str = ""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    def to_draft(self, name: str) -> Draft:
        """Read the page of a file of that name."""
        draft = read_page(self.to_html(), name)
        return replace(draft, notices=(*self.notices, *draft.notices))

    def to_html(self) -> bytes:
        """Return the page as one HTML file with embedded pictures and its address in the first line."""
        text = decode(self.data, self.charset).text.lstrip("\ufeff")
        if len(text) <= MARKUP_CHARACTERS:
            text = self._embed_pictures(text)
        if self.url.startswith(("http://", "https://")):
            address = re.sub(r"\s+", "", self.url).replace("--", "%2D%2D").replace(">", "%3E")
            text = f"<!-- saved from url=({len(address):04d}){address} -->\n{text}"
        return _UTF8_MARK + text.encode("utf-8", "replace")

    def to_text(self) -> str:
        """Return the address and the text of the page."""
        return f"{self.url}\n\n{markup_to_text(decode(self.data, self.charset).text)}"

    def _embed_pictures(self, text: str) -> str:
        remaining = SAVED_PICTURE_BYTES
        data_urls: dict[str, str] = {}

        def put(match: re.Match[str]) -> str:
            nonlocal remaining
            address = unescape(match[2] or match[3]).strip()
            if address not in data_urls:
                data_urls[address] = self._make_data_url(address)
            if not data_urls[address] or len(data_urls[address]) > remaining:
                return match[0]
            remaining -= len(data_urls[address])
            return f'{match[1]}"{data_urls[address]}"'

        return _SRC_ATTRIBUTE.sub(put, text)

    def _make_data_url(self, address: str) -> str:
        """Return the data URL of a picture, empty if the file does not have it."""
        picture = self._find_picture(address)
        if picture is None or len(picture.data) > PICTURE_BYTES:
            return ""
        encoded = base64.b64encode(picture.data).decode("ascii")
        return f"data:{escape(picture.media_type)};base64,{encoded}"

    def _find_picture(self, address: str) -> Picture | None:
        if address.lower().startswith("cid:"):
            return self.pictures.get("cid:" + unquote(address[4:]))
        try:
            whole = urldefrag(urljoin(self.url, address)).url
        except ValueError:
            whole = address
        return self.pictures.get(address) or self.pictures.get(whole)


# MHTML (RFC 2557): a page and its pictures in a MIME message.

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def load_mhtml(data: bytes, name: str) -> SavedPage:
    """Return the saved page; raise ImportRefusedError if the file holds none."""
    message = parse_mime(data, name)
    leaves = _find_leaves(message)
    page = _find_page(message, leaves)
    if page is None:
        raise ImportRefusedError("import-no-page", name=name)
    url = (
        read_header(message, "Snapshot-Content-Location")
        or read_header(message, "X-Snapshot-Content-Location")
        or read_header(page, "Content-Location")
    )
    pictures: dict[str, Picture] = {}
    for leaf in leaves:
        if get_media_type(leaf).startswith("image/"):
            picture = Picture(media_type=get_media_type(leaf), data=read_body_bytes(leaf))
            if get_content_id(leaf):
                pictures.setdefault(f"cid:{get_content_id(leaf)}", picture)
            if read_header(leaf, "Content-Location"):
                pictures.setdefault(read_header(leaf, "Content-Location"), picture)
    return SavedPage(
        data=read_body_bytes(page), charset=get_declared_charset(page), url=url, pictures=pictures
    )


def _find_leaves(message: Message) -> list[Message]:
    leaves: list[Message] = []
    waiting = [message]
    while waiting and len(leaves) < 10 * MAIL_PARTS:
        part = waiting.pop()
        inner = get_parts(part)
        if inner:
            waiting.extend(reversed(inner))
        else:
            leaves.append(part)
    return leaves


def _find_page(message: Message, leaves: list[Message]) -> Message | None:
    """Return the main page; others are frames in it."""
    pages = [leaf for leaf in leaves if get_media_type(leaf) in _PAGE_TYPES]
    location = read_header(message, "Snapshot-Content-Location")
    named = (page for page in pages if location and read_header(page, "Content-Location") == location)
    return next(named, next(iter(pages), None))


# Webarchives of Safari: property lists with a page and its resources.

_PLIST_ERRORS = (
    plistlib.InvalidFileException, ExpatError, ValueError, TypeError, LookupError, AttributeError, struct.error,
    OverflowError, RecursionError,
)  # fmt: skip


def load_webarchive(data: bytes, name: str) -> SavedPage:
    """Return the saved page; raise ImportRefusedError if the file holds none."""
    check_size(len(data), WEBARCHIVE_BYTES, name)
    if not data.startswith(b"bplist") and data.count(b"<") > WEBARCHIVE_TAGS:
        raise ImportRefusedError("import-webarchive-broken", name=name)
    try:
        loaded = plistlib.loads(data)
    except _PLIST_ERRORS as error:
        raise ImportRefusedError("import-webarchive-broken", name=name) from error
    main = _as_dictionary(_as_dictionary(loaded).get("WebMainResource"))
    page = main.get("WebResourceData")
    if isinstance(page, str):
        page = page.encode()
    if not isinstance(page, bytes) or not page.strip():
        raise ImportRefusedError("import-no-page", name=name)
    return SavedPage(
        data=page,
        charset=_as_text(main.get("WebResourceTextEncodingName")) or None,
        url=_as_text(main.get("WebResourceURL")),
        pictures=_read_pictures(_as_dictionary(loaded).get("WebSubresources")),
    )


def _read_pictures(resources: object) -> dict[str, Picture]:
    pictures: dict[str, Picture] = {}
    for entry in resources if isinstance(resources, list) else ():
        resource = _as_dictionary(entry)
        media_type = _as_text(resource.get("WebResourceMIMEType")).lower()
        data = resource.get("WebResourceData")
        if media_type.startswith("image/") and isinstance(data, bytes):
            pictures.setdefault(
                _as_text(resource.get("WebResourceURL")), Picture(media_type=media_type, data=data)
            )
    return pictures


def _as_dictionary(value: object) -> dict[object, object]:
    return value if isinstance(value, dict) else {}


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def saved_picture_finder(options: ReadingOptions) -> FindSavedPicture | None:
    """Return a function that finds the pictures saved with a page, or None if there are none."""
    if not options.saved:
        return None
    remaining = SAVED_PICTURE_BYTES

    def find(address: str) -> Picture | None:
        nonlocal remaining
        for path in _candidate_paths(address):
            data = options.saved.get(str(path))
            limit = min(PICTURE_BYTES, remaining)
            media_type = picture_type(data) if data and len(data) <= limit else None
            if data and media_type is not None:
                remaining -= len(data)
                return Picture(media_type=media_type, data=data)
        return None

    return find


def _candidate_paths(address: str) -> tuple[PurePosixPath, ...]:
    """Return the relative paths that an address may mean, none if it leads out of the folder."""
    bare = address.partition("#")[0].partition("?")[0].strip()
    paths = (
        PurePosixPath(text.replace("\\", "/").removeprefix("./"))
        for text in dict.fromkeys((unquote(bare), bare))
    )
    return tuple(path for path in paths if len(path.parts) > 1 and not {"..", "/"} & set(path.parts) and bare)


# WARC (ISO 28500) and WACZ: pages with their pictures, addresses and times of capture.

_PAGE_BYTES = 4 * MARKUP_CHARACTERS
_BLOCK = 1 << 20
_MAX_LINE = 20_000
_MAX_PAGES = 10_000
_PAGES = ("pages/pages.jsonl", "pages/extrapages.jsonl")
_DESCRIPTION = "datapackage.json"
_LIBRARY_FAULTS = (ValueError, OSError, EOFError, AttributeError, IndexError, KeyError, TypeError, zlib.error)
"""What warcio raises if a file is damaged, beside its own error."""


def load_capture(data: bytes, name: str) -> SavedPage:
    """Return the main page of a WARC or WACZ file; raise ImportRefusedError if it has no page.

    A WACZ names it; in a WARC it is the first page that the server delivered. Redirections are followed within the file.
    Notices say when it was captured, and how many other pages are in the file.
    """
    search = _Search(name)
    if data.startswith(ZIP_MAGIC):
        _search_wacz(search, data, name)
    else:
        search.read(io.BytesIO(data))
    return search.result()


class _Search:
    """Looks for the main page in the records of one or several WARC files, and gathers the pictures beside it."""

    def __init__(self, name: str) -> None:
        self.wanted = ""
        self._name = name
        self._found: SavedPage | None = None
        self._first: SavedPage | None = None
        self._captured: dict[str, str] = {}
        self._pictures: dict[str, Picture] = {}
        self._gathered = 0
        self._read = 0
        self._records = 0
        self._unsupported = ""

    def read(self, stream: IO[bytes]) -> None:
        """Read the records of a WARC file."""
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        records = ArchiveIterator(stream, no_record_parse=False)
        before = self._read
        try:
            for record in records:
                self._records += 1
                if self._records > CAPTURE_RECORDS:
                    return
                self._take(record)
                self._drain(record, records, before)
        except ImportRefusedError:
            raise
        except (ArchiveLoadFailed, *_LIBRARY_FAULTS) as error:
            if self._found is None and self._first is None:
                raise ImportRefusedError("import-capture-damaged", name=self._name) from error

    def result(self) -> SavedPage:
        """Return the page that was looked for, or the first one if it is missing."""
        page = self._found or self._first
        if page is None and self._unsupported:
            raise ImportRefusedError("import-capture-compressed", name=self._name, format=self._unsupported)
        if page is None:
            raise ImportRefusedError("import-no-page", name=self._name)
        notices: list[Notice] = []
        if captured := self._captured.get(page.url, ""):
            notices.append(Notice(code="page-captured", subject=_shown_time(captured)))
        if others := len(self._captured.keys() - {page.url}) if self._found is not None else 0:
            notices.append(Notice(code="captures-left-out", subject=str(others)))
        return replace(page, pictures=self._pictures, notices=tuple(notices))

    def _drain(self, record: ArcWarcRecord, records: ArchiveIterator, before: int) -> None:
        """Read the rest of a record, so that what is unpacked can be counted."""
        while record.raw_stream.read(_BLOCK):
            self._check(records, before)
        self._check(records, before)

    def _check(self, records: ArchiveIterator, before: int) -> None:
        self._read = before + records.reader.num_read
        if self._read > CAPTURE_BYTES:
            raise ImportRefusedError("import-unpacks-too-large", name=self._name)

    def _take(self, record: ArcWarcRecord) -> None:
        if record.rec_type not in {"response", "resource"}:
            return
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        url = url.strip().removeprefix("<").removesuffix(">")
        status = record.http_headers.get_statuscode() if record.http_headers is not None else "200"
        if status.startswith("3"):
            self._follow(url, record.http_headers.get_header("Location") or "")
            return
        media_type, charset = _content_type(record)
        if status != "200":
            return
        if media_type in _PAGE_TYPES:
            self._take_page(record, url, charset)
        elif media_type.startswith("image/") and self._gathered < GATHERED_BYTES:
            body = record.content_stream().read(PICTURE_BYTES + 1)
            if picture_type(body) is not None and len(body) <= PICTURE_BYTES:
                self._gathered += len(body)
                self._pictures.setdefault(url, Picture(media_type=media_type, data=body))

    def _follow(self, url: str, target: str) -> None:
        if target and self.wanted and _same_page(url, self.wanted):
            self.wanted = urljoin(url, target)

    def _take_page(self, record: ArcWarcRecord, url: str, charset: str | None) -> None:
        known = len(self._captured) < _MAX_PAGES
        if known and url not in self._captured:
            self._captured[url] = record.rec_headers.get_header("WARC-Date") or ""
        is_wanted = bool(self.wanted) and _same_page(url, self.wanted)
        if self._found is not None or (not is_wanted and self._first is not None):
            return
        encoding = (
            record.http_headers.get_header("Content-Encoding") or "" if record.http_headers else ""
        ).lower()
        body = record.content_stream().read(_PAGE_BYTES + 1)
        if not body.strip():
            return
        if encoding not in {"", "identity"} and not _is_text(body):
            self._unsupported = encoding[:40]
            return
        page = SavedPage(data=body, charset=charset, url=url)
        if is_wanted or not self.wanted:
            self._found = page
        self._first = self._first or page


def _search_wacz(search: _Search, data: bytes, name: str) -> None:
    """Read the WARC files of a WACZ, and take its main page from its description or its list of pages."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            entries = container.infolist()
            if len(entries) > ARCHIVE_ENTRIES:
                raise ImportRefusedError("import-unpacks-too-large", name=name)
            search.wanted = _main_page(container)
            for entry in sorted(entries, key=lambda entry: entry.filename):
                path = entry.filename.lower()
                if path.startswith("archive/") and path.endswith((".warc", ".warc.gz")):
                    with container.open(entry) as stream:
                        search.read(stream)
    except ZIP_FAULTS as error:
        raise ImportRefusedError("import-damaged", name=name) from error


def _main_page(container: zipfile.ZipFile) -> str:
    """Return the address of the main page, "" if none is named."""
    described = _load_json(_read_entry(container, _DESCRIPTION))
    main = described.get("mainPageURL") or described.get("mainPageUrl")
    if isinstance(main, str) and main:
        return main
    pages = [page for path in _PAGES for page in _listed_pages(_read_entry(container, path))]
    seeds = (page["url"] for page in pages if page.get("seed") is True)
    return str(next(seeds, next((page["url"] for page in pages), "")))


def _listed_pages(data: bytes) -> Iterator[Mapping[str, object]]:
    for line in data.splitlines()[:_MAX_PAGES]:
        page = _load_json(line) if len(line) <= _MAX_LINE else {}
        if isinstance(page.get("url"), str):
            yield page


def _read_entry(container: zipfile.ZipFile, path: str) -> bytes:
    try:
        with container.open(path) as stream:
            return stream.read(CAPTURE_PAGES_BYTES)
    except KeyError:
        return b""


def _load_json(data: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(data) if data.strip() else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _content_type(record: ArcWarcRecord) -> tuple[str, str | None]:
    """Return the media type of what was captured, and its declared charset."""
    stated = record.http_headers.get_header("Content-Type") if record.http_headers is not None else None
    stated = stated or (record.content_type if record.http_headers is None else "") or ""
    media_type, _, parameters = stated.partition(";")
    charset = parameters.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    return media_type.strip().lower(), charset[:40] or None


def _is_text(body: bytes) -> bool:
    """Return whether a body was decompressed: it looks like markup, not like packed bytes."""
    return b"<" in body[:4096] or b"<\0" in body[:4096]


def _same_page(one: str, other: str) -> bool:
    """Return whether two addresses lead to the same page."""
    first, second = (urldefrag(url).url.rstrip("/").partition("://")[2] for url in (one, other))
    return first == second


def _shown_time(stated: str) -> str:
    """Return a time of capture to the minute, as it is if it cannot be read."""
    try:
        return f"{datetime.fromisoformat(stated):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return stated[:40]
