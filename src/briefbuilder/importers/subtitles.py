"""Read subtitles and transcripts of meetings, as WebVTT (W3C) and SubRip have them, as paragraphs of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePath

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.values import value
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.language import guess_language

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
