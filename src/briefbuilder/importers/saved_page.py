"""A page saved with its folder: the pictures that the browser put beside it, and nothing that lies elsewhere."""

from __future__ import annotations

import base64
import os
import plistlib
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from html import escape, unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urldefrag, urljoin
from xml.parsers.expat import ExpatError

from briefbuilder.domain.article import Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.charset import decode
from briefbuilder.importers.draft import Draft, ReadingOptions
from briefbuilder.importers.html.page import FindSavedPicture
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

# A page and what it shows as one page: the pictures within the file are put into it, and nothing is fetched.

_SOURCE = re.compile(r"""(\ssrc\s*=\s*)(?:"([^"]{1,4000})"|'([^']{1,4000})')""", re.IGNORECASE)
_UTF8 = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A page's bytes with its charset and address as the file states them, and its pictures by their addresses."""

    data: bytes
    charset: str | None = None
    url: str = ""
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    def to_html(self) -> bytes:
        """Return the page as one file, with its pictures inside and its address in its first line."""
        text = decode(self.data, self.charset).text.lstrip("\ufeff")
        if len(text) <= MARKUP_CHARACTERS:
            text = self._with_pictures(text)
        if self.url.startswith(("http://", "https://")):
            address = re.sub(r"\s+", "", self.url).replace("--", "%2D%2D").replace(">", "%3E")
            text = f"<!-- saved from url=({len(address):04d}){address} -->\n{text}"
        return _UTF8 + text.encode("utf-8", "replace")

    def _with_pictures(self, text: str) -> str:
        left = SAVED_PICTURE_BYTES
        placed: dict[str, str] = {}

        def put(found: re.Match[str]) -> str:
            nonlocal left
            address = unescape(found[2] or found[3]).strip()
            if address not in placed:
                placed[address] = self._address(address)
            if not placed[address] or len(placed[address]) > left:
                return found[0]
            left -= len(placed[address])
            return f'{found[1]}"{placed[address]}"'

        return _SOURCE.sub(put, text)

    def _address(self, address: str) -> str:
        """Return an address that holds the picture itself, empty where the file has none."""
        picture = self._picture(address)
        if picture is None or len(picture.data) > PICTURE_BYTES:
            return ""
        encoded = base64.b64encode(picture.data).decode("ascii")
        return f"data:{escape(picture.media_type)};base64,{encoded}"

    def _picture(self, address: str) -> Picture | None:
        if address.lower().startswith("cid:"):
            return self.pictures.get("cid:" + unquote(address[4:]))
        try:
            whole = urldefrag(urljoin(self.url, address)).url
        except ValueError:
            whole = address
        return self.pictures.get(address) or self.pictures.get(whole)


# MHTML (RFC 2557): a page with its pictures as the parts of a MIME message.

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read_mhtml(data: bytes, name: str) -> Draft:
    """Read the bytes of a page saved in MIME; raise ImportRefusedError where there is no page in them."""
    return read_page(load_mhtml(data, name).to_html(), name)


def load_mhtml(data: bytes, name: str) -> SavedPage:
    """Return the page that was saved; raise ImportRefusedError where there is none."""
    message = parse_mime(data, name)
    leaves = _leaves(message)
    page = _main(message, leaves)
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


def _leaves(message: Message) -> list[Message]:
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < 10 * MAIL_PARTS:
        part = waiting.pop()
        inner = get_parts(part)
        if inner:
            waiting.extend(reversed(inner))
        else:
            found.append(part)
    return found


def _main(message: Message, leaves: list[Message]) -> Message | None:
    """Return the page that was saved; others are frames in it."""
    pages = [leaf for leaf in leaves if get_media_type(leaf) in _PAGES]
    wanted = read_header(message, "Snapshot-Content-Location")
    named = (page for page in pages if wanted and read_header(page, "Content-Location") == wanted)
    return next(named, next(iter(pages), None))


# How browsers name the folder of what a page shows, which they save beside it.

FOLDER_ENDINGS = ("_files", "_file", "_fichiers", "_archivos", "-Dateien")
"""What browsers add to a saved page's name, without its ending."""


# Safari's webarchive: a property list that holds a page and what it shows.

_BROKEN = (
    plistlib.InvalidFileException, ExpatError, ValueError, TypeError, LookupError, AttributeError, struct.error,
    OverflowError, RecursionError,
)  # fmt: skip


