"""Sort the parts of a mail: bodies, their pictures, appointments, attachments, and parts that are not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import Message
from itertools import count

from briefbuilder.domain.article import Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.notices import Notice
from briefbuilder.importers.archives import extract_signed_content
from briefbuilder.importers.clean import clean, first_words
from briefbuilder.importers.draft import ContainedFile
from briefbuilder.importers.html.page import markup_to_text
from briefbuilder.importers.limits import (
    MAIL_BYTES,
    MAIL_PARTS,
    PARTS,
    PARTS_DEPTH,
    PICTURE_BYTES,
    check_size,
)
from briefbuilder.importers.mail.outlook import OutlookError, open_mail, tnef_to_mime
from briefbuilder.importers.mime import (
    decode_header_value,
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
from briefbuilder.importers.sniff import mailbox_starts

_ENCRYPTED_TYPES = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURE_TYPES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
_UNREAD_TYPES = (
    *("image/", "audio/", "video/", "font/"),
    *("text/vcard", "text/x-vcard", "text/directory"),
    *("application/pgp-keys", "text/css", "text/javascript"),
)
_UNREAD_SUFFIXES = (".vcf", ".p7s", ".asc")
"""Contact cards and signatures."""
_CONTENT_ADDRESS = re.compile(r"\bcid:([^\s\"'<>()]{1,500})", re.IGNORECASE)

_REPORT_TYPES = (
    *("message/delivery-status", "message/global-delivery-status", "message/feedback-report"),
    *("message/disposition-notification", "message/global-disposition-notification"),
    *("message/external-body", "text/rfc822-headers", "message/global-headers"),
)
"""Reports of mail servers."""

_PAGE_BYTES = 5_000
"""A picture with fewer bytes is not a scanned page."""

_TNEF_TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")
_BODY_TYPES = ("text/", "application/rtf", "application/richtext")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_VISIBLE = re.compile(r"[^\W_]|<(?:img|table)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAttachment:
    """A file that is attached to a mail."""

    name: str
    message: Message

    @property
    def data(self) -> bytes:
        """The bytes of the file; for an attached mail, that mail."""
        inner = get_parts(self.message)
        media_type = get_media_type(self.message)
        if media_type.startswith("message/") and media_type not in _REPORT_TYPES and inner:
            try:
                return inner[0].as_bytes()
            except (LookupError, UnicodeError, ValueError, TypeError, AttributeError):
                return b""
        return read_body_bytes(self.message)


@dataclass(slots=True)
class MailContents:
    """The sorted parts of a mail.

    `pictures` are attached and large enough for a scanned page. `unread` names parts that no importer reads, `encrypted` encrypted ones; `skipped` counts parts above the limit;
    `signed` means that some parts were in a signed envelope. `named` has the ids of parts that the bodies name.
    """

    bodies: list[Message] = field(default_factory=list)
    attached: list[MailAttachment] = field(default_factory=list)
    pictures: list[MailAttachment] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    encrypted: list[str] = field(default_factory=list)
    images: dict[str, Message] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    skipped: int = 0
    signed: bool = False
    calendars: list[Message] = field(default_factory=list)
    named: set[str] = field(default_factory=set)

    def picture(self, address: str) -> Picture | None:
        """Return the picture for an address in the body."""
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
        """The names of inline pictures that the body does not show."""
        shown = {id(message) for address, message in self.images.items() if address in self.shown}
        rest = {id(message): message for message in self.images.values() if id(message) not in shown}
        images = (image for image in rest.values() if get_media_type(image).startswith("image/"))
        return tuple(get_file_name(image) or get_media_type(image) for image in images)


def read_contents(message: Message, name: str, depth: int = 0) -> MailContents:
    """Sort the parts of a mail; raise ImportRefusedError if it is encrypted.

    `depth` is the nesting level of packed mails.
    """
    contents = MailContents()
    numbers = count(1)
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if next(numbers) > MAIL_PARTS:
            contents.skipped += 1
            continue
        media_type = get_media_type(part)
        inner = get_parts(part)
        if media_type in _ENCRYPTED_TYPES:
            waiting.extend(_open_envelope(part, media_type, contents, name))
        elif inner and not media_type.startswith("message/"):
            waiting.extend(reversed(_choose_parts(media_type, inner)))
        else:
            _sort_part(part, media_type, contents, depth)
    return contents


def _open_envelope(part: Message, media_type: str, contents: MailContents, name: str) -> list[Message]:
    """Return the mail in a signed envelope, nothing if the envelope has only certificates or cannot be opened."""
    content = extract_signed_content(read_body_bytes(part))
    if content:
        contents.signed = True
        return [parse_mime(content, name)]
    if get_parameter(part, "smime-type") in {"certs-only", "signed-data"}:
        contents.unread.append(get_file_name(part) or media_type)
    else:
        _add_encrypted(part, media_type, contents, name)
    return []


def _add_encrypted(part: Message, media_type: str, contents: MailContents, name: str) -> None:
    """Record an encrypted part, or refuse the mail if no text precedes it."""
    if not any(map(_has_text, contents.bodies)):
        raise ImportRefusedError("import-mail-encrypted", name=name)
    contents.encrypted.append(get_file_name(part) or media_type)


def _choose_parts(media_type: str, parts: list[Message]) -> list[Message]:
    """Return the parts to read: of alternatives, the richest with text."""
    if media_type != "multipart/alternative":
        return parts
    for preferred in ("text/html", "text/plain", "text/rtf"):
        for part in reversed(parts):
            if any(get_media_type(inner) == preferred and _has_text(inner) for inner in part.walk()):
                rest = [
                    other
                    for other in parts
                    if _is_calendar(other)
                    or not get_media_type(other).startswith((*_BODY_TYPES, "multipart/"))
                ]
                return [part, *(other for other in rest if other is not part)]
    return parts


def _has_text(part: Message) -> bool:
    """Return whether a text part has visible content."""
    text = read_body_text(part)
    return (
        _VISIBLE.search(_TAG.sub(_keep_visible_tag, text) if get_media_type(part) == "text/html" else text)
        is not None
    )


def _keep_visible_tag(tag: re.Match[str]) -> str:
    return tag[0] if _VISIBLE.match(tag[0]) else " "


def _sort_part(part: Message, media_type: str, contents: MailContents, depth: int) -> None:
    name = get_file_name(part)
    if media_type in _REPORT_TYPES:
        contents.unread.append(f"{media_type}: {_describe_report(part)}")
    elif media_type.startswith("message/"):
        inner = get_parts(part)
        contents.attached.append(
            MailAttachment(
                name=name or (name_from_subject(inner[0]) if inner else "message.eml"), message=part
            )
        )
    elif _is_calendar(part):
        contents.calendars.append(part)
    elif _is_body(part, media_type, name):
        contents.bodies.append(part)
        if media_type == "text/html":
            contents.named.update(_CONTENT_ADDRESS.findall(read_body_text(part)))
    elif media_type in _TNEF_TYPES or name.lower() == "winmail.dat":
        _unpack_tnef(part, name or media_type, contents, depth)
    elif media_type not in _SIGNATURE_TYPES:
        _sort_file(part, media_type, name, contents)


def _unpack_tnef(part: Message, name: str, contents: MailContents, depth: int) -> None:
    """Take the attachments in a "winmail.dat", and its text if the mail has no other."""
    try:
        inner = (
            read_contents(tnef_to_mime(read_body_bytes(part)), name, depth + 1)
            if depth < PARTS_DEPTH
            else None
        )
    except (OutlookError, ImportRefusedError):
        inner = None
    if inner is None:
        contents.unread.append(name)
        return
    if not any(map(_has_text, contents.bodies)):
        contents.bodies.extend(inner.bodies)
    contents.attached.extend(inner.attached)
    contents.pictures.extend(inner.pictures)
    contents.unread.extend(inner.unread)
    contents.calendars.extend(inner.calendars)
    contents.images.update(inner.images)
    contents.skipped += inner.skipped


def _is_body(part: Message, media_type: str, name: str) -> bool:
    """Return whether a part is a body; a multipart without parts is text that lost its boundaries."""
    shown = media_type.startswith((*_BODY_TYPES, "multipart/")) and not media_type.startswith(_UNREAD_TYPES)
    return shown and not name and not is_attached(part) and not get_parts(part)


def _is_calendar(part: Message) -> bool:
    """Return whether a part is an invitation or another calendar."""
    return get_media_type(part) == "text/calendar" or get_file_name(part).lower().endswith(".ics")


def _describe_report(part: Message) -> str:
    inner = get_parts(part)
    fields = (f"{key}: {value}" for inner_part in inner for key, value in inner_part.raw_items())
    return first_words("; ".join(fields) if inner else read_body_text(part), 300)


def _sort_file(part: Message, media_type: str, name: str, contents: MailContents) -> None:
    addresses = list(filter(None, (get_content_id(part), read_header(part, "Content-Location"))))
    # Some programs call pictures within the text attachments.
    is_inline = not is_attached(part) or not contents.named.isdisjoint(addresses)
    for address in addresses if is_inline else ():
        contents.images.setdefault(address, part)
    if media_type.startswith(_UNREAD_TYPES) or name.lower().endswith(_UNREAD_SUFFIXES):
        if is_inline and addresses:
            return
        if media_type.startswith("image/") and len(read_body_bytes(part)) >= _PAGE_BYTES:
            contents.pictures.append(MailAttachment(name=name or _default_name(media_type), message=part))
        else:
            contents.unread.append(name or media_type)
        return
    contents.attached.append(MailAttachment(name=name or _default_name(media_type), message=part))


def _default_name(media_type: str) -> str:
    """Return a name for an attachment without one."""
    suffix = {"text/html": "html", "text/plain": "txt", "application/pdf": "pdf", "image/tiff": "tif"}
    return f"attachment.{suffix.get(media_type, 'bin')}"


# Bodies in plain text.

_ENRICHED_TYPES = frozenset({"text/enriched", "text/richtext"})
_ENRICHED_TAG = re.compile(r"<param>[^<>]{0,500}</param>|</?[a-z-]{1,30}>", re.IGNORECASE)
"""The tags of enriched text (RFC 1896); the content of "param" is not text."""


def unfold_flowed(text: str, *, spaceless: bool) -> str:
    """Join the soft line breaks of "format=flowed" text (RFC 3676).

    With `spaceless` ("delsp"), the space at a soft line break is removed too.
    """
    kept: list[str] = []
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        bare = line[depth:].removeprefix(" ")
        start = kept[-1] if kept else ""
        same = len(start) - len(start.lstrip(">")) == depth
        if kept and same and start.endswith(" ") and start.lstrip("> ") != "-- " and bare != "-- ":
            kept[-1] = (start[:-1] if spaceless else start) + bare
        else:
            kept.append(f"{'>' * depth} {bare}" if depth else bare)
    return "\n".join(kept)


def read_plain_text(body: Message, text: str) -> str:
    """Return the clean text of a plain or enriched body, without the line breaks of flowed text."""
    lines = clean(text)[0]
    if get_media_type(body) in _ENRICHED_TYPES:
        return _ENRICHED_TAG.sub("", lines)
    if get_parameter(body, "format") != "flowed":
        return lines
    return unfold_flowed(lines, spaceless=get_parameter(body, "delsp") == "yes")


# Mailboxes (RFC 4155), which mail programs export: each mail is a separate file.

_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
"""A line of a mail that starts with "From " and was escaped."""


def split_mailbox(data: bytes, name: str) -> tuple[ContainedFile, ...]:
    """Return the mails of a mailbox in order; raise ImportRefusedError if it is too large."""
    check_size(len(data), MAIL_BYTES, name)
    came_with = Notice(code="came-with-mailbox", subject=name)
    starts = mailbox_starts(data)[: PARTS + 1]
    ends = [*starts[1:], len(data)]
    mails = (data[start:end].lstrip(b"\r\n") for start, end in zip(starts, ends, strict=True))
    return tuple(
        ContainedFile.of(
            f"{number:03d} {name_from_subject(mail)}", _ESCAPED_FROM.sub(rb"\1", mail), came_with
        )
        for number, mail in enumerate(mails, start=1)
    )


# The whole text.

_MAX_HEADERS = 200
"""The most headers of a mail that are shown."""


def mail_text(data: bytes, name: str) -> str:
    """Return the headers, bodies and attachment names of a mail; raise ImportRefusedError if it is encrypted."""
    message = open_mail(data, name)
    headers = [
        f"{key}: {decode_header_value(str(value))}" for key, value in list(message.raw_items())[:_MAX_HEADERS]
    ]
    contents = read_contents(message, name)
    bodies = []
    for body in contents.bodies:
        text = read_body_text(body)
        bodies.append(markup_to_text(text) if get_media_type(body) == "text/html" else text)
    bodies.extend(map(read_body_text, contents.calendars))
    names = [*(name.name for name in contents.attached), *contents.unread, *contents.unshown]
    attached = "\n".join(f"[{name}]" for name in names)
    return "\n\n".join(filter(None, ("\n".join(headers), *bodies, attached)))


# Appointments in invitations (RFC 5545), as lines of text

_FOLD = re.compile(r"\r?\n[ \t]")
_END = re.compile(r"\r\n?|\n")
_LINE = re.compile(
    r'(?P<name>[A-Za-z-]+)(?P<parameters>(?:;[^:;="]+=(?:"[^"]*"|[^:;"])*)*):(?P<value>.*)', re.DOTALL
)
_ZONE = re.compile(r';TZID=(?:"([^"]*)"|([^:;"]+))', re.IGNORECASE)
_MOMENT = re.compile(r"\d{8}(?:T\d{6}Z?)?")
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d+S)?)?")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """An appointment: `when` is as in ISO 8601, `repeats` and the status of a cancelled one, in `when`, as in RFC 5545."""

    title: str
    when: str
    where: str
    description: str
    repeats: str


def read_appointments(text: str) -> Iterator[Appointment]:
    """Yield the appointments of a calendar; alarms within them are left out."""
    components: list[str] = []
    found: dict[str, tuple[str, str]] = {}
    method = ""
    for line in _END.split(_FOLD.sub("", text)):
        parsed = _LINE.fullmatch(line.strip())
        if parsed is None:
            continue
        name, written = parsed["name"].upper(), parsed["value"]
        if name == "BEGIN":
            components.append(written.upper())
            found = {} if components[-1] == "VEVENT" else found
        elif name == "END" and components:
            if components.pop() == "VEVENT":
                yield _make_appointment(found, method)
        elif name == "METHOD" and components == ["VCALENDAR"]:
            method = written
        elif components and components[-1] == "VEVENT":
            found.setdefault(name, (parsed["parameters"], written))


def _make_appointment(found: dict[str, tuple[str, str]], method: str) -> Appointment:
    title, where, description, repeats = (
        _ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], found.get(name, ("", ""))[1]).strip()
        for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "RRULE")
    )
    is_cancelled = "CANCEL" in f"{method} {found.get('STATUS', ('', ''))[1]}".upper()
    when = ", ".join(filter(None, (_write_period(found), "CANCELLED" if is_cancelled else "")))
    return Appointment(title=title, when=when, where=where, description=description, repeats=repeats)


def _write_period(found: dict[str, tuple[str, str]]) -> str:
    """Return begin and end of an appointment: "2026-03-12 14:30–16:00 (Europe/Brussels)"."""
    parameters, written = found.get("DTSTART", ("", ""))
    begin, zone = _read_moment(written), _zone(parameters, written)
    if begin is None:
        return written
    whole_days = "T" not in written
    other = found.get("DTEND", ("", ""))
    end = _read_moment(other[1])
    end_zone = zone if end is None else _zone(*other)
    end = end or _add_duration(begin, found.get("DURATION", ("", ""))[1])
    if whole_days and end is not None:
        end -= timedelta(days=1)
    form = "%Y-%m-%d" if whole_days else "%Y-%m-%d %H:%M"
    text, place = begin.strftime(form), f" ({zone})" if zone and not whole_days else ""
    if end is None or (end <= begin and end_zone == zone):
        return text + place
    if end_zone != zone:
        return f"{text}{place} – {end.strftime(form)}{f' ({end_zone})' if end_zone else ''}"
    return f"{text}{f'–{end:%H:%M}' if end.date() == begin.date() else f' – {end.strftime(form)}'}{place}"


def _zone(parameters: str, written: str) -> str:
    """Return the name of the time zone of a moment, "" for the one of the reader."""
    named = _ZONE.search(parameters)
    return "UTC" if written.endswith("Z") else (named[1] or named[2]) if named else ""


def _read_moment(written: str) -> datetime | None:
    if _MOMENT.fullmatch(written) is None:
        return None
    try:
        return datetime.fromisoformat(written.removesuffix("Z"))
    except ValueError:
        return None


def _add_duration(begin: datetime, written: str) -> datetime | None:
    found = _DURATION.fullmatch(written)
    if found is None:
        return None
    weeks, days, hours, minutes = (int(number or 0) for number in found.groups())
    try:
        return begin + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    except OverflowError:
        return None
