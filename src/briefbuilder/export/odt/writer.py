"""Writes a Document as an OpenDocument text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from lxml import etree

from briefbuilder.domain.document import (
    Document,
    DrawnContents,
    DrawnHeading,
    PictureFile,
    Run,
    content_text,
    elements_on_letterhead,
    walk_elements,
)
from briefbuilder.domain.errors import ExportError
from briefbuilder.export.docx.bookmarks import Bookmarks
from briefbuilder.export.docx.languages import culture
from briefbuilder.export.docx.ooxml import clean_text
from briefbuilder.export.labels import iter_contents
from briefbuilder.export.odt.body import OdtBodyWriter
from briefbuilder.export.odt.letterhead import LetterheadWriter
from briefbuilder.export.odt.numbering import write_list_styles
from briefbuilder.export.odt.package import manifest, pack
from briefbuilder.export.odt.pages import PageWriter
from briefbuilder.export.odt.pictures import DRAWING_TYPE, MEDIA_TYPES, OdtPictures
from briefbuilder.export.odt.styles import AutomaticStyles, NamedStyles, font_faces
from briefbuilder.export.odt.tables import TableWriter
from briefbuilder.export.odt.text import NoteNumbers, OdtParagraphWriter
from briefbuilder.export.odt.xml import NAMESPACES, VERSION, Node, insert_first, make, sub
from briefbuilder.export.progress import Cancelled, Progress, report_elements

_MAX_LENGTH = 255
_SETTINGS = {
    # The spaces of two neighbours overlap, and tabs are measured from the margin, as in Word and in the PDF.
    "AddParaTableSpacing": False,
    "AddParaTableSpacingAtStart": True,
    "AddParaSpacingToTableCells": True,
    "AddParaLineSpacingToTableCells": True,
    "TabsRelativeToIndent": False,
    "TabAtLeftIndentForParagraphsInList": True,
    "TableRowKeep": True,
    "ContinuousEndnotes": True,
    "JustifyLinesWithShrinking": True,
    "CollapseEmptyCellPara": True,
    "UseFormerLineSpacing": False,
    "UseFormerObjectPositioning": False,
    "UseFormerTextWrapping": False,
    "ConsiderTextWrapOnObjPos": True,
    "HeaderSpacingBelowLastPara": True,
}


def render_odt(
    document: Document,
    *,
    page_numbers: Mapping[str, int],
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> bytes:
    """Return a Document as an OpenDocument text; the same arguments give the same bytes.

    `page_numbers` holds the page of each anchor, from 1, in the PDF of the same Document; the contents list shows them
    until it is updated. A letterhead is drawn from its layout, as in the PDF. `progress` is called with shares from 0
    to 1. Raises CancelledError once `cancelled` returns true.
    """
    report = report_elements(len(document.elements), progress, cancelled)
    parts = _draw(document, page_numbers, report)
    files = {name: part if isinstance(part, bytes) else part.data for name, part in parts.items()}
    types = {name: _media_type(name, part) for name, part in parts.items()}
    data = pack(files, manifest(types))
    if progress:
        progress(1.0)
    return data


def _media_type(name: str, part: bytes | PictureFile) -> str:
    if isinstance(part, PictureFile):
        return MEDIA_TYPES[part.suffix]
    return DRAWING_TYPE if name.endswith(".svg") else "text/xml"


def _draw(
    document: Document, page_numbers: Mapping[str, int], report: Callable[[int], None]
) -> dict[str, bytes | PictureFile]:
    """Return the parts of the file by name."""
    letterhead = document.letterhead
    document = replace(document, elements=elements_on_letterhead(document, framed=True))
    named = NamedStyles(document.styles, document.page, document.language)
    pictures = OdtPictures(document.pictures)
    anchors = _linked_anchors(document)
    pages = str(max(page_numbers.values(), default=1))
    results = {"page": "1", "pages": pages, "section": _first_heading(document)}
    content = AutomaticStyles()
    writer = OdtParagraphWriter(
        document.language,
        content,
        named.whole(),
        anchors,
        results,
        pictures,
        NoteNumbers({note.id: note for note in document.notes}),
    )
    tables = TableWriter(content)
    body = OdtBodyWriter(document, writer, named, tables, pictures, page_numbers)
    blocks = body.draw_document(document.elements, report)

    styles = AutomaticStyles("M")
    band_writer = OdtParagraphWriter(document.language, styles, writer.whole, anchors, results, pictures)
    pages_writer = PageWriter(document, named, band_writer, styles, TableWriter(styles, "Band"))
    layouts, masters = make("office:automatic-styles"), make("office:master-styles")
    first = pages_writer.write(layouts, masters, body.masters)
    blocks[0].first.master = blocks[0].first.master or first
    if letterhead is not None and letterhead.beside:
        beside = LetterheadWriter(writer, content, tables, document.page.inner, document.page.text_width)
        paragraph = next(blocks[0].first.node.iter("{*}p", "{*}h"))
        for box in letterhead.beside:
            insert_first(paragraph, beside.floating_frame(box, "paragraph", 0.0))
    writer.name_styles()
    tables.name_styles()
    return {
        "content.xml": _content_part([block.node for block in blocks], content, body),
        "styles.xml": _styles_part(document, named, body, (layouts, masters), styles),
        "meta.xml": _meta_part(document),
        "settings.xml": _settings_part(),
        **pictures.parts,
        **pictures.drawings,
    }


def _linked_anchors(document: Document) -> dict[str, str]:
    """Return the bookmarks of the anchors that something in the document links to."""
    contents = [*iter_contents(document), *(note.content for note in document.notes)]
    linked = {inline.target for content in contents for inline in content if isinstance(inline, Run)}
    for element in walk_elements(document.elements):
        if isinstance(element, DrawnContents):
            linked |= {entry.target for entry in element.entries}
    names = Bookmarks.from_elements(document.elements).names
    return {anchor: name for anchor, name in names.items() if anchor in linked}


def _first_heading(document: Document) -> str:
    headings = (each for each in document.elements if isinstance(each, DrawnHeading))
    return next((content_text(heading.content) for heading in headings), "")


def _content_part(blocks: list[Node], automatic: AutomaticStyles, body: OdtBodyWriter) -> bytes:
    root = make("office:document-content", {"office:version": VERSION})
    styles = make("office:automatic-styles")
    styles.extend(automatic.nodes)
    styles.extend(body.numbers.styles)
    faces = sub(root, "office:font-face-decls")
    faces.extend(font_faces(styles))
    root.append(styles)
    text = sub(sub(root, "office:body"), "office:text")
    text.extend(blocks)
    return _serialize(root)


def _styles_part(
    document: Document,
    named: NamedStyles,
    body: OdtBodyWriter,
    pages: tuple[Node, Node],
    automatic: AutomaticStyles,
) -> bytes:
    root = make("office:document-styles", {"office:version": VERSION})
    layouts, masters = pages
    styles = make("office:styles")
    named.write(styles)
    body.outline.write(styles)
    write_list_styles(styles, document.styles.style("list"), body.quoted_list_indents())
    for kind, form in (("footnote", "1"), ("endnote", "i")):
        sub(
            styles,
            "text:notes-configuration",
            {
                "text:note-class": kind,
                "text:citation-style-name": f"{kind.capitalize()}_20_Symbol",
                "text:citation-body-style-name": f"{kind.capitalize()}_20_anchor",
                "text:default-style-name": kind.capitalize(),
                "style:num-format": form,
                "text:start-value": "0",
                "style:num-suffix": " ",
            }
            | (
                {"text:footnotes-position": "page", "text:start-numbering-at": "document"}
                if form == "1"
                else {}
            ),
        )
    layouts.extend(automatic.nodes)
    faces = sub(root, "office:font-face-decls")
    faces.extend(font_faces(styles, layouts, masters))
    root.extend((styles, layouts, masters))
    return _serialize(root)


def _meta_part(document: Document) -> bytes:
    """Return the properties: title, subject, keywords, language and day, but no person and no program."""
    root = make("office:document-meta", {"office:version": VERSION})
    meta = sub(root, "office:meta")
    moment = _day(document)
    values = [
        ("dc:title", document.title),
        ("dc:subject", document.subject),
        *(("meta:keyword", keyword) for keyword in document.keywords),
        ("meta:creation-date", moment),
        ("dc:date", moment),
        ("dc:language", culture(document.language)),
    ]
    for name, value in values:
        text = _property_text(value)
        if text:
            sub(meta, name).text = text
    for key, value in document.properties.items():
        text = _property_text(value)
        if text:
            sub(meta, "meta:user-defined", {"meta:name": key, "meta:value-type": "string"}).text = text
    return _serialize(root)


def _property_text(value: str) -> str:
    return " ".join(clean_text(value).split())[:_MAX_LENGTH]


def _day(document: Document) -> str:
    """Return the day of the document's moment, at midnight; raises ExportError where it is not a time."""
    try:
        moment = datetime.fromisoformat(document.moment)
    except ValueError as error:
        raise ExportError("docx-moment-unreadable", moment=document.moment) from error
    return f"{moment:%Y-%m-%d}T00:00:00"


def _settings_part() -> bytes:
    spaces = {prefix: NAMESPACES[prefix] for prefix in ("office", "config", "ooo")}
    office, config = NAMESPACES["office"], NAMESPACES["config"]
    root = etree.Element(f"{{{office}}}document-settings", nsmap=spaces)
    root.set(f"{{{office}}}version", VERSION)
    items = sub(sub(root, "office:settings"), "config:config-item-set")
    items.set(f"{{{config}}}name", "ooo:configuration-settings")
    for name, is_set in _SETTINGS.items():
        item = sub(items, "config:config-item", {"config:name": name, "config:type": "boolean"})
        item.text = "true" if is_set else "false"
    return _serialize(root)


def _serialize(root: Node) -> bytes:
    etree.cleanup_namespaces(root, keep_ns_prefixes=["office", "ooo"])
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
