"""Changes of Word and OpenDocument files that a reader does not see, such as other names of styles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from briefbuilder.importers.office.xml_names import qn

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
_LOOKS = {
    "title": (36, True), "subtitle": (26, False), "heading 1": (30, True), "heading 2": (26, True), "heading 3": (24, True),
    "caption": (18, False),
}  # fmt: skip
"""Half-points and weight of the styles that the files of some producers name without saying how they look."""
_WORDS_A_RUN = 3
_BLOCKS_A_SECTION = 4
_AUTHOR = {qn("w:author"): "Anna Verdi", qn("w:date"): "2025-05-02T09:00:00Z", qn("w:id"): "9000"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The body of a file and its styles, as trees that are changed in place."""

    body: Any
    styles: Any

    def paragraphs(self) -> list[Any]:
        """Return the paragraphs of a Word body outside tables."""
        return [paragraph for paragraph in self.body if paragraph.tag == qn("w:p")]


def _rename_word_styles(parts: Parts, new_name: Callable[[str], str]) -> None:
    known: dict[str, str] = {}
    for number, style in enumerate(parts.styles.iter(qn("w:style"))):
        if style.get(qn("w:default")) == "1":
            continue
        name = style.find(qn("w:name"))
        known[style.get(qn("w:styleId"))] = f"S{number}"
        style.set(qn("w:styleId"), f"S{number}")
        name.set(qn("w:val"), new_name(name.get(qn("w:val"))))
    for root in (parts.body, parts.styles):
        for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            for used in root.iter(qn(f"w:{kind}")):
                used.set(qn("w:val"), known.get(used.get(qn("w:val")), used.get(qn("w:val"))))


def _use_direct_formatting(parts: Parts) -> None:
    """Give each paragraph of a Word file the formatting of its style, without the style."""
    styles = {style.get(qn("w:styleId")): style for style in parts.styles.iter(qn("w:style"))}
    for paragraph in parts.paragraphs():
        used = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        for style in _ancestry(styles, used):
            _fill(paragraph.find(qn("w:pPr")), style.find(qn("w:pPr")))
            for run in paragraph.iter(qn("w:r")):
                if run.find(qn("w:rPr")) is None:
                    run.insert(0, etree.Element(qn("w:rPr")))
                _fill(run.find(qn("w:rPr")), style.find(qn("w:rPr")))
        if used is not None:
            used.getparent().remove(used)


def _use_plain_headings(parts: Parts) -> None:
    """Take headings out of the outline of a Word file that has no styles: only their letters show them."""
    for style in parts.styles.iter(qn("w:style")):
        look = _LOOKS.get(style.find(qn("w:name")).get(qn("w:val")).lower())
        if look and style.find(f"{qn('w:rPr')}/{qn('w:sz')}") is None:
            form = (
                etree.SubElement(style, qn("w:rPr"))
                if style.find(qn("w:rPr")) is None
                else style.find(qn("w:rPr"))
            )
            form.append(etree.Element(qn("w:sz"), {qn("w:val"): str(look[0])}))
            if look[1]:
                form.append(etree.Element(qn("w:b")))
    _use_direct_formatting(parts)
    for level in list(parts.body.iter(qn("w:outlineLvl"))):
        level.getparent().remove(level)


def _ancestry(styles: Mapping[str, Any], used: Any) -> Iterator[Any]:
    style = styles.get(used.get(qn("w:val"))) if used is not None else None
    while style is not None:
        yield style
        base = style.find(qn("w:basedOn"))
        style = styles.get(base.get(qn("w:val"))) if base is not None else None


def _fill(own: Any, other: Any) -> None:
    """Add the properties of a style that an element does not have itself."""
    for value in other if other is not None else ():
        if own.find(value.tag) is None:
            own.append(deepcopy(value))


