"""Read saved web pages with their pictures: MHTML, webarchives, and pages with a folder. Nothing is fetched."""

from __future__ import annotations

import base64
import plistlib
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import unquote, urldefrag, urljoin
from xml.parsers.expat import ExpatError

from briefbuilder.domain.article import Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.charset import decode
from briefbuilder.importers.draft import Draft, ReadingOptions
from briefbuilder.importers.html.page import FindSavedPicture, markup_to_text
from briefbuilder.importers.html.reader import read_page
from briefbuilder.importers.limits import (
    MAIL_PARTS,
    MARKUP_CHARACTERS,
    MEBIBYTE,
    PICTURE_BYTES,
    SAVED_PICTURE_BYTES,
    WEBARCHIVE_BYTES,
    WEBARCHIVE_TAGS,
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

_SRC_ATTRIBUTE = re.compile(r"""(\ssrc\s*=\s*)(?:"([^"]{1,4000})"|'([^']{1,4000})')""", re.IGNORECASE)
_UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """The bytes of a page with its declared charset and address, and its pictures by address."""

    data: bytes
    charset: str | None = None
    url: str = ""
    pictures: Mapping[str, Picture] = field(default_factory=dict)

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


def read_mhtml(data: bytes, name: str) -> Draft:
    """Read a page saved as MHTML; raise ImportRefusedError if it is missing."""
    return read_page(mhtml_markup(data, name), name)


def mhtml_text(data: bytes, name: str) -> str:
    """Return the address and the text of a page saved as MHTML."""
    return load_mhtml(data, name).to_text()


def mhtml_markup(data: bytes, name: str) -> bytes:
    """Return a page saved as MHTML as one HTML file."""
    return load_mhtml(data, name).to_html()


def load_mhtml(data: bytes, name: str) -> SavedPage:
    """Return the saved page; raise ImportRefusedError if it is missing."""
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
    match: list[Message] = []
    waiting = [message]
    while waiting and len(match) < 10 * MAIL_PARTS:
        part = waiting.pop()
        inner = get_parts(part)
        if inner:
            waiting.extend(reversed(inner))
        else:
            match.append(part)
    return match


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


def read_webarchive(data: bytes, name: str) -> Draft:
    """Read a webarchive; raise ImportRefusedError if there is no page in it."""
    return read_page(webarchive_markup(data, name), name)


def webarchive_text(data: bytes, name: str) -> str:
    """Return the address and the text of a webarchive."""
    return load_webarchive(data, name).to_text()


def webarchive_markup(data: bytes, name: str) -> bytes:
    """Return a webarchive as one HTML file."""
    return load_webarchive(data, name).to_html()


def load_webarchive(data: bytes, name: str) -> SavedPage:
    """Return the saved page; raise ImportRefusedError if it is missing."""
    if len(data) > WEBARCHIVE_BYTES:
        raise ImportRefusedError("import-too-large", name=name, limit=str(WEBARCHIVE_BYTES // MEBIBYTE))
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
    match: dict[str, Picture] = {}
    for entry in resources if isinstance(resources, list) else ():
        resource = _as_dictionary(entry)
        media_type = _as_text(resource.get("WebResourceMIMEType")).lower()
        data = resource.get("WebResourceData")
        if media_type.startswith("image/") and isinstance(data, bytes):
            match.setdefault(
                _as_text(resource.get("WebResourceURL")), Picture(media_type=media_type, data=data)
            )
    return match


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
