"""What a mail holds: the pieces of its body in order, the pictures in them, and what is attached."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.message import Message
from itertools import count

from briefbuilder.domain.article import Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.limits import MAIL_PARTS, PICTURE_BYTES
from briefbuilder.importers.mime import (
    body_bytes,
    content_id,
    file_name,
    header,
    is_attached,
    media_type,
    parameter,
    parts_of,
)

_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
_UNREAD = (
    *("image/", "audio/", "video/", "font/"),
    *("text/calendar", "text/vcard", "text/x-vcard", "text/directory"),
    *("application/ms-tnef", "application/vnd.ms-tnef", "application/pgp-keys"),
)
_UNREAD_NAMES = (".ics", ".vcf", ".p7s", ".asc", "winmail.dat")
"""Invitations, cards, signatures and what only Outlook opens: no texts of anybody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that is attached to a mail."""

    name: str
    message: Message

    @property
    def data(self) -> bytes:
        """Its bytes; an attached mail's are that mail."""
        inner = parts_of(self.message)
        if media_type(self.message) == "message/rfc822" and inner:
            try:
                return inner[0].as_bytes()
            except (LookupError, UnicodeError, ValueError, TypeError, AttributeError):
                return b""
        return body_bytes(self.message)


@dataclass(slots=True)
class Contents:
    """The parts of a mail by what they are; `unread` names what no importer reads, `more` counts what was passed over."""

    bodies: list[Message] = field(default_factory=list)
    attached: list[Attached] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    images: dict[str, Message] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    more: int = 0

    def picture(self, address: str) -> Picture | None:
        """Return the picture that an address in the body stands for."""
        self.shown.add(address.removeprefix("cid:"))
        message = self.images.get(address.removeprefix("cid:"))
        if message is None or not media_type(message).startswith("image/"):
            return None
        data = body_bytes(message)
        return Picture(media_type=media_type(message), data=data) if 0 < len(data) <= PICTURE_BYTES else None

    @property
    def unshown(self) -> tuple[str, ...]:
        """The names of pictures that came for the body and that it does not show."""
        shown = {id(message) for address, message in self.images.items() if address in self.shown}
        rest = {id(message): message for message in self.images.values() if id(message) not in shown}
        images = (
            one for one in rest.values() if media_type(one).startswith("image/") and not is_attached(one)
        )
        return tuple(file_name(one) or media_type(one) for one in images)


def contents_of(message: Message, name: str) -> Contents:
    """Sort the parts of a mail; raise ImportRefusedError where it is encrypted."""
    found = Contents()
    numbers = count(1)
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if next(numbers) > MAIL_PARTS:
            found.more += 1
            continue
        kind = media_type(part)
        if kind in _ENCRYPTED and parameter(part, "smime-type") != "signed-data":
            raise ImportRefusedError("import-mail-encrypted", name=name)
        inner = parts_of(part)
        if inner and kind != "message/rfc822":
            waiting.extend(reversed(_chosen(kind, inner)))
        else:
            _sort(part, kind, found)
    return found


def _chosen(kind: str, parts: list[Message]) -> list[Message]:
    """Return the parts that count: of alternatives the richest that is text."""
    if kind == "multipart/signed":
        return parts[:1]
    if kind != "multipart/alternative":
        return parts
    for wanted in ("text/html", "text/plain"):
        for part in reversed(parts):
            if any(media_type(inner) == wanted and body_bytes(inner).strip() for inner in part.walk()):
                rest = [other for other in parts if not media_type(other).startswith(("text/", "multipart/"))]
                return [part, *rest]
    return parts


def _sort(part: Message, kind: str, found: Contents) -> None:
    named = file_name(part)
    if kind == "message/rfc822":
        inner = parts_of(part)
        subject = header(inner[0], "Subject") if inner else ""
        stem = "".join(" " if sign in '/\\:*?"<>|' else sign for sign in subject)[:80].strip(" .")
        found.attached.append(Attached(name=named or f"{stem or 'message'}.eml", message=part))
        return
    if kind in {"text/plain", "text/html"} and not is_attached(part) and not named:
        found.bodies.append(part)
        return
    if kind in _SIGNATURES:
        return
    for address in (content_id(part), header(part, "Content-Location")):
        if address and not is_attached(part):
            found.images.setdefault(address, part)
    if kind.startswith(_UNREAD) or named.lower().endswith(_UNREAD_NAMES):
        if is_attached(part) or not (content_id(part) or header(part, "Content-Location")):
            found.unread.append(named or kind)
        return
    found.attached.append(Attached(name=named or _unnamed(kind), message=part))


def _unnamed(kind: str) -> str:
    """Return a name for a file without one."""
    suffix = {"text/html": "html", "text/plain": "txt", "application/pdf": "pdf"}
    return f"attachment.{suffix.get(kind, 'bin')}"
