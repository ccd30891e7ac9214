"""Collects the blocks, notices and pictures that an importer finds as a Draft.

The builder cleans characters and drops empty blocks, so that importers do not have to. Ids are provisional here;
`number_blocks` gives the final ones ("b1", "b2", … in reading order).
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, assert_never

from briefbuilder.domain.article import Metadata, Picture, Rights
from briefbuilder.domain.inline import merge_spans, rename_notes, replace_text, strip_content
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Table,
    child_blocks,
    map_child_blocks,
    walk_blocks,
)
from briefbuilder.domain.values import value
from briefbuilder.importers.clean import clean, match_key
from briefbuilder.importers.limits import TEXT_BYTES, check_size

if TYPE_CHECKING:
    from briefbuilder.importers.charset import DecodedText


FOLDER_ENDINGS = ("_files", "_file", "_fichiers", "_archivos", "-Dateien")
"""What browsers append to the stem of a saved page to name the folder of its pictures."""

NO_ADDRESS = "#"
"""The link of a span that is shown as a link but leads nowhere outside the document.

It distinguishes menus from text while an importer chooses blocks; the builder removes it.
"""
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@value
class ReadingOptions:
    """Options of reading a file.

    `passwords` are tried in turn on encrypted files, also within containers; they are never stored, and no representation
    shows them. `saved` holds the pictures that a browser saved beside a page, by their paths from the page.
    """

    passwords: tuple[str, ...] = field(default=(), repr=False)
    saved: Mapping[str, bytes] = field(default_factory=dict, repr=False)


PLAIN = ReadingOptions()
"""The default options."""


@value
class Draft:
    """The result of an importer, before it becomes an article."""

    metadata: Metadata
    blocks: tuple[Block, ...]
    notices: tuple[Notice, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)


class DraftBuilder:
    """Collects blocks in reading order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notices: list[Notice] = []
        self.pictures: dict[str, Picture] = {}
        self._given = 0
        self._removed = 0

    def read_text(self, data: bytes, name: str) -> str:
        """Return the clean text of a text file; raise ImportRefusedError if it is too large."""
        from briefbuilder.importers.charset import decode

        check_size(len(data), TEXT_BYTES, name)
        decoded = decode(data)
        self.note_charset(decoded)
        return self.clean_text(decoded.text)

    def clean_text(self, text: str) -> str:
        """Return a text without forbidden characters; the draft gets a notice of their number."""
        cleaned, removed = clean(text)
        self._removed += removed
        return cleaned

    def note_charset(self, decoded: DecodedText) -> None:
        """Add a notice of a guessed charset; UTF-8 is certain and needs none."""
        if decoded.guessed and not decoded.charset.startswith("utf-8"):
            self.notice("charset-guessed", decoded.charset)

    def add(self, block: Block) -> Block | None:
        """Clean a block, give it an id unless it has one, and append it; an empty one is dropped."""
        kept = self.cleaned(block)
        if kept is not None:
            self.blocks.append(kept)
        return kept

    def cleaned(self, block: Block) -> Block | None:
        """Return a block as `add` appends it, or None if nothing is left of it."""
        block_id = block.id or self._next_id()
        content = self._content(block.content, keep_spaces=isinstance(block, Code))
        match block:
            case Table():
                rows = tuple(Row(cells=tuple(self._cell(cell) for cell in row.cells)) for row in block.rows)
                table = replace(block, id=block_id, rows=_without_empty(rows), content=content)
                return table if child_blocks(table) else None
            case Figure():
                alternative = clean(block.alternative_text)[0].strip()
                figure = replace(block, id=block_id, content=content, alternative_text=alternative)
                return figure if content or block.picture or alternative else None
            case Heading() | Paragraph() | ListItem() | Quote() | Code() | Note():
                return replace(block, id=block_id, content=content) if content else None
            case _:
                assert_never(block)

    def notice(self, code: str, subject: str = "", block: str | None = None) -> None:
        """Record what was removed, guessed or not read; `subject` is the text concerned."""
        self.notices.append(Notice(code=code, subject=clean(subject)[0], block=block))

    def title_or_stem(self, title: str, name: str) -> str:
        """Return a title; if nothing of it can be seen, the stem of the file `name` with a notice."""
        if any(character.isprintable() and character != " " for character in title):
            return title
        stem = PurePath(name).stem
        self.notice("title-from-file-name", stem)
        return stem

    def language(self, declared: str | None = None, *, hint: str | None = None) -> str | None:
        """Return the language of the text, or the declared one if it is the same or the text does not tell.

        A `hint` decides between similar languages.
        """
        from briefbuilder.importers.language import guess_language

        guessed = guess_language("\n".join(block.text for block in self.blocks), hint)
        if guessed is None or base_language(declared) == guessed:
            return declared
        self.notice("language-overruled" if declared else "language-guessed", guessed)
        return guessed

    def dateline_day(self) -> date | None:
        """Return the day in the dateline of the first paragraph, such as "London, 25 November 2026. …", or None."""
        from briefbuilder.importers.byline import read_dateline

        first = next((block for block in self.blocks if isinstance(block, Paragraph)), None)
        found = read_dateline(first.text) if first is not None else None
        if first is None or found is None:
            return None
        self.notice("date-from-dateline", found[1], first.id)
        return found[0]

    def drop_repeated_title(self, title: str) -> None:
        """Remove a first heading or line that repeats the title."""
        first = self.blocks[0] if len(self.blocks) > 1 else None
        if isinstance(first, Heading | Paragraph) and match_key(first.text) == match_key(title) != "":
            self.notice("title-repeated", first.text)
            del self.blocks[0]

    def rights(self, stated: Iterable[str] = ()) -> Rights:
        """Return the rights that some statements and the blocks of the text give."""
        from briefbuilder.importers.rights import extract_rights, is_rights_statement

        return extract_rights((*stated, *filter(is_rights_statement, (block.text for block in self.blocks))))

    def picture(self, media_type: str, data: bytes) -> str:
        """Add a picture and return its SHA-256."""
        digest = hashlib.sha256(data).hexdigest()
        self.pictures[digest] = Picture(media_type=media_type, data=data)
        return digest

    def draft(self, metadata: Metadata) -> Draft:
        """Return the draft of everything collected."""
        if self._removed:
            self.notice("control-characters-removed", str(self._removed))
        if any("\ufffd" in block.text for block in self.blocks):
            self.notice("characters-unreadable")
        return Draft(
            metadata=metadata,
            blocks=tuple(self.blocks),
            notices=tuple(self.notices),
            pictures=dict(self.pictures),
        )

    def _next_id(self) -> str:
        self._given += 1
        return f"draft-{self._given}"

    def _cell(self, cell: Cell) -> Cell:
        blocks = (self.cleaned(block) for block in cell.blocks)
        return replace(cell, blocks=tuple(block for block in blocks if block is not None))

    def _content(self, content: tuple[Inline, ...], *, keep_spaces: bool = False) -> tuple[Inline, ...]:
        joined = merge_spans(tuple(map(self._inline, content)))
        if not keep_spaces:
            return strip_content(joined)
        return joined if any(inline.text.strip() for inline in joined) else ()

    def _inline(self, inline: Inline) -> Inline:
        if isinstance(inline, NoteReference):
            return inline
        text, removed = clean(inline.text)
        link = None if inline.link == NO_ADDRESS else inline.link
        if text == inline.text and link == inline.link:
            return inline
        self._removed += removed
        cleaned = replace_text(inline, text)
        return cleaned if link == inline.link else replace(cleaned, link=link)


