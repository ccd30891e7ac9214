"""Twelve documents in plain marks, the blocks that a reader must find in them, and their score.

The marks in the files of `golden`: `#` the title, with the subtitle in the line below it, `##` and `###` headings, `-` and
`1.` items and `--` nested ones, `>` quotations, `|` rows of a table below its caption with `^`, `!` a picture's alternative
text and caption, three backquotes around code; within a line `**bold**`, `*italic*`, `[text](address)` and `[^note]`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from office.model import (
    Block,
    Cell,
    CodeBlock,
    Grid,
    Image,
    Inline,
    Item,
    Line,
    Link,
    NoteMark,
    OfficeText,
    Text,
    TextFormat,
)

FOLDER = Path(__file__).resolve().parent / "golden"
LANGUAGES = {
    "04": "de-CH", "05": "fr-FR", "06": "it-IT", "07": "es-PE", "10": "ru-RU", "11": "ja-JP",
}  # fmt: skip
"""The languages of the files by their number; the others are in English."""

_INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[\^(?P<note>.+?)\]|\[(?P<text>.+?)\]\((?P<address>.+?)\)"
)
_ITEM = re.compile(r"(?P<mark>--?|\d+\.) (?P<text>.+)")

Piece = tuple[str, str]
"""The kind and the text of a block, as `read --json` names them."""


def read_golden() -> dict[str, OfficeText]:
    """Return the documents by the names of their files."""
    return {path.stem: _parse(path) for path in sorted(FOLDER.glob("*.md"))}


def _parse(path: Path) -> OfficeText:
    lines = path.read_text("utf-8").splitlines()
    blocks: list[Block] = [Line("title", (Text(lines[0].removeprefix("# ")),))]
    start = 1
    if lines[1]:
        blocks.append(Line("subtitle", (Text(lines[1]),)))
        start = 2
    rest = "\n".join(lines[start:]).strip("\n")
    for number, chunk in enumerate(rest.split("\n\n")):
        blocks += _read_chunk(chunk, f"list{number}")
    return OfficeText(
        title=lines[0].removeprefix("# "),
        language=LANGUAGES.get(path.stem[:2], "en-GB"),
        blocks=tuple(blocks),
    )


def _read_chunk(chunk: str, key: str) -> Iterator[Block]:
    """Yield the blocks of a chunk between blank lines."""
    lines = chunk.split("\n")
    if chunk.startswith("```"):
        yield CodeBlock("\n".join(lines[1:-1]))
    elif chunk.startswith("^ "):
        rows = tuple(tuple(Cell(cell.strip()) for cell in line.strip("|").split("|")) for line in lines[1:])
        yield Grid(lines[0].removeprefix("^ "), len(rows[0]), rows)
    elif chunk.startswith("! "):
        alternative, _, caption = chunk.removeprefix("! ").partition(" | ")
        yield Image(alternative, caption)
    else:
        for line in lines:
            yield _read_line(line, key)


def _read_line(line: str, key: str) -> Block:
    item = _ITEM.fullmatch(line)
    if item is not None:
        ordered, depth = item["mark"][0] != "-", int(item["mark"] == "--")
        return Item(
            f"{key}{'n' if ordered else 'b'}" if not depth else key, _inlines(item["text"]), depth, ordered
        )
    if line.startswith("> "):
        return Line("quote", _inlines(line[2:]))
    if line.startswith("#"):
        marks, _, text = line.partition(" ")
        return Line("heading", _inlines(text), len(marks) - 1)
    return Line("paragraph", _inlines(line))


def _inlines(text: str) -> tuple[Inline, ...]:
    found: list[Inline] = []
    end = 0
    for mark in _INLINE.finditer(text):
        if mark.start() > end:
            found.append(Text(text[end : mark.start()]))
        if mark["note"]:
            found.append(NoteMark("foot", (mark["note"],)))
        elif mark["address"]:
            found.append(Link(mark["text"], mark["address"]))
        else:
            shown = TextFormat(bold=bool(mark["bold"]), italic=bool(mark["italic"]))
            found.append(Text(mark["bold"] or mark["italic"], shown))
        end = mark.end()
    return (*found, Text(text[end:])) if text[end:] else tuple(found)


def expected_pieces(text: OfficeText) -> list[Piece]:
    """Return the blocks that a reader must find; the caption of a table belongs to the table."""
    pieces: list[Piece] = []
    notes: list[Piece] = []
    for block in text.blocks:
        if isinstance(block, Line | Item):
            kind = (
                "list_item"
                if isinstance(block, Item)
                else {"title": "heading", "subtitle": "paragraph"}.get(block.kind, block.kind)
            )
            pieces.append((kind, "".join(one.text for one in block.content if isinstance(one, Text | Link))))
            notes += [
                ("note", " ".join(one.paragraphs)) for one in block.content if isinstance(one, NoteMark)
            ]
        elif isinstance(block, CodeBlock):
            pieces.append(("code", block.text))
        elif isinstance(block, Grid):
            pieces.append(("table", " ".join(cell.text for row in block.rows for cell in row)))
        elif isinstance(block, Image):
            pieces.append(("figure", block.caption))
    return [*pieces, *notes]


def score(wanted: Iterable[Piece], found: Iterable[Piece], lifted: Sequence[str]) -> float:
    """Return the F1 of blocks by kind and text; a title, lead or author in `lifted` counts as present."""
    expected = Counter((kind, _key(text)) for kind, text in wanted)
    shown = Counter((kind, _key(text)) for kind, text in found if _key(text))
    for text in filter(None, map(_key, lifted)):
        missing = next(
            (piece for piece in expected if piece[1] == text and shown[piece] < expected[piece]), None
        )
        if missing is not None:
            shown[missing] += 1
    same = sum((expected & shown).values())
    return 2 * same / (sum(expected.values()) + sum(shown.values()))


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