def _split_word_runs(parts: Parts) -> None:
    for text in list(parts.body.iter(qn("w:t"))):
        run = text.getparent()
        words = (text.text or "").split(" ")
        if len(words) <= _WORDS_A_RUN or run.tag != qn("w:r") or len(run.findall(qn("w:t"))) > 1:
            continue
        text.text = " ".join(words[:_WORDS_A_RUN])
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        place = run
        for start in range(_WORDS_A_RUN, len(words), _WORDS_A_RUN):
            copy = etree.Element(qn("w:r"))
            if run.find(qn("w:rPr")) is not None:
                copy.append(deepcopy(run.find(qn("w:rPr"))))
            piece = etree.SubElement(copy, qn("w:t"))
            piece.text = " " + " ".join(words[start : start + _WORDS_A_RUN])
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            place.addnext(copy)
            place = copy


def _add_sections(parts: Parts) -> None:
    last = parts.body.find(qn("w:sectPr"))
    for paragraph in parts.paragraphs()[_BLOCKS_A_SECTION::_BLOCKS_A_SECTION]:
        if paragraph.find(qn("w:pPr")) is None:
            paragraph.insert(0, etree.Element(qn("w:pPr")))
        section = deepcopy(last) if last is not None else etree.Element(qn("w:sectPr"))
        etree.SubElement(section, qn("w:type")).set(qn("w:val"), "continuous")
        paragraph.find(qn("w:pPr")).append(section)


def _lay_out_in_word_table(parts: Parts) -> None:
    content = [element for element in parts.body if element.tag != qn("w:sectPr")]
    table = etree.Element(qn("w:tbl"))
    cell = etree.SubElement(etree.SubElement(table, qn("w:tr")), qn("w:tc"))
    parts.body.insert(0, table)
    cell.extend(content)


def _record_changes(parts: Parts) -> None:
    """Mark every other run as inserted and not yet accepted."""
    for run in [run for paragraph in parts.paragraphs() for run in paragraph.findall(qn("w:r"))][::2]:
        inserted = etree.Element(qn("w:ins"), _AUTHOR)
        run.addprevious(inserted)
        inserted.append(run)


def _rename_odf_styles(parts: Parts) -> None:
    known: dict[str, str] = {}
    for root in (parts.styles, parts.body):
        for style in root.iter(f"{{{_STYLE}}}style"):
            if style.get(f"{{{_STYLE}}}family") == "paragraph":
                known.setdefault(style.get(f"{{{_STYLE}}}name"), f"S{len(known)}")
    for root in (parts.styles, parts.body):
        for element in root.iter():
            for name in ("name", "parent-style-name", "next-style-name"):
                own = element.get(f"{{{_STYLE}}}{name}")
                family = element.get(f"{{{_STYLE}}}family")
                if element.tag == f"{{{_STYLE}}}style" and family == "paragraph" and own in known:
                    element.set(f"{{{_STYLE}}}{name}", known[own])
            used = element.get(f"{{{_TEXT}}}style-name")
            if used in known and element.tag in (f"{{{_TEXT}}}p", f"{{{_TEXT}}}h"):
                element.set(f"{{{_TEXT}}}style-name", known[used])
        for shown in root.iter(f"{{{_STYLE}}}style"):
            shown.attrib.pop(f"{{{_STYLE}}}display-name", None)


def _use_plain_odf_headings(parts: Parts) -> None:
    """Write the headings of an OpenDocument text as paragraphs whose letters a style of another name shows."""
    for style in parts.styles.iter(f"{{{_STYLE}}}style"):
        name = style.get(f"{{{_STYLE}}}display-name") or style.get(f"{{{_STYLE}}}name")
        look = _LOOKS.get(name.lower().replace("_20_", " "))
        form = style.find(f"{{{_STYLE}}}text-properties")
        if look and (form is None or form.get(f"{{{_FO}}}font-size") is None):
            form = etree.SubElement(style, f"{{{_STYLE}}}text-properties") if form is None else form
            form.set(f"{{{_FO}}}font-size", f"{look[0] / 2}pt")
            form.set(f"{{{_FO}}}font-weight", "bold" if look[1] else "normal")
    _rename_odf_styles(parts)
    for heading in list(parts.body.iter(f"{{{_TEXT}}}h")):
        heading.tag = f"{{{_TEXT}}}p"
        heading.attrib.pop(f"{{{_TEXT}}}outline-level", None)
    for root in (parts.styles, parts.body):
        for style in root.iter(f"{{{_STYLE}}}style"):
            style.attrib.pop(f"{{{_STYLE}}}default-outline-level", None)


