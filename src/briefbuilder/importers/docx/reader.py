"""Read a Word document into a draft."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Literal

from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Block, Inline, Note
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.docx.embedded import DrawingReader, EmbeddedFileReader, EmbeddedFormats
from briefbuilder.importers.docx.metadata import read_properties
from briefbuilder.importers.docx.package import Package, Relationship
from briefbuilder.importers.docx.runs import RunReader, main_language, note_id
from briefbuilder.importers.docx.styles import DocxNumbering, DocxStyles
from briefbuilder.importers.docx.walker import DocxWalker
from briefbuilder.importers.docx.wordml import child, join_texts, qn
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.limits import PARAGRAPHS
from briefbuilder.importers.office import build_document_draft, convert_typed_lists, join_content

_NOTICES_BY_PART = {"header": "header-removed", "footer": "footer-removed"}
_MAX_COMMENTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _DocxDocument:
    """An open document: its body and what all parts share."""

    package: Package
    body: _Element
    relations: dict[str, Relationship]
    styles: DocxStyles
    language: str | None

    def part(self, kind: str) -> str | None:
        """Return the name of the related part of a kind, such as "footnotes" or "styles"."""
        return _find_part(self.relations, kind)


def read_docx(data: bytes, file_name: str, formats: EmbeddedFormats) -> Draft:
    """Read a Word document; raise ImportRefusedError if it cannot be read.

    `formats` reads the files embedded in place of text.
    """
    document = _open_document(data, file_name)
    if sum(1 for _ in document.body.iter(qn("w:p"))) > PARAGRAPHS:
        raise ImportRefusedError("import-too-many-paragraphs", name=file_name, limit=str(PARAGRAPHS))
    builder = DraftBuilder()
    if any(part.endswith("vbaproject.bin") for part in document.package.names):
        builder.notice("macros-not-kept")
    runs = RunReader(document.styles, document.relations, document.language)
    pictures = DrawingReader(builder, document.package, document.relations)
    walk = partial(_read_inner_document, formats)
    chunks = EmbeddedFileReader(builder, document.package, document.relations, formats, walk)
    walker = _make_walker(builder, document, runs, pictures, chunks)
    written = list(convert_typed_lists(walker.walk(document.body)))
    notes = list(_read_notes(builder, document, runs))
    properties_part = _find_part(document.package.relationships(""), "core-properties")
    properties = read_properties(document.package.optional_xml(properties_part) if properties_part else None)
    if pictures.external_count:
        builder.notice("pictures-not-in-file", str(pictures.external_count))
    _report_omitted_parts(builder, document)
    for part in dict.fromkeys(document.package.damaged):
        builder.notice("part-damaged", part)
    return build_document_draft(builder, written, notes, properties, document.language, file_name)


def _make_walker(
    builder: DraftBuilder,
    document: _DocxDocument,
    runs: RunReader,
    pictures: DrawingReader,
    chunks: EmbeddedFileReader,
) -> DocxWalker:
    part = document.part("numbering")
    numbering = DocxNumbering(document.package.optional_xml(part) if part else None, document.styles)
    return DocxWalker(builder, document.styles, numbering, runs, pictures, chunks)


def _read_inner_document(
    formats: EmbeddedFormats, data: bytes, builder: DraftBuilder, scope: str
) -> tuple[Block, ...]:
    """Return the blocks and notes of an embedded Word document, which may not contain another one."""
    from briefbuilder.importers.html.markup import scope_notes

    document = _open_document(data, "")
    if sum(1 for _ in document.body.iter(qn("w:p"))) > PARAGRAPHS:
        raise ImportRefusedError("import-too-many-paragraphs", name="", limit=str(PARAGRAPHS))
    runs = RunReader(document.styles, document.relations, document.language)
    pictures = DrawingReader(builder, document.package, document.relations)
    chunks = EmbeddedFileReader(builder, document.package, document.relations, formats)
    written = _make_walker(builder, document, runs, pictures, chunks).walk(document.body)
    notes = (replace(note, id=scope + note.id) for note in _read_notes(builder, document, runs))
    return (*(scope_notes(one.block, scope) for one in written), *notes)


def _open_document(data: bytes, file_name: str) -> _DocxDocument:
    package = Package(data, file_name)
    main = package.main_part()
    root = package.xml(main)
    body = child(root, "w:body")
    if body is None:
        raise ImportRefusedError("import-no-document", name=file_name)
    relations = package.relationships(main)
    styles_part = _find_part(relations, "styles")
    styles = package.optional_xml(styles_part) if styles_part else None
    named = DocxStyles(styles)
    return _DocxDocument(
        package=package,
        body=body,
        relations=relations,
        styles=named,
        language=main_language(body, styles, named),
    )


def _find_part(relations: dict[str, Relationship], kind: str) -> str | None:
    found = (relation for relation in relations.values() if relation.kind == kind and not relation.external)
    return next((relation.target for relation in found), None)


def _read_notes(builder: DraftBuilder, document: _DocxDocument, runs: RunReader) -> Iterator[Note]:
    """Yield the referenced notes in the order of their references; notes within notes are not read."""
    readers = {kind: _NoteReader(builder, document, kind) for kind in ("foot", "end")}
    for note in list(runs.notes):
        kind, number = note
        content = readers[kind].read_note(number)
        if content:
            placement: Literal["foot", "end"] = "foot" if kind == "foot" else "end"
            yield Note(id=note_id(kind, number), content=content, placement=placement, mark=runs.mark(note))
    for kind, reader in readers.items():
        for words in reader.unreferenced({number for one, number in runs.notes if one == kind}):
            builder.notice("note-without-place", words)


class _NoteReader:
    """Reads the footnotes or endnotes part."""

    def __init__(self, builder: DraftBuilder, document: _DocxDocument, kind: str) -> None:
        part = document.part(f"{kind}notes")
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

    def unreferenced(self, told: Collection[str]) -> Iterator[str]:
        """Yield the first words of notes that are not referenced, up to a limit."""
        for number, element in islice(self._elements.items(), _MAX_COMMENTS):
            words = first_words(" ".join(join_texts(one) for one in element.iter(qn("w:p")))).strip()
            if number not in told and words:
                yield words

    def read_note(self, number: str) -> tuple[Inline, ...]:
        """Return the content of a note, with line breaks between its paragraphs."""
        element = self._elements.get(number)
        return join_content(self._walker.read_blocks(element)) if element is not None else ()


def _report_omitted_parts(builder: DraftBuilder, document: _DocxDocument) -> None:
    """Report headers, footers and comments, which are not part of the article."""
    seen: set[str] = set()
    for relation in document.relations.values():
        if relation.external or relation.kind not in {*_NOTICES_BY_PART, "comments"}:
            continue
        root = document.package.optional_xml(relation.target)
        if root is None:
            continue
        if relation.kind == "comments":
            _report_comments(builder, root)
            continue
        text = first_words(" ".join(join_texts(paragraph) for paragraph in root.iter(qn("w:p"))))
        if text and text not in seen:
            seen.add(text)
            builder.notice(_NOTICES_BY_PART[relation.kind], text)


def _report_comments(builder: DraftBuilder, root: _Element) -> None:
    comments = list(root.iter(qn("w:comment")))
    for comment in comments[:_MAX_COMMENTS]:
        author = comment.get(qn("w:author")) or ""
        text = first_words(" ".join(join_texts(paragraph) for paragraph in comment.iter(qn("w:p"))), 300)
        if text:
            builder.notice("comment", f"{author}: {text}" if author else text)
    if len(comments) > _MAX_COMMENTS:
        builder.notice("more-comments", str(len(comments) - _MAX_COMMENTS))
