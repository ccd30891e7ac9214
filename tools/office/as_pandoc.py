"""The rich article as pandoc's own tree, for pandoc to write in its formats."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from office.article import PIECES
from office.model import (
    Form,
    Grid,
    Group,
    Image,
    Inline,
    Item,
    Line,
    Link,
    Listing,
    Node,
    NoteMark,
    Piece,
    Special,
    Text,
    grouped,
)

Tree = dict[str, object]
Format = Literal["docx", "odt", "rtf"]
_EMPTY: list[object] = ["", [], []]


def write(pandoc: str, target: Path, to: Format, picture: Path) -> None:
    """Write the article to a file of that format; pandoc embeds the picture itself."""
    version = subprocess.run([pandoc, "-t", "json"], input="", capture_output=True, text=True, check=True)
    tree = {
        "pandoc-api-version": json.loads(version.stdout)["pandoc-api-version"],
        "meta": _meta(to),
        "blocks": [made for piece in grouped(PIECES) for made in _Writer(to, picture).piece(piece)],
    }
    options = ["-f", "json", "-t", to, "-s", "-o", str(target), *([] if to == "rtf" else ["--toc"])]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1746176400"}  # 2 May 2025
    source = json.dumps(tree)
    subprocess.run(
        [pandoc, *options], input=source, text=True, check=True, cwd=picture.parent, env=environment
    )


def _meta(to: Format) -> Tree:
    titles = {line.kind: line for line in PIECES if isinstance(line, Line)}
    words = {kind: _words(titles[kind].content) for kind in ("title", "subtitle")}
    meta: Tree = {kind: _tree("MetaInlines", _strings(text)) for kind, text in words.items()}
    if to != "rtf":
        meta["lang"] = _tree("MetaString", "it-IT")
    return meta


def _tree(kind: str, content: object = None) -> Tree:
    return {"t": kind} if content is None else {"t": kind, "c": content}


def _words(content: Iterable[Inline]) -> str:
    return "".join(one.text for one in content if isinstance(one, Text))


def _strings(text: str) -> list[Tree]:
    made: list[Tree] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(_tree("LineBreak"))
        for place, word in enumerate(line.split(" ")):
            if place:
                made.append(_tree("Space"))
            if word:
                made.append(_tree("Str", word))
    return made


class _Writer:
    """Writes pieces; what a format cannot hold is left out of it, as its users would."""

    def __init__(self, to: Format, picture: Path) -> None:
        self._changes = to == "docx"
        self._picture = picture

    def piece(self, piece: Piece | list[Node]) -> list[Tree]:
        """Return the blocks of a piece."""
        if isinstance(piece, list):
            return [self._list(piece)]
        if isinstance(piece, Line):
            return self._line(piece)
        if isinstance(piece, Group) and piece.kind != "contents":
            told = ["Il riquadro sta qui accanto."] if piece.kind == "box" else []
            return [_tree("Para", _strings(line)) for line in (*told, *piece.lines)]
        return self._float(piece)

    def _float(self, piece: Piece) -> list[Tree]:
        if isinstance(piece, Listing):
            return [_tree("CodeBlock", [_EMPTY, piece.text])]
        if isinstance(piece, Grid):
            return [_table(piece)]
        return [self._figure(piece)] if isinstance(piece, Image) else []

    def _line(self, line: Line) -> list[Tree]:
        content = self._content(line.content)
        if line.kind == "heading":
            name = "forniture" if _words(line.content) == "Le forniture" else ""
            return [_tree("Header", [line.level, [name, [], []], content])]
        if line.kind == "quote":
            return [_tree("BlockQuote", [_tree("Para", content)])]
        return [_tree("Para", content)] if line.kind == "paragraph" else []

    def _list(self, nodes: Sequence[Node]) -> Tree:
        items = [
            [
                *(_tree("Para", self._content(one.content)) for one in self._own(node)),
                *([self._list(node.inner)] if node.inner else []),
            ]
            for node in nodes
        ]
        if not nodes[0].item.ordered:
            return _tree("BulletList", items)
        return _tree("OrderedList", [[nodes[0].number, _tree("Decimal"), _tree("Period")], items])

    @staticmethod
    def _own(node: Node) -> tuple[Item, ...]:
        return (node.item, *node.more)

    def _figure(self, image: Image) -> Tree:
        attributes = ["", [], [["width", "2cm"]]]
        shown = _tree("Image", [attributes, _strings(image.alternative), [self._picture.name, ""]])
        caption = [None, [_tree("Plain", _strings(image.caption))]]
        return _tree("Figure", [_EMPTY, caption, [_tree("Plain", [shown])]])

    def _content(self, content: Iterable[Inline]) -> list[Tree]:
        return [made for one in content for made in self._inline(one)]

    def _inline(self, one: Inline) -> list[Tree]:
        if isinstance(one, Text):
            return _formed(one.text, one.form)
        if isinstance(one, Link):
            return [_tree("Link", [_EMPTY, _strings(one.text), [one.address, ""]])]
        if isinstance(one, NoteMark):
            return [_tree("Note", [_tree("Para", _strings(line)) for line in one.paragraphs])]
        return self._special(one)

    def _special(self, one: Special) -> list[Tree]:
        text = _strings(one.text)
        told = [["author", one.about], ["date", "2025-05-02T09:00:00Z"]]
        if one.kind == "inserted":
            return [_tree("Span", [["", ["insertion"], told], text])] if self._changes else text
        if one.kind == "deleted":
            return [_tree("Span", [["", ["deletion"], told], text])] if self._changes else []
        if one.kind == "comment":
            start = _tree("Span", [["", ["comment-start"], [["id", "1"], *told]], text])
            end = _tree("Span", [["", ["comment-end"], [["id", "1"]]], []])
            return [start, end] if self._changes else []
        if one.kind == "bookmark":
            return [_tree("Span", [[one.about, [], []], text])]
        return text if one.kind == "control" else []


def _formed(text: str, form: Form) -> list[Tree]:
    if form.code:
        return [_tree("Code", [_EMPTY, text])]
    made = _strings(text)
    wrappers = {
        "Strong": form.bold, "Emph": form.italic, "Underline": form.underline, "Strikeout": form.strike,
        "Superscript": form.script == "super", "Subscript": form.script == "sub",
    }  # fmt: skip
    for kind, wanted in wrappers.items():
        if wanted:
            made = [_tree(kind, made)]
    if form.language:
        told = [["lang", form.language], *([["dir", "rtl"]] if form.rtl else [])]
        made = [_tree("Span", [["", [], told], made])]
    return made


def _table(grid: Grid) -> Tree:
    def row(cells: Sequence[tuple[str, int, int]]) -> list[object]:
        made = [
            [_EMPTY, _tree("AlignDefault"), rows, columns, [_tree("Plain", _strings(text))]]
            for text, columns, rows in cells
        ]
        return [_EMPTY, made]

    rows = [row([(cell.text, cell.columns, cell.rows) for cell in cells]) for cells in grid.rows]
    columns = [[_tree("AlignDefault"), _tree("ColWidthDefault")] for _ in range(grid.columns)]
    caption = [None, [_tree("Plain", _strings(grid.caption))]]
    return _tree(
        "Table", [_EMPTY, caption, columns, [_EMPTY, rows[:1]], [[_EMPTY, 0, [], rows[1:]]], [_EMPTY, []]]
    )
