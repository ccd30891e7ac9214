"""A MIME message made of the properties that Outlook gives a message or an attachment (MS-OXPROPS)."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from email.encoders import encode_base64
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import HeaderParser
from email.utils import format_datetime
from typing import Protocol

from briefbuilder.importers.charset import decode
from briefbuilder.importers.clean import clean
from briefbuilder.importers.limits import HEADER_CHARACTERS, RTF_BYTES
from briefbuilder.importers.mime import header as header_of
from briefbuilder.importers.outlook.packed_rtf import unpacked

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_MOST_HEADERS = 65_536
"""How much is read of the headers that a message came with."""

_SENT, _DELIVERED = 0x00390040, 0x0E060040


class Told(Protocol):
    """The properties of a message or an attachment, by their tags in hexadecimal letters."""

    @property
    def body_charset(self) -> str | None:
        """The charset that markup in bytes is in."""

    def text(self, *tags: str) -> str:
        """Return the text of the first of these properties that is there."""

    def data(self, tag: str) -> bytes:
        """Return the bytes of a property, empty where it is not there."""

    def moment(self, tag: int) -> datetime | None:
        """Return a moment, None where it is none."""


def message_of(told: Told) -> Message:
    """Return a message with its headers and bodies."""
    message = MIMEMultipart("mixed")
    came = HeaderParser().parsestr(told.text("007d")[:_MOST_HEADERS])
    for header, value in (
        ("Subject", told.text("0037", "0070")),
        ("From", _mailbox(told) or header_of(came, "From")),
        ("To", told.text("0e04") or header_of(came, "To")),
        ("Cc", told.text("0e03")),
    ):
        if value:
            message[header] = " ".join(clean(value)[0].split())[:HEADER_CHARACTERS]
    sent = told.moment(_SENT) or told.moment(_DELIVERED)
    day = format_datetime(sent) if sent is not None else header_of(came, "Date")
    if day:
        message["Date"] = day
    _add_bodies(message, told)
    return message


def _mailbox(told: Told) -> str:
    sender, address = told.text("0c1a", "0042"), told.text("5d01", "0c1f", "0065")
    if not sender and "@" not in address:
        return ""
    return f'"{sender.replace(chr(34), "")}" <{address if "@" in address else ""}>'


def embedded(message: Message) -> Message:
    """Return a message as one that is attached to another."""
    part = Message()
    part["Content-Type"] = "message/rfc822"
    part.set_payload([message])
    return part


def attachment_of(told: Told, data: bytes) -> Message:
    """Return a file as one that is attached to a message."""
    name = told.text("3707", "3704", "3001")
    main, _, kind = (told.text("370e") or "application/octet-stream").partition("/")
    attachment = MIMEBase(_token(main) or "application", _token(kind) or "octet-stream")
    attachment.set_payload(data)
    encode_base64(attachment)
    identity = "".join(told.text("3712").split())
    if identity:
        attachment["Content-ID"] = f"<{identity}>"
    shown = bool(identity) and main.lower() == "image"
    attachment.add_header(
        "Content-Disposition", "inline" if shown else "attachment", filename=("utf-8", "", name)
    )
    return attachment


def moment_of(value: bytes | None) -> datetime | None:
    """Return a moment (hundreds of nanoseconds since 1601), None where it is none."""
    if not value or len(value) < 8:
        return None
    try:
        return _EPOCH + timedelta(microseconds=struct.unpack("<Q", value[:8])[0] // 10)
    except OverflowError:
        return None


def narrowed(data: bytes, charset: str | None) -> str:
    """Return characters by the code page that the message states, else by what reads best."""
    try:
        return data.decode(charset) if charset else decode(data).text
    except (UnicodeDecodeError, LookupError):
        return decode(data).text


def _add_bodies(message: Message, told: Told) -> None:
    """Add the bodies that are there, the richest last; packed rich text alone where there is no other."""
    bodies = MIMEMultipart("alternative")
    plain, markup = told.text("1000"), told.data("1013")
    if plain.strip():
        bodies.attach(_text(plain, "plain"))
    html = narrowed(markup, told.body_charset) if markup else told.text("1013")
    if html.strip():
        bodies.attach(_text(html, "html"))
    rich = b"" if bodies.get_payload() else unpacked(told.data("1009"), RTF_BYTES)
    if rich:
        part = MIMEBase("text", "rtf")
        part.set_payload(rich)
        encode_base64(part)
        bodies.attach(part)
    if bodies.get_payload():
        message.attach(bodies)


def _token(text: str) -> str:
    """Return a word of a media type, empty for what is none."""
    word = text.strip().lower()
    return (
        word if word.replace("-", "").replace(".", "").replace("+", "").isalnum() and word.isascii() else ""
    )


def _text(text: str, kind: str) -> MIMEText:
    return MIMEText(text.encode("utf-8", "replace").decode("utf-8"), kind, "utf-8")
