"""Helpers of the tests of the OpenDocument writer: a reader that counts as LibreOffice does, and checks of files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from tests.export.docx.conftest import fold, written
from tests.narrowing import not_none

from briefbuilder.domain.document import Document
from briefbuilder.export.odt.package import MANIFEST
from briefbuilder.export.odt.writer import render_odt
from briefbuilder.export.odt.xml import NAMESPACES

N = {prefix: f"{{{uri}}}" for prefix, uri in NAMESPACES.items()}
TEXT, STYLE, TABLE = N["text"], N["style"], N["table"]
_FORMS = {"1": "decimal", "a": "lowerLetter", "i": "lowerRoman", "A": "upperLetter", "I": "upperRoman"}
_HELD_APART = frozenset({f"{TEXT}note-body", f"{N['svg']}title", f"{N['svg']}desc", f"{TABLE}title"})


class OdtFile:
    """An OpenDocument text as its reader sees it: paragraphs with their labels, counted as LibreOffice counts."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.parts = {name: archive.read(name) for name in self.names}
            self.stored = archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        self.content, self.styles = self.xml("content.xml"), self.xml("styles.xml")
        self._lists = {
            node.get(f"{STYLE}name", ""): {int(level.get(f"{TEXT}level", "1")): level for level in node}
            for root in (self.styles, self.content)
            for node in root.iter(f"{TEXT}list-style")
        }
        self._outline = {
            int(level.get(f"{TEXT}level", "1")): level
            for level in self.styles.iter(f"{TEXT}outline-level-style")
        }
        self._headings: dict[int, int] = {}
        self._continued: dict[str, dict[int, int]] = {}

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    def body(self) -> list[str]:
        """The folded text of each paragraph that has any."""
        self._headings, self._continued = {}, {}
        texts: list[str] = []
        body = not_none(self.content.find(f"{N['office']}body/{N['office']}text"))
        self._read(body, texts)
        return [text for text in map(fold, texts) if text]

    def notes(self, kind: str) -> list[str]:
        """The text of each note, without its own mark."""
        found = [node for node in self.content.iter(f"{TEXT}note") if node.get(f"{TEXT}note-class") == kind]
        return [fold(" ".join(_text(paragraph) for paragraph in note.iter(f"{TEXT}p"))) for note in found]

    def bands(self) -> list[str]:
        """The text of each header and footer."""
        masters = self.styles.iter(f"{STYLE}master-page")
        return [
            fold(" ".join(_text(line) for line in band.iter(f"{TEXT}p")))
            for master in masters
            for band in master
        ]

    def _read(self, parent: etree._Element, texts: list[str]) -> None:
        for node in parent:
            if node.tag in {f"{TEXT}p", f"{TEXT}h"}:
                texts.append(f"{self._heading_label(node)}\t{_text(node)}")
            elif node.tag == f"{TEXT}list":
                continued = node.get(f"{TEXT}continue-list")
                counts = self._continued[continued] if continued else {}
                self._read_list(node, 1, "", counts, texts)
                if own := node.get(f"{N['xml']}id"):
                    self._continued[own] = counts
            elif node.tag not in _HELD_APART and node.tag != f"{TEXT}table-of-content-source":
                self._read(node, texts)

    def _read_list(
        self, node: etree._Element, level: int, outer: str, counts: dict[int, int], texts: list[str]
    ) -> None:
        style = node.get(f"{TEXT}style-name", outer)
        if style != outer and outer:
            counts = {}
        for item in node:
            label = ""
            for child in item:
                if child.tag == f"{TEXT}list":
                    self._read_list(child, level + 1, style, counts, texts)
                    continue
                if child is item[0]:
                    label = self._label(
                        self._lists[style][level], level, counts, item.get(f"{TEXT}start-value")
                    )
                texts.append(f"{label}\t{_text(child)}")
                label = ""

    def _label(
        self, definition: etree._Element, level: int, counts: dict[int, int], start: str | None
    ) -> str:
        bullet = definition.get(f"{TEXT}bullet-char")
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if bullet:
            return bullet
        counts[level] = int(start) if start else counts.get(level, 0) + 1
        return _number_text(definition, [counts[level]])

    def _heading_label(self, node: etree._Element) -> str:
        if node.tag != f"{TEXT}h" or node.get(f"{TEXT}is-list-header") == "true":
            return ""
        level = int(node.get(f"{TEXT}outline-level", "1"))
        definition = self._outline[level]
        if not definition.get(f"{STYLE}num-format"):
            return ""
        self._headings = {key: count for key, count in self._headings.items() if key <= level}
        self._headings[level] = self._headings.get(level, 0) + 1
        shown = int(definition.get(f"{TEXT}display-levels", "1"))
        numbers = [
            written(self._headings.get(each, 1), _FORMS[self._outline[each].get(f"{STYLE}num-format", "1")])
            for each in range(level - shown + 1, level + 1)
        ]
        before, after = definition.get(f"{STYLE}num-prefix", ""), definition.get(f"{STYLE}num-suffix", "")
        return f"{before}{'.'.join(numbers)}{after}"


