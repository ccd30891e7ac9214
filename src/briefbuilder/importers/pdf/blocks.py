"""From chunks to blocks: content, notes with their references, tables, pictures with captions, pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from briefbuilder.domain.inline import cut, merged, stripped
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
    plain,
)
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.limits import PICTURES
from briefbuilder.importers.pdf.bidi import has_leftward, with_brackets_paired
from briefbuilder.importers.pdf.code_blocks import code_of
from briefbuilder.importers.pdf.list_marks import mark_of
from briefbuilder.importers.pdf.model import Chunk, Glyph, Image, Line, Page
from briefbuilder.importers.pdf.notes import is_lowered, is_raised, mark_length, references
from briefbuilder.importers.pdf.paragraphs import is_wide
from briefbuilder.importers.pdf.word_joins import HYPHENS, Korean, Vocabulary, is_hangul, is_space

# A chunk's lines as inline content: spaces and hyphens between lines, forms, links and marks of notes.

_SPACES = re.compile(r"[ \t\n\u2002-\u200a\u3000]+")
_LIGATURES = re.compile("[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc\u2f00-\u2fdf]")

_Form = tuple[bool, bool, bool, Script, str | None]
"""Bold, italic, fixed width, raised or lowered, and the address of a link."""


@dataclass(frozen=True, slots=True)
class ChunkContext:
    """What the content of a chunk is made with: the vocabulary, and the ids of notes by page and mark."""

    words: Vocabulary
    korean: Korean
    notes: Mapping[tuple[int, str], str]
    body_bold: bool = False


def content_of(chunk: Chunk, context: ChunkContext) -> tuple[Inline, ...]:
    """Return a chunk's content, without the mark at its head."""
    plain_form = _plain_form(chunk, context)
    if chunk.role == "code":
        return (Span(code_of(chunk.lines).replace("\x02", "-")),)
    content: list[Inline] = []
    for place, (line, glyphs) in enumerate(zip(chunk.lines, _paired(chunk.lines), strict=True)):
        following = chunk.lines[place + 1] if place + 1 < len(chunk.lines) else None
        inlines = stripped(_without_break_marks(_inlines(line, glyphs, context, plain_form)))
        content.extend(_joined(inlines, line, following, context))
    made = _folded(merged(tuple(content)))
    if chunk.marked:
        made = _without_mark(made, chunk)
    return stripped(made)


def _paired(lines: Sequence[Line]) -> list[list[Glyph]]:
    """Return the glyphs of each line, brackets paired throughout where Arabic or Hebrew is among them."""
    if not any(line.rtl or has_leftward(line.glyphs) for line in lines):
        return [line.glyphs for line in lines]
    paired = with_brackets_paired([glyph for line in lines for glyph in line.glyphs])
    ends = list(accumulate(len(line.glyphs) for line in lines))
    return [paired[end - len(line.glyphs) : end] for line, end in zip(lines, ends, strict=True)]


def _plain_form(chunk: Chunk, context: ChunkContext) -> tuple[bool, bool]:
    """Return the form, bold and italic, that is the block's own and so no emphasis within it."""
    if chunk.role in {"heading", "caption", "quote", "note"}:
        return all(line.bold for line in chunk.lines), all(line.italic for line in chunk.lines)
    return context.body_bold and chunk.bold, False


def _without_mark(content: tuple[Inline, ...], chunk: Chunk) -> tuple[Inline, ...]:
    """Take away the mark at the head; a note's own mark refers to nothing."""
    if chunk.role == "note" and content and isinstance(content[0], NoteReference):
        return content[1:]
    text = plain(content)
    if chunk.role == "note":
        return cut(content, mark_length(text, chunk.mark), len(text))
    head = chunk.lines[0].text
    mark = mark_of(head)
    if mark is None:
        return content
    # The space behind a mark may be gone from the text: in scripts without spaces it is only air.
    length, signs = 0, len("".join(head[: mark.length].split()))
    while length < len(text) and (signs or text[length].isspace()):
        signs -= not text[length].isspace()
        length += 1
    return cut(content, length, len(text))


def _inlines(
    line: Line, glyphs: Sequence[Glyph], context: ChunkContext, plain_form: tuple[bool, bool]
) -> tuple[Inline, ...]:
    """Return a line's content; characters of one form are gathered before a span is made of them."""
    marks = {reference.first: reference for reference in references(line)}
    if not marks and (plain := _plain(line, glyphs, plain_form)) is not None:
        return plain
    result: list[Inline] = []
    gathered: list[str] = []
    form: _Form | None = None
    place = 0
    while place < len(glyphs):
        reference = marks.get(place)
        note = context.notes.get((line.page, reference.mark)) if reference else None
        if reference is not None and note is not None:
            if form is not None:
                result.append(_span(gathered, form))
            result.append(NoteReference(note, reference.mark))
            gathered, form = [], None
            place = reference.last
            continue
        if _is_air(glyphs, place, context.korean):
            place += 1
            continue
        own = _form(glyphs[place], line, plain_form)
        if own != form:
            if form is not None:
                result.append(_span(gathered, form))
            gathered, form = [], own
        gathered.append(glyphs[place].text)
        place += 1
    if form is not None:
        result.append(_span(gathered, form))
    return tuple(result)


