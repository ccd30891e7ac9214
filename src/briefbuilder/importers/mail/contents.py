"""What a mail holds: the pieces of its body in order, the pictures in them, and what is attached."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import Message
from itertools import count

from briefbuilder.domain.article import Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.archives import extract_signed_content
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.limits import MAIL_PARTS, PARTS_DEPTH, PICTURE_BYTES
from briefbuilder.importers.mail.mapi import TnefError, tnef_to_mime
from briefbuilder.importers.mime import (
    get_content_id,
    get_file_name,
    get_media_type,
    get_parameter,
    get_parts,
    is_attached,
    name_from_subject,
    parse_mime,
    read_body_bytes,
    read_body_text,
    read_header,
)

_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
_UNREAD = (
    *("image/", "audio/", "video/", "font/"),
    *("text/calendar", "text/vcard", "text/x-vcard", "text/directory"),
    *("application/pgp-keys", "text/css", "text/javascript"),
)
_UNREAD_NAMES = (".ics", ".vcf", ".p7s", ".asc")
"""Invitations, cards and signatures: no texts of anybody's."""

_REPORTS = (
    *("message/delivery-status", "message/global-delivery-status", "message/feedback-report"),
    *("message/disposition-notification", "message/global-disposition-notification"),
    *("message/external-body", "text/rfc822-headers", "message/global-headers"),
)
"""What mail servers tell each other beside the words of a mail."""

