"""MHTML (RFC 2557): a page with its pictures as the parts of a MIME message."""

from __future__ import annotations

from email.message import Message

from briefbuilder.domain.article import Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.build import Draft
from briefbuilder.importers.html.reader import read_page
from briefbuilder.importers.limits import MAIL_PARTS
from briefbuilder.importers.mime import (
    body_bytes,
    content_id,
    declared_charset,
    header,
    media_type,
    parse_mime,
    parts_of,
)
from briefbuilder.importers.saved.page import SavedPage

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read_mhtml(data: bytes, name: str) -> Draft:
    """Read the bytes of a page saved in MIME; raise ImportRefusedError where there is no page in them."""
    return read_page(saved_page(data, name).whole(), name)


def saved_page(data: bytes, name: str) -> SavedPage:
    """Return the page that was saved; raise ImportRefusedError where there is none."""
    message = parse_mime(data, name)
    leaves = _leaves(message)
    page = _main(message, leaves)
    if page is None:
        raise ImportRefusedError("import-no-page", name=name)
    url = (
        header(message, "Snapshot-Content-Location")
        or header(message, "X-Snapshot-Content-Location")
        or header(page, "Content-Location")
    )
    pictures: dict[str, Picture] = {}
    for leaf in leaves:
        if media_type(leaf).startswith("image/"):
            picture = Picture(media_type=media_type(leaf), data=body_bytes(leaf))
            if content_id(leaf):
                pictures.setdefault(f"cid:{content_id(leaf)}", picture)
            if header(leaf, "Content-Location"):
                pictures.setdefault(header(leaf, "Content-Location"), picture)
    return SavedPage(data=body_bytes(page), charset=declared_charset(page), url=url, pictures=pictures)


def _leaves(message: Message) -> list[Message]:
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < 10 * MAIL_PARTS:
        part = waiting.pop()
        inner = parts_of(part)
        if inner:
            waiting.extend(reversed(inner))
        else:
            found.append(part)
    return found


def _main(message: Message, leaves: list[Message]) -> Message | None:
    """Return the page that was saved; others are frames in it."""
    pages = [leaf for leaf in leaves if media_type(leaf) in _PAGES]
    wanted = header(message, "Snapshot-Content-Location")
    named = (page for page in pages if wanted and header(page, "Content-Location") == wanted)
    return next(named, next(iter(pages), None))
