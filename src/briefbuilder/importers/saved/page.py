"""A page and what it shows as one page: the pictures within the file are put into it, and nothing is fetched."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import unquote, urldefrag, urljoin

from briefbuilder.domain.article import Picture
from briefbuilder.importers.charset import decode
from briefbuilder.importers.limits import MARKUP_CHARACTERS, PICTURE_BYTES, SAVED_PICTURE_BYTES

_SOURCE = re.compile(r"""(\ssrc\s*=\s*)(?:"([^"]{1,4000})"|'([^']{1,4000})')""", re.IGNORECASE)
_UTF8 = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A page's bytes with its charset and address as the file states them, and its pictures by their addresses."""

    data: bytes
    charset: str | None = None
    url: str = ""
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    def whole(self) -> bytes:
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
