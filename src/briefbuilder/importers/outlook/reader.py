"""A message of Outlook, saved or packed into a "winmail.dat", to a draft and to the files attached to it."""

from __future__ import annotations

import struct
from email.message import Message

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.build import Draft
from briefbuilder.importers.kinds import TNEF_MAGIC
from briefbuilder.importers.limits import MAIL_BYTES, MEBIBYTE
from briefbuilder.importers.mail.reader import parts_within, read_message
from briefbuilder.importers.outlook.compound import CompoundError
from briefbuilder.importers.outlook.message import mime_of
from briefbuilder.importers.outlook.tnef import TnefError
from briefbuilder.importers.outlook.tnef import mime_of as packed_mail
from briefbuilder.importers.parts import Part


def read_outlook(data: bytes, name: str) -> Draft:
    """Read the bytes of a message of Outlook; raise ImportRefusedError where they are damaged."""
    return read_message(opened(data, name), name)


def attachments_within(data: bytes, name: str) -> tuple[Part, ...]:
    """Return the files attached to a message of Outlook that may be articles."""
    return parts_within(opened(data, name), name)


def opened(data: bytes, name: str) -> Message:
    """Return a message of Outlook as a MIME message; raise ImportRefusedError where it is damaged."""
    if len(data) > MAIL_BYTES:
        raise ImportRefusedError("import-too-large", name=name, limit=str(MAIL_BYTES // MEBIBYTE))
    try:
        return packed_mail(data) if data.startswith(TNEF_MAGIC) else mime_of(data)
    except (CompoundError, TnefError, struct.error) as error:
        raise ImportRefusedError("import-outlook-damaged", name=name) from error
