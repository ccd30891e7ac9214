"""Read an RTF file into a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml.etree import Element, _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Block, Note
from briefbuilder.importers.clean import first_words, match_key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.docx.metadata import CoreProperties, is_person_name
from briefbuilder.importers.docx.runs import RunReader, main_language, note_id
from briefbuilder.importers.docx.styles import DocxNumbering, DocxStyles
from briefbuilder.importers.docx.walker import DocxWalker, StyledBlock, attach_captions
from briefbuilder.importers.docx.wordml import qn
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.limits import MEBIBYTE, PARAGRAPHS, RTF_BYTES, RTF_WORDS
from briefbuilder.importers.office import build_document_draft, convert_typed_lists, join_content
from briefbuilder.importers.rtf.converter import ConvertedPictures, RtfContents, RtfConverter

_NOTICES_BY_FLOW = {"header": "header-removed", "footer": "footer-removed"}
_MAX_COMMENTS = 100
_BLOCK_ENDS = re.compile(rb"\\(?:par|cell|nestcell|row|nestrow)(?![a-z])")
"""What ends a paragraph, a cell or a row, which all cost the same to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _RtfDocument:
    """The text and notes of an RTF file before its title is determined; `language` is the declared one."""

    builder: DraftBuilder
    blocks: list[StyledBlock]
    notes: list[Note]
    found: RtfContents
    language: str | None


def read_rtf(data: bytes, file_name: str) -> Draft:
    """Read an RTF file; raise ImportRefusedError if it is too large or nested too deeply."""
    document = _convert(data, file_name)
    _report_omissions(document.builder, document.found)
    properties = _read_properties(document.found)
    return build_document_draft(
        document.builder, document.blocks, document.notes, properties, document.language, file_name
    )


def read_rtf_blocks(data: bytes, file_name: str) -> tuple[Block, ...]:
    """Return all blocks of RTF data with its notes at the end, without looking for a title or byline.

    Raises ImportRefusedError like `read_rtf`.
    """
    document = _convert(data, file_name)
    for block in (
        *(styled_block.block for styled_block in attach_captions(document.blocks)),
        *document.notes,
    ):
        document.builder.add(block)
    return tuple(document.builder.blocks)


def _convert(data: bytes, file_name: str) -> _RtfDocument:
    if len(data) > RTF_BYTES:
        raise ImportRefusedError("import-too-large", name=file_name, limit=str(RTF_BYTES // MEBIBYTE))
    if sum(1 for _ in _BLOCK_ENDS.finditer(data)) > PARAGRAPHS or data.count(b"\\") > RTF_WORDS:
        raise ImportRefusedError("import-too-many-paragraphs", name=file_name, limit=str(PARAGRAPHS))
    converter = RtfConverter(data, file_name)
    contents = converter.convert()
    body = _container("w:body", contents.blocks)
    styles_root = converter.header.styles_part()
    styles = DocxStyles(styles_root)
    language = main_language(body, styles_root, styles)
    builder = DraftBuilder()
    runs = RunReader(styles, {}, language)
    numbering = DocxNumbering(converter.header.numbering_part(), styles)
    walker = DocxWalker(builder, styles, numbering, runs, ConvertedPictures(builder, contents.pictures))
    written = list(convert_typed_lists(walker.walk(body)))
    notes = list(_read_notes(walker, runs, contents))
    return _RtfDocument(builder=builder, blocks=written, notes=notes, found=contents, language=language)


def _read_notes(walker: DocxWalker, runs: RunReader, contents: RtfContents) -> Iterator[Note]:
    """Yield the notes in the order of their references."""
    for kind, number in list(runs.notes):
        content = join_content(
            walker.read_blocks(_container("w:body", contents.notes.get((kind, number), [])))
        )
        if content:
            placement: Literal["foot", "end"] = "foot" if kind == "foot" else "end"
            yield Note(
                id=note_id(kind, number), content=content, placement=placement, mark=runs.mark((kind, number))
            )


def _container(tag: str, blocks: list[_Element]) -> _Element:
    element = Element(qn(tag))
    element.extend(blocks)
    return element


def _report_omissions(builder: DraftBuilder, contents: RtfContents) -> None:
    for kind, text in dict.fromkeys(contents.headers_footers):
        if match_key(text):
            builder.notice(_NOTICES_BY_FLOW[kind], first_words(text))
    for author, text in contents.comments[:_MAX_COMMENTS]:
        if text:
            builder.notice("comment", first_words(f"{author}: {text}" if author else text, 300))
    if len(contents.comments) > _MAX_COMMENTS:
        builder.notice("more-comments", str(len(contents.comments) - _MAX_COMMENTS))
    if contents.truncated:
        builder.notice("rtf-cut")


def _read_properties(contents: RtfContents) -> CoreProperties:
    author = contents.info.get("author", "")
    return CoreProperties(
        title=contents.info.get("title", ""),
        authors=(author,) if is_person_name(author) else (),
        created=read_date(contents.info.get("created", "")),
    )
