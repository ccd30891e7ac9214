"""Turn chunks into blocks with inline content, notes, tables, pictures and page numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from briefbuilder.domain.inline import merge_spans, slice_content, strip_content
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
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.limits import PICTURES
from briefbuilder.importers.list_marks import parse_item_mark
from briefbuilder.importers.pdf.bidi import has_rtl, pair_brackets
from briefbuilder.importers.pdf.code_blocks import code_text
from briefbuilder.importers.pdf.model import Chunk, Glyph, Image, Line, Page
from briefbuilder.importers.pdf.notes import find_references, is_lowered, is_raised, mark_length
from briefbuilder.importers.pdf.paragraphs import is_wide
from briefbuilder.importers.pdf.word_joins import HYPHENS, KoreanSpacing, Vocabulary, is_hangul, is_space

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
    result: list[Inline] = []
    characters: list[str] = []
    current: _Format | None = None
    index = 0
    while index < len(glyphs):
        reference = marks.get(index)
        note = context.notes.get((line.page, reference.mark)) if reference else None
        if reference is not None and note is not None:
            if current is not None:
                result.append(_make_span(characters, current))
            result.append(NoteReference(note, reference.mark))
            characters, current = [], None
            index = reference.last
            continue
        if _is_spacing(glyphs, index, context.korean):
            index += 1
            continue
        glyph_format = _glyph_format(glyphs[index], line, base_format)
        if glyph_format != current:
            if current is not None:
                result.append(_make_span(characters, current))
            characters, current = [], glyph_format
        characters.append(glyphs[index].text)
        index += 1
    if current is not None:
        result.append(_make_span(characters, current))
    return tuple(result)


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