def _without_empty(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows that have cells; cells that span an empty row are shortened."""
    if all(row.cells for row in rows):
        return rows

    def left(start: int, span: int) -> int:
        return max(1, sum(bool(row.cells) for row in rows[start : start + span]))

    return tuple(
        Row(cells=tuple(replace(cell, row_span=left(place, cell.row_span)) for cell in row.cells))
        for place, row in enumerate(rows)
        if row.cells
    )


def number_blocks(draft: Draft) -> Draft:
    """Return the draft with the final ids in blocks, references and notices."""
    ids: dict[str, str] = {}
    for block in walk_blocks(draft.blocks):
        ids.setdefault(block.id, f"b{len(ids) + 1}")
    notices = (
        replace(notice, block=ids.get(notice.block)) if notice.block else notice for notice in draft.notices
    )
    blocks = tuple(_with_ids(block, ids) for block in draft.blocks)
    return replace(draft, blocks=blocks, notices=tuple(notices))


def _with_ids(block: Block, ids: Mapping[str, str]) -> Block:
    whole = map_child_blocks(block, lambda child: _with_ids(child, ids))
    return replace(whole, id=ids[block.id], content=rename_notes(block.content, ids))


def shown_name(name: str) -> str:
    """Return a file's name without control characters and those that hide its suffix.

    On some systems names are bytes; their charset is guessed.
    """
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        from briefbuilder.importers.charset import decode

        name = decode(os.fsencode(name)).text
    return _INVISIBLE.sub("", name).strip() or "file"


@value
class ContainedFile:
    """A file within a container, or attached to a reference.

    `metadata` is what the container says about it, such as its authors. `label` is its path in the container, with "/" also between containers: it is shown and never opened. `notice` says
    which container it came in; `depth` counts the containers around it. `beside` holds what was saved beside a page, by
    its path from the page.
    """

    name: str
    label: str
    data: bytes = field(repr=False)
    notice: Notice
    depth: int = 1
    beside: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    metadata: Metadata | None = None

    @classmethod
    def of(
        cls, label: str, data: bytes, came_with: Notice, beside: Mapping[str, bytes] | None = None
    ) -> ContainedFile:
        """Return a contained file with a safe label and name: no parent folders, no characters that hide the suffix."""
        steps = [step.strip() for step in re.split(r"[/\\]", _INVISIBLE.sub("", label))]
        kept = [step for step in steps if step not in {"", ".", ".."}] or ["file"]
        return cls(
            name=kept[-1][:200],
            label="/".join(kept)[:500],
            data=data,
            notice=came_with,
            beside=beside or {},
        )


@value
class BesideFile:
    """A file that a reference names as attached to it, by its path from the file of the reference.

    `entry` is the place of the reference in its file, from 0, and `metadata` what it says. If the reference is `alone`,
    it has no text of its own.
    """

    entry: int
    path: str
    metadata: Metadata
    alone: bool = False
