"""A message of Outlook, saved or packed into a "winmail.dat", to a draft and to the files attached to it."""

from __future__ import annotations

import struct
from datetime import datetime
from email.message import Message

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.draft import ContainedFile, Draft
from briefbuilder.importers.limits import MAIL_BYTES, MAIL_PARTS, MEBIBYTE
from briefbuilder.importers.mail.compound import CompoundError, CompoundFile, Storage
from briefbuilder.importers.mail.mapi import (
    TnefError,
    build_attachment,
    build_message,
    decode_narrow,
    embed_message,
    parse_filetime,
)
from briefbuilder.importers.mail.mapi import tnef_to_mime as packed_mail
from briefbuilder.importers.mail.reader import read_message, read_message_attachments
from briefbuilder.importers.sniff import TNEF_MAGIC

# A message of Outlook (MS-OXMSG) as a MIME message: its properties become headers, bodies and attachments.

_DEEPEST = 10
_CODE_PAGE, _MESSAGE_PAGE = 0x3FDE0003, 0x3FFD0003


class OutlookProperties:
    """The properties of one storage: a message, or one of its attachments. `head` is what comes before them in bytes."""

    def __init__(self, file: CompoundFile, storage: Storage, head: int, charset: str | None = None) -> None:
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
        return parse_filetime(self._fixed.get(tag))

    def text(self, *tags: str) -> str:
        """Return the text of the first of these properties that is there."""
        for tag in tags:
            wide = self._file.stream(self._storage, f"__substg1.0_{tag}001f")
            if wide:
                return wide.decode("utf-16-le", "replace").rstrip("\0")
            narrow = self._file.stream(self._storage, f"__substg1.0_{tag}001e")
            if narrow:
                return decode_narrow(narrow, self.charset).rstrip("\0")
        return ""

    def data(self, tag: str) -> bytes:
        """Return the bytes of a property, empty where it is not there."""
        return self._file.stream(self._storage, f"__substg1.0_{tag}0102") or b""

    def inner(self, tag: str) -> Storage | None:
        """Return the storage of a property: an attached message."""
        return self._storage.storages().get(f"__substg1.0_{tag}000d")


def msg_to_mime(data: bytes) -> Message:
    """Return a message of Outlook as a MIME message; raises CompoundError where the file is damaged."""
    file = CompoundFile(data)
    return _message(file, file.root, 32, 0)


def _message(file: CompoundFile, storage: Storage, head: int, depth: int) -> Message:
    message = build_message(OutlookProperties(file, storage, head))
    charset = OutlookProperties(file, storage, head).charset
    attached = (
        inner for name, inner in sorted(storage.storages().items()) if name.startswith("__attach_version1.0")
    )
    for number, one in enumerate(attached):
        if number < MAIL_PARTS:
            _add_attached(message, file, one, charset, depth)
    return message


def _add_attached(
    message: Message, file: CompoundFile, storage: Storage, charset: str | None, depth: int
) -> None:
    told = OutlookProperties(file, storage, 8, charset)
    inner = told.inner("3701")
    if inner is None:
        message.attach(build_attachment(told, told.data("3701")))
    elif depth < _DEEPEST:
        message.attach(embed_message(_message(file, inner, 24, depth + 1)))


def read_outlook(data: bytes, name: str) -> Draft:
    """Read the bytes of a message of Outlook; raise ImportRefusedError where they are damaged."""
    return read_message(open_message(data, name), name)


def read_outlook_attachments(data: bytes, name: str) -> tuple[ContainedFile, ...]:
    """Return the files attached to a message of Outlook that may be articles."""
    return read_message_attachments(open_message(data, name), name)


def open_message(data: bytes, name: str) -> Message:
    """Return a message of Outlook as a MIME message; raise ImportRefusedError where it is damaged."""
    if len(data) > MAIL_BYTES:
        raise ImportRefusedError("import-too-large", name=name, limit=str(MAIL_BYTES // MEBIBYTE))
    try:
        return packed_mail(data) if data.startswith(TNEF_MAGIC) else msg_to_mime(data)
    except (CompoundError, TnefError, struct.error) as error:
        raise ImportRefusedError("import-outlook-damaged", name=name) from error
