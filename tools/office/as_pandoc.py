"""Write the sample article as a pandoc AST, which pandoc converts to its formats."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from office.model import (
    Block,
    CodeBlock,
    Grid,
    Group,
    Image,
    Inline,
    Item,
    Line,
    Link,
    Node,
    NoteMark,
    OfficeText,
    Special,
    Text,
    TextFormat,
    group_lists,
)

Tree = dict[str, object]
Format = Literal["docx", "odt", "rtf"]
_EMPTY: list[object] = ["", [], []]


def find_pandoc() -> str | None:
    """Return the path of pandoc, of the system or of its Python package."""
    found = shutil.which("pandoc")
    if found is None and importlib.util.find_spec("pypandoc") is not None:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    return found


def write(pandoc: str, target: Path, to: Format, picture: Path, text: OfficeText) -> None:
    """Write a document to a file in a format; pandoc embeds the picture."""
    version = subprocess.run([pandoc, "-t", "json"], input="", capture_output=True, text=True, check=True)
    tree = {
        "pandoc-api-version": json.loads(version.stdout)["pandoc-api-version"],
        "meta": _meta(to, text),
        "blocks": [node for block in group_lists(text.blocks) for node in _Writer(to, picture).block(block)],
    }
    options = ["-f", "json", "-t", to, "-s", "-o", str(target), *([] if to == "rtf" else ["--toc"])]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1746176400"}  # 2 May 2025
    source = json.dumps(tree)
    subprocess.run(
        [pandoc, *options], input=source, text=True, check=True, cwd=picture.parent, env=environment
    )


def _meta(to: Format, text: OfficeText) -> Tree:
    titles = {line.kind: line for line in text.blocks if isinstance(line, Line)}
    words = {kind: _text_of(titles[kind].content) for kind in ("title", "subtitle") if kind in titles}
    meta: Tree = {kind: _tree("MetaInlines", _inline_nodes(words[kind])) for kind in words}
    if to != "rtf":
        meta["lang"] = _tree("MetaString", text.language)
    return meta


def _tree(kind: str, content: object = None) -> Tree:
    return {"t": kind} if content is None else {"t": kind, "c": content}


def _text_of(content: Iterable[Inline]) -> str:
    return "".join(inline.text for inline in content if isinstance(inline, Text))


def _inline_nodes(text: str) -> list[Tree]:
    nodes: list[Tree] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            nodes.append(_tree("LineBreak"))
        for index, word in enumerate(line.split(" ")):
            if index:
                nodes.append(_tree("Space"))
            if word:
                nodes.append(_tree("Str", word))
    return nodes


class _Writer:
    """Writes blocks, leaving out what a format does not support."""

    def __init__(self, to: Format, picture: Path) -> None:
        self._changes = to == "docx"
        self._picture = picture

    def block(self, block: Block | list[Node]) -> list[Tree]:
        """Return the nodes of a block."""
        if isinstance(block, list):
            return [self._list(block)]
        if isinstance(block, Line):
            return self._line(block)
        if isinstance(block, Group) and block.kind != "contents":
            told = ["Il riquadro sta qui accanto."] if block.kind == "box" else []
            return [_tree("Para", _inline_nodes(line)) for line in (*told, *block.lines)]
        return self._captioned_block(block)

    def _captioned_block(self, block: Block) -> list[Tree]:
        if isinstance(block, CodeBlock):
            return [_tree("CodeBlock", [_EMPTY, block.text])]
        if isinstance(block, Grid):
            return [_table(block)]
        return [self._figure(block)] if isinstance(block, Image) else []

    def _line(self, line: Line) -> list[Tree]:
        content = self._content(line.content)
        if line.kind == "heading":
            name = "forniture" if _text_of(line.content) == "Le forniture" else ""
            return [_tree("Header", [line.level, [name, [], []], content])]
        if line.kind == "quote":
            return [_tree("BlockQuote", [_tree("Para", content)])]
        return [_tree("Para", content)] if line.kind == "paragraph" else []

    def _list(self, nodes: Sequence[Node]) -> Tree:
        items = [
            [
                *(_tree("Para", self._content(item.content)) for item in self._item_paragraphs(node)),
                *([self._list(node.inner)] if node.inner else []),
            ]
            for node in nodes
        ]
        if not nodes[0].item.ordered:
            return _tree("BulletList", items)
        return _tree("OrderedList", [[nodes[0].number, _tree("Decimal"), _tree("Period")], items])

    @staticmethod
    def _item_paragraphs(node: Node) -> tuple[Item, ...]:
        return (node.item, *node.more)

    def _figure(self, image: Image) -> Tree:
        attributes = ["", [], [["width", "2cm"]]]
        shown = _tree("Image", [attributes, _inline_nodes(image.alternative), [self._picture.name, ""]])
        caption = [None, [_tree("Plain", _inline_nodes(image.caption))]]
        return _tree("Figure", [_EMPTY, caption, [_tree("Plain", [shown])]])

    def _content(self, content: Iterable[Inline]) -> list[Tree]:
        return [node for inline in content for node in self._inline(inline)]

    def _inline(self, inline: Inline) -> list[Tree]:
        if isinstance(inline, Text):
            return _format(inline.text, inline.format)
        if isinstance(inline, Link):
            return [_tree("Link", [_EMPTY, _inline_nodes(inline.text), [inline.address, ""]])]
        if isinstance(inline, NoteMark):
            return [_tree("Note", [_tree("Para", _inline_nodes(line)) for line in inline.paragraphs])]
        return self._special(inline)

    def _special(self, special: Special) -> list[Tree]:
        text = _inline_nodes(special.text)
        attributes = [["author", special.about], ["date", "2025-05-02T09:00:00Z"]]
        if special.kind == "inserted":
            return [_tree("Span", [["", ["insertion"], attributes], text])] if self._changes else text
        if special.kind == "deleted":
            return [_tree("Span", [["", ["deletion"], attributes], text])] if self._changes else []
        if special.kind == "comment":
            start = _tree("Span", [["", ["comment-start"], [["id", "1"], *attributes]], text])
            end = _tree("Span", [["", ["comment-end"], [["id", "1"]]], []])
            return [start, end] if self._changes else []
        if special.kind == "bookmark":
            return [_tree("Span", [[special.about, [], []], text])]
        return text if special.kind == "control" else []


def _format(text: str, text_format: TextFormat) -> list[Tree]:
    if text_format.code:
        return [_tree("Code", [_EMPTY, text])]
    nodes = _inline_nodes(text)
    wrappers = {
        "Strong": text_format.bold, "Emph": text_format.italic, "Underline": text_format.underline, "Strikeout": text_format.strike,
        "Superscript": text_format.script == "super", "Subscript": text_format.script == "sub",
    }  # fmt: skip
    for kind, is_set in wrappers.items():
        if is_set:
            nodes = [_tree(kind, nodes)]
    if text_format.language:
        attributes = [["lang", text_format.language], *([["dir", "rtl"]] if text_format.rtl else [])]
        nodes = [_tree("Span", [["", [], attributes], nodes])]
    return nodes


def _table(grid: Grid) -> Tree:
    def row(cells: Sequence[tuple[str, int, int]]) -> list[object]:
        cell_nodes = [
            [_EMPTY, _tree("AlignDefault"), rows, columns, [_tree("Plain", _inline_nodes(text))]]
            for text, columns, rows in cells
        ]
        return [_EMPTY, cell_nodes]

    rows = [row([(cell.text, cell.columns, cell.rows) for cell in cells]) for cells in grid.rows]
    columns = [[_tree("AlignDefault"), _tree("ColWidthDefault")] for _ in range(grid.columns)]
    caption = [None, [_tree("Plain", _inline_nodes(grid.caption))]]
    return _tree(
        "Table", [_EMPTY, caption, columns, [_EMPTY, rows[:1]], [[_EMPTY, 0, [], rows[1:]]], [_EMPTY, []]]
    )