def _number_text(definition: etree._Element, numbers: list[int]) -> str:
    form = _FORMS[definition.get(f"{STYLE}num-format", "1")]
    before, after = definition.get(f"{STYLE}num-prefix", ""), definition.get(f"{STYLE}num-suffix", "")
    return f"{before}{'.'.join(written(number, form) for number in numbers)}{after}"


def _text(node: etree._Element) -> str:
    """Return the text of a paragraph; the marks of notes are part of it, the notes are not."""
    pieces = [" ".join((node.text or "").split(" "))]
    for child in node:
        if child.tag == f"{TEXT}s":
            pieces.append(" " * int(child.get(f"{TEXT}c", "1")))
        elif child.tag in {f"{TEXT}tab", f"{TEXT}line-break"}:
            pieces.append(" ")
        elif child.tag not in _HELD_APART:
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


@cache
def schema(name: str) -> etree.RelaxNG:
    """Return a schema of OpenDocument 1.2, which the auditor of Office files brings along."""
    import openxml_audit

    folder = Path(openxml_audit.__file__).parent / "odf" / "schemas" / "odf-1.2"
    return etree.RelaxNG(etree.parse(str(folder / name)))


def faults(data: bytes) -> list[str]:
    """Return what is wrong with a file: against the schema, and styles, lists, links and parts that lead nowhere."""
    file = OdtFile(data)
    found: list[str] = []
    whole = schema("OpenDocument-v1.2-os-schema.rng")
    for name in ("content.xml", "styles.xml", "meta.xml", "settings.xml"):
        root = file.xml(name)
        # libxml2 refuses these fields in headings and spans, although the schema allows them wherever text is.
        for field in root.iter(f"{TEXT}page-count"):
            field.tag = f"{TEXT}page-number"
        if not whole.validate(root):
            found += [f"{name}: {error}" for error in list(whole.error_log)[:5]]
    listed = schema("OpenDocument-v1.2-os-manifest-schema.rng")
    manifest = file.xml(MANIFEST)
    if not listed.validate(manifest):
        found += [f"manifest: {error}" for error in list(listed.error_log)[:5]]
    space = N["manifest"]
    named = {entry.get(f"{space}full-path") for entry in manifest} - {"/"}
    if named != set(file.names) - {"mimetype", MANIFEST}:
        found.append(f"manifest and parts differ: {named ^ set(file.names)}")
    if file.names[0] != "mimetype" or not file.stored:
        found.append("the media type is not first, or it is compressed")
    return found + _dangling(file)


def _dangling(file: OdtFile) -> list[str]:
    roots = (file.content, file.styles)
    common = not_none(file.styles.find(f"{N['office']}styles"))
    found: list[str] = []
    for root in roots:
        own = not_none(root.find(f"{N['office']}automatic-styles"))
        known = {node.get(f"{STYLE}name") for part in (common, own) for node in part}
        known |= {node.get(f"{STYLE}name") for node in file.styles.iter(f"{STYLE}master-page")}
        known |= {node.get(f"{STYLE}name") for node in root.iter(f"{STYLE}font-face")}
        for node in root.iter():
            for key, value in node.attrib.items():
                name = etree.QName(str(key)).localname
                if (
                    name.endswith(("style-name", "page-layout-name", "master-page-name"))
                    or name.startswith("font-name")
                ) and value not in known:
                    found.append(f"{name} “{value}” is not defined")
    marks = {node.get(f"{TEXT}name") for node in file.content.iter(f"{TEXT}bookmark")}
    links = {link.get(f"{N['xlink']}href", "") for root in roots for link in root.iter(f"{TEXT}a")}
    found += [f"{link} leads nowhere" for link in links if link.startswith("#") and link[1:] not in marks]
    for tag, key in (
        (f"{TEXT}bookmark", f"{TEXT}name"),
        (f"{TEXT}note", f"{TEXT}id"),
        (f"{TABLE}table", f"{TABLE}name"),
    ):
        names = [node.get(key) for node in file.content.iter(tag)]
        found += [f"{name} is there twice" for name in set(names) if names.count(name) > 1]
    ids = [node.get(f"{N['xml']}id") for node in file.content.iter() if node.get(f"{N['xml']}id")]
    found += [f"the id {name} is there twice" for name in set(ids) if ids.count(name) > 1]
    continued = {node.get(f"{TEXT}continue-list") for node in file.content.iter(f"{TEXT}list")} - {None}
    found += [f"the list {name} is not there" for name in continued if name not in ids]
    pictures = {node.get(f"{N['xlink']}href") for root in roots for node in root.iter(f"{N['draw']}image")}
    return found + [f"the picture {name} is not there" for name in pictures if name not in file.names]


@pytest.fixture(scope="session")
def make_odt() -> Callable[..., bytes]:
    """Write a Document, and find nothing wrong with the file."""

    def made(document: Document, pages: dict[str, int] | None = None) -> bytes:
        data = render_odt(document, page_numbers=pages or {})
        assert faults(data) == []
        return data

    return made