def _plain(line: Line, glyphs: Sequence[Glyph], plain_form: tuple[bool, bool]) -> tuple[Inline, ...] | None:
    """Return the content of a line that is of one form and has no air to be left out, as most are; else None."""
    text = "".join([glyph.text for glyph in glyphs])
    if not text.isascii() and any(sign >= "\u0590" for sign in text):
        return None
    runs = {id(glyph.run): glyph for glyph in glyphs if glyph.text.strip()}
    forms = {_form(glyph, line, plain_form) for glyph in runs.values()}
    if len(forms) != 1 or any(glyph.link != glyphs[0].link for glyph in glyphs):
        return None
    return (_span([text], forms.pop()),)


def _is_air(glyphs: Sequence[Glyph], place: int, korean: Korean) -> bool:
    """Tell whether a space is only the air beside a sign of a script that is written without spaces.

    So it is beside Korean syllables, where the file has the spaces between words.
    """
    if glyphs[place].text.strip() or not 0 < place < len(glyphs) - 1:
        return False
    before, after = glyphs[place - 1].text, glyphs[place + 1].text
    if korean.has_spaces and (is_hangul(before) or is_hangul(after)):
        return not is_space(glyphs, place)
    return glyphs[place].made and (is_wide(before) or is_wide(after))


def _form(glyph: Glyph, line: Line, plain_form: tuple[bool, bool]) -> _Form:
    script: Script = "baseline"
    run = glyph.run
    if (run.size != line.size or run.baseline != line.baseline) and glyph.text.strip():
        script = "super" if is_raised(glyph, line) else "sub" if is_lowered(glyph, line) else "baseline"
    code = run.fixed and not line.fixed and glyph.text < "\u0590"
    return (run.bold and not plain_form[0], run.italic and not plain_form[1], code, script, glyph.link)


def _span(gathered: Sequence[str], form: _Form) -> Span:
    bold, italic, code, script, link = form
    return Span("".join(gathered), bold=bold, italic=italic, code=code, script=script, link=link)


