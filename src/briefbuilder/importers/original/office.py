"""All the text of a Word or OpenDocument file: body, notes, comments, headers and footers, deletions in brackets."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.docx import names as word
from briefbuilder.importers.docx.package import Package
from briefbuilder.importers.odt import names as odf
from briefbuilder.importers.odt.package import Parts, parts_of

_WORD_ASIDES = ("footnotes", "endnotes", "comments", "header", "footer")


def word_text(data: bytes, file_name: str) -> str:
    """Return the text of a Word document, its body first, then each part beside it under the part's name."""
    package = Package(data, file_name)
    main = package.main_part()
    folder = main.rpartition("/")[0]
    asides = [
        part
        for part in sorted(package.names)
        if part.startswith(tuple(f"{folder}/{aside}".lower() for aside in _WORD_ASIDES))
        and part.endswith(".xml")
    ]
    pieces = []
    for part in (main, *asides):
        root = _root(package, part)
        text = "".join(_word_pieces(root)).strip() if root is not None else ""
        if text:
            pieces.append(text if part == main else f"[{part}]\n{text}")
    return "\n\n".join(pieces)


def _root(package: Parts, part: str) -> _Element | None:
    """Return a part's root, None where it is damaged: the others are shown all the same."""
    try:
        return package.xml(part)
    except ImportRefusedError:
        return None


def _word_pieces(root: _Element) -> Iterator[str]:
    paragraph, cell = word.name("w:p"), word.name("w:tc")
    marks = {word.name("w:tab"): "\t", word.name("w:br"): "\n", word.name("w:cr"): "\n"}
    spoken = {word.name("w:t"): "{}", word.name("w:delText"): "[−{}−]", word.name("m:t"): "{}"}
    fallback, ignored = word.name("mc:Fallback"), 0
    properties = word.name("w:pPr")
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in {fallback, properties}:
            # The older form of a drawing repeats its text, and tab stops are no tabs.
            ignored += 1 if event == "start" else -1
        elif ignored:
            continue
        elif element.tag == paragraph:
            yield "\n"
        elif event == "end" and element.tag == cell:
            yield "\t"
        elif event == "start" and element.tag in marks:
            yield marks[element.tag]
        elif event == "start" and element.tag in spoken and element.text:
            yield spoken[element.tag].format(element.text)


def open_document_text(data: bytes, file_name: str) -> str:
    """Return the text of an OpenDocument text, then that of its headers and footers."""
    package = parts_of(data, file_name)
    pieces = []
    for part in ("content.xml", "styles.xml") if package.names else ("content.xml",):
        root = _root(package, part)
        text = "".join(_open_pieces(root)).strip() if root is not None else ""
        if text:
            pieces.append(text if part == "content.xml" else f"[{part}]\n{text}")
    return "\n\n".join(pieces)


def _open_pieces(root: _Element) -> Iterator[str]:
    written = {odf.name("text:p"), odf.name("text:h")}
    marks = {odf.name("text:tab"): "\t", odf.name("text:line-break"): "\n"}
    space, deep = odf.name("text:s"), 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in written:
            deep += 1 if event == "start" else -1
            yield "\n"
        if event == "start" and deep:
            if element.tag == space:
                yield " " * _count(element)
            yield marks.get(str(element.tag), "") + " ".join((element.text or "").splitlines())
        elif event == "end" and deep:
            yield " ".join((element.tail or "").splitlines())


def _count(element: _Element) -> int:
    number = element.get(odf.name("text:c")) or "1"
    return min(int(number), 200) if number.isascii() and number.isdecimal() else 1
