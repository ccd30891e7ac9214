"""All the text of an RTF file: what stands in groups that hold no text (fonts, styles, pictures) is left out."""

from __future__ import annotations

from collections.abc import Iterator

from briefbuilder.importers.rtf.codes import CHARACTERS, CHARSETS, SIGNS, codec_of
from briefbuilder.importers.rtf.tokens import Token, tokens

_BREAKS = {b"par": "\n", b"sect": "\n", b"row": "\n", b"cell": "\t", b"nestcell": "\t", b"nestrow": "\n"}
_WITHOUT_TEXT = frozenset(
    [
        b"fonttbl", b"colortbl", b"stylesheet", b"listtable", b"listoverridetable", b"rsidtbl", b"info", b"pict",
        b"object", b"generator", b"themedata", b"colorschememapping", b"latentstyles", b"datastore", b"xmlnstbl",
        b"revtbl", b"fldinst", b"filetbl", b"mmathPr", b"wgrffmtfilter", b"pgdsctbl", b"nonshppict", b"bkmkstart",
        b"bkmkend", b"datafield", b"atnid", b"atrfstart", b"atrfend", b"sp", b"listtext",
    ]
)  # fmt: skip
_SHOWN = frozenset(
    [b"shpinst", b"shptxt", b"footnote", b"annotation", b"fldrslt", b"ftncn", b"upr", b"ud", b"shppict"]
)
"""Groups marked as ones that may be skipped and that hold text all the same."""


class _Group:
    """What holds within a group: whether its text is seen, its charset, how many signs stand for one of Unicode."""

    def __init__(self, outer: _Group | None = None) -> None:
        self.seen: bool = outer.seen if outer else True
        self.charset: str = outer.charset if outer else ""
        self.stand_ins: int = outer.stand_ins if outer else 1
        self.optional = False
        self.fonts: bool = outer.fonts if outer else False


class _Reading:
    """One reading of a file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._groups = [_Group()]
        self._page = "cp1252"
        self._charsets: dict[int, str] = {}
        self._font = 0
        self._pending = bytearray()
        self._skip = 0

    def pieces(self) -> Iterator[str]:
        """Yield the text piece by piece."""
        for token in tokens(self._data):
            if token.kind in {"text", "hex"}:
                self._take(token.data)
                continue
            yield self._flushed()
            yield self._signed(token)
        yield self._flushed()

    def _take(self, data: bytes) -> None:
        kept = data[self._skip :]
        self._skip = max(0, self._skip - len(data))
        if self._groups[-1].seen and not self._groups[-1].fonts:
            self._pending += kept

    def _flushed(self) -> str:
        if not self._pending:
            return ""
        found, self._pending = bytes(self._pending), bytearray()
        try:
            return found.decode(self._groups[-1].charset or self._page, "replace")
        except LookupError:
            return found.decode("cp1252", "replace")

    def _signed(self, token: Token) -> str:
        group = self._groups[-1]
        if token.kind == "open":
            self._groups.append(_Group(group))
        elif token.kind == "close":
            if len(self._groups) > 1:
                self._groups.pop()
        elif token.kind == "symbol":
            return self._symbol(group, token.data)
        elif token.kind == "word":
            return self._word(group, token.data, token.number)
        return ""

    def _symbol(self, group: _Group, sign: bytes) -> str:
        if sign == b"*":
            group.optional = True
            return ""
        if sign in {b"\\", b"{", b"}"}:
            self._take(sign)
            return ""
        return SIGNS.get(sign, "\n" if sign in {b"\n", b"\r"} else "") if group.seen else ""

    def _word(self, group: _Group, word: bytes, number: int | None) -> str:
        if word == b"fonttbl":
            group.fonts = True
        if word in _WITHOUT_TEXT or (group.optional and word not in _SHOWN):
            group.seen = False
        group.optional = False
        if word == b"ansicpg" and number:
            self._page = codec_of(number)
        elif word == b"f":
            self._font = number or 0
            group.charset = self._charsets.get(self._font, "")
        elif word == b"fcharset" and group.fonts:
            self._charsets[self._font] = CHARSETS.get(number or 0, "")
        elif word == b"uc":
            group.stand_ins = max(0, min(number or 0, 10))
        if not group.seen:
            return ""
        if word == b"u" and number is not None:
            self._skip = group.stand_ins
            return _unit(number)
        return _BREAKS.get(word) or CHARACTERS.get(word, "")


def _unit(number: int) -> str:
    return chr(number % 65536) if -32768 <= number <= 65535 else ""


def rich_text(data: bytes) -> str:
    """Return the text of an RTF file, a line end after each paragraph."""
    text = "".join(_Reading(data).pieces())
    # Characters beyond the first plane come as two halves.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
