"""A message of Outlook (MS-OXMSG) as a MIME message: its properties become headers, bodies and attachments."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from email.encoders import encode_base64
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime

from briefbuilder.importers.charset import decode
from briefbuilder.importers.clean import clean
from briefbuilder.importers.limits import HEADER_CHARACTERS, MAIL_PARTS
from briefbuilder.importers.outlook.compound import Compound, Storage

_DEEPEST = 10
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_SENT, _DELIVERED, _CODE_PAGE, _MESSAGE_PAGE = 0x00390040, 0x0E060040, 0x3FDE0003, 0x3FFD0003


class Properties:
    """The properties of one storage: a message, or one of its attachments. `head` is what comes before them in bytes."""

    def __init__(self, file: Compound, storage: Storage, head: int, charset: str | None = None) -> None:
        self._file = file
        self._storage = storage
        self._fixed: dict[int, bytes] = {}
        data = file.stream(storage, "__properties_version1.0") or b""
        for place in range(head, len(data) - 15, 16):
            self._fixed[struct.unpack_from("<I", data, place)[0]] = data[place + 8 : place + 16]
        page = self.number(_MESSAGE_PAGE) or self.number(_CODE_PAGE)
        self.charset = f"cp{page}" if page and page not in {65001, 20127} else charset
        self.body_charset = {65001: "utf-8"}.get(self.number(_CODE_PAGE), self.charset)

    def number(self, tag: int) -> int:
        """Return a whole number, 0 where it is not there."""
        value = self._fixed.get(tag)
        return struct.unpack("<I", value[:4])[0] if value else 0

    def moment(self, tag: int) -> datetime | None:
        """Return a moment (hundreds of nanoseconds since 1601), None where it is none."""
        value = self._fixed.get(tag)
        if not value:
            return None
        try:
            return _EPOCH + timedelta(microseconds=struct.unpack("<Q", value)[0] // 10)
        except OverflowError:
            return None

    def text(self, *tags: str) -> str:
        """Return the text of the first of these properties that is there."""
        for tag in tags:
            wide = self._file.stream(self._storage, f"__substg1.0_{tag}001f")
            if wide:
                return wide.decode("utf-16-le", "replace").rstrip("\0")
            narrow = self._file.stream(self._storage, f"__substg1.0_{tag}001e")
            if narrow:
                return _narrow(narrow, self.charset).rstrip("\0")
        return ""

    def data(self, tag: str) -> bytes:
        """Return the bytes of a property, empty where it is not there."""
        return self._file.stream(self._storage, f"__substg1.0_{tag}0102") or b""

    def inner(self, tag: str) -> Storage | None:
        """Return the storage of a property: an attached message."""
        return self._storage.storages.get(f"__substg1.0_{tag}000d")


def mime_of(data: bytes) -> Message:
    """Return a message of Outlook as a MIME message; raises CompoundError where the file is damaged."""
    file = Compound(data)
    return _message(file, file.root, 32, 0)


def _message(file: Compound, storage: Storage, head: int, depth: int) -> Message:
    told = Properties(file, storage, head)
    message = MIMEMultipart("mixed")
    sender, address = told.text("0c1a", "0042"), told.text("5d01", "0c1f", "0065")
    mailbox = f'"{sender.replace(chr(34), "")}" <{address if "@" in address else ""}>'
    for header, value in (
        ("Subject", told.text("0037", "0070")),
        ("From", mailbox if sender or "@" in address else ""),
        ("To", told.text("0e04")),
        ("Cc", told.text("0e03")),
    ):
        if value:
            message[header] = " ".join(clean(value)[0].split())[:HEADER_CHARACTERS]
    sent = told.moment(_SENT) or told.moment(_DELIVERED)
    if sent is not None:
        message["Date"] = format_datetime(sent)
    _add_bodies(message, told)
    attached = (
        inner for name, inner in sorted(storage.storages.items()) if name.startswith("__attach_version1.0")
    )
    for number, one in enumerate(attached):
        if number < MAIL_PARTS:
            _add_attached(message, file, one, told.charset, depth)
    return message


def _add_bodies(message: MIMEMultipart, told: Properties) -> None:
    """Add the bodies that are there, the richest last."""
    bodies = MIMEMultipart("alternative")
    plain, markup = told.text("1000"), told.data("1013")
    if plain.strip():
        bodies.attach(_text(plain, "plain"))
    html = _narrow(markup, told.body_charset) if markup else told.text("1013")
    if html.strip():
        bodies.attach(_text(html, "html"))
    if bodies.get_payload():
        message.attach(bodies)


def _add_attached(
    message: MIMEMultipart, file: Compound, storage: Storage, charset: str | None, depth: int
) -> None:
    told = Properties(file, storage, 8, charset)
    name = told.text("3707", "3704", "3001")
    inner = told.inner("3701")
    if inner is not None:
        if depth < _DEEPEST:
            part = Message()
            part["Content-Type"] = "message/rfc822"
            part.set_payload([_message(file, inner, 24, depth + 1)])
            message.attach(part)
        return
    main, _, kind = (told.text("370e") or "application/octet-stream").partition("/")
    attachment = MIMEBase(_token(main) or "application", _token(kind) or "octet-stream")
    attachment.set_payload(told.data("3701"))
    encode_base64(attachment)
    identity = "".join(told.text("3712").split())
    if identity:
        attachment["Content-ID"] = f"<{identity}>"
    shown = bool(identity) and main.lower() == "image"
    attachment.add_header(
        "Content-Disposition", "inline" if shown else "attachment", filename=("utf-8", "", name)
    )
    message.attach(attachment)


def _narrow(data: bytes, charset: str | None) -> str:
    """Return characters by the code page that the message states, else by what reads best."""
    try:
        return data.decode(charset) if charset else decode(data).text
    except (UnicodeDecodeError, LookupError):
        return decode(data).text


def _token(text: str) -> str:
    """Return a word of a media type, empty for what is none."""
    word = text.strip().lower()
    return (
        word if word.replace("-", "").replace(".", "").replace("+", "").isalnum() and word.isascii() else ""
    )


def _text(text: str, kind: str) -> MIMEText:
    return MIMEText(text.encode("utf-8", "replace").decode("utf-8"), kind, "utf-8")
