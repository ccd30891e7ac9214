"""Safari's webarchive: a property list that holds a page and what it shows."""

from __future__ import annotations

import plistlib
import struct
from xml.parsers.expat import ExpatError

from briefbuilder.domain.article import Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.build import Draft
from briefbuilder.importers.html.reader import read_page
from briefbuilder.importers.limits import MEBIBYTE, WEBARCHIVE_BYTES, WEBARCHIVE_TAGS
from briefbuilder.importers.saved.page import SavedPage

_BROKEN = (
    plistlib.InvalidFileException, ExpatError, ValueError, TypeError, LookupError, AttributeError, struct.error,
    OverflowError, RecursionError,
)  # fmt: skip


def read_webarchive(data: bytes, name: str) -> Draft:
    """Read the bytes of a webarchive; raise ImportRefusedError where there is no page in them."""
    return read_page(saved_page(data, name).whole(), name)


def saved_page(data: bytes, name: str) -> SavedPage:
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
