"""Parse MIME messages, used by mails and saved pages, within limits.

The standard library's parser recurses for each level of nesting, and its header readers raise many kinds of errors on
malformed input: so levels are counted first, and headers are read raw.
"""

from __future__ import annotations

import email
import re
from datetime import date
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr, parsedate_to_datetime

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.charset import decode
from briefbuilder.importers.clean import clean
from briefbuilder.importers.limits import (
    HEADER_CHARACTERS,
    MAIL_BOUNDARIES,
    MAIL_BYTES,
    MAIL_NESTING,
    check_size,
)

_NESTED_PART = re.compile(
    rb"\bboundary(?:\*\d*\*?)?[ \t]*=|^content-type[ \t]*:[ \t\r\n]*(?:message|multipart)/",
    re.IGNORECASE | re.MULTILINE,
)
_PART_START = re.compile(r"(?:^|\n)--([^\r\n]{1,200}?)[ \t]*\r?\n(?=content-[a-z-]{1,40}:)", re.IGNORECASE)
"""A line that begins a part, and the boundary in it."""

_MAILBOX = re.compile(r'([^<>"]*[^<>"\s])\s*<([^<>\s@]+@[^<>\s]+)>')
_HEAD_BYTES = 65_536
"""Bytes that are searched for the headers of a mail."""

_MALFORMED_ERRORS = (LookupError, UnicodeError, ValueError, TypeError, AttributeError, MessageError)
"""What the standard library raises on malformed headers and payloads."""


_COUNT = re.compile(rb"(\d{1,10})[ \t]*\r?\n(?=[A-Za-z][A-Za-z0-9-]{1,60}:)")


class _TruncatedHeaders(Compat32):
    """Keeps the beginning of each header: one with a hundred thousand parts takes the library minutes."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return the name of a header and its truncated value."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:HEADER_CHARACTERS]


_POLICY = _TruncatedHeaders()


def parse_mime(data: bytes, name: str) -> Message:
    """Parse a message; raise ImportRefusedError if it is too large or nested too deeply."""
    check_size(len(data), MAIL_BYTES, name)
    nesting = sum(1 for _ in _NESTED_PART.finditer(data))
    if nesting > 2 * MAIL_NESTING or data.count(b"\n--") > MAIL_BOUNDARIES:
        raise ImportRefusedError("import-mail-nested", name=name)
    try:
        message = email.message_from_bytes(_without_count(data.lstrip(b"\xef\xbb\xbf\r\n")), policy=_POLICY)
        _split_unmarked_parts(message)
    except (RecursionError, *_MALFORMED_ERRORS) as error:
        raise ImportRefusedError("import-mail-broken", name=name) from error
    return message


def _without_count(data: bytes) -> bytes:
    """Return a mail of Apple Mail without the number of its bytes before it and the property list after it."""
    count = _COUNT.match(data)
    return data[count.end() : count.end() + int(count[1])] if count is not None else data


def _split_unmarked_parts(message: Message) -> None:
    """Split multipart bodies whose declared boundary is missing or occurs nowhere, by the first boundary within them."""
    for part in message.walk():
        body = part.get_payload()
        if part.get_content_maintype() != "multipart" or not isinstance(body, str):
            continue
        start = _PART_START.search(body)
        if start is None or '"' in start[1]:
            continue
        whole = f'Content-Type: multipart/mixed; boundary="{start[1]}"\n\n{body}'
        split = email.message_from_bytes(whole.encode("ascii", "surrogateescape"), policy=_POLICY)
        if split.is_multipart():
            part.set_payload(split.get_payload())


def name_from_subject(message: Message | bytes) -> str:
    """Return a file name for a mail, made from its subject; of bytes only the headers are read."""
    if isinstance(message, bytes):
        head = message.split(b"\n\r\n" if b"\n\r\n" in message[:_HEAD_BYTES] else b"\n\n", 1)[0][:_HEAD_BYTES]
        message = email.message_from_bytes(head, policy=_POLICY)
    subject = read_header(message, "Subject")
    stem = "".join(" " if character in '/\\:*?"<>|' else character for character in subject)[:80].strip(" .")
    return f"{stem or 'message'}.eml"


def read_header(message: Message, name: str) -> str:
    """Return the decoded and truncated text of a header, empty if it is missing."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return decode_header_value(str(raw))


