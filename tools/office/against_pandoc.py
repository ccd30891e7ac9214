"""Compare how office files are read with pandoc's trees of them: `cd tools && python -m office.against_pandoc PATH … [--below .9]`.

The tree is in the file of the same name that ends in `.native`, as beside pandoc's own test documents in the folder `test` of its
source; without one it is what pandoc reads. Prints the typed block F1 of each format, and of each file below a limit, with
`--differences` also the blocks that only one of both has. A folder stands for all its office files.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.office_files import SUFFIXES, read_pieces

from briefbuilder.domain.errors import ImportRefusedError
from office.as_pandoc import find_pandoc
from office.golden import Piece, score

Tree = dict[str, Any]

_META = {
    "title": "heading", "subtitle": "paragraph", "author": "paragraph", "date": "paragraph", "abstract": "paragraph",
}  # fmt: skip
_KINDS = {
    "Para": "", "Plain": "", "LineBlock": "", "Header": "heading", "CodeBlock": "code", "Table": "table", "Figure": "figure",
}  # fmt: skip
_BREAKS = frozenset({"Space", "SoftBreak", "LineBreak"})
_LEFT_OUT = frozenset({"Note", "Image"})


def pieces_of(document: Tree) -> list[Piece]:
    """Return the blocks of a document in pandoc's JSON, as `read --json` names them, with its notes at the end."""
    meta = document["meta"]
    pieces = [(_META[key], text) for key in _META if key in meta for text in _meta_texts(meta[key])]
    pieces += _blocks(document["blocks"], "paragraph")
    pieces += [("note", _text(note)) for note in _notes(document)]
    return [(kind, text) for kind, text in pieces if any(map(str.isalnum, text))]


def _meta_texts(value: Tree) -> Iterator[str]:
    """Yield the texts of a metadata value, those of its paragraphs one by one."""
    if value["t"] in {"MetaList", "MetaBlocks"}:
        for one in value["c"]:
            yield from _meta_texts(one) if value["t"] == "MetaList" else [_text(one)]
    else:
        yield _text(value["c"])


def _blocks(blocks: Iterable[Tree], kind: str) -> Iterator[Piece]:
    """Yield the pieces of blocks; `kind` is that of a paragraph among them."""
    for block in blocks:
        if block["t"] in _KINDS:
            yield _KINDS[block["t"]] or kind, _text(block)
        for inner, inner_kind in _inner_blocks(block["t"], block.get("c"), kind):
            yield from _blocks(inner, inner_kind)


def _inner_blocks(tag: str, content: Any, kind: str) -> Iterator[tuple[list[Tree], str]]:
    """Yield the lists of blocks in a block, each with the kind of its paragraphs."""
    if tag == "BlockQuote":
        yield content, "quote"
    elif tag == "Div":
        yield content[1], kind
    elif tag in {"BulletList", "OrderedList"}:
        yield from ((item, "list_item") for item in (content if tag == "BulletList" else content[1]))
    elif tag == "DefinitionList":
        for term, definitions in content:
            yield [{"t": "Plain", "c": term}], kind
            yield from ((definition, kind) for definition in definitions)


def _text(node: Any) -> str:
    """Return the text of a part of the tree, without its notes, the descriptions of its pictures and the captions of its tables."""
    if isinstance(node, list):
        return "".join(map(_text, node))
    if not isinstance(node, dict):
        return ""
    tag = node.get("t")
    content: Any = node.get("c")
    if tag in _BREAKS or tag in _LEFT_OUT:
        return " " if tag in _BREAKS else ""
    if tag in {"Str", "MetaString"}:
        return str(content)
    if tag in {"Code", "Math", "CodeBlock"}:
        return str(content[1])
    return _text(content[3:] if tag == "Table" else content)


def _notes(node: Any) -> Iterator[list[Any]]:
    """Yield the blocks of the notes of a part of the tree."""
    if isinstance(node, dict):
        if node.get("t") == "Note":
            yield node["c"]
        for value in node.values():
            yield from _notes(value)
    elif isinstance(node, list):
        for one in node:
            yield from _notes(one)


def _read(program: str, path: Path) -> tuple[float, Counter[Piece], Counter[Piece]]:
    """Return the score of a file, and the blocks that only pandoc and only we have."""
    tree = path.with_suffix(".native")
    source = tree if tree.exists() else path
    command = [program, "--track-changes=accept", "-f", source.suffix[1:], "-t", "json", str(source)]
    document = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    wanted = pieces_of(document)
    try:
        found, lifted = read_pieces(path.read_bytes(), path.name)
    except ImportRefusedError as error:
        return float(not wanted), Counter(wanted), Counter([("refused", str(error))])
    missing = Counter(piece for piece in wanted if piece[1] not in lifted) - Counter(found)
    return score(wanted, found, lifted), missing, Counter(found) - Counter(wanted)


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--below", type=float, default=0.9)
    parser.add_argument("--differences", action="store_true")
    options = parser.parse_args()
    program = find_pandoc()
    if program is None:
        raise SystemExit("pandoc is not installed")
    paths = [
        file for path in options.paths for file in ([path] if path.is_file() else sorted(path.rglob("*.*")))
    ]
    for suffix in SUFFIXES:
        scores: list[float] = []
        for path in (path for path in paths if path.suffix == f".{suffix}"):
            try:
                found, missing, added = _read(program, path)
            except subprocess.CalledProcessError:
                print(f"  pandoc cannot read {path.name}")
                continue
            scores.append(found)
            if found < options.below:
                print(f"  {found:.3f} {path}")
                for sign, rest in (("-", missing), ("+", added)) if options.differences else ():
                    for kind, text in rest:
                        print(f"    {sign} {kind}: {text[:150]!r}")
        if scores:
            print(f"{suffix:5} {statistics.mean(scores):.3f} of {len(scores)} files")


if __name__ == "__main__":
    main()
