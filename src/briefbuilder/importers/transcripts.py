"""Read what people said in turns: subtitles, transcripts of meetings and chats.

Subtitles and transcripts are WebVTT (W3C) and SubRip; their lines become paragraphs of speech. Chats are exports of
WhatsApp as text and of Telegram as JSON, and chats of meetings that Zoom saved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
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

_TIMES = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})[ \t]+-->[ \t]+(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
)
_UNPADDED = re.compile(r"\d{1,3}:(?:\d:\d{1,2}|\d{1,2}:\d)\.")
"""A time without leading zeros, as older transcripts of Teams have it, with the name of the speaker in the next line."""

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>\n]{1,100})>")
_NAMED = re.compile(r"([^\W\d_][^:\n.!?]{1,60}):\s+")
"""The speaker before a colon; transcripts of meetings have one in most cues."""
_TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,100}\}")
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’»）)]*\Z")
_PAUSE = 4.0
"""Seconds of silence after which a new paragraph begins."""
_PARAGRAPH = 400
"""Characters after which a paragraph ends with its sentence."""


@value
class _Cue:
    """What is said, by whom (or an empty text), and from when to when, in seconds."""

    start: float
    end: float
    speaker: str
    text: str


def read_subtitles(data: bytes, name: str) -> Draft:
    """Read subtitles or a transcript; raise ImportRefusedError if the file is too large or has no text."""
    builder = DraftBuilder()
    text = builder.read_text(data, name)
    for speaker, said in _paragraphs(_name_speakers(list(_cues(text)))):
        spans = (Span(f"{speaker}: ", bold=True), Span(said)) if speaker else (Span(said),)
        builder.add(Paragraph(id="", content=spans))
    if not builder.blocks:
        raise ImportRefusedError("import-empty", name=name)
    language = guess_language("\n".join(block.text for block in builder.blocks))
    return builder.draft(Metadata(title=PurePath(name).stem, language=language))


def _cues(text: str) -> Iterator[_Cue]:
    """Yield the cues; numbers, notes, styles and the lines before the first time are no speech."""
    times = list(_TIMES.finditer(text))
    for index, found in enumerate(times):
        end = times[index + 1].start() if index + 1 < len(times) else len(text)
        # The rest of the line has positions; a cue ends with an empty line, after which a number or a note may stand.
        lines = text[found.end() : end].partition("\n")[2].split("\n")
        said = next((index for index, line in enumerate(lines) if not line.strip()), len(lines))
        named = "" if said < 2 or not _UNPADDED.match(found[0]) else lines.pop(0).strip()
        marked = " ".join(" ".join(lines[: said - bool(named)]).split())
        voice = _VOICE.search(marked)
        plain = unescape(_TAG.sub("", marked)).strip()
        if plain:
            yield _Cue(
                start=_seconds(found.groups()[:4]),
                end=_seconds(found.groups()[4:]),
                speaker=voice[1].strip() if voice else named,
                text=plain,
            )


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _name_speakers(cues: list[_Cue]) -> list[_Cue]:
    """Return cues with the names before a colon as their speakers, if most cues have one."""
    named = [_NAMED.match(cue.text) for cue in cues]
    if 2 * sum(found is not None for found in named) <= len(cues):
        return cues
    return [
        _Cue(start=cue.start, end=cue.end, speaker=found[1], text=cue.text[found.end() :]) if found else cue
        for cue, found in zip(cues, named, strict=True)
    ]


def _paragraphs(cues: list[_Cue]) -> Iterator[tuple[str, str]]:
    """Yield the speaker and the text of each paragraph."""
    said: list[str] = []
    speaker = ""
    last_end = 0.0
    for cue in cues:
        is_long = sum(map(len, said)) > _PARAGRAPH and _SENTENCE_END.search(said[-1]) is not None
        if said and (cue.speaker != speaker or cue.start - last_end > _PAUSE or is_long):
            yield speaker, " ".join(said)
            said = []
        # Live subtitles repeat the line above.
        if not said or cue.text != said[-1]:
            said.append(cue.text)
        speaker, last_end = cue.speaker, cue.end
    if said:
        yield speaker, " ".join(said)


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
        ImportRefusedError: If the file is too large or damaged.
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
    """Return a text, which Telegram gives in pieces if a part of it is marked."""
    pieces = stated if isinstance(stated, list) else [stated]
    texts = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return "".join(text for text in texts if isinstance(text, str))
