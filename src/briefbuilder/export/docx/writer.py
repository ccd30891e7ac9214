"""Writes a Document as a Word file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart

from briefbuilder.domain.document import Document, elements_on_letterhead
from briefbuilder.domain.errors import ExportError
from briefbuilder.domain.export_record import ParagraphAddress
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.progress import ElementsDrawn, Progress, ignore_progress, report_elements
from briefbuilder.domain.styles import Role
from briefbuilder.domain.values import value
from briefbuilder.export.docx.body import BodyWriter
from briefbuilder.export.docx.bookmarks import Addresses, Bookmarks
from briefbuilder.export.docx.formatting import fill_font_table
from briefbuilder.export.docx.headers_footers import write_sections
from briefbuilder.export.docx.lint import lint_docx
from briefbuilder.export.docx.numbering import HeadingNumbering, NumberingBuilder
from briefbuilder.export.docx.ooxml import PARAGRAPH_ORDER, Node, insert_ordered, make, qn
from briefbuilder.export.docx.package import (
    add_custom_properties,
    open_base,
    package_bytes,
    package_of,
    part_trees,
    scrub,
    xml_part,
)
from briefbuilder.export.docx.pictures import DocxPictures
from briefbuilder.export.docx.properties import (
    WordTheme,
    custom_properties_part,
    use_theme,
    use_theme_colours,
    write_core_properties,
    write_settings,
    write_theme,
)
from briefbuilder.export.docx.runs import (
    NoteWriter,
    ParagraphWriter,
    Placement,
    RunWriter,
    note_element,
    note_number_run,
)
from briefbuilder.export.docx.styles import StyleContext, font_names, write_styles
from briefbuilder.export.identity import EXPORT_ID
from briefbuilder.export.keep_together import is_short_footnote
from briefbuilder.export.labels import field_results


def render_docx(
    document: Document,
    *,
    base: bytes,
    page_numbers: Mapping[str, int],
    progress: Progress = ignore_progress,
) -> bytes:
    """Return a Document as a Word file.

    `base` is the empty document to start from; a letterhead document takes in its styles and parts.
    `page_numbers` holds the page of each anchor, from 1, in the PDF of the same Document; the contents
    list shows them until Word updates its fields. The same arguments give the same bytes. `progress`
    is called with shares from 0 to 1; what it raises ends the work.

    Raises ExportError if the base cannot be used or the lint finds a fault in the file.
    """
    written = write_document(document, base=base, page_numbers=page_numbers, progress=progress)
    data = pack_document(written).data
    progress(1.0)
    return data


@value(kw_only=False)
class PackedDocument:
    """A Word file, and where the paragraphs of its body and its notes, in the order of their marks, come from."""

    data: bytes
    body: tuple[ParagraphAddress, ...]
    notes: tuple[ParagraphAddress, ...]


@value(kw_only=False)
class WrittenDocument:
    """A Document as an open Word file on the base, before it is packed or merged into a letterhead document."""

    word: WordDocument
    document: Document
    make_writer: Callable[[Part], ParagraphWriter]
    field_results: dict[str, str]
    addresses: Addresses


def write_document(
    document: Document,
    *,
    base: bytes,
    page_numbers: Mapping[str, int],
    progress: Progress = ignore_progress,
) -> WrittenDocument:
    """Write a Document on the base; the letterhead document is not opened. See `render_docx`."""
    report = report_elements(len(document.elements), progress)
    word = open_base(base)
    scrub(package_of(word))  # only the base can hold personal data
    addresses = Addresses()
    make_writer = _write(word, document, page_numbers, report, addresses)
    results = field_results(document, page_numbers)
    return WrittenDocument(word, document, make_writer, results, addresses)


def pack_document(written: WrittenDocument) -> PackedDocument:
    """Return a written Document as a Word file, in its letterhead document if it has one. See `render_docx`."""
    package = package_of(written.word)
    if written.document.letterhead is not None:
        from briefbuilder.export.docx.letterhead.merge import merge_into_letterhead

        package = merge_into_letterhead(
            written.word,
            written.document,
            written.document.letterhead,
            written.make_writer,
            written.field_results,
        )
    data = package_bytes(package)
    _refuse_faults(data, part_trees(package))
    main = package.main_document_part
    assert isinstance(main, XmlPart)
    body: Node = main.element
    return PackedDocument(data, written.addresses.of_body(body), written.addresses.of_notes(body))


def _write(
    word: WordDocument,
    document: Document,
    page_numbers: Mapping[str, int],
    report: ElementsDrawn,
    addresses: Addresses,
) -> Callable[[Part], ParagraphWriter]:
    """Write a document into a base; return a function that makes a writer for another part."""
    styles = word.styles.element
    write_styles(styles, StyleContext(document.styles, document.page, document.language))
    # A letterhead document has its own theme, and its styles are based on that.
    theme = WordTheme.from_styles(document.styles, document.language) if document.letterhead is None else None
    has_fonts = _write_fonts(word, document)
    elements = elements_on_letterhead(document, framed=False)
    document = replace(document, elements=elements)
    mark = document.properties.get(EXPORT_ID, "")[:6]
    bookmarks = Bookmarks.from_elements(elements, mark)
    notes = NoteWriter({note.id: note for note in document.notes}, bookmarks, addresses)
    runs = RunWriter(document.language)
    results = field_results(document, page_numbers)

    def make_writer(part: Part, notes: NoteWriter | None = None) -> ParagraphWriter:
        return ParagraphWriter(
            part, document.styles, document.language, runs, bookmarks.names, results, notes
        )

    numbering = NumberingBuilder(xml_part(word, "numbering").element, document.styles.style("list"), mark)
    headings = HeadingNumbering(numbering, document.styles)
    pictures = DocxPictures(package_of(word), document.pictures)
    body = BodyWriter(
        document,
        make_writer(word.part, notes),
        numbering,
        headings,
        bookmarks,
        pictures,
        page_numbers,
        styles,
        addresses,
    )
    _fill_body(word, body.draw_document(report))
    for placement in ("foot", "end"):
        part = xml_part(word, f"{placement}notes")
        if is_right_to_left(document.language):
            _turn_separators(part.element)
        _write_notes(part.element, placement, notes, make_writer(part))
    headings.write(styles)
    numbering.write(styles)
    if theme is not None:
        write_theme(xml_part(word, "theme").element, theme)
        use_theme(styles, theme)
        use_theme_colours(word.element.body, theme)
    write_sections(word, document, make_writer, body.sections, (body.last_page, body.last_bands))
    write_settings(word, document, has_fonts=has_fonts, divides_words=body.divides_words)
    write_core_properties(_core_element(word), document)
    if properties := custom_properties_part(document):
        add_custom_properties(word, properties)
    return make_writer


def _write_fonts(word: WordDocument, document: Document) -> bool:
    """List the fonts of a document, embed them if its template asks for it, and return whether any was embedded."""
    font_table = xml_part(word, "fontTable")
    fill_font_table(font_table.element, font_names(document.styles))
    if not document.embed_fonts or document.letterhead is not None:
        return False
    from briefbuilder.export.docx.embedded_fonts import embed_fonts

    return embed_fonts(font_table, document)


def _fill_body(word: WordDocument, blocks: list[Node]) -> None:
    body = word.element.body
    section = body.find(qn("w:sectPr"))
    for child in list(body):
        body.remove(child)
    body.extend(blocks)
    if section is not None:
        body.append(section)


def _turn_separators(root: Node) -> None:
    """Let the lines above notes begin at the right."""
    for note in root:
        for properties in note.iterfind(f"{qn('w:p')}/{qn('w:pPr')}") if note.get(qn("w:type")) else ():
            insert_ordered(properties, PARAGRAPH_ORDER, [make("w:bidi")])


def _write_notes(root: Node, placement: Placement, notes: NoteWriter, writer: ParagraphWriter) -> None:
    role: Role = "footnote" if placement == "foot" else "endnote"
    for number, note in notes.placed(placement):
        space = make("w:r", None, make("w:t", {"xml:space": "preserve"}))
        space[0].text = " "
        head = (note_number_run(placement), space)
        keep = (make("w:keepLines"),) if is_short_footnote(note) else ()
        paragraph = writer.paragraph(role, note.content, None, head=head, properties=keep)
        root.append(note_element(placement, number, paragraph))


def _core_element(word: WordDocument) -> Node:
    """Return the tree of the core properties, whose values python-docx cannot remove."""
    package = package_of(word)
    assert package.core_properties is not None  # the property adds the part to a base without one
    part = package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    assert isinstance(part, XmlPart)
    root: Node = part.element
    return root


def _refuse_faults(data: bytes, trees: Mapping[str, Node]) -> None:
    faults = lint_docx(data, trees)
    if faults:
        first = faults[0]
        raise ExportError(
            "docx-lint-failed",
            part=first.place.file or "",
            fault=first.code,
            detail=first.parameters.get("detail", ""),
            count=str(len(faults)),
        )
