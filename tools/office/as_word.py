"""Write the sample article with python-docx, using XML for what it does not support."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from word_elements import element_of

from office.article import COMMENTATOR, FOOTER, HEADER
from office.model import (
    Block,
    CodeBlock,
    Grid,
    Group,
    Image,
    Inline,
    Line,
    Link,
    Node,
    NoteMark,
    OfficeText,
    PageBreak,
    Special,
    Text,
    TextFormat,
    group_lists,
    make_png,
)

_NAMES = {"title": "Title", "subtitle": "Subtitle", "paragraph": "Normal", "quote": "Quote"}
_DATE = "2025-05-02T09:00:00Z"
_WORD = nsdecls("w")
_NOTE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}notes+xml"
_BOX_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def document(text: OfficeText) -> bytes:
    """Return a document in Word's format."""
    writer = _Writer(text)
    for block in group_lists(text.blocks):
        writer.block(block)
    return writer.finish()


class _Writer:
    """Writes blocks to a document."""

    def __init__(self, text: OfficeText) -> None:
        self._document: Any = docx.Document()
        self._notes: dict[str, list[str]] = {"foot": [], "end": []}
        self._lists: dict[str, int] = {}
        self._next = 100
        section = self._document.sections[0]
        section.header.paragraphs[0].text = HEADER
        section.footer.paragraphs[0].text = FOOTER
        properties = self._document.core_properties
        properties.author, properties.title = COMMENTATOR, text.title
        properties.created = properties.modified = datetime(2025, 5, 2, 9, tzinfo=UTC)
        properties.last_modified_by = COMMENTATOR
        for element in self._document.styles.element.iter(qn("w:lang")):
            element.set(qn("w:val"), text.language)
        self._document.styles.add_style("Source Code", 1)
        self._document.styles.add_style("HTML Code", 2)
        self._document.styles.add_style("toc 1", 1)

    def block(self, block: Block | list[Node]) -> None:
        """Write a block."""
        if isinstance(block, list):
            self._list(block, 0)
        elif isinstance(block, Line):
            self._line(block)
        elif isinstance(block, CodeBlock):
            self._paragraph("Source Code", (Text(block.text),))
        elif isinstance(block, Grid):
            self._paragraph("Caption", (Text(block.caption),))
            self._table(block)
        elif isinstance(block, Image):
            self._image(block)
        elif isinstance(block, Group):
            self._group(block)
        elif isinstance(block, PageBreak):
            self._document.add_page_break()

    def finish(self) -> bytes:
        """Return the file."""
        for kind in self._notes:
            self._notes_part(kind)
        stream = io.BytesIO()
        self._document.save(stream)
        return stream.getvalue()

    def _paragraph(self, style: str, content: Iterable[Inline] = ()) -> Any:
        paragraph = self._document.add_paragraph(style=style)
        for inline in content:
            self._inline(paragraph, inline)
        return paragraph

    def _line(self, line: Line) -> None:
        style = f"Heading {line.level}" if line.kind == "heading" else _NAMES[line.kind]
        paragraph = self._paragraph(style, line.content)
        if paragraph.text == "Le forniture":
            self._bookmark("forniture", element_of(paragraph.runs[0]))

    # Lists

    def _list(self, nodes: Sequence[Node], depth: int) -> None:
        for node in nodes:
            number = self._number(node)
            self._numbered("List Paragraph", node.item.content, number, depth)
            for more in node.more:
                self._numbered("List Paragraph", more.content, self._lists["blank"], depth)
            self._list(node.inner, depth + 1)

    def _numbered(self, style: str, content: Iterable[Inline], number: int, depth: int) -> None:
        paragraph = self._paragraph(style, content)
        numbering = f'<w:numPr {_WORD}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        element_of(paragraph).get_or_add_pPr().append(parse_xml(numbering))

    def _number(self, node: Node) -> int:
        if not self._lists:
            self._lists["blank"] = self._abstract("bullet", " ")
            self._lists["bullets"] = self._abstract("bullet", "•")
        if not node.item.ordered:
            return self._lists["bullets"]
        if node.item.key not in self._lists:
            self._lists[node.item.key] = self._abstract("decimal", "")
        return self._lists[node.item.key]

    def _abstract(self, number_format: str, text: str) -> int:
        numbering = self._document.part.numbering_part.element
        self._next += 1
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/><w:lvlText w:val="{text or f"%{level + 1}."}"/></w:lvl>'
            for level in range(3)
        )
        abstract = f'<w:abstractNum {_WORD} w:abstractNumId="{self._next}">{levels}</w:abstractNum>'
        numbering.insert(0, parse_xml(abstract))
        number = f'<w:num {_WORD} w:numId="{self._next}"><w:abstractNumId w:val="{self._next}"/></w:num>'
        numbering.append(parse_xml(number))
        return self._next

    # Tables, pictures, groups

    def _table(self, grid: Grid) -> None:
        table = self._document.add_table(rows=len(grid.rows), cols=grid.columns)
        covered: set[tuple[int, int]] = set()
        for number, row in enumerate(grid.rows):
            pending = list(row)
            for column in range(grid.columns):
                if (number, column) in covered:
                    continue
                cell = pending.pop(0)
                covered |= {(number + d, column + r) for d in range(cell.rows) for r in range(cell.columns)}
                last = table.cell(number + cell.rows - 1, column + cell.columns - 1)
                table.cell(number, column).merge(last).text = cell.text
        element_of(table.rows[0]).get_or_add_trPr().append(parse_xml(f"<w:tblHeader {_WORD}/>"))

    def _image(self, image: Image) -> None:
        self._document.add_picture(io.BytesIO(make_png()), width=Cm(2))
        *_, about = self._document.element.iter(qn("wp:docPr"))
        about.set("descr", image.alternative)
        self._paragraph("Caption", (Text(image.caption),))

    def _group(self, group: Group) -> None:
        if group.kind == "contents":
            title = '<w:p><w:pPr><w:pStyle w:val="toc1"/></w:pPr><w:r><w:t>Indice</w:t></w:r></w:p>'
            body = title + "".join(
                f'<w:p><w:pPr><w:pStyle w:val="toc1"/></w:pPr><w:r><w:t>{escape(line)}</w:t><w:tab/><w:t>1</w:t></w:r></w:p>'
                for line in group.lines
            )
            gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
            control = (
                f"<w:sdt {_WORD}><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{body}</w:sdtContent></w:sdt>"
            )
            self._document.element.body.insert(len(self._document.element.body) - 1, parse_xml(control))
        elif group.kind == "box":
            paragraph = self._paragraph("Normal", (Text("Il riquadro sta qui accanto."),))
            element_of(paragraph).append(parse_xml(_box(group.lines)))
        else:
            self._document.add_section(0)
            self._document.element.body.sectPr.append(parse_xml(f'<w:cols {_WORD} w:num="2"/>'))
            for line in group.lines:
                self._paragraph("Normal", (Text(line),))
            self._document.add_section(0)

    # Inline content

    def _inline(self, paragraph: Any, inline: Inline) -> None:
        if isinstance(inline, Text):
            self._format(paragraph.add_run(inline.text), inline.format)
        elif isinstance(inline, Link):
            self._link(paragraph, inline)
        elif isinstance(inline, NoteMark):
            self._notes[inline.kind].append(
                "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in inline.paragraphs)
            )
            number = len(self._notes[inline.kind])
            element_of(paragraph.add_run()).append(
                parse_xml(f'<w:{inline.kind}noteReference {_WORD} w:id="{number}"/>')
            )
        else:
            self._special(paragraph, inline)

    def _format(self, run: Any, text_format: TextFormat) -> None:
        font = run.font
        font.bold, font.italic, font.underline = (
            text_format.bold or None,
            text_format.italic or None,
            text_format.underline or None,
        )
        font.strike, font.rtl = text_format.strike or None, text_format.rtl or None
        if text_format.script == "super":
            font.superscript = True
        elif text_format.script == "sub":
            font.subscript = True
        if text_format.code:
            run.style = "HTML Code"
        if text_format.language:
            kind = {"ja-JP": "eastAsia", "ar-SA": "bidi"}.get(text_format.language, "val")
            element_of(run).get_or_add_rPr().append(
                parse_xml(f'<w:lang {_WORD} w:{kind}="{text_format.language}"/>')
            )

    def _link(self, paragraph: Any, link: Link) -> None:
        if link.address.startswith("#"):
            target = f'w:anchor="{link.address[1:]}"'
        else:
            relation = self._document.part.relate_to(
                link.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            target = f'r:id="{relation}"'
        run = f'<w:r><w:t xml:space="preserve">{escape(link.text)}</w:t></w:r>'
        element_of(paragraph).append(
            parse_xml(f"<w:hyperlink {nsdecls('w', 'r')} {target}>{run}</w:hyperlink>")
        )

    def _special(self, paragraph: Any, special: Special) -> None:
        text = f'<w:t xml:space="preserve">{escape(special.text)}</w:t>'
        attributes = f'{_WORD} w:id="7" w:author="{special.about}" w:date="{_DATE}"'
        if special.kind == "inserted":
            element_of(paragraph).append(parse_xml(f"<w:ins {attributes}><w:r>{text}</w:r></w:ins>"))
        elif special.kind == "deleted":
            deleted = text.replace("w:t", "w:delText")
            element_of(paragraph).append(parse_xml(f"<w:del {attributes}><w:r>{deleted}</w:r></w:del>"))
        elif special.kind == "hidden":
            paragraph.add_run(special.text).font.hidden = True
        elif special.kind == "comment":
            self._document.add_comment(paragraph.runs, text=special.text, author=special.about, initials="AR")
        elif special.kind == "control":
            inner = f"<w:sdtContent><w:r>{text}</w:r></w:sdtContent>"
            element_of(paragraph).append(
                parse_xml(f"<w:sdt {_WORD}><w:sdtPr><w:text/></w:sdtPr>{inner}</w:sdt>")
            )
        else:
            self._bookmark(special.about, element_of(paragraph.add_run(special.text)))

    def _bookmark(self, name: str, run: Any) -> None:
        self._next += 1
        run.addprevious(parse_xml(f'<w:bookmarkStart {_WORD} w:id="{self._next}" w:name="{name}"/>'))
        run.addnext(parse_xml(f'<w:bookmarkEnd {_WORD} w:id="{self._next}"/>'))

    def _notes_part(self, kind: str) -> None:
        notes = "".join(
            f'<w:{kind}note w:id="{number}">{body}</w:{kind}note>'
            for number, body in enumerate(self._notes[kind], 1)
        )
        data = f"<w:{kind}notes {_WORD}>{notes}</w:{kind}notes>".encode()
        package = self._document.part.package
        part = Part(PackURI(f"/word/{kind}notes.xml"), _NOTE_TYPE.format(kind), data, package)
        relation = f"{RELATIONSHIP_TYPE.FOOTNOTES.rpartition('/')[0]}/{kind}notes"
        self._document.part.relate_to(part, relation)


def _box(lines: Sequence[str]) -> str:
    inner = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    shape = f"<w:txbxContent>{inner}</w:txbxContent>"
    frame = (
        f'<wp:anchor><wp:extent cx="100" cy="100"/><wp:docPr id="90" name="Riquadro"/><a:graphic><a:graphicData uri="u"><wps:wsp>'
        f"<wps:txbx>{shape}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
    )
    fallback = f"<w:pict><v:shape><v:textbox>{shape}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r {_WORD} {_BOX_NAMESPACES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{frame}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )
