"""MIME, as mails and saved pages are written in: parsed within limits, its values read without trust.

The parser calls itself for each level of nesting, and the standard library's readers of single headers raise
many kinds of errors on malformed ones: so levels are counted first, and headers are read raw.
"""

from __future__ import annotations

import email
import re
from datetime import date
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.charset import decode
from briefbuilder.importers.clean import clean
from briefbuilder.importers.limits import (
    HEADER_CHARACTERS,
    MAIL_BOUNDARIES,
    MAIL_BYTES,
    MAIL_NESTING,
    MEBIBYTE,
)

_NESTING = re.compile(
    rb"\bboundary(?:\*\d*\*?)?[ \t]*=|^content-type[ \t]*:[ \t\r\n]*(?:message|multipart)/",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 65_536
"""Where the headers of a mail are looked for."""

_MALFORMED = (LookupError, UnicodeError, ValueError, TypeError, AttributeError, MessageError)
"""What the standard library raises where a header or a payload is malformed."""


class _ShortHeaders(Compat32):
    """Keeps the beginning of each header: a name in a hundred thousand pieces takes the library minutes."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return a header's name and its value, cut."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:HEADER_CHARACTERS]


_POLICY = _ShortHeaders()


def parse_mime(data: bytes, name: str) -> Message:
    """Return a message; raise ImportRefusedError where it is too large or nested too deeply to be parsed."""
    if len(data) > MAIL_BYTES:
        raise ImportRefusedError("import-too-large", name=name, limit=str(MAIL_BYTES // MEBIBYTE))
    nesting = sum(1 for _ in _NESTING.finditer(data))
    if nesting > 2 * MAIL_NESTING or data.count(b"\n--") > MAIL_BOUNDARIES:
        raise ImportRefusedError("import-mail-nested", name=name)
    try:
        return email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=_POLICY)
    except (RecursionError, *_MALFORMED) as error:
        raise ImportRefusedError("import-mail-broken", name=name) from error


def name_from_subject(message: Message | bytes) -> str:
    """Return a name for the file of a mail, after its subject; of one in bytes the headers alone are read."""
    if isinstance(message, bytes):
        head = message.split(b"\n\r\n" if b"\n\r\n" in message[:_HEAD] else b"\n\n", 1)[0][:_HEAD]
        message = email.message_from_bytes(head, policy=_POLICY)
    subject = read_header(message, "Subject")
    stem = "".join(" " if sign in '/\\:*?"<>|' else sign for sign in subject)[:80].strip(" .")
    return f"{stem or 'message'}.eml"


def read_header(message: Message, name: str) -> str:
    """Return a header's text, decoded and cut, empty where it is not there."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return decode_header_value(str(raw))


def decode_header_value(raw: str) -> str:
    """Return the characters of a raw header: encoded words decoded, bytes read by what they look like."""
    text = " ".join(raw[:HEADER_CHARACTERS].split())
    if not text.isascii():
        text = decode(text.encode("utf-8", "surrogateescape")).text
    if "=?" in text:
        try:
            text = "".join(
                decode(piece, charset).text if isinstance(piece, bytes) else piece
                for piece, charset in decode_header(text)
            )
        except (HeaderParseError, *_MALFORMED):
            return clean(text)[0]
    return " ".join(clean(text)[0].split())


def read_sent_date(message: Message) -> date | None:
    """Return the day on which a message was sent, by its sender's clock; else that on which it arrived."""
    arrived = read_header(message, "Received").rpartition(";")[2]
    told = (
        read_header(message, "Date"),
        read_header(message, "Resent-Date"),
        read_header(message, "Delivery-Date"),
        arrived,
    )
    return next((day for day in map(_day, told) if day is not None), None)


def _day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (*_MALFORMED, OverflowError):
        return None


def get_media_type(message: Message) -> str:
    """Return a part's media type in small letters."""
    try:
        return message.get_content_type()
    except _MALFORMED:
        return "text/plain"


def get_file_name(message: Message) -> str:
    """Return the name that a part's file has, without any folders, empty where it has none."""
    try:
        found = message.get_filename() or ""
    except _MALFORMED:
        return ""
    return re.split(r"[/\\]", decode_header_value(found))[-1].strip(". ")[:200]


def is_attached(message: Message) -> bool:
    """Tell whether a part says of itself that it is an attachment."""
    return read_header(message, "Content-Disposition").lower().startswith("attachment")


def get_parts(message: Message) -> list[Message]:
    """Return the parts of a message that has several, else none."""
    payload = message.get_payload() if message.is_multipart() else ()
    return [part for part in payload if isinstance(part, Message)]


def read_body_bytes(message: Message) -> bytes:
    """Return a part's bytes as they were before they were encoded for the way."""
    try:
        payload = message.get_payload(decode=True)
    except _MALFORMED:
        payload = None
    return payload if isinstance(payload, bytes) else b""


def read_body_text(message: Message) -> str:
    """Return the characters of a part of text."""
    return decode(read_body_bytes(message), get_declared_charset(message)).text


def get_declared_charset(message: Message) -> str | None:
    """Return the charset that a part declares."""
    try:
        return message.get_content_charset()
    except _MALFORMED:
        return None


def get_parameter(message: Message, name: str) -> str:
    """Return a parameter of a part's media type in small letters, empty where it is not there."""
    try:
        return str(message.get_param(name) or "").lower()
    except _MALFORMED:
        return ""


def get_content_id(message: Message) -> str:
    """Return the name by which other parts refer to a part."""
    return read_header(message, "Content-ID").strip("<> ")
