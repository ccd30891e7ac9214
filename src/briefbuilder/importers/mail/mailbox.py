"""A mailbox (RFC 4155), as mail programs export folders: each mail in it is a file of its own."""

from __future__ import annotations

import re

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.kinds import mailbox_starts
from briefbuilder.importers.limits import MAIL_BYTES, MEBIBYTE, PARTS
from briefbuilder.importers.mime import named_by_subject
from briefbuilder.importers.parts import Part, notice

_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
"""A line of a mail that begins like the line before a mail, and was marked for that."""


def mails_of(data: bytes, name: str) -> tuple[Part, ...]:
    """Return the mails of a mailbox in order; raise ImportRefusedError where it is too large."""
    if len(data) > MAIL_BYTES:
        raise ImportRefusedError("import-too-large", name=name, limit=str(MAIL_BYTES // MEBIBYTE))
    came_with = notice("came-with-mailbox", name)
    starts = mailbox_starts(data)[: PARTS + 1]
    ends = [*starts[1:], len(data)]
    mails = (data[start:end].lstrip(b"\r\n") for start, end in zip(starts, ends, strict=True))
    return tuple(
        Part.of(f"{number:03d} {named_by_subject(mail)}", _ESCAPED.sub(rb"\1", mail), came_with)
        for number, mail in enumerate(mails, start=1)
    )