def decode_header_value(raw: str) -> str:
    """Decode a raw header: its encoded words, and raw bytes by their most likely charset."""
    text = " ".join(raw[:HEADER_CHARACTERS].split())
    if not text.isascii():
        text = decode(text.encode("utf-8", "surrogateescape")).text
    if "=?" in text:
        try:
            text = "".join(
                decode(piece, charset).text if isinstance(piece, bytes) else piece
                for piece, charset in decode_header(text)
            )
        except (HeaderParseError, *_MALFORMED_ERRORS):
            return clean(text)[0]
    return " ".join(clean(text)[0].split())


def read_sent_date(message: Message) -> date | None:
    """Return the date on which a message was sent, or else received."""
    arrived = read_header(message, "Received").rpartition(";")[2]
    candidates = (
        read_header(message, "Date"),
        read_header(message, "Resent-Date"),
        read_header(message, "Delivery-Date"),
        arrived,
    )
    return next((day for day in map(_parse_day, candidates) if day is not None), None)


def _parse_day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (*_MALFORMED_ERRORS, OverflowError):
        return None


def get_media_type(message: Message) -> str:
    """Return the media type of a part in lower case."""
    try:
        return message.get_content_type()
    except _MALFORMED_ERRORS:
        return "text/plain"


def get_file_name(message: Message) -> str:
    """Return the file name of a part without folders, empty if it has none."""
    try:
        name = message.get_filename() or ""
    except _MALFORMED_ERRORS:
        return ""
    return re.split(r"[/\\]", decode_header_value(name))[-1].strip(". ")[:200]


def is_attached(message: Message) -> bool:
    """Return whether a part is declared as an attachment."""
    return read_header(message, "Content-Disposition").lower().startswith("attachment")


def get_parts(message: Message) -> list[Message]:
    """Return the parts of a multipart message, none for any other."""
    payload = message.get_payload() if message.is_multipart() else ()
    return [part for part in payload if isinstance(part, Message)]


def read_body_bytes(message: Message) -> bytes:
    """Return the bytes of a part, its transfer encoding decoded."""
    try:
        payload = message.get_payload(decode=True)
    except _MALFORMED_ERRORS:
        payload = None
    return payload if isinstance(payload, bytes) else b""


def read_body_text(message: Message) -> str:
    """Return the decoded text of a part."""
    return decode(read_body_bytes(message), get_declared_charset(message)).text


def get_declared_charset(message: Message) -> str | None:
    """Return the declared charset of a part."""
    try:
        return message.get_content_charset()
    except _MALFORMED_ERRORS:
        return None


def get_parameter(message: Message, name: str) -> str:
    """Return a parameter of the media type of a part in lower case, empty if it is missing."""
    try:
        return str(message.get_param(name) or "").lower()
    except _MALFORMED_ERRORS:
        return ""


def get_content_id(message: Message) -> str:
    """Return the id by which other parts refer to a part."""
    return read_header(message, "Content-ID").strip("<> ")


def read_sender(message: Message) -> tuple[str, str]:
    """Return the name and address of the sender."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == "from"), "")[:1000]
    return parse_address(raw)


def parse_address(text: str) -> tuple[str, str]:
    """Return the name and address of a mailbox; a comma in a name needs no quotation marks."""
    line = " ".join(text.split())
    written = _MAILBOX.fullmatch(line)
    name, address = written.groups() if written else parseaddr(line)
    return decode_header_value(name).strip("'\" "), decode_header_value(address)
