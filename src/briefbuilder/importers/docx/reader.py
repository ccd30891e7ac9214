"""Read a Word document into a draft."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Block, Inline, Note
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.docx.embedded import DrawingReader, EmbeddedFileReader, EmbeddedFormats
from briefbuilder.importers.docx.package import Package, Relationship, related_part
from briefbuilder.importers.docx.runs import RunReader, main_language
from briefbuilder.importers.docx.styles import DocxNumbering, DocxStyles
from briefbuilder.importers.docx.walker import DocxWalker
from briefbuilder.importers.docx.wordml import child, join_texts, qn
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.limits import PARAGRAPHS
from briefbuilder.importers.office.blocks import join_content
from briefbuilder.importers.office.draft import (
    build_document_draft,
    convert_typed_lists,
    report_comments,
    report_headers_footers,
    report_unread,
)
from briefbuilder.importers.office.head import read_properties

_MAX_NOTES_WITHOUT_PLACE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _DocxDocument:
    """An open document: its body and what all parts share."""

    package: Package
    body: _Element
    relations: dict[str, Relationship]
    styles: DocxStyles
    language: str | None


def read_docx(data: bytes, file_name: str, formats: EmbeddedFormats) -> Draft:
    """Read a Word document; raise ImportRefusedError if it cannot be read.

    `formats` reads the files embedded in place of text.
    """
    document = _open_document(data, file_name)
    builder = DraftBuilder()
    if document.package.has_macros:
        builder.notice("macros-not-kept")
    runs = RunReader(document.styles, document.relations, document.language)
    pictures = DrawingReader(builder, document.package, document.relations)
    files = EmbeddedFileReader(
        builder, document.package, document.relations, formats, partial(_read_inner_document, formats)
    )
    walker = _make_walker(builder, document, runs, pictures, files)
    blocks = list(convert_typed_lists(walker.walk(document.body)))
    notes = list(_read_notes(builder, document, runs))
    properties = read_properties(document.package)
    _report_omitted_parts(builder, document)
    report_unread(builder, pictures.external_count, document.package.damaged)
    return build_document_draft(builder, blocks, notes, properties, document.language, file_name)


def _make_walker(
    builder: DraftBuilder,
    document: _DocxDocument,
    runs: RunReader,
    pictures: DrawingReader,
    files: EmbeddedFileReader,
) -> DocxWalker:
    root = document.package.related_xml(document.relations, "numbering")
    return DocxWalker(builder, document.styles, DocxNumbering(root, document.styles), runs, pictures, files)


def _read_inner_document(
    formats: EmbeddedFormats, data: bytes, builder: DraftBuilder, scope: str
) -> tuple[Block, ...]:
    """Return the blocks and notes of an embedded Word document, which may not contain another one."""
    from briefbuilder.importers.html.markup import scope_notes

    document = _open_document(data, "")
    runs = RunReader(document.styles, document.relations, document.language)
    pictures = DrawingReader(builder, document.package, document.relations)
    files = EmbeddedFileReader(builder, document.package, document.relations, formats)
    blocks = _make_walker(builder, document, runs, pictures, files).walk(document.body)
    notes = (replace(note, id=scope + note.id) for note in _read_notes(builder, document, runs))
    return (*(scope_notes(styled_block.block, scope) for styled_block in blocks), *notes)


def _open_document(data: bytes, file_name: str) -> _DocxDocument:
    package = Package(data, file_name)
    main_part = package.main_part()
    root = package.xml(main_part)
    body = child(root, "w:body")
    if body is None:
        raise ImportRefusedError("import-no-document", name=file_name)
    if sum(1 for _ in body.iter(qn("w:p"))) > PARAGRAPHS:
        raise ImportRefusedError("import-too-many-paragraphs", name=file_name, limit=str(PARAGRAPHS))
    relations = package.relationships(main_part)
    styles = package.related_xml(relations, "styles")
    docx_styles = DocxStyles(styles)
    return _DocxDocument(
        package=package,
        body=body,
        relations=relations,
        styles=docx_styles,
        language=main_language(body, styles, docx_styles),
    )


def _read_notes(builder: DraftBuilder, document: _DocxDocument, runs: RunReader) -> Iterator[Note]:
    """Yield the referenced notes in the order of their references; notes within notes are not read."""
    readers = {kind: _NoteReader(builder, document, kind) for kind in ("foot", "end")}
    for key in list(runs.notes):
        kind, number = key
        content = readers[kind].read_note(number)
        if content:
            yield runs.note(key, content)
    for kind, reader in readers.items():
        for text in reader.unreferenced({number for note_kind, number in runs.notes if note_kind == kind}):
            builder.notice("note-without-place", text)


class _NoteReader:
    """Reads the footnotes or endnotes part."""

    def __init__(self, builder: DraftBuilder, document: _DocxDocument, kind: str) -> None:
        part = related_part(document.relations, f"{kind}notes")
        root = document.package.optional_xml(part) if part else None
        relations = document.package.relationships(part) if part else {}
        runs = RunReader(document.styles, relations, document.language)
        pictures = DrawingReader(builder, document.package, relations)
        self._walker = DocxWalker(
            builder, document.styles, DocxNumbering(None, document.styles), runs, pictures
        )
        self._elements: dict[str, _Element] = {}
        for element in root.iter(qn(f"w:{kind}note")) if root is not None else ():
            if element.get(qn("w:type")) in {None, "normal"}:
                self._elements[element.get(qn("w:id")) or ""] = element

    def unreferenced(self, referenced: Collection[str]) -> Iterator[str]:
        """Yield the first words of notes that are not referenced, up to a limit."""
        for number, element in islice(self._elements.items(), _MAX_NOTES_WITHOUT_PLACE):
            text = first_words(_join_paragraphs(element))
            if number not in referenced and text:
                yield text

    def read_note(self, number: str) -> tuple[Inline, ...]:
        """Return the content of a note, with line breaks between its paragraphs."""
        element = self._elements.get(number)
        return join_content(self._walker.read_blocks(element)) if element is not None else ()


def _report_omitted_parts(builder: DraftBuilder, document: _DocxDocument) -> None:
    """Report headers, footers and comments, which are not part of the article."""
    related = [
        (relation.kind, root)
        for relation in document.relations.values()
        if not relation.external and relation.kind in {"header", "footer", "comments"}
        if (root := document.package.optional_xml(relation.target)) is not None
    ]
    report_headers_footers(
        builder, [(kind, _join_paragraphs(root)) for kind, root in related if kind != "comments"]
    )
    comments = (
        comment for kind, root in related if kind == "comments" for comment in root.iter(qn("w:comment"))
    )
    report_comments(
        builder, [(comment.get(qn("w:author")) or "", _join_paragraphs(comment)) for comment in comments]
    )


def _join_paragraphs(element: _Element) -> str:
    return " ".join(join_texts(paragraph) for paragraph in element.iter(qn("w:p")))
