"""Writes a Document as an OpenDocument text."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from briefbuilder.domain.document import (
    BandLine,
    Content,
    Document,
    DrawnContents,
    HeadersFooters,
    PictureFile,
    Run,
    elements_on_letterhead,
    walk_elements,
)
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.progress import Progress, ignore_progress, report_elements
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.characters import clean_text
from briefbuilder.export.direction import gap_after_tab
from briefbuilder.export.labels import field_results, iter_contents
from briefbuilder.export.measures import BAND_GAP
from briefbuilder.export.odt.body import OdtBodyWriter
from briefbuilder.export.odt.letterhead import LetterheadWriter
from briefbuilder.export.odt.package import manifest, pack
from briefbuilder.export.odt.pictures import DRAWING_TYPE, OdtPictures
from briefbuilder.export.odt.styles import AutomaticStyles, NamedStyles, font_faces
from briefbuilder.export.odt.tables import TableWriter
from briefbuilder.export.odt.text import NoteNumbers, OdtParagraphWriter, Styled
from briefbuilder.export.odt.xml import NAMESPACES, VERSION, Node, add_text, insert_first, make, points, sub
from briefbuilder.export.word_processing import LINE_HEIGHT, BookmarkNames, culture, watermark_size

FIRST_PAGE = "First_20_Page"
_SAME_MARGIN = 0.05
_PLAIN_TEXT = (
    "$0 -10800", "?f0 *2", "abs(?f1 )", "if(?f1 ,0,?f2 )", "21600-?f2 ", "if(?f1 ,?f4 ,21600)",
    "if(?f1 ,?f2 ,0)", "if(?f1 ,21600,?f4 )",
)  # fmt: skip
"""The outline of the shape "fontwork-plain-text", text on a straight path."""

Band = Literal["header", "footer"]
Lines = tuple[BandLine, ...]

_MAX_LENGTH = 255
_SETTINGS = {
    # The spaces of two neighbours overlap, and tabs are measured from the margin, as in Word and in the PDF.
    "AddParaTableSpacing": False,
    "AddParaTableSpacingAtStart": True,
    "AddParaSpacingToTableCells": True,
    "AddParaLineSpacingToTableCells": True,
    "TabsRelativeToIndent": False,
    "TabOverSpacing": True,
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PageWriter:
    """Writes the page layouts and master pages of a document; `automatic` has the styles of their part."""

    document: Document
    styles: NamedStyles
    writer: OdtParagraphWriter
    automatic: AutomaticStyles
    tables: TableWriter

    def write(
        self, layouts: Node, masters: Node, used: Mapping[tuple[PageSetup, HeadersFooters], str]
    ) -> str:
        """Append the layouts and master pages; return the name of the first page's, "" if it does not differ.

        `used` has the names of the master pages by their pages and lines.
        """
        page = self.document.page
        bands = self.document.headers_footers
        first = FIRST_PAGE if bands.has_own("first") else ""
        if first:
            self._write_page(layouts, masters, first, page, bands)
        for (setup, own), name in used.items():
            self._write_page(layouts, masters, name, setup, own)
        self.writer.name_styles()
        self.tables.name_styles()
        return first

    def _write_page(
        self,
        layouts: Node,
        masters: Node,
        name: str,
        setup: PageSetup,
        bands: HeadersFooters,
    ) -> None:
        layout = f"Layout{len(layouts) + 1}"
        about = {"style:name": name, "style:page-layout-name": layout}
        if name == FIRST_PAGE:
            about |= {"style:display-name": "First Page", "style:next-style-name": "Standard"}
        master = make("style:master-page", about)
        watermark = bands.watermark
        drawn: dict[Band, float] = {}
        usual = bands.on("first" if name == FIRST_PAGE else "default")
        even = bands.on("even") if name != FIRST_PAGE and bands.has_own("even") else (None, None)
        kinds: tuple[Band, ...] = ("header", "footer")
        for band, right, left in zip(kinds, usual, even, strict=True):
            if right or left or (watermark and band == "header"):
                drawn[band] = self._write_band(sub(master, f"style:{band}"), band, right, setup, watermark)
                if left is not None:
                    height = self._write_band(sub(master, f"style:{band}-left"), band, left, setup, watermark)
                    drawn[band] = max(drawn[band], height)
        layouts.append(_page_layout(layout, self.document, setup, drawn))
        masters.append(master)

    def _write_band(self, node: Node, band: Band, lines: Lines, page: PageSetup, watermark: str) -> float:
        """Write the lines of a header or footer; return their height in points."""
        height = 0.0
        letterhead = LetterheadWriter(self.writer, self.automatic, self.tables, page.inner, page.text_width)
        for line in lines:
            if line.boxes:
                height += letterhead.write_row(node, line.boxes)
                continue
            node.append(self._draw_line(line, page.text_width).node)
            style = self.styles.sheet.style(line.role)
            height += style.leading + style.space_before + style.space_after
        if not len(node):
            node.append(self.writer.paragraph(band, (), None).node)
            height += self.styles.sheet.style(band).leading
        elif str(node[-1].tag).endswith("}table"):
            node.append(letterhead.anchor_line().node)
        if band == "header" and watermark:
            paragraph = next(child for child in node if str(child.tag).endswith("}p"))
            paragraph.append(self._watermark(watermark, page))
        return height

    def _draw_line(self, line: BandLine, width: float) -> Styled:
        """Return a line; one position is filled by alignment, several by tab stops. It runs as the document does."""
        rtl = is_right_to_left(self.document.language)
        filled = [bool(line.start), bool(line.centre), bool(line.end)]
        if sum(filled) <= 1:
            content = line.start or line.centre or line.end
            side = "center" if line.centre else "end" if line.end else "start"
            return self.writer.paragraph(line.role, content, None, changes={"fo:text-align": side}, rtl=rtl)
        centre = (("center", width / 2, ""),) if line.centre else ()
        stops = (*centre, ("right", width, ""))
        changes = {"fo:text-align": "start"}
        result = self.writer.paragraph(line.role, line.start, None, changes=changes, stops=stops, rtl=rtl)
        if line.centre:
            self._after_tab(result.node, line.centre)
        self._after_tab(result.node, line.end)
        return result

    def _after_tab(self, node: Node, content: Content) -> None:
        add_text(node, f"\t{gap_after_tab(content)}", after_space=False)
        self.writer.write(node, content, self.document.language)

    def _watermark(self, text: str, page: PageSetup) -> Node:
        """Return the shape of a watermark, with the name by which programs find it to remove it."""
        width, size = watermark_size(text, page)
        height = size * LINE_HEIGHT
        turn = math.atan2(page.height, page.width)
        # The shape is turned around its upper left corner; its middle must be that of the page.
        left = page.width / 2 - (width * math.cos(turn) + height * math.sin(turn)) / 2
        top = page.height / 2 + (width * math.sin(turn) - height * math.cos(turn)) / 2
        place = {
            "draw:stroke": "none", "draw:fill": "solid", "draw:fill-color": "#c0c0c0", "draw:opacity": "50%",
            "style:run-through": "background", "style:wrap": "run-through",
            "style:vertical-pos": "middle", "style:vertical-rel": "page",
            "style:horizontal-pos": "center", "style:horizontal-rel": "page",
            "style:flow-with-text": "false", "draw:textarea-vertical-align": "top",
            "draw:auto-grow-height": "false", "draw:auto-grow-width": "false", "fo:wrap-option": "wrap",
        }  # fmt: skip
        shape = make(
            "draw:custom-shape",
            {
                "draw:name": "PowerPlusWaterMarkObject1",
                "draw:style-name": self.automatic.name("graphic", "", {"graphic": place}),
                "text:anchor-type": "char",
                "draw:z-index": "0",
                "svg:width": points(width),
                "svg:height": points(height),
                "draw:transform": f"rotate ({turn:.5f}) translate ({left / 72:.4f}in {top / 72:.4f}in)",
            },
        )
        letters = {"fo:font-size": "1pt", "fo:font-weight": "bold", "style:font-name": "Liberation Sans"}
        style = self.automatic.name("paragraph", "", {"text": letters})
        paragraph = sub(shape, "text:p", {"text:style-name": style})
        add_text(paragraph, text, after_space=True)
        geometry = sub(
            shape,
            "draw:enhanced-geometry",
            {
                "svg:viewBox": "0 0 21600 21600", "draw:text-path": "true", "draw:text-path-mode": "shape",
                "draw:text-path-scale": "path", "draw:text-path-same-letter-heights": "false",
                "draw:text-areas": "0 0 21600 21600", "draw:type": "fontwork-plain-text",
                "draw:modifiers": "10800",
                "draw:enhanced-path": "M ?f3 0 L ?f5 0 N M ?f6 21600 L ?f7 21600 N",
            },
        )  # fmt: skip
        for index, formula in enumerate(_PLAIN_TEXT):
            sub(geometry, "draw:equation", {"draw:name": f"f{index}", "draw:formula": formula})
        return shape


def _page_layout(name: str, document: Document, page: PageSetup, bands: dict[Band, float]) -> Node:
    """Return a page layout; `bands` has the heights of the header and footer in points."""
    is_mirrored = abs(page.inner - page.outer) > _SAME_MARGIN
    node = make(
        "style:page-layout", {"style:name": name} | ({"style:page-usage": "mirrored"} if is_mirrored else {})
    )
    properties = sub(
        node,
        "style:page-layout-properties",
        {
            "fo:page-width": points(page.width),
            "fo:page-height": points(page.height),
            "style:print-orientation": "landscape" if page.width > page.height else "portrait",
            "style:num-format": "1",
            "fo:margin-top": points(page.header if "header" in bands else page.top),
            "fo:margin-bottom": points(page.footer if "footer" in bands else page.bottom),
            "fo:margin-left": points(page.inner),
            "fo:margin-right": points(page.outer),
            "style:writing-mode": "rl-tb" if is_right_to_left(document.language) else "lr-tb",
        },
    )
    _write_columns(properties, page)
    sub(
        properties,
        "style:footnote-sep",
        {
            "style:width": "0.5pt",
            "style:distance-before-sep": "3pt",
            "style:distance-after-sep": "3pt",
            "style:adjustment": "right" if is_right_to_left(document.language) else "left",
            "style:rel-width": "25%",
            "style:color": "#000000",
        },
    )
    edges: tuple[tuple[Band, float, float, str], ...] = (
        ("header", page.header, page.top, "bottom"),
        ("footer", page.footer, page.bottom, "top"),
    )
    for band, edge, room, side in edges:
        height = bands.get(band)
        result = sub(node, f"style:{band}-style")
        if height is not None:
            gap = max(room - edge - height, BAND_GAP)
            sub(
                result,
                "style:header-footer-properties",
                {
                    "fo:min-height": points(height),
                    f"fo:margin-{side}": points(gap),
                    "fo:margin-left": "0pt",
                    "fo:margin-right": "0pt",
                    "style:dynamic-spacing": "false",
                },
            )
    return node


def _write_columns(properties: Node, page: PageSetup) -> None:
    if page.columns == 1:
        return
    columns = sub(
        properties,
        "style:columns",
        {"fo:column-count": str(page.columns), "fo:column-gap": points(page.column_gap)},
    )
    half = page.column_gap / 2
    for index in range(page.columns):
        start = half if index else 0.0
        end = half if index < page.columns - 1 else 0.0
        width = {"style:rel-width": f"{round((page.column_width + start + end) * 20)}*"}
        sub(columns, "style:column", width | {"fo:start-indent": points(start), "fo:end-indent": points(end)})


def render_odt(
    document: Document, *, page_numbers: Mapping[str, int], progress: Progress = ignore_progress
) -> bytes:
    """Return a Document as an OpenDocument text; the same arguments give the same bytes.

    `page_numbers` holds the page of each anchor, from 1, in the PDF of the same Document; the contents list shows them
    until it is updated. A letterhead is drawn from its layout, as in the PDF. `progress` is called with shares from 0
    to 1; what it raises ends the work.
    """
    report = report_elements(len(document.elements), progress)
    parts = _draw(document, page_numbers, report)
    files = {name: part if isinstance(part, bytes) else part.data for name, part in parts.items()}
    types = {name: _media_type(name, part) for name, part in parts.items()}
    data = pack(files, manifest(types))
    progress(1.0)
    return data


def _media_type(name: str, part: bytes | PictureFile) -> str:
    if isinstance(part, PictureFile):
        return part.media_type
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
    results = field_results(document, page_numbers)
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
    names = BookmarkNames.from_elements(document.elements).names
    return {anchor: name for anchor, name in names.items() if anchor in linked}


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
    body.lists.write(styles, document.styles.style("list"), body.quoted_list_indents())
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
    day = f"{document.created:%Y-%m-%d}T00:00:00"
    values = [
        ("dc:title", document.title),
        ("dc:subject", document.subject),
        *(("meta:keyword", keyword) for keyword in document.keywords),
        ("meta:creation-date", day),
        ("dc:date", day),
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