def read_webarchive(data: bytes, name: str) -> Draft:
    """Read the bytes of a webarchive; raise ImportRefusedError where there is no page in them."""
    return read_page(load_webarchive(data, name).to_html(), name)


def load_webarchive(data: bytes, name: str) -> SavedPage:
    """Return the page that was saved; raise ImportRefusedError where there is none."""
    if len(data) > WEBARCHIVE_BYTES:
        raise ImportRefusedError("import-too-large", name=name, limit=str(WEBARCHIVE_BYTES // MEBIBYTE))
    if not data.startswith(b"bplist") and data.count(b"<") > WEBARCHIVE_TAGS:
        raise ImportRefusedError("import-webarchive-broken", name=name)
    try:
        loaded = plistlib.loads(data)
    except _BROKEN as error:
        raise ImportRefusedError("import-webarchive-broken", name=name) from error
    main = _dictionary(_dictionary(loaded).get("WebMainResource"))
    page = main.get("WebResourceData")
    if isinstance(page, str):
        page = page.encode()
    if not isinstance(page, bytes) or not page.strip():
        raise ImportRefusedError("import-no-page", name=name)
    return SavedPage(
        data=page,
        charset=_text(main.get("WebResourceTextEncodingName")) or None,
        url=_text(main.get("WebResourceURL")),
        pictures=_pictures(_dictionary(loaded).get("WebSubresources")),
    )


def _pictures(resources: object) -> dict[str, Picture]:
    found: dict[str, Picture] = {}
    for one in resources if isinstance(resources, list) else ():
        resource = _dictionary(one)
        kind = _text(resource.get("WebResourceMIMEType")).lower()
        data = resource.get("WebResourceData")
        if kind.startswith("image/") and isinstance(data, bytes):
            found.setdefault(_text(resource.get("WebResourceURL")), Picture(media_type=kind, data=data))
    return found


def _dictionary(value: object) -> dict[object, object]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)


def find_saved_folder(name: str, folder: Path | None) -> Path | None:
    """Return the folder that a browser saved beside the page of that name in `folder`, None where there is none."""
    if folder is None:
        return None
    stem = PurePosixPath(name).stem
    places = (folder / f"{stem}{ending}" for ending in FOLDER_ENDINGS)
    # Unlike a path's own question this one bears names that are too long for the system.
    return next((place for place in places if os.path.isdir(place)), None)  # noqa: PTH112


def saved_picture_finder(name: str, options: ReadingOptions) -> FindSavedPicture | None:
    """Return what finds the pictures that were saved beside a page of that name, None where nothing was.

    What does not lie in that folder itself, after links are followed, is not opened; what is no picture by
    its first bytes is none, whatever its name.
    """
    beside = find_saved_folder(name, options.folder)
    if beside is None and not options.saved:
        return None
    left = SAVED_PICTURE_BYTES

    def find(address: str) -> Picture | None:
        nonlocal left
        for path in _paths(address):
            limit = min(PICTURE_BYTES, left)
            data = options.saved.get(str(path)) if beside is None else _bytes_in(beside, path, limit)
            kind = _kind(data) if data and len(data) <= limit else None
            if data and kind is not None:
                left -= len(data)
                return Picture(media_type=kind, data=data)
        return None

    return find


def _bytes_in(beside: Path, path: PurePosixPath, limit: int) -> bytes | None:
    """Return a file's bytes, None where it is not in the folder, cannot be read, or is larger than `limit`."""
    if path.parts[0] != beside.name:
        return None
    try:
        place = beside.parent.joinpath(*path.parts).resolve()
        inside = place.is_relative_to(beside.resolve()) and place.is_file()
        return place.read_bytes() if inside and place.stat().st_size <= limit else None
    except (OSError, ValueError):
        return None


def _paths(address: str) -> tuple[PurePosixPath, ...]:
    """Return the paths from a page that an address may name, none where it leads out of a folder beside it."""
    bare = address.partition("#")[0].partition("?")[0].strip()
    paths = (
        PurePosixPath(one.replace("\\", "/").removeprefix("./"))
        for one in dict.fromkeys((unquote(bare), bare))
    )
    return tuple(path for path in paths if len(path.parts) > 1 and not {"..", "/"} & set(path.parts) and bare)


def _kind(data: bytes) -> str | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for sign, kind in _SIGNS if data.startswith(sign)), None)
