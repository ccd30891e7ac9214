"""Read a captured web page from WARC (ISO 28500) and WACZ files: the page with its pictures, address and time of capture."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO, TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from briefbuilder.domain.article import Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.notices import Notice
from briefbuilder.importers.draft import Draft
from briefbuilder.importers.html.reader import read_page
from briefbuilder.importers.limits import (
    ARCHIVE_ENTRIES,
    CAPTURE_BYTES,
    CAPTURE_PAGES_BYTES,
    CAPTURE_RECORDS,
    GATHERED_BYTES,
    MARKUP_CHARACTERS,
    PICTURE_BYTES,
)
from briefbuilder.importers.saved_files import picture_type
from briefbuilder.importers.saved_page import SavedPage
from briefbuilder.importers.sniff import ZIP_FAULTS, ZIP_MAGIC

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecord

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_PAGE_BYTES = 4 * MARKUP_CHARACTERS
_BLOCK = 1 << 20
_MAX_LINE = 20_000
_MAX_PAGES = 10_000
_PAGES = ("pages/pages.jsonl", "pages/extrapages.jsonl")
_DESCRIPTION = "datapackage.json"
_LIBRARY_FAULTS = (ValueError, OSError, EOFError, AttributeError, IndexError, KeyError, TypeError, zlib.error)
"""What warcio raises where a file is damaged, beside its own error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A captured page, and when it was captured, as its file states it; `others` counts the other pages in the file."""

    page: SavedPage
    captured: str
    others: int = 0


def read_web_archive(data: bytes, name: str) -> Draft:
    """Read the main page of a WARC or WACZ file; raise ImportRefusedError if it has no page."""
    capture = load_capture(data, name)
    draft = read_page(capture.page.to_html(), name)
    notices = (
        [Notice(code="page-captured", subject=_shown_time(capture.captured))] if capture.captured else []
    )
    if capture.others:
        notices.append(Notice(code="captures-left-out", subject=str(capture.others)))
    return replace(draft, notices=(*notices, *draft.notices))


def capture_text(data: bytes, name: str) -> str:
    """Return the address and the text of the main page of a WARC or WACZ file."""
    return load_capture(data, name).page.to_text()


def capture_markup(data: bytes, name: str) -> bytes:
    """Return the main page of a WARC or WACZ file as one HTML file."""
    return load_capture(data, name).page.to_html()


def load_capture(data: bytes, name: str) -> Capture:
    """Return the main page of a WARC or WACZ file; raise ImportRefusedError if it has no page.

    A WACZ names it; in a WARC it is the first page that the server delivered. Redirections are followed within the file.
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

    def result(self) -> Capture:
        """Return the page that was looked for, or the first one where it is missing."""
        page = self._found or self._first
        if page is None and self._unsupported:
            raise ImportRefusedError("import-capture-compressed", name=self._name, format=self._unsupported)
        if page is None:
            raise ImportRefusedError("import-no-page", name=self._name)
        return Capture(
            page=replace(page, pictures=self._pictures),
            captured=self._captured.get(page.url, ""),
            others=len(self._captured.keys() - {page.url}) if self._found is not None else 0,
        )

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
            self._take_picture(record, url, media_type)

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

    def _take_picture(self, record: ArcWarcRecord, url: str, media_type: str) -> None:
        body = record.content_stream().read(PICTURE_BYTES + 1)
        if picture_type(body) is not None and len(body) <= PICTURE_BYTES:
            self._gathered += len(body)
            self._pictures.setdefault(url, Picture(media_type=media_type, data=body))


def _search_wacz(search: _Search, data: bytes, name: str) -> None:
    """Read the WARC files of a WACZ, and take its main page from its description or its list of pages."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            entries = container.infolist()
            if len(entries) > ARCHIVE_ENTRIES:
                raise ImportRefusedError("import-unpacks-too-large", name=name)
            search.wanted = _main_page(container)
            for entry in sorted(entries, key=lambda each: each.filename):
                path = entry.filename.lower()
                if path.startswith("archive/") and path.endswith((".warc", ".warc.gz")):
                    with container.open(entry) as stream:
                        search.read(stream)
    except ZIP_FAULTS as error:
        raise ImportRefusedError("import-damaged", name=name) from error


def _main_page(container: zipfile.ZipFile) -> str:
    """Return the address of the main page, "" where none is named."""
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
    """Return a time of capture to the minute, as it is where it cannot be read."""
    try:
        return f"{datetime.fromisoformat(stated):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return stated[:40]
