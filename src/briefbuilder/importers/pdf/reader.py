"""Read a PDF into a draft: from pages to chunks in reading order, and from these to blocks with inline content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby
from operator import itemgetter

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.inline import merge_spans, slice_content, strip_content
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.list_labels import own_label
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Script,
    Span,
    Table,
    plain_text,
)
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.limits import PDF_CHARACTERS, PICTURES
from briefbuilder.importers.list_marks import parse_item_mark
from briefbuilder.importers.pdf.aligned_rows import insert_aligned_tables
from briefbuilder.importers.pdf.bidi import has_rtl, pair_brackets
from briefbuilder.importers.pdf.code_blocks import code_text, join_code_blocks
from briefbuilder.importers.pdf.document import (
    PdfMetadata,
    form_type,
    load_page,
    open_form,
    open_pdf,
    page_count,
    read_annotations,
    read_metadata,
    read_page,
)
from briefbuilder.importers.pdf.glyphs import FontCache
from briefbuilder.importers.pdf.headers_footers import (
    find_printed_address,
    remove_headers_footers,
    remove_line_numbers,
    report_removed_lines,
)
from briefbuilder.importers.pdf.kinds import PdfHead, mark_roles, read_head
from briefbuilder.importers.pdf.layout import find_limits, is_interleaved, order_lines
from briefbuilder.importers.pdf.lines import add_bullets, insert_annotation_text, join_drop_capitals
from briefbuilder.importers.pdf.measures import body_size, check_text_layer, measure_lines
from briefbuilder.importers.pdf.model import Chunk, Glyph, Handle, Image, Line, Page
from briefbuilder.importers.pdf.notes import (
    FootnoteCollector,
    find_references,
    is_lowered,
    is_raised,
    mark_length,
)
from briefbuilder.importers.pdf.paragraphs import is_wide, split_paragraphs
from briefbuilder.importers.pdf.structure import StructureTrees, read_structure, read_tagged_chunks
from briefbuilder.importers.pdf.tables import insert_grid_tables, join_continued_tables
from briefbuilder.importers.pdf.word_joins import HYPHENS, KoreanSpacing, Vocabulary, is_hangul, is_space
from briefbuilder.importers.rights import extract_rights

_MAX_COMMENTS = 40


@dataclass(slots=True)
class _PdfContent:
    """The pages of a document, its structure trees and its metadata; `address` is that of a printed web page."""

    pages: list[Page] = field(default_factory=list)
    tags: StructureTrees = field(default_factory=StructureTrees)
    metadata: PdfMetadata = field(default_factory=PdfMetadata)
    unreadable: list[int] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    form: int = 0
    address: str | None = None


def read_pdf(data: bytes, name: str, passwords: Sequence[str] = ()) -> Draft:
    """Read a PDF; raise ImportRefusedError if it has no readable text."""
    with open_pdf(data, name, passwords) as document:
        content = _read_pages(document, data, name)
    builder = DraftBuilder()
    check_text_layer(content.pages, name, builder, form_type=content.form)
    chunks, size = _make_chunks(content, builder)
    head = read_head(builder, chunks, content.metadata, size, name)
    _report_pages(builder, content)
    words = Vocabulary(line for chunk in chunks for line in chunk.lines)
    add_chunks(builder, head.rest, words, content.pages)
    return builder.draft(_make_metadata(builder, head, content))


def _read_pages(document: Handle, data: bytes, name: str) -> _PdfContent:
    content = _PdfContent(metadata=read_metadata(document, data), form=form_type(document))
    fonts = FontCache()
    characters = 0
    with open_form(document) as fields:
        for index in range(page_count(document)):
            with load_page(document, index) as handles:
                if handles is None:
                    content.unreadable.append(index + 1)
                else:
                    page = read_page(document, *handles, index + 1, fonts)
                    _add_page(content, page, handles[0], fields)
                    characters += page.glyphs
            if characters > PDF_CHARACTERS:
                raise ImportRefusedError("import-pdf-too-long", name=name, limit=str(index + 1))
    return content


def _add_page(content: _PdfContent, page: Page, handle: Handle, form: Handle | None) -> None:
    """Add a page with its annotations and structure tree."""
    if page.glyphs and not page.lines and not page.turned and not page.outside:
        content.unreadable.append(page.number)
    annotations = read_annotations(handle, form)
    page.lines = insert_annotation_text(join_drop_capitals(page.lines), annotations.words, page.number)
    page.glyphs += sum(len(text) for _, text in annotations.words)
    content.comments += annotations.comments
    content.pages.append(page)
    read_structure(handle, page.number, content.tags)


def _make_chunks(content: _PdfContent, builder: DraftBuilder) -> tuple[list[Chunk], float]:
    """Return the chunks of the text, from the structure tree if it is complete, and the body size."""
    for numbers in remove_line_numbers(content.pages):
        builder.notice("pdf-line-numbers-removed", first_words(numbers))
    size = body_size([line for page in content.pages for line in page.lines])
    tagged = read_tagged_chunks(content.pages, content.tags, size)
    if tagged is not None:
        report_removed_lines(builder, tagged.artifacts)
        content.address = find_printed_address(tagged.artifacts, len(content.pages))
        return tagged.chunks, size
    for page in content.pages:
        add_bullets(page.lines, page.drawings.dots)
    removed = remove_headers_footers(content.pages, size)
    report_removed_lines(builder, removed)
    content.address = find_printed_address(removed, len(content.pages))
    lines: list[Line] = []
    notes = FootnoteCollector(size)
    reordered: list[str] = []
    for page in content.pages:
        ordered, changed = _order_page(page)
        if changed:
            reordered.append(str(page.number))
        find_limits(ordered, page.images)
        lines += notes.take_notes(ordered, page.height, page.drawings.horizontal, page.drawings.vertical)
    if reordered:
        builder.notice("pdf-pages-reordered", ", ".join(reordered))
    measures = measure_lines(lines)
    chunks = join_continued_tables(split_paragraphs(lines, measures))
    mark_roles(chunks, measures)
    return join_code_blocks(chunks) + notes.notes, size


def _order_page(page: Page) -> tuple[list[Line], bool]:
    """Return the lines and tables of a page in reading order, and whether it differs from the file's order."""
    if not is_interleaved(page.lines):
        return order_lines(_insert_tables(page, page.lines), page.drawings.horizontal)
    # Columns drawn line by line across look like a table until they are separated.
    ordered, changed = order_lines(page.lines, page.drawings.horizontal)
    return _insert_tables(page, ordered), changed


