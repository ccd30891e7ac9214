"""Read chats: exports of WhatsApp as text and of Telegram as JSON, and chats of meetings that Zoom saved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Heading, Paragraph, Span
from briefbuilder.domain.values import value
from briefbuilder.importers.charset import decode
from briefbuilder.importers.dates import find_date_language, read_date
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import PARAGRAPHS, TEXT_BYTES, check_size

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ \u00a0\u202f]?(?:[AaPp]\.?[ \u00a0]?[Mm]\.?))?"
_MARKS = "\u200e\u200f\u202a\u202c\ufeff"
_WHATSAPP = re.compile(
    rf"^[{_MARKS}]*\[?(?P<day>{_DAY}),? (?P<time>{_TIME})(?:\]| [-–]) "
    rf"[{_MARKS}]*(?:(?:~[ \u00a0\u202f])?(?P<name>[^:\n]{{1,80}}): ?)?(?P<text>.*)$",
    re.MULTILINE,
)
_ZOOM = re.compile(
    r"^(?:(?P<day>\d{4}-\d\d-\d\d) )?(?P<time>\d\d:\d\d:\d\d)\s+From\s+(?P<name>\S[^\n:]{0,79}?)\s+to\s+(?P<receiver>[^\n:]{1,80}):[ \t]*(?P<text>.*)$",
    re.MULTILINE | re.IGNORECASE,
)
_UNNAMED = frozenset({"_chat", "result", "chat", "meeting_saved_chat"})
"""The names that programs give to all their exports."""

_GROUP_FILE = re.compile(
    r"(?:WhatsApp[ -](?:Chat|conversation)|Chat (?:de )?WhatsApp)\W*(?:with|mit|con|avec|-)?\s+",
    re.IGNORECASE,
)


@value
class _Message:
    """A message as the export states it; a notice of the program has no `name`."""

    day: str
    time: str
    name: str
    text: str


def read_chat(data: bytes, name: str) -> Draft:
    """Read a chat; each message has its sender and time as a heading.

    Raises:
        ImportRefusedError: Where the file is too large or damaged.
    """
    check_size(len(data), TEXT_BYTES, name)
    builder = DraftBuilder()
    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    title, messages = _telegram(data, name) if is_json else _typed(builder.read_text(data, name))
    if len(messages) > PARAGRAPHS // 2:
        raise ImportRefusedError("import-too-many-paragraphs", name=name, limit=str(PARAGRAPHS))
    language = find_date_language((message.day for message in messages), None)
    guessed = guess_language("\n".join(message.text for message in messages))
    days = [_day(message.day, language or guessed) for message in messages]
    for message, day in zip(messages, days, strict=True):
        moment = " ".join(filter(None, [day.isoformat() if day else message.day, message.time]))
        if message.name:
            builder.add(Heading(id="", content=(Span(f"{message.name}, {moment}"),), level=2))
        lines = [line.strip(f" \t{_MARKS}") for line in message.text.split("\n")]
        if not message.name:
            lines[0] = f"{moment}: {lines[0]}"
        for line in filter(None, lines):
            builder.add(Paragraph(id="", content=(Span(line),)))
    if not builder.blocks:
        raise ImportRefusedError("import-no-text", name=name)
    stem = _GROUP_FILE.sub("", PurePath(name).stem)
    if not title and stem.casefold() in _UNNAMED:
        title = ", ".join(list(dict.fromkeys(message.name for message in messages if message.name))[:4])
    if not title:
        builder.notice("title-from-file-name", stem)
    published = next(filter(None, reversed(days)), None)
    return builder.draft(Metadata(title=title or stem, published=published, language=guessed))


def _day(stated: str, language: str | None) -> date | None:
    """Return a day; a year of two digits is one of this century."""
    short = re.fullmatch(r"(\d{1,2}[./-]\d{1,2}[./-])(\d\d)", stated)
    return read_date(f"{short[1]}20{short[2]}" if short else stated, language)


def _typed(text: str) -> tuple[str, list[_Message]]:
    """Return the name of the group, which WhatsApp on iOS gives as the sender of its notice, and the messages."""
    pattern = _WHATSAPP if _WHATSAPP.match(text.lstrip()) else _ZOOM
    found = list(pattern.finditer(text))
    messages, group = [], ""
    for index, start in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        said = start["text"] + text[start.end() : end].rstrip()
        name = (start["name"] or "").strip(f" {_MARKS}")
        if not index and pattern is _WHATSAPP and name and said.startswith("\u200e"):
            group, name = name, ""
        receiver = start["receiver"] if pattern is _ZOOM else "everyone"
        if receiver.casefold() != "everyone":
            name = f"{name} → {receiver}"
        messages.append(_Message(day=start["day"] or "", time=start["time"], name=name, text=said))
    return group, messages


def _telegram(data: bytes, name: str) -> tuple[str, list[_Message]]:
    try:
        loaded = json.loads(decode(data).text)
    except (ValueError, RecursionError) as error:
        raise ImportRefusedError("import-damaged", name=name) from error
    messages = loaded.get("messages") if isinstance(loaded, dict) else None
    if not isinstance(messages, list):
        raise ImportRefusedError("import-damaged", name=name)
    title = loaded.get("name")
    return title if isinstance(title, str) else "", list(_telegram_messages(messages))


def _telegram_messages(messages: list[object]) -> Iterator[_Message]:
    for message in messages:
        if not isinstance(message, dict) or message.get("type") != "message":
            continue
        day, _, time = _text(message.get("date")).partition("T")
        attached = (_text(message.get(key)) for key in ("file", "photo", "media_type"))
        text = _text(message.get("text")) or next(filter(None, attached), "")
        yield _Message(day=day, time=time[:5], name=_text(message.get("from")) or "?", text=text)


def _text(stated: object) -> str:
    """Return a text, which Telegram gives in pieces where a part of it is marked."""
    pieces = stated if isinstance(stated, list) else [stated]
    texts = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return "".join(text for text in texts if isinstance(text, str))
