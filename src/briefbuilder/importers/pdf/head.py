"""The head of a document: title, lead, byline, day and rights; nothing is made up."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from pathlib import PurePath

from briefbuilder.importers.clean import first_words, key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.pdf.headings import text_of
from briefbuilder.importers.pdf.metadata import Told, title_chunk
from briefbuilder.importers.pdf.notes import is_raised
from briefbuilder.importers.pdf.shapes import Chunk
from briefbuilder.importers.rights import is_rights_statement

_BYLINE = re.compile(
    r"^(?:by|di|de|par|von|por|door|av)\s+(?P<names>[A-ZÀ-Þ][\w.’'-]+(?:\s+[\w.’'-]+){0,8})$", re.IGNORECASE
)
_NAME = re.compile(r"^[A-ZÀ-Þ][\w.’'-]*(?:\s+(?:[a-z]{1,3}\s+)?[A-ZÀ-Þ][\w.’'-]*){1,4}$")
_LONGEST_LINE = 100
_NEAR = 6
"""Chunks beside the title that may hold a byline and a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head tells, and the chunks that are left for the body."""

    title: str
    authors: tuple[str, ...]
    published: date | None
    rights: tuple[str, ...]
    rest: list[Chunk]
    notices: tuple[tuple[str, str], ...]


_STOPS = frozenset(".!?…。")


def _with_rest(chunks: Sequence[Chunk], place: int) -> Sequence[Chunk]:
    """Return a statement and the paragraph that ends its sentence: set flush right, its lines begin anywhere."""
    chunk, *others = chunks[place : place + 2]
    after = others[0] if others and others[0].lines else None
    goes_on = (
        after is not None
        and text_of(chunk)[-1:] not in _STOPS
        and text_of(after)[:1].islower()
        and abs(after.size - chunk.size) < 0.3
        and after.lines[0].page == chunk.lines[0].page
    )
    return (chunk, *others) if goes_on else (chunk,)


def read_head(chunks: Sequence[Chunk], said: Told, body_size: float, name: str) -> Head:
    """Take the title, a byline and statements of rights out of the chunks; `name` is the file's."""
    notices: list[tuple[str, str]] = []
    heading = title_chunk(chunks, body_size, said.title)
    taken = [heading] if heading is not None else []
    marks = {chunk.mark for chunk in chunks if chunk.role == "note"}
    title = _title(heading, said, marks)
    if not title:
        title = PurePath(name).stem
        notices.append(("title-from-file-name", title))
    near = _near(chunks, heading)
    authors = said.authors
    for chunk in near:
        names = _byline(text_of(chunk))
        if names:
            authors = names
            taken.append(chunk)
            notices.append(("metadata-from-text", text_of(chunk)))
            break
    published, line = _day(near, said)
    if line:
        notices.append(("pdf-date-from-text", line))
    rights = [
        _with_rest(chunks, place)
        for place, chunk in enumerate(chunks)
        if chunk.role in {"paragraph", "note"} and is_rights_statement(text_of(chunk))
    ]
    taken += [chunk for statement in rights for chunk in statement]
    said_of_rights = tuple(" ".join(map(text_of, statement)) for statement in rights)
    notices += [("rights-set-apart", first_words(text)) for text in said_of_rights]
    gone = {id(chunk) for chunk in taken}
    return Head(
        title=title,
        authors=authors,
        published=published,
        rights=said_of_rights,
        rest=[chunk for chunk in chunks if id(chunk) not in gone],
        notices=tuple(notices),
    )


def _title(heading: Chunk | None, said: Told, marks: Collection[str]) -> str:
    """Return the title as the page shows it; the file's own wording where the two are the same words."""
    if heading is None:
        return said.title
    shown = text_of(heading).replace("\x02 ", "").replace("\x02", "")
    shown = shown.removesuffix(_note_mark(heading, marks)).rstrip()
    return said.title if said.title and key(said.title) == key(shown) else shown


def _note_mark(heading: Chunk, marks: Collection[str]) -> str:
    """Return the raised sign at a title's end that refers to a note; "" where it is part of the title."""
    line = heading.lines[-1]
    end = list(takewhile(lambda glyph: is_raised(glyph, line), reversed(line.glyphs)))
    raised = "".join(glyph.text for glyph in reversed(end)).strip()
    if len(raised) == len(line.text) or not raised:
        return ""
    signs = not any(map(str.isalnum, raised))
    return raised if signs or raised.strip("()[] ") in marks else ""


def _near(chunks: Sequence[Chunk], heading: Chunk | None) -> list[Chunk]:
    place = next((place for place, chunk in enumerate(chunks) if chunk is heading), 0)
    around = chunks[max(0, place - 3) : place + _NEAR]
    return [
        chunk
        for chunk in around
        if chunk is not heading
        and chunk.role in {"paragraph", "heading"}
        and len(text_of(chunk)) <= _LONGEST_LINE
    ]


def _byline(text: str) -> tuple[str, ...]:
    found = _BYLINE.match(" ".join(text.split()))
    if not found:
        return ()
    names = [
        part.strip() for part in re.split(r",|\s+(?:and|e|et|und|y|en)\s+", found["names"]) if part.strip()
    ]
    return tuple(names) if names and all(_NAME.match(name) for name in names) else ()


def _day(near: Sequence[Chunk], said: Told) -> tuple[date | None, str]:
    """Return the day of publication: as the file's own metadata have it, else as a short line by the title."""
    if said.published is not None:
        return said.published, ""
    for chunk in near:
        text = text_of(chunk)
        found = read_date(text)
        if found is not None and len(text) <= _LONGEST_LINE * 0.7:
            return found, text
    return None, ""