def _insert_tables(page: Page, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with each table as a single line at the position of its first line."""
    return insert_aligned_tables(insert_grid_tables(lines, page.drawings))


def _report_pages(builder: DraftBuilder, content: _PdfContent) -> None:
    rotated = " ".join(page.turned for page in content.pages if page.turned.strip())
    outside = " ".join(page.outside for page in content.pages if page.outside.strip())
    for comment in content.comments[:_MAX_COMMENTS]:
        builder.notice("comment", first_words(comment, 400))
    if len(content.comments) > _MAX_COMMENTS:
        builder.notice("more-comments", str(len(content.comments) - _MAX_COMMENTS))
    if rotated:
        builder.notice("pdf-turned-text-left-out", first_words(rotated, 400))
    if outside:
        builder.notice("pdf-text-off-page-left-out", first_words(outside, 400))
    if content.unreadable:
        builder.notice("pdf-pages-unreadable", ", ".join(map(str, content.unreadable)))


def _make_metadata(builder: DraftBuilder, head: PdfHead, content: _PdfContent) -> Metadata:
    metadata = content.metadata
    return Metadata(
        title=head.title,
        authors=head.authors,
        publication=metadata.publication or head.publication,
        published=head.published,
        url=content.address,
        language=builder.language(base_language(metadata.language) or None),
        rights=extract_rights([*head.rights, *([metadata.rights] if metadata.rights else [])]),
    )


# From chunks to blocks.

_SPACES = re.compile(r"[ \t\n\u2002-\u200a\u3000]+")
_ROW_LEADERS = re.compile(r"(?<=[\w)\]])\s*(?:(?:\.\s*){4,}|…{2,}\s*)$")
_LIGATURES = re.compile("[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc\u2f00-\u2fdf]")
_Format = tuple[bool, bool, bool, Script, str | None]
"""Bold, italic, monospaced, superscript or subscript, and link address."""


@dataclass(frozen=True, slots=True)
class ChunkContext:
    """What inline content depends on: vocabulary, Korean spacing, and note ids by page and mark."""

    words: Vocabulary
    korean: KoreanSpacing
    notes: Mapping[tuple[int, str], str]
    body_bold: bool = False


def chunk_content(chunk: Chunk, context: ChunkContext) -> tuple[Inline, ...]:
    """Return the inline content of a chunk without its leading mark."""
    base_format = _base_format(chunk, context)
    if chunk.role == "code":
        return (Span(code_text(chunk.lines).replace("\x02", "-")),)
    content: list[Inline] = []
    for index, (line, glyphs) in enumerate(zip(chunk.lines, _line_glyphs(chunk.lines), strict=True)):
        following = chunk.lines[index + 1] if index + 1 < len(chunk.lines) else None
        inlines = strip_content(_line_content(line, glyphs, context, base_format))
        content.extend(_join_to_next(inlines, line, following, context))
    result = _normalize_content(merge_spans(tuple(content)))
    if chunk.has_mark:
        result = _remove_mark(result, chunk)
    return strip_content(result)


def _line_glyphs(lines: Sequence[Line]) -> list[list[Glyph]]:
    """Return the glyphs of each line, with brackets paired if there is Arabic or Hebrew text."""
    if not any(line.rtl or has_rtl(line.glyphs) for line in lines):
        return [line.glyphs for line in lines]
    paired = pair_brackets([glyph for line in lines for glyph in line.glyphs])
    ends = list(accumulate(len(line.glyphs) for line in lines))
    return [paired[end - len(line.glyphs) : end] for line, end in zip(lines, ends, strict=True)]


def _base_format(chunk: Chunk, context: ChunkContext) -> tuple[bool, bool]:
    """Return whether the whole block is bold and italic, which is then no emphasis."""
    if chunk.role in {"heading", "caption", "quote", "note"}:
        return all(line.bold for line in chunk.lines), all(line.italic for line in chunk.lines)
    return context.body_bold and chunk.bold, False


def _remove_mark(content: tuple[Inline, ...], chunk: Chunk) -> tuple[Inline, ...]:
    """Remove the leading mark; a note's own mark is not a reference."""
    if chunk.role == "note" and content and isinstance(content[0], NoteReference):
        return content[1:]
    text = plain_text(content)
    if chunk.role == "note":
        return slice_content(content, mark_length(text, chunk.mark), len(text))
    first_line = chunk.lines[0].text
    mark = parse_item_mark(first_line)
    if mark is None:
        return content
    # The space after a mark may be missing in scripts without word spaces.
    length, remaining = 0, len("".join(first_line[: mark.length].split()))
    while length < len(text) and (remaining or text[length].isspace()):
        remaining -= not text[length].isspace()
        length += 1
    return slice_content(content, length, len(text))


def _line_content(
    line: Line, glyphs: Sequence[Glyph], context: ChunkContext, base_format: tuple[bool, bool]
) -> tuple[Inline, ...]:
    """Return the content of a line, with consecutive characters of one format in one span."""
    marks = {reference.first: reference for reference in find_references(line)}
    if not marks and (content := _uniform_content(line, glyphs, base_format)) is not None:
        return content
    pieces: list[tuple[_Format | NoteReference, str]] = []
    index = 0
    while index < len(glyphs):
        reference = marks.get(index)
        note = context.notes.get((line.page, reference.mark)) if reference else None
        if reference is not None and note is not None:
            pieces.append((NoteReference(note, reference.mark), ""))
            index = reference.last
            continue
        if not _is_spacing(glyphs, index, context.korean):
            pieces.append((_glyph_format(glyphs[index], line, base_format), glyphs[index].text))
        index += 1
    return tuple(
        form if isinstance(form, NoteReference) else _make_span([text for _, text in same], form)
        for form, same in groupby(pieces, key=itemgetter(0))
    )


def _uniform_content(
    line: Line, glyphs: Sequence[Glyph], base_format: tuple[bool, bool]
) -> tuple[Inline, ...] | None:
    """Return the content of a line with one format and no spacing to remove, or None for other lines."""
    text = "".join([glyph.text for glyph in glyphs])
    if not text.isascii() and any(character >= "\u0590" for character in text):
        return None
    runs = {id(glyph.run): glyph for glyph in glyphs if glyph.text.strip()}
    formats = {_glyph_format(glyph, line, base_format) for glyph in runs.values()}
    if len(formats) != 1 or any(glyph.link != glyphs[0].link for glyph in glyphs):
        return None
    return (_make_span([text], formats.pop()),)


def _is_spacing(glyphs: Sequence[Glyph], index: int, korean: KoreanSpacing) -> bool:
    """Return whether a space is only spacing beside a character of a script without word spaces.

    The same holds beside Korean syllables in files that contain the spaces between words.
    """
    if glyphs[index].text.strip() or not 0 < index < len(glyphs) - 1:
        return False
    before, after = glyphs[index - 1].text, glyphs[index + 1].text
    if korean.has_spaces and (is_hangul(before) or is_hangul(after)):
        return not is_space(glyphs, index)
    return glyphs[index].inferred and (is_wide(before) or is_wide(after))


def _glyph_format(glyph: Glyph, line: Line, base_format: tuple[bool, bool]) -> _Format:
    script: Script = "baseline"
    run = glyph.run
    if (run.size != line.size or run.baseline != line.baseline) and glyph.text.strip():
        script = "super" if is_raised(glyph, line) else "sub" if is_lowered(glyph, line) else "baseline"
    code = run.monospaced and not line.monospaced and glyph.text < "\u0590"
    return (run.bold and not base_format[0], run.italic and not base_format[1], code, script, glyph.link)


def _make_span(characters: Sequence[str], glyph_format: _Format) -> Span:
    bold, italic, code, script, link = glyph_format
    return Span("".join(characters), bold=bold, italic=italic, code=code, script=script, link=link)


def _join_to_next(
    inlines: tuple[Inline, ...], line: Line, following: Line | None, context: ChunkContext
) -> tuple[Inline, ...]:
    """Return the content of a line with the separator between it and the next line."""
    text = plain_text(inlines)
    if following is None:
        return _replace_last_character(inlines, "-") if text.endswith("\x02") else inlines
    after = following.text
    if text and text[-1] in HYPHENS and len(text) > 1:
        before, hyphen = text[:-1], text[-1]
        return _replace_last_character(inlines, context.words.separator(before, hyphen, after))
    if is_wide(text[-1:]) or is_wide(after[:1]):
        return inlines
    if text.strip() and after and is_hangul(after[0]) and (is_hangul(text[-1]) or text[-1].isdigit()):
        space = context.korean.separator(line, text, after)
        return (*inlines, Span(space)) if space else inlines
    if text.endswith(("/", "—", "–")) and not text.endswith((" /", " —", " –")):
        return inlines
    return (*inlines, Span(" "))


def _replace_last_character(inlines: tuple[Inline, ...], end: str) -> tuple[Inline, ...]:
    """Return the content with its last character replaced by `end`."""
    changed = list(inlines)
    for index in range(len(changed) - 1, -1, -1):
        inline = changed[index]
        if isinstance(inline, Span) and inline.text:
            changed[index] = replace(inline, text=inline.text[:-1] + end)
            break
    return tuple(changed)


def _normalize_content(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Collapse spaces, decompose presentation forms and ligatures, and give spaces their neighbors' format."""
    result: list[Inline] = []
    for index, inline in enumerate(content):
        if not isinstance(inline, Span):
            result.append(inline)
            continue
        text = _SPACES.sub(" ", inline.text).replace("\x02", "-")  # PDFium's code for a hyphen within a line
        text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
        last, following = (
            result[-1] if result else None,
            content[index + 1] if index + 1 < len(content) else None,
        )
        if isinstance(last, Span):
            text = text[1:] if last.text.endswith(" ") and text.startswith(" ") else text
            if not text.strip() and isinstance(following, Span) and _have_same_format(last, following):
                result.append(replace(last, text=text))
                continue
        result.append(replace(inline, text=text))
    return merge_spans(tuple(result))


def _have_same_format(first: Span, second: Span) -> bool:
    return replace(first, text="") == replace(second, text="")


@dataclass(slots=True)
class _BlockAssembly:
    builder: DraftBuilder
    context: ChunkContext
    kept: int = 0
    omitted: int = 0


def add_chunks(
    builder: DraftBuilder, chunks: Sequence[Chunk], words: Vocabulary, pages: Sequence[Page]
) -> None:
    """Add the blocks made of the chunks, with their pictures, to a builder."""
    notes = {
        (line.page, chunk.mark): f"note-{index}"
        for index, chunk in enumerate(chunks)
        if chunk.role == "note" and chunk.mark
        for line in chunk.lines[:1]
    }
    lines = [line for chunk in chunks for line in chunk.lines]
    referenced = {(line.page, reference.mark) for line in lines for reference in find_references(line)}
    # A note without a reference on its page may belong to the end of the page before.
    notes = {
        (page - 1, mark): note for (page, mark), note in notes.items() if (page, mark) not in referenced
    } | notes
    bold = sum(len(line.text) for line in lines if line.bold) * 2 > sum(len(line.text) for line in lines)
    assembly = _BlockAssembly(builder, ChunkContext(words, KoreanSpacing(lines), notes, body_bold=bold))
    _assign_pictures(list(chunks), pages, assembly)
    for index, chunk in enumerate(chunks):
        block = _make_block(chunk, f"note-{index}" if chunk.role == "note" else "", assembly)
        if block is not None:
            builder.add(block)
    if assembly.omitted:
        builder.notice("pdf-pictures-left-out", str(assembly.omitted))


def _assign_pictures(chunks: list[Chunk], pages: Sequence[Page], assembly: _BlockAssembly) -> None:
    """Assign each remaining picture to the caption next to it, or count it as omitted."""
    assigned = {id(image) for chunk in chunks for image in chunk.images}
    captions = [chunk for chunk in chunks if chunk.role == "caption" and chunk.lines]
    for page in pages:
        for image in page.images:
            if id(image) in assigned:
                continue
            adjacent = [
                chunk
                for chunk in captions
                if chunk.page == page.number and not chunk.images and _is_adjacent(chunk, image)
            ]
            if adjacent and image.data:
                adjacent[0].images.append(image)
                adjacent[0].role = "figure"
            else:
                assembly.omitted += 1


def _is_adjacent(chunk: Chunk, image: Image) -> bool:
    """Return whether a caption is directly below or above a picture."""
    if min(chunk.right, image.right) <= max(chunk.left, image.left):
        return False
    below = image.bottom - chunk.lines[0].top
    above = chunk.lines[-1].bottom - image.top
    return -chunk.size < below < 4 * chunk.size or -chunk.size < above < 4 * chunk.size


def _make_block(chunk: Chunk, block_id: str, assembly: _BlockAssembly) -> Block | None:  # noqa: PLR0911 - a line a kind
    if chunk.role == "table":
        return _make_table(chunk, assembly)
    if chunk.role == "figure":
        return _make_figure(chunk, assembly)
    content = chunk_content(chunk, assembly.context) if chunk.lines else ()
    page = chunk.page or None
    language = chunk.language
    if chunk.role == "heading":
        return Heading(
            id=block_id, content=content, level=min(6, max(1, chunk.level)), language=language, page=page
        )
    if chunk.role == "list_item":
        return _make_list_item(chunk, content, page)
    if chunk.role == "quote":
        return Quote(id=block_id, content=content, continues=chunk.continues, language=language, page=page)
    if chunk.role == "code":
        return Code(id=block_id, content=content, page=page)
    if chunk.role == "note":
        return Note(id=block_id, content=content, mark=chunk.mark, language=language, page=page)
    return Paragraph(id=block_id, content=content, language=language, page=page)


def _make_list_item(chunk: Chunk, content: tuple[Inline, ...], page: int | None) -> ListItem:
    return ListItem(
        id="",
        content=content,
        depth=chunk.depth,
        ordered=chunk.ordered,
        number=chunk.number,
        label=own_label(chunk.label, chunk.depth) if chunk.number is not None else None,
        starts=chunk.starts,
        continues=chunk.continues,
        language=chunk.language,
        page=page,
    )


def _make_figure(chunk: Chunk, assembly: _BlockAssembly) -> Figure:
    content = chunk_content(replace(chunk, role="caption"), assembly.context) if chunk.lines else ()
    image = next((image for image in chunk.images if image.data), None)
    picture = None
    if image is not None and image.data and assembly.kept < PICTURES:
        assembly.kept += 1
        picture = assembly.builder.picture(image.media_type, image.data)
    elif chunk.images:
        assembly.omitted += 1
    return Figure(
        id="",
        content=content,
        picture=picture,
        media_type=image.media_type if image and picture else None,
        alternative_text=chunk.alternative,
        language=chunk.language,
        page=chunk.page or None,
    )


def _without_leaders(block: Block) -> Block:
    """Remove the dots that lead from the label of a row to its figures."""
    found = _ROW_LEADERS.search(plain_text(block.content)) if isinstance(block, Paragraph) else None
    if found is None or not isinstance(block, Paragraph):
        return block
    return replace(block, content=slice_content(block.content, 0, found.start()))


def _make_table(chunk: Chunk, assembly: _BlockAssembly) -> Table:
    rows = tuple(
        Row(
            cells=tuple(
                Cell(
                    blocks=tuple(
                        _without_leaders(block)
                        for inner in cell.chunks
                        if (block := _make_block(inner, "", assembly)) is not None
                    ),
                    header=cell.header,
                    column_span=cell.column_span,
                    row_span=cell.row_span,
                )
                for cell in row
            )
        )
        for row in chunk.rows
    )
    caption = chunk_content(replace(chunk, role="caption"), assembly.context) if chunk.lines else ()
    return Table(
        id="",
        rows=rows,
        header_rows=chunk.header_rows,
        content=caption,
        language=chunk.language,
        page=chunk.page or None,
    )