def _without_break_marks(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Turn PDFium's sign for a hyphen into one where it is not at the line's end."""
    text = plain(inlines)
    if "\x02" not in text.rstrip()[:-1]:
        return inlines
    last = len(text.rstrip()) - 1
    changed: list[Inline] = []
    place = 0
    for inline in inlines:
        if isinstance(inline, Span):
            signs = "".join(
                "-" if sign == "\x02" and place + offset != last else sign
                for offset, sign in enumerate(inline.text)
            )
            place += len(inline.text)
            changed.append(replace(inline, text=signs))
        else:
            changed.append(inline)
    return tuple(changed)


def _joined(
    inlines: tuple[Inline, ...], line: Line, following: Line | None, context: ChunkContext
) -> tuple[Inline, ...]:
    """Return a line's content with what stands between it and the next line."""
    text = plain(inlines)
    if following is None:
        return _with_end(inlines, "-") if text.endswith("\x02") else inlines
    after = following.text
    if text and text[-1] in HYPHENS and len(text) > 1:
        bare, sign = text[:-1], text[-1]
        return _with_end(inlines, context.words.joint(bare, sign, after))
    if is_wide(text[-1:]) or is_wide(after[:1]):
        return inlines
    if text.strip() and after and is_hangul(after[0]) and (is_hangul(text[-1]) or text[-1].isdigit()):
        space = context.korean.joint(line, text, after)
        return (*inlines, Span(space)) if space else inlines
    if text.endswith(("/", "—", "–")) and not text.endswith((" /", " —", " –")):
        return inlines
    return (*inlines, Span(" "))


def _with_end(inlines: tuple[Inline, ...], end: str) -> tuple[Inline, ...]:
    """Return the content with its last character replaced."""
    changed = list(inlines)
    for place in range(len(changed) - 1, -1, -1):
        inline = changed[place]
        if isinstance(inline, Span) and inline.text:
            changed[place] = replace(inline, text=inline.text[:-1] + end)
            break
    return tuple(changed)


def _folded(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Fold spaces, take presentation forms and ligatures apart, and give spaces the form of their neighbours."""
    result: list[Inline] = []
    for place, inline in enumerate(content):
        if not isinstance(inline, Span):
            result.append(inline)
            continue
        text = _SPACES.sub(" ", inline.text)
        text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
        last, following = (
            result[-1] if result else None,
            content[place + 1] if place + 1 < len(content) else None,
        )
        if isinstance(last, Span):
            text = text[1:] if last.text.endswith(" ") and text.startswith(" ") else text
            if not text.strip() and isinstance(following, Span) and _same_form(last, following):
                result.append(replace(last, text=text))
                continue
        result.append(replace(inline, text=text))
    return merged(tuple(result))


def _same_form(first: Span, second: Span) -> bool:
    return replace(first, text="") == replace(second, text="")


@dataclass(slots=True)
class _BlockAssembly:
    builder: DraftBuilder
    context: ChunkContext
    kept: int = 0
    lost: int = 0


def add_chunks(
    builder: DraftBuilder, chunks: Sequence[Chunk], words: Vocabulary, pages: Sequence[Page]
) -> None:
    """Add the blocks that chunks make to a builder, with the pictures where they stand."""
    notes = {
        (line.page, chunk.mark): f"note-{place}"
        for place, chunk in enumerate(chunks)
        if chunk.role == "note" and chunk.mark
        for line in chunk.lines[:1]
    }
    lines = [line for chunk in chunks for line in chunk.lines]
    bold = sum(len(line.text) for line in lines if line.bold) * 2 > sum(len(line.text) for line in lines)
    assembly = _BlockAssembly(builder, ChunkContext(words, Korean(lines), notes, body_bold=bold))
    _with_pictures(list(chunks), pages, assembly)
    for place, chunk in enumerate(chunks):
        block = _block(chunk, f"note-{place}" if chunk.role == "note" else "", assembly)
        if block is not None:
            builder.add(block)
    if assembly.lost:
        builder.notice("pdf-pictures-left-out", str(assembly.lost))


def _with_pictures(chunks: list[Chunk], pages: Sequence[Page], assembly: _BlockAssembly) -> None:
    """Hang each picture that no figure holds yet on the caption below it, or leave it out and count it."""
    held = {id(image) for chunk in chunks for image in chunk.images}
    captions = [chunk for chunk in chunks if chunk.role == "caption" and chunk.lines]
    for page in pages:
        for image in page.images:
            if id(image) in held:
                continue
            near = [
                chunk
                for chunk in captions
                if chunk.page == page.number and not chunk.images and _is_by(chunk, image)
            ]
            if near and image.data:
                near[0].images.append(image)
                near[0].role = "figure"
            else:
                assembly.lost += 1


def _is_by(chunk: Chunk, image: Image) -> bool:
    """Tell whether a caption stands right below or above a picture."""
    left, right = min(line.left for line in chunk.lines), max(line.right for line in chunk.lines)
    if min(right, image.right) <= max(left, image.left):
        return False
    below = image.bottom - chunk.lines[0].top
    above = chunk.lines[-1].bottom - image.top
    return -chunk.size < below < 4 * chunk.size or -chunk.size < above < 4 * chunk.size


def _block(chunk: Chunk, block_id: str, assembly: _BlockAssembly) -> Block | None:  # noqa: PLR0911 - a line a kind
    if chunk.role == "table":
        return _table(chunk, assembly)
    if chunk.role == "figure":
        return _figure(chunk, assembly)
    content = content_of(chunk, assembly.context) if chunk.lines else ()
    page = chunk.page or None
    language = chunk.language
    if chunk.role == "heading":
        return Heading(
            id=block_id, content=content, level=min(6, max(1, chunk.level)), language=language, page=page
        )
    if chunk.role == "list_item":
        return _item(chunk, content, page)
    if chunk.role == "quote":
        return Quote(id=block_id, content=content, continues=chunk.continues, language=language, page=page)
    if chunk.role == "code":
        return Code(id=block_id, content=content, page=page)
    if chunk.role == "note":
        return Note(id=block_id, content=content, mark=chunk.mark, language=language, page=page)
    return Paragraph(id=block_id, content=content, language=language, page=page)


def _item(chunk: Chunk, content: tuple[Inline, ...], page: int | None) -> ListItem:
    return ListItem(
        id="",
        content=content,
        depth=chunk.depth,
        ordered=chunk.ordered,
        number=chunk.number,
        starts=chunk.starts,
        continues=chunk.continues,
        language=chunk.language,
        page=page,
    )


def _figure(chunk: Chunk, assembly: _BlockAssembly) -> Figure:
    content = content_of(replace(chunk, role="caption"), assembly.context) if chunk.lines else ()
    image = next((image for image in chunk.images if image.data), None)
    picture = None
    if image is not None and image.data and assembly.kept < PICTURES:
        assembly.kept += 1
        picture = assembly.builder.picture(image.media_type, image.data)
    elif chunk.images:
        assembly.lost += 1
    return Figure(
        id="",
        content=content,
        picture=picture,
        media_type=image.media_type if image and picture else None,
        alternative_text=chunk.alternative,
        language=chunk.language,
        page=chunk.page or None,
    )


def _table(chunk: Chunk, assembly: _BlockAssembly) -> Table:
    rows = tuple(
        Row(
            cells=tuple(
                Cell(
                    blocks=tuple(
                        block for inner in cell.chunks if (block := _block(inner, "", assembly)) is not None
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
    caption = content_of(replace(chunk, role="caption"), assembly.context) if chunk.lines else ()
    return Table(
        id="",
        rows=rows,
        header_rows=chunk.header_rows,
        content=caption,
        language=chunk.language,
        page=chunk.page or None,
    )
