"""Convert markup that is completely text (a mail body, a chapter, Markdown) to blocks.

Unlike for web pages, no blocks are chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from briefbuilder.domain.article import Picture
from briefbuilder.domain.text import (
    Block,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    map_child_blocks,
    map_content,
    walk_blocks,
)
from briefbuilder.importers.clean import clean, first_words
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.html.candidates import Candidate
from briefbuilder.importers.html.inline import HtmlContext, find_notes
from briefbuilder.importers.html.page import (
    EmbeddedPictures,
    find_exceeded_limit,
    load_page,
    markup_to_text,
    parse_page,
)
from briefbuilder.importers.html.repair import repair_tree
from briefbuilder.importers.html.walk import HtmlWalker
from briefbuilder.importers.limits import FALLBACK_CHARACTERS
from briefbuilder.importers.plaintext.layout import split_units
from briefbuilder.importers.plaintext.reader import add_blocks

FindPicture = Callable[[str], Picture | None]
"""Returns the picture inside the file for an address."""

FindQuoted = Callable[[HtmlElement], Collection[HtmlElement]]
"""Returns the quoted elements of a tree; may change the tree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkupContext:
    """How markup is converted.

    `base` is its address and `language` that of the whole text (BCP 47). `scope` is a prefix that distinguishes the
    notes of several pieces of markup in one article. `amend` changes the tree first.
    """

    base: str | None = None
    language: str | None = None
    scope: str = ""
    picture: FindPicture | None = None
    quoted: FindQuoted | None = None
    amend: Callable[[HtmlElement], None] | None = None


def add_markup(builder: DraftBuilder, markup: str, context: MarkupContext) -> None:
    """Add all blocks of the given markup; if it is too large or too deep, add its text without structure."""
    page = load_page(b"\xef\xbb\xbf" + markup.encode("utf-8", "replace"))
    excess = find_exceeded_limit(page.text)
    root = None if excess else parse_page(page.text)
    if root is None:
        if page.text.strip():
            builder.notice("page-read-as-text", excess or "structure")
            text = markup_to_text(page.text)
            if len(text) > FALLBACK_CHARACTERS:
                builder.notice("page-cut", first_words(text[FALLBACK_CHARACTERS:]))
            add_plain_text(builder, text[:FALLBACK_CHARACTERS])
        return
    if context.amend is not None:
        context.amend(root)
    repair_tree(root)
    quoted = frozenset(context.quoted(root)) if context.quoted is not None else frozenset[HtmlElement]()
    notes = find_notes(root)
    names = frozenset(note.note for note in notes.values())
    html_context = HtmlContext(base=context.base, language=context.language, notes=names)
    body = root.find("body")
    candidates = HtmlWalker(html_context, notes).walk(root if body is None else body)
    pictures = EmbeddedPictures(builder, page, context.picture)
    _add_blocks(builder, _quote_blocks(candidates, quoted), pictures, context.scope)


def add_plain_text(builder: DraftBuilder, text: str) -> None:
    """Add plain text as paragraphs and lists, without guessing headings."""
    add_blocks(builder, split_units(clean(text)[0]).units, {})


def _quote_blocks(candidates: Sequence[Candidate], quoted: Collection[HtmlElement]) -> Iterator[Block]:
    """Yield the blocks; those within quoted elements become quotations."""
    inside_before = False
    for candidate in candidates:
        block = candidate.block
        inside = bool(quoted) and any(
            element in quoted for element in (candidate.element, *candidate.element.iterancestors())
        )
        if inside and isinstance(block, Heading | Paragraph | ListItem | Quote):
            yield Quote(id="", content=block.content, language=block.language, continues=inside_before)
        else:
            yield block
        inside_before = inside


def _add_blocks(
    builder: DraftBuilder, blocks: Iterable[Block], pictures: EmbeddedPictures, scope: str
) -> None:
    notes: dict[str, Note] = {}
    marks: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Note):
            notes[block.id] = block
            continue
        embedded = pictures.embed(block)
        if embedded is None:
            continue
        for reference in _references(embedded):
            marks.setdefault(reference.note, str(len(marks) + 1))
        builder.add(scope_notes(embedded, scope))
    pictures.report_outside()
    _add_notes(builder, notes, marks, scope)


def _add_notes(
    builder: DraftBuilder, notes: Mapping[str, Note], marks: Mapping[str, str], scope: str
) -> None:
    """Add the notes in the order of their references; notes without references become paragraphs."""
    for note, mark in marks.items():
        if note in notes:
            builder.add(replace(notes[note], id=scope + note, mark=mark))
    for note, unreferred in notes.items():
        if note not in marks:
            builder.add(Paragraph(id="", content=unreferred.content))


def _references(block: Block) -> Iterator[NoteReference]:
    inlines = (inline for block_within in walk_blocks((block,)) for inline in block_within.content)
    return (inline for inline in inlines if isinstance(inline, NoteReference))


def scope_notes(block: Block, scope: str) -> Block:
    """Prefix the ids of notes in the references of a block with a scope."""
    if not scope or not any(True for _ in _references(block)):
        return block

    def change(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(
            replace(inline, note=scope + inline.note) if isinstance(inline, NoteReference) else inline
            for inline in content
        )

    return map_content(block, change)


def scope_block(block: Block, scope: str) -> Block:
    """Prefix all ids of a block from another builder with a scope, in references and cells too."""
    return _prefix_ids(scope_notes(block, scope), scope)


def _prefix_ids(block: Block, scope: str) -> Block:
    whole = map_child_blocks(block, lambda held: _prefix_ids(held, scope))
    return replace(whole, id=scope + block.id if block.id else "")