def _split_odf_spans(parts: Parts) -> None:
    for paragraph in [*parts.body.iter(f"{{{_TEXT}}}p"), *parts.body.iter(f"{{{_TEXT}}}h")]:
        words, paragraph.text = (paragraph.text or "").split(" "), None
        for number, start in enumerate(range(0, len(words), _WORDS_A_RUN)):
            span = etree.Element(f"{{{_TEXT}}}span")
            more = start + _WORDS_A_RUN < len(words)
            span.text = " ".join(words[start : start + _WORDS_A_RUN]) + (" " if more else "")
            paragraph.insert(number, span)


def _add_odf_section(parts: Parts) -> None:
    content = list(parts.body)
    section = etree.SubElement(parts.body, f"{{{_TEXT}}}section", {f"{{{_TEXT}}}name": "Part"})
    section.extend(element for element in content if not element.tag.endswith("sequence-decls"))


def _lay_out_in_odf_table(parts: Parts) -> None:
    content = [element for element in parts.body if not element.tag.endswith("sequence-decls")]
    table = etree.SubElement(parts.body, f"{{{_TABLE}}}table", {f"{{{_TABLE}}}name": "Layout"})
    etree.SubElement(table, f"{{{_TABLE}}}table-column")
    row = etree.SubElement(table, f"{{{_TABLE}}}table-row")
    etree.SubElement(row, f"{{{_TABLE}}}table-cell", {f"{{{_OFFICE}}}value-type": "string"}).extend(content)


OFFICE_CHANGES: Mapping[str, Mapping[str, Callable[[Parts], None]]] = {
    "written-again": {"docx": lambda _: None, "odt": lambda _: None},
    "style-names": {"docx": lambda parts: _rename_word_styles(parts, lambda name: f"House {len(name)} {name[::-1]}"), "odt": _rename_odf_styles},
    "style-identifiers": {"docx": lambda parts: _rename_word_styles(parts, str.lower)},
    "no-styles": {"docx": _use_direct_formatting},
    "plain-headings": {"docx": _use_plain_headings, "odt": _use_plain_odf_headings},
    "runs": {"docx": _split_word_runs, "odt": _split_odf_spans},
    "sections": {"docx": _add_sections, "odt": _add_odf_section},
    "table": {"docx": _lay_out_in_word_table, "odt": _lay_out_in_odf_table},
    "insertions": {"docx": _record_changes},
}  # fmt: skip
"""The changes by name and by suffix of the files that they can be made in."""

_PARTS = {"docx": ("word/document.xml", "word/styles.xml"), "odt": ("content.xml", "styles.xml")}


def change_office_file(data: bytes, suffix: str, name: str) -> bytes:
    """Return a file with a change."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        trees = [etree.fromstring(source.read(part)) for part in _PARTS[suffix]]
        place = qn("w:body") if suffix == "docx" else f"{{{_OFFICE}}}body/{{{_OFFICE}}}text"
        root = (
            trees[0]
            if name in {"style-names", "plain-headings"} and suffix == "odt"
            else trees[0].find(place)
        )
        OFFICE_CHANGES[name][suffix](Parts(root, trees[1]))
        written = dict(zip(_PARTS[suffix], map(etree.tostring, trees), strict=True))
        for item in source.infolist():
            target.writestr(item, written.get(item.filename) or source.read(item))
    return stream.getvalue()
