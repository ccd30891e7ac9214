"""Markup whose every block is part of the text (a mail's body, a chapter, Markdown): to blocks, nothing chosen.

What belongs to an article and what surrounds it, as on a web page, is not asked here.
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
    walk_blocks,
    with_blocks_within,
    with_content,
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
from briefbuilder.importers.html.walk import HtmlWalker
from briefbuilder.importers.limits import FALLBACK_CHARACTERS
from briefbuilder.importers.plaintext.layout import split_units
from briefbuilder.importers.plaintext.reader import add_blocks

FindPicture = Callable[[str], Picture | None]
"""Returns the picture inside the file that an address stands for."""

FindQuoted = Callable[[HtmlElement], Collection[HtmlElement]]
"""Returns the elements of a tree whose text is quoted; it may change the tree for that."""


def no_picture(_address: str) -> Picture | None:
    """Find no picture: the file holds none beside the markup."""
    return None


Amend = Callable[[HtmlElement], None]
"""Changes a tree before it is walked."""


def no_change(_root: HtmlElement) -> None:
    """Leave a tree as it is."""


def no_quoted(_root: HtmlElement) -> Collection[HtmlElement]:
    """Find nothing that is quoted."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkupContext:
    """What markup stands in.

    `base` is its address, `language` that of the whole text (BCP 47), and `scope` keeps the notes of several
    pieces of markup in one article apart. `amend` is done to the tree first.
    """

    base: str | None = None
    language: str | None = None
    scope: str = ""
    picture: FindPicture = no_picture
    quoted: FindQuoted = no_quoted
    amend: Amend = no_change


def add_markup(builder: DraftBuilder, markup: str, around: MarkupContext) -> None:
    """Add every block of some markup; too large or too deep markup is added without its structure."""
    page = load_page(b"\xef\xbb\xbf" + markup.encode("utf-8", "replace"))
    excess = find_exceeded_limit(page.text)
    root = None if excess else parse_page(page.text)
    if root is None:
        if page.text.strip():
            _add_as_text(builder, page.text, excess or "structure")
        return
    around.amend(root)
    quoted = frozenset(around.quoted(root))
    notes = find_notes(root)
    setting = HtmlContext(base=around.base, language=around.language, notes=frozenset(notes.values()))
    body = root.find("body")
    candidates = HtmlWalker(setting, notes).walk(root if body is None else body)
    pictures = EmbeddedPictures(builder, page, around.picture)
    _add(builder, _quoting(candidates, quoted), pictures, around.scope)


def add_plain_text(builder: DraftBuilder, text: str) -> None:
    """Add text without marks of structure as paragraphs and lists, no line of it taken as a heading."""
    add_blocks(builder, split_units(clean(text)[0]).units, {}, frozenset())


def _add_as_text(builder: DraftBuilder, markup: str, reason: str) -> None:
    builder.notice("page-read-as-text", reason)
    text = markup_to_text(markup)
    if len(text) > FALLBACK_CHARACTERS:
        builder.notice("page-cut", first_words(text[FALLBACK_CHARACTERS:]))
    add_plain_text(builder, text[:FALLBACK_CHARACTERS])


def _quoting(candidates: Sequence[Candidate], quoted: Collection[HtmlElement]) -> Iterator[Block]:
    """Yield the blocks, those within quoted elements as quotations."""
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


def _add(builder: DraftBuilder, blocks: Iterable[Block], pictures: EmbeddedPictures, scope: str) -> None:
    notes: dict[str, Note] = {}
    marks: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Note):
            notes[block.id] = block
            continue
        made = pictures.embed(block)
        if made is None:
            continue
        for reference in _references(made):
            marks.setdefault(reference.note, str(len(marks) + 1))
        builder.add(scope_notes(made, scope))
    if pictures.outside:
        builder.notice("pictures-not-in-file", str(pictures.outside))
    _add_notes(builder, notes, marks, scope)


def _add_notes(
    builder: DraftBuilder, notes: Mapping[str, Note], marks: Mapping[str, str], scope: str
) -> None:
    """Add the notes that the text refers to, in that order; what nothing refers to is a paragraph."""
    for note, mark in marks.items():
        if note in notes:
            builder.add(replace(notes[note], id=scope + note, mark=mark))
    for note, unreferred in notes.items():
        if note not in marks:
            builder.add(Paragraph(id="", content=unreferred.content))


def _references(block: Block) -> Iterator[NoteReference]:
    inlines = (inline for one in walk_blocks((block,)) for inline in one.content)
    return (inline for inline in inlines if isinstance(inline, NoteReference))


def scope_notes(block: Block, scope: str) -> Block:
    """Return a block whose references name the notes of their own piece of a text."""
    if not scope or not any(True for _ in _references(block)):
        return block

    def change(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(
            replace(inline, note=scope + inline.note) if isinstance(inline, NoteReference) else inline
            for inline in content
        )

    return with_content(block, change)


def scope_block(block: Block, scope: str) -> Block:
    """Return a block that another builder made with the ids of that one kept apart, in references and cells alike."""
    return _named_apart(scope_notes(block, scope), scope)


def _named_apart(block: Block, scope: str) -> Block:
    whole = with_blocks_within(block, lambda held: _named_apart(held, scope))
    return replace(whole, id=scope + block.id if block.id else "")
