"""Sixty office files whose blocks are known, since they were made from the same twelve texts in five ways.

LibreOffice writes OpenDocument, Word and RTF files from a flat document, and others from a web page, whose styles differ;
python-docx, pandoc and this program write theirs. What LibreOffice or pandoc would write is left out where they are not there.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path

from office import as_briefbuilder, as_odf, as_pandoc, as_word
from office.golden import Piece, expected_pieces, read_golden, score
from office.model import (
    CodeBlock,
    Grid,
    Image,
    Inline,
    Line,
    Link,
    Node,
    OfficeText,
    Text,
    group_lists,
    make_png,
)

SUFFIXES = ("docx", "odt", "rtf")
FILTERS = {"odt": "odt:writer8", "docx": "docx:MS Word 2007 XML", "rtf": "rtf:Rich Text Format"}

Expect = Callable[[OfficeText, str], list[Piece]]
"""Returns what must be found in the file of a text with a suffix."""

Made = Mapping[str, bytes]
"""Files by the name of their text and suffix, such as `01-statement.docx`."""


def as_web_page(text: OfficeText) -> str:
    """Return a document as a web page with notes in brackets, which LibreOffice opens in its writer."""
    body = "".join(_block(block) for block in group_lists(text.blocks))
    return f"<html lang='{text.language}'><head><meta charset='utf-8'><title>{escape(text.title)}</title></head><body>{body}</body></html>"


def _block(block: object) -> str:
    if isinstance(block, list):
        return _list(block)
    if isinstance(block, Line):
        tag = {"title": "h1", "heading": f"h{block.level + 1}", "quote": "blockquote"}.get(block.kind, "p")
        return f"<{tag}>{_inlines(block.content)}</{tag}>"
    if isinstance(block, CodeBlock):
        return f"<pre>{escape(block.text)}</pre>"
    if isinstance(block, Grid):
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(cell.text)}</td>' for cell in row)}</tr>" for row in block.rows
        )
        return f"<table border='1'><caption>{escape(block.caption)}</caption>{rows}</table>"
    if isinstance(block, Image):
        return f"<p><img src='picture.png' alt='{escape(block.alternative)}'></p><p><i>{escape(block.caption)}</i></p>"
    return ""


def _list(nodes: list[Node]) -> str:
    tag = "ol" if nodes[0].item.ordered else "ul"
    items = "".join(
        f"<li>{_inlines(node.item.content)}{_list(node.inner) if node.inner else ''}</li>" for node in nodes
    )
    return f"<{tag}>{items}</{tag}>"


def _inlines(content: tuple[Inline, ...]) -> str:
    shown = ""
    for inline in content:
        if isinstance(inline, Text):
            tag = "b" if inline.format.bold else "i" if inline.format.italic else "span"
            shown += f"<{tag}>{escape(inline.text)}</{tag}>"
        elif isinstance(inline, Link):
            shown += f"<a href='{escape(inline.address)}'>{escape(inline.text)}</a>"
    return shown


def _of_web_page(text: OfficeText, _: str) -> list[Piece]:
    return [piece for piece in expected_pieces(text) if piece[0] != "note"]


def _of_pandoc(text: OfficeText, suffix: str) -> list[Piece]:
    """Return what pandoc writes: an RTF file has no subtitle."""
    kept = (block for block in text.blocks if not (isinstance(block, Line) and block.kind == "subtitle"))
    return expected_pieces(replace(text, blocks=tuple(kept)) if suffix == "rtf" else text)


def _of_all(text: OfficeText, _: str) -> list[Piece]:
    return expected_pieces(text)


def _with_libreoffice(sources: Mapping[str, str], ending: str) -> Made:
    """Convert sources, each to the next of the three formats."""
    program = shutil.which("soffice")
    made: dict[str, bytes] = {}
    if program is None:
        return made
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "picture.png").write_bytes(make_png())
        by_suffix: dict[str, list[Path]] = {suffix: [] for suffix in SUFFIXES}
        for number, (name, source) in enumerate(sources.items()):
            path = work / f"{name}.{ending}"
            path.write_text(source, "utf-8")
            by_suffix[SUFFIXES[number % len(SUFFIXES)]].append(path)
        for suffix, paths in by_suffix.items():
            profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
            as_text = ["--infilter=HTML (StarWriter)"] if ending == "html" else []
            command = [
                program,
                profile,
                "--headless",
                *as_text,
                "--convert-to",
                FILTERS[suffix],
                "--outdir",
                folder,
            ]
            subprocess.run([*command, *map(str, paths)], check=True, capture_output=True)
            made |= {f"{path.stem}.{suffix}": (work / f"{path.stem}.{suffix}").read_bytes() for path in paths}
    return made


def _with_pandoc(texts: Mapping[str, OfficeText]) -> Made:
    program = as_pandoc.find_pandoc()
    if program is None:
        return {}
    made: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "picture.png"
        picture.write_bytes(make_png())
        formats: tuple[as_pandoc.Format, ...] = ("odt", "rtf", "docx")
        for number, (name, text) in enumerate(texts.items()):
            suffix = formats[number % len(formats)]
            target = Path(folder) / f"{name}.{suffix}"
            as_pandoc.write(program, target, suffix, picture, text)
            made[target.name] = target.read_bytes()
    return made


def make_own_files(texts: Mapping[str, OfficeText]) -> Iterator[tuple[str, Made, Expect]]:
    """Yield what needs no other program: the files of python-docx and of this program."""
    yield "python-docx", {f"{name}.docx": as_word.document(text) for name, text in texts.items()}, _of_all
    own = {
        f"{name}.{suffix}": as_briefbuilder.write(text, suffix)
        for (name, text), suffix in zip(texts.items(), ("docx", "odt") * len(texts), strict=False)
    }
    yield "briefbuilder", own, _of_all


def make_files(texts: Mapping[str, OfficeText]) -> Iterator[tuple[str, Made, Expect]]:
    """Yield each producer with its files and what must be found in one."""
    yield from make_own_files(texts)
    flat = {name: as_odf.flat_odt(text) for name, text in texts.items()}
    yield "LibreOffice", _with_libreoffice(flat, "fodt"), _of_all
    pages = {name: as_web_page(text) for name, text in texts.items()}
    yield "LibreOffice, web", _with_libreoffice(pages, "html"), _of_web_page
    yield "pandoc", _with_pandoc(texts), _of_pandoc


def read_pieces(data: bytes, name: str) -> tuple[list[Piece], list[str]]:
    """Read a file as the program does, and return its blocks and the texts that became metadata."""
    from briefbuilder.importers.read import read_bytes

    result = read_bytes(data, name)
    told = result.article.metadata
    found: list[Piece] = [(block.kind, block.text) for block in result.article.blocks]
    lines = [notice.subject for notice in result.notices if notice.code == "metadata-from-text"]
    return found, [told.title, told.lead or "", *told.authors, *lines]


def read_score(data: bytes, name: str, wanted: list[Piece]) -> float:
    """Read a file as the program does, and return the F1 of its blocks."""
    return score(wanted, *read_pieces(data, name))


def run() -> None:
    """Print the typed block F1 of each producer's files, and the files below .95."""
    texts = read_golden()
    print("\nBlocks of 60 office files (typed F1; goal .95)")
    for producer, made, wanted in make_files(texts):
        if not made:
            print(f"  {producer:17} is not there")
            continue
        scores: dict[str, float] = {}
        for name, data in made.items():
            stem, _, suffix = name.rpartition(".")
            scores[name] = read_score(data, name, wanted(texts[stem], suffix))
        worst = ", ".join(f"{name} {own:.3f}" for name, own in sorted(scores.items()) if own < 0.95)
        print(f"  {producer:17} {statistics.mean(scores.values()):.3f} of {len(scores)} files  {worst}")