_PACKED = ("application/ms-tnef", "application/vnd.ms-tnef")
_BODIES = ("text/", "application/rtf", "application/richtext")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SAID = re.compile(r"[^\W_]|<(?:img|table)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAttachment:
    """A file that is attached to a mail."""

    name: str
    message: Message

    @property
    def data(self) -> bytes:
        """Its bytes; an attached mail's are that mail."""
        inner = get_parts(self.message)
        if _is_mail(self.message) and inner:
            try:
                return inner[0].as_bytes()
            except (LookupError, UnicodeError, ValueError, TypeError, AttributeError):
                return b""
        return read_body_bytes(self.message)


@dataclass(slots=True)
class MailContents:
    """The parts of a mail by what they are.

    `unread` names what no importer reads, `locked` what is encrypted, `more` counts what was passed over; `signed`
    tells that some of it came in a signed envelope.
    """

    bodies: list[Message] = field(default_factory=list)
    attached: list[MailAttachment] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    locked: list[str] = field(default_factory=list)
    images: dict[str, Message] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    more: int = 0
    signed: bool = False

    def picture(self, address: str) -> Picture | None:
        """Return the picture that an address in the body stands for."""
        self.shown.add(address.removeprefix("cid:"))
        message = self.images.get(address.removeprefix("cid:"))
        if message is None or not get_media_type(message).startswith("image/"):
            return None
        data = read_body_bytes(message)
        return (
            Picture(media_type=get_media_type(message), data=data) if 0 < len(data) <= PICTURE_BYTES else None
        )

    @property
    def unshown(self) -> tuple[str, ...]:
        """The names of pictures that came for the body and that it does not show."""
        shown = {id(message) for address, message in self.images.items() if address in self.shown}
        rest = {id(message): message for message in self.images.values() if id(message) not in shown}
        images = (
            one for one in rest.values() if get_media_type(one).startswith("image/") and not is_attached(one)
        )
        return tuple(get_file_name(one) or get_media_type(one) for one in images)


def read_contents(message: Message, name: str, depth: int = 0) -> MailContents:
    """Sort the parts of a mail; raise ImportRefusedError where it is encrypted.

    `depth` counts what was packed into each other around it.
    """
    found = MailContents()
    numbers = count(1)
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if next(numbers) > MAIL_PARTS:
            found.more += 1
            continue
        kind = get_media_type(part)
        inner = get_parts(part)
        if kind in _ENCRYPTED:
            waiting.extend(_opened(part, kind, found, name))
        elif inner and not kind.startswith("message/"):
            waiting.extend(reversed(_chosen(kind, inner)))
        else:
            _sort(part, kind, found, depth)
    return found


def _opened(part: Message, kind: str, found: MailContents, name: str) -> list[Message]:
    """Return the mail in a signed envelope, none where the envelope holds certificates or cannot be opened."""
    content = extract_signed_content(read_body_bytes(part))
    if content:
        found.signed = True
        return [parse_mime(content, name)]
    if get_parameter(part, "smime-type") in {"certs-only", "signed-data"}:
        found.unread.append(get_file_name(part) or kind)
    else:
        _lock(part, kind, found, name)
    return []


def _lock(part: Message, kind: str, found: MailContents, name: str) -> None:
    """Set an encrypted part apart; where no words came before it, it is what the mail says, and nobody can read it."""
    if not any(map(_says, found.bodies)):
        raise ImportRefusedError("import-mail-encrypted", name=name)
    found.locked.append(get_file_name(part) or kind)


def _chosen(kind: str, parts: list[Message]) -> list[Message]:
    """Return the parts that count: of alternatives the richest that is text."""
    if kind != "multipart/alternative":
        return parts
    for wanted in ("text/html", "text/plain", "text/rtf"):
        for part in reversed(parts):
            if any(get_media_type(inner) == wanted and _says(inner) for inner in part.walk()):
                rest = [
                    other for other in parts if not get_media_type(other).startswith((*_BODIES, "multipart/"))
                ]
                return [part, *(other for other in rest if other is not part)]
    return parts


def _says(part: Message) -> bool:
    """Tell whether a part of text shows anything."""
    text = read_body_text(part)
    return _SAID.search(_TAG.sub(_shown, text) if get_media_type(part) == "text/html" else text) is not None


def _shown(tag: re.Match[str]) -> str:
    return tag[0] if _SAID.match(tag[0]) else " "


def _is_mail(part: Message) -> bool:
    kind = get_media_type(part)
    return kind.startswith("message/") and kind not in _REPORTS


def _sort(part: Message, kind: str, found: MailContents, depth: int) -> None:
    named = get_file_name(part)
    if kind in _REPORTS:
        found.unread.append(f"{kind}: {_report(part)}")
    elif kind.startswith("message/"):
        inner = get_parts(part)
        found.attached.append(
            MailAttachment(
                name=named or (name_from_subject(inner[0]) if inner else "message.eml"), message=part
            )
        )
    elif _is_body(part, kind, named):
        found.bodies.append(part)
    elif kind in _PACKED or named.lower() == "winmail.dat":
        _unpack(part, named or kind, found, depth)
    elif kind not in _SIGNATURES:
        _sort_file(part, kind, named, found)


def _unpack(part: Message, named: str, found: MailContents, depth: int) -> None:
    """Take what Outlook packed for itself: its attachments, and its text where the mail says nothing else."""
    try:
        inner = (
            read_contents(tnef_to_mime(read_body_bytes(part)), named, depth + 1)
            if depth < PARTS_DEPTH
            else None
        )
    except (TnefError, ImportRefusedError):
        inner = None
    if inner is None:
        found.unread.append(named)
        return
    if not any(map(_says, found.bodies)):
        found.bodies.extend(inner.bodies)
    found.attached.extend(inner.attached)
    found.unread.extend(inner.unread)
    found.images.update(inner.images)
    found.more += inner.more


def _is_body(part: Message, kind: str, named: str) -> bool:
    """Tell whether a part is text to be shown; a multipart without any part in it is text that lost its marks."""
    shown = kind.startswith((*_BODIES, "multipart/")) and not kind.startswith(_UNREAD)
    return shown and not named and not is_attached(part) and not get_parts(part)


def _report(part: Message) -> str:
    inner = get_parts(part)
    fields = (f"{key}: {value}" for one in inner for key, value in one.raw_items())
    return first_words("; ".join(fields) if inner else read_body_text(part), 300)


def _sort_file(part: Message, kind: str, named: str, found: MailContents) -> None:
    for address in (get_content_id(part), read_header(part, "Content-Location")):
        if address and not is_attached(part):
            found.images.setdefault(address, part)
    if kind.startswith(_UNREAD) or named.lower().endswith(_UNREAD_NAMES):
        if is_attached(part) or not (get_content_id(part) or read_header(part, "Content-Location")):
            found.unread.append(named or kind)
        return
    found.attached.append(MailAttachment(name=named or _unnamed(kind), message=part))


def _unnamed(kind: str) -> str:
    """Return a name for a file without one."""
    suffix = {"text/html": "html", "text/plain": "txt", "application/pdf": "pdf"}
    return f"attachment.{suffix.get(kind, 'bin')}"
